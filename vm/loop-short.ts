/**
 * The short ways of the compiled loop through instructions that stand outside it: operations on numbers, exact dicts. Each answers what says that the
 * general function has to do it. Read by scripts/regen-cases-wasm.ts like vm/loop-inline.ts; nobody imports it.
 */
import {PyObject_IsInstance, lengthObject} from '../objects/abstract-object';
import {_PyUnicode_Equal} from '../objects/unicodeobject';
import {F, H, U8} from '../runtime/current';
import {DATASTACK_LIMIT, DATASTACK_TOP, GC_COUNT, GC_THRESHOLD, PY_RECURSION_REMAINING, PyDict_Type, PyFloat_Type, PyList_Type, PyLong_Type, PyTuple_Type, PyUnicode_Type, REFTOTAL} from '../runtime/generated/static-addresses';
import type {NULL, Ptr, PyObject} from '../runtime/types';
import {exit_init_step} from './ceval-call';
import {allocate, dealloc, floatFromDouble, floatRelease, longFromInt, longRelease, track} from './loop-inline';

/** A parameter or result that is no whole number of 32 bits. */
type Double = number;
/** The quotient of two words, cut off. */
declare function quotient(a: number, b: number): number;

/** Py_DECREF where the loop stands at `at`. escapes */
export function decref(op: PyObject, frame: Ptr, at: number): void {
  const count = H[op];
  if (count < 0) return;
  H[REFTOTAL]--;
  if (count === 1) dealloc(op, frame, at);
  else H[op] = count - 1;
}
/** Py_DECREF of an exact int or float. */
function numberDecref(op: PyObject): void {
  const count = H[op];
  if (count < 0) return;
  H[REFTOTAL]--;
  if (count !== 1) H[op] = count - 1;
  else if (H[op + 2] === PyFloat_Type) floatRelease(op);
  else longRelease(op);
}
/** The result of an operator on ints of one digit, 0 when the general function has to do it. */
function intOperation(op: number, a: number, b: number): number {
  if (op === 1) return longFromInt(a & b);
  if (op === 7) return longFromInt(a | b);
  if (op === 12) return longFromInt(a ^ b);
  if (op === 2) {
    if (b === 0) return 0;
    const q = quotient(a, b);
    return longFromInt(q - (((a ^ b) < 0 && q * b !== a) ? 1 : 0));
  }
  if (op === 6) {
    if (b === 0) return 0;
    const rest = a % b;
    return longFromInt(rest !== 0 && (rest ^ b) < 0 ? rest + b : rest);
  }
  if (op === 9) return b < 0 ? 0 : longFromInt(a >> (b > 31 ? 31 : b));
  if (op === 3) return b < 0 || b > 29 || a < 0 || a > (1073741823 >> b) ? 0 : longFromInt(a << b);
  if (op === 11) return b === 0 ? 0 : floatFromDouble(a / b);
  return 0;
}
/** The result of + - * / on doubles, 0 when the general function has to do it. */
function doubleOperation(op: number, a: Double, b: Double): number {
  if (op === 11) return b === 0 ? 0 : floatFromDouble(a / b);
  if (op === 5) return floatFromDouble(a * b);
  if (op === 0) return floatFromDouble(a + b);
  if (op === 10) return floatFromDouble(a - b);
  return 0;
}
/** BINARY_OP on exact ints of one digit and floats: the inputs are released; 0 when the general function has to do it. */
export function binaryOperation(left: PyObject, right: PyObject, oparg: number): number {
  const op = oparg >= 13 ? oparg - 13 : oparg, leftType = H[left + 2], rightType = H[right + 2];
  let res = 0;
  if (leftType === PyLong_Type && H[left + 4] < 16) {
    if (rightType === PyLong_Type) {
      if (H[right + 4] < 16) res = intOperation(op, H[left + 5], H[right + 5]);
    } else if (rightType === PyFloat_Type) res = doubleOperation(op, H[left + 5], F[(right >> 1) + 2]);
  } else if (leftType === PyFloat_Type) {
    if (rightType === PyFloat_Type) res = doubleOperation(op, F[(left >> 1) + 2], F[(right >> 1) + 2]);
    else if (rightType === PyLong_Type && H[right + 4] < 16) res = doubleOperation(op, F[(left >> 1) + 2], H[right + 5]);
  }
  if (res === 0) return 0;
  numberDecref(left);
  numberDecref(right);
  return res;
}

/** The number of the entry in slot i of a table of keys: negative when there is none. */
function indexAt(dk: Ptr, log2: number, i: number): number {
  if (log2 < 8) return (U8[(dk << 2) + 32 + i] << 24) >> 24;
  if (log2 < 16) return (H[dk + 8 + (i >> 1)] << ((~i & 1) << 4)) >> 16;
  return H[dk + 8 + i];
}
/**
 * Address of the value of a key in an exact dict, 0 when it is not there, -1 when only the general lookup can tell: for keys that are no exact str with
 * a known hash and no int of one digit, for split tables, and where keys would have to be compared by what they are.
 */
export function dictFind(dict: PyObject, key: PyObject): number {
  const dk = H[dict + 8], kind = H[dk + 1], type = H[key + 2];
  let lo = 0, hi = 0;
  if (type === PyUnicode_Type) {
    if ((H[key + 8] & 256) === 0) return -1;
    lo = H[key + 6];
    hi = H[key + 7];
  } else {
    if (type !== PyLong_Type || H[key + 4] >= 16) return -1;
    lo = H[key + 5];
    if (lo === -1) lo = -2;
    hi = lo >> 31;
    if (kind !== 0) return -1;
  }
  if (kind === 2) return -1;
  const log2 = H[dk + 2], mask = (1 << log2) - 1, entries = dk + 8 + (1 << (H[dk + 3] - 2));
  let i = lo & mask, plo = lo, phi = hi;
  for (;;) {
    const ix = indexAt(dk, log2, i);
    if (ix >= 0) {
      if (kind === 1) {
        const at = entries + (ix << 2), found = H[at];
        if (found === key) return at + 2;
        if (H[found + 6] === lo && H[found + 7] === hi && _PyUnicode_Equal(found as PyObject, key)) return at + 2;
      } else {
        const at = entries + ix * 6, found = H[at + 2];
        if (found === key) return at + 4;
        if (H[at] === lo && H[at + 1] === hi) {
          if (H[found + 2] !== type) return -1;
          if (type === PyUnicode_Type) {
            if (_PyUnicode_Equal(found as PyObject, key)) return at + 4;
          } else {
            if (H[found + 4] >= 16) return -1;
            if (H[found + 5] === H[key + 5]) return at + 4;
          }
        }
      }
    } else if (ix === -1) return 0;
    plo = (plo >>> 5) | (phi << 27);
    phi = phi >>> 5;
    i = (i * 5 + plo + 1) & mask;
  }
}
/** Puts a key that is not there into a table that has room. CPython: insert_combined_dict() */
function dictInsert(dict: PyObject, dk: Ptr, key: PyObject, value: PyObject): void {
  const log2 = H[dk + 2], mask = (1 << log2) - 1, entries = dk + 8 + (1 << (H[dk + 3] - 2)), n = H[dk + 6];
  let lo = 0, hi = 0;
  if (H[key + 2] === PyUnicode_Type) {
    lo = H[key + 6];
    hi = H[key + 7];
  } else {
    lo = H[key + 5];
    if (lo === -1) lo = -2;
    hi = lo >> 31;
  }
  let i = lo & mask, plo = lo, phi = hi;
  while (indexAt(dk, log2, i) >= 0) {
    plo = (plo >>> 5) | (phi << 27);
    phi = phi >>> 5;
    i = (i * 5 + plo + 1) & mask;
  }
  if (log2 < 8) U8[(dk << 2) + 32 + i] = n;
  else if (log2 < 16) {
    U8[(dk << 2) + 32 + (i << 1)] = n;
    U8[(dk << 2) + 33 + (i << 1)] = n >> 8;
  } else H[dk + 8 + i] = n;
  if (H[dk + 1] !== 0) {
    H[entries + (n << 2)] = key;
    H[entries + 2 + (n << 2)] = value;
  } else {
    const at = entries + n * 6;
    H[at] = lo;
    H[at + 1] = hi;
    H[at + 2] = key;
    H[at + 4] = value;
  }
  H[dk + 4] = 0;
  H[dk + 5]--;
  H[dk + 6] = n + 1;
  H[dict + 4]++;
}
/** Stores into an exact dict; 0 when the general function has to do it. @steals key value when 1. escapes */
export function dictStore(dict: PyObject, key: PyObject, value: PyObject, frame: Ptr, place: number): number {
  if (H[dict + 6] !== 0) return 0;
  // untracked dicts look whether the value makes them worth tracking
  if (H[dict - 4] === 0 && (H[H[value + 2] + 42] & 16384) !== 0) return 0;
  const at = dictFind(dict, key);
  if (at < 0) return 0;
  if (at === 0) {
    const dk = H[dict + 8];
    if (H[dk + 5] <= 0) return 0;
    dictInsert(dict, dk, key, value);
    return 1;
  }
  const old = H[at];
  H[at] = value;
  decref(old as PyObject, frame, place);
  decref(key, frame, place);
  return 1;
}
/** load_attr_hint() */
export function loadHint(dict: PyObject, hint: number, name: PyObject): number {
  if (dict === 0) return 0;
  const keys = H[dict + 8];
  if (hint >= H[keys + 6] || H[dict + 10] !== 0) return 0;
  const entries = keys + 8 + (1 << (H[keys + 3] - 2)), at = H[keys + 1] !== 0 ? entries + (hint << 2) : entries + hint * 6 + 2;
  return H[at] === name ? H[at + 2] : 0;
}
/** _PyDictValues_AddToInsertionOrder() */
export function insertionOrder(values: Ptr, index: number): void {
  const head = values << 2, size = U8[head + 1];
  U8[head + 8 + (U8[head] << 3) + size] = index;
  U8[head + 1] = size + 1;
}
/** _PyUnicode_Equal() */
export function strEqual(a: PyObject, b: PyObject): number {
  if (H[a + 4] !== H[b + 4]) return 0;
  if ((H[a + 8] & H[b + 8] & 256) !== 0 && H[a + 6] !== H[b + 6]) return 0;
  return _PyUnicode_Equal(a, b) ? 1 : 0;
}
/** lengthObject(). escapes */
export function lengthOf(op: PyObject): PyObject | NULL {
  const type = H[op + 2];
  if (type === PyList_Type || type === PyTuple_Type || type === PyUnicode_Type || type === PyDict_Type) return longFromInt(H[op + 4]);
  return lengthObject(op);
}
/** PyObject_IsInstance(). escapes */
export function isInstance(inst: PyObject, cls: PyObject): number {
  if (H[inst + 2] === cls) return 1;
  return PyObject_IsInstance(inst, cls);
}
/** PyObject_DictPointerAt() */
export function dictPointer(owner: PyObject, dictoffset: number): number {
  return H[owner + ((dictoffset - 24) >> 2)];
}
function holdOne(op: PyObject): void {
  if (H[op] < 0) return;
  H[op]++;
  H[REFTOTAL]++;
}
/**
 * Calls a class that the specialiser found simple (its instances come from PyType_GenericAlloc()): makes the instance, the record that gives it to the caller (its word 15 says that the loop
 * may do that itself) and the frame of __init__; the callable and the arguments at `args` are taken over. The frame to enter, or 0 when call_alloc_and_enter_init()
 * has to do it.
 */
export function enterInit(frame: Ptr, type: Ptr, version: number, args: Ptr, oparg: number): Ptr {
  if ((H[H[type + 2] + 42] & -2147483648) === 0 || H[type + 96] !== version || H[type] === 1) return 0;
  const init = H[type + 230], code = H[init + 12];
  if (H[code + 13] !== oparg + 1 || (H[code + 12] & 13) !== 1 || H[code + 15] !== 0) return 0;
  const record = H[DATASTACK_TOP], fresh = record + 20, words = H[code + 19] << 1;
  if (fresh + words >= H[DATASTACK_LIMIT] || H[PY_RECURSION_REMAINING] <= 2 || H[GC_COUNT] >= H[GC_THRESHOLD]) return 0;
  const flags = H[type + 42], keys = H[type + 220], presize = (flags & 24) !== 0 ? 32 : 16;
  if ((flags & 16384) === 0 || H[type + 10] !== 0) return 0;
  let size = (H[type + 8] + 7) & -8, capacity = 0;
  const values = size;
  if ((flags & 4) !== 0) {
    capacity = H[keys + 6] + H[keys + 5];
    size += ((capacity + 7) & -8) + ((capacity + 1) << 3);
  }
  if (size + presize > 512) return 0;
  const block = allocate((size + presize - 1) >> 4);
  if (block === 0) return 0;
  const self = block + (presize >> 2), end = self + (size >> 2);
  for (let at = block; at < end; at++) H[at] = 0;
  H[GC_COUNT]++;
  // one reference for the record, one for the first local; the instance takes over that to its type, which the stack had
  H[self] = 2;
  H[REFTOTAL] += 2;
  H[self + 2] = type;
  if ((flags & 4) !== 0) {
    if (H[keys + 5] > 1) H[keys + 5]--;
    H[self + (values >> 2)] = (H[keys + 6] + H[keys + 5]) | 16842752;
  }
  track(self);
  for (let at = record; at < fresh; at++) H[at] = 0;
  H[record + 1] = 3;
  H[record + 2] = frame;
  H[record + 14] = exit_init_step();
  H[record + 15] = 1;
  H[record + 16] = fresh;
  H[record + 18] = self;
  holdOne(init as PyObject);
  holdOne(code as PyObject);
  for (let at = fresh; at < fresh + 18; at++) H[at] = 0;
  H[fresh] = code;
  H[fresh + 2] = record;
  H[fresh + 4] = init;
  H[fresh + 6] = H[init + 4];
  H[fresh + 8] = H[init + 6];
  H[fresh + 18] = self;
  for (let i = 0; i < oparg; i++) H[fresh + 20 + (i << 1)] = H[args + (i << 1)];
  const top = fresh + 18 + (H[code + 18] << 1);
  for (let at = fresh + 20 + (oparg << 1); at < top; at += 2) H[at] = 0;
  H[fresh + 16] = top;
  H[DATASTACK_TOP] = fresh + words;
  H[PY_RECURSION_REMAINING] -= 2;
  return fresh;
}
