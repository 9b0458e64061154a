/** The builtins that run code or talk to the user: compile, eval, exec, __import__, __build_class__, input, breakpoint. CPython: Python/bltinmodule.c */
import {PyMapping_Check, PyMapping_SetItemString} from '../../objects/abstract-mapping';
import {PyCell_GetRef} from '../../objects/cellobject';
import {PyObject_Call, PyObject_CallMethodNoArgs, PyObject_Vectorcall, _PyStack_AsDict} from '../../objects/call';
import {PyDict_ContainsString, PyDict_DelItemString, PyDict_GetItemRef, PyDict_New, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Clear, PyErr_Format, PyErr_Occurred, PyErr_SetNone, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {PyFile_GetLine, PyFile_WriteObject, Py_PRINT_RAW} from '../../objects/fileobject';
import {PyLong_AsInt} from '../../objects/longobject';
import {PyObject_GetOptionalAttr, PyObject_IsTrue, PyObject_Str} from '../../objects/object';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyTuple_New, PyTuple_Pack} from '../../objects/tupleobject';
import {_PyType_CalculateMetaclass} from '../../objects/typeobject-new';
import {update_bases} from '../../objects/typeobject-bases';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyUnicode_FSDecoder} from '../../objects/unicode-encoded';
import {ARG, PyCell_Check, PyCode_Check, PyDict_Check, PyFunction_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyType_Check, PyUnicode_Check, Py_TYPE, co_nfreevars, func_closure, func_code, func_globals} from '../../runtime/generated/accessors';
import {ID___builtins__, ID___prepare__, ID_breakpointhook, ID_fileno, ID_flush, ID_metaclass, ID_stderr, ID_stdin, ID_stdout} from '../../runtime/generated/ids';
import {PyExc_EOFError, PyExc_RuntimeError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, PyType_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {PyEval_GetBuiltins} from '../../objects/evalbuiltins';
import {PyEval_EvalCode, PyEval_EvalCodeClosure, PyEval_GetGlobals, _PyEval_GetFrameLocals} from '../../vm/ceval';
import {PyCF, compileSource, currentFutureFlags} from '../pythonrun';
import {PyImport_ImportModuleLevelObject} from '../import';
import {isTerminal, readTerminalLine} from '../line-input';
import {PySys_Audit, _PySys_GetOptionalAttr} from '../../objects/sysattr';
import {_PySys_GetAttr} from './sys';

/** CPython: builtin___import___impl() */
export function builtin___import__(_module: PyObject, name: PyObject | NULL, globals: PyObject | NULL, locals: PyObject | NULL, fromlist: PyObject | NULL, level: PyObject | NULL): New | NULL {
  let depth = 0;
  if (level !== NULL) {
    depth = PyLong_AsInt(level);
    if (depth === -1 && PyErr_Occurred() !== NULL) return NULL;
  }
  return PyImport_ImportModuleLevelObject(name as PyObject, globals, locals, fromlist, depth);
}

export function builtin_globals(_module: PyObject): New | NULL {
  const globals = PyEval_GetGlobals();
  return globals === NULL ? PyErr_SetString(PyExc_SystemError, 'globals: no frame') : Py_NewRef(globals);
}
/** locals(): in a function a fresh dict, elsewhere the namespace itself (PEP 667). */
export function builtin_locals(_module: PyObject): New | NULL {
  return _PyEval_GetFrameLocals();
}

const MODES = ['exec', 'eval', 'single', 'func_type'] as const;

/** CPython: builtin_compile_impl() */
export function builtin_compile(_module: PyObject, source: PyObject | NULL, filename: PyObject | NULL, mode: PyObject | NULL, flags: PyObject | NULL, dont_inherit: PyObject | NULL, optimize: PyObject | NULL, feature_version: PyObject | NULL): New | NULL {
  const path = PyUnicode_FSDecoder(filename as PyObject);
  if (path === NULL) return NULL;
  const result = compileArguments(source as PyObject, path, mode as PyObject, flags, dont_inherit, optimize, feature_version);
  Py_DECREF(path);
  return result;
}
function compileArguments(source: PyObject, filename: PyObject, mode: PyObject, flags: PyObject | NULL, dont_inherit: PyObject | NULL, optimize: PyObject | NULL, feature_version: PyObject | NULL): New | NULL {
  if (!PyUnicode_Check(mode)) return _PyArg_BadArgument('compile', "argument 'mode'", 'str', mode);
  const compileFlags = flags === NULL ? 0 : PyLong_AsInt(flags);
  if (compileFlags === -1 && PyErr_Occurred() !== NULL) return NULL;
  const dontInherit = dont_inherit === NULL ? 0 : PyObject_IsTrue(dont_inherit);
  if (dontInherit < 0) return NULL;
  const level = optimize === NULL ? -1 : PyLong_AsInt(optimize);
  if (level === -1 && PyErr_Occurred() !== NULL) return NULL;
  const minor = feature_version === NULL ? -1 : PyLong_AsInt(feature_version);
  if (minor === -1 && PyErr_Occurred() !== NULL) return NULL;
  if ((compileFlags & ~(PyCF.MASK | PyCF.MASK_OBSOLETE | PyCF.COMPILE_MASK)) !== 0) return PyErr_SetString(PyExc_ValueError, 'compile(): unrecognised flags');
  if (level < -1 || level > 2) return PyErr_SetString(PyExc_ValueError, 'compile(): invalid optimize value');
  const effective = dontInherit !== 0 ? compileFlags : compileFlags | currentFutureFlags();
  const modeText = PyUnicode_AsJSString(mode), known = MODES.find(m => m === modeText);
  if (known === undefined) {
    const onlyAst = (compileFlags & PyCF.ONLY_AST) !== 0;
    return PyErr_SetString(PyExc_ValueError, onlyAst ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'" : "compile() mode must be 'exec', 'eval' or 'single'");
  }
  if (known === 'func_type' && (compileFlags & PyCF.ONLY_AST) === 0) return PyErr_SetString(PyExc_ValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  return compileSource(source, filename, known, effective, level, minor, 'compile');
}

/** Where eval() and exec() run: new references, or null with an exception set. */
interface Namespaces { globals: New; locals: New }

/** CPython: the common first part of builtin_eval_impl() and builtin_exec_impl() */
function namespaces(who: 'eval' | 'exec', globals: PyObject | NULL, locals: PyObject | NULL): Namespaces | null {
  const givenGlobals = globals === _Py_NoneStruct ? NULL : globals, givenLocals = locals === _Py_NoneStruct ? NULL : locals;
  if (who === 'eval' && givenLocals !== NULL && !PyMapping_Check(givenLocals)) {
    PyErr_SetString(PyExc_TypeError, 'locals must be a mapping');
    return null;
  }
  if (givenGlobals !== NULL && !PyDict_Check(givenGlobals)) {
    const hint = who === 'eval' && PyMapping_Check(givenGlobals);
    PyErr_SetString(PyExc_TypeError, who === 'eval' ? (hint ? 'globals must be a real dict; try eval(expr, {}, mapping)' : 'globals must be a dict') : `exec() globals must be a dict, not ${typeName(givenGlobals)}`);
    return null;
  }
  if (who === 'exec' && givenLocals !== NULL && !PyMapping_Check(givenLocals)) {
    PyErr_SetString(PyExc_TypeError, `locals must be a mapping or None, not ${typeName(givenLocals)}`);
    return null;
  }
  let g: New, l: New | NULL;
  if (givenGlobals === NULL) {
    const current = PyEval_GetGlobals();
    if (current === NULL) {
      PyErr_SetString(PyExc_SystemError, `${who === 'eval' ? 'eval must be given globals and locals when called without a frame' : 'globals and locals cannot be NULL'}`);
      return null;
    }
    g = Py_NewRef(current);
    l = givenLocals === NULL ? _PyEval_GetFrameLocals() : Py_NewRef(givenLocals);
  } else {
    g = Py_NewRef(givenGlobals);
    l = Py_NewRef(givenLocals === NULL ? givenGlobals : givenLocals);
  }
  if (l === NULL) {
    Py_DECREF(g);
    return null;
  }
  const present = PyDict_ContainsString(g, '__builtins__');
  if (present < 0 || (present === 0 && PyDict_SetItem(g, ID___builtins__, PyEval_GetBuiltins()) < 0)) {
    Py_DECREF(g);
    Py_DECREF(l);
    return null;
  }
  return {globals: g, locals: l};
}

/** CPython: builtin_eval_impl() */
export function builtin_eval(_module: PyObject, source: PyObject | NULL, globals: PyObject | NULL, locals: PyObject | NULL): New | NULL {
  const where = namespaces('eval', globals, locals);
  if (where === null) return NULL;
  const result = evalIn(source as PyObject, where);
  Py_DECREF(where.globals);
  Py_DECREF(where.locals);
  return result;
}
function evalIn(source: PyObject, where: Namespaces): New | NULL {
  if (PyCode_Check(source)) {
    if (PySys_Audit('exec', source) < 0) return NULL;
    if (co_nfreevars(source) > 0) return PyErr_SetString(PyExc_TypeError, 'code object passed to eval() may not contain free variables');
    return PyEval_EvalCode(source, where.globals, where.locals);
  }
  const code = compileSource(source, NULL, 'eval', PyCF.SOURCE_IS_UTF8 | currentFutureFlags(), -1, -1, 'eval');
  if (code === NULL) return NULL;
  const result = PySys_Audit('exec', code) < 0 ? NULL : PyEval_EvalCode(code, where.globals, where.locals);
  Py_DECREF(code);
  return result;
}

/** CPython: builtin_exec_impl() */
export function builtin_exec(_module: PyObject, source: PyObject | NULL, globals: PyObject | NULL, locals: PyObject | NULL, closure: PyObject | NULL): New | NULL {
  const where = namespaces('exec', globals, locals);
  if (where === null) return NULL;
  const result = execIn(source as PyObject, where, closure === _Py_NoneStruct ? NULL : closure);
  Py_DECREF(where.globals);
  Py_DECREF(where.locals);
  if (result === NULL) return NULL;
  Py_DECREF(result);
  return Py_NewRef(_Py_NoneStruct);
}
function execIn(source: PyObject, where: Namespaces, closure: PyObject | NULL): New | NULL {
  if (PyCode_Check(source)) {
    const free = co_nfreevars(source);
    if (free === 0 && closure !== NULL) return PyErr_SetString(PyExc_TypeError, 'cannot use a closure with this code object');
    if (free > 0 && !isClosureOf(closure, free)) return PyErr_Format(PyExc_TypeError, `code object requires a closure of exactly length ${free}`);
    if (PySys_Audit('exec', source) < 0) return NULL;
    return free === 0 ? PyEval_EvalCode(source, where.globals, where.locals) : PyEval_EvalCodeClosure(source, where.globals, where.locals, closure);
  }
  if (closure !== NULL) return PyErr_SetString(PyExc_TypeError, 'closure can only be used when source is a code object');
  const code = compileSource(source, NULL, 'exec', PyCF.SOURCE_IS_UTF8 | currentFutureFlags(), -1, -1, 'exec');
  if (code === NULL) return NULL;
  const result = PySys_Audit('exec', code) < 0 ? NULL : PyEval_EvalCode(code, where.globals, where.locals);
  Py_DECREF(code);
  return result;
}
function isClosureOf(closure: PyObject | NULL, free: number): boolean {
  if (closure === NULL || !PyTuple_CheckExact(closure) || PyTuple_GET_SIZE(closure) !== free) return false;
  for (let i = 0; i < free; i++) if (!PyCell_Check(PyTuple_GET_ITEM(closure, i))) return false;
  return true;
}

/** The class statement: metaclass, namespace, body, class; and the checks of __class__'s cell. CPython: builtin___build_class__() */
export function builtin___build_class__(_module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs < 2) return PyErr_SetString(PyExc_TypeError, '__build_class__: not enough arguments');
  const func = ARG(args, 0), name = ARG(args, 1);
  if (!PyFunction_Check(func)) return PyErr_SetString(PyExc_TypeError, '__build_class__: func must be a function');
  if (!PyUnicode_Check(name)) return PyErr_SetString(PyExc_TypeError, '__build_class__: name is not a string');
  const origBases = PyTuple_New(nargs - 2);
  if (origBases === NULL) return NULL;
  for (let i = 2; i < nargs; i++) PyTuple_SET_ITEM(origBases, i - 2, Py_NewRef(ARG(args, i)));
  const bases = update_bases(origBases);
  if (bases === NULL) {
    Py_DECREF(origBases);
    return NULL;
  }
  let kwds: New | NULL = NULL;
  if (kwnames !== NULL) {
    kwds = _PyStack_AsDict(args + 2 * nargs, kwnames);
    if (kwds === NULL) {
      Py_DECREF(bases);
      Py_DECREF(origBases);
      return NULL;
    }
  }
  const cls = buildClass(func, name, bases, origBases, kwds);
  Py_XDECREF(kwds);
  Py_DECREF(bases);
  Py_DECREF(origBases);
  return cls;
}

/** The metaclass of a class statement, taken out of kwds; owned. Null with an exception set. */
function chooseMetaclass(bases: PyObject, kwds: PyObject | NULL): {meta: New; isClass: boolean} | null {
  let meta: New | NULL = NULL;
  if (kwds !== NULL) {
    meta = PyDict_GetItemRef(kwds, ID_metaclass);
    if (meta === NULL && PyErr_Occurred() !== NULL) return null;
    if (meta !== NULL && PyDict_DelItemString(kwds, 'metaclass') < 0) {
      Py_DECREF(meta);
      return null;
    }
  }
  let isClass = true;
  if (meta === NULL) meta = Py_NewRef(PyTuple_GET_SIZE(bases) === 0 ? PyType_Type : Py_TYPE(PyTuple_GET_ITEM(bases, 0)));
  else isClass = PyType_Check(meta);
  if (isClass) {
    const winner = _PyType_CalculateMetaclass(meta, bases);
    if (winner === NULL) {
      Py_DECREF(meta);
      return null;
    }
    if (winner !== meta) {
      const chosen = Py_NewRef(winner);
      Py_DECREF(meta);
      meta = chosen;
    }
  }
  return {meta, isClass};
}

function buildClass(func: PyObject, name: PyObject, bases: PyObject, origBases: PyObject, kwds: PyObject | NULL): New | NULL {
  const chosen = chooseMetaclass(bases, kwds);
  if (chosen === null) return NULL;
  const {meta, isClass} = chosen;
  const namespace = prepareNamespace(meta, isClass, name, bases, kwds);
  let cls: New | NULL = NULL;
  if (namespace !== NULL) {
    const cell = PyEval_EvalCodeClosure(func_code(func), func_globals(func), namespace, func_closure(func));
    if (cell !== NULL) {
      if (bases === origBases || PyMapping_SetItemString(namespace, '__orig_bases__', origBases) === 0) cls = callMetaclass(meta, name, bases, namespace, kwds);
      if (cls !== NULL && PyType_Check(cls) && PyCell_Check(cell) && !classCellIsSet(cell, cls, name)) {
        Py_DECREF(cls);
        cls = NULL;
      }
      Py_DECREF(cell);
    }
    Py_DECREF(namespace);
  }
  Py_DECREF(meta);
  return cls;
}
function prepareNamespace(meta: PyObject, isClass: boolean, name: PyObject, bases: PyObject, kwds: PyObject | NULL): New | NULL {
  const prepare = PyObject_GetOptionalAttr(meta, ID___prepare__);
  if (prepare === NULL) return PyErr_Occurred() !== NULL ? NULL : PyDict_New();
  const namespace = callWithTwo(prepare, name, bases, kwds);
  Py_DECREF(prepare);
  if (namespace === NULL) return NULL;
  if (PyMapping_Check(namespace)) return namespace;
  PyErr_Format(PyExc_TypeError, `${isClass ? slots(meta).tp_name : '<metaclass>'}.__prepare__() must return a mapping, not ${typeName(namespace)}`);
  Py_DECREF(namespace);
  return NULL;
}
function callWithTwo(callable: PyObject, a: PyObject, b: PyObject, kwds: PyObject | NULL): New | NULL {
  const args = PyTuple_Pack(a, b);
  if (args === NULL) return NULL;
  const result = PyObject_Call(callable, args, kwds);
  Py_DECREF(args);
  return result;
}
function callMetaclass(meta: PyObject, name: PyObject, bases: PyObject, namespace: PyObject, kwds: PyObject | NULL): New | NULL {
  const args = PyTuple_Pack(name, bases, namespace);
  if (args === NULL) return NULL;
  const result = PyObject_Call(meta, args, kwds);
  Py_DECREF(args);
  return result;
}
/** Whether type.__new__ filled the cell of __class__ with the class that came out; an exception otherwise. */
function classCellIsSet(cell: PyObject, cls: PyObject, name: PyObject): boolean {
  const inside = PyCell_GetRef(cell);
  if (inside === NULL) {
    PyErr_Format(PyExc_RuntimeError, `__class__ not set defining ${reprText(name)} as ${reprText(cls)}. Was __classcell__ propagated to type.__new__?`);
    return false;
  }
  Py_DECREF(inside);
  if (inside === cls) return true;
  PyErr_Format(PyExc_TypeError, `__class__ set to ${reprText(inside)} defining ${reprText(name)} as ${reprText(cls)}`);
  return false;
}

/** input(): through sys.stdout and sys.stdin; a terminal is read by the host's line editor. CPython: builtin_input_impl() */
export function builtin_input(_module: PyObject, prompt: PyObject | NULL): New | NULL {
  // what flushing and reading run may put other files into sys (gh-130163)
  const fin = _PySys_GetOptionalAttr(ID_stdin), fout = _PySys_GetOptionalAttr(ID_stdout), ferr = _PySys_GetOptionalAttr(ID_stderr);
  const line = inputBetween(fin, fout, ferr, prompt);
  Py_XDECREF(fin);
  Py_XDECREF(fout);
  Py_XDECREF(ferr);
  return line;
}
function inputBetween(fin: PyObject | NULL, fout: PyObject | NULL, ferr: PyObject | NULL, prompt: PyObject | NULL): New | NULL {
  if (PyErr_Occurred() !== NULL) return NULL;
  for (const [name, file] of [['stdin', fin], ['stdout', fout], ['stderr', ferr]] as const) {
    if (file === NULL || file === _Py_NoneStruct) return PyErr_SetString(PyExc_RuntimeError, `lost sys.${name}`);
  }
  if (PySys_Audit('builtins.input', prompt === NULL ? _Py_NoneStruct : prompt) < 0) return NULL;
  flushQuietly(ferr as PyObject);
  const line = isTerminal() && hasDescriptor(fin as PyObject, 0) && hasDescriptor(fout as PyObject, 1)
    ? inputFromTerminal(fin as PyObject, fout as PyObject, prompt) : inputFromFile(fin as PyObject, fout as PyObject, prompt);
  if (line !== NULL && PySys_Audit('builtins.input/result', line) < 0) {
    Py_DECREF(line);
    return NULL;
  }
  return line;
}
/** Whether a file object says that it stands for this descriptor. escapes */
function hasDescriptor(file: PyObject, fd: number): boolean {
  const result = PyObject_CallMethodNoArgs(file, ID_fileno);
  if (result === NULL) {
    PyErr_Clear();
    return false;
  }
  const value = PyLong_AsInt(result);
  Py_DECREF(result);
  if (value === -1) PyErr_Clear();
  return value === fd;
}
function inputFromFile(fin: PyObject, fout: PyObject, prompt: PyObject | NULL): New | NULL {
  if (prompt !== NULL && PyFile_WriteObject(prompt, fout, Py_PRINT_RAW) !== 0) return NULL;
  flushQuietly(fout);
  return PyFile_GetLine(fin, -1);
}
/** escapes (signal handlers) */
function inputFromTerminal(fin: PyObject, fout: PyObject, prompt: PyObject | NULL): New | NULL {
  flushQuietly(fout);
  let text = '';
  if (prompt !== NULL) {
    const shown = PyObject_Str(prompt);
    if (shown === NULL) return NULL;
    text = PyUnicode_AsJSString(shown);
    Py_DECREF(shown);
    if (text.includes('\0')) return PyErr_SetString(PyExc_ValueError, 'input: prompt string cannot contain null characters');
  }
  const line = readTerminalLine(text, false);
  switch (line.kind) {
    case 'line': return PyUnicode_FromString(line.text);
    case 'eof': return PyErr_SetNone(PyExc_EOFError);
    case 'error': return NULL;
    case 'unusable': return inputFromFile(fin, fout, prompt);
  }
}
function flushQuietly(file: PyObject): void {
  const result = PyObject_CallMethodNoArgs(file, ID_flush);
  if (result === NULL) PyErr_Clear();
  else Py_DECREF(result);
}

/** breakpoint(): sys.breakpointhook with the same arguments. */
export function builtin_breakpoint(_module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const hook = _PySys_GetAttr(ID_breakpointhook);
  if (hook === NULL) return PyErr_SetString(PyExc_RuntimeError, 'lost sys.breakpointhook');
  if (PySys_Audit('builtins.breakpoint', hook) < 0) return NULL;
  const held = Py_NewRef(hook), result = PyObject_Vectorcall(held, args, nargs, kwnames);
  Py_DECREF(held);
  return result;
}
