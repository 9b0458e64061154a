/** Layouts of the objects that show tokens and symbol tables to Python. CPython: Include/internal/pycore_symtable.h, Python/Python-tokenize.c */
import {field, struct, type Struct} from './layout';

export const FRONT_END_STRUCTS: readonly Struct[] = [
  // the compiler's own table is P's (class PySTEntryObject of vm/symtable.ts); this is what Python sees of it
  struct('PySTEntryObject', 144, [
    field('ste_id', 'ref', 16), field('ste_symbols', 'ref', 24), field('ste_name', 'ref', 32), field('ste_varnames', 'ref', 40), field('ste_children', 'ref', 48),
    field('ste_type', 'int', 72), field('ste_nested', 'int', 76), field('ste_lineno', 'int', 108),
  ]),
  struct('tokenizeriterobject', 64, [field('readline', 'ref', 16, 'tokenizer_readline', 'set_tokenizer_readline')]),
];
