/** Lines of source files, for tracebacks and syntax errors. CPython: Python/traceback.c, Python/errors.c err_programtext() */
import {_PyRuntime} from '../runtime/current';
import {PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyUnicode_Check} from '../runtime/generated/accessors';
import {ID_path} from '../runtime/generated/ids';
import {Py_DECREF} from '../runtime/object';
import {NULL} from '../runtime/types';
import {PyErr_Clear} from './errors';
import {_PySys_GetOptionalAttr} from './sysattr';
import {PyUnicode_Decode} from './unicode-encoded';
import {PyUnicode_AsJSString} from './unicodeobject';

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** Bytes as latin-1 text. */
function latin1(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i++) out += String.fromCharCode(bytes[i]);
  return out;
}
/** The encoding that one of the first two lines declares, utf-8 without one. CPython: _PyTokenizer_FindEncodingFilename() */
function encodingOf(lines: readonly Uint8Array[]): string {
  for (let i = 0; i < 2 && i < lines.length; i++) {
    const text = latin1(lines[i]), found = COOKIE.exec(text);
    if (found !== null) return found[1];
    if (!/^[ \t\f]*(?:#.*)?$/.test(text.replace(/[\r\n]+$/, ''))) break;
  }
  return 'utf-8';
}
/** The lines of a file up to a number of them, each without its line end. */
function firstLines(data: Uint8Array, count: number): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = data.length >= 3 && data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? 3 : 0;
  while (start < data.length && lines.length < count) {
    let end = start;
    while (end < data.length && data[end] !== 10 && data[end] !== 13) end++;
    lines.push(data.subarray(start, end));
    if (end < data.length && data[end] === 13 && data[end + 1] === 10) end++;
    start = end + 1;
  }
  return lines;
}
/** A line of a file's bytes as text with '\n' at its end, or null. */
function decodedLine(data: Uint8Array, lineno: number): string | null {
  const lines = firstLines(data, Math.max(lineno, 2));
  if (lineno < 1 || lineno > lines.length) return null;
  const text = PyUnicode_Decode(lines[lineno - 1], encodingOf(lines), 'replace');
  if (text === NULL) {
    PyErr_Clear();
    return null;
  }
  const line = PyUnicode_AsJSString(text);
  Py_DECREF(text);
  return `${line}\n`;
}
/** A line of a source file with its line end, null when there is none. No exception is set. CPython: PyErr_ProgramTextObject() */
export function sourceLine(filename: string, lineno: number): string | null {
  if (filename.includes('\0')) return null;
  const data = _PyRuntime.host.readFile(filename);
  return typeof data === 'number' ? null : decodedLine(data, lineno);
}
/** The same, looking along sys.path for the file's last part when it is not where its name says. CPython: display_source_line() */
export function findSourceLine(filename: string, lineno: number): string | null {
  if (filename.startsWith('<') && filename.endsWith('>')) return null;
  const direct = sourceLine(filename, lineno);
  if (direct !== null) return direct;
  const tail = filename.slice(filename.lastIndexOf('/') + 1), path = _PySys_GetOptionalAttr(ID_path);
  if (path === NULL) {
    PyErr_Clear();
    return null;
  }
  let line: string | null = null;
  if (PyList_Check(path)) {
    for (let i = 0; i < PyList_GET_SIZE(path) && line === null; i++) {
      const entry = PyList_GET_ITEM(path, i);
      if (!PyUnicode_Check(entry)) continue;
      const folder = PyUnicode_AsJSString(entry);
      line = sourceLine(folder === '' || folder.endsWith('/') ? folder + tail : `${folder}/${tail}`, lineno);
    }
  }
  Py_DECREF(path);
  return line;
}
