/** types.SimpleNamespace. CPython: Objects/namespaceobject.c */
import {PyObject_GC_Del, PyObject_GC_UnTrack} from '../runtime/gc';
import {PyDict_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE, ns_dict, set_ns_dict} from '../runtime/generated/accessors';
import {PyExc_TypeError, _PyNamespace_Type, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {method, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../runtime/types';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {PyObject_CallNoArgs, _PyStack_AsDict} from './call';
import {PyDict_Items, PyDict_New, PyDict_Update} from './dictobject';
import {PyErr_Format, typeName} from './errors';
import {PyArg_UnpackTuple} from './getargs';
import {PyObject_GenericGetAttr, PyObject_GenericSetAttr, PyObject_Repr, PyObject_RichCompare, Py_ReprEnter, Py_ReprLeave} from './object';
import {PyTuple_New, PyTuple_Pack} from './tupleobject';
import {PyType_IsSubtype} from './typeobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {dict_update_arg as PyDict_UpdateFromArg} from './dictobject-merge';

/** A namespace with the items of a dict, which may be NULL. CPython: _PyNamespace_New() */
export function _PyNamespace_New(kwds: PyObject | NULL): New | NULL {
  const ns = namespace_new(_PyNamespace_Type);
  if (ns === NULL) return NULL;
  if (kwds !== NULL && PyDict_Update(ns_dict(ns), kwds) < 0) {
    Py_DECREF(ns);
    return NULL;
  }
  return ns;
}
function namespace_new(type: PyObject): New | NULL {
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
function namespace_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const parsed = PyArg_UnpackTuple(args, slots(Py_TYPE(self)).tp_name.replace(/^.*\./, ''), 0, 1);
  if (parsed === null) return -1;
  const arg = PyTuple_GET_SIZE(args) > 0 ? PyTuple_GET_ITEM(args, 0) : NULL;
  if (arg !== NULL) {
    let dict: New | NULL;
    if (PyDict_CheckExact(arg)) dict = Py_NewRef(arg);
    else {
      dict = PyDict_New();
      if (dict !== NULL && PyDict_UpdateFromArg(dict, arg) < 0) {
        Py_DECREF(dict);
        dict = NULL;
      }
    }
    if (dict === NULL) return -1;
    const status = keysAreStrings(dict) ? PyDict_Update(ns_dict(self), dict) : -1;
    Py_DECREF(dict);
    if (status < 0) return -1;
  }
  if (kwds === NULL) return 0;
  return keysAreStrings(kwds) ? PyDict_Update(ns_dict(self), kwds) : -1;
}
function keysAreStrings(dict: PyObject): boolean {
  const items = PyDict_Items(dict);
  if (items === NULL) return false;
  for (let i = 0; i < PyList_GET_SIZE(items); i++) {
    const key = PyTuple_GET_ITEM(PyList_GET_ITEM(items, i), 0);
    if (PyUnicode_Check(key)) continue;
    PyErr_Format(PyExc_TypeError, `keywords must be strings, not ${typeName(key)}`);
    Py_DECREF(items);
    return false;
  }
  Py_DECREF(items);
  return true;
}
function namespace_dealloc(ns: PyObject): void {
  PyObject_GC_UnTrack(ns);
  const dict = ns_dict(ns);
  set_ns_dict(ns, NULL);
  Py_XDECREF(dict);
  if (Py_TYPE(ns) === _PyNamespace_Type) PyObject_GC_Del(ns);
  else slots(Py_TYPE(ns)).tp_free!(ns);
}
/** namespace(a=1, b=2), in the order of the dict. */
function namespace_repr(ns: PyObject): New | NULL {
  const name = Py_TYPE(ns) === _PyNamespace_Type ? 'namespace' : slots(Py_TYPE(ns)).tp_name;
  const nested = Py_ReprEnter(ns);
  if (nested !== 0) return nested > 0 ? PyUnicode_FromString(`${name}(...)`) : NULL;
  const items = PyDict_Items(ns_dict(ns));
  const parts: string[] = [];
  let ok = items !== NULL;
  for (let i = 0; ok && i < PyList_GET_SIZE(items as PyObject); i++) {
    const pair = PyList_GET_ITEM(items as PyObject, i), key = PyTuple_GET_ITEM(pair, 0);
    if (!PyUnicode_Check(key) || PyUnicode_GET_LENGTH(key) === 0) continue;
    const repr = PyObject_Repr(PyTuple_GET_ITEM(pair, 1));
    if (repr === NULL) ok = false;
    else {
      parts.push(`${PyUnicode_AsJSString(key)}=${PyUnicode_AsJSString(repr)}`);
      Py_DECREF(repr);
    }
  }
  Py_XDECREF(items);
  Py_ReprLeave(ns);
  return ok ? PyUnicode_FromString(`${name}(${parts.join(', ')})`) : NULL;
}
function namespace_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if (!PyType_IsSubtype(Py_TYPE(self), _PyNamespace_Type) || !PyType_IsSubtype(Py_TYPE(other), _PyNamespace_Type)) return Py_NewRef(_Py_NotImplementedStruct);
  return PyObject_RichCompare(ns_dict(self), ns_dict(other), op);
}
function namespace_reduce(ns: PyObject): New | NULL {
  const args = PyTuple_New(0);
  if (args === NULL) return NULL;
  const result = PyTuple_Pack(Py_TYPE(ns), args, ns_dict(ns));
  Py_DECREF(args);
  return result;
}
/** A copy with some attributes changed (copy.replace). */
function namespace_replace(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs > 0) return PyErr_Format(PyExc_TypeError, `__replace__ expected 0 positional arguments, got ${nargs}`);
  const result = PyObject_CallNoArgs(Py_TYPE(self));
  if (result === NULL) return NULL;
  if (!PyType_IsSubtype(Py_TYPE(result), _PyNamespace_Type)) {
    PyErr_Format(PyExc_TypeError, `expect SimpleNamespace type, but ${slots(Py_TYPE(self)).tp_name}() returned '${typeName(result)}' object`);
    Py_DECREF(result);
    return NULL;
  }
  let status = PyDict_Update(ns_dict(result), ns_dict(self));
  if (status === 0 && kwnames !== NULL && PyTuple_GET_SIZE(kwnames) > 0) {
    const kwargs = _PyStack_AsDict(args + 2 * nargs, kwnames);
    status = kwargs === NULL ? -1 : PyDict_Update(ns_dict(result), kwargs);
    Py_XDECREF(kwargs);
  }
  if (status === 0) return result;
  Py_DECREF(result);
  return NULL;
}

defineType(_PyNamespace_Type, {
  tp_name: 'types.SimpleNamespace', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, tp_dictoffset: 16, layout: '_PyNamespaceObject',
  tp_doc: 'SimpleNamespace(mapping_or_iterable=(), /, **kwargs)\n--\n\nAn object whose attributes are what it is made with.',
  slots: {
    tp_dealloc: namespace_dealloc, tp_repr: namespace_repr, tp_getattro: PyObject_GenericGetAttr, tp_setattro: PyObject_GenericSetAttr, tp_richcompare: namespace_richcompare,
    tp_init: namespace_init, tp_new: namespace_new,
  },
  members: [{name: '__dict__', type: 'object', offset: 16, flags: 1}],
  methods: [
    method('__reduce__', '($self, /)', namespace_reduce, 'For pickle.'),
    rawMethod('__replace__', null, namespace_replace, 'A copy with the given attributes changed.'),
  ],
});
