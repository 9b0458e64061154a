/** A character set of sets.ts, both ways. */
import type {CharacterSet} from './sets';

export class CharacterTable {
  /** Code points by code. */
  private readonly chars = new Uint32Array(0x10000);
  private readonly codes = new Map<number, number>();
  private readonly pairs: ReadonlyMap<number, string>;
  /** Codes of pairs, by their first character, then by the second. */
  private readonly pairCodes = new Map<number, Map<number, number>>();
  constructor(set: CharacterSet) {
    let code = 0, at = 0;
    const numbers = set.runs.split(' ').map(word => parseInt(word, 36));
    for (let i = 0; i < numbers.length; i += 2) {
      code += numbers[i];
      for (let n = numbers[i + 1]; n > 0; n--, code++) {
        const point = set.text.codePointAt(at) as number;
        at += point > 0xffff ? 2 : 1;
        this.chars[code] = point;
        if (!this.codes.has(point)) this.codes.set(point, code);
      }
    }
    this.pairs = new Map(set.pairs);
    for (const [pairCode, text] of set.pairs) {
      const first = text.charCodeAt(0), seconds = this.pairCodes.get(first) ?? new Map<number, number>();
      this.pairCodes.set(first, seconds.set(text.charCodeAt(1), pairCode));
    }
  }
  /** The code of a character, 0 for none. */
  codeOf(point: number): number {
    return this.codes.get(point) ?? 0;
  }
  /** Whether a character may be the first of two that have one code. */
  beginsPair(point: number): boolean {
    return this.pairCodes.has(point);
  }
  /** The code of two characters, 0 for none. */
  pairCode(first: number, second: number): number {
    return this.pairCodes.get(first)?.get(second) ?? 0;
  }
  /** Appends the characters of a code; false for none. */
  decode(code: number, out: number[]): boolean {
    const point = this.chars[code], pair = point === 0 ? this.pairs.get(code) : undefined;
    if (point !== 0) out.push(point);
    else if (pair !== undefined) out.push(pair.charCodeAt(0), pair.charCodeAt(1));
    return point !== 0 || pair !== undefined;
  }
}
