/** The _csv module. CPython: Modules/_csv.c */
import {PyObject_GetIter} from '../../objects/abstract-iter';
import {PyObject_Vectorcall} from '../../objects/call';
import {PyDict_Keys, PyDict_New, PyDict_Pop, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_NewException, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {_PyArg_CheckPositional} from '../../objects/getargs';
import {PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyCallable_Check, PyObject_GetOptionalAttrString} from '../../objects/object';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {ARG, PyLong_CheckExact, PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_Exception, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, setPayload, slots} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {CsvState, Dialect_Type_spec, QUOTE_ALL, QUOTE_MINIMAL, QUOTE_NONE, QUOTE_NONNUMERIC, QUOTE_NOTNULL, QUOTE_STRINGS, get_dialect_from_registry} from './_csv-dialect';
import {ReaderData, Reader_Type_spec, parse_reset} from './_csv-reader';
import {WriterData, Writer_Type_spec} from './_csv-writer';

const CONSTANTS = {QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL};
const stateOf = (module: PyObject): CsvState => PyModule_GetState<CsvState>(module)!;

/** A dialect of what follows the first argument. escapes. CPython: _call_dialect() */
function _call_dialect(state: CsvState, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  return PyObject_Vectorcall(state.dialect_type as PyObject, (args + 2) as Args, nargs - 1, kwnames);
}
/** An object of a type around its data. */
function newObject(type: PyObject, data: unknown): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, data);
  return self;
}
function csv_reader(module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const state = stateOf(module);
  if (!_PyArg_CheckPositional('', nargs, 1, 2)) return NULL;
  const iter = PyObject_GetIter(ARG(args, 0));
  if (iter === NULL) return NULL;
  const dialect = _call_dialect(state, args, nargs, kwnames);
  if (dialect === NULL) {
    Py_DECREF(iter);
    return NULL;
  }
  const data = new ReaderData(state, iter, dialect);
  if (parse_reset(data) < 0) {
    Py_XDECREF(data.input_iter);
    Py_XDECREF(data.dialect);
    return NULL;
  }
  return newObject(state.reader_type as PyObject, data);
}
function csv_writer(module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const state = stateOf(module);
  if (!_PyArg_CheckPositional('', nargs, 1, 2)) return NULL;
  const write = PyObject_GetOptionalAttrString(ARG(args, 0), 'write');
  if (write === NULL && PyErr_Occurred() !== NULL) return NULL;
  if (write === NULL || !PyCallable_Check(write)) {
    Py_XDECREF(write);
    return PyErr_SetString(PyExc_TypeError, 'argument 1 must have a "write" method');
  }
  const dialect = _call_dialect(state, args, nargs, kwnames);
  if (dialect === NULL) {
    Py_DECREF(write);
    return NULL;
  }
  return newObject(state.writer_type as PyObject, new WriterData(state, write, dialect));
}
function csv_register_dialect(module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const state = stateOf(module);
  if (!_PyArg_CheckPositional('', nargs, 1, 2)) return NULL;
  const name = ARG(args, 0);
  if (!PyUnicode_Check(name)) return PyErr_SetString(PyExc_TypeError, 'dialect name must be a string');
  const dialect = _call_dialect(state, args, nargs, kwnames);
  if (dialect === NULL) return NULL;
  const status = PyDict_SetItem(state.dialects as PyObject, name, dialect);
  Py_DECREF(dialect);
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function _csv_unregister_dialect(module: PyObject, name: PyObject): New | NULL {
  const state = stateOf(module), removed = PyDict_Pop(state.dialects as PyObject, name);
  if (removed === NULL) return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(state.error_obj as PyObject, 'unknown dialect');
  Py_DECREF(removed);
  return Py_NewRef(_Py_NoneStruct);
}
function _csv_field_size_limit(module: PyObject, limit: PyObject | NULL): New | NULL {
  const state = stateOf(module), old = state.field_limit;
  if (limit !== NULL) {
    if (!PyLong_CheckExact(limit)) return PyErr_SetString(PyExc_TypeError, 'limit must be an integer');
    const value = PyLong_AsSsize_t(limit);
    if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
    state.field_limit = value;
  }
  return PyLong_FromNumber(old);
}
function csv_exec(module: PyObject): number {
  const state = stateOf(module);
  for (const [key, name, spec] of [['dialect_type', 'Dialect', Dialect_Type_spec], ['reader_type', 'Reader', Reader_Type_spec], ['writer_type', 'Writer', Writer_Type_spec]] as const) {
    const type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (type === NULL) return -1;
    state[key] = type;
    if (PyModule_AddObjectRef(module, name, type) < 0) return -1;
  }
  state.dialects = PyDict_New();
  if (state.dialects === NULL || PyModule_AddObjectRef(module, '_dialects', state.dialects) < 0) return -1;
  for (const [name, value] of Object.entries(CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  state.error_obj = PyErr_NewException('_csv.Error', PyExc_Exception, NULL);
  return state.error_obj === NULL ? -1 : PyModule_AddObjectRef(module, 'Error', state.error_obj);
}
const OWNED = ['dialect_type', 'reader_type', 'writer_type', 'dialects', 'error_obj'] as const;
function csv_clear(module: PyObject): number {
  const state = PyModule_GetState<CsvState>(module);
  for (const name of state === null ? [] : OWNED) {
    const op = state![name];
    state![name] = NULL;
    if (op !== NULL) Py_DECREF(op);
  }
  return 0;
}
const _csvmodule = new PyModuleDef('_csv', {
  m_doc: 'Reading and writing of CSV.\n', m_size: 64, newState: () => new CsvState(),
  m_methods: [
    method('field_size_limit', '($module, /, new_limit=<unrepresentable>)', _csv_field_size_limit, 'Sets how long a field may be; returns the limit there was.'),
    method('get_dialect', '($module, /, name)', (module, name) => get_dialect_from_registry(name as PyObject, stateOf(module)), 'The dialect of a name.'),
    method('list_dialects', '($module, /)', module => PyDict_Keys(stateOf(module).dialects as PyObject), 'The names of all dialects.'),
    rawMethod('reader', null, csv_reader, 'csv_reader = reader(iterable [, dialect=\'excel\'] [optional keyword args])\n\nReads records from the lines of an iterable.'),
    rawMethod('register_dialect', null, csv_register_dialect, 'Gives a dialect a name.'),
    method('unregister_dialect', '($module, /, name)', _csv_unregister_dialect, 'Forgets the dialect of a name.'),
    rawMethod('writer', null, csv_writer, 'csv_writer = csv.writer(fileobj [, dialect=\'excel\'] [optional keyword args])\n\nWrites records to an object with a method write.'),
  ],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<CsvState>(module);
    for (const name of state === null ? [] : OWNED) {
      const op = state![name], status = op === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: csv_clear, m_free: csv_clear,
  m_slots: [[Py_mod_exec, csv_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__csv() */
export function PyInit__csv(): PyModuleDef {
  return PyModuleDef_Init(_csvmodule);
}
