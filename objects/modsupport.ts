/** Values by C's formats, the inverse of getargs-format.ts. CPython: Python/modsupport.c Py_BuildValue() */
import {PyList_SET_ITEM, PyTuple_SET_ITEM} from '../runtime/generated/accessors';
import {PyExc_SystemError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyBytes_FromUint8Array} from './bytesobject';
import {PyComplex_FromCComplex, type Py_complex} from './complexobject';
import {PyDict_New, PyDict_SetItem} from './dictobject';
import {PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString} from './errors';
import {PyFloat_FromDouble} from './floatobject';
import {PyList_New} from './listobject';
import {PyLong_FromBigInt, PyLong_FromNumber} from './longobject';
import {PyTuple_New} from './tupleobject';
import {PyUnicode_DecodeUTF8} from './unicode-codecs';
import {PyUnicode_FromOrdinal, PyUnicode_FromString} from './unicodeobject';

/** Makes an object of what follows it among the values: the function of `O&`. */
export type ValueMaker = (value: unknown) => New | NULL;
/** A value for a format: numbers and bigints for the letters of integers and floats, a string or bytes for `s z U y`, objects for `O S N` (N is stolen). With `#` a length follows. */
export type BuildValue = PyObject | number | bigint | string | Uint8Array | Py_complex | ValueMaker | null | undefined | unknown;

const CLOSING: Readonly<Record<string, string>> = {'(': ')', '[': ']', '{': '}'};
const systemError = (message: string): NULL => PyErr_SetString(PyExc_SystemError, message);

/** The place in a format and among its values. */
class ValueBuilder {
  at = 0;
  private next = 0;
  constructor(private readonly format: string, private readonly values: readonly BuildValue[]) {}

  private value(): BuildValue {
    return this.values[this.next++];
  }
  /** How many values there are up to a closing character; -1 with SystemError. CPython: countformat() */
  count(end: string): number {
    let n = 0, level = 0;
    for (let i = this.at; level > 0 || this.format.charAt(i) !== end; i++) {
      const c = this.format.charAt(i);
      if (c === '') {
        systemError('unmatched paren in format');
        return -1;
      }
      if ('([{'.includes(c)) {
        if (level++ === 0) n++;
      } else if (')]}'.includes(c)) level--;
      else if (!'#&,: \t'.includes(c) && level === 0) n++;
    }
    return n;
  }
  /** Steps over the end of a group. CPython: check_end() */
  private atEnd(end: string): boolean {
    for (; this.format.charAt(this.at) !== end; this.at++) {
      if (!' \t,:'.includes(this.format.charAt(this.at)) || this.at >= this.format.length) {
        systemError('Unmatched paren in format');
        return false;
      }
    }
    if (end !== '') this.at++;
    return true;
  }
  /** Makes what is left of a group that failed, so that stolen references are released. CPython: do_ignore() */
  private ignore(end: string, n: number): NULL {
    for (let i = 0; i < n; i++) {
      const exc = PyErr_GetRaisedException();
      const value = this.one();
      Py_XDECREF(value);
      PyErr_SetRaisedException(exc);
    }
    this.atEnd(end);
    return NULL;
  }
  /** The values of a group in a new tuple or list. CPython: do_mktuple(), do_mklist() */
  sequence(end: string, n: number, make: (size: number) => New | NULL, put: (op: PyObject, i: number, item: New) => void): New | NULL {
    if (n < 0) return NULL;
    const op = make(n);
    if (op === NULL) return this.ignore(end, n);
    for (let i = 0; i < n; i++) {
      const item = this.one();
      if (item === NULL) {
        this.ignore(end, n - i - 1);
        Py_DECREF(op);
        return NULL;
      }
      put(op, i, item);
    }
    if (this.atEnd(end)) return op;
    Py_DECREF(op);
    return NULL;
  }
  /** CPython: do_mkdict() */
  private dict(n: number): New | NULL {
    if (n < 0) return NULL;
    if (n % 2 !== 0) {
      systemError('Bad dict format');
      return this.ignore('}', n);
    }
    const d = PyDict_New();
    if (d === NULL) return this.ignore('}', n);
    for (let i = 0; i < n; i += 2) {
      const key = this.one(), value = key === NULL ? NULL : this.one();
      const failed = key === NULL || value === NULL || PyDict_SetItem(d, key, value) < 0;
      if (failed) this.ignore('}', n - i - (key === NULL ? 1 : 2));
      Py_XDECREF(key);
      Py_XDECREF(value);
      if (failed) {
        Py_DECREF(d);
        return NULL;
      }
    }
    if (this.atEnd('}')) return d;
    Py_DECREF(d);
    return NULL;
  }
  /** One value. escapes (converters). CPython: do_mkvalue() */
  one(): New | NULL {
    for (;;) {
      const c = this.format.charAt(this.at++);
      switch (c) {
        case '(': return this.sequence(CLOSING[c], this.count(')'), PyTuple_New, PyTuple_SET_ITEM);
        case '[': return this.sequence(CLOSING[c], this.count(']'), PyList_New, PyList_SET_ITEM);
        case '{': return this.dict(this.count('}'));
        case 'b': case 'B': case 'h': case 'i': return integer(this.value(), 32, true);
        case 'H': case 'I': return integer(this.value(), 32, false);
        case 'n': case 'l': case 'L': return integer(this.value(), 64, true);
        case 'k': case 'K': return integer(this.value(), 64, false);
        case 'f': case 'd': return PyFloat_FromDouble(this.value() as number);
        case 'D': return PyComplex_FromCComplex(this.value() as Py_complex);
        case 'c': return PyBytes_FromUint8Array(Uint8Array.of(this.value() as number));
        case 'C': return PyUnicode_FromOrdinal(this.value() as number);
        case 's': case 'z': case 'U': case 'u': case 'y': return this.text(c);
        case 'N': case 'S': case 'O': return this.object(c);
        case ':': case ',': case ' ': case '\t': break;
        default: return systemError('bad format char passed to Py_BuildValue');
      }
    }
  }
  private text(c: string): New | NULL {
    const value = this.value() as string | Uint8Array | null;
    let size = -1;
    if (this.format.charAt(this.at) === '#') {
      this.at++;
      size = this.value() as number;
    }
    if (value === null) return Py_NewRef(_Py_NoneStruct);
    if (typeof value === 'string' && c !== 'y') return PyUnicode_FromString(size < 0 ? value : value.slice(0, size));
    const all = typeof value === 'string' ? new TextEncoder().encode(value) : value, bytes = all.subarray(0, size < 0 ? all.length : size);
    return c === 'y' ? PyBytes_FromUint8Array(bytes) : PyUnicode_DecodeUTF8(bytes, null);
  }
  private object(c: string): New | NULL {
    const value = this.value();
    if (this.format.charAt(this.at) === '&') {
      this.at++;
      return (value as ValueMaker)(this.value());
    }
    const op = (value ?? NULL) as PyObject | NULL;
    if (op !== NULL) return c === 'N' ? op as New : Py_NewRef(op);
    // a NULL from a call that failed passes its exception on
    return PyErr_Occurred() !== NULL ? NULL : systemError('NULL object passed to Py_BuildValue');
  }
}
/** An int of a C integer, which a value is cast to. */
function integer(value: BuildValue, bits: number, signed: boolean): New | NULL {
  if (typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) < 2 ** 31) return PyLong_FromNumber(signed || value >= 0 ? value : Number(BigInt.asUintN(bits, BigInt(value))));
  const exact = BigInt(value as number | bigint);
  return PyLong_FromBigInt(signed ? BigInt.asIntN(bits, exact) : BigInt.asUintN(bits, exact));
}
/** A value by a format: None for an empty one, the value itself for one, a tuple of more; NULL with an exception. CPython: Py_BuildValue() */
export function Py_BuildValue(format: string, ...values: readonly BuildValue[]): New | NULL {
  const builder = new ValueBuilder(format, values), n = builder.count('');
  if (n < 0) return NULL;
  if (n === 0) return Py_NewRef(_Py_NoneStruct);
  return n === 1 ? builder.one() : builder.sequence('', n, PyTuple_New, PyTuple_SET_ITEM);
}
