/** PyModuleDef: how a module of ours is declared. CPython: Include/moduleobject.h, Objects/moduleobject.c PyModuleDef_Init() */
import {_PyRuntime} from '../runtime/current';
import type {PyMethodDef} from '../runtime/methoddef';
import type {inquiry, visitproc} from '../runtime/typeslots';
import {NULL, type New, type PyObject} from '../runtime/types';

export const Py_mod_create = 1, Py_mod_exec = 2, Py_mod_multiple_interpreters = 3, Py_mod_gil = 4;
export const Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED = 0, Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED = 1, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED = 2;
export const Py_MOD_GIL_USED = 0, Py_MOD_GIL_NOT_USED = 1;

/** Value of a Py_mod_create slot: makes the module object. */
export type ModuleCreate = (spec: PyObject, def: PyModuleDef) => New | NULL;
/** Value of a Py_mod_exec slot: fills the module; -1 with an exception. */
export type ModuleExec = (module: PyObject) => number;
/** One slot: its id and value. Ids that do not exist are allowed here and refused when the module is made. */
export type PyModuleDef_Slot = readonly [slot: number, value: ModuleCreate | ModuleExec | number];

/** What a def carries from load to load. CPython: struct PyModuleDef_Base */
export class PyModuleDef_Base {
  m_init: (() => unknown) | null = null;
  m_index = 0;
  /** The dict of an m_size -1 module as it was after its init function; owned. */
  m_copy: PyObject | NULL = NULL;
}

/** The fields of a def; what is left out is NULL. */
export interface PyModuleDefFields {
  readonly m_doc?: string;
  /** -1: state in C variables; 0: no state; more: the module has state of its own. */
  readonly m_size: number;
  readonly m_methods?: readonly PyMethodDef[];
  readonly m_slots?: readonly PyModuleDef_Slot[];
  /** Makes the state object that PyModule_GetState() returns; for a multi-phase module when its exec slots are about to run. */
  readonly newState?: () => unknown;
  readonly m_traverse?: (module: PyObject, visit: visitproc) => number;
  readonly m_clear?: inquiry;
  readonly m_free?: (module: PyObject) => void;
}

/** The declaration of a module. It is a constant of its file; what changes about it is m_base, which each runtime has for itself. */
export class PyModuleDef {
  readonly m_doc: string | null;
  readonly m_size: number;
  readonly m_methods: readonly PyMethodDef[];
  readonly m_slots: readonly PyModuleDef_Slot[] | null;
  readonly newState: (() => unknown) | null;
  readonly m_traverse: ((module: PyObject, visit: visitproc) => number) | null;
  readonly m_clear: inquiry | null;
  readonly m_free: ((module: PyObject) => void) | null;

  constructor(readonly m_name: string, fields: PyModuleDefFields) {
    this.m_doc = fields.m_doc ?? null;
    this.m_size = fields.m_size;
    this.m_methods = fields.m_methods ?? [];
    this.m_slots = fields.m_slots ?? null;
    this.newState = fields.newState ?? null;
    this.m_traverse = fields.m_traverse ?? null;
    this.m_clear = fields.m_clear ?? null;
    this.m_free = fields.m_free ?? null;
  }
  /** m_base in the current runtime. */
  get m_base(): PyModuleDef_Base {
    const bases = _PyRuntime.imports.moduleBases as Map<PyModuleDef, PyModuleDef_Base>;
    let base = bases.get(this);
    if (base === undefined) bases.set(this, (base = new PyModuleDef_Base()));
    return base;
  }
}

/** Gives a def its index, the first time; returns it. What a multi-phase init function returns. CPython: PyModuleDef_Init() */
export function PyModuleDef_Init(def: PyModuleDef): PyModuleDef {
  const base = def.m_base;
  if (base.m_index === 0) base.m_index = ++_PyRuntime.imports.last_module_index;
  return def;
}
