/** StringIO: a stream of text in memory. CPython: Modules/_io/stringio.c */
import {PyBool_FromLong} from '../../objects/boolobject';
import {PyObject_CallFunctionObjArgs} from '../../objects/call';
import {PyErr_Format, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_GetAttr} from '../../objects/object';
import {PyTuple_GetSlice, packSteal} from '../../objects/tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString, PyUnicode_FromText, PyUnicode_Replace, _PyUnicode_TEXT, get_latin1_char} from '../../objects/unicodeobject';
import {PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_BOOL, Py_TYPE, set_stringio_closed, set_stringio_decoder, set_stringio_dict, set_stringio_ok, set_stringio_pos, set_stringio_readnl, set_stringio_writenl, stringio_closed, stringio_decoder, stringio_dict, stringio_ok, stringio_pos, stringio_readnl, stringio_writenl} from '../../runtime/generated/accessors';
import {ID_newlines} from '../../runtime/generated/ids';
import {PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XNewRef, payload, setPayload, slots} from '../../runtime/object';
import {PyObject_Free, PyObject_Malloc} from '../../runtime/obmalloc';
import {type PyText, copyPoints, textConcat, textSlice} from '../../runtime/text';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, PY_SSIZE_T_MAX, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {copyOfDict, restoreState} from './_io-bytesio';
import {deallocStream} from './_io-iobase';
import {_PyIncrementalNewlineDecoder_decode, findLineEnding} from './_io-newline';
import {callReadline, fail, find_io_state_by_def, intArgument, none, optionalSize, sizeArgument} from './_io-state';
import {clearFields, traverseHeapFields} from '../../objects/field-slots';

/**
 * The contents: one text that grows at its end (JS ropes make that cheap), code points once a character beyond U+FFFF was written or a
 * write fell into the middle. DIVERGES: CPython keeps code points, or a writer while everything is appended.
 */
class StringBuffer {
  /** The block that CPython's buffer takes. */
  readonly block = PyObject_Malloc(64);
  text: PyText = '';
  /** Code points in use when `text` is an array with spare room; else the text's length. */
  size = 0;
  readuniversal = false;
  readtranslate = false;
  readnl = '';

  set(text: PyText): void {
    this.text = text;
    this.size = text.length;
  }
  /** The contents as text, of exactly their size. */
  value(): PyText {
    return this.slice(0, this.size);
  }
  slice(start: number, end: number): PyText {
    const text = this.text;
    if (typeof text === 'string') return start === 0 && end === text.length ? text : text.substring(start, end);
    // a copy: the array goes on changing
    return textSlice(text.slice(start, end), 0, end - start);
  }
  /** Writes at a position at or beyond which nothing or something may stand. */
  write(pos: number, text: PyText): void {
    if (pos === this.size && typeof this.text === 'string' && typeof text === 'string') {
      this.text += text;
      this.size = this.text.length;
      return;
    }
    const end = pos + text.length, points = this.points(end);
    if (pos > this.size) points.fill(0, this.size, pos);
    copyPoints(text, points, pos);
    if (end > this.size) this.size = end;
  }
  /** The contents as an array with room for `size` code points. */
  private points(size: number): Uint32Array {
    const text = this.text;
    if (typeof text !== 'string' && text.length >= size) return text;
    const grown = new Uint32Array(Math.max(size, this.size, text.length + (text.length >> 3) + 16));
    if (typeof text === 'string') copyPoints(text, grown, 0);
    else grown.set(text.subarray(0, this.size));
    this.text = grown;
    return grown;
  }
  truncate(size: number): void {
    this.set(this.slice(0, size));
  }
}

/** True, with an exception, when __init__ did not succeed or the stream is closed. */
function unusable(self: PyObject): boolean {
  if (stringio_ok(self) <= 0) PyErr_SetString(PyExc_ValueError, 'I/O operation on uninitialized object');
  else if (stringio_closed(self) !== 0) PyErr_SetString(PyExc_ValueError, 'I/O operation on closed file');
  else return false;
  return true;
}

// ---- writing ----

/** Writes a str at the position, with its line ends as `newline` wants them; -1 with an exception. escapes. CPython: write_str() */
function write_str(self: PyObject, obj: PyObject): number {
  const decoder: PyObject | NULL = stringio_decoder(self), writenl: PyObject | NULL = stringio_writenl(self);
  let text: New | NULL = decoder !== NULL ? _PyIncrementalNewlineDecoder_decode(decoder, obj, true) : Py_NewRef(obj);
  if (text !== NULL && writenl !== NULL) {
    const translated = PyUnicode_Replace(text, get_latin1_char(10), writenl, -1);
    Py_DECREF(text);
    text = translated;
  }
  if (text === NULL) return -1;
  const length = PyUnicode_GET_LENGTH(text), pos = stringio_pos(self);
  let status = 0;
  if (pos > PY_SSIZE_T_MAX - length || (pos === PY_SSIZE_T_MAX && length > 0)) status = fail(PyExc_OverflowError, 'new position too large');
  else if (pos + length > 0x1fffffff) status = fail(PyExc_OverflowError, 'new buffer size too large');
  else {
    payload<StringBuffer>(self).write(pos, _PyUnicode_TEXT(text));
    set_stringio_pos(self, pos + length);
  }
  Py_DECREF(text);
  return status;
}
function stringio_write(self: PyObject, obj: PyObject): New | NULL {
  if (stringio_ok(self) <= 0) return PyErr_SetString(PyExc_ValueError, 'I/O operation on uninitialized object');
  if (!PyUnicode_Check(obj)) return PyErr_Format(PyExc_TypeError, `string argument expected, got '${typeName(obj)}'`);
  if (unusable(self)) return NULL;
  const size = PyUnicode_GET_LENGTH(obj);
  return size > 0 && write_str(self, obj) < 0 ? NULL : PyLong_FromNumber(size);
}

// ---- reading ----

function stringio_getvalue(self: PyObject): New | NULL {
  return unusable(self) ? NULL : PyUnicode_FromText(payload<StringBuffer>(self).value());
}
function stringio_read(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  const size = optionalSize(sizeArg, -1);
  if (size !== size || unusable(self)) return NULL;
  const buffer = payload<StringBuffer>(self), pos = stringio_pos(self), rest = buffer.size - pos;
  const n = size >= 0 && size <= rest ? size : rest < 0 ? 0 : rest;
  set_stringio_pos(self, pos + n);
  return PyUnicode_FromText(n === 0 ? '' : buffer.slice(pos, pos + n));
}
/** CPython: _stringio_readline() */
function _stringio_readline(self: PyObject, limit: number): New | NULL {
  const buffer = payload<StringBuffer>(self), pos = stringio_pos(self), rest = buffer.size - pos;
  if (rest <= 0) return PyUnicode_FromText('');
  const end = limit < 0 || limit > rest ? buffer.size : pos + limit;
  let stop = findLineEnding(buffer.text, pos, end, buffer.readtranslate, buffer.readuniversal, buffer.readnl);
  // what lies beyond the limit is not looked at: a line end may be cut in two
  if (stop < 0 || stop > end) stop = end;
  set_stringio_pos(self, stop);
  return PyUnicode_FromText(buffer.slice(pos, stop));
}
function stringio_readline(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  const size = optionalSize(sizeArg, -1);
  return size !== size || unusable(self) ? NULL : _stringio_readline(self, size);
}
function stringio_iternext(self: PyObject): New | NULL {
  if (unusable(self)) return NULL;
  const line = Py_TYPE(self) === find_io_state_by_def(Py_TYPE(self)).PyStringIO_Type ? _stringio_readline(self, -1) : callReadline(self);
  if (line === NULL || PyUnicode_GET_LENGTH(line) > 0) return line;
  Py_DECREF(line);
  return NULL;
}

// ---- positions ----

function stringio_truncate(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  const size = optionalSize(sizeArg, stringio_pos(self));
  if (size !== size || unusable(self)) return NULL;
  if (size < 0) return PyErr_Format(PyExc_ValueError, `Negative size value ${size}`);
  const buffer = payload<StringBuffer>(self);
  if (size < buffer.size) buffer.truncate(size);
  return PyLong_FromNumber(size);
}
function stringio_seek(self: PyObject, posArg: PyObject, whenceArg: PyObject | NULL): New | NULL {
  const pos = sizeArgument(posArg, 0), whence = pos !== pos ? NaN : intArgument(whenceArg, 0);
  if (whence !== whence || unusable(self)) return NULL;
  if (whence < 0 || whence > 2) return PyErr_Format(PyExc_ValueError, `Invalid whence (${whence}, should be 0, 1 or 2)`);
  if (pos < 0 && whence === 0) return PyErr_Format(PyExc_ValueError, `Negative seek position ${pos}`);
  if (whence !== 0 && pos !== 0) return PyErr_SetString(PyExc_OSError, "Can't do nonzero cur-relative seeks");
  const at = whence === 0 ? pos : whence === 1 ? stringio_pos(self) : payload<StringBuffer>(self).size;
  set_stringio_pos(self, at);
  return PyLong_FromNumber(at);
}
function stringio_close(self: PyObject): New | NULL {
  set_stringio_closed(self, 1);
  payload<StringBuffer>(self).set('');
  clearNewlines(self);
  return none();
}

// ---- making, pickling, the end ----

const clearNewlines = clearFields(32, 34, 30), stringio_clear = clearFields(32, 34, 30, 36);
function stringio_dealloc(self: PyObject): void {
  PyObject_Free(payload<StringBuffer>(self).block);
  deallocStream(self, false, 152, stringio_clear);
}
function stringio_new(type: PyTypeObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, new StringBuffer());
  return self;
}
/** The text of a newline argument, null for None; undefined with an exception. */
function newlineArgument(arg: PyObject | NULL): string | null | undefined {
  if (arg === NULL) return '\n';
  if (arg === _Py_NoneStruct) return null;
  if (!PyUnicode_Check(arg)) {
    PyErr_Format(PyExc_TypeError, `newline must be str or None, not ${typeName(arg)}`);
    return undefined;
  }
  const text = PyUnicode_AsJSString(arg);
  if (text === '' || text === '\n' || text === '\r' || text === '\r\n') return text;
  const shown = reprText(arg);
  if (shown !== null) PyErr_Format(PyExc_ValueError, `illegal newline value: ${shown}`);
  return undefined;
}
function stringio_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('StringIO', "(initial_value='', newline='\\n')", args, kwds);
  if (values === null) return -1;
  const newline = newlineArgument(values[1]), value = values[0];
  if (newline === undefined) return -1;
  if (value !== NULL && value !== _Py_NoneStruct && !PyUnicode_Check(value)) return fail(PyExc_TypeError, `initial_value must be str or None, not ${typeName(value)}`);
  set_stringio_ok(self, 0);
  clearNewlines(self);
  const buffer = payload<StringBuffer>(self);
  buffer.readuniversal = newline === null || newline === '';
  buffer.readtranslate = newline === null;
  buffer.readnl = newline ?? '';
  if (newline !== null) {
    const readnl = PyUnicode_FromString(newline);
    if (readnl === NULL) return -1;
    set_stringio_readnl(self, readnl);
    if (newline.startsWith('\r')) set_stringio_writenl(self, Py_NewRef(readnl));
  }
  if (buffer.readuniversal) {
    const type = find_io_state_by_def(Py_TYPE(self)).PyIncrementalNewlineDecoder_Type as PyObject;
    const decoder = PyObject_CallFunctionObjArgs(type, _Py_NoneStruct, Py_BOOL(buffer.readtranslate));
    if (decoder === NULL) return -1;
    set_stringio_decoder(self, decoder);
  }
  buffer.set('');
  set_stringio_pos(self, 0);
  if (value !== NULL && value !== _Py_NoneStruct && PyUnicode_GET_LENGTH(value) > 0 && write_str(self, value) < 0) return -1;
  set_stringio_pos(self, 0);
  set_stringio_closed(self, 0);
  set_stringio_ok(self, 1);
  return 0;
}
function stringio_getstate(self: PyObject): New | NULL {
  const value = stringio_getvalue(self);
  if (value === NULL) return NULL;
  const readnl = Py_XNewRef(stringio_readnl(self));
  return packSteal(value, readnl === NULL ? none() : readnl, PyLong_FromNumber(stringio_pos(self)), copyOfDict(stringio_dict(self)));
}
function stringio_setstate(self: PyObject, state: PyObject): New | NULL {
  if (stringio_closed(self) !== 0) return PyErr_SetString(PyExc_ValueError, 'I/O operation on closed file');
  if (!PyTuple_Check(state) || PyTuple_GET_SIZE(state) < 4) return PyErr_Format(PyExc_TypeError, `${typeName(self)}.__setstate__ argument should be 4-tuple, got ${typeName(state)}`);
  const args = PyTuple_GetSlice(state, 0, 2);
  if (args === NULL) return NULL;
  const status = stringio_init(self, args, NULL);
  Py_DECREF(args);
  if (status < 0) return NULL;
  // as it was pickled: __init__ has translated line ends once more
  const value = PyTuple_GET_ITEM(state, 0);
  payload<StringBuffer>(self).set(PyUnicode_Check(value) ? textConcat(_PyUnicode_TEXT(value), '') : '');
  return restoreState(self, state, 2, ['third', 'got', 'fourth'], stringio_dict, set_stringio_dict, set_stringio_pos) < 0 ? NULL : none();
}
function yes(self: PyObject): New | NULL {
  return unusable(self) ? NULL : Py_NewRef(_Py_TrueStruct);
}
function closedGetter(self: PyObject): New | NULL {
  return stringio_ok(self) <= 0 ? PyErr_SetString(PyExc_ValueError, 'I/O operation on uninitialized object') : PyBool_FromLong(stringio_closed(self));
}
function newlinesGetter(self: PyObject): New | NULL {
  if (unusable(self)) return NULL;
  const decoder: PyObject | NULL = stringio_decoder(self);
  return decoder === NULL ? none() : PyObject_GetAttr(decoder, ID_newlines);
}

export const stringio_spec: TypeSpec = {
  tp_name: '_io.StringIO', tp_basicsize: 168, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, tp_dictoffset: 144, tp_weaklistoffset: 152,
  tp_doc: "StringIO(initial_value='', newline='\\n')\n--\n\nA stream of text in memory.\n\nnewline is that of TextIOWrapper, but that None does not change how newlines are written.",
  slots: {
    tp_dealloc: stringio_dealloc, tp_traverse: traverseHeapFields(32, 34, 30, 36), tp_clear: stringio_clear, tp_iternext: stringio_iternext, tp_init: stringio_init,
    tp_new: stringio_new,
  },
  methods: [
    method('close', '($self, /)', stringio_close, 'Closes the stream and drops its contents.'),
    method('getvalue', '($self, /)', stringio_getvalue, 'The whole contents.'),
    method('read', '($self, size=-1, /)', stringio_read, 'At most size characters; all that remain when it is negative or left out.'),
    method('readline', '($self, size=-1, /)', stringio_readline, 'The next line with its end, at most size characters of it.'),
    method('tell', '($self, /)', self => (unusable(self) ? NULL : PyLong_FromNumber(stringio_pos(self))), 'The current position.'),
    method('truncate', '($self, pos=None, /)', stringio_truncate, 'Cuts the contents to a size, by default to the current position; the position stays. Returns the size.'),
    method('seek', '($self, pos, whence=0, /)', (self, pos, whence) => stringio_seek(self, pos as PyObject, whence), 'Moves to a position and returns it.\n\nwhence: 0 counts from the start; 1 stays, 2 goes to the end, both with a pos of 0.'),
    method('write', '($self, s, /)', (self, s) => stringio_write(self, s as PyObject), 'Writes a str at the position; returns its length.'),
    method('seekable', '($self, /)', yes, 'True.'),
    method('readable', '($self, /)', yes, 'True.'),
    method('writable', '($self, /)', yes, 'True.'),
    method('__getstate__', '($self, /)', stringio_getstate),
    method('__setstate__', '($self, state, /)', (self, state) => stringio_setstate(self, state as PyObject)),
  ],
  getset: [
    {name: 'closed', get: closedGetter}, {name: 'newlines', get: newlinesGetter},
    {name: 'line_buffering', get: self => (unusable(self) ? NULL : Py_NewRef(_Py_FalseStruct))},
  ],
};
