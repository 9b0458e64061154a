/** BaseException, the C API on exceptions, MemoryError, and what all exception types share. CPython: Objects/exceptions.c */
import * as addresses from '../runtime/generated/static-addresses';
import * as statics from '../runtime/static-objects';
import {H, interp} from '../runtime/current';
import {PyDict_Check, PyExceptionInstance_Check, PyList_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_TYPE, attributeerror_name, attributeerror_obj, exc_args, exc_cause, exc_context, exc_dict, exc_notes, exc_traceback, set_exc_args, set_exc_cause, set_exc_context, set_exc_dict, set_exc_notes, set_exc_suppress_context, set_exc_traceback} from '../runtime/generated/accessors';
import {ID___notes__} from '../runtime/generated/ids';
import {PyBaseObject_Type, PyExc_BaseException, PyExc_BaseExceptionGroup, PyExc_Exception, PyExc_MemoryError, PyExc_TypeError, PyTraceBack_Type, REFTOTAL, _PyTuple_Empty, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_UnTrack, _PyObject_GC_TRACK, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {type PyMethodDef, method} from '../runtime/methoddef';
import {IMMORTAL_WORD, Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../runtime/object';
import {virtualAlloc} from '../runtime/obmalloc';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_BASE_EXC_SUBCLASS, Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import type {PyGetSetDef, PyMemberDef, SlotTable, visitproc} from '../runtime/typeslots';
import {PySequence_Tuple} from './abstract-sequence';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_Next, PyDict_SetItemString} from './dictobject';
import {PyErr_Format, PyErr_NewException, PyErr_Occurred, PyErr_SetString, reprText, typeName} from './errors';
import {_PyArg_NoKeywords} from './getargs';
import {PyList_Append, PyList_New} from './listobject';
import {PyObject_GenericGetDict} from './dictobject-values';
import {PyObject_GetOptionalAttr, PyObject_SetAttr, PyObject_Str} from './object';
import {PyObject_GenericSetDict} from './object-generic';
import {PyTuple_Pack} from './tupleobject';
import {_PyType_Name} from './typeobject';
import {PyUnicode_FromString} from './unicodeobject';
import {watch} from '../runtime/watched';

// ---- BaseException ----

/** A fresh exception with its arguments; fields of subtypes are zero. escapes. CPython: BaseException_new() */
export function BaseException_new(type: PyTypeObject, args: PyObject, _kwds: PyObject | NULL): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  set_exc_args(self, Py_NewRef(args === NULL ? _PyTuple_Empty : args));
  return self;
}
/** CPython: BaseException_init() */
export function BaseException_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (kwds !== NULL && !_PyArg_NoKeywords(typeName(self), kwds)) return -1;
  const old = exc_args(self);
  set_exc_args(self, Py_NewRef(args));
  Py_XDECREF(old);
  return 0;
}
/** CPython: BaseException_clear() */
export function BaseException_clear(self: PyObject): number {
  const dict = exc_dict(self), args = exc_args(self), notes = exc_notes(self), traceback = exc_traceback(self), cause = exc_cause(self), context = exc_context(self);
  set_exc_dict(self, NULL);
  Py_XDECREF(dict);
  set_exc_args(self, NULL);
  Py_XDECREF(args);
  set_exc_notes(self, NULL);
  Py_XDECREF(notes);
  set_exc_traceback(self, NULL);
  Py_XDECREF(traceback);
  set_exc_cause(self, NULL);
  Py_XDECREF(cause);
  set_exc_context(self, NULL);
  Py_XDECREF(context);
  return 0;
}
/** CPython: BaseException_traverse() */
export function BaseException_traverse(self: PyObject, visit: visitproc): number {
  const dict = exc_dict(self), args = exc_args(self), notes = exc_notes(self), traceback = exc_traceback(self), cause = exc_cause(self), context = exc_context(self);
  return (dict !== NULL && visit(dict)) || (args !== NULL && visit(args)) || (notes !== NULL && visit(notes)) || (traceback !== NULL && visit(traceback))
    || (cause !== NULL && visit(cause)) || (context !== NULL && visit(context)) || 0;
}
function BaseException_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  // chains through __context__ and __traceback__ may be very long
  if (_PyTrash_begin(self)) return;
  BaseException_clear(self);
  slots(Py_TYPE(self)).tp_free!(self);
  _PyTrash_end();
}
/** str(): nothing, the one argument, or the tuple. escapes. CPython: BaseException_str() */
export function BaseException_str(self: PyObject): New | NULL {
  const args = exc_args(self);
  switch (PyTuple_GET_SIZE(args)) {
    case 0: return PyUnicode_FromString('');
    case 1: return PyObject_Str(PyTuple_GET_ITEM(args, 0));
    default: return PyObject_Str(args);
  }
}
/** CPython: BaseException_repr() */
function BaseException_repr(self: PyObject): New | NULL {
  const args = exc_args(self), name = _PyType_Name(Py_TYPE(self)), single = PyTuple_GET_SIZE(args) === 1;
  const text = reprText(single ? PyTuple_GET_ITEM(args, 0) : args);
  if (text === null) return NULL;
  return PyUnicode_FromString(single ? `${name}(${text})` : name + text);
}
function BaseException_reduce(self: PyObject): New | NULL {
  const args = exc_args(self), dict = exc_dict(self);
  return args !== NULL && dict !== NULL ? PyTuple_Pack(Py_TYPE(self), args, dict) : PyTuple_Pack(Py_TYPE(self), args);
}
function BaseException_setstate(self: PyObject, state: PyObject): New | NULL {
  if (state !== _Py_NoneStruct) {
    if (!PyDict_Check(state)) return PyErr_SetString(PyExc_TypeError, 'state is not a dictionary');
    for (let pos = PyDict_Next(state, 0); pos !== 0; pos = PyDict_Next(state, pos)) {
      const key = Py_NewRef(PyDict_EntryKey(state, pos)), value = Py_NewRef(PyDict_EntryValue(state, pos));
      const status = PyObject_SetAttr(self, key, value); // escapes
      Py_DECREF(value);
      Py_DECREF(key);
      if (status < 0) return NULL;
    }
  }
  return Py_NewRef(_Py_NoneStruct);
}
function BaseException_with_traceback(self: PyObject, tb: PyObject): New | NULL {
  return PyException_SetTraceback(self, tb) !== 0 ? NULL : Py_NewRef(self);
}
/** Appends a note to `__notes__`. escapes. CPython: BaseException_add_note() */
function BaseException_add_note(self: PyObject, note: PyObject): New | NULL {
  if (!PyUnicode_Check(note)) return PyErr_Format(PyExc_TypeError, `note must be a str, not '${typeName(note)}'`);
  let notes = PyObject_GetOptionalAttr(self, ID___notes__);
  if (notes === NULL) {
    if (PyErr_Occurred() !== NULL) return NULL;
    notes = PyList_New(0);
    if (notes === NULL) return NULL;
    if (PyObject_SetAttr(self, ID___notes__, notes) < 0) {
      Py_DECREF(notes);
      return NULL;
    }
  } else if (!PyList_Check(notes)) {
    Py_DECREF(notes);
    return PyErr_SetString(PyExc_TypeError, 'Cannot add note: __notes__ is not a list');
  }
  const status = PyList_Append(notes, note);
  Py_DECREF(notes);
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** Adds a note to an exception; 0, or -1 with an exception. escapes. CPython: _PyException_AddNote() */
export function _PyException_AddNote(exc: PyObject, note: PyObject): number {
  if (!PyExceptionInstance_Check(exc)) {
    PyErr_Format(PyExc_TypeError, `exc must be an exception, not '${typeName(exc)}'`);
    return -1;
  }
  const result = BaseException_add_note(exc, note);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}

function orNone(op: PyObject | NULL): New {
  return Py_NewRef(op === NULL ? _Py_NoneStruct : op);
}
function failure(message: string): -1 {
  PyErr_SetString(PyExc_TypeError, message);
  return -1;
}
function BaseException_set_args(self: PyObject, value: PyObject | NULL): number {
  if (value === NULL) return failure('args may not be deleted');
  const args = PySequence_Tuple(value);
  if (args === NULL) return -1;
  const old = exc_args(self);
  set_exc_args(self, args);
  Py_XDECREF(old);
  return 0;
}
function BaseException_set_tb(self: PyObject, tb: PyObject | NULL): number {
  if (tb === NULL) return failure('__traceback__ may not be deleted');
  if (tb !== _Py_NoneStruct && Py_TYPE(tb) !== PyTraceBack_Type) return failure('__traceback__ must be a traceback or None');
  const old = exc_traceback(self);
  set_exc_traceback(self, tb === _Py_NoneStruct ? NULL : Py_NewRef(tb));
  Py_XDECREF(old);
  return 0;
}
function BaseException_set_context(self: PyObject, arg: PyObject | NULL): number {
  if (arg === NULL) return failure('__context__ may not be deleted');
  if (arg !== _Py_NoneStruct && !PyExceptionInstance_Check(arg)) return failure('exception context must be None or derive from BaseException');
  PyException_SetContext(self, arg === _Py_NoneStruct ? NULL : Py_NewRef(arg));
  return 0;
}
function BaseException_set_cause(self: PyObject, arg: PyObject | NULL): number {
  if (arg === NULL) return failure('__cause__ may not be deleted');
  if (arg !== _Py_NoneStruct && !PyExceptionInstance_Check(arg)) return failure('exception cause must be None or derive from BaseException');
  PyException_SetCause(self, arg === _Py_NoneStruct ? NULL : Py_NewRef(arg));
  return 0;
}

// ---- C API ----

/** The traceback, owned, or NULL. CPython: PyException_GetTraceback() */
export function PyException_GetTraceback(self: PyObject): New | NULL {
  return Py_XNewRef(exc_traceback(self));
}
/** Sets the traceback: a traceback or None. -1 with TypeError for anything else. CPython: PyException_SetTraceback() */
export function PyException_SetTraceback(self: PyObject, tb: PyObject | NULL): number {
  return BaseException_set_tb(self, tb);
}
/** CPython: PyException_GetCause() */
export function PyException_GetCause(self: PyObject): New | NULL {
  return Py_XNewRef(exc_cause(self));
}
/** @steals cause. escapes. CPython: PyException_SetCause() */
export function PyException_SetCause(self: PyObject, cause: New | NULL): void {
  set_exc_suppress_context(self, 1);
  const old = exc_cause(self);
  set_exc_cause(self, cause);
  Py_XDECREF(old);
}
/** CPython: PyException_GetContext() */
export function PyException_GetContext(self: PyObject): New | NULL {
  return Py_XNewRef(exc_context(self));
}
/** @steals context. escapes. CPython: PyException_SetContext() */
export function PyException_SetContext(self: PyObject, context: New | NULL): void {
  const old = exc_context(self);
  set_exc_context(self, context);
  Py_XDECREF(old);
}
/** CPython: PyException_GetArgs() */
export function PyException_GetArgs(self: PyObject): New {
  return Py_NewRef(exc_args(self));
}
/** CPython: PyException_SetArgs() */
export function PyException_SetArgs(self: PyObject, args: PyObject): void {
  const old = exc_args(self);
  set_exc_args(self, Py_NewRef(args));
  Py_XDECREF(old);
}

// ---- declaring exception types ----

/** What a simple exception type needs beside its name, base and documentation. */
export interface ExceptionSpec {
  readonly basicsize?: number;
  readonly slots?: SlotTable;
  readonly methods?: readonly PyMethodDef[];
  readonly members?: readonly PyMemberDef[];
  readonly getset?: readonly PyGetSetDef[];
}
/** Declares an exception type. CPython: the macros SimpleExtendsException and ComplexExtendsException */
export function defineException(type: PyTypeObject, base: PyTypeObject, name: string, doc: string, spec: ExceptionSpec = {}): void {
  const plain: SlotTable = {tp_dealloc: BaseException_dealloc, tp_traverse: BaseException_traverse, tp_clear: BaseException_clear};
  const own: SlotTable = spec.slots ?? {tp_init: BaseException_init, tp_new: BaseException_new};
  defineType(type, {
    tp_name: name, tp_base: base, tp_basicsize: spec.basicsize ?? 72, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, tp_doc: doc, tp_dictoffset: 16, slots: {...plain, ...own},
    methods: spec.methods, members: spec.members, getset: spec.getset,
  });
}
/** Reads and writes one reference field of a subtype. */
export interface RefField { readonly get: (op: number) => PyObject; readonly set: (op: number, value: New | NULL) => void }
/** tp_dealloc, tp_traverse and tp_clear of a subtype with fields of its own. */
export function fieldSlots(fields: readonly RefField[]): SlotTable {
  const tp_clear = (self: PyObject): number => {
    for (let i = 0; i < fields.length; i++) {
      const old = fields[i].get(self);
      fields[i].set(self, NULL);
      Py_XDECREF(old);
    }
    return BaseException_clear(self);
  };
  return {
    tp_clear,
    tp_traverse(self, visit) {
      for (let i = 0; i < fields.length; i++) {
        const value = fields[i].get(self);
        if (value !== NULL) {
          const status = visit(value);
          if (status !== 0) return status;
        }
      }
      return BaseException_traverse(self, visit);
    },
    tp_dealloc(self) {
      PyObject_GC_UnTrack(self);
      tp_clear(self);
      slots(Py_TYPE(self)).tp_free!(self);
    },
  };
}
/** Replaces the reference in a field. @steals value. escapes */
export function setField(self: PyObject, field: RefField, value: New | NULL): void {
  const old = field.get(self);
  field.set(self, value);
  Py_XDECREF(old);
}

defineType(PyExc_BaseException, {
  tp_name: 'BaseException', tp_base: PyBaseObject_Type, tp_basicsize: 72, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASE_EXC_SUBCLASS, tp_doc: 'Common base class for all exceptions', tp_dictoffset: 16,
  slots: {
    tp_dealloc: BaseException_dealloc, tp_traverse: BaseException_traverse, tp_clear: BaseException_clear, tp_repr: BaseException_repr, tp_str: BaseException_str,
    tp_init: BaseException_init, tp_new: BaseException_new,
  },
  methods: [
    method('__reduce__', '($self, /)', BaseException_reduce), method('__setstate__', '($self, object, /)', BaseException_setstate as never),
    method('with_traceback', '($self, object, /)', BaseException_with_traceback as never, 'Set __traceback__ and return the exception.'),
    method('add_note', '($self, object, /)', BaseException_add_note as never, 'Add a note, to be shown with the traceback.'),
  ],
  getset: [
    {name: '__dict__', get: PyObject_GenericGetDict, set: PyObject_GenericSetDict},
    {name: 'args', get: self => orNone(exc_args(self)), set: BaseException_set_args},
    {name: '__traceback__', get: self => orNone(exc_traceback(self)), set: BaseException_set_tb},
    {name: '__context__', get: self => orNone(exc_context(self)), set: BaseException_set_context, doc: 'exception context'},
    {name: '__cause__', get: self => orNone(exc_cause(self)), set: BaseException_set_cause, doc: 'exception cause'},
  ],
  members: [{name: '__suppress_context__', type: 'bool', offset: 64}],
});

// ---- MemoryError ----

const MEMERRORS_SAVE = 16;
/** Exception state of an interpreter. CPython: struct _Py_exc_state */
export class ExcState {
  /** MemoryErrors that wait, linked through their dict field. */
  memerrors_freelist: PyObject | NULL = NULL;
  memerrors_numfree = 0;
  PyExc_ExceptionGroup: PyObject | NULL = NULL;
}
/** The exception state of the current interpreter. CPython: get_exc_state() */
export function get_exc_state(): ExcState {
  let state = interp.moduleStates.get('exceptions') as ExcState | undefined;
  if (state === undefined) interp.moduleStates.set('exceptions', (state = new ExcState()));
  return state;
}
/** A MemoryError that needs no memory: one of those set aside, or the last resort. CPython: get_memory_error() */
export function get_memory_error(): New {
  const state = get_exc_state(), self = state.memerrors_freelist;
  if (self === NULL) {
    if (interp.last_resort_memory_error === NULL) throw new Error('Out of memory and PyExc_MemoryError is not initialized yet');
    return Py_NewRef(interp.last_resort_memory_error);
  }
  state.memerrors_freelist = exc_dict(self);
  state.memerrors_numfree--;
  set_exc_dict(self, NULL);
  set_exc_args(self, _PyTuple_Empty);
  H[self] = 1;
  H[REFTOTAL]++;
  if (VIVARIUM_WATCHED) watch.born(self as PyObject);
  _PyObject_GC_TRACK(self);
  return self as New;
}
function MemoryError_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (type !== PyExc_MemoryError || get_exc_state().memerrors_freelist === NULL) return BaseException_new(type, args, kwds);
  return get_memory_error();
}
function MemoryError_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  BaseException_clear(self);
  if (Py_TYPE(self) === PyExc_MemoryError) {
    const state = get_exc_state();
    if (state.memerrors_numfree < MEMERRORS_SAVE) {
      set_exc_dict(self, state.memerrors_freelist);
      state.memerrors_freelist = self;
      state.memerrors_numfree++;
      return;
    }
  }
  slots(Py_TYPE(self)).tp_free!(self);
}
defineException(PyExc_MemoryError, PyExc_Exception, 'MemoryError', 'Out of memory.', {slots: {tp_dealloc: MemoryError_dealloc, tp_init: BaseException_init, tp_new: MemoryError_new}});

// ---- life of the exceptions of an interpreter ----

/**
 * Makes the MemoryErrors of the current interpreter, before anything can run out of memory; -1 when there is none already.
 * CPython: _PyExc_InitGlobalObjects(), _PyExc_InitTypes(), preallocate_memerrors()
 */
export function _PyExc_InitGlobalObjects(): number {
  const block = virtualAlloc(4 + 18);
  if (block === 0) return -1;
  // static in CPython, so it is no block and immortal
  const last = (block + 4) as PyObject;
  H[last] = IMMORTAL_WORD;
  H[last + 2] = PyExc_MemoryError;
  set_exc_args(last, _PyTuple_Empty);
  interp.last_resort_memory_error = last;
  const errors: New[] = [];
  for (let i = 0; i < MEMERRORS_SAVE; i++) {
    const error = BaseException_new(PyExc_MemoryError, _PyTuple_Empty, NULL);
    if (error === NULL) return -1;
    errors.push(error);
  }
  for (const error of errors) Py_DECREF(error);
  return 0;
}
/** Gives the waiting MemoryErrors back. CPython: free_preallocated_memerrors(), _PyExc_ClearExceptionGroupType() */
export function _PyExc_Fini(): void {
  const state = get_exc_state();
  while (state.memerrors_freelist !== NULL) {
    const self = state.memerrors_freelist;
    state.memerrors_freelist = exc_dict(self);
    slots(Py_TYPE(self)).tp_free!(self);
  }
  state.memerrors_numfree = 0;
  _PyExc_ClearExceptionGroupType();
}
/** CPython: _PyExc_ClearExceptionGroupType() */
export function _PyExc_ClearExceptionGroupType(): void {
  const state = get_exc_state(), group = state.PyExc_ExceptionGroup;
  state.PyExc_ExceptionGroup = NULL;
  Py_XDECREF(group);
}
/** The class ExceptionGroup of the current interpreter, borrowed. */
export function PyExc_ExceptionGroup(): PyObject | NULL {
  return get_exc_state().PyExc_ExceptionGroup;
}

/** Names of the static exceptions in the order of CPython's table, and the types. CPython: static_exceptions[] */
function staticExceptions(): [string, PyTypeObject][] {
  const all = addresses as unknown as Record<string, PyTypeObject>;
  return statics.STATIC_TYPES.filter(name => name.startsWith('PyExc_') && !name.startsWith('PyExc_Interpreter')).map(name => [name.slice(6), all[name]]);
}
/** Puts all exceptions into the namespace of builtins and makes ExceptionGroup. CPython: _PyBuiltins_AddExceptions() */
export function _PyBuiltins_AddExceptions(dict: PyObject): number {
  for (const [name, type] of staticExceptions()) if (PyDict_SetItemString(dict, name === 'IncompleteInputError' ? '_IncompleteInputError' : name, type) < 0) return -1;
  const bases = PyTuple_Pack(PyExc_BaseExceptionGroup, PyExc_Exception);
  if (bases === NULL) return -1;
  const group = PyErr_NewException('builtins.ExceptionGroup', bases, NULL);
  Py_DECREF(bases);
  if (group === NULL) return -1;
  get_exc_state().PyExc_ExceptionGroup = group;
  if (PyDict_SetItemString(dict, 'ExceptionGroup', group) < 0) return -1;
  for (const alias of Object.keys(statics.EXCEPTION_ALIASES)) if (PyDict_SetItemString(dict, alias.slice(6), addresses.PyExc_OSError) < 0) return -1;
  return 0;
}

/** Whether an AttributeError has its name and obj already. CPython: Python/errors.c, Objects/object.c _PyObject_SetAttributeErrorContext() */
export function PyAttributeError_IsAugmented(exc: PyObject): boolean {
  return attributeerror_name(exc) !== NULL || attributeerror_obj(exc) !== NULL;
}
