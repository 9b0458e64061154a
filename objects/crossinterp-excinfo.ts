/**
 * Snapshots of exceptions: type, message and the displayed traceback as text, which any interpreter may read.
 * CPython: Python/crossinterp.c, "exception snapshots"
 */
import {PyExceptionInstance_Check, Py_TYPE, tp_flags} from '../runtime/generated/accessors';
import {PyExc_Exception, PyExc_MemoryError, PyExc_ValueError, _Py_FalseStruct, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {Py_DECREF, Py_XDECREF, Py_NewRef} from '../runtime/object';
import {Py_TPFLAGS_STATIC_BUILTIN} from '../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyObject_Call, PyObject_CallNoArgs} from './call';
import {PyDict_New, PyDict_SetItemString} from './dictobject';
import {PyErr_Clear, PyErr_GetRaisedException, PyErr_GivenExceptionMatches, PyErr_SetObject, PyErr_SetRaisedException, PyErr_SetString, PyExceptionClass_Check} from './errors';
import {_PyNamespace_New} from './namespaceobject';
import {PyObject_GetAttrString, PyObject_SetAttrString, PyObject_Str} from './object';
import {PyTuple_Pack} from './tupleobject';
import {_PyType_Name} from './typeobject';
import {type_module, type_qualname} from './typeobject-attributes';
import {PyUnicode_AsJSString, PyUnicode_AsUTF8String, PyUnicode_FromString, unicode_new_empty} from './unicodeobject';
import {PyUnicode_Join} from './unicode-methods';

/** A snapshot; what is unknown is null. CPython: struct _excinfo */
export interface _PyXI_excinfo {
  builtin: PyTypeObject | NULL;
  name: string | null;
  qualname: string | null;
  module: string | null;
  msg: string | null;
  errdisplay: string | null;
}
/** An empty snapshot. */
export function newExcInfo(): _PyXI_excinfo {
  return {builtin: NULL, name: null, qualname: null, module: null, msg: null, errdisplay: null};
}
/** Forgets what a snapshot holds. CPython: _PyXI_excinfo_Clear() */
export function _PyXI_ClearExcInfo(info: _PyXI_excinfo): void {
  Object.assign(info, newExcInfo());
}

/** The text of a str that has a UTF-8 form without null bytes, and gives the reference back; null with an exception. CPython: _copy_string_obj_raw() */
export function copyString(op: New | NULL): string | null {
  if (op === NULL) return null;
  const bytes = PyUnicode_AsUTF8String(op), text = bytes === NULL ? null : PyUnicode_AsJSString(op);
  Py_DECREF(op);
  Py_XDECREF(bytes);
  if (text === null) return null;
  if (!text.includes('\0')) return text;
  PyErr_SetString(PyExc_ValueError, 'found embedded NULL character');
  return null;
}

/** CPython: _excinfo_init_type_from_exception() */
function typeFromException(info: _PyXI_excinfo, exc: PyObject): boolean {
  const type = Py_TYPE(exc);
  info.builtin = (tp_flags(type) & Py_TPFLAGS_STATIC_BUILTIN) !== 0 ? type : NULL;
  info.name = copyString(PyUnicode_FromString(_PyType_Name(type)));
  if (info.name === null) return false;
  info.qualname = copyString(type_qualname(type));
  if (info.qualname === null) return false;
  info.module = copyString(type_module(type));
  return info.module !== null;
}
/** CPython: _excinfo_init_type_from_object() */
function typeFromObject(info: _PyXI_excinfo, exctype: PyObject): boolean {
  info.name = copyString(PyObject_GetAttrString(exctype, '__name__'));
  if (info.name === null) return false;
  info.qualname = copyString(PyObject_GetAttrString(exctype, '__qualname__'));
  if (info.qualname === null) return false;
  info.module = copyString(PyObject_GetAttrString(exctype, '__module__'));
  return info.module !== null;
}

/** traceback.TracebackException.from_exception(exc, save_exc_type=False, lookup_lines=False). CPython: _convert_exc_to_TracebackException() */
function tracebackException(exc: PyObject): New | NULL {
  const module = hooks.PyImport_ImportModule('traceback');
  if (module === NULL) return NULL;
  const type = PyObject_GetAttrString(module, 'TracebackException');
  Py_DECREF(module);
  if (type === NULL) return NULL;
  const create = PyObject_GetAttrString(type, 'from_exception');
  Py_DECREF(type);
  if (create === NULL) return NULL;
  const args = PyTuple_Pack(exc), kwargs = args === NULL ? NULL : PyDict_New();
  let result: New | NULL = NULL;
  if (args !== NULL && kwargs !== NULL && PyDict_SetItemString(kwargs, 'save_exc_type', _Py_FalseStruct) === 0 && PyDict_SetItemString(kwargs, 'lookup_lines', _Py_FalseStruct) === 0) {
    result = PyObject_Call(create, args, kwargs);
  }
  if (args !== NULL) Py_DECREF(args);
  if (kwargs !== NULL) Py_DECREF(kwargs);
  Py_DECREF(create);
  return result;
}
/** What a TracebackException displays, without the last newline; null with an exception. CPython: _format_TracebackException() */
function formatTraceback(tbexc: PyObject): string | null {
  const format = PyObject_GetAttrString(tbexc, 'format');
  if (format === NULL) return null;
  const lines = PyObject_CallNoArgs(format);
  Py_DECREF(format);
  if (lines === NULL) return null;
  const joined = PyUnicode_Join(unicode_new_empty(), lines);
  Py_DECREF(lines);
  const text = copyString(joined);
  return text === null ? null : text.slice(0, -1);
}

/** Fills a snapshot; null, or what went wrong (an exception is set then, but for a MemoryError, of which nothing is kept). CPython: _PyXI_excinfo_InitFromException() */
export function _PyXI_excinfo_InitFromException(info: _PyXI_excinfo, exc: PyObject): string | null {
  _PyXI_ClearExcInfo(info);
  if (PyErr_GivenExceptionMatches(exc, PyExc_MemoryError)) return null;
  const failed = (what: string): string => {
    _PyXI_ClearExcInfo(info);
    return what;
  };
  if (!typeFromException(info, exc)) return failed('error while initializing exception type snapshot');
  const text = PyObject_Str(exc);
  if (text === NULL) return failed('error while formatting exception');
  info.msg = copyString(text);
  if (info.msg === null) return failed('error while copying exception message');
  const tbexc = tracebackException(exc);
  if (tbexc === NULL) PyErr_Clear();
  else {
    info.errdisplay = formatTraceback(tbexc);
    Py_DECREF(tbexc);
    if (info.errdisplay === null) PyErr_Clear();
  }
  return null;
}
/** Fills a snapshot from a namespace that was made of one. CPython: _PyXI_excinfo_InitFromObject() */
function initFromObject(info: _PyXI_excinfo, obj: PyObject): string | null {
  const exctype = PyObject_GetAttrString(obj, 'type');
  if (exctype === NULL) return "exception snapshot missing 'type' attribute";
  const known = typeFromObject(info, exctype);
  Py_DECREF(exctype);
  if (!known) return 'error while initializing exception type snapshot';
  const msg = PyObject_GetAttrString(obj, 'msg');
  if (msg === NULL) return "exception snapshot missing 'msg' attribute";
  info.msg = copyString(msg);
  if (info.msg === null) return 'error while copying exception message';
  const errdisplay = PyObject_GetAttrString(obj, 'errdisplay');
  if (errdisplay === NULL) return "exception snapshot missing 'errdisplay' attribute";
  info.errdisplay = copyString(errdisplay);
  return info.errdisplay === null ? 'error while copying exception error display' : null;
}
/** A snapshot of an exception or of a namespace made of one; -1 with an exception. escapes. CPython: _PyXI_InitExcInfo() */
export function _PyXI_InitExcInfo(info: _PyXI_excinfo, exc: PyObject | NULL): number {
  if (exc === NULL || exc === _Py_NoneStruct) {
    PyErr_SetString(PyExc_ValueError, 'missing exc');
    return -1;
  }
  const failure = PyExceptionInstance_Check(exc) || PyExceptionClass_Check(exc) ? _PyXI_excinfo_InitFromException(info, exc) : initFromObject(info, exc);
  if (failure === null) return 0;
  PyErr_SetString(PyExc_Exception, failure);
  return -1;
}

/** "module.qualname: message", as far as it is known; null for an empty snapshot. */
function formatted(info: _PyXI_excinfo): string | null {
  if (info.name === null) return info.msg;
  const module = info.module === 'builtins' || info.module === '__main__' ? null : info.module;
  const type = `${module === null ? '' : `${module}.`}${info.qualname ?? info.name}`;
  return info.msg === null ? type : `${type}: ${info.msg}`;
}
/** The one-line form, or None. New reference, NULL with an exception. CPython: _PyXI_excinfo_format() */
export function _PyXI_FormatExcInfo(info: _PyXI_excinfo): New | NULL {
  const text = formatted(info);
  return text === null ? Py_NewRef(_Py_NoneStruct) : PyUnicode_FromString(text);
}
/** Raises an exception of a class with the snapshot's one-line form, its display in `_errdisplay`. CPython: _PyXI_excinfo_Apply() */
export function _PyXI_excinfo_Apply(info: _PyXI_excinfo, exctype: PyObject): void {
  const text = _PyXI_FormatExcInfo(info);
  if (text === NULL) return;
  PyErr_SetObject(exctype, text);
  Py_DECREF(text);
  if (info.errdisplay === null) return;
  const exc = PyErr_GetRaisedException() as New;
  if (setText(exc, '_errdisplay', info.errdisplay) < 0) PyErr_Clear();
  PyErr_SetRaisedException(exc);
}

/** Sets an attribute to a text, None for null; -1 with an exception. */
function setText(op: PyObject, name: string, text: string | null): number {
  const value = text === null ? Py_NewRef(_Py_NoneStruct) : PyUnicode_FromString(text);
  return setAndRelease(op, name, value);
}
/** Sets an attribute and consumes the value; -1 with an exception. */
function setAndRelease(op: PyObject, name: string, value: New | NULL): number {
  if (value === NULL) return -1;
  const status = PyObject_SetAttrString(op, name, value);
  Py_DECREF(value);
  return status;
}
/** namespace(__name__, __qualname__, __module__) of what is known; None when nothing is. CPython: _PyXI_excinfo_TypeAsObject() */
function typeAsObject(info: _PyXI_excinfo): New | NULL {
  const parts = ([['__name__', info.name], ['__qualname__', info.qualname], ['__module__', info.module]] as const).filter(([, text]) => text !== null);
  if (parts.length === 0) return Py_NewRef(_Py_NoneStruct);
  const ns = _PyNamespace_New(NULL);
  if (ns === NULL) return NULL;
  for (const [name, text] of parts) {
    if (setText(ns, name, text) < 0) {
      Py_DECREF(ns);
      return NULL;
    }
  }
  return ns;
}
/** namespace(type, msg, formatted, errdisplay). New reference, NULL with an exception. CPython: _PyXI_excinfo_AsObject() */
export function _PyXI_ExcInfoAsObject(info: _PyXI_excinfo): New | NULL {
  const ns = _PyNamespace_New(NULL);
  if (ns === NULL) return NULL;
  if (setAndRelease(ns, 'type', typeAsObject(info)) === 0 && setText(ns, 'msg', info.msg) === 0 && setText(ns, 'formatted', formatted(info)) === 0
    && (info.errdisplay === null || setText(ns, 'errdisplay', info.errdisplay) === 0)) return ns;
  Py_DECREF(ns);
  return NULL;
}
