/** _testcapi: traces of memory that an extension has, and fatal errors. CPython: Modules/_testcapimodule.c, Modules/_testcapi/mem.c */
import {latin1OfBytes} from '../../objects/bytesobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyLong_AsNumberSaturating, PyLong_AsVoidPtr} from '../../objects/longobject';
import {PyTraceMalloc_Track, PyTraceMalloc_Untrack, _PyTraceMalloc_GetTraceback, _PyTraceMalloc_Start, _PyTraceMalloc_Stop} from '../../objects/tracemalloc';
import {Py_FatalError} from '../../runtime/fatal-error';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE} from '../../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {type PyMethodDef, hiddenMethod} from '../../runtime/methoddef';
import {Py_NewRef} from '../../runtime/object';
import {PyObject_Free, PyObject_Malloc, PyObject_Realloc} from '../../runtime/obmalloc';
import {NULL, type New, type PyObject} from '../../runtime/types';

const none = (): New => Py_NewRef(_Py_NoneStruct);
/** An address as id() shows it, null with an exception. */
function addressOf(op: PyObject): number | null {
  const address = PyLong_AsVoidPtr(op);
  return address === 0 && PyErr_Occurred() !== NULL ? null : address * 4;
}
function tracemalloc_track(_module: PyObject, domainArg: PyObject | NULL, ptr: PyObject | NULL, size: PyObject | NULL): New | NULL {
  const domain = PyLong_AsNumberSaturating(domainArg as PyObject), address = addressOf(ptr as PyObject);
  if (address === null || PyErr_Occurred() !== NULL) return NULL;
  return PyTraceMalloc_Track(domain, address, PyLong_AsNumberSaturating(size as PyObject)) < 0 ? PyErr_SetString(PyExc_RuntimeError, 'PyTraceMalloc_Track error') : none();
}
function tracemalloc_untrack(_module: PyObject, domainArg: PyObject | NULL, ptr: PyObject | NULL): New | NULL {
  const domain = PyLong_AsNumberSaturating(domainArg as PyObject), address = addressOf(ptr as PyObject);
  if (address === null || PyErr_Occurred() !== NULL) return NULL;
  return PyTraceMalloc_Untrack(domain, address) < 0 ? PyErr_SetString(PyExc_RuntimeError, 'PyTraceMalloc_Untrack error') : none();
}
/** Tracks and untracks on both sides of the end of tracing. DIVERGES: threads are green, so nothing races. */
function tracemalloc_track_race(): New | NULL {
  _PyTraceMalloc_Start(1);
  for (let i = 1; i <= 50; i++) {
    if (i === 25) _PyTraceMalloc_Stop();
    PyTraceMalloc_Track(123, 16 * i, 1);
    PyTraceMalloc_Untrack(123, 16 * i);
  }
  _PyTraceMalloc_Stop();
  return none();
}
/** The traceback of a trace as a tuple of frames, or None. CPython: Modules/_testinternalcapi.c _PyTraceMalloc_GetTraceback() */
export function tracemalloc_get_traceback(_module: PyObject, domainArg: PyObject | NULL, ptr: PyObject | NULL): New | NULL {
  const domain = PyLong_AsNumberSaturating(domainArg as PyObject), address = addressOf(ptr as PyObject);
  if (address === null || PyErr_Occurred() !== NULL) return NULL;
  const frames = _PyTraceMalloc_GetTraceback(domain, address);
  return frames !== NULL || PyErr_Occurred() !== NULL ? frames : none();
}
/** Blocks of no bytes are blocks like others. */
function test_pymem_alloc0(): New | NULL {
  let block = PyObject_Malloc(0);
  if (block !== 0) block = PyObject_Realloc(block, 0);
  if (block === 0) return PyErr_SetString(PyExc_RuntimeError, 'PyObject_Malloc(0) returns NULL');
  PyObject_Free(block);
  return none();
}
function fatal_error(_module: PyObject, message: PyObject | NULL): New | NULL {
  const op = message as PyObject;
  if (!PyBytes_Check(op)) return PyErr_Format(PyExc_TypeError, `fatal_error() argument 1 must be bytes, not ${typeName(op)}`);
  return Py_FatalError('_testcapi_fatal_error_impl', latin1OfBytes(PyBytes_AS_STRING(op), PyBytes_GET_SIZE(op)));
}
export const TRACEMALLOC_METHODS: readonly PyMethodDef[] = [
  hiddenMethod('tracemalloc_track', '($module, domain, ptr, size, release_gil=0, /)', tracemalloc_track, null),
  hiddenMethod('tracemalloc_untrack', '($module, domain, ptr, release_gil=0, /)', tracemalloc_untrack, null),
  hiddenMethod('tracemalloc_track_race', '($module, /)', tracemalloc_track_race, null),
  hiddenMethod('test_pymem_alloc0', '($module, /)', test_pymem_alloc0, null),
  hiddenMethod('fatal_error', '($module, message, release_gil=False, /)', fatal_error, null),
];
