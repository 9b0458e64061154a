/** Tracebacks written straight to a descriptor, for when nothing else may be relied upon. CPython: the end of Python/traceback.c, Python/pylifecycle.c */
import {interp, tstate} from '../runtime/current';
import {PyDict_Check, PyUnicode_Check, co_filename, co_name, f_executable, f_owner, f_previous} from '../runtime/generated/accessors';
import {setHooks} from '../runtime/hooks';
import {writeText} from '../runtime/host/write-text';
import {saveThreadWords, type PyThreadState} from '../runtime/pystate';
import {NULL, type PyObject} from '../runtime/types';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_GetItemString, PyDict_Next} from './dictobject';
import {FRAME_OWNED_BY_CSTACK, PyUnstable_InterpreterFrame_GetLine, _PyFrame_IsIncomplete} from './frame';
import {PyModule_Check, PyModule_GetDef} from './moduleobject';
import {PyFrozenSet_Check, PySet_Contains} from './setobject';
import {PyUnicode_AsJSString} from './unicodeobject';

/** Frames of a thread, and characters of a name, that are written at most. CPython: MAX_FRAME_DEPTH, MAX_STRING_LENGTH */
const MAX_FRAME_DEPTH = 100, MAX_STRING_LENGTH = 500, MAX_NTHREADS = 100;

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
/** A str in ASCII; "???" for anything else. CPython: _Py_DumpASCII() */
function asciiOf(op: PyObject): string {
  if (!PyUnicode_Check(op)) return '???';
  let text = '', n = 0;
  for (const c of PyUnicode_AsJSString(op)) {
    if (n++ === MAX_STRING_LENGTH) return `${text}...`;
    const code = c.codePointAt(0)!;
    if (code >= 32 && code <= 126) text += c;
    else text += code <= 255 ? `\\x${hexadecimal(code, 2)}` : code <= 0xffff ? `\\u${hexadecimal(code, 4)}` : `\\U${hexadecimal(code, 8)}`;
  }
  return text;
}
/** CPython: dump_traceback(), dump_frame() */
function framesOf(ts: PyThreadState): string {
  let frame = ts.current_frame, text = '', depth = 0;
  if (frame === 0) return '  <no Python frame>\n';
  for (; frame !== 0; frame = f_previous(frame)) {
    if (f_owner(frame) === FRAME_OWNED_BY_CSTACK || _PyFrame_IsIncomplete(frame)) continue;
    if (depth++ >= MAX_FRAME_DEPTH) return `${text}  ...\n`;
    const code = f_executable(frame), file = co_filename(code);
    text += `  File ${PyUnicode_Check(file) ? `"${asciiOf(file)}"` : '???'}, line ${PyUnstable_InterpreterFrame_GetLine(frame)} in ${asciiOf(co_name(code))}\n`;
  }
  return text;
}
/** Writes where a thread is. CPython: _Py_DumpTraceback() */
export function _Py_DumpTraceback(fd: number, ts: PyThreadState): void {
  saveThreadWords();
  writeText(fd, `Stack (most recent call first):\n${framesOf(ts)}`);
}
/** Writes where all threads of this interpreter are, newest first; `current` is shown as such, null for none. CPython: _Py_DumpTracebackThreads() */
export function _Py_DumpTracebackThreads(fd: number, current: PyThreadState | null): void {
  saveThreadWords();
  let text = '', n = 0;
  for (let ts = interp.threads.head; ts !== null; ts = ts.next) {
    if (n > 0) text += '\n';
    if (n++ >= MAX_NTHREADS) {
      text += '...\n';
      break;
    }
    text += `${ts === current ? 'Current thread' : 'Thread'} 0x${hexadecimal(ts.thread_id, 16)} (most recent call first):\n`;
    if (ts === current && interp.gc.collecting) text += '  Garbage-collecting\n';
    text += framesOf(ts);
  }
  writeText(fd, text);
}
/** Writes the names of the modules that are written in C, but for those of the standard library. CPython: _Py_DumpExtensionModules() */
export function _Py_DumpExtensionModules(fd: number): void {
  const modules = interp.imports.modules;
  if (modules === NULL || !PyDict_Check(modules)) return;
  let known: PyObject | NULL = interp.sysdict === NULL ? NULL : PyDict_GetItemString(interp.sysdict, 'stdlib_module_names');
  if (known !== NULL && !PyFrozenSet_Check(known)) known = NULL;
  const names: string[] = [];
  for (let pos = PyDict_Next(modules, 0); pos !== 0; pos = PyDict_Next(modules, pos)) {
    const key = PyDict_EntryKey(modules, pos), value = PyDict_EntryValue(modules, pos);
    if (!PyUnicode_Check(key) || !PyModule_Check(value)) continue;
    const def = PyModule_GetDef(value);
    if (def === null || def.m_methods.length === 0 || (known !== NULL && PySet_Contains(known, key) === 1)) continue;
    names.push(asciiOf(key));
  }
  if (names.length > 0) writeText(fd, `\nExtension modules: ${names.join(', ')} (total: ${names.length})\n`);
}
/** What a fatal error shows below its text. */
function dumpForFatalError(fd: number, currentIsKnown: boolean): void {
  _Py_DumpTracebackThreads(fd, currentIsKnown ? tstate : null);
  _Py_DumpExtensionModules(fd);
}
setHooks({dumpForFatalError});
