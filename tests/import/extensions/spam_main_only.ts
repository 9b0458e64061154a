/** A multi-phase extension that says it is not made for several interpreters: isolated ones refuse it. */
import {PyModuleDef, PyModuleDef_Init, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED, Py_mod_multiple_interpreters} from 'vivarium';

const def = new PyModuleDef('spam_main_only', {m_doc: 'Spam for the main interpreter.', m_size: 0, m_slots: [[Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED]]});
export function PyInit_spam_main_only(): PyModuleDef {
  return PyModuleDef_Init(def);
}
