/** The types Context, SignalDict's base and the context manager. CPython: Modules/_decimal/_decimal.c */
import {PyObject_GetIter} from '../../objects/abstract-iter';
import {PyObject_CallNoArgs} from '../../objects/call';
import {PyDict_GetItemRef, PyDict_New, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Clear, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {clearFields, deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {argParser, parseArgs, parseVectorcall} from '../../objects/getargs';
import {PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyObject_HashNotImplemented, PyObject_IsTrue, Py_EQ, Py_NE} from '../../objects/object';
import {PyObject_GenericGetAttr, PyObject_GenericSetAttr} from '../../objects/object-generic';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_Compare, PyUnicode_EqualToUTF8, PyUnicode_FromString} from '../../objects/unicodeobject';
import {
  PyDict_Check, PyDict_GET_SIZE, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyUnicode_Check, Py_BOOL, Py_TYPE, ctxManager_global, ctxManager_local, decContext_flags,
  decContext_traps, set_ctxManager_global, set_ctxManager_local, set_decContext_flags, set_decContext_traps,
} from '../../runtime/generated/accessors';
import {
  PyExc_AttributeError, PyExc_KeyError, PyExc_TypeError, PyExc_ValueError, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct,
} from '../../runtime/generated/static-addresses';
import {method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {PyGetSetDef, TypeSpec} from '../../runtime/typeslots';
import {ssizeArgument} from './_decimal-convert';
import {CONTEXT_METHODS} from './_decimal-methods';
import {MAX_EMAX, MAX_PREC, MIN_EMIN, MpdContext, ROUND_NAMES} from './_decimal-mpd';
import {
  type DecimalState, PyDecContext_Check, SIGNALS, context_copy, ctxOf, current_context, exception_as_flag, setCurrentContext, signals_as_list, stateOf, stateOfType,
} from './_decimal-state';

const none = (): New => Py_NewRef(_Py_NoneStruct);
function fail(type: PyObject, message: string): -1 {
  PyErr_SetString(type, message);
  return -1;
}

// ---- signal dicts ----

/** Which flags of which context a signal dict shows. CPython: PyDecSignalDictObject */
interface SignalView { readonly ctx: MpdContext; readonly field: 'traps' | 'status' }
/** The payload of a signal dict: its view, once it has one. */
class SignalData {
  view: SignalView | null = null;
}
/** The view of a signal dict; null with ValueError for one without a context. */
function viewOf(self: PyObject): SignalView | null {
  const data = payload<unknown>(self);
  if (data instanceof SignalData && data.view !== null) return data.view;
  PyErr_SetString(PyExc_ValueError, 'invalid signal dict');
  return null;
}
/** Without a context until signalDict() gives one. */
function signaldict_init(self: PyObject): number {
  const data = new SignalData();
  setPayload(self, data);
  return 0;
}
function signaldict_iter(self: PyObject): New | NULL {
  return viewOf(self) === null ? NULL : PyObject_GetIter(stateOf(self).SignalTuple);
}
function signaldict_getitem(self: PyObject, key: PyObject): New | NULL {
  const view = viewOf(self), flag = view === null ? -1 : exception_as_flag(stateOf(self), key);
  return flag < 0 ? NULL : Py_NewRef(Py_BOOL((view!.ctx[view!.field] & flag) !== 0));
}
function signaldict_setitem(self: PyObject, key: PyObject, value: PyObject | NULL): number {
  const view = viewOf(self);
  if (view === null) return -1;
  if (value === NULL) return fail(PyExc_ValueError, 'signal keys cannot be deleted');
  const flag = exception_as_flag(stateOf(self), key), truth = flag < 0 ? -1 : PyObject_IsTrue(value);
  if (truth < 0) return -1;
  view.ctx[view.field] = truth !== 0 ? view.ctx[view.field] | flag : view.ctx[view.field] & ~flag;
  return 0;
}
function signaldict_repr(self: PyObject): New | NULL {
  const view = viewOf(self);
  if (view === null) return NULL;
  return PyUnicode_FromString(`{${SIGNALS.map(({name, flag}) => `<class 'decimal.${name}'>:${(view.ctx[view.field] & flag) !== 0 ? 'True' : 'False'}`).join(', ')}}`);
}
/** Flags as a dict of exceptions stands for them; -1 when it does not, -2 with an exception of another's. escapes. CPython: dict_as_flags() */
function dict_as_flags(st: DecimalState, val: PyObject): number {
  if (!PyDict_Check(val)) return fail(PyExc_TypeError, 'argument must be a signal dict');
  if (PyDict_GET_SIZE(val) !== SIGNALS.length) return fail(PyExc_KeyError, 'invalid signal dict');
  let flags = 0;
  for (let i = 0; i < SIGNALS.length; i++) {
    const value = PyDict_GetItemRef(val, st.signal_map[i]);
    if (value === NULL) return PyErr_Occurred() !== NULL ? -2 : fail(PyExc_KeyError, 'invalid signal dict');
    const truth = PyObject_IsTrue(value);
    Py_DECREF(value);
    if (truth < 0) return -2;
    if (truth !== 0) flags |= SIGNALS[i].flag;
  }
  return flags;
}
function signaldict_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  const st = stateOf(v), view = viewOf(v), isDict = Py_TYPE(w) === st.PyDecSignalDict_Type;
  if (view === null || (isDict && viewOf(w) === null)) return NULL;
  if (op !== Py_EQ && op !== Py_NE) return Py_NewRef(_Py_NotImplementedStruct);
  let flags = -1;
  if (isDict) {
    const other = viewOf(w)!;
    flags = other.ctx[other.field];
  } else if (PyDict_Check(w)) {
    flags = dict_as_flags(st, w);
    if (flags === -2) return NULL;
    if (flags < 0) PyErr_Clear();
  }
  return Py_NewRef(flags < 0 ? _Py_NotImplementedStruct : Py_BOOL((view.ctx[view.field] === flags) === (op === Py_EQ)));
}
function signaldict_copy(self: PyObject): New | NULL {
  const view = viewOf(self), dict = view === null ? NULL : PyDict_New();
  if (dict === NULL) return NULL;
  const {signal_map} = stateOf(self);
  for (let i = 0; i < SIGNALS.length; i++) {
    if (PyDict_SetItem(dict, signal_map[i], (view!.ctx[view!.field] & SIGNALS[i].flag) !== 0 ? _Py_TrueStruct : _Py_FalseStruct) >= 0) continue;
    Py_DECREF(dict);
    return NULL;
  }
  return dict;
}
export const signaldict_spec: TypeSpec = {
  tp_name: 'decimal.SignalDictMixin', tp_basicsize: 24, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {
    tp_dealloc: deallocHeapFields(), tp_traverse: traverseHeapFields(), tp_repr: signaldict_repr, tp_hash: PyObject_HashNotImplemented, tp_getattro: PyObject_GenericGetAttr,
    tp_richcompare: signaldict_richcompare, tp_iter: signaldict_iter, tp_init: signaldict_init, mp_length: self => (viewOf(self) === null ? -1 : SIGNALS.length), mp_subscript: signaldict_getitem,
    mp_ass_subscript: signaldict_setitem,
  },
  methods: [method('copy', '($self, /)', signaldict_copy)],
};

// ---- contexts ----

const INVALID_ROUNDING = 'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]';
/** The number of a rounding mode; -1 with TypeError. CPython: getround() */
export function getround(st: DecimalState, v: PyObject): number {
  if (PyUnicode_Check(v)) {
    let i = st.round_map.indexOf(v);
    if (i < 0) i = st.round_map.findIndex(name => PyUnicode_Compare(v, name) === 0);
    if (i >= 0) return i;
  }
  return fail(PyExc_TypeError, INVALID_ROUNDING);
}
type Setter = (self: PyObject, value: PyObject) => number;
/** A setter of an integer between bounds. */
function integerSetter(least: bigint, most: bigint, message: string, set: (ctx: MpdContext, value: bigint) => void): Setter {
  return (self, value) => {
    const n = ssizeArgument(value);
    if (n === null) return -1;
    if (n < least || n > most) return fail(PyExc_ValueError, message);
    set(ctxOf(self), n);
    return 0;
  };
}
const setPrec = integerSetter(1n, MAX_PREC, 'valid range for prec is [1, MAX_PREC]', (ctx, n) => ctx.setPrec(n));
const setEmax = integerSetter(0n, MAX_EMAX, 'valid range for Emax is [0, MAX_EMAX]', (ctx, n) => ctx.setBounds(ctx.precBig, n, ctx.emin));
const setEmin = integerSetter(MIN_EMIN, 0n, 'valid range for Emin is [MIN_EMIN, 0]', (ctx, n) => ctx.setBounds(ctx.precBig, ctx.emax, n));
const setCapitals = integerSetter(0n, 1n, 'valid values for capitals are 0 or 1', (ctx, n) => (ctx.capitals = Number(n)));
const setClamp = integerSetter(0n, 1n, 'valid values for clamp are 0 or 1', (ctx, n) => (ctx.clamp = Number(n)));
function setRounding(self: PyObject, value: PyObject): number {
  const round = getround(stateOf(self), value);
  if (round < 0) return -1;
  ctxOf(self).round = round;
  return 0;
}
/** Flags as any object stands for them: a list, only `listToo`, a signal dict or a dict. escapes */
function setFlags(self: PyObject, field: 'traps' | 'status', value: PyObject, listToo: boolean): number {
  const st = stateOf(self);
  let flags = 0;
  if (listToo && PyList_Check(value)) {
    for (let i = 0; i < PyList_GET_SIZE(value); i++) {
      const flag = exception_as_flag(st, PyList_GET_ITEM(value, i));
      if (flag < 0) return -1;
      flags |= flag;
    }
  } else if (Py_TYPE(value) === st.PyDecSignalDict_Type) {
    const view = viewOf(value);
    if (view === null) return -1;
    flags = view.ctx[view.field];
  } else {
    flags = dict_as_flags(st, value);
    if (flags < 0) return -1;
  }
  ctxOf(self)[field] = flags;
  return 0;
}
/** Sets what is not None: the arguments of Context() in their order. escapes. CPython: context_setattrs() */
function context_setattrs(self: PyObject, values: readonly (PyObject | NULL)[]): number {
  const setters: readonly Setter[] = [
    setPrec, setRounding, setEmin, setEmax, setCapitals, setClamp, (ctx, value) => setFlags(ctx, 'traps', value, true), (ctx, value) => setFlags(ctx, 'status', value, true),
  ];
  const [prec, rounding, emin, emax, capitals, clamp, flags, traps] = values, order = [prec, rounding, emin, emax, capitals, clamp, traps, flags];
  for (let i = 0; i < 8; i++) {
    const value = order[i];
    if (value !== NULL && value !== _Py_NoneStruct && setters[i](self, value as PyObject) < 0) return -1;
  }
  return 0;
}
function signalDict(st: DecimalState, ctx: MpdContext, field: 'traps' | 'status'): New | NULL {
  const dict = PyObject_CallNoArgs(st.PyDecSignalDict_Type);
  if (dict !== NULL) payload<SignalData>(dict).view = {ctx, field};
  return dict;
}
function context_new(type: PyTypeObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0), st = stateOfType(type)!;
  if (self === NULL) return NULL;
  const ctx = new MpdContext();
  setPayload(self, ctx);
  if (st.default_context_template !== NULL) ctx.assign(ctxOf(st.default_context_template));
  ctx.capitals = 1;
  const traps = signalDict(st, ctx, 'traps');
  set_decContext_traps(self, traps);
  const flags = traps === NULL ? NULL : signalDict(st, ctx, 'status');
  set_decContext_flags(self, flags);
  if (flags !== NULL) return self;
  Py_DECREF(self);
  return NULL;
}
const OPTIONS = 'prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None';
const initParser = argParser('', `($self, ${OPTIONS})`);
function context_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseArgs(initParser, args, kwds);
  return values === null ? -1 : context_setattrs(self, values);
}
/** Signals as their conditions' bits come. */
const BY_BIT = [8, 0, 2, 0, 0, 0, 6, 0, 0, 0, 1, 3, 7, 5, 4];
/** Names of set flags, InvalidOperation once for all its conditions. CPython: mpd_lsnprint_signals() */
function signalNames(flags: number): string {
  const names: string[] = [];
  BY_BIT.forEach((signal, bit) => {
    const {name} = SIGNALS[signal];
    if ((flags & (1 << bit)) !== 0 && !names.includes(name)) names.push(name);
  });
  return `[${names.join(', ')}]`;
}
function context_repr(self: PyObject): New | NULL {
  const ctx = ctxOf(self);
  return PyUnicode_FromString(`Context(prec=${ctx.precBig}, rounding=${ROUND_NAMES[ctx.round]}, Emin=${ctx.emin}, Emax=${ctx.emax}, capitals=${ctx.capitals}, clamp=${ctx.clamp}, `
    + `flags=${signalNames(ctx.status)}, traps=${signalNames(ctx.traps)})`);
}
function context_getattr(self: PyObject, name: PyObject): New | NULL {
  if (PyUnicode_Check(name)) {
    if (PyUnicode_EqualToUTF8(name, 'traps')) return Py_NewRef(decContext_traps(self));
    if (PyUnicode_EqualToUTF8(name, 'flags')) return Py_NewRef(decContext_flags(self));
  }
  return PyObject_GenericGetAttr(self, name);
}
function context_setattr(self: PyObject, name: PyObject, value: PyObject | NULL): number {
  if (value === NULL) return fail(PyExc_AttributeError, 'context attributes cannot be deleted');
  if (PyUnicode_Check(name)) {
    if (PyUnicode_EqualToUTF8(name, 'traps')) return setFlags(self, 'traps', value, false);
    if (PyUnicode_EqualToUTF8(name, 'flags')) return setFlags(self, 'status', value, false);
  }
  return PyObject_GenericSetAttr(self, name, value);
}
function context_reduce(self: PyObject): New | NULL {
  const ctx = ctxOf(self), st = stateOf(self);
  return packSteal(Py_NewRef(Py_TYPE(self)), packSteal(
    PyLong_FromBigInt(ctx.precBig), PyUnicode_FromString(ROUND_NAMES[ctx.round]), PyLong_FromBigInt(ctx.emin), PyLong_FromBigInt(ctx.emax), PyLong_FromNumber(ctx.capitals),
    PyLong_FromNumber(ctx.clamp), signals_as_list(st, ctx.status), signals_as_list(st, ctx.traps)));
}
function attribute(name: string, get: (ctx: MpdContext) => New | NULL, set: Setter): PyGetSetDef {
  return {name, get: self => get(ctxOf(self)), set: (self, value) => set(self, value as PyObject)};
}
const CONTEXT_REFS = [16, 18] as const;
export const context_spec: TypeSpec = {
  tp_name: 'decimal.Context', tp_basicsize: 96, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: `Context(${OPTIONS})\n--\n\nPrecision, bounds and rounding of arithmetic, and which signals are exceptions.`,
  slots: {
    tp_dealloc: deallocHeapFields(...CONTEXT_REFS), tp_traverse: traverseHeapFields(...CONTEXT_REFS), tp_clear: clearFields(...CONTEXT_REFS), tp_repr: context_repr, tp_getattro: context_getattr,
    tp_setattro: context_setattr, tp_init: context_init, tp_new: context_new,
  },
  methods: [
    ...CONTEXT_METHODS,
    method('clear_flags', '($self, /)', self => {
      ctxOf(self).status = 0;
      return none();
    }, 'Sets all flags to False.'),
    method('clear_traps', '($self, /)', self => {
      ctxOf(self).traps = 0;
      return none();
    }, 'Sets all traps to False.'),
    method('__copy__', '($self, /)', self => context_copy(stateOf(self), self)), method('__reduce__', '($self, /)', context_reduce),
    method('copy', '($self, /)', self => context_copy(stateOf(self), self), 'A copy with its own flags.'),
  ],
  getset: [
    attribute('prec', ctx => PyLong_FromBigInt(ctx.precBig), setPrec), attribute('Emax', ctx => PyLong_FromBigInt(ctx.emax), setEmax),
    attribute('Emin', ctx => PyLong_FromBigInt(ctx.emin), setEmin), {name: 'rounding', get: self => Py_NewRef(stateOf(self).round_map[ctxOf(self).round]), set: (self, value) => setRounding(self, value as PyObject)},
    attribute('capitals', ctx => PyLong_FromNumber(ctx.capitals), setCapitals), attribute('clamp', ctx => PyLong_FromNumber(ctx.clamp), setClamp),
  ],
};

// ---- context managers ----

const managerParser = argParser('', `($module, ctx=None, ${OPTIONS})`);
/** localcontext(): a manager of a copy of a context. escapes. CPython: ctxmanager_new() */
export function ctxmanager_new(module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const st = PyModule_GetState<DecimalState>(module)!, global = current_context(st);
  if (global === NULL) return NULL;
  const values = parseVectorcall(managerParser, args, nargs, kwnames);
  let local: New | NULL = NULL;
  if (values !== null) {
    const given = values[0];
    if (given === NULL || given === _Py_NoneStruct) local = context_copy(st, global);
    else if (PyDecContext_Check(st, given)) local = context_copy(st, given);
    else PyErr_SetString(PyExc_TypeError, 'optional argument must be a context');
  }
  if (local !== NULL && context_setattrs(local, (values as (PyObject | NULL)[]).slice(1)) >= 0) {
    const type = st.PyDecContextManager_Type, self = slots(type).tp_alloc!(type, 0);
    if (self !== NULL) {
      set_ctxManager_local(self, local);
      set_ctxManager_global(self, global);
      return self;
    }
  }
  if (local !== NULL) Py_DECREF(local);
  Py_DECREF(global);
  return NULL;
}
function ctxmanager_enter(self: PyObject): New | NULL {
  return setCurrentContext(stateOf(self), ctxManager_local(self)) < 0 ? NULL : Py_NewRef(ctxManager_local(self));
}
function ctxmanager_exit(self: PyObject): New | NULL {
  return setCurrentContext(stateOf(self), ctxManager_global(self)) < 0 ? NULL : none();
}
export const ctxmanager_spec: TypeSpec = {
  tp_name: 'decimal.ContextManager', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
  slots: {tp_dealloc: deallocHeapFields(4, 6), tp_traverse: traverseHeapFields(4, 6), tp_clear: clearFields(4, 6), tp_getattro: PyObject_GenericGetAttr},
  methods: [method('__enter__', '($self, /)', ctxmanager_enter), rawMethod('__exit__', null, ctxmanager_exit)],
};
