/** The steps of compilation one by one, for tests of each. CPython: Python/compile.c _PyCompile_CodeGen(), _PyCompile_Assemble(); Python/flowgraph.c _PyCompile_OptimizeCfg() */
import {PyCode_New, objectOfConstant} from '../objects/codeobject';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_GetItemString, PyDict_New, PyDict_Next, PyDict_SetItem, PyDict_SetItemString} from '../objects/dictobject';
import {PyErr_Occurred, PyErr_SetString} from '../objects/errors';
import {PyList_Append, PyList_New, PyList_SetSlice} from '../objects/listobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../objects/longobject';
import {packSteal} from '../objects/tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../objects/unicodeobject';
import {PyDict_Check, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_CheckExact, PyTuple_GET_ITEM} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {_PyAssemble_MakeCodeObject} from './assemble';
import {type CodeUnitMetadata, type Compiler, Instruction, InstructionSequence} from './codegen';
import {codegenOf} from './compile';
import {ConstCache} from './compile-consts';
import {CompileReport} from './compile-errors';
import type {PyConst} from './constants';
import {_PyCfg_ToInstructionSequence, instr_sequence_to_cfg, label_exception_targets, translate_jump_labels_to_targets} from './flowgraph';
import {_PyCfg_OptimizeCodeUnit, finishCfg} from './flowgraph-layout';
import {_PyInstructionSequence_Check, addNested, applyLabelMap, copyOfSequence, newInstructionSequence} from './instruction-sequence';
import {HAS_TARGET} from './opcode-metadata';
import type {mod_ty} from './generated/ast-nodes';
import {_PyArena_Free, _PyArena_New} from './pyarena';
import {PyAST_Check, PyAST_obj2mod, constantOf} from './python-ast';

/** Raises what a report holds: the caller's affair, as it knows how errors are shown. */
export type RaiseReport = (report: CompileReport) => NULL;
/** An object for a sequence and those within it. */
function objectOf(sequence: InstructionSequence): New | NULL {
  applyLabelMap(sequence);
  const op = newInstructionSequence(sequence);
  if (op === NULL) return NULL;
  for (const inner of sequence.nested) {
    const nested = objectOf(inner), status = nested === NULL ? -1 : addNested(op, nested);
    Py_XDECREF(nested);
    if (status < 0) {
      Py_DECREF(op);
      return NULL;
    }
  }
  return op;
}
function setSteal(dict: PyObject, key: string, value: New | NULL): boolean {
  const ok = value !== NULL && PyDict_SetItemString(dict, key, value) === 0;
  Py_XDECREF(value);
  return ok;
}
function setEntry(dict: PyObject, key: New | NULL, index: number): boolean {
  const value = PyLong_FromNumber(index), ok = key !== NULL && value !== NULL && PyDict_SetItem(dict, key, value) === 0;
  Py_XDECREF(key);
  Py_XDECREF(value);
  return ok;
}
function dictOfNames(names: ReadonlyMap<string, number>): New | NULL {
  const dict = PyDict_New();
  if (dict !== NULL) for (const [name, index] of names) if (!setEntry(dict, PyUnicode_FromString(name), index)) break;
  return dict;
}
function dictOfConsts(consts: readonly PyConst[]): New | NULL {
  const dict = PyDict_New();
  if (dict !== NULL) for (let i = 0; i < consts.length; i++) if (!setEntry(dict, objectOfConstant(consts[i]), i)) break;
  return dict;
}
/** What the assembler would need to know of a unit, as a dict. */
function metadataOf(c: Compiler): New | NULL {
  const u = c.u, dict = PyDict_New();
  if (dict === NULL) return NULL;
  const ok = setSteal(dict, 'name', PyUnicode_FromString(u.u_name)) && setSteal(dict, 'qualname', PyUnicode_FromString(u.u_qualname)) && setSteal(dict, 'consts', dictOfConsts(u.u_consts))
    && setSteal(dict, 'names', dictOfNames(u.u_names)) && setSteal(dict, 'varnames', dictOfNames(u.u_varnames)) && setSteal(dict, 'cellvars', dictOfNames(u.u_cellvars))
    && setSteal(dict, 'freevars', dictOfNames(u.u_freevars)) && setSteal(dict, 'argcount', PyLong_FromNumber(u.u_argcount)) && setSteal(dict, 'posonlyargcount', PyLong_FromNumber(u.u_posonlyargcount))
    && setSteal(dict, 'kwonlyargcount', PyLong_FromNumber(u.u_kwonlyargcount));
  if (ok && PyErr_Occurred() === NULL) return dict;
  Py_DECREF(dict);
  return NULL;
}
/** The instructions that code generation makes of a tree, and what is known of the unit. escapes. CPython: _PyCompile_CodeGen() */
export function _PyCompile_CodeGen(ast: PyObject, filename: PyObject, flags: number, optimize: number, mode: string, raise: RaiseReport): New | NULL {
  const isTree = PyAST_Check(ast);
  if (isTree <= 0) return isTree < 0 ? NULL : PyErr_SetString(PyExc_TypeError, 'expected an AST');
  const arena = _PyArena_New(), mod = PyAST_obj2mod(ast, arena, mode), result = mod === null ? NULL : codeOfTree(mod, filename, flags, optimize, raise);
  _PyArena_Free(arena);
  return result;
}
function codeOfTree(mod: mod_ty, filename: PyObject, flags: number, optimize: number, raise: RaiseReport): New | NULL {
  const report = new CompileReport(null), c = codegenOf(mod, PyUnicode_AsJSString(filename), flags, optimize, report);
  if (c === null || report.failed) return raise(report);
  const sequence = c.u.u_instr_sequence;
  sequence.nested.push(...c.u.nestedSequences);
  return packSteal(objectOf(sequence), metadataOf(c));
}

function notSequence(): NULL {
  return PyErr_SetString(PyExc_ValueError, 'expected an instruction sequence');
}
/** Optimizes instructions and, in place, a list of constants. CPython: _PyCompile_OptimizeCfg() */
export function _PyCompile_OptimizeCfg(seq: PyObject, consts: PyObject, nlocals: number, raise: RaiseReport): New | NULL {
  if (!_PyInstructionSequence_Check(seq)) return notSequence();
  if (!PyList_Check(consts)) return PyErr_SetString(PyExc_TypeError, 'expected a list of constants');
  const values: PyConst[] = [];
  for (let i = 0; i < PyList_GET_SIZE(consts); i++) {
    const value = constantOf(PyList_GET_ITEM(consts, i));
    if (value === null) return NULL;
    values.push(value);
  }
  const g = instr_sequence_to_cfg(copyOfSequence(seq)), report = new CompileReport(null);
  if (!_PyCfg_OptimizeCodeUnit(g, values, new ConstCache(), nlocals, 0, report)) return raise(report);
  const list = PyList_New(0);
  for (const value of values) {
    const op = list === NULL ? NULL : objectOfConstant(value), status = op === NULL ? -1 : PyList_Append(list as PyObject, op);
    Py_XDECREF(op);
    if (status < 0) break;
  }
  const failed = list === NULL || PyErr_Occurred() !== NULL || PyList_SetSlice(consts, 0, PyList_GET_SIZE(consts), list) < 0;
  Py_XDECREF(list);
  if (failed) return NULL;
  const result = new InstructionSequence(), instrs = _PyCfg_ToInstructionSequence(g.g_entryblock);
  result.resolved = true;
  for (const instr of instrs) result.s_instrs.push(new Instruction(instr.i_opcode, HAS_TARGET(instr.i_opcode) && instr.i_target !== null ? instr.i_target.firstIndex : instr.i_oparg, instr.i_loc));
  return newInstructionSequence(result);
}

/** The names of a dict {name: index}. */
function namesOf(metadata: PyObject, key: string): Map<string, number> {
  const dict = PyDict_GetItemString(metadata, key), names = new Map<string, number>();
  if (dict === NULL || !PyDict_Check(dict)) return names;
  for (let pos = PyDict_Next(dict, 0); pos !== 0; pos = PyDict_Next(dict, pos)) names.set(PyUnicode_AsJSString(PyDict_EntryKey(dict, pos)), PyLong_AsInt(PyDict_EntryValue(dict, pos)));
  return names;
}
/** The constants of a dict {constant: index} in order, a tuple standing for its second item; null with an exception. CPython: consts_dict_keys_inorder() */
function constsOf(metadata: PyObject): PyConst[] | null {
  const dict = PyDict_GetItemString(metadata, 'consts'), consts: PyConst[] = [];
  if (dict === NULL) return consts;
  for (let pos = PyDict_Next(dict, 0); pos !== 0; pos = PyDict_Next(dict, pos)) {
    const key = PyDict_EntryKey(dict, pos), value = constantOf(PyTuple_CheckExact(key) ? PyTuple_GET_ITEM(key, 1) : key);
    if (value === null) return null;
    consts[PyLong_AsInt(PyDict_EntryValue(dict, pos))] = value;
  }
  return consts;
}
/** The code object of optimized instructions. CPython: _PyCompile_Assemble() */
export function _PyCompile_Assemble(metadata: PyObject, filename: PyObject, seq: PyObject, raise: RaiseReport): New | NULL {
  if (!_PyInstructionSequence_Check(seq)) return PyErr_SetString(PyExc_TypeError, 'expected an instruction sequence');
  const text = (key: string): string => {
    const value = PyDict_GetItemString(metadata, key);
    return value === NULL ? '' : PyUnicode_AsJSString(value);
  };
  const count = (key: string): number => {
    const value = PyDict_GetItemString(metadata, key);
    return value === NULL ? 0 : PyLong_AsInt(value);
  };
  const umd: CodeUnitMetadata = {
    u_name: text('name'), u_qualname: text('qualname'), u_names: namesOf(metadata, 'names'), u_varnames: namesOf(metadata, 'varnames'), u_cellvars: namesOf(metadata, 'cellvars'),
    u_freevars: namesOf(metadata, 'freevars'), u_fasthidden: new Map(), u_argcount: count('argcount'), u_posonlyargcount: count('posonlyargcount'), u_kwonlyargcount: count('kwonlyargcount'),
    u_firstlineno: count('firstlineno'),
  };
  const consts = constsOf(metadata);
  if (consts === null || PyErr_Occurred() !== NULL) return NULL;
  const g = instr_sequence_to_cfg(copyOfSequence(seq)), report = new CompileReport(null), const_cache = new ConstCache();
  translate_jump_labels_to_targets(g.g_entryblock);
  label_exception_targets(g.g_entryblock);
  const unit = finishCfg(g, umd, 0, report);
  return unit === null ? raise(report) : PyCode_New(_PyAssemble_MakeCodeObject(umd, unit, consts, const_cache, 0, PyUnicode_AsJSString(filename)));
}
