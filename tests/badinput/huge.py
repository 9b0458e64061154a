# Sizes that no memory holds: MemoryError or OverflowError at once, and the interpreter goes on.
def attempt(source):
    try:
        result = eval(source)
    except (MemoryError, OverflowError, ValueError) as e:
        print(source, '->', type(e).__name__, e)
    else:
        print(source, '->', type(result).__name__)


HUGE = 10 ** 17
for source in (
    "'a' * HUGE", "b'a' * HUGE", "[0] * HUGE", "(0,) * HUGE", "bytearray(HUGE)", "bytes(HUGE)", "bytearray(b'a') * HUGE", "'a' * 10 ** 30", "[0] * 10 ** 30", "(1,) * 10 ** 30", "bytes(10 ** 30)",
    "bytearray(10 ** 30)", "1 << 10 ** 30", "1 >> 10 ** 30", "1 << HUGE * 100", "'%*d' % (HUGE, 1)", "'%.*f' % (HUGE, 1.0)", "f'{1:100000000000000000d}'", "f'{1.5:.100000000000000000f}'",
    "'x'.ljust(HUGE)", "'x'.center(HUGE)", "'x'.zfill(HUGE)", "b'x'.ljust(HUGE)", "'\\t'.expandtabs(HUGE)", "len(range(HUGE * 1000))", "range(HUGE)[-1] and 1", "int.to_bytes(1, HUGE, 'big')", "'a'.replace('', 'b' * 100) and 1",
    "list(range(HUGE))", "'ab'.join(['a'] * 2) * HUGE", "memoryview(b'a') and 1", "[1, 2] * (HUGE // 2)", "2.0 ** 100000", "int('1' * 5000)", "str(10 ** 5000)", "[0] * -HUGE", "'a' * -HUGE", "bytes(-1)", "bytearray(-1)",
    "__import__('array').array('q', [0]) * HUGE", "__import__('struct').pack('100000000000000000s', b'')", "__import__('struct').calcsize('9223372036854775807s2x')", "[].__imul__(HUGE)", "'a'[HUGE:HUGE * 2]", "[1].pop(HUGE * 1000) if 0 else 1",
    "__import__('itertools').repeat(1, HUGE).__length_hint__() and 1", "__import__('collections').deque([1], maxlen=10) * HUGE and 1", "__import__('math').factorial(10 ** 20)", "__import__('io').BytesIO().truncate(HUGE * 1000) if 0 else 1",
    "'{:{}}'.format(1, HUGE)", "'{:.{}f}'.format(1.0, HUGE)", "'%100000000000000000d' % 1", "'%99999999999999999999d' % 1", "'{:99999999999999999999}'.format(1)",
):
    attempt(source)
l = [1, 2, 3]
try:
    l *= HUGE
except MemoryError as e:
    print('list unchanged', l, e)
b = bytearray(b'abc')
try:
    b *= HUGE
except MemoryError as e:
    print('bytearray unchanged', b, e)
try:
    l[HUGE:] = [4]
    print(l)
except MemoryError as e:
    print(e)
print(sum(range(10)))
