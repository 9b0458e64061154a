/** Reads .xz and .lzma files and raw data, as the bytes come. CPython: Modules/_lzmamodule.c uses liblzma's lzma_stream for it */
import type {Host} from '../../../runtime/host/host';
import {crc32} from '../zlib-checksum';
import {type FilterSpec, decodeProperties} from './chain';
import {CHECK_NONE, Check, checkSize, uint32} from './checks';
import {FILTER_LZMA1, FILTER_LZMA2, type Filter, isBcj, makeFilter} from './filters';
import {LzmaRet, validLcLpPb} from './lzma';
import {Decoded, Dictionary, LzmaDecoder} from './lzma-decoder';

const UNKNOWN_SIZE = -1, CHECK_UNKNOWN = 16, DECODER_MEMORY = 1 << 15, SLICE = 1 << 16;

/** Where input comes from and output goes to. */
export class Port {
  input: Uint8Array = new Uint8Array(0);
  inputPosition = 0;
  /** The bytes behind the position wait for more to come: they count as taken. */
  held = false;
  output: Uint8Array = new Uint8Array(0);
  outputPosition = 0;
  check = CHECK_UNKNOWN;
  /** Output for which there was no room. */
  private rest: Uint8Array = new Uint8Array(0);
  constructor(
    readonly host: Host,
    readonly memoryLimit: number,
  ) {}
  get room(): number {
    return this.output.length - this.outputPosition;
  }
  /** Puts out what there is room for; false when something is left. */
  flush(): boolean {
    const count = Math.min(this.rest.length, this.room);
    if (count > 0) {
      this.output.set(this.rest.subarray(0, count), this.outputPosition);
      this.outputPosition += count;
      this.rest = this.rest.subarray(count);
    }
    return this.rest.length === 0;
  }
  emit(bytes: Uint8Array): void {
    const count = Math.min(bytes.length, this.room);
    this.output.set(count === bytes.length ? bytes : bytes.subarray(0, count), this.outputPosition);
    this.outputPosition += count;
    if (count < bytes.length) this.rest = bytes.slice(count);
  }
}
export const enum Need { INPUT, OUTPUT }
/** Goes on until it needs something; returns how it ended. */
export type Steps = Generator<Need, LzmaRet>;

/** A byte of input; waits for it. */
function* byte(port: Port): Generator<Need, number> {
  while (port.inputPosition >= port.input.length) yield Need.INPUT;
  return port.input[port.inputPosition++];
}
function* bytes(port: Port, count: number): Generator<Need, Uint8Array> {
  const result = new Uint8Array(count);
  for (let i = 0; i < count; i++) result[i] = yield* byte(port);
  return result;
}
/** What filters make of the bytes that were decompressed, and what is said of them. */
class Sink {
  private readonly filters: Filter[];
  size = 0;
  constructor(
    private readonly port: Port,
    chain: readonly FilterSpec[],
    private readonly check: Check | null,
  ) {
    this.filters = chain.slice(0, -1).map(spec => makeFilter(spec.id, spec.argument ?? 0, false)).reverse();
  }
  *put(data: Uint8Array, final: boolean): Generator<Need, void> {
    let done = data;
    for (const filter of this.filters) done = filter.push(done, final);
    if (done.length === 0) return;
    this.size += done.length;
    if (this.check !== null) this.check.update(done);
    this.port.emit(done);
    while (!this.port.flush()) yield Need.OUTPUT;
  }
}
/** Decodes symbols of LZMA until so many bytes are out, or to the end mark. @returns STREAM_END at an end mark, OK after `size` bytes */
function* symbols(port: Port, decoder: LzmaDecoder, sink: Sink, size: number, compressed: {left: number}): Steps {
  const {dict} = decoder;
  for (let left = size; left !== 0;) {
    while (port.room === 0) yield Need.OUTPUT;
    decoder.input = port.input;
    decoder.inputPosition = port.inputPosition;
    decoder.inputEnd = Math.min(port.input.length, port.inputPosition + compressed.left);
    const wholeInput = decoder.inputEnd === port.input.length && port.inputPosition + compressed.left > port.input.length;
    dict.reserve();
    const from = dict.position, outcome = decoder.run(size === UNKNOWN_SIZE ? port.room : Math.min(port.room, left));
    // the dictionary may have moved
    const start = dict.position >= from ? from : dict.position, produced = dict.position - start;
    compressed.left -= decoder.inputPosition - port.inputPosition;
    port.inputPosition = decoder.inputPosition;
    if (size !== UNKNOWN_SIZE) left -= produced;
    if (produced > 0) yield* sink.put(dict.bytes.slice(start, dict.position), false);
    if (outcome === Decoded.ERROR) return LzmaRet.DATA_ERROR;
    if (outcome === Decoded.END_MARK) return LzmaRet.STREAM_END;
    if (outcome === Decoded.INPUT) {
      if (!wholeInput) return LzmaRet.DATA_ERROR;
      port.held = true;
      yield Need.INPUT;
    }
  }
  return LzmaRet.OK;
}
/** LZMA1: its size is known, or an end mark tells. */
function* lzma1(port: Port, sink: Sink, {lzma}: FilterSpec, size: number): Steps {
  const decoder = new LzmaDecoder(new Dictionary(Math.max(lzma!.dictSize, 4096)), lzma!.lc, lzma!.lp, lzma!.pb), compressed = {left: Infinity};
  const result = yield* symbols(port, decoder, sink, size, compressed);
  if (result === LzmaRet.DATA_ERROR) return result;
  if (result === LzmaRet.STREAM_END) {
    if (size !== UNKNOWN_SIZE || decoder.code !== 0) return decoder.code !== 0 || sink.size !== size ? LzmaRet.DATA_ERROR : LzmaRet.STREAM_END;
  } else {
    // all is there; an end mark may follow
    if (decoder.inMatch) return LzmaRet.DATA_ERROR;
    for (;;) {
      decoder.input = port.input;
      decoder.inputPosition = port.inputPosition;
      decoder.inputEnd = port.input.length;
      let waits = !decoder.begun && decoder.run(0) === Decoded.INPUT;
      if (!waits) waits = !decoder.normalize();
      port.inputPosition = decoder.inputPosition;
      if (!waits) {
        if (decoder.code === 0) break;
        const outcome = decoder.endMark();
        port.inputPosition = decoder.inputPosition;
        if (outcome === Decoded.END_MARK && decoder.code === 0) break;
        if (outcome !== Decoded.INPUT) return LzmaRet.DATA_ERROR;
        port.held = true;
      }
      yield Need.INPUT;
    }
  }
  return LzmaRet.STREAM_END;
}
/** LZMA2: chunks, each with its size. */
function* lzma2(port: Port, sink: Sink, {lzma}: FilterSpec): Steps {
  const dict = new Dictionary(Math.max(lzma!.dictSize, 4096));
  let decoder: LzmaDecoder | null = null, needDictReset = true, needState = true, needProperties = true;
  for (;;) {
    const control = yield* byte(port);
    if (control === 0) return LzmaRet.STREAM_END;
    if (control >= 0xe0 || control === 1) {
      needProperties = true;
      needDictReset = false;
      dict.reset();
    } else if (needDictReset) return LzmaRet.DATA_ERROR;
    if (control < 0x80) {
      if (control > 2) return LzmaRet.DATA_ERROR;
      const size = yield* bytes(port, 2);
      // the state of the coder does not outlive bytes it has not seen
      for (let left = (size[0] << 8) + size[1] + 1; left > 0;) {
        while (port.inputPosition >= port.input.length) yield Need.INPUT;
        while (port.room === 0) yield Need.OUTPUT;
        const count = Math.min(left, port.input.length - port.inputPosition, SLICE, port.room), part = port.input.slice(port.inputPosition, port.inputPosition + count);
        port.inputPosition += count;
        dict.reserve();
        dict.bytes.set(part, dict.position);
        dict.position += count;
        dict.full = Math.min(dict.size, dict.full + count);
        dict.total += count;
        left -= count;
        yield* sink.put(part, false);
      }
      continue;
    }
    const header = yield* bytes(port, 4), size = ((control & 0x1f) << 16) + (header[0] << 8) + header[1] + 1, compressed = {left: (header[2] << 8) + header[3] + 1};
    if (control >= 0xc0) {
      needProperties = needState = false;
      const properties = yield* byte(port), lc = properties % 9, rest = Math.floor(properties / 9);
      if (properties >= 225 || !validLcLpPb({lc, lp: rest % 5, pb: Math.floor(rest / 5)})) return LzmaRet.DATA_ERROR;
      if (decoder === null) decoder = new LzmaDecoder(dict, lc, rest % 5, Math.floor(rest / 5));
      else decoder.setProperties(lc, rest % 5, Math.floor(rest / 5));
      decoder.resetState();
    } else if (needProperties || decoder === null) return LzmaRet.DATA_ERROR;
    else if (control >= 0xa0) {
      needState = false;
      decoder.resetState();
    } else if (needState) return LzmaRet.DATA_ERROR;
    decoder.resetCoder();
    const result = yield* symbols(port, decoder, sink, size, compressed);
    if (result !== LzmaRet.OK || decoder.inMatch) return LzmaRet.DATA_ERROR;
    // the last byte of the coder may be left
    while (compressed.left > 0) {
      decoder.input = port.input;
      decoder.inputPosition = port.inputPosition;
      decoder.inputEnd = Math.min(port.input.length, port.inputPosition + compressed.left);
      const done = decoder.begun && decoder.normalize();
      compressed.left -= decoder.inputPosition - port.inputPosition;
      port.inputPosition = decoder.inputPosition;
      if (done) break;
      yield Need.INPUT;
    }
    if (compressed.left !== 0 || decoder.code !== 0) return LzmaRet.DATA_ERROR;
  }
}
/** Data in a chain of filters. */
function* chain(port: Port, filters: readonly FilterSpec[], check: Check | null, size: number, sizes: {uncompressed: number} | null): Steps {
  const sink = new Sink(port, filters, check), last = filters[filters.length - 1];
  const result = last.id === FILTER_LZMA1 ? yield* lzma1(port, sink, last, size) : yield* lzma2(port, sink, last);
  if (result !== LzmaRet.STREAM_END) return result;
  yield* sink.put(new Uint8Array(0), true);
  if (sizes !== null) sizes.uncompressed = sink.size;
  return result;
}
export function rawDecoder(port: Port, filters: readonly FilterSpec[]): Steps {
  port.check = CHECK_NONE;
  return chain(port, filters, null, UNKNOWN_SIZE, null);
}
/** A .lzma file; `picky` when it is a guess that it is one. */
export function* aloneDecoder(port: Port, picky: boolean): Steps {
  port.check = CHECK_NONE;
  const properties = yield* byte(port), lc = properties % 9, rest = Math.floor(properties / 9), lp = rest % 5, pb = Math.floor(rest / 5);
  if (properties >= 225 || !validLcLpPb({lc, lp, pb})) return LzmaRet.FORMAT_ERROR;
  const dictSize = uint32(yield* bytes(port, 4), 0);
  if (picky && dictSize !== 0xffffffff) {
    let size = 1;
    while (size < dictSize) size *= 2;
    if (dictSize !== size && dictSize !== size * 0.75) return LzmaRet.FORMAT_ERROR;
  }
  const sizes = yield* bytes(port, 8), low = uint32(sizes, 0), high = uint32(sizes, 4), unknown = low === 0xffffffff && high === 0xffffffff, size = unknown ? UNKNOWN_SIZE : high * 2 ** 32 + low;
  if (picky && !unknown && size >= 2 ** 38) return LzmaRet.FORMAT_ERROR;
  if (dictSize + DECODER_MEMORY > port.memoryLimit) return LzmaRet.MEMLIMIT_ERROR;
  return yield* chain(port, [{id: FILTER_LZMA1, lzma: {dictSize, lc, lp, pb, mode: 0, niceLength: 0, mf: 0, depth: 0}, argument: null}], null, size, null);
}
export function* autoDecoder(port: Port): Steps {
  while (port.inputPosition >= port.input.length) yield Need.INPUT;
  return yield* port.input[port.inputPosition] === 0xfd ? xzDecoder(port) : aloneDecoder(port, true);
}
/** Reads numbers of variable length from a header; throws nothing: -1 for what is none. */
class HeaderReader {
  position = 0;
  constructor(readonly bytes: Uint8Array) {}
  number(): number {
    let value = 0;
    for (let i = 0; i < 9; i++) {
      if (this.position >= this.bytes.length) return -1;
      const c = this.bytes[this.position++];
      value += (c & 0x7f) * 128 ** i;
      if (c < 0x80) return c === 0 && i > 0 ? -1 : value;
    }
    return -1;
  }
}
interface BlockHeader {
  compressed: number;
  uncompressed: number;
  filters: FilterSpec[];
}
/** What the header of a block says. */
function blockHeader(header: Uint8Array): BlockHeader | LzmaRet {
  const end = header.length - 4, flags = header[1], reader = new HeaderReader(header.subarray(0, end));
  if (crc32(header.subarray(0, end), 0) >>> 0 !== uint32(header, end)) return LzmaRet.DATA_ERROR;
  if ((flags & 0x3c) !== 0) return LzmaRet.OPTIONS_ERROR;
  reader.position = 2;
  const compressed = (flags & 0x40) !== 0 ? reader.number() : UNKNOWN_SIZE, uncompressed = (flags & 0x80) !== 0 ? reader.number() : UNKNOWN_SIZE, filters: FilterSpec[] = [];
  if (((flags & 0x40) !== 0 && compressed <= 0) || ((flags & 0x80) !== 0 && uncompressed < 0)) return LzmaRet.DATA_ERROR;
  for (let i = 0; i <= (flags & 3); i++) {
    const id = reader.number(), size = id < 0 ? -1 : reader.number();
    if (size < 0 || reader.position + size > end) return LzmaRet.DATA_ERROR;
    if (id !== FILTER_LZMA2 && id !== 3 && !isBcj(id)) return LzmaRet.OPTIONS_ERROR;
    const spec = decodeProperties(id, header.subarray(reader.position, reader.position + size));
    if (typeof spec === 'number') return spec;
    filters.push(spec);
    reader.position += size;
    if ((id === FILTER_LZMA2) !== (i === (flags & 3))) return LzmaRet.OPTIONS_ERROR;
  }
  for (let i = reader.position; i < end; i++) if (header[i] !== 0) return LzmaRet.OPTIONS_ERROR;
  return {compressed, uncompressed, filters};
}
const STREAM_MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];

/** One stream of a .xz file. */
export function* xzDecoder(port: Port): Steps {
  for (const expected of STREAM_MAGIC) if ((yield* byte(port)) !== expected) return LzmaRet.FORMAT_ERROR;
  const flags = yield* bytes(port, 6);
  if (crc32(flags.subarray(0, 2), 0) >>> 0 !== uint32(flags, 2)) return LzmaRet.DATA_ERROR;
  if (flags[0] !== 0 || flags[1] > 15) return LzmaRet.OPTIONS_ERROR;
  const checkId = flags[1];
  port.check = checkId;
  const records: [number, number][] = [];
  for (;;) {
    const sizeByte = yield* byte(port);
    if (sizeByte === 0) break;
    const header = new Uint8Array(sizeByte * 4 + 4);
    header[0] = sizeByte;
    header.set(yield* bytes(port, header.length - 1), 1);
    const block = blockHeader(header);
    if (typeof block === 'number') return block;
    if (block.filters[block.filters.length - 1].lzma!.dictSize + DECODER_MEMORY > port.memoryLimit) return LzmaRet.MEMLIMIT_ERROR;
    const check = new Check(checkId, port.host), sizes = {uncompressed: 0}, counter = new InputCounter(port);
    const steps = chain(port, block.filters, check, UNKNOWN_SIZE, sizes);
    let result: LzmaRet;
    for (;;) {
      const {done, value} = steps.next();
      if (done === true) {
        result = value;
        break;
      }
      counter.pause();
      yield value;
      counter.resume();
    }
    if (result !== LzmaRet.STREAM_END) return result;
    const compressed = counter.total();
    if ((block.compressed !== UNKNOWN_SIZE && block.compressed !== compressed) || (block.uncompressed !== UNKNOWN_SIZE && block.uncompressed !== sizes.uncompressed)) return LzmaRet.DATA_ERROR;
    for (let i = compressed; i % 4 !== 0; i++) if ((yield* byte(port)) !== 0) return LzmaRet.DATA_ERROR;
    const stored = yield* bytes(port, checkSize(checkId)), computed = check.digest();
    if (check.supported && stored.some((c, i) => c !== computed[i])) return LzmaRet.DATA_ERROR;
    records.push([header.length + compressed + checkSize(checkId), sizes.uncompressed]);
  }
  return yield* indexAndFooter(port, records, flags);
}
/** Counts what is taken from a port whose input is replaced on the way. */
class InputCounter {
  private taken = 0;
  private start: number;
  constructor(private readonly port: Port) {
    this.start = port.inputPosition;
  }
  pause(): void {
    this.taken += this.port.inputPosition - this.start;
  }
  resume(): void {
    this.start = this.port.inputPosition;
  }
  total(): number {
    return this.taken + this.port.inputPosition - this.start;
  }
}
/** Behind the blocks: what they were said to be, and the end. */
function* indexAndFooter(port: Port, records: readonly (readonly [number, number])[], flags: Uint8Array): Steps {
  const index: number[] = [0];
  const number = function* (): Generator<Need, number> {
    let value = 0;
    for (let i = 0; i < 9; i++) {
      const c = yield* byte(port);
      index.push(c);
      value += (c & 0x7f) * 128 ** i;
      if (c < 0x80) return c === 0 && i > 0 ? -1 : value;
    }
    return -1;
  };
  if ((yield* number()) !== records.length) return LzmaRet.DATA_ERROR;
  for (const [unpadded, uncompressed] of records) if ((yield* number()) !== unpadded || (yield* number()) !== uncompressed) return LzmaRet.DATA_ERROR;
  while (index.length % 4 !== 0) {
    const c = yield* byte(port);
    if (c !== 0) return LzmaRet.DATA_ERROR;
    index.push(c);
  }
  if (uint32(yield* bytes(port, 4), 0) !== crc32(Uint8Array.from(index), 0) >>> 0) return LzmaRet.DATA_ERROR;
  const footer = yield* bytes(port, 12);
  if (footer[10] !== 0x59 || footer[11] !== 0x5a || crc32(footer.subarray(4, 10), 0) >>> 0 !== uint32(footer, 0)) return LzmaRet.DATA_ERROR;
  return footer[8] !== flags[0] || footer[9] !== flags[1] || (uint32(footer, 4) + 1) * 4 !== index.length + 4 ? LzmaRet.DATA_ERROR : LzmaRet.STREAM_END;
}
