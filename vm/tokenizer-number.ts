/** The slow reading of a number that is followed by a letter or begins with a zero: it finds what is wrong with it. CPython: Parser/lexer/lexer.c tok_get_normal_mode() */

/** What became of the literal: where it ends, and either an error (with the columns it marks) or a warning, or neither. */
export interface NumberCheck {
  end: number;
  error: string | null;
  /** The offset just after the last character the tokenizer had read: the error points before it. */
  cursor: number;
  /** For the one error that marks a range: its first and last offset, else -1. */
  rangeStart: number;
  rangeEnd: number;
  warning: string | null;
  warningCursor: number;
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isHexDigit = (c: number): boolean => isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);
const isWordChar = (c: number): boolean => isDigit(c) || (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c >= 128;
/** Keywords that may touch a number, by their first letter. */
const AFTER_NUMBER: Readonly<Record<string, string>> = {a: 'and', e: 'else', f: 'for', o: 'or', n: 'not'};

/** Reads the number at `start`. `liberal` is the mode of tokenize, which complains of nothing here that it can pass on. */
export function checkNumber(text: string, start: number, liberal: boolean): NumberCheck {
  const result: NumberCheck = {end: start, error: null, cursor: start, rangeStart: -1, rangeEnd: -1, warning: null, warningCursor: start};
  const at = (i: number): number => i < text.length ? text.charCodeAt(i) : -1;
  const fail = (message: string, cursor: number): NumberCheck => { result.error = message; result.cursor = cursor; result.end = cursor; return result; };
  const finish = (end: number, kind: string): NumberCheck => {
    result.end = end;
    if (liberal) return result;
    const c = at(end);
    if (c < 0) return result;
    const letter = text[end];
    let allowed = false;
    const word = AFTER_NUMBER[letter];
    if (word !== undefined) allowed = text.startsWith(word, end) && !isWordChar(at(end + word.length));
    else if (letter === 'i') { const next = text[end + 1]; allowed = next === 'f' || next === 'n' || next === 's'; }
    if (allowed) { result.warning = `invalid ${kind} literal`; result.warningCursor = end; } else if (c < 128 && isWordChar(c)) return fail(`invalid ${kind} literal`, end);
    return result;
  };
  /** Digits in groups joined by single underscores, from i; -1 after setting the error. */
  const decimalTail = (i: number): number => {
    for (;;) {
      while (isDigit(at(i))) i++;
      if (at(i) !== 95) return i;
      i++;
      if (!isDigit(at(i))) { fail('invalid decimal literal', i); return -1; }
    }
  };
  const radix = (i: number, kind: string, accepts: (c: number) => boolean): NumberCheck => {
    do {
      if (at(i) === 95) i++;
      if (!accepts(at(i))) {
        if (kind !== 'hexadecimal' && isDigit(at(i))) return fail(`invalid digit '${text[i]}' in ${kind} literal`, i + 1);
        return fail(`invalid ${kind} literal`, i);
      }
      while (accepts(at(i))) i++;
    } while (at(i) === 95);
    if (kind !== 'hexadecimal' && isDigit(at(i))) return fail(`invalid digit '${text[i]}' in ${kind} literal`, i + 1);
    return finish(i, kind);
  };
  const exponentAndSuffix = (i: number): NumberCheck => {
    if (at(i) === 101 || at(i) === 69) {
      let j = i + 1;
      if (at(j) === 43 || at(j) === 45) {
        j++;
        if (!isDigit(at(j))) return fail('invalid decimal literal', j);
      } else if (!isDigit(at(j))) return finish(i, 'decimal');
      i = decimalTail(j);
      if (i < 0) return result;
    }
    if (at(i) === 106 || at(i) === 74) return finish(i + 1, 'imaginary');
    return finish(i, 'decimal');
  };
  const fraction = (i: number): NumberCheck => {
    if (isDigit(at(i))) { i = decimalTail(i); if (i < 0) return result; }
    return exponentAndSuffix(i);
  };
  if (at(start) === 46) return fraction(start + 1);
  if (at(start) !== 48) {
    const i = decimalTail(start);
    if (i < 0) return result;
    return at(i) === 46 ? fraction(i + 1) : exponentAndSuffix(i);
  }
  switch (at(start + 1) | 32) {
    case 120: return radix(start + 2, 'hexadecimal', isHexDigit);
    case 111: return radix(start + 2, 'octal', c => c >= 48 && c < 56);
    case 98: return radix(start + 2, 'binary', c => c === 48 || c === 49);
    default: break;
  }
  let i = start + 1;
  for (;;) {
    if (at(i) === 95) { i++; if (!isDigit(at(i))) return fail('invalid decimal literal', i); }
    if (at(i) !== 48) break;
    i++;
  }
  const zerosEnd = i + 1;
  let nonzero = false;
  if (isDigit(at(i))) { nonzero = true; i = decimalTail(i); if (i < 0) return result; }
  const c = at(i);
  if (c === 46) return fraction(i + 1);
  if (c === 101 || c === 69 || c === 106 || c === 74) return exponentAndSuffix(i);
  if (nonzero && !liberal) {
    fail('leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers', i);
    result.rangeStart = start + 1;
    result.rangeEnd = zerosEnd;
    return result;
  }
  return finish(i, 'decimal');
}
