/**
 * Methods of array.array. CPython: Modules/arraymodule.c
 */
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyIndex_Check} from '../../objects/abstract-number';
import {PyBytes_FromStringAndSize} from '../../objects/bytesobject';
import {PyObject_CallMethodOneArg} from '../../objects/call';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, reprText} from '../../objects/errors';
import {_PyArg_UnpackKeywords, argParser} from '../../objects/getargs';
import {PyList_New} from '../../objects/listobject';
import {PyLong_FromNumber, PyLong_FromSsize_t} from '../../objects/longobject';
import {_PyArg_BadArgument, clipStart, sliceArg, ssizeArg} from '../../objects/text-args';
import {_PyType_Name} from '../../objects/typeobject';
import {PyUnicode_DecodeUTF32Stateful} from '../../objects/unicode-utf';
import {PyUnicode_FromPoints, PyUnicode_FromString, PyUnicode_READ_CHAR} from '../../objects/unicodeobject';
import {H, U8} from '../../runtime/current';
import {moveBytes} from '../../runtime/heap';
import {PyBytes_Check, PyBytes_GET_SIZE, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_SET_ITEM, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_SIZE, Py_TYPE, array_ob_item} from '../../runtime/generated/accessors';
import {ID_read, ID_write} from '../../runtime/generated/ids';
import {PyExc_EOFError, PyExc_IndexError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_METHOD, type PyMethodDef, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, PY_SSIZE_T_MAX, type PyObject} from '../../runtime/types';
import {Py_buffer} from '../../runtime/typeslots';
import {getarrayitem, setarrayitem} from './array-items';
import {type Optional, array_del_slice, array_resize, bytesAt, descrOf, find, ins1, none, raise} from './array-object';

// ---- methods ----

/** A method that gets the class that defines it: with CPython's argument errors for such. */
export function classMethod(name: string, signature: string, fn: (self: PyObject, a: PyObject, b: PyObject) => New | NULL, doc: string): PyMethodDef {
  const parser = argParser(name, signature);
  return rawMethod(name, signature, (self, args, nargs, kwnames) => {
    const values = _PyArg_UnpackKeywords(parser, args, nargs, NULL, kwnames);
    return values === null ? NULL : fn(self, values[0] as PyObject, values[1] as PyObject);
  }, doc, METH_METHOD);
}
export function array_index(self: PyObject, v: PyObject, startArg: Optional, stopArg: Optional): New | NULL {
  let start = indexArg(startArg, 0), stop = start !== start ? 0 : indexArg(stopArg, PY_SSIZE_T_MAX);
  if (start !== start || stop !== stop) return NULL;
  start = clipStart(start, Py_SIZE(self));
  if (stop < 0) stop += Py_SIZE(self);
  const at = find(self, v, start, stop);
  return at >= 0 ? PyLong_FromNumber(at) : at === -2 ? NULL : PyErr_SetString(PyExc_ValueError, 'array.index(x): x not in array');
}
/** CPython: _PyEval_SliceIndexNotNone() */
function indexArg(arg: Optional, fallback: number): number {
  if (arg === _Py_NoneStruct) {
    PyErr_SetString(PyExc_TypeError, 'slice indices must be integers or have an __index__ method');
    return NaN;
  }
  if (arg !== NULL && !PyIndex_Check(arg)) {
    PyErr_SetString(PyExc_TypeError, 'slice indices must be integers or have an __index__ method');
    return NaN;
  }
  return sliceArg(arg, fallback);
}
export function array_count(self: PyObject, v: PyObject): New | NULL {
  let count = 0;
  for (let at = find(self, v, 0, PY_SSIZE_T_MAX); at !== -1; at = find(self, v, at + 1, PY_SSIZE_T_MAX)) {
    if (at === -2) return NULL;
    count++;
  }
  return PyLong_FromNumber(count);
}
export function array_remove(self: PyObject, v: PyObject): New | NULL {
  const at = find(self, v, 0, PY_SSIZE_T_MAX);
  if (at === -1) return PyErr_SetString(PyExc_ValueError, 'array.remove(x): x not in array');
  return at === -2 ? NULL : none(array_del_slice(self, at, at + 1));
}
export function array_pop(self: PyObject, index: Optional): New | NULL {
  let i = ssizeArg(index, -1);
  if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (Py_SIZE(self) === 0) return PyErr_SetString(PyExc_IndexError, 'pop from empty array');
  if (i < 0) i += Py_SIZE(self);
  if (i < 0 || i >= Py_SIZE(self)) return PyErr_SetString(PyExc_IndexError, 'pop index out of range');
  const v = getarrayitem(self, i);
  if (v === NULL || array_del_slice(self, i, i + 1) === 0) return v;
  Py_DECREF(v);
  return NULL;
}
export function array_insert(self: PyObject, index: PyObject, v: PyObject): New | NULL {
  const i = ssizeArg(index);
  return i === -1 && PyErr_Occurred() !== NULL ? NULL : none(ins1(self, i, v));
}
export function array_byteswap(self: PyObject): New {
  const {itemsize} = descrOf(self), at = bytesAt(self), end = at + Py_SIZE(self) * itemsize;
  if (itemsize > 1) for (let p = at; p < end; p += itemsize) U8.subarray(p, p + itemsize).reverse();
  return Py_NewRef(_Py_NoneStruct);
}
export function array_reverse(self: PyObject): New {
  const {itemsize} = descrOf(self), at = bytesAt(self), bytes = U8.subarray(at, at + Py_SIZE(self) * itemsize).reverse();
  if (itemsize > 1) for (let p = 0; p < bytes.length; p += itemsize) bytes.subarray(p, p + itemsize).reverse();
  return Py_NewRef(_Py_NoneStruct);
}
/** Appends the items that lie at a byte address. */
function appendBytes(self: PyObject, at: number, length: number): number {
  const {itemsize} = descrOf(self), before = Py_SIZE(self);
  if (length % itemsize !== 0) return raise(PyExc_ValueError, 'bytes length not a multiple of item size');
  if (length === 0) return 0;
  if (array_resize(self, before + length / itemsize) < 0) return -1;
  moveBytes(bytesAt(self) + before * itemsize, at, at + length);
  return 0;
}
/** Appends the items that a buffer of bytes holds; -1 with an exception. */
function appendFrom(self: PyObject, buffer: PyObject): number {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(buffer, view, PyBUF_SIMPLE) < 0) return -1;
  const status = view.itemsize !== 1 ? raise(PyExc_TypeError, 'a bytes-like object is required') : appendBytes(self, view.buf, view.len);
  PyBuffer_Release(view);
  return status;
}
export function array_frombytes(self: PyObject, buffer: PyObject): New | NULL {
  return none(appendFrom(self, buffer));
}
export function array_tobytes(self: PyObject): New | NULL {
  return PyBytes_FromStringAndSize(bytesAt(self), Py_SIZE(self) * descrOf(self).itemsize);
}
export function array_fromfile(self: PyObject, f: PyObject, count: PyObject): New | NULL {
  const n = ssizeArg(count);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (n < 0) return PyErr_SetString(PyExc_ValueError, 'negative count');
  const nbytes = n * descrOf(self).itemsize;
  if (nbytes > PY_SSIZE_T_MAX) return PyErr_NoMemory();
  const size = PyLong_FromSsize_t(nbytes);
  if (size === NULL) return NULL;
  const b = PyObject_CallMethodOneArg(f, ID_read, size);
  Py_DECREF(size);
  if (b === NULL) return NULL;
  let got = -1;
  if (!PyBytes_Check(b)) PyErr_SetString(PyExc_TypeError, "read() didn't return bytes");
  else if (appendFrom(self, b) === 0) got = PyBytes_GET_SIZE(b);
  Py_DECREF(b);
  if (got < 0) return NULL;
  return got === nbytes ? Py_NewRef(_Py_NoneStruct) : PyErr_SetString(PyExc_EOFError, "read() didn't return enough bytes");
}
const BLOCKSIZE = 65536;
export function array_tofile(self: PyObject, f: PyObject): New | NULL {
  const nbytes = Py_SIZE(self) * descrOf(self).itemsize;
  for (let at = 0; at < nbytes; at += BLOCKSIZE) {
    const bytes = PyBytes_FromStringAndSize(bytesAt(self) + at, Math.min(BLOCKSIZE, nbytes - at));
    if (bytes === NULL) return NULL;
    const result = PyObject_CallMethodOneArg(f, ID_write, bytes);
    Py_DECREF(bytes);
    if (result === NULL) return NULL;
    Py_DECREF(result);
  }
  return Py_NewRef(_Py_NoneStruct);
}
export function array_fromlist(self: PyObject, list: PyObject): New | NULL {
  if (!PyList_Check(list)) return PyErr_SetString(PyExc_TypeError, 'arg must be list');
  const n = PyList_GET_SIZE(list), before = Py_SIZE(self);
  if (n === 0) return Py_NewRef(_Py_NoneStruct);
  if (array_resize(self, before + n) < 0) return NULL;
  for (let i = 0; i < n; i++) {
    let status = setarrayitem(self, Py_SIZE(self) - n + i, PyList_GET_ITEM(list, i));
    if (status === 0 && n !== PyList_GET_SIZE(list)) status = raise(PyExc_RuntimeError, 'list changed size during iteration');
    if (status < 0) {
      array_resize(self, before);
      return NULL;
    }
  }
  return Py_NewRef(_Py_NoneStruct);
}
export function array_tolist(self: PyObject): New | NULL {
  const list = PyList_New(Py_SIZE(self));
  if (list === NULL) return NULL;
  for (let i = 0; i < Py_SIZE(self); i++) {
    const v = getarrayitem(self, i);
    if (v === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SET_ITEM(list, i, v);
  }
  return list;
}
export const isUnicode = (self: PyObject): boolean => 'uw'.includes(descrOf(self).typecode);
function appendText(self: PyObject, text: PyObject): number {
  const before = Py_SIZE(self), n = PyUnicode_GET_LENGTH(text);
  if (n === 0) return 0;
  if (array_resize(self, before + n) < 0) return -1;
  setText(self, before, text);
  return 0;
}
export function setText(self: PyObject, at: number, text: PyObject): void {
  for (let i = 0, n = PyUnicode_GET_LENGTH(text), to = array_ob_item(self) + at; i < n; i++) H[to + i] = PyUnicode_READ_CHAR(text, i);
}
export function array_fromunicode(self: PyObject, text: PyObject): New | NULL {
  if (!PyUnicode_Check(text)) return _PyArg_BadArgument('fromunicode', 'argument', 'str', text);
  return isUnicode(self) ? none(appendText(self, text)) : PyErr_SetString(PyExc_ValueError, "fromunicode() may only be called on unicode type arrays ('u' or 'w')");
}
export function array_tounicode(self: PyObject): New | NULL {
  if (!isUnicode(self)) return PyErr_SetString(PyExc_ValueError, "tounicode() may only be called on unicode type arrays ('u' or 'w')");
  const block = array_ob_item(self), points = new Uint32Array(H.subarray(block, block + Py_SIZE(self)));
  if (descrOf(self).typecode === 'w') return PyUnicode_DecodeUTF32Stateful(new Uint8Array(points.buffer), null, 0, false).result;
  for (const point of points) if (point > 0x10ffff) return PyErr_SetString(PyExc_ValueError, `character U+${point.toString(16)} is not in range [U+0000; U+10ffff]`);
  return PyUnicode_FromPoints(points);
}
export function array_repr(self: PyObject): New | NULL {
  const {typecode} = descrOf(self), name = _PyType_Name(Py_TYPE(self));
  if (Py_SIZE(self) === 0) return PyUnicode_FromString(`${name}('${typecode}')`);
  const v = isUnicode(self) ? array_tounicode(self) : array_tolist(self);
  if (v === NULL) return NULL;
  const text = reprText(v);
  Py_DECREF(v);
  return text === null ? NULL : PyUnicode_FromString(`${name}('${typecode}', ${text})`);
}
