/** How a pickler saves what the format has no opcode for: by name, or by how it is made. CPython: Modules/_pickle.c */
import {PyIter_Check, PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyMapping_GetOptionalItem, PyObject_GetItem} from '../../objects/abstract-object';
import {PyObject_Call, PyObject_CallNoArgs, PyObject_CallOneArg} from '../../objects/call';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_GetItemRef, PyDict_Next} from '../../objects/dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString, reprText, strText, typeName} from '../../objects/errors';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyCallable_Check, PyObject_GetAttr, PyObject_GetOptionalAttr} from '../../objects/object';
import {PyTuple_GetSlice, PyTuple_New, PyTuple_Pack, packSteal} from '../../objects/tupleobject';
import {PyType_IsSubtype} from '../../objects/typeobject';
import {PyUnicode_AsASCIIString, PyUnicode_AsUTF8String} from '../../objects/unicode-codecs';
import {PyUnicode_FromString, PyUnicode_Split, _PyUnicode_Equal, _PyUnicode_EqualToASCIIString} from '../../objects/unicodeobject';
import {interp} from '../../runtime/current';
import {
  PyBytes_AS_STRING, PyBytes_GET_SIZE, PyDict_Check, PyDict_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM,
  PyType_Check, PyUnicode_Check, Py_TYPE, pickler_dispatch_table,
} from '../../runtime/generated/accessors';
import {
  ID___class__, ID___main__, ID___module__, ID___name__, ID___new__, ID___newobj__, ID___newobj_ex__, ID___qualname__, ID___reduce__, ID___reduce_ex__, ID_modules,
} from '../../runtime/generated/ids';
import {
  PyEllipsis_Type, PyExc_AttributeError, PyExc_RuntimeError, PyExc_UnicodeEncodeError, PyType_Type, _PyNone_Type, _PyNotImplemented_Type, _Py_EllipsisObject, _Py_NoneStruct,
  _Py_NotImplementedStruct,
} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyImport_Import} from '../import';
import {batch_dict, batch_list, memo_get, memo_put, save, type Saver} from './_pickle-save';
import {Op, type PickleState} from './_pickle-state';

function fail(type: PyObject, message: string): number {
  PyErr_SetString(type, message);
  return -1;
}
/** An error whose text shows objects; theirs when showing fails. The current exception gives way. */
function failShowing(type: PyObject, make: () => string | null): number {
  PyErr_Clear();
  const text = make();
  if (text !== null) PyErr_SetString(type, text);
  return -1;
}

// ---- names ----

/** The parts of a dotted name as a list; NULL with AttributeError for a local one. CPython: get_dotted_path() */
function get_dotted_path(obj: PyObject | NULL, name: PyObject): New | NULL {
  const dot = PyUnicode_FromString('.'), path = dot === NULL ? NULL : PyUnicode_Split(name, dot, -1);
  Py_XDECREF(dot);
  if (path === NULL) return NULL;
  for (let i = 0; i < PyList_GET_SIZE(path); i++) {
    if (!_PyUnicode_EqualToASCIIString(PyList_GET_ITEM(path, i), '<locals>')) continue;
    Py_DECREF(path);
    const shown = reprText(name), of = obj === NULL ? '' : reprText(obj);
    if (shown === null || of === null) return NULL;
    return PyErr_Format(PyExc_AttributeError, obj === NULL ? `Can't get local object ${shown}` : `Can't get local attribute ${shown} on ${of}`);
  }
  return path;
}
/** What a row of names leads to; `upTo` of them. NULL, possibly without an exception. escapes. CPython: get_deep_attribute() */
function get_deep_attribute(obj: PyObject, names: PyObject, upTo: number): New | NULL {
  let at = Py_NewRef(obj);
  for (let i = 0; i < upTo; i++) {
    const next = PyObject_GetOptionalAttr(at, PyList_GET_ITEM(names, i));
    Py_DECREF(at);
    if (next === NULL) return NULL;
    at = next;
  }
  return at;
}
/** An attribute by its name, dotted when `allow_qualname`. escapes. CPython: getattribute() */
export function getattribute(obj: PyObject, name: PyObject, allow_qualname: boolean): New | NULL {
  let attr: New | NULL;
  if (allow_qualname) {
    const path = get_dotted_path(obj, name);
    if (path === NULL) return NULL;
    attr = get_deep_attribute(obj, path, PyList_GET_SIZE(path));
    Py_DECREF(path);
  } else attr = PyObject_GetOptionalAttr(obj, name);
  if (attr === NULL && PyErr_Occurred() === NULL) {
    const shown = reprText(name), of = shown === null ? null : reprText(obj);
    if (of !== null) PyErr_Format(PyExc_AttributeError, `Can't get attribute ${shown} on ${of}`);
  }
  return attr;
}
/** Whether a module has this object under this name; false also with an exception. escapes. CPython: _checkmodule() */
function _checkmodule(name: PyObject, module: PyObject, global: PyObject, path: PyObject): boolean {
  if (module === _Py_NoneStruct || (PyUnicode_Check(name) && _PyUnicode_EqualToASCIIString(name, '__main__'))) return false;
  const candidate = get_deep_attribute(module, path, PyList_GET_SIZE(path));
  if (candidate === NULL) return false;
  Py_DECREF(candidate);
  return candidate === global;
}
/** The name of the module that an object is in. escapes. CPython: whichmodule() */
function whichmodule(global: PyObject, path: PyObject): New | NULL {
  const own = PyObject_GetOptionalAttr(global, ID___module__);
  if (own === NULL && PyErr_Occurred() !== NULL) return NULL;
  if (own !== NULL) {
    if (own !== _Py_NoneStruct) return own;
    Py_DECREF(own);
  }
  const modules = PyDict_GetItemRef(interp.sysdict as PyObject, ID_modules);
  if (modules === NULL) return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_RuntimeError, 'lost sys.modules');
  const found = PyDict_CheckExact(modules) ? searchDict(modules, global, path) : searchMapping(modules, global, path);
  Py_DECREF(modules);
  if (found !== NULL || PyErr_Occurred() !== NULL) return found;
  return Py_NewRef(ID___main__);
}
function searchDict(modules: PyObject, global: PyObject, path: PyObject): New | NULL {
  for (let pos = PyDict_Next(modules, 0); pos !== 0; pos = PyDict_Next(modules, pos)) {
    const name = Py_NewRef(PyDict_EntryKey(modules, pos)), module = Py_NewRef(PyDict_EntryValue(modules, pos));
    const found = _checkmodule(name, module, global, path);
    Py_DECREF(module);
    if (found) return name;
    Py_DECREF(name);
    if (PyErr_Occurred() !== NULL) return NULL;
  }
  return NULL;
}
function searchMapping(modules: PyObject, global: PyObject, path: PyObject): New | NULL {
  const iter = PyObject_GetIter(modules);
  if (iter === NULL) return NULL;
  let result: New | NULL = NULL;
  for (let name = PyIter_Next(iter); name !== NULL; name = PyIter_Next(iter)) {
    const module = PyObject_GetItem(modules, name), found = module !== NULL && _checkmodule(name, module, global, path);
    Py_XDECREF(module);
    if (found) {
      result = name;
      break;
    }
    Py_DECREF(name);
    if (PyErr_Occurred() !== NULL) break;
  }
  Py_DECREF(iter);
  return result;
}

// ---- save_global ----

/** The pair of names that a table maps a pair to, itself when it has none; null with an exception. CPython: fix_imports() and what find_class() does */
export function fixNames(module_name: PyObject, global_name: PyObject, names: PyObject, imports: PyObject, namesTable: string, importsTable: string): {module: New; name: New} | null {
  const key = PyTuple_Pack(module_name, global_name);
  if (key === NULL) return null;
  const pair = PyDict_GetItemRef(names, key);
  Py_DECREF(key);
  if (pair !== NULL) {
    const fixed = fixedPair(pair, namesTable);
    Py_DECREF(pair);
    return fixed;
  }
  if (PyErr_Occurred() !== NULL) return null;
  const moved = PyDict_GetItemRef(imports, module_name);
  if (moved === NULL) return PyErr_Occurred() !== NULL ? null : {module: Py_NewRef(module_name), name: Py_NewRef(global_name)};
  if (PyUnicode_Check(moved)) return {module: moved, name: Py_NewRef(global_name)};
  PyErr_Format(PyExc_RuntimeError, `_compat_pickle.${importsTable} values should be strings, not ${typeName(moved)}`);
  Py_DECREF(moved);
  return null;
}
function fixedPair(pair: PyObject, table: string): {module: New; name: New} | null {
  if (!PyTuple_Check(pair) || PyTuple_GET_SIZE(pair) !== 2) {
    PyErr_Format(PyExc_RuntimeError, `_compat_pickle.${table} values should be 2-tuples, not ${typeName(pair)}`);
    return null;
  }
  const module = PyTuple_GET_ITEM(pair, 0), name = PyTuple_GET_ITEM(pair, 1);
  if (PyUnicode_Check(module) && PyUnicode_Check(name)) return {module: Py_NewRef(module), name: Py_NewRef(name)};
  PyErr_Format(PyExc_RuntimeError, `_compat_pickle.${table} values should be pairs of str, not (${typeName(module)}, ${typeName(name)})`);
  return null;
}
/** The code that copyreg gave to a name: 0 for none, -1 with an exception. */
function extensionCode(st: PickleState, module_name: PyObject, global_name: PyObject): number {
  const key = PyTuple_Pack(module_name, global_name);
  if (key === NULL) return -1;
  const found = PyDict_GetItemRef(st.extension_registry, key);
  Py_DECREF(key);
  if (found === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  const code = PyLong_AsLong(found);
  Py_DECREF(found);
  if (code > 0 && code <= 0x7fffffff) return code;
  if (PyErr_Occurred() === NULL) PyErr_Format(PyExc_RuntimeError, `extension code ${code} is out of range`);
  return -1;
}
/** Writes a name and a line end. escapes */
function writeName(s: Saver, name: PyObject, what: string): number {
  const encoded = s.p.proto === 3 ? PyUnicode_AsUTF8String(name) : PyUnicode_AsASCIIString(name);
  if (encoded === NULL) {
    if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) return -1;
    return failShowing(s.st.PicklingError, () => {
      const text = strText(name);
      return text === null ? null : `can't pickle ${what} identifier '${text}' using pickle protocol ${s.p.proto}`;
    });
  }
  s.p.heapBytes(PyBytes_AS_STRING(encoded), PyBytes_GET_SIZE(encoded));
  s.p.latin1('\n');
  Py_DECREF(encoded);
  return 0;
}
/** A GLOBAL opcode with its names, in calls of getattr() when the name is dotted (`path` then has several parts). escapes */
function writeGlobal(s: Saver, module_name: PyObject, global_name: PyObject, path: PyObject | NULL): number {
  const {st, p} = s, parts = path === NULL ? 0 : PyList_GET_SIZE(path);
  for (let i = 1; i < parts; i++) {
    if (save(s, st.getattr, false) < 0) return -1;
    if (p.proto < 2) p.op(Op.MARK);
  }
  p.op(Op.GLOBAL);
  const name = parts > 1 ? PyList_GET_ITEM(path as PyObject, 0) : global_name;
  const fixed = p.proto < 3 && p.fix_imports ? fixNames(module_name, name, st.name_mapping_3to2, st.import_mapping_3to2, 'REVERSE_NAME_MAPPING', 'REVERSE_IMPORT_MAPPING')
    : {module: Py_NewRef(module_name), name: Py_NewRef(name)};
  if (fixed === null) return -1;
  const status = writeName(s, fixed.module, 'module') < 0 ? -1 : writeName(s, fixed.name, 'global');
  Py_DECREF(fixed.module);
  Py_DECREF(fixed.name);
  if (status < 0) return -1;
  for (let i = 1; i < parts; i++) {
    if (save(s, PyList_GET_ITEM(path as PyObject, i), false) < 0) return -1;
    p.op(p.proto < 2 ? Op.TUPLE : Op.TUPLE2);
    p.op(Op.REDUCE);
  }
  return 0;
}
/** Checks that a module has the object under its name: 1 when the name's last part is the module's own, 0 when not, -1 with an exception. escapes */
function checkGlobal(s: Saver, obj: PyObject, module_name: PyObject, global_name: PyObject, path: PyObject): number {
  const error = s.st.PicklingError, module = PyImport_Import(module_name), last = PyList_GET_SIZE(path) - 1;
  if (module === NULL) {
    return failShowing(error, () => {
      const shown = reprText(obj), from = shown === null ? null : reprText(module_name);
      return from === null ? null : `Can't pickle ${shown}: import of module ${from} failed`;
    });
  }
  const parent = get_deep_attribute(module, path, last), cls = parent === NULL ? NULL : PyObject_GetOptionalAttr(parent, PyList_GET_ITEM(path, last));
  const direct = parent === module;
  Py_XDECREF(parent);
  Py_DECREF(module);
  if (cls === obj) {
    Py_DECREF(cls as New);
    return direct ? 1 : 0;
  }
  Py_XDECREF(cls);
  return failShowing(error, () => {
    const shown = reprText(obj), name = shown === null ? null : strText(global_name), from = name === null ? null : strText(module_name);
    if (from === null) return null;
    return cls === NULL ? `Can't pickle ${shown}: attribute lookup ${name} on ${from} failed` : `Can't pickle ${shown}: it's not the same object as ${from}.${name}`;
  });
}
/** The name that an object goes by. */
function globalName(obj: PyObject): New | NULL {
  const qualname = PyObject_GetOptionalAttr(obj, ID___qualname__);
  return qualname !== NULL || PyErr_Occurred() !== NULL ? qualname : PyObject_GetAttr(obj, ID___name__);
}
/** Saves an object as a name that it is found under. escapes. CPython: save_global() */
export function save_global(s: Saver, obj: PyObject, name: PyObject | NULL): number {
  const global_name = name !== NULL ? Py_NewRef(name) : globalName(obj);
  if (global_name === NULL) return -1;
  const path = get_dotted_path(NULL, global_name), module_name = path === NULL ? NULL : whichmodule(obj, path);
  let status = -1;
  if (path !== NULL && module_name !== NULL) {
    const direct = checkGlobal(s, obj, module_name, global_name, path);
    if (direct >= 0) status = saveFound(s, obj, module_name, global_name, path, direct !== 0);
  }
  Py_XDECREF(module_name);
  Py_XDECREF(path);
  Py_DECREF(global_name);
  return status;
}
function saveFound(s: Saver, obj: PyObject, module_name: PyObject, global_name: PyObject, path: PyObject, direct: boolean): number {
  const p = s.p;
  if (p.proto >= 2) {
    const code = extensionCode(s.st, module_name, global_name);
    if (code < 0) return -1;
    if (code > 0) {
      p.opNumber(code <= 0xff ? Op.EXT1 : code <= 0xffff ? Op.EXT2 : Op.EXT4, code, code <= 0xff ? 1 : code <= 0xffff ? 2 : 4);
      return 0;
    }
  }
  const name = direct ? PyList_GET_ITEM(path, PyList_GET_SIZE(path) - 1) : global_name;
  if (p.proto >= 4) {
    if (save(s, module_name, false) < 0 || save(s, name, false) < 0) return -1;
    p.op(Op.STACK_GLOBAL);
  } else if (writeGlobal(s, module_name, name, direct ? NULL : path) < 0) return -1;
  return memo_put(s, obj);
}
/** Types of singletons have no name to be found under. CPython: save_type(), save_singleton_type() */
export function save_type(s: Saver, obj: PyObject): number {
  let singleton: PyObject;
  if (obj === _PyNone_Type) singleton = _Py_NoneStruct;
  else if (obj === PyEllipsis_Type) singleton = _Py_EllipsisObject;
  else if (obj === _PyNotImplemented_Type) singleton = _Py_NotImplementedStruct;
  else return save_global(s, obj, NULL);
  const reduced = packSteal(Py_NewRef(PyType_Type), packSteal(Py_NewRef(singleton)));
  if (reduced === NULL) return -1;
  const status = save_reduce(s, reduced, obj);
  Py_DECREF(reduced);
  return status;
}

// ---- reducing ----

/** What an object's own reducer gives. escapes */
function reduceObject(s: Saver, obj: PyObject): New | NULL {
  let func = PyObject_GetOptionalAttr(obj, ID___reduce_ex__), reduced: New | NULL;
  if (func === NULL && PyErr_Occurred() !== NULL) return NULL;
  if (func !== NULL) {
    const proto = PyLong_FromNumber(s.p.proto);
    reduced = proto === NULL ? NULL : PyObject_CallOneArg(func, proto);
    Py_XDECREF(proto);
  } else {
    func = PyObject_GetOptionalAttr(obj, ID___reduce__);
    if (func === NULL) {
      if (PyErr_Occurred() !== NULL) return NULL;
      const shown = reprText(obj);
      return shown === null ? NULL : PyErr_Format(s.st.PicklingError, `can't pickle '${typeName(obj)}' object: ${shown}`);
    }
    reduced = PyObject_CallNoArgs(func);
  }
  Py_DECREF(func);
  return reduced;
}
/** Saves an object by what it is reduced to, by a table of types or by itself; a class goes by its name. escapes. CPython: save() */
export function saveByReducer(s: Saver, obj: PyObject): number {
  const type = Py_TYPE(obj), table = pickler_dispatch_table(s.self);
  const func = (table as number) === NULL ? PyDict_GetItemRef(s.st.dispatch_table, type) : PyMapping_GetOptionalItem(table, type);
  if (func === NULL) {
    if (PyErr_Occurred() !== NULL) return -1;
    return PyType_IsSubtype(type, PyType_Type) ? save_global(s, obj, NULL) : saveReduced(s, reduceObject(s, obj), obj);
  }
  const reduced = PyObject_CallOneArg(func, obj);
  Py_DECREF(func);
  return saveReduced(s, reduced, obj);
}
/** Saves an object by what it was reduced to; -1 for NULL. @steals reduced. escapes */
export function saveReduced(s: Saver, reduced: New | NULL, obj: PyObject): number {
  if (reduced === NULL) return -1;
  let status: number;
  if (PyUnicode_Check(reduced)) status = save_global(s, obj, reduced);
  else if (PyTuple_Check(reduced)) status = save_reduce(s, reduced, obj);
  else status = fail(s.st.PicklingError, '__reduce__ must return a string or tuple');
  Py_DECREF(reduced);
  return status;
}
/** The item of a tuple, NULL for None and for what is not there. */
function optionalItem(args: PyObject, i: number): PyObject | NULL {
  const item = i < PyTuple_GET_SIZE(args) ? PyTuple_GET_ITEM(args, i) : NULL;
  return item === _Py_NoneStruct ? NULL : item;
}
/** Which form of object creation a callable's name stands for. */
const PLAIN = 0, NEWOBJ = 1, NEWOBJ_EX = 2;
function creationBy(callable: PyObject): number {
  const name = PyObject_GetOptionalAttr(callable, ID___name__);
  if (name === NULL) return PyErr_Occurred() !== NULL ? -1 : PLAIN;
  const form = !PyUnicode_Check(name) ? PLAIN : _PyUnicode_Equal(name, ID___newobj_ex__) ? NEWOBJ_EX : _PyUnicode_Equal(name, ID___newobj__) ? NEWOBJ : PLAIN;
  Py_DECREF(name);
  return form;
}
/** The creation of an object with keyword arguments. escapes */
function saveNewobjEx(s: Saver, argtup: PyObject): number {
  const error = s.st.PicklingError, p = s.p;
  if (PyTuple_GET_SIZE(argtup) !== 3) return fail(error, `length of the NEWOBJ_EX argument tuple must be exactly 3, not ${PyTuple_GET_SIZE(argtup)}`);
  const cls = PyTuple_GET_ITEM(argtup, 0), args = PyTuple_GET_ITEM(argtup, 1), kwargs = PyTuple_GET_ITEM(argtup, 2);
  if (!PyType_Check(cls)) return fail(error, `first item from NEWOBJ_EX argument tuple must be a class, not ${typeName(cls)}`);
  if (!PyTuple_Check(args)) return fail(error, `second item from NEWOBJ_EX argument tuple must be a tuple, not ${typeName(args)}`);
  if (!PyDict_Check(kwargs)) return fail(error, `third item from NEWOBJ_EX argument tuple must be a dict, not ${typeName(kwargs)}`);
  if (p.proto >= 4) {
    if (save(s, cls, false) < 0 || save(s, args, false) < 0 || save(s, kwargs, false) < 0) return -1;
    p.op(Op.NEWOBJ_EX);
    return 0;
  }
  const n = PyTuple_GET_SIZE(args), cls_new = PyObject_GetAttr(cls, ID___new__);
  if (cls_new === NULL) return -1;
  const newargs = PyTuple_New(n + 2);
  if (newargs === NULL) {
    Py_DECREF(cls_new);
    return -1;
  }
  PyTuple_SET_ITEM(newargs, 0, cls_new);
  PyTuple_SET_ITEM(newargs, 1, Py_NewRef(cls));
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(newargs, i + 2, Py_NewRef(PyTuple_GET_ITEM(args, i)));
  const callable = PyObject_Call(s.st.partial, newargs, kwargs);
  Py_DECREF(newargs);
  if (callable === NULL) return -1;
  const none = packSteal() as New, status = save(s, callable, false) < 0 ? -1 : save(s, none, false);
  Py_DECREF(none);
  Py_DECREF(callable);
  if (status < 0) return -1;
  p.op(Op.REDUCE);
  return 0;
}
/** The creation of an object by its class's __new__(). escapes */
function saveNewobj(s: Saver, argtup: PyObject, obj: PyObject): number {
  const error = s.st.PicklingError;
  if (PyTuple_GET_SIZE(argtup) < 1) return fail(error, '__newobj__ arglist is empty');
  const cls = PyTuple_GET_ITEM(argtup, 0);
  if (!PyType_Check(cls)) return fail(error, 'args[0] from __newobj__ args is not a type');
  const own = PyObject_GetOptionalAttr(obj, ID___class__);
  if (own === NULL && PyErr_Occurred() !== NULL) return -1;
  Py_XDECREF(own);
  if ((own === NULL ? Py_TYPE(obj) : own) !== cls) return fail(error, 'args[0] from __newobj__ args has the wrong class');
  if (save(s, cls, false) < 0) return -1;
  const rest = PyTuple_GetSlice(argtup, 1, PyTuple_GET_SIZE(argtup));
  if (rest === NULL) return -1;
  const status = save(s, rest, false);
  Py_DECREF(rest);
  if (status < 0) return -1;
  s.p.op(Op.NEWOBJ);
  return 0;
}
/** Saves an object as the 2 to 6 parts its reducer gave. escapes. CPython: save_reduce() */
export function save_reduce(s: Saver, args: PyObject, obj: PyObject): number {
  const error = s.st.PicklingError, p = s.p, size = PyTuple_GET_SIZE(args);
  if (size < 2 || size > 6) return fail(error, 'tuple returned by __reduce__ must contain 2 through 6 elements');
  const callable = PyTuple_GET_ITEM(args, 0), argtup = PyTuple_GET_ITEM(args, 1), state = optionalItem(args, 2), listitems = optionalItem(args, 3);
  const dictitems = optionalItem(args, 4), setter = optionalItem(args, 5);
  if (!PyCallable_Check(callable)) return fail(error, 'first item of the tuple returned by __reduce__ must be callable');
  if (!PyTuple_Check(argtup)) return fail(error, 'second item of the tuple returned by __reduce__ must be a tuple');
  if (listitems !== NULL && !PyIter_Check(listitems)) return fail(error, `fourth element of the tuple returned by __reduce__ must be an iterator, not ${typeName(listitems)}`);
  if (dictitems !== NULL && !PyIter_Check(dictitems)) return fail(error, `fifth element of the tuple returned by __reduce__ must be an iterator, not ${typeName(dictitems)}`);
  if (setter !== NULL && !PyCallable_Check(setter)) return fail(error, `sixth element of the tuple returned by __reduce__ must be a function, not ${typeName(setter)}`);
  const form = p.proto >= 2 ? creationBy(callable) : PLAIN;
  if (form < 0) return -1;
  if (form === NEWOBJ_EX) {
    if (saveNewobjEx(s, argtup) < 0) return -1;
  } else if (form === NEWOBJ) {
    if (saveNewobj(s, argtup, obj) < 0) return -1;
  } else {
    if (save(s, callable, false) < 0 || save(s, argtup, false) < 0) return -1;
    p.op(Op.REDUCE);
  }
  if (p.memo!.get(obj) !== undefined) {
    // its own arguments led back to it: that one counts
    p.op(Op.POP);
    return memo_get(s, obj);
  }
  if (memo_put(s, obj) < 0) return -1;
  if (listitems !== NULL && batch_list(s, listitems) < 0) return -1;
  if (dictitems !== NULL && batch_dict(s, dictitems) < 0) return -1;
  if (state === NULL) return 0;
  if (setter === NULL) {
    if (save(s, state, false) < 0) return -1;
    p.op(Op.BUILD);
    return 0;
  }
  // setter(obj, state), whose result goes
  if (save(s, setter, false) < 0 || save(s, obj, false) < 0 || save(s, state, false) < 0) return -1;
  p.op(Op.TUPLE2);
  p.op(Op.REDUCE);
  p.op(Op.POP);
  return 0;
}
