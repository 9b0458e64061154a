/** Asynchronous generators and what their methods return. CPython: Objects/genobject.c */
import {PyObject_CallOneArg} from './call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetNone, PyErr_SetString, PyErr_WarnEx} from './errors';
import {Py_GenericAlias} from './genericaliasobject';
import {_PyErr_WarnUnawaitedAgenMethod} from './genobject-coro';
import {ASYNC_GEN_IGNORED_EXIT_MSG, FRAME_COMPLETED, NON_INIT_CORO_MSG, PyGen_am_send, _PyGen_Finalize, _PyGen_SetStopIterationValue, _gen_throw, gen_dealloc, gen_getcode, gen_getframe, gen_getsuspended, gen_getyieldfrom, gen_send, gen_sizeof, gen_throw, gen_traverse, nameGetset} from './genobject';
import {PyArg_UnpackTuple} from './getargs';
import {PyObject_CallFinalizerFromDealloc, PyObject_SelfIter, addressText} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {_PyTuple_FromArray} from './tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {tstate} from '../runtime/current';
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {Py_IS_TYPE, ags_gen, ags_sendval, ags_state, agt_args, agt_gen, agt_state, agw_val, gi_closed, gi_frame_state, gi_hooks_inited, gi_origin_or_finalizer, gi_qualname, gi_running_async, set_ags_gen, set_ags_sendval, set_ags_state, set_agt_args, set_agt_gen, set_agt_state, set_agw_val, set_gi_closed, set_gi_hooks_inited, set_gi_origin_or_finalizer, set_gi_running_async} from '../runtime/generated/accessors';
import {ID_aclose, ID_asend, ID_athrow} from '../runtime/generated/ids';
import {PyAsyncGen_Type, PyExc_DeprecationWarning, PyExc_GeneratorExit, PyExc_RuntimeError, PyExc_StopAsyncIteration, PyExc_StopIteration, _PyAsyncGenASend_Type, _PyAsyncGenAThrow_Type, _PyAsyncGenWrappedValue_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {METH_CLASS, hiddenMethod, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New} from '../runtime/object';
import {type Args, NULL, type New, type PyObject} from '../runtime/types';
import {Py_READONLY, type visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';

const AWAITABLE_STATE_INIT = 0, AWAITABLE_STATE_ITER = 1, AWAITABLE_STATE_CLOSED = 2;

/** Tells sys.set_asyncgen_hooks() of a generator that is iterated for the first time. escapes. CPython: async_gen_init_hooks() */
function async_gen_init_hooks(o: PyObject): boolean {
  if (gi_hooks_inited(o) !== 0) return true;
  set_gi_hooks_inited(o, 1);
  if (tstate.async_gen_finalizer !== NULL) set_gi_origin_or_finalizer(o, Py_NewRef(tstate.async_gen_finalizer));
  const firstiter = tstate.async_gen_firstiter;
  if (firstiter === NULL) return true;
  Py_INCREF(firstiter);
  const res = PyObject_CallOneArg(firstiter, o);
  Py_DECREF(firstiter);
  if (res === NULL) return false;
  Py_DECREF(res);
  return true;
}
function async_gen_anext(o: PyObject): New | NULL {
  return async_gen_init_hooks(o) ? async_gen_asend_new(o, NULL) : NULL;
}
function async_gen_asend(o: PyObject, arg: PyObject): New | NULL {
  return async_gen_init_hooks(o) ? async_gen_asend_new(o, arg) : NULL;
}
function async_gen_aclose(o: PyObject): New | NULL {
  return async_gen_init_hooks(o) ? async_gen_athrow_new(o, NULL) : NULL;
}
function async_gen_athrow(o: PyObject, args: Args, nargs: number): New | NULL {
  if (nargs > 1 && PyErr_WarnEx(PyExc_DeprecationWarning, 'the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead.', 1) < 0) return NULL;
  if (!async_gen_init_hooks(o)) return NULL;
  const tuple = _PyTuple_FromArray(args, nargs);
  if (tuple === NULL) return NULL;
  const res = async_gen_athrow_new(o, tuple);
  Py_DECREF(tuple);
  return res;
}
function async_gen_traverse(gen: PyObject, visit: visitproc): number {
  const finalizer = gi_origin_or_finalizer(gen);
  if (finalizer !== NULL) {
    const stop = visit(finalizer);
    if (stop !== 0) return stop;
  }
  return gen_traverse(gen, visit);
}
function async_gen_repr(gen: PyObject): New | NULL {
  return PyUnicode_FromString(`<async_generator object ${PyUnicode_AsJSString(gi_qualname(gen))} at ${addressText(gen)}>`);
}

defineType(PyAsyncGen_Type, {
  tp_name: 'async_generator', tp_basicsize: 144, tp_itemsize: 8, tp_flags: Py_TPFLAGS_HAVE_GC, tp_weaklistoffset: 16, tp_doc: null,
  slots: {
    tp_dealloc: gen_dealloc, am_aiter: PyObject_SelfIter, am_anext: async_gen_anext, am_send: PyGen_am_send, tp_repr: async_gen_repr, tp_getattro: PyObject_GenericGetAttr,
    tp_traverse: async_gen_traverse, tp_finalize: _PyGen_Finalize,
  },
  methods: [
    hiddenMethod('asend', '($self, arg, /)', async_gen_asend, "asend(v) -> sends 'v' to the generator."),
    rawMethod('athrow', null, async_gen_athrow, 'athrow(value)\nathrow(type[,value[,tb]])\n\nRaises an exception in the generator. The second form is deprecated.'),
    hiddenMethod('aclose', '($self, /)', async_gen_aclose, 'aclose() -> raises GeneratorExit in the generator.'),
    hiddenMethod('__sizeof__', '($self, /)', gen_sizeof, 'gen.__sizeof__() -> size in memory, in bytes'),
    hiddenMethod('__class_getitem__', '($self, item, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
  members: [{name: 'ag_running', type: 'bool', offset: 60, flags: Py_READONLY}],
  getset: [
    ...nameGetset('async generator'),
    {name: 'ag_await', get: gen_getyieldfrom, doc: 'What the generator waits for, or None.'}, {name: 'ag_frame', get: gen_getframe}, {name: 'ag_code', get: gen_getcode},
    {name: 'ag_suspended', get: gen_getsuspended},
  ],
});

/** What an asynchronous generator yields, as StopIteration; what it waits for passes. CPython: async_gen_unwrap_value() */
function async_gen_unwrap_value(gen: PyObject, result: New | NULL): New | NULL {
  if (result === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetNone(PyExc_StopAsyncIteration);
    if (PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit)) set_gi_closed(gen, 1);
    set_gi_running_async(gen, 0);
    return NULL;
  }
  if (!Py_IS_TYPE(result, _PyAsyncGenWrappedValue_Type)) return result;
  _PyGen_SetStopIterationValue(agw_val(result));
  Py_DECREF(result);
  set_gi_running_async(gen, 0);
  return NULL;
}

// ---- the awaitable of asend() and __anext__() ----

function async_gen_asend_new(gen: PyObject, sendval: PyObject | NULL): New | NULL {
  const o = _PyObject_GC_New(_PyAsyncGenASend_Type, 40);
  if (o === NULL) return PyErr_NoMemory();
  set_ags_gen(o, Py_NewRef(gen));
  set_ags_sendval(o, Py_XNewRef(sendval));
  set_ags_state(o, AWAITABLE_STATE_INIT);
  _PyObject_GC_TRACK(o);
  return o;
}
function async_gen_asend_dealloc(o: PyObject): void {
  if (PyObject_CallFinalizerFromDealloc(o) !== 0) return;
  _PyObject_GC_UNTRACK(o);
  Py_DECREF(ags_gen(o));
  Py_XDECREF(ags_sendval(o));
  PyObject_GC_Del(o);
}
/** False with RuntimeError when the generator runs already; marks it as running. */
function beginAsend(o: PyObject): boolean {
  if (gi_running_async(ags_gen(o)) !== 0) {
    set_ags_state(o, AWAITABLE_STATE_CLOSED);
    PyErr_SetString(PyExc_RuntimeError, 'anext(): asynchronous generator is already running');
    return false;
  }
  set_ags_state(o, AWAITABLE_STATE_ITER);
  return true;
}
const ASEND_REUSED = 'cannot reuse already awaited __anext__()/asend()';
function async_gen_asend_send(o: PyObject, given: PyObject): New | NULL {
  if (ags_state(o) === AWAITABLE_STATE_CLOSED) return PyErr_SetString(PyExc_RuntimeError, ASEND_REUSED);
  const gen = ags_gen(o);
  let arg: PyObject | NULL = given;
  if (ags_state(o) === AWAITABLE_STATE_INIT) {
    if (!beginAsend(o)) return NULL;
    if (arg === _Py_NoneStruct) arg = ags_sendval(o);
  }
  set_gi_running_async(gen, 1);
  const result = async_gen_unwrap_value(gen, gen_send(gen, arg === NULL ? _Py_NoneStruct : arg));
  if (result === NULL) set_ags_state(o, AWAITABLE_STATE_CLOSED);
  return result;
}
function async_gen_asend_iternext(o: PyObject): New | NULL {
  return async_gen_asend_send(o, _Py_NoneStruct);
}
function asendThrow(o: PyObject, raise: (gen: PyObject) => New | NULL): New | NULL {
  if (ags_state(o) === AWAITABLE_STATE_CLOSED) return PyErr_SetString(PyExc_RuntimeError, ASEND_REUSED);
  const gen = ags_gen(o);
  if (ags_state(o) === AWAITABLE_STATE_INIT) {
    if (!beginAsend(o)) return NULL;
    set_gi_running_async(gen, 1);
  }
  const result = async_gen_unwrap_value(gen, raise(gen));
  if (result === NULL) {
    set_gi_running_async(gen, 0);
    set_ags_state(o, AWAITABLE_STATE_CLOSED);
  }
  return result;
}
const closing = (gen: PyObject): New | NULL => _gen_throw(gen, true, PyExc_GeneratorExit, NULL, NULL);
/** What close() makes of the end of an awaitable. */
function closeResult(result: New | NULL): New | NULL {
  if (result !== NULL) {
    Py_DECREF(result);
    return PyErr_SetString(PyExc_RuntimeError, 'coroutine ignored GeneratorExit');
  }
  if (!PyErr_ExceptionMatches(PyExc_StopIteration) && !PyErr_ExceptionMatches(PyExc_StopAsyncIteration) && !PyErr_ExceptionMatches(PyExc_GeneratorExit)) return NULL;
  PyErr_Clear();
  return Py_NewRef(_Py_NoneStruct);
}
function async_gen_asend_close(o: PyObject): New | NULL {
  return ags_state(o) === AWAITABLE_STATE_CLOSED ? Py_NewRef(_Py_NoneStruct) : closeResult(asendThrow(o, closing));
}
function async_gen_asend_finalize(o: PyObject): void {
  if (ags_state(o) === AWAITABLE_STATE_INIT) _PyErr_WarnUnawaitedAgenMethod(ags_gen(o), ID_asend);
}
const SEND_DOC = "send(arg) -> sends 'arg' to the generator; what it yields next, or StopIteration.";
const THROW_DOC = 'throw(value)\nthrow(type[,value[,tb]])\n\nRaises an exception in the generator; what it yields next, or StopIteration. The second form is deprecated.';
const CLOSE_DOC = 'close() -> raises GeneratorExit in the generator.';

defineType(_PyAsyncGenASend_Type, {
  tp_name: 'async_generator_asend', tp_basicsize: 40, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'PyAsyncGenASend', tp_doc: null,
  slots: {
    tp_dealloc: async_gen_asend_dealloc, am_await: PyObject_SelfIter, tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: async_gen_asend_iternext, tp_finalize: async_gen_asend_finalize,
  },
  methods: [
    hiddenMethod('send', '($self, arg, /)', async_gen_asend_send, SEND_DOC),
    rawMethod('throw', null, (o, args, nargs) => asendThrow(o, gen => gen_throw(gen, args, nargs)), THROW_DOC),
    hiddenMethod('close', '($self, /)', async_gen_asend_close, CLOSE_DOC),
  ],
});

// ---- what `yield` in an asynchronous generator hands out ----

/** Wraps a value that an asynchronous generator yields. CPython: _PyAsyncGenValueWrapperNew() */
export function _PyAsyncGenValueWrapperNew(val: PyObject): New | NULL {
  const o = _PyObject_GC_New(_PyAsyncGenWrappedValue_Type, 24);
  if (o === NULL) return PyErr_NoMemory();
  set_agw_val(o, Py_NewRef(val));
  _PyObject_GC_TRACK(o);
  return o;
}
function async_gen_wrapped_val_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_XDECREF(agw_val(o));
  PyObject_GC_Del(o);
}
defineType(_PyAsyncGenWrappedValue_Type, {
  tp_name: 'async_generator_wrapped_value', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC, layout: '_PyAsyncGenWrappedValue', tp_doc: null,
  slots: {tp_dealloc: async_gen_wrapped_val_dealloc, tp_getattro: PyObject_GenericGetAttr},
});

// ---- the awaitable of athrow() and aclose() ----

function async_gen_athrow_new(gen: PyObject, args: PyObject | NULL): New | NULL {
  const o = _PyObject_GC_New(_PyAsyncGenAThrow_Type, 40);
  if (o === NULL) return PyErr_NoMemory();
  set_agt_gen(o, Py_NewRef(gen));
  set_agt_args(o, Py_XNewRef(args));
  set_agt_state(o, AWAITABLE_STATE_INIT);
  _PyObject_GC_TRACK(o);
  return o;
}
function async_gen_athrow_dealloc(o: PyObject): void {
  if (PyObject_CallFinalizerFromDealloc(o) !== 0) return;
  _PyObject_GC_UNTRACK(o);
  Py_DECREF(agt_gen(o));
  Py_XDECREF(agt_args(o));
  PyObject_GC_Del(o);
}
const ATHROW_REUSED = 'cannot reuse already awaited aclose()/athrow()';
function ended(o: PyObject): void {
  set_gi_running_async(agt_gen(o), 0);
  set_agt_state(o, AWAITABLE_STATE_CLOSED);
}
/** The generator yielded though it was to be closed. */
function ignoredExit(o: PyObject): NULL {
  ended(o);
  return PyErr_SetString(PyExc_RuntimeError, ASYNC_GEN_IGNORED_EXIT_MSG);
}
/** In aclose() the end of the generator is the end of the await. */
function athrowFailed(o: PyObject): NULL {
  ended(o);
  if ((PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit)) && agt_args(o) === NULL) {
    PyErr_Clear();
    PyErr_SetNone(PyExc_StopIteration);
  }
  return NULL;
}
function alreadyRunning(o: PyObject): NULL {
  set_agt_state(o, AWAITABLE_STATE_CLOSED);
  return PyErr_SetString(PyExc_RuntimeError, `${agt_args(o) === NULL ? 'aclose' : 'athrow'}(): asynchronous generator is already running`);
}
function async_gen_athrow_send(o: PyObject, arg: PyObject): New | NULL {
  const gen = agt_gen(o), args = agt_args(o);
  if (agt_state(o) === AWAITABLE_STATE_CLOSED) return PyErr_SetString(PyExc_RuntimeError, ATHROW_REUSED);
  if (gi_frame_state(gen) >= FRAME_COMPLETED) {
    set_agt_state(o, AWAITABLE_STATE_CLOSED);
    return PyErr_SetNone(PyExc_StopIteration);
  }
  let retval: New | NULL;
  if (agt_state(o) === AWAITABLE_STATE_INIT) {
    if (gi_running_async(gen) !== 0) return alreadyRunning(o);
    if (gi_closed(gen) !== 0) {
      set_agt_state(o, AWAITABLE_STATE_CLOSED);
      return PyErr_SetNone(PyExc_StopAsyncIteration);
    }
    if (arg !== _Py_NoneStruct) return PyErr_SetString(PyExc_RuntimeError, NON_INIT_CORO_MSG);
    set_agt_state(o, AWAITABLE_STATE_ITER);
    set_gi_running_async(gen, 1);
    if (args === NULL) {
      set_gi_closed(gen, 1);
      // a generator that delegates is not closed right away: its awaits may go on
      retval = _gen_throw(gen, false, PyExc_GeneratorExit, NULL, NULL);
      if (retval !== NULL && Py_IS_TYPE(retval, _PyAsyncGenWrappedValue_Type)) {
        Py_DECREF(retval);
        return ignoredExit(o);
      }
    } else {
      const values = PyArg_UnpackTuple(args, 'athrow', 1, 3);
      if (values === null) return NULL;
      retval = async_gen_unwrap_value(gen, _gen_throw(gen, false, values[0] as PyObject, values[1], values[2]));
    }
    return retval === NULL ? athrowFailed(o) : retval;
  }
  retval = gen_send(gen, arg);
  if (args !== NULL) return async_gen_unwrap_value(gen, retval);
  if (retval === NULL) return athrowFailed(o);
  if (!Py_IS_TYPE(retval, _PyAsyncGenWrappedValue_Type)) return retval;
  Py_DECREF(retval);
  return ignoredExit(o);
}
function athrowThrow(o: PyObject, raise: (gen: PyObject) => New | NULL): New | NULL {
  const gen = agt_gen(o);
  if (agt_state(o) === AWAITABLE_STATE_CLOSED) return PyErr_SetString(PyExc_RuntimeError, ATHROW_REUSED);
  if (agt_state(o) === AWAITABLE_STATE_INIT) {
    if (gi_running_async(gen) !== 0) return alreadyRunning(o);
    set_agt_state(o, AWAITABLE_STATE_ITER);
    set_gi_running_async(gen, 1);
  }
  let retval = raise(gen);
  if (agt_args(o) !== NULL) {
    retval = async_gen_unwrap_value(gen, retval);
    if (retval === NULL) ended(o);
    return retval;
  }
  if (retval !== NULL && Py_IS_TYPE(retval, _PyAsyncGenWrappedValue_Type)) {
    Py_DECREF(retval);
    return ignoredExit(o);
  }
  return retval === NULL ? athrowFailed(o) : retval;
}
function async_gen_athrow_close(o: PyObject): New | NULL {
  return agt_state(o) === AWAITABLE_STATE_CLOSED ? Py_NewRef(_Py_NoneStruct) : closeResult(athrowThrow(o, closing));
}
function async_gen_athrow_finalize(o: PyObject): void {
  if (agt_state(o) === AWAITABLE_STATE_INIT) _PyErr_WarnUnawaitedAgenMethod(agt_gen(o), agt_args(o) !== NULL ? ID_athrow : ID_aclose);
}
defineType(_PyAsyncGenAThrow_Type, {
  tp_name: 'async_generator_athrow', tp_basicsize: 40, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'PyAsyncGenAThrow', tp_doc: null,
  slots: {
    tp_dealloc: async_gen_athrow_dealloc, am_await: PyObject_SelfIter, tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: o => async_gen_athrow_send(o, _Py_NoneStruct),
    tp_finalize: async_gen_athrow_finalize,
  },
  methods: [
    hiddenMethod('send', '($self, arg, /)', async_gen_athrow_send, SEND_DOC),
    rawMethod('throw', null, (o, args, nargs) => athrowThrow(o, gen => gen_throw(gen, args, nargs)), THROW_DOC),
    hiddenMethod('close', '($self, /)', async_gen_athrow_close, CLOSE_DOC),
  ],
});
