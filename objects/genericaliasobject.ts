/** types.GenericAlias: list[int] and the like, and how type parameters are substituted. CPython: Objects/genericaliasobject.c */
import {H} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {PyList_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyType_Check, PyUnicode_Check, Py_BOOL, Py_TYPE, ga_args, ga_origin, ga_parameters, ga_starred, ga_weakreflist, gaiter_obj, set_ga_args, set_ga_origin, set_ga_parameters, set_ga_starred, set_gaiter_obj} from '../runtime/generated/accessors';
import {ID___args__, ID___module__, ID___orig_class__, ID___origin__, ID___parameters__, ID___qualname__, ID___typing_is_unpacked_typevartuple__, ID___typing_prepare_subst__, ID___typing_subst__, ID___typing_unpacked_tuple_args__, ID_iter, ID_next} from '../runtime/generated/ids';
import {HASH_HI, PyExc_AttributeError, PyExc_StopIteration, PyExc_TypeError, PyTuple_Type, Py_GenericAliasType, _PyTuple_Empty, _Py_EllipsisObject, _Py_GenericAliasIterType, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_VECTORCALL} from '../runtime/typeflags';
import {type Args, NULL, type New, PY_SSIZE_T_MAX, type PyObject, type PyTypeObject} from '../runtime/types';
import {Py_READONLY} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyObject_GetIter} from './abstract-iter';
import {PyObject_GetItem} from './abstract-object';
import {PySequence_Contains} from './abstract-sequence';
import {PyObject_Call, PyObject_CallFunctionObjArgs, PyObject_CallOneArg, PyObject_Vectorcall} from './call';
import {writeRepr} from './dictobject-methods';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetNone, PyErr_SetString, reprText} from './errors';
import {traverseFields} from './field-slots';
import {_PyArg_CheckPositional, _PyArg_NoKeywords} from './getargs';
import {_PyEval_GetBuiltin} from './iterobject';
import {PyList_Append, PyList_AsTuple, PyList_New, PyList_SetSlice} from './listobject';
import {PyObject_Dir, PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_HasAttrWithError, PyObject_Hash, PyObject_IsTrue, PyObject_RichCompareBool, PyObject_SelfIter, PyObject_SetAttr, Py_EQ, Py_NE} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyTuple_New, PyTuple_Pack, packSteal} from './tupleobject';
import {PyType_GenericAlloc, PyType_IsSubtype} from './typeobject';
import {PyUnicodeWriter_WriteStr, PyUnicode_AsJSString, PyUnicode_FromString, _PyUnicodeWriter} from './unicodeobject';
import {_Py_union_type_or} from './unionobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';

export function _PyGenericAlias_Check(op: PyObject): boolean {
  return PyType_IsSubtype(Py_TYPE(op), Py_GenericAliasType);
}
function ga_dealloc(self: PyObject): void {
  _PyObject_GC_UNTRACK(self);
  if (ga_weakreflist(self) !== NULL) PyObject_ClearWeakRefs(self);
  Py_XDECREF(ga_origin(self));
  Py_XDECREF(ga_args(self));
  Py_XDECREF(ga_parameters(self));
  slots(Py_TYPE(self)).tp_free!(self);
}
/** Writes a type as annotations show it: qualified name for classes, repr for the rest; false with an exception. escapes. CPython: ga_repr_item(), unionobject.c union_repr_item() */
export function writeTypeRepr(writer: _PyUnicodeWriter, p: PyObject): boolean {
  let generic = PyObject_HasAttrWithError(p, ID___origin__);
  if (generic > 0) generic = PyObject_HasAttrWithError(p, ID___args__);
  if (generic < 0) return false;
  if (generic > 0) return writeRepr(writer, p);
  const qualname = PyObject_GetOptionalAttr(p, ID___qualname__);
  if (qualname === NULL) return PyErr_Occurred() === NULL && writeRepr(writer, p);
  const module = PyObject_GetOptionalAttr(p, ID___module__);
  let ok = PyErr_Occurred() === NULL;
  if (ok && (module === NULL || module === _Py_NoneStruct)) ok = writeRepr(writer, p);
  else if (ok) {
    if (!(PyUnicode_Check(module as PyObject) && PyUnicode_AsJSString(module as PyObject) === 'builtins')) {
      ok = PyUnicodeWriter_WriteStr(writer, module as PyObject);
      writer.writeASCII('.');
    }
    ok &&= PyUnicodeWriter_WriteStr(writer, qualname);
  }
  Py_DECREF(qualname);
  Py_XDECREF(module);
  return ok;
}
function writeItem(writer: _PyUnicodeWriter, p: PyObject): boolean {
  if (p === _Py_EllipsisObject) {
    writer.writeASCII('...');
    return true;
  }
  return writeTypeRepr(writer, p);
}
/** CPython: ga_repr() */
function ga_repr(self: PyObject): New | NULL {
  const args = ga_args(self), n = PyTuple_GET_SIZE(args), writer = new _PyUnicodeWriter();
  if (ga_starred(self) !== 0) writer.writeASCII('*');
  if (!writeItem(writer, ga_origin(self))) return NULL;
  writer.writeASCII('[');
  for (let i = 0; i < n; i++) {
    if (i > 0) writer.writeASCII(', ');
    const p = PyTuple_GET_ITEM(args, i);
    // the arguments of a ParamSpec
    if (PyList_CheckExact(p)) {
      writer.writeASCII('[');
      for (let k = 0; k < PyList_GET_SIZE(p); k++) {
        if (k > 0) writer.writeASCII(', ');
        if (!writeItem(writer, PyList_GET_ITEM(p, k))) return NULL;
      }
      writer.writeASCII(']');
    } else if (!writeItem(writer, p)) return NULL;
  }
  writer.writeASCII(n === 0 ? '()]' : ']');
  return writer.finish();
}

/** A tuple of borrowed items. */
function tupleOf(items: readonly PyObject[]): New | NULL {
  const tuple = PyTuple_New(items.length);
  if (tuple === NULL) return NULL;
  for (let i = 0; i < items.length; i++) PyTuple_SET_ITEM(tuple, i, Py_NewRef(items[i]));
  return tuple;
}
function itemsOf(tuple: PyObject): PyObject[] {
  return Array.from({length: PyTuple_GET_SIZE(tuple)}, (_, i) => PyTuple_GET_ITEM(tuple, i));
}
/** The type parameters that occur in arguments, each once, as a tuple. escapes. CPython: _Py_make_parameters() */
export function _Py_make_parameters(args: PyObject): New | NULL {
  const found: New[] = [];
  const release = (): NULL => {
    for (const op of found) Py_DECREF(op);
    return NULL;
  };
  const add = (op: PyObject): void => {
    if (!found.includes(op as New)) found.push(Py_NewRef(op));
  };
  for (let i = 0; i < PyTuple_GET_SIZE(args); i++) {
    const t = PyTuple_GET_ITEM(args, i);
    if (PyType_Check(t)) continue;
    const isParameter = PyObject_HasAttrWithError(t, ID___typing_subst__);
    if (isParameter < 0) return release();
    if (isParameter > 0) {
      add(t);
      continue;
    }
    const subparams = PyObject_GetOptionalAttr(t, ID___parameters__);
    if (subparams === NULL) {
      if (PyErr_Occurred() !== NULL) return release();
      continue;
    }
    if (PyTuple_Check(subparams)) itemsOf(subparams).forEach(add);
    Py_DECREF(subparams);
  }
  const result = tupleOf(found);
  release();
  return result;
}
/** obj with its type parameters replaced, or obj itself. escapes. CPython: subs_tvars() */
function subs_tvars(obj: PyObject, params: PyObject, argitems: readonly PyObject[]): New | NULL {
  const subparams = PyObject_GetOptionalAttr(obj, ID___parameters__);
  if (subparams === NULL) return PyErr_Occurred() !== NULL ? NULL : Py_NewRef(obj);
  if (!PyTuple_Check(subparams) || PyTuple_GET_SIZE(subparams) === 0) {
    Py_DECREF(subparams);
    return Py_NewRef(obj);
  }
  const all = itemsOf(params), subargs: PyObject[] = [];
  for (const param of itemsOf(subparams)) {
    const at = all.indexOf(param);
    if (at < 0) subargs.push(param);
    else if (slots(Py_TYPE(param)).tp_iter !== null && PyTuple_Check(argitems[at])) subargs.push(...itemsOf(argitems[at]));
    else subargs.push(argitems[at]);
  }
  const key = tupleOf(subargs), result = key === NULL ? NULL : PyObject_GetItem(obj, key);
  Py_XDECREF(key);
  Py_DECREF(subparams);
  return result;
}
/** 1 for *Ts, 0 for others, -1 with an exception. CPython: _is_unpacked_typevartuple() */
function isUnpackedTypeVarTuple(arg: PyObject): number {
  if (PyType_Check(arg)) return 0;
  const value = PyObject_GetOptionalAttr(arg, ID___typing_is_unpacked_typevartuple__);
  if (value === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  const result = PyObject_IsTrue(value);
  Py_DECREF(value);
  return result;
}
/** The arguments of *tuple[...], NULL (perhaps with an exception) for others. CPython: _unpacked_tuple_args() */
function unpackedTupleArgs(arg: PyObject): New | NULL {
  if (_PyGenericAlias_Check(arg) && ga_starred(arg) !== 0 && ga_origin(arg) === PyTuple_Type) return Py_NewRef(ga_args(arg));
  const result = PyObject_GetOptionalAttr(arg, ID___typing_unpacked_tuple_args__);
  if (result === NULL || result !== _Py_NoneStruct) return result;
  Py_DECREF(result);
  return NULL;
}
/** The subscript as a tuple, with *tuple[a, b] replaced by a and b. escapes. CPython: _unpack_args() */
function unpackArgs(item: PyObject): New | NULL {
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  let ok = true;
  for (const arg of PyTuple_Check(item) ? itemsOf(item) : [item]) {
    if (!PyType_Check(arg)) {
      const subargs = unpackedTupleArgs(arg);
      const n = subargs !== NULL && PyTuple_Check(subargs) ? PyTuple_GET_SIZE(subargs) : -1;
      if (n >= 0 && !(n > 0 && PyTuple_GET_ITEM(subargs as PyObject, n - 1) === _Py_EllipsisObject)) {
        ok = PyList_SetSlice(list, PY_SSIZE_T_MAX, PY_SSIZE_T_MAX, subargs) === 0;
        Py_DECREF(subargs as New);
        if (!ok) break;
        continue;
      }
      Py_XDECREF(subargs);
      ok = PyErr_Occurred() === NULL;
    }
    ok &&= PyList_Append(list, arg) === 0;
    if (!ok) break;
  }
  const result = ok ? PyList_AsTuple(list) : NULL;
  Py_DECREF(list);
  return result;
}
/** The arguments of a generic alias with its parameters replaced by a subscript. escapes. CPython: _Py_subs_parameters() */
export function _Py_subs_parameters(self: PyObject, args: PyObject, parameters: PyObject, subscript: PyObject): New | NULL {
  const nparams = PyTuple_GET_SIZE(parameters);
  if (nparams === 0) {
    const text = reprText(self);
    return text === null ? NULL : PyErr_SetString(PyExc_TypeError, `${text} is not a generic class`);
  }
  let item = unpackArgs(subscript);
  if (item === NULL) return NULL;
  for (let i = 0; i < nparams; i++) {
    const prepare = PyObject_GetOptionalAttr(PyTuple_GET_ITEM(parameters, i), ID___typing_prepare_subst__);
    if (prepare === NULL) {
      if (PyErr_Occurred() === NULL) continue;
      Py_DECREF(item);
      return NULL;
    }
    if (prepare !== _Py_NoneStruct) {
      const packed: New | NULL = PyTuple_Check(item) ? Py_NewRef(item) : PyTuple_Pack(item);
      const next: New | NULL = packed === NULL ? NULL : PyObject_CallFunctionObjArgs(prepare, self, packed);
      Py_XDECREF(packed);
      Py_DECREF(item);
      item = next;
    }
    Py_DECREF(prepare);
    if (item === NULL) return NULL;
  }
  const argitems: PyObject[] = PyTuple_Check(item) ? itemsOf(item) : [item];
  if (argitems.length !== nparams) {
    Py_DECREF(item);
    const text = reprText(self);
    return text === null ? NULL : PyErr_SetString(PyExc_TypeError, `Too ${argitems.length > nparams ? 'many' : 'few'} arguments for ${text}; actual ${argitems.length}, expected ${nparams}`);
  }
  const newargs: New[] = [], params = itemsOf(parameters);
  let ok = true;
  for (const arg of itemsOf(args)) {
    if (PyType_Check(arg)) {
      newargs.push(Py_NewRef(arg));
      continue;
    }
    const unpack = isUnpackedTypeVarTuple(arg), subst = unpack < 0 ? NULL : PyObject_GetOptionalAttr(arg, ID___typing_subst__);
    let replaced: New | NULL = NULL;
    if (subst !== NULL) {
      replaced = PyObject_CallOneArg(subst, argitems[params.indexOf(arg)]);
      Py_DECREF(subst);
    } else if (PyErr_Occurred() === NULL) replaced = subs_tvars(arg, parameters, argitems);
    if (replaced === NULL) {
      ok = false;
      break;
    }
    if (unpack > 0 && PyTuple_Check(replaced)) {
      for (const part of itemsOf(replaced)) newargs.push(Py_NewRef(part));
      Py_DECREF(replaced);
    } else newargs.push(replaced);
  }
  const result = ok ? tupleOf(newargs) : NULL;
  for (const arg of newargs) Py_DECREF(arg);
  Py_DECREF(item);
  return result;
}

/** The parameters of an alias, made once; borrowed. escapes */
function parametersOf(self: PyObject): PyObject | NULL {
  if (ga_parameters(self) === NULL) set_ga_parameters(self, _Py_make_parameters(ga_args(self)));
  return ga_parameters(self);
}
/** CPython: ga_getitem() */
function ga_getitem(self: PyObject, item: PyObject): New | NULL {
  const parameters = parametersOf(self);
  if (parameters === NULL) return NULL;
  const newargs = _Py_subs_parameters(self, ga_args(self), parameters, item);
  if (newargs === NULL) return NULL;
  const result = Py_GenericAlias(ga_origin(self), newargs);
  Py_DECREF(newargs);
  if (result !== NULL) set_ga_starred(result, ga_starred(self));
  return result;
}
function ga_hash(self: PyObject): number {
  const lo = PyObject_Hash(ga_origin(self)), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return -1;
  const argsLo = PyObject_Hash(ga_args(self)), argsHi = H[HASH_HI];
  if (argsLo === -1 && argsHi === -1) return -1;
  H[HASH_HI] = hi ^ argsHi;
  return hashNotMinusOne(lo ^ argsLo);
}
/** A computed hash may not be -1, which says that there was an error. */
function hashNotMinusOne(lo: number): number {
  return lo === -1 && H[HASH_HI] === -1 ? -2 : lo;
}
/** CPython: set_orig_class() */
function set_orig_class(obj: New | NULL, self: PyObject): New | NULL {
  if (obj === NULL || PyObject_SetAttr(obj, ID___orig_class__, self) === 0) return obj;
  if (!PyErr_ExceptionMatches(PyExc_AttributeError) && !PyErr_ExceptionMatches(PyExc_TypeError)) {
    Py_DECREF(obj);
    return NULL;
  }
  PyErr_Clear();
  return obj;
}
function ga_call(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  return set_orig_class(PyObject_Call(ga_origin(self), args, kwds), self);
}
function ga_vectorcall(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  return set_orig_class(PyObject_Vectorcall(ga_origin(self), args, nargs, kwnames), self);
}
/** The attributes that are the alias's own; all others are its origin's. */
const OWN_ATTRIBUTES: readonly string[] = [
  '__class__', '__bases__', '__origin__', '__args__', '__unpacked__', '__parameters__', '__typing_unpacked_tuple_args__', '__mro_entries__', '__reduce_ex__', '__reduce__', '__copy__', '__deepcopy__',
];
function ga_getattro(self: PyObject, name: PyObject): New | NULL {
  if (PyUnicode_Check(name) && !OWN_ATTRIBUTES.includes(PyUnicode_AsJSString(name))) return PyObject_GetAttr(ga_origin(self), name);
  return PyObject_GenericGetAttr(self, name);
}
function ga_richcompare(a: PyObject, b: PyObject, op: number): New | NULL {
  if (!_PyGenericAlias_Check(b) || (op !== Py_EQ && op !== Py_NE)) return Py_NewRef(_Py_NotImplementedStruct);
  let equal = ga_starred(a) === ga_starred(b) ? PyObject_RichCompareBool(ga_origin(a), ga_origin(b), Py_EQ) : 0;
  if (equal > 0) equal = PyObject_RichCompareBool(ga_args(a), ga_args(b), Py_EQ);
  return equal < 0 ? NULL : Py_NewRef(Py_BOOL((equal !== 0) === (op === Py_EQ)));
}
function ga_mro_entries(self: PyObject, args: PyObject): New | NULL {
  void args;
  return PyTuple_Pack(ga_origin(self));
}
function ga_instancecheck(): NULL {
  return PyErr_SetString(PyExc_TypeError, 'isinstance() argument 2 cannot be a parameterized generic');
}
function ga_subclasscheck(): NULL {
  return PyErr_SetString(PyExc_TypeError, 'issubclass() argument 2 cannot be a parameterized generic');
}
function ga_reduce(self: PyObject): New | NULL {
  if (ga_starred(self) === 0) return packSteal(Py_NewRef(Py_TYPE(self)), PyTuple_Pack(ga_origin(self), ga_args(self)));
  // next(iter(alias)) is the starred one
  const alias = Py_GenericAlias(ga_origin(self), ga_args(self)), it = alias === NULL ? NULL : PyObject_GetIter(alias);
  Py_XDECREF(alias);
  return it === NULL ? NULL : packSteal(_PyEval_GetBuiltin(ID_next), packSteal(it));
}
function ga_dir(self: PyObject): New | NULL {
  const dir = PyObject_Dir(ga_origin(self));
  if (dir === NULL) return NULL;
  for (const text of OWN_ATTRIBUTES) {
    const name = PyUnicode_FromString(text);
    let status = name === NULL ? -1 : PySequence_Contains(dir, name);
    if (status === 0) status = PyList_Append(dir, name as PyObject);
    Py_XDECREF(name);
    if (status < 0) {
      Py_DECREF(dir);
      return NULL;
    }
  }
  return dir;
}
function ga_get_parameters(self: PyObject): New | NULL {
  const parameters = parametersOf(self);
  return parameters === NULL ? NULL : Py_NewRef(parameters);
}
function ga_unpacked_tuple_args(self: PyObject): New | NULL {
  return Py_NewRef(ga_starred(self) !== 0 && ga_origin(self) === PyTuple_Type ? ga_args(self) : _Py_NoneStruct);
}
/** CPython: setup_ga() */
function newAlias(type: PyTypeObject, origin: PyObject, args: PyObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  const tuple = PyTuple_Check(args) ? Py_NewRef(args) : PyTuple_Pack(args);
  if (tuple === NULL) {
    Py_DECREF(self);
    return NULL;
  }
  set_ga_origin(self, Py_NewRef(origin));
  set_ga_args(self, tuple);
  return self;
}
function ga_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKeywords('GenericAlias', kwds) || !_PyArg_CheckPositional('GenericAlias', PyTuple_GET_SIZE(args), 2, 2)) return NULL;
  return newAlias(type, PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1));
}
/** origin[args]; what a class's __class_getitem__ is. CPython: Py_GenericAlias() */
export function Py_GenericAlias(origin: PyObject, args: PyObject): New | NULL {
  return newAlias(Py_GenericAliasType, origin, args);
}

// ---- *alias ----

function ga_iter(self: PyObject): New | NULL {
  const gi = _PyObject_GC_New(_Py_GenericAliasIterType, 24);
  if (gi === NULL) return PyErr_NoMemory();
  set_gaiter_obj(gi, Py_NewRef(self));
  _PyObject_GC_TRACK(gi);
  return gi;
}
function ga_iternext(gi: PyObject): New | NULL {
  const alias = gaiter_obj(gi);
  if (alias === NULL) return PyErr_SetNone(PyExc_StopIteration);
  const starred = Py_GenericAlias(ga_origin(alias), ga_args(alias));
  if (starred === NULL) return NULL;
  set_ga_starred(starred, 1);
  set_gaiter_obj(gi, NULL);
  Py_DECREF(alias);
  return starred;
}
function ga_iter_dealloc(gi: PyObject): void {
  PyObject_GC_UnTrack(gi);
  Py_XDECREF(gaiter_obj(gi));
  PyObject_GC_Del(gi);
}
function ga_iter_reduce(gi: PyObject): New | NULL {
  const iter = _PyEval_GetBuiltin(ID_iter), obj = gaiter_obj(gi);
  return packSteal(iter, PyTuple_Pack(obj !== NULL ? obj : _PyTuple_Empty));
}

defineType(_Py_GenericAliasIterType, {
  tp_name: 'generic_alias_iterator', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'gaiterobject',
  slots: {tp_dealloc: ga_iter_dealloc, tp_iter: PyObject_SelfIter, tp_iternext: ga_iternext},
  methods: [hiddenMethod('__reduce__', '($self, /)', ga_iter_reduce, null)],
});
defineType(Py_GenericAliasType, {
  tp_name: 'types.GenericAlias', tp_basicsize: 64, tp_weaklistoffset: 40, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_VECTORCALL,
  tp_doc: 'GenericAlias(origin, args, /)\n--\n\nA generic type of PEP 585\n\nFor t = list[int], t.__origin__ is list and t.__args__ is (int,).',
  slots: {
    tp_dealloc: ga_dealloc, tp_traverse: traverseFields(4, 6, 8), tp_repr: ga_repr, tp_hash: ga_hash, tp_call: ga_call, vectorcall: ga_vectorcall, tp_getattro: ga_getattro, tp_richcompare: ga_richcompare, tp_iter: ga_iter,
    tp_alloc: PyType_GenericAlloc, tp_new: ga_new, tp_free: PyObject_GC_Del, nb_or: _Py_union_type_or, mp_subscript: ga_getitem,
  },
  methods: [
    hiddenMethod('__mro_entries__', '($self, bases, /)', ga_mro_entries, null),
    hiddenMethod('__instancecheck__', '($self, instance, /)', ga_instancecheck, null),
    hiddenMethod('__subclasscheck__', '($self, cls, /)', ga_subclasscheck, null),
    hiddenMethod('__reduce__', '($self, /)', ga_reduce, null),
    hiddenMethod('__dir__', '($self, /)', ga_dir, null),
  ],
  members: [
    {name: '__origin__', type: 'object', offset: 16, flags: Py_READONLY},
    {name: '__args__', type: 'object', offset: 24, flags: Py_READONLY},
    {name: '__unpacked__', type: 'bool', offset: 48, flags: Py_READONLY},
  ],
  getset: [
    {name: '__parameters__', get: ga_get_parameters, doc: 'The type variables in the alias.'},
    {name: '__typing_unpacked_tuple_args__', get: ga_unpacked_tuple_args},
  ],
});
