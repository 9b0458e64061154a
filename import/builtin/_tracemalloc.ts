/** The _tracemalloc module. The traces themselves are in objects/tracemalloc.ts. CPython: Modules/_tracemalloc.c */
import {PyErr_Occurred} from '../../objects/errors';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModule_Create} from '../../objects/moduleobject';
import {type Trace, type Traceback, _PyTraceMalloc_GetTraceback, _PyTraceMalloc_Start, _PyTraceMalloc_Stop, currentTracer, tracebackLimit} from '../../objects/tracemalloc';
import {packSteal} from '../../objects/tupleobject';
import {Py_TYPE} from '../../runtime/generated/accessors';
import {_Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {_PyType_PreHeaderSize} from '../../runtime/obmalloc';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {boolResult} from './posix-args';

const none = (): New => Py_NewRef(_Py_NoneStruct);

function start(_module: PyObject, nframeArg: PyObject | NULL): New | NULL {
  const nframe = nframeArg === NULL ? 1 : PyLong_AsInt(nframeArg);
  if (nframe === -1 && PyErr_Occurred() !== NULL) return NULL;
  return _PyTraceMalloc_Start(nframe) < 0 ? NULL : none();
}
function stop(): New {
  _PyTraceMalloc_Stop();
  return none();
}
function clear_traces(): New {
  currentTracer()?.clear();
  return none();
}
function reset_peak(): New {
  const tracer = currentTracer();
  if (tracer !== null) tracer.peak_traced_memory = tracer.traced_memory;
  return none();
}
function get_traced_memory(): New | NULL {
  const tracer = currentTracer(), now = tracer === null ? 0 : tracer.traced_memory, peak = tracer === null ? 0 : tracer.peak_traced_memory;
  return packSteal(PyLong_FromNumber(now), PyLong_FromNumber(peak));
}
/** Appends (domain, size, traceback, total_nframe) for each trace; equal tracebacks are one tuple. False with an exception. */
function appendTraces(list: PyObject, domain: number, traces: readonly Trace[], tuples: Map<Traceback, New>): boolean {
  for (const {size, traceback} of traces) {
    let tuple: New | NULL | undefined = tuples.get(traceback);
    if (tuple === undefined) {
      tuple = traceback.toTuple();
      if (tuple === NULL) return false;
      tuples.set(traceback, tuple);
    }
    const trace = packSteal(PyLong_FromNumber(domain), PyLong_FromNumber(size), Py_NewRef(tuple), PyLong_FromNumber(traceback.total_nframe));
    if (trace === NULL) return false;
    const status = PyList_Append(list, trace);
    Py_DECREF(trace);
    if (status < 0) return false;
  }
  return true;
}
function get_traces(): New | NULL {
  const tracer = currentTracer(), list = PyList_New(0);
  if (tracer === null || list === NULL) return list;
  // what the list itself takes is not in it
  const copies = [...tracer.domains].map(([domain, traces]) => ({domain, traces: [...traces.values()]})), tuples = new Map<Traceback, New>();
  let complete = true;
  for (const {domain, traces} of copies) complete = complete && appendTraces(list, domain, traces, tuples);
  for (const tuple of tuples.values()) Py_DECREF(tuple);
  if (complete) return list;
  Py_DECREF(list);
  return NULL;
}
function get_object_traceback(_module: PyObject, obj: PyObject | NULL): New | NULL {
  const op = obj as PyObject, type = Py_TYPE(op), frames = _PyTraceMalloc_GetTraceback(0, op * 4 - _PyType_PreHeaderSize(type));
  return frames !== NULL || PyErr_Occurred() !== NULL ? frames : none();
}
const _tracemallocmodule = new PyModuleDef('_tracemalloc', {
  m_doc: 'Which lines allocated the memory that is in use.', m_size: 0,
  m_methods: [
    method('is_tracing', '($module, /)', () => boolResult(currentTracer() !== null), 'Whether memory is traced.'),
    method('clear_traces', '($module, /)', clear_traces, 'Forgets all traces.'),
    method('_get_traces', '($module, /)', get_traces, 'All traces: (domain, size, traceback, total_nframe) for each block, where the\ntraceback is a tuple of (filename, lineno), innermost frame first.'),
    method('_get_object_traceback', '($module, obj, /)', get_object_traceback, 'The traceback of the block an object stands in, or None when it has no trace.'),
    method('start', '($module, nframe=1, /)', start, 'Begins to trace memory, with tracebacks of at most nframe frames.'),
    method('stop', '($module, /)', stop, 'Ends tracing, and forgets all traces.'),
    method('get_traceback_limit', '($module, /)', () => PyLong_FromNumber(tracebackLimit()), 'How many frames a traceback has at most.'),
    method('get_tracemalloc_memory', '($module, /)', () => PyLong_FromNumber(currentTracer()?.memory() ?? 0), 'How many bytes the traces take.'),
    method('get_traced_memory', '($module, /)', get_traced_memory, 'How many bytes the traced blocks have, and had at most: (current, peak).'),
    method('reset_peak', '($module, /)', reset_peak, 'Lets the peak begin at what is in use now.'),
  ],
});
/** CPython: PyInit__tracemalloc() */
export function PyInit__tracemalloc(): New | NULL {
  return PyModule_Create(_tracemallocmodule);
}
