/** The interactive loop on standard input, statement by statement. CPython: Python/pythonrun.c PyRun_InteractiveLoopObject(), Modules/main.c pymain_run_stdin() */
import {PyObject_CallNoArgs} from '../objects/call';
import {PyErr_Print} from '../objects/errors';
import {Py_DECREF} from '../runtime/object';
import {NULL} from '../runtime/types';
import {PyImport_GetModuleAttr} from './import';
import {pymain_exit_err_print, systemExitCode} from './pymain';

/** Runs Python's own console (code.interact's loop, with prompts of sys.ps1 and sys.ps2); returns the exit code. */
export function runInteractive(): number {
  const run = PyImport_GetModuleAttr('_vivarium_repl', 'interactive_console');
  if (run === NULL) return pymain_exit_err_print();
  const result = PyObject_CallNoArgs(run);
  Py_DECREF(run);
  if (result !== NULL) {
    Py_DECREF(result);
    return 0;
  }
  const exit = systemExitCode();
  if (exit !== null) return exit;
  PyErr_Print();
  return 1;
}
