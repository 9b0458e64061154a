/** None, NotImplemented and Ellipsis. CPython: Objects/object.c; ellipsis is Objects/sliceobject.c */
import {H} from '../runtime/current';
import {PyDict_GET_SIZE, PyTuple_GET_SIZE} from '../runtime/generated/accessors';
import {HASH_HI, PyEllipsis_Type, PyExc_DeprecationWarning, PyExc_TypeError, _PyNone_Type, _PyNotImplemented_Type, _Py_EllipsisObject, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {hiddenMethod} from '../runtime/methoddef';
import {Py_NewRef, _Py_SetImmortal} from '../runtime/object';
import {defineType} from '../runtime/typespec';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyErr_SetString, PyErr_WarnEx} from './errors';
import {_Py_BaseObject_RichCompare} from './object';
import {PyUnicode_FromString} from './unicodeobject';

function hasArguments(args: PyObject, kwds: PyObject | NULL): boolean {
  return PyTuple_GET_SIZE(args) !== 0 || (kwds !== NULL && PyDict_GET_SIZE(kwds) !== 0);
}
function none_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (hasArguments(args, kwds)) return PyErr_SetString(PyExc_TypeError, 'NoneType takes no arguments');
  return Py_NewRef(_Py_NoneStruct);
}
function notimplemented_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (hasArguments(args, kwds)) return PyErr_SetString(PyExc_TypeError, 'NotImplementedType takes no arguments');
  return Py_NewRef(_Py_NotImplementedStruct);
}
function ellipsis_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (hasArguments(args, kwds)) return PyErr_SetString(PyExc_TypeError, 'EllipsisType takes no arguments');
  return Py_NewRef(_Py_EllipsisObject);
}
function none_hash(): number {
  H[HASH_HI] = 0;
  return 0xfca86420 | 0;
}
function notimplemented_bool(): number {
  return PyErr_WarnEx(PyExc_DeprecationWarning, 'NotImplemented should not be used in a boolean context', 1) < 0 ? -1 : 1;
}

defineType(_PyNone_Type, {
  tp_name: 'NoneType', tp_basicsize: 16, tp_doc: 'NoneType()\n--\n\nWhat None is an instance of.',
  slots: {
    tp_dealloc: _Py_SetImmortal, tp_repr: () => PyUnicode_FromString('None'), tp_hash: none_hash, tp_richcompare: _Py_BaseObject_RichCompare, nb_bool: () => 0, tp_new: none_new,
  },
});
defineType(_PyNotImplemented_Type, {
  tp_name: 'NotImplementedType', tp_basicsize: 16, tp_doc: 'NotImplementedType()\n--\n\nWhat NotImplemented is an instance of.',
  slots: {tp_dealloc: _Py_SetImmortal, tp_repr: () => PyUnicode_FromString('NotImplemented'), nb_bool: notimplemented_bool, tp_new: notimplemented_new},
  methods: [hiddenMethod('__reduce__', '($self, /)', () => PyUnicode_FromString('NotImplemented'))],
});
defineType(PyEllipsis_Type, {
  tp_name: 'ellipsis', tp_basicsize: 16, tp_doc: 'ellipsis()\n--\n\nWhat Ellipsis is an instance of.',
  slots: {tp_dealloc: _Py_SetImmortal, tp_repr: () => PyUnicode_FromString('Ellipsis'), tp_new: ellipsis_new},
  methods: [hiddenMethod('__reduce__', '($self, /)', () => PyUnicode_FromString('Ellipsis'))],
});
