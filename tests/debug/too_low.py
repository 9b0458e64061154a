# An extension gives back a reference that is not its own, to an object that two holders share.
import sys, careless
class Thing: pass
def use():
    sys.one = sys.other = Thing()
    careless.drop(sys.one)
use()
