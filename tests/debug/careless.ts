/** An extension that gives back a reference which is not its own, and one that goes on with an object after that. */
import {PyModuleDef, PyModuleDef_Init, Py_DECREF, Py_INCREF, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_NewRef, Py_None, Py_mod_multiple_interpreters, method, type New, type PyObject} from 'vivarium';

let remembered: PyObject | null = null;

/** Remembers an object without taking a reference. */
function remember(_module: PyObject, obj: PyObject): New {
  remembered = obj;
  return Py_NewRef(Py_None);
}
/** Counts what was remembered, dead or not. */
function touch(_module: PyObject): New {
  if (remembered !== null) {
    Py_INCREF(remembered);
    Py_DECREF(remembered);
  }
  return Py_NewRef(Py_None);
}
/** Gives back a reference that its caller has. */
function drop(_module: PyObject, obj: PyObject): New {
  Py_DECREF(obj);
  return Py_NewRef(Py_None);
}
const def = new PyModuleDef('careless', {
  m_doc: 'A module that borrows for too long.', m_size: 0,
  m_methods: [method('remember', '($module, obj, /)', remember as never, 'Remembers an object.'), method('drop', '($module, obj, /)', drop as never, 'Gives back too much.'),
    method('touch', '($module, /)', touch as never, 'Counts what was remembered.')],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED]],
});
export function PyInit_careless(): PyModuleDef {
  return PyModuleDef_Init(def);
}
