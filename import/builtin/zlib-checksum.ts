/** Checksums of zlib: CRC-32 and Adler-32. */

/** Four tables: what a byte does to the sum when 0, 1, 2 or 3 more follow. */
function crcTables(): Uint32Array {
  const tables = new Uint32Array(1024);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = (c & 1) !== 0 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    tables[n] = c;
  }
  for (let n = 0; n < 256; n++) {
    for (let k = 1; k < 4; k++) {
      const c = tables[(k - 1) * 256 + n];
      tables[k * 256 + n] = (c >>> 8) ^ tables[c & 255];
    }
  }
  return tables;
}
const TABLES = crcTables();

/** The CRC-32 of bytes, continued from one of what came before. */
export function crc32(bytes: Uint8Array, crc: number): number {
  const tables = TABLES, end = bytes.length;
  let c = ~crc, i = 0;
  for (; i + 4 <= end; i += 4) {
    c ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    c = tables[768 + (c & 255)] ^ tables[512 + ((c >>> 8) & 255)] ^ tables[256 + ((c >>> 16) & 255)] ^ tables[c >>> 24];
  }
  for (; i < end; i++) c = (c >>> 8) ^ tables[(c ^ bytes[i]) & 255];
  return ~c >>> 0;
}
/** The Adler-32 of bytes, continued from one of what came before. */
export function adler32(bytes: Uint8Array, start: number): number {
  // so many bytes can be summed before 32 bits overflow
  const BASE = 65521, MOST = 3800;
  let a = start & 0xffff, b = start >>> 16;
  for (let i = 0; i < bytes.length;) {
    for (const end = Math.min(bytes.length, i + MOST); i < end; i++) {
      a += bytes[i];
      b += a;
    }
    a %= BASE;
    b %= BASE;
  }
  return ((b << 16) | a) >>> 0;
}
