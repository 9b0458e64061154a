/**
 * What a TextIOWrapper has beside its references: its modes, the text that waits to be written and that was read ahead, and the codecs of its
 * own for UTF-8, ASCII and Latin-1. CPython: Modules/_io/textio.c
 *
 * The standard incremental codecs of these three encodings are Python classes. As long as the data is valid nobody can tell whether they
 * ran, so they don't: whole chunks are decoded here. On the first byte that does not decode, the class is made after all, given the state,
 * and does the work from then on, with its frames in the traceback.
 */
import {PyBytes_FromUint8Array, _PyBytes_FromSize} from '../../objects/bytesobject';
import {U8} from '../../runtime/current';
import {PyBytes_AS_STRING} from '../../runtime/generated/accessors';
import {latin1Text, textOfJS, type PyText} from '../../runtime/text';
import {NULL, type New} from '../../runtime/types';
import {translateNewlines} from './_io-newline';
import type {_PyIO_State} from './_io-state';

/** Codecs of our own. */
export const CODEC_NONE = 0, CODEC_ASCII = 1, CODEC_LATIN1 = 2, CODEC_UTF8 = 3;
/** How text is encoded without calling the encoder: CPython's encodefuncs. The first three have the numbers of the codecs. */
export const ENCODE_NONE = 0, ENCODE_ASCII = CODEC_ASCII, ENCODE_LATIN1 = CODEC_LATIN1, ENCODE_UTF8 = CODEC_UTF8;
export const ENCODE_UTF16BE = 4, ENCODE_UTF16LE = 5, ENCODE_UTF16 = 6, ENCODE_UTF32BE = 7, ENCODE_UTF32LE = 8, ENCODE_UTF32 = 9;
export const ENCODERS: ReadonlyMap<string, number> = new Map([
  ['ascii', ENCODE_ASCII], ['iso8859-1', ENCODE_LATIN1], ['utf-8', ENCODE_UTF8], ['utf-16-be', ENCODE_UTF16BE], ['utf-16-le', ENCODE_UTF16LE], ['utf-16', ENCODE_UTF16],
  ['utf-32-be', ENCODE_UTF32BE], ['utf-32-le', ENCODE_UTF32LE], ['utf-32', ENCODE_UTF32],
]);
const NO_BYTES = new Uint8Array(0);
const UTF8_ENCODER = new TextEncoder();

type Decoder = InstanceType<typeof TextDecoder>;

/** The payload of a TextIOWrapper. */
export class TextState {
  /** What stands for a newline in the output, null for itself. */
  writenl: string | null = null;
  /** The line end that is looked for when it is neither translated nor universal. */
  readnl = '';
  readuniversal = false;
  readtranslate = false;
  writetranslate = false;
  seekable = false;
  has_read1 = false;
  telling = false;
  encoding_start_of_stream = false;
  /** Whether there are a decoder and an encoder, objects or our own. */
  hasDecoder = false;
  hasEncoder = false;
  encodefunc = ENCODE_NONE;
  /** The decoder of our own; CODEC_NONE when the object is to be called. */
  codec = CODEC_NONE;
  /** Bytes of a character that is not complete, and what newline translation knows: the state of that decoder. */
  partial: Uint8Array = NO_BYTES;
  newlines = 0;
  /** Text that was read and decoded, and how much of it was handed out. */
  decoded: PyText | null = null;
  decoded_used = 0;
  decodedIsASCII = false;
  /** Text to be written that our encoder takes as it is, behind what is in `pieces`. */
  pendingText = '';
  pieces: (string | Uint8Array)[] | null = null;
  pending_bytes_count = 0;
  /** Bytes for each character in the last chunk. */
  b2cratio = 0;

  constructor(readonly module: _PyIO_State) {}

  setDecoded(text: PyText | null, isASCII = false): void {
    this.decoded = text;
    this.decoded_used = 0;
    this.decodedIsASCII = isASCII;
  }
  /** Forgets the state of the decoder of our own. */
  resetDecoder(): void {
    this.partial = NO_BYTES;
    this.newlines = 0;
  }

  // ---- decoding ----

  /**
   * Decodes with the codec of our own, line ends included; null, the state unchanged, when the data is not valid. `lastIsASCII` says
   * afterwards whether all of the text is.
   */
  decode(data: Uint8Array, final: boolean): PyText | null {
    let text: PyText | null, held = 0;
    if (this.codec === CODEC_UTF8) {
      if (this.partial.length > 0) {
        const joined = new Uint8Array(this.partial.length + data.length);
        joined.set(this.partial);
        joined.set(data, this.partial.length);
        data = joined;
      }
      if (!final) {
        held = incompleteTail(data);
        if (held < 0) return null;
      }
      text = decodeUTF8(this.utf8Decoder(), held === 0 ? data : data.subarray(0, data.length - held));
      if (text === null) return null;
    } else if (isASCII(data)) text = this.utf8Decoder().decode(data);
    else if (this.codec === CODEC_ASCII) return null;
    else text = latin1Text(data, 0, data.length);
    this.partial = held === 0 ? NO_BYTES : data.slice(data.length - held);
    this.lastIsASCII = text.length === data.length - held && (this.codec !== CODEC_LATIN1 || isASCII(data));
    if (!this.readuniversal) return text;
    const result = translateNewlines(text, this.newlines, this.readtranslate, final);
    this.newlines = result.state;
    return result.text;
  }
  lastIsASCII = false;
  private madeDecoder: Decoder | null = null;
  /** The host's decoder of UTF-8, made when text is first read: it cannot be in a start-up snapshot. */
  private utf8Decoder(): Decoder {
    return (this.madeDecoder ??= new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}));
  }

  // ---- what waits to be written ----

  /** Adds text that our encoder makes `bytes` bytes of. */
  addText(text: string, bytes: number): void {
    this.pendingText += text;
    this.pending_bytes_count += bytes;
  }
  addBytes(data: Uint8Array): void {
    this.pieces ??= [];
    if (this.pendingText !== '') this.pieces.push(this.pendingText);
    this.pieces.push(data);
    this.pendingText = '';
    this.pending_bytes_count += data.length;
  }
  hasPending(): boolean {
    return this.pendingText !== '' || this.pieces !== null;
  }
  dropPending(): void {
    this.pendingText = '';
    this.pieces = null;
    this.pending_bytes_count = 0;
  }
  /** All that waits as a bytes object; nothing waits any more when it could be made. @raises MemoryError */
  takePending(): New | NULL {
    const result = _PyBytes_FromSize(this.pending_bytes_count);
    if (result === NULL) return NULL;
    let at = PyBytes_AS_STRING(result);
    const stop = at + this.pending_bytes_count;
    const pieces = this.pieces;
    if (pieces !== null) {
      for (let i = 0; i < pieces.length; i++) {
        const piece = pieces[i];
        if (typeof piece === 'string') at = this.encodeAt(piece, at, stop);
        else {
          U8.set(piece, at);
          at += piece.length;
        }
      }
    }
    if (this.encodeAt(this.pendingText, at, stop) !== stop) throw new Error('pending text has another size than was counted');
    this.dropPending();
    return result;
  }
  /** Encodes pending text at a byte address of the heap, not beyond `stop`; returns its end. */
  private encodeAt(text: string, at: number, stop: number): number {
    const n = text.length;
    if (this.encodefunc === ENCODE_UTF8 && (n > 200 || !isShortASCII(text))) return at + UTF8_ENCODER.encodeInto(text, U8.subarray(at, stop)).written;
    for (let i = 0; i < n; i++) U8[at + i] = text.charCodeAt(i);
    return at + n;
  }
}
/** Bytes that a text without surrogates has in UTF-8; -1 when it has surrogates. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x80) continue;
    if ((c & 0xf800) === 0xd800) return -1;
    bytes += c < 0x800 ? 1 : 2;
  }
  return bytes;
}
/** A bytes object for the bytes a decoder of our own holds back. @raises MemoryError */
export function partialObject(state: TextState): New | NULL {
  return PyBytes_FromUint8Array(state.partial);
}
function isShortASCII(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
function isASCII(data: Uint8Array): boolean {
  for (let i = 0; i < data.length; i++) if (data[i] > 127) return false;
  return true;
}
/** The text of UTF-8, null when it is not valid. */
function decodeUTF8(decoder: Decoder, data: Uint8Array): PyText | null {
  try {
    const js = decoder.decode(data);
    return js.length === data.length ? js : textOfJS(js);
  } catch {
    return null;
  }
}
/** How many bytes at the end begin a character that may be completed; -1 when what they begin can't be one. */
function incompleteTail(data: Uint8Array): number {
  const n = data.length;
  for (let k = 1; k <= 3 && k <= n; k++) {
    const first = data[n - k];
    if (first < 0x80) return 0;
    if (first < 0xc0) continue;
    const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (k >= size) return 0;
    if (first < 0xc2 || first > 0xf4) return -1;
    if (k >= 2) {
      const second = data[n - k + 1];
      if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) || (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return -1;
    }
    return k;
  }
  return 0;
}
