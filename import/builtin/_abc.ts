/** The _abc module: what abc.ABCMeta is made of. CPython: Modules/_abc.c */
import {H} from '../../runtime/current';
import {Py_TPFLAGS_HAVE_GC} from '../../runtime/gc';
import {PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyLong_CheckExact, PySequence_Fast_GET_ITEM, PySequence_Fast_GET_SIZE, PySet_GET_SIZE, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, Py_BOOL, Py_TYPE, abc_cache, abc_negative_cache, abc_negative_cache_version, abc_registry, set_abc_negative_cache_version, set_tp_flags, tp_flags} from '../../runtime/generated/accessors';
import {ID___abc_tpflags__, ID___abstractmethods__, ID___bases__, ID___class__, ID___dict__, ID___subclasscheck__, ID___subclasshook__, ID__abc_impl} from '../../runtime/generated/ids';
import {PyExc_AssertionError, PyExc_RuntimeError, PyExc_TypeError, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_MAPPING, Py_TPFLAGS_SEQUENCE} from '../../runtime/typeflags';
import {NULL, type New, type Ptr, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyMapping_Items} from '../../objects/abstract-mapping';
import {PyObject_IsSubclass} from '../../objects/abstract-object';
import {PySequence_Fast} from '../../objects/abstract-sequence';
import {PyObject_CallMethodOneArg, PyObject_CallNoArgs} from '../../objects/call';
import {PyDict_Pop} from '../../objects/dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {clearFields, deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyCFunction_NewEx} from '../../objects/methodobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttr, PyObject_GetAttrString, PyObject_GetOptionalAttr, PyObject_IsTrue, PyObject_SetAttr, _PyObject_IsAbstract} from '../../objects/object';
import {PyFrozenSet_New, PySet_Add, PySet_Clear, PySet_Contains, PySet_Discard, PySet_New, _PySet_EntryKey, _PySet_NextEntry} from '../../objects/setobject';
import {packSteal} from '../../objects/tupleobject';
import {PyType_IsSubtype} from '../../objects/typeobject';
import {_PyType_GetSubclasses} from '../../objects/typeobject-attributes';
import {_PyType_GetDict} from '../../objects/typeobject-cache';
import {PyType_FromModuleAndSpec, PyType_GetModuleState} from '../../objects/typeobject-spec';
import {PyWeakref_GetRef, PyWeakref_NewRef, _PyWeakref_GET_REF} from '../../objects/weakrefobject';

/** State of the module. */
interface AbcState { dataType: PyObject | NULL; invalidationCounter: number }
function stateOf(module: PyObject): AbcState {
  return PyModule_GetState<AbcState>(module)!;
}

function abc_data_new(type: PyTypeObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0), state = self === NULL ? null : PyType_GetModuleState<AbcState>(type);
  if (self === NULL || state === null) {
    Py_XDECREF(self);
    return NULL;
  }
  set_abc_negative_cache_version(self, state.invalidationCounter);
  return self;
}
const abc_data_spec: TypeSpec = {
  tp_name: '_abc._abc_data', tp_basicsize: 48, tp_flags: Py_TPFLAGS_HAVE_GC, tp_doc: 'What an abstract base class keeps.',
  slots: {tp_new: abc_data_new, tp_dealloc: deallocHeapFields(4, 6, 8), tp_traverse: traverseHeapFields(4, 6, 8), tp_clear: clearFields(4, 6, 8)},
};

/** The data of an abstract class. escapes. CPython: _get_impl() */
function getImpl(module: PyObject, self: PyObject): New | NULL {
  const impl = PyObject_GetAttr(self, ID__abc_impl);
  if (impl === NULL || Py_TYPE(impl) === stateOf(module).dataType) return impl;
  Py_DECREF(impl);
  return PyErr_SetString(PyExc_TypeError, '_abc_impl is set to a wrong type');
}
/** 1 when a set of weak references (or NULL) has one to the object, 0 when not, -1 with an exception. escapes. CPython: _in_weak_set() */
function inWeakSet(set: PyObject | NULL, obj: PyObject): number {
  if (set === NULL || PySet_GET_SIZE(set) === 0) return 0;
  const ref = PyWeakref_NewRef(obj, NULL);
  if (ref === NULL) {
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return -1;
    PyErr_Clear();
    return 0;
  }
  const result = PySet_Contains(set, ref);
  Py_DECREF(ref);
  return result;
}
/** Callback of the references in such sets: takes the dead one out. self is a weak reference to the set. CPython: _destroy() */
function destroy(setweakref: PyObject, objweakref: PyObject): New | NULL {
  const set = _PyWeakref_GET_REF(setweakref);
  if (set === NULL) return Py_NewRef(_Py_NoneStruct);
  const status = PySet_Discard(set, objweakref);
  Py_DECREF(set);
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** What calls destroy(). */
export const destroyDef = hiddenMethod('_destroy', '($self, ref, /)', destroy, null);
/** The set at an address, made when it is NULL; borrowed. */
function setAt(at: Ptr): PyObject | NULL {
  if (H[at] === NULL) H[at] = PySet_New(NULL);
  return H[at] as PyObject;
}
/** Adds a reference whose death takes it out again; -1 with an exception. escapes. CPython: _add_to_weak_set() */
function addToWeakSet(at: Ptr, obj: PyObject): number {
  const set = setAt(at);
  if (set === NULL) return -1;
  const wr = PyWeakref_NewRef(set, NULL), callback = wr === NULL ? NULL : PyCFunction_NewEx(destroyDef, wr, NULL), ref = callback === NULL ? NULL : PyWeakref_NewRef(obj, callback);
  Py_XDECREF(callback);
  const status = ref === NULL ? -1 : PySet_Add(set, ref);
  Py_XDECREF(wr);
  Py_XDECREF(ref);
  return status;
}
// addresses of the three sets in the data
const REGISTRY = 4, CACHE = 6, NEGATIVE = 8;

function clearSets(module: PyObject, self: PyObject, ...words: readonly number[]): New | NULL {
  const impl = getImpl(module, self);
  if (impl === NULL) return NULL;
  let ok = true;
  for (const word of words) if (ok && H[impl + word] !== NULL) ok = PySet_Clear(H[impl + word] as PyObject) === 0;
  Py_DECREF(impl);
  return ok ? Py_NewRef(_Py_NoneStruct) : NULL;
}
function _reset_registry(module: PyObject, self: PyObject): New | NULL {
  return clearSets(module, self, REGISTRY);
}
function _reset_caches(module: PyObject, self: PyObject): New | NULL {
  return clearSets(module, self, CACHE, NEGATIVE);
}
function _get_dump(module: PyObject, self: PyObject): New | NULL {
  const impl = getImpl(module, self);
  if (impl === NULL) return NULL;
  const result = packSteal(PySet_New(abc_registry(impl)), PySet_New(abc_cache(impl)), PySet_New(abc_negative_cache(impl)), PyLong_FromNumber(abc_negative_cache_version(impl)));
  Py_DECREF(impl);
  return result;
}
/** Adds a name when its value is abstract; false with an exception. */
function addIfAbstract(abstracts: PyObject, key: PyObject, value: PyObject): boolean {
  const abstract = _PyObject_IsAbstract(value);
  return abstract >= 0 && (abstract === 0 || PySet_Add(abstracts, key) === 0);
}
/** The abstract methods of the class's own namespace; false with an exception. */
function ownAbstracts(self: PyObject, abstracts: PyObject): boolean {
  const ns = PyObject_GetAttr(self, ID___dict__), items = ns === NULL ? NULL : PyMapping_Items(ns);
  Py_XDECREF(ns);
  if (items === NULL) return false;
  let ok = true;
  for (let pos = 0; pos < PyList_GET_SIZE(items) && ok; pos++) {
    const it = PySequence_Fast(PyList_GET_ITEM(items, pos), 'items() returned non-iterable');
    if (it === NULL) ok = false;
    else if (PySequence_Fast_GET_SIZE(it) !== 2) {
      PyErr_SetString(PyExc_TypeError, 'items() returned item which size is not 2');
      ok = false;
    } else {
      const key = Py_NewRef(PySequence_Fast_GET_ITEM(it, 0));
      ok = addIfAbstract(abstracts, key, PySequence_Fast_GET_ITEM(it, 1));
      Py_DECREF(key);
    }
    Py_XDECREF(it);
  }
  Py_DECREF(items);
  return ok;
}
/** The inherited ones that are abstract still; false with an exception. */
function inheritedAbstracts(self: PyObject, base: PyObject, abstracts: PyObject): boolean {
  const names = PyObject_GetOptionalAttr(base, ID___abstractmethods__);
  if (names === NULL) return PyErr_Occurred() === NULL;
  const iter = PyObject_GetIter(names);
  Py_DECREF(names);
  if (iter === NULL) return false;
  let ok = true;
  while (ok) {
    const key = PyIter_Next(iter);
    if (key === NULL) break;
    const value = PyObject_GetOptionalAttr(self, key);
    ok = value === NULL ? PyErr_Occurred() === NULL : addIfAbstract(abstracts, key, value);
    Py_XDECREF(value);
    Py_DECREF(key);
  }
  Py_DECREF(iter);
  return ok && PyErr_Occurred() === NULL;
}
/** Sets __abstractmethods__. escapes. CPython: compute_abstract_methods() */
function compute_abstract_methods(self: PyObject): boolean {
  const abstracts = PyFrozenSet_New(NULL);
  if (abstracts === NULL) return false;
  let ok = ownAbstracts(self, abstracts);
  const bases = ok ? PyObject_GetAttr(self, ID___bases__) : NULL;
  if (bases === NULL) ok = false;
  else if (!PyTuple_Check(bases)) {
    PyErr_SetString(PyExc_TypeError, '__bases__ is not tuple');
    ok = false;
  } else for (let i = 0; i < PyTuple_GET_SIZE(bases) && ok; i++) ok = inheritedAbstracts(self, PyTuple_GET_ITEM(bases, i), abstracts);
  ok &&= PyObject_SetAttr(self, ID___abstractmethods__, abstracts) === 0;
  Py_DECREF(abstracts);
  Py_XDECREF(bases);
  return ok;
}
const COLLECTION_FLAGS = Py_TPFLAGS_SEQUENCE | Py_TPFLAGS_MAPPING;
/** CPython: _abc__abc_init() */
function _abc_init(module: PyObject, self: PyObject): New | NULL {
  if (!compute_abstract_methods(self)) return NULL;
  const data = abc_data_new(stateOf(module).dataType as PyObject);
  if (data === NULL) return NULL;
  const status = PyObject_SetAttr(self, ID__abc_impl, data);
  Py_DECREF(data);
  if (status < 0) return NULL;
  if (!PyType_Check(self)) return Py_NewRef(_Py_NoneStruct);
  // what collections.abc leaves for match statements
  const flags = PyDict_Pop(_PyType_GetDict(self), ID___abc_tpflags__);
  if (flags === NULL) return PyErr_Occurred() !== NULL ? NULL : Py_NewRef(_Py_NoneStruct);
  const exact = PyLong_CheckExact(flags), value = exact ? PyLong_AsLong(flags) : 0;
  Py_DECREF(flags);
  if (!exact) return Py_NewRef(_Py_NoneStruct);
  if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
  if ((value & COLLECTION_FLAGS) === COLLECTION_FLAGS) return PyErr_SetString(PyExc_TypeError, '__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING');
  set_tp_flags(self, tp_flags(self) | (value & COLLECTION_FLAGS));
  return Py_NewRef(_Py_NoneStruct);
}
/** Gives a class and its subclasses the collection flag of the class it is registered with. CPython: Objects/typeobject.c _PyType_SetFlagsRecursive() */
function setFlagsRecursive(type: PyObject, flag: number): void {
  if ((tp_flags(type) & Py_TPFLAGS_IMMUTABLETYPE) !== 0 || (tp_flags(type) & COLLECTION_FLAGS) === flag) return;
  set_tp_flags(type, (tp_flags(type) & ~COLLECTION_FLAGS) | flag);
  const subclasses = _PyType_GetSubclasses(type);
  if (subclasses === NULL) return;
  for (let i = 0; i < PyList_GET_SIZE(subclasses); i++) setFlagsRecursive(PyList_GET_ITEM(subclasses, i), flag);
  Py_DECREF(subclasses);
}
/** CPython: _abc__abc_register_impl() */
function _abc_register(module: PyObject, self: PyObject, subclass: PyObject): New | NULL {
  if (!PyType_Check(subclass)) return PyErr_SetString(PyExc_TypeError, 'Can only register classes');
  let result = PyObject_IsSubclass(subclass, self);
  if (result !== 0) return result > 0 ? Py_NewRef(subclass) : NULL;
  result = PyObject_IsSubclass(self, subclass);
  if (result > 0) return PyErr_SetString(PyExc_RuntimeError, 'Refusing to create an inheritance cycle');
  if (result < 0) return NULL;
  const impl = getImpl(module, self);
  if (impl === NULL) return NULL;
  const status = addToWeakSet(impl + REGISTRY, subclass);
  Py_DECREF(impl);
  if (status < 0) return NULL;
  // negative caches of all classes are stale from now on
  stateOf(module).invalidationCounter++;
  if (PyType_Check(self) && (tp_flags(self) & COLLECTION_FLAGS) !== 0) setFlagsRecursive(subclass, tp_flags(self) & COLLECTION_FLAGS);
  return Py_NewRef(subclass);
}
/** CPython: _abc__abc_instancecheck_impl() */
function _abc_instancecheck(module: PyObject, self: PyObject, instance: PyObject): New | NULL {
  const impl = getImpl(module, self);
  if (impl === NULL) return NULL;
  const subclass = PyObject_GetAttr(instance, ID___class__);
  if (subclass === NULL) {
    Py_DECREF(impl);
    return NULL;
  }
  const result = instanceVerdict(module, self, instance, impl, subclass);
  Py_DECREF(impl);
  Py_DECREF(subclass);
  return result;
}
function instanceVerdict(module: PyObject, self: PyObject, instance: PyObject, impl: PyObject, subclass: PyObject): New | NULL {
  let incache = inWeakSet(abc_cache(impl), subclass);
  if (incache !== 0) return incache < 0 ? NULL : Py_NewRef(_Py_TrueStruct);
  const subtype = Py_TYPE(instance);
  if (subtype === subclass && abc_negative_cache_version(impl) === stateOf(module).invalidationCounter) {
    incache = inWeakSet(abc_negative_cache(impl), subclass);
    if (incache !== 0) return incache < 0 ? NULL : Py_NewRef(_Py_FalseStruct);
  }
  const result = PyObject_CallMethodOneArg(self, ID___subclasscheck__, subclass);
  if (result === NULL || subtype === subclass) return result;
  // __class__ lies: the real type has its say too
  const truth = PyObject_IsTrue(result);
  if (truth > 0) return result;
  Py_DECREF(result);
  return truth < 0 ? NULL : PyObject_CallMethodOneArg(self, ID___subclasscheck__, subtype);
}
/** CPython: _abc__abc_subclasscheck_impl() */
function _abc_subclasscheck(module: PyObject, self: PyObject, subclass: PyObject): New | NULL {
  if (!PyType_Check(subclass)) return PyErr_SetString(PyExc_TypeError, 'issubclass() arg 1 must be a class');
  const impl = getImpl(module, self);
  if (impl === NULL) return NULL;
  const verdict = subclassVerdict(module, self, subclass, impl);
  Py_DECREF(impl);
  return verdict < 0 ? NULL : Py_NewRef(Py_BOOL(verdict !== 0));
}
/** 1, 0, or -1 with an exception. escapes */
function subclassVerdict(module: PyObject, self: PyObject, subclass: PyObject, impl: PyObject): number {
  const state = stateOf(module), yes = (): number => (addToWeakSet(impl + CACHE, subclass) < 0 ? -1 : 1);
  let incache = inWeakSet(abc_cache(impl), subclass);
  if (incache !== 0) return incache;
  if (abc_negative_cache_version(impl) < state.invalidationCounter) {
    if (abc_negative_cache(impl) !== NULL && PySet_Clear(abc_negative_cache(impl)) < 0) return -1;
    set_abc_negative_cache_version(impl, state.invalidationCounter);
  } else {
    incache = inWeakSet(abc_negative_cache(impl), subclass);
    if (incache !== 0) return incache < 0 ? -1 : 0;
  }
  const ok = PyObject_CallMethodOneArg(self, ID___subclasshook__, subclass);
  if (ok === NULL) return -1;
  Py_DECREF(ok);
  if (ok === _Py_TrueStruct) return yes();
  if (ok === _Py_FalseStruct) return addToWeakSet(impl + NEGATIVE, subclass);
  if (ok !== _Py_NotImplementedStruct) {
    PyErr_SetString(PyExc_AssertionError, '__subclasshook__ must return either False, True, or NotImplemented');
    return -1;
  }
  if (PyType_IsSubtype(subclass, self)) return yes();
  const registered = checkRegistry(impl, subclass);
  if (registered !== 0) return registered < 0 ? -1 : registered === 2 ? yes() : 1;
  const listing = PyObject_GetAttrString(self, '__subclasses__'), subclasses = listing === NULL ? NULL : PyObject_CallNoArgs(listing);
  Py_XDECREF(listing);
  if (subclasses === NULL) return -1;
  let verdict = 0;
  if (!PyList_Check(subclasses)) {
    PyErr_SetString(PyExc_TypeError, '__subclasses__() must return a list');
    verdict = -1;
  }
  for (let pos = 0; verdict === 0 && pos < PyList_GET_SIZE(subclasses); pos++) {
    const scls = Py_NewRef(PyList_GET_ITEM(subclasses, pos));
    verdict = PyObject_IsSubclass(subclass, scls);
    Py_DECREF(scls);
  }
  Py_DECREF(subclasses);
  if (verdict > 0) return yes();
  return verdict < 0 ? -1 : addToWeakSet(impl + NEGATIVE, subclass);
}
/** 1 when a class is registered itself, 2 when it derives from a registered one, 0 when not, -1 with an exception. escapes. CPython: subclasscheck_check_registry() */
function checkRegistry(impl: PyObject, subclass: PyObject): number {
  const ret = inWeakSet(abc_registry(impl), subclass);
  if (ret !== 0) return ret;
  if (abc_registry(impl) === NULL) return 0;
  // a copy: the checks may register classes
  const registry = PyFrozenSet_New(abc_registry(impl));
  if (registry === NULL) return -1;
  let verdict = 0;
  for (let pos = _PySet_NextEntry(registry, 0); pos !== 0 && verdict === 0; pos = _PySet_NextEntry(registry, pos)) {
    const rkey = PyWeakref_GetRef(_PySet_EntryKey(registry, pos));
    if (rkey === NULL) {
      if (PyErr_Occurred() !== NULL) verdict = -1;
      continue;
    }
    const r = PyObject_IsSubclass(subclass, rkey);
    Py_DECREF(rkey);
    verdict = r > 0 ? 2 : r;
  }
  Py_DECREF(registry);
  return verdict;
}
function get_cache_token(module: PyObject): New | NULL {
  return PyLong_FromNumber(stateOf(module).invalidationCounter);
}

const methods = [
  method('get_cache_token', '($module, /)', get_cache_token, 'The token of the caches of abstract base classes.\n\nIt changes with every call of register() on any of them, and can only be\ncompared for equality.'),
  method('_abc_init', '($module, self, /)', _abc_init, 'Sets up a class. Called by ABCMeta.__new__() alone.'),
  method('_reset_registry', '($module, self, /)', _reset_registry, 'Forgets the registered classes; for tests.'),
  method('_reset_caches', '($module, self, /)', _reset_caches, 'Forgets both caches; for tests.'),
  method('_get_dump', '($module, self, /)', _get_dump, 'Registry, cache, negative cache and its version; for debugging.'),
  method('_abc_register', '($module, self, subclass, /)', _abc_register, 'What ABCMeta.register() does.'),
  method('_abc_instancecheck', '($module, self, instance, /)', _abc_instancecheck, 'What ABCMeta.__instancecheck__() does.'),
  method('_abc_subclasscheck', '($module, self, subclass, /)', _abc_subclasscheck, 'What ABCMeta.__subclasscheck__() does.'),
];
function abc_exec(module: PyObject): number {
  const state = stateOf(module);
  state.dataType = PyType_FromModuleAndSpec(module, abc_data_spec, NULL);
  return state.dataType === NULL ? -1 : 0;
}
function abc_clear(module: PyObject): number {
  const state = PyModule_GetState<AbcState>(module);
  if (state !== null && state.dataType !== NULL) {
    const type = state.dataType;
    state.dataType = NULL;
    Py_DECREF(type);
  }
  return 0;
}
const def = new PyModuleDef('_abc', {
  m_doc: 'What abc.ABCMeta does, in the runtime itself.', m_size: 16, m_methods: methods,
  m_slots: [[Py_mod_exec, abc_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  newState: (): AbcState => ({dataType: NULL, invalidationCounter: 0}),
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<AbcState>(module);
    return state !== null && state.dataType !== NULL ? visit(state.dataType) : 0;
  },
  m_clear: abc_clear, m_free: module => void abc_clear(module),
});
/** CPython: PyInit__abc() */
export function PyInit__abc(): PyModuleDef {
  return PyModuleDef_Init(def);
}
