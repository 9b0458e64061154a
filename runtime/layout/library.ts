/** Layouts of the types of pyexpat. CPython: Modules/pyexpat.c */
import {field, struct, type Struct} from './layout';

export const LIBRARY_STRUCTS: readonly Struct[] = [struct('xmlparseobject', 80, [field('intern', 'ref', 64, 'xmlparse_intern', 'set_xmlparse_intern')])];
