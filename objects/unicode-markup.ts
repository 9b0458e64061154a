/** str.format(): replacement fields and what is in them. CPython: Objects/stringlib/unicode_format.h */
import {H} from '../runtime/current';
import {PyLong_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_CheckExact} from '../runtime/generated/accessors';
import {STR_empty} from '../runtime/generated/ids';
import {PyExc_IndexError, PyExc_KeyError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {textAt, textEquals, textFind, textSlice, type PyText} from '../runtime/text';
import {NULL, PY_SSIZE_T_MAX, type Args, type New, type PyObject} from '../runtime/types';
import {PyObject_Format, PyObject_GetItem} from './abstract-object';
import {PySequence_Check, PySequence_GetItem} from './abstract-sequence';
import {PyErr_SetObject, PyErr_SetString} from './errors';
import {PyLong_FromNumber} from './longobject';
import {PyObject_ASCII, PyObject_GetAttr, PyObject_Repr, PyObject_Str} from './object';
import {PyUnicode_FromText, _PyUnicodeWriter, _PyUnicode_TEXT} from './unicodeobject';
import {_PyUnicode_ToDecimalDigit} from './unicodetype';

/** One step of a format string: literal text, and the field behind it if there is one. */
export class Markup {
  literal: PyText = '';
  hasField = false;
  fieldName: PyText = '';
  formatSpec: PyText = '';
  /** The character after `!`, 0 for none. */
  conversion = 0;
  /** The format spec has fields of its own. */
  expands = false;
}
/** Takes a format string apart. CPython: MarkupIterator */
export class MarkupIterator {
  private at = 0;
  constructor(private readonly text: PyText) {}

  /** The next step; null at the end, -1 with ValueError. CPython: MarkupIterator_next() */
  next(): Markup | null | -1 {
    const text = this.text, n = text.length, start = this.at;
    if (start >= n) return null;
    const step = new Markup();
    let c = 0, found = false;
    while (this.at < n && !found) {
      c = textAt(text, this.at++);
      found = c === 123 || c === 125;
    }
    const atEnd = this.at >= n;
    let length = this.at - start;
    if (found) {
      if (c === 125 && (atEnd || textAt(text, this.at) !== 125)) return fail("Single '}' encountered in format string");
      if (atEnd) return fail("Single '{' encountered in format string");
      if (textAt(text, this.at) === c) {
        this.at++;
        found = false;
      } else length--;
    }
    step.literal = textSlice(text, start, start + length);
    if (!found) return step;
    step.hasField = true;
    return this.field(step) ? step : -1;
  }

  /** CPython: parse_field() */
  private field(step: Markup): boolean {
    const text = this.text, n = text.length, nameStart = this.at;
    let c = 0;
    scan: while (this.at < n) {
      c = textAt(text, this.at++);
      switch (c) {
        case 123:
          fail("unexpected '{' in field name");
          return false;
        case 91:
          while (this.at < n && textAt(text, this.at) !== 93) this.at++;
          break;
        case 125: case 58: case 33:
          break scan;
        default:
          break;
      }
    }
    if (c !== 33 && c !== 58 && c !== 125) {
      fail("expected '}' before end of string");
      return false;
    }
    step.fieldName = textSlice(text, nameStart, this.at - 1);
    if (c === 125) return true;
    if (c === 33) {
      if (this.at >= n) {
        fail('end of string while looking for conversion specifier');
        return false;
      }
      step.conversion = textAt(text, this.at++);
      if (this.at < n) {
        c = textAt(text, this.at++);
        if (c === 125) return true;
        if (c !== 58) {
          fail("expected ':' after conversion specifier");
          return false;
        }
      }
    }
    const specStart = this.at;
    for (let depth = 1; this.at < n;) {
      c = textAt(text, this.at++);
      if (c === 123) {
        step.expands = true;
        depth++;
      } else if (c === 125 && --depth === 0) {
        step.formatSpec = textSlice(text, specStart, this.at - 1);
        return true;
      }
    }
    fail("unmatched '{' in format spec");
    return false;
  }
}
function fail(message: string): -1 {
  PyErr_SetString(PyExc_ValueError, message);
  return -1;
}

/** A decimal number, -1 when the text is none, -2 with ValueError. CPython: get_integer() */
function get_integer(text: PyText): number {
  if (text.length === 0) return -1;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = _PyUnicode_ToDecimalDigit(textAt(text, i));
    if (digit < 0) return -1;
    if (value > (PY_SSIZE_T_MAX - digit) / 10) {
      fail('Too many decimal digits in format string');
      return -2;
    }
    value = value * 10 + digit;
  }
  return value;
}
/** What stands before the first `.` or `[` of a field name, and where that is; `index` is -1 when it is a name, -2 with ValueError. */
export interface FirstPart { readonly first: PyText; readonly index: number; readonly end: number }
/** CPython: field_name_split() without the automatic numbers */
export function splitFieldName(name: PyText): FirstPart {
  let end = 0;
  while (end < name.length && textAt(name, end) !== 46 && textAt(name, end) !== 91) end++;
  const first = textSlice(name, 0, end);
  return {first, index: get_integer(first), end};
}
/** One `.name` or `[index]`: `index` is -1 when it is a name. */
export interface FieldStep { readonly isAttribute: boolean; readonly name: PyText; readonly index: number; readonly end: number }
/** The step at `at`; null at the end, -1 with ValueError. CPython: FieldNameIterator_next() */
export function nextFieldStep(text: PyText, at: number): FieldStep | null | -1 {
  if (at >= text.length) return null;
  const c = textAt(text, at++), start = at;
  let index = -1, end: number;
  if (c === 46) {
    while (at < text.length && textAt(text, at) !== 46 && textAt(text, at) !== 91) at++;
    end = at;
  } else if (c === 91) {
    while (at < text.length && textAt(text, at) !== 93) at++;
    if (at >= text.length) return fail("Missing ']' in format string");
    end = at++;
    index = get_integer(textSlice(text, start, end));
    if (index === -2) return -1;
  } else return fail("Only '.' or '[' may follow ']' in format field specifier");
  if (start === end) return fail('Empty attribute in format string');
  return {isAttribute: c === 46, name: textSlice(text, start, end), index, end: at};
}

/** Where fields are looked up: a row of arguments with keywords, or the mapping of format_map() (then nargs is -1). */
export class FieldSource {
  /** 0 not known yet, 1 automatic, 2 manual numbers. */
  private numbering = 0;
  private nextNumber = 0;
  constructor(readonly args: Args, readonly nargs: number, readonly kwnames: PyObject | NULL, readonly mapping: PyObject | NULL) {}

  /** CPython: AutoNumber; the number of a field, -1 with ValueError */
  number(index: number): number {
    const automatic = index < 0;
    if (this.numbering === 0) this.numbering = automatic ? 1 : 2;
    else if (this.numbering === 1 && !automatic) return fail('cannot switch from automatic field numbering to manual field specification');
    else if (this.numbering === 2 && automatic) return fail('cannot switch from manual field specification to automatic field numbering');
    return automatic ? this.nextNumber++ : index;
  }
  private keyword(key: PyObject): New | NULL {
    if (this.mapping !== NULL) return PyObject_GetItem(this.mapping, key);
    if (this.kwnames !== NULL) {
      for (let i = 0; i < PyTuple_GET_SIZE(this.kwnames); i++) {
        if (textEquals(_PyUnicode_TEXT(PyTuple_GET_ITEM(this.kwnames, i)), _PyUnicode_TEXT(key))) return Py_NewRef(H[this.args + 2 * (this.nargs + i)] as PyObject);
      }
    }
    return PyErr_SetObject(PyExc_KeyError, key);
  }
  /** The object that the first part of a field name stands for. */
  first(part: FirstPart): New | NULL {
    let index = part.index;
    if (index === -2) return NULL;
    if (index >= 0 || part.first.length === 0) {
      index = this.number(index);
      if (index < 0) return NULL;
      if (this.nargs < 0) return PyErr_SetString(PyExc_ValueError, 'Format string contains positional fields');
      if (index >= this.nargs) return PyErr_SetString(PyExc_IndexError, `Replacement index ${index} out of range for positional args tuple`);
      return Py_NewRef(H[this.args + 2 * index] as PyObject);
    }
    const key = PyUnicode_FromText(part.first);
    if (key === NULL) return NULL;
    const result = this.keyword(key);
    Py_DECREF(key);
    return result;
  }
}
/** CPython: get_field_object() */
function get_field_object(name: PyText, source: FieldSource): New | NULL {
  const part = splitFieldName(name);
  let obj = source.first(part), at = part.end;
  while (obj !== NULL) {
    const step = nextFieldStep(name, at);
    if (step === null) return obj;
    const next: New | NULL = step === -1 ? NULL : followStep(obj, step);
    Py_DECREF(obj);
    if (step !== -1) at = step.end;
    obj = next;
  }
  return NULL;
}
/** obj.name or obj[key]. escapes */
function followStep(obj: PyObject, step: FieldStep): New | NULL {
  if (step.index >= 0 && !step.isAttribute && PySequence_Check(obj)) return PySequence_GetItem(obj, step.index);
  const key = step.index >= 0 && !step.isAttribute ? PyLong_FromNumber(step.index) : PyUnicode_FromText(step.name);
  if (key === NULL) return NULL;
  const result = step.isAttribute ? PyObject_GetAttr(obj, key) : PyObject_GetItem(obj, key);
  Py_DECREF(key);
  return result;
}
/** CPython: do_conversion() */
function do_conversion(obj: PyObject, conversion: number): New | NULL {
  switch (conversion) {
    case 114: return PyObject_Repr(obj);
    case 115: return PyObject_Str(obj);
    case 97: return PyObject_ASCII(obj);
    default: return PyErr_SetString(PyExc_ValueError, conversion > 32 && conversion < 127 ? `Unknown conversion specifier ${String.fromCharCode(conversion)}` : `Unknown conversion specifier \\x${conversion.toString(16)}`);
  }
}
/** Writes format(obj, spec). CPython: render_field() */
function render_field(obj: PyObject, spec: PyText, out: _PyUnicodeWriter): boolean {
  if (spec.length === 0 && PyUnicode_CheckExact(obj)) {
    out.writeWhole(obj);
    return true;
  }
  if (spec.length === 0 && PyLong_CheckExact(obj)) {
    const digits = PyObject_Str(obj);
    if (digits === NULL) return false;
    out.write(_PyUnicode_TEXT(digits));
    Py_DECREF(digits);
    return true;
  }
  const specObject = spec.length === 0 ? (STR_empty as New) : PyUnicode_FromText(spec);
  if (specObject === NULL) return false;
  const result = PyObject_Format(obj, specObject);
  Py_DECREF(specObject);
  if (result === NULL) return false;
  out.writeWhole(result);
  Py_DECREF(result);
  return true;
}
/** Writes a format string with its fields filled in; false with an exception. CPython: do_markup(), output_markup() */
function do_markup(text: PyText, source: FieldSource, out: _PyUnicodeWriter, depth: number): boolean {
  const iterator = new MarkupIterator(text);
  for (let step = iterator.next(); step !== null; step = iterator.next()) {
    if (step === -1) return false;
    if (step.literal.length > 0) out.write(step.literal);
    if (!step.hasField) continue;
    let obj = get_field_object(step.fieldName, source);
    if (obj === NULL) return false;
    if (step.conversion !== 0) {
      const converted = do_conversion(obj, step.conversion);
      Py_DECREF(obj);
      if (converted === NULL) return false;
      obj = converted;
    }
    let spec: PyText | null = step.formatSpec;
    if (step.expands) {
      const inner = new _PyUnicodeWriter();
      spec = build(spec, source, inner, depth - 1) ? inner.value() : null;
      inner.dispose();
    }
    const ok = spec !== null && render_field(obj, spec, out);
    Py_DECREF(obj);
    if (!ok) return false;
  }
  return true;
}
/** CPython: build_string() */
function build(text: PyText, source: FieldSource, out: _PyUnicodeWriter, depth: number): boolean {
  if (depth > 0) return do_markup(text, source, out, depth);
  fail('Max string recursion exceeded');
  return false;
}
/** str.format() and str.format_map(). escapes. CPython: do_string_format() */
export function do_string_format(self: PyObject, source: FieldSource): New | NULL {
  const out = new _PyUnicodeWriter(), text = _PyUnicode_TEXT(self);
  if (textFind(text, '{', 0, text.length) < 0 && textFind(text, '}', 0, text.length) < 0) return Py_NewRef(self);
  if (build(text, source, out, 2)) return out.finish();
  out.dispose();
  return NULL;
}
