import {characterOfName, nameOfCharacter, namedSequence} from '../../../objects/unicodename';
import * as unicode from '../../../objects/unicodetype';

const full = (map: (ch: number, out: number[]) => void, ch: number): string => {
  const out: number[] = [];
  map(ch, out);
  return String.fromCodePoint(...out);
};

describe('character properties', () => {
  test('case mappings that take several characters', () => {
    expect(full(unicode._PyUnicode_ToUpperFull, 0xdf)).toBe('SS');
    expect(full(unicode._PyUnicode_ToTitleFull, 0x1c4)).toBe('\u01c5');
    expect(full(unicode._PyUnicode_ToLowerFull, 0x130)).toBe('i\u0307');
    expect(full(unicode._PyUnicode_ToFoldedFull, 0xfb01)).toBe('fi');
    // the first of several
    expect(unicode._PyUnicode_ToUppercase(0x1fb3)).toBe(0x391);
    expect(unicode._PyUnicode_ToLowercase(0x130)).toBe(0x69);
  });
  test('classes beyond ASCII', () => {
    expect(unicode._PyUnicode_ToDecimalDigit(0x663)).toBe(3);
    expect(unicode._PyUnicode_IsNumeric(0xbd)).toBe(true);
    expect(unicode._PyUnicode_IsDigit(0xbd)).toBe(false);
    expect(unicode._PyUnicode_IsLinebreak(0x2028)).toBe(true);
    expect(unicode._PyUnicode_IsPrintable(0xa0)).toBe(false);
  });
  test('names', () => {
    expect(nameOfCharacter(0x1f600)).toBe('GRINNING FACE');
    expect(nameOfCharacter(0xac01)).toBe('HANGUL SYLLABLE GAG');
    expect(nameOfCharacter(0)).toBeNull();
    expect(characterOfName('CJK UNIFIED IDEOGRAPH-4E00')).toBe(0x4e00);
    expect(characterOfName('cjk unified ideograph-4e00')).toBe(-1);
    expect(characterOfName('Null')).toBe(0);
    expect(characterOfName('no such name')).toBe(-1);
    expect(namedSequence('KEYCAP DIGIT ONE')).toEqual([0x31, 0xfe0f, 0x20e3]);
  });
});
