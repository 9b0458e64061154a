"""A dict that was an instance's attributes keeps what it holds, whoever has it."""
import gc


class C:
    pass


a = C()
a.attr = 'whatever'
b = C()
b.__dict__ = a.__dict__
b.ref = {'circular': a, 'data': 42}
print(len(gc.get_referents(a)), len(gc.get_referents(b.__dict__)))
del a
gc.collect()
print(b.ref['data'], b.attr)


class OnDel:
    def __init__(self, act):
        self.act = act

    def __del__(self):
        self.act()


x = C()
x.a = OnDel(lambda: d.__setitem__(1, 'trigger'))
x.b = 'other'
d = x.__dict__
d.clear()
print(d)

y = C()
y.a = OnDel(lambda: print(sorted(e)))
y.b = 'b'
e = y.__dict__
e.clear()
print(e, vars(y))
