#!/usr/bin/env python3
"""hostile.py DG-TEXT -- make each page, read it, count its good paragraphs."""
import os, resource, subprocess, sys, tempfile

GOOD = 'Le ministre a reçu son homologue à Paris, pour un entretien de deux heures, a dit le porte-parole.'
P = '<p>' + GOOD + '</p>\n'
HEAD = '<html><head><meta charset=utf-8><title>Un entretien</title></head><body><h1>Un entretien</h1>\n'
ZH = '中方愿同各方一道，落实两国元首共识，密切高层交往，深化务实合作。'


def entities():
    rows = ''.join(f'<!ENTITY {chr(98 + i)} "{("&%s;" % chr(97 + i)) * 10}">' for i in range(12))
    return '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' + rows + ']>' + HEAD + P + '<p>&m;&l;</p>' + P * 2


def bad_gb():
    z = ('<p>' + ZH + '</p>').encode('gb18030')
    return (b'<html><head><meta charset=gb2312></head><body>' + z + b'<p>\xcd\xf5\xff\xff\xfe\x80\xca\xbe</p>' +
            z + '<p>中方'.encode('gb18030') + b'\xd6</p>' + z)


# name, page, its good paragraph, how many of it there are
PAGES = [
    ('50 MB', lambda: HEAD + P * (50_000_000 // len(P.encode())), GOOD, 50_000_000 // len(P.encode())),
    ('100 k nested div', lambda: HEAD + P + '<div>' * 100_000 + P * 2 + '</div>' * 100_000 + P, GOOD, 4),
    ('1 M attributes on one tag', lambda: HEAD + P + '<div ' + ' '.join(f'a{i}="x"' for i in range(1_000_000)) +
     '>' + P * 2 + '</div>' + P, GOOD, 4),
    ('NULs', lambda: HEAD + P + '<p>a\0\0b</p>' + P * 3, GOOD, 4),
    ('truncated', lambda: HEAD + P * 3 + '<p>Une phrase qui <a href="x', GOOD, 3),
    ('10 k unclosed p b i', lambda: HEAD + P + '<p><b><i>' * 10_000 + GOOD + P * 3, GOOD, 5),
    ('entity bomb', entities, GOOD, 3),
    ('20 MB text node', lambda: HEAD + P + '<p>' + 'Une phrase, et encore une. ' * 740_000 + '</p>' + P * 3, GOOD, 4),
    ('UTF-16 without a mark', lambda: (HEAD.replace('<meta charset=utf-8>', '') + P * 5).encode('utf-16-le'), GOOD, 5),
    ('bad GB bytes', bad_gb, ZH, 3),
    ('300 k end tags of nothing', lambda: HEAD + P + '</span></b></i>' * 300_000 + P * 3, GOOD, 4),
    ('deep, and end tags of nothing', lambda: HEAD + P + '<div>' * 20_000 + '</span></i>' * 20_000 + P * 3, GOOD, 4),
    ('3 M ampersands', lambda: HEAD + P + '<p>' + '&' * 3_000_000 + P * 3, GOOD, 4),
    ('3 M less-than signs', lambda: HEAD + P + '<p>' + '<' * 3_000_000 + P * 3, GOOD, 3),
    ('30 k tables', lambda: HEAD + P * 3 + '<table><tr><td>' * 30_000 + P, GOOD, 3),
    ('attribute of 20 MB', lambda: HEAD + P + '<div title="' + 'x' * 20_000_000 + '">' + P * 3, GOOD, 4),
    ('style sheet of 10 MB', lambda: HEAD + '<style>' + '.a,.b{display:none}' * 500_000 + '</style>' + P * 3, GOOD, 3),
]
bad = 0
for name, make, good, n in PAGES:
    with tempfile.NamedTemporaryFile(suffix='.html') as f:
        page = make()
        f.write(page if isinstance(page, bytes) else page.encode())
        f.flush()
        with tempfile.TemporaryFile() as out:
            child = subprocess.Popen([sys.argv[1], '-q', f.name], stdout=out, stderr=subprocess.PIPE)
            _, status, use = os.wait4(child.pid, 0)
            out.seek(0)
            got = sum(1 for line in out if line.rstrip(b'\n').decode() == good)
    cpu, mb = use.ru_utime + use.ru_stime, use.ru_maxrss // 1024
    wrong = status != 0 or got < n or mb >= 400 or cpu >= 2
    bad |= wrong
    print(f'{name:32} {cpu:5.2f} s {mb:4} MB  {got} of {n}{"  WRONG" if wrong else ""}')
sys.exit(bad)
