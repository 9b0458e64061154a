/** Instructions that build containers, strings and functions, unpack, match and format. CPython: Python/bytecodes.c */
import {PyObject_Format, lengthObject} from '../objects/abstract-object';
import {PySequence_Check} from '../objects/abstract-sequence';
import {PyDict_Update, _PyDict_MergeEx} from '../objects/dictobject-merge';
import {_PyDict_FromItems, _PyDict_SetItem_Take2} from '../objects/dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString, typeName} from '../objects/errors';
import {PyFunction_New, _PyFunction_SetVersion} from '../objects/funcobject';
import {_PyList_Extend, _PyList_FromArraySteal} from '../objects/listobject';
import {PySet_Add, PySet_New, _PySet_Update} from '../objects/setobject';
import {PySlice_New} from '../objects/sliceobject';
import {_PyTuple_FromArraySteal} from '../objects/tupleobject';
import {_PyUnicode_JoinArray} from '../objects/unicode-methods';
import {tstate} from '../runtime/current';
import {PyList_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_CheckExact, Py_BOOL, Py_TYPE, _PyTuple_ADDR, co_version, f_globals, set_func_annotations, set_func_closure, set_func_defaults, set_func_kwdefaults, tp_flags} from '../runtime/generated/accessors';
import {STR_empty} from '../runtime/generated/ids';
import {PyExc_AttributeError, PyExc_TypeError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF, slots} from '../runtime/object';
import {Py_TPFLAGS_MAPPING, Py_TPFLAGS_SEQUENCE} from '../runtime/typeflags';
import {NULL, type New, type PyObject} from '../runtime/types';
import {COLD, HOT, type StackArray, inst} from './bytecodes-dsl';
import {_PyEval_FormatKwargsError} from './ceval-call';
import {_PyEval_MatchClass, _PyEval_MatchKeys} from './ceval-match';
import {_PyEval_Convert, _PyEval_UnpackIterable} from './ceval-unpack';
import {callBinaryIntrinsic, callUnaryIntrinsic} from './intrinsics';
import {_Py_Specialize_UnpackSequence} from './specialize';
inst('BUILD_STRING', '(pieces[oparg] -- str)', COLD, (pieces: StackArray) => {
  const str = _PyUnicode_JoinArray(STR_empty, pieces, oparg);
  for (let i = 0; i < oparg; i++) Py_DECREF(STACK_ITEM(pieces, i));
  ERROR_IF(str === NULL);
  return str;
});
inst('BUILD_TUPLE', '(values[oparg] -- tup)', HOT, (values: StackArray) => {
  const tup = _PyTuple_FromArraySteal(values, oparg);
  ERROR_IF(tup === NULL);
  return tup;
});
inst('BUILD_LIST', '(values[oparg] -- list)', HOT, (values: StackArray) => {
  const list = _PyList_FromArraySteal(values, oparg);
  ERROR_IF(list === NULL);
  return list;
});
inst('LIST_EXTEND', '(list, unused[oparg - 1], iterable -- list, unused[oparg - 1])', COLD, (list: PyObject, iterable: PyObject) => {
  const none = _PyList_Extend(list, iterable);
  if (none === NULL) {
    if (PyErr_ExceptionMatches(PyExc_TypeError) && slots(Py_TYPE(iterable)).tp_iter === null && !PySequence_Check(iterable)) {
      PyErr_Clear();
      PyErr_SetString(PyExc_TypeError, `Value after * must be an iterable, not ${typeName(iterable).slice(0, 200)}`);
    }
    ERROR_NO_POP();
  }
  Py_DECREF(none);
  Py_DECREF(iterable);
  return list;
});
inst('SET_UPDATE', '(set, unused[oparg - 1], iterable -- set, unused[oparg - 1])', COLD, (set: PyObject, iterable: PyObject) => {
  const err = _PySet_Update(set, iterable);
  Py_DECREF(iterable);
  ERROR_IF(err < 0);
  return set;
});
inst('BUILD_SET', '(values[oparg] -- set)', COLD, (values: StackArray) => {
  const set = PySet_New(NULL);
  if (set === NULL) ERROR_NO_POP();
  let err = 0;
  for (let i = 0; i < oparg; i++) {
    const item = STACK_ITEM(values, i);
    if (err === 0) err = PySet_Add(set, item);
    Py_DECREF(item);
  }
  if (err !== 0) Py_DECREF(set);
  ERROR_IF(err !== 0);
  return set;
});
inst('BUILD_MAP', '(values[oparg * 2] -- map)', COLD, (values: StackArray) => {
  const map = _PyDict_FromItems(values, 2, values + 2, 2, oparg);
  for (let i = 0; i < 2 * oparg; i++) Py_DECREF(STACK_ITEM(values, i));
  ERROR_IF(map === NULL);
  return map;
});
inst('BUILD_CONST_KEY_MAP', '(values[oparg], keys -- map)', COLD, (values: StackArray, keys: PyObject) => {
  const map = _PyDict_FromItems(_PyTuple_ADDR(keys), 1, values, 1, oparg);
  for (let i = 0; i < oparg; i++) Py_DECREF(STACK_ITEM(values, i));
  Py_DECREF(keys);
  ERROR_IF(map === NULL);
  return map;
});
inst('DICT_UPDATE', '(dict, unused[oparg - 1], update -- dict, unused[oparg - 1])', COLD, (dict: PyObject, update: PyObject) => {
  const err = PyDict_Update(dict, update);
  if (err < 0 && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_SetString(PyExc_TypeError, `'${typeName(update).slice(0, 200)}' object is not a mapping`);
  Py_DECREF(update);
  ERROR_IF(err < 0);
  return dict;
});
inst('DICT_MERGE', '(callable, unused, unused, dict, unused[oparg - 1], update -- callable, unused, unused, dict, unused[oparg - 1])', COLD, (callable: PyObject, dict: PyObject, update: PyObject) => {
  const err = _PyDict_MergeEx(dict, update, 2);
  if (err < 0) _PyEval_FormatKwargsError(callable, update);
  Py_DECREF(update);
  ERROR_IF(err < 0);
  return [callable, dict];
});
inst('MAP_ADD', '(dict, unused[oparg - 1], key, value -- dict, unused[oparg - 1])', COLD, (dict: PyObject, key: PyObject, value: PyObject) => {
  const err = _PyDict_SetItem_Take2(dict, key as New, value as New);
  ERROR_IF(err !== 0);
  return dict;
});
inst('BUILD_SLICE', '(start, stop, step if (oparg == 3) -- slice)', COLD, (start: PyObject, stop: PyObject, step: PyObject) => {
  const slice = PySlice_New(start, stop, step);
  Py_DECREF(start);
  Py_DECREF(stop);
  Py_XDECREF(step);
  ERROR_IF(slice === NULL);
  return slice;
});

inst('UNPACK_SEQUENCE', '(unused/1, seq -- unused[oparg])', COLD, (seq: PyObject) => {
  SPECIALIZE(_Py_Specialize_UnpackSequence(seq, code, pc - 1, oparg));
  const res = _PyEval_UnpackIterable(seq, oparg, -1, stack_pointer - 2 + 2 * oparg);
  Py_DECREF(seq);
  ERROR_IF(res === 0);
  return [];
});
inst('UNPACK_SEQUENCE_TWO_TUPLE', '(unused/1, seq -- val1, val0)', {family: 'UNPACK_SEQUENCE', heat: 'hot'}, (seq: PyObject) => {
  DEOPT_IF(!PyTuple_CheckExact(seq));
  DEOPT_IF(PyTuple_GET_SIZE(seq) !== 2);
  const val0 = NEWREF(PyTuple_GET_ITEM(seq, 0));
  const val1 = NEWREF(PyTuple_GET_ITEM(seq, 1));
  DECREF(seq);
  return [val1, val0];
});
inst('UNPACK_SEQUENCE_TUPLE', '(unused/1, seq -- values[oparg])', {family: 'UNPACK_SEQUENCE', heat: 'cold'}, (seq: PyObject) => {
  DEOPT_IF(!PyTuple_CheckExact(seq));
  DEOPT_IF(PyTuple_GET_SIZE(seq) !== oparg);
  for (let i = 0; i < oparg; i++) STORE_ITEM(stack_pointer - 2, oparg - 1 - i, NEWREF(PyTuple_GET_ITEM(seq, i)));
  Py_DECREF(seq);
  return [];
});
inst('UNPACK_SEQUENCE_LIST', '(unused/1, seq -- values[oparg])', {family: 'UNPACK_SEQUENCE', heat: 'cold'}, (seq: PyObject) => {
  DEOPT_IF(!PyList_CheckExact(seq));
  DEOPT_IF(PyList_GET_SIZE(seq) !== oparg);
  for (let i = 0; i < oparg; i++) STORE_ITEM(stack_pointer - 2, oparg - 1 - i, NEWREF(PyList_GET_ITEM(seq, i)));
  Py_DECREF(seq);
  return [];
});
inst('UNPACK_EX', '(seq -- unused[oparg & 255], unused, unused[oparg >> 8])', COLD, (seq: PyObject) => {
  const before = oparg & 255, after = oparg >> 8;
  const res = _PyEval_UnpackIterable(seq, before, after, stack_pointer - 2 + 2 * (1 + before + after));
  Py_DECREF(seq);
  ERROR_IF(res === 0);
  return [];
});

inst('GET_LEN', '(obj -- obj, len_o)', COLD, (obj: PyObject) => {
  const len_o = lengthObject(obj);
  if (len_o === NULL) ERROR_NO_POP();
  return [obj, len_o];
});
inst('MATCH_CLASS', '(subject, type, names -- attrs)', COLD, (subject: PyObject, type: PyObject, names: PyObject) => {
  const attrs = _PyEval_MatchClass(subject, type, oparg, names);
  Py_DECREF(subject);
  Py_DECREF(type);
  Py_DECREF(names);
  ERROR_IF(attrs === NULL && PyErr_Occurred() !== NULL);
  if (attrs === NULL) return _Py_NoneStruct;
  return attrs;
});
inst('MATCH_MAPPING', '(subject -- subject, res)', COLD, (subject: PyObject) => { return [subject, Py_BOOL((tp_flags(Py_TYPE(subject)) & Py_TPFLAGS_MAPPING) !== 0)]; });
inst('MATCH_SEQUENCE', '(subject -- subject, res)', COLD, (subject: PyObject) => { return [subject, Py_BOOL((tp_flags(Py_TYPE(subject)) & Py_TPFLAGS_SEQUENCE) !== 0)]; });
inst('MATCH_KEYS', '(subject, keys -- subject, keys, values_or_none)', COLD, (subject: PyObject, keys: PyObject) => {
  const values_or_none = _PyEval_MatchKeys(subject, keys);
  if (values_or_none === NULL) ERROR_NO_POP();
  return [subject, keys, values_or_none];
});

inst('CONVERT_VALUE', '(value -- result)', COLD, (value: PyObject) => {
  const result = _PyEval_Convert(oparg, value);
  Py_DECREF(value);
  ERROR_IF(result === NULL);
  return result;
});
inst('FORMAT_SIMPLE', '(value -- res)', COLD, (value: PyObject) => {
  if (PyUnicode_CheckExact(value)) return value;
  const res = PyObject_Format(value, NULL);
  Py_DECREF(value);
  ERROR_IF(res === NULL);
  return res;
});
inst('FORMAT_WITH_SPEC', '(value, fmt_spec -- res)', COLD, (value: PyObject, fmt_spec: PyObject) => {
  const res = PyObject_Format(value, fmt_spec);
  Py_DECREF(value);
  Py_DECREF(fmt_spec);
  ERROR_IF(res === NULL);
  return res;
});

inst('MAKE_FUNCTION', '(codeobj -- func)', COLD, (codeobj: PyObject) => {
  const func = PyFunction_New(codeobj, f_globals(frame)), version = co_version(codeobj);
  Py_DECREF(codeobj);
  ERROR_IF(func === NULL);
  _PyFunction_SetVersion(func as PyObject, version);
  return func;
});
inst('SET_FUNCTION_ATTRIBUTE', '(attr, func -- func)', COLD, (attr: PyObject, func: PyObject) => {
  // MAKE_FUNCTION_DEFAULTS, KWDEFAULTS, ANNOTATIONS, CLOSURE
  if (oparg === 1) set_func_defaults(func, attr);
  else if (oparg === 2) set_func_kwdefaults(func, attr);
  else if (oparg === 4) set_func_annotations(func, attr);
  else if (oparg === 8) set_func_closure(func, attr);
  else throw new Error(`SET_FUNCTION_ATTRIBUTE ${oparg}`);
  return func;
});
inst('CALL_INTRINSIC_1', '(value -- res)', COLD, (value: PyObject) => {
  const res = callUnaryIntrinsic(tstate, oparg, value);
  Py_DECREF(value);
  ERROR_IF(res === NULL);
  return res;
});
inst('CALL_INTRINSIC_2', '(value2, value1 -- res)', COLD, (value2: PyObject, value1: PyObject) => {
  const res = callBinaryIntrinsic(tstate, oparg, value2, value1);
  Py_DECREF(value2);
  Py_DECREF(value1);
  ERROR_IF(res === NULL);
  return res;
});
