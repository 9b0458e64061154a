# Decimals at the widest bounds: exponents that no double holds, precision that no memory holds.
from decimal import *

c = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
setcontext(c)
D = Decimal


def t(f):
    try:
        print(str(f())[:120])
    except Exception as e:
        print(type(e).__name__, e)


t(lambda: D('1e999999999999999999'))
t(lambda: D('1e1000000000000000000'))
t(lambda: D('1e-1999999999999999997'))
t(lambda: D('1e-1999999999999999998'))
t(lambda: D(1)/4)
t(lambda: D(1)/3)
t(lambda: D(2).sqrt())
t(lambda: D(4).sqrt())
t(lambda: D('1e999999999999999999')*10)
t(lambda: D('9e999999999999999999')+1)
t(lambda: hash(D('1e999999999999999999')))
t(lambda: D('1e-1000000')*D('1e-999999999999999000'))
t(lambda: D('1e99999999999')==D('10e99999999998'))
t(lambda: D('1e99999999999').adjusted())
t(lambda: D(3)**D(5))
t(lambda: D('1.5').exp())
t(lambda: D('1e9007199254740993').as_tuple())
t(lambda: D('1e9007199254740993')*D('1e1'))
t(lambda: c.Etiny())
t(lambda: c.Etop())
t(lambda: repr(c))
t(lambda: D('1e9007199254740993').scaleb(1))
t(lambda: format(D('1e9007199254740993'),'e'))
t(lambda: D('1e20').quantize(D('1e9')))
t(lambda: int(D('1e5')))
t(lambda: D('123456789').rotate(2))
t(lambda: D('1e-400')+D('1e400'))
t(lambda: D(10)**400)
t(lambda: D(7)//D('0.003'))
t(lambda: divmod(D('1e30'),D(7)))
