/** The _suggestions module: the search for a name like another, for traceback.py. CPython: Modules/_suggestions.c */
import {PyErr_SetString} from '../../objects/errors';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {calculateSuggestion} from '../../objects/suggestions';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyList_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE, PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_NewRef} from '../../runtime/object';
import type {New, NULL, PyObject} from '../../runtime/types';

function generate_suggestions(_module: PyObject, candidates: PyObject, item: PyObject): New | NULL {
  if (!PyUnicode_Check(item)) return _PyArg_BadArgument('_generate_suggestions', 'argument 2', 'str', item);
  if (!PyList_CheckExact(candidates)) return PyErr_SetString(PyExc_TypeError, 'candidates must be a list');
  const names: string[] = [];
  for (let i = 0; i < PyList_GET_SIZE(candidates); i++) {
    const name = PyList_GET_ITEM(candidates, i);
    if (!PyUnicode_Check(name)) return PyErr_SetString(PyExc_TypeError, "all elements in 'candidates' must be strings");
    names.push(PyUnicode_AsJSString(name));
  }
  const found = calculateSuggestion(names, PyUnicode_AsJSString(item));
  return found === null ? Py_NewRef(_Py_NoneStruct) : PyUnicode_FromString(found);
}
const def = new PyModuleDef('_suggestions', {
  m_size: 0,
  m_methods: [method('_generate_suggestions', '($module, candidates, item, /)', generate_suggestions, 'The candidate that is most like the item, None when none is like it.')],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__suggestions() */
export function PyInit__suggestions(): PyModuleDef {
  return PyModuleDef_Init(def);
}
