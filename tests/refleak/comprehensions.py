# Comprehensions of all kinds, nested, with conditions, that fail, and over what they leave.
data = list(range(1000, 1050))
for _ in range(3):
    [x for x in data]
    [[x, y] for x in data if x % 2 for y in data[:3]]
    {x: [x] for x in data}
    {x for x in data}
    list(x for x in data)
    [(lambda: x)() for x in data]
    try:
        [1 // (x - 1010) for x in data]
    except ZeroDivisionError:
        pass
kept = [lambda: x for x in data[:3]]
