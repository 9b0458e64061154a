/** _BufferedIOBase and the buffered streams of bytes. Their buffer is in _io-buffer.ts. CPython: Modules/_io/bufferedio.c */
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {PyBuffer_Release} from '../../objects/abstract-buffer';
import {PyBytes_FromStringAndSize, _PyBytes_Resize} from '../../objects/bytesobject';
import {PyObject_CallFunctionObjArgs, PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg, PyObject_CallNoArgs, PyObject_Vectorcall} from '../../objects/call';
import {
  PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_GetRaisedException, PyErr_NoMemory, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, _PyErr_ChainExceptions1, typeName,
} from '../../objects/errors';
import {_PyArg_NoKeywords, parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_GetAttr} from '../../objects/object';
import {_PyFile_Flush} from '../../objects/traceback-display';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {moveBytes} from '../../runtime/heap';
import {
  PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyDict_GET_SIZE, Py_TYPE, buffered_buffer, buffered_buffer_size, buffered_dict, buffered_finalizing, buffered_ok, buffered_pos, buffered_raw,
  buffered_readable, buffered_writable, rwpair_reader, rwpair_writer, set_buffered_buffer_size, set_buffered_detached, set_buffered_fast_closed_checks, set_buffered_finalizing, set_buffered_ok,
  set_buffered_pos, set_buffered_raw, set_buffered_raw_pos, set_buffered_read_end, set_buffered_readable, set_buffered_writable, set_rwpair_reader, set_rwpair_writer, tp_basicsize,
} from '../../runtime/generated/accessors';
import {
  ID__dealloc_warn, ID_close, ID_closed, ID_fileno, ID_flush, ID_isatty, ID_mode, ID_name, ID_peek, ID_read, ID_read1, ID_readable, ID_readinto, ID_readinto1, ID_readline, ID_seekable,
  ID_truncate, ID_writable, ID_write,
} from '../../runtime/generated/ids';
import {PyExc_AttributeError, PyExc_OSError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _PyBytes_Empty, _Py_FalseStruct, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_METHOD, type PyMethodDef, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, takeRef} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {Py_READONLY, type PyGetSetDef, type PyMemberDef, type SlotTable, type TypeSpec} from '../../runtime/typeslots';
import {
  FAST_CLOSED, RAW_IS_FILEIO, RAW_OFFSET, RAW_TELL, READAHEAD, _buffered_init, _buffered_raw_seek, _buffered_raw_tell, _bufferedreader_peek_unlocked, _bufferedreader_raw_read,
  _bufferedreader_read_all, _bufferedreader_read_fast, _bufferedreader_read_generic, _bufferedreader_reset_buf, _bufferedwriter_flush_unlocked, _bufferedwriter_reset_buf, bufferAt, bufferedBytes,
  buffered_closed, buffered_flush_and_rewind_unlocked, closedError, enterBuffered, freeBuffer, leaveBuffered, notInitialized, readIntoUnlocked, readLongLine, writeUnlocked,
} from './_io-buffer';
import {_PyIOBase_cannot_pickle, _PyIOBase_check_readable, _PyIOBase_check_seekable, _PyIOBase_check_writable, deallocStream} from './_io-iobase';
import {DEFAULT_BUFFER_SIZE, PyNumber_AsOff_t, findNewline, find_io_state_by_def, intArgument, none, offsetObject, optionalAttr, optionalSize, readableBuffer, reprOfName, setRef, sizeArgument, type _PyIO_State, unsupported, unsupportedSize, writableBuffer} from './_io-state';

// ---- _BufferedIOBase ----

/** readinto() by read() or read1(). escapes. CPython: _bufferediobase_readinto_generic() */
function readintoGeneric(self: PyObject, arg: PyObject, once: boolean): New | NULL {
  const view = writableBuffer(once ? 'readinto1' : 'readinto', arg);
  if (view === null) return NULL;
  const size = PyLong_FromNumber(view.len);
  const data = size === NULL ? NULL : PyObject_CallMethodOneArg(self, once ? ID_read1 : ID_read, size);
  Py_XDECREF(size);
  let n = -1;
  if (data !== NULL) {
    if (!PyBytes_Check(data)) PyErr_SetString(PyExc_TypeError, 'read() should return bytes');
    else if (PyBytes_GET_SIZE(data) > view.len) PyErr_Format(PyExc_ValueError, `read() returned too much data: ${view.len} bytes requested, ${PyBytes_GET_SIZE(data)} returned`);
    else {
      n = PyBytes_GET_SIZE(data);
      moveBytes(view.buf, PyBytes_AS_STRING(data), PyBytes_AS_STRING(data) + n);
    }
    Py_DECREF(data);
  }
  PyBuffer_Release(view);
  return n < 0 ? NULL : PyLong_FromNumber(n);
}
export const bufferediobase_spec: TypeSpec = {
  tp_name: '_io._BufferedIOBase', tp_basicsize: 0, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, slots: {},
  tp_doc: 'The base of buffered streams of bytes.\n\nIts read() may be called without a size, and it never returns less than it was asked for unless the end is near or the\nraw stream would block.',
  methods: [
    method('detach', '($self, /)', self => unsupported(self, 'detach'), 'Separates the raw stream and returns it; afterwards this object is of no use.', METH_METHOD),
    method('read', '($self, size=-1, /)', unsupportedSize('read'), 'At most size bytes; everything when it is negative or left out. Empty at the end.', METH_METHOD),
    method('read1', '($self, size=-1, /)', unsupportedSize('read1'), 'At most size bytes with at most one read of the raw stream.', METH_METHOD),
    method('readinto', '($self, buffer, /)', (self, buffer) => readintoGeneric(self, buffer as PyObject, false)),
    method('readinto1', '($self, buffer, /)', (self, buffer) => readintoGeneric(self, buffer as PyObject, true)),
    method('write', '($self, b, /)', self => unsupported(self, 'write'), 'Writes all of some bytes; returns how many.', METH_METHOD),
  ],
};

// ---- what all buffered streams over one raw stream do ----

/** A method that calls the one of the raw stream with the same name. */
function forwarded(name: PyObject) {
  return (self: PyObject): New | NULL => (notInitialized(self) ? NULL : PyObject_CallMethodNoArgs(buffered_raw(self), name));
}
function rawAttribute(name: PyObject) {
  return (self: PyObject): New | NULL => (notInitialized(self) ? NULL : PyObject_GetAttr(buffered_raw(self), name));
}
function buffered_dealloc_warn(self: PyObject, source: PyObject): New {
  if (buffered_ok(self) > 0 && (buffered_raw(self) as number) !== NULL) {
    const res = PyObject_CallMethodOneArg(buffered_raw(self), ID__dealloc_warn, source);
    if (res === NULL) PyErr_Clear();
    else Py_DECREF(res);
  }
  return none();
}
function buffered_close(self: PyObject): New | NULL {
  if (notInitialized(self) || !enterBuffered(self)) return NULL;
  const closed = buffered_closed(self);
  if (closed !== 0) {
    leaveBuffered(self);
    return closed > 0 ? none() : NULL;
  }
  if (buffered_finalizing(self) !== 0) Py_DECREF(buffered_dealloc_warn(self, self));
  // flush() locks for itself
  leaveBuffered(self);
  const flushed = _PyFile_Flush(self);
  if (!enterBuffered(self)) return NULL;
  const exc = flushed < 0 ? PyErr_GetRaisedException() : NULL;
  let res = PyObject_CallMethodNoArgs(buffered_raw(self), ID_close);
  freeBuffer(self);
  if (exc !== NULL) {
    _PyErr_ChainExceptions1(exc);
    Py_XDECREF(res);
    res = NULL;
  }
  set_buffered_read_end(self, 0);
  set_buffered_pos(self, 0);
  leaveBuffered(self);
  return res;
}
function buffered_detach(self: PyObject): New | NULL {
  if (notInitialized(self) || _PyFile_Flush(self) < 0) return NULL;
  const raw = takeRef(buffered_raw(self));
  set_buffered_raw(self, NULL);
  set_buffered_detached(self, 1);
  set_buffered_ok(self, 0);
  return raw;
}
function buffered_flush(self: PyObject): New | NULL {
  if (notInitialized(self) || closedError(self, 'flush of closed file') || !enterBuffered(self)) return NULL;
  const status = buffered_flush_and_rewind_unlocked(self);
  leaveBuffered(self);
  return status < 0 ? NULL : none();
}
function buffered_tell(self: PyObject): New | NULL {
  if (notInitialized(self)) return NULL;
  const pos = _buffered_raw_tell(self);
  if (pos === -1) return NULL;
  // gh-95782: a raw stream may have been moved behind our back
  const here = pos - RAW_OFFSET(self);
  return offsetObject(here < 0 ? 0 : here);
}
function buffered_seek(self: PyObject, targetArg: PyObject, whenceArg: PyObject | NULL): New | NULL {
  const whence = intArgument(whenceArg, 0);
  if (whence !== whence || notInitialized(self)) return NULL;
  // 3 and 4 are SEEK_DATA and SEEK_HOLE
  if (whence < 0 || whence > 4) return PyErr_Format(PyExc_ValueError, `whence value ${whence} unsupported`);
  if (closedError(self, 'seek of closed file')) return NULL;
  const seekable = _PyIOBase_check_seekable(find_io_state_by_def(Py_TYPE(self)), buffered_raw(self));
  if (seekable === NULL) return NULL;
  Py_DECREF(seekable);
  const target = PyNumber_AsOff_t(targetArg, PyExc_ValueError);
  if (target === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (whence < 2 && buffered_readable(self) !== 0) {
    // within what was read ahead nothing has to move but the position
    const current = RAW_TELL(self), avail = READAHEAD(self);
    if (avail > 0) {
      const offset = whence === 0 ? target - (current - RAW_OFFSET(self)) : target;
      if (offset >= -buffered_pos(self) && offset <= avail) {
        set_buffered_pos(self, buffered_pos(self) + offset);
        const at = current - avail + offset;
        return offsetObject(at < 0 ? 0 : at);
      }
    }
  }
  if (!enterBuffered(self)) return NULL;
  const n = seekUnlocked(self, target, whence);
  leaveBuffered(self);
  return n < 0 ? NULL : offsetObject(n);
}
function seekUnlocked(self: PyObject, target: number, whence: number): number {
  if (buffered_writable(self) !== 0 && _bufferedwriter_flush_unlocked(self) < 0) return -1;
  const n = _buffered_raw_seek(self, whence === 1 ? target - RAW_OFFSET(self) : target, whence);
  if (n === -1) return -1;
  set_buffered_raw_pos(self, -1);
  if (buffered_readable(self) !== 0) _bufferedreader_reset_buf(self);
  return n;
}
function buffered_truncate(self: PyObject, pos: PyObject | NULL): New | NULL {
  if (notInitialized(self) || closedError(self, 'truncate of closed file')) return NULL;
  if (buffered_writable(self) === 0) return unsupported(self, 'truncate');
  if (!enterBuffered(self)) return NULL;
  let res: New | NULL = NULL;
  if (buffered_flush_and_rewind_unlocked(self) === 0) {
    res = PyObject_CallMethodOneArg(buffered_raw(self), ID_truncate, pos === NULL ? _Py_NoneStruct : pos);
    if (res !== NULL && _buffered_raw_tell(self) === -1) PyErr_Clear();
  }
  leaveBuffered(self);
  return res;
}
function buffered_sizeof(self: PyObject): New | NULL {
  return PyLong_FromNumber(tp_basicsize(Py_TYPE(self)) + (buffered_buffer(self) !== 0 ? buffered_buffer_size(self) : 0));
}
/** `<type name='...'>`. escapes. CPython: buffered_repr() */
function buffered_repr(self: PyObject): New | NULL {
  const type = typeName(self);
  let name = optionalAttr(self, ID_name);
  if (name === null) {
    if (!PyErr_ExceptionMatches(PyExc_ValueError)) return NULL;
    // uninitialized or detached
    PyErr_Clear();
    name = NULL;
  }
  if (name === NULL) return PyUnicode_FromString(`<${type}>`);
  const text = reprOfName(self, name);
  return text === null ? NULL : PyUnicode_FromString(`<${type} name=${text}>`);
}

// ---- reading ----

function buffered_peek(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  // the size is a hint that nobody heeds
  if (Number.isNaN(sizeArgument(sizeArg, 0)) || notInitialized(self) || closedError(self, 'peek of closed file') || !enterBuffered(self)) return NULL;
  const failed = buffered_writable(self) !== 0 && buffered_flush_and_rewind_unlocked(self) < 0;
  const res = failed ? NULL : _bufferedreader_peek_unlocked(self);
  leaveBuffered(self);
  return res;
}
function buffered_read(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  const n = optionalSize(sizeArg, -1);
  if (n !== n || notInitialized(self)) return NULL;
  if (n < -1) return PyErr_SetString(PyExc_ValueError, 'read length must be non-negative or -1');
  if (closedError(self, 'read of closed file')) return NULL;
  if (n !== -1) {
    const fast = _bufferedreader_read_fast(self, n);
    if (fast !== null) return fast;
  }
  if (!enterBuffered(self)) return NULL;
  const res = n === -1 ? _bufferedreader_read_all(self) : _bufferedreader_read_generic(self, n);
  leaveBuffered(self);
  return res;
}
function buffered_read1(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  let n = sizeArgument(sizeArg, -1);
  if (n !== n || notInitialized(self)) return NULL;
  if (n < 0) n = buffered_buffer_size(self);
  if (closedError(self, 'read of closed file')) return NULL;
  if (n === 0) return Py_NewRef(_PyBytes_Empty);
  const have = READAHEAD(self);
  if (have > 0) return _bufferedreader_read_fast(self, have < n ? have : n) as New | NULL;
  const res = n > 0x3fffffff ? PyErr_NoMemory() : PyBytes_FromStringAndSize(0, n);
  if (res === NULL) return NULL;
  let got = -1;
  if (enterBuffered(self)) {
    if (buffered_writable(self) === 0 || buffered_flush_and_rewind_unlocked(self) === 0) {
      _bufferedreader_reset_buf(self);
      got = _bufferedreader_raw_read(self, PyBytes_AS_STRING(res), n);
    }
    leaveBuffered(self);
  }
  if (got === -1) {
    Py_DECREF(res);
    return NULL;
  }
  if (got === -2) got = 0;
  return got < n ? _PyBytes_Resize(res, got) : res;
}
function buffered_readinto(self: PyObject, arg: PyObject, once: boolean): New | NULL {
  const view = writableBuffer(once ? 'readinto1' : 'readinto', arg);
  if (view === null) return NULL;
  const n = readIntoView(self, view.buf, view.len, once);
  PyBuffer_Release(view);
  return n >= 0 ? PyLong_FromNumber(n) : n === -2 ? none() : NULL;
}
function readIntoView(self: PyObject, at: number, len: number, once: boolean): number {
  if (notInitialized(self) || closedError(self, 'readinto of closed file')) return -1;
  const ahead = READAHEAD(self), taken = ahead < len ? ahead : len, from = bufferAt(self) + buffered_pos(self);
  if (ahead > 0) {
    moveBytes(at, from, from + taken);
    set_buffered_pos(self, buffered_pos(self) + taken);
    if (ahead >= len) return len;
  }
  if (!enterBuffered(self)) return -1;
  const n = readIntoUnlocked(self, at, len, ahead > 0 ? taken : 0, once);
  leaveBuffered(self);
  return n;
}
/** A line of at most `limit` bytes, without limit when that is negative. escapes. CPython: _buffered_readline() */
function _buffered_readline(self: PyObject, limit: number): New | NULL {
  if (closedError(self, 'readline of closed file')) return NULL;
  const pos = buffered_pos(self);
  let n = READAHEAD(self);
  if (limit >= 0 && n > limit) n = limit;
  const found = n > 0 ? findNewline(bufferAt(self) + pos, n) : -1;
  if (found >= 0 || n === limit) {
    const size = found >= 0 ? found + 1 : n, res = bufferedBytes(self, pos, size);
    if (res !== NULL) set_buffered_pos(self, pos + size);
    return res;
  }
  if (!enterBuffered(self)) return NULL;
  const res = readLongLine(self, limit);
  leaveBuffered(self);
  return res;
}
function buffered_readline(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  const limit = optionalSize(sizeArg, -1);
  return limit !== limit || notInitialized(self) ? NULL : _buffered_readline(self, limit);
}
function buffered_iternext(self: PyObject): New | NULL {
  if (notInitialized(self)) return NULL;
  const state = find_io_state_by_def(Py_TYPE(self)), type = Py_TYPE(self), dict: PyObject | NULL = buffered_dict(self);
  let line: New | NULL;
  if ((type === state.PyBufferedReader_Type || type === state.PyBufferedRandom_Type) && (dict === NULL || PyDict_GET_SIZE(dict) === 0)) line = _buffered_readline(self, -1);
  else {
    line = PyObject_CallMethodNoArgs(self, ID_readline);
    if (line !== NULL && !PyBytes_Check(line)) {
      PyErr_Format(PyExc_OSError, `readline() should have returned a bytes object, not '${typeName(line)}'`);
      Py_DECREF(line);
      return NULL;
    }
  }
  if (line === NULL || PyBytes_GET_SIZE(line) > 0) return line;
  Py_DECREF(line);
  return NULL;
}

// ---- writing ----

function buffered_write(self: PyObject, arg: PyObject): New | NULL {
  const view = readableBuffer(arg);
  if (view === null) return NULL;
  let n = -1;
  if (!notInitialized(self) && enterBuffered(self)) {
    n = writeUnlocked(self, view.buf, view.len);
    leaveBuffered(self);
  }
  PyBuffer_Release(view);
  return n < 0 ? NULL : PyLong_FromNumber(n);
}

// ---- making ----

type Check = (state: _PyIO_State, raw: PyObject) => New | NULL;
/** __init__ of the three types: what the raw stream must be able to do, what the stream does, and the type that is exactly this one. */
function initializer(fname: string, checks: readonly Check[], readable: number, writable: number, exactType: (state: _PyIO_State) => PyObject | NULL) {
  return (self: PyObject, args: PyObject, kwds: PyObject | NULL): number => {
    const values = parseTupleAndKeywords(fname, '(raw, buffer_size=DEFAULT_BUFFER_SIZE)', args, kwds);
    if (values === null) return -1;
    const size = sizeArgument(values[1], DEFAULT_BUFFER_SIZE), raw = values[0] as PyObject;
    if (size !== size) return -1;
    set_buffered_ok(self, 0);
    set_buffered_detached(self, 0);
    const state = find_io_state_by_def(Py_TYPE(self));
    for (const check of checks) {
      const res = check(state, raw);
      if (res === NULL) return -1;
      Py_DECREF(res);
    }
    setRef(self, buffered_raw, set_buffered_raw, Py_NewRef(raw));
    set_buffered_readable(self, readable);
    set_buffered_writable(self, writable);
    set_buffered_fast_closed_checks(self, 0);
    if (_buffered_init(self, size) < 0) return -1;
    set_buffered_buffer_size(self, size);
    if (readable !== 0) _bufferedreader_reset_buf(self);
    if (writable !== 0) {
      _bufferedwriter_reset_buf(self);
      set_buffered_pos(self, 0);
    }
    const overFile = Py_TYPE(raw) === state.PyFileIO_Type;
    set_buffered_fast_closed_checks(self, overFile ? (Py_TYPE(self) === exactType(state) ? FAST_CLOSED : 0) | RAW_IS_FILEIO : 0);
    set_buffered_ok(self, 1);
    return 0;
  };
}
const clearRefs = clearFields(4, 34);
function buffered_clear(self: PyObject): number {
  set_buffered_ok(self, 0);
  return clearRefs(self);
}
function clearForDealloc(self: PyObject): void {
  freeBuffer(self);
  buffered_clear(self);
}
function buffered_dealloc(self: PyObject): void {
  set_buffered_finalizing(self, 1);
  deallocStream(self, true, 144, clearForDealloc);
}

const BUFFERED_SLOTS: SlotTable = {tp_dealloc: buffered_dealloc, tp_repr: buffered_repr, tp_traverse: traverseHeapFields(4, 34), tp_clear: buffered_clear};
const BUFFERED_MEMBERS: readonly PyMemberDef[] = [{name: 'raw', type: 'object', offset: 16, flags: Py_READONLY}, {name: '_finalizing', type: 'bool', offset: 40}];
const BUFFERED_GETSET: readonly PyGetSetDef[] = [{name: 'closed', get: rawAttribute(ID_closed)}, {name: 'name', get: rawAttribute(ID_name)}, {name: 'mode', get: rawAttribute(ID_mode)}];
const FLAGS = Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE;

const DETACH = method('detach', '($self, /)', buffered_detach, 'Separates the raw stream and returns it; afterwards this object is of no use.');
const CLOSE = method('close', '($self, /)', buffered_close, 'Flushes and closes the stream.');
const SEEKABLE = method('seekable', '($self, /)', forwarded(ID_seekable));
const READABLE = method('readable', '($self, /)', forwarded(ID_readable));
const WRITABLE = method('writable', '($self, /)', forwarded(ID_writable));
const FILENO = method('fileno', '($self, /)', forwarded(ID_fileno));
const ISATTY = method('isatty', '($self, /)', forwarded(ID_isatty));
const DEALLOC_WARN = method('_dealloc_warn', '($self, source, /)', (self, source) => buffered_dealloc_warn(self, source as PyObject));
const FLUSH = method('flush', '($self, /)', buffered_flush, 'Writes out what is buffered.');
const SEEK = method('seek', '($self, target, whence=0, /)', (self, target, whence) => buffered_seek(self, target as PyObject, whence));
const TELL = method('tell', '($self, /)', buffered_tell);
const TRUNCATE = method('truncate', '($self, pos=None, /)', buffered_truncate, null, METH_METHOD);
const SIZEOF = method('__sizeof__', '($self, /)', buffered_sizeof);
const GETSTATE = method('__getstate__', '($self, /)', _PyIOBase_cannot_pickle);
const WRITE = method('write', '($self, buffer, /)', (self, buffer) => buffered_write(self, buffer as PyObject), 'Writes all of some bytes, at once or later; returns how many.');
const READ = method('read', '($self, size=-1, /)', buffered_read, 'At most size bytes; everything when it is negative or left out.');
const PEEK = method('peek', '($self, size=0, /)', buffered_peek, 'Bytes that come next, without moving on; it may be more or fewer than asked for.');
const READ1 = method('read1', '($self, size=-1, /)', buffered_read1, 'At most size bytes with at most one read of the raw stream.');
const READINTO = method('readinto', '($self, buffer, /)', (self, buffer) => buffered_readinto(self, buffer as PyObject, false));
const READINTO1 = method('readinto1', '($self, buffer, /)', (self, buffer) => buffered_readinto(self, buffer as PyObject, true));
const READLINE = method('readline', '($self, size=-1, /)', buffered_readline);

export const bufferedreader_spec: TypeSpec = {
  tp_name: '_io.BufferedReader', tp_basicsize: 152, tp_flags: FLAGS, tp_dictoffset: 136, tp_weaklistoffset: 144,
  tp_doc: 'BufferedReader(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nReads ahead from a raw stream that can be read.',
  slots: {...BUFFERED_SLOTS, tp_iternext: buffered_iternext, tp_init: initializer('BufferedReader', [_PyIOBase_check_readable], 1, 0, state => state.PyBufferedReader_Type)},
  methods: [
    DETACH, method('flush', '($self, /)', forwarded(ID_flush)), CLOSE, SEEKABLE, READABLE, FILENO, ISATTY, DEALLOC_WARN, READ, PEEK, READ1, READINTO, READINTO1, READLINE, SEEK, TELL, TRUNCATE, SIZEOF, GETSTATE,
  ],
  members: BUFFERED_MEMBERS, getset: BUFFERED_GETSET,
};
export const bufferedwriter_spec: TypeSpec = {
  tp_name: '_io.BufferedWriter', tp_basicsize: 152, tp_flags: FLAGS, tp_dictoffset: 136, tp_weaklistoffset: 144,
  tp_doc: 'BufferedWriter(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nCollects what is written to a raw stream that can be written to but not positioned one byte at a time.',
  slots: {...BUFFERED_SLOTS, tp_init: initializer('BufferedWriter', [_PyIOBase_check_writable], 0, 1, state => state.PyBufferedWriter_Type)},
  methods: [CLOSE, DETACH, SEEKABLE, WRITABLE, FILENO, ISATTY, DEALLOC_WARN, WRITE, TRUNCATE, FLUSH, SEEK, TELL, SIZEOF, GETSTATE],
  members: BUFFERED_MEMBERS, getset: BUFFERED_GETSET,
};
export const bufferedrandom_spec: TypeSpec = {
  tp_name: '_io.BufferedRandom', tp_basicsize: 152, tp_flags: FLAGS, tp_dictoffset: 136, tp_weaklistoffset: 144,
  tp_doc: 'BufferedRandom(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nReads from, writes to and moves in a raw stream that has positions.',
  slots: {
    ...BUFFERED_SLOTS, tp_iternext: buffered_iternext,
    tp_init: initializer('BufferedRandom', [_PyIOBase_check_seekable, _PyIOBase_check_readable, _PyIOBase_check_writable], 1, 1, state => state.PyBufferedRandom_Type),
  },
  methods: [
    CLOSE, DETACH, SEEKABLE, READABLE, WRITABLE, FILENO, ISATTY, DEALLOC_WARN, FLUSH, SEEK, TELL, TRUNCATE, READ, READ1, READINTO, READINTO1, READLINE, PEEK, WRITE, SIZEOF, GETSTATE,
  ],
  members: BUFFERED_MEMBERS, getset: BUFFERED_GETSET,
};

// ---- BufferedRWPair ----

function rwpair_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const state = find_io_state_by_def(Py_TYPE(self));
  if (Py_TYPE(self) === state.PyBufferedRWPair_Type && !_PyArg_NoKeywords('BufferedRWPair', kwds)) return -1;
  const values = parseTupleAndKeywords('BufferedRWPair', '(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)', args, kwds, false);
  if (values === null) return -1;
  const [reader, writer] = values as PyObject[], size = sizeArgument(values[2], DEFAULT_BUFFER_SIZE);
  if (size !== size) return -1;
  for (const res of [() => _PyIOBase_check_readable(state, reader), () => _PyIOBase_check_writable(state, writer)]) {
    const able = res();
    if (able === NULL) return -1;
    Py_DECREF(able);
  }
  const sizeObject = PyLong_FromNumber(size);
  if (sizeObject === NULL) return -1;
  setRef(self, rwpair_reader, set_rwpair_reader, PyObject_CallFunctionObjArgs(state.PyBufferedReader_Type as PyObject, reader, sizeObject));
  if ((rwpair_reader(self) as number) !== NULL) {
    setRef(self, rwpair_writer, set_rwpair_writer, PyObject_CallFunctionObjArgs(state.PyBufferedWriter_Type as PyObject, writer, sizeObject));
    if ((rwpair_writer(self) as number) === NULL) setRef(self, rwpair_reader, set_rwpair_reader, NULL);
  }
  Py_DECREF(sizeObject);
  return (rwpair_reader(self) as number) === NULL ? -1 : 0;
}
/** The method of one half of a pair; NULL with an exception. */
function halfMethod(half: PyObject | NULL, name: PyObject): New | NULL {
  if (half === NULL) return PyErr_SetString(PyExc_ValueError, 'I/O operation on uninitialized object');
  const func = PyObject_GetAttr(half, name);
  if (func === NULL) PyErr_SetObject(PyExc_AttributeError, name);
  return func;
}
/** CPython: _forward_call() */
function callHalf(half: PyObject | NULL, name: PyObject): New | NULL {
  const func = halfMethod(half, name);
  if (func === NULL) return NULL;
  const res = PyObject_CallNoArgs(func);
  Py_DECREF(func);
  return res;
}
function pairMethod(name: string, id: PyObject, half: (op: number) => PyObject): PyMethodDef {
  return rawMethod(name, null, (self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL) => {
    if (kwnames !== NULL) return PyErr_Format(PyExc_TypeError, `BufferedRWPair.${name}() takes no keyword arguments`);
    const func = halfMethod(half(self), id);
    if (func === NULL) return NULL;
    const res = PyObject_Vectorcall(func, args, nargs, NULL);
    Py_DECREF(func);
    return res;
  });
}
function pairQuestion(name: string, id: PyObject, half: (op: number) => PyObject): PyMethodDef {
  return method(name, '($self, /)', self => callHalf(half(self), id));
}
function rwpair_close(self: PyObject): New | NULL {
  let exc: New | NULL = NULL;
  const first = callHalf(rwpair_writer(self), ID_close);
  if (first === NULL) exc = PyErr_GetRaisedException();
  else Py_DECREF(first);
  const res = callHalf(rwpair_reader(self), ID_close);
  if (exc === NULL) return res;
  _PyErr_ChainExceptions1(exc);
  Py_XDECREF(res);
  return NULL;
}
function rwpair_isatty(self: PyObject): New | NULL {
  const res = callHalf(rwpair_writer(self), ID_isatty);
  if (res !== _Py_FalseStruct) return res;
  return callHalf(rwpair_reader(self), ID_isatty);
}
function rwpair_closed(self: PyObject): New | NULL {
  const writer: PyObject | NULL = rwpair_writer(self);
  return writer === NULL ? PyErr_SetString(PyExc_RuntimeError, 'the BufferedRWPair object is being garbage-collected') : PyObject_GetAttr(writer, ID_closed);
}
const rwpair_clear = clearFields(4, 6, 8);
export const bufferedrwpair_spec: TypeSpec = {
  tp_name: '_io.BufferedRWPair', tp_basicsize: 48, tp_flags: FLAGS, tp_dictoffset: 32, tp_weaklistoffset: 40,
  tp_doc: 'BufferedRWPair(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)\n--\n\nA stream that reads from one raw stream and writes to another, as the two ends of a socket or of two pipes.',
  slots: {tp_dealloc: self => deallocStream(self, false, 40, rwpair_clear), tp_traverse: traverseHeapFields(8, 4, 6), tp_clear: rwpair_clear, tp_init: rwpair_init},
  methods: [
    pairMethod('read', ID_read, rwpair_reader), pairMethod('peek', ID_peek, rwpair_reader), pairMethod('read1', ID_read1, rwpair_reader), pairMethod('readinto', ID_readinto, rwpair_reader),
    pairMethod('readinto1', ID_readinto1, rwpair_reader), pairMethod('write', ID_write, rwpair_writer), pairQuestion('flush', ID_flush, rwpair_writer), pairQuestion('readable', ID_readable, rwpair_reader),
    pairQuestion('writable', ID_writable, rwpair_writer), method('close', '($self, /)', rwpair_close), method('isatty', '($self, /)', rwpair_isatty),
  ],
  getset: [{name: 'closed', get: rwpair_closed}],
};
