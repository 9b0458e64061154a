/** Chains of filters: what each one is set to, and how that is written down. CPython: Modules/_lzmamodule.c uses liblzma's lzma_filter for it */
import {putUint32, uint32} from './checks';
import {FILTER_DELTA, FILTER_LZMA1, FILTER_LZMA2, alignmentOf, isBcj} from './filters';
import {DICT_SIZE_MIN, type LzmaOptions, LzmaRet, validLcLpPb, validOptions} from './lzma';

export interface FilterSpec {
  id: number;
  /** Of LZMA1 and LZMA2. */
  lzma: LzmaOptions | null;
  /** The distance of differences, or where code begins; null if it was not given. */
  argument: number | null;
}
/** How many bytes the properties of a filter take; -1 for wrong options. */
export function encodeProperties({id, lzma, argument}: FilterSpec): Uint8Array | LzmaRet {
  if (id === FILTER_LZMA1) {
    if (!validLcLpPb(lzma!)) return LzmaRet.PROG_ERROR;
    const bytes = new Uint8Array(5);
    bytes[0] = (lzma!.pb * 5 + lzma!.lp) * 9 + lzma!.lc;
    putUint32(bytes, 1, lzma!.dictSize);
    return bytes;
  }
  if (id === FILTER_LZMA2) return new Uint8Array([encodeDictSize(lzma!.dictSize)]);
  if (id === FILTER_DELTA) return argument! < 1 || argument! > 256 ? LzmaRet.PROG_ERROR : new Uint8Array([argument! - 1]);
  if (argument === null || argument === 0) return new Uint8Array(0);
  const bytes = new Uint8Array(4);
  putUint32(bytes, 0, argument);
  return bytes;
}
/** The size of a dictionary as one byte: rounded up to 2^n or 2^n + 2^(n-1). */
function encodeDictSize(size: number): number {
  const least = Math.max(size, DICT_SIZE_MIN);
  for (let i = 0; i < 40; i++) if ((2 | (i & 1)) * 2 ** ((i >> 1) + 11) >= least) return i;
  return 40;
}
/** What properties say. */
export function decodeProperties(id: number, bytes: Uint8Array): FilterSpec | LzmaRet {
  if (id === FILTER_LZMA1) {
    if (bytes.length !== 5 || bytes[0] >= 225) return LzmaRet.OPTIONS_ERROR;
    const lc = bytes[0] % 9, rest = Math.floor(bytes[0] / 9), lzma = lzmaOptions(uint32(bytes, 1), lc, rest % 5, Math.floor(rest / 5));
    return validLcLpPb(lzma) ? {id, lzma, argument: null} : LzmaRet.OPTIONS_ERROR;
  }
  if (id === FILTER_LZMA2) {
    if (bytes.length !== 1 || bytes[0] > 40) return LzmaRet.OPTIONS_ERROR;
    return {id, lzma: lzmaOptions(bytes[0] === 40 ? 0xffffffff : (2 | (bytes[0] & 1)) * 2 ** ((bytes[0] >> 1) + 11), 3, 0, 2), argument: null};
  }
  if (id === FILTER_DELTA) return bytes.length === 1 ? {id, lzma: null, argument: bytes[0] + 1} : LzmaRet.OPTIONS_ERROR;
  if (!isBcj(id) || (bytes.length !== 0 && bytes.length !== 4)) return LzmaRet.OPTIONS_ERROR;
  return {id, lzma: null, argument: bytes.length === 0 || uint32(bytes, 0) === 0 ? null : uint32(bytes, 0)};
}
function lzmaOptions(dictSize: number, lc: number, lp: number, pb: number): LzmaOptions {
  return {dictSize, lc, lp, pb, mode: 0, niceLength: 0, mf: 0, depth: 0};
}
/** Whether filters may follow each other like that: the last one compresses, the others do not. */
export function validateChain(filters: readonly FilterSpec[], encodes: boolean): LzmaRet {
  if (filters.length === 0) return LzmaRet.PROG_ERROR;
  for (let i = 0; i < filters.length; i++) {
    const {id, lzma, argument} = filters[i], last = i === filters.length - 1, compresses = id === FILTER_LZMA1 || id === FILTER_LZMA2;
    if (compresses !== last) return LzmaRet.OPTIONS_ERROR;
    if (compresses ? (encodes ? !validOptions(lzma!) : !validLcLpPb(lzma!)) : id === FILTER_DELTA ? argument! < 1 || argument! > 256 : (argument ?? 0) % alignmentOf(id) !== 0) return LzmaRet.OPTIONS_ERROR;
  }
  return LzmaRet.OK;
}
