/** Keeps its type in a static variable: the first interpreter's type goes into every other one. */
import {NULL, PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyType_FromModuleAndSpec, PyUnicode_FromString, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_TPFLAGS_BASETYPE, Py_mod_exec, Py_mod_multiple_interpreters, type New, type PyObject, type TypeSpec} from 'vivarium';
let nest: New | NULL = NULL;
const nestSpec: TypeSpec = {tp_name: 'shared_type.Nest', tp_basicsize: 16, tp_flags: Py_TPFLAGS_BASETYPE, slots: {tp_repr: () => PyUnicode_FromString('<a nest>')}};
const def = new PyModuleDef('shared_type', {
  m_doc: '', m_size: 0,
  m_slots: [
    [Py_mod_exec, (module: PyObject): number => {
      if (nest === NULL) nest = PyType_FromModuleAndSpec(module, nestSpec, NULL);
      if (nest === NULL) return -1;
      return PyModule_AddObjectRef(module, 'Nest', nest);
    }],
    [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED],
  ],
});
export function PyInit_shared_type(): PyModuleDef {
  return PyModuleDef_Init(def);
}
