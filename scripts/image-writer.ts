/**
 * Writes the boot image: `node build/image-writer.js` starts the VM of build/vm.js as a program would, walks everything its runtime
 * consists of, and writes build/boot.image. What is the program's own is named by a root; the row of roots is appended to build/vm.js, in
 * the scope of the bundle, where every name of every file is in reach.
 *
 * runtime/boot-image.ts says what is in an image, runtime/pylifecycle-image.ts what becomes of it.
 */
import {createHash} from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import * as vm from 'vm';
import * as ref from '../runtime/boot-image';
import type {ImageHeader, ImageNode, ImageValue} from '../runtime/boot-image';
import {DirectKernelLink} from '../runtime/host/node/kernel-link';
import {NodeHost} from '../runtime/host/node/nodehost';
import {createSignalWords} from '../runtime/host/signals';
import {HEAP_TOP} from '../runtime/generated/static-addresses';
import type {ImageTools} from './image-tools';

const build = path.resolve(__dirname);
/** Words of the heap that are kept or left out together: those that are all zero need no copy. */
const PAGE = 1024;

interface Statics { readonly names: readonly string[]; readonly values: readonly unknown[] }

/** Names that the bundle declares at its top level. */
function topLevelNames(source: string): string[] {
  const names = new Set<string>();
  for (const match of source.matchAll(/^(?:async )?(?:function\*? |class |var |let |const )([\w$]+)/gm)) names.add(match[1]);
  return [...names];
}
function runBundle(source: string, file: string): Record<string, unknown> {
  const module = {exports: {} as Record<string, unknown>};
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {filename: file});
  (script.runInThisContext() as (...args: unknown[]) => void)(module.exports, require, module, file, build);
  return module.exports;
}

/** Where each value of the program's own is: the number of its name, then a path. Values without identity are left out. */
function locateStatics(statics: Statics): Map<unknown, readonly (number | string)[]> {
  const found = new Map<unknown, readonly(number | string)[]>();
  let level: (readonly [unknown, readonly (number | string)[]])[] = statics.values.map((value, i) => [value, [i]] as const);
  // by levels, so that the shortest path wins
  while (level.length > 0) {
    const next: typeof level = [];
    for (const [value, place] of level) {
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null || found.has(value)) continue;
      found.set(value, place);
      if (ArrayBuffer.isView(value)) continue;
      if (value instanceof Map) {
        for (const [key, item] of value as Map<unknown, unknown>) if (typeof key === 'string' || typeof key === 'number') next.push([item, [...place, key]]);
      } else if (typeof value === 'object') for (const key of Object.keys(value)) next.push([(value as Record<string, unknown>)[key], [...place, key]]);
    }
    level = next;
  }
  return found;
}

/** Turns what hangs on a runtime into nodes. */
class GraphWriter {
  readonly nodes: ImageNode[] = [];
  readonly used = new Map<number, number>();
  readonly numbers: Uint8Array[] = [];
  private bytes = 0;
  private readonly known = new Map<object, number>();

  constructor(private readonly statics: ReadonlyMap<unknown, readonly (number | string)[]>, private readonly names: readonly string[], private readonly tools: ImageTools, private readonly host: object, private readonly config: object, private readonly heap: ArrayBufferLike, private readonly kept: ReadonlySet<unknown>) {}

  /** Adds numbers to the file; returns where they start. */
  append(view: ArrayBufferView): number {
    const at = this.bytes, copy = new Uint8Array((view.byteLength + 7) & ~7);
    copy.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    this.numbers.push(copy);
    this.bytes += copy.length;
    return at;
  }
  value(v: unknown, where: string): ImageValue {
    if (v === null || typeof v === 'boolean' || typeof v === 'string') return v;
    if (typeof v === 'number') return Number.isFinite(v) && !Object.is(v, -0) ? v : [ref.REF_NUMBER, Object.is(v, -0) ? '-0' : String(v)];
    if (typeof v === 'undefined') return [ref.REF_UNDEFINED];
    if (typeof v === 'bigint') return [ref.REF_BIGINT, String(v)];
    if (typeof v !== 'object' && typeof v !== 'function') throw new Error(`${where}: a ${typeof v} cannot be written`);
    if (v === this.host) return [ref.REF_HOST];
    if (v === this.config) return [ref.REF_CONFIG];
    if (this.kept.has(v)) return [ref.REF_KEPT];
    const place = this.statics.get(v);
    if (place !== undefined) return this.program(place);
    if (typeof v === 'function') {
      const made = this.tools.makerOf(v);
      if (made === undefined) throw new Error(`${where}: a function made while the runtime starts cannot be named: ${String(v).slice(0, 80)}`);
      return [ref.REF_MADE, this.value(made[0], where), ...made[1].map(a => this.value(a, where))];
    }
    if (ArrayBuffer.isView(v) && v.buffer === this.heap) return [ref.REF_HEAP, v.constructor.name, v.byteOffset, (v as Uint8Array).length];
    return [ref.REF_NODE, this.known.get(v) ?? this.node(v, where)];
  }
  private program(place: readonly (number | string)[]): ImageValue {
    const name = place[0] as number;
    let index = this.used.get(name);
    if (index === undefined) this.used.set(name, (index = this.used.size));
    return [ref.REF_STATIC, index, ...place.slice(1)];
  }
  private node(v: object, where: string): number {
    const index = this.nodes.length;
    this.known.set(v, index);
    this.nodes.push(['array']);
    this.nodes[index] = this.contents(v, where.length > 200 ? where.slice(-150) : where);
    return index;
  }
  private contents(v: object, where: string): ImageNode {
    if (Array.isArray(v)) return ['array', ...v.map((item, i) => this.value(item, `${where}[${i}]`))];
    if (v instanceof Map) return ['map', ...[...v].flatMap(([key, item]) => [this.value(key, `${where} key`), this.value(item, `${where}[${String(key)}]`)])];
    if (v instanceof Set) return ['set', ...[...v].map(item => this.value(item, `${where} item`))];
    if (ArrayBuffer.isView(v)) {
      const type = v instanceof Uint8Array ? 'Uint8Array' : v.constructor.name, typed = v as Uint8Array;
      return ['typed', type, this.append(typed), typed.length];
    }
    const fields: unknown[] = [], prototype = Object.getPrototypeOf(v) as object | null;
    const plain = prototype === null || prototype === Object.prototype, type = v.constructor;
    // an instance that its constructor makes without arguments: only what differs
    const fresh = !plain && type.length === 0 ? (new (type as new () => object)() as Record<string, unknown>) : null;
    for (const key of Object.keys(v)) {
      const item = (v as Record<string, unknown>)[key];
      if (fresh !== null && key in fresh && fresh[key] === item) continue;
      fields.push(key, this.value(item, `${where}.${key}`));
    }
    if (plain) return ['object', ...fields];
    return ['instance', this.value(type, `${where}: class ${type.name}`), ...fields];
  }
  rootNames(): string[] {
    return [...this.used.keys()].map(i => this.names[i]);
  }
}

/** Rows of pages that are not all zero, and their words. */
function heapSegments(words: Int32Array, from: number, to: number, writer: GraphWriter): (readonly [number, number, number])[] {
  const segments: (readonly [number, number, number])[] = [];
  const isZero = (at: number): boolean => words.subarray(at, at + PAGE).every(word => word === 0);
  for (let at = from; at < to; at += PAGE) {
    if (isZero(at)) continue;
    let end = at + PAGE;
    while (end < to && !isZero(end)) end += PAGE;
    segments.push([at, writer.append(words.subarray(at, end)) / 4, end - at]);
    at = end;
  }
  return segments;
}

function write(): void {
  const file = path.join(build, 'vm.js'), whole = fs.readFileSync(file, 'utf8'), source = whole.split(ref.APPENDED)[0];
  const names = topLevelNames(source);
  const bundle = runBundle(`${source}\nmodule.exports.statics = () => [${names.join(',')}];`, file);
  const tools = (bundle.imageTools as (root: string) => ImageTools)(path.resolve(build, '..')), values = (bundle.statics as () => unknown[])();
  const statics = locateStatics({names, values});
  const host = new NodeHost(new DirectKernelLink(createSignalWords()));
  // a folder that comes into being later would look like a change
  fs.mkdirSync(path.join(build, 'lib', 'python3.13', '__pycache__'), {recursive: true});
  const made = tools.bootForImage(host);
  if (made === null) {
    console.log('no boot image: sitecustomize or usercustomize ran');
    return;
  }
  const {H, P, _PyRuntime, interp, tstate} = tools.current(), heap = _PyRuntime.heap;
  const rehashed = tools.rehashed();
  const kept = new Set<unknown>([heap.words, heap.doubles, heap.bytes, heap.payloads, heap.memory ?? heap.words, heap.plainLoop ?? heap.words]);
  const writer = new GraphWriter(statics, names, tools, _PyRuntime.host, interp.config, H.buffer, kept);
  const runtime = writer.value(_PyRuntime, 'runtime') as number[], thread = writer.value(tstate, 'tstate') as number[];
  const payloads = P.map((value, i) => writer.value(value, `payload ${i}`));
  const segments = [...heapSegments(H, 0, (H[HEAP_TOP] + PAGE - 1) & -PAGE, writer), ...heapSegments(H, _PyRuntime.arenaFloor, H.length, writer)];
  const rootNames = writer.rootNames(), id = createHash('sha256').update(source).update(JSON.stringify(rootNames)).digest('hex').slice(0, 24);
  const header: ImageHeader = {build: id, files: made.files, config: made.config, segments, payloads, nodes: writer.nodes, runtime: runtime[1], tstate: thread[1], ...rehashed, modules: made.modules};
  const text = Buffer.from(JSON.stringify(header)), padding = -(text.length + 4) & 7, length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  fs.writeFileSync(path.join(build, 'boot.image'), Buffer.concat([length, text, Buffer.alloc(padding), ...writer.numbers]));
  fs.writeFileSync(file, `${source}${ref.APPENDED}module.exports.image = {build: '${id}', roots: () => [${rootNames.join(',')}]};\n`);
  console.log(`boot image: ${writer.nodes.length} nodes, ${payloads.length} payloads, ${rootNames.length} roots, ${segments.length} segments`);
}

write();
