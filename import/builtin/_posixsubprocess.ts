/** The _posixsubprocess module: starting the children of subprocess.py. CPython: Modules/_posixsubprocess.c */
import {PySequence_Fast, PySequence_Fast_GET_ITEM, PySequence_Fast_GET_SIZE, PySequence_GetItem, PySequence_Size} from '../../objects/abstract-sequence';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyErr_SetFromErrno} from '../../objects/errors-errno';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {_PyRuntime, interp} from '../../runtime/current';
import {PyBytes_Check, PyList_Check, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE} from '../../runtime/generated/accessors';
import {PyExc_NotImplementedError, PyExc_OSError, PyExc_PythonFinalizationError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject} from '../../runtime/types';
import {boolArgument, hostTextOfBytes, idArgument, intArgument} from './posix-args';
import {currentEnvironment, fsText} from './posix-process';

/** The descriptors of a sorted tuple; null with ValueError. CPython: _sanity_check_python_fd_sequence() */
function fdSequence(op: PyObject): number[] | null {
  const fds: number[] = [];
  let previous = -1;
  for (let i = 0; i < PyTuple_GET_SIZE(op); i++) {
    const item = PyTuple_GET_ITEM(op, i), fd = PyLong_Check(item) ? PyLong_AsLong(item) : -1;
    if (fd < 0 || fd <= previous || fd > 2147483647) {
      PyErr_SetString(PyExc_ValueError, 'bad value(s) in fds_to_keep');
      return null;
    }
    fds.push((previous = fd));
  }
  return fds;
}
/** Texts of a sequence of bytes objects; null with an exception. CPython: _PySequence_BytesToCharpArray() */
function bytesSequence(op: PyObject): string[] | null {
  const n = PySequence_Size(op), texts: string[] = [];
  if (n < 0) return null;
  // more pointers than memory can hold
  if (n > PY_SSIZE_T_MAX / 8 - 1) {
    PyErr_NoMemory();
    return null;
  }
  for (let i = 0; i < n; i++) {
    const item = PySequence_GetItem(op, i);
    if (item === NULL) return null;
    const text = PyBytes_Check(item) ? hostTextOfBytes(item) : null;
    if (text === null) PyErr_Format(PyExc_TypeError, `expected bytes, ${typeName(item)} found`);
    else if (text.includes('\0')) PyErr_SetString(PyExc_ValueError, 'embedded null byte');
    Py_DECREF(item);
    if (text === null || text.includes('\0')) return null;
    texts.push(text);
  }
  return texts;
}
/** Texts of the arguments: str, bytes or paths; null with an exception. */
function argumentTexts(op: PyObject): string[] | null {
  const fast = PySequence_Fast(op, 'argv must be a tuple');
  if (fast === NULL) return null;
  const n = PySequence_Fast_GET_SIZE(fast), texts: string[] = [];
  for (let i = 0; i < n; i++) {
    if (PySequence_Fast_GET_SIZE(fast) !== n) {
      PyErr_SetString(PyExc_RuntimeError, 'args changed during iteration');
      break;
    }
    const text = fsText(PySequence_Fast_GET_ITEM(fast, i));
    if (text === null) break;
    texts.push(text);
  }
  Py_DECREF(fast);
  return texts.length === n ? texts : null;
}
/** Group ids of a list; null with an exception. */
function groupIds(op: PyObject): number[] | null {
  if (!PyList_Check(op)) {
    PyErr_SetString(PyExc_TypeError, 'setgroups argument must be a list');
    return null;
  }
  const n = PySequence_Size(op), ids: number[] = [];
  if (n > 65536) {
    PyErr_SetString(PyExc_ValueError, 'too many extra_groups');
    return null;
  }
  for (let i = 0; i < n; i++) {
    const item = PySequence_GetItem(op, i);
    if (item === NULL) return null;
    const id = PyLong_Check(item) ? idArgument(item, 'gid') : null;
    if (!PyLong_Check(item)) PyErr_SetString(PyExc_TypeError, 'extra_groups must be integers');
    else if (id === null) PyErr_SetString(PyExc_ValueError, 'invalid group id');
    Py_DECREF(item);
    if (id === null) return null;
    ids.push(id);
  }
  return ids;
}
/** DIVERGES: there is no fork, so a preexec_fn cannot run in the child: NotImplementedError. CPython: subprocess_fork_exec_impl() */
function subprocess_fork_exec(_module: PyObject, ...a: (PyObject | NULL)[]): New | NULL {
  const [args, executables, closeFdsArg, keep, cwdArg, env] = a as PyObject[], preexec = a[21] as PyObject, none = _Py_NoneStruct as PyObject;
  const closeFds = boolArgument(closeFdsArg, false);
  if (closeFds === null) return NULL;
  if (!PyTuple_Check(keep)) return _PyArg_BadArgument('fork_exec', 'argument 4', 'tuple', keep);
  const fds: number[] = [];
  for (let i = 6; i < 14; i++) {
    const fd = intArgument(a[i]);
    if (fd === null) return NULL;
    fds.push(fd);
  }
  const restore = boolArgument(a[14], false), session = restore === null ? null : boolArgument(a[15], false), group = session === null ? null : intArgument(a[16]), umask = group === null ? null : intArgument(a[20]);
  if (restore === null || session === null || group === null || umask === null) return NULL;
  if (preexec !== none) {
    if (interp.finalizing !== 0) return PyErr_SetString(PyExc_PythonFinalizationError, 'preexec_fn not supported at interpreter shutdown');
    if (interp !== _PyRuntime.interpreters.main) return PyErr_SetString(PyExc_RuntimeError, 'preexec_fn not supported within subinterpreters');
  }
  if (closeFds && fds[7] < 3) return PyErr_SetString(PyExc_ValueError, 'errpipe_write must be >= 3');
  const fdsToKeep = fdSequence(keep), programs = fdsToKeep === null ? null : bytesSequence(executables);
  if (fdsToKeep === null || programs === null) return NULL;
  const argv = args === none ? [] : argumentTexts(args), envlist = argv === null ? null : env === none ? [...currentEnvironment()].map(([name, value]) => `${name}=${value}`) : bytesSequence(env);
  if (argv === null || envlist === null) return NULL;
  const cwd = cwdArg === none ? null : fsText(cwdArg);
  if (cwd === null && PyErr_Occurred() !== NULL) return NULL;
  const groups = a[18] === none ? null : groupIds(a[18] as PyObject);
  if (groups === null && PyErr_Occurred() !== NULL) return NULL;
  const gid = a[17] === none ? -1 : idArgument(a[17] as PyObject, 'gid'), uid = gid === null ? null : a[19] === none ? -1 : idArgument(a[19] as PyObject, 'uid');
  if (gid === null || uid === null) return NULL;
  if (preexec !== none) return PyErr_SetString(PyExc_NotImplementedError, 'preexec_fn is not supported: a process cannot be copied here');
  const pid = _PyRuntime.host.forkExec({
    argv, executables: programs, closeFds, fdsToKeep, cwd, env: envlist, p2cread: fds[0], p2cwrite: fds[1], c2pread: fds[2], c2pwrite: fds[3], errread: fds[4], errwrite: fds[5],
    errpipeRead: fds[6], errpipeWrite: fds[7], restoreSignals: restore, startNewSession: session, processGroup: group, groups, uid, gid, umask,
  });
  return pid < 0 ? PyErr_SetFromErrno(PyExc_OSError, -pid) : PyLong_FromNumber(pid);
}
const _posixsubprocessmodule = new PyModuleDef('_posixsubprocess', {
  m_doc: 'What subprocess needs to start a child.', m_size: 0,
  m_methods: [method('fork_exec',
    '($module, args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, allow_vfork, /)',
    subprocess_fork_exec, 'Starts a program in a child process; returns its pid. Errors in the child are written to errpipe_write.')],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__posixsubprocess() */
export function PyInit__posixsubprocess(): PyModuleDef {
  return PyModuleDef_Init(_posixsubprocessmodule);
}
