/** SyntaxError and its subclasses. CPython: Objects/exceptions.c */
import {PyLong_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, set_syntaxerror_end_lineno, set_syntaxerror_end_offset, set_syntaxerror_filename, set_syntaxerror_lineno, set_syntaxerror_msg, set_syntaxerror_offset, set_syntaxerror_print_file_and_line, set_syntaxerror_text, syntaxerror_end_lineno, syntaxerror_end_offset, syntaxerror_filename, syntaxerror_lineno, syntaxerror_msg, syntaxerror_offset, syntaxerror_print_file_and_line, syntaxerror_text} from '../runtime/generated/accessors';
import {PyExc_Exception, PyExc_IncompleteInputError, PyExc_IndentationError, PyExc_SyntaxError, PyExc_TabError, PyExc_TypeError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PySequence_Tuple} from './abstract-sequence';
import {PyErr_SetString, strText} from './errors';
import {BaseException_init, defineException, fieldSlots, setField, type RefField} from './exceptions';
import {PyLong_AsLongAndOverflow} from './longobject';
import {PyObject_Str} from './object';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';

const MSG: RefField = {get: syntaxerror_msg, set: set_syntaxerror_msg};
/** The fields of the second argument, in its order; the last two may be left out. */
const DETAILS: readonly RefField[] = [
  {get: syntaxerror_filename, set: set_syntaxerror_filename}, {get: syntaxerror_lineno, set: set_syntaxerror_lineno}, {get: syntaxerror_offset, set: set_syntaxerror_offset},
  {get: syntaxerror_text, set: set_syntaxerror_text}, {get: syntaxerror_end_lineno, set: set_syntaxerror_end_lineno}, {get: syntaxerror_end_offset, set: set_syntaxerror_end_offset},
];
const PRINT: RefField = {get: syntaxerror_print_file_and_line, set: set_syntaxerror_print_file_and_line};

function SyntaxError_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (BaseException_init(self, args, kwds) < 0) return -1;
  const size = PyTuple_GET_SIZE(args);
  if (size >= 1) setField(self, MSG, Py_NewRef(PyTuple_GET_ITEM(args, 0)));
  if (size !== 2) return 0;
  const info = PySequence_Tuple(PyTuple_GET_ITEM(args, 1));
  if (info === NULL) return -1;
  const n = PyTuple_GET_SIZE(info);
  if (n < 4 || n > 6) {
    PyErr_SetString(PyExc_TypeError, n < 4 ? `function takes at least 4 arguments (${n} given)` : `function takes at most 6 arguments (${n} given)`);
    Py_DECREF(info);
    return -1;
  }
  for (let i = 0; i < 6; i++) setField(self, DETAILS[i], i < n ? Py_NewRef(PyTuple_GET_ITEM(info, i)) : NULL);
  Py_DECREF(info);
  if (n === 5) {
    PyErr_SetString(PyExc_TypeError, 'end_offset must be provided when end_lineno is provided');
    return -1;
  }
  return 0;
}
/** The message with the last part of the file name and the line. CPython: SyntaxError_str() */
function SyntaxError_str(self: PyObject): New | NULL {
  const field = syntaxerror_filename(self), line = syntaxerror_lineno(self), msg = syntaxerror_msg(self) === NULL ? _Py_NoneStruct : syntaxerror_msg(self);
  let where = '';
  if (field !== NULL && PyUnicode_Check(field)) {
    const name = PyUnicode_AsJSString(field);
    where = name.slice(name.lastIndexOf('/') + 1);
  } else if (line === NULL || !PyLong_CheckExact(line)) return PyObject_Str(msg);
  if (line !== NULL && PyLong_CheckExact(line)) {
    const separator = field !== NULL && PyUnicode_Check(field) ? ', ' : '';
    where += `${separator}line ${PyLong_AsLongAndOverflow(line).value}`;
  }
  const text = strText(msg);
  return text === null ? NULL : PyUnicode_FromString(`${text} (${where})`);
}
const member = (name: string, offset: number): {name: string; type: 'object'; offset: number; doc: string} => ({name, type: 'object', offset, doc: `exception ${name.replace('end_', 'end ')}`});
const SLOTS = {...fieldSlots([MSG, ...DETAILS, PRINT]), tp_init: SyntaxError_init};
defineException(PyExc_SyntaxError, PyExc_Exception, 'SyntaxError', 'Source text that is not Python.', {
  basicsize: 136, slots: {...SLOTS, tp_str: SyntaxError_str},
  members: [
    member('msg', 72), member('filename', 80), member('lineno', 88), member('offset', 96), member('text', 120), member('end_lineno', 104), member('end_offset', 112),
    {name: 'print_file_and_line', type: 'object', offset: 128, doc: 'exception print_file_and_line'},
  ],
});
defineException(PyExc_IndentationError, PyExc_SyntaxError, 'IndentationError', 'Wrong indentation.', {basicsize: 136, slots: SLOTS});
defineException(PyExc_TabError, PyExc_IndentationError, 'TabError', 'Tabs and spaces are mixed in a way that can be read in two ways.', {basicsize: 136, slots: SLOTS});
defineException(PyExc_IncompleteInputError, PyExc_SyntaxError, '_IncompleteInputError', 'Source text that ends too early.', {basicsize: 136, slots: SLOTS});
