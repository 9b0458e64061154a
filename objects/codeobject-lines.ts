/** The location table of code: from byte offset to line and column. CPython: Objects/codeobject.c, "source location tracking"; Include/internal/pycore_code.h */
import {U8} from '../runtime/current';
import {PyBytes_AS_STRING, PyBytes_GET_SIZE, co_firstlineno, co_linetable} from '../runtime/generated/accessors';
import type {PyObject} from '../runtime/types';

export const PY_CODE_LOCATION_INFO_SHORT0 = 0, PY_CODE_LOCATION_INFO_ONE_LINE0 = 10, PY_CODE_LOCATION_INFO_ONE_LINE1 = 11, PY_CODE_LOCATION_INFO_ONE_LINE2 = 12;
export const PY_CODE_LOCATION_INFO_NO_COLUMNS = 13, PY_CODE_LOCATION_INFO_LONG = 14, PY_CODE_LOCATION_INFO_NONE = 15;

/**
 * A walk over a location table: the entry it stands on covers ar_start..ar_end (bytes of code), in ar_line, -1 for none. Addresses are byte
 * addresses in the heap: whoever holds one keeps the code alive. CPython: PyCodeAddressRange
 */
export class PyCodeAddressRange {
  ar_start = -1;
  ar_end = 0;
  ar_line = -1;
  computed_line: number;
  lo_next: number;
  readonly limit: number;
  /** Set by advanceWithLocations(). */
  endline = -1;
  column = -1;
  endcolumn = -1;

  constructor(code: PyObject) {
    const table = co_linetable(code);
    this.lo_next = PyBytes_AS_STRING(table);
    this.limit = this.lo_next + PyBytes_GET_SIZE(table);
    this.computed_line = co_firstlineno(code);
  }
  atEnd(): boolean {
    return this.lo_next >= this.limit;
  }
  /** Steps to the next entry; false at the end. CPython: _PyLineTable_NextAddressRange() */
  next(): boolean {
    if (this.lo_next >= this.limit) return false;
    const first = U8[this.lo_next];
    this.computed_line += lineDelta(this.lo_next);
    this.ar_line = first >> 3 === 0x1f ? -1 : this.computed_line;
    this.ar_start = this.ar_end;
    this.ar_end += ((first & 7) + 1) * 2;
    do this.lo_next++;
    while (this.lo_next < this.limit && (U8[this.lo_next] & 128) === 0);
    return true;
  }
  /** Steps back; false at the beginning. CPython: _PyLineTable_PreviousAddressRange(), retreat() */
  previous(): boolean {
    if (this.ar_start <= 0) return false;
    this.retreat();
    return true;
  }
  retreat(): void {
    do this.lo_next--;
    while ((U8[this.lo_next] & 128) === 0);
    this.computed_line -= lineDelta(this.lo_next);
    this.ar_end = this.ar_start;
    this.ar_start -= this.previousCodeDelta();
    this.ar_line = U8[this.lo_next - 1] >> 3 === 0x1f ? -1 : this.computed_line;
  }
  private previousCodeDelta(): number {
    // before the first entry there is one of length 1
    if (this.ar_start === 0) return 1;
    let at = this.lo_next - 1;
    while ((U8[at] & 128) === 0) at--;
    return ((U8[at] & 7) + 1) * 2;
  }
  /** Steps to the next entry and reads its columns. CPython: advance_with_locations() */
  advanceWithLocations(): void {
    const first = U8[this.lo_next++], code = (first >> 3) & 15;
    this.ar_start = this.ar_end;
    this.ar_end = this.ar_start + ((first & 7) + 1) * 2;
    this.column = this.endcolumn = -1;
    if (code === PY_CODE_LOCATION_INFO_NONE) {
      this.ar_line = this.endline = -1;
      return;
    }
    if (code === PY_CODE_LOCATION_INFO_LONG) {
      this.computed_line += this.signedVarint();
      this.ar_line = this.computed_line;
      this.endline = this.ar_line + this.varint();
      this.column = this.varint() - 1;
      this.endcolumn = this.varint() - 1;
      return;
    }
    if (code === PY_CODE_LOCATION_INFO_NO_COLUMNS) this.computed_line += this.signedVarint();
    else if (code >= PY_CODE_LOCATION_INFO_ONE_LINE0) {
      this.computed_line += code - PY_CODE_LOCATION_INFO_ONE_LINE0;
      this.column = U8[this.lo_next++];
      this.endcolumn = U8[this.lo_next++];
    } else {
      const second = U8[this.lo_next++];
      this.column = (code << 3) | (second >> 4);
      this.endcolumn = this.column + (second & 15);
    }
    this.endline = this.ar_line = this.computed_line;
  }
  private varint(): number {
    let read = U8[this.lo_next++], value = read & 63, shift = 0;
    while ((read & 64) !== 0) {
      read = U8[this.lo_next++];
      shift += 6;
      value |= (read & 63) << shift;
    }
    return value >>> 0;
  }
  private signedVarint(): number {
    const value = this.varint();
    return (value & 1) !== 0 ? -(value >>> 1) : value >>> 1;
  }
}
/** The line of each code unit, -1 for none: what PyCode_Addr2Line() answers, in one walk. */
export function linesOfUnits(code: PyObject, n: number): Int32Array {
  const lines = new Int32Array(n).fill(-1);
  for (const range = new PyCodeAddressRange(code); range.next();) {
    for (let i = range.ar_start >> 1, end = Math.min(n, range.ar_end >> 1); i < end; i++) lines[i] = range.ar_line;
  }
  return lines;
}
/** How many lines further the entry at an address is. CPython: get_line_delta() */
export function lineDelta(at: number): number {
  switch ((U8[at] >> 3) & 15) {
    case PY_CODE_LOCATION_INFO_NO_COLUMNS:
    case PY_CODE_LOCATION_INFO_LONG: {
      let read = U8[++at], value = read & 63, shift = 0;
      while ((read & 64) !== 0) {
        read = U8[++at];
        shift += 6;
        value |= (read & 63) << shift;
      }
      value >>>= 0;
      return (value & 1) !== 0 ? -(value >>> 1) : value >>> 1;
    }
    case PY_CODE_LOCATION_INFO_ONE_LINE1: return 1;
    case PY_CODE_LOCATION_INFO_ONE_LINE2: return 2;
    default: return 0;
  }
}
/** Moves a walk to the entry of a byte offset; its line, -1 when it has none or lies outside. CPython: _PyCode_CheckLineNumber() */
export function _PyCode_CheckLineNumber(lasti: number, bounds: PyCodeAddressRange): number {
  while (bounds.ar_end <= lasti) if (!bounds.next()) return -1;
  while (bounds.ar_start > lasti) if (!bounds.previous()) return -1;
  return bounds.ar_line;
}
/** A walk that stands before the first entry. CPython: _PyCode_InitAddressRange() */
export function _PyCode_InitAddressRange(code: PyObject): PyCodeAddressRange {
  return new PyCodeAddressRange(code);
}
/** The line of a byte offset, the first line for a negative one, -1 when it has none. CPython: PyCode_Addr2Line() */
export function PyCode_Addr2Line(code: PyObject, addrq: number): number {
  return addrq < 0 ? co_firstlineno(code) : _PyCode_CheckLineNumber(addrq, new PyCodeAddressRange(code));
}
/** Where the code of a byte offset is in the source; -1 for what is not known. CPython: PyCode_Addr2Location() */
export function PyCode_Addr2Location(code: PyObject, addrq: number): {start_line: number; start_column: number; end_line: number; end_column: number} {
  if (addrq < 0) {
    const line = co_firstlineno(code);
    return {start_line: line, start_column: 0, end_line: line, end_column: 0};
  }
  const bounds = new PyCodeAddressRange(code);
  _PyCode_CheckLineNumber(addrq, bounds);
  bounds.retreat();
  bounds.advanceWithLocations();
  return {start_line: bounds.ar_line, start_column: bounds.column, end_line: bounds.endline, end_column: bounds.endcolumn};
}
/** The table of a code in the form it had up to 3.9: pairs of byte and line increments. CPython: decode_linetable() */
export function decode_linetable(code: PyObject): Uint8Array {
  const bounds = new PyCodeAddressRange(code), out: number[] = [];
  let line = co_firstlineno(code), offset = 0;
  while (bounds.next()) {
    if (bounds.computed_line === line) continue;
    let bytes = bounds.ar_start - offset, lines = bounds.computed_line - line;
    for (; bytes > 255; bytes -= 255) out.push(255, 0);
    for (; lines > 127; lines -= 127, bytes = 0) out.push(bytes, 127);
    for (; lines < -128; lines += 128, bytes = 0) out.push(bytes, -128 & 255);
    out.push(bytes, lines & 255);
    offset = bounds.ar_start;
    line = bounds.computed_line;
  }
  return Uint8Array.from(out);
}
/** A location table without its columns. CPython: remove_column_info() */
export function remove_column_info(table: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < table.length;) {
    const code = (table[at] >> 3) & 15;
    if (code === PY_CODE_LOCATION_INFO_NONE) out.push(table[at]);
    else {
      out.push(128 | (PY_CODE_LOCATION_INFO_NO_COLUMNS << 3) | (table[at] & 7));
      const delta = deltaIn(table, at, code);
      let value = (delta < 0 ? (-delta << 1) | 1 : delta << 1) >>> 0;
      for (; value >= 64; value >>>= 6) out.push(64 | (value & 63));
      out.push(value);
    }
    do at++;
    while (at < table.length && (table[at] & 128) === 0);
  }
  return Uint8Array.from(out);
}
function deltaIn(table: Uint8Array, at: number, code: number): number {
  if (code === PY_CODE_LOCATION_INFO_ONE_LINE1) return 1;
  if (code === PY_CODE_LOCATION_INFO_ONE_LINE2) return 2;
  if (code !== PY_CODE_LOCATION_INFO_NO_COLUMNS && code !== PY_CODE_LOCATION_INFO_LONG) return 0;
  let read = table[++at], value = read & 63, shift = 0;
  while ((read & 64) !== 0) {
    read = table[++at];
    shift += 6;
    value |= (read & 63) << shift;
  }
  value >>>= 0;
  return (value & 1) !== 0 ? -(value >>> 1) : value >>> 1;
}
