/** The posix module, which os.py is made of. Its functions are in posix-*.ts by section. CPython: Modules/posixmodule.c */
import {PyList_New, _PyList_AppendTakeRef} from '../../objects/listobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED,
  Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {PyStructSequence_NewType, type PyStructSequence_Desc} from '../../objects/structseq';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_FromString, PyUnicode_InternFromString} from '../../objects/unicodeobject';
import {madeBy} from '../../runtime/boot-image';
import {PyTuple_GET_ITEM, PyTuple_SET_ITEM} from '../../runtime/generated/accessors';
import {PyExc_OSError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, slots} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {newfunc} from '../../runtime/typeslots';
import {CONSTANTS, HAVE_FUNCTIONS, confstr_names, pathconf_names, sysconf_names} from './posix-constants';
import {fdMethods} from './posix-fd';
import {fileMethods} from './posix-files';
import {finishSchedParamType, idMethods, sched_param_desc} from './posix-ids';
import {processMethods} from './posix-process';
import {SPAWN_CONSTANTS, spawnMethods} from './posix-spawnv';
import {DirEntryType_spec, ScandirIteratorType_spec, scandirMethods} from './posix-scandir';
import {statMethods, stat_result_desc, statvfs_result_desc} from './posix-stat';
import {posixstate} from './posix-state';
import {convertenviron, namesDict, systemMethods, terminal_size_desc, times_result_desc, uname_result_desc, waitid_result_desc} from './posix-system';

/** A stat_result made from a tuple takes its float times from the integer ones. CPython: statresult_new() */
function statresult_new(original: newfunc): newfunc {
  return (type, args, kwds) => {
    const result = original(type, args, kwds);
    if (result === NULL) return NULL;
    for (let i = 7; i <= 9; i++) {
      if (PyTuple_GET_ITEM(result, i + 3) !== _Py_NoneStruct) continue;
      PyTuple_SET_ITEM(result, i + 3, Py_NewRef(PyTuple_GET_ITEM(result, i)));
    }
    return result;
  };
}
/** Adds a struct sequence type to the module and returns it for the state. */
function addStructSequence(module: PyObject, name: string, desc: PyStructSequence_Desc): New | NULL {
  const type = PyStructSequence_NewType(desc);
  if (type === NULL) return NULL;
  return PyModule_AddObjectRef(module, name, type) < 0 ? NULL : type;
}
function addNames(module: PyObject, name: string, names: Readonly<Record<string, number>>): number {
  return PyModule_Add(module, name, namesDict(names));
}
function haveFunctions(): New | NULL {
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (const name of HAVE_FUNCTIONS) {
    const text = PyUnicode_FromString(name);
    if (text === NULL || _PyList_AppendTakeRef(list, text) < 0) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}
/** CPython: posixmodule_exec() */
function posixmodule_exec(module: PyObject): number {
  const state = PyModule_GetState<posixstate>(module)!;
  if (PyModule_Add(module, 'environ', convertenviron()) < 0) return -1;
  for (const [name, value] of Object.entries({...CONSTANTS, ...SPAWN_CONSTANTS})) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  if (addNames(module, 'pathconf_names', pathconf_names) < 0 || addNames(module, 'confstr_names', confstr_names) < 0 || addNames(module, 'sysconf_names', sysconf_names) < 0) return -1;
  if (PyModule_AddObjectRef(module, 'error', PyExc_OSError) < 0) return -1;
  state.WaitidResultType = addStructSequence(module, 'waitid_result', waitid_result_desc);
  state.StatResultType = addStructSequence(module, 'stat_result', stat_result_desc);
  if (state.WaitidResultType === NULL || state.StatResultType === NULL) return -1;
  const s = slots(state.StatResultType);
  s.tp_new = madeBy(statresult_new(s.tp_new!), statresult_new, s.tp_new!);
  state.StatVFSResultType = addStructSequence(module, 'statvfs_result', statvfs_result_desc);
  state.SchedParamType = addStructSequence(module, 'sched_param', sched_param_desc);
  if (state.StatVFSResultType === NULL || state.SchedParamType === NULL || finishSchedParamType(state.SchedParamType) < 0) return -1;
  state.TerminalSizeType = addStructSequence(module, 'terminal_size', terminal_size_desc);
  state.TimesResultType = state.TerminalSizeType === NULL ? NULL : addStructSequence(module, 'times_result', times_result_desc);
  state.UnameResultType = state.TimesResultType === NULL ? NULL : addStructSequence(module, 'uname_result', uname_result_desc);
  if (state.UnameResultType === NULL) return -1;
  state.ScandirIteratorType = PyType_FromModuleAndSpec(module, ScandirIteratorType_spec, NULL);
  state.DirEntryType = state.ScandirIteratorType === NULL ? NULL : PyType_FromModuleAndSpec(module, DirEntryType_spec, NULL);
  if (state.DirEntryType === NULL || PyModule_AddObjectRef(module, 'DirEntry', state.DirEntryType) < 0) return -1;
  state.billion = PyLong_FromNumber(1000000000);
  state.st_mode = PyUnicode_InternFromString('st_mode');
  if (state.billion === NULL || state.st_mode === NULL) return -1;
  return PyModule_Add(module, '_have_functions', haveFunctions());
}
const posixmodule = new PyModuleDef('posix', {
  m_doc: 'Functions of the operating system, as C and POSIX have them. Programs import them from os,\nwhere those that are here are found together with others that build on them.',
  m_size: 96,
  m_methods: [...statMethods, ...fileMethods, ...scandirMethods, ...fdMethods, ...processMethods, ...spawnMethods, ...idMethods, ...systemMethods],
  newState: () => new posixstate(),
  m_traverse: (module, visit) => {
    for (const op of PyModule_GetState<posixstate>(module)?.held() ?? []) {
      const status = op === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: module => {
    PyModule_GetState<posixstate>(module)?.clear();
    return 0;
  },
  m_free: module => PyModule_GetState<posixstate>(module)?.clear(),
  m_slots: [[Py_mod_exec, posixmodule_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: INITFUNC() of Modules/posixmodule.c */
export function PyInit_posix(): PyModuleDef {
  return PyModuleDef_Init(posixmodule);
}
