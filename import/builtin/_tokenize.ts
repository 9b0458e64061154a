/**
 * The _tokenize module: tokens of a source one by one, for tokenize.py. CPython: Python/Python-tokenize.c, Parser/tokenizer/readline_tokenizer.c
 *
 * Each line is read when a token of it is wanted. DIVERGES: without extra_tokens, which only tests leave out, all lines are read when
 * the first token is asked for. What readline() raises comes after the tokens of the lines before it, as in CPython.
 */
import {PyObject_CallNoArgs} from '../../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetObject, PyErr_SetRaisedException, PyErr_SetString} from '../../objects/errors';
import {PyErr_SyntaxLocationObject} from '../../objects/errors-syntax';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyBytes_AsUint8Array} from '../../objects/bytesobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddType, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_IsTrue, PyObject_SelfIter} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyTuple_New} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_Decode} from '../../objects/unicode-encoded';
import {PyUnicode_AsUTF8String} from '../../objects/unicode-codecs';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyBytes_Check, PyTuple_SET_ITEM, PyUnicode_Check, Py_TYPE, set_tokenizer_readline, tokenizer_readline} from '../../runtime/generated/accessors';
import {PyExc_IndentationError, PyExc_StopIteration, PyExc_SyntaxError, PyExc_TabError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {lineTokenizer, tokenizeText} from '../../vm/pegen';
import {countBytes, countCharacters, lineStarts, type TokenBuffer, type TokenizerError} from '../../vm/tokenizer-buffer';
import type {LineTokenizer} from '../../vm/tokenizer-lines';
import {BASE_KIND, DEDENT, ENDMARKER, ERRORTOKEN, FSTRING_END, FSTRING_MIDDLE, FSTRING_START, KEYWORD_BASE, NAME, NEWLINE, NL, OP, STRING} from '../../vm/tokenizer-kinds';
import {raiseSyntaxError} from '../pythonrun';

/** Tokens that are there, and the lines they are on. */
interface TokenSource {
  readonly out: TokenBuffer;
  /** Offsets of the lines of the text, and of its end. */
  readonly starts: readonly number[];
  /** Number of lines before them. */
  readonly lineBase: number;
}
const NO_TRAILING = Number.MAX_SAFE_INTEGER;
/** What an iterator has read and how far it has come. */
class TokenStream {
  /** The tokenizer that takes lines, with extra tokens. */
  reader: LineTokenizer | null = null;
  source: TokenSource | null = null;
  next = 0;
  done = false;
  /** Whether the last line came without a newline. */
  implicitNewline = false;
  /** What readline() raised; owned. */
  failure: New | NULL = NULL;
  /** Index of the first of the DEDENTs, or the ENDMARKER, that come at the end. */
  trailing = NO_TRAILING;
  /** Line of the token before. */
  lastLineno = 0;
  /** The str of a line and the extent it stands for; owned. */
  line: New | NULL = NULL;
  lineStart = -1;
  lineEnd = -1;
  constructor(readonly extraTokens: boolean, readonly encoding: string | null) {}
}

function tokenizeriter_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('tokenizeriter', "(readline, /, *, extra_tokens, encoding='utf-8')", args, kwds);
  if (values === null) return NULL;
  const extra = PyObject_IsTrue(values[1] as PyObject);
  if (extra < 0) return NULL;
  const encoding = values[2];
  if (encoding !== NULL && !PyUnicode_Check(encoding)) return _PyArg_BadArgument('tokenizeriter', "argument 'encoding'", 'str', encoding);
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  setPayload(self, new TokenStream(extra > 0, encoding === NULL ? null : PyUnicode_AsJSString(encoding)));
  set_tokenizer_readline(self, Py_NewRef(values[0] as PyObject));
  return self;
}
function tokenizeriter_dealloc(self: PyObject): void {
  const type = Py_TYPE(self), stream = payload<TokenStream>(self), readline = tokenizer_readline(self);
  Py_XDECREF(stream.failure);
  Py_XDECREF(stream.line);
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(readline);
  Py_DECREF(type);
}

/** The text of one line from readline(); null at the end (or with an exception). escapes. CPython: tok_readline_string() */
function readLine(stream: TokenStream, readline: PyObject): string | null {
  const raw = PyObject_CallNoArgs(readline);
  if (raw === NULL) {
    if (PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear();
    return null;
  }
  let text: string | null = null;
  if (stream.encoding !== null) {
    if (!PyBytes_Check(raw)) PyErr_SetString(PyExc_TypeError, 'readline() returned a non-bytes object');
    else {
      const decoded = PyUnicode_Decode(PyBytes_AsUint8Array(raw).slice(), stream.encoding, 'replace');
      if (decoded !== NULL) {
        text = PyUnicode_AsJSString(decoded);
        Py_DECREF(decoded);
      }
    }
  } else if (!PyUnicode_Check(raw)) PyErr_SetString(PyExc_TypeError, 'readline() returned a non-string object');
  else {
    // surrogates have no UTF-8
    const bytes = PyUnicode_AsUTF8String(raw);
    if (bytes !== NULL) {
      text = PyUnicode_AsJSString(raw);
      Py_DECREF(bytes);
    }
  }
  Py_DECREF(raw);
  return text === '' ? null : text;
}
/** CPython: Parser/lexer/lexer.c tok_nextc() */
function raiseNullByte(line: string, lineno: number): void {
  raiseSyntaxError({type: 'SyntaxError', msg: 'source code cannot contain null bytes', lineno, offset: 0, end_lineno: lineno, end_offset: 0, text: line.slice(0, line.indexOf('\0'))}, NULL, '<string>');
}
/** The text of an f-string that does not end is no token: the tokenizer finds its end, or the lack of it, before it gives one. */
const UNENDED_TEXT = /^(?:unterminated (?:triple-quoted )?f-string literal|f-string: newlines are not allowed)/;
/** Takes the next line: null at the end, or with an exception. What has no newline gets one, wherever it stands. escapes */
function nextLine(stream: TokenStream, readline: PyObject, lineno: number): string | null {
  const line = readLine(stream, readline);
  if (line === null) return null;
  if (line.includes('\0')) {
    raiseNullByte(line, lineno);
    return null;
  }
  stream.implicitNewline = !line.endsWith('\n');
  return stream.implicitNewline ? line + '\n' : line;
}
/** Reads the source and tokenizes it. escapes */
function readAll(stream: TokenStream, readline: PyObject): TokenSource {
  const parts: string[] = [];
  for (let line = nextLine(stream, readline, 1); line !== null; line = nextLine(stream, readline, parts.length + 1)) parts.push(line);
  if (PyErr_Occurred() !== NULL) stream.failure = PyErr_GetRaisedException();
  const text = parts.join(''), out = tokenizeText(text, !/[^\x00-\x7f]/.test(text), {extraTokens: false});
  dropUnended(out);
  findTrailing(stream, out);
  return {out, starts: lineStarts(text), lineBase: 0};
}
/** Reads lines until there is a token to give, or the exception that ends them. escapes */
function readOn(stream: TokenStream, readline: PyObject): TokenSource {
  const reader = stream.reader ??= lineTokenizer(), {out} = reader;
  while (stream.next >= out.n && !reader.ended && stream.failure === NULL) {
    const line = nextLine(stream, readline, reader.lineBase + reader.starts.length);
    if (line === null) {
      if (PyErr_Occurred() !== NULL) stream.failure = PyErr_GetRaisedException();
      else reader.end();
    } else if (reader.feed(line)) {
      stream.next = 0;
      stream.lineStart = -1;
    }
    dropUnended(out);
    if (reader.ended) findTrailing(stream, out);
  }
  return reader;
}
/** The text of an f-string before its error is none. */
function dropUnended(out: TokenBuffer): void {
  const {error, kind, n} = out;
  if (error === null || n < 2 || kind[n - 2] !== FSTRING_MIDDLE || !UNENDED_TEXT.test(error.info.msg)) return;
  kind[n - 2] = ERRORTOKEN;
  out.n--;
}
function findTrailing(stream: TokenStream, out: TokenBuffer): void {
  let at = out.n - 1;
  while (at > 0 && out.kind[at - 1] === DEDENT) at--;
  stream.trailing = at;
}

/** The str of the source between two offsets, borrowed: the one of the token before where that is the same. NULL with an exception. */
function lineObject(stream: TokenStream, text: string, start: number, end: number): PyObject | NULL {
  if (stream.line !== NULL && stream.lineStart === start && stream.lineEnd === end) return stream.line;
  const line = PyUnicode_FromString(text.slice(start, end));
  if (line === NULL) return NULL;
  Py_XDECREF(stream.line);
  stream.line = line;
  stream.lineStart = start;
  stream.lineEnd = end;
  return line;
}
function pairOf(a: number, b: number): New | NULL {
  return packNew(PyLong_FromNumber(a), PyLong_FromNumber(b));
}
/** A tuple of new references, which it takes; NULL when one of them is. */
function packNew(...items: (New | NULL)[]): New | NULL {
  const tuple = items.includes(NULL) ? NULL : PyTuple_New(items.length);
  for (let i = 0; i < items.length; i++) {
    if (tuple === NULL) Py_XDECREF(items[i]);
    else PyTuple_SET_ITEM(tuple, i, items[i] as New);
  }
  return tuple;
}

/** The next row, or NULL at the end or with an exception. escapes. CPython: tokenizeriter_next() */
function tokenizeriter_next(self: PyObject): New | NULL {
  const stream = payload<TokenStream>(self);
  if (stream.done) return PyErr_SetString(PyExc_StopIteration, 'EOF');
  const readline = tokenizer_readline(self), source = stream.extraTokens ? readOn(stream, readline) : stream.source ??= readAll(stream, readline);
  const i = stream.next, tokens = source.out;
  if (stream.failure !== NULL && (stream.extraTokens ? i >= tokens.n : i >= stream.trailing)) return raiseFailure(stream, stream.failure);
  const base = BASE_KIND[tokens.kind[i]];
  if (base === ERRORTOKEN) return stream.failure === NULL ? tokenizerError(source) : raiseFailure(stream, stream.failure);
  stream.next++;
  stream.done = base === ENDMARKER;
  return row(stream, source, i, base >= KEYWORD_BASE ? NAME : base);
}
function row(stream: TokenStream, source: TokenSource, i: number, kind: number): New | NULL {
  const tokens = source.out, {text} = tokens, {starts, lineBase} = source, start = tokens.start[i], end = tokens.end[i];
  const index = (lineno: number): number => Math.max(lineno - lineBase, 1) - 1;
  let type = kind, string = end > start ? text.slice(start, end) : '';
  const isString = type === STRING || type === FSTRING_START || type === FSTRING_MIDDLE || type === FSTRING_END;
  let lineno = isString ? tokens.lineno[i] : tokens.end_lineno[i], endLineno = tokens.end_lineno[i];
  const firstLine = lineno;
  const lineStart = starts[index(lineno)], endLineStart = starts[index(endLineno)], lastLine = endLineno - lineBase >= starts.length - 1;
  let col = countCharacters(text, lineStart, start), endCol = countCharacters(text, endLineStart, end);
  const trailing = i >= stream.trailing, implicit = stream.implicitNewline && lastLine;
  if (stream.extraTokens) {
    if (trailing) {
      lineno = endLineno = endLineno + 1;
      col = endCol = 0;
      string = '';
    } else if (type > DEDENT && type < OP) type = OP;
    else if ((type === NEWLINE || type === NL) && implicit) string = '';
  } else {
    if (tokens.col_offset[i] < 0) col = -1;
    if (tokens.end_col_offset[i] < 0) endCol = -1;
    if (type === NEWLINE) {
      endCol = tokens.end_col_offset[i] < 0 ? -1 : col + end - start;
    }
  }
  const last = tokens.end_lineno[i], from = trailing ? text.length : starts[index(firstLine)];
  const to = trailing ? text.length : lastLine ? text.length - (implicit ? 1 : 0) : starts[last - lineBase];
  // at the end there is no line any more, except the one that the token before has left: for an empty source none at all, which ends the iteration
  const line = trailing && !stream.extraTokens && stream.lastLineno === last ? stream.line : lineObject(stream, text, from, to);
  stream.lastLineno = firstLine;
  return line === NULL ? NULL : packNew(PyLong_FromNumber(type), PyUnicode_FromString(string), pairOf(lineno, col), pairOf(endLineno, endCol), Py_NewRef(line));
}

/** Raises readline()'s exception, which it takes. */
function raiseFailure(stream: TokenStream, failure: New): NULL {
  stream.failure = NULL;
  stream.done = true;
  PyErr_SetRaisedException(failure);
  return NULL;
}
/** Where the end of the text came too soon: bytes since the tokenizer last emptied its buffer, which an open f-string or a backslash keeps it from. */
function bytesAtEnd({out: tokens, starts, lineBase}: TokenSource): number {
  const {text, kind} = tokens;
  let depth = 0, line = 0;
  for (let i = 0; i < tokens.n; i++) {
    if (kind[i] === FSTRING_START && depth++ === 0) line = tokens.lineno[i];
    else if (kind[i] === FSTRING_END) depth--;
  }
  if (depth > 0) return countBytes(text, starts[line - lineBase - 1], text.length);
  return text.endsWith('\\\n') ? countBytes(text, starts[starts.length - 2], text.length) : 0;
}
/** CPython: _tokenizer_error() */
function tokenizerError(source: TokenSource): NULL {
  const error = source.out.error as TokenizerError, {info} = error;
  if (error.cause === 'EOF') {
    PyErr_SetString(PyExc_SyntaxError, 'unexpected EOF in multi-line statement');
    const filename = PyUnicode_FromString('<string>');
    if (filename === NULL) return NULL;
    PyErr_SyntaxLocationObject(filename, source.lineBase + source.starts.length - 1, bytesAtEnd(source));
    Py_DECREF(filename);
    return NULL;
  }
  if (error.cause !== 'SILENT') return raiseSyntaxError(info, NULL, '<string>');
  const shown = (info.text ?? '').replace(/\n$/, '');
  const where = packNew(PyUnicode_FromString('<string>'), PyLong_FromNumber(info.lineno), PyLong_FromNumber(countCharacters(shown, 0, shown.length) + 1), PyUnicode_FromString(shown), Py_NewRef(_Py_NoneStruct), Py_NewRef(_Py_NoneStruct));
  const args = packNew(PyUnicode_FromString(info.msg), where);
  if (args === NULL) return NULL;
  PyErr_SetObject(info.type === 'TabError' ? PyExc_TabError : info.type === 'IndentationError' ? PyExc_IndentationError : PyExc_SyntaxError, args);
  Py_DECREF(args);
  return NULL;
}

const tokenizeriter_spec: TypeSpec = {
  tp_name: '_tokenize.TokenizerIter', tp_basicsize: 64, tp_flags: Py_TPFLAGS_IMMUTABLETYPE,
  slots: {tp_new: tokenizeriter_new, tp_dealloc: tokenizeriter_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: tokenizeriter_next},
};
function tokenizemodule_exec(module: PyObject): number {
  const type = PyType_FromModuleAndSpec(module, tokenizeriter_spec, NULL);
  if (type === NULL) return -1;
  const status = PyModule_AddType(module, type as PyObject as PyTypeObject);
  Py_DECREF(type);
  return status;
}
const tokenizemodule = new PyModuleDef('_tokenize', {
  m_size: 0,
  m_slots: [[Py_mod_exec, tokenizemodule_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__tokenize() */
export function PyInit__tokenize(): PyModuleDef {
  return PyModuleDef_Init(tokenizemodule);
}
