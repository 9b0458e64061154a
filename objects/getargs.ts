/**
 * Argument parsing by signature. CPython: Python/getargs.c and what Argument Clinic generates around it.
 *
 * A PyMethodDef is called with up to three positional arguments without an allocation; keywords and longer lists go through an array.
 */
import {H} from '../runtime/current';
import {PyDict_GET_SIZE, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_CheckExact, _PyTuple_ADDR} from '../runtime/generated/accessors';
import {PyExc_SystemError, PyExc_TypeError} from '../runtime/generated/static-addresses';
import {METH_KEYWORDS, METH_METHOD, METH_NOARGS, METH_O, METH_VARARGS, type Parameter, type PyMethodDef, parseSignature} from '../runtime/methoddef';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../runtime/types';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_Next} from './dictobject';
import {PyErr_Clear, PyErr_Format, PyErr_SetString} from './errors';
import {PyObject_RichCompareBool, Py_EQ, _PyObject_FunctionStr} from './object';
import {calculateSuggestion} from './suggestions';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';

/** What is known about the parameters of a function, whose name is empty when messages are to have none: CPython's _PyArg_Parser and the numbers that Argument Clinic passes beside it. */
export class ArgParser {
  readonly parameters: readonly Parameter[];
  readonly posonly: number;
  readonly minpos: number;
  readonly maxpos: number;
  readonly minkw: number;
  readonly keywords: boolean;
  constructor(readonly fname: string, parameters: readonly Parameter[]) {
    this.parameters = parameters;
    let posonly = 0, minpos = 0, maxpos = 0, minkw = 0;
    for (const p of parameters) {
      if (!p.keyword) posonly++;
      if (p.positional) {
        maxpos++;
        if (p.required) minpos = maxpos;
      } else if (p.required) minkw++;
    }
    this.posonly = posonly;
    this.minpos = minpos;
    this.maxpos = maxpos;
    this.minkw = minkw;
    this.keywords = posonly < parameters.length;
  }
}
/** A parser of a function's arguments, to be kept as a constant beside the function. */
export function argParser(fname: string, signature: string): ArgParser {
  return new ArgParser(fname, parseSignature(signature));
}

/** Parsers that calls have made, by name and signature, and those of PyMethodDefs: memos of constants. */
const parsers = new Map<string, ArgParser>();
const defParsers = new WeakMap<PyMethodDef, ArgParser>();

function parserOf(def: PyMethodDef): ArgParser {
  let parser = defParsers.get(def);
  if (parser === undefined) defParsers.set(def, (parser = new ArgParser(def.ml_name, def.parameters)));
  return parser;
}

// ---- calling a PyMethodDef ----

/**
 * Calls a function of ours with a row of arguments, after checking them by its signature. `callable` is what the caller called: errors about
 * the number of arguments name it. escapes. CPython: the cfunction_vectorcall_* and method_vectorcall_* functions
 */
export function callMethodDef(def: PyMethodDef, callable: PyObject, self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const flags = def.ml_flags;
  if (def.raw !== null) {
    if (kwnames !== NULL && (flags & METH_KEYWORDS) === 0 && PyTuple_GET_SIZE(kwnames) > 0) return keywordsError(def, callable);
    return def.raw(self, args, nargs, kwnames);
  }
  const fn = def.parsed!;
  if (kwnames === NULL || PyTuple_GET_SIZE(kwnames) === 0) {
    if ((flags & METH_O) !== 0) {
      if (nargs === 1) return fn(self, H[args] as PyObject);
      return countError(callable, `takes exactly one argument (${nargs} given)`);
    }
    if ((flags & METH_NOARGS) !== 0) {
      if (nargs === 0) return fn(self);
      return (flags & METH_METHOD) !== 0 ? keywordsError(def, callable) : countError(callable, `takes no arguments (${nargs} given)`);
    }
    if (nargs >= def.minimum && nargs <= def.maximum) {
      const n = def.parameters.length;
      if (n <= 3 && (flags & METH_KEYWORDS) === 0 || n === def.maximum && n <= 3) {
        switch (nargs) {
          case 0: return n === 1 ? fn(self, NULL) : n === 2 ? fn(self, NULL, NULL) : fn(self, NULL, NULL, NULL);
          case 1: return n === 1 ? fn(self, H[args] as PyObject) : n === 2 ? fn(self, H[args] as PyObject, NULL) : fn(self, H[args] as PyObject, NULL, NULL);
          case 2: return n === 2 ? fn(self, H[args] as PyObject, H[args + 2] as PyObject) : fn(self, H[args] as PyObject, H[args + 2] as PyObject, NULL);
          default: return fn(self, H[args] as PyObject, H[args + 2] as PyObject, H[args + 4] as PyObject);
        }
      }
    } else if ((flags & METH_KEYWORDS) === 0) {
      _PyArg_CheckPositional(def.ml_name, nargs, def.minimum, def.maximum);
      return NULL;
    }
  } else if ((flags & METH_KEYWORDS) === 0) return keywordsError(def, callable);
  const values = _PyArg_UnpackKeywords(parserOf(def), args, nargs, NULL, kwnames);
  return values === null ? NULL : fn(self, ...values);
}
/** CPython: cfunction_check_kwargs(), and for arguments in a tuple, where the error has the bare name, cfunction_call() */
function keywordsError(def: PyMethodDef, callable: PyObject): NULL {
  if ((def.ml_flags & METH_METHOD) !== 0) return PyErr_Format(PyExc_TypeError, `${def.ml_name}() takes no arguments`);
  return (def.ml_flags & METH_VARARGS) !== 0 ? PyErr_Format(PyExc_TypeError, `${def.ml_name}() takes no keyword arguments`) : countError(callable, 'takes no keyword arguments');
}
function countError(callable: PyObject, text: string): NULL {
  const name = _PyObject_FunctionStr(callable);
  if (name === NULL) return NULL;
  PyErr_Format(PyExc_TypeError, `${PyUnicode_AsJSString(name)} ${text}`);
  Py_DECREF(name);
  return NULL;
}

// ---- checks ----

/** True when the number of positional arguments fits; else raises. `name` null: it is about unpacking a tuple. CPython: Python/getargs.c _PyArg_CheckPositional() */
export function _PyArg_CheckPositional(name: string | null, nargs: number, min: number, max: number): boolean {
  if (nargs >= min && nargs <= max) return true;
  const few = nargs < min, bound = few ? min : max;
  const about = min === max ? '' : few ? 'at least ' : 'at most ', s = bound === 1 ? '' : 's';
  PyErr_Format(PyExc_TypeError, name !== null ? `${name} expected ${about}${bound} argument${s}, got ${nargs}` : `unpacked tuple should have ${about}${bound} element${s}, but has ${nargs}`);
  return false;
}
/** True when there are no keyword arguments (a dict or NULL); else raises. CPython: _PyArg_NoKeywords() */
export function _PyArg_NoKeywords(fname: string, kwds: PyObject | NULL): boolean {
  if (kwds === NULL || PyDict_GET_SIZE(kwds) === 0) return true;
  PyErr_Format(PyExc_TypeError, `${fname}() takes no keyword arguments`);
  return false;
}
/** As _PyArg_NoKeywords for a tuple of names. CPython: _PyArg_NoKwnames() */
export function _PyArg_NoKwnames(fname: string, kwnames: PyObject | NULL): boolean {
  if (kwnames === NULL || PyTuple_GET_SIZE(kwnames) === 0) return true;
  PyErr_Format(PyExc_TypeError, `${fname}() takes no keyword arguments`);
  return false;
}
/** True when there are no positional arguments (a tuple); else raises. CPython: _PyArg_NoPositional() */
export function _PyArg_NoPositional(fname: string, args: PyObject): boolean {
  if (PyTuple_GET_SIZE(args) === 0) return true;
  PyErr_Format(PyExc_TypeError, `${fname}() takes no positional arguments`);
  return false;
}

// ---- keyword arguments ----

function findKeyword(args: Args, nargs: number, kwargs: PyObject | NULL, kwnames: PyObject | NULL, name: string): PyObject | NULL {
  if (kwargs !== NULL) {
    for (let pos = PyDict_Next(kwargs, 0); pos !== 0; pos = PyDict_Next(kwargs, pos)) {
      const key = PyDict_EntryKey(kwargs, pos);
      if (PyUnicode_Check(key) && PyUnicode_AsJSString(key) === name) return PyDict_EntryValue(kwargs, pos);
    }
    return NULL;
  }
  if (kwnames === NULL) return NULL;
  const n = PyTuple_GET_SIZE(kwnames);
  for (let i = 0; i < n; i++) {
    const key = PyTuple_GET_ITEM(kwnames, i);
    if (PyUnicode_Check(key) && PyUnicode_AsJSString(key) === name) return H[args + 2 * (nargs + i)] as PyObject;
  }
  return NULL;
}

/**
 * One borrowed value for each parameter, NULL for what was left out; null with an exception. Keywords come as a dict or as a tuple of names
 * whose values follow the positional arguments. With `varargs` the function takes any number of arguments, which are not among these.
 * CPython: Python/getargs.c _PyArg_UnpackKeywords(), _PyArg_UnpackKeywordsWithVararg()
 */
export function _PyArg_UnpackKeywords(parser: ArgParser, args: Args, nargs: number, kwargs: PyObject | NULL, kwnames: PyObject | NULL, varargs = false): (PyObject | NULL)[] | null {
  const {parameters, posonly, minpos, maxpos, minkw} = parser;
  const fname = parser.fname === '' ? 'function' : `${parser.fname}()`, maxargs = parameters.length;
  const reqlimit = minkw !== 0 ? maxpos + minkw : minpos, minposonly = Math.min(posonly, minpos);
  let nkwargs = kwargs !== NULL ? PyDict_GET_SIZE(kwargs) : kwnames !== NULL ? PyTuple_GET_SIZE(kwnames) : 0;
  const values = new Array<PyObject | NULL>(maxargs).fill(NULL);
  if (nkwargs === 0 && minkw === 0 && minpos <= nargs && nargs <= maxpos) {
    for (let i = 0; i < nargs; i++) values[i] = H[args + 2 * i] as PyObject;
    return values;
  }
  if (!varargs && nargs + nkwargs > maxargs) {
    PyErr_Format(PyExc_TypeError, `${fname} takes at most ${maxargs} ${nargs === 0 ? 'keyword ' : ''}argument${maxargs === 1 ? '' : 's'} (${nargs + nkwargs} given)`);
    return null;
  }
  if (nargs > maxpos) {
    PyErr_Format(PyExc_TypeError, maxpos === 0 ? `${fname} takes no positional arguments`
      : `${fname} takes ${minpos < maxpos ? 'at most' : 'exactly'} ${maxpos} positional argument${maxpos === 1 ? '' : 's'} (${nargs} given)`);
    return null;
  }
  if (nargs < minposonly) {
    PyErr_Format(PyExc_TypeError, `${fname} takes ${minposonly < maxpos ? 'at least' : 'exactly'} ${minposonly} positional argument${minposonly === 1 ? '' : 's'} (${nargs} given)`);
    return null;
  }
  for (let i = 0; i < nargs; i++) values[i] = H[args + 2 * i] as PyObject;
  for (let i = Math.max(nargs, posonly); i < maxargs; i++) {
    let value: PyObject | NULL = NULL;
    if (nkwargs !== 0) value = findKeyword(args, nargs, kwargs, kwnames, parameters[i].name);
    else if (i >= reqlimit) break;
    values[i] = value;
    if (value !== NULL) nkwargs--;
    else if (i < minpos && parameters[i].required || maxpos <= i && i < reqlimit) {
      PyErr_Format(PyExc_TypeError, `${fname} missing required argument '${parameters[i].name}' (pos ${i + 1})`);
      return null;
    }
  }
  if (nkwargs > 0) {
    for (let i = posonly; i < nargs; i++) {
      if (findKeyword(args, nargs, kwargs, kwnames, parameters[i].name) === NULL) continue;
      PyErr_Format(PyExc_TypeError, `argument for ${fname} given by name ('${parameters[i].name}') and position (${i + 1})`);
      return null;
    }
    error_unexpected_keyword_arg(parser, kwargs, kwnames);
    return null;
  }
  return values;
}
/** Whether a str of a subclass, which may compare as it likes, equals one of the names. escapes */
function equalsAny(key: PyObject, names: readonly string[]): boolean {
  for (const name of names) {
    const str = PyUnicode_FromString(name), equal = str === NULL ? -1 : PyObject_RichCompareBool(str, key, Py_EQ);
    Py_XDECREF(str);
    if (equal < 0) PyErr_Clear();
    if (equal > 0) return true;
  }
  return false;
}
/** CPython: Python/getargs.c error_unexpected_keyword_arg() */
function error_unexpected_keyword_arg(parser: ArgParser, kwargs: PyObject | NULL, kwnames: PyObject | NULL): void {
  const names = parser.parameters.filter(p => p.keyword).map(p => p.name);
  const keys: PyObject[] = [];
  if (kwargs !== NULL) for (let pos = PyDict_Next(kwargs, 0); pos !== 0; pos = PyDict_Next(kwargs, pos)) keys.push(PyDict_EntryKey(kwargs, pos));
  else if (kwnames !== NULL) for (let i = 0; i < PyTuple_GET_SIZE(kwnames); i++) keys.push(PyTuple_GET_ITEM(kwnames, i));
  for (const key of keys) {
    if (!PyUnicode_Check(key)) {
      PyErr_SetString(PyExc_TypeError, 'keywords must be strings');
      return;
    }
    const text = PyUnicode_AsJSString(key);
    if (PyUnicode_CheckExact(key) ? names.includes(text) : equalsAny(key, names)) continue;
    const suggestion = calculateSuggestion(names, text);
    PyErr_Format(PyExc_TypeError, `${parser.fname === '' ? 'this function' : `${parser.fname}()`} got an unexpected keyword argument '${text}'${suggestion === null ? '' : `. Did you mean '${suggestion}'?`}`);
    return;
  }
  PyErr_Format(PyExc_TypeError, `invalid keyword argument for ${parser.fname === '' ? 'this function' : `${parser.fname}()`}`);
}

// ---- argument tuples ----

/**
 * Values of the parameters of a tp_new or tp_init by signature, borrowed, NULL for what was left out; null with an exception. A signature without
 * keywords refuses them, unless `checkKeywords` is false (a subclass may have taken them). CPython: what Argument Clinic generates
 */
export function parseTupleAndKeywords(fname: string, signature: string, args: PyObject, kwds: PyObject | NULL, checkKeywords = true): (PyObject | NULL)[] | null {
  const key = fname + signature;
  let parser = parsers.get(key);
  if (parser === undefined) parsers.set(key, (parser = argParser(fname, signature)));
  return parseArgs(parser, args, kwds, checkKeywords);
}
/** As parseTupleAndKeywords with a parser that was made before. */
export function parseArgs(parser: ArgParser, args: PyObject, kwds: PyObject | NULL, checkKeywords = true): (PyObject | NULL)[] | null {
  const nargs = PyTuple_GET_SIZE(args);
  if (parser.keywords) return _PyArg_UnpackKeywords(parser, _PyTuple_ADDR(args), nargs, kwds, NULL);
  if (parser.maxpos === 0 && !_PyArg_NoPositional(parser.fname, args)) return null;
  if (checkKeywords && !_PyArg_NoKeywords(parser.fname, kwds)) return null;
  return positionalValues(parser, _PyTuple_ADDR(args), nargs);
}
function positionalValues(parser: ArgParser, args: Args, nargs: number): (PyObject | NULL)[] | null {
  if (!_PyArg_CheckPositional(parser.fname, nargs, parser.minpos, parser.maxpos)) return null;
  const values = new Array<PyObject | NULL>(parser.maxpos).fill(NULL);
  for (let i = 0; i < nargs; i++) values[i] = H[args + 2 * i] as PyObject;
  return values;
}
/** The same for a row of arguments: tp_vectorcall. */
export function parseVectorcall(parser: ArgParser, args: Args, nargs: number, kwnames: PyObject | NULL): (PyObject | NULL)[] | null {
  if (parser.keywords) return _PyArg_UnpackKeywords(parser, args, nargs, NULL, kwnames);
  return _PyArg_NoKwnames(parser.fname, kwnames) ? positionalValues(parser, args, nargs) : null;
}
/** Items of an argument tuple, borrowed, NULL for those left out; null with an exception. CPython: PyArg_UnpackTuple() */
export function PyArg_UnpackTuple(args: PyObject, name: string | null, min: number, max: number): (PyObject | NULL)[] | null {
  if (!PyTuple_Check(args)) {
    PyErr_SetString(PyExc_SystemError, 'PyArg_UnpackTuple() argument list is not a tuple');
    return null;
  }
  const nargs = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(name, nargs, min, max)) return null;
  const values = new Array<PyObject | NULL>(max).fill(NULL);
  for (let i = 0; i < nargs; i++) values[i] = PyTuple_GET_ITEM(args, i);
  return values;
}
