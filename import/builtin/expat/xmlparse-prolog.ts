/** Prolog and document type declaration. CPython: Modules/expat/xmlparse.c doProlog() */
import {defineAttribute, getAttributeId, getElementType, storeAttributeValue} from './xmlparse-atts';
import {addElement, closeGroup, openGroup} from './xmlparse-model';
import {callStoreEntityValue, processEntity} from './xmlparse-entity';
import {Account, Entity, type EventSpan, type OpenEntity, Parsing, Processor, XML_CQUANT_NONE, XML_CQUANT_OPT, XML_CQUANT_PLUS, XML_CQUANT_REP, XML_CTYPE_ANY, XML_CTYPE_CHOICE, XML_CTYPE_EMPTY, XML_CTYPE_MIXED, type XmlParser, XmlError} from './xmlparse-state';
import {processXmlDecl} from './xmlparse-xmldecl';
import {Role} from './xmlrole';
import {Tok} from './xmltok';
import {predefinedEntity} from './xmltok-values';

/** The name under which the external subset is kept among the parameter entities. */
const EXTERNAL_SUBSET = '#';
const ATTRIBUTE_TYPES = ['CDATA', 'ID', 'IDREF', 'IDREFS', 'ENTITY', 'ENTITIES', 'NMTOKEN', 'NMTOKENS'];
/** What the handling of a role has to say: an error, or that it was reported, or not. */
const REPORTED = -1, NOT_REPORTED = -2;
type Outcome = XmlError | typeof REPORTED | typeof NOT_REPORTED;

function normalizePublicId(text: string): string {
  return text.replace(/[ \r\n]+/g, ' ').replace(/^ | $/g, '');
}
/** A parameter entity, made when there is none. */
function paramEntity({dtd}: XmlParser, name: string): Entity {
  let entity = dtd.paramEntities.get(name);
  if (entity === undefined) dtd.paramEntities.set(name, (entity = new Entity(name)));
  return entity;
}
/** Calls the handler for documents that do not stand alone; false if it refuses. */
function acceptsNotStandalone({dtd, h}: XmlParser): boolean {
  return dtd.standalone || h.notStandalone === null || h.notStandalone() !== 0;
}
/** Reads declarations of the document (`inner` null) or of an entity, from the token `tok` on. escapes. CPython: doProlog() */
export function doProlog(parser: XmlParser, text: string, s: number, end: number, tok: Tok, next: number, inner: OpenEntity | null, haveMore: boolean, allowClosingDoctype: boolean, account: Account): XmlError {
  const {scanner, prologState, h} = parser, event = parser.eventOf(inner);
  for (;;) {
    event.start = s;
    event.end = next;
    if (tok <= 0) {
      if (haveMore && tok !== Tok.INVALID) {
        parser.nextPtr = s;
        return XmlError.NONE;
      }
      switch (tok) {
        case Tok.INVALID:
          event.start = next;
          return XmlError.INVALID_TOKEN;
        case Tok.PARTIAL: return XmlError.UNCLOSED_TOKEN;
        case Tok.PARTIAL_CHAR: return XmlError.PARTIAL_CHAR;
        case Tok.NONE:
          parser.nextPtr = s;
          if (inner !== null && !inner.betweenDecl) return XmlError.NONE;
          if (parser.isParamEntity || inner !== null) return prologState.tokenRole(Tok.NONE, '') === Role.ERROR ? XmlError.INCOMPLETE_PE : XmlError.NONE;
          return XmlError.NO_ELEMENTS;
        default:
          if (tok !== -Tok.PROLOG_S) next = end;
          tok = -tok as Tok;
      }
    }
    const role = prologState.tokenRole(tok, tok === Tok.NAME || tok === Tok.POUND_NAME ? text.slice(s, next) : tok === Tok.DECL_OPEN ? text.slice(s + 2, next) : '');
    if (role !== Role.INSTANCE_START && role !== Role.XML_DECL && role !== Role.TEXT_DECL && !parser.account(tok, next - s, account)) return XmlError.AMPLIFICATION_LIMIT_BREACH;
    let outcome: Outcome;
    switch (role) {
      case Role.XML_DECL: case Role.TEXT_DECL:
        outcome = processXmlDecl(parser, role === Role.TEXT_DECL, s, next);
        // the rest may have been decoded again
        text = parser.text;
        end = text.length;
        if (outcome === XmlError.NONE) outcome = REPORTED;
        break;
      case Role.INSTANCE_START:
        outcome = readForeignDtd(parser);
        if (outcome !== NOT_REPORTED) return outcome as XmlError;
        parser.processor = Processor.CONTENT;
        parser.nextPtr = s;
        parser.reenter = true;
        return XmlError.NONE;
      case Role.DOCTYPE_CLOSE: outcome = allowClosingDoctype ? closeDoctype(parser) : XmlError.INVALID_TOKEN; break;
      case Role.ERROR: return tok === Tok.PARAM_ENTITY_REF ? XmlError.PARAM_ENTITY_REF : tok === Tok.XML_DECL ? XmlError.MISPLACED_XML_PI : XmlError.SYNTAX;
      case Role.IGNORE_SECT:
        if (h.default !== null) parser.reportDefault(text, s, next, inner);
        outcome = doIgnoreSection(parser, text, next, end, inner, haveMore);
        if (outcome !== XmlError.NONE) return outcome;
        if (parser.inIgnoredSection) {
          parser.processor = Processor.IGNORE;
          return XmlError.NONE;
        }
        next = parser.nextPtr;
        outcome = REPORTED;
        break;
      case Role.PI:
        parser.reportProcessingInstruction(text, s, next, inner);
        outcome = REPORTED;
        break;
      case Role.COMMENT:
        parser.reportComment(text, s, next, inner);
        outcome = REPORTED;
        break;
      case Role.NONE: outcome = tok === Tok.BOM ? REPORTED : NOT_REPORTED; break;
      default: outcome = declaration(parser, role, text, s, next, inner, event);
    }
    if (outcome >= 0) return outcome as XmlError;
    if (outcome === NOT_REPORTED && h.default !== null) parser.reportDefault(text, s, next, inner);
    if (parser.parsing === Parsing.FINISHED) return XmlError.ABORTED;
    if (parser.reenter) {
      parser.nextPtr = next;
      return XmlError.NONE;
    }
    s = next;
    scanner.next = s;
    tok = scanner.prologTok(text, s, end);
    next = scanner.next;
  }
}
/** What belongs to document type declarations. */
function declaration(parser: XmlParser, role: Role, text: string, s: number, next: number, inner: OpenEntity | null, event: EventSpan): Outcome {
  const {h} = parser;
  switch (role) {
    case Role.DOCTYPE_NONE: return h.startDoctypeDecl !== null ? REPORTED : NOT_REPORTED;
    case Role.DOCTYPE_NAME:
      parser.doctypeSysid = null;
      if (h.startDoctypeDecl === null) return NOT_REPORTED;
      parser.doctypeName = text.slice(s, next);
      parser.doctypePubid = null;
      return REPORTED;
    case Role.DOCTYPE_INTERNAL_SUBSET:
      if (h.startDoctypeDecl === null) return NOT_REPORTED;
      h.startDoctypeDecl(parser.doctypeName ?? '', parser.doctypeSysid, parser.doctypePubid, 1);
      parser.doctypeName = null;
      return REPORTED;
    case Role.DOCTYPE_PUBLIC_ID: case Role.ENTITY_PUBLIC_ID: return publicId(parser, role, text, s, next, event);
    case Role.DOCTYPE_SYSTEM_ID: case Role.ENTITY_SYSTEM_ID: return systemId(parser, role, text.slice(s + 1, next - 1));
    case Role.ENTITY_NONE: case Role.ENTITY_VALUE: case Role.ENTITY_COMPLETE: case Role.ENTITY_NOTATION_NAME: case Role.GENERAL_ENTITY_NAME: case Role.PARAM_ENTITY_NAME:
      return entityDeclaration(parser, role, text, s, next, inner, event);
    case Role.PARAM_ENTITY_REF: case Role.INNER_PARAM_ENTITY_REF: return paramEntityReference(parser, role, text.slice(s + 1, next - 1));
    case Role.NOTATION_NONE: return h.notationDecl !== null ? REPORTED : NOT_REPORTED;
    case Role.NOTATION_NAME:
      parser.declNotationPublicId = null;
      parser.declNotationName = null;
      if (h.notationDecl === null) return NOT_REPORTED;
      parser.declNotationName = text.slice(s, next);
      return REPORTED;
    case Role.NOTATION_PUBLIC_ID: {
      const bad = parser.scanner.badPublicId(text, s + 1, next - 1);
      if (bad >= 0) {
        event.start = bad;
        return XmlError.PUBLICID;
      }
      if (parser.declNotationName === null) return NOT_REPORTED;
      parser.declNotationPublicId = normalizePublicId(text.slice(s + 1, next - 1));
      return REPORTED;
    }
    case Role.NOTATION_SYSTEM_ID:
      if (parser.declNotationName === null || h.notationDecl === null) return NOT_REPORTED;
      event.end = s;
      h.notationDecl(parser.declNotationName, parser.curBase, text.slice(s + 1, next - 1), parser.declNotationPublicId);
      return REPORTED;
    case Role.NOTATION_NO_SYSTEM_ID:
      if (parser.declNotationPublicId === null || h.notationDecl === null) return NOT_REPORTED;
      event.end = s;
      h.notationDecl(parser.declNotationName ?? '', parser.curBase, null, parser.declNotationPublicId);
      return REPORTED;
    default: return role >= Role.ELEMENT_NONE ? elementDeclaration(parser, role, text, s, next, event) : attlistDeclaration(parser, role, text, s, next, inner, event);
  }
}
function publicId(parser: XmlParser, role: Role, text: string, s: number, next: number, event: EventSpan): Outcome {
  const {dtd, h} = parser;
  let outcome: Outcome = NOT_REPORTED;
  if (role === Role.DOCTYPE_PUBLIC_ID) {
    parser.useForeignDTD = false;
    parser.declEntity = paramEntity(parser, EXTERNAL_SUBSET);
    dtd.hasParamEntityRefs = true;
  }
  const bad = parser.scanner.badPublicId(text, s + 1, next - 1), id = normalizePublicId(text.slice(s + 1, next - 1));
  if (bad >= 0) {
    event.start = bad;
    return XmlError.PUBLICID;
  }
  if (role === Role.DOCTYPE_PUBLIC_ID && h.startDoctypeDecl !== null) {
    parser.doctypePubid = id;
    outcome = REPORTED;
  }
  if (dtd.keepProcessing && parser.declEntity !== null) {
    parser.declEntity.publicId = id;
    if (role === Role.ENTITY_PUBLIC_ID && h.entityDecl !== null) outcome = REPORTED;
  }
  return outcome;
}
function systemId(parser: XmlParser, role: Role, id: string): Outcome {
  const {dtd, h} = parser;
  let outcome: Outcome = NOT_REPORTED;
  if (role === Role.DOCTYPE_SYSTEM_ID) {
    parser.useForeignDTD = false;
    dtd.hasParamEntityRefs = true;
    if (h.startDoctypeDecl !== null) {
      parser.doctypeSysid = id;
      outcome = REPORTED;
    } else parser.doctypeSysid = EXTERNAL_SUBSET;
    if (parser.paramEntityParsing === 0 && !acceptsNotStandalone(parser)) return XmlError.NOT_STANDALONE;
    if (parser.declEntity === null) {
      parser.declEntity = paramEntity(parser, EXTERNAL_SUBSET);
      parser.declEntity.publicId = null;
    }
  }
  if (dtd.keepProcessing && parser.declEntity !== null) {
    parser.declEntity.systemId = id;
    parser.declEntity.base = parser.curBase;
    if (role === Role.ENTITY_SYSTEM_ID && h.entityDecl !== null) outcome = REPORTED;
  }
  return outcome;
}
/** Lets the application read the external subset; false if that went wrong. */
function readSubset(parser: XmlParser, entity: Entity): XmlError {
  const {dtd, h} = parser;
  dtd.paramEntityRead = false;
  if (h.externalEntityRef!(null, entity.base, entity.systemId, entity.publicId) === 0) return XmlError.EXTERNAL_ENTITY_HANDLING;
  return dtd.paramEntityRead && !acceptsNotStandalone(parser) ? XmlError.NOT_STANDALONE : XmlError.NONE;
}
function closeDoctype(parser: XmlParser): Outcome {
  const {dtd, h} = parser;
  let outcome: Outcome = NOT_REPORTED;
  if (parser.doctypeName !== null) {
    if (h.startDoctypeDecl !== null) h.startDoctypeDecl(parser.doctypeName, parser.doctypeSysid, parser.doctypePubid, 0);
    parser.doctypeName = null;
    outcome = REPORTED;
  }
  if (parser.doctypeSysid !== null || parser.useForeignDTD) {
    const had = dtd.hasParamEntityRefs;
    dtd.hasParamEntityRefs = true;
    if (parser.paramEntityParsing !== 0 && h.externalEntityRef !== null) {
      const entity = paramEntity(parser, EXTERNAL_SUBSET);
      if (parser.useForeignDTD) entity.base = parser.curBase;
      const error = readSubset(parser, entity);
      if (error !== XmlError.NONE) return error;
      if (!dtd.paramEntityRead && parser.doctypeSysid === null) dtd.hasParamEntityRefs = had;
    }
    parser.useForeignDTD = false;
  }
  if (h.endDoctypeDecl !== null) {
    h.endDoctypeDecl();
    outcome = REPORTED;
  }
  return outcome;
}
/** Before the root element: the last chance to read an external subset that the document does not name. */
function readForeignDtd(parser: XmlParser): Outcome {
  const {dtd, h} = parser;
  if (!parser.useForeignDTD) return NOT_REPORTED;
  const had = dtd.hasParamEntityRefs;
  dtd.hasParamEntityRefs = true;
  if (parser.paramEntityParsing === 0 || h.externalEntityRef === null) return NOT_REPORTED;
  const entity = paramEntity(parser, EXTERNAL_SUBSET);
  entity.base = parser.curBase;
  const error = readSubset(parser, entity);
  if (error !== XmlError.NONE) return error;
  if (!dtd.paramEntityRead) dtd.hasParamEntityRefs = had;
  return NOT_REPORTED;
}
function entityDeclaration(parser: XmlParser, role: Role, text: string, s: number, next: number, inner: OpenEntity | null, event: EventSpan): Outcome {
  const {dtd, h} = parser, listens = dtd.keepProcessing && h.entityDecl !== null;
  switch (role) {
    case Role.GENERAL_ENTITY_NAME: case Role.PARAM_ENTITY_NAME: {
      const isParam = role === Role.PARAM_ENTITY_NAME, table = isParam ? dtd.paramEntities : dtd.generalEntities, name = text.slice(s, next);
      parser.declEntity = null;
      // the first declaration of an entity holds
      if ((!isParam && predefinedEntity(name) !== '') || !dtd.keepProcessing || table.has(name)) return NOT_REPORTED;
      const entity = new Entity(name);
      table.set(name, entity);
      entity.isParam = isParam;
      entity.isInternal = parser.parent === null && parser.openInternalEntities.length === 0;
      parser.declEntity = entity;
      return h.entityDecl !== null ? REPORTED : NOT_REPORTED;
    }
    case Role.ENTITY_VALUE: {
      if (!dtd.keepProcessing) return NOT_REPORTED;
      let outcome: Outcome = NOT_REPORTED;
      parser.entityValue = '';
      const error = callStoreEntityValue(parser, text, s + 1, next - 1, inner, Account.NONE), entity = parser.declEntity;
      if (entity !== null) {
        entity.text = parser.entityValue;
        if (h.entityDecl !== null) {
          event.end = s;
          h.entityDecl(entity.name, entity.isParam ? 1 : 0, entity.text, parser.curBase, null, null, null);
          outcome = REPORTED;
        }
      }
      return error !== XmlError.NONE ? error : outcome;
    }
    case Role.ENTITY_COMPLETE: {
      const entity = parser.declEntity;
      if (entity === null || !listens) return NOT_REPORTED;
      event.end = s;
      h.entityDecl!(entity.name, entity.isParam ? 1 : 0, null, entity.base, entity.systemId, entity.publicId, null);
      return REPORTED;
    }
    case Role.ENTITY_NOTATION_NAME: {
      const entity = parser.declEntity;
      if (!dtd.keepProcessing || entity === null) return NOT_REPORTED;
      entity.notation = text.slice(s, next);
      event.end = s;
      if (h.unparsedEntityDecl !== null) h.unparsedEntityDecl(entity.name, entity.base, entity.systemId, entity.publicId, entity.notation);
      else if (h.entityDecl !== null) h.entityDecl(entity.name, 0, null, entity.base, entity.systemId, entity.publicId, entity.notation);
      else return NOT_REPORTED;
      return REPORTED;
    }
    default: return listens ? REPORTED : NOT_REPORTED;
  }
}
function paramEntityReference(parser: XmlParser, role: Role, name: string): Outcome {
  const {dtd, h} = parser;
  let outcome: Outcome = NOT_REPORTED;
  dtd.hasParamEntityRefs = true;
  if (parser.paramEntityParsing === 0) dtd.keepProcessing = dtd.standalone;
  else {
    const entity = dtd.paramEntities.get(name);
    if (parser.prologState.documentEntity && dtd.standalone && parser.openInternalEntities.length === 0) {
      if (entity === undefined) return XmlError.UNDEFINED_ENTITY;
      if (!entity.isInternal) return XmlError.ENTITY_DECLARED_IN_PE;
    } else if (entity === undefined) {
      dtd.keepProcessing = dtd.standalone;
      // what is skipped within declarations cannot be told
      if (role !== Role.PARAM_ENTITY_REF || h.skippedEntity === null) return NOT_REPORTED;
      h.skippedEntity(name, 1);
      return REPORTED;
    }
    if (entity.open) return XmlError.RECURSIVE_ENTITY_REF;
    if (entity.text !== null) {
      processEntity(parser, entity, role === Role.PARAM_ENTITY_REF, parser.openInternalEntities);
      parser.processor = Processor.INTERNAL_ENTITY;
      return REPORTED;
    }
    if (h.externalEntityRef === null) {
      dtd.keepProcessing = dtd.standalone;
      return NOT_REPORTED;
    }
    dtd.paramEntityRead = false;
    entity.open = true;
    const done = h.externalEntityRef(null, entity.base, entity.systemId, entity.publicId);
    entity.open = false;
    if (done === 0) return XmlError.EXTERNAL_ENTITY_HANDLING;
    outcome = REPORTED;
    if (!dtd.paramEntityRead) {
      dtd.keepProcessing = dtd.standalone;
      return outcome;
    }
  }
  return acceptsNotStandalone(parser) ? outcome : XmlError.NOT_STANDALONE;
}
function attlistDeclaration(parser: XmlParser, role: Role, text: string, s: number, next: number, inner: OpenEntity | null, event: EventSpan): Outcome {
  const {dtd, h} = parser, listens = dtd.keepProcessing && h.attlistDecl !== null;
  switch (role) {
    case Role.ATTLIST_ELEMENT_NAME: parser.declElementType = getElementType(parser, text.slice(s, next)); break;
    case Role.ATTRIBUTE_NAME:
      parser.declAttributeId = getAttributeId(parser, text.slice(s, next));
      parser.declAttributeIsCdata = false;
      parser.declAttributeType = null;
      parser.declAttributeIsId = false;
      break;
    case Role.ATTRIBUTE_ENUM_VALUE: case Role.ATTRIBUTE_NOTATION_VALUE:
      if (listens) parser.declAttributeType = (parser.declAttributeType !== null ? `${parser.declAttributeType}|` : role === Role.ATTRIBUTE_NOTATION_VALUE ? 'NOTATION(' : '(') + text.slice(s, next);
      break;
    case Role.IMPLIED_ATTRIBUTE_VALUE: case Role.REQUIRED_ATTRIBUTE_VALUE: case Role.DEFAULT_ATTRIBUTE_VALUE: case Role.FIXED_ATTRIBUTE_VALUE: {
      if (!dtd.keepProcessing) return NOT_REPORTED;
      let value: string | null = null;
      const hasValue = role === Role.DEFAULT_ATTRIBUTE_VALUE || role === Role.FIXED_ATTRIBUTE_VALUE, type = parser.declElementType!, id = parser.declAttributeId!;
      if (hasValue) {
        const result = storeAttributeValue(parser, text, s + 1, next - 1, inner, parser.declAttributeIsCdata, true, Account.NONE);
        if (typeof result === 'number') return result;
        value = result;
      }
      // an attribute that identifies elements can have no default
      defineAttribute(type, id, parser.declAttributeIsCdata, parser.declAttributeIsId && !hasValue, value);
      if (h.attlistDecl === null || parser.declAttributeType === null) return NOT_REPORTED;
      if (parser.declAttributeType.startsWith('(') || parser.declAttributeType.startsWith('NO')) parser.declAttributeType += ')';
      event.end = s;
      h.attlistDecl(type.name, id.name, parser.declAttributeType, value, role === Role.REQUIRED_ATTRIBUTE_VALUE || role === Role.FIXED_ATTRIBUTE_VALUE ? 1 : 0);
      return REPORTED;
    }
    case Role.ATTLIST_NONE: break;
    default:
      parser.declAttributeType = ATTRIBUTE_TYPES[role - Role.ATTRIBUTE_TYPE_CDATA];
      if (role === Role.ATTRIBUTE_TYPE_CDATA) parser.declAttributeIsCdata = true;
      else if (role === Role.ATTRIBUTE_TYPE_ID) parser.declAttributeIsId = true;
  }
  return listens ? REPORTED : NOT_REPORTED;
}
function elementDeclaration(parser: XmlParser, role: Role, text: string, s: number, next: number, event: EventSpan): Outcome {
  const {dtd, h, groupConnector, prologState} = parser, heard: Outcome = h.elementDecl !== null ? REPORTED : NOT_REPORTED, told = dtd.inElementDecl ? heard : NOT_REPORTED;
  switch (role) {
    case Role.ELEMENT_NAME:
      if (h.elementDecl === null) return NOT_REPORTED;
      parser.declElementType = getElementType(parser, text.slice(s, next));
      dtd.groups.length = 0;
      dtd.model = null;
      dtd.inElementDecl = true;
      return REPORTED;
    case Role.CONTENT_ANY: case Role.CONTENT_EMPTY:
      if (!dtd.inElementDecl) return NOT_REPORTED;
      if (h.elementDecl !== null) {
        event.end = s;
        h.elementDecl(parser.declElementType!.name, {type: role === Role.CONTENT_ANY ? XML_CTYPE_ANY : XML_CTYPE_EMPTY, quant: XML_CQUANT_NONE, name: null, children: []});
      }
      dtd.inElementDecl = false;
      return heard;
    case Role.GROUP_OPEN:
      groupConnector[prologState.level] = '';
      if (dtd.inElementDecl) openGroup(dtd);
      return told;
    case Role.GROUP_SEQUENCE:
      if (groupConnector[prologState.level] === '|') return XmlError.SYNTAX;
      groupConnector[prologState.level] = ',';
      return told;
    case Role.GROUP_CHOICE: {
      if (groupConnector[prologState.level] === ',') return XmlError.SYNTAX;
      const group = dtd.groups.at(-1), first = groupConnector[prologState.level] === '';
      groupConnector[prologState.level] = '|';
      if (!dtd.inElementDecl || !first || group === undefined || group.type === XML_CTYPE_MIXED) return NOT_REPORTED;
      group.type = XML_CTYPE_CHOICE;
      return heard;
    }
    case Role.CONTENT_PCDATA:
      if (dtd.inElementDecl) dtd.groups.at(-1)!.type = XML_CTYPE_MIXED;
      return told;
    case Role.CONTENT_ELEMENT: case Role.CONTENT_ELEMENT_OPT: case Role.CONTENT_ELEMENT_REP: case Role.CONTENT_ELEMENT_PLUS:
      if (dtd.inElementDecl) {
        const quant = role === Role.CONTENT_ELEMENT ? XML_CQUANT_NONE : role === Role.CONTENT_ELEMENT_OPT ? XML_CQUANT_OPT : role === Role.CONTENT_ELEMENT_REP ? XML_CQUANT_REP : XML_CQUANT_PLUS;
        addElement(dtd, getElementType(parser, text.slice(s, quant === XML_CQUANT_NONE ? next : next - 1)).name, quant);
      }
      return told;
    case Role.GROUP_CLOSE: case Role.GROUP_CLOSE_OPT: case Role.GROUP_CLOSE_REP: case Role.GROUP_CLOSE_PLUS: {
      if (!dtd.inElementDecl) return NOT_REPORTED;
      const model = closeGroup(dtd, role === Role.GROUP_CLOSE ? XML_CQUANT_NONE : role === Role.GROUP_CLOSE_OPT ? XML_CQUANT_OPT : role === Role.GROUP_CLOSE_REP ? XML_CQUANT_REP : XML_CQUANT_PLUS);
      if (model !== null) {
        if (h.elementDecl !== null) {
          event.end = s;
          h.elementDecl(parser.declElementType!.name, model);
        }
        dtd.inElementDecl = false;
      }
      return heard;
    }
    default: return heard;
  }
}
/** Skips a section; parser.inIgnoredSection tells whether it goes on in what comes next. CPython: doIgnoreSection() */
export function doIgnoreSection(parser: XmlParser, text: string, s: number, end: number, inner: OpenEntity | null, haveMore: boolean): XmlError {
  const {scanner} = parser, event = parser.eventOf(inner);
  event.start = s;
  parser.inIgnoredSection = true;
  scanner.next = s;
  const tok = scanner.ignoreSectionTok(text, s, end), next = scanner.next;
  if (!parser.account(tok, next - s, Account.DIRECT)) return XmlError.AMPLIFICATION_LIMIT_BREACH;
  event.end = next;
  if (tok === Tok.IGNORE_SECT) {
    if (parser.h.default !== null) parser.reportDefault(text, s, next, inner);
    parser.inIgnoredSection = false;
    parser.nextPtr = next;
    return (parser.parsing as Parsing) === Parsing.FINISHED ? XmlError.ABORTED : XmlError.NONE;
  }
  if (tok === Tok.INVALID) {
    event.start = next;
    return XmlError.INVALID_TOKEN;
  }
  parser.nextPtr = s;
  if (haveMore) return XmlError.NONE;
  return tok === Tok.PARTIAL_CHAR ? XmlError.PARTIAL_CHAR : XmlError.SYNTAX;
}
