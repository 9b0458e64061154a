/** Events of things that are not code objects of ours, which extensions report. CPython: Python/instrumentation.c PyMonitoring_EnterScope(), _PyMonitoring_Fire...Event() */
import {PyErr_Format, PyErr_GetRaisedException, PyErr_SetObject, PyErr_SetRaisedException, PyErr_SetString} from '../objects/errors';
import {PyLong_FromNumber} from '../objects/longobject';
import {interp} from '../runtime/current';
import {PyExc_StopIteration, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {EVENT_NAMES, PY_MONITORING_EVENT_LINE, PY_MONITORING_EVENT_STOP_ITERATION, isInstrumentedEvent} from './instrumentation';
import {callTools} from './instrumentation-calls';

/** The tools, as bits, that want to hear of an event. CPython: PyMonitoringState */
export class PyMonitoringState {
  active = 0;
}
/** What a scope was last told, so that entering it again is cheap. */
export interface ScopeVersion { version: number }

/** Fills in which tools hear of the events that a scope reports. CPython: PyMonitoring_EnterScope() */
export function PyMonitoring_EnterScope(states: readonly PyMonitoringState[], scope: ScopeVersion, events: readonly number[]): void {
  const version = interp.ceval.instrumentation_version;
  if (version === scope.version) return;
  for (let i = 0; i < events.length; i++) states[i].active = interp.monitors[events[i]];
  scope.version = version;
}
/** Reports an event; -1 with an exception. escapes. CPython: capi_call_instrumentation() */
function capi_call_instrumentation(state: PyMonitoringState, codelike: PyObject, offset: number, event: number, second: PyObject, arg0: PyObject | NULL, arg1: PyObject | NULL): number {
  if (offset < 0) {
    PyErr_SetString(PyExc_ValueError, 'offset must be non-negative');
    return -1;
  }
  return callTools(state.active, event, codelike, second, arg0, arg1, tool => {
    if (isInstrumentedEvent(event)) {
      state.active &= ~(1 << tool);
      return 0;
    }
    PyErr_Format(PyExc_ValueError, `Cannot disable ${EVENT_NAMES[event]} events. Callback removed.`);
    const callable = interp.monitoring_callables[tool][event];
    interp.monitoring_callables[tool][event] = NULL;
    Py_XDECREF(callable);
    return -1;
  });
}
/** Reports an event with up to two objects, LINE with the line instead of the offset; -1 with an exception. escapes. CPython: PyMonitoring_FirePyStartEvent() and its kin */
export function PyMonitoring_Fire(state: PyMonitoringState, codelike: PyObject, offset: number, event: number, arg0: PyObject | NULL = NULL, arg1: PyObject | NULL = NULL, line = 0): number {
  if (state.active === 0) return 0;
  const second = PyLong_FromNumber(event === PY_MONITORING_EVENT_LINE ? line : offset);
  if (second === NULL) return -1;
  const err = capi_call_instrumentation(state, codelike, offset, event, second, arg0, arg1);
  Py_DECREF(second);
  return err;
}
/** Takes the raised exception, which an event is about; NULL with ValueError without one. CPython: exception_event_setup() */
function exception_event_setup(event: number): New | NULL {
  const exc = PyErr_GetRaisedException();
  return exc === NULL ? PyErr_Format(PyExc_ValueError, `Firing event ${event} with no exception set`) : exc;
}
/** Reports an event about the raised exception, which stays raised; -1 with another one. escapes. CPython: PyMonitoring_FireRaiseEvent() and its kin */
export function PyMonitoring_FireException(state: PyMonitoringState, codelike: PyObject, offset: number, event: number): number {
  if (state.active === 0) return 0;
  const exc = exception_event_setup(event);
  if (exc === NULL) return -1;
  const err = PyMonitoring_Fire(state, codelike, offset, event, exc);
  if (err === 0) PyErr_SetRaisedException(exc);
  else Py_DECREF(exc);
  return err;
}
/** Reports the end of an iteration with a value; -1 with an exception. escapes. CPython: PyMonitoring_FireStopIterationEvent() */
export function PyMonitoring_FireStopIteration(state: PyMonitoringState, codelike: PyObject, offset: number, value: PyObject): number {
  if (state.active === 0) return 0;
  PyErr_SetObject(PyExc_StopIteration, value);
  const exc = exception_event_setup(PY_MONITORING_EVENT_STOP_ITERATION);
  if (exc === NULL) return -1;
  const err = PyMonitoring_Fire(state, codelike, offset, PY_MONITORING_EVENT_STOP_ITERATION, exc);
  Py_DECREF(exc);
  return err;
}
