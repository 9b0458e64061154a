/** What the parser asks Python for: characters by name, and source in other encodings. CPython: Parser/string_parser.c, Parser/tokenizer/file_tokenizer.c */
import {PyObject_CallFunctionObjArgs} from '../objects/call';
import {PyErr_Clear, PyErr_Format, PyErr_GetRaisedException, typeName} from '../objects/errors';
import {PyUnicode_Decode} from '../objects/unicode-encoded';
import {PyObject_Str} from '../objects/object';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../objects/unicodeobject';
import {PyUnicode_InternFromString, _PyUnicode_InternFromString} from '../objects/unicode-intern';
import {_PyUnicode_GetNameCAPI, characterOfName} from '../objects/unicodename';
import {NO_NAMES} from '../vm/string-parser';
import {PyUnicode_Check} from '../runtime/generated/accessors';
import {PyExc_TypeError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL} from '../runtime/types';
import {PyImport_GetModuleAttr} from './import';

/** The code point of a name, -1 when there is no such character, NO_NAMES when unicodedata cannot be imported. escapes */
function lookupName(name: string): number {
  if (_PyUnicode_GetNameCAPI() !== null) return characterOfName(name);
  PyErr_Clear();
  return NO_NAMES;
}

/** Source bytes in another encoding as text, or the codec's words; null when there are none. */
function decode(encoding: string, source: Uint8Array): {text: string} | {error: string} | null {
  const text = PyUnicode_Decode(source, encoding, 'strict');
  if (text !== NULL) {
    const result = PyUnicode_AsJSString(text);
    Py_DECREF(text);
    return {text: result};
  }
  const raised = PyErr_GetRaisedException();
  if (raised === NULL) return null;
  const message = PyObject_Str(raised);
  Py_DECREF(raised);
  if (message === NULL) {
    PyErr_Clear();
    return null;
  }
  const error = PyUnicode_AsJSString(message);
  Py_DECREF(message);
  return {error};
}

/** A name of a program is interned for good as soon as the parser has it. CPython: Parser/pegen.c _PyPegen_new_identifier() */
function internName(name: string): void {
  const text = _PyUnicode_InternFromString(name);
  if (text === NULL) PyErr_Clear();
  else Py_DECREF(text);
}

/** A name that is not ASCII, in NFKC as the unicodedata module says; null with an exception. escapes. CPython: Parser/pegen.c init_normalization(), _PyPegen_new_identifier() */
function normalizeName(name: string): string | null {
  const normalize = PyImport_GetModuleAttr('unicodedata', 'normalize');
  if (normalize === NULL) return null;
  const form = PyUnicode_InternFromString('NFKC'), id = form === NULL ? NULL : PyUnicode_FromString(name);
  const result = id === NULL ? NULL : PyObject_CallFunctionObjArgs(normalize, form, id);
  Py_XDECREF(id);
  Py_XDECREF(form);
  Py_DECREF(normalize);
  if (result === NULL) return null;
  const text = PyUnicode_Check(result) ? PyUnicode_AsJSString(result) : null;
  if (text === null) PyErr_Format(PyExc_TypeError, `unicodedata.normalize() must return a string, not ${typeName(result)}`);
  Py_DECREF(result);
  return text;
}

export const frontEndHooks = {lookupName, decode, internName, normalizeName} as const;
