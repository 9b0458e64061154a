/**
 * The blocks of a deque: where they hang, which are kept for later, and taking, putting and rotating items at their ends.
 * CPython: Modules/_collectionsmodule.c, from newblock() to deque_rotate()
 */
import {H} from '../../runtime/current';
import {moveWords} from '../../runtime/heap';
import {deque_maxlen, set_deque_maxlen, set_deque_weakreflist} from '../../runtime/generated/accessors';
import {PyExc_IndexError} from '../../runtime/generated/static-addresses';
import {Py_DECREF, slots} from '../../runtime/object';
import {PyObject_Free, PyObject_Malloc} from '../../runtime/obmalloc';
import {NULL, type New, type Ptr, type PyObject, type PyTypeObject} from '../../runtime/types';
import {PyErr_NoMemory, PyErr_SetString} from '../../objects/errors';
import {type PyModuleDef, PyModule_GetState} from '../../objects/moduleobject';
import {PyType_GetModuleByDef} from '../../objects/typeobject-spec';

/** State of _collections. */
export class CollectionsState {
  deque_type: PyObject | NULL = NULL;
  defdict_type: PyObject | NULL = NULL;
  dequeiter_type: PyObject | NULL = NULL;
  dequereviter_type: PyObject | NULL = NULL;
  tuplegetter_type: PyObject | NULL = NULL;
}
/** The definition of _collections, which is made in _collections.ts; set once while the modules load. */
const defs: PyModuleDef[] = [];
export function initCollectionsDef(def: PyModuleDef): void {
  defs[0] = def;
}
export function collectionsDef(): PyModuleDef {
  return defs[0];
}
export function stateOfType(type: PyTypeObject): CollectionsState {
  return PyModule_GetState<CollectionsState>(PyType_GetModuleByDef(type, collectionsDef()) as PyObject)!;
}

export const BLOCKLEN = 64, CENTER = 31, MAXFREEBLOCKS = 16;
// words of the object and of a block: left link, data, right link
export const SIZE = 4, LEFTBLOCK = 6, RIGHTBLOCK = 8, LEFTINDEX = 10, RIGHTINDEX = 12, STATE = 14, NUMFREE = 18, FREEBLOCKS = 20;
export const LEFTLINK = 0, DATA = 2, RIGHTLINK = 130, BLOCK_BYTES = 528;

/** A block from the deque's own store or from memory; 0 with MemoryError. CPython: newblock() */
export function newblock(dq: PyObject): Ptr {
  if (H[dq + NUMFREE] > 0) return H[dq + FREEBLOCKS + 2 * --H[dq + NUMFREE]];
  const block = PyObject_Malloc(BLOCK_BYTES);
  if (block === 0) PyErr_NoMemory();
  return block;
}
export function freeblock(dq: PyObject, block: Ptr): void {
  if (H[dq + NUMFREE] < MAXFREEBLOCKS) H[dq + FREEBLOCKS + 2 * H[dq + NUMFREE]++] = block;
  else PyObject_Free(block);
}
/** Word offset of the item after the one at an index, in blocks: used by the loops below. */
export function centre(dq: PyObject): void {
  H[dq + LEFTINDEX] = CENTER + 1;
  H[dq + RIGHTINDEX] = CENTER;
}
export function newDeque(type: PyTypeObject): New | NULL {
  const dq = slots(type).tp_alloc!(type, 0);
  if (dq === NULL) return NULL;
  H[dq + NUMFREE] = 0;
  const block = newblock(dq);
  if (block === 0) {
    Py_DECREF(dq);
    return NULL;
  }
  H[block + LEFTLINK] = H[block + RIGHTLINK] = 0;
  H[dq + SIZE] = 0;
  H[dq + LEFTBLOCK] = H[dq + RIGHTBLOCK] = block;
  centre(dq);
  H[dq + STATE] = 0;
  set_deque_maxlen(dq, -1);
  set_deque_weakreflist(dq, NULL);
  return dq;
}
/** The last item, owned by the caller; NULL with IndexError. CPython: deque_pop_impl() */
export function deque_pop(dq: PyObject): New | NULL {
  if (H[dq + SIZE] === 0) return PyErr_SetString(PyExc_IndexError, 'pop from an empty deque');
  const block = H[dq + RIGHTBLOCK], item = H[block + DATA + 2 * H[dq + RIGHTINDEX]] as New;
  H[dq + STATE]++;
  const left = --H[dq + SIZE];
  if (--H[dq + RIGHTINDEX] < 0) {
    if (left > 0) {
      const previous = H[block + LEFTLINK];
      freeblock(dq, block);
      H[previous + RIGHTLINK] = 0;
      H[dq + RIGHTBLOCK] = previous;
      H[dq + RIGHTINDEX] = BLOCKLEN - 1;
    } else centre(dq);
  }
  return item;
}
/** The first item. CPython: deque_popleft_impl() */
export function deque_popleft(dq: PyObject): New | NULL {
  if (H[dq + SIZE] === 0) return PyErr_SetString(PyExc_IndexError, 'pop from an empty deque');
  const block = H[dq + LEFTBLOCK], item = H[block + DATA + 2 * H[dq + LEFTINDEX]] as New;
  H[dq + STATE]++;
  const left = --H[dq + SIZE];
  if (++H[dq + LEFTINDEX] === BLOCKLEN) {
    if (left > 0) {
      const next = H[block + RIGHTLINK];
      freeblock(dq, block);
      H[next + LEFTLINK] = 0;
      H[dq + LEFTBLOCK] = next;
      H[dq + LEFTINDEX] = 0;
    } else centre(dq);
  }
  return item;
}
/** One more item than maxlen allows leaves at the other end. */
function needsTrim(dq: PyObject): boolean {
  const maxlen = deque_maxlen(dq);
  return maxlen >= 0 && maxlen < H[dq + SIZE];
}
/** Makes room behind the last item; false with MemoryError. */
export function growRight(dq: PyObject): boolean {
  if (H[dq + RIGHTINDEX] !== BLOCKLEN - 1) return true;
  const block = newblock(dq);
  if (block === 0) return false;
  H[block + LEFTLINK] = H[dq + RIGHTBLOCK];
  H[H[dq + RIGHTBLOCK] + RIGHTLINK] = block;
  H[dq + RIGHTBLOCK] = block;
  H[block + RIGHTLINK] = 0;
  H[dq + RIGHTINDEX] = -1;
  return true;
}
/** Appends. -1 with MemoryError. @steals item. escapes. CPython: deque_append_lock_held() */
export function append(dq: PyObject, item: New): number {
  if (!growRight(dq)) {
    Py_DECREF(item);
    return -1;
  }
  H[dq + SIZE]++;
  H[H[dq + RIGHTBLOCK] + DATA + 2 * ++H[dq + RIGHTINDEX]] = item;
  if (needsTrim(dq)) Py_DECREF(deque_popleft(dq) as New);
  else H[dq + STATE]++;
  return 0;
}
/** -1 with MemoryError. @steals item. escapes. CPython: deque_appendleft_lock_held() */
export function appendleft(dq: PyObject, item: New): number {
  if (H[dq + LEFTINDEX] === 0) {
    const block = newblock(dq);
    if (block === 0) {
      Py_DECREF(item);
      return -1;
    }
    H[block + RIGHTLINK] = H[dq + LEFTBLOCK];
    H[H[dq + LEFTBLOCK] + LEFTLINK] = block;
    H[dq + LEFTBLOCK] = block;
    H[block + LEFTLINK] = 0;
    H[dq + LEFTINDEX] = BLOCKLEN;
  }
  H[dq + SIZE]++;
  H[H[dq + LEFTBLOCK] + DATA + 2 * --H[dq + LEFTINDEX]] = item;
  if (needsTrim(dq)) Py_DECREF(deque_pop(dq) as New);
  else H[dq + STATE]++;
  return 0;
}
/** Moves n items from the right end to the left one, or -n the other way, without counting a reference. CPython: _deque_rotate() */
export function rotate(dq: PyObject, by: number): boolean {
  const len = H[dq + SIZE], half = len >> 1;
  if (len <= 1) return true;
  let n = by;
  if (n > half || n < -half) {
    n %= len;
    if (n > half) n -= len;
    else if (n < -half) n += len;
  }
  H[dq + STATE]++;
  let leftblock = H[dq + LEFTBLOCK], rightblock = H[dq + RIGHTBLOCK], leftindex = H[dq + LEFTINDEX], rightindex = H[dq + RIGHTINDEX], spare = 0, ok = true;
  while (n > 0) {
    if (leftindex === 0) {
      if (spare === 0) spare = newblock(dq);
      if (spare === 0) {
        ok = false;
        break;
      }
      H[spare + RIGHTLINK] = leftblock;
      H[leftblock + LEFTLINK] = spare;
      leftblock = spare;
      H[spare + LEFTLINK] = 0;
      leftindex = BLOCKLEN;
      spare = 0;
    }
    const m = Math.min(n, rightindex + 1, leftindex);
    rightindex -= m;
    leftindex -= m;
    moveWords(leftblock + DATA + 2 * leftindex, rightblock + DATA + 2 * (rightindex + 1), rightblock + DATA + 2 * (rightindex + 1 + m));
    n -= m;
    if (rightindex < 0) {
      spare = rightblock;
      rightblock = H[rightblock + LEFTLINK];
      H[rightblock + RIGHTLINK] = 0;
      rightindex = BLOCKLEN - 1;
    }
  }
  while (n < 0) {
    if (rightindex === BLOCKLEN - 1) {
      if (spare === 0) spare = newblock(dq);
      if (spare === 0) {
        ok = false;
        break;
      }
      H[spare + LEFTLINK] = rightblock;
      H[rightblock + RIGHTLINK] = spare;
      rightblock = spare;
      H[spare + RIGHTLINK] = 0;
      rightindex = -1;
      spare = 0;
    }
    const m = Math.min(-n, BLOCKLEN - leftindex, BLOCKLEN - 1 - rightindex);
    moveWords(rightblock + DATA + 2 * (rightindex + 1), leftblock + DATA + 2 * leftindex, leftblock + DATA + 2 * (leftindex + m));
    leftindex += m;
    rightindex += m;
    n += m;
    if (leftindex === BLOCKLEN) {
      spare = leftblock;
      leftblock = H[leftblock + RIGHTLINK];
      H[leftblock + LEFTLINK] = 0;
      leftindex = 0;
    }
  }
  if (spare !== 0) freeblock(dq, spare);
  H[dq + LEFTBLOCK] = leftblock;
  H[dq + RIGHTBLOCK] = rightblock;
  H[dq + LEFTINDEX] = leftindex;
  H[dq + RIGHTINDEX] = rightindex;
  return ok;
}
/** Address of the item at an index, from the nearer end. */
export function itemAddress(dq: PyObject, index: number): Ptr {
  const place = index + H[dq + LEFTINDEX];
  let blocks = Math.floor(place / BLOCKLEN), block: Ptr;
  if (index < H[dq + SIZE] >> 1) {
    block = H[dq + LEFTBLOCK];
    while (blocks-- > 0) block = H[block + RIGHTLINK];
  } else {
    blocks = Math.floor((H[dq + LEFTINDEX] + H[dq + SIZE] - 1) / BLOCKLEN) - blocks;
    block = H[dq + RIGHTBLOCK];
    while (blocks-- > 0) block = H[block + LEFTLINK];
  }
  return block + DATA + 2 * (place % BLOCKLEN);
}
