/** The _typing module: what typing takes from the runtime. CPython: Modules/_typingmodule.c */
import {_PyTypeAlias_Type, _Py_NoDefaultStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_NewRef} from '../../runtime/object';
import {type NULL, type New, type PyObject} from '../../runtime/types';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {typingTypes} from '../../objects/typevarobject';

function _idfunc(module: PyObject, x: PyObject): New | NULL {
  return Py_NewRef(x);
}
function typing_exec(module: PyObject): number {
  const types = typingTypes();
  const add = (name: string, value: PyObject): boolean => PyModule_AddObjectRef(module, name, value) === 0;
  const ok = add('TypeVar', types.typevar as PyObject) && add('TypeVarTuple', types.typevartuple as PyObject) && add('ParamSpec', types.paramspec as PyObject)
    && add('ParamSpecArgs', types.paramspecargs as PyObject) && add('ParamSpecKwargs', types.paramspeckwargs as PyObject) && add('Generic', types.generic as PyObject)
    && add('TypeAliasType', _PyTypeAlias_Type) && add('NoDefault', _Py_NoDefaultStruct);
  return ok ? 0 : -1;
}
const def = new PyModuleDef('_typing', {
  m_doc: 'What the typing module is built on.', m_size: 0, m_methods: [method('_idfunc', '($module, x, /)', _idfunc, null)],
  m_slots: [[Py_mod_exec, typing_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__typing() */
export function PyInit__typing(): PyModuleDef {
  return PyModuleDef_Init(def);
}
