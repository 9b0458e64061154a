/** Running text in `__main__`, as embedders do. CPython: Python/pythonrun.c PyRun_SimpleStringFlags() */
import {PyErr_Print} from '../../objects/errors';
import {PyModule_GetDict} from '../../objects/moduleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New} from '../../runtime/types';
import {PyEval_EvalCode} from '../../vm/ceval';
import {PyImport_AddModuleRef} from '../import';
import {PyCF, compileSource} from '../pythonrun';

/** Runs text in `__main__` of the current interpreter: 0, or -1 after an exception that was printed. escapes. CPython: PyRun_SimpleStringFlags() */
export function PyRun_SimpleString(text: string): number {
  const module = PyImport_AddModuleRef('__main__');
  if (module === NULL) return -1;
  const source = PyUnicode_FromString(text), code = source === NULL ? NULL : compileSource(source, NULL, 'exec', PyCF.SOURCE_IS_UTF8, -1, -1, 'exec');
  let result: New | NULL = NULL;
  if (code !== NULL) {
    const dict = PyModule_GetDict(module);
    result = PyEval_EvalCode(code, dict, dict);
    Py_DECREF(code);
  }
  if (source !== NULL) Py_DECREF(source);
  Py_DECREF(module);
  if (result === NULL) {
    PyErr_Print();
    return -1;
  }
  Py_DECREF(result);
  return 0;
}
