# the French pass as twelve substitutions, a line at a time: what a typist's script does
s/"\([^"]*\)"/« \1 »/g
s/“\([^”]*\)”/« \1 »/g
s/<<  *\([^>]*\)  *>>/« \1 »/g
s/«  */« /g
s/  *»/ »/g
s/'/’/g
s/\.\.\./…/g
s/ -- / — /g
s/  *:\( \|$\)/ :\1/g
s/  *\([;!?]\)/ \1/g
s/\([0-9]\) \([0-9][0-9][0-9]\)/\1 \2/g
s/\([0-9]\)  *%/\1 %/g
