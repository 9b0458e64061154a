/** The _lsprof module: the profiler of cProfile, which listens to sys.monitoring. CPython: Modules/_lsprof.c */
import {PyObject_CallFunctionObjArgs, PyObject_CallNoArgs} from '../../objects/call';
import {PyErr_Clear, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable, reprText} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from '../../objects/floatobject';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyCFunction_Check, PyCFunction_GetDef} from '../../objects/methodobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyModule_AddType, PyModule_Check, PyModule_GetNameObject, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttrString, PyObject_IsTrue} from '../../objects/object';
import {_PyTime_FromSecondsObject, _PyTime_ROUND_FLOOR} from '../../objects/pytime';
import {PyStructSequence_NewType, type PyStructSequence_Desc} from '../../objects/structseq';
import {packSteal} from '../../objects/tupleobject';
import {_PyType_Lookup} from '../../objects/typeobject-cache';
import {PyType_FromModuleAndSpec, PyType_GetModuleByDef} from '../../objects/typeobject-spec';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {_PyRuntime} from '../../runtime/current';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {ARG, PyUnicode_Check, Py_TYPE, _PyCFunction_SELF, m_module} from '../../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, PyMethodDescr_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {hiddenMethod, method, rawMethod, type RawFunction} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import type {TypeSpec, visitproc} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {EVENT_NAMES, _PyInstrumentation_MISSING} from '../../vm/instrumentation';
import {ProfilerEntry, ProfilerStats, type ProfilerCounts} from './_lsprof-stats';

/** CPython: Include/cpython/monitoring.h PY_MONITORING_PROFILER_ID */
const PY_MONITORING_PROFILER_ID = 2;

/** Who hears of which event of sys.monitoring, in the order of registration. */
const CALLBACKS: readonly (readonly [event: string, method: string])[] = [
  ['PY_START', '_pystart_callback'], ['PY_RESUME', '_pystart_callback'], ['PY_THROW', '_pystart_callback'], ['PY_RETURN', '_pyreturn_callback'], ['PY_YIELD', '_pyreturn_callback'],
  ['PY_UNWIND', '_pyreturn_callback'], ['CALL', '_ccall_callback'], ['C_RETURN', '_creturn_callback'], ['C_RAISE', '_creturn_callback'],
];

interface LsprofState { stats_entry_type: PyObject; stats_subentry_type: PyObject }

/** CPython: ProfilerObject */
class ProfilerData {
  readonly stats = new ProfilerStats();
  enabled = false;
  subcalls = true;
  builtins = true;
  externalTimer: PyObject | NULL = NULL;
  externalTimerUnit = 0;
  /** While the timer of the user runs: it must not stop what is asking it. */
  inTimer = false;
  readonly timer = (): number => (this.externalTimer === NULL ? Number(_PyRuntime.host.clockGettime(1)) : callExternalTimer(this));
}
const profilerOf = (self: PyObject): ProfilerData => payload<ProfilerData>(self);

/** The time by the user's function, in its units, or in nanoseconds when it gives seconds; 0 after an error, which is reported. CPython: CallExternalTimer() */
function callExternalTimer(profiler: ProfilerData): number {
  const timer = profiler.externalTimer as PyObject;
  profiler.inTimer = true;
  const value = PyObject_CallNoArgs(timer);
  profiler.inTimer = false;
  let result = 0;
  if (value !== NULL) {
    result = profiler.externalTimerUnit > 0 ? PyLong_AsSsize_t(value) : Number(_PyTime_FromSecondsObject(value, _PyTime_ROUND_FLOOR) ?? 0);
    Py_DECREF(value);
  }
  if (PyErr_Occurred() === NULL) return result;
  PyErr_WriteUnraisable(timer);
  return 0;
}

/** What stands for a function in the results: its code, or a text for a native one; NULL with an exception. CPython: normalizeUserObj() */
function normalizeUserObj(obj: PyObject): New | NULL {
  return PyCFunction_Check(obj) ? PyUnicode_FromString(nameOfNative(obj)) : Py_NewRef(obj);
}
function nameOfNative(fn: PyObject): string {
  const name = PyCFunction_GetDef(fn).ml_name, self = _PyCFunction_SELF(fn), module = m_module(fn);
  if (self === NULL) {
    const from = module === NULL ? null : moduleName(module);
    return from === null || from === 'builtins' ? `<${name}>` : `<${from}.${name}>`;
  }
  const key = PyUnicode_FromString(name), found = key === NULL ? NULL : _PyType_Lookup(Py_TYPE(self), key), repr = found === NULL ? null : reprText(found);
  Py_XDECREF(key);
  if (repr !== null) return repr;
  PyErr_Clear();
  return module !== NULL && PyUnicode_Check(module) ? `<built-in method ${PyUnicode_AsJSString(module)}.${name}>` : `<built-in method ${name}>`;
}
function moduleName(module: PyObject): string | null {
  if (PyUnicode_Check(module)) return PyUnicode_AsJSString(module);
  const name = PyModule_Check(module) ? PyModule_GetNameObject(module) : NULL;
  if (name === NULL) {
    PyErr_Clear();
    return null;
  }
  const text = PyUnicode_AsJSString(name);
  Py_DECREF(name);
  return text;
}

// ---- events ----

/** CPython: ptrace_enter_call() */
function enterCall(profiler: ProfilerData, key: unknown, userObj: PyObject): void {
  // a generator that is thrown into has an exception set already
  const raised = PyErr_GetRaisedException();
  let entry = profiler.stats.entries.get(key);
  if (entry === undefined) {
    const described = normalizeUserObj(userObj);
    if (described === NULL) PyErr_Clear();
    else profiler.stats.entries.set(key, (entry = new ProfilerEntry(described)));
  }
  if (entry !== undefined) profiler.stats.enter(entry, profiler.subcalls, profiler.timer);
  PyErr_SetRaisedException(raised);
}
/** A callback that gets at least some arguments. */
function callback(name: string, least: number, hear: (profiler: ProfilerData, args: number) => void): RawFunction {
  return (self, args, nargs) => {
    if (nargs < least) return PyErr_SetString(PyExc_TypeError, `${name} expected ${least} arguments, got ${nargs}`);
    hear(profilerOf(self), args);
    return Py_NewRef(_Py_NoneStruct);
  };
}
/** The native function behind a callable, bound to the first argument when it is a method's descriptor; NULL without an exception. CPython: get_cfunc_from_callable() */
function nativeOf(callable: PyObject, self_arg: PyObject): New | NULL {
  if (PyCFunction_Check(callable)) return Py_NewRef(callable);
  if (Py_TYPE(callable) !== PyMethodDescr_Type || self_arg === _PyInstrumentation_MISSING()) return NULL;
  const bound = slots(PyMethodDescr_Type).tp_descr_get!(callable, self_arg, Py_TYPE(self_arg));
  if (bound === NULL) PyErr_Clear();
  else if (PyCFunction_Check(bound)) return bound;
  Py_XDECREF(bound);
  return NULL;
}
function withNative(profiler: ProfilerData, args: number, action: (fn: PyObject) => void): void {
  const fn = profiler.builtins ? nativeOf(ARG(args, 2), ARG(args, 3)) : NULL;
  if (fn === NULL) return;
  action(fn);
  Py_DECREF(fn);
}

// ---- enable() and disable() ----

/** Calls a function of sys.monitoring; false with an exception. Takes over the arguments. */
function callMonitoring(monitoring: PyObject, name: string, ...args: (New | NULL)[]): boolean {
  const fn = PyObject_GetAttrString(monitoring, name), ready = fn !== NULL && !args.includes(NULL);
  const result = ready ? PyObject_CallFunctionObjArgs(fn, ...(args as New[])) : NULL;
  Py_XDECREF(fn);
  for (const arg of args) Py_XDECREF(arg);
  if (result === NULL) return false;
  Py_DECREF(result);
  return true;
}
/** sys.monitoring; NULL with an exception. */
function monitoringModule(): New | NULL {
  const sys = hooks.PyImport_ImportModule('sys'), monitoring = sys === NULL ? NULL : PyObject_GetAttrString(sys, 'monitoring');
  Py_XDECREF(sys);
  return monitoring;
}
const eventBit = (name: string): number => 1 << EVENT_NAMES.indexOf(name);
const toolId = (): New | NULL => PyLong_FromNumber(PY_MONITORING_PROFILER_ID);

function setFlags(profiler: ProfilerData, subcalls: PyObject | NULL, builtins: PyObject | NULL): boolean {
  const sub = subcalls === NULL ? -1 : PyObject_IsTrue(subcalls);
  if (sub < 0 && subcalls !== NULL) return false;
  const built = builtins === NULL ? -1 : PyObject_IsTrue(builtins);
  if (built < 0 && builtins !== NULL) return false;
  if (sub >= 0) profiler.subcalls = sub !== 0;
  if (built >= 0) profiler.builtins = built !== 0;
  return true;
}
function profiler_enable(self: PyObject, subcalls: PyObject | NULL, builtins: PyObject | NULL): New | NULL {
  const profiler = profilerOf(self);
  if (!setFlags(profiler, subcalls, builtins)) return NULL;
  const monitoring = monitoringModule();
  if (monitoring === NULL) return NULL;
  const ok = listen(self, monitoring);
  Py_DECREF(monitoring);
  if (!ok) return NULL;
  profiler.enabled = true;
  return Py_NewRef(_Py_NoneStruct);
}
/** Takes the tool's place and its events; false with an exception. */
function listen(self: PyObject, monitoring: PyObject): boolean {
  if (!callMonitoring(monitoring, 'use_tool_id', toolId(), PyUnicode_FromString('cProfile'))) {
    PyErr_SetString(PyExc_ValueError, 'Another profiling tool is already active');
    return false;
  }
  let events = 0;
  for (const [event, name] of CALLBACKS) {
    if (!callMonitoring(monitoring, 'register_callback', toolId(), PyLong_FromNumber(eventBit(event)), PyObject_GetAttrString(self, name))) return false;
    events |= eventBit(event);
  }
  return callMonitoring(monitoring, 'set_events', toolId(), PyLong_FromNumber(events));
}
function profiler_disable(self: PyObject): New | NULL {
  const profiler = profilerOf(self);
  if (profiler.inTimer) return PyErr_SetString(PyExc_RuntimeError, 'cannot disable profiler in external timer');
  if (!profiler.enabled) return Py_NewRef(_Py_NoneStruct);
  const monitoring = monitoringModule();
  if (monitoring === NULL) return NULL;
  let ok = true;
  for (const [event] of CALLBACKS) ok = ok && callMonitoring(monitoring, 'register_callback', toolId(), PyLong_FromNumber(eventBit(event)), Py_NewRef(_Py_NoneStruct));
  ok = ok && callMonitoring(monitoring, 'set_events', toolId(), PyLong_FromNumber(0)) && callMonitoring(monitoring, 'free_tool_id', toolId());
  Py_DECREF(monitoring);
  if (!ok) return NULL;
  profiler.enabled = false;
  profiler.stats.flush(profiler.subcalls, profiler.timer);
  return Py_NewRef(_Py_NoneStruct);
}
function clearEntries(profiler: ProfilerData): void {
  for (const {userObj} of profiler.stats.clear()) Py_DECREF(userObj);
}
function profiler_clear(self: PyObject): New | NULL {
  const profiler = profilerOf(self);
  if (profiler.inTimer) return PyErr_SetString(PyExc_RuntimeError, 'cannot clear profiler in external timer');
  clearEntries(profiler);
  return Py_NewRef(_Py_NoneStruct);
}

// ---- results ----

function countItems(userObj: PyObject, counts: ProfilerCounts, factor: number): (New | NULL)[] {
  return [Py_NewRef(userObj), PyLong_FromNumber(counts.callcount), PyLong_FromNumber(counts.recursivecallcount), PyFloat_FromDouble(factor * counts.tt), PyFloat_FromDouble(factor * counts.it)];
}
/** An instance of a struct sequence; takes over the items. */
function structOf(type: PyObject, items: (New | NULL)[]): New | NULL {
  const tuple = packSteal(...items), result = tuple === NULL ? NULL : PyObject_CallFunctionObjArgs(type, tuple);
  Py_XDECREF(tuple);
  return result;
}
/** Appends what is consumed; false with an exception. */
function append(list: PyObject, item: New | NULL): boolean {
  const status = item === NULL ? -1 : PyList_Append(list, item);
  Py_XDECREF(item);
  return status === 0;
}
/** None, or the list of whom a function called; NULL with an exception. */
function callsOf(state: LsprofState, entry: ProfilerEntry, factor: number): New | NULL {
  if (entry.calls.size === 0) return Py_NewRef(_Py_NoneStruct);
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (const [callee, counts] of entry.calls) {
    if (append(list, structOf(state.stats_subentry_type, countItems(callee.userObj, counts, factor)))) continue;
    Py_DECREF(list);
    return NULL;
  }
  return list;
}
/** CPython: _lsprof_Profiler_getstats_impl() */
function profiler_getstats(self: PyObject): New | NULL {
  const profiler = profilerOf(self), module = PyType_GetModuleByDef(Py_TYPE(self), lsprofmodule);
  if (module === NULL) return NULL;
  const state = PyModule_GetState<LsprofState>(module)!, factor = profiler.externalTimer === NULL || profiler.externalTimerUnit === 0 ? 1e-9 : profiler.externalTimerUnit;
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (const entry of profiler.stats.entries.values()) {
    if (entry.callcount === 0 || append(list, structOf(state.stats_entry_type, [...countItems(entry.userObj, entry, factor), callsOf(state, entry, factor)]))) continue;
    Py_DECREF(list);
    return NULL;
  }
  return list;
}

// ---- the type ----

function profiler_new(type: PyObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, new ProfilerData());
  return self;
}
function profiler_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('Profiler', '(timer=None, timeunit=0.0, subcalls=True, builtins=True)', args, kwds);
  if (values === null) return -1;
  const profiler = profilerOf(self), [timer, timeunit, subcalls, builtins] = values, unit = timeunit === NULL ? 0 : PyFloat_AsDouble(timeunit);
  if (PyErr_Occurred() !== NULL || !setFlags(profiler, subcalls, builtins)) return -1;
  const before = profiler.externalTimer;
  profiler.externalTimerUnit = unit;
  profiler.externalTimer = Py_XNewRef(timer);
  Py_XDECREF(before);
  return 0;
}
function profiler_traverse(self: PyObject, visit: visitproc): number {
  const {externalTimer} = profilerOf(self), status = visit(Py_TYPE(self));
  return status !== 0 || externalTimer === NULL ? status : visit(externalTimer);
}
function profiler_dealloc(self: PyObject): void {
  const type = Py_TYPE(self), profiler = profilerOf(self), timer = profiler.externalTimer;
  PyObject_GC_UnTrack(self);
  profiler.stats.flush(profiler.subcalls, profiler.timer);
  clearEntries(profiler);
  profiler.externalTimer = NULL;
  Py_XDECREF(timer);
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
const profiler_spec: TypeSpec = {
  tp_name: '_lsprof.Profiler', tp_basicsize: 72, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'Profiler(timer=None, timeunit=None, subcalls=True, builtins=True)\n\n    A profiler that measures with a function, or with the clock. Where the function counts\n    in whole numbers, timeunit says how many seconds one of them is.\n',
  slots: {tp_new: profiler_new, tp_init: profiler_init, tp_dealloc: profiler_dealloc, tp_traverse: profiler_traverse},
  methods: [
    method('getstats', '($self, /)', profiler_getstats, 'What was measured: a profiler_entry for each function, with a profiler_subentry for each that it called.'),
    hiddenMethod('enable', '($self, subcalls=True, builtins=True)', profiler_enable, 'enable(subcalls=True, builtins=True)\n\nStarts measuring: with subcalls the calls of each function by its callers too, with builtins native functions.'),
    method('disable', '($self, /)', profiler_disable, 'Stops measuring.'), method('clear', '($self, /)', profiler_clear, 'Forgets what was measured.'),
    rawMethod('_pystart_callback', null, callback('_pystart_callback', 2, (profiler, args) => enterCall(profiler, ARG(args, 0), ARG(args, 0)))),
    rawMethod('_pyreturn_callback', null, callback('_pyreturn_callback', 3, (profiler, args) => profiler.stats.leave(ARG(args, 0), profiler.subcalls, profiler.timer))),
    rawMethod('_ccall_callback', null, callback('_ccall_callback', 4, (profiler, args) => withNative(profiler, args, fn => enterCall(profiler, PyCFunction_GetDef(fn), fn)))),
    rawMethod('_creturn_callback', null, callback('_creturn_callback', 4, (profiler, args) => withNative(profiler, args, fn => profiler.stats.leave(PyCFunction_GetDef(fn), profiler.subcalls, profiler.timer)))),
  ],
};

const ENTRY_FIELDS: PyStructSequence_Desc['fields'] = [
  ['code', 'code object, or the name of a native function'], ['callcount', 'how many calls there were'], ['reccallcount', 'how many of them were recursive'],
  ['totaltime', 'time from begin to end'], ['inlinetime', 'time without what was called'],
];
const profiler_entry_desc: PyStructSequence_Desc = {name: '_lsprof.profiler_entry', doc: null, n_in_sequence: 6, fields: [...ENTRY_FIELDS, ['calls', 'the calls to others']]};
const profiler_subentry_desc: PyStructSequence_Desc = {name: '_lsprof.profiler_subentry', doc: null, n_in_sequence: 5, fields: ENTRY_FIELDS};

function lsprof_exec(module: PyObject): number {
  const state = PyModule_GetState<LsprofState>(module)!, type = PyType_FromModuleAndSpec(module, profiler_spec, NULL);
  if (type === NULL) return -1;
  const status = PyModule_AddType(module, type);
  Py_DECREF(type);
  if (status < 0) return -1;
  const entry = PyStructSequence_NewType(profiler_entry_desc);
  if (entry === NULL) return -1;
  state.stats_entry_type = entry;
  const subentry = PyStructSequence_NewType(profiler_subentry_desc);
  if (subentry === NULL) return -1;
  state.stats_subentry_type = subentry;
  return PyModule_AddObjectRef(module, 'profiler_entry', entry) < 0 ? -1 : PyModule_AddObjectRef(module, 'profiler_subentry', subentry);
}
const lsprofmodule = new PyModuleDef('_lsprof', {
  m_doc: 'Fast profiler', m_size: 24, newState: (): LsprofState => ({stats_entry_type: NULL as PyObject, stats_subentry_type: NULL as PyObject}),
  m_traverse: (module, visit) => {
    const {stats_entry_type, stats_subentry_type} = PyModule_GetState<LsprofState>(module)!;
    for (const type of [stats_entry_type, stats_subentry_type]) {
      const status = type === NULL ? 0 : visit(type);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: module => {
    const state = PyModule_GetState<LsprofState>(module)!, {stats_entry_type, stats_subentry_type} = state;
    state.stats_entry_type = state.stats_subentry_type = NULL as PyObject;
    Py_XDECREF(stats_entry_type);
    Py_XDECREF(stats_subentry_type);
    return 0;
  },
  m_slots: [[Py_mod_exec, lsprof_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__lsprof() */
export function PyInit__lsprof(): PyModuleDef {
  return PyModuleDef_Init(lsprofmodule);
}
