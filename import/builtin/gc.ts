/** The gc module, and what the collector asks of Python objects. CPython: Modules/gcmodule.c, Python/gc.c */
import {H, interp} from '../../runtime/current';
import {DEBUG_COLLECTABLE, DEBUG_LEAK, DEBUG_SAVEALL, DEBUG_STATS, DEBUG_UNCOLLECTABLE, NUM_GENERATIONS, PyObject_GC_IsFinalized, PyObject_GC_IsTracked, _PyGC_Collect, _PyObject_IS_GC, gc_freeze, gc_get_freeze_count, gc_unfreeze, generationSizes, setCollectorHooks, trackedObjects} from '../../runtime/gc';
import {ARG, PyList_GET_ITEM, PyList_GET_SIZE, Py_BOOL, Py_TYPE} from '../../runtime/generated/accessors';
import {GC_COUNT, GC_THRESHOLD, PyExc_OverflowError, PyExc_ResourceWarning, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_VARARGS, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {type Args, NULL, type New, type PyObject} from '../../runtime/types';
import {PyIndex_Check, PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {PyObject_CallFunctionObjArgs} from '../../objects/call';
import {_PyContext_ClearFreeList} from '../../objects/context';
import {PyDict_New, PyDict_SetItemString, _PyDict_ClearFreeList, _PyDict_MaybeUntrack} from '../../objects/dictobject';
import {PyErr_FormatUnraisable, PyErr_Occurred, PyErr_SetString, PyErr_WarnExplicitFormat, PyErr_WriteUnraisable, typeName} from '../../objects/errors';
import {_PyFloat_ClearFreeList} from '../../objects/floatobject';
import {PyList_Append, PyList_New, _PyList_ClearFreeList} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddObjectRef, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PySys_Audit} from '../../objects/sysattr';
import {_PyTuple_ClearFreeList, _PyTuple_FromArray, _PyTuple_MaybeUntrack, packSteal} from '../../objects/tupleobject';
import {PyUnicode_EncodeFSDefault} from '../../objects/unicode-encoded';
import {PySys_WriteStderr} from '../../objects/traceback-display';
import {PyObject_Repr, addressText} from '../../objects/object';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';

/** Reports what could not be freed, as the interpreter ends. escapes. CPython: Python/gc.c _PyGC_DumpShutdownStats() */
export function _PyGC_DumpShutdownStats(): void {
  const {garbage, debug} = interp.gc, n = garbage === NULL ? 0 : PyList_GET_SIZE(garbage);
  if (garbage === NULL || n === 0 || (debug & DEBUG_SAVEALL) !== 0) return;
  const listed = (debug & DEBUG_UNCOLLECTABLE) !== 0, gc = PyUnicode_FromString('gc');
  const status = gc === NULL ? -1 : PyErr_WarnExplicitFormat(PyExc_ResourceWarning, gc, 0, gc, NULL, `gc: ${n} uncollectable objects at shutdown${listed ? '' : '; use gc.set_debug(gc.DEBUG_UNCOLLECTABLE) to list them'}`);
  Py_XDECREF(gc);
  if (status < 0) PyErr_WriteUnraisable(NULL);
  if (!listed) return;
  const repr = PyObject_Repr(garbage), bytes = repr === NULL ? NULL : PyUnicode_EncodeFSDefault(repr);
  if (repr === NULL || bytes === NULL) PyErr_WriteUnraisable(garbage);
  else PySys_WriteStderr(`      ${PyUnicode_AsJSString(repr)}\n`);
  Py_XDECREF(bytes);
  Py_XDECREF(repr);
}
/** gc.garbage, made when it is first needed; borrowed. */
function garbageList(): PyObject | NULL {
  if (interp.gc.garbage === NULL) interp.gc.garbage = PyList_New(0);
  return interp.gc.garbage;
}
function callbackList(): PyObject | NULL {
  if (interp.gc.callbacks === NULL) interp.gc.callbacks = PyList_New(0);
  return interp.gc.callbacks;
}
/** Empties the free lists of all types. CPython: Objects/object.c _PyObject_ClearFreeLists() */
export function _PyObject_ClearFreeLists(): void {
  _PyTuple_ClearFreeList();
  _PyFloat_ClearFreeList();
  _PyList_ClearFreeList();
  _PyDict_ClearFreeList();
  _PyContext_ClearFreeList();
}
/** Calls gc.callbacks. escapes. CPython: Python/gc.c invoke_gc_callback() */
function invokeCallbacks(phase: string, generation: number, collected: number, uncollectable: number): void {
  const callbacks = interp.gc.callbacks;
  if (callbacks === NULL || PyList_GET_SIZE(callbacks) === 0) return;
  const info = dictOfNumbers({generation, collected, uncollectable}), phaseName = PyUnicode_FromString(phase);
  if (info !== NULL && phaseName !== NULL) {
    for (let i = 0; i < PyList_GET_SIZE(callbacks); i++) {
      const callback = Py_NewRef(PyList_GET_ITEM(callbacks, i)), result = PyObject_CallFunctionObjArgs(callback, phaseName, info);
      if (result === NULL) PyErr_WriteUnraisable(callback);
      else Py_DECREF(result);
      Py_DECREF(callback);
    }
  } else PyErr_WriteUnraisable(NULL);
  Py_XDECREF(info);
  Py_XDECREF(phaseName);
}
setCollectorHooks({
  maybeUntrack: (op, dicts) => {
    if (dicts) _PyDict_MaybeUntrack(op);
    else _PyTuple_MaybeUntrack(op);
  },
  invokeCallbacks,
  clearFreeLists: _PyObject_ClearFreeLists,
  writeUnraisable: message => PyErr_FormatUnraisable(message),
  reportFound: (what, objects) => {
    for (const op of objects) PySys_WriteStderr(`gc: ${what} <${typeName(op)} ${addressText(op)}>\n`);
  },
  reportStats: (generation, found) => {
    if (found !== null) {
      PySys_WriteStderr(`gc: done, ${found.unreachable} unreachable, ${found.uncollectable} uncollectable, ${(Number(found.nanoseconds) / 1e9).toFixed(4)}s elapsed\n`);
      return;
    }
    const sizes = generationSizes();
    PySys_WriteStderr(`gc: collecting generation ${generation}...\n`);
    PySys_WriteStderr(`gc: objects in each generation: ${sizes.slice(0, NUM_GENERATIONS).join(' ')}\ngc: objects in permanent generation: ${sizes[NUM_GENERATIONS]}\n`);
  },
  appendGarbage: op => {
    const list = garbageList();
    if (list === NULL || PyList_Append(list, op) < 0) throw new Error('gc could not put an object into gc.garbage');
  },
});

function dictOfNumbers(entries: Readonly<Record<string, number>>): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  for (const [name, n] of Object.entries(entries)) {
    const value = PyLong_FromNumber(n), status = value === NULL ? -1 : PyDict_SetItemString(dict, name, value);
    Py_XDECREF(value);
    if (status < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  return dict;
}
function none(): New {
  return Py_NewRef(_Py_NoneStruct);
}
function bool(value: boolean): New {
  return Py_NewRef(Py_BOOL(value));
}
function gc_enable(): New | NULL {
  interp.gc.enabled = 1;
  return none();
}
function gc_disable(): New | NULL {
  interp.gc.enabled = 0;
  return none();
}
function gc_isenabled(): New | NULL {
  return bool(interp.gc.enabled !== 0);
}
function gc_collect(module: PyObject, generationArg: PyObject | NULL): New | NULL {
  let generation = 2;
  if (generationArg !== NULL) {
    generation = PyLong_AsInt(generationArg);
    if (generation === -1 && PyErr_Occurred() !== NULL) return NULL;
  }
  if (generation < 0 || generation >= NUM_GENERATIONS) return PyErr_SetString(PyExc_ValueError, 'invalid generation');
  return PyLong_FromNumber(_PyGC_Collect(generation));
}
function gc_set_debug(module: PyObject, flags: PyObject): New | NULL {
  const debug = PyLong_AsInt(flags);
  if (debug === -1 && PyErr_Occurred() !== NULL) return NULL;
  interp.gc.debug = debug;
  return none();
}
function gc_get_debug(): New | NULL {
  return PyLong_FromNumber(interp.gc.debug);
}
function gc_set_threshold(module: PyObject, args: Args, nargs: number): New | NULL {
  if (nargs < 1 || nargs > 3) return PyErr_SetString(PyExc_TypeError, 'gc.set_threshold requires 1 to 3 arguments');
  const values: number[] = [];
  for (let i = 0; i < nargs; i++) {
    const value = PyLong_AsInt(ARG(args, i));
    if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
    values.push(value);
  }
  values.forEach((value, i) => (interp.gc.generations[i].threshold = value));
  H[GC_THRESHOLD] = values[0];
  return none();
}
function threeInts(a: number, b: number, c: number): New | NULL {
  return packSteal(PyLong_FromNumber(a), PyLong_FromNumber(b), PyLong_FromNumber(c));
}
function gc_get_threshold(): New | NULL {
  const [a, b, c] = interp.gc.generations;
  return threeInts(a.threshold, b.threshold, c.threshold);
}
function gc_get_count(): New | NULL {
  const generations = interp.gc.generations;
  return threeInts(H[GC_COUNT], generations[1].count, generations[2].count);
}
/** The tracked objects that refer to one of the arguments. CPython: Python/gc.c _PyGC_GetReferrers() */
function gc_get_referrers(module: PyObject, args: Args, nargs: number): New | NULL {
  const objs = _PyTuple_FromArray(args, nargs);
  if (objs === NULL) return NULL;
  const result = PySys_Audit('gc.get_referrers', objs) < 0 ? NULL : PyList_New(0);
  if (result === NULL) {
    Py_DECREF(objs);
    return NULL;
  }
  const wanted = new Set<PyObject>();
  for (let i = 0; i < nargs; i++) wanted.add(ARG(args, i));
  const visit = (op: PyObject): number => (wanted.has(op) ? 1 : 0);
  let ok = true;
  for (const op of trackedObjects(null)) {
    if (op === objs || op === result || slots(Py_TYPE(op)).tp_traverse!(op, visit) === 0) continue;
    ok = PyList_Append(result, op) === 0;
    if (!ok) break;
  }
  Py_DECREF(objs);
  if (ok) return result;
  Py_DECREF(result);
  return NULL;
}
function gc_get_referents(module: PyObject, args: Args, nargs: number): New | NULL {
  const objs = _PyTuple_FromArray(args, nargs);
  if (objs === NULL) return NULL;
  const audited = PySys_Audit('gc.get_referents', objs), result = audited < 0 ? NULL : PyList_New(0);
  Py_DECREF(objs);
  if (result === NULL) return NULL;
  const visit = (op: PyObject): number => (PyList_Append(result, op) < 0 ? 1 : 0);
  for (let i = 0; i < nargs; i++) {
    const op = ARG(args, i), traverse = _PyObject_IS_GC(op) ? slots(Py_TYPE(op)).tp_traverse : null;
    if (traverse !== null && traverse(op, visit) !== 0) {
      Py_DECREF(result);
      return NULL;
    }
  }
  return result;
}
function gc_get_objects(module: PyObject, generationArg: PyObject | NULL): New | NULL {
  let generation = -1;
  if (generationArg !== NULL && generationArg !== _Py_NoneStruct) {
    if (!PyIndex_Check(generationArg)) return PyErr_SetString(PyExc_TypeError, `argument should be integer or None, not '${typeName(generationArg).slice(0, 200)}'`);
    generation = PyNumber_AsSsize_t(generationArg, PyExc_OverflowError);
    if (generation === -1 && PyErr_Occurred() !== NULL) return NULL;
  }
  const number = PyLong_FromNumber(generation);
  if (number === NULL) return NULL;
  const audited = PySys_Audit('gc.get_objects', number);
  Py_DECREF(number);
  if (audited < 0) return NULL;
  if (generation >= NUM_GENERATIONS) return PyErr_SetString(PyExc_ValueError, `generation parameter must be less than the number of available generations (${NUM_GENERATIONS})`);
  if (generation < -1) return PyErr_SetString(PyExc_ValueError, 'generation parameter cannot be negative');
  const result = PyList_New(0);
  if (result === NULL) return NULL;
  for (const op of trackedObjects(generation === -1 ? null : generation)) {
    if (op === result) continue;
    if (PyList_Append(result, op) < 0) {
      Py_DECREF(result);
      return NULL;
    }
  }
  return result;
}
function gc_get_stats(): New | NULL {
  const result = PyList_New(0);
  if (result === NULL) return NULL;
  for (const stats of interp.gc.generation_stats) {
    const dict = dictOfNumbers({collections: stats.collections, collected: stats.collected, uncollectable: stats.uncollectable}), status = dict === NULL ? -1 : PyList_Append(result, dict);
    Py_XDECREF(dict);
    if (status < 0) {
      Py_DECREF(result);
      return NULL;
    }
  }
  return result;
}
function gc_is_tracked(module: PyObject, obj: PyObject): New | NULL {
  return bool(PyObject_GC_IsTracked(obj));
}
function gc_is_finalized(module: PyObject, obj: PyObject): New | NULL {
  return bool(PyObject_GC_IsFinalized(obj));
}
function gc_freeze_method(): New | NULL {
  gc_freeze();
  return none();
}
function gc_unfreeze_method(): New | NULL {
  gc_unfreeze();
  return none();
}
function gc_get_freeze_count_method(): New | NULL {
  return PyLong_FromNumber(gc_get_freeze_count());
}
function gcmodule_exec(module: PyObject): number {
  if (PyModule_AddObjectRef(module, 'garbage', garbageList()) < 0 || PyModule_AddObjectRef(module, 'callbacks', callbackList()) < 0) return -1;
  for (const [name, value] of Object.entries({DEBUG_STATS, DEBUG_COLLECTABLE, DEBUG_UNCOLLECTABLE, DEBUG_SAVEALL, DEBUG_LEAK})) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  return 0;
}
const def = new PyModuleDef('gc', {
  m_doc: 'The collector of objects that keep each other alive.\n\nenable(), disable(), isenabled() -- automatic collection\ncollect() -- a full collection at once\nget_count(), get_threshold(), set_threshold() -- when it collects\nget_stats() -- what each generation has done\nset_debug(), get_debug() -- debugging flags\nget_objects(), is_tracked(), is_finalized() -- what the collector knows\nget_referrers(), get_referents() -- who refers to whom\nfreeze(), unfreeze(), get_freeze_count() -- objects that it leaves alone\n',
  m_size: 0,
  m_methods: [
    method('enable', '($module, /)', gc_enable, 'Turns automatic collection on.'),
    method('disable', '($module, /)', gc_disable, 'Turns automatic collection off.'),
    method('isenabled', '($module, /)', gc_isenabled, 'Whether automatic collection is on.'),
    method('set_debug', '($module, flags, /)', gc_set_debug, 'Sets the debugging flags, a sum of:\n\n  DEBUG_STATS - statistics of each collection\n  DEBUG_COLLECTABLE - the objects that are freed\n  DEBUG_UNCOLLECTABLE - those that cannot be\n  DEBUG_SAVEALL - puts what is found into gc.garbage instead of freeing it\n  DEBUG_LEAK - all but statistics'),
    method('get_debug', '($module, /)', gc_get_debug, 'The debugging flags.'),
    method('get_count', '($module, /)', gc_get_count, 'The counts of the generations as a tuple.'),
    rawMethod('set_threshold', null, gc_set_threshold, 'set_threshold(threshold0, [threshold1, [threshold2]])\nSets the counts at which the generations are collected; 0 for never.', METH_VARARGS),
    method('get_threshold', '($module, /)', gc_get_threshold, 'The counts at which the generations are collected.'),
    method('collect', '($module, /, generation=2)', gc_collect, 'Collects a generation and the younger ones; all of them by default.\n\nReturns the number of unreachable objects.'),
    method('get_objects', '($module, /, generation=None)', gc_get_objects, 'A list of the objects the collector knows, of one generation if one is given.'),
    method('get_stats', '($module, /)', gc_get_stats, 'A list of dictionaries, one for each generation.'),
    method('is_tracked', '($module, obj, /)', gc_is_tracked, 'Whether the collector knows an object. Atoms are never tracked.'),
    method('is_finalized', '($module, obj, /)', gc_is_finalized, 'Whether the finalizer of an object has run.'),
    rawMethod('get_referrers', '($module, /, *objs)', gc_get_referrers, 'A list of the tracked objects that refer to one of the arguments.'),
    rawMethod('get_referents', '($module, /, *objs)', gc_get_referents, 'A list of the objects that the arguments refer to.'),
    method('freeze', '($module, /)', gc_freeze_method, 'Puts all objects aside: no collection looks at them any more.'),
    method('unfreeze', '($module, /)', gc_unfreeze_method, 'Puts them back into the oldest generation.'),
    method('get_freeze_count', '($module, /)', gc_get_freeze_count_method, 'How many objects are put aside.'),
  ],
  m_slots: [[Py_mod_exec, gcmodule_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_gc() */
export function PyInit_gc(): PyModuleDef {
  return PyModuleDef_Init(def);
}
