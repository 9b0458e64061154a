/** Functions of the C library's libm in the precision that it has there (glibc: correctly rounded but for about one case in a thousand). */

/** x ** y as C's pow() gives it. */
export function libm_pow(x: number, y: number): number {
  return Math.pow(x, y);
}

const SPLIT = 134217729;
/** What x * x loses when it is rounded. CPython: Modules/mathmodule.c dl_mul() */
function squareError(x: number, square: number): number {
  const t = SPLIT * x, high = t - (t - x), low = x - high;
  return low * low - (square - high * high - 2 * high * low);
}
/** sqrt(x*x + y*y) without overflow in between, rounded once (nearly always). CPython: C's hypot() */
export function libm_hypot(x: number, y: number): number {
  x = Math.abs(x);
  y = Math.abs(y);
  if (x === Infinity || y === Infinity) return Infinity;
  if (x !== x || y !== y) return NaN;
  if (x < y) [x, y] = [y, x];
  if (y === 0) return x;
  // scale by a power of two, which is exact, so that squares neither overflow nor vanish
  let scale = 1;
  if (x > 1e150) scale = 2 ** -600;
  else if (y < 1e-150) scale = 2 ** 600;
  x *= scale;
  y *= scale;
  const xx = x * x, yy = y * y, sum = xx + yy, sumError = yy - (sum - xx);
  const low = sumError + squareError(x, xx) + squareError(y, yy);
  const root = Math.sqrt(sum), rr = root * root;
  const correction = (sum - rr - squareError(root, rr) + low) / (2 * root);
  return (root + correction) / scale;
}
