for source in ('x = (', 'if True print(1)', 'a b', 'def f(:\n pass', 'return', 'x = 1 +', '"abc', "f'{'", 'else:', 'a = b = 1 = c', 'print "x"', 'import', 'class', 'for x in', '1 = 2'):
    try:
        compile(source, '<t>', 'exec')
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
