/** The _symtable module: the compiler's symbol tables. CPython: Modules/symtablemodule.c */
import {PyErr_SetString} from '../../objects/errors';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyUnicode_FSDecoder} from '../../objects/unicode-encoded';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_SyntaxError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {buildSymtable} from '../../vm/compile';
import * as table from '../../vm/symtable';
import {PySTEntry_FromTable} from '../../vm/symtable-entry';
import {programText} from '../program-text';
import {PyCF, parseBytes, raiseCompilerException, raiseSyntaxError, sourceBytes} from '../pythonrun';

/** The table of a module's source. escapes (warnings). CPython: _symtable_symtable_impl() */
function symtable(_module: PyObject, source: PyObject | NULL, filename: PyObject | NULL, startstr: PyObject | NULL): New | NULL {
  const path = PyUnicode_FSDecoder(filename as PyObject);
  if (path === NULL) return NULL;
  const result = symtableOf(source as PyObject, path, startstr as PyObject);
  Py_DECREF(path);
  return result;
}
function symtableOf(source: PyObject, path: PyObject, startstr: PyObject): New | NULL {
  if (!PyUnicode_Check(startstr)) return _PyArg_BadArgument('symtable', 'argument 3', 'str', startstr);
  const read = sourceBytes(source, 'symtable', 'string or bytes');
  if (read === null) return NULL;
  const {bytes} = read;
  if (bytes.includes(0)) return PyErr_SetString(PyExc_SyntaxError, 'source code string cannot contain null bytes');
  const mode = PyUnicode_AsJSString(startstr), file = PyUnicode_AsJSString(path);
  if (mode !== 'exec' && mode !== 'eval' && mode !== 'single') return PyErr_SetString(PyExc_ValueError, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  const mod = parseBytes(bytes, read.isText, path, file, mode, PyCF.SOURCE_IS_UTF8, 13);
  if (mod === null) return NULL;
  const built = buildSymtable(mod, 0);
  if (built.error !== null) return raiseSyntaxError(built.error, path, file, programText(file, built.error.lineno));
  return built.table === null ? raiseCompilerException(built.exception) : PySTEntry_FromTable(built.table.st_top);
}

const {USE, DEF_GLOBAL, DEF_NONLOCAL, DEF_LOCAL, DEF_PARAM, DEF_FREE, DEF_FREE_CLASS, DEF_IMPORT, DEF_BOUND, DEF_ANNOT, LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL, SCOPE_MASK} = table;
/** In the order in which the module's dict has them. */
const CONSTANTS = {
  USE, DEF_GLOBAL, DEF_NONLOCAL, DEF_LOCAL, DEF_PARAM, DEF_FREE, DEF_FREE_CLASS, DEF_IMPORT, DEF_BOUND, DEF_ANNOT,
  TYPE_FUNCTION: table.FunctionBlock, TYPE_CLASS: table.ClassBlock, TYPE_MODULE: table.ModuleBlock, TYPE_ANNOTATION: table.AnnotationBlock,
  TYPE_TYPE_ALIAS: table.TypeAliasBlock, TYPE_TYPE_PARAMETERS: table.TypeParametersBlock, TYPE_TYPE_VARIABLE: table.TypeVariableBlock,
  LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL, SCOPE_OFF: table.SCOPE_OFFSET, SCOPE_MASK,
} as const;
/** CPython: symtable_init_constants() */
function symtable_init_constants(module: PyObject): number {
  for (const [name, value] of Object.entries(CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  return 0;
}

const symtablemodule = new PyModuleDef('_symtable', {
  m_size: 0,
  m_methods: [method('symtable', '($module, source, filename, startstr, /)', symtable, 'The table of the names in a source text, with those of its functions and classes.')],
  m_slots: [[Py_mod_exec, symtable_init_constants], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__symtable() */
export function PyInit__symtable(): PyModuleDef {
  return PyModuleDef_Init(symtablemodule);
}
