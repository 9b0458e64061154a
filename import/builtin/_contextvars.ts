/** The _contextvars module. CPython: Modules/_contextvarsmodule.c */
import {PyContextToken_Type, PyContextVar_Type, PyContext_Type} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import type {PyObject} from '../../runtime/types';
import {PyContext_CopyCurrent} from '../../objects/context';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddType, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';

function contextvars_exec(module: PyObject): number {
  return PyModule_AddType(module, PyContext_Type) < 0 || PyModule_AddType(module, PyContextVar_Type) < 0 || PyModule_AddType(module, PyContextToken_Type) < 0 ? -1 : 0;
}
const def = new PyModuleDef('_contextvars', {
  m_doc: 'Variables whose value depends on the context.', m_size: 0, m_methods: [method('copy_context', '($module, /)', () => PyContext_CopyCurrent(), null)],
  m_slots: [[Py_mod_exec, contextvars_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__contextvars() */
export function PyInit__contextvars(): PyModuleDef {
  return PyModuleDef_Init(def);
}
