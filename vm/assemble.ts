/** The last step: bytes. Jumps get distances, instructions their EXTENDED_ARGs and caches, and the tables are written. CPython: Python/assemble.c */
import type {CodeSpec, PyConst} from './constants';
import type {CodeUnitMetadata, Instruction} from './codegen';
import type {ConstCache} from './compile-consts';
import {NO_LOCATION, type SourceLocation} from './compile-errors';
import {_PyCfg_ToInstructionSequence, type BasicBlock} from './flowgraph';
import type {OptimizedUnit} from './flowgraph-layout';
import {EXTENDED_ARG, JUMP, JUMP_BACKWARD, JUMP_BACKWARD_NO_INTERRUPT, JUMP_FORWARD, JUMP_NO_INTERRUPT} from './opcode-ids';
import {HAS_JUMP_FLAG, OPCODE_FLAGS, _PyOpcode_Caches} from './opcode-metadata';

export const CO_FAST_HIDDEN = 0x10;
export const CO_FAST_LOCAL = 0x20;
export const CO_FAST_CELL = 0x40;
export const CO_FAST_FREE = 0x80;

/** Entry kinds of the location table. CPython: enum _PyCodeLocationInfoKind */
const PY_CODE_LOCATION_INFO_ONE_LINE0 = 10;
const PY_CODE_LOCATION_INFO_NO_COLUMNS = 13;
const PY_CODE_LOCATION_INFO_LONG = 14;
const PY_CODE_LOCATION_INFO_NONE = 15;

/** Code units of an instruction with its prefixes and caches. */
function instr_size(instr: Instruction): number {
  const oparg = instr.i_oparg;
  const extended_args = oparg > 0xffff ? (oparg > 0xffffff ? 3 : 2) : oparg > 0xff ? 1 : 0;
  return extended_args + 1 + _PyOpcode_Caches[instr.i_opcode];
}

/** A growing array of bytes. */
class ByteWriter {
  bytes = new Uint8Array(128);
  length = 0;
  push(byte: number): void {
    if (this.length === this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    this.bytes[this.length++] = byte;
  }
  finish(): Uint8Array { return this.bytes.slice(0, this.length); }
}

/** CPython: write_varint() */
function writeVarint(out: ByteWriter, value: number): void {
  let rest = value;
  while (rest >= 64) {
    out.push(64 | (rest & 63));
    rest >>>= 6;
  }
  out.push(rest);
}
const writeSignedVarint = (out: ByteWriter, value: number): void => writeVarint(out, value < 0 ? (-value << 1) | 1 : value << 1);

/** Writes one entry and returns the line it leaves the table at. CPython: write_location_info_entry() */
function write_location_info_entry(out: ByteWriter, loc: SourceLocation, isize: number, lineno: number): number {
  const first = (kind: number): void => out.push(0x80 | (kind << 3) | (isize - 1));
  if (loc.lineno === NO_LOCATION.lineno) {
    first(PY_CODE_LOCATION_INFO_NONE);
    return lineno;
  }
  const line_delta = loc.lineno - lineno;
  const column = loc.col_offset;
  const end_column = loc.end_col_offset;
  if (column < 0 || end_column < 0) {
    if (loc.end_lineno === loc.lineno || loc.end_lineno < 0) {
      first(PY_CODE_LOCATION_INFO_NO_COLUMNS);
      writeSignedVarint(out, line_delta);
      return loc.lineno;
    }
  } else if (loc.end_lineno === loc.lineno) {
    if (line_delta === 0 && column < 80 && end_column - column < 16 && end_column >= column) {
      first(column >> 3);
      out.push(((column & 7) << 4) | (end_column - column));
      return lineno;
    }
    if (line_delta >= 0 && line_delta < 3 && column < 128 && end_column < 128) {
      first(PY_CODE_LOCATION_INFO_ONE_LINE0 + line_delta);
      out.push(column);
      out.push(end_column);
      return loc.lineno;
    }
  }
  first(PY_CODE_LOCATION_INFO_LONG);
  writeSignedVarint(out, line_delta);
  writeVarint(out, loc.end_lineno - loc.lineno);
  writeVarint(out, column + 1);
  writeVarint(out, end_column + 1);
  return loc.lineno;
}

/** The location table. CPython: assemble_location_info() */
function assemble_location_info(instrs: readonly Instruction[], firstlineno: number): Uint8Array {
  const out = new ByteWriter();
  let lineno = firstlineno;
  let loc = NO_LOCATION;
  let size = 0;
  const emit = (): void => {
    for (; size > 8; size -= 8) lineno = write_location_info_entry(out, loc, 8, lineno);
    if (size > 0) lineno = write_location_info_entry(out, loc, size, lineno);
  };
  for (let i = 0; i < instrs.length; i++) {
    const at = instrs[i].i_loc;
    if (at !== loc && (at.lineno !== loc.lineno || at.end_lineno !== loc.end_lineno || at.col_offset !== loc.col_offset || at.end_col_offset !== loc.end_col_offset)) {
      emit();
      loc = at;
      size = 0;
    }
    size += instr_size(instrs[i]);
  }
  emit();
  return out.finish();
}

/** CPython: assemble_emit_exception_table_item() */
function emitTableItem(out: ByteWriter, value: number, isFirst: boolean): void {
  let msb = isFirst ? 0x80 : 0;
  for (let shift = 24; shift > 0; shift -= 6) {
    if (value < 1 << shift) continue;
    out.push(((value >> shift) & 0x3f) | 64 | msb);
    msb = 0;
  }
  out.push((value & 0x3f) | msb);
}

/** The exception table. CPython: assemble_exception_table() */
function assemble_exception_table(instrs: readonly Instruction[], offsets: Int32Array): Uint8Array {
  const out = new ByteWriter();
  let handler: BasicBlock | null = null;
  let start = 0;
  const emit = (end: number): void => {
    if (handler === null) return;
    let depth = handler.b_startdepth - 1;
    if (handler.b_preserve_lasti) depth -= 1;
    emitTableItem(out, start, true);
    emitTableItem(out, end - start, false);
    emitTableItem(out, offsets[handler.firstIndex], false);
    emitTableItem(out, (depth << 1) | (handler.b_preserve_lasti ? 1 : 0), false);
  };
  for (let i = 0; i < instrs.length; i++) {
    const next = instrs[i].i_except;
    if ((next === null ? -1 : next.firstIndex) === (handler === null ? -1 : (handler as BasicBlock).firstIndex)) continue;
    emit(offsets[i]);
    start = offsets[i];
    handler = next;
  }
  emit(offsets[instrs.length]);
  return out.finish();
}

/** Unconditional jumps get a direction. CPython: resolve_unconditional_jumps() */
function resolve_unconditional_jumps(instrs: readonly Instruction[]): void {
  for (let i = 0; i < instrs.length; i++) {
    const instr = instrs[i];
    if (instr.i_opcode === JUMP) instr.i_opcode = instr.i_target!.firstIndex > i ? JUMP_FORWARD : JUMP_BACKWARD;
    else if (instr.i_opcode === JUMP_NO_INTERRUPT) instr.i_opcode = instr.i_target!.firstIndex > i ? JUMP_FORWARD : JUMP_BACKWARD_NO_INTERRUPT;
  }
}

/** Jumps get distances; returns the offset of each instruction and, last, of the end. CPython: resolve_jump_offsets() */
function resolve_jump_offsets(instrs: readonly Instruction[]): Int32Array {
  const offsets = new Int32Array(instrs.length + 1);
  // The first estimate of a jump's size comes from the index of its target.
  for (const instr of instrs) if (OPCODE_FLAGS[instr.i_opcode] & HAS_JUMP_FLAG) instr.i_oparg = instr.i_target!.firstIndex;
  for (let extended_arg_recompile = true; extended_arg_recompile;) {
    extended_arg_recompile = false;
    let totsize = 0;
    for (let i = 0; i < instrs.length; i++) {
      offsets[i] = totsize;
      totsize += instr_size(instrs[i]);
    }
    offsets[instrs.length] = totsize;
    for (let i = 0; i < instrs.length; i++) {
      const instr = instrs[i];
      if (!(OPCODE_FLAGS[instr.i_opcode] & HAS_JUMP_FLAG)) continue;
      const isize = instr_size(instr);
      instr.i_oparg = Math.abs(offsets[instr.i_target!.firstIndex] - (offsets[i] + isize));
      if (instr_size(instr) !== isize) extended_arg_recompile = true;
    }
  }
  return offsets;
}

/** The instructions as bytes. CPython: write_instr() */
function writeCode(instrs: readonly Instruction[], length: number): Uint8Array {
  const code = new Uint8Array(length * 2);
  let at = 0;
  for (let i = 0; i < instrs.length; i++) {
    const {i_opcode, i_oparg} = instrs[i];
    if (i_oparg > 0xff) {
      for (let shift = i_oparg > 0xffffff ? 24 : i_oparg > 0xffff ? 16 : 8; shift > 0; shift -= 8) {
        code[at++] = EXTENDED_ARG;
        code[at++] = (i_oparg >> shift) & 0xff;
      }
    }
    code[at++] = i_opcode;
    code[at++] = i_oparg & 0xff;
    at += 2 * _PyOpcode_Caches[i_opcode];
  }
  return code;
}

/** Names and kinds of locals, cells and free variables. CPython: compute_localsplus_info() */
function compute_localsplus_info(u: CodeUnitMetadata, nlocalsplus: number): {names: string[]; kinds: Uint8Array} {
  const names = new Array<string>(nlocalsplus);
  const kinds = new Uint8Array(nlocalsplus);
  for (const [name, offset] of u.u_varnames) {
    names[offset] = name;
    kinds[offset] = CO_FAST_LOCAL | (u.u_fasthidden.has(name) ? CO_FAST_HIDDEN : 0) | (u.u_cellvars.has(name) ? CO_FAST_CELL : 0);
  }
  const nlocals = u.u_varnames.size;
  let numdropped = 0;
  for (const [name, index] of u.u_cellvars) {
    if (u.u_varnames.has(name)) {
      numdropped++;
      continue;
    }
    names[index + nlocals - numdropped] = name;
    kinds[index + nlocals - numdropped] = CO_FAST_CELL;
  }
  for (const [name, index] of u.u_freevars) {
    names[index + nlocals - numdropped] = name;
    kinds[index + nlocals - numdropped] = CO_FAST_FREE;
  }
  return {names, kinds};
}

/** The code object of a finished unit. CPython: _PyAssemble_MakeCodeObject() */
export function _PyAssemble_MakeCodeObject(
  u: CodeUnitMetadata, unit: OptimizedUnit, consts: PyConst[], const_cache: ConstCache, code_flags: number, filename: string,
): CodeSpec {
  const instrs = _PyCfg_ToInstructionSequence(unit.g.g_entryblock);
  resolve_unconditional_jumps(instrs);
  const offsets = resolve_jump_offsets(instrs);
  const {names, kinds} = compute_localsplus_info(u, unit.nlocalsplus);
  const co_exceptiontable = const_cache.mergeBytes(assemble_exception_table(instrs, offsets));
  const co_linetable = const_cache.mergeBytes(assemble_location_info(instrs, u.u_firstlineno));
  const co_code = const_cache.mergeBytes(writeCode(instrs, offsets[instrs.length]));
  return {
    co_argcount: u.u_posonlyargcount + u.u_argcount,
    co_posonlyargcount: u.u_posonlyargcount,
    co_kwonlyargcount: u.u_kwonlyargcount,
    co_stacksize: Math.max(unit.stackdepth, 1), // as _PyCode_New() does
    co_flags: code_flags,
    co_code,
    co_consts: const_cache.mergeItems(consts),
    co_names: const_cache.mergeNames(Array.from(u.u_names.keys())),
    co_localsplusnames: const_cache.mergeNames(names),
    co_localspluskinds: kinds,
    co_filename: filename,
    co_name: u.u_name,
    co_qualname: u.u_qualname,
    co_firstlineno: u.u_firstlineno,
    co_linetable,
    co_exceptiontable,
  };
}
