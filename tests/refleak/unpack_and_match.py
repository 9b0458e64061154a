# Unpacking that fails, patterns of every kind.
class P:
    __match_args__ = 'x', 'y'

    def __init__(self, x, y):
        self.x, self.y = x, y


for value in 1, 'a', [1, 2, 3], (1,), {'a': [1], 'b': 2}, P(1000, [2]), None, {}, 2.5:
    match value:
        case int(x) | str(x):
            pass
        case [a, *rest]:
            pass
        case {'a': [b], **others}:
            pass
        case P(x, y=[z]):
            pass
        case None:
            pass
        case _:
            pass
    try:
        a, b = value
    except (TypeError, ValueError):
        pass
