/** Type parameters (TypeVar, ParamSpec, TypeVarTuple), type aliases, Generic and NoDefault. CPython: Objects/typevarobject.c */
import {H, interp} from '../runtime/current';
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {PyDict_GET_SIZE, PyFunction_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check, Py_BOOL, Py_TYPE, f_funcobj, func_module, paramspec_default_value, paramspec_evaluate_default, paramspec_name, paramspec_variance, paramspecattr_origin, set_paramspec_bound, set_paramspec_default_value, set_paramspec_name, set_paramspec_variance, set_paramspecattr_origin, set_typevar_bound, set_typevar_constraints, set_typevar_default_value, set_typevar_evaluate_bound, set_typevar_evaluate_constraints, set_typevar_name, set_typevar_variance, set_typevartuple_default_value, set_typevartuple_name, typevar_default_value, typevar_evaluate_bound, typevar_evaluate_constraints, typevar_evaluate_default, typevar_name, typevar_variance, typevartuple_default_value, typevartuple_evaluate_default, typevartuple_name} from '../runtime/generated/accessors';
import {ID___module__} from '../runtime/generated/ids';
import {CURRENT_FRAME, PyExc_TypeError, PyExc_ValueError, _PyNoDefault_Type, _PyTuple_Empty, _PyTypeAlias_Type, _Py_NoDefaultStruct, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {type ParsedFunction, hiddenMethod, method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_Init, _Py_SetImmortal, slots} from '../runtime/object';
import {PyObject_GC_Malloc, _PyType_PreHeaderSize} from '../runtime/obmalloc';
import {Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_MANAGED_DICT, Py_TPFLAGS_MANAGED_WEAKREF} from '../runtime/typeflags';
import {NULL, type New, type Ptr, type PyObject, type PyTypeObject} from '../runtime/types';
import {type PyMemberDef, Py_READONLY, type TypeSpec, type newfunc, type reprfunc, type visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyObject_GetIter} from './abstract-iter';
import {PyObject_GetItem} from './abstract-object';
import {PySequence_Concat, PySequence_Index, PySequence_Size} from './abstract-sequence';
import {PyObject_CallFunctionObjArgs, PyObject_CallNoArgs} from './call';
import {writeRepr} from './dictobject-methods';
import {PyObject_ClearManagedDict, PyObject_VisitManagedDict} from './dictobject-values';
import {PyErr_NoMemory, PyErr_SetString, reprText, strText} from './errors';
import {parseTupleAndKeywords} from './getargs';
import {PyObject_GetAttrString, PyObject_IsTrue, PyObject_RichCompare, PyObject_SetAttr, Py_EQ, Py_NE} from './object';
import {_PyArg_BadArgument} from './text-args';
import {PyTuple_GetSlice, PyTuple_New, packSteal} from './tupleobject';
import {PyType_GenericAlloc} from './typeobject';
import {PyType_FromSpec} from './typeobject-spec';
import {PyUnicode_FromString, _PyUnicodeWriter} from './unicodeobject';
import {_Py_union_type_or} from './unionobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';
import {generic_spec, typealias_dealloc, typealias_get_module, typealias_get_type_params, typealias_new, typealias_parameters, typealias_repr, typealias_subscript, typealias_value_get} from './typevarobject-alias';

/** The heap types of this file, which each interpreter has for itself. CPython: interp->cached_objects */
export class TypingTypes {
  generic: PyObject | NULL = NULL;
  typevar: PyObject | NULL = NULL;
  typevartuple: PyObject | NULL = NULL;
  paramspec: PyObject | NULL = NULL;
  paramspecargs: PyObject | NULL = NULL;
  paramspeckwargs: PyObject | NULL = NULL;
}
/** Those of the current interpreter. */
export function typingTypes(): TypingTypes {
  let types = interp.moduleStates.get('typevarobject') as TypingTypes | undefined;
  if (types === undefined) interp.moduleStates.set('typevarobject', (types = new TypingTypes()));
  return types;
}

// ---- NoDefault ----

function NoDefault_repr(): New | NULL {
  return PyUnicode_FromString('typing.NoDefault');
}
function NoDefault_reduce(): New | NULL {
  return PyUnicode_FromString('NoDefault');
}
function nodefault_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  void type;
  if (PyTuple_GET_SIZE(args) !== 0 || (kwds !== NULL && PyDict_GET_SIZE(kwds) !== 0)) return PyErr_SetString(PyExc_TypeError, 'NoDefaultType takes no arguments');
  return _Py_NoDefaultStruct as New;
}

// ---- what is done by typing.py ----

/** Calls a function of the typing module; the arguments are borrowed. escapes. CPython: call_typing_func_object() */
export function callTyping(name: string, ...args: readonly PyObject[]): New | NULL {
  const typing = hooks.PyImport_ImportModule('typing');
  if (typing === NULL) return NULL;
  const func = PyObject_GetAttrString(typing, name), result = func === NULL ? NULL : PyObject_CallFunctionObjArgs(func, ...args);
  Py_XDECREF(func);
  Py_DECREF(typing);
  return result;
}
function type_check(arg: PyObject, message: string): New | NULL {
  if (arg === _Py_NoneStruct) return Py_NewRef(Py_TYPE(arg));
  const text = PyUnicode_FromString(message);
  if (text === NULL) return NULL;
  const result = callTyping('_type_check', arg, text);
  Py_DECREF(text);
  return result;
}
function make_union(self: PyObject, other: PyObject): New | NULL {
  return callTyping('_make_union', self, other);
}
/** __module__ of the function that runs, or None. CPython: caller() */
export function caller(): New | NULL {
  const frame = H[CURRENT_FRAME], func = frame === 0 ? NULL : f_funcobj(frame);
  const module = func !== NULL && PyFunction_Check(func) ? func_module(func) : NULL;
  return Py_NewRef(module === NULL ? _Py_NoneStruct : module);
}
/** Unpack[tvt]. CPython: typevartuple_unpack() */
function typevartuple_unpack(tvt: PyObject): New | NULL {
  const typing = hooks.PyImport_ImportModule('typing'), unpack = typing === NULL ? NULL : PyObject_GetAttrString(typing, 'Unpack');
  const result = unpack === NULL ? NULL : PyObject_GetItem(unpack, tvt);
  Py_XDECREF(unpack);
  Py_XDECREF(typing);
  return result;
}
/** Type parameters with TypeVarTuples unpacked. CPython: unpack_typevartuples() */
export function unpack_typevartuples(params: PyObject): New | NULL {
  const n = PyTuple_GET_SIZE(params), type = typingTypes().typevartuple;
  let any = false;
  for (let i = 0; i < n; i++) any ||= Py_TYPE(PyTuple_GET_ITEM(params, i)) === type;
  if (!any) return Py_NewRef(params);
  const result = PyTuple_New(n);
  if (result === NULL) return NULL;
  for (let i = 0; i < n; i++) {
    const param = PyTuple_GET_ITEM(params, i), item = Py_TYPE(param) === type ? typevartuple_unpack(param) : Py_NewRef(param);
    if (item === NULL) {
      Py_DECREF(result);
      return NULL;
    }
    PyTuple_SET_ITEM(result, i, item);
  }
  return result;
}

// ---- what the three kinds of parameters have in common ----

/** One field that is either there, or computed by a function the first time it is asked for. escapes */
export function lazyField(self: PyObject, value: Ptr, evaluate: PyObject | NULL, missing: PyObject): New | NULL {
  const present = H[value] as PyObject;
  if (present !== NULL) return Py_NewRef(present);
  if (evaluate === NULL) return Py_NewRef(missing);
  const result = PyObject_CallNoArgs(evaluate);
  if (result !== NULL) H[value] = Py_NewRef(result);
  return result;
}
function hasDefault(value: PyObject | NULL, evaluate: PyObject | NULL): New {
  return Py_NewRef(Py_BOOL(evaluate !== NULL || (value !== NULL && value !== _Py_NoDefaultStruct)));
}
/** Flags of variance as one int: a byte each for covariant, contravariant, inferred. */
function varianceOf(covariant: boolean, contravariant: boolean, infer: boolean): number {
  return (covariant ? 1 : 0) | (contravariant ? 0x100 : 0) | (infer ? 0x10000 : 0);
}
/** Checks the three flags of a call; -1 with an exception. */
function parseVariance(covariant: PyObject | NULL, contravariant: PyObject | NULL, infer: PyObject | NULL): number {
  const flags = [covariant, contravariant, infer].map(flag => (flag === NULL ? 0 : PyObject_IsTrue(flag)));
  if (flags.includes(-1)) return -1;
  if (flags[0] !== 0 && flags[1] !== 0) PyErr_SetString(PyExc_ValueError, 'Bivariant types are not supported.');
  else if (flags[2] !== 0 && (flags[0] !== 0 || flags[1] !== 0)) PyErr_SetString(PyExc_ValueError, 'Variance cannot be specified with infer_variance.');
  else return varianceOf(flags[0] !== 0, flags[1] !== 0, flags[2] !== 0);
  return -1;
}
function parameterRepr(name: PyObject, variance: number): New | NULL {
  if ((variance & 0x10000) !== 0) return Py_NewRef(name);
  const writer = new _PyUnicodeWriter();
  writer.writeASCII((variance & 1) !== 0 ? '+' : (variance & 0x100) !== 0 ? '-' : '~');
  writer.writeStr(name);
  return writer.finish();
}
/** Sets __module__ on a new parameter; it is released on failure. @steals op */
function withModule(op: New, module: PyObject | NULL): New | NULL {
  if (module === NULL || PyObject_SetAttr(op, ID___module__, module) === 0) return op;
  Py_DECREF(op);
  return NULL;
}
export function nameIsStr(fname: string, name: PyObject): boolean {
  if (PyUnicode_Check(name)) return true;
  _PyArg_BadArgument(fname, "argument 'name'", 'str', name);
  return false;
}
/** A parameter object with its managed dict and weak references still empty; untracked. */
function allocate(type: PyTypeObject, size: number): New | NULL {
  const presize = _PyType_PreHeaderSize(type), at = PyObject_GC_Malloc(size, presize);
  if (at === 0) return PyErr_NoMemory();
  for (let word = at + 4; word < at + (size >> 2); word++) H[word] = 0;
  return _PyObject_Init(at, type);
}
/** Ends a parameter after its fields were released. */
function freeParameter(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_ClearManagedDict(self);
  PyObject_ClearWeakRefs(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
export function releaseFields(self: PyObject, first: number, last: number): void {
  for (let at = self + first / 4; at <= self + last / 4; at += 2) {
    const value = H[at] as PyObject;
    H[at] = NULL;
    Py_XDECREF(value);
  }
}
function visitFields(self: PyObject, first: number, last: number, visit: visitproc): number {
  if (visit(Py_TYPE(self)) !== 0) return 1;
  for (let at = self + first / 4; at <= self + last / 4; at += 2) if (H[at] !== NULL && visit(H[at] as PyObject) !== 0) return 1;
  return PyObject_VisitManagedDict(self, visit);
}
function cannotSubclass(what: string): NULL {
  return PyErr_SetString(PyExc_TypeError, `Cannot subclass an instance of ${what}`);
}

// ---- TypeVar ----

function typevar_dealloc(self: PyObject): void {
  _PyObject_GC_UNTRACK(self);
  releaseFields(self, 16, 64);
  freeParameter(self);
}
function typevar_traverse(self: PyObject, visit: visitproc): number {
  return visitFields(self, 24, 64, visit);
}
function typevar_clear(self: PyObject): number {
  releaseFields(self, 24, 64);
  PyObject_ClearManagedDict(self);
  return 0;
}
function typevar_repr(self: PyObject): New | NULL {
  return parameterRepr(typevar_name(self), typevar_variance(self));
}
function get_bound(self: PyObject): New | NULL {
  return lazyField(self, self + 6, typevar_evaluate_bound(self), _Py_NoneStruct);
}
function get_constraints(self: PyObject): New | NULL {
  return lazyField(self, self + 10, typevar_evaluate_constraints(self), _PyTuple_Empty);
}
function typevar_default(self: PyObject): New | NULL {
  return lazyField(self, self + 14, typevar_evaluate_default(self), _Py_NoDefaultStruct);
}
/** CPython: typevar_alloc() */
function typevar_alloc(name: PyObject, bound: PyObject | NULL, evaluate_bound: PyObject | NULL, constraints: PyObject | NULL, evaluate_constraints: PyObject | NULL, default_value: PyObject | NULL, variance: number, module: PyObject | NULL): New | NULL {
  const tv = allocate(typingTypes().typevar as PyObject, 80);
  if (tv === NULL) return NULL;
  set_typevar_name(tv, Py_NewRef(name));
  set_typevar_bound(tv, Py_XNewRef(bound));
  set_typevar_evaluate_bound(tv, Py_XNewRef(evaluate_bound));
  set_typevar_constraints(tv, Py_XNewRef(constraints));
  set_typevar_evaluate_constraints(tv, Py_XNewRef(evaluate_constraints));
  set_typevar_default_value(tv, Py_XNewRef(default_value));
  set_typevar_variance(tv, variance);
  _PyObject_GC_TRACK(tv);
  return withModule(tv, module);
}
/** CPython: typevar_new_impl() */
function typevar_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  void type;
  // what follows the name are constraints
  const first = PyTuple_GetSlice(args, 0, 1), values = first === NULL ? null : parseTupleAndKeywords('typevar', '(name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)', first, kwds);
  if (values === null) {
    Py_XDECREF(first);
    return NULL;
  }
  const name = values[0] as PyObject, n = PyTuple_GET_SIZE(args) - 1;
  Py_DECREF(first as New);
  if (!nameIsStr('typevar', name)) return NULL;
  const variance = parseVariance(values[3], values[4], values[5]);
  if (variance < 0) return NULL;
  let bound: New | NULL = NULL;
  if (values[1] !== NULL && values[1] !== _Py_NoneStruct) {
    bound = type_check(values[1], 'Bound must be a type.');
    if (bound === NULL) return NULL;
  }
  if (n === 1 || (n > 1 && bound !== NULL)) {
    Py_XDECREF(bound);
    return PyErr_SetString(PyExc_TypeError, n === 1 ? 'A single constraint is not allowed' : 'Constraints cannot be combined with bound=...');
  }
  const constraints = n > 1 ? PyTuple_GetSlice(args, 1, n + 1) : NULL, module = caller();
  const result = typevar_alloc(name, bound, NULL, constraints, NULL, values[2] === NULL ? _Py_NoDefaultStruct : values[2], variance, module);
  Py_XDECREF(bound);
  Py_XDECREF(constraints);
  Py_XDECREF(module);
  return result;
}
function typevar_typing_subst(self: PyObject, arg: PyObject): New | NULL {
  return callTyping('_typevar_subst', self, arg);
}
/** CPython: typevar_typing_prepare_subst_impl() */
function typevar_typing_prepare_subst(self: PyObject, alias: PyObject, args: PyObject): New | NULL {
  const params = PyObject_GetAttrString(alias, '__parameters__');
  if (params === NULL) return NULL;
  const i = PySequence_Index(params, self);
  Py_DECREF(params);
  if (i === -1) return NULL;
  const n = PySequence_Size(args);
  if (n === -1) return NULL;
  if (i < n) return Py_NewRef(args);
  if (i === n) {
    const value = typevar_default(self);
    if (value === NULL) return NULL;
    if (value !== _Py_NoDefaultStruct) {
      const more = packSteal(value), result = more === NULL ? NULL : PySequence_Concat(args, more);
      Py_XDECREF(more);
      return result;
    }
  }
  const text = strText(alias);
  return text === null ? NULL : PyErr_SetString(PyExc_TypeError, `Too few arguments for ${text}; actual ${n}, expected at least ${i + 1}`);
}
function typevar_reduce(self: PyObject): New | NULL {
  return Py_NewRef(typevar_name(self));
}
function typevar_has_default(self: PyObject): New | NULL {
  return hasDefault(typevar_default_value(self), typevar_evaluate_default(self));
}
function typevar_mro_entries(): NULL {
  return cannotSubclass('TypeVar');
}
const boolMembers = (offset: number): PyMemberDef[] => [
  {name: '__covariant__', type: 'bool', offset, flags: Py_READONLY},
  {name: '__contravariant__', type: 'bool', offset: offset + 1, flags: Py_READONLY},
  {name: '__infer_variance__', type: 'bool', offset: offset + 2, flags: Py_READONLY},
];
const PARAMETER_FLAGS = Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_MANAGED_DICT | Py_TPFLAGS_MANAGED_WEAKREF;
const typevar_spec: TypeSpec = {
  tp_name: 'typing.TypeVar', tp_basicsize: 80, tp_flags: PARAMETER_FLAGS,
  tp_doc: 'Type variable.\n\nUsually made by the type parameter list of a class, function or alias:\n\n    class Sequence[T]: ...\n    class StrSequence[S: str]: ...\n    class StrOrBytesSequence[A: (str, bytes)]: ...\n    class IntDefault[T = int]: ...\n\nor by hand:\n\n    T = TypeVar(\'T\')\n    S = TypeVar(\'S\', bound=str)\n    A = TypeVar(\'A\', str, bytes)\n    D = TypeVar(\'D\', default=int)\n',
  slots: {
    tp_dealloc: typevar_dealloc, tp_repr: typevar_repr, tp_traverse: typevar_traverse, tp_clear: typevar_clear, tp_new: typevar_new, tp_alloc: PyType_GenericAlloc, tp_free: PyObject_GC_Del, nb_or: make_union,
  },
  methods: [
    method('__typing_subst__', '($self, arg, /)', typevar_typing_subst, null),
    method('__typing_prepare_subst__', '($self, alias, args, /)', typevar_typing_prepare_subst, null),
    method('__reduce__', '($self, /)', typevar_reduce, null),
    method('has_default', '($self, /)', typevar_has_default, null),
    hiddenMethod('__mro_entries__', '($self, bases, /)', typevar_mro_entries, null),
  ],
  members: [{name: '__name__', type: 'object', offset: 16, flags: Py_READONLY}, ...boolMembers(72)],
  getset: [{name: '__bound__', get: get_bound}, {name: '__constraints__', get: get_constraints}, {name: '__default__', get: typevar_default}],
};

// ---- ParamSpec ----

function paramspecattr_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  _PyObject_GC_UNTRACK(self);
  Py_XDECREF(paramspecattr_origin(self));
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function paramspecattr_richcompare(a: PyObject, b: PyObject, op: number): New | NULL {
  if (Py_TYPE(a) !== Py_TYPE(b) || (op !== Py_EQ && op !== Py_NE)) return Py_NewRef(_Py_NotImplementedStruct);
  return PyObject_RichCompare(paramspecattr_origin(a), paramspecattr_origin(b), op);
}
function paramspecattr_new(type: PyTypeObject, origin: PyObject): New | NULL {
  const psa = allocate(type, 24);
  if (psa === NULL) return NULL;
  set_paramspecattr_origin(psa, Py_NewRef(origin));
  _PyObject_GC_TRACK(psa);
  return psa;
}
function attrRepr(self: PyObject, which: string): New | NULL {
  const origin = paramspecattr_origin(self), writer = new _PyUnicodeWriter();
  if (Py_TYPE(origin) === typingTypes().paramspec) writer.writeStr(paramspec_name(origin));
  else if (!writeRepr(writer, origin)) return NULL;
  writer.writeASCII(which);
  return writer.finish();
}
function paramspecargs_repr(self: PyObject): New | NULL {
  return attrRepr(self, '.args');
}
function paramspeckwargs_repr(self: PyObject): New | NULL {
  return attrRepr(self, '.kwargs');
}
function paramspecargs_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('paramspecargs', '(origin)', args, kwds);
  return values === null ? NULL : paramspecattr_new(type, values[0] as PyObject);
}
function paramspeckwargs_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('paramspeckwargs', '(origin)', args, kwds);
  return values === null ? NULL : paramspecattr_new(type, values[0] as PyObject);
}
function paramspecargs_mro_entries(): NULL {
  return cannotSubclass('ParamSpecArgs');
}
function paramspeckwargs_mro_entries(): NULL {
  return cannotSubclass('ParamSpecKwargs');
}
function attrSpec(tp_name: string, word: string, tp_repr: reprfunc, tp_new: newfunc, mro: ParsedFunction): TypeSpec {
  return {
    tp_name, tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_MANAGED_WEAKREF, layout: 'paramspecattrobject',
    tp_doc: `What P.${word} of a ParamSpec P is; its __origin__ is P.\n\nThe type is there to be looked at while a program runs; type checkers do not\ncare for it.\n`,
    slots: {tp_dealloc: paramspecattr_dealloc, tp_repr, tp_richcompare: paramspecattr_richcompare, tp_new, tp_alloc: PyType_GenericAlloc, tp_free: PyObject_GC_Del},
    methods: [hiddenMethod('__mro_entries__', '($self, bases, /)', mro, null)],
    members: [{name: '__origin__', type: 'object', offset: 16, flags: Py_READONLY}],
  };
}
const paramspecargs_spec = attrSpec('typing.ParamSpecArgs', 'args', paramspecargs_repr, paramspecargs_new, paramspecargs_mro_entries);
const paramspeckwargs_spec = attrSpec('typing.ParamSpecKwargs', 'kwargs', paramspeckwargs_repr, paramspeckwargs_new, paramspeckwargs_mro_entries);

function paramspec_dealloc(self: PyObject): void {
  _PyObject_GC_UNTRACK(self);
  releaseFields(self, 16, 40);
  freeParameter(self);
}
function paramspec_traverse(self: PyObject, visit: visitproc): number {
  return visitFields(self, 24, 40, visit);
}
function paramspec_clear(self: PyObject): number {
  releaseFields(self, 24, 40);
  PyObject_ClearManagedDict(self);
  return 0;
}
function paramspec_repr(self: PyObject): New | NULL {
  return parameterRepr(paramspec_name(self), paramspec_variance(self));
}
function paramspec_args(self: PyObject): New | NULL {
  return paramspecattr_new(typingTypes().paramspecargs as PyObject, self);
}
function paramspec_kwargs(self: PyObject): New | NULL {
  return paramspecattr_new(typingTypes().paramspeckwargs as PyObject, self);
}
function paramspec_default(self: PyObject): New | NULL {
  return lazyField(self, self + 8, paramspec_evaluate_default(self), _Py_NoDefaultStruct);
}
function paramspec_alloc(name: PyObject, bound: PyObject | NULL, default_value: PyObject | NULL, variance: number, module: PyObject | NULL): New | NULL {
  const ps = allocate(typingTypes().paramspec as PyObject, 56);
  if (ps === NULL) return NULL;
  set_paramspec_name(ps, Py_NewRef(name));
  set_paramspec_bound(ps, Py_XNewRef(bound));
  set_paramspec_default_value(ps, Py_XNewRef(default_value));
  set_paramspec_variance(ps, variance);
  _PyObject_GC_TRACK(ps);
  return withModule(ps, module);
}
/** CPython: paramspec_new_impl() */
function paramspec_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  void type;
  const values = parseTupleAndKeywords('paramspec', '(name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)', args, kwds);
  if (values === null || !nameIsStr('paramspec', values[0] as PyObject)) return NULL;
  const variance = parseVariance(values[3], values[4], values[5]);
  if (variance < 0) return NULL;
  const bound = type_check(values[1] === NULL ? _Py_NoneStruct : values[1], 'Bound must be a type.');
  if (bound === NULL) return NULL;
  const module = caller(), result = paramspec_alloc(values[0] as PyObject, bound, values[2] === NULL ? _Py_NoDefaultStruct : values[2], variance, module);
  Py_DECREF(bound);
  Py_XDECREF(module);
  return result;
}
function paramspec_typing_subst(self: PyObject, arg: PyObject): New | NULL {
  return callTyping('_paramspec_subst', self, arg);
}
function paramspec_typing_prepare_subst(self: PyObject, alias: PyObject, args: PyObject): New | NULL {
  return callTyping('_paramspec_prepare_subst', self, alias, args);
}
function paramspec_reduce(self: PyObject): New | NULL {
  return Py_NewRef(paramspec_name(self));
}
function paramspec_has_default(self: PyObject): New | NULL {
  return hasDefault(paramspec_default_value(self), paramspec_evaluate_default(self));
}
function paramspec_mro_entries(): NULL {
  return cannotSubclass('ParamSpec');
}
const paramspec_spec: TypeSpec = {
  tp_name: 'typing.ParamSpec', tp_basicsize: 56, tp_flags: PARAMETER_FLAGS,
  tp_doc: 'Parameter specification variable: stands for the parameters of a callable.\n\nUsually made by a type parameter list:\n\n    type IntFunc[**P] = Callable[P, int]\n    type IntFuncDefault[**P = (int, str)] = Callable[P, int]\n\nor by hand:\n\n    P = ParamSpec(\'P\')\n    DefaultP = ParamSpec(\'DefaultP\', default=(int, str))\n',
  slots: {
    tp_dealloc: paramspec_dealloc, tp_repr: paramspec_repr, tp_traverse: paramspec_traverse, tp_clear: paramspec_clear, tp_new: paramspec_new, tp_alloc: PyType_GenericAlloc, tp_free: PyObject_GC_Del, nb_or: make_union,
  },
  methods: [
    method('__typing_subst__', '($self, arg, /)', paramspec_typing_subst, null),
    method('__typing_prepare_subst__', '($self, alias, args, /)', paramspec_typing_prepare_subst, null),
    method('has_default', '($self, /)', paramspec_has_default, null),
    method('__reduce__', '($self, /)', paramspec_reduce, null),
    hiddenMethod('__mro_entries__', '($self, bases, /)', paramspec_mro_entries, null),
  ],
  members: [{name: '__name__', type: 'object', offset: 16, flags: Py_READONLY}, {name: '__bound__', type: 'object', offset: 24, flags: Py_READONLY}, ...boolMembers(48)],
  getset: [
    {name: 'args', get: paramspec_args, doc: 'The positional arguments.'},
    {name: 'kwargs', get: paramspec_kwargs, doc: 'The keyword arguments.'},
    {name: '__default__', get: paramspec_default, doc: 'What the ParamSpec stands for when nothing is given.'},
  ],
};

// ---- TypeVarTuple ----

function typevartuple_dealloc(self: PyObject): void {
  _PyObject_GC_UNTRACK(self);
  releaseFields(self, 16, 32);
  freeParameter(self);
}
function typevartuple_traverse(self: PyObject, visit: visitproc): number {
  return visitFields(self, 24, 32, visit);
}
function typevartuple_clear(self: PyObject): number {
  releaseFields(self, 24, 32);
  PyObject_ClearManagedDict(self);
  return 0;
}
function typevartuple_iter(self: PyObject): New | NULL {
  const tuple = packSteal(typevartuple_unpack(self)), result = tuple === NULL ? NULL : PyObject_GetIter(tuple);
  Py_XDECREF(tuple);
  return result;
}
function typevartuple_repr(self: PyObject): New | NULL {
  return Py_NewRef(typevartuple_name(self));
}
function typevartuple_alloc(name: PyObject, module: PyObject | NULL, default_value: PyObject | NULL): New | NULL {
  const tvt = allocate(typingTypes().typevartuple as PyObject, 40);
  if (tvt === NULL) return NULL;
  set_typevartuple_name(tvt, Py_NewRef(name));
  set_typevartuple_default_value(tvt, Py_XNewRef(default_value));
  _PyObject_GC_TRACK(tvt);
  return withModule(tvt, module);
}
function typevartuple_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  void type;
  const values = parseTupleAndKeywords('typevartuple', '(name, *, default=NoDefault)', args, kwds);
  if (values === null || !nameIsStr('typevartuple', values[0] as PyObject)) return NULL;
  const module = caller(), result = typevartuple_alloc(values[0] as PyObject, module, values[1] === NULL ? _Py_NoDefaultStruct : values[1]);
  Py_XDECREF(module);
  return result;
}
function typevartuple_typing_subst(): NULL {
  return PyErr_SetString(PyExc_TypeError, 'Substitution of bare TypeVarTuple is not supported');
}
function typevartuple_typing_prepare_subst(self: PyObject, alias: PyObject, args: PyObject): New | NULL {
  return callTyping('_typevartuple_prepare_subst', self, alias, args);
}
function typevartuple_has_default(self: PyObject): New | NULL {
  return hasDefault(typevartuple_default_value(self), typevartuple_evaluate_default(self));
}
function typevartuple_default(self: PyObject): New | NULL {
  return lazyField(self, self + 6, typevartuple_evaluate_default(self), _Py_NoDefaultStruct);
}
function typevartuple_mro_entries(): NULL {
  return cannotSubclass('TypeVarTuple');
}
const typevartuple_spec: TypeSpec = {
  tp_name: 'typing.TypeVarTuple', tp_basicsize: 40, tp_flags: PARAMETER_FLAGS,
  tp_doc: 'Type variable tuple: stands for any number of types.\n\nUsually made by a type parameter list:\n\n    def move_first_element_to_last[T, *Ts](tup: tuple[T, *Ts]) -> tuple[*Ts, T]: ...\n    type AliasWithDefault[*Ts = (str, int)] = tuple[*Ts]\n\nor by hand:\n\n    Ts = TypeVarTuple(\'Ts\')\n    DefaultTs = TypeVarTuple(\'Ts\', default=(str, int))\n',
  slots: {
    tp_dealloc: typevartuple_dealloc, tp_repr: typevartuple_repr, tp_traverse: typevartuple_traverse, tp_clear: typevartuple_clear, tp_iter: typevartuple_iter, tp_new: typevartuple_new,
    tp_alloc: PyType_GenericAlloc, tp_free: PyObject_GC_Del,
  },
  methods: [
    method('__typing_subst__', '($self, arg, /)', typevartuple_typing_subst, null),
    method('__typing_prepare_subst__', '($self, alias, args, /)', typevartuple_typing_prepare_subst, null),
    method('__reduce__', '($self, /)', typevartuple_repr, null),
    method('has_default', '($self, /)', typevartuple_has_default, null),
    hiddenMethod('__mro_entries__', '($self, bases, /)', typevartuple_mro_entries, null),
  ],
  members: [{name: '__name__', type: 'object', offset: 16, flags: Py_READONLY}],
  getset: [{name: '__default__', get: typevartuple_default, doc: 'What the TypeVarTuple stands for when nothing is given.'}],
};

// ---- intrinsics ----

/** class C[T: bound], or with constraints. CPython: _Py_make_typevar() */
export function _Py_make_typevar(name: PyObject, evaluate_bound: PyObject | NULL, evaluate_constraints: PyObject | NULL): New | NULL {
  return typevar_alloc(name, NULL, evaluate_bound, NULL, evaluate_constraints, NULL, varianceOf(false, false, true), NULL);
}
/** class C[**P]. CPython: _Py_make_paramspec() */
export function _Py_make_paramspec(name: PyObject): New | NULL {
  return paramspec_alloc(name, NULL, NULL, varianceOf(false, false, true), NULL);
}
/** class C[*Ts]. CPython: _Py_make_typevartuple() */
export function _Py_make_typevartuple(name: PyObject): New | NULL {
  return typevartuple_alloc(name, NULL, NULL);
}
/** [T = default]: gives a parameter the function that computes its default. CPython: _Py_set_typeparam_default() */
export function _Py_set_typeparam_default(typeparam: PyObject, evaluate_default: PyObject): New | NULL {
  const types = typingTypes(), type = Py_TYPE(typeparam);
  let at = 0;
  if (type === types.typevar) at = typeparam + 16;
  else if (type === types.paramspec) at = typeparam + 10;
  else if (type === types.typevartuple) at = typeparam + 8;
  else {
    const text = reprText(typeparam);
    return text === null ? NULL : PyErr_SetString(PyExc_TypeError, `Expected a type param, got ${text}`);
  }
  const old = H[at] as PyObject;
  H[at] = Py_NewRef(evaluate_default);
  Py_XDECREF(old);
  return Py_NewRef(typeparam);
}

/** Makes the heap types of an interpreter; -1 with an exception. CPython: _Py_initialize_generic() */
export function _Py_initialize_generic(): number {
  const types = typingTypes();
  types.generic = PyType_FromSpec(generic_spec);
  types.typevar = PyType_FromSpec(typevar_spec);
  types.typevartuple = PyType_FromSpec(typevartuple_spec);
  types.paramspec = PyType_FromSpec(paramspec_spec);
  types.paramspecargs = PyType_FromSpec(paramspecargs_spec);
  types.paramspeckwargs = PyType_FromSpec(paramspeckwargs_spec);
  return types.generic === NULL || types.typevar === NULL || types.typevartuple === NULL || types.paramspec === NULL || types.paramspecargs === NULL || types.paramspeckwargs === NULL ? -1 : 0;
}
/** Releases them. CPython: _Py_clear_generic_types() */
export function _Py_clear_generic_types(): void {
  const types = typingTypes();
  for (const type of [types.generic, types.typevar, types.typevartuple, types.paramspec, types.paramspecargs, types.paramspeckwargs]) Py_XDECREF(type);
  interp.moduleStates.delete('typevarobject');
}

defineType(_PyNoDefault_Type, {
  tp_name: 'NoDefaultType', tp_basicsize: 16, tp_doc: 'NoDefaultType()\n--\n\nThe type of NoDefault, of which there is one.',
  slots: {tp_dealloc: _Py_SetImmortal, tp_repr: NoDefault_repr, tp_new: nodefault_new},
  methods: [hiddenMethod('__reduce__', '($self, /)', NoDefault_reduce, null)],
});
defineType(_PyTypeAlias_Type, {
  tp_name: 'typing.TypeAliasType', tp_basicsize: 56, tp_flags: Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_HAVE_GC, layout: 'typealiasobject',
  tp_doc: 'Type alias.\n\nMade by the type statement:\n\n    type Alias = int\n    type ListOrSet[T] = list[T] | set[T]\n\nThe value is computed when __value__ is first asked for. __type_params__ has the\nparameters of a generic alias.\n',
  slots: {
    tp_dealloc: typealias_dealloc, tp_repr: typealias_repr, tp_alloc: PyType_GenericAlloc, tp_new: typealias_new, tp_free: PyObject_GC_Del, nb_or: _Py_union_type_or, mp_subscript: typealias_subscript,
  },
  methods: [method('__reduce__', '($self, /)', typealias_repr, null)],
  members: [{name: '__name__', type: 'object', offset: 16, flags: Py_READONLY}],
  getset: [{name: '__parameters__', get: typealias_parameters}, {name: '__type_params__', get: typealias_get_type_params}, {name: '__value__', get: typealias_value_get}, {name: '__module__', get: typealias_get_module}],
});
