/** Huffman codes as bzip2 chooses them: up to six tables, each group of 50 symbols with the one that suits it. */

const GROUP_SIZE = 50, ITERATIONS = 4, MAX_LENGTH = 17, UNLIKELY = 15;

/** How the symbols of a block are written: the lengths of the codes of each table, and which table each group takes. */
export interface Coding {
  lengths: Uint8Array[];
  selectors: Uint8Array;
}
/** The lengths of the codes for symbols of these frequencies, none longer than the limit. */
function codeLengths(lengths: Uint8Array, frequencies: Int32Array, count: number): void {
  // the lower 8 bits of a weight are the depth of its tree, which decides between equal weights
  const weight = new Int32Array(count * 2 + 1), parent = new Int32Array(count * 2 + 1), heap = new Int32Array(count + 2);
  for (let i = 0; i < count; i++) weight[i + 1] = (frequencies[i] === 0 ? 1 : frequencies[i]) << 8;
  for (;;) {
    let nodes = count, size = 0;
    const up = (node: number): void => {
      let at = ++size;
      for (; weight[node] < weight[heap[at >> 1]]; at >>= 1) heap[at] = heap[at >> 1];
      heap[at] = node;
    };
    const takeLeast = (): number => {
      const least = heap[1], node = heap[size--];
      let at = 1;
      for (;;) {
        let child = at << 1;
        if (child > size) break;
        if (child < size && weight[heap[child + 1]] < weight[heap[child]]) child++;
        if (weight[node] < weight[heap[child]]) break;
        heap[at] = heap[child];
        at = child;
      }
      heap[at] = node;
      return least;
    };
    heap[0] = 0;
    weight[0] = 0;
    for (let i = 1; i <= count; i++) {
      parent[i] = -1;
      up(i);
    }
    while (size > 1) {
      const a = takeLeast(), b = takeLeast();
      nodes++;
      parent[a] = parent[b] = nodes;
      weight[nodes] = ((weight[a] & ~0xff) + (weight[b] & ~0xff)) | (1 + Math.max(weight[a] & 0xff, weight[b] & 0xff));
      parent[nodes] = -1;
      up(nodes);
    }
    let tooLong = false;
    for (let i = 1; i <= count; i++) {
      let length = 0;
      for (let node = i; parent[node] >= 0; node = parent[node]) length++;
      lengths[i - 1] = length;
      if (length > MAX_LENGTH) tooLong = true;
    }
    if (!tooLong) return;
    // flatter frequencies make a flatter tree
    for (let i = 1; i <= count; i++) weight[i] = (1 + ((weight[i] >> 8) >> 1)) << 8;
  }
}
/** Chooses codes for the symbols of a block. */
export function chooseCodes(symbols: Uint16Array, length: number, frequencies: Int32Array, count: number): Coding {
  const tables = length < 200 ? 2 : length < 600 ? 3 : length < 1200 ? 4 : length < 2400 ? 5 : 6, lengths: Uint8Array[] = [], selectors = new Uint8Array(Math.ceil(length / GROUP_SIZE));
  for (let t = 0; t < tables; t++) lengths.push(new Uint8Array(count).fill(UNLIKELY));
  // to begin with, each table takes a range of symbols that are about as frequent as those of the others
  for (let part = tables, rest = length, first = 0; part > 0; part--) {
    const target = Math.floor(rest / part);
    let last = first - 1, sum = 0;
    while (sum < target && last < count - 1) sum += frequencies[++last];
    if (last > first && part !== tables && part !== 1 && (tables - part) % 2 === 1) sum -= frequencies[last--];
    lengths[part - 1].fill(0, first, last + 1);
    first = last + 1;
    rest -= sum;
  }
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const used = lengths.map(() => new Int32Array(count));
    let group = 0;
    for (let start = 0; start < length; start += GROUP_SIZE) {
      const end = Math.min(start + GROUP_SIZE, length);
      let best = 0, least = Infinity;
      for (let t = 0; t < tables; t++) {
        const table = lengths[t];
        let cost = 0;
        for (let i = start; i < end; i++) cost += table[symbols[i]];
        if (cost < least) {
          least = cost;
          best = t;
        }
      }
      selectors[group++] = best;
      for (let i = start; i < end; i++) used[best][symbols[i]]++;
    }
    for (let t = 0; t < tables; t++) codeLengths(lengths[t], used[t], count);
  }
  return {lengths, selectors};
}
/** The codes that lengths stand for: shorter ones first, equal ones in order. */
export function assignCodes(lengths: Uint8Array): Int32Array {
  const codes = new Int32Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= 20; length++) {
    for (let i = 0; i < lengths.length; i++) if (lengths[i] === length) codes[i] = code++;
    code <<= 1;
  }
  return codes;
}
