/** Reading JSON: scanstring() and make_scanner. CPython: Modules/_json.c */
import {PyUnicode_Check, scanner_object_hook, scanner_object_pairs_hook, scanner_parse_constant, scanner_parse_float, scanner_parse_int, scanner_strict, set_scanner_object_hook, set_scanner_object_pairs_hook, set_scanner_parse_constant, set_scanner_parse_float, set_scanner_parse_int, set_scanner_strict} from '../../runtime/generated/accessors';
import {PyExc_StopIteration, PyExc_TypeError, PyExc_ValueError, PyFloat_Type, PyLong_Type, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {Py_TPFLAGS_HAVE_GC} from '../../runtime/gc';
import {Py_DECREF, Py_NewRef, slots} from '../../runtime/object';
import {textMaxchar, textSlice, type PyText} from '../../runtime/text';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_READONLY, type TypeSpec} from '../../runtime/typeslots';
import {PyObject_CallFunctionObjArgs, PyObject_CallOneArg, _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall} from '../../objects/call';
import {PyDict_New, PyDict_SetDefaultRef, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, typeName} from '../../objects/errors';
import {clearFields, deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {indexArgument} from '../../objects/listobject-methods';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyLong_FromString} from '../../objects/longobject-string';
import {PyObject_GetAttrString, PyObject_IsTrue} from '../../objects/object';
import {PyTuple_Pack, packSteal} from '../../objects/tupleobject';
import {PyUnicode_FromString, PyUnicode_InternFromString, PyUnicode_Substring, _PyUnicodeWriter, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {PyImport_GetModuleAttr} from '../import';

const QUOTE = 34, COMMA = 44, MINUS = 45, DOT = 46, ZERO = 48, NINE = 57, COLON = 58, BRACKET = 91, BACKSLASH = 92, CLOSE_BRACKET = 93, BRACE = 123, CLOSE_BRACE = 125;
/** Numbers of up to this many characters are exact doubles, when they are integers. */
const SHORT_INT = 15;
/** What a letter after a backslash stands for; 0 for those that mean nothing. */
const ESCAPES = new Uint8Array(128);
for (const [letter, meaning] of ['""', '\\\\', '//', 'b\b', 'f\f', 'n\n', 'r\r', 't\t']) ESCAPES[letter.charCodeAt(0)] = meaning.charCodeAt(0);

function isDigit(c: number): boolean {
  return c >= ZERO && c <= NINE;
}
/** A JSONDecodeError about a place in a str. CPython: raise_errmsg() */
function raise_errmsg(message: string, s: PyObject, end: number): NULL {
  const JSONDecodeError = PyImport_GetModuleAttr('json.decoder', 'JSONDecodeError');
  if (JSONDecodeError === NULL) return NULL;
  const text = PyUnicode_FromString(message), place = text === NULL ? NULL : PyLong_FromNumber(end);
  const exc = place === NULL ? NULL : PyObject_CallFunctionObjArgs(JSONDecodeError, text, s, place);
  if (exc !== NULL) {
    PyErr_SetObject(JSONDecodeError, exc);
    Py_DECREF(exc);
  }
  if (place !== NULL) Py_DECREF(place);
  if (text !== NULL) Py_DECREF(text);
  Py_DECREF(JSONDecodeError);
  return NULL;
}
/** CPython: raise_stop_iteration() */
function raise_stop_iteration(index: number): NULL {
  const value = PyLong_FromNumber(index);
  if (value === NULL) return NULL;
  PyErr_SetObject(PyExc_StopIteration, value);
  Py_DECREF(value);
  return NULL;
}
/** (value, index). @steals value. CPython: _build_rval_index_tuple() */
export function _build_rval_index_tuple(value: New | NULL, index: number): New | NULL {
  if (value === NULL) return NULL;
  const at = PyLong_FromNumber(index);
  if (at !== NULL) return packSteal(value, at);
  Py_DECREF(value);
  return NULL;
}

/** A str that is being read: each function returns what begins at an index, and leaves in `next` the index behind it. */
export class JsonReader {
  next = -1;
  private readonly text: PyText;
  private readonly length: number;

  constructor(private readonly str: PyObject) {
    this.text = _PyUnicode_TEXT(str);
    this.length = this.text.length;
  }
  /** The character at an index; -1 behind the end. */
  private at(index: number): number {
    const text = this.text;
    return index >= this.length ? -1 : typeof text === 'string' ? text.charCodeAt(index) : text[index];
  }
  private skip(index: number): number {
    for (;;) {
      const c = this.at(index);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return index;
      index++;
    }
  }
  /** Four hex digits from an index on; -1 when they are none. */
  private hex(index: number): number {
    let value = 0;
    for (let i = 0; i < 4; i++) {
      const c = this.at(index + i), lower = c | 32, digit = isDigit(c) ? c - ZERO : lower >= 97 && lower <= 102 && c < 128 ? lower - 87 : -1;
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  }

  /** The string whose first character is at `start`. CPython: scanstring_unicode() */
  string(start: number, strict: boolean): New | NULL {
    const begin = start - 1, length = this.length;
    let end = start, writer: _PyUnicodeWriter | null = null;
    if (end < 0 || length < end) return PyErr_SetString(PyExc_ValueError, 'end is out of bounds');
    for (;;) {
      let next = end, c = 0;
      for (; next < length; next++) {
        c = this.at(next);
        if (c === QUOTE || c === BACKSLASH) break;
        if (c <= 0x1f && strict) return raise_errmsg('Invalid control character at', this.str, next);
      }
      if (next === length) return raise_errmsg('Unterminated string starting at', this.str, begin);
      if (c === QUOTE && writer === null) {
        this.next = next + 1;
        return PyUnicode_Substring(this.str, end, next);
      }
      writer ??= new _PyUnicodeWriter();
      if (next !== end) {
        const part = textSlice(this.text, end, next);
        writer.write(part, textMaxchar(part));
      }
      if (c === QUOTE) {
        this.next = next + 1;
        return writer.finish();
      }
      next++;
      if (next === length) return raise_errmsg('Unterminated string starting at', this.str, begin);
      c = this.at(next);
      if (c !== 117) {
        end = next + 1;
        c = c < 128 ? ESCAPES[c] : 0;
        if (c === 0) return raise_errmsg('Invalid \\escape', this.str, end - 2);
      } else {
        next++;
        end = next + 4;
        if (end >= length) return raise_errmsg('Invalid \\uXXXX escape', this.str, next - 1);
        c = this.hex(next);
        if (c < 0) return raise_errmsg('Invalid \\uXXXX escape', this.str, end - 5);
        if (c >= 0xd800 && c < 0xdc00 && end + 6 < length && this.at(end) === BACKSLASH && this.at(end + 1) === 117) {
          const second = this.hex(end + 2);
          if (second < 0) return raise_errmsg('Invalid \\uXXXX escape', this.str, end + 1);
          if (second >= 0xdc00 && second < 0xe000) {
            c = 0x10000 + ((c - 0xd800) << 10) + (second - 0xdc00);
            end += 6;
          }
        }
      }
      writer.writeChar(c);
    }
  }

  /** Any term. escapes. CPython: scan_once_unicode() */
  scanOnce(s: PyObject, memo: PyObject, index: number): New | NULL {
    if (index < 0) return PyErr_SetString(PyExc_ValueError, 'idx cannot be negative');
    if (index >= this.length) return raise_stop_iteration(index);
    switch (this.at(index)) {
      case QUOTE: return this.string(index + 1, scanner_strict(s) !== 0);
      case BRACE: {
        if (_Py_EnterRecursiveCall(' while decoding a JSON object from a unicode string') < 0) return NULL;
        const result = this.object(s, memo, index + 1);
        _Py_LeaveRecursiveCall();
        return result;
      }
      case BRACKET: {
        if (_Py_EnterRecursiveCall(' while decoding a JSON array from a unicode string') < 0) return NULL;
        const result = this.array(s, memo, index + 1);
        _Py_LeaveRecursiveCall();
        return result;
      }
      case 110: if (this.word('null', index)) return Py_NewRef(_Py_NoneStruct); break;
      case 116: if (this.word('true', index)) return Py_NewRef(_Py_TrueStruct); break;
      case 102: if (this.word('false', index)) return Py_NewRef(_Py_FalseStruct); break;
      case 78: if (this.word('NaN', index)) return this.constant(s, 'NaN'); break;
      case 73: if (this.word('Infinity', index)) return this.constant(s, 'Infinity'); break;
      case MINUS: if (this.word('-Infinity', index)) return this.constant(s, '-Infinity'); break;
    }
    return this.number(s, index);
  }
  private word(word: string, index: number): boolean {
    for (let i = 1; i < word.length; i++) if (this.at(index + i) !== word.charCodeAt(i)) return false;
    this.next = index + word.length;
    return true;
  }
  /** escapes. CPython: _parse_constant() */
  private constant(s: PyObject, name: string): New | NULL {
    const next = this.next, text = PyUnicode_InternFromString(name);
    if (text === NULL) return NULL;
    const result = PyObject_CallOneArg(scanner_parse_constant(s), text);
    Py_DECREF(text);
    this.next = next;
    return result;
  }

  /** escapes. CPython: _parse_object_unicode() */
  private object(s: PyObject, memo: PyObject, start: number): New | NULL {
    const paired = scanner_object_pairs_hook(s) !== _Py_NoneStruct, result = paired ? PyList_New(0) : PyDict_New();
    if (result === NULL) return NULL;
    const end = this.members(s, memo, this.skip(start), result, paired);
    if (end < 0) {
      Py_DECREF(result);
      return NULL;
    }
    const hook = paired ? scanner_object_pairs_hook(s) : scanner_object_hook(s);
    if (hook === _Py_NoneStruct) {
      this.next = end;
      return result;
    }
    const value = PyObject_CallOneArg(hook, result);
    Py_DECREF(result);
    this.next = end;
    return value;
  }
  /** Puts the members of an object into a dict, or as pairs into a list: the index behind the brace, or -1. escapes */
  private members(s: PyObject, memo: PyObject, start: number, result: PyObject, paired: boolean): number {
    let index = start;
    if (this.at(index) === CLOSE_BRACE) return index + 1;
    for (;;) {
      if (this.at(index) !== QUOTE) return this.fail('Expecting property name enclosed in double quotes', index);
      const name = this.string(index + 1, scanner_strict(s) !== 0);
      if (name === NULL) return -1;
      const key = PyDict_SetDefaultRef(memo, name, name); // equal keys of one document are one object
      Py_DECREF(name);
      if (key === NULL) return -1;
      index = this.skip(this.next);
      if (this.at(index) !== COLON) {
        Py_DECREF(key);
        return this.fail("Expecting ':' delimiter", index);
      }
      const value = this.scanOnce(s, memo, this.skip(index + 1)), next = this.next;
      if (value === NULL) {
        Py_DECREF(key);
        return -1;
      }
      let failed = 0;
      if (paired) {
        const item = PyTuple_Pack(key, value);
        failed = item === NULL ? -1 : PyList_Append(result, item);
        if (item !== NULL) Py_DECREF(item);
      } else failed = PyDict_SetItem(result, key, value);
      Py_DECREF(key);
      Py_DECREF(value);
      if (failed < 0) return -1;
      index = this.skip(next);
      const c = this.at(index);
      if (c === CLOSE_BRACE) return index + 1;
      if (c !== COMMA) return this.fail("Expecting ',' delimiter", index);
      const comma = index;
      index = this.skip(index + 1);
      if (this.at(index) === CLOSE_BRACE) return this.fail('Illegal trailing comma before end of object', comma);
    }
  }
  /** escapes. CPython: _parse_array_unicode() */
  private array(s: PyObject, memo: PyObject, start: number): New | NULL {
    const result = PyList_New(0);
    if (result === NULL) return NULL;
    const end = this.elements(s, memo, this.skip(start), result);
    if (end < 0) {
      Py_DECREF(result);
      return NULL;
    }
    this.next = end;
    return result;
  }
  private elements(s: PyObject, memo: PyObject, start: number, result: PyObject): number {
    let index = start;
    if (this.at(index) === CLOSE_BRACKET) return index + 1;
    for (;;) {
      const value = this.scanOnce(s, memo, index), next = this.next;
      if (value === NULL) return -1;
      const failed = PyList_Append(result, value);
      Py_DECREF(value);
      if (failed < 0) return -1;
      index = this.skip(next);
      const c = this.at(index);
      if (c === CLOSE_BRACKET) return index + 1;
      if (c !== COMMA) return this.fail("Expecting ',' delimiter", index);
      const comma = index;
      index = this.skip(index + 1);
      if (this.at(index) === CLOSE_BRACKET) return this.fail('Illegal trailing comma before end of array', comma);
    }
  }
  private fail(message: string, index: number): number {
    raise_errmsg(message, this.str, index);
    return -1;
  }

  /** A number. escapes. CPython: _match_number_unicode() */
  private number(s: PyObject, start: number): New | NULL {
    let index = start, isFloat = false;
    if (this.at(index) === MINUS && ++index >= this.length) return raise_stop_iteration(start);
    if (this.at(index) === ZERO) index++;
    else if (!isDigit(this.at(index))) return raise_stop_iteration(start);
    else index = this.digits(index);
    if (this.at(index) === DOT && isDigit(this.at(index + 1))) {
      isFloat = true;
      index = this.digits(index + 1);
    }
    if ((this.at(index) | 32) === 101 && this.at(index) > 0) {
      const sign = this.at(index + 1), first = sign === MINUS || sign === 43 ? index + 2 : index + 1;
      if (isDigit(this.at(first))) {
        isFloat = true;
        index = this.digits(first);
      }
    }
    this.next = index;
    const part = textSlice(this.text, start, index), digits = typeof part === 'string' ? part : String.fromCharCode(...part);
    const parse = isFloat ? scanner_parse_float(s) : scanner_parse_int(s);
    if (parse === (isFloat ? PyFloat_Type : PyLong_Type)) {
      if (isFloat) return PyFloat_FromDouble(Number(digits));
      return digits.length <= SHORT_INT ? PyLong_FromNumber(Number(digits) + 0) : PyLong_FromString(digits, 10);
    }
    const text = PyUnicode_FromString(digits);
    if (text === NULL) return NULL;
    const result = PyObject_CallOneArg(parse, text);
    Py_DECREF(text);
    this.next = index;
    return result;
  }
  private digits(index: number): number {
    while (isDigit(this.at(index))) index++;
    return index;
  }
}

/** escapes. CPython: scanner_call() */
function scanner_call(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('scan_once', '($self, /, string, idx)', args, kwds);
  if (values === null) return NULL;
  const str = values[0] as PyObject, index = indexArgument(values[1] as PyObject);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (!PyUnicode_Check(str)) return PyErr_Format(PyExc_TypeError, `first argument must be a string, not ${typeName(str)}`);
  const memo = PyDict_New();
  if (memo === NULL) return NULL;
  const reader = new JsonReader(str), result = reader.scanOnce(self, memo, index);
  Py_DECREF(memo);
  return _build_rval_index_tuple(result, reader.next);
}
/** Takes what it needs from the attributes of a decoder. escapes. CPython: scanner_new() */
function scanner_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('make_scanner', '($self, /, context)', args, kwds);
  if (values === null) return NULL;
  const context = values[0] as PyObject, s = slots(type).tp_alloc!(type, 0);
  if (s === NULL) return NULL;
  if (fillScanner(s, context)) return s;
  Py_DECREF(s);
  return NULL;
}
function fillScanner(s: PyObject, context: PyObject): boolean {
  const strict = PyObject_GetAttrString(context, 'strict'), truth = strict === NULL ? -1 : PyObject_IsTrue(strict);
  if (strict !== NULL) Py_DECREF(strict);
  if (truth < 0) return false;
  set_scanner_strict(s, truth);
  for (const [name, set] of FIELDS) {
    const value = PyObject_GetAttrString(context, name);
    if (value === NULL) return false;
    set(s, value);
  }
  return true;
}
const FIELDS = [
  ['object_hook', set_scanner_object_hook], ['object_pairs_hook', set_scanner_object_pairs_hook], ['parse_float', set_scanner_parse_float], ['parse_int', set_scanner_parse_int],
  ['parse_constant', set_scanner_parse_constant],
] as const;

export const PyScannerType_spec: TypeSpec = {
  tp_name: '_json.Scanner', tp_basicsize: 64, tp_flags: Py_TPFLAGS_HAVE_GC, tp_doc: 'What reads one JSON term from a str.',
  slots: {tp_dealloc: deallocHeapFields(6, 8, 10, 12, 14), tp_call: scanner_call, tp_traverse: traverseHeapFields(6, 8, 10, 12, 14), tp_clear: clearFields(6, 8, 10, 12, 14), tp_new: scanner_new},
  members: [
    {name: 'strict', type: 'bool', offset: 16, flags: Py_READONLY, doc: 'strict'}, {name: 'object_hook', type: 'object', offset: 24, flags: Py_READONLY, doc: 'object_hook'},
    {name: 'object_pairs_hook', type: 'object', offset: 32, flags: Py_READONLY}, {name: 'parse_float', type: 'object', offset: 40, flags: Py_READONLY, doc: 'parse_float'},
    {name: 'parse_int', type: 'object', offset: 48, flags: Py_READONLY, doc: 'parse_int'}, {name: 'parse_constant', type: 'object', offset: 56, flags: Py_READONLY, doc: 'parse_constant'},
  ],
};
