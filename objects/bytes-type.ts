/** The bytes type: construction, subscripts, repr, iterator. CPython: Objects/bytesobject.c */
import {H, U8, interp} from '../runtime/current';
import {moveBytes} from '../runtime/heap';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_CheckExact, PyBytes_GET_SIZE, PyList_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE, PyLong_Check, PySlice_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_BOOL, Py_SIZE, Py_TYPE, set_striter_index, set_striter_seq, striter_index, striter_seq} from '../runtime/generated/accessors';
import {ID___bytes__, ID_iter} from '../runtime/generated/ids';
import {PyBytesIter_Type, PyBytes_Type, PyExc_BytesWarning, PyExc_IndexError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _PyTuple_Empty, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Track, PyObject_GC_UnTrack} from '../runtime/gc';
import {METH_CLASS, method, type PyMethodDef} from '../runtime/methoddef';
import {PyObject_Del, Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_BYTES_SUBCLASS, Py_TPFLAGS_HAVE_GC, _Py_TPFLAGS_MATCH_SELF} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_buffer} from '../runtime/typeslots';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyBUF_FULL_RO, PyBUF_SIMPLE, PyBuffer_FillInfo, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from './abstract-buffer';
import {PyIter_Next, PyObject_GetIter} from './abstract-iter';
import {PyIndex_Check, PyNumber_AsSsize_t} from './abstract-number';
import {PyObject_LengthHint} from './abstract-object';
import {_Py_bytes_contains} from './bytes-find';
import {_PyBytes_FormatEx} from './bytes-format';
import {BYTES_METHODS, bytesOfHex} from './bytes-methods';
import {PyBytes_FromStringAndSize, PyBytes_FromUint8Array, _PyBytes_FromSize, _PyBytes_Resize, bytesOfByte, bytes_compare_eq, bytes_hash, bytes_new_empty, compareBytes, exactBytes, latin1OfBytes, newBytes} from './bytesobject';
import {PyObject_CallNoArgs, PyObject_CallOneArg} from './call';
import {PyErr_BadInternalCall, PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, typeName} from './errors';
import {parseTupleAndKeywords} from './getargs';
import {_PyEval_GetBuiltin} from './iterobject';
import {PyLong_AsSsize_t, PyLong_FromNumber} from './longobject';
import {PyBuffer_ToContiguous} from './memoryobject';
import {PyObject_SelfIter} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {_PyArg_BadArgument, sliceBounds} from './text-args';
import {PyTuple_Pack} from './tupleobject';
import {_PyObject_LookupSpecial} from './typeobject';
import {PyUnicode_AsEncodedString, codecArgs} from './unicode-encoded';
import {_PyUnicode_FromASCII} from './unicodeobject';

// Construction

/** Bytes of any object with a buffer. CPython: _PyBytes_FromBuffer() */
function _PyBytes_FromBuffer(x: PyObject): New | NULL {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(x, view, PyBUF_FULL_RO) < 0) return NULL;
  let result = _PyBytes_FromSize(view.len);
  if (result !== NULL && view.len > 0 && PyBuffer_ToContiguous(PyBytes_AS_STRING(result), view, view.len, 'C') < 0) {
    Py_DECREF(result);
    result = NULL;
  }
  PyBuffer_Release(view);
  if (result !== NULL && PyBytes_GET_SIZE(result) === 1) {
    const byte = U8[PyBytes_AS_STRING(result)];
    Py_DECREF(result);
    return bytesOfByte(byte);
  }
  return result;
}
/** The byte an item stands for, or -1 with an exception. escapes */
function byteOfItem(item: PyObject): number {
  const value = PyNumber_AsSsize_t(item, NULL);
  if (value === -1 && PyErr_Occurred() !== NULL) return -1;
  if (value >= 0 && value < 256) return value;
  PyErr_SetString(PyExc_ValueError, 'bytes must be in range(0, 256)');
  return -1;
}
/** Bytes of the numbers of a list, tuple or iterator. */
function fromItems(x: PyObject, size: (x: PyObject) => number, get: (x: PyObject, i: number) => PyObject): New | NULL {
  const bytes: number[] = [];
  for (let i = 0; i < size(x); i++) {
    const item = Py_NewRef(get(x, i)), value = byteOfItem(item);
    Py_DECREF(item);
    if (value < 0) return NULL;
    bytes.push(value);
  }
  return PyBytes_FromUint8Array(Uint8Array.from(bytes));
}
function _PyBytes_FromIterator(it: PyObject, x: PyObject): New | NULL {
  if (PyObject_LengthHint(x, 64) === -1 && PyErr_Occurred() !== NULL) return NULL;
  const bytes: number[] = [];
  for (let item = PyIter_Next(it); item !== NULL; item = PyIter_Next(it)) {
    const value = byteOfItem(item);
    Py_DECREF(item);
    if (value < 0) return NULL;
    bytes.push(value);
  }
  return PyErr_Occurred() !== NULL ? NULL : PyBytes_FromUint8Array(Uint8Array.from(bytes));
}
/** Bytes of a buffer or an iterable of numbers. @raises TypeError, ValueError. escapes. CPython: PyBytes_FromObject() */
export function PyBytes_FromObject(x: PyObject): New | NULL {
  if (PyBytes_CheckExact(x)) return Py_NewRef(x);
  if (PyObject_CheckBuffer(x)) return _PyBytes_FromBuffer(x);
  if (PyList_CheckExact(x)) return fromItems(x, PyList_GET_SIZE, PyList_GET_ITEM);
  if (PyTuple_CheckExact(x)) return fromItems(x, PyTuple_GET_SIZE, PyTuple_GET_ITEM);
  if (!PyUnicode_Check(x)) {
    const it = PyObject_GetIter(x);
    if (it !== NULL) {
      const result = _PyBytes_FromIterator(it, x);
      Py_DECREF(it);
      return result;
    }
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return NULL;
  }
  return PyErr_SetString(PyExc_TypeError, `cannot convert '${typeName(x)}' object to bytes`);
}

/** CPython: bytes_new_impl(), for the exact type */
function bytesOf(x: PyObject | NULL, encoding: string | null, errors: string | null): New | NULL {
  if (x === NULL || (encoding !== null && !PyUnicode_Check(x))) {
    if (x === NULL && encoding === null && errors === null) return bytes_new_empty();
    return PyErr_SetString(PyExc_TypeError, encoding !== null ? 'encoding without a string argument' : 'errors without a string argument');
  }
  if (encoding !== null) return PyUnicode_AsEncodedString(x, encoding, errors);
  if (errors !== null) return PyErr_SetString(PyExc_TypeError, PyUnicode_Check(x) ? 'string argument without an encoding' : 'errors without a string argument');
  const func = _PyObject_LookupSpecial(x, ID___bytes__);
  if (func !== NULL) {
    const bytes = PyObject_CallNoArgs(func);
    Py_DECREF(func);
    if (bytes === NULL || PyBytes_Check(bytes)) return bytes;
    const name = typeName(bytes);
    Py_DECREF(bytes);
    return PyErr_SetString(PyExc_TypeError, `__bytes__ returned non-bytes (type ${name})`);
  }
  if (PyErr_Occurred() !== NULL) return NULL;
  if (PyUnicode_Check(x)) return PyErr_SetString(PyExc_TypeError, 'string argument without an encoding');
  if (PyIndex_Check(x)) {
    const size = PyNumber_AsSsize_t(x, PyExc_OverflowError);
    if (size !== -1 || PyErr_Occurred() === NULL) {
      if (size < 0) return PyErr_SetString(PyExc_ValueError, 'negative count');
      const result = _PyBytes_FromSize(size);
      if (result !== NULL && size > 0) U8.fill(0, PyBytes_AS_STRING(result), PyBytes_AS_STRING(result) + size);
      return result;
    }
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return NULL;
    PyErr_Clear();
  }
  return PyBytes_FromObject(x);
}
function bytes_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('bytes', "(source=b'', encoding='utf-8', errors='strict')", args, kwds);
  if (values === null) return NULL;
  const [x, encoding, errors] = values;
  const names = codecArgs('bytes', encoding, errors);
  if (names === null) return NULL;
  const bytes = bytesOf(x, names.encoding, names.errors);
  if (bytes === NULL || type === PyBytes_Type) return bytes;
  return bytes_subtype_new(type, bytes);
}
/** An instance of a subclass with the same contents. @steals bytes. CPython: bytes_subtype_new() */
function bytes_subtype_new(type: PyTypeObject, bytes: New): New | NULL {
  const size = PyBytes_GET_SIZE(bytes), self = slots(type).tp_alloc!(type, size);
  if (self !== NULL) {
    moveBytes(PyBytes_AS_STRING(self), PyBytes_AS_STRING(bytes), PyBytes_AS_STRING(bytes) + size);
    U8[PyBytes_AS_STRING(self) + size] = 0;
    H[self + 5] = H[bytes + 5];
    H[self + 6] = H[bytes + 6];
    H[self + 7] = H[bytes + 7];
  }
  Py_DECREF(bytes);
  return self;
}
function bytes_dealloc(op: PyObject): void {
  if (H[op + 2] === PyBytes_Type) PyObject_Del(op);
  else slots(Py_TYPE(op)).tp_free!(op);
}

// Sequence

const bytes_length = (self: PyObject): number => PyBytes_GET_SIZE(self);
/** left + right, whose memory is read through buffers. CPython: bytes_concat() */
export function bytes_concat(left: PyObject, right: PyObject): New | NULL {
  if (PyBytes_CheckExact(left) && PyBytes_CheckExact(right)) {
    if (PyBytes_GET_SIZE(left) === 0) return Py_NewRef(right);
    if (PyBytes_GET_SIZE(right) === 0) return Py_NewRef(left);
    const n = PyBytes_GET_SIZE(left), m = PyBytes_GET_SIZE(right), sum = _PyBytes_FromSize(n + m);
    if (sum === NULL) return NULL;
    const to = PyBytes_AS_STRING(sum);
    moveBytes(to, PyBytes_AS_STRING(left), PyBytes_AS_STRING(left) + n);
    moveBytes(to + n, PyBytes_AS_STRING(right), PyBytes_AS_STRING(right) + m);
    return sum;
  }
  const a = new Py_buffer(), b = new Py_buffer();
  if (PyObject_GetBuffer(left, a, PyBUF_SIMPLE) < 0) return cannotConcat(left, right);
  if (PyObject_GetBuffer(right, b, PyBUF_SIMPLE) < 0) {
    PyBuffer_Release(a);
    return cannotConcat(left, right);
  }
  let result: New | NULL;
  if (a.len === 0 && PyBytes_CheckExact(right)) result = Py_NewRef(right);
  else if (b.len === 0 && PyBytes_CheckExact(left)) result = Py_NewRef(left);
  else if (a.len + b.len === 1) result = bytesOfByte(U8[a.len === 1 ? a.buf : b.buf]);
  else {
    result = _PyBytes_FromSize(a.len + b.len);
    if (result !== NULL) {
      const to = PyBytes_AS_STRING(result);
      moveBytes(to, a.buf, a.buf + a.len);
      moveBytes(to + a.len, b.buf, b.buf + b.len);
    }
  }
  PyBuffer_Release(a);
  PyBuffer_Release(b);
  return result;
}
function cannotConcat(left: PyObject, right: PyObject): NULL {
  return PyErr_SetString(PyExc_TypeError, `can't concat ${typeName(right)} to ${typeName(left)}`);
}
/** left + right, in place when left is the only reference. @steals left. CPython: PyBytes_Concat(); DIVERGES: the C function writes through a pointer */
export function PyBytes_Concat(left: New, right: PyObject): New | NULL {
  if (H[left] !== 1 || !PyBytes_CheckExact(left)) {
    const result = bytes_concat(left, right);
    Py_DECREF(left);
    return result;
  }
  const view = new Py_buffer();
  if (PyObject_GetBuffer(right, view, PyBUF_SIMPLE) < 0) {
    cannotConcat(left, right);
    Py_DECREF(left);
    return NULL;
  }
  const size = PyBytes_GET_SIZE(left), result = _PyBytes_Resize(left, size + view.len);
  if (result !== NULL) moveBytes(PyBytes_AS_STRING(result) + size, view.buf, view.buf + view.len);
  PyBuffer_Release(view);
  return result;
}
function bytes_repeat(self: PyObject, n: number): New | NULL {
  if (n < 0) n = 0;
  const length = PyBytes_GET_SIZE(self);
  if (n > 0 && length > PY_SSIZE_T_MAX / n) return PyErr_SetString(PyExc_OverflowError, 'repeated bytes are too long');
  const size = length * n;
  if (size === length && PyBytes_CheckExact(self)) return Py_NewRef(self);
  if (size > 0x3fffffff) return PyErr_NoMemory();
  // as CPython: never one of the shared ones
  const result = newBytes(size);
  if (result !== NULL && size > 0) repeatInto(PyBytes_AS_STRING(result), size, PyBytes_AS_STRING(self), length);
  return result;
}
/** Fills `size` bytes with copies of `length` others. CPython: _PyBytes_Repeat() */
export function repeatInto(to: number, size: number, from: number, length: number): void {
  if (length === 1) {
    U8.fill(U8[from], to, to + size);
    return;
  }
  moveBytes(to, from, from + length);
  for (let done = length; done < size; done *= 2) moveBytes(to + done, to, to + Math.min(done, size - done));
}
function bytes_item(self: PyObject, i: number): New | NULL {
  if (i < 0 || i >= PyBytes_GET_SIZE(self)) return PyErr_SetString(PyExc_IndexError, 'index out of range');
  return PyLong_FromNumber(U8[PyBytes_AS_STRING(self) + i]);
}
function bytes_subscript(self: PyObject, item: PyObject): New | NULL {
  if (PyIndex_Check(item)) {
    let i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
    if (i < 0) i += PyBytes_GET_SIZE(self);
    return bytes_item(self, i);
  }
  if (!PySlice_Check(item)) return PyErr_SetString(PyExc_TypeError, `byte indices must be integers or slices, not ${typeName(item)}`);
  const size = PyBytes_GET_SIZE(self), bounds = sliceBounds(item, size);
  if (bounds === null) return NULL;
  if (bounds.length <= 0) return bytes_new_empty();
  if (bounds.start === 0 && bounds.step === 1 && bounds.length === size && PyBytes_CheckExact(self)) return Py_NewRef(self);
  if (bounds.step === 1) return PyBytes_FromStringAndSize(PyBytes_AS_STRING(self) + bounds.start, bounds.length);
  const out = new Uint8Array(bounds.length), from = PyBytes_AS_STRING(self);
  for (let i = 0, at = bounds.start; i < bounds.length; i++, at += bounds.step) out[i] = U8[from + at];
  return PyBytes_FromUint8Array(out);
}
/** Warnings of -b: 1 when one is an error. */
function bytesWarning(a: PyObject, b: PyObject): boolean {
  if (PyUnicode_Check(a) || PyUnicode_Check(b)) if (PyErr_WarnEx(PyExc_BytesWarning, 'Comparison between bytes and string', 1) < 0) return true;
  return (PyLong_Check(a) || PyLong_Check(b)) && PyErr_WarnEx(PyExc_BytesWarning, 'Comparison between bytes and int', 1) < 0;
}
/** CPython: bytes_richcompare() */
function bytes_richcompare(a: PyObject, b: PyObject, op: number): New | NULL {
  if (!PyBytes_Check(a) || !PyBytes_Check(b)) {
    if (interp.config.bytes_warning !== 0 && (op === 2 || op === 3) && bytesWarning(a, b)) return NULL;
    return _Py_NotImplementedStruct as New;
  }
  if (op === 2 || op === 3) return Py_BOOL(bytes_compare_eq(a, b) === (op === 2)) as New;
  const order = a === b ? 0 : compareBytes(PyBytes_AS_STRING(a), PyBytes_GET_SIZE(a), PyBytes_AS_STRING(b), PyBytes_GET_SIZE(b));
  return Py_BOOL(op === 0 ? order < 0 : op === 1 ? order <= 0 : op === 4 ? order > 0 : order >= 0) as New;
}
/** The literal of `size` bytes at an address, without the `b`: quotes chosen as repr() does when `smartquotes`; bytearray escapes single quotes in any case. */
export function quotedBytes(at: number, size: number, smartquotes: boolean, escapeSingle = false): string {
  let quote = 39;
  if (smartquotes) {
    let single = false, double = false;
    for (let i = 0; i < size; i++) {
      if (U8[at + i] === 39) single = true;
      else if (U8[at + i] === 34) double = true;
    }
    if (single && !double) quote = 34;
  }
  const quoteText = String.fromCharCode(quote);
  let out = quoteText, start = 0;
  for (let i = 0; i < size; i++) {
    const c = U8[at + i];
    if (c >= 32 && c < 127 && c !== quote && c !== 92 && !(escapeSingle && c === 39)) continue;
    out += latin1OfBytes(at + start, i - start);
    start = i + 1;
    if (c === quote || c === 92 || c === 39) out += '\\' + String.fromCharCode(c);
    else if (c === 9 || c === 10 || c === 13) out += c === 9 ? '\\t' : c === 10 ? '\\n' : '\\r';
    else out += `\\x${c < 16 ? '0' : ''}${c.toString(16)}`;
  }
  return out + latin1OfBytes(at + start, size - start) + quoteText;
}
/** CPython: PyBytes_Repr() */
export function PyBytes_Repr(op: PyObject, smartquotes: boolean): New | NULL {
  return _PyUnicode_FromASCII('b' + quotedBytes(PyBytes_AS_STRING(op), PyBytes_GET_SIZE(op), smartquotes));
}
const bytes_repr = (self: PyObject): New | NULL => PyBytes_Repr(self, true);
function bytes_str(self: PyObject): New | NULL {
  if (interp.config.bytes_warning !== 0 && PyErr_WarnEx(PyExc_BytesWarning, 'str() on a bytes instance', 1) < 0) return NULL;
  return bytes_repr(self);
}
function bytes_mod(v: PyObject, w: PyObject): New | NULL {
  return PyBytes_Check(v) ? _PyBytes_FormatEx(PyBytes_AS_STRING(v), PyBytes_GET_SIZE(v), w, false) : (_Py_NotImplementedStruct as New);
}
function bytes_buffer_getbuffer(self: PyObject, view: Py_buffer, flags: number): number {
  return PyBuffer_FillInfo(view, self, PyBytes_AS_STRING(self), Py_SIZE(self), true, flags);
}
function bytes_getnewargs(self: PyObject): New | NULL {
  const copy = PyBytes_FromStringAndSize(PyBytes_AS_STRING(self), PyBytes_GET_SIZE(self));
  const result = copy === NULL ? NULL : PyTuple_Pack(copy);
  if (copy !== NULL) Py_DECREF(copy);
  return result;
}
const bytes___bytes__ = (self: PyObject): New | NULL => exactBytes(self);
function bytes_fromhex(type: PyObject, string: PyObject): New | NULL {
  if (!PyUnicode_Check(string)) return _PyArg_BadArgument('fromhex', 'argument', 'str', string);
  const data = bytesOfHex(string), bytes = data === null ? NULL : PyBytes_FromUint8Array(data);
  if (bytes === NULL || type === PyBytes_Type) return bytes;
  const result = PyObject_CallOneArg(type, bytes);
  Py_DECREF(bytes);
  return result;
}

// Iterator

function bytes_iter(seq: PyObject): New | NULL {
  if (!PyBytes_Check(seq)) return PyErr_BadInternalCall();
  const it = _PyObject_GC_New(PyBytesIter_Type, 32);
  if (it === NULL) return PyErr_NoMemory();
  set_striter_index(it, 0);
  set_striter_seq(it, Py_NewRef(seq));
  PyObject_GC_Track(it);
  return it;
}
function striter_dealloc(it: PyObject): void {
  PyObject_GC_UnTrack(it);
  Py_XDECREF(striter_seq(it));
  slots(Py_TYPE(it)).tp_free!(it);
}
function striter_next(it: PyObject): New | NULL {
  const seq = striter_seq(it);
  if ((seq as number) === NULL) return NULL;
  const index = striter_index(it);
  if (index < PyBytes_GET_SIZE(seq)) {
    set_striter_index(it, index + 1);
    return PyLong_FromNumber(U8[PyBytes_AS_STRING(seq) + index]);
  }
  set_striter_seq(it, NULL);
  Py_DECREF(seq);
  return NULL;
}
function striter_len(it: PyObject): New | NULL {
  const seq = striter_seq(it);
  return PyLong_FromNumber((seq as number) === NULL ? 0 : PyBytes_GET_SIZE(seq) - striter_index(it));
}
/** (iter, (sequence,), index), or that of an empty one. */
export function reduceIterator(it: PyObject, empty: PyObject): New | NULL {
  const iter = _PyEval_GetBuiltin(ID_iter);
  if (iter === NULL) return NULL;
  const seq = striter_seq(it), args = PyTuple_Pack((seq as number) === NULL ? empty : seq);
  const index = args === NULL ? NULL : PyLong_FromNumber(striter_index(it));
  const result = args === NULL || index === NULL ? NULL : (seq as number) === NULL ? PyTuple_Pack(iter, args) : PyTuple_Pack(iter, args, index);
  Py_XDECREF(args);
  Py_XDECREF(index);
  Py_DECREF(iter);
  return result;
}
const striter_reduce = (it: PyObject): New | NULL => reduceIterator(it, _PyTuple_Empty);
function striter_setstate(it: PyObject, state: PyObject): New | NULL {
  const index = PyLong_AsSsize_t(state);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  const seq = striter_seq(it);
  if ((seq as number) !== NULL) set_striter_index(it, Math.max(0, Math.min(index, PyBytes_GET_SIZE(seq))));
  return _Py_NoneStruct as New;
}
const striter_methods: readonly PyMethodDef[] = [
  method('__length_hint__', '($self, /)', striter_len, 'How many items are left, as far as that is known.'),
  method('__reduce__', '($self, /)', striter_reduce, 'State for pickling.'),
  method('__setstate__', '($self, state, /)', striter_setstate, 'Sets the state that unpickling found.'),
];
defineType(PyBytesIter_Type, {
  tp_name: 'bytes_iterator', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'striterobject',
  slots: {tp_dealloc: striter_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: striter_next},
  methods: striter_methods,
});

const hexAt = BYTES_METHODS.findIndex(def => def.ml_name === 'hex');
defineType(PyBytes_Type, {
  tp_name: 'bytes', tp_basicsize: 33, tp_itemsize: 1, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_BYTES_SUBCLASS | _Py_TPFLAGS_MATCH_SELF,
  tp_doc: 'bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of that many zeros\nbytes() -> empty bytes object\n\nAn immutable row of numbers from 0 to 255.',
  slots: {
    tp_dealloc: bytes_dealloc, tp_repr: bytes_repr, tp_hash: bytes_hash, tp_str: bytes_str, tp_getattro: PyObject_GenericGetAttr, tp_richcompare: bytes_richcompare, tp_iter: bytes_iter, tp_new: bytes_new,
    nb_remainder: bytes_mod, sq_length: bytes_length, sq_concat: bytes_concat, sq_repeat: bytes_repeat, sq_item: bytes_item, sq_contains: _Py_bytes_contains, mp_length: bytes_length,
    mp_subscript: bytes_subscript, bf_getbuffer: bytes_buffer_getbuffer,
  },
  methods: [
    method('__getnewargs__', '($self, /)', bytes_getnewargs),
    method('__bytes__', '($self, /)', bytes___bytes__, 'Return the bytes as an object of the bytes type itself.'),
    ...BYTES_METHODS.slice(0, hexAt),
    method('fromhex', '($type, string, /)', bytes_fromhex, 'Make bytes of a string of hex digits; spaces between bytes do not count.', METH_CLASS),
    ...BYTES_METHODS.slice(hexAt),
  ],
});
