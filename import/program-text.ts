/** Lines of source files for errors that know only a place. CPython: Python/errors.c, PyErr_ProgramTextObject() */
import {PyErr_Clear} from '../objects/errors';
import {PyUnicode_Decode} from '../objects/unicode-encoded';
import {PyUnicode_AsJSString} from '../objects/unicodeobject';
import {_PyRuntime} from '../runtime/current';
import {Py_DECREF} from '../runtime/object';
import {NULL} from '../runtime/types';

/** CPython reads lines in pieces that are one shorter than this. */
const LINE_BUFFER_SIZE = 1000;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

const hasMark = (bytes: Uint8Array): boolean => bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** The encoding that a file declares in its first two lines; UTF-8 if none. CPython: _PyTokenizer_FindEncodingFilename() */
function declaredEncoding(bytes: Uint8Array): string {
  if (hasMark(bytes)) return 'utf-8';
  const [first, second] = String.fromCharCode(...bytes.subarray(0, LINE_BUFFER_SIZE)).split(/\r\n?|\n/);
  const cookie = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;
  const match = cookie.exec(first) ?? (second !== undefined && /^[ \t\f]*(?:#|$)/.test(first) ? cookie.exec(second) : null);
  return match === null ? 'utf-8' : match[1];
}

/** A line of a file with its newline; null when there is no such line or file. Bytes that are no text are replaced. escapes. CPython: PyErr_ProgramTextObject() */
export function programText(file: string, lineno: number): string | null {
  if (lineno <= 0) return null;
  const bytes = _PyRuntime.host.readFile(file);
  if (typeof bytes === 'number') return null;
  let start = 0;
  for (let line = 1; line < lineno; line++) {
    while (start < bytes.length && bytes[start] !== LINE_FEED && bytes[start] !== CARRIAGE_RETURN) start++;
    if (start >= bytes.length) return null;
    start += bytes[start] === CARRIAGE_RETURN && bytes[start + 1] === LINE_FEED ? 2 : 1;
  }
  if (start >= bytes.length) return null;
  let end = start;
  while (end < bytes.length && bytes[end] !== LINE_FEED && bytes[end] !== CARRIAGE_RETURN) end++;
  const whole = end - start < LINE_BUFFER_SIZE - 1, ended = end < bytes.length && whole;
  if (!whole) end = start + LINE_BUFFER_SIZE - 1;
  if (lineno === 1 && hasMark(bytes)) start += 3;
  const text = PyUnicode_Decode(bytes.subarray(start, end), declaredEncoding(bytes), 'replace');
  if (text === NULL) {
    PyErr_Clear();
    return null;
  }
  const line = PyUnicode_AsJSString(text);
  Py_DECREF(text);
  return ended ? `${line}\n` : line;
}
