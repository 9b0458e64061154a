/** What the types of itertools have in common. CPython: Modules/itertoolsmodule.c */
import {H} from '../../runtime/current';
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC} from '../../runtime/gc';
import {PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_TYPE, _Py_REFCNT} from '../../runtime/generated/accessors';
import {PyBaseObject_Type, PyExc_DeprecationWarning, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {type ParsedFunction, type PyMethodDef, hiddenMethod} from '../../runtime/methoddef';
import {Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {SlotTable, TypeSpec, iternextfunc, newfunc} from '../../runtime/typeslots';
import {PyErr_SetString, PyErr_WarnEx} from '../../objects/errors';
import {deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {_PyArg_NoKeywords} from '../../objects/getargs';
import {type PyModuleDef, PyModule_GetState} from '../../objects/moduleobject';
import {PyObject_SelfIter} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {PyType_GetModuleByDef} from '../../objects/typeobject-spec';

/** State of the module: the types that others of it make instances of. */
export class ItertoolsState {
  /** By their names in the module. */
  readonly types = new Map<string, New>();
}
/** The definition of itertools, made in itertools.ts; set once while the modules load. */
const defs: PyModuleDef[] = [];
export function initItertoolsDef(def: PyModuleDef): void {
  defs[0] = def;
}
export function itertoolsDef(): PyModuleDef {
  return defs[0];
}
/** A type of the module that a type, or a base of it, was made for; borrowed. */
export function siblingType(type: PyTypeObject, name: string): PyTypeObject {
  const module = PyType_GetModuleByDef(type, itertoolsDef()) as PyObject;
  return PyModule_GetState<ItertoolsState>(module)!.types.get(name)!;
}
/** Warns that pickling ends with 3.14; false with an exception. CPython: ITERTOOL_PICKLE_DEPRECATION */
export function warnPickle(): boolean {
  return PyErr_WarnEx(PyExc_DeprecationWarning, 'Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.', 1) >= 0;
}
/** Replaces a counted reference at a word of an object. escapes. @steals value */
export function setRef(op: PyObject, word: number, value: New | NULL): void {
  const old = H[op + word] as PyObject;
  H[op + word] = value;
  Py_XDECREF(old);
}
/** The next item of an iterator, as its type gives it. escapes */
export function nextOf(it: PyObject): New | NULL {
  return slots(Py_TYPE(it)).tp_iternext!(it);
}
export function none(): New {
  return Py_NewRef(_Py_NoneStruct);
}
/** Refuses keyword arguments, unless a subclass may take them itself. */
export function noKeywords(type: PyTypeObject, name: string, kwds: PyObject | NULL): boolean {
  // an __init__ of a subclass replaces that of object, which is all the types here have
  return slots(type).tp_init !== slots(PyBaseObject_Type).tp_init || _PyArg_NoKeywords(name, kwds);
}
/** The tuple of an iterator's result again, when nobody else has kept it: owned; NULL when another is to be made. */
export function reusable(result: PyObject): boolean {
  return _Py_REFCNT(result) === 1;
}
/** A declaration; `words` are the places of the counted references. */
export function iteratorSpec(name: string, size: number, words: readonly number[], tp_new: newfunc | null, tp_iternext: iternextfunc, doc: string, more: Partial<Omit<TypeSpec, 'slots'>> & {slots?: SlotTable} = {}): TypeSpec {
  const base = tp_new === null ? Py_TPFLAGS_DISALLOW_INSTANTIATION : Py_TPFLAGS_BASETYPE;
  return {
    tp_name: `itertools.${name}`, tp_basicsize: size, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | base, tp_doc: doc, ...more,
    slots: {
      tp_dealloc: deallocHeapFields(...words), tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseHeapFields(...words), tp_iter: PyObject_SelfIter, tp_iternext,
      ...(tp_new === null ? {} : {tp_new}), tp_free: PyObject_GC_Del, ...more.slots,
    },
  };
}
/** __reduce__ and, if given, __setstate__. */
export function pickleMethods(reduce: ParsedFunction, setstate: ParsedFunction | null = null): PyMethodDef[] {
  const methods = [hiddenMethod('__reduce__', '($self, /)', reduce, 'What pickle stores.')];
  if (setstate !== null) methods.push(hiddenMethod('__setstate__', '($self, state, /)', setstate, 'Takes what pickle stored.'));
  return methods;
}
/** Items of a state tuple; null with TypeError. */
export function stateItems(state: PyObject, min: number, max: number): (PyObject | NULL)[] | null {
  if (!PyTuple_Check(state)) {
    PyErr_SetString(PyExc_TypeError, 'state is not a tuple');
    return null;
  }
  const n = PyTuple_GET_SIZE(state);
  if (n < min || n > max) {
    PyErr_SetString(PyExc_TypeError, `function takes ${min === max ? 'exactly' : n < min ? 'at least' : 'at most'} ${n < min ? min : max} argument${(n < min ? min : max) === 1 ? '' : 's'} (${n} given)`);
    return null;
  }
  return Array.from({length: max}, (_, i) => (i < n ? PyTuple_GET_ITEM(state, i) : NULL));
}
