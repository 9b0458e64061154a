/** Entities: opening them, their values, and what external ones take over. CPython: Modules/expat/xmlparse.c */
import {addBinding} from './xmlparse-atts';
import {Account, type Binding, type Entity, type OpenEntity, type XmlParser, XmlError} from './xmlparse-state';
import {Tok} from './xmltok';
import {charRefNumber} from './xmltok-values';

/** What separates the parts of a context, and what every parser with namespaces begins with. */
const CONTEXT_SEPARATOR = '\f';
export const IMPLICIT_CONTEXT = 'xml=http://www.w3.org/XML/1998/namespace';

/** Opens an internal entity: its text is read next. CPython: processEntity() */
export function processEntity(parser: XmlParser, entity: Entity, betweenDecl: boolean, list: OpenEntity[]): void {
  entity.open = true;
  entity.hasMore = true;
  entity.processed = 0;
  list.push({entity, startTagLevel: parser.tagLevel, betweenDecl, event: {start: -1, end: -1}});
  if (list === parser.openInternalEntities) parser.reenter = true;
}
/** Reads the value of an entity into parser.entityValue, with all entities in it. CPython: callStoreEntityValue() */
export function callStoreEntityValue(parser: XmlParser, text: string, start: number, end: number, inner: OpenEntity | null, account: Account): XmlError {
  let next = start;
  for (;;) {
    const open = parser.openValueEntities.at(-1);
    if (open === undefined) {
      const error = storeEntityValue(parser, text, next, end, inner, false, account);
      next = parser.nextPtr;
      if (error !== XmlError.NONE) return error;
      if (parser.openValueEntities.length === 0 && next === end) return error;
      continue;
    }
    const {entity} = open;
    if (entity.hasMore) {
      const error = storeEntityValue(parser, entity.text!, entity.processed, entity.text!.length, inner, true, Account.ENTITY_EXPANSION);
      if (error !== XmlError.NONE) return error;
      if (parser.nextPtr === entity.text!.length) entity.hasMore = false;
      else entity.processed = parser.nextPtr;
    } else {
      entity.open = false;
      parser.openValueEntities.pop();
      if (parser.openValueEntities.length === 0 && next === end) return XmlError.NONE;
    }
  }
}
/** Reads a part of an entity's value up to the next entity, which it opens; parser.nextPtr tells how far it came. CPython: storeEntityValue() */
function storeEntityValue(parser: XmlParser, text: string, p: number, end: number, inner: OpenEntity | null, inEntity: boolean, account: Account): XmlError {
  const {prologState} = parser, before = prologState.inEntityValue;
  prologState.inEntityValue = true;
  const error = appendEntityValue(parser, text, p, end, inner, inEntity, account);
  prologState.inEntityValue = before;
  return error;
}
function appendEntityValue(parser: XmlParser, text: string, p: number, end: number, inner: OpenEntity | null, inEntity: boolean, account: Account): XmlError {
  const {scanner, dtd} = parser, direct = inner === null && !inEntity;
  for (;;) {
    scanner.next = p;
    const tok = scanner.entityValueTok(text, p, end);
    let next = scanner.next;
    parser.nextPtr = next;
    if (!parser.account(tok, next - p, account)) return XmlError.AMPLIFICATION_LIMIT_BREACH;
    switch (tok) {
      case Tok.PARAM_ENTITY_REF: {
        if (!parser.isParamEntity && direct) {
          // not within declarations of the internal subset
          parser.event.start = p;
          return XmlError.PARAM_ENTITY_REF;
        }
        const entity = dtd.paramEntities.get(text.slice(p + 1, next - 1));
        if (entity === undefined) {
          dtd.keepProcessing = dtd.standalone;
          return XmlError.NONE;
        }
        if (entity.open || entity === parser.declEntity) {
          if (direct) parser.event.start = p;
          return XmlError.RECURSIVE_ENTITY_REF;
        }
        if (entity.systemId === null) {
          processEntity(parser, entity, false, parser.openValueEntities);
          return XmlError.NONE;
        }
        if (parser.h.externalEntityRef !== null) {
          dtd.paramEntityRead = false;
          entity.open = true;
          const done = parser.h.externalEntityRef(null, entity.base, entity.systemId, entity.publicId);
          entity.open = false;
          if (done === 0) return XmlError.EXTERNAL_ENTITY_HANDLING;
          if (!dtd.paramEntityRead) dtd.keepProcessing = dtd.standalone;
        } else dtd.keepProcessing = dtd.standalone;
        break;
      }
      case Tok.NONE: return XmlError.NONE;
      case Tok.ENTITY_REF: case Tok.DATA_CHARS: parser.entityValue += text.slice(p, next); break;
      case Tok.TRAILING_CR: case Tok.DATA_NEWLINE:
        if (tok === Tok.TRAILING_CR) next = p + 1;
        parser.entityValue += '\n';
        break;
      case Tok.CHAR_REF: {
        const n = charRefNumber(text, p);
        if (n < 0) {
          if (direct) parser.event.start = p;
          return XmlError.BAD_CHAR_REF;
        }
        parser.entityValue += String.fromCodePoint(n);
        break;
      }
      default:
        if (direct) parser.event.start = tok === Tok.INVALID ? next : p;
        return tok === Tok.INVALID || tok === Tok.PARTIAL ? XmlError.INVALID_TOKEN : XmlError.UNEXPECTED_STATE;
    }
    p = next;
  }
}
/** What a parser of an external entity must know: namespaces and the entities that are open. CPython: getContext() */
export function getContext({dtd, separator}: XmlParser): string {
  const parts: string[] = [], cut = separator === null ? 0 : separator.length;
  const add = (name: string, binding: Binding): void => void parts.push(`${name}=${binding.uri.slice(0, binding.uri.length - cut)}`);
  if (dtd.defaultPrefix.binding !== null) add('', dtd.defaultPrefix.binding);
  for (const prefix of dtd.prefixes.values()) if (prefix.binding !== null) add(prefix.name!, prefix.binding);
  for (const entity of dtd.generalEntities.values()) if (entity.open) parts.push(entity.name);
  return parts.join(CONTEXT_SEPARATOR);
}
/** False if the context is none. CPython: setContext() */
export function setContext(parser: XmlParser, context: string): boolean {
  const {dtd} = parser;
  for (const part of context === '' ? [] : context.split(CONTEXT_SEPARATOR)) {
    const equals = part.indexOf('=');
    if (equals < 0) {
      const entity = dtd.generalEntities.get(part);
      if (entity !== undefined) entity.open = true;
      continue;
    }
    const prefix = equals === 0 ? dtd.defaultPrefix : dtd.prefix(part.slice(0, equals));
    if (addBinding(parser, prefix, null, part.slice(equals + 1), []) !== XmlError.NONE) return false;
  }
  return true;
}
