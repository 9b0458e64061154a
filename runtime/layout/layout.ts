/**
 * How structs are declared (design 2). A struct is declared once, with CPython's 64-bit byte offsets; accessors, traversal,
 * sizes and the inspector's memory view are made from it. A pointer is 8 bytes in CPython and two words here: the lower one
 * holds the word index, the upper one is free for our own use (`int` fields at byte offset 4 mod 8).
 */
export type Kind =
  | 'ref' // owned reference or NULL; visited by tp_traverse, cleared by tp_clear
  | 'borrowed' // object reference that is not counted
  | 'ptr' // address of heap memory that is no object
  | 'ssize' // Py_ssize_t whose values fit 32 bits
  | 'int' // 32-bit integer, also in the upper half of a pointer
  | 'f64' // double
  | 'hash'; // Py_hash_t: two words, read as NAME_lo and NAME_hi

/** One field: `get` and `set` are the names of its accessors; `items` marks the first of a row of equal fields. */
export interface Field { readonly name: string; readonly kind: Kind; readonly offset: number; readonly get: string; readonly set: string; readonly items: boolean }
export interface Struct { readonly name: string; readonly size: number; readonly fields: readonly Field[] }

/** A field at a byte offset. Accessors are called NAME and set_NAME unless CPython has macros for them. */
export function field(name: string, kind: Kind, offset: number, get = name, set = `set_${name}`): Field {
  return {name, kind, offset, get, set, items: false};
}
/** A row of equal 8-byte fields that starts at a byte offset; its accessors take an index. */
export function items(name: string, kind: Kind, offset: number, get = name, set = `set_${name}`): Field {
  return {name, kind, offset, get, set, items: true};
}
/** A struct of `size` bytes without its items. */
export function struct(name: string, size: number, fields: readonly Field[]): Struct {
  return {name, size, fields};
}
/** An accessor that is more than one field: one expression over `H`, which the opcode generator inlines. */
export interface Macro { readonly name: string; readonly params: string; readonly returns: string; readonly expression: string }
export function macro(name: string, params: string, returns: string, expression: string): Macro {
  return {name, params, returns, expression};
}
