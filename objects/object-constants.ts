/** Constants by number, for code that links to no variables. CPython: Objects/object.c Py_GetConstant() */
import {STR_empty} from '../runtime/generated/ids';
import {_PyTuple_Empty, _Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_NewRef} from '../runtime/object';
import type {NULL, New, PyObject} from '../runtime/types';
import {bytes_new_empty} from './bytesobject';
import {PyErr_BadInternalCall} from './errors';
import {PyLong_FromNumber} from './longobject';

export const Py_CONSTANT_NONE = 0, Py_CONSTANT_FALSE = 1, Py_CONSTANT_TRUE = 2, Py_CONSTANT_ELLIPSIS = 3, Py_CONSTANT_NOT_IMPLEMENTED = 4, Py_CONSTANT_ZERO = 5, Py_CONSTANT_ONE = 6, Py_CONSTANT_EMPTY_STR = 7;
export const Py_CONSTANT_EMPTY_BYTES = 8, Py_CONSTANT_EMPTY_TUPLE = 9;

/** The constant of a number, one of Py_CONSTANT_*. @raises SystemError */
export function Py_GetConstant(constant_id: number): New | NULL {
  switch (constant_id) {
    case Py_CONSTANT_NONE: return Py_NewRef(_Py_NoneStruct);
    case Py_CONSTANT_FALSE: return Py_NewRef(_Py_FalseStruct);
    case Py_CONSTANT_TRUE: return Py_NewRef(_Py_TrueStruct);
    case Py_CONSTANT_ELLIPSIS: return Py_NewRef(_Py_EllipsisObject);
    case Py_CONSTANT_NOT_IMPLEMENTED: return Py_NewRef(_Py_NotImplementedStruct);
    case Py_CONSTANT_ZERO: return PyLong_FromNumber(0);
    case Py_CONSTANT_ONE: return PyLong_FromNumber(1);
    case Py_CONSTANT_EMPTY_STR: return Py_NewRef(STR_empty);
    case Py_CONSTANT_EMPTY_BYTES: return bytes_new_empty();
    case Py_CONSTANT_EMPTY_TUPLE: return Py_NewRef(_PyTuple_Empty);
    default: return PyErr_BadInternalCall();
  }
}
/** The same, borrowed: the constants are immortal. CPython: Py_GetConstantBorrowed() */
export function Py_GetConstantBorrowed(constant_id: number): PyObject | NULL {
  return Py_GetConstant(constant_id);
}
