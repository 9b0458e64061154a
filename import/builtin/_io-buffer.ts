/**
 * The engine of the buffered streams: one buffer, of which a part was read ahead, a part waits to be written, and a position between.
 * The types are in _io-bufferedio.ts. CPython: Modules/_io/bufferedio.c
 *
 * The buffer is memory of the heap, so that a raw stream may fill it through a memoryview. Fields as in CPython: `pos` is the position in
 * the buffer, `raw_pos` where in the buffer the raw stream stands, `read_end` the end of what was read (-1: nothing valid), `write_pos` to
 * `write_end` what waits (-1: nothing), `abs_pos` the raw stream's position in the file (-1: unknown).
 */
import {PyBUF_CONTIG, PyBUF_CONTIG_RO, PyBuffer_FillInfo} from '../../objects/abstract-buffer';
import {PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {bytes_join} from '../../objects/bytes-methods';
import {PyBytes_Concat, PyBytes_FromStringAndSize, _PyBytes_Resize} from '../../objects/bytesobject';
import {PyObject_CallFunctionObjArgs, PyObject_CallMethodNoArgs, PyObject_CallMethodObjArgs, PyObject_CallMethodOneArg, PyObject_CallNoArgs} from '../../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, _PyErr_FormatFromCause, reprText} from '../../objects/errors';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyMemoryView_FromBuffer} from '../../objects/memoryobject';
import {PyObject_GetAttr, PyObject_IsTrue} from '../../objects/object';
import {PyObject_TypeCheck} from '../../objects/typeobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {tstate} from '../../runtime/current';
import {moveBytes} from '../../runtime/heap';
import {
  PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyDict_GET_SIZE, Py_TYPE, buffered_abs_pos, buffered_buffer, buffered_buffer_size, buffered_detached, buffered_fast_closed_checks,
  buffered_ok, buffered_owner, buffered_pos, buffered_raw, buffered_raw_pos, buffered_read_end, buffered_readable, buffered_writable, buffered_write_end, buffered_write_pos, fileio_dict,
  set_buffered_abs_pos, set_buffered_buffer, set_buffered_owner, set_buffered_pos, set_buffered_raw_pos, set_buffered_read_end, set_buffered_write_end, set_buffered_write_pos,
} from '../../runtime/generated/accessors';
import {ID_closed, ID_read, ID_readall, ID_readinto, ID_seek, ID_tell, ID_write} from '../../runtime/generated/ids';
import {PyExc_BlockingIOError, PyExc_OSError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _PyBytes_Empty, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO} from '../../runtime/host/errno';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {PyObject_Free, PyObject_Malloc} from '../../runtime/obmalloc';
import {waitOnStack} from '../../runtime/scheduler';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_buffer} from '../../runtime/typeslots';
import {_PyFileIO_closed, checkSignals, fileioReadInto, fileioWriteFrom} from './_io-fileio';
import {PyNumber_AsOff_t, type _PyIO_State, _PyIO_trap_eintr, fail, findNewline, find_io_state_by_def, none, offsetObject, optionalAttr} from './_io-state';

/** Bits of fast_closed_checks: the type allows to ask the descriptor instead of `closed`; the raw stream is a FileIO and no subclass. */
export const FAST_CLOSED = 1, RAW_IS_FILEIO = 2;
/** Most bytes a buffer may have. */
const MAX_BUFFER = 0x3fffffff;

// ---- being inside ----

/** Begins an operation that must not meet another one on the same buffer; false with an exception. escapes. CPython: ENTER_BUFFERED() */
export function enterBuffered(self: PyObject): boolean {
  const owner = buffered_owner(self), me = tstate.thread_id;
  if (owner !== 0) {
    if (owner === me) {
      const text = reprText(self);
      if (text !== null) PyErr_Format(PyExc_RuntimeError, `reentrant call inside ${text}`);
      return false;
    }
    // another thread is inside a call of the raw stream
    waitOnStack(() => buffered_owner(self) === 0, Infinity, false);
  }
  set_buffered_owner(self, me);
  return true;
}
export function leaveBuffered(self: PyObject): void {
  set_buffered_owner(self, 0);
}
/** True, with a ValueError, when __init__ did not succeed or the raw stream was detached. CPython: CHECK_INITIALIZED() */
export function notInitialized(self: PyObject): boolean {
  if (buffered_ok(self) > 0) return false;
  PyErr_SetString(PyExc_ValueError, buffered_detached(self) !== 0 ? 'raw stream has been detached' : 'I/O operation on uninitialized object');
  return true;
}
/** raw.closed: 1, 0, or -1 with an exception. escapes. CPython: buffered_closed() */
export function buffered_closed(self: PyObject): number {
  if (notInitialized(self)) return -1;
  const res = PyObject_GetAttr(buffered_raw(self), ID_closed);
  if (res === NULL) return -1;
  const closed = PyObject_IsTrue(res);
  Py_DECREF(res);
  return closed;
}
/** CPython: IS_CLOSED() */
export function isClosed(self: PyObject): boolean {
  if (buffered_buffer(self) === 0) return true;
  return (buffered_fast_closed_checks(self) & FAST_CLOSED) !== 0 ? _PyFileIO_closed(buffered_raw(self)) : buffered_closed(self) !== 0;
}
/** True, with a ValueError, when the stream is closed and nothing read ahead is left. escapes. CPython: CHECK_CLOSED() */
export function closedError(self: PyObject, message: string): boolean {
  if (!isClosed(self) || READAHEAD(self) !== 0) return false;
  PyErr_SetString(PyExc_ValueError, message);
  return true;
}

// ---- what the buffer holds ----

function validRead(self: PyObject): boolean {
  return buffered_readable(self) !== 0 && buffered_read_end(self) !== -1;
}
function validWrite(self: PyObject): boolean {
  return buffered_writable(self) !== 0 && buffered_write_end(self) !== -1;
}
/** Bytes that were read ahead. */
export function READAHEAD(self: PyObject): number {
  return validRead(self) ? buffered_read_end(self) - buffered_pos(self) : 0;
}
/** How far the raw stream is ahead of the position. */
export function RAW_OFFSET(self: PyObject): number {
  return (validRead(self) || validWrite(self)) && buffered_raw_pos(self) >= 0 ? buffered_raw_pos(self) - buffered_pos(self) : 0;
}
function adjustPosition(self: PyObject, pos: number): void {
  set_buffered_pos(self, pos);
  if (validRead(self) && buffered_read_end(self) < pos) set_buffered_read_end(self, pos);
}
/** Byte address of the buffer. */
export function bufferAt(self: PyObject): number {
  return buffered_buffer(self) << 2;
}
export function _bufferedreader_reset_buf(self: PyObject): void {
  set_buffered_read_end(self, -1);
}
export function _bufferedwriter_reset_buf(self: PyObject): void {
  set_buffered_write_pos(self, 0);
  set_buffered_write_end(self, -1);
}
export function freeBuffer(self: PyObject): void {
  const buffer = buffered_buffer(self);
  set_buffered_buffer(self, 0);
  if (buffer !== 0) PyObject_Free(buffer);
}
/** Allocates the buffer and finds out where the raw stream stands; -1 with an exception. escapes. CPython: _buffered_init() */
export function _buffered_init(self: PyObject, size: number): number {
  if (size <= 0) return fail(PyExc_ValueError, 'buffer size must be strictly positive');
  freeBuffer(self);
  const buffer = size > MAX_BUFFER ? 0 : PyObject_Malloc(size);
  if (buffer === 0) {
    PyErr_NoMemory();
    return -1;
  }
  set_buffered_buffer(self, buffer);
  set_buffered_owner(self, 0);
  if (_buffered_raw_tell(self) === -1) PyErr_Clear();
  return 0;
}

// ---- the raw stream ----

/** Takes over a position the raw stream returned; -1 with an exception. @steals res */
function rawPosition(self: PyObject, res: New | NULL): number {
  if (res === NULL) return -1;
  const n = PyNumber_AsOff_t(res, PyExc_ValueError);
  Py_DECREF(res);
  if (n < 0) {
    if (PyErr_Occurred() === NULL) PyErr_Format(PyExc_OSError, `Raw stream returned invalid position ${n}`);
    return -1;
  }
  set_buffered_abs_pos(self, n);
  return n;
}
export function _buffered_raw_tell(self: PyObject): number {
  return rawPosition(self, PyObject_CallMethodNoArgs(buffered_raw(self), ID_tell));
}
export function RAW_TELL(self: PyObject): number {
  return buffered_abs_pos(self) !== -1 ? buffered_abs_pos(self) : _buffered_raw_tell(self);
}
export function _buffered_raw_seek(self: PyObject, target: number, whence: number): number {
  const pos = offsetObject(target), how = PyLong_FromNumber(whence);
  const res = pos === NULL || how === NULL ? NULL : PyObject_CallMethodObjArgs(buffered_raw(self), ID_seek, pos, how);
  Py_XDECREF(pos);
  Py_XDECREF(how);
  return rawPosition(self, res);
}
/** Whether the raw stream's methods are those of FileIO, no attribute of the instance in front of them; then they need not be looked up. */
function isPlainFileIO(self: PyObject): boolean {
  if ((buffered_fast_closed_checks(self) & RAW_IS_FILEIO) === 0) return false;
  const dict: PyObject | NULL = fileio_dict(buffered_raw(self));
  return dict === NULL || PyDict_GET_SIZE(dict) <= 1;
}
/** raw.readinto() or raw.write() with a memoryview of the heap: its result, NULL with an exception. escapes */
function callWithMemory(self: PyObject, name: PyObject, at: number, len: number, readonly: boolean): New | NULL {
  const view = new Py_buffer();
  if (PyBuffer_FillInfo(view, NULL, at, len, readonly, readonly ? PyBUF_CONTIG_RO : PyBUF_CONTIG) < 0) return NULL;
  const memory = PyMemoryView_FromBuffer(view);
  if (memory === NULL) return NULL;
  let res: New | NULL;
  do res = PyObject_CallMethodOneArg(buffered_raw(self), name, memory);
  while (res === NULL && _PyIO_trap_eintr());
  Py_DECREF(memory);
  return res;
}
function moved(self: PyObject, n: number): number {
  if (n > 0 && buffered_abs_pos(self) !== -1) set_buffered_abs_pos(self, buffered_abs_pos(self) + n);
  return n;
}
/** Reads from the raw stream to a byte address: a count, -1 with an exception, -2 when it would block. escapes. CPython: _bufferedreader_raw_read() */
export function _bufferedreader_raw_read(self: PyObject, at: number, len: number): number {
  if (isPlainFileIO(self)) return moved(self, fileioReadInto(buffered_raw(self), at, len));
  const res = callWithMemory(self, ID_readinto, at, len, false);
  if (res === NULL) return -1;
  if (res === _Py_NoneStruct) return -2;
  const n = PyNumber_AsSsize_t(res, PyExc_ValueError);
  Py_DECREF(res);
  if (n === -1 && PyErr_Occurred() !== NULL) {
    _PyErr_FormatFromCause(PyExc_OSError, 'raw readinto() failed');
    return -1;
  }
  if (n >= 0 && n <= len) return moved(self, n);
  PyErr_Format(PyExc_OSError, `raw readinto() returned invalid length ${n} (should have been between 0 and ${len})`);
  return -1;
}
/** Writes to the raw stream from a byte address: a count, -1 with an exception, -2 when it would block. escapes. CPython: _bufferedwriter_raw_write() */
function _bufferedwriter_raw_write(self: PyObject, at: number, len: number): number {
  if (isPlainFileIO(self)) return moved(self, fileioWriteFrom(buffered_raw(self), at, len));
  const res = callWithMemory(self, ID_write, at, len, true);
  if (res === NULL) return -1;
  if (res === _Py_NoneStruct) return -2;
  const n = PyNumber_AsSsize_t(res, PyExc_ValueError);
  Py_DECREF(res);
  if (n >= 0 && n <= len) return moved(self, n);
  PyErr_Format(PyExc_OSError, `raw write() returned invalid length ${n} (should have been between 0 and ${len})`);
  return -1;
}
/** Raises BlockingIOError with how much was taken. escapes. CPython: _set_BlockingIOError() */
function _set_BlockingIOError(self: PyObject, written: number): -1 {
  PyErr_Clear();
  // errno is that of a raw stream of the system; others have left none
  const state: _PyIO_State = find_io_state_by_def(Py_TYPE(self));
  const errno = PyLong_FromNumber(PyObject_TypeCheck(buffered_raw(self), state.PyFileIO_Type as PyObject) ? ERRNO.EAGAIN : 0);
  const text = PyUnicode_FromString('write could not complete without blocking'), count = PyLong_FromNumber(written);
  const err = errno === NULL || text === NULL || count === NULL ? NULL : PyObject_CallFunctionObjArgs(PyExc_BlockingIOError, errno, text, count);
  if (err !== NULL) PyErr_SetObject(PyExc_BlockingIOError, err);
  Py_XDECREF(err);
  Py_XDECREF(errno);
  Py_XDECREF(text);
  Py_XDECREF(count);
  return -1;
}

// ---- writing ----

/** Writes out what waits; -1 with an exception. escapes. CPython: _bufferedwriter_flush_unlocked() */
export function _bufferedwriter_flush_unlocked(self: PyObject): number {
  if (validWrite(self) && buffered_write_pos(self) !== buffered_write_end(self)) {
    const rewind = RAW_OFFSET(self) + (buffered_pos(self) - buffered_write_pos(self));
    if (rewind !== 0) {
      if (_buffered_raw_seek(self, -rewind, 1) < 0) return -1;
      set_buffered_raw_pos(self, buffered_raw_pos(self) - rewind);
    }
    while (buffered_write_pos(self) < buffered_write_end(self)) {
      const n = _bufferedwriter_raw_write(self, bufferAt(self) + buffered_write_pos(self), buffered_write_end(self) - buffered_write_pos(self));
      if (n === -1) return -1;
      if (n === -2) return _set_BlockingIOError(self, 0);
      set_buffered_write_pos(self, buffered_write_pos(self) + n);
      set_buffered_raw_pos(self, buffered_write_pos(self));
      // a partial write may be due to a signal
      if (checkSignals() < 0) return -1;
    }
  }
  _bufferedwriter_reset_buf(self);
  return 0;
}
/** The same, and moves the raw stream to the position when something was read ahead. escapes. CPython: buffered_flush_and_rewind_unlocked() */
export function buffered_flush_and_rewind_unlocked(self: PyObject): number {
  if (_bufferedwriter_flush_unlocked(self) < 0) return -1;
  if (buffered_readable(self) === 0) return 0;
  const n = _buffered_raw_seek(self, -RAW_OFFSET(self), 1);
  _bufferedreader_reset_buf(self);
  return n === -1 ? -1 : 0;
}
/** Keeps what fits when the raw stream would block: how many bytes were taken, or -1 with BlockingIOError. */
function keepWhatFits(self: PyObject, from: number, len: number): number {
  if (buffered_readable(self) !== 0) _bufferedreader_reset_buf(self);
  const start = buffered_write_pos(self), buffer = bufferAt(self);
  moveBytes(buffer, buffer + start, buffer + buffered_write_end(self));
  set_buffered_write_end(self, buffered_write_end(self) - start);
  set_buffered_raw_pos(self, buffered_raw_pos(self) - start);
  set_buffered_pos(self, buffered_pos(self) - start);
  set_buffered_write_pos(self, 0);
  const end = buffered_write_end(self), avail = buffered_buffer_size(self) - end, taken = len <= avail ? len : avail;
  moveBytes(buffer + end, from, from + taken);
  set_buffered_write_end(self, end + taken);
  set_buffered_pos(self, buffered_pos(self) + taken);
  if (taken < len) return _set_BlockingIOError(self, taken);
  PyErr_Clear();
  return taken;
}
/** Writes bytes of the heap into the buffer, or past it: how many, -1 with an exception. escapes. CPython: _io_BufferedWriter_write_impl() */
export function writeUnlocked(self: PyObject, from: number, len: number): number {
  if (isClosed(self)) return fail(PyExc_ValueError, 'write to closed file');
  if (!validRead(self) && !validWrite(self)) {
    set_buffered_pos(self, 0);
    set_buffered_raw_pos(self, 0);
  }
  const size = buffered_buffer_size(self), pos = buffered_pos(self);
  if (len <= size - pos && len < size) {
    moveBytes(bufferAt(self) + pos, from, from + len);
    if (!validWrite(self) || buffered_write_pos(self) > pos) set_buffered_write_pos(self, pos);
    adjustPosition(self, pos + len);
    if (buffered_pos(self) > buffered_write_end(self)) set_buffered_write_end(self, buffered_pos(self));
    return len;
  }
  if (_bufferedwriter_flush_unlocked(self) < 0) return PyErr_ExceptionMatches(PyExc_BlockingIOError) ? keepWhatFits(self, from, len) : -1;
  // the raw stream must stand where the write begins
  const offset = RAW_OFFSET(self);
  if (offset !== 0) {
    if (_buffered_raw_seek(self, -offset, 1) < 0) return -1;
    set_buffered_raw_pos(self, buffered_raw_pos(self) - offset);
  }
  let remaining = len, written = 0;
  while (remaining >= size) {
    const n = _bufferedwriter_raw_write(self, from + written, len - written);
    if (n === -1) return -1;
    if (n === -2) {
      if (remaining > size) {
        moveBytes(bufferAt(self), from + written, from + written + size);
        set_buffered_raw_pos(self, 0);
        adjustPosition(self, size);
        set_buffered_write_end(self, size);
        return _set_BlockingIOError(self, written + size);
      }
      PyErr_Clear();
      break;
    }
    written += n;
    remaining -= n;
    if (checkSignals() < 0) return -1;
  }
  if (buffered_readable(self) !== 0) _bufferedreader_reset_buf(self);
  if (remaining > 0) moveBytes(bufferAt(self), from + written, from + len);
  set_buffered_write_pos(self, 0);
  set_buffered_write_end(self, remaining);
  adjustPosition(self, remaining);
  set_buffered_raw_pos(self, 0);
  return written + remaining;
}

// ---- reading ----

/** Bytes of what was read ahead. */
export function bufferedBytes(self: PyObject, from: number, n: number): New | NULL {
  return n === 0 ? Py_NewRef(_PyBytes_Empty) : PyBytes_FromStringAndSize(bufferAt(self) + from, n);
}
/** Reads into the free end of the buffer: a count, -1 with an exception, -2 when it would block. escapes. CPython: _bufferedreader_fill_buffer() */
export function _bufferedreader_fill_buffer(self: PyObject): number {
  const start = validRead(self) ? buffered_read_end(self) : 0;
  const n = _bufferedreader_raw_read(self, bufferAt(self) + start, buffered_buffer_size(self) - start);
  if (n <= 0) return n;
  set_buffered_read_end(self, start + n);
  set_buffered_raw_pos(self, start + n);
  return n;
}
/** Some bytes that come next, without moving on. escapes. CPython: _bufferedreader_peek_unlocked() */
export function _bufferedreader_peek_unlocked(self: PyObject): New | NULL {
  const have = READAHEAD(self);
  if (have > 0) return bufferedBytes(self, buffered_pos(self), have);
  _bufferedreader_reset_buf(self);
  const n = _bufferedreader_fill_buffer(self);
  if (n === -1) return NULL;
  set_buffered_pos(self, 0);
  return bufferedBytes(self, 0, n < 0 ? 0 : n);
}
/** n bytes out of the buffer when it has them; else null. CPython: _bufferedreader_read_fast() */
export function _bufferedreader_read_fast(self: PyObject, n: number): New | NULL | null {
  if (n > READAHEAD(self)) return null;
  const res = bufferedBytes(self, buffered_pos(self), n);
  if (res !== NULL) set_buffered_pos(self, buffered_pos(self) + n);
  return res;
}
/** Everything up to the end; None when the raw stream would block at once. escapes. CPython: _bufferedreader_read_all() */
export function _bufferedreader_read_all(self: PyObject): New | NULL {
  const ahead = READAHEAD(self);
  let data: New | NULL = NULL;
  if (ahead > 0) {
    data = bufferedBytes(self, buffered_pos(self), ahead);
    if (data === NULL) return NULL;
    set_buffered_pos(self, buffered_pos(self) + ahead);
  }
  if (buffered_writable(self) !== 0 && buffered_flush_and_rewind_unlocked(self) < 0) {
    Py_XDECREF(data);
    return NULL;
  }
  _bufferedreader_reset_buf(self);
  const readall = optionalAttr(buffered_raw(self), ID_readall);
  if (readall === null) {
    Py_XDECREF(data);
    return NULL;
  }
  return readall === NULL ? readPieces(self, data) : readRest(readall, data);
}
/** What readall() returns behind `data`. @steals both */
function readRest(readall: New, data: New | NULL): New | NULL {
  const rest = PyObject_CallNoArgs(readall);
  Py_DECREF(readall);
  if (rest !== NULL && rest !== _Py_NoneStruct && !PyBytes_Check(rest)) PyErr_SetString(PyExc_TypeError, 'readall() should return bytes');
  else if (rest !== NULL) {
    if (data === NULL) return rest;
    const all = rest === _Py_NoneStruct ? data : PyBytes_Concat(data, rest);
    Py_DECREF(rest);
    return all;
  }
  Py_XDECREF(rest);
  Py_XDECREF(data);
  return NULL;
}
/** Calls read() until the end. @steals first */
function readPieces(self: PyObject, first: New | NULL): New | NULL {
  const chunks = PyList_New(0);
  let data = first, ok = chunks !== NULL, any = first !== NULL, last: New | NULL = NULL;
  while (ok) {
    if (data !== NULL && PyList_Append(chunks as PyObject, data) < 0) break;
    Py_XDECREF(data);
    data = PyObject_CallMethodNoArgs(buffered_raw(self), ID_read);
    if (data === NULL) break;
    if (data !== _Py_NoneStruct && !PyBytes_Check(data)) {
      PyErr_SetString(PyExc_TypeError, 'read() should return bytes');
      break;
    }
    if (data === _Py_NoneStruct || PyBytes_GET_SIZE(data) === 0) {
      last = any ? bytes_join(_PyBytes_Empty, chunks as PyObject) : Py_NewRef(data);
      ok = false;
    } else {
      any = true;
      moved(self, PyBytes_GET_SIZE(data));
    }
  }
  Py_XDECREF(data);
  Py_XDECREF(chunks);
  return last;
}
/** n bytes, or fewer at the end; None when the raw stream would block at once. escapes. CPython: _bufferedreader_read_generic() */
export function _bufferedreader_read_generic(self: PyObject, n: number): New | NULL {
  const ahead = READAHEAD(self);
  const res = n > MAX_BUFFER ? PyErr_NoMemory() : PyBytes_FromStringAndSize(0, n);
  if (res === NULL) return NULL;
  const out = PyBytes_AS_STRING(res);
  let written = 0;
  if (ahead > 0) {
    moveBytes(out, bufferAt(self) + buffered_pos(self), bufferAt(self) + buffered_pos(self) + ahead);
    written = ahead;
    set_buffered_pos(self, buffered_pos(self) + ahead);
  }
  const status = readFurther(self, out, written, n);
  if (status >= 0) return status === n ? res : _PyBytes_Resize(res, status);
  Py_DECREF(res);
  return status === -2 ? none() : NULL;
}
/** Fills up from `written` to n bytes: how many there are in the end, -1 with an exception, -2 when it would block and there are none. */
function readFurther(self: PyObject, out: number, written: number, n: number): number {
  if (buffered_writable(self) !== 0 && buffered_flush_and_rewind_unlocked(self) < 0) return -1;
  _bufferedreader_reset_buf(self);
  const size = buffered_buffer_size(self);
  let remaining = n - written;
  // whole blocks go straight to their place
  while (remaining >= size) {
    const r = _bufferedreader_raw_read(self, out + written, remaining - (remaining % size));
    if (r === -1) return -1;
    if (r <= 0) return r === 0 || written > 0 ? written : -2;
    remaining -= r;
    written += r;
  }
  set_buffered_pos(self, 0);
  set_buffered_raw_pos(self, 0);
  set_buffered_read_end(self, 0);
  // one read may not fill the buffer, but the caller's bytes are worth another
  while (remaining > 0 && buffered_read_end(self) < size) {
    const r = _bufferedreader_fill_buffer(self);
    if (r === -1) return -1;
    if (r <= 0) return r === 0 || written > 0 ? written : -2;
    const taken = remaining > r ? r : remaining, from = bufferAt(self) + buffered_pos(self);
    moveBytes(out + written, from, from + taken);
    written += taken;
    remaining -= taken;
    set_buffered_pos(self, buffered_pos(self) + taken);
  }
  return written;
}
/** Reads into memory of the heap: a count, -1 with an exception, -2 when it would block. With `once` the raw stream is asked at most once. escapes. CPython: _buffered_readinto_generic() */
export function readIntoUnlocked(self: PyObject, at: number, len: number, written: number, once: boolean): number {
  if (buffered_writable(self) !== 0 && buffered_flush_and_rewind_unlocked(self) < 0) return -1;
  _bufferedreader_reset_buf(self);
  set_buffered_pos(self, 0);
  for (let remaining = len - written; remaining > 0;) {
    let n = 0;
    if (remaining > buffered_buffer_size(self)) n = _bufferedreader_raw_read(self, at + written, remaining);
    else if (!(once && written > 0)) {
      n = _bufferedreader_fill_buffer(self);
      if (n > 0) {
        if (n > remaining) n = remaining;
        const from = bufferAt(self) + buffered_pos(self);
        moveBytes(at + written, from, from + n);
        set_buffered_pos(self, buffered_pos(self) + n);
        written += n;
        remaining -= n;
        continue;
      }
    }
    if (n === 0 || (n === -2 && written > 0)) break;
    if (n < 0) return n;
    written += n;
    remaining -= n;
    if (once) break;
  }
  return written;
}
/** The rest of a line whose beginning, up to the end of the buffer, has no line end. escapes. CPython: _buffered_readline() */
export function readLongLine(self: PyObject, limit: number): New | NULL {
  const chunks = PyList_New(0);
  if (chunks === NULL) return NULL;
  const n = READAHEAD(self), first = n > 0 ? bufferedBytes(self, buffered_pos(self), n) : NULL;
  let ok = n === 0 || (first !== NULL && PyList_Append(chunks, first) === 0);
  Py_XDECREF(first);
  if (ok && n > 0) {
    set_buffered_pos(self, buffered_pos(self) + n);
    if (limit >= 0) limit -= n;
  }
  if (ok && buffered_writable(self) !== 0 && buffered_flush_and_rewind_unlocked(self) < 0) ok = false;
  let more = ok;
  while (more) {
    _bufferedreader_reset_buf(self);
    let r = _bufferedreader_fill_buffer(self);
    if (r === -1) ok = false;
    if (r <= 0) break;
    if (limit >= 0 && r > limit) r = limit;
    const found = findNewline(bufferAt(self), r), size = found < 0 ? r : found + 1;
    more = found < 0 && r !== limit;
    const piece = bufferedBytes(self, 0, size);
    if (!more) set_buffered_pos(self, size);
    ok = piece !== NULL && PyList_Append(chunks, piece) === 0;
    if (!ok) more = false;
    Py_XDECREF(piece);
    if (limit >= 0) limit -= r;
  }
  const line = ok ? bytes_join(_PyBytes_Empty, chunks) : NULL;
  Py_DECREF(chunks);
  return line;
}
