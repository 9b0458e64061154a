/** The _weakref module. CPython: Modules/_weakref.c */
import {PyDict_Check, _Py_REFCNT, wr_next, Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_TypeError, _PyWeakref_CallableProxyType, _PyWeakref_ProxyType, _PyWeakref_RefType, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {_PyDict_DelItemIf} from '../../objects/dictobject';
import {PyErr_SetString} from '../../objects/errors';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyWeakref_Check, PyWeakref_NewProxy, _PyWeakref_GetWeakrefCount, _PyType_SUPPORTS_WEAKREFS, _PyWeakref_IS_DEAD, firstWeakref} from '../../objects/weakrefobject';

function getweakrefcount(module: PyObject, object: PyObject): New | NULL {
  return PyLong_FromNumber(_PyWeakref_GetWeakrefCount(object));
}
function isDead(value: PyObject): number {
  if (PyWeakref_Check(value)) return _PyWeakref_IS_DEAD(value) ? 1 : 0;
  PyErr_SetString(PyExc_TypeError, 'not a weakref');
  return -1;
}
function _remove_dead_weakref(module: PyObject, dct: PyObject, key: PyObject): New | NULL {
  if (!PyDict_Check(dct)) return _PyArg_BadArgument('_remove_dead_weakref', 'argument 1', 'dict', dct);
  return _PyDict_DelItemIf(dct, key, isDead) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function getweakrefs(module: PyObject, object: PyObject): New | NULL {
  const result = PyList_New(0);
  if (result === NULL || !_PyType_SUPPORTS_WEAKREFS(Py_TYPE(object))) return result;
  for (let current = firstWeakref(object); current !== NULL; current = wr_next(current)) {
    if (_Py_REFCNT(current) === 0) continue;
    if (PyList_Append(result, current) < 0) {
      Py_DECREF(result);
      return NULL;
    }
  }
  return result;
}
function proxy(module: PyObject, object: PyObject, callback: PyObject | NULL): New | NULL {
  return PyWeakref_NewProxy(object, callback === _Py_NoneStruct ? NULL : callback);
}
function weakref_exec(module: PyObject): number {
  if (PyModule_AddObjectRef(module, 'ref', _PyWeakref_RefType) < 0 || PyModule_AddObjectRef(module, 'ReferenceType', _PyWeakref_RefType) < 0) return -1;
  return PyModule_AddObjectRef(module, 'ProxyType', _PyWeakref_ProxyType) < 0 ? -1 : PyModule_AddObjectRef(module, 'CallableProxyType', _PyWeakref_CallableProxyType);
}
const def = new PyModuleDef('_weakref', {
  m_doc: 'Support for weak references.', m_size: 0,
  m_methods: [
    method('getweakrefcount', '($module, object, /)', getweakrefcount, 'How many weak references there are to an object.'),
    method('_remove_dead_weakref', '($module, dct, key, /)', _remove_dead_weakref, 'Takes a weak reference out of a dict when it is dead.'),
    method('getweakrefs', '($module, object, /)', getweakrefs, 'A list of all weak references to an object.'),
    method('proxy', '($module, object, callback=None, /)', proxy, 'A proxy that refers to an object weakly.\n\nThe callback, if given, is called with the proxy when the object is about to be\nfinalized.'),
  ],
  m_slots: [[Py_mod_exec, weakref_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__weakref() */
export function PyInit__weakref(): PyModuleDef {
  return PyModuleDef_Init(def);
}
