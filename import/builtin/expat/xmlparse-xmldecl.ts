/** XML declarations, and which encoding a document has. CPython: Modules/expat/xmlparse.c processXmlDecl(), xmltok.c doParseXmlDecl(), initScan() */
import {type Decoder, type EncodingName, type Utf16Decoder, decoderFor, knownEncoding, unknownEncoding} from './encoding';
import {Account, type XmlParser, XmlError} from './xmlparse-state';
import {Tok} from './xmltok';

interface PseudoAttribute {
  name: string;
  nameStart: number;
  value: string;
  valueStart: number;
  next: number;
}
const isSpace = (c: string): boolean => c === ' ' || c === '\r' || c === '\n' || c === '\t';

/** The next `name="value"`: null when there is none any more, the index of what is wrong otherwise. CPython: parsePseudoAttribute() */
function parsePseudoAttribute(text: string, p: number, end: number): PseudoAttribute | null | number {
  const at = (i: number): string => (i < end ? text[i] : '');
  if (p === end) return null;
  if (!isSpace(text[p])) return p;
  while (isSpace(at(p))) p++;
  if (p === end) return null;
  const nameStart = p;
  while (at(p) !== '=' && !isSpace(at(p))) if (at(p++) === '') return end;
  const name = text.slice(nameStart, p);
  while (isSpace(at(p))) p++;
  if (at(p) !== '=' || name === '') return p;
  p++;
  while (isSpace(at(p))) p++;
  const quote = at(p);
  if (quote !== '"' && quote !== "'") return p;
  const valueStart = ++p;
  while (at(p) !== quote) if (!/[-a-zA-Z0-9._]/.test(at(p++))) return p - 1;
  return {name, nameStart, value: text.slice(valueStart, p), valueStart, next: p + 1};
}
interface XmlDecl {
  version: string | null;
  encoding: string | null;
  encodingStart: number;
  standalone: number;
}
/** What a declaration says; the index of what is wrong with it. CPython: doParseXmlDecl() */
function parseXmlDecl(text: string, s: number, next: number, isTextDecl: boolean): XmlDecl | number {
  const end = next - 2, result: XmlDecl = {version: null, encoding: null, encodingStart: -1, standalone: -1};
  let part = parsePseudoAttribute(text, s + 5, end);
  if (part === null) return end;
  if (typeof part === 'number') return part;
  let p = part.next;
  if (part.name !== 'version') {
    if (!isTextDecl) return part.nameStart;
  } else {
    result.version = part.value;
    part = parsePseudoAttribute(text, p, end);
    if (typeof part === 'number') return part;
    if (part === null) return isTextDecl ? end : result;
    p = part.next;
  }
  if (part.name === 'encoding') {
    if (!/^[a-zA-Z]/.test(part.value)) return part.valueStart;
    result.encoding = part.value;
    result.encodingStart = part.valueStart;
    part = parsePseudoAttribute(text, p, end);
    if (typeof part === 'number') return part;
    if (part === null) return result;
    p = part.next;
  }
  if (part.name !== 'standalone' || isTextDecl) return part.nameStart;
  if (part.value !== 'yes' && part.value !== 'no') return part.valueStart;
  result.standalone = part.value === 'yes' ? 1 : 0;
  while (p < end && isSpace(text[p])) p++;
  return p === end ? result : p;
}
/** Takes an XML or text declaration. escapes. CPython: processXmlDecl() */
export function processXmlDecl(parser: XmlParser, isTextDecl: boolean, s: number, next: number): XmlError {
  const {h, text, dtd} = parser;
  if (!parser.account(Tok.XML_DECL, next - s, Account.DIRECT)) return XmlError.AMPLIFICATION_LIMIT_BREACH;
  const decl = parseXmlDecl(text, s, next, isTextDecl);
  if (typeof decl === 'number') {
    parser.event.start = decl;
    return isTextDecl ? XmlError.TEXT_DECL : XmlError.XML_DECL;
  }
  if (!isTextDecl && decl.standalone === 1) {
    dtd.standalone = true;
    if (parser.paramEntityParsing === 1) parser.paramEntityParsing = 0;
  }
  if (h.xmlDecl !== null) h.xmlDecl(decl.version, decl.encoding, decl.standalone);
  else if (h.default !== null) parser.reportDefault(text, s, next, null);
  if (parser.protocolEncodingName !== null || decl.encoding === null) return XmlError.NONE;
  const known = knownEncoding(decl.encoding), current = parser.decoder!;
  let decoder: Decoder;
  if (known === null) {
    const found = handleUnknownEncoding(parser, decl.encoding);
    if (found === null) {
      parser.event.start = decl.encodingStart;
      return XmlError.UNKNOWN_ENCODING;
    }
    decoder = found;
  } else if (known === 'UTF-16' && current.minBytes === 2) return XmlError.NONE;
  else {
    decoder = decoderFor(known);
    if (decoder.minBytes !== current.minBytes || (decoder.minBytes === 2 && (decoder as Utf16Decoder).littleEndian !== (current as Utf16Decoder).littleEndian)) {
      parser.event.start = decl.encodingStart;
      return XmlError.INCORRECT_ENCODING;
    }
    if (decoder.minBytes === 2) return XmlError.NONE;
  }
  // the rest of the input is read again, as what it really is
  if (parser.raw !== null) {
    parser.text = text.slice(0, next) + decoder.decode(parser.raw.subarray(current.byteLength(text, 0, next)));
    parser.decoder = decoder;
    if (parser.finalBuffer) parser.finishText();
  } else parser.decoder = decoder;
  return XmlError.NONE;
}
/** Asks the application about an encoding. escapes */
function handleUnknownEncoding(parser: XmlParser, name: string): Decoder | null {
  const map = parser.h.unknownEncoding === null ? null : parser.h.unknownEncoding(name);
  return map === null ? null : unknownEncoding(map);
}
/** Before the first token: an encoding that the application named and that is not known is explained now. escapes. CPython: initializeEncoding() */
export function initializeEncoding(parser: XmlParser): XmlError {
  const name = parser.protocolEncodingName;
  if (parser.decoder !== null || name === null || knownEncoding(name) !== null) return XmlError.NONE;
  const decoder = handleUnknownEncoding(parser, name);
  if (decoder === null) return XmlError.UNKNOWN_ENCODING;
  useDecoder(parser, decoder);
  return XmlError.NONE;
}
function useDecoder(parser: XmlParser, decoder: Decoder): void {
  parser.decoder = decoder;
  parser.text = decoder.decode(parser.raw!);
  if (parser.finalBuffer) parser.finishText();
}
/**
 * Finds out the encoding from the first bytes; NONE or PARTIAL when there are too few, BOM when they are a mark, which is then the first
 * character of the text; 1 otherwise. `inContent` is for external entities within content. CPython: initScan()
 */
export function initScan(parser: XmlParser, inContent: boolean): Tok {
  const bytes = parser.raw!, size = bytes.length, known = parser.protocolEncodingName === null ? null : knownEncoding(parser.protocolEncodingName);
  const use = (name: EncodingName, tok: Tok): Tok => {
    useDecoder(parser, decoderFor(name));
    return tok;
  };
  const latin = known === 'ISO-8859-1' && inContent, utf16 = known === 'UTF-16' || known === 'UTF-16BE' || known === 'UTF-16LE';
  if (size === 0) return Tok.NONE;
  const first = bytes[0];
  if (size === 1) {
    if (!inContent && parser.finalBuffer) return use(known ?? 'UTF-8', 1 as Tok);
    if (!inContent || utf16) return Tok.PARTIAL;
    if (first === 0 || first === 0x3c || ((first === 0xfe || first === 0xff || first === 0xef) && !latin)) return Tok.PARTIAL;
  } else {
    const second = bytes[1];
    if (first === 0xfe && second === 0xff) {
      if (!latin) return use('UTF-16BE', Tok.BOM);
    } else if (first === 0xff && second === 0xfe) {
      if (!latin) return use('UTF-16LE', Tok.BOM);
    } else if (first === 0x3c && second === 0) {
      if (!((known === 'UTF-16BE' || known === 'UTF-16') && inContent)) return use('UTF-16LE', 1 as Tok);
    } else if (first === 0xef && second === 0xbb) {
      if (!(inContent && (latin || utf16))) {
        if (size === 2) return Tok.PARTIAL;
        if (bytes[2] === 0xbf) return use('UTF-8', Tok.BOM);
      }
    } else if (first === 0) {
      if (!(inContent && known === 'UTF-16LE')) return use('UTF-16BE', 1 as Tok);
    } else if (second === 0 && !inContent) return use('UTF-16LE', 1 as Tok);
  }
  return use(known ?? 'UTF-8', 1 as Tok);
}
