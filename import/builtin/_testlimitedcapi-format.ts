/** Claims of _testlimitedcapi about texts made by C. CPython: Modules/_testlimitedcapi/unicode.c test_string_from_format(), test_widechar(), test_unicode_compare_with_ascii() */
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred} from '../../objects/errors';
import {type FormatArgument, PyUnicode_FromFormat} from '../../objects/unicode-fromformat';
import {PyUnicode_FromWideChar} from '../../objects/unicode-wide';
import {PyUnicode_AsJSString, PyUnicode_CompareWithASCIIString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyUnicode_GET_LENGTH} from '../../runtime/generated/accessors';
import {PyExc_AssertionError, PyExc_SystemError, PyExc_ValueError, PyType_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {type PyMethodDef, hiddenMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';

/** A format, what comes out of it (null is SystemError), and what follows it. */
type Row = readonly [string, string | null, ...FormatArgument[]];
const SIZES = ['', 'l', 'll', 'z', 't', 'j'] as const;
/** Flags, width and precision with the texts of 123, of 0x7b and of -123. */
const NUMBERS: readonly (readonly [string, string, string, string])[] = [
  ['', '123', '7b', '-123'], ['1', '123', '7b', '-123'], ['5', '  123', '   7b', ' -123'], ['05', '00123', '0007b', '-0123'], ['.1', '123', '7b', '-123'], ['.5', '00123', '0007b', '-00123'],
  ['7.5', '  00123', '  0007b', ' -00123'], ['07.5', '0000123', '000007b', '-000123'], ['-5', '123  ', '7b   ', '-123 '], ['-05', '123  ', '7b   ', '-123 '], ['-7.5', '00123  ', '0007b  ', '-00123 '],
];
/** Flags, width and precision with the texts of None. */
const TEXTS: readonly (readonly [string, string])[] = [
  ['', 'None'], ['1', 'None'], ['5', ' None'], ['-5', 'None '], ['.0', ''], ['.2', 'No'], ['.8', 'None'], ['5.2', '   No'], ['-5.2', 'No   '], ['05', ' None'],
];

function* rows(none: PyObject): Generator<Row> {
  yield ['%u %? %u', null, 1, 2];
  yield ['%%', '%'];
  for (const odd of ['%0%', '%00%', '%2%', '%02%', '%.0%', '%.2%']) yield [odd, null];
  for (const plain of ['%c', '%0c', '%00c']) yield [plain, 'c', 99];
  for (const odd of ['%2c', '%02c', '%.0c', '%.2c']) yield [odd, null, 99];
  for (const size of SIZES) {
    for (const [spec, positive, hex, negative] of NUMBERS) {
      for (const letter of 'diu') yield [`%${spec}${size}${letter}`, positive, 123];
      for (const letter of 'di') yield [`%${spec}${size}${letter}`, negative, -123];
      yield [`%${spec}${size}x`, hex, 123];
      yield [`%${spec}${size}X`, hex.toUpperCase(), 123];
    }
    yield [`%${size}o`, '173', 123];
    if (size !== '' && size !== 'l') yield [`%${size}s`, null, 'None'];
    if (size !== '') for (const letter of 'cpUSRATN') yield [`%${size}${letter}`, null, _Py_NoneStruct];
  }
  yield ['%*d|%-*d|%.*d', '   12|12   |00012', 5, 12, 5, 12, 5, 12];
  for (const [spec, text] of TEXTS) {
    yield [`%${spec}s`, text, 'None'];
    yield [`%${spec}U`, text, none];
    yield [`%${spec}V`, text, none, 'ignored'];
    yield [`%${spec}V`, text, null, 'None'];
    for (const letter of 'SRA') yield [`%${spec}${letter}`, text, _Py_NoneStruct];
  }
  // half a character of UTF-8 is none
  yield ['%.3s|', 'ab\ufffd|', new Uint8Array([97, 98, 0xc3, 0xa9, 0])];
  yield ['%T %#T %N', 'NoneType NoneType type', _Py_NoneStruct, _Py_NoneStruct, PyType_Type];
  yield ['%p', '0x7b', 123];
}
function test_string_from_format(): New | NULL {
  const none = PyUnicode_FromString('None');
  if (none === NULL) return NULL;
  for (const [format, expected, ...args] of rows(none)) {
    const result = PyUnicode_FromFormat(format, ...args), wanted = expected === null ? result === NULL && PyErr_ExceptionMatches(PyExc_SystemError) : result !== NULL && PyUnicode_AsJSString(result) === expected;
    const got = result === NULL ? 'an exception' : `'${PyUnicode_AsJSString(result)}'`;
    Py_XDECREF(result);
    if (PyErr_Occurred() !== NULL) PyErr_Clear();
    if (wanted) continue;
    Py_DECREF(none);
    return PyErr_Format(PyExc_AssertionError, `test_string_from_format: failed at "${format}" expected "${expected ?? 'SystemError'}" got ${got}`);
  }
  Py_DECREF(none);
  return Py_NewRef(_Py_NoneStruct);
}
/** A character beyond the first plane, and one beyond the last. */
function test_widechar(): New | NULL {
  const op = PyUnicode_FromWideChar(new Uint32Array([0x10abcd]), 1);
  if (op === NULL) return NULL;
  const same = PyUnicode_GET_LENGTH(op) === 1 && PyUnicode_AsJSString(op) === String.fromCodePoint(0x10abcd);
  Py_DECREF(op);
  if (!same) return PyErr_Format(PyExc_AssertionError, 'test_widechar: wide string and utf8 string are different');
  const invalid = PyUnicode_FromWideChar(new Uint32Array([0x110000]), 1);
  if (invalid !== NULL) {
    Py_DECREF(invalid);
    return PyErr_Format(PyExc_AssertionError, 'test_widechar: PyUnicode_FromWideChar() takes a character there is none of');
  }
  if (!PyErr_ExceptionMatches(PyExc_ValueError)) return NULL;
  PyErr_Clear();
  return Py_NewRef(_Py_NoneStruct);
}
function test_unicode_compare_with_ascii(): New | NULL {
  const op = PyUnicode_FromString('str\0');
  if (op === NULL) return NULL;
  const order = PyUnicode_CompareWithASCIIString(op, 'str');
  Py_DECREF(op);
  return order > 0 ? Py_NewRef(_Py_NoneStruct) : PyErr_Format(PyExc_AssertionError, 'Python string ending in NULL should not compare equal to c string.');
}

export const FORMAT: readonly PyMethodDef[] = [
  hiddenMethod('test_string_from_format', '()', test_string_from_format), hiddenMethod('test_unicode_compare_with_ascii', '()', test_unicode_compare_with_ascii), hiddenMethod('test_widechar', '()', test_widechar),
];
