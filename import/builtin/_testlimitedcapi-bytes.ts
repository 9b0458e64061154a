/** bytes, bytearray, codecs, constants, frames and sys in _testlimitedcapi. CPython: Modules/_testlimitedcapi/bytes.c, bytearray.c, unicode.c, object.c, eval.c, sys.c */
import {Py_GetConstant, Py_GetConstantBorrowed} from '../../objects/object-constants';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject} from '../../runtime/types';
import {PyExc_AttributeError, PyExc_OverflowError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, _PyTuple_Empty, _Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {PyByteArray_Check, PyByteArray_Concat, PyByteArray_FromObject, PyByteArray_FromStringAndSize, PyByteArray_Resize} from '../../objects/bytearrayobject';
import {PyBytes_DecodeEscape} from '../../objects/bytes-escape';
import {PyBytes_Concat, PyBytes_FromObject, PyBytes_Repr} from '../../objects/bytes-type';
import {PyBytes_AsUint8Array, PyBytes_FromStringAndSize, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyCodec_IncrementalDecoder, PyCodec_IncrementalEncoder} from '../../objects/codecs';
import {PyDict_GetItemString} from '../../objects/dictobject';
import {PyErr_BadArgument, PyErr_BadInternalCall, PyErr_Format, PyErr_FormatUnraisable, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_GetAttrString, PyObject_IsTrue} from '../../objects/object';
import {PyCFunction_Check} from '../../objects/methodobject';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {U8, interp} from '../../runtime/current';
import {PyByteArray_AS_STRING, PyByteArray_CheckExact, PyByteArray_GET_SIZE, PyBytes_AS_STRING, PyBytes_Check, PyBytes_CheckExact, PyBytes_GET_SIZE, PyFunction_Check, PyMethod_Check, PyMethod_GET_FUNCTION} from '../../runtime/generated/accessors';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XNewRef} from '../../runtime/object';
import {PyEval_GetBuiltins} from '../../objects/evalbuiltins';
import {PyEval_GetFrame, PyEval_GetFuncDesc, PyEval_GetGlobals, PyEval_GetLocals, Py_GetRecursionLimit, Py_SetRecursionLimit, _PyEval_GetFrameLocals} from '../../vm/ceval';
import {borrowed, cBytes, cText, check, int, none, null_error, object} from './_testlimitedcapi-table';
import {PySys_SetObject} from './sys';

/** The text in the size that is asked for; null with SystemError for a negative one, with MemoryError for one that no memory has. */
function cut(bytes: Uint8Array | null, size: number | undefined, fname: string): Uint8Array | null {
  const data = bytes ?? new Uint8Array(0), n = size ?? data.length;
  if (n < 0 || n > 0x7fffffff) {
    if (n < 0) PyErr_SetString(PyExc_SystemError, `Negative size passed to ${fname}`);
    else PyErr_NoMemory();
    return null;
  }
  const copy = new Uint8Array(n);
  copy.set(data.subarray(0, n));
  return copy;
}
/** The contents with the zero byte behind them that C strings have, as many as asked for. */
function withZero(data: Uint8Array, n: number): New | NULL {
  const copy = new Uint8Array(n);
  copy.set(data.subarray(0, n));
  return PyBytes_FromUint8Array(copy);
}
function bytes_fromstringandsize(bytes: Uint8Array | null, size: number | undefined): New | NULL {
  const data = cut(bytes, size, 'PyBytes_FromStringAndSize');
  return data === null ? NULL : PyBytes_FromUint8Array(data);
}
/** TypeError for what is no bytes object. */
function expectBytes(op: PyObject): boolean {
  if (PyBytes_Check(op)) return true;
  PyErr_Format(PyExc_TypeError, `expected bytes, ${typeName(op)} found`);
  return false;
}
function asstringandsize(op: PyObject, n: number): New | NULL {
  return expectBytes(op) ? packSteal(withZero(PyBytes_AsUint8Array(op), n), PyLong_FromNumber(PyBytes_GET_SIZE(op))) : NULL;
}
/** Without a place for the size, a zero byte inside is an error. */
function asstringandsize_null(op: PyObject, n: number): New | NULL {
  if (!expectBytes(op)) return NULL;
  const data = PyBytes_AsUint8Array(op);
  return data.includes(0) ? PyErr_SetString(PyExc_ValueError, 'embedded null byte') : withZero(data, n);
}
/** left + right in place of left, None when there is no left. */
function bytes_concat(left: PyObject | NULL, right: PyObject | NULL, fresh: PyObject | undefined): New | NULL {
  if (left === NULL) return Py_NewRef(_Py_NoneStruct);
  const isFresh = fresh !== undefined && PyObject_IsTrue(fresh) === 1;
  const own = isFresh ? PyBytes_FromStringAndSize(PyBytes_AS_STRING(left), PyBytes_GET_SIZE(left)) : Py_NewRef(left);
  if (own === NULL) return NULL;
  if (right !== NULL) return PyBytes_Concat(own, right);
  Py_DECREF(own);
  return Py_NewRef(_Py_NoneStruct);
}
function bytearray_fromstringandsize(bytes: Uint8Array | null, size: number | undefined): New | NULL {
  const data = cut(bytes, size, 'PyByteArray_FromStringAndSize');
  if (data === null) return NULL;
  const copy = PyBytes_FromUint8Array(data);
  if (copy === NULL) return NULL;
  const result = PyByteArray_FromStringAndSize(PyBytes_AS_STRING(copy), data.length);
  Py_DECREF(copy);
  return result;
}
function bytearray_asstring(op: PyObject, n: number): New | NULL {
  const at = PyByteArray_AS_STRING(op);
  return bytearray_fromstringandsize(U8.slice(at, at + PyByteArray_GET_SIZE(op)), n);
}
/** What sys has under a name, AttributeError when it has nothing; a name that is no text is reported. CPython: PySys_GetObject() */
function sys_getobject(bytes: Uint8Array | null): PyObject | NULL {
  const name = bytes === null ? null : cText(bytes);
  if (name !== null) {
    const value = PyDict_GetItemString(interp.sysdict as PyObject, name);
    if (value !== NULL || PyErr_Occurred() === NULL) return value;
  }
  PyErr_FormatUnraisable('Exception ignored in PySys_GetObject()');
  return NULL;
}
function sys_setobject(name: string, value: PyObject | NULL): number {
  if (value !== NULL) return PySys_SetObject(name, value);
  // what is not there need not go
  return PyDict_GetItemString(interp.sysdict as PyObject, name) === NULL ? 0 : PySys_SetObject(name, NULL);
}

/** The name in a message about a call. CPython: Python/ceval.c PyEval_GetFuncName() */
function funcName(func: PyObject): New | NULL {
  if (PyMethod_Check(func)) return funcName(PyMethod_GET_FUNCTION(func));
  return PyFunction_Check(func) || PyCFunction_Check(func) ? PyObject_GetAttrString(func, '__name__') : PyUnicode_FromString(typeName(func));
}

/** The rows. */
export const BYTES: readonly PyMethodDef[] = [
  check('bytes_check', PyBytes_Check),
  check('bytes_checkexact', PyBytes_CheckExact),
  object('bytes_fromstringandsize', 'y|n', bytes_fromstringandsize),
  object('bytes_fromstring', 'y', bytes => bytes === null ? null_error() : PyBytes_FromUint8Array(cBytes(bytes))),
  object('bytes_fromobject', 'N', op => op === NULL ? PyErr_BadInternalCall() : PyBytes_FromObject(op)),
  int('bytes_size', 'O', op => expectBytes(op) ? PyBytes_GET_SIZE(op) : -1),
  object('bytes_asstring', 'On', (op, n) => expectBytes(op) ? withZero(PyBytes_AsUint8Array(op), n) : NULL),
  object('bytes_asstringandsize', 'On', asstringandsize),
  object('bytes_asstringandsize_null', 'On', asstringandsize_null),
  object('bytes_repr', 'Oi', (op, smartquotes) => PyBytes_Check(op) ? PyBytes_Repr(op, smartquotes !== 0) : PyErr_BadArgument()),
  object('bytes_concat', 'NN|o', bytes_concat),
  object('bytes_concatanddel', 'NN|o', bytes_concat),
  object('bytes_decodeescape', 'y|zn', (bytes, errors, size) => {
    if (size === PY_SSIZE_T_MAX) return PyErr_SetString(PyExc_OverflowError, 'byte string is too large');
    const data = cut(bytes, size, 'PyBytes_DecodeEscape');
    return data === null ? NULL : PyBytes_DecodeEscape(data, errors ?? null);
  }),

  check('bytearray_check', PyByteArray_Check),
  check('bytearray_checkexact', PyByteArray_CheckExact),
  object('bytearray_fromstringandsize', 'y|n', bytearray_fromstringandsize),
  object('bytearray_fromobject', 'O', PyByteArray_FromObject),
  int('bytearray_size', 'O', PyByteArray_GET_SIZE),
  object('bytearray_asstring', 'On', bytearray_asstring),
  object('bytearray_concat', 'OO', PyByteArray_Concat),
  int('bytearray_resize', 'On', PyByteArray_Resize),

  object('codec_incrementalencoder', 's|z', (encoding, errors) => PyCodec_IncrementalEncoder(encoding, errors ?? null)),
  object('codec_incrementaldecoder', 's|z', (encoding, errors) => PyCodec_IncrementalDecoder(encoding, errors ?? null)),

  object('get_constant', 'i', Py_GetConstant),
  borrowed('get_constant_borrowed', 'i', Py_GetConstantBorrowed),

  object('eval_get_func_name', 'O', funcName),
  object('eval_get_func_desc', 'O', func => PyUnicode_FromString(PyEval_GetFuncDesc(func))),
  borrowed('eval_getlocals', '', PyEval_GetLocals),
  borrowed('eval_getglobals', '', PyEval_GetGlobals),
  borrowed('eval_getbuiltins', '', PyEval_GetBuiltins),
  borrowed('eval_getframe', '', PyEval_GetFrame),
  object('eval_getframe_locals', '', _PyEval_GetFrameLocals),
  object('eval_getframe_globals', '', () => Py_XNewRef(PyEval_GetGlobals())),
  object('eval_getframe_builtins', '', () => Py_XNewRef(PyEval_GetBuiltins())),
  int('eval_get_recursion_limit', '', Py_GetRecursionLimit),
  none('eval_set_recursion_limit', 'i', Py_SetRecursionLimit),

  borrowed('sys_getobject', 'y', sys_getobject, PyExc_AttributeError),
  int('sys_setobject', 'sN', sys_setobject),
];
