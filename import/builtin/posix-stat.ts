/** posix: stat and its results, permissions, owners, times of files. CPython: Modules/posixmodule.c */
import {DEFAULT_DIR_FD, atPath, auditValues, boolArgument, boolResult, dir_fd_and_fd_invalid, dir_fd_converter, errorUnlessRaised, fd_and_follow_symlinks_invalid, idArgument, idObject, intArgument, interrupted, noneOrPathError, path_and_dir_fd_invalid, path_converter, path_error, type path_t, posix_error} from './posix-args';
import {PyFloat_AsDouble, PyFloat_Check, PyFloat_FromDouble} from '../../objects/floatobject';
import {PyNumber_Divmod} from '../../objects/abstract-number';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyLong_AsBigInt, PyLong_AsInt, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyStructSequence_New, PyStructSequence_SET_ITEM, PyStructSequence_UnnamedField, type PyStructSequence_Desc} from '../../objects/structseq';
import {_PyRuntime} from '../../runtime/current';
import {_PyObject_GC_TRACK} from '../../runtime/gc';
import {PyLong_Check, PyTuple_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE} from '../../runtime/generated/accessors';
import {PyExc_NotImplementedError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import type {StatResult} from '../../runtime/host/host';
import {ERRNO} from '../../runtime/host/errno';
import {method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {posixstate} from './posix-state';

export const stat_result_desc: PyStructSequence_Desc = {
  name: 'os.stat_result', n_in_sequence: 10,
  doc: 'What stat(), fstat() and lstat() say about a file: a tuple of\n(mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime) in whole seconds,\nwith more in the attributes st_*.',
  fields: [
    ['st_mode', 'protection bits'], ['st_ino', 'inode'], ['st_dev', 'device'], ['st_nlink', 'number of hard links'], ['st_uid', 'user ID of owner'], ['st_gid', 'group ID of owner'],
    ['st_size', 'total size, in bytes'], [PyStructSequence_UnnamedField, 'integer time of last access'], [PyStructSequence_UnnamedField, 'integer time of last modification'],
    [PyStructSequence_UnnamedField, 'integer time of last change'], ['st_atime', 'time of last access'], ['st_mtime', 'time of last modification'], ['st_ctime', 'time of last change'],
    ['st_atime_ns', 'time of last access in nanoseconds'], ['st_mtime_ns', 'time of last modification in nanoseconds'], ['st_ctime_ns', 'time of last change in nanoseconds'],
    ['st_blksize', 'blocksize for filesystem I/O'], ['st_blocks', 'number of blocks allocated'], ['st_rdev', 'device type (if inode device)'],
  ],
};
export const statvfs_result_desc: PyStructSequence_Desc = {
  name: 'os.statvfs_result', n_in_sequence: 10, doc: 'What statvfs() and fstatvfs() say about a file system: a tuple of\n(bsize, frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax).',
  fields: ['f_bsize', 'f_frsize', 'f_blocks', 'f_bfree', 'f_bavail', 'f_files', 'f_ffree', 'f_favail', 'f_flag', 'f_namemax', 'f_fsid'].map(name => [name, null] as const),
};
const BILLION = 1000000000n;

/** Fills a struct sequence from its first item on and tracks it; NULL (and releases it) when one could not be made. @steals the items */
export function fillStructSequence(v: New | NULL, items: readonly (New | NULL)[]): New | NULL {
  if (v === NULL) {
    for (const item of items) if (item !== NULL) Py_DECREF(item);
    return NULL;
  }
  let ok = true;
  items.forEach((item, i) => {
    if (item === NULL) ok = false;
    PyStructSequence_SET_ITEM(v, i, item as New);
  });
  if (ok) {
    _PyObject_GC_TRACK(v);
    return v;
  }
  // deallocation expects tracked or never tracked objects alike
  Py_DECREF(v);
  return NULL;
}
/** Whole seconds of nanoseconds, rounded down. */
function secondsOf(ns: bigint): bigint {
  const s = ns / BILLION;
  return ns % BILLION < 0n ? s - 1n : s;
}
function floatSeconds(ns: bigint): New | NULL {
  const s = secondsOf(ns);
  return PyFloat_FromDouble(Number(s) + 1e-9 * Number(ns - s * BILLION));
}
/** The stat_result of what the host says. CPython: _pystat_fromstructstat() */
export function _pystat_fromstructstat(module: PyObject, st: StatResult): New | NULL {
  const v = PyStructSequence_New(PyModule_GetState<posixstate>(module)!.StatResultType as PyObject);
  if (v === NULL) return NULL;
  return fillStructSequence(v, [
    PyLong_FromNumber(st.mode), PyLong_FromBigInt(st.ino), PyLong_FromNumber(st.dev), PyLong_FromNumber(st.nlink), idObject(st.uid), idObject(st.gid), PyLong_FromNumber(st.size),
    PyLong_FromBigInt(secondsOf(st.atimeNs)), PyLong_FromBigInt(secondsOf(st.mtimeNs)), PyLong_FromBigInt(secondsOf(st.ctimeNs)),
    floatSeconds(st.atimeNs), floatSeconds(st.mtimeNs), floatSeconds(st.ctimeNs), PyLong_FromBigInt(st.atimeNs), PyLong_FromBigInt(st.mtimeNs), PyLong_FromBigInt(st.ctimeNs),
    PyLong_FromNumber(st.blksize), PyLong_FromNumber(st.blocks), PyLong_FromNumber(st.rdev),
  ]);
}
/** CPython: posix_do_stat() */
function posix_do_stat(module: PyObject, fname: string, path: path_t, dir_fd: number, follow: boolean): New | NULL {
  if (path_and_dir_fd_invalid(fname, path, dir_fd) || dir_fd_and_fd_invalid(fname, dir_fd, path.fd) || fd_and_follow_symlinks_invalid(fname, path.fd, follow)) return NULL;
  const {host} = _PyRuntime;
  let st: StatResult | number;
  if (path.fd !== -1) st = host.fstat(path.fd);
  else {
    const name = atPath(path, dir_fd);
    st = typeof name === 'number' ? name : follow ? host.stat(name) : host.lstat(name);
  }
  return typeof st === 'number' ? path_error(path, st) : _pystat_fromstructstat(module, st);
}
function os_stat(module: PyObject, pathArg: PyObject, dirFd: PyObject | NULL, followSymlinks: PyObject | NULL): New | NULL {
  const path = path_converter('stat', pathArg, {allowFd: true});
  if (path === null) return NULL;
  const dir_fd = dir_fd_converter(dirFd), follow = dir_fd === null ? null : boolArgument(followSymlinks, true);
  const result = dir_fd === null || follow === null ? NULL : posix_do_stat(module, 'stat', path, dir_fd, follow);
  path.cleanup();
  return result;
}
function os_lstat(module: PyObject, pathArg: PyObject, dirFd: PyObject | NULL): New | NULL {
  const path = path_converter('lstat', pathArg);
  if (path === null) return NULL;
  const dir_fd = dir_fd_converter(dirFd), result = dir_fd === null ? NULL : posix_do_stat(module, 'lstat', path, dir_fd, false);
  path.cleanup();
  return result;
}
function os_fstat(module: PyObject, fdArg: PyObject): New | NULL {
  const fd = intArgument(fdArg);
  if (fd === null) return NULL;
  let st: StatResult | number;
  do st = _PyRuntime.host.fstat(fd); while (typeof st === 'number' && interrupted(st));
  return typeof st === 'number' ? errorUnlessRaised(st) : _pystat_fromstructstat(module, st);
}
/** The fields of struct statvfs on 64-bit Linux. */
function statvfsResult(module: PyObject, buffer: Uint8Array): New | NULL {
  const view = new DataView(buffer.buffer, buffer.byteOffset), at = (i: number): New | NULL => PyLong_FromBigInt(view.getBigUint64(8 * i, true));
  // 0 bsize, 1 frsize, 2 blocks, 3 bfree, 4 bavail, 5 files, 6 ffree, 7 favail, 8 fsid, 9 flag, 10 namemax
  return fillStructSequence(PyStructSequence_New(PyModule_GetState<posixstate>(module)!.StatVFSResultType as PyObject), [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7), at(9), at(10), at(8)]);
}
function os_statvfs(module: PyObject, pathArg: PyObject): New | NULL {
  const path = path_converter('statvfs', pathArg, {allowFd: true});
  if (path === null) return NULL;
  const buffer = new Uint8Array(112), {host} = _PyRuntime;
  const status = path.fd !== -1 ? host.call('fstatvfs', path.fd, buffer) : host.call('statvfs', path.narrow, buffer);
  const result = status < 0 ? path_error(path, status) : statvfsResult(module, buffer);
  path.cleanup();
  return result;
}
function os_fstatvfs(module: PyObject, fdArg: PyObject): New | NULL {
  const fd = intArgument(fdArg);
  if (fd === null) return NULL;
  const buffer = new Uint8Array(112), status = _PyRuntime.host.call('fstatvfs', fd, buffer);
  return status < 0 ? posix_error(status) : statvfsResult(module, buffer);
}
function os_access(_module: PyObject, pathArg: PyObject, modeArg: PyObject, dirFd: PyObject | NULL, effectiveIds: PyObject | NULL, followSymlinks: PyObject | NULL): New | NULL {
  const path = path_converter('access', pathArg);
  if (path === null) return NULL;
  const mode = intArgument(modeArg), dir_fd = mode === null ? null : dir_fd_converter(dirFd), effective = dir_fd === null ? null : boolArgument(effectiveIds, false);
  const follow = effective === null ? null : boolArgument(followSymlinks, true);
  let result: New | NULL = NULL;
  if (mode !== null && dir_fd !== null && effective !== null && follow !== null) {
    const {host} = _PyRuntime, AT_SYMLINK_NOFOLLOW = 0x100, AT_EACCESS = 0x200;
    const plain = dir_fd === DEFAULT_DIR_FD && !effective && follow;
    const status = plain ? host.access(path.narrow as string, mode) : host.call('faccessat', dir_fd, path.narrow, mode, (follow ? 0 : AT_SYMLINK_NOFOLLOW) | (effective ? AT_EACCESS : 0));
    result = boolResult(status === 0);
  }
  path.cleanup();
  return result;
}

// ---- permissions and owners ----

function os_chmod(_module: PyObject, pathArg: PyObject, modeArg: PyObject, dirFd: PyObject | NULL, followSymlinks: PyObject | NULL): New | NULL {
  const path = path_converter('chmod', pathArg, {allowFd: true});
  if (path === null) return NULL;
  const mode = intArgument(modeArg), dir_fd = mode === null ? null : dir_fd_converter(dirFd), follow = dir_fd === null ? null : boolArgument(followSymlinks, true);
  if (mode === null || dir_fd === null || follow === null || auditValues('os.chmod', [path.object], [mode, dir_fd === DEFAULT_DIR_FD ? -1 : dir_fd]) < 0) {
    path.cleanup();
    return NULL;
  }
  const {host} = _PyRuntime;
  let status: number;
  if (path.fd !== -1) status = host.fchmod(path.fd, mode);
  else if (dir_fd === DEFAULT_DIR_FD && follow) status = host.chmod(path.narrow as string, mode);
  else {
    const AT_SYMLINK_NOFOLLOW = 0x100;
    status = host.call('fchmodat', dir_fd, path.narrow, mode, follow ? 0 : AT_SYMLINK_NOFOLLOW);
    // the system call has no flags: glibc says so by ENOTSUP
    if (!follow && (status === -ERRNO.ENOTSUP || status === -ERRNO.EOPNOTSUPP)) {
      path.cleanup();
      return dir_fd === DEFAULT_DIR_FD ? PyErr_SetString(PyExc_NotImplementedError, 'chmod: follow_symlinks unavailable on this platform')
        : PyErr_SetString(PyExc_ValueError, 'chmod: cannot use dir_fd and follow_symlinks together');
    }
  }
  return noneOrPathError(path, status);
}
function os_fchmod(_module: PyObject, fdArg: PyObject, modeArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), mode = fd === null ? null : intArgument(modeArg);
  if (fd === null || mode === null || auditFd('os.chmod', [fd, mode, -1]) < 0) return NULL;
  let status: number;
  do status = _PyRuntime.host.fchmod(fd, mode); while (interrupted(status));
  return status < 0 ? errorUnlessRaised(status) : Py_NewRef(_Py_NoneStruct);
}
/** An audit event with numbers alone. */
function auditFd(event: string, numbers: readonly number[]): number {
  return auditValues(event, [], numbers);
}
function os_chown(_module: PyObject, pathArg: PyObject, uidArg: PyObject, gidArg: PyObject, dirFd: PyObject | NULL, followSymlinks: PyObject | NULL): New | NULL {
  const path = path_converter('chown', pathArg, {allowFd: true});
  if (path === null) return NULL;
  const uid = idArgument(uidArg, 'uid'), gid = uid === null ? null : idArgument(gidArg, 'gid'), dir_fd = gid === null ? null : dir_fd_converter(dirFd);
  const follow = dir_fd === null ? null : boolArgument(followSymlinks, true);
  if (uid === null || gid === null || dir_fd === null || follow === null || dir_fd_and_fd_invalid('chown', dir_fd, path.fd) || fd_and_follow_symlinks_invalid('chown', path.fd, follow)
    || auditValues('os.chown', [path.object], [uid, gid, dir_fd === DEFAULT_DIR_FD ? -1 : dir_fd]) < 0) {
    path.cleanup();
    return NULL;
  }
  const {host} = _PyRuntime, u = uid < 0 ? 0xffffffff : uid, g = gid < 0 ? 0xffffffff : gid;
  let status: number;
  if (path.fd !== -1) status = host.fchown(path.fd, u, g);
  else if (dir_fd !== DEFAULT_DIR_FD) status = host.call('fchownat', dir_fd, path.narrow, u, g, follow ? 0 : 0x100);
  else status = follow ? host.chown(path.narrow as string, u, g) : host.lchown(path.narrow as string, u, g);
  return noneOrPathError(path, status);
}
function os_fchown(_module: PyObject, fdArg: PyObject, uidArg: PyObject, gidArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), uid = fd === null ? null : idArgument(uidArg, 'uid'), gid = uid === null ? null : idArgument(gidArg, 'gid');
  if (fd === null || uid === null || gid === null || auditFd('os.chown', [fd, uid, gid, -1]) < 0) return NULL;
  let status: number;
  do status = _PyRuntime.host.fchown(fd, uid < 0 ? 0xffffffff : uid, gid < 0 ? 0xffffffff : gid); while (interrupted(status));
  return status < 0 ? errorUnlessRaised(status) : Py_NewRef(_Py_NoneStruct);
}
function os_lchown(_module: PyObject, pathArg: PyObject, uidArg: PyObject, gidArg: PyObject): New | NULL {
  const path = path_converter('lchown', pathArg);
  if (path === null) return NULL;
  const uid = idArgument(uidArg, 'uid'), gid = uid === null ? null : idArgument(gidArg, 'gid');
  if (uid === null || gid === null || auditValues('os.chown', [path.object], [uid, gid, -1]) < 0) {
    path.cleanup();
    return NULL;
  }
  return noneOrPathError(path, _PyRuntime.host.lchown(path.narrow as string, uid < 0 ? 0xffffffff : uid, gid < 0 ? 0xffffffff : gid));
}

// ---- times ----

const TIME_T_MAX = 9223372036854775807n;
/** Nanoseconds of a number of seconds as os.utime() takes it, rounded down; null with an exception. escapes. CPython: Python/pytime.c _PyTime_ObjectToTimespec() */
function timeArgument(op: PyObject): bigint | null {
  if (PyFloat_Check(op)) {
    const d = PyFloat_AsDouble(op);
    if (Number.isNaN(d)) {
      PyErr_SetString(PyExc_ValueError, 'Invalid value NaN (not a number)');
      return null;
    }
    let seconds = Math.trunc(d), ns = Math.floor((d - seconds) * 1e9);
    if (ns < 0) {
      ns += 1e9;
      seconds -= 1;
    }
    if (ns >= 1e9) {
      ns -= 1e9;
      seconds += 1;
    }
    if (seconds >= -9223372036854775808 && seconds < 9223372036854775808) return BigInt(seconds) * BILLION + BigInt(ns);
    PyErr_SetString(PyExc_OverflowError, 'timestamp out of range for platform time_t');
    return null;
  }
  if (!PyLong_Check(op)) {
    PyErr_Format(PyExc_TypeError, `'${typeName(op)}' object cannot be interpreted as an integer`);
    return null;
  }
  return inTimeRange(PyLong_AsBigInt(op)) ? PyLong_AsBigInt(op) * BILLION : null;
}
function inTimeRange(seconds: bigint): boolean {
  if (seconds <= TIME_T_MAX && seconds >= -TIME_T_MAX - 1n) return true;
  PyErr_SetString(PyExc_OverflowError, 'timestamp out of range for platform time_t');
  return false;
}
/** Nanoseconds of an int of nanoseconds; null with an exception. escapes. CPython: split_py_long_to_s_and_ns() */
function nsArgument(op: PyObject, billion: PyObject): bigint | null {
  const parts = PyNumber_Divmod(op, billion);
  if (parts === NULL) return null;
  let result: bigint | null = null;
  if (!PyTuple_Check(parts) || PyTuple_GET_SIZE(parts) !== 2) PyErr_Format(PyExc_TypeError, `${typeName(op)}.__divmod__() must return a 2-tuple, not ${typeName(parts)}`);
  else {
    const s = PyTuple_GET_ITEM(parts, 0), ns = PyLong_AsInt(PyTuple_GET_ITEM(parts, 1));
    if (!(ns === -1 && PyErr_Occurred() !== NULL)) {
      if (!PyLong_Check(s)) PyErr_Format(PyExc_TypeError, `'${typeName(s)}' object cannot be interpreted as an integer`);
      else if (inTimeRange(PyLong_AsBigInt(s))) result = PyLong_AsBigInt(s) * BILLION + BigInt(ns);
    }
  }
  Py_DECREF(parts);
  return result;
}
function os_utime(module: PyObject, pathArg: PyObject, times: PyObject | NULL, ns: PyObject | NULL, dirFd: PyObject | NULL, followSymlinks: PyObject | NULL): New | NULL {
  const path = path_converter('utime', pathArg, {allowFd: true});
  if (path === null) return NULL;
  const dir_fd = dir_fd_converter(dirFd), follow = dir_fd === null ? null : boolArgument(followSymlinks, true);
  const result = dir_fd === null || follow === null ? NULL : utime(module, path, times, ns, dir_fd, follow);
  path.cleanup();
  return result;
}
function utime(module: PyObject, path: path_t, times: PyObject | NULL, ns: PyObject | NULL, dir_fd: number, follow: boolean): New | NULL {
  let atime: bigint | null, mtime: bigint | null;
  const given = times !== NULL && times !== _Py_NoneStruct;
  if (given && ns !== NULL) return PyErr_SetString(PyExc_ValueError, "utime: you may specify either 'times' or 'ns' but not both");
  const {host} = _PyRuntime;
  if (given) {
    if (!PyTuple_CheckExact(times) || PyTuple_GET_SIZE(times) !== 2) return PyErr_SetString(PyExc_TypeError, "utime: 'times' must be either a tuple of two ints or None");
    atime = timeArgument(PyTuple_GET_ITEM(times, 0));
    mtime = atime === null ? null : timeArgument(PyTuple_GET_ITEM(times, 1));
  } else if (ns !== NULL) {
    if (!PyTuple_CheckExact(ns) || PyTuple_GET_SIZE(ns) !== 2) return PyErr_SetString(PyExc_TypeError, "utime: 'ns' must be a tuple of two ints");
    const billion = PyModule_GetState<posixstate>(module)!.billion as PyObject;
    atime = nsArgument(PyTuple_GET_ITEM(ns, 0), billion);
    mtime = atime === null ? null : nsArgument(PyTuple_GET_ITEM(ns, 1), billion);
  } else {
    const now = host.clockGettime(0);
    atime = mtime = typeof now === 'number' ? 0n : now;
  }
  if (atime === null || mtime === null) return NULL;
  if (path_and_dir_fd_invalid('utime', path, dir_fd) || dir_fd_and_fd_invalid('utime', dir_fd, path.fd) || fd_and_follow_symlinks_invalid('utime', path.fd, follow)) return NULL;
  if (auditValues('os.utime', [path.object, times, ns], [dir_fd === DEFAULT_DIR_FD ? -1 : dir_fd]) < 0) return NULL;
  let status: number;
  if (path.fd !== -1) status = host.futime(path.fd, atime, mtime);
  else {
    const name = atPath(path, dir_fd);
    status = typeof name === 'number' ? name : host.utime(name, atime, mtime, follow);
  }
  // CPython names no file here
  return status < 0 ? path_error(path, status) : Py_NewRef(_Py_NoneStruct);
}

// ---- devices ----

const deviceOf = (op: PyObject): bigint | null => {
  if (!PyLong_Check(op)) {
    PyErr_SetString(PyExc_TypeError, 'an integer is required');
    return null;
  }
  const value = PyLong_AsBigInt(op);
  if (value === -1n) return 0xffffffffffffffffn;
  if (value < 0n) PyErr_SetString(PyExc_OverflowError, "can't convert negative int to unsigned");
  else if (value > 0xffffffffffffffffn) PyErr_SetString(PyExc_OverflowError, 'int too big to convert');
  else return value;
  return null;
};
function os_major(_module: PyObject, device: PyObject): New | NULL {
  const dev = deviceOf(device);
  if (dev === null) return NULL;
  return PyLong_FromBigInt(dev === 0xffffffffffffffffn ? -1n : ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & 0xfffff000n));
}
function os_minor(_module: PyObject, device: PyObject): New | NULL {
  const dev = deviceOf(device);
  if (dev === null) return NULL;
  return PyLong_FromBigInt(dev === 0xffffffffffffffffn ? -1n : (dev & 0xffn) | ((dev >> 12n) & 0xffffff00n));
}
function os_makedev(_module: PyObject, majorArg: PyObject, minorArg: PyObject): New | NULL {
  const major = deviceOf(majorArg), minor = major === null ? null : deviceOf(minorArg);
  if (major === null || minor === null) return NULL;
  const NODEV = 0xffffffffffffffffn;
  if ([major, minor].some(n => n !== NODEV && n > 0xffffffffn)) return PyErr_SetString(PyExc_OverflowError, 'Python int too large to convert to C unsigned int');
  const device = ((major & 0xfffn) << 8n) | ((major & 0xfffff000n) << 32n) | (minor & 0xffn) | ((minor & 0xffffff00n) << 12n);
  return PyLong_FromBigInt(device === NODEV ? -1n : device);
}

export const statMethods: readonly PyMethodDef[] = [
  method('stat', '($module, /, path, *, dir_fd=None, follow_symlinks=True)', os_stat, 'What the system knows about a file: a stat_result.'),
  method('lstat', '($module, /, path, *, dir_fd=None)', os_lstat, 'stat() that does not follow a symbolic link.'),
  method('fstat', '($module, /, fd)', os_fstat, 'stat() of an open file.'),
  method('statvfs', '($module, /, path)', os_statvfs, 'What the system knows about the file system of a path.'),
  method('fstatvfs', '($module, fd, /)', os_fstatvfs, 'statvfs() of an open file.'),
  method('access', '($module, /, path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)', os_access, 'Whether the real user may access a path in a way.'),
  method('chmod', "($module, /, path, mode, *, dir_fd=None, follow_symlinks=(os.name != 'nt'))", os_chmod, 'Changes the permissions of a file.'),
  method('fchmod', '($module, /, fd, mode)', os_fchmod, 'Changes the permissions of an open file.'),
  method('chown', '($module, /, path, uid, gid, *, dir_fd=None, follow_symlinks=True)', os_chown, 'Changes owner and group of a file; -1 leaves one.'),
  method('fchown', '($module, /, fd, uid, gid)', os_fchown, 'Changes owner and group of an open file.'),
  method('lchown', '($module, /, path, uid, gid)', os_lchown, 'chown() that does not follow a symbolic link.'),
  method('utime', '($module, /, path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)', os_utime, 'Sets the times of a file: now, `times` in seconds, or `ns` in nanoseconds.'),
  method('major', '($module, device, /)', os_major, 'The major number of a raw device number.'),
  method('minor', '($module, device, /)', os_minor, 'The minor number of a raw device number.'),
  method('makedev', '($module, major, minor, /)', os_makedev, 'A raw device number.'),
];
