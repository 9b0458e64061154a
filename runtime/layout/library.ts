/** Layouts of the types of pyexpat and mmap. CPython: Modules/pyexpat.c, mmapmodule.c */
import {field, struct, type Struct} from './layout';

export const LIBRARY_STRUCTS: readonly Struct[] = [
  struct('xmlparseobject', 80, [field('intern', 'ref', 64, 'xmlparse_intern', 'set_xmlparse_intern')]), struct('mmap_object', 80, [field('weakreflist', 'borrowed', 56, 'mmap_weakreflist', 'set_mmap_weakreflist')]),
];
