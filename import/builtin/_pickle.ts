/** The module _pickle: writing and reading pickles. CPython: Modules/_pickle.c */
import {PyErr_NewException} from '../../objects/errors';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil,
  Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {PyObject_IsTrue} from '../../objects/object';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyPickleBuffer_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {_Unpickler_SetStringInput, unpicklerData} from './_pickle-input';
import {load} from './_pickle-load';
import {_Pickler_FlushToFile, picklerData} from './_pickle-output';
import {_Pickler_New, _Pickler_SetBufferCallback, _Pickler_SetOutputStream, _Pickler_SetProtocol, dump, memoproxy_spec, pickler_type_spec} from './_pickle-pickler';
import {PickleState, _Pickle_GetState, _Pickle_InitState} from './_pickle-state';
import {_Unpickler_New, _Unpickler_SetBuffers, _Unpickler_SetInputStream, setOptions, unpickler_memoproxy_spec, unpickler_type_spec} from './_pickle-unpickler';

type Optional = PyObject | NULL;

/** Pickles into a file, or without one into bytes. escapes */
function dumpTo(module: PyObject, obj: PyObject, file: Optional, protocol: Optional, fix: Optional, callback: Optional): New | NULL {
  const st = _Pickle_GetState(module), fix_imports = fix === NULL ? 1 : PyObject_IsTrue(fix), pickler = fix_imports < 0 ? NULL : _Pickler_New(st);
  if (pickler === NULL) return NULL;
  let result: New | NULL = NULL;
  if (_Pickler_SetProtocol(pickler, protocol, fix_imports !== 0) >= 0 && (file === NULL || _Pickler_SetOutputStream(pickler, file) >= 0)
    && _Pickler_SetBufferCallback(pickler, callback) >= 0 && dump(st, pickler, obj) >= 0) {
    if (file === NULL) result = picklerData(pickler).takeString();
    else if (_Pickler_FlushToFile(pickler) >= 0) result = Py_NewRef(_Py_NoneStruct);
  }
  Py_DECREF(pickler);
  return result;
}
/** Unpickles what a file or an object's memory has. escapes */
function loadFrom(module: PyObject, source: PyObject, isFile: boolean, fix: Optional, encoding: Optional, errors: Optional, buffers: Optional): New | NULL {
  const st = _Pickle_GetState(module), unpickler = _Unpickler_New(st);
  if (unpickler === NULL) return NULL;
  let result: New | NULL = NULL;
  if (setOptions(unpickler, isFile ? 'load' : 'loads', fix, encoding, errors) >= 0
    && (isFile ? _Unpickler_SetInputStream(unpickler, source) : _Unpickler_SetStringInput(unpicklerData(unpickler), source)) >= 0 && _Unpickler_SetBuffers(unpickler, buffers) >= 0) {
    result = load(st, unpickler);
  }
  Py_DECREF(unpickler);
  return result;
}
/** CPython: _pickle_exec() */
function _pickle_exec(module: PyObject): number {
  const st = _Pickle_GetState(module);
  const types = [['PicklerMemoProxyType', memoproxy_spec], ['UnpicklerMemoProxyType', unpickler_memoproxy_spec], ['Pickler_Type', pickler_type_spec], ['Unpickler_Type', unpickler_type_spec]] as const;
  for (const [field, spec] of types) {
    const type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (type === NULL) return -1;
    st[field] = type;
  }
  if (PyModule_AddType(module, PyPickleBuffer_Type) < 0 || PyModule_AddType(module, st.Pickler_Type) < 0 || PyModule_AddType(module, st.Unpickler_Type) < 0) return -1;
  for (const name of ['PickleError', 'PicklingError', 'UnpicklingError'] as const) {
    const error = PyErr_NewException(`_pickle.${name}`, name === 'PickleError' ? NULL : st.PickleError, NULL);
    if (error === NULL) return -1;
    st[name] = error;
    if (PyModule_AddObjectRef(module, name, error) < 0) return -1;
  }
  return _Pickle_InitState(st);
}
const clear = (module: PyObject): number => {
  PyModule_GetState<PickleState>(module)?.clear();
  return 0;
};
const OPTIONS = "*, fix_imports=True, encoding='ASCII', errors='strict', buffers=()";
const _picklemodule = new PyModuleDef('_pickle', {
  m_doc: 'Pickles, written and read natively.', m_size: 152, newState: () => new PickleState(),
  m_methods: [
    method('dump', '($module, /, obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)',
      (module, obj, file, protocol, fix, callback) => dumpTo(module, obj as PyObject, file, protocol, fix, callback), 'Writes an object to a file: Pickler(file, protocol).dump(obj).'),
    method('dumps', '($module, /, obj, protocol=None, *, fix_imports=True, buffer_callback=None)',
      (module, obj, protocol, fix, callback) => dumpTo(module, obj as PyObject, NULL, protocol, fix, callback), 'The pickle of an object as bytes.'),
    method('load', `($module, /, file, ${OPTIONS})`, (module, file, fix, encoding, errors, buffers) => loadFrom(module, file as PyObject, true, fix, encoding, errors, buffers),
      'Reads a pickle from a file: Unpickler(file).load().'),
    method('loads', `($module, data, /, ${OPTIONS})`, (module, data, fix, encoding, errors, buffers) => loadFrom(module, data as PyObject, false, fix, encoding, errors, buffers),
      'Makes the object of a pickle in memory; what follows the pickle is ignored.'),
  ],
  m_traverse: (module, visit) => PyModule_GetState<PickleState>(module)?.traverse(visit) ?? 0,
  m_clear: clear, m_free: clear,
  m_slots: [[Py_mod_exec, _pickle_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__pickle() */
export function PyInit__pickle(): PyModuleDef {
  return PyModuleDef_Init(_picklemodule);
}
