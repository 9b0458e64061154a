/** What all of _pickle shares: the module's state and the codes of the format. CPython: Modules/_pickle.c */
import {PyErr_Format, typeName} from '../../objects/errors';
import {_PyEval_GetBuiltin} from '../../objects/iterobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyCallable_Check, PyObject_GetAttrString} from '../../objects/object';
import {PyDict_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, ht_module, tp_flags, tp_mro} from '../../runtime/generated/accessors';
import {ID_getattr} from '../../runtime/generated/ids';
import {PyExc_RuntimeError} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {Py_DECREF} from '../../runtime/object';
import {Py_TPFLAGS_HEAPTYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';

export const HIGHEST_PROTOCOL = 5, DEFAULT_PROTOCOL = 4;
/** How many items go out before an APPENDS or SETITEMS. */
export const BATCHSIZE = 1000;

/** The opcodes of pickles. CPython: enum opcode */
export const enum Op {
  MARK = 40, EMPTY_TUPLE = 41, STOP = 46, POP = 48, POP_MARK = 49, DUP = 50, BINBYTES = 66, SHORT_BINBYTES = 67, FLOAT = 70, BINFLOAT = 71, INT = 73, BININT = 74, BININT1 = 75,
  LONG = 76, BININT2 = 77, NONE = 78, PERSID = 80, BINPERSID = 81, REDUCE = 82, STRING = 83, BINSTRING = 84, SHORT_BINSTRING = 85, UNICODE = 86, BINUNICODE = 88, EMPTY_LIST = 93,
  APPEND = 97, BUILD = 98, GLOBAL = 99, DICT = 100, APPENDS = 101, GET = 103, BINGET = 104, INST = 105, LONG_BINGET = 106, LIST = 108, OBJ = 111, PUT = 112, BINPUT = 113,
  LONG_BINPUT = 114, SETITEM = 115, TUPLE = 116, SETITEMS = 117, EMPTY_DICT = 125,
  // protocol 2
  PROTO = 0x80, NEWOBJ, EXT1, EXT2, EXT4, TUPLE1, TUPLE2, TUPLE3, NEWTRUE, NEWFALSE, LONG1, LONG4,
  // protocol 4
  SHORT_BINUNICODE = 0x8c, BINUNICODE8, BINBYTES8, EMPTY_SET, ADDITEMS, FROZENSET, NEWOBJ_EX, STACK_GLOBAL, MEMOIZE, FRAME,
  // protocol 5
  BYTEARRAY8 = 0x96, NEXT_BUFFER, READONLY_BUFFER,
}

const OWNED = [
  'PickleError', 'PicklingError', 'UnpicklingError', 'dispatch_table', 'extension_registry', 'extension_cache', 'inverted_registry', 'name_mapping_2to3', 'import_mapping_2to3',
  'name_mapping_3to2', 'import_mapping_3to2', 'codecs_encode', 'getattr', 'partial', 'Pickler_Type', 'Unpickler_Type', 'PicklerMemoProxyType', 'UnpicklerMemoProxyType',
] as const;

/** The state of the module; all objects owned, set since the module was executed. CPython: PickleState */
export class PickleState {
  PickleError = NULL as PyObject;
  PicklingError = NULL as PyObject;
  UnpicklingError = NULL as PyObject;
  /** copyreg's tables: reducers by type, extension codes by name, objects by code, names by code. */
  dispatch_table = NULL as PyObject;
  extension_registry = NULL as PyObject;
  extension_cache = NULL as PyObject;
  inverted_registry = NULL as PyObject;
  /** _compat_pickle's tables: names of Python 2 and of Python 3. */
  name_mapping_2to3 = NULL as PyObject;
  import_mapping_2to3 = NULL as PyObject;
  name_mapping_3to2 = NULL as PyObject;
  import_mapping_3to2 = NULL as PyObject;
  codecs_encode = NULL as PyObject;
  getattr = NULL as PyObject;
  partial = NULL as PyObject;
  Pickler_Type = NULL as PyTypeObject;
  Unpickler_Type = NULL as PyTypeObject;
  PicklerMemoProxyType = NULL as PyTypeObject;
  UnpicklerMemoProxyType = NULL as PyTypeObject;

  /** CPython: pickle_traverse() */
  traverse(visit: (op: PyObject) => number): number {
    for (const name of OWNED) {
      const op = this[name] as PyObject, status = (op as number) === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  }
  /** CPython: _Pickle_ClearState() */
  clear(): void {
    for (const name of OWNED) {
      const op = this[name] as PyObject;
      this[name] = NULL as PyTypeObject;
      if ((op as number) !== NULL) Py_DECREF(op);
    }
  }
}
/** CPython: _Pickle_GetState() */
export function _Pickle_GetState(module: PyObject): PickleState {
  return PyModule_GetState<PickleState>(module)!;
}
/** The state of the module that a type, or one of its bases, was made for. CPython: _Pickle_FindStateByType() */
export function _Pickle_FindStateByType(type: PyTypeObject): PickleState {
  const mro = tp_mro(type);
  for (let i = 0; i < PyTuple_GET_SIZE(mro); i++) {
    const base = PyTuple_GET_ITEM(mro, i), module = (tp_flags(base) & Py_TPFLAGS_HEAPTYPE) === 0 ? NULL : ht_module(base);
    const state = module === NULL ? null : PyModule_GetState(module);
    if (state instanceof PickleState) return state;
  }
  throw new Error('no module state for a type of _pickle');
}
/** An attribute of a module; NULL with an exception. escapes */
function attributeOf(module: string, name: string): New | NULL {
  const op = hooks.PyImport_ImportModule(module);
  if (op === NULL) return NULL;
  const value = PyObject_GetAttrString(op, name);
  Py_DECREF(op);
  return value;
}
type TableName = 'dispatch_table' | 'extension_registry' | 'inverted_registry' | 'extension_cache' | 'name_mapping_2to3' | 'import_mapping_2to3' | 'name_mapping_3to2' | 'import_mapping_3to2';
const TABLES: readonly (readonly [TableName, string, string])[] = [
  ['dispatch_table', 'copyreg', 'dispatch_table'], ['extension_registry', 'copyreg', '_extension_registry'], ['inverted_registry', 'copyreg', '_inverted_registry'],
  ['extension_cache', 'copyreg', '_extension_cache'], ['name_mapping_2to3', '_compat_pickle', 'NAME_MAPPING'], ['import_mapping_2to3', '_compat_pickle', 'IMPORT_MAPPING'],
  ['name_mapping_3to2', '_compat_pickle', 'REVERSE_NAME_MAPPING'], ['import_mapping_3to2', '_compat_pickle', 'REVERSE_IMPORT_MAPPING'],
];
/** Fetches what the module needs of others; -1 with an exception. escapes. CPython: _Pickle_InitState() */
export function _Pickle_InitState(st: PickleState): number {
  st.getattr = _PyEval_GetBuiltin(ID_getattr) as PyObject;
  if ((st.getattr as number) === NULL) return -1;
  for (const [field, module, name] of TABLES) {
    const table = attributeOf(module, name);
    if (table === NULL) return -1;
    st[field] = table;
    if (!PyDict_CheckExact(table)) {
      PyErr_Format(PyExc_RuntimeError, `${module}.${name} should be a dict, not ${typeName(table)}`);
      return -1;
    }
  }
  st.codecs_encode = attributeOf('codecs', 'encode') as PyObject;
  if ((st.codecs_encode as number) === NULL) return -1;
  if (!PyCallable_Check(st.codecs_encode)) {
    PyErr_Format(PyExc_RuntimeError, `codecs.encode should be a callable, not ${typeName(st.codecs_encode)}`);
    return -1;
  }
  st.partial = attributeOf('functools', 'partial') as PyObject;
  return (st.partial as number) === NULL ? -1 : 0;
}
