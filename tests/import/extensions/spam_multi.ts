/** A multi-phase extension for interpreters with a GIL of their own: state, an exception and a type, all the module's. */
import {
  NULL, PyErr_NewException, PyErr_SetString, PyLong_FromLong, PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_GetState, PyType_FromModuleAndSpec, PyType_GetModuleByDef, PyUnicode_FromString,
  Py_DECREF, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_NewRef, Py_TPFLAGS_BASETYPE, Py_TYPE, Py_XDECREF, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters, clearPayload, method, payload, setPayload, slots,
  type New, type PyObject, type TypeSpec,
} from 'vivarium';

interface State { count: number; error: New | NULL }
interface Can { label: string }

const canSpec: TypeSpec = {
  tp_name: 'spam_multi.Can', tp_basicsize: 16, tp_flags: Py_TPFLAGS_BASETYPE, tp_doc: 'A can of spam.',
  slots: {
    tp_new: (type: PyObject): New | NULL => {
      const self = slots(type).tp_alloc!(type, 0);
      if (self === NULL) return NULL;
      // the type may be a subclass that knows no module
      const module = PyType_GetModuleByDef(type, def);
      if (module === NULL) {
        Py_DECREF(self);
        return NULL;
      }
      setPayload(self, {label: `can ${++state(module).count}`} satisfies Can);
      return self;
    },
    tp_dealloc: (self: PyObject): void => {
      const type = Py_TYPE(self);
      clearPayload(self);
      slots(type).tp_free!(self);
      Py_DECREF(type);
    },
    tp_repr: (self: PyObject) => PyUnicode_FromString(`<${payload<Can>(self).label}>`),
  },
};
const state = (module: PyObject): State => PyModule_GetState<State>(module) as State;
const def = new PyModuleDef('spam_multi', {
  m_doc: 'Spam for every interpreter.', m_size: 16, newState: (): State => ({count: 0, error: NULL}),
  m_methods: [
    method('count', '($module, /)', (module: PyObject) => PyLong_FromLong(state(module).count), 'How many cans were made.'),
    method('fail', '($module, /)', (module: PyObject) => PyErr_SetString(state(module).error as PyObject, 'no spam'), 'Raises error.'),
  ],
  m_slots: [
    [Py_mod_exec, (module: PyObject): number => {
      const error = PyErr_NewException('spam_multi.error', NULL, NULL);
      if (error === NULL) return -1;
      state(module).error = Py_NewRef(error);
      return PyModule_Add(module, 'error', error) < 0 ? -1 : PyModule_Add(module, 'Can', PyType_FromModuleAndSpec(module, canSpec, NULL));
    }],
    [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED],
  ],
  m_traverse: (module, visit) => {
    const {error} = state(module);
    return error === NULL ? 0 : visit(error);
  },
  m_clear: module => {
    const {error} = state(module);
    state(module).error = NULL;
    Py_XDECREF(error);
    return 0;
  },
  m_free: module => {
    const own = PyModule_GetState<State>(module);
    if (own !== null) Py_XDECREF(own.error);
  },
});
export function PyInit_spam_multi(): PyModuleDef {
  return PyModuleDef_Init(def);
}
