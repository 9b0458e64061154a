/** `%` formatting of bytes and bytearray. CPython: Objects/bytesobject.c _PyBytes_FormatEx() */
import {U8} from '../runtime/current';
import {PyByteArray_AS_STRING, PyByteArray_GET_SIZE, PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyLong_Check, PyUnicode_Check} from '../runtime/generated/accessors';
import {ID___bytes__} from '../runtime/generated/ids';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {Py_buffer} from '../runtime/typeslots';
import {NULL, type New, type PyObject} from '../runtime/types';
import type {PyText} from '../runtime/text';
import {PyBUF_FULL_RO, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from './abstract-buffer';
import {PyNumber_Index} from './abstract-number';
import {PyObject_GetItem} from './abstract-object';
import {PyByteArray_Check, PyByteArray_FromStringAndSize} from './bytearrayobject';
import {PyBytes_FromUint8Array, _PyBytes_FromSize, latin1OfBytes} from './bytesobject';
import {PyObject_CallNoArgs} from './call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyLong_AsNumberSaturating} from './longobject';
import {PyBuffer_ToContiguous} from './memoryobject';
import {PyObject_ASCII} from './object';
import {_PyObject_LookupSpecial} from './typeobject';
import {FormatArg, FormatArgs, formatfloat, mainformatlong, parseFormatArg, writeFormatted} from './unicode-format';
import {ByteWriter} from './unicode-coding';
import {_PyUnicode_TEXT} from './unicodeobject';

const F_ZERO = 16;

/** The byte of `%c` as a one-character text; null with an exception. CPython: byte_converter() */
function byteOf(arg: PyObject): string | null {
  if (PyBytes_Check(arg) && PyBytes_GET_SIZE(arg) === 1) return latin1OfBytes(PyBytes_AS_STRING(arg), 1);
  if (PyByteArray_Check(arg) && PyByteArray_GET_SIZE(arg) === 1) return latin1OfBytes(PyByteArray_AS_STRING(arg), 1);
  const number = PyLong_Check(arg) ? arg : PyNumber_Index(arg);
  if (number !== NULL) {
    const value = PyLong_AsNumberSaturating(number);
    if (number !== arg) Py_DECREF(number);
    if (value >= 0 && value < 256) return String.fromCharCode(value);
    PyErr_SetString(PyExc_OverflowError, '%c arg not in range(256)');
    return null;
  }
  if (!PyErr_ExceptionMatches(PyExc_TypeError)) return null;
  PyErr_Clear();
  PyErr_SetString(PyExc_TypeError, '%c requires an integer in range(256) or a single byte');
  return null;
}
/** The contents of a bytes-like object, or of what its __bytes__() gives, as a Latin-1 text; null with TypeError. CPython: format_obj() */
function contentsOf(v: PyObject): string | null {
  if (PyBytes_Check(v)) return latin1OfBytes(PyBytes_AS_STRING(v), PyBytes_GET_SIZE(v));
  if (PyByteArray_Check(v)) return latin1OfBytes(PyByteArray_AS_STRING(v), PyByteArray_GET_SIZE(v));
  const func = _PyObject_LookupSpecial(v, ID___bytes__);
  if (func !== NULL) {
    const result = PyObject_CallNoArgs(func);
    Py_DECREF(func);
    if (result === NULL) return null;
    if (!PyBytes_Check(result)) {
      PyErr_SetString(PyExc_TypeError, `__bytes__ returned non-bytes (type ${typeName(result)})`);
      Py_DECREF(result);
      return null;
    }
    const text = latin1OfBytes(PyBytes_AS_STRING(result), PyBytes_GET_SIZE(result));
    Py_DECREF(result);
    return text;
  }
  if (PyErr_Occurred() !== NULL) return null;
  if (!PyObject_CheckBuffer(v)) {
    PyErr_SetString(PyExc_TypeError, `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeName(v)}'`);
    return null;
  }
  const view = new Py_buffer();
  if (PyObject_GetBuffer(v, view, PyBUF_FULL_RO) < 0) return null;
  const bytes = _PyBytes_FromSize(view.len);
  let text: string | null = null;
  if (bytes !== NULL) {
    if (view.len === 0 || PyBuffer_ToContiguous(PyBytes_AS_STRING(bytes), view, view.len, 'C') === 0) text = latin1OfBytes(PyBytes_AS_STRING(bytes), view.len);
    Py_DECREF(bytes);
  }
  PyBuffer_Release(view);
  return text;
}
function formatOne(v: PyObject, arg: FormatArg, at: number): string | null {
  switch (arg.ch) {
    case 114: case 97: {
      const temp = PyObject_ASCII(v);
      if (temp === NULL) return null;
      const text = _PyUnicode_TEXT(temp) as string;
      Py_DECREF(temp);
      return text;
    }
    case 115: case 98: return contentsOf(v);
    case 105:
      arg.ch = 100;
      arg.sign = true;
      return mainformatlong(v, arg);
    case 100: case 117: case 111: case 120: case 88:
      arg.sign = true;
      return mainformatlong(v, arg);
    case 101: case 69: case 102: case 70: case 103: case 71: {
      arg.sign = true;
      const text = formatfloat(v, arg);
      if (text === null && PyErr_ExceptionMatches(PyExc_TypeError)) PyErr_SetString(PyExc_TypeError, `float argument required, not ${typeName(v)}`);
      return text;
    }
    case 99: return byteOf(v);
    default:
      PyErr_SetString(PyExc_ValueError, `unsupported format character '${String.fromCharCode(arg.ch)}' (0x${arg.ch.toString(16)}) at index ${at}`);
      return null;
  }
}
/** What can't be the mapping of a format, though it has items. */
const isBytes = (args: PyObject): boolean => PyBytes_Check(args) || PyByteArray_Check(args) || PyUnicode_Check(args);

/** format % args for `size` bytes at a byte address, a bytearray when `use_bytearray`. @raises TypeError, ValueError, OverflowError. escapes. CPython: _PyBytes_FormatEx() */
export function _PyBytes_FormatEx(format: number, size: number, args: PyObject, use_bytearray: boolean): New | NULL {
  const text = latin1OfBytes(format, size), out = new ByteWriter(size + 100), ctx = new FormatArgs(args, isBytes);
  const sink = {write: (piece: PyText): void => out.appendLatin1(piece as string)};
  const getKey = (start: number, end: number): New | NULL => {
    const key = PyBytes_FromUint8Array(Uint8Array.from({length: end - start}, (_, i) => text.charCodeAt(start + i)));
    if (key === NULL) return NULL;
    const value = PyObject_GetItem(ctx.dict as PyObject, key);
    Py_DECREF(key);
    return value;
  };
  let ok = true;
  for (let at = 0; ok && at < text.length;) {
    const percent = text.indexOf('%', at), end = percent < 0 ? text.length : percent;
    out.appendLatin1(text.slice(at, end));
    if (percent < 0) break;
    if (text[percent + 1] === '%') {
      out.push(37);
      at = percent + 2;
      continue;
    }
    const arg = new FormatArg();
    at = parseFormatArg(text, percent + 1, ctx, arg, getKey);
    if (at < 0) ok = false;
    else {
      const v = ctx.next(), piece = v === NULL ? null : formatOne(v, arg, at - 1);
      ok = piece !== null && writeFormatted(sink, piece, arg, (arg.flags & F_ZERO) !== 0 && arg.sign ? '0' : ' ');
    }
    if (ok && ctx.dict !== NULL && ctx.index < ctx.length) ok = leftOver();
  }
  if (ok && ctx.index < ctx.length && ctx.dict === NULL) ok = leftOver();
  ctx.release();
  if (!ok) return NULL;
  if (!use_bytearray) return out.finish();
  const result = PyByteArray_FromStringAndSize(0, out.length);
  if (result !== NULL) U8.set(out.bytes.subarray(0, out.length), PyByteArray_AS_STRING(result));
  return result;
}
function leftOver(): false {
  PyErr_SetString(PyExc_TypeError, 'not all arguments converted during bytes formatting');
  return false;
}
