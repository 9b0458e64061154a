/** The registry of codecs and error handlers of an interpreter. CPython: Python/codecs.c; the handlers are in codecs-errors.ts */
import {interp} from '../runtime/current';
import {PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE} from '../runtime/generated/accessors';
import {ID__is_text_encoding} from '../runtime/generated/ids';
import {PyExc_LookupError, PyExc_TypeError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_CallFunctionObjArgs, PyObject_CallNoArgs, PyObject_CallOneArg} from './call';
import {ERROR_HANDLERS} from './codecs-errors';
import {PyDict_Clear, PyDict_GetItemRef, PyDict_GetItemStringRef, PyDict_New, PyDict_SetItem, PyDict_SetItemString} from './dictobject';
import {PyErr_Clear, PyErr_Occurred, PyErr_SetString, _PyErr_FormatNote} from './errors';
import {PyList_Append, PyList_New, PyList_SetSlice} from './listobject';
import {PyCFunction_New} from './methodobject';
import {PyCallable_Check, PyObject_GetAttrString, PyObject_GetOptionalAttr, PyObject_IsTrue} from './object';
import {_PyUnicode_InternImmortal, _PyUnicode_InternMortal} from './unicode-intern';
import {PyUnicode_FromString} from './unicodeobject';

/** The registry of the current interpreter, which has one from its start to its end. */
function registry(): {search_path: PyObject; search_cache: PyObject; error_registry: PyObject} {
  return interp.codec as {search_path: PyObject; search_cache: PyObject; error_registry: PyObject};
}
/** Adds a function that finds codecs. 0, or -1 with TypeError. CPython: PyCodec_Register() */
export function PyCodec_Register(search_function: PyObject): number {
  if (!PyCallable_Check(search_function)) {
    PyErr_SetString(PyExc_TypeError, 'argument must be callable');
    return -1;
  }
  return PyList_Append(registry().search_path, search_function);
}
/** Takes a search function away and forgets what was found. CPython: PyCodec_Unregister() */
export function PyCodec_Unregister(search_function: PyObject): number {
  if (interp.codec.initialized !== 1) return 0;
  const path = registry().search_path;
  for (let i = 0; i < PyList_GET_SIZE(path); i++) {
    if (PyList_GET_ITEM(path, i) !== search_function) continue;
    const status = PyList_SetSlice(path, i, i + 1, NULL);
    PyDict_Clear(registry().search_cache);
    return status;
  }
  return 0;
}

/** Lower case, and every run of other characters than letters, digits and dots one underscore. CPython: Objects/unicodeobject.c _Py_normalize_encoding() */
export function _Py_normalize_encoding(encoding: string): string {
  let out = '', gap = false;
  for (let i = 0; i < encoding.length; i++) {
    const c = encoding.charCodeAt(i);
    if ((c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 46) {
      if (gap && out !== '') out += '_';
      gap = false;
      out += String.fromCharCode(c >= 65 && c <= 90 ? c + 32 : c);
    } else gap = true;
  }
  return out;
}

/** The codec tuple of an encoding. @raises LookupError. escapes. CPython: _PyCodec_Lookup() */
export function _PyCodec_Lookup(encoding: string): New | NULL {
  const fresh = PyUnicode_FromString(_Py_normalize_encoding(encoding));
  if (fresh === NULL) return NULL;
  const name = _PyUnicode_InternMortal(fresh);
  let result = PyDict_GetItemRef(registry().search_cache, name);
  if (result !== NULL || PyErr_Occurred() !== NULL) {
    Py_DECREF(name);
    return result;
  }
  result = searchCodec(encoding, name);
  if (result !== NULL) {
    const kept = _PyUnicode_InternImmortal(name);
    const status = PyDict_SetItem(registry().search_cache, kept, result);
    Py_DECREF(kept);
    if (status === 0) return result;
    Py_DECREF(result);
    return NULL;
  }
  Py_DECREF(name);
  return NULL;
}
function searchCodec(encoding: string, name: PyObject): New | NULL {
  const path = registry().search_path, n = PyList_GET_SIZE(path);
  if (n === 0) return PyErr_SetString(PyExc_LookupError, "no codec search functions registered: can't find encoding");
  for (let i = 0; i < n && i < PyList_GET_SIZE(path); i++) {
    const func = Py_NewRef(PyList_GET_ITEM(path, i)), result = PyObject_CallOneArg(func, name);
    Py_DECREF(func);
    if (result === NULL) return NULL;
    if (result === _Py_NoneStruct) continue;
    if (!PyTuple_Check(result) || PyTuple_GET_SIZE(result) !== 4) {
      Py_DECREF(result);
      return PyErr_SetString(PyExc_TypeError, 'codec search functions must return 4-tuples');
    }
    return result;
  }
  return PyErr_SetString(PyExc_LookupError, `unknown encoding: ${encoding}`);
}
/** Whether an encoding has a codec; clears errors. CPython: PyCodec_KnownEncoding() */
export function PyCodec_KnownEncoding(encoding: string): boolean {
  const codec = _PyCodec_Lookup(encoding);
  if (codec === NULL) {
    PyErr_Clear();
    return false;
  }
  Py_DECREF(codec);
  return true;
}
function codec_getitem(encoding: string, index: number): New | NULL {
  const codec = _PyCodec_Lookup(encoding);
  if (codec === NULL) return NULL;
  const item = Py_NewRef(PyTuple_GET_ITEM(codec, index));
  Py_DECREF(codec);
  return item;
}
/** CPython: PyCodec_Encoder() */
export function PyCodec_Encoder(encoding: string): New | NULL { return codec_getitem(encoding, 0); }
/** CPython: PyCodec_Decoder() */
export function PyCodec_Decoder(encoding: string): New | NULL { return codec_getitem(encoding, 1); }

function callWithErrors(callable: PyObject, object: PyObject | NULL, errors: string | null): New | NULL {
  if (errors === null) return object === NULL ? PyObject_CallNoArgs(callable) : PyObject_CallOneArg(callable, object);
  const text = PyUnicode_FromString(errors);
  if (text === NULL) return NULL;
  const result = object === NULL ? PyObject_CallOneArg(callable, text) : PyObject_CallFunctionObjArgs(callable, object, text);
  Py_DECREF(text);
  return result;
}
function makeIncremental(codec: PyObject, errors: string | null, attrname: string): New | NULL {
  const factory = PyObject_GetAttrString(codec, attrname);
  if (factory === NULL) return NULL;
  const result = callWithErrors(factory, NULL, errors);
  Py_DECREF(factory);
  return result;
}
/** CPython: _PyCodecInfo_GetIncrementalDecoder() */
export function _PyCodecInfo_GetIncrementalDecoder(codec: PyObject, errors: string | null): New | NULL { return makeIncremental(codec, errors, 'incrementaldecoder'); }
/** CPython: _PyCodecInfo_GetIncrementalEncoder() */
export function _PyCodecInfo_GetIncrementalEncoder(codec: PyObject, errors: string | null): New | NULL { return makeIncremental(codec, errors, 'incrementalencoder'); }
function incrementalOf(encoding: string, errors: string | null, attrname: string): New | NULL {
  const codec = _PyCodec_Lookup(encoding);
  if (codec === NULL) return NULL;
  const result = makeIncremental(codec, errors, attrname);
  Py_DECREF(codec);
  return result;
}
/** CPython: PyCodec_IncrementalEncoder() */
export function PyCodec_IncrementalEncoder(encoding: string, errors: string | null): New | NULL { return incrementalOf(encoding, errors, 'incrementalencoder'); }
/** CPython: PyCodec_IncrementalDecoder() */
export function PyCodec_IncrementalDecoder(encoding: string, errors: string | null): New | NULL { return incrementalOf(encoding, errors, 'incrementaldecoder'); }
function streamOf(encoding: string, stream: PyObject, errors: string | null, index: number): New | NULL {
  const factory = codec_getitem(encoding, index);
  if (factory === NULL) return NULL;
  const result = callWithErrors(factory, stream, errors);
  Py_DECREF(factory);
  return result;
}
/** CPython: PyCodec_StreamReader() */
export function PyCodec_StreamReader(encoding: string, stream: PyObject, errors: string | null): New | NULL { return streamOf(encoding, stream, errors, 2); }
/** CPython: PyCodec_StreamWriter() */
export function PyCodec_StreamWriter(encoding: string, stream: PyObject, errors: string | null): New | NULL { return streamOf(encoding, stream, errors, 3); }

/** Runs an encoder or decoder and takes the first item of its result. @steals coder */
function runCodec(object: PyObject, coder: New, encoding: string, errors: string | null, operation: 'encoding' | 'decoding'): New | NULL {
  const result = callWithErrors(coder, object, errors);
  Py_DECREF(coder);
  if (result === NULL) {
    _PyErr_FormatNote(`${operation} with '${encoding}' codec failed`);
    return NULL;
  }
  if (!PyTuple_Check(result) || PyTuple_GET_SIZE(result) !== 2) {
    Py_DECREF(result);
    return PyErr_SetString(PyExc_TypeError, operation === 'encoding' ? 'encoder must return a tuple (object, integer)' : 'decoder must return a tuple (object,integer)');
  }
  const value = Py_NewRef(PyTuple_GET_ITEM(result, 0));
  Py_DECREF(result);
  return value;
}
/** Any object to any object. CPython: PyCodec_Encode() */
export function PyCodec_Encode(object: PyObject, encoding: string, errors: string | null): New | NULL {
  const encoder = PyCodec_Encoder(encoding);
  return encoder === NULL ? NULL : runCodec(object, encoder, encoding, errors, 'encoding');
}
/** Any object to any object. CPython: PyCodec_Decode() */
export function PyCodec_Decode(object: PyObject, encoding: string, errors: string | null): New | NULL {
  const decoder = PyCodec_Decoder(encoding);
  return decoder === NULL ? NULL : runCodec(object, decoder, encoding, errors, 'decoding');
}

/** The codec of an encoding that must be one of text. @raises LookupError. CPython: _PyCodec_LookupTextEncoding() */
export function _PyCodec_LookupTextEncoding(encoding: string, alternate_command: string): New | NULL {
  const codec = _PyCodec_Lookup(encoding);
  if (codec === NULL || PyTuple_CheckExact(codec)) return codec;
  const attr = PyObject_GetOptionalAttr(codec, ID__is_text_encoding);
  if (attr === NULL) {
    if (PyErr_Occurred() === NULL) return codec;
    Py_DECREF(codec);
    return NULL;
  }
  const isText = PyObject_IsTrue(attr);
  Py_DECREF(attr);
  if (isText > 0) return codec;
  Py_DECREF(codec);
  if (isText < 0) return NULL;
  return PyErr_SetString(PyExc_LookupError, `'${encoding}' is not a text encoding; use ${alternate_command} to handle arbitrary codecs`);
}
function textCoder(encoding: string, alternate_command: string, index: number): New | NULL {
  const codec = _PyCodec_LookupTextEncoding(encoding, alternate_command);
  if (codec === NULL) return NULL;
  const item = Py_NewRef(PyTuple_GET_ITEM(codec, index));
  Py_DECREF(codec);
  return item;
}
/** CPython: _PyCodec_EncodeText() */
export function _PyCodec_EncodeText(object: PyObject, encoding: string, errors: string | null): New | NULL {
  const encoder = textCoder(encoding, 'codecs.encode()', 0);
  return encoder === NULL ? NULL : runCodec(object, encoder, encoding, errors, 'encoding');
}
/** CPython: _PyCodec_DecodeText() */
export function _PyCodec_DecodeText(object: PyObject, encoding: string, errors: string | null): New | NULL {
  const decoder = textCoder(encoding, 'codecs.decode()', 1);
  return decoder === NULL ? NULL : runCodec(object, decoder, encoding, errors, 'decoding');
}

/** Registers an error handler under a name. 0, or -1 with TypeError. CPython: PyCodec_RegisterError() */
export function PyCodec_RegisterError(name: string, error: PyObject): number {
  if (!PyCallable_Check(error)) {
    PyErr_SetString(PyExc_TypeError, 'handler must be callable');
    return -1;
  }
  return PyDict_SetItemString(registry().error_registry, name, error);
}
/** The error handler of a name, `strict` for null. @raises LookupError. CPython: PyCodec_LookupError() */
export function PyCodec_LookupError(name: string | null): New | NULL {
  const handler = PyDict_GetItemStringRef(registry().error_registry, name ?? 'strict');
  if (handler === NULL && PyErr_Occurred() === NULL) return PyErr_SetString(PyExc_LookupError, `unknown error handler name '${name ?? 'strict'}'`);
  return handler;
}

/** Makes the registry of the current interpreter and imports `encodings`. 0, or -1 with an exception. CPython: _PyCodec_InitRegistry() */
export function _PyCodec_InitRegistry(): number {
  const state = interp.codec;
  state.search_path = PyList_New(0);
  state.search_cache = PyDict_New();
  state.error_registry = PyDict_New();
  if (state.search_path === NULL || state.search_cache === NULL || state.error_registry === NULL) return -1;
  for (const [name, def] of ERROR_HANDLERS) {
    const func = PyCFunction_New(def, NULL);
    if (func === NULL) return -1;
    const status = PyDict_SetItemString(state.error_registry, name, func);
    Py_DECREF(func);
    if (status < 0) return -1;
  }
  state.initialized = 1;
  const module = hooks.PyImport_ImportModule('encodings');
  if (module === NULL) return -1;
  Py_DECREF(module);
  return 0;
}
/** Drops the registry. CPython: _PyCodec_Fini() */
export function _PyCodec_Fini(): void {
  const state = interp.codec, {search_path, search_cache, error_registry} = state;
  state.search_path = state.search_cache = state.error_registry = NULL;
  state.initialized = 0;
  Py_XDECREF(search_path);
  Py_XDECREF(search_cache);
  Py_XDECREF(error_registry);
}
