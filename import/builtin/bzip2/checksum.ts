/** The checksum of bzip2: CRC-32 with the highest bit first. */
const POLYNOMIAL = 0x04c11db7;

/** What each byte does to a checksum. */
export function crcTable(): Int32Array {
  const table = new Int32Array(256);
  for (let i = 0; i < 256; i++) {
    let crc = i << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
    table[i] = crc;
  }
  return table;
}
