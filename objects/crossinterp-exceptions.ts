/** The exceptions about interpreters. CPython: Python/crossinterp_exceptions.h */
import {interp} from '../runtime/current';
import {PyExc_Exception, PyExc_InterpreterError, PyExc_InterpreterNotFoundError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_XDECREF} from '../runtime/object';
import {NULL, type PyObject} from '../runtime/types';
import {PyErr_NewException} from './errors';
import {defineException} from './exceptions';

defineException(PyExc_InterpreterError, PyExc_Exception, 'interpreters.InterpreterError', 'An operation on an interpreter failed.');
defineException(PyExc_InterpreterNotFoundError, PyExc_InterpreterError, 'interpreters.InterpreterNotFoundError', 'There is no such interpreter.');

/** Makes NotShareableError for the current interpreter; -1 with an exception. CPython: _init_not_shareable_error_type() */
export function _init_not_shareable_error_type(): number {
  const type = PyErr_NewException('interpreters.NotShareableError', PyExc_ValueError, NULL);
  if (type === NULL) return -1;
  interp.xi.PyExc_NotShareableError = type;
  return 0;
}
/** CPython: _fini_not_shareable_error_type() */
export function _fini_not_shareable_error_type(): void {
  const type = interp.xi.PyExc_NotShareableError;
  interp.xi.PyExc_NotShareableError = NULL;
  Py_XDECREF(type);
}
/** NotShareableError of the current interpreter, borrowed. CPython: _get_not_shareable_error_type() */
export function _get_not_shareable_error_type(): PyObject {
  return interp.xi.PyExc_NotShareableError as PyObject;
}
