/** The str type: construction, subscripts, repetition, iterators. CPython: Objects/unicodeobject.c */
import {H, U8} from '../runtime/current';
import {PySlice_Check, PyUnicode_Check, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, Py_TYPE, set_striter_index, set_striter_seq, striter_index, striter_seq, PyTuple_GET_SIZE} from '../runtime/generated/accessors';
import {ID_iter, STR_empty} from '../runtime/generated/ids';
import {PyExc_IndexError, PyExc_OverflowError, PyExc_TypeError, PyUnicodeIter_Type, PyUnicode_Type, _PyUnicodeASCIIIter_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Track, PyObject_GC_UnTrack} from '../runtime/gc';
import {hiddenMethod, method, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {PyMem_RawFree, PyMem_RawMalloc} from '../runtime/obmalloc';
import {MAX_TEXT_LENGTH, textAt, textOfPoints, textRepeat} from '../runtime/text';
import {asciiText, writeASCII} from '../runtime/text-ascii';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_UNICODE_SUBCLASS, _Py_TPFLAGS_MATCH_SELF} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {NULL, PY_SSIZE_T_MAX, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyIndex_Check, PyNumber_AsSsize_t} from './abstract-number';
import {PyErr_BadInternalCall, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {_PyArg_CheckPositional, parseTupleAndKeywords} from './getargs';
import {PyLong_AsSsize_t, PyLong_FromNumber} from './longobject';
import {_PyObject_MakeTpCall} from './call';
import {PyObject_SelfIter, PyObject_Str} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {_PyArg_BadArgument, sliceBounds} from './text-args';
import {PyTuple_Pack} from './tupleobject';
import {_PyEval_GetBuiltin} from './iterobject';
import {CASE_METHODS} from './unicode-case';
import {CODEC_METHODS, PyUnicode_FromEncodedObject, _PyUnicode_AsUTF8NoNUL, codecArgs} from './unicode-encoded';
import {FORMAT_METHODS, PyUnicode_Format} from './unicode-format';
import {SEARCH_METHODS} from './unicode-methods';
import {unicode_repr} from './unicode-repr';
import {TRANSLATE_METHODS} from './unicode-translate';
import {PyUnicode_Concat, PyUnicode_Contains, PyUnicode_FromText, PyUnicode_READ_CHAR, PyUnicode_RichCompare, PyUnicode_Substring, _PyUnicode_Copy, _PyUnicode_FromASCII, _PyUnicode_TEXT, fillSubtype, get_latin1_char, unicodeSize, unicodeOfText, unicode_char, unicode_dealloc, unicode_hash, unicode_result_unchanged} from './unicodeobject';

// Construction

/** An instance of `type` with the text of a fresh str. @steals unicode. CPython: unicode_subtype_new() */
function unicode_subtype_new(type: PyTypeObject, unicode: New): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL && fillSubtype(self, unicode) < 0) {
    // nothing is in it yet that unicode_dealloc() could take down
    H[self + 8] = 32;
    Py_DECREF(self);
    Py_DECREF(unicode);
    return NULL;
  }
  Py_DECREF(unicode);
  return self;
}
/** CPython: unicode_new_impl() */
function unicode_new_impl(type: PyTypeObject, x: PyObject | NULL, encoding: string | null, errors: string | null): New | NULL {
  let unicode: New | NULL;
  if (x === NULL) unicode = STR_empty as New;
  else if (encoding === null && errors === null) unicode = PyObject_Str(x);
  else unicode = PyUnicode_FromEncodedObject(x, encoding, errors);
  if (unicode === NULL || type === PyUnicode_Type) return unicode;
  return unicode_subtype_new(type, unicode);
}
function unicode_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('str', "(object='', encoding='utf-8', errors='strict')", args, kwds);
  if (values === null) return NULL;
  const [x, encoding, errors] = values;
  const names = codecArgs('str', encoding, errors);
  return names === null ? NULL : unicode_new_impl(type, x, names.encoding, names.errors);
}
/** The text of an encoding or error handler, undefined with an exception. CPython: arg_as_utf8() */
function arg_as_utf8(arg: PyObject, name: string): string | undefined {
  if (PyUnicode_Check(arg)) return _PyUnicode_AsUTF8NoNUL(arg);
  PyErr_SetString(PyExc_TypeError, `str() argument '${name}' must be str, not ${typeName(arg)}`);
  return undefined;
}
function unicode_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (kwnames !== NULL && PyTuple_GET_SIZE(kwnames) !== 0) return _PyObject_MakeTpCall(type, args, nargs, kwnames);
  if (!_PyArg_CheckPositional('str', nargs, 0, 3)) return NULL;
  if (nargs === 0) return STR_empty as New;
  const object = H[args] as PyObject;
  if (nargs === 1) return PyObject_Str(object);
  const encoding = arg_as_utf8(H[args + 2] as PyObject, 'encoding');
  if (encoding === undefined) return NULL;
  const errors = nargs > 2 ? arg_as_utf8(H[args + 4] as PyObject, 'errors') : null;
  return errors === undefined ? NULL : PyUnicode_FromEncodedObject(object, encoding, errors);
}

// Sequence

const unicode_length = (self: PyObject): number => PyUnicode_GET_LENGTH(self);
function unicode_getitem(self: PyObject, index: number): New | NULL {
  if (index < 0 || index >= PyUnicode_GET_LENGTH(self)) return PyErr_SetString(PyExc_IndexError, 'string index out of range');
  return unicode_char(PyUnicode_READ_CHAR(self, index));
}
function unicode_subscript(self: PyObject, item: PyObject): New | NULL {
  if (PyIndex_Check(item)) {
    let i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
    if (i < 0) i += PyUnicode_GET_LENGTH(self);
    return unicode_getitem(self, i);
  }
  if (!PySlice_Check(item)) return PyErr_SetString(PyExc_TypeError, `string indices must be integers, not '${typeName(item)}'`);
  const length = PyUnicode_GET_LENGTH(self), bounds = sliceBounds(item, length);
  if (bounds === null) return NULL;
  if (bounds.length <= 0) return STR_empty as New;
  if (bounds.start === 0 && bounds.step === 1 && bounds.length === length) return unicode_result_unchanged(self);
  if (bounds.step === 1) return PyUnicode_Substring(self, bounds.start, bounds.start + bounds.length);
  const text = _PyUnicode_TEXT(self);
  if (PyUnicode_IS_ASCII(self) && bounds.length < 64) {
    let out = '';
    for (let i = 0, at = bounds.start; i < bounds.length; i++, at += bounds.step) out += (text as string)[at];
    return unicodeOfText(out, true);
  }
  if (PyUnicode_IS_ASCII(self) && length <= MAX_COPIED) return stepASCII(text as string, bounds.start, bounds.step, bounds.length);
  const points = new Uint32Array(bounds.length);
  for (let i = 0, at = bounds.start; i < bounds.length; i++, at += bounds.step) points[i] = textAt(text, at);
  return unicodeOfText(textOfPoints(points), false);
}
/** The longest text that is copied for it: raw memory is never given back to the host. */
const MAX_COPIED = 1 << 20;
/** Every `step`th of a long text of ASCII, by way of its bytes. @raises MemoryError */
function stepASCII(text: string, start: number, step: number, count: number): New | NULL {
  const n = text.length, scratch = PyMem_RawMalloc(n + count);
  if (scratch === 0) return PyErr_NoMemory();
  const from = scratch << 2, to = from + n;
  writeASCII(text, from);
  for (let i = 0, at = from + start; i < count; i++, at += step) U8[to + i] = U8[at];
  const result = asciiText(U8, to, to + count);
  PyMem_RawFree(scratch);
  return unicodeOfText(result, true);
}
function unicode_repeat(self: PyObject, n: number): New | NULL {
  if (n < 1) return STR_empty as New;
  if (n === 1) return unicode_result_unchanged(self);
  const length = PyUnicode_GET_LENGTH(self);
  if (length > PY_SSIZE_T_MAX / n) return PyErr_SetString(PyExc_OverflowError, 'repeated string is too long');
  if (length * n > MAX_TEXT_LENGTH) return PyErr_NoMemory();
  const text = textRepeat(_PyUnicode_TEXT(self), n);
  return PyUnicode_IS_ASCII(self) ? _PyUnicode_FromASCII(text as string) : PyUnicode_FromText(text);
}
function unicode_mod(v: PyObject, w: PyObject): New | NULL {
  return PyUnicode_Check(v) ? PyUnicode_Format(v, w) : (_Py_NotImplementedStruct as New);
}
const unicode_str = (self: PyObject): New | NULL => unicode_result_unchanged(self);

function unicode_sizeof(self: PyObject): New | NULL {
  return PyLong_FromNumber(unicodeSize(self));
}
function unicode_getnewargs(self: PyObject): New | NULL {
  const copy = _PyUnicode_Copy(self);
  if (copy === NULL) return NULL;
  const result = PyTuple_Pack(copy);
  Py_DECREF(copy);
  return result;
}

// Iterators

function unicode_iter(seq: PyObject): New | NULL {
  if (!PyUnicode_Check(seq)) return PyErr_BadInternalCall();
  const it = _PyObject_GC_New(PyUnicode_IS_ASCII(seq) ? _PyUnicodeASCIIIter_Type : PyUnicodeIter_Type, 32);
  if (it === NULL) return PyErr_NoMemory();
  set_striter_index(it, 0);
  set_striter_seq(it, Py_NewRef(seq));
  PyObject_GC_Track(it);
  return it;
}
function unicodeiter_dealloc(it: PyObject): void {
  PyObject_GC_UnTrack(it);
  Py_XDECREF(striter_seq(it));
  slots(Py_TYPE(it)).tp_free!(it);
}
function unicodeiter_next(it: PyObject): New | NULL {
  const seq = striter_seq(it);
  if ((seq as number) === NULL) return NULL;
  const index = striter_index(it);
  if (index < PyUnicode_GET_LENGTH(seq)) {
    const item = unicode_char(PyUnicode_READ_CHAR(seq, index));
    if (item !== NULL) set_striter_index(it, index + 1);
    return item;
  }
  set_striter_seq(it, NULL);
  Py_DECREF(seq);
  return NULL;
}
function unicode_ascii_iter_next(it: PyObject): New | NULL {
  const seq = striter_seq(it);
  if ((seq as number) === NULL) return NULL;
  const index = striter_index(it);
  if (index < PyUnicode_GET_LENGTH(seq)) {
    set_striter_index(it, index + 1);
    return get_latin1_char((_PyUnicode_TEXT(seq) as string).charCodeAt(index));
  }
  set_striter_seq(it, NULL);
  Py_DECREF(seq);
  return NULL;
}
function unicodeiter_len(it: PyObject): New | NULL {
  const seq = striter_seq(it);
  return PyLong_FromNumber((seq as number) === NULL ? 0 : PyUnicode_GET_LENGTH(seq) - striter_index(it));
}
function unicodeiter_reduce(it: PyObject): New | NULL {
  // looking the name up may run code that exhausts the iterator
  const iter = _PyEval_GetBuiltin(ID_iter);
  if (iter === NULL) return NULL;
  const seq = striter_seq(it);
  const args = PyTuple_Pack((seq as number) === NULL ? STR_empty : seq);
  let result: New | NULL = NULL;
  if (args !== NULL) {
    if ((seq as number) === NULL) result = PyTuple_Pack(iter, args);
    else {
      const index = PyLong_FromNumber(striter_index(it));
      if (index !== NULL) {
        result = PyTuple_Pack(iter, args, index);
        Py_DECREF(index);
      }
    }
    Py_DECREF(args);
  }
  Py_DECREF(iter);
  return result;
}
function unicodeiter_setstate(it: PyObject, state: PyObject): New | NULL {
  let index = PyLong_AsSsize_t(state);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  const seq = striter_seq(it);
  if ((seq as number) !== NULL) {
    if (index < 0) index = 0;
    else if (index > PyUnicode_GET_LENGTH(seq)) index = PyUnicode_GET_LENGTH(seq);
    set_striter_index(it, index);
  }
  return _Py_NoneStruct as New;
}
const unicodeiter_methods: readonly PyMethodDef[] = [
  hiddenMethod('__length_hint__', '($self, /)', unicodeiter_len, 'How many items are left, as far as that is known.'),
  hiddenMethod('__reduce__', '($self, /)', unicodeiter_reduce, 'State for pickling.'),
  hiddenMethod('__setstate__', '($self, state, /)', unicodeiter_setstate, 'Sets the state that unpickling found.'),
];
defineType(PyUnicodeIter_Type, {
  tp_name: 'str_iterator', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'striterobject',
  slots: {tp_dealloc: unicodeiter_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: unicodeiter_next},
  methods: unicodeiter_methods,
});
defineType(_PyUnicodeASCIIIter_Type, {
  tp_name: 'str_ascii_iterator', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'striterobject',
  slots: {tp_dealloc: unicodeiter_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: unicode_ascii_iter_next},
  methods: unicodeiter_methods,
});

/** The order of CPython's table, which is the order of str.__dict__. */
const METHOD_ORDER = `encode replace split rsplit join capitalize casefold title center count expandtabs find partition index ljust lower lstrip rfind rindex rjust rstrip
rpartition splitlines strip swapcase translate upper startswith endswith removeprefix removesuffix isascii islower isupper istitle isspace isdecimal isdigit isnumeric isalpha
isalnum isidentifier isprintable zfill format format_map __format__ maketrans __sizeof__ __getnewargs__`.split(/\s+/);
const methodTable: readonly PyMethodDef[] = [
  ...SEARCH_METHODS, ...CASE_METHODS, ...CODEC_METHODS, ...FORMAT_METHODS, ...TRANSLATE_METHODS,
  method('__sizeof__', '($self, /)', unicode_sizeof, 'Bytes the string takes in memory.'),
  hiddenMethod('__getnewargs__', '($self, /)', unicode_getnewargs),
];

defineType(PyUnicode_Type, {
  tp_name: 'str', tp_basicsize: 64, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_UNICODE_SUBCLASS | _Py_TPFLAGS_MATCH_SELF,
  tp_doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nA string that shows the object, or the text that bytes stand for in an encoding\n('utf-8' unless given).",
  slots: {
    tp_dealloc: unicode_dealloc, tp_repr: unicode_repr, tp_hash: unicode_hash, tp_str: unicode_str, tp_getattro: PyObject_GenericGetAttr, tp_richcompare: PyUnicode_RichCompare, tp_iter: unicode_iter,
    tp_new: unicode_new, tp_vectorcall: unicode_vectorcall, nb_remainder: unicode_mod, sq_length: unicode_length, sq_concat: PyUnicode_Concat, sq_repeat: unicode_repeat, sq_item: unicode_getitem,
    sq_contains: PyUnicode_Contains, mp_length: unicode_length, mp_subscript: unicode_subscript,
  },
  methods: METHOD_ORDER.map(name => methodTable.find(def => def.ml_name === name)!),
});
