/** Powers of two as doubles. V8 calls a function of the C library for a power with a variable exponent, which takes as long as a small dict. */
const LEAST = -1074;
const POWERS: Readonly<Float64Array> = Float64Array.from({length: 1023 - LEAST + 1}, (_, i) => 2 ** (i + LEAST));

/** 2 ** exponent of a whole number from -1074 to 1023. */
export function powerOfTwo(exponent: number): number {
  return POWERS[exponent - LEAST];
}
