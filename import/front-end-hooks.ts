/** What the parser asks Python for: characters by name, and source in other encodings. CPython: Parser/string_parser.c, Parser/tokenizer/file_tokenizer.c */
import {PyErr_Clear, PyErr_GetRaisedException} from '../objects/errors';
import {PyUnicode_Decode} from '../objects/unicode-encoded';
import {PyObject_Str} from '../objects/object';
import {PyUnicode_AsJSString} from '../objects/unicodeobject';
import {_PyUnicode_InternFromString} from '../objects/unicode-intern';
import {_PyUnicode_GetNameCAPI, characterOfName} from '../objects/unicodename';
import {NO_NAMES} from '../vm/string-parser';
import {Py_DECREF} from '../runtime/object';
import {NULL} from '../runtime/types';

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

export const frontEndHooks = {lookupName, decode, internName} as const;
