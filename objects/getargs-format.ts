/**
 * Arguments by C's formats, for code that is written as C extensions are. DIVERGES: what C stores through pointers comes back as an array of values.
 * CPython: Python/getargs.c PyArg_Parse(), PyArg_ParseTuple(), PyArg_ParseTupleAndKeywords()
 *
 * A value by its letter: `O S U Y O!` an object, borrowed; `b B h H i I c C p` and, as far as it is safe, `n l L k K` a number, else a bigint;
 * `f d` a number; `D` a Py_complex; `s z` a string; `y s# z# y# es et` bytes; with `*` a Py_buffer, to be released; `O&` what the converter made.
 * null is what `z` makes of None, undefined an argument that was left out.
 */
import {U8} from '../runtime/current';
import {PyByteArray_AS_STRING, PyByteArray_GET_SIZE, PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyDict_Check, PyDict_GET_SIZE, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE} from '../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF, slots} from '../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {Py_buffer} from '../runtime/typeslots';
import {PyBuffer_FillInfo, PyBuffer_Release, PyObject_GetBuffer} from './abstract-buffer';
import {_PyNumber_Index} from './abstract-number';
import {PySequence_Check, PySequence_GetItem, PySequence_Size} from './abstract-sequence';
import {PyByteArray_Check} from './bytearrayobject';
import {PyBytes_AsUint8Array} from './bytesobject';
import {PyComplex_AsCComplex, type Py_complex} from './complexobject';
import {PyDict_EntryKey, PyDict_GetItemStringRef, PyDict_Next} from './dictobject';
import {PyErr_BadInternalCall, PyErr_Clear, PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyFloat_AsDouble} from './floatobject';
import {PyLong_AsBigInt, PyLong_AsLong, PyLong_AsLongLong, PyLong_AsSsize_t, PyLong_AsUnsignedLongMask} from './longobject';
import {PyObject_IsTrue} from './object';
import {calculateSuggestion} from './suggestions';
import {PyType_IsSubtype} from './typeobject';
import {PyUnicode_AsUTF8String} from './unicode-codecs';
import {PyUnicode_AsEncodedString} from './unicode-encoded';
import {PyUnicode_AsJSString, PyUnicode_READ_CHAR} from './unicodeobject';

/** A converter of `O&`: its value and how to release it when a later argument fails, or null, with an exception or without. escapes */
export type Converter = (arg: PyObject) => {readonly value: unknown; readonly cleanup?: () => void} | null;
/** What a format takes besides the arguments: the type of `O!`, the converter of `O&`, the encoding of `es` and `et` (null is UTF-8), and of `es#` also the room (null for as much as is needed). */
export type FormatInput = PyTypeObject | Converter | string | number | null;
export type ArgValue = PyObject | number | bigint | string | Uint8Array | Py_buffer | Py_complex | null | undefined;

const isEnd = (c: string): boolean => c === '' || c === ';' || c === ':';
const isAlpha = (c: string): boolean => /^[A-Za-z]$/.test(c);
const shown = (arg: PyObject): string => (arg === _Py_NoneStruct ? 'None' : typeName(arg).slice(0, 50));
const mustBe = (expected: string, arg: PyObject): string => (expected.startsWith('(') ? expected.slice(0, 100) : `must be ${expected.slice(0, 50)}, not ${shown(arg)}`);
const plural = (n: number): string => (n === 1 ? '' : 's');
const UNICODE_ERROR = '(unicode conversion error)';
/** Limits of the small C integers and how messages name them. */
const RANGES: Readonly<Record<string, readonly [min: number, max: number, name: string]>> = {b: [0, 255, 'unsigned byte integer'], h: [-32768, 32767, 'signed short integer'], i: [-2147483648, 2147483647, 'signed integer']};
const MASKS: Readonly<Record<string, number>> = {B: 8, H: 16, I: 32, k: 64, K: 64};

/** One parse: the place in the format, what was given beside it, what has come out. Functions return null, or a message of what is wrong. */
class FormatReader {
  at = 0;
  readonly values: ArgValue[] = [];
  readonly fname: string | null;
  readonly message: string | null;
  private next = 0;
  private readonly cleanups: (() => void)[] = [];
  /** Numbers of the items of nested sequences on the way to what is wrong, outermost first. */
  levels: number[] = [];

  constructor(readonly format: string, private readonly inputs: readonly FormatInput[]) {
    const colon = format.indexOf(':'), semicolon = format.indexOf(';');
    this.fname = colon >= 0 ? format.slice(colon + 1) : null;
    this.message = colon < 0 && semicolon >= 0 ? format.slice(semicolon + 1) : null;
  }
  char(): string {
    return this.format.charAt(this.at);
  }
  private input(): FormatInput {
    return this.inputs[this.next++] ?? null;
  }
  /** `name()` in messages. */
  who(without: string): string {
    return this.fname === null ? without : `${this.fname.slice(0, 200)}()`;
  }
  /** Releases what was taken: the parse failed. */
  fail(): null {
    for (const cleanup of this.cleanups) cleanup();
    return null;
  }
  /** CPython: seterror() */
  error(iarg: number, msg: string): null {
    if (PyErr_Occurred() === NULL) {
      let text = this.fname === null ? '' : `${this.fname.slice(0, 200)}() `;
      text += iarg !== 0 ? `argument ${iarg}${this.levels.map(level => `, item ${level - 1}`).join('')}` : 'argument';
      PyErr_SetString(msg.startsWith('(') ? PyExc_SystemError : PyExc_TypeError, this.message ?? `${text} ${msg.slice(0, 256)}`);
    }
    return this.fail();
  }
  /** CPython: convertitem() */
  item(arg: PyObject): string | null {
    if (this.char() !== '(') {
      const start = this.at, msg = this.simple(arg);
      if (msg !== null) this.at = start;
      return msg;
    }
    const start = this.at++;
    const msg = this.sequence(arg);
    if (msg === null) this.at++;
    else this.at = start;
    return msg;
  }
  /** CPython: converttuple() */
  private sequence(arg: PyObject): string | null {
    let n = 0, level = 0;
    for (let i = this.at; ; i++) {
      const c = this.format.charAt(i);
      if (c === '(') {
        if (level++ === 0) n++;
      } else if (c === ')') {
        if (level-- === 0) break;
      } else if (isEnd(c)) break;
      else if (level === 0 && isAlpha(c) && c !== 'e') n++;
    }
    if (!PySequence_Check(arg) || PyBytes_Check(arg)) return `must be ${n}-item sequence, not ${shown(arg)}`;
    const size = PySequence_Size(arg);
    if (size !== n) return `must be sequence of length ${n}, not ${size}`;
    for (let i = 0; i < n; i++) {
      const item = PySequence_GetItem(arg, i);
      if (item === NULL) {
        PyErr_Clear();
        this.levels.unshift(i + 1);
        return 'is not retrievable';
      }
      const msg = this.item(item);
      Py_DECREF(item);
      if (msg === null) continue;
      this.levels.unshift(i + 1);
      return msg;
    }
    return null;
  }
  /** Keeps a value; null, for no message. */
  private put(value: ArgValue): null {
    this.values.push(value);
    return null;
  }
  private integer(arg: PyObject, value: number): string | null {
    if (value === -1 && PyErr_Occurred() !== NULL) return '';
    if (Number.isSafeInteger(value)) return this.put(value);
    const index = _PyNumber_Index(arg);
    if (index === NULL) return '';
    this.put(PyLong_AsBigInt(index));
    Py_DECREF(index);
    return null;
  }
  private buffer(arg: PyObject, flags: number, expected: string): string | null {
    const view = new Py_buffer();
    if (PyObject_GetBuffer(arg, view, flags) < 0) {
      if (flags !== 0) PyErr_Clear();
      return mustBe(expected, arg);
    }
    this.cleanups.push(() => PyBuffer_Release(view));
    return this.put(view);
  }
  /** The bytes of an object that needs no release. CPython: convertbuffer() */
  private bytes(arg: PyObject): Uint8Array | string {
    if (slots(Py_TYPE(arg)).bf_releasebuffer !== null) return mustBe('read-only bytes-like object', arg);
    const view = new Py_buffer();
    if (PyObject_GetBuffer(arg, view, 0) < 0) return mustBe('bytes-like object', arg);
    const copy = U8.slice(view.buf, view.buf + view.len);
    PyBuffer_Release(view);
    return copy;
  }
  private utf8(arg: PyObject): Uint8Array | null {
    const bytes = PyUnicode_AsUTF8String(arg);
    if (bytes === NULL) return null;
    const copy = PyBytes_AsUint8Array(bytes).slice();
    Py_DECREF(bytes);
    return copy;
  }
  private accept(c: string): boolean {
    if (this.char() !== c) return false;
    this.at++;
    return true;
  }
  /** CPython: convertsimple() */
  private simple(arg: PyObject): string | null {
    const c = this.format.charAt(this.at++);
    switch (c) {
      case 'b': case 'h': case 'i': {
        const value = PyLong_AsLong(arg), [min, max, name] = RANGES[c];
        if (value === -1 && PyErr_Occurred() !== NULL) return '';
        if (value >= min && value <= max) return this.put(value);
        PyErr_SetString(PyExc_OverflowError, `${name} is ${value < min ? 'less than minimum' : 'greater than maximum'}`);
        return '';
      }
      case 'k': case 'K': case 'B': case 'H': case 'I': {
        if ((c === 'k' || c === 'K') && !PyLong_Check(arg)) return mustBe('int', arg);
        const value = PyLong_AsUnsignedLongMask(arg);
        if (value === null) return '';
        const masked = BigInt.asUintN(MASKS[c], value);
        return this.put(masked <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(masked) : masked);
      }
      case 'n': {
        const index = _PyNumber_Index(arg);
        if (index === NULL) return '';
        const msg = this.integer(index, PyLong_AsSsize_t(index));
        Py_DECREF(index);
        return msg;
      }
      case 'l': return this.integer(arg, PyLong_AsLong(arg));
      case 'L': return this.integer(arg, PyLong_AsLongLong(arg));
      case 'f': case 'd': {
        const value = PyFloat_AsDouble(arg);
        return value === -1 && PyErr_Occurred() !== NULL ? '' : this.put(c === 'f' ? Math.fround(value) : value);
      }
      case 'D': {
        const value = PyComplex_AsCComplex(arg);
        return value === null || PyErr_Occurred() !== NULL ? '' : this.put(value);
      }
      case 'c':
        if (PyBytes_Check(arg) && PyBytes_GET_SIZE(arg) === 1) return this.put(U8[PyBytes_AS_STRING(arg)]);
        if (PyByteArray_Check(arg) && PyByteArray_GET_SIZE(arg) === 1) return this.put(U8[PyByteArray_AS_STRING(arg)]);
        return mustBe('a byte string of length 1', arg);
      case 'C': return PyUnicode_Check(arg) && PyUnicode_GET_LENGTH(arg) === 1 ? this.put(PyUnicode_READ_CHAR(arg, 0)) : mustBe('a unicode character', arg);
      case 'p': {
        const truth = PyObject_IsTrue(arg);
        return truth < 0 ? '' : this.put(truth);
      }
      case 'y': return this.bytesLike(arg);
      case 's': case 'z': return this.text(c, arg);
      case 'e': return this.encoded(arg);
      case 'S': return PyBytes_Check(arg) ? this.put(arg) : mustBe('bytes', arg);
      case 'Y': return PyByteArray_Check(arg) ? this.put(arg) : mustBe('bytearray', arg);
      case 'U': return PyUnicode_Check(arg) ? this.put(arg) : mustBe('str', arg);
      case 'O': return this.object(arg);
      case 'w': return this.accept('*') ? this.buffer(arg, 1, 'read-write bytes-like object') : "(invalid use of 'w' format character)";
      default: return '(impossible<bad format char>)';
    }
  }
  private bytesLike(arg: PyObject): string | null {
    if (this.accept('*')) return this.buffer(arg, 0, 'bytes-like object');
    const bytes = this.bytes(arg);
    if (typeof bytes === 'string') return bytes;
    if (this.accept('#') || !bytes.includes(0)) return this.put(bytes);
    PyErr_SetString(PyExc_ValueError, 'embedded null byte');
    return '';
  }
  private text(c: string, arg: PyObject): string | null {
    const none = c === 'z' && arg === _Py_NoneStruct;
    if (this.accept('*')) {
      if (!none && !PyUnicode_Check(arg)) return this.buffer(arg, 0, 'bytes-like object');
      return this.textBuffer(none ? NULL : arg);
    }
    if (this.accept('#')) {
      if (none) return this.put(null);
      if (PyUnicode_Check(arg)) {
        const utf8 = this.utf8(arg);
        return utf8 === null ? UNICODE_ERROR : this.put(utf8);
      }
      const bytes = this.bytes(arg);
      return typeof bytes === 'string' ? bytes : this.put(bytes);
    }
    if (none) return this.put(null);
    if (!PyUnicode_Check(arg)) return mustBe(c === 'z' ? 'str or None' : 'str', arg);
    // what cannot be encoded is no C string
    if (this.utf8(arg) === null) return UNICODE_ERROR;
    const text = PyUnicode_AsJSString(arg);
    if (!text.includes('\0')) return this.put(text);
    PyErr_SetString(PyExc_ValueError, 'embedded null character');
    return '';
  }
  /** A view of the UTF-8 form of a str, or of nothing. */
  private textBuffer(arg: PyObject | NULL): string | null {
    const view = new Py_buffer(), utf8 = arg === NULL ? NULL : PyUnicode_AsUTF8String(arg);
    if (arg !== NULL && utf8 === NULL) return UNICODE_ERROR;
    const status = PyBuffer_FillInfo(view, utf8, utf8 === NULL ? 0 : PyBytes_AS_STRING(utf8), utf8 === NULL ? 0 : PyBytes_GET_SIZE(utf8), true, 0);
    Py_XDECREF(utf8);
    if (status < 0) return '';
    this.cleanups.push(() => PyBuffer_Release(view));
    return this.put(view);
  }
  /** `es`, `et`, and with `#`. */
  private encoded(arg: PyObject): string | null {
    const encoding = this.input() as string | null, recode = this.accept('s');
    if (!recode && !this.accept('t')) return '(unknown parser marker combination)';
    let bytes: Uint8Array;
    if (!recode && PyBytes_Check(arg)) bytes = PyBytes_AsUint8Array(arg).slice();
    else if (!recode && PyByteArray_Check(arg)) bytes = U8.slice(PyByteArray_AS_STRING(arg), PyByteArray_AS_STRING(arg) + PyByteArray_GET_SIZE(arg));
    else if (PyUnicode_Check(arg)) {
      const op = PyUnicode_AsEncodedString(arg, encoding ?? 'utf-8', null);
      if (op === NULL) return '(encoding failed)';
      bytes = PyBytes_AsUint8Array(op).slice();
      Py_DECREF(op);
    } else return mustBe(recode ? 'str' : 'str, bytes or bytearray', arg);
    if (!this.accept('#')) return bytes.includes(0) ? mustBe('encoded string without null bytes', arg) : this.put(bytes);
    const room = this.input() as number | null;
    if (room === null || bytes.length + 1 <= room) return this.put(bytes);
    PyErr_SetString(PyExc_ValueError, `encoded string too long (${bytes.length}, maximum length ${room - 1})`);
    return '';
  }
  private object(arg: PyObject): string | null {
    if (this.accept('!')) {
      const type = this.input() as PyTypeObject;
      return PyType_IsSubtype(Py_TYPE(arg), type) ? this.put(arg) : mustBe(slots(type).tp_name, arg);
    }
    if (!this.accept('&')) return this.put(arg);
    const made = (this.input() as Converter)(arg);
    if (made === null) return mustBe('(unspecified)', arg);
    if (made.cleanup !== undefined) this.cleanups.push(made.cleanup);
    return this.put(made.value as ArgValue);
  }
  /** Steps over what is not given; a message for a format that makes no sense. CPython: skipitem() */
  skip(): string | null {
    const c = this.char();
    if (c === ')') return 'Unmatched right paren in format string';
    if (c === '(') {
      this.at++;
      while (this.char() !== ')') {
        if (isEnd(this.char())) return 'Unmatched left paren in format string';
        const msg = this.skip();
        if (msg !== null) return msg;
      }
      this.at++;
      return null;
    }
    const start = this.at;
    if (c === '' || !'bBhHiIlkLKnfdDcCpSYUOszywe'.includes(c)) return 'impossible<bad format char>';
    this.at++;
    if (c === 'O') {
      if (this.accept('!') || this.accept('&')) this.input();
    } else if ('szywe'.includes(c)) {
      if (c === 'e') {
        this.input();
        if (!this.accept('s') && !this.accept('t')) {
          this.at = start;
          return 'impossible<bad format char>';
        }
      }
      if (c === 'w' && this.char() !== '*') {
        this.at = start;
        return 'impossible<bad format char>';
      }
      if (this.accept('#')) {
        if (c === 'e') this.input();
      } else if (c !== 'e') this.accept('*');
    }
    this.put(undefined);
    return null;
  }
}

/** How many arguments a format stands for. */
function counts(format: string): {min: number; max: number} {
  let min = -1, max = 0, level = 0;
  for (const c of format) {
    if (c === ':' || c === ';') break;
    if (c === '(') {
      if (level++ === 0) max++;
    } else if (c === ')') level--;
    else if (level === 0 && c === '|') min = max;
    else if (level === 0 && isAlpha(c) && c !== 'e') max++;
  }
  if (level !== 0) throw new Error(`unbalanced parentheses in the format '${format}'`);
  return {min: min < 0 ? max : min, max};
}
/** One object by a format of one item; null with an exception. escapes. CPython: PyArg_Parse() */
export function PyArg_Parse(arg: PyObject, format: string, ...inputs: readonly FormatInput[]): ArgValue[] | null {
  const reader = new FormatReader(format, inputs), {min, max} = counts(format);
  if (min !== 1 || max !== 1) {
    if (max === 0) PyErr_Format(PyExc_TypeError, `${reader.who('function')} takes no arguments`);
    else PyErr_SetString(PyExc_SystemError, 'old style getargs format uses new features');
    return null;
  }
  const msg = reader.item(arg);
  if (msg === null) return reader.values;
  const iarg = reader.levels.shift() ?? 0;
  return reader.error(iarg, msg);
}
/** The positional arguments of a call by a format; null with an exception. escapes. CPython: PyArg_ParseTuple() */
export function PyArg_ParseTuple(args: PyObject, format: string, ...inputs: readonly FormatInput[]): ArgValue[] | null {
  if (!PyTuple_Check(args)) {
    PyErr_SetString(PyExc_SystemError, 'new style getargs format but argument is not a tuple');
    return null;
  }
  const reader = new FormatReader(format, inputs), {min, max} = counts(format), nargs = PyTuple_GET_SIZE(args);
  if (nargs < min || nargs > max) {
    const few = nargs < min, limit = few ? min : max;
    PyErr_SetString(PyExc_TypeError, reader.message ?? `${reader.who('function')} takes ${min === max ? 'exactly' : few ? 'at least' : 'at most'} ${limit} argument${plural(limit)} (${nargs} given)`);
    return null;
  }
  for (let i = 0; i < nargs; i++) {
    if (reader.char() === '|') reader.at++;
    const msg = reader.item(PyTuple_GET_ITEM(args, i));
    if (msg !== null) return reader.error(i + 1, msg);
  }
  const c = reader.char();
  if (!isEnd(c) && !isAlpha(c) && c !== '(' && c !== '|') {
    PyErr_SetString(PyExc_SystemError, `bad format string: ${format.slice(0, 200)}`);
    return reader.fail();
  }
  return reader.values;
}

/** The arguments of a call by a format and the names of the parameters, empty for positional-only ones; null with an exception. escapes. CPython: PyArg_ParseTupleAndKeywords() */
export function PyArg_ParseTupleAndKeywords(args: PyObject, kwargs: PyObject | NULL, format: string, kwlist: readonly string[], ...inputs: readonly FormatInput[]): ArgValue[] | null {
  if (!PyTuple_Check(args) || (kwargs !== NULL && !PyDict_Check(kwargs))) {
    PyErr_BadInternalCall('Python/getargs.c:1238');
    return null;
  }
  const reader = new FormatReader(format, inputs), len = kwlist.length;
  let pos = 0;
  while (pos < len && kwlist[pos] === '') pos++;
  if (kwlist.indexOf('', pos) >= 0) return systemError(reader, 'Empty keyword parameter name');
  const nargs = PyTuple_GET_SIZE(args), given = kwargs === NULL ? 0 : PyDict_GET_SIZE(kwargs);
  if (nargs + given > len) {
    PyErr_SetString(PyExc_TypeError, `${reader.who('function')} takes at most ${len} ${nargs === 0 ? 'keyword ' : ''}argument${plural(len)} (${nargs + given} given)`);
    return null;
  }
  let nkwargs = given, min = Infinity, max = Infinity, skip = false, i = 0;
  for (; i < len; i++) {
    if (reader.char() === '|') {
      if (min !== Infinity) return systemError(reader, 'Invalid format string (| specified twice)');
      min = i;
      reader.at++;
      if (max !== Infinity) return systemError(reader, 'Invalid format string ($ before |)');
    }
    if (reader.char() === '$') {
      if (max !== Infinity) return systemError(reader, 'Invalid format string ($ specified twice)');
      max = i;
      reader.at++;
      if (max < pos) return systemError(reader, 'Empty parameter name after $');
      if (skip) break;
      if (max < nargs) {
        PyErr_SetString(PyExc_TypeError, max === 0 ? `${reader.who('function')} takes no positional arguments` : `${reader.who('function')} takes ${min !== Infinity ? 'at most' : 'exactly'} ${max} positional argument${plural(max)} (${nargs} given)`);
        return reader.fail();
      }
    }
    if (isEnd(reader.char())) return systemError(reader, `More keyword list entries (${len}) than format specifiers (${i})`);
    if (!skip) {
      let current: New | NULL = NULL;
      if (i >= nargs && nkwargs > 0 && i >= pos) {
        current = PyDict_GetItemStringRef(kwargs as PyObject, kwlist[i]);
        if (current === NULL && PyErr_Occurred() !== NULL) return reader.fail();
        if (current !== NULL) nkwargs--;
      }
      if (i < nargs || current !== NULL) {
        const msg = reader.item(current === NULL ? PyTuple_GET_ITEM(args, i) : current);
        if (current !== NULL) Py_DECREF(current);
        if (msg !== null) return reader.error(i + 1, msg);
        continue;
      }
      if (i < min) {
        // positional-only: the message needs the numbers, which come later in the format
        if (i < pos) skip = true;
        else {
          PyErr_SetString(PyExc_TypeError, `${reader.who('function')} missing required argument '${kwlist[i]}' (pos ${i + 1})`);
          return reader.fail();
        }
      }
      if (nkwargs === 0 && !skip) return reader.values;
    }
    const msg = reader.skip();
    if (msg !== null) return systemError(reader, `${msg}: '${format.slice(reader.at)}'`);
  }
  if (skip) {
    const n = Math.min(pos, min);
    PyErr_SetString(PyExc_TypeError, `${reader.who('function')} takes ${n < i ? 'at least' : 'exactly'} ${n} positional argument${plural(n)} (${nargs} given)`);
    return reader.fail();
  }
  const c = reader.char();
  if (!isEnd(c) && c !== '|' && c !== '$') return systemError(reader, `more argument specifiers than keyword list entries (remaining format:'${format.slice(reader.at)}')`);
  return nkwargs > 0 ? unexpected(reader, kwargs as PyObject, kwlist, pos, nargs) : reader.values;
}
function systemError(reader: FormatReader, message: string): null {
  PyErr_SetString(PyExc_SystemError, message);
  return reader.fail();
}
/** Raises what is wrong with keywords that no parameter took. */
function unexpected(reader: FormatReader, kwargs: PyObject, kwlist: readonly string[], pos: number, nargs: number): null {
  for (let i = pos; i < nargs; i++) {
    const current = PyDict_GetItemStringRef(kwargs, kwlist[i]);
    if (current === NULL) {
      if (PyErr_Occurred() !== NULL) return reader.fail();
      continue;
    }
    Py_DECREF(current);
    PyErr_SetString(PyExc_TypeError, `argument for ${reader.who('function')} given by name ('${kwlist[i]}') and position (${i + 1})`);
    return reader.fail();
  }
  const names = kwlist.slice(pos);
  for (let at = PyDict_Next(kwargs, 0); at !== 0; at = PyDict_Next(kwargs, at)) {
    const key = PyDict_EntryKey(kwargs, at);
    if (!PyUnicode_Check(key)) {
      PyErr_SetString(PyExc_TypeError, 'keywords must be strings');
      return reader.fail();
    }
    const text = PyUnicode_AsJSString(key);
    if (names.includes(text)) continue;
    const suggestion = calculateSuggestion(names, text);
    PyErr_SetString(PyExc_TypeError, `${reader.who('this function')} got an unexpected keyword argument '${text}'${suggestion === null ? '' : `. Did you mean '${suggestion}'?`}`);
    return reader.fail();
  }
  PyErr_SetString(PyExc_TypeError, `invalid keyword argument for ${reader.who('this function')}`);
  return reader.fail();
}
