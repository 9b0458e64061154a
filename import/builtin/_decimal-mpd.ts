/** Decimal numbers and contexts, and how results are fitted into a context. CPython: Modules/_decimal/libmpdec/mpdecimal.c, context.c */
import {bigintBits} from '../../objects/longobject';

/** Conditions, as bits of a status. */
export const MPD_Clamped = 1, MPD_Conversion_syntax = 2, MPD_Division_by_zero = 4, MPD_Division_impossible = 8, MPD_Division_undefined = 16, MPD_Inexact = 64, MPD_Invalid_context = 128;
export const MPD_Invalid_operation = 256, MPD_Malloc_error = 512, MPD_Float_operation = 1024, MPD_Overflow = 2048, MPD_Rounded = 4096, MPD_Subnormal = 8192, MPD_Underflow = 16384;
export const MPD_IEEE_Invalid_operation = 0x3ba, MPD_Errors = MPD_IEEE_Invalid_operation | MPD_Division_by_zero;

export const ROUND_UP = 0, ROUND_DOWN = 1, ROUND_CEILING = 2, ROUND_FLOOR = 3, ROUND_HALF_UP = 4, ROUND_HALF_DOWN = 5, ROUND_HALF_EVEN = 6, ROUND_05UP = 7;
export const ROUND_NAMES = ['ROUND_UP', 'ROUND_DOWN', 'ROUND_CEILING', 'ROUND_FLOOR', 'ROUND_HALF_UP', 'ROUND_HALF_DOWN', 'ROUND_HALF_EVEN', 'ROUND_05UP'];

export const MAX_PREC = 999999999999999999n, MAX_EMAX = 999999999999999999n, MIN_EMIN = -999999999999999999n, MIN_ETINY = MIN_EMIN - (MAX_PREC - 1n);
/** Exponents beyond all bounds. */
export const EXP_INF = 2000000000000000001n, EXP_CLAMP = -4000000000000000001n;
/** More digits than this are more than there is memory for. */
const MAX_DIGITS = 100000000;

export const FINITE = 0, INF = 1, QNAN = 2, SNAN = 3;

const POW10: readonly bigint[] = Array.from({length: 400}, (_, i) => 10n ** BigInt(i));
const SMALL = 10n ** 15n, SAFE = 9e15;
/** 10 to a power. */
export function pow10(n: number): bigint {
  return n < 400 ? POW10[n] : 10n ** BigInt(n);
}
/** How many decimal digits a number has; 1 for 0. CPython: mpd_setdigits() */
export function countDigits(c: bigint): number {
  if (c < SMALL) {
    let n = Number(c), digits = 1;
    if (n >= 1e8) {
      n /= 1e8;
      digits = 9;
    }
    for (; n >= 10; n /= 10) digits++;
    return digits;
  }
  const digits = Math.floor((bigintBits(c) - 1) * 0.30102999566398119521) + 1;
  return c >= pow10(digits) ? digits + 1 : digits;
}

/** A decimal number: never changed once it is made. Of a NaN, coeff is the payload, and digits is 0 when there is none. CPython: mpd_t */
export class Mpd {
  constructor(readonly sign: number, readonly kind: number, readonly coeff: bigint, readonly digits: number, readonly exp: bigint) {}
  get isNaN(): boolean {
    return this.kind >= QNAN;
  }
  get isZero(): boolean {
    return this.kind === FINITE && this.coeff === 0n;
  }
  /** CPython: mpd_adjexp() */
  get adjexp(): bigint {
    return this.exp + BigInt(this.digits - 1);
  }
  withSign(sign: number): Mpd {
    return sign === this.sign ? this : new Mpd(sign, this.kind, this.coeff, this.digits, this.exp);
  }
  withExp(exp: bigint): Mpd {
    return new Mpd(this.sign, this.kind, this.coeff, this.digits, exp);
  }
}
export function finite(sign: number, coeff: bigint, exp: bigint): Mpd {
  return new Mpd(sign, FINITE, coeff, countDigits(coeff), exp);
}
export function special(sign: number, kind: number): Mpd {
  return new Mpd(sign, kind, 0n, 0, 0n);
}
export const ONE = finite(0, 1n, 0n), TWO = finite(0, 2n, 0n);

/** A context of arithmetic; `work` gathers the conditions of the operation that is going on. CPython: mpd_context_t */
export class MpdContext {
  /** The precision; `precBig` where it must be exact. */
  prec = 28;
  precBig = 28n;
  emax = 999999n;
  emin = -999999n;
  etiny = -1000026n;
  etop = 999972n;
  /** Bounds of adjusted exponents that are safe as doubles, and inside those of the context. */
  safeEmax = 999999;
  safeEmin = -999999;
  round = ROUND_HALF_EVEN;
  clamp = 0;
  traps = MPD_IEEE_Invalid_operation | MPD_Division_by_zero | MPD_Overflow;
  status = 0;
  capitals = 1;
  work = 0;

  /** Sets precision and bounds, from which the others follow. */
  setBounds(prec: bigint, emax: bigint, emin: bigint): this {
    this.prec = Number(prec);
    this.precBig = prec;
    this.emax = emax;
    this.emin = emin;
    this.etiny = emin - prec + 1n;
    this.etop = emax - prec + 1n;
    this.safeEmax = Math.min(Number(emax), SAFE);
    this.safeEmin = Math.max(Number(emin), -SAFE);
    return this;
  }
  setPrec(prec: bigint): this {
    return this.setBounds(prec, this.emax, this.emin);
  }
  /** Takes over all settings and flags. */
  assign(other: MpdContext): this {
    this.setBounds(other.precBig, other.emax, other.emin);
    this.round = other.round;
    this.clamp = other.clamp;
    this.traps = other.traps;
    this.status = other.status;
    this.capitals = other.capitals;
    return this;
  }
  /** A copy without flags to calculate with, of another precision when one is given. CPython: mpd_workcontext() */
  worker(prec = -1): MpdContext {
    const copy = new MpdContext().assign(this);
    copy.status = copy.traps = 0;
    return prec < 0 ? copy : copy.setPrec(BigInt(prec));
  }
}
/** The widest context. CPython: mpd_maxcontext() */
export function maxContext(): MpdContext {
  const ctx = new MpdContext().setBounds(MAX_PREC, MAX_EMAX, MIN_EMIN);
  ctx.traps = 0;
  return ctx;
}

/** A NaN with a condition. CPython: mpd_seterror() */
export function seterror(ctx: MpdContext, flags: number): Mpd {
  ctx.work |= flags;
  return special(0, QNAN);
}

// ---- shifting and rounding ----

/** 10 to a shift, null when that is more than memory holds. */
export function shiftFactor(shift: bigint | number): bigint | null {
  return shift > MAX_DIGITS ? null : pow10(Number(shift));
}
/** What a division by a power of ten loses: 0 nothing, 1 less than a half, 5 a half, 6 more. */
function remainderClass(rem: bigint, factor: bigint): number {
  if (rem === 0n) return 0;
  const twice = rem * 2n;
  return twice < factor ? 1 : twice === factor ? 5 : 6;
}
/** Whether a coefficient that lost something goes up. CPython: _mpd_rnd_incr() */
function goesUp(sign: number, coeff: bigint, rnd: number, round: number): boolean {
  switch (round) {
    case ROUND_DOWN: return false;
    case ROUND_HALF_UP: return rnd >= 5;
    case ROUND_HALF_EVEN: return rnd > 5 || (rnd === 5 && (coeff & 1n) === 1n);
    case ROUND_CEILING: return rnd !== 0 && sign === 0;
    case ROUND_FLOOR: return rnd !== 0 && sign !== 0;
    case ROUND_HALF_DOWN: return rnd > 5;
    case ROUND_UP: return rnd !== 0;
    default: return rnd !== 0 && coeff % 5n === 0n;
  }
}
/** The coefficient without its last `shift` digits, rounded; lost: what was lost. CPython: mpd_qshiftr(), _mpd_apply_round_excess() */
export function shiftRight(sign: number, coeff: bigint, digits: number, shift: bigint | number, round: number): {coeff: bigint; lost: number} {
  if (shift > digits) {
    const lost = coeff === 0n ? 0 : 1;
    return {coeff: goesUp(sign, 0n, lost, round) ? 1n : 0n, lost};
  }
  const factor = pow10(Number(shift)), q = coeff / factor, lost = remainderClass(coeff - q * factor, factor);
  return {coeff: lost !== 0 && goesUp(sign, q, lost, round) ? q + 1n : q, lost};
}
/** The largest number of a context. */
export function largest(sign: number, ctx: MpdContext): Mpd {
  const factor = shiftFactor(ctx.prec);
  return factor === null ? seterror(ctx, MPD_Malloc_error) : finite(sign, factor - 1n, ctx.etop);
}
/** What a number beyond the greatest exponent becomes. */
function overflow(sign: number, ctx: MpdContext): Mpd {
  ctx.work |= MPD_Overflow | MPD_Inexact | MPD_Rounded;
  switch (ctx.round) {
    case ROUND_DOWN: case ROUND_05UP: return largest(sign, ctx);
    case ROUND_CEILING: return sign !== 0 ? largest(sign, ctx) : special(0, INF);
    case ROUND_FLOOR: return sign === 0 ? largest(sign, ctx) : special(1, INF);
    default: return special(sign, INF);
  }
}
/** A number whose exponent is out of bounds. CPython: _mpd_check_exp() */
function fitExponent(d: Mpd, ctx: MpdContext, adjexp: bigint): Mpd {
  if (adjexp > ctx.emax) {
    if (d.coeff !== 0n) return overflow(d.sign, ctx);
    ctx.work |= MPD_Clamped;
    return finite(d.sign, 0n, ctx.clamp !== 0 ? ctx.etop : ctx.emax);
  }
  if (ctx.clamp !== 0 && d.exp > ctx.etop) {
    const factor = shiftFactor(d.exp - ctx.etop);
    if (factor === null) return seterror(ctx, MPD_Malloc_error);
    ctx.work |= MPD_Clamped;
    if (d.coeff !== 0n && adjexp < ctx.emin) ctx.work |= MPD_Subnormal;
    return finite(d.sign, d.coeff * factor, ctx.etop);
  }
  if (adjexp >= ctx.emin) return d;
  if (d.coeff === 0n) {
    if (d.exp >= ctx.etiny) return d;
    ctx.work |= MPD_Clamped;
    return finite(d.sign, 0n, ctx.etiny);
  }
  ctx.work |= MPD_Subnormal;
  if (d.exp >= ctx.etiny) return d;
  const {coeff, lost} = shiftRight(d.sign, d.coeff, d.digits, ctx.etiny - d.exp, ctx.round);
  ctx.work |= MPD_Rounded;
  if (lost !== 0) {
    ctx.work |= MPD_Inexact | MPD_Underflow;
    if (coeff === 0n) ctx.work |= MPD_Clamped;
  }
  return finite(d.sign, coeff, ctx.etiny);
}
/** Fits a number into a context. CPython: mpd_qfinalize() */
export function finalize(given: Mpd, ctx: MpdContext): Mpd {
  let d = given;
  if (d.kind !== FINITE) {
    const prec = ctx.prec - ctx.clamp;
    return d.kind === INF || d.digits <= prec ? d : withPayload(d.sign, d.kind, d.coeff % pow10(prec));
  }
  const near = Number(d.exp) + (d.digits - 1);
  if (near > ctx.safeEmax || near < ctx.safeEmin || ctx.clamp !== 0) {
    const adjexp = d.exp + BigInt(d.digits - 1);
    if (adjexp > ctx.emax || adjexp < ctx.emin || (ctx.clamp !== 0 && d.exp > ctx.etop)) d = fitExponent(d, ctx, adjexp);
  }
  if (d.digits <= ctx.prec || d.kind !== FINITE) return d;
  const shift = d.digits - ctx.prec, {coeff, lost} = shiftRight(d.sign, d.coeff, d.digits, shift, ctx.round);
  ctx.work |= MPD_Rounded;
  if (lost !== 0) ctx.work |= MPD_Inexact;
  const exp = d.exp + BigInt(shift), digits = countDigits(coeff);
  if (digits <= ctx.prec) return new Mpd(d.sign, FINITE, coeff, digits, exp);
  // rounding led to the next power of ten
  d = new Mpd(d.sign, FINITE, coeff / 10n, digits - 1, exp + 1n);
  return d.adjexp > ctx.emax ? overflow(d.sign, ctx) : d;
}
/** A NaN with a payload, none when that is 0. */
export function withPayload(sign: number, kind: number, payload: bigint): Mpd {
  return new Mpd(sign, kind, payload, payload === 0n ? 0 : countDigits(payload), 0n);
}
/** The result of an operation on a NaN, null when there is none. CPython: mpd_qcheck_nans() */
export function checkNans(ctx: MpdContext, a: Mpd, b: Mpd = a, c: Mpd = a): Mpd | null {
  if (a.kind < QNAN && b.kind < QNAN && c.kind < QNAN) return null;
  let chosen: Mpd;
  if (a.kind === SNAN || b.kind === SNAN || c.kind === SNAN) {
    ctx.work |= MPD_Invalid_operation;
    chosen = a.kind === SNAN ? a : b.kind === SNAN ? b : c;
  } else chosen = a.kind === QNAN ? a : b.kind === QNAN ? b : c;
  return finalize(new Mpd(chosen.sign, QNAN, chosen.coeff, chosen.digits, 0n), ctx);
}

// ---- comparing ----

/** Compares absolute values of numbers that are not NaN: -1, 0 or 1. CPython: _mpd_cmp_abs() */
export function cmpAbs(a: Mpd, b: Mpd): number {
  if (a.kind === INF || b.kind === INF) return (a.kind === INF ? 1 : 0) - (b.kind === INF ? 1 : 0);
  if (a.coeff === 0n || b.coeff === 0n) return (a.coeff === 0n ? 0 : 1) - (b.coeff === 0n ? 0 : 1);
  if (a.exp === b.exp) return a.coeff < b.coeff ? -1 : a.coeff > b.coeff ? 1 : 0;
  const x = a.adjexp, y = b.adjexp;
  if (x !== y) return x < y ? -1 : 1;
  const shift = a.exp - b.exp, p = shift > 0n ? a.coeff * pow10(Number(shift)) : a.coeff, q = shift < 0n ? b.coeff * pow10(Number(-shift)) : b.coeff;
  return p < q ? -1 : p > q ? 1 : 0;
}
/** Compares numbers that are not NaN: -1, 0 or 1. CPython: _mpd_cmp() */
export function cmp(a: Mpd, b: Mpd): number {
  if (a.sign === b.sign) return a.sign === 0 ? cmpAbs(a, b) : -cmpAbs(a, b);
  if (a.isZero && b.isZero) return 0;
  return a.sign === 0 ? 1 : -1;
}
/** The total order of all numbers. CPython: mpd_cmp_total() */
export function cmpTotal(a: Mpd, b: Mpd): number {
  if (a.sign !== b.sign) return b.sign - a.sign;
  let c: number;
  if (a.isNaN && b.isNaN) {
    if (a.kind !== b.kind) c = a.kind === QNAN ? 1 : -1;
    else c = a.coeff < b.coeff ? -1 : a.coeff > b.coeff ? 1 : 0;
  } else if (a.isNaN || b.isNaN) c = a.isNaN ? 1 : -1;
  else {
    c = cmpAbs(a, b);
    if (c === 0 && a.exp !== b.exp) c = a.exp < b.exp ? -1 : 1;
  }
  return a.sign === 0 ? c : -c;
}
/** Whether a finite number is an integer. CPython: _mpd_isint() */
export function isInteger(a: Mpd): boolean {
  if (a.exp >= 0n || a.coeff === 0n) return true;
  return -a.exp <= a.digits && a.coeff % pow10(Number(-a.exp)) === 0n;
}
/** Whether an integer is odd. CPython: mpd_isodd() */
export function isOdd(a: Mpd): boolean {
  if (a.coeff === 0n || a.exp > 0n) return false;
  return ((a.exp === 0n ? a.coeff : -a.exp < a.digits ? a.coeff / pow10(Number(-a.exp)) : 0n) & 1n) === 1n;
}
/** How many zeros a coefficient ends in. CPython: mpd_trail_zeros() */
export function trailingZeros(coeff: bigint, atMost: number): number {
  let count = 0, step = 1;
  while (step * 2 <= atMost) step *= 2;
  for (; step >= 1; step = Math.floor(step / 2)) {
    while (count + step <= atMost) {
      const factor = pow10(step), q = coeff / factor;
      if (q * factor !== coeff) break;
      coeff = q;
      count += step;
    }
  }
  return count;
}
/** The integer that a number stands for, null when it is out of the bounds of a Py_ssize_t. CPython: mpd_qget_ssize() */
export function integerOf(a: Mpd): bigint | null {
  if (!isInteger(a)) return null;
  if (a.coeff === 0n) return 0n;
  if (a.adjexp > 19n) return null;
  const value = a.exp >= 0n ? a.coeff * pow10(Number(a.exp)) : a.coeff / pow10(Number(-a.exp));
  return value > 9223372036854775807n ? null : a.sign === 0 ? value : -value;
}
