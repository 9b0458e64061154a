/** The _ast module: the classes of syntax trees, and compile()'s flags for them. CPython: Python/Python-ast.c astmodule_exec() */
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddObjectRef, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {astState} from '../../vm/python-ast-types';
import {PyCF} from '../pythonrun';
import type {PyObject} from '../../runtime/types';

function astmodule_exec(module: PyObject): number {
  const state = astState();
  if (state === null) return -1;
  for (const [name, type] of state.types) if (PyModule_AddObjectRef(module, name, type) < 0) return -1;
  const flags = {PyCF_ALLOW_TOP_LEVEL_AWAIT: PyCF.ALLOW_TOP_LEVEL_AWAIT, PyCF_ONLY_AST: PyCF.ONLY_AST, PyCF_TYPE_COMMENTS: PyCF.TYPE_COMMENTS, PyCF_OPTIMIZED_AST: PyCF.OPTIMIZED_AST};
  for (const [name, value] of Object.entries(flags)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  return 0;
}
const astmodule = new PyModuleDef('_ast', {m_size: 0, m_slots: [[Py_mod_exec, astmodule_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]]});
export function PyInit__ast(): PyModuleDef {
  return PyModuleDef_Init(astmodule);
}
