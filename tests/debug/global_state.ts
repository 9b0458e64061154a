/** Keeps objects in a static variable that should be module state. */
import {NULL, PyDict_New, PyDict_SetItem, PyModuleDef, PyModuleDef_Init, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_NewRef, Py_None, Py_mod_exec, Py_mod_multiple_interpreters, method, type New, type PyObject} from 'vivarium';
let registry: New | NULL = NULL;
const def = new PyModuleDef('global_state', {
  m_doc: '', m_size: 0,
  m_methods: [
    method('register', '($module, key, value, /)', ((_m: PyObject, k: PyObject, v: PyObject): New | NULL => (PyDict_SetItem(registry as PyObject, k, v) < 0 ? NULL : Py_NewRef(Py_None))) as never, ''),
    method('registry', '($module, /)', () => Py_NewRef(registry as PyObject), ''),
  ],
  m_slots: [
    [Py_mod_exec, (): number => {
      if (registry === NULL) registry = PyDict_New();
      return registry === NULL ? -1 : 0;
    }],
    [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED],
  ],
});
export function PyInit_global_state(): PyModuleDef {
  return PyModuleDef_Init(def);
}
