/** The type int: constructor, methods, bytes. CPython: Objects/longobject.c, from int_new to the type object */
import {H, U8} from '../runtime/current';
import {ARG, PyByteArray_AS_STRING, PyByteArray_GET_SIZE, PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyLong_CheckExact, PyUnicode_Check, Py_TYPE, _PyLong_DigitCount, _PyLong_IsNegative} from '../runtime/generated/accessors';
import {ID_big, ID_little} from '../runtime/generated/ids';
import {PyBaseObject_Type, PyByteArray_Type, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyLong_Type, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {METH_CLASS, method} from '../runtime/methoddef';
import {PyObject_Del, Py_DECREF, Py_NewRef, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_LONG_SUBCLASS, _Py_TPFLAGS_MATCH_SELF} from '../runtime/typeflags';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {defineType} from '../runtime/typespec';
import {PyNumber_AsSsize_t, PyNumber_Long} from './abstract-number';
import {PyObject_CallOneArg, _PyObject_MakeTpCall} from './call';
import {PyBytes_FromUint8Array} from './bytesobject';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from './errors';
import {PyFloat_FromDouble} from './floatobject';
import {_PyLong_FormatAdvanced} from './formatter_unicode';
import {argParser, parseArgs} from './getargs';
import {PyLong_AsBigInt, PyLong_AsDouble, PyLong_AsSafeNumber, PyLong_FromBigInt, PyLong_FromNumber, _PyLong_Copy, _PyLong_NumBits, isBig, long_hash, long_richcompare, long_subtype_new} from './longobject';
import * as arith from './longobject-arith';
import {PyLong_FromUnicodeObject, _PyLong_FromBytes, long_to_decimal_string} from './longobject-string';
import {PyObject_Bytes, PyObject_IsTrue} from './object';
import {_PyArg_BadArgument, ssizeArg} from './text-args';
import {PyTuple_Pack} from './tupleobject';
import {PyType_IsSubtype} from './typeobject';
import {_PyUnicode_Equal} from './unicodeobject';

// ---- bytes ----

/** Two's complement or unsigned bytes of a value, least significant first; null with OverflowError. CPython: _PyLong_AsByteArray() */
export function _PyLong_AsByteArray(op: PyObject, length: number, isSigned: boolean): Uint8Array | null {
  const negative = _PyLong_IsNegative(op);
  if (negative && !isSigned) {
    PyErr_SetString(PyExc_OverflowError, "can't convert negative int to unsigned");
    return null;
  }
  if (!isBig(op) && length > 0 && length <= 6) {
    let rest = PyLong_AsSafeNumber(op);
    const limit = 2 ** (isSigned ? 8 * length - 1 : 8 * length);
    if (rest < limit && rest >= -limit) {
      const bytes = new Uint8Array(length);
      if (rest < 0) rest += 2 * limit;
      for (let i = 0; i < length; i++) {
        bytes[i] = rest;
        rest = Math.floor(rest / 256);
      }
      return bytes;
    }
  }
  let value = PyLong_AsBigInt(op);
  const bits = _PyLong_NumBits(op);
  // -2**(8n - 1) still fits in n bytes
  // and -1 even in none
  const needed = isSigned ? (negative ? (length === 0 && value === -1n ? 0 : bits + (value === -(1n << BigInt(bits - 1)) ? 0 : 1)) : bits === 0 ? 0 : bits + 1) : bits;
  if (needed > length * 8) {
    PyErr_SetString(PyExc_OverflowError, 'int too big to convert');
    return null;
  }
  const bytes = new Uint8Array(length);
  if (negative) value += 1n << BigInt(length * 8);
  let text = value.toString(16);
  if ((text.length & 1) !== 0) text = '0' + text;
  for (let i = text.length - 2, n = 0; i >= 0 && n < length; i -= 2, n++) bytes[n] = parseInt(text.slice(i, i + 2), 16);
  return bytes;
}
/** Value of bytes, least significant first. CPython: _PyLong_FromByteArray() */
export function bigintOfBytes(bytes: Uint8Array, littleEndian: boolean, isSigned: boolean): bigint {
  const n = bytes.length;
  if (n === 0) return 0n;
  const parts = new Array<string>(n);
  for (let i = 0; i < n; i++) {
    const byte = bytes[littleEndian ? n - 1 - i : i];
    parts[i] = (byte < 16 ? '0' : '') + byte.toString(16);
  }
  const value = BigInt('0x' + parts.join(''));
  return isSigned && (bytes[littleEndian ? n - 1 : 0] & 128) !== 0 ? value - (1n << BigInt(8 * n)) : value;
}
/** An int from bytes. CPython: _PyLong_FromByteArray() */
export function _PyLong_FromByteArray(bytes: Uint8Array, littleEndian: boolean, isSigned: boolean): New | NULL {
  const n = bytes.length;
  if (n > 0 && n <= 6) {
    let value = 0;
    if (littleEndian) for (let i = n - 1; i >= 0; i--) value = value * 256 + bytes[i];
    else for (let i = 0; i < n; i++) value = value * 256 + bytes[i];
    return PyLong_FromNumber(isSigned && bytes[littleEndian ? n - 1 : 0] >= 128 ? value - 2 ** (8 * n) : value);
  }
  if (n * 8 > 1 << 30) return PyErr_NoMemory();
  return PyLong_FromBigInt(bigintOfBytes(bytes, littleEndian, isSigned));
}
/** 1 for 'little', 0 for 'big' or nothing, -1 with an exception. */
function endianness(fname: string, byteorder: PyObject | NULL): number {
  if (byteorder === NULL) return 0;
  if (!PyUnicode_Check(byteorder)) {
    _PyArg_BadArgument(fname, "argument 'byteorder'", 'str', byteorder);
    return -1;
  }
  if (_PyUnicode_Equal(byteorder, ID_little)) return 1;
  if (_PyUnicode_Equal(byteorder, ID_big)) return 0;
  PyErr_SetString(PyExc_ValueError, "byteorder must be either 'little' or 'big'");
  return -1;
}
function int_to_bytes(self: PyObject, o_length: PyObject | NULL, byteorder: PyObject | NULL, signed: PyObject | NULL): New | NULL {
  const length = ssizeArg(o_length, 1);
  if (length === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (byteorder !== NULL && !PyUnicode_Check(byteorder)) return _PyArg_BadArgument('to_bytes', "argument 'byteorder'", 'str', byteorder);
  const isSigned = signed === NULL ? 0 : PyObject_IsTrue(signed);
  if (isSigned < 0) return NULL;
  const little = endianness('to_bytes', byteorder);
  if (little < 0) return NULL;
  if (length < 0) return PyErr_SetString(PyExc_ValueError, 'length argument must be non-negative');
  if (length > 1 << 30) return PyErr_NoMemory();
  const bytes = _PyLong_AsByteArray(self, length, isSigned !== 0);
  if (bytes === null) return NULL;
  if (little === 0) bytes.reverse();
  return PyBytes_FromUint8Array(bytes);
}
function int_from_bytes(type: PyObject, bytes_obj: PyObject | NULL, byteorder: PyObject | NULL, signed: PyObject | NULL): New | NULL {
  if (byteorder !== NULL && !PyUnicode_Check(byteorder)) return _PyArg_BadArgument('from_bytes', "argument 'byteorder'", 'str', byteorder);
  const isSigned = signed === NULL ? 0 : PyObject_IsTrue(signed);
  if (isSigned < 0) return NULL;
  const little = endianness('from_bytes', byteorder);
  if (little < 0) return NULL;
  const bytes = PyObject_Bytes(bytes_obj as PyObject);
  if (bytes === NULL) return NULL;
  const at = PyBytes_AS_STRING(bytes);
  const value = _PyLong_FromByteArray(U8.subarray(at, at + PyBytes_GET_SIZE(bytes)), little !== 0, isSigned !== 0);
  Py_DECREF(bytes);
  if (value === NULL || type === PyLong_Type) return value;
  const result = PyObject_CallOneArg(type, value);
  Py_DECREF(value);
  return result;
}

// ---- the constructor ----

const INT_NEW = argParser('int', '(x=<unrepresentable>, /, base=10)');

function isByteArray(op: PyObject): boolean {
  return Py_TYPE(op) === PyByteArray_Type || PyType_IsSubtype(Py_TYPE(op), PyByteArray_Type);
}
/** int(x, base) for int itself and its subclasses. escapes. CPython: long_new_impl() */
function long_new_impl(type: PyTypeObject, x: PyObject | NULL, obase: PyObject | NULL): New | NULL {
  if (type !== PyLong_Type) return long_subtype_new(type, long_new_impl(PyLong_Type, x, obase));
  if (x === NULL) return obase !== NULL ? PyErr_SetString(PyExc_TypeError, 'int() missing string argument') : PyLong_FromNumber(0);
  if (obase === NULL) return PyNumber_Long(x);
  const base = PyNumber_AsSsize_t(obase, NULL);
  if (base === -1 && PyErr_Occurred() !== NULL) return NULL;
  if ((base !== 0 && base < 2) || base > 36) return PyErr_SetString(PyExc_ValueError, 'int() base must be >= 2 and <= 36, or 0');
  if (PyUnicode_Check(x)) return PyLong_FromUnicodeObject(x, base);
  if (PyBytes_Check(x)) return _PyLong_FromBytes(U8.subarray(PyBytes_AS_STRING(x), PyBytes_AS_STRING(x) + PyBytes_GET_SIZE(x)), base);
  if (isByteArray(x)) return _PyLong_FromBytes(U8.subarray(PyByteArray_AS_STRING(x), PyByteArray_AS_STRING(x) + PyByteArray_GET_SIZE(x)), base);
  return PyErr_SetString(PyExc_TypeError, "int() can't convert non-string with explicit base");
}
function long_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseArgs(INT_NEW, args, kwds);
  return values === null ? NULL : long_new_impl(type, values[0], values[1]);
}
function long_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (kwnames !== NULL) return _PyObject_MakeTpCall(type, args, nargs, kwnames);
  if (nargs === 1) return PyNumber_Long(ARG(args, 0));
  if (nargs === 0) return PyLong_FromNumber(0);
  if (nargs === 2) return long_new_impl(type, ARG(args, 0), ARG(args, 1));
  return PyErr_Format(PyExc_TypeError, `int expected at most 2 arguments, got ${nargs}`);
}

// ---- methods ----

function int_bit_length(self: PyObject): New | NULL {
  return PyLong_FromNumber(_PyLong_NumBits(self));
}
function popcount(x: number): number {
  x -= (x >>> 1) & 0x55555555;
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
function int_bit_count(self: PyObject): New | NULL {
  if (_PyLong_DigitCount(self) <= 1) return PyLong_FromNumber(popcount(Math.abs(H[self + 5])));
  const value = PyLong_AsBigInt(self), text = (value < 0n ? -value : value).toString(16);
  let n = 0;
  for (let i = 0; i < text.length; i += 8) n += popcount(parseInt(text.slice(i, i + 8), 16) | 0);
  return PyLong_FromNumber(n);
}
function int_as_integer_ratio(self: PyObject): New | NULL {
  const numerator = arith.long_long(self);
  if (numerator === NULL) return NULL;
  const result = PyTuple_Pack(numerator, PyLong_FromNumber(1) as New);
  Py_DECREF(numerator);
  return result;
}
function int___getnewargs__(self: PyObject): New | NULL {
  const copy = _PyLong_Copy(self);
  if (copy === NULL) return NULL;
  const result = PyTuple_Pack(copy);
  Py_DECREF(copy);
  return result;
}
function int___format__(self: PyObject, format_spec: PyObject | NULL): New | NULL {
  if (!PyUnicode_Check(format_spec as PyObject)) return _PyArg_BadArgument('__format__', 'argument', 'str', format_spec as PyObject);
  return _PyLong_FormatAdvanced(self, format_spec as PyObject);
}
function int___sizeof__(self: PyObject): New | NULL {
  const ndigits = _PyLong_DigitCount(self);
  return PyLong_FromNumber(24 + 4 * (ndigits < 1 ? 1 : ndigits));
}
function long_float(self: PyObject): New | NULL {
  const value = PyLong_AsDouble(self);
  return value === -1 && PyErr_Occurred() !== NULL ? NULL : PyFloat_FromDouble(value);
}
function long_dealloc(op: PyObject): void {
  if (PyLong_CheckExact(op)) PyObject_Del(op);
  else slots(Py_TYPE(op)).tp_free!(op);
}

/** Names and docs of sys.int_info. CPython: int_info_fields */
export const int_info_fields: readonly (readonly [string, string])[] = [
  ['bits_per_digit', 'size of a digit in bits'], ['sizeof_digit', 'size in bytes of the C type used to represent a digit'],
  ['default_max_str_digits', 'maximum string conversion digits limitation'], ['str_digits_check_threshold', 'minimum positive value for int_max_str_digits'],
];

defineType(PyLong_Type, {
  tp_name: 'int', tp_base: PyBaseObject_Type, tp_basicsize: 24, tp_itemsize: 4, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_LONG_SUBCLASS | _Py_TPFLAGS_MATCH_SELF,
  tp_doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\nMake an integer of a number or of text; without arguments, 0.\nA number is asked for its __int__(), which cuts a fraction off.\n\nText (str, bytes or bytearray) holds a literal in the given base, 10 unless\nsaid otherwise, with an optional sign and spaces around it.  Bases are 0 and\n2 to 36; base 0 reads the base from the literal's prefix.\n>>> int('0b100', base=0)\n4",
  slots: {
    tp_dealloc: long_dealloc, tp_repr: long_to_decimal_string, tp_hash: long_hash, tp_richcompare: long_richcompare, tp_new: long_new, tp_free: PyObject_Del, tp_vectorcall: long_vectorcall,
    nb_add: arith.long_add, nb_subtract: arith.long_sub, nb_multiply: arith.long_mul, nb_remainder: arith.long_mod, nb_divmod: arith.long_divmod, nb_power: arith.long_pow,
    nb_negative: arith.long_neg, nb_positive: arith.long_long, nb_absolute: arith.long_abs, nb_bool: arith.long_bool, nb_invert: arith.long_invert,
    nb_lshift: arith.long_lshift, nb_rshift: arith.long_rshift, nb_and: arith.long_and, nb_xor: arith.long_xor, nb_or: arith.long_or,
    nb_int: arith.long_long, nb_float: long_float, nb_floor_divide: arith.long_div, nb_true_divide: arith.long_true_divide, nb_index: arith.long_long,
  },
  methods: [
    method('conjugate', '($self, /)', arith.long_long, 'The complex conjugate of an integer: itself.'),
    method('bit_length', '($self, /)', int_bit_length, 'How many bits the absolute value takes.\n\n>>> bin(37)\n\'0b100101\'\n>>> (37).bit_length()\n6'),
    method('bit_count', '($self, /)', int_bit_count, 'How many bits of the absolute value are one.\n\n>>> bin(13)\n\'0b1101\'\n>>> (13).bit_count()\n3'),
    method('to_bytes', "($self, /, length=1, byteorder='big', *, signed=False)", int_to_bytes, "The integer as bytes.\n\n  length\n    How many bytes; OverflowError when they are too few.\n  byteorder\n    'big' puts the most significant byte first, 'little' last.\n  signed\n    Whether two's complement is used; without it a negative integer is an OverflowError."),
    method('from_bytes', "($type, /, bytes, byteorder='big', *, signed=False)", int_from_bytes, "The integer that bytes stand for.\n\n  bytes\n    An object with the buffer protocol, or an iterable of bytes.\n  byteorder\n    'big': the most significant byte is first; 'little': it is last.\n  signed\n    Whether two's complement is used.", METH_CLASS),
    method('as_integer_ratio', '($self, /)', int_as_integer_ratio, 'The integer as a ratio: (itself, 1).\n\n>>> (10).as_integer_ratio()\n(10, 1)\n>>> (0).as_integer_ratio()\n(0, 1)'),
    method('__trunc__', '($self, /)', arith.long_long, 'An integer has no fraction: itself.'),
    method('__floor__', '($self, /)', arith.long_long, 'Rounded down: itself.'),
    method('__ceil__', '($self, /)', arith.long_long, 'Rounded up: itself.'),
    method('__round__', '($self, ndigits=<unrepresentable>, /)', arith.long_round, 'Rounding gives the integer itself.\n\nA negative number of digits rounds to tens, hundreds and so on, half to even.'),
    method('__getnewargs__', '($self, /)', int___getnewargs__),
    method('__format__', '($self, format_spec, /)', int___format__, 'Text by a format specifier.'),
    method('__sizeof__', '($self, /)', int___sizeof__, 'Size in memory, in bytes.'),
    method('is_integer', '($self, /)', () => Py_NewRef(_Py_TrueStruct), 'True; as float.is_integer has it.'),
  ],
  getset: [
    {name: 'real', get: arith.long_long, doc: 'the real part of a complex number'},
    {name: 'imag', get: () => PyLong_FromNumber(0), doc: 'the imaginary part of a complex number'},
    {name: 'numerator', get: arith.long_long, doc: 'the numerator of a rational number in lowest terms'},
    {name: 'denominator', get: () => PyLong_FromNumber(1), doc: 'the denominator of a rational number in lowest terms'},
  ],
});
