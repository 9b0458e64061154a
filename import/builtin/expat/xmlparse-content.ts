/** The content of elements. CPython: Modules/expat/xmlparse.c doContent(), doCdataSection() */
import {freeBindings, storeAtts} from './xmlparse-atts';
import {getContext, processEntity} from './xmlparse-entity';
import {Account, type Binding, type EventSpan, type OpenEntity, Parsing, Processor, type Tag, type XmlParser, XmlError} from './xmlparse-state';
import {Tok} from './xmltok';
import {charRefNumber, predefinedEntity} from './xmltok-values';

/** Goes on with what is behind the root element. */
function toEpilog(parser: XmlParser, next: number): XmlError {
  parser.processor = Processor.EPILOG;
  parser.nextPtr = next;
  parser.reenter = true;
  return XmlError.NONE;
}
/** Reads content of the document (`inner` null) or of an entity; parser.nextPtr tells how far it came. escapes. CPython: doContent() */
export function doContent(parser: XmlParser, startTagLevel: number, text: string, s: number, end: number, inner: OpenEntity | null, haveMore: boolean, account: Account): XmlError {
  const {scanner, h} = parser, event = parser.eventOf(inner);
  event.start = s;
  for (;;) {
    scanner.next = s;
    const tok = scanner.contentTok(text, s, end), next = scanner.next;
    const accountAfter = tok === Tok.TRAILING_RSQB || tok === Tok.TRAILING_CR ? (haveMore ? s : end) : next;
    if (!parser.account(tok, accountAfter - s, account)) return XmlError.AMPLIFICATION_LIMIT_BREACH;
    event.end = next;
    switch (tok) {
      case Tok.DATA_CHARS:
        if (h.characterData !== null) parser.inPieces(text, s, next, inner, h.characterData, false);
        else if (h.default !== null) parser.reportDefault(text, s, next, inner);
        break;
      case Tok.DATA_NEWLINE:
        if (h.characterData !== null) h.characterData('\n');
        else if (h.default !== null) parser.reportDefault(text, s, next, inner);
        break;
      case Tok.START_TAG_NO_ATTS: case Tok.START_TAG_WITH_ATTS: {
        const rawName = text.slice(s + 1, scanner.nameEnd(text, s + 1)), tag: Tag = {rawName, name: rawName, bindings: []};
        parser.tagStack.push(tag);
        parser.tagLevel++;
        const error = storeAtts(parser, text, s, inner, tag, account);
        if (error !== XmlError.NONE) return error;
        if (h.startElement !== null) h.startElement(tag.name, parser.atts);
        else if (h.default !== null) parser.reportDefault(text, s, next, inner);
        break;
      }
      case Tok.EMPTY_ELEMENT_NO_ATTS: case Tok.EMPTY_ELEMENT_WITH_ATTS: {
        const error = emptyElement(parser, text, s, next, inner, event);
        if (error !== XmlError.NONE) return error;
        if (parser.tagLevel === 0 && parser.parsing !== Parsing.FINISHED) return toEpilog(parser, next);
        break;
      }
      case Tok.END_TAG: {
        if (parser.tagLevel === startTagLevel) return XmlError.ASYNC_ENTITY;
        const tag = parser.tagStack[parser.tagStack.length - 1], {rawName} = tag, nameEnd = s + 2 + rawName.length;
        if (!text.startsWith(rawName, s + 2) || scanner.nameEnd(text, nameEnd) !== nameEnd) {
          event.start = s + 2;
          return XmlError.TAG_MISMATCH;
        }
        parser.tagStack.pop();
        parser.tagLevel--;
        if (h.endElement !== null) h.endElement(tag.name);
        else if (h.default !== null) parser.reportDefault(text, s, next, inner);
        if (tag.bindings.length !== 0) freeBindings(parser, tag.bindings);
        if (parser.tagLevel === 0 && parser.parsing !== Parsing.FINISHED) return toEpilog(parser, next);
        break;
      }
      case Tok.ENTITY_REF: {
        const error = entityReference(parser, text, s, next, inner);
        if (error !== XmlError.NONE) return error;
        break;
      }
      case Tok.CHAR_REF: {
        const n = charRefNumber(text, s);
        if (n < 0) return XmlError.BAD_CHAR_REF;
        if (h.characterData !== null) h.characterData(String.fromCodePoint(n));
        else if (h.default !== null) parser.reportDefault(text, s, next, inner);
        break;
      }
      case Tok.CDATA_SECT_OPEN: {
        if (h.startCdataSection !== null) h.startCdataSection();
        else if (h.default !== null) parser.reportDefault(text, s, next, inner);
        const error = doCdataSection(parser, text, next, end, inner, haveMore, account);
        if (error !== XmlError.NONE) return error;
        if (parser.inCdataSection) {
          parser.processor = Processor.CDATA;
          return XmlError.NONE;
        }
        s = parser.nextPtr;
        if (parser.parsing === Parsing.FINISHED) return aborted(event, s);
        event.start = s;
        continue;
      }
      case Tok.PI: parser.reportProcessingInstruction(text, s, next, inner); break;
      case Tok.COMMENT: parser.reportComment(text, s, next, inner); break;
      case Tok.XML_DECL: return XmlError.MISPLACED_XML_PI;
      case Tok.INVALID:
        event.start = next;
        return XmlError.INVALID_TOKEN;
      case Tok.TRAILING_CR: case Tok.TRAILING_RSQB:
        if (haveMore) {
          parser.nextPtr = s;
          return XmlError.NONE;
        }
        event.end = end;
        if (h.characterData === null) {
          if (h.default !== null) parser.reportDefault(text, s, end, inner);
        } else if (tok === Tok.TRAILING_CR) h.characterData('\n');
        else h.characterData(text.slice(s, end));
        if (tok === Tok.TRAILING_RSQB && (startTagLevel === 0 || parser.tagLevel !== startTagLevel)) event.start = end;
        if (startTagLevel === 0) return XmlError.NO_ELEMENTS;
        if (parser.tagLevel !== startTagLevel) return XmlError.ASYNC_ENTITY;
        parser.nextPtr = end;
        return XmlError.NONE;
      case Tok.NONE:
        parser.nextPtr = s;
        if (haveMore) return XmlError.NONE;
        if (startTagLevel === 0) return XmlError.NO_ELEMENTS;
        return parser.tagLevel !== startTagLevel ? XmlError.ASYNC_ENTITY : XmlError.NONE;
      case Tok.PARTIAL: case Tok.PARTIAL_CHAR:
        parser.nextPtr = s;
        if (haveMore) return XmlError.NONE;
        return tok === Tok.PARTIAL ? XmlError.UNCLOSED_TOKEN : XmlError.PARTIAL_CHAR;
      default: if (h.default !== null) parser.reportDefault(text, s, next, inner);
    }
    if (parser.parsing === Parsing.FINISHED) return aborted(event, next);
    if (parser.reenter) {
      parser.nextPtr = next;
      return XmlError.NONE;
    }
    event.start = s = next;
  }
}
function aborted(event: EventSpan, next: number): XmlError {
  event.start = next;
  return XmlError.ABORTED;
}
function emptyElement(parser: XmlParser, text: string, s: number, next: number, inner: OpenEntity | null, event: EventSpan): XmlError {
  const {h} = parser, tag: {name: string; bindings: Binding[]} = {name: text.slice(s + 1, parser.scanner.nameEnd(text, s + 1)), bindings: []};
  const error = storeAtts(parser, text, s, inner, tag, Account.NONE);
  if (error === XmlError.NONE) {
    const {startElement} = h;
    if (startElement !== null) startElement(tag.name, parser.atts);
    if (h.endElement !== null) {
      if (h.startElement !== null) event.start = event.end;
      h.endElement(tag.name);
    } else if (startElement === null && h.default !== null) parser.reportDefault(text, s, next, inner);
  }
  if (tag.bindings.length !== 0) freeBindings(parser, tag.bindings);
  return error;
}
function entityReference(parser: XmlParser, text: string, s: number, next: number, inner: OpenEntity | null): XmlError {
  const {dtd, h} = parser, name = text.slice(s + 1, next - 1), ch = predefinedEntity(name);
  if (ch !== '') {
    parser.account(Tok.ENTITY_REF, 1, Account.ENTITY_EXPANSION);
    if (h.characterData !== null) h.characterData(ch);
    else if (h.default !== null) parser.reportDefault(text, s, next, inner);
    return XmlError.NONE;
  }
  const entity = dtd.generalEntities.get(name);
  if (!dtd.hasParamEntityRefs || dtd.standalone) {
    if (entity === undefined) return XmlError.UNDEFINED_ENTITY;
    if (!entity.isInternal) return XmlError.ENTITY_DECLARED_IN_PE;
  } else if (entity === undefined) {
    if (h.skippedEntity !== null) h.skippedEntity(name, 0);
    else if (h.default !== null) parser.reportDefault(text, s, next, inner);
    return XmlError.NONE;
  }
  if (entity.open) return XmlError.RECURSIVE_ENTITY_REF;
  if (entity.notation !== null) return XmlError.BINARY_ENTITY_REF;
  if (entity.text !== null) {
    if (parser.defaultExpandInternalEntities) {
      processEntity(parser, entity, false, parser.openInternalEntities);
      parser.processor = Processor.INTERNAL_ENTITY;
    } else if (h.skippedEntity !== null) h.skippedEntity(entity.name, 0);
    else if (h.default !== null) parser.reportDefault(text, s, next, inner);
  } else if (h.externalEntityRef !== null) {
    entity.open = true;
    const context = getContext(parser);
    entity.open = false;
    if (h.externalEntityRef(context, entity.base, entity.systemId, entity.publicId) === 0) return XmlError.EXTERNAL_ENTITY_HANDLING;
  } else if (h.default !== null) parser.reportDefault(text, s, next, inner);
  return XmlError.NONE;
}
/** Reads a CDATA section; parser.inCdataSection tells whether it goes on in what comes next. escapes. CPython: doCdataSection() */
export function doCdataSection(parser: XmlParser, text: string, s: number, end: number, inner: OpenEntity | null, haveMore: boolean, account: Account): XmlError {
  const {scanner, h} = parser, event = parser.eventOf(inner);
  event.start = s;
  parser.inCdataSection = true;
  for (;;) {
    scanner.next = s;
    const tok = scanner.cdataSectionTok(text, s, end), next = scanner.next;
    if (!parser.account(tok, next - s, account)) return XmlError.AMPLIFICATION_LIMIT_BREACH;
    event.end = next;
    switch (tok) {
      case Tok.CDATA_SECT_CLOSE:
        if (h.endCdataSection !== null) h.endCdataSection();
        else if (h.default !== null) parser.reportDefault(text, s, next, inner);
        parser.inCdataSection = false;
        parser.nextPtr = next;
        return parser.parsing === Parsing.FINISHED ? XmlError.ABORTED : XmlError.NONE;
      case Tok.DATA_NEWLINE:
        if (h.characterData !== null) h.characterData('\n');
        else if (h.default !== null) parser.reportDefault(text, s, next, inner);
        break;
      case Tok.DATA_CHARS:
        if (h.characterData !== null) parser.inPieces(text, s, next, inner, h.characterData, false);
        else if (h.default !== null) parser.reportDefault(text, s, next, inner);
        break;
      case Tok.INVALID:
        event.start = next;
        return XmlError.INVALID_TOKEN;
      default:
        parser.nextPtr = s;
        if (haveMore) return XmlError.NONE;
        return tok === Tok.PARTIAL_CHAR ? XmlError.PARTIAL_CHAR : XmlError.UNCLOSED_CDATA_SECTION;
    }
    if (parser.parsing === Parsing.FINISHED) return aborted(event, next);
    event.start = s = next;
  }
}
