/** bool. CPython: Objects/boolobject.c */
import {H} from '../runtime/current';
import {ARG, PyBool_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_BOOL} from '../runtime/generated/accessors';
import {ID_False, ID_True} from '../runtime/generated/ids';
import {PyBool_Type, PyExc_DeprecationWarning, PyLong_Type, _Py_FalseStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_NewRef} from '../runtime/object';
import {defineType} from '../runtime/typespec';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyErr_WarnEx} from './errors';
import {_PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames} from './getargs';
import * as arith from './longobject-arith';
import {PyObject_IsTrue} from './object';

/** Fills True and False of a new runtime. CPython: the static objects of boolobject.c */
export function initBools(): void {
  H[_Py_FalseStruct] = H[_Py_TrueStruct] = -1;
  H[_Py_FalseStruct + 2] = H[_Py_TrueStruct + 2] = PyBool_Type;
  H[_Py_FalseStruct + 3] = H[_Py_TrueStruct + 3] = 0;
  H[_Py_FalseStruct + 4] = 1;
  H[_Py_FalseStruct + 5] = 0;
  H[_Py_TrueStruct + 4] = 8;
  H[_Py_TrueStruct + 5] = 1;
}
/** A bool, as a new reference. CPython: PyBool_FromLong() */
export function PyBool_FromLong(ok: number | boolean): New {
  return Py_NewRef(ok ? _Py_TrueStruct : _Py_FalseStruct);
}
function bool_repr(self: PyObject): New {
  return Py_NewRef(self === _Py_TrueStruct ? ID_True : ID_False);
}
function bool_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (kwds !== NULL && !_PyArg_NoKeywords('bool', kwds)) return NULL;
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional('bool', n, 0, 1)) return NULL;
  return truth(n === 0 ? NULL : PyTuple_GET_ITEM(args, 0));
}
function truth(x: PyObject | NULL): New | NULL {
  const ok = x === NULL ? 0 : PyObject_IsTrue(x);
  return ok < 0 ? NULL : PyBool_FromLong(ok);
}
function bool_vectorcall(_type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (kwnames !== NULL && !_PyArg_NoKwnames('bool', kwnames)) return NULL;
  if (!_PyArg_CheckPositional('bool', nargs, 0, 1)) return NULL;
  return truth(nargs === 0 ? NULL : ARG(args, 0));
}
const INVERT_WARNING = 'Bitwise inversion \'~\' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the \'not\' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.';
function bool_invert(v: PyObject): New | NULL {
  return PyErr_WarnEx(PyExc_DeprecationWarning, INVERT_WARNING, 1) < 0 ? NULL : arith.long_invert(v);
}
function bool_and(a: PyObject, b: PyObject): New | NULL {
  return PyBool_Check(a) && PyBool_Check(b) ? Py_NewRef(Py_BOOL(a === _Py_TrueStruct && b === _Py_TrueStruct)) : arith.long_and(a, b);
}
function bool_or(a: PyObject, b: PyObject): New | NULL {
  return PyBool_Check(a) && PyBool_Check(b) ? Py_NewRef(Py_BOOL(a === _Py_TrueStruct || b === _Py_TrueStruct)) : arith.long_or(a, b);
}
function bool_xor(a: PyObject, b: PyObject): New | NULL {
  return PyBool_Check(a) && PyBool_Check(b) ? Py_NewRef(Py_BOOL(a !== b)) : arith.long_xor(a, b);
}

defineType(PyBool_Type, {
  tp_name: 'bool', tp_base: PyLong_Type, tp_basicsize: 24, tp_itemsize: 4,
  tp_doc: 'bool(object=False, /)\n--\n\nTrue when the argument is true, else False.\n\nThere are two bools, True and False.  bool is a subclass of int and has no\nsubclasses itself.',
  slots: {
    tp_repr: bool_repr, tp_new: bool_new, tp_vectorcall: bool_vectorcall, tp_dealloc: () => undefined,
    nb_invert: bool_invert, nb_and: bool_and, nb_or: bool_or, nb_xor: bool_xor,
  },
});
