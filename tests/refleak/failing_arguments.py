# Calls that fail half way give back what they had taken by then.
import _imp, array, collections, fcntl, io, os, sys, types


class Key:
    def __lt__(self, other):
        raise ValueError


class Meta(type):
    def __new__(cls, *args):
        return [cls]


def refused(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except (TypeError, ValueError, OSError, EOFError, AttributeError, RuntimeError, OverflowError):
        return
    raise AssertionError(call)


read, write = os.pipe()
for _ in range(3):
    refused(fcntl.fcntl, read, 0, object())
    refused(fcntl.ioctl, read, 0, [1])
    refused(complex, object())
    refused(type, 'C', (object,), {'__slots__': ('a', 1)})
    refused(type, 'C', (object,), {'__slots__': ('a', 'a b')})
    refused(type, 'C', (int,), {'__qualname__': 7})
    refused(type, 'C', (types.GenericAlias(list, (int,)),), {})
    refused(array.array('i').fromfile, io.BytesIO(b'abc'), 2)
    refused(array.array('i').fromfile, io.StringIO('abcdefgh'), 1)
    refused('{0[a}'.format, [1])
    refused('{x.y}'.format, x=object())
    refused(_imp.find_frozen, b'zipimport')
    refused(os.stat, b'a\0b')
    refused(os.fsencode, 7)
    refused(open, 'a\0b')
    refused(sorted, [Key(), Key()])
    refused(io.BytesIO().__setstate__, (b'abc', -1, {}))
    refused(io.StringIO().__setstate__, ('abc', '', 0, 7))
    refused(repr, io.TextIOWrapper.__new__(io.TextIOWrapper))
    refused(io.BufferedReader(io.BytesIO()).seek, object())
    Meta('C', (), {})
    try:
        type('D', (), {})('a', 'b')
    except TypeError:
        pass
os.close(read)
os.close(write)
