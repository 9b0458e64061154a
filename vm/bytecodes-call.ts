/** Instructions that call. CPython: Python/bytecodes.c */
import {PyObject_IsInstance, lengthObject} from '../objects/abstract-object';
import {PySequence_Tuple} from '../objects/abstract-sequence';
import {_PyList_AppendTakeRef} from '../objects/listobject';
import {PyObject_Str} from '../objects/object';
import {PyFunction_Check, PyList_Check, PyMethodDescr_CheckExact, PyMethod_Check, PyMethod_GET_FUNCTION, PyType_Check, Py_IS_TYPE, Py_TYPE, _PyCode_HasStackSpace, _PyDescr_TYPE, co_argcount, func_code, func_version} from '../runtime/generated/accessors';
import {PyTuple_Type, PyType_Type, PyUnicode_Type, _Py_FalseStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {COLD, type StackArray, inst} from './bytecodes-dsl';
import {cached_isinstance, cached_len, cached_list_append, call, call_alloc_and_enter_init, call_builtin_class, call_builtin_o, call_cfunction, call_function_ex, call_kw, call_method_noargs, call_method_o, call_method_vector, call_non_py, enter_function, expand_method} from './ceval-call';
import {_Py_Specialize_Call} from './specialize-call';

const CALL_HOT = {family: 'CALL', heat: 'hot'} as const, CALL_COLD = {family: 'CALL', heat: 'cold'} as const;

inst('CALL', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', COLD, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  SPECIALIZE(_Py_Specialize_Call(callable, code, pc - 1, oparg + (self_or_null !== NULL ? 1 : 0), oparg));
  STATUS(call(frame, args, oparg, stack_pointer, next_instr));
});
inst('CALL_PY_EXACT_ARGS', '(unused/1, version/2, callable, self_or_null, args[oparg] -- unused)', CALL_HOT, (version: number, callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(!PyFunction_Check(callable));
  DEOPT_IF(func_version(callable) !== version);
  const func_co = func_code(callable);
  DEOPT_IF(co_argcount(func_co) !== oparg + (self_or_null !== NULL ? 1 : 0));
  DEOPT_IF(!_PyCode_HasStackSpace(func_co));
  PUSH_PY_FRAME(callable as New, self_or_null as New, args);
});
inst('CALL_BOUND_METHOD_EXACT_ARGS', '(unused/1, version/2, callable, null, args[oparg] -- unused)', CALL_HOT, (version: number, callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(self_or_null !== NULL);
  DEOPT_IF(!PyMethod_Check(callable));
  const func = PyMethod_GET_FUNCTION(callable);
  DEOPT_IF(!PyFunction_Check(func));
  DEOPT_IF(func_version(func) !== version);
  DEOPT_IF(co_argcount(func_code(func)) !== oparg + 1);
  DEOPT_IF(!_PyCode_HasStackSpace(func_code(func)));
  expand_method(args);
  GO_TO_INSTRUCTION('CALL_PY_EXACT_ARGS');
});
inst('CALL_PY_GENERAL', '(unused/1, version/2, callable, self_or_null, args[oparg] -- unused)', CALL_COLD, (version: number, callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(!PyFunction_Check(callable));
  DEOPT_IF(func_version(callable) !== version);
  STATUS(enter_function(frame, callable as New, self_or_null !== NULL ? args - 2 : args, oparg + (self_or_null !== NULL ? 1 : 0), NULL, args - 4, 4));
});
inst('CALL_BOUND_METHOD_GENERAL', '(unused/1, version/2, callable, null, args[oparg] -- unused)', CALL_COLD, (version: number, callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(self_or_null !== NULL);
  DEOPT_IF(!PyMethod_Check(callable));
  const func = PyMethod_GET_FUNCTION(callable);
  DEOPT_IF(!PyFunction_Check(func));
  DEOPT_IF(func_version(func) !== version);
  expand_method(args);
  STATUS(enter_function(frame, func as New, args - 2, oparg + 1, NULL, args - 4, 4));
});
inst('CALL_NON_PY_GENERAL', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', CALL_COLD, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(PyFunction_Check(callable));
  DEOPT_IF(PyMethod_Check(callable));
  STATUS(call_non_py(frame, args, oparg, stack_pointer, next_instr, false));
});
inst('CALL_TYPE_1', '(unused/1, unused/2, callable, null, arg -- res)', CALL_HOT, (callable: PyObject, self_or_null: PyObject | NULL, arg: PyObject) => {
  DEOPT_IF(self_or_null !== NULL);
  DEOPT_IF(callable !== PyType_Type);
  const res = NEWREF(Py_TYPE(arg));
  DECREF(arg);
  return res;
});
inst('CALL_STR_1', '(unused/1, unused/2, callable, null, arg -- res)', CALL_COLD, (callable: PyObject, self_or_null: PyObject | NULL, arg: PyObject) => {
  DEOPT_IF(self_or_null !== NULL);
  DEOPT_IF(callable !== PyUnicode_Type);
  const res = PyObject_Str(arg);
  Py_DECREF(arg);
  ERROR_IF(res === NULL);
  CHECK_EVAL_BREAKER();
  return res;
});
inst('CALL_TUPLE_1', '(unused/1, unused/2, callable, null, arg -- res)', CALL_COLD, (callable: PyObject, self_or_null: PyObject | NULL, arg: PyObject) => {
  DEOPT_IF(self_or_null !== NULL);
  DEOPT_IF(callable !== PyTuple_Type);
  const res = PySequence_Tuple(arg);
  Py_DECREF(arg);
  ERROR_IF(res === NULL);
  CHECK_EVAL_BREAKER();
  return res;
});
inst('CALL_ALLOC_AND_ENTER_INIT', '(unused/1, version/2, callable, null, args[oparg] -- unused)', CALL_COLD, (version: number, callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(self_or_null !== NULL);
  const status = call_alloc_and_enter_init(frame, callable, version, args, oparg);
  DEOPT_IF(status === 0);
  STATUS(status);
});
inst('EXIT_INIT_CHECK', '(should_be_none -- )', COLD, () => { throw new Error('EXIT_INIT_CHECK is not used in this build'); });
inst('CALL_BUILTIN_CLASS', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', CALL_COLD, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(!PyType_Check(callable));
  const status = call_builtin_class(frame, args, oparg, stack_pointer, next_instr);
  DEOPT_IF(status === 0);
  STATUS(status);
});
inst('CALL_BUILTIN_O', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', CALL_HOT, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(oparg !== 1);
  DEOPT_IF(self_or_null !== NULL);
  const arg = STACK_ITEM(args, 0);
  const res = call_builtin_o(callable, arg);
  DEOPT_IF(res === -1);
  DECREF(arg);
  DECREF(callable);
  ERROR_IF(res === NULL);
  CHECK_EVAL_BREAKER();
  return res;
});
inst('CALL_BUILTIN_FAST', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', CALL_HOT, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(self_or_null !== NULL);
  const res = call_cfunction(callable, args, oparg);
  DEOPT_IF(res === -1);
  for (let i = 0; i < oparg; i++) { DECREF(STACK_ITEM(args, i)); }
  DECREF(callable);
  ERROR_IF(res === NULL);
  CHECK_EVAL_BREAKER();
  return res;
});
inst('CALL_BUILTIN_FAST_WITH_KEYWORDS', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', CALL_HOT, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(self_or_null !== NULL);
  const res = call_cfunction(callable, args, oparg);
  DEOPT_IF(res === -1);
  for (let i = 0; i < oparg; i++) { DECREF(STACK_ITEM(args, i)); }
  DECREF(callable);
  ERROR_IF(res === NULL);
  CHECK_EVAL_BREAKER();
  return res;
});
inst('CALL_LEN', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', CALL_HOT, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(self_or_null !== NULL);
  DEOPT_IF(oparg !== 1);
  DEOPT_IF(callable !== cached_len());
  const arg = STACK_ITEM(args, 0);
  const res = lengthObject(arg);
  DECREF(callable);
  DECREF(arg);
  ERROR_IF(res === NULL);
  return res;
});
inst('CALL_ISINSTANCE', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', CALL_HOT, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(self_or_null !== NULL);
  DEOPT_IF(oparg !== 2);
  DEOPT_IF(callable !== cached_isinstance());
  const inst_ = STACK_ITEM(args, 0);
  const cls = STACK_ITEM(args, 1);
  const retval = PyObject_IsInstance(inst_, cls);
  DECREF(inst_);
  DECREF(cls);
  DECREF(callable);
  ERROR_IF(retval < 0);
  return retval !== 0 ? _Py_TrueStruct : _Py_FalseStruct;
});
// Appends and skips the POP_TOP that follows.
inst('CALL_LIST_APPEND', '(unused/1, unused/2, callable, self, arg -- )', CALL_HOT, (callable: PyObject, self: PyObject, arg: PyObject) => {
  DEOPT_IF(callable !== cached_list_append());
  DEOPT_IF(self === NULL);
  DEOPT_IF(!PyList_Check(self));
  const err = _PyList_AppendTakeRef(self, arg as New);
  DECREF(self);
  DECREF(callable);
  ERROR_IF(err < 0);
  SKIP_NEXT();
});
inst('CALL_METHOD_DESCRIPTOR_O', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', CALL_HOT, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(oparg !== 1);
  DEOPT_IF(self_or_null === NULL);
  DEOPT_IF(!PyMethodDescr_CheckExact(callable));
  DEOPT_IF(!Py_IS_TYPE(self_or_null as PyObject, _PyDescr_TYPE(callable)));
  const arg = STACK_ITEM(args, 0);
  const res = call_method_o(callable, self_or_null as PyObject, arg);
  DEOPT_IF(res === -1);
  DECREF(self_or_null);
  DECREF(arg);
  DECREF(callable);
  ERROR_IF(res === NULL);
  CHECK_EVAL_BREAKER();
  return res;
});
inst('CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', CALL_HOT, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(self_or_null === NULL);
  DEOPT_IF(!PyMethodDescr_CheckExact(callable));
  DEOPT_IF(!Py_IS_TYPE(self_or_null as PyObject, _PyDescr_TYPE(callable)));
  const res = call_method_vector(callable, args, oparg);
  DEOPT_IF(res === -1);
  for (let i = 0; i < oparg; i++) { DECREF(STACK_ITEM(args, i)); }
  DECREF(self_or_null);
  DECREF(callable);
  ERROR_IF(res === NULL);
  CHECK_EVAL_BREAKER();
  return res;
});
inst('CALL_METHOD_DESCRIPTOR_NOARGS', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', CALL_HOT, (callable: PyObject, self_or_null: PyObject | NULL, _args: StackArray) => {
  DEOPT_IF(oparg !== 0);
  DEOPT_IF(self_or_null === NULL);
  DEOPT_IF(!PyMethodDescr_CheckExact(callable));
  DEOPT_IF(!Py_IS_TYPE(self_or_null as PyObject, _PyDescr_TYPE(callable)));
  const res = call_method_noargs(callable, self_or_null as PyObject);
  DEOPT_IF(res === -1);
  DECREF(self_or_null);
  DECREF(callable);
  ERROR_IF(res === NULL);
  CHECK_EVAL_BREAKER();
  return res;
});
inst('CALL_METHOD_DESCRIPTOR_FAST', '(unused/1, unused/2, callable, self_or_null, args[oparg] -- res)', CALL_HOT, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray) => {
  DEOPT_IF(self_or_null === NULL);
  DEOPT_IF(!PyMethodDescr_CheckExact(callable));
  DEOPT_IF(!Py_IS_TYPE(self_or_null as PyObject, _PyDescr_TYPE(callable)));
  const res = call_method_vector(callable, args, oparg);
  DEOPT_IF(res === -1);
  for (let i = 0; i < oparg; i++) { DECREF(STACK_ITEM(args, i)); }
  DECREF(self_or_null);
  DECREF(callable);
  ERROR_IF(res === NULL);
  CHECK_EVAL_BREAKER();
  return res;
});
inst('CALL_KW', '(callable, self_or_null, args[oparg], kwnames -- res)', COLD, (callable: PyObject, self_or_null: PyObject | NULL, args: StackArray, kwnames: PyObject) => {
  STATUS(call_kw(frame, args, oparg, kwnames as New, stack_pointer, next_instr, false));
});
inst('CALL_FUNCTION_EX', '(func, unused, callargs, kwargs if (oparg & 1) -- result)', COLD, () => { STATUS(call_function_ex(frame, oparg, stack_pointer, next_instr, false)); });
