/**
 * Where a SyntaxError is: file, line and columns are put into the exception that is set. CPython: Python/errors.c
 */
import {Py_TYPE} from '../runtime/generated/accessors';
import {PyExc_SyntaxError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {ID_end_lineno, ID_end_offset, ID_filename, ID_lineno, ID_msg, ID_offset, ID_print_file_and_line, ID_text} from '../runtime/generated/ids';
import {Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyLong_FromNumber} from './longobject';
import {PyObject_HasAttrWithError, PyObject_SetAttr, PyObject_Str} from './object';
import {sourceLine} from './traceback-source';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyErr_Clear, PyErr_GetRaisedException, PyErr_SetRaisedException} from './errors';

// ---- where a SyntaxError is ----

/** Sets an attribute of an exception to a number, or None below zero; errors are dropped. */
function setNumber(exc: PyObject, name: PyObject, value: number): void {
  const number = value < 0 ? Py_NewRef(_Py_NoneStruct) : PyLong_FromNumber(value);
  if (number === NULL || PyObject_SetAttr(exc, name, number) < 0) PyErr_Clear();
  Py_XDECREF(number);
}
/** Gives the raised exception a place in a file, and what makes it print as a SyntaxError. escapes. CPython: PyErr_RangedSyntaxLocationObject() */
export function PyErr_RangedSyntaxLocationObject(filename: PyObject | NULL, lineno: number, col_offset: number, end_lineno: number, end_col_offset: number): void {
  const exc = PyErr_GetRaisedException() as New;
  setNumber(exc, ID_lineno, lineno);
  setNumber(exc, ID_offset, col_offset);
  setNumber(exc, ID_end_lineno, end_lineno);
  setNumber(exc, ID_end_offset, end_col_offset);
  if (filename !== NULL) {
    if (PyObject_SetAttr(exc, ID_filename, filename) < 0) PyErr_Clear();
    const text = PyErr_ProgramTextObject(filename, lineno);
    if (text === NULL || PyObject_SetAttr(exc, ID_text, text) < 0) PyErr_Clear();
    Py_XDECREF(text);
  }
  if (Py_TYPE(exc) !== PyExc_SyntaxError) completeForeignError(exc);
  PyErr_SetRaisedException(exc);
}
function completeForeignError(exc: PyObject): void {
  let has = PyObject_HasAttrWithError(exc, ID_msg);
  if (has < 0) PyErr_Clear();
  else if (has === 0) {
    const text = PyObject_Str(exc);
    if (text === NULL || PyObject_SetAttr(exc, ID_msg, text) < 0) PyErr_Clear();
    Py_XDECREF(text);
  }
  has = PyObject_HasAttrWithError(exc, ID_print_file_and_line);
  if (has < 0 || (has === 0 && PyObject_SetAttr(exc, ID_print_file_and_line, _Py_NoneStruct) < 0)) PyErr_Clear();
}
export function PyErr_SyntaxLocationObject(filename: PyObject | NULL, lineno: number, col_offset: number): void {
  PyErr_RangedSyntaxLocationObject(filename, lineno, col_offset, lineno, -1);
}
export function PyErr_SyntaxLocationEx(filename: string | null, lineno: number, col_offset: number): void {
  const name = filename === null ? NULL : PyUnicode_FromString(filename);
  if (name === NULL) PyErr_Clear();
  PyErr_SyntaxLocationObject(name, lineno, col_offset);
  Py_XDECREF(name);
}
export function PyErr_SyntaxLocation(filename: string | null, lineno: number): void {
  PyErr_SyntaxLocationEx(filename, lineno, -1);
}
/** A line of a source file with its line end, or NULL without an exception. CPython: PyErr_ProgramTextObject() */
export function PyErr_ProgramTextObject(filename: PyObject | NULL, lineno: number): New | NULL {
  if (filename === NULL || lineno <= 0) return NULL;
  const line = sourceLine(PyUnicode_AsJSString(filename), lineno);
  if (line === null) return NULL;
  const text = PyUnicode_FromString(line);
  if (text === NULL) PyErr_Clear();
  return text;
}
