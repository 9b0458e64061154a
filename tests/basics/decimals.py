# Decimals of the native module: arithmetic over many contexts, conversions, formats, messages.
import decimal
import random

D = decimal.Decimal
c = decimal.Context()


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: c.add(1))
show(lambda: c.add(1,2,3))
show(lambda: c.add(1,b=2))
show(lambda: c.abs())
show(lambda: c.abs(1,2))
show(lambda: D(1).quantize())
show(lambda: D(1).exp(1,2))
show(lambda: D(1,2,3))
show(lambda: D(x=1))
show(lambda: c.create_decimal(1,2))
show(lambda: decimal.localcontext(1))
show(lambda: decimal.localcontext(foo=1))
show(lambda: D(1).__round__(1,2))
show(lambda: c.power(1))
show(lambda: D(1).is_nan(1))
show(lambda: D(1).compare_total(2,context=1))
show(lambda: round(D(1),1.0))
show(lambda: decimal.setcontext(1))
show(lambda: decimal.getcontext(1))
show(lambda: D(1)+'a')
show(lambda: c.fma(1,2))
show(lambda: D(1).__format__())
show(lambda: D(1).__format__(1))
show(lambda: decimal.Context(1,2,3,4,5,6,7,8,9))
show(lambda: c.copy(1))
show(lambda: D.from_float('a'))
show(lambda: D('x'))
show(lambda: c.create_decimal_from_float('a'))
show(lambda: repr(c))
show(lambda: c.flags)
show(lambda: D(1).__deepcopy__())
show(lambda: divmod(D(1),0))
show(lambda:pow(D(2),3,5))
show(lambda: decimal.Context(prec='a'))
show(lambda: setattr(c,'prec',0))
show(lambda: setattr(c,'foo',0))
show(lambda: delattr(c,'prec'))
show(lambda: type(c.flags).__mro__)
show(lambda: decimal.__libmpdec_version__)
show(lambda: type(decimal.localcontext()))
random.seed(5)
ctxs=[decimal.Context(prec=p,Emax=e,Emin=-e,rounding=r,clamp=cl,traps=[]) for p in (1,5,9,28) for e in (6,384,999999) for r in (decimal.ROUND_HALF_EVEN,decimal.ROUND_UP,decimal.ROUND_05UP,decimal.ROUND_FLOOR) for cl in (0,1)]
def num():
    k=random.random()
    if k<.1: return D(random.choice(['0','-0','0E+5','-0E-10','Inf','-Inf','NaN','sNaN','-NaN12','NaN123456789','1','-1','10','1E+10','0.1','9.99999','1E-400','1E400','0.9999999999999']))
    n=random.randint(0,10**random.randint(1,40)); return D((random.randint(0,1),tuple(map(int,str(n))),random.randint(-30,10)))
un=['abs','exp','ln','log10','minus','next_minus','next_plus','normalize','plus','to_integral','to_integral_exact','sqrt','logb','logical_invert','number_class','to_sci_string','to_eng_string','is_normal','is_subnormal','copy_negate']
bi=['add','compare','compare_signal','divide','divide_int','divmod','max','max_mag','min','min_mag','multiply','next_toward','quantize','remainder','remainder_near','subtract','power','compare_total','compare_total_mag','copy_sign','logical_and','logical_or','logical_xor','rotate','scaleb','shift','same_quantum']
for i in range(2500):
    ctx=random.choice(ctxs); ctx.clear_flags(); f=random.choice(un+bi); a=num(); b=num()
    if f=='power': b=D(random.choice(['2','3','0.5','-1','-2','7','0','1.5','-0.3','100','1E+3',str(b)]))
    if f in('rotate','shift','scaleb'): b=D(random.randint(-12,12))
    if f.startswith('logical'): a=D(int(bin(random.randint(0,10**6))[2:])); b=D(int(bin(random.randint(0,10**6))[2:]))
    try: r=getattr(ctx,f)(*((a,) if f in un else (a,b)))
    except Exception as e: r=repr(e)
    print(f,a,b,ctx.prec,ctx.Emax,ctx.rounding,ctx.clamp,'=>',r,[k.__name__ for k,v in ctx.flags.items() if v])
for s in ['','.2f','.0e','.3g','10','<10','^10','>+10.1f',',','020,.2f','%','.1%','e','E','G','n','z.1f','*^30','=+15','_','0=10','.0f','5.','x10','\0<10','é^9', '🎉^9']:
    for v in ['1','-123456.789','0','0E+3','1E+20','NaN','-Inf','0.000012345','1E-10','99.995']:
        show(lambda: (s,v,format(D(v),s)))
for v in ['1','-1.5','0','1e20','1e-5','Inf','123456789012345678901234567890','0.1','1E+1000']:
    x=D(v)
    show(lambda: hash(x))
    show(lambda: float(x))
    show(lambda: int(x))
    show(lambda: x.as_integer_ratio() if len(v)<7 else 0)
    show(lambda:x.as_tuple())
    show(lambda: (x==1, x<2.5, x==float('0.1'), complex(x), round(x,1), round(x)))
