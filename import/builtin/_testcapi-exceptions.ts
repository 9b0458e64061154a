/** The part of _testcapi about exceptions. CPython: Modules/_testcapi/exceptions.c */
import {ARG, PyBytes_Check, PyTuple_SET_ITEM, Py_TYPE, exc_traceback} from '../../runtime/generated/accessors';
import {PyExc_Exception, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {hiddenMethod, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {PyBytes_AsUint8Array} from '../../objects/bytesobject';
import {PyObject_IsTrue} from '../../objects/object';
import {PyErr_Clear, PyErr_FormatUnraisable, PyErr_GetHandledException, PyErr_GetRaisedException, PyErr_NewExceptionWithDoc, PyErr_NoMemory, PyErr_Occurred, PyErr_Restore, PyErr_SetHandledException, PyErr_SetObject, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable} from '../../objects/errors';
import {PyUnstable_Exc_PrepReraiseStar} from '../../objects/exceptions-group';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModule_AddObjectRef} from '../../objects/moduleobject';
import {PyErr_DisplayException} from '../../objects/traceback-display';
import {PyTraceBack_Print} from '../../objects/traceback';
import {PyTuple_New, PyTuple_Pack} from '../../objects/tupleobject';
import {PyType_FromSpecWithBases} from '../../objects/typeobject-spec';
import {PyUnicode_DecodeUTF8} from '../../objects/unicode-codecs';
import {type FormatArgument, PyUnicode_FromFormat} from '../../objects/unicode-fromformat';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {cString} from './_testcapi';
import {keywordMethod} from './_interpreters_common';

const None = (): New => Py_NewRef(_Py_NoneStruct);
/** An argument that stands for NULL when it is None. */
const nullable = (op: PyObject | NULL): PyObject | NULL => (op === _Py_NoneStruct ? NULL : op);

function err_set_raised(_module: PyObject, exc: PyObject): NULL {
  PyErr_SetRaisedException(Py_NewRef(exc));
  return NULL;
}
function err_restore(_module: PyObject, args: Args, nargs: number): NULL {
  if (nargs < 1 || nargs > 3) return PyErr_SetString(PyExc_TypeError, 'wrong number of arguments');
  const at = (i: number): New | NULL => (i < nargs ? Py_NewRef(ARG(args, i)) : NULL);
  PyErr_Restore(at(0), at(1), at(2));
  return NULL;
}
function exception_print(_module: PyObject, exc: PyObject, legacy: PyObject | NULL): New | NULL {
  if (legacy !== NULL && PyObject_IsTrue(legacy) < 0) return NULL;
  PyErr_DisplayException(exc);
  return None();
}
function make_exception_with_doc(_module: PyObject, nameArg: PyObject | NULL, docArg: PyObject | NULL, base: PyObject | NULL, dict: PyObject | NULL): New | NULL {
  const name = cString('make_exception_with_doc', 1, nameArg as PyObject);
  if (name === null) return NULL;
  const doc = docArg === NULL ? null : cString('make_exception_with_doc', 2, docArg);
  if (docArg !== NULL && doc === null) return NULL;
  return PyErr_NewExceptionWithDoc(name, doc, base, dict);
}
function exc_set_object(_module: PyObject, exc: PyObject, obj: PyObject): NULL {
  PyErr_SetObject(exc, obj);
  return NULL;
}
function exc_set_object_fetch(_module: PyObject, exc: PyObject, obj: PyObject): New | NULL {
  PyErr_SetObject(exc, obj);
  return PyErr_GetRaisedException();
}
function err_setstring(_module: PyObject, exc: PyObject, value: PyObject): NULL {
  const text = formatText(value);
  if (text === NULL) return NULL;
  PyErr_SetObject(exc, text);
  Py_DECREF(text);
  return NULL;
}
function raise_exception(_module: PyObject, exc: PyObject, count: PyObject): NULL {
  const n = PyLong_AsInt(count);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  const args = PyTuple_New(n);
  if (args === NULL) return NULL;
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(args, i, PyLong_FromNumber(i) as New);
  PyErr_SetObject(exc, args);
  Py_DECREF(args);
  return NULL;
}
/** What was handled, as a triple; the new one is the value. */
function set_exc_info(_module: PyObject, _type: PyObject, value: PyObject): New | NULL {
  const old = PyErr_GetHandledException();
  PyErr_SetHandledException(nullable(value));
  if (old === NULL) return PyTuple_Pack(_Py_NoneStruct, _Py_NoneStruct, _Py_NoneStruct);
  const tb = exc_traceback(old), result = PyTuple_Pack(Py_TYPE(old), old, tb === NULL ? _Py_NoneStruct : tb);
  Py_DECREF(old);
  return result;
}
function set_exception(_module: PyObject, exc: PyObject): New | NULL {
  const old = PyErr_GetHandledException();
  PyErr_SetHandledException(exc);
  return old === NULL ? None() : old;
}
function traceback_print(_module: PyObject, traceback: PyObject, file: PyObject): New | NULL {
  return PyTraceBack_Print(traceback, file) < 0 ? NULL : None();
}
function err_writeunraisable(_module: PyObject, exc: PyObject, obj: PyObject): New | NULL {
  if (nullable(exc) !== NULL) PyErr_SetRaisedException(Py_NewRef(exc));
  PyErr_WriteUnraisable(nullable(obj));
  return None();
}
/** The text is a format of C; the objects after it are what its conversions show. */
function err_formatunraisable(_module: PyObject, args: Args, nargs: number): New | NULL {
  if (nargs < 2) return PyErr_SetString(PyExc_TypeError, 'function takes at least 2 arguments');
  const format = nullable(ARG(args, 1)), objects: FormatArgument[] = [];
  for (let i = 2; i < nargs; i++) objects.push(ARG(args, i));
  const text = format === NULL ? NULL : formatText(format), message = text === NULL ? NULL : PyUnicode_FromFormat(PyUnicode_AsJSString(text), ...objects);
  Py_XDECREF(text);
  // a message that is no text is none
  if (message === NULL && PyErr_Occurred() !== NULL) PyErr_Clear();
  if (nullable(ARG(args, 0)) !== NULL) PyErr_SetRaisedException(Py_NewRef(ARG(args, 0)));
  PyErr_FormatUnraisable(message === NULL ? null : PyUnicode_AsJSString(message));
  Py_XDECREF(message);
  return None();
}
/** The str for the text of C that a str or bytes object holds; NULL with UnicodeDecodeError when that is no UTF-8. */
function formatText(op: PyObject): New | NULL {
  return PyBytes_Check(op) ? PyUnicode_DecodeUTF8(PyBytes_AsUint8Array(op), null) : Py_NewRef(op);
}
function unstable_exc_prep_reraise_star(_module: PyObject, orig: PyObject, excs: PyObject): New | NULL {
  return PyUnstable_Exc_PrepReraiseStar(orig, excs);
}

/** An exception class whose instances fail to be made, with the same exception. */
function addRecursingInfinitelyError(module: PyObject): number {
  let self: PyObject | NULL = NULL;
  const type = PyType_FromSpecWithBases({
    tp_name: 'RecursingInfinitelyError', tp_basicsize: 0, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'Making an instance is an infinite recursion.',
    slots: {
      tp_init: () => {
        PyErr_SetObject(self as PyObject, NULL);
        return -1;
      },
    },
  }, PyExc_Exception);
  if (type === NULL) return -1;
  self = type;
  const status = PyModule_AddObjectRef(module, 'RecursingInfinitelyError', type);
  Py_DECREF(type);
  return status;
}

export const EXCEPTION_METHODS: readonly PyMethodDef[] = [
  rawMethod('err_restore', null, err_restore), hiddenMethod('err_writeunraisable', '(exc, obj, /)', err_writeunraisable), rawMethod('err_formatunraisable', null, err_formatunraisable),
  hiddenMethod('err_set_raised', '(exception, /)', err_set_raised), hiddenMethod('exception_print', '(exception, legacy=False, /)', exception_print),
  keywordMethod('make_exception_with_doc', 'make_exception_with_doc', '(name, doc=None, base=None, dict=None)', make_exception_with_doc, null),
  hiddenMethod('exc_set_object', '(exception, obj, /)', exc_set_object), hiddenMethod('exc_set_object_fetch', '(exception, obj, /)', exc_set_object_fetch),
  hiddenMethod('err_setstring', '(exc, value, /)', err_setstring), hiddenMethod('raise_exception', '(exception, num_args, /)', raise_exception),
  hiddenMethod('raise_memoryerror', '()', () => PyErr_NoMemory()), hiddenMethod('set_exc_info', '(new_type, new_value, new_tb, /)', set_exc_info),
  hiddenMethod('set_exception', '(new_exc, /)', set_exception), hiddenMethod('traceback_print', '(traceback, file, /)', traceback_print),
  hiddenMethod('unstable_exc_prep_reraise_star', '(orig, excs, /)', unstable_exc_prep_reraise_star),
];
/** CPython: _PyTestCapi_Init_Exceptions() */
export function addExceptions(module: PyObject): number {
  return addRecursingInfinitelyError(module);
}
