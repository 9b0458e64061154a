/** The abstract base classes _IOBase and _RawIOBase. CPython: Modules/_io/iobase.c */
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {PyObject_Size} from '../../objects/abstract-object';
import {PyBool_FromLong} from '../../objects/boolobject';
import {PyByteArray_FromStringAndSize, PyByteArray_Resize} from '../../objects/bytearrayobject';
import {bytes_join} from '../../objects/bytes-methods';
import {PyBytes_FromStringAndSize} from '../../objects/bytesobject';
import {PyObject_CallMethodNoArgs, PyObject_CallMethodObjArgs, PyObject_CallMethodOneArg, PyObject_CallOneArg} from '../../objects/call';
import {PyObject_GenericGetDict} from '../../objects/dictobject-values';
import {
  PyErr_Clear, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetNone, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable, _PyErr_ChainExceptions1, typeName,
} from '../../objects/errors';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_FromNumber, _PyLong_GetOne, _PyLong_GetZero} from '../../objects/longobject';
import {PyObject_CallFinalizer, PyObject_CallFinalizerFromDealloc, PyObject_HasAttrWithError, PyObject_IsTrue, PyObject_SetAttr} from '../../objects/object';
import {_PyFile_Flush} from '../../objects/traceback-display';
import {_PyType_Name} from '../../objects/typeobject';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {H, U8} from '../../runtime/current';
import {moveBytes} from '../../runtime/heap';
import {PyObject_GC_UnTrack, _PyObject_GC_UNTRACK} from '../../runtime/gc';
import {PyByteArray_AS_STRING, PyByteArray_GET_SIZE, PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyList_GET_SIZE, Py_TYPE, iobase_weakreflist} from '../../runtime/generated/accessors';
import {
  ID___IOBase_closed, ID__finalizing, ID_close, ID_closed, ID_extend, ID_peek, ID_read, ID_readable, ID_readall, ID_readinto, ID_readline, ID_seek, ID_seekable, ID_writable, ID_write,
} from '../../runtime/generated/ids';
import {PyExc_NotImplementedError, PyExc_OSError, PyExc_TypeError, PyExc_ValueError, _PyBytes_Empty, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {METH_METHOD, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {
  DEFAULT_BUFFER_SIZE, type _PyIO_State, _PyIO_trap_eintr, fail, find_io_state_by_def, intArgument, none, optionalAttr, optionalSize, sizeArgument, unsupported,
} from './_io-state';

// ---- closed ----

/** Whether close() of _IOBase itself ran: 1, 0, or -1 with an exception. CPython: iobase_is_closed() */
function iobase_is_closed(self: PyObject): number {
  return PyObject_HasAttrWithError(self, ID___IOBase_closed);
}
/** Raises ValueError when the attribute `closed` is true; -1 with an exception. escapes. CPython: iobase_check_closed() */
export function iobase_check_closed(self: PyObject): number {
  const value = optionalAttr(self, ID_closed);
  if (value === null) return -1;
  if (value === NULL) return 0;
  const closed = PyObject_IsTrue(value);
  Py_DECREF(value);
  return closed > 0 ? fail(PyExc_ValueError, 'I/O operation on closed file.') : closed;
}
function checkClosed(self: PyObject): New | NULL {
  return iobase_check_closed(self) !== 0 ? NULL : none();
}
/** Asks a stream whether it can do something; True, or NULL with UnsupportedOperation. escapes. CPython: _PyIOBase_check_seekable() and its kin */
function check(state: _PyIO_State, self: PyObject, question: PyObject, adjective: string): New | NULL {
  const res = PyObject_CallMethodNoArgs(self, question);
  if (res === NULL || res === _Py_TrueStruct) return res;
  Py_DECREF(res);
  return PyErr_SetString(state.unsupported_operation as PyObject, `File or stream is not ${adjective}.`);
}
export function _PyIOBase_check_seekable(state: _PyIO_State, self: PyObject): New | NULL {
  return check(state, self, ID_seekable, 'seekable');
}
export function _PyIOBase_check_readable(state: _PyIO_State, self: PyObject): New | NULL {
  return check(state, self, ID_readable, 'readable');
}
export function _PyIOBase_check_writable(state: _PyIO_State, self: PyObject): New | NULL {
  return check(state, self, ID_writable, 'writable');
}
/** __getstate__ of streams that can't be pickled. CPython: _PyIOBase_cannot_pickle() */
export function _PyIOBase_cannot_pickle(self: PyObject): NULL {
  return PyErr_Format(PyExc_TypeError, `cannot pickle '${_PyType_Name(Py_TYPE(self))}' instances`);
}

// ---- positions, flush, close ----

function iobase_seek(self: PyObject, offset: PyObject | NULL, whence: PyObject | NULL): New | NULL {
  if (Number.isNaN(intArgument(offset, 0)) || Number.isNaN(intArgument(whence, 0))) return NULL;
  return unsupported(self, 'seek');
}
function iobase_tell(self: PyObject): New | NULL {
  return PyObject_CallMethodObjArgs(self, ID_seek, _PyLong_GetZero(), _PyLong_GetOne());
}
function iobase_flush(self: PyObject): New | NULL {
  const closed = iobase_is_closed(self);
  if (closed === 0) return none();
  return closed > 0 ? PyErr_SetString(PyExc_ValueError, 'I/O operation on closed file.') : NULL;
}
/** close() of _IOBase: flushes, then marks the object. escapes. CPython: _io__IOBase_close_impl() */
export function iobase_close(self: PyObject): New | NULL {
  const closed = iobase_is_closed(self);
  if (closed !== 0) return closed < 0 ? NULL : none();
  const flushed = _PyFile_Flush(self), exc = PyErr_GetRaisedException();
  const marked = PyObject_SetAttr(self, ID___IOBase_closed, _Py_TrueStruct);
  _PyErr_ChainExceptions1(exc);
  return flushed < 0 || marked < 0 ? NULL : none();
}
function iobase_closed_get(self: PyObject): New | NULL {
  const closed = iobase_is_closed(self);
  return closed < 0 ? NULL : PyBool_FromLong(closed);
}

// ---- the end of an object ----

/** Closes a stream that is still open; what goes wrong is unraisable. escapes. CPython: iobase_finalize() */
function iobase_finalize(self: PyObject): void {
  const raised = PyErr_GetRaisedException();
  const value = optionalAttr(self, ID_closed);
  let closed = -1;
  if (value === null) PyErr_Clear();
  else if (value !== NULL) {
    closed = PyObject_IsTrue(value);
    Py_DECREF(value);
    if (closed < 0) PyErr_Clear();
  }
  if (closed === 0) {
    // close() of our types warns when it finds this set
    if (PyObject_SetAttr(self, ID__finalizing, _Py_TrueStruct) < 0) PyErr_Clear();
    const res = PyObject_CallMethodNoArgs(self, ID_close);
    if (res === NULL) PyErr_WriteUnraisable(self);
    else Py_DECREF(res);
  }
  PyErr_SetRaisedException(raised);
}
/** Runs the finalizer of an object, a dying one too; -1 when it lives again. escapes. CPython: _PyIOBase_finalize() */
export function _PyIOBase_finalize(self: PyObject): number {
  if (H[self] === 0) return PyObject_CallFinalizerFromDealloc(self);
  PyObject_CallFinalizer(self);
  return 0;
}
const ioBaseClear = clearFields(4);
function iobase_dealloc(self: PyObject): void {
  if (_PyIOBase_finalize(self) < 0) {
    // subtype_dealloc of a class takes a reference of the type away when we return
    Py_INCREF(Py_TYPE(self));
    return;
  }
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  if (iobase_weakreflist(self) !== NULL) PyObject_ClearWeakRefs(self);
  ioBaseClear(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
/** The end of an object of one of our types: finalizes it unless `finalize` is false, clears it with `clear`, frees it. `weakrefs` is where its weak references are, in bytes. escapes */
export function deallocStream(self: PyObject, finalize: boolean, weakrefs: number, clear: (self: PyObject) => void): void {
  if (finalize && _PyIOBase_finalize(self) < 0) return;
  const type = Py_TYPE(self);
  _PyObject_GC_UNTRACK(self);
  if (weakrefs !== 0 && H[self + (weakrefs >> 2)] !== NULL) PyObject_ClearWeakRefs(self);
  clear(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}

// ---- context manager, iteration ----

function iobase_enter(self: PyObject): New | NULL {
  return iobase_check_closed(self) !== 0 ? NULL : Py_NewRef(self);
}
function iobase_iternext(self: PyObject): New | NULL {
  const line = PyObject_CallMethodNoArgs(self, ID_readline);
  if (line === NULL) return NULL;
  if (PyObject_Size(line) > 0) return line;
  Py_DECREF(line);
  return NULL;
}
function iobase_isatty(self: PyObject): New | NULL {
  return iobase_check_closed(self) !== 0 ? NULL : Py_NewRef(_Py_FalseStruct);
}

// ---- lines ----

/** How many bytes read() may be asked for without going beyond a line end; -1 with an exception, 0 when interrupted. escapes */
function lookAhead(peek: PyObject, limit: number): number {
  const ahead = PyObject_CallOneArg(peek, _PyLong_GetOne());
  if (ahead === NULL) return _PyIO_trap_eintr() ? 0 : -1;
  if (!PyBytes_Check(ahead)) {
    PyErr_Format(PyExc_OSError, `peek() should have returned a bytes object, not '${typeName(ahead)}'`);
    Py_DECREF(ahead);
    return -1;
  }
  const size = PyBytes_GET_SIZE(ahead), at = PyBytes_AS_STRING(ahead), end = limit >= 0 && limit < size ? limit : size;
  let n = 0;
  while (n < end && U8[at + n++] !== 10);
  Py_DECREF(ahead);
  return size > 0 ? n : 1;
}
/** Appends a line's next piece to `buffer`: 1 when the line is complete, 0 when not, -1 with an exception. escapes */
function readPiece(self: PyObject, peek: PyObject | NULL, buffer: PyObject, limit: number): number {
  const n = peek === NULL ? 1 : lookAhead(peek, limit);
  if (n <= 0) return n;
  const count = PyLong_FromNumber(n);
  if (count === NULL) return -1;
  const b = PyObject_CallMethodOneArg(self, ID_read, count);
  Py_DECREF(count);
  if (b === NULL) return _PyIO_trap_eintr() ? 0 : -1;
  if (!PyBytes_Check(b)) {
    PyErr_Format(PyExc_OSError, `read() should have returned a bytes object, not '${typeName(b)}'`);
    Py_DECREF(b);
    return -1;
  }
  const size = PyBytes_GET_SIZE(b), before = PyByteArray_GET_SIZE(buffer);
  if (size > 0) {
    if (PyByteArray_Resize(buffer, before + size) < 0) {
      Py_DECREF(b);
      return -1;
    }
    moveBytes(PyByteArray_AS_STRING(buffer) + before, PyBytes_AS_STRING(b), PyBytes_AS_STRING(b) + size);
  }
  Py_DECREF(b);
  return size === 0 || U8[PyByteArray_AS_STRING(buffer) + before + size - 1] === 10 ? 1 : 0;
}
function iobase_readline(self: PyObject, size: PyObject | NULL): New | NULL {
  const limit = optionalSize(size, -1);
  if (limit !== limit) return NULL;
  const peek = optionalAttr(self, ID_peek);
  if (peek === null) return NULL;
  const buffer = PyByteArray_FromStringAndSize(0, 0);
  let status = buffer === NULL ? -1 : 0;
  while (buffer !== NULL && status === 0 && (limit < 0 || PyByteArray_GET_SIZE(buffer) < limit)) status = readPiece(self, peek, buffer, limit);
  const result = status < 0 || buffer === NULL ? NULL : PyBytes_FromStringAndSize(PyByteArray_AS_STRING(buffer), PyByteArray_GET_SIZE(buffer));
  Py_XDECREF(peek);
  Py_XDECREF(buffer);
  return result;
}
function iobase_readlines(self: PyObject, hintArg: PyObject | NULL): New | NULL {
  const hint = optionalSize(hintArg, -1);
  if (hint !== hint) return NULL;
  const result = PyList_New(0);
  if (result === NULL) return NULL;
  if (hint <= 0) {
    const ret = PyObject_CallMethodOneArg(result, ID_extend, self);
    if (ret === NULL) {
      Py_DECREF(result);
      return NULL;
    }
    Py_DECREF(ret);
    return result;
  }
  const it = PyObject_GetIter(self);
  let ok = it !== NULL, length = 0;
  while (ok) {
    const line = PyIter_Next(it as PyObject);
    if (line === NULL) {
      ok = PyErr_Occurred() === NULL;
      break;
    }
    const size = PyList_Append(result, line) < 0 ? -1 : PyObject_Size(line);
    Py_DECREF(line);
    ok = size >= 0;
    if (size > hint - length) break;
    length += size;
  }
  Py_XDECREF(it);
  if (ok) return result;
  Py_DECREF(result);
  return NULL;
}
function iobase_writelines(self: PyObject, lines: PyObject): New | NULL {
  if (iobase_check_closed(self) !== 0) return NULL;
  const it = PyObject_GetIter(lines);
  if (it === NULL) return NULL;
  for (let line = PyIter_Next(it); line !== NULL; line = PyIter_Next(it)) {
    let res: New | NULL;
    do res = PyObject_CallMethodOneArg(self, ID_write, line);
    while (res === NULL && _PyIO_trap_eintr());
    Py_DECREF(line);
    if (res === NULL) {
      Py_DECREF(it);
      return NULL;
    }
    Py_DECREF(res);
  }
  Py_DECREF(it);
  return PyErr_Occurred() !== NULL ? NULL : none();
}

const FLAGS = Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE;
export const iobase_spec: TypeSpec = {
  tp_name: '_io._IOBase', tp_basicsize: 32, tp_flags: FLAGS | Py_TPFLAGS_HAVE_GC, tp_dictoffset: 16, tp_weaklistoffset: 24,
  tp_doc: 'What all streams have in common.\n\nIt stands for a stream that can be neither read, written nor positioned; classes derived from it override what they\ncan do. Every stream is its own iterator over lines and a context manager that closes it. Methods of a closed stream\nraise ValueError.',
  slots: {tp_dealloc: iobase_dealloc, tp_traverse: traverseHeapFields(4), tp_clear: ioBaseClear, tp_iter: iobase_enter, tp_iternext: iobase_iternext, tp_finalize: iobase_finalize},
  methods: [
    method('seek', '($self, offset, whence=os.SEEK_SET, /)', iobase_seek, 'Moves to a position and returns it, counted from the start.\n\nwhence: 0 counts offset from the start, 1 from the current position, 2 from the end.', METH_METHOD),
    method('tell', '($self, /)', iobase_tell, 'The current position.'),
    method('truncate', '($self, size=None, /)', self => unsupported(self, 'truncate'), 'Cuts or extends the file to a size, by default to the current position. Returns the new size.', METH_METHOD),
    method('flush', '($self, /)', iobase_flush, 'Writes out what is buffered.'),
    method('close', '($self, /)', iobase_close, 'Flushes and closes the stream; nothing happens when it is closed already.'),
    method('seekable', '($self, /)', () => Py_NewRef(_Py_FalseStruct), 'Whether seek(), tell() and truncate() work.'),
    method('readable', '($self, /)', () => Py_NewRef(_Py_FalseStruct), 'Whether read() works.'),
    method('writable', '($self, /)', () => Py_NewRef(_Py_FalseStruct), 'Whether write() works.'),
    method('_checkClosed', '($self, /)', checkClosed),
    method('_checkSeekable', '($self, /)', self => _PyIOBase_check_seekable(find_io_state_by_def(Py_TYPE(self)), self)),
    method('_checkReadable', '($self, /)', self => _PyIOBase_check_readable(find_io_state_by_def(Py_TYPE(self)), self)),
    method('_checkWritable', '($self, /)', self => _PyIOBase_check_writable(find_io_state_by_def(Py_TYPE(self)), self)),
    method('fileno', '($self, /)', self => unsupported(self, 'fileno'), 'The file descriptor below, if there is one.', METH_METHOD),
    method('isatty', '($self, /)', iobase_isatty, 'Whether this is a terminal.'),
    method('__enter__', '($self, /)', iobase_enter),
    rawMethod('__exit__', null, self => PyObject_CallMethodNoArgs(self, ID_close)),
    method('readline', '($self, size=-1, /)', iobase_readline, 'The next line with its end, at most size bytes of it.'),
    method('readlines', '($self, hint=-1, /)', iobase_readlines, 'A list of the lines that remain; no more are read once their size passes hint.'),
    method('writelines', '($self, lines, /)', (self, lines) => iobase_writelines(self, lines as PyObject), 'Writes each of some lines; no line ends are added.'),
  ],
  getset: [{name: '__dict__', get: PyObject_GenericGetDict}, {name: 'closed', get: iobase_closed_get}],
};

// ---- _RawIOBase ----

function rawiobase_read(self: PyObject, size: PyObject | NULL): New | NULL {
  const n = sizeArgument(size, -1);
  if (n !== n) return NULL;
  if (n < 0) return PyObject_CallMethodNoArgs(self, ID_readall);
  const b = PyByteArray_FromStringAndSize(0, n);
  if (b === NULL) return NULL;
  let res = PyObject_CallMethodOneArg(self, ID_readinto, b);
  if (res !== NULL && res !== _Py_NoneStruct) {
    const count = PyNumber_AsSsize_t(res, PyExc_ValueError);
    Py_DECREF(res);
    res = count === -1 && PyErr_Occurred() !== NULL ? NULL
      // CPython 3.13 reads beyond the buffer here
      : count > PyByteArray_GET_SIZE(b) ? PyErr_Format(PyExc_ValueError, `readinto returned ${count} outside buffer size ${PyByteArray_GET_SIZE(b)}`)
        : PyBytes_FromStringAndSize(PyByteArray_AS_STRING(b), count);
  }
  Py_DECREF(b);
  return res;
}
/** Reads pieces into a list until the end: 0 at the end, 1 when the stream would block, -1 with an exception. escapes */
function readPieces(self: PyObject, chunks: PyObject): number {
  const size = PyLong_FromNumber(DEFAULT_BUFFER_SIZE);
  if (size === NULL) return -1;
  let status = 2;
  while (status === 2) {
    const data = PyObject_CallMethodOneArg(self, ID_read, size);
    if (data === NULL) {
      if (!_PyIO_trap_eintr()) status = -1;
      continue;
    }
    if (data === _Py_NoneStruct) status = 1;
    else if (!PyBytes_Check(data)) status = fail(PyExc_TypeError, 'read() should return bytes');
    else if (PyBytes_GET_SIZE(data) === 0) status = 0;
    else if (PyList_Append(chunks, data) < 0) status = -1;
    Py_DECREF(data);
  }
  Py_DECREF(size);
  return status;
}
function rawiobase_readall(self: PyObject): New | NULL {
  const chunks = PyList_New(0);
  if (chunks === NULL) return NULL;
  const status = readPieces(self, chunks);
  const result = status < 0 ? NULL : status === 1 && PyList_GET_SIZE(chunks) === 0 ? none() : bytes_join(_PyBytes_Empty, chunks);
  Py_DECREF(chunks);
  return result;
}
function notImplemented(): NULL {
  PyErr_SetNone(PyExc_NotImplementedError);
  return NULL;
}

export const rawiobase_spec: TypeSpec = {
  tp_name: '_io._RawIOBase', tp_basicsize: 0, tp_flags: FLAGS, tp_doc: 'The base of raw streams of bytes.', slots: {},
  methods: [
    method('read', '($self, size=-1, /)', rawiobase_read),
    method('readall', '($self, /)', rawiobase_readall, 'Everything up to the end, by several calls of read().'),
    rawMethod('readinto', null, notImplemented),
    rawMethod('write', null, notImplemented),
  ],
};
