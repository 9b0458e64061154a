/**
 * Search in linear time for rows of numbers in longer rows, whatever they hold.
 * The searches of bytes and text begin with a simple loop, which is faster on most input, and come here when that costs too much.
 */

/** Characters or bytes. */
export type Units = Uint8Array | Uint16Array | Uint32Array;

/** Entries of the shift table: units are told apart by their lower six bits. */
const TABLE_SIZE = 64, TABLE_MASK = 63;

/** The greatest suffix of part[from .. from+length) in the order of the units, or in the reverse order: where it starts, and its period. CPython: STRINGLIB(_lex_search)() */
function maximalSuffix(part: Units, from: number, length: number, reverse: boolean): {start: number; period: number} {
  let start = 0, candidate = 1, matched = 0, period = 1;
  while (candidate + matched < length) {
    const a = part[from + candidate + matched], b = part[from + start + matched];
    if (a === b) {
      if (matched + 1 === period) {
        candidate += period;
        matched = 0;
      } else matched++;
    } else if (reverse ? b < a : a < b) {
      candidate += matched + 1;
      matched = 0;
      period = candidate - start;
    } else {
      start = candidate;
      candidate = start + 1;
      matched = 0;
      period = 1;
    }
  }
  return {start, period};
}

/** Whether two stretches of a row are equal. */
function sameUnits(part: Units, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (part[a + i] !== part[b + i]) return false;
  return true;
}

/**
 * Index of the first part[from .. from+length) in text[start .. end), or -1, by the two-way algorithm of Crochemore and Perrin:
 * at most linear in both lengths. The part has two units or more. CPython: STRINGLIB(_two_way)()
 */
export function twoWayFind(text: Units, start: number, end: number, part: Units, from: number, length: number): number {
  const up = maximalSuffix(part, from, length, false), down = maximalSuffix(part, from, length, true);
  const {start: cut, period: local} = up.start > down.start ? up : down;
  const periodic = sameUnits(part, from, from + local, cut);
  const period = periodic ? local : (cut > length - cut ? cut : length - cut) + 1;
  // by how much the window may move when its last unit is not the part's
  const table = new Int32Array(TABLE_SIZE).fill(length);
  for (let i = 0; i < length; i++) table[part[from + i] & TABLE_MASK] = length - 1 - i;
  const last = end - length;
  let at = start, memory = 0;
  while (at <= last) {
    const shift = table[text[at + length - 1] & TABLE_MASK];
    if (shift > 0) {
      // with a known prefix a small shift would tear the period apart
      at += memory > 0 && shift < length - period ? length - period : shift;
      memory = 0;
      continue;
    }
    let i = cut > memory ? cut : memory;
    while (i < length && part[from + i] === text[at + i]) i++;
    if (i < length) {
      at += i - cut + 1;
      memory = 0;
      continue;
    }
    i = memory;
    while (i < cut && part[from + i] === text[at + i]) i++;
    if (i >= cut) return at;
    at += period;
    if (periodic) memory = length - period;
  }
  return -1;
}
