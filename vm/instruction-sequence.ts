/** Rows of instructions as Python objects: what code generation makes and what the optimizer and the assembler take. CPython: Python/instruction_sequence.c */
import {clearFields, traverseFields} from '../objects/field-slots';
import {PyErr_Format, PyErr_Occurred, typeName} from '../objects/errors';
import {_PyArg_CheckPositional, _PyArg_NoKeywords} from '../objects/getargs';
import {PyList_Append, PyList_New} from '../objects/listobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../objects/longobject';
import {PyObject_GC_New} from '../objects/object';
import {PyObject_GenericGetAttr} from '../objects/object-generic';
import {packSteal} from '../objects/tupleobject';
import {H} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK} from '../runtime/gc';
import {PyTuple_GET_SIZE} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError, _PyInstructionSequence_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, payload, setPayload} from '../runtime/object';
import {defineType} from '../runtime/typespec';
import {NULL, type New, type PyObject} from '../runtime/types';
import {Instruction, InstructionSequence} from './codegen';
import {SourceLocation} from './compile-errors';
import {HAS_TARGET, _PyCompile_OpcodeHasArg} from './opcode-metadata';

/** Word of the list of nested sequences, NULL for none. */
const NESTED = 14;

function sequenceOf(op: PyObject): InstructionSequence {
  return payload<InstructionSequence>(op);
}
/** True for an instruction sequence. CPython: _PyInstructionSequence_Check() */
export function _PyInstructionSequence_Check(op: PyObject): boolean {
  return H[op + 2] === _PyInstructionSequence_Type;
}
/** An object for a sequence. @raises MemoryError. CPython: inst_seq_create() */
export function newInstructionSequence(sequence: InstructionSequence): New | NULL {
  const op = PyObject_GC_New(_PyInstructionSequence_Type);
  if (op === NULL) return NULL;
  setPayload(op, sequence);
  H[op + NESTED] = NULL;
  _PyObject_GC_TRACK(op);
  return op;
}
/** A copy of the instructions that the optimizer may change; its jumps name instructions, as those of every label map do. */
export function copyOfSequence(op: PyObject): InstructionSequence {
  const sequence = sequenceOf(op), copy = new InstructionSequence();
  applyLabelMap(sequence);
  for (const instr of sequence.s_instrs) {
    copy.s_labelmap.push(copy.s_instrs.length);
    copy.s_instrs.push(new Instruction(instr.i_opcode, instr.i_oparg, instr.i_loc));
  }
  return copy;
}
/** Makes jumps name the instruction they go to instead of a label. CPython: _PyInstructionSequence_ApplyLabelMap() */
export function applyLabelMap(sequence: InstructionSequence): void {
  if (sequence.resolved || sequence.s_labelmap.length === 0) return;
  sequence.resolved = true;
  for (const instr of sequence.s_instrs) if (HAS_TARGET(instr.i_opcode)) instr.i_oparg = sequence.s_labelmap[instr.i_oparg];
}
/** Adds a sequence to those of functions and classes within another one; -1 with an exception. CPython: _PyInstructionSequence_AddNested() */
export function addNested(op: PyObject, nested: PyObject): number {
  if (H[op + NESTED] === NULL) {
    const list = PyList_New(0);
    if (list === NULL) return -1;
    H[op + NESTED] = list;
  }
  return PyList_Append(H[op + NESTED] as PyObject, nested);
}

function inst_seq_new(_type: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKeywords('InstructionSequenceType', kwds) || !_PyArg_CheckPositional('InstructionSequenceType', PyTuple_GET_SIZE(args), 0, 0)) return NULL;
  return newInstructionSequence(new InstructionSequence());
}
/** An int argument; null with an exception. */
function int(value: PyObject): number | null {
  const n = PyLong_AsInt(value);
  return n === -1 && PyErr_Occurred() !== NULL ? null : n;
}
/** The numbers of a place come in the order in which they are kept: line, last line, columns. */
function addop(self: PyObject, ...args: readonly (PyObject | NULL)[]): New | NULL {
  const values: number[] = [];
  for (const arg of args) {
    const value = int(arg as PyObject);
    if (value === null) return NULL;
    values.push(value);
  }
  const [opcode, oparg, a, b, c, d] = values;
  sequenceOf(self).s_instrs.push(new Instruction(opcode, oparg, new SourceLocation(a, b, c, d)));
  return Py_NewRef(_Py_NoneStruct);
}
function new_label(self: PyObject): New | NULL {
  return PyLong_FromNumber(++sequenceOf(self).s_next_free_label);
}
function use_label(self: PyObject, arg: PyObject): New | NULL {
  const label = int(arg), sequence = sequenceOf(self);
  if (label === null) return NULL;
  if (label < 0) return PyErr_Format(PyExc_ValueError, 'a label is not negative');
  sequence.s_labelmap[label] = sequence.s_instrs.length;
  return Py_NewRef(_Py_NoneStruct);
}
function add_nested(self: PyObject, nested: PyObject): New | NULL {
  if (!_PyInstructionSequence_Check(nested)) return PyErr_Format(PyExc_TypeError, `expected an instruction sequence, not ${typeName(nested)}`);
  return addNested(self, nested) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function get_nested(self: PyObject): New | NULL {
  const nested = H[self + NESTED] as PyObject | NULL;
  return nested === NULL ? PyList_New(0) : Py_NewRef(nested);
}
function get_instructions(self: PyObject): New | NULL {
  const sequence = sequenceOf(self), list = PyList_New(0);
  applyLabelMap(sequence);
  if (list === NULL) return NULL;
  for (const {i_opcode, i_oparg, i_loc} of sequence.s_instrs) {
    const number = PyLong_FromNumber, item = packSteal(number(i_opcode), _PyCompile_OpcodeHasArg(i_opcode) ? number(i_oparg) : Py_NewRef(_Py_NoneStruct), number(i_loc.lineno), number(i_loc.end_lineno), number(i_loc.col_offset), number(i_loc.end_col_offset));
    const status = item === NULL ? -1 : PyList_Append(list, item);
    Py_XDECREF(item);
    if (status < 0) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}
function inst_seq_dealloc(op: PyObject): void {
  PyObject_GC_UnTrack(op);
  Py_XDECREF(H[op + NESTED] as PyObject | NULL);
  PyObject_GC_Del(op);
}

defineType(_PyInstructionSequence_Type, {
  tp_name: 'InstructionSequence', tp_basicsize: 64, tp_flags: Py_TPFLAGS_HAVE_GC, tp_doc: 'A new row of instructions.',
  slots: {tp_dealloc: inst_seq_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseFields(NESTED), tp_clear: clearFields(NESTED), tp_new: inst_seq_new},
  methods: [
    method('addop', '($self, /, opcode, oparg, lineno, col_offset, end_lineno, end_col_offset)', addop, 'Appends an instruction.'),
    method('new_label', '($self, /)', new_label, 'A label that is not in use.'), method('use_label', '($self, /, label)', use_label, 'Lets a label stand for the next instruction.'),
    method('add_nested', '($self, /, nested)', add_nested, 'Adds the sequence of a function or class within this one.'), method('get_nested', '($self, /)', get_nested, 'Lists the sequences within this one.'),
    method('get_instructions', '($self, /)', get_instructions, 'Lists the instructions as tuples, jumps with the index they go to.'),
  ],
});
