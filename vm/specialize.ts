/**
 * Adaptive specialisation: when the counter of an instruction has run down, it is replaced by a form for the kinds of objects seen,
 * with what that form needs in its inline cache; or, when there is none, the counter starts again from a longer way off.
 * CPython: Python/specialize.c, Include/internal/pycore_backoff.h
 *
 * A counter is a code unit: value in the upper 12 bits, backoff in the lower 4. Addresses of objects in caches are borrowed and guarded
 * by a version; they take the lower two of CPython's four units.
 */
import {_PyDictKeys_GetVersionForCurrentState, _PyDictKeys_StringLookup, _PyDictKeys_StringLookupSplit} from '../objects/dictobject-keys';
import {_PyDict_LookupIndex} from '../objects/dictobject';
import {_PyFunction_GetVersionForCurrentState} from '../objects/funcobject';
import {PyObject_GenericGetAttr, PyObject_GenericSetAttr} from '../objects/object-generic';
import {_PyType_Lookup, assign_version_tag} from '../objects/typeobject-cache';
import {_Py_slot_tp_getattr_hook, _Py_slot_tp_getattro} from '../objects/typeobject-slots';
import {PyType_IsSubtype} from '../objects/typeobject';
import {interp} from '../runtime/current';
import {PyAnySet_CheckExact, PyBool_Check, PyCoro_CheckExact, PyDict_CheckExact, PyFloat_CheckExact, PyFunction_Check, PyGen_CheckExact, PyList_CheckExact, PyList_GET_SIZE, PyLong_CheckExact, PyModule_CheckExact, PyTuple_CheckExact, PyTuple_GET_SIZE, PyType_Check, PyUnicode_CheckExact, Py_IsNone, Py_TYPE, _PyDescr_TYPE, _PyInlineValues_VALID, _PyLong_BothAreCompact, _PyLong_CompactValue, _PyLong_IsNonNegativeCompact, _PyObject_InlineValues, _PyObject_ManagedDict, _PyObject_SlotAt, co_argcount, co_flags, co_kwonlyargcount, dk_kind, f_localsplus, func_code, ht_cached_keys, ma_keys, ma_values, md_dict, prop_get, set__spec_cache_getitem, set__spec_cache_getitem_version, tp_dictoffset, tp_flags, tp_version_tag} from '../runtime/generated/accessors';
import {ID___class__, ID___getattr__, ID___getattribute__, ID___getitem__} from '../runtime/generated/ids';
import {PyBaseObject_Type, PyClassMethodDescr_Type, PyClassMethod_Type, PyDict_Type, PyGen_Type, PyListIter_Type, PyList_Type, PyMemberDescr_Type, PyProperty_Type, PyRangeIter_Type, PySuper_Type, PyTupleIter_Type, PyTuple_Type, PyType_Type, PyUnicode_Type} from '../runtime/generated/static-addresses';
import {payload, slots} from '../runtime/object';
import {Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_INLINE_VALUES, Py_TPFLAGS_MANAGED_DICT, Py_TPFLAGS_METHOD_DESCRIPTOR} from '../runtime/typeflags';
import {NULL, type Ptr, type PyObject, type PyTypeObject} from '../runtime/types';
import {type PyMemberDef, Py_AUDIT_READ, Py_READONLY} from '../runtime/typeslots';
import {BINARY_OP, BINARY_OP_ADD_FLOAT, BINARY_OP_ADD_INT, BINARY_OP_ADD_UNICODE, BINARY_OP_INPLACE_ADD_UNICODE, BINARY_OP_MULTIPLY_FLOAT, BINARY_OP_MULTIPLY_INT, BINARY_OP_SUBTRACT_FLOAT, BINARY_OP_SUBTRACT_INT, BINARY_SUBSCR, BINARY_SUBSCR_DICT, BINARY_SUBSCR_GETITEM, BINARY_SUBSCR_LIST_INT, BINARY_SUBSCR_STR_INT, BINARY_SUBSCR_TUPLE_INT, COMPARE_OP, COMPARE_OP_FLOAT, COMPARE_OP_INT, COMPARE_OP_STR, CONTAINS_OP, CONTAINS_OP_DICT, CONTAINS_OP_SET, FOR_ITER, FOR_ITER_GEN, FOR_ITER_LIST, FOR_ITER_RANGE, FOR_ITER_TUPLE, JUMP_BACKWARD, LOAD_ATTR, LOAD_ATTR_CLASS, LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN, LOAD_ATTR_INSTANCE_VALUE, LOAD_ATTR_METHOD_LAZY_DICT, LOAD_ATTR_METHOD_NO_DICT, LOAD_ATTR_METHOD_WITH_VALUES, LOAD_ATTR_MODULE, LOAD_ATTR_NONDESCRIPTOR_NO_DICT, LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES, LOAD_ATTR_PROPERTY, LOAD_ATTR_SLOT, LOAD_ATTR_WITH_HINT, LOAD_GLOBAL, LOAD_GLOBAL_BUILTIN, LOAD_GLOBAL_MODULE, LOAD_SUPER_ATTR, LOAD_SUPER_ATTR_ATTR, LOAD_SUPER_ATTR_METHOD, POP_JUMP_IF_FALSE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE, POP_JUMP_IF_TRUE, SEND, SEND_GEN, STORE_ATTR, STORE_ATTR_INSTANCE_VALUE, STORE_ATTR_SLOT, STORE_ATTR_WITH_HINT, STORE_FAST, STORE_SUBSCR, STORE_SUBSCR_DICT, STORE_SUBSCR_LIST_INT, TO_BOOL, TO_BOOL_ALWAYS_TRUE, TO_BOOL_BOOL, TO_BOOL_INT, TO_BOOL_LIST, TO_BOOL_NONE, TO_BOOL_STR, UNPACK_SEQUENCE, UNPACK_SEQUENCE_LIST, UNPACK_SEQUENCE_TUPLE, UNPACK_SEQUENCE_TWO_TUPLE} from './opcode-ids';
import {_PyOpcode_Caches} from './opcode-metadata';

const ADAPTIVE_COOLDOWN = 52 << 4 | 0, ADAPTIVE_WARMUP = 1 << 4 | 1;
const UNIT_MAX = 0xffff;

/** A counter's next start after a failure. CPython: restart_backoff_counter() */
function backoff(counter: number): number {
  const power = counter & 15;
  return power < 12 ? ((1 << (power + 1)) - 1) << 4 | power + 1 : 0xfff << 4 | 12;
}
/** Stores the specialised opcode and starts the counter that lets it stay a while. */
export function success(code: Uint16Array, at: number, opcode: number): void {
  code[at] = code[at] & 0xff00 | opcode;
  code[at + 1] = ADAPTIVE_COOLDOWN;
}
/** Leaves the generic opcode and waits longer. */
export function failure(code: Uint16Array, at: number, opcode: number): void {
  code[at] = code[at] & 0xff00 | opcode;
  code[at + 1] = backoff(code[at + 1]);
}
/** Writes a 32-bit value, or an address, into two units of a cache. */
export function write_u32(code: Uint16Array, at: number, value: number): void {
  code[at] = value & UNIT_MAX;
  code[at + 1] = value >>> 16;
}
function write_obj(code: Uint16Array, at: number, op: PyObject): void {
  write_u32(code, at, op);
  code[at + 2] = code[at + 3] = 0;
}

/** Gives fresh code its counters. CPython: Python/specialize.c _PyCode_Quicken() */
export function _PyCode_Quicken(code: Uint16Array): void {
  for (let i = 0; i < code.length; i++) {
    const opcode = code[i] & 255, caches = _PyOpcode_Caches[opcode];
    if (caches === 0) continue;
    if (opcode === JUMP_BACKWARD) code[i + 1] = 16 << 4 | 4;
    else if (opcode === POP_JUMP_IF_FALSE || opcode === POP_JUMP_IF_TRUE || opcode === POP_JUMP_IF_NONE || opcode === POP_JUMP_IF_NOT_NONE) code[i + 1] = 0x5555;
    else code[i + 1] = ADAPTIVE_WARMUP;
    i += caches;
  }
}

/** A version of a function for caches; 0 when it has none. */
function functionVersion(func: PyObject): number {
  return _PyFunction_GetVersionForCurrentState(func);
}
/** Whether a function takes exactly so many positional arguments and nothing else. CPython: function_kind(), function_check_args() */
function isSimple(func: PyObject, argcount: number): boolean {
  const co = func_code(func);
  return (co_flags(co) & 13) === 1 && co_kwonlyargcount(co) === 0 && co_argcount(co) === argcount;
}
/** Index of a name among the keys of a dict; -1 when absent. */
function lookupIndex(dict: PyObject, name: PyObject): number {
  return _PyDictKeys_StringLookup(ma_keys(dict), name);
}

// ---- attributes ----

/** CPython: DescriptorClassification */
const enum DescriptorKind { OVERRIDING, METHOD, PROPERTY, OBJECT_SLOT, OTHER_SLOT, NON_OVERRIDING, CLASSMETHOD, NON_DESCRIPTOR, MUTABLE, ABSENT, DUNDER_CLASS, GETSET_OVERRIDDEN, GETATTRIBUTE_IS_PYTHON_FUNCTION }

/** What an attribute of a type is; the attribute itself, borrowed, in `found.descr`. CPython: analyze_descriptor() */
function analyze_descriptor(type: PyTypeObject, name: PyObject, found: {descr: PyObject | NULL}, store: boolean): DescriptorKind {
  const s = slots(type);
  let has_getattr = false;
  found.descr = NULL;
  if (store) {
    if (s.tp_setattro !== PyObject_GenericSetAttr) return DescriptorKind.GETSET_OVERRIDDEN;
  } else if (s.tp_getattro !== PyObject_GenericGetAttr) {
    if (s.tp_getattro !== _Py_slot_tp_getattr_hook && s.tp_getattro !== _Py_slot_tp_getattro) return DescriptorKind.GETSET_OVERRIDDEN;
    const getattribute = _PyType_Lookup(type, ID___getattribute__);
    has_getattr = _PyType_Lookup(type, ID___getattr__) !== NULL;
    if (getattribute !== NULL && getattribute !== _PyType_Lookup(PyBaseObject_Type, ID___getattribute__)) {
      if (s.tp_getattro === _Py_slot_tp_getattro && !has_getattr && PyFunction_Check(getattribute)) {
        found.descr = getattribute;
        return DescriptorKind.GETATTRIBUTE_IS_PYTHON_FUNCTION;
      }
      return DescriptorKind.GETSET_OVERRIDDEN;
    }
  }
  const descr = _PyType_Lookup(type, name);
  found.descr = descr;
  if (descr === NULL) return DescriptorKind.ABSENT;
  const desc_cls = Py_TYPE(descr), d = slots(desc_cls);
  if ((tp_flags(desc_cls) & Py_TPFLAGS_IMMUTABLETYPE) === 0) return DescriptorKind.MUTABLE;
  if (d.tp_descr_set !== null) {
    if (desc_cls === PyMemberDescr_Type) {
      const {type: kind} = payload<PyMemberDef>(descr);
      return kind === 'object' || kind === 'object_ex' ? DescriptorKind.OBJECT_SLOT : DescriptorKind.OTHER_SLOT;
    }
    // a property that is absent would need __getattr__
    if (desc_cls === PyProperty_Type) return has_getattr ? DescriptorKind.GETSET_OVERRIDDEN : DescriptorKind.PROPERTY;
    if (name === ID___class__ && descr === _PyType_Lookup(PyBaseObject_Type, name)) return DescriptorKind.DUNDER_CLASS;
    if (store) return DescriptorKind.OVERRIDING;
  }
  if (d.tp_descr_get !== null) {
    if ((tp_flags(desc_cls) & Py_TPFLAGS_METHOD_DESCRIPTOR) !== 0) return DescriptorKind.METHOD;
    if (desc_cls === PyClassMethodDescr_Type || desc_cls === PyClassMethod_Type) return DescriptorKind.CLASSMETHOD;
    return DescriptorKind.NON_OVERRIDING;
  }
  return DescriptorKind.NON_DESCRIPTOR;
}

/** CPython: specialize_module_load_attr() */
function specialize_module_load_attr(owner: PyObject, code: Uint16Array, at: number, name: PyObject): boolean {
  const dict = md_dict(owner);
  if (dict === NULL || dk_kind(ma_keys(dict)) !== 1) return false;
  if (lookupIndex(dict, ID___getattr__) >= 0) return false;
  const index = lookupIndex(dict, name);
  if (index < 0 || index > UNIT_MAX) return false;
  const version = _PyDictKeys_GetVersionForCurrentState(ma_keys(dict));
  if (version === 0) return false;
  write_u32(code, at + 2, version);
  code[at + 4] = index;
  success(code, at, LOAD_ATTR_MODULE);
  return true;
}
/** CPython: specialize_class_load_attr() */
function specialize_class_load_attr(owner: PyTypeObject, code: Uint16Array, at: number, name: PyObject): boolean {
  if (Py_TYPE(owner) !== PyType_Type || _PyType_Lookup(PyType_Type, name) !== NULL) return false;
  const found = {descr: NULL as PyObject | NULL}, kind = analyze_descriptor(owner, name, found, false);
  if (tp_version_tag(owner) === 0 || (kind !== DescriptorKind.METHOD && kind !== DescriptorKind.NON_DESCRIPTOR)) return false;
  write_u32(code, at + 2, tp_version_tag(owner));
  write_obj(code, at + 6, found.descr as PyObject);
  success(code, at, LOAD_ATTR_CLASS);
  return true;
}
/** An attribute of the instance itself. CPython: specialize_dict_access() */
function specialize_dict_access(owner: PyObject, code: Uint16Array, at: number, type: PyTypeObject, name: PyObject, store: boolean): boolean {
  if ((tp_flags(type) & Py_TPFLAGS_MANAGED_DICT) === 0) return false;
  const dict = _PyObject_ManagedDict(owner);
  if ((tp_flags(type) & Py_TPFLAGS_INLINE_VALUES) !== 0 && _PyInlineValues_VALID(_PyObject_InlineValues(owner)) !== 0 && !(store && dict !== NULL)) {
    const index = _PyDictKeys_StringLookupSplit(ht_cached_keys(type), name);
    if (index < 0 || index > UNIT_MAX) return false;
    write_u32(code, at + 2, tp_version_tag(type));
    code[at + 4] = index;
    success(code, at, store ? STORE_ATTR_INSTANCE_VALUE : LOAD_ATTR_INSTANCE_VALUE);
    return true;
  }
  if (dict === NULL || !PyDict_CheckExact(dict) || ma_values(dict) !== 0) return false;
  const index = _PyDict_LookupIndex(dict, name);
  if (index < 0 || index > UNIT_MAX) return false;
  code[at + 4] = index;
  write_u32(code, at + 2, tp_version_tag(type));
  success(code, at, store ? STORE_ATTR_WITH_HINT : LOAD_ATTR_WITH_HINT);
  return true;
}
/** An attribute of the class, method or plain. CPython: specialize_attr_loadclassattr() */
function specialize_attr_loadclassattr(owner: PyObject, code: Uint16Array, at: number, name: PyObject, descr: PyObject, is_method: boolean): boolean {
  const type = Py_TYPE(owner);
  let opcode: number;
  if ((tp_flags(type) & Py_TPFLAGS_INLINE_VALUES) !== 0) {
    const keys = ht_cached_keys(type);
    if (_PyDictKeys_StringLookupSplit(keys, name) >= 0) return false;
    const version = _PyDictKeys_GetVersionForCurrentState(keys);
    if (version === 0) return false;
    write_u32(code, at + 4, version);
    opcode = is_method ? LOAD_ATTR_METHOD_WITH_VALUES : LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES;
  } else {
    const dictoffset = (tp_flags(type) & Py_TPFLAGS_MANAGED_DICT) !== 0 ? MANAGED_DICT_OFFSET : tp_dictoffset(type);
    if (dictoffset !== MANAGED_DICT_OFFSET && (dictoffset < 0 || dictoffset > 32767 + MANAGED_DICT_OFFSET)) return false;
    if (dictoffset === 0) opcode = is_method ? LOAD_ATTR_METHOD_NO_DICT : LOAD_ATTR_NONDESCRIPTOR_NO_DICT;
    else {
      if (!is_method || _PyObject_SlotAt(owner, dictoffset) !== NULL) return false;
      code[at + 4] = dictoffset - MANAGED_DICT_OFFSET;
      opcode = LOAD_ATTR_METHOD_LAZY_DICT;
    }
  }
  write_u32(code, at + 2, tp_version_tag(type));
  write_obj(code, at + 6, descr);
  success(code, at, opcode);
  return true;
}
/** Byte offset of the managed dict from the object. CPython: MANAGED_DICT_OFFSET */
const MANAGED_DICT_OFFSET = -24;

/** A getter, or __getattribute__, that is a Python function: its address and version. */
function cacheFunction(code: Uint16Array, at: number, type: PyTypeObject, func: PyObject, opcode: number): boolean {
  const version = functionVersion(func);
  if (version === 0 || interp.eval_frame !== null) return false;
  write_u32(code, at + 2, tp_version_tag(type));
  write_u32(code, at + 4, version);
  write_obj(code, at + 6, func);
  success(code, at, opcode);
  return true;
}
/** A slot of the struct: its offset. */
function cacheSlot(code: Uint16Array, at: number, type: PyTypeObject, offset: number, opcode: number): boolean {
  if (offset < 0 || offset > UNIT_MAX) return false;
  write_u32(code, at + 2, tp_version_tag(type));
  code[at + 4] = offset;
  success(code, at, opcode);
  return true;
}
/** CPython: Python/specialize.c _Py_Specialize_LoadAttr() */
export function _Py_Specialize_LoadAttr(owner: PyObject, code: Uint16Array, at: number, name: PyObject, oparg: number): void {
  if (!tryLoadAttr(owner, code, at, name, (oparg & 1) !== 0)) failure(code, at, LOAD_ATTR);
}
function tryLoadAttr(owner: PyObject, code: Uint16Array, at: number, name: PyObject, forCall: boolean): boolean {
  const type = Py_TYPE(owner);
  if (PyModule_CheckExact(owner)) return specialize_module_load_attr(owner, code, at, name);
  if (PyType_Check(owner)) return specialize_class_load_attr(owner, code, at, name);
  const found = {descr: NULL as PyObject | NULL}, kind = analyze_descriptor(type, name, found, false);
  if (tp_version_tag(type) === 0) return false;
  const descr = found.descr as PyObject;
  switch (kind) {
    case DescriptorKind.METHOD: return forCall && specialize_attr_loadclassattr(owner, code, at, name, descr, true);
    case DescriptorKind.PROPERTY: {
      const fget = prop_get(descr);
      return !forCall && fget !== NULL && PyFunction_Check(fget) && isSimple(fget, 1) && cacheFunction(code, at, type, fget, LOAD_ATTR_PROPERTY);
    }
    case DescriptorKind.OBJECT_SLOT: {
      const member = payload<PyMemberDef>(descr);
      if (!PyType_IsSubtype(type, _PyDescr_TYPE(descr)) || ((member.flags ?? 0) & Py_AUDIT_READ) !== 0) return false;
      return cacheSlot(code, at, type, member.offset, LOAD_ATTR_SLOT);
    }
    case DescriptorKind.DUNDER_CLASS: return cacheSlot(code, at, type, 8, LOAD_ATTR_SLOT);
    case DescriptorKind.GETATTRIBUTE_IS_PYTHON_FUNCTION: return !forCall && isSimple(descr, 2) && cacheFunction(code, at, type, descr, LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN);
    case DescriptorKind.NON_DESCRIPTOR: return !forCall && specialize_attr_loadclassattr(owner, code, at, name, descr, false);
    case DescriptorKind.ABSENT: return specialize_dict_access(owner, code, at, type, name, false);
    default: return false;
  }
}
/** CPython: Python/specialize.c _Py_Specialize_StoreAttr() */
export function _Py_Specialize_StoreAttr(owner: PyObject, code: Uint16Array, at: number, name: PyObject): void {
  if (!tryStoreAttr(owner, code, at, name)) failure(code, at, STORE_ATTR);
}
function tryStoreAttr(owner: PyObject, code: Uint16Array, at: number, name: PyObject): boolean {
  const type = Py_TYPE(owner);
  if (PyModule_CheckExact(owner)) return false;
  const found = {descr: NULL as PyObject | NULL}, kind = analyze_descriptor(type, name, found, true);
  if (tp_version_tag(type) === 0) return false;
  if (kind === DescriptorKind.ABSENT) return specialize_dict_access(owner, code, at, type, name, true);
  if (kind !== DescriptorKind.OBJECT_SLOT) return false;
  const descr = found.descr as PyObject, member = payload<PyMemberDef>(descr);
  if (!PyType_IsSubtype(type, _PyDescr_TYPE(descr)) || ((member.flags ?? 0) & Py_READONLY) !== 0) return false;
  return cacheSlot(code, at, type, member.offset, STORE_ATTR_SLOT);
}
/** CPython: Python/specialize.c _Py_Specialize_LoadSuperAttr() */
export function _Py_Specialize_LoadSuperAttr(global_super: PyObject, cls: PyObject, code: Uint16Array, at: number, load_method: number): void {
  if (global_super !== PySuper_Type || !PyType_Check(cls)) failure(code, at, LOAD_SUPER_ATTR);
  else success(code, at, load_method !== 0 ? LOAD_SUPER_ATTR_METHOD : LOAD_SUPER_ATTR_ATTR);
}
/** CPython: Python/specialize.c _Py_Specialize_LoadGlobal() */
export function _Py_Specialize_LoadGlobal(globals: PyObject, builtins: PyObject, code: Uint16Array, at: number, name: PyObject): void {
  if (!tryLoadGlobal(globals, builtins, code, at, name)) failure(code, at, LOAD_GLOBAL);
}
function tryLoadGlobal(globals: PyObject, builtins: PyObject, code: Uint16Array, at: number, name: PyObject): boolean {
  if (!PyDict_CheckExact(globals) || dk_kind(ma_keys(globals)) === 0) return false;
  const keys = ma_keys(globals), index = _PyDictKeys_StringLookup(keys, name);
  if (index >= 0) {
    const version = index > UNIT_MAX ? 0 : _PyDictKeys_GetVersionForCurrentState(keys);
    if (version === 0 || version > UNIT_MAX) return false;
    code[at + 4] = index;
    code[at + 2] = version;
    success(code, at, LOAD_GLOBAL_MODULE);
    return true;
  }
  if (!PyDict_CheckExact(builtins) || dk_kind(ma_keys(builtins)) === 0) return false;
  const bkeys = ma_keys(builtins), bindex = _PyDictKeys_StringLookup(bkeys, name);
  if (bindex < 0 || bindex > UNIT_MAX) return false;
  const version = _PyDictKeys_GetVersionForCurrentState(keys);
  if (version === 0 || version > UNIT_MAX) return false;
  const bversion = _PyDictKeys_GetVersionForCurrentState(bkeys);
  if (bversion === 0 || bversion > UNIT_MAX) return false;
  code[at + 4] = bindex;
  code[at + 2] = version;
  code[at + 3] = bversion;
  success(code, at, LOAD_GLOBAL_BUILTIN);
  return true;
}

// ---- subscripts, operators, iteration ----

/** CPython: Python/specialize.c _Py_Specialize_BinarySubscr() */
export function _Py_Specialize_BinarySubscr(container: PyObject, sub: PyObject, code: Uint16Array, at: number): void {
  const type = Py_TYPE(container);
  const opcode = type === PyList_Type ? BINARY_SUBSCR_LIST_INT : type === PyTuple_Type ? BINARY_SUBSCR_TUPLE_INT : type === PyUnicode_Type ? BINARY_SUBSCR_STR_INT : 0;
  if (opcode !== 0) {
    if (PyLong_CheckExact(sub) && _PyLong_IsNonNegativeCompact(sub)) success(code, at, opcode);
    else failure(code, at, BINARY_SUBSCR);
    return;
  }
  if (type === PyDict_Type) {
    success(code, at, BINARY_SUBSCR_DICT);
    return;
  }
  const descriptor = _PyType_Lookup(type, ID___getitem__);
  if (descriptor !== NULL && PyFunction_Check(descriptor) && (tp_flags(type) & Py_TPFLAGS_HEAPTYPE) !== 0 && isSimple(descriptor, 2) && interp.eval_frame === null) {
    const version = functionVersion(descriptor);
    if (version !== 0) {
      set__spec_cache_getitem(type, descriptor);
      set__spec_cache_getitem_version(type, version);
      success(code, at, BINARY_SUBSCR_GETITEM);
      return;
    }
  }
  failure(code, at, BINARY_SUBSCR);
}
/** CPython: Python/specialize.c _Py_Specialize_StoreSubscr() */
export function _Py_Specialize_StoreSubscr(container: PyObject, sub: PyObject, code: Uint16Array, at: number): void {
  const type = Py_TYPE(container);
  if (type === PyDict_Type) success(code, at, STORE_SUBSCR_DICT);
  else if (type === PyList_Type && PyLong_CheckExact(sub) && _PyLong_IsNonNegativeCompact(sub) && _PyLong_CompactValue(sub) < PyList_GET_SIZE(container)) success(code, at, STORE_SUBSCR_LIST_INT);
  else failure(code, at, STORE_SUBSCR);
}
const NB_ADD = 0, NB_MULTIPLY = 5, NB_SUBTRACT = 10, NB_INPLACE_ADD = 13, NB_INPLACE_MULTIPLY = 18, NB_INPLACE_SUBTRACT = 23;
/** CPython: Python/specialize.c _Py_Specialize_BinaryOp() */
export function _Py_Specialize_BinaryOp(lhs: PyObject, rhs: PyObject, code: Uint16Array, at: number, oparg: number, frame: Ptr): void {
  const opcode = Py_TYPE(lhs) === Py_TYPE(rhs) ? binaryForm(lhs, code, at, oparg, frame) : 0;
  if (opcode !== 0) success(code, at, opcode);
  else failure(code, at, BINARY_OP);
}
function binaryForm(lhs: PyObject, code: Uint16Array, at: number, oparg: number, frame: Ptr): number {
  const isInt = PyLong_CheckExact(lhs), isFloat = PyFloat_CheckExact(lhs);
  switch (oparg) {
    case NB_ADD: case NB_INPLACE_ADD:
      if (PyUnicode_CheckExact(lhs)) {
        const next = code[at + 2];
        return (next & 255) === STORE_FAST && f_localsplus(frame, next >> 8) === lhs ? BINARY_OP_INPLACE_ADD_UNICODE : BINARY_OP_ADD_UNICODE;
      }
      return isInt ? BINARY_OP_ADD_INT : isFloat ? BINARY_OP_ADD_FLOAT : 0;
    case NB_MULTIPLY: case NB_INPLACE_MULTIPLY: return isInt ? BINARY_OP_MULTIPLY_INT : isFloat ? BINARY_OP_MULTIPLY_FLOAT : 0;
    case NB_SUBTRACT: case NB_INPLACE_SUBTRACT: return isInt ? BINARY_OP_SUBTRACT_INT : isFloat ? BINARY_OP_SUBTRACT_FLOAT : 0;
    default: return 0;
  }
}
/** CPython: Python/specialize.c _Py_Specialize_CompareOp() */
export function _Py_Specialize_CompareOp(lhs: PyObject, rhs: PyObject, code: Uint16Array, at: number, oparg: number): void {
  let opcode = 0;
  if (Py_TYPE(lhs) === Py_TYPE(rhs)) {
    if (PyFloat_CheckExact(lhs)) opcode = COMPARE_OP_FLOAT;
    else if (PyLong_CheckExact(lhs)) opcode = _PyLong_BothAreCompact(lhs, rhs) ? COMPARE_OP_INT : 0;
    // == and !=
    else if (PyUnicode_CheckExact(lhs) && (oparg >> 5 === 2 || oparg >> 5 === 3)) opcode = COMPARE_OP_STR;
  }
  if (opcode !== 0) success(code, at, opcode);
  else failure(code, at, COMPARE_OP);
}
/** CPython: Python/specialize.c _Py_Specialize_ContainsOp() */
export function _Py_Specialize_ContainsOp(value: PyObject, code: Uint16Array, at: number): void {
  if (PyDict_CheckExact(value)) success(code, at, CONTAINS_OP_DICT);
  else if (PyAnySet_CheckExact(value)) success(code, at, CONTAINS_OP_SET);
  else failure(code, at, CONTAINS_OP);
}
/** CPython: Python/specialize.c _Py_Specialize_UnpackSequence() */
export function _Py_Specialize_UnpackSequence(seq: PyObject, code: Uint16Array, at: number, oparg: number): void {
  if (PyTuple_CheckExact(seq) && PyTuple_GET_SIZE(seq) === oparg) success(code, at, oparg === 2 ? UNPACK_SEQUENCE_TWO_TUPLE : UNPACK_SEQUENCE_TUPLE);
  else if (PyList_CheckExact(seq) && PyList_GET_SIZE(seq) === oparg) success(code, at, UNPACK_SEQUENCE_LIST);
  else failure(code, at, UNPACK_SEQUENCE);
}
/** CPython: Python/specialize.c _Py_Specialize_ForIter() */
export function _Py_Specialize_ForIter(iter: PyObject, code: Uint16Array, at: number, oparg: number): void {
  const type = Py_TYPE(iter);
  const opcode = type === PyListIter_Type ? FOR_ITER_LIST : type === PyTupleIter_Type ? FOR_ITER_TUPLE : type === PyRangeIter_Type ? FOR_ITER_RANGE
    : type === PyGen_Type && oparg <= 32767 && interp.eval_frame === null ? FOR_ITER_GEN : 0;
  if (opcode !== 0) success(code, at, opcode);
  else failure(code, at, FOR_ITER);
}
/** CPython: Python/specialize.c _Py_Specialize_Send() */
export function _Py_Specialize_Send(receiver: PyObject, code: Uint16Array, at: number): void {
  if ((PyGen_CheckExact(receiver) || PyCoro_CheckExact(receiver)) && interp.eval_frame === null) success(code, at, SEND_GEN);
  else failure(code, at, SEND);
}
/** CPython: Python/specialize.c _Py_Specialize_ToBool() */
export function _Py_Specialize_ToBool(value: PyObject, code: Uint16Array, at: number): void {
  let opcode = 0;
  const type = Py_TYPE(value);
  if (PyBool_Check(value)) opcode = TO_BOOL_BOOL;
  else if (PyLong_CheckExact(value)) opcode = TO_BOOL_INT;
  else if (PyList_CheckExact(value)) opcode = TO_BOOL_LIST;
  else if (Py_IsNone(value)) opcode = TO_BOOL_NONE;
  else if (PyUnicode_CheckExact(value)) opcode = TO_BOOL_STR;
  else if ((tp_flags(type) & Py_TPFLAGS_HEAPTYPE) !== 0) {
    const s = slots(type);
    if (s.nb_bool === null && s.mp_length === null && s.sq_length === null && assign_version_tag(type) && tp_version_tag(type) !== 0) {
      write_u32(code, at + 2, tp_version_tag(type));
      opcode = TO_BOOL_ALWAYS_TRUE;
    }
  }
  if (opcode !== 0) success(code, at, opcode);
  else failure(code, at, TO_BOOL);
}
