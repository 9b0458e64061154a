/** Warnings: filters, registries, showing. CPython: Python/_warnings.c */
import {_PyRuntime, interp} from '../runtime/current';
import {PyDict_Check, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_SET_ITEM, PyLong_CheckExact, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_CheckExact, Py_TYPE, co_filename, f_executable, f_frame, f_globals} from '../runtime/generated/accessors';
import {ID_WarningMessage, ID___name__, ID___warningregistry__, ID__showwarnmsg, ID_default, ID_defaultaction, ID_filters, ID_ignore, ID_match, ID_onceregistry, ID_stderr, ID_version, ID_warnings} from '../runtime/generated/ids';
import {PyExc_DeprecationWarning, PyExc_ImportError, PyExc_ImportWarning, PyExc_PendingDeprecationWarning, PyExc_ResourceWarning, PyExc_RuntimeError, PyExc_RuntimeWarning, PyExc_TypeError, PyExc_UserWarning, PyExc_ValueError, PyExc_Warning, SMALL_INT_ZERO, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_IsInstance, PyObject_IsSubclass} from './abstract-object';
import {PyObject_Call, PyObject_CallMethodOneArg, PyObject_CallOneArg} from './call';
import {PyDict_Clear, PyDict_GetItemRef, PyDict_New, PyDict_SetItem} from './dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, reprText, strText, typeName} from './errors';
import {PyFile_WriteString} from './fileobject';
import {_PyFrame_GetFrameObject, _PyThreadState_GetFrame} from './frame';
import {PyFrame_GetBack, PyFrame_GetLineNumber} from './frameobject';
import {PyList_New} from './listobject';
import {PyLong_AsLong, PyLong_AsSsize_t, PyLong_FromNumber} from './longobject';
import {PyCallable_Check, PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_IsTrue, PyObject_Str} from './object';
import {_PySys_GetOptionalAttr} from './sysattr';
import {_Py_DisplaySourceLine} from './traceback';
import {PyTuple_Pack} from './tupleobject';
import {PyUnicode_InternFromString} from './unicode-intern';
import {PyUnicode_AsJSString, PyUnicode_FromString, _PyUnicode_Equal, _PyUnicode_EqualToASCIIString} from './unicodeobject';

// ---- state of the interpreter ----

/** One of the filters an interpreter starts with. CPython: create_filter() */
function create_filter(category: PyObject, action: PyObject, modname: string | null): New | NULL {
  const module = modname === null ? Py_NewRef(_Py_NoneStruct) : PyUnicode_InternFromString(modname);
  if (module === NULL) return NULL;
  const filter = PyTuple_Pack(action, _Py_NoneStruct, category, module, SMALL_INT_ZERO);
  Py_DECREF(module);
  return filter;
}
/** The filters an interpreter starts with: none in a debug build. CPython: init_filters() */
function init_filters(): New | NULL {
  if (_PyRuntime.build.pydebug) return PyList_New(0);
  const filters = PyList_New(5);
  if (filters === NULL) return NULL;
  const made = [
    create_filter(PyExc_DeprecationWarning, ID_default, '__main__'), create_filter(PyExc_DeprecationWarning, ID_ignore, null), create_filter(PyExc_PendingDeprecationWarning, ID_ignore, null),
    create_filter(PyExc_ImportWarning, ID_ignore, null), create_filter(PyExc_ResourceWarning, ID_ignore, null),
  ];
  made.forEach((filter, i) => PyList_SET_ITEM(filters, i, filter));
  if (!made.includes(NULL)) return filters;
  Py_DECREF(filters);
  return NULL;
}
/** Prepares the warnings of the current interpreter; -1 with an exception. CPython: _PyWarnings_InitState() */
export function _PyWarnings_InitState(): number {
  const state = interp.warnings;
  if (state.filters === NULL && (state.filters = init_filters()) === NULL) return -1;
  if (state.once_registry === NULL && (state.once_registry = PyDict_New()) === NULL) return -1;
  if (state.default_action === NULL && (state.default_action = PyUnicode_FromString('default')) === NULL) return -1;
  state.filters_version = 0;
  return 0;
}
/** Forgets the warnings of the current interpreter, late while it ends. CPython: _PyWarnings_Fini() */
export function _PyWarnings_Fini(): void {
  const {filters, once_registry, default_action} = interp.warnings;
  interp.warnings.filters = interp.warnings.once_registry = interp.warnings.default_action = NULL;
  Py_XDECREF(filters);
  Py_XDECREF(once_registry);
  Py_XDECREF(default_action);
}
/** _filters_mutated(): registries are out of date from now on. CPython: warnings_filters_mutated_impl() */
export function filtersMutated(): void {
  interp.warnings.filters_version++;
}

/** An attribute of the Python module `warnings`; NULL without an exception when there is none. escapes. CPython: get_warnings_attr() */
function get_warnings_attr(name: PyObject, tryImport: boolean): New | NULL {
  let module: New | NULL;
  if (tryImport && interp.finalizing === 0 && interp.imports.importlib !== NULL && interp.imports.modules !== NULL) {
    module = hooks.PyImport_ImportModule('warnings');
    if (module === NULL) {
      if (PyErr_ExceptionMatches(PyExc_ImportError)) PyErr_Clear();
      return NULL;
    }
  } else {
    if (interp.imports.modules === NULL) return NULL;
    module = PyDict_GetItemRef(interp.imports.modules, ID_warnings);
    if (module === NULL) return NULL;
  }
  const value = PyObject_GetOptionalAttr(module, name);
  Py_DECREF(module);
  return value;
}

// ---- filters and registries ----

/** Whether a part of a filter fits: None always does, text must be equal, a regular expression must match. -1 with an exception. escapes. CPython: check_matched() */
function check_matched(obj: PyObject, arg: PyObject): number {
  if (obj === _Py_NoneStruct) return 1;
  if (PyUnicode_CheckExact(obj)) return PyUnicode_Check(arg) && _PyUnicode_Equal(obj, arg) ? 1 : 0;
  const result = PyObject_CallMethodOneArg(obj, ID_match, arg);
  if (result === NULL) return -1;
  const ok = PyObject_IsTrue(result);
  Py_DECREF(result);
  return ok;
}
/** What is done when no filter fits, borrowed; NULL with an exception. CPython: get_default_action() */
function get_default_action(): PyObject | NULL {
  const action = get_warnings_attr(ID_defaultaction, false);
  if (action === NULL) return PyErr_Occurred() !== NULL ? NULL : interp.warnings.default_action;
  if (!PyUnicode_Check(action)) {
    PyErr_Format(PyExc_TypeError, `_warnings.defaultaction must be a string, not '${typeName(action)}'`);
    Py_DECREF(action);
    return NULL;
  }
  const old = interp.warnings.default_action;
  interp.warnings.default_action = action;
  Py_XDECREF(old);
  return action;
}
/** The registry of the action "once", borrowed; NULL with an exception. CPython: get_once_registry() */
function get_once_registry(): PyObject | NULL {
  const registry = get_warnings_attr(ID_onceregistry, false);
  if (registry === NULL) return PyErr_Occurred() !== NULL ? NULL : interp.warnings.once_registry;
  if (!PyDict_Check(registry)) {
    PyErr_Format(PyExc_TypeError, `_warnings.onceregistry must be a dict, not '${typeName(registry)}'`);
    Py_DECREF(registry);
    return NULL;
  }
  const old = interp.warnings.once_registry;
  interp.warnings.once_registry = registry;
  Py_XDECREF(old);
  return registry;
}
/** Whether a filter fits: 1, 0, -1 with an exception. escapes */
function filterFits(item: PyObject, category: PyObject, text: PyObject, lineno: number, module: PyObject): number {
  const action = PyTuple_GET_ITEM(item, 0);
  if (!PyUnicode_Check(action)) {
    PyErr_Format(PyExc_TypeError, `action must be a string, not '${typeName(action)}'`);
    return -1;
  }
  const goodMessage = check_matched(PyTuple_GET_ITEM(item, 1), text);
  if (goodMessage < 0) return -1;
  const goodModule = check_matched(PyTuple_GET_ITEM(item, 3), module);
  if (goodModule < 0) return -1;
  const isSubclass = PyObject_IsSubclass(category, PyTuple_GET_ITEM(item, 2));
  if (isSubclass < 0) return -1;
  const line = PyLong_AsSsize_t(PyTuple_GET_ITEM(item, 4));
  if (line === -1 && PyErr_Occurred() !== NULL) return -1;
  return goodMessage > 0 && isSubclass > 0 && goodModule > 0 && (line === 0 || lineno === line) ? 1 : 0;
}
/** The first filter that fits and its action; None and the default action without one. The item is owned. null with an exception. escapes. CPython: get_filter() */
function get_filter(category: PyObject, text: PyObject, lineno: number, module: PyObject): {action: PyObject; item: New} | null {
  const current = get_warnings_attr(ID_filters, false);
  if (current === NULL) {
    if (PyErr_Occurred() !== NULL) return null;
  } else {
    const old = interp.warnings.filters;
    interp.warnings.filters = current;
    Py_XDECREF(old);
  }
  const filters = interp.warnings.filters;
  if (filters === NULL || !PyList_Check(filters)) {
    PyErr_SetString(PyExc_ValueError, '_warnings.filters must be a list');
    return null;
  }
  // the list may change while a filter is asked
  for (let i = 0; i < PyList_GET_SIZE(filters); i++) {
    const entry = PyList_GET_ITEM(filters, i);
    if (!PyTuple_Check(entry) || PyTuple_GET_SIZE(entry) !== 5) {
      PyErr_Format(PyExc_ValueError, `_warnings.filters item ${i} isn't a 5-tuple`);
      return null;
    }
    const item = Py_NewRef(entry), fits = filterFits(item, category, text, lineno, module);
    if (fits > 0) return {action: PyTuple_GET_ITEM(item, 0), item};
    Py_DECREF(item);
    if (fits < 0) return null;
  }
  const action = get_default_action();
  return action === NULL ? null : {action, item: Py_NewRef(_Py_NoneStruct)};
}
/** Whether a registry knows a warning; enters it when asked to. 1, 0, -1 with an exception. escapes. CPython: already_warned() */
function already_warned(registry: PyObject, key: PyObject, shouldSet: boolean): number {
  const version = PyDict_GetItemRef(registry, ID_version);
  if (version === NULL && PyErr_Occurred() !== NULL) return -1;
  const outOfDate = version === NULL || !PyLong_CheckExact(version) || PyLong_AsLong(version) !== interp.warnings.filters_version;
  Py_XDECREF(version);
  if (outOfDate) {
    PyDict_Clear(registry);
    const now = PyLong_FromNumber(interp.warnings.filters_version);
    if (now === NULL || PyDict_SetItem(registry, ID_version, now) < 0) {
      Py_XDECREF(now);
      return -1;
    }
    Py_DECREF(now);
  } else {
    const known = PyDict_GetItemRef(registry, key);
    if (known !== NULL) {
      const ok = PyObject_IsTrue(known);
      Py_DECREF(known);
      if (ok !== 0) return ok;
    } else if (PyErr_Occurred() !== NULL) return -1;
  }
  return shouldSet ? PyDict_SetItem(registry, key, _Py_TrueStruct) : 0;
}
/** Enters (text, category) into a registry. CPython: update_registry() */
function update_registry(registry: PyObject, text: PyObject, category: PyObject): number {
  const key = PyTuple_Pack(text, category);
  if (key === NULL) return -1;
  const known = already_warned(registry, key, true);
  Py_DECREF(key);
  return known;
}

// ---- showing ----

/** Shows a warning without the Python module. Errors are dropped. escapes. CPython: show_warning() */
function show_warning(filename: PyObject, lineno: number, text: PyObject, category: PyObject, sourceline: PyObject | NULL): void {
  const name = PyObject_GetAttr(category, ID___name__), file = _PySys_GetOptionalAttr(ID_stderr);
  if (name !== NULL && file !== NULL) {
    const where = strText(filename), what = strText(name), message = strText(text);
    if (where !== null && what !== null && message !== null && PyFile_WriteString(`${where}:${lineno}: ${what}: ${message}\n`, file) >= 0) {
      if (sourceline !== NULL) PyFile_WriteString(`${PyUnicode_AsJSString(sourceline)}\n`, file);
      else _Py_DisplaySourceLine(file, where, lineno, 2);
    }
  }
  Py_XDECREF(name);
  Py_XDECREF(file);
  PyErr_Clear();
}
/** Shows a warning through warnings._showwarnmsg(), else itself; -1 with an exception. escapes. CPython: call_show_warning() */
function call_show_warning(category: PyObject, text: PyObject, message: PyObject, filename: PyObject, lineno: number, lineno_obj: PyObject, sourceline: PyObject | NULL, source: PyObject | NULL): number {
  const show = get_warnings_attr(ID__showwarnmsg, true);
  if (show === NULL) {
    if (PyErr_Occurred() !== NULL) return -1;
    show_warning(filename, lineno, text, category, sourceline);
    return 0;
  }
  let status = -1;
  if (!PyCallable_Check(show)) PyErr_SetString(PyExc_TypeError, 'warnings._showwarnmsg() must be set to a callable');
  else {
    const cls = get_warnings_attr(ID_WarningMessage, false);
    if (cls === NULL) {
      if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_RuntimeError, 'unable to get warnings.WarningMessage');
    } else {
      const none = _Py_NoneStruct, args = source === NULL ? PyTuple_Pack(message, category, filename, lineno_obj, none, none) : PyTuple_Pack(message, category, filename, lineno_obj, none, none, source);
      const msg = args === NULL ? NULL : PyObject_Call(cls, args, NULL);
      Py_XDECREF(args);
      Py_DECREF(cls);
      const result = msg === NULL ? NULL : PyObject_CallOneArg(show, msg);
      Py_XDECREF(msg);
      if (result !== NULL) {
        Py_DECREF(result);
        status = 0;
      }
    }
  }
  Py_DECREF(show);
  return status;
}

// ---- warning ----

function isDict(registry: PyObject | NULL): registry is PyObject {
  return registry !== NULL && registry !== _Py_NoneStruct;
}
/** Does what the filters say about one warning. None, or NULL with an exception. escapes */
function applyFilters(category: PyObject, message: PyObject, text: PyObject, filename: PyObject, lineno: number, module: PyObject, registry: PyObject | NULL, sourceline: PyObject | NULL, source: PyObject | NULL): New | NULL {
  const lineno_obj = PyLong_FromNumber(lineno);
  if (lineno_obj === NULL) return NULL;
  const key = PyTuple_Pack(text, category, lineno_obj);
  let result = -1;
  if (key !== NULL) {
    const known = isDict(registry) ? already_warned(registry, key, false) : 0;
    if (known > 0) result = 0;
    else if (known === 0) {
      const found = get_filter(category, text, lineno, module);
      if (found !== null) {
        result = act(found.action, found.item, key, category, message, text, filename, lineno, lineno_obj, registry, sourceline, source);
        Py_DECREF(found.item);
      }
    }
  }
  Py_XDECREF(key);
  Py_DECREF(lineno_obj);
  return result < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** Carries out an action; 0, or -1 with an exception. escapes */
function act(action: PyObject, item: PyObject, key: PyObject, category: PyObject, message: PyObject, text: PyObject, filename: PyObject, lineno: number, lineno_obj: PyObject, registry: PyObject | NULL, sourceline: PyObject | NULL, source: PyObject | NULL): number {
  const is = (name: string): boolean => _PyUnicode_EqualToASCIIString(action, name);
  if (is('error')) {
    PyErr_SetObject(category, message);
    return -1;
  }
  if (is('ignore')) return 0;
  let known = 0;
  if (!is('always')) {
    if (isDict(registry) && PyDict_SetItem(registry, key, _Py_TrueStruct) < 0) return -1;
    if (is('once')) {
      const once = isDict(registry) ? registry : get_once_registry();
      if (once === NULL) return -1;
      known = update_registry(once, text, category);
    } else if (is('module')) {
      if (isDict(registry)) known = update_registry(registry, text, category);
    } else if (!is('default')) {
      const name = reprText(action), filter = name === null ? null : reprText(item);
      if (filter !== null) PyErr_Format(PyExc_RuntimeError, `Unrecognized action (${name}) in warnings.filters:\n ${filter}`);
      return -1;
    }
  }
  if (known !== 0) return known > 0 ? 0 : -1;
  return call_show_warning(category, text, message, filename, lineno, lineno_obj, sourceline, source);
}
/** The module name for a file: without `.py`. CPython: normalize_module() */
function normalize_module(filename: PyObject): New | NULL {
  const text = PyUnicode_AsJSString(filename);
  if (text === '') return PyUnicode_FromString('<unknown>');
  return text.endsWith('.py') ? PyUnicode_FromString(text.slice(0, -3)) : Py_NewRef(filename);
}
/** Warns about a place. `message` is text or a Warning. None, or NULL with an exception. escapes. CPython: warn_explicit() */
export function warn_explicit(category: PyObject, message: PyObject, filename: PyObject, lineno: number, module: PyObject | NULL, registry: PyObject | NULL, sourceline: PyObject | NULL, source: PyObject | NULL): New | NULL {
  // late in the end of the interpreter the Python module and its filters are gone
  if (module === _Py_NoneStruct) return Py_NewRef(_Py_NoneStruct);
  if (isDict(registry) && !PyDict_Check(registry)) return PyErr_SetString(PyExc_TypeError, "'registry' must be a dict or None");
  const where = module === NULL ? normalize_module(filename) : Py_NewRef(module);
  if (where === NULL) return NULL;
  let result: New | NULL = NULL;
  const isWarning = PyObject_IsInstance(message, PyExc_Warning);
  if (isWarning >= 0) {
    const warning = isWarning > 0 ? Py_NewRef(message) : PyObject_CallOneArg(category, message);
    const text = warning === NULL ? NULL : isWarning > 0 ? PyObject_Str(message) : Py_NewRef(message);
    if (warning !== NULL && text !== NULL) {
      result = applyFilters(isWarning > 0 ? Py_TYPE(message) : category, warning, text, filename, lineno, where, registry, sourceline, source === _Py_NoneStruct ? NULL : source);
    }
    Py_XDECREF(text);
    Py_XDECREF(warning);
  }
  Py_DECREF(where);
  return result;
}
/** The same for C code: 0, or -1 with an exception. CPython: PyErr_WarnExplicitObject() */
export function warn_explicit_at(category: PyObject | NULL, message: PyObject, filename: PyObject, lineno: number, module: PyObject | NULL, registry: PyObject | NULL): number {
  const result = warn_explicit(category === NULL ? PyExc_RuntimeWarning : category, message, filename, lineno, module, registry, NULL, NULL);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}

// ---- where a warning comes from ----

function filenameOf(frame: PyObject): PyObject {
  return co_filename(f_executable(f_frame(frame)));
}
/** True for the files of importlib, which are not counted. CPython: is_internal_filename() */
function is_internal_filename(filename: PyObject): boolean {
  if (!PyUnicode_Check(filename)) return false;
  const text = PyUnicode_AsJSString(filename);
  return text.includes('importlib') && text.includes('_bootstrap');
}
function is_filename_to_skip(filename: PyObject, prefixes: PyObject | NULL): boolean {
  if (prefixes === NULL || !PyUnicode_Check(filename)) return false;
  const text = PyUnicode_AsJSString(filename);
  for (let i = 0; i < PyTuple_GET_SIZE(prefixes); i++) if (text.startsWith(PyUnicode_AsJSString(PyTuple_GET_ITEM(prefixes, i)))) return true;
  return false;
}
/** The caller of a frame. @steals frame */
function back(frame: New): New | NULL {
  const caller = PyFrame_GetBack(frame);
  Py_DECREF(frame);
  return caller;
}
/** The frame that a stack level means, owned; NULL beyond the outermost. */
function frameAt(stackLevel: number, prefixes: PyObject | NULL): New | NULL {
  const current = _PyThreadState_GetFrame(), object = current === 0 ? NULL : _PyFrame_GetFrameObject(current);
  let frame: New | NULL = object === NULL ? NULL : Py_NewRef(object);
  if (frame === NULL) return NULL;
  const plain = stackLevel <= 0 || is_internal_filename(filenameOf(frame));
  while (--stackLevel > 0 && frame !== NULL) {
    frame = back(frame);
    if (!plain) while (frame !== NULL && (is_internal_filename(filenameOf(frame)) || is_filename_to_skip(filenameOf(frame), prefixes))) frame = back(frame);
  }
  return frame;
}
/** Everything warn_explicit() asks for, all owned. */
interface WarnContext { filename: New; lineno: number; module: New; registry: New }
/** File, line, module and registry of a stack level; null with an exception. escapes. CPython: setup_context() */
function setup_context(stackLevel: number, prefixes: PyObject | NULL): WarnContext | null {
  if (prefixes !== NULL) {
    for (let i = 0; i < PyTuple_GET_SIZE(prefixes); i++) {
      const prefix = PyTuple_GET_ITEM(prefixes, i);
      if (PyUnicode_Check(prefix)) continue;
      PyErr_Format(PyExc_TypeError, `Found non-str '${typeName(prefix)}' in skip_file_prefixes.`);
      return null;
    }
  }
  const frame = frameAt(stackLevel, prefixes);
  const globals = frame === NULL ? interp.sysdict : f_globals(f_frame(frame));
  const filename = frame === NULL ? PyUnicode_FromString('<sys>') : Py_NewRef(filenameOf(frame)), lineno = frame === NULL ? 0 : PyFrame_GetLineNumber(frame);
  Py_XDECREF(frame);
  if (filename === NULL) return null;
  let registry = globals === NULL ? NULL : PyDict_GetItemRef(globals, ID___warningregistry__);
  if (registry === NULL && globals !== NULL && PyErr_Occurred() === NULL) {
    registry = PyDict_New();
    if (registry !== NULL && PyDict_SetItem(globals, ID___warningregistry__, registry) < 0) {
      Py_DECREF(registry);
      registry = NULL;
    }
  }
  let module = registry === NULL ? NULL : PyDict_GetItemRef(globals as PyObject, ID___name__);
  if (registry !== NULL && (module !== NULL || PyErr_Occurred() === NULL)) {
    if (module === NULL || (module !== _Py_NoneStruct && !PyUnicode_Check(module))) {
      Py_XDECREF(module);
      module = PyUnicode_FromString('<string>');
    }
    if (module !== NULL) return {filename, lineno, module, registry};
  }
  Py_XDECREF(registry);
  Py_DECREF(filename);
  return null;
}
/** The class of a warning; NULL with TypeError when it is none. escapes. CPython: get_category() */
export function get_category(message: PyObject, category: PyObject | NULL): PyObject | NULL {
  const isWarning = PyObject_IsInstance(message, PyExc_Warning);
  if (isWarning < 0) return NULL;
  if (isWarning > 0) category = Py_TYPE(message);
  else if (category === NULL || category === _Py_NoneStruct) category = PyExc_UserWarning;
  if (PyObject_IsSubclass(category, PyExc_Warning) > 0) return category;
  return PyErr_Format(PyExc_TypeError, `category must be a Warning subclass, not '${typeName(category)}'`);
}
/** Warns from the code that is `stackLevel` frames up. None, or NULL with an exception. escapes. CPython: do_warn() */
export function do_warn(message: PyObject, category: PyObject | NULL, stackLevel: number, source: PyObject | NULL, prefixes: PyObject | NULL): New | NULL {
  const context = setup_context(stackLevel, prefixes);
  if (context === null) return NULL;
  const {filename, lineno, module, registry} = context;
  const result = warn_explicit(category === NULL ? PyExc_RuntimeWarning : category, message, filename, lineno, module, registry, NULL, source);
  Py_DECREF(filename);
  Py_DECREF(registry);
  Py_DECREF(module);
  return result;
}
/** Warns about a place in the module that runs now; 0, or -1 with an exception. escapes. CPython: _PyErr_WarnExplicitObjectWithContext() */
export function _PyErr_WarnExplicitObjectWithContext(category: PyObject | NULL, message: PyObject, filename: PyObject, lineno: number): number {
  const context = setup_context(1, NULL);
  if (context === null) return -1;
  const status = warn_explicit_at(category, message, filename, lineno, context.module, context.registry);
  Py_DECREF(context.filename);
  Py_DECREF(context.registry);
  Py_DECREF(context.module);
  return status;
}
