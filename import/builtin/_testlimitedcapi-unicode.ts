/** str and codecs in _testlimitedcapi. CPython: Modules/_testlimitedcapi/unicode.c */
import * as codecs from '../../objects/unicode-codecs';
import * as methods from '../../objects/unicode-methods';
import * as utf from '../../objects/unicode-utf';
import * as wide from '../../objects/unicode-wide';
import * as str from '../../objects/unicodeobject';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_BadArgument, PyErr_BadInternalCall, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyLong_FromNumber} from '../../objects/longobject';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_BuildEncodingMap} from '../../objects/unicode-encodingmap';
import {PyUnicode_DecodeCharmap, _PyUnicode_EncodeCharmap} from '../../objects/unicode-charmap';
import {PyUnicode_AsEncodedString, PyUnicode_Decode, PyUnicode_DecodeFSDefault, PyUnicode_EncodeFSDefault, PyUnicode_FromEncodedObject} from '../../objects/unicode-encoded';
import {PyUnicode_AsRawUnicodeEscapeString, PyUnicode_AsUnicodeEscapeString, PyUnicode_DecodeUnicodeEscape, _PyUnicode_DecodeRawUnicodeEscapeStateful} from '../../objects/unicode-escape';
import {PyUnicode_Format} from '../../objects/unicode-format';
import {PyUnicode_InternInPlace} from '../../objects/unicode-intern';
import {PyUnicode_Translate} from '../../objects/unicode-translate';
import {PyUnicode_Check, PyUnicode_GET_LENGTH} from '../../runtime/generated/accessors';
import {PyExc_AssertionError} from '../../runtime/generated/static-addresses';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XNewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {cBytes, int, null_error, object} from './_testlimitedcapi-table';

const bytesOf = (data: Uint8Array | null): Uint8Array => data ?? new Uint8Array(0);
/** A str of its own with the same characters; another object is itself. */
function unicode_copy(op: PyObject | NULL): New | NULL {
  if (op === NULL || !PyUnicode_Check(op)) return Py_XNewRef(op);
  const copy = wide.PyUnicode_New(PyUnicode_GET_LENGTH(op), str.PyUnicode_MAX_CHAR_VALUE(op));
  if (copy !== NULL) wide.PyUnicode_CopyCharacters(copy, 0, op, 0, PyUnicode_GET_LENGTH(op));
  return copy;
}
/** (object, status), or NULL after -1. @steals op */
function withStatus(op: New, status: number): New | NULL {
  if (status !== -1 || PyErr_Occurred() === NULL) return packSteal(op, PyLong_FromNumber(status));
  Py_DECREF(op);
  return NULL;
}
function writechar(to: PyObject | NULL, index: number, ch: number): New | NULL {
  const copy = unicode_copy(to);
  return copy === NULL ? NULL : withStatus(copy, wide.PyUnicode_WriteChar(copy, index, ch));
}
function resize(op: PyObject | NULL, length: number): New | NULL {
  const result = wide.PyUnicode_Resize(unicode_copy(op), length);
  return result === NULL ? NULL : packSteal(result, PyLong_FromNumber(0));
}
const append = (left: PyObject | NULL, right: PyObject | NULL): New | NULL => {
  if (left === NULL || right === NULL || !PyUnicode_Check(left) || !PyUnicode_Check(right)) return PyErr_BadInternalCall('Objects/unicodeobject.c:11488');
  const copy = unicode_copy(left);
  return copy === NULL ? NULL : str.PyUnicode_Append(copy, right);
};
/** The code points of bytes of wchar_t. */
function wcharsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer, 0, bytes.length >> 2);
}
function fromwidechar(data: Uint8Array | null, size: number | undefined): New | NULL {
  if (size !== undefined) return wide.PyUnicode_FromWideChar(data === null ? null : wcharsOf(data), size);
  const bytes = bytesOf(data);
  return bytes.length % 4 !== 0 ? PyErr_SetString(PyExc_AssertionError, 'invalid size in unicode_fromwidechar()') : wide.PyUnicode_FromWideChar(wcharsOf(bytes), bytes.length >> 2);
}
function aswidechar(op: PyObject | NULL, buflen: number): New | NULL {
  const w = new Uint32Array(buflen), size = wide.PyUnicode_AsWideChar(op, w);
  return size === -1 ? NULL : packSteal(str.PyUnicode_FromPoints(w, 0, size < buflen ? size + 1 : size), PyLong_FromNumber(size));
}
function aswidecharstring(op: PyObject | NULL): New | NULL {
  const w = wide.PyUnicode_AsWideCharString(op, true);
  return w === null ? NULL : packSteal(str.PyUnicode_FromPoints(w), PyLong_FromNumber(w.length - 1));
}
function aswidecharstring_null(op: PyObject | NULL): New | NULL {
  const w = wide.PyUnicode_AsWideCharString(op, false);
  return w === null ? NULL : wide.PyUnicode_FromWideChar(w, -1);
}
/** As many bytes of the UTF-8 form, with the zero behind it, as asked for; null with an exception. */
function utf8(op: PyObject, buflen: number): {bytes: Uint8Array; size: number} | null {
  if (!PyUnicode_Check(op)) {
    PyErr_BadArgument();
    return null;
  }
  const encoded = codecs.PyUnicode_AsUTF8String(op);
  if (encoded === NULL) return null;
  const all = PyBytes_AsUint8Array(encoded), bytes = new Uint8Array(buflen), size = all.length;
  bytes.set(all.subarray(0, buflen));
  Py_DECREF(encoded);
  return {bytes, size};
}
function asutf8(op: PyObject, buflen: number): New | NULL {
  const got = utf8(op, buflen);
  return got === null ? NULL : PyBytes_FromUint8Array(got.bytes);
}
function asutf8andsize(op: PyObject, buflen: number): New | NULL {
  const got = utf8(op, buflen);
  return got === null ? NULL : packSteal(PyBytes_FromUint8Array(got.bytes), PyLong_FromNumber(got.size));
}
/** (result, consumed) */
const stateful = ({result, consumed}: codecs.Decoded): New | NULL => result === NULL ? NULL : packSteal(result, PyLong_FromNumber(consumed));
/** (byteorder, result), with (..., consumed) for a decoder of parts. */
function ordered({result, consumed, byteorder}: utf.DecodedOrder, parts: boolean): New | NULL {
  if (result === NULL) return NULL;
  return parts ? packSteal(PyLong_FromNumber(byteorder), result, PyLong_FromNumber(consumed)) : packSteal(PyLong_FromNumber(byteorder), result);
}
/** A result that is no str is refused. */
const ofStr = (call: (op: PyObject) => New | NULL) => (op: PyObject | NULL): New | NULL => op === NULL ? null_error() : PyUnicode_Check(op) ? call(op) : PyErr_BadArgument();
/** 1 where a str has this UTF-8 form. CPython: PyUnicode_EqualToUTF8AndSize() */
function equaltoutf8(op: PyObject, whole: Uint8Array, size = whole.length): number {
  // what lies behind the data is never read, since a str of that size would differ before
  if (size < 0 || size > whole.length + 1) return 0;
  const data = new Uint8Array(size);
  data.set(whole.subarray(0, size));
  const bytes = codecs._PyUnicode_AsUTF8String(op, 'surrogatepass');
  if (bytes === NULL) return -1;
  const own = PyBytes_AsUint8Array(bytes), text = new Array<number>(own.length);
  let same = own.length === data.length;
  for (let i = 0; same && i < text.length; i++) same = own[i] === data[i];
  Py_DECREF(bytes);
  // a lone surrogate has no UTF-8 form
  if (same && [...str.PyUnicode_AsJSString(op)].some(ch => ch.length === 1 && ch >= '\ud800' && ch <= '\udfff')) return 0;
  return same ? 1 : 0;
}

/** The rows. */
export const UNICODE: readonly PyMethodDef[] = [
  object('unicode_writechar', 'NnI', writechar), object('unicode_resize', 'Nn', resize), object('unicode_append', 'NN', append), object('unicode_appendanddel', 'NN', append),
  object('unicode_fromstringandsize', 'y|n', (data, size) => wide.PyUnicode_FromStringAndSize(data, size ?? bytesOf(data).length)),
  object('unicode_fromstring', 'y', data => codecs.PyUnicode_DecodeUTF8(cBytes(bytesOf(data)), null)),
  object('unicode_substring', 'Onn', str.PyUnicode_Substring), int('unicode_getlength', 'O', str.PyUnicode_GetLength), int('unicode_readchar', 'On', str.PyUnicode_ReadChar),
  object('unicode_fromencodedobject', 'Nz|z', (op, encoding, errors) => op === NULL ? PyErr_BadInternalCall('Objects/unicodeobject.c:3474') : PyUnicode_FromEncodedObject(op, encoding, errors ?? null)),
  object('unicode_fromobject', 'O', str.PyUnicode_FromObject),
  object('unicode_interninplace', 'O', op => PyUnicode_InternInPlace(Py_NewRef(op))),
  object('unicode_internfromstring', 'y', data => {
    const op = codecs.PyUnicode_DecodeUTF8(cBytes(bytesOf(data)), null);
    return op === NULL ? NULL : PyUnicode_InternInPlace(op);
  }),
  object('unicode_fromwidechar', 'y|n', fromwidechar), object('unicode_aswidechar', 'Nn', aswidechar), int('unicode_aswidechar_null', 'Nn', op => wide.PyUnicode_AsWideChar(op, null)),
  object('unicode_aswidecharstring', 'N', aswidecharstring), object('unicode_aswidecharstring_null', 'N', aswidecharstring_null),
  object('unicode_fromordinal', 'i', str.PyUnicode_FromOrdinal), object('unicode_asutf8andsize', 'On', asutf8andsize), object('unicode_asutf8andsize_null', 'On', asutf8),
  object('unicode_getdefaultencoding', '', () => PyBytes_FromUint8Array(new TextEncoder().encode('utf-8'))),

  object('unicode_decode', 'yz|z', (data, encoding, errors) => PyUnicode_Decode(bytesOf(data), encoding, errors ?? null)), object('unicode_asencodedstring', 'oz|z', (op, encoding, errors) => PyUnicode_AsEncodedString(op, encoding, errors ?? null)),
  object('unicode_buildencodingmap', 'O', op => PyUnicode_BuildEncodingMap(op)),
  object('unicode_decodeutf7', 'y|z', (data, errors) => utf.PyUnicode_DecodeUTF7Stateful(bytesOf(data), errors ?? null, false).result), object('unicode_decodeutf7stateful', 'y|z', (data, errors) => stateful(utf.PyUnicode_DecodeUTF7Stateful(bytesOf(data), errors ?? null, true))),
  object('unicode_decodeutf8', 'y|z', (data, errors) => codecs.PyUnicode_DecodeUTF8(bytesOf(data), errors ?? null)), object('unicode_decodeutf8stateful', 'y|z', (data, errors) => stateful(codecs.PyUnicode_DecodeUTF8Stateful(bytesOf(data), errors ?? null, true))),
  object('unicode_asutf8string', 'N', ofStr(codecs.PyUnicode_AsUTF8String)),
  ...[16, 32].flatMap(bits => {
    const decode = bits === 16 ? utf.PyUnicode_DecodeUTF16Stateful : utf.PyUnicode_DecodeUTF32Stateful, encode = bits === 16 ? utf._PyUnicode_EncodeUTF16 : utf._PyUnicode_EncodeUTF32;
    return [
      object(`unicode_decodeutf${bits}`, 'iy|z', (byteorder, data, errors) => ordered(decode(bytesOf(data), errors ?? null, byteorder, false), false)),
      object(`unicode_decodeutf${bits}stateful`, 'iy|z', (byteorder, data, errors) => ordered(decode(bytesOf(data), errors ?? null, byteorder, true), true)),
      object(`unicode_asutf${bits}string`, 'N', ofStr(op => encode(op, null, 0))),
    ];
  }),
  object('unicode_decodeunicodeescape', 'y|z', (data, errors) => PyUnicode_DecodeUnicodeEscape(bytesOf(data), errors ?? null)), object('unicode_asunicodeescapestring', 'N', ofStr(PyUnicode_AsUnicodeEscapeString)),
  object('unicode_decoderawunicodeescape', 'y|z', (data, errors) => _PyUnicode_DecodeRawUnicodeEscapeStateful(bytesOf(data), errors ?? null, false).result), object('unicode_asrawunicodeescapestring', 'N', ofStr(PyUnicode_AsRawUnicodeEscapeString)),
  object('unicode_decodelatin1', 'y|z', data => codecs.PyUnicode_DecodeLatin1(bytesOf(data))), object('unicode_aslatin1string', 'N', ofStr(op => codecs._PyUnicode_AsLatin1String(op, null))),
  object('unicode_decodeascii', 'y|z', (data, errors) => codecs.PyUnicode_DecodeASCII(bytesOf(data), errors ?? null)), object('unicode_asasciistring', 'N', ofStr(codecs.PyUnicode_AsASCIIString)),
  object('unicode_decodecharmap', 'yN|z', (data, mapping, errors) => PyUnicode_DecodeCharmap(bytesOf(data), mapping, errors ?? null)),
  object('unicode_ascharmapstring', 'NN', (op, mapping) => op === NULL || mapping === NULL || !PyUnicode_Check(op) ? PyErr_BadArgument() : _PyUnicode_EncodeCharmap(op, mapping, null)),
  object('unicode_decodefsdefault', 'y', data => PyUnicode_DecodeFSDefault(cBytes(bytesOf(data)))), object('unicode_decodefsdefaultandsize', 'y|n', (data, size) => PyUnicode_DecodeFSDefault(bytesOf(data).subarray(0, size))),
  object('unicode_encodefsdefault', 'o', PyUnicode_EncodeFSDefault),

  object('unicode_concat', 'OO', str.PyUnicode_Concat), object('unicode_split', 'ON|n', (s, sep, n) => methods.PyUnicode_Split(s, sep, n ?? -1)), object('unicode_rsplit', 'ON|n', (s, sep, n) => methods.PyUnicode_RSplit(s, sep, n ?? -1)),
  object('unicode_splitlines', 'O|i', (s, keepends) => methods.PyUnicode_Splitlines(s, (keepends ?? 0) !== 0)), object('unicode_partition', 'OO', methods.PyUnicode_Partition), object('unicode_rpartition', 'OO', methods.PyUnicode_RPartition),
  object('unicode_translate', 'oo|z', (op, table, errors) => PyUnicode_Translate(op, table, errors ?? null)), object('unicode_join', 'NN', (sep, seq) => seq === NULL ? null_error() : methods.PyUnicode_Join(sep, seq)),
  int('unicode_count', 'OOnn', methods.PyUnicode_Count),
  object('unicode_find', 'OOnni', (s, sub, start, end, direction) => found(methods.PyUnicode_Find(s, sub, start, end, direction))),
  int('unicode_tailmatch', 'OOnni', str.PyUnicode_Tailmatch), object('unicode_findchar', 'OInni', (s, ch, start, end, direction) => found(str.PyUnicode_FindChar(s, ch, start, end, direction))),
  object('unicode_replace', 'OOO|n', (s, old, replacement, n) => methods.PyUnicode_Replace(s, old, replacement, n ?? -1)), int('unicode_compare', 'OO', str.PyUnicode_Compare),
  object('unicode_comparewithasciistring', 'O|y', (op, data) => PyLong_FromNumber(str.PyUnicode_CompareWithASCIIString(op, String.fromCharCode(...cBytes(bytesOf(data ?? null)))))),
  object('unicode_equaltoutf8', 'Oy', (op, data) => PyLong_FromNumber(equaltoutf8(op, cBytes(bytesOf(data))))), object('unicode_equaltoutf8andsize', 'Oy|n', (op, data, size) => PyLong_FromNumber(equaltoutf8(op, bytesOf(data), size))),
  object('unicode_richcompare', 'OOi', str.PyUnicode_RichCompare), object('unicode_format', 'NN', (format, args) => format === NULL || args === NULL ? PyErr_BadInternalCall('Objects/unicodeobject.c:14440') : PyUnicode_Format(format, args)),
  int('unicode_contains', 'OO', str.PyUnicode_Contains), int('unicode_isidentifier', 'O', str.PyUnicode_IsIdentifier),
];
/** An index; -2 is an error, -1 is nothing. */
function found(index: number): New | NULL {
  return index === -2 ? NULL : PyLong_FromNumber(index);
}
/** The rows of _testcapi about the same. CPython: Modules/_testcapi/unicode.c */
export const WIDE: readonly PyMethodDef[] = [
  object('unicode_new', 'nI', (size, maxchar) => {
    const op = wide.PyUnicode_New(size, maxchar);
    if (op === NULL || size <= 0 || wide.PyUnicode_Fill(op, 0, size, maxchar) >= 0) return op;
    Py_DECREF(op);
    return NULL;
  }),
  object('unicode_fill', 'NnnI', (to, start, length, ch) => {
    const copy = unicode_copy(to);
    return copy === NULL ? NULL : withStatus(copy, wide.PyUnicode_Fill(copy, start, length, ch));
  }),
  object('unicode_copycharacters', 'OnNnn', (to, to_start, from, from_start, n) => {
    const copy = wide.PyUnicode_New(PyUnicode_GET_LENGTH(to), str.PyUnicode_MAX_CHAR_VALUE(to));
    return copy === NULL ? NULL : withStatus(copy, wide.PyUnicode_CopyCharacters(copy, to_start, from, from_start, n));
  }),
  object('unicode_fromkindanddata', 'iy|n', (kind, data, given) => {
    const size = given ?? bytesOf(data).length;
    return kind !== 0 && size % kind !== 0 ? PyErr_SetString(PyExc_AssertionError, 'invalid size in unicode_fromkindanddata()') : wide.PyUnicode_FromKindAndData(kind, bytesOf(data), kind !== 0 ? size / kind : 0);
  }),
  object('unicode_asucs4', 'Onp', (op, length, copyNull) => {
    const buffer = new Uint32Array(length + 1);
    buffer[length] = 0xffff;
    return wide.PyUnicode_AsUCS4(op, buffer, copyNull !== 0) ? str.PyUnicode_FromPoints(buffer) : NULL;
  }),
  object('unicode_asucs4copy', 'O', op => str.PyUnicode_FromPoints(wide.PyUnicode_AsUCS4Copy(op))), object('unicode_asutf8', 'On', asutf8),
];
