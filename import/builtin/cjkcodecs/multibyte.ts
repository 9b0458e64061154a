/** What all codecs of several bytes a character are to those who run them. CPython: Modules/cjkcodecs/multibytecodec.h MultibyteCodec */
import type {PyText} from '../../../runtime/text';

/** Bytes of a codec's state, which getstate() and setstate() carry. CPython: MultibyteCodec_State */
export const STATE_SIZE = 8;

/** A codec: characters and sequences one at a time. The state belongs to the caller. */
export abstract class MultibyteCodec {
  /** Whether bytes below 0x80 are ASCII always, so that nobody needs to ask. */
  readonly isAsciiBased: boolean = true;
  constructor(readonly encoding: string) {}
  /**
   * Appends the bytes of what stands at `at`: how many characters that were; 0 when it depends on what follows, which happens unless `final`;
   * a negative number for how many characters are wrong.
   */
  abstract encodeAt(text: PyText, at: number, final: boolean, state: Uint8Array, out: number[]): number;
  /** Appends the code points of the bytes at `at`: how many bytes that were; 0 when there are too few; a negative number for how many are wrong. */
  abstract decodeAt(input: Uint8Array, at: number, state: Uint8Array, out: number[]): number;
  /** Fills the state with which a decoder or an encoder begins. CPython: encinit, decinit */
  begin(_state: Uint8Array, _decodes: boolean): void {
    // most codecs have no state
  }
  /** Appends what an end needs. CPython: encreset */
  end(_state: Uint8Array, _out: number[]): void {
    // most codecs have no state
  }
  /** CPython: decreset */
  resetDecoder(_state: Uint8Array): void {
    // most codecs have no state
  }
}
