# An interpreter with its own lock in main's memory, and one that shares the lock with memory of its own.
import _interpreters

_interpreters.destroy(_interpreters.create(_interpreters.new_config('legacy', gil='own')))
_interpreters.destroy(_interpreters.create(_interpreters.new_config('isolated', gil='shared')))
