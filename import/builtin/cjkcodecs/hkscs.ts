/** Big5 with the supplementary set of Hong Kong. CPython: Modules/cjkcodecs/_codecs_hk.c */
import {textAt, type PyText} from '../../../runtime/text';
import type {CjkCodec} from './codec';
import {CharacterTable} from './character-table';
import {MultibyteCodec} from './multibyte';
import {HKSCS} from './sets';

export class Big5Hkscs extends MultibyteCodec {
  private readonly table = new CharacterTable(HKSCS);
  constructor(private readonly big5: CjkCodec) {
    super('big5hkscs');
  }
  encodeAt(text: PyText, at: number, final: boolean, _state: Uint8Array, out: number[]): number {
    const point = textAt(text, at);
    if (point < 0x80) {
      out.push(point);
      return 1;
    }
    let code = 0, taken = 1;
    if (this.table.beginsPair(point)) {
      if (at + 1 === text.length && !final) return 0;
      code = at + 1 < text.length ? this.table.pairCode(point, textAt(text, at + 1)) : 0;
      if (code !== 0) taken = 2;
    }
    if (code === 0) code = this.table.codeOf(point);
    if (code === 0) code = this.big5.codeOf(point);
    if (code === 0) return -1;
    out.push(code >> 8, code & 0xff);
    return taken;
  }
  decodeAt(input: Uint8Array, at: number, _state: Uint8Array, out: number[]): number {
    const lead = input[at];
    if (lead < 0x80) {
      out.push(lead);
      return 1;
    }
    if (input.length - at < 2) return 0;
    const code = (lead << 8) | input[at + 1];
    // what Big5 has in these rows does not count here
    const point = code >= 0xc6a1 && lead <= 0xc8 ? 0 : this.big5.charOf(code);
    if (point !== 0) out.push(point);
    else if (!this.table.decode(code, out)) return -1;
    return 2;
  }
}
