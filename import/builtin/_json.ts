/** The module _json: writing JSON, and the module itself. Reading is in _json-scanner.ts. CPython: Modules/_json.c */
import {
  ARG, PyDict_Check, PyDict_CheckExact, PyDict_GET_SIZE, PyFloat_AS_DOUBLE, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE,
  PyUnicode_Check, encoder_allow_nan, encoder_defaultfn, encoder_encoder, encoder_fast_encode, encoder_indent, encoder_item_separator, encoder_key_separator, encoder_markers, encoder_skipkeys,
  encoder_sort_keys, set_encoder_allow_nan, set_encoder_defaultfn, set_encoder_encoder, set_encoder_fast_encode, set_encoder_indent, set_encoder_item_separator, set_encoder_key_separator,
  set_encoder_markers, set_encoder_skipkeys, set_encoder_sort_keys,
} from '../../runtime/generated/accessors';
import {ID_false, ID_null, ID_true} from '../../runtime/generated/ids';
import {PyExc_TypeError, PyExc_ValueError, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {Py_TPFLAGS_HAVE_GC} from '../../runtime/gc';
import {METH_VARARGS, hiddenMethod, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_READONLY, type TypeSpec} from '../../runtime/typeslots';
import {PyMapping_Items} from '../../objects/abstract-mapping';
import {PySequence_Fast, PySequence_Fast_GET_ITEM, PySequence_Fast_GET_SIZE, PySequence_Repeat} from '../../objects/abstract-sequence';
import {PyObject_CallOneArg, _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall} from '../../objects/call';
import {PyDict_Contains, PyDict_DelItem, PyDict_EntryKey, PyDict_EntryValue, PyDict_Next, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {clearFields, deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {PyFloat_Check, float_repr} from '../../objects/floatobject';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyList_Sort} from '../../objects/listobject-sort';
import {indexArgument} from '../../objects/listobject-methods';
import {PyLong_FromVoidPtr} from '../../objects/longobject';
import {long_to_decimal_string} from '../../objects/longobject-string';
import {PyCFunction_Check, PyCFunction_GetDef} from '../../objects/methodobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_Add, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_IsTrue} from '../../objects/object';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {packSteal} from '../../objects/tupleobject';
import {PyType_FromSpec} from '../../objects/typeobject-spec';
import {PyUnicode_Concat, PyUnicode_FromString, _PyUnicodeWriter, _PyUnicode_FromASCII, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {JsonReader, PyScannerType_spec, _build_rval_index_tuple} from './_json-scanner';

// ---- strings ----

/** Which encoder of strings an encoder object may use without calling it: encoder_fast_encode(). */
const FAST_NONE = 0, FAST_UNICODE = 1, FAST_ASCII = 2;

function unicodeEscape(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
/** A character as it stands in a JSON string when it may not stand there itself. CPython: ascii_escape_unichar() */
function escaped(code: number): string {
  switch (code) {
    case 34: return '\\"';
    case 92: return '\\\\';
    case 8: return '\\b';
    case 12: return '\\f';
    case 10: return '\\n';
    case 13: return '\\r';
    case 9: return '\\t';
  }
  return code < 0x10000 ? unicodeEscape(code) : unicodeEscape(0xd800 + ((code - 0x10000) >> 10)) + unicodeEscape(0xdc00 + (code & 0x3ff));
}
/** The ASCII text of a str as JSON. CPython: ascii_escape_unicode() */
function asciiText(op: PyObject): string {
  const text = _PyUnicode_TEXT(op), n = text.length;
  let out = '"', start = 0;
  if (typeof text === 'string') {
    for (let i = 0; i < n; i++) {
      const c = text.charCodeAt(i);
      if (c >= 32 && c < 127 && c !== 34 && c !== 92) continue;
      out += text.substring(start, i) + escaped(c);
      start = i + 1;
    }
    return out + text.substring(start) + '"';
  }
  for (let i = 0; i < n; i++) {
    const c = text[i];
    out += c >= 32 && c < 127 && c !== 34 && c !== 92 ? String.fromCharCode(c) : escaped(c);
  }
  return out + '"';
}
/** Writes a str as JSON of any characters. CPython: escape_unicode() */
function writeUnicodeText(writer: _PyUnicodeWriter, op: PyObject): void {
  const text = _PyUnicode_TEXT(op), n = text.length;
  writer.writeASCII('"');
  if (typeof text === 'string') {
    let out = '', start = 0;
    for (let i = 0; i < n; i++) {
      const c = text.charCodeAt(i);
      if (c >= 32 && c !== 34 && c !== 92) continue;
      out += text.substring(start, i) + escaped(c);
      start = i + 1;
    }
    if (start === 0) writer.writeStr(op);
    else writer.write(out + text.substring(start));
  } else {
    for (let i = 0; i < n; i++) {
      const c = text[i];
      if (c >= 32 && c !== 34 && c !== 92) writer.writeChar(c);
      else writer.writeASCII(escaped(c));
    }
  }
  writer.writeASCII('"');
}
function py_encode_basestring_ascii(module: PyObject, string: PyObject): New | NULL {
  if (!PyUnicode_Check(string)) return notString(string);
  return _PyUnicode_FromASCII(asciiText(string));
}
function py_encode_basestring(module: PyObject, string: PyObject): New | NULL {
  if (!PyUnicode_Check(string)) return notString(string);
  const writer = new _PyUnicodeWriter();
  writeUnicodeText(writer, string);
  return writer.finish();
}
function notString(op: PyObject): NULL {
  return PyErr_Format(PyExc_TypeError, `first argument must be a string, not ${typeName(op)}`);
}
/** escapes. CPython: py_scanstring() */
function py_scanstring(module: PyObject, args: Args, nargs: number): New | NULL {
  if (nargs < 2 || nargs > 3) return PyErr_Format(PyExc_TypeError, `scanstring() takes at ${nargs < 2 ? 'least 2' : 'most 3'} arguments (${nargs} given)`);
  const string = ARG(args, 0), end = indexArgument(ARG(args, 1));
  if (end === -1 && PyErr_Occurred() !== NULL) return NULL;
  const strict = nargs === 3 ? PyObject_IsTrue(ARG(args, 2)) : 1;
  if (strict < 0) return NULL;
  if (!PyUnicode_Check(string)) return notString(string);
  const reader = new JsonReader(string), result = reader.string(end, strict !== 0);
  return _build_rval_index_tuple(result, reader.next);
}

// ---- the encoder ----

/** Writes an object of any type: 0, or -1 with an exception. escapes. CPython: encoder_listencode_obj() */
function encoder_listencode_obj(s: PyObject, writer: _PyUnicodeWriter, obj: PyObject, newline: PyObject | NULL): number {
  if (obj === _Py_NoneStruct || obj === _Py_TrueStruct || obj === _Py_FalseStruct) {
    writer.writeASCII(obj === _Py_NoneStruct ? 'null' : obj === _Py_TrueStruct ? 'true' : 'false');
    return 0;
  }
  if (PyUnicode_Check(obj)) return writeString(s, writer, obj);
  if (PyLong_Check(obj)) return writeOwned(writer, long_to_decimal_string(obj));
  if (PyFloat_Check(obj)) return writeOwned(writer, encoder_encode_float(s, obj));
  const list = PyList_Check(obj) || PyTuple_Check(obj);
  if (!list && !PyDict_Check(obj)) return writeDefault(s, writer, obj, newline);
  if (_Py_EnterRecursiveCall(' while encoding a JSON object') < 0) return -1;
  const result = list ? encoder_listencode_list(s, writer, obj, newline) : encoder_listencode_dict(s, writer, obj, newline);
  _Py_LeaveRecursiveCall();
  return result;
}
/** @steals str */
function writeOwned(writer: _PyUnicodeWriter, str: New | NULL): number {
  if (str === NULL) return -1;
  writer.writeStr(str);
  Py_DECREF(str);
  return 0;
}
/** escapes. CPython: encoder_encode_string() */
function writeString(s: PyObject, writer: _PyUnicodeWriter, str: PyObject): number {
  const fast = encoder_fast_encode(s);
  if (fast === FAST_ASCII) writer.writeASCII(asciiText(str));
  else if (fast === FAST_UNICODE) writeUnicodeText(writer, str);
  else {
    const encoded = PyObject_CallOneArg(encoder_encoder(s), str);
    if (encoded === NULL || PyUnicode_Check(encoded)) return writeOwned(writer, encoded);
    PyErr_Format(PyExc_TypeError, `encoder() must return a string, not ${typeName(encoded)}`);
    Py_DECREF(encoded);
    return -1;
  }
  return 0;
}
/** CPython: encoder_encode_float() */
function encoder_encode_float(s: PyObject, obj: PyObject): New | NULL {
  const value = PyFloat_AS_DOUBLE(obj);
  if (Number.isFinite(value)) return float_repr(obj);
  if (encoder_allow_nan(s) === 0) {
    const repr = reprText(obj);
    return repr === null ? NULL : PyErr_Format(PyExc_ValueError, `Out of range float values are not JSON compliant: ${repr}`);
  }
  return PyUnicode_FromString(value > 0 ? 'Infinity' : value < 0 ? '-Infinity' : 'NaN');
}
/** Marks a container as being written: its key in the markers, None without markers, NULL with an exception. escapes */
function enterMarkers(s: PyObject, obj: PyObject): New | NULL {
  const markers = encoder_markers(s);
  if (markers === _Py_NoneStruct) return Py_NewRef(_Py_NoneStruct);
  const ident = PyLong_FromVoidPtr(obj);
  if (ident === NULL) return NULL;
  const present = PyDict_Contains(markers, ident);
  if (present > 0) PyErr_SetString(PyExc_ValueError, 'Circular reference detected');
  if (present === 0 && PyDict_SetItem(markers, ident, obj) === 0) return ident;
  Py_DECREF(ident);
  return NULL;
}
/** Takes the mark away unless writing failed: what `result` was, or -1. @steals ident */
function leaveMarkers(s: PyObject, ident: New, result: number): number {
  const removed = result < 0 || ident === _Py_NoneStruct ? 0 : PyDict_DelItem(encoder_markers(s), ident);
  Py_DECREF(ident);
  return removed < 0 ? -1 : result;
}
/** Writes what default() makes of an object. escapes */
function writeDefault(s: PyObject, writer: _PyUnicodeWriter, obj: PyObject, newline: PyObject | NULL): number {
  const ident = enterMarkers(s, obj);
  if (ident === NULL) return -1;
  const value = PyObject_CallOneArg(encoder_defaultfn(s), obj);
  let result = -1;
  if (value !== NULL && _Py_EnterRecursiveCall(' while encoding a JSON object') === 0) {
    result = encoder_listencode_obj(s, writer, value, newline);
    _Py_LeaveRecursiveCall();
  }
  Py_XDECREF(value);
  return leaveMarkers(s, ident, result);
}
/** What stands between the items of a container: its own line breaks when there is an indent. */
interface Layout { readonly newline: New | NULL; readonly separator: New | NULL }
/** The line break within a container and the separator with it; both NULL without indent, null with an exception. */
function deeper(s: PyObject, newline: PyObject | NULL): Layout | null {
  if (encoder_indent(s) === _Py_NoneStruct) return {newline: NULL, separator: NULL};
  const inner = PyUnicode_Concat(newline as PyObject, encoder_indent(s));
  if (inner === NULL) return null;
  const separator = PyUnicode_Concat(encoder_item_separator(s), inner);
  if (separator !== NULL) return {newline: inner, separator};
  Py_DECREF(inner);
  return null;
}
/** escapes. CPython: encoder_listencode_dict() */
function encoder_listencode_dict(s: PyObject, writer: _PyUnicodeWriter, dct: PyObject, newline: PyObject | NULL): number {
  if (PyDict_GET_SIZE(dct) === 0) {
    writer.writeASCII('{}');
    return 0;
  }
  const ident = enterMarkers(s, dct);
  if (ident === NULL) return -1;
  const layout = deeper(s, newline);
  if (layout === null) return leaveMarkers(s, ident, -1);
  writer.writeASCII('{');
  const members = new DictWriter(s, writer, layout), result = members.all(dct);
  Py_XDECREF(layout.newline);
  Py_XDECREF(layout.separator);
  if (leaveMarkers(s, ident, result) < 0) return -1;
  if (newline !== NULL && !members.first) writer.writeStr(newline);
  writer.writeASCII('}');
  return 0;
}
/** The members of a dict that is being written. */
class DictWriter {
  /** Nothing was written so far. */
  first = true;
  constructor(private readonly s: PyObject, private readonly writer: _PyUnicodeWriter, private readonly layout: Layout) {}

  /** escapes */
  all(dct: PyObject): number {
    if (encoder_sort_keys(this.s) !== 0 || !PyDict_CheckExact(dct)) return this.items(dct);
    for (let pos = PyDict_Next(dct, 0); pos !== 0; pos = PyDict_Next(dct, pos)) {
      // what encodes them may change the dict
      const key = Py_NewRef(PyDict_EntryKey(dct, pos)), value = Py_NewRef(PyDict_EntryValue(dct, pos)), result = this.member(key, value);
      Py_DECREF(key);
      Py_DECREF(value);
      if (result < 0) return -1;
    }
    return 0;
  }
  private items(dct: PyObject): number {
    const items = PyMapping_Items(dct);
    if (items === NULL) return -1;
    let result = encoder_sort_keys(this.s) !== 0 ? PyList_Sort(items) : 0;
    for (let i = 0; result === 0 && i < PyList_GET_SIZE(items); i++) {
      const item = Py_NewRef(PyList_GET_ITEM(items, i));
      if (!PyTuple_Check(item) || PyTuple_GET_SIZE(item) !== 2) {
        PyErr_SetString(PyExc_ValueError, 'items must return 2-tuples');
        result = -1;
      } else result = this.member(PyTuple_GET_ITEM(item, 0), PyTuple_GET_ITEM(item, 1));
      Py_DECREF(item);
    }
    Py_DECREF(items);
    return result;
  }
  /** escapes. CPython: encoder_encode_key_value() */
  private member(key: PyObject, value: PyObject): number {
    const s = this.s, writer = this.writer;
    let text: New | NULL = NULL;
    if (PyUnicode_Check(key)) text = Py_NewRef(key);
    else if (PyFloat_Check(key)) text = encoder_encode_float(s, key);
    else if (key === _Py_TrueStruct || key === _Py_FalseStruct || key === _Py_NoneStruct) text = Py_NewRef(key === _Py_NoneStruct ? ID_null : key === _Py_TrueStruct ? ID_true : ID_false);
    else if (PyLong_Check(key)) text = long_to_decimal_string(key);
    else if (encoder_skipkeys(s) !== 0) return 0;
    else PyErr_Format(PyExc_TypeError, `keys must be str, int, float, bool or None, not ${typeName(key)}`);
    if (text === NULL) return -1;
    if (!this.first) writer.writeStr(this.layout.separator !== NULL ? this.layout.separator : encoder_item_separator(s));
    else if (this.layout.newline !== NULL) writer.writeStr(this.layout.newline);
    this.first = false;
    const result = writeString(s, writer, text);
    Py_DECREF(text);
    if (result < 0) return -1;
    writer.writeStr(encoder_key_separator(s));
    return encoder_listencode_obj(s, writer, value, this.layout.newline);
  }
}
/** escapes. CPython: encoder_listencode_list() */
function encoder_listencode_list(s: PyObject, writer: _PyUnicodeWriter, seq: PyObject, newline: PyObject | NULL): number {
  const fast = PySequence_Fast(seq, '_iterencode_list needs a sequence');
  if (fast === NULL) return -1;
  let result = 0;
  if (PySequence_Fast_GET_SIZE(fast) === 0) writer.writeASCII('[]');
  else {
    const ident = enterMarkers(s, seq);
    result = ident === NULL ? -1 : leaveMarkers(s, ident, writeElements(s, writer, fast, newline));
    if (result === 0) {
      if (newline !== NULL) writer.writeStr(newline);
      writer.writeASCII(']');
    }
  }
  Py_DECREF(fast);
  return result;
}
function writeElements(s: PyObject, writer: _PyUnicodeWriter, fast: PyObject, newline: PyObject | NULL): number {
  const layout = deeper(s, newline);
  if (layout === null) return -1;
  writer.writeASCII('[');
  if (layout.newline !== NULL) writer.writeStr(layout.newline);
  let result = 0;
  for (let i = 0; result === 0 && i < PySequence_Fast_GET_SIZE(fast); i++) {
    if (i > 0) writer.writeStr(layout.separator !== NULL ? layout.separator : encoder_item_separator(s));
    const item = Py_NewRef(PySequence_Fast_GET_ITEM(fast, i)); // the list may change meanwhile
    result = encoder_listencode_obj(s, writer, item, layout.newline);
    Py_DECREF(item);
  }
  Py_XDECREF(layout.newline);
  Py_XDECREF(layout.separator);
  return result;
}
/** escapes. CPython: encoder_call() */
function encoder_call(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('_iterencode', '($self, /, obj, _current_indent_level)', args, kwds);
  if (values === null) return NULL;
  const level = indexArgument(values[1] as PyObject);
  if (level === -1 && PyErr_Occurred() !== NULL) return NULL;
  let newline: New | NULL = NULL;
  if (encoder_indent(self) !== _Py_NoneStruct) {
    newline = newlineIndent(encoder_indent(self), level);
    if (newline === NULL) return NULL;
  }
  const writer = new _PyUnicodeWriter(), result = encoder_listencode_obj(self, writer, values[0] as PyObject, newline);
  Py_XDECREF(newline);
  return result < 0 ? NULL : packSteal(writer.finish());
}
/** CPython: _create_newline_indent() */
function newlineIndent(indent: PyObject, level: number): New | NULL {
  const newline = _PyUnicode_FromASCII('\n');
  if (newline === NULL || level === 0) return newline;
  const rest = PySequence_Repeat(indent, level), result = rest === NULL ? NULL : PyUnicode_Concat(newline, rest);
  Py_DECREF(newline);
  Py_XDECREF(rest);
  return result;
}
/** Truth of an argument into a field; false with an exception. escapes */
function setFlag(s: PyObject, value: PyObject, set: (op: number, v: number) => void): boolean {
  const truth = PyObject_IsTrue(value);
  set(s, truth);
  return truth >= 0;
}
/** escapes. CPython: encoder_new() */
function encoder_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('make_encoder', '($self, /, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)', args, kwds) as PyObject[] | null;
  if (values === null) return NULL;
  const [markers, defaultfn, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan] = values;
  for (let i = 4; i < 6; i++) if (!PyUnicode_Check(values[i])) return PyErr_Format(PyExc_TypeError, `make_encoder() argument ${i + 1} must be str, not ${values[i] === _Py_NoneStruct ? 'None' : typeName(values[i])}`);
  const s = slots(type).tp_alloc!(type, 0);
  if (s === NULL) return NULL;
  if (setFlag(s, sort_keys, set_encoder_sort_keys) && setFlag(s, skipkeys, set_encoder_skipkeys) && setFlag(s, allow_nan, set_encoder_allow_nan)) {
    if (markers === _Py_NoneStruct || PyDict_Check(markers)) {
      set_encoder_markers(s, Py_NewRef(markers));
      set_encoder_defaultfn(s, Py_NewRef(defaultfn));
      set_encoder_encoder(s, Py_NewRef(encoder));
      set_encoder_indent(s, Py_NewRef(indent));
      set_encoder_key_separator(s, Py_NewRef(key_separator));
      set_encoder_item_separator(s, Py_NewRef(item_separator));
      set_encoder_fast_encode(s, !PyCFunction_Check(encoder) ? FAST_NONE : PyCFunction_GetDef(encoder) === encodeBasestringAscii ? FAST_ASCII : PyCFunction_GetDef(encoder) === encodeBasestring ? FAST_UNICODE : FAST_NONE);
      return s;
    }
    _PyArg_BadArgument('make_encoder', 'argument 1', 'dict or None', markers);
  }
  Py_DECREF(s);
  return NULL;
}
const PyEncoderType_spec: TypeSpec = {
  tp_name: '_json.Encoder', tp_basicsize: 80, tp_flags: Py_TPFLAGS_HAVE_GC,
  tp_doc: 'Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)',
  slots: {
    tp_dealloc: deallocHeapFields(4, 6, 8, 10, 12, 14), tp_call: encoder_call, tp_traverse: traverseHeapFields(4, 6, 8, 10, 12, 14), tp_clear: clearFields(4, 6, 8, 10, 12, 14), tp_new: encoder_new,
  },
  members: [
    {name: 'markers', type: 'object', offset: 16, flags: Py_READONLY, doc: 'markers'}, {name: 'default', type: 'object', offset: 24, flags: Py_READONLY, doc: 'default'},
    {name: 'encoder', type: 'object', offset: 32, flags: Py_READONLY, doc: 'encoder'}, {name: 'indent', type: 'object', offset: 40, flags: Py_READONLY, doc: 'indent'},
    {name: 'key_separator', type: 'object', offset: 48, flags: Py_READONLY, doc: 'key_separator'}, {name: 'item_separator', type: 'object', offset: 56, flags: Py_READONLY, doc: 'item_separator'},
    {name: 'sort_keys', type: 'bool', offset: 64, flags: Py_READONLY, doc: 'sort_keys'}, {name: 'skipkeys', type: 'bool', offset: 68, flags: Py_READONLY, doc: 'skipkeys'},
  ],
};

// ---- the module ----

const encodeBasestringAscii = hiddenMethod('encode_basestring_ascii', '($module, string, /)', py_encode_basestring_ascii, 'encode_basestring_ascii(string) -> string\n\nThe string as JSON, of ASCII characters only');
const encodeBasestring = hiddenMethod('encode_basestring', '($module, string, /)', py_encode_basestring, 'encode_basestring(string) -> string\n\nThe string as JSON');
function json_exec(module: PyObject): number {
  if (PyModule_Add(module, 'make_scanner', PyType_FromSpec(PyScannerType_spec)) < 0) return -1;
  return PyModule_Add(module, 'make_encoder', PyType_FromSpec(PyEncoderType_spec)) < 0 ? -1 : 0;
}
const def = new PyModuleDef('_json', {
  m_doc: 'What makes json fast.\n', m_size: 0,
  m_methods: [
    encodeBasestringAscii, encodeBasestring,
    rawMethod('scanstring', null, py_scanstring, 'scanstring(string, end, strict=True) -> (string, end)\n\nReads the JSON string of which end is the index of the first character behind\nthe quote: its text, and the index behind the quote that ends it. ValueError when\nit is no string of JSON; control characters are let through unless strict.', METH_VARARGS),
  ],
  m_slots: [[Py_mod_exec, json_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__json() */
export function PyInit__json(): PyModuleDef {
  return PyModuleDef_Init(def);
}
