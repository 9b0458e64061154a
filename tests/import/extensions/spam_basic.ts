/** A single-phase extension with its state in static variables (m_size -1): its dict is copied into every interpreter that may load it. */
import {NULL, PyExc_ValueError, PyErr_SetString, PyErr_Occurred, PyLong_AsLong, PyLong_FromLong, PyModuleDef, PyModule_AddIntConstant, PyModule_Create, Py_DECREF, method, type New, type PyObject} from 'vivarium';

let calls = 0;

function add(_module: PyObject, i: PyObject, j: PyObject): New | NULL {
  calls++;
  const a = PyLong_AsLong(i);
  if (a === -1 && PyErr_Occurred() !== NULL) return NULL;
  const b = PyLong_AsLong(j);
  if (b === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (a < 0) return PyErr_SetString(PyExc_ValueError, 'no spam');
  return PyLong_FromLong(a + b);
}
const def = new PyModuleDef('spam_basic', {
  m_doc: 'Spam in static variables.', m_size: -1,
  m_methods: [method('add', '($module, i, j, /)', add as never, 'i + j'), method('calls', '($module, /)', () => PyLong_FromLong(calls), 'How often add() was called, in any interpreter.')],
});
export function PyInit_spam_basic(): New | NULL {
  const module = PyModule_Create(def);
  if (module === NULL) return NULL;
  if (PyModule_AddIntConstant(module, 'ANSWER', 42) === 0) return module;
  Py_DECREF(module);
  return NULL;
}
