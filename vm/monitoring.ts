/** The module sys.monitoring. CPython: Python/instrumentation.c */
import {PyDict_New, PyDict_SetItemString} from '../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString} from '../objects/errors';
import {PyLong_AsInt, PyLong_FromNumber} from '../objects/longobject';
import {PyModuleDef, _PyModule_CreateInitialized} from '../objects/moduleobject';
import {_PyNamespace_New} from '../objects/namespaceobject';
import {PyObject_SetAttrString} from '../objects/object';
import {PySys_Audit} from '../objects/sysattr';
import {interp} from '../runtime/current';
import {PyCode_Check, PyUnicode_Check} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {method, type ParsedFunction} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {EVENT_NAMES, PY_MONITORING_EVENT_CALL, PY_MONITORING_EVENT_C_RAISE, PY_MONITORING_EVENT_C_RETURN, PY_MONITORING_SYS_PROFILE_ID, _PY_MONITORING_EVENTS, _PY_MONITORING_LOCAL_EVENTS, _PY_MONITORING_UNGROUPED_EVENTS, _PyInstrumentation_DISABLE, _PyInstrumentation_MISSING, _PyMonitoring_RegisterCallback, _PyMonitoring_SetEvents, _PyMonitoring_SetLocalEvents, eventsOfTool, localEvents, restartEvents} from './instrumentation';

const C_RETURN_EVENTS = 1 << PY_MONITORING_EVENT_C_RETURN | 1 << PY_MONITORING_EVENT_C_RAISE;
const C_CALL_EVENTS = C_RETURN_EVENTS | 1 << PY_MONITORING_EVENT_CALL;
/** Ids of tools that have a name of their own. */
const TOOL_IDS: readonly (readonly [string, number])[] = [['DEBUGGER_ID', 0], ['COVERAGE_ID', 1], ['PROFILER_ID', 2], ['OPTIMIZER_ID', 5]];

const none = (): New => Py_NewRef(_Py_NoneStruct);
/** A number from an argument; null with an exception. */
function integer(op: PyObject): number | null {
  const value = PyLong_AsInt(op);
  return value === -1 && PyErr_Occurred() !== NULL ? null : value;
}
/** A function whose first argument is the id of a tool that programs may use. CPython: check_valid_tool() */
function ofTool(fn: (tool_id: number, a: PyObject, b: PyObject) => New | NULL): ParsedFunction {
  return (_module, id, a, b) => {
    const tool_id = integer(id as PyObject);
    if (tool_id === null) return NULL;
    if (tool_id < 0 || tool_id >= PY_MONITORING_SYS_PROFILE_ID) return PyErr_Format(PyExc_ValueError, `invalid tool ${tool_id} (must be between 0 and 5)`);
    return fn(tool_id, a as PyObject, b as PyObject);
  };
}
/** A set of events without those that come with CALL; null with an exception. */
function eventSet(op: PyObject): number | null {
  const events = integer(op);
  if (events === null) return null;
  if ((events & C_RETURN_EVENTS) !== 0 && (events & C_CALL_EVENTS) !== C_CALL_EVENTS) {
    PyErr_SetString(PyExc_ValueError, 'cannot set C_RETURN or C_RAISE events independently');
    return null;
  }
  return events & ~C_RETURN_EVENTS;
}
const hexadecimal = (events: number): string => `0x${(events >>> 0).toString(16)}`;

function monitoring_use_tool_id(tool_id: number, name: PyObject): New | NULL {
  if (!PyUnicode_Check(name)) return PyErr_SetString(PyExc_ValueError, 'tool name must be a str');
  if (interp.monitoring_tool_names[tool_id] !== NULL) return PyErr_Format(PyExc_ValueError, `tool ${tool_id} is already in use`);
  interp.monitoring_tool_names[tool_id] = Py_NewRef(name);
  return none();
}
function monitoring_free_tool_id(tool_id: number): New | NULL {
  const name = interp.monitoring_tool_names[tool_id];
  interp.monitoring_tool_names[tool_id] = NULL;
  Py_XDECREF(name);
  return none();
}
function monitoring_get_tool(tool_id: number): New | NULL {
  const name = interp.monitoring_tool_names[tool_id];
  return Py_NewRef(name === NULL ? _Py_NoneStruct : name);
}
function monitoring_register_callback(tool_id: number, event: PyObject, func: PyObject): New | NULL {
  const events = integer(event);
  if (events === null) return NULL;
  if (events === 0 || (events & events - 1) !== 0) return PyErr_SetString(PyExc_ValueError, 'The callback can only be set for one event at a time');
  const event_id = 31 - Math.clz32(events);
  if (event_id >= _PY_MONITORING_EVENTS) return PyErr_Format(PyExc_ValueError, `invalid event ${events}`);
  if (PySys_Audit('sys.monitoring.register_callback', func) < 0) return NULL;
  const old = _PyMonitoring_RegisterCallback(tool_id, event_id, func === _Py_NoneStruct ? NULL : func);
  return old === NULL ? none() : old;
}
function monitoring_get_events(tool_id: number): New | NULL {
  return PyLong_FromNumber(eventsOfTool(interp.monitors, tool_id, _PY_MONITORING_UNGROUPED_EVENTS));
}
function monitoring_set_events(tool_id: number, event_set: PyObject): New | NULL {
  const asked = integer(event_set);
  if (asked === null) return NULL;
  if (asked < 0 || asked >= 1 << _PY_MONITORING_EVENTS) return PyErr_Format(PyExc_ValueError, `invalid event set ${hexadecimal(asked)}`);
  const events = eventSet(event_set);
  return events === null || _PyMonitoring_SetEvents(tool_id, events) !== 0 ? NULL : none();
}
function monitoring_get_local_events(module: PyObject, id: PyObject | NULL, code: PyObject | NULL): New | NULL {
  if (!PyCode_Check(code as PyObject)) return PyErr_SetString(PyExc_TypeError, 'code must be a code object');
  return ofTool((tool_id) => PyLong_FromNumber(localEvents(code as PyObject, tool_id)))(module, id, code);
}
function monitoring_set_local_events(module: PyObject, id: PyObject | NULL, code: PyObject | NULL, event_set: PyObject | NULL): New | NULL {
  if (!PyCode_Check(code as PyObject)) return PyErr_SetString(PyExc_TypeError, 'code must be a code object');
  return ofTool((tool_id) => {
    const events = eventSet(event_set as PyObject);
    if (events === null) return NULL;
    if (events < 0 || events >= 1 << _PY_MONITORING_LOCAL_EVENTS) return PyErr_Format(PyExc_ValueError, `invalid local event set ${hexadecimal(events)}`);
    return _PyMonitoring_SetLocalEvents(code as PyObject, tool_id, events) !== 0 ? NULL : none();
  })(module, id, code);
}
function monitoring_restart_events(): New {
  restartEvents();
  return none();
}
/** The tools of each event that has any. */
function monitoring__all_events(): New | NULL {
  const res = PyDict_New();
  for (let e = 0; res !== NULL && e < _PY_MONITORING_UNGROUPED_EVENTS; e++) {
    if (interp.monitors[e] !== 0 && !setNumber(interp.monitors[e], (value) => PyDict_SetItemString(res, EVENT_NAMES[e], value))) {
      Py_DECREF(res);
      return NULL;
    }
  }
  return res;
}
/** Makes an int and hands it to a function that stores it. */
function setNumber(value: number, store: (op: PyObject) => number): boolean {
  const op = PyLong_FromNumber(value);
  if (op === NULL) return false;
  const err = store(op);
  Py_DECREF(op);
  return err === 0;
}

const monitoring_module = new PyModuleDef('sys.monitoring', {
  m_size: -1,
  m_methods: [
    method('use_tool_id', '($module, tool_id, name, /)', ofTool(monitoring_use_tool_id)),
    method('free_tool_id', '($module, tool_id, /)', ofTool(monitoring_free_tool_id)),
    method('get_tool', '($module, tool_id, /)', ofTool(monitoring_get_tool)),
    method('register_callback', '($module, tool_id, event, func, /)', ofTool(monitoring_register_callback)),
    method('get_events', '($module, tool_id, /)', ofTool(monitoring_get_events)),
    method('set_events', '($module, tool_id, event_set, /)', ofTool(monitoring_set_events)),
    method('get_local_events', '($module, tool_id, code, /)', monitoring_get_local_events),
    method('set_local_events', '($module, tool_id, code, event_set, /)', monitoring_set_local_events),
    method('restart_events', '($module, /)', monitoring_restart_events),
    method('_all_events', '($module, /)', monitoring__all_events),
  ],
});
/** The names that are not functions. */
function fill(module: PyObject): boolean {
  if (PyObject_SetAttrString(module, 'DISABLE', _PyInstrumentation_DISABLE()) !== 0 || PyObject_SetAttrString(module, 'MISSING', _PyInstrumentation_MISSING()) !== 0) return false;
  const events = _PyNamespace_New(NULL);
  if (events === NULL) return false;
  let ok = PyObject_SetAttrString(module, 'events', events) === 0;
  for (let i = 0; ok && i < _PY_MONITORING_EVENTS; i++) ok = setNumber(1 << i, (value) => PyObject_SetAttrString(events, EVENT_NAMES[i], value));
  ok = ok && setNumber(0, (value) => PyObject_SetAttrString(events, 'NO_EVENTS', value));
  Py_DECREF(events);
  for (const [name, id] of TOOL_IDS) ok = ok && setNumber(id, (value) => PyObject_SetAttrString(module, name, value));
  return ok;
}
export function _Py_CreateMonitoringObject(): New | NULL {
  const module = _PyModule_CreateInitialized(monitoring_module);
  if (module === NULL || fill(module)) return module;
  Py_DECREF(module);
  return NULL;
}
