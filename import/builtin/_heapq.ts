/** The _heapq module. CPython: Modules/_heapqmodule.c */
import {PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_SET_ITEM} from '../../runtime/generated/accessors';
import {PyExc_IndexError, PyExc_RuntimeError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, takeRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyErr_SetString, typeName} from '../../objects/errors';
import {PyList_Append, PyList_SetSlice} from '../../objects/listobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddStringConstant, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_RichCompareBool, Py_LT} from '../../objects/object';

/** Whether an item belongs above another: the smaller one, or in a max-heap the larger one; -1 with an exception, or when the list changed. escapes */
function above(heap: PyObject, a: PyObject, b: PyObject, max: boolean): number {
  const size = PyList_GET_SIZE(heap);
  Py_INCREF(a);
  Py_INCREF(b);
  const cmp = max ? PyObject_RichCompareBool(b, a, Py_LT) : PyObject_RichCompareBool(a, b, Py_LT);
  Py_DECREF(a);
  Py_DECREF(b);
  if (cmp >= 0 && size !== PyList_GET_SIZE(heap)) {
    PyErr_SetString(PyExc_RuntimeError, 'list changed size during iteration');
    return -1;
  }
  return cmp;
}
function swap(heap: PyObject, i: number, j: number): void {
  const item = PyList_GET_ITEM(heap, i);
  PyList_SET_ITEM(heap, i, PyList_GET_ITEM(heap, j));
  PyList_SET_ITEM(heap, j, item);
}
function checkPosition(heap: PyObject, pos: number): boolean {
  if (pos < PyList_GET_SIZE(heap)) return true;
  PyErr_SetString(PyExc_IndexError, 'index out of range');
  return false;
}
/** Lets the item at pos rise to its place; -1 with an exception. escapes. CPython: siftdown() */
function siftdown(heap: PyObject, startpos: number, start: number, max: boolean): number {
  if (!checkPosition(heap, start)) return -1;
  for (let pos = start; pos > startpos;) {
    const parent = (pos - 1) >> 1, cmp = above(heap, PyList_GET_ITEM(heap, pos), PyList_GET_ITEM(heap, parent), max);
    if (cmp < 0) return -1;
    if (cmp === 0) break;
    swap(heap, parent, pos);
    pos = parent;
  }
  return 0;
}
/** Lets the item at pos sink to a leaf, the smaller children rising, and then rise to its place. escapes. CPython: siftup() */
function siftup(heap: PyObject, start: number, max: boolean): number {
  if (!checkPosition(heap, start)) return -1;
  const end = PyList_GET_SIZE(heap), limit = end >> 1;
  let pos = start;
  while (pos < limit) {
    let child = 2 * pos + 1;
    if (child + 1 < end) {
      // a max-heap asks whether the right child is smaller, so that equal children are taken as CPython takes them
      const cmp = max ? above(heap, PyList_GET_ITEM(heap, child), PyList_GET_ITEM(heap, child + 1), true) : above(heap, PyList_GET_ITEM(heap, child), PyList_GET_ITEM(heap, child + 1), false);
      if (cmp < 0) return -1;
      if (cmp === 0) child++;
    }
    swap(heap, pos, child);
    pos = child;
  }
  return siftdown(heap, start, pos, max);
}
function requireList(name: string, heap: PyObject): boolean {
  if (PyList_Check(heap)) return true;
  PyErr_SetString(PyExc_TypeError, `${name}() argument${name === 'heappop' || name === 'heapify' || name === '_heappop_max' || name === '_heapify_max' ? '' : ' 1'} must be list, not ${heap === _Py_NoneStruct ? 'None' : typeName(heap)}`);
  return false;
}
function heappush(module: PyObject, heap: PyObject, item: PyObject): New | NULL {
  if (!requireList('heappush', heap) || PyList_Append(heap, item) < 0) return NULL;
  return siftdown(heap, 0, PyList_GET_SIZE(heap) - 1, false) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** CPython: heappop_internal() */
function pop(heap: PyObject, max: boolean): New | NULL {
  const n = PyList_GET_SIZE(heap);
  if (n === 0) return PyErr_SetString(PyExc_IndexError, 'index out of range');
  const last = Py_NewRef(PyList_GET_ITEM(heap, n - 1));
  if (PyList_SetSlice(heap, n - 1, n, NULL) < 0) {
    Py_DECREF(last);
    return NULL;
  }
  return n === 1 ? last : replaceTop(heap, last, max);
}
/** Puts an item in the place of the top one, which is returned. @steals item. escapes */
function replaceTop(heap: PyObject, item: New, max: boolean): New | NULL {
  const top = takeRef(PyList_GET_ITEM(heap, 0));
  PyList_SET_ITEM(heap, 0, item);
  if (siftup(heap, 0, max) === 0) return top;
  Py_DECREF(top);
  return NULL;
}
/** CPython: heapreplace_internal() */
function replace(heap: PyObject, item: PyObject, max: boolean): New | NULL {
  if (PyList_GET_SIZE(heap) === 0) return PyErr_SetString(PyExc_IndexError, 'index out of range');
  return replaceTop(heap, Py_NewRef(item), max);
}
/** CPython: heapify_internal(), cache_friendly_heapify() */
function makeHeap(heap: PyObject, max: boolean): New | NULL {
  const n = PyList_GET_SIZE(heap), m = n >> 1;
  if (n <= 2500) {
    for (let i = m - 1; i >= 0; i--) if (siftup(heap, i, max) < 0) return NULL;
    return Py_NewRef(_Py_NoneStruct);
  }
  // a parent is done right after its children, while they are near
  const leftmost = 2 ** (31 - Math.clz32(m + 1)) - 1, ranges = [[leftmost - 1, m >> 1], [m - 1, leftmost]];
  for (const [from, to] of ranges) {
    for (let i = from; i >= to; i--) {
      for (let j = i; ; j >>= 1) {
        if (siftup(heap, j, max) < 0) return NULL;
        if ((j & 1) === 0) break;
      }
    }
  }
  return Py_NewRef(_Py_NoneStruct);
}
function heappop(module: PyObject, heap: PyObject): New | NULL {
  return requireList('heappop', heap) ? pop(heap, false) : NULL;
}
function heapreplace(module: PyObject, heap: PyObject, item: PyObject): New | NULL {
  return requireList('heapreplace', heap) ? replace(heap, item, false) : NULL;
}
/** CPython: _heapq_heappushpop_impl() */
function heappushpop(module: PyObject, heap: PyObject, item: PyObject): New | NULL {
  if (!requireList('heappushpop', heap)) return NULL;
  if (PyList_GET_SIZE(heap) === 0) return Py_NewRef(item);
  const top = Py_NewRef(PyList_GET_ITEM(heap, 0)), cmp = PyObject_RichCompareBool(top, item, Py_LT);
  Py_DECREF(top);
  if (cmp <= 0) return cmp < 0 ? NULL : Py_NewRef(item);
  return replace(heap, item, false);
}
function heapify(module: PyObject, heap: PyObject): New | NULL {
  return requireList('heapify', heap) ? makeHeap(heap, false) : NULL;
}
function _heappop_max(module: PyObject, heap: PyObject): New | NULL {
  return requireList('_heappop_max', heap) ? pop(heap, true) : NULL;
}
function _heapreplace_max(module: PyObject, heap: PyObject, item: PyObject): New | NULL {
  return requireList('_heapreplace_max', heap) ? replace(heap, item, true) : NULL;
}
function _heapify_max(module: PyObject, heap: PyObject): New | NULL {
  return requireList('_heapify_max', heap) ? makeHeap(heap, true) : NULL;
}

const ABOUT = 'A heap is a list in which a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for all k, so that\na[0] is always its smallest item.\n\nheap = []            # an empty heap\nheappush(heap, item) # puts an item onto it\nitem = heappop(heap) # takes the smallest one from it\nitem = heap[0]       # looks at it\nheapify(x)           # makes a heap of a list, in linear time\nitem = heapreplace(heap, item) # takes the smallest one and puts another one onto it\n';
function heapq_exec(module: PyObject): number {
  return PyModule_AddStringConstant(module, '__about__', ABOUT);
}
const def = new PyModuleDef('_heapq', {
  m_doc: 'Heap queues, also called priority queues.\n\n' + ABOUT, m_size: 0,
  m_methods: [
    method('heappush', '($module, heap, item, /)', heappush, 'Puts an item onto a heap.'),
    method('heappushpop', '($module, heap, item, /)', heappushpop, 'Puts an item onto a heap, then takes the smallest one from it.\n\nFaster than heappush() and heappop() one after the other.'),
    method('heappop', '($module, heap, /)', heappop, 'Takes the smallest item from a heap.'),
    method('heapreplace', '($module, heap, item, /)', heapreplace, 'Takes the smallest item from a heap, then puts another one onto it.\n\nFaster than heappop() and heappush() one after the other. The item returned may\nbe larger than the one that was added.'),
    method('heapify', '($module, heap, /)', heapify, 'Makes a heap of a list, in place, in linear time.'),
    method('_heappop_max', '($module, heap, /)', _heappop_max, 'heappop() for a heap with its largest item on top.'),
    method('_heapify_max', '($module, heap, /)', _heapify_max, 'heapify() for a heap with its largest item on top.'),
    method('_heapreplace_max', '($module, heap, item, /)', _heapreplace_max, 'heapreplace() for a heap with its largest item on top.'),
  ],
  m_slots: [[Py_mod_exec, heapq_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__heapq() */
export function PyInit__heapq(): PyModuleDef {
  return PyModuleDef_Init(def);
}
