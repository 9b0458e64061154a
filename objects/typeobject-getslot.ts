/** Slots of types by the numbers that the stable ABI gives them. CPython: Include/typeslots.h; Objects/typeobject.c PyType_GetSlot() */
import {tp_base, tp_bases} from '../runtime/generated/accessors';
import {slots} from '../runtime/object';
import {NULL, type PyTypeObject} from '../runtime/types';
import {PyErr_BadInternalCall} from './errors';

export const Py_bf_getbuffer = 1, Py_bf_releasebuffer = 2, Py_mp_ass_subscript = 3, Py_mp_length = 4, Py_mp_subscript = 5, Py_nb_absolute = 6, Py_nb_add = 7, Py_nb_and = 8, Py_nb_bool = 9, Py_nb_divmod = 10, Py_nb_float = 11, Py_nb_floor_divide = 12, Py_nb_index = 13, Py_nb_inplace_add = 14, Py_nb_inplace_and = 15, Py_nb_inplace_floor_divide = 16, Py_nb_inplace_lshift = 17, Py_nb_inplace_multiply = 18, Py_nb_inplace_or = 19, Py_nb_inplace_power = 20, Py_nb_inplace_remainder = 21, Py_nb_inplace_rshift = 22, Py_nb_inplace_subtract = 23, Py_nb_inplace_true_divide = 24, Py_nb_inplace_xor = 25, Py_nb_int = 26, Py_nb_invert = 27, Py_nb_lshift = 28, Py_nb_multiply = 29, Py_nb_negative = 30, Py_nb_or = 31, Py_nb_positive = 32, Py_nb_power = 33, Py_nb_remainder = 34, Py_nb_rshift = 35, Py_nb_subtract = 36, Py_nb_true_divide = 37, Py_nb_xor = 38, Py_sq_ass_item = 39, Py_sq_concat = 40, Py_sq_contains = 41, Py_sq_inplace_concat = 42, Py_sq_inplace_repeat = 43, Py_sq_item = 44, Py_sq_length = 45, Py_sq_repeat = 46, Py_tp_alloc = 47, Py_tp_base = 48, Py_tp_bases = 49, Py_tp_call = 50, Py_tp_clear = 51, Py_tp_dealloc = 52, Py_tp_del = 53, Py_tp_descr_get = 54, Py_tp_descr_set = 55, Py_tp_doc = 56, Py_tp_getattr = 57, Py_tp_getattro = 58, Py_tp_hash = 59, Py_tp_init = 60, Py_tp_is_gc = 61, Py_tp_iter = 62, Py_tp_iternext = 63, Py_tp_methods = 64, Py_tp_new = 65, Py_tp_repr = 66, Py_tp_richcompare = 67, Py_tp_setattr = 68, Py_tp_setattro = 69, Py_tp_str = 70, Py_tp_traverse = 71, Py_tp_members = 72, Py_tp_getset = 73, Py_tp_free = 74, Py_nb_matrix_multiply = 75, Py_nb_inplace_matrix_multiply = 76, Py_am_await = 77, Py_am_aiter = 78, Py_am_anext = 79, Py_tp_finalize = 80, Py_am_send = 81;
/** The names in the order of the numbers, from 1. */
const NAMES = [
  'bf_getbuffer', 'bf_releasebuffer', 'mp_ass_subscript', 'mp_length', 'mp_subscript', 'nb_absolute', 'nb_add', 'nb_and', 'nb_bool', 'nb_divmod', 'nb_float', 'nb_floor_divide', 'nb_index', 'nb_inplace_add', 'nb_inplace_and', 'nb_inplace_floor_divide', 'nb_inplace_lshift', 'nb_inplace_multiply', 'nb_inplace_or', 'nb_inplace_power', 'nb_inplace_remainder', 'nb_inplace_rshift', 'nb_inplace_subtract', 'nb_inplace_true_divide', 'nb_inplace_xor', 'nb_int', 'nb_invert', 'nb_lshift', 'nb_multiply', 'nb_negative', 'nb_or', 'nb_positive', 'nb_power', 'nb_remainder', 'nb_rshift', 'nb_subtract', 'nb_true_divide', 'nb_xor', 'sq_ass_item', 'sq_concat', 'sq_contains', 'sq_inplace_concat', 'sq_inplace_repeat', 'sq_item', 'sq_length', 'sq_repeat', 'tp_alloc', 'tp_base', 'tp_bases', 'tp_call', 'tp_clear', 'tp_dealloc', 'tp_del', 'tp_descr_get', 'tp_descr_set', 'tp_doc', 'tp_getattr', 'tp_getattro', 'tp_hash', 'tp_init', 'tp_is_gc', 'tp_iter', 'tp_iternext', 'tp_methods', 'tp_new', 'tp_repr', 'tp_richcompare', 'tp_setattr', 'tp_setattro', 'tp_str', 'tp_traverse', 'tp_members', 'tp_getset', 'tp_free', 'nb_matrix_multiply', 'nb_inplace_matrix_multiply', 'am_await', 'am_aiter', 'am_anext', 'tp_finalize', 'am_send',
] as const;
/**
 * What a type has in a slot: a function, the type's base, its tuple of bases, its text or tables; null for an empty slot or a number that
 * is too new, with SystemError for one that never was. CPython: PyType_GetSlot()
 */
export function PyType_GetSlot(type: PyTypeObject, slot: number): unknown {
  if (slot <= 0) {
    PyErr_BadInternalCall('Objects/typeobject.c:5174');
    return null;
  }
  if (slot > NAMES.length) return null;
  const name = NAMES[slot - 1], own = slots(type);
  switch (name) {
    case 'tp_base': return tp_base(type) === (NULL as number) ? null : tp_base(type);
    case 'tp_bases': return tp_bases(type);
    case 'tp_methods': return own.methods;
    case 'tp_members': return own.members;
    case 'tp_getset': return own.getset;
    default: return (own as unknown as Readonly<Record<string, unknown>>)[name] ?? null;
  }
}
