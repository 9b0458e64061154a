/** Generic object operations and the singletons without a file of their own. CPython: Objects/object.c */
import * as ids from '../runtime/generated/ids';
import {PyBytes_FromString} from './bytesobject';
import {H, tstate} from '../runtime/current';
import {PyBool_Check, PyBytes_Check, PyBytes_CheckExact, PyList_Check, PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_IS_ASCII, Py_BOOL, Py_SET_SIZE, Py_TYPE, tp_basicsize, tp_flags, tp_itemsize} from '../runtime/generated/accessors';
import {HASH_HI, PyExc_AttributeError, PyExc_TypeError, REFTOTAL, TRASH_DEPTH, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {_PyGC_FINALIZED, _PyGC_SET_FINALIZED} from '../runtime/gc';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, _PyObject_Init, slots} from '../runtime/object';
import {PyObject_Malloc} from '../runtime/obmalloc';
import {Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyMapping_Keys} from './abstract-mapping';
import {PySequence_List} from './abstract-sequence';
import {PyBytes_FromObject} from './bytes-type';
import {PyObject_CallNoArgs, _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall} from './call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_GetRaisedException, PyErr_GivenExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, typeName} from './errors';
import {PyAttributeError_IsAugmented} from './exceptions';
import {hooks} from '../runtime/hooks';
import {PyList_Sort} from './listobject-sort';
import {_Py_module_getattro, _Py_module_getattro_impl} from './moduleobject-getattro';
import {PyLong_FromNumber} from './longobject';
import {PyType_IsSubtype, _PyObject_LookupSpecial} from './typeobject';
import {_Py_type_getattro, _Py_type_getattro_impl} from './typeobject-attributes';
import {_PyUnicode_InternMortal} from './unicode-intern';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {watch} from '../runtime/watched';
import {PyObject_GenericGetAttr, _PyObject_GenericGetAttrWithDict} from './object-generic';

export const Py_LT = 0, Py_LE = 1, Py_EQ = 2, Py_NE = 3, Py_GT = 4, Py_GE = 5;
/** For each comparison the one with its operands exchanged. */
export const _Py_SwappedOp: readonly number[] = [Py_GT, Py_GE, Py_EQ, Py_NE, Py_LT, Py_LE];
const opstrings: readonly string[] = ['<', '<=', '==', '!=', '>', '>='];

// ---- making objects ----

/** sizeof an object of a type with `nitems` items, as CPython's, in bytes. CPython: _PyObject_VAR_SIZE() */
export function _PyObject_VAR_SIZE(type: PyTypeObject, nitems: number): number {
  return (tp_basicsize(type) + nitems * tp_itemsize(type) + 7) & -8;
}
/** A new object of a type without GC head and items. CPython: Objects/object.c _PyObject_New() */
export function PyObject_New(type: PyTypeObject): New | NULL {
  const op = PyObject_Malloc(_PyObject_VAR_SIZE(type, 0));
  return op === 0 ? PyErr_NoMemory() : _PyObject_Init(op, type);
}
/** As PyObject_New, with room for `nitems` items. CPython: Objects/object.c _PyObject_NewVar() */
export function PyObject_NewVar(type: PyTypeObject, nitems: number): New | NULL {
  const op = PyObject_Malloc(_PyObject_VAR_SIZE(type, nitems));
  if (op === 0) return PyErr_NoMemory();
  const made = _PyObject_Init(op, type);
  Py_SET_SIZE(made, nitems);
  return made;
}
/** A new untracked object with a GC head; fields are not cleared. CPython: Python/gc.c _PyObject_GC_New() */
export function PyObject_GC_New(type: PyTypeObject): New | NULL {
  const op = _PyObject_GC_New(type, _PyObject_VAR_SIZE(type, 0));
  return op === NULL ? PyErr_NoMemory() : op;
}

/** Runs tp_finalize unless it ran before. escapes. CPython: Objects/object.c PyObject_CallFinalizer() */
export function PyObject_CallFinalizer(self: PyObject): void {
  const type = Py_TYPE(self), finalize = slots(type).tp_finalize;
  if (finalize === null) return;
  const gc = (tp_flags(type) & Py_TPFLAGS_HAVE_GC) !== 0;
  if (gc && _PyGC_FINALIZED(self)) return;
  finalize(self);
  if (gc) _PyGC_SET_FINALIZED(self);
}
/** As PyObject_CallFinalizer for an object whose count is 0; -1 when the finalizer made it live again. escapes. CPython: PyObject_CallFinalizerFromDealloc() */
export function PyObject_CallFinalizerFromDealloc(self: PyObject): number {
  H[self] = 1;
  H[REFTOTAL]++;
  // what the finalizer frees must not be put off until we are done: an object that makes another in its __del__ is to run into the recursion limit
  const depth = H[TRASH_DEPTH];
  H[TRASH_DEPTH] -= depth;
  PyObject_CallFinalizer(self);
  H[TRASH_DEPTH] += depth;
  H[REFTOTAL]--;
  const count = --H[self];
  if (count === 0) return 0;
  if (VIVARIUM_WATCHED) watch.revived(self);
  // the count now is what the finalizer left, as if the last decref had never been
  return -1;
}

/** How %p prints an object's address. */
export function addressText(op: number): string {
  return `0x${(op * 4).toString(16)}`;
}
/** id(): an object's address in bytes. CPython: Python/bltinmodule.c builtin_id() */
export function builtinId(op: PyObject): New | NULL {
  return PyLong_FromNumber(op * 4);
}

// ---- text ----

/** repr(); `v` may be NULL. escapes. CPython: Objects/object.c PyObject_Repr() */
export function PyObject_Repr(v: PyObject | NULL): New | NULL {
  if (v === NULL) return PyUnicode_FromString('<NULL>');
  const repr = slots(Py_TYPE(v)).tp_repr;
  if (repr === null) return PyUnicode_FromString(`<${typeName(v)} object at ${addressText(v)}>`);
  if (_Py_EnterRecursiveCall(' while getting the repr of an object') !== 0) return NULL;
  const res = repr(v);
  _Py_LeaveRecursiveCall();
  return res === NULL ? NULL : mustBeStr(res, '__repr__');
}
/** str(); `v` may be NULL. escapes. CPython: Objects/object.c PyObject_Str() */
export function PyObject_Str(v: PyObject | NULL): New | NULL {
  if (v === NULL) return PyUnicode_FromString('<NULL>');
  if (PyUnicode_CheckExact(v)) return Py_NewRef(v);
  const str = slots(Py_TYPE(v)).tp_str;
  if (str === null) return PyObject_Repr(v);
  if (_Py_EnterRecursiveCall(' while getting the str of an object') !== 0) return NULL;
  const res = str(v);
  _Py_LeaveRecursiveCall();
  return res === NULL ? NULL : mustBeStr(res, '__str__');
}
function mustBeStr(res: New, slot: string): New | NULL {
  if (PyUnicode_Check(res)) return res;
  PyErr_Format(PyExc_TypeError, `${slot} returned non-string (type ${typeName(res)})`);
  Py_DECREF(res);
  return NULL;
}
/** ascii(). escapes. CPython: Objects/object.c PyObject_ASCII() */
export function PyObject_ASCII(v: PyObject | NULL): New | NULL {
  const repr = PyObject_Repr(v);
  if (repr === NULL || PyUnicode_IS_ASCII(repr)) return repr;
  const res = PyUnicode_FromString(backslashed(PyUnicode_AsJSString(repr)));
  Py_DECREF(repr);
  return res;
}
/** Non-ASCII characters as \x, \u and \U escapes. CPython: the 'backslashreplace' error handler */
function backslashed(text: string): string {
  let out = '';
  for (const ch of text) {
    const code = ch.codePointAt(0)!;
    if (code < 128) out += ch;
    else if (code < 256) out += `\\x${code.toString(16)}`;
    else if (code < 65536) out += `\\u${code.toString(16).padStart(4, '0')}`;
    else out += `\\U${code.toString(16).padStart(8, '0')}`;
  }
  return out;
}
/** bytes() of any object: its __bytes__, or what PyBytes_FromObject makes of it. escapes. CPython: Objects/object.c PyObject_Bytes() */
export function PyObject_Bytes(v: PyObject | NULL): New | NULL {
  if (v === NULL) return PyBytes_FromString('<NULL>');
  if (PyBytes_CheckExact(v)) return Py_NewRef(v);
  const func = _PyObject_LookupSpecial(v, ids.ID___bytes__);
  if (func !== NULL) {
    const result = PyObject_CallNoArgs(func);
    Py_DECREF(func);
    if (result === NULL) return NULL;
    if (!PyBytes_Check(result)) {
      PyErr_Format(PyExc_TypeError, `__bytes__ returned non-bytes (type ${typeName(result)})`);
      Py_DECREF(result);
      return NULL;
    }
    return result;
  }
  if (PyErr_Occurred()) return NULL;
  return PyBytes_FromObject(v);
}
/** How call errors name a callable: `module.qualname()`. escapes. CPython: Objects/object.c _PyObject_FunctionStr() */
export function _PyObject_FunctionStr(x: PyObject): New | NULL {
  const qualname = PyObject_GetOptionalAttr(x, ids.ID___qualname__);
  if (qualname === NULL) return PyErr_Occurred() ? NULL : PyObject_Str(x);
  let result: New | NULL = NULL, named = false;
  const module = PyObject_GetOptionalAttr(x, ids.ID___module__);
  if (module === NULL && PyErr_Occurred()) {
    Py_DECREF(qualname);
    return NULL;
  }
  if (module !== NULL && module !== _Py_NoneStruct) {
    const differs = PyObject_RichCompareBool(module, ids.ID_builtins, Py_NE);
    if (differs < 0) named = true;
    else if (differs > 0) {
      named = true;
      const m = PyObject_Str(module), q = m === NULL ? NULL : PyObject_Str(qualname);
      if (m !== NULL && q !== NULL) result = PyUnicode_FromString(`${PyUnicode_AsJSString(m)}.${PyUnicode_AsJSString(q)}()`);
      Py_XDECREF(m);
      Py_XDECREF(q);
    }
  }
  if (!named) {
    const q = PyObject_Str(qualname);
    if (q !== NULL) {
      result = PyUnicode_FromString(`${PyUnicode_AsJSString(q)}()`);
      Py_DECREF(q);
    }
  }
  Py_DECREF(qualname);
  Py_XDECREF(module);
  return result;
}

// ---- comparison, hash, truth ----

function do_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  const vtype = Py_TYPE(v), wtype = Py_TYPE(w);
  let reversed = false;
  if (vtype !== wtype && PyType_IsSubtype(wtype, vtype)) {
    const f = slots(wtype).tp_richcompare;
    if (f !== null) {
      reversed = true;
      const res = f(w, v, _Py_SwappedOp[op]);
      if (res !== _Py_NotImplementedStruct) return res;
    }
  }
  const f = slots(Py_TYPE(v)).tp_richcompare;
  if (f !== null) {
    const res = f(v, w, op);
    if (res !== _Py_NotImplementedStruct) return res;
  }
  if (!reversed) {
    const g = slots(Py_TYPE(w)).tp_richcompare;
    if (g !== null) {
      const res = g(w, v, _Py_SwappedOp[op]);
      if (res !== _Py_NotImplementedStruct) return res;
    }
  }
  if (op === Py_EQ) return Py_NewRef(Py_BOOL(v === w));
  if (op === Py_NE) return Py_NewRef(Py_BOOL(v !== w));
  return PyErr_Format(PyExc_TypeError, `'${opstrings[op]}' not supported between instances of '${typeName(v)}' and '${typeName(w)}'`);
}
/** `v op w` as an object. escapes. CPython: Objects/object.c PyObject_RichCompare() */
export function PyObject_RichCompare(v: PyObject, w: PyObject, op: number): New | NULL {
  if (_Py_EnterRecursiveCall(' in comparison') !== 0) return NULL;
  const res = do_richcompare(v, w, op);
  _Py_LeaveRecursiveCall();
  return res;
}
/** `v op w` as a truth value, -1 on error; identical objects are equal. escapes. CPython: Objects/object.c PyObject_RichCompareBool() */
export function PyObject_RichCompareBool(v: PyObject, w: PyObject, op: number): number {
  if (v === w) {
    if (op === Py_EQ) return 1;
    if (op === Py_NE) return 0;
  }
  const res = PyObject_RichCompare(v, w, op);
  if (res === NULL) return -1;
  const ok = PyBool_Check(res) ? (res === _Py_TrueStruct ? 1 : 0) : PyObject_IsTrue(res);
  Py_DECREF(res);
  return ok;
}
/** tp_hash of unhashable types: raises. CPython: Objects/object.c PyObject_HashNotImplemented() */
export function PyObject_HashNotImplemented(v: PyObject): number {
  PyErr_Format(PyExc_TypeError, `unhashable type: '${typeName(v)}'`);
  H[HASH_HI] = -1;
  return -1;
}
/** Lower half of the hash, the upper in H[HASH_HI]; both -1 on error. escapes. CPython: Objects/object.c PyObject_Hash() */
export function PyObject_Hash(v: PyObject): number {
  const hash = slots(Py_TYPE(v)).tp_hash;
  return hash !== null ? hash(v) : PyObject_HashNotImplemented(v);
}
/** Hash of an object by identity. CPython: Python/pyhash.c Py_HashPointer() */
export function PyObject_GenericHash(v: PyObject): number {
  // the byte address rotated right by four bits, as a 64-bit number; its lowest four bits are 0
  const address = v * 4;
  H[HASH_HI] = Math.floor(address / 2 ** 36);
  return Math.floor(address / 16) | 0;
}
/** Truth of an object; -1 on error. escapes. CPython: Objects/object.c PyObject_IsTrue() */
export function PyObject_IsTrue(v: PyObject): number {
  if (v === _Py_TrueStruct) return 1;
  if (v === _Py_FalseStruct || v === _Py_NoneStruct) return 0;
  const s = slots(Py_TYPE(v));
  let res: number;
  if (s.nb_bool !== null) res = s.nb_bool(v);
  else if (s.mp_length !== null) res = s.mp_length(v);
  else if (s.sq_length !== null) res = s.sq_length(v);
  else return 1;
  return res > 0 ? 1 : res;
}
/** `not v`; -1 on error. escapes. CPython: Objects/object.c PyObject_Not() */
export function PyObject_Not(v: PyObject): number {
  const res = PyObject_IsTrue(v);
  return res < 0 ? res : 1 - res;
}
/** callable(). CPython: Objects/object.c PyCallable_Check() */
export function PyCallable_Check(x: PyObject | NULL): boolean {
  return x !== NULL && slots(Py_TYPE(x)).tp_call !== null;
}

// ---- attributes ----

export function nameMustBeString(name: PyObject): NULL {
  return PyErr_Format(PyExc_TypeError, `attribute name must be string, not '${typeName(name)}'`);
}
export function noAttribute(obj: PyObject, type: PyTypeObject, name: PyObject): NULL {
  PyErr_Format(PyExc_AttributeError, `'${slots(type).tp_name}' object has no attribute '${PyUnicode_AsJSString(name)}'`);
  _PyObject_SetAttributeErrorContext(obj, name);
  return NULL;
}
/** Gives an AttributeError that is set its `name` and `obj` unless it has them. CPython: Objects/object.c _PyObject_SetAttributeErrorContext() */
export function _PyObject_SetAttributeErrorContext(v: PyObject, name: PyObject): number {
  if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return 0;
  const exc = PyErr_GetRaisedException();
  if (exc === NULL) return 0;
  if (PyErr_GivenExceptionMatches(exc, PyExc_AttributeError) && !PyAttributeError_IsAugmented(exc)) {
    if (PyObject_SetAttr(exc, ids.ID_name, name) < 0 || PyObject_SetAttr(exc, ids.ID_obj, v) < 0) {
      Py_DECREF(exc);
      return 1;
    }
  }
  PyErr_SetRaisedException(exc);
  return 0;
}
/** getattr(v, name). escapes. CPython: Objects/object.c PyObject_GetAttr() */
export function PyObject_GetAttr(v: PyObject, name: PyObject): New | NULL {
  if (!PyUnicode_Check(name)) return nameMustBeString(name);
  const type = Py_TYPE(v), getattro = slots(type).tp_getattro;
  if (getattro === null) return noAttribute(v, type, name);
  const result = getattro(v, name);
  if (result === NULL && tstate.current_exception !== NULL) _PyObject_SetAttributeErrorContext(v, name);
  return result;
}
/** getattr(v, name), NULL without an exception when there is none. escapes. CPython: Objects/object.c PyObject_GetOptionalAttr() */
export function PyObject_GetOptionalAttr(v: PyObject, name: PyObject): New | NULL {
  if (!PyUnicode_Check(name)) return nameMustBeString(name);
  const getattro = slots(Py_TYPE(v)).tp_getattro;
  if (getattro === PyObject_GenericGetAttr) return _PyObject_GenericGetAttrWithDict(v, name, NULL, true);
  if (getattro === null) return NULL;
  let result: New | NULL;
  if (getattro === _Py_type_getattro) {
    result = _Py_type_getattro_impl(v, name, true);
    if (result === NULL && !PyErr_Occurred()) return NULL;
  } else if (getattro === _Py_module_getattro) return _Py_module_getattro_impl(v, name, true);
  else result = getattro(v, name);
  if (result !== NULL) return result;
  if (PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
  return NULL;
}
/** PyObject_GetAttr by a JS string. escapes */
export function PyObject_GetAttrString(v: PyObject, name: string): New | NULL {
  const w = PyUnicode_FromString(name);
  if (w === NULL) return NULL;
  const res = PyObject_GetAttr(v, w);
  Py_DECREF(w);
  return res;
}
/** PyObject_GetOptionalAttr by a JS string. escapes */
export function PyObject_GetOptionalAttrString(v: PyObject, name: string): New | NULL {
  const w = PyUnicode_FromString(name);
  if (w === NULL) return NULL;
  const res = PyObject_GetOptionalAttr(v, w);
  Py_DECREF(w);
  return res;
}
/** 1 when the attribute exists, 0 when not, -1 on another error than AttributeError. escapes. CPython: PyObject_HasAttrWithError() */
export function PyObject_HasAttrWithError(obj: PyObject, name: PyObject): number {
  const res = PyObject_GetOptionalAttr(obj, name);
  if (res === NULL) return PyErr_Occurred() ? -1 : 0;
  Py_DECREF(res);
  return 1;
}
/** PyObject_HasAttrWithError by a JS string. escapes */
export function PyObject_HasAttrStringWithError(obj: PyObject, name: string): number {
  const res = PyObject_GetOptionalAttrString(obj, name);
  if (res === NULL) return PyErr_Occurred() ? -1 : 0;
  Py_DECREF(res);
  return 1;
}
/** setattr(v, name, value), or delattr when value is NULL; -1 on error. escapes. CPython: Objects/object.c PyObject_SetAttr() */
export function PyObject_SetAttr(v: PyObject, name: PyObject, value: PyObject | NULL): number {
  if (!PyUnicode_Check(name)) {
    nameMustBeString(name);
    return -1;
  }
  const s = slots(Py_TYPE(v));
  const interned = _PyUnicode_InternMortal(Py_NewRef(name));
  if (s.tp_setattro !== null) {
    const err = s.tp_setattro(v, interned, value);
    Py_DECREF(interned);
    return err;
  }
  const what = `(${value === NULL ? 'del' : 'assign to'} .${PyUnicode_AsJSString(interned)})`;
  Py_DECREF(interned);
  PyErr_Format(PyExc_TypeError, s.tp_getattro === null ? `'${s.tp_name}' object has no attributes ${what}` : `'${s.tp_name}' object has only read-only attributes ${what}`);
  return -1;
}
/** PyObject_SetAttr by a JS string. escapes */
export function PyObject_SetAttrString(v: PyObject, name: string, value: PyObject | NULL): number {
  const w = PyUnicode_FromString(name);
  if (w === NULL) return -1;
  const res = PyObject_SetAttr(v, w, value);
  Py_DECREF(w);
  return res;
}
/** delattr(v, name). escapes. CPython: PyObject_DelAttr() */
export function PyObject_DelAttr(v: PyObject, name: PyObject): number {
  return PyObject_SetAttr(v, name, NULL);
}
/** 1 when an object says it is abstract, -1 on error. escapes. CPython: Objects/object.c _PyObject_IsAbstract() */
export function _PyObject_IsAbstract(obj: PyObject | NULL): number {
  if (obj === NULL) return 0;
  const flag = PyObject_GetOptionalAttr(obj, ids.ID___isabstractmethod__);
  if (flag === NULL) return PyErr_Occurred() ? -1 : 0;
  const res = PyObject_IsTrue(flag);
  Py_DECREF(flag);
  return res;
}
/** tp_iter of iterators: the object itself. CPython: Objects/object.c PyObject_SelfIter() */
export function PyObject_SelfIter(obj: PyObject): New {
  return Py_NewRef(obj);
}
/** tp_iternext of a class whose __next__ was taken away. CPython: Objects/object.c _PyObject_NextNotImplemented() */
export function _PyObject_NextNotImplemented(self: PyObject): NULL {
  return PyErr_Format(PyExc_TypeError, `'${typeName(self)}' object is not iterable`);
}

// ---- dir() ----

function sortedList(iterable: PyObject): New | NULL {
  const list = PySequence_List(iterable);
  if (list === NULL) return NULL;
  if (PyList_Sort(list) < 0) {
    Py_DECREF(list);
    return NULL;
  }
  return list;
}
function _dir_locals(): New | NULL {
  const locals = hooks._PyEval_GetFrameLocals();
  if (locals === NULL) return NULL;
  const names = PyMapping_Keys(locals);
  Py_DECREF(locals);
  if (names === NULL) return NULL;
  if (!PyList_Check(names)) {
    PyErr_Format(PyExc_TypeError, `dir(): expected keys() of locals to be a list, not '${typeName(names)}'`);
    Py_DECREF(names);
    return NULL;
  }
  if (PyList_Sort(names) < 0) {
    Py_DECREF(names);
    return NULL;
  }
  return names;
}
/** dir(obj), or the names of the running frame when NULL. escapes. CPython: Objects/object.c PyObject_Dir() */
export function PyObject_Dir(obj: PyObject | NULL): New | NULL {
  if (obj === NULL) return _dir_locals();
  const func = _PyObject_LookupSpecial(obj, ids.ID___dir__);
  if (func === NULL) return PyErr_Occurred() ? NULL : PyErr_SetString(PyExc_TypeError, 'object does not provide __dir__');
  const result = PyObject_CallNoArgs(func);
  Py_DECREF(func);
  if (result === NULL) return NULL;
  const sorted = sortedList(result);
  Py_DECREF(result);
  return sorted;
}

// ---- objects whose repr is under way ----

/** Notes that an object's repr begins: 1 when it is under way already (print `...`), -1 on error. CPython: Objects/object.c Py_ReprEnter() */
export function Py_ReprEnter(obj: PyObject): number {
  const set = tstate.reprObjects ??= new Set<PyObject>();
  if (set.has(obj)) return 1;
  set.add(obj);
  Py_INCREF(obj);
  return 0;
}
/** Ends what Py_ReprEnter() began. CPython: Objects/object.c Py_ReprLeave() */
export function Py_ReprLeave(obj: PyObject): void {
  if (tstate.reprObjects?.delete(obj) === true) Py_DECREF(obj);
}

// ---- object's own comparison ----

/** object's tp_richcompare: identity for == and !=. CPython: Objects/typeobject.c object_richcompare() */
export function _Py_BaseObject_RichCompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if (op === Py_EQ) return Py_NewRef(self === other ? _Py_TrueStruct : _Py_NotImplementedStruct);
  if (op === Py_NE) {
    const compare = slots(Py_TYPE(self)).tp_richcompare;
    if (compare === null) return Py_NewRef(_Py_NotImplementedStruct);
    const res = compare(self, other, Py_EQ);
    if (res === NULL || res === _Py_NotImplementedStruct) return res;
    const ok = PyObject_IsTrue(res);
    Py_DECREF(res);
    return ok < 0 ? NULL : Py_NewRef(Py_BOOL(ok === 0));
  }
  return Py_NewRef(_Py_NotImplementedStruct);
}
