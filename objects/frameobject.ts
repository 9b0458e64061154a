/**
 * Frame objects: what Python sees of a frame. While the frame runs the object only points to it; afterwards the frame's words live in the
 * object (_PyFrame_ClearExceptCode in frame.ts). CPython: Objects/frameobject.c
 * f_locals of functions is in framelocalsproxy.ts, the f_lineno setter in vm/frame-lineno.ts.
 */
import {PySys_AuditFormat, audited} from './sysattr';
import {PyDict_Update} from './dictobject-merge';
import {PyDict_New} from './dictobject';
import {PyErr_NoMemory, PyErr_SetString, reprText, strText, typeName} from './errors';
import {FRAME_OWNED_BY_FRAME_OBJECT, FRAME_OWNED_BY_GENERATOR, FRAME_OWNED_BY_THREAD, FRAME_SPECIALS_SIZE, PyUnstable_InterpreterFrame_GetLine, _PyFrame_GetFirstComplete, _PyFrame_GetFrameObject, _PyFrame_Traverse, _PyThreadState_GetFrame, localAddress} from './frame';
import {PyFrameLocalsProxy_Check, _PyFrameLocalsProxy_New, framelocalsproxy_getval} from './frameobject-locals';
import {PyFunction_New} from './funcobject';
import {FRAME_EXECUTING, _PyGen_Finalize, isSuspended} from './genobject';
import {PyLong_FromNumber} from './longobject';
import {addressText} from './object';
import {PyObject_GenericGetAttr, PyObject_GenericSetAttr} from './object-generic';
import {PyUnicode_FromString, _PyUnicode_Equal} from './unicodeobject';
import {H, U8} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {PyBool_Check, PyBytes_AS_STRING, PyTuple_GET_ITEM, PyUnicode_Check, Py_BOOL, Py_IS_TYPE, _PyFrame_GENERATOR, _co_firsttraceable, co_filename, co_flags, co_framesize, co_localspluskinds, co_localsplusnames, co_name, co_nlocalsplus, co_stacksize, f_back, f_builtins, f_executable, f_extra_locals, f_frame, f_funcobj, f_globals, f_instr_ptr, f_locals, f_locals_cache, f_owner, f_previous, f_stacktop, f_trace, f_trace_opcodes, frame_lineno, func_builtins, func_globals, gi_frame_state, set_f_back, set_f_builtins, set_f_executable, set_f_extra_locals, set_f_frame, set_f_frame_obj, set_f_funcobj, set_f_globals, set_f_instr_ptr, set_f_locals, set_f_locals_cache, set_f_localsplus, set_f_owner, set_f_previous, set_f_return_offset, set_f_stacktop, set_f_trace, set_f_trace_lines, set_f_trace_opcodes, set_frame_lineno} from '../runtime/generated/accessors';
import {PyExc_NameError, PyExc_RuntimeError, PyExc_SystemError, PyExc_TypeError, PyFrame_Type, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New} from '../runtime/object';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import type {visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';

/** Words in front of the frame that an object owns. */
const FRAME_DATA_WORDS = 16;
const CO_OPTIMIZED = 1, CO_FAST_HIDDEN = 0x10;

/** Where the words of its frame are once the object owns them. CPython: _f_frame_data */
export function frameObjectData(f: PyObject): Ptr {
  return f + FRAME_DATA_WORDS;
}
/** A frame object without frame, not tracked; NULL with MemoryError. CPython: _PyFrame_New_NoTrack() */
export function _PyFrame_New_NoTrack(code: PyObject): New | NULL {
  const slotCount = co_nlocalsplus(code) + co_stacksize(code);
  const f = _PyObject_GC_New(PyFrame_Type, 4 * FRAME_DATA_WORDS + 72 + 8 * slotCount);
  if (f === NULL) return PyErr_NoMemory();
  set_f_back(f, NULL);
  set_f_frame(f, 0);
  set_f_trace(f, NULL);
  set_f_trace_lines(f, 1);
  set_f_trace_opcodes(f, 0);
  set_frame_lineno(f, 0);
  set_f_extra_locals(f, NULL);
  set_f_locals_cache(f, NULL);
  return f;
}
/** A frame object that no call made: for traceback entries of C code. CPython: PyFrame_New() */
export function PyFrame_New(code: PyObject, globals: PyObject, locals: PyObject | NULL): New | NULL {
  const func = PyFunction_New(code, globals);
  if (func === NULL) return NULL;
  const f = _PyFrame_New_NoTrack(code);
  if (f === NULL) {
    Py_DECREF(func);
    return NULL;
  }
  const frame = frameObjectData(f);
  set_f_executable(frame, Py_NewRef(code));
  set_f_owner(frame, FRAME_OWNED_BY_FRAME_OBJECT);
  set_f_previous(frame, 0);
  set_f_funcobj(frame, func);
  set_f_globals(frame, func_globals(func));
  set_f_builtins(frame, func_builtins(func));
  set_f_locals(frame, Py_XNewRef(locals));
  set_f_frame_obj(frame, NULL);
  // complete: say that the first RESUME ran
  set_f_instr_ptr(frame, _co_firsttraceable(code) + 1);
  set_f_return_offset(frame, 0);
  const n = co_nlocalsplus(code);
  for (let i = 0; i < n; i++) set_f_localsplus(frame, i, NULL);
  set_f_stacktop(frame, localAddress(frame, n));
  set_f_frame(f, frame);
  _PyObject_GC_TRACK(f);
  return f;
}
export function PyFrame_Check(op: PyObject): boolean {
  return Py_IS_TYPE(op, PyFrame_Type);
}
/** Line a frame is at; -1 when it has none. CPython: PyFrame_GetLineNumber() */
export function PyFrame_GetLineNumber(f: PyObject): number {
  if (frame_lineno(f) === -1) {
    // computed once, while a trace function runs
    const line = PyUnstable_InterpreterFrame_GetLine(f_frame(f));
    set_frame_lineno(f, Math.max(line, 0));
    if (line < 0) return -1;
  }
  return frame_lineno(f) > 0 ? frame_lineno(f) : PyUnstable_InterpreterFrame_GetLine(f_frame(f));
}
/** CPython: PyFrame_GetCode() */
export function PyFrame_GetCode(f: PyObject): New {
  return Py_NewRef(f_executable(f_frame(f)));
}
/** The frame object of the caller; NULL without exception when there is none. CPython: PyFrame_GetBack() */
export function PyFrame_GetBack(f: PyObject): New | NULL {
  let back: PyObject | NULL = f_back(f);
  if (back === NULL) {
    const previous = _PyFrame_GetFirstComplete(f_previous(f_frame(f)));
    if (previous !== 0) back = _PyFrame_GetFrameObject(previous);
  }
  return Py_XNewRef(back);
}
/** Offset of the instruction a frame is at, in bytes. CPython: PyFrame_GetLasti() */
export function PyFrame_GetLasti(f: PyObject): number {
  return f_instr_ptr(f_frame(f)) * 2;
}
/** The generator a frame belongs to; NULL without exception. CPython: PyFrame_GetGenerator() */
export function PyFrame_GetGenerator(f: PyObject): New | NULL {
  const frame = f_frame(f);
  return f_owner(frame) === FRAME_OWNED_BY_GENERATOR ? Py_NewRef(_PyFrame_GENERATOR(frame)) : NULL;
}

/** Whether an inlined comprehension has variables alive. CPython: _PyFrame_HasHiddenLocals() */
export function _PyFrame_HasHiddenLocals(frame: Ptr): boolean {
  const code = f_executable(frame), kinds = PyBytes_AS_STRING(co_localspluskinds(code));
  for (let i = 0; i < co_nlocalsplus(code); i++) {
    if ((U8[kinds + i] & CO_FAST_HIDDEN) !== 0 && framelocalsproxy_getval(frame, code, i) !== NULL) return true;
  }
  return false;
}
/** The namespace of a frame: a dict or mapping, or for functions a proxy. escapes. CPython: _PyFrame_GetLocals() */
export function _PyFrame_GetLocals(frame: Ptr): New | NULL {
  if (isNamespace(frame)) return frameNamespace(frame);
  const f = _PyFrame_GetFrameObject(frame);
  return f === NULL ? NULL : _PyFrameLocalsProxy_New(f);
}
/** Whether a frame's variables are in a mapping: that of a module or class, while no inlined comprehension hides names of its own. */
function isNamespace(frame: Ptr): boolean {
  return (co_flags(f_executable(frame)) & CO_OPTIMIZED) === 0 && !_PyFrame_HasHiddenLocals(frame);
}
function frameNamespace(frame: Ptr): New | NULL {
  if (f_locals(frame) === NULL) {
    const dict = PyDict_New();
    if (dict === NULL) return NULL;
    set_f_locals(frame, dict);
  }
  return Py_NewRef(f_locals(frame));
}
/** A variable of a frame by its name. CPython: PyFrame_GetVar() */
export function PyFrame_GetVar(f: PyObject, name: PyObject): New | NULL {
  if (!PyUnicode_Check(name)) return PyErr_SetString(PyExc_TypeError, `name must be str, not ${typeName(name)}`);
  const frame = f_frame(f), code = f_executable(frame);
  for (let i = 0; i < co_nlocalsplus(code); i++) {
    if (!_PyUnicode_Equal(PyTuple_GET_ITEM(co_localsplusnames(code), i), name)) continue;
    const value = framelocalsproxy_getval(frame, code, i);
    if (value !== NULL) return Py_NewRef(value);
    break;
  }
  return PyErr_SetString(PyExc_NameError, `variable ${reprText(name)} does not exist`);
}

/** What locals() gives in the frame that runs: a copy for fast locals; NULL with SystemError when none runs. escapes. CPython: _PyEval_GetFrameLocals() */
export function PyFrame_GetLocalsOfCurrent(): New | NULL {
  const frame = _PyThreadState_GetFrame();
  if (frame === 0) return PyErr_SetString(PyExc_SystemError, 'frame does not exist');
  const locals = _PyFrame_GetLocals(frame);
  if (locals === NULL || !PyFrameLocalsProxy_Check(locals)) return locals;
  const copy = PyDict_New();
  if (copy !== NULL && PyDict_Update(copy, locals) < 0) {
    Py_DECREF(copy);
    Py_DECREF(locals);
    return NULL;
  }
  Py_DECREF(locals);
  return copy;
}

/** f_locals of a frame object. escapes. CPython: PyFrame_GetLocals() */
export function PyFrame_GetLocals(f: PyObject): New | NULL {
  const frame = f_frame(f);
  // the frame of a call that has ended no longer knows its frame object
  return isNamespace(frame) ? frameNamespace(frame) : _PyFrameLocalsProxy_New(f);
}
function frame_getlineno(f: PyObject): New | NULL {
  const line = PyFrame_GetLineNumber(f);
  return line < 0 ? Py_NewRef(_Py_NoneStruct) : PyLong_FromNumber(line);
}
function frame_getlasti(f: PyObject): New | NULL {
  return PyLong_FromNumber(PyFrame_GetLasti(f));
}
function frame_getglobals(f: PyObject): New {
  return Py_NewRef(f_globals(f_frame(f)));
}
function frame_getbuiltins(f: PyObject): New {
  return Py_NewRef(f_builtins(f_frame(f)));
}
function frame_getback(f: PyObject): New {
  const back = PyFrame_GetBack(f);
  return back === NULL ? Py_NewRef(_Py_NoneStruct) : back;
}
function frame_gettrace(f: PyObject): New {
  const trace = f_trace(f);
  return Py_NewRef(trace === NULL ? _Py_NoneStruct : trace);
}
function frame_settrace(f: PyObject, value: PyObject | NULL): number {
  const v = value === _Py_NoneStruct ? NULL : value, old = f_trace(f);
  if (v === old) return 0;
  set_f_trace(f, Py_XNewRef(v));
  Py_XDECREF(old);
  return v !== NULL && f_trace_opcodes(f) !== 0 ? hooks._PyEval_SetOpcodeTrace(f, true) : 0;
}
function frame_gettrace_opcodes(f: PyObject): New {
  return Py_NewRef(Py_BOOL(f_trace_opcodes(f) !== 0));
}
function frame_settrace_opcodes(f: PyObject, value: PyObject | NULL): number {
  if (value === NULL || !PyBool_Check(value)) {
    PyErr_SetString(PyExc_TypeError, 'attribute value type must be bool');
    return -1;
  }
  const on = value === _Py_TrueStruct;
  set_f_trace_opcodes(f, on ? 1 : 0);
  return !on || f_trace(f) !== NULL ? hooks._PyEval_SetOpcodeTrace(f, on) : 0;
}

/** CPython: frame_dealloc() */
function frame_dealloc(f: PyObject): void {
  PyObject_GC_UnTrack(f);
  if (_PyTrash_begin(f)) return;
  const own = frameObjectData(f);
  let code: PyObject | NULL = NULL;
  if (f_frame(f) === own && f_owner(own) === FRAME_OWNED_BY_FRAME_OBJECT) {
    code = f_executable(own);
    set_f_executable(own, NULL);
    const func = f_funcobj(own);
    set_f_funcobj(own, NULL);
    Py_XDECREF(func);
    const locals = f_locals(own);
    set_f_locals(own, NULL);
    Py_XDECREF(locals);
    clearRow(localAddress(own, 0), f_stacktop(own));
  }
  clearFields(f, true);
  PyObject_GC_Del(f);
  Py_XDECREF(code);
  _PyTrash_end();
}
function clearRow(from: Ptr, to: Ptr): void {
  for (let p = from; p < to; p += 2) {
    const op = H[p];
    H[p] = NULL;
    if (op !== NULL) Py_DECREF(op as PyObject);
  }
}
function clearFields(f: PyObject, back: boolean): void {
  if (back) {
    const op = f_back(f);
    set_f_back(f, NULL);
    Py_XDECREF(op);
  }
  const trace = f_trace(f);
  set_f_trace(f, NULL);
  Py_XDECREF(trace);
  const extra = f_extra_locals(f);
  set_f_extra_locals(f, NULL);
  Py_XDECREF(extra);
  const cache = f_locals_cache(f);
  set_f_locals_cache(f, NULL);
  Py_XDECREF(cache);
}
function frame_traverse(f: PyObject, visit: visitproc): number {
  for (const op of [f_back(f), f_trace(f), f_extra_locals(f), f_locals_cache(f)]) {
    if (op === NULL) continue;
    const stop = visit(op);
    if (stop !== 0) return stop;
  }
  const frame = f_frame(f);
  return f_owner(frame) === FRAME_OWNED_BY_FRAME_OBJECT ? _PyFrame_Traverse(frame, visit) : 0;
}
function frame_tp_clear(f: PyObject): number {
  clearFields(f, false);
  const frame = f_frame(f), top = f_stacktop(frame);
  set_f_stacktop(frame, localAddress(frame, 0));
  clearRow(localAddress(frame, 0), top);
  const locals = f_locals(frame);
  set_f_locals(frame, NULL);
  Py_XDECREF(locals);
  return 0;
}
/** frame.clear(). CPython: frame_clear() */
function frame_clear(f: PyObject): New | NULL {
  const frame = f_frame(f), owner = f_owner(frame);
  if (owner === FRAME_OWNED_BY_GENERATOR) {
    const gen = _PyFrame_GENERATOR(frame);
    if (gi_frame_state(gen) === FRAME_EXECUTING) return PyErr_SetString(PyExc_RuntimeError, 'cannot clear an executing frame');
    if (isSuspended(gen)) return PyErr_SetString(PyExc_RuntimeError, 'cannot clear a suspended frame');
    _PyGen_Finalize(gen);
  } else if (owner === FRAME_OWNED_BY_THREAD) return PyErr_SetString(PyExc_RuntimeError, 'cannot clear an executing frame');
  else frame_tp_clear(f);
  return Py_NewRef(_Py_NoneStruct);
}
function frame_sizeof(f: PyObject): New | NULL {
  return PyLong_FromNumber(64 + 72 + 8 * (co_framesize(f_executable(f_frame(f))) - FRAME_SPECIALS_SIZE));
}
function frame_repr(f: PyObject): New | NULL {
  const code = f_executable(f_frame(f)), file = reprText(co_filename(code));
  return file === null ? NULL : PyUnicode_FromString(`<frame at ${addressText(f)}, file ${file}, line ${PyFrame_GetLineNumber(f)}, code ${strText(co_name(code))}>`);
}

defineType(PyFrame_Type, {
  tp_name: 'frame', tp_basicsize: 136, tp_itemsize: 8, tp_flags: Py_TPFLAGS_HAVE_GC, tp_doc: null,
  slots: {
    tp_dealloc: frame_dealloc, tp_repr: frame_repr, tp_getattro: PyObject_GenericGetAttr, tp_setattro: PyObject_GenericSetAttr, tp_traverse: frame_traverse, tp_clear: frame_tp_clear,
  },
  methods: [
    hiddenMethod('clear', '($self, /)', frame_clear, 'F.clear(): drops most of what the frame refers to'),
    hiddenMethod('__sizeof__', '($self, /)', frame_sizeof, 'F.__sizeof__() -> size in memory, in bytes'),
  ],
  members: [{name: 'f_trace_lines', type: 'bool', offset: 44}],
  getset: [
    {name: 'f_back', get: frame_getback}, {name: 'f_locals', get: PyFrame_GetLocals}, {name: 'f_lineno', get: frame_getlineno, set: (f, value) => hooks.frame_setlineno(f, value)},
    {name: 'f_trace', get: frame_gettrace, set: frame_settrace}, {name: 'f_lasti', get: frame_getlasti}, {name: 'f_globals', get: frame_getglobals},
    {name: 'f_builtins', get: frame_getbuiltins}, {name: 'f_code', get: f => (audited() && PySys_AuditFormat('object.__getattr__', 'Os', f, 'f_code') < 0 ? NULL : PyFrame_GetCode(f))}, {name: 'f_trace_opcodes', get: frame_gettrace_opcodes, set: frame_settrace_opcodes},
  ],
});
