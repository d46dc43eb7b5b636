#!/bin/sh
# embed.sh NAME=FILE ... -- assembler text of the files that the library carries.
# The assembler takes each file byte for byte (.incbin); a table names them.
set -eu
i=0
echo '	.section .rodata'
for pair; do
	printf '	.balign 16\n.Lstart%d:\n	.incbin "%s"\n.Lend%d:\n	.byte 0\n' $i "${pair#*=}" $i
	printf '.Lname%d:\n	.asciz "%s"\n' $i "${pair%%=*}"
	i=$((i + 1))
done
printf '	.globl dg_embedded_count\n	.hidden dg_embedded_count\n	.balign 8\ndg_embedded_count:\n	.quad %d\n' $i
echo '	.section .data.rel.ro,"aw"'
printf '	.globl dg_embedded_files\n	.hidden dg_embedded_files\n	.balign 8\ndg_embedded_files:\n'
j=0
while [ $j -lt $i ]; do
	printf '	.quad .Lname%d, .Lstart%d, .Lend%d\n' $j $j $j
	j=$((j + 1))
done
echo '	.quad 0, 0, 0'
echo '	.section .note.GNU-stack,"",@progbits'
