/** Layouts of the types of _decimal; numbers and settings are in the payload. CPython: Modules/_decimal/_decimal.c */
import {field, struct, type Struct} from './layout';

export const DECIMAL_STRUCTS: readonly Struct[] = [
  struct('PyDecContextObject', 96, [field('traps', 'ref', 64, 'decContext_traps', 'set_decContext_traps'), field('flags', 'ref', 72, 'decContext_flags', 'set_decContext_flags')]),
  struct('PyDecContextManagerObject', 32, [field('local', 'ref', 16, 'ctxManager_local', 'set_ctxManager_local'), field('global', 'ref', 24, 'ctxManager_global', 'set_ctxManager_global')]),
];
