/** Context, ContextVar and Token. CPython: Python/context.c */
import {H, interp, tstate} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {ARG, PyDict_GET_SIZE, PyTuple_GET_SIZE, PyUnicode_Check, Py_BOOL, Py_TYPE, ctx_entered, ctx_prev, ctx_vars, ctx_weakreflist, set_ctx_entered, set_ctx_prev, set_ctx_vars, set_ctx_weakreflist, set_tok_ctx, set_tok_oldval, set_tok_used, set_tok_var, set_var_cached, set_var_cached_tsid, set_var_cached_tsver, set_var_default, set_var_hash_hi, set_var_hash_lo, set_var_name, tok_ctx, tok_oldval, tok_used, tok_var, var_cached, var_cached_tsid, var_cached_tsver, var_default, var_hash_hi, var_hash_lo, var_name} from '../runtime/generated/accessors';
import {CONTEXT_FREE, CONTEXT_NUMFREE, HASH_HI, PyContextToken_Type, PyContextVar_Type, PyContext_Type, PyExc_LookupError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, REFTOTAL, _PyContextTokenMissing_Type, _Py_ContextTokenMissing, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {METH_CLASS, hiddenMethod, method, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, _Py_SetImmortal, slots} from '../runtime/object';
import {type Args, NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {Py_READONLY} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyObject_Vectorcall} from './call';
import {PyDict_SetItemString} from './dictobject';
import {_PyObject_GC_MAY_BE_TRACKED} from './dictobject-keys';
import {writeRepr} from './dictobject-methods';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, reprText} from './errors';
import {clearFields, traverseFields} from './field-slots';
import {Py_GenericAlias} from './genericaliasobject';
import {parseTupleAndKeywords} from './getargs';
import {_PyHamt_Assoc, _PyHamt_Eq, _PyHamt_Find, _PyHamt_Len, _PyHamt_New, _PyHamt_NewIterItems, _PyHamt_NewIterKeys, _PyHamt_NewIterValues, _PyHamt_Without, hamtContains, hamtSubscript} from './hamt';
import {PyObject_Hash, PyObject_HashNotImplemented, Py_EQ, Py_NE, addressText} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {_Py_HashPointer} from './pyhash';
import {_PyType_GetDict} from './typeobject-cache';
import {PyUnicode_FromString, _PyUnicodeWriter} from './unicodeobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';
import {watch} from '../runtime/watched';

const PyContext_MAXFREELIST = 255;

// ---- contexts ----

/** An empty or filled context; takes over `vars`. */
function newContext(vars: New | NULL): New | NULL {
  if (vars === NULL) return NULL;
  let ctx: New | NULL;
  if (H[CONTEXT_NUMFREE] > 0) {
    ctx = H[CONTEXT_FREE] as New;
    H[CONTEXT_FREE] = ctx_weakreflist(ctx);
    H[CONTEXT_NUMFREE]--;
    H[ctx] = 1;
    H[REFTOTAL]++;
    if (VIVARIUM_WATCHED) watch.born(ctx as PyObject);
  } else {
    ctx = _PyObject_GC_New(PyContext_Type, 48);
    if (ctx === NULL) {
      Py_DECREF(vars);
      return PyErr_NoMemory();
    }
  }
  set_ctx_vars(ctx, vars);
  set_ctx_prev(ctx, NULL);
  set_ctx_entered(ctx, 0);
  set_ctx_weakreflist(ctx, NULL);
  _PyObject_GC_TRACK(ctx);
  return ctx;
}
/** The current context, borrowed; made when the thread has none yet. NULL with MemoryError. CPython: context_get() */
function context_get(): PyObject | NULL {
  if (tstate.context === NULL) tstate.context = PyContext_New();
  return tstate.context;
}
/** A new empty context. CPython: PyContext_New() */
export function PyContext_New(): New | NULL {
  return newContext(_PyHamt_New());
}
/** A new context with the values of another. CPython: PyContext_Copy() */
export function PyContext_Copy(octx: PyObject): New | NULL {
  return isContext(octx) ? newContext(Py_NewRef(ctx_vars(octx))) : NULL;
}
/** A new context with the values of the current one. CPython: PyContext_CopyCurrent() */
export function PyContext_CopyCurrent(): New | NULL {
  const ctx = context_get();
  return ctx === NULL ? NULL : newContext(Py_NewRef(ctx_vars(ctx)));
}
function isContext(op: PyObject): boolean {
  if (Py_TYPE(op) === PyContext_Type) return true;
  PyErr_SetString(PyExc_TypeError, 'an instance of Context was expected');
  return false;
}
/** Makes a context the current one; -1 with RuntimeError when it is so already, here or elsewhere. escapes. CPython: PyContext_Enter() */
export function PyContext_Enter(octx: PyObject): number {
  if (!isContext(octx)) return -1;
  if (ctx_entered(octx) !== 0) {
    const text = reprText(octx);
    if (text !== null) PyErr_SetString(PyExc_RuntimeError, `cannot enter context: ${text} is already entered`);
    return -1;
  }
  // the reference of the thread goes over to the context and comes back on leaving it
  set_ctx_prev(octx, tstate.context);
  set_ctx_entered(octx, 1);
  tstate.context = Py_NewRef(octx);
  tstate.context_ver++;
  return 0;
}
/** Goes back to the context before; -1 with RuntimeError when this one is not the current one. escapes. CPython: PyContext_Exit() */
export function PyContext_Exit(octx: PyObject): number {
  if (!isContext(octx)) return -1;
  if (ctx_entered(octx) === 0) {
    const text = reprText(octx);
    if (text !== null) PyErr_SetString(PyExc_RuntimeError, `cannot exit context: ${text} has not been entered`);
    return -1;
  }
  if (tstate.context !== octx) {
    PyErr_SetString(PyExc_RuntimeError, 'cannot exit context: thread state references a different context object');
    return -1;
  }
  tstate.context = ctx_prev(octx);
  Py_DECREF(octx);
  tstate.context_ver++;
  set_ctx_prev(octx, NULL);
  set_ctx_entered(octx, 0);
  return 0;
}
function context_tp_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  void type;
  if (PyTuple_GET_SIZE(args) !== 0 || (kwds !== NULL && PyDict_GET_SIZE(kwds) !== 0)) return PyErr_SetString(PyExc_TypeError, 'Context() does not accept any arguments');
  return PyContext_New();
}
const clearContext = clearFields(4, 6);
function context_tp_dealloc(self: PyObject): void {
  _PyObject_GC_UNTRACK(self);
  if (ctx_weakreflist(self) !== NULL) PyObject_ClearWeakRefs(self);
  clearContext(self);
  if (H[CONTEXT_NUMFREE] < PyContext_MAXFREELIST) {
    H[CONTEXT_NUMFREE]++;
    set_ctx_weakreflist(self, H[CONTEXT_FREE] as PyObject);
    H[CONTEXT_FREE] = self;
  } else slots(Py_TYPE(self)).tp_free!(self);
}
/** Frees what the free list of contexts holds. CPython: _PyContext_ClearFreeList() */
export function _PyContext_ClearFreeList(): void {
  while (H[CONTEXT_NUMFREE] > 0) {
    const ctx = H[CONTEXT_FREE] as PyObject;
    H[CONTEXT_FREE] = ctx_weakreflist(ctx);
    set_ctx_weakreflist(ctx, NULL);
    H[CONTEXT_NUMFREE]--;
    PyObject_GC_Del(ctx);
  }
}
function context_tp_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  if (Py_TYPE(v) !== PyContext_Type || Py_TYPE(w) !== PyContext_Type || (op !== Py_EQ && op !== Py_NE)) return Py_NewRef(_Py_NotImplementedStruct);
  const equal = _PyHamt_Eq(ctx_vars(v), ctx_vars(w));
  return equal < 0 ? NULL : Py_NewRef(Py_BOOL((equal === 1) === (op === Py_EQ)));
}
/** True for a ContextVar; TypeError for another key. escapes. CPython: context_check_key_type() */
function checkKey(key: PyObject): boolean {
  if (Py_TYPE(key) === PyContextVar_Type) return true;
  const text = reprText(key);
  if (text !== null) PyErr_SetString(PyExc_TypeError, `a ContextVar key was expected, got ${text}`);
  return false;
}
function context_tp_subscript(self: PyObject, key: PyObject): New | NULL {
  return checkKey(key) ? hamtSubscript(ctx_vars(self), key) : NULL;
}
function context_tp_contains(self: PyObject, key: PyObject): number {
  return checkKey(key) ? hamtContains(ctx_vars(self), key) : -1;
}
function context_get_method(self: PyObject, key: PyObject, missing: PyObject | NULL): New | NULL {
  if (!checkKey(key)) return NULL;
  const val = _PyHamt_Find(ctx_vars(self), key);
  if (val !== NULL) return Py_NewRef(val);
  return PyErr_Occurred() !== NULL ? NULL : Py_NewRef(missing === NULL ? _Py_NoneStruct : missing);
}
/** CPython: context_run() */
function context_run(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs < 1) return PyErr_SetString(PyExc_TypeError, 'run() missing 1 required positional argument');
  if (PyContext_Enter(self) < 0) return NULL;
  const result = PyObject_Vectorcall(ARG(args, 0), (args + 2) as Args, nargs - 1, kwnames);
  if (PyContext_Exit(self) < 0) {
    Py_XDECREF(result);
    return NULL;
  }
  return result;
}

// ---- variables ----

function isContextVar(op: PyObject): boolean {
  if (Py_TYPE(op) === PyContextVar_Type) return true;
  PyErr_SetString(PyExc_TypeError, 'an instance of ContextVar was expected');
  return false;
}
function contextvar_new(name: PyObject, missing: PyObject | NULL): New | NULL {
  if (!PyUnicode_Check(name)) return PyErr_SetString(PyExc_TypeError, 'context variable name must be a str');
  const variable = _PyObject_GC_New(PyContextVar_Type, 64);
  if (variable === NULL) return PyErr_NoMemory();
  set_var_name(variable, Py_NewRef(name));
  set_var_default(variable, Py_XNewRef(missing));
  forgetCached(variable);
  const nameLo = PyObject_Hash(name), nameHi = H[HASH_HI];
  if (nameLo === -1 && nameHi === -1) {
    Py_DECREF(variable);
    return NULL;
  }
  const lo = nameLo ^ _Py_HashPointer(variable), hi = nameHi ^ H[HASH_HI];
  set_var_hash_lo(variable, lo === -1 && hi === -1 ? -2 : lo);
  set_var_hash_hi(variable, hi);
  if (_PyObject_GC_MAY_BE_TRACKED(name) || (missing !== NULL && _PyObject_GC_MAY_BE_TRACKED(missing))) _PyObject_GC_TRACK(variable);
  return variable;
}
/** A new variable; the default may be NULL. @raises MemoryError. CPython: PyContextVar_New() */
export function PyContextVar_New(name: string, missing: PyObject | NULL): New | NULL {
  const text = PyUnicode_FromString(name);
  if (text === NULL) return NULL;
  const variable = contextvar_new(text, missing);
  Py_DECREF(text);
  return variable;
}
function forgetCached(variable: PyObject): void {
  set_var_cached(variable, NULL);
  set_var_cached_tsid(variable, 0);
  set_var_cached_tsver(variable, 0);
}
function remember(variable: PyObject, val: PyObject): void {
  set_var_cached(variable, val);
  set_var_cached_tsid(variable, tstate.id);
  set_var_cached_tsver(variable, tstate.context_ver);
}
/**
 * The value of a variable in the current context, new reference: else `missing`, else its own default; NULL when there is none of them, or
 * with an exception. escapes. CPython: PyContextVar_Get()
 */
export function PyContextVar_Get(variable: PyObject, missing: PyObject | NULL): New | NULL {
  if (!isContextVar(variable)) return NULL;
  if (tstate.context !== NULL) {
    const cached = var_cached(variable);
    if (cached !== (NULL as number) && var_cached_tsid(variable) === tstate.id && var_cached_tsver(variable) === tstate.context_ver) return Py_NewRef(cached);
    const val = _PyHamt_Find(ctx_vars(tstate.context), variable);
    if (val !== NULL) {
      remember(variable, val);
      return Py_NewRef(val);
    }
    if (PyErr_Occurred() !== NULL) return NULL;
  }
  return Py_XNewRef(missing !== NULL ? missing : var_default(variable));
}
/** Gives a variable a value in the current context; the token for PyContextVar_Reset(), or NULL. escapes. CPython: PyContextVar_Set() */
export function PyContextVar_Set(variable: PyObject, val: PyObject): New | NULL {
  if (!isContextVar(variable)) return NULL;
  const ctx = context_get();
  if (ctx === NULL) return NULL;
  const old = _PyHamt_Find(ctx_vars(ctx), variable);
  if (old === NULL && PyErr_Occurred() !== NULL) return NULL;
  const tok = token_new(ctx, variable, old);
  if (tok !== NULL && contextvar_set(variable, val) < 0) {
    Py_DECREF(tok);
    return NULL;
  }
  return tok;
}
/** Gives a variable back what it had before the set() that a token is of; -1 with an exception. escapes. CPython: PyContextVar_Reset() */
export function PyContextVar_Reset(variable: PyObject, tok: PyObject): number {
  if (!isContextVar(variable)) return -1;
  if (Py_TYPE(tok) !== PyContextToken_Type) {
    PyErr_SetString(PyExc_TypeError, 'an instance of Token was expected');
    return -1;
  }
  if (tok_used(tok) !== 0) return refuseToken(PyExc_RuntimeError, tok, 'has already been used once');
  if (variable !== tok_var(tok)) return refuseToken(PyExc_ValueError, tok, 'was created by a different ContextVar');
  const ctx = context_get();
  if (ctx !== tok_ctx(tok)) return refuseToken(PyExc_ValueError, tok, 'was created in a different Context');
  set_tok_used(tok, 1);
  const old: PyObject | NULL = tok_oldval(tok);
  return old === NULL ? contextvar_del(variable) : contextvar_set(variable, old);
}
function refuseToken(exception: PyObject, tok: PyObject, why: string): number {
  const text = reprText(tok);
  if (text !== null) PyErr_SetString(exception, `${text} ${why}`);
  return -1;
}
/** Puts another mapping into the current context; takes it over. */
function replaceVars(ctx: PyObject, vars: New): void {
  const old = ctx_vars(ctx);
  set_ctx_vars(ctx, vars);
  Py_DECREF(old);
}
function contextvar_set(variable: PyObject, val: PyObject): number {
  set_var_cached(variable, NULL);
  const ctx = context_get();
  if (ctx === NULL) return -1;
  const vars = _PyHamt_Assoc(ctx_vars(ctx), variable, val);
  if (vars === NULL) return -1;
  replaceVars(ctx, vars);
  remember(variable, val);
  return 0;
}
function contextvar_del(variable: PyObject): number {
  set_var_cached(variable, NULL);
  const ctx = context_get();
  if (ctx === NULL) return -1;
  const vars = _PyHamt_Without(ctx_vars(ctx), variable);
  if (vars === NULL) return -1;
  if (vars === ctx_vars(ctx)) {
    Py_DECREF(vars);
    PyErr_SetObject(PyExc_LookupError, variable);
    return -1;
  }
  replaceVars(ctx, vars);
  return 0;
}
function contextvar_tp_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  void type;
  const values = parseTupleAndKeywords('ContextVar', '(name, /, *, default=NULL)', args, kwds);
  return values === null ? NULL : contextvar_new(values[0] as PyObject, values[1]);
}
const clearReferences = clearFields(4, 6);
function contextvar_tp_clear(self: PyObject): number {
  clearReferences(self);
  forgetCached(self);
  return 0;
}
function contextvar_tp_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  contextvar_tp_clear(self);
  slots(Py_TYPE(self)).tp_free!(self);
}
function contextvar_tp_hash(self: PyObject): number {
  H[HASH_HI] = var_hash_hi(self);
  return var_hash_lo(self);
}
function contextvar_tp_repr(self: PyObject): New | NULL {
  const writer = new _PyUnicodeWriter(), missing: PyObject | NULL = var_default(self);
  writer.writeASCII('<ContextVar name=');
  if (!writeRepr(writer, var_name(self))) return NULL;
  if (missing !== NULL) {
    writer.writeASCII(' default=');
    if (!writeRepr(writer, missing)) return NULL;
  }
  writer.writeASCII(` at ${addressText(self)}>`);
  return writer.finish();
}
function contextvar_get_method(self: PyObject, missing: PyObject | NULL): New | NULL {
  const val = PyContextVar_Get(self, missing);
  if (val === NULL && PyErr_Occurred() === NULL) PyErr_SetObject(PyExc_LookupError, self);
  return val;
}
function contextvar_reset_method(self: PyObject, tok: PyObject): New | NULL {
  if (Py_TYPE(tok) !== PyContextToken_Type) {
    const text = reprText(tok);
    return text === null ? NULL : PyErr_SetString(PyExc_TypeError, `expected an instance of Token, got ${text}`);
  }
  return PyContextVar_Reset(self, tok) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}

// ---- tokens ----

function token_new(ctx: PyObject, variable: PyObject, old: PyObject | NULL): New | NULL {
  const tok = _PyObject_GC_New(PyContextToken_Type, 48);
  if (tok === NULL) return PyErr_NoMemory();
  set_tok_ctx(tok, Py_NewRef(ctx));
  set_tok_var(tok, Py_NewRef(variable));
  set_tok_oldval(tok, Py_XNewRef(old));
  set_tok_used(tok, 0);
  _PyObject_GC_TRACK(tok);
  return tok;
}
function token_tp_new(): NULL {
  return PyErr_SetString(PyExc_RuntimeError, 'Tokens can only be created by ContextVars');
}
const clearToken = clearFields(4, 6, 8);
function token_tp_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  clearToken(self);
  slots(Py_TYPE(self)).tp_free!(self);
}
function token_tp_repr(self: PyObject): New | NULL {
  const writer = new _PyUnicodeWriter();
  writer.writeASCII(tok_used(self) !== 0 ? '<Token used var=' : '<Token var=');
  if (!writeRepr(writer, tok_var(self))) return NULL;
  writer.writeASCII(` at ${addressText(self)}>`);
  return writer.finish();
}
function token_get_old_value(self: PyObject): New | NULL {
  const old: PyObject | NULL = tok_oldval(self);
  return Py_NewRef(old === NULL ? _Py_ContextTokenMissing : old);
}
/** Gives Token its MISSING; as in CPython only in the main interpreter. -1 with an exception. CPython: _PyContext_Init() */
export function _PyContext_Init(): number {
  return interp.id === 0 ? PyDict_SetItemString(_PyType_GetDict(PyContextToken_Type), 'MISSING', _Py_ContextTokenMissing) : 0;
}

// ---- the types ----

defineType(PyContext_Type, {
  tp_name: '_contextvars.Context', tp_basicsize: 48, tp_flags: Py_TPFLAGS_HAVE_GC, tp_weaklistoffset: 32,
  slots: {
    tp_dealloc: context_tp_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseFields(4, 6), tp_clear: clearContext, tp_richcompare: context_tp_richcompare,
    tp_hash: PyObject_HashNotImplemented, tp_iter: self => _PyHamt_NewIterKeys(ctx_vars(self)), tp_new: context_tp_new, sq_contains: context_tp_contains,
    mp_length: self => _PyHamt_Len(ctx_vars(self)), mp_subscript: context_tp_subscript,
  },
  methods: [
    method('get', '($self, key, default=None, /)', context_get_method, 'The value of a variable in this context, or the default when it has none here.'),
    method('items', '($self, /)', self => _PyHamt_NewIterItems(ctx_vars(self)), 'The variables of this context with their values, as pairs.'),
    method('keys', '($self, /)', self => _PyHamt_NewIterKeys(ctx_vars(self)), 'The variables that have a value in this context.'),
    method('values', '($self, /)', self => _PyHamt_NewIterValues(ctx_vars(self)), 'The values of the variables of this context.'),
    method('copy', '($self, /)', self => PyContext_Copy(self), 'A new context with the same values.'),
    rawMethod('run', null, context_run),
  ],
});
defineType(PyContextVar_Type, {
  tp_name: '_contextvars.ContextVar', tp_basicsize: 64, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {
    tp_dealloc: contextvar_tp_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseFields(4, 6), tp_clear: contextvar_tp_clear, tp_new: contextvar_tp_new,
    tp_free: PyObject_GC_Del, tp_hash: contextvar_tp_hash, tp_repr: contextvar_tp_repr,
  },
  members: [{name: 'name', type: 'object', offset: 16, flags: Py_READONLY}],
  methods: [
    method('get', '($self, default=<unrepresentable>, /)', contextvar_get_method, 'The value of the variable in the current context.\n\nWhen it has none there, it is the argument, else the default the variable was\nmade with; without either of them LookupError is raised.'),
    method('set', '($self, value, /)', (self, value) => PyContextVar_Set(self, value as PyObject), 'Gives the variable a value in the current context.\n\nThe token returned lets reset() bring back what was there before.'),
    method('reset', '($self, token, /)', contextvar_reset_method, 'Brings back the value from before the set() that returned the token.'),
    hiddenMethod('__class_getitem__', '($cls, item, /)', (cls, item) => Py_GenericAlias(cls, item as PyObject), 'See PEP 585', METH_CLASS),
  ],
});
defineType(PyContextToken_Type, {
  tp_name: '_contextvars.Token', tp_basicsize: 48, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {
    tp_dealloc: token_tp_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseFields(4, 6, 8), tp_clear: clearToken, tp_new: token_tp_new, tp_free: PyObject_GC_Del,
    tp_hash: PyObject_HashNotImplemented, tp_repr: token_tp_repr,
  },
  getset: [{name: 'var', get: self => Py_NewRef(tok_var(self))}, {name: 'old_value', get: token_get_old_value}],
  methods: [hiddenMethod('__class_getitem__', '($cls, item, /)', (cls, item) => Py_GenericAlias(cls, item as PyObject), 'See PEP 585', METH_CLASS)],
});
defineType(_PyContextTokenMissing_Type, {
  tp_name: 'Token.MISSING', tp_basicsize: 16,
  slots: {tp_dealloc: _Py_SetImmortal, tp_getattro: PyObject_GenericGetAttr, tp_repr: () => PyUnicode_FromString('<Token.MISSING>')},
});
