/**
 * BytesIO: a stream over a bytes object, which is shared with its readers as long as nobody writes. CPython: Modules/_io/bytesio.c
 */
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {PyBUF_CONTIG_RO, PyBuffer_FillInfo, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyBytes_FromStringAndSize, _PyBytes_Resize} from '../../objects/bytesobject';
import {PyDict_Copy, PyDict_Update} from '../../objects/dictobject-merge';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, PyErr_WriteUnraisable, typeName} from '../../objects/errors';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyMemoryView_FromObject} from '../../objects/memoryobject';
import {PyObject_SelfIter} from '../../objects/object';
import {packSteal} from '../../objects/tupleobject';
import {U8} from '../../runtime/current';
import {moveBytes} from '../../runtime/heap';
import {
  PyBytes_AS_STRING, PyBytes_CheckExact, PyBytes_GET_SIZE, PyDict_Check, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_BOOL, Py_TYPE, bytesio_buf, bytesio_dict,
  bytesio_exports, bytesio_pos, bytesio_string_size, bytesiobuf_source, set_bytesio_buf, set_bytesio_dict, set_bytesio_exports, set_bytesio_pos, set_bytesio_string_size, set_bytesiobuf_source,
  tp_basicsize,
} from '../../runtime/generated/accessors';
import {
  PyExc_BufferError, PyExc_OverflowError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, _PyBytes_Empty, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct,
} from '../../runtime/generated/static-addresses';
import {METH_METHOD, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_REFCNT, Py_XDECREF, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';
import {deallocStream} from './_io-iobase';
import {fail, findNewline, find_io_state_by_def, intArgument, none, optionalSize, setRef, sizeArgument, writableBuffer} from './_io-state';

function isClosed(self: PyObject): boolean {
  if ((bytesio_buf(self) as number) !== NULL) return false;
  PyErr_SetString(PyExc_ValueError, 'I/O operation on closed file.');
  return true;
}
function isExported(self: PyObject): boolean {
  if (bytesio_exports(self) === 0) return false;
  PyErr_SetString(PyExc_BufferError, 'Existing exports of data: object cannot be re-sized');
  return true;
}
/** Whether somebody else has a reference to the contents, which must not be written to then. */
function isShared(self: PyObject): boolean {
  return Py_REFCNT(bytesio_buf(self)) > 1;
}

// ---- the buffer ----

/** Takes a copy of the contents, `size` bytes long. CPython: unshare_buffer() */
function unshare_buffer(self: PyObject, size: number): number {
  const copy = PyBytes_FromStringAndSize(0, size);
  if (copy === NULL) return -1;
  const from = PyBytes_AS_STRING(bytesio_buf(self)), kept = bytesio_string_size(self);
  if (size > 0) moveBytes(PyBytes_AS_STRING(copy), from, from + (kept < size ? kept : size));
  setRef(self, bytesio_buf, set_bytesio_buf, copy);
  return 0;
}
/** Gives the contents, which are not shared, another size; on failure the stream is closed. */
function resizeOwn(self: PyObject, size: number): number {
  const buf = _PyBytes_Resize(bytesio_buf(self) as New, size);
  set_bytesio_buf(self, buf);
  return buf === NULL ? -1 : 0;
}
/** Makes room for `size` bytes, with some more when the stream grows slowly. CPython: resize_buffer() */
function resize_buffer(self: PyObject, size: number): number {
  let alloc = PyBytes_GET_SIZE(bytesio_buf(self));
  if (size > PY_SSIZE_T_MAX) return fail(PyExc_OverflowError, 'new buffer size too large');
  if (size < Math.floor(alloc / 2)) alloc = size + 1;
  else if (size < alloc) return 0;
  else if (size <= alloc * 1.125) alloc = size + (size >> 3) + (size < 9 ? 3 : 6);
  else alloc = size + 1;
  return isShared(self) ? unshare_buffer(self, alloc) : resizeOwn(self, alloc);
}
/** Writes the bytes of an object at the position: how many, or -1 with an exception. escapes. CPython: write_bytes() */
function write_bytes(self: PyObject, b: PyObject): number {
  if (isClosed(self) || isExported(self)) return -1;
  const view = new Py_buffer();
  if (PyObject_GetBuffer(b, view, PyBUF_CONTIG_RO) < 0) return -1;
  const n = store(self, view.buf, view.len);
  PyBuffer_Release(view);
  return n;
}
function store(self: PyObject, from: number, len: number): number {
  if (len === 0) return 0;
  const pos = bytesio_pos(self), end = pos + len, size = bytesio_string_size(self);
  if (end > PyBytes_GET_SIZE(bytesio_buf(self))) {
    if (resize_buffer(self, end) < 0) return -1;
  } else if (isShared(self) && unshare_buffer(self, end > size ? end : size) < 0) return -1;
  const at = PyBytes_AS_STRING(bytesio_buf(self));
  // nothing was written between the end and the position: zeros are read there
  if (pos > size) U8.fill(0, at + size, at + pos);
  moveBytes(at + pos, from, from + len);
  set_bytesio_pos(self, end);
  if (size < end) set_bytesio_string_size(self, end);
  return len;
}
/** Length of the line at the position, at most `limit` when that is not negative. CPython: scan_eol() */
function scan_eol(self: PyObject, limit: number): number {
  const pos = bytesio_pos(self), rest = bytesio_string_size(self) - pos;
  if (rest <= 0) return 0;
  const len = limit < 0 || limit > rest ? rest : limit;
  const found = findNewline(PyBytes_AS_STRING(bytesio_buf(self)) + pos, len);
  return found < 0 ? len : found + 1;
}
/** CPython: read_bytes() */
function read_bytes(self: PyObject, size: number): New | NULL {
  const buf = bytesio_buf(self), pos = bytesio_pos(self);
  set_bytesio_pos(self, pos + size);
  if (size > 1 && pos === 0 && size === PyBytes_GET_SIZE(buf) && bytesio_exports(self) === 0) return Py_NewRef(buf);
  return size === 0 ? Py_NewRef(_PyBytes_Empty) : PyBytes_FromStringAndSize(PyBytes_AS_STRING(buf) + pos, size);
}

// ---- methods ----

function yes(self: PyObject): New | NULL {
  return isClosed(self) ? NULL : Py_NewRef(_Py_TrueStruct);
}
function bytesio_getbuffer(self: PyObject): New | NULL {
  const type = find_io_state_by_def(Py_TYPE(self)).PyBytesIOBuffer_Type as PyTypeObject;
  if (isClosed(self)) return NULL;
  const exporter = slots(type).tp_alloc!(type, 0);
  if (exporter === NULL) return NULL;
  set_bytesiobuf_source(exporter, Py_NewRef(self));
  const view = PyMemoryView_FromObject(exporter);
  Py_DECREF(exporter);
  return view;
}
function bytesio_getvalue(self: PyObject): New | NULL {
  if (isClosed(self)) return NULL;
  const size = bytesio_string_size(self), buf = bytesio_buf(self);
  if (size <= 1 || bytesio_exports(self) > 0) return size === 0 ? Py_NewRef(_PyBytes_Empty) : PyBytes_FromStringAndSize(PyBytes_AS_STRING(buf), size);
  if (size !== PyBytes_GET_SIZE(buf) && (isShared(self) ? unshare_buffer(self, size) : resizeOwn(self, size)) < 0) return NULL;
  return Py_NewRef(bytesio_buf(self));
}
function bytesio_read(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  const size = optionalSize(sizeArg, -1);
  if (size !== size || isClosed(self)) return NULL;
  const rest = bytesio_string_size(self) - bytesio_pos(self);
  return read_bytes(self, size >= 0 && size <= rest ? size : rest < 0 ? 0 : rest);
}
function bytesio_readline(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  const size = optionalSize(sizeArg, -1);
  return size !== size || isClosed(self) ? NULL : read_bytes(self, scan_eol(self, size));
}
function bytesio_readlines(self: PyObject, arg: PyObject | NULL): New | NULL {
  if (isClosed(self)) return NULL;
  let maxsize = -1;
  if (arg !== NULL && arg !== _Py_NoneStruct) {
    if (!PyLong_Check(arg)) return PyErr_Format(PyExc_TypeError, `integer argument expected, got '${typeName(arg)}'`);
    maxsize = PyLong_AsSsize_t(arg);
    if (maxsize === -1 && PyErr_Occurred() !== NULL) return NULL;
  }
  const result = PyList_New(0);
  if (result === NULL) return NULL;
  let size = 0;
  for (let n = scan_eol(self, -1); n !== 0; n = scan_eol(self, -1)) {
    const line = PyBytes_FromStringAndSize(PyBytes_AS_STRING(bytesio_buf(self)) + bytesio_pos(self), n);
    set_bytesio_pos(self, bytesio_pos(self) + n);
    const status = line === NULL ? -1 : PyList_Append(result, line);
    Py_XDECREF(line);
    if (status < 0) {
      Py_DECREF(result);
      return NULL;
    }
    size += n;
    if (maxsize > 0 && size >= maxsize) break;
  }
  return result;
}
function bytesio_readinto(self: PyObject, buffer: PyObject): New | NULL {
  const view = writableBuffer('readinto', buffer);
  if (view === null) return NULL;
  let n = -1;
  if (!isClosed(self)) {
    const pos = bytesio_pos(self), rest = bytesio_string_size(self) - pos;
    n = view.len <= rest ? view.len : rest < 0 ? 0 : rest;
    if (n > 0) moveBytes(view.buf, PyBytes_AS_STRING(bytesio_buf(self)) + pos, PyBytes_AS_STRING(bytesio_buf(self)) + pos + n);
    set_bytesio_pos(self, pos + n);
  }
  PyBuffer_Release(view);
  return n < 0 ? NULL : PyLong_FromNumber(n);
}
function bytesio_truncate(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  const size = optionalSize(sizeArg, bytesio_pos(self));
  if (size !== size || isClosed(self) || isExported(self)) return NULL;
  if (size < 0) return PyErr_Format(PyExc_ValueError, `negative size value ${size}`);
  if (size < bytesio_string_size(self)) {
    set_bytesio_string_size(self, size);
    if (resize_buffer(self, size) < 0) return NULL;
  }
  return PyLong_FromNumber(size);
}
function bytesio_iternext(self: PyObject): New | NULL {
  if (isClosed(self)) return NULL;
  const n = scan_eol(self, -1);
  return n === 0 ? NULL : read_bytes(self, n);
}
function bytesio_seek(self: PyObject, posArg: PyObject, whenceArg: PyObject | NULL): New | NULL {
  let pos = sizeArgument(posArg, 0);
  if (pos !== pos) return NULL;
  const whence = intArgument(whenceArg, 0);
  if (whence !== whence || isClosed(self)) return NULL;
  if (pos < 0 && whence === 0) return PyErr_Format(PyExc_ValueError, `negative seek value ${pos}`);
  if (whence < 0 || whence > 2) return PyErr_Format(PyExc_ValueError, `invalid whence (${whence}, should be 0, 1 or 2)`);
  const origin = whence === 0 ? 0 : whence === 1 ? bytesio_pos(self) : bytesio_string_size(self);
  // at this size a double does not tell apart what is added, but it does tell that something was
  if (pos === PY_SSIZE_T_MAX ? origin > 0 : pos > PY_SSIZE_T_MAX - origin) return PyErr_SetString(PyExc_OverflowError, 'new position too large');
  pos += origin;
  if (pos < 0) pos = 0;
  set_bytesio_pos(self, pos);
  return PyLong_FromNumber(pos);
}
function bytesio_write(self: PyObject, b: PyObject): New | NULL {
  const n = write_bytes(self, b);
  return n < 0 ? NULL : PyLong_FromNumber(n);
}
function bytesio_writelines(self: PyObject, lines: PyObject): New | NULL {
  if (isClosed(self)) return NULL;
  const it = PyObject_GetIter(lines);
  if (it === NULL) return NULL;
  for (let item = PyIter_Next(it); item !== NULL; item = PyIter_Next(it)) {
    const n = write_bytes(self, item);
    Py_DECREF(item);
    if (n < 0) break;
  }
  Py_DECREF(it);
  return PyErr_Occurred() !== NULL ? NULL : none();
}
function bytesio_close(self: PyObject): New | NULL {
  if (isExported(self)) return NULL;
  setRef(self, bytesio_buf, set_bytesio_buf, NULL);
  return none();
}
/** A copy of the instance dict for __getstate__, None when there is none. */
export function copyOfDict(dict: PyObject | NULL): New | NULL {
  return dict === NULL ? none() : PyDict_Copy(dict);
}
function bytesio_getstate(self: PyObject): New | NULL {
  const value = bytesio_getvalue(self);
  if (value === NULL) return NULL;
  return packSteal(value, PyLong_FromNumber(bytesio_pos(self)), copyOfDict(bytesio_dict(self)));
}
/** What __setstate__ of the streams in memory has in common: position and dict. `ordinal` names the items in messages. -1 with an exception. */
export function restoreState(self: PyObject, state: PyObject, at: number, ordinal: readonly [string, string, string], get: (op: number) => PyObject, set: (op: number, v: New | NULL) => void, setPos: (op: number, v: number) => void): number {
  const position = PyTuple_GET_ITEM(state, at), dict = PyTuple_GET_ITEM(state, at + 1);
  if (!PyLong_Check(position)) return fail(PyExc_TypeError, `${ordinal[0]} item of state must be an integer, ${ordinal[1]} ${typeName(position)}`);
  const pos = PyLong_AsSsize_t(position);
  if (pos === -1 && PyErr_Occurred() !== NULL) return -1;
  if (pos < 0) return fail(PyExc_ValueError, 'position value cannot be negative');
  setPos(self, pos);
  if (dict === _Py_NoneStruct) return 0;
  if (!PyDict_Check(dict)) return fail(PyExc_TypeError, `${ordinal[2]} item of state should be a dict, got a ${typeName(dict)}`);
  const own: PyObject | NULL = get(self);
  // copying values over keeps the dict of a class's instance, which others may share
  if (own !== NULL) return PyDict_Update(own, dict);
  set(self, Py_NewRef(dict));
  return 0;
}
function bytesio_setstate(self: PyObject, state: PyObject): New | NULL {
  if (!PyTuple_Check(state) || PyTuple_GET_SIZE(state) < 3) return PyErr_Format(PyExc_TypeError, `${typeName(self)}.__setstate__ argument should be 3-tuple, got ${typeName(state)}`);
  if (isExported(self)) return NULL;
  set_bytesio_string_size(self, 0);
  set_bytesio_pos(self, 0);
  if (write_bytes(self, PyTuple_GET_ITEM(state, 0)) < 0) return NULL;
  return restoreState(self, state, 1, ['second', 'not', 'third'], bytesio_dict, set_bytesio_dict, set_bytesio_pos) < 0 ? NULL : none();
}
function bytesio_sizeof(self: PyObject): New | NULL {
  const buf: PyObject | NULL = bytesio_buf(self);
  return PyLong_FromNumber(tp_basicsize(Py_TYPE(self)) + (buf === NULL || isShared(self) ? 0 : PyBytes_GET_SIZE(buf) + 33));
}

function bytesio_new(type: PyTypeObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) set_bytesio_buf(self, Py_NewRef(_PyBytes_Empty));
  return self;
}
function bytesio_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('BytesIO', "(initial_bytes=b'')", args, kwds);
  if (values === null) return -1;
  const initial = values[0];
  set_bytesio_string_size(self, 0);
  set_bytesio_pos(self, 0);
  if (isExported(self)) return -1;
  if (initial === NULL || initial === _Py_NoneStruct) return 0;
  if (PyBytes_CheckExact(initial)) {
    setRef(self, bytesio_buf, set_bytesio_buf, Py_NewRef(initial));
    set_bytesio_string_size(self, PyBytes_GET_SIZE(initial));
    return 0;
  }
  if (write_bytes(self, initial) < 0) return -1;
  set_bytesio_pos(self, 0);
  return 0;
}
const clearAll = clearFields(4, 10), clearDict = clearFields(10);
function bytesio_dealloc(self: PyObject): void {
  if (bytesio_exports(self) > 0) {
    PyErr_SetString(PyExc_SystemError, 'deallocated BytesIO object has exported buffers');
    PyErr_WriteUnraisable(NULL);
  }
  deallocStream(self, false, 48, clearAll);
}

export const bytesio_spec: TypeSpec = {
  tp_name: '_io.BytesIO', tp_basicsize: 64, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, tp_dictoffset: 40, tp_weaklistoffset: 48,
  tp_doc: "BytesIO(initial_bytes=b'')\n--\n\nA stream of bytes in memory.",
  slots: {
    tp_dealloc: bytesio_dealloc, tp_traverse: traverseHeapFields(10, 4), tp_clear: self => (bytesio_exports(self) === 0 ? clearAll : clearDict)(self), tp_iter: PyObject_SelfIter,
    tp_iternext: bytesio_iternext, tp_init: bytesio_init, tp_new: bytesio_new,
  },
  methods: [
    method('readable', '($self, /)', yes, 'True.'),
    method('seekable', '($self, /)', yes, 'True.'),
    method('writable', '($self, /)', yes, 'True.'),
    method('close', '($self, /)', bytesio_close, 'Closes the stream and drops its contents.'),
    method('flush', '($self, /)', self => (isClosed(self) ? NULL : none()), 'Does nothing.'),
    method('isatty', '($self, /)', self => (isClosed(self) ? NULL : Py_NewRef(_Py_FalseStruct)), 'False.'),
    method('tell', '($self, /)', self => (isClosed(self) ? NULL : PyLong_FromNumber(bytesio_pos(self))), 'The current position.'),
    method('write', '($self, b, /)', (self, b) => bytesio_write(self, b as PyObject), 'Writes bytes at the position; returns how many.'),
    method('writelines', '($self, lines, /)', (self, lines) => bytesio_writelines(self, lines as PyObject), 'Writes each of some bytes-like objects; no line ends are added.'),
    method('read1', '($self, size=-1, /)', bytesio_read, 'At most size bytes; all that remain when it is negative.'),
    method('readinto', '($self, buffer, /)', (self, buffer) => bytesio_readinto(self, buffer as PyObject), 'Reads into a buffer; returns how many bytes.'),
    method('readline', '($self, size=-1, /)', bytesio_readline, 'The next line with its end, at most size bytes of it.'),
    method('readlines', '($self, size=None, /)', bytesio_readlines, 'A list of the lines that remain; no more are read once they have size bytes.'),
    method('read', '($self, size=-1, /)', bytesio_read, 'At most size bytes; all that remain when it is negative.'),
    method('getbuffer', '($self, /)', bytesio_getbuffer, 'A memoryview of the contents, which can be written to; while it lives the size is fixed.', METH_METHOD),
    method('getvalue', '($self, /)', bytesio_getvalue, 'The whole contents.'),
    method('seek', '($self, pos, whence=0, /)', (self, pos, whence) => bytesio_seek(self, pos as PyObject, whence), 'Moves to a position and returns it, counted from the start.\n\nwhence: 0 counts from the start, 1 from the current position, 2 from the end.'),
    method('truncate', '($self, size=None, /)', bytesio_truncate, 'Cuts the contents to a size, by default to the current position; the position stays. Returns the size.'),
    method('__getstate__', '($self, /)', bytesio_getstate),
    method('__setstate__', '($self, object, /)', (self, state) => bytesio_setstate(self, state as PyObject)),
    method('__sizeof__', '($self, /)', bytesio_sizeof),
  ],
  getset: [{name: 'closed', get: self => Py_NewRef(Py_BOOL((bytesio_buf(self) as number) === NULL)), doc: 'Whether the stream is closed.'}],
};

// ---- what getbuffer() exports ----

function bytesiobuf_getbuffer(self: PyObject, view: Py_buffer, flags: number): number {
  const source = bytesiobuf_source(self);
  if (bytesio_exports(source) === 0 && isShared(source) && unshare_buffer(source, bytesio_string_size(source)) < 0) return -1;
  if (PyBuffer_FillInfo(view, self, PyBytes_AS_STRING(bytesio_buf(source)), bytesio_string_size(source), false, flags) < 0) return -1;
  set_bytesio_exports(source, bytesio_exports(source) + 1);
  return 0;
}
function bytesiobuf_releasebuffer(self: PyObject): void {
  const source = bytesiobuf_source(self);
  set_bytesio_exports(source, bytesio_exports(source) - 1);
}
const clearSource = clearFields(4);
export const bytesiobuf_spec: TypeSpec = {
  tp_name: '_io._BytesIOBuffer', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: self => deallocStream(self, false, 0, clearSource), tp_traverse: traverseHeapFields(4), bf_getbuffer: bytesiobuf_getbuffer, bf_releasebuffer: bytesiobuf_releasebuffer,
  },
};
