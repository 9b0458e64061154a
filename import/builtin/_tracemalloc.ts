/**
 * The _tracemalloc module. DIVERGES: blocks are not traced one by one, so there are no traces of objects; memory is that of the interpreter's
 * allocator since tracing began. CPython: Modules/_tracemalloc.c, Python/tracemalloc.c
 */
import {PyErr_Format, PyErr_Occurred} from '../../objects/errors';
import {PyList_New} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {packSteal} from '../../objects/tupleobject';
import {interp} from '../../runtime/current';
import {allocatedBlocks} from '../../runtime/obmalloc';
import {PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {boolResult} from './posix-args';

const MAX_NFRAME = 65535;
/** Whether memory is watched, how deep tracebacks would be, and the number of blocks at the start and at the peak. */
class Tracing {
  active = false;
  max_nframe = 1;
  base = 0;
  peak = 0;
}
function tracing(): Tracing {
  let state = interp.moduleStates.get('_tracemalloc') as Tracing | undefined;
  if (state === undefined) {
    interp.moduleStates.set('_tracemalloc', (state = new Tracing()));
    // PYTHONTRACEMALLOC and -X tracemalloc: from the start on, which is when the first block was counted
    state.active = interp.config.tracemalloc > 0;
    if (state.active) state.max_nframe = interp.config.tracemalloc;
  }
  return state;
}
/** Bytes per block on average: the allocator counts blocks only. */
const BLOCK_SIZE = 64;
function used(state: Tracing): number {
  const blocks = Math.max(0, allocatedBlocks(interp.obmalloc) - state.base);
  state.peak = Math.max(state.peak, blocks);
  return blocks * BLOCK_SIZE;
}
function _tracemalloc_start(_module: PyObject, nframeArg: PyObject | NULL): New | NULL {
  const nframe = nframeArg === NULL ? 1 : PyLong_AsInt(nframeArg);
  if (nframe === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (nframe < 1 || nframe > MAX_NFRAME) return PyErr_Format(PyExc_ValueError, `the number of frames must be in range [1; ${MAX_NFRAME}]`);
  const state = tracing();
  if (!state.active) {
    state.active = true;
    state.max_nframe = nframe;
    state.base = allocatedBlocks(interp.obmalloc);
    state.peak = 0;
  }
  return Py_NewRef(_Py_NoneStruct);
}
function _tracemalloc_stop(): New {
  tracing().active = false;
  return Py_NewRef(_Py_NoneStruct);
}
function _tracemalloc_get_traced_memory(): New | NULL {
  const state = tracing();
  if (!state.active) return packSteal(PyLong_FromNumber(0), PyLong_FromNumber(0));
  const now = used(state);
  return packSteal(PyLong_FromNumber(now), PyLong_FromNumber(state.peak * BLOCK_SIZE));
}
function _tracemalloc_clear_traces(): New {
  const state = tracing();
  if (state.active) {
    state.base = allocatedBlocks(interp.obmalloc);
    state.peak = 0;
  }
  return Py_NewRef(_Py_NoneStruct);
}
function _tracemalloc_reset_peak(): New {
  const state = tracing();
  state.peak = 0;
  if (state.active) used(state);
  return Py_NewRef(_Py_NoneStruct);
}
const _tracemallocmodule = new PyModuleDef('_tracemalloc', {
  m_doc: 'How much memory is in use.', m_size: 0,
  m_methods: [
    method('is_tracing', '($module, /)', () => boolResult(tracing().active), 'Whether memory is watched.'),
    method('clear_traces', '($module, /)', _tracemalloc_clear_traces, 'Forgets what was seen so far.'),
    method('_get_traces', '($module, /)', () => PyList_New(0), 'The traces of all blocks; none are kept here.'),
    method('_get_object_traceback', '($module, obj, /)', () => Py_NewRef(_Py_NoneStruct), 'Where an object was allocated; not known here.'),
    method('start', '($module, nframe=1, /)', _tracemalloc_start, 'Starts watching memory.'),
    method('stop', '($module, /)', _tracemalloc_stop, 'Stops watching memory.'),
    method('get_traceback_limit', '($module, /)', () => PyLong_FromNumber(tracing().max_nframe), 'How many frames a trace has at most.'),
    method('get_tracemalloc_memory', '($module, /)', () => PyLong_FromNumber(0), 'How much memory the watching itself takes.'),
    method('get_traced_memory', '($module, /)', _tracemalloc_get_traced_memory, 'Memory in use and at the peak: (current, peak).'),
    method('reset_peak', '($module, /)', _tracemalloc_reset_peak, 'Makes the memory in use now the peak.'),
  ],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__tracemalloc() */
export function PyInit__tracemalloc(): PyModuleDef {
  return PyModuleDef_Init(_tracemallocmodule);
}
