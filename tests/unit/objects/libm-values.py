# exp, log, pow, sin and cos bit for bit, where the short ways work and where they do not; sizes of large ints
import math

x = 12345


def draw():
    global x
    x = (x * 1103515245 + 12345) % 2147483648
    return x / 2147483648


def summary(fn, *ranges):
    total = 0
    for _ in range(120):
        args = [low + (high - low) * draw() for low, high in ranges]
        total = (total * 31 + hash(fn(*args))) % 2305843009213693951
    return total


print('exp', summary(math.exp, (-5, 5)), summary(math.exp, (-600, 600)))
print('log', summary(math.log, (0.5, 2)), summary(math.log, (0, 1e9)))
print('pow', summary(pow, (0, 10), (-20, 20)), summary(pow, (0.999, 1.001), (-1e5, 1e5)))
print('sin', summary(math.sin, (-10, 10)), summary(math.sin, (-9e4, 9e4)))
print('cos', summary(math.cos, (-10, 10)), summary(math.cos, (-9e4, 9e4)))
print([0.01 ** -1.5, 2.0 ** 0.5, (-2.0) ** 3, 1e-300 ** 0.5, 1e300 ** -0.5, math.sin(1e22)])
for bits in (30, 31, 53, 54, 59, 60, 61, 63, 64, 65, 999, 1000, 1001, 32000, 64000, 64001):
    print(bits, [((1 << bits) + d).__sizeof__() for d in (-1, 0, 1)], [((1 << bits) + d).bit_length() for d in (-1, 0, 1)])
