/** The end of a process that cannot go on. CPython: Python/pylifecycle.c, fatal_error() */
import {H, _PyRuntime, tstate} from './current';
import {CURRENT_FRAME} from './generated/static-addresses';
import {writeText} from './host/write-text';

const SIGABRT = 6;

/** Says what a function of the API found broken, and aborts. CPython: Py_FatalError() */
export function Py_FatalError(func: string, message: string): never {
  const state = _PyRuntime._finalizing !== null ? 'finalizing' : _PyRuntime.initialized !== 0 ? 'initialized' : 'core initialized';
  const thread = `Current thread 0x${tstate.thread_id.toString(16).padStart(16, '0')} (most recent call first):\n`;
  writeText(2, `Fatal Python error: ${func}: ${message}\nPython runtime state: ${state}\n\n${thread}${H[CURRENT_FRAME] === 0 ? '  <no Python frame>\n' : ''}`);
  return _PyRuntime.host.exitBySignal(SIGABRT);
}
