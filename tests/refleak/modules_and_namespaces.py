# Modules and namespaces made by hand, attributes by __getattr__, cycles in modules.
import types

for _ in range(3):
    m = types.ModuleType('m', 'doc')
    exec('def __getattr__(name): return [name]\nx = 1\ndef f(): return x', m.__dict__)
    m.missing, m.f(), dir(m)
    m.m = m
    n = types.SimpleNamespace(a=1, b=[2])
    n.n = n
    repr(n), n == n
    types.MappingProxyType({'a': 1}) | {}
kept = types.ModuleType('kept'), types.SimpleNamespace(a=1), types.MappingProxyType({})
