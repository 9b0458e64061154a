/**
 * Positions in text: tell() gives a cookie from which seek() finds back, since a character's place in the file can't be told from its
 * number. A cookie is a position in bytes, the flags of the decoder there, how many bytes to feed it, how many characters to skip and
 * whether the end is to be announced to it, packed into one int. CPython: Modules/_io/textio.c
 */
import {PyNumber_Index, PyNumber_Long} from '../../objects/abstract-number';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyObject_CallMethodNoArgs, PyObject_CallMethodObjArgs, PyObject_CallMethodOneArg} from '../../objects/call';
import {PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetString, _PyErr_ChainExceptions1, reprText, typeName} from '../../objects/errors';
import {PyLong_AsBigInt, PyLong_AsInt, PyLong_AsLongLong, PyLong_FromBigInt, PyLong_FromNumber, _PyLong_GetZero} from '../../objects/longobject';
import {PyObject_RichCompareBool, Py_EQ, Py_LT} from '../../objects/object';
import {_PyFile_Flush} from '../../objects/traceback-display';
import {packSteal} from '../../objects/tupleobject';
import {_PyUnicode_TEXT} from '../../objects/unicodeobject';
import {PyBytes_Check, PyBytes_GET_SIZE, PyTuple_GET_ITEM, set_textio_snapshot, textio_buffer, textio_decoder, textio_snapshot} from '../../runtime/generated/accessors';
import {ID_getstate, ID_read, ID_seek, ID_tell} from '../../runtime/generated/ids';
import {PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, payload} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {callDecode, checkDecoded} from './_io-newline';
import {fail, offsetObject, setRef, unsupported} from './_io-state';
import {_textiowrapper_encoder_reset, decodeInput, decoderSetFlags, decoderState, leaveOwnDecoder, resetDecoder, setDecoderState} from './_io-textcodec';
import {_textiowrapper_writeflush, dropDecoded} from './_io-textread';
import {CODEC_NONE, type TextState} from './_io-textstate';

/** CPython: cookie_type */
class Cookie {
  start_pos = 0;
  dec_flags = 0;
  bytes_to_feed = 0;
  chars_to_skip = 0;
  need_eof = 0;
}
/** CPython: textiowrapper_build_cookie() */
function textiowrapper_build_cookie(c: Cookie): New | NULL {
  if (c.dec_flags === 0 && c.bytes_to_feed === 0 && c.chars_to_skip === 0 && c.need_eof === 0) return offsetObject(c.start_pos);
  const word = (n: number): bigint => BigInt(n >>> 0);
  return PyLong_FromBigInt(BigInt.asUintN(64, BigInt(c.start_pos)) | (word(c.dec_flags) << 64n) | (word(c.bytes_to_feed) << 96n) | (word(c.chars_to_skip) << 128n) | (BigInt(c.need_eof) << 160n));
}
/** null with an exception. CPython: textiowrapper_parse_cookie() */
function textiowrapper_parse_cookie(cookieObj: PyObject): Cookie | null {
  const number = PyNumber_Long(cookieObj);
  if (number === NULL) return null;
  const value = PyLong_AsBigInt(number);
  Py_DECREF(number);
  if (value < 0n || value >> 168n !== 0n) {
    PyErr_SetString(PyExc_OverflowError, value < 0n ? "can't convert negative int to unsigned" : 'int too big to convert');
    return null;
  }
  const c = new Cookie(), int = (shift: bigint): number => Number(BigInt.asIntN(32, value >> shift));
  c.start_pos = Number(BigInt.asIntN(64, value));
  c.dec_flags = int(64n);
  c.bytes_to_feed = int(96n);
  c.chars_to_skip = int(128n);
  c.need_eof = Number(value >> 160n);
  return c;
}

// ---- seek ----

/** Whether a number equals zero: 1, 0, or -1 with an exception. escapes */
function isZero(op: PyObject): number {
  return PyObject_RichCompareBool(op, _PyLong_GetZero(), Py_EQ);
}
/** To the end of the file. escapes */
function seekEnd(self: PyObject): New | NULL {
  if (_PyFile_Flush(self) < 0) return NULL;
  dropDecoded(self);
  if (resetDecoder(self) < 0) return NULL;
  const zero = _PyLong_GetZero(), two = PyLong_FromNumber(2);
  const res = two === NULL ? NULL : PyObject_CallMethodObjArgs(textio_buffer(self), ID_seek, zero, two);
  Py_XDECREF(two);
  if (res === NULL || !payload<TextState>(self).hasEncoder) return res;
  const empty = isZero(res);
  if (empty >= 0 && _textiowrapper_encoder_reset(self, empty > 0) === 0) return res;
  Py_DECREF(res);
  return NULL;
}
/** Restores the place a cookie describes; -1 with an exception. escapes */
function restore(self: PyObject, cookie: Cookie): number {
  const pos = offsetObject(cookie.start_pos);
  if (pos === NULL) return -1;
  const res = PyObject_CallMethodOneArg(textio_buffer(self), ID_seek, pos);
  Py_DECREF(pos);
  if (res === NULL) return -1;
  Py_DECREF(res);
  dropDecoded(self);
  const ts = payload<TextState>(self), atStart = cookie.start_pos === 0 && cookie.dec_flags === 0;
  if (ts.hasDecoder && decoderSetFlags(self, atStart, cookie.dec_flags) < 0) return -1;
  if (cookie.chars_to_skip !== 0) {
    if (feedAgain(self, ts, cookie) < 0) return -1;
  } else if (setSnapshot(self, cookie.dec_flags, PyBytes_FromUint8Array(new Uint8Array(0))) < 0) return -1;
  return ts.hasEncoder ? _textiowrapper_encoder_reset(self, atStart) : 0;
}
/** @steals input */
function setSnapshot(self: PyObject, flags: number, input: New | NULL): number {
  const snapshot = packSteal(PyLong_FromNumber(flags), input);
  if (snapshot === NULL) return -1;
  setRef(self, textio_snapshot, set_textio_snapshot, snapshot);
  return 0;
}
/** Reads and decodes the bytes in which the place lies, and skips the characters before it. */
function feedAgain(self: PyObject, ts: TextState, cookie: Cookie): number {
  const count = PyLong_FromNumber(cookie.bytes_to_feed);
  if (count === NULL) return -1;
  const input = PyObject_CallMethodOneArg(textio_buffer(self), ID_read, count);
  Py_DECREF(count);
  if (input === NULL) return -1;
  if (!PyBytes_Check(input)) {
    PyErr_Format(PyExc_TypeError, `underlying read() should have returned a bytes object, not '${typeName(input)}'`);
    Py_DECREF(input);
    return -1;
  }
  if (setSnapshot(self, cookie.dec_flags, Py_NewRef(input)) < 0) {
    Py_DECREF(input);
    return -1;
  }
  const text = decodeInput(self, input, cookie.need_eof !== 0);
  Py_DECREF(input);
  if (text === null) return -1;
  ts.setDecoded(text, ts.lastIsASCII);
  if (text.length < cookie.chars_to_skip) return fail(PyExc_OSError, "can't restore logical file position");
  ts.decoded_used = cookie.chars_to_skip;
  return 0;
}
/** seek() of a stream that is open. escapes. CPython: _io_TextIOWrapper_seek_impl() */
export function textiowrapper_seek(self: PyObject, cookieArg: PyObject, whence: number): New | NULL {
  if (!payload<TextState>(self).seekable) return unsupported(self, 'underlying stream is not seekable');
  let cookieObj = Py_NewRef(cookieArg);
  if (whence === 1 || whence === 2) {
    const zero = isZero(cookieObj);
    Py_DECREF(cookieObj);
    if (zero < 0) return NULL;
    if (zero === 0) return unsupported(self, `can't do nonzero ${whence === 1 ? 'cur' : 'end'}-relative seeks`);
    if (whence === 2) return seekEnd(self);
    const here = PyObject_CallMethodNoArgs(self, ID_tell);
    if (here === NULL) return NULL;
    cookieObj = here;
  } else if (whence !== 0) {
    Py_DECREF(cookieObj);
    return PyErr_Format(PyExc_ValueError, `invalid whence (${whence}, should be 0, 1 or 2)`);
  }
  const negative = PyObject_RichCompareBool(cookieObj, _PyLong_GetZero(), Py_LT);
  let ok = negative === 0;
  if (negative > 0) {
    const text = reprText(cookieObj);
    if (text !== null) PyErr_Format(PyExc_ValueError, `negative seek position ${text}`);
  }
  if (ok) {
    ok = _PyFile_Flush(self) === 0;
    const cookie = ok ? textiowrapper_parse_cookie(cookieObj) : null;
    ok = cookie !== null && restore(self, cookie) === 0;
  }
  if (ok) return cookieObj;
  Py_DECREF(cookieObj);
  return NULL;
}

// ---- tell ----

/** The decoder as tell() runs it to find out what bytes stand for which characters. Answers below zero: an exception is set. */
interface Prober {
  setFlags(cookie: Cookie): number;
  /** How many characters come out of bytes. */
  decode(data: Uint8Array, final: boolean): number;
  /** How many bytes are held back, and the flags into `flags`. */
  held(): number;
  flags: number;
}
/** The decoder object. */
class ObjectProber implements Prober {
  flags = 0;
  constructor(private readonly self: PyObject) {}
  setFlags(cookie: Cookie): number {
    return decoderSetFlags(this.self, cookie.start_pos === 0 && cookie.dec_flags === 0, cookie.dec_flags);
  }
  decode(data: Uint8Array, final: boolean): number {
    const bytes = PyBytes_FromUint8Array(data);
    if (bytes === NULL) return -1;
    const decoded = checkDecoded(callDecode(textio_decoder(this.self), bytes, final));
    Py_DECREF(bytes);
    if (decoded === NULL) return -1;
    const n = _PyUnicode_TEXT(decoded).length;
    Py_DECREF(decoded);
    return n;
  }
  held(): number {
    const state = decoderState(this.self);
    if (state === NULL) return -1;
    const n = PyBytes_GET_SIZE(PyTuple_GET_ITEM(state, 0)), index = PyNumber_Index(PyTuple_GET_ITEM(state, 1));
    Py_DECREF(state);
    if (index === NULL) return -1;
    this.flags = PyLong_AsInt(index);
    Py_DECREF(index);
    return this.flags === -1 && PyErr_Occurred() !== NULL ? -1 : n;
  }
}
/** The decoder of our own; -1 without an exception when it can't decode. */
class OwnProber implements Prober {
  flags = 0;
  constructor(private readonly self: PyObject, private readonly ts: TextState) {}
  setFlags(cookie: Cookie): number {
    return decoderSetFlags(this.self, cookie.start_pos === 0 && cookie.dec_flags === 0, cookie.dec_flags);
  }
  decode(data: Uint8Array, final: boolean): number {
    const text = this.ts.decode(data, final);
    return text === null ? -1 : text.length;
  }
  held(): number {
    this.flags = (this.ts.newlines & 8) !== 0 ? 1 : 0;
    return this.ts.partial.length;
  }
}
/**
 * Completes a cookie that stands at the beginning of the chunk `input` so that `used` characters follow it; -1 on failure. First it jumps
 * near the place by the ratio of bytes to characters, then goes byte by byte, moving the start to each place where nothing is held back.
 */
function locate(prober: Prober, cookie: Cookie, input: Uint8Array, used: number, ratio: number): number {
  let skip = Math.trunc(ratio * used), back = 1, chars = used;
  while (skip > 0) {
    if (prober.setFlags(cookie) < 0) return -1;
    const decoded = prober.decode(input.subarray(0, skip), false);
    if (decoded < 0) return -1;
    if (decoded <= chars) {
      const held = prober.held();
      if (held < 0) return -1;
      if (held === 0) {
        cookie.dec_flags = prober.flags;
        chars -= decoded;
        break;
      }
      skip -= held;
      back = 1;
    } else {
      skip -= back;
      back *= 2;
    }
  }
  if (skip <= 0) {
    skip = 0;
    if (prober.setFlags(cookie) < 0) return -1;
  }
  cookie.start_pos += skip;
  cookie.chars_to_skip = chars;
  if (chars === 0) return 0;
  let decoded = 0, at = skip;
  for (; at < input.length; at++) {
    const n = prober.decode(input.subarray(at, at + 1), false);
    if (n < 0) return -1;
    decoded += n;
    cookie.bytes_to_feed++;
    const held = prober.held();
    if (held < 0) return -1;
    if (held === 0 && decoded <= chars) {
      cookie.start_pos += cookie.bytes_to_feed;
      chars -= decoded;
      cookie.dec_flags = prober.flags;
      cookie.bytes_to_feed = 0;
      decoded = 0;
    }
    if (decoded >= chars) break;
  }
  if (at === input.length) {
    // the decoder may give the last characters only when it hears of the end
    const n = prober.decode(input.subarray(0, 0), true);
    if (n < 0) return -1;
    decoded += n;
    cookie.need_eof = 1;
    if (decoded < chars) return fail(PyExc_OSError, "can't reconstruct logical file position");
  }
  cookie.chars_to_skip = chars;
  return 0;
}
/** tell() of a stream that is open. escapes. CPython: _io_TextIOWrapper_tell_impl() */
export function textiowrapper_tell(self: PyObject): New | NULL {
  const ts = payload<TextState>(self);
  if (!ts.seekable) return unsupported(self, 'underlying stream is not seekable');
  if (!ts.telling) return PyErr_SetString(PyExc_OSError, 'telling position disabled by next() call');
  if (_textiowrapper_writeflush(self) < 0 || _PyFile_Flush(self) < 0) return NULL;
  const posobj = PyObject_CallMethodNoArgs(textio_buffer(self), ID_tell), snapshot: PyObject | NULL = textio_snapshot(self);
  if (posobj === NULL || !ts.hasDecoder || snapshot === NULL) return posobj;
  const pos = PyLong_AsLongLong(posobj);
  Py_DECREF(posobj);
  if (pos === -1 && PyErr_Occurred() !== NULL) return NULL;
  const flags = PyLong_AsInt(PyTuple_GET_ITEM(snapshot, 0));
  if (flags === -1 && PyErr_Occurred() !== NULL) return NULL;
  const input = PyBytes_AsUint8Array(PyTuple_GET_ITEM(snapshot, 1)).slice(), cookie = new Cookie();
  cookie.start_pos = pos - input.length;
  cookie.dec_flags = flags;
  if (ts.decoded_used === 0) return textiowrapper_build_cookie(cookie);
  return ts.codec !== CODEC_NONE ? tellByOwn(self, ts, cookie, input) : tellByObject(self, ts, cookie, input);
}
function tellByOwn(self: PyObject, ts: TextState, cookie: Cookie, input: Uint8Array): New | NULL {
  const {start_pos, dec_flags} = cookie, {partial, newlines} = ts;
  const status = locate(new OwnProber(self, ts), cookie, input, ts.decoded_used, ts.b2cratio);
  ts.partial = partial;
  ts.newlines = newlines;
  if (status === 0) return textiowrapper_build_cookie(cookie);
  if (PyErr_Occurred() !== NULL || leaveOwnDecoder(self) < 0) return NULL;
  const again = new Cookie();
  again.start_pos = start_pos;
  again.dec_flags = dec_flags;
  return tellByObject(self, ts, again, input);
}
function tellByObject(self: PyObject, ts: TextState, cookie: Cookie, input: Uint8Array): New | NULL {
  const saved = PyObject_CallMethodNoArgs(textio_decoder(self), ID_getstate);
  if (saved === NULL) return NULL;
  const failed = locate(new ObjectProber(self), cookie, input, ts.decoded_used, ts.b2cratio) < 0;
  const exc = failed ? PyErr_GetRaisedException() : NULL;
  const restored = setDecoderState(self, saved);
  Py_DECREF(saved);
  if (failed) _PyErr_ChainExceptions1(exc);
  return failed || restored < 0 ? NULL : textiowrapper_build_cookie(cookie);
}
