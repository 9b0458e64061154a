/**
 * The mmap module. CPython: Modules/mmapmodule.c
 *
 * DIVERGES: memory of the host cannot be part of the heap, so a map is a copy. One that is shared with a file is read from it before
 * each access and written to it after each change, so that files, other maps and other processes see the same; changes through a
 * buffer are written when the last buffer is released, and by flush(). A private map does not see what the file becomes later.
 */
import {PyBUF_SIMPLE, PyBuffer_FillInfo, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyIndex_Check, PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {findBytes} from '../../objects/bytes-find';
import {PyBytes_FromStringAndSize, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_AddType, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {sliceBounds, ssizeArg} from '../../objects/text-args';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {U8, _PyRuntime} from '../../runtime/current';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {PySlice_Check, Py_TYPE, mmap_weakreflist} from '../../runtime/generated/accessors';
import {PyExc_BufferError, PyExc_IndexError, PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, method} from '../../runtime/methoddef';
import {PyMem_RawFree, PyMem_RawMalloc} from '../../runtime/obmalloc';
import {Py_DECREF, Py_NewRef, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {auditValues, boolArgument, boolResult, intArgument, offArgument, posix_error} from './posix-args';

type Optional = PyObject | NULL;
const ACCESS_DEFAULT = 0, ACCESS_READ = 1, ACCESS_WRITE = 2, ACCESS_COPY = 3, PROT_READ = 1, PROT_WRITE = 2, MAP_SHARED = 1, MAP_PRIVATE = 2, MAP_ANONYMOUS = 32, PAGESIZE = 4096;
const CONSTANTS: Readonly<Record<string, number>> = {
  PROT_EXEC: 4, PROT_READ, PROT_WRITE, MAP_SHARED, MAP_PRIVATE, MAP_DENYWRITE: 2048, MAP_EXECUTABLE: 4096, MAP_ANON: MAP_ANONYMOUS, MAP_ANONYMOUS, MAP_POPULATE: 32768, MAP_STACK: 131072, MAP_NORESERVE: 16384, MAP_32BIT: 64, PAGESIZE,
  ALLOCATIONGRANULARITY: PAGESIZE, ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY, MADV_NORMAL: 0, MADV_RANDOM: 1, MADV_SEQUENTIAL: 2, MADV_WILLNEED: 3, MADV_DONTNEED: 4, MADV_REMOVE: 9, MADV_DONTFORK: 10, MADV_DOFORK: 11,
  MADV_HWPOISON: 100, MADV_MERGEABLE: 12, MADV_UNMERGEABLE: 13, MADV_HUGEPAGE: 14, MADV_NOHUGEPAGE: 15, MADV_DONTDUMP: 16, MADV_DODUMP: 17, MADV_FREE: 8,
};
const ACCESS_NAMES = ['ACCESS_DEFAULT', 'ACCESS_READ', 'ACCESS_WRITE', 'ACCESS_COPY'];
const EACCES = 13, EBADF = 9, ENODEV = 19, EINVAL = 22, S_IFMT = 0o170000, S_IFREG = 0o100000, F_GETFL = 3, O_ACCMODE = 3, O_WRONLY = 1, O_RDWR = 2, PIECE = 1 << 16;

/** CPython: mmap_object */
class MmapData {
  pos = 0;
  exports = 0;
  /** `data` is the block in the heap, 0 when closed; `fd` our own descriptor of the file, -1 for none; `shared` says that file and map are one. */
  constructor(
    public data: number,
    public size: number,
    readonly offset: number,
    public fd: number,
    readonly access: number,
    readonly shared: boolean,
    readonly trackfd: boolean,
  ) {}
  get base(): number {
    return this.data * 4;
  }
  /** Brings a part up to date with the file. */
  load(start: number, length: number): void {
    if (!this.shared || this.exports > 0) return;
    this.read(start, length);
  }
  read(start: number, length: number): void {
    const {host} = _PyRuntime;
    for (let done = 0; done < length;) {
      const count = host.pread(this.fd, U8, this.base + start + done, length - done, this.offset + start + done);
      if (count <= 0) return;
      done += count;
    }
  }
  /** Writes a part that was changed to the file. */
  store(start: number, length: number): void {
    if (!this.shared || this.access === ACCESS_READ) return;
    const {host} = _PyRuntime;
    for (let done = 0; done < length;) {
      const count = host.pwrite(this.fd, U8, this.base + start + done, length - done, this.offset + start + done);
      if (count <= 0) return;
      done += count;
    }
  }
  /** Writes whatever differs from the file. */
  storeDifferences(): void {
    if (!this.shared || this.access === ACCESS_READ) return;
    const piece = new Uint8Array(Math.min(PIECE, this.size)), {host} = _PyRuntime;
    for (let start = 0; start < this.size; start += piece.length) {
      const length = Math.min(piece.length, this.size - start), count = host.pread(this.fd, piece, 0, length, this.offset + start), at = this.base + start;
      let same = count === length;
      for (let i = 0; same && i < length; i++) same = piece[i] === U8[at + i];
      if (!same) this.store(start, length);
    }
  }
  release(): void {
    if (this.fd >= 0) _PyRuntime.host.close(this.fd);
    PyMem_RawFree(this.data);
    this.fd = -1;
    this.data = 0;
  }
}
/** The map of an object; null with an exception when it is closed. CPython: CHECK_VALID() */
function valid(self: PyObject): MmapData | null {
  const m = payload<MmapData>(self);
  if (m.data !== 0) return m;
  PyErr_SetString(PyExc_ValueError, 'mmap closed or invalid');
  return null;
}
function is_writable({access}: MmapData): boolean {
  if (access !== ACCESS_READ) return true;
  PyErr_SetString(PyExc_TypeError, "mmap can't modify a readonly memory map.");
  return false;
}
function failed(error: number): NULL {
  return posix_error(-error);
}
const newParser = argParser('', '(fileno, length, flags=1, prot=3, access=0, offset=0, *, trackfd=True)');
function new_mmap_object(type: PyTypeObject, args: PyObject, kwds: Optional): New | NULL {
  const values = parseArgs(newParser, args, kwds), fd = values === null ? null : intArgument(values[0]), length = fd === null ? 0 : ssizeArg(values![1]);
  if (values === null || fd === null || (length === -1 && PyErr_Occurred() !== NULL)) return NULL;
  const flagsArg = intArgument(values[2], MAP_SHARED), protArg = flagsArg === null ? null : intArgument(values[3], PROT_READ | PROT_WRITE), accessArg = protArg === null ? null : intArgument(values[4], ACCESS_DEFAULT);
  const offset = accessArg === null ? null : offArgument(values[5], 0), trackfd = offset === null ? null : boolArgument(values[6], true);
  if (flagsArg === null || protArg === null || accessArg === null || offset === null || trackfd === null) return NULL;
  let size = length, flags = flagsArg, prot = protArg, access = accessArg;
  if (size < 0) return PyErr_SetString(PyExc_OverflowError, 'memory mapped length must be positive');
  if (offset < 0) return PyErr_SetString(PyExc_OverflowError, 'memory mapped offset must be positive');
  if (access !== ACCESS_DEFAULT && (flags !== MAP_SHARED || prot !== (PROT_WRITE | PROT_READ))) return PyErr_SetString(PyExc_ValueError, "mmap can't specify both access and flags, prot.");
  switch (access) {
    case ACCESS_READ: prot = PROT_READ; break;
    case ACCESS_WRITE: break;
    case ACCESS_COPY: flags = MAP_PRIVATE; break;
    case ACCESS_DEFAULT: if ((prot & (PROT_READ | PROT_WRITE)) !== (PROT_READ | PROT_WRITE)) access = (prot & PROT_WRITE) !== 0 ? ACCESS_WRITE : ACCESS_READ; break;
    default: return PyErr_SetString(PyExc_ValueError, 'mmap invalid access parameter.');
  }
  if (auditValues('mmap.__new__', [], [fd, size, access, offset]) < 0) return NULL;
  const {host} = _PyRuntime, status = fd === -1 ? -EBADF : host.fstat(fd), isFile = typeof status !== 'number' && (status.mode & S_IFMT) === S_IFREG;
  if (isFile) {
    if (size === 0) {
      if (status.size === 0) return PyErr_SetString(PyExc_ValueError, 'cannot mmap an empty file');
      if (offset >= status.size) return PyErr_SetString(PyExc_ValueError, 'mmap offset is greater than file size');
      size = status.size - offset;
    } else if (offset > status.size || status.size - offset < size) return PyErr_SetString(PyExc_ValueError, 'mmap length is greater than file size');
  }
  const anonymous = fd === -1 || (flags & MAP_ANONYMOUS) !== 0, kind = flags & 3, own = anonymous && fd === -1 ? -1 : host.dup(fd);
  if (own < 0 && fd !== -1) return failed(-own);
  const error = size === 0 || offset % PAGESIZE !== 0 || kind === 0 ? EINVAL : anonymous ? 0 : refusal(fd, isFile, kind === MAP_SHARED && (prot & PROT_WRITE) !== 0);
  const block = error !== 0 ? 0 : PyMem_RawMalloc(size);
  if (block === 0) {
    if (own >= 0) host.close(own);
    return error !== 0 ? failed(error) : PyErr_NoMemory();
  }
  const m = new MmapData(block, size, offset, own, access, !anonymous && kind === MAP_SHARED, trackfd);
  U8.fill(0, m.base, m.base + size);
  if (!anonymous) m.read(0, size);
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) m.release();
  else setPayload(self, m);
  return self;
}
/** Why a descriptor cannot be mapped; 0 if it can. */
function refusal(fd: number, isFile: boolean, writes: boolean): number {
  if (!isFile) return ENODEV;
  const mode = _PyRuntime.host.fcntl(fd, F_GETFL, 0) & O_ACCMODE;
  return mode === O_WRONLY || (writes && mode !== O_RDWR) ? EACCES : 0;
}
function mmap_dealloc(self: PyObject): void {
  const type = Py_TYPE(self), m = payload<MmapData | undefined>(self);
  PyObject_GC_UnTrack(self);
  if (m !== undefined && m.data !== 0) m.release();
  if (mmap_weakreflist(self) !== NULL) PyObject_ClearWeakRefs(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function mmap_close_method(self: PyObject): New | NULL {
  const m = payload<MmapData>(self);
  if (m.exports > 0) return PyErr_SetString(PyExc_BufferError, 'cannot close exported pointers exist');
  if (m.data !== 0) m.release();
  return Py_NewRef(_Py_NoneStruct);
}
/** Bytes of the map. */
function part(m: MmapData, start: number, length: number): New | NULL {
  m.load(start, length);
  return PyBytes_FromStringAndSize(m.base + start, length);
}
function mmap_read_byte_method(self: PyObject): New | NULL {
  const m = valid(self);
  if (m === null) return NULL;
  if (m.pos >= m.size) return PyErr_SetString(PyExc_ValueError, 'read byte out of range');
  m.load(m.pos, 1);
  return PyLong_FromNumber(U8[m.base + m.pos++]);
}
function mmap_read_line_method(self: PyObject): New | NULL {
  const m = valid(self);
  if (m === null) return NULL;
  m.load(m.pos, m.size - m.pos);
  const start = m.base + m.pos, end = m.base + m.size, eol = U8.subarray(start, end).indexOf(10), length = m.pos >= m.size ? 0 : eol < 0 ? end - start : eol + 1;
  const result = PyBytes_FromStringAndSize(start, length);
  if (result !== NULL) m.pos += length;
  return result;
}
function mmap_read_method(self: PyObject, sizeArg: Optional): New | NULL {
  if (valid(self) === null) return NULL;
  const wanted = sizeArg === NULL || sizeArg === _Py_NoneStruct ? -1 : ssizeArg(sizeArg);
  if (wanted === -1 && PyErr_Occurred() !== NULL) return NULL;
  const m = valid(self);
  if (m === null) return NULL;
  const rest = Math.max(0, m.size - m.pos), count = wanted < 0 || wanted > rest ? rest : wanted, result = part(m, m.pos, count);
  if (result !== NULL) m.pos += count;
  return result;
}
function mmap_gfind(self: PyObject, sub: PyObject, startArg: Optional, endArg: Optional, reverse: boolean): New | NULL {
  const before = valid(self);
  if (before === null) return NULL;
  const view = new Py_buffer();
  if (PyObject_GetBuffer(sub, view, PyBUF_SIMPLE) < 0) return NULL;
  let start = ssizeArg(startArg, before.pos), end = start === -1 && PyErr_Occurred() !== NULL ? -1 : ssizeArg(endArg, before.size), result: New | NULL = NULL;
  const m = PyErr_Occurred() !== NULL ? null : valid(self);
  if (m !== null) {
    start = Math.min(Math.max(start < 0 ? start + m.size : start, 0), m.size);
    end = Math.min(Math.max(end < 0 ? end + m.size : end, 0), m.size);
    let index = -1;
    if (end >= start) {
      m.load(start, end - start);
      if (reverse) index = lastIndex(m, start, end, view);
      else if (view.len === 0) index = start;
      else {
        const found = findBytes(m.base + start, m.base + end, view.buf, view.len);
        index = found < 0 ? -1 : found - m.base;
      }
    }
    result = PyLong_FromNumber(index);
  }
  PyBuffer_Release(view);
  return result;
}
function lastIndex(m: MmapData, start: number, end: number, view: Py_buffer): number {
  for (let at = end - view.len; at >= start; at--) {
    let i = 0;
    while (i < view.len && U8[m.base + at + i] === U8[view.buf + i]) i++;
    if (i === view.len) return at;
  }
  return -1;
}
function mmap_write_method(self: PyObject, data: PyObject): New | NULL {
  if (valid(self) === null) return NULL;
  const view = new Py_buffer();
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) < 0) return NULL;
  const m = valid(self);
  let result: New | NULL = NULL;
  if (m !== null && is_writable(m)) {
    if (m.pos > m.size || m.size - m.pos < view.len) PyErr_SetString(PyExc_ValueError, 'data out of range');
    else {
      U8.copyWithin(m.base + m.pos, view.buf, view.buf + view.len);
      m.store(m.pos, view.len);
      m.pos += view.len;
      result = PyLong_FromNumber(view.len);
    }
  }
  PyBuffer_Release(view);
  return result;
}
function mmap_write_byte_method(self: PyObject, valueArg: PyObject): New | NULL {
  if (valid(self) === null) return NULL;
  const value = PyLong_AsLong(valueArg);
  if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (value < 0) return PyErr_SetString(PyExc_OverflowError, 'unsigned byte integer is less than minimum');
  if (value > 255) return PyErr_SetString(PyExc_OverflowError, 'unsigned byte integer is greater than maximum');
  const m = valid(self);
  if (m === null || !is_writable(m)) return NULL;
  if (m.pos >= m.size) return PyErr_SetString(PyExc_ValueError, 'write byte out of range');
  U8[m.base + m.pos] = value;
  m.store(m.pos++, 1);
  return Py_NewRef(_Py_NoneStruct);
}
function mmap_size_method(self: PyObject): New | NULL {
  const m = valid(self);
  if (m === null) return NULL;
  const status = m.trackfd && m.fd >= 0 ? _PyRuntime.host.fstat(m.fd) : -EBADF;
  return typeof status === 'number' ? failed(-status) : PyLong_FromNumber(status.size);
}
function mmap_resize_method(self: PyObject, sizeArg: PyObject): New | NULL {
  const before = valid(self), size = before === null ? -1 : ssizeArg(sizeArg);
  if (before === null || (size === -1 && PyErr_Occurred() !== NULL)) return NULL;
  const m = valid(self);
  if (m === null) return NULL;
  if (m.exports > 0) return PyErr_SetString(PyExc_BufferError, "mmap can't resize with extant buffers exported.");
  if (!m.trackfd) return PyErr_SetString(PyExc_ValueError, "mmap can't resize with trackfd=False.");
  if (m.access !== ACCESS_WRITE && m.access !== ACCESS_DEFAULT) return PyErr_SetString(PyExc_TypeError, "mmap can't resize a readonly or copy-on-write memory map.");
  if (size < 0) return PyErr_SetString(PyExc_ValueError, 'new size out of range');
  const status = m.fd >= 0 ? _PyRuntime.host.ftruncate(m.fd, m.offset + size) : 0;
  if (status < 0 || size === 0) return failed(status < 0 ? -status : EINVAL);
  const block = PyMem_RawMalloc(size);
  if (block === 0) return PyErr_NoMemory();
  U8.copyWithin(block * 4, m.base, m.base + Math.min(size, m.size));
  if (size > m.size) U8.fill(0, block * 4 + m.size, block * 4 + size);
  PyMem_RawFree(m.data);
  m.data = block;
  m.size = size;
  return Py_NewRef(_Py_NoneStruct);
}
function mmap_flush_method(self: PyObject, offsetArg: Optional, sizeArg: Optional): New | NULL {
  const m = valid(self);
  if (m === null) return NULL;
  const offset = ssizeArg(offsetArg, 0), size = ssizeArg(sizeArg, m.size);
  if (PyErr_Occurred() !== NULL) return NULL;
  if (size < 0 || offset < 0 || m.size - offset < size) return PyErr_SetString(PyExc_ValueError, 'flush values out of range');
  if (offset % PAGESIZE !== 0 && m.access !== ACCESS_READ && m.access !== ACCESS_COPY) return failed(EINVAL);
  if (m.exports > 0) m.storeDifferences();
  return Py_NewRef(_Py_NoneStruct);
}
function mmap_seek_method(self: PyObject, distArg: PyObject, howArg: Optional): New | NULL {
  const m = valid(self);
  if (m === null) return NULL;
  const dist = ssizeArg(distArg), how = dist === -1 && PyErr_Occurred() !== NULL ? null : intArgument(howArg, 0);
  if (how === null) return NULL;
  if (how < 0 || how > 2) return PyErr_SetString(PyExc_ValueError, 'unknown seek type');
  const where = how === 0 ? dist : how === 1 ? m.pos + dist : m.size + dist;
  if (where > m.size || where < 0) return PyErr_SetString(PyExc_ValueError, 'seek out of range');
  m.pos = where;
  return PyLong_FromNumber(where);
}
function mmap_move_method(self: PyObject, destArg: PyObject, srcArg: PyObject, countArg: PyObject): New | NULL {
  const before = valid(self);
  if (before === null) return NULL;
  const dest = ssizeArg(destArg), src = ssizeArg(srcArg), count = ssizeArg(countArg);
  if (PyErr_Occurred() !== NULL) return NULL;
  const m = valid(self);
  if (m === null || !is_writable(m)) return NULL;
  if (dest < 0 || src < 0 || count < 0 || m.size - dest < count || m.size - src < count) return PyErr_SetString(PyExc_ValueError, 'source, destination, or count out of range');
  m.load(src, count);
  U8.copyWithin(m.base + dest, m.base + src, m.base + src + count);
  m.store(dest, count);
  return Py_NewRef(_Py_NoneStruct);
}
function mmap_madvise_method(self: PyObject, optionArg: PyObject, startArg: Optional, lengthArg: Optional): New | NULL {
  const m = valid(self);
  if (m === null) return NULL;
  const option = intArgument(optionArg), start = option === null ? 0 : ssizeArg(startArg, 0), length = option === null ? 0 : ssizeArg(lengthArg, m.size);
  if (option === null || PyErr_Occurred() !== NULL) return NULL;
  if (start < 0 || start >= m.size) return PyErr_SetString(PyExc_ValueError, 'madvise start out of bounds');
  if (length < 0) return PyErr_SetString(PyExc_ValueError, 'madvise length invalid');
  if (start + length > Number.MAX_SAFE_INTEGER) return PyErr_SetString(PyExc_OverflowError, 'madvise length too large');
  // advice that nothing here could follow
  const known = Object.entries(CONSTANTS).some(([name, value]) => name.startsWith('MADV_') && value === option);
  return !known || start % PAGESIZE !== 0 ? failed(EINVAL) : Py_NewRef(_Py_NoneStruct);
}
// ---- as a sequence ----

function mmap_length(self: PyObject): number {
  const m = valid(self);
  return m === null ? -1 : m.size;
}
function mmap_item(self: PyObject, i: number): New | NULL {
  const m = valid(self);
  if (m === null) return NULL;
  return i < 0 || i >= m.size ? PyErr_SetString(PyExc_IndexError, 'mmap index out of range') : part(m, i, 1);
}
function mmap_subscript(self: PyObject, item: PyObject): New | NULL {
  const before = valid(self);
  if (before === null) return NULL;
  if (PyIndex_Check(item)) {
    let i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
    if (i < 0) i += before.size;
    if (i < 0 || i >= before.size) return PyErr_SetString(PyExc_IndexError, 'mmap index out of range');
    const m = valid(self);
    if (m === null) return NULL;
    m.load(i, 1);
    return PyLong_FromNumber(U8[m.base + i]);
  }
  if (!PySlice_Check(item)) return PyErr_SetString(PyExc_TypeError, 'mmap indices must be integers');
  const bounds = sliceBounds(item, before.size), m = bounds === null ? null : valid(self);
  if (bounds === null || m === null) return NULL;
  const {start, step, length} = bounds;
  if (step === 1) return part(m, length === 0 ? 0 : start, length);
  const bytes = new Uint8Array(length);
  m.load(0, m.size);
  for (let i = 0, at = m.base + start; i < length; i++, at += step) bytes[i] = U8[at];
  return PyBytes_FromUint8Array(bytes);
}
const fails = (type: PyObject, message: string): number => {
  PyErr_SetString(type, message);
  return -1;
};
function mmap_ass_item(self: PyObject, i: number, value: Optional): number {
  const before = valid(self);
  if (before === null) return -1;
  if (i < 0 || i >= before.size) return fails(PyExc_IndexError, 'mmap index out of range');
  if (value === NULL) return fails(PyExc_TypeError, "mmap object doesn't support item deletion");
  const view = new Py_buffer();
  if (PyObject_GetBuffer(value, view, PyBUF_SIMPLE) < 0) return -1;
  const byte = view.len === 1 ? U8[view.buf] : -1;
  PyBuffer_Release(view);
  if (byte < 0) return fails(PyExc_IndexError, 'mmap assignment must be length-1 bytes()');
  const m = valid(self);
  if (m === null || !is_writable(m)) return -1;
  U8[m.base + i] = byte;
  m.store(i, 1);
  return 0;
}
function mmap_ass_subscript(self: PyObject, item: PyObject, value: Optional): number {
  const before = valid(self);
  if (before === null || !is_writable(before)) return -1;
  if (PyIndex_Check(item)) {
    let i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (i === -1 && PyErr_Occurred() !== NULL) return -1;
    if (i < 0) i += before.size;
    if (i < 0 || i >= before.size) return fails(PyExc_IndexError, 'mmap index out of range');
    if (value === NULL) return fails(PyExc_TypeError, "mmap doesn't support item deletion");
    if (!PyIndex_Check(value)) return fails(PyExc_TypeError, 'mmap item value must be an int');
    const v = PyNumber_AsSsize_t(value, PyExc_TypeError);
    if (v === -1 && PyErr_Occurred() !== NULL) return -1;
    if (v < 0 || v > 255) return fails(PyExc_ValueError, 'mmap item value must be in range(0, 256)');
    const m = valid(self);
    if (m === null) return -1;
    U8[m.base + i] = v;
    m.store(i, 1);
    return 0;
  }
  if (!PySlice_Check(item)) return fails(PyExc_TypeError, 'mmap indices must be integers');
  const bounds = sliceBounds(item, before.size);
  if (bounds === null) return -1;
  if (value === NULL) return fails(PyExc_TypeError, "mmap object doesn't support slice deletion");
  const view = new Py_buffer();
  if (PyObject_GetBuffer(value, view, PyBUF_SIMPLE) < 0) return -1;
  const {start, step, length} = bounds, m = view.len === length ? valid(self) : null;
  if (m !== null) {
    for (let i = 0, at = m.base + start; i < length; i++, at += step) U8[at] = U8[view.buf + i];
    if (step === 1) m.store(start, length);
    else m.storeDifferences();
  }
  const wrong = view.len !== length;
  PyBuffer_Release(view);
  return wrong ? fails(PyExc_IndexError, 'mmap slice assignment is wrong size') : m === null ? -1 : 0;
}
function mmap_buffer_getbuf(self: PyObject, view: Py_buffer, flags: number): number {
  const m = valid(self);
  if (m === null) return -1;
  m.load(0, m.size);
  if (PyBuffer_FillInfo(view, self, m.base, m.size, m.access === ACCESS_READ, flags) < 0) return -1;
  m.exports++;
  return 0;
}
function mmap_buffer_releasebuf(self: PyObject): void {
  const m = payload<MmapData>(self);
  if (--m.exports === 0) m.storeDifferences();
}
function mmap_repr(self: PyObject): New | NULL {
  const m = payload<MmapData>(self), name = typeName(self);
  return PyUnicode_FromString(m.data === 0 ? `<${name} closed=True>` : `<${name} closed=False, access=${ACCESS_NAMES[m.access]}, length=${m.size}, pos=${m.pos}, offset=${m.offset}>`);
}
const mmap_object_spec: TypeSpec = {
  tp_name: 'mmap.mmap', tp_basicsize: 80, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, tp_weaklistoffset: 56,
  tp_doc: 'mmap(fileno, length[, flags[, prot[, access[, offset[, trackfd]]]]])\n\nMaps length bytes of a file, all of it for 0; -1 as the descriptor maps memory of no file.\nflags says whether changes go to the file (MAP_SHARED) or stay with the map (MAP_PRIVATE).',
  slots: {
    tp_new: new_mmap_object, tp_dealloc: mmap_dealloc, tp_repr: mmap_repr, tp_traverse: (self, visit) => visit(Py_TYPE(self)), sq_length: mmap_length, sq_item: mmap_item, sq_ass_item: mmap_ass_item, mp_length: mmap_length,
    mp_subscript: mmap_subscript, mp_ass_subscript: mmap_ass_subscript, bf_getbuffer: mmap_buffer_getbuf, bf_releasebuffer: mmap_buffer_releasebuf,
  },
  methods: [
    method('close', '($self, /)', mmap_close_method), hiddenMethod('find', '(sub, start=None, end=None, /)', (self, sub, start, end) => mmap_gfind(self, sub as PyObject, start, end, false)),
    hiddenMethod('rfind', '(sub, start=None, end=None, /)', (self, sub, start, end) => mmap_gfind(self, sub as PyObject, start, end, true)), hiddenMethod('flush', '(offset=0, size=0, /)', mmap_flush_method),
    hiddenMethod('madvise', '(option, start=0, length=0, /)', mmap_madvise_method as (self: PyObject, ...args: Optional[]) => New | NULL),
    hiddenMethod('move', '(dest, src, count, /)', mmap_move_method as (self: PyObject, ...args: Optional[]) => New | NULL), hiddenMethod('read', '(n=None, /)', mmap_read_method), method('read_byte', '($self, /)', mmap_read_byte_method),
    method('readline', '($self, /)', mmap_read_line_method), hiddenMethod('resize', '(newsize, /)', mmap_resize_method as (self: PyObject, ...args: Optional[]) => New | NULL),
    hiddenMethod('seek', '(pos, whence=0, /)', mmap_seek_method as (self: PyObject, ...args: Optional[]) => New | NULL), method('seekable', '($self, /)', () => Py_NewRef(_Py_TrueStruct)), method('size', '($self, /)', mmap_size_method),
    method('tell', '($self, /)', self => {
      const m = valid(self);
      return m === null ? NULL : PyLong_FromNumber(m.pos);
    }),
    hiddenMethod('write', '(bytes, /)', mmap_write_method as (self: PyObject, ...args: Optional[]) => New | NULL), hiddenMethod('write_byte', '(byte, /)', mmap_write_byte_method as (self: PyObject, ...args: Optional[]) => New | NULL),
    method('__enter__', '($self, /)', self => (valid(self) === null ? NULL : Py_NewRef(self))), hiddenMethod('__exit__', '(type=None, value=None, traceback=None, /)', self => mmap_close_method(self)),
  ],
  getset: [{name: 'closed', get: self => boolResult(payload<MmapData>(self).data === 0)}],
};
function mmap_exec(module: PyObject): number {
  if (PyModule_AddObjectRef(module, 'error', PyExc_OSError) < 0) return -1;
  const type = PyType_FromModuleAndSpec(module, mmap_object_spec, NULL);
  if (type === NULL) return -1;
  const status = PyModule_AddType(module, type);
  Py_DECREF(type);
  if (status < 0) return -1;
  for (const [name, value] of Object.entries(CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  return 0;
}
const mmapmodule = new PyModuleDef('mmap', {
  m_doc: null, m_size: 0, m_methods: [], m_slots: [[Py_mod_exec, mmap_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_mmap() */
export function PyInit_mmap(): PyModuleDef {
  return PyModuleDef_Init(mmapmodule);
}
