/** The _functools module: partial, cmp_to_key, reduce. The cache is in _functools-lru.ts. CPython: Modules/_functoolsmodule.c */
import {H} from '../../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK} from '../../runtime/gc';
import {ARG, PyDict_Check, PyDict_CheckExact, PyDict_GET_SIZE, PyTuple_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_TYPE, _PyTuple_ADDR, _Py_REFCNT, keywrapper_cmp, keywrapper_object, partial_args, partial_dict, partial_fn, partial_kw, partial_weakreflist, set_keywrapper_cmp, set_keywrapper_object, set_partial_args, set_partial_fn, set_partial_kw} from '../../runtime/generated/accessors';
import {ID___module__} from '../../runtime/generated/ids';
import {PyBaseObject_Type, PyExc_AttributeError, PyExc_FutureWarning, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, METH_VARARGS, hiddenMethod, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, slots} from '../../runtime/object';
import {_PyThreadState_PopFrame, _PyThreadState_PushFrame} from '../../runtime/pystate';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_VECTORCALL, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {type Args, NULL, type New, PY_SSIZE_T_MAX, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_READONLY, type TypeSpec} from '../../runtime/typeslots';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PySequence_Concat, PySequence_Tuple} from '../../objects/abstract-sequence';
import {PyObject_Call, PyObject_CallFunctionObjArgs, PyObject_CallNoArgs, PyObject_Vectorcall, _PyStack_AsDict} from '../../objects/call';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_New, PyDict_Next} from '../../objects/dictobject';
import {PyDict_Copy, PyDict_Merge} from '../../objects/dictobject-merge';
import {writeRepr} from '../../objects/dictobject-methods';
import {PyObject_GenericGetDict} from '../../objects/dictobject-values';
import {PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx} from '../../objects/errors';
import {clearFields, deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {Py_GenericAlias} from '../../objects/genericaliasobject';
import {_PyArg_CheckPositional, parseTupleAndKeywords} from '../../objects/getargs';
import {_PyLong_GetZero} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyCallable_Check, PyObject_GetAttr, PyObject_RichCompare, Py_ReprEnter, Py_ReprLeave} from '../../objects/object';
import {PyObject_GenericGetAttr, PyObject_GenericSetAttr, PyObject_GenericSetDict} from '../../objects/object-generic';
import {PyTuple_GetSlice, PyTuple_Pack, _PyTuple_FromArray, packSteal} from '../../objects/tupleobject';
import {PyObject_TypeCheck} from '../../objects/typeobject';
import {PyType_GetQualName} from '../../objects/typeobject-attributes';
import {PyType_FromModuleAndSpec, PyType_GetModuleByDef} from '../../objects/typeobject-spec';
import {PyUnicodeWriter_WriteStr, PyUnicode_FromString, _PyUnicodeWriter} from '../../objects/unicodeobject';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {FunctoolsState, lru_cache_spec, lru_list_elem_spec} from './_functools-lru';

function stateOf(module: PyObject): FunctoolsState | null {
  return PyModule_GetState<FunctoolsState>(module);
}
/** State of the module that a type, or a base of it, was made for; null with an exception. */
function stateOfType(type: PyTypeObject): FunctoolsState | null {
  const module = PyType_GetModuleByDef(type, def);
  return module === NULL ? null : stateOf(module);
}

// ---- partial ----

/** CPython: partial_new() */
function partial_new(type: PyTypeObject, args: PyObject, kw: PyObject | NULL): New | NULL {
  if (PyTuple_GET_SIZE(args) < 1) return PyErr_SetString(PyExc_TypeError, "type 'partial' takes at least one argument");
  const state = stateOfType(type);
  if (state === null) return NULL;
  let func = PyTuple_GET_ITEM(args, 0), pargs: PyObject | NULL = NULL, pkw: PyObject | NULL = NULL;
  // a partial of a partial without attributes is one partial
  if (PyObject_TypeCheck(func, state.partial_type as PyObject) && partial_dict(func) === NULL) {
    pargs = partial_args(func);
    pkw = partial_kw(func);
    func = partial_fn(func);
  }
  if (!PyCallable_Check(func)) return PyErr_SetString(PyExc_TypeError, 'the first argument must be callable');
  const pto = slots(type).tp_alloc!(type, 0);
  if (pto === NULL) return NULL;
  set_partial_fn(pto, Py_NewRef(func));
  const nargs = PyTuple_GetSlice(args, 1, PY_SSIZE_T_MAX);
  set_partial_args(pto, pargs === NULL || nargs === NULL ? nargs : concatenated(pargs, nargs));
  if (partial_args(pto) !== NULL) set_partial_kw(pto, keywordsOf(pkw, kw));
  if (partial_args(pto) !== NULL && partial_kw(pto) !== NULL) return pto;
  Py_DECREF(pto);
  return NULL;
}
/** a + b. @steals b */
function concatenated(a: PyObject, b: New): New | NULL {
  const result = PySequence_Concat(a, b);
  Py_DECREF(b);
  return result;
}
/** The keywords of a new partial: those of the inner one with the new ones over them. */
function keywordsOf(pkw: PyObject | NULL, kw: PyObject | NULL): New | NULL {
  if (pkw === NULL || PyDict_GET_SIZE(pkw) === 0) return kw === NULL ? PyDict_New() : _Py_REFCNT(kw) === 1 ? Py_NewRef(kw) : PyDict_Copy(kw);
  const result = PyDict_Copy(pkw);
  if (result === NULL || kw === NULL || PyDict_Merge(result, kw, 1) === 0) return result;
  Py_DECREF(result);
  return NULL;
}
function partial_dealloc(pto: PyObject): void {
  const type = Py_TYPE(pto);
  PyObject_GC_UnTrack(pto);
  if (partial_weakreflist(pto) !== NULL) PyObject_ClearWeakRefs(pto);
  clearPartial(pto);
  slots(type).tp_free!(pto);
  Py_DECREF(type);
}
const clearPartial = clearFields(4, 6, 8, 10);
function partial_descr_get(self: PyObject, obj: PyObject | NULL): New | NULL {
  if (obj === NULL || obj === _Py_NoneStruct) return Py_NewRef(self);
  const warned = PyErr_WarnEx(PyExc_FutureWarning, 'functools.partial will be a method descriptor in future Python versions; wrap it in staticmethod() if you want to preserve the old behavior', 1);
  return warned < 0 ? NULL : Py_NewRef(self);
}
/** Calls with the arguments in one row, behind each other; with keywords of its own through dict and tuple. escapes. CPython: partial_vectorcall() */
function partial_vectorcall(pto: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (PyDict_GET_SIZE(partial_kw(pto)) > 0) return callWithKeywords(pto, args, nargs, kwnames);
  const own = partial_args(pto), nown = PyTuple_GET_SIZE(own), total = kwnames === NULL ? nargs : nargs + PyTuple_GET_SIZE(kwnames);
  if (total === 0) return PyObject_Vectorcall(partial_fn(pto), _PyTuple_ADDR(own), nown, NULL);
  const row = _PyThreadState_PushFrame(2 * (nown + total));
  if (row === 0) return PyErr_NoMemory();
  for (let i = 0; i < nown; i++) H[row + 2 * i] = PyTuple_GET_ITEM(own, i);
  for (let i = 0; i < total; i++) H[row + 2 * (nown + i)] = ARG(args, i);
  const result = PyObject_Vectorcall(partial_fn(pto), row, nown + nargs, kwnames);
  _PyThreadState_PopFrame(row);
  return result;
}
function callWithKeywords(pto: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const tuple = _PyTuple_FromArray(args, nargs);
  if (tuple === NULL) return NULL;
  let kwargs: New | NULL = NULL, result: New | NULL = NULL;
  if (kwnames !== NULL) kwargs = _PyStack_AsDict(args + 2 * nargs, kwnames);
  if (kwnames === NULL || kwargs !== NULL) result = partial_call(pto, tuple, kwargs);
  Py_DECREF(tuple);
  Py_XDECREF(kwargs);
  return result;
}
/** CPython: partial_call() */
function partial_call(pto: PyObject, args: PyObject, kwargs: PyObject | NULL): New | NULL {
  let kwargs2: New | NULL = NULL;
  if (PyDict_GET_SIZE(partial_kw(pto)) === 0) kwargs2 = Py_XNewRef(kwargs);
  else {
    kwargs2 = PyDict_Copy(partial_kw(pto));
    if (kwargs2 === NULL) return NULL;
    if (kwargs !== NULL && PyDict_Merge(kwargs2, kwargs, 1) < 0) {
      Py_DECREF(kwargs2);
      return NULL;
    }
  }
  const args2 = PySequence_Concat(partial_args(pto), args), result = args2 === NULL ? NULL : PyObject_Call(partial_fn(pto), args2, kwargs2);
  Py_XDECREF(args2);
  Py_XDECREF(kwargs2);
  return result;
}
/** CPython: partial_repr() */
function partial_repr(pto: PyObject): New | NULL {
  const entered = Py_ReprEnter(pto);
  if (entered !== 0) return entered < 0 ? NULL : PyUnicode_FromString('...');
  const module = PyObject_GetAttr(Py_TYPE(pto), ID___module__), name = module === NULL ? NULL : PyType_GetQualName(Py_TYPE(pto)), writer = new _PyUnicodeWriter();
  let ok = name !== NULL;
  if (ok) {
    ok = PyUnicodeWriter_WriteStr(writer, module as PyObject);
    writer.writeASCII('.');
    ok &&= PyUnicodeWriter_WriteStr(writer, name as PyObject);
    writer.writeASCII('(');
    ok &&= writeRepr(writer, partial_fn(pto));
    const args = partial_args(pto), kw = partial_kw(pto);
    for (let i = 0; ok && i < PyTuple_GET_SIZE(args); i++) {
      writer.writeASCII(', ');
      ok = writeRepr(writer, PyTuple_GET_ITEM(args, i));
    }
    for (let pos = PyDict_Next(kw, 0); ok && pos !== 0; pos = PyDict_Next(kw, pos)) {
      const value = Py_NewRef(PyDict_EntryValue(kw, pos));
      writer.writeASCII(', ');
      ok = PyUnicodeWriter_WriteStr(writer, PyDict_EntryKey(kw, pos));
      writer.writeASCII('=');
      ok &&= writeRepr(writer, value);
      Py_DECREF(value);
    }
    writer.writeASCII(')');
  }
  Py_XDECREF(module);
  Py_XDECREF(name);
  Py_ReprLeave(pto);
  return ok ? writer.finish() : NULL;
}
function partial_reduce(pto: PyObject): New | NULL {
  const dict = partial_dict(pto);
  return packSteal(Py_NewRef(Py_TYPE(pto)), PyTuple_Pack(partial_fn(pto)), PyTuple_Pack(partial_fn(pto), partial_args(pto), partial_kw(pto), dict === NULL ? _Py_NoneStruct : dict));
}
function setField(op: PyObject, word: number, value: New | NULL): void {
  const old = H[op + word] as PyObject;
  H[op + word] = value;
  Py_XDECREF(old);
}
/** CPython: partial_setstate() */
function partial_setstate(pto: PyObject, state: PyObject): New | NULL {
  const invalid = (): NULL => PyErr_SetString(PyExc_TypeError, 'invalid partial state');
  if (!PyTuple_Check(state) || PyTuple_GET_SIZE(state) !== 4) return invalid();
  const fn = PyTuple_GET_ITEM(state, 0), fnargs = PyTuple_GET_ITEM(state, 1), kw = PyTuple_GET_ITEM(state, 2), dict = PyTuple_GET_ITEM(state, 3);
  if (!PyCallable_Check(fn) || !PyTuple_Check(fnargs) || (kw !== _Py_NoneStruct && !PyDict_Check(kw))) return invalid();
  const args = PyTuple_CheckExact(fnargs) ? Py_NewRef(fnargs) : PySequence_Tuple(fnargs);
  const keywords = args === NULL ? NULL : kw === _Py_NoneStruct ? PyDict_New() : PyDict_CheckExact(kw) ? Py_NewRef(kw) : PyDict_Copy(kw);
  if (args === NULL || keywords === NULL) {
    Py_XDECREF(args);
    return NULL;
  }
  setField(pto, 4, Py_NewRef(fn));
  setField(pto, 6, args);
  setField(pto, 8, keywords);
  setField(pto, 10, dict === _Py_NoneStruct ? NULL : Py_NewRef(dict));
  return Py_NewRef(_Py_NoneStruct);
}
const partial_spec: TypeSpec = {
  tp_name: 'functools.partial', tp_basicsize: 64, tp_dictoffset: 40, tp_weaklistoffset: 48,
  tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'partial(func, /, *args, **keywords)\n--\n\nA function with some of its arguments and keywords given beforehand.',
  slots: {
    tp_dealloc: partial_dealloc, tp_repr: partial_repr, tp_call: partial_call, vectorcall: partial_vectorcall, tp_getattro: PyObject_GenericGetAttr, tp_setattro: PyObject_GenericSetAttr,
    tp_traverse: traverseHeapFields(4, 6, 8, 10), tp_clear: clearPartial, tp_descr_get: partial_descr_get, tp_new: partial_new, tp_free: PyObject_GC_Del,
  },
  methods: [
    hiddenMethod('__reduce__', '($self, /)', partial_reduce, null),
    hiddenMethod('__setstate__', '($self, state, /)', partial_setstate, null),
    hiddenMethod('__class_getitem__', '($type, object, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
  members: [
    {name: 'func', type: 'object', offset: 16, flags: Py_READONLY, doc: 'the function that is called'},
    {name: 'args', type: 'object', offset: 24, flags: Py_READONLY, doc: 'the arguments in front of those of a call'},
    {name: 'keywords', type: 'object', offset: 32, flags: Py_READONLY, doc: 'the keyword arguments of each call'},
    {name: '__weaklistoffset__', type: 'ssize', offset: 48, flags: Py_READONLY},
    {name: '__dictoffset__', type: 'ssize', offset: 40, flags: Py_READONLY},
  ],
  getset: [{name: '__dict__', get: PyObject_GenericGetDict, set: PyObject_GenericSetDict}],
};

// ---- cmp_to_key ----

/** A key for an object (NULL: for none yet). */
function newKey(type: PyTypeObject, cmp: PyObject, object: PyObject | NULL): New | NULL {
  const ko = _PyObject_GC_New(type, 32);
  if (ko === NULL) return PyErr_NoMemory();
  set_keywrapper_cmp(ko, Py_NewRef(cmp));
  set_keywrapper_object(ko, Py_XNewRef(object));
  _PyObject_GC_TRACK(ko);
  return ko;
}
function keyobject_call(ko: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('K', '(obj)', args, kwds);
  return values === null ? NULL : newKey(Py_TYPE(ko), keywrapper_cmp(ko), values[0]);
}
/** CPython: keyobject_richcompare() */
function keyobject_richcompare(ko: PyObject, other: PyObject, op: number): New | NULL {
  if (Py_TYPE(other) !== Py_TYPE(ko)) return PyErr_SetString(PyExc_TypeError, 'other argument must be K instance');
  const x = keywrapper_object(ko), y = keywrapper_object(other);
  if (x === NULL || y === NULL) return PyErr_SetString(PyExc_AttributeError, 'object');
  const result = PyObject_CallFunctionObjArgs(keywrapper_cmp(ko), x, y);
  if (result === NULL) return NULL;
  const answer = PyObject_RichCompare(result, _PyLong_GetZero(), op);
  Py_DECREF(result);
  return answer;
}
function keyobject_text_signature(): New | NULL {
  return PyUnicode_FromString('(obj)');
}
const keyobject_spec: TypeSpec = {
  tp_name: 'functools.KeyWrapper', tp_basicsize: 32, tp_flags: Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {
    tp_dealloc: deallocHeapFields(4, 6), tp_call: keyobject_call, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseHeapFields(4, 6), tp_clear: clearFields(4, 6), tp_richcompare: keyobject_richcompare,
  },
  members: [{name: 'obj', type: 'object', offset: 24, doc: 'The object whose key this is.'}],
  getset: [{name: '__text_signature__', get: keyobject_text_signature}],
};
function cmp_to_key(module: PyObject, mycmp: PyObject): New | NULL {
  return newKey(stateOf(module)!.keyobject_type as PyObject, mycmp, NULL);
}

// ---- reduce ----

/** CPython: functools_reduce() */
function reduce(module: PyObject, args: Args, nargs: number): New | NULL {
  if (!_PyArg_CheckPositional('reduce', nargs, 2, 3)) return NULL;
  const func = ARG(args, 0), it = PyObject_GetIter(ARG(args, 1));
  if (it === NULL) return PyErr_ExceptionMatches(PyExc_TypeError) ? PyErr_SetString(PyExc_TypeError, 'reduce() arg 2 must support iteration') : NULL;
  let result: New | NULL = nargs === 3 ? Py_NewRef(ARG(args, 2)) : NULL;
  for (;;) {
    const item = PyIter_Next(it);
    if (item === NULL) break;
    if (result === NULL) {
      result = item;
      continue;
    }
    const next: New | NULL = PyObject_CallFunctionObjArgs(func, result, item);
    Py_DECREF(result);
    Py_DECREF(item);
    result = next;
    if (result === NULL) break;
  }
  Py_DECREF(it);
  if (PyErr_Occurred() !== NULL) {
    Py_XDECREF(result);
    return NULL;
  }
  return result !== NULL ? result : PyErr_SetString(PyExc_TypeError, 'reduce() of empty iterable with no initial value');
}

// ---- the module ----

function functools_exec(module: PyObject): number {
  const state = stateOf(module)!;
  state.kwd_mark = PyObject_CallNoArgs(PyBaseObject_Type);
  state.partial_type = PyType_FromModuleAndSpec(module, partial_spec, NULL);
  const lru = PyType_FromModuleAndSpec(module, lru_cache_spec, NULL);
  state.keyobject_type = PyType_FromModuleAndSpec(module, keyobject_spec, NULL);
  state.lru_list_elem_type = PyType_FromModuleAndSpec(module, lru_list_elem_spec, NULL);
  const ok = state.kwd_mark !== NULL && state.partial_type !== NULL && lru !== NULL && state.keyobject_type !== NULL && state.lru_list_elem_type !== NULL
    && PyModule_AddType(module, state.partial_type) === 0 && PyModule_AddType(module, lru) === 0;
  Py_XDECREF(lru);
  return ok ? 0 : -1;
}
function fieldsOf(state: FunctoolsState): (PyObject | NULL)[] {
  return [state.kwd_mark, state.partial_type, state.keyobject_type, state.lru_list_elem_type];
}
function functools_clear(module: PyObject): number {
  const state = stateOf(module);
  if (state === null) return 0;
  const fields = fieldsOf(state);
  state.kwd_mark = state.partial_type = state.keyobject_type = state.lru_list_elem_type = NULL;
  for (const op of fields) Py_XDECREF(op);
  return 0;
}
const def = new PyModuleDef('_functools', {
  m_doc: 'Functions about functions, in the runtime itself.', m_size: 32,
  m_methods: [
    rawMethod('reduce', null, reduce, 'reduce(function, iterable[, initial], /) -> value\n\nApplies a function of two arguments to the items of an iterable from left to\nright: what it returned, and the next item. The initial value comes in front of\nthe items, and is the result for an empty iterable.\n\nreduce(lambda x, y: x+y, [1, 2, 3, 4, 5]) is ((((1 + 2) + 3) + 4) + 5).', METH_VARARGS),
    method('cmp_to_key', '($module, /, mycmp)', cmp_to_key, 'Makes a key function of one that compares two objects.'),
  ],
  m_slots: [[Py_mod_exec, functools_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  newState: () => new FunctoolsState(),
  m_traverse: (module, visit) => {
    const state = stateOf(module);
    if (state !== null) for (const op of fieldsOf(state)) if (op !== NULL && visit(op) !== 0) return 1;
    return 0;
  },
  m_clear: functools_clear, m_free: module => void functools_clear(module),
});
/** CPython: PyInit__functools() */
export function PyInit__functools(): PyModuleDef {
  return PyModuleDef_Init(def);
}
