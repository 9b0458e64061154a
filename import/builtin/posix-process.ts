/** posix: starting, ending and waiting for processes. CPython: Modules/posixmodule.c */
import {rusageOf} from './resource';
import {PyMapping_Check, PyMapping_Items} from '../../objects/abstract-mapping';
import {PySequence_Fast, PySequence_Fast_GET_ITEM, PySequence_Fast_GET_SIZE, PySequence_GetItem, PySequence_Size} from '../../objects/abstract-sequence';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, typeName} from '../../objects/errors';
import {PyErr_SetFromErrnoWithFilenameObject} from '../../objects/errors-errno';
import {PyCallable_Check, PyObject_GetAttrString} from '../../objects/object';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_AsLongAndOverflow, PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyStructSequence_New} from '../../objects/structseq';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_FSConverter} from '../../objects/unicode-encoded';
import {_PyRuntime, interp} from '../../runtime/current';
import {hasOtherThreads} from '../../runtime/descriptor-wait';
import {PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE} from '../../runtime/generated/accessors';
import {PyExc_NotImplementedError, PyExc_OSError, PyExc_RuntimeError, PyExc_RuntimeWarning, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {ERRNO} from '../../runtime/host/errno';
import type {SpawnRequest, WaitResult} from '../../runtime/host/host';
import {method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {monotonic, waitOnStack} from '../../runtime/scheduler';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {auditValues, boolArgument, boolResult, errorUnlessRaised, hostTextOfBytes, idObject, intArgument, interrupted, noneOrError, path_converter, path_error, type path_t, posix_error} from './posix-args';
import {reportFault, reportFaultSentTo} from './faulthandler-signals';
import type {posixstate} from './posix-state';
import {fillStructSequence} from './posix-stat';

const Py_RTFLAGS_EXEC = 1 << 16;
export const Py_RTFLAGS_FORK = 1 << 15;

// ---- the environment of C ----

/** NAME=value texts of the C environment as it is now: that of the start with what putenv() changed. */
export function currentEnvironment(): Map<string, string> {
  let environment = _PyRuntime.libraries.get('posix.environ') as Map<string, string> | undefined;
  if (environment === undefined) {
    environment = new Map();
    for (const entry of _PyRuntime.host.environ()) {
      const text = decodeHost(entry), equals = text.indexOf('=', 1);
      if (equals > 0 && !environment.has(text.slice(0, equals))) environment.set(text.slice(0, equals), text.slice(equals + 1));
    }
    _PyRuntime.libraries.set('posix.environ', environment);
  }
  return environment;
}
/** Text of bytes as the host has it: what is not UTF-8 becomes lone surrogates. */
function decodeHost(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    const object = PyBytes_FromUint8Array(bytes);
    if (object === NULL) throw new Error('out of memory while the environment is read');
    const text = hostTextOfBytes(object);
    Py_DECREF(object);
    return text;
  }
}

// ---- arguments of exec ----

/** Host text of a str, bytes or path; null with an exception. escapes. CPython: fsconvert_strdup() */
export function fsText(op: PyObject): string | null {
  const bytes = PyUnicode_FSConverter(op);
  if (bytes === NULL) return null;
  const text = hostTextOfBytes(bytes);
  Py_DECREF(bytes);
  return text;
}
/** The arguments of a new program; null with an exception. escapes. CPython: parse_arglist() */
export function parse_arglist(argv: PyObject): string[] | null {
  const n = PySequence_Size(argv), result: string[] = [];
  if (n < 0) return null;
  for (let i = 0; i < n; i++) {
    const item = PySequence_GetItem(argv, i);
    if (item === NULL) return null;
    const text = fsText(item);
    Py_DECREF(item);
    if (text === null) return null;
    result.push(text);
  }
  return result;
}
/** NAME=value texts of a mapping; null with an exception. escapes. CPython: parse_envlist() */
export function parse_envlist(env: PyObject): string[] | null {
  const items = PyMapping_Items(env);
  if (items === NULL) return null;
  const result: string[] = [];
  let ok = PyList_Check(items);
  if (!ok) PyErr_SetString(PyExc_TypeError, 'env.keys() or env.values() is not a list');
  for (let i = 0; ok && i < PyList_GET_SIZE(items); i++) {
    const pair = PyList_GET_ITEM(items, i);
    const name = fsText(PyTuple_GET_ITEM(pair, 0)), value = name === null ? null : fsText(PyTuple_GET_ITEM(pair, 1));
    ok = name !== null && value !== null;
    if (name === null || value === null) break;
    if (name === '' || name.indexOf('=', 1) >= 0) {
      PyErr_SetString(PyExc_ValueError, 'illegal environment variable name');
      ok = false;
    } else result.push(`${name}=${value}`);
  }
  Py_DECREF(items);
  return ok ? result : null;
}
function execAllowed(): boolean {
  if ((interp.feature_flags & Py_RTFLAGS_EXEC) !== 0) return true;
  PyErr_SetString(PyExc_RuntimeError, 'exec not supported for isolated subinterpreters');
  return false;
}
function os_execv(_module: PyObject, pathArg: PyObject, argv: PyObject): New | NULL {
  const path = path_converter('execv', pathArg);
  if (path === null) return NULL;
  const result = execv(path, argv);
  path.cleanup();
  return result;
}
function execv(path: path_t, argv: PyObject): NULL {
  if (!execAllowed()) return NULL;
  if (!PyList_Check(argv) && !PyTuple_Check(argv)) return PyErr_SetString(PyExc_TypeError, 'execv() arg 2 must be a tuple or list');
  if (PySequence_Size(argv) < 1) return PyErr_SetString(PyExc_ValueError, 'execv() arg 2 must not be empty');
  const args = parse_arglist(argv);
  if (args === null) return NULL;
  if (args[0] === '') return PyErr_SetString(PyExc_ValueError, 'execv() arg 2 first element cannot be empty');
  if (auditValues('os.exec', [path.object, argv, NULL]) < 0) return NULL;
  return posix_error(_PyRuntime.host.execve(path.narrow as string, args, [...currentEnvironment()].map(([name, value]) => `${name}=${value}`)));
}
function os_execve(_module: PyObject, pathArg: PyObject, argv: PyObject, env: PyObject): New | NULL {
  const path = path_converter('execve', pathArg, {allowFd: true});
  if (path === null) return NULL;
  const result = execve(path, argv, env);
  path.cleanup();
  return result;
}
function execve(path: path_t, argv: PyObject, env: PyObject): NULL {
  if (!execAllowed()) return NULL;
  if (!PyList_Check(argv) && !PyTuple_Check(argv)) return PyErr_SetString(PyExc_TypeError, 'execve: argv must be a tuple or list');
  if (PySequence_Size(argv) < 1) return PyErr_SetString(PyExc_ValueError, 'execve: argv must not be empty');
  if (!PyMapping_Check(env)) return PyErr_SetString(PyExc_TypeError, 'execve: environment must be a mapping object');
  const args = parse_arglist(argv);
  if (args === null) return NULL;
  if (args[0] === '') return PyErr_SetString(PyExc_ValueError, 'execve: argv first element cannot be empty');
  const envlist = parse_envlist(env);
  if (envlist === null || auditValues('os.exec', [path.object, argv, env]) < 0) return NULL;
  return path_error(path, _PyRuntime.host.execve(path.fd > -1 ? `/proc/self/fd/${path.fd}` : (path.narrow as string), args, envlist));
}

// ---- spawn ----

const POSIX_SPAWN_OPEN = 0, POSIX_SPAWN_CLOSE = 1, POSIX_SPAWN_DUP2 = 2, POSIX_SPAWN_CLOSEFROM = 3;
type FileAction = {kind: number; fd: number; fd2: number; path: string; flags: number; mode: number};

/** CPython: parse_file_actions() */
function parse_file_actions(op: PyObject): FileAction[] | null {
  const seq = PySequence_Fast(op, 'file_actions must be a sequence or None');
  if (seq === NULL) return null;
  const actions: FileAction[] = [];
  let ok = true;
  for (let i = 0; ok && i < PySequence_Fast_GET_SIZE(seq); i++) {
    const action = parse_file_action(PySequence_Fast_GET_ITEM(seq, i));
    if (action === null) ok = false;
    else actions.push(action);
  }
  Py_DECREF(seq);
  return ok ? actions : null;
}
const ACTION_SIZES: Readonly<Record<number, readonly [string, number]>> = {
  [POSIX_SPAWN_OPEN]: ['open', 5], [POSIX_SPAWN_CLOSE]: ['close', 2], [POSIX_SPAWN_DUP2]: ['dup2', 3], [POSIX_SPAWN_CLOSEFROM]: ['closefrom', 2],
};
function parse_file_action(op: PyObject): FileAction | null {
  if (!PyTuple_Check(op) || PyTuple_GET_SIZE(op) === 0) {
    PyErr_SetString(PyExc_TypeError, 'Each file_actions element must be a non-empty tuple');
    return null;
  }
  const kind = PyLong_AsLong(PyTuple_GET_ITEM(op, 0));
  if (kind === -1 && PyErr_Occurred() !== NULL) return null;
  const form = ACTION_SIZES[kind];
  if (form === undefined) {
    PyErr_SetString(PyExc_TypeError, 'Unknown file_actions identifier');
    return null;
  }
  if (PyTuple_GET_SIZE(op) !== form[1]) {
    PyErr_Format(PyExc_TypeError, `A ${form[0]} file_action tuple must have ${form[1]} elements`);
    return null;
  }
  const fd = intArgument(PyTuple_GET_ITEM(op, 1));
  if (fd === null) return null;
  const action: FileAction = {kind, fd, fd2: -1, path: '', flags: 0, mode: 0};
  if (kind === POSIX_SPAWN_DUP2) {
    const fd2 = intArgument(PyTuple_GET_ITEM(op, 2));
    if (fd2 === null) return null;
    action.fd2 = fd2;
  } else if (kind === POSIX_SPAWN_OPEN) {
    const path = fsText(PyTuple_GET_ITEM(op, 2)), flags = path === null ? null : intArgument(PyTuple_GET_ITEM(op, 3)), mode = flags === null ? null : intArgument(PyTuple_GET_ITEM(op, 4));
    if (path === null || flags === null || mode === null) return null;
    action.path = path;
    action.flags = flags;
    action.mode = mode;
  }
  return action;
}
const F_GETFD = 1, F_SETFD = 2, FD_CLOEXEC = 1, F_DUPFD_CLOEXEC = 1030;
/**
 * Does file actions in this process and returns what undoes them, or a negated errno after undoing them. The host starts children with the
 * descriptors of this process, and nothing else runs between the actions and the start of the child.
 */
function performActions(actions: readonly FileAction[], undo: (() => void)[]): number {
  const {host} = _PyRuntime, saved = new Set<number>();
  const save = (fd: number): void => {
    if (saved.has(fd)) return;
    saved.add(fd);
    const flags = host.fcntl(fd, F_GETFD, 0), copy = flags < 0 ? -1 : host.fcntl(fd, F_DUPFD_CLOEXEC, 256);
    undo.push(() => {
      if (copy < 0) host.close(fd);
      else {
        host.dup2(copy, fd, (flags & FD_CLOEXEC) === 0);
        host.close(copy);
      }
    });
  };
  for (const action of actions) {
    let status = 0;
    if (action.kind === POSIX_SPAWN_CLOSEFROM) {
      const names = host.listdir('/proc/self/fd');
      for (const name of typeof names === 'number' ? [] : names) {
        const fd = Number(name), flags = fd >= action.fd ? host.fcntl(fd, F_GETFD, 0) : -1;
        if (flags < 0 || (flags & FD_CLOEXEC) !== 0) continue;
        host.fcntl(fd, F_SETFD, flags | FD_CLOEXEC);
        undo.push(() => void host.fcntl(fd, F_SETFD, flags));
      }
    } else if (action.kind === POSIX_SPAWN_CLOSE) {
      if (host.fcntl(action.fd, F_GETFD, 0) < 0) status = -ERRNO.EBADF;
      else {
        save(action.fd);
        host.close(action.fd);
      }
    } else if (action.kind === POSIX_SPAWN_DUP2) {
      if (action.fd === action.fd2) {
        const flags = host.fcntl(action.fd, F_GETFD, 0);
        status = flags < 0 ? flags : host.fcntl(action.fd, F_SETFD, flags & ~FD_CLOEXEC);
        if (flags >= 0) undo.push(() => void host.fcntl(action.fd, F_SETFD, flags));
      } else {
        save(action.fd2);
        status = host.dup2(action.fd, action.fd2, true);
      }
    } else {
      const fd = host.open(action.path, action.flags, action.mode);
      status = fd;
      if (fd >= 0 && fd !== action.fd) {
        save(action.fd);
        status = host.dup2(fd, action.fd, true);
        host.close(fd);
      } else if (fd >= 0) undo.push(() => void host.close(fd));
    }
    if (status < 0) return status;
  }
  return 0;
}
/** Signal numbers of an iterable; null with an exception. CPython: _Py_Sigset_Converter() */
export function signalSet(op: PyObject): number[] | null {
  const iterator = PyObject_GetIter(op);
  if (iterator === NULL) return null;
  const result: number[] = [];
  for (let item = PyIter_Next(iterator); item !== NULL; item = PyIter_Next(iterator)) {
    const {value: n, overflow} = PyLong_AsLongAndOverflow(item);
    Py_DECREF(item);
    if (n <= 0 || n >= 65) {
      if (overflow !== 0 || n !== -1 || PyErr_Occurred() === NULL) PyErr_Format(PyExc_ValueError, `signal number ${n} out of range [1; 64]`);
      break;
    }
    // glibc keeps them for itself
    if (n !== 32 && n !== 33) result.push(n);
    else if (PyErr_WarnEx(PyExc_RuntimeWarning, `invalid signal number ${n}, please use valid_signals()`, 1) < 0) break;
  }
  Py_DECREF(iterator);
  return PyErr_Occurred() !== NULL ? null : result;
}
function spawning(fname: 'posix_spawn' | 'posix_spawnp') {
  return (_module: PyObject, pathArg: PyObject, argv: PyObject, env: PyObject, fileActions: PyObject | NULL, setpgroup: PyObject | NULL, resetids: PyObject | NULL, setsid: PyObject | NULL,
    setsigmask: PyObject | NULL, setsigdef: PyObject | NULL, scheduler: PyObject | NULL): New | NULL => {
    const path = path_converter(fname, pathArg);
    if (path === null) return NULL;
    const result = spawn(fname, path, argv, env, fileActions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler);
    path.cleanup();
    return result;
  };
}
/** DIVERGES: the host's way to start children has no scheduler policies, and resets exactly the signals that CPython ignores. CPython: py_posix_spawn() */
function spawn(fname: string, path: path_t, argv: PyObject, env: PyObject, fileActions: PyObject | NULL, setpgroup: PyObject | NULL, resetids: PyObject | NULL, setsid: PyObject | NULL,
  setsigmask: PyObject | NULL, setsigdef: PyObject | NULL, scheduler: PyObject | NULL): New | NULL {
  if (!PyList_Check(argv) && !PyTuple_Check(argv)) return PyErr_Format(PyExc_TypeError, `${fname}: argv must be a tuple or list`);
  if (PySequence_Size(argv) < 1) return PyErr_Format(PyExc_ValueError, `${fname}: argv must not be empty`);
  if (!PyMapping_Check(env) && env !== _Py_NoneStruct) return PyErr_Format(PyExc_TypeError, `${fname}: environment must be a mapping object or None`);
  const args = parse_arglist(argv);
  if (args === null) return NULL;
  if (args[0] === '') return PyErr_Format(PyExc_ValueError, `${fname}: argv first element cannot be empty`);
  const envlist = env === _Py_NoneStruct ? null : parse_envlist(env);
  if (envlist === null && env !== _Py_NoneStruct) return NULL;
  const actions = fileActions === NULL || fileActions === _Py_NoneStruct ? [] : parse_file_actions(fileActions);
  if (actions === null) return NULL;
  const group = setpgroup === NULL ? -1 : intArgument(setpgroup), reset = group === null ? null : boolArgument(resetids, false), session = reset === null ? null : boolArgument(setsid, false);
  if (group === null || reset === null || session === null) return NULL;
  const mask = setsigmask === NULL ? [] : signalSet(setsigmask), defaults = mask === null ? null : setsigdef === NULL ? [] : signalSet(setsigdef);
  if (mask === null || defaults === null) return NULL;
  if (scheduler !== NULL) return PyErr_SetString(PyExc_NotImplementedError, 'The scheduler option is not supported in this system.');
  if (auditValues('os.posix_spawn', [path.object, argv, env]) < 0) return NULL;
  const {host} = _PyRuntime, name = path.narrow as string;
  const search = fname === 'posix_spawnp' && !name.includes('/') ? (currentEnvironment().get('PATH') ?? '/bin:/usr/bin').split(':').map(folder => (folder === '' ? name : `${folder}/${name}`)) : [name];
  const errors = host.pipe2(0o2000000);
  if (typeof errors === 'number') return posix_error(errors);
  const request: SpawnRequest = {
    argv: args, executables: search, closeFds: false, fdsToKeep: [], cwd: null, env: envlist ?? [...currentEnvironment()].map(([key, value]) => `${key}=${value}`),
    p2cread: -1, p2cwrite: -1, c2pread: -1, c2pwrite: -1, errread: -1, errwrite: -1, errpipeRead: errors[0], errpipeWrite: errors[1],
    restoreSignals: defaults.includes(13), startNewSession: session, processGroup: group, groups: null, uid: reset ? host.getuid() : -1, gid: reset ? host.getgid() : -1, umask: -1,
  };
  const undo: (() => void)[] = [];
  let pid = performActions(actions, undo);
  if (pid >= 0) pid = host.forkExec(request);
  for (const step of undo.reverse()) step();
  host.close(errors[1]);
  // not host.read(): a signal that has come is for what waits next
  const report = new Uint8Array(256), n = pid < 0 ? 0 : host.call('read', errors[0], report, report.length);
  host.close(errors[0]);
  if (n > 0) {
    // posix_spawn() itself reports the error, so there is no child to wait for
    host.waitpid(pid, 0);
    pid = -parseInt(String.fromCharCode(...report.subarray(0, n)).split(':')[1], 16);
  }
  return pid < 0 ? PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, -pid, path.object) : PyLong_FromNumber(pid);
}

// ---- fork ----

/** The VM is one thread of a process with several, so it cannot be copied. DIVERGES: always OSError ENOSYS. */
function forking(event: string): () => New | NULL {
  return () => {
    if ((interp.feature_flags & Py_RTFLAGS_FORK) === 0) return PyErr_SetString(PyExc_RuntimeError, 'fork not supported for isolated subinterpreters');
    return auditValues(event, []) < 0 ? NULL : posix_error(-ERRNO.ENOSYS);
  };
}
/** Adds a callable to one of the interpreter's lists. */
function register(field: 'before_forkers' | 'after_forkers_child' | 'after_forkers_parent', func: PyObject | NULL): boolean {
  if (func === NULL) return true;
  let list = interp[field];
  if (list === NULL) {
    const made = PyList_New(0);
    if (made === NULL) return false;
    interp[field] = list = made;
  }
  return PyList_Append(list, func) >= 0;
}
function os_register_at_fork(_module: PyObject, before: PyObject | NULL, afterInChild: PyObject | NULL, afterInParent: PyObject | NULL): New | NULL {
  if (before === NULL && afterInChild === NULL && afterInParent === NULL) return PyErr_SetString(PyExc_TypeError, 'At least one argument is required.');
  for (const [name, func] of [['before', before], ['after_in_child', afterInChild], ['after_in_parent', afterInParent]] as const) {
    if (func !== NULL && !PyCallable_Check(func)) return PyErr_Format(PyExc_TypeError, `'${name}' must be callable, not ${typeName(func)}`);
  }
  const ok = register('before_forkers', before) && register('after_forkers_child', afterInChild) && register('after_forkers_parent', afterInParent);
  return ok ? Py_NewRef(_Py_NoneStruct) : NULL;
}

// ---- end and wait ----

function os__exit(_module: PyObject, statusArg: PyObject): New | NULL {
  const status = intArgument(statusArg);
  return status === null ? NULL : _PyRuntime.host.exit(status & 0xff);
}
function os_abort(): never {
  reportFault(6);
  return _PyRuntime.host.exitBySignal(6);
}
function os_kill(_module: PyObject, pidArg: PyObject, signalArg: PyObject): New | NULL {
  const pid = intArgument(pidArg), signal = pid === null ? null : intArgument(signalArg);
  if (pid === null || signal === null || auditValues('os.kill', [], [pid, signal]) < 0) return NULL;
  reportFaultSentTo(pid, signal);
  const status = _PyRuntime.host.kill(pid, signal);
  // a signal to oneself is handled before kill() returns
  if (status >= 0 && hooks._PyErr_CheckSignals() < 0) return NULL;
  return noneOrError(status);
}
function os_killpg(_module: PyObject, pgidArg: PyObject, signalArg: PyObject): New | NULL {
  const pgid = intArgument(pgidArg), signal = pgid === null ? null : intArgument(signalArg);
  if (pgid === null || signal === null || auditValues('os.killpg', [], [pgid, signal]) < 0) return NULL;
  const status = _PyRuntime.host.call('killpg', pgid, signal);
  if (status >= 0 && hooks._PyErr_CheckSignals() < 0) return NULL;
  return noneOrError(status);
}
const WNOHANG = 1;
/** Waits for a child while other threads run. -EINTR, with or without an exception, when a handler raised. escapes */
export function waitFor(pid: number, options: number): WaitResult | number {
  const {host} = _PyRuntime;
  let result: WaitResult | number;
  do {
    if ((options & WNOHANG) !== 0 || !hasOtherThreads()) result = host.waitpid(pid, options);
    else {
      // others run, and the child is asked for again and again
      result = host.waitpid(pid, options | WNOHANG);
      while (typeof result !== 'number' && result.pid === 0) {
        const start = monotonic();
        if (waitOnStack(() => monotonic() - start >= 2, start + 2, true) === null) result = -ERRNO.EINTR;
        else result = host.waitpid(pid, options | WNOHANG);
      }
    }
  } while (typeof result === 'number' && interrupted(result));
  return result;
}
function waitResult(result: WaitResult | number): New | NULL {
  return typeof result === 'number' ? errorUnlessRaised(result) : packSteal(PyLong_FromNumber(result.pid), PyLong_FromNumber(result.status));
}
function os_waitpid(_module: PyObject, pidArg: PyObject, optionsArg: PyObject): New | NULL {
  const pid = intArgument(pidArg), options = pid === null ? null : intArgument(optionsArg);
  return pid === null || options === null ? NULL : waitResult(waitFor(pid, options));
}
function os_wait(): New | NULL {
  return waitResult(waitFor(-1, 0));
}
/** The fields of struct rusage on 64-bit Linux as resource.struct_rusage. CPython: wait_helper() */
function rusageObject(module: PyObject, buffer: Uint8Array): New | NULL {
  const state = PyModule_GetState<posixstate>(module)!;
  if (state.struct_rusage === NULL) {
    const resource = hooks.PyImport_ImportModule('resource');
    if (resource === NULL) return NULL;
    state.struct_rusage = PyObject_GetAttrString(resource, 'struct_rusage');
    Py_DECREF(resource);
    if (state.struct_rusage === NULL) return NULL;
  }
  return rusageOf(state.struct_rusage, buffer);
}
function wait4(module: PyObject, pid: number, options: number): New | NULL {
  const {host} = _PyRuntime, usage = new Uint8Array(144), status = new Int32Array(1);
  let result: number;
  do result = host.call('wait4', pid, new Uint8Array(status.buffer), options, usage); while (interrupted(result));
  return result < 0 ? errorUnlessRaised(result) : packSteal(PyLong_FromNumber(result), PyLong_FromNumber(status[0]), rusageObject(module, usage));
}
function os_wait3(module: PyObject, optionsArg: PyObject): New | NULL {
  const options = intArgument(optionsArg);
  return options === null ? NULL : wait4(module, -1, options);
}
function os_wait4(module: PyObject, pidArg: PyObject, optionsArg: PyObject): New | NULL {
  const pid = intArgument(pidArg), options = pid === null ? null : intArgument(optionsArg);
  return pid === null || options === null ? NULL : wait4(module, pid, options);
}
function os_waitid(module: PyObject, idtypeArg: PyObject, idArg: PyObject, optionsArg: PyObject): New | NULL {
  const idtype = intArgument(idtypeArg), id = idtype === null ? null : intArgument(idArg), options = id === null ? null : intArgument(optionsArg);
  if (idtype === null || id === null || options === null) return NULL;
  const info = new Int32Array(32);
  let status: number;
  do status = _PyRuntime.host.call('waitid', idtype, id, new Uint8Array(info.buffer), options); while (interrupted(status));
  if (status < 0) return errorUnlessRaised(status);
  // si_signo, si_errno, si_code, padding, si_pid, si_uid, si_status
  if (info[4] === 0) return Py_NewRef(_Py_NoneStruct);
  return fillStructSequence(PyStructSequence_New(PyModule_GetState<posixstate>(module)!.WaitidResultType as PyObject), [PyLong_FromNumber(info[4]), idObject(info[5] >>> 0), PyLong_FromNumber(info[0]), PyLong_FromNumber(info[6]), PyLong_FromNumber(info[2])]);
}
function os_waitstatus_to_exitcode(_module: PyObject, statusArg: PyObject): New | NULL {
  if (!PyLong_Check(statusArg)) return PyErr_Format(PyExc_TypeError, `'${typeName(statusArg)}' object cannot be interpreted as an integer`);
  const status = PyLong_AsInt(statusArg);
  return status === -1 && PyErr_Occurred() !== NULL ? NULL : exitcodeOf(status);
}
/** The exit code of a wait status: an int, NULL with ValueError. */
export function exitcodeOf(status: number): New | NULL {
  if ((status & 0x7f) === 0) return PyLong_FromNumber((status >> 8) & 0xff);
  if ((status & 0xff) === 0x7f) return PyErr_Format(PyExc_ValueError, `process stopped by delivery of signal ${(status >> 8) & 0xff}`);
  const signal = status & 0x7f;
  return signal > 0 && signal < 0x7f ? PyLong_FromNumber(-signal) : PyErr_Format(PyExc_ValueError, `invalid wait status: ${status}`);
}
/** One of the W* tests and parts of a wait status. */
function statusPart(name: string, signature: string, part: (status: number) => New | NULL, doc: string): PyMethodDef {
  return method(name, signature, (_module, arg) => {
    const status = intArgument(arg);
    return status === null ? NULL : part(status);
  }, doc);
}
const truth = (value: boolean): New => boolResult(value);
function os_pidfd_open(_module: PyObject, pidArg: PyObject, flagsArg: PyObject | NULL): New | NULL {
  const pid = intArgument(pidArg), flags = pid === null ? null : intArgument(flagsArg);
  if (pid === null || flags === null) return NULL;
  const SYS_pidfd_open = 434, fd = _PyRuntime.host.call('syscall', SYS_pidfd_open, pid, flags, 0, 0, 0);
  return fd < 0 ? posix_error(fd) : PyLong_FromNumber(fd);
}
function os_system(_module: PyObject, commandArg: PyObject): New | NULL {
  const command = fsText(commandArg), bytes = command === null ? NULL : PyUnicode_FSConverter(commandArg);
  if (command === null || bytes === NULL) return NULL;
  const status = auditValues('os.system', [bytes]);
  Py_DECREF(bytes);
  if (status < 0) return NULL;
  const {host} = _PyRuntime, errors = host.pipe2(0o2000000);
  if (typeof errors === 'number') return PyLong_FromNumber(-1);
  const pid = host.forkExec({
    argv: ['sh', '-c', command], executables: ['/bin/sh'], closeFds: false, fdsToKeep: [], cwd: null, env: [...currentEnvironment()].map(([key, value]) => `${key}=${value}`),
    p2cread: -1, p2cwrite: -1, c2pread: -1, c2pwrite: -1, errread: -1, errwrite: -1, errpipeRead: errors[0], errpipeWrite: errors[1], restoreSignals: false, startNewSession: false, processGroup: -1,
    groups: null, uid: -1, gid: -1, umask: -1,
  });
  host.close(errors[0]);
  host.close(errors[1]);
  if (pid < 0) return PyLong_FromNumber(-1);
  const result = waitFor(pid, 0);
  if (typeof result === 'number') return PyErr_Occurred() !== NULL ? NULL : PyLong_FromNumber(-1);
  return PyLong_FromNumber(result.status);
}

export const processMethods: readonly PyMethodDef[] = [
  method('execv', '($module, path, argv, /)', os_execv, 'Runs a program in place of this one.'),
  method('execve', '($module, /, path, argv, env)', os_execve, 'Runs a program in place of this one, in an environment.'),
  method('posix_spawn', '($module, path, argv, env, /, *, file_actions=(), setpgroup=<unrepresentable>, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=<unrepresentable>)', spawning('posix_spawn'), 'Starts a program in a child process; returns its pid.'),
  method('posix_spawnp', '($module, path, argv, env, /, *, file_actions=(), setpgroup=<unrepresentable>, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=<unrepresentable>)', spawning('posix_spawnp'), 'posix_spawn() of a program that is looked for in PATH.'),
  method('fork', '($module, /)', forking('os.fork'), 'Would copy this process; not possible here.'),
  method('forkpty', '($module, /)', forking('os.forkpty'), 'Would copy this process with a new terminal; not possible here.'),
  method('register_at_fork', '($module, /, *, before=<unrepresentable>, after_in_child=<unrepresentable>, after_in_parent=<unrepresentable>)', os_register_at_fork, 'Registers callables for fork().'),
  method('_exit', '($module, /, status)', os__exit, 'Ends the process at once.'),
  method('abort', '($module, /)', os_abort, 'Ends the process by SIGABRT.'),
  method('kill', '($module, pid, signal, /)', os_kill, 'Sends a signal to a process.'),
  method('killpg', '($module, pgid, signal, /)', os_killpg, 'Sends a signal to a process group.'),
  method('wait', '($module, /)', os_wait, 'Waits for a child: (pid, status).'),
  method('wait3', '($module, /, options)', os_wait3, 'Waits for a child: (pid, status, resource usage).'),
  method('wait4', '($module, /, pid, options)', os_wait4, 'Waits for a certain child: (pid, status, resource usage).'),
  method('waitid', '($module, idtype, id, options, /)', os_waitid, 'Waits for a child: a waitid_result, or None.'),
  method('waitpid', '($module, pid, options, /)', os_waitpid, 'Waits for a certain child: (pid, status).'),
  method('waitstatus_to_exitcode', '($module, /, status)', os_waitstatus_to_exitcode, 'The exit code of a wait status; negative for a signal.'),
  statusPart('WCOREDUMP', '($module, status, /)', status => truth((status & 0x80) !== 0), 'Whether the process left a core file.'),
  statusPart('WIFCONTINUED', '($module, /, status)', status => truth(status === 0xffff), 'Whether the process was continued.'),
  statusPart('WIFSTOPPED', '($module, /, status)', status => truth((status & 0xff) === 0x7f), 'Whether the process was stopped.'),
  statusPart('WIFSIGNALED', '($module, /, status)', status => truth((status & 0x7f) !== 0 && (status & 0x7f) !== 0x7f), 'Whether the process was ended by a signal.'),
  statusPart('WIFEXITED', '($module, /, status)', status => truth((status & 0x7f) === 0), 'Whether the process exited.'),
  statusPart('WEXITSTATUS', '($module, /, status)', status => PyLong_FromNumber((status >> 8) & 0xff), 'The exit code.'),
  statusPart('WTERMSIG', '($module, /, status)', status => PyLong_FromNumber(status & 0x7f), 'The signal that ended the process.'),
  statusPart('WSTOPSIG', '($module, /, status)', status => PyLong_FromNumber((status >> 8) & 0xff), 'The signal that stopped the process.'),
  method('pidfd_open', '($module, /, pid, flags=0)', os_pidfd_open, 'A descriptor of a process.'),
  method('system', '($module, /, command)', os_system, 'Runs a command in a shell; returns its wait status.'),
];
