/** Ints, floats and complex numbers in _testlimitedcapi. CPython: Modules/_testlimitedcapi/long.c, float.c, complex.c */
import {PyComplex_Check, PyComplex_FromDoubles, PyComplex_ImagAsDouble, PyComplex_RealAsDouble} from '../../objects/complexobject';
import {PyErr_BadArgument, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_Check, PyFloat_FromDouble, PyFloat_FromString} from '../../objects/floatobject';
import {PyLong_AsDouble, PyLong_AsInt, PyLong_AsLong, PyLong_AsLongAndOverflow, PyLong_AsLongLong, PyLong_AsSize_t, PyLong_AsSsize_t, PyLong_AsUnsignedLong, PyLong_AsUnsignedLongLong, PyLong_AsUnsignedLongMask, PyLong_AsVoidPtr, PyLong_FromBigInt, PyLong_FromDouble, PyLong_FromNumber, PyLong_FromVoidPtr} from '../../objects/longobject';
import {packSteal} from '../../objects/tupleobject';
import {PyComplex_CheckExact, PyFloat_CheckExact, PyLong_Check, PyLong_CheckExact} from '../../runtime/generated/accessors';
import {PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyLong_FromString} from '../../objects/longobject-string';
import {PyFloat_GetInfo} from './sys-data';
import {cBytes, cInteger, check, double, exactInteger, int, object} from './_testlimitedcapi-table';

/** (value, overflow): -1 beside an overflow to either side. */
function andOverflow(op: PyObject): New | NULL {
  const {value, overflow} = PyLong_AsLongAndOverflow(op);
  if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
  return packSteal(overflow === 0 ? exactInteger(op, value) : PyLong_FromNumber(-1), PyLong_FromNumber(overflow));
}
/** The lower 64 bits. */
function mask(op: PyObject): New | NULL {
  const value = PyLong_AsUnsignedLongMask(op);
  return value === null ? NULL : PyLong_FromBigInt(BigInt.asUintN(64, value));
}
/** The object at an address, None for 0. */
function asVoidPtr(op: PyObject): New | NULL {
  if (!PyLong_Check(op)) return PyErr_SetString(PyExc_TypeError, 'an integer is required');
  const value = PyLong_AsVoidPtr(op);
  if (value === 0) return PyErr_Occurred() !== NULL ? NULL : Py_NewRef(_Py_NoneStruct);
  // addresses are of bytes, objects are counted in words
  return Py_NewRef((value / 4) as PyObject);
}
/** (int, how many bytes were read): up to a zero. */
function fromString(data: Uint8Array | null, base: number): New | NULL {
  const bytes = cBytes(data ?? new Uint8Array(0)), text = Array.from(bytes, byte => String.fromCharCode(byte)).join('');
  return packSteal(PyLong_FromString(text, base), PyLong_FromNumber(bytes.length));
}
const badArgument = (): -1 => {
  PyErr_BadArgument();
  return -1;
};

/** The rows. */
export const NUMBERS: readonly PyMethodDef[] = [
  check('pylong_check', PyLong_Check),
  check('pylong_checkexact', PyLong_CheckExact),
  object('pylong_fromdouble', 'd', PyLong_FromDouble),
  object('pylong_fromvoidptr', 'N', op => PyLong_FromVoidPtr(op * 4)),
  int('pylong_asint', 'O', PyLong_AsInt), int('PyLong_AsInt', 'O', PyLong_AsInt), object('pylong_fromstring', 'yi', fromString),
  cInteger('pylong_aslong', PyLong_AsLong),
  object('pylong_aslongandoverflow', 'O', andOverflow),
  cInteger('pylong_asunsignedlong', PyLong_AsUnsignedLong),
  object('pylong_asunsignedlongmask', 'O', mask),
  cInteger('pylong_aslonglong', PyLong_AsLongLong),
  object('pylong_aslonglongandoverflow', 'O', andOverflow),
  cInteger('pylong_asunsignedlonglong', PyLong_AsUnsignedLongLong),
  object('pylong_asunsignedlonglongmask', 'O', mask),
  cInteger('pylong_as_ssize_t', PyLong_AsSsize_t),
  cInteger('pylong_as_size_t', PyLong_AsSize_t),
  double('pylong_asdouble', 'O', PyLong_AsDouble),
  object('pylong_asvoidptr', 'O', asVoidPtr),
  int('pylong_aspid', 'O', PyLong_AsInt),

  check('float_check', PyFloat_Check),
  check('float_checkexact', PyFloat_CheckExact),
  object('float_fromstring', 'O', PyFloat_FromString),
  object('float_fromdouble', 'd', PyFloat_FromDouble),
  double('float_asdouble', 'N', op => op === NULL ? badArgument() : PyFloat_AsDouble(op)),
  object('float_getinfo', '', PyFloat_GetInfo),
  object('float_getmax', '', () => PyFloat_FromDouble(Number.MAX_VALUE)),
  object('float_getmin', '', () => PyFloat_FromDouble(2.2250738585072014e-308)),

  check('complex_check', PyComplex_Check),
  check('complex_checkexact', PyComplex_CheckExact),
  object('complex_fromdoubles', 'dd', PyComplex_FromDoubles),
  double('complex_realasdouble', 'O', PyComplex_RealAsDouble),
  double('complex_imagasdouble', 'O', PyComplex_ImagAsDouble),
];
