/** Line ends: their translation while decoding, where a line ends, and IncrementalNewlineDecoder. CPython: Modules/_io/textio.c */
import {PyNumber_Index} from '../../objects/abstract-number';
import {PyBytes_FromString} from '../../objects/bytesobject';
import {PyObject_CallFunctionObjArgs, PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg} from '../../objects/call';
import {PyErr_Format, PyErr_SetString, typeName} from '../../objects/errors';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_AsBigInt, PyLong_FromBigInt} from '../../objects/longobject';
import {PyObject_GetAttr, PyObject_IsTrue} from '../../objects/object';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_FromString, PyUnicode_FromText, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_BOOL, nldecoder_decoder, nldecoder_errors, nldecoder_state, nldecoder_translate, set_nldecoder_decoder, set_nldecoder_errors, set_nldecoder_state, set_nldecoder_translate} from '../../runtime/generated/accessors';
import {ID_decode, ID_getstate, ID_reset, ID_setstate, ID_strict} from '../../runtime/generated/ids';
import {PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {type PyText, textAt, textConcat, textFind, textOfPoints, textSlice} from '../../runtime/text';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {deallocStream} from './_io-iobase';
import {none, setRef} from './_io-state';
import {clearFields, traverseHeapFields} from '../../objects/field-slots';

export const SEEN_CR = 1, SEEN_LF = 2, SEEN_CRLF = 4, SEEN_ALL = 7;
/** A carriage return at the end of the input is held back: a newline may follow. */
export const PENDING_CR = 8;

/** Replaces every \r\n and every other \r by \n in code points. */
function translatePoints(text: Uint32Array): Uint32Array {
  const out = new Uint32Array(text.length);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === 13) {
      if (text[i + 1] === 10) i++;
      out[n++] = 10;
    } else out[n++] = c;
  }
  return out.subarray(0, n);
}
/** Which line ends a text with carriage returns has, until all three were seen. */
function scanLineEnds(text: PyText, seen: number): number {
  for (let i = 0; i < text.length && seen !== SEEN_ALL; i++) {
    const c = textAt(text, i);
    if (c === 10) seen |= SEEN_LF;
    else if (c === 13) {
      if (i + 1 < text.length && textAt(text, i + 1) === 10) {
        seen |= SEEN_CRLF;
        i++;
      } else seen |= SEEN_CR;
    }
  }
  return seen;
}

/** What newline translation knows between two pieces of text: `state` has the SEEN bits and PENDING_CR. */
export interface Translated { readonly text: PyText; readonly state: number }
/**
 * Goes on with decoded text: takes up and holds back a carriage return at the ends, notes the line ends and, when `translate` says so,
 * makes them \n. CPython: _PyIncrementalNewlineDecoder_decode()
 */
export function translateNewlines(input: PyText, state: number, translate: boolean, final: boolean): Translated {
  let text = input;
  if ((state & PENDING_CR) !== 0 && (final || text.length > 0)) {
    text = textConcat('\r', text);
    state &= ~PENDING_CR;
  }
  if (!final && text.length > 0 && textAt(text, text.length - 1) === 13) {
    text = textSlice(text, 0, text.length - 1);
    state |= PENDING_CR;
  }
  const seen = state & SEEN_ALL;
  if (text.length === 0 || textFind(text, '\r', 0, text.length) < 0) {
    // the common case: nothing to replace, and one newline tells all
    if ((seen & SEEN_LF) === 0 && textFind(text, '\n', 0, text.length) >= 0) state |= SEEN_LF;
    return {text, state};
  }
  if (seen !== SEEN_ALL) state |= scanLineEnds(text, seen);
  if (!translate) return {text, state};
  if (typeof text === 'string') return {text: text.includes('\r\n') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text.replaceAll('\r', '\n'), state};
  return {text: textOfPoints(translatePoints(text)), state};
}
const NOTHING = -1;
/** End of the line that begins at `start`, or -1 - k when there is none and the first k characters from `start` can't be part of one. CPython: _PyIO_find_line_ending() */
export function findLineEnding(text: PyText, start: number, end: number, translated: boolean, universal: boolean, readnl: string): number {
  if (translated) return lineEndAfter(text, '\n', start, end);
  if (universal) {
    for (let i = start; i < end; i++) {
      const c = textAt(text, i);
      if (c === 10) return i + 1;
      if (c === 13) return i + 1 < text.length && textAt(text, i + 1) === 10 ? i + 2 : i + 1;
    }
    return NOTHING - (end - start);
  }
  const found = lineEndAfter(text, readnl, start, end);
  if (found >= 0 || readnl.length === 1) return found;
  // the first half of the line end may be the last character
  return end > start && textAt(text, end - 1) === readnl.charCodeAt(0) ? NOTHING - (end - 1 - start) : found;
}
function lineEndAfter(text: PyText, nl: string, start: number, end: number): number {
  const at = textFind(text, nl, start, end);
  return at < 0 ? NOTHING - (end - start) : at + nl.length;
}

/** The value of `newlines`: None, a line end or a tuple of them. CPython: incrementalnewlinedecoder_newlines_get() */
export function newlinesObject(seen: number): New | NULL {
  const texts: string[] = [];
  if ((seen & SEEN_CR) !== 0) texts.push('\r');
  if ((seen & SEEN_LF) !== 0) texts.push('\n');
  if ((seen & SEEN_CRLF) !== 0) texts.push('\r\n');
  if (texts.length === 0) return none();
  return texts.length === 1 ? PyUnicode_FromString(texts[0]) : packSteal(...texts.map(text => PyUnicode_FromString(text)));
}

// ---- IncrementalNewlineDecoder ----

/** A decoder's result if it is a str. @steals decoded. CPython: check_decoded() */
export function checkDecoded(decoded: New | NULL): New | NULL {
  if (decoded === NULL || PyUnicode_Check(decoded)) return decoded;
  PyErr_Format(PyExc_TypeError, `decoder should return a string result, not '${typeName(decoded)}'`);
  Py_DECREF(decoded);
  return NULL;
}
function notInitialized(self: PyObject): boolean {
  if ((nldecoder_errors(self) as number) !== NULL) return false;
  PyErr_SetString(PyExc_ValueError, 'IncrementalNewlineDecoder.__init__() not called');
  return true;
}
/** Calls decoder.decode(input, final). escapes */
export function callDecode(decoder: PyObject, input: PyObject, final: boolean): New | NULL {
  const row = PyObject_GetAttr(decoder, ID_decode);
  if (row === NULL) return NULL;
  const result = PyObject_CallFunctionObjArgs(row, input, Py_BOOL(final));
  Py_DECREF(row);
  return result;
}
/** CPython: _PyIncrementalNewlineDecoder_decode() */
export function _PyIncrementalNewlineDecoder_decode(self: PyObject, input: PyObject, final: boolean): New | NULL {
  if (notInitialized(self)) return NULL;
  const decoder = nldecoder_decoder(self);
  const output = checkDecoded(decoder === _Py_NoneStruct ? Py_NewRef(input) : callDecode(decoder, input, final));
  if (output === NULL) return NULL;
  const before = _PyUnicode_TEXT(output), {text, state} = translateNewlines(before, nldecoder_state(self), nldecoder_translate(self) !== 0, final);
  set_nldecoder_state(self, state);
  if (text === before) return output;
  Py_DECREF(output);
  return PyUnicode_FromText(text);
}
function nldecoder_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('IncrementalNewlineDecoder', "(decoder, translate, errors='strict')", args, kwds);
  if (values === null) return -1;
  const translate = PyObject_IsTrue(values[1] as PyObject);
  if (translate < 0) return -1;
  setRef(self, nldecoder_errors, set_nldecoder_errors, Py_NewRef(values[2] === NULL ? ID_strict : values[2]));
  setRef(self, nldecoder_decoder, set_nldecoder_decoder, Py_NewRef(values[0] as PyObject));
  set_nldecoder_translate(self, translate);
  set_nldecoder_state(self, 0);
  return 0;
}
function nldecoder_decode(self: PyObject, input: PyObject, finalArg: PyObject | NULL): New | NULL {
  const final = finalArg === NULL ? 0 : PyObject_IsTrue(finalArg);
  return final < 0 ? NULL : _PyIncrementalNewlineDecoder_decode(self, input, final !== 0);
}
/** The two items of a decoder's state; null with an exception. */
function stateItems(state: PyObject, message: string): {buffer: PyObject; flag: bigint} | null {
  if (PyTuple_GET_SIZE(state) !== 2) {
    PyErr_SetString(PyExc_TypeError, message);
    return null;
  }
  const index = PyNumber_Index(PyTuple_GET_ITEM(state, 1));
  if (index === NULL) return null;
  // as unsigned long long, without a check
  const flag = BigInt.asUintN(64, PyLong_AsBigInt(index));
  Py_DECREF(index);
  return {buffer: PyTuple_GET_ITEM(state, 0), flag};
}
function nldecoder_getstate(self: PyObject): New | NULL {
  if (notInitialized(self)) return NULL;
  const decoder = nldecoder_decoder(self), pending = (nldecoder_state(self) & PENDING_CR) !== 0 ? 1n : 0n;
  if (decoder === _Py_NoneStruct) return packSteal(PyBytes_FromString(''), PyLong_FromBigInt(pending));
  const state = PyObject_CallMethodNoArgs(decoder, ID_getstate);
  if (state === NULL) return NULL;
  let result: New | NULL = NULL;
  if (!PyTuple_Check(state)) PyErr_SetString(PyExc_TypeError, 'illegal decoder state');
  else {
    const items = stateItems(state, 'illegal decoder state');
    if (items !== null) result = packSteal(Py_NewRef(items.buffer), PyLong_FromBigInt(BigInt.asUintN(64, items.flag << 1n) | pending));
  }
  Py_DECREF(state);
  return result;
}
function nldecoder_setstate(self: PyObject, state: PyObject): New | NULL {
  if (notInitialized(self)) return NULL;
  if (!PyTuple_Check(state)) return PyErr_SetString(PyExc_TypeError, 'state argument must be a tuple');
  const items = stateItems(state, 'setstate(): illegal state argument');
  if (items === null) return NULL;
  set_nldecoder_state(self, (nldecoder_state(self) & SEEN_ALL) | ((items.flag & 1n) !== 0n ? PENDING_CR : 0));
  if (nldecoder_decoder(self) === _Py_NoneStruct) return none();
  const inner = packSteal(Py_NewRef(items.buffer), PyLong_FromBigInt(items.flag >> 1n));
  if (inner === NULL) return NULL;
  const result = PyObject_CallMethodOneArg(nldecoder_decoder(self), ID_setstate, inner);
  Py_DECREF(inner);
  return result;
}
function nldecoder_reset(self: PyObject): New | NULL {
  if (notInitialized(self)) return NULL;
  set_nldecoder_state(self, 0);
  return nldecoder_decoder(self) === _Py_NoneStruct ? none() : PyObject_CallMethodNoArgs(nldecoder_decoder(self), ID_reset);
}
const nldecoder_clear = clearFields(4, 6);
export const nldecoder_spec: TypeSpec = {
  tp_name: '_io.IncrementalNewlineDecoder', tp_basicsize: 40, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: "IncrementalNewlineDecoder(decoder, translate, errors='strict')\n--\n\nDecodes with another decoder, or takes str when that is None, and looks after line ends: notes which there are, makes\nthem all \\n when translate is true, and never lets \\r\\n come apart.",
  slots: {tp_dealloc: self => deallocStream(self, false, 0, nldecoder_clear), tp_traverse: traverseHeapFields(4, 6), tp_clear: nldecoder_clear, tp_init: nldecoder_init},
  methods: [
    method('decode', '($self, /, input, final=False)', (self, input, final) => nldecoder_decode(self, input as PyObject, final)),
    method('getstate', '($self, /)', nldecoder_getstate),
    method('setstate', '($self, state, /)', (self, state) => nldecoder_setstate(self, state as PyObject)),
    method('reset', '($self, /)', nldecoder_reset),
  ],
  getset: [{name: 'newlines', get: self => (notInitialized(self) ? NULL : newlinesObject(nldecoder_state(self) & SEEN_ALL))}],
};
