/** State of the posix module. CPython: Modules/posixmodule.c _posixstate */
import {Py_DECREF} from '../../runtime/object';
import {NULL, type PyObject} from '../../runtime/types';

/** The types of the module, and objects it uses again and again; all owned. */
export class posixstate {
  billion: PyObject | NULL = NULL;
  DirEntryType: PyObject | NULL = NULL;
  ScandirIteratorType: PyObject | NULL = NULL;
  SchedParamType: PyObject | NULL = NULL;
  StatResultType: PyObject | NULL = NULL;
  StatVFSResultType: PyObject | NULL = NULL;
  TerminalSizeType: PyObject | NULL = NULL;
  TimesResultType: PyObject | NULL = NULL;
  UnameResultType: PyObject | NULL = NULL;
  WaitidResultType: PyObject | NULL = NULL;
  struct_rusage: PyObject | NULL = NULL;
  st_mode: PyObject | NULL = NULL;

  /** The objects held, for the collector. */
  held(): (PyObject | NULL)[] {
    return Object.values(this) as (PyObject | NULL)[];
  }
  /** Gives them back. escapes. CPython: _posix_clear() */
  clear(): void {
    const fields = this as unknown as Record<string, PyObject | NULL>;
    for (const name of Object.keys(fields)) {
      const op = fields[name];
      fields[name] = NULL;
      if (op !== NULL) Py_DECREF(op);
    }
  }
}
