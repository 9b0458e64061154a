/** The part of _testcapi about events. CPython: Modules/_testcapi/monitoring.c */
import * as event from '../../vm/instrumentation';
import {ARG, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {PyErr_Clear, PyErr_Format, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, typeName} from '../../objects/errors';
import {_PyArg_CheckPositional} from '../../objects/getargs';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModule_AddObjectRef} from '../../objects/moduleobject';
import {PyType_FromSpec} from '../../objects/typeobject-spec';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyMonitoringState, PyMonitoring_EnterScope, PyMonitoring_Fire, PyMonitoring_FireException, PyMonitoring_FireStopIteration} from '../../vm/monitoring-capi';

/** What an object keeps that reports events as code does. */
class CodeLike {
  version = 0;
  readonly states: PyMonitoringState[] = [];
}
const isCodeLike = (op: PyObject): boolean => slots(Py_TYPE(op)).tp_name === 'monitoring.CodeLike';
const CodeLike_spec: TypeSpec = {
  tp_name: 'monitoring.CodeLike', tp_basicsize: 40, tp_flags: Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'What reports events as code does.',
  slots: {
    tp_new: (type, args) => {
      if (!_PyArg_CheckPositional('CodeLike', PyTuple_GET_SIZE(args), 1, 1)) return NULL;
      const n = PyLong_AsInt(PyTuple_GET_ITEM(args, 0));
      if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
      const self = slots(type).tp_alloc!(type, 0);
      if (self === NULL) return NULL;
      const like = new CodeLike();
      for (let i = 0; i < n; i++) like.states.push(new PyMonitoringState());
      setPayload(self, like);
      return self;
    },
    tp_str: self => PyUnicode_FromString(['PyCodeLikeObject', ...payload<CodeLike>(self).states.map(state => ` ${state.active}`)].join(': ')),
  },
};

type Fire = (state: PyMonitoringState, codelike: PyObject, offset: number, arg: (i: number) => PyObject) => number;
/** A function of a code-like object, an offset and `extra` objects, the last an exception to be raised first when `raises`. */
function firing(name: string, extra: number, raises: boolean, fire: Fire): PyMethodDef {
  return rawMethod(name, null, (_module, args, nargs): New | NULL => {
    if (nargs !== 2 + extra) return PyErr_Format(PyExc_TypeError, `function takes exactly ${2 + extra} arguments (${nargs} given)`);
    const codelike = ARG(args, 0), offset = PyLong_AsInt(ARG(args, 1));
    if (offset === -1 && PyErr_Occurred() !== NULL) return NULL;
    if (!isCodeLike(codelike)) return PyErr_Format(PyExc_TypeError, `expected a code-like, got ${typeName(codelike)}`);
    const state = payload<CodeLike>(codelike).states[offset], exc = raises ? ARG(args, 1 + extra) : _Py_NoneStruct;
    if (exc !== _Py_NoneStruct) PyErr_SetRaisedException(Py_NewRef(exc));
    if (fire(state, codelike, offset, i => ARG(args, 2 + i)) < 0) return NULL;
    PyErr_Clear();
    return PyLong_FromNumber(state.active);
  });
}
const plain = (name: string, number: number, extra: number): PyMethodDef => firing(`fire_event_${name}`, extra, false, (state, codelike, offset, arg) => PyMonitoring_Fire(state, codelike, offset, number, extra > 0 ? arg(0) : NULL, extra > 1 ? arg(1) : NULL));
const exceptional = (name: string, number: number): PyMethodDef => firing(`fire_event_${name}`, 1, true, (state, codelike, offset) => PyMonitoring_FireException(state, codelike, offset, number));

export const MONITORING_METHODS: readonly PyMethodDef[] = [
  plain('py_start', event.PY_MONITORING_EVENT_PY_START, 0), plain('py_resume', event.PY_MONITORING_EVENT_PY_RESUME, 0), plain('py_return', event.PY_MONITORING_EVENT_PY_RETURN, 1),
  plain('c_return', event.PY_MONITORING_EVENT_C_RETURN, 1), plain('py_yield', event.PY_MONITORING_EVENT_PY_YIELD, 1), plain('call', event.PY_MONITORING_EVENT_CALL, 2),
  plain('jump', event.PY_MONITORING_EVENT_JUMP, 1), plain('branch', event.PY_MONITORING_EVENT_BRANCH, 1),
  firing('fire_event_line', 1, false, (state, codelike, offset, arg) => PyMonitoring_Fire(state, codelike, offset, event.PY_MONITORING_EVENT_LINE, NULL, NULL, PyLong_AsInt(arg(0)))),
  exceptional('py_throw', event.PY_MONITORING_EVENT_PY_THROW), exceptional('raise', event.PY_MONITORING_EVENT_RAISE), exceptional('c_raise', event.PY_MONITORING_EVENT_C_RAISE),
  exceptional('reraise', event.PY_MONITORING_EVENT_RERAISE), exceptional('exception_handled', event.PY_MONITORING_EVENT_EXCEPTION_HANDLED), exceptional('py_unwind', event.PY_MONITORING_EVENT_PY_UNWIND),
  firing('fire_event_stop_iteration', 1, false, (state, codelike, offset, arg) => PyMonitoring_FireStopIteration(state, codelike, offset, arg(0))),
  rawMethod('monitoring_enter_scope', null, (_module, args, nargs): New | NULL => {
    if (nargs < 2 || nargs > 3) return PyErr_SetString(PyExc_ValueError, 'one or two events are expected');
    if (!isCodeLike(ARG(args, 0))) return PyErr_Format(PyExc_TypeError, `expected a code-like, got ${typeName(ARG(args, 0))}`);
    const events: number[] = [], like = payload<CodeLike>(ARG(args, 0));
    for (let i = 1; i < nargs; i++) events.push(PyLong_AsInt(ARG(args, i)));
    if (PyErr_Occurred() !== NULL) return NULL;
    PyMonitoring_EnterScope(like.states, like, events);
    return Py_NewRef(_Py_NoneStruct);
  }),
  rawMethod('monitoring_exit_scope', null, () => Py_NewRef(_Py_NoneStruct)),
];
/** CPython: _PyTestCapi_Init_Monitoring() */
export function addMonitoring(module: PyObject): number {
  const type = PyType_FromSpec(CodeLike_spec);
  if (type === NULL) return -1;
  const status = PyModule_AddObjectRef(module, 'CodeLike', type);
  Py_DECREF(type);
  return status;
}
