/** ASCII text and its bytes: short rows by loops, long ones by words and by the host's own coders. */
import {H, U8, _PyRuntime} from './current';
import {latin1Text} from './text';

/** From this length on a call of the host's coders costs less than a loop. */
export const LONG_ASCII = 64;
/** It keeps nothing between calls. */
const ENCODER = new TextEncoder();

/** End of the ASCII bytes of `data` that begin at `start`, `n` when they go on to there. CPython: Objects/unicodeobject.c ascii_decode() */
export function asciiEnd(data: Uint8Array, start: number, n = data.length): number {
  let i = start;
  if (n - start >= LONG_ASCII) {
    const {buffer, byteOffset} = data, words = buffer === H.buffer ? H : new Int32Array(buffer, 0, buffer.byteLength >> 2), last = (byteOffset + n) >> 2;
    while (((byteOffset + i) & 3) !== 0 && data[i] < 128) i++;
    if (((byteOffset + i) & 3) === 0) {
      let w = (byteOffset + i) >> 2;
      while (w + 4 <= last && ((words[w] | words[w + 1] | words[w + 2] | words[w + 3]) & 0x80808080) === 0) w += 4;
      i = (w << 2) - byteOffset;
    }
  }
  while (i < n && data[i] < 128) i++;
  return i;
}
/** The text of bytes [start, end), which are all ASCII. */
export function asciiText(data: Uint8Array, start: number, end: number): string {
  return end - start < LONG_ASCII ? latin1Text(data, start, end) : _PyRuntime.host.asciiText(data, start, end);
}
/** Writes a text that is all ASCII as bytes at a byte address of the heap. */
export function writeASCII(text: string, at: number): void {
  const n = text.length;
  if (n >= LONG_ASCII) ENCODER.encodeInto(text, U8.subarray(at, at + n));
  else for (let i = 0; i < n; i++) U8[at + i] = text.charCodeAt(i);
}
