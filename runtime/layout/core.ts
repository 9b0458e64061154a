/** Layouts of the object header, of types and of memory that only the runtime touches. CPython: Include/object.h, Include/cpython/object.h */
import {field, struct, macro, type Macro, type Struct} from './layout';

export const CORE_STRUCTS: readonly Struct[] = [
  struct('PyObject', 16, [
    field('ob_refcnt', 'int', 0, '_Py_REFCNT', '_Py_SET_REFCNT'),
    field('ob_generation', 'int', 4, '_Py_GENERATION', '_Py_SET_GENERATION'), // ours: counts the lives of a block (ledger mode)
    field('ob_type', 'borrowed', 8, 'Py_TYPE', 'Py_SET_TYPE'),
    field('ob_payload', 'int', 12, '_Py_PAYLOAD', '_Py_SET_PAYLOAD'), // ours: index into P, 0 for none
  ]),
  struct('PyVarObject', 24, [field('ob_size', 'ssize', 16, 'Py_SIZE', 'Py_SET_SIZE')]),
  struct('PyGC_Head', 16, [
    field('_gc_next', 'ptr', -16, '_PyGC_NEXT', '_PyGC_SET_NEXT'),
    field('_gc_refs', 'int', -12, '_PyGC_REFS', '_PyGC_SET_REFS'), // ours: gc_refs while a collection runs
    field('_gc_prev', 'ptr', -8, '_PyGC_PREV', '_PyGC_SET_PREV'),
    field('_gc_flags', 'int', -4, '_PyGC_FLAGS', '_PyGC_SET_FLAGS'), // ours: bit 0 finalized, bit 1 collecting, bit 2 unreachable
  ]),
  struct('ManagedPrefix', 16, [
    field('managed_weaklist', 'borrowed', -32, '_PyObject_ManagedWeakref', '_PyObject_SetManagedWeakref'),
    field('managed_dict', 'ref', -24, '_PyObject_ManagedDict', '_PyObject_SetManagedDict'),
  ]),
  struct('PyTypeObject', 416, [
    field('tp_basicsize', 'ssize', 32),
    field('tp_itemsize', 'ssize', 40),
    field('tp_flags', 'int', 168),
    field('tp_weaklistoffset', 'ssize', 208),
    field('tp_base', 'ref', 256),
    field('tp_dict', 'ref', 264),
    field('tp_dictoffset', 'ssize', 288),
    field('tp_bases', 'ref', 336),
    field('tp_mro', 'ref', 344),
    field('tp_cache', 'ref', 352),
    field('tp_subclasses', 'ref', 360),
    field('tp_weaklist', 'borrowed', 368),
    field('tp_version_tag', 'int', 384),
    field('tp_watched', 'int', 408),
    field('tp_versions_used', 'int', 412),
    field('tp_static_index', 'int', 388), // ours: 1 + the index in the table of static builtin types
  ]),
  struct('PyHeapTypeObject', 928, [
    field('ht_name', 'ref', 856),
    field('ht_slots', 'ref', 864),
    field('ht_qualname', 'ref', 872),
    field('ht_cached_keys', 'ptr', 880),
    field('ht_module', 'ref', 888),
    field('_spec_cache_getitem', 'ref', 904),
    field('_spec_cache_getitem_version', 'int', 912),
    field('_spec_cache_init', 'ref', 920),
  ]),
];

export const CORE_MACROS: readonly Macro[] = [
  macro('Py_IS_TYPE', 'op: PyObject, type: PyObject', 'boolean', 'H[op + 2] === type'),
  macro('_Py_IsImmortal', 'op: PyObject', 'boolean', 'H[op] < 0'),
  macro('PyType_HasFeature', 'type: PyObject, flag: number', 'boolean', '(H[type + 42] & flag) !== 0'),
  macro('PyType_FastSubclass', 'type: PyObject, flag: number', 'boolean', '(H[type + 42] & flag) !== 0'),
  macro('_PyObject_GC_IS_TRACKED', 'op: PyObject', 'boolean', 'H[op - 4] !== 0'),
];
