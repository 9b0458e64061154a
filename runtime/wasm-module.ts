/** Modules of WebAssembly that the build generates (scripts/wasm-writer.ts), over the memory of a heap. */

/** Where in such a module the limits of its memory begin, counted from the name of the memory, which is its first import. */
const MEMORY_NAME = [3, 0x65, 0x6e, 0x76, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2] as const;
/** Limits with a maximum, of a memory that is not shared. */
const LIMITS_UNSHARED = 1;

/** First place of a row of bytes; -1 when it is nowhere. */
function indexOfRow(bytes: Uint8Array, row: readonly number[]): number {
  for (let at = bytes.indexOf(row[0]); at >= 0; at = bytes.indexOf(row[0], at + 1)) {
    let n = 1;
    while (n < row.length && bytes[at + n] === row[n]) n++;
    if (n === row.length) return at;
  }
  return -1;
}

/** The functions of a module, given in base64, over a memory; `functions` are those that it calls. */
export function instantiateOver<F extends object>(memory: WebAssembly.Memory, module: string, functions: object): F {
  const text = atob(module), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  // modules are written for a shared memory
  if (memory.buffer instanceof ArrayBuffer) bytes[indexOfRow(bytes, MEMORY_NAME) + MEMORY_NAME.length] = LIMITS_UNSHARED;
  return new WebAssembly.Instance<F>(new WebAssembly.Module(bytes), {env: {...functions, memory}}).exports;
}
