/** Calling file objects of Python from our code. CPython: Objects/fileobject.c */
import {ID_write, ID_readline} from '../runtime/generated/ids';
import {PyUnicode_Check, PyUnicode_GET_LENGTH} from '../runtime/generated/accessors';
import {PyExc_EOFError, PyExc_SystemError, PyExc_TypeError} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg} from './call';
import {PyErr_Occurred, PyErr_SetString} from './errors';
import {PyObject_Repr, PyObject_Str} from './object';
import {PyUnicode_FromString, PyUnicode_READ_CHAR, PyUnicode_Substring} from './unicodeobject';

/** Flag of PyFile_WriteObject: write str(obj) instead of repr(obj). */
export const Py_PRINT_RAW = 1;

/** Writes an object's repr, or its str with Py_PRINT_RAW, through `file.write`; -1 with an exception. escapes. CPython: PyFile_WriteObject() */
export function PyFile_WriteObject(op: PyObject, file: PyObject, flags: number): number {
  const text = (flags & Py_PRINT_RAW) !== 0 ? PyObject_Str(op) : PyObject_Repr(op);
  if (text === NULL) return -1;
  const result = PyObject_CallMethodOneArg(file, ID_write, text);
  Py_DECREF(text);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}

/** Writes text through `file.write`; -1 with an exception, also when one is set already. escapes. CPython: PyFile_WriteString() */
export function PyFile_WriteString(text: string, file: PyObject | NULL): number {
  if (file === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_SystemError, 'null file for PyFile_WriteString');
    return -1;
  }
  if (PyErr_Occurred() !== NULL) return -1;
  const str = PyUnicode_FromString(text);
  if (str === NULL) return -1;
  const status = PyFile_WriteObject(str, file, Py_PRINT_RAW);
  Py_DECREF(str);
  return status;
}

/** One line of a file without its newline; EOFError at the end. escapes. CPython: PyFile_GetLine() with n < 0 */
export function PyFile_GetLine(file: PyObject): New | NULL {
  const line = PyObject_CallMethodNoArgs(file, ID_readline);
  if (line === NULL) return NULL;
  if (!PyUnicode_Check(line)) {
    Py_DECREF(line);
    return PyErr_SetString(PyExc_TypeError, 'object.readline() returned non-string');
  }
  const length = PyUnicode_GET_LENGTH(line);
  if (length === 0) {
    Py_DECREF(line);
    return PyErr_SetString(PyExc_EOFError, 'EOF when reading a line');
  }
  if (PyUnicode_READ_CHAR(line, length - 1) !== 10) return line;
  const shorter = PyUnicode_Substring(line, 0, length - 1);
  Py_DECREF(line);
  return shorter;
}
