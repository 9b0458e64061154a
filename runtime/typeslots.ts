/**
 * What a type does: the functions behind its C slots, as the one JS object each type has for its payload. All slots of CPython's
 * PyTypeObject, PyAsyncMethods, PyNumberMethods, PyMappingMethods, PySequenceMethods and PyBufferProcs in one flat shape.
 */
import type {Args, NULL, New, PyObject, PyTypeObject, Py_ssize_t} from './types';
import type {PyMethodDef} from './methoddef';

export type destructor = (op: PyObject) => void;
export type getattrofunc = (op: PyObject, name: PyObject) => New | NULL;
/** Sets an attribute, or deletes it when value is NULL; -1 with an exception. */
export type setattrofunc = (op: PyObject, name: PyObject, value: PyObject | NULL) => number;
export type reprfunc = (op: PyObject) => New | NULL;
/** Lower half of the hash; the upper is in H[HASH_HI]. Both halves -1: an exception is set. */
export type hashfunc = (op: PyObject) => number;
/** Lt 0, Le 1, Eq 2, Ne 3, Gt 4, Ge 5; may return Py_NotImplemented. */
export type richcmpfunc = (a: PyObject, b: PyObject, op: number) => New | NULL;
export type getiterfunc = (op: PyObject) => New | NULL;
/** Next item, or NULL: at the end, without an exception. */
export type iternextfunc = (op: PyObject) => New | NULL;
export type descrgetfunc = (descr: PyObject, obj: PyObject | NULL, type: PyObject | NULL) => New | NULL;
export type descrsetfunc = (descr: PyObject, obj: PyObject, value: PyObject | NULL) => number;
export type initproc = (self: PyObject, args: PyObject, kwds: PyObject | NULL) => number;
export type newfunc = (type: PyTypeObject, args: PyObject, kwds: PyObject | NULL) => New | NULL;
export type allocfunc = (type: PyTypeObject, nitems: number) => New | NULL;
export type ternarycall = (callable: PyObject, args: PyObject, kwds: PyObject | NULL) => New | NULL;
/** Call with `nargs` positional arguments at `args`, then as many values as `kwnames` (a tuple) has names. All borrowed. */
export type vectorcallfunc = (callable: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL) => New | NULL;
export type visitproc = (op: PyObject) => number;
export type traverseproc = (op: PyObject, visit: visitproc) => number;
export type inquiry = (op: PyObject) => number;
export type unaryfunc = (op: PyObject) => New | NULL;
export type binaryfunc = (a: PyObject, b: PyObject) => New | NULL;
export type ternaryfunc = (a: PyObject, b: PyObject, c: PyObject) => New | NULL;
export type lenfunc = (op: PyObject) => Py_ssize_t;
export type ssizeargfunc = (op: PyObject, i: Py_ssize_t) => New | NULL;
export type ssizeobjargproc = (op: PyObject, i: Py_ssize_t, value: PyObject | NULL) => number;
export type objobjproc = (op: PyObject, value: PyObject) => number;
export type objobjargproc = (op: PyObject, key: PyObject, value: PyObject | NULL) => number;
/** Fills a view of an object's memory; 0, or -1 with an exception. */
export type getbufferproc = (op: PyObject, view: Py_buffer, flags: number) => number;
export type releasebufferproc = (op: PyObject, view: Py_buffer) => void;

/** A view of memory in the heap. CPython: Include/pybuffer.h Py_buffer */
export class Py_buffer {
  /** Byte address in the heap of the first item. */
  buf = 0;
  /** Owned reference to the exporter, or NULL. */
  obj: PyObject | NULL = 0;
  len = 0;
  itemsize = 1;
  readonly = true;
  ndim = 1;
  format: string | null = null;
  shape: number[] | null = null;
  strides: number[] | null = null;
  suboffsets: number[] | null = null;
  internal: unknown = null;
}

/** PyMemberDef: a field of the struct that Python may read, and write unless Py_READONLY. `offset` in bytes. */
export interface PyMemberDef { readonly name: string; readonly type: MemberType; readonly offset: number; readonly flags?: number; readonly doc?: string }
/** Py_T_* of Include/descrobject.h that we use. */
export type MemberType = 'object' | 'object_ex' | 'int' | 'ssize' | 'bool' | 'double' | 'string' | 'ubyte' | 'uint' | WideMemberType;
/** Members as wide as in C: `ssize` above takes one word, `pyssizet` two. `long` and `ulong` are for long long as well. */
export type WideMemberType = 'byte' | 'short' | 'ushort' | 'long' | 'ulong' | 'pyssizet' | 'float' | 'string_inplace';
export const Py_READONLY = 1;
export const Py_AUDIT_READ = 2;
export const Py_RELATIVE_OFFSET = 8;
export interface PyGetSetDef { readonly name: string; readonly get: ((self: PyObject, closure: unknown) => New | NULL) | null; readonly set?: ((self: PyObject, value: PyObject | NULL, closure: unknown) => number) | null; readonly doc?: string; readonly closure?: unknown }

/** The slots of one type. A null slot is an absent one; inheritance fills them when the type is made ready. */
export class PyTypeSlots {
  tp_name = '';
  tp_doc: string | null = null;
  tp_dealloc: destructor | null = null;
  /** The function behind tp_vectorcall_offset: here one for all objects of the type. DIVERGES: CPython keeps a pointer in each object. */
  vectorcall: vectorcallfunc | null = null;
  tp_repr: reprfunc | null = null;
  tp_hash: hashfunc | null = null;
  tp_call: ternarycall | null = null;
  tp_str: reprfunc | null = null;
  tp_getattro: getattrofunc | null = null;
  tp_setattro: setattrofunc | null = null;
  tp_traverse: traverseproc | null = null;
  tp_clear: inquiry | null = null;
  tp_richcompare: richcmpfunc | null = null;
  tp_iter: getiterfunc | null = null;
  tp_iternext: iternextfunc | null = null;
  tp_descr_get: descrgetfunc | null = null;
  tp_descr_set: descrsetfunc | null = null;
  tp_init: initproc | null = null;
  tp_alloc: allocfunc | null = null;
  tp_new: newfunc | null = null;
  tp_free: destructor | null = null;
  tp_is_gc: inquiry | null = null;
  tp_del: destructor | null = null;
  tp_finalize: destructor | null = null;
  /** tp_vectorcall: how calling the type itself makes an instance. */
  tp_vectorcall: vectorcallfunc | null = null;
  am_await: unaryfunc | null = null;
  am_aiter: unaryfunc | null = null;
  am_anext: unaryfunc | null = null;
  /** PYGEN_RETURN 0, PYGEN_ERROR -1, PYGEN_NEXT 1; the value is left in tstate.sendResult. */
  am_send: ((op: PyObject, arg: PyObject) => number) | null = null;
  nb_add: binaryfunc | null = null;
  nb_subtract: binaryfunc | null = null;
  nb_multiply: binaryfunc | null = null;
  nb_remainder: binaryfunc | null = null;
  nb_divmod: binaryfunc | null = null;
  nb_power: ternaryfunc | null = null;
  nb_negative: unaryfunc | null = null;
  nb_positive: unaryfunc | null = null;
  nb_absolute: unaryfunc | null = null;
  nb_bool: inquiry | null = null;
  nb_invert: unaryfunc | null = null;
  nb_lshift: binaryfunc | null = null;
  nb_rshift: binaryfunc | null = null;
  nb_and: binaryfunc | null = null;
  nb_xor: binaryfunc | null = null;
  nb_or: binaryfunc | null = null;
  nb_int: unaryfunc | null = null;
  nb_float: unaryfunc | null = null;
  nb_inplace_add: binaryfunc | null = null;
  nb_inplace_subtract: binaryfunc | null = null;
  nb_inplace_multiply: binaryfunc | null = null;
  nb_inplace_remainder: binaryfunc | null = null;
  nb_inplace_power: ternaryfunc | null = null;
  nb_inplace_lshift: binaryfunc | null = null;
  nb_inplace_rshift: binaryfunc | null = null;
  nb_inplace_and: binaryfunc | null = null;
  nb_inplace_xor: binaryfunc | null = null;
  nb_inplace_or: binaryfunc | null = null;
  nb_floor_divide: binaryfunc | null = null;
  nb_true_divide: binaryfunc | null = null;
  nb_inplace_floor_divide: binaryfunc | null = null;
  nb_inplace_true_divide: binaryfunc | null = null;
  nb_index: unaryfunc | null = null;
  nb_matrix_multiply: binaryfunc | null = null;
  nb_inplace_matrix_multiply: binaryfunc | null = null;
  mp_length: lenfunc | null = null;
  mp_subscript: binaryfunc | null = null;
  mp_ass_subscript: objobjargproc | null = null;
  sq_length: lenfunc | null = null;
  sq_concat: binaryfunc | null = null;
  sq_repeat: ssizeargfunc | null = null;
  sq_item: ssizeargfunc | null = null;
  sq_ass_item: ssizeobjargproc | null = null;
  sq_contains: objobjproc | null = null;
  sq_inplace_concat: binaryfunc | null = null;
  sq_inplace_repeat: ssizeargfunc | null = null;
  bf_getbuffer: getbufferproc | null = null;
  bf_releasebuffer: releasebufferproc | null = null;
  /** True for classes whose slots were set from their special methods. */
  dispatched = false;
  methods: readonly PyMethodDef[] = [];
  members: readonly PyMemberDef[] = [];
  getset: readonly PyGetSetDef[] = [];
  /** The PyModuleDef token and name of a heap type made by PyType_FromModuleAndSpec, for PyType_GetModuleByDef. */
  moduleDef: unknown = null;
}

/** Names of the function slots: what a type's declaration may fill. */
export type SlotTable = Partial<Omit<PyTypeSlots, 'tp_name' | 'tp_doc' | 'dispatched' | 'methods' | 'members' | 'getset' | 'moduleDef'>>;

/** A type as it is declared, once, at the end of its file. */
export interface TypeSpec {
  /** As CPython's tp_name: with the module in front when it is not builtins. */
  readonly tp_name: string;
  readonly tp_base?: PyTypeObject;
  /** Further bases of a heap type. */
  readonly tp_bases?: readonly PyTypeObject[];
  /** sizeof the struct, as Python's __basicsize__ shows it. */
  readonly tp_basicsize: number;
  readonly tp_itemsize?: number;
  /** Py_TPFLAGS_*; DEFAULT is added. */
  readonly tp_flags?: number;
  readonly tp_doc?: string | null;
  readonly tp_weaklistoffset?: number;
  readonly tp_dictoffset?: number;
  /** Names of the layout structs whose `ref` fields tp_traverse visits and tp_clear clears, when the type gives none of its own. */
  readonly layout?: string;
  readonly slots: SlotTable;
  readonly methods?: readonly PyMethodDef[];
  readonly members?: readonly PyMemberDef[];
  readonly getset?: readonly PyGetSetDef[];
}
