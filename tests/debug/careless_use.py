# An extension borrows an object that dies, and counts it all the same.
import careless
class Thing: pass
def use():
    careless.remember(Thing())
    careless.touch()
use()
