/** Traceback objects, and printing them without Python's help. CPython: Python/traceback.c */
import {tstate} from '../runtime/current';
import {PyLong_Check, Py_TYPE, co_filename, co_name, f_executable, f_frame, set_tb_frame, set_tb_lasti, set_tb_lineno, set_tb_next, tb_frame, tb_lasti, tb_lineno, tb_next} from '../runtime/generated/accessors';
import {PyBaseObject_Type, PyExc_KeyboardInterrupt, PyExc_TypeError, PyExc_ValueError, PyFrame_Type, PyTraceBack_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {hooks} from '../runtime/hooks';
import {method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New} from '../runtime/object';
import {Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyCode_Addr2Line} from './codeobject-lines';
import {PyCode_NewEmpty} from './codeobject';
import {PyDict_New} from './dictobject';
import {PyErr_BadInternalCall, PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_GetRaisedException, PyErr_NoMemory, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, _PyErr_ChainExceptions1, typeName} from './errors';
import {PyException_GetTraceback, PyException_SetTraceback} from './exceptions';
import {PyFile_WriteString} from './fileobject';
import {_PyInterpreterFrame_LASTI} from './frame';
import {PyFrame_New} from './frameobject';
import {parseTupleAndKeywords} from './getargs';
import {PyList_Append, PyList_New} from './listobject';
import {PyLong_AsInt, PyLong_AsLongAndOverflow, PyLong_FromNumber} from './longobject';
import {_PySys_GetOptionalAttr} from './sysattr';
import {_PyArg_BadArgument} from './text-args';
import {findSourceLine} from './traceback-source';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';

/** True for a traceback. CPython: PyTraceBack_Check() */
export function PyTraceBack_Check(op: PyObject): boolean {
  return Py_TYPE(op) === PyTraceBack_Type;
}
/** A traceback entry. lineno -1 is found from lasti when it is asked for. CPython: tb_create_raw() */
function tb_create_raw(next: PyObject | NULL, frame: PyObject, lasti: number, lineno: number): New | NULL {
  const tb = _PyObject_GC_New(PyTraceBack_Type, 48);
  if (tb === NULL) return PyErr_NoMemory();
  set_tb_next(tb, Py_XNewRef(next));
  set_tb_frame(tb, Py_NewRef(frame));
  set_tb_lasti(tb, lasti);
  set_tb_lineno(tb, lineno);
  _PyObject_GC_TRACK(tb);
  return tb;
}
/** An entry for where a frame stands. CPython: _PyTraceBack_FromFrame() */
export function _PyTraceBack_FromFrame(next: PyObject | NULL, frame: PyObject): New | NULL {
  return tb_create_raw(next, frame, _PyInterpreterFrame_LASTI(f_frame(frame)) * 2, -1);
}
/** Puts an entry for a frame in front of the raised exception's traceback; -1 with an exception. CPython: PyTraceBack_Here() */
export function PyTraceBack_Here(frame: PyObject): number {
  const exc = PyErr_GetRaisedException() as New, tb = PyException_GetTraceback(exc), fresh = _PyTraceBack_FromFrame(tb, frame);
  Py_XDECREF(tb);
  if (fresh === NULL) {
    _PyErr_ChainExceptions1(exc);
    return -1;
  }
  PyException_SetTraceback(exc, fresh);
  Py_DECREF(fresh);
  PyErr_SetRaisedException(exc);
  return 0;
}
/** An entry for a place that no Python frame stands for: C code of pyexpat and the like. CPython: _PyTraceback_Add() */
export function _PyTraceback_Add(funcname: string, filename: string, lineno: number): void {
  const exc = PyErr_GetRaisedException(), globals = PyDict_New();
  const code = globals === NULL ? NULL : PyCode_NewEmpty(filename, funcname, lineno);
  const frame = code === NULL ? NULL : PyFrame_New(code, globals as PyObject, NULL);
  Py_XDECREF(globals);
  Py_XDECREF(code);
  if (frame === NULL) {
    _PyErr_ChainExceptions1(exc);
    return;
  }
  PyErr_SetRaisedException(exc);
  const tb = exc === NULL ? NULL : PyException_GetTraceback(exc), fresh = tb_create_raw(tb, frame, 0, lineno);
  Py_XDECREF(tb);
  if (fresh !== NULL) {
    if (exc !== NULL) PyException_SetTraceback(exc, fresh);
    Py_DECREF(fresh);
  } else PyErr_Clear();
  Py_DECREF(frame);
}

// ---- the type ----

function tb_new(_type: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('traceback', '(tb_next, tb_frame, tb_lasti, tb_lineno)', args, kwds);
  if (values === null) return NULL;
  const next = values[0] as PyObject, frame = values[1] as PyObject;
  if (Py_TYPE(frame) !== PyFrame_Type) return _PyArg_BadArgument('traceback', "argument 'tb_frame'", 'frame', frame);
  const lasti = PyLong_AsInt(values[2] as PyObject);
  if (lasti === -1 && PyErr_Occurred() !== NULL) return NULL;
  const lineno = PyLong_AsInt(values[3] as PyObject);
  if (lineno === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (next !== _Py_NoneStruct && !PyTraceBack_Check(next)) return PyErr_Format(PyExc_TypeError, `expected traceback object or None, got '${typeName(next)}'`);
  return tb_create_raw(next === _Py_NoneStruct ? NULL : next, frame, lasti, lineno);
}
function tb_dir(): New | NULL {
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (const name of ['tb_frame', 'tb_next', 'tb_lasti', 'tb_lineno']) {
    const text = PyUnicode_FromString(name);
    if (text === NULL || PyList_Append(list, text) < 0) {
      Py_XDECREF(text);
      Py_DECREF(list);
      return NULL;
    }
    Py_DECREF(text);
  }
  return list;
}
/** The line of an entry, -1 when it has none. CPython: tb_get_lineno() */
export function tbLineno(tb: PyObject): number {
  const lineno = tb_lineno(tb);
  return lineno !== -1 ? lineno : PyCode_Addr2Line(f_executable(f_frame(tb_frame(tb))), tb_lasti(tb));
}
function tb_lineno_get(self: PyObject): New | NULL {
  const lineno = tbLineno(self);
  return tb_lineno(self) === -1 && lineno < 0 ? Py_NewRef(_Py_NoneStruct) : PyLong_FromNumber(lineno);
}
function tb_next_get(self: PyObject): New {
  const next = tb_next(self);
  return Py_NewRef(next === NULL ? _Py_NoneStruct : next);
}
function tb_next_set(self: PyObject, value: PyObject | NULL): number {
  if (value === NULL) {
    PyErr_SetString(PyExc_TypeError, "can't delete tb_next attribute");
    return -1;
  }
  if (value !== _Py_NoneStruct && !PyTraceBack_Check(value)) {
    PyErr_Format(PyExc_TypeError, `expected traceback object, got '${typeName(value)}'`);
    return -1;
  }
  const next = value === _Py_NoneStruct ? NULL : value;
  for (let cursor: PyObject | NULL = next; cursor !== NULL; cursor = tb_next(cursor)) {
    if (cursor !== self) continue;
    PyErr_SetString(PyExc_ValueError, 'traceback loop detected');
    return -1;
  }
  const old = tb_next(self);
  set_tb_next(self, Py_XNewRef(next));
  Py_XDECREF(old);
  return 0;
}
function tb_clear(tb: PyObject): number {
  const next = tb_next(tb), frame = tb_frame(tb);
  set_tb_next(tb, NULL);
  Py_XDECREF(next);
  set_tb_frame(tb, NULL);
  Py_XDECREF(frame);
  return 0;
}
function tb_dealloc(tb: PyObject): void {
  PyObject_GC_UnTrack(tb);
  if (_PyTrash_begin(tb)) return;
  tb_clear(tb);
  PyObject_GC_Del(tb);
  _PyTrash_end();
}

defineType(PyTraceBack_Type, {
  tp_name: 'traceback', tp_base: PyBaseObject_Type, tp_basicsize: 40, tp_flags: Py_TPFLAGS_HAVE_GC, tp_doc: 'traceback(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\nAn entry of a traceback.',
  slots: {
    tp_dealloc: tb_dealloc, tp_clear: tb_clear, tp_new: tb_new,
    tp_traverse(tb, visit) {
      const next = tb_next(tb), frame = tb_frame(tb);
      return (next !== NULL && visit(next)) || (frame !== NULL && visit(frame)) || 0;
    },
  },
  methods: [method('__dir__', '($self, /)', tb_dir)],
  members: [{name: 'tb_frame', type: 'object', offset: 24, flags: 3}, {name: 'tb_lasti', type: 'int', offset: 32, flags: 1}],
  getset: [{name: 'tb_next', get: tb_next_get, set: tb_next_set}, {name: 'tb_lineno', get: tb_lineno_get}],
});

// ---- printing ----

export const EXCEPTION_TB_HEADER = 'Traceback (most recent call last):\n';
const TB_RECURSIVE_CUTOFF = 3, PyTraceBack_LIMIT = 1000;

/** Writes a source line without its indentation behind some spaces; -1 with an exception. escapes. CPython: _Py_DisplaySourceLine() */
export function _Py_DisplaySourceLine(file: PyObject, filename: string, lineno: number, indent: number): number {
  const line = findSourceLine(filename, lineno);
  return line === null ? 0 : PyFile_WriteString(`${' '.repeat(indent)}${line.replace(/^[ \t\f]+/, '').replace(/\n$/, '')}\n`, file);
}
/** CPython: tb_displayline() */
function displayEntry(file: PyObject, filename: string, lineno: number, name: string): number {
  if (PyFile_WriteString(`  File "${filename}", line ${lineno}, in ${name}\n`, file) < 0) return -1;
  if (_Py_DisplaySourceLine(file, filename, lineno, 4) >= 0) return 0;
  if (PyErr_Occurred() !== NULL && PyErr_ExceptionMatches(PyExc_KeyboardInterrupt)) return -1;
  PyErr_Clear();
  return 0;
}
function printRepeated(file: PyObject, count: number): number {
  const more = count - TB_RECURSIVE_CUTOFF;
  return PyFile_WriteString(`  [Previous line repeated ${more} more time${more > 1 ? 's' : ''}]\n`, file);
}
/** The last `limit` entries; equal ones after the third are counted. CPython: tb_printinternal() */
function tb_printinternal(tb: PyObject | NULL, file: PyObject, limit: number): number {
  let depth = 0;
  for (let t = tb; t !== NULL; t = tb_next(t)) depth++;
  while (tb !== NULL && depth > limit) {
    depth--;
    tb = tb_next(tb);
  }
  let lastFile = 0, lastName = 0, lastLine = -1, count = 0;
  for (; tb !== NULL; tb = tb_next(tb)) {
    const code = f_executable(f_frame(tb_frame(tb))), lineno = tbLineno(tb);
    if (co_filename(code) !== lastFile || lastLine === -1 || lineno !== lastLine || co_name(code) !== lastName) {
      if (count > TB_RECURSIVE_CUTOFF && printRepeated(file, count) < 0) return -1;
      lastFile = co_filename(code);
      lastLine = lineno;
      lastName = co_name(code);
      count = 0;
    }
    if (++count > TB_RECURSIVE_CUTOFF) continue;
    if (displayEntry(file, PyUnicode_AsJSString(co_filename(code)), lineno, PyUnicode_AsJSString(co_name(code))) < 0) return -1;
    if (hooks._PyErr_CheckSignals !== undefined && hooks._PyErr_CheckSignals() < 0) return -1;
  }
  return count > TB_RECURSIVE_CUTOFF ? printRepeated(file, count) : 0;
}
/** Prints a traceback under a header, as sys.tracebacklimit allows; -1 with an exception. escapes. CPython: _PyTraceBack_Print() */
export function _PyTraceBack_Print(tb: PyObject | NULL, header: string, file: PyObject): number {
  if (tb === NULL) return 0;
  if (!PyTraceBack_Check(tb)) {
    PyErr_BadInternalCall('Python/traceback.c:708');
    return -1;
  }
  let limit = PyTraceBack_LIMIT;
  const name = PyUnicode_FromString('tracebacklimit');
  const value = name === NULL ? NULL : _PySys_GetOptionalAttr(name);
  Py_XDECREF(name);
  if (value === NULL && tstate.current_exception !== NULL) return -1;
  if (value !== NULL) {
    if (PyLong_Check(value)) {
      const {value: n, overflow} = PyLong_AsLongAndOverflow(value);
      limit = overflow > 0 ? Infinity : overflow < 0 ? 0 : n;
    }
    Py_DECREF(value);
    if (limit <= 0) return 0;
  }
  return PyFile_WriteString(header, file) < 0 ? -1 : tb_printinternal(tb, file, limit);
}
/** Prints a traceback with the usual header. escapes. CPython: PyTraceBack_Print() */
export function PyTraceBack_Print(tb: PyObject, file: PyObject): number {
  return _PyTraceBack_Print(tb, EXCEPTION_TB_HEADER, file);
}
