/** Printing objects to a file of C, here a descriptor. CPython: Objects/object.c PyObject_Print() */
import {H, _PyRuntime} from '../runtime/current';
import {PyExc_OSError} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {Py_DECREF} from '../runtime/object';
import {NULL, type PyObject} from '../runtime/types';
import {PyBytes_AsUint8Array} from './bytesobject';
import {PyErr_SetFromErrno} from './errors-errno';
import {Py_PRINT_RAW} from './fileobject';
import {PyObject_Repr, PyObject_Str, addressText} from './object';
import {_PyUnicode_AsUTF8String} from './unicode-codecs';

/** Writes all bytes; -1 with OSError. */
function writeAll(fd: number, bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length;) {
    const n = _PyRuntime.host.write(fd, bytes, at, bytes.length - at);
    if (n < 0) {
      PyErr_SetFromErrno(PyExc_OSError, -n);
      return -1;
    }
    at += n;
  }
  return 0;
}
/** Writes repr(op), or str(op) with Py_PRINT_RAW; -1 with an exception. escapes. DIVERGES: a descriptor for a FILE. CPython: PyObject_Print() */
export function PyObject_Print(op: PyObject | NULL, fd: number, flags: number): number {
  if (hooks._PyErr_CheckSignals() < 0) return -1;
  if (op === NULL) return writeAll(fd, new TextEncoder().encode('<nil>'));
  if (H[op] === 0) return writeAll(fd, new TextEncoder().encode(`<refcnt 0 at ${addressText(op)}>`));
  const text = (flags & Py_PRINT_RAW) !== 0 ? PyObject_Str(op) : PyObject_Repr(op);
  if (text === NULL) return -1;
  const bytes = _PyUnicode_AsUTF8String(text, 'backslashreplace');
  Py_DECREF(text);
  if (bytes === NULL) return -1;
  const status = writeAll(fd, PyBytes_AsUint8Array(bytes));
  Py_DECREF(bytes);
  return status;
}
