/** The module array: rows of numbers or characters. CPython: Modules/arraymodule.c; type codes are in array-items.ts, pickles in array-pickle.ts */
import {PyBUF_FORMAT, PyBUF_ND, PyBUF_STRIDES} from '../../objects/abstract-buffer';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyIndex_Check, PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {PySequence_GetItem} from '../../objects/abstract-sequence';
import {PyByteArray_Check} from '../../objects/bytearrayobject';
import {repeatInto} from '../../objects/bytes-type';
import {PyObject_CallMethodOneArg} from '../../objects/call';
import {PyErr_BadArgument, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, typeName} from '../../objects/errors';
import {Py_GenericAlias} from '../../objects/genericaliasobject';
import {_PyArg_NoKeywords} from '../../objects/getargs';
import {_PyEval_GetBuiltin} from '../../objects/iterobject';
import {PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyModule_AddStringConstant, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttrString, PyObject_RichCompare, PyObject_RichCompareBool, PyObject_SelfIter, Py_EQ, Py_NE} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {_PyArg_BadArgument, sliceBounds} from '../../objects/text-args';
import {packSteal, richCompareNumbers} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec, PyType_GetModuleByDef} from '../../objects/typeobject-spec';
import {PyUnicode_InternFromString} from '../../objects/unicode-intern';
import {PyUnicode_FromString, PyUnicode_READ_CHAR} from '../../objects/unicodeobject';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {PyObject_GC_Track, PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyBytes_Check, PyList_Check, PyList_GET_SIZE, PySlice_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_SIZE, Py_TYPE, array_allocated, array_descr, array_ob_exports, array_ob_item, array_weakreflist, arrayiter_ao, arrayiter_index, set_array_ob_exports, set_arrayiter_ao, set_arrayiter_index} from '../../runtime/generated/accessors';
import {ID_iter} from '../../runtime/generated/ids';
import {PyExc_BufferError, PyExc_DeprecationWarning, PyExc_IndexError, PyExc_TypeError, PyExc_ValueError, _PyTuple_Empty, _Py_NoneStruct, _Py_NotImplementedStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {METH_CLASS, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../../runtime/object';
import {PyObject_Free} from '../../runtime/obmalloc';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_SEQUENCE} from '../../runtime/typeflags';
import {NULL, type New, PY_SSIZE_T_MAX, type PyObject, type PyTypeObject} from '../../runtime/types';
import {type Py_buffer, type TypeSpec} from '../../runtime/typeslots';
import {DESCRIPTORS, compareItems, getarrayitem, setarrayitem} from './array-items';
import {reconstructArray, reduceArray} from './array-pickle';
import {ArrayState, EXPORTED, LIMIT, type Optional, array_Check, array_del_slice, array_resize, bytesAt, copyFrom, descrOf, find, ins1, moveItems, newarrayobject, none, raise, stateOf} from './array-object';
import {array_byteswap, array_count, array_frombytes, array_fromfile, array_fromlist, array_fromunicode, array_index, array_insert, array_pop, array_remove, array_repr, array_reverse, array_tobytes, array_tofile, array_tolist, array_tounicode, classMethod, isUnicode, setText} from './array-methods';
function array_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  if (array_weakreflist(self) !== NULL) PyObject_ClearWeakRefs(self);
  if (array_ob_item(self) !== 0) PyObject_Free(array_ob_item(self));
  slots(type).tp_free!(self);
  Py_DECREF(type);
}

/** Whether the verdict of comparing two numbers holds. CPython: array_richcompare() */
function array_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  const state = stateOf(v);
  if (!array_Check(v, state) || !array_Check(w, state)) return Py_NewRef(_Py_NotImplementedStruct);
  if (Py_SIZE(v) !== Py_SIZE(w) && (op === Py_EQ || op === Py_NE)) return richCompareNumbers(0, 1, op);
  if (array_descr(v) === array_descr(w)) {
    const order = compareItems(v, w, Math.min(Py_SIZE(v), Py_SIZE(w)));
    if (order !== null) return order !== 0 ? richCompareNumbers(order, 0, op) : richCompareNumbers(Py_SIZE(v), Py_SIZE(w), op);
  }
  for (let i = 0; i < Py_SIZE(v) && i < Py_SIZE(w); i++) {
    const vi = getarrayitem(v, i);
    if (vi === NULL) return NULL;
    const wi = getarrayitem(w, i);
    if (wi === NULL) {
      Py_DECREF(vi);
      return NULL;
    }
    const equal = PyObject_RichCompareBool(vi, wi, Py_EQ);
    if (equal > 0) {
      Py_DECREF(vi);
      Py_DECREF(wi);
      continue;
    }
    const result = equal < 0 ? NULL : op === Py_EQ || op === Py_NE ? richCompareNumbers(0, 1, op) : PyObject_RichCompare(vi, wi, op);
    Py_DECREF(vi);
    Py_DECREF(wi);
    return result;
  }
  return richCompareNumbers(Py_SIZE(v), Py_SIZE(w), op);
}

// ---- as a sequence ----

function array_item(self: PyObject, i: number): New | NULL {
  return i < 0 || i >= Py_SIZE(self) ? PyErr_SetString(PyExc_IndexError, 'array index out of range') : getarrayitem(self, i);
}
function array_slice(self: PyObject, low: number, high: number): New | NULL {
  const result = newarrayobject(stateOf(self).ArrayType as PyObject, high - low, array_descr(self));
  if (result !== NULL) copyFrom(result, 0, self, low, high - low);
  return result;
}
function array_concat(a: PyObject, b: PyObject): New | NULL {
  const state = stateOf(a);
  if (!array_Check(b, state)) return PyErr_SetString(PyExc_TypeError, `can only append array (not "${typeName(b)}") to array`);
  if (array_descr(a) !== array_descr(b)) return PyErr_BadArgument();
  const result = newarrayobject(state.ArrayType as PyObject, Py_SIZE(a) + Py_SIZE(b), array_descr(a));
  if (result === NULL) return NULL;
  copyFrom(result, 0, a, 0, Py_SIZE(a));
  copyFrom(result, Py_SIZE(a), b, 0, Py_SIZE(b));
  return result;
}
function array_repeat(self: PyObject, n: number): New | NULL {
  const count = Math.max(n, 0), length = Py_SIZE(self) * count, result = newarrayobject(stateOf(self).ArrayType as PyObject, length, array_descr(self)), {itemsize} = descrOf(self);
  if (result !== NULL && length > 0) repeatInto(bytesAt(result), length * itemsize, bytesAt(self), Py_SIZE(self) * itemsize);
  return result;
}
function array_inplace_repeat(self: PyObject, n: number): New | NULL {
  const size = Py_SIZE(self), {itemsize} = descrOf(self);
  if (size > 0 && n !== 1) {
    const length = size * Math.max(n, 0);
    if (length * itemsize > LIMIT) return PyErr_NoMemory();
    if (array_resize(self, length) < 0) return NULL;
    if (length > 0) repeatInto(bytesAt(self), length * itemsize, bytesAt(self), size * itemsize);
  }
  return Py_NewRef(self);
}
function array_ass_item(self: PyObject, i: number, v: Optional): number {
  if (i < 0 || i >= Py_SIZE(self)) return raise(PyExc_IndexError, 'array assignment index out of range');
  return v === NULL ? array_del_slice(self, i, i + 1) : setarrayitem(self, i, v);
}
function array_iter_extend(self: PyObject, iterable: PyObject): number {
  const it = PyObject_GetIter(iterable);
  if (it === NULL) return -1;
  let status = 0;
  for (let v = PyIter_Next(it); v !== NULL; v = PyIter_Next(it)) {
    status = ins1(self, Py_SIZE(self), v);
    Py_DECREF(v);
    if (status < 0) break;
  }
  Py_DECREF(it);
  return status < 0 || PyErr_Occurred() !== NULL ? -1 : 0;
}
function array_do_extend(self: PyObject, other: PyObject): number {
  if (!array_Check(other, stateOf(self))) return array_iter_extend(self, other);
  if (array_descr(self) !== array_descr(other)) return raise(PyExc_TypeError, 'can only extend with array of same kind');
  const before = Py_SIZE(self), more = Py_SIZE(other);
  if (array_resize(self, before + more) < 0) return -1;
  copyFrom(self, before, other, 0, more);
  return 0;
}
function array_inplace_concat(self: PyObject, other: PyObject): New | NULL {
  if (!array_Check(other, stateOf(self))) return PyErr_SetString(PyExc_TypeError, `can only extend array with array (not "${typeName(other)}")`);
  return array_do_extend(self, other) < 0 ? NULL : Py_NewRef(self);
}
function array_contains(self: PyObject, v: PyObject): number {
  const at = find(self, v, 0, PY_SSIZE_T_MAX);
  return at === -2 ? -1 : at < 0 ? 0 : 1;
}

// ---- subscripts ----

function array_subscr(self: PyObject, item: PyObject): New | NULL {
  if (PyIndex_Check(item)) {
    const i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    return i === -1 && PyErr_Occurred() !== NULL ? NULL : array_item(self, i < 0 ? i + Py_SIZE(self) : i);
  }
  if (!PySlice_Check(item)) return PyErr_SetString(PyExc_TypeError, 'array indices must be integers');
  const bounds = sliceBounds(item, Py_SIZE(self));
  if (bounds === null) return NULL;
  const {start, step, length} = bounds;
  if (step === 1) return array_slice(self, start, start + length);
  const result = newarrayobject(stateOf(self).ArrayType as PyObject, length, array_descr(self));
  if (result !== NULL) for (let i = 0, from = start; i < length; i++, from += step) copyFrom(result, i, self, from, 1);
  return result;
}
function array_ass_subscr(self: PyObject, item: PyObject, value: Optional): number {
  let start: number, step = 1, length = 1;
  if (PyIndex_Check(item)) {
    start = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (start === -1 && PyErr_Occurred() !== NULL) return -1;
    if (start < 0) start += Py_SIZE(self);
    if (start < 0 || start >= Py_SIZE(self)) return raise(PyExc_IndexError, 'array assignment index out of range');
    if (value !== NULL) return setarrayitem(self, start, value);
  } else if (PySlice_Check(item)) {
    const bounds = sliceBounds(item, Py_SIZE(self));
    if (bounds === null) return -1;
    ({start, step, length} = bounds);
  } else return raise(PyExc_TypeError, 'array indices must be integers');
  let needed = 0;
  if (value !== NULL) {
    if (!array_Check(value, stateOf(self))) return raise(PyExc_TypeError, `can only assign array (not "${typeName(value)}") to array slice`);
    needed = Py_SIZE(value);
    if (value === self) {
      const copy = array_slice(self, 0, needed);
      if (copy === NULL) return -1;
      const status = array_ass_subscr(self, item, copy);
      Py_DECREF(copy);
      return status;
    }
    if (array_descr(value) !== array_descr(self)) {
      PyErr_BadArgument();
      return -1;
    }
  }
  if ((needed === 0 || length !== needed) && array_ob_exports(self) > 0) return raise(PyExc_BufferError, EXPORTED);
  return step === 1 ? replaceItems(self, start, length, value, needed) : needed === 0 ? deleteStepped(self, start, step, length) : assignStepped(self, start, step, length, value as PyObject, needed);
}
/** Puts `needed` items of another array in the place of `length`. */
function replaceItems(self: PyObject, start: number, length: number, value: Optional, needed: number): number {
  const size = Py_SIZE(self);
  if (length > needed) moveItems(self, start + needed, start + length, size - start - length);
  if (length !== needed && array_resize(self, size + needed - length) < 0) return -1;
  if (length < needed) moveItems(self, start + needed, start + length, size - start - length);
  if (value !== NULL) copyFrom(self, start, value, 0, needed);
  return 0;
}
function deleteStepped(self: PyObject, start: number, step: number, length: number): number {
  if (length === 0) return 0;
  if (step < 0) {
    start += step * (length - 1);
    step = -step;
  }
  for (let i = 0, from = start; i < length; i++, from += step) moveItems(self, from - i, from + 1, (i + 1 < length ? from + step : Py_SIZE(self)) - from - 1);
  return array_resize(self, Py_SIZE(self) - length);
}
function assignStepped(self: PyObject, start: number, step: number, length: number, value: PyObject, needed: number): number {
  if (needed !== length) return raise(PyExc_ValueError, `attempt to assign array of size ${needed} to extended slice of size ${length}`);
  for (let i = 0, to = start; i < length; i++, to += step) copyFrom(self, to, value, i, 1);
  return 0;
}
function array_getbuffer(self: PyObject, view: Py_buffer, flags: number): number {
  const {itemsize, typecode} = descrOf(self);
  view.buf = bytesAt(self);
  view.obj = Py_NewRef(self);
  view.len = Py_SIZE(self) * itemsize;
  view.readonly = false;
  view.ndim = 1;
  view.itemsize = itemsize;
  view.suboffsets = null;
  view.shape = (flags & PyBUF_ND) === PyBUF_ND ? [Py_SIZE(self)] : null;
  view.strides = (flags & PyBUF_STRIDES) === PyBUF_STRIDES ? [itemsize] : null;
  view.format = (flags & PyBUF_FORMAT) === PyBUF_FORMAT ? (typecode === 'u' ? 'w' : typecode) : null;
  view.internal = null;
  set_array_ob_exports(self, array_ob_exports(self) + 1);
  return 0;
}

// ---- construction ----

/** array(typecode, initializer). escapes. CPython: array_new() */
function array_new(type: PyTypeObject, args: PyObject, kwds: Optional): New | NULL {
  const state = PyModule_GetState<ArrayState>(PyType_GetModuleByDef(type, arraymodule) as PyObject)!;
  if ((type === state.ArrayType || slots(type).tp_init === slots(state.ArrayType as PyObject).tp_init) && !_PyArg_NoKeywords('array.array', kwds)) return NULL;
  const nargs = PyTuple_GET_SIZE(args);
  if (nargs < 1 || nargs > 2) return PyErr_SetString(PyExc_TypeError, `array() takes ${nargs < 1 ? 'at least 1 argument' : 'at most 2 arguments'} (${nargs} given)`);
  const codeArg = PyTuple_GET_ITEM(args, 0), initial: Optional = nargs === 2 ? PyTuple_GET_ITEM(args, 1) : NULL;
  if (!PyUnicode_Check(codeArg) || PyUnicode_GET_LENGTH(codeArg) !== 1) return _PyArg_BadArgument('array', 'argument 1', 'a unicode character', codeArg);
  if (hooks.PySys_Audit('array.__new__', codeArg, initial === NULL ? _Py_NoneStruct : initial) < 0) return NULL;
  const c = String.fromCodePoint(PyUnicode_READ_CHAR(codeArg, 0)), unicode = c === 'u' || c === 'w', code = DESCRIPTORS.findIndex(({typecode}) => typecode === c);
  if (c === 'u' && PyErr_WarnEx(PyExc_DeprecationWarning, "The 'u' type code is deprecated and will be removed in Python 3.16", 1) < 0) return NULL;
  if (initial === NULL) return code < 0 ? badTypecode() : newarrayobject(type, 0, code);
  const initialIsArray = array_Check(initial, state);
  if (!unicode && PyUnicode_Check(initial)) return PyErr_SetString(PyExc_TypeError, `cannot use a str to initialize an array with typecode '${c}'`);
  if (!unicode && initialIsArray && isUnicode(initial)) return PyErr_SetString(PyExc_TypeError, `cannot use a unicode array to initialize an array with typecode '${c}'`);
  const isSequence = PyList_Check(initial) || PyTuple_Check(initial), isBytes = PyByteArray_Check(initial) || PyBytes_Check(initial), sameArray = initialIsArray && descrOf(initial).typecode === c;
  let it: New | NULL = NULL;
  if (!isSequence && !isBytes && !sameArray && !(unicode && PyUnicode_Check(initial))) {
    it = PyObject_GetIter(initial);
    if (it === NULL) return NULL;
  }
  if (code < 0) {
    Py_XDECREF(it);
    return badTypecode();
  }
  const length = PyList_Check(initial) ? PyList_GET_SIZE(initial) : PyTuple_Check(initial) || sameArray ? Py_SIZE(initial) : PyUnicode_Check(initial) ? PyUnicode_GET_LENGTH(initial) : 0;
  const a = newarrayobject(type, length, code);
  let status = a === NULL ? -1 : 0;
  if (a !== NULL) {
    if (it !== NULL) status = array_iter_extend(a, it);
    else if (sameArray) copyFrom(a, 0, initial, 0, length);
    else if (isSequence) status = fillFromSequence(a, initial, length);
    else if (isBytes) {
      const done = array_frombytes(a, initial);
      status = done === NULL ? -1 : 0;
      Py_XDECREF(done);
    } else setText(a, 0, initial);
  }
  Py_XDECREF(it);
  if (status === 0) return a;
  Py_XDECREF(a);
  return NULL;
}
function badTypecode(): NULL {
  return PyErr_SetString(PyExc_ValueError, 'bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)');
}
function fillFromSequence(a: PyObject, initial: PyObject, length: number): number {
  for (let i = 0; i < length; i++) {
    const v = PySequence_GetItem(initial, i);
    if (v === NULL) return -1;
    const status = array_ass_item(a, i, v);
    Py_DECREF(v);
    if (status < 0) return -1;
  }
  return 0;
}

// ---- the types ----

const array_spec: TypeSpec = {
  tp_name: 'array.array', tp_basicsize: 64, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_SEQUENCE, tp_weaklistoffset: 48,
  tp_doc: 'array(typecode [, initializer]) -> array\n\nA row of items of one C type, from an iterable, bytes or a str. Type codes, with the size of an item in bytes:\n\n'
    + '    b B    signed, unsigned integer  1\n    h H    signed, unsigned integer  2\n    i I    signed, unsigned integer  4\n    l L    signed, unsigned integer  8\n'
    + '    q Q    signed, unsigned integer  8\n    f d    floating-point number     4, 8\n    u w    character                 4\n',
  slots: {
    tp_new: array_new, tp_dealloc: array_dealloc, tp_repr: array_repr, tp_getattro: PyObject_GenericGetAttr, tp_richcompare: array_richcompare, tp_iter: array_iter, tp_traverse: (self, visit) => visit(Py_TYPE(self)),
    sq_length: Py_SIZE, sq_concat: array_concat, sq_repeat: array_repeat, sq_item: array_item, sq_ass_item: array_ass_item, sq_contains: array_contains, sq_inplace_concat: array_inplace_concat,
    sq_inplace_repeat: array_inplace_repeat, mp_length: Py_SIZE, mp_subscript: array_subscr, mp_ass_subscript: array_ass_subscr, bf_getbuffer: array_getbuffer,
    bf_releasebuffer: self => set_array_ob_exports(self, array_ob_exports(self) - 1),
  },
  methods: [
    method('append', '($self, v, /)', (self, v) => none(ins1(self, Py_SIZE(self), v as PyObject)), 'Put an item at the end.'),
    method('buffer_info', '($self, /)', self => packSteal(PyLong_FromNumber(bytesAt(self)), PyLong_FromNumber(Py_SIZE(self))), 'Where the items are in memory, and how many there are.'),
    method('byteswap', '($self, /)', array_byteswap, 'Reverse the bytes of each item.'),
    method('clear', '($self, /)', self => none(array_resize(self, 0)), 'Remove all items.'),
    method('__copy__', '($self, /)', self => array_slice(self, 0, Py_SIZE(self)), 'A copy of the array.'),
    method('count', '($self, v, /)', (self, v) => array_count(self, v as PyObject), 'How often an item occurs.'),
    method('__deepcopy__', '($self, unused, /)', self => array_slice(self, 0, Py_SIZE(self)), 'A copy of the array.'),
    classMethod('extend', '($self, bb, /)', (self, bb) => none(array_do_extend(self, bb)), 'Put the items of an iterable at the end.'),
    classMethod('fromfile', '($self, f, n, /)', array_fromfile, 'Read items from a file and put them at the end.'),
    method('fromlist', '($self, list, /)', (self, list) => array_fromlist(self, list as PyObject), 'Put the items of a list at the end.'),
    method('frombytes', '($self, buffer, /)', (self, buffer) => array_frombytes(self, buffer as PyObject), 'Put the items at the end that bytes hold as the machine keeps them.'),
    method('fromunicode', '($self, ustr, /)', (self, text) => array_fromunicode(self, text as PyObject), 'Put the characters of a str at the end.'),
    method('index', '($self, v, start=0, stop=sys.maxsize, /)', (self, v, start, stop) => array_index(self, v as PyObject, start, stop), 'Where an item occurs first; ValueError when it does not.'),
    method('insert', '($self, i, v, /)', (self, i, v) => array_insert(self, i as PyObject, v as PyObject), 'Put an item before position i.'),
    method('pop', '($self, i=-1, /)', array_pop, 'Remove the item at a position, and return it.'),
    classMethod('__reduce_ex__', '($self, value, /)', (self, protocol) => reduceArray(self, protocol, array_tolist, array_tobytes), 'What pickle needs to make the array again.'),
    method('remove', '($self, v, /)', (self, v) => array_remove(self, v as PyObject), 'Remove the first item that equals v.'),
    method('reverse', '($self, /)', array_reverse, 'Turn the order of the items round.'),
    classMethod('tofile', '($self, f, /)', array_tofile, 'Write the items to a file as the machine keeps them.'),
    method('tolist', '($self, /)', array_tolist, 'A list of the items.'),
    method('tobytes', '($self, /)', array_tobytes, 'The items as the machine keeps them.'),
    method('tounicode', '($self, /)', array_tounicode, 'The characters as a str.'),
    method('__sizeof__', '($self, /)', self => PyLong_FromNumber(64 + array_allocated(self) * descrOf(self).itemsize), 'Size in memory, in bytes.'),
    method('__class_getitem__', '($type, object, /)', (type, item) => Py_GenericAlias(type, item as PyObject), 'See PEP 585', METH_CLASS),
  ],
  getset: [
    {name: 'typecode', get: self => PyUnicode_FromString(descrOf(self).typecode), doc: 'the type code of the items'},
    {name: 'itemsize', get: self => PyLong_FromNumber(descrOf(self).itemsize), doc: 'the size of an item in bytes'},
  ],
};
function array_iter(self: PyObject): New | NULL {
  const it = _PyObject_GC_New(stateOf(self).ArrayIterType as PyObject, 40);
  if (it === NULL) return PyErr_NoMemory();
  set_arrayiter_ao(it, Py_NewRef(self));
  set_arrayiter_index(it, 0);
  PyObject_GC_Track(it);
  return it;
}
function arrayiter_next(it: PyObject): New | NULL {
  const ao = arrayiter_ao(it);
  if (ao === NULL) return NULL;
  const index = arrayiter_index(it);
  if (index < Py_SIZE(ao)) {
    set_arrayiter_index(it, index + 1);
    return getarrayitem(ao, index);
  }
  set_arrayiter_ao(it, NULL);
  Py_DECREF(ao);
  return NULL;
}
const arrayiter_spec: TypeSpec = {
  tp_name: 'array.arrayiterator', tp_basicsize: 40, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {
    tp_dealloc(it) {
      const type = Py_TYPE(it);
      PyObject_GC_UnTrack(it);
      Py_XDECREF(arrayiter_ao(it));
      slots(type).tp_free!(it);
      Py_DECREF(type);
    },
    tp_traverse: (it, visit) => visit(Py_TYPE(it)) || (arrayiter_ao(it) !== NULL ? visit(arrayiter_ao(it) as PyObject) : 0), tp_iter: PyObject_SelfIter, tp_iternext: arrayiter_next,
  },
  methods: [
    rawMethod('__reduce__', '($self, /)', (it, _args, nargs, kwnames) => {
      if (nargs > 0 || (kwnames !== NULL && PyTuple_GET_SIZE(kwnames) > 0)) return PyErr_SetString(PyExc_TypeError, '__reduce__() takes no arguments');
      const func = _PyEval_GetBuiltin(ID_iter), ao = arrayiter_ao(it);
      return ao === NULL ? packSteal(func, packSteal(Py_NewRef(_PyTuple_Empty))) : packSteal(func, packSteal(Py_NewRef(ao)), PyLong_FromNumber(arrayiter_index(it)));
    }, 'What pickle needs to make the iterator again.'),
    method('__setstate__', '($self, state, /)', (it, state) => {
      const index = PyLong_AsSsize_t(state as PyObject), ao = arrayiter_ao(it);
      if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
      if (ao !== NULL) set_arrayiter_index(it, Math.max(0, Math.min(index, Py_SIZE(ao))));
      return Py_NewRef(_Py_NoneStruct);
    }, 'Sets where the iterator is.'),
  ],
};

/** Makes the types; array is registered as a MutableSequence. escapes. CPython: array_modexec() */
function array_modexec(module: PyObject): number {
  const state = PyModule_GetState<ArrayState>(module)!;
  state.ArrayType = PyType_FromModuleAndSpec(module, array_spec, NULL);
  if (state.ArrayType === NULL) return -1;
  state.ArrayIterType = PyType_FromModuleAndSpec(module, arrayiter_spec, NULL);
  if (state.ArrayIterType === NULL || PyModule_AddObjectRef(module, 'ArrayType', state.ArrayType) < 0) return -1;
  const abc = hooks.PyImport_ImportModule('collections.abc'), mutableSequence = abc === NULL ? NULL : PyObject_GetAttrString(abc, 'MutableSequence');
  Py_XDECREF(abc);
  const register = mutableSequence === NULL ? NULL : PyUnicode_InternFromString('register');
  const registered = mutableSequence === NULL || register === NULL ? NULL : PyObject_CallMethodOneArg(mutableSequence, register, state.ArrayType);
  Py_XDECREF(register);
  Py_XDECREF(mutableSequence);
  if (registered === NULL) return -1;
  Py_DECREF(registered);
  if (PyModule_AddType(module, state.ArrayType) < 0) return -1;
  return PyModule_AddStringConstant(module, 'typecodes', DESCRIPTORS.map(({typecode}) => typecode).join(''));
}
export const arraymodule = new PyModuleDef('array', {
  m_doc: 'Rows of numbers or characters that take little memory.\n', m_size: 56, newState: () => new ArrayState(),
  m_methods: [
    method('_array_reconstructor', '($module, arraytype, typecode, mformat_code, items,\n                     /)', (module, type, typecode, mformat, items) =>
      reconstructArray(PyModule_GetState<ArrayState>(module)!.ArrayType as PyObject, array_new, type as PyObject, typecode as PyObject, mformat as PyObject, items as PyObject), 'What pickled arrays call.'),
  ],
  m_slots: [[Py_mod_exec, array_modexec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<ArrayState>(module);
    if (state === null) return 0;
    return (state.ArrayType !== NULL && visit(state.ArrayType)) || (state.ArrayIterType !== NULL && visit(state.ArrayIterType)) || 0;
  },
  m_clear: module => {
    const state = PyModule_GetState<ArrayState>(module);
    if (state === null) return 0;
    const {ArrayType, ArrayIterType} = state;
    state.ArrayType = state.ArrayIterType = NULL;
    Py_XDECREF(ArrayType);
    Py_XDECREF(ArrayIterType);
    return 0;
  },
});
/** The init function of array. CPython: PyInit_array() */
export function PyInit_array(): PyModuleDef {
  return PyModuleDef_Init(arraymodule);
}
