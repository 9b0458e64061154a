/**
 * Splits the text of a document into tokens. A scanner looks at `text` from `p` up to `end`, answers with the kind of token and leaves where
 * the token ends, or what is wrong stands, in `next`. CPython: Modules/expat/xmltok.c, xmltok_impl.c
 */
import {BT} from './chartypes';

export const enum Tok {
  TRAILING_RSQB = -5, NONE = -4, TRAILING_CR = -3, PARTIAL_CHAR = -2, PARTIAL = -1, INVALID = 0, START_TAG_WITH_ATTS = 1, START_TAG_NO_ATTS = 2, EMPTY_ELEMENT_WITH_ATTS = 3, EMPTY_ELEMENT_NO_ATTS = 4, END_TAG = 5,
  DATA_CHARS = 6, DATA_NEWLINE = 7, CDATA_SECT_OPEN = 8, ENTITY_REF = 9, CHAR_REF = 10, PI = 11, XML_DECL = 12, COMMENT = 13, BOM = 14, PROLOG_S = 15, DECL_OPEN = 16, DECL_CLOSE = 17, NAME = 18, NMTOKEN = 19, POUND_NAME = 20,
  OR = 21, PERCENT = 22, OPEN_PAREN = 23, CLOSE_PAREN = 24, OPEN_BRACKET = 25, CLOSE_BRACKET = 26, LITERAL = 27, PARAM_ENTITY_REF = 28, INSTANCE_START = 29, NAME_QUESTION = 30, NAME_ASTERISK = 31, NAME_PLUS = 32,
  COND_SECT_OPEN = 33, COND_SECT_CLOSE = 34, CLOSE_PAREN_QUESTION = 35, CLOSE_PAREN_ASTERISK = 36, CLOSE_PAREN_PLUS = 37, COMMA = 38, ATTRIBUTE_VALUE_S = 39, CDATA_SECT_CLOSE = 40, PREFIXED_NAME = 41, IGNORE_SECT = 42,
}
const MINUS = 0x2d, GT = 0x3e, RSQB = 0x5d, LSQB = 0x5b, EXCL = 0x21, LOWER_X = 0x78;

/** Where a token ends, with the table that its characters are looked up in. */
export class Scanner {
  next = 0;
  /** The text of a document that ends within a character of UTF-16; null for others. */
  oddText: string | null = null;
  constructor(readonly types: Uint8Array) {}

  private invalid(p: number): Tok {
    this.next = p;
    return Tok.INVALID;
  }
  private found(tok: Tok, p: number): Tok {
    this.next = p;
    return tok;
  }
  /** What the end of a text means. */
  private atEnd(text: string): Tok {
    return this.oddText !== null && text === this.oddText ? Tok.PARTIAL : Tok.NONE;
  }
  /** What a character is that can be no part of the token at `p`. */
  private refuse(type: BT, p: number): Tok {
    return type === BT.PARTIAL ? Tok.PARTIAL_CHAR : this.invalid(p);
  }
  /** Behind `<!-`. */
  private scanComment(text: string, p: number, end: number): Tok {
    if (p >= end) return Tok.PARTIAL;
    if (text.charCodeAt(p) !== MINUS) return this.invalid(p);
    for (p++; p < end; p++) {
      const type = this.types[text.charCodeAt(p)] as BT;
      if (type === BT.NONXML || type === BT.PARTIAL) return this.refuse(type, p);
      if (type === BT.LEAD) p++;
      else if (type === BT.MINUS) {
        if (++p >= end) return Tok.PARTIAL;
        if (text.charCodeAt(p) !== MINUS) {
          p--;
          continue;
        }
        if (++p >= end) return Tok.PARTIAL;
        return text.charCodeAt(p) === GT ? this.found(Tok.COMMENT, p + 1) : this.invalid(p);
      }
    }
    return Tok.PARTIAL;
  }
  /** Behind `<!` of a declaration. */
  private scanDecl(text: string, p: number, end: number): Tok {
    const {types} = this;
    if (p >= end) return Tok.PARTIAL;
    switch (types[text.charCodeAt(p)] as BT) {
      case BT.MINUS: return this.scanComment(text, p + 1, end);
      case BT.LSQB: return this.found(Tok.COND_SECT_OPEN, p + 1);
      case BT.NMSTRT: case BT.HEX: break;
      default: return this.invalid(p);
    }
    for (p++; p < end; p++) {
      switch (types[text.charCodeAt(p)] as BT) {
        case BT.PERCNT:
          if (p + 1 >= end) return Tok.PARTIAL;
          switch (types[text.charCodeAt(p + 1)] as BT) {
            case BT.S: case BT.CR: case BT.LF: case BT.PERCNT: return this.invalid(p);
          }
          return this.found(Tok.DECL_OPEN, p);
        case BT.S: case BT.CR: case BT.LF: return this.found(Tok.DECL_OPEN, p);
        case BT.NMSTRT: case BT.HEX: break;
        default: return this.invalid(p);
      }
    }
    return Tok.PARTIAL;
  }
  /** Behind `<?`. */
  private scanPi(text: string, p: number, end: number): Tok {
    const {types} = this, target = p;
    if (p >= end) return Tok.PARTIAL;
    const first = types[text.charCodeAt(p)] as BT;
    if (first !== BT.NMSTRT && first !== BT.HEX) return this.refuse(first, p);
    for (p++; p < end; p++) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type >= BT.NMSTRT && type <= BT.MINUS) continue;
      if (type !== BT.S && type !== BT.CR && type !== BT.LF && type !== BT.QUEST) return this.refuse(type, p);
      const tok = piTarget(text.slice(target, p));
      if (tok === Tok.INVALID) return this.invalid(p);
      if (type === BT.QUEST) {
        if (++p >= end) return Tok.PARTIAL;
        return text.charCodeAt(p) === GT ? this.found(tok, p + 1) : this.invalid(p);
      }
      for (p++; p < end; p++) {
        const inner = types[text.charCodeAt(p)] as BT;
        if (inner === BT.NONXML || inner === BT.PARTIAL) return this.refuse(inner, p);
        if (inner === BT.LEAD) p++;
        else if (inner === BT.QUEST) {
          if (++p >= end) return Tok.PARTIAL;
          if (text.charCodeAt(p) === GT) return this.found(tok, p + 1);
          p--;
        }
      }
      return Tok.PARTIAL;
    }
    return Tok.PARTIAL;
  }
  /** Behind `<![`. */
  private scanCdataSection(text: string, p: number, end: number): Tok {
    if (end - p < 6) return Tok.PARTIAL;
    for (let i = 0; i < 6; i++, p++) if (text.charCodeAt(p) !== 'CDATA['.charCodeAt(i)) return this.invalid(p);
    return this.found(Tok.CDATA_SECT_OPEN, p);
  }
  /** In a CDATA section. */
  cdataSectionTok(text: string, p: number, end: number): Tok {
    const {types} = this;
    if (p >= end) return this.atEnd(text);
    const first = types[text.charCodeAt(p)] as BT;
    switch (first) {
      case BT.RSQB:
        if (++p >= end) return Tok.PARTIAL;
        if (text.charCodeAt(p) !== RSQB) break;
        if (++p >= end) return Tok.PARTIAL;
        if (text.charCodeAt(p) === GT) return this.found(Tok.CDATA_SECT_CLOSE, p + 1);
        p--;
        break;
      case BT.CR:
        if (++p >= end) return Tok.PARTIAL;
        return this.found(Tok.DATA_NEWLINE, types[text.charCodeAt(p)] === BT.LF ? p + 1 : p);
      case BT.LF: return this.found(Tok.DATA_NEWLINE, p + 1);
      case BT.NONXML: case BT.PARTIAL: return this.refuse(first, p);
      default: p += first === BT.LEAD ? 2 : 1;
    }
    for (; p < end; p++) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type === BT.LEAD) p++;
      else if (type === BT.NONXML || type === BT.PARTIAL || type === BT.CR || type === BT.LF || type === BT.RSQB) break;
    }
    return this.found(Tok.DATA_CHARS, p);
  }
  /** Behind `</`. */
  private scanEndTag(text: string, p: number, end: number): Tok {
    const {types} = this;
    if (p >= end) return Tok.PARTIAL;
    const first = types[text.charCodeAt(p)] as BT;
    if (first !== BT.NMSTRT && first !== BT.HEX) return this.refuse(first, p);
    for (p++; p < end; p++) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type >= BT.NMSTRT && type <= BT.COLON) continue;
      if (type === BT.GT) return this.found(Tok.END_TAG, p + 1);
      if (type !== BT.S && type !== BT.CR && type !== BT.LF) return this.refuse(type, p);
      for (p++; p < end; p++) {
        const inner = types[text.charCodeAt(p)] as BT;
        if (inner === BT.GT) return this.found(Tok.END_TAG, p + 1);
        if (inner !== BT.S && inner !== BT.CR && inner !== BT.LF) return this.invalid(p);
      }
      return Tok.PARTIAL;
    }
    return Tok.PARTIAL;
  }
  /** Behind `&`. */
  private scanRef(text: string, p: number, end: number): Tok {
    const {types} = this;
    if (p >= end) return Tok.PARTIAL;
    const first = types[text.charCodeAt(p)] as BT;
    if (first === BT.NUM) return this.scanCharRef(text, p + 1, end);
    if (first !== BT.NMSTRT && first !== BT.HEX) return this.refuse(first, p);
    for (p++; p < end; p++) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type >= BT.NMSTRT && type <= BT.MINUS) continue;
      return type === BT.SEMI ? this.found(Tok.ENTITY_REF, p + 1) : this.refuse(type, p);
    }
    return Tok.PARTIAL;
  }
  /** Behind `&#`. */
  private scanCharRef(text: string, p: number, end: number): Tok {
    const {types} = this;
    if (p >= end) return Tok.PARTIAL;
    const hex = text.charCodeAt(p) === LOWER_X;
    if (hex && ++p >= end) return Tok.PARTIAL;
    for (let any = false; p < end; p++, any = true) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type === BT.DIGIT || (hex && type === BT.HEX)) continue;
      return any && type === BT.SEMI ? this.found(Tok.CHAR_REF, p + 1) : this.invalid(p);
    }
    return Tok.PARTIAL;
  }
  /** Behind the first character of an attribute's name. */
  private scanAtts(text: string, p: number, end: number): Tok {
    const {types} = this;
    let hadColon = false;
    while (p < end) {
      let type = types[text.charCodeAt(p)] as BT;
      if (type >= BT.NMSTRT && type <= BT.MINUS) {
        p++;
        continue;
      }
      if (type === BT.COLON) {
        if (hadColon) return this.invalid(p);
        hadColon = true;
        if (++p >= end) return Tok.PARTIAL;
        type = types[text.charCodeAt(p)] as BT;
        if (type !== BT.NMSTRT && type !== BT.HEX) return this.refuse(type, p);
        p++;
        continue;
      }
      if (type === BT.S || type === BT.CR || type === BT.LF) {
        do {
          if (++p >= end) return Tok.PARTIAL;
          type = types[text.charCodeAt(p)] as BT;
        } while (type === BT.S || type === BT.CR || type === BT.LF);
        if (type !== BT.EQUALS) return this.invalid(p);
      } else if (type !== BT.EQUALS) return this.refuse(type, p);
      hadColon = false;
      do {
        if (++p >= end) return Tok.PARTIAL;
        type = types[text.charCodeAt(p)] as BT;
      } while (type === BT.S || type === BT.CR || type === BT.LF);
      if (type !== BT.QUOT && type !== BT.APOS) return this.invalid(p);
      const open = type;
      for (p++; ;) {
        if (p >= end) return Tok.PARTIAL;
        type = types[text.charCodeAt(p)] as BT;
        if (type === open) break;
        if (type === BT.NONXML || type === BT.PARTIAL) return this.refuse(type, p);
        if (type === BT.LT) return this.invalid(p);
        if (type === BT.AMP) {
          const tok = this.scanRef(text, p + 1, end);
          if (tok <= 0) return tok;
          p = this.next;
        } else p += type === BT.LEAD ? 2 : 1;
      }
      if (++p >= end) return Tok.PARTIAL;
      type = types[text.charCodeAt(p)] as BT;
      if (type !== BT.SOL && type !== BT.GT) {
        if (type !== BT.S && type !== BT.CR && type !== BT.LF) return this.invalid(p);
        do {
          if (++p >= end) return Tok.PARTIAL;
          type = types[text.charCodeAt(p)] as BT;
        } while (type === BT.S || type === BT.CR || type === BT.LF);
      }
      if (type === BT.GT) return this.found(Tok.START_TAG_WITH_ATTS, p + 1);
      if (type === BT.SOL) {
        if (++p >= end) return Tok.PARTIAL;
        return text.charCodeAt(p) === GT ? this.found(Tok.EMPTY_ELEMENT_WITH_ATTS, p + 1) : this.invalid(p);
      }
      if (type !== BT.NMSTRT && type !== BT.HEX) return this.refuse(type, p);
      p++;
    }
    return Tok.PARTIAL;
  }
  /** Behind `<` in content. */
  private scanLt(text: string, p: number, end: number): Tok {
    const {types} = this;
    if (p >= end) return Tok.PARTIAL;
    let type = types[text.charCodeAt(p)] as BT;
    if (type !== BT.NMSTRT && type !== BT.HEX) {
      switch (type) {
        case BT.EXCL:
          if (++p >= end) return Tok.PARTIAL;
          type = types[text.charCodeAt(p)] as BT;
          if (type === BT.MINUS) return this.scanComment(text, p + 1, end);
          return type === BT.LSQB ? this.scanCdataSection(text, p + 1, end) : this.invalid(p);
        case BT.QUEST: return this.scanPi(text, p + 1, end);
        case BT.SOL: return this.scanEndTag(text, p + 1, end);
        default: return this.refuse(type, p);
      }
    }
    for (p++; p < end; p++) {
      type = types[text.charCodeAt(p)] as BT;
      if (type >= BT.NMSTRT && type <= BT.MINUS) continue;
      if (type === BT.COLON) return this.prefixedTag(text, p, end);
      return this.afterTagName(text, p, end, type);
    }
    return Tok.PARTIAL;
  }
  /** At the colon of a tag's name. */
  private prefixedTag(text: string, p: number, end: number): Tok {
    const {types} = this;
    if (++p >= end) return Tok.PARTIAL;
    const first = types[text.charCodeAt(p)] as BT;
    if (first !== BT.NMSTRT && first !== BT.HEX) return this.refuse(first, p);
    for (p++; p < end; p++) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type < BT.NMSTRT || type > BT.MINUS) return type === BT.COLON ? this.invalid(p) : this.afterTagName(text, p, end, type);
    }
    return Tok.PARTIAL;
  }
  /** At the first character behind a start tag's name. */
  private afterTagName(text: string, p: number, end: number, type: BT): Tok {
    while (type === BT.S || type === BT.CR || type === BT.LF) {
      if (++p >= end) return Tok.PARTIAL;
      type = this.types[text.charCodeAt(p)] as BT;
      if (type === BT.NMSTRT || type === BT.HEX) return this.scanAtts(text, p + 1, end);
    }
    if (type === BT.GT) return this.found(Tok.START_TAG_NO_ATTS, p + 1);
    if (type !== BT.SOL) return this.refuse(type, p);
    if (++p >= end) return Tok.PARTIAL;
    return text.charCodeAt(p) === GT ? this.found(Tok.EMPTY_ELEMENT_NO_ATTS, p + 1) : this.invalid(p);
  }
  /** In the content of an element. */
  contentTok(text: string, p: number, end: number): Tok {
    const {types} = this;
    if (p >= end) return this.atEnd(text);
    const first = types[text.charCodeAt(p)] as BT;
    switch (first) {
      case BT.LT: return this.scanLt(text, p + 1, end);
      case BT.AMP: return this.scanRef(text, p + 1, end);
      case BT.CR:
        if (++p >= end) return Tok.TRAILING_CR;
        return this.found(Tok.DATA_NEWLINE, types[text.charCodeAt(p)] === BT.LF ? p + 1 : p);
      case BT.LF: return this.found(Tok.DATA_NEWLINE, p + 1);
      case BT.RSQB:
        if (++p >= end) return Tok.TRAILING_RSQB;
        if (text.charCodeAt(p) !== RSQB) break;
        if (++p >= end) return Tok.TRAILING_RSQB;
        if (text.charCodeAt(p) === GT) return this.invalid(p);
        p--;
        break;
      case BT.NONXML: case BT.PARTIAL: return this.refuse(first, p);
      default: p += first === BT.LEAD ? 2 : 1;
    }
    for (; p < end; p++) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type === BT.LEAD) p++;
      else if (type === BT.RSQB) {
        if (p + 1 < end && text.charCodeAt(p + 1) !== RSQB) continue;
        if (p + 2 < end) {
          if (text.charCodeAt(p + 2) !== GT) continue;
          return this.invalid(p + 2);
        }
        break;
      } else if (type === BT.AMP || type === BT.LT || type === BT.NONXML || type === BT.PARTIAL || type === BT.CR || type === BT.LF) break;
    }
    return this.found(Tok.DATA_CHARS, p);
  }
  /** Behind `%`. */
  private scanPercent(text: string, p: number, end: number): Tok {
    const {types} = this;
    if (p >= end) return Tok.PARTIAL;
    const first = types[text.charCodeAt(p)] as BT;
    if (first === BT.S || first === BT.LF || first === BT.CR || first === BT.PERCNT) return this.found(Tok.PERCENT, p);
    if (first !== BT.NMSTRT && first !== BT.HEX) return this.refuse(first, p);
    for (p++; p < end; p++) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type >= BT.NMSTRT && type <= BT.MINUS) continue;
      return type === BT.SEMI ? this.found(Tok.PARAM_ENTITY_REF, p + 1) : this.refuse(type, p);
    }
    return Tok.PARTIAL;
  }
  /** Behind `#` in a declaration. */
  private scanPoundName(text: string, p: number, end: number): Tok {
    const {types} = this;
    if (p >= end) return Tok.PARTIAL;
    const first = types[text.charCodeAt(p)] as BT;
    if (first !== BT.NMSTRT && first !== BT.HEX) return this.refuse(first, p);
    for (p++; p < end; p++) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type >= BT.NMSTRT && type <= BT.MINUS) continue;
      switch (type) {
        case BT.CR: case BT.LF: case BT.S: case BT.RPAR: case BT.GT: case BT.PERCNT: case BT.VERBAR: return this.found(Tok.POUND_NAME, p);
        default: return this.refuse(type, p);
      }
    }
    return -Tok.POUND_NAME as Tok;
  }
  /** Behind the quote that opens a literal. */
  private scanLit(open: BT, text: string, p: number, end: number): Tok {
    const {types} = this;
    for (; p < end; p++) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type === BT.NONXML || type === BT.PARTIAL) return this.refuse(type, p);
      if (type === BT.LEAD) p++;
      else if (type === open) {
        if (++p >= end) return -Tok.LITERAL as Tok;
        this.next = p;
        switch (types[text.charCodeAt(p)] as BT) {
          case BT.S: case BT.CR: case BT.LF: case BT.GT: case BT.PERCNT: case BT.LSQB: return Tok.LITERAL;
          default: return Tok.INVALID;
        }
      }
    }
    return Tok.PARTIAL;
  }
  /** In the prolog, the document type declaration and behind the root element; a negated token may go on in what comes next. */
  prologTok(text: string, p: number, end: number): Tok {
    const {types} = this;
    if (p >= end) return this.atEnd(text);
    let tok: Tok;
    const first = types[text.charCodeAt(p)] as BT;
    switch (first) {
      case BT.QUOT: case BT.APOS: return this.scanLit(first, text, p + 1, end);
      case BT.LT: {
        if (++p >= end) return Tok.PARTIAL;
        const type = types[text.charCodeAt(p)] as BT;
        if (type === BT.EXCL) return this.scanDecl(text, p + 1, end);
        if (type === BT.QUEST) return this.scanPi(text, p + 1, end);
        if (type === BT.NMSTRT || type === BT.HEX || type === BT.LEAD || type === BT.PARTIAL || (type !== BT.NONXML && text.charCodeAt(p) >= 0x80)) return this.found(Tok.INSTANCE_START, p - 1);
        return this.invalid(p);
      }
      case BT.CR: case BT.S: case BT.LF:
        if (first === BT.CR && p + 1 === end) return this.found(-Tok.PROLOG_S as Tok, end);
        while (++p < end) {
          const type = types[text.charCodeAt(p)] as BT;
          if (type === BT.S || type === BT.LF || (type === BT.CR && p + 1 !== end)) continue;
          break;
        }
        return this.found(Tok.PROLOG_S, p);
      case BT.PERCNT: return this.scanPercent(text, p + 1, end);
      case BT.COMMA: return this.found(Tok.COMMA, p + 1);
      case BT.LSQB: return this.found(Tok.OPEN_BRACKET, p + 1);
      case BT.RSQB:
        if (++p >= end) return -Tok.CLOSE_BRACKET as Tok;
        if (text.charCodeAt(p) === RSQB) {
          if (p + 1 >= end) return Tok.PARTIAL;
          if (text.charCodeAt(p + 1) === GT) return this.found(Tok.COND_SECT_CLOSE, p + 2);
        }
        return this.found(Tok.CLOSE_BRACKET, p);
      case BT.LPAR: return this.found(Tok.OPEN_PAREN, p + 1);
      case BT.RPAR:
        if (++p >= end) return -Tok.CLOSE_PAREN as Tok;
        switch (types[text.charCodeAt(p)] as BT) {
          case BT.AST: return this.found(Tok.CLOSE_PAREN_ASTERISK, p + 1);
          case BT.QUEST: return this.found(Tok.CLOSE_PAREN_QUESTION, p + 1);
          case BT.PLUS: return this.found(Tok.CLOSE_PAREN_PLUS, p + 1);
          case BT.CR: case BT.LF: case BT.S: case BT.GT: case BT.COMMA: case BT.VERBAR: case BT.RPAR: return this.found(Tok.CLOSE_PAREN, p);
          default: return this.invalid(p);
        }
      case BT.VERBAR: return this.found(Tok.OR, p + 1);
      case BT.GT: return this.found(Tok.DECL_CLOSE, p + 1);
      case BT.NUM: return this.scanPoundName(text, p + 1, end);
      case BT.NMSTRT: case BT.HEX: tok = Tok.NAME; break;
      case BT.DIGIT: case BT.NAME: case BT.MINUS: case BT.COLON: tok = Tok.NMTOKEN; break;
      default: return this.refuse(first, p);
    }
    return this.prologName(tok, text, p + 1, end);
  }
  /** Behind the first character of a name or NMTOKEN in a declaration. */
  private prologName(tok: Tok, text: string, p: number, end: number): Tok {
    const {types} = this;
    while (p < end) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type >= BT.NMSTRT && type <= BT.MINUS) {
        p++;
        continue;
      }
      switch (type) {
        case BT.GT: case BT.RPAR: case BT.COMMA: case BT.VERBAR: case BT.LSQB: case BT.PERCNT: case BT.S: case BT.CR: case BT.LF: return this.found(tok, p);
        case BT.COLON:
          p++;
          if (tok === Tok.NAME) {
            if (p >= end) return Tok.PARTIAL;
            const after = types[text.charCodeAt(p)] as BT;
            if (after >= BT.NMSTRT && after <= BT.MINUS) {
              tok = Tok.PREFIXED_NAME;
              p++;
            } else tok = Tok.NMTOKEN;
          } else tok = Tok.NMTOKEN;
          break;
        case BT.PLUS: case BT.AST: case BT.QUEST:
          if (tok === Tok.NMTOKEN) return this.invalid(p);
          return this.found(type === BT.PLUS ? Tok.NAME_PLUS : type === BT.AST ? Tok.NAME_ASTERISK : Tok.NAME_QUESTION, p + 1);
        default: return this.refuse(type, p);
      }
    }
    return -tok as Tok;
  }
  /** In the value of an attribute. */
  attributeValueTok(text: string, p: number, end: number): Tok {
    const {types} = this, start = p;
    if (p >= end) return Tok.NONE;
    for (; p < end; p++) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type === BT.LT) return this.invalid(p);
      if (type !== BT.AMP && type !== BT.LF && type !== BT.CR && type !== BT.S) continue;
      if (p !== start) break;
      if (type === BT.AMP) return this.scanRef(text, p + 1, end);
      if (type === BT.S) return this.found(Tok.ATTRIBUTE_VALUE_S, p + 1);
      return this.newline(type, text, p, end);
    }
    return this.found(Tok.DATA_CHARS, p);
  }
  /** In the value of an entity. */
  entityValueTok(text: string, p: number, end: number): Tok {
    const {types} = this, start = p;
    if (p >= end) return Tok.NONE;
    for (; p < end; p++) {
      const type = types[text.charCodeAt(p)] as BT;
      if (type !== BT.AMP && type !== BT.LF && type !== BT.CR && type !== BT.PERCNT) continue;
      if (p !== start) break;
      if (type === BT.AMP) return this.scanRef(text, p + 1, end);
      if (type === BT.PERCNT) {
        const tok = this.scanPercent(text, p + 1, end);
        return tok === Tok.PERCENT ? Tok.INVALID : tok;
      }
      return this.newline(type, text, p, end);
    }
    return this.found(Tok.DATA_CHARS, p);
  }
  private newline(type: BT, text: string, p: number, end: number): Tok {
    p++;
    if (type === BT.CR) {
      if (p >= end) return Tok.TRAILING_CR;
      if (this.types[text.charCodeAt(p)] === BT.LF) p++;
    }
    return this.found(Tok.DATA_NEWLINE, p);
  }
  /** In a section that is ignored. */
  ignoreSectionTok(text: string, p: number, end: number): Tok {
    let level = 0;
    for (; p < end; p++) {
      const type = this.types[text.charCodeAt(p)] as BT;
      if (type === BT.NONXML || type === BT.PARTIAL) return this.refuse(type, p);
      if (type === BT.LEAD) p++;
      else if (type === BT.LT || type === BT.RSQB) {
        const second = type === BT.LT ? EXCL : RSQB, third = type === BT.LT ? LSQB : GT;
        if (p + 1 >= end) return Tok.PARTIAL;
        if (text.charCodeAt(p + 1) !== second) continue;
        if (p + 2 >= end) return Tok.PARTIAL;
        p++;
        if (text.charCodeAt(p + 1) !== third) continue;
        p++;
        if (type === BT.LT) level++;
        else if (level-- === 0) return this.found(Tok.IGNORE_SECT, p + 1);
      }
    }
    return Tok.PARTIAL;
  }
  /** Where the name at `p` ends. CPython: nameLength() */
  nameEnd(text: string, p: number): number {
    for (;;) {
      const type = this.types[text.charCodeAt(p)] as BT | undefined;
      if (type === undefined || type < BT.NMSTRT || type > BT.COLON) return p;
      p++;
    }
  }
  /** Where white space at `p` ends. */
  skipS(text: string, p: number): number {
    for (;;) {
      const type = this.types[text.charCodeAt(p)] as BT | undefined;
      if (type !== BT.LF && type !== BT.CR && type !== BT.S) return p;
      p++;
    }
  }
  /** The index of the first character that a public identifier may not have, -1 if there is none. CPython: isPublicId() */
  badPublicId(text: string, p: number, end: number): number {
    for (; p < end; p++) if (!/[-A-Za-z0-9'()+,/=?\r\n;!*%#:$@ ._]/.test(text[p])) return p;
    return -1;
  }
}
/** The kind of a processing instruction: XML declarations are one, unless in capital letters. CPython: checkPiTarget() */
function piTarget(target: string): Tok {
  if (target.length !== 3 || !/^xml$/i.test(target)) return Tok.PI;
  return target === 'xml' ? Tok.XML_DECL : Tok.INVALID;
}
