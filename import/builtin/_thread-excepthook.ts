/** Reporting the exception a thread ended with. CPython: Modules/_threadmodule.c thread_excepthook() */
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFile_WriteObject, PyFile_WriteString, Py_PRINT_RAW} from '../../objects/fileobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_GetAttrString, PyObject_GetOptionalAttr} from '../../objects/object';
import {_PyErr_Display, _PyFile_Flush} from '../../objects/traceback-display';
import {tstate} from '../../runtime/current';
import {PyTuple_GET_ITEM, Py_TYPE} from '../../runtime/generated/accessors';
import {ID_name, ID_stderr} from '../../runtime/generated/ids';
import {PyExc_SystemExit, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {PyStructSequence_Desc} from '../../objects/structseq';
import {_PySys_GetAttr} from './sys';

export const excepthookArgsDesc: PyStructSequence_Desc = {
  name: '_thread._ExceptHookArgs', doc: 'What threading.excepthook gets.', fields: [['exc_type', 'Exception type'], ['exc_value', 'Exception value'], ['exc_traceback', 'Exception traceback'], ['thread', 'Thread']], n_in_sequence: 4,
};

/** Writes a text or an object as str() has it; -1 with an exception. @steals op. escapes */
function write(op: New | NULL, file: PyObject): number {
  const status = op === NULL ? -1 : PyFile_WriteObject(op, file, Py_PRINT_RAW);
  Py_XDECREF(op);
  return status;
}
/** Writes "Exception in thread NAME:" and the traceback; -1 with an exception. escapes. CPython: thread_excepthook_file() */
function thread_excepthook_file(file: PyObject, value: PyObject, traceback: PyObject, thread: PyObject): number {
  if (PyFile_WriteString('Exception in thread ', file) < 0) return -1;
  const name = thread === _Py_NoneStruct ? NULL : PyObject_GetOptionalAttr(thread, ID_name);
  if (name === NULL && PyErr_Occurred() !== NULL) return -1;
  if (write(name === NULL ? PyLong_FromNumber(tstate.thread_id) : name, file) < 0 || PyFile_WriteString(':\n', file) < 0) return -1;
  _PyErr_Display(file, value, traceback === _Py_NoneStruct ? NULL : traceback);
  return _PyFile_Flush(file);
}
/** Reports the exception a thread ended with to stderr, or to the stderr of when it began; nothing for SystemExit. `type` is that of the hook's argument. escapes */
export function thread_excepthook(type: PyObject, info: PyObject): New | NULL {
  if (Py_TYPE(info) !== type) return PyErr_SetString(PyExc_TypeError, '_thread.excepthook argument type must be ExceptHookArgs');
  if (PyTuple_GET_ITEM(info, 0) === PyExc_SystemExit) return Py_NewRef(_Py_NoneStruct);
  const value = PyTuple_GET_ITEM(info, 1), traceback = PyTuple_GET_ITEM(info, 2), thread = PyTuple_GET_ITEM(info, 3), current = _PySys_GetAttr(ID_stderr);
  let file: New | NULL;
  if (current !== NULL && current !== _Py_NoneStruct) file = Py_NewRef(current);
  else {
    if (thread === _Py_NoneStruct) return Py_NewRef(_Py_NoneStruct);
    file = PyObject_GetAttrString(thread, '_stderr');
    if (file === NULL || file === _Py_NoneStruct) return file;
  }
  const status = thread_excepthook_file(file, value, traceback, thread);
  Py_DECREF(file);
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
