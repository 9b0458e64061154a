# Integers of all sizes, floats, complex numbers, fractions of time.
for i in range(3):
    x = 10 ** (i * 30 + 1)
    x * x, x // 7, divmod(x, 13), x << 100, ~x, pow(x, 5, 997), str(x), int(str(x)), hex(x), x.to_bytes(40, 'big'), int.from_bytes(b'abc' * 10, 'big')
    1.5 * x, float(str(1.5)), 2.5 ** 3, round(2.567, 2), (1.5).as_integer_ratio(), 1e300 * 1e10, float.fromhex('0x1.8p3')
    3 + 4j, complex('1+2j') ** 2, abs(-5j)
    for bad in 'int("x")', '1 // 0', 'float("y")', '2.0 ** 5000', '1 << -1':
        try:
            eval(bad)
        except (ValueError, ArithmeticError):
            pass
kept = 10 ** 40, 1.5e10, 3 + 4j, 2 ** 30, -1000
