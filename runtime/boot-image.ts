/**
 * The boot image: a runtime as it is after its start, written once by the build (scripts/image-writer.ts) and loaded by every later start
 * (design 11). The heap is copied as words; what stands beside it in JS (payloads, interpreter and thread state) is a graph in JSON.
 *
 * What is the program's own (functions, tables, classes) is never copied: the image names it by a root, one of a row of values that the
 * build appends to the bundle, and a path from there.
 */
import {H, P, U8} from './current';
import type {Host} from './host/host';

/** What stands in the bundle in front of the row of roots; everything after it was appended by the build. */
export const APPENDED = '\n// What the boot image refers to; written by scripts/image-writer.ts\n';

/** A value in the graph: itself when it is plain, else one of REF_*. */
export type ImageValue = null | boolean | number | string | readonly unknown[];

/** [REF_NODE, number of a node] */
export const REF_NODE = 0;
/** [REF_STATIC, root, ...path]: a value of the program's own. */
export const REF_STATIC = 1;
/** [REF_NUMBER, text]: NaN, an infinity or -0; [REF_BIGINT, digits]; [REF_UNDEFINED]. */
export const REF_NUMBER = 2, REF_BIGINT = 3, REF_UNDEFINED = 4;
/** [REF_HOST], [REF_CONFIG]: those of the start that loads the image. */
export const REF_HOST = 5, REF_CONFIG = 6;
/** [REF_MADE, maker, ...arguments]: a function that another one of the program made; see madeBy(). */
export const REF_MADE = 7;
/** [REF_KEPT]: the field keeps what the constructor put there. */
export const REF_KEPT = 8;
/** [REF_HEAP, class, offset in bytes, length]: numbers that lie in the heap itself. */
export const REF_HEAP = 9;

/** A node: an array and its items; a plain object, a map, an instance (class first) with keys and values in turn; a set; typed numbers (class, offset, length). */
export type ImageNode = readonly [kind: 'array' | 'object' | 'map' | 'set' | 'instance' | 'typed', ...rest: unknown[]];

/** The JSON part of an image. */
export interface ImageHeader {
  /** The bundle that wrote it. */
  readonly build: string;
  /** Files and folders the image was made from: path, time of change, size. When one differs, the image is stale. */
  readonly files: readonly (readonly [path: string, mtime: number, size: number])[];
  /** The configuration of the start that was written. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Rows of words: first word in the heap, first word in the file, number. */
  readonly segments: readonly (readonly [at: number, from: number, count: number])[];
  readonly payloads: readonly ImageValue[];
  readonly nodes: readonly ImageNode[];
  /** Nodes of the runtime and the thread state. */
  readonly runtime: number;
  readonly tstate: number;
  /** Addresses of the tables of dicts and of the sets whose order depends on the hash secret. */
  readonly tables: readonly number[];
  readonly sets: readonly number[];
  /** Modules that are put right after loading, by name. */
  readonly modules: Readonly<Record<string, number>>;
}

const MADE = Symbol('made');
interface Made { [MADE]?: readonly [maker: (...args: never[]) => unknown, args: readonly unknown[]] }
/** Notes how a closure that lives in a runtime was made, so that an image can name it. Arguments are plain values or the program's own. */
export function madeBy<F extends object, A extends unknown[]>(fn: F, maker: (...args: A) => F, ...args: A): F {
  (fn as Made)[MADE] = [maker, args];
  return fn;
}
/** What madeBy() noted of a function. */
export function makerOf(fn: object): readonly [maker: (...args: never[]) => unknown, args: readonly unknown[]] | undefined {
  return (fn as Made)[MADE];
}

type Typed = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;
type TypedClass = new (buffer: ArrayBufferLike, offset: number, length: number) => Typed;
const TYPED: Readonly<Record<string, TypedClass>> = {Uint8Array, Uint16Array, Int32Array, Uint32Array, Float64Array};

/** A place of a restored runtime that refers to something of the process: the host, the configuration, the memory. */
export interface LoosePlace { readonly target: Record<string, unknown>; readonly key: string; readonly value: readonly unknown[] }

/** Makes the nodes of an image, each when it is first asked for. */
export class ImageReader {
  private readonly made: unknown[];
  private readonly nodes: readonly ImageNode[];
  /** Nodes that pair() has declared. */
  private readonly paired: number[] = [];

  /** `file`: the bytes of the image; `roots`: the program's own values; host and config: those of this start. */
  constructor(header: ImageHeader, private readonly file: Uint8Array, private readonly roots: readonly unknown[], private readonly host: unknown, private readonly config: unknown, private readonly loose: LoosePlace[] | null = null) {
    this.nodes = header.nodes;
    this.made = new Array<unknown>(header.nodes.length).fill(undefined);
  }

  /** Declares that a node stands for an object that is there already, and so its fields for those of the object, as far as both have them. */
  pair(index: number, existing: object): void {
    if (this.made[index] !== undefined) return;
    const node = this.nodes[index], kind = node[0];
    if (kind !== 'instance' && kind !== 'object') return;
    this.made[index] = existing;
    this.paired.push(index);
    const fields = existing as Record<string, unknown>;
    for (let i = kind === 'instance' ? 2 : 1; i < node.length; i += 2) {
      const value = node[i + 1] as ImageValue, own = fields[node[i] as string];
      if (Array.isArray(value) && value[0] === REF_NODE && typeof own === 'object' && own !== null && !Array.isArray(own) && !ArrayBuffer.isView(own) && !(own instanceof Map) && !(own instanceof Set)) this.pair(value[1] as number, own);
    }
  }
  /** Fills the objects that were paired. */
  fillPaired(): void {
    for (const index of this.paired) this.fillFields(this.nodes[index], this.made[index] as Record<string, unknown>);
  }

  /** The value that stands for one of the image. */
  value(v: ImageValue): unknown {
    if (typeof v !== 'object' || v === null) return v;
    switch (v[0]) {
      case REF_NODE: return this.made[v[1] as number] ?? this.node(v[1] as number);
      case REF_STATIC: return this.program(v);
      case REF_NUMBER: return Number(v[1]);
      case REF_BIGINT: return BigInt(v[1] as string);
      case REF_HOST: return this.host;
      case REF_CONFIG: return this.config;
      case REF_HEAP: return heapView(v);
      case REF_MADE: {
        const maker = this.value(v[1] as ImageValue) as (...args: unknown[]) => unknown;
        return maker(...v.slice(2).map(a => this.value(a as ImageValue)));
      }
      default: return undefined;
    }
  }
  /** A value of the program's own: from a root along a path of keys. */
  private program(v: readonly unknown[]): unknown {
    let at = this.roots[v[1] as number];
    for (let i = 2; i < v.length; i++) {
      const key = v[i] as string;
      at = at instanceof Map ? at.get(key) : (at as Record<string, unknown>)[key];
    }
    return at;
  }
  private node(index: number): unknown {
    const node = this.nodes[index];
    switch (node[0]) {
      case 'array': {
        const array: unknown[] = (this.made[index] = []);
        for (let i = 1; i < node.length; i++) array.push(this.value(node[i] as ImageValue));
        return array;
      }
      case 'map': {
        const map = new Map<unknown, unknown>();
        this.made[index] = map;
        for (let i = 1; i < node.length; i += 2) map.set(this.value(node[i] as ImageValue), this.value(node[i + 1] as ImageValue));
        return map;
      }
      case 'set': {
        const set = new Set<unknown>();
        this.made[index] = set;
        for (let i = 1; i < node.length; i++) set.add(this.value(node[i] as ImageValue));
        return set;
      }
      case 'typed': {
        const array = new TYPED[node[1] as string](this.file.buffer, this.file.byteOffset + (node[2] as number), node[3] as number).slice();
        // a copy: a view would keep the whole file
        this.made[index] = array;
        return array;
      }
      case 'object':
      case 'instance': {
        const object = node[0] === 'object' ? {} : this.instance(node);
        this.made[index] = object;
        this.fillFields(node, object as Record<string, unknown>);
        return object;
      }
    }
  }
  /** An instance as its constructor leaves it, or an empty one when that wants arguments: the same shape as elsewhere keeps fields fast. */
  private instance(node: ImageNode): object {
    const type = this.value(node[1] as ImageValue) as (new (...args: unknown[]) => object) & {readonly fromImage?: boolean};
    return type.length === 0 || type.fromImage === true ? new type() : (Object.create(type.prototype as object) as object);
  }
  private fillFields(node: ImageNode, object: Record<string, unknown>): void {
    for (let i = node[0] === 'instance' ? 2 : 1; i < node.length; i += 2) {
      const value = node[i + 1] as ImageValue;
      if (typeof value !== 'object' || value === null) object[node[i] as string] = value;
      else if (this.loose !== null && (value[0] === REF_HOST || value[0] === REF_CONFIG || value[0] === REF_HEAP)) {
        object[node[i] as string] = null;
        this.loose.push({target: object, key: node[i] as string, value});
      } else if (value[0] !== REF_KEPT) object[node[i] as string] = this.value(value);
    }
  }
}

/** A view of numbers that lie in the heap. */
function heapView(v: readonly unknown[]): Typed {
  return new TYPED[v[1] as string](H.buffer, v[2] as number, v[3] as number);
}
/** Fills the loose places of a restored runtime, whose heap is the current one. */
export function bindLoose(places: readonly LoosePlace[], host: unknown, config: unknown): void {
  for (const {target, key, value} of places) target[key] = value[0] === REF_HOST ? host : value[0] === REF_CONFIG ? config : heapView(value);
}

/** Copies the words of an image into the heap of the current runtime. */
export function loadSegments(header: ImageHeader, file: Uint8Array): void {
  for (const [at, from, count] of header.segments) H.set(new Int32Array(file.buffer, file.byteOffset + from * 4, count), at);
}
/** The same, read from the file itself, in which the numbers begin at a byte; false when they cannot be read. */
export function readSegments(header: ImageHeader, host: Host, path: string, numbersAt: number): boolean {
  const fd = host.open(path, 0, 0);
  if (fd < 0) return false;
  let complete = true;
  for (const [at, from, count] of header.segments) complete &&= host.pread(fd, U8, at * 4, count * 4, numbersAt + from * 4) === count * 4;
  host.close(fd);
  return complete;
}
/** Fills the payload table of the current runtime. */
export function loadPayloads(header: ImageHeader, reader: ImageReader): void {
  const {payloads} = header, table = P;
  for (let i = 0; i < payloads.length; i++) {
    const value = payloads[i];
    table[i] = typeof value !== 'object' || value === null ? value : reader.value(value);
  }
}
/** What an image file holds, and where its numbers begin, in bytes. */
export interface ImageParts { readonly header: ImageHeader; readonly numbers: Uint8Array; readonly numbersAt: number }
/** The two parts of an image file: a word with the length of the JSON text, the text, and from the next multiple of 8 bytes on the numbers. */
export function splitImage(file: Uint8Array): ImageParts | null {
  if (file.length < 8) return null;
  const length = new DataView(file.buffer, file.byteOffset, 4).getUint32(0, true), start = (length + 4 + 7) & ~7;
  if (start > file.length || (file.byteOffset & 7) !== 0) return null;
  return {header: JSON.parse(new TextDecoder().decode(file.subarray(4, 4 + length))) as ImageHeader, numbers: file.subarray(start), numbersAt: start};
}
