/** posix: descriptors. CPython: Modules/posixmodule.c */
import {PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PySequence_Check, PySequence_GetItem, PySequence_Size} from '../../objects/abstract-sequence';
import {_PyBytes_FromSize, _PyBytes_Resize} from '../../objects/bytesobject';
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyLong_FromNumber} from '../../objects/longobject';
import {packSteal} from '../../objects/tupleobject';
import {U8, _PyRuntime} from '../../runtime/current';
import {POLLIN, waitForDescriptor, writeToDescriptor} from '../../runtime/descriptor-wait';
import {PyBytes_AS_STRING} from '../../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO} from '../../runtime/host/errno';
import {method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {Py_buffer} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {DEFAULT_DIR_FD, PyObject_AsFileDescriptor, atPath, auditValues, boolArgument, boolResult, dir_fd_converter, errorUnlessRaised, intArgument, interrupted, noneOrError, noneOrPathError, offArgument, path_converter, path_error, type path_t, posix_error, ssizeArgument} from './posix-args';

const O_CREAT = 0o100, O_NONBLOCK = 0o4000, O_CLOEXEC = 0o2000000, F_GETFL = 3, F_SETFL = 4;
/** The most that one read or write moves on Linux. CPython: _PY_READ_MAX */
const IO_MAX = 0x7ffff000;

/** Repeats a call while signals interrupt it; the handlers ran in between. escapes. PEP 475 */
export function retry(call: () => number): number {
  let result: number;
  do result = call(); while (interrupted(result));
  return result;
}
function os_open(_module: PyObject, pathArg: PyObject, flagsArg: PyObject, modeArg: PyObject | NULL, dirFd: PyObject | NULL): New | NULL {
  const path = path_converter('open', pathArg);
  if (path === null) return NULL;
  const flags = intArgument(flagsArg), mode = flags === null ? null : intArgument(modeArg, 0o777), dir_fd = mode === null ? null : dir_fd_converter(dirFd);
  const result = flags === null || mode === null || dir_fd === null || auditValues('open', [path.object, NULL], [flags]) < 0 ? NULL : open(path, flags | O_CLOEXEC, mode, dir_fd);
  path.cleanup();
  return result;
}
function open(path: path_t, flags: number, mode: number, dir_fd: number): New | NULL {
  const {host} = _PyRuntime;
  let fd: number;
  if (dir_fd === DEFAULT_DIR_FD) fd = retry(() => host.open(path.narrow as string, flags, mode));
  else fd = retry(() => host.call('openat', dir_fd, path.narrow, flags, (flags & O_CREAT) !== 0 ? mode : 0));
  if (fd >= 0) return PyLong_FromNumber(fd);
  return fd === -ERRNO.EINTR && PyErr_Occurred() !== NULL ? NULL : path_error(path, fd);
}
function os_close(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = intArgument(fdArg);
  if (fd === null) return NULL;
  const status = _PyRuntime.host.close(fd);
  // the descriptor is closed all the same
  return status === -ERRNO.EINTR ? Py_NewRef(_Py_NoneStruct) : noneOrError(status);
}
function os_closerange(_module: PyObject, lowArg: PyObject, highArg: PyObject): New | NULL {
  const low = intArgument(lowArg), high = low === null ? null : intArgument(highArg);
  if (low === null || high === null) return NULL;
  closeRange(low, high);
  return Py_NewRef(_Py_NoneStruct);
}
/** Closes the descriptors from `low` to below `high` that are open. */
function closeRange(low: number, high: number): void {
  const {host} = _PyRuntime;
  if (high - low < 256) {
    for (let fd = Math.max(low, 0); fd < high; fd++) host.close(fd);
    return;
  }
  // far fewer are open than such a range holds
  const names = host.listdir('/proc/self/fd');
  if (typeof names === 'number') for (let fd = Math.max(low, 0); fd < Math.min(high, 65536); fd++) host.close(fd);
  else for (const name of names) if (Number(name) >= low && Number(name) < high) host.close(Number(name));
}
function os_dup(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = intArgument(fdArg);
  if (fd === null) return NULL;
  const result = _PyRuntime.host.dup(fd);
  return result < 0 ? posix_error(result) : PyLong_FromNumber(result);
}
function os_dup2(_module: PyObject, fdArg: PyObject, fd2Arg: PyObject, inheritableArg: PyObject | NULL): New | NULL {
  const fd = intArgument(fdArg), fd2 = fd === null ? null : intArgument(fd2Arg), inheritable = fd2 === null ? null : boolArgument(inheritableArg, true);
  if (fd === null || fd2 === null || inheritable === null) return NULL;
  if (fd < 0 || fd2 < 0) return posix_error(-ERRNO.EBADF);
  const result = _PyRuntime.host.dup2(fd, fd2, inheritable);
  return result < 0 ? posix_error(result) : PyLong_FromNumber(result);
}
function os_lseek(_module: PyObject, fdArg: PyObject, positionArg: PyObject, howArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), position = fd === null ? null : offArgument(positionArg), how = position === null ? null : intArgument(howArg);
  if (fd === null || position === null || how === null) return NULL;
  const result = _PyRuntime.host.lseek(fd, position, how);
  return result < 0 ? posix_error(result) : PyLong_FromNumber(result);
}
/** Reads into a new bytes object; `offset` null reads at the position of the descriptor. */
function readBytes(fd: number, length: number, offset: number | null): New | NULL {
  if (length < 0) return posix_error(-ERRNO.EINVAL);
  const size = Math.min(length, IO_MAX), buffer = _PyBytes_FromSize(size);
  if (buffer === NULL) return NULL;
  const n = readInto(fd, PyBytes_AS_STRING(buffer), size, offset);
  if (n < 0) {
    Py_DECREF(buffer);
    return errorUnlessRaised(n);
  }
  return n === size ? buffer : _PyBytes_Resize(buffer, n);
}
/** Reads into the heap; the count, or a negated errno (-EINTR: maybe with an exception). escapes */
function readInto(fd: number, at: number, size: number, offset: number | null): number {
  const {host} = _PyRuntime;
  let n: number;
  do {
    n = offset === null ? waitForDescriptor(fd, POLLIN) : 0;
    if (n === 0) n = offset === null ? host.read(fd, U8, at, size) : host.pread(fd, U8, at, size, offset);
  } while (interrupted(n));
  return n;
}
/** Writes from the heap; the count, or a negated errno (-EINTR: maybe with an exception). escapes. CPython: _Py_write_impl() */
function writeFrom(fd: number, at: number, length: number, offset: number | null): number {
  const {host} = _PyRuntime, size = Math.min(length, IO_MAX);
  let n: number;
  do {
    n = offset === null ? writeToDescriptor(fd, size, done => host.write(fd, U8, at + done, size - done)) : host.pwrite(fd, U8, at, size, offset);
  } while (interrupted(n));
  return n;
}
function os_read(_module: PyObject, fdArg: PyObject, lengthArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), length = fd === null ? null : ssizeArgument(lengthArg);
  return fd === null || length === null ? NULL : readBytes(fd, length, null);
}
function os_pread(_module: PyObject, fdArg: PyObject, lengthArg: PyObject, offsetArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), length = fd === null ? null : ssizeArgument(lengthArg), offset = length === null ? null : offArgument(offsetArg);
  return fd === null || length === null || offset === null ? NULL : readBytes(fd, length, offset);
}
function writeObject(fd: number, data: PyObject, offset: number | null): New | NULL {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) < 0) return NULL;
  const n = writeFrom(fd, view.buf, view.len, offset);
  PyBuffer_Release(view);
  return n < 0 ? errorUnlessRaised(n) : PyLong_FromNumber(n);
}
function os_write(_module: PyObject, fdArg: PyObject, data: PyObject): New | NULL {
  const fd = intArgument(fdArg);
  return fd === null ? NULL : writeObject(fd, data, null);
}
function os_pwrite(_module: PyObject, fdArg: PyObject, data: PyObject, offsetArg: PyObject): New | NULL {
  const fd = intArgument(fdArg);
  if (fd === null) return NULL;
  const offset = offArgument(offsetArg);
  return offset === null ? NULL : writeObject(fd, data, offset);
}

/** The buffers of a sequence, one after the other; null with an exception. CPython: iov_setup() */
function iov_setup(seq: PyObject, flags: number): Py_buffer[] | null {
  const n = PySequence_Size(seq), views: Py_buffer[] = [];
  if (n < 0) return null;
  for (let i = 0; i < n; i++) {
    const item = PySequence_GetItem(seq, i), view = new Py_buffer();
    const status = item === NULL ? -1 : PyObject_GetBuffer(item, view, flags);
    if (item !== NULL) Py_DECREF(item);
    if (status < 0) {
      views.forEach(PyBuffer_Release);
      return null;
    }
    views.push(view);
  }
  return views;
}
/** Moves data between a descriptor and a row of buffers, as one call of the system does: it ends with the first that is not filled. */
function transferVector(fd: number, views: readonly Py_buffer[], offset: number | null, reading: boolean): New | NULL {
  let total = 0, n = 0;
  for (const view of views) {
    const at = offset === null ? null : offset + total;
    if (view.len === 0) continue;
    // a second read would wait for more where one readv() is satisfied
    if (total > 0 && reading && offset === null && _PyRuntime.host.poll(Int32Array.of(fd, POLLIN, 0), 0) <= 0) break;
    n = reading ? readInto(fd, view.buf, view.len, at) : writeFrom(fd, view.buf, view.len, at);
    if (n < 0) break;
    total += n;
    if (n < view.len) break;
  }
  views.forEach(PyBuffer_Release);
  return n < 0 && total === 0 ? errorUnlessRaised(n) : PyLong_FromNumber(total);
}
function vectorCall(name: string, fdArg: PyObject, buffers: PyObject, offsetArg: PyObject | NULL, reading: boolean): New | NULL {
  const fd = intArgument(fdArg);
  if (fd === null) return NULL;
  const offset = offsetArg === NULL ? 0 : offArgument(offsetArg);
  if (offset === null) return NULL;
  if (!PySequence_Check(buffers)) return PyErr_SetString(PyExc_TypeError, `${name}() arg 2 must be a sequence`);
  const views = iov_setup(buffers, reading ? PyBUF_WRITABLE : PyBUF_SIMPLE);
  if (views === null) return NULL;
  if (offset < 0) {
    views.forEach(PyBuffer_Release);
    return posix_error(-ERRNO.EINVAL);
  }
  return transferVector(fd, views, offsetArg === NULL ? null : offset, reading);
}
const os_readv = (_module: PyObject, fd: PyObject, buffers: PyObject): New | NULL => vectorCall('readv', fd, buffers, NULL, true);
const os_writev = (_module: PyObject, fd: PyObject, buffers: PyObject): New | NULL => vectorCall('writev', fd, buffers, NULL, false);
const os_preadv = (_module: PyObject, fd: PyObject, buffers: PyObject, offset: PyObject): New | NULL => vectorCall('preadv', fd, buffers, offset, true);
const os_pwritev = (_module: PyObject, fd: PyObject, buffers: PyObject, offset: PyObject): New | NULL => vectorCall('pwritev', fd, buffers, offset, false);

function pair(a: number, b: number): New | NULL {
  return packSteal(PyLong_FromNumber(a), PyLong_FromNumber(b));
}
function os_pipe(): New | NULL {
  const ends = _PyRuntime.host.pipe2(O_CLOEXEC);
  return typeof ends === 'number' ? posix_error(ends) : pair(ends[0], ends[1]);
}
function os_pipe2(_module: PyObject, flagsArg: PyObject): New | NULL {
  const flags = intArgument(flagsArg);
  if (flags === null) return NULL;
  const ends = _PyRuntime.host.pipe2(flags);
  return typeof ends === 'number' ? posix_error(ends) : pair(ends[0], ends[1]);
}
function os_isatty(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = intArgument(fdArg);
  return fd === null ? NULL : boolResult(_PyRuntime.host.isatty(fd) === 1);
}
function os_ftruncate(_module: PyObject, fdArg: PyObject, lengthArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), length = fd === null ? null : offArgument(lengthArg);
  if (fd === null || length === null || auditValues('os.truncate', [], [fd, length]) < 0) return NULL;
  const status = retry(() => _PyRuntime.host.ftruncate(fd, length));
  return status < 0 ? errorUnlessRaised(status) : Py_NewRef(_Py_NoneStruct);
}
function os_truncate(_module: PyObject, pathArg: PyObject, lengthArg: PyObject): New | NULL {
  const path = path_converter('truncate', pathArg, {allowFd: true});
  if (path === null) return NULL;
  const length = offArgument(lengthArg);
  if (length === null || auditValues('os.truncate', [path.object], [length]) < 0) {
    path.cleanup();
    return NULL;
  }
  const {host} = _PyRuntime;
  return noneOrPathError(path, path.fd !== -1 ? host.ftruncate(path.fd, length) : host.call('truncate', path.narrow, length));
}
/** A call on a descriptor that an int or an object with fileno() names. */
function onFile(op: PyObject, call: (fd: number) => number): New | NULL {
  const fd = PyObject_AsFileDescriptor(op);
  if (fd < 0) return NULL;
  const status = retry(() => call(fd));
  return status < 0 ? errorUnlessRaised(status) : Py_NewRef(_Py_NoneStruct);
}
const os_fsync = (_module: PyObject, fd: PyObject): New | NULL => onFile(fd, n => _PyRuntime.host.fsync(n));
const os_fdatasync = (_module: PyObject, fd: PyObject): New | NULL => onFile(fd, n => _PyRuntime.host.call('fdatasync', n));
function os_fchdir(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg);
  return fd < 0 || auditValues('os.chdir', [], [fd]) < 0 ? NULL : onFile(fdArg, n => _PyRuntime.host.call('fchdir', n));
}
function os_get_inheritable(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = intArgument(fdArg);
  if (fd === null) return NULL;
  const result = _PyRuntime.host.getInheritable(fd);
  return result < 0 ? posix_error(result) : boolResult(result !== 0);
}
function os_set_inheritable(_module: PyObject, fdArg: PyObject, inheritableArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), inheritable = fd === null ? null : intArgument(inheritableArg);
  return fd === null || inheritable === null ? NULL : noneOrError(_PyRuntime.host.setInheritable(fd, inheritable !== 0));
}
function os_get_blocking(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = intArgument(fdArg);
  if (fd === null) return NULL;
  const flags = _PyRuntime.host.fcntl(fd, F_GETFL, 0);
  return flags < 0 ? posix_error(flags) : boolResult((flags & O_NONBLOCK) === 0);
}
function os_set_blocking(_module: PyObject, fdArg: PyObject, blockingArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), blocking = fd === null ? null : boolArgument(blockingArg, true);
  if (fd === null || blocking === null) return NULL;
  const {host} = _PyRuntime, flags = host.fcntl(fd, F_GETFL, 0);
  if (flags < 0) return posix_error(flags);
  return noneOrError(host.fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}
function os_lockf(_module: PyObject, fdArg: PyObject, commandArg: PyObject, lengthArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), command = fd === null ? null : intArgument(commandArg), length = command === null ? null : offArgument(lengthArg);
  if (fd === null || command === null || length === null || auditValues('os.lockf', [], [fd, command, length]) < 0) return NULL;
  return noneOrError(_PyRuntime.host.call('lockf', fd, command, length));
}
function os_posix_fallocate(_module: PyObject, fdArg: PyObject, offsetArg: PyObject, lengthArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), offset = fd === null ? null : offArgument(offsetArg), length = offset === null ? null : offArgument(lengthArg);
  if (fd === null || offset === null || length === null) return NULL;
  const status = retry(() => negated(_PyRuntime.host.call('posix_fallocate', fd, offset, length)));
  return status < 0 ? errorUnlessRaised(status) : Py_NewRef(_Py_NoneStruct);
}
function os_posix_fadvise(_module: PyObject, fdArg: PyObject, offsetArg: PyObject, lengthArg: PyObject, adviceArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), offset = fd === null ? null : offArgument(offsetArg), length = offset === null ? null : offArgument(lengthArg), advice = length === null ? null : intArgument(adviceArg);
  if (fd === null || offset === null || length === null || advice === null) return NULL;
  const status = retry(() => negated(_PyRuntime.host.call('posix_fadvise', fd, offset, length, advice)));
  return status < 0 ? errorUnlessRaised(status) : Py_NewRef(_Py_NoneStruct);
}
const negated = (result: number): number => (result > 0 ? -result : result);
function offsetPointer(op: PyObject | NULL): Uint8Array | null | undefined {
  if (op === NULL || op === _Py_NoneStruct) return null;
  const offset = offArgument(op);
  return offset === null ? undefined : new Uint8Array(BigInt64Array.of(BigInt(offset)).buffer);
}
function os_sendfile(_module: PyObject, outArg: PyObject, inArg: PyObject, offsetArg: PyObject, countArg: PyObject): New | NULL {
  const out = intArgument(outArg), source = out === null ? null : intArgument(inArg), pointer = source === null ? undefined : offsetPointer(offsetArg);
  const count = pointer === undefined ? null : ssizeArgument(countArg);
  if (out === null || source === null || pointer === undefined || count === null) return NULL;
  const n = retry(() => writeToDescriptor(out, count, () => _PyRuntime.host.call('sendfile', out, source, pointer, count), true));
  return n < 0 ? errorUnlessRaised(n) : PyLong_FromNumber(n);
}
function betweenFiles(name: 'copy_file_range' | 'splice', srcArg: PyObject, dstArg: PyObject, countArg: PyObject, offsetSrc: PyObject | NULL, offsetDst: PyObject | NULL, flagsArg: PyObject | NULL): New | NULL {
  const src = intArgument(srcArg), dst = src === null ? null : intArgument(dstArg), count = dst === null ? null : ssizeArgument(countArg);
  if (src === null || dst === null || count === null) return NULL;
  if (count < 0) return PyErr_SetString(PyExc_ValueError, `negative value for 'count' not allowed`);
  const from = offsetPointer(offsetSrc), to = from === undefined ? undefined : offsetPointer(offsetDst), flags = to === undefined ? null : intArgument(flagsArg, 0);
  if (from === undefined || to === undefined || flags === null) return NULL;
  const n = retry(() => _PyRuntime.host.call(name, src, from, dst, to, count, flags));
  return n < 0 ? errorUnlessRaised(n) : PyLong_FromNumber(n);
}
const os_copy_file_range = (_module: PyObject, src: PyObject, dst: PyObject, count: PyObject, offsetSrc: PyObject | NULL, offsetDst: PyObject | NULL): New | NULL => betweenFiles('copy_file_range', src, dst, count, offsetSrc, offsetDst, NULL);
const os_splice = (_module: PyObject, src: PyObject, dst: PyObject, count: PyObject, offsetSrc: PyObject | NULL, offsetDst: PyObject | NULL, flags: PyObject | NULL): New | NULL => betweenFiles('splice', src, dst, count, offsetSrc, offsetDst, flags);
function os_mkfifo(_module: PyObject, pathArg: PyObject, modeArg: PyObject | NULL, dirFd: PyObject | NULL): New | NULL {
  const path = path_converter('mkfifo', pathArg);
  if (path === null) return NULL;
  const mode = intArgument(modeArg, 0o666), dir_fd = mode === null ? null : dir_fd_converter(dirFd);
  if (mode === null || dir_fd === null) {
    path.cleanup();
    return NULL;
  }
  const name = atPath(path, dir_fd);
  return noneOrPathError(path, typeof name === 'number' ? name : _PyRuntime.host.call('mkfifo', name, mode));
}

export const fdMethods: readonly PyMethodDef[] = [
  method('open', '($module, /, path, flags, mode=511, *, dir_fd=None)', os_open, 'Opens a file; returns its descriptor, which children do not inherit.'),
  method('close', '($module, /, fd)', os_close, 'Closes a descriptor.'),
  method('closerange', '($module, fd_low, fd_high, /)', os_closerange, 'Closes the descriptors from fd_low to below fd_high.'),
  method('dup', '($module, fd, /)', os_dup, 'Another descriptor of the same file.'),
  method('dup2', '($module, /, fd, fd2, inheritable=True)', os_dup2, 'Makes fd2 a descriptor of the file of fd.'),
  method('lseek', '($module, fd, position, whence, /)', os_lseek, 'Moves the position of a descriptor; returns the new one.'),
  method('read', '($module, fd, length, /)', os_read, 'Reads at most length bytes.'),
  method('readv', '($module, fd, buffers, /)', os_readv, 'Reads into writable buffers, one after the other.'),
  method('pread', '($module, fd, length, offset, /)', os_pread, 'Reads at an offset; the position stays.'),
  method('preadv', '($module, fd, buffers, offset, flags=0, /)', os_preadv, 'readv() at an offset.'),
  method('write', '($module, fd, data, /)', os_write, 'Writes bytes; returns how many.'),
  method('writev', '($module, fd, buffers, /)', os_writev, 'Writes buffers one after the other.'),
  method('pwrite', '($module, fd, buffer, offset, /)', os_pwrite, 'Writes at an offset; the position stays.'),
  method('pwritev', '($module, fd, buffers, offset, flags=0, /)', os_pwritev, 'writev() at an offset.'),
  method('pipe', '($module, /)', os_pipe, 'A pipe: the descriptors of its reading and its writing end.'),
  method('pipe2', '($module, flags, /)', os_pipe2, 'A pipe with flags.'),
  method('isatty', '($module, fd, /)', os_isatty, 'Whether a descriptor is a terminal.'),
  method('ftruncate', '($module, fd, length, /)', os_ftruncate, 'Cuts or extends an open file.'),
  method('truncate', '($module, /, path, length)', os_truncate, 'Cuts or extends a file.'),
  method('fsync', '($module, /, fd)', os_fsync, 'Has the file written to its disk.'),
  method('fdatasync', '($module, /, fd)', os_fdatasync, 'Has the data of the file written to its disk.'),
  method('fchdir', '($module, /, fd)', os_fchdir, 'Makes an open directory the current one.'),
  method('get_inheritable', '($module, fd, /)', os_get_inheritable, 'Whether children inherit a descriptor.'),
  method('set_inheritable', '($module, fd, inheritable, /)', os_set_inheritable, 'Whether children inherit a descriptor from now on.'),
  method('get_blocking', '($module, fd, /)', os_get_blocking, 'Whether calls on a descriptor wait.'),
  method('set_blocking', '($module, fd, blocking, /)', os_set_blocking, 'Whether calls on a descriptor wait from now on.'),
  method('lockf', '($module, fd, command, length, /)', os_lockf, 'Locks, tests or unlocks a part of a file.'),
  method('posix_fallocate', '($module, fd, offset, length, /)', os_posix_fallocate, 'Has room made on the disk.'),
  method('posix_fadvise', '($module, fd, offset, length, advice, /)', os_posix_fadvise, 'Tells how a file will be used.'),
  method('sendfile', '($module, /, out_fd, in_fd, offset, count)', os_sendfile, 'Copies bytes from one descriptor to another.'),
  method('copy_file_range', '($module, /, src, dst, count, offset_src=None, offset_dst=None)', os_copy_file_range, 'Copies bytes from one file to another inside the system.'),
  method('splice', '($module, /, src, dst, count, offset_src=None, offset_dst=None, flags=0)', os_splice, 'Moves bytes between descriptors of which one is a pipe.'),
  method('mkfifo', '($module, /, path, mode=438, *, dir_fd=None)', os_mkfifo, 'Makes a named pipe.'),
];
