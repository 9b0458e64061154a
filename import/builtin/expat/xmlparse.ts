/** A parser of XML: takes input piece by piece and tells its handlers what is in it. CPython: Modules/expat/xmlparse.c */
import {decoderFor, utf8Length} from './encoding';
import {doCdataSection, doContent} from './xmlparse-content';
import {IMPLICIT_CONTEXT, callStoreEntityValue, setContext} from './xmlparse-entity';
import {doIgnoreSection, doProlog} from './xmlparse-prolog';
import {Account, Dtd, Entity, Parsing, Processor, type AttributeId, type ElementType, XmlError, XmlParser} from './xmlparse-state';
import {initScan, initializeEncoding, processXmlDecl} from './xmlparse-xmldecl';
import {Tok} from './xmltok';

const INIT_BUFFER_SIZE = 1024, CONTEXT_BYTES = 1024;

/** A parser; `separator` null for one without namespaces. CPython: XML_ParserCreate_MM() */
export function XML_ParserCreate(types: Uint8Array, encodingName: string | null, separator: string | null): XmlParser {
  return new XmlParser(types, encodingName, separator, null);
}
/** Makes room for input: only the sizes matter, they decide when tokens are scanned again. CPython: XML_GetBuffer() */
export function XML_GetBuffer(parser: XmlParser, length: number): boolean {
  if (parser.parsing === Parsing.FINISHED) {
    parser.errorCode = XmlError.FINISHED;
    return false;
  }
  parser.lastBufferRequestSize = length;
  if (length <= parser.bufferLim - parser.bufferEnd && parser.bufferLim !== 0) return true;
  const keep = Math.min(parser.bufferPtr, CONTEXT_BYTES), needed = length + parser.bufferEnd - parser.bufferPtr + keep;
  if (parser.bufferLim === 0 || needed > parser.bufferLim) {
    let size = parser.bufferLim === 0 ? INIT_BUFFER_SIZE : parser.bufferLim;
    do size *= 2;
    while (size < needed);
    parser.bufferLim = size;
  }
  parser.bufferEnd -= parser.bufferPtr - keep;
  parser.bufferPtr = keep;
  parser.event.start = parser.event.end = -1;
  parser.droppedEventIndex = -1;
  return true;
}
/** Drops what has been read, and moves what points into the text. */
function dropText(parser: XmlParser, upTo: number): void {
  const {event} = parser;
  if (event.start >= 0) {
    if (event.start < upTo) {
      parser.droppedEventIndex = parser.currentByteIndex();
      event.start = event.end = -1;
    } else {
      event.start -= upTo;
      event.end -= upTo;
    }
  }
  if (parser.raw !== null && parser.decoder !== null) {
    const nothingYet = upTo === 0 || (upTo === 1 && parser.text.charCodeAt(0) === 0xfeff);
    parser.raw = nothingYet ? parser.raw.slice(parser.decoder.byteLength(parser.text, 0, upTo)) : null;
  }
  parser.text = parser.text.slice(upTo);
  parser.positionPtr = 0;
}
/** Takes input, as bytes or as text that stands for its UTF-8; false when something is wrong. escapes. CPython: XML_Parse() */
export function XML_Parse(parser: XmlParser, input: Uint8Array | string, isFinal: boolean): boolean {
  const length = typeof input === 'string' ? utf8Length(input, 0, input.length) : input.length;
  return XML_GetBuffer(parser, length) && XML_ParseBuffer(parser, input, length, isFinal);
}
/** CPython: XML_ParseBuffer() */
export function XML_ParseBuffer(parser: XmlParser, input: Uint8Array | string, length: number, isFinal: boolean): boolean {
  if (parser.parsing === Parsing.FINISHED) {
    parser.errorCode = XmlError.FINISHED;
    return false;
  }
  if (parser.parsing === Parsing.INITIALIZED && parser.parent === null && parser.ns) setContext(parser, IMPLICIT_CONTEXT);
  parser.parsing = Parsing.PARSING;
  parser.bufferEnd += length;
  parser.parseEndByteIndex += length;
  parser.finalBuffer = isFinal;
  if (typeof input === 'string') parser.text += input;
  else {
    if (parser.raw !== null) {
      const raw = new Uint8Array(parser.raw.length + length);
      raw.set(parser.raw);
      raw.set(input, parser.raw.length);
      parser.raw = raw;
    }
    if (parser.decoder !== null) parser.text += parser.decoder.decode(input);
  }
  if (isFinal) parser.finishText();
  const size = parser.bufferEnd - parser.bufferPtr;
  parser.errorCode = callProcessor(parser, size);
  if (parser.errorCode !== XmlError.NONE) {
    parser.event.end = parser.event.start;
    parser.processor = Processor.ERROR;
    return false;
  }
  const consumed = parser.nextPtr;
  if (parser.decoder !== null) parser.bufferPtr = parser.bufferEnd - parser.bytesFrom(consumed);
  if (isFinal && parser.parsing !== Parsing.FINISHED as Parsing) {
    parser.parsing = Parsing.FINISHED;
    return true;
  }
  if (parser.decoder !== null) {
    parser.updatePosition(consumed);
    dropText(parser, consumed);
  }
  return true;
}
/** Whether text may be taken as it is, instead of as its UTF-8: the encoding is known, or would be found to be that. */
export function takesText(parser: XmlParser, text: string): boolean {
  const {decoder} = parser;
  if (parser.protocolEncodingName !== 'utf-8' || text.includes('\ufffe') || text.includes('\uffff')) return false;
  if (decoder !== null) return decoder.isUtf8 && decoder.pending.length === 0 && parser.raw === null;
  // a byte order mark, or what looks like UTF-16
  if (parser.raw!.length !== 0 || text.length < 2 || text[0] === '\ufeff' || text[0] === '\0' || text[1] === '\0') return false;
  parser.decoder = decoderFor('UTF-8');
  parser.raw = null;
  return true;
}
/** Runs processors as long as they get anywhere. CPython: callProcessor() */
function callProcessor(parser: XmlParser, size: number): XmlError {
  parser.nextPtr = 0;
  if (parser.reparseDeferralEnabled && !parser.finalBuffer) {
    const available = parser.bufferPtr - Math.min(parser.bufferPtr, CONTEXT_BYTES) + parser.bufferLim - parser.bufferEnd;
    if (size < 2 * parser.partialTokenBytesBefore && parser.lastBufferRequestSize <= available) return XmlError.NONE;
  }
  let error: XmlError, start = 0;
  for (;;) {
    parser.nextPtr = start;
    error = runProcessor(parser, start);
    if (parser.parsing !== Parsing.PARSING) parser.reenter = false;
    if (!parser.reenter) break;
    parser.reenter = false;
    if (error !== XmlError.NONE) return error;
    start = parser.nextPtr;
  }
  if (error === XmlError.NONE) parser.partialTokenBytesBefore = parser.nextPtr === 0 ? size : 0;
  return error;
}
/** Gives the turn to another processor, from `next` on. */
function goOn(parser: XmlParser, processor: Processor, next: number): XmlError {
  parser.processor = processor;
  parser.nextPtr = next;
  parser.reenter = true;
  return XmlError.NONE;
}
function runProcessor(parser: XmlParser, s: number): XmlError {
  switch (parser.processor) {
    case Processor.PROLOG_INIT: {
      const error = initializeEncoding(parser);
      return error !== XmlError.NONE ? error : goOn(parser, Processor.PROLOG, s);
    }
    case Processor.PROLOG: return prologProcessor(parser, s);
    case Processor.CONTENT: return doContent(parser, parser.parent !== null ? 1 : 0, parser.text, s, parser.text.length, null, !parser.finalBuffer, Account.DIRECT);
    case Processor.CDATA: {
      const error = doCdataSection(parser, parser.text, s, parser.text.length, null, !parser.finalBuffer, Account.DIRECT);
      if (error !== XmlError.NONE || parser.inCdataSection) return error;
      return goOn(parser, parser.parent !== null ? Processor.EXTERNAL_CONTENT : Processor.CONTENT, parser.nextPtr);
    }
    case Processor.EPILOG: return epilogProcessor(parser, s);
    case Processor.IGNORE: {
      const error = doIgnoreSection(parser, parser.text, s, parser.text.length, null, !parser.finalBuffer);
      return error !== XmlError.NONE || parser.inIgnoredSection ? error : goOn(parser, Processor.PROLOG, parser.nextPtr);
    }
    case Processor.INTERNAL_ENTITY: return internalEntityProcessor(parser, s);
    case Processor.ERROR: return parser.errorCode;
    case Processor.EXTERNAL_INIT: {
      const error = initializeEncoding(parser);
      return error !== XmlError.NONE ? error : goOn(parser, Processor.EXTERNAL_INIT2, s);
    }
    case Processor.EXTERNAL_INIT2: return externalEntityInitProcessor2(parser, s);
    case Processor.EXTERNAL_INIT3: return externalEntityInitProcessor3(parser, s);
    case Processor.EXTERNAL_CONTENT: return doContent(parser, 1, parser.text, s, parser.text.length, null, !parser.finalBuffer, Account.ENTITY_EXPANSION);
    case Processor.PARAM_INIT: {
      const error = initializeEncoding(parser);
      if (error !== XmlError.NONE) return error;
      parser.dtd.paramEntityRead = true;
      return goOn(parser, parser.prologState.inEntityValue ? Processor.ENTITY_VALUE_INIT : Processor.PARAM, s);
    }
    case Processor.PARAM: return externalParEntProcessor(parser, s);
    case Processor.ENTITY_VALUE_INIT: return entityValueInitProcessor(parser, s);
    case Processor.ENTITY_VALUE: return entityValueProcessor(parser, s);
  }
}
/** A token of a prolog; the first one finds out the encoding. */
function prologTok(parser: XmlParser, s: number): Tok {
  const {scanner} = parser;
  scanner.next = s;
  if (parser.decoder === null) {
    const tok = initScan(parser, false);
    if (tok === Tok.BOM) scanner.next = 1;
    if (tok !== (1 as Tok)) return tok;
  }
  return scanner.prologTok(parser.text, s, parser.text.length);
}
function contentTok(parser: XmlParser, s: number): Tok {
  const {scanner} = parser;
  scanner.next = s;
  if (parser.decoder === null) {
    const tok = initScan(parser, true);
    if (tok === Tok.BOM) scanner.next = 1;
    if (tok !== (1 as Tok)) return tok;
  }
  return scanner.contentTok(parser.text, s, parser.text.length);
}
function prologProcessor(parser: XmlParser, s: number): XmlError {
  const tok = prologTok(parser, s);
  return doProlog(parser, parser.text, s, parser.text.length, tok, parser.scanner.next, null, !parser.finalBuffer, true, Account.DIRECT);
}
/** Behind the root element. escapes. CPython: epilogProcessor() */
function epilogProcessor(parser: XmlParser, s: number): XmlError {
  const {scanner, text, event, h} = parser, end = text.length;
  event.start = s;
  for (;;) {
    scanner.next = s;
    const tok = scanner.prologTok(text, s, end), next = scanner.next;
    if (!parser.account(tok, next - s, Account.DIRECT)) return XmlError.AMPLIFICATION_LIMIT_BREACH;
    event.end = next;
    switch (tok) {
      case -Tok.PROLOG_S as Tok:
        // half a line break, perhaps, but it may be the last token
        if (h.default !== null) {
          parser.reportDefault(text, s, next, null);
          if (parser.parsing === Parsing.FINISHED) return XmlError.ABORTED;
        }
        parser.nextPtr = next;
        return XmlError.NONE;
      case Tok.NONE:
        parser.nextPtr = s;
        return XmlError.NONE;
      case Tok.PROLOG_S: if (h.default !== null) parser.reportDefault(text, s, next, null); break;
      case Tok.PI: parser.reportProcessingInstruction(text, s, next, null); break;
      case Tok.COMMENT: parser.reportComment(text, s, next, null); break;
      case Tok.INVALID:
        event.start = next;
        return XmlError.INVALID_TOKEN;
      case Tok.PARTIAL: case Tok.PARTIAL_CHAR:
        parser.nextPtr = s;
        if (!parser.finalBuffer) return XmlError.NONE;
        return tok === Tok.PARTIAL ? XmlError.UNCLOSED_TOKEN : XmlError.PARTIAL_CHAR;
      default: return XmlError.JUNK_AFTER_DOC_ELEMENT;
    }
    if (parser.parsing === Parsing.FINISHED) {
      event.start = next;
      return XmlError.ABORTED;
    }
    event.start = s = next;
  }
}
/** Reads on in the innermost open entity. escapes. CPython: internalEntityProcessor() */
function internalEntityProcessor(parser: XmlParser, s: number): XmlError {
  const open = parser.openInternalEntities.at(-1);
  if (open === undefined) return XmlError.UNEXPECTED_STATE;
  const {entity} = open, text = entity.text!;
  if (entity.hasMore) {
    const start = entity.processed;
    let error: XmlError;
    parser.nextPtr = start;
    if (entity.isParam) {
      parser.scanner.next = start;
      const tok = parser.scanner.prologTok(text, start, text.length);
      error = doProlog(parser, text, start, text.length, tok, parser.scanner.next, open, false, false, Account.ENTITY_EXPANSION);
    } else error = doContent(parser, open.startTagLevel, text, start, text.length, open, false, Account.ENTITY_EXPANSION);
    const next = parser.nextPtr;
    parser.nextPtr = s;
    if (error !== XmlError.NONE) return error;
    if (next !== text.length && parser.parsing === Parsing.PARSING && parser.reenter) {
      entity.processed = next;
      return error;
    }
    entity.hasMore = false;
  } else {
    entity.open = false;
    parser.openInternalEntities.splice(parser.openInternalEntities.indexOf(open), 1);
    if (parser.openInternalEntities.length === 0) parser.processor = entity.isParam ? Processor.PROLOG : Processor.CONTENT;
  }
  parser.reenter = true;
  return XmlError.NONE;
}
/** Waits for more input, or says what a token is that ends too early. */
function unfinished(parser: XmlParser, tok: Tok, s: number): XmlError {
  parser.nextPtr = s;
  if (!parser.finalBuffer) return XmlError.NONE;
  parser.event.start = s;
  return tok === Tok.PARTIAL ? XmlError.UNCLOSED_TOKEN : XmlError.PARTIAL_CHAR;
}
function externalEntityInitProcessor2(parser: XmlParser, s: number): XmlError {
  const tok = contentTok(parser, s), {next} = parser.scanner;
  if (tok === Tok.PARTIAL || tok === Tok.PARTIAL_CHAR) return unfinished(parser, tok, s);
  if (tok === Tok.BOM) {
    if (!parser.account(tok, next - s, Account.DIRECT)) return XmlError.AMPLIFICATION_LIMIT_BREACH;
    if (next === parser.text.length && !parser.finalBuffer) {
      parser.nextPtr = next;
      return XmlError.NONE;
    }
    s = next;
  } else if (tok === Tok.NONE && parser.decoder === null) {
    parser.nextPtr = s;
    if (!parser.finalBuffer) return XmlError.NONE;
  }
  return goOn(parser, Processor.EXTERNAL_INIT3, s);
}
function externalEntityInitProcessor3(parser: XmlParser, s: number): XmlError {
  parser.event.start = s;
  const tok = contentTok(parser, s), {next} = parser.scanner;
  parser.event.end = next;
  if (tok === Tok.PARTIAL || tok === Tok.PARTIAL_CHAR) return unfinished(parser, tok, s);
  if (tok === Tok.XML_DECL) {
    const error = processXmlDecl(parser, true, s, next);
    if (error !== XmlError.NONE) return error;
    if (parser.parsing === Parsing.FINISHED) return XmlError.ABORTED;
    s = next;
  }
  parser.tagLevel = 1;
  return goOn(parser, Processor.EXTERNAL_CONTENT, s);
}
/** What ends the input for declarations or values of entities; null while tokens come. */
function endOfInput(parser: XmlParser, tok: Tok, s: number): XmlError | null {
  if (tok > 0) return null;
  if (!parser.finalBuffer && tok !== Tok.INVALID) {
    parser.nextPtr = s;
    return XmlError.NONE;
  }
  switch (tok) {
    case Tok.INVALID: return XmlError.INVALID_TOKEN;
    case Tok.PARTIAL: return XmlError.UNCLOSED_TOKEN;
    case Tok.PARTIAL_CHAR: return XmlError.PARTIAL_CHAR;
    default: return null;
  }
}
function externalParEntProcessor(parser: XmlParser, s: number): XmlError {
  let tok = prologTok(parser, s);
  const error = endOfInput(parser, tok, s);
  if (error !== null) return error;
  if (tok === Tok.BOM) {
    if (!parser.account(tok, 1, Account.DIRECT)) return XmlError.AMPLIFICATION_LIMIT_BREACH;
    s = parser.scanner.next;
    tok = prologTok(parser, s);
  }
  parser.processor = Processor.PROLOG;
  return doProlog(parser, parser.text, s, parser.text.length, tok, parser.scanner.next, null, !parser.finalBuffer, true, Account.DIRECT);
}
/** An external parameter entity within the value of another entity. CPython: entityValueInitProcessor() */
function entityValueInitProcessor(parser: XmlParser, s: number): XmlError {
  let start = s;
  parser.event.start = start;
  for (;;) {
    const tok = prologTok(parser, start), {next} = parser.scanner;
    parser.event.end = next;
    const error = endOfInput(parser, tok, s);
    if (error !== null) return error;
    if (tok <= 0) return wholeValue(parser, s);
    if (tok === Tok.XML_DECL) {
      const declError = processXmlDecl(parser, false, start, next);
      if (declError !== XmlError.NONE) return declError;
      return parser.parsing === Parsing.FINISHED ? XmlError.ABORTED : goOn(parser, Processor.ENTITY_VALUE, next);
    }
    if (tok === Tok.BOM) {
      if (!parser.account(tok, 1, Account.DIRECT)) return XmlError.AMPLIFICATION_LIMIT_BREACH;
      parser.nextPtr = s = next;
    } else if (tok === Tok.INSTANCE_START) {
      parser.nextPtr = next;
      return XmlError.SYNTAX;
    }
    start = next;
    parser.event.start = start;
  }
}
function entityValueProcessor(parser: XmlParser, s: number): XmlError {
  for (let start = s; ; start = parser.scanner.next) {
    const tok = prologTok(parser, start), error = endOfInput(parser, tok, s);
    if (error !== null) return error;
    if (tok <= 0) return wholeValue(parser, s);
  }
}
/** The value goes to the parser that asked for it. */
function wholeValue(parser: XmlParser, s: number): XmlError {
  const owner = parser.parent!, before = parser.entityValue;
  parser.entityValue = '';
  const error = callStoreEntityValue(parser, parser.text, s, parser.text.length, null, Account.DIRECT);
  owner.entityValue += parser.entityValue;
  parser.entityValue = before;
  return error;
}
/** A parser for an external entity; context null for one with declarations, which it shares. Null for a wrong context. CPython: XML_ExternalEntityParserCreate() */
export function XML_ExternalEntityParserCreate(old: XmlParser, types: Uint8Array, context: string | null, encodingName: string | null): XmlParser | null {
  const parser = new XmlParser(types, encodingName, old.separator, context === null ? old.dtd : null);
  Object.assign(parser.h, old.h);
  parser.declElementType = old.declElementType;
  parser.defaultExpandInternalEntities = old.defaultExpandInternalEntities;
  parser.nsTriplets = old.nsTriplets;
  parser.reparseDeferralEnabled = old.reparseDeferralEnabled;
  parser.parent = old;
  parser.paramEntityParsing = old.paramEntityParsing;
  parser.prologState.inEntityValue = old.prologState.inEntityValue;
  if (context === null) {
    parser.isParamEntity = true;
    parser.prologState.beginExternalEntity();
    parser.processor = Processor.PARAM_INIT;
    return parser;
  }
  parser.dtd = dtdCopy(old.dtd);
  if (!setContext(parser, context)) return null;
  parser.processor = Processor.EXTERNAL_INIT;
  return parser;
}
/** What declarations have said so far, for a parser of its own; bindings and open entities come with the context. CPython: dtdCopy() */
function dtdCopy(old: Dtd): Dtd {
  const dtd = new Dtd(), attributes = new Map<AttributeId, AttributeId>();
  for (const name of old.prefixes.keys()) dtd.prefix(name);
  for (const id of old.attributeIds.values()) {
    const prefix = id.prefix === null ? null : id.prefix === old.defaultPrefix ? dtd.defaultPrefix : dtd.prefix(id.prefix.name!), copy: AttributeId = {...id, prefix, mark: 0};
    dtd.attributeIds.set(id.name, copy);
    attributes.set(id, copy);
  }
  for (const type of old.elementTypes.values()) {
    const copy: ElementType = {
      name: type.name, prefix: type.prefix === null ? null : dtd.prefix(type.prefix.name!), idAtt: type.idAtt === null ? null : attributes.get(type.idAtt)!,
      defaultAtts: type.defaultAtts.map(({id, isCdata, value}) => ({id: attributes.get(id)!, isCdata, value})),
    };
    dtd.elementTypes.set(type.name, copy);
  }
  for (const [from, to] of [[old.generalEntities, dtd.generalEntities], [old.paramEntities, dtd.paramEntities]] as const) {
    for (const entity of from.values()) {
      const copy = Object.assign(new Entity(entity.name), entity);
      copy.open = copy.hasMore = false;
      to.set(entity.name, copy);
    }
  }
  dtd.keepProcessing = old.keepProcessing;
  dtd.hasParamEntityRefs = old.hasParamEntityRefs;
  dtd.standalone = old.standalone;
  dtd.paramEntityRead = old.paramEntityRead;
  return dtd;
}
