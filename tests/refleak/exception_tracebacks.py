# Tracebacks formatted, frames cleared, syntax errors.
import traceback


def f(x):
    y = x
    return y / 0


for _ in range(3):
    try:
        f(1)
    except ZeroDivisionError as e:
        traceback.format_exception(e)
        traceback.clear_frames(e.__traceback__)
        te = traceback.TracebackException.from_exception(e, capture_locals=True)
        list(te.format())
    try:
        compile('x = (', 'name', 'exec')
    except SyntaxError as e:
        traceback.format_exception_only(e)
