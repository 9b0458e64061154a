/**
 * list.sort(): the merge sort of CPython with the same runs, gallops and order of comparisons. CPython: Objects/listobject.c,
 * Objects/listsort.txt
 *
 * While a list is sorted it is empty for everybody else. A ListSort takes the references out, gets the keys (from whoever calls the key
 * function, one setKey() after the other), sorts, and puts the references back. Keys and values are sorted in arrays of their own.
 */
import {H} from '../runtime/current';
import {PyList_Check} from '../runtime/generated/accessors';
import {PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {PyObject_Free} from '../runtime/obmalloc';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {PyObject_CallOneArg} from './call';
import {PyErr_BadInternalCall, PyErr_SetString} from './errors';
import {MergeState} from './listobject-merge';

/** One sort of one list, in steps, so that whoever calls key functions may leave in between. */
export class ListSort {
  readonly size: number;
  private readonly items: Ptr;
  private readonly allocated: number;
  private readonly keys: Int32Array | null;
  private known = 0;

  /** Takes the items out of the list, which is empty from now on, and has to be ended with finish() or abandon(). */
  constructor(private readonly list: PyObject, hasKeys: boolean, private readonly reverse: boolean) {
    this.size = H[list + 4];
    this.items = H[list + 6];
    this.allocated = H[list + 8];
    H[list + 4] = 0;
    H[list + 6] = 0;
    // list_resize() never leaves -1: a change is seen by it
    H[list + 8] = -1;
    this.keys = hasKeys ? new Int32Array(this.size) : null;
  }
  /** The item whose key comes next, borrowed. */
  nextItem(): PyObject {
    return H[this.items + 2 * this.known] as PyObject;
  }
  /** True when all keys are there. */
  get complete(): boolean {
    return this.keys === null || this.known === this.size;
  }
  /** @steals key. */
  addKey(key: New): void {
    this.keys![this.known++] = key;
  }
  /** Sorts and gives the list its items back. None, or NULL with an exception. escapes */
  finish(): New | NULL {
    const n = this.size, values = new Int32Array(n);
    let result: PyObject | NULL = _Py_NoneStruct;
    if (n > 1) {
      for (let i = 0; i < n; i++) values[i] = H[this.items + 2 * i];
      if (this.reverse) {
        // reversed before and after, so that equal items keep their order
        values.reverse();
        if (this.keys !== null) this.keys.reverse();
      }
      const state = this.keys === null ? new MergeState(values, null) : new MergeState(this.keys, values);
      if (!state.sort()) result = NULL;
      if (this.keys !== null) this.releaseKeys();
      if (this.reverse) values.reverse();
      for (let i = 0; i < n; i++) H[this.items + 2 * i] = values[i];
    } else this.releaseKeys();
    if (H[this.list + 8] !== -1 && result !== NULL) {
      PyErr_SetString(PyExc_ValueError, 'list modified during sort');
      result = NULL;
    }
    this.giveBack();
    return result === NULL ? NULL : Py_NewRef(result);
  }
  /** Ends a sort whose key function raised. escapes */
  abandon(): NULL {
    this.releaseKeys();
    this.giveBack();
    return NULL;
  }
  private releaseKeys(): void {
    if (this.keys === null) return;
    const n = this.known;
    this.known = 0;
    for (let i = 0; i < n; i++) Py_DECREF(this.keys[i] as PyObject);
  }
  private giveBack(): void {
    const list = this.list, items = H[list + 6];
    const n = H[list + 4];
    H[list + 4] = this.size;
    H[list + 6] = this.items;
    H[list + 8] = this.allocated;
    if (items === 0) return;
    for (let i = n - 1; i >= 0; i--) Py_XDECREF(H[items + 2 * i] as PyObject);
    PyObject_Free(items);
  }
}

/** list.sort(key=keyfunc, reverse=reverse); keyfunc may be NULL. escapes. CPython: list_sort_impl() */
export function list_sort_impl(self: PyObject, keyfunc: PyObject | NULL, reverse: boolean): New | NULL {
  const sort = new ListSort(self, keyfunc !== NULL, reverse);
  if (keyfunc !== NULL) {
    while (!sort.complete) {
      const key = PyObject_CallOneArg(keyfunc, sort.nextItem());
      if (key === NULL) return sort.abandon();
      sort.addKey(key);
    }
  }
  return sort.finish();
}
/** Sorts by <; -1 with an exception. escapes. CPython: PyList_Sort() */
export function PyList_Sort(v: PyObject): number {
  if (v === NULL || !PyList_Check(v)) {
    PyErr_BadInternalCall();
    return -1;
  }
  const result = list_sort_impl(v, NULL, false);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}
