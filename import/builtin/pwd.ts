/** The pwd module: the user database. CPython: Modules/pwdmodule.c */
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString, reprText} from '../../objects/errors';
import {PyList_New, _PyList_AppendTakeRef} from '../../objects/listobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyStructSequence_New, PyStructSequence_NewType, type PyStructSequence_Desc} from '../../objects/structseq';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {_PyRuntime} from '../../runtime/current';
import {PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_KeyError, PyExc_OverflowError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import type {PasswdEntry} from '../../runtime/host/host';
import {method} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {fsText} from './posix-process';
import {idArgument, idObject} from './posix-args';
import {fillStructSequence} from './posix-stat';

interface PwdState { StructPwdType: PyObject | NULL }
const struct_pwd_type_desc: PyStructSequence_Desc = {
  name: 'pwd.struct_passwd', n_in_sequence: 7, doc: 'An entry of the user database: a tuple of\n(pw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir, pw_shell).',
  fields: [['pw_name', 'user name'], ['pw_passwd', 'password'], ['pw_uid', 'user id'], ['pw_gid', 'group id'], ['pw_gecos', 'real name'], ['pw_dir', 'home directory'], ['pw_shell', 'shell program']],
};
/** CPython: mkpwent() */
function mkpwent(module: PyObject, entry: PasswdEntry): New | NULL {
  const text = (s: string): New | NULL => PyUnicode_FromString(s);
  return fillStructSequence(PyStructSequence_New(PyModule_GetState<PwdState>(module)!.StructPwdType as PyObject), [
    text(entry.name), text(entry.passwd), idObject(entry.uid), idObject(entry.gid), text(entry.gecos), text(entry.dir), text(entry.shell),
  ]);
}
function pwd_getpwuid(module: PyObject, uidobj: PyObject): New | NULL {
  const uid = idArgument(uidobj, 'uid');
  if (uid === null) {
    if (!PyErr_ExceptionMatches(PyExc_OverflowError)) return NULL;
    PyErr_Clear();
    return PyErr_Format(PyExc_KeyError, 'getpwuid(): uid not found');
  }
  const entry = _PyRuntime.host.getpwall().find(e => e.uid === (uid < 0 ? 0xffffffff : uid));
  return entry === undefined ? PyErr_Format(PyExc_KeyError, `getpwuid(): uid not found: ${uid < 0 ? -1 : uid}`) : mkpwent(module, entry);
}
function pwd_getpwnam(module: PyObject, name: PyObject): New | NULL {
  if (!PyUnicode_Check(name)) return _PyArg_BadArgument('getpwnam', 'argument', 'str', name);
  if (PyUnicode_AsJSString(name).includes('\0')) return PyErr_SetString(PyExc_ValueError, 'embedded null byte');
  const wanted = fsText(name);
  if (wanted === null) return NULL;
  const entry = _PyRuntime.host.getpwall().find(e => e.name === wanted);
  return entry === undefined ? PyErr_Format(PyExc_KeyError, `getpwnam(): name not found: ${reprText(name) ?? ''}`) : mkpwent(module, entry);
}
function pwd_getpwall(module: PyObject): New | NULL {
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (const entry of _PyRuntime.host.getpwall()) {
    const item = mkpwent(module, entry);
    if (item === NULL || _PyList_AppendTakeRef(list, item) < 0) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}
function pwdmodule_exec(module: PyObject): number {
  const type = PyStructSequence_NewType(struct_pwd_type_desc);
  if (type === NULL) return -1;
  PyModule_GetState<PwdState>(module)!.StructPwdType = type;
  return PyModule_AddObjectRef(module, 'struct_passwd', type);
}
function clear(module: PyObject): number {
  const state = PyModule_GetState<PwdState>(module);
  if (state === null || state.StructPwdType === NULL) return 0;
  const type = state.StructPwdType;
  state.StructPwdType = NULL;
  Py_DECREF(type);
  return 0;
}
const pwdmodule = new PyModuleDef('pwd', {
  m_doc: 'The user database. Its entries are struct_passwd objects.', m_size: 8, newState: (): PwdState => ({StructPwdType: NULL}),
  m_methods: [
    method('getpwuid', '($module, uidobj, /)', pwd_getpwuid, 'The entry of a user id.'),
    method('getpwnam', '($module, name, /)', pwd_getpwnam, 'The entry of a user name.'),
    method('getpwall', '($module, /)', pwd_getpwall, 'All entries.'),
  ],
  m_traverse: (module, visit) => {
    const type = PyModule_GetState<PwdState>(module)?.StructPwdType ?? NULL;
    return type === NULL ? 0 : visit(type);
  },
  m_clear: clear, m_free: clear,
  m_slots: [[Py_mod_exec, pwdmodule_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_pwd() */
export function PyInit_pwd(): PyModuleDef {
  return PyModuleDef_Init(pwdmodule);
}
