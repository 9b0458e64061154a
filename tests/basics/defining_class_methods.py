# Methods that are told the class that defines them: a kind of object of their own, with argument errors of their own.
import array, io, re, struct, types


def tell(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except TypeError as error:
        print(error)


for bound in (re.compile('a').match, re.compile('a').sub, array.array('i').extend, io.BytesIO().getbuffer, io.StringIO().fileno, io.BytesIO().read, [].append):
    print(type(bound), bound.__name__, bound.__qualname__)
tell(io.BytesIO().getbuffer, 1)
tell(io.BytesIO().getbuffer, x=1)
tell(array.array('i').extend)
tell(array.array('i').extend, 1, 2)
tell(io._io._BufferedIOBase().write)
for _ in range(5):
    found = re.compile('b+').search('abbc')
print(found, re.compile('b').sub('x', 'abbc'), re.compile('b').findall('abb'))

# what is wrong is told in the order of the parameters
tell(struct.Struct('i').unpack_from, 1, 'x')
tell((5).__round__, None)
print(round(5, None))
tell(types.ModuleType, None)
tell(types.SimpleNamespace(a=1).__replace__, 1)
