/** What tokens stand for: numbers of character references, predefined entities, attributes. CPython: Modules/expat/xmltok_impl.c */
import {BT} from './chartypes';
import type {Scanner} from './xmltok';

const LOWER_X = 0x78, SEMI = 0x3b;

/** The number of the character reference at `p`, -1 if there is no such character. CPython: charRefNumber() */
export function charRefNumber(text: string, p: number): number {
  let result = 0;
  const hex = text.charCodeAt(p + 2) === LOWER_X;
  for (p += hex ? 3 : 2; text.charCodeAt(p) !== SEMI; p++) {
    result = hex ? result * 16 + parseInt(text[p], 16) : result * 10 + (text.charCodeAt(p) - 0x30);
    if (result >= 0x110000) return -1;
  }
  if ((result >= 0xd800 && result < 0xe000) || result === 0xfffe || result === 0xffff) return -1;
  return result < 0x20 && result !== 9 && result !== 10 && result !== 13 ? -1 : result;
}
/** The character of an entity that needs no declaration, '' for others. CPython: predefinedEntityName() */
export function predefinedEntity(name: string): string {
  switch (name) {
    case 'lt': return '<';
    case 'gt': return '>';
    case 'amp': return '&';
    case 'quot': return '"';
    case 'apos': return "'";
    default: return '';
  }
}
/** An attribute of a start tag: where its name and its value are, and whether the value stands for itself. */
export interface AttributeSpan {
  name: number;
  valueStart: number;
  valueEnd: number;
  normalized: boolean;
}
/** The attributes of the start tag at `p`, which is well-formed. CPython: getAtts() */
export function getAtts(scanner: Scanner, text: string, p: number): AttributeSpan[] {
  const {types} = scanner, found: AttributeSpan[] = [];
  p = scanner.nameEnd(text, p + 1);
  for (;;) {
    p = scanner.skipS(text, p);
    const first = types[text.charCodeAt(p)] as BT;
    if (first === BT.GT || first === BT.SOL) return found;
    const name = p;
    p = scanner.skipS(text, scanner.nameEnd(text, p));
    p = scanner.skipS(text, p + 1);
    const quote = text.charCodeAt(p), valueStart = p + 1;
    let normalized = true;
    for (p++; ; p++) {
      const c = text.charCodeAt(p);
      if (c === quote) break;
      if (c === 0x26 || c === 13 || c === 10 || c === 9) normalized = false;
      else if (c === 0x20 && normalized) {
        const after = text.charCodeAt(p + 1);
        if (p === valueStart || after === 0x20 || after === quote) normalized = false;
      }
    }
    found.push({name, valueStart, valueEnd: p, normalized});
    p++;
  }
}
