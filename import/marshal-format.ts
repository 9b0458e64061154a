/** Marshal, version 4: the types and flags of the format of .pyc files and frozen modules. CPython: Python/marshal.c */
export const Py_MARSHAL_VERSION = 4;
export const FLAG_REF = 0x80;
export const MAX_MARSHAL_STACK_DEPTH = 2000;
const code = (c: string): number => c.charCodeAt(0);
export const TYPE = {
  NULL: code('0'), NONE: code('N'), FALSE: code('F'), TRUE: code('T'), STOPITER: code('S'), ELLIPSIS: code('.'), INT: code('i'), INT64: code('I'), FLOAT: code('f'), BINARY_FLOAT: code('g'),
  COMPLEX: code('x'), BINARY_COMPLEX: code('y'), LONG: code('l'), STRING: code('s'), INTERNED: code('t'), REF: code('r'), TUPLE: code('('), LIST: code('['), DICT: code('{'), CODE: code('c'),
  UNICODE: code('u'), UNKNOWN: code('?'), SET: code('<'), FROZENSET: code('>'), ASCII: code('a'), ASCII_INTERNED: code('A'), SMALL_TUPLE: code(')'), SHORT_ASCII: code('z'), SHORT_ASCII_INTERNED: code('Z'),
} as const;
