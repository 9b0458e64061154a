/** Sorts the rotations of a block: prefixes of twice the length are compared each time (Larsson and Sadakane). */

/** Where each rotation begins, in the order of their bytes; rotations that are equal in any order. */
export function sortRotations(block: Uint8Array, n: number): Int32Array {
  const order = new Int32Array(n), rank = new Int32Array(n), counts = new Int32Array(0x10001);
  // by the first two bytes
  for (let i = 0; i < n; i++) counts[((block[i] << 8) | block[i + 1 < n ? i + 1 : 0]) + 1]++;
  for (let i = 0; i < 0x10000; i++) counts[i + 1] += counts[i];
  const next = counts.slice();
  for (let i = 0; i < n; i++) {
    const key = (block[i] << 8) | block[i + 1 < n ? i + 1 : 0];
    order[next[key]++] = i;
    // the rank of a group is its last place
    rank[i] = counts[key + 1] - 1;
  }
  for (let key = 0; key < 0x10000; key++) if (counts[key + 1] - counts[key] === 1) order[counts[key]] = -1;
  // a negative entry says how many places from it on are sorted; the order is read back from the ranks at the end
  for (let length = 2; length < n && -order[0] < n; length *= 2) {
    const shifted = length % n;
    let sorted = 0, i = 0;
    while (i < n) {
      if (order[i] < 0) {
        sorted -= order[i];
        i -= order[i];
        continue;
      }
      if (sorted > 0) order[i - sorted] = -sorted;
      sorted = 0;
      const end = rank[order[i]] + 1;
      split(order, rank, i, end, shifted, n);
      i = end;
    }
    if (sorted > 0) order[i - sorted] = -sorted;
  }
  // equal rotations share a rank: they take its places from the last one down, as in libbzip2
  const taken = new Int32Array(n);
  for (let i = 0; i < n; i++) order[rank[i] - taken[rank[i]]++] = i;
  return order;
}
/** Sorts one group by the ranks `shift` places on, and gives its members new ranks. */
function split(order: Int32Array, rank: Int32Array, start: number, end: number, shift: number, n: number): void {
  const key = (at: number): number => {
    const i = order[at] + shift;
    return rank[i < n ? i : i - n];
  };
  while (end - start > 7) {
    // three parts, around the middle of three, or of nine
    let middle = start + ((end - start) >> 1), low = start, high = end - 1;
    if (end - start > 40) {
      const step = (end - start) >> 3;
      low = median(key, low, low + step, low + 2 * step);
      middle = median(key, middle - step, middle, middle + step);
      high = median(key, high - 2 * step, high - step, high);
    }
    const pivot = key(median(key, low, middle, high));
    let less = start, at = start, greater = end;
    while (at < greater) {
      const k = key(at);
      if (k < pivot) {
        const swap = order[less];
        order[less++] = order[at];
        order[at++] = swap;
      } else if (k > pivot) {
        const swap = order[--greater];
        order[greater] = order[at];
        order[at] = swap;
      } else at++;
    }
    // ranks change from below: later comparisons of this round may see them, which only sorts further
    if (less > start) split(order, rank, start, less, shift, n);
    const group = greater - 1;
    for (let i = less; i < greater; i++) rank[order[i]] = group;
    if (greater - less === 1) order[less] = -1;
    start = greater;
  }
  // a few: take the least ones out again and again
  while (start < end) {
    let least = key(start), count = 1;
    for (let i = start + 1; i < end; i++) {
      const k = key(i);
      if (k > least) continue;
      if (k < least) {
        least = k;
        count = 0;
      }
      const swap = order[start + count];
      order[start + count++] = order[i];
      order[i] = swap;
    }
    for (let i = start; i < start + count; i++) rank[order[i]] = start + count - 1;
    if (count === 1) order[start] = -1;
    start += count;
  }
}
function median(key: (at: number) => number, a: number, b: number, c: number): number {
  const ka = key(a), kb = key(b), kc = key(c);
  return ka < kb ? (kb < kc ? b : ka < kc ? c : a) : kb > kc ? b : ka > kc ? c : a;
}
