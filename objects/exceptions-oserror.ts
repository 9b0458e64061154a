/** OSError and its subclasses. CPython: Objects/exceptions.c */
import {PyLong_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_TYPE, exc_args, exc_dict, oserror_filename, oserror_filename2, oserror_myerrno, oserror_strerror, oserror_written, set_oserror_filename, set_oserror_filename2, set_oserror_myerrno, set_oserror_strerror, set_oserror_written} from '../runtime/generated/accessors';
import * as exc from '../runtime/generated/static-addresses';
import {PyExc_AttributeError, PyExc_BlockingIOError, PyExc_ConnectionError, PyExc_Exception, PyExc_OSError, PyExc_ValueError, _PyTuple_Empty, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {ERRNO} from '../runtime/host/errno';
import {method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XNewRef, slots} from '../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyNumber_AsSsize_t, PyNumber_Check} from './abstract-number';
import {PyErr_Occurred, PyErr_SetString, reprText, strText, typeName} from './errors';
import {BaseException_str, PyException_SetArgs, defineException, fieldSlots, setField, type RefField} from './exceptions';
import {_PyArg_NoKeywords} from './getargs';
import {PyLong_AsNumberSaturating, PyLong_FromSsize_t} from './longobject';
import {PyTuple_New, PyTuple_Pack} from './tupleobject';
import {PyUnicode_FromString} from './unicodeobject';

const MYERRNO: RefField = {get: oserror_myerrno, set: set_oserror_myerrno};
const STRERROR: RefField = {get: oserror_strerror, set: set_oserror_strerror};
const FILENAME: RefField = {get: oserror_filename, set: set_oserror_filename};
const FILENAME2: RefField = {get: oserror_filename2, set: set_oserror_filename2};

/** The subclass for an error number, or NULL. CPython: errnomap, filled by _PyExc_InitState() */
function errnomap(errno: number): PyTypeObject | NULL {
  switch (errno) {
    case ERRNO.EAGAIN: case ERRNO.EALREADY: case ERRNO.EINPROGRESS: return exc.PyExc_BlockingIOError;
    case ERRNO.EPIPE: case ERRNO.ESHUTDOWN: return exc.PyExc_BrokenPipeError;
    case ERRNO.ECHILD: return exc.PyExc_ChildProcessError;
    case ERRNO.ECONNABORTED: return exc.PyExc_ConnectionAbortedError;
    case ERRNO.ECONNREFUSED: return exc.PyExc_ConnectionRefusedError;
    case ERRNO.ECONNRESET: return exc.PyExc_ConnectionResetError;
    case ERRNO.EEXIST: return exc.PyExc_FileExistsError;
    case ERRNO.ENOENT: return exc.PyExc_FileNotFoundError;
    case ERRNO.EISDIR: return exc.PyExc_IsADirectoryError;
    case ERRNO.ENOTDIR: return exc.PyExc_NotADirectoryError;
    case ERRNO.EINTR: return exc.PyExc_InterruptedError;
    case ERRNO.EACCES: case ERRNO.EPERM: return exc.PyExc_PermissionError;
    case ERRNO.ESRCH: return exc.PyExc_ProcessLookupError;
    case ERRNO.ETIMEDOUT: return exc.PyExc_TimeoutError;
    default: return NULL;
  }
}
/** An argument of OSError(errno, strerror, filename, winerror, filename2), NULL when left out or when there are not two to five. CPython: oserror_parse_args() */
function argument(args: PyObject, i: number): PyObject | NULL {
  const n = PyTuple_GET_SIZE(args);
  return n >= 2 && n <= 5 && i < n ? PyTuple_GET_ITEM(args, i) : NULL;
}
/** Fills the fields; -1 with an exception. escapes. CPython: oserror_init() */
function oserror_init(self: PyObject, args: PyObject): number {
  const filename = argument(args, 2), filename2 = argument(args, 4);
  let kept: New | NULL = NULL;
  if (filename !== NULL && filename !== _Py_NoneStruct) {
    if (Py_TYPE(self) === PyExc_BlockingIOError && PyNumber_Check(filename)) {
      // the third argument is how many characters were written
      const written = PyNumber_AsSsize_t(filename, PyExc_ValueError);
      if (written === -1 && PyErr_Occurred() !== NULL) return -1;
      set_oserror_written(self, written);
    } else {
      setField(self, FILENAME, Py_NewRef(filename));
      if (filename2 !== NULL && filename2 !== _Py_NoneStruct) setField(self, FILENAME2, Py_NewRef(filename2));
      // file names are not in args, which code has long unpacked into two
      kept = PyTuple_Pack(PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1));
      if (kept === NULL) return -1;
    }
  }
  setField(self, MYERRNO, Py_XNewRef(argument(args, 0)));
  setField(self, STRERROR, Py_XNewRef(argument(args, 1)));
  PyException_SetArgs(self, kept === NULL ? args : kept);
  if (kept !== NULL) Py_DECREF(kept);
  return 0;
}
/**
 * Whether __init__ does the work: a subclass with an __init__ but no __new__ of its own may take any arguments in __new__.
 * CPython: oserror_use_init()
 */
function oserror_use_init(type: PyTypeObject): boolean {
  const s = slots(type);
  return s.tp_init !== OSError_init && s.tp_new === OSError_new;
}
function OSError_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const useInit = oserror_use_init(type);
  if (!useInit) {
    if (kwds !== NULL && !_PyArg_NoKeywords(slots(type).tp_name, kwds)) return NULL;
    const myerrno = argument(args, 0);
    if (type === PyExc_OSError && myerrno !== NULL && PyLong_Check(myerrno)) {
      const subclass = errnomap(PyLong_AsNumberSaturating(myerrno));
      if (subclass !== NULL) type = subclass;
    }
  }
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  set_oserror_written(self, -1);
  PyException_SetArgs(self, _PyTuple_Empty);
  if (!useInit && oserror_init(self, args) < 0) {
    Py_DECREF(self);
    return NULL;
  }
  return self;
}
function OSError_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (!oserror_use_init(Py_TYPE(self))) return 0;
  if (kwds !== NULL && !_PyArg_NoKeywords(typeName(self), kwds)) return -1;
  return oserror_init(self, args);
}
function OSError_str(self: PyObject): New | NULL {
  const myerrno = oserror_myerrno(self), strerror = oserror_strerror(self), filename = oserror_filename(self), filename2 = oserror_filename2(self);
  if (filename === NULL && (myerrno === NULL || strerror === NULL)) return BaseException_str(self);
  const number = strText(myerrno === NULL ? _Py_NoneStruct : myerrno);
  if (number === null) return NULL;
  const message = strText(strerror === NULL ? _Py_NoneStruct : strerror);
  if (message === null) return NULL;
  let text = `[Errno ${number}] ${message}`;
  if (filename !== NULL) {
    const name = reprText(filename);
    if (name === null) return NULL;
    text += `: ${name}`;
    if (filename2 !== NULL) {
      const second = reprText(filename2);
      if (second === null) return NULL;
      text += ` -> ${second}`;
    }
  }
  return PyUnicode_FromString(text);
}
/** The arguments with the file names in their places again, so that OSError(*args) makes the same. CPython: OSError_reduce() */
function OSError_reduce(self: PyObject): New | NULL {
  const own = exc_args(self), filename = oserror_filename(self), filename2 = oserror_filename2(self), dict = exc_dict(self);
  let args = Py_NewRef(own);
  if (PyTuple_GET_SIZE(own) === 2 && filename !== NULL) {
    Py_DECREF(args);
    const full = PyTuple_New(filename2 !== NULL ? 5 : 3);
    if (full === NULL) return NULL;
    PyTuple_SET_ITEM(full, 0, Py_NewRef(PyTuple_GET_ITEM(own, 0)));
    PyTuple_SET_ITEM(full, 1, Py_NewRef(PyTuple_GET_ITEM(own, 1)));
    PyTuple_SET_ITEM(full, 2, Py_NewRef(filename));
    if (filename2 !== NULL) {
      PyTuple_SET_ITEM(full, 3, Py_NewRef(_Py_NoneStruct));
      PyTuple_SET_ITEM(full, 4, Py_NewRef(filename2));
    }
    args = full;
  }
  const result = dict !== NULL ? PyTuple_Pack(Py_TYPE(self), args, dict) : PyTuple_Pack(Py_TYPE(self), args);
  Py_DECREF(args);
  return result;
}
function OSError_written_get(self: PyObject): New | NULL {
  const written = oserror_written(self);
  return written === -1 ? PyErr_SetString(PyExc_AttributeError, 'characters_written') : PyLong_FromSsize_t(written);
}
function OSError_written_set(self: PyObject, arg: PyObject | NULL): number {
  if (arg === NULL) {
    if (oserror_written(self) === -1) {
      PyErr_SetString(PyExc_AttributeError, 'characters_written');
      return -1;
    }
    set_oserror_written(self, -1);
    return 0;
  }
  const n = PyNumber_AsSsize_t(arg, PyExc_ValueError);
  if (n === -1 && PyErr_Occurred() !== NULL) return -1;
  set_oserror_written(self, n);
  return 0;
}

const SLOTS = {...fieldSlots([MYERRNO, STRERROR, FILENAME, FILENAME2]), tp_init: OSError_init};
defineException(PyExc_OSError, PyExc_Exception, 'OSError', 'Base of the errors that the system reports.', {
  basicsize: 112, slots: {...SLOTS, tp_new: OSError_new, tp_str: OSError_str}, methods: [method('__reduce__', '($self, /)', OSError_reduce)],
  members: [
    {name: 'errno', type: 'object', offset: 72, doc: 'POSIX exception code'}, {name: 'strerror', type: 'object', offset: 80, doc: 'exception strerror'},
    {name: 'filename', type: 'object', offset: 88, doc: 'exception filename'}, {name: 'filename2', type: 'object', offset: 96, doc: 'second exception filename'},
  ],
  getset: [{name: 'characters_written', get: OSError_written_get, set: OSError_written_set}],
});
const subclass = (type: PyTypeObject, name: string, doc: string, base: PyTypeObject = PyExc_OSError): void => defineException(type, base, name, doc, {basicsize: 112, slots: SLOTS});
subclass(exc.PyExc_BlockingIOError, 'BlockingIOError', 'An operation would have to wait.');
subclass(PyExc_ConnectionError, 'ConnectionError', 'Base of the errors of connections.');
subclass(exc.PyExc_ChildProcessError, 'ChildProcessError', 'An error about a child process.');
subclass(exc.PyExc_BrokenPipeError, 'BrokenPipeError', 'Nobody reads from the other end of a pipe.', PyExc_ConnectionError);
subclass(exc.PyExc_ConnectionAbortedError, 'ConnectionAbortedError', 'A connection was aborted.', PyExc_ConnectionError);
subclass(exc.PyExc_ConnectionRefusedError, 'ConnectionRefusedError', 'A connection was refused.', PyExc_ConnectionError);
subclass(exc.PyExc_ConnectionResetError, 'ConnectionResetError', 'A connection was reset.', PyExc_ConnectionError);
subclass(exc.PyExc_FileExistsError, 'FileExistsError', 'A file is there already.');
subclass(exc.PyExc_FileNotFoundError, 'FileNotFoundError', 'A file is not there.');
subclass(exc.PyExc_IsADirectoryError, 'IsADirectoryError', 'An operation that directories do not know.');
subclass(exc.PyExc_NotADirectoryError, 'NotADirectoryError', 'An operation that only directories know.');
subclass(exc.PyExc_InterruptedError, 'InterruptedError', 'A signal came in between.');
subclass(exc.PyExc_PermissionError, 'PermissionError', 'The system does not permit it.');
subclass(exc.PyExc_ProcessLookupError, 'ProcessLookupError', 'No such process.');
subclass(exc.PyExc_TimeoutError, 'TimeoutError', 'It took too long.');
