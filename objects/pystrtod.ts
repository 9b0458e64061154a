/** Doubles to text and back. CPython: Python/pystrtod.c, Python/dtoa.c */

export const Py_DTSF_SIGN = 1, Py_DTSF_ADD_DOT_0 = 2, Py_DTSF_ALT = 4, Py_DTSF_NO_NEG_0 = 8;

/** Decimal digits without trailing zeros; the value is 0.DIGITS * 10**decpt. */
export interface Digits { digits: string; decpt: number }

const SCRATCH = new DataView(new ArrayBuffer(8));
/** Mantissa and exponent of a finite positive double: the value is exactly mantissa * 2**exponent. */
export function decompose(x: number): {mantissa: bigint; exponent: number} {
  SCRATCH.setFloat64(0, x);
  const bits = SCRATCH.getBigUint64(0), biased = Number((bits >> 52n) & 2047n), fraction = bits & 0xfffffffffffffn;
  return biased === 0 ? {mantissa: fraction, exponent: -1074} : {mantissa: fraction | 0x10000000000000n, exponent: biased - 1075};
}
/** Whether the sign bit of a double is set, of a NaN's too. CPython: signbit() of C */
export function signbit(x: number): boolean {
  SCRATCH.setFloat64(0, x);
  return SCRATCH.getInt8(0) < 0;
}
/** The quiet NaN with a sign, which engines keep although no JS operation shows it. */
export function signedNaN(negative: boolean): number {
  if (!negative) return NaN;
  SCRATCH.setBigUint64(0, 0xfff8000000000000n);
  return SCRATCH.getFloat64(0);
}
function strip(digits: string): string {
  let end = digits.length;
  while (end > 1 && digits.charCodeAt(end - 1) === 48) end--;
  return digits.slice(0, end);
}
/** Reads what toExponential() prints. */
function ofExponential(text: string): Digits {
  const e = text.indexOf('e');
  const mantissa = text.slice(0, e);
  return {digits: strip(mantissa.length > 1 ? mantissa[0] + mantissa.slice(2) : mantissa), decpt: Number(text.slice(e + 1)) + 1};
}
/** Digits of x rounded half to even at a place: `places` digits after the point. By the exact value. */
function exactFixed(x: number, places: number): Digits {
  const {mantissa, exponent} = decompose(x);
  let numerator = mantissa, denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (places >= 0) numerator *= 10n ** BigInt(places);
  else denominator *= 10n ** BigInt(-places);
  let q = numerator / denominator;
  const twice = (numerator - q * denominator) * 2n;
  if (twice > denominator || (twice === denominator && (q & 1n) === 1n)) q++;
  if (q === 0n) return {digits: '', decpt: -places};
  const text = q.toString();
  return {digits: strip(text), decpt: text.length - places};
}
/**
 * Digits of a finite x > 0. Mode 0: the shortest that read back as x; 2: `n` significant digits; 3: `n` digits after the point.
 * Rounded half to even by the exact value; no trailing zeros; no digits at all when mode 3 rounds to zero. CPython: Python/dtoa.c _Py_dg_dtoa()
 */
export function _Py_dg_dtoa(x: number, mode: number, n: number): Digits {
  if (mode === 0) return ofExponential(x.toExponential());
  if (mode === 2) {
    if (n < 1) n = 1;
    if (n <= 100) {
      const text = x.toExponential(n - 1);
      // JS rounds ties up: look whether this may be one
      if (n === 100 || !mayBeTie(x, x.toExponential(n))) return ofExponential(text);
    }
    // a double has at most 767 significant digits
    if (n > 800) n = 800;
    const {decpt} = ofExponential(x.toExponential(20));
    return exactFixed(x, n - decpt);
  }
  if (n >= 0 && n < 100 && x < 1e21) {
    const next = x.toFixed(n + 1);
    if (!mayBeTie(x, next)) return ofFixed(x.toFixed(n), n);
  }
  return exactFixed(x, n > 1100 ? 1100 : n);
}
/** Whether a text with one digit more ends in 5 and stands for x as far as a double tells. */
function mayBeTie(x: number, text: string): boolean {
  const e = text.indexOf('e'), last = text.charCodeAt((e < 0 ? text.length : e) - 1);
  return last === 53 && Number(text) === x;
}
function ofFixed(text: string, places: number): Digits {
  let digits = places === 0 ? text : text.slice(0, -places - 1) + text.slice(-places);
  const decpt = digits.length - places;
  let lead = 0;
  while (lead < digits.length && digits.charCodeAt(lead) === 48) lead++;
  if (lead === digits.length) return {digits: '', decpt: -places};
  digits = digits.slice(lead);
  return {digits: strip(digits), decpt: decpt - lead};
}

/**
 * The text of a double: code 'e', 'f', 'g' (upper case for upper-case text) with a precision, or 'r' for the shortest that reads back.
 * CPython: PyOS_double_to_string(), format_float_short()
 */
export function PyOS_double_to_string(value: number, code: string, precision: number, flags: number): string {
  const upper = code === 'E' || code === 'F' || code === 'G';
  if (upper) code = code.toLowerCase();
  let negative = value < 0 || Object.is(value, -0);
  const sign = (): string => (negative ? '-' : (flags & Py_DTSF_SIGN) !== 0 ? '+' : '');
  if (value !== value) return (flags & Py_DTSF_SIGN) !== 0 ? (upper ? '+NAN' : '+nan') : upper ? 'NAN' : 'nan';
  if (value === Infinity || value === -Infinity) return sign() + (upper ? 'INF' : 'inf');
  let mode = 0;
  if (code === 'e') {
    mode = 2;
    precision++;
  } else if (code === 'f') mode = 3;
  else if (code === 'g') {
    mode = 2;
    if (precision === 0) precision = 1;
  }
  let digits = '0', decpt = 1;
  if (value !== 0) {
    const found = _Py_dg_dtoa(Math.abs(value), mode, precision);
    digits = found.digits;
    decpt = found.decpt;
  }
  if (negative && (flags & Py_DTSF_NO_NEG_0) !== 0 && (digits === '' || digits === '0')) negative = false;
  const addDot0 = (flags & Py_DTSF_ADD_DOT_0) !== 0, alternate = (flags & Py_DTSF_ALT) !== 0;
  let end = digits.length, useExponent = false, exponent = 0;
  if (code === 'e') {
    useExponent = true;
    end = precision;
  } else if (code === 'f') end = decpt + precision;
  else if (code === 'g') {
    if (decpt <= -4 || decpt > precision - (addDot0 ? 1 : 0)) useExponent = true;
    if (alternate) end = precision;
  } else if (decpt <= -4 || decpt > 16) useExponent = true;
  if (useExponent) {
    exponent = decpt - 1;
    decpt = 1;
  }
  end = Math.max(end, !useExponent && addDot0 ? decpt + 1 : decpt);
  let out = sign();
  if (decpt <= 0) out += '0.' + '0'.repeat(-decpt) + digits + '0'.repeat(end - digits.length);
  else if (decpt <= digits.length) out += digits.slice(0, decpt) + '.' + digits.slice(decpt) + '0'.repeat(end - digits.length);
  else out += digits + '0'.repeat(decpt - digits.length) + '.' + '0'.repeat(end - decpt);
  if (!alternate && out.charCodeAt(out.length - 1) === 46) out = out.slice(0, -1);
  if (useExponent) {
    const size = Math.abs(exponent);
    out += (upper ? 'E' : 'e') + (exponent < 0 ? '-' : '+') + (size < 10 ? '0' : '') + size;
  }
  return out;
}
/** repr(float). */
export function floatReprText(value: number): string {
  return PyOS_double_to_string(value, 'r', 0, Py_DTSF_ADD_DOT_0);
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|(nan))/i;
/** A number at the start of a text and how many characters it takes; 0 characters when there is none. CPython: PyOS_string_to_double() */
export function parseDouble(text: string): {value: number; length: number} {
  const number = NUMBER.exec(text);
  if (number !== null) return {value: Number(number[0]), length: number[0].length};
  const special = SPECIAL.exec(text);
  if (special === null) return {value: -1, length: 0};
  const negative = special[1] === '-', value = special[2] === undefined ? signedNaN(negative) : negative ? -Infinity : Infinity;
  return {value, length: special[0].length};
}
/** The whole of a text as a double, null when it is something else. */
export function parseWholeDouble(text: string): number | null {
  const {value, length} = parseDouble(text);
  return length !== 0 && length === text.length ? value : null;
}
/** The text without the underscores between digits; null when one is elsewhere. CPython: Python/pystrtod.c _Py_string_to_number_with_underscores() */
export function withoutUnderscores(text: string): string | null {
  if (text.indexOf('_') < 0) return text;
  let out = '', previous = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i), isDigit = c >= 48 && c <= 57;
    if (c === 95) {
      if (previous < 48 || previous > 57) return null;
    } else {
      out += text[i];
      if (previous === 95 && !isDigit) return null;
    }
    previous = c;
  }
  return previous === 95 ? null : out;
}
