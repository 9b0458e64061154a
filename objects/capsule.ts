/** Capsules: values of ours that Python carries around. CPython: Objects/capsule.c */
import {PyCapsule_CheckExact} from '../runtime/generated/accessors';
import {PyCapsule_Type, PyExc_AttributeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {PyObject_Del, Py_DECREF, payload, setPayload, _PyObject_New} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {defineType} from '../runtime/typespec';
import {PyErr_Format, PyErr_NoMemory, PyErr_SetString} from './errors';
import {PyObject_GetAttrString, addressText} from './object';
import {PyUnicode_FromString} from './unicodeobject';

/** What a capsule holds. `pointer` is any value of ours but null. */
export class CapsuleData {
  context: unknown = null;
  constructor(public pointer: unknown, public name: string | null, public destructor: ((capsule: PyObject) => void) | null) {}
}

/** A capsule of a value. CPython: PyCapsule_New() */
export function PyCapsule_New(pointer: unknown, name: string | null, destructor: ((capsule: PyObject) => void) | null): New | NULL {
  if (pointer === null || pointer === undefined) return PyErr_SetString(PyExc_ValueError, 'PyCapsule_New called with null pointer');
  const capsule = _PyObject_New(PyCapsule_Type, 64);
  if (capsule === NULL) return PyErr_NoMemory();
  setPayload(capsule, new CapsuleData(pointer, name, destructor));
  return capsule;
}
export function PyCapsule_IsValid(capsule: PyObject, name: string | null): boolean {
  return capsule !== NULL && PyCapsule_CheckExact(capsule) && payload<CapsuleData>(capsule).name === name;
}
/** The value of a capsule of that name; null with an exception. CPython: PyCapsule_GetPointer() */
export function PyCapsule_GetPointer<T>(capsule: PyObject, name: string | null): T | null {
  if (capsule === NULL || !PyCapsule_CheckExact(capsule)) {
    PyErr_SetString(PyExc_ValueError, 'PyCapsule_GetPointer called with invalid PyCapsule object');
    return null;
  }
  const data = payload<CapsuleData>(capsule);
  if (data.name === name) return data.pointer as T;
  PyErr_SetString(PyExc_ValueError, 'PyCapsule_GetPointer called with incorrect name');
  return null;
}
export function PyCapsule_GetName(capsule: PyObject): string | null {
  return payload<CapsuleData>(capsule).name;
}
export function PyCapsule_GetContext(capsule: PyObject): unknown {
  return payload<CapsuleData>(capsule).context;
}
export function PyCapsule_SetContext(capsule: PyObject, context: unknown): void {
  payload<CapsuleData>(capsule).context = context;
}
/** The value of the capsule `module.attribute`; null with an exception. escapes. CPython: PyCapsule_Import() */
export function PyCapsule_Import<T>(name: string): T | null {
  const parts = name.split('.');
  let object: New | NULL = hooks.PyImport_ImportModule(parts[0]);
  for (const part of parts.slice(1)) {
    if (object === NULL) return null;
    const next: New | NULL = PyObject_GetAttrString(object, part);
    Py_DECREF(object);
    object = next;
  }
  if (object === NULL) return null;
  let pointer: T | null = null;
  if (PyCapsule_IsValid(object, name)) pointer = payload<CapsuleData>(object).pointer as T;
  else PyErr_Format(PyExc_AttributeError, `PyCapsule_Import "${name}" is not valid`);
  Py_DECREF(object);
  return pointer;
}
function capsule_dealloc(op: PyObject): void {
  const destructor = payload<CapsuleData>(op).destructor;
  if (destructor !== null) destructor(op);
  PyObject_Del(op);
}
function capsule_repr(op: PyObject): New | NULL {
  const name = payload<CapsuleData>(op).name;
  return PyUnicode_FromString(`<capsule object ${name === null ? 'NULL' : `"${name}"`} at ${addressText(op)}>`);
}

defineType(PyCapsule_Type, {tp_name: 'PyCapsule', tp_basicsize: 64, tp_doc: 'A value of the runtime that Python code only hands on.', slots: {tp_dealloc: capsule_dealloc, tp_repr: capsule_repr}});
