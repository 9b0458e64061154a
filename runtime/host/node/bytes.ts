/** Between the bytes of the operating system and JS strings in Python's surrogateescape convention. */

const ASCII = /^[\x00-\x7f]*$/;
const ESCAPED = /[\udc80-\udcff]/;
const LONE = /(?<![\ud800-\udbff])[\udc80-\udcff]/;

/** Decodes bytes as UTF-8; a byte that does not fit becomes U+DC00 plus the byte. CPython: os.fsdecode() */
export function decodeBytes(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  // The decoder has put U+FFFD where it failed; only then look byte by byte.
  return text.includes('\ufffd') ? decodeSlowly(buffer) : text;
}

function decodeSlowly(buffer: Buffer): string {
  let text = '';
  let at = 0;
  while (at < buffer.length) {
    const length = sequenceLength(buffer, at);
    if (length === 0) {
      text += String.fromCharCode(0xdc00 + buffer[at]);
      at++;
    } else {
      text += buffer.toString('utf8', at, at + length);
      at += length;
    }
  }
  return text;
}

/** Length of the well-formed UTF-8 sequence at an offset, 0 when there is none. */
function sequenceLength(buffer: Buffer, at: number): number {
  const first = buffer[at];
  if (first < 0x80) {
    return 1;
  }
  let length: number;
  let low = 0x80;
  let high = 0xbf;
  if (first >= 0xc2 && first <= 0xdf) {
    length = 2;
  } else if (first >= 0xe0 && first <= 0xef) {
    length = 3;
    low = first === 0xe0 ? 0xa0 : low;
    high = first === 0xed ? 0x9f : high;
  } else if (first >= 0xf0 && first <= 0xf4) {
    length = 4;
    low = first === 0xf0 ? 0x90 : low;
    high = first === 0xf4 ? 0x8f : high;
  } else {
    return 0;
  }
  if (at + length > buffer.length || buffer[at + 1] < low || buffer[at + 1] > high) {
    return 0;
  }
  for (let i = 2; i < length; i++) {
    if ((buffer[at + i] & 0xc0) !== 0x80) {
      return 0;
    }
  }
  return length;
}

/** The bytes of a string; escaped bytes come back as themselves. CPython: os.fsencode() */
export function encodeText(text: string): Buffer {
  if (!ESCAPED.test(text) || !LONE.test(text)) {
    return Buffer.from(text, 'utf8');
  }
  const parts: Buffer[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next <= 0xdfff) {
        i++;
        continue;
      }
    }
    if (unit >= 0xdc80 && unit <= 0xdcff) {
      parts.push(Buffer.from(text.slice(start, i), 'utf8'), Buffer.of(unit - 0xdc00));
      start = i + 1;
    }
  }
  parts.push(Buffer.from(text.slice(start), 'utf8'));
  return Buffer.concat(parts);
}

/** A path in the form Node's fs takes: the string itself where that is faithful, its bytes otherwise. */
export function nodePath(path: string): string | Buffer {
  return ESCAPED.test(path) && LONE.test(path) ? encodeText(path) : path;
}

/** A name that was read with one character per byte (Node's latin1). */
export function decodeLatin1(name: string): string {
  return ASCII.test(name) ? name : decodeBytes(Buffer.from(name, 'latin1'));
}

/** The bytes of a string with the NUL that C wants. */
export function cString(text: string): Buffer {
  const bytes = encodeText(text);
  const result = Buffer.alloc(bytes.length + 1);
  bytes.copy(result);
  return result;
}
