/**
 * What is searched, and what is asked of its characters one at a time: items, boundaries, how often an item fits.
 * CPython: Modules/_sre/sre_lib.h SRE(at), SRE(count)
 */
import {OP, char_loc_ignore, charset, charset_loc_ignore, isUnicodeWord, isWord, sre_category, sre_lower_ascii, sre_lower_unicode} from './_sre-chars';

/** What is searched: the text of a str (a JS string or code points), or bytes. */
export type Subject = string | Uint32Array | Uint8Array;

/** The code of a pattern and the text it is held against. */
export class SreSubject {
  start: number;
  readonly end: number;
  protected readonly s: string;
  protected readonly a: Uint32Array | Uint8Array | null;

  constructor(protected readonly code: Int32Array, subject: Subject, start: number, end: number) {
    this.s = typeof subject === 'string' ? subject : '';
    this.a = typeof subject === 'string' ? null : subject;
    this.start = start;
    this.end = end;
  }
  protected ch(i: number): number {
    return this.a === null ? this.s.charCodeAt(i) : this.a[i];
  }
  /** CPython: SRE(at) */
  protected at(ptr: number, where: number): boolean {
    switch (where) {
      case 0: case 2: return ptr === 0;
      case 1: return ptr === 0 || this.ch(ptr - 1) === 10;
      case 5: return ptr === this.end || (ptr === this.end - 1 && this.ch(ptr) === 10);
      case 6: return ptr === this.end || this.ch(ptr) === 10;
      case 7: return ptr === this.end;
      case 3: case 8: return this.end !== 0 && this.wordAt(ptr - 1, false) !== this.wordAt(ptr, false);
      case 4: case 9: return this.end !== 0 && this.wordAt(ptr - 1, false) === this.wordAt(ptr, false);
      case 10: return this.end !== 0 && this.wordAt(ptr - 1, true) !== this.wordAt(ptr, true);
      case 11: return this.end !== 0 && this.wordAt(ptr - 1, true) === this.wordAt(ptr, true);
      default: return false;
    }
  }
  private wordAt(i: number, unicode: boolean): boolean {
    if (i < 0 || i >= this.end) return false;
    return unicode ? isUnicodeWord(this.ch(i)) : isWord(this.ch(i));
  }
  /** Whether one character matches a one-character item at `pc`. */
  protected item(pc: number, c: number): boolean {
    const code = this.code;
    switch (code[pc]) {
      case OP.IN: return charset(code, pc + 2, c);
      case OP.ANY: return c !== 10;
      case OP.ANY_ALL: return true;
      case OP.LITERAL: return c === code[pc + 1];
      case OP.NOT_LITERAL: return c !== code[pc + 1];
      case OP.CATEGORY: return sre_category(code[pc + 1], c);
      case OP.LITERAL_IGNORE: return sre_lower_ascii(c) === code[pc + 1];
      case OP.NOT_LITERAL_IGNORE: return sre_lower_ascii(c) !== code[pc + 1];
      case OP.LITERAL_UNI_IGNORE: return sre_lower_unicode(c) === code[pc + 1];
      case OP.NOT_LITERAL_UNI_IGNORE: return sre_lower_unicode(c) !== code[pc + 1];
      case OP.LITERAL_LOC_IGNORE: return char_loc_ignore(code[pc + 1], c);
      case OP.NOT_LITERAL_LOC_IGNORE: return !char_loc_ignore(code[pc + 1], c);
      case OP.IN_IGNORE: return charset(code, pc + 2, sre_lower_ascii(c));
      case OP.IN_UNI_IGNORE: return charset(code, pc + 2, sre_lower_unicode(c));
      case OP.IN_LOC_IGNORE: return charset_loc_ignore(code, pc + 2, c);
      default: return false;
    }
  }
  /** How often an item matches from `ptr` on, at most `max` times (negative: without limit). CPython: SRE(count) */
  protected count(pc: number, ptr: number, max: number): number {
    const code = this.code, last = max >= 0 && max < this.end - ptr ? ptr + max : this.end;
    let i = ptr;
    switch (code[pc]) {
      case OP.ANY_ALL: return last - ptr;
      case OP.ANY:
        if (this.a === null) {
          const at = this.s.indexOf('\n', i);
          return (at < 0 || at > last ? last : at) - ptr;
        }
        while (i < last && this.a[i] !== 10) i++;
        break;
      case OP.LITERAL: {
        const wanted = code[pc + 1];
        while (i < last && this.ch(i) === wanted) i++;
        break;
      }
      case OP.NOT_LITERAL: {
        const refused = code[pc + 1];
        while (i < last && this.ch(i) !== refused) i++;
        break;
      }
      case OP.IN: {
        // a set that is one bitmap is tested in place
        if (code[pc + 2] === OP.CHARSET && code[pc + 11] === OP.FAILURE) {
          const bits = pc + 3;
          for (; i < last; i++) {
            const c = this.ch(i);
            if (c > 255 || (code[bits + (c >> 5)] & (1 << (c & 31))) === 0) break;
          }
        } else while (i < last && charset(code, pc + 2, this.ch(i))) i++;
        break;
      }
      default:
        while (i < last && this.item(pc, this.ch(i))) i++;
        break;
    }
    return i - ptr;
  }
}
