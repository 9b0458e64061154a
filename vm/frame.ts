/** Pushing frames of Python functions and binding their arguments. CPython: Python/ceval.c, Include/internal/pycore_frame.h */
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_GetItemRef, PyDict_New, PyDict_Next, PyDict_SetItem} from '../objects/dictobject';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, reprText, strText} from '../objects/errors';
import {FRAME_OWNED_BY_THREAD, FRAME_WORDS, _PyFrame_ClearExceptCode, _PyFrame_GetFirstComplete, _PyFrame_GetFrameObject} from '../objects/frame';
import {FRAME_CLEARED} from '../objects/genobject';
import {PyObject_RichCompareBool} from '../objects/object';
import {calculateSuggestion} from '../objects/suggestions';
import {PyTuple_New, _PyTuple_FromArraySteal} from '../objects/tupleobject';
import {H} from '../runtime/current';
import {ARG, PyDict_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check, _PyFrame_GENERATOR, _PyTuple_ADDR, co_argcount, co_flags, co_framesize, co_kwonlyargcount, co_localsplusnames, co_nlocalsplus, co_posonlyargcount, f_executable, f_owner, func_builtins, func_code, func_defaults, func_globals, func_kwdefaults, func_qualname, gi_exc_previous, gi_exc_value, set_f_builtins, set_f_executable, set_f_frame_obj, set_f_funcobj, set_f_globals, set_f_instr_ptr, set_f_locals, set_f_owner, set_f_previous, set_f_return_offset, set_f_stacktop, set_gi_exc_previous, set_gi_exc_value, set_gi_frame_state} from '../runtime/generated/accessors';
import {C_RECURSION_REMAINING, EXC_INFO, PyExc_TypeError, _PyTuple_Empty} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {PyMem_RawFree, PyMem_RawMalloc} from '../runtime/obmalloc';
import {_PyThreadState_PopFrame, _PyThreadState_PushFrame} from '../runtime/pystate';
import {type Args, NULL, type New, type Ptr, type PyObject} from '../runtime/types';

const CO_OPTIMIZED = 1, CO_VARARGS = 4, CO_VARKEYWORDS = 8;

/** Fills in a fresh frame. Takes over `func` and `locals`; locals from `null_locals_from` on become NULL. CPython: _PyFrame_Initialize() */
export function _PyFrame_Initialize(frame: Ptr, func: New, locals: New | NULL, code: PyObject, null_locals_from: number): void {
  set_f_funcobj(frame, func);
  set_f_executable(frame, Py_NewRef(code));
  set_f_owner(frame, FRAME_OWNED_BY_THREAD);
  set_f_previous(frame, 0);
  set_f_builtins(frame, func_builtins(func));
  set_f_globals(frame, func_globals(func));
  set_f_locals(frame, locals);
  set_f_frame_obj(frame, NULL);
  set_f_instr_ptr(frame, 0);
  set_f_return_offset(frame, 0);
  const base = frame + FRAME_WORDS, end = base + 2 * co_nlocalsplus(code);
  for (let p = base + 2 * null_locals_from; p < end; p += 2) H[p] = NULL;
  set_f_stacktop(frame, end);
}

/**
 * Pushes the frame of a call, not linked yet: 0 with an exception. Takes over function, locals and all arguments, in either case.
 * CPython: Python/ceval.c _PyEvalFramePushAndInit()
 */
export function _PyEvalFramePushAndInit(func: New, locals: New | NULL, args: Args, argcount: number, kwnames: PyObject | NULL): Ptr {
  const code = func_code(func);
  const frame = _PyThreadState_PushFrame(2 * co_framesize(code));
  if (frame === 0) {
    Py_DECREF(func);
    Py_XDECREF(locals);
    const total = argcount + (kwnames === NULL ? 0 : PyTuple_GET_SIZE(kwnames));
    for (let i = 0; i < total; i++) Py_DECREF(ARG(args, i));
    PyErr_NoMemory();
    return 0;
  }
  _PyFrame_Initialize(frame, func, locals, code, 0);
  if (initialize_locals(func, code, frame + FRAME_WORDS, args, argcount, kwnames) !== 0) {
    clear_thread_frame(frame);
    return 0;
  }
  return frame;
}
/** As _PyEvalFramePushAndInit with a tuple and a dict, which are taken over too. CPython: Python/ceval.c _PyEvalFramePushAndInit_Ex() */
export function _PyEvalFramePushAndInit_Ex(func: New, locals: New | NULL, callargs: New, kwargs: New | NULL): Ptr {
  const nargs = PyTuple_GET_SIZE(callargs), nkw = kwargs === NULL ? 0 : PyDict_GET_SIZE(kwargs);
  let frame = 0;
  if (nkw === 0) {
    for (let i = 0; i < nargs; i++) Py_INCREF(PyTuple_GET_ITEM(callargs, i));
    frame = _PyEvalFramePushAndInit(func, locals, _PyTuple_ADDR(callargs), nargs, NULL);
  } else frame = pushWithKeywords(func, locals, callargs, nargs, kwargs as New, nkw);
  Py_DECREF(callargs);
  Py_XDECREF(kwargs);
  return frame;
}
/** The row of all arguments lives in raw memory: the frame stack is where the frame goes. */
function pushWithKeywords(func: New, locals: New | NULL, callargs: PyObject, nargs: number, kwargs: PyObject, nkw: number): Ptr {
  const kwnames = PyTuple_New(nkw), row = kwnames === NULL ? 0 : PyMem_RawMalloc(8 * (nargs + nkw));
  if (kwnames === NULL || row === 0) {
    Py_XDECREF(kwnames);
    Py_DECREF(func);
    Py_XDECREF(locals);
    PyErr_NoMemory();
    return 0;
  }
  for (let i = 0; i < nargs; i++) H[row + 2 * i] = Py_NewRef(PyTuple_GET_ITEM(callargs, i));
  let strings = true, n = 0;
  for (let at = PyDict_Next(kwargs, 0); at !== 0; at = PyDict_Next(kwargs, at)) {
    const key = PyDict_EntryKey(kwargs, at);
    strings &&= PyUnicode_Check(key);
    PyTuple_SET_ITEM(kwnames, n, Py_NewRef(key));
    H[row + 2 * (nargs + n)] = Py_NewRef(PyDict_EntryValue(kwargs, at));
    n++;
  }
  let frame = 0;
  if (strings) frame = _PyEvalFramePushAndInit(func, locals, row, nargs, kwnames);
  else {
    PyErr_SetString(PyExc_TypeError, 'keywords must be strings');
    for (let i = 0; i < nargs + nkw; i++) Py_DECREF(H[row + 2 * i] as PyObject);
    Py_DECREF(func);
    Py_XDECREF(locals);
  }
  Py_DECREF(kwnames);
  PyMem_RawFree(row);
  return frame;
}
/** The namespace a function's frame starts with: none when its locals are fast ones. */
export function localsForCall(func: PyObject): New | NULL {
  return (co_flags(func_code(func)) & CO_OPTIMIZED) !== 0 ? NULL : Py_NewRef(func_globals(func));
}

/** Ends the frame of a function call and gives its room back. escapes. CPython: Python/ceval.c clear_thread_frame() */
export function clear_thread_frame(frame: Ptr): void {
  H[C_RECURSION_REMAINING]--;
  _PyFrame_ClearExceptCode(frame);
  Py_DECREF(f_executable(frame));
  H[C_RECURSION_REMAINING]++;
  _PyThreadState_PopFrame(frame);
}
/** Ends the frame of a generator. escapes. CPython: Python/ceval.c clear_gen_frame() */
function clear_gen_frame(frame: Ptr): void {
  const gen = _PyFrame_GENERATOR(frame);
  set_gi_frame_state(gen, FRAME_CLEARED);
  H[EXC_INFO] = gi_exc_previous(gen);
  set_gi_exc_previous(gen, 0);
  H[C_RECURSION_REMAINING]--;
  _PyFrame_ClearExceptCode(frame);
  const exc = gi_exc_value(gen);
  set_gi_exc_value(gen, NULL);
  Py_XDECREF(exc);
  H[C_RECURSION_REMAINING]++;
  set_f_previous(frame, 0);
}
/** Ends a frame that is unlinked already. escapes. CPython: Python/ceval.c _PyEval_FrameClearAndPop() */
export function _PyEval_FrameClearAndPop(frame: Ptr): void {
  if (f_owner(frame) === FRAME_OWNED_BY_THREAD) clear_thread_frame(frame);
  else clear_gen_frame(frame);
}

/**
 * Binds the arguments of a call to the locals of its frame; -1 with a TypeError. The arguments are taken over.
 * CPython: Python/ceval.c initialize_locals()
 */
function initialize_locals(func: PyObject, co: PyObject, locals: Ptr, args: Args, argcount: number, kwnames: PyObject | NULL): number {
  const flags = co_flags(co), co_args = co_argcount(co), total_args = co_args + co_kwonlyargcount(co);
  let kwdict: PyObject | NULL = NULL;
  if ((flags & CO_VARKEYWORDS) !== 0) {
    kwdict = PyDict_New();
    if (kwdict === NULL) {
      releaseArguments(args, 0, argcount, kwnames);
      return -1;
    }
    H[locals + 2 * (total_args + ((flags & CO_VARARGS) !== 0 ? 1 : 0))] = kwdict;
  }
  const n = argcount > co_args ? co_args : argcount;
  for (let j = 0; j < n; j++) H[locals + 2 * j] = ARG(args, j);
  if ((flags & CO_VARARGS) !== 0) {
    const rest = argcount === n ? _PyTuple_Empty : _PyTuple_FromArraySteal(args + 2 * n, argcount - n);
    if (rest === NULL) {
      releaseArguments(args, argcount, 0, kwnames);
      return -1;
    }
    H[locals + 2 * total_args] = rest;
  } else {
    // too many: reported below, once the keywords are known
    for (let j = n; j < argcount; j++) Py_DECREF(ARG(args, j));
  }
  if (kwnames !== NULL && bindKeywords(func, co, locals, args, argcount, kwnames, kwdict, total_args) !== 0) return -1;
  if (argcount > co_args && (flags & CO_VARARGS) === 0) {
    too_many_positional(co, argcount, func_defaults(func), locals, func_qualname(func));
    return -1;
  }
  if (argcount < co_args) {
    const defaults = func_defaults(func), defcount = defaults === NULL ? 0 : PyTuple_GET_SIZE(defaults), m = co_args - defcount;
    let missing = 0;
    for (let i = argcount; i < m; i++) if (H[locals + 2 * i] === NULL) missing++;
    if (missing !== 0) {
      missing_arguments(co, 0, m, locals, func_qualname(func), 'positional');
      return -1;
    }
    for (let i = n > m ? n - m : 0; i < defcount; i++) {
      if (H[locals + 2 * (m + i)] === NULL) H[locals + 2 * (m + i)] = Py_NewRef(PyTuple_GET_ITEM(defaults, i));
    }
  }
  if (total_args > co_args) {
    const kwdefaults = func_kwdefaults(func);
    let missing = 0;
    for (let i = co_args; i < total_args; i++) {
      if (H[locals + 2 * i] !== NULL) continue;
      if (kwdefaults !== NULL) {
        const def = PyDict_GetItemRef(kwdefaults, PyTuple_GET_ITEM(co_localsplusnames(co), i));
        if (def !== NULL) {
          H[locals + 2 * i] = def;
          continue;
        }
        if (PyErr_Occurred() !== NULL) return -1;
      }
      missing++;
    }
    if (missing !== 0) {
      missing_arguments(co, co_args, total_args, locals, func_qualname(func), 'keyword-only');
      return -1;
    }
  }
  return 0;
}
function releaseArguments(args: Args, from: number, argcount: number, kwnames: PyObject | NULL): void {
  const n = (from === 0 ? argcount : from) + (kwnames === NULL ? 0 : PyTuple_GET_SIZE(kwnames));
  for (let i = from; i < n; i++) Py_DECREF(ARG(args, i));
}

/** The keyword arguments; those not bound are released on error. */
function bindKeywords(func: PyObject, co: PyObject, locals: Ptr, args: Args, argcount: number, kwnames: PyObject, kwdict: PyObject | NULL, total_args: number): number {
  const names = co_localsplusnames(co), kwcount = PyTuple_GET_SIZE(kwnames), first = co_posonlyargcount(co);
  for (let i = 0; i < kwcount; i++) {
    const keyword = PyTuple_GET_ITEM(kwnames, i), value = ARG(args, argcount + i);
    let failed = false, j = first;
    if (!PyUnicode_Check(keyword)) {
      PyErr_SetString(PyExc_TypeError, `${strText(func_qualname(func))}() keywords must be strings`);
      failed = true;
    } else {
      while (j < total_args && PyTuple_GET_ITEM(names, j) !== keyword) j++;
      // names are nearly always interned
      if (j === total_args) {
        for (j = first; j < total_args; j++) {
          const same = PyObject_RichCompareBool(keyword, PyTuple_GET_ITEM(names, j), 2);
          if (same > 0) break;
          if (same < 0) {
            failed = true;
            break;
          }
        }
      }
      if (!failed) {
        if (j < total_args) {
          if (H[locals + 2 * j] === NULL) {
            H[locals + 2 * j] = value;
            continue;
          }
          PyErr_SetString(PyExc_TypeError, `${strText(func_qualname(func))}() got multiple values for argument '${strText(keyword)}'`);
          failed = true;
        } else if (kwdict === NULL) {
          if (first === 0 || !positional_only_passed_as_keyword(co, kwcount, kwnames, func_qualname(func))) unexpectedKeyword(func, names, first, total_args, keyword);
          failed = true;
        } else if (PyDict_SetItem(kwdict, keyword, value) === -1) failed = true;
        else {
          Py_DECREF(value);
          continue;
        }
      }
    }
    for (let k = i; k < kwcount; k++) Py_DECREF(ARG(args, argcount + k));
    return -1;
  }
  return 0;
}
function unexpectedKeyword(func: PyObject, names: PyObject, first: number, total_args: number, keyword: PyObject): void {
  const possible: string[] = [];
  for (let k = first; k < total_args; k++) possible.push(String(strText(PyTuple_GET_ITEM(names, k))));
  const suggestion = calculateSuggestion(possible, String(strText(keyword)));
  const text = `${strText(func_qualname(func))}() got an unexpected keyword argument '${strText(keyword)}'`;
  PyErr_SetString(PyExc_TypeError, suggestion === null ? text : `${text}. Did you mean '${suggestion}'?`);
}
/** True, with a TypeError, when a keyword names a positional-only parameter. CPython: Python/ceval.c positional_only_passed_as_keyword() */
function positional_only_passed_as_keyword(co: PyObject, kwcount: number, kwnames: PyObject, qualname: PyObject): boolean {
  const found: string[] = [];
  for (let k = 0; k < co_posonlyargcount(co); k++) {
    const name = PyTuple_GET_ITEM(co_localsplusnames(co), k);
    for (let i = 0; i < kwcount; i++) {
      const kwname = PyTuple_GET_ITEM(kwnames, i), same = kwname === name ? 1 : PyObject_RichCompareBool(name, kwname, 2);
      if (same < 0) return true;
      if (same > 0) found.push(String(strText(kwname)));
    }
  }
  if (found.length === 0) return false;
  PyErr_SetString(PyExc_TypeError, `${strText(qualname)}() got some positional-only arguments passed as keyword arguments: '${found.join(', ')}'`);
  return true;
}
/** CPython: Python/ceval.c missing_arguments(), format_missing() */
function missing_arguments(co: PyObject, start: number, end: number, locals: Ptr, qualname: PyObject, kind: string): void {
  const names: string[] = [];
  for (let i = start; i < end; i++) {
    if (H[locals + 2 * i] !== NULL) continue;
    const name = reprText(PyTuple_GET_ITEM(co_localsplusnames(co), i));
    if (name === null) return;
    names.push(name);
  }
  const n = names.length;
  const list = n === 1 ? names[0] : n === 2 ? `${names[0]} and ${names[1]}` : `${names.slice(0, n - 2).join(', ')}, ${names[n - 2]}, and ${names[n - 1]}`;
  PyErr_SetString(PyExc_TypeError, `${strText(qualname)}() missing ${n} required ${kind} argument${n === 1 ? '' : 's'}: ${list}`);
}
/** CPython: Python/ceval.c too_many_positional() */
function too_many_positional(co: PyObject, given: number, defaults: PyObject | NULL, locals: Ptr, qualname: PyObject): void {
  const co_args = co_argcount(co), defcount = defaults === NULL ? 0 : PyTuple_GET_SIZE(defaults);
  let kwonly = 0;
  for (let i = co_args; i < co_args + co_kwonlyargcount(co); i++) if (H[locals + 2 * i] !== NULL) kwonly++;
  const plural = defcount !== 0 || co_args !== 1, sig = defcount !== 0 ? `from ${co_args - defcount} to ${co_args}` : String(co_args);
  const more = kwonly === 0 ? '' : ` positional argument${given !== 1 ? 's' : ''} (and ${kwonly} keyword-only argument${kwonly !== 1 ? 's' : ''})`;
  PyErr_SetString(PyExc_TypeError, `${strText(qualname)}() takes ${sig} positional argument${plural ? 's' : ''} but ${given}${more} ${given === 1 && kwonly === 0 ? 'was' : 'were'} given`);
}

/** The frame, or the nearest below it, that Python may see; 0 when there is none. */
export function previousCompleteFrame(frame: Ptr): Ptr {
  return _PyFrame_GetFirstComplete(frame);
}
export {_PyFrame_GetFrameObject} from '../objects/frame';
