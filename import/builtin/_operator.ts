/** The module _operator: the operators as functions, and callables that fetch. CPython: Modules/_operator.c */
import * as number from '../../objects/abstract-number';
import {PyNumber_Index} from '../../objects/abstract-number';
import {PyObject_DelItem, PyObject_GetItem, PyObject_LengthHint, PyObject_SetItem} from '../../objects/abstract-object';
import {PySequence_Concat, PySequence_Contains, PySequence_Count, PySequence_InPlaceConcat, PySequence_Index} from '../../objects/abstract-sequence';
import {PyObject_CheckBuffer, copyOfBytes} from '../../objects/abstract-buffer';
import {PyObject_Vectorcall} from '../../objects/call';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyLong_AsSsize_t, PyLong_FromSsize_t} from '../../objects/longobject';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_AddType, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {PyObject_IsTrue, PyObject_RichCompare, Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT, Py_NE} from '../../objects/object';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {_PyUnicode_TEXT} from '../../objects/unicodeobject';
import {ARG, PyUnicode_Check, PyUnicode_IS_ASCII, Py_BOOL} from '../../runtime/generated/accessors';
import {PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {type binaryfunc, type unaryfunc} from '../../runtime/typeslots';
import {attrgetter_spec, itemgetter_spec, methodcaller_spec} from './_operator-getters';

const one = (name: string, fn: unaryfunc, doc: string): PyMethodDef => method(name, '($module, a, /)', (_module, a) => fn(a as PyObject), doc);
const two = (name: string, fn: binaryfunc, doc: string): PyMethodDef => method(name, '($module, a, b, /)', (_module, a, b) => fn(a as PyObject, b as PyObject), doc);
const compare = (name: string, op: number, sign: string): PyMethodDef => two(name, (a, b) => PyObject_RichCompare(a, b, op), `Same as a ${sign} b.`);
function truth(ok: number, invert = false): New | NULL {
  return ok < 0 ? NULL : Py_NewRef(Py_BOOL(ok !== 0 !== invert));
}
function none(status: number): New | NULL {
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function size(n: number): New | NULL {
  return n === -1 && PyErr_Occurred() !== NULL ? NULL : PyLong_FromSsize_t(n);
}
function length_hint(_module: PyObject, obj: PyObject | NULL, fallback: PyObject | NULL): New | NULL {
  let value = 0;
  if (fallback !== NULL) {
    const index = PyNumber_Index(fallback);
    if (index === NULL) return NULL;
    value = PyLong_AsSsize_t(index);
    Py_DECREF(index);
    if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
  }
  return size(PyObject_LengthHint(obj as PyObject, value));
}
function operator_call(_module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs === 0) return PyErr_SetString(PyExc_TypeError, 'call expected at least 1 argument, got 0');
  return PyObject_Vectorcall(ARG(args, 0), args + 2, nargs - 1, kwnames);
}
/** Compares without stopping at the first difference. CPython: tscmp() */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length === b.length ? 0 : 1;
  for (let i = 0; i < b.length; i++) difference |= (a.length === b.length ? a[i] : b[i]) ^ b[i];
  return difference === 0;
}
function compare_digest(a: PyObject, b: PyObject): New | NULL {
  if (PyUnicode_Check(a) && PyUnicode_Check(b)) {
    if (!PyUnicode_IS_ASCII(a) || !PyUnicode_IS_ASCII(b)) return PyErr_SetString(PyExc_TypeError, 'comparing strings with non-ASCII characters is not supported');
    const encoder = new TextEncoder();
    return Py_NewRef(Py_BOOL(sameBytes(encoder.encode(_PyUnicode_TEXT(a) as string), encoder.encode(_PyUnicode_TEXT(b) as string))));
  }
  if (!PyObject_CheckBuffer(a) && !PyObject_CheckBuffer(b)) return PyErr_Format(PyExc_TypeError, `unsupported operand types(s) or combination of types: '${typeName(a)}' and '${typeName(b)}'`);
  const first = copyOfBytes(a), second = first === null ? null : copyOfBytes(b);
  return first === null || second === null ? NULL : Py_NewRef(Py_BOOL(sameBytes(first, second)));
}

const operatormodule = new PyModuleDef('_operator', {
  m_doc: 'The operators of Python as functions.', m_size: 0,
  m_methods: [
    one('truth', a => truth(PyObject_IsTrue(a)), 'True when a is true.'), two('contains', (a, b) => truth(PySequence_Contains(a, b)), 'Same as b in a (note the order).'),
    two('indexOf', (a, b) => size(PySequence_Index(a, b)), 'Where b occurs first in a.'), two('countOf', (a, b) => size(PySequence_Count(a, b)), 'How often b occurs in a.'),
    two('is_', (a, b) => Py_NewRef(Py_BOOL(a === b)), 'Same as a is b.'), two('is_not', (a, b) => Py_NewRef(Py_BOOL(a !== b)), 'Same as a is not b.'),
    two('add', number.PyNumber_Add, 'Same as a + b.'), two('sub', number.PyNumber_Subtract, 'Same as a - b.'), two('mul', number.PyNumber_Multiply, 'Same as a * b.'),
    two('matmul', number.PyNumber_MatrixMultiply, 'Same as a @ b.'), two('floordiv', number.PyNumber_FloorDivide, 'Same as a // b.'), two('truediv', number.PyNumber_TrueDivide, 'Same as a / b.'),
    two('mod', number.PyNumber_Remainder, 'Same as a % b.'), one('neg', number.PyNumber_Negative, 'Same as -a.'), one('pos', number.PyNumber_Positive, 'Same as +a.'),
    one('abs', number.PyNumber_Absolute, 'Same as abs(a).'), one('inv', number.PyNumber_Invert, 'Same as ~a.'), one('invert', number.PyNumber_Invert, 'Same as ~a.'),
    two('lshift', number.PyNumber_Lshift, 'Same as a << b.'), two('rshift', number.PyNumber_Rshift, 'Same as a >> b.'), one('not_', a => truth(PyObject_IsTrue(a), true), 'Same as not a.'),
    two('and_', number.PyNumber_And, 'Same as a & b.'), two('xor', number.PyNumber_Xor, 'Same as a ^ b.'), two('or_', number.PyNumber_Or, 'Same as a | b.'),
    two('iadd', number.PyNumber_InPlaceAdd, 'Same as a += b.'), two('isub', number.PyNumber_InPlaceSubtract, 'Same as a -= b.'), two('imul', number.PyNumber_InPlaceMultiply, 'Same as a *= b.'),
    two('imatmul', number.PyNumber_InPlaceMatrixMultiply, 'Same as a @= b.'), two('ifloordiv', number.PyNumber_InPlaceFloorDivide, 'Same as a //= b.'),
    two('itruediv', number.PyNumber_InPlaceTrueDivide, 'Same as a /= b.'), two('imod', number.PyNumber_InPlaceRemainder, 'Same as a %= b.'),
    two('ilshift', number.PyNumber_InPlaceLshift, 'Same as a <<= b.'), two('irshift', number.PyNumber_InPlaceRshift, 'Same as a >>= b.'), two('iand', number.PyNumber_InPlaceAnd, 'Same as a &= b.'),
    two('ixor', number.PyNumber_InPlaceXor, 'Same as a ^= b.'), two('ior', number.PyNumber_InPlaceOr, 'Same as a |= b.'), two('concat', PySequence_Concat, 'Same as a + b, for sequences.'),
    two('iconcat', PySequence_InPlaceConcat, 'Same as a += b, for sequences.'), two('getitem', PyObject_GetItem, 'Same as a[b].'),
    method('setitem', '($module, a, b, c, /)', (_module, a, b, c) => none(PyObject_SetItem(a as PyObject, b as PyObject, c as PyObject)), 'Same as a[b] = c.'),
    two('delitem', (a, b) => none(PyObject_DelItem(a, b)), 'Same as del a[b].'), two('pow', number._PyNumber_PowerNoMod, 'Same as a ** b.'),
    two('ipow', number._PyNumber_InPlacePowerNoMod, 'Same as a **= b.'), one('index', PyNumber_Index, 'Same as a.__index__().'),
    compare('eq', Py_EQ, '=='), compare('ne', Py_NE, '!='), compare('lt', Py_LT, '<'), compare('le', Py_LE, '<='), compare('gt', Py_GT, '>'), compare('ge', Py_GE, '>='),
    method('length_hint', '($module, obj, default=0, /)', length_hint, 'An estimate of how many items obj has.\n\nlen(obj), or what __length_hint__ says, or the default.'),
    two('_compare_digest', compare_digest, 'Same as a == b, in a time that does not tell where they differ.\n\nBoth are bytes-like, or both ASCII strings.'),
    rawMethod('call', '($module, obj, /, *args, **kwargs)', operator_call, 'Same as obj(*args, **kwargs).'),
  ],
  m_slots: [[Py_mod_exec, (module: PyObject) => {
    for (const spec of [attrgetter_spec, itemgetter_spec, methodcaller_spec]) {
      const type = PyType_FromModuleAndSpec(module, spec, NULL);
      if (type === NULL) return -1;
      const status = PyModule_AddType(module, type);
      Py_DECREF(type);
      if (status < 0) return -1;
    }
    return 0;
  }], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit__operator(): PyModuleDef {
  return PyModuleDef_Init(operatormodule);
}
