/** The _bisect module. CPython: Modules/_bisectmodule.c */
import {PyList_CheckExact} from '../../runtime/generated/accessors';
import {PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PySequence_GetItem, PySequence_Size} from '../../objects/abstract-sequence';
import {PyObject_CallFunctionObjArgs, PyObject_CallOneArg} from '../../objects/call';
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyList_Insert} from '../../objects/listobject';
import {indexArgument} from '../../objects/listobject-methods';
import {PyObject_GetItem} from '../../objects/abstract-object';
import {PyLong_FromBigInt, PyLong_FromNumber, exactSsize} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttrString, PyObject_RichCompareBool, Py_LT} from '../../objects/object';

/** A Py_ssize_t; those that a number cannot hold are bigints. */
type Index = number | bigint;
function exact(n: number): Index {
  return Number.isSafeInteger(n) ? n : exactSsize(n);
}
function objectOf(index: Index): New | NULL {
  return typeof index === 'number' ? PyLong_FromNumber(index) : PyLong_FromBigInt(index);
}

/** Where to put x in a sorted sequence, in front of its equals or behind them; -1 with an exception. escapes. CPython: internal_bisect_left(), internal_bisect_right() */
function bisect(list: PyObject, item: PyObject, loArg: Index, hiArg: Index, key: PyObject | NULL, left: boolean): Index {
  if (loArg < 0) {
    PyErr_SetString(PyExc_ValueError, 'lo must be non-negative');
    return -1;
  }
  let lo = loArg, hi = hiArg;
  if (hi === -1) {
    hi = exact(PySequence_Size(list));
    if (hi < 0) return -1;
  }
  if (typeof lo === 'bigint' || typeof hi === 'bigint') return bisectFar(list, item, BigInt(lo), BigInt(hi), key, left);
  while (lo < hi) {
    const mid = Math.floor((lo + hi) / 2), litem = PySequence_GetItem(list, mid);
    if (litem === NULL) return -1;
    const side = isRightOf(litem, item, key, left);
    if (side < 0) return -1;
    if (side !== 0) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}
/** What the key function makes of an item. escapes. @steals item */
function keyOf(key: PyObject, item: New): New | NULL {
  const value = PyObject_CallOneArg(key, item);
  Py_DECREF(item);
  return value;
}
/** Whether the place is to the right of an item of the list; -1 with an exception. escapes. @steals litem */
function isRightOf(litem: New, item: PyObject, key: PyObject | NULL, left: boolean): number {
  const value = key === NULL ? litem : keyOf(key, litem);
  if (value === NULL) return -1;
  const less = left ? PyObject_RichCompareBool(value, item, Py_LT) : PyObject_RichCompareBool(item, value, Py_LT);
  Py_DECREF(value);
  return less < 0 ? -1 : (less !== 0) === left ? 1 : 0;
}
/** The same for sequences that are longer than numbers count exactly. escapes. */
function bisectFar(list: PyObject, item: PyObject, lo: bigint, hi: bigint, key: PyObject | NULL, left: boolean): bigint {
  while (lo < hi) {
    const mid = (lo + hi) / 2n, index = PyLong_FromBigInt(mid), litem = index === NULL ? NULL : PyObject_GetItem(list, index);
    Py_XDECREF(index);
    if (litem === NULL) return -1n;
    const side = isRightOf(litem, item, key, left);
    if (side < 0) return -1n;
    if (side !== 0) lo = mid + 1n;
    else hi = mid;
  }
  return lo;
}
/** The four functions' arguments: a, x, lo, hi, key. */
function run(a: PyObject, x: PyObject, loArg: PyObject | NULL, hiArg: PyObject | NULL, keyArg: PyObject | NULL, left: boolean, keyOfX: PyObject | NULL): Index {
  let lo: Index = 0, hi: Index = -1;
  if (loArg !== NULL) {
    lo = exact(indexArgument(loArg));
    if (lo === -1 && PyErr_Occurred() !== NULL) return -1;
  }
  if (hiArg !== NULL && hiArg !== _Py_NoneStruct) {
    hi = exact(indexArgument(hiArg));
    if (hi === -1 && PyErr_Occurred() !== NULL) return -1;
  }
  return bisect(a, keyOfX === NULL ? x : keyOfX, lo, hi, keyArg === NULL || keyArg === _Py_NoneStruct ? NULL : keyArg, left);
}
function bisect_right(module: PyObject, a: PyObject, x: PyObject, lo: PyObject | NULL, hi: PyObject | NULL, key: PyObject | NULL): New | NULL {
  const index = run(a, x, lo, hi, key, false, NULL);
  return index < 0 ? NULL : objectOf(index);
}
function bisect_left(module: PyObject, a: PyObject, x: PyObject, lo: PyObject | NULL, hi: PyObject | NULL, key: PyObject | NULL): New | NULL {
  const index = run(a, x, lo, hi, key, true, NULL);
  return index < 0 ? NULL : objectOf(index);
}
/** Finds the place for the key of x, and inserts x there. escapes */
function insort(a: PyObject, x: PyObject, lo: PyObject | NULL, hi: PyObject | NULL, key: PyObject | NULL, left: boolean): New | NULL {
  let keyOfX: New | NULL = NULL;
  if (key !== NULL && key !== _Py_NoneStruct) {
    keyOfX = PyObject_CallOneArg(key, x);
    if (keyOfX === NULL) return NULL;
  }
  const index = run(a, x, lo, hi, key, left, keyOfX);
  Py_XDECREF(keyOfX);
  if (index < 0) return NULL;
  if (PyList_CheckExact(a)) return PyList_Insert(a, Number(index), x) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
  const position = objectOf(index), insert = position === NULL ? NULL : PyObject_GetAttrString(a, 'insert');
  const result = insert === NULL ? NULL : PyObject_CallFunctionObjArgs(insert, position as PyObject, x);
  Py_XDECREF(insert);
  Py_XDECREF(position);
  if (result === NULL) return NULL;
  Py_DECREF(result);
  return Py_NewRef(_Py_NoneStruct);
}
function insort_right(module: PyObject, a: PyObject, x: PyObject, lo: PyObject | NULL, hi: PyObject | NULL, key: PyObject | NULL): New | NULL {
  return insort(a, x, lo, hi, key, false);
}
function insort_left(module: PyObject, a: PyObject, x: PyObject, lo: PyObject | NULL, hi: PyObject | NULL, key: PyObject | NULL): New | NULL {
  return insort(a, x, lo, hi, key, true);
}
const SIGNATURE = '($module, /, a, x, lo=0, hi=None, *, key=None)';
const def = new PyModuleDef('_bisect', {
  m_doc: 'Searching in sorted lists by halving them.\n\nA list to which many items are added in order need not be sorted again each time.\n', m_size: 0,
  m_methods: [
    method('bisect_right', SIGNATURE, bisect_right, 'Index at which x can be inserted into the sorted a, behind all items equal to it.\n\nlo and hi limit the part of a that is searched; with a key function the keys of\nthe items are compared with x.'),
    method('insort_right', SIGNATURE, insort_right, 'Inserts x into the sorted a, behind all items equal to it.\n\nlo and hi limit the part of a that is searched; a key function gives what is\ncompared.'),
    method('bisect_left', SIGNATURE, bisect_left, 'Index at which x can be inserted into the sorted a, in front of all items equal to it.\n\nlo and hi limit the part of a that is searched; with a key function the keys of\nthe items are compared with x.'),
    method('insort_left', SIGNATURE, insort_left, 'Inserts x into the sorted a, in front of all items equal to it.\n\nlo and hi limit the part of a that is searched; a key function gives what is\ncompared.'),
  ],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__bisect() */
export function PyInit__bisect(): PyModuleDef {
  return PyModuleDef_Init(def);
}
