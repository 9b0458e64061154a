/** itemgetter, attrgetter and methodcaller. CPython: Modules/_operator.c */
import {PyObject_GetItem} from '../../objects/abstract-object';
import {PyObject_Call, PyObject_VectorcallDict} from '../../objects/call';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_Next} from '../../objects/dictobject';
import {PyErr_Clear, PyErr_NoMemory, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {PyArg_UnpackTuple, _PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames} from '../../objects/getargs';
import {PyLong_AsSsize_t} from '../../objects/longobject';
import {PyObject_GetAttr, PyObject_GetAttrString, Py_ReprEnter, Py_ReprLeave} from '../../objects/object';
import {PyTuple_GetSlice, PyTuple_New, PyTuple_Pack} from '../../objects/tupleobject';
import {_PyUnicode_InternMortal} from '../../objects/unicode-intern';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {
  ARG, PyDict_GET_SIZE, PyLong_CheckExact, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check, Py_TYPE, _PyTuple_ADDR, ag_attr, ag_nattrs, ig_index,
  ig_item, ig_nitems, mc_kwds, mc_name, mc_xargs, set_ag_attr, set_ag_nattrs, set_ig_index, set_ig_item, set_ig_nitems, set_mc_kwds, set_mc_name, set_mc_xargs,
} from '../../runtime/generated/accessors';
import {PyExc_TypeError} from '../../runtime/generated/static-addresses';
import {PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../../runtime/gc';
import {hooks} from '../../runtime/hooks';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, slots} from '../../runtime/object';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HAVE_VECTORCALL, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {PyGetSetDef, TypeSpec, visitproc} from '../../runtime/typeslots';

const FLAGS = Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_HAVE_VECTORCALL;
type Field = readonly [get: (op: number) => PyObject, set: (op: number, value: PyObject | NULL) => void];
/** Slots of an object of a heap type with some reference fields. */
function gcSlots(fields: readonly Field[]): {tp_clear: (op: PyObject) => number; tp_traverse: (op: PyObject, visit: visitproc) => number; tp_dealloc: (op: PyObject) => void} {
  const tp_clear = (op: PyObject): number => {
    for (const [get, set] of fields) {
      const old = get(op);
      set(op, NULL);
      Py_XDECREF(old);
    }
    return 0;
  };
  return {
    tp_clear,
    tp_traverse(op, visit) {
      let status = visit(Py_TYPE(op));
      for (const [get] of fields) if (status === 0 && get(op) !== NULL) status = visit(get(op));
      return status;
    },
    tp_dealloc(op) {
      const type = Py_TYPE(op);
      PyObject_GC_UnTrack(op);
      tp_clear(op);
      slots(type).tp_free!(op);
      Py_DECREF(type);
    },
  };
}
/** The one argument of a call, or NULL with TypeError. */
function onlyArgument(name: string, args: Args, nargs: number, kwnames: PyObject | NULL): PyObject | NULL {
  if ((kwnames !== NULL && !_PyArg_NoKwnames(name, kwnames)) || !_PyArg_CheckPositional(name, nargs, 1, 1)) return NULL;
  return ARG(args, 0);
}
function tupleArgument(name: string, args: PyObject, kwds: PyObject | NULL): PyObject | NULL {
  if ((kwds !== NULL && !_PyArg_NoKeywords(name, kwds)) || !_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 1, 1)) return NULL;
  return PyTuple_GET_ITEM(args, 0);
}
/** repr() that is safe against rings. @returns NULL with an exception */
function guardedRepr(self: PyObject, inner: () => string | null): New | NULL {
  const status = Py_ReprEnter(self);
  if (status !== 0) return status < 0 ? NULL : PyUnicode_FromString(`${typeName(self)}(...)`);
  const text = inner();
  Py_ReprLeave(self);
  return text === null ? NULL : PyUnicode_FromString(typeName(self) + text);
}
/** A tuple of what a function gives for each item. */
function mapTuple(items: PyObject, make: (item: PyObject) => New | NULL): New | NULL {
  const n = PyTuple_GET_SIZE(items), result = PyTuple_New(n);
  if (result === NULL) return NULL;
  for (let i = 0; i < n; i++) {
    const value = make(PyTuple_GET_ITEM(items, i));
    if (value === NULL) {
      Py_DECREF(result);
      return NULL;
    }
    PyTuple_SET_ITEM(result, i, value);
  }
  return result;
}

// ---- itemgetter ----

function itemgetter_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (kwds !== NULL && !_PyArg_NoKeywords('itemgetter', kwds)) return NULL;
  const n = PyTuple_GET_SIZE(args);
  if (n <= 1 && PyArg_UnpackTuple(args, 'itemgetter', 1, 1) === null) return NULL;
  const item = n === 1 ? PyTuple_GET_ITEM(args, 0) : args, ig = _PyObject_GC_New(type, 48);
  if (ig === NULL) return PyErr_NoMemory();
  set_ig_item(ig, Py_NewRef(item));
  set_ig_nitems(ig, n);
  let index = -1;
  if (PyLong_CheckExact(item)) {
    // a negative or too large index takes the slow way
    index = PyLong_AsSsize_t(item);
    if (index < 0) PyErr_Clear();
    if (index < 0 || index > 0x7fffffff) index = -1;
  }
  set_ig_index(ig, index);
  _PyObject_GC_TRACK(ig);
  return ig;
}
function itemgetter_call_impl(ig: PyObject, obj: PyObject): New | NULL {
  const item = ig_item(ig);
  if (ig_nitems(ig) !== 1) return mapTuple(item, key => PyObject_GetItem(obj, key));
  const index = ig_index(ig);
  return index >= 0 && PyTuple_CheckExact(obj) && index < PyTuple_GET_SIZE(obj) ? Py_NewRef(PyTuple_GET_ITEM(obj, index)) : PyObject_GetItem(obj, item);
}
function itemgetter_repr(ig: PyObject): New | NULL {
  return guardedRepr(ig, () => {
    const text = reprText(ig_item(ig));
    return text === null ? null : ig_nitems(ig) === 1 ? `(${text})` : text;
  });
}
function itemgetter_reduce(ig: PyObject): New | NULL {
  if (ig_nitems(ig) !== 1) return PyTuple_Pack(Py_TYPE(ig), ig_item(ig));
  const args = PyTuple_Pack(ig_item(ig));
  if (args === NULL) return NULL;
  const result = PyTuple_Pack(Py_TYPE(ig), args);
  Py_DECREF(args);
  return result;
}
/** What inspect shows of an instance: the type has a text signature too, that of its constructor. CPython: common_getset */
const TEXT_SIGNATURE: readonly PyGetSetDef[] = [{name: '__text_signature__', get: () => PyUnicode_FromString('(obj, /)')}];
export const itemgetter_spec: TypeSpec = {
  tp_name: 'operator.itemgetter', tp_basicsize: 48, tp_flags: FLAGS,
  tp_doc: 'itemgetter(item, /, *items)\n--\n\nA callable that fetches one or more items of its argument.\nitemgetter(2)(r) is r[2]; itemgetter(2, 5)(r) is (r[2], r[5]).',
  slots: {
    ...gcSlots([[ig_item, set_ig_item]]), tp_new: itemgetter_new, tp_repr: itemgetter_repr,
    tp_call(ig, args, kwds) {
      const obj = tupleArgument('itemgetter', args, kwds);
      return obj === NULL ? NULL : itemgetter_call_impl(ig, obj);
    },
    vectorcall(ig, args, nargs, kwnames) {
      const obj = onlyArgument('itemgetter', args, nargs, kwnames);
      return obj === NULL ? NULL : itemgetter_call_impl(ig, obj);
    },
  },
  methods: [method('__reduce__', '($self, /)', itemgetter_reduce, 'State for pickling.')],
  getset: TEXT_SIGNATURE,
};

// ---- attrgetter ----

/** Names are kept as strings, dotted ones as tuples of their parts. */
function splitName(item: PyObject): New | NULL {
  if (!PyUnicode_Check(item)) return PyErr_SetString(PyExc_TypeError, 'attribute name must be a string');
  const parts = PyUnicode_AsJSString(item).split('.');
  if (parts.length === 1) return _PyUnicode_InternMortal(Py_NewRef(item));
  const chain = PyTuple_New(parts.length);
  if (chain === NULL) return NULL;
  for (let i = 0; i < parts.length; i++) {
    const name = PyUnicode_FromString(parts[i]);
    if (name === NULL) {
      Py_DECREF(chain);
      return NULL;
    }
    PyTuple_SET_ITEM(chain, i, _PyUnicode_InternMortal(name));
  }
  return chain;
}
function attrgetter_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (kwds !== NULL && !_PyArg_NoKeywords('attrgetter', kwds)) return NULL;
  const n = PyTuple_GET_SIZE(args);
  if (n <= 1 && PyArg_UnpackTuple(args, 'attrgetter', 1, 1) === null) return NULL;
  const attr = mapTuple(args, splitName);
  if (attr === NULL) return NULL;
  const ag = _PyObject_GC_New(type, 40);
  if (ag === NULL) {
    Py_DECREF(attr);
    return PyErr_NoMemory();
  }
  set_ag_attr(ag, attr);
  set_ag_nattrs(ag, n);
  _PyObject_GC_TRACK(ag);
  return ag;
}
function dotted_getattr(obj: PyObject, attr: PyObject): New | NULL {
  if (!PyTuple_CheckExact(attr)) return PyObject_GetAttr(obj, attr);
  let value = Py_NewRef(obj);
  for (let i = 0; i < PyTuple_GET_SIZE(attr); i++) {
    const next = PyObject_GetAttr(value, PyTuple_GET_ITEM(attr, i));
    Py_DECREF(value);
    if (next === NULL) return NULL;
    value = next;
  }
  return value;
}
function attrgetter_call_impl(ag: PyObject, obj: PyObject): New | NULL {
  const attr = ag_attr(ag);
  return ag_nattrs(ag) === 1 ? dotted_getattr(obj, PyTuple_GET_ITEM(attr, 0)) : mapTuple(attr, item => dotted_getattr(obj, item));
}
function joined(attr: PyObject): New | NULL {
  if (!PyTuple_CheckExact(attr)) return Py_NewRef(attr);
  const parts: string[] = [];
  for (let i = 0; i < PyTuple_GET_SIZE(attr); i++) parts.push(PyUnicode_AsJSString(PyTuple_GET_ITEM(attr, i)));
  return PyUnicode_FromString(parts.join('.'));
}
function attrgetter_repr(ag: PyObject): New | NULL {
  return guardedRepr(ag, () => {
    const names = mapTuple(ag_attr(ag), joined);
    if (names === NULL) return null;
    const single = ag_nattrs(ag) === 1, text = reprText(single ? PyTuple_GET_ITEM(names, 0) : names);
    Py_DECREF(names);
    return text === null ? null : single ? `(${text})` : text;
  });
}
function attrgetter_reduce(ag: PyObject): New | NULL {
  const names = mapTuple(ag_attr(ag), joined);
  if (names === NULL) return NULL;
  const result = PyTuple_Pack(Py_TYPE(ag), names);
  Py_DECREF(names);
  return result;
}
export const attrgetter_spec: TypeSpec = {
  tp_name: 'operator.attrgetter', tp_basicsize: 40, tp_flags: FLAGS,
  tp_doc: "attrgetter(attr, /, *attrs)\n--\n\nA callable that fetches one or more attributes of its argument.\nattrgetter('name')(r) is r.name; attrgetter('name', 'date')(r) is (r.name, r.date);\nattrgetter('name.first')(r) is r.name.first.",
  slots: {
    ...gcSlots([[ag_attr, set_ag_attr]]), tp_new: attrgetter_new, tp_repr: attrgetter_repr,
    tp_call(ag, args, kwds) {
      const obj = tupleArgument('attrgetter', args, kwds);
      return obj === NULL ? NULL : attrgetter_call_impl(ag, obj);
    },
    vectorcall(ag, args, nargs, kwnames) {
      const obj = onlyArgument('attrgetter', args, nargs, kwnames);
      return obj === NULL ? NULL : attrgetter_call_impl(ag, obj);
    },
  },
  methods: [method('__reduce__', '($self, /)', attrgetter_reduce, 'State for pickling.')],
  getset: TEXT_SIGNATURE,
};

// ---- methodcaller ----

function methodcaller_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (PyTuple_GET_SIZE(args) < 1) return PyErr_SetString(PyExc_TypeError, 'methodcaller needs at least one argument, the method name');
  const name = PyTuple_GET_ITEM(args, 0);
  if (!PyUnicode_Check(name)) return PyErr_SetString(PyExc_TypeError, 'method name must be a string');
  const mc = _PyObject_GC_New(type, 64);
  if (mc === NULL) return PyErr_NoMemory();
  set_mc_name(mc, _PyUnicode_InternMortal(Py_NewRef(name)));
  set_mc_xargs(mc, Py_NewRef(args));
  set_mc_kwds(mc, Py_XNewRef(kwds));
  _PyObject_GC_TRACK(mc);
  return mc;
}
function methodcaller_call_impl(mc: PyObject, obj: PyObject): New | NULL {
  const bound = PyObject_GetAttr(obj, mc_name(mc));
  if (bound === NULL) return NULL;
  const args = PyTuple_GetSlice(mc_xargs(mc), 1, PyTuple_GET_SIZE(mc_xargs(mc)));
  const result = args === NULL ? NULL : PyObject_Call(bound, args, mc_kwds(mc));
  Py_XDECREF(args);
  Py_DECREF(bound);
  return result;
}
function methodcaller_repr(mc: PyObject): New | NULL {
  return guardedRepr(mc, () => {
    const parts = [reprText(mc_name(mc))], args = mc_xargs(mc), kwds = mc_kwds(mc);
    for (let i = 1; i < PyTuple_GET_SIZE(args) && !parts.includes(null); i++) parts.push(reprText(PyTuple_GET_ITEM(args, i)));
    if (kwds !== NULL && !parts.includes(null)) {
      for (let pos = PyDict_Next(kwds, 0); pos !== 0; pos = PyDict_Next(kwds, pos)) {
        const value = reprText(PyDict_EntryValue(kwds, pos));
        if (value === null) return null;
        parts.push(`${PyUnicode_AsJSString(PyDict_EntryKey(kwds, pos))}=${value}`);
      }
    }
    return parts.includes(null) ? null : `(${parts.join(', ')})`;
  });
}
function methodcaller_reduce(mc: PyObject): New | NULL {
  const kwds = mc_kwds(mc);
  if (kwds === NULL || PyDict_GET_SIZE(kwds) === 0) return PyTuple_Pack(Py_TYPE(mc), mc_xargs(mc));
  const functools = hooks.PyImport_ImportModule('functools');
  if (functools === NULL) return NULL;
  const partial = PyObject_GetAttrString(functools, 'partial');
  Py_DECREF(functools);
  const head = partial === NULL ? NULL : PyTuple_Pack(Py_TYPE(mc), mc_name(mc));
  const constructor = head === NULL ? NULL : PyObject_VectorcallDict(partial as PyObject, _PyTuple_ADDR(head), 2, kwds);
  Py_XDECREF(head);
  Py_XDECREF(partial);
  const args = constructor === NULL ? NULL : PyTuple_GetSlice(mc_xargs(mc), 1, PyTuple_GET_SIZE(mc_xargs(mc)));
  const result = args === NULL ? NULL : PyTuple_Pack(constructor as PyObject, args);
  Py_XDECREF(args);
  Py_XDECREF(constructor);
  return result;
}
export const methodcaller_spec: TypeSpec = {
  tp_name: 'operator.methodcaller', tp_basicsize: 64, tp_flags: FLAGS,
  tp_doc: "methodcaller(name, /, *args, **kwargs)\n--\n\nA callable that calls a method of its argument.\nmethodcaller('name', 'date', foo=1)(r) is r.name('date', foo=1).",
  slots: {
    ...gcSlots([[mc_name, set_mc_name], [mc_xargs, set_mc_xargs], [mc_kwds, set_mc_kwds]]), tp_new: methodcaller_new, tp_repr: methodcaller_repr,
    tp_call(mc, args, kwds) {
      const obj = tupleArgument('methodcaller', args, kwds);
      return obj === NULL ? NULL : methodcaller_call_impl(mc, obj);
    },
    vectorcall(mc, args, nargs, kwnames) {
      const obj = onlyArgument('methodcaller', args, nargs, kwnames);
      return obj === NULL ? NULL : methodcaller_call_impl(mc, obj);
    },
  },
  methods: [method('__reduce__', '($self, /)', methodcaller_reduce, 'State for pickling.')],
  getset: TEXT_SIGNATURE,
};
