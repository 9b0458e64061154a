/**
 * Functions of the C library's libm in the precision that it has there: glibc rounds exp, log, pow and the trigonometric functions correctly
 * but for about one argument in a thousand, JS engines for nine in ten. Values are carried here in pairs of doubles, about 100 bits.
 * The hyperbolic functions, expm1, log1p and erf have the same origin in both (FreeBSD's msun) and differ in what they call only.
 */
import {LibmTables, fastExp, fastLog, fastPow, fastSin} from './libm-fast';
import {decompose} from './pystrtod';

/** A number as an unevaluated sum; |l| is at most half a unit in the last place of h. */
interface Pair { readonly h: number; readonly l: number }
const SPLIT = 134217729;
/** a + b as a pair. */
function twoSum(a: number, b: number): Pair {
  const h = a + b, z = h - a;
  return {h, l: a - (h - z) + (b - z)};
}
/** a + b as a pair when |a| >= |b|. */
function fastSum(a: number, b: number): Pair {
  const h = a + b;
  return {h, l: b - (h - a)};
}
/** a * b as a pair; neither may be beyond 2**990. */
function twoProduct(a: number, b: number): Pair {
  const h = a * b, ta = SPLIT * a, ah = ta - (ta - a), al = a - ah, tb = SPLIT * b, bh = tb - (tb - b), bl = b - bh;
  return {h, l: al * bl - (h - ah * bh - al * bh - ah * bl)};
}
function add(a: Pair, b: Pair): Pair {
  const s = twoSum(a.h, b.h), t = twoSum(a.l, b.l), u = fastSum(s.h, s.l + t.h);
  return fastSum(u.h, u.l + t.l);
}
function multiply(a: Pair, b: Pair): Pair {
  const p = twoProduct(a.h, b.h);
  return fastSum(p.h, p.l + (a.h * b.l + a.l * b.h));
}
function scale(a: Pair, b: number): Pair {
  const p = twoProduct(a.h, b);
  return fastSum(p.h, p.l + a.l * b);
}
function divide(a: Pair, b: Pair): Pair {
  const q = a.h / b.h, r = add(a, scale(b, -q)), q2 = r.h / b.h, r2 = add(r, scale(b, -q2));
  const s = fastSum(q, q2);
  return fastSum(s.h, s.l + r2.h / b.h);
}
function squareRoot(a: Pair): Pair {
  if (a.h === 0) return a;
  const s = Math.sqrt(a.h), r = add(a, scale(twoProduct(s, s), -1));
  return fastSum(s, r.h / (2 * s));
}
const pair = (h: number): Pair => ({h, l: 0});
const negative = (a: Pair): Pair => ({h: -a.h, l: -a.l});

const LN2_TOP = 6.93147180369123816490e-01; // 33 bits: multiples by an exponent are exact
const LN2_REST: Pair = {h: 1.9082149292705877e-10, l: 1.1612227229362532e-26};
const INVERSE_LN2: Pair = {h: 1.4426950408889634, l: 2.0355273740931033e-17};
const PI_2: Pair = {h: 1.5707963267948966, l: 6.123233995736766e-17};
/** 1 / n! */
const INVERSE_FACTORIALS: readonly Pair[] = Array.from({length: 30}, (_, n) => inverseFactorial(n));
function inverseFactorial(n: number): Pair {
  let f = 1n;
  for (let i = 2n; i <= BigInt(n); i++) f *= i;
  const q = (1n << 300n) / f, h = Number(q), l = Number(q - BigInt(h));
  return {h: h * 2 ** -300, l: l * 2 ** -300};
}

// ---- exponentials, logarithms ----

/** exp(x) - 1 for |x| < 0.35. */
function expm1Small(x: Pair): Pair {
  // exp(x / 256) by its series, then squared eight times, always without the 1
  const r = {h: x.h / 256, l: x.l / 256};
  let p = INVERSE_FACTORIALS[9];
  for (let i = 8; i >= 1; i--) p = add(multiply(p, r), INVERSE_FACTORIALS[i]);
  p = multiply(p, r);
  for (let i = 0; i < 8; i++) p = add(scale(p, 2), multiply(p, p));
  return p;
}
/** exp(x) as mantissa and exponent. */
function expPair(x: Pair): {mantissa: Pair; exponent: number} {
  const k = Math.round(x.h * INVERSE_LN2.h);
  const r = add(add(twoSum(x.h, -k * LN2_TOP), pair(x.l)), scale(LN2_REST, -k));
  return {mantissa: add(pair(1), expm1Small(r)), exponent: k};
}
function joined(mantissa: Pair, exponent: number): number {
  const m = mantissa.h + mantissa.l;
  if (exponent > 1023) return m * 2 ** 1023 * 2 ** (exponent - 1023);
  return exponent < -1000 ? m * 2 ** -1000 * 2 ** (exponent + 1000) : m * 2 ** exponent;
}
/** log(x) of a finite x > 0. */
function logPair(x: number): Pair {
  let {mantissa, exponent} = decompose(x), m = Number(mantissa);
  const size = Math.floor(Math.log2(m));
  m /= 2 ** size;
  exponent += size;
  if (m > 1.4142135623730951) {
    m /= 2;
    exponent++;
  }
  return add(twoSum(exponent * LN2_TOP, 0), add(logNear(pair(m)), scale(LN2_REST, exponent)));
}
/** log(m) for m between 0.7 and 1.42. */
function logNear(m: Pair): Pair {
  const f = add(m, pair(-1));
  if (Math.abs(f.h) < 2 ** -25) {
    const ff = multiply(f, f);
    return add(f, add(scale(ff, -0.5), multiply(multiply(ff, f), add(divide(pair(1), pair(3)), scale(f, -0.25)))));
  }
  const y = Math.log(m.h), e = expm1Small(pair(-y)), z = add(f, add(e, multiply(f, e)));
  return add(pair(y), add(z, scale(multiply(z, z), -0.5)));
}
/** What the short ways keep: tables and the digits of pi, made when first needed, and a pair that one function hands to another. */
const memo: {tables: LibmTables | null; pi: bigint} = {tables: null, pi: 0n};
const scratch = new Float64Array(2);
function tables(): LibmTables {
  return (memo.tables ??= new LibmTables(x => {
    const {mantissa, exponent} = expPair(x);
    return scale(mantissa, 2 ** exponent);
  }, logPair, x => sine(pair(x)), x => cosine(pair(x)), part => add(pair(LN2_TOP * part), scale(LN2_REST, part))));
}
const isNormal = (x: number): boolean => x > 1e-300 && x < 1e300;
/** e ** x. */
export function libm_exp(x: number): number {
  if (!(Math.abs(x) < 708)) return Math.exp(x);
  const short = Math.abs(x) < 690 ? fastExp(tables(), x) : NaN;
  if (short === short) return short;
  const {mantissa, exponent} = expPair(pair(x));
  return joined(mantissa, exponent);
}
/** 2 ** x. */
export function libm_exp2(x: number): number {
  return libm_pow(2, x);
}
function logarithm(x: number, factor: Pair | null, plain: (x: number) => number): number {
  if (!(x > 0 && x < Infinity)) return plain(x);
  if (factor === null && isNormal(x) && Math.abs(x - 1) > 0.01) {
    const short = fastLog(tables(), x, scratch);
    if (short === short) return short;
  }
  const y = factor === null ? logPair(x) : multiply(logPair(x), factor);
  return y.h + y.l;
}
/** Natural logarithm. */
export function libm_log(x: number): number {
  return logarithm(x, null, Math.log);
}
/** Logarithm to base 2. */
export function libm_log2(x: number): number {
  return logarithm(x, INVERSE_LN2, Math.log2);
}
/** x ** y. */
export function libm_pow(x: number, y: number): number {
  const size = Math.abs(x);
  if (!(size > 0 && size < Infinity && Math.abs(y) < Infinity) || size === 1 || y === 0) return Math.pow(x, y);
  if (y === 1) return x;
  if (y === 2) return x * x;
  const whole = Math.floor(y) === y;
  if (x < 0 && !whole) return NaN;
  const sign = x < 0 && Math.abs(y) % 2 === 1 ? -1 : 1;
  if (Math.abs(y) > 2 ** 65) return sign * Math.pow(size, y);
  if (isNormal(size) && Math.abs(y) < 1e15 && Math.abs(y) > 1e-15) {
    const short = fastPow(tables(), size, y, scratch);
    if (short === short) return sign * short;
  }
  const product = scale(logPair(size), y);
  if (product.h > 709.8) return sign * Infinity;
  if (product.h < -745.2) return sign * 0;
  const {mantissa, exponent} = expPair(product);
  return sign * joined(mantissa, exponent);
}

// ---- trigonometry ----

/** pi with 1280 bits after the point, by Machin's formula. */
function bigPi(): bigint {
  const one = 1n << 1300n;
  const arctan = (n: bigint): bigint => {
    let term = one / n, sum = term;
    for (let k = 3n, sign = -1n; term !== 0n; k += 2n, sign = -sign) {
      term /= n * n;
      sum += (sign * term) / k;
    }
    return sum;
  };
  return (4n * (4n * arctan(5n) - arctan(239n))) >> 20n;
}
// pi/2 in pieces of 33 bits, multiples of which by up to 2**20 are exact, and the rest
const PIECES = [1.57079632673412561417, 6.07710050630396597660e-11, 2.02226624871116645580e-21], PIECES_REST = 8.47842766036889956997e-32;
/** x less the nearest multiple n of pi/2, and n modulo 4. */
function reduce(x: number): {r: Pair; quadrant: number} {
  if (Math.abs(x) < 1e6) {
    const n = Math.round(x / PI_2.h);
    let r = twoSum(x, -n * PIECES[0]);
    r = add(r, pair(-n * PIECES[1]));
    r = add(r, twoSum(-n * PIECES[2], -n * PIECES_REST));
    return {r, quadrant: ((n % 4) + 4) % 4};
  }
  const {mantissa, exponent} = decompose(Math.abs(x)), half = (memo.pi ||= bigPi()) >> 1n, value = mantissa << BigInt(exponent + 1280);
  let n = value / half, rest = value - n * half;
  if (rest * 2n > half) {
    n++;
    rest -= half;
  }
  if (x < 0) {
    n = -n;
    rest = -rest;
  }
  rest >>= 480n; // 800 bits of fraction are plenty, and within the doubles
  const h = Number(rest), l = Number(rest - BigInt(h));
  return {r: {h: h / 2 ** 800, l: l / 2 ** 800}, quadrant: Number(((n % 4n) + 4n) % 4n)};
}
/** sin(r) or cos(r) for |r| <= pi/4 by the series. */
function sine(r: Pair): Pair {
  const rr = negative(multiply(r, r));
  let p = INVERSE_FACTORIALS[27];
  for (let i = 25; i >= 1; i -= 2) p = add(multiply(p, rr), INVERSE_FACTORIALS[i]);
  return multiply(p, r);
}
function cosine(r: Pair): Pair {
  const rr = negative(multiply(r, r));
  let p = INVERSE_FACTORIALS[28];
  for (let i = 26; i >= 0; i -= 2) p = add(multiply(p, rr), INVERSE_FACTORIALS[i]);
  return p;
}
function sinPair(x: number, shift: number): Pair {
  const {r, quadrant} = reduce(x);
  switch ((quadrant + shift) & 3) {
    case 0: return sine(r);
    case 1: return cosine(r);
    case 2: return negative(sine(r));
    default: return negative(cosine(r));
  }
}
export function libm_sin(x: number): number {
  if (!(Math.abs(x) > 1e-9 && Math.abs(x) < Infinity)) return Math.sin(x);
  const short = Math.abs(x) < 1e5 ? fastSin(tables(), x, 0) : NaN;
  if (short === short) return short;
  const y = sinPair(x, 0);
  return y.h + y.l;
}
export function libm_cos(x: number): number {
  if (!(Math.abs(x) < Infinity)) return NaN;
  const short = Math.abs(x) < 1e5 ? fastSin(tables(), x, 1) : NaN;
  if (short === short) return short;
  const y = sinPair(x, 1);
  return y.h + y.l;
}
export function libm_tan(x: number): number {
  if (!(Math.abs(x) > 1e-9 && Math.abs(x) < Infinity)) return Math.tan(x);
  const y = divide(sinPair(x, 0), sinPair(x, 1));
  return y.h + y.l;
}
/** The angle of the point (x, y), both finite and neither zero, by one step from JS's. */
function angle(y: Pair, x: Pair): number {
  const start = Math.atan2(y.h, x.h), s = sinPair(start, 0), c = sinPair(start, 1);
  // the sine of what is missing, over the radius
  const across = add(multiply(y, c), negative(multiply(x, s))), along = add(multiply(x, c), multiply(y, s));
  return start + across.h / along.h;
}
export function libm_atan(x: number): number {
  if (!(Math.abs(x) > 1e-9 && Math.abs(x) < 1e15)) return Math.atan(x);
  return angle(pair(x), pair(1));
}
export function libm_atan2(y: number, x: number): number {
  const top = Math.max(Math.abs(x), Math.abs(y)), bottom = Math.min(Math.abs(x), Math.abs(y));
  // far apart in size, or at the ends of the range of doubles
  if (!(top < Infinity && bottom > 0) || top > 1e15 * bottom || top > 1e290 || bottom < 1e-290) return Math.atan2(y, x);
  return angle(pair(y), pair(x));
}
export function libm_asin(x: number): number {
  if (!(Math.abs(x) > 1e-9 && Math.abs(x) < 1)) return Math.asin(x);
  return angle(pair(x), squareRoot(multiply(twoSum(1, -x), twoSum(1, x))));
}
export function libm_acos(x: number): number {
  if (!(Math.abs(x) > 1e-9 && Math.abs(x) < 1)) return Math.acos(x);
  return angle(squareRoot(multiply(twoSum(1, -x), twoSum(1, x))), pair(x));
}

// ---- hyperbolic functions, where they call exp and log ----

const LN2 = 6.93147180559945286227e-01;
export function libm_cosh(x: number): number {
  const size = Math.abs(x);
  if (!(size < 22)) return size < 709 ? 0.5 * libm_exp(size) : Math.cosh(x);
  if (size < 0.5 * LN2) {
    const t = Math.expm1(size), w = 1 + t;
    return size < 2 ** -55 ? w : 1 + (t * t) / (w + w);
  }
  const t = libm_exp(size);
  return 0.5 * t + 0.5 / t;
}
export function libm_sinh(x: number): number {
  const size = Math.abs(x);
  return size >= 22 && size < 709 ? (x < 0 ? -0.5 : 0.5) * libm_exp(size) : Math.sinh(x);
}
export function libm_asinh(x: number): number {
  const size = Math.abs(x);
  if (!(size > 2 ** -28 && size < Infinity)) return Math.asinh(x);
  let w: number;
  if (size > 2 ** 28) w = libm_log(size) + LN2;
  else if (size > 2) w = libm_log(2 * size + 1 / (Math.sqrt(x * x + 1) + size));
  else w = Math.log1p(size + (x * x) / (1 + Math.sqrt(1 + x * x)));
  return x < 0 ? -w : w;
}
export function libm_acosh(x: number): number {
  if (!(x > 1 && x < Infinity)) return Math.acosh(x);
  if (x > 2 ** 28) return libm_log(x) + LN2;
  if (x > 2) return libm_log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return Math.log1p(t + Math.sqrt(2 * t + t * t));
}
/** What x * x loses when it is rounded. */
function squareError(x: number, square: number): number {
  const t = SPLIT * x, high = t - (t - x), low = x - high;
  return low * low - (square - high * high - 2 * high * low);
}
/** sqrt(x*x + y*y) without overflow in between, rounded once (nearly always). */
export function libm_hypot(x: number, y: number): number {
  x = Math.abs(x);
  y = Math.abs(y);
  if (x === Infinity || y === Infinity) return Infinity;
  if (x !== x || y !== y) return NaN;
  if (x < y) [x, y] = [y, x];
  if (y <= x * 2 ** -54) return x;
  // scale by a power of two, which is exact, so that squares neither overflow nor vanish
  let factor = 1;
  if (x > 1e150) factor = 2 ** -600;
  else if (y < 1e-150) factor = 2 ** 600;
  x *= factor;
  y *= factor;
  const xx = x * x, yy = y * y, sum = xx + yy, low = yy - (sum - xx) + squareError(x, xx) + squareError(y, yy);
  const root = Math.sqrt(sum), rr = root * root;
  return (root + (sum - rr - squareError(root, rr) + low) / (2 * root)) / factor;
}
