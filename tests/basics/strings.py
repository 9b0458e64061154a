s = 'Hello, Wörld 😀'
print(s, len(s), s[-1], s[::-1], s.upper(), s.encode(), repr(s))
print('%5d|%-5s|%05.2f|%x' % (42, 'ab', 3.14159, 255), '{:>8}|{:^8}|{:,}'.format('r', 'c', 1234567))
print(f'{3.14159:.3f} {255:#x} {"q"!r:>6} {1 + 1 = }')
print('a,b,,c'.split(','), ' x  y '.split(), 'abc'.partition('b'), 'x'.join('123'))
print('abcabc'.replace('b', 'XX', 1), 'abc'.find('c'), 'abc' in 'xabcx', 'abc'.startswith(('x', 'a')))
print('ß'.upper(), 'İ'.lower(), 'ǆ'.title(), 'straße'.casefold(), '٣'.isdigit(), '½'.isnumeric())
print(b'abc\xff', bytes(range(5)), bytearray(b'xyz'), b'a-b'.split(b'-'), memoryview(b'abc')[1])
print('\ud800' + '\udc00' == '\U00010000', '\x00\t\n\\\'"', ascii('é😀'))
try:
    'é'.encode('ascii')
except UnicodeEncodeError as e:
    print(e)
try:
    b'\xff'.decode()
except UnicodeDecodeError as e:
    print(e)
