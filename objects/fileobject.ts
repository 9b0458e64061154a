/** Calling file objects of Python from our code. CPython: Objects/fileobject.c */
import {PyLong_FromNumber} from './longobject';
import {_PyBytes_Resize} from './bytesobject';
import {U8} from '../runtime/current';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH} from '../runtime/generated/accessors';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {ID_readline, ID_write} from '../runtime/generated/ids';
import {PyExc_EOFError, PyExc_SystemError, PyExc_TypeError} from '../runtime/generated/static-addresses';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg} from './call';
import {PyErr_Occurred, PyErr_SetString} from './errors';
import {PyObject_Repr, PyObject_Str} from './object';
import {PyUnicode_FromString, PyUnicode_READ_CHAR, PyUnicode_Substring} from './unicodeobject';

/** Flag of PyFile_WriteObject: write str(obj) instead of repr(obj). */
export const Py_PRINT_RAW = 1;

/** Writes an object's repr, or its str with Py_PRINT_RAW, through `file.write`; -1 with an exception. escapes. CPython: PyFile_WriteObject() */
export function PyFile_WriteObject(op: PyObject | NULL, file: PyObject, flags: number): number {
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

/** One line of a file, up to `n` characters of it when n > 0; with n < 0 without its newline, and EOFError at the end. escapes. CPython: PyFile_GetLine() */
export function PyFile_GetLine(file: PyObject, n: number): New | NULL {
  const size = n > 0 ? PyLong_FromNumber(n) : NULL;
  const line = size === NULL ? PyObject_CallMethodNoArgs(file, ID_readline) : PyObject_CallMethodOneArg(file, ID_readline, size);
  Py_XDECREF(size);
  if (line === NULL) return NULL;
  const isText = PyUnicode_Check(line);
  if (!isText && !PyBytes_Check(line)) {
    Py_DECREF(line);
    return PyErr_SetString(PyExc_TypeError, 'object.readline() returned non-string');
  }
  if (n >= 0) return line;
  const length = isText ? PyUnicode_GET_LENGTH(line) : PyBytes_GET_SIZE(line);
  if (length === 0) {
    Py_DECREF(line);
    return PyErr_SetString(PyExc_EOFError, 'EOF when reading a line');
  }
  if ((isText ? PyUnicode_READ_CHAR(line, length - 1) : U8[PyBytes_AS_STRING(line) + length - 1]) !== 10) return line;
  if (!isText) return _PyBytes_Resize(line, length - 1);
  const shorter = PyUnicode_Substring(line, 0, length - 1);
  Py_DECREF(line);
  return shorter;
}
