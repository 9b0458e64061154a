/** An extension with a bug of JS: an internal error that names it. */
import {PyModuleDef, PyModuleDef_Init, Py_NewRef, Py_None, method} from 'vivarium';

const table: {text?: string} = {};
const def = new PyModuleDef('spam_bug', {m_size: 0, m_methods: [method('crash', '($module, /)', () => Py_NewRef((table.text!.length > 0 ? Py_None : Py_None)))], m_slots: []});
export function PyInit_spam_bug(): PyModuleDef {
  return PyModuleDef_Init(def);
}
