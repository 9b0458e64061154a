/** A multi-phase module that cannot be filled. */
import {PyErr_SetString, PyExc_OSError, PyModuleDef, PyModuleDef_Init, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_multiple_interpreters} from 'vivarium';

function exec(): number {
  PyErr_SetString(PyExc_OSError, 'no device');
  return -1;
}
const def = new PyModuleDef('exec_fails', {m_doc: 'A module without a device.', m_size: 0, m_slots: [[Py_mod_exec, exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED]]});
export function PyInit_exec_fails(): PyModuleDef {
  return PyModuleDef_Init(def);
}
