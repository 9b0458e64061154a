/** Capsules: values of our own side that Python code carries but cannot look into. CPython: Objects/capsule.c */
import {PyCapsule_CheckExact} from '../runtime/generated/accessors';
import {PyCapsule_Type, PyExc_AttributeError, PyExc_ImportError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../runtime/gc';
import {hooks} from '../runtime/hooks';
import {Py_DECREF, payload, setPayload} from '../runtime/object';
import {Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import type {inquiry, traverseproc} from '../runtime/typeslots';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyErr_Format, PyErr_SetString} from './errors';
import {PyObject_GC_New, PyObject_GetAttrString, addressText} from './object';
import {PyUnicode_FromString} from './unicodeobject';

export type PyCapsule_Destructor = (capsule: PyObject) => void;

/** Payload of a capsule: CPython's `void *` is any JS value but null. */
class CapsuleData {
  context: unknown = null;
  traverse_func: traverseproc | null = null;
  clear_func: inquiry | null = null;
  constructor(public pointer: unknown, public name: string | null, public destructor: PyCapsule_Destructor | null) {}
}
/** The data of a capsule; null with a ValueError when it is none. CPython: is_legal_capsule() */
function legal(op: PyObject | NULL, where: string): CapsuleData | null {
  if (op !== NULL && PyCapsule_CheckExact(op)) {
    const capsule = payload<CapsuleData>(op);
    if (capsule.pointer !== null) return capsule;
  }
  PyErr_SetString(PyExc_ValueError, `${where} called with invalid PyCapsule object`);
  return null;
}
/** CPython: PyCapsule_New() */
export function PyCapsule_New(pointer: unknown, name: string | null, destructor: PyCapsule_Destructor | null): New | NULL {
  if (pointer === null || pointer === undefined) return PyErr_SetString(PyExc_ValueError, 'PyCapsule_New called with null pointer');
  const capsule = PyObject_GC_New(PyCapsule_Type);
  if (capsule === NULL) return NULL;
  // tracked only once it has a traverse function
  setPayload(capsule, new CapsuleData(pointer, name, destructor));
  return capsule;
}
/** True for a capsule of this name. CPython: PyCapsule_IsValid() */
export function PyCapsule_IsValid(op: PyObject | NULL, name: string | null): boolean {
  return op !== NULL && PyCapsule_CheckExact(op) && payload<CapsuleData>(op).pointer !== null && payload<CapsuleData>(op).name === name;
}
/** The value inside, null with a ValueError. CPython: PyCapsule_GetPointer() */
export function PyCapsule_GetPointer(op: PyObject, name: string | null): unknown {
  const capsule = legal(op, 'PyCapsule_GetPointer');
  if (capsule === null) return null;
  if (capsule.name === name) return capsule.pointer;
  PyErr_SetString(PyExc_ValueError, 'PyCapsule_GetPointer called with incorrect name');
  return null;
}
export function PyCapsule_GetName(op: PyObject): string | null {
  return legal(op, 'PyCapsule_GetName')?.name ?? null;
}
export function PyCapsule_GetDestructor(op: PyObject): PyCapsule_Destructor | null {
  return legal(op, 'PyCapsule_GetDestructor')?.destructor ?? null;
}
export function PyCapsule_GetContext(op: PyObject): unknown {
  return legal(op, 'PyCapsule_GetContext')?.context ?? null;
}
export function PyCapsule_SetPointer(op: PyObject, pointer: unknown): number {
  const capsule = legal(op, 'PyCapsule_SetPointer');
  if (capsule === null) return -1;
  if (pointer === null || pointer === undefined) {
    PyErr_SetString(PyExc_ValueError, 'PyCapsule_SetPointer called with null pointer');
    return -1;
  }
  capsule.pointer = pointer;
  return 0;
}
export function PyCapsule_SetName(op: PyObject, name: string | null): number {
  const capsule = legal(op, 'PyCapsule_SetName');
  if (capsule === null) return -1;
  capsule.name = name;
  return 0;
}
export function PyCapsule_SetDestructor(op: PyObject, destructor: PyCapsule_Destructor | null): number {
  const capsule = legal(op, 'PyCapsule_SetDestructor');
  if (capsule === null) return -1;
  capsule.destructor = destructor;
  return 0;
}
export function PyCapsule_SetContext(op: PyObject, context: unknown): number {
  const capsule = legal(op, 'PyCapsule_SetContext');
  if (capsule === null) return -1;
  capsule.context = context;
  return 0;
}
/** Makes the collector look into a capsule. CPython: _PyCapsule_SetTraverse() */
export function _PyCapsule_SetTraverse(op: PyObject, traverse: traverseproc, clear: inquiry): number {
  const capsule = legal(op, '_PyCapsule_SetTraverse');
  if (capsule === null) return -1;
  capsule.traverse_func = traverse;
  capsule.clear_func = clear;
  _PyObject_GC_TRACK(op);
  return 0;
}
/** The value of the capsule at `module.attribute`; null with an exception. escapes. CPython: PyCapsule_Import() */
export function PyCapsule_Import(name: string): unknown {
  const [module, ...rest] = name.split('.');
  let object = hooks.PyImport_ImportModule(module);
  if (object === NULL) {
    PyErr_Format(PyExc_ImportError, `PyCapsule_Import could not import module "${module}"`);
    return null;
  }
  for (const part of rest) {
    const next: New | NULL = PyObject_GetAttrString(object, part);
    Py_DECREF(object);
    if (next === NULL) return null;
    object = next;
  }
  const valid = PyCapsule_IsValid(object, name), pointer = valid ? payload<CapsuleData>(object).pointer : null;
  Py_DECREF(object);
  if (!valid) PyErr_Format(PyExc_AttributeError, `PyCapsule_Import "${name}" is not valid`);
  return pointer;
}

defineType(PyCapsule_Type, {
  tp_name: 'PyCapsule', tp_basicsize: 64, tp_flags: Py_TPFLAGS_HAVE_GC,
  tp_doc: 'Capsules carry values of the implementation through Python code.\n\nModules use them to give each other what is not meant for Python.',
  slots: {
    tp_dealloc: op => {
      PyObject_GC_UnTrack(op);
      const capsule = payload<CapsuleData>(op);
      capsule.destructor?.(op);
      PyObject_GC_Del(op);
    },
    tp_repr: op => {
      const name = payload<CapsuleData>(op).name;
      return PyUnicode_FromString(`<capsule object ${name === null ? 'NULL' : `"${name}"`} at ${addressText(op)}>`);
    },
    tp_traverse: (op, visit) => payload<CapsuleData>(op).traverse_func?.(op, visit) ?? 0,
    tp_clear: op => payload<CapsuleData>(op).clear_func?.(op) ?? 0,
  },
});
