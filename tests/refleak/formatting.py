# Formats, templates, f-strings that nest and fail.
import string

for x in 1000, 2.5, 'text', None, [1], 3 + 4j:
    f'{x}', f'{x!r:>{20}}', f'{x=}', '%r %%' % (x,), '{:>10}'.format(str(x)), format(x, ''), str(x), repr(x), ascii(x)
    try:
        format(x, 'zz')
    except (ValueError, TypeError):
        pass
    try:
        '%d %s' % (x,)
    except TypeError:
        pass
    string.Template('$a b').substitute(a=x)
    '{0[0]} {1.real}'.format([x], 5)
