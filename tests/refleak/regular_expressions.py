# Patterns compiled, searched, that call functions; matches that stay.
import re

re.purge()
for pattern in r'(\w+)@(\w+)\.com', r'(?P<a>x+)|(y)', r'(?:a|b)*?c', r'^\s*(?=z)z', '[äöü]+':
    p = re.compile(pattern)
    for text in 'me@example.com', 'xxxyy', 'ababc', '  z', 'äöü' * 5:
        p.search(text), p.findall(text), p.split(text), p.sub(lambda m: m.group(0).upper(), text), list(p.finditer(text))
        m = p.match(text)
        if m:
            m.groups(), m.groupdict(), m.span(), m[0]
try:
    re.compile('(')
except re.error:
    pass
re.purge()
kept = re.match('(a)(b)?', 'ab')
re.purge()
