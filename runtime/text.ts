/**
 * Text as plain data: what a str object has for its payload, and the operations on it that need no heap.
 * One unit of a PyText is one character (code point), whichever form it has.
 */
import {twoWayFind} from './fastsearch';

/**
 * A JS string when every character is below U+10000 (lone surrogates included, never joined to pairs), else the code points:
 * a JS string could not tell U+10000 from U+D800 U+DC00.
 */
export type PyText = string | Uint32Array;

/** Longest text a JS string can hold; longer ones are a MemoryError. */
export const MAX_TEXT_LENGTH = 0x1fffffe8;

/** The greatest of 127, 255, 0xffff, 0x10ffff classes that the characters of a text need. */
export function textMaxchar(text: PyText): number {
  if (typeof text !== 'string') return 0x10ffff;
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits |= text.charCodeAt(i);
  return bits < 128 ? 127 : bits < 256 ? 255 : 0xffff;
}

/** The code point at an index within the text. */
export function textAt(text: PyText, index: number): number {
  return typeof text === 'string' ? text.charCodeAt(index) : text[index];
}

/** The text of an ordinary JS string, in which surrogate pairs are one character. */
export function textOfJS(js: string): PyText {
  for (let i = 0; i + 1 < js.length; i++) {
    if ((js.charCodeAt(i) & 0xfc00) === 0xd800 && (js.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      const points = new Uint32Array(js.length);
      let n = 0;
      for (let k = 0; k < js.length; k++) {
        const point = js.codePointAt(k)!;
        if (point > 0xffff) k++;
        points[n++] = point;
      }
      return points.slice(0, n);
    }
  }
  return js;
}

/** An ordinary JS string for a text, to show or to pass to the host. */
export function textToJS(text: PyText): string {
  if (typeof text === 'string') return text;
  let out = '';
  for (let i = 0; i < text.length; i++) out += String.fromCodePoint(text[i]);
  return out;
}

/** A JS string of code points that are all below U+10000. */
function narrow(points: ArrayLike<number>, start: number, end: number): string {
  let out = '';
  for (let i = start; i < end; i += 4096) {
    const stop = i + 4096 < end ? i + 4096 : end;
    if (points instanceof Uint32Array) out += String.fromCharCode.apply(null, points.subarray(i, stop) as unknown as number[]);
    else for (let k = i; k < stop; k++) out += String.fromCharCode(points[k]);
  }
  return out;
}

/** Text of the code points from `start` up to `end`; keeps a reference to the array when they are wide and it is a Uint32Array. */
export function textOfPoints(points: ArrayLike<number>, start = 0, end = points.length): PyText {
  for (let i = start; i < end; i++) {
    if (points[i] > 0xffff) {
      if (points instanceof Uint32Array) return start === 0 && end === points.length ? points : points.subarray(start, end);
      const wide = new Uint32Array(end - start);
      for (let k = start; k < end; k++) wide[k - start] = points[k];
      return wide;
    }
  }
  return narrow(points, start, end);
}

/** The text of bytes [start, end), one character each. */
export function latin1Text(data: Uint8Array, start: number, end: number): string {
  let out = '', i = start;
  if (end - start < 96) {
    // short ones without a view and a row of arguments
    for (; i + 8 <= end; i += 8) out += String.fromCharCode(data[i], data[i + 1], data[i + 2], data[i + 3], data[i + 4], data[i + 5], data[i + 6], data[i + 7]);
    for (; i + 4 <= end; i += 4) out += String.fromCharCode(data[i], data[i + 1], data[i + 2], data[i + 3]);
    for (; i < end; i++) out += String.fromCharCode(data[i]);
    return out;
  }
  for (; i < end; i += 8192) out += String.fromCharCode.apply(null, data.subarray(i, Math.min(end, i + 8192)) as unknown as number[]);
  return out;
}

/** The code points of a text: its own array when it is wide already. */
export function textPoints(text: PyText): Uint32Array {
  if (typeof text !== 'string') return text;
  const points = new Uint32Array(text.length);
  for (let i = 0; i < text.length; i++) points[i] = text.charCodeAt(i);
  return points;
}

/** The characters from `start` up to `end`. */
export function textSlice(text: PyText, start: number, end: number): PyText {
  return typeof text === 'string' ? text.substring(start, end) : textOfPoints(text, start, end);
}

/** One character as text. */
export function textOfChar(point: number): PyText {
  return point > 0xffff ? Uint32Array.of(point) : String.fromCharCode(point);
}

/** Both texts, one after the other. */
export function textConcat(left: PyText, right: PyText): PyText {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  const points = new Uint32Array(left.length + right.length);
  copyPoints(left, points, 0);
  copyPoints(right, points, left.length);
  return points;
}
/** Writes the characters of a text into an array. */
export function copyPoints(text: PyText, to: Uint32Array, at: number): void {
  if (typeof text !== 'string') to.set(text, at);
  else for (let i = 0; i < text.length; i++) to[at + i] = text.charCodeAt(i);
}
/** Texts one after the other with `separator` between them. */
export function textJoin(parts: readonly PyText[], separator: PyText = ''): PyText {
  let wide = typeof separator !== 'string' && parts.length > 1, length = parts.length > 1 ? separator.length * (parts.length - 1) : 0;
  for (let i = 0; i < parts.length; i++) {
    if (typeof parts[i] !== 'string') wide = true;
    length += parts[i].length;
  }
  if (!wide) {
    if (parts.length > 12) return (parts as readonly string[]).join(separator as string);
    let text = parts.length > 0 ? (parts[0] as string) : '';
    for (let i = 1; i < parts.length; i++) text = separator === '' ? text + (parts[i] as string) : text + (separator as string) + (parts[i] as string);
    return text;
  }
  const points = new Uint32Array(length);
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    if (i > 0) {
      copyPoints(separator, points, at);
      at += separator.length;
    }
    copyPoints(parts[i], points, at);
    at += parts[i].length;
  }
  return points;
}
/** The text `count` times. */
export function textRepeat(text: PyText, count: number): PyText {
  if (typeof text === 'string') return text.repeat(count);
  if (count <= 0) return '';
  const points = new Uint32Array(text.length * count);
  for (let i = 0; i < count; i++) points.set(text, i * text.length);
  return points;
}

/** Whether two texts have the same characters. */
export function textEquals(left: PyText, right: PyText): boolean {
  if (typeof left === 'string' || typeof right === 'string') return left === right;
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}
/** Order by code points: negative, 0 or positive. */
export function textCompare(left: PyText, right: PyText): number {
  if (typeof left === 'string' && typeof right === 'string') return left === right ? 0 : left < right ? -1 : 1;
  const n = left.length < right.length ? left.length : right.length;
  for (let i = 0; i < n; i++) {
    const a = textAt(left, i), b = textAt(right, i);
    if (a !== b) return a < b ? -1 : 1;
  }
  return left.length - right.length;
}
/** Whether `part` stands in `text` at `at`; false when it does not fit. */
export function textHasAt(text: PyText, part: PyText, at: number): boolean {
  if (at < 0 || at + part.length > text.length) return false;
  if (typeof text === 'string') return typeof part === 'string' && text.startsWith(part, at);
  for (let i = 0; i < part.length; i++) if (text[at + i] !== textAt(part, i)) return false;
  return true;
}

/** From this length of a part, and this product of the lengths, the host's search may take too long: its worst case is the product. */
const LONG_PART = 1000, LONG_SEARCH = 1e7;
/** The units of a JS string. */
function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  return units;
}
/** Index of the first `part` within [start, end) of a text, or -1. An empty part is found at `start`. */
export function textFind(text: PyText, part: PyText, start: number, end: number): number {
  const n = part.length;
  if (start + n > end) return -1;
  if (typeof text === 'string') {
    if (typeof part !== 'string') return -1;
    if (n >= LONG_PART && (end - start - n) * n > LONG_SEARCH) return twoWayFind(unitsOf(text), start, end, unitsOf(part), 0, n);
    if (end === text.length) return text.indexOf(part, start);
    const at = text.substring(start, end).indexOf(part);
    return at < 0 ? -1 : at + start;
  }
  if (n === 0) return start;
  const wanted = typeof part === 'string' ? textPoints(part) : part, first = wanted[0], last = end - n;
  let compared = 0;
  for (let at = text.indexOf(first, start); at >= 0 && at <= last; at = text.indexOf(first, at + 1)) {
    let i = 1;
    while (i < n && text[at + i] === wanted[i]) i++;
    if (i === n) return at;
    compared += i - 1;
    if (compared > LONG_PART + 4 * (at - start) && compared > n) return twoWayFind(text, at + 1, end, wanted, 0, n);
  }
  return -1;
}
/** Index of the last `part` that lies within [start, end), or -1. An empty part is found at `end`. */
export function textRFind(text: PyText, part: PyText, start: number, end: number): number {
  const n = part.length;
  if (start + n > end) return -1;
  if (typeof text === 'string') {
    if (typeof part !== 'string') return -1;
    const at = text.lastIndexOf(part, end - n);
    return at < start ? -1 : at;
  }
  for (let at = end - n; at >= start; at--) if (textHasAt(text, part, at)) return at;
  return -1;
}
/** So many finds, with fewer than as many characters between two of them, and a loop is faster. */
const FREQUENT = 16;
/** How often a unit stands in [start, end). */
function countUnit(text: string, unit: number, start: number, end: number): number {
  let n = 0;
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === unit) n++;
  return n;
}
/** How often `part` occurs in [start, end) without overlapping, at most `limit` times; an empty part between all characters. */
export function textCount(text: PyText, part: PyText, start: number, end: number, limit = Infinity): number {
  if (start > end) return 0;
  if (part.length === 0) return end - start + 1 < limit ? end - start + 1 : limit;
  let n = 0;
  for (let at = textFind(text, part, start, end); at >= 0 && n < limit; at = textFind(text, part, at + part.length, end)) {
    n++;
    // a character that stands everywhere is counted in one go
    if (n === FREQUENT && part.length === 1 && limit === Infinity && typeof text === 'string' && at - start < FREQUENT * FREQUENT) return n + countUnit(text, (part as string).charCodeAt(0), at + 1, end);
  }
  return n;
}
