# An isolated interpreter made and destroyed.
import _interpreters

_interpreters.destroy(_interpreters.create('isolated'))
