/** Reporting the exception a thread ended with. CPython: Modules/_threadmodule.c thread_excepthook() */
import {PyErr_Clear, PyErr_SetString, strText} from '../../objects/errors';
import {PyErr_DisplayException} from '../../objects/traceback-display';
import {PyFile_WriteString} from '../../objects/fileobject';
import {PyObject_GetOptionalAttr} from '../../objects/object';
import {tstate} from '../../runtime/current';
import {PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE} from '../../runtime/generated/accessors';
import {ID_name, ID_stderr} from '../../runtime/generated/ids';
import {PyExc_SystemExit, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {PyStructSequence_Desc} from '../../objects/structseq';
import {_PySys_GetAttr} from './sys';

export const excepthookArgsDesc: PyStructSequence_Desc = {
  name: '_thread._ExceptHookArgs', doc: 'What threading.excepthook gets.', fields: [['exc_type', 'Exception type'], ['exc_value', 'Exception value'], ['exc_traceback', 'Exception traceback'], ['thread', 'Thread']], n_in_sequence: 4,
};

/** Writes "Exception in thread NAME:" and the traceback to stderr; nothing for SystemExit. */
export function thread_excepthook(info: PyObject): New | NULL {
  if (!PyTuple_Check(info) || PyTuple_GET_SIZE(info) < 4) return PyErr_SetString(PyExc_TypeError, '_thread.excepthook argument type must be ExceptHookArgs');
  if (PyTuple_GET_ITEM(info, 0) === PyExc_SystemExit) return Py_NewRef(_Py_NoneStruct);
  const value = PyTuple_GET_ITEM(info, 1), traceback = PyTuple_GET_ITEM(info, 2), thread = PyTuple_GET_ITEM(info, 3);
  let name = String(tstate.thread_id);
  if (thread !== _Py_NoneStruct) {
    const attribute = PyObject_GetOptionalAttr(thread, ID_name);
    if (attribute === NULL) PyErr_Clear();
    else {
      name = strText(attribute) ?? name;
      Py_DECREF(attribute);
    }
  }
  const file = _PySys_GetAttr(ID_stderr);
  if (file === NULL || file === _Py_NoneStruct) return Py_NewRef(_Py_NoneStruct);
  if (PyFile_WriteString(`Exception in thread ${name}:\n`, file) < 0) return NULL;
  PyErr_DisplayException(value, traceback === _Py_NoneStruct ? NULL : traceback);
  return Py_NewRef(_Py_NoneStruct);
}
