/** Running a pickle: the opcodes that find, make and fill objects. CPython: Modules/_pickle.c */
import {PyObject_SetItem} from '../../objects/abstract-object';
import {PyObject_CallMethodObjArgs, PyObject_CallMethodOneArg, PyObject_CallObject, PyObject_CallOneArg} from '../../objects/call';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_GetItemRef, PyDict_Next, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {_PyList_AppendTakeRef} from '../../objects/listobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_HasAttrWithError, PyObject_SetAttr} from '../../objects/object';
import {PySet_Check, _PySet_Update} from '../../objects/setobject';
import {PySys_Audit} from '../../objects/sysattr';
import {PyUnicode_DecodeASCII, PyUnicode_DecodeUTF8} from '../../objects/unicode-codecs';
import {_PyUnicode_InternMortal} from '../../objects/unicodeobject';
import {U8} from '../../runtime/current';
import {
  PyDict_Check, PyList_CheckExact, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, PyUnicode_Check, PyUnicode_CheckExact, Py_TYPE, unpickler_persistent_load,
} from '../../runtime/generated/accessors';
import {ID___dict__, ID___getinitargs__, ID___new__, ID___setstate__, ID_add, ID_append, ID_extend, ID_find_class} from '../../runtime/generated/ids';
import {PyExc_UnicodeDecodeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyImport_Import} from '../import';
import {unpicklerData} from './_pickle-input';
import type {Loader} from './_pickle-load';
import {fixNames, getattribute} from './_pickle-reduce';
import type {PickleState} from './_pickle-state';

function fail(type: PyObject, message: string): -1 {
  PyErr_SetString(type, message);
  return -1;
}

// ---- names ----

/** The object of a name in a module, which is imported. escapes. CPython: _pickle_Unpickler_find_class_impl() */
export function Unpickler_find_class(st: PickleState, self: PyObject, module_name: PyObject, global_name: PyObject): New | NULL {
  if (PySys_Audit('pickle.find_class', module_name, global_name) < 0) return NULL;
  const u = unpicklerData(self);
  const fixed = u.proto < 3 && u.fix_imports ? fixNames(module_name, global_name, st.name_mapping_2to3, st.import_mapping_2to3, 'NAME_MAPPING', 'IMPORT_MAPPING')
    : {module: Py_NewRef(module_name), name: Py_NewRef(global_name)};
  if (fixed === null) return NULL;
  const module = PyImport_Import(fixed.module), global = module === NULL ? NULL : getattribute(module, fixed.name, u.proto >= 4);
  Py_XDECREF(module);
  Py_DECREF(fixed.module);
  Py_DECREF(fixed.name);
  return global;
}
/** As find_class() of the unpickler does it. escapes. CPython: find_class() */
function find_class(l: Loader, module_name: PyObject, global_name: PyObject): New | NULL {
  if (Py_TYPE(l.self) === l.st.Unpickler_Type) return Unpickler_find_class(l.st, l.self, module_name, global_name);
  return PyObject_CallMethodObjArgs(l.self, ID_find_class, module_name, global_name);
}
function textOfLine(line: string, ascii: boolean): New | NULL {
  const data = new Uint8Array(line.length - 1);
  for (let i = 0; i < data.length; i++) data[i] = line.charCodeAt(i);
  return ascii ? PyUnicode_DecodeASCII(data, 'strict') : PyUnicode_DecodeUTF8(data, 'strict');
}
/** The object that two lines name. escapes */
function findByLines(l: Loader, ascii: boolean): New | NULL {
  const first = l.line(2), module_name = first === null ? NULL : textOfLine(first, ascii);
  if (module_name === NULL) return NULL;
  const second = l.line(2), global_name = second === null ? NULL : textOfLine(second, ascii), found = global_name === NULL ? NULL : find_class(l, module_name, global_name);
  Py_XDECREF(global_name);
  Py_DECREF(module_name);
  return found;
}
export function load_global(l: Loader): number {
  return l.push(findByLines(l, false));
}
/** CPython: load_stack_global() */
export function load_stack_global(l: Loader): number {
  const global_name = l.pop();
  if (global_name === NULL) return -1;
  const module_name = l.pop();
  let found: New | NULL = NULL;
  if (module_name !== NULL) {
    if (PyUnicode_CheckExact(module_name) && PyUnicode_CheckExact(global_name)) found = find_class(l, module_name, global_name);
    else fail(l.st.UnpicklingError, 'STACK_GLOBAL requires str');
    Py_DECREF(module_name);
  }
  Py_DECREF(global_name);
  return l.push(found);
}
/** The object of an extension code. escapes. CPython: load_extension() */
export function load_extension(l: Loader, nbytes: number): number {
  const at = l.read(nbytes);
  if (at < 0) return -1;
  let code = 0;
  for (let i = 0; i < nbytes; i++) code |= U8[at + i] << (8 * i);
  if (code <= 0) return fail(l.st.UnpicklingError, 'EXT specifies code <= 0');
  const key = PyLong_FromNumber(code);
  if (key === NULL) return -1;
  let found = PyDict_GetItemRef(l.st.extension_cache, key);
  if (found === NULL && PyErr_Occurred() === NULL) found = findExtension(l, key, code);
  Py_DECREF(key);
  return l.push(found);
}
function findExtension(l: Loader, key: PyObject, code: number): New | NULL {
  const pair = PyDict_GetItemRef(l.st.inverted_registry, key);
  if (pair === NULL) return PyErr_Occurred() !== NULL ? NULL : PyErr_Format(PyExc_ValueError, `unregistered extension code ${code}`);
  let found: New | NULL = NULL;
  if (PyTuple_Check(pair) && PyTuple_GET_SIZE(pair) === 2 && PyUnicode_Check(PyTuple_GET_ITEM(pair, 0)) && PyUnicode_Check(PyTuple_GET_ITEM(pair, 1))) {
    found = find_class(l, PyTuple_GET_ITEM(pair, 0), PyTuple_GET_ITEM(pair, 1));
    if (found !== NULL && PyDict_SetItem(l.st.extension_cache, key, found) < 0) {
      Py_DECREF(found);
      found = NULL;
    }
  } else PyErr_Format(PyExc_ValueError, `_inverted_registry[${code}] isn't a 2-tuple of strings`);
  Py_DECREF(pair);
  return found;
}
/** The object of a persistent id: that of a line, or the topmost object. escapes. CPython: load_persid(), load_binpersid() */
export function load_persid(l: Loader, fromLine: boolean): number {
  let pid: New | NULL;
  if (fromLine) {
    const line = l.readLine();
    if (line === null) return -1;
    pid = textOfLine(line, true);
    if (pid === NULL && PyErr_ExceptionMatches(PyExc_UnicodeDecodeError)) fail(l.st.UnpicklingError, 'persistent IDs in protocol 0 must be ASCII strings');
  } else pid = l.pop();
  if (pid === NULL) return -1;
  const obj = PyObject_CallOneArg(unpickler_persistent_load(l.self), pid);
  Py_DECREF(pid);
  return l.push(obj);
}

// ---- making objects ----

/** An object of a class of old pickles. escapes. CPython: instantiate() */
function instantiate(cls: PyObject, args: PyObject): New | NULL {
  if (PyTuple_GET_SIZE(args) === 0 && PyType_Check(cls)) {
    const has = PyObject_HasAttrWithError(cls, ID___getinitargs__);
    if (has < 0) return NULL;
    if (has === 0) return PyObject_CallMethodOneArg(cls, ID___new__, cls);
  }
  return PyObject_CallObject(cls, args);
}
export function load_obj(l: Loader): number {
  const mark = l.marker();
  if (mark < 0) return -1;
  if (l.stack.length - mark < 1) return l.underflow();
  const args = l.popTuple(mark + 1);
  if (args === NULL) return -1;
  const cls = l.pop(), obj = cls === NULL ? NULL : instantiate(cls, args);
  Py_XDECREF(cls);
  Py_DECREF(args);
  return l.push(obj);
}
export function load_inst(l: Loader): number {
  const mark = l.marker();
  if (mark < 0) return -1;
  const cls = findByLines(l, true);
  if (cls === NULL) return -1;
  const args = l.popTuple(mark), obj = args === NULL ? NULL : instantiate(cls, args);
  Py_XDECREF(args);
  Py_DECREF(cls);
  return l.push(obj);
}
/** cls.__new__(cls, *args, **kwargs), checked. escapes */
function createObject(l: Loader, use_kwargs: boolean, cls: PyObject, args: PyObject, kwargs: PyObject | NULL): New | NULL {
  const name = use_kwargs ? 'NEWOBJ_EX' : 'NEWOBJ', error = l.st.UnpicklingError;
  if (!PyType_Check(cls)) return PyErr_Format(error, `${name} class argument must be a type, not ${typeName(cls)}`);
  const tp_new = slots(cls).tp_new;
  if (tp_new === null) return PyErr_Format(error, `${name} class argument '${typeName(cls)}' doesn't have __new__`);
  if (!PyTuple_Check(args)) return PyErr_Format(error, `${name} args argument must be a tuple, not ${typeName(args)}`);
  if (kwargs !== NULL && !PyDict_Check(kwargs)) return PyErr_Format(error, `${name} kwargs argument must be a dict, not ${typeName(kwargs)}`);
  return tp_new(cls, args, kwargs);
}
/** CPython: load_newobj() */
export function load_newobj(l: Loader, use_kwargs: boolean): number {
  const kwargs = use_kwargs ? l.pop() : NULL;
  if (use_kwargs && kwargs === NULL) return -1;
  const args = l.pop(), cls = args === NULL ? NULL : l.pop(), obj = args === NULL || cls === NULL ? NULL : createObject(l, use_kwargs, cls, args, kwargs);
  Py_XDECREF(kwargs);
  Py_XDECREF(args);
  Py_XDECREF(cls);
  return l.push(obj);
}
/** CPython: load_reduce() */
export function load_reduce(l: Loader): number {
  const args = l.pop();
  if (args === NULL) return -1;
  const callable = l.pop(), obj = callable === NULL ? NULL : PyObject_CallObject(callable, args);
  Py_XDECREF(callable);
  Py_DECREF(args);
  return l.push(obj);
}

// ---- filling objects ----

/** Calls a function with each item from a place on, which the stack loses. @steals func. escapes */
function callWithEach(l: Loader, func: New, from: number): number {
  const items = l.stack.splice(from);
  let status = 0;
  for (const item of items) {
    if (status === 0) {
      const result = PyObject_CallOneArg(func, item);
      if (result === NULL) status = -1;
      else Py_DECREF(result);
    }
    Py_DECREF(item as New);
  }
  Py_DECREF(func);
  return status;
}
/** Appends what lies from a place on to what lies below it; a place below 0 is an error of the caller's. escapes. CPython: do_append() */
export function load_appendTo(l: Loader, at: number): number {
  const {stack} = l;
  if (at < 0) return PyErr_Occurred() !== NULL ? -1 : l.underflow();
  if (at > stack.length || at <= l.u.fence) return l.underflow();
  if (stack.length === at) return 0;
  const list = stack[at - 1];
  if (PyList_CheckExact(list)) {
    if (stack.length === at + 1) return _PyList_AppendTakeRef(list, stack.pop() as New);
    const items = stack.splice(at);
    let status = 0;
    for (let i = 0; i < items.length; i++) if (_PyList_AppendTakeRef(list, items[i] as New) < 0) status = -1;
    return status;
  }
  const extend = PyObject_GetOptionalAttr(list, ID_extend);
  if (extend === NULL) {
    if (PyErr_Occurred() !== NULL) return -1;
    const append = PyObject_GetAttr(list, ID_append);
    return append === NULL ? -1 : callWithEach(l, append, at);
  }
  const items = l.popList(at), result = items === NULL ? NULL : PyObject_CallOneArg(extend, items);
  Py_XDECREF(items);
  Py_DECREF(extend);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}
/** Puts the pairs from a place on into what lies below it. escapes. CPython: do_setitems() */
export function load_setitemsTo(l: Loader, at: number): number {
  const {stack} = l, end = stack.length;
  if (at < 0) return PyErr_Occurred() !== NULL ? -1 : l.underflow();
  if (at > end || at <= l.u.fence) return l.underflow();
  if (end === at) return 0;
  if ((end - at) % 2 !== 0) return fail(l.st.UnpicklingError, 'odd number of items for SETITEMS');
  const dict = stack[at - 1];
  let status = 0;
  for (let i = at; i < end && status === 0; i += 2) status = PyObject_SetItem(dict, stack[i], stack[i + 1]);
  l.u.dropStack(at);
  return status < 0 ? -1 : 0;
}
/** CPython: load_additems() */
export function load_additems(l: Loader): number {
  const {stack} = l, mark = l.marker();
  if (mark < 0) return -1;
  if (mark > stack.length || mark <= l.u.fence) return l.underflow();
  if (stack.length === mark) return 0;
  const set = stack[mark - 1];
  if (!PySet_Check(set)) {
    const add = PyObject_GetAttr(set, ID_add);
    return add === NULL ? -1 : callWithEach(l, add, mark);
  }
  const items = l.popTuple(mark);
  if (items === NULL) return -1;
  const status = _PySet_Update(set, items);
  Py_DECREF(items);
  return status;
}
/** Gives an object the attributes of a dict, by its own dict. escapes */
function updateDict(l: Loader, inst: PyObject, state: PyObject): number {
  if (!PyDict_Check(state)) return fail(l.st.UnpicklingError, 'state is not a dictionary');
  const dict = PyObject_GetAttr(inst, ID___dict__);
  if (dict === NULL) return -1;
  let status = 0;
  for (let pos = PyDict_Next(state, 0); pos !== 0 && status === 0; pos = PyDict_Next(state, pos)) {
    const given = Py_NewRef(PyDict_EntryKey(state, pos)), key = PyUnicode_CheckExact(given) ? _PyUnicode_InternMortal(given) : given, value = Py_NewRef(PyDict_EntryValue(state, pos));
    status = PyObject_SetItem(dict, key, value);
    Py_DECREF(key);
    Py_DECREF(value);
  }
  Py_DECREF(dict);
  return status;
}
function setAttributes(l: Loader, inst: PyObject, state: PyObject): number {
  if (!PyDict_Check(state)) return fail(l.st.UnpicklingError, 'slot state is not a dictionary');
  for (let pos = PyDict_Next(state, 0); pos !== 0; pos = PyDict_Next(state, pos)) if (PyObject_SetAttr(inst, PyDict_EntryKey(state, pos), PyDict_EntryValue(state, pos)) < 0) return -1;
  return 0;
}
/** Gives an object its state. escapes. CPython: load_build() */
export function load_build(l: Loader): number {
  const {stack} = l;
  if (stack.length - 2 < l.u.fence) return l.underflow();
  const state = l.pop();
  if (state === NULL) return -1;
  const inst = stack[stack.length - 1], setstate = PyObject_GetOptionalAttr(inst, ID___setstate__);
  let status = -1;
  if (setstate !== NULL) {
    const result = PyObject_CallOneArg(setstate, state);
    Py_DECREF(setstate);
    if (result !== NULL) {
      Py_DECREF(result);
      status = 0;
    }
  } else if (PyErr_Occurred() === NULL) {
    // the state of slots may follow that of the dict
    const both = PyTuple_Check(state) && PyTuple_GET_SIZE(state) === 2, own = both ? PyTuple_GET_ITEM(state, 0) : state;
    status = own === _Py_NoneStruct ? 0 : updateDict(l, inst, own);
    if (status >= 0 && both) status = setAttributes(l, inst, PyTuple_GET_ITEM(state, 1));
  }
  Py_DECREF(state);
  return status;
}
