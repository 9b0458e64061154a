# Strings of every kind, joined, split, formatted, cased, coded.
a, b, c, d = 'abc' * 3, 'äöü' * 3, 'αβγ' * 3, '\U0001f600x' * 3
for s in a, b, c, d:
    t = s + a + d
    t.split('x'), t.upper(), t.casefold(), t.encode(), t.encode('utf-16').decode('utf-16'), t[::-1], t.replace('a', 'ω'), t.center(50)
    ','.join([t, s]), t.partition('x'), t.splitlines(), t.translate({97: 'zz', 98: None}), t.isidentifier(), hash(t)
    f'{t!r:>50} {s:<10}', '%s %r' % (s, t), '{0} {x}'.format(s, x=t)
    try:
        s.encode('ascii')
    except UnicodeEncodeError:
        pass
    s.encode('ascii', 'backslashreplace'), s.encode('ascii', 'xmlcharrefreplace')
kept = ''.join([a, b]), c + d, d[1:3] + 'x'
