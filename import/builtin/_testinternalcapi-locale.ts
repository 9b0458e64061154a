/** The codec of the locale in _testinternalcapi. CPython: Modules/_testinternalcapi.c encode_locale_ex(), decode_locale_ex() */
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_SetString} from '../../objects/errors';
import {PyUnicodeDecodeError_GetStart, PyUnicodeEncodeError_GetStart} from '../../objects/exceptions-unicode';
import {PyUnicode_AsEncodedString, PyUnicode_Decode} from '../../objects/unicode-encoded';
import {PyExc_RuntimeError, PyExc_UnicodeError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {cBytes, object} from './_testlimitedcapi-table';

/** Every locale that the host offers has this encoding. */
const ENCODING = 'utf-8';
/** Whether the C library's codec can do it. CPython: Python/fileutils.c get_error_handler() */
function isSupported(errors: string | null): boolean {
  return errors === null || errors === 'strict' || errors === 'surrogateescape';
}
const unsupported = (): NULL => PyErr_SetString(PyExc_ValueError, 'unsupported error handler');
/** RuntimeError in place of a UnicodeError that is set; other exceptions stay. */
function failed(what: string, position: (exc: PyObject) => number): NULL {
  if (!PyErr_ExceptionMatches(PyExc_UnicodeError)) return NULL;
  const exc = PyErr_GetRaisedException() as New, pos = position(exc);
  Py_DECREF(exc);
  PyErr_Clear();
  return PyErr_SetString(PyExc_RuntimeError, `${what} error: pos=${pos}, reason=${what === 'encode' ? 'encoding' : 'decoding'} error`);
}
function encode_locale_ex(text: PyObject, _current?: number, errors?: string): New | NULL {
  const handler = errors ?? null;
  if (!isSupported(handler)) return unsupported();
  const bytes = PyUnicode_AsEncodedString(text, ENCODING, handler);
  return bytes === NULL ? failed('encode', PyUnicodeEncodeError_GetStart) : bytes;
}
function decode_locale_ex(data: Uint8Array | null, _current?: number, errors?: string): New | NULL {
  const handler = errors ?? null;
  if (!isSupported(handler)) return unsupported();
  const text = PyUnicode_Decode(cBytes(data ?? new Uint8Array(0)), ENCODING, handler);
  return text === NULL ? failed('decode', PyUnicodeDecodeError_GetStart) : text;
}
export const LOCALE_METHODS: readonly PyMethodDef[] = [object('EncodeLocaleEx', 'O|is', encode_locale_ex), object('DecodeLocaleEx', 'y|is', decode_locale_ex)];
