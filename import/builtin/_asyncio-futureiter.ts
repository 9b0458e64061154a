/** What awaiting a future goes over: it gives the future once, then its result. CPython: Modules/_asynciomodule.c, "Future Iterator" */
import {ARG, PyExceptionInstance_Check, Py_IS_TYPE, Py_TYPE, exc_traceback, fut_flags, fut_state, futureiter_future, set_fut_flags, set_futureiter_future} from '../../runtime/generated/accessors';
import {tstate} from '../../runtime/current';
import {Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK} from '../../runtime/gc';
import {PyExc_DeprecationWarning, PyExc_RuntimeError, PyExc_TypeError, PyTraceBack_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XNewRef, _PyObject_GC_New} from '../../runtime/object';
import {Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {type Args, NULL, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {PyErr_NoMemory, PyErr_NormalizeException, PyErr_Restore, PyErr_SetString, PyErr_WarnEx, PyExceptionClass_Check} from '../../objects/errors';
import {clearFields, deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {_PyGen_SetStopIterationValue, PYGEN_ERROR, PYGEN_NEXT, PYGEN_RETURN} from '../../objects/genobject';
import {_PyArg_CheckPositional} from '../../objects/getargs';
import {PyObject_SelfIter} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {future_result, future_ensure_alive} from './_asyncio-futurecore';
import {BLOCKING, STATE_PENDING, stateOf} from './_asyncio-state';

const clearFuture = clearFields(4);

/** iter(future), and future.__await__(). CPython: future_new_iter() */
export function future_new_iter(fut: PyObject): New | NULL {
  if (!future_ensure_alive(fut)) return NULL;
  const it = _PyObject_GC_New(stateOf(fut).FutureIterType, 24);
  if (it === NULL) return PyErr_NoMemory();
  set_futureiter_future(it, Py_NewRef(fut));
  _PyObject_GC_TRACK(it);
  return it;
}
/** Goes on: the future itself while it is pending, then its result. escapes. CPython: FutureIter_am_send() */
function futureiter_am_send(it: PyObject): number {
  const fut = futureiter_future(it);
  if (fut === (NULL as number)) return PYGEN_ERROR;
  if (fut_state(fut) === STATE_PENDING) {
    if ((fut_flags(fut) & BLOCKING) !== 0) {
      PyErr_SetString(PyExc_RuntimeError, "await wasn't used with future");
      return PYGEN_ERROR;
    }
    set_fut_flags(fut, fut_flags(fut) | BLOCKING);
    tstate.sendResult = Py_NewRef(fut);
    return PYGEN_NEXT;
  }
  set_futureiter_future(it, NULL);
  const result = future_result(fut);
  Py_DECREF(fut);
  if (result === NULL) return PYGEN_ERROR;
  tstate.sendResult = result;
  return PYGEN_RETURN;
}
function futureiter_iternext(it: PyObject): New | NULL {
  const how = futureiter_am_send(it);
  if (how === PYGEN_ERROR) return NULL;
  const value = tstate.sendResult as New;
  tstate.sendResult = NULL;
  if (how === PYGEN_NEXT) return value;
  _PyGen_SetStopIterationValue(value);
  Py_DECREF(value);
  return NULL;
}
/** Raises what is thrown in, and is at its end. escapes. CPython: FutureIter_throw() */
function futureiter_throw(self: PyObject, args: Args, nargs: number): New | NULL {
  if (!_PyArg_CheckPositional('throw', nargs, 1, 3)) return NULL;
  if (nargs > 1 && PyErr_WarnEx(PyExc_DeprecationWarning, 'the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.', 1) < 0) return NULL;
  const type = ARG(args, 0);
  let val: PyObject | NULL = nargs > 1 ? ARG(args, 1) : NULL, tb: PyObject | NULL = nargs > 2 ? ARG(args, 2) : NULL;
  if (val === _Py_NoneStruct) val = NULL;
  if (tb === _Py_NoneStruct) tb = NULL;
  else if (tb !== NULL && !Py_IS_TYPE(tb, PyTraceBack_Type)) return PyErr_SetString(PyExc_TypeError, 'throw() third argument must be a traceback');
  if (PyExceptionClass_Check(type)) {
    const error = {type: Py_NewRef(type) as New | NULL, value: Py_XNewRef(val), traceback: Py_XNewRef(tb)};
    PyErr_NormalizeException(error);
    clearFuture(self);
    PyErr_Restore(error.type, error.value, error.traceback);
    return NULL;
  }
  if (!PyExceptionInstance_Check(type)) return PyErr_SetString(PyExc_TypeError, 'exceptions must be classes deriving BaseException or instances of such a class');
  if (val !== NULL) return PyErr_SetString(PyExc_TypeError, 'instance exception may not have a separate value');
  const exc = Py_NewRef(type), traceback = Py_XNewRef(tb === NULL ? exc_traceback(type) : tb);
  clearFuture(self);
  PyErr_Restore(Py_NewRef(Py_TYPE(exc)), exc, traceback);
  return NULL;
}
export const FutureIter_spec: TypeSpec = {
  tp_name: '_asyncio.FutureIter', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {
    tp_dealloc: deallocHeapFields(4), tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseHeapFields(4), tp_clear: clearFuture, tp_iter: PyObject_SelfIter, tp_iternext: futureiter_iternext,
    am_send: futureiter_am_send,
  },
  methods: [
    hiddenMethod('send', '($self, value, /)', futureiter_iternext),
    rawMethod('throw', null, futureiter_throw),
    hiddenMethod('close', '($self, /)', self => {
      clearFuture(self);
      return Py_NewRef(_Py_NoneStruct);
    }),
  ],
};
