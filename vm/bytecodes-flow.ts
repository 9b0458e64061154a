/** Instructions for jumps, iteration, generators and coroutines, exceptions, with and import. CPython: Python/bytecodes.c */
import {PyObject_GetIter} from '../objects/abstract-iter';
import {PyErr_GivenExceptionMatches, PyErr_SetHandledException, PyErr_SetString} from '../objects/errors';
import {FRAME_EXECUTING} from '../objects/genobject';
import {PyLong_FromNumber} from '../objects/longobject';
import {PyCoro_CheckExact, PyGen_CheckExact, PyListIter_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyRangeIter_Check, PyTupleIter_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_IsNone, _PyCode_InstrumentationVersion, _PyEval_Breaker, co_flags, f_executable, gi_frame_state, listiter_index, listiter_seq, rangeiter_len, rangeiter_start, rangeiter_step, set_listiter_index, set_listiter_seq, set_rangeiter_len, set_rangeiter_start, set_tupleiter_index, set_tupleiter_seq, tupleiter_index, tupleiter_seq} from '../runtime/generated/accessors';
import {PyExc_StopAsyncIteration, PyExc_TypeError, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {COLD, HOT, type StackArray, inst} from './bytecodes-dsl';
import {CO_COROUTINE, CO_ITERABLE_COROUTINE, _PyEval_CheckExceptTypeValid, check_eg_match, cleanup_throw, do_raise, enter_context_manager, enter_send, for_iter, get_aiter, get_anext, get_awaitable, make_generator, pop_except, push_exc_info, reraise, resume, with_except_start} from './ceval-flow';
import {import_from, import_name} from './ceval-import';
import {_Py_Specialize_ForIter, _Py_Specialize_Send} from './specialize';
import {STATUS_UNWIND} from './status';

inst('RESUME', '( -- )', COLD, () => { STATUS(resume(frame, stack_pointer, next_instr, oparg)); });
inst('RESUME_CHECK', '( -- )', {family: 'RESUME', heat: 'hot'}, () => {
  DEOPT_IF(_PyEval_Breaker() !== _PyCode_InstrumentationVersion(f_executable(frame)));
  CHECK_EVAL_BREAKER();
});

inst('POP_TOP', '(value -- )', HOT, (value: PyObject) => { DECREF(value); });
inst('PUSH_NULL', '( -- res)', HOT, () => { return NULL; });
inst('END_FOR', '(value -- )', HOT, (value: PyObject) => { DECREF(value); });
inst('END_SEND', '(receiver, value -- value)', HOT, (receiver: PyObject, value: PyObject) => {
  DECREF(receiver);
  return value;
});
inst('COPY', '(bottom, unused[oparg - 1] -- bottom, unused[oparg - 1], top)', HOT, (bottom: PyObject) => { return [bottom, NEWREF(bottom)]; });
inst('SWAP', '(bottom, unused[oparg - 2], top -- top, unused[oparg - 2], bottom)', HOT, (bottom: PyObject, top: PyObject) => { return [top, bottom]; });

inst('JUMP_FORWARD', '( -- )', HOT, () => { JUMPBY(oparg); });
inst('JUMP_BACKWARD', '(unused/1 -- )', HOT, () => {
  JUMPBY(-oparg);
  CHECK_EVAL_BREAKER();
});
// In the loop of a `yield from` the innermost generator handles interrupts, so nothing is polled here.
inst('JUMP_BACKWARD_NO_INTERRUPT', '( -- )', HOT, () => { JUMPBY(-oparg); });
inst('POP_JUMP_IF_FALSE', '(unused/1, cond -- )', HOT, (cond: PyObject) => {
  DECREF_IMMORTAL(cond);
  if (cond === _Py_FalseStruct) { JUMPBY(oparg); }
});
inst('POP_JUMP_IF_TRUE', '(unused/1, cond -- )', HOT, (cond: PyObject) => {
  DECREF_IMMORTAL(cond);
  if (cond === _Py_TrueStruct) { JUMPBY(oparg); }
});
inst('POP_JUMP_IF_NONE', '(unused/1, value -- )', HOT, (value: PyObject) => {
  if (value === _Py_NoneStruct) { JUMPBY(oparg); } else { DECREF(value); }
});
inst('POP_JUMP_IF_NOT_NONE', '(unused/1, value -- )', HOT, (value: PyObject) => {
  if (value !== _Py_NoneStruct) {
    DECREF(value);
    JUMPBY(oparg);
  }
});

inst('GET_ITER', '(iterable -- iter)', COLD, (iterable: PyObject) => {
  const iter = PyObject_GetIter(iterable);
  Py_DECREF(iterable);
  ERROR_IF(iter === NULL);
  return iter;
});
inst('GET_YIELD_FROM_ITER', '(iterable -- iter)', COLD, (iterable: PyObject) => {
  if (PyCoro_CheckExact(iterable)) {
    if ((co_flags(f_executable(frame)) & (CO_COROUTINE | CO_ITERABLE_COROUTINE)) === 0) {
      PyErr_SetString(PyExc_TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
      ERROR_NO_POP();
    }
    return iterable;
  }
  if (PyGen_CheckExact(iterable)) return iterable;
  const iter = PyObject_GetIter(iterable);
  if (iter === NULL) ERROR_NO_POP();
  Py_DECREF(iterable);
  return iter;
});
inst('FOR_ITER', '(unused/1, iter -- iter, next)', COLD, (iter: PyObject) => {
  SPECIALIZE(_Py_Specialize_ForIter(iter, code, pc - 1, oparg));
  STATUS(for_iter(frame, iter, stack_pointer, next_instr, oparg));
});
inst('FOR_ITER_LIST', '(unused/1, iter -- iter, next)', {family: 'FOR_ITER', heat: 'hot'}, (iter: PyObject) => {
  DEOPT_IF(!PyListIter_Check(iter));
  const seq = listiter_seq(iter);
  const index = listiter_index(iter);
  if (seq === NULL || index >= PyList_GET_SIZE(seq)) {
    set_listiter_index(iter, -1);
    if (seq !== NULL) {
      set_listiter_seq(iter, NULL);
      DECREF(seq);
    }
    END_ITER(iter);
  }
  set_listiter_index(iter, index + 1);
  return [iter, NEWREF(PyList_GET_ITEM(seq, index))];
});
inst('FOR_ITER_TUPLE', '(unused/1, iter -- iter, next)', {family: 'FOR_ITER', heat: 'hot'}, (iter: PyObject) => {
  DEOPT_IF(!PyTupleIter_Check(iter));
  const seq = tupleiter_seq(iter);
  const index = tupleiter_index(iter);
  if (seq === NULL || index >= PyTuple_GET_SIZE(seq)) {
    if (seq !== NULL) {
      set_tupleiter_seq(iter, NULL);
      DECREF(seq);
    }
    END_ITER(iter);
  }
  set_tupleiter_index(iter, index + 1);
  return [iter, NEWREF(PyTuple_GET_ITEM(seq, index))];
});
inst('FOR_ITER_RANGE', '(unused/1, iter -- iter, next)', {family: 'FOR_ITER', heat: 'hot'}, (iter: PyObject) => {
  DEOPT_IF(!PyRangeIter_Check(iter));
  const len = rangeiter_len(iter);
  if (len <= 0) { END_ITER(iter); }
  const value = rangeiter_start(iter);
  set_rangeiter_start(iter, value + rangeiter_step(iter));
  set_rangeiter_len(iter, len - 1);
  const next = PyLong_FromNumber(value);
  ERROR_IF(next === NULL);
  return [iter, next];
});
inst('FOR_ITER_GEN', '(unused/1, iter -- iter, unused)', {family: 'FOR_ITER', heat: 'hot'}, (iter: PyObject) => {
  DEOPT_IF(!PyGen_CheckExact(iter));
  DEOPT_IF(gi_frame_state(iter) >= FRAME_EXECUTING);
  ENTER_GENERATOR(iter, _Py_NoneStruct, oparg + 2);
});

inst('RETURN_VALUE', '(retval -- )', HOT, (retval: PyObject) => { LEAVE_FRAME(retval); });
inst('RETURN_CONST', '( -- )', HOT, () => { RETURN_TO_CALLER(NEWREF(GETCONST(oparg))); });
inst('YIELD_VALUE', '(retval -- unused)', HOT, (retval: PyObject) => { YIELD_FROM_FRAME(retval); });
inst('RETURN_GENERATOR', '( -- )', COLD, () => { STATUS(make_generator(frame, stack_pointer, next_instr)); });
inst('GET_AITER', '(obj -- iter)', COLD, (obj: PyObject) => {
  const iter = get_aiter(obj);
  Py_DECREF(obj);
  ERROR_IF(iter === NULL);
  return iter;
});
inst('GET_ANEXT', '(aiter -- aiter, awaitable)', COLD, (aiter: PyObject) => {
  const awaitable = get_anext(aiter);
  if (awaitable === NULL) ERROR_NO_POP();
  return [aiter, awaitable];
});
inst('GET_AWAITABLE', '(iterable -- iter)', COLD, (iterable: PyObject) => {
  const iter = get_awaitable(iterable, oparg);
  Py_DECREF(iterable);
  ERROR_IF(iter === NULL);
  return iter;
});
inst('SEND', '(unused/1, receiver, v -- receiver, retval)', COLD, (receiver: PyObject, v: PyObject) => {
  SPECIALIZE(_Py_Specialize_Send(receiver, code, pc - 1));
  STATUS(enter_send(frame, receiver, v, stack_pointer, next_instr, oparg));
});
inst('SEND_GEN', '(unused/1, receiver, v -- receiver, unused)', {family: 'SEND', heat: 'hot'}, (receiver: PyObject, v: PyObject) => {
  DEOPT_IF(!PyGen_CheckExact(receiver) && !PyCoro_CheckExact(receiver));
  DEOPT_IF(gi_frame_state(receiver) >= FRAME_EXECUTING);
  ENTER_GENERATOR(receiver, v, oparg + 2);
});

inst('PUSH_EXC_INFO', '(new_exc -- prev_exc, new_exc)', COLD, (new_exc: PyObject) => { return [push_exc_info(new_exc), new_exc]; });
inst('POP_EXCEPT', '(exc_value -- )', COLD, (exc_value: PyObject) => { pop_except(exc_value as New); });
inst('RAISE_VARARGS', '(args[oparg] -- )', COLD, (args: StackArray) => {
  const reraised = do_raise(oparg > 0 ? STACK_ITEM(args, 0) : NULL, oparg > 1 ? STACK_ITEM(args, 1) : NULL);
  if (reraised) STATUS(STATUS_UNWIND);
  ERROR_IF(true);
});
inst('RERAISE', '(values[oparg], exc -- values[oparg])', COLD, (values: StackArray, exc: PyObject) => {
  STATUS(reraise(frame, exc as New, oparg > 0 ? STACK_ITEM(values, 0) : NULL, stack_pointer));
});
inst('END_ASYNC_FOR', '(awaitable, exc -- )', COLD, (awaitable: PyObject, exc: PyObject) => {
  if (!PyErr_GivenExceptionMatches(exc, PyExc_StopAsyncIteration)) STATUS(reraise(frame, Py_NewRef(exc), NULL, stack_pointer + 2));
  Py_DECREF(awaitable);
  Py_DECREF(exc);
});
inst('CLEANUP_THROW', '(sub_iter, last_sent_val, exc_value -- none, value)', COLD, (sub_iter: PyObject, last_sent_val: PyObject, exc_value: PyObject) => {
  const value = cleanup_throw(exc_value);
  if (value === NULL) STATUS(reraise(frame, Py_NewRef(exc_value), NULL, stack_pointer + 2));
  Py_DECREF(sub_iter);
  Py_DECREF(last_sent_val);
  Py_DECREF(exc_value);
  return [_Py_NoneStruct, value];
});
inst('CHECK_EXC_MATCH', '(left, right -- left, b)', COLD, (left: PyObject, right: PyObject) => {
  const invalid = _PyEval_CheckExceptTypeValid(right) < 0;
  if (invalid) ERROR_NO_POP();
  const res = PyErr_GivenExceptionMatches(left, right);
  Py_DECREF(right);
  return [left, res ? _Py_TrueStruct : _Py_FalseStruct];
});
inst('CHECK_EG_MATCH', '(exc_value, match_type -- rest, match)', COLD, (exc_value: PyObject, match_type: PyObject) => {
  const pair = {match: NULL as New | NULL, rest: NULL as New | NULL}, res = check_eg_match(exc_value, match_type, pair);
  Py_DECREF(exc_value);
  Py_DECREF(match_type);
  ERROR_IF(res < 0 || pair.match === NULL);
  if (!Py_IsNone(pair.match as PyObject)) PyErr_SetHandledException(pair.match as PyObject);
  return [pair.rest, pair.match];
});

inst('BEFORE_WITH', '(mgr -- exit, res)', COLD, (mgr: PyObject) => {
  const pair = {exit: NULL as New | NULL, res: NULL as New | NULL};
  if (!enter_context_manager(mgr, false, pair)) ERROR_NO_POP();
  Py_DECREF(mgr);
  return [pair.exit, pair.res];
});
inst('BEFORE_ASYNC_WITH', '(mgr -- exit, res)', COLD, (mgr: PyObject) => {
  const pair = {exit: NULL as New | NULL, res: NULL as New | NULL};
  if (!enter_context_manager(mgr, true, pair)) ERROR_NO_POP();
  Py_DECREF(mgr);
  return [pair.exit, pair.res];
});
inst('WITH_EXCEPT_START', '(exit_func, lasti, unused, val -- exit_func, lasti, unused, val, res)', COLD, (exit_func: PyObject, lasti: PyObject, val: PyObject) => {
  const res = with_except_start(exit_func, val);
  if (res === NULL) ERROR_NO_POP();
  return [exit_func, lasti, val, res];
});

inst('IMPORT_NAME', '(level, fromlist -- res)', COLD, (level: PyObject, fromlist: PyObject) => {
  STATUS(import_name(frame, GETNAME(oparg), fromlist, level, stack_pointer, next_instr));
});
inst('IMPORT_FROM', '(from_ -- from_, res)', COLD, (from_: PyObject) => {
  const res = import_from(from_, GETNAME(oparg));
  if (res === NULL) ERROR_NO_POP();
  return [from_, res];
});
inst('ENTER_EXECUTOR', '( -- )', COLD, () => { throw new Error('ENTER_EXECUTOR is not used in this build'); });
inst('INTERPRETER_EXIT', '(retval -- )', COLD, () => { throw new Error('INTERPRETER_EXIT is not used in this build'); });
inst('RESERVED', '( -- )', COLD, () => { throw new Error('RESERVED was run'); });
