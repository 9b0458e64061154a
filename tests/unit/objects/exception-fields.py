def t(f,*a,**k):
    try: r=f(*a,**k); print('ok', repr(r), str(r) if isinstance(r,BaseException) else '')
    except BaseException as e: print(type(e).__name__, e)
t(ImportError,'a',x=1);t(ImportError,'a',x=1,y=1,z=1,w=1);t(NameError,foo=1);t(NameError,foo=1,b=2)
t(AttributeError,1,x=1);t(ImportError,'a',name='n',path='p',name_from='q')
t(ValueError,x=1)
class A(ValueError):pass
t(A,x=1)
t(UnicodeEncodeError);t(UnicodeEncodeError,1,2,3,4,5);t(UnicodeEncodeError,'a','b','c',4,'d');t(UnicodeTranslateError,1)
t(UnicodeDecodeError,'a',3,3,4,'d')
t(UnicodeDecodeError,'utf-8',b'abc',1,2,'bad');t(UnicodeDecodeError,'utf-8',b'abc',1,3,'bad');t(UnicodeEncodeError,'ascii','a\xe9b',1,2,'bad');t(UnicodeEncodeError,'ascii','a\u2661b',1,2,'bad');t(UnicodeEncodeError,'ascii','a\U0001f600b',1,2,'bad');t(UnicodeEncodeError,'ascii','ab',5,9,'bad');t(UnicodeTranslateError,'ab',0,1,'bad');t(UnicodeTranslateError,'ab',0,2,'bad');t(UnicodeTranslateError,'ab',-5,10**8,'bad')
t(BaseExceptionGroup);t(BaseExceptionGroup,1,2);t(BaseExceptionGroup,'a',2);t(BaseExceptionGroup,'a',[],3);t(BaseExceptionGroup,'a',[]);t(BaseExceptionGroup,'a',[1]);t(BaseExceptionGroup,'a',[ValueError(1)]);t(BaseExceptionGroup,'a',[KeyboardInterrupt()]);t(ExceptionGroup,'a',[KeyboardInterrupt()]);t(ExceptionGroup,'a',[ValueError(),TypeError(2)])
t(SyntaxError,1,(1,2));t(SyntaxError,1,(1,2,3,4,5,6,7));t(SyntaxError,1,2);t(OSError,1,2,x=2)
t(SyntaxError,1,(1,2,3,4,5)); t(StopIteration,x=1);t(SystemExit,x=1);t(StopIteration,1,2);t(SystemExit,1,2);t(SystemExit)
t(SyntaxError,'m',('/a/b.py',3,4,'text'));t(SyntaxError,'m',('b.py',None,4,'text'));t(SyntaxError,'m',(None,3,4,'text'));t(SyntaxError);t(SyntaxError,'m')
t(BaseException().__setstate__,1); t(UnicodeDecodeError,'a',b'a',2**70,4,'d');t(UnicodeDecodeError,'a',b'a',1.0,4,'d')
for n in (2,13,1,17,20,21,3,4,10,11,32,104,103,111,110,5,115,114,108):
    e=OSError(n,'msg'); print(type(e).__name__,e,repr(e),e.errno,e.strerror,e.filename)
for a in [(2,'m','f'),(2,'m','f',None,'g'),(2,'m',None),(2,'m','f',1,2,3),(1,),(),('a','b'),(True,'x')]:
    e=OSError(*a); print(type(e).__name__,str(e),repr(e),e.args,e.filename,e.filename2,e.__reduce__())
e=BlockingIOError(11,'m',5); print(e.characters_written,e.args,e.filename)
try: OSError().characters_written
except AttributeError as x: print(x)
class O(OSError):
    def __init__(self,*a,**k): self.x=a
    
print(repr(O(1,2,k=3)), O(2,'z').args, O(2,'z').x)
class O2(OSError):
    def __new__(cls,*a,**k): return OSError.__new__(cls,*a)
print(repr(O2(2,'z')), type(O2(2,'z')))
print(KeyError('a'),KeyError(),KeyError(1,2),repr(KeyError('a')),KeyError(('a',)))
e=ValueError('x'); e.add_note('n1'); e.add_note('n2'); print(e.__notes__, e.__dict__)
t(e.add_note,1); e.__notes__=5; t(e.add_note,'x')
for attr,val in [('args',5),('args','ab'),('__cause__',5),('__context__',5),('__traceback__',5),('__cause__',None),('__suppress_context__',1),('__suppress_context__',True)]:
    try: setattr(e,attr,val); print(attr,getattr(e,attr))
    except Exception as x: print(attr,type(x).__name__,x)
for attr in ['args','__cause__','__context__','__traceback__','__dict__','__suppress_context__']:
    try: delattr(e,attr); print('deleted',attr)
    except Exception as x: print(attr,type(x).__name__,x)
print(e.__reduce__()); e.q=1; print(e.__reduce__()); print(ImportError('m',name='x').__reduce__(),AttributeError('m',name='x',obj=3).__reduce__(),AttributeError('m',name='x',obj=3).__getstate__())
try:
    try: 1/0
    except ZeroDivisionError as z: raise ValueError('v')
except ValueError as v: print(repr(v.__context__), v.__cause__, v.__suppress_context__)
try:
    try: 1/0
    except ZeroDivisionError as z: raise ValueError('v') from z
except ValueError as v: print(repr(v.__context__), repr(v.__cause__), v.__suppress_context__)
try:
    try: 1/0
    finally: [][5]
except IndexError as v: print(repr(v.__context__))
g=ExceptionGroup('g',[ValueError(1),TypeError(2),ExceptionGroup('h',[ValueError(3),OSError(4)])])
print(g.split(ValueError)); print(g.subgroup(lambda e:isinstance(e,OSError))); print(g.split((ValueError,TypeError))); t(g.split,1); t(g.split,(1,)); print(g.derive([ValueError(9)])); print(g.message,g.exceptions,g)
try:
    try: raise g
    except* ValueError as eg: print('VE',eg,eg.exceptions); raise KeyError(1)
    except* TypeError as eg: print('TE',eg); raise
except BaseExceptionGroup as x: print(repr(x), repr(x.__context__))
try:
    try: raise ValueError(5)
    except* ValueError as eg: print(repr(eg))
except BaseException as x: print(repr(x))
print([c.__name__ for c in ExceptionGroup.__mro__])
class NE(Exception):
    def __init__(self): 1/0
try: raise NE
except ZeroDivisionError as z: print(z, getattr(z,'__notes__',None))
class B(Exception):
    def __new__(cls): return 5
try: raise B
except TypeError as z: print(z)
try: raise 5
except TypeError as z: print(z)
try: raise ValueError from 5
except TypeError as z: print(z)
def gen():
    yield 1
    return 7
it=gen(); next(it)
try: next(it)
except StopIteration as s: print(s.value, s.args)
print(StopIteration().value, StopIteration(5).value)
e=UnicodeDecodeError('a',b'abc',1,2,'r'); e.start=10**8; e.end=-5; print(e.start,e.end,e); e.reason=5; e.encoding=7; print(e)
for a in ('x','start'):
    try: e.start='x' 
    except Exception as x: print(type(x).__name__,x)
try: del e.start
except Exception as x: print(type(x).__name__,x)
try: e.object=5; print(e)
except Exception as x: print(type(x).__name__,x)
pass
def rec(n): return rec(n+1)
try: rec(0)
except RecursionError as r: print(r)
m=MemoryError('x'); print(repr(m),m.args); m2=MemoryError(); print(repr(m2))
print(ValueError.__basicsize__,OSError.__basicsize__,SyntaxError.__basicsize__, hex(ValueError.__flags__&0xfffff))
try: x.y.z
except NameError as n: print(n, n.name)
try: (5).foo
except AttributeError as n: print(n, n.name, n.obj)
try: int.foo
except AttributeError as n: print(n, n.name, n.obj)
