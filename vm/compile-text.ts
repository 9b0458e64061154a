/** Operations on the text and the representation of compile-time constants, as the compiler needs them before any str object exists. */
import {textAt, textOfPoints, textPoints} from '../runtime/text';
import type {PyConst, PyText} from './constants';

const HAS_ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;

/** The PyText of an identifier: names are ordinary JS strings, in which a surrogate pair is one character. */
export function textOfName(name: string): PyText {
  if (!HAS_ASTRAL.test(name)) return name;
  const points: number[] = [];
  for (const character of name) points.push(character.codePointAt(0)!);
  return Uint32Array.from(points);
}

/** A constant str of an identifier. */
export const constOfName = (name: string): PyConst => ({kind: 'str', value: textOfName(name)});

/** A JS string that is different for different texts; not a display of the text. */
export const textKey = (text: PyText): string => (typeof text === 'string' ? text : `\u0000${Array.from(text).join(',')}`);

/** Orders names by code points, as Python sorts str; JS sorts by UTF-16 units. */
export function compareNames(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    let a = left.charCodeAt(i);
    let b = right.charCodeAt(i);
    if (a === b) continue;
    if (a >= 0xd800 && b >= 0xd800) {
      a = a >= 0xe000 ? a - 0x800 : a + 0x2000;
      b = b >= 0xe000 ? b - 0x800 : b + 0x2000;
    }
    return a - b;
  }
  return left.length - right.length;
}

/** Accumulates text whose pieces may be wide. */
export class TextWriter {
  private narrow = '';
  private done: PyText[] = [];
  /** Adds characters below U+10000. */
  add(text: string): void { this.narrow += text; }
  /** Adds any text. */
  addText(text: PyText): void {
    if (typeof text === 'string') { this.narrow += text; return; }
    if (this.narrow !== '') this.done.push(this.narrow);
    this.narrow = '';
    this.done.push(text);
  }
  /** Everything added so far. */
  finish(): PyText {
    if (this.done.length === 0) return this.narrow;
    let length = this.narrow.length;
    for (const part of this.done) length += part.length;
    const points = new Uint32Array(length);
    let at = 0;
    for (const part of [...this.done, this.narrow]) { points.set(textPoints(part), at); at += part.length; }
    return textOfPoints(points);
  }
}

const NOT_PRINTABLE = /[\p{C}\p{Z}]/u;
/** Whether `repr` shows the character as it is. CPython: Objects/unicodectype.c _PyUnicode_IsPrintable() */
function isPrintable(point: number): boolean {
  if (point < 0x7f) return point >= 0x20;
  if (point >= 0x2ebf0 && point <= 0x2ee5d) return true; // Unicode 15.1, which not every JS engine knows yet.
  return !NOT_PRINTABLE.test(String.fromCodePoint(point));
}

const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');

/** repr() of a str. CPython: Objects/unicodeobject.c unicode_repr() */
export function reprText(text: PyText): PyText {
  let hasSingle = false;
  let hasDouble = false;
  for (let i = 0; i < text.length; i++) {
    const point = textAt(text, i);
    if (point === 0x27) hasSingle = true;
    else if (point === 0x22) hasDouble = true;
  }
  const quote = hasSingle && !hasDouble ? '"' : "'";
  const points: number[] = [];
  const add = (piece: string): void => { for (let i = 0; i < piece.length; i++) points.push(piece.charCodeAt(i)); };
  add(quote);
  for (let i = 0; i < text.length; i++) {
    const point = textAt(text, i);
    if (point === 0x5c || point === quote.charCodeAt(0)) points.push(0x5c, point);
    else if (point === 9) add('\\t');
    else if (point === 10) add('\\n');
    else if (point === 13) add('\\r');
    else if (isPrintable(point)) points.push(point);
    else if (point <= 0xff) add(`\\x${hex(point, 2)}`);
    else if (point <= 0xffff) add(`\\u${hex(point, 4)}`);
    else add(`\\U${hex(point, 8)}`);
  }
  add(quote);
  return textOfPoints(points);
}

/** repr() of bytes. CPython: Objects/bytesobject.c PyBytes_Repr() */
export function reprBytes(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  let out = `b${quote}`;
  for (const byte of bytes) {
    if (byte === 0x5c || byte === quote.charCodeAt(0)) out += `\\${String.fromCharCode(byte)}`;
    else if (byte === 9) out += '\\t';
    else if (byte === 10) out += '\\n';
    else if (byte === 13) out += '\\r';
    else if (byte < 0x20 || byte >= 0x7f) out += `\\x${hex(byte, 2)}`;
    else out += String.fromCharCode(byte);
  }
  return out + quote;
}

/** The shortest digits of a double laid out as `format(value, 'r')` does, without the '.0' that repr() of a float adds. */
function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa, exponentText] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 16) {
    if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
    if (digits.length <= exponent + 1) return sign + digits + '0'.repeat(exponent + 1 - digits.length);
    return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
  }
  const tail = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${sign}${digits[0]}${tail}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** repr() of a float. CPython: Objects/floatobject.c float_repr() */
export function reprFloat(value: number): string {
  const text = formatDouble(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** repr() of a complex. CPython: Objects/complexobject.c complex_repr() */
export function reprComplex(real: number, imag: number): string {
  if (real === 0 && !Object.is(real, -0)) return `${formatDouble(imag)}j`;
  const imagText = formatDouble(imag);
  return `(${formatDouble(real)}${imagText.startsWith('-') ? '' : '+'}${imagText}j)`;
}

/** repr() of a constant. */
export function reprConst(value: PyConst): PyText {
  switch (value.kind) {
    case 'None': case 'True': case 'False': case 'Ellipsis': return value.kind;
    case 'int': return value.value.toString();
    case 'float': return reprFloat(value.value);
    case 'complex': return reprComplex(value.real, value.imag);
    case 'str': return reprText(value.value);
    case 'bytes': return reprBytes(value.value);
    case 'tuple': return reprItems('(', value.items, value.items.length === 1 ? ',)' : ')');
    case 'frozenset': return value.items.length === 0 ? 'frozenset()' : reprItems('frozenset({', value.items, '})');
    case 'slice': return reprItems('slice(', [value.start, value.stop, value.step], ')');
    case 'object': return `<object at 0x${(value.object * 4).toString(16)}>`;
    case 'code': return `<code object ${value.value.co_name}, file "${value.value.co_filename}", line ${value.value.co_firstlineno}>`;
  }
}

function reprItems(open: string, items: readonly PyConst[], close: string): PyText {
  const writer = new TextWriter();
  writer.add(open);
  for (let i = 0; i < items.length; i++) {
    if (i > 0) writer.add(', ');
    writer.addText(reprConst(items[i]));
  }
  writer.add(close);
  return writer.finish();
}
