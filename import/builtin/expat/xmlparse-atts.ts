/** Attributes, namespaces, and the names that elements are reported with. CPython: Modules/expat/xmlparse.c */
import {processEntity} from './xmlparse-entity';
import {Account, type AttributeId, type Binding, type ElementType, type OpenEntity, type Prefix, type XmlParser, XmlError} from './xmlparse-state';
import {Tok} from './xmltok';
import {charRefNumber, getAtts, predefinedEntity} from './xmltok-values';

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace', XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** The type of an element, made when there is none. CPython: getElementType() */
export function getElementType(parser: XmlParser, name: string): ElementType {
  const {dtd} = parser;
  let type = dtd.elementTypes.get(name);
  if (type === undefined) {
    const colon = parser.ns ? name.indexOf(':') : -1;
    dtd.elementTypes.set(name, (type = {name, prefix: colon < 0 ? null : dtd.prefix(name.slice(0, colon)), idAtt: null, defaultAtts: []}));
  }
  return type;
}
/** CPython: getAttributeId() */
export function getAttributeId(parser: XmlParser, name: string): AttributeId {
  const {dtd} = parser;
  let id = dtd.attributeIds.get(name);
  if (id === undefined) {
    id = {name, prefix: null, maybeTokenized: false, xmlns: false, mark: 0};
    dtd.attributeIds.set(name, id);
    if (parser.ns) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) {
        id.prefix = name.length === 5 ? dtd.defaultPrefix : dtd.prefix(name.slice(6));
        id.xmlns = true;
      } else {
        const colon = name.indexOf(':');
        // an attribute without a prefix is in no namespace, not in the default one
        if (colon >= 0) id.prefix = dtd.prefix(name.slice(0, colon));
      }
    }
  }
  return id;
}
/** Notes a default of an attribute, or that it identifies elements. CPython: defineAttribute() */
export function defineAttribute(type: ElementType, id: AttributeId, isCdata: boolean, isId: boolean, value: string | null): void {
  if (value !== null || isId) {
    for (const known of type.defaultAtts) if (known.id === id) return;
    if (isId && type.idAtt === null && !id.xmlns) type.idAtt = id;
  }
  type.defaultAtts.push({id, isCdata, value});
  if (!isCdata) id.maybeTokenized = true;
}
/** Reads the attributes of the start tag at `s` into parser.atts; `tag` gets the element's name as it is reported. CPython: storeAtts() */
export function storeAtts(parser: XmlParser, text: string, s: number, inner: OpenEntity | null, tag: {name: string; bindings: Binding[]}, account: Account): XmlError {
  const elementType = getElementType(parser, tag.name), spans = getAtts(parser.scanner, text, s), atts: string[] = [], ids: AttributeId[] = [];
  let nPrefixes = 0;
  for (const span of spans) {
    const id = getAttributeId(parser, text.slice(span.name, parser.scanner.nameEnd(text, span.name)));
    if (id.mark !== 0) {
      if (inner === null) parser.event.start = span.name;
      return XmlError.DUPLICATE_ATTRIBUTE;
    }
    id.mark = 1;
    let value: string;
    if (span.normalized) value = text.slice(span.valueStart, span.valueEnd);
    else {
      const declared = id.maybeTokenized ? elementType.defaultAtts.find(known => known.id === id) : undefined;
      const result = storeAttributeValue(parser, text, span.valueStart, span.valueEnd, inner, declared === undefined ? true : declared.isCdata, false, account);
      if (typeof result === 'number') return result;
      value = result;
    }
    if (id.prefix !== null) {
      if (id.xmlns) {
        const error = addBinding(parser, id.prefix, id, value, tag.bindings);
        if (error !== XmlError.NONE) return error;
        ids.push(id);
        continue;
      }
      id.mark = 2;
      nPrefixes++;
    }
    ids.push(id);
    atts.push(id.name, value);
  }
  parser.nSpecifiedAtts = atts.length;
  for (const {id, value} of elementType.defaultAtts) {
    if (id.mark !== 0 || value === null) continue;
    id.mark = 1;
    ids.push(id);
    if (id.xmlns) {
      const error = addBinding(parser, id.prefix!, id, value, tag.bindings);
      if (error !== XmlError.NONE) return error;
      continue;
    }
    if (id.prefix !== null) {
      id.mark = 2;
      nPrefixes++;
    }
    atts.push(id.name, value);
  }
  if (nPrefixes > 0) {
    const error = expandAttributes(parser, atts);
    if (error !== XmlError.NONE) return error;
  }
  for (const id of ids) id.mark = 0;
  parser.atts = atts;
  return parser.ns ? expandElement(parser, elementType, tag) : XmlError.NONE;
}
/** Puts the namespaces of prefixed attributes into their names. */
function expandAttributes(parser: XmlParser, atts: string[]): XmlError {
  const seen = new Set<string>();
  for (let i = 0; i < atts.length; i += 2) {
    const {mark, prefix} = parser.dtd.attributeIds.get(atts[i])!;
    if (mark !== 2) continue;
    const {binding} = prefix!;
    if (binding === null) return XmlError.UNBOUND_PREFIX;
    const name = binding.uri + atts[i].slice(atts[i].indexOf(':') + 1);
    if (seen.has(name)) return XmlError.DUPLICATE_ATTRIBUTE;
    seen.add(name);
    atts[i] = parser.nsTriplets && parser.separator !== '' ? name + parser.separator! + prefix!.name! : name;
  }
  return XmlError.NONE;
}
function expandElement(parser: XmlParser, type: ElementType, tag: {name: string}): XmlError {
  let binding: Binding | null, localPart = tag.name;
  if (type.prefix !== null) {
    binding = type.prefix.binding;
    if (binding === null) return XmlError.UNBOUND_PREFIX;
    localPart = localPart.slice(localPart.indexOf(':') + 1);
  } else {
    binding = parser.dtd.defaultPrefix.binding;
    if (binding === null) return XmlError.NONE;
  }
  tag.name = binding.uri + localPart;
  if (parser.nsTriplets && binding.prefix.name !== null && parser.separator !== '') tag.name += parser.separator! + binding.prefix.name;
  return XmlError.NONE;
}
/** Binds a prefix to a namespace; `id` is null for what a parser inherits. CPython: addBinding() */
export function addBinding(parser: XmlParser, prefix: Prefix, id: AttributeId | null, uri: string, bindings: Binding[]): XmlError {
  if (uri === '' && prefix.name !== null) return XmlError.UNDECLARING_PREFIX;
  if (prefix.name === 'xmlns') return XmlError.RESERVED_PREFIX_XMLNS;
  const mustBeXML = prefix.name === 'xml', {separator} = parser;
  if (separator !== null && separator !== '' && !/[-A-Za-z0-9%._~:/?#[\]@!$&'()*+,;=]/.test(separator) && uri.includes(separator)) return XmlError.SYNTAX;
  if (mustBeXML !== (uri === XML_NAMESPACE)) return mustBeXML ? XmlError.RESERVED_PREFIX_XML : XmlError.RESERVED_NAMESPACE_URI;
  if (uri === XMLNS_NAMESPACE) return XmlError.RESERVED_NAMESPACE_URI;
  const binding: Binding = {prefix, uri: uri + (separator ?? ''), previous: prefix.binding};
  prefix.binding = uri === '' && prefix === parser.dtd.defaultPrefix ? null : binding;
  bindings.push(binding);
  if (id !== null && parser.h.startNamespaceDecl !== null) parser.h.startNamespaceDecl(prefix.name, prefix.binding === null ? null : uri);
  return XmlError.NONE;
}
/** Takes bindings back and reports it, the last one first. CPython: freeBindings() */
export function freeBindings(parser: XmlParser, bindings: Binding[]): void {
  for (let i = bindings.length - 1; i >= 0; i--) {
    const {prefix, previous} = bindings[i];
    if (parser.h.endNamespaceDecl !== null) parser.h.endNamespaceDecl(prefix.name);
    prefix.binding = previous;
  }
}
/** What a value of an attribute means; an error number if it is none. `inDtd` is for defaults in declarations. CPython: storeAttributeValue() */
export function storeAttributeValue(parser: XmlParser, text: string, start: number, end: number, inner: OpenEntity | null, isCdata: boolean, inDtd: boolean, account: Account): string | XmlError {
  const value: AttributeValue = {text: '', isCdata, inDtd, next: start};
  for (;;) {
    const open = parser.openAttributeEntities.at(-1);
    if (open === undefined) {
      const error = appendAttributeValue(parser, value, text, value.next, end, inner, false, account);
      if (error !== XmlError.NONE) return error;
      if (parser.openAttributeEntities.length === 0 && value.next === end) break;
      continue;
    }
    const {entity} = open;
    if (entity.hasMore) {
      const outer = value.next;
      const error = appendAttributeValue(parser, value, entity.text!, entity.processed, entity.text!.length, inner, true, Account.ENTITY_EXPANSION);
      if (error !== XmlError.NONE) return error;
      if (value.next === entity.text!.length) entity.hasMore = false;
      else entity.processed = value.next;
      value.next = outer;
    } else {
      entity.open = false;
      parser.openAttributeEntities.pop();
      if (parser.openAttributeEntities.length === 0 && value.next === end) break;
    }
  }
  return !isCdata && value.text.endsWith(' ') ? value.text.slice(0, -1) : value.text;
}
interface AttributeValue {
  text: string;
  readonly isCdata: boolean;
  readonly inDtd: boolean;
  /** How far the text in hand has been read. */
  next: number;
}
/** Appends what text means to a value, up to the next entity, which it opens. CPython: appendAttributeValue() */
function appendAttributeValue(parser: XmlParser, value: AttributeValue, text: string, p: number, end: number, inner: OpenEntity | null, inEntity: boolean, account: Account): XmlError {
  const {scanner, dtd} = parser, {isCdata} = value, direct = inner === null && !inEntity;
  for (;;) {
    scanner.next = p;
    const tok = scanner.attributeValueTok(text, p, end);
    let next = scanner.next;
    if (!parser.account(tok, next - p, account)) return XmlError.AMPLIFICATION_LIMIT_BREACH;
    switch (tok) {
      case Tok.NONE:
        value.next = next;
        return XmlError.NONE;
      case Tok.INVALID: case Tok.PARTIAL:
        if (direct) parser.event.start = tok === Tok.INVALID ? next : p;
        return XmlError.INVALID_TOKEN;
      case Tok.CHAR_REF: {
        const n = charRefNumber(text, p);
        if (n < 0) {
          if (direct) parser.event.start = p;
          return XmlError.BAD_CHAR_REF;
        }
        if (n !== 0x20 || isCdata || !(value.text === '' || value.text.endsWith(' '))) value.text += String.fromCodePoint(n);
        break;
      }
      case Tok.DATA_CHARS: value.text += text.slice(p, next); break;
      case Tok.TRAILING_CR: case Tok.ATTRIBUTE_VALUE_S: case Tok.DATA_NEWLINE:
        if (tok === Tok.TRAILING_CR) next = p + 1;
        if (isCdata || !(value.text === '' || value.text.endsWith(' '))) value.text += ' ';
        break;
      case Tok.ENTITY_REF: {
        const name = text.slice(p + 1, next - 1), ch = predefinedEntity(name);
        if (ch !== '') {
          parser.account(tok, 1, Account.ENTITY_EXPANSION);
          value.text += ch;
          break;
        }
        const entity = dtd.generalEntities.get(name);
        let check: boolean;
        if (value.inDtd) check = parser.prologState.documentEntity && (dtd.standalone ? parser.openInternalEntities.length === 0 : !dtd.hasParamEntityRefs);
        else check = !dtd.hasParamEntityRefs || dtd.standalone;
        if (check) {
          if (entity === undefined) return XmlError.UNDEFINED_ENTITY;
          if (!entity.isInternal) return XmlError.ENTITY_DECLARED_IN_PE;
        } else if (entity === undefined) break;
        if (entity.open) return XmlError.RECURSIVE_ENTITY_REF;
        if (entity.notation !== null || entity.text === null) {
          if (direct) parser.event.start = p;
          return entity.notation !== null ? XmlError.BINARY_ENTITY_REF : XmlError.ATTRIBUTE_EXTERNAL_ENTITY_REF;
        }
        processEntity(parser, entity, false, parser.openAttributeEntities);
        value.next = next;
        return XmlError.NONE;
      }
      default:
        if (direct) parser.event.start = p;
        return XmlError.UNEXPECTED_STATE;
    }
    p = next;
  }
}
