/** The unicodedata module: what the Unicode database says about characters. CPython: Modules/unicodedata.c */
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {boolResult} from './posix-args';
import {PyCapsule_New} from '../../objects/capsule';
import {PyErr_Format, PyErr_SetString} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {OLD_UNIDATA_VERSION} from '../../objects/generated/unicodedata_db';
import {UNIDATA_VERSION} from '../../objects/generated/unicodetype_db';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddStringConstant, PyModule_AddType, PyModule_Check, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyArg_BadArgument, isStrArg} from '../../objects/text-args';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_AsUTF8String, PyUnicode_FromOrdinal, PyUnicode_FromPoints, PyUnicode_FromString, PyUnicode_READ_CHAR, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {characterOfName, isAlias, nameOfCharacter, namedSequence} from '../../objects/unicodename';
import {_PyUnicode_ToDecimalDigit, _PyUnicode_ToDigit} from '../../objects/unicodetype';
import {U8} from '../../runtime/current';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyUnicode_Check, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_KeyError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {type PyMethodDef, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, slots} from '../../runtime/object';
import {Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {NORMAL_FORMS, is_normalized_quickcheck, normalize} from './unicodedata-normalize';
import {characterTable} from './unicodedata-table';

type Optional = PyObject | NULL;
const NAME_MAXLEN = 256;

/** Whether a function was asked of ucd_3_2_0 and not of the module. CPython: UCD_Check() */
const UCD_Check = (self: PyObject): boolean => !PyModule_Check(self);

/** The character of an argument; -1 with a TypeError. `which` is "argument 1" where there may be two. */
function characterArgument(fname: string, which: string, op: PyObject): number {
  if (PyUnicode_Check(op) && PyUnicode_GET_LENGTH(op) === 1) return PyUnicode_READ_CHAR(op, 0);
  _PyArg_BadArgument(fname, which, 'a unicode character', op);
  return -1;
}
/** The default, or a ValueError when there is none. */
function defaultOr(value: Optional, message: string): New | NULL {
  return value === NULL ? PyErr_SetString(PyExc_ValueError, message) : Py_NewRef(value);
}
function unicodedata_UCD_decimal(self: PyObject, chr: PyObject, value: Optional): New | NULL {
  const c = characterArgument('decimal', 'argument 1', chr);
  if (c < 0) return NULL;
  let decimal = _PyUnicode_ToDecimalDigit(c);
  if (UCD_Check(self)) decimal = characterTable().isOld(c) ? characterTable().oldDecimal(c) ?? decimal : -1;
  return decimal < 0 ? defaultOr(value, 'not a decimal') : PyLong_FromNumber(decimal);
}
function unicodedata_UCD_digit(_self: PyObject, chr: PyObject, value: Optional): New | NULL {
  const c = characterArgument('digit', 'argument 1', chr);
  if (c < 0) return NULL;
  const digit = _PyUnicode_ToDigit(c);
  return digit < 0 ? defaultOr(value, 'not a digit') : PyLong_FromNumber(digit);
}
function unicodedata_UCD_numeric(self: PyObject, chr: PyObject, value: Optional): New | NULL {
  const c = characterArgument('numeric', 'argument 1', chr);
  if (c < 0) return NULL;
  const number = characterTable().numeric(c, UCD_Check(self)) ?? -1;
  return number === -1 ? defaultOr(value, 'not a numeric character') : PyFloat_FromDouble(number);
}
function unicodedata_UCD_category(self: PyObject, chr: PyObject): New | NULL {
  const c = characterArgument('category', 'argument', chr);
  return c < 0 ? NULL : PyUnicode_FromString(characterTable().category(c, UCD_Check(self)));
}
function unicodedata_UCD_bidirectional(self: PyObject, chr: PyObject): New | NULL {
  const c = characterArgument('bidirectional', 'argument', chr);
  return c < 0 ? NULL : PyUnicode_FromString(characterTable().bidirectional(c, UCD_Check(self)));
}
function unicodedata_UCD_combining(self: PyObject, chr: PyObject): New | NULL {
  const c = characterArgument('combining', 'argument', chr);
  if (c < 0) return NULL;
  return PyLong_FromNumber(UCD_Check(self) && !characterTable().isOld(c) ? 0 : characterTable().combining(c));
}
function unicodedata_UCD_mirrored(self: PyObject, chr: PyObject): New | NULL {
  const c = characterArgument('mirrored', 'argument', chr);
  return c < 0 ? NULL : PyLong_FromNumber(characterTable().mirrored(c, UCD_Check(self)));
}
function unicodedata_UCD_east_asian_width(self: PyObject, chr: PyObject): New | NULL {
  const c = characterArgument('east_asian_width', 'argument', chr);
  return c < 0 ? NULL : PyUnicode_FromString(characterTable().width(c, UCD_Check(self)));
}
function unicodedata_UCD_decomposition(self: PyObject, chr: PyObject): New | NULL {
  const c = characterArgument('decomposition', 'argument', chr);
  if (c < 0) return NULL;
  const table = characterTable();
  return PyUnicode_FromString(UCD_Check(self) && !table.isOld(c) ? '' : table.decompositions.get(c)?.text ?? '');
}
function unicodedata_UCD_name(self: PyObject, chr: PyObject, value: Optional): New | NULL {
  const c = characterArgument('name', 'argument 1', chr);
  if (c < 0) return NULL;
  const name = UCD_Check(self) && !characterTable().isOld(c) ? null : nameOfCharacter(c);
  return name === null ? defaultOr(value, 'no such name') : PyUnicode_FromString(name);
}
function unicodedata_UCD_lookup(self: PyObject, nameArg: PyObject): New | NULL {
  const bytes = PyUnicode_Check(nameArg) ? PyUnicode_AsUTF8String(nameArg) : Py_NewRef(nameArg);
  if (bytes === NULL) return NULL;
  const view = new Py_buffer(), status = PyObject_GetBuffer(bytes, view, PyBUF_SIMPLE);
  const data = status < 0 ? null : U8.slice(view.buf, view.buf + view.len);
  if (data !== null) PyBuffer_Release(view);
  Py_DECREF(bytes);
  if (data === null) return NULL;
  if (data.length > NAME_MAXLEN) return PyErr_SetString(PyExc_KeyError, 'name too long');
  const name = String.fromCharCode(...data), old = UCD_Check(self), code = characterOfName(name);
  // 3.2.0 has neither aliases nor sequences
  if (code >= 0 && !(old && isAlias(name))) return PyUnicode_FromOrdinal(code);
  const sequence = old ? null : namedSequence(name);
  if (sequence !== null) return PyUnicode_FromPoints(sequence);
  const end = data.indexOf(0);
  return PyErr_Format(PyExc_KeyError, `undefined character name '${new TextDecoder().decode(end < 0 ? data : data.subarray(0, end))}'`);
}
function unicodedata_UCD_is_normalized(self: PyObject, formArg: PyObject, input: PyObject): New | NULL {
  if (!isStrArg('is_normalized', 'argument 1', formArg) || !isStrArg('is_normalized', 'argument 2', input)) return NULL;
  const text = _PyUnicode_TEXT(input);
  if (text.length === 0) return boolResult(true);
  const form = NORMAL_FORMS.get(_PyUnicode_TEXT(formArg) as string), old = UCD_Check(self);
  if (form === undefined) return PyErr_SetString(PyExc_ValueError, 'invalid normalization form');
  // the table of quick checks is that of now
  const quick = old ? 1 : is_normalized_quickcheck(text, form, false);
  if (quick !== 1) return boolResult(quick === 0);
  const points = normalize(text, form, old);
  let same = points.length === text.length;
  for (let i = 0; same && i < points.length; i++) same = points[i] === PyUnicode_READ_CHAR(input, i);
  return boolResult(same);
}
function unicodedata_UCD_normalize(self: PyObject, formArg: PyObject, input: PyObject): New | NULL {
  if (!isStrArg('normalize', 'argument 1', formArg) || !isStrArg('normalize', 'argument 2', input)) return NULL;
  const text = _PyUnicode_TEXT(input);
  if (text.length === 0) return Py_NewRef(input);
  const form = NORMAL_FORMS.get(_PyUnicode_TEXT(formArg) as string), old = UCD_Check(self);
  if (form === undefined) return PyErr_SetString(PyExc_ValueError, 'invalid normalization form');
  if (!old && (PyUnicode_IS_ASCII(input) || is_normalized_quickcheck(text, form, true) === 0)) return Py_NewRef(input);
  return PyUnicode_FromPoints(normalize(text, form, old));
}

/** The functions of the module, which are the methods of ucd_3_2_0 too. CPython: unicodedata_functions */
const unicodedata_functions: readonly PyMethodDef[] = [
  method('decimal', '($self, chr, default=<unrepresentable>, /)', unicodedata_UCD_decimal, 'The decimal value of a character, an int.\n\nWithout one the default, or else a ValueError.'),
  method('digit', '($self, chr, default=<unrepresentable>, /)', unicodedata_UCD_digit, 'The value of a character as a digit, an int.\n\nWithout one the default, or else a ValueError.'),
  method('numeric', '($self, chr, default=<unrepresentable>, /)', unicodedata_UCD_numeric, 'The number that a character stands for, a float.\n\nWithout one the default, or else a ValueError.'),
  method('category', '($self, chr, /)', unicodedata_UCD_category, 'The general category of a character.'),
  method('bidirectional', '($self, chr, /)', unicodedata_UCD_bidirectional, 'The bidirectional class of a character, empty without one.'),
  method('combining', '($self, chr, /)', unicodedata_UCD_combining, 'The canonical combining class of a character, 0 without one.'),
  method('mirrored', '($self, chr, /)', unicodedata_UCD_mirrored, '1 for a character that is mirrored in text from right to left, else 0.'),
  method('east_asian_width', '($self, chr, /)', unicodedata_UCD_east_asian_width, 'The East Asian width of a character.'),
  method('decomposition', '($self, chr, /)', unicodedata_UCD_decomposition, 'What a character decomposes into, empty for nothing.'),
  method('name', '($self, chr, default=<unrepresentable>, /)', unicodedata_UCD_name, 'The name of a character.\n\nWithout one the default, or else a ValueError.'),
  method('lookup', '($self, name, /)', unicodedata_UCD_lookup, 'The character, or the characters, of a name; KeyError when there is none.'),
  method('is_normalized', '($self, form, unistr, /)', unicodedata_UCD_is_normalized, 'Whether text is in a normal form: NFC, NFKC, NFD or NFKD.'),
  method('normalize', '($self, form, unistr, /)', unicodedata_UCD_normalize, 'Text in a normal form: NFC, NFKC, NFD or NFKD.'),
];

function ucd_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
const ucd_type_spec: TypeSpec = {
  tp_name: 'unicodedata.UCD', tp_basicsize: 40, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {tp_dealloc: ucd_dealloc, tp_traverse: (self, visit) => visit(Py_TYPE(self))},
  methods: [...unicodedata_functions],
  getset: [{name: 'unidata_version', get: () => PyUnicode_FromString(OLD_UNIDATA_VERSION)}],
};
function unicodedata_exec(module: PyObject): number {
  if (PyModule_AddStringConstant(module, 'unidata_version', UNIDATA_VERSION) < 0) return -1;
  const type = PyType_FromModuleAndSpec(module, ucd_type_spec, NULL);
  if (type === NULL) return -1;
  const old = slots(type).tp_alloc!(type, 0), status = PyModule_AddType(module, type);
  Py_DECREF(type);
  if (PyModule_Add(module, 'ucd_3_2_0', old) < 0 || status < 0) return -1;
  return PyModule_Add(module, '_ucnhash_CAPI', PyCapsule_New({getname: nameOfCharacter, getcode: characterOfName}, 'unicodedata._ucnhash_CAPI', null));
}
const unicodedata_module = new PyModuleDef('unicodedata', {
  m_doc: `The Unicode character database, version ${UNIDATA_VERSION}: properties and names of characters, and normal forms of text.`, m_size: 0,
  m_methods: unicodedata_functions,
  m_slots: [[Py_mod_exec, unicodedata_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_unicodedata() */
export function PyInit_unicodedata(): PyModuleDef {
  return PyModuleDef_Init(unicodedata_module);
}
