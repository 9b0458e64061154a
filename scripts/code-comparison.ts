/**
 * Compiles every source below a directory and compares each code object, field by field, with those of real CPython.
 *
 *   scripts/compare-bytecode [--root DIR] [--python EXE] [--optimize N] [--flags N] [--only TEXT] [--show N] [--asts FILE]
 *
 * DIR is $CPYTHON_LIB, EXE is $CPYTHON. CPython is asked once; its answers stay in build/bytecode-oracle*.jsonl until these are removed.
 * --optimize and --flags are passed to compile() on both sides (16777216 is `from __future__ import annotations`).
 * --only restricts to files whose path contains TEXT; --show says how many differences to print; --asts reads the ASTs from a file of JSON lines
 * ({"file", "ast"}, numbers and bytes as {"$int"}, {"$f"}, {"$b"}, text beyond U+FFFF as {"$cps"}) instead of parsing.
 */
import {execFileSync} from 'child_process';
import {closeSync, createReadStream, existsSync, mkdirSync, openSync, readFileSync} from 'fs';
import {dirname, join} from 'path';
import {createInterface} from 'readline';
import {characterOfName} from '../objects/unicodename';
import {_PyAST_Compile} from '../vm/compile';
import type {CodeSpec, PyConst} from '../vm/constants';
import type {mod_ty} from '../vm/generated/ast-nodes';
import {_PyPegen_run_parser_from_string} from '../vm/pegen';

/** A code object as tests/dis/record.py writes it. */
export interface RecordedCode { [field: string]: unknown; co_name: string; co_consts: unknown[] }

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
const text = (value: string | Uint32Array): unknown => (typeof value === 'string' ? value : {points: Array.from(value)});
function nameText(name: string): unknown {
  const points = Array.from(name, character => character.codePointAt(0)!);
  return points.some(point => point > 0xffff) ? {points} : name;
}
function bits(value: number): string {
  const view = Buffer.alloc(8);
  view.writeDoubleBE(value);
  return view.toString('hex');
}

/** A constant in the form of tests/dis/record.py; code objects are left out, they are compared for themselves. */
export function recordConst(value: PyConst): unknown {
  switch (value.kind) {
    case 'None': case 'True': case 'False': case 'Ellipsis': return [value.kind];
    case 'int': return ['int', (value.value < 0n ? -value.value : value.value) < 1n << 1000n ? value.value.toString() : `${value.value < 0n ? '-' : ''}0x${(value.value < 0n ? -value.value : value.value).toString(16)}`];
    case 'float': return ['float', bits(value.value)];
    case 'complex': return ['complex', bits(value.real), bits(value.imag)];
    case 'str': return ['str', text(value.value)];
    case 'bytes': return ['bytes', hex(value.value)];
    case 'tuple': return ['tuple', value.items.map(recordConst)];
    case 'frozenset': return ['frozenset', value.items.map(recordConst).map(item => JSON.stringify(item)).sort()];
    case 'slice': return ['slice', recordConst(value.start), recordConst(value.stop), recordConst(value.step)];
    case 'code': return ['code'];
  }
}
function normaliseConst(value: unknown): unknown {
  const [kind, payload] = value as [string, unknown];
  if (kind === 'code') return ['code'];
  if (kind === 'tuple') return [kind, (payload as unknown[]).map(normaliseConst)];
  if (kind === 'frozenset') return [kind, (payload as unknown[]).map(item => JSON.stringify(normaliseConst(item))).sort()];
  return value;
}

const CO_FAST_LOCAL = 0x20;
const CO_FAST_CELL = 0x40;
const CO_FAST_FREE = 0x80;
const namesOfKind = (code: CodeSpec, kind: number): unknown[] => code.co_localsplusnames.filter((_, i) => code.co_localspluskinds[i] & kind).map(nameText);

/** The fields that are compared, without nested code. */
export function recordCode(code: CodeSpec): Record<string, unknown> {
  return {
    co_name: nameText(code.co_name), co_qualname: nameText(code.co_qualname), co_firstlineno: code.co_firstlineno, co_flags: code.co_flags,
    co_argcount: code.co_argcount, co_posonlyargcount: code.co_posonlyargcount, co_kwonlyargcount: code.co_kwonlyargcount, co_stacksize: code.co_stacksize,
    co_code: hex(code.co_code), co_linetable: hex(code.co_linetable), co_exceptiontable: hex(code.co_exceptiontable), co_names: code.co_names.map(nameText),
    co_varnames: namesOfKind(code, CO_FAST_LOCAL), co_cellvars: namesOfKind(code, CO_FAST_CELL), co_freevars: namesOfKind(code, CO_FAST_FREE),
    co_consts: code.co_consts.map(recordConst),
  };
}

const FIELDS = [
  'co_name', 'co_qualname', 'co_firstlineno', 'co_flags', 'co_argcount', 'co_posonlyargcount', 'co_kwonlyargcount', 'co_stacksize', 'co_code', 'co_linetable',
  'co_exceptiontable', 'co_names', 'co_varnames', 'co_cellvars', 'co_freevars', 'co_consts',
];

/** One difference between our code and CPython's. */
export interface Difference { path: string; field: string; ours: unknown; theirs: unknown }

/** Compares a code object and those nested in it; `visit` sees each pair with the names of the fields that differ. */
export function compareCode(ours: CodeSpec, theirs: RecordedCode, path: string, visit: (path: string, differences: Difference[]) => void): void {
  const recorded = recordCode(ours);
  const differences: Difference[] = [];
  for (const field of FIELDS) {
    const a = recorded[field];
    const b = field === 'co_consts' ? theirs.co_consts.map(normaliseConst) : theirs[field];
    const isText = typeof a === 'string' || typeof a === 'number';
    if (isText ? a !== b && JSON.stringify(a) !== JSON.stringify(b) : JSON.stringify(a) !== JSON.stringify(b)) differences.push({path, field, ours: a, theirs: b});
  }
  visit(path, differences);
  const theirCodes = theirs.co_consts.filter(value => (value as unknown[])[0] === 'code').map(value => (value as [string, RecordedCode])[1]);
  const ourCodes = ours.co_consts.filter(value => value.kind === 'code');
  for (let i = 0; i < theirCodes.length; i++) {
    const mine = ourCodes[i];
    const inner = `${path}/${theirCodes[i].co_name}`;
    if (mine === undefined || mine.kind !== 'code') countMissing(theirCodes[i], inner, visit);
    else compareCode(mine.value, theirCodes[i], inner, visit);
  }
}
function countMissing(theirs: RecordedCode, path: string, visit: (path: string, differences: Difference[]) => void): void {
  visit(path, FIELDS.map(field => ({path, field, ours: '(no such code object)', theirs: theirs[field]})));
  for (const value of theirs.co_consts) if ((value as unknown[])[0] === 'code') countMissing((value as [string, RecordedCode])[1], path, visit);
}

function decodeAst(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  const v = value as Record<string, unknown>;
  if (typeof v.$int === 'string') return v.$int.startsWith('-') ? -BigInt(v.$int.slice(1)) : BigInt(v.$int);
  if (typeof v.$f === 'string') return v.$f === 'inf' ? Infinity : v.$f === 'nan' ? NaN : Number(v.$f);
  if (typeof v.$b === 'string') return new Uint8Array(Buffer.from(v.$b, 'hex'));
  if (Array.isArray(v.$cps)) return Uint32Array.from(v.$cps as number[]);
  return value;
}

/** Decodes a source in one of the encodings that the host knows. */
function decode(encoding: string, source: Uint8Array): {text: string} | null {
  try {
    return {text: new TextDecoder(encoding).decode(source)};
  } catch {
    return null;
  }
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

function requireOption(name: string, variable: string): string {
  const value = option(name) ?? process.env[variable];
  if (value === undefined) throw new Error(`give --${name} or set ${variable}`);
  return value;
}

async function readAsts(path: string): Promise<Map<string, string>> {
  const asts = new Map<string, string>();
  for await (const line of createInterface({input: createReadStream(path), crlfDelay: Infinity})) {
    const end = line.indexOf('", "ast": ');
    asts.set(JSON.parse(line.slice(line.indexOf(': ') + 2, end + 1)) as string, line.slice(end + 10, -1));
  }
  return asts;
}

async function main(): Promise<void> {
  const optimize = Number(option('optimize') ?? 0);
  const flags = Number(option('flags') ?? 0);
  const cache = join(__dirname, `../build/bytecode-oracle${optimize === 0 && flags === 0 ? '' : `-${optimize}-${flags}`}.jsonl`);
  const root = requireOption('root', 'CPYTHON_LIB');
  if (!existsSync(cache)) {
    mkdirSync(dirname(cache), {recursive: true});
    const out = openSync(cache, 'w');
    execFileSync(requireOption('python', 'CPYTHON'), [join(__dirname, '../tests/dis/record.py'), 'files', root, String(optimize), String(flags)], {stdio: ['ignore', out, 'inherit']});
    closeSync(out);
  }
  const only = option('only');
  let toShow = Number(option('show') ?? 20);
  const astsPath = option('asts');
  const asts = astsPath === undefined ? null : await readAsts(astsPath);
  const good: Record<string, number> = {};
  for (const field of FIELDS) good[field] = 0;
  let files = 0;
  let lines = 0;
  let failed = 0;
  let codes = 0;
  let identical = 0;
  let parseTime = 0;
  let compileTime = 0;
  for await (const line of createInterface({input: createReadStream(cache), crlfDelay: Infinity})) {
    const name = JSON.parse(line.slice(line.indexOf(': ') + 2, line.indexOf('", "') + 1)) as string;
    if (only !== undefined && !name.includes(only)) continue;
    const recorded = JSON.parse(line) as {file: string; code?: RecordedCode; error?: unknown};
    const path = join(root, name);
    const source = readFileSync(path);
    const started = performance.now();
    let mod: mod_ty | null;
    let error: unknown = null;
    if (asts === null) {
      const parsed = _PyPegen_run_parser_from_string(source, path, 'exec', {lookupName: characterOfName, decode});
      mod = parsed.mod;
      error = parsed.error ?? parsed.memoryError;
    } else {
      const ast = asts.get(name);
      mod = ast === undefined ? null : JSON.parse(ast, decodeAst) as mod_ty;
    }
    const parsedAt = performance.now();
    parseTime += parsedAt - started;
    if (recorded.code === undefined) {
      if (mod !== null && _PyAST_Compile(mod, path, flags, optimize).code !== null && toShow-- > 0) console.log(`${name}: CPython refuses this: ${JSON.stringify(recorded.error)}`);
      continue;
    }
    files++;
    lines += source.toString('latin1').split('\n').length;
    const result = mod === null ? null : _PyAST_Compile(mod, path, flags, optimize);
    compileTime += performance.now() - parsedAt;
    const visit = (at: string, differences: Difference[]): void => {
      codes++;
      if (differences.length === 0) identical++;
      const bad = new Set(differences.map(difference => difference.field));
      for (const field of FIELDS) if (!bad.has(field)) good[field]++;
      if (differences.length === 0 || toShow <= 0) return;
      toShow--;
      for (const {field, ours, theirs} of differences.slice(0, 3)) {
        console.log(`${at} ${field}\n  ours   ${JSON.stringify(ours)?.slice(0, 1500)}\n  theirs ${JSON.stringify(theirs)?.slice(0, 1500)}`);
      }
    };
    if (result === null || result.code === null) {
      failed++;
      if (toShow-- > 0) console.log(`${name}: not compiled: ${JSON.stringify(result === null ? error : result.error ?? result.exception)}`);
      countMissing(recorded.code, name, (_at, differences) => { codes += differences.length > 0 ? 1 : 0; });
    } else {
      compareCode(result.code, recorded.code, name, visit);
    }
  }
  const percent = (count: number): string => `${(100 * count / codes).toFixed(3)} %`;
  for (const field of FIELDS) console.log(`${field.padEnd(20)} ${percent(good[field])}`);
  console.log(`${files} files, ${lines} lines, ${failed} not compiled; ${identical} of ${codes} code objects identical: ${percent(identical)}`);
  console.log(`${asts === null ? 'parsing' : 'reading ASTs'} ${(parseTime / 1000).toFixed(1)} s, compiling ${(compileTime / 1000).toFixed(1)} s (${Math.round(lines / compileTime * 60)}k lines a minute)`);
}

if (require.main === module) void main();
