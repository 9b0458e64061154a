# Exceptions caught, chained, re-raised, suppressed, with notes.
def fail(n):
    if n == 0:
        raise KeyError('deep')
    try:
        fail(n - 1)
    except KeyError as e:
        raise ValueError(n) from e


for _ in range(4):
    try:
        try:
            fail(1)
        except ValueError as e:
            e.add_note('a note')
            raise
    except Exception as e:
        again = e.with_traceback(None)
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            [][1]
        except IndexError as e:
            e.__context__ = None
    try:
        raise OSError(2, 'No such file', 'name')
    except FileNotFoundError:
        pass
