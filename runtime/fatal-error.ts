/** The end of a process that cannot go on. CPython: Python/pylifecycle.c, fatal_error() */
import {_PyRuntime} from './current';
import {hooks} from './hooks';
import {writeText} from './host/write-text';

const SIGABRT = 6;

/** Says what a function of the API found broken, and where the threads are, and aborts. `threadIsKnown`: it runs in a thread of Python's. CPython: Py_FatalError() */
export function Py_FatalError(func: string, message: string, threadIsKnown = true): never {
  const state = _PyRuntime._finalizing !== null ? 'finalizing' : _PyRuntime.initialized !== 0 ? 'initialized' : 'core initialized';
  writeText(2, `Fatal Python error: ${func}: ${message}\nPython runtime state: ${state}\n\n`);
  hooks.dumpForFatalError(2, threadIsKnown);
  return _PyRuntime.host.exitBySignal(SIGABRT);
}
