/** An extension with two faults: leak() takes a reference too many, keep() never gives back what it kept before. */
import {PyModuleDef, PyModuleDef_Init, Py_INCREF, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_NewRef, Py_None, Py_mod_multiple_interpreters, method, type New, type PyObject} from 'vivarium';

let kept: PyObject | null = null;

function leak(_module: PyObject, obj: PyObject): New {
  Py_INCREF(obj);
  return Py_NewRef(Py_None);
}
function keep(_module: PyObject, obj: PyObject): New {
  kept = Py_NewRef(obj);
  return Py_NewRef(Py_None);
}
const def = new PyModuleDef('leaky', {
  m_doc: 'A module with two faults.', m_size: 0,
  m_methods: [
    method('leak', '($module, obj, /)', leak as never, 'Takes a reference too many.'), method('keep', '($module, obj, /)', keep as never, 'Keeps an object for good.'),
    method('kept', '($module, /)', () => Py_NewRef(kept ?? Py_None), 'What was kept last.'),
  ],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED]],
});
export function PyInit_leaky(): PyModuleDef {
  return PyModuleDef_Init(def);
}
