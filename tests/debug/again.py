# A single-phase module is imported again in one interpreter, and taken out of sys.modules in another.
import sys, _interpreters, _testsinglephase as first
del sys.modules['_testsinglephase']
import _testsinglephase as second
there = _interpreters.create('legacy')
_interpreters.exec(there, 'import _testsinglephase, sys; del sys.modules["_testsinglephase"]')
