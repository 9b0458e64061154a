/** The _sysconfig module: what sysconfig knows from the build. CPython: Modules/_sysconfig.c */
import {PyDict_New, PyDict_SetItemString} from '../../objects/dictobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {interp} from '../../runtime/current';
import {method} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New} from '../../runtime/types';

/** A new dict with the variables that no file tells. */
function config_vars(): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  const value = PyLong_FromNumber(interp.config.enable_gil < 0 ? 0 : 1), status = value === NULL ? -1 : PyDict_SetItemString(dict, 'Py_GIL_DISABLED', value);
  if (value !== NULL) Py_DECREF(value);
  if (status >= 0) return dict;
  Py_DECREF(dict);
  return NULL;
}
const _sysconfigmodule = new PyModuleDef('_sysconfig', {
  m_doc: 'What sysconfig asks for.', m_size: 0, m_methods: [method('config_vars', '($module, /)', config_vars, 'Variables of the configuration that are known to the build only.')],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__sysconfig() */
export function PyInit__sysconfig(): PyModuleDef {
  return PyModuleDef_Init(_sysconfigmodule);
}
