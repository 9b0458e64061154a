/** types.SimpleNamespace. CPython: Objects/namespaceobject.c */
import {H} from '../runtime/current';
import {PyDict_CheckExact, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE, ns_dict, set_ns_dict} from '../runtime/generated/accessors';
import {PyDict_Type, PyExc_TypeError, _PyNamespace_Type, _PyTuple_Empty, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack} from '../runtime/gc';
import {hiddenMethod, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_READONLY} from '../runtime/typeslots';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyObject_CallNoArgs, PyObject_CallOneArg} from './call';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_New, PyDict_Next, PyDict_SetItem} from './dictobject';
import {PyDict_Update} from './dictobject-merge';
import {PyErr_Format, PyErr_SetString, reprText} from './errors';
import {PyArg_UnpackTuple} from './getargs';
import {PyObject_RichCompare, Py_ReprEnter, Py_ReprLeave} from './object';
import {PyObject_GenericGetAttr, PyObject_GenericSetAttr} from './object-generic';
import {PyTuple_Pack} from './tupleobject';
import {PyObject_TypeCheck, PyType_GenericAlloc, _PyType_Name} from './typeobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';

function namespace_new(type: PyTypeObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  const dict = PyDict_New();
  if (dict === NULL) {
    Py_DECREF(self);
    return NULL;
  }
  set_ns_dict(self, dict);
  return self;
}
/** True when every key of a dict is a str; else a TypeError. CPython: Python/getargs.c PyArg_ValidateKeywordArguments() */
function PyArg_ValidateKeywordArguments(kwds: PyObject): boolean {
  for (let pos = PyDict_Next(kwds, 0); pos !== 0; pos = PyDict_Next(kwds, pos)) {
    if (PyUnicode_Check(PyDict_EntryKey(kwds, pos))) continue;
    PyErr_SetString(PyExc_TypeError, 'keywords must be strings');
    return false;
  }
  return true;
}
function namespace_init(ns: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = PyArg_UnpackTuple(args, _PyType_Name(Py_TYPE(ns)), 0, 1);
  if (values === null) return -1;
  const arg = values[0];
  if (arg !== NULL) {
    const dict = PyDict_CheckExact(arg) ? Py_NewRef(arg) : PyObject_CallOneArg(PyDict_Type, arg);
    if (dict === NULL) return -1;
    const failed = !PyArg_ValidateKeywordArguments(dict) || PyDict_Update(ns_dict(ns), dict) < 0;
    Py_DECREF(dict);
    if (failed) return -1;
  }
  if (kwds === NULL) return 0;
  return PyArg_ValidateKeywordArguments(kwds) ? PyDict_Update(ns_dict(ns), kwds) : -1;
}
function namespace_dealloc(ns: PyObject): void {
  PyObject_GC_UnTrack(ns);
  Py_XDECREF(ns_dict(ns));
  slots(Py_TYPE(ns)).tp_free!(ns);
}
function namespace_repr(ns: PyObject): New | NULL {
  const name = Py_TYPE(ns) === _PyNamespace_Type ? 'namespace' : slots(Py_TYPE(ns)).tp_name;
  const entered = Py_ReprEnter(ns);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString(`${name}(...)`) : NULL;
  const dict = Py_NewRef(ns_dict(ns)), items: string[] = [];
  let failed = false;
  for (let pos = PyDict_Next(dict, 0); pos !== 0 && !failed; pos = PyDict_Next(dict, pos)) {
    const key = PyDict_EntryKey(dict, pos);
    if (!PyUnicode_Check(key) || PyUnicode_GET_LENGTH(key) === 0) continue;
    const name = PyUnicode_AsJSString(key), value = Py_NewRef(PyDict_EntryValue(dict, pos)), text = reprText(value);
    Py_DECREF(value);
    if (text === null) failed = true;
    else items.push(`${name}=${text}`);
  }
  Py_DECREF(dict);
  Py_ReprLeave(ns);
  return failed ? NULL : PyUnicode_FromString(`${name}(${items.join(', ')})`);
}
function namespace_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if (PyObject_TypeCheck(self, _PyNamespace_Type) && PyObject_TypeCheck(other, _PyNamespace_Type)) return PyObject_RichCompare(ns_dict(self), ns_dict(other), op);
  return Py_NewRef(_Py_NotImplementedStruct);
}
function namespace_replace(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs !== 0) return PyErr_Format(PyExc_TypeError, '__replace__() takes no positional arguments');
  const result = PyObject_CallNoArgs(Py_TYPE(self));
  if (result === NULL) return NULL;
  let failed = PyDict_Update(ns_dict(result), ns_dict(self)) < 0;
  for (let i = 0; kwnames !== NULL && !failed && i < PyTuple_GET_SIZE(kwnames); i++) failed = PyDict_SetItem(ns_dict(result), H[kwnames + 6 + 2 * i] as PyObject, H[args + 2 * i] as PyObject) < 0;
  if (!failed) return result;
  Py_DECREF(result);
  return NULL;
}
/** A namespace with the names of a dict, or an empty one when NULL. CPython: _PyNamespace_New() */
export function _PyNamespace_New(kwds: PyObject | NULL): New | NULL {
  const ns = namespace_new(_PyNamespace_Type);
  if (ns === NULL || kwds === NULL || PyDict_Update(ns_dict(ns), kwds) === 0) return ns;
  Py_DECREF(ns);
  return NULL;
}

defineType(_PyNamespace_Type, {
  tp_name: 'types.SimpleNamespace', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, tp_dictoffset: 16, layout: '_PyNamespaceObject',
  tp_doc: 'SimpleNamespace(mapping_or_iterable=(), /, **kwargs)\n--\n\nA plain object with attributes.',
  slots: {
    tp_dealloc: namespace_dealloc, tp_repr: namespace_repr, tp_getattro: PyObject_GenericGetAttr, tp_setattro: PyObject_GenericSetAttr, tp_richcompare: namespace_richcompare,
    tp_init: namespace_init, tp_alloc: PyType_GenericAlloc, tp_new: namespace_new, tp_free: PyObject_GC_Del,
  },
  methods: [
    hiddenMethod('__reduce__', '($self, /)', ns => PyTuple_Pack(Py_TYPE(ns), _PyTuple_Empty, ns_dict(ns)), 'Give what pickle saves.'),
    rawMethod('__replace__', '($self, /, **changes)', namespace_replace, 'Give a copy with other values for some attributes.'),
  ],
  members: [{name: '__dict__', type: 'object', offset: 16, flags: Py_READONLY}],
});
