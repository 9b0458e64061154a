/**
 * Whether the end of the process may come without taking the runtime apart: when nothing that lives could run code, write or be reported
 * as it dies, the rest of Py_FinalizeEx() only gives back memory.
 * DIVERGES: CPython always takes everything apart.
 */
import {destroyDef} from '../import/builtin/_abc';
import {PyDict_GetItemString} from '../objects/dictobject';
import {PyErr_Clear} from '../objects/errors';
import {PyObject_GetOptionalAttr} from '../objects/object';
import {slot_tp_finalize} from '../objects/typeobject-slots';
import {H, _PyRuntime, interp, tstate} from './current';
import {PyList_GET_SIZE, PyType_Check, Py_TYPE, tp_base, tp_flags, wr_callback} from './generated/accessors';
import {ID_buffer, ID_raw} from './generated/ids';
import {PyCFunction_Type, _PyWeakref_CallableProxyType, _PyWeakref_ProxyType, _PyWeakref_RefType} from './generated/static-addresses';
import {Py_DECREF, payload, slots} from './object';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HEAPTYPE} from './typeflags';
import {NULL, type PyObject, type PyTypeObject} from './types';

const isNull = (value: unknown): boolean => value === null || value === NULL;

/** Whether somebody could watch the rest of the end: options, hooks, tracing, other interpreters and threads, foreign libraries. */
function somebodyWatches(): boolean {
  const runtime = _PyRuntime, config = interp.config;
  if (runtime.build.pydebug || config.verbose !== 0 || config.dev_mode !== 0 || config.warnoptions.length > 0 || config.malloc_stats !== 0 || config.dump_refs !== 0 || config.tracemalloc !== 0) return true;
  if (runtime.audit_hooks.length > 0 || !isNull(interp.audit_hooks) || runtime.interpreters.head !== runtime.interpreters.main || interp.threads.head !== tstate || tstate.next !== null) return true;
  if (!isNull(tstate.c_tracefunc) || !isNull(tstate.c_profilefunc) || interp.monitoring_tool_names.some(name => name !== NULL)) return true;
  if (interp.atexitC.length > 0 || interp.dict_state.watchers.some(watcher => watcher !== null) || interp.types.watchers.length > 0) return true;
  const {gc} = interp;
  if (gc.debug !== 0 || gc.collecting !== 0 || (gc.callbacks !== NULL && PyList_GET_SIZE(gc.callbacks) > 0) || (gc.garbage !== NULL && PyList_GET_SIZE(gc.garbage) > 0)) return true;
  for (const file of runtime.libraries.keys()) if (file.endsWith('.so')) return true;
  return interp.warnings.filters_version > 1;
}

/** The standard streams and what is below them, which were flushed; null when one was replaced. */
function standardStreams(): Set<PyObject> | null {
  const sysdict = interp.sysdict as PyObject, found = new Set<PyObject>();
  for (const name of ['stdin', 'stdout', 'stderr']) {
    const text = PyDict_GetItemString(sysdict, `__${name}__`);
    if (name !== 'stdin' && text !== PyDict_GetItemString(sysdict, name)) return null;
    if (text === NULL) continue;
    found.add(text);
    let below: PyObject = text;
    for (const field of [ID_buffer, ID_raw]) {
      const next = PyObject_GetOptionalAttr(below, field);
      if (next === NULL) {
        PyErr_Clear();
        break;
      }
      found.add(next);
      // the object above holds it
      Py_DECREF(next);
      below = next;
    }
  }
  return found;
}

/** Whether dying instances of a type may be noticed. */
function hasFinalizer(type: PyTypeObject): boolean {
  const s = slots(type);
  return s.tp_finalize !== null || s.tp_del !== null;
}
/** A weak reference that calls something when its object dies; but abc's own sets forget in silence. */
function callsBack(ref: PyObject): boolean {
  const callback = wr_callback(ref);
  return callback !== NULL && !(Py_TYPE(callback) === PyCFunction_Type && payload(callback) === destroyDef);
}
/** A class with __del__ whose instances the collector does not know. */
function hidesFinalizers(op: PyObject): boolean {
  const flags = tp_flags(op);
  return (flags & Py_TPFLAGS_HEAPTYPE) !== 0 && (flags & Py_TPFLAGS_HAVE_GC) === 0 && slots(op).tp_finalize === slot_tp_finalize;
}

/** True when the rest of the end would go unnoticed. */
export function nothingToFinalize(): boolean {
  if (somebodyWatches()) return false;
  const streams = standardStreams();
  if (streams === null) return false;
  const harmless = new Set<PyTypeObject>(), weak = new Set<PyTypeObject>([_PyWeakref_RefType, _PyWeakref_ProxyType, _PyWeakref_CallableProxyType]);
  const {gc} = interp;
  for (const {head} of [...gc.generations, gc.permanent_generation]) {
    for (let at = H[head]; at !== head; at = H[at]) {
      const op = (at + 4) as PyObject, type = Py_TYPE(op);
      if (harmless.has(type)) continue;
      if (weak.has(type) || weak.has(tp_base(type) as PyTypeObject)) {
        if (callsBack(op)) return false;
      } else if (PyType_Check(op)) {
        if (hidesFinalizers(op)) return false;
      } else if (!hasFinalizer(type)) harmless.add(type);
      else if (!streams.has(op)) return false;
    }
  }
  return true;
}
