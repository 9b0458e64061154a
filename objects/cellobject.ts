/** Cells: variables shared by a function and those defined in it. CPython: Objects/cellobject.c */
import {PyErr_BadInternalCall, PyErr_NoMemory, PyErr_SetString, typeName} from './errors';
import {_PyArg_CheckPositional, _PyArg_NoKeywords} from './getargs';
import {PyObject_RichCompare, addressText} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyUnicode_FromString} from './unicodeobject';
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {PyCell_Check, PyCell_GET, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_BOOL, _PyCell_SET} from '../runtime/generated/accessors';
import {PyCell_Type, PyExc_ValueError, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New} from '../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import type {visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';

/** A cell that holds a value, or nothing. CPython: PyCell_New() */
export function PyCell_New(obj: PyObject | NULL): New | NULL {
  const cell = _PyObject_GC_New(PyCell_Type, 24);
  if (cell === NULL) return PyErr_NoMemory();
  _PyCell_SET(cell, Py_XNewRef(obj));
  _PyObject_GC_TRACK(cell);
  return cell;
}
/** The contents of a cell; NULL without exception when it is empty. CPython: PyCell_GetRef() */
export function PyCell_GetRef(cell: PyObject): New | NULL {
  return Py_XNewRef(PyCell_GET(cell));
}
/** As PyCell_GetRef, for any object. CPython: PyCell_Get() */
export function PyCell_Get(op: PyObject): New | NULL {
  return PyCell_Check(op) ? PyCell_GetRef(op) : PyErr_BadInternalCall();
}
/** Replaces the contents; the old ones are the caller's. @steals value. CPython: PyCell_SwapTakeRef() */
export function PyCell_SwapTakeRef(cell: PyObject, value: New | NULL): New | NULL {
  const old = PyCell_GET(cell);
  _PyCell_SET(cell, value);
  return old as New | NULL;
}
/** Replaces the contents. @steals value. escapes. CPython: PyCell_SetTakeRef() */
export function PyCell_SetTakeRef(cell: PyObject, value: New | NULL): void {
  Py_XDECREF(PyCell_SwapTakeRef(cell, value));
}
/** CPython: PyCell_Set() */
export function PyCell_Set(op: PyObject, value: PyObject | NULL): number {
  if (!PyCell_Check(op)) {
    PyErr_BadInternalCall();
    return -1;
  }
  PyCell_SetTakeRef(op, Py_XNewRef(value));
  return 0;
}

/** CPython: cell_new_impl() */
function cell_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (type === PyCell_Type && !_PyArg_NoKeywords('cell', kwds)) return NULL;
  if (!_PyArg_CheckPositional('cell', PyTuple_GET_SIZE(args), 0, 1)) return NULL;
  return PyCell_New(PyTuple_GET_SIZE(args) > 0 ? PyTuple_GET_ITEM(args, 0) : NULL);
}
function cell_dealloc(op: PyObject): void {
  _PyObject_GC_UNTRACK(op);
  const value = PyCell_GET(op);
  _PyCell_SET(op, NULL);
  Py_XDECREF(value);
  PyObject_GC_Del(op);
}
/** Compares contents; an empty cell is less than any other. CPython: cell_richcompare() */
function cell_richcompare(a: PyObject, b: PyObject, op: number): New | NULL {
  if (!PyCell_Check(a) || !PyCell_Check(b)) return Py_NewRef(_Py_NotImplementedStruct);
  const x = PyCell_GetRef(a), y = PyCell_GetRef(b);
  if (x !== NULL && y !== NULL) {
    const res = PyObject_RichCompare(x, y, op);
    Py_DECREF(x);
    Py_DECREF(y);
    return res;
  }
  const left = y === NULL ? 1 : 0, right = x === NULL ? 1 : 0;
  Py_XDECREF(x);
  Py_XDECREF(y);
  const holds = [left < right, left <= right, left === right, left !== right, left > right, left >= right][op];
  return Py_NewRef(Py_BOOL(holds));
}
function cell_repr(op: PyObject): New | NULL {
  const value = PyCell_GET(op);
  if (value === NULL) return PyUnicode_FromString(`<cell at ${addressText(op)}: empty>`);
  return PyUnicode_FromString(`<cell at ${addressText(op)}: ${typeName(value).slice(0, 80)} object at ${addressText(value)}>`);
}
function cell_traverse(op: PyObject, visit: visitproc): number {
  const value = PyCell_GET(op);
  return value === NULL ? 0 : visit(value);
}
function cell_clear(op: PyObject): number {
  PyCell_SetTakeRef(op, NULL);
  return 0;
}
function cell_get_contents(op: PyObject): New | NULL {
  const value = PyCell_GetRef(op);
  return value !== NULL ? value : PyErr_SetString(PyExc_ValueError, 'cell is empty');
}
function cell_set_contents(op: PyObject, value: PyObject | NULL): number {
  PyCell_SetTakeRef(op, Py_XNewRef(value));
  return 0;
}

defineType(PyCell_Type, {
  tp_name: 'cell', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'PyCellObject',
  tp_doc: 'cell([contents])\n--\n\nA variable that functions share.\n\n  contents\n    its value; left out, the cell is empty',
  slots: {
    tp_dealloc: cell_dealloc, tp_repr: cell_repr, tp_getattro: PyObject_GenericGetAttr, tp_traverse: cell_traverse, tp_clear: cell_clear, tp_richcompare: cell_richcompare, tp_new: cell_new,
  },
  getset: [{name: 'cell_contents', get: cell_get_contents, set: cell_set_contents}],
});
