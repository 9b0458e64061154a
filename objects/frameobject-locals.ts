/** FrameLocalsProxy: f_locals of functions, which reads and writes the variables themselves (PEP 667). CPython: Objects/frameobject.c */
import {PyIter_Next, PyObject_GetIter} from './abstract-iter';
import {PyMapping_Keys} from './abstract-mapping';
import {PyObject_GetItem} from './abstract-object';
import {PyCell_SetTakeRef} from './cellobject';
import {PyDict_Update} from './dictobject-merge';
import {PyDict_Contains, PyDict_DelItem, PyDict_EntryKey, PyDict_EntryValue, PyDict_GetItemRef, PyDict_New, PyDict_Next, PyDict_SetItem} from './dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, _PyErr_SetKeyError, reprText, typeName} from './errors';
import {PyFrame_Check} from './frameobject';
import {_PyArg_CheckPositional} from './getargs';
import {PyList_Append, PyList_New, PyList_Reverse} from './listobject';
import {PyObject_Hash, PyObject_Repr, PyObject_RichCompare, PyObject_RichCompareBool, Py_EQ, Py_NE, Py_ReprEnter, Py_ReprLeave} from './object';
import {PyObject_GenericGetAttr, PyObject_GenericSetAttr} from './object-generic';
import {PyTuple_Pack} from './tupleobject';
import {PyUnicode_FromString} from './unicodeobject';
import {H, U8} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK} from '../runtime/gc';
import {ARG, PyBytes_AS_STRING, PyCell_Check, PyCell_GET, PyDict_Check, PyDict_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_BOOL, Py_IS_TYPE, co_localspluskinds, co_localsplusnames, co_nlocalsplus, f_executable, f_extra_locals, f_frame, f_localsplus, proxy_frame, set_f_extra_locals, set_f_localsplus, set_proxy_frame} from '../runtime/generated/accessors';
import {HASH_HI, PyExc_KeyError, PyExc_TypeError, PyExc_ValueError, PyFrameLocalsProxy_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {METH_COEXIST, hiddenMethod, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New} from '../runtime/object';
import {Py_TPFLAGS_MAPPING} from '../runtime/typeflags';
import {type Args, NULL, type New, type Ptr, type PyObject, type PyTypeObject} from '../runtime/types';
import {defineType} from '../runtime/typespec';

const CO_FAST_HIDDEN = 0x10, CO_FAST_CELL = 0x40, CO_FAST_FREE = 0x80;

/** Value of the n-th variable of a frame, through its cell, borrowed; NULL when unbound. CPython: framelocalsproxy_getval() */
export function framelocalsproxy_getval(frame: Ptr, co: PyObject, i: number): PyObject | NULL {
  const value = f_localsplus(frame, i);
  if (value === NULL) return NULL;
  // a variable of an inlined comprehension may share the name of a cell without being one
  return (variableKind(co, i) & (CO_FAST_FREE | CO_FAST_CELL)) !== 0 && PyCell_Check(value) ? PyCell_GET(value) : value;
}
function variableKind(co: PyObject, i: number): number {
  return U8[PyBytes_AS_STRING(co_localspluskinds(co)) + i];
}
/** Index of a variable: with `read` one that is bound, else one that is not hidden. -1 when there is none, -2 with an exception. CPython: framelocalsproxy_getkeyindex() */
function framelocalsproxy_getkeyindex(f: PyObject, key: PyObject, read: boolean): number {
  const frame = f_frame(f), co = f_executable(frame), n = co_nlocalsplus(co), names = co_localsplusnames(co);
  const lo = PyObject_Hash(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return -2;
  const usable = (i: number): boolean => (read ? framelocalsproxy_getval(frame, co, i) !== NULL : (variableKind(co, i) & CO_FAST_HIDDEN) === 0);
  let found = false;
  for (let i = 0; i < n; i++) {
    if (PyTuple_GET_ITEM(names, i) !== key) continue;
    if (usable(i)) return i;
    found = true;
  }
  if (found) return -1;
  for (let i = 0; i < n; i++) {
    const name = PyTuple_GET_ITEM(names, i);
    if (PyObject_Hash(name) !== lo || H[HASH_HI] !== hi) continue;
    const same = PyObject_RichCompareBool(name, key, Py_EQ);
    if (same < 0) return -2;
    if (same > 0 && usable(i)) return i;
  }
  return -1;
}
function framelocalsproxy_getitem(self: PyObject, key: PyObject): New | NULL {
  const f = proxy_frame(self), i = framelocalsproxy_getkeyindex(f, key, true);
  if (i === -2) return NULL;
  if (i >= 0) return Py_NewRef(framelocalsproxy_getval(f_frame(f), f_executable(f_frame(f)), i) as PyObject);
  const extra = f_extra_locals(f);
  if (extra !== NULL) {
    const value = PyDict_GetItemRef(extra, key);
    if (value !== NULL || PyErr_Occurred() !== NULL) return value;
  }
  return PyErr_SetString(PyExc_KeyError, `local variable '${reprText(key)}' is not defined`);
}
function framelocalsproxy_setitem(self: PyObject, key: PyObject, value: PyObject | NULL): number {
  const f = proxy_frame(self), frame = f_frame(f), i = framelocalsproxy_getkeyindex(f, key, false);
  if (i === -2) return -1;
  if (i >= 0) {
    if (value === NULL) {
      PyErr_SetString(PyExc_ValueError, 'cannot remove local variables from FrameLocalsProxy');
      return -1;
    }
    const old = f_localsplus(frame, i);
    if ((variableKind(f_executable(frame), i) & (CO_FAST_FREE | CO_FAST_CELL)) !== 0 && old !== NULL && PyCell_Check(old)) {
      if (PyCell_GET(old) !== value) PyCell_SetTakeRef(old, Py_NewRef(value));
    } else if (old !== value) {
      set_f_localsplus(frame, i, Py_NewRef(value));
      Py_XDECREF(old);
    }
    return 0;
  }
  let extra: PyObject | NULL = f_extra_locals(f);
  if (extra === NULL) {
    if (value === NULL) {
      _PyErr_SetKeyError(key);
      return -1;
    }
    extra = PyDict_New();
    if (extra === NULL) return -1;
    set_f_extra_locals(f, extra);
  }
  return value === NULL ? PyDict_DelItem(extra, key) : PyDict_SetItem(extra, key, value);
}
/** Takes over what a dict or another proxy holds; -1 also for anything else. CPython: framelocalsproxy_merge() */
function framelocalsproxy_merge(self: PyObject, other: PyObject): number {
  if (!PyDict_Check(other) && !PyFrameLocalsProxy_Check(other)) return -1;
  const keys = PyMapping_Keys(other);
  if (keys === NULL) return -1;
  const iter = PyObject_GetIter(keys);
  Py_DECREF(keys);
  if (iter === NULL) return -1;
  let err = 0;
  for (let key = PyIter_Next(iter); key !== NULL; key = err === 0 ? PyIter_Next(iter) : NULL) {
    const value = PyObject_GetItem(other, key);
    err = value === NULL || framelocalsproxy_setitem(self, key, value) < 0 ? -1 : 0;
    Py_DECREF(key);
    Py_XDECREF(value);
  }
  Py_DECREF(iter);
  return PyErr_Occurred() !== NULL ? -1 : err;
}
/** A list with something of every variable that is bound. */
function collect(self: PyObject, take: (key: PyObject, value: PyObject) => New | NULL): New | NULL {
  const f = proxy_frame(self), frame = f_frame(f), co = f_executable(frame), list = PyList_New(0);
  if (list === NULL) return NULL;
  const add = (key: PyObject, value: PyObject): boolean => {
    const item = take(key, value), err = item === NULL ? -1 : PyList_Append(list, item);
    Py_XDECREF(item);
    if (err === 0) return true;
    Py_DECREF(list);
    return false;
  };
  for (let i = 0; i < co_nlocalsplus(co); i++) {
    const value = framelocalsproxy_getval(frame, co, i);
    if (value !== NULL && !add(PyTuple_GET_ITEM(co_localsplusnames(co), i), value)) return NULL;
  }
  const extra = f_extra_locals(f);
  if (extra !== NULL) for (let at = PyDict_Next(extra, 0); at !== 0; at = PyDict_Next(extra, at)) if (!add(PyDict_EntryKey(extra, at), PyDict_EntryValue(extra, at))) return NULL;
  return list;
}
function framelocalsproxy_keys(self: PyObject): New | NULL {
  return collect(self, key => Py_NewRef(key));
}
function framelocalsproxy_values(self: PyObject): New | NULL {
  return collect(self, (_key, value) => Py_NewRef(value));
}
function framelocalsproxy_items(self: PyObject): New | NULL {
  return collect(self, (key, value) => PyTuple_Pack(key, value));
}
function framelocalsproxy_length(self: PyObject): number {
  const f = proxy_frame(self), frame = f_frame(f), co = f_executable(frame), extra = f_extra_locals(f);
  let size = extra === NULL ? 0 : PyDict_GET_SIZE(extra);
  for (let i = 0; i < co_nlocalsplus(co); i++) if (framelocalsproxy_getval(frame, co, i) !== NULL) size++;
  return size;
}
function framelocalsproxy_contains(self: PyObject, key: PyObject): number {
  const f = proxy_frame(self), i = framelocalsproxy_getkeyindex(f, key, true);
  if (i === -2) return -1;
  if (i >= 0) return 1;
  const extra = f_extra_locals(f);
  return extra === NULL ? 0 : PyDict_Contains(extra, key);
}
function framelocalsproxy___contains__(self: PyObject, key: PyObject): New | NULL {
  const res = framelocalsproxy_contains(self, key);
  return res < 0 ? NULL : Py_NewRef(Py_BOOL(res !== 0));
}
/** A dict with what the proxy shows. */
function framelocalsproxy_copy(self: PyObject): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL || PyDict_Update(dict, self) >= 0) return dict;
  Py_DECREF(dict);
  return NULL;
}
function framelocalsproxy_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  const f = proxy_frame(self);
  set_proxy_frame(self, NULL);
  Py_XDECREF(f);
  PyObject_GC_Del(self);
}
function framelocalsproxy_tp_clear(self: PyObject): number {
  const f = proxy_frame(self);
  set_proxy_frame(self, NULL);
  Py_XDECREF(f);
  return 0;
}
function framelocalsproxy_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (PyTuple_GET_SIZE(args) !== 1) return PyErr_SetString(PyExc_TypeError, `FrameLocalsProxy expected 1 argument, got ${PyTuple_GET_SIZE(args)}`);
  const item = PyTuple_GET_ITEM(args, 0);
  if (!PyFrame_Check(item)) return PyErr_SetString(PyExc_TypeError, `expect frame, not ${typeName(item)}`);
  if (kwds !== NULL && PyDict_GET_SIZE(kwds) !== 0) return PyErr_SetString(PyExc_TypeError, 'FrameLocalsProxy takes no keyword arguments');
  return _PyFrameLocalsProxy_New(item);
}
/** The proxy of a frame object. CPython: _PyFrameLocalsProxy_New() */
export function _PyFrameLocalsProxy_New(f: PyObject): New | NULL {
  const self = _PyObject_GC_New(PyFrameLocalsProxy_Type, 24);
  if (self === NULL) return PyErr_NoMemory();
  set_proxy_frame(self, Py_NewRef(f));
  _PyObject_GC_TRACK(self);
  return self;
}
export function PyFrameLocalsProxy_Check(op: PyObject): boolean {
  return Py_IS_TYPE(op, PyFrameLocalsProxy_Type);
}
function framelocalsproxy_iter(self: PyObject): New | NULL {
  const keys = framelocalsproxy_keys(self);
  if (keys === NULL) return NULL;
  const iter = PyObject_GetIter(keys);
  Py_DECREF(keys);
  return iter;
}
function framelocalsproxy_reversed(self: PyObject): New | NULL {
  const keys = framelocalsproxy_keys(self);
  if (keys === NULL || PyList_Reverse(keys) >= 0) return keys;
  Py_DECREF(keys);
  return NULL;
}
function framelocalsproxy_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if (PyFrameLocalsProxy_Check(other)) {
    const same = proxy_frame(self) === proxy_frame(other);
    if (op === Py_EQ || op === Py_NE) return Py_NewRef(Py_BOOL(same === (op === Py_EQ)));
  } else if (PyDict_Check(other)) {
    const dict = framelocalsproxy_copy(self);
    if (dict === NULL) return NULL;
    const res = PyObject_RichCompare(dict, other, op);
    Py_DECREF(dict);
    return res;
  }
  return Py_NewRef(_Py_NotImplementedStruct);
}
function framelocalsproxy_repr(self: PyObject): New | NULL {
  const entered = Py_ReprEnter(self);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString('{...}') : NULL;
  const dict = framelocalsproxy_copy(self), text = dict === NULL ? NULL : PyObject_Repr(dict);
  Py_XDECREF(dict);
  Py_ReprLeave(self);
  return text;
}
function framelocalsproxy_or(self: PyObject, other: PyObject): New | NULL {
  if (!PyDict_Check(other) && !PyFrameLocalsProxy_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const result = PyDict_New();
  if (result === NULL || (PyDict_Update(result, self) >= 0 && PyDict_Update(result, other) >= 0)) return result;
  Py_DECREF(result);
  return NULL;
}
function framelocalsproxy_inplace_or(self: PyObject, other: PyObject): New | NULL {
  return Py_NewRef(framelocalsproxy_merge(self, other) < 0 ? _Py_NotImplementedStruct : self);
}
function framelocalsproxy_update(self: PyObject, other: PyObject): New | NULL {
  if (framelocalsproxy_merge(self, other) >= 0) return Py_NewRef(_Py_NoneStruct);
  return PyErr_SetString(PyExc_TypeError, 'update() argument must be dict or another FrameLocalsProxy');
}
/** get() and setdefault() begin alike: the value, or NULL with `missing` said. */
function lookup(self: PyObject, args: Args, nargs: number, name: string): {value: New | NULL; missing: boolean} {
  if (nargs < 1 || nargs > 2) {
    PyErr_SetString(PyExc_TypeError, `${name} expected 1 or 2 arguments`);
    return {value: NULL, missing: false};
  }
  const value = framelocalsproxy_getitem(self, ARG(args, 0));
  if (value !== NULL || !PyErr_ExceptionMatches(PyExc_KeyError)) return {value, missing: false};
  PyErr_Clear();
  return {value: NULL, missing: true};
}
function framelocalsproxy_get(self: PyObject, args: Args, nargs: number): New | NULL {
  const {value, missing} = lookup(self, args, nargs, 'get');
  return missing ? Py_NewRef(nargs === 2 ? ARG(args, 1) : _Py_NoneStruct) : value;
}
function framelocalsproxy_setdefault(self: PyObject, args: Args, nargs: number): New | NULL {
  const {value, missing} = lookup(self, args, nargs, 'setdefault'), fallback = nargs === 2 ? ARG(args, 1) : _Py_NoneStruct;
  if (!missing) return value;
  return framelocalsproxy_setitem(self, ARG(args, 0), fallback) < 0 ? NULL : Py_NewRef(fallback);
}
function framelocalsproxy_pop(self: PyObject, args: Args, nargs: number): New | NULL {
  if (!_PyArg_CheckPositional('pop', nargs, 1, 2)) return NULL;
  const f = proxy_frame(self), key = ARG(args, 0), i = framelocalsproxy_getkeyindex(f, key, false);
  if (i === -2) return NULL;
  if (i >= 0) return PyErr_SetString(PyExc_ValueError, 'cannot remove local variables from FrameLocalsProxy');
  const extra = f_extra_locals(f);
  if (extra !== NULL) {
    const value = PyDict_GetItemRef(extra, key);
    if (value !== NULL) {
      if (PyDict_DelItem(extra, key) === 0) return value;
      Py_DECREF(value);
    }
    if (PyErr_Occurred() !== NULL) return NULL;
  }
  return nargs === 2 ? Py_NewRef(ARG(args, 1)) : _PyErr_SetKeyError(key);
}

defineType(PyFrameLocalsProxy_Type, {
  tp_name: 'FrameLocalsProxy', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_MAPPING, layout: 'PyFrameLocalsProxyObject', tp_doc: null,
  slots: {
    tp_dealloc: framelocalsproxy_dealloc, tp_repr: framelocalsproxy_repr, nb_or: framelocalsproxy_or, nb_inplace_or: framelocalsproxy_inplace_or, sq_contains: framelocalsproxy_contains,
    mp_length: framelocalsproxy_length, mp_subscript: framelocalsproxy_getitem, mp_ass_subscript: framelocalsproxy_setitem, tp_getattro: PyObject_GenericGetAttr, tp_setattro: PyObject_GenericSetAttr,
    tp_clear: framelocalsproxy_tp_clear, tp_richcompare: framelocalsproxy_richcompare, tp_iter: framelocalsproxy_iter, tp_new: framelocalsproxy_new,
  },
  methods: [
    hiddenMethod('__contains__', '($self, key, /)', framelocalsproxy___contains__, null, METH_COEXIST), hiddenMethod('__getitem__', '($self, key, /)', framelocalsproxy_getitem, null, METH_COEXIST),
    hiddenMethod('update', '($self, other, /)', framelocalsproxy_update), hiddenMethod('__reversed__', '($self, /)', framelocalsproxy_reversed), hiddenMethod('copy', '($self, /)', framelocalsproxy_copy),
    hiddenMethod('keys', '($self, /)', framelocalsproxy_keys), hiddenMethod('values', '($self, /)', framelocalsproxy_values), hiddenMethod('items', '($self, /)', framelocalsproxy_items),
    rawMethod('get', null, framelocalsproxy_get), rawMethod('pop', null, framelocalsproxy_pop), rawMethod('setdefault', null, framelocalsproxy_setdefault),
  ],
});
