/** The binascii module. CPython: Modules/binascii.c */
import {hexValue} from '../../objects/bytes-escape';
import {fromBase64} from '../../objects/unicode-utf';
import {U8} from '../../runtime/current';
import {PyUnicode_Check, PyUnicode_IS_ASCII} from '../../runtime/generated/accessors';
import {PyExc_Exception, PyExc_TypeError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_XDECREF} from '../../runtime/object';
import {Py_buffer} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer, withBytes} from '../../objects/abstract-buffer';
import {_Py_strhex_with_sep} from '../../objects/bytes-methods';
import {PyBytes_FromUint8Array, PyBytes_FromString} from '../../objects/bytesobject';
import {PyErr_NewException, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyLong_AsUnsignedLongMask, PyLong_FromNumber} from '../../objects/longobject';
import {PyNumber_Index} from '../../objects/abstract-number';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {boolArg, intArg} from '../../objects/text-args';
import {ByteWriter} from '../../objects/unicode-coding';
import {_PyUnicode_TEXT} from '../../objects/unicodeobject';
import {crc32 as checksum} from './zlib-checksum';

class BinasciiState {
  Error: PyObject | NULL = NULL;
  Incomplete: PyObject | NULL = NULL;
}
type Optional = PyObject | NULL;
const errorOf = (module: PyObject): PyObject => PyModule_GetState<BinasciiState>(module)!.Error as PyObject;

/** Runs `use` on the bytes of a buffer or of an ASCII str. CPython: ascii_buffer_converter() */
function withAscii(data: PyObject, use: (bytes: Uint8Array) => New | NULL): New | NULL {
  if (PyUnicode_Check(data)) {
    if (!PyUnicode_IS_ASCII(data)) return PyErr_SetString(PyExc_ValueError, 'string argument should contain only ASCII characters');
    const text = _PyUnicode_TEXT(data) as string, bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return use(bytes);
  }
  const view = new Py_buffer();
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) < 0) return PyErr_SetString(PyExc_TypeError, `argument should be bytes, buffer or ASCII string, not '${typeName(data)}'`);
  const result = use(U8.subarray(view.buf, view.buf + view.len));
  PyBuffer_Release(view);
  return result;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
function a2b_base64(module: PyObject, data: PyObject, strict_mode: Optional): New | NULL {
  const strict = boolArg(strict_mode, 0);
  if (strict < 0) return NULL;
  return withAscii(data, bytes => {
    const fail = (message: string): NULL => PyErr_SetString(errorOf(module), message), out = new ByteWriter(bytes.length);
    let quad = 0, left = 0, pads = 0;
    for (let i = 0; i < bytes.length; i++) {
      if (bytes[i] === 61) {
        pads++;
        // RFC 4648 lets padding before the end, and too much of it, be overlooked
        if ((quad >= 2 && quad + pads <= 4) || strict !== 1) continue;
        if (quad === 1) break;
        return fail(quad === 0 && i === 0 ? 'Leading padding not allowed' : 'Excess padding not allowed');
      }
      const value = fromBase64(bytes[i]);
      if (value < 0) {
        if (strict === 1) return fail('Only base64 data is allowed');
        continue;
      }
      if (strict === 1 && pads > 0) return fail(quad + pads === 4 ? 'Excess data after padding' : 'Discontinuous padding not allowed');
      pads = 0;
      if (quad === 0) left = value;
      else if (quad === 1) {
        out.push((left << 2) | (value >> 4));
        left = value & 15;
      } else if (quad === 2) {
        out.push((left << 4) | (value >> 2));
        left = value & 3;
      } else out.push((left << 6) | value);
      quad = (quad + 1) & 3;
    }
    if (quad !== 1) return quad !== 0 && quad + pads < 4 ? fail('Incorrect padding') : out.finish();
    return fail(`Invalid base64-encoded string: number of data characters (${Math.floor(out.length / 3) * 4 + 1}) cannot be 1 more than a multiple of 4`);
  });
}
function b2a_base64(_module: PyObject, data: PyObject, newline: Optional): New | NULL {
  const line = boolArg(newline, 1);
  if (line < 0) return NULL;
  return withBytes(data, bytes => {
    let out = '';
    for (let i = 0; i < bytes.length; i += 3) {
      const left = bytes.length - i, bits = (bytes[i] << 16) | ((left > 1 ? bytes[i + 1] : 0) << 8) | (left > 2 ? bytes[i + 2] : 0);
      out += BASE64[bits >> 18] + BASE64[(bits >> 12) & 63] + (left > 1 ? BASE64[(bits >> 6) & 63] : '=') + (left > 2 ? BASE64[bits & 63] : '=');
    }
    return PyBytes_FromString(line === 1 ? out + '\n' : out);
  });
}
function a2b_uu(module: PyObject, data: PyObject): New | NULL {
  return withAscii(data, bytes => {
    let want = ((bytes.length > 0 ? bytes[0] : 0) - 32) & 63, at = 1, bits = 0, buffer = 0;
    const out = new ByteWriter(want);
    for (; want > 0; at++) {
      const c = at < bytes.length ? bytes[at] : 10;
      let value = 0;
      if (c !== 10 && c !== 13) {
        if (c < 32 || c > 96) return PyErr_SetString(errorOf(module), 'Illegal char');
        value = (c - 32) & 63;
      }
      buffer = (buffer << 6) | value;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        out.push((buffer >> bits) & 255);
        buffer &= (1 << bits) - 1;
        want--;
      }
    }
    for (; at < bytes.length; at++) if (bytes[at] !== 32 && bytes[at] !== 96 && bytes[at] !== 10 && bytes[at] !== 13) return PyErr_SetString(errorOf(module), 'Trailing garbage');
    return out.finish();
  });
}
function b2a_uu(module: PyObject, data: PyObject, backtick: Optional): New | NULL {
  const tick = boolArg(backtick, 0);
  if (tick < 0) return NULL;
  return withBytes(data, bytes => {
    if (bytes.length > 45) return PyErr_SetString(errorOf(module), 'At most 45 bytes at once');
    const shown = (value: number): string => (tick === 1 && value === 0 ? '`' : String.fromCharCode(value + 32));
    let out = shown(bytes.length);
    for (let i = 0; i < bytes.length; i += 3) {
      const bits = (bytes[i] << 16) | ((i + 1 < bytes.length ? bytes[i + 1] : 0) << 8) | (i + 2 < bytes.length ? bytes[i + 2] : 0);
      out += shown(bits >> 18) + shown((bits >> 12) & 63) + shown((bits >> 6) & 63) + shown(bits & 63);
    }
    return PyBytes_FromString(out + '\n');
  });
}
function a2b_hex(module: PyObject, data: PyObject): New | NULL {
  return withAscii(data, bytes => {
    if ((bytes.length & 1) !== 0) return PyErr_SetString(errorOf(module), 'Odd-length string');
    const out = new Uint8Array(bytes.length >> 1);
    for (let i = 0; i < bytes.length; i += 2) {
      const high = hexValue(bytes[i]), low = hexValue(bytes[i + 1]);
      if (high < 0 || low < 0) return PyErr_SetString(errorOf(module), 'Non-hexadecimal digit found');
      out[i >> 1] = (high << 4) | low;
    }
    return PyBytes_FromUint8Array(out);
  });
}
function b2a_hex(_module: PyObject, data: PyObject, sep: Optional, bytes_per_sep: Optional): New | NULL {
  const per = intArg(bytes_per_sep, 1);
  if (per === -1 && PyErr_Occurred() !== NULL) return NULL;
  return withBytes(data, bytes => {
    const text = _Py_strhex_with_sep(bytes, sep, per);
    if (text === NULL) return NULL;
    const result = PyBytes_FromString(_PyUnicode_TEXT(text) as string);
    Py_XDECREF(text);
    return result;
  });
}
const MAXLINESIZE = 76;
function a2b_qp(_module: PyObject, data: PyObject, header: Optional): New | NULL {
  const inHeader = boolArg(header, 0);
  if (inHeader < 0) return NULL;
  return withAscii(data, bytes => {
    const out = new ByteWriter(bytes.length), n = bytes.length;
    for (let i = 0; i < n;) {
      if (bytes[i] !== 61) {
        out.push(inHeader === 1 && bytes[i] === 95 ? 32 : bytes[i]);
        i++;
        continue;
      }
      if (++i >= n) break;
      const c = bytes[i];
      if (c === 10 || c === 13) {
        while (i < n && bytes[i] !== 10) i++;
        if (i < n) i++;
      } else if (c === 61) {
        out.push(61);
        i++;
      } else if (i + 1 < n && hexValue(c) >= 0 && hexValue(bytes[i + 1]) >= 0) {
        out.push((hexValue(c) << 4) | hexValue(bytes[i + 1]));
        i += 2;
      } else out.push(61);
    }
    return out.finish();
  });
}
function b2a_qp(_module: PyObject, data: PyObject, quotetabs: Optional, istext: Optional, header: Optional): New | NULL {
  const tabs = boolArg(quotetabs, 0), text = boolArg(istext, 1), inHeader = boolArg(header, 0);
  if (tabs < 0 || text < 0 || inHeader < 0) return NULL;
  return withBytes(data, bytes => {
    const out = new ByteWriter(bytes.length * 2), n = bytes.length, firstLine = bytes.indexOf(10), crlf = firstLine > 0 && bytes[firstLine - 1] === 13;
    const hex = (c: number): void => out.appendLatin1(c.toString(16).toUpperCase().padStart(2, '0'));
    const end = crlf ? '\r\n' : '\n';
    let line = 0;
    for (let i = 0; i < n;) {
      const c = bytes[i], next = i + 1 < n ? bytes[i + 1] : -1;
      const quoted = c > 126 || c === 61 || (inHeader === 1 && c === 95) || (c === 46 && line === 0 && (next < 0 || next === 10 || next === 13 || next === 0)) || (text === 0 && (c === 13 || c === 10))
        || ((c === 9 || c === 32) && next < 0) || (c < 33 && c !== 13 && c !== 10 && (tabs === 1 || (c !== 9 && c !== 32)));
      if (quoted) {
        if (line + 3 >= MAXLINESIZE) {
          out.appendLatin1('=' + end);
          line = 0;
        }
        out.push(61);
        hex(c);
        i++;
        line += 3;
      } else if (text === 1 && (c === 10 || (c === 13 && next === 10))) {
        line = 0;
        const last = out.length > 0 ? out.bytes[out.length - 1] : 0;
        if (last === 32 || last === 9) {
          out.bytes[out.length - 1] = 61;
          hex(last);
        }
        out.appendLatin1(end);
        i += c === 13 ? 2 : 1;
      } else {
        if (next >= 0 && next !== 10 && line + 1 >= MAXLINESIZE) {
          out.appendLatin1('=' + end);
          line = 0;
        }
        line++;
        out.push(inHeader === 1 && c === 32 ? 95 : c);
        i++;
      }
    }
    return out.finish();
  });
}
/** An unsigned number of 32 bits, wrapped; -1 with an exception. */
function word(arg: Optional): number {
  if (arg === NULL) return 0;
  const index = PyNumber_Index(arg);
  if (index === NULL) return -1;
  const value = PyLong_AsUnsignedLongMask(index);
  Py_XDECREF(index);
  return value === null ? -1 : Number(value & 0xffffffffn);
}
function crc32(_module: PyObject, data: PyObject, crc: Optional): New | NULL {
  const start = word(crc);
  if (start < 0) return NULL;
  return withBytes(data, bytes => PyLong_FromNumber(checksum(bytes, start)));
}
function crc_hqx(_module: PyObject, data: PyObject, crc: PyObject): New | NULL {
  const start = word(crc);
  if (start < 0) return NULL;
  return withBytes(data, bytes => {
    let c = start & 0xffff;
    for (let i = 0; i < bytes.length; i++) {
      c ^= bytes[i] << 8;
      for (let k = 0; k < 8; k++) c = (c & 0x8000) !== 0 ? ((c << 1) ^ 0x1021) & 0xffff : (c << 1) & 0xffff;
    }
    return PyLong_FromNumber(c);
  });
}
function binascii_exec(module: PyObject): number {
  const state = PyModule_GetState<BinasciiState>(module)!;
  state.Error = PyErr_NewException('binascii.Error', PyExc_ValueError, NULL);
  if (state.Error === NULL || PyModule_AddObjectRef(module, 'Error', state.Error) < 0) return -1;
  state.Incomplete = PyErr_NewException('binascii.Incomplete', PyExc_Exception, NULL);
  return state.Incomplete === NULL ? -1 : PyModule_AddObjectRef(module, 'Incomplete', state.Incomplete);
}
const HEX = '($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)';
const binasciimodule = new PyModuleDef('binascii', {
  m_doc: 'Bytes to ASCII and back.', m_size: 16, newState: () => new BinasciiState(),
  m_methods: [
    method('a2b_uu', '($module, data, /)', a2b_uu, 'Decode a line of uuencoded data.'),
    method('b2a_uu', '($module, data, /, *, backtick=False)', b2a_uu, 'Uuencode a line of data.'),
    method('a2b_base64', '($module, data, /, *, strict_mode=False)', a2b_base64, 'Decode a line of base64 data; in strict mode nothing else may stand in it.'),
    method('b2a_base64', '($module, data, /, *, newline=True)', b2a_base64, 'Base64-code a line of data.'),
    method('a2b_hex', '($module, hexstr, /)', a2b_hex, 'Bytes of hex digits.'),
    method('b2a_hex', HEX, b2a_hex, 'Hex digits of bytes, with sep after every bytes_per_sep bytes.'),
    method('hexlify', HEX, b2a_hex, 'Hex digits of bytes, with sep after every bytes_per_sep bytes.'),
    method('unhexlify', '($module, hexstr, /)', a2b_hex, 'Bytes of hex digits.'),
    method('crc_hqx', '($module, data, crc, /)', crc_hqx, 'The CRC-CCITT of data, continued from crc.'),
    method('crc32', '($module, data, crc=0, /)', crc32, 'The CRC-32 of data, continued from crc.'),
    method('a2b_qp', '($module, /, data, header=False)', a2b_qp, 'Decode quoted-printable data.'),
    method('b2a_qp', '($module, /, data, quotetabs=False, istext=True, header=False)', b2a_qp, 'Code data as quoted-printable.'),
  ],
  m_slots: [[Py_mod_exec, binascii_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<BinasciiState>(module);
    const status = state === null || state.Error === NULL ? 0 : visit(state.Error);
    return status === 0 && state !== null && state.Incomplete !== NULL ? visit(state.Incomplete) : status;
  },
  m_clear: module => {
    const state = PyModule_GetState<BinasciiState>(module);
    if (state === null) return 0;
    const {Error: error, Incomplete: incomplete} = state;
    state.Error = state.Incomplete = NULL;
    Py_XDECREF(error);
    Py_XDECREF(incomplete);
    return 0;
  },
});
export function PyInit_binascii(): PyModuleDef {
  return PyModuleDef_Init(binasciimodule);
}
