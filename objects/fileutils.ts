/** Text as the locale encodes it. CPython: Python/fileutils.c _Py_DecodeLocaleEx(), Objects/unicodeobject.c PyUnicode_EncodeLocale() */
import {interp} from '../runtime/current';
import {PyExc_UnicodeDecodeError, PyExc_UnicodeEncodeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from './bytesobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString} from './errors';
import {PyUnicodeDecodeError_Create, PyUnicodeDecodeError_GetStart, PyUnicodeEncodeError_Create, PyUnicodeEncodeError_GetStart} from './exceptions-unicode';
import {PyUnicode_DecodeUTF8, _PyUnicode_AsUTF8String} from './unicode-codecs';
import {PyUnicode_AsJSString} from './unicodeobject';

/** What became of a conversion: 0 and the result, -2 and the first bad position, -3 for an error handler that the locale does not know, -1 with another exception. */
export interface LocaleResult { status: number; result: New | NULL; error_pos: number; reason: string }
/** Whether there is such an error handler: the C library's codec, used outside UTF-8 mode, lacks one. CPython: get_surrogateescape() */
function isSupported(errors: string | null): boolean {
  return errors === null || errors === 'strict' || errors === 'surrogateescape' || (errors === 'surrogatepass' && interp.config.utf8_mode > 0);
}

function outcome(result: New | NULL, kind: PyObject, reason: string, start: (exc: PyObject) => number): LocaleResult {
  if (result !== NULL) return {status: 0, result, error_pos: 0, reason: ''};
  if (!PyErr_ExceptionMatches(kind)) return {status: -1, result, error_pos: 0, reason: ''};
  const exc = PyErr_GetRaisedException() as New, error_pos = start(exc);
  Py_DECREF(exc);
  return {status: -2, result, error_pos, reason};
}
const unsupported = (): LocaleResult => ({status: -3, result: NULL, error_pos: 0, reason: ''});
/** Bytes of the locale, which is UTF-8, as a str; `errors` null is strict. CPython: _Py_DecodeLocaleEx() */
export function _Py_DecodeLocaleEx(arg: Uint8Array, errors: string | null): LocaleResult {
  if (!isSupported(errors)) return unsupported();
  return outcome(PyUnicode_DecodeUTF8(arg, errors), PyExc_UnicodeDecodeError, 'decoding error', PyUnicodeDecodeError_GetStart);
}
/** A str as bytes of the locale. CPython: _Py_EncodeLocaleEx() */
export function _Py_EncodeLocaleEx(text: PyObject, errors: string | null): LocaleResult {
  if (!isSupported(errors)) return unsupported();
  return outcome(_PyUnicode_AsUTF8String(text, errors), PyExc_UnicodeEncodeError, 'encoding error', PyUnicodeEncodeError_GetStart);
}
/** Bytes of the locale as a str in which what is no text stands as surrogates; NULL without an exception when memory is out. CPython: Py_DecodeLocale() */
export function Py_DecodeLocale(arg: Uint8Array): New | NULL {
  const {result} = _Py_DecodeLocaleEx(arg, 'surrogateescape');
  if (result === NULL) PyErr_Clear();
  return result;
}
/** The way back; null, without an exception, for a str that cannot be encoded. CPython: Py_EncodeLocale() */
export function Py_EncodeLocale(text: PyObject): Uint8Array | null {
  const {result} = _Py_EncodeLocaleEx(text, 'surrogateescape');
  if (result === NULL) {
    PyErr_Clear();
    return null;
  }
  const bytes = PyBytes_AsUint8Array(result).slice();
  Py_DECREF(result);
  return bytes;
}
/** Raises what a conversion ended with. @steals exc */
function raise(status: number, exc: () => New | NULL): NULL {
  if (status === -3) return PyErr_SetString(PyExc_ValueError, 'unsupported error handler');
  if (status === -2) {
    const made = exc();
    if (made !== NULL) PyErr_SetRaisedException(made);
  }
  return NULL;
}
/** Bytes of the locale as a str. @raises ValueError UnicodeDecodeError. CPython: PyUnicode_DecodeLocaleAndSize() */
export function PyUnicode_DecodeLocaleAndSize(str: Uint8Array, errors: string | null): New | NULL {
  if (str.includes(0)) return PyErr_SetString(PyExc_ValueError, 'embedded null byte');
  const {status, result, error_pos, reason} = _Py_DecodeLocaleEx(str, errors);
  if (status === 0) return result;
  return raise(status, () => {
    const object = PyBytes_FromUint8Array(str);
    if (object === NULL) return NULL;
    const exc = PyUnicodeDecodeError_Create('locale', object, error_pos, error_pos + 1, reason);
    Py_DECREF(object);
    return exc;
  });
}
/** The same for a C string. CPython: PyUnicode_DecodeLocale() */
export function PyUnicode_DecodeLocale(str: Uint8Array, errors: string | null): New | NULL {
  const end = str.indexOf(0);
  return PyUnicode_DecodeLocaleAndSize(end < 0 ? str : str.subarray(0, end), errors);
}
/** A str as bytes of the locale. @raises ValueError UnicodeEncodeError. CPython: PyUnicode_EncodeLocale() */
export function PyUnicode_EncodeLocale(unicode: PyObject, errors: string | null): New | NULL {
  if (PyUnicode_AsJSString(unicode).includes('\0')) return PyErr_SetString(PyExc_ValueError, 'embedded null character');
  const {status, result, error_pos, reason} = _Py_EncodeLocaleEx(unicode, errors);
  return status === 0 ? result : raise(status, () => PyUnicodeEncodeError_Create('locale', unicode, error_pos, error_pos + 1, reason));
}
