/** Lines from the terminal by the host's editor, with completion and history. CPython: Parser/myreadline.c PyOS_Readline(), Lib/site.py enablerlcompleter() */
import {PyObject_CallFunctionObjArgs, PyObject_CallOneArg} from '../objects/call';
import {PyErr_Clear, PyErr_Occurred} from '../objects/errors';
import {PyLong_FromNumber} from '../objects/longobject';
import {PyModule_GetDict} from '../objects/moduleobject';
import {PyObject_GetAttrString} from '../objects/object';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../objects/unicodeobject';
import {_PyRuntime, interp} from '../runtime/current';
import {PyUnicode_Check} from '../runtime/generated/accessors';
import {hooks} from '../runtime/hooks';
import {environmentVariable} from '../runtime/host/environment';
import type {LineReader} from '../runtime/host/host';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyImport_AddModuleRef, PyImport_GetModuleAttr} from './import';

const EINTR = 4;

/** How a line came: its text, the end of input, an exception that is set, or no terminal to edit on. */
export type TerminalLine = {kind: 'line'; text: string} | {kind: 'eof'} | {kind: 'error'} | {kind: 'unusable'};

/** Whether both standard descriptors are a terminal, which the editor needs. */
export function isTerminal(): boolean {
  const {host} = _PyRuntime;
  return host.isatty(0) > 0 && host.isatty(1) > 0;
}

/** Where the interactive history is kept; null when there is no home. CPython: Lib/site.py gethistoryfile() */
export function historyFile(): string | null {
  const named = interp.config.use_environment !== 0 ? environmentVariable('PYTHON_HISTORY') : null;
  if (named !== null && named !== '') return named;
  const home = environmentVariable('HOME');
  return home === null || home === '' ? null : `${home}/.python_history`;
}

/**
 * Reads a line after a prompt. Signals are handled while it waits; Ctrl-C is SIGINT. With `interactive` names of __main__ complete and
 * the line enters the history. escapes. CPython: PyOS_Readline()
 */
export function readTerminalLine(prompt: string, interactive: boolean): TerminalLine {
  const reader: LineReader = {complete: interactive ? completeName : null, checkSignals: hooks._PyErr_CheckSignals};
  const file = interactive ? historyFile() : null;
  for (;;) {
    const line = _PyRuntime.host.readLine(prompt, file, reader);
    if (typeof line === 'string') return {kind: 'line', text: line};
    if (line === null) return {kind: 'eof'};
    if (line !== -EINTR) return {kind: 'unusable'};
    // a handler that does not raise leaves the program waiting for its line
    if (PyErr_Occurred() !== NULL || hooks._PyErr_CheckSignals() < 0) return {kind: 'error'};
  }
}

/** What a word may become, by rlcompleter over the names of __main__. Errors mean that there is nothing. escapes */
function completeName(word: string): string[] {
  const names: string[] = [], completer = makeCompleter();
  if (completer !== NULL) {
    const complete = PyObject_GetAttrString(completer, 'complete'), text = PyUnicode_FromString(word);
    if (complete !== NULL && text !== NULL) {
      for (let state = 0; ; state++) {
        const name = completionAt(complete, text, state);
        if (name === null) break;
        if (!names.includes(name)) names.push(name);
      }
    }
    Py_XDECREF(complete);
    Py_XDECREF(text);
    Py_DECREF(completer);
  }
  PyErr_Clear();
  return names;
}
function makeCompleter(): New | NULL {
  const type = PyImport_GetModuleAttr('rlcompleter', 'Completer'), main = PyImport_AddModuleRef('__main__');
  const completer = type === NULL || main === NULL ? NULL : PyObject_CallOneArg(type, PyModule_GetDict(main));
  Py_XDECREF(type);
  Py_XDECREF(main);
  return completer;
}
function completionAt(complete: PyObject, text: PyObject, state: number): string | null {
  const index = PyLong_FromNumber(state);
  if (index === NULL) return null;
  const found = PyObject_CallFunctionObjArgs(complete, text, index);
  Py_DECREF(index);
  if (found === NULL) return null;
  const name = PyUnicode_Check(found) ? PyUnicode_AsJSString(found) : null;
  Py_DECREF(found);
  return name;
}
