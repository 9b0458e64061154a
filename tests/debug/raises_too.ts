/** An extension whose init function makes a module and sets an exception as well. */
import {PyErr_SetString, PyExc_ValueError, PyModuleDef, PyModule_Create, type New} from 'vivarium';

const def = new PyModuleDef('raises_too', {m_doc: 'Is undecided.', m_size: 0, m_methods: []});
export function PyInit_raises_too(): New | 0 {
  const module = PyModule_Create(def);
  PyErr_SetString(PyExc_ValueError, 'left behind');
  return module;
}
