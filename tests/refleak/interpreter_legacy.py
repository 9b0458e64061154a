# An interpreter of the old kind made and destroyed.
import _interpreters

_interpreters.destroy(_interpreters.create('legacy'))
