/** The module _warnings. CPython: Python/_warnings.c */
import {_PyWarnings_InitState, do_warn, filtersMutated, get_category, warn_explicit} from '../../objects/_warnings';
import {PyObject_CallOneArg} from '../../objects/call';
import {PyDict_GetItemRef} from '../../objects/dictobject';
import {PyErr_Clear, PyErr_Format, PyErr_Occurred, typeName} from '../../objects/errors';
import {PyLong_AsInt} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttrString, PyObject_GetOptionalAttr} from '../../objects/object';
import {_PyArg_BadArgument, ssizeArg} from '../../objects/text-args';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {interp} from '../../runtime/current';
import {PyDict_Check, PyTuple_Check, PyTuple_GET_SIZE, PyUnicode_Check} from '../../runtime/generated/accessors';
import {ID___name__, ID_get_source} from '../../runtime/generated/ids';
import {PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';

function warnings_warn(_module: PyObject, message: PyObject | NULL, category: PyObject | NULL, stacklevel: PyObject | NULL, source: PyObject | NULL, prefixes: PyObject | NULL): New | NULL {
  let level = ssizeArg(stacklevel, 1);
  if (level === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (prefixes !== NULL && !PyTuple_Check(prefixes)) return _PyArg_BadArgument('warn', "argument 'skip_file_prefixes'", 'tuple', prefixes);
  const type = get_category(message as PyObject, category);
  if (type === NULL) return NULL;
  const skip = prefixes !== NULL && PyTuple_GET_SIZE(prefixes) > 0 ? prefixes : NULL;
  if (skip !== NULL && level < 2) level = 2;
  return do_warn(message as PyObject, type, level, source, skip);
}
/** The loader of a module by its globals, which importlib judges, owned; NULL with an exception. escapes. CPython: Python/import.c _PyImport_BlessMyLoader() */
function _PyImport_BlessMyLoader(globals: PyObject): New | NULL {
  const external = PyObject_GetAttrString(interp.imports.importlib as PyObject, '_bootstrap_external');
  const bless = external === NULL ? NULL : PyObject_GetAttrString(external, '_bless_my_loader'), loader = bless === NULL ? NULL : PyObject_CallOneArg(bless, globals);
  Py_XDECREF(bless);
  Py_XDECREF(external);
  return loader;
}
/** A line of the source that a module's loader gives; NULL without or with an exception. escapes. CPython: get_source_line() */
function get_source_line(globals: PyObject, lineno: number): New | NULL {
  const loader = _PyImport_BlessMyLoader(globals);
  if (loader === NULL) return NULL;
  const name = PyDict_GetItemRef(globals, ID___name__), get = name === NULL ? NULL : PyObject_GetOptionalAttr(loader, ID_get_source);
  Py_DECREF(loader);
  const source = get === NULL ? NULL : PyObject_CallOneArg(get, name as PyObject);
  Py_XDECREF(get);
  Py_XDECREF(name);
  if (source === NULL) return NULL;
  const lines = PyUnicode_Check(source) ? PyUnicode_AsJSString(source).split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/) : [];
  Py_DECREF(source);
  return lineno >= 1 && lineno <= lines.length ? PyUnicode_FromString(lines[lineno - 1]) : NULL;
}
function warnings_warn_explicit(
  _module: PyObject, message: PyObject | NULL, category: PyObject | NULL, filename: PyObject | NULL, lineno: PyObject | NULL, module: PyObject | NULL, registry: PyObject | NULL,
  module_globals: PyObject | NULL, source: PyObject | NULL,
): New | NULL {
  if (!PyUnicode_Check(filename as PyObject)) return _PyArg_BadArgument('warn_explicit', "argument 'filename'", 'str', filename as PyObject);
  const line = PyLong_AsInt(lineno as PyObject);
  if (line === -1 && PyErr_Occurred() !== NULL) return NULL;
  let sourceline: New | NULL = NULL;
  if (module_globals !== NULL && module_globals !== _Py_NoneStruct) {
    if (!PyDict_Check(module_globals)) return PyErr_Format(PyExc_TypeError, `module_globals must be a dict, not '${typeName(module_globals)}'`);
    sourceline = get_source_line(module_globals, line);
    if (sourceline === NULL && PyErr_Occurred() !== NULL) return NULL;
  }
  const result = warn_explicit(category as PyObject, message as PyObject, filename as PyObject, line, module, registry, sourceline, source);
  Py_XDECREF(sourceline);
  return result;
}
function warnings_exec(module: PyObject): number {
  if (interp.warnings.filters === NULL && _PyWarnings_InitState() < 0) {
    PyErr_Clear();
    return -1;
  }
  const state = interp.warnings;
  if (PyModule_AddObjectRef(module, 'filters', state.filters) < 0 || PyModule_AddObjectRef(module, '_onceregistry', state.once_registry) < 0) return -1;
  return PyModule_AddObjectRef(module, '_defaultaction', state.default_action);
}

const warningsmodule = new PyModuleDef('_warnings', {
  m_doc: 'What the module warnings rests on.', m_size: 0,
  m_methods: [
    method('warn', '($module, /, message, category=None, stacklevel=1, source=None, *,\n     skip_file_prefixes=<unrepresentable>)', warnings_warn, 'Gives a warning: it is shown, ignored, or raised, as the filters say.'),
    method('warn_explicit', '($module, /, message, category, filename, lineno,\n              module=<unrepresentable>, registry=None,\n              module_globals=None, source=None)', warnings_warn_explicit, 'Gives a warning about a place that is named.'),
    method('_filters_mutated', '($module, /)', () => {
      filtersMutated();
      return Py_NewRef(_Py_NoneStruct);
    }, 'Says that the filters changed.'),
  ],
  m_slots: [[Py_mod_exec, warnings_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit__warnings(): PyModuleDef {
  return PyModuleDef_Init(warningsmodule);
}
