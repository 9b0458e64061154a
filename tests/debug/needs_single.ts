/** A module for interpreters with GILs of their own, which imports one that is not. */
import {NULL, PyImport_ImportModule, PyModuleDef, PyModuleDef_Init, Py_DECREF, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_multiple_interpreters} from 'vivarium';

function exec(): number {
  const module = PyImport_ImportModule('_testsinglephase');
  if (module === NULL) return -1;
  Py_DECREF(module);
  return 0;
}
const def = new PyModuleDef('needs_single', {m_doc: 'A module with a need.', m_size: 0, m_slots: [[Py_mod_exec, exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED]]});
export function PyInit_needs_single(): PyModuleDef {
  return PyModuleDef_Init(def);
}
