/** What a parser of XML keeps while it runs. CPython: Modules/expat/xmlparse.c, struct XML_ParserStruct */
import type {Decoder} from './encoding';
import {PrologState} from './xmlrole';
import {Scanner, Tok} from './xmltok';

/** The numbers are expat's. */
export const enum XmlError {
  NONE = 0, NO_MEMORY = 1, SYNTAX = 2, NO_ELEMENTS = 3, INVALID_TOKEN = 4, UNCLOSED_TOKEN = 5, PARTIAL_CHAR = 6, TAG_MISMATCH = 7, DUPLICATE_ATTRIBUTE = 8, JUNK_AFTER_DOC_ELEMENT = 9, PARAM_ENTITY_REF = 10, UNDEFINED_ENTITY = 11,
  RECURSIVE_ENTITY_REF = 12, ASYNC_ENTITY = 13, BAD_CHAR_REF = 14, BINARY_ENTITY_REF = 15, ATTRIBUTE_EXTERNAL_ENTITY_REF = 16, MISPLACED_XML_PI = 17, UNKNOWN_ENCODING = 18, INCORRECT_ENCODING = 19, UNCLOSED_CDATA_SECTION = 20,
  EXTERNAL_ENTITY_HANDLING = 21, NOT_STANDALONE = 22, UNEXPECTED_STATE = 23, ENTITY_DECLARED_IN_PE = 24, FEATURE_REQUIRES_XML_DTD = 25, CANT_CHANGE_FEATURE_ONCE_PARSING = 26, UNBOUND_PREFIX = 27, UNDECLARING_PREFIX = 28,
  INCOMPLETE_PE = 29, XML_DECL = 30, TEXT_DECL = 31, PUBLICID = 32, SUSPENDED = 33, NOT_SUSPENDED = 34, ABORTED = 35, FINISHED = 36, SUSPEND_PE = 37, RESERVED_PREFIX_XML = 38, RESERVED_PREFIX_XMLNS = 39,
  RESERVED_NAMESPACE_URI = 40, INVALID_ARGUMENT = 41, NO_BUFFER = 42, AMPLIFICATION_LIMIT_BREACH = 43, NOT_STARTED = 44,
}
/** A node of a content model: type, quantifier, name, children. CPython: XML_Content */
export interface ContentModel {
  type: number;
  quant: number;
  name: string | null;
  children: ContentModel[];
}
export const XML_CTYPE_EMPTY = 1, XML_CTYPE_ANY = 2, XML_CTYPE_MIXED = 3, XML_CTYPE_NAME = 4, XML_CTYPE_CHOICE = 5, XML_CTYPE_SEQ = 6;
export const XML_CQUANT_NONE = 0, XML_CQUANT_OPT = 1, XML_CQUANT_REP = 2, XML_CQUANT_PLUS = 3;
type Text = string | null;

/** Who is told of what; null where nobody listens. */
export interface Handlers {
  /** Names and values by turns. */
  startElement: ((name: string, atts: readonly string[]) => void) | null;
  endElement: ((name: string) => void) | null;
  characterData: ((data: string) => void) | null;
  processingInstruction: ((target: string, data: string) => void) | null;
  comment: ((data: string) => void) | null;
  startCdataSection: (() => void) | null;
  endCdataSection: (() => void) | null;
  default: ((data: string) => void) | null;
  startDoctypeDecl: ((name: string, systemId: Text, publicId: Text, hasInternalSubset: number) => void) | null;
  endDoctypeDecl: (() => void) | null;
  unparsedEntityDecl: ((name: string, base: Text, systemId: Text, publicId: Text, notation: string) => void) | null;
  notationDecl: ((name: string, base: Text, systemId: Text, publicId: Text) => void) | null;
  startNamespaceDecl: ((prefix: Text, uri: Text) => void) | null;
  endNamespaceDecl: ((prefix: Text) => void) | null;
  notStandalone: (() => number) | null;
  externalEntityRef: ((context: Text, base: Text, systemId: Text, publicId: Text) => number) | null;
  skippedEntity: ((name: string, isParameterEntity: number) => void) | null;
  elementDecl: ((name: string, model: ContentModel) => void) | null;
  attlistDecl: ((element: string, attribute: string, type: string, fallback: Text, isRequired: number) => void) | null;
  entityDecl: ((name: string, isParameterEntity: number, value: Text, base: Text, systemId: Text, publicId: Text, notation: Text) => void) | null;
  xmlDecl: ((version: Text, encoding: Text, standalone: number) => void) | null;
  /** The code points of all bytes in an encoding, null if it is unknown. */
  unknownEncoding: ((name: string) => Int32Array | null) | null;
}
export function noHandlers(): Handlers {
  return {
    startElement: null, endElement: null, characterData: null, processingInstruction: null, comment: null, startCdataSection: null, endCdataSection: null, default: null, startDoctypeDecl: null, endDoctypeDecl: null,
    unparsedEntityDecl: null, notationDecl: null, startNamespaceDecl: null, endNamespaceDecl: null, notStandalone: null, externalEntityRef: null, skippedEntity: null, elementDecl: null, attlistDecl: null, entityDecl: null,
    xmlDecl: null, unknownEncoding: null,
  };
}

export interface Prefix {
  /** Null for the default namespace. */
  name: string | null;
  binding: Binding | null;
}
export interface Binding {
  prefix: Prefix;
  /** With the separator behind it. */
  uri: string;
  previous: Binding | null;
}
export interface AttributeId {
  name: string;
  prefix: Prefix | null;
  maybeTokenized: boolean;
  xmlns: boolean;
  /** While a tag is read: 1 when the attribute is there, 2 when its name is still to be expanded. */
  mark: number;
}
export interface DefaultAttribute {
  id: AttributeId;
  isCdata: boolean;
  value: string | null;
}
export interface ElementType {
  name: string;
  prefix: Prefix | null;
  idAtt: AttributeId | null;
  defaultAtts: DefaultAttribute[];
}
export class Entity {
  /** The replacement text of an internal entity. */
  text: string | null = null;
  /** How much of the text has been read while the entity is open, and whether there is more. */
  processed = 0;
  hasMore = false;
  open = false;
  systemId: string | null = null;
  base: string | null = null;
  publicId: string | null = null;
  notation: string | null = null;
  isParam = false;
  isInternal = false;
  constructor(readonly name: string) {}
}
/** What declarations have said; parsers of external parameter entities share it with their parent. CPython: DTD */
export class Dtd {
  readonly generalEntities = new Map<string, Entity>();
  readonly paramEntities = new Map<string, Entity>();
  readonly elementTypes = new Map<string, ElementType>();
  readonly attributeIds = new Map<string, AttributeId>();
  readonly prefixes = new Map<string, Prefix>();
  readonly defaultPrefix: Prefix = {name: null, binding: null};
  /** False once declarations may have been missed. */
  keepProcessing = true;
  hasParamEntityRefs = false;
  standalone = false;
  paramEntityRead = false;
  inElementDecl = false;
  /** The groups of the content model that are open. */
  readonly groups: ContentModel[] = [];
  /** The content model that is being declared. */
  model: ContentModel | null = null;

  prefix(name: string): Prefix {
    let prefix = this.prefixes.get(name);
    if (prefix === undefined) this.prefixes.set(name, (prefix = {name, binding: null}));
    return prefix;
  }
}
/** The `what` that an open entity belongs to: content and declarations, values of attributes, values of entities. */
export interface OpenEntity {
  entity: Entity;
  startTagLevel: number;
  betweenDecl: boolean;
  /** The event within the entity's text. */
  event: EventSpan;
}
/** Where what is being reported begins and ends; -1 for nowhere. */
export interface EventSpan {
  start: number;
  end: number;
}
export interface Tag {
  /** As it is in the document, and as it is reported. */
  rawName: string;
  name: string;
  bindings: Binding[];
}
/** What is read next, and how. CPython: m_processor */
export const enum Processor { PROLOG_INIT, PROLOG, CONTENT, CDATA, EPILOG, IGNORE, INTERNAL_ENTITY, ERROR, EXTERNAL_INIT, EXTERNAL_INIT2, EXTERNAL_INIT3, EXTERNAL_CONTENT, PARAM_INIT, PARAM, ENTITY_VALUE_INIT, ENTITY_VALUE }
export const enum Parsing { INITIALIZED, PARSING, FINISHED }
/** Whether read text counts against the limit for expansions, and as what. */
export const enum Account { DIRECT, ENTITY_EXPANSION, NONE }

const MAXIMUM_AMPLIFICATION = 100, ACTIVATION_THRESHOLD = 8 * 1024 * 1024, SHORTEST_INCLUDE = "<!ENTITY a SYSTEM 'b'>".length, DATA_BUFFER_SIZE = 1024;

export class XmlParser {
  readonly h: Handlers = noHandlers();
  readonly scanner: Scanner;
  dtd: Dtd;
  parent: XmlParser | null = null;
  protocolEncodingName: string | null;
  decoder: Decoder | null = null;
  /** The bytes that `text` was decoded from while the encoding may still change; all there is while it is unknown. */
  raw: Uint8Array | null = new Uint8Array(0);
  text = '';
  processor = Processor.PROLOG_INIT;
  parsing = Parsing.INITIALIZED;
  finalBuffer = false;
  errorCode = XmlError.NONE;
  reenter = false;
  /** Whether a CDATA section, or one that is ignored, goes on. */
  inCdataSection = false;
  inIgnoredSection = false;
  /** How far the last step of a processor came. */
  nextPtr = 0;
  readonly event: EventSpan = {start: -1, end: -1};
  /** Line and column of `positionPtr`. */
  positionPtr = 0;
  lineNumber = 0;
  columnNumber = 0;
  /** The byte index where the input so far ends, and what it was for the event before its text was dropped. */
  parseEndByteIndex = 0;
  droppedEventIndex = -1;
  defaultExpandInternalEntities = true;
  nsTriplets = false;
  paramEntityParsing = 0;
  useForeignDTD = false;
  isParamEntity = false;
  reparseDeferralEnabled = true;
  curBase: string | null = null;
  readonly prologState = new PrologState();
  tagLevel = 0;
  readonly tagStack: Tag[] = [];
  openInternalEntities: OpenEntity[] = [];
  openAttributeEntities: OpenEntity[] = [];
  openValueEntities: OpenEntity[] = [];
  /** What the start tag in hand has: names and values by turns, of which so many were written there. */
  atts: string[] = [];
  nSpecifiedAtts = 0;
  // The declaration in hand.
  doctypeName: string | null = null;
  doctypeSysid: string | null = null;
  doctypePubid: string | null = null;
  declElementType: ElementType | null = null;
  declAttributeId: AttributeId | null = null;
  declAttributeIsCdata = false;
  declAttributeIsId = false;
  declAttributeType: string | null = null;
  declNotationName: string | null = null;
  declNotationPublicId: string | null = null;
  declEntity: Entity | null = null;
  /** The connector of each open group. */
  readonly groupConnector: string[] = [];
  /** The value of an entity as far as it has been read. */
  entityValue = '';
  // The sizes of expat's input buffer: they decide when a token is scanned again. CPython: XML_GetBuffer(), callProcessor()
  bufferLim = 0;
  bufferPtr = 0;
  bufferEnd = 0;
  lastBufferRequestSize = 0;
  partialTokenBytesBefore = 0;
  private bytesDirect = 0;
  private bytesIndirect = 0;

  /** `separator` is null without namespaces. */
  constructor(types: Uint8Array, encodingName: string | null, readonly separator: string | null, dtd: Dtd | null) {
    this.scanner = new Scanner(types);
    this.protocolEncodingName = encodingName;
    this.dtd = dtd ?? new Dtd();
  }
  get ns(): boolean {
    return this.separator !== null;
  }
  /** The span of events: that of the innermost entity's text, or the document's. */
  eventOf(inner: OpenEntity | null): EventSpan {
    return inner === null ? this.event : inner.event;
  }
  /** After the last input: a character that is cut off becomes part of the text. */
  finishText(): void {
    const {decoder} = this;
    if (decoder === null || decoder.pending.length === 0) return;
    this.text += decoder.finish();
    if (decoder.pending.length < decoder.minBytes) this.scanner.oddText = this.text;
  }
  /** How many bytes of input have not been read, from an index of the text on. */
  bytesFrom(index: number): number {
    const {decoder} = this;
    if (decoder === null) return this.raw!.length - index;
    return decoder.byteLength(this.text, index, this.text.length) + decoder.pending.length;
  }
  /** Moves the position on. CPython: updatePosition() */
  updatePosition(to: number): void {
    const {text} = this;
    let column = this.columnNumber;
    for (let i = this.positionPtr; i < to; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || c === 13) {
        if (c === 13 && i + 1 < to && text.charCodeAt(i + 1) === 10) i++;
        this.lineNumber++;
        column = 0;
      } else {
        if (c >= 0xd800 && c < 0xdc00) i++;
        column++;
      }
    }
    this.columnNumber = column;
    this.positionPtr = to;
  }
  private toEvent(): void {
    if (this.event.start >= this.positionPtr && this.event.start >= 0) this.updatePosition(this.event.start);
  }
  /** CPython: XML_GetCurrentLineNumber() */
  currentLineNumber(): number {
    this.toEvent();
    return this.lineNumber + 1;
  }
  currentColumnNumber(): number {
    this.toEvent();
    return this.columnNumber;
  }
  currentByteIndex(): number {
    return this.event.start < 0 ? this.droppedEventIndex : this.parseEndByteIndex - this.bytesFrom(this.event.start);
  }
  /** The input from the event on; null when there is none. CPython: XML_GetInputContext() */
  inputContext(): Uint8Array | null {
    const {decoder} = this;
    if (this.event.start < 0 || decoder === null) return null;
    const text = decoder.encode(this.text, this.event.start), bytes = new Uint8Array(text.length + decoder.pending.length);
    bytes.set(text);
    bytes.set(decoder.pending, text.length);
    return bytes;
  }
  /** Counts what is read; false when entities grow too much. CPython: accountingDiffTolerated() */
  account(tok: Tok, length: number, account: Account): boolean {
    if (tok === Tok.INVALID || tok === Tok.PARTIAL || tok === Tok.PARTIAL_CHAR || tok === Tok.NONE || account === Account.NONE) return true;
    let root: XmlParser = this;
    while (root.parent !== null) root = root.parent;
    if (account === Account.DIRECT && root === this) root.bytesDirect += length;
    else root.bytesIndirect += length;
    const output = root.bytesDirect + root.bytesIndirect;
    if (output < ACTIVATION_THRESHOLD) return true;
    return (root.bytesDirect !== 0 ? output / root.bytesDirect : (SHORTEST_INCLUDE + root.bytesIndirect) / SHORTEST_INCLUDE) <= MAXIMUM_AMPLIFICATION;
  }
  /** Reports text to the default handler. CPython: reportDefault() */
  reportDefault(text: string, start: number, end: number, inner: OpenEntity | null): void {
    this.inPieces(text, start, end, inner, this.h.default!, true);
  }
  /** Reports text in pieces as long as expat's buffer, if it has to be converted. CPython: MUST_CONVERT() */
  inPieces(text: string, start: number, end: number, inner: OpenEntity | null, handler: (data: string) => void, isDefault: boolean): void {
    if (inner !== null || this.decoder!.isUtf8) {
      handler(text.slice(start, end));
      return;
    }
    for (;;) {
      let length = 0, at = start;
      while (at < end) {
        const c = text.charCodeAt(at), size = c < 0x80 ? 1 : c < 0x800 ? 2 : c >= 0xd800 && c < 0xdc00 ? 4 : 3;
        if (length + size > DATA_BUFFER_SIZE) break;
        length += size;
        at += size === 4 ? 2 : 1;
      }
      this.event.end = at;
      handler(text.slice(start, at));
      if (isDefault) this.event.start = at;
      if (at >= end) return;
      start = at;
      this.event.start = at;
    }
  }
  /** CPython: reportComment() */
  reportComment(text: string, start: number, end: number, inner: OpenEntity | null): void {
    const {comment} = this.h;
    if (comment !== null) comment(normalizeLines(text.slice(start + 4, end - 3)));
    else if (this.h.default !== null) this.reportDefault(text, start, end, inner);
  }
  /** CPython: reportProcessingInstruction() */
  reportProcessingInstruction(text: string, start: number, end: number, inner: OpenEntity | null): void {
    const {processingInstruction} = this.h;
    if (processingInstruction !== null) {
      const nameEnd = this.scanner.nameEnd(text, start + 2);
      processingInstruction(text.slice(start + 2, nameEnd), normalizeLines(text.slice(this.scanner.skipS(text, nameEnd), end - 2)));
    } else if (this.h.default !== null) this.reportDefault(text, start, end, inner);
  }
}
function normalizeLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
