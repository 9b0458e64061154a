# Objects that go from one interpreter to others through a static variable, and outlive the first.
import _interpreters
a, b = _interpreters.create(), _interpreters.create()
_interpreters.exec(a, 'import global_state; global_state.register("one", [1, 2])')
_interpreters.exec(b, 'import global_state; global_state.register("two", {"three": 3})')
_interpreters.destroy(a)
_interpreters.exec(b, 'global_state.registry()["one"].append(4)')
_interpreters.destroy(b)
