/** PyMethodDef: a function of ours that Python may call. CPython: Include/methodobject.h */
import type {Args, NULL, New, PyObject} from './types';

export const METH_VARARGS = 1;
export const METH_KEYWORDS = 2;
export const METH_NOARGS = 4;
export const METH_O = 8;
export const METH_CLASS = 16;
export const METH_STATIC = 32;
export const METH_COEXIST = 64;
export const METH_FASTCALL = 128;
export const METH_METHOD = 512;

/** What a function gets whose arguments we parse by its signature: self, then one value for each parameter, NULL when left out. */
export type ParsedFunction = ParsedFunctionBody['call'];
/** Written as a method, so that a function may declare a required parameter as PyObject. */
interface ParsedFunctionBody { call(self: PyObject, ...args: (PyObject | NULL)[]): New | NULL }
/** What a function gets that parses its arguments itself: as vectorcall. One that declares no `kwnames` is called without keywords only. */
export type RawFunction = (self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL) => New | NULL;

/** One parameter of a parsed signature. */
export interface Parameter { readonly name: string; readonly positional: boolean; readonly keyword: boolean; readonly required: boolean; readonly defaultText: string | null }

/**
 * A function of ours. Its text signature is CPython's and the only statement of arity; the calling flags, the argument check and
 * the error texts follow from it (objects/getargs.ts).
 */
export class PyMethodDef {
  readonly ml_name: string;
  ml_flags: number;
  /** CPython's ml_doc: the signature in front of the text, unless the signature is hidden. */
  readonly ml_doc: string | null;
  readonly signature: string;
  readonly parsed: ParsedFunction | null;
  readonly raw: RawFunction | null;
  /** The form that the loop calls instead, which may push frames: see vm/native-frame.ts. */
  resumable: RawFunction | null = null;
  readonly parameters: readonly Parameter[];
  /** Least and greatest number of positional arguments. */
  readonly minimum: number;
  readonly maximum: number;

  constructor(name: string, signature: string, parsed: ParsedFunction | null, raw: RawFunction | null, doc: string | null, flags: number, hidden: boolean) {
    this.ml_name = name;
    this.signature = signature;
    this.parsed = parsed;
    this.raw = raw;
    this.parameters = raw === null ? parseSignature(signature) : [];
    let minimum = 0, maximum = 0, keywords = false;
    for (const parameter of this.parameters) {
      if (parameter.positional) {
        maximum++;
        if (parameter.required) minimum = maximum;
      }
      if (parameter.keyword) keywords = true;
    }
    this.minimum = minimum;
    this.maximum = maximum;
    // one that does not look at the names takes no keywords
    if (raw !== null) this.ml_flags = flags | METH_FASTCALL | (raw.length < 4 ? 0 : METH_KEYWORDS);
    else if (this.parameters.length === 0) this.ml_flags = flags | METH_NOARGS;
    // CPython parses these as if they took keywords
    else if ((flags & METH_METHOD) !== 0) this.ml_flags = flags | METH_FASTCALL | METH_KEYWORDS;
    else if (this.parameters.length === 1 && minimum === 1 && !keywords) this.ml_flags = flags | METH_O;
    else this.ml_flags = flags | METH_FASTCALL | (keywords ? METH_KEYWORDS : 0);
    this.ml_doc = doc === null && hidden ? null : hidden ? doc : `${name}${signature}\n--\n\n${doc ?? ''}`;
  }
}

/** Reads `($self, index=-1, /, *, key=None)`; the first parameter with a `$` is left out. */
export function parseSignature(signature: string): Parameter[] {
  // every start reads some thousands of signatures: the most frequent ones first
  if (signature === '($self, /)' || signature === '($module, /)' || signature === '()') return [];
  let text = signature.trim();
  text = text.slice(text.startsWith('(') ? 1 : 0, text.endsWith(')') ? -1 : undefined);
  // `sub[, start[, end]]`: optional without a default
  if (text.includes('[')) text = text.replace(/\w+(\[, \w+)+\]+/g, group => group.replace(/\[, (\w+)/g, ', $1=').replace(/\]/g, ''));
  const parts: string[] = [];
  let depth = 0, quote = '', start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quote !== '') { if (c === quote) quote = ''; } else if (c === "'" || c === '"') quote = c;
    else if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    else if (c === ',' && depth === 0) { parts.push(text.slice(start, i)); start = i + 1; }
  }
  parts.push(text.slice(start));
  const result: {name: string; positional: boolean; keyword: boolean; required: boolean; defaultText: string | null}[] = [];
  let keywordOnly = false;
  for (const part of parts.map(p => p.trim())) {
    if (part === '' || part.startsWith('$')) continue;
    if (part === '/') { for (const parameter of result) parameter.keyword = false; continue; }
    if (part === '*') { keywordOnly = true; continue; }
    if (part.startsWith('*')) throw new Error(`signature ${signature}: a function with ${part} must parse its arguments itself (rawMethod)`);
    const equals = part.indexOf('=');
    result.push({
      name: (equals < 0 ? part : part.slice(0, equals)).trim(), positional: !keywordOnly, keyword: true, required: equals < 0,
      defaultText: equals < 0 || part.endsWith('=') ? null : part.slice(equals + 1).trim(),
    });
  }
  return result;
}

/** A method or function whose arguments are parsed by its signature. `doc` in our own words. */
export function method(name: string, signature: string, fn: ParsedFunction, doc: string | null = null, flags = 0): PyMethodDef {
  return new PyMethodDef(name, signature, fn, null, doc, flags, false);
}
/** As method(), for one that CPython gives no text signature (`inspect.signature` fails on it). */
export function hiddenMethod(name: string, signature: string, fn: ParsedFunction, doc: string | null = null, flags = 0): PyMethodDef {
  return new PyMethodDef(name, signature, fn, null, doc, flags, true);
}
/** A method that gets its arguments as vectorcall passes them; `signature` is null when CPython shows none. */
export function rawMethod(name: string, signature: string | null, fn: RawFunction, doc: string | null = null, flags = 0): PyMethodDef {
  return new PyMethodDef(name, signature ?? '', null, fn, doc, flags, signature === null);
}
