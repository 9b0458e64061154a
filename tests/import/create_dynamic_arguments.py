# What _imp.create_dynamic() makes of a spec's name and origin that are no C strings, no files, or no strings at all.
import _imp


class Spec:
    pass


def show(name, origin):
    spec = Spec()
    spec.name = name
    spec.origin = origin
    try:
        _imp.create_dynamic(spec)
    except Exception as e:
        print(ascii(name), ascii(origin), type(e).__name__, ascii(str(e)), ascii(getattr(e, 'name', None)), ascii(getattr(e, 'path', None)))


for name in 'a\0b', 'a\0b.c', 'a.b\0c', '\0', '\udc80', 'é\udc80', 'é\0', 'a.\udc80.b', 'é', 'pkg.sub-module', 1, b'x':
    show(name, 'no-such-file')
for origin in 'a\0b', '\udc80', 'x\ud800', 'no/such/file.so', 1, None, b'x':
    show('name', origin)
spec = Spec()
for attribute in 'name', 'origin':
    try:
        _imp.create_dynamic(spec)
    except AttributeError as e:
        print(e)
    setattr(spec, attribute, 'x')
