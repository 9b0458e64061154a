/** Bytes of a WebAssembly module: numbers, sections, signatures, imports. The format: https://webassembly.github.io/spec/core/binary/ */

/** What a value is on the machine's stack: a word, a double, or nothing. */
export type ValueType = 'i' | 'd' | 'v';
/** Parameters and result of a function. */
export interface Signature { readonly params: readonly ValueType[]; readonly result: ValueType }

export const OP = {
  block: 0x02, loop: 0x03, if: 0x04, else: 0x05, end: 0x0b, br: 0x0c, brIf: 0x0d, brTable: 0x0e, return: 0x0f, call: 0x10, callIndirect: 0x11, drop: 0x1a, unreachable: 0x00,
  localGet: 0x20, localSet: 0x21, localTee: 0x22, i32Load: 0x28, f64Load: 0x2b, i32Load8: 0x2d, i32Load16: 0x2f, i32Store: 0x36, f64Store: 0x39, i32Store8: 0x3a, i32Store16: 0x3b, i32Const: 0x41, f64Const: 0x44, i32Eqz: 0x45,
  i32Add: 0x6a, i32Sub: 0x6b, i32Mul: 0x6c, i32DivS: 0x6d, i32Shl: 0x74, i32ShrS: 0x75, i32Xor: 0x73, i32TruncF64: 0xaa, f64ConvertI32: 0xb7, f64Neg: 0x9a,
} as const;
/** Binary operators of words and of doubles. */
export const INT_OPERATORS: Readonly<Record<string, number>> = {
  '===': 0x46, '!==': 0x47, '<': 0x48, '>': 0x4a, '<=': 0x4c, '>=': 0x4e, '+': 0x6a, '-': 0x6b, '*': 0x6c, '%': 0x6f, '&': 0x71, '|': 0x72, '^': 0x73, '<<': 0x74, '>>': 0x75, '>>>': 0x76,
};
export const DOUBLE_OPERATORS: Readonly<Record<string, number>> = {'===': 0x61, '!==': 0x62, '<': 0x63, '>': 0x64, '<=': 0x65, '>=': 0x66, '+': 0xa0, '-': 0xa1, '*': 0xa2, '/': 0xa3};
export const COMPARISONS: ReadonlySet<string> = new Set(['===', '!==', '<', '>', '<=', '>=']);

const TYPE_CODE: Readonly<Record<ValueType, number>> = {i: 0x7f, d: 0x7c, v: 0x40};
export const typeCode = (type: ValueType): number => TYPE_CODE[type];

/** A number in LEB128, unsigned. */
export function unsigned(n: number): number[] {
  const out: number[] = [];
  do {
    const byte = n & 127;
    n >>>= 7;
    out.push(n === 0 ? byte : byte | 128);
  } while (n !== 0);
  return out;
}
/** A number in LEB128, signed. */
export function signed(n: number): number[] {
  const out: number[] = [];
  for (;;) {
    const byte = n & 127;
    n >>= 7;
    if ((n === 0 && (byte & 64) === 0) || (n === -1 && (byte & 64) !== 0)) {
      out.push(byte);
      return out;
    }
    out.push(byte | 128);
  }
}
/** A double, little endian. */
export function doubleBytes(value: number): number[] {
  return [...new Uint8Array(new Float64Array([value]).buffer)];
}
const text = (s: string): number[] => [...unsigned(s.length), ...Buffer.from(s, 'latin1')];
const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];

/** An import that is a memory, and what says before its limits that it has two and is shared. */
const KIND_MEMORY = 2, LIMITS_SHARED = 3;

/** One function of the module: its signature, its locals beside the parameters, its code without the last end. */
export interface WasmFunction { readonly name: string; readonly signature: Signature; readonly locals: readonly ValueType[]; readonly code: readonly number[]; readonly exported: boolean }
export interface WasmImport { readonly name: string; readonly signature: Signature }

/** Signatures of a module, each once. */
export class TypeTable {
  readonly entries: number[][] = [];
  private readonly known = new Map<string, number>();
  index({params, result}: Signature): number {
    const key = `${params.join('')}:${result}`, found = this.known.get(key);
    if (found !== undefined) return found;
    this.entries.push([0x60, ...vector(params.map(p => [typeCode(p)])), ...(result === 'v' ? [0] : [1, typeCode(result)])]);
    this.known.set(key, this.entries.length - 1);
    return this.entries.length - 1;
  }
}

/** The bytes of a module that imports `pages` pages of shared memory as env.memory, first of all, and functions as env.<name>. `table` lists function indexes for indirect calls. */
export function moduleBytes(types: TypeTable, imports: readonly WasmImport[], functions: readonly WasmFunction[], pages: number, table: readonly number[]): Uint8Array {
  const importTypes = imports.map(item => [...text('env'), ...text(item.name), 0, ...unsigned(types.index(item.signature))]);
  const functionTypes = functions.map(fn => unsigned(types.index(fn.signature)));
  const exported: number[][] = [];
  functions.forEach((fn, i) => { if (fn.exported) exported.push([...text(fn.name), 0, ...unsigned(imports.length + i)]); });
  const bodies = functions.map(fn => {
    // runs of locals of one type
    const runs: number[][] = [];
    for (let i = 0; i < fn.locals.length;) {
      let n = 1;
      while (i + n < fn.locals.length && fn.locals[i + n] === fn.locals[i]) n++;
      runs.push([...unsigned(n), typeCode(fn.locals[i])]);
      i += n;
    }
    const body = [...vector(runs), ...fn.code, OP.end];
    return [...unsigned(body.length), ...body];
  });
  const parts = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, vector(types.entries)),
    section(2, vector([[...text('env'), ...text('memory'), KIND_MEMORY, LIMITS_SHARED, ...unsigned(pages), ...unsigned(pages)], ...importTypes])),
    section(3, vector(functionTypes)),
    ...(table.length > 0 ? [section(4, vector([[0x70, 1, ...unsigned(table.length), ...unsigned(table.length)]]))] : []),
    section(7, vector(exported)),
    ...(table.length > 0 ? [section(9, vector([[0, OP.i32Const, 0, OP.end, ...vector(table.map(unsigned))]]))] : []),
    section(10, vector(bodies)),
  ];
  return Uint8Array.from(parts.flat());
}
