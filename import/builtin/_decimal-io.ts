/** Decimal numbers from and to text. CPython: Modules/_decimal/libmpdec/io.c */
import {qrescale} from './_decimal-arith';
import {
  EXP_INF, FINITE, INF, MAX_EMAX, MAX_PREC, MIN_ETINY, MPD_Conversion_syntax, MPD_Errors, MPD_Invalid_operation, MPD_Malloc_error, type Mpd, QNAN, SNAN, finalize, finite, seterror, special,
  type MpdContext, withPayload,
} from './_decimal-mpd';

const NUMBER = /^([+-]?)(?:(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?|(inf(?:inity)?)|(s?nan)(\d*))$/i;

/** The number that a text stands for; NaN and a condition when it is none. CPython: mpd_qset_string() */
export function fromString(text: string, ctx: MpdContext): Mpd {
  const m = NUMBER.exec(text);
  if (m === null) return seterror(ctx, MPD_Conversion_syntax);
  const sign = m[1] === '-' ? 1 : 0;
  if (m[5] !== undefined) return special(sign, INF);
  if (m[6] !== undefined) {
    const payload = m[7].replace(/^0+/, '');
    return payload.length > ctx.prec - ctx.clamp ? seterror(ctx, MPD_Conversion_syntax) : withPayload(sign, m[6].length === 4 ? SNAN : QNAN, BigInt(payload || '0'));
  }
  const fraction = m[3] ?? '', digits = m[2] + fraction;
  if (digits === '') return seterror(ctx, MPD_Conversion_syntax);
  let exp = -BigInt(fraction.length);
  if (m[4] !== undefined) {
    const given = m[4].replace(/^([+-]?)0+(?=\d)/, '$1'), huge = 9223372036854775807n;
    let value = given.length > 21 ? (given[0] === '-' ? -huge : huge) : BigInt(given);
    if (value > huge) value = huge;
    if (value < -huge) value = -huge;
    exp += value;
    if (exp > EXP_INF) exp = EXP_INF;
  }
  return finalize(finite(sign, BigInt(digits), exp), ctx);
}

// ---- to text ----

const SCI = 0, ENG = 1, FIXED = 2, EXPONENT = 3;
/** A text in one of the notations; dplace is where the point goes. CPython: _mpd_to_string() */
function toText(d: Mpd, notation: number, upper: boolean, plus = '', dplace = 1n): string {
  const sign = d.sign !== 0 ? '-' : plus;
  if (d.kind !== FINITE) return sign + (d.kind === INF ? 'Infinity' : (d.kind === SNAN ? 'sNaN' : 'NaN') + (d.digits > 0 ? d.coeff.toString() : ''));
  const digits = d.coeff.toString(), left = BigInt(digits.length) + d.exp;
  if (notation === FIXED || (notation !== EXPONENT && d.exp <= 0n && left > -6n)) dplace = left;
  else if (notation === ENG) {
    const mod = (n: bigint): bigint => ((n % 3n) + 3n) % 3n;
    dplace = d.coeff === 0n ? mod(d.exp + 2n) - 1n : dplace + mod(left - 1n);
  }
  const place = Number(dplace);
  let text: string;
  if (place <= 0) text = `0.${'0'.repeat(-place)}${digits}`;
  else if (place >= digits.length) text = digits + '0'.repeat(place - digits.length);
  else text = `${digits.slice(0, place)}.${digits.slice(place)}`;
  if (left !== dplace || notation === EXPONENT) {
    const exp = left - dplace;
    text += `${upper ? 'E' : 'e'}${exp < 0n ? '' : '+'}${exp}`;
  }
  return sign + text;
}
/** CPython: mpd_to_sci() */
export function toSci(d: Mpd, capitals: boolean): string {
  return toText(d, SCI, capitals);
}
/** CPython: mpd_to_eng() */
export function toEng(d: Mpd, capitals: boolean): string {
  return toText(d, ENG, capitals);
}

// ---- formats ----

/** A format; `grouping` are sizes of groups. CPython: mpd_spec_t */
export interface FormatSpec { width: number; prec: number; type: string; align: string; fill: string; sign: string; dot: string; sep: string; grouping: readonly number[]; noNegativeZero: boolean; alternate: boolean }
const FORMAT = /^(?:([\s\S])?([<>=^]))?([+\- ])?(z)?(#)?(0)?([1-9]\d*)?(,)?(?:\.(\d+))?([eEfFgG%nN])?$/u;
const LIMIT = 9223372036854775807n;

/** Reads a format; null when it is none. What libmpdec leaves to _pydecimal, the options z and #, is done here too. CPython: mpd_parse_fmt_str() */
export function parseFormat(format: string, capitals: boolean): FormatSpec | null {
  const m = FORMAT.exec(format);
  if (m === null) return null;
  const aligned = m[2] !== undefined, zero = m[6] !== undefined;
  if ((aligned && zero) || BigInt(m[7] ?? 0) > LIMIT || BigInt(m[9] ?? 0) > LIMIT) return null;
  const spec: FormatSpec = {
    width: Number(m[7] ?? 0), prec: m[9] === undefined ? -1 : Number(m[9]), type: m[10] ?? (capitals ? 'G' : 'g'), align: zero ? 'z' : aligned ? m[2] : '>', fill: zero ? '0' : m[1] ?? ' ', sign: m[3] ?? '-',
    dot: '', sep: '', grouping: [], noNegativeZero: m[4] !== undefined, alternate: m[5] !== undefined,
  };
  if (m[8] !== undefined) Object.assign(spec, {dot: '.', sep: ',', grouping: [3, 3]});
  if (spec.type === 'n' || spec.type === 'N') {
    if (m[8] !== undefined) return null;
    spec.type = spec.type === 'n' ? 'g' : 'G';
    // the numeric locale is C
    spec.dot = '.';
  }
  return spec;
}
/** The digits of the integer part with separators, and zeros up to the width. CPython: _mpd_add_sep_dot() */
function group(digits: string, rest: string, signLength: number, spec: FormatSpec): string {
  const {sep, grouping} = spec;
  let out = rest, left = digits.length, g = 0, size = grouping.length > 0 ? grouping[0] : 0, consume = size, pad = false;
  for (;;) {
    if (size === 0 || size === 127 || consume > left) consume = left;
    left -= consume;
    out = (pad ? '0'.repeat(consume) : digits.slice(left, left + consume)) + out;
    if (left === 0) {
      if (spec.align !== 'z' || out.length + signLength >= spec.width) return out;
      left = spec.width - (out.length + signLength);
      consume = size - consume;
      pad = true;
      continue;
    }
    if (sep !== '') {
      if (pad && left > 1) left--;
      out = sep + out;
    }
    if (g + 1 < grouping.length) g++;
    size = grouping.length > 0 ? grouping[g] : 0;
    consume = size;
  }
}
/** A number of so many digits. CPython: _mpd_round() */
function roundDigits(d: Mpd, prec: number, ctx: MpdContext): Mpd {
  const rounded = rescaleForFormat(d, d.exp + BigInt(d.digits - prec), ctx, MIN_ETINY - MAX_PREC);
  return rounded.digits > prec ? rescaleForFormat(rounded, rounded.exp + 1n, ctx, MIN_ETINY - MAX_PREC) : rounded;
}
function rescaleForFormat(d: Mpd, exp: bigint, ctx: MpdContext, least: bigint): Mpd {
  return exp > MAX_EMAX + 1n || exp < least ? seterror(ctx, MPD_Invalid_operation) : qrescale(d, exp, ctx);
}
/** A number in a format; null when that is beyond limits, with MPD_Malloc_error in ctx.work when it is beyond memory. CPython: mpd_qformat_spec() */
export function formatNumber(given: Mpd, spec: FormatSpec, ctx: MpdContext): string | null {
  const upper = spec.type === 'G' || spec.type === 'E' || spec.type === 'F', type = spec.type.toLowerCase(), plus = spec.sign === '-' ? '' : spec.sign;
  if (BigInt(spec.width) > MAX_PREC || spec.prec > Number(MAX_PREC)) return null;
  let d = given, dplace = 1n, notation = SCI, {align, fill} = spec;
  const worker = ctx.worker();
  if (d.kind !== FINITE) {
    if (align === 'z') {
      align = '>';
      fill = ' ';
    }
  } else {
    if (type === '%') d = d.withExp(d.exp + 2n);
    notation = type === 'e' ? EXPONENT : type === 'g' ? SCI : FIXED;
    if (spec.prec >= 0) {
      if (notation === SCI) {
        const prec = spec.prec === 0 ? 1 : spec.prec;
        if (d.digits > prec) d = roundDigits(d, prec, worker);
      } else if (notation === FIXED) d = rescaleForFormat(d, BigInt(-spec.prec), worker, MIN_ETINY);
      else if (d.coeff === 0n) dplace = BigInt(1 - spec.prec);
      else d = roundDigits(d, spec.prec + 1, worker);
    }
    if (notation === FIXED && d.isZero && d.exp > 0n) d = rescaleForFormat(d, 0n, worker, MIN_ETINY);
    if ((worker.work & MPD_Errors) !== 0) {
      ctx.work |= worker.work & MPD_Malloc_error;
      return null;
    }
  }
  if (spec.noNegativeZero && d.isZero) d = d.withSign(0);
  let text = toText(d, notation, upper, plus, dplace);
  if (spec.alternate && d.kind === FINITE && !text.includes('.')) text = text.replace(/\d+/, '$&.');
  if (type === '%') text += '%';
  const signLength = /^[-+ ]/.test(text) ? 1 : 0;
  if (spec.dot !== '' && d.kind === FINITE) {
    const m = /^(\d+)(\.?)([\s\S]*)$/.exec(text.slice(signLength)) as RegExpExecArray, hasDot = m[2] !== '';
    if (hasDot || (spec.sep !== '' && spec.grouping.length > 0)) text = text.slice(0, signLength) + group(m[1], (hasDot ? spec.dot : '') + m[3], signLength, spec);
  }
  const room = spec.width - text.length;
  if (room <= 0) return text;
  switch (align) {
    case '<': return text + fill.repeat(room);
    case '^': return fill.repeat(Math.floor(room / 2)) + text + fill.repeat(Math.ceil(room / 2));
    case '>': return fill.repeat(room) + text;
    default: return text.slice(0, signLength) + fill.repeat(room) + text.slice(signLength);
  }
}
