/** Exceptions without fields of their own. CPython: Objects/exceptions.c, uses of SimpleExtendsException */
import {
  PyExc_ArithmeticError, PyExc_AssertionError, PyExc_BaseException, PyExc_BufferError, PyExc_BytesWarning, PyExc_DeprecationWarning, PyExc_EOFError,
  PyExc_EncodingWarning, PyExc_Exception, PyExc_FloatingPointError, PyExc_FutureWarning, PyExc_GeneratorExit, PyExc_ImportWarning, PyExc_IndexError,
  PyExc_KeyboardInterrupt, PyExc_LookupError, PyExc_NotImplementedError, PyExc_OverflowError, PyExc_PendingDeprecationWarning,
  PyExc_PythonFinalizationError, PyExc_RecursionError, PyExc_ReferenceError, PyExc_ResourceWarning, PyExc_RuntimeError, PyExc_RuntimeWarning,
  PyExc_StopAsyncIteration, PyExc_SyntaxWarning, PyExc_SystemError, PyExc_TypeError, PyExc_UnicodeError, PyExc_UnicodeWarning, PyExc_UserWarning,
  PyExc_ValueError, PyExc_Warning, PyExc_ZeroDivisionError,
} from '../runtime/generated/static-addresses';
import {defineException} from './exceptions';

defineException(PyExc_Exception, PyExc_BaseException, 'Exception', 'Base of all exceptions that do not end the program.');
defineException(PyExc_TypeError, PyExc_Exception, 'TypeError', 'An argument of the wrong type.');
defineException(PyExc_StopAsyncIteration, PyExc_Exception, 'StopAsyncIteration', 'The end of an asynchronous iterator, from its __anext__().');
defineException(PyExc_GeneratorExit, PyExc_BaseException, 'GeneratorExit', 'Raised in a generator that is asked to exit.');
defineException(PyExc_KeyboardInterrupt, PyExc_BaseException, 'KeyboardInterrupt', 'The user interrupted the program.');
defineException(PyExc_EOFError, PyExc_Exception, 'EOFError', 'Reading went beyond the end of a file.');
defineException(PyExc_RuntimeError, PyExc_Exception, 'RuntimeError', 'An error that fits no other class.');
defineException(PyExc_RecursionError, PyExc_RuntimeError, 'RecursionError', 'Calls are nested too deeply.');
defineException(PyExc_PythonFinalizationError, PyExc_RuntimeError, 'PythonFinalizationError', 'An operation that the interpreter refuses while it ends.');
defineException(PyExc_NotImplementedError, PyExc_RuntimeError, 'NotImplementedError', 'A method or function that is yet to be written.');
defineException(PyExc_LookupError, PyExc_Exception, 'LookupError', 'Base of the errors of lookups.');
defineException(PyExc_IndexError, PyExc_LookupError, 'IndexError', 'An index outside a sequence.');
defineException(PyExc_ValueError, PyExc_Exception, 'ValueError', 'An argument of the right type with a value that will not do.');
defineException(PyExc_UnicodeError, PyExc_ValueError, 'UnicodeError', 'An error about Unicode.');
defineException(PyExc_AssertionError, PyExc_Exception, 'AssertionError', 'An assertion did not hold.');
defineException(PyExc_ArithmeticError, PyExc_Exception, 'ArithmeticError', 'Base of the errors of arithmetic.');
defineException(PyExc_FloatingPointError, PyExc_ArithmeticError, 'FloatingPointError', 'A floating-point operation failed.');
defineException(PyExc_OverflowError, PyExc_ArithmeticError, 'OverflowError', 'A result too large to be shown as a number.');
defineException(PyExc_ZeroDivisionError, PyExc_ArithmeticError, 'ZeroDivisionError', 'A division or modulo by zero.');
defineException(PyExc_SystemError, PyExc_Exception, 'SystemError', 'An error inside the interpreter.');
defineException(PyExc_ReferenceError, PyExc_Exception, 'ReferenceError', 'A weak proxy whose object is gone.');
defineException(PyExc_BufferError, PyExc_Exception, 'BufferError', 'An error about buffers.');
defineException(PyExc_Warning, PyExc_Exception, 'Warning', 'Base of the categories of warnings.');
defineException(PyExc_UserWarning, PyExc_Warning, 'UserWarning', 'Base of warnings that user code gives.');
defineException(PyExc_DeprecationWarning, PyExc_Warning, 'DeprecationWarning', 'Base of warnings about features that are deprecated.');
defineException(PyExc_PendingDeprecationWarning, PyExc_Warning, 'PendingDeprecationWarning', 'Base of warnings about features that are going to be deprecated.');
defineException(PyExc_SyntaxWarning, PyExc_Warning, 'SyntaxWarning', 'Base of warnings about syntax that looks wrong.');
defineException(PyExc_RuntimeWarning, PyExc_Warning, 'RuntimeWarning', 'Base of warnings about behaviour that looks wrong at run time.');
defineException(PyExc_FutureWarning, PyExc_Warning, 'FutureWarning', 'Base of warnings about code whose meaning is going to change.');
defineException(PyExc_ImportWarning, PyExc_Warning, 'ImportWarning', 'Base of warnings about what is probably wrong with an import.');
defineException(PyExc_UnicodeWarning, PyExc_Warning, 'UnicodeWarning', 'Base of warnings about Unicode, mostly about conversions.');
defineException(PyExc_BytesWarning, PyExc_Warning, 'BytesWarning', 'Base of warnings about bytes, mostly conversions and comparisons with str.');
defineException(PyExc_EncodingWarning, PyExc_Warning, 'EncodingWarning', 'Base of warnings about encodings.');
defineException(PyExc_ResourceWarning, PyExc_Warning, 'ResourceWarning', 'Base of warnings about the use of resources.');
