/** The state of _decimal: types, signals, the current context. CPython: Modules/_decimal/_decimal.c */
import {PyObject_CallNoArgs} from '../../objects/call';
import {PyContextVar_Get, PyContextVar_Set} from '../../objects/context';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetObject, PyErr_SetString} from '../../objects/errors';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyType_IsSubtype} from '../../objects/typeobject';
import {PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_TYPE, ht_module, tp_flags, tp_mro} from '../../runtime/generated/accessors';
import {PyExc_KeyError, PyExc_TypeError} from '../../runtime/generated/static-addresses';
import {Py_DECREF, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_HEAPTYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {
  MPD_Clamped, MPD_Conversion_syntax, MPD_Division_by_zero, MPD_Division_impossible, MPD_Division_undefined, MPD_Float_operation, MPD_IEEE_Invalid_operation, MPD_Inexact,
  MPD_Invalid_context, MPD_Invalid_operation, MPD_Malloc_error, MPD_Overflow, MPD_Rounded, MPD_Subnormal, MPD_Underflow, type Mpd, type MpdContext,
} from './_decimal-mpd';

/** A signal or condition: its name and flag. CPython: DecCondMap */
interface Condition { readonly name: string; readonly flag: number }
export const SIGNALS: readonly Condition[] = [
  {name: 'InvalidOperation', flag: MPD_IEEE_Invalid_operation}, {name: 'FloatOperation', flag: MPD_Float_operation}, {name: 'DivisionByZero', flag: MPD_Division_by_zero},
  {name: 'Overflow', flag: MPD_Overflow}, {name: 'Underflow', flag: MPD_Underflow}, {name: 'Subnormal', flag: MPD_Subnormal}, {name: 'Inexact', flag: MPD_Inexact},
  {name: 'Rounded', flag: MPD_Rounded}, {name: 'Clamped', flag: MPD_Clamped},
];
/** What InvalidOperation comprises; the first one is the signal itself. */
export const CONDITIONS: readonly Condition[] = [
  {name: 'InvalidOperation', flag: MPD_Invalid_operation}, {name: 'ConversionSyntax', flag: MPD_Conversion_syntax}, {name: 'DivisionImpossible', flag: MPD_Division_impossible},
  {name: 'DivisionUndefined', flag: MPD_Division_undefined}, {name: 'InvalidContext', flag: MPD_Invalid_context},
];
export const INVALID_SIGNALS = 'valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]';

const OWNED = [
  'PyDecContextManager_Type', 'PyDecContext_Type', 'PyDecSignalDictMixin_Type', 'PyDec_Type', 'PyDecSignalDict_Type', 'DecimalTuple', 'DecimalException', 'current_context_var',
  'default_context_template', 'basic_context_template', 'extended_context_template', 'Rational', 'SignalTuple',
] as const;

/** The state of the module; all objects owned. CPython: decimal_state */
export class DecimalState {
  PyDecContextManager_Type = NULL as PyTypeObject;
  PyDecContext_Type = NULL as PyTypeObject;
  PyDecSignalDictMixin_Type = NULL as PyTypeObject;
  PyDec_Type = NULL as PyTypeObject;
  PyDecSignalDict_Type = NULL as PyTypeObject;
  DecimalTuple = NULL as PyObject;
  DecimalException = NULL as PyObject;
  current_context_var = NULL as PyObject;
  default_context_template: PyObject | NULL = NULL;
  basic_context_template: PyObject | NULL = NULL;
  extended_context_template: PyObject | NULL = NULL;
  Rational = NULL as PyObject;
  SignalTuple = NULL as PyObject;
  /** Exceptions of SIGNALS and CONDITIONS. */
  readonly signal_map: PyObject[] = [];
  readonly cond_map: PyObject[] = [];
  /** Names of rounding modes. */
  readonly round_map: PyObject[] = [];

  private all(): PyObject[] {
    const fields = OWNED.map(name => this[name] as PyObject);
    // exceptions are made from the last on: there may be holes
    return [...fields, ...this.signal_map, ...this.cond_map, ...this.round_map].filter(op => op !== undefined && (op as number) !== NULL);
  }
  traverse(visit: (op: PyObject) => number): number {
    for (const op of this.all()) {
      const status = visit(op);
      if (status !== 0) return status;
    }
    return 0;
  }
  clear(): void {
    const all = this.all();
    for (const name of OWNED) this[name] = NULL as PyTypeObject;
    this.signal_map.length = this.cond_map.length = this.round_map.length = 0;
    for (const op of all) Py_DECREF(op as New);
  }
}
/** The state of the module that a type, or one of its bases, was made for; null for other types. */
export function stateOfType(type: PyTypeObject): DecimalState | null {
  const mro = tp_mro(type);
  for (let i = 0; i < PyTuple_GET_SIZE(mro); i++) {
    const base = PyTuple_GET_ITEM(mro, i), module = (tp_flags(base) & Py_TPFLAGS_HEAPTYPE) === 0 ? NULL : ht_module(base);
    const state = module === NULL ? null : PyModule_GetState(module);
    if (state instanceof DecimalState) return state;
  }
  return null;
}
/** The state for an object of the module. CPython: get_module_state_by_def() */
export function stateOf(op: PyObject): DecimalState {
  return stateOfType(Py_TYPE(op))!;
}

// ---- objects ----

/** The number of a Decimal. CPython: MPD() */
export function mpdOf(op: PyObject): Mpd {
  return payload<Mpd>(op);
}
/** The settings of a Context. CPython: CTX() */
export function ctxOf(op: PyObject): MpdContext {
  return payload<MpdContext>(op);
}
/** CPython: PyDec_Check() */
export function PyDec_Check(st: DecimalState, op: PyObject): boolean {
  const type = Py_TYPE(op);
  return type === st.PyDec_Type || PyType_IsSubtype(type, st.PyDec_Type);
}
/** CPython: PyDecContext_Check() */
export function PyDecContext_Check(st: DecimalState, op: PyObject): boolean {
  const type = Py_TYPE(op);
  return type === st.PyDecContext_Type || PyType_IsSubtype(type, st.PyDecContext_Type);
}
/** A Decimal, or an object of a subtype, of a number. @raises MemoryError. CPython: PyDecType_New() */
export function newDecimal(type: PyTypeObject, value: Mpd): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, value);
  return self;
}

// ---- signals ----

/** The exceptions of a status, the precise ones instead of InvalidOperation. CPython: flags_as_list() */
function flags_as_list(st: DecimalState, flags: number): New | NULL {
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  let status = 0;
  for (let i = 0; i < CONDITIONS.length && status === 0; i++) if ((flags & CONDITIONS[i].flag) !== 0) status = PyList_Append(list, i === 0 ? st.signal_map[0] : st.cond_map[i - 1]);
  for (let i = 1; i < SIGNALS.length && status === 0; i++) if ((flags & SIGNALS[i].flag) !== 0) status = PyList_Append(list, st.signal_map[i]);
  if (status === 0) return list;
  Py_DECREF(list);
  return NULL;
}
/** The exceptions of signals. CPython: signals_as_list() */
export function signals_as_list(st: DecimalState, flags: number): New | NULL {
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (let i = 0; i < SIGNALS.length; i++) {
    if ((flags & SIGNALS[i].flag) === 0 || PyList_Append(list, st.signal_map[i]) >= 0) continue;
    Py_DECREF(list);
    return NULL;
  }
  return list;
}
/** The flag of a signal's exception; -1 with KeyError. CPython: exception_as_flag() */
export function exception_as_flag(st: DecimalState, ex: PyObject): number {
  const i = st.signal_map.indexOf(ex);
  if (i >= 0) return SIGNALS[i].flag;
  PyErr_SetString(PyExc_KeyError, INVALID_SIGNALS);
  return -1;
}
/** Sets flags of a context, and raises when one of them is trapped: true then. CPython: dec_addstatus() */
export function dec_addstatus(st: DecimalState, ctx: MpdContext, status: number): boolean {
  ctx.status |= status;
  if ((status & (ctx.traps | MPD_Malloc_error)) === 0) return false;
  if ((status & MPD_Malloc_error) !== 0) {
    PyErr_NoMemory();
    return true;
  }
  const flags = ctx.traps & status, i = SIGNALS.findIndex(signal => (flags & signal.flag) !== 0), list = flags_as_list(st, flags);
  if (list !== NULL) {
    PyErr_SetObject(st.signal_map[i], list);
    Py_DECREF(list);
  }
  return true;
}
/** Ends an operation: the conditions it met become flags; the result, NULL when one was trapped. @raises MemoryError and what is trapped */
export function finish(st: DecimalState, ctx: MpdContext, value: Mpd): New | NULL {
  const work = ctx.work;
  if (work !== 0) {
    ctx.work = 0;
    if (dec_addstatus(st, ctx, work)) return NULL;
  }
  return newDecimal(st.PyDec_Type, value);
}

// ---- the current context ----

/** A copy of a context. @raises MemoryError. CPython: context_copy() */
export function context_copy(st: DecimalState, context: PyObject): New | NULL {
  const copy = PyObject_CallNoArgs(st.PyDecContext_Type);
  if (copy !== NULL) ctxOf(copy).assign(ctxOf(context));
  return copy;
}
function init_current_context(st: DecimalState): New | NULL {
  const context = context_copy(st, st.default_context_template as PyObject);
  if (context === NULL) return NULL;
  ctxOf(context).status = 0;
  const token = PyContextVar_Set(st.current_context_var, context);
  if (token === NULL) {
    Py_DECREF(context);
    return NULL;
  }
  Py_DECREF(token);
  return context;
}
/** The context of the running code. escapes. CPython: current_context() */
export function current_context(st: DecimalState): New | NULL {
  const found = PyContextVar_Get(st.current_context_var, NULL);
  if (found !== NULL) return found;
  return PyErr_Occurred() !== NULL ? NULL : init_current_context(st);
}
/** The settings of the current context, which holds itself; null with an exception. CPython: CURRENT_CONTEXT() */
export function currentCtx(st: DecimalState): MpdContext | null {
  const context = current_context(st);
  if (context === NULL) return null;
  const ctx = ctxOf(context);
  Py_DECREF(context);
  return ctx;
}
/** The settings of a context argument, those of the current one for None; null with an exception. CPython: CONTEXT_CHECK_VA() */
export function contextArgument(st: DecimalState, given: PyObject | NULL, isNone: boolean): MpdContext | null {
  if (given === NULL || isNone) return currentCtx(st);
  if (PyDecContext_Check(st, given)) return ctxOf(given);
  PyErr_SetString(PyExc_TypeError, 'optional argument must be a context');
  return null;
}
/** Makes a context that of the running code; a copy of it when it is a template. escapes. CPython: PyDec_SetCurrentContext() */
export function setCurrentContext(st: DecimalState, context: PyObject): number {
  if (!PyDecContext_Check(st, context)) {
    PyErr_SetString(PyExc_TypeError, 'argument must be a context');
    return -1;
  }
  let copy: New | NULL = NULL;
  if (context === st.default_context_template || context === st.basic_context_template || context === st.extended_context_template) {
    copy = context_copy(st, context);
    if (copy === NULL) return -1;
    ctxOf(copy).status = 0;
  }
  const token = PyContextVar_Set(st.current_context_var, copy !== NULL ? copy : context);
  if (copy !== NULL) Py_DECREF(copy);
  if (token === NULL) return -1;
  Py_DECREF(token);
  return 0;
}
