/** Layouts of text and bytes that values.ts does not have: legacy parts of str, iterators, memory views. */
import {field, struct, macro, type Macro, type Struct} from './layout';

export const TEXT_STRUCTS: readonly Struct[] = [
  // only instances of subclasses of str have `data`: a block of its own that CPython keeps the characters in, here never touched
  struct('PyUnicodeObject', 64, [field('data', 'ptr', 56, '_PyUnicode_DATA_BLOCK', '_PyUnicode_SET_DATA_BLOCK')]),
  struct('unicodeiterobject', 32, [field('it_index', 'ssize', 16, 'unicodeiter_index', 'set_unicodeiter_index'), field('it_seq', 'ref', 24, 'unicodeiter_seq', 'set_unicodeiter_seq')]),
  struct('striterobject', 32, [field('it_index', 'ssize', 16, 'striter_index', 'set_striter_index'), field('it_seq', 'ref', 24, 'striter_seq', 'set_striter_seq')]),
  struct('bytesiterobject', 32, [field('it_index', 'ssize', 16, 'bytearrayiter_index', 'set_bytearrayiter_index'), field('it_seq', 'ref', 24, 'bytearrayiter_seq', 'set_bytearrayiter_seq')]),
  // the master Py_buffer is P's
  struct('_PyManagedBufferObject', 120, [field('flags', 'int', 16, 'mbuf_flags', 'set_mbuf_flags'), field('exports', 'ssize', 24, 'mbuf_exports', 'set_mbuf_exports')]),
  // the view (Py_buffer) is P's
  struct('PyMemoryViewObject', 144, [
    field('mbuf', 'ref', 24, 'memoryview_mbuf', 'set_memoryview_mbuf'),
    field('hash', 'hash', 32, 'memoryview_hash_cache', 'set_memoryview_hash_cache'),
    field('flags', 'int', 40, 'memoryview_flags', 'set_memoryview_flags'),
    field('exports', 'ssize', 48, 'memoryview_exports', 'set_memoryview_exports'),
    field('weakreflist', 'borrowed', 136, 'memoryview_weakreflist', 'set_memoryview_weakreflist'),
  ]),
  struct('memoryiterobject', 48, [field('it_index', 'ssize', 16, 'memoryiter_index', 'set_memoryiter_index'), field('it_seq', 'ref', 24, 'memoryiter_seq', 'set_memoryiter_seq'), field('it_length', 'ssize', 32, 'memoryiter_length', 'set_memoryiter_length')]),
];

export const TEXT_MACROS: readonly Macro[] = [
  macro('PyUnicode_IS_COMPACT', 'op: PyObject', 'boolean', '(H[op + 8] & 32) !== 0'),
  macro('PyMemoryView_Check', 'op: PyObject', 'boolean', 'H[op + 2] === PyMemoryView_Type'),
];
