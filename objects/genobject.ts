/**
 * Generators, coroutines and asynchronous generators: one struct with the frame inside. CPython: Objects/genobject.c
 * The types of coroutines and what surrounds them are in genobject-coro.ts, those of asynchronous generators in genobject-async.ts.
 */
import {PySys_AuditFormat, audited} from './sysattr';
import {PyObject_CallFunctionObjArgs, PyObject_CallNoArgs, PyObject_CallOneArg} from './call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_GivenExceptionMatches, PyErr_NoMemory, PyErr_NormalizeException, PyErr_Occurred, PyErr_Restore, PyErr_SetNone, PyErr_SetRaisedException, PyErr_SetString, PyErr_WarnEx, PyErr_WriteUnraisable, PyExceptionClass_Check, _PyErr_ChainStackItem, typeName} from './errors';
import {PyException_GetTraceback} from './exceptions';
import {FRAME_SPECIALS_SIZE, _PyFrame_ClearExceptCode, _PyFrame_ClearLocals, _PyFrame_GetFirstComplete, _PyFrame_GetFrameObject, _PyFrame_StackPeek, _PyFrame_StackPush, _PyFrame_Traverse} from './frame';
import {Py_GenericAlias} from './genericaliasobject';
import {_PyErr_WarnUnawaitedCoroutine, compute_cr_origin} from './genobject-coro';
import {_PyArg_CheckPositional} from './getargs';
import {PyLong_FromNumber} from './longobject';
import {PyObject_CallFinalizerFromDealloc, PyObject_GetOptionalAttr, PyObject_SelfIter, addressText} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';
import {type CodeData} from '../runtime/codedata';
import {H, tstate} from '../runtime/current';
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {ARG, PyCoro_CheckExact, PyExceptionInstance_Check, PyGen_CheckExact, PyUnicode_Check, Py_BOOL, Py_IS_TYPE, Py_TYPE, _PyGen_FRAME, co_flags, co_framesize, f_executable, f_instr_ptr, f_previous, func_code, func_name, func_qualname, gi_closed, gi_exc_value, gi_frame_state, gi_name, gi_origin_or_finalizer, gi_qualname, gi_weakreflist, set_f_previous, set_gi_closed, set_gi_exc_previous, set_gi_exc_value, set_gi_frame_state, set_gi_hooks_inited, set_gi_name, set_gi_origin_or_finalizer, set_gi_qualname, set_gi_running_async, set_gi_weakreflist, stopiteration_value} from '../runtime/generated/accessors';
import {ID_close, ID_throw} from '../runtime/generated/ids';
import {CURRENT_FRAME, EXC_INFO, PyAsyncGen_Type, PyCoro_Type, PyExc_DeprecationWarning, PyExc_GeneratorExit, PyExc_RuntimeError, PyExc_StopAsyncIteration, PyExc_StopIteration, PyExc_TypeError, PyExc_ValueError, PyGen_Type, PyTraceBack_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {METH_CLASS, hiddenMethod, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, payload} from '../runtime/object';
import {type Args, NULL, type New, type Ptr, type PyObject, type PyTypeObject} from '../runtime/types';
import type {PyGetSetDef, visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';

export const FRAME_CREATED = -3, FRAME_SUSPENDED = -2, FRAME_SUSPENDED_YIELD_FROM = -1, FRAME_EXECUTING = 0, FRAME_COMPLETED = 1, FRAME_CLEARED = 4;
export const PYGEN_RETURN = 0, PYGEN_ERROR = -1, PYGEN_NEXT = 1;
const CO_GENERATOR = 0x20, CO_COROUTINE = 0x80, CO_ASYNC_GENERATOR = 0x200;
const RESUME_OPARG_DEPTH1_MASK = 4;
export const NON_INIT_CORO_MSG = "can't send non-None value to a just-started coroutine";
export const ASYNC_GEN_IGNORED_EXIT_MSG = 'async generator ignored GeneratorExit';

/** CPython: FRAME_STATE_SUSPENDED() */
export function isSuspended(gen: PyObject): boolean {
  const state = gi_frame_state(gen);
  return state === FRAME_SUSPENDED || state === FRAME_SUSPENDED_YIELD_FROM;
}
/** The code of a generator, borrowed. CPython: _PyGen_GetCode() */
export function _PyGen_GetCode(gen: PyObject): PyObject {
  return f_executable(_PyGen_FRAME(gen));
}
/** What kind of generator this is, for messages. */
function kindName(gen: PyObject): string {
  return Py_IS_TYPE(gen, PyCoro_Type) ? 'coroutine' : Py_IS_TYPE(gen, PyAsyncGen_Type) ? 'async generator' : 'generator';
}

/** CPython: gen_traverse() */
export function gen_traverse(gen: PyObject, visit: visitproc): number {
  for (const op of [gi_name(gen), gi_qualname(gen), gi_exc_value(gen)]) {
    if (op === NULL) continue;
    const stop = visit(op);
    if (stop !== 0) return stop;
  }
  const state = gi_frame_state(gen);
  return state === FRAME_CLEARED ? 0 : _PyFrame_Traverse(_PyGen_FRAME(gen), visit, state === FRAME_EXECUTING);
}

/** A generator that is dropped while it waits is closed; a coroutine nobody awaited gives a warning. escapes. CPython: _PyGen_Finalize() */
export function _PyGen_Finalize(self: PyObject): void {
  if (gi_frame_state(self) >= FRAME_COMPLETED) return;
  const finalizer = Py_IS_TYPE(self, PyAsyncGen_Type) ? gi_origin_or_finalizer(self) : NULL;
  if (finalizer !== NULL && gi_closed(self) === 0) {
    const exc = PyErr_GetRaisedException(), res = PyObject_CallOneArg(finalizer, self);
    if (res === NULL) PyErr_WriteUnraisable(self);
    else Py_DECREF(res);
    PyErr_SetRaisedException(exc);
    return;
  }
  const exc = PyErr_GetRaisedException();
  if ((co_flags(_PyGen_GetCode(self)) & CO_COROUTINE) !== 0 && gi_frame_state(self) === FRAME_CREATED) _PyErr_WarnUnawaitedCoroutine(self);
  else {
    const res = gen_close(self);
    if (res !== NULL) Py_DECREF(res);
    else if (PyErr_Occurred() !== NULL) PyErr_WriteUnraisable(self);
  }
  PyErr_SetRaisedException(exc);
}
/** CPython: gen_dealloc() */
export function gen_dealloc(gen: PyObject): void {
  _PyObject_GC_UNTRACK(gen);
  if (gi_weakreflist(gen) !== NULL) PyObject_ClearWeakRefs(gen);
  _PyObject_GC_TRACK(gen);
  if (PyObject_CallFinalizerFromDealloc(gen) !== 0) return;
  _PyObject_GC_UNTRACK(gen);
  if (Py_IS_TYPE(gen, PyAsyncGen_Type)) clearOrigin(gen);
  const frame = _PyGen_FRAME(gen);
  if (gi_frame_state(gen) !== FRAME_CLEARED) {
    set_gi_frame_state(gen, FRAME_CLEARED);
    set_f_previous(frame, 0);
    _PyFrame_ClearExceptCode(frame);
    const exc = gi_exc_value(gen);
    set_gi_exc_value(gen, NULL);
    Py_XDECREF(exc);
  }
  const code = f_executable(frame);
  if ((co_flags(code) & CO_COROUTINE) !== 0) clearOrigin(gen);
  Py_DECREF(code);
  Py_DECREF(gi_name(gen));
  Py_DECREF(gi_qualname(gen));
  PyObject_GC_Del(gen);
}
function clearOrigin(gen: PyObject): void {
  const op = gi_origin_or_finalizer(gen);
  set_gi_origin_or_finalizer(gen, NULL);
  Py_XDECREF(op);
}

/**
 * Runs a generator until it yields or ends: PYGEN_NEXT, PYGEN_RETURN or PYGEN_ERROR, the value in tstate.sendResult (owned). `arg` NULL is
 * what iteration sends. With `exc` the exception that is set is raised inside. escapes. CPython: gen_send_ex2()
 */
export function gen_send_ex2(gen: PyObject, arg: PyObject | NULL, exc: boolean, closing: boolean): number {
  const frame = _PyGen_FRAME(gen), state = gi_frame_state(gen);
  tstate.sendResult = NULL;
  if (state === FRAME_CREATED && arg !== NULL && arg !== _Py_NoneStruct) {
    PyErr_SetString(PyExc_TypeError, `can't send non-None value to a just-started ${kindName(gen)}`);
    return PYGEN_ERROR;
  }
  if (state === FRAME_EXECUTING) {
    PyErr_SetString(PyExc_ValueError, `${kindName(gen)} already executing`);
    return PYGEN_ERROR;
  }
  if (state >= FRAME_COMPLETED) {
    if (Py_IS_TYPE(gen, PyCoro_Type) && !closing) PyErr_SetString(PyExc_RuntimeError, 'cannot reuse already awaited coroutine');
    else if (arg !== NULL && !exc) {
      tstate.sendResult = Py_NewRef(_Py_NoneStruct);
      return PYGEN_RETURN;
    }
    return PYGEN_ERROR;
  }
  _PyFrame_StackPush(frame, Py_NewRef(arg === NULL ? _Py_NoneStruct : arg));
  set_gi_exc_previous(gen, H[EXC_INFO]);
  H[EXC_INFO] = gen + 10;
  if (exc) _PyErr_ChainStackItem();
  set_gi_frame_state(gen, FRAME_EXECUTING);
  const result = hooks._PyEval_EvalFrame(frame, exc ? 1 : 0);
  if (result === NULL) return PYGEN_ERROR;
  if (isSuspended(gen)) {
    tstate.sendResult = result;
    return PYGEN_NEXT;
  }
  // None at the end of an iteration is said by NULL
  if (result === _Py_NoneStruct && !Py_IS_TYPE(gen, PyAsyncGen_Type) && arg === NULL) return PYGEN_ERROR;
  tstate.sendResult = result;
  return PYGEN_RETURN;
}
/** Takes the value that gen_send_ex2() left. */
function takeSendResult(): New {
  const value = tstate.sendResult as New;
  tstate.sendResult = NULL;
  return value;
}
/** am_send. CPython: PyGen_am_send() */
export function PyGen_am_send(gen: PyObject, arg: PyObject): number {
  return gen_send_ex2(gen, arg, false, false);
}
/** As gen_send_ex2, with the end of the generator as StopIteration. CPython: gen_send_ex() */
export function gen_send_ex(gen: PyObject, arg: PyObject, exc: boolean, closing: boolean): New | NULL {
  const how = gen_send_ex2(gen, arg, exc, closing);
  if (how === PYGEN_NEXT) return takeSendResult();
  if (how === PYGEN_RETURN) {
    const value = takeSendResult();
    if (Py_IS_TYPE(gen, PyAsyncGen_Type)) PyErr_SetNone(PyExc_StopAsyncIteration);
    else if (value === _Py_NoneStruct) PyErr_SetNone(PyExc_StopIteration);
    else _PyGen_SetStopIterationValue(value);
    Py_DECREF(value);
  }
  return NULL;
}
export function gen_send(gen: PyObject, arg: PyObject): New | NULL {
  return gen_send_ex(gen, arg, false, false);
}
/** tp_iternext. escapes. CPython: gen_iternext() */
export function gen_iternext(gen: PyObject): New | NULL {
  const how = gen_send_ex2(gen, NULL, false, false);
  if (how === PYGEN_NEXT) return takeSendResult();
  if (how === PYGEN_RETURN) {
    const value = takeSendResult();
    if (value !== _Py_NoneStruct) _PyGen_SetStopIterationValue(value);
    Py_DECREF(value);
  }
  return NULL;
}

/** Closes what a `yield from` waits for; -1 with an exception. CPython: gen_close_iter() */
function gen_close_iter(yf: PyObject): number {
  let retval: New | NULL;
  if (PyGen_CheckExact(yf) || PyCoro_CheckExact(yf)) retval = gen_close(yf);
  else {
    const meth = PyObject_GetOptionalAttr(yf, ID_close);
    if (meth === NULL) {
      if (PyErr_Occurred() !== NULL) PyErr_WriteUnraisable(yf);
      return 0;
    }
    retval = PyObject_CallNoArgs(meth);
    Py_DECREF(meth);
  }
  if (retval === NULL) return -1;
  Py_DECREF(retval);
  return 0;
}
/** What a generator delegates to just now; NULL without exception when it does not. CPython: _PyGen_yf() */
export function _PyGen_yf(gen: PyObject): New | NULL {
  return gi_frame_state(gen) === FRAME_SUSPENDED_YIELD_FROM ? Py_NewRef(_PyFrame_StackPeek(_PyGen_FRAME(gen))) : NULL;
}
/** The argument of the RESUME a generator stands at; -1 when it stands elsewhere. */
function resumeArgument(frame: Ptr): number {
  const unit = payload<CodeData>(f_executable(frame)).code[f_instr_ptr(frame)], opcode = unit & 255;
  return opcode === RESUME || opcode === RESUME_CHECK || opcode === INSTRUMENTED_RESUME ? unit >> 8 : -1;
}
// opcodes of the unit a generator stands at; the numbers are CPython's (vm/opcode-ids.ts)
const RESUME = 149, RESUME_CHECK = 207, INSTRUMENTED_RESUME = 236;

/** gen.close(). escapes. CPython: gen_close() */
export function gen_close(gen: PyObject): New | NULL {
  const state = gi_frame_state(gen), frame = _PyGen_FRAME(gen);
  if (state === FRAME_CREATED) {
    set_gi_frame_state(gen, FRAME_COMPLETED);
    return Py_NewRef(_Py_NoneStruct);
  }
  if (state >= FRAME_COMPLETED) return Py_NewRef(_Py_NoneStruct);
  let err = 0;
  const yf = _PyGen_yf(gen);
  if (yf !== NULL) {
    set_gi_frame_state(gen, FRAME_EXECUTING);
    err = gen_close_iter(yf);
    set_gi_frame_state(gen, state);
    Py_DECREF(yf);
  }
  const oparg = resumeArgument(frame);
  if (oparg >= 0 && (oparg & RESUME_OPARG_DEPTH1_MASK) !== 0) {
    // only the implicit handler of StopIteration is around: nothing could see a GeneratorExit
    set_gi_frame_state(gen, FRAME_COMPLETED);
    _PyFrame_ClearLocals(frame);
    return Py_NewRef(_Py_NoneStruct);
  }
  if (err === 0) PyErr_SetNone(PyExc_GeneratorExit);
  const retval = gen_send_ex(gen, _Py_NoneStruct, true, true);
  if (retval !== NULL) {
    Py_DECREF(retval);
    return PyErr_SetString(PyExc_RuntimeError, `${kindName(gen)} ignored GeneratorExit`);
  }
  if (PyErr_ExceptionMatches(PyExc_GeneratorExit)) {
    PyErr_Clear();
    return Py_NewRef(_Py_NoneStruct);
  }
  // the generator returned a value while it was closed
  return _PyGen_FetchStopIterationValue();
}

/** Raises an exception inside a generator. escapes. CPython: _gen_throw() */
export function _gen_throw(gen: PyObject, close_on_genexit: boolean, typ: PyObject, val: PyObject | NULL, tb: PyObject | NULL): New | NULL {
  const yf = _PyGen_yf(gen);
  if (yf === NULL) return throwHere(gen, typ, val, tb);
  const frame = _PyGen_FRAME(gen), state = gi_frame_state(gen);
  let ret: New | NULL;
  if (close_on_genexit && PyErr_GivenExceptionMatches(typ, PyExc_GeneratorExit)) {
    set_gi_frame_state(gen, FRAME_EXECUTING);
    const err = gen_close_iter(yf);
    set_gi_frame_state(gen, state);
    Py_DECREF(yf);
    return err < 0 ? gen_send_ex(gen, _Py_NoneStruct, true, false) : throwHere(gen, typ, val, tb);
  }
  if (PyGen_CheckExact(yf) || PyCoro_CheckExact(yf)) {
    // the frame must show up in tracebacks though the loop does not run it
    const previous = H[CURRENT_FRAME];
    set_f_previous(frame, previous);
    H[CURRENT_FRAME] = frame;
    set_gi_frame_state(gen, FRAME_EXECUTING);
    ret = _gen_throw(yf, close_on_genexit, typ, val, tb);
    set_gi_frame_state(gen, state);
    H[CURRENT_FRAME] = previous;
    set_f_previous(frame, 0);
  } else {
    const meth = PyObject_GetOptionalAttr(yf, ID_throw);
    if (meth === NULL) {
      Py_DECREF(yf);
      return PyErr_Occurred() !== NULL ? NULL : throwHere(gen, typ, val, tb);
    }
    set_gi_frame_state(gen, FRAME_EXECUTING);
    ret = PyObject_CallFunctionObjArgs(meth, typ, val, tb);
    set_gi_frame_state(gen, state);
    Py_DECREF(meth);
  }
  Py_DECREF(yf);
  return ret !== NULL ? ret : gen_send_ex(gen, _Py_NoneStruct, true, false);
}
function throwHere(gen: PyObject, type: PyObject, value: PyObject | NULL, traceback: PyObject | NULL): New | NULL {
  let tb = traceback;
  if (tb === _Py_NoneStruct) tb = NULL;
  else if (tb !== NULL && !Py_IS_TYPE(tb, PyTraceBack_Type)) return PyErr_SetString(PyExc_TypeError, 'throw() third argument must be a traceback object');
  if (PyExceptionClass_Check(type)) {
    const error = {type: Py_NewRef(type) as New | NULL, value: Py_XNewRef(value), traceback: Py_XNewRef(tb)};
    PyErr_NormalizeException(error);
    PyErr_Restore(error.type, error.value, error.traceback);
  } else if (PyExceptionInstance_Check(type)) {
    if (value !== NULL && value !== _Py_NoneStruct) return PyErr_SetString(PyExc_TypeError, 'instance exception may not have a separate value');
    PyErr_Restore(Py_NewRef(Py_TYPE(type)), Py_NewRef(type), tb === NULL ? PyException_GetTraceback(type) : Py_NewRef(tb));
  } else return PyErr_SetString(PyExc_TypeError, `exceptions must be classes or instances deriving from BaseException, not ${typeName(type)}`);
  return gen_send_ex(gen, _Py_NoneStruct, true, false);
}
/** gen.throw(). escapes. CPython: gen_throw() */
export function gen_throw(gen: PyObject, args: Args, nargs: number): New | NULL {
  if (!_PyArg_CheckPositional('throw', nargs, 1, 3)) return NULL;
  if (nargs > 1 && PyErr_WarnEx(PyExc_DeprecationWarning, 'the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.', 1) < 0) return NULL;
  return _gen_throw(gen, true, ARG(args, 0), nargs > 1 ? ARG(args, 1) : NULL, nargs > 2 ? ARG(args, 2) : NULL);
}

/** Raises StopIteration with a value; 0, or -1 with another exception. CPython: _PyGen_SetStopIterationValue() */
export function _PyGen_SetStopIterationValue(value: PyObject): number {
  const exc = PyObject_CallOneArg(PyExc_StopIteration, value);
  if (exc === NULL) return -1;
  PyErr_SetRaisedException(exc);
  return 0;
}
/** The value of the StopIteration that is set, or None when nothing is; NULL when another exception is set. DIVERGES: out-parameter. CPython: _PyGen_FetchStopIterationValue() */
export function _PyGen_FetchStopIterationValue(): New | NULL {
  if (PyErr_Occurred() === NULL) return Py_NewRef(_Py_NoneStruct);
  if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return NULL;
  const exc = PyErr_GetRaisedException() as New, value = Py_XNewRef(stopiteration_value(exc));
  Py_DECREF(exc);
  return value === NULL ? Py_NewRef(_Py_NoneStruct) : value;
}

// ---- attributes ----

function gen_repr(gen: PyObject): New | NULL {
  return PyUnicode_FromString(`<generator object ${PyUnicode_AsJSString(gi_qualname(gen))} at ${addressText(gen)}>`);
}
function gen_get_name(gen: PyObject): New {
  return Py_NewRef(gi_name(gen));
}
function gen_set_name(gen: PyObject, value: PyObject | NULL): number {
  if (value === NULL || !PyUnicode_Check(value)) {
    PyErr_SetString(PyExc_TypeError, '__name__ must be set to a string object');
    return -1;
  }
  const old = gi_name(gen);
  set_gi_name(gen, Py_NewRef(value));
  Py_DECREF(old);
  return 0;
}
function gen_get_qualname(gen: PyObject): New {
  return Py_NewRef(gi_qualname(gen));
}
function gen_set_qualname(gen: PyObject, value: PyObject | NULL): number {
  if (value === NULL || !PyUnicode_Check(value)) {
    PyErr_SetString(PyExc_TypeError, '__qualname__ must be set to a string object');
    return -1;
  }
  const old = gi_qualname(gen);
  set_gi_qualname(gen, Py_NewRef(value));
  Py_DECREF(old);
  return 0;
}
export function gen_getyieldfrom(gen: PyObject): New {
  const yf = _PyGen_yf(gen);
  return yf === NULL ? Py_NewRef(_Py_NoneStruct) : yf;
}
export function gen_getrunning(gen: PyObject): New {
  return Py_NewRef(Py_BOOL(gi_frame_state(gen) === FRAME_EXECUTING));
}
export function gen_getsuspended(gen: PyObject): New {
  return Py_NewRef(Py_BOOL(isSuspended(gen)));
}
/** gi_frame, cr_frame or ag_frame. */
function attributeOf(gen: PyObject, what: string): string {
  return `${PyGen_CheckExact(gen) ? 'gi' : PyCoro_CheckExact(gen) ? 'cr' : 'ag'}_${what}`;
}
/** The frame object of a generator, None once it has ended. CPython: _gen_getframe() */
export function gen_getframe(gen: PyObject): New | NULL {
  if (audited() && PySys_AuditFormat('object.__getattr__', 'Os', gen, attributeOf(gen, 'frame')) < 0) return NULL;
  if (gi_frame_state(gen) >= FRAME_COMPLETED) return Py_NewRef(_Py_NoneStruct);
  return Py_XNewRef(_PyFrame_GetFrameObject(_PyGen_FRAME(gen)));
}
export function gen_getcode(gen: PyObject): New | NULL {
  if (audited() && PySys_AuditFormat('object.__getattr__', 'Os', gen, attributeOf(gen, 'code')) < 0) return NULL;
  return Py_NewRef(_PyGen_GetCode(gen));
}
/** __name__ and __qualname__ of all three kinds. */
export function nameGetset(what: string): readonly PyGetSetDef[] {
  return [
    {name: '__name__', get: gen_get_name, set: gen_set_name, doc: `The name of the ${what}.`},
    {name: '__qualname__', get: gen_get_qualname, set: gen_set_qualname, doc: `The name of the ${what}, with what it is defined in.`},
  ];
}
export function gen_sizeof(gen: PyObject): New | NULL {
  return PyLong_FromNumber(72 + 72 + 8 * (co_framesize(_PyGen_GetCode(gen)) - FRAME_SPECIALS_SIZE));
}

// ---- making them ----

/** A generator without a frame yet. CPython: make_gen() */
function make_gen(type: PyTypeObject, func: PyObject): New | NULL {
  const code = func_code(func);
  const gen = _PyObject_GC_New(type, 144 + 8 * (co_framesize(code) - FRAME_SPECIALS_SIZE));
  if (gen === NULL) return PyErr_NoMemory();
  set_gi_frame_state(gen, FRAME_CLEARED);
  set_gi_weakreflist(gen, NULL);
  set_gi_exc_value(gen, NULL);
  set_gi_exc_previous(gen, 0);
  set_gi_name(gen, Py_NewRef(func_name(func)));
  set_gi_qualname(gen, Py_NewRef(func_qualname(func)));
  set_gi_origin_or_finalizer(gen, NULL);
  set_gi_closed(gen, 0);
  set_gi_hooks_inited(gen, 0);
  set_gi_running_async(gen, 0);
  _PyObject_GC_TRACK(gen);
  return gen;
}
/** The generator, coroutine or asynchronous generator of a function's call. CPython: _Py_MakeCoro() */
export function _Py_MakeCoro(func: PyObject): New | NULL {
  const flags = co_flags(func_code(func)) & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR);
  if (flags === CO_GENERATOR) return make_gen(PyGen_Type, func);
  if (flags === CO_ASYNC_GENERATOR) return make_gen(PyAsyncGen_Type, func);
  const coro = make_gen(PyCoro_Type, func), depth = tstate.coroutine_origin_tracking_depth;
  if (coro === NULL || depth === 0) return coro;
  const origin = compute_cr_origin(depth, _PyFrame_GetFirstComplete(f_previous(H[CURRENT_FRAME])));
  set_gi_origin_or_finalizer(coro, origin);
  if (origin !== NULL) return coro;
  Py_DECREF(coro);
  return NULL;
}

defineType(PyGen_Type, {
  tp_name: 'generator', tp_basicsize: 144, tp_itemsize: 8, tp_flags: Py_TPFLAGS_HAVE_GC, tp_weaklistoffset: 16, tp_doc: null,
  slots: {
    tp_dealloc: gen_dealloc, am_send: PyGen_am_send, tp_repr: gen_repr, tp_getattro: PyObject_GenericGetAttr, tp_traverse: gen_traverse, tp_iter: PyObject_SelfIter, tp_iternext: gen_iternext,
    tp_finalize: _PyGen_Finalize,
  },
  methods: [
    hiddenMethod('send', '($self, arg, /)', gen_send, 'send(arg) -> resumes the generator with a value; what it yields next, or StopIteration.'),
    rawMethod('throw', null, gen_throw, 'throw(value)\nthrow(type[,value[,tb]])\n\nRaises an exception in the generator; what it yields next, or StopIteration. The second form is deprecated.'),
    hiddenMethod('close', '($self, /)', gen_close, 'close() -> raises GeneratorExit in the generator.'),
    hiddenMethod('__sizeof__', '($self, /)', gen_sizeof, 'gen.__sizeof__() -> size in memory, in bytes'),
    hiddenMethod('__class_getitem__', '($self, item, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
  getset: [
    ...nameGetset('generator'),
    {name: 'gi_yieldfrom', get: gen_getyieldfrom, doc: 'What the generator delegates to, or None.'}, {name: 'gi_running', get: gen_getrunning}, {name: 'gi_frame', get: gen_getframe},
    {name: 'gi_suspended', get: gen_getsuspended}, {name: 'gi_code', get: gen_getcode},
  ],
});
