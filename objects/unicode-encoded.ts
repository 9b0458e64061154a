/** From and to encodings by name; the file system's encoding; str.encode(). CPython: Objects/unicodeobject.c PyUnicode_Decode() and its kin */
import {U8, _PyRuntime, interp} from '../runtime/current';
import {PyByteArray_AS_STRING, PyByteArray_GET_SIZE, PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyUnicode_Check, PyUnicode_IS_ASCII} from '../runtime/generated/accessors';
import {PyExc_LookupError, PyExc_RuntimeWarning, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {ID___fspath__, STR_empty} from '../runtime/generated/ids';
import {method, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {Py_buffer} from '../runtime/typeslots';
import {textFind} from '../runtime/text';
import {asciiText} from '../runtime/text-ascii';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from './abstract-buffer';
import {PyByteArray_Check} from './bytearrayobject';
import {PyBytes_FromStringAndSize} from './bytesobject';
import {PyObject_CallNoArgs} from './call';
import {PyCodec_LookupError, _PyCodec_DecodeText, _PyCodec_EncodeText, _Py_normalize_encoding, PyCodec_KnownEncoding} from './codecs';
import {PyErr_BadArgument, PyErr_Occurred, PyErr_SetString, PyErr_WarnFormat, typeName} from './errors';
import {PyMemoryView_FromObject} from './memoryobject';
import {isStrArg} from './text-args';
import {_PyObject_LookupSpecial} from './typeobject';
import {PyUnicode_DecodeASCII, PyUnicode_DecodeLatin1, PyUnicode_DecodeUTF8, _PyUnicode_AsASCIIString, _PyUnicode_AsLatin1String, _PyUnicode_AsUTF8String, isAsciiAt} from './unicode-codecs';
import {PyUnicode_DecodeUTF16Stateful, PyUnicode_DecodeUTF32Stateful, _PyUnicode_EncodeUTF16, _PyUnicode_EncodeUTF32} from './unicode-utf';
import {PyUnicode_AsJSString, _PyUnicode_FromASCII, _PyUnicode_TEXT} from './unicodeobject';

/** The text of a str that C takes as a `const char *`; undefined when it holds a NUL or has no UTF-8. @raises ValueError, UnicodeEncodeError. CPython: Objects/unicodeobject.c _PyUnicode_AsUTF8NoNUL() */
export function _PyUnicode_AsUTF8NoNUL(op: PyObject): string | undefined {
  if (!PyUnicode_IS_ASCII(op)) {
    const bytes = _PyUnicode_AsUTF8String(op, null);
    if (bytes === NULL) return undefined;
    Py_DECREF(bytes);
  }
  const text = PyUnicode_AsJSString(op);
  if (!text.includes('\0')) return text;
  PyErr_SetString(PyExc_ValueError, 'embedded null character');
  return undefined;
}

/** The encoding and error handler of a call, each null when left out; null with an exception. @raises TypeError, ValueError, UnicodeEncodeError */
export function codecArgs(fname: string, encoding: PyObject | NULL, errors: PyObject | NULL): {encoding: string | null; errors: string | null} | null {
  let name: string | null | undefined = null, handler: string | null | undefined = null;
  if (encoding !== NULL) {
    if (!isStrArg(fname, "argument 'encoding'", encoding)) return null;
    name = _PyUnicode_AsUTF8NoNUL(encoding);
    if (name === undefined) return null;
  }
  if (errors !== NULL) {
    if (!isStrArg(fname, "argument 'errors'", errors)) return null;
    handler = _PyUnicode_AsUTF8NoNUL(errors);
    if (handler === undefined) return null;
  }
  return {encoding: name, errors: handler};
}
/** The object as a view of bytes for as long as `use` runs. */
function decodeObject(obj: PyObject, encoding: string | null, errors: string | null): New | NULL {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(obj, view, PyBUF_SIMPLE) < 0) return NULL;
  const result = PyUnicode_Decode(U8.subarray(view.buf, view.buf + view.len), encoding, errors);
  PyBuffer_Release(view);
  return result;
}
/** str(obj, encoding, errors). @raises TypeError. CPython: PyUnicode_FromEncodedObject() */
export function PyUnicode_FromEncodedObject(obj: PyObject, encoding: string | null, errors: string | null): New | NULL {
  if (PyBytes_Check(obj)) {
    const size = PyBytes_GET_SIZE(obj), at = PyBytes_AS_STRING(obj);
    if (size === 0) return emptyDecoded(encoding, errors);
    if ((encoding === null || encoding === 'utf-8' || encoding === 'ascii') && errors === null && isAsciiAt(at, size)) return _PyUnicode_FromASCII(asciiText(U8, at, at + size));
    return PyUnicode_Decode(U8.subarray(at, at + size), encoding, errors);
  }
  if (PyUnicode_Check(obj)) return PyErr_SetString(PyExc_TypeError, 'decoding str is not supported');
  if (!PyObject_CheckBuffer(obj)) return PyErr_SetString(PyExc_TypeError, `decoding to str: need a bytes-like object, ${typeName(obj)} found`);
  return decodeObject(obj, encoding, errors);
}
/** No bytes need no codec, unless development mode wants names checked. */
function emptyDecoded(encoding: string | null, errors: string | null): New | NULL {
  return unicode_check_encoding_errors(encoding, errors) < 0 ? NULL : (STR_empty as New);
}
/** In development mode and debug builds, whether encoding and error handler exist; -1 with LookupError. CPython: unicode_check_encoding_errors() */
export function unicode_check_encoding_errors(encoding: string | null, errors: string | null): number {
  if (encoding === null && errors === null) return 0;
  if ((interp.config.dev_mode === 0 && !_PyRuntime.build.pydebug) || interp.codec.initialized !== 1 || interp._finalizing !== null) return 0;
  if (encoding !== null && encoding !== 'utf-8' && encoding !== 'utf8' && encoding !== 'ascii' && !PyCodec_KnownEncoding(encoding)) {
    return lookupFails(encoding);
  }
  if (errors !== null && errors !== 'strict' && errors !== 'ignore' && errors !== 'replace' && errors !== 'surrogateescape' && errors !== 'surrogatepass') {
    const handler = PyCodec_LookupError(errors);
    if (handler === NULL) return -1;
    Py_DECREF(handler);
  }
  return 0;
}
function lookupFails(encoding: string): number {
  PyErr_SetString(PyExc_LookupError, `unknown encoding: ${encoding}`);
  return -1;
}

/** Bytes to str. @raises UnicodeDecodeError, LookupError. CPython: PyUnicode_Decode() */
export function PyUnicode_Decode(data: Uint8Array, encoding: string | null, errors: string | null): New | NULL {
  if (unicode_check_encoding_errors(encoding, errors) < 0) return NULL;
  if (data.length === 0 && encoding === null) return STR_empty as New;
  if (encoding === null) return PyUnicode_DecodeUTF8(data, errors);
  switch (_Py_normalize_encoding(encoding)) {
    case 'utf_8': case 'utf8': return PyUnicode_DecodeUTF8(data, errors);
    case 'utf_16': case 'utf16': return PyUnicode_DecodeUTF16Stateful(data, errors, 0, false).result;
    case 'utf_32': case 'utf32': return PyUnicode_DecodeUTF32Stateful(data, errors, 0, false).result;
    case 'ascii': case 'us_ascii': return PyUnicode_DecodeASCII(data, errors);
    case 'latin1': case 'latin_1': case 'iso_8859_1': case 'iso8859_1': return PyUnicode_DecodeLatin1(data);
    default: break;
  }
  const buffer = PyBytes_FromStringAndSize(0, data.length);
  if (buffer === NULL) return NULL;
  U8.set(data, PyBytes_AS_STRING(buffer));
  const view = PyMemoryView_FromObject(buffer);
  Py_DECREF(buffer);
  if (view === NULL) return NULL;
  const unicode = _PyCodec_DecodeText(view, encoding, errors);
  Py_DECREF(view);
  if (unicode === NULL) return NULL;
  if (!PyUnicode_Check(unicode)) {
    const name = typeName(unicode);
    Py_DECREF(unicode);
    return PyErr_SetString(PyExc_TypeError, `'${encoding}' decoder returned '${name}' instead of 'str'; use codecs.decode() to decode to arbitrary types`);
  }
  return unicode;
}

/** str to bytes. @raises UnicodeEncodeError, LookupError. CPython: PyUnicode_AsEncodedString() */
export function PyUnicode_AsEncodedString(unicode: PyObject, encoding: string | null, errors: string | null): New | NULL {
  if (!PyUnicode_Check(unicode)) return PyErr_BadArgument();
  if (unicode_check_encoding_errors(encoding, errors) < 0) return NULL;
  if (encoding === null) return _PyUnicode_AsUTF8String(unicode, errors);
  switch (_Py_normalize_encoding(encoding)) {
    case 'utf_8': case 'utf8': return _PyUnicode_AsUTF8String(unicode, errors);
    case 'utf_16': case 'utf16': return _PyUnicode_EncodeUTF16(unicode, errors, 0);
    case 'utf_32': case 'utf32': return _PyUnicode_EncodeUTF32(unicode, errors, 0);
    case 'ascii': case 'us_ascii': return _PyUnicode_AsASCIIString(unicode, errors);
    case 'latin1': case 'latin_1': case 'iso_8859_1': case 'iso8859_1': return _PyUnicode_AsLatin1String(unicode, errors);
    default: break;
  }
  const v = _PyCodec_EncodeText(unicode, encoding, errors);
  if (v === NULL || PyBytes_Check(v)) return v;
  if (PyByteArray_Check(v)) {
    if (PyErr_WarnFormat(PyExc_RuntimeWarning, 1, `encoder ${encoding} returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types`) < 0) {
      Py_DECREF(v);
      return NULL;
    }
    const bytes = PyBytes_FromStringAndSize(PyByteArray_AS_STRING(v), PyByteArray_GET_SIZE(v));
    Py_DECREF(v);
    return bytes;
  }
  const name = typeName(v);
  Py_DECREF(v);
  return PyErr_SetString(PyExc_TypeError, `'${encoding}' encoder returned '${name}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types`);
}

// The file system's encoding

/** str of a file name's bytes. CPython: PyUnicode_DecodeFSDefaultAndSize() */
export function PyUnicode_DecodeFSDefault(data: Uint8Array): New | NULL {
  return PyUnicode_DecodeUTF8(data, 'surrogateescape');
}
/** Bytes of a file name. CPython: PyUnicode_EncodeFSDefault() */
export function PyUnicode_EncodeFSDefault(unicode: PyObject): New | NULL {
  return _PyUnicode_AsUTF8String(unicode, 'surrogateescape');
}
/** bytes of a path (str, bytes or os.PathLike). @raises TypeError, ValueError. escapes. CPython: PyUnicode_FSConverter() */
export function PyUnicode_FSConverter(arg: PyObject): New | NULL {
  const path = PyOS_FSPath(arg);
  if (path === NULL) return NULL;
  const output = PyBytes_Check(path) ? Py_NewRef(path) : PyUnicode_EncodeFSDefault(path);
  Py_DECREF(path);
  if (output === NULL) return NULL;
  const at = PyBytes_AS_STRING(output);
  for (let i = PyBytes_GET_SIZE(output) - 1; i >= 0; i--) {
    if (U8[at + i] !== 0) continue;
    Py_DECREF(output);
    return PyErr_SetString(PyExc_ValueError, 'embedded null byte');
  }
  return output;
}
/** str of a path (str, bytes or os.PathLike). @raises TypeError, ValueError. escapes. CPython: PyUnicode_FSDecoder() */
export function PyUnicode_FSDecoder(arg: PyObject): New | NULL {
  const path = PyOS_FSPath(arg);
  if (path === NULL) return NULL;
  const at = PyUnicode_Check(path) ? 0 : PyBytes_AS_STRING(path);
  const output = at === 0 ? Py_NewRef(path) : PyUnicode_DecodeFSDefault(U8.subarray(at, at + PyBytes_GET_SIZE(path)));
  Py_DECREF(path);
  if (output === NULL) return NULL;
  const text = _PyUnicode_TEXT(output);
  if (textFind(text, '\0', 0, text.length) < 0) return output;
  Py_DECREF(output);
  return PyErr_SetString(PyExc_ValueError, 'embedded null character');
}
/** str or bytes of a path. @raises TypeError. escapes. CPython: Modules/posixmodule.c PyOS_FSPath() */
export function PyOS_FSPath(path: PyObject): New | NULL {
  if (PyUnicode_Check(path) || PyBytes_Check(path)) return Py_NewRef(path);
  const func = _PyObject_LookupSpecial(path, ID___fspath__);
  if (func === NULL || func === _Py_NoneStruct) {
    if (func !== NULL) Py_DECREF(func);
    return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_TypeError, `expected str, bytes or os.PathLike object, not ${typeName(path)}`);
  }
  const result = PyObject_CallNoArgs(func);
  Py_DECREF(func);
  if (result === NULL || PyUnicode_Check(result) || PyBytes_Check(result)) return result;
  const name = typeName(result);
  Py_DECREF(result);
  return PyErr_SetString(PyExc_TypeError, `expected ${typeName(path)}.__fspath__() to return str or bytes, not ${name}`);
}

function unicode_encode(self: PyObject, encoding: PyObject | NULL, errors: PyObject | NULL): New | NULL {
  const args = codecArgs('encode', encoding, errors);
  return args === null ? NULL : PyUnicode_AsEncodedString(self, args.encoding, args.errors);
}
export const CODEC_METHODS: readonly PyMethodDef[] = [
  method('encode', "($self, /, encoding='utf-8', errors='strict')", unicode_encode, 'Return the bytes that stand for the string in an encoding; errors names what is done with characters that it lacks.'),
];
