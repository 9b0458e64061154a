/** Gamma, error function and the like on doubles. CPython: Modules/mathmodule.c; erf and erfc as in the C library */
import {libm_cos, libm_exp, libm_log, libm_pow, libm_sin} from '../../objects/libm';
import {decompose} from '../../objects/pystrtod';

/** A function's value, and what errno would be: '' none, 'EDOM' or 'ERANGE'. */
export interface WithErrno { readonly value: number; readonly errno: '' | 'EDOM' | 'ERANGE' }
const ok = (value: number): WithErrno => ({value, errno: ''});

/** sin(pi * x), exact at integers. CPython: m_sinpi() */
function m_sinpi(x: number): number {
  const y = Math.abs(x) % 2, n = Math.round(2 * y);
  let r: number;
  switch (n) {
    case 0: r = libm_sin(Math.PI * y); break;
    case 1: r = libm_cos(Math.PI * (y - 0.5)); break;
    case 2: r = libm_sin(Math.PI * (1 - y)); break;
    case 3: r = -libm_cos(Math.PI * (y - 1.5)); break;
    default: r = libm_sin(Math.PI * (y - 2));
  }
  return x < 0 ? -r : r;
}
const LANCZOS_G = 6.024680040776729583740234375, LANCZOS_G_MINUS_HALF = 5.524680040776729583740234375;
const LANCZOS_NUMERATOR = [
  23531376880.41075968857200767445163675473, 42919803642.64909876895789904700198885093, 35711959237.35566804944018545154716670596, 17921034426.03720969991975575445893111267,
  6039542586.352028005064291644307297921070, 1439720407.311721673663223072794912393972, 248874557.8620541565114603864132294232163, 31426415.58540019438061423162831820536287,
  2876370.628935372441225409051620849613599, 186056.2653952234950402949897160456992822, 8071.672002365816210638002902272250613822, 210.8242777515793458725097339207133627117,
  2.506628274631000270164908177133837338626,
];
const LANCZOS_DENOMINATOR = [0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1];

/** Lanczos' sum for x > 0. CPython: lanczos_sum() */
function lanczos_sum(x: number): number {
  let numerator = 0, denominator = 0;
  if (x < 5) {
    for (let i = 12; i >= 0; i--) {
      numerator = numerator * x + LANCZOS_NUMERATOR[i];
      denominator = denominator * x + LANCZOS_DENOMINATOR[i];
    }
  } else {
    for (let i = 0; i < 13; i++) {
      numerator = numerator / x + LANCZOS_NUMERATOR[i];
      denominator = denominator / x + LANCZOS_DENOMINATOR[i];
    }
  }
  return numerator / denominator;
}
/** gamma(x). CPython: m_tgamma() */
export function m_tgamma(x: number): WithErrno {
  if (!Number.isFinite(x)) return x !== x || x > 0 ? ok(x) : {value: NaN, errno: 'EDOM'};
  if (x === 0) return {value: 1 / x, errno: 'EDOM'};
  if (x === Math.floor(x)) {
    if (x < 0) return {value: NaN, errno: 'EDOM'};
    if (x <= 23) {
      let product = 1;
      for (let i = 2; i < x; i++) product *= i;
      return ok(product);
    }
  }
  const size = Math.abs(x);
  if (size < 1e-20) return Math.abs(1 / x) === Infinity ? {value: 1 / x, errno: 'ERANGE'} : ok(1 / x);
  if (size > 200) return x < 0 ? ok(0 / m_sinpi(x)) : {value: Infinity, errno: 'ERANGE'};
  const y = size + LANCZOS_G_MINUS_HALF;
  // what was lost in that sum
  let z = size > LANCZOS_G_MINUS_HALF ? y - size - LANCZOS_G_MINUS_HALF : y - LANCZOS_G_MINUS_HALF - size;
  z = (z * LANCZOS_G) / y;
  let r: number;
  if (x < 0) {
    r = ((-Math.PI / m_sinpi(size) / size) * libm_exp(y)) / lanczos_sum(size);
    r -= z * r;
    if (size < 140) r /= libm_pow(y, size - 0.5);
    else {
      const root = libm_pow(y, size / 2 - 0.25);
      r = r / root / root;
    }
  } else {
    r = lanczos_sum(size) / libm_exp(y);
    r += z * r;
    if (size < 140) r *= libm_pow(y, size - 0.5);
    else {
      const root = libm_pow(y, size / 2 - 0.25);
      r = r * root * root;
    }
  }
  return Math.abs(r) === Infinity ? {value: r, errno: 'ERANGE'} : ok(r);
}
const LOG_PI = 1.144729885849400174143427351353058711647;
/** log(abs(gamma(x))). CPython: m_lgamma() */
export function m_lgamma(x: number): WithErrno {
  if (!Number.isFinite(x)) return ok(x !== x ? x : Infinity);
  if (x === Math.floor(x) && x <= 2) return x <= 0 ? {value: Infinity, errno: 'EDOM'} : ok(0);
  const size = Math.abs(x);
  if (size < 1e-20) return ok(-libm_log(size));
  let r = libm_log(lanczos_sum(size)) - LANCZOS_G;
  r += (size - 0.5) * (libm_log(size + LANCZOS_G - 0.5) - 1);
  if (x < 0) r = LOG_PI - libm_log(Math.abs(m_sinpi(size))) - libm_log(size) - r;
  return Math.abs(r) === Infinity ? {value: r, errno: 'ERANGE'} : ok(r);
}

// Rational approximations of erf and erfc on five intervals, as published with FreeBSD's msun and used by glibc.
const EFX = 1.28379167095512586316e-01, ERX = 8.45062911510467529297e-01;
const PP = [1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02, -5.77027029648944159157e-03, -2.37630166566501626084e-05];
const QQ = [1, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03, 1.32494738004321644526e-04, -3.96022827877536812320e-06];
const PA = [-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01, 3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03];
const QA = [1, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02, 1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02];
const RA = [-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01, -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01, -9.81432934416914548592e+00];
const SA = [1, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02, 6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02, 6.57024977031928170135e+00, -6.04244152148580987438e-02];
const RB = [-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01, -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02];
const SB = [1, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03, 3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01];

function polynomial(c: readonly number[], x: number): number {
  let r = c[c.length - 1];
  for (let i = c.length - 2; i >= 0; i--) r = r * x + c[i];
  return r;
}
/** x with the lower half of its bits cleared. */
function upperHalf(x: number): number {
  const {mantissa, exponent} = decompose(x);
  return Number((mantissa >> 32n) << 32n) * 2 ** exponent;
}
/** erfc(x) / x for x >= 1.25 by its asymptotic form. */
function tail(x: number): number {
  const s = 1 / (x * x), big = x >= 1 / 0.35;
  const ratio = big ? polynomial(RB, s) / polynomial(SB, s) : polynomial(RA, s) / polynomial(SA, s);
  const z = upperHalf(x);
  return (libm_exp(-z * z - 0.5625) * libm_exp((z - x) * (z + x) + ratio)) / x;
}
/** The error function. */
export function erf(x: number): number {
  if (x !== x) return x;
  const size = Math.abs(x), sign = x < 0 ? -1 : 1;
  if (size === Infinity) return sign;
  if (size < 0.84375) {
    if (size < 2 ** -28) return size < 2 ** -1015 ? 0.125 * (8 * x + 8 * EFX * x) : x + EFX * x;
    const z = x * x;
    return x + x * (polynomial(PP, z) / polynomial(QQ, z));
  }
  if (size < 1.25) {
    const s = size - 1;
    return sign * (ERX + polynomial(PA, s) / polynomial(QA, s));
  }
  return size >= 6 ? sign * (1 - 1e-300) : sign * (1 - tail(size));
}
/** 1 - erf(x), exact where that is tiny. */
export function erfc(x: number): number {
  if (x !== x) return x;
  const size = Math.abs(x);
  if (size === Infinity) return x > 0 ? 0 : 2;
  if (size < 0.84375) {
    if (size < 2 ** -56) return 1 - x;
    const z = x * x, y = polynomial(PP, z) / polynomial(QQ, z);
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y);
  }
  if (size < 1.25) {
    const s = size - 1, ratio = polynomial(PA, s) / polynomial(QA, s);
    return x >= 0 ? 1 - ERX - ratio : 1 + (ERX + ratio);
  }
  if (size < 28) {
    if (x < -6) return 2 - 1e-300;
    return x > 0 ? tail(size) : 2 - tail(size);
  }
  return x > 0 ? 0 : 2;
}

/** The nearest multiple's remainder, half to even. CPython: m_remainder() */
export function m_remainder(x: number, y: number): number {
  if (Number.isFinite(x) && Number.isFinite(y)) {
    if (y === 0) return NaN;
    const sizeX = Math.abs(x), sizeY = Math.abs(y), m = sizeX % sizeY, c = sizeY - m;
    const r = m < c ? m : m > c ? -c : m - 2 * ((0.5 * (sizeX - m)) % sizeY);
    return x < 0 || Object.is(x, -0) ? -r : r;
  }
  if (x !== x) return x;
  if (y !== y) return y;
  return Math.abs(x) === Infinity ? NaN : x;
}

const BITS = new DataView(new ArrayBuffer(8));
/** The bits of a double as an integer. */
export function bitsOf(x: number): bigint {
  BITS.setFloat64(0, x);
  return BITS.getBigUint64(0);
}
export function doubleOf(bits: bigint): number {
  BITS.setBigUint64(0, bits);
  return BITS.getFloat64(0);
}
const SIGN = 1n << 63n;
/** The double that is a number of steps from x towards y. CPython: math_nextafter_impl() */
export function nextafter(x: number, y: number, steps: bigint): number {
  if (steps === 0n || x !== x) return x;
  if (y !== y) return y;
  const a = bitsOf(x), b = bitsOf(y);
  if (a === b) return x;
  // one step is C's nextafter(), which keeps the sign of x down to zero
  if (steps === 1n && x !== 0) return x === y ? y : doubleOf((x < y) === (x > 0) ? a + 1n : a - 1n);
  const sizeA = a & ~SIGN, sizeB = b & ~SIGN;
  if (((a ^ b) & SIGN) !== 0n) {
    if (sizeA + sizeB <= steps) return y;
    return sizeA < steps ? doubleOf((b & SIGN) | (steps - sizeA)) : doubleOf(a - steps);
  }
  if (sizeA > sizeB) return sizeA - sizeB >= steps ? doubleOf(a - steps) : y;
  return sizeB - sizeA >= steps ? doubleOf(a + steps) : y;
}
/** x * y + z rounded once. CPython: C's fma() */
export function fma(x: number, y: number, z: number): number {
  if (Number.isFinite(x) && Number.isFinite(y) && Math.abs(z) === Infinity) return z;
  if (!Number.isFinite(x) || !Number.isFinite(y) || z !== z || x === 0 || y === 0) return x * y + z;
  const a = decompose(Math.abs(x)), b = decompose(Math.abs(y)), c = decompose(Math.abs(z));
  const exponent = Math.min(a.exponent + b.exponent, c.exponent);
  let product = (a.mantissa * b.mantissa) << BigInt(a.exponent + b.exponent - exponent), addend = c.mantissa << BigInt(c.exponent - exponent);
  if (x < 0 !== y < 0) product = -product;
  if (z < 0) addend = -addend;
  const sum = product + addend;
  if (sum === 0n) return z === 0 ? x * y + z : 0;
  return roundScaled(sum, exponent);
}
/** value * 2**exponent rounded to a double, half to even. */
export function roundScaled(value: bigint, exponent: number): number {
  const negative = value < 0n;
  let m = negative ? -value : value;
  const bits = m.toString(2).length;
  // subnormals have fewer bits
  const drop = Math.max(bits - 53, -1074 - exponent);
  if (drop > 0) {
    if (drop > bits + 1) return negative ? -0 : 0;
    const kept = m >> BigInt(drop), rest = m - (kept << BigInt(drop)), half = 1n << BigInt(drop - 1);
    m = rest > half || (rest === half && (kept & 1n) === 1n) ? kept + 1n : kept;
    exponent += drop;
  }
  let r = Number(m);
  for (; exponent > 1000; exponent -= 1000) r *= 2 ** 1000;
  for (; exponent < -1000; exponent += 1000) r *= 2 ** -1000;
  r *= 2 ** exponent;
  return negative ? -r : r;
}
/** Mantissa in [0.5, 1) and exponent. CPython: C's frexp() */
export function frexp(x: number): {mantissa: number; exponent: number} {
  if (x === 0 || !Number.isFinite(x)) return {mantissa: x, exponent: 0};
  let shift = 0;
  if (Math.abs(x) < 2 ** -1022) {
    x *= 2 ** 54;
    shift = -54;
  }
  const exponent = Number((bitsOf(x) >> 52n) & 2047n) - 1022;
  return {mantissa: doubleOf((bitsOf(x) & ~(2047n << 52n)) | (1022n << 52n)), exponent: exponent + shift};
}
/** x * 2**exponent, rounded once. CPython: C's ldexp() */
export function ldexp(x: number, exponent: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const {mantissa, exponent: e} = decompose(Math.abs(x));
  if (e + exponent > 1024) return x < 0 ? -Infinity : Infinity;
  if (e + exponent < -1200) return x < 0 ? -0 : 0;
  return roundScaled(x < 0 ? -mantissa : mantissa, e + exponent);
}
