/** Its state holds an object, but m_traverse and m_clear are missing: the collector sees no cycle through it. */
import {type New, NULL, PyModuleDef, PyModuleDef_Init, PyModule_GetState, type PyObject, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_NewRef, Py_None, Py_XDECREF, Py_mod_multiple_interpreters, method} from 'vivarium';

interface State { callback: New | NULL }

function set_callback(module: PyObject, callback: PyObject): New {
  const state = PyModule_GetState<State>(module) as State, old = state.callback;
  state.callback = Py_NewRef(callback);
  Py_XDECREF(old);
  return Py_NewRef(Py_None);
}
const def = new PyModuleDef('no_traverse', {
  m_doc: 'A module whose state nobody visits.', m_size: 8, newState: (): State => ({callback: NULL}),
  m_methods: [method('set_callback', '($module, callback, /)', set_callback as never, 'Keeps a function.')],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED]],
  m_free: module => {
    const state = PyModule_GetState<State>(module);
    if (state !== null) Py_XDECREF(state.callback);
  },
});
export function PyInit_no_traverse(): PyModuleDef {
  return PyModuleDef_Init(def);
}
