/**
 * x ** y for doubles, correctly rounded. The C library's pow() is that in all but a few cases in a million, while Math.pow() often misses the last
 * bit, and a folded constant must have the digits that CPython puts into its code objects.
 */

const PRECISION = 220n;
const ONE = 1n << PRECISION;

/** The mantissa and exponent of a positive finite double: value = mantissa * 2 ** exponent. */
function decompose(value: number): {mantissa: bigint; exponent: number} {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const high = bits.getUint32(0);
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4));
  const biased = (high >>> 20) & 0x7ff;
  return biased === 0 ? {mantissa: fraction, exponent: -1074} : {mantissa: fraction | (1n << 52n), exponent: biased - 1075};
}

/** The number of bits of a non-negative integer. */
export const bitLength = (value: bigint): number => (value === 0n ? 0 : value.toString(16).length * 4 - Math.clz32(parseInt(value.toString(16)[0], 16)) + 28);

/** The double nearest to numerator * 2 ** exponent (ties to even), infinity if too great; `sticky` tells that the true value is slightly greater. */
export function ldexpRounded(numerator: bigint, exponent: number, sticky: boolean): number {
  if (numerator === 0n) return 0;
  const length = bitLength(numerator);
  // Bits to drop, so that what remains has 53 bits, or fewer for a subnormal result.
  const drop = Math.max(length - 53, -1074 - exponent);
  let rounded = numerator;
  let scale = exponent;
  if (drop > 0) {
    const shift = BigInt(drop);
    const rest = numerator & ((1n << shift) - 1n);
    const half = 1n << (shift - 1n);
    rounded = numerator >> shift;
    if (rest > half || (rest === half && (sticky || (rounded & 1n) === 1n))) rounded += 1n;
    scale += drop;
  }
  let value = Number(rounded);
  // Powers of two below 2 ** -1074 and above 2 ** 1023 do not exist, so scale in steps; each is exact or overflows.
  for (; scale > 1000; scale -= 1000) value *= 2 ** 1000;
  for (; scale < -1000; scale += 1000) value *= 2 ** -1000;
  return value * 2 ** scale;
}

/** 2 * atanh(numerator / denominator) in fixed point. */
function twiceAtanh(numerator: bigint, denominator: bigint): bigint {
  const z = (numerator << PRECISION) / denominator;
  const square = (z * z) >> PRECISION;
  let power = z;
  let sum = 0n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power = (power * square) >> PRECISION;
  }
  return sum << 1n;
}

/** base ** exponent for finite base > 0 and finite exponent; may be 0 or infinity. CPython: libm's pow() */
export function pow(base: number, exponent: number): number {
  const {mantissa, exponent: scale} = decompose(base);
  if (Number.isInteger(exponent) && Math.abs(exponent) <= 64) {
    const count = BigInt(Math.abs(exponent));
    const product = mantissa ** count;
    const productScale = scale * Number(count);
    if (exponent >= 0) return ldexpRounded(product, productScale, false);
    const numerator = 1n << BigInt(bitLength(product) + 64);
    return ldexpRounded(numerator / product, -productScale - bitLength(product) - 64, numerator % product !== 0n);
  }
  const length = bitLength(mantissa);
  const unit = 1n << BigInt(length - 1); // mantissa / unit lies in [1, 2)
  const ln2 = twiceAtanh(1n, 3n);
  const log = twiceAtanh(mantissa - unit, mantissa + unit) + BigInt(scale + length - 1) * ln2;
  const power = decompose(Math.abs(exponent));
  let product = log * power.mantissa;
  product = power.exponent >= 0 ? product << BigInt(Math.min(power.exponent, 4096)) : product >> BigInt(-power.exponent);
  if (exponent < 0) product = -product;
  if (product > ln2 * 1100n) return Infinity;
  if (product < ln2 * -1200n) return 0;
  let whole = product / ln2;
  let rest = product - whole * ln2;
  if (rest < 0n) {
    rest += ln2;
    whole -= 1n;
  }
  let term = ONE;
  let sum = 0n;
  for (let n = 1n; term !== 0n; n += 1n) {
    sum += term;
    term = ((term * rest) >> PRECISION) / n;
  }
  return ldexpRounded(sum, Number(whole) - Number(PRECISION), true);
}
