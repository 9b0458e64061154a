/** Arithmetic of decimal numbers. The conditions go to ctx.work. CPython: Modules/_decimal/libmpdec/mpdecimal.c */
import {
  FINITE, INF, MPD_Clamped, MPD_Division_by_zero, MPD_Division_impossible, MPD_Division_undefined, MPD_Errors, MPD_Inexact, MPD_Invalid_operation, MPD_Malloc_error, MPD_Overflow,
  MPD_Rounded, MPD_Subnormal, MPD_Underflow, type Mpd, ONE, QNAN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, SNAN, checkNans, cmp, cmpAbs, countDigits, finalize, finite, integerOf,
  isInteger, isOdd, largest, maxContext, pow10, seterror, shiftFactor, shiftRight, special, trailingZeros, type MpdContext,
} from './_decimal-mpd';

// ---- sums and products ----

/** The sum of two finite numbers as it would be rounded: a summand that is too small to matter otherwise stands for its sign only. CPython: _mpd_qaddsub() */
function sum(a: Mpd, b: Mpd, signB: number, ctx: MpdContext): Mpd {
  let x = a.coeff, y = b.coeff, exp = a.exp;
  if (a.exp !== b.exp) {
    const aIsBig = a.exp > b.exp, big = aIsBig ? a : b, small = aIsBig ? b : a;
    let smallCoeff = small.coeff, smallExp = small.exp;
    if (big.coeff !== 0n) {
      const limit = big.exp - 1n + (big.digits > ctx.prec ? 0n : BigInt(big.digits) - ctx.precBig - 1n);
      if (small.adjexp < limit) {
        smallExp = limit;
        smallCoeff = small.coeff === 0n ? 0n : 1n;
      }
      const factor = shiftFactor(big.exp - smallExp);
      if (factor === null) return seterror(ctx, MPD_Malloc_error);
      const aligned = big.coeff * factor;
      x = aIsBig ? aligned : smallCoeff;
      y = aIsBig ? smallCoeff : aligned;
    }
    exp = smallExp;
  }
  if (a.sign === signB) return finite(a.sign, x + y, exp);
  if (x === y) return finite(ctx.round === ROUND_FLOOR ? 1 : 0, 0n, exp);
  return x > y ? finite(a.sign, x - y, exp) : finite(signB, y - x, exp);
}
function addsub(a: Mpd, b: Mpd, signB: number, ctx: MpdContext): Mpd {
  if (a.kind === FINITE && b.kind === FINITE) {
    return finalize(sum(a, b, signB, ctx), ctx);
  }
  const nan = checkNans(ctx, a, b);
  if (nan !== null) return nan;
  if (a.kind !== INF) return special(signB, INF);
  return b.kind === INF && a.sign !== signB ? seterror(ctx, MPD_Invalid_operation) : special(a.sign, INF);
}
export function qadd(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  return addsub(a, b, b.sign, ctx);
}
export function qsub(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  return addsub(a, b, 1 - b.sign, ctx);
}
/** The product, not fitted into the context. CPython: _mpd_qmul() */
function product(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  const sign = a.sign ^ b.sign;
  if (a.kind === FINITE && b.kind === FINITE) {
    if (a.digits + b.digits > 320000000) return seterror(ctx, MPD_Malloc_error);
    return finite(sign, a.coeff * b.coeff, a.exp + b.exp);
  }
  const nan = checkNans(ctx, a, b);
  if (nan !== null) return nan;
  return a.isZero || b.isZero ? seterror(ctx, MPD_Invalid_operation) : special(sign, INF);
}
export function qmul(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  return finalize(product(a, b, ctx), ctx);
}
export function qfma(a: Mpd, b: Mpd, c: Mpd, ctx: MpdContext): Mpd {
  const before = ctx.work;
  ctx.work = 0;
  let d = product(a, b, ctx);
  if ((ctx.work & MPD_Invalid_operation) === 0) d = qadd(d, c, ctx);
  ctx.work |= before;
  return d;
}
export function qplus(a: Mpd, ctx: MpdContext): Mpd {
  if (a.kind !== FINITE) return checkNans(ctx, a) ?? a;
  return finalize(a.coeff === 0n && ctx.round !== ROUND_FLOOR ? a.withSign(0) : a, ctx);
}
export function qminus(a: Mpd, ctx: MpdContext): Mpd {
  if (a.kind !== FINITE) return checkNans(ctx, a) ?? a.withSign(1 - a.sign);
  return finalize(a.withSign(a.coeff === 0n && ctx.round !== ROUND_FLOOR ? 0 : 1 - a.sign), ctx);
}
export function qabs(a: Mpd, ctx: MpdContext): Mpd {
  return a.sign !== 0 && !a.isNaN ? qminus(a, ctx) : qplus(a, ctx);
}

// ---- division ----

/** A quotient; the exponent is as near to the ideal one as can be when `ideal`. CPython: _mpd_qdiv() */
export function divide(a: Mpd, b: Mpd, ctx: MpdContext, ideal: boolean): Mpd {
  const sign = a.sign ^ b.sign;
  if (a.kind !== FINITE || b.kind !== FINITE) {
    const nan = checkNans(ctx, a, b);
    if (nan !== null) return nan;
    if (a.kind === INF) return b.kind === INF ? seterror(ctx, MPD_Invalid_operation) : special(sign, INF);
    ctx.work |= MPD_Clamped;
    return finite(sign, 0n, ctx.etiny);
  }
  if (b.coeff === 0n) {
    if (a.coeff === 0n) return seterror(ctx, MPD_Division_undefined);
    ctx.work |= MPD_Division_by_zero;
    return special(sign, INF);
  }
  const idealExp = a.exp - b.exp;
  if (a.coeff === 0n) return finalize(finite(sign, 0n, idealExp), ctx);
  const shift = b.digits - a.digits + ctx.prec + 1, factor = shiftFactor(Math.abs(shift));
  if (factor === null) return seterror(ctx, MPD_Malloc_error);
  const x = shift > 0 ? a.coeff * factor : a.coeff, y = shift < 0 ? b.coeff * factor : b.coeff;
  let q = x / y, exp = idealExp - BigInt(shift);
  if (q * y !== x) {
    // what is lost must be seen when this is rounded
    if (q % 5n === 0n) q += 1n;
  } else if (ideal && shift > 0) {
    const zeros = trailingZeros(q, shift);
    q /= pow10(zeros);
    exp += BigInt(zeros);
  }
  return finalize(finite(sign, q, exp), ctx);
}
export function qdiv(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  const before = ctx.work;
  ctx.work = 0;
  let d = divide(a, b, ctx, true);
  const failed = ctx.work;
  if ((failed & MPD_Malloc_error) !== 0) {
    // an exact quotient may fit though the precision is beyond memory
    const prec = a.digits + b.digits * 4;
    if (prec < ctx.prec) {
      const worker = ctx.worker(prec);
      d = divide(a, b, worker, true);
      ctx.work = 0;
      if (worker.work !== 0) d = seterror(ctx, (worker.work | failed) & MPD_Errors);
    }
  }
  ctx.work |= before;
  return d;
}
/** Integer quotient and remainder of finite numbers, the divisor not 0; null when that is impossible. CPython: _mpd_qdivmod() */
function divmodFinite(a: Mpd, b: Mpd, ctx: MpdContext): {q: Mpd; r: Mpd} | null {
  const sign = a.sign ^ b.sign, exp = a.exp > b.exp ? b.exp : a.exp, zero = (): Mpd => finite(sign, 0n, 0n);
  if (a.coeff === 0n) return {q: zero(), r: a.withExp(exp)};
  const diff = a.adjexp - b.adjexp;
  if (diff < 0n) {
    if (a.exp <= b.exp) return {q: zero(), r: a};
    const factor = shiftFactor(a.exp - b.exp);
    return factor === null ? null : {q: zero(), r: finite(a.sign, a.coeff * factor, exp)};
  }
  if (diff > ctx.prec) return null;
  const shift = a.exp - b.exp, factor = shiftFactor(shift < 0n ? -shift : shift);
  if (factor === null) return null;
  const x = shift > 0n ? a.coeff * factor : a.coeff, y = shift < 0n ? b.coeff * factor : b.coeff, quotient = x / y, q = finite(sign, quotient, 0n);
  return q.digits > ctx.prec ? null : {q, r: finite(a.sign, x - quotient * y, exp)};
}
export function qdivmod(a: Mpd, b: Mpd, ctx: MpdContext): {q: Mpd; r: Mpd} {
  const sign = a.sign ^ b.sign;
  const nan = a.kind === FINITE && b.kind === FINITE ? null : checkNans(ctx, a, b);
  if (nan !== null) return {q: nan, r: nan};
  if (a.kind === INF) return {q: b.kind === INF ? special(0, QNAN) : special(sign, INF), r: seterror(ctx, MPD_Invalid_operation)};
  if (b.kind === INF) return {q: finite(sign, 0n, 0n), r: finalize(a, ctx)};
  if (b.coeff === 0n) {
    if (a.coeff === 0n) return {q: special(0, QNAN), r: seterror(ctx, MPD_Division_undefined)};
    return {q: special(sign, INF), r: seterror(ctx, MPD_Division_by_zero | MPD_Invalid_operation)};
  }
  const result = divmodFinite(a, b, ctx);
  if (result === null) return {q: special(0, QNAN), r: seterror(ctx, MPD_Division_impossible)};
  return {q: finalize(result.q, ctx), r: finalize(result.r, ctx)};
}
export function qdivint(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  const sign = a.sign ^ b.sign;
  if (a.kind !== FINITE || b.kind !== FINITE) {
    const nan = checkNans(ctx, a, b);
    if (nan !== null) return nan;
    if (a.kind === INF) return b.kind === INF ? seterror(ctx, MPD_Invalid_operation) : special(sign, INF);
    return finite(sign, 0n, 0n);
  }
  if (b.coeff === 0n) {
    if (a.coeff === 0n) return seterror(ctx, MPD_Division_undefined);
    ctx.work |= MPD_Division_by_zero;
    return special(sign, INF);
  }
  const result = divmodFinite(a, b, ctx);
  return result === null ? seterror(ctx, MPD_Division_impossible) : finalize(result.q, ctx);
}
/** What both remainders do with special numbers and zero; null when there is nothing of that. */
function remainderSpecial(a: Mpd, b: Mpd, ctx: MpdContext): Mpd | null {
  if (a.kind !== FINITE || b.kind !== FINITE) return checkNans(ctx, a, b) ?? (a.kind === INF ? seterror(ctx, MPD_Invalid_operation) : finalize(a, ctx));
  if (b.coeff !== 0n) return null;
  return seterror(ctx, a.coeff === 0n ? MPD_Division_undefined : MPD_Invalid_operation);
}
export function qrem(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  const early = remainderSpecial(a, b, ctx);
  if (early !== null) return early;
  const result = divmodFinite(a, b, ctx);
  return result === null ? seterror(ctx, MPD_Division_impossible) : finalize(result.r, ctx);
}
export function qrem_near(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  const early = remainderSpecial(a, b, ctx);
  if (early !== null) return early;
  const result = divmodFinite(a, b, ctx);
  if (result === null) return seterror(ctx, MPD_Division_impossible);
  let {r} = result;
  if (r.coeff !== 0n) {
    const diff = b.adjexp - r.adjexp;
    if (diff >= -1n && diff <= 1n) {
      const worker = maxContext(), other = sum(r, b, a.sign === b.sign ? 1 - b.sign : b.sign, worker), c = cmpAbs(other, r);
      if (c < 0 || (c === 0 && isOdd(result.q))) {
        if (result.q.digits === ctx.prec && result.q.coeff + 1n === pow10(result.q.digits)) return seterror(ctx, MPD_Division_impossible);
        r = other;
      }
    }
  }
  return finalize(r, ctx);
}

// ---- roots ----

/** The integer square root. */
function isqrt(n: bigint): bigint {
  if (n < 0x10000000000000n) return BigInt(Math.floor(Math.sqrt(Number(n))));
  const bits = n.toString(16).length * 4, shift = BigInt(Math.floor(Math.max(0, bits - 104) / 2));
  // a first guess above the root, from the leading bits
  let x = shift > 0n ? (isqrt(n >> (2n * shift)) + 1n) << shift : BigInt(Math.floor(Math.sqrt(Number(n)))) + 2n;
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}
function squareRoot(a: Mpd, ctx: MpdContext): Mpd {
  const odd = (a.exp & 1n) !== 0n;
  let exp = (a.exp - (odd ? 1n : 0n)) / 2n, c = odd ? a.coeff * 10n : a.coeff;
  const l = odd ? Math.floor(a.digits / 2) + 1 : Math.floor((a.digits + 1) / 2), shift = ctx.prec + 1 - l, factor = shiftFactor(Math.abs(2 * shift));
  if (factor === null) return seterror(ctx, MPD_Malloc_error);
  let exact = true;
  if (shift >= 0) c *= factor;
  else {
    const q = c / factor;
    exact = q * factor === c;
    c = q;
  }
  let root = isqrt(c);
  exp -= BigInt(shift);
  if (exact && root * root === c) {
    root = shift >= 0 ? root / pow10(shift) : root * pow10(-shift);
    exp += BigInt(shift);
  } else if (root % 5n === 0n) root += 1n;
  const worker = ctx.worker();
  worker.round = ROUND_HALF_EVEN;
  const result = finalize(finite(0, root, exp), worker);
  ctx.work |= worker.work;
  return result;
}
export function qsqrt(a: Mpd, ctx: MpdContext): Mpd {
  if (a.kind !== FINITE) return checkNans(ctx, a) ?? (a.sign !== 0 ? seterror(ctx, MPD_Invalid_operation) : special(0, INF));
  if (a.coeff === 0n) return finalize(finite(a.sign, 0n, (a.exp - (a.exp & 1n)) / 2n), ctx);
  if (a.sign !== 0) return seterror(ctx, MPD_Invalid_operation);
  const before = ctx.work;
  ctx.work = 0;
  let d = squareRoot(a, ctx);
  const failed = ctx.work;
  if ((failed & MPD_Malloc_error) !== 0 && a.digits < ctx.prec) {
    const worker = ctx.worker(a.digits);
    d = squareRoot(a, worker);
    ctx.work = 0;
    if (worker.work !== 0) d = seterror(ctx, (worker.work | failed) & MPD_Errors);
  }
  ctx.work |= before;
  return d;
}

// ---- exponents ----

/** CPython: mpd_qquantize() */
export function qquantize(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  if (a.kind !== FINITE || b.kind !== FINITE) return checkNans(ctx, a, b) ?? (a.kind === INF && b.kind === INF ? a : seterror(ctx, MPD_Invalid_operation));
  if (b.exp > ctx.emax || b.exp < ctx.etiny) return seterror(ctx, MPD_Invalid_operation);
  if (a.coeff === 0n) return finalize(finite(a.sign, 0n, b.exp), ctx);
  const diff = a.exp - b.exp;
  if (diff + BigInt(a.digits) > ctx.precBig) return seterror(ctx, MPD_Invalid_operation);
  let d: Mpd, work = 0;
  if (diff >= 0n) {
    const factor = shiftFactor(diff);
    if (factor === null) return seterror(ctx, MPD_Malloc_error);
    d = finite(a.sign, a.coeff * factor, b.exp);
  } else {
    const {coeff, lost} = shiftRight(a.sign, a.coeff, a.digits, -diff, ctx.round);
    d = finite(a.sign, coeff, b.exp);
    if (d.digits > ctx.prec) return seterror(ctx, MPD_Invalid_operation);
    work = lost !== 0 ? MPD_Rounded | MPD_Inexact : MPD_Rounded;
  }
  if (d.adjexp > ctx.emax || d.adjexp < ctx.etiny) return seterror(ctx, MPD_Invalid_operation);
  ctx.work |= work;
  return finalize(d, ctx);
}
/** A number with another exponent, whatever the precision. CPython: _mpd_qrescale() */
export function qrescale(a: Mpd, exp: bigint, ctx: MpdContext): Mpd {
  if (a.kind !== FINITE) return a;
  if (a.coeff === 0n) return finite(a.sign, 0n, exp);
  const diff = a.exp - exp;
  let d: Mpd;
  if (diff >= 0n) {
    const factor = shiftFactor(diff);
    if (factor === null) return seterror(ctx, MPD_Malloc_error);
    d = finite(a.sign, a.coeff * factor, exp);
  } else {
    const {coeff, lost} = shiftRight(a.sign, a.coeff, a.digits, -diff, ctx.round);
    d = finite(a.sign, coeff, exp);
    ctx.work |= lost !== 0 ? MPD_Rounded | MPD_Inexact : MPD_Rounded;
  }
  if (d.coeff !== 0n && d.adjexp < ctx.emin) ctx.work |= MPD_Subnormal;
  return d;
}
/** A number without trailing zeros. */
export function qreduce(a: Mpd, ctx: MpdContext): Mpd {
  if (a.kind !== FINITE) return checkNans(ctx, a) ?? a;
  const d = finalize(a, ctx);
  if (d.kind !== FINITE) return d;
  if (d.coeff === 0n) return finite(a.sign, 0n, 0n);
  const room = (ctx.clamp !== 0 ? ctx.etop : ctx.emax) - d.exp, zeros = trailingZeros(d.coeff, room < d.digits ? Number(room) : d.digits);
  return zeros === 0 ? d : finite(d.sign, d.coeff / pow10(zeros), d.exp + BigInt(zeros));
}
/** To an integer; `exact` tells of rounding. CPython: _mpd_qround_to_integral() */
export function roundToInt(a: Mpd, ctx: MpdContext, exact: boolean, round = ctx.round): Mpd {
  if (a.kind !== FINITE) return checkNans(ctx, a) ?? a;
  if (a.exp >= 0n) return a;
  if (a.coeff === 0n) return finite(a.sign, 0n, 0n);
  const {coeff, lost} = shiftRight(a.sign, a.coeff, a.digits, -a.exp, round);
  if (exact) ctx.work |= lost !== 0 ? MPD_Rounded | MPD_Inexact : MPD_Rounded;
  return finite(a.sign, coeff, 0n);
}
export function qround_to_int(a: Mpd, ctx: MpdContext): Mpd {
  return roundToInt(a, ctx, false);
}
export function qround_to_intx(a: Mpd, ctx: MpdContext): Mpd {
  return roundToInt(a, ctx, true);
}
export function qlogb(a: Mpd, ctx: MpdContext): Mpd {
  if (a.kind !== FINITE) return checkNans(ctx, a) ?? special(0, INF);
  if (a.coeff === 0n) {
    ctx.work |= MPD_Division_by_zero;
    return special(1, INF);
  }
  const adjexp = a.adjexp;
  return finalize(finite(adjexp < 0n ? 1 : 0, adjexp < 0n ? -adjexp : adjexp, 0n), ctx);
}
export function qscaleb(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  if (a.kind !== FINITE || b.kind !== FINITE) {
    const nan = checkNans(ctx, a, b);
    if (nan !== null) return nan;
  }
  if (b.exp !== 0n || b.kind === INF || b.coeff > 2n * (ctx.emax + ctx.precBig)) return seterror(ctx, MPD_Invalid_operation);
  return a.kind === INF ? a : finalize(a.withExp(a.exp + (b.sign === 0 ? b.coeff : -b.coeff)), ctx);
}

// ---- neighbours ----

/** The next number below or above. CPython: mpd_qnext_minus(), mpd_qnext_plus() */
function neighbour(a: Mpd, ctx: MpdContext, up: boolean): Mpd {
  if (a.kind !== FINITE) return checkNans(ctx, a) ?? ((a.sign === 0) === up ? a : largest(a.sign, ctx));
  const worker = ctx.worker();
  worker.round = up ? ROUND_CEILING : ROUND_FLOOR;
  const d = finalize(a, worker);
  if ((worker.work & (MPD_Inexact | MPD_Errors)) !== 0) {
    ctx.work |= worker.work & MPD_Errors;
    return d;
  }
  worker.work = 0;
  const next = addsub(a, finite(0, 1n, ctx.etiny - 1n), up ? 0 : 1, worker);
  ctx.work |= worker.work & MPD_Errors;
  return next;
}
export function qnext_minus(a: Mpd, ctx: MpdContext): Mpd {
  return neighbour(a, ctx, false);
}
export function qnext_plus(a: Mpd, ctx: MpdContext): Mpd {
  return neighbour(a, ctx, true);
}
export function qnext_toward(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  const nan = checkNans(ctx, a, b);
  if (nan !== null) return nan;
  const c = cmp(a, b);
  if (c === 0) return a.withSign(b.sign);
  const d = neighbour(a, ctx, c < 0);
  if (d.kind === INF) ctx.work |= MPD_Overflow | MPD_Rounded | MPD_Inexact;
  else if (d.adjexp < ctx.emin) {
    ctx.work |= MPD_Underflow | MPD_Subnormal | MPD_Rounded | MPD_Inexact;
    if (d.coeff === 0n) ctx.work |= MPD_Clamped;
  }
  return d;
}

// ---- comparisons ----

export function qcompare(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  const nan = checkNans(ctx, a, b);
  if (nan !== null) return nan;
  return fromSign(cmp(a, b));
}
export function fromSign(c: number): Mpd {
  return c === 0 ? finite(0, 0n, 0n) : c > 0 ? ONE : ONE.withSign(1);
}
export function qcompare_signal(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  const nan = checkNans(ctx, a, b);
  if (nan === null) return fromSign(cmp(a, b));
  ctx.work |= MPD_Invalid_operation;
  return nan;
}
/** The order of equal numbers. CPython: _mpd_cmp_numequal() */
function cmpEqual(a: Mpd, b: Mpd): number {
  if (a.sign !== b.sign) return b.sign - a.sign;
  return (a.exp < b.exp ? -1 : 1) * (a.sign === 0 ? 1 : -1);
}
function extreme(a: Mpd, b: Mpd, ctx: MpdContext, magnitude: boolean, greater: boolean): Mpd {
  if (a.isNaN || b.isNaN) {
    if (a.kind === QNAN && !b.isNaN) return finalize(b, ctx);
    if (b.kind === QNAN && !a.isNaN) return finalize(a, ctx);
    return checkNans(ctx, a, b) as Mpd;
  }
  const c = (magnitude ? cmpAbs(a, b) : cmp(a, b)) || cmpEqual(a, b);
  return finalize(c < 0 === greater ? b : a, ctx);
}
export const qmax = (a: Mpd, b: Mpd, ctx: MpdContext): Mpd => extreme(a, b, ctx, false, true);
export const qmax_mag = (a: Mpd, b: Mpd, ctx: MpdContext): Mpd => extreme(a, b, ctx, true, true);
export const qmin = (a: Mpd, b: Mpd, ctx: MpdContext): Mpd => extreme(a, b, ctx, false, false);
export const qmin_mag = (a: Mpd, b: Mpd, ctx: MpdContext): Mpd => extreme(a, b, ctx, true, false);
/** Whether two numbers have the same exponent. CPython: mpd_same_quantum() */
export function sameQuantum(a: Mpd, b: Mpd): boolean {
  if (a.kind === FINITE && b.kind === FINITE) return a.exp === b.exp;
  return (a.isNaN && b.isNaN) || (a.kind === INF && b.kind === INF);
}
/** CPython: mpd_class() */
export function numberClass(a: Mpd, ctx: MpdContext): string {
  if (a.kind === QNAN) return 'NaN';
  if (a.kind === SNAN) return 'sNaN';
  const name = a.kind === INF ? 'Infinity' : a.coeff === 0n ? 'Zero' : a.adjexp < ctx.emin ? 'Subnormal' : 'Normal';
  return (a.sign === 0 ? '+' : '-') + name;
}

// ---- digits ----

/** The last digits of a coefficient, as many as the precision has. CPython: _mpd_cap() */
function cap(coeff: bigint, ctx: MpdContext): bigint {
  return countDigits(coeff) > ctx.prec ? coeff % pow10(ctx.prec) : coeff;
}
/** The digits of an operand of logical functions, null when they are not only 0 and 1. */
function logicalDigits(a: Mpd): string | null {
  if (a.kind !== FINITE || a.sign !== 0 || a.exp !== 0n) return null;
  const text = a.coeff.toString();
  return /^[01]*$/.test(text) ? text : null;
}
function logical(a: Mpd, b: Mpd, ctx: MpdContext, combine: (x: number, y: number) => number): Mpd {
  const x = logicalDigits(a), y = logicalDigits(b);
  if (x === null || y === null) return seterror(ctx, MPD_Invalid_operation);
  const bits = combine === and ? BigInt(`0b${x}`) & BigInt(`0b${y}`) : combine === or ? BigInt(`0b${x}`) | BigInt(`0b${y}`) : BigInt(`0b${x}`) ^ BigInt(`0b${y}`);
  return finite(0, cap(BigInt(bits.toString(2)), ctx), 0n);
}
const and = (x: number, y: number): number => x & y, or = (x: number, y: number): number => x | y, xor = (x: number, y: number): number => x ^ y;
export const qand = (a: Mpd, b: Mpd, ctx: MpdContext): Mpd => logical(a, b, ctx, and);
export const qor = (a: Mpd, b: Mpd, ctx: MpdContext): Mpd => logical(a, b, ctx, or);
export const qxor = (a: Mpd, b: Mpd, ctx: MpdContext): Mpd => logical(a, b, ctx, xor);
export function qinvert(a: Mpd, ctx: MpdContext): Mpd {
  const text = logicalDigits(a), digits = Math.max(a.digits, ctx.prec);
  if (text === null) return seterror(ctx, MPD_Invalid_operation);
  if (shiftFactor(digits) === null) return seterror(ctx, MPD_Malloc_error);
  return finite(0, cap((pow10(digits) - 1n) / 9n - a.coeff, ctx), 0n);
}
/** How far rotate() and shift() go; null when they can't, NaN for specials. */
function distance(a: Mpd, b: Mpd, ctx: MpdContext): number | Mpd {
  if (a.isNaN || b.isNaN) return checkNans(ctx, a, b) as Mpd;
  const n = b.kind === INF || b.exp !== 0n ? null : integerOf(b);
  return n === null || n > ctx.precBig || n < -ctx.precBig ? seterror(ctx, MPD_Invalid_operation) : a.kind === INF ? a : Number(n);
}
export function qrotate(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  const n = distance(a, b, ctx);
  if (typeof n !== 'number') return n;
  const left = n >= 0 ? n : ctx.prec + n, coeff = cap(a.coeff, ctx), factor = shiftFactor(left);
  if (factor === null) return seterror(ctx, MPD_Malloc_error);
  const right = ctx.prec - left, low = right > countDigits(coeff) ? 0n : coeff / pow10(right);
  return finite(a.sign, cap(coeff * factor, ctx) + low, a.exp);
}
export function qshift(a: Mpd, b: Mpd, ctx: MpdContext): Mpd {
  const n = distance(a, b, ctx);
  if (typeof n !== 'number') return n;
  if (n < 0) {
    const coeff = cap(a.coeff, ctx);
    return finite(a.sign, -n > a.digits ? 0n : coeff / pow10(-n), a.exp);
  }
  const factor = shiftFactor(n);
  return factor === null ? seterror(ctx, MPD_Malloc_error) : finite(a.sign, cap(a.coeff * factor, ctx), a.exp);
}

// ---- powers by a modulus ----

/** An integer as a bigint. */
function wholeOf(a: Mpd): bigint {
  return a.exp >= 0n ? a.coeff * pow10(Number(a.exp)) : a.coeff / pow10(Math.min(Number(-a.exp), a.digits));
}
function powmod(base: bigint, exp: bigint, mod: bigint): bigint {
  let result = 1n % mod;
  for (base %= mod; exp > 0n; exp >>= 1n) {
    if ((exp & 1n) === 1n) result = result * base % mod;
    base = base * base % mod;
  }
  return result;
}
/** CPython: mpd_qpowmod() */
export function qpowmod(base: Mpd, exp: Mpd, mod: Mpd, ctx: MpdContext): Mpd {
  const invalid = (): Mpd => seterror(ctx, MPD_Invalid_operation);
  if (base.kind !== FINITE || exp.kind !== FINITE || mod.kind !== FINITE) return checkNans(ctx, base, exp, mod) ?? invalid();
  if (!isInteger(base) || !isInteger(exp) || !isInteger(mod) || mod.coeff === 0n || BigInt(mod.digits) + mod.exp > ctx.precBig) return invalid();
  const sign = base.sign !== 0 && isOdd(exp) ? 1 : 0;
  if (exp.coeff === 0n) return base.coeff === 0n ? invalid() : finite(sign, cmpAbs(mod, ONE) === 0 ? 0n : 1n, 0n);
  if (exp.sign !== 0) return invalid();
  if (base.coeff === 0n) return finite(sign, 0n, 0n);
  const m = wholeOf(mod);
  let b = base.exp > 0n ? base.coeff % m * powmod(10n, base.exp, m) % m : wholeOf(base) % m;
  if (exp.exp <= 0n) b = powmod(b, wholeOf(exp), m);
  else {
    // the exponent's zeros one by one: it may be too long to be written out
    for (let i = exp.exp; i > 0n; i--) b = powmod(b, 10n, m);
    b = powmod(b, exp.coeff, m);
  }
  return finite(sign, b, 0n);
}
