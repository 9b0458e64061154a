/** The grp module: the group database. CPython: Modules/grpmodule.c */
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString, reprText} from '../../objects/errors';
import {_PyList_AppendTakeRef, listFrom} from '../../objects/listobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyStructSequence_New, PyStructSequence_NewType, type PyStructSequence_Desc} from '../../objects/structseq';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {_PyRuntime} from '../../runtime/current';
import {PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_KeyError, PyExc_OverflowError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import type {GroupEntry} from '../../runtime/host/host';
import {method} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {fsText} from './posix-process';
import {idArgument, idObject} from './posix-args';
import {fillStructSequence} from './posix-stat';

interface GrpState { StructGrpType: PyObject | NULL }
const struct_group_type_desc: PyStructSequence_Desc = {
  name: 'grp.struct_group', n_in_sequence: 4, doc: 'An entry of the group database: a tuple of\n(gr_name, gr_passwd, gr_gid, gr_mem).',
  fields: [['gr_name', 'group name'], ['gr_passwd', 'password'], ['gr_gid', 'group id'], ['gr_mem', 'group members']],
};
/** CPython: mkgrent() */
function mkgrent(module: PyObject, entry: GroupEntry): New | NULL {
  return fillStructSequence(PyStructSequence_New(PyModule_GetState<GrpState>(module)!.StructGrpType as PyObject), [
    PyUnicode_FromString(entry.name), PyUnicode_FromString(entry.passwd), idObject(entry.gid), listFrom(entry.members, PyUnicode_FromString),
  ]);
}
function grp_getgrgid(module: PyObject, id: PyObject): New | NULL {
  const gid = idArgument(id, 'gid');
  if (gid === null) {
    if (!PyErr_ExceptionMatches(PyExc_OverflowError)) return NULL;
    PyErr_Clear();
    return PyErr_Format(PyExc_KeyError, `getgrgid(): gid not found: ${reprText(id) ?? ''}`);
  }
  const entry = _PyRuntime.host.getgrall().find(e => e.gid === (gid < 0 ? 0xffffffff : gid));
  return entry === undefined ? PyErr_Format(PyExc_KeyError, `getgrgid(): gid not found: ${gid}`) : mkgrent(module, entry);
}
function grp_getgrnam(module: PyObject, name: PyObject): New | NULL {
  if (!PyUnicode_Check(name)) return _PyArg_BadArgument('getgrnam', "argument 'name'", 'str', name);
  if (PyUnicode_AsJSString(name).includes('\0')) return PyErr_SetString(PyExc_ValueError, 'embedded null byte');
  const wanted = fsText(name);
  if (wanted === null) return NULL;
  const entry = _PyRuntime.host.getgrall().find(e => e.name === wanted);
  return entry === undefined ? PyErr_Format(PyExc_KeyError, `getgrnam(): name not found: ${reprText(name) ?? ''}`) : mkgrent(module, entry);
}
function grp_getgrall(module: PyObject): New | NULL {
  return listFrom(_PyRuntime.host.getgrall(), entry => mkgrent(module, entry));
}
function grpmodule_exec(module: PyObject): number {
  const type = PyStructSequence_NewType(struct_group_type_desc);
  if (type === NULL) return -1;
  PyModule_GetState<GrpState>(module)!.StructGrpType = type;
  return PyModule_AddObjectRef(module, 'struct_group', type);
}
function clear(module: PyObject): number {
  const state = PyModule_GetState<GrpState>(module);
  if (state === null || state.StructGrpType === NULL) return 0;
  const type = state.StructGrpType;
  state.StructGrpType = NULL;
  Py_DECREF(type);
  return 0;
}
const grpmodule = new PyModuleDef('grp', {
  m_doc: 'The group database. Its entries are struct_group objects.', m_size: 8, newState: (): GrpState => ({StructGrpType: NULL}),
  m_methods: [
    method('getgrgid', '($module, /, id)', grp_getgrgid, 'The entry of a group id.'),
    method('getgrnam', '($module, /, name)', grp_getgrnam, 'The entry of a group name.'),
    method('getgrall', '($module, /)', grp_getgrall, 'All entries.'),
  ],
  m_traverse: (module, visit) => {
    const type = PyModule_GetState<GrpState>(module)?.StructGrpType ?? NULL;
    return type === NULL ? 0 : visit(type);
  },
  m_clear: clear, m_free: clear,
  m_slots: [[Py_mod_exec, grpmodule_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_grp() */
export function PyInit_grp(): PyModuleDef {
  return PyModuleDef_Init(grpmodule);
}
