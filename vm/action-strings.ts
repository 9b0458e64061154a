/** Actions for string literals and f-strings. CPython: Parser/action_helpers.c, from _PyPegen_decode_fstring_part() to _PyPegen_concatenate_strings() */
import type {PyConst, PyText} from './constants';
import type {Constant, JoinedStr, expr_ty} from './generated/ast-nodes';
import {span} from './action-expr';
import type {Parser} from './pegen-parser';
import {type InvalidEscape, decodeBytes, decodeUnicodeEscapes, escapeLocation, splitLiteral} from './string-parser';
import {toPyText} from './tokenizer-buffer';
import {undecodableError} from './tokenizer-source';

/** Text between the fields of an f-string: it is decoded when the quotes, and so the prefix, are known. */
class Middle { constructor(readonly token: number) {} }
/** A field up to its conversion. */
interface Field {
  value: expr_ty;
  open: number;
  /** The `=` of a debug field, else -1. */
  debug: number;
  /** The conversion and its token, else -1. */
  conversion: number;
  conversionToken: number;
}

/** Notes an escape that is none. CPython: Parser/string_parser.c warn_invalid_escape_sequence() */
export function warnEscape(p: Parser, invalid: InvalidEscape, body: string, token: number, quotes: number, isFString: boolean): void {
  if (isFString && (invalid.text === '{' || invalid.text === '}')) return;
  const t = p.tokens;
  const at = escapeLocation(body, invalid.offset, t.lineno[token], t.col_offset[token], quotes);
  p.warnings.push({token, warning: {
    category: p.featureVersion >= 12 ? 'SyntaxWarning' : 'DeprecationWarning', msg: `invalid ${invalid.octal ? 'octal ' : ''}escape sequence '\\${invalid.text}'`,
    lineno: at.lineno, col_offset: at.col_offset - 1, end_lineno: at.lineno, end_col_offset: at.col_offset + 1,
  }});
}

export function string(p: Parser, b: number): unknown {
  const t = p.tokens, i = p.firstToken[b];
  const token = t.text.slice(t.start[i], t.end[i]);
  const quote = token.charCodeAt(0);
  let value: PyConst, kind: PyText | null = null;
  // The usual case first: quotes without a prefix, and nothing to decode.
  if ((quote === 34 || quote === 39) && token.indexOf('\\') < 0 && t.isAscii) {
    const quotes = token.length >= 6 && token.charCodeAt(1) === quote && token.charCodeAt(2) === quote ? 3 : 1;
    value = {kind: 'str', value: token.slice(quotes, token.length - quotes)};
  } else {
    const parts = splitLiteral(token);
    if (!parts.bytes && !t.isAscii && undecodableError(parts.body) !== null) { p.failed = true; return null; }
    if (parts.bytes) {
      if (/[^\x00-\x7f]/.test(parts.body)) { p.failed = true; return null; }
      const decoded = decodeBytes(parts.body, parts.raw);
      if (decoded.error !== null) { p.failed = true; return null; }
      if (decoded.invalid !== null) warnEscape(p, decoded.invalid, parts.body, i, 0, false);
      value = {kind: 'bytes', value: decoded.value};
    } else if (parts.raw) value = {kind: 'str', value: toPyText(parts.body)};
    else {
      const decoded = decodeUnicodeEscapes(parts.body, p.lookupName);
      if (decoded.error !== null) { p.failed = true; return null; }
      if (decoded.invalid !== null) warnEscape(p, decoded.invalid, parts.body, i, parts.prefix === 0 ? parts.quotes : 0, false);
      value = {kind: 'str', value: decoded.value};
      if (parts.unicode) kind = 'u';
    }
  }
  return {_type: 'Constant', value, kind, lineno: t.lineno[i], col_offset: t.col_offset[i], end_lineno: t.end_lineno[i], end_col_offset: t.end_col_offset[i]};
}

export function fstring_middle(p: Parser, b: number): unknown { return new Middle(p.firstToken[b]); }
/** Decodes the text of an f-string; a warning is placed at `at`. */
function middleConstant(p: Parser, middle: Middle, raw: boolean, at: number): Constant {
  const t = p.tokens, i = middle.token, body = t.string(i);
  let value: PyText;
  if (!t.isAscii && undecodableError(body) !== null) p.failed = true;
  if (raw) value = toPyText(body);
  else {
    const decoded = decodeUnicodeEscapes(body, p.lookupName);
    if (decoded.error !== null) p.failed = true;
    if (decoded.invalid !== null) warnEscape(p, decoded.invalid, body, at, 0, true);
    value = decoded.value;
  }
  return {_type: 'Constant', value: {kind: 'str', value}, kind: null, lineno: t.lineno[i], col_offset: t.col_offset[i], end_lineno: t.end_lineno[i], end_col_offset: t.end_col_offset[i]};
}
const isEmptyText = (node: expr_ty): boolean => node._type === 'Constant' && node.value.kind === 'str' && node.value.value.length === 0;

export function fstring_empty(p: Parser, b: number): unknown { return {_type: 'JoinedStr', values: [], ...span(p, b)}; }
export function fstring(p: Parser, b: number): unknown {
  const raw = /[rR]/.test(p.tokens.string(p.firstToken[b])), end = p.lastToken;
  const values: expr_ty[] = [];
  for (const part of p.values[b + 1] as (Middle | expr_ty)[]) {
    if (part instanceof Middle) {
      const node = middleConstant(p, part, raw || p.tokens.string(part.token).indexOf('\\') < 0, end);
      if (!isEmptyText(node)) values.push(node);
    } else if (part._type === 'JoinedStr') values.push(...part.values);
    else values.push(part);
  }
  return {_type: 'JoinedStr', values, ...span(p, b)};
}

export function field_expression(p: Parser, b: number): unknown { return {value: p.values[b + 1], open: p.firstToken[b], debug: -1, conversion: -1, conversionToken: -1}; }
export function field_debug(p: Parser, b: number): unknown { return {value: p.values[b + 1], open: p.firstToken[b], debug: p.lastToken, conversion: -1, conversionToken: -1}; }
export function field_conversion(p: Parser, b: number): unknown {
  const field = p.values[b] as Field, t = p.tokens, bang = p.firstToken[b + 1], token = p.firstToken[b + 2];
  const letter = t.string(token);
  if (t.lineno[bang] !== t.lineno[token] || t.end_col_offset[bang] !== t.col_offset[token] || (letter !== 's' && letter !== 'r' && letter !== 'a')) p.failed = true;
  field.conversion = letter.charCodeAt(0);
  field.conversionToken = token;
  return field;
}
/** The value of a field whose closing brace is the last token. */
function formatted(p: Parser, b: number, format: expr_ty | null, colon: number): unknown {
  const field = p.values[b] as Field, t = p.tokens, close = p.lastToken;
  const where = span(p, b);
  const conversion = field.conversion >= 0 ? field.conversion : field.debug >= 0 && format === null ? 114 : -1;
  const node: expr_ty = {_type: 'FormattedValue', value: field.value, conversion, format_spec: format, ...where};
  if (field.debug < 0) return node;
  // The text of a debug field runs to whatever ends its expression.
  const bang = field.conversionToken - 1;
  const stop = field.conversionToken >= 0 ? bang : colon >= 0 ? colon : close;
  const text = withoutComments(t.text.slice(t.end[field.open], t.start[stop]));
  let endLine = where.end_lineno, endCol = where.end_col_offset;
  if (field.conversionToken >= 0) { endLine = t.lineno[field.conversionToken]; endCol = t.col_offset[field.conversionToken]; } else if (format !== null) { endLine = format.lineno; endCol = format.col_offset + 1; }
  const label: expr_ty = {
    _type: 'Constant', value: {kind: 'str', value: toPyText(text)}, kind: null, lineno: where.lineno, col_offset: where.col_offset + 1, end_lineno: endLine, end_col_offset: endCol - 1,
  };
  return {_type: 'JoinedStr', values: [label, node], lineno: where.lineno, col_offset: where.col_offset, end_lineno: endLine, end_col_offset: endCol};
}
/** CPython drops from each # to the end of its line, in strings too. */
function withoutComments(text: string): string { return text.indexOf('#') < 0 ? text : text.replace(/#[^\n]*/g, ''); }

export function field(p: Parser, b: number): unknown { return formatted(p, b, null, -1); }
export function field_spec_empty(p: Parser, b: number): unknown { return formatted(p, b, specNode(p, b, []), p.firstToken[b + 1]); }
export function field_spec(p: Parser, b: number): unknown { return formatted(p, b, specNode(p, b, p.values[b + 2] as (Middle | expr_ty)[]), p.firstToken[b + 1]); }
/** CPython: Parser/action_helpers.c _PyPegen_setup_full_format_spec() */
function specNode(p: Parser, b: number, parts: readonly (Middle | expr_ty)[]): expr_ty {
  const t = p.tokens, colon = p.firstToken[b + 1], last = p.lastToken - 1;
  const items: expr_ty[] = [];
  for (const part of parts) {
    const node = part instanceof Middle ? middleConstant(p, part, false, part.token) : part;
    if (!isEmptyText(node)) items.push(node);
  }
  const where = {lineno: t.lineno[colon], col_offset: t.col_offset[colon], end_lineno: t.end_lineno[last], end_col_offset: t.end_col_offset[last]};
  if (items.length === 0 || (items.length === 1 && items[0]._type === 'Constant')) return {_type: 'JoinedStr', values: items, ...where};
  return concatenate(p, items, where);
}

export function strings(p: Parser, b: number): unknown {
  const items = p.values[b] as expr_ty[];
  if (items.length === 1 && items[0]._type === 'Constant') return items[0];
  return concatenate(p, items, span(p, b));
}
/** CPython: Parser/action_helpers.c _PyPegen_concatenate_strings() */
function concatenate(p: Parser, items: readonly expr_ty[], where: {lineno: number; col_offset: number; end_lineno: number; end_col_offset: number}): expr_ty {
  let bytes = false, text = false, joined = false;
  const flat: expr_ty[] = [];
  for (const item of items) {
    if (item._type === 'Constant') {
      if (item.value.kind === 'bytes') bytes = true; else text = true;
      flat.push(item);
    } else {
      joined = true;
      if (item._type === 'JoinedStr') flat.push(...item.values); else flat.push(item);
    }
  }
  if (bytes) {
    if (text || joined) p.failed = true;
    let size = 0;
    for (const item of items) if (item._type === 'Constant' && item.value.kind === 'bytes') size += item.value.value.length;
    const value = new Uint8Array(size);
    let at = 0;
    for (const item of items) if (item._type === 'Constant' && item.value.kind === 'bytes') { value.set(item.value.value, at); at += item.value.value.length; }
    return {_type: 'Constant', value: {kind: 'bytes', value}, kind: null, ...where};
  }
  const values: expr_ty[] = [];
  for (let i = 0; i < flat.length; i++) {
    let node = flat[i];
    if (node._type === 'Constant' && i + 1 < flat.length && flat[i + 1]._type === 'Constant') {
      const from = i;
      while (i + 1 < flat.length && flat[i + 1]._type === 'Constant') i++;
      const last = flat[i];
      node = {
        _type: 'Constant', value: {kind: 'str', value: joinTexts(flat.slice(from, i + 1) as Constant[])}, kind: node.kind,
        lineno: node.lineno, col_offset: node.col_offset, end_lineno: last.end_lineno, end_col_offset: last.end_col_offset,
      };
    }
    if (joined && isEmptyText(node)) continue;
    values.push(node);
  }
  if (!joined) return values[0];
  const node: JoinedStr = {_type: 'JoinedStr', values, ...where};
  return node;
}
function joinTexts(nodes: readonly Constant[]): PyText {
  let wide = false;
  const texts = nodes.map(node => { const text = node.value.kind === 'str' ? node.value.value : ''; if (typeof text !== 'string') wide = true; return text; });
  if (!wide) return (texts as string[]).join('');
  const points: number[] = [];
  for (const text of texts) {
    if (typeof text === 'string') for (let i = 0; i < text.length; i++) points.push(text.charCodeAt(i));
    else for (const point of text) points.push(point);
  }
  return Uint32Array.from(points);
}
