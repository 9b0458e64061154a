/** What the parser asks Python for: characters by name, and source in other encodings. CPython: Parser/string_parser.c, Parser/tokenizer/file_tokenizer.c */
import {PyErr_Clear, PyErr_GetRaisedException} from '../objects/errors';
import {PyUnicode_Decode} from '../objects/unicode-encoded';
import {PyObject_Str} from '../objects/object';
import {PyUnicode_AsJSString, PyUnicode_FromString, PyUnicode_READ_CHAR} from '../objects/unicodeobject';
import {PyUnicode_InternFromString} from '../objects/unicode-intern';
import {PyUnicode_GET_LENGTH, Py_TYPE} from '../runtime/generated/accessors';
import {PyImport_ImportModule} from './import';
import {PyObject_CallMethodObjArgs} from '../objects/call';
import {Py_DECREF} from '../runtime/object';
import {NULL} from '../runtime/types';
import {PyExc_LookupError} from '../runtime/generated/static-addresses';

/** unicodedata.lookup(name): the code point, or -1 when there is no such character. */
function lookupName(name: string): number {
  const module = PyImport_ImportModule('unicodedata');
  if (module === NULL) {
    PyErr_Clear();
    return -1;
  }
  const method = PyUnicode_InternFromString('lookup'), text = PyUnicode_FromString(name);
  if (method === NULL || text === NULL) return -1;
  const found = PyObject_CallMethodObjArgs(module, method, text);
  Py_DECREF(method);
  Py_DECREF(text);
  Py_DECREF(module);
  if (found === NULL) {
    PyErr_Clear();
    return -1;
  }
  const code = PyUnicode_GET_LENGTH(found) === 1 ? PyUnicode_READ_CHAR(found, 0) : -1;
  Py_DECREF(found);
  return code;
}

/** Source bytes in another encoding as text; null when there is no such codec. */
function decode(encoding: string, source: Uint8Array): {text: string} | {error: string} | null {
  const text = PyUnicode_Decode(source, encoding, 'strict');
  if (text !== NULL) {
    const result = PyUnicode_AsJSString(text);
    Py_DECREF(text);
    return {text: result};
  }
  const raised = PyErr_GetRaisedException();
  if (raised === NULL) return null;
  const isUnknown = Py_TYPE(raised) === PyExc_LookupError;
  const message = PyObject_Str(raised);
  Py_DECREF(raised);
  if (message === NULL) {
    PyErr_Clear();
    return null;
  }
  const error = PyUnicode_AsJSString(message);
  Py_DECREF(message);
  return isUnknown ? null : {error};
}

export const frontEndHooks = {lookupName, decode} as const;
