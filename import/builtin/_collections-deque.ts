/** deque: blocks of 64 references, linked both ways. CPython: Modules/_collectionsmodule.c */
import {H} from '../../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK} from '../../runtime/gc';
import {ARG, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_BOOL, Py_TYPE, deque_maxlen, deque_weakreflist, dequeiter_b, dequeiter_counter, dequeiter_deque, dequeiter_index, dequeiter_state, set_deque_maxlen, set_dequeiter_b, set_dequeiter_counter, set_dequeiter_deque, set_dequeiter_index, set_dequeiter_state, tp_basicsize} from '../../runtime/generated/accessors';
import {PyExc_IndexError, PyExc_RuntimeError, PyExc_StopIteration, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct, _Py_NotImplementedStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, hiddenMethod, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../../runtime/object';
import {PyObject_Free} from '../../runtime/obmalloc';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_SEQUENCE} from '../../runtime/typeflags';
import {type Args, NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec, iternextfunc, newfunc, visitproc} from '../../runtime/typeslots';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyObject_IsInstance} from '../../objects/abstract-object';
import {PySequence_List} from '../../objects/abstract-sequence';
import {PyObject_CallFunctionObjArgs, PyObject_CallOneArg} from '../../objects/call';
import {writeRepr} from '../../objects/dictobject-methods';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {Py_GenericAlias} from '../../objects/genericaliasobject';
import {_PyArg_CheckPositional, parseTupleAndKeywords} from '../../objects/getargs';
import {indexArgument} from '../../objects/listobject-methods';
import {PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_HashNotImplemented, PyObject_RichCompareBool, PyObject_SelfIter, Py_EQ, Py_GT, Py_LE, Py_LT, Py_NE, Py_ReprEnter, Py_ReprLeave} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {PyTuple_New, indexBounds, packSteal} from '../../objects/tupleobject';
import {PyObject_TypeCheck, PyType_GenericAlloc, _PyType_Name} from '../../objects/typeobject';
import {_PyObject_GetState} from '../../objects/typeobject-object';
import {PyType_GetModuleState} from '../../objects/typeobject-spec';
import {PyUnicode_FromString, _PyUnicodeWriter} from '../../objects/unicodeobject';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {BLOCKLEN, BLOCK_BYTES, type CollectionsState, DATA, FREEBLOCKS, LEFTBLOCK, LEFTINDEX, LEFTLINK, NUMFREE, RIGHTBLOCK, RIGHTINDEX, RIGHTLINK, SIZE, STATE, append, appendleft, centre, deque_pop, deque_popleft, freeblock, growRight, itemAddress, newDeque, newblock, rotate, stateOfType} from './_collections-deque-blocks';
function deque_new(type: PyTypeObject): New | NULL {
  return newDeque(type);
}
function none(ok: boolean): New | NULL {
  return ok ? Py_NewRef(_Py_NoneStruct) : NULL;
}
function addOne(dq: PyObject, item: PyObject, left: boolean): New | NULL {
  return none((left ? appendleft(dq, Py_NewRef(item)) : append(dq, Py_NewRef(item))) === 0);
}
function deque_append(dq: PyObject, item: PyObject): New | NULL {
  return addOne(dq, item, false);
}
function deque_appendleft(dq: PyObject, item: PyObject): New | NULL {
  return addOne(dq, item, true);
}
/** Appends all items at one end; false with an exception. escapes. CPython: deque_extend_impl(), deque_extendleft_impl() */
function extend(dq: PyObject, iterable: PyObject, left: boolean): boolean {
  if (dq === iterable) {
    const copy = PySequence_List(iterable);
    if (copy === NULL) return false;
    const ok = extend(dq, copy, left);
    Py_DECREF(copy);
    return ok;
  }
  const it = PyObject_GetIter(iterable);
  if (it === NULL) return false;
  const iternext = slots(Py_TYPE(it)).tp_iternext!, discard = deque_maxlen(dq) === 0;
  // an empty deque is filled from one end of its block, since it will grow in one direction
  if (!discard && H[dq + SIZE] === 0) {
    H[dq + LEFTINDEX] = left ? BLOCKLEN - 1 : 1;
    H[dq + RIGHTINDEX] = left ? BLOCKLEN - 2 : 0;
  }
  let ok = true;
  for (;;) {
    const item = iternext(it);
    if (item === NULL) break;
    if (discard) Py_DECREF(item);
    else if ((left ? appendleft(dq, item) : append(dq, item)) < 0) {
      ok = false;
      break;
    }
  }
  Py_DECREF(it);
  if (ok && PyErr_Occurred() !== NULL) {
    if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return false;
    PyErr_Clear();
  }
  return ok;
}
function deque_extend(dq: PyObject, iterable: PyObject): New | NULL {
  return none(extend(dq, iterable, false));
}
function deque_extendleft(dq: PyObject, iterable: PyObject): New | NULL {
  return none(extend(dq, iterable, true));
}
function deque_inplace_concat(dq: PyObject, other: PyObject): New | NULL {
  return extend(dq, other, false) ? Py_NewRef(dq) : NULL;
}
/** CPython: deque_copy_impl() */
function deque_copy(dq: PyObject): New | NULL {
  const state = stateOfType(Py_TYPE(dq)), type = Py_TYPE(dq), maxlen = deque_maxlen(dq);
  if (type === state.deque_type) {
    const copy = newDeque(type);
    if (copy === NULL) return NULL;
    set_deque_maxlen(copy, maxlen);
    let ok: boolean;
    if (H[dq + SIZE] === 1) {
      const done = addOne(copy, H[H[dq + LEFTBLOCK] + DATA + 2 * H[dq + LEFTINDEX]] as PyObject, false);
      ok = done !== NULL;
      Py_XDECREF(done);
    } else ok = extend(copy, dq, false);
    if (ok) return copy;
    Py_DECREF(copy);
    return NULL;
  }
  let result: New | NULL;
  if (maxlen < 0) result = PyObject_CallOneArg(type, dq);
  else {
    const limit = PyLong_FromNumber(maxlen);
    result = limit === NULL ? NULL : PyObject_CallFunctionObjArgs(type, dq, limit);
    Py_XDECREF(limit);
  }
  if (result !== NULL && !PyObject_TypeCheck(result, state.deque_type as PyObject)) {
    PyErr_SetString(PyExc_TypeError, `${slots(type).tp_name.slice(0, 200)}() must return a deque, not ${typeName(result).slice(0, 200)}`);
    Py_DECREF(result);
    return NULL;
  }
  return result;
}
function deque_concat(dq: PyObject, other: PyObject): New | NULL {
  const is = PyObject_IsInstance(other, stateOfType(Py_TYPE(dq)).deque_type as PyObject);
  if (is <= 0) return is < 0 ? NULL : PyErr_SetString(PyExc_TypeError, `can only concatenate deque (not "${typeName(other).slice(0, 200)}") to deque`);
  const result = deque_copy(dq);
  if (result === NULL || extend(result, other, false)) return result;
  Py_DECREF(result);
  return NULL;
}
/** Empties a deque, which is empty for everybody before the first item dies. escapes. CPython: deque_clear() */
function deque_clear(dq: PyObject): number {
  if (H[dq + SIZE] === 0) return 0;
  const fresh = newblock(dq);
  if (fresh === 0) {
    PyErr_Clear();
    while (H[dq + SIZE] > 0) Py_DECREF(deque_pop(dq) as New);
    return 0;
  }
  let n = H[dq + SIZE], block = H[dq + LEFTBLOCK], index = H[dq + LEFTINDEX];
  H[fresh + LEFTLINK] = H[fresh + RIGHTLINK] = 0;
  H[dq + SIZE] = 0;
  H[dq + LEFTBLOCK] = H[dq + RIGHTBLOCK] = fresh;
  centre(dq);
  H[dq + STATE]++;
  while (n > 0) {
    const item = H[block + DATA + 2 * index] as PyObject;
    n--;
    if (++index === BLOCKLEN && n > 0) {
      const next = H[block + RIGHTLINK];
      freeblock(dq, block);
      block = next;
      index = 0;
    }
    Py_DECREF(item);
  }
  freeblock(dq, block);
  return 0;
}
function deque_clearmethod(dq: PyObject): New | NULL {
  deque_clear(dq);
  return Py_NewRef(_Py_NoneStruct);
}
/** CPython: deque_inplace_repeat_lock_held() */
function deque_inplace_repeat(dq: PyObject, times: number): New | NULL {
  const size = H[dq + SIZE], maxlen = deque_maxlen(dq);
  let n = times;
  if (size === 0 || n === 1) return Py_NewRef(dq);
  if (n <= 0) {
    deque_clear(dq);
    return Py_NewRef(dq);
  }
  if (size === 1) {
    const item = H[H[dq + LEFTBLOCK] + DATA + 2 * H[dq + LEFTINDEX]] as PyObject;
    if (maxlen >= 0 && n > maxlen) n = maxlen;
    H[dq + STATE]++;
    for (let i = 0; i < n - 1; i++) {
      if (!growRight(dq)) return NULL;
      H[H[dq + RIGHTBLOCK] + DATA + 2 * ++H[dq + RIGHTINDEX]] = Py_NewRef(item);
      H[dq + SIZE]++;
    }
    return Py_NewRef(dq);
  }
  if (size * n > 0x7ffffff && maxlen < 0) return PyErr_NoMemory();
  const seq = PySequence_List(dq);
  if (seq === NULL) return NULL;
  if (maxlen >= 0 && n * size > maxlen) n = Math.floor((maxlen + size - 1) / size);
  let ok = true;
  for (let i = 0; i < n - 1 && ok; i++) ok = extend(dq, seq, false);
  Py_DECREF(seq);
  return ok ? Py_NewRef(dq) : NULL;
}
function deque_repeat(dq: PyObject, n: number): New | NULL {
  const copy = deque_copy(dq);
  if (copy === NULL) return NULL;
  const result = deque_inplace_repeat(copy, n);
  Py_DECREF(copy);
  return result;
}
function deque_rotate(dq: PyObject, by: PyObject | NULL): New | NULL {
  const n = by === NULL ? 1 : indexArgument(by);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  return none(rotate(dq, n));
}
function deque_reverse(dq: PyObject): New | NULL {
  for (let i = 0, j = H[dq + SIZE] - 1; i < j; i++, j--) {
    const a = itemAddress(dq, i), b = itemAddress(dq, j), item = H[a];
    H[a] = H[b];
    H[b] = item;
  }
  return Py_NewRef(_Py_NoneStruct);
}
/** Position of the first item from `start` on that equals v, -1 when there is none, -2 with an exception. escapes */
function find(dq: PyObject, v: PyObject, start: number, stop: number, exception: PyObject): number {
  const state = H[dq + STATE];
  for (let i = start; i < stop; i++) {
    const item = Py_NewRef(H[itemAddress(dq, i)] as PyObject), cmp = PyObject_RichCompareBool(item, v, Py_EQ);
    Py_DECREF(item);
    if (cmp < 0) return -2;
    // remove() looks for changes first, the others for success
    if (cmp > 0 && exception !== PyExc_IndexError) return i;
    if (state !== H[dq + STATE]) {
      PyErr_SetString(exception, 'deque mutated during iteration');
      return -2;
    }
    if (cmp > 0) return i;
  }
  return -1;
}
function deque_count(dq: PyObject, v: PyObject): New | NULL {
  const state = H[dq + STATE];
  let count = 0;
  for (let i = 0, n = H[dq + SIZE]; i < n; i++) {
    const item = Py_NewRef(H[itemAddress(dq, i)] as PyObject), cmp = PyObject_RichCompareBool(item, v, Py_EQ);
    Py_DECREF(item);
    if (cmp < 0) return NULL;
    count += cmp;
    if (state !== H[dq + STATE]) return PyErr_SetString(PyExc_RuntimeError, 'deque mutated during iteration');
  }
  return PyLong_FromNumber(count);
}
function deque_contains(dq: PyObject, v: PyObject): number {
  const at = find(dq, v, 0, H[dq + SIZE], PyExc_RuntimeError);
  return at >= 0 ? 1 : at === -1 ? 0 : -1;
}
function deque_len(dq: PyObject): number {
  return H[dq + SIZE];
}
function notInDeque(v: PyObject): NULL {
  const text = reprText(v);
  return text === null ? NULL : PyErr_SetString(PyExc_ValueError, `${text} is not in deque`);
}
function deque_index(dq: PyObject, args: Args, nargs: number): New | NULL {
  if (!_PyArg_CheckPositional('index', nargs, 1, 3)) return NULL;
  const bounds = indexBounds(nargs > 1 ? ARG(args, 1) : NULL, nargs > 2 ? ARG(args, 2) : NULL), size = H[dq + SIZE];
  if (bounds === null) return NULL;
  const stop = Math.min(bounds.stop < 0 ? Math.max(bounds.stop + size, 0) : bounds.stop, size), start = Math.min(bounds.start < 0 ? Math.max(bounds.start + size, 0) : bounds.start, stop);
  const at = find(dq, ARG(args, 0), start, stop, PyExc_RuntimeError);
  return at >= 0 ? PyLong_FromNumber(at) : at === -1 ? notInDeque(ARG(args, 0)) : NULL;
}
/** CPython: deque_insert_impl() */
function deque_insert(dq: PyObject, indexObject: PyObject, value: PyObject): New | NULL {
  const index = indexArgument(indexObject), n = H[dq + SIZE];
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (deque_maxlen(dq) === n) return PyErr_SetString(PyExc_IndexError, 'deque already at its maximum size');
  if (index >= n) return addOne(dq, value, false);
  if (index <= -n || index === 0) return addOne(dq, value, true);
  if (!rotate(dq, -index)) return NULL;
  const done = addOne(dq, value, index > 0);
  if (done === NULL) return NULL;
  Py_DECREF(done);
  return none(rotate(dq, index));
}
function indexOutOfRange(): NULL {
  return PyErr_SetString(PyExc_IndexError, 'deque index out of range');
}
function deque_item(dq: PyObject, i: number): New | NULL {
  return i < 0 || i >= H[dq + SIZE] ? indexOutOfRange() : Py_NewRef(H[itemAddress(dq, i)] as PyObject);
}
function delItem(dq: PyObject, i: number): number {
  if (!rotate(dq, -i)) return -1;
  const item = deque_popleft(dq) as New, ok = rotate(dq, i);
  Py_DECREF(item);
  return ok ? 0 : -1;
}
function deque_remove(dq: PyObject, value: PyObject): New | NULL {
  const at = find(dq, value, 0, H[dq + SIZE], PyExc_IndexError);
  if (at < 0) return at === -1 ? notInDeque(value) : NULL;
  return none(delItem(dq, at) === 0);
}
function deque_ass_item(dq: PyObject, i: number, v: PyObject | NULL): number {
  if (i < 0 || i >= H[dq + SIZE]) {
    indexOutOfRange();
    return -1;
  }
  if (v === NULL) return delItem(dq, i);
  const at = itemAddress(dq, i), old = H[at] as PyObject;
  H[at] = Py_NewRef(v);
  Py_DECREF(old);
  return 0;
}
function deque_dealloc(dq: PyObject): void {
  const type = Py_TYPE(dq);
  PyObject_GC_UnTrack(dq);
  if (deque_weakreflist(dq) !== NULL) PyObject_ClearWeakRefs(dq);
  if (H[dq + LEFTBLOCK] !== 0) {
    deque_clear(dq);
    PyObject_Free(H[dq + LEFTBLOCK]);
  }
  H[dq + LEFTBLOCK] = H[dq + RIGHTBLOCK] = 0;
  for (let i = 0; i < H[dq + NUMFREE]; i++) PyObject_Free(H[dq + FREEBLOCKS + 2 * i]);
  slots(type).tp_free!(dq);
  Py_DECREF(type);
}
function deque_traverse(dq: PyObject, visit: visitproc): number {
  if (visit(Py_TYPE(dq)) !== 0) return 1;
  let block = H[dq + LEFTBLOCK], index = H[dq + LEFTINDEX];
  for (let n = H[dq + SIZE]; n > 0; n--) {
    if (visit(H[block + DATA + 2 * index] as PyObject) !== 0) return 1;
    if (++index === BLOCKLEN) {
      block = H[block + RIGHTLINK];
      index = 0;
    }
  }
  return 0;
}
function deque_reduce(dq: PyObject): New | NULL {
  const state = _PyObject_GetState(dq), it = state === NULL ? NULL : PyObject_GetIter(dq), maxlen = deque_maxlen(dq);
  if (state === NULL || it === NULL) {
    Py_XDECREF(state);
    return NULL;
  }
  const args = maxlen < 0 ? PyTuple_New(0) : packSteal(PyTuple_New(0), PyLong_FromNumber(maxlen));
  return packSteal(Py_NewRef(Py_TYPE(dq)), args, state, it);
}
function deque_repr(dq: PyObject): New | NULL {
  const entered = Py_ReprEnter(dq);
  if (entered !== 0) return entered < 0 ? NULL : PyUnicode_FromString('[...]');
  const list = PySequence_List(dq), writer = new _PyUnicodeWriter(), maxlen = deque_maxlen(dq);
  writer.write(`${_PyType_Name(Py_TYPE(dq))}(`);
  const ok = list !== NULL && writeRepr(writer, list);
  writer.writeASCII(maxlen >= 0 ? `, maxlen=${maxlen})` : ')');
  Py_ReprLeave(dq);
  Py_XDECREF(list);
  return ok ? writer.finish() : NULL;
}
/** CPython: deque_richcompare() */
function deque_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  const type = stateOfType(Py_TYPE(v)).deque_type as PyObject;
  if (!PyObject_TypeCheck(v, type) || !PyObject_TypeCheck(w, type)) return Py_NewRef(_Py_NotImplementedStruct);
  if (op === Py_EQ || op === Py_NE) {
    if (v === w) return Py_NewRef(Py_BOOL(op === Py_EQ));
    if (H[v + SIZE] !== H[w + SIZE]) return Py_NewRef(Py_BOOL(op === Py_NE));
  }
  const it1 = PyObject_GetIter(v), it2 = it1 === NULL ? NULL : PyObject_GetIter(w);
  let cmp = it2 === NULL ? -1 : -2;
  while (cmp === -2) {
    const x = PyIter_Next(it1 as PyObject), y = x === NULL && PyErr_Occurred() !== NULL ? NULL : PyIter_Next(it2 as PyObject);
    if (PyErr_Occurred() !== NULL) cmp = -1;
    else if (x === NULL || y === NULL) {
      const a = x === NULL ? 0 : 1, b = y === NULL ? 0 : 1;
      cmp = (op === Py_LT ? a < b : op === Py_LE ? a <= b : op === Py_EQ ? a === b : op === Py_NE ? a !== b : op === Py_GT ? a > b : a >= b) ? 1 : 0;
    } else {
      const same = PyObject_RichCompareBool(x, y, Py_EQ);
      if (same === 0) cmp = PyObject_RichCompareBool(x, y, op);
      else if (same < 0) cmp = -1;
    }
    Py_XDECREF(x);
    Py_XDECREF(y);
  }
  Py_XDECREF(it1);
  Py_XDECREF(it2);
  return cmp < 0 ? NULL : Py_NewRef(Py_BOOL(cmp !== 0));
}
function deque_init(dq: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('deque', '(iterable=(), maxlen=None)', args, kwds);
  if (values === null) return -1;
  let maxlen = -1;
  if (values[1] !== NULL && values[1] !== _Py_NoneStruct) {
    maxlen = PyLong_AsSsize_t(values[1]);
    if (maxlen === -1 && PyErr_Occurred() !== NULL) return -1;
    if (maxlen < 0) {
      PyErr_SetString(PyExc_ValueError, 'maxlen must be non-negative');
      return -1;
    }
  }
  set_deque_maxlen(dq, maxlen);
  if (H[dq + SIZE] > 0) deque_clear(dq);
  return values[0] === NULL || extend(dq, values[0], false) ? 0 : -1;
}
function deque_sizeof(dq: PyObject): New | NULL {
  const blocks = Math.floor((H[dq + LEFTINDEX] + H[dq + SIZE] + BLOCKLEN - 1) / BLOCKLEN);
  return PyLong_FromNumber(tp_basicsize(Py_TYPE(dq)) + blocks * BLOCK_BYTES);
}
function deque_get_maxlen(dq: PyObject): New | NULL {
  return deque_maxlen(dq) < 0 ? Py_NewRef(_Py_NoneStruct) : PyLong_FromNumber(deque_maxlen(dq));
}

// ---- iterators ----

function newIterator(dq: PyObject, type: PyTypeObject, right: boolean): New | NULL {
  const it = _PyObject_GC_New(type, 56);
  if (it === NULL) return PyErr_NoMemory();
  set_dequeiter_b(it, H[dq + (right ? RIGHTBLOCK : LEFTBLOCK)]);
  set_dequeiter_index(it, H[dq + (right ? RIGHTINDEX : LEFTINDEX)]);
  set_dequeiter_deque(it, Py_NewRef(dq));
  set_dequeiter_state(it, H[dq + STATE]);
  set_dequeiter_counter(it, H[dq + SIZE]);
  _PyObject_GC_TRACK(it);
  return it;
}
function deque_iter(dq: PyObject): New | NULL {
  return newIterator(dq, stateOfType(Py_TYPE(dq)).dequeiter_type as PyObject, false);
}
function deque_reversed(dq: PyObject): New | NULL {
  return newIterator(dq, stateOfType(Py_TYPE(dq)).dequereviter_type as PyObject, true);
}
function mutated(it: PyObject): NULL {
  set_dequeiter_counter(it, 0);
  return PyErr_SetString(PyExc_RuntimeError, 'deque mutated during iteration');
}
/** CPython: dequeiter_next() */
function dequeiter_next(it: PyObject): New | NULL {
  const dq = dequeiter_deque(it);
  if (dequeiter_state(it) !== H[dq + STATE]) return mutated(it);
  if (dequeiter_counter(it) === 0) return NULL;
  const index = dequeiter_index(it), block = dequeiter_b(it), item = Py_NewRef(H[block + DATA + 2 * index] as PyObject), left = dequeiter_counter(it) - 1;
  set_dequeiter_counter(it, left);
  if (index + 1 === BLOCKLEN && left > 0) {
    set_dequeiter_b(it, H[block + RIGHTLINK]);
    set_dequeiter_index(it, 0);
  } else set_dequeiter_index(it, index + 1);
  return item;
}
function dequereviter_next(it: PyObject): New | NULL {
  const dq = dequeiter_deque(it);
  if (dequeiter_counter(it) === 0) return NULL;
  if (dequeiter_state(it) !== H[dq + STATE]) return mutated(it);
  const index = dequeiter_index(it), block = dequeiter_b(it), item = Py_NewRef(H[block + DATA + 2 * index] as PyObject), left = dequeiter_counter(it) - 1;
  set_dequeiter_counter(it, left);
  if (index - 1 < 0 && left > 0) {
    set_dequeiter_b(it, H[block + LEFTLINK]);
    set_dequeiter_index(it, BLOCKLEN - 1);
  } else set_dequeiter_index(it, index - 1);
  return item;
}
/** Makes an iterator as pickle does: of a deque, some items on. */
function restoreIterator(type: PyTypeObject, args: PyObject, right: boolean): New | NULL {
  const state = PyType_GetModuleState<CollectionsState>(type);
  if (state === null) return NULL;
  const n = PyTuple_GET_SIZE(args);
  if (n < 1 || n > 2) return PyErr_SetString(PyExc_TypeError, `function takes ${n < 1 ? 'at least 1 argument' : 'at most 2 arguments'} (${n} given)`);
  const dq = PyTuple_GET_ITEM(args, 0);
  if (!PyObject_TypeCheck(dq, state.deque_type as PyObject)) return PyErr_SetString(PyExc_TypeError, `argument 1 must be collections.deque, not ${typeName(dq)}`);
  const index = n > 1 ? indexArgument(PyTuple_GET_ITEM(args, 1)) : 0;
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  const it = newIterator(dq, type, right);
  for (let i = 0; it !== NULL && i < index; i++) {
    const item = right ? dequereviter_next(it) : dequeiter_next(it);
    if (item === NULL) break;
    Py_DECREF(item);
  }
  return it;
}
function dequeiter_new(type: PyTypeObject, args: PyObject): New | NULL {
  return restoreIterator(type, args, false);
}
function dequereviter_new(type: PyTypeObject, args: PyObject): New | NULL {
  return restoreIterator(type, args, true);
}
function dequeiter_len(it: PyObject): New | NULL {
  return PyLong_FromNumber(dequeiter_counter(it));
}
function dequeiter_reduce(it: PyObject): New | NULL {
  const dq = dequeiter_deque(it);
  return packSteal(Py_NewRef(Py_TYPE(it)), packSteal(Py_NewRef(dq), PyLong_FromNumber(H[dq + SIZE] - dequeiter_counter(it))));
}
function iteratorSpec(tp_name: string, tp_iternext: iternextfunc, tp_new: newfunc): TypeSpec {
  return {
    tp_name, tp_basicsize: 56, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    slots: {tp_dealloc: deallocHeapFields(8), tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseHeapFields(8), tp_iter: PyObject_SelfIter, tp_iternext, tp_new},
    methods: [
      hiddenMethod('__length_hint__', '($self, /)', dequeiter_len, 'An estimate of len(list(it)); private.'),
      hiddenMethod('__reduce__', '($self, /)', dequeiter_reduce, 'What pickle stores.'),
    ],
  };
}
export const dequeiter_spec = iteratorSpec('collections._deque_iterator', dequeiter_next, dequeiter_new);
export const dequereviter_spec = iteratorSpec('collections._deque_reverse_iterator', dequereviter_next, dequereviter_new);
export const deque_spec: TypeSpec = {
  tp_name: 'collections.deque', tp_basicsize: 216, tp_weaklistoffset: 208, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_SEQUENCE | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'deque([iterable[, maxlen]])\n--\n\nA sequence like a list that is fast at both ends.',
  slots: {
    tp_dealloc: deque_dealloc, tp_repr: deque_repr, tp_hash: PyObject_HashNotImplemented, tp_getattro: PyObject_GenericGetAttr, tp_traverse: deque_traverse, tp_clear: deque_clear,
    tp_richcompare: deque_richcompare, tp_iter: deque_iter, tp_init: deque_init, tp_alloc: PyType_GenericAlloc, tp_new: deque_new, tp_free: PyObject_GC_Del,
    sq_length: deque_len, sq_concat: deque_concat, sq_repeat: deque_repeat, sq_item: deque_item, sq_ass_item: deque_ass_item, sq_contains: deque_contains, sq_inplace_concat: deque_inplace_concat,
    sq_inplace_repeat: deque_inplace_repeat,
  },
  methods: [
    method('append', '($self, item, /)', deque_append, 'Adds an item at the right end.'),
    method('appendleft', '($self, item, /)', deque_appendleft, 'Adds an item at the left end.'),
    method('clear', '($self, /)', deque_clearmethod, 'Removes all items.'),
    method('__copy__', '($self, /)', deque_copy, 'A shallow copy.'),
    method('copy', '($self, /)', deque_copy, 'A shallow copy.'),
    method('count', '($self, value, /)', deque_count, 'How many items equal the value.'),
    method('extend', '($self, iterable, /)', deque_extend, 'Adds the items of an iterable at the right end.'),
    method('extendleft', '($self, iterable, /)', deque_extendleft, 'Adds the items of an iterable at the left end, one after the other.'),
    rawMethod('index', '($self, value, [start, [stop]])', deque_index, 'Position of the first item that equals the value.\n\nValueError when there is none.'),
    method('insert', '($self, index, value, /)', deque_insert, 'Puts an item in front of an index.'),
    method('pop', '($self, /)', deque_pop, 'Removes the item at the right end and returns it.'),
    method('popleft', '($self, /)', deque_popleft, 'Removes the item at the left end and returns it.'),
    method('__reduce__', '($self, /)', deque_reduce, 'What pickle stores.'),
    method('remove', '($self, value, /)', deque_remove, 'Removes the first item that equals the value.'),
    method('__reversed__', '($self, /)', deque_reversed, 'An iterator over the items, last first.'),
    method('reverse', '($self, /)', deque_reverse, 'Turns the order of the items around, in place.'),
    method('rotate', '($self, n=1, /)', deque_rotate, 'Moves items from the right end to the left one; the other way when n is negative.'),
    method('__sizeof__', '($self, /)', deque_sizeof, 'Bytes of memory that the deque takes.'),
    method('__class_getitem__', '($type, object, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
  getset: [{name: 'maxlen', get: deque_get_maxlen, doc: 'how many items there may be, or None for any number'}],
};
