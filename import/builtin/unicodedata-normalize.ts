/** Normal forms of text. CPython: Modules/unicodedata.c nfd_nfkd(), nfc_nfkc(), is_normalized_quickcheck() */
import type {PyText} from '../../vm/constants';
import {type CharacterTable, NFC, NFD, NFKC, NFKD, characterTable} from './unicodedata-table';

const S_BASE = 0xac00, L_BASE = 0x1100, V_BASE = 0x1161, T_BASE = 0x11a7, L_COUNT = 19, V_COUNT = 21, T_COUNT = 28;
const N_COUNT = V_COUNT * T_COUNT, S_COUNT = L_COUNT * N_COUNT;

/** A normal form: whether it composes, and whether it decomposes what only resembles. */
export interface NormalForm { readonly compose: boolean; readonly compatible: boolean; readonly shift: number }
/** The form of a name; undefined when it is none. */
export const NORMAL_FORMS: ReadonlyMap<string, NormalForm> = new Map([
  ['NFC', {compose: true, compatible: false, shift: NFC}], ['NFKC', {compose: true, compatible: true, shift: NFKC}],
  ['NFD', {compose: false, compatible: false, shift: NFD}], ['NFKD', {compose: false, compatible: true, shift: NFKD}],
]);
const pointAt = (text: PyText, i: number): number => (typeof text === 'string' ? text.charCodeAt(i) : text[i]);

/** Whether text is normalized for all that its characters tell: 0 yes, 1 perhaps, 2 no. */
export function is_normalized_quickcheck(text: PyText, {shift}: NormalForm, yesOnly: boolean): number {
  const table = characterTable();
  let last = 0, result = 0;
  for (let i = 0; i < text.length; i++) {
    const point = pointAt(text, i);
    if (point < 0xa0) {
      last = 0;
      continue;
    }
    const combining = table.combining(point);
    if (combining !== 0 && last > combining) return 2;
    last = combining;
    const quick = table.quickCheck(point, shift);
    if (quick !== 0 && yesOnly) return 1;
    if (quick === 2) return 2;
    if (quick === 1) result = 1;
  }
  return result;
}

/** Appends what a character falls into, all the way. */
function decompose(table: CharacterTable, point: number, compatible: boolean, old: boolean, out: number[]): void {
  const index = point - S_BASE;
  if (index >= 0 && index < S_COUNT) {
    out.push(L_BASE + Math.floor(index / N_COUNT), V_BASE + Math.floor((index % N_COUNT) / T_COUNT));
    if (index % T_COUNT !== 0) out.push(T_BASE + (index % T_COUNT));
    return;
  }
  const corrected = old ? table.corrections.get(point) : undefined;
  if (corrected !== undefined) return decompose(table, corrected, compatible, old, out);
  const found = table.decompositions.get(point);
  if (found === undefined || (found.compatible && !compatible) || (old && !table.isOld(point))) out.push(point);
  else for (const part of found.points) decompose(table, part, compatible, old, out);
}
/** Puts combining characters in their order, each among its neighbours. */
function sortCanonically(table: CharacterTable, out: number[]): void {
  for (let i = 1; i < out.length; i++) {
    const point = out[i], combining = table.combining(point);
    if (combining === 0) continue;
    let at = i;
    for (; at > 0 && table.combining(out[at - 1]) > combining; at--) out[at] = out[at - 1];
    out[at] = point;
  }
}
/** Joins what composes, in place. */
function compose(table: CharacterTable, out: number[]): void {
  // a joined character leaves -1
  let to = 0;
  for (let i = 0; i < out.length; i++) {
    let point = out[i];
    if (point < 0) continue;
    if (point >= L_BASE && point < L_BASE + L_COUNT && i + 1 < out.length && out[i + 1] >= V_BASE && out[i + 1] < V_BASE + V_COUNT) {
      point = S_BASE + ((point - L_BASE) * V_COUNT + out[++i] - V_BASE) * T_COUNT;
      if (i + 1 < out.length && out[i + 1] > T_BASE && out[i + 1] < T_BASE + T_COUNT) point += out[++i] - T_BASE;
      out[to++] = point;
      continue;
    }
    let seconds = table.compositions.get(point), highest = 0;
    for (let next = i + 1; seconds !== undefined && next < out.length; next++) {
      if (out[next] < 0) continue;
      const combining = table.combining(out[next]);
      if (highest !== 0) {
        if (combining === 0) break;
        // the characters between block it
        if (highest >= combining) continue;
      }
      const joined = seconds.get(out[next]);
      if (joined === undefined) {
        if (combining === 0) break;
        highest = combining;
        continue;
      }
      point = joined;
      out[next] = -1;
      seconds = table.compositions.get(point);
    }
    out[to++] = point;
  }
  out.length = to;
}
/** The characters of text in a normal form. `old`: as Unicode 3.2.0 has it. */
export function normalize(text: PyText, form: NormalForm, old: boolean): number[] {
  const table = characterTable(), out: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const point = pointAt(text, i);
    if (point < 0xa0) out.push(point);
    else decompose(table, point, form.compatible, old, out);
  }
  sortCanonically(table, out);
  if (form.compose) compose(table, out);
  return out;
}
