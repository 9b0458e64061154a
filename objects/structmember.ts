/** Fields of structs that Python may read and write. CPython: Python/structmember.c */
import {F, H, U8} from '../runtime/current';
import {PyBool_Check, PyLong_Check, Py_BOOL, Py_TYPE} from '../runtime/generated/accessors';
import {PyExc_AttributeError, PyExc_OverflowError, PyExc_RuntimeWarning, PyExc_SystemError, PyExc_TypeError, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef} from '../runtime/object';
import {_Py_atomic} from '../runtime/pyatomic';
import {_PyNumber_Index} from './abstract-number';
import {PyFloat_Pack4, PyFloat_Unpack4} from './floatobject-pack';
import {PyLong_AsBigInt, PyLong_AsSsize_t, PyLong_FromBigInt, PyLong_FromNumber} from './longobject';
import {PyUnicode_DecodeUTF8} from './unicode-codecs';
import {Py_READONLY, Py_RELATIVE_OFFSET, type PyMemberDef, type WideMemberType} from '../runtime/typeslots';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyType_GetFullyQualifiedName} from './typeobject-attributes';
import {PyUnicode_AsJSString} from './unicodeobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, typeName} from './errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from './floatobject';

function qualifiedTypeName(op: PyObject): string {
  const name = PyType_GetFullyQualifiedName(Py_TYPE(op));
  if (name === NULL) return typeName(op);
  const text = PyUnicode_AsJSString(name);
  Py_DECREF(name);
  return text;
}
/** The value of a member; NULL with an AttributeError when there is none. CPython: PyMember_GetOne() */
export function PyMember_GetOne(obj: PyObject, member: PyMemberDef): New | NULL {
  if (((member.flags ?? 0) & Py_RELATIVE_OFFSET) !== 0) return PyErr_SetString(PyExc_SystemError, 'PyMember_GetOne used with Py_RELATIVE_OFFSET');
  const at = obj + (member.offset >> 2);
  switch (member.type) {
    case 'object_ex': {
      const value = H[at] as PyObject;
      return value === NULL ? PyErr_Format(PyExc_AttributeError, `'${qualifiedTypeName(obj)}' object has no attribute '${member.name}'`) : Py_NewRef(value);
    }
    case 'object': return H[at] === NULL ? Py_NewRef(_Py_NoneStruct) : Py_NewRef(H[at] as PyObject);
    case 'int': case 'ssize': return PyLong_FromNumber(H[at]);
    case 'uint': return PyLong_FromNumber(H[at] >>> 0);
    case 'bool': return Py_NewRef(Py_BOOL(U8[(obj << 2) + member.offset] !== 0));
    case 'ubyte': return PyLong_FromNumber(U8[(obj << 2) + member.offset]);
    case 'double': return PyFloat_FromDouble(F[at >> 1]);
    case 'string': return PyErr_SetString(PyExc_SystemError, 'bad memberdescr type');
    default: return getWide((obj << 2) + member.offset, member.type);
  }
}
/** A member of C's width at a byte address. */
function getWide(at: number, type: WideMemberType): New | NULL {
  switch (type) {
    case 'byte': return PyLong_FromNumber((U8[at] << 24) >> 24);
    case 'short': return PyLong_FromNumber(_Py_atomic.int16.load(at));
    case 'ushort': return PyLong_FromNumber(_Py_atomic.uint16.load(at));
    case 'long': case 'pyssizet': return PyLong_FromBigInt(_Py_atomic.int64.load(at));
    case 'ulong': return PyLong_FromBigInt(_Py_atomic.uint64.load(at));
    case 'float': return PyFloat_FromDouble(PyFloat_Unpack4(U8.subarray(at, at + 4), true));
    case 'string_inplace': return PyUnicode_DecodeUTF8(U8.slice(at, U8.indexOf(0, at)), null);
  }
}
/** Sets a member of C's width; a value that is cut to it warns. -1 with an exception. */
function setWide(at: number, type: WideMemberType, v: PyObject): number {
  switch (type) {
    case 'byte': return setNarrow(v, -128n, 127n, 'char', value => void (U8[at] = value));
    case 'short': return setNarrow(v, -32768n, 32767n, 'short', value => _Py_atomic.int16.store(at, value));
    case 'ushort': return setNarrow(v, 0n, 65535n, 'unsigned short', value => _Py_atomic.uint16.store(at, value));
    case 'long': case 'pyssizet': {
      if (type === 'pyssizet' && !PyLong_Check(v)) return fail(PyExc_TypeError, 'an integer is required');
      const value = longOf(v);
      if (value === null) return -1;
      _Py_atomic.int64.store(at, value);
      return 0;
    }
    case 'ulong': return setUnsigned(v, 64, value => _Py_atomic.uint64.store(at, value));
    case 'float': {
      const value = PyFloat_AsDouble(v);
      return value === -1 && PyErr_Occurred() ? -1 : PyFloat_Pack4(value, U8.subarray(at, at + 4), true);
    }
    case 'string_inplace': return fail(PyExc_TypeError, 'readonly attribute');
  }
}
/** The value of a C long; null with an exception. escapes. CPython: PyLong_AsLong() */
function longOf(v: PyObject): bigint | null {
  const index = _PyNumber_Index(v);
  if (index === NULL) return null;
  const value = PyLong_AsBigInt(index);
  Py_DECREF(index);
  if (value >= -(1n << 63n) && value < 1n << 63n) return value;
  PyErr_SetString(PyExc_OverflowError, 'Python int too large to convert to C long');
  return null;
}
/** Stores a C long in a type of limits, with a warning where they cut it. */
function setNarrow(v: PyObject, min: bigint, max: bigint, name: string, store: (value: number) => void): number {
  const value = longOf(v);
  if (value === null) return -1;
  store(Number(BigInt.asIntN(32, value)));
  return value < min || value > max ? PyErr_WarnEx(PyExc_RuntimeWarning, `Truncation of value to ${name}`, 1) : 0;
}
/** Stores an int in an unsigned type; negative ones and those that are cut warn. */
function setUnsigned(v: PyObject, bits: number, store: (value: bigint) => void): number {
  const index = _PyNumber_Index(v);
  if (index === NULL) return -1;
  const value = PyLong_AsBigInt(index);
  Py_DECREF(index);
  if (value < -(1n << 63n)) return fail(PyExc_OverflowError, 'Python int too large to convert to C long');
  if (value >= 1n << 64n) return fail(PyExc_OverflowError, 'Python int too large to convert to C unsigned long');
  store(BigInt.asUintN(bits, value));
  if (value < 0n) return PyErr_WarnEx(PyExc_RuntimeWarning, 'Writing negative value into unsigned field', 1);
  return value >= 1n << BigInt(bits) ? PyErr_WarnEx(PyExc_RuntimeWarning, 'Truncation of value to unsigned int', 1) : 0;
}
/** Sets a member, or deletes it when `v` is NULL; -1 with an exception. CPython: PyMember_SetOne() */
export function PyMember_SetOne(obj: PyObject, member: PyMemberDef, v: PyObject | NULL): number {
  if (((member.flags ?? 0) & Py_RELATIVE_OFFSET) !== 0) return fail(PyExc_SystemError, 'PyMember_SetOne used with Py_RELATIVE_OFFSET');
  const at = obj + (member.offset >> 2);
  if (((member.flags ?? 0) & Py_READONLY) !== 0) return fail(PyExc_AttributeError, 'readonly attribute');
  if (v === NULL) {
    if (member.type === 'object_ex') {
      if (H[at] === NULL) return fail(PyExc_AttributeError, member.name);
    } else if (member.type !== 'object') return fail(PyExc_TypeError, "can't delete numeric/char attribute");
  }
  switch (member.type) {
    case 'object': case 'object_ex': {
      const old = H[at] as PyObject;
      H[at] = Py_XNewRef(v);
      Py_XDECREF(old);
      return 0;
    }
    case 'bool':
      if (!PyBool_Check(v as PyObject)) return fail(PyExc_TypeError, 'attribute value type must be bool');
      U8[(obj << 2) + member.offset] = v === _Py_TrueStruct ? 1 : 0;
      return 0;
    case 'int': return setNarrow(v as PyObject, -0x80000000n, 0x7fffffffn, 'int', value => void (H[at] = value));
    case 'uint': return setUnsigned(v as PyObject, 32, value => void (H[at] = Number(value)));
    case 'ubyte': return setNarrow(v as PyObject, 0n, 255n, 'unsigned char', value => void (U8[(obj << 2) + member.offset] = value));
    case 'ssize': {
      if (!PyLong_Check(v as PyObject)) return fail(PyExc_TypeError, 'an integer is required');
      const value = PyLong_AsSsize_t(v as PyObject);
      if (value === -1 && PyErr_Occurred()) return -1;
      if (value > 0xffffffff || value < -0x80000000) return fail(PyExc_OverflowError, 'Python int too large to convert to C int');
      H[at] = value;
      return 0;
    }
    case 'double': {
      const value = PyFloat_AsDouble(v as PyObject);
      if (value === -1 && PyErr_Occurred()) return -1;
      F[at >> 1] = value;
      return 0;
    }
    case 'string': return fail(PyExc_TypeError, 'readonly attribute');
    default: return setWide((obj << 2) + member.offset, member.type, v as PyObject);
  }
}
function fail(type: PyObject, message: string): number {
  PyErr_SetString(type, message);
  return -1;
}
