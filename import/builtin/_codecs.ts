/** The _codecs module: the registry and the codecs of objects/, as functions. CPython: Modules/_codecsmodule.c */
import {U8} from '../../runtime/current';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH} from '../../runtime/generated/accessors';
import {PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {Py_buffer} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyBytes_DecodeEscape} from '../../objects/bytes-escape';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyCodec_Decode, PyCodec_Encode, PyCodec_LookupError, PyCodec_Register, PyCodec_RegisterError, PyCodec_Unregister, _PyCodec_Lookup} from '../../objects/codecs';
import {PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyArg_BadArgument, boolArg, intArg, isStrArg} from '../../objects/text-args';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyUnicode_BuildEncodingMap} from '../../objects/unicode-encodingmap';
import {PyUnicode_DecodeCharmap, _PyUnicode_EncodeCharmap} from '../../objects/unicode-charmap';
import {PyUnicode_DecodeASCII, PyUnicode_DecodeLatin1, PyUnicode_DecodeUTF8Stateful, _PyUnicode_AsASCIIString, _PyUnicode_AsLatin1String, _PyUnicode_AsUTF8String, type Decoded} from '../../objects/unicode-codecs';
import {ByteWriter} from '../../objects/unicode-coding';
import {_PyUnicode_AsUTF8NoNUL, codecArgs} from '../../objects/unicode-encoded';
import {PyUnicode_AsRawUnicodeEscapeString, PyUnicode_AsUnicodeEscapeString, _PyUnicode_DecodeRawUnicodeEscapeStateful, _PyUnicode_DecodeUnicodeEscapeStateful} from '../../objects/unicode-escape';
import {PyUnicode_DecodeUTF16Stateful, PyUnicode_DecodeUTF32Stateful, PyUnicode_DecodeUTF7Stateful, _PyUnicode_EncodeUTF16, _PyUnicode_EncodeUTF32, _PyUnicode_EncodeUTF7} from '../../objects/unicode-utf';

type Optional = PyObject | NULL;

/** (value, count). @steals value. CPython: codec_tuple() */
function codec_tuple(value: New | NULL, count: number): New | NULL {
  if (value === NULL) return NULL;
  const n = PyLong_FromNumber(count), result = n === NULL ? NULL : PyTuple_Pack(value, n);
  if (n !== NULL) Py_DECREF(n);
  Py_DECREF(value);
  return result;
}
/** The name of an error handler, null for None, undefined with an exception. */
function errorsArg(fname: string, errors: Optional): string | null | undefined {
  if (errors === NULL || errors === _Py_NoneStruct) return null;
  if (PyUnicode_Check(errors)) return _PyUnicode_AsUTF8NoNUL(errors);
  _PyArg_BadArgument(fname, 'argument 2', 'str or None', errors);
  return undefined;
}
/** Whether an argument has bytes; else TypeError, which comes before those of the arguments behind it. */
function isBuffer(data: PyObject): boolean {
  if (PyObject_CheckBuffer(data)) return true;
  PyErr_SetString(PyExc_TypeError, `a bytes-like object is required, not '${typeName(data)}'`);
  return false;
}
/** Runs `use` on the bytes of an argument; a str gives its UTF-8 when `text` is true. */
function withBytes(data: PyObject, text: boolean, use: (bytes: Uint8Array) => New | NULL): New | NULL {
  if (text && PyUnicode_Check(data)) {
    const bytes = _PyUnicode_AsUTF8String(data, null);
    if (bytes === NULL) return NULL;
    const result = use(U8.subarray(PyBytes_AS_STRING(bytes), PyBytes_AS_STRING(bytes) + PyBytes_GET_SIZE(bytes)));
    Py_DECREF(bytes);
    return result;
  }
  const view = new Py_buffer();
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) < 0) return NULL;
  const result = use(U8.subarray(view.buf, view.buf + view.len));
  PyBuffer_Release(view);
  return result;
}

/** NAME_encode(str, errors=None). */
function encoder(name: string, encode: (str: PyObject, errors: string | null) => New | NULL): PyMethodDef {
  return method(`${name}_encode`, '($module, str, errors=None, /)', (_module: PyObject, str: PyObject, errors: Optional) => {
    if (!isStrArg(`${name}_encode`, 'argument 1', str)) return NULL;
    const handler = errorsArg(`${name}_encode`, errors);
    return handler === undefined ? NULL : codec_tuple(encode(str, handler), PyUnicode_GET_LENGTH(str));
  });
}
/** NAME_decode(data, errors=None): all of data at once. */
function decoder(name: string, decode: (data: Uint8Array, errors: string | null) => New | NULL): PyMethodDef {
  return method(`${name}_decode`, '($module, data, errors=None, /)', (_module: PyObject, data: PyObject, errors: Optional) => {
    if (!isBuffer(data)) return NULL;
    const handler = errorsArg(`${name}_decode`, errors);
    return handler === undefined ? NULL : withBytes(data, false, bytes => codec_tuple(decode(bytes, handler), bytes.length));
  });
}
/** NAME_decode(data, errors=None, final=False): leaves an incomplete end unless final. */
function statefulDecoder(name: string, decode: (data: Uint8Array, errors: string | null, stateful: boolean) => Decoded, finalDefault = false, text = false): PyMethodDef {
  return method(`${name}_decode`, `($module, data, errors=None, final=${finalDefault ? 'True' : 'False'}, /)`, (_module: PyObject, data: PyObject, errors: Optional, final: Optional) => {
    if (!(text && PyUnicode_Check(data)) && !isBuffer(data)) return NULL;
    const handler = errorsArg(`${name}_decode`, errors), isFinal = boolArg(final, finalDefault ? 1 : 0);
    if (handler === undefined || isFinal < 0) return NULL;
    return withBytes(data, text, bytes => {
      const decoded = decode(bytes, handler, isFinal === 0);
      return codec_tuple(decoded.result, isFinal === 1 ? bytes.length : decoded.consumed);
    });
  });
}
/** NAME_encode(str, errors=None, byteorder=0). */
function orderedEncoder(name: string, encode: (str: PyObject, errors: string | null, byteorder: number) => New | NULL): PyMethodDef {
  return method(`${name}_encode`, '($module, str, errors=None, byteorder=0, /)', (_module: PyObject, str: PyObject, errors: Optional, byteorder: Optional) => {
    if (!isStrArg(`${name}_encode`, 'argument 1', str)) return NULL;
    const handler = errorsArg(`${name}_encode`, errors), order = intArg(byteorder, 0);
    if (handler === undefined || (order === -1 && PyErr_Occurred() !== NULL)) return NULL;
    return codec_tuple(encode(str, handler, order), PyUnicode_GET_LENGTH(str));
  });
}
/** NAME_ex_decode(data, errors=None, byteorder=0, final=False): tells the byte order too. */
function orderedDecoder(name: string, decode: typeof PyUnicode_DecodeUTF16Stateful): PyMethodDef {
  return method(`${name}_ex_decode`, '($module, data, errors=None, byteorder=0, final=False,\n                 /)', (_module: PyObject, data: PyObject, errors: Optional, byteorder: Optional, final: Optional) => {
    if (!isBuffer(data)) return NULL;
    const handler = errorsArg(`${name}_ex_decode`, errors), order = intArg(byteorder, 0);
    if (handler === undefined || (order === -1 && PyErr_Occurred() !== NULL)) return NULL;
    const isFinal = boolArg(final, 0);
    if (isFinal < 0) return NULL;
    return withBytes(data, false, bytes => {
      const decoded = decode(bytes, handler, order, isFinal === 0);
      if (decoded.result === NULL) return NULL;
      const count = PyLong_FromNumber(isFinal === 1 ? bytes.length : decoded.consumed), found = PyLong_FromNumber(decoded.byteorder);
      const result = count === NULL || found === NULL ? NULL : PyTuple_Pack(decoded.result, count, found);
      for (const part of [decoded.result, count, found]) if (part !== NULL) Py_DECREF(part);
      return result;
    });
  });
}

const None = _Py_NoneStruct as New;
function _codecs_encode(_module: PyObject, obj: PyObject, encoding: Optional, errors: Optional): New | NULL {
  const args = codecArgs('encode', encoding, errors);
  return args === null ? NULL : PyCodec_Encode(obj, args.encoding ?? 'utf-8', args.errors);
}
function _codecs_decode(_module: PyObject, obj: PyObject, encoding: Optional, errors: Optional): New | NULL {
  const args = codecArgs('decode', encoding, errors);
  return args === null ? NULL : PyCodec_Decode(obj, args.encoding ?? 'utf-8', args.errors);
}
function nameOnly(fname: string, displayname: string, arg: PyObject): string | undefined {
  return isStrArg(fname, displayname, arg) ? _PyUnicode_AsUTF8NoNUL(arg) : undefined;
}
function _codecs_lookup(_module: PyObject, encoding: PyObject): New | NULL {
  const name = nameOnly('lookup', 'argument', encoding);
  return name === undefined ? NULL : _PyCodec_Lookup(name);
}
function _codecs_lookup_error(_module: PyObject, name: PyObject): New | NULL {
  const text = nameOnly('lookup_error', 'argument', name);
  return text === undefined ? NULL : PyCodec_LookupError(text);
}
function _codecs_register_error(_module: PyObject, errors: PyObject, handler: PyObject): New | NULL {
  const name = nameOnly('register_error', 'argument 1', errors);
  return name === undefined || PyCodec_RegisterError(name, handler) < 0 ? NULL : None;
}
function _codecs_escape_encode(_module: PyObject, data: PyObject, errors: Optional): New | NULL {
  if (!PyBytes_Check(data)) return _PyArg_BadArgument('escape_encode', 'argument 1', 'bytes', data);
  if (errorsArg('escape_encode', errors) === undefined) return NULL;
  const n = PyBytes_GET_SIZE(data), at = PyBytes_AS_STRING(data), out = new ByteWriter(n);
  for (let i = 0; i < n; i++) {
    const c = U8[at + i];
    if (c === 39 || c === 92) out.appendLatin1('\\' + String.fromCharCode(c));
    else if (c === 9 || c === 10 || c === 13) out.appendLatin1(c === 9 ? '\\t' : c === 10 ? '\\n' : '\\r');
    else if (c < 32 || c >= 127) out.appendLatin1(`\\x${c < 16 ? '0' : ''}${c.toString(16)}`);
    else out.push(c);
  }
  return codec_tuple(out.finish(), n);
}
function _codecs_escape_decode(_module: PyObject, data: PyObject, errors: Optional): New | NULL {
  const handler = errorsArg('escape_decode', errors);
  return handler === undefined ? NULL : withBytes(data, true, bytes => codec_tuple(PyBytes_DecodeEscape(bytes, handler), bytes.length));
}
function _codecs_readbuffer_encode(_module: PyObject, data: PyObject, errors: Optional): New | NULL {
  if (errorsArg('readbuffer_encode', errors) === undefined) return NULL;
  return withBytes(data, true, bytes => codec_tuple(PyBytes_FromUint8Array(bytes), bytes.length));
}
function _codecs_charmap_decode(_module: PyObject, data: PyObject, errors: Optional, mapping: Optional): New | NULL {
  const handler = errorsArg('charmap_decode', errors), map = mapping === _Py_NoneStruct ? NULL : mapping;
  return handler === undefined ? NULL : withBytes(data, false, bytes => codec_tuple(PyUnicode_DecodeCharmap(bytes, map, handler), bytes.length));
}
function _codecs_charmap_encode(_module: PyObject, str: PyObject, errors: Optional, mapping: Optional): New | NULL {
  if (!isStrArg('charmap_encode', 'argument 1', str)) return NULL;
  const handler = errorsArg('charmap_encode', errors);
  return handler === undefined ? NULL : codec_tuple(_PyUnicode_EncodeCharmap(str, mapping === _Py_NoneStruct ? NULL : mapping, handler), PyUnicode_GET_LENGTH(str));
}

const codecs_methods: readonly PyMethodDef[] = [
  method('register', '($module, search_function, /)', (_module: PyObject, f: PyObject) => (PyCodec_Register(f) < 0 ? NULL : None), 'Add a function that finds codecs: it gets the name of an encoding and returns a tuple of four functions, or None.'),
  method('unregister', '($module, search_function, /)', (_module: PyObject, f: PyObject) => (PyCodec_Unregister(f) < 0 ? NULL : None), 'Take a search function away and forget what was found.'),
  method('lookup', '($module, encoding, /)', _codecs_lookup, 'Return the codec of an encoding.'),
  method('encode', "($module, /, obj, encoding='utf-8', errors='strict')", _codecs_encode, 'Encode an object with the codec of an encoding.'),
  method('decode', "($module, /, obj, encoding='utf-8', errors='strict')", _codecs_decode, 'Decode an object with the codec of an encoding.'),
  method('escape_encode', '($module, data, errors=None, /)', _codecs_escape_encode),
  method('escape_decode', '($module, data, errors=None, /)', _codecs_escape_decode),
  encoder('utf_8', _PyUnicode_AsUTF8String),
  statefulDecoder('utf_8', PyUnicode_DecodeUTF8Stateful),
  encoder('utf_7', _PyUnicode_EncodeUTF7),
  statefulDecoder('utf_7', PyUnicode_DecodeUTF7Stateful),
  orderedEncoder('utf_16', _PyUnicode_EncodeUTF16),
  encoder('utf_16_le', (str, errors) => _PyUnicode_EncodeUTF16(str, errors, -1)),
  encoder('utf_16_be', (str, errors) => _PyUnicode_EncodeUTF16(str, errors, 1)),
  statefulDecoder('utf_16', (data, errors, stateful) => PyUnicode_DecodeUTF16Stateful(data, errors, 0, stateful)),
  statefulDecoder('utf_16_le', (data, errors, stateful) => PyUnicode_DecodeUTF16Stateful(data, errors, -1, stateful)),
  statefulDecoder('utf_16_be', (data, errors, stateful) => PyUnicode_DecodeUTF16Stateful(data, errors, 1, stateful)),
  orderedDecoder('utf_16', PyUnicode_DecodeUTF16Stateful),
  orderedEncoder('utf_32', _PyUnicode_EncodeUTF32),
  encoder('utf_32_le', (str, errors) => _PyUnicode_EncodeUTF32(str, errors, -1)),
  encoder('utf_32_be', (str, errors) => _PyUnicode_EncodeUTF32(str, errors, 1)),
  statefulDecoder('utf_32', (data, errors, stateful) => PyUnicode_DecodeUTF32Stateful(data, errors, 0, stateful)),
  statefulDecoder('utf_32_le', (data, errors, stateful) => PyUnicode_DecodeUTF32Stateful(data, errors, -1, stateful)),
  statefulDecoder('utf_32_be', (data, errors, stateful) => PyUnicode_DecodeUTF32Stateful(data, errors, 1, stateful)),
  orderedDecoder('utf_32', PyUnicode_DecodeUTF32Stateful),
  encoder('unicode_escape', PyUnicode_AsUnicodeEscapeString),
  statefulDecoder('unicode_escape', _PyUnicode_DecodeUnicodeEscapeStateful, true, true),
  encoder('raw_unicode_escape', PyUnicode_AsRawUnicodeEscapeString),
  statefulDecoder('raw_unicode_escape', _PyUnicode_DecodeRawUnicodeEscapeStateful, true, true),
  encoder('latin_1', _PyUnicode_AsLatin1String),
  decoder('latin_1', PyUnicode_DecodeLatin1),
  encoder('ascii', _PyUnicode_AsASCIIString),
  decoder('ascii', PyUnicode_DecodeASCII),
  method('charmap_encode', '($module, str, errors=None, mapping=None, /)', _codecs_charmap_encode),
  method('charmap_decode', '($module, data, errors=None, mapping=None, /)', _codecs_charmap_decode),
  method('charmap_build', '($module, map, /)', (_module: PyObject, map: PyObject) => (isStrArg('charmap_build', 'argument', map) ? PyUnicode_BuildEncodingMap(map) : NULL)),
  method('readbuffer_encode', '($module, data, errors=None, /)', _codecs_readbuffer_encode),
  method('register_error', '($module, errors, handler, /)', _codecs_register_error, 'Register an error handler: it gets the UnicodeError and raises, or returns a replacement and where to go on.'),
  method('lookup_error', '($module, name, /)', _codecs_lookup_error, 'Return the error handler of a name.'),
];
const codecsmodule = new PyModuleDef('_codecs', {
  m_size: 0, m_methods: codecs_methods,
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit__codecs(): PyModuleDef {
  return PyModuleDef_Init(codecsmodule);
}
