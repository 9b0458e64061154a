/**
 * EncodingMap: what undoes the table of a charmap codec. A trie of three levels in the object: 32 bytes by the upper five bits of a character,
 * rows of 16 by the next four, rows of 128 by the rest, which hold the byte values. CPython: Objects/unicodeobject.c struct encoding_map
 */
import {H, U8} from '../runtime/current';
import {PyUnicode_Check, PyUnicode_GET_LENGTH} from '../runtime/generated/accessors';
import {EncodingMapType} from '../runtime/generated/static-addresses';
import {method} from '../runtime/methoddef';
import {PyObject_Del, Py_DECREF, _PyObject_Init} from '../runtime/object';
import {PyObject_Malloc} from '../runtime/obmalloc';
import {type PyText, textAt} from '../runtime/text';
import {defineType} from '../runtime/typespec';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyDict_New, PyDict_SetItem} from './dictobject';
import {PyErr_BadArgument, PyErr_NoMemory} from './errors';
import {PyLong_FromNumber} from './longobject';
import {_PyUnicode_TEXT} from './unicodeobject';

const SIZE = 64, LEVEL1 = 16, COUNT2 = 12, COUNT3 = 13, LEVEL23 = 56;
const ABSENT = 0xff, UNMAPPED = 0xfffe;

/** The byte value of a character, -1 when it has none. CPython: encoding_map_lookup() */
export function encoding_map_lookup(map: PyObject, ch: number): number {
  if (ch === 0) return 0;
  if (ch > 0xffff) return -1;
  const at = map * 4, second = U8[at + LEVEL1 + (ch >> 11)];
  if (second === ABSENT) return -1;
  const third = U8[at + LEVEL23 + 16 * second + ((ch >> 7) & 15)];
  if (third === ABSENT) return -1;
  const byte = U8[at + LEVEL23 + 16 * H[map + COUNT2] + 128 * third + (ch & 127)];
  return byte === 0 ? -1 : byte;
}
/** The same as a dict. */
function dictOf(text: PyText, length: number): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  for (let i = 0; i < length; i++) {
    const key = PyLong_FromNumber(textAt(text, i)), value = PyLong_FromNumber(i);
    const status = key === NULL || value === NULL ? -1 : PyDict_SetItem(dict, key, value);
    if (key !== NULL) Py_DECREF(key);
    if (value !== NULL) Py_DECREF(value);
    if (status < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  return dict;
}
/**
 * The mapping of characters to byte values that undoes a table of at most 256 characters: a dict when the table has characters beyond the BMP,
 * or NUL elsewhere than first. CPython: PyUnicode_BuildEncodingMap()
 */
export function PyUnicode_BuildEncodingMap(string: PyObject): New | NULL {
  if (!PyUnicode_Check(string) || PyUnicode_GET_LENGTH(string) === 0) return PyErr_BadArgument();
  const text = _PyUnicode_TEXT(string), length = Math.min(text.length, 256), seconds = new Set<number>(), thirds = new Set<number>();
  let dict = textAt(text, 0) !== 0;
  for (let i = 1; i < length && !dict; i++) {
    const ch = textAt(text, i);
    if (ch === 0 || ch > 0xffff) dict = true;
    else if (ch !== UNMAPPED) {
      seconds.add(ch >> 11);
      thirds.add(ch >> 7);
    }
  }
  if (dict || seconds.size >= ABSENT || thirds.size >= ABSENT) return dictOf(text, length);
  const op = PyObject_Malloc(SIZE + 16 * seconds.size + 128 * thirds.size - 1);
  if (op === 0) return PyErr_NoMemory();
  const map = _PyObject_Init(op, EncodingMapType), at = op * 4, level2 = at + LEVEL23, level3 = level2 + 16 * seconds.size;
  H[op + COUNT2] = seconds.size;
  H[op + COUNT3] = thirds.size;
  U8.fill(ABSENT, at + LEVEL1, at + LEVEL1 + 32);
  U8.fill(ABSENT, level2, level3);
  U8.fill(0, level3, level3 + 128 * thirds.size);
  // rows are numbered as the table first needs them
  [...seconds].forEach((upper, row) => (U8[at + LEVEL1 + upper] = row));
  [...thirds].forEach((upper, row) => (U8[level2 + 16 * U8[at + LEVEL1 + (upper >> 4)] + (upper & 15)] = row));
  for (let i = 1; i < length; i++) {
    const ch = textAt(text, i);
    if (ch !== UNMAPPED) U8[level3 + 128 * U8[level2 + 16 * U8[at + LEVEL1 + (ch >> 11)] + ((ch >> 7) & 15)] + (ch & 127)] = i;
  }
  return map;
}
function EncodingMap_size(self: PyObject): New | NULL {
  return PyLong_FromNumber(SIZE - 1 + 16 * H[self + COUNT2] + 128 * H[self + COUNT3]);
}

defineType(EncodingMapType, {
  tp_name: 'EncodingMap', tp_basicsize: SIZE, tp_flags: 0, slots: {tp_dealloc: op => PyObject_Del(op)},
  methods: [method('size', '($self, /)', EncodingMap_size, 'How many bytes the map takes.')],
});
