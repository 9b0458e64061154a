/** The part of _testinternalcapi about the compiler. CPython: Modules/_testinternalcapi.c */
import {PyDict_Check} from '../../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import type {PyMethodDef} from '../../runtime/methoddef';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyLong_AsInt} from '../../objects/longobject';
import {PyUnicode_AsJSString, PyUnicode_FromText, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {_PyCompile_CleanDoc} from '../../vm/compile-cleandoc';
import {_PyCompile_Assemble, _PyCompile_CodeGen, _PyCompile_OptimizeCfg} from '../../vm/compile-steps';
import type {CompileReport} from '../../vm/compile-errors';
import {InstructionSequence} from '../../vm/codegen';
import {newInstructionSequence} from '../../vm/instruction-sequence';
import {raiseCompilerException, raiseSyntaxError} from '../pythonrun';
import {keywordMethod} from './_interpreters_common';

/** Raises what a report holds. */
function raise(report: CompileReport, filename: PyObject | NULL): NULL {
  if (report.error === null) return raiseCompilerException(report.exception);
  return raiseSyntaxError(report.error, filename, filename === NULL ? '<string>' : PyUnicode_AsJSString(filename));
}
const MODES = ['exec', 'eval', 'single'];

function compiler_cleandoc(_module: PyObject, doc: PyObject | NULL): New | NULL {
  const text = _PyCompile_CleanDoc(_PyUnicode_TEXT(doc as PyObject));
  return typeof text === 'string' || text instanceof Uint32Array ? PyUnicode_FromText(text) : PyErr_SetString(PyExc_ValueError, 'a docstring with lone surrogates');
}
function compiler_codegen(_module: PyObject, ast: PyObject | NULL, filename: PyObject | NULL, optimizeArg: PyObject | NULL, modeArg: PyObject | NULL): New | NULL {
  const optimize = PyLong_AsInt(optimizeArg as PyObject), mode = modeArg === NULL ? 0 : PyLong_AsInt(modeArg);
  if (PyErr_Occurred() !== NULL) return NULL;
  return _PyCompile_CodeGen(ast as PyObject, filename as PyObject, 0, optimize, MODES[mode] ?? 'exec', report => raise(report, filename as PyObject));
}
function optimize_cfg(_module: PyObject, instructions: PyObject | NULL, consts: PyObject | NULL, nlocalsArg: PyObject | NULL): New | NULL {
  const nlocals = PyLong_AsInt(nlocalsArg as PyObject);
  return nlocals === -1 && PyErr_Occurred() !== NULL ? NULL : _PyCompile_OptimizeCfg(instructions as PyObject, consts as PyObject, nlocals, report => raise(report, NULL));
}
function assemble_code_object(_module: PyObject, filename: PyObject | NULL, instructions: PyObject | NULL, metadata: PyObject | NULL): New | NULL {
  if (!PyDict_Check(metadata as PyObject)) return PyErr_SetString(PyExc_TypeError, 'metadata must be a dict');
  return _PyCompile_Assemble(metadata as PyObject, filename as PyObject, instructions as PyObject, report => raise(report, filename as PyObject));
}
export const COMPILER_METHODS: readonly PyMethodDef[] = [
  keywordMethod('compiler_cleandoc', 'compiler_cleandoc', '(doc)', compiler_cleandoc, null), keywordMethod('new_instruction_sequence', 'new_instruction_sequence', '()', () => newInstructionSequence(new InstructionSequence()), null),
  keywordMethod('compiler_codegen', 'compiler_codegen', '(ast, filename, optimize, compile_mode=0)', compiler_codegen, null),
  keywordMethod('optimize_cfg', 'optimize_cfg', '(instructions, consts, nlocals)', optimize_cfg, null),
  keywordMethod('assemble_code_object', 'assemble_code_object', '(filename, instructions, metadata)', assemble_code_object, null),
];
