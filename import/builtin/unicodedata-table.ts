/** The tables of unicodedata: properties, decompositions and compositions, of now and of Unicode 3.2.0. CPython: Modules/unicodedata_db.h */
import {unpackNumbers} from '../../objects/unicodetype';
import * as db from '../../objects/generated/unicodedata_db';
import {SHIFT} from '../../objects/generated/unicodetype_db';
import {unpackText} from '../../objects/unicodename';

// columns of the records, now and then
const CATEGORY = 0, BIDIRECTIONAL = 1, COMBINING = 2, MIRRORED = 3, WIDTH = 4, QUICK_CHECK = 5, SIZE = 6;
const OLD_MIRRORED = 2, OLD_WIDTH = 3, OLD_SIZE = 4;

/** Bits of a quick check: how far to shift them for each normal form. */
export const NFD = 0, NFKD = 2, NFC = 4, NFKC = 6;

/** Reads a row of `difference:value`, one for each character that has a value. */
function listing<T>(text: string, read: (value: string) => T): Map<number, T> {
  const values = new Map<number, T>();
  let point = 0;
  for (const part of text === '' ? [] : text.split(';')) {
    const colon = part.indexOf(':');
    point += parseInt(part.slice(0, colon), 36);
    values.set(point, read(part.slice(colon + 1)));
  }
  return values;
}
/** What a character falls into. */
export class Decomposition {
  /** Whether it loses something, so that only NFKD and NFKC do it. */
  readonly compatible: boolean;
  readonly points: readonly number[];
  constructor(readonly text: string) {
    const parts = text.split(' ');
    this.compatible = parts[0].startsWith('<');
    if (this.compatible) parts.shift();
    this.points = parts.map(part => parseInt(part, 16));
  }
}

/** The tables, unpacked. */
export class CharacterTable {
  private readonly records: Uint16Array;
  private readonly index1: Uint16Array;
  private readonly index2: Uint16Array;
  private readonly oldRecords: Uint16Array;
  private readonly oldIndex1: Uint16Array;
  private readonly oldIndex2: Uint16Array;
  private readonly numerics: Map<number, number>;
  readonly decompositions: Map<number, Decomposition>;
  /** What 3.2.0 has otherwise. */
  private readonly oldDecimals: Map<number, number>;
  private readonly oldNumerics: Map<number, number>;
  /** Characters that 3.2.0 took for others when it normalized. */
  readonly corrections: Map<number, number>;
  /** Second characters with what comes out, by the first. */
  readonly compositions = new Map<number, Map<number, number>>();
  private readonly unassigned = db.CATEGORIES.indexOf('Cn');

  constructor() {
    const lines = unpackText(db.DATA).split('\n');
    [this.records, this.index1, this.index2, this.oldRecords, this.oldIndex1, this.oldIndex2] = lines.slice(0, 6).map(unpackNumbers);
    this.numerics = listing(lines[6], Number);
    this.decompositions = listing(lines[7], text => new Decomposition(text));
    this.oldDecimals = listing(lines[8], Number);
    this.oldNumerics = listing(lines[9], Number);
    this.corrections = listing(lines[10], text => parseInt(text, 36));
    for (const [point, {compatible, points}] of this.decompositions) {
      // those whose composed form is not themselves are excluded from composition
      if (compatible || points.length !== 2 || this.quickCheck(point, NFC) === 2) continue;
      let seconds = this.compositions.get(points[0]);
      if (seconds === undefined) this.compositions.set(points[0], (seconds = new Map()));
      seconds.set(points[1], point);
    }
  }
  private at(point: number): number {
    return this.index2[(this.index1[point >> SHIFT] << SHIFT) + (point & ((1 << SHIFT) - 1))] * SIZE;
  }
  private oldAt(point: number): number {
    return this.oldIndex2[(this.oldIndex1[point >> SHIFT] << SHIFT) + (point & ((1 << SHIFT) - 1))] * OLD_SIZE;
  }
  /** Whether 3.2.0 knew a character. */
  isOld(point: number): boolean {
    return this.oldRecords[this.oldAt(point)] !== this.unassigned;
  }
  category(point: number, old: boolean): string {
    return db.CATEGORIES[old ? this.oldRecords[this.oldAt(point) + CATEGORY] : this.records[this.at(point) + CATEGORY]];
  }
  bidirectional(point: number, old: boolean): string {
    return db.BIDIRECTIONAL[old ? this.oldRecords[this.oldAt(point) + BIDIRECTIONAL] : this.records[this.at(point) + BIDIRECTIONAL]];
  }
  /** The canonical combining class; that of now, whatever the version. */
  combining(point: number): number {
    return this.records[this.at(point) + COMBINING];
  }
  mirrored(point: number, old: boolean): number {
    return old ? this.oldRecords[this.oldAt(point) + OLD_MIRRORED] : this.records[this.at(point) + MIRRORED];
  }
  width(point: number, old: boolean): string {
    return db.WIDTHS[old ? this.oldRecords[this.oldAt(point) + OLD_WIDTH] : this.records[this.at(point) + WIDTH]];
  }
  /** Whether a character may be in a normal form: 0 yes, 1 perhaps, 2 no. */
  quickCheck(point: number, form: number): number {
    return (this.records[this.at(point) + QUICK_CHECK] >> form) & 3;
  }
  /** What 3.2.0 had for a decimal digit where it differs; undefined otherwise. */
  oldDecimal(point: number): number | undefined {
    return this.oldDecimals.get(point);
  }
  /** The number that a character stands for; undefined when for none. */
  numeric(point: number, old: boolean): number | undefined {
    if (!old) return this.numerics.get(point);
    if (!this.isOld(point)) return undefined;
    return this.oldNumerics.get(point) ?? this.numerics.get(point);
  }
}
const memo: {table: CharacterTable | null} = {table: null};
/** The tables, unpacked at the first use: a constant in two forms. */
export const characterTable = (): CharacterTable => (memo.table ??= new CharacterTable());
