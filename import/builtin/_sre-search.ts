/** Looking for a pattern in a text: where a match may begin is found by its literal beginning or its first set. CPython: Modules/_sre/sre_lib.h SRE(search) */
import {OP, charset} from './_sre-chars';
import {SreMatcher} from './_sre-match';

/** One search: subject, bounds, marks. CPython: SRE_STATE */
export class SreState extends SreMatcher {
  /** The literal that every match begins with, made by the first look for it. */
  private prefixText: string | null = null;

  /** Looks for the first match from `this.start` on, which becomes its beginning: as match(). CPython: SRE(search) */
  search(pattern: number): number {
    const code = this.code, end = this.end;
    let ptr = this.start, last = end, status = 0;
    if (ptr > end) return 0;
    let flags = 0, prefix = 0, prefixLength = 0, prefixSkip = 0, set = 0;
    if (code[pattern] === OP.INFO) {
      flags = code[pattern + 2];
      const min = code[pattern + 3];
      if (min !== 0 && (min < 0 || end - ptr < min)) return 0;
      // the beginning of a match leaves room for the shortest one
      if (min > 1) last = Math.max(ptr, end - (min - 1));
      if ((flags & 1) !== 0) {
        prefixLength = code[pattern + 5];
        prefixSkip = code[pattern + 6];
        prefix = pattern + 7;
      } else if ((flags & 4) !== 0) set = pattern + 5;
      pattern += 1 + code[pattern + 1];
    }
    if (prefixLength > 0) {
      this.must_advance = false;
      for (;;) {
        ptr = this.findPrefix(prefix, prefixLength, ptr);
        if (ptr < 0) return 0;
        this.start = ptr;
        this.ptr = ptr + prefixSkip;
        if ((flags & 2) !== 0) return 1;
        status = this.match(pattern + 2 * prefixSkip, false);
        if (status !== 0) return status;
        ptr++;
        this.lastmark = this.lastindex = -1;
      }
    }
    if (set !== 0) {
      this.must_advance = false;
      for (;;) {
        while (ptr < end && !charset(code, set, this.ch(ptr))) ptr++;
        if (ptr >= end) return 0;
        this.start = this.ptr = ptr;
        status = this.match(pattern, false);
        if (status !== 0) return status;
        ptr++;
        this.lastmark = this.lastindex = -1;
      }
    }
    this.start = this.ptr = ptr;
    status = this.match(pattern, true);
    this.must_advance = false;
    if (status === 0 && code[pattern] === OP.AT && (code[pattern + 1] === 0 || code[pattern + 1] === 2)) {
      this.start = this.ptr = last;
      return 0;
    }
    while (status === 0 && ptr < last) {
      ptr++;
      this.lastmark = this.lastindex = -1;
      this.start = this.ptr = ptr;
      status = this.match(pattern, false);
    }
    return status;
  }
  /** Where the literal of `length` characters in the code occurs from `ptr` on, -1 when nowhere. */
  private findPrefix(prefix: number, length: number, ptr: number): number {
    const code = this.code, last = this.end - length, first = code[prefix];
    if (this.a === null) {
      if (this.prefixText === null) {
        let text = '';
        for (let i = 0; i < length; i++) {
          if (code[prefix + i] > 0xffff) return -1;
          text += String.fromCharCode(code[prefix + i]);
        }
        this.prefixText = text;
      }
      const at = this.s.indexOf(this.prefixText, ptr);
      return at > last ? -1 : at;
    }
    for (let at = ptr; at <= last; at++) {
      if (this.a[at] !== first) continue;
      let i = 1;
      while (i < length && this.a[at + i] === code[prefix + i]) i++;
      if (i === length) return at;
    }
    return -1;
  }
}
