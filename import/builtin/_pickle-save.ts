/** How a pickler saves objects: the types that the format knows. CPython: Modules/_pickle.c */
import {PyBuffer_IsContiguous} from '../../objects/abstract-buffer';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PySequence_List} from '../../objects/abstract-sequence';
import {PyBytes_FromStringAndSize} from '../../objects/bytesobject';
import {PyObject_CallMethodNoArgs, PyObject_CallOneArg, _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall} from '../../objects/call';
import {PyDict_Contains, PyDict_DelItem, PyDict_EntryKey, PyDict_EntryValue, PyDict_New, PyDict_Next, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, typeName} from '../../objects/errors';
import {PyLong_AsSafeNumber, PyLong_FromVoidPtr, _PyLong_NumBits, isBig} from '../../objects/longobject';
import {_PyLong_AsByteArray} from '../../objects/longobject-methods';
import {longDecimalText} from '../../objects/longobject-string';
import {PyObject_IsTrue, PyObject_Str, addressText} from '../../objects/object';
import {PyPickleBuffer_GetBuffer} from '../../objects/picklebufobject';
import {floatReprText} from '../../objects/pystrtod';
import {_PySet_EntryKey, _PySet_NextEntry} from '../../objects/setobject';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_DecodeLatin1} from '../../objects/unicode-codecs';
import {_PyUnicode_TEXT} from '../../objects/unicodeobject';
import {U8} from '../../runtime/current';
import {
  PyByteArray_AS_STRING, PyByteArray_GET_SIZE, PyBytes_AS_STRING, PyBytes_GET_SIZE, PyDict_CheckExact, PyDict_GET_SIZE, PyFloat_AS_DOUBLE, PyList_CheckExact, PyList_GET_ITEM,
  PyList_GET_SIZE, PySet_GET_SIZE, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_IS_ASCII, Py_TYPE, pickler_bin, pickler_buffer_callback, pickler_fast,
  pickler_fast_memo, pickler_persistent_id, pickler_reducer_override, set_pickler_fast_memo,
} from '../../runtime/generated/accessors';
import {ID_items, ID_latin1} from '../../runtime/generated/ids';
import {
  PyByteArray_Type, PyBytes_Type, PyDict_Type, PyExc_KeyError, PyExc_OverflowError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, PyFloat_Type, PyFrozenSet_Type,
  PyFunction_Type, PyList_Type, PyLong_Type, PyPickleBuffer_Type, PySet_Type, PyTuple_Type, PyType_Type, PyUnicode_Type, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct,
  _Py_TrueStruct,
} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_INCREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {_Pickler_OpcodeBoundary, _Pickler_write_bytes, picklerData, type PicklerData, utf8Of} from './_pickle-output';
import {saveByReducer, saveReduced, save_global, save_reduce, save_type} from './_pickle-reduce';
import {BATCHSIZE, Op, type PickleState} from './_pickle-state';

/** From which depth on the fast mode looks for cycles. */
const FAST_NESTING_LIMIT = 50;
const WHERE = ' while pickling an object';

/** Everything that saving takes along. */
export class Saver {
  readonly p: PicklerData;
  constructor(readonly st: PickleState, readonly self: PyObject) {
    this.p = picklerData(self);
  }
}

// ---- the memo ----

/** A GET opcode for an object in the memo; -1 with KeyError when it is not there. CPython: memo_get() */
export function memo_get(s: Saver, key: PyObject): number {
  const value = s.p.memo!.get(key);
  if (value === undefined) {
    PyErr_SetObject(PyExc_KeyError, key);
    return -1;
  }
  if (pickler_bin(s.self) === 0) s.p.latin1(`g${value}\n`);
  else if (value < 256) s.p.op2(Op.BINGET, value);
  else s.p.opNumber(Op.LONG_BINGET, value, 4);
  return 0;
}
/** Gives an object the next number, with a PUT opcode; nothing in fast mode. CPython: memo_put() */
export function memo_put(s: Saver, obj: PyObject): number {
  if (pickler_fast(s.self) !== 0) return 0;
  const p = s.p, memo = p.memo!, idx = memo.size;
  memo.set(obj, idx);
  if (p.proto >= 4) p.op(Op.MEMOIZE);
  else if (pickler_bin(s.self) === 0) p.latin1(`p${idx}\n`);
  else if (idx < 256) p.op2(Op.BINPUT, idx);
  else p.opNumber(Op.LONG_BINPUT, idx, 4);
  return 0;
}
/** Guards the fast mode against cycles: false with an exception. CPython: fast_save_enter() */
function fast_save_enter(s: Saver, obj: PyObject): boolean {
  if (++s.p.fast_nesting < FAST_NESTING_LIMIT) return true;
  if ((pickler_fast_memo(s.self) as number) === NULL) set_pickler_fast_memo(s.self, PyDict_New());
  const memo = pickler_fast_memo(s.self), key = (memo as number) === NULL ? NULL : PyLong_FromVoidPtr(obj);
  let status = -1;
  if (key !== NULL) {
    status = PyDict_Contains(memo, key);
    if (status > 0) PyErr_Format(PyExc_ValueError, `fast mode: can't pickle cyclic objects including object type ${typeName(obj)} at ${addressText(obj)}`);
    else if (status === 0) status = PyDict_SetItem(memo, key, _Py_NoneStruct);
    Py_DECREF(key);
  }
  if (status !== 0) s.p.fast_nesting = -1;
  return status === 0;
}
/** CPython: fast_save_leave() */
function fast_save_leave(s: Saver, obj: PyObject): boolean {
  if (s.p.fast_nesting-- < FAST_NESTING_LIMIT) return true;
  const key = PyLong_FromVoidPtr(obj);
  if (key === NULL) return false;
  const status = PyDict_DelItem(pickler_fast_memo(s.self), key);
  Py_DECREF(key);
  return status >= 0;
}

// ---- atoms ----

function save_bool(p: PicklerData, obj: PyObject): number {
  if (p.proto >= 2) p.op(obj === _Py_TrueStruct ? Op.NEWTRUE : Op.NEWFALSE);
  else p.latin1(obj === _Py_TrueStruct ? 'I01\n' : 'I00\n');
  return 0;
}
/** CPython: save_long() */
function save_long(s: Saver, obj: PyObject): number {
  const p = s.p, value = isBig(obj) ? NaN : PyLong_AsSafeNumber(obj);
  if (value <= 0x7fffffff && value >= -0x80000000) {
    if (pickler_bin(s.self) === 0) p.latin1(`I${value}\n`);
    else if (value < 0 || value > 0xffff) p.opInt32(Op.BININT, value);
    else if (value > 0xff) p.opNumber(Op.BININT2, value, 2);
    else p.op2(Op.BININT1, value);
    return 0;
  }
  if (p.proto < 2) {
    const text = longDecimalText(obj);
    if (text === null) return -1;
    p.latin1(`L${text}L\n`);
    return 0;
  }
  let nbytes = Math.floor(_PyLong_NumBits(obj) / 8) + 1;
  if (nbytes > 0x7fffffff) {
    PyErr_SetString(PyExc_OverflowError, 'int too large to pickle');
    return -1;
  }
  const data = _PyLong_AsByteArray(obj, nbytes, true);
  if (data === null) return -1;
  // a negative number may have a byte of signs too many
  if (nbytes > 1 && data[nbytes - 1] === 0xff && (data[nbytes - 2] & 0x80) !== 0) nbytes--;
  p.opNumber(nbytes < 256 ? Op.LONG1 : Op.LONG4, nbytes, nbytes < 256 ? 1 : 4);
  p.bytes(data.subarray(0, nbytes));
  return 0;
}
function save_float(s: Saver, obj: PyObject): number {
  const x = PyFloat_AS_DOUBLE(obj);
  if (pickler_bin(s.self) !== 0) s.p.opDouble(x);
  else s.p.latin1(`F${floatReprText(x)}\n`);
  return 0;
}
/** Saves an object by what its type would reduce it to. @steals reduced */
function saveAs(s: Saver, reduced: New | NULL, obj: PyObject): number {
  if (reduced === NULL) return -1;
  const status = save_reduce(s, reduced, obj);
  Py_DECREF(reduced);
  return status;
}
function overFourGiB(what: string): number {
  PyErr_SetString(PyExc_OverflowError, `serializing a ${what} larger than 4 GiB requires pickle protocol 4 or higher`);
  return -1;
}
/** CPython: _save_bytes_data() */
function _save_bytes_data(s: Saver, obj: PyObject, data: number, size: number): number {
  const code = size <= 0xff ? Op.SHORT_BINBYTES : size <= 0xffffffff ? Op.BINBYTES : Op.BINBYTES8;
  if (code === Op.BINBYTES8 && s.p.proto < 4) return overFourGiB('bytes object');
  if (_Pickler_write_bytes(s.self, s.p, code, code === Op.SHORT_BINBYTES ? 2 : code === Op.BINBYTES ? 5 : 9, data, size, obj) < 0) return -1;
  return memo_put(s, obj);
}
/** CPython: save_bytes() */
function save_bytes(s: Saver, obj: PyObject): number {
  const size = PyBytes_GET_SIZE(obj), at = PyBytes_AS_STRING(obj);
  if (s.p.proto >= 3) return _save_bytes_data(s, obj, at, size);
  if (size === 0) return saveAs(s, packSteal(Py_NewRef(PyBytes_Type), packSteal()), obj);
  // Python 2 gets a str from this, Python 3 bytes
  const text = PyUnicode_DecodeLatin1(U8.slice(at, at + size));
  return saveAs(s, packSteal(Py_NewRef(s.st.codecs_encode), packSteal(text, Py_NewRef(ID_latin1))), obj);
}
function _save_bytearray_data(s: Saver, obj: PyObject, data: number, size: number): number {
  return _Pickler_write_bytes(s.self, s.p, Op.BYTEARRAY8, 9, data, size, obj) < 0 ? -1 : memo_put(s, obj);
}
function save_bytearray(s: Saver, obj: PyObject): number {
  const size = PyByteArray_GET_SIZE(obj), at = size === 0 ? 0 : PyByteArray_AS_STRING(obj);
  if (s.p.proto >= 5) return _save_bytearray_data(s, obj, at, size);
  return saveAs(s, packSteal(Py_NewRef(PyByteArray_Type), size === 0 ? packSteal() : packSteal(PyBytes_FromStringAndSize(at, size))), obj);
}
/** In the stream, or apart from it when the callback says so. escapes. CPython: save_picklebuffer() */
function save_picklebuffer(s: Saver, obj: PyObject): number {
  const error = s.st.PicklingError, callback = pickler_buffer_callback(s.self);
  if (s.p.proto < 5) {
    PyErr_SetString(error, 'PickleBuffer can only be pickled with protocol >= 5');
    return -1;
  }
  const view = PyPickleBuffer_GetBuffer(obj);
  if (view === null) return -1;
  if (view.suboffsets !== null || !PyBuffer_IsContiguous(view, 'A')) {
    PyErr_SetString(error, 'PickleBuffer can not be pickled when pointing to a non-contiguous buffer');
    return -1;
  }
  let inBand = 1;
  if ((callback as number) !== NULL) {
    const answer = PyObject_CallOneArg(callback, obj);
    if (answer === NULL) return -1;
    inBand = PyObject_IsTrue(answer);
    Py_DECREF(answer);
    if (inBand < 0) return -1;
  }
  if (inBand !== 0) return view.readonly ? _save_bytes_data(s, obj, view.buf, view.len) : _save_bytearray_data(s, obj, view.buf, view.len);
  s.p.op(Op.NEXT_BUFFER);
  if (view.readonly) s.p.op(Op.READONLY_BUFFER);
  return 0;
}
const hex = (c: number, digits: number): string => c.toString(16).padStart(digits, '0');
/** A text for UNICODE, one byte a character: what could end the line or is not Latin-1 is escaped. CPython: raw_unicode_escape() */
function raw_unicode_escape(op: PyObject): string {
  const text = _PyUnicode_TEXT(op);
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = typeof text === 'string' ? text.charCodeAt(i) : text[i];
    if (c >= 0x10000) out += `\\U${hex(c, 8)}`;
    else if (c >= 256 || c === 92 || c === 0 || c === 10 || c === 13 || c === 26) out += `\\u${hex(c, 4)}`;
    else out += String.fromCharCode(c);
  }
  return out;
}
/** CPython: save_unicode() */
function save_unicode(s: Saver, obj: PyObject): number {
  const p = s.p;
  if (pickler_bin(s.self) === 0) {
    p.latin1(`V${raw_unicode_escape(obj)}\n`);
    return memo_put(s, obj);
  }
  const text = _PyUnicode_TEXT(obj);
  if (PyUnicode_IS_ASCII(obj) && text.length <= 0xff) {
    if (p.proto >= 4) p.op2(Op.SHORT_BINUNICODE, text.length);
    else p.opNumber(Op.BINUNICODE, text.length, 4);
    p.latin1(text as string);
    return memo_put(s, obj);
  }
  const {data, size} = utf8Of(text), code = size <= 0xff && p.proto >= 4 ? Op.SHORT_BINUNICODE : size <= 0xffffffff ? Op.BINUNICODE : Op.BINUNICODE8;
  if (code === Op.BINUNICODE8 && p.proto < 4) return overFourGiB('string');
  if (_Pickler_write_bytes(s.self, p, code, code === Op.SHORT_BINUNICODE ? 2 : code === Op.BINUNICODE ? 5 : 9, data, size, NULL) < 0) return -1;
  return memo_put(s, obj);
}

// ---- containers ----

/** Saves a tuple, the one immutable type that may contain itself. CPython: save_tuple() */
function save_tuple(s: Saver, obj: PyObject): number {
  const p = s.p, len = PyTuple_GET_SIZE(obj);
  if (len === 0) {
    if (p.proto !== 0) p.op(Op.EMPTY_TUPLE);
    else p.op2(Op.MARK, Op.TUPLE);
    return 0;
  }
  const counted = len <= 3 && p.proto >= 2;
  if (!counted) p.op(Op.MARK);
  for (let i = 0; i < len; i++) if (save(s, PyTuple_GET_ITEM(obj, i), false) < 0) return -1;
  if (p.memo!.get(obj) === undefined) {
    p.op(counted ? Op.TUPLE1 + len - 1 : Op.TUPLE);
    return memo_put(s, obj);
  }
  // it was saved among its own items: those that were pushed go, MARK too
  if (!counted && pickler_bin(s.self) !== 0) p.op(Op.POP_MARK);
  else for (let i = counted ? 1 : 0; i <= len; i++) p.op(Op.POP);
  return memo_get(s, obj);
}
/** One item and its opcode, or a batch of them; `next` gives the next item. How many; -1 with an exception. */
type SaveItem = (s: Saver, item: PyObject) => number;
function saveItem(s: Saver, item: PyObject): number {
  return save(s, item, false);
}
function savePair(s: Saver, pair: PyObject): number {
  if (!PyTuple_Check(pair) || PyTuple_GET_SIZE(pair) !== 2) {
    PyErr_SetString(PyExc_TypeError, 'dict items iterator must return 2-tuples');
    return -1;
  }
  return save(s, PyTuple_GET_ITEM(pair, 0), false) < 0 ? -1 : save(s, PyTuple_GET_ITEM(pair, 1), false);
}
/** What an iterator gives, in batches that end in an opcode. escapes */
function saveBatches(s: Saver, iter: PyObject, one: number, many: number, saveOne: SaveItem): number {
  const p = s.p;
  let item: New | NULL, n: number;
  if (p.proto === 0) {
    while ((item = PyIter_Next(iter)) !== NULL) {
      const status = saveOne(s, item);
      Py_DECREF(item);
      if (status < 0) return -1;
      p.op(one);
    }
    return PyErr_Occurred() !== NULL ? -1 : 0;
  }
  do {
    const first = PyIter_Next(iter);
    if (first === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
    if (saveOne === savePair && (!PyTuple_Check(first) || PyTuple_GET_SIZE(first) !== 2)) {
      Py_DECREF(first);
      PyErr_SetString(PyExc_TypeError, 'dict items iterator must return 2-tuples');
      return -1;
    }
    item = PyIter_Next(iter);
    if (item !== NULL) p.op(Op.MARK);
    const failed = item === NULL && PyErr_Occurred() !== NULL, status = failed ? -1 : saveOne(s, first);
    Py_DECREF(first);
    if (status < 0) {
      if (item !== NULL) Py_DECREF(item);
      return -1;
    }
    if (item === NULL) {
      p.op(one);
      return 0;
    }
    for (n = 1; item !== NULL;) {
      const saved = saveOne(s, item);
      Py_DECREF(item);
      if (saved < 0) return -1;
      if (++n === BATCHSIZE) break;
      item = PyIter_Next(iter);
      if (item === NULL && PyErr_Occurred() !== NULL) return -1;
    }
    p.op(many);
  } while (n === BATCHSIZE);
  return 0;
}
/** CPython: batch_list() */
export function batch_list(s: Saver, iter: PyObject): number {
  return saveBatches(s, iter, Op.APPEND, Op.APPENDS, saveItem);
}
/** CPython: batch_dict() */
export function batch_dict(s: Saver, iter: PyObject): number {
  return saveBatches(s, iter, Op.SETITEM, Op.SETITEMS, savePair);
}
function saveHeld(s: Saver, item: PyObject): number {
  Py_INCREF(item);
  const status = save(s, item, false);
  Py_DECREF(item as New);
  return status;
}
/** CPython: batch_list_exact() */
function batch_list_exact(s: Saver, obj: PyObject): number {
  const p = s.p;
  if (PyList_GET_SIZE(obj) === 1) {
    if (saveHeld(s, PyList_GET_ITEM(obj, 0)) < 0) return -1;
    p.op(Op.APPEND);
    return 0;
  }
  let total = 0;
  do {
    p.op(Op.MARK);
    for (let batch = 0; batch < BATCHSIZE && total < PyList_GET_SIZE(obj); batch++, total++) if (saveHeld(s, PyList_GET_ITEM(obj, total)) < 0) return -1;
    p.op(Op.APPENDS);
  } while (total < PyList_GET_SIZE(obj));
  return 0;
}
/** The entry at a position of a dict. */
function saveEntry(s: Saver, obj: PyObject, pos: number): number {
  const key = Py_NewRef(PyDict_EntryKey(obj, pos)), value = Py_NewRef(PyDict_EntryValue(obj, pos));
  const status = save(s, key, false) < 0 ? -1 : save(s, value, false);
  Py_DECREF(key);
  Py_DECREF(value);
  return status;
}
/** CPython: batch_dict_exact() */
function batch_dict_exact(s: Saver, obj: PyObject): number {
  const p = s.p, size = PyDict_GET_SIZE(obj);
  let pos = 0, n: number;
  if (size === 1) {
    if (saveEntry(s, obj, PyDict_Next(obj, 0)) < 0) return -1;
    p.op(Op.SETITEM);
    return 0;
  }
  do {
    p.op(Op.MARK);
    for (n = 0; n < BATCHSIZE; n++) {
      const next = PyDict_Next(obj, pos);
      if (next === 0) break;
      pos = next;
      if (saveEntry(s, obj, pos) < 0) return -1;
    }
    p.op(Op.SETITEMS);
    if (PyDict_GET_SIZE(obj) !== size) {
      PyErr_SetString(PyExc_RuntimeError, 'dictionary changed size during iteration');
      return -1;
    }
  } while (n === BATCHSIZE);
  return 0;
}
/** The items of a list or a dict, after the opcode that makes an empty one. escapes */
function saveContents(s: Saver, obj: PyObject, dict: boolean): number {
  if ((dict ? PyDict_GET_SIZE(obj) : PyList_GET_SIZE(obj)) === 0) return 0;
  if (s.p.proto > 0 && (dict ? PyDict_CheckExact(obj) : PyList_CheckExact(obj))) {
    if (_Py_EnterRecursiveCall(WHERE) < 0) return -1;
    const status = dict ? batch_dict_exact(s, obj) : batch_list_exact(s, obj);
    _Py_LeaveRecursiveCall();
    return status;
  }
  const items = dict ? PyObject_CallMethodNoArgs(obj, ID_items) : Py_NewRef(obj);
  if (items === NULL) return -1;
  const iter = PyObject_GetIter(items);
  Py_DECREF(items);
  if (iter === NULL) return -1;
  let status = -1;
  if (_Py_EnterRecursiveCall(WHERE) === 0) {
    status = dict ? batch_dict(s, iter) : batch_list(s, iter);
    _Py_LeaveRecursiveCall();
  }
  Py_DECREF(iter);
  return status;
}
/** CPython: save_list(), save_dict() */
function saveContainer(s: Saver, obj: PyObject, dict: boolean): number {
  const fast = pickler_fast(s.self) !== 0;
  let status = -1;
  if (!fast || fast_save_enter(s, obj)) {
    if (pickler_bin(s.self) !== 0) s.p.op(dict ? Op.EMPTY_DICT : Op.EMPTY_LIST);
    else s.p.op2(Op.MARK, dict ? Op.DICT : Op.LIST);
    status = memo_put(s, obj) < 0 ? -1 : saveContents(s, obj, dict);
  }
  if (pickler_fast(s.self) !== 0 && !fast_save_leave(s, obj)) status = -1;
  return status;
}
/** A set for protocols that have no opcode for it. */
function saveSetAsCall(s: Saver, obj: PyObject, type: PyTypeObject): number {
  const items = PySequence_List(obj);
  return items === NULL ? -1 : saveAs(s, packSteal(Py_NewRef(type), packSteal(items)), obj);
}
/** CPython: save_set() */
function save_set(s: Saver, obj: PyObject): number {
  const p = s.p;
  if (p.proto < 4) return saveSetAsCall(s, obj, PySet_Type);
  p.op(Op.EMPTY_SET);
  const size = PySet_GET_SIZE(obj);
  if (memo_put(s, obj) < 0) return -1;
  if (size === 0) return 0;
  let pos = 0, n: number;
  do {
    p.op(Op.MARK);
    for (n = 0; n < BATCHSIZE; n++) {
      const next = _PySet_NextEntry(obj, pos);
      if (next === 0) break;
      pos = next;
      if (saveHeld(s, _PySet_EntryKey(obj, pos)) < 0) return -1;
    }
    p.op(Op.ADDITEMS);
    if (PySet_GET_SIZE(obj) !== size) {
      PyErr_SetString(PyExc_RuntimeError, 'set changed size during iteration');
      return -1;
    }
  } while (n === BATCHSIZE);
  return 0;
}
/** CPython: save_frozenset() */
function save_frozenset(s: Saver, obj: PyObject): number {
  const p = s.p;
  if (pickler_fast(s.self) !== 0 && !fast_save_enter(s, obj)) return -1;
  if (p.proto < 4) return saveSetAsCall(s, obj, PyFrozenSet_Type);
  p.op(Op.MARK);
  const iter = PyObject_GetIter(obj);
  if (iter === NULL) return -1;
  for (let item = PyIter_Next(iter); item !== NULL; item = PyIter_Next(iter)) {
    const status = save(s, item, false);
    Py_DECREF(item);
    if (status < 0) break;
  }
  Py_DECREF(iter);
  if (PyErr_Occurred() !== NULL) return -1;
  if (p.memo!.get(obj) !== undefined) {
    p.op(Op.POP_MARK);
    return memo_get(s, obj);
  }
  p.op(Op.FROZENSET);
  return memo_put(s, obj);
}

// ---- any object ----

/** Asks persistent_id(): 1 when it saved the object by its answer, 0 when not, -1 with an exception. escapes. CPython: save_pers() */
function save_pers(s: Saver, obj: PyObject): number {
  const pid = PyObject_CallOneArg(pickler_persistent_id(s.self), obj);
  if (pid === NULL) return -1;
  let status = 0;
  if (pid !== _Py_NoneStruct) {
    status = 1;
    if (pickler_bin(s.self) !== 0) {
      if (save(s, pid, true) < 0) status = -1;
      else s.p.op(Op.BINPERSID);
    } else if (savePersId(s, pid) < 0) status = -1;
  }
  Py_DECREF(pid);
  return status;
}
function savePersId(s: Saver, pid: PyObject): number {
  const text = PyObject_Str(pid);
  if (text === NULL) return -1;
  const ascii = PyUnicode_IS_ASCII(text);
  if (ascii) s.p.latin1(`P${_PyUnicode_TEXT(text) as string}\n`);
  else PyErr_SetString(s.st.PicklingError, 'persistent IDs in protocol 0 must be ASCII strings');
  Py_DECREF(text);
  return ascii ? 0 : -1;
}
/** Saves an object; -1 with an exception. With `pers_save` it is itself a persistent id. escapes. CPython: save() */
export function save(s: Saver, obj: PyObject, pers_save: boolean): number {
  const self = s.self, p = s.p;
  if (_Pickler_OpcodeBoundary(self, p) < 0) return -1;
  if (!pers_save && (pickler_persistent_id(self) as number) !== NULL) {
    const status = save_pers(s, obj);
    if (status !== 0) return status;
  }
  const type = Py_TYPE(obj);
  if (obj === _Py_NoneStruct) {
    p.op(Op.NONE);
    return 0;
  }
  if (obj === _Py_FalseStruct || obj === _Py_TrueStruct) return save_bool(p, obj);
  if (type === PyLong_Type) return save_long(s, obj);
  if (type === PyFloat_Type) return save_float(s, obj);
  if (p.memo!.get(obj) !== undefined) return memo_get(s, obj);
  if (type === PyBytes_Type) return save_bytes(s, obj);
  if (type === PyUnicode_Type) return save_unicode(s, obj);
  if (_Py_EnterRecursiveCall(WHERE) < 0) return -1;
  const status = saveByType(s, obj, type);
  _Py_LeaveRecursiveCall();
  return status;
}
function saveByType(s: Saver, obj: PyObject, type: PyTypeObject): number {
  switch (type as number) {
    case PyDict_Type: return saveContainer(s, obj, true);
    case PySet_Type: return save_set(s, obj);
    case PyFrozenSet_Type: return save_frozenset(s, obj);
    case PyList_Type: return saveContainer(s, obj, false);
    case PyTuple_Type: return save_tuple(s, obj);
    case PyByteArray_Type: return save_bytearray(s, obj);
    case PyPickleBuffer_Type: return save_picklebuffer(s, obj);
  }
  const override = pickler_reducer_override(s.self);
  if ((override as number) !== NULL) {
    const reduced = PyObject_CallOneArg(override, obj);
    if (reduced === NULL) return -1;
    if (reduced !== _Py_NotImplementedStruct) return saveReduced(s, reduced, obj);
    Py_DECREF(reduced);
  }
  if (type === PyType_Type) return save_type(s, obj);
  if (type === PyFunction_Type) return save_global(s, obj, NULL);
  return saveByReducer(s, obj);
}
