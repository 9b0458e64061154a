/** From source text to code, and running programs. CPython: Python/pythonrun.c, Python/bltinmodule.c source_as_string() */
import {PySys_AuditFormat, audited} from '../objects/sysattr';
import {_PyAST_Compile, _PyCompile_AstOptimize} from '../vm/compile';
import type {CompilerException} from '../vm/compile-errors';
import {PyExc_DeprecationWarning, PyExc_IncompleteInputError, PyExc_IndentationError, PyExc_MemoryError, PyExc_OverflowError, PyExc_RecursionError, PyExc_RuntimeError, PyExc_SyntaxError, PyExc_SyntaxWarning, PyExc_SystemError, PyExc_TabError, PyExc_TypeError, PyExc_UnicodeEncodeError, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from '../objects/abstract-buffer';
import {PyCode_New} from '../objects/codeobject';
import {_PyErr_WarnExplicitObjectWithContext} from '../objects/_warnings';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_SetObject, PyErr_SetRaisedException, PyErr_SetString, PyErr_WarnExplicitObject} from '../objects/errors';
import {PyLong_FromNumber} from '../objects/longobject';
import {PyObject_SetAttrString} from '../objects/object';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../objects/bytesobject';
import {PyUnicode_AsUTF8String} from '../objects/unicode-codecs';
import {PyTuple_New, PyTuple_Pack} from '../objects/tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../objects/unicodeobject';
import {U8, interp} from '../runtime/current';
import {PyBytes_CheckExact, PyTuple_SET_ITEM, PyUnicode_Check, PyUnicode_CheckExact, co_flags} from '../runtime/generated/accessors';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {frontEndHooks} from './front-end-hooks';
import {programText} from './program-text';
import {Py_buffer} from '../runtime/typeslots';
import {currentCode} from '../vm/ceval';
import {_PyPegen_run_parser_from_string} from '../vm/pegen';
import {type ParserFlags} from '../vm/pegen-parser';
import {_PyArena_Free, _PyArena_New} from '../vm/pyarena';
import {PyAST_Check, PyAST_mod2obj, PyAST_obj2mod} from '../vm/python-ast';
import type {CompileWarning, SyntaxErrorInfo} from '../vm/constants';
import type {mod_ty} from '../vm/generated/ast-nodes';

/** Flags of compile(). CPython: Include/cpython/compile.h */
export const PyCF = {
  /** All CO_FUTURE_* bits. */
  MASK: 0x1fe0000,
  MASK_OBSOLETE: 0x10,
  SOURCE_IS_UTF8: 0x100,
  DONT_IMPLY_DEDENT: 0x200,
  ONLY_AST: 0x400,
  IGNORE_COOKIE: 0x800,
  TYPE_COMMENTS: 0x1000,
  ALLOW_TOP_LEVEL_AWAIT: 0x2000,
  ALLOW_INCOMPLETE_INPUT: 0x4000,
  OPTIMIZED_AST: 0x8000 | 0x400,
  COMPILE_MASK: 0x400 | 0x2000 | 0x1000 | 0x200 | 0x4000 | 0x8000,
} as const;
/** Bit of PyCF.OPTIMIZED_AST that is its own. */
const OPTIMIZED_AST_BIT = 0x8000;

export type CompileMode = 'exec' | 'eval' | 'single' | 'func_type';

/** The future flags of the code that runs: what compile() inherits. CPython: PyEval_MergeCompilerFlags() */
export function currentFutureFlags(): number {
  const code = currentCode();
  return code === NULL ? 0 : co_flags(code) & PyCF.MASK;
}

/** Reads str or bytes-like source; null with an exception. A str is UTF-8 whatever its cookie says. */
export function sourceBytes(source: PyObject, who: string, what: string): {bytes: Uint8Array; isText: boolean} | null {
  if (PyUnicode_Check(source)) {
    const encoded = PyUnicode_AsUTF8String(source);
    if (encoded === NULL) return null;
    const bytes = PyBytes_AsUint8Array(encoded).slice();
    Py_DECREF(encoded);
    return {bytes, isText: true};
  }
  if (!PyObject_CheckBuffer(source)) {
    PyErr_SetString(PyExc_TypeError, `${who}() arg 1 must be a ${what} object`);
    return null;
  }
  const view = new Py_buffer();
  if (PyObject_GetBuffer(source, view, 0) < 0) return null;
  const bytes = U8.slice(view.buf, view.buf + view.len);
  PyBuffer_Release(view);
  return {bytes, isText: false};
}

/**
 * Compiles source text, bytes or a syntax tree to code, or with PyCF.ONLY_AST to a tree. `who` is the builtin that asks: its name and
 * what it takes are in the error text. New reference. escapes (warnings). CPython: builtin_compile_impl(), Py_CompileStringObject()
 */
export function compileSource(source: PyObject, filename: PyObject | NULL, mode: CompileMode, flags: number, optimize: number, feature_version: number, who: 'compile' | 'eval' | 'exec'): New | NULL {
  const file = filename === NULL ? '<string>' : PyUnicode_AsJSString(filename);
  // making the classes of trees takes long: not for what is surely text
  if (who === 'compile' && !PyUnicode_CheckExact(source) && !PyBytes_CheckExact(source)) {
    const isTree = PyAST_Check(source);
    if (isTree < 0) return NULL;
    if (isTree > 0) {
      if ((flags & PyCF.ONLY_AST) !== 0 && (flags & OPTIMIZED_AST_BIT) === 0) return Py_NewRef(source);
      const arena = _PyArena_New(), mod = PyAST_obj2mod(source, arena, mode), code = mod === null ? NULL : finishCompile(mod, file, filename, flags, optimize);
      _PyArena_Free(arena);
      return code;
    }
  }
  const what = who === 'compile' ? 'string, bytes or AST' : who === 'eval' ? 'string, bytes or code' : 'string, bytes or code';
  const read = sourceBytes(source, who, what);
  if (read === null) return NULL;
  let bytes = read.bytes;
  if (bytes.includes(0)) return PyErr_SetString(PyExc_SyntaxError, 'source code string cannot contain null bytes');
  if (who === 'eval') {
    let start = 0;
    while (start < bytes.length && (bytes[start] === 32 || bytes[start] === 9)) start++;
    bytes = bytes.subarray(start);
  }
  const mod = parseBytes(bytes, read.isText, filename, file, mode, flags, (flags & PyCF.ONLY_AST) !== 0 && feature_version >= 0 ? feature_version : 13);
  if (mod === null) return NULL;
  return finishCompile(mod, file, filename, flags, optimize);
}

/** How the parser is to read a source under flags of compile(). `isText` says that it comes from a str, whose cookie means nothing. */
export function parserFlagsOf(flags: number, isText: boolean, featureVersion: number): ParserFlags {
  return {
    typeComments: (flags & PyCF.TYPE_COMMENTS) !== 0,
    dontImplyDedent: (flags & PyCF.DONT_IMPLY_DEDENT) !== 0,
    allowIncompleteInput: (flags & PyCF.ALLOW_INCOMPLETE_INPUT) !== 0,
    barryAsBdfl: (flags & 0x400000) !== 0,
    ignoreCookie: isText,
    intMaxStrDigits: interp.long_max_str_digits,
    featureVersion,
    lookupName: frontEndHooks.lookupName,
    internName: frontEndHooks.internName,
    normalizeName: frontEndHooks.normalizeName,
    decode: frontEndHooks.decode,
  };
}
/** Tells the audit hooks of a source that is to be parsed, null for a file's. escapes. CPython: Parser/peg_api.c */
function auditCompile(bytes: Uint8Array | null, filename: PyObject | NULL): number {
  const source = bytes === null ? Py_NewRef(_Py_NoneStruct) : PyBytes_FromUint8Array(bytes);
  if (source === NULL) return -1;
  const status = filename === NULL ? PySys_AuditFormat('compile', 'Os', source, '<string>') : PySys_AuditFormat('compile', 'OO', source, filename);
  Py_DECREF(source);
  return status;
}
/** Source bytes as a syntax tree; null with an exception. `isFile` reads them as those of a file, line by line. escapes (warnings). CPython: _PyParser_ASTFromString() */
export function parseBytes(bytes: Uint8Array, isText: boolean, filename: PyObject | NULL, file: string, mode: CompileMode, flags: number, featureVersion: number, isFile = false): mod_ty | null {
  if (audited() && auditCompile(isFile ? null : bytes, filename) < 0) return null;
  const parserFlags = parserFlagsOf(flags, isText, featureVersion);
  if (isFile) parserFlags.fromFile = file;
  const parsed = _PyPegen_run_parser_from_string(bytes, file, mode, parserFlags);
  if (parsed.raised === true) return null;
  if (parsed.valueError !== null) {
    PyErr_SetString(PyExc_ValueError, parsed.valueError);
    return null;
  }
  if (parsed.memoryError !== null) {
    PyErr_SetString(PyExc_MemoryError, parsed.memoryError);
    return null;
  }
  if (emitWarnings(parsed.warnings, filename, file, bytes) < 0) return null;
  if (parsed.error === null) return parsed.mod;
  if (isFile && parsed.error.lineno === 0 && parsed.error.offset < 0) {
    PyErr_SetString(PyExc_SyntaxError, parsed.error.msg);
    return null;
  }
  const error = parsed.error, line = mode === 'exec' && error.inProgram === true ? programText(file, error.lineno) : null;
  raiseSyntaxError(line === null ? error : {...error, text: line}, filename, file);
  return null;
}

/** Compiles the bytes of a program's file to code; NULL with an exception. New reference. escapes (warnings). CPython: _PyRun_SimpleFile(), _PyParser_ASTFromFile() */
export function compileFile(bytes: Uint8Array, filename: PyObject): New | NULL {
  const file = PyUnicode_AsJSString(filename), mod = parseBytes(bytes, false, filename, file, 'exec', 0, 13, true);
  return mod === null ? NULL : finishCompile(mod, file, filename, 0, -1);
}

/** From a syntax tree to code, or with PyCF.ONLY_AST back to a folded tree; NULL with an exception. escapes (warnings). */
export function finishCompile(mod: mod_ty, file: string, filename: PyObject | NULL, flags: number, optimize: number): New | NULL {
  const level = optimize < 0 ? interp.config.optimization_level : optimize;
  if ((flags & PyCF.ONLY_AST) !== 0 && (flags & OPTIMIZED_AST_BIT) === 0) return PyAST_mod2obj(mod);
  if ((flags & PyCF.ONLY_AST) !== 0) {
    const folded = _PyCompile_AstOptimize(mod, flags, level);
    if (emitWarnings(folded.warnings, filename, file, null) < 0) return NULL;
    if (folded.exception !== null) return raiseCompilerException(folded.exception);
    return folded.error !== null ? raiseSyntaxError(folded.error, filename, file, programText(file, folded.error.lineno)) : PyAST_mod2obj(mod);
  }
  const compiled = _PyAST_Compile(mod, file, flags, level);
  if (emitWarnings(compiled.warnings, filename, file, null, true) < 0) return NULL;
  if (compiled.error !== null) return raiseSyntaxError(compiled.error, filename, file, programText(file, compiled.error.lineno));
  if (compiled.exception !== null || compiled.code === null) return raiseCompilerException(compiled.exception);
  return PyCode_New(compiled.code);
}

/** Raises what compilation met besides syntax errors. Returns NULL. */
export function raiseCompilerException(exception: CompilerException | null): NULL {
  if (exception === null) return NULL;
  const types = {RecursionError: PyExc_RecursionError, RuntimeError: PyExc_RuntimeError, SystemError: PyExc_SystemError, ValueError: PyExc_ValueError, OverflowError: PyExc_OverflowError, UnicodeEncodeError: PyExc_UnicodeEncodeError} as const;
  return PyErr_SetString(types[exception.type], exception.msg);
}

const SYNTAX_ERRORS = {SyntaxError: PyExc_SyntaxError, IndentationError: PyExc_IndentationError, TabError: PyExc_TabError, _IncompleteInputError: PyExc_IncompleteInputError} as const;

/** Raises what the front end found: SyntaxError(msg, (filename, lineno, offset, text, end_lineno, end_offset)). Returns NULL. */
export function raiseSyntaxError(error: SyntaxErrorInfo, filename: PyObject | NULL, file: string, line: string | null = null): NULL {
  const text = error.text ?? line;
  if (error.asAttributes === true) return raiseWithAttributes(error, filename, file, text);
  // what is wrong with the encoding has no end
  const where = PyTuple_New(error.lineno > 0 ? 6 : 4);
  if (where === NULL) return NULL;
  PyTuple_SET_ITEM(where, 0, filename === NULL ? (PyUnicode_FromString(file) as New) : Py_NewRef(filename));
  PyTuple_SET_ITEM(where, 1, PyLong_FromNumber(error.lineno) as New);
  PyTuple_SET_ITEM(where, 2, PyLong_FromNumber(error.offset) as New);
  PyTuple_SET_ITEM(where, 3, text === null ? Py_NewRef(_Py_NoneStruct) : (PyUnicode_FromString(text) as New));
  if (error.lineno > 0) {
    PyTuple_SET_ITEM(where, 4, PyLong_FromNumber(error.end_lineno) as New);
    PyTuple_SET_ITEM(where, 5, PyLong_FromNumber(error.end_offset) as New);
  }
  const msg = PyUnicode_FromString(error.msg), args = msg === NULL ? NULL : PyTuple_Pack(msg, where);
  Py_XDECREF(msg);
  Py_DECREF(where);
  if (args === NULL) return NULL;
  PyErr_SetObject(SYNTAX_ERRORS[error.type], args);
  Py_DECREF(args);
  return NULL;
}
/** SyntaxError(msg) with its place in attributes. CPython: PyErr_RangedSyntaxLocationObject() */
function raiseWithAttributes(error: SyntaxErrorInfo, filename: PyObject | NULL, file: string, text: string | null): NULL {
  PyErr_SetString(SYNTAX_ERRORS[error.type], error.msg);
  const exc = PyErr_GetRaisedException();
  if (exc === NULL) return NULL;
  const set = (name: string, value: New | NULL): void => {
    if (value === NULL || PyObject_SetAttrString(exc, name, value) < 0) PyErr_Clear();
    Py_XDECREF(value);
  };
  set('lineno', PyLong_FromNumber(error.lineno));
  set('offset', PyLong_FromNumber(error.offset));
  set('end_lineno', PyLong_FromNumber(error.end_lineno));
  set('end_offset', PyLong_FromNumber(error.end_offset));
  set('filename', filename === NULL ? PyUnicode_FromString(file) : Py_NewRef(filename));
  if (text !== null) set('text', PyUnicode_FromString(text));
  PyErr_SetRaisedException(exc);
  return NULL;
}
/** A line of the source with its newline, or null. */
function lineOf(source: Uint8Array, lineno: number): string | null {
  let start = 0;
  for (let line = 1; line < lineno; line++) {
    start = source.indexOf(10, start) + 1;
    if (start === 0) return null;
  }
  const end = source.indexOf(10, start);
  return new TextDecoder().decode(source.subarray(start, end < 0 ? source.length : end)) + '\n';
}

/** Gives the warnings of parser or compiler, those of the latter once for each module that runs; an error one becomes a SyntaxError at its place, with the line from the source or, without one, from the file. -1 with an exception. escapes */
function emitWarnings(warnings: readonly CompileWarning[], filename: PyObject | NULL, file: string, source: Uint8Array | null, withContext = false): number {
  for (const warning of warnings) {
    const category = warning.category === 'SyntaxWarning' ? PyExc_SyntaxWarning : PyExc_DeprecationWarning;
    const message = PyUnicode_FromString(warning.msg), name = filename === NULL ? PyUnicode_FromString(file) : Py_NewRef(filename);
    if (message === NULL || name === NULL) {
      Py_XDECREF(message);
      Py_XDECREF(name);
      return -1;
    }
    const status = withContext ? _PyErr_WarnExplicitObjectWithContext(category, message, name, warning.lineno) : PyErr_WarnExplicitObject(category, message, name, warning.lineno, NULL, NULL);
    Py_DECREF(message);
    Py_DECREF(name);
    if (status >= 0) continue;
    if (PyErr_ExceptionMatches(category)) {
      PyErr_Clear();
      raiseSyntaxError({
        type: 'SyntaxError', msg: warning.msg, lineno: warning.lineno, offset: warning.col_offset + 1, end_lineno: warning.end_lineno, end_offset: warning.end_col_offset + 1, text: null,
      }, filename, file, source === null ? programText(file, warning.lineno) : lineOf(source, warning.lineno));
    }
    return -1;
  }
  return 0;
}
