/** A single-phase extension with state of its own (m_size > 0): the init function runs again for every module. */
import {NULL, PyLong_FromLong, PyModuleDef, PyModule_Create, PyModule_GetState, PyState_FindModule, Py_NewRef, Py_None, method, type New, type PyObject} from 'vivarium';

interface State { count: number }
let made = 0;

const def = new PyModuleDef('spam_state', {
  m_doc: 'Spam in the state of a module.', m_size: 8, newState: (): State => ({count: 0}),
  m_methods: [
    method('increment', '($module, /)', (module: PyObject) => PyLong_FromLong(++(PyModule_GetState<State>(module) as State).count), 'One more.'),
    method('made', '($module, /)', () => PyLong_FromLong(made), 'How many modules there were.'),
    method('me', '($module, /)', () => {
      const found = PyState_FindModule(def);
      return Py_NewRef(found === NULL ? Py_None : found);
    }, 'The module of this interpreter.'),
  ],
});
export function PyInit_spam_state(): New | NULL {
  made++;
  return PyModule_Create(def);
}
