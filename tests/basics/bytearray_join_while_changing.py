"""A bytearray that joins cannot be resized by what it joins."""
a = bytearray(b',')
def g():
    a.clear(); yield b'A'; yield b'B'
try: a.join(g())
except BufferError as e: print(e)
a.clear(); print(a, bytearray(b',').join([b'x', bytearray(b'y')]), b','.join([b'p', b'q']))
class B(bytearray): pass
print(B(b'-').join([b'1', b'2']))
