/** _testlimitedcapi: ints and the C types, calls by vectorcall. CPython: Modules/_testlimitedcapi/long.c, testcapi_long.h, vectorcall_limited.c */
import {PyObject_Vectorcall, PyObject_VectorcallMethod} from '../../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyLong_AsDouble, PyLong_AsLong, PyLong_AsLongAndOverflow, PyLong_AsLongLong, PyLong_AsSize_t, PyLong_AsSsize_t, PyLong_AsUnsignedLong, PyLong_AsUnsignedLongLong, PyLong_AsUnsignedLongMask, PyLong_FromBigInt} from '../../objects/longobject';
import {PyModule_AddType} from '../../objects/moduleobject';
import {Py_CONSTANT_ELLIPSIS, Py_CONSTANT_FALSE, Py_CONSTANT_NONE, Py_CONSTANT_NOT_IMPLEMENTED, Py_CONSTANT_TRUE, Py_GetConstantBorrowed} from '../../objects/object-constants';
import {PyTuple_New, PyTuple_SetItem} from '../../objects/tupleobject';
import {PyType_GenericNew} from '../../objects/typeobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_InternFromString} from '../../objects/unicode-intern';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {H} from '../../runtime/current';
import {PyExc_AssertionError, PyExc_OverflowError, PyExc_TypeError, _Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, type PyMethodDef} from '../../runtime/methoddef';
import {PyMem_RawFree, PyMem_RawMalloc} from '../../runtime/obmalloc';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_VECTORCALL} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {object} from './_testlimitedcapi-table';

const None = (): New => Py_NewRef(_Py_NoneStruct);
/** A test that says what is wrong, or '' when all is well. */
const claim = (name: string, run: () => string): PyMethodDef => hiddenMethod(name, '()', () => {
  const failed = run();
  return failed === '' ? None() : PyErr_Format(PyExc_AssertionError, `${name}: ${failed}`);
});
/** What `use` says of an int. */
function withInt<T>(value: bigint, use: (op: PyObject) => T): T {
  const op = PyLong_FromBigInt(value) as New, result = use(op);
  Py_DECREF(op);
  return result;
}
/** Whether an exception is set, which is cleared. */
function raised(kind: PyObject): boolean {
  const found = PyErr_Occurred() !== NULL && PyErr_ExceptionMatches(kind);
  PyErr_Clear();
  return found;
}
const MIN = -(2n ** 63n), MAX = 2n ** 63n - 1n, UMAX = 2n ** 64n - 1n;

/** Ints around every power of two, to a C type and back. */
function roundTrip(signed: (op: PyObject) => number, unsigned: (op: PyObject) => number): string {
  for (let bits = 0n; bits <= 66n; bits++) {
    for (let near = -3n; near <= 3n; near++) {
      for (const value of [(1n << bits) + near, -(1n << bits) + near]) {
        for (const [convert, least, most] of [[signed, MIN, MAX], [unsigned, 0n, UMAX]] as const) {
          const found = withInt(value, convert), fits = value >= least && value <= most;
          // beyond 2**53 the result is rounded
          if (fits ? PyErr_Occurred() !== NULL || found !== Number(value) : found !== -1 || !raised(PyExc_OverflowError)) return `${value} ${fits ? 'is changed' : 'fits'}`;
        }
      }
    }
  }
  const none: PyObject = _Py_NoneStruct;
  return signed(none) === -1 && raised(PyExc_TypeError) && unsigned(none) === -1 && raised(PyExc_TypeError) ? '' : 'None is an int';
}
function andOverflow(): string {
  for (const [value, result, overflow] of [[MAX, Number(MAX), 0], [MIN, Number(MIN), 0], [MAX + 1n, -1, 1], [MIN - 1n, -1, -1], [1n << 80n, -1, 1], [-(1n << 80n), -1, -1], [0xffn, 255, 0], [-0xffn, -255, 0]] as const) {
    const found = withInt(value, PyLong_AsLongAndOverflow);
    if (PyErr_Occurred() !== NULL || found.value !== result || found.overflow !== overflow) return String(value);
  }
  return '';
}
function asDouble(): string {
  if (withInt(1n << 1024n, PyLong_AsDouble) !== -1 || !raised(PyExc_OverflowError)) return '2**1024 fits';
  if (withInt(MAX, PyLong_AsDouble) !== Number(MAX)) return 'wrong value';
  return PyLong_AsDouble(_Py_NoneStruct) === -1 && raised(PyExc_TypeError) ? '' : 'None is an int';
}
function asSize(): string {
  for (const convert of [PyLong_AsSize_t, PyLong_AsSsize_t]) if (convert(_Py_NoneStruct) !== -1 || !raised(PyExc_TypeError)) return 'None is an int';
  return withInt(12345n, PyLong_AsSize_t) === 12345 && withInt(-12345n, PyLong_AsSsize_t) === -12345 ? '' : 'wrong value';
}
function mask(): string {
  for (const value of [0n, 1n, -1n, MAX, UMAX, UMAX + 5n]) if (withInt(value, PyLong_AsUnsignedLongMask) !== BigInt.asUintN(64, value)) return String(value);
  PyLong_AsUnsignedLongMask(_Py_EllipsisObject);
  return raised(PyExc_TypeError) ? '' : 'Ellipsis is an int';
}

// ---- vectorcall ----

/** Calls something with (self,) 'foo' and baz='bar'. @steals name */
function callWith(self: PyObject | NULL, target: PyObject): New | NULL {
  const values = [PyUnicode_FromString('foo'), PyUnicode_FromString('bar')], kwnames = PyTuple_New(1), baz = PyUnicode_InternFromString('baz');
  let result: New | NULL = NULL;
  if (values[0] !== NULL && values[1] !== NULL && kwnames !== NULL && baz !== NULL && PyTuple_SetItem(kwnames, 0, baz) === 0) {
    const row = PyMem_RawMalloc(24), first = self === NULL ? 0 : 1;
    if (self !== NULL) H[row] = self;
    values.forEach((value, i) => {
      H[row + 2 * (first + i)] = value;
    });
    result = self === NULL ? PyObject_Vectorcall(target, row, 1, kwnames) : PyObject_VectorcallMethod(target, row, 2, kwnames);
    PyMem_RawFree(row);
  }
  for (const value of values) Py_XDECREF(value);
  Py_XDECREF(kwnames);
  return result;
}
const LimitedVectorCallClass: TypeSpec = {
  tp_name: '_testlimitedcapi.LimitedVectorCallClass', tp_basicsize: 24, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_VECTORCALL,
  slots: {tp_new: PyType_GenericNew, tp_call: () => PyUnicode_FromString('tp_call called'), vectorcall: () => PyUnicode_FromString('vectorcall called')},
};
/** The type. */
export function addVectorcallLimited(module: PyObject): number {
  const type = PyType_FromModuleAndSpec(module, LimitedVectorCallClass, NULL);
  if (type === NULL) return -1;
  const status = PyModule_AddType(module, type);
  Py_DECREF(type);
  return status;
}

const CONSTANTS: readonly (readonly [id: number, op: PyObject])[] = [
  [Py_CONSTANT_NONE, _Py_NoneStruct], [Py_CONSTANT_FALSE, _Py_FalseStruct], [Py_CONSTANT_TRUE, _Py_TrueStruct], [Py_CONSTANT_ELLIPSIS, _Py_EllipsisObject], [Py_CONSTANT_NOT_IMPLEMENTED, _Py_NotImplementedStruct],
];
/** The functions. */
export const LONG_TESTS: readonly PyMethodDef[] = [
  claim('test_long_api', () => roundTrip(PyLong_AsLong, PyLong_AsUnsignedLong)), claim('test_longlong_api', () => roundTrip(PyLong_AsLongLong, PyLong_AsUnsignedLongLong)),
  claim('test_long_and_overflow', andOverflow), claim('test_long_long_and_overflow', andOverflow), claim('test_long_as_double', asDouble), claim('test_long_as_size_t', asSize), claim('test_long_as_unsigned_long_long_mask', mask),
  claim('test_constants', () => (CONSTANTS.every(([id, op]) => Py_GetConstantBorrowed(id) === op) ? '' : 'another object')),
  object('call_vectorcall', 'o', callable => callWith(NULL, callable)),
  object('call_vectorcall_method', 'o', callable => {
    const name = PyUnicode_FromString('f');
    if (name === NULL) return PyErr_SetString(PyExc_AssertionError, 'out of memory');
    const result = callWith(callable, name);
    Py_DECREF(name);
    return result;
  }),
];
