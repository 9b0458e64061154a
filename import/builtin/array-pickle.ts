/** How arrays are pickled. CPython: Modules/arraymodule.c array__array_reconstructor_impl(), array_array___reduce_ex___impl() */
import {PyBytes_AsUint8Array} from '../../objects/bytesobject';
import {PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyList_New} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_AsLong, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_GetAttrString, PyObject_GetOptionalAttrString} from '../../objects/object';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyTuple_Pack, packSteal} from '../../objects/tupleobject';
import {PyType_IsSubtype} from '../../objects/typeobject';
import {PyUnicode_DecodeUTF16Stateful, PyUnicode_DecodeUTF32Stateful} from '../../objects/unicode-utf';
import {PyUnicode_FromString, PyUnicode_READ_CHAR} from '../../objects/unicodeobject';
import {PyBytes_Check, PyList_SET_ITEM, PyLong_Check, PyType_Check, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE, array_descr} from '../../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {newfunc, unaryfunc} from '../../runtime/typeslots';
import {DESCRIPTORS} from './array-items';

/** Sizes of items by machine format code; odd codes from 3 on are big-endian. CPython: mformat_descriptors */
const SIZES = [1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 8, 8, 8, 8, 4, 4, 8, 8, 4, 4, 8, 8];
const FLOAT_LE = 14, DOUBLE_LE = 16, UTF16_LE = 18, UTF32_LE = 20;

/** Bytes of a machine format as a list or a str of what they stand for. */
function decodeItems(mformat: number, items: PyObject): New | NULL {
  const bytes = PyBytes_AsUint8Array(items), size = SIZES[mformat], little = mformat < 2 || (mformat & 1) === 0;
  if (bytes.length % size !== 0) return PyErr_SetString(PyExc_ValueError, 'string length not a multiple of item size');
  if (mformat >= UTF32_LE) return PyUnicode_DecodeUTF32Stateful(bytes.slice(), 'strict', little ? -1 : 1, false).result;
  if (mformat >= UTF16_LE) return PyUnicode_DecodeUTF16Stateful(bytes.slice(), 'strict', little ? -1 : 1, false).result;
  const n = bytes.length / size, view = new DataView(bytes.slice().buffer), list = PyList_New(n), signed = mformat === 1 || (mformat < FLOAT_LE && mformat >= 2 && ((mformat - 2) & 2) !== 0);
  if (list === NULL) return NULL;
  for (let i = 0, at = 0; i < n; i++, at += size) {
    let value: New | NULL;
    if (mformat >= DOUBLE_LE) value = PyFloat_FromDouble(view.getFloat64(at, little));
    else if (mformat >= FLOAT_LE) value = PyFloat_FromDouble(view.getFloat32(at, little));
    else if (size === 8) value = PyLong_FromBigInt(signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little));
    else if (size === 4) value = PyLong_FromNumber(signed ? view.getInt32(at, little) : view.getUint32(at, little));
    else if (size === 2) value = PyLong_FromNumber(signed ? view.getInt16(at, little) : view.getUint16(at, little));
    else value = PyLong_FromNumber(signed ? view.getInt8(at) : view.getUint8(at));
    if (value === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SET_ITEM(list, i, value);
  }
  return list;
}
function makeArray(array_new: newfunc, type: PyTypeObject, typecode: string, items: PyObject): New | NULL {
  const code = PyUnicode_FromString(typecode);
  if (code === NULL) return NULL;
  const args = PyTuple_Pack(code, items);
  Py_DECREF(code);
  if (args === NULL) return NULL;
  const result = array_new(type, args, NULL);
  Py_DECREF(args);
  return result;
}
/** An array of the items in bytes of a machine format. escapes. CPython: array__array_reconstructor_impl() */
export function reconstructArray(arrayType: PyTypeObject, array_new: newfunc, type: PyObject, typecodeArg: PyObject, mformatArg: PyObject, items: PyObject): New | NULL {
  if (!PyUnicode_Check(typecodeArg) || PyUnicode_GET_LENGTH(typecodeArg) !== 1) return _PyArg_BadArgument('_array_reconstructor', 'argument 2', 'a unicode character', typecodeArg);
  const mformat = PyLong_AsInt(mformatArg);
  if (mformat === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (!PyType_Check(type)) return PyErr_SetString(PyExc_TypeError, `first argument must be a type object, not ${typeName(type)}`);
  if (!PyType_IsSubtype(type, arrayType)) return PyErr_SetString(PyExc_TypeError, `${slots(type).tp_name} is not a subtype of ${slots(arrayType).tp_name}`);
  const typecode = String.fromCodePoint(PyUnicode_READ_CHAR(typecodeArg, 0)), descr = DESCRIPTORS.find(d => d.typecode === typecode);
  if (descr === undefined) return PyErr_SetString(PyExc_ValueError, 'second argument must be a valid type code');
  if (mformat < 0 || mformat >= SIZES.length) return PyErr_SetString(PyExc_ValueError, 'third argument must be a valid machine format code.');
  if (!PyBytes_Check(items)) return PyErr_SetString(PyExc_TypeError, `fourth argument should be bytes, not ${typeName(items)}`);
  if (mformat === descr.mformat) return makeArray(array_new, type, typecode, items);
  const converted = decodeItems(mformat, items);
  if (converted === NULL) return NULL;
  let fitting = typecode;
  // integers go to the type code that fits best: the last one of their size
  if (mformat < FLOAT_LE) for (const d of DESCRIPTORS) if (d.isInteger && d.itemsize === SIZES[mformat] && (d.mformat === mformat || d.mformat === mformat - 1 && SIZES[mformat] > 1)) fitting = d.typecode;
  const result = makeArray(array_new, type, fitting, converted);
  Py_DECREF(converted);
  return result;
}
/** What pickle needs to make an array again: a list for old protocols, bytes and their machine format since protocol 3. escapes. CPython: array_array___reduce_ex___impl() */
export function reduceArray(self: PyObject, value: PyObject, toList: unaryfunc, toBytes: unaryfunc): New | NULL {
  const module = hooks.PyImport_ImportModule('array'), reconstructor = module === NULL ? NULL : PyObject_GetAttrString(module, '_array_reconstructor');
  Py_XDECREF(module);
  if (reconstructor === NULL) return NULL;
  const result = reduceWith(self, value, reconstructor, toList, toBytes);
  Py_DECREF(reconstructor);
  return result;
}
function reduceWith(self: PyObject, value: PyObject, reconstructor: PyObject, toList: unaryfunc, toBytes: unaryfunc): New | NULL {
  if (!PyLong_Check(value)) return PyErr_SetString(PyExc_TypeError, '__reduce_ex__ argument should be an integer');
  const protocol = PyLong_AsLong(value);
  if (protocol === -1 && PyErr_Occurred() !== NULL) return NULL;
  let dict = PyObject_GetOptionalAttrString(self, '__dict__');
  if (dict === NULL) {
    if (PyErr_Occurred() !== NULL) return NULL;
    dict = Py_NewRef(_Py_NoneStruct);
  }
  const {typecode, mformat} = DESCRIPTORS[array_descr(self)];
  if (protocol < 3) return packSteal(Py_NewRef(Py_TYPE(self)), packSteal(PyUnicode_FromString(typecode), toList(self)), dict);
  return packSteal(Py_NewRef(reconstructor), packSteal(Py_NewRef(Py_TYPE(self)), PyUnicode_FromString(typecode), PyLong_FromNumber(mformat), toBytes(self)), dict);
}
