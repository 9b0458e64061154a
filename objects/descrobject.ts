/** Descriptors of builtin types: methods, members, getsets, slot wrappers. CPython: Objects/descrobject.c; property and mappingproxy are in descrobject-property.ts */
import {PySys_AuditFormat} from './sysattr';
import {H, interp} from '../runtime/current';
import {PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, PyUnicode_Check, Py_BOOL, Py_TYPE, d_name, d_qualname, d_type, set_d_name, set_d_qualname, set_d_type, set_wrapper_descr, set_wrapper_self, wrapper_descr, wrapper_self} from '../runtime/generated/accessors';
import {ID___qualname__, ID_getattr} from '../runtime/generated/ids';
import {HASH_HI, PyClassMethodDescr_Type, PyExc_AttributeError, PyExc_TypeError, PyGetSetDescr_Type, PyMemberDescr_Type, PyMethodDescr_Type, PyWrapperDescr_Type, _PyMethodWrapper_Type, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {METH_METHOD, hiddenMethod, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, payload, setPayload, slots} from '../runtime/object';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HAVE_VECTORCALL, Py_TPFLAGS_METHOD_DESCRIPTOR} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_READONLY, type PyGetSetDef, type PyMemberDef, type TypeSpec, Py_AUDIT_READ} from '../runtime/typeslots';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyVectorcall_Call} from './call';
import {PyDict_GetItemRef} from './dictobject';
import {PyErr_Format, PyErr_SetString, typeName} from './errors';
import {callMethodDef} from './getargs';
import {PyCFunction_GetDef, PyCFunction_NewEx, PyCMethod_New} from './methodobject';
import {PyObject_GC_New, PyObject_GenericHash, PyObject_GetAttr, Py_EQ, Py_NE, _PyObject_FunctionStr, addressText} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyMember_GetOne, PyMember_SetOne} from './structmember';
import {PyTuple_GetSlice, PyTuple_Pack} from './tupleobject';
import {PyObject_TypeCheck, PyType_GenericAlloc, PyType_IsSubtype} from './typeobject';
import {_PyObject_RealIsSubclass} from './abstract-object';
import {_PyType_GetDocFromInternalDoc, _PyType_GetTextSignatureFromInternalDoc} from './typeobject-ready';
import type {SlotDef, WrapperFunction} from './typeobject-slotdefs';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyUnicode_InternFromString} from './unicode-intern';

/** What a wrapper descriptor wraps. */
interface WrapperData { readonly d_base: SlotDef; readonly d_wrapped: unknown }

/** Name of a descriptor, borrowed. */
export function PyDescr_NAME(descr: PyObject): PyObject {
  return d_name(descr);
}
/** Type that a descriptor was made for, borrowed. */
export function PyDescr_TYPE(descr: PyObject): PyTypeObject {
  return d_type(descr);
}
/** True for descriptors that intercept assignment. CPython: PyDescr_IsData() */
export function PyDescr_IsData(descr: PyObject): boolean {
  return slots(Py_TYPE(descr)).tp_descr_set !== null;
}
/** The table entry behind a wrapper descriptor. */
export function wrapperDef(descr: PyObject): SlotDef {
  return payload<WrapperData>(descr).d_base;
}
/** The slot function behind a wrapper descriptor. */
export function wrapperFunction(descr: PyObject): unknown {
  return payload<WrapperData>(descr).d_wrapped;
}
export function wrapperType(descr: PyObject): PyTypeObject {
  return d_type(descr);
}
/** The definition of a builtin method, whether it is unbound (method descriptor) or bound; null for other objects. */
export function wrapperlessMethodDef(op: PyObject): PyMethodDef | null {
  const type = Py_TYPE(op);
  if (type === PyMethodDescr_Type) return payload<PyMethodDef>(op);
  return slots(type).tp_name === 'builtin_function_or_method' ? PyCFunction_GetDef(op) : null;
}

// ---- making them ----

function descr_new(descrtype: PyTypeObject, type: PyTypeObject, name: string, data: unknown): New | NULL {
  const descr = PyType_GenericAlloc(descrtype, 0);
  if (descr === NULL) return NULL;
  set_d_type(descr, Py_NewRef(type));
  const text = PyUnicode_InternFromString(name);
  if (text === NULL) {
    Py_DECREF(descr);
    return NULL;
  }
  set_d_name(descr, text);
  set_d_qualname(descr, NULL);
  setPayload(descr, data);
  return descr;
}
export function PyDescr_NewMethod(type: PyTypeObject, method: PyMethodDef): New | NULL {
  return descr_new(PyMethodDescr_Type, type, method.ml_name, method);
}
export function PyDescr_NewClassMethod(type: PyTypeObject, method: PyMethodDef): New | NULL {
  return descr_new(PyClassMethodDescr_Type, type, method.ml_name, method);
}
export function PyDescr_NewMember(type: PyTypeObject, member: PyMemberDef): New | NULL {
  return descr_new(PyMemberDescr_Type, type, member.name, member);
}
export function PyDescr_NewGetSet(type: PyTypeObject, getset: PyGetSetDef): New | NULL {
  return descr_new(PyGetSetDescr_Type, type, getset.name, getset);
}
export function PyDescr_NewWrapper(type: PyTypeObject, base: SlotDef, wrapped: unknown): New | NULL {
  return descr_new(PyWrapperDescr_Type, type, base.name, {d_base: base, d_wrapped: wrapped});
}

// ---- common ----

function descr_name(descr: PyObject): string {
  const name = d_name(descr);
  return name !== (NULL as number) && PyUnicode_Check(name) ? PyUnicode_AsJSString(name) : '?';
}
const objclassName = (descr: PyObject): string => slots(d_type(descr)).tp_name;

/** True when a descriptor may be used on an object; else a TypeError. CPython: descr_check() */
function descr_check(descr: PyObject, obj: PyObject): boolean {
  if (PyObject_TypeCheck(obj, d_type(descr))) return true;
  PyErr_Format(PyExc_TypeError, `descriptor '${descr_name(descr)}' for '${objclassName(descr)}' objects doesn't apply to a '${typeName(obj)}' object`);
  return false;
}
function descr_dealloc(descr: PyObject): void {
  _PyObject_GC_UNTRACK(descr);
  Py_XDECREF(d_type(descr));
  Py_XDECREF(d_name(descr));
  Py_XDECREF(d_qualname(descr));
  PyObject_GC_Del(descr);
}
function descr_repr(descr: PyObject, kind: string, of: string): New | NULL {
  return PyUnicode_FromString(`<${kind} '${descr_name(descr)}' of '${objclassName(descr)}' ${of}>`);
}
/** CPython: calculate_qualname(), descr_get_qualname() */
function descr_get_qualname(descr: PyObject): New | NULL {
  const known = d_qualname(descr);
  if (known !== (NULL as number)) return Py_NewRef(known);
  const typeQualname = PyObject_GetAttr(d_type(descr), ID___qualname__);
  if (typeQualname === NULL) return NULL;
  let res: New | NULL;
  if (!PyUnicode_Check(typeQualname)) res = PyErr_SetString(PyExc_TypeError, '<descriptor>.__objclass__.__qualname__ is not a unicode object');
  else res = PyUnicode_FromString(`${PyUnicode_AsJSString(typeQualname)}.${descr_name(descr)}`);
  Py_DECREF(typeQualname);
  if (res === NULL) return NULL;
  set_d_qualname(descr, res);
  return Py_NewRef(res);
}
/** getattr(owner, name), for pickle. CPython: descr_reduce(), wrapper_reduce() */
function reduceAsGetattr(owner: PyObject, name: PyObject): New | NULL {
  const getattr = PyDict_GetItemRef(interp.builtins as PyObject, ID_getattr);
  if (getattr === NULL) return NULL;
  const pair = PyTuple_Pack(owner, name), res = pair === NULL ? NULL : PyTuple_Pack(getattr, pair);
  Py_DECREF(getattr);
  Py_XDECREF(pair);
  return res;
}
const descr_members: TypeSpec['members'] = [{name: '__objclass__', type: 'object', offset: 16, flags: Py_READONLY}, {name: '__name__', type: 'object', offset: 24, flags: Py_READONLY}];
const descr_methods: TypeSpec['methods'] = [hiddenMethod('__reduce__', '($self, /)', descr => reduceAsGetattr(d_type(descr), d_name(descr)))];
const QUALNAME: PyGetSetDef = {name: '__qualname__', get: descr_get_qualname};

// ---- methods ----

function method_get(descr: PyObject, obj: PyObject | NULL, type: PyObject | NULL): New | NULL {
  if (obj === NULL) return Py_NewRef(descr);
  if (!descr_check(descr, obj)) return NULL;
  const def = payload<PyMethodDef>(descr);
  if ((def.ml_flags & METH_METHOD) === 0) return PyCFunction_NewEx(def, obj, NULL);
  if (type !== NULL && !PyType_Check(type)) return PyErr_Format(PyExc_TypeError, `descriptor '${descr_name(descr)}' needs a type, not '${typeName(type)}', as arg 2`);
  return PyCMethod_New(def, obj, NULL, d_type(descr));
}
function needsArgument(func: PyObject): NULL {
  const name = _PyObject_FunctionStr(func);
  if (name === NULL) return NULL;
  PyErr_Format(PyExc_TypeError, `unbound method ${PyUnicode_AsJSString(name)} needs an argument`);
  Py_DECREF(name);
  return NULL;
}
/** vectorcall of method descriptors: the first argument is self. escapes. CPython: method_vectorcall_*() */
export function method_vectorcall(func: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs < 1) return needsArgument(func);
  const self = H[args] as PyObject, type = d_type(func);
  if (Py_TYPE(self) !== type && !descr_check(func, self)) return NULL;
  return callMethodDef(payload<PyMethodDef>(func), func, self, args + 2, nargs - 1, kwnames);
}
function classmethod_get(descr: PyObject, obj: PyObject | NULL, type: PyObject | NULL): New | NULL {
  if (type === NULL) {
    if (obj === NULL) return PyErr_Format(PyExc_TypeError, `descriptor '${descr_name(descr)}' for type '${objclassName(descr)}' needs either an object or a type`);
    type = Py_TYPE(obj);
  }
  if (!PyType_Check(type)) return PyErr_Format(PyExc_TypeError, `descriptor '${descr_name(descr)}' for type '${objclassName(descr)}' needs a type, not a '${typeName(type)}' as arg 2`);
  if (!PyType_IsSubtype(type, d_type(descr))) {
    return PyErr_Format(PyExc_TypeError, `descriptor '${descr_name(descr)}' requires a subtype of '${objclassName(descr)}' but received '${slots(type).tp_name}'`);
  }
  const def = payload<PyMethodDef>(descr);
  return PyCMethod_New(def, type, NULL, (def.ml_flags & METH_METHOD) !== 0 ? d_type(descr) : NULL);
}
function classmethoddescr_call(descr: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const n = PyTuple_GET_SIZE(args);
  if (n < 1) return PyErr_Format(PyExc_TypeError, `descriptor '${descr_name(descr)}' of '${objclassName(descr)}' object needs an argument`);
  const bound = classmethod_get(descr, NULL, PyTuple_GET_ITEM(args, 0));
  if (bound === NULL) return NULL;
  const rest = PyTuple_GetSlice(args, 1, n), res = rest === NULL ? NULL : PyVectorcall_Call(bound, rest, kwds);
  Py_XDECREF(rest);
  Py_DECREF(bound);
  return res;
}
const methodDoc: PyGetSetDef = {name: '__doc__', get: descr => _PyType_GetDocFromInternalDoc(payload<PyMethodDef>(descr).ml_name, payload<PyMethodDef>(descr).ml_doc)};
const methodSignature: PyGetSetDef = {name: '__text_signature__', get: descr => _PyType_GetTextSignatureFromInternalDoc(payload<PyMethodDef>(descr).ml_name, payload<PyMethodDef>(descr).ml_doc, payload<PyMethodDef>(descr).ml_flags)};

// ---- members and getsets ----

function member_get(descr: PyObject, obj: PyObject | NULL): New | NULL {
  if (obj === NULL) return Py_NewRef(descr);
  if (!descr_check(descr, obj)) return NULL;
  const member = payload<PyMemberDef>(descr);
  if (((member.flags ?? 0) & Py_AUDIT_READ) !== 0 && PySys_AuditFormat('object.__getattr__', 'Os', obj, member.name) < 0) return NULL;
  return PyMember_GetOne(obj, member);
}
function member_set(descr: PyObject, obj: PyObject, value: PyObject | NULL): number {
  return descr_check(descr, obj) ? PyMember_SetOne(obj, payload<PyMemberDef>(descr), value) : -1;
}
function getset_get(descr: PyObject, obj: PyObject | NULL): New | NULL {
  if (obj === NULL) return Py_NewRef(descr);
  if (!descr_check(descr, obj)) return NULL;
  const def = payload<PyGetSetDef>(descr);
  if (def.get !== null) return def.get(obj, def.closure);
  return PyErr_Format(PyExc_AttributeError, `attribute '${descr_name(descr)}' of '${objclassName(descr)}' objects is not readable`);
}
function getset_set(descr: PyObject, obj: PyObject, value: PyObject | NULL): number {
  if (!descr_check(descr, obj)) return -1;
  const def = payload<PyGetSetDef>(descr);
  if (def.set !== null && def.set !== undefined) return def.set(obj, value, def.closure);
  PyErr_Format(PyExc_AttributeError, `attribute '${descr_name(descr)}' of '${objclassName(descr)}' objects is not writable`);
  return -1;
}
const docOf = (text: string | undefined): New | NULL => _PyType_GetDocFromInternalDoc('', text ?? null);

// ---- slot wrappers ----

/** Calls the slot function behind a wrapper descriptor. escapes. CPython: wrapperdescr_raw_call() */
function wrapperdescr_raw_call(descr: PyObject, self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const {d_base: base, d_wrapped: wrapped} = payload<WrapperData>(descr);
  const wrapper = base.wrapper as WrapperFunction;
  if (base.keywords) return wrapper(self, args, wrapped as never, kwds);
  if (kwds !== NULL && H[kwds + 4] !== 0) return PyErr_Format(PyExc_TypeError, `wrapper ${base.name}() takes no keyword arguments`);
  return wrapper(self, args, wrapped as never, NULL);
}
function wrapperdescr_call(descr: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const n = PyTuple_GET_SIZE(args);
  if (n < 1) return PyErr_Format(PyExc_TypeError, `descriptor '${descr_name(descr)}' of '${objclassName(descr)}' object needs an argument`);
  const self = PyTuple_GET_ITEM(args, 0);
  if (!_PyObject_RealIsSubclass(Py_TYPE(self), d_type(descr))) {
    return PyErr_Format(PyExc_TypeError, `descriptor '${descr_name(descr)}' requires a '${objclassName(descr)}' object but received a '${typeName(self)}'`);
  }
  const rest = PyTuple_GetSlice(args, 1, n);
  if (rest === NULL) return NULL;
  const res = wrapperdescr_raw_call(descr, self, rest, kwds);
  Py_DECREF(rest);
  return res;
}
function wrapperdescr_get(descr: PyObject, obj: PyObject | NULL): New | NULL {
  if (obj === NULL) return Py_NewRef(descr);
  return descr_check(descr, obj) ? PyWrapper_New(descr, obj) : NULL;
}
/** A method-wrapper: a slot wrapper bound to an object. CPython: PyWrapper_New() */
export function PyWrapper_New(descr: PyObject, self: PyObject): New | NULL {
  const wp = PyObject_GC_New(_PyMethodWrapper_Type);
  if (wp === NULL) return NULL;
  set_wrapper_descr(wp, Py_NewRef(descr));
  set_wrapper_self(wp, Py_NewRef(self));
  _PyObject_GC_TRACK(wp);
  return wp;
}
function wrapper_dealloc(wp: PyObject): void {
  PyObject_GC_UnTrack(wp);
  if (_PyTrash_begin(wp)) return;
  Py_XDECREF(wrapper_descr(wp));
  Py_XDECREF(wrapper_self(wp));
  PyObject_GC_Del(wp);
  _PyTrash_end();
}
function wrapper_richcompare(a: PyObject, b: PyObject, op: number): New {
  if ((op !== Py_EQ && op !== Py_NE) || Py_TYPE(a) !== _PyMethodWrapper_Type || Py_TYPE(b) !== _PyMethodWrapper_Type) return Py_NewRef(_Py_NotImplementedStruct);
  const eq = wrapper_descr(a) === wrapper_descr(b) && wrapper_self(a) === wrapper_self(b);
  return Py_NewRef(Py_BOOL(eq === (op === Py_EQ)));
}
function wrapper_hash(wp: PyObject): number {
  const x = PyObject_GenericHash(wrapper_self(wp)), hi = H[HASH_HI], y = PyObject_GenericHash(wrapper_descr(wp));
  H[HASH_HI] ^= hi;
  const lo = x ^ y;
  return lo === -1 && H[HASH_HI] === -1 ? -2 : lo;
}
const slotDoc = (def: SlotDef): New | NULL => _PyType_GetDocFromInternalDoc(def.name, def.doc);
const slotSignature = (def: SlotDef): New | NULL => _PyType_GetTextSignatureFromInternalDoc(def.name, def.doc);
function wrapper_call(wp: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  return wrapperdescr_raw_call(wrapper_descr(wp), wrapper_self(wp), args, kwds);
}

const descrSlots = {tp_dealloc: descr_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_clear: () => 0} as const;
defineType(PyMethodDescr_Type, {
  tp_name: 'method_descriptor', tp_basicsize: 56, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR, layout: 'PyDescrObject',
  slots: {...descrSlots, vectorcall: method_vectorcall, tp_call: PyVectorcall_Call, tp_repr: d => descr_repr(d, 'method', 'objects'), tp_descr_get: method_get},
  methods: descr_methods, members: descr_members, getset: [methodDoc, QUALNAME, methodSignature],
});
defineType(PyClassMethodDescr_Type, {
  tp_name: 'classmethod_descriptor', tp_basicsize: 56, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'PyDescrObject',
  slots: {...descrSlots, tp_call: classmethoddescr_call, tp_repr: d => descr_repr(d, 'method', 'objects'), tp_descr_get: classmethod_get},
  members: descr_members, getset: [methodDoc, QUALNAME, methodSignature],
});
defineType(PyMemberDescr_Type, {
  tp_name: 'member_descriptor', tp_basicsize: 48, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'PyDescrObject',
  slots: {...descrSlots, tp_repr: d => descr_repr(d, 'member', 'objects'), tp_descr_get: member_get, tp_descr_set: member_set},
  methods: descr_methods, members: descr_members, getset: [{name: '__doc__', get: d => docOf(payload<PyMemberDef>(d).doc)}, QUALNAME],
});
defineType(PyGetSetDescr_Type, {
  tp_name: 'getset_descriptor', tp_basicsize: 48, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'PyDescrObject',
  slots: {...descrSlots, tp_repr: d => descr_repr(d, 'attribute', 'objects'), tp_descr_get: getset_get, tp_descr_set: getset_set},
  members: descr_members, getset: [{name: '__doc__', get: d => docOf(payload<PyGetSetDef>(d).doc)}, QUALNAME],
});
defineType(PyWrapperDescr_Type, {
  tp_name: 'wrapper_descriptor', tp_basicsize: 56, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_METHOD_DESCRIPTOR, layout: 'PyDescrObject',
  slots: {...descrSlots, tp_repr: d => descr_repr(d, 'slot wrapper', 'objects'), tp_call: wrapperdescr_call, tp_descr_get: wrapperdescr_get},
  methods: descr_methods, members: descr_members,
  getset: [{name: '__doc__', get: d => slotDoc(wrapperDef(d))}, QUALNAME, {name: '__text_signature__', get: d => slotSignature(wrapperDef(d))}],
});
defineType(_PyMethodWrapper_Type, {
  tp_name: 'method-wrapper', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'wrapperobject',
  slots: {
    tp_dealloc: wrapper_dealloc, tp_hash: wrapper_hash, tp_call: wrapper_call, tp_getattro: PyObject_GenericGetAttr, tp_richcompare: wrapper_richcompare, tp_clear: () => 0,
    tp_repr: wp => PyUnicode_FromString(`<method-wrapper '${wrapperDef(wrapper_descr(wp)).name}' of ${typeName(wrapper_self(wp))} object at ${addressText(wrapper_self(wp))}>`),
  },
  methods: [hiddenMethod('__reduce__', '($self, /)', wp => reduceAsGetattr(wrapper_self(wp), d_name(wrapper_descr(wp))))],
  members: [{name: '__self__', type: 'object', offset: 24, flags: Py_READONLY}],
  getset: [
    {name: '__objclass__', get: wp => Py_NewRef(d_type(wrapper_descr(wp)))}, {name: '__name__', get: wp => PyUnicode_FromString(wrapperDef(wrapper_descr(wp)).name)},
    {name: '__qualname__', get: wp => descr_get_qualname(wrapper_descr(wp))}, {name: '__doc__', get: wp => slotDoc(wrapperDef(wrapper_descr(wp)))},
    {name: '__text_signature__', get: wp => slotSignature(wrapperDef(wrapper_descr(wp)))},
  ],
});
export {PyDictProxy_New} from './descrobject-property';
