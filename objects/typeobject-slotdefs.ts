/**
 * Which special method stands for which slot: one table for both ways, from slots to descriptors and from methods to slots.
 * CPython: Objects/typeobject.c slotdefs, update_one_slot(), add_operators()
 */
import {PyCFunction_CheckExact, PyDict_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_TYPE, set_tp_flags, tp_base, tp_flags} from '../runtime/generated/accessors';
import * as ids from '../runtime/generated/ids';
import * as t from '../runtime/generated/static-addresses';
import {Py_DECREF, slots} from '../runtime/object';
import {Py_TPFLAGS_HAVE_VECTORCALL, Py_TPFLAGS_STATIC_BUILTIN} from '../runtime/typeflags';
import type {PyTypeSlots, SlotTable} from '../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyDescr_NewWrapper, wrapperDef, wrapperFunction, wrapperType} from './descrobject';
import {PyDict_Contains, PyDict_EntryKey, PyDict_EntryValue, PyDict_Next, PyDict_SetItem} from './dictobject';
import {PyErr_Clear} from './errors';
import {PyCFunction_GetDef} from './methodobject';
import {PyObject_HashNotImplemented, _PyObject_NextNotImplemented} from './object';
import {PyType_Modified, find_name_in_mro, is_subtype_with_mro, lookup_tp_dict, lookup_tp_mro, lookup_tp_subclasses, type_from_ref} from './typeobject-cache';
import {tp_new_methoddef} from './typeobject-ready';
import * as s from './typeobject-slots';
import * as w from './typeobject-wrappers';
import {PyUnicode_AsJSString} from './unicodeobject';

export type SlotName = keyof SlotTable;
/** What a wrapper descriptor calls: `args` is the argument tuple, `wrapped` the slot function. */
export type WrapperFunction = (self: PyObject, args: PyObject, wrapped: never, kwds: PyObject | NULL) => New | NULL;
/** One special method and its slot. CPython: struct wrapperbase */
export interface SlotDef {
  readonly name: string;
  readonly name_strobj: PyObject;
  readonly slot: SlotName;
  /** The function that calls the method from the slot. */
  readonly function: unknown;
  /** The function that calls the slot from a method. */
  readonly wrapper: WrapperFunction | null;
  readonly doc: string;
  readonly keywords: boolean;
}
function slotdef(name: string, name_strobj: PyObject, slot: SlotName, fn: unknown, wrapper: WrapperFunction | null, signature: string, doc: string, keywords = false): SlotDef {
  return {name, name_strobj, slot, function: fn, wrapper, doc: `${name}${signature}\n--\n\n${doc}`, keywords};
}

/** In CPython's order: entries of one slot stand together, and of two slots with the same method the first wins. */
export const slotdefs: readonly SlotDef[] = [
  slotdef('__repr__', ids.ID___repr__, 'tp_repr', s.slot_tp_repr, w.wrap_unaryfunc, '($self, /)', 'Give repr(self).'),
  slotdef('__hash__', ids.ID___hash__, 'tp_hash', s.slot_tp_hash, w.wrap_hashfunc, '($self, /)', 'Give hash(self).'),
  slotdef('__call__', ids.ID___call__, 'tp_call', s.slot_tp_call, w.wrap_call, '($self, /, *args, **kwargs)', 'Call self like a function.', true),
  slotdef('__str__', ids.ID___str__, 'tp_str', s.slot_tp_str, w.wrap_unaryfunc, '($self, /)', 'Give str(self).'),
  slotdef('__getattribute__', ids.ID___getattribute__, 'tp_getattro', s._Py_slot_tp_getattr_hook, w.wrap_binaryfunc, '($self, name, /)', 'Give getattr(self, name).'),
  slotdef('__getattr__', ids.ID___getattr__, 'tp_getattro', s._Py_slot_tp_getattr_hook, null, '($self, name, /)', 'Give an attribute that was not found otherwise.'),
  slotdef('__setattr__', ids.ID___setattr__, 'tp_setattro', s.slot_tp_setattro, w.wrap_setattr, '($self, name, value, /)', 'Do setattr(self, name, value).'),
  slotdef('__delattr__', ids.ID___delattr__, 'tp_setattro', s.slot_tp_setattro, w.wrap_delattr, '($self, name, /)', 'Do delattr(self, name).'),
  slotdef('__lt__', ids.ID___lt__, 'tp_richcompare', s.slot_tp_richcompare, w.richcmp_lt, '($self, value, /)', 'Give self<value.'),
  slotdef('__le__', ids.ID___le__, 'tp_richcompare', s.slot_tp_richcompare, w.richcmp_le, '($self, value, /)', 'Give self<=value.'),
  slotdef('__eq__', ids.ID___eq__, 'tp_richcompare', s.slot_tp_richcompare, w.richcmp_eq, '($self, value, /)', 'Give self==value.'),
  slotdef('__ne__', ids.ID___ne__, 'tp_richcompare', s.slot_tp_richcompare, w.richcmp_ne, '($self, value, /)', 'Give self!=value.'),
  slotdef('__gt__', ids.ID___gt__, 'tp_richcompare', s.slot_tp_richcompare, w.richcmp_gt, '($self, value, /)', 'Give self>value.'),
  slotdef('__ge__', ids.ID___ge__, 'tp_richcompare', s.slot_tp_richcompare, w.richcmp_ge, '($self, value, /)', 'Give self>=value.'),
  slotdef('__iter__', ids.ID___iter__, 'tp_iter', s.slot_tp_iter, w.wrap_unaryfunc, '($self, /)', 'Do iter(self).'),
  slotdef('__next__', ids.ID___next__, 'tp_iternext', s.slot_tp_iternext, w.wrap_next, '($self, /)', 'Implement next(self).'),
  slotdef('__get__', ids.ID___get__, 'tp_descr_get', s.slot_tp_descr_get, w.wrap_descr_get, '($self, instance, owner=None, /)', 'Give the attribute of an instance whose type is owner.'),
  slotdef('__set__', ids.ID___set__, 'tp_descr_set', s.slot_tp_descr_set, w.wrap_descr_set, '($self, instance, value, /)', 'Give the attribute of an instance a value.'),
  slotdef('__delete__', ids.ID___delete__, 'tp_descr_set', s.slot_tp_descr_set, w.wrap_descr_delete, '($self, instance, /)', 'Take the attribute of an instance away.'),
  slotdef('__init__', ids.ID___init__, 'tp_init', s.slot_tp_init, w.wrap_init, '($self, /, *args, **kwargs)', 'Set self up; help(type(self)) has the true signature.', true),
  slotdef('__new__', ids.ID___new__, 'tp_new', s.slot_tp_new, null, '(type, /, *args, **kwargs)', 'Make a new object; help(type) has the true signature.'),
  slotdef('__del__', ids.ID___del__, 'tp_finalize', s.slot_tp_finalize, w.wrap_del, '($self, /)', 'Called just before the instance is destroyed.'),
  slotdef('__buffer__', ids.ID___buffer__, 'bf_getbuffer', s.slot_bf_getbuffer, w.wrap_buffer, '($self, flags, /)', 'Give a buffer that shows the object\'s memory.'),
  slotdef('__release_buffer__', ids.ID___release_buffer__, 'bf_releasebuffer', s.slot_bf_releasebuffer, w.wrap_releasebuffer, '($self, buffer, /)', 'Give back a buffer that shows the object\'s memory.'),
  slotdef('__await__', ids.ID___await__, 'am_await', s.slot_am_await, w.wrap_unaryfunc, '($self, /)', 'Give an iterator for an await expression.'),
  slotdef('__aiter__', ids.ID___aiter__, 'am_aiter', s.slot_am_aiter, w.wrap_unaryfunc, '($self, /)', 'Give an asynchronous iterator.'),
  slotdef('__anext__', ids.ID___anext__, 'am_anext', s.slot_am_anext, w.wrap_unaryfunc, '($self, /)', 'Give a value, or raise StopAsyncIteration.'),
  slotdef('__add__', ids.ID___add__, 'nb_add', s.slot_nb_add, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self+value.'),
  slotdef('__radd__', ids.ID___radd__, 'nb_add', s.slot_nb_add, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value+self.'),
  slotdef('__sub__', ids.ID___sub__, 'nb_subtract', s.slot_nb_subtract, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self-value.'),
  slotdef('__rsub__', ids.ID___rsub__, 'nb_subtract', s.slot_nb_subtract, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value-self.'),
  slotdef('__mul__', ids.ID___mul__, 'nb_multiply', s.slot_nb_multiply, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self*value.'),
  slotdef('__rmul__', ids.ID___rmul__, 'nb_multiply', s.slot_nb_multiply, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value*self.'),
  slotdef('__mod__', ids.ID___mod__, 'nb_remainder', s.slot_nb_remainder, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self%value.'),
  slotdef('__rmod__', ids.ID___rmod__, 'nb_remainder', s.slot_nb_remainder, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value%self.'),
  slotdef('__divmod__', ids.ID___divmod__, 'nb_divmod', s.slot_nb_divmod, w.wrap_binaryfunc_l, '($self, value, /)', 'Give divmod(self, value).'),
  slotdef('__rdivmod__', ids.ID___rdivmod__, 'nb_divmod', s.slot_nb_divmod, w.wrap_binaryfunc_r, '($self, value, /)', 'Give divmod(value, self).'),
  slotdef('__pow__', ids.ID___pow__, 'nb_power', s.slot_nb_power, w.wrap_ternaryfunc, '($self, value, mod=None, /)', 'Give pow(self, value, mod).'),
  slotdef('__rpow__', ids.ID___rpow__, 'nb_power', s.slot_nb_power, w.wrap_ternaryfunc_r, '($self, value, mod=None, /)', 'Give pow(value, self, mod).'),
  slotdef('__neg__', ids.ID___neg__, 'nb_negative', s.slot_nb_negative, w.wrap_unaryfunc, '($self, /)', 'Give -self.'),
  slotdef('__pos__', ids.ID___pos__, 'nb_positive', s.slot_nb_positive, w.wrap_unaryfunc, '($self, /)', 'Give +self.'),
  slotdef('__abs__', ids.ID___abs__, 'nb_absolute', s.slot_nb_absolute, w.wrap_unaryfunc, '($self, /)', 'Give abs(self).'),
  slotdef('__bool__', ids.ID___bool__, 'nb_bool', s.slot_nb_bool, w.wrap_inquirypred, '($self, /)', 'Tell whether self counts as true.'),
  slotdef('__invert__', ids.ID___invert__, 'nb_invert', s.slot_nb_invert, w.wrap_unaryfunc, '($self, /)', 'Give ~self.'),
  slotdef('__lshift__', ids.ID___lshift__, 'nb_lshift', s.slot_nb_lshift, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self<<value.'),
  slotdef('__rlshift__', ids.ID___rlshift__, 'nb_lshift', s.slot_nb_lshift, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value<<self.'),
  slotdef('__rshift__', ids.ID___rshift__, 'nb_rshift', s.slot_nb_rshift, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self>>value.'),
  slotdef('__rrshift__', ids.ID___rrshift__, 'nb_rshift', s.slot_nb_rshift, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value>>self.'),
  slotdef('__and__', ids.ID___and__, 'nb_and', s.slot_nb_and, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self&value.'),
  slotdef('__rand__', ids.ID___rand__, 'nb_and', s.slot_nb_and, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value&self.'),
  slotdef('__xor__', ids.ID___xor__, 'nb_xor', s.slot_nb_xor, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self^value.'),
  slotdef('__rxor__', ids.ID___rxor__, 'nb_xor', s.slot_nb_xor, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value^self.'),
  slotdef('__or__', ids.ID___or__, 'nb_or', s.slot_nb_or, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self|value.'),
  slotdef('__ror__', ids.ID___ror__, 'nb_or', s.slot_nb_or, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value|self.'),
  slotdef('__int__', ids.ID___int__, 'nb_int', s.slot_nb_int, w.wrap_unaryfunc, '($self, /)', 'Give int(self).'),
  slotdef('__float__', ids.ID___float__, 'nb_float', s.slot_nb_float, w.wrap_unaryfunc, '($self, /)', 'Give float(self).'),
  slotdef('__iadd__', ids.ID___iadd__, 'nb_inplace_add', s.slot_nb_inplace_add, w.wrap_binaryfunc, '($self, value, /)', 'Do self+=value.'),
  slotdef('__isub__', ids.ID___isub__, 'nb_inplace_subtract', s.slot_nb_inplace_subtract, w.wrap_binaryfunc, '($self, value, /)', 'Do self-=value.'),
  slotdef('__imul__', ids.ID___imul__, 'nb_inplace_multiply', s.slot_nb_inplace_multiply, w.wrap_binaryfunc, '($self, value, /)', 'Do self*=value.'),
  slotdef('__imod__', ids.ID___imod__, 'nb_inplace_remainder', s.slot_nb_inplace_remainder, w.wrap_binaryfunc, '($self, value, /)', 'Do self%=value.'),
  slotdef('__ipow__', ids.ID___ipow__, 'nb_inplace_power', s.slot_nb_inplace_power, w.wrap_ternaryfunc, '($self, value, /)', 'Do self**=value.'),
  slotdef('__ilshift__', ids.ID___ilshift__, 'nb_inplace_lshift', s.slot_nb_inplace_lshift, w.wrap_binaryfunc, '($self, value, /)', 'Do self<<=value.'),
  slotdef('__irshift__', ids.ID___irshift__, 'nb_inplace_rshift', s.slot_nb_inplace_rshift, w.wrap_binaryfunc, '($self, value, /)', 'Do self>>=value.'),
  slotdef('__iand__', ids.ID___iand__, 'nb_inplace_and', s.slot_nb_inplace_and, w.wrap_binaryfunc, '($self, value, /)', 'Do self&=value.'),
  slotdef('__ixor__', ids.ID___ixor__, 'nb_inplace_xor', s.slot_nb_inplace_xor, w.wrap_binaryfunc, '($self, value, /)', 'Do self^=value.'),
  slotdef('__ior__', ids.ID___ior__, 'nb_inplace_or', s.slot_nb_inplace_or, w.wrap_binaryfunc, '($self, value, /)', 'Do self|=value.'),
  slotdef('__floordiv__', ids.ID___floordiv__, 'nb_floor_divide', s.slot_nb_floor_divide, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self//value.'),
  slotdef('__rfloordiv__', ids.ID___rfloordiv__, 'nb_floor_divide', s.slot_nb_floor_divide, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value//self.'),
  slotdef('__truediv__', ids.ID___truediv__, 'nb_true_divide', s.slot_nb_true_divide, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self/value.'),
  slotdef('__rtruediv__', ids.ID___rtruediv__, 'nb_true_divide', s.slot_nb_true_divide, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value/self.'),
  slotdef('__ifloordiv__', ids.ID___ifloordiv__, 'nb_inplace_floor_divide', s.slot_nb_inplace_floor_divide, w.wrap_binaryfunc, '($self, value, /)', 'Do self//=value.'),
  slotdef('__itruediv__', ids.ID___itruediv__, 'nb_inplace_true_divide', s.slot_nb_inplace_true_divide, w.wrap_binaryfunc, '($self, value, /)', 'Do self/=value.'),
  slotdef('__index__', ids.ID___index__, 'nb_index', s.slot_nb_index, w.wrap_unaryfunc, '($self, /)', 'Give self as an int, where self can serve as an index.'),
  slotdef('__matmul__', ids.ID___matmul__, 'nb_matrix_multiply', s.slot_nb_matrix_multiply, w.wrap_binaryfunc_l, '($self, value, /)', 'Give self@value.'),
  slotdef('__rmatmul__', ids.ID___rmatmul__, 'nb_matrix_multiply', s.slot_nb_matrix_multiply, w.wrap_binaryfunc_r, '($self, value, /)', 'Give value@self.'),
  slotdef('__imatmul__', ids.ID___imatmul__, 'nb_inplace_matrix_multiply', s.slot_nb_inplace_matrix_multiply, w.wrap_binaryfunc, '($self, value, /)', 'Do self@=value.'),
  slotdef('__len__', ids.ID___len__, 'mp_length', s.slot_sq_length, w.wrap_lenfunc, '($self, /)', 'Give len(self).'),
  slotdef('__getitem__', ids.ID___getitem__, 'mp_subscript', s.slot_mp_subscript, w.wrap_binaryfunc, '($self, key, /)', 'Give self[key].'),
  slotdef('__setitem__', ids.ID___setitem__, 'mp_ass_subscript', s.slot_mp_ass_subscript, w.wrap_objobjargproc, '($self, key, value, /)', 'Do self[key]=value.'),
  slotdef('__delitem__', ids.ID___delitem__, 'mp_ass_subscript', s.slot_mp_ass_subscript, w.wrap_delitem, '($self, key, /)', 'Do del self[key].'),
  slotdef('__len__', ids.ID___len__, 'sq_length', s.slot_sq_length, w.wrap_lenfunc, '($self, /)', 'Give len(self).'),
  slotdef('__add__', ids.ID___add__, 'sq_concat', null, w.wrap_binaryfunc, '($self, value, /)', 'Give self+value.'),
  slotdef('__mul__', ids.ID___mul__, 'sq_repeat', null, w.wrap_indexargfunc, '($self, value, /)', 'Give self*value.'),
  slotdef('__rmul__', ids.ID___rmul__, 'sq_repeat', null, w.wrap_indexargfunc, '($self, value, /)', 'Give value*self.'),
  slotdef('__getitem__', ids.ID___getitem__, 'sq_item', s.slot_sq_item, w.wrap_sq_item, '($self, key, /)', 'Give self[key].'),
  slotdef('__setitem__', ids.ID___setitem__, 'sq_ass_item', s.slot_sq_ass_item, w.wrap_sq_setitem, '($self, key, value, /)', 'Do self[key]=value.'),
  slotdef('__delitem__', ids.ID___delitem__, 'sq_ass_item', s.slot_sq_ass_item, w.wrap_sq_delitem, '($self, key, /)', 'Do del self[key].'),
  slotdef('__contains__', ids.ID___contains__, 'sq_contains', s.slot_sq_contains, w.wrap_objobjproc, '($self, key, /)', 'Tell whether key is in self.'),
  slotdef('__iadd__', ids.ID___iadd__, 'sq_inplace_concat', null, w.wrap_binaryfunc, '($self, value, /)', 'Do self+=value.'),
  slotdef('__imul__', ids.ID___imul__, 'sq_inplace_repeat', null, w.wrap_indexargfunc, '($self, value, /)', 'Do self*=value.'),
];
/** Index in the table of the first entry of each slot. */
const firstOfSlot = new Map<SlotName, number>();
/** Entries by the address of their name. */
const byName = new Map<PyObject, SlotDef[]>();
for (let i = 0; i < slotdefs.length; i++) {
  const def = slotdefs[i];
  if (!firstOfSlot.has(def.slot)) firstOfSlot.set(def.slot, i);
  const same = byName.get(def.name_strobj);
  if (same === undefined) byName.set(def.name_strobj, [def]);
  else same.push(def);
}

type AnySlots = Record<SlotName, unknown>;

/** The one slot of this name that is filled in, null when there is none or more than one. CPython: resolve_slotdups() */
function resolve_slotdups(type: PyTypeSlots, name: PyObject): SlotName | null {
  let found: SlotName | null = null;
  for (const def of byName.get(name)!) {
    if ((type as AnySlots)[def.slot] === null) continue;
    if (found !== null) return null;
    found = def.slot;
  }
  return found;
}

/**
 * Sets one slot of a class from the special methods its mro has: the slot function of a base when the method only wraps that, else the
 * function that calls the method. `p` is the first entry of the slot; returns the index after its last. CPython: update_one_slot()
 */
function update_one_slot(type: PyTypeObject, p: number): number {
  const slot = slotdefs[p].slot, target = slots(type) as unknown as AnySlots;
  let specific: unknown = null, generic: unknown = null, useGeneric = false;
  for (; p < slotdefs.length && slotdefs[p].slot === slot; p++) {
    const def = slotdefs[p], descr = find_name_in_mro(type, def.name_strobj);
    if (descr === NULL || descr === -1 || descr === -2) {
      if (descr === -1) PyErr_Clear();
      if (slot === 'tp_iternext') specific = _PyObject_NextNotImplemented;
      continue;
    }
    const dtype = Py_TYPE(descr);
    if (dtype === t.PyWrapperDescr_Type && wrapperDef(descr).name_strobj === def.name_strobj) {
      const only = resolve_slotdups(slots(type), def.name_strobj);
      if (only === null || only === slot) generic = def.function;
      const wrapped = wrapperFunction(descr);
      if ((specific === null || specific === wrapped) && wrapperDef(descr).wrapper === def.wrapper && is_subtype_with_mro(lookup_tp_mro(type), type, wrapperType(descr))) specific = wrapped;
      else useGeneric = true;
    } else if (slot === 'tp_new' && PyCFunction_CheckExact(descr) && PyCFunction_GetDef(descr) === tp_new_methoddef) specific = target.tp_new;
    else if (slot === 'tp_hash' && descr === t._Py_NoneStruct) specific = PyObject_HashNotImplemented;
    else {
      useGeneric = true;
      generic = def.function;
      if (slot === 'tp_call') {
        set_tp_flags(type, tp_flags(type) & ~Py_TPFLAGS_HAVE_VECTORCALL);
        target.vectorcall = null;
      }
    }
  }
  target[slot] = specific !== null && !useGeneric ? specific : generic;
  return p;
}

/** The slots of the table, each once. */
const dispatchedSlots: readonly SlotName[] = [...firstOfSlot.keys()];
/** Entries by name: for names in a class body, which need not be the interned str. */
const byText = new Map<string, SlotDef[]>();
for (const [name, defs] of byName) byText.set(defs[0].name, byName.get(name)!);

/**
 * Sets all slots of a new class from its methods. A class with one base whose slots were set so takes them over, and only what its own
 * dict names is looked up. CPython: fixup_slot_dispatchers()
 */
export function fixup_slot_dispatchers(type: PyTypeObject): void {
  const target = slots(type), base = tp_base(type), mro = lookup_tp_mro(type) as PyObject;
  target.dispatched = true;
  const from = slots(base), plain = base === t.PyBaseObject_Type;
  const simple = (plain || from.dispatched) && PyTuple_GET_SIZE(mro) === PyTuple_GET_SIZE(lookup_tp_mro(base) as PyObject) + 1 && PyTuple_GET_ITEM(mro, 1) === base;
  if (!simple) {
    for (let p = 0; p < slotdefs.length;) p = update_one_slot(type, p);
    return;
  }
  const own = target as unknown as AnySlots, inherited = from as unknown as AnySlots;
  for (let i = 0; i < dispatchedSlots.length; i++) own[dispatchedSlots[i]] = inherited[dispatchedSlots[i]];
  if (plain) target.tp_iternext = _PyObject_NextNotImplemented;
  const dict = lookup_tp_dict(type) as PyObject;
  for (let pos = PyDict_Next(dict, 0); pos !== 0; pos = PyDict_Next(dict, pos)) {
    const key = PyDict_EntryKey(dict, pos);
    if (!PyUnicode_Check(key)) continue;
    const defs = byText.get(PyUnicode_AsJSString(key));
    if (defs !== undefined) for (const def of defs) update_one_slot(type, firstOfSlot.get(def.slot)!);
  }
}
/** Sets the slots that a special method stands for, in a class and in those subclasses that don't define it. CPython: update_slot() */
export function update_slot(type: PyTypeObject, name: PyObject): number {
  const defs = byName.get(name);
  return defs === undefined ? 0 : update_subclasses(type, name, defs);
}
function update_subclasses(type: PyTypeObject, name: PyObject, defs: readonly SlotDef[]): number {
  for (const def of defs) update_one_slot(type, firstOfSlot.get(def.slot)!);
  const subclasses = lookup_tp_subclasses(type);
  if (subclasses === NULL) return 0;
  for (let pos = PyDict_Next(subclasses, 0); pos !== 0; pos = PyDict_Next(subclasses, pos)) {
    const subclass = type_from_ref(PyDict_EntryValue(subclasses, pos));
    if (subclass === NULL) continue;
    const dict = lookup_tp_dict(subclass);
    let r = dict !== NULL && PyDict_Check(dict) ? PyDict_Contains(dict, name) : 0;
    if (r === 0) r = update_subclasses(subclass, name, defs) < 0 ? -1 : 0;
    Py_DECREF(subclass);
    if (r < 0) return -1;
  }
  return 0;
}
/** After a change of __bases__: every slot anew. CPython: update_all_slots() */
export function update_all_slots(type: PyTypeObject): void {
  PyType_Modified(type);
  for (const name of byName.keys()) update_slot(type, name);
}

// ---- from slots to descriptors ----

/** Builtin types that CPython gives their base's own tp_getattro explicitly: they have a __getattribute__ of their own. CPython: expect_manually_inherited() */
const explicitGetattro: ReadonlySet<PyTypeObject> = new Set([
  t.PyExc_BaseException, t.PyByteArray_Type, t.PyBytes_Type, t.PyComplex_Type, t.PyDict_Type, t.PyEnum_Type, t.PyFilter_Type, t.PyLong_Type, t.PyList_Type, t.PyMap_Type,
  t.PyMemoryView_Type, t.PyProperty_Type, t.PyRange_Type, t.PyReversed_Type, t.PySet_Type, t.PySlice_Type, t.PySuper_Type, t.PyTuple_Type, t.PyZip_Type,
]);
/** Builtin types that do not give themselves a tp_init. */
const noOwnInit: ReadonlySet<PyTypeObject> = new Set([
  t.PyBool_Type, t.PyBytes_Type, t.PyMemoryView_Type, t.PyComplex_Type, t.PyEnum_Type, t.PyFilter_Type, t.PyFloat_Type, t.PyFrozenSet_Type, t.PyLong_Type, t.PyMap_Type,
  t.PyRange_Type, t.PyReversed_Type, t.PySlice_Type, t.PyTuple_Type, t.PyUnicode_Type, t.PyZip_Type,
]);
function hasExplicit(type: PyTypeObject, slot: SlotName): boolean {
  if (slot === 'tp_init') return !noOwnInit.has(type);
  if (slot === 'tp_str') return type === t.PyExc_AttributeError || type === t.PyExc_NameError;
  return slot === 'tp_getattro' && explicitGetattro.has(type);
}

/** What a class made by a class statement declares: nothing. */
export const NO_SLOTS: SlotTable = {};

/**
 * Puts a wrapper descriptor into a type's dict for each slot that it declares itself and whose method the dict has not. `declared` is what
 * the type gave before it inherited anything. -1 on error. CPython: add_operators()
 */
export function add_operators(type: PyTypeObject, declared: SlotTable): number {
  if (declared === NO_SLOTS) return 0;
  const dict = lookup_tp_dict(type) as PyObject, own = declared as AnySlots;
  const builtin = (tp_flags(type) & Py_TPFLAGS_STATIC_BUILTIN) !== 0, base = tp_base(type);
  const inherited = builtin && base !== NULL ? (slots(base) as unknown as AnySlots) : null;
  for (const def of slotdefs) {
    if (def.wrapper === null) continue;
    let fn: unknown = own[def.slot] ?? null;
    if (fn === null && inherited !== null && def.slot === 'tp_getattro' && explicitGetattro.has(type)) fn = inherited.tp_getattro;
    if (fn === null) continue;
    if (inherited !== null && fn === inherited[def.slot] && !hasExplicit(type, def.slot)) continue;
    const r = PyDict_Contains(dict, def.name_strobj);
    if (r > 0) continue;
    if (r < 0) return -1;
    if (fn === PyObject_HashNotImplemented) {
      if (PyDict_SetItem(dict, def.name_strobj, t._Py_NoneStruct) < 0) return -1;
      continue;
    }
    const descr = PyDescr_NewWrapper(type, def, fn);
    if (descr === NULL) return -1;
    const failed = PyDict_SetItem(dict, def.name_strobj, descr) < 0;
    Py_DECREF(descr);
    if (failed) return -1;
  }
  return 0;
}
