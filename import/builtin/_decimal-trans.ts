/**
 * exp(), ln(), log10() and powers of decimal numbers, correctly rounded: in binary fixed point, with more bits until rounding is certain.
 * CPython: Modules/_decimal/libmpdec/mpdecimal.c, which comes to the same results by other ways.
 */
import {bigintBits} from '../../objects/longobject';
import {divide, qmul} from './_decimal-arith';
import {
  EXP_INF, FINITE, INF, MPD_Clamped, MPD_Errors, MPD_Inexact, MPD_Invalid_operation, MPD_Malloc_error, MPD_Overflow, MPD_Rounded, type Mpd, ONE, ROUND_HALF_EVEN, checkNans, cmp, cmpAbs,
  countDigits, finalize, finite, integerOf, isInteger, isOdd, maxContext, pow10, seterror, special, type MpdContext,
} from './_decimal-mpd';

/** From this precision on there would not be memory enough. */
const MAX_WORK_DIGITS = 1000000;
const BITS_PER_DIGIT = 3.3219280948873626;

/** Bits for a number of digits, with some to spare. */
function bitsFor(digits: number): number {
  return Math.ceil(digits * BITS_PER_DIGIT) + 32;
}
/** atanh(1/n) in fixed point. */
function atanhInverse(n: bigint, bits: number): bigint {
  const square = n * n;
  let term = (1n << BigInt(bits)) / n, sum = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term /= square;
    sum += term / k;
  }
  return sum;
}
/** ln(10) in fixed point, some last bits uncertain. */
function ln10(bits: number): bigint {
  const b = bits + 16;
  return (46n * atanhInverse(31n, b) + 34n * atanhInverse(49n, b) + 20n * atanhInverse(161n, b)) >> 16n;
}
/** e to a fixed-point number of less than 2 in size. */
function expFixed(x: bigint, bits: number): bigint {
  // halve the argument, and square the result again as often
  const halvings = Math.ceil(Math.sqrt(bits) / 2) + 2, extra = halvings + 16, b = BigInt(bits + extra), one = 1n << b, r = (x << BigInt(extra)) >> BigInt(halvings);
  let sum = one, term = one;
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    term = ((term * r) >> b) / k;
    sum += term;
  }
  for (let i = 0; i < halvings; i++) sum = (sum * sum) >> b;
  return sum >> BigInt(extra);
}
/** ln of a fixed-point number between 1 and 10, by Newton's method from a double. */
function lnFixed(f: bigint, bits: number): bigint {
  const top = bigintBits(f), shift = top > 60 ? top - 60 : 0, start = Math.log(Number(f >> BigInt(shift))) + (shift - bits) * Math.LN2;
  let y = 0n, have = 45, b = 0;
  do {
    // each step triples the bits that are right
    const next = Math.min(bits, b === 0 ? 128 : have * 3), scale = BigInt(next);
    y = b === 0 ? BigInt(Math.round(start * 0x1000000000000)) << (scale - 48n) : y << BigInt(next - b);
    const e = expFixed(y, next), g = next <= bits ? f >> BigInt(bits - next) : f << BigInt(next - bits);
    y += ((2n * (g - e)) << scale) / (g + e);
    have = Math.min(next - 8, have * 3);
    b = next;
  } while (b < bits || have < bits - 16);
  return y;
}
/**
 * A number of which `d` are the leading digits but for an error below 4 in the last place, as it is rounded anywhere in its first `digits`
 * digits: with a last digit that is neither 0 nor 5. Null when that is not certain.
 */
function certain(sign: number, d: bigint, exp: bigint, digits: number): Mpd | null {
  const have = countDigits(d), drop = have - digits;
  if (drop < 2) return null;
  const factor = pow10(drop), low = (d - 4n) / factor, high = (d + 4n) / factor;
  if (low !== high) return null;
  return finite(sign, low * 10n + 1n, exp + BigInt(drop - 1));
}
function settle(d: Mpd, ctx: MpdContext): Mpd {
  const worker = ctx.worker();
  worker.round = ROUND_HALF_EVEN;
  const result = finalize(d, worker);
  ctx.work |= worker.work | MPD_Inexact | MPD_Rounded;
  return result;
}

// ---- exp ----

/** e to a finite number that is not 0, before rounding. CPython: _mpd_qexp() */
function expOf(a: Mpd, ctx: MpdContext): Mpd {
  const want = ctx.prec + 2, adjexp = a.adjexp;
  if (adjexp > 19n) return finite(0, 1n, a.sign !== 0 ? ctx.etiny - 1n : EXP_INF);
  // so near to 1 that only the side shows
  if (adjexp < BigInt(-want - 2)) return a.sign === 0 ? finite(0, pow10(want) + 1n, BigInt(-want)) : finite(0, pow10(want + 1) - 1n, BigInt(-want - 1));
  for (let digits = want + 10; ; digits = Math.ceil(digits * 1.5)) {
    const whole = Math.max(0, Number(adjexp) + 1), bits = bitsFor(digits) + bitsFor(whole), b = BigInt(bits);
    const x = a.exp >= 0n ? (a.coeff * pow10(Number(a.exp))) << b : (a.coeff << b) / pow10(Number(-a.exp)), signed = a.sign === 0 ? x : -x, ln = ln10(bits);
    let k = signed / ln;
    if (signed < 0n) k--;
    if (k > ctx.emax + 1n) return finite(0, 1n, EXP_INF);
    if (k < ctx.etiny - 2n) return finite(0, 1n, ctx.etiny - 1n);
    const d = (expFixed(signed - k * ln, bits) * pow10(digits)) >> b, result = certain(0, d, k - BigInt(digits), want);
    if (result !== null) return result;
  }
}
export function qexp(a: Mpd, ctx: MpdContext): Mpd {
  if (a.kind !== FINITE) return checkNans(ctx, a) ?? (a.sign !== 0 ? finite(0, 0n, 0n) : special(0, INF));
  if (a.coeff === 0n) return ONE;
  if (ctx.prec > MAX_WORK_DIGITS) return seterror(ctx, ctx.prec > 2 ** 52 ? MPD_Invalid_operation : MPD_Malloc_error);
  return settle(expOf(a, ctx), ctx);
}

// ---- logarithms ----

/** ln of a number that is not 1, in fixed point with about `digits` significant digits. */
function lnOf(a: Mpd, digits: number): {value: bigint; bits: number} {
  const adjexp = a.adjexp;
  let lost = 0;
  if (adjexp === 0n || adjexp === -1n) {
    // near to 1 the leading digits vanish
    const unit = pow10(Number(-a.exp > 0n ? -a.exp : 0n)), diff = a.coeff - unit;
    lost = Math.max(0, Number(-a.exp) - countDigits(diff < 0n ? -diff : diff) + 2);
  }
  const bits = bitsFor(digits + lost) + adjexp.toString().length * 4, b = BigInt(bits);
  // below 1 the number stays as it is when it is near
  const near = adjexp === -1n, f = near ? (a.coeff << b) / pow10(a.digits) : (a.coeff << b) / pow10(a.digits - 1);
  if (near && f * 2n > 1n << b) return {value: lnNearOne(f, bits), bits};
  const exponent = near ? -1n : adjexp, mantissa = near ? f * 10n : f;
  return {value: lnFixed(mantissa, bits) + exponent * ln10(bits), bits};
}
/** ln of a fixed-point number between 1/2 and 1. */
function lnNearOne(f: bigint, bits: number): bigint {
  const b = BigInt(bits);
  return -lnFixed((1n << (2n * b)) / f, bits);
}
/** Whether a logarithm is beyond the exponents of the context. */
function logOverflows(a: Mpd, ctx: MpdContext, factor: bigint): boolean {
  const adjexp = a.adjexp, t = (adjexp < 0n ? -adjexp - 1n : adjexp) * factor;
  return BigInt(t.toString().length - 1) > ctx.emax;
}
/** What logarithms do with special numbers, 0 and negative ones; null for the others. */
function logSpecial(a: Mpd, ctx: MpdContext): Mpd | null {
  if (a.isNaN) return checkNans(ctx, a);
  if (a.isZero) return special(1, INF);
  if (a.sign !== 0) return seterror(ctx, MPD_Invalid_operation);
  return a.kind === INF ? special(0, INF) : null;
}
/** The logarithm, of base 10 when `common`. */
function logarithm(a: Mpd, ctx: MpdContext, common: boolean): Mpd {
  if (ctx.prec > MAX_WORK_DIGITS) return seterror(ctx, MPD_Malloc_error);
  const want = ctx.prec + 2;
  for (let digits = want + 10; ; digits = Math.ceil(digits * 1.5)) {
    let {value, bits} = lnOf(a, digits);
    const sign = value < 0n ? 1 : 0;
    if (sign !== 0) value = -value;
    if (common) value = (value << BigInt(bits)) / ln10(bits);
    // as many places behind the point as give that many digits
    const places = digits - Math.floor((bigintBits(value) - bits) / BITS_PER_DIGIT), d = places >= 0 ? (value * pow10(places)) >> BigInt(bits) : (value >> BigInt(bits)) / pow10(-places);
    const result = certain(sign, d, BigInt(-places), want);
    if (result !== null) return settle(result, ctx);
  }
}
export function qln(a: Mpd, ctx: MpdContext): Mpd {
  const early = logSpecial(a, ctx);
  if (early !== null) return early;
  if (cmp(a, ONE) === 0) return finite(0, 0n, 0n);
  if (logOverflows(a, ctx, 2n)) {
    ctx.work |= MPD_Overflow | MPD_Inexact | MPD_Rounded;
    return special(a.adjexp < 0n ? 1 : 0, INF);
  }
  return logarithm(a, ctx, false);
}
export function qlog10(a: Mpd, ctx: MpdContext): Mpd {
  const early = logSpecial(a, ctx);
  if (early !== null) return early;
  const adjexp = a.adjexp;
  if (a.coeff === pow10(a.digits - 1)) {
    const worker = ctx.worker();
    worker.round = ROUND_HALF_EVEN;
    const result = finalize(finite(adjexp < 0n ? 1 : 0, adjexp < 0n ? -adjexp : adjexp, 0n), worker);
    ctx.work |= worker.work;
    return result;
  }
  if (logOverflows(a, ctx, 1n)) {
    ctx.work |= MPD_Overflow | MPD_Inexact | MPD_Rounded;
    return special(adjexp < 0n ? 1 : 0, INF);
  }
  return logarithm(a, ctx, true);
}

// ---- powers ----

/** 1 with zeros that fill the precision. */
function paddedOne(sign: number, zeros: number, ctx: MpdContext): Mpd {
  return zeros > 100000000 ? seterror(ctx, MPD_Malloc_error) : finite(sign, pow10(zeros), BigInt(-zeros));
}
/** A power of 1 or -1, null for other bases. CPython: _qcheck_pow_one() */
function powerOfOne(base: Mpd, exp: Mpd, sign: number, ctx: MpdContext): Mpd | null {
  if (cmpAbs(base, ONE) !== 0) return null;
  if (!isInteger(exp)) {
    ctx.work |= MPD_Inexact | MPD_Rounded;
    return paddedOne(sign, ctx.prec - 1, ctx);
  }
  if (exp.sign !== 0) return finite(sign, 1n, 0n);
  const n = integerOf(exp), zeros = n === null ? null : n * -base.exp;
  if (zeros !== null && zeros <= ctx.precBig - 1n) return paddedOne(sign, Number(zeros), ctx);
  if (base.exp === 0n) return finite(sign, 1n, 0n);
  ctx.work |= MPD_Rounded;
  return paddedOne(sign, ctx.prec - 1, ctx);
}
const digitsOf = (n: bigint): bigint => BigInt((n < 0n ? -n : n).toString().length);
/** A lower bound of log10(|log10(x)|). CPython: _lower_bound_zeta() */
function lowerBoundZeta(x: Mpd): bigint {
  const t = x.adjexp;
  if (t > 0n) return digitsOf(t) - 1n;
  if (t < -1n) return digitsOf(t + 1n) - 1n;
  const unit = pow10(Number(-x.exp > 0n ? -x.exp : 0n)), scaled = x.exp > 0n ? x.coeff * pow10(Number(x.exp)) : x.coeff, diff = scaled > unit ? scaled - unit : unit - scaled;
  const u = BigInt(countDigits(diff) - 1) + (x.exp > 0n ? 0n : x.exp);
  return t === 0n ? u - 2n : u - 1n;
}
/** A power that is certainly out of bounds, null otherwise. CPython: _qcheck_pow_bounds() */
function powerOutOfBounds(x: Mpd, y: Mpd, sign: number, ctx: MpdContext): Mpd | null {
  const large = x.adjexp < 0n === (y.sign !== 0), bound = digitsOf(large ? ctx.emax : ctx.etiny);
  if (bound >= lowerBoundZeta(x.withSign(0)) + y.adjexp) return null;
  return finalize(finite(sign, 1n, large ? EXP_INF : ctx.etiny - 1n), ctx);
}
/** A power with an integer exponent. CPython: _mpd_qpow_int() */
function integerPower(base: Mpd, exp: Mpd, sign: number, ctx: MpdContext): Mpd {
  const worker = ctx.worker(ctx.prec + exp.digits + Number(exp.exp) + 2 + (exp.sign !== 0 ? 1 : 0));
  worker.round = ROUND_HALF_EVEN;
  worker.clamp = 0;
  let factor = base;
  if (exp.sign !== 0) {
    factor = divide(ONE, base, worker, true);
    if ((worker.work & MPD_Errors) !== 0) {
      ctx.work |= worker.work;
      return special(0, 2);
    }
  }
  const n = exp.exp >= 0n ? exp.coeff * pow10(Number(exp.exp)) : exp.coeff / pow10(Number(-exp.exp)), bits = n.toString(2);
  let result = factor;
  for (let i = 1; i < bits.length; i++) {
    result = qmul(result, result, worker);
    if (bits[i] === '1') result = qmul(result, factor, worker);
    if (result.kind !== FINITE || (result.coeff === 0n && (worker.work & MPD_Clamped) !== 0)) break;
  }
  ctx.work |= worker.work;
  result = result.kind === INF ? finite(sign, 1n, EXP_INF) : result.withSign(sign);
  return finalize(result, ctx);
}
/** A power with any exponent. CPython: _mpd_qpow_real() */
function realPower(base: Mpd, exp: Mpd, ctx: MpdContext): Mpd {
  const worker = maxContext().setPrec(BigInt(Math.max(base.digits, ctx.prec) + 4 + 19));
  let result = qexp(qmul(qln(base, worker), exp, worker), worker);
  ctx.work |= (worker.work & MPD_Errors) | MPD_Inexact | MPD_Rounded;
  if (result.kind === FINITE && cmp(result, ONE) === 0) result = paddedOne(0, ctx.prec - 1, ctx);
  if (result.kind === INF) result = finite(0, 1n, EXP_INF);
  return finalize(result, ctx);
}
/** CPython: mpd_qpow() */
export function qpow(base: Mpd, exp: Mpd, ctx: MpdContext): Mpd {
  const nan = checkNans(ctx, base, exp);
  if (nan !== null) return nan;
  const whole = exp.kind === FINITE && isInteger(exp), sign = whole && base.sign !== 0 && isOdd(exp) ? 1 : 0;
  if (base.isZero) {
    if (exp.isZero) return seterror(ctx, MPD_Invalid_operation);
    return exp.sign !== 0 ? special(sign, INF) : finite(sign, 0n, 0n);
  }
  if (base.sign !== 0 && !whole) return seterror(ctx, MPD_Invalid_operation);
  if (exp.kind === INF) {
    const c = cmp(base, ONE);
    if (c === 0) {
      ctx.work |= MPD_Inexact | MPD_Rounded;
      return paddedOne(sign, ctx.prec - 1, ctx);
    }
    return c < 0 === (exp.sign !== 0) ? special(sign, INF) : finite(sign, 0n, 0n);
  }
  if (base.kind === INF) return exp.coeff === 0n ? finite(sign, 1n, 0n) : exp.sign !== 0 ? finite(sign, 0n, 0n) : special(sign, INF);
  if (exp.coeff === 0n) return finite(sign, 1n, 0n);
  const early = powerOfOne(base, exp, sign, ctx) ?? powerOutOfBounds(base, exp, sign, ctx);
  if (early !== null) return early;
  if (ctx.prec > MAX_WORK_DIGITS && !whole) return seterror(ctx, MPD_Malloc_error);
  return whole ? integerPower(base, exp, sign, ctx) : realPower(base, exp, ctx);
}
