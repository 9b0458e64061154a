/** posix: names of files and directories, the current directory, extended attributes. CPython: Modules/posixmodule.c */
import {PyUnicode_AsJSString, PyUnicode_FromString, PyUnicode_Substring} from '../../objects/unicodeobject';
import {PyUnicode_Check, PyUnicode_GET_LENGTH} from '../../runtime/generated/accessors';
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_Format, PyErr_SetString} from '../../objects/errors';
import {PyList_New, _PyList_AppendTakeRef} from '../../objects/listobject';
import {PyLong_AsBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {packSteal} from '../../objects/tupleobject';
import {PyOS_FSPath} from '../../objects/unicode-encoded';
import {PyUnicode_DecodeFSDefault} from '../../objects/unicodeobject';
import {U8, _PyRuntime} from '../../runtime/current';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO} from '../../runtime/host/errno';
import {method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {Py_buffer} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyLong_Check} from '../../runtime/generated/accessors';
import {DEFAULT_DIR_FD, atPath, auditValues, boolArgument, dir_fd_converter, fromHostText, intArgument, noneOrPathError, path_converter, path_error, path_error2, type path_t, posix_error} from './posix-args';

const AT_REMOVEDIR = 0x200, AT_SYMLINK_FOLLOW = 0x400;

/** What audit events show of a dir_fd. */
const shownDirFd = (dir_fd: number): number => (dir_fd === DEFAULT_DIR_FD ? -1 : dir_fd);

function os_mkdir(_module: PyObject, pathArg: PyObject, modeArg: PyObject | NULL, dirFd: PyObject | NULL): New | NULL {
  const path = path_converter('mkdir', pathArg);
  if (path === null) return NULL;
  const mode = intArgument(modeArg, 0o777), dir_fd = mode === null ? null : dir_fd_converter(dirFd);
  if (mode === null || dir_fd === null || auditValues('os.mkdir', [path.object], [mode, shownDirFd(dir_fd)]) < 0) {
    path.cleanup();
    return NULL;
  }
  const {host} = _PyRuntime;
  return noneOrPathError(path, dir_fd === DEFAULT_DIR_FD ? host.mkdir(path.narrow as string, mode) : host.call('mkdirat', dir_fd, path.narrow, mode));
}
function os_mknod(_module: PyObject, pathArg: PyObject, modeArg: PyObject | NULL, deviceArg: PyObject | NULL, dirFd: PyObject | NULL): New | NULL {
  const path = path_converter('mknod', pathArg);
  if (path === null) return NULL;
  const mode = intArgument(modeArg, 0o600), device = mode === null ? null : deviceNumber(deviceArg), dir_fd = device === null ? null : dir_fd_converter(dirFd);
  if (mode === null || device === null || dir_fd === null) {
    path.cleanup();
    return NULL;
  }
  return noneOrPathError(path, _PyRuntime.host.call('mknodat', dir_fd, path.narrow, mode, device));
}
/** CPython: _Py_Dev_Converter() */
function deviceNumber(op: PyObject | NULL): bigint | null {
  if (op === NULL) return 0n;
  if (!PyLong_Check(op)) {
    PyErr_SetString(PyExc_TypeError, 'an integer is required');
    return null;
  }
  const value = PyLong_AsBigInt(op);
  if (value >= -1n && value <= 0xffffffffffffffffn) return BigInt.asIntN(64, value);
  PyErr_SetString(PyExc_OverflowError, value < 0n ? "can't convert negative int to unsigned" : 'int too big to convert');
  return null;
}
/** rmdir, unlink and remove. */
function removing(fname: string, event: string, flags: number): (module: PyObject, path: PyObject, dirFd: PyObject | NULL) => New | NULL {
  return (_module, pathArg, dirFd) => {
    const path = path_converter(fname, pathArg);
    if (path === null) return NULL;
    const dir_fd = dir_fd_converter(dirFd);
    if (dir_fd === null || auditValues(event, [path.object], [shownDirFd(dir_fd)]) < 0) {
      path.cleanup();
      return NULL;
    }
    const {host} = _PyRuntime, name = path.narrow as string;
    return noneOrPathError(path, dir_fd !== DEFAULT_DIR_FD ? host.call('unlinkat', dir_fd, name, flags) : flags !== 0 ? host.rmdir(name) : host.unlink(name));
  };
}
const os_rmdir = removing('rmdir', 'os.rmdir', AT_REMOVEDIR), os_unlink = removing('unlink', 'os.remove', 0), os_remove = removing('remove', 'os.remove', 0);

/** rename and replace. CPython: internal_rename() */
function renaming(fname: string): (module: PyObject, src: PyObject, dst: PyObject, srcFd: PyObject | NULL, dstFd: PyObject | NULL) => New | NULL {
  return (_module, srcArg, dstArg, srcFd, dstFd) => twoPaths(fname, srcArg, dstArg, (src, dst) => {
    const from = dir_fd_converter(srcFd), to = from === null ? null : dir_fd_converter(dstFd);
    if (from === null || to === null || auditValues('os.rename', [src.object, dst.object], [shownDirFd(from), shownDirFd(to)]) < 0) return NULL;
    const {host} = _PyRuntime, plain = from === DEFAULT_DIR_FD && to === DEFAULT_DIR_FD;
    const status = plain ? host.rename(src.narrow as string, dst.narrow as string) : host.call('renameat', from, src.narrow, to, dst.narrow);
    return status < 0 ? path_error2(src, dst, status) : Py_NewRef(_Py_NoneStruct);
  });
}
/** Converts the parameters src and dst and gives them back afterwards. */
function twoPaths(fname: string, srcArg: PyObject, dstArg: PyObject, body: (src: path_t, dst: path_t) => New | NULL): New | NULL {
  const src = path_converter(fname, srcArg, {argument: 'src'});
  if (src === null) return NULL;
  const dst = path_converter(fname, dstArg, {argument: 'dst'});
  if (dst === null) {
    src.cleanup();
    return NULL;
  }
  const result = body(src, dst);
  src.cleanup();
  dst.cleanup();
  return result;
}
const os_rename = renaming('rename'), os_replace = renaming('replace');
function os_link(_module: PyObject, srcArg: PyObject, dstArg: PyObject, srcFd: PyObject | NULL, dstFd: PyObject | NULL, followSymlinks: PyObject | NULL): New | NULL {
  return twoPaths('link', srcArg, dstArg, (src, dst) => {
    const from = dir_fd_converter(srcFd), to = from === null ? null : dir_fd_converter(dstFd), follow = to === null ? null : boolArgument(followSymlinks, true);
    if (from === null || to === null || follow === null || auditValues('os.link', [src.object, dst.object], [shownDirFd(from), shownDirFd(to)]) < 0) return NULL;
    const {host} = _PyRuntime, plain = from === DEFAULT_DIR_FD && to === DEFAULT_DIR_FD && follow;
    const status = plain ? host.link(src.narrow as string, dst.narrow as string) : host.call('linkat', from, src.narrow, to, dst.narrow, follow ? AT_SYMLINK_FOLLOW : 0);
    return status < 0 ? path_error2(src, dst, status) : Py_NewRef(_Py_NoneStruct);
  });
}
function os_symlink(_module: PyObject, srcArg: PyObject, dstArg: PyObject, targetIsDirectory: PyObject | NULL, dirFd: PyObject | NULL): New | NULL {
  return twoPaths('symlink', srcArg, dstArg, (src, dst) => {
    const folder = boolArgument(targetIsDirectory, false), dir_fd = folder === null ? null : dir_fd_converter(dirFd);
    if (dir_fd === null || auditValues('os.symlink', [src.object, dst.object], [shownDirFd(dir_fd)]) < 0) return NULL;
    const {host} = _PyRuntime;
    const status = dir_fd === DEFAULT_DIR_FD ? host.symlink(src.narrow as string, dst.narrow as string) : host.call('symlinkat', src.narrow, dir_fd, dst.narrow);
    return status < 0 ? path_error2(src, dst, status) : Py_NewRef(_Py_NoneStruct);
  });
}
function os_readlink(_module: PyObject, pathArg: PyObject, dirFd: PyObject | NULL): New | NULL {
  const path = path_converter('readlink', pathArg);
  if (path === null) return NULL;
  const dir_fd = dir_fd_converter(dirFd), name = dir_fd === null ? null : atPath(path, dir_fd);
  let result: New | NULL = NULL;
  if (name !== null) {
    const target = typeof name === 'number' ? name : _PyRuntime.host.readlink(name);
    result = typeof target === 'number' ? path_error(path, target) : fromHostText(target, path.isBytes);
  }
  path.cleanup();
  return result;
}

// ---- the current directory ----

function os_getcwd(): New | NULL {
  const cwd = _PyRuntime.host.getcwd();
  return typeof cwd === 'number' ? posix_error(cwd) : fromHostText(cwd, false);
}
function os_getcwdb(): New | NULL {
  const cwd = _PyRuntime.host.getcwd();
  return typeof cwd === 'number' ? posix_error(cwd) : fromHostText(cwd, true);
}
function os_chdir(_module: PyObject, pathArg: PyObject): New | NULL {
  const path = path_converter('chdir', pathArg, {allowFd: true});
  if (path === null) return NULL;
  if (auditValues('os.chdir', [path.object]) < 0) {
    path.cleanup();
    return NULL;
  }
  const {host} = _PyRuntime;
  return noneOrPathError(path, path.fd !== -1 ? host.call('fchdir', path.fd) : host.chdir(path.narrow as string));
}
function os_chroot(_module: PyObject, pathArg: PyObject): New | NULL {
  const path = path_converter('chroot', pathArg);
  return path === null ? NULL : noneOrPathError(path, _PyRuntime.host.call('chroot', path.narrow));
}
function os_umask(_module: PyObject, maskArg: PyObject): New | NULL {
  const mask = intArgument(maskArg);
  if (mask === null) return NULL;
  const old = _PyRuntime.host.umask(mask & 0o777);
  return old < 0 ? posix_error(old) : PyLong_FromNumber(old);
}
function os_sync(): New {
  _PyRuntime.host.call('sync');
  return Py_NewRef(_Py_NoneStruct);
}

// ---- paths as text ----

function os_fspath(_module: PyObject, path: PyObject): New | NULL {
  return PyOS_FSPath(path);
}
/** Lengths of the drive (none here) and of the root: "/", or "//" when there are exactly two. CPython: Python/fileutils.c _Py_skiproot() */
function rootLength(path: string): number {
  if (!path.startsWith('/')) return 0;
  return path[1] !== '/' || path[2] === '/' ? 1 : 2;
}
function os__path_splitroot_ex(_module: PyObject, pathArg: PyObject): New | NULL {
  if (PyUnicode_Check(pathArg)) {
    // text that no file name can have is split too
    const n = rootLength(PyUnicode_AsJSString(pathArg));
    return packSteal(fromHostText('', false), PyUnicode_Substring(pathArg, 0, n), PyUnicode_Substring(pathArg, n, PyUnicode_GET_LENGTH(pathArg)));
  }
  const path = path_converter('_path_splitroot_ex', pathArg, {argument: 'p', nonstrict: true});
  if (path === null) return NULL;
  const text = path.narrow as string, n = rootLength(text), asBytes = path.isBytes;
  const result = packSteal(fromHostText('', asBytes), fromHostText(text.slice(0, n), asBytes), fromHostText(text.slice(n), asBytes));
  path.cleanup();
  return result;
}
/** A path without empty and dot components and with dot-dots resolved by name. CPython: Python/fileutils.c _Py_normpath_and_size() */
function normpath(path: string): string {
  const n = rootLength(path), root = path.slice(0, n), parts: string[] = [];
  for (const part of path.slice(n).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (n === 0 && (parts.length === 0 || parts[parts.length - 1] === '..'))) parts.push(part);
    else if (parts.length > 0) parts.pop();
  }
  return root + parts.join('/');
}
function os__path_normpath(_module: PyObject, pathArg: PyObject): New | NULL {
  if (PyUnicode_Check(pathArg)) {
    const text = normpath(PyUnicode_AsJSString(pathArg));
    return PyUnicode_FromString(text === '' ? '.' : text);
  }
  const path = path_converter('_path_normpath', pathArg, {nonstrict: true});
  if (path === null) return NULL;
  const text = normpath(path.narrow as string), result = fromHostText(text === '' ? '.' : text, path.isBytes);
  path.cleanup();
  return result;
}

// ---- extended attributes ----

type XattrCall = (suffix: string, target: string | number) => number;
/** Makes a call on a path, on a symbolic link itself, or on a descriptor: the three forms of each function for extended attributes. */
function xattrCall(fname: string, path: path_t, follow: boolean, call: XattrCall): number | null {
  if (path.fd > -1 && !follow) {
    PyErr_Format(PyExc_ValueError, `${fname}: cannot use fd and follow_symlinks together`);
    return null;
  }
  return path.fd > -1 ? call('f', path.fd) : call(follow ? '' : 'l', path.narrow ?? '.');
}
/** Path, attribute name and follow_symlinks of such a function, handed to `body`. */
function withAttribute(fname: string, pathArg: PyObject, attributeArg: PyObject, followSymlinks: PyObject | NULL, body: (path: path_t, attribute: path_t, follow: boolean) => New | NULL): New | NULL {
  const path = path_converter(fname, pathArg, {allowFd: true});
  if (path === null) return NULL;
  const attribute = path_converter(fname, attributeArg, {argument: 'attribute'}), follow = attribute === null ? null : boolArgument(followSymlinks, true);
  const result = attribute === null || follow === null ? NULL : body(path, attribute, follow);
  path.cleanup();
  if (attribute !== null) attribute.cleanup();
  return result;
}
/** Calls with buffers of growing size until the answer fits. */
function grownBuffer(sizes: readonly number[], call: (buffer: Uint8Array) => number | null): Uint8Array | number | null {
  let status: number | null = -ERRNO.ERANGE;
  for (const size of sizes) {
    const buffer = new Uint8Array(size);
    status = call(buffer);
    if (status === null) return null;
    if (status >= 0) return buffer.subarray(0, status);
    if (status !== -ERRNO.ERANGE) break;
  }
  return status;
}
function os_getxattr(_module: PyObject, pathArg: PyObject, attributeArg: PyObject, followSymlinks: PyObject | NULL): New | NULL {
  return withAttribute('getxattr', pathArg, attributeArg, followSymlinks, (path, attribute, follow) => {
    if (auditValues('os.getxattr', [path.object, attribute.object]) < 0) return NULL;
    const value = grownBuffer([128, 65536], buffer => xattrCall('getxattr', path, follow, (kind, target) => _PyRuntime.host.call(`${kind}getxattr`, target, attribute.narrow, buffer, buffer.length)));
    return value === null ? NULL : typeof value === 'number' ? path_error(path, value) : PyBytes_FromUint8Array(value);
  });
}
function os_setxattr(_module: PyObject, pathArg: PyObject, attributeArg: PyObject, value: PyObject, flagsArg: PyObject | NULL, followSymlinks: PyObject | NULL): New | NULL {
  return withAttribute('setxattr', pathArg, attributeArg, followSymlinks, (path, attribute, follow) => {
    const view = new Py_buffer();
    if (PyObject_GetBuffer(value, view, PyBUF_SIMPLE) < 0) return NULL;
    const data = U8.slice(view.buf, view.buf + view.len), flags = intArgument(flagsArg);
    PyBuffer_Release(view);
    if (flags === null || auditValues('os.setxattr', [path.object, attribute.object, value], [flags]) < 0) return NULL;
    const status = xattrCall('setxattr', path, follow, (kind, target) => _PyRuntime.host.call(`${kind}setxattr`, target, attribute.narrow, data, data.length, flags));
    return status === null ? NULL : status < 0 ? path_error(path, status) : Py_NewRef(_Py_NoneStruct);
  });
}
function os_removexattr(_module: PyObject, pathArg: PyObject, attributeArg: PyObject, followSymlinks: PyObject | NULL): New | NULL {
  return withAttribute('removexattr', pathArg, attributeArg, followSymlinks, (path, attribute, follow) => {
    if (auditValues('os.removexattr', [path.object, attribute.object]) < 0) return NULL;
    const status = xattrCall('removexattr', path, follow, (kind, target) => _PyRuntime.host.call(`${kind}removexattr`, target, attribute.narrow));
    return status === null ? NULL : status < 0 ? path_error(path, status) : Py_NewRef(_Py_NoneStruct);
  });
}
function os_listxattr(_module: PyObject, pathArg: PyObject | NULL, followSymlinks: PyObject | NULL): New | NULL {
  const path = path_converter('listxattr', pathArg, {nullable: true, allowFd: true});
  if (path === null) return NULL;
  const follow = boolArgument(followSymlinks, true), result = follow === null || auditValues('os.listxattr', [path.object]) < 0 ? NULL : listxattr(path, follow);
  path.cleanup();
  return result;
}
function listxattr(path: path_t, follow: boolean): New | NULL {
  const names = grownBuffer([256, 65536], buffer => xattrCall('listxattr', path, follow, (kind, target) => _PyRuntime.host.call(`${kind}listxattr`, target, buffer, buffer.length)));
  if (names === null) return NULL;
  if (typeof names === 'number') return path_error(path, names);
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (let start = 0, end = names.indexOf(0); end >= 0; start = end + 1, end = names.indexOf(0, start)) {
    const name = PyUnicode_DecodeFSDefault(names.slice(start, end));
    if (name === NULL || _PyList_AppendTakeRef(list, name) < 0) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}

export const fileMethods: readonly PyMethodDef[] = [
  method('mkdir', '($module, /, path, mode=511, *, dir_fd=None)', os_mkdir, 'Makes a directory.'),
  method('mknod', '($module, /, path, mode=384, device=0, *, dir_fd=None)', os_mknod, 'Makes a node in the file system.'),
  method('rmdir', '($module, /, path, *, dir_fd=None)', os_rmdir, 'Removes an empty directory.'),
  method('unlink', '($module, /, path, *, dir_fd=None)', os_unlink, 'Removes a file, as remove().'),
  method('remove', '($module, /, path, *, dir_fd=None)', os_remove, 'Removes a file, as unlink().'),
  method('rename', '($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)', os_rename, 'Gives a file or directory another name.'),
  method('replace', '($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)', os_replace, 'Gives a file or directory another name, in place of what had it.'),
  method('link', '($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)', os_link, 'Gives a file a second name.'),
  method('symlink', '($module, /, src, dst, target_is_directory=False, *, dir_fd=None)', os_symlink, 'Makes a symbolic link dst that points to src.'),
  method('readlink', '($module, /, path, *, dir_fd=None)', os_readlink, 'Where a symbolic link points to.'),
  method('getcwd', '($module, /)', os_getcwd, 'The current directory as str.'),
  method('getcwdb', '($module, /)', os_getcwdb, 'The current directory as bytes.'),
  method('chdir', '($module, /, path)', os_chdir, 'Changes the current directory.'),
  method('chroot', '($module, /, path)', os_chroot, 'Changes the root directory.'),
  method('umask', '($module, mask, /)', os_umask, 'Sets the permissions that new files do not get; returns the old ones.'),
  method('sync', '($module, /)', os_sync, 'Has everything written to the disks.'),
  method('fspath', '($module, /, path)', os_fspath, 'The str or bytes of a path-like object.'),
  method('_path_splitroot_ex', '($module, /, p)', os__path_splitroot_ex, 'Drive, root and tail of a path.'),
  method('_path_normpath', '($module, /, path)', os__path_normpath, 'A path without what is superfluous in it.'),
  method('getxattr', '($module, /, path, attribute, *, follow_symlinks=True)', os_getxattr, 'The value of an extended attribute.'),
  method('setxattr', '($module, /, path, attribute, value, flags=0, *, follow_symlinks=True)', os_setxattr, 'Sets an extended attribute.'),
  method('removexattr', '($module, /, path, attribute, *, follow_symlinks=True)', os_removexattr, 'Removes an extended attribute.'),
  method('listxattr', '($module, /, path=None, *, follow_symlinks=True)', os_listxattr, 'The names of the extended attributes.'),
];
