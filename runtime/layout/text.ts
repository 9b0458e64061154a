/** Layouts of text and bytes that values.ts does not have: legacy parts of str, iterators, memory views. */
import {field, items, struct, macro, type Macro, type Struct} from './layout';

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
  // the code of a pattern is P's
  struct('PatternObject', 96, [
    field('groups', 'ssize', 24, 'pattern_groups', 'set_pattern_groups'),
    field('groupindex', 'ref', 32, 'pattern_groupindex', 'set_pattern_groupindex'),
    field('indexgroup', 'ref', 40, 'pattern_indexgroup', 'set_pattern_indexgroup'),
    field('pattern', 'ref', 48, 'pattern_pattern', 'set_pattern_pattern'),
    field('flags', 'int', 56, 'pattern_flags', 'set_pattern_flags'),
    field('weakreflist', 'borrowed', 64, 'pattern_weakreflist', 'set_pattern_weakreflist'),
    field('isbytes', 'int', 72, 'pattern_isbytes', 'set_pattern_isbytes'),
  ]),
  struct('MatchObject', 88, [
    field('string', 'ref', 24, 'match_string', 'set_match_string'),
    field('regs', 'ref', 32, 'match_regs', 'set_match_regs'),
    field('pattern', 'ref', 40, 'match_pattern', 'set_match_pattern'),
    field('pos', 'ssize', 48, 'match_pos', 'set_match_pos'),
    field('endpos', 'ssize', 56, 'match_endpos', 'set_match_endpos'),
    field('lastindex', 'ssize', 64, 'match_lastindex', 'set_match_lastindex'),
    field('groups', 'ssize', 72, 'match_groups', 'set_match_groups'),
    items('mark', 'ssize', 80, 'match_mark', 'set_match_mark'),
  ]),
  // the search under way is P's
  struct('ScannerObject', 264, [field('pattern', 'ref', 16, 'scanner_pattern', 'set_scanner_pattern'), field('string', 'ref', 24, 'scanner_string', 'set_scanner_string'), field('executing', 'int', 256, 'scanner_executing', 'set_scanner_executing')]),
  // group numbers and literals are P's
  struct('TemplateObject', 40, [field('chunks', 'ssize', 24, 'template_chunks', 'set_template_chunks'), field('literal', 'ref', 32, 'template_literal', 'set_template_literal')]),
];

export const TEXT_MACROS: readonly Macro[] = [
  macro('PyUnicode_IS_COMPACT', 'op: PyObject', 'boolean', '(H[op + 8] & 32) !== 0'),
  macro('PyMemoryView_Check', 'op: PyObject', 'boolean', 'H[op + 2] === PyMemoryView_Type'),
];
