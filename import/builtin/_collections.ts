/** The _collections module: defaultdict, the getters of named tuples, counting. deque is in _collections-deque.ts. CPython: Modules/_collectionsmodule.c */
import {H} from '../../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC} from '../../runtime/gc';
import {PyDict_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_TYPE, defdict_factory, set_defdict_factory, set_tuplegetter_doc, set_tuplegetter_index, tp_mro, tuplegetter_doc, tuplegetter_index} from '../../runtime/generated/accessors';
import {ID___setitem__, ID_get, ID_items} from '../../runtime/generated/ids';
import {HASH_HI, PyDict_Type, PyExc_AttributeError, PyExc_IndexError, PyExc_TypeError, PyODict_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, hiddenMethod, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec, visitproc} from '../../runtime/typeslots';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyNumber_Add} from '../../objects/abstract-number';
import {PyObject_SetItem} from '../../objects/abstract-object';
import {PyObject_CallFunctionObjArgs, PyObject_CallMethodNoArgs, PyObject_CallNoArgs} from '../../objects/call';
import {PyDict_SetDefaultRef, _PyDict_GetItem_KnownHash, _PyDict_SetItem_KnownHash} from '../../objects/dictobject';
import {_PyObject_HashFast} from '../../objects/dictobject-keys';
import {PyDict_Update} from '../../objects/dictobject-merge';
import {writeRepr} from '../../objects/dictobject-methods';
import {PyErr_Occurred, PyErr_SetString, _PyErr_SetKeyError, typeName} from '../../objects/errors';
import {clearFields, deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {Py_GenericAlias} from '../../objects/genericaliasobject';
import {_PyArg_CheckPositional, _PyArg_NoKeywords} from '../../objects/getargs';
import {indexArgument} from '../../objects/listobject-methods';
import {PyLong_FromNumber, _PyLong_GetOne, _PyLong_GetZero} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyCallable_Check, PyObject_GetAttr, Py_ReprEnter, Py_ReprLeave} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {PyTuple_GetSlice, PyTuple_New, PyTuple_Pack, packSteal} from '../../objects/tupleobject';
import {PyType_GenericAlloc, _PyType_Name} from '../../objects/typeobject';
import {_PyType_Lookup} from '../../objects/typeobject-cache';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {_PyUnicodeWriter} from '../../objects/unicodeobject';
import {deque_spec, dequeiter_spec, dequereviter_spec} from './_collections-deque';
import {CollectionsState, collectionsDef, initCollectionsDef} from './_collections-deque-blocks';

// ---- defaultdict ----

function defdict_missing(dd: PyObject, key: PyObject): New | NULL {
  const factory = defdict_factory(dd);
  if (factory === NULL || factory === _Py_NoneStruct) return _PyErr_SetKeyError(key);
  const value = PyObject_CallNoArgs(factory);
  if (value === NULL) return NULL;
  // the factory may have stored something itself, which then counts
  const result = PyDict_SetDefaultRef(dd, key, value);
  Py_DECREF(value);
  return result;
}
function new_defdict(dd: PyObject, arg: PyObject): New | NULL {
  const factory = defdict_factory(dd);
  return PyObject_CallFunctionObjArgs(Py_TYPE(dd), factory === NULL ? _Py_NoneStruct : factory, arg);
}
function defdict_copy(dd: PyObject): New | NULL {
  return new_defdict(dd, dd);
}
function defdict_reduce(dd: PyObject): New | NULL {
  const factory = defdict_factory(dd), args = factory === NULL || factory === _Py_NoneStruct ? PyTuple_New(0) : PyTuple_Pack(factory);
  const items = args === NULL ? NULL : PyObject_CallMethodNoArgs(dd, ID_items), iter = items === NULL ? NULL : PyObject_GetIter(items);
  Py_XDECREF(items);
  if (iter === NULL) {
    Py_XDECREF(args);
    return NULL;
  }
  return packSteal(Py_NewRef(Py_TYPE(dd)), args, Py_NewRef(_Py_NoneStruct), Py_NewRef(_Py_NoneStruct), iter);
}
function clearFactory(dd: PyObject): void {
  const factory = defdict_factory(dd);
  set_defdict_factory(dd, NULL);
  Py_XDECREF(factory);
}
function defdict_dealloc(dd: PyObject): void {
  const type = Py_TYPE(dd);
  PyObject_GC_UnTrack(dd);
  clearFactory(dd);
  slots(PyDict_Type).tp_dealloc!(dd);
  Py_DECREF(type);
}
function defdict_repr(dd: PyObject): New | NULL {
  const base = slots(PyDict_Type).tp_repr!(dd);
  if (base === NULL) return NULL;
  const factory = defdict_factory(dd), writer = new _PyUnicodeWriter();
  writer.write(`${_PyType_Name(Py_TYPE(dd))}(`);
  let ok = true;
  if (factory === NULL) writer.writeASCII('None');
  else {
    const entered = Py_ReprEnter(factory);
    if (entered > 0) writer.writeASCII('...');
    else ok = entered === 0 && writeRepr(writer, factory);
    if (entered >= 0) Py_ReprLeave(factory);
  }
  writer.writeASCII(', ');
  writer.writeStr(base);
  writer.writeASCII(')');
  Py_DECREF(base);
  return ok ? writer.finish() : NULL;
}
function defdict_or(left: PyObject, right: PyObject): New | NULL {
  // one of both is a defaultdict; its factory goes on
  const leftIs = isDefaultDict(left), self = leftIs ? left : right, other = leftIs ? right : left;
  if (!PyDict_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const result = new_defdict(self, left);
  if (result === NULL) return NULL;
  if (PyDict_Update(result, right) === 0) return result;
  Py_DECREF(result);
  return NULL;
}
function isDefaultDict(op: PyObject): boolean {
  return slots(Py_TYPE(op)).tp_repr === defdict_repr || hasBase(Py_TYPE(op));
}
/** True when defaultdict is among the bases of a type. */
function hasBase(type: PyTypeObject): boolean {
  const mro = tp_mro(type);
  for (let i = 0; i < PyTuple_GET_SIZE(mro); i++) if (slots(PyTuple_GET_ITEM(mro, i)).tp_dealloc === defdict_dealloc) return true;
  return false;
}
function defdict_traverse(dd: PyObject, visit: visitproc): number {
  if (visit(Py_TYPE(dd)) !== 0) return 1;
  const factory = defdict_factory(dd);
  if (factory !== NULL && visit(factory) !== 0) return 1;
  return slots(PyDict_Type).tp_traverse!(dd, visit);
}
function defdict_tp_clear(dd: PyObject): number {
  clearFactory(dd);
  return slots(PyDict_Type).tp_clear!(dd);
}
function defdict_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const old = defdict_factory(self), n = PyTuple_GET_SIZE(args);
  let factory: PyObject | NULL = NULL;
  if (n > 0) {
    factory = PyTuple_GET_ITEM(args, 0);
    if (!PyCallable_Check(factory) && factory !== _Py_NoneStruct) {
      PyErr_SetString(PyExc_TypeError, 'first argument must be callable or None');
      return -1;
    }
  }
  const rest = PyTuple_GetSlice(args, 1, n);
  if (rest === NULL) return -1;
  set_defdict_factory(self, Py_XNewRef(factory));
  const result = slots(PyDict_Type).tp_init!(self, rest, kwds);
  Py_DECREF(rest);
  Py_XDECREF(old);
  return result;
}
const defdict_spec: TypeSpec = {
  tp_name: 'collections.defaultdict', tp_basicsize: 56, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'defaultdict(default_factory=None, /, [...]) --> dict with a default factory\n\nWhen a key is not there, d[key] calls the factory without arguments and stores\nwhat it returns. All other arguments are those of dict, and it equals a dict with\nthe same items.\n',
  slots: {
    tp_dealloc: defdict_dealloc, tp_repr: defdict_repr, nb_or: defdict_or, tp_getattro: PyObject_GenericGetAttr, tp_traverse: defdict_traverse, tp_clear: defdict_tp_clear, tp_init: defdict_init,
    tp_alloc: PyType_GenericAlloc, tp_free: PyObject_GC_Del,
  },
  methods: [
    hiddenMethod('__missing__', '($self, key, /)', defdict_missing, '__missing__(key) # called by __getitem__ for a key that is not there:\n  stores what the factory returns, or raises KeyError without a factory.'),
    hiddenMethod('copy', '($self, /)', defdict_copy, 'D.copy() -> a shallow copy of D.'),
    hiddenMethod('__copy__', '($self, /)', defdict_copy, 'D.copy() -> a shallow copy of D.'),
    hiddenMethod('__reduce__', '($self, /)', defdict_reduce, 'What pickle stores.'),
    hiddenMethod('__class_getitem__', '($type, object, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
  members: [{name: 'default_factory', type: 'object', offset: 48, doc: 'What __missing__() calls.'}],
};

// ---- fields of named tuples ----

function tuplegetter_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKeywords('_tuplegetter', kwds) || !_PyArg_CheckPositional('_tuplegetter', PyTuple_GET_SIZE(args), 2, 2)) return NULL;
  const index = indexArgument(PyTuple_GET_ITEM(args, 0));
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  set_tuplegetter_index(self, index);
  set_tuplegetter_doc(self, Py_NewRef(PyTuple_GET_ITEM(args, 1)));
  return self;
}
function tuplegetter_descr_get(self: PyObject, obj: PyObject | NULL): New | NULL {
  if (obj === NULL) return Py_NewRef(self);
  const index = tuplegetter_index(self);
  if (!PyTuple_Check(obj)) {
    if (obj === _Py_NoneStruct) return Py_NewRef(self);
    return PyErr_SetString(PyExc_TypeError, `descriptor for index '${index}' for tuple subclasses doesn't apply to '${typeName(obj)}' object`);
  }
  if (index < 0 || index >= PyTuple_GET_SIZE(obj)) return PyErr_SetString(PyExc_IndexError, 'tuple index out of range');
  return Py_NewRef(PyTuple_GET_ITEM(obj, index));
}
function tuplegetter_descr_set(self: PyObject, obj: PyObject, value: PyObject | NULL): number {
  PyErr_SetString(PyExc_AttributeError, value === NULL ? "can't delete attribute" : "can't set attribute");
  return -1;
}
function tuplegetter_reduce(self: PyObject): New | NULL {
  return packSteal(Py_NewRef(Py_TYPE(self)), packSteal(PyLong_FromNumber(tuplegetter_index(self)), Py_NewRef(tuplegetter_doc(self))));
}
function tuplegetter_repr(self: PyObject): New | NULL {
  const writer = new _PyUnicodeWriter();
  writer.write(`${_PyType_Name(Py_TYPE(self))}(${tuplegetter_index(self)}, `);
  if (!writeRepr(writer, tuplegetter_doc(self))) return NULL;
  writer.writeASCII(')');
  return writer.finish();
}
const tuplegetter_spec: TypeSpec = {
  tp_name: 'collections._tuplegetter', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {
    tp_dealloc: deallocHeapFields(6), tp_repr: tuplegetter_repr, tp_traverse: traverseHeapFields(6), tp_clear: clearFields(6), tp_descr_get: tuplegetter_descr_get, tp_descr_set: tuplegetter_descr_set,
    tp_new: tuplegetter_new,
  },
  methods: [hiddenMethod('__reduce__', '($self, /)', tuplegetter_reduce, null)],
  members: [{name: '__doc__', type: 'object', offset: 24}],
};

// ---- counting ----

/** CPython: _collections__count_elements_impl() */
function _count_elements(module: PyObject, mapping: PyObject, iterable: PyObject): New | NULL {
  const it = PyObject_GetIter(iterable);
  if (it === NULL) return NULL;
  const type = Py_TYPE(mapping);
  const plain = PyDict_Check(mapping) && _PyType_Lookup(type, ID_get) === _PyType_Lookup(PyDict_Type, ID_get) && _PyType_Lookup(type, ID___setitem__) === _PyType_Lookup(PyDict_Type, ID___setitem__);
  const ok = plain ? countInDict(mapping, it) : countInMapping(mapping, it);
  Py_DECREF(it);
  return ok && PyErr_Occurred() === NULL ? Py_NewRef(_Py_NoneStruct) : NULL;
}
function countInDict(mapping: PyObject, it: PyObject): boolean {
  const one = _PyLong_GetOne();
  for (;;) {
    const key = PyIter_Next(it);
    if (key === NULL) return true;
    const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
    let ok = !(lo === -1 && hi === -1);
    if (ok) {
      const old = _PyDict_GetItem_KnownHash(mapping, key, lo, hi);
      if (old === NULL) ok = PyErr_Occurred() === NULL && _PyDict_SetItem_KnownHash(mapping, key, one, lo, hi) === 0;
      else {
        const sum = PyNumber_Add(old, one);
        ok = sum !== NULL && _PyDict_SetItem_KnownHash(mapping, key, sum, lo, hi) === 0;
        Py_XDECREF(sum);
      }
    }
    Py_DECREF(key);
    if (!ok) return false;
  }
}
function countInMapping(mapping: PyObject, it: PyObject): boolean {
  const get = PyObject_GetAttr(mapping, ID_get);
  if (get === NULL) return false;
  let ok = true;
  while (ok) {
    const key = PyIter_Next(it);
    if (key === NULL) break;
    const old = PyObject_CallFunctionObjArgs(get, key, _PyLong_GetZero()), sum = old === NULL ? NULL : PyNumber_Add(old, _PyLong_GetOne());
    Py_XDECREF(old);
    ok = sum !== NULL && PyObject_SetItem(mapping, key, sum) === 0;
    Py_XDECREF(sum);
    Py_DECREF(key);
  }
  Py_DECREF(get);
  return ok;
}

// ---- the module ----

function stateOf(module: PyObject): CollectionsState | null {
  return PyModule_GetState<CollectionsState>(module);
}
function collections_exec(module: PyObject): number {
  const state = stateOf(module)!;
  state.deque_type = PyType_FromModuleAndSpec(module, deque_spec, NULL);
  state.defdict_type = PyType_FromModuleAndSpec(module, defdict_spec, PyDict_Type);
  state.dequeiter_type = PyType_FromModuleAndSpec(module, dequeiter_spec, NULL);
  state.dequereviter_type = PyType_FromModuleAndSpec(module, dequereviter_spec, NULL);
  state.tuplegetter_type = PyType_FromModuleAndSpec(module, tuplegetter_spec, NULL);
  for (const type of [state.deque_type, state.defdict_type, state.dequeiter_type, state.dequereviter_type, state.tuplegetter_type]) if (type === NULL || PyModule_AddType(module, type) < 0) return -1;
  return PyModule_AddType(module, PyODict_Type);
}
function typesOf(state: CollectionsState): (PyObject | NULL)[] {
  return [state.deque_type, state.defdict_type, state.dequeiter_type, state.dequereviter_type, state.tuplegetter_type];
}
function collections_clear(module: PyObject): number {
  const state = stateOf(module);
  if (state === null) return 0;
  const types = typesOf(state);
  state.deque_type = state.defdict_type = state.dequeiter_type = state.dequereviter_type = state.tuplegetter_type = NULL;
  for (const type of types) Py_XDECREF(type);
  return 0;
}
initCollectionsDef(new PyModuleDef('_collections', {
  m_doc: 'Collections in the runtime itself.\n- deque: a sequence that grows and shrinks at both ends\n- defaultdict: a dict that makes values for keys it does not have\n', m_size: 40,
  m_methods: [method('_count_elements', '($module, mapping, iterable, /)', _count_elements, 'Counts the items of an iterable into a mapping.')],
  m_slots: [[Py_mod_exec, collections_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  newState: () => new CollectionsState(),
  m_traverse: (module, visit) => {
    const state = stateOf(module);
    if (state !== null) for (const type of typesOf(state)) if (type !== NULL && visit(type) !== 0) return 1;
    return 0;
  },
  m_clear: collections_clear, m_free: module => void collections_clear(module),
}));
/** CPython: PyInit__collections() */
export function PyInit__collections(): PyModuleDef {
  return PyModuleDef_Init(collectionsDef());
}
