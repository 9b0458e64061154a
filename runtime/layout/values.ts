/** Layouts of scalars, text, containers and iterators. */
import {field, items, struct, macro, type Macro, type Struct} from './layout';

export const VALUE_STRUCTS: readonly Struct[] = [
  // lv_tag as in CPython: bits 0-1 sign (0 positive, 1 zero, 2 negative), bits 3.. digit count; bit 2 is ours: the value is a double in `lv_medium`
  // (|v| in 2**30 .. 2**53). A compact int (at most one digit) has its signed value in `lv_compact`. Without either, P holds a BigInt.
  struct('PyLongObject', 28, [
    field('lv_tag', 'int', 16, '_PyLong_TAG', '_PyLong_SET_TAG'),
    field('lv_compact', 'int', 20, '_PyLong_CompactValue', '_PyLong_SET_COMPACT'),
    field('lv_medium', 'f64', 24, '_PyLong_Medium', '_PyLong_SET_MEDIUM'),
  ]),
  struct('PyFloatObject', 24, [field('ob_fval', 'f64', 16, 'PyFloat_AS_DOUBLE', 'PyFloat_SET_DOUBLE')]),
  struct('PyComplexObject', 32, [field('cval_real', 'f64', 16), field('cval_imag', 'f64', 24)]),
  // The text is P's: a JS string when kind is 1 or 2, code points (Uint32Array) when kind is 4. Sizes are CPython's.
  struct('PyASCIIObject', 40, [
    field('length', 'ssize', 16, 'PyUnicode_GET_LENGTH', '_PyUnicode_SET_LENGTH'),
    field('hash', 'hash', 24, '_PyUnicode_HASH', '_PyUnicode_SET_HASH'),
    field('state', 'int', 32, '_PyUnicode_STATE', '_PyUnicode_SET_STATE'), // bits 0-1 interned, 2-4 kind, 6 ascii, 7 statically allocated, 8 hash known
  ]),
  struct('PyBytesObject', 33, [field('ob_shash', 'hash', 24, '_PyBytes_HASH', '_PyBytes_SET_HASH'), field('ob_shash_known', 'int', 20, '_PyBytes_HASH_KNOWN', '_PyBytes_SET_HASH_KNOWN')]),
  struct('PyByteArrayObject', 56, [
    field('ob_alloc', 'ssize', 24, '_PyByteArray_ALLOC', '_PyByteArray_SET_ALLOC'),
    field('ob_bytes', 'ptr', 32, '_PyByteArray_BYTES', '_PyByteArray_SET_BYTES'),
    field('ob_start', 'ssize', 40, '_PyByteArray_START', '_PyByteArray_SET_START'), // bytes between ob_bytes and the first byte in use
    field('ob_exports', 'ssize', 48, '_PyByteArray_EXPORTS', '_PyByteArray_SET_EXPORTS'),
  ]),
  struct('PyTupleObject', 24, [field('ob_size', 'ssize', 16, 'PyTuple_GET_SIZE', '_PyTuple_SET_SIZE'), items('ob_item', 'ref', 24, 'PyTuple_GET_ITEM', 'PyTuple_SET_ITEM')]),
  struct('PyListObject', 40, [
    field('ob_size', 'ssize', 16, 'PyList_GET_SIZE', '_PyList_SET_SIZE'),
    field('ob_item', 'ptr', 24, '_PyList_ITEMS', '_PyList_SET_ITEMS'),
    field('allocated', 'ssize', 32, '_PyList_ALLOCATED', '_PyList_SET_ALLOCATED'),
  ]),
  struct('PyDictObject', 48, [
    field('ma_used', 'ssize', 16, 'PyDict_GET_SIZE', '_PyDict_SET_USED'),
    field('_ma_watcher_tag', 'int', 24),
    field('_ma_version', 'int', 28),
    field('ma_keys', 'ptr', 32),
    field('ma_values', 'ptr', 40),
  ]),
  // dk_indices follow at byte 32 (1, 2 or 4 bytes each), then the entries: {hash, key, value} 24 bytes, or {key, value} 16 bytes when every key is a str.
  struct('PyDictKeysObject', 32, [
    field('dk_refcnt', 'ssize', 0),
    field('dk_log2_size', 'int', 8),
    field('dk_log2_index_bytes', 'int', 12),
    field('dk_kind', 'int', 4), // ours sits in the upper half of dk_refcnt: 0 general, 1 unicode, 2 split
    field('dk_version', 'int', 16),
    field('dk_usable', 'ssize', 20),
    field('dk_nentries', 'ssize', 24),
  ]),
  // PyDictValues: capacity, size, embedded and valid, then the values, then `size` insertion-order bytes. Word 0 packs CPython's four bytes in its order.
  struct('PyDictValues', 8, [field('dv_header', 'int', 0), items('values', 'ref', 8, 'PyDictValues_ITEM', 'PyDictValues_SET_ITEM')]),
  struct('PySetObject', 200, [
    field('fill', 'ssize', 16, 'set_fill', 'set_set_fill'),
    field('used', 'ssize', 24, 'PySet_GET_SIZE', 'set_set_used'),
    field('mask', 'ssize', 32, 'set_mask', 'set_set_mask'),
    field('table', 'ptr', 40, 'set_table', 'set_set_table'),
    field('hash', 'hash', 48, 'set_hash', 'set_set_hash'),
    field('finger', 'ssize', 56, 'set_finger', 'set_set_finger'),
    // smalltable: 8 entries of {key, hash}, bytes 64 to 192
    field('weakreflist', 'borrowed', 192, 'set_weakreflist', 'set_set_weakreflist'),
  ]),
  struct('PySliceObject', 40, [field('start', 'ref', 16, 'slice_start', 'set_slice_start'), field('stop', 'ref', 24, 'slice_stop', 'set_slice_stop'), field('step', 'ref', 32, 'slice_step', 'set_slice_step')]),
  struct('rangeobject', 48, [
    field('start', 'ref', 16, 'range_start', 'set_range_start'),
    field('stop', 'ref', 24, 'range_stop', 'set_range_stop'),
    field('step', 'ref', 32, 'range_step', 'set_range_step'),
    field('length', 'ref', 40, 'range_length', 'set_range_length'),
  ]),
  // start, step and len are C longs; here doubles that hold integers (a range beyond 2**53 uses longrangeiterobject)
  struct('_PyRangeIterObject', 40, [field('start', 'f64', 16, 'rangeiter_start', 'set_rangeiter_start'), field('step', 'f64', 24, 'rangeiter_step', 'set_rangeiter_step'), field('len', 'f64', 32, 'rangeiter_len', 'set_rangeiter_len')]),
  struct('longrangeiterobject', 40, [field('start', 'ref', 16, 'longrangeiter_start', 'set_longrangeiter_start'), field('step', 'ref', 24, 'longrangeiter_step', 'set_longrangeiter_step'), field('len', 'ref', 32, 'longrangeiter_len', 'set_longrangeiter_len')]),
  struct('_PyListIterObject', 32, [field('it_index', 'ssize', 16, 'listiter_index', 'set_listiter_index'), field('it_seq', 'ref', 24, 'listiter_seq', 'set_listiter_seq')]),
  struct('_PyTupleIterObject', 32, [field('it_index', 'ssize', 16, 'tupleiter_index', 'set_tupleiter_index'), field('it_seq', 'ref', 24, 'tupleiter_seq', 'set_tupleiter_seq')]),
];

const check = (name: string, type: string): Macro => macro(name, 'op: PyObject', 'boolean', `H[op + 2] === ${type}`);
const flag = (name: string, bit: number): Macro => macro(name, 'op: PyObject', 'boolean', `(H[H[op + 2] + 42] & ${1 << bit}) !== 0`);
/** Single expressions only, so that the opcode generator can inline them; word offsets follow from the structs above and in core.ts. */
export const VALUE_MACROS: readonly Macro[] = [
  check('PyLong_CheckExact', 'PyLong_Type'), check('PyFloat_CheckExact', 'PyFloat_Type'), check('PyComplex_CheckExact', 'PyComplex_Type'),
  check('PyBool_Check', 'PyBool_Type'), check('PyUnicode_CheckExact', 'PyUnicode_Type'), check('PyBytes_CheckExact', 'PyBytes_Type'),
  check('PyByteArray_CheckExact', 'PyByteArray_Type'), check('PyList_CheckExact', 'PyList_Type'), check('PyTuple_CheckExact', 'PyTuple_Type'),
  check('PyDict_CheckExact', 'PyDict_Type'), check('PySet_CheckExact', 'PySet_Type'), check('PyFrozenSet_CheckExact', 'PyFrozenSet_Type'),
  check('PySlice_Check', 'PySlice_Type'), check('PyRange_Check', 'PyRange_Type'), check('PyRangeIter_Check', 'PyRangeIter_Type'),
  check('PyListIter_Check', 'PyListIter_Type'), check('PyTupleIter_Check', 'PyTupleIter_Type'), check('PyFunction_Check', 'PyFunction_Type'),
  check('PyMethod_Check', 'PyMethod_Type'), check('PyGen_CheckExact', 'PyGen_Type'), check('PyCoro_CheckExact', 'PyCoro_Type'), check('PyCode_Check', 'PyCode_Type'),
  check('PyCell_Check', 'PyCell_Type'), check('PyModule_CheckExact', 'PyModule_Type'), check('PyCapsule_CheckExact', 'PyCapsule_Type'),
  check('PyCFunction_CheckExact', 'PyCFunction_Type'), check('PyProperty_CheckExact', 'PyProperty_Type'),
  macro('PyAnySet_CheckExact', 'op: PyObject', 'boolean', 'H[op + 2] === PySet_Type || H[op + 2] === PyFrozenSet_Type'),
  flag('PyLong_Check', 24), flag('PyList_Check', 25), flag('PyTuple_Check', 26), flag('PyBytes_Check', 27), flag('PyUnicode_Check', 28),
  flag('PyDict_Check', 29), flag('PyExceptionInstance_Check', 30), flag('PyType_Check', 31),
  macro('_PyLong_IsCompact', 'op: PyObject', 'boolean', 'H[op + 4] < 16'),
  macro('_PyLong_BothAreCompact', 'a: PyObject, b: PyObject', 'boolean', '(H[a + 4] | H[b + 4]) < 16'),
  macro('_PyLong_IsNonNegativeCompact', 'op: PyObject', 'boolean', '(H[op + 4] & ~8 & ~1) === 0'),
  macro('_PyLong_IsZero', 'op: PyObject', 'boolean', '(H[op + 4] & 3) === 1'),
  macro('_PyLong_IsNegative', 'op: PyObject', 'boolean', '(H[op + 4] & 3) === 2'),
  macro('_PyLong_DigitCount', 'op: PyObject', 'number', 'H[op + 4] >> 3'),
  macro('_PyLong_IsMedium', 'op: PyObject', 'boolean', '(H[op + 4] & 4) !== 0'),
  macro('PyList_GET_ITEM', 'op: PyObject, i: number', 'PyObject', 'H[H[op + 6] + (i << 1)] as PyObject'),
  macro('PyList_SET_ITEM', 'op: PyObject, i: number, v: PyObject | NULL', 'void', 'H[H[op + 6] + (i << 1)] = v'),
  macro('_PyList_ADDR', 'op: PyObject', 'number', 'H[op + 6]'),
  macro('_PyTuple_ADDR', 'op: PyObject', 'number', 'op + 6'),
  macro('PyUnicode_KIND', 'op: PyObject', 'number', '(H[op + 8] >> 2) & 7'),
  macro('PyUnicode_IS_ASCII', 'op: PyObject', 'boolean', '(H[op + 8] & 64) !== 0'),
  macro('PyUnicode_CHECK_INTERNED', 'op: PyObject', 'number', 'H[op + 8] & 3'),
  macro('PyBytes_GET_SIZE', 'op: PyObject', 'number', 'H[op + 4]'),
  macro('PyBytes_AS_STRING', 'op: PyObject', 'number', '(op << 2) + 32'),
  macro('PyByteArray_GET_SIZE', 'op: PyObject', 'number', 'H[op + 4]'),
  macro('PyByteArray_AS_STRING', 'op: PyObject', 'number', '(H[op + 8] << 2) + H[op + 10]'),
  macro('Py_IsNone', 'op: PyObject', 'boolean', 'op === _Py_NoneStruct'),
  macro('Py_BOOL', 'c: boolean', 'PyObject', 'c ? _Py_TrueStruct : _Py_FalseStruct'),
  macro('ARG', 'args: Args, i: number', 'PyObject', 'H[args + (i << 1)] as PyObject'),
];
