# A class of an interpreter that has ended, in use by another one.
import _interpreters
a = _interpreters.create()
_interpreters.exec(a, 'import shared_type')
_interpreters.destroy(a)
import shared_type
print(shared_type.Nest())
