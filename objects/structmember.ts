/** Fields of structs that Python may read and write. CPython: Python/structmember.c */
import {F, H, U8} from '../runtime/current';
import {PyLong_Check, Py_TYPE, Py_BOOL, PyBool_Check} from '../runtime/generated/accessors';
import {PyExc_AttributeError, PyExc_OverflowError, PyExc_SystemError, PyExc_TypeError, PyExc_RuntimeWarning, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef} from '../runtime/object';
import {Py_READONLY, type PyMemberDef} from '../runtime/typeslots';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyType_GetFullyQualifiedName} from './typeobject-attributes';
import {PyUnicode_AsJSString} from './unicodeobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, typeName} from './errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from './floatobject';
import {PyLong_AsSsize_t, PyLong_FromNumber} from './longobject';

function qualifiedTypeName(op: PyObject): string {
  const name = PyType_GetFullyQualifiedName(Py_TYPE(op));
  if (name === NULL) return typeName(op);
  const text = PyUnicode_AsJSString(name);
  Py_DECREF(name);
  return text;
}
/** The value of a member; NULL with an AttributeError when there is none. CPython: PyMember_GetOne() */
export function PyMember_GetOne(obj: PyObject, member: PyMemberDef): New | NULL {
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
  }
}
/** Sets a member, or deletes it when `v` is NULL; -1 with an exception. CPython: PyMember_SetOne() */
export function PyMember_SetOne(obj: PyObject, member: PyMemberDef, v: PyObject | NULL): number {
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
    case 'int': case 'uint': case 'ssize': case 'ubyte': {
      if (member.type === 'ssize' && !PyLong_Check(v as PyObject)) return fail(PyExc_TypeError, 'an integer is required');
      const value = PyLong_AsSsize_t(v as PyObject);
      if (value === -1 && PyErr_Occurred()) return -1;
      if (member.type === 'ubyte') {
        U8[(obj << 2) + member.offset] = value;
        return value < 0 || value > 255 ? PyErr_WarnEx(PyExc_RuntimeWarning, 'Truncation of value to unsigned char', 1) : 0;
      }
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
  }
}
function fail(type: PyObject, message: string): number {
  PyErr_SetString(type, message);
  return -1;
}
