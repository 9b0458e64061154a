/**
 * Short ways to exp, log, pow, sin and cos: about 65 bits from tables and short series. The result is given when it rounds the same way over the whole
 * of the error; NaN says that libm.ts has to compute it with more bits, about once in five hundred times.
 */
import {powerOfTwo} from '../runtime/powers';

/** A double and what it lacks. */
interface Pair { readonly h: number; readonly l: number }
const SPLIT = 134217729;
const LN2_TOP = 6.93147180369123816490e-01, LN2_REST = 1.9082149292705877e-10, LN2_LAST = 1.1612227229362532e-26;
// pi/2 in pieces of 33 bits, and the rest
const PI_2A = 1.57079632673412561417, PI_2B = 6.07710050630396597660e-11, PI_2C = 2.02226624871116645580e-21, PI_2D = 8.47842766036889956997e-32;
const STEPS = 64, LOG_CELLS = 96;

/** Tables that are made with the long functions when one of them is first needed. */
export class LibmTables {
  /** 2 ** (i / 64); -log(1 / c) for the cells of [0.75, 1.5], and 1 / c; sin(i / 64) and cos(i / 64) to pi/4: high and low parts in turn. */
  readonly powers = new Float64Array(2 * STEPS);
  readonly logs = new Float64Array(2 * LOG_CELLS + 2);
  readonly inverses = new Float64Array(LOG_CELLS + 1);
  readonly sines = new Float64Array(104);
  readonly cosines = new Float64Array(104);
  constructor(exp: (x: Pair) => Pair, log: (x: number) => Pair, sine: (x: number) => Pair, cosine: (x: number) => Pair, ln2: (part: number) => Pair) {
    const put = (table: Float64Array, i: number, p: Pair): void => {
      table[2 * i] = p.h;
      table[2 * i + 1] = p.l;
    };
    for (let i = 0; i < STEPS; i++) put(this.powers, i, exp(ln2(i / STEPS)));
    for (let i = 0; i <= LOG_CELLS; i++) {
      // few bits, so that products with it lose nothing that matters
      const inverse = Math.round(512 / (0.75 + i / 128)) / 512, p = inverse === 1 ? {h: 0, l: 0} : log(inverse);
      this.inverses[i] = inverse;
      put(this.logs, i, {h: -p.h, l: -p.l});
    }
    for (let i = 0; i < 52; i++) {
      put(this.sines, i, sine(i / 64));
      put(this.cosines, i, cosine(i / 64));
    }
  }
}
/** The rounded sum when an error of this size does not change it, else NaN. */
function rounded(h: number, l: number, error: number): number {
  const low = h + (l - error);
  return low === h + (l + error) ? low : NaN;
}
/** exp(xh + xl) for |xh| < 700 with `error` relative to one in what is given. */
function expOf(tables: LibmTables, xh: number, xl: number, error: number): number {
  const k = Math.round(xh * 92.33248261893158), i = k & 63, top = xh - k * (LN2_TOP / 64), rest = k * (LN2_REST / 64);
  const rh = top - rest, rl = top - rh - rest + xl;
  const square = rh * rh, q = rl + rl * rh + square * (0.5 + rh * (1 / 6 + rh * (1 / 24 + rh * (1 / 120 + rh * (1 / 720 + rh * (1 / 5040))))));
  const eh = rh + q, el = rh - eh + q, th = tables.powers[2 * i], tl = tables.powers[2 * i + 1];
  const ph = th * eh, ta = SPLIT * th, ah = ta - (ta - th), al = th - ah, tb = SPLIT * eh, bh = tb - (tb - eh), bl = eh - bh, pl = al * bl - (ph - ah * bh - al * bh - ah * bl);
  const sh = th + ph, sl = th - sh + ph + (pl + tl + tl * eh + th * el);
  return rounded(sh, sl, sh * (error + 2e-19)) * powerOfTwo((k - i) / 64);
}
/** exp(x) for |x| < 700. */
export function fastExp(tables: LibmTables, x: number): number {
  return expOf(tables, x, 0, 0);
}
/** y * log(x) for a normal x > 0, as a double and the rest in `out`. */
function logTimes(tables: LibmTables, x: number, y: number, out: Float64Array): void {
  let exponent = Math.floor(Math.log2(x)), m = x * powerOfTwo(-exponent);
  if (m >= 1.5) {
    m *= 0.5;
    exponent++;
  } else if (m < 0.75) {
    m *= 2;
    exponent--;
  }
  const i = Math.round((m - 0.75) * 128), inverse = tables.inverses[i];
  // m / c - 1: the inverse has ten bits
  const zh = m * inverse, ta = SPLIT * m, ah = ta - (ta - m), al = m - ah, zl = ah * inverse - zh + al * inverse;
  const rh = zh - 1 + zl, rl = zh - 1 - rh + zl;
  // r * r / 2
  const sh = rh * rh, tb = SPLIT * rh, bh = tb - (tb - rh), bl = rh - bh, sl = bh * bh - sh + 2 * bh * bl + bl * bl + 2 * rh * rl;
  const cube = rh * sh * (1 / 3 - rh * (0.25 - rh * (0.2 - rh * (1 / 6 - rh * (1 / 7 - rh * (0.125 - rh * (1 / 9)))))));
  // exponent * ln 2 + log(c) + r - r * r / 2 + ...
  const a = exponent * LN2_TOP, lh = tables.logs[2 * i], ll = tables.logs[2 * i + 1] + exponent * LN2_LAST;
  const s1 = a + lh, e1 = Math.abs(a) >= Math.abs(lh) ? a - s1 + lh : lh - s1 + a;
  const b = exponent * LN2_REST, s2 = s1 + rh, z2 = s2 - s1, e2 = s1 - (s2 - z2) + (rh - z2);
  const half = -0.5 * sh, s3 = s2 + half, z3 = s3 - s2, e3 = s2 - (s3 - z3) + (half - z3);
  const s4 = s3 + b, z4 = s4 - s3, e4 = s3 - (s4 - z4) + (b - z4);
  const low = e1 + e2 + e3 + e4 + (ll + rl - 0.5 * sl + cube), h = s4 + low, l = s4 - h + low;
  const ph = h * y, tc = SPLIT * h, ch = tc - (tc - h), cl = h - ch, td = SPLIT * y, dh = td - (td - y), dl = y - dh;
  out[0] = ph;
  out[1] = cl * dl - (ph - ch * dh - cl * dh - ch * dl) + l * y;
}
/** log(x) for a normal x > 0 that is not near 1. */
export function fastLog(tables: LibmTables, x: number, scratch: Float64Array): number {
  logTimes(tables, x, 1, scratch);
  const h = scratch[0];
  return rounded(h, scratch[1], Math.abs(h) * 2e-19 + 1e-22);
}
/** x ** y for a normal x > 0 and |y| < 2 ** 60 whose result is far from both ends of the doubles. */
export function fastPow(tables: LibmTables, x: number, y: number, scratch: Float64Array): number {
  logTimes(tables, x, y, scratch);
  const h = scratch[0];
  return Math.abs(h) < 690 ? expOf(tables, h, scratch[1], (Math.abs(h) + 1e-3 * Math.abs(y)) * 2e-19) : NaN;
}
/** sin(x), or with `shift` 1 cos(x), for |x| < 1e5. */
export function fastSin(tables: LibmTables, x: number, shift: number): number {
  const n = Math.round(x * 0.6366197723675814), a = x - n * PI_2A, b = n * PI_2B, r0 = a - b, e0 = a - r0 - b, c = n * PI_2C;
  const rh = r0 - c, rl = r0 - rh - c + e0 - n * PI_2D, size = Math.abs(rh);
  if (size < 1e-4) return NaN;
  const low = rh < 0 ? -rl : rl, j = Math.round(size * 64), d = size - j / 64, quadrant = n + shift & 3;
  const dd = d * d, sineRest = d * dd * (-1 / 6 + dd * (1 / 120 - dd * (1 / 5040))), cosineRest = dd * (-0.5 + dd * (1 / 24 + dd * (-1 / 720 + dd * (1 / 40320))));
  const sh = tables.sines[2 * j], sl = tables.sines[2 * j + 1], ch = tables.cosines[2 * j], cl = tables.cosines[2 * j + 1];
  let h: number, l: number, sign = 1;
  const tb = SPLIT * d, bh = tb - (tb - d), bl = d - bh;
  if ((quadrant & 1) === 0) {
    const p = ch * d, ta = SPLIT * ch, ah = ta - (ta - ch), al = ch - ah, pl = al * bl - (p - ah * bh - al * bh - ah * bl);
    const s = sh + p, z = s - sh;
    h = s;
    l = sh - (s - z) + (p - z) + (pl + sl + cl * d + ch * (sineRest + low * (1 + cosineRest)) + sh * (cosineRest - d * low));
    if (rh < 0) sign = -1;
  } else {
    const p = -sh * d, ta = SPLIT * -sh, ah = ta - (ta + sh), al = -sh - ah, pl = al * bl - (p - ah * bh - al * bh - ah * bl);
    const s = ch + p, z = s - ch;
    h = s;
    l = ch - (s - z) + (p - z) + (pl + cl - sl * d - sh * (sineRest + low * (1 + cosineRest)) + ch * (cosineRest - d * low));
  }
  const value = rounded(h, l, Math.abs(h) * 2e-19 + 2e-21);
  return quadrant >= 2 ? -sign * value : sign * value;
}
