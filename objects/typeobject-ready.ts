/**
 * Making a type ready: its dict, bases, mro, inherited slots and descriptors; and the static types of a new runtime or interpreter.
 * CPython: Objects/typeobject.c PyType_Ready(), Objects/object.c _PyTypes_InitTypes()
 *
 * PyType_Ready: (1) the dict exists; (2) base and bases; (3) the mro; (4) tp_new and __new__; (5) descriptors for the slots the type gives
 * itself, its methods, members and getset; (6) slots and flags of the bases; (7) __hash__ is None when there is no hash; (8) the bases learn
 * of their new subclass. Steps 3 and 6 are done once in a runtime for a static type, the others in each interpreter.
 */
import {clearFields, traverseFields} from './field-slots';
import {H, interp} from '../runtime/current';
import {PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, Py_SET_TYPE, ht_cached_keys, set_ht_cached_keys, set_tp_base, set_tp_bases, set_tp_basicsize, set_tp_dict, set_tp_dictoffset, set_tp_flags, set_tp_itemsize, set_tp_mro, set_tp_static_index, set_tp_subclasses, set_tp_weaklistoffset, tp_base, tp_basicsize, tp_dictoffset, tp_flags, tp_itemsize, tp_weaklistoffset} from '../runtime/generated/accessors';
import * as ids from '../runtime/generated/ids';
import * as t from '../runtime/generated/static-addresses';
import {LAYOUT_STRUCTS} from '../runtime/layout/all';
import {METH_CLASS, METH_COEXIST, METH_NOARGS, METH_O, METH_STATIC, rawMethod, type PyMethodDef} from '../runtime/methoddef';
import {madeBy} from '../runtime/boot-image';
import {IMMORTAL_WORD, PyObject_Del, Py_DECREF, Py_NewRef, Py_XDECREF, _Py_ClearImmortal, _Py_SetImmortal, setPayload, slots} from '../runtime/object';
import {PyObject_GC_Del} from '../runtime/gc';
import * as flag from '../runtime/typeflags';
import {PyTypeSlots, type SlotTable, type TypeSpec} from '../runtime/typeslots';
import {staticTypeSpecs} from '../runtime/typespec';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyVectorcall_Call, _PyStack_AsDict} from './call';
import {PyDescr_NAME, PyDescr_NewClassMethod, PyDescr_NewGetSet, PyDescr_NewMember, PyDescr_NewMethod} from './descrobject';
import {PyDict_Contains, PyDict_DelItem, PyDict_New, PyDict_SetDefault, PyDict_SetItem, PyDict_Size} from './dictobject';
import {_PyDict_NewKeysForClass} from './dictobject-values';
import {PyErr_Clear, PyErr_Format, PyErr_NoMemory, typeName} from './errors';
import {PyStaticMethod_New} from './funcobject-methods';
import {PyLong_FromNumber} from './longobject';
import {PyCFunction_NewEx} from './methodobject';
import {PyObject_HashNotImplemented} from './object';
import {PyTuple_New, PyTuple_Pack, _PyTuple_FromArray} from './tupleobject';
import {PyType_IsSubtype} from './typeobject';
import {_PyStaticType_GetState, _PyType_InitCache, assignStaticVersion, is_subtype_with_mro, lookup_tp_bases, lookup_tp_dict, lookup_tp_mro, lookup_tp_subclasses} from './typeobject-cache';
import {mro_internal} from './typeobject-mro';
import {NO_SLOTS, add_operators, type SlotName} from './typeobject-slotdefs';
import {slot_tp_new} from './typeobject-slots';
import {PyUnicode_FromString} from './unicodeobject';
import {PyWeakref_NewRef, _PyStaticType_ClearWeakRefs} from './weakrefobject';

export const MANAGED_WEAKREF_OFFSET = -32;

/** The slots that a type shows as its own: what it declares, and tp_call when it has a vectorcall function. */
export function declaredSlots(spec: TypeSpec): SlotTable {
  return (spec.slots.vectorcall ?? null) !== null && spec.slots.tp_call === undefined ? {...spec.slots, tp_call: PyVectorcall_Call} : spec.slots;
}
/** Fills a slot object from a declaration, tp_traverse and tp_clear from the layout when it names one. */
export function slotsFromSpec(spec: TypeSpec, target: PyTypeSlots): void {
  target.tp_name = spec.tp_name;
  target.tp_doc = spec.tp_doc ?? null;
  Object.assign(target, declaredSlots(spec));
  target.methods = spec.methods ?? [];
  target.members = spec.members ?? [];
  target.getset = spec.getset ?? [];
  if (spec.layout === undefined) return;
  const words = referenceWords(spec.layout);
  target.tp_traverse ??= madeBy(traverseFields(...words), traverseFields, ...words);
  target.tp_clear ??= madeBy(clearFields(...words), clearFields, ...words);
}
/** Word offsets of the counted references in the structs named. */
function referenceWords(layout: string): number[] {
  const names = layout.split(/\s+/), words: number[] = [];
  for (const name of names) {
    const found = LAYOUT_STRUCTS.find(s => s.name === name);
    if (found === undefined) throw new Error(`no layout is called ${name}`);
    for (const field of found.fields) if (field.kind === 'ref' && !field.items) words.push(field.offset >> 2);
  }
  return words;
}

// ---- __new__ ----

/** The builtin __new__ of types with a tp_new of their own: checks the class it is asked for. CPython: tp_new_wrapper() */
function tp_new_wrapper(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const type = self, name = slots(type).tp_name;
  if (nargs < 1) return PyErr_Format(t.PyExc_TypeError, `${name}.__new__(): not enough arguments`);
  const subtype = H[args] as PyObject;
  if (!PyType_Check(subtype)) return PyErr_Format(t.PyExc_TypeError, `${name}.__new__(X): X is not a type object (${typeName(subtype)})`);
  const subname = slots(subtype).tp_name;
  if (!PyType_IsSubtype(subtype, type)) return PyErr_Format(t.PyExc_TypeError, `${name}.__new__(${subname}): ${subname} is not a subtype of ${name}`);
  let staticbase: PyObject | NULL = subtype;
  while (staticbase !== NULL && slots(staticbase).tp_new === slot_tp_new) staticbase = tp_base(staticbase);
  if (staticbase !== NULL && slots(staticbase).tp_new !== slots(type).tp_new) {
    return PyErr_Format(t.PyExc_TypeError, `${name}.__new__(${subname}) is not safe, use ${slots(staticbase).tp_name}.__new__()`);
  }
  const tuple = _PyTuple_FromArray(args + 2, nargs - 1);
  if (tuple === NULL) return NULL;
  let kwds: New | NULL = NULL;
  if (kwnames !== NULL && PyTuple_GET_SIZE(kwnames) !== 0) {
    kwds = _PyStack_AsDict(args + 2 * nargs, kwnames);
    if (kwds === NULL) {
      Py_DECREF(tuple);
      return NULL;
    }
  }
  const res = slots(type).tp_new!(subtype, tuple, kwds);
  Py_DECREF(tuple);
  Py_XDECREF(kwds);
  return res;
}
export const tp_new_methoddef: PyMethodDef = rawMethod('__new__', '($type, *args, **kwargs)', tp_new_wrapper, 'Make a new object; help(type) has the true signature.');

function add_tp_new_wrapper(type: PyTypeObject): number {
  const dict = lookup_tp_dict(type) as PyObject, r = PyDict_Contains(dict, ids.ID___new__);
  if (r !== 0) return r < 0 ? -1 : 0;
  const func = PyCFunction_NewEx(tp_new_methoddef, type, NULL);
  if (func === NULL) return -1;
  const res = PyDict_SetItem(dict, ids.ID___new__, func);
  Py_DECREF(func);
  return res;
}

// ---- descriptors ----

/** Adds one builtin method to a type's dict. CPython: type_add_method() */
export function _PyType_AddMethod(type: PyTypeObject, meth: PyMethodDef): number {
  let descr: New | NULL, isdescr = true;
  if ((meth.ml_flags & METH_CLASS) !== 0) descr = PyDescr_NewClassMethod(type, meth);
  else if ((meth.ml_flags & METH_STATIC) !== 0) {
    const func = PyCFunction_NewEx(meth, type, NULL);
    if (func === NULL) return -1;
    descr = PyStaticMethod_New(func);
    isdescr = false;
    Py_DECREF(func);
  } else descr = PyDescr_NewMethod(type, meth);
  if (descr === NULL) return -1;
  const name = isdescr ? Py_NewRef(PyDescr_NAME(descr)) : PyUnicode_FromString(meth.ml_name);
  let err = -1;
  if (name !== NULL) {
    const dict = lookup_tp_dict(type) as PyObject;
    err = (meth.ml_flags & METH_COEXIST) !== 0 ? PyDict_SetItem(dict, name, descr) : setDefault(dict, name, descr);
    Py_DECREF(name);
  }
  Py_DECREF(descr);
  return err;
}
function setDefault(dict: PyObject, name: PyObject, value: PyObject): number {
  return PyDict_SetDefault(dict, name, value) === NULL ? -1 : 0;
}
function addDescr(dict: PyObject, descr: New | NULL): number {
  if (descr === NULL) return -1;
  const err = setDefault(dict, PyDescr_NAME(descr), descr);
  Py_DECREF(descr);
  return err;
}
/** CPython: type_ready_fill_dict() */
function type_ready_fill_dict(type: PyTypeObject, declared: SlotTable): number {
  const s = slots(type);
  if (add_operators(type, declared) < 0) return -1;
  for (const meth of s.methods) if (_PyType_AddMethod(type, meth) < 0) return -1;
  const dict = lookup_tp_dict(type) as PyObject;
  for (const member of s.members) if (addDescr(dict, PyDescr_NewMember(type, member)) < 0) return -1;
  for (const gsp of s.getset) if (addDescr(dict, PyDescr_NewGetSet(type, gsp)) < 0) return -1;
  return type_dict_set_doc(type);
}
/** CPython: type_dict_set_doc() */
function type_dict_set_doc(type: PyTypeObject): number {
  const dict = lookup_tp_dict(type) as PyObject, r = PyDict_Contains(dict, ids.ID___doc__);
  if (r !== 0) return r < 0 ? -1 : 0;
  const text = slots(type).tp_doc;
  if (text === null) return PyDict_SetItem(dict, ids.ID___doc__, t._Py_NoneStruct);
  const doc = PyUnicode_FromString(_PyType_DocWithoutSignature(slots(type).tp_name, text));
  if (doc === NULL) return -1;
  const res = PyDict_SetItem(dict, ids.ID___doc__, doc);
  Py_DECREF(doc);
  return res;
}

// ---- docs and signatures ----

/** Where the signature in front of an internal docstring ends: after `)\n--\n\n`; -1 when there is none. CPython: find_signature(), skip_signature() */
function signatureEnd(name: string, doc: string): {start: number; end: number} | null {
  const dot = name.lastIndexOf('.'), short = dot < 0 ? name : name.slice(dot + 1);
  if (!doc.startsWith(short) || doc[short.length] !== '(') return null;
  const mark = doc.indexOf(')\n--\n\n', short.length), blank = doc.indexOf('\n\n');
  if (mark < 0 || (blank >= 0 && blank < mark)) return null;
  return {start: short.length, end: mark};
}
/** An internal docstring without the signature line. CPython: _PyType_DocWithoutSignature() */
export function _PyType_DocWithoutSignature(name: string, doc: string): string {
  const at = signatureEnd(name, doc);
  return at === null ? doc : doc.slice(at.end + 6);
}
/** Value of __doc__ from an internal docstring; None when it is empty. CPython: _PyType_GetDocFromInternalDoc() */
export function _PyType_GetDocFromInternalDoc(name: string, doc: string | null): New | NULL {
  const text = doc === null ? '' : _PyType_DocWithoutSignature(name, doc);
  return text === '' ? Py_NewRef(t._Py_NoneStruct) : PyUnicode_FromString(text);
}
/** Value of __text_signature__, None without one. CPython: _PyType_GetTextSignatureFromInternalDoc() */
export function _PyType_GetTextSignatureFromInternalDoc(name: string, doc: string | null, flags = 0): New | NULL {
  const at = doc === null ? null : signatureEnd(name, doc);
  const text = at === null || doc === null ? signature_from_flags(flags) : doc.slice(at.start, at.end + 1);
  return text === null ? Py_NewRef(t._Py_NoneStruct) : PyUnicode_FromString(text);
}
/** The signature that the calling convention alone tells; null for those of any arguments. CPython: signature_from_flags() */
function signature_from_flags(flags: number): string | null {
  const self = (flags & METH_CLASS) !== 0 ? '$type, ' : (flags & METH_STATIC) !== 0 ? '' : '$self, ';
  switch (flags & ~(METH_COEXIST | METH_CLASS | METH_STATIC)) {
    case METH_NOARGS: return self === '' ? '()' : `(${self}/)`;
    case METH_O: return `(${self}object, /)`;
    default: return null;
  }
}

// ---- inheritance ----

const FAST_SUBCLASSES: readonly (readonly [PyTypeObject, number])[] = [
  [t.PyExc_BaseException, flag.Py_TPFLAGS_BASE_EXC_SUBCLASS], [t.PyType_Type, flag.Py_TPFLAGS_TYPE_SUBCLASS], [t.PyLong_Type, flag.Py_TPFLAGS_LONG_SUBCLASS],
  [t.PyBytes_Type, flag.Py_TPFLAGS_BYTES_SUBCLASS], [t.PyUnicode_Type, flag.Py_TPFLAGS_UNICODE_SUBCLASS], [t.PyTuple_Type, flag.Py_TPFLAGS_TUPLE_SUBCLASS],
  [t.PyList_Type, flag.Py_TPFLAGS_LIST_SUBCLASS], [t.PyDict_Type, flag.Py_TPFLAGS_DICT_SUBCLASS],
];
/** Flags and sizes from the dominant base. CPython: inherit_special() */
function inherit_special(type: PyTypeObject, base: PyTypeObject): void {
  const s = slots(type), bs = slots(base);
  let flags = tp_flags(type);
  const baseFlags = tp_flags(base);
  if ((flags & flag.Py_TPFLAGS_HAVE_GC) === 0 && (baseFlags & flag.Py_TPFLAGS_HAVE_GC) !== 0 && s.tp_traverse === null && s.tp_clear === null) {
    flags |= flag.Py_TPFLAGS_HAVE_GC;
    s.tp_traverse = bs.tp_traverse;
    s.tp_clear = bs.tp_clear;
  }
  flags |= baseFlags & (flag.Py_TPFLAGS_PREHEADER | flag._Py_TPFLAGS_MATCH_SELF | flag.Py_TPFLAGS_ITEMS_AT_END);
  if (tp_basicsize(type) === 0) set_tp_basicsize(type, tp_basicsize(base));
  if (tp_itemsize(type) === 0) set_tp_itemsize(type, tp_itemsize(base));
  if (tp_weaklistoffset(type) === 0) set_tp_weaklistoffset(type, tp_weaklistoffset(base));
  if (tp_dictoffset(type) === 0) set_tp_dictoffset(type, tp_dictoffset(base));
  const mro = lookup_tp_mro(base);
  for (const [kind, bit] of FAST_SUBCLASSES) {
    if (is_subtype_with_mro(mro, base, kind)) {
      flags |= bit;
      break;
    }
  }
  set_tp_flags(type, flags);
}
/** Slots that are inherited one by one: a slot a base sets itself goes to the type that has none. */
const PLAIN_SLOTS: readonly SlotName[] = (`am_await am_aiter am_anext am_send nb_add nb_subtract nb_multiply nb_remainder nb_divmod nb_power nb_negative nb_positive nb_absolute nb_bool nb_invert
  nb_lshift nb_rshift nb_and nb_xor nb_or nb_int nb_float nb_inplace_add nb_inplace_subtract nb_inplace_multiply nb_inplace_remainder nb_inplace_power nb_inplace_lshift nb_inplace_rshift
  nb_inplace_and nb_inplace_xor nb_inplace_or nb_floor_divide nb_true_divide nb_inplace_floor_divide nb_inplace_true_divide nb_index nb_matrix_multiply nb_inplace_matrix_multiply
  sq_length sq_concat sq_repeat sq_item sq_ass_item sq_contains sq_inplace_concat sq_inplace_repeat mp_length mp_subscript mp_ass_subscript bf_getbuffer bf_releasebuffer
  tp_dealloc tp_repr tp_str tp_iter tp_iternext tp_descr_get tp_descr_set tp_init tp_alloc tp_is_gc tp_finalize`.trim().split(/\s+/)) as SlotName[];

/** CPython: inherit_slots() */
function inherit_slots(type: PyTypeObject, base: PyTypeObject): number {
  const s = slots(type), b = slots(base), basebase = tp_base(base);
  const own = s as unknown as Record<SlotName, unknown>, from = b as unknown as Record<SlotName, unknown>;
  const before = basebase === NULL ? null : (slots(basebase) as unknown as Record<SlotName, unknown>);
  const inheritsCall = s.tp_call === null;
  for (const slot of PLAIN_SLOTS) if (own[slot] === null && from[slot] !== null && (before === null || from[slot] !== before[slot])) own[slot] = from[slot];
  s.tp_getattro ??= b.tp_getattro;
  s.tp_setattro ??= b.tp_setattro;
  if (inheritsCall) {
    if ((tp_flags(base) & flag.Py_TPFLAGS_HAVE_VECTORCALL) !== 0) {
      set_tp_flags(type, tp_flags(type) | flag.Py_TPFLAGS_HAVE_VECTORCALL);
      s.vectorcall ??= b.vectorcall;
    }
    if (b.tp_call !== null && (before === null || b.tp_call !== before.tp_call)) s.tp_call = b.tp_call;
  }
  if (s.tp_richcompare === null && s.tp_hash === null) {
    const dict = lookup_tp_dict(type) as PyObject;
    let r = PyDict_Contains(dict, ids.ID___eq__);
    if (r === 0) r = PyDict_Contains(dict, ids.ID___hash__);
    if (r < 0) return -1;
    if (r === 0) {
      s.tp_richcompare = b.tp_richcompare;
      s.tp_hash = b.tp_hash;
    }
  }
  if (b.tp_descr_get !== null && s.tp_descr_get === b.tp_descr_get && (tp_flags(type) & flag.Py_TPFLAGS_IMMUTABLETYPE) !== 0) {
    set_tp_flags(type, tp_flags(type) | (tp_flags(base) & flag.Py_TPFLAGS_METHOD_DESCRIPTOR));
  }
  if (tp_dictoffset(type) === 0 && tp_dictoffset(base) !== 0) set_tp_dictoffset(type, tp_dictoffset(base));
  const gc = tp_flags(type) & flag.Py_TPFLAGS_HAVE_GC, baseGC = tp_flags(base) & flag.Py_TPFLAGS_HAVE_GC;
  if (gc === baseGC) s.tp_free ??= b.tp_free;
  else if (gc !== 0 && s.tp_free === null && b.tp_free === PyObject_Del) s.tp_free = PyObject_GC_Del;
  return 0;
}
const COLLECTION_FLAGS = flag.Py_TPFLAGS_SEQUENCE | flag.Py_TPFLAGS_MAPPING;
/** CPython: type_ready_inherit() */
function type_ready_inherit(type: PyTypeObject): number {
  const base = tp_base(type);
  if (base !== NULL) inherit_special(type, base);
  const mro = lookup_tp_mro(type) as PyObject, n = PyTuple_GET_SIZE(mro);
  for (let i = 1; i < n; i++) {
    const b = PyTuple_GET_ITEM(mro, i);
    if (!PyType_Check(b)) continue;
    if (inherit_slots(type, b) < 0) return -1;
    if ((tp_flags(type) & COLLECTION_FLAGS) === 0) set_tp_flags(type, tp_flags(type) | (tp_flags(b) & COLLECTION_FLAGS));
  }
  const s = slots(type), flags = tp_flags(type);
  if ((flags & flag.Py_TPFLAGS_HAVE_GC) !== 0 && (flags & flag.Py_TPFLAGS_BASETYPE) !== 0 && (s.tp_free === null || s.tp_free === PyObject_Del)) {
    PyErr_Format(t.PyExc_TypeError, `type '${s.tp_name}' participates in gc and is a base type but has inappropriate tp_free slot`);
    return -1;
  }
  return 0;
}

// ---- the steps ----

function setDict(type: PyTypeObject, dict: New): void {
  if ((tp_flags(type) & flag.Py_TPFLAGS_STATIC_BUILTIN) !== 0) _PyStaticType_GetState(type).tp_dict = dict;
  else set_tp_dict(type, dict);
}
/** CPython: type_ready_set_new() */
function type_ready_set_new(type: PyTypeObject, initial: boolean): number {
  const s = slots(type), base = tp_base(type);
  if (s.tp_new === null && base === t.PyBaseObject_Type && (tp_flags(type) & flag.Py_TPFLAGS_HEAPTYPE) === 0) set_tp_flags(type, tp_flags(type) | flag.Py_TPFLAGS_DISALLOW_INSTANTIATION);
  if ((tp_flags(type) & flag.Py_TPFLAGS_DISALLOW_INSTANTIATION) !== 0) {
    s.tp_new = null;
    return 0;
  }
  if (s.tp_new === null) {
    s.tp_new = slots(base).tp_new;
    return 0;
  }
  return initial || base === NULL || s.tp_new !== slots(base).tp_new ? add_tp_new_wrapper(type) : 0;
}
/** CPython: type_ready_set_hash() */
function type_ready_set_hash(type: PyTypeObject): number {
  const s = slots(type);
  if (s.tp_hash !== null) return 0;
  const dict = lookup_tp_dict(type) as PyObject, r = PyDict_Contains(dict, ids.ID___hash__);
  if (r !== 0) return r < 0 ? -1 : 0;
  if (PyDict_SetItem(dict, ids.ID___hash__, t._Py_NoneStruct) < 0) return -1;
  s.tp_hash = PyObject_HashNotImplemented;
  return 0;
}
/** CPython: type_ready_preheader(), type_ready_managed_dict(), type_ready_post_checks() */
function type_ready_preheader(type: PyTypeObject): number {
  const flags = tp_flags(type), name = slots(type).tp_name;
  if ((flags & flag.Py_TPFLAGS_MANAGED_DICT) !== 0) {
    if (tp_dictoffset(type) > 0 || tp_dictoffset(type) < -1) {
      PyErr_Format(t.PyExc_TypeError, `type ${name} has the Py_TPFLAGS_MANAGED_DICT flag but tp_dictoffset is set`);
      return -1;
    }
    set_tp_dictoffset(type, -1);
  }
  if ((flags & flag.Py_TPFLAGS_MANAGED_WEAKREF) !== 0) {
    if (tp_weaklistoffset(type) !== 0 && tp_weaklistoffset(type) !== MANAGED_WEAKREF_OFFSET) {
      PyErr_Format(t.PyExc_TypeError, `type ${name} has the Py_TPFLAGS_MANAGED_WEAKREF flag but tp_weaklistoffset is set`);
      return -1;
    }
    set_tp_weaklistoffset(type, MANAGED_WEAKREF_OFFSET);
  }
  return 0;
}
function type_ready_managed_dict(type: PyTypeObject): number {
  if ((tp_flags(type) & flag.Py_TPFLAGS_MANAGED_DICT) === 0) return 0;
  if (ht_cached_keys(type) === 0) {
    const keys = _PyDict_NewKeysForClass();
    if (keys === 0) {
      PyErr_NoMemory();
      return -1;
    }
    set_ht_cached_keys(type, keys);
  }
  if (tp_itemsize(type) === 0 && tp_basicsize(type) === 16) set_tp_flags(type, tp_flags(type) | flag.Py_TPFLAGS_INLINE_VALUES);
  return 0;
}
function type_ready(type: PyTypeObject, initial: boolean, declared: SlotTable): number {
  set_tp_flags(type, tp_flags(type) | flag.Py_TPFLAGS_READYING);
  const res = readySteps(type, initial, declared);
  set_tp_flags(type, (tp_flags(type) & ~flag.Py_TPFLAGS_READYING) | (res === 0 ? flag.Py_TPFLAGS_READY : 0));
  return res;
}
function readySteps(type: PyTypeObject, initial: boolean, declared: SlotTable): number {
  const heap = (tp_flags(type) & flag.Py_TPFLAGS_HEAPTYPE) !== 0;
  if (lookup_tp_dict(type) === NULL) {
    const dict = PyDict_New();
    if (dict === NULL) return -1;
    setDict(type, dict);
  }
  if (tp_base(type) === NULL && type !== t.PyBaseObject_Type) set_tp_base(type, heap ? Py_NewRef(t.PyBaseObject_Type) : t.PyBaseObject_Type);
  const base = tp_base(type);
  if (base !== NULL && lookup_tp_dict(base) === NULL && PyType_Ready(base) < 0) return -1;
  if (initial && lookup_tp_bases(type) === NULL) {
    const bases = base === NULL ? PyTuple_New(0) : PyTuple_Pack(base);
    if (bases === NULL) return -1;
    if (!heap) _Py_SetImmortal(bases);
    set_tp_bases(type, bases);
  }
  if (initial) {
    if (mro_internal(type, true) < 0) return -1;
    const mro = lookup_tp_mro(type) as PyObject;
    if (!heap) _Py_SetImmortal(mro);
    for (let i = 0; !heap && i < PyTuple_GET_SIZE(mro); i++) {
      const b = PyTuple_GET_ITEM(mro, i);
      if ((tp_flags(b) & flag.Py_TPFLAGS_HEAPTYPE) === 0) continue;
      PyErr_Format(t.PyExc_TypeError, `type '${slots(type).tp_name}' is not dynamically allocated but its base type '${slots(b).tp_name}' is dynamically allocated`);
      return -1;
    }
  }
  if (type_ready_set_new(type, initial) < 0 || type_ready_fill_dict(type, declared) < 0) return -1;
  if (initial && (type_ready_inherit(type) < 0 || type_ready_preheader(type) < 0)) return -1;
  if (type_ready_set_hash(type) < 0) return -1;
  const bases = lookup_tp_bases(type), nbases = PyTuple_GET_SIZE(bases);
  for (let i = 0; i < nbases; i++) {
    const b = PyTuple_GET_ITEM(bases, i);
    if (PyType_Check(b) && add_subclass(b, type) < 0) return -1;
  }
  if (!initial) return 0;
  if (type_ready_managed_dict(type) < 0) return -1;
  if ((tp_flags(type) & flag.Py_TPFLAGS_HAVE_GC) !== 0 && slots(type).tp_traverse === null) {
    PyErr_Format(t.PyExc_SystemError, `type ${slots(type).tp_name} has the Py_TPFLAGS_HAVE_GC flag but has no traverse function`);
    return -1;
  }
  return 0;
}
/** Makes a type ready; 0 at once when it is. `declared`: the slots it gives itself, none for a class made by a class statement. -1 on error. CPython: PyType_Ready() */
export function PyType_Ready(type: PyTypeObject, declared: SlotTable = NO_SLOTS): number {
  if ((tp_flags(type) & flag.Py_TPFLAGS_READY) !== 0) return 0;
  const spec = (tp_flags(type) & flag.Py_TPFLAGS_HEAPTYPE) !== 0 ? undefined : staticTypeSpecs().get(type);
  if (spec !== undefined) return initStaticType(type, spec);
  return type_ready(type, true, declared);
}

// ---- static types ----

/** Objects without contents that exist from the first moment. */
const STATIC_SINGLETONS: readonly (readonly [PyObject, PyTypeObject])[] = [
  [t._Py_NoneStruct, t._PyNone_Type], [t._Py_EllipsisObject, t.PyEllipsis_Type], [t._Py_NotImplementedStruct, t._PyNotImplemented_Type], [t._Py_NoDefaultStruct, t._PyNoDefault_Type],
  [t._PyTuple_Empty, t.PyTuple_Type], [t._Py_ContextTokenMissing, t._PyContextTokenMissing_Type],
];

/**
 * Writes the head of every declared static type: after it other objects may be made, though no type is ready. First thing in a new runtime.
 * DIVERGES: CPython's are initialised data of the program.
 */
export function initStaticTypeHeads(): void {
  for (const [op, type] of STATIC_SINGLETONS) {
    H[op] = IMMORTAL_WORD;
    Py_SET_TYPE(op, type);
  }
  let index = 1;
  for (const [type, spec] of staticTypeSpecs()) {
    H.fill(0, type, type + 256 - 4);
    H[type] = IMMORTAL_WORD;
    Py_SET_TYPE(type, t.PyType_Type);
    set_tp_basicsize(type, spec.tp_basicsize);
    set_tp_itemsize(type, spec.tp_itemsize ?? 0);
    let flags = (spec.tp_flags ?? 0) | flag.Py_TPFLAGS_STATIC_BUILTIN | flag.Py_TPFLAGS_IMMUTABLETYPE;
    if ((spec.slots.vectorcall ?? null) !== null) flags |= flag.Py_TPFLAGS_HAVE_VECTORCALL;
    // the bits that type checks read must be right before types are ready
    for (let base: PyObject | NULL = type; base !== NULL; base = staticTypeSpecs().get(base)?.tp_base ?? NULL) {
      const kind = FAST_SUBCLASSES.find(([k]) => k === base);
      if (kind !== undefined) flags |= kind[1];
    }
    set_tp_flags(type, flags);
    set_tp_static_index(type, index++);
    set_tp_weaklistoffset(type, spec.tp_weaklistoffset ?? 0);
    set_tp_dictoffset(type, spec.tp_dictoffset ?? 0);
    set_tp_base(type, spec.tp_base ?? (type === t.PyBaseObject_Type ? NULL : t.PyBaseObject_Type));
    const s = new PyTypeSlots();
    slotsFromSpec(spec, s);
    setPayload(type, s);
  }
}
function initStaticType(type: PyTypeObject, spec: TypeSpec): number {
  const ready = (tp_flags(type) & flag.Py_TPFLAGS_READY) !== 0;
  if (!ready) assignStaticVersion(type);
  return type_ready(type, !ready, declaredSlots(spec));
}
/**
 * Makes all static types ready in the current interpreter, each after its base: -1 on error. The first interpreter of a runtime also settles
 * what they inherit. CPython: Objects/object.c _PyTypes_InitTypes()
 */
export function _PyTypes_InitTypes(): number {
  const specs = staticTypeSpecs(), done = new Set<PyTypeObject>();
  if (interp.types.cache === 0) _PyType_InitCache(interp);
  interp.types.builtins.length = 0;
  for (let i = 0; i < specs.size; i++) interp.types.builtins.push({tp_dict: NULL, tp_subclasses: NULL, tp_weaklist: NULL});
  for (const type of [t.PyBaseObject_Type, t.PyType_Type, ...specs.keys()]) if (initWithBases(type, done) < 0) return -1;
  return 0;
}
function initWithBases(type: PyTypeObject, done: Set<PyTypeObject>): number {
  if (done.has(type)) return 0;
  const spec = staticTypeSpecs().get(type);
  if (spec === undefined) throw new Error(`the static type at ${type} is not declared`);
  const base = tp_base(type);
  if (base !== NULL && initWithBases(base, done) < 0) return -1;
  done.add(type);
  return initStaticType(type, spec);
}
/**
 * Drops the current interpreter's part of all static types, newest first; the main one's end also frees what all interpreters shared.
 * escapes. CPython: Objects/object.c _PyTypes_FiniTypes(), Objects/typeobject.c fini_static_type()
 */
export function _PyTypes_FiniTypes(): void {
  const types = [...staticTypeSpecs().keys()], final = interp.id === 0;
  for (let i = types.length - 1; i >= 0; i--) {
    const state = _PyStaticType_GetState(types[i]);
    if (state === undefined) continue;
    const {tp_dict: dict, tp_subclasses: subclasses} = state;
    state.tp_dict = NULL;
    state.tp_subclasses = NULL;
    Py_XDECREF(dict);
    if (final) {
      const bases = lookup_tp_bases(types[i]), mro = lookup_tp_mro(types[i]);
      set_tp_bases(types[i], NULL);
      set_tp_mro(types[i], NULL);
      if (bases !== NULL && PyTuple_GET_SIZE(bases) > 0) _Py_ClearImmortal(bases);
      if (mro !== NULL) _Py_ClearImmortal(mro);
    }
    Py_XDECREF(subclasses);
    if (final) set_tp_flags(types[i], tp_flags(types[i]) & ~flag.Py_TPFLAGS_READY);
    _PyStaticType_ClearWeakRefs(types[i]);
  }
}

// ---- subclasses ----

/** Notes a new subclass in its base, weakly. CPython: add_subclass() */
export function add_subclass(base: PyTypeObject, type: PyTypeObject): number {
  const key = PyLong_FromNumber(type * 4);
  if (key === NULL) return -1;
  const ref = PyWeakref_NewRef(type, NULL);
  if (ref === NULL) {
    Py_DECREF(key);
    return -1;
  }
  let subclasses = lookup_tp_subclasses(base);
  if (subclasses === NULL) {
    subclasses = PyDict_New();
    if (subclasses !== NULL) setSubclasses(base, subclasses);
  }
  const res = subclasses === NULL ? -1 : PyDict_SetItem(subclasses, key, ref);
  Py_DECREF(ref);
  Py_DECREF(key);
  return res;
}
function setSubclasses(type: PyTypeObject, value: PyObject | NULL): void {
  if ((tp_flags(type) & flag.Py_TPFLAGS_STATIC_BUILTIN) !== 0) _PyStaticType_GetState(type).tp_subclasses = value;
  else set_tp_subclasses(type, value);
}
/** Adds a class to every base of a tuple. CPython: add_all_subclasses() */
export function add_all_subclasses(type: PyTypeObject, bases: PyObject): number {
  let res = 0;
  for (let i = 0; i < PyTuple_GET_SIZE(bases); i++) if (add_subclass(PyTuple_GET_ITEM(bases, i), type) < 0) res = -1;
  return res;
}
/** CPython: remove_subclass() */
function remove_subclass(base: PyTypeObject, type: PyTypeObject): void {
  const subclasses = lookup_tp_subclasses(base);
  if (subclasses === NULL) return;
  const key = PyLong_FromNumber(type * 4);
  if (key === NULL || PyDict_DelItem(subclasses, key) < 0) PyErr_Clear();
  Py_XDECREF(key);
  if (PyDict_Size(subclasses) === 0) {
    setSubclasses(base, NULL);
    Py_DECREF(subclasses);
  }
}
/** Takes a class off the lists of its bases; keeps the exception that is set. CPython: remove_all_subclasses() */
export function remove_all_subclasses(type: PyTypeObject, bases: PyObject): void {
  for (let i = 0; i < PyTuple_GET_SIZE(bases); i++) {
    const base = PyTuple_GET_ITEM(bases, i);
    if (PyType_Check(base)) remove_subclass(base, type);
  }
}
/** Drops a type's own list of subclasses. CPython: clear_tp_subclasses() */
export function clear_tp_subclasses(type: PyTypeObject): void {
  const subclasses = lookup_tp_subclasses(type);
  setSubclasses(type, NULL);
  Py_XDECREF(subclasses);
}
