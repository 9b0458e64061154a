/** The part of _testcapi about calls: all calling conventions, and types with a function of their own for each instance. CPython: Modules/_testcapi/vectorcall.c, _testcapimodule.c */
import {H} from '../../runtime/current';
import {PyDict_Check, PyTuple_Check, PyTuple_GET_SIZE, PyType_Check, Py_BOOL, _PyTuple_ADDR, tp_basicsize, tp_flags} from '../../runtime/generated/accessors';
import {PyBaseObject_Type, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, METH_STATIC, hiddenMethod, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_NewRef, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_VECTORCALL, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_METHOD_DESCRIPTOR} from '../../runtime/typeflags';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {SlotTable, TypeSpec} from '../../runtime/typeslots';
import {PyMethod_New} from '../../objects/classobject';
import {PyObject_Call, PyObject_Vectorcall, PyObject_VectorcallDict, PyVectorcall_Call, _PyStack_AsDict} from '../../objects/call';
import {PyErr_Format, PyErr_SetString, typeName} from '../../objects/errors';
import {PyModule_Add} from '../../objects/moduleobject';
import {_PyTuple_FromArray, packSteal} from '../../objects/tupleobject';
import {PyObject_TypeCheck, PyType_GenericNew} from '../../objects/typeobject';
import {PyType_FromSpecWithBases} from '../../objects/typeobject-spec';
import {PyUnicode_FromString} from '../../objects/unicodeobject';

/** Address and number of the items of a tuple or None; null with an exception. CPython: fastcall_args() */
function fastcall_args(args: PyObject): {row: Args; n: number} | null {
  if (args === _Py_NoneStruct) return {row: 0 as Args, n: 0};
  if (PyTuple_Check(args)) return {row: _PyTuple_ADDR(args), n: PyTuple_GET_SIZE(args)};
  PyErr_SetString(PyExc_TypeError, 'args must be None or a tuple');
  return null;
}
function pyobject_fastcalldict(_module: PyObject, func: PyObject, args: PyObject, kwargs: PyObject): New | NULL {
  const stack = fastcall_args(args);
  if (stack === null) return NULL;
  if (kwargs !== _Py_NoneStruct && !PyDict_Check(kwargs)) return PyErr_SetString(PyExc_TypeError, 'kwnames must be None or a dict');
  return PyObject_VectorcallDict(func, stack.row, stack.n, kwargs === _Py_NoneStruct ? NULL : kwargs);
}
function pyobject_vectorcall(_module: PyObject, func: PyObject, args: PyObject, kwnames: PyObject): New | NULL {
  const stack = fastcall_args(args);
  if (stack === null) return NULL;
  if (kwnames === _Py_NoneStruct) return PyObject_Vectorcall(func, stack.row, stack.n, NULL);
  if (!PyTuple_Check(kwnames)) return PyErr_SetString(PyExc_TypeError, 'kwnames must be None or a tuple');
  const nkw = PyTuple_GET_SIZE(kwnames);
  return stack.n < nkw ? PyErr_SetString(PyExc_ValueError, 'kwnames longer than args') : PyObject_Vectorcall(func, stack.row, stack.n - nkw, kwnames);
}
function pyvectorcall_call(_module: PyObject, func: PyObject, args: PyObject, kwargs: PyObject | NULL): New | NULL {
  if (!PyTuple_Check(args)) return PyErr_SetString(PyExc_TypeError, 'args must be a tuple');
  if (kwargs !== NULL && !PyDict_Check(kwargs)) return PyErr_SetString(PyExc_TypeError, 'kwargs must be a dict');
  return PyVectorcall_Call(func, args, kwargs);
}
function pycfunction_call(_module: PyObject, func: PyObject, args: PyObject, kwargs: PyObject | NULL): New | NULL {
  return PyObject_Call(func, args, kwargs);
}

// ---- instances with a function of their own ----

/** The word of an instance that says whether it has its own function. */
const own = (op: PyObject, type: PyTypeObject): number => op + (tp_basicsize(type) >> 2) - 2;
function typeArgument(fname: string, type: PyObject): boolean {
  if (PyType_Check(type)) return true;
  PyErr_Format(PyExc_TypeError, `${fname}() argument must be type, not ${typeName(type)}`);
  return false;
}
/** CPython: make_vectorcall_class() */
function make_vectorcall_class(_module: PyObject, baseArg: PyObject | NULL): New | NULL {
  const base = baseArg === NULL ? PyBaseObject_Type : baseArg;
  if (!typeArgument('make_vectorcall_class', base)) return NULL;
  const at = tp_basicsize(base) >> 2;
  const tp_call = (): New | NULL => PyUnicode_FromString('tp_call');
  return PyType_FromSpecWithBases({
    tp_name: '_testcapi.VectorcallClass', tp_basicsize: tp_basicsize(base) + 8, tp_flags: Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_BASETYPE,
    slots: {tp_call, vectorcall: callable => (H[callable + at] !== 0 ? PyUnicode_FromString('vectorcall') : tp_call())},
    methods: [hiddenMethod('set_vectorcall', '(type, /)', set_vectorcall)],
  }, base);
}
function set_vectorcall(self: PyObject, type: PyObject): New | NULL {
  if (!typeArgument('set_vectorcall', type)) return NULL;
  if (!PyObject_TypeCheck(self, type)) return PyErr_Format(PyExc_TypeError, `expected ${slots(type).tp_name} instance`);
  H[own(self, type)] = 1;
  return Py_NewRef(_Py_NoneStruct);
}
function has_vectorcall_flag(_module: PyObject, type: PyObject): New | NULL {
  return typeArgument('has_vectorcall_flag', type) ? Py_NewRef(Py_BOOL((tp_flags(type) & Py_TPFLAGS_HAVE_VECTORCALL) !== 0)) : NULL;
}

// ---- method descriptors ----

/** True for an instance whose first function is set. CPython: MethodDescriptor_vectorcall() */
function MethodDescriptor_vectorcall(callable: PyObject): New | NULL {
  return Py_NewRef(Py_BOOL(H[callable + 4] !== 0));
}
function MethodDescriptor_new(type: PyTypeObject): New | NULL {
  const op = slots(type).tp_alloc!(type, 0);
  if (op !== NULL) H[op + 4] = 1;
  return op;
}
function MethodDescriptor2_new(type: PyTypeObject): New | NULL {
  return slots(type).tp_alloc!(type, 0);
}
function func_descr_get(func: PyObject, obj: PyObject | NULL): New | NULL {
  return obj === NULL || obj === _Py_NoneStruct ? Py_NewRef(func) : PyMethod_New(func, obj);
}
const FLAGS = Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE;
const MethodDescriptorBase: TypeSpec = {
  tp_name: 'MethodDescriptorBase', tp_basicsize: 24, tp_flags: FLAGS | Py_TPFLAGS_METHOD_DESCRIPTOR | Py_TPFLAGS_HAVE_VECTORCALL,
  slots: {tp_new: MethodDescriptor_new, tp_call: PyVectorcall_Call, vectorcall: MethodDescriptor_vectorcall, tp_descr_get: func_descr_get},
};
const DERIVED: readonly TypeSpec[] = [
  {tp_name: 'MethodDescriptorDerived', tp_basicsize: 24, tp_flags: FLAGS, slots: {}},
  {tp_name: 'MethodDescriptorNopGet', tp_basicsize: 24, tp_flags: FLAGS, slots: {tp_call: (_self, args) => Py_NewRef(args), tp_descr_get: func => Py_NewRef(func)}},
  {
    tp_name: 'MethodDescriptor2', tp_basicsize: 32, tp_flags: FLAGS | Py_TPFLAGS_HAVE_VECTORCALL,
    slots: {tp_new: MethodDescriptor2_new, tp_call: PyVectorcall_Call, vectorcall: MethodDescriptor_vectorcall},
  },
];

// ---- calling conventions ----

const orNone = (op: PyObject | NULL): New => Py_NewRef(op === NULL ? _Py_NoneStruct : op);
const positional = (name: string, fn: (self: PyObject, args: New) => New | NULL, flags: number): PyMethodDef => rawMethod(name, null, (self, args, nargs, kwnames) => {
  if (kwnames !== NULL && PyTuple_GET_SIZE(kwnames) > 0) return PyErr_Format(PyExc_TypeError, `${name}() takes no keyword arguments`);
  const tuple = _PyTuple_FromArray(args, nargs);
  return tuple === NULL ? NULL : fn(self, tuple);
}, null, flags);
const keywords = (name: string, flags: number): PyMethodDef => rawMethod(name, null, (self, args, nargs, kwnames) => {
  const tuple = _PyTuple_FromArray(args, nargs), dict = tuple === NULL || kwnames === NULL ? NULL : _PyStack_AsDict((args + 2 * nargs) as Args, kwnames);
  return tuple === NULL || (kwnames !== NULL && dict === NULL) ? NULL : packSteal(orNone(self), tuple, dict === NULL ? orNone(NULL) : dict);
}, null, flags);
/** The functions of the six conventions, each returning what it got. CPython: meth_varargs() and its kin */
function conventions(flags: number): PyMethodDef[] {
  return [
    positional('meth_varargs', (self, tuple) => packSteal(orNone(self), tuple), flags), keywords('meth_varargs_keywords', flags),
    hiddenMethod('meth_o', '(obj, /)', (self: PyObject, obj) => packSteal(orNone(self), orNone(obj)), null, flags), hiddenMethod('meth_noargs', '()', self => orNone(self), null, flags),
    positional('meth_fastcall', (self, tuple) => packSteal(orNone(self), tuple), flags), keywords('meth_fastcall_keywords', flags),
  ];
}
const conventionType = (name: string, flags: number): TypeSpec => ({tp_name: name, tp_basicsize: 16, tp_flags: Py_TPFLAGS_IMMUTABLETYPE, slots: {tp_new: PyType_GenericNew} satisfies SlotTable, methods: conventions(flags)});
const CONVENTION_TYPES = [conventionType('MethInstance', 0), conventionType('MethClass', METH_CLASS), conventionType('MethStatic', METH_STATIC)];

export const VECTORCALL_METHODS: readonly PyMethodDef[] = [
  hiddenMethod('pyobject_fastcalldict', '(func, func_args, kwargs, /)', pyobject_fastcalldict), hiddenMethod('pyobject_vectorcall', '(func, func_args, kwnames, /)', pyobject_vectorcall),
  hiddenMethod('pyvectorcall_call', '(func, argstuple, kwargs=None, /)', pyvectorcall_call), hiddenMethod('pycfunction_call', '(func, args, kwargs=None, /)', pycfunction_call),
  hiddenMethod('make_vectorcall_class', '(base=None, /)', make_vectorcall_class), hiddenMethod('has_vectorcall_flag', '(type, /)', has_vectorcall_flag), ...conventions(0),
];
function add(module: PyObject, spec: TypeSpec, base: PyObject): PyObject | NULL {
  const type = PyType_FromSpecWithBases(spec, base);
  if (type === NULL) return NULL;
  const kept: PyObject = type;
  return PyModule_Add(module, spec.tp_name, type) < 0 ? NULL : kept;
}
/** CPython: _PyTestCapi_Init_Vectorcall() */
export function addVectorcall(module: PyObject): number {
  for (const spec of CONVENTION_TYPES) if (add(module, spec, PyBaseObject_Type) === NULL) return -1;
  const base = add(module, MethodDescriptorBase, PyBaseObject_Type);
  if (base === NULL) return -1;
  for (const spec of DERIVED) if (add(module, spec, base) === NULL) return -1;
  return 0;
}
