print(7 // 2, -7 // 2, 7 % -3, divmod(-7, 3), 2 ** 100, (-2) ** 63, 1 << 70, -5 >> 1)
print(10 ** 30 + 1, 10 ** 30 // 7, 10 ** 30 % 97, pow(3, 1000, 10 ** 9 + 7))
print(0.1 + 0.2, 1e16, 1e-7, 1 / 3, float('inf'), -0.0, 2.5 // 1, -2.5 % 1)
print(round(2.5), round(3.5), round(2.675, 2), round(1234, -2))
print(complex(1, 2) * complex(3, -1), abs(3 + 4j), (1 + 2j) ** 2)
print(hex(255), oct(8), bin(10), int('ff', 16), int('-0b101', 0), int('1_000'))
print(True + True, 5 == 5.0, hash(5) == hash(5.0), 10 ** 20 == 1e20)
print((12345).bit_length(), (255).to_bytes(2, 'big'), int.from_bytes(b'\x01\x00', 'little'))
for bad in (lambda: 1 / 0, lambda: 1 % 0, lambda: int('x'), lambda: 'a' + 1, lambda: [] - []):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
