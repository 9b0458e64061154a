/** Writes .xz and .lzma files and raw data. CPython: Modules/_lzmamodule.c uses liblzma's lzma_stream for it */
import type {Host} from '../../../runtime/host/host';
import {crc32} from '../zlib-checksum';
import {type FilterSpec, encodeProperties} from './chain';
import {Check, checkSize, putUint32} from './checks';
import {FILTER_LZMA1, type Filter, makeFilter} from './filters';
import {LzmaEncoder} from './lzma-encoder';
import type {LzmaOptions} from './lzma';

/** Data is encoded in steps of this size, once so much more is there that matches do not depend on where pieces end. */
const STEP = 1 << 20, LOOKAHEAD = 4096, CHUNK_DATA = 1 << 21, CHUNK_BYTES = 1 << 16, PLAIN_CHUNK = 1 << 16, SYMBOL_SLACK = 64;

/** Pieces of output. */
class Pieces {
  private readonly pieces: Uint8Array[] = [];
  length = 0;
  add(bytes: Uint8Array | readonly number[]): void {
    const piece = bytes instanceof Uint8Array ? bytes : Uint8Array.from(bytes);
    this.pieces.push(piece);
    this.length += piece.length;
  }
  take(): Uint8Array {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const piece of this.pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    this.pieces.length = this.length = 0;
    return all;
  }
}
/** A compressor that ends a chain of filters. */
abstract class Coder {
  protected readonly encoder: LzmaEncoder;
  constructor(options: LzmaOptions) {
    this.encoder = new LzmaEncoder(options);
  }
  push(data: Uint8Array, out: Pieces): void {
    const {encoder} = this;
    encoder.append(data);
    while (encoder.end - encoder.position >= STEP + LOOKAHEAD) this.step(encoder.position + STEP, out);
  }
  protected abstract step(until: number, out: Pieces): void;
  abstract finish(out: Pieces): void;
}
class Lzma1Coder extends Coder {
  protected step(until: number, out: Pieces): void {
    this.encoder.encode(until, Infinity);
    const {coder} = this.encoder;
    out.add(coder.bytes.slice(0, coder.length));
    coder.length = 0;
  }
  finish(out: Pieces): void {
    this.encoder.encode(this.encoder.end, Infinity);
    this.encoder.endMark();
    this.encoder.coder.flush();
    this.step(this.encoder.position, out);
  }
}
class Lzma2Coder extends Coder {
  private needDictReset = true;
  private needProperties = true;
  private needState = true;
  constructor(private readonly options: LzmaOptions) {
    super(options);
  }
  protected step(until: number, out: Pieces): void {
    const {encoder} = this;
    while (encoder.position < until) {
      const before = encoder.position;
      if (this.needState) encoder.resetState();
      encoder.coder.reset();
      encoder.encode(Math.min(until, before + CHUNK_DATA - 300), CHUNK_BYTES - SYMBOL_SLACK);
      encoder.coder.flush();
      this.chunk(before, encoder.position - before, out);
    }
  }
  private chunk(start: number, size: number, out: Pieces): void {
    const {coder, bytes} = this.encoder, {lc, lp, pb} = this.options;
    if (coder.length >= size || coder.length > CHUNK_BYTES) {
      for (let at = 0; at < size; at += PLAIN_CHUNK) {
        const count = Math.min(size - at, PLAIN_CHUNK);
        out.add([this.needDictReset ? 1 : 2, (count - 1) >> 8, (count - 1) & 0xff]);
        out.add(bytes.slice(start + at, start + at + count));
        this.needDictReset = false;
      }
      this.needState = true;
      return;
    }
    const control = this.needProperties ? (this.needDictReset ? 0xe0 : 0xc0) : this.needState ? 0xa0 : 0x80;
    out.add([control + ((size - 1) >> 16), ((size - 1) >> 8) & 0xff, (size - 1) & 0xff, (coder.length - 1) >> 8, (coder.length - 1) & 0xff]);
    if (this.needProperties) out.add([(pb * 5 + lp) * 9 + lc]);
    out.add(coder.bytes.slice(0, coder.length));
    this.needDictReset = this.needProperties = this.needState = false;
  }
  finish(out: Pieces): void {
    this.step(this.encoder.end, out);
    out.add([0]);
  }
}
/** Data on its way through a chain of filters. */
export class RawEncoder {
  protected readonly out = new Pieces();
  private readonly filters: Filter[];
  private readonly coder: Coder;
  constructor(specs: readonly FilterSpec[]) {
    const last = specs[specs.length - 1];
    this.filters = specs.slice(0, -1).map(spec => makeFilter(spec.id, spec.argument ?? 0, true));
    this.coder = last.id === FILTER_LZMA1 ? new Lzma1Coder(last.lzma!) : new Lzma2Coder(last.lzma!);
  }
  compress(data: Uint8Array): Uint8Array {
    this.push(data, false);
    return this.out.take();
  }
  flush(): Uint8Array {
    this.push(new Uint8Array(0), true);
    this.coder.finish(this.out);
    return this.out.take();
  }
  protected push(data: Uint8Array, final: boolean): void {
    for (const filter of this.filters) data = filter.push(data, final);
    if (data.length > 0) this.coder.push(data, this.out);
  }
}
export class AloneEncoder extends RawEncoder {
  constructor(options: LzmaOptions) {
    const spec: FilterSpec = {id: FILTER_LZMA1, lzma: options, argument: null};
    super([spec]);
    // sizes of dictionaries are rounded up here
    let size = 4096;
    while (size < options.dictSize) size = size % 3 === 0 ? (size / 3) * 4 : size * 1.5;
    this.out.add(encodeProperties({...spec, lzma: {...options, dictSize: Math.min(size, 0xffffffff)}}) as Uint8Array);
    this.out.add(new Uint8Array(8).fill(0xff));
  }
}
/** A number of variable length. */
function number(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value & 0x7f) | 0x80);
  bytes.push(value);
  return bytes;
}
function withCrc(bytes: readonly number[]): number[] {
  const crc = new Uint8Array(4);
  putUint32(crc, 0, crc32(Uint8Array.from(bytes), 0));
  return [...bytes, ...crc];
}
export class XzEncoder extends RawEncoder {
  private readonly check: Check;
  private size = 0;
  private written = 0;
  private readonly header: number[];
  private begun = false;
  constructor(specs: readonly FilterSpec[], checkId: number, host: Host) {
    super(specs);
    this.check = new Check(checkId, host);
    this.out.add([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, ...withCrc([0, checkId])]);
    const header = [0, specs.length - 1];
    for (const spec of specs) {
      const properties = encodeProperties(spec) as Uint8Array;
      header.push(...number(spec.id), ...number(properties.length), ...properties);
    }
    while (header.length % 4 !== 0) header.push(0);
    header[0] = header.length / 4;
    this.header = withCrc(header);
  }
  override compress(data: Uint8Array): Uint8Array {
    if (data.length === 0) return this.out.take();
    this.begin();
    this.size += data.length;
    this.check.update(data);
    return this.counted(super.compress(data));
  }
  private begin(): void {
    if (this.begun) return;
    this.begun = true;
    this.out.add(this.header);
    // the headers are not counted
    this.written = -this.out.length;
  }
  private counted(bytes: Uint8Array): Uint8Array {
    this.written += bytes.length;
    return bytes;
  }
  override flush(): Uint8Array {
    const records: number[] = [];
    if (this.begun) {
      const rest = this.counted(super.flush());
      this.out.add(rest);
      this.out.add(new Uint8Array((4 - (this.written % 4)) % 4));
      this.out.add(this.check.digest());
      records.push(...number(this.header.length + this.written + checkSize(this.check.id)), ...number(this.size));
    }
    const index = [0, ...number(this.begun ? 1 : 0), ...records];
    while (index.length % 4 !== 0) index.push(0);
    const whole = withCrc(index), size = new Uint8Array(4);
    putUint32(size, 0, whole.length / 4 - 1);
    this.out.add(whole);
    const tail = [...size, 0, this.check.id], crc = withCrc(tail).slice(-4);
    this.out.add([...crc, ...tail, 0x59, 0x5a]);
    return this.out.take();
  }
}
