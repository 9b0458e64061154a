/** FileIO: a raw stream over a file descriptor of the host. CPython: Modules/_io/fileio.c; _Py_read() and _Py_write() are of Python/fileutils.c */
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {PyBuffer_Release} from '../../objects/abstract-buffer';
import {PyBool_FromLong} from '../../objects/boolobject';
import {PyBytes_AsUint8Array, PyBytes_FromStringAndSize, _PyBytes_Resize} from '../../objects/bytesobject';
import {PyObject_CallFunctionObjArgs, PyObject_CallMethodOneArg} from '../../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_ResourceWarning, PyErr_SetRaisedException, PyErr_SetString, PyErr_WarnEx, PyErr_WriteUnraisable, _PyErr_ChainExceptions1, reprText, typeName} from '../../objects/errors';
import {PyErr_SetFromErrno, PyErr_SetFromErrnoWithFilenameObject} from '../../objects/errors-errno';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_AsInt, PyLong_AsLongLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_IsTrue, PyObject_SetAttr} from '../../objects/object';
import {PySys_Audit} from '../../objects/sysattr';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyUnicode_DecodeFSDefault, PyUnicode_FSConverter, _PyUnicode_AsUTF8NoNUL} from '../../objects/unicode-encoded';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {U8, _PyRuntime} from '../../runtime/current';
import {POLLIN, waitForDescriptor, writeToDescriptor} from '../../runtime/descriptor-wait';
import {
  PyBool_Check, PyBytes_AS_STRING, PyLong_Check, PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_IS_ASCII, Py_BOOL, Py_TYPE, fileio_fd, fileio_finalizing, fileio_mode, set_fileio_blksize,
  set_fileio_fd, set_fileio_finalizing, set_fileio_mode,
} from '../../runtime/generated/accessors';
import {ID_close, ID_name} from '../../runtime/generated/ids';
import {
  PyExc_OSError, PyExc_OverflowError, PyExc_ResourceWarning, PyExc_RuntimeWarning, PyExc_TypeError, PyExc_ValueError, PyExc_Warning, _Py_NoneStruct,
} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {ERRNO} from '../../runtime/host/errno';
import {METH_METHOD, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {noticeSignals} from '../../runtime/scheduler';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {_PyIOBase_cannot_pickle, deallocStream} from './_io-iobase';
import {DEFAULT_BUFFER_SIZE, fail, find_io_state_by_def, intArgument, none, optionalAttr, optionalSize, readableBuffer, reprOfName, unsupported, writableBuffer} from './_io-state';

const CREATED = 1, READABLE = 2, WRITABLE = 4, APPENDING = 8, CLOSEFD = 16, SEEKABLE_NO = 32, SEEKABLE_YES = 64, SEEKABLE_KNOWN = SEEKABLE_NO | SEEKABLE_YES, REGULAR = 128;
// Linux's fcntl.h
const O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2, O_CREAT = 0o100, O_EXCL = 0o200, O_TRUNC = 0o1000, O_APPEND = 0o2000, O_CLOEXEC = 0o2000000;
const S_IFMT = 0o170000, S_IFDIR = 0o040000, S_IFREG = 0o100000;
const SMALLCHUNK = 8192;
/** Most bytes that one call of read or write is asked for. CPython: Include/internal/pycore_fileutils.h _PY_READ_MAX, here no more than the heap can have */
const READ_MAX = 0x3fffffff;

// ---- calls of the host, made again after signals ----

/** Reads into the heap: a count, or the negated errno with an exception set. escapes. CPython: Python/fileutils.c _Py_read() */
export function _Py_read(fd: number, at: number, count: number): number {
  for (;;) {
    let n = waitForDescriptor(fd, POLLIN);
    if (n === 0) n = _PyRuntime.host.read(fd, U8, at, count > READ_MAX ? READ_MAX : count);
    if (n >= 0) return n;
    if (!retry(n)) return n;
  }
}
/** Writes from the heap: a count, or the negated errno with an exception set. escapes. CPython: Python/fileutils.c _Py_write() */
export function _Py_write(fd: number, at: number, count: number): number {
  for (;;) {
    const size = count > READ_MAX ? READ_MAX : count, n = writeToDescriptor(fd, size, done => _PyRuntime.host.write(fd, U8, at + done, size - done));
    if (n >= 0 && n < size) noticeSignals(); // one may have ended it
    if (n >= 0) return n;
    if (!retry(n)) return n;
  }
}
/** Whether a failed call is to be made again: it was interrupted, and the signal handlers did not raise. Else an exception is set. */
function retry(error: number): boolean {
  if (error === -ERRNO.EINTR) return checkSignals() >= 0;
  PyErr_SetFromErrno(PyExc_OSError, -error);
  return false;
}
/** Runs the handlers of signals that arrived; -1 with an exception. escapes. CPython: PyErr_CheckSignals() */
export function checkSignals(): number {
  return hooks._PyErr_CheckSignals === undefined ? 0 : hooks._PyErr_CheckSignals();
}

// ---- closing ----

export function _PyFileIO_closed(self: PyObject): boolean {
  return fileio_fd(self) < 0;
}
/** Warns that a file was left open, on behalf of `source`. escapes. CPython: fileio_dealloc_warn() */
function fileio_dealloc_warn(self: PyObject, source: PyObject): New {
  if (fileio_fd(self) >= 0 && (fileio_mode(self) & CLOSEFD) !== 0) {
    const raised = PyErr_GetRaisedException(), text = reprText(source);
    if (text === null || PyErr_ResourceWarning(source, 1, `unclosed file ${text}`, PyExc_ResourceWarning) < 0) {
      // a warning that became an error can't be raised from here
      if (PyErr_ExceptionMatches(PyExc_Warning)) PyErr_WriteUnraisable(self);
    }
    PyErr_SetRaisedException(raised);
  }
  return none();
}
function internal_close(self: PyObject): number {
  const fd = fileio_fd(self);
  if (fd < 0) return 0;
  // the number may be given out again as soon as close() runs, even when it fails
  set_fileio_fd(self, -1);
  const status = _PyRuntime.host.close(fd);
  if (status >= 0) return 0;
  PyErr_SetFromErrno(PyExc_OSError, -status);
  return -1;
}
function fileio_close(self: PyObject): New | NULL {
  const state = find_io_state_by_def(Py_TYPE(self));
  const res = PyObject_CallMethodOneArg(state.PyRawIOBase_Type as PyObject, ID_close, self);
  if ((fileio_mode(self) & CLOSEFD) === 0) {
    set_fileio_fd(self, -1);
    return res;
  }
  const exc = res === NULL ? PyErr_GetRaisedException() : NULL;
  if (fileio_finalizing(self) !== 0) Py_DECREF(fileio_dealloc_warn(self, self));
  const status = internal_close(self);
  if (res === NULL) _PyErr_ChainExceptions1(exc);
  if (status === 0) return res;
  Py_XDECREF(res);
  return NULL;
}

// ---- opening ----

function fileio_new(type: PyTypeObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  set_fileio_fd(self, -1);
  set_fileio_mode(self, CLOSEFD);
  return self;
}
const BAD_MODE = 'Must have exactly one of create/read/write/append mode and at most one plus';
/** Flags of open() for a mode, and what it allows into the object; -1 with an exception. */
function parseMode(self: PyObject, mode: string): number {
  let flags = 0, kinds = 0, plus = 0, allowed = 0;
  for (const c of mode) {
    switch (c) {
      case 'x': kinds++; allowed |= CREATED | WRITABLE; flags |= O_EXCL | O_CREAT; break;
      case 'r': kinds++; allowed |= READABLE; break;
      case 'w': kinds++; allowed |= WRITABLE; flags |= O_CREAT | O_TRUNC; break;
      case 'a': kinds++; allowed |= WRITABLE | APPENDING; flags |= O_APPEND | O_CREAT; break;
      case 'b': break;
      case '+': plus++; allowed |= READABLE | WRITABLE; break;
      default:
        PyErr_Format(PyExc_ValueError, `invalid mode: ${mode}`);
        return -1;
    }
    if (kinds > 1 || plus > 1) return fail(PyExc_ValueError, BAD_MODE);
  }
  // a second __init__ adds to what the first one allowed
  set_fileio_mode(self, fileio_mode(self) | allowed);
  if (kinds === 0) return fail(PyExc_ValueError, BAD_MODE);
  const access = fileio_mode(self) & (READABLE | WRITABLE);
  return flags | (access === (READABLE | WRITABLE) ? O_RDWR : access === READABLE ? O_RDONLY : O_WRONLY) | O_CLOEXEC;
}
/** A path as the host takes it: bytes that don't decode are lone surrogates. null with an exception. escapes */
function hostPath(nameobj: PyObject): string | null {
  if (PyUnicode_CheckExact(nameobj) && PyUnicode_IS_ASCII(nameobj)) {
    const name = PyUnicode_AsJSString(nameobj);
    if (!name.includes('\0')) return name;
  }
  const path = PyUnicode_FSConverter(nameobj);
  if (path === NULL) return null;
  const text = PyUnicode_DecodeFSDefault(PyBytes_AsUint8Array(path));
  Py_DECREF(path);
  if (text === NULL) return null;
  const name = PyUnicode_AsJSString(text);
  Py_DECREF(text);
  return name;
}
/** A descriptor from the host, or from an opener; -1 with an exception. escapes */
function openFile(nameobj: PyObject, name: string, flags: number, opener: PyObject): number {
  if (opener === _Py_NoneStruct) {
    for (;;) {
      const fd = _PyRuntime.host.open(name, flags, 0o666);
      if (fd >= 0) return fd;
      if (fd === -ERRNO.EINTR) {
        if (checkSignals() < 0) return -1;
        continue;
      }
      PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, -fd, nameobj);
      return -1;
    }
  }
  const number = PyLong_FromNumber(flags);
  if (number === NULL) return -1;
  const fdobj = PyObject_CallFunctionObjArgs(opener, nameobj, number);
  Py_DECREF(number);
  if (fdobj === NULL) return -1;
  if (!PyLong_Check(fdobj)) {
    Py_DECREF(fdobj);
    return fail(PyExc_TypeError, 'expected integer from opener');
  }
  const fd = PyLong_AsInt(fdobj);
  Py_DECREF(fdobj);
  if (fd >= 0) {
    const status = _PyRuntime.host.setInheritable(fd, false);
    if (status >= 0) return fd;
    _PyRuntime.host.close(fd);
    PyErr_SetFromErrno(PyExc_OSError, -status);
    return -1;
  }
  if (PyErr_Occurred() === NULL) PyErr_Format(PyExc_ValueError, `opener returned ${fd}`);
  return -1;
}
/** What is checked and set once there is a descriptor; -1 with an exception. escapes */
function opened(self: PyObject, nameobj: PyObject): number {
  const status = _PyRuntime.host.fstat(fileio_fd(self));
  set_fileio_blksize(self, DEFAULT_BUFFER_SIZE);
  if (typeof status === 'number') {
    if (status === -ERRNO.EBADF) {
      PyErr_SetFromErrno(PyExc_OSError, ERRNO.EBADF);
      return -1;
    }
  } else {
    // open() takes directories on some systems
    if ((status.mode & S_IFMT) === S_IFDIR) {
      PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, ERRNO.EISDIR, nameobj);
      return -1;
    }
    if (status.blksize > 1) set_fileio_blksize(self, status.blksize);
    if ((status.mode & S_IFMT) === S_IFREG) set_fileio_mode(self, fileio_mode(self) | REGULAR);
  }
  if (PyObject_SetAttr(self, ID_name, nameobj) < 0) return -1;
  if ((fileio_mode(self) & APPENDING) === 0) return 0;
  const pos = portable_lseek(self, NULL, 2, true);
  if (pos === NULL) return -1;
  Py_DECREF(pos);
  return 0;
}
/** FileIO(file, mode='r', closefd=True, opener=None). escapes. CPython: _io_FileIO___init___impl() */
function fileio_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('FileIO', "(file, mode='r', closefd=True, opener=None)", args, kwds);
  if (values === null) return -1;
  const nameobj = values[0] as PyObject, modeArg = values[1], opener = values[3] === NULL ? _Py_NoneStruct : values[3];
  let mode: string | undefined = 'r';
  if (modeArg !== NULL) {
    if (!PyUnicode_Check(modeArg)) {
      _PyArg_BadArgument('FileIO', "argument 'mode'", 'str', modeArg);
      return -1;
    }
    mode = _PyUnicode_AsUTF8NoNUL(modeArg);
    if (mode === undefined) return -1;
  }
  const closefd = values[2] === NULL ? 1 : PyObject_IsTrue(values[2]);
  if (closefd < 0) return -1;
  if (fileio_fd(self) >= 0) {
    if ((fileio_mode(self) & CLOSEFD) === 0) set_fileio_fd(self, -1);
    else if (internal_close(self) < 0) return -1;
  }
  if (PyBool_Check(nameobj) && PyErr_WarnEx(PyExc_RuntimeWarning, 'bool is used as a file descriptor', 1) < 0) return -1;
  // a str is no number, and that needn't be found out by an exception
  const fd = PyUnicode_Check(nameobj) ? -1 : PyLong_AsInt(nameobj);
  let path = '';
  if (fd < 0) {
    if (PyErr_Occurred() === NULL && !PyUnicode_Check(nameobj)) return fail(PyExc_ValueError, 'negative file descriptor');
    PyErr_Clear();
    const name = hostPath(nameobj);
    if (name === null) return -1;
    path = name;
  }
  return initialize(self, nameobj, fd, path, mode, closefd !== 0, opener);
}
function initialize(self: PyObject, nameobj: PyObject, fd: number, path: string, mode: string, closefd: boolean, opener: PyObject): number {
  const flags = parseMode(self, mode);
  if (flags < 0 || auditOpen(nameobj, mode, flags) < 0) return -1;
  if (fd >= 0) {
    set_fileio_fd(self, fd);
    set_fileio_mode(self, closefd ? fileio_mode(self) | CLOSEFD : fileio_mode(self) & ~CLOSEFD);
    if (opened(self, nameobj) === 0) return 0;
    // the descriptor is the caller's
    set_fileio_fd(self, -1);
    return -1;
  }
  set_fileio_mode(self, fileio_mode(self) | CLOSEFD);
  if (!closefd) return fail(PyExc_ValueError, 'Cannot use closefd=False with file name');
  const own = openFile(nameobj, path, flags, opener);
  if (own < 0) return -1;
  set_fileio_fd(self, own);
  if (opened(self, nameobj) === 0) return 0;
  const exc = PyErr_GetRaisedException();
  internal_close(self);
  _PyErr_ChainExceptions1(exc);
  return -1;
}
function auditOpen(nameobj: PyObject, mode: string, flags: number): number {
  const text = PyUnicode_FromString(mode), number = PyLong_FromNumber(flags);
  const status = text === NULL || number === NULL ? -1 : PySys_Audit('open', nameobj, text, number);
  Py_XDECREF(text);
  Py_XDECREF(number);
  return status;
}

const fileio_clear = clearFields(10);
function fileio_dealloc(self: PyObject): void {
  set_fileio_finalizing(self, 1);
  deallocStream(self, true, 32, fileio_clear);
}

// ---- reading and writing ----

function err_closed(): NULL {
  return PyErr_SetString(PyExc_ValueError, 'I/O operation on closed file');
}
function err_mode(self: PyObject, action: string): NULL {
  return unsupported(self, `File not open for ${action}`);
}
/** Forgets the error of a call that would block. */
function wouldBlock(n: number): boolean {
  if (n !== -ERRNO.EAGAIN) return false;
  PyErr_Clear();
  return true;
}
/** readinto() of a FileIO into the heap: a count, -1 with an exception, -2 when it would block. escapes */
export function fileioReadInto(self: PyObject, at: number, len: number): number {
  if (fileio_fd(self) < 0) {
    err_closed();
    return -1;
  }
  if ((fileio_mode(self) & READABLE) === 0) {
    err_mode(self, 'reading');
    return -1;
  }
  const n = _Py_read(fileio_fd(self), at, len);
  return n >= 0 ? n : wouldBlock(n) ? -2 : -1;
}
/** write() of a FileIO from the heap: a count, -1 with an exception, -2 when it would block. escapes */
export function fileioWriteFrom(self: PyObject, at: number, len: number): number {
  if (fileio_fd(self) < 0) {
    err_closed();
    return -1;
  }
  if ((fileio_mode(self) & WRITABLE) === 0) {
    err_mode(self, 'writing');
    return -1;
  }
  const n = _Py_write(fileio_fd(self), at, len);
  return n >= 0 ? n : wouldBlock(n) ? -2 : -1;
}
function countResult(n: number): New | NULL {
  return n >= 0 ? PyLong_FromNumber(n) : n === -2 ? none() : NULL;
}
function fileio_readinto(self: PyObject, buffer: PyObject): New | NULL {
  const view = writableBuffer('readinto', buffer);
  if (view === null) return NULL;
  const n = fileioReadInto(self, view.buf, view.len);
  PyBuffer_Release(view);
  return countResult(n);
}
function fileio_write(self: PyObject, b: PyObject): New | NULL {
  const view = readableBuffer(b);
  if (view === null) return NULL;
  const n = fileioWriteFrom(self, view.buf, view.len);
  PyBuffer_Release(view);
  return countResult(n);
}
/** CPython: new_buffersize() */
function new_buffersize(size: number): number {
  const addend = size > 65536 ? size >> 3 : 256 + size;
  return size + (addend < SMALLCHUNK ? SMALLCHUNK : addend);
}
function fileio_readall(self: PyObject): New | NULL {
  if (fileio_fd(self) < 0) return err_closed();
  const host = _PyRuntime.host, pos = host.lseek(fileio_fd(self), 0, 1), status = host.fstat(fileio_fd(self));
  const end = typeof status === 'number' ? -1 : status.size;
  // one byte more than the file should have, so that its end shows
  let bufsize = end > 0 && pos >= 0 && end >= pos && end - pos < READ_MAX ? end - pos + 1 : SMALLCHUNK, total = 0;
  let result = PyBytes_FromStringAndSize(0, bufsize);
  for (;;) {
    if (result === NULL) return NULL;
    if (total >= bufsize) {
      bufsize = new_buffersize(total);
      if (bufsize > READ_MAX) {
        Py_DECREF(result);
        return PyErr_SetString(PyExc_OverflowError, 'unbounded read returned more bytes than a Python bytes object can hold');
      }
      result = _PyBytes_Resize(result, bufsize);
      if (result === NULL) return NULL;
    }
    const n = _Py_read(fileio_fd(self), PyBytes_AS_STRING(result) + total, bufsize - total);
    if (n === 0) break;
    if (n < 0) {
      if (wouldBlock(n)) {
        if (total > 0) break;
        Py_DECREF(result);
        return none();
      }
      Py_DECREF(result);
      return NULL;
    }
    total += n;
  }
  return total < bufsize ? _PyBytes_Resize(result, total) : result;
}
function fileio_read(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  let size = optionalSize(sizeArg, -1);
  if (size !== size) return NULL;
  if (fileio_fd(self) < 0) return err_closed();
  if ((fileio_mode(self) & READABLE) === 0) return err_mode(self, 'reading');
  if (size < 0) return fileio_readall(self);
  if (size > READ_MAX) size = READ_MAX;
  const bytes = PyBytes_FromStringAndSize(0, size);
  if (bytes === NULL) return NULL;
  const n = _Py_read(fileio_fd(self), PyBytes_AS_STRING(bytes), size);
  if (n >= 0) return n === size ? bytes : _PyBytes_Resize(bytes, n);
  Py_DECREF(bytes);
  return wouldBlock(n) ? none() : NULL;
}

// ---- positions ----

/** lseek() with an int object or NULL for 0; remembers whether the file can seek. CPython: portable_lseek() */
function portable_lseek(self: PyObject, posobj: PyObject | NULL, whence: number, suppressPipeError: boolean): New | NULL {
  const pos = posobj === NULL ? 0 : PyLong_AsLongLong(posobj);
  if (pos === -1 && PyErr_Occurred() !== NULL) return NULL;
  let res = _PyRuntime.host.lseek(fileio_fd(self), pos, whence);
  if ((fileio_mode(self) & SEEKABLE_KNOWN) === 0) set_fileio_mode(self, fileio_mode(self) | (res >= 0 ? SEEKABLE_YES : SEEKABLE_NO));
  if (res < 0) {
    if (!suppressPipeError || res !== -ERRNO.ESPIPE) return PyErr_SetFromErrno(PyExc_OSError, -res);
    res = 0;
  }
  return PyLong_FromNumber(res);
}
function fileio_seek(self: PyObject, pos: PyObject, whenceArg: PyObject | NULL): New | NULL {
  const whence = intArgument(whenceArg, 0);
  if (whence !== whence) return NULL;
  return fileio_fd(self) < 0 ? err_closed() : portable_lseek(self, pos, whence, false);
}
function fileio_tell(self: PyObject): New | NULL {
  return fileio_fd(self) < 0 ? err_closed() : portable_lseek(self, NULL, 1, false);
}
function fileio_seekable(self: PyObject): New | NULL {
  if (fileio_fd(self) < 0) return err_closed();
  if ((fileio_mode(self) & SEEKABLE_KNOWN) === 0) {
    const pos = portable_lseek(self, NULL, 1, false);
    if (pos === NULL) PyErr_Clear();
    else Py_DECREF(pos);
  }
  return PyBool_FromLong((fileio_mode(self) & SEEKABLE_YES) !== 0);
}
function fileio_truncate(self: PyObject, size: PyObject | NULL): New | NULL {
  const fd = fileio_fd(self);
  if (fd < 0) return err_closed();
  if ((fileio_mode(self) & WRITABLE) === 0) return err_mode(self, 'writing');
  const posobj = size === NULL || size === _Py_NoneStruct ? portable_lseek(self, NULL, 1, false) : Py_NewRef(size);
  if (posobj === NULL) return NULL;
  const pos = PyLong_AsLongLong(posobj);
  if (pos === -1 && PyErr_Occurred() !== NULL) {
    Py_DECREF(posobj);
    return NULL;
  }
  const status = _PyRuntime.host.ftruncate(fd, pos);
  if (status >= 0) return posobj;
  Py_DECREF(posobj);
  return PyErr_SetFromErrno(PyExc_OSError, -status);
}

// ---- what it is ----

function mode_string(self: PyObject): string {
  const mode = fileio_mode(self), readable = (mode & READABLE) !== 0;
  if ((mode & CREATED) !== 0) return readable ? 'xb+' : 'xb';
  if ((mode & APPENDING) !== 0) return readable ? 'ab+' : 'ab';
  return readable ? ((mode & WRITABLE) !== 0 ? 'rb+' : 'rb') : 'wb';
}
function fileio_repr(self: PyObject): New | NULL {
  const type = typeName(self), fd = fileio_fd(self);
  if (fd < 0) return PyUnicode_FromString(`<${type} [closed]>`);
  const tail = `mode='${mode_string(self)}' closefd=${(fileio_mode(self) & CLOSEFD) !== 0 ? 'True' : 'False'}>`;
  const name = optionalAttr(self, ID_name);
  if (name === null) return NULL;
  if (name === NULL) return PyUnicode_FromString(`<${type} fd=${fd} ${tail}`);
  const text = reprOfName(self, name);
  return text === null ? NULL : PyUnicode_FromString(`<${type} name=${text} ${tail}`);
}
function fileio_isatty(self: PyObject): New | NULL {
  return fileio_fd(self) < 0 ? err_closed() : PyBool_FromLong(_PyRuntime.host.isatty(fileio_fd(self)) > 0);
}
/** Whether a FileIO that was just opened is a regular file, which is no terminal. */
export function isRegularFile(self: PyObject): boolean {
  return (fileio_mode(self) & REGULAR) !== 0;
}
function allows(self: PyObject, what: number): New | NULL {
  return fileio_fd(self) < 0 ? err_closed() : PyBool_FromLong((fileio_mode(self) & what) !== 0);
}

export const fileio_spec: TypeSpec = {
  tp_name: '_io.FileIO', tp_basicsize: 48, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, tp_dictoffset: 40, tp_weaklistoffset: 32,
  tp_doc: "FileIO(file, mode='r', closefd=True, opener=None)\n--\n\nOpens a file for reading, writing, exclusive creation ('x') or appending, unbuffered and in bytes; '+' allows both\ndirections.\n\nfile is a path or a file descriptor, which close() leaves open when closefd is false. opener(file, flags) may open\nthe file in open()'s place and returns the descriptor.",
  slots: {tp_dealloc: fileio_dealloc, tp_repr: fileio_repr, tp_traverse: traverseHeapFields(10), tp_clear: fileio_clear, tp_init: fileio_init, tp_new: fileio_new},
  methods: [
    method('read', '($self, size=-1, /)', fileio_read, 'At most size bytes, by one call of the system; everything when size is negative. None when nothing is there yet and\nthe file does not block.', METH_METHOD),
    method('readall', '($self, /)', fileio_readall, 'Everything up to the end, in as many calls as it takes.'),
    method('readinto', '($self, buffer, /)', (self, buffer) => fileio_readinto(self, buffer as PyObject), 'Reads into a buffer, as read(); returns how many bytes.', METH_METHOD),
    method('write', '($self, b, /)', (self, b) => fileio_write(self, b as PyObject), 'Writes bytes by one call of the system; returns how many it took, None when it would block.', METH_METHOD),
    method('seek', '($self, pos, whence=0, /)', (self, pos, whence) => fileio_seek(self, pos as PyObject, whence), 'Moves to a position and returns it, counted from the start.\n\nwhence: 0 counts from the start, 1 from the current position, 2 from the end.'),
    method('tell', '($self, /)', fileio_tell, 'The current position.'),
    method('truncate', '($self, size=None, /)', fileio_truncate, 'Cuts or extends the file to a size, by default to the current position.', METH_METHOD),
    method('close', '($self, /)', fileio_close, 'Closes the file; afterwards only this method may be called.', METH_METHOD),
    method('seekable', '($self, /)', fileio_seekable, 'Whether the file has positions.'),
    method('readable', '($self, /)', self => allows(self, READABLE), 'Whether the file was opened for reading.'),
    method('writable', '($self, /)', self => allows(self, WRITABLE), 'Whether the file was opened for writing.'),
    method('fileno', '($self, /)', self => (fileio_fd(self) < 0 ? err_closed() : PyLong_FromNumber(fileio_fd(self))), 'The file descriptor.'),
    method('isatty', '($self, /)', fileio_isatty, 'Whether the file is a terminal.'),
    method('_dealloc_warn', '($self, object, /)', (self, source) => fileio_dealloc_warn(self, source as PyObject)),
    method('__getstate__', '($self, /)', _PyIOBase_cannot_pickle),
  ],
  members: [{name: '_blksize', type: 'uint', offset: 28}, {name: '_finalizing', type: 'bool', offset: 24}],
  getset: [
    {name: 'closed', get: self => PyBool_FromLong(fileio_fd(self) < 0), doc: 'True if the file is closed'},
    {name: 'closefd', get: self => Py_NewRef(Py_BOOL((fileio_mode(self) & CLOSEFD) !== 0)), doc: 'Whether close() closes the descriptor'},
    {name: 'mode', get: self => PyUnicode_FromString(mode_string(self)), doc: 'The mode as a string'},
  ],
};
