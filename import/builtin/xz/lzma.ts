/** What the coders of LZMA share: the model of its symbols. */

export const enum LzmaRet { OK = 0, STREAM_END = 1, NO_CHECK = 2, UNSUPPORTED_CHECK = 3, GET_CHECK = 4, MEM_ERROR = 5, MEMLIMIT_ERROR = 6, FORMAT_ERROR = 7, OPTIONS_ERROR = 8, DATA_ERROR = 9, BUF_ERROR = 10, PROG_ERROR = 11 }

export const STATES = 12, POSITION_STATES = 16, MATCH_MIN = 2, MATCH_MAX = 273, PROBABILITY_INIT = 1024, FULL_DISTANCES = 128, END_SLOT_MODEL = 14;
/** Where each group of probabilities begins. */
export const IS_MATCH = 0, IS_REP = IS_MATCH + STATES * POSITION_STATES, IS_REP0 = IS_REP + STATES, IS_REP1 = IS_REP0 + STATES, IS_REP2 = IS_REP1 + STATES, IS_REP0_LONG = IS_REP2 + STATES;
export const DISTANCE_SLOT = IS_REP0_LONG + STATES * POSITION_STATES, DISTANCE_SPECIAL = DISTANCE_SLOT + 4 * 64, DISTANCE_ALIGN = DISTANCE_SPECIAL + FULL_DISTANCES - END_SLOT_MODEL + 1;
/** Within the probabilities of lengths: two choices, then trees for short and middle lengths of each position, then one for long ones. */
export const LENGTH_LOW = 2, LENGTH_MID = LENGTH_LOW + POSITION_STATES * 8, LENGTH_HIGH = LENGTH_MID + POSITION_STATES * 8, LENGTH_SIZE = LENGTH_HIGH + 256;
export const MATCH_LENGTH = DISTANCE_ALIGN + 16, REP_LENGTH = MATCH_LENGTH + LENGTH_SIZE, LITERAL = REP_LENGTH + LENGTH_SIZE, LITERAL_SIZE = 0x300;

/** How data is compressed. CPython: Modules/_lzmamodule.c uses liblzma's lzma_options_lzma for it */
export interface LzmaOptions {
  dictSize: number;
  lc: number;
  lp: number;
  pb: number;
  mode: number;
  niceLength: number;
  mf: number;
  depth: number;
}
export const DICT_SIZE_MIN = 4096, MODE_FAST = 1, MODE_NORMAL = 2, MF_HC3 = 3, MF_HC4 = 4, MF_BT2 = 18, MF_BT3 = 19, MF_BT4 = 20;
export const PRESET_EXTREME = 0x80000000;
const DICT_BITS = [18, 20, 21, 22, 22, 23, 23, 24, 25, 26], FAST_DEPTHS = [4, 8, 24, 48];

/** The options that a preset stands for; null if there is no such preset. */
export function lzmaPreset(preset: number): LzmaOptions | null {
  const level = preset & 0x1f, flags = (preset & ~0x1f) >>> 0, extreme = flags === PRESET_EXTREME;
  if (level > 9 || (flags !== 0 && !extreme)) return null;
  const options: LzmaOptions = {dictSize: 2 ** DICT_BITS[level], lc: 3, lp: 0, pb: 2, mode: MODE_NORMAL, niceLength: level === 4 ? 16 : level === 5 ? 32 : 64, mf: MF_BT4, depth: 0};
  if (extreme) {
    options.niceLength = level === 3 || level === 5 ? 192 : MATCH_MAX;
    options.depth = level === 3 || level === 5 ? 0 : 512;
  } else if (level <= 3) {
    options.mode = MODE_FAST;
    options.mf = level === 0 ? MF_HC3 : MF_HC4;
    options.niceLength = level <= 1 ? 128 : MATCH_MAX;
    options.depth = FAST_DEPTHS[level];
  }
  return options;
}
export function validLcLpPb({lc, lp, pb}: {lc: number; lp: number; pb: number}): boolean {
  return lc <= 4 && lp <= 4 && lc + lp <= 4 && pb <= 4;
}
/** Whether a compressor can work with these options. */
export function validOptions(options: LzmaOptions): boolean {
  const {mf, niceLength, mode, dictSize} = options, least = mf & 15;
  if (![MF_HC3, MF_HC4, MF_BT2, MF_BT3, MF_BT4].includes(mf)) return false;
  return validLcLpPb(options) && niceLength >= Math.max(2, least) && niceLength <= MATCH_MAX && (mode === MODE_FAST || mode === MODE_NORMAL) && dictSize >= DICT_SIZE_MIN && dictSize <= 1.5 * 2 ** 30;
}
export function afterLiteral(state: number): number {
  return state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
}
export function afterMatch(state: number): number {
  return state < 7 ? 7 : 10;
}
export function afterRep(state: number): number {
  return state < 7 ? 8 : 11;
}
export function afterShortRep(state: number): number {
  return state < 7 ? 9 : 11;
}
