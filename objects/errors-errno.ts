/**
 * Exceptions from error numbers of the system. CPython: Python/errors.c, PyErr_SetFromErrno() and its kin
 */
import {tstate} from '../runtime/current';
import {Py_TYPE} from '../runtime/generated/accessors';
import {ERRNO, strerror} from '../runtime/host/errno';
import {hooks} from '../runtime/hooks';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_Call} from './call';
import {PyLong_FromNumber} from './longobject';
import {PyTuple_Pack} from './tupleobject';
import {PyUnicode_FromString} from './unicodeobject';
import {_PyErr_SetObject} from './errors';

/** Calls an exception class with arguments and raises the result. */
function raiseCalled(exc: PyObject, args: New | NULL): NULL {
  if (args === NULL) return NULL;
  const value = PyObject_Call(exc, args, NULL);
  Py_DECREF(args);
  if (value === NULL) return NULL;
  _PyErr_SetObject(tstate, Py_TYPE(value), value);
  Py_DECREF(value);
  return NULL;
}
/**
 * Raises an OSError (or what `exc` is) for an error number with up to two file names. DIVERGES: the number is a parameter, since there is
 * no global errno. escapes. CPython: PyErr_SetFromErrnoWithFilenameObjects()
 */
export function PyErr_SetFromErrnoWithFilenameObjects(exc: PyObject, errno: number, filename: PyObject | NULL, filename2: PyObject | NULL): NULL {
  if (errno === ERRNO.EINTR && hooks._PyErr_CheckSignals !== undefined && hooks._PyErr_CheckSignals() !== 0) return NULL;
  const message = PyUnicode_FromString(errno === 0 ? 'Error' : strerror(errno));
  if (message === NULL) return NULL;
  const number = PyLong_FromNumber(errno);
  if (number === NULL) {
    Py_DECREF(message);
    return NULL;
  }
  let args: New | NULL;
  if (filename === NULL) args = PyTuple_Pack(number, message);
  else if (filename2 === NULL) args = PyTuple_Pack(number, message, filename);
  else {
    const zero = PyLong_FromNumber(0) as New;
    args = PyTuple_Pack(number, message, filename, zero, filename2);
    Py_DECREF(zero);
  }
  Py_DECREF(number);
  Py_DECREF(message);
  return raiseCalled(exc, args);
}
export function PyErr_SetFromErrnoWithFilenameObject(exc: PyObject, errno: number, filename: PyObject | NULL): NULL {
  return PyErr_SetFromErrnoWithFilenameObjects(exc, errno, filename, NULL);
}
export function PyErr_SetFromErrno(exc: PyObject, errno: number): NULL {
  return PyErr_SetFromErrnoWithFilenameObjects(exc, errno, NULL, NULL);
}
export function PyErr_SetFromErrnoWithFilename(exc: PyObject, errno: number, filename: string | null): NULL {
  const name = filename === null ? NULL : PyUnicode_FromString(filename);
  if (name === NULL && filename !== null) return NULL;
  PyErr_SetFromErrnoWithFilenameObjects(exc, errno, name, NULL);
  Py_XDECREF(name);
  return NULL;
}
