/** Output that grows up to a limit. CPython: Include/internal/pycore_blocks_output_buffer.h */
const FIRST_SIZE = 32 * 1024;

export class OutputBuffer {
  bytes: Uint8Array;
  /** `most` is how many bytes there may be; negative for any number. */
  constructor(private readonly most: number) {
    this.bytes = new Uint8Array(most >= 0 && most < FIRST_SIZE ? most : FIRST_SIZE);
  }
  /** Makes room after `used` bytes; false when there may be no more. */
  grow(used: number): boolean {
    const limit = this.most < 0 ? Infinity : this.most;
    if (used >= limit) return false;
    const larger = new Uint8Array(Math.min(limit, this.bytes.length * 2));
    larger.set(this.bytes);
    this.bytes = larger;
    return true;
  }
}
