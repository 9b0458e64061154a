/**
 * posix: spawnv() and its kin, which os.py would otherwise make of fork() and exec*(). CPython: Lib/os.py _spawnvef()
 *
 * DIVERGES: CPython's `os` defines them itself. There is no fork() here, so they are the system's, as on Windows; os.py leaves them alone and
 * makes spawnl() and the others from them.
 */
import {PyMapping_Check} from '../../objects/abstract-mapping';
import {PySequence_GetItem, PySequence_Size} from '../../objects/abstract-sequence';
import {PyErr_Clear, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyObject_IsTrue} from '../../objects/object';
import {PyLong_FromNumber} from '../../objects/longobject';
import {_PyRuntime, interp} from '../../runtime/current';
import {PyList_Check, PyTuple_Check} from '../../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {auditValues, errorUnlessRaised, intArgument, posix_error} from './posix-args';
import {Py_RTFLAGS_FORK, currentEnvironment, exitcodeOf, fsText, parse_arglist, parse_envlist, waitFor} from './posix-process';

const P_NOWAIT = 1;
/** Status of a child that could not run its program. */
const CANNOT_RUN = 127;

/** Modes of spawnv(). */
export const SPAWN_CONSTANTS: Readonly<Record<string, number>> = {P_WAIT: 0, P_NOWAIT, P_NOWAITO: 1};

/** Whether an argument list will do; an exception otherwise. escapes */
function argumentsAreGood(args: PyObject): boolean {
  if (!PyTuple_Check(args) && !PyList_Check(args)) {
    PyErr_SetString(PyExc_TypeError, 'argv must be a tuple or a list');
    return false;
  }
  let good = 0;
  if (PySequence_Size(args) > 0) {
    const first = PySequence_GetItem(args, 0);
    if (first === NULL) return false;
    good = PyObject_IsTrue(first);
    Py_DECREF(first);
  }
  if (good === 0) PyErr_SetString(PyExc_ValueError, 'argv first element cannot be empty');
  return good > 0;
}
/** Where a program may be: along PATH if it is to be looked for and names no folder. CPython: Lib/os.py _execvpe() */
function candidates(file: string, searched: boolean, environment: readonly string[]): string[] {
  if (!searched || file.includes('/')) return [file];
  const entry = environment.find(text => text.startsWith('PATH=')), path = entry === undefined ? '/bin:/usr/bin' : entry.slice('PATH='.length);
  return path.split(':').map(folder => (folder === '' ? file : folder.endsWith('/') ? folder + file : `${folder}/${file}`));
}
/** What the child is to run; null where it would have failed before its exec. escapes */
function program(file: PyObject, args: PyObject, env: PyObject | NULL, searched: boolean): {argv: string[]; executables: string[]; env: string[]} | null {
  const name = fsText(file), argv = name === null ? null : parse_arglist(args);
  if (name === null || argv === null) return null;
  const environment = env === NULL ? [...currentEnvironment()].map(([key, value]) => `${key}=${value}`) : PyMapping_Check(env) ? parse_envlist(env) : null;
  return environment === null || argv[0] === '' ? null : {argv, executables: candidates(name, searched, environment), env: environment};
}
function spawnvef(modeArg: PyObject, file: PyObject, args: PyObject, env: PyObject | NULL, searched: boolean): New | NULL {
  const mode = intArgument(modeArg);
  if (mode === null || !argumentsAreGood(args)) return NULL;
  if ((interp.feature_flags & Py_RTFLAGS_FORK) === 0) return PyErr_SetString(PyExc_RuntimeError, 'fork not supported for isolated subinterpreters');
  if (auditValues('os.fork', []) < 0) return NULL;
  const {host} = _PyRuntime;
  let what = program(file, args, env, searched);
  if (what === null) {
    // only the child would have noticed
    PyErr_Clear();
    what = {argv: [''], executables: [''], env: []};
  }
  const errors = host.pipe2(0o2000000);
  if (typeof errors === 'number') return posix_error(errors);
  const pid = host.forkExec({
    ...what, closeFds: false, fdsToKeep: [], cwd: null, p2cread: -1, p2cwrite: -1, c2pread: -1, c2pwrite: -1, errread: -1, errwrite: -1, errpipeRead: errors[0], errpipeWrite: errors[1],
    restoreSignals: false, startNewSession: false, processGroup: -1, groups: null, uid: -1, gid: -1, umask: -1, failedStatus: CANNOT_RUN,
  });
  host.close(errors[0]);
  host.close(errors[1]);
  if (pid < 0) return posix_error(pid);
  if (mode === P_NOWAIT) return PyLong_FromNumber(pid);
  const result = waitFor(pid, 0);
  if (typeof result === 'number') return PyErr_Occurred() !== NULL ? NULL : errorUnlessRaised(result);
  return exitcodeOf(result.status);
}

export const spawnMethods: readonly PyMethodDef[] = [
  method('spawnv', '($module, mode, file, args)', (_module, mode: PyObject, file: PyObject, args: PyObject) => spawnvef(mode, file, args, NULL, false), 'Runs a program in a child process. P_WAIT: returns its exit code, or the negated signal; P_NOWAIT: its pid.'),
  method('spawnve', '($module, mode, file, args, env)', (_module, mode: PyObject, file: PyObject, args: PyObject, env: PyObject) => spawnvef(mode, file, args, env, false), 'spawnv() with an environment.'),
  method('spawnvp', '($module, mode, file, args)', (_module, mode: PyObject, file: PyObject, args: PyObject) => spawnvef(mode, file, args, NULL, true), 'spawnv() of a program that is looked for in PATH.'),
  method('spawnvpe', '($module, mode, file, args, env)', (_module, mode: PyObject, file: PyObject, args: PyObject, env: PyObject) => spawnvef(mode, file, args, env, true), 'spawnvp() with an environment, in whose PATH the program is looked for.'),
];
