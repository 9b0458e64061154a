/** Arguments of the posix module: paths, descriptors, ids, and the errors about them. CPython: Modules/posixmodule.c path_converter(), Objects/fileobject.c */
import {PyIndex_Check, PyNumber_AsSsize_t, _PyNumber_Index} from '../../objects/abstract-number';
import {PyBool_FromLong} from '../../objects/boolobject';
import {PyBytes_AsUint8Array} from '../../objects/bytesobject';
import {PyObject_CallNoArgs} from '../../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, typeName} from '../../objects/errors';
import {PyErr_SetFromErrno, PyErr_SetFromErrnoWithFilenameObject, PyErr_SetFromErrnoWithFilenameObjects} from '../../objects/errors-errno';
import {PyLong_AsInt, PyLong_AsLongAndOverflow, PyLong_AsLongLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_GetOptionalAttrString, PyObject_IsTrue} from '../../objects/object';
import {_PyObject_LookupSpecial} from '../../objects/typeobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyUnicode_DecodeFSDefault, PyUnicode_EncodeFSDefault} from '../../objects/unicode-encoded';
import {_PyRuntime} from '../../runtime/current';
import {PyBytes_Check, PyLong_Check, PyUnicode_Check, Py_TYPE} from '../../runtime/generated/accessors';
import {ID___fspath__} from '../../runtime/generated/ids';
import {PyBool_Type, PyExc_OSError, PyExc_OverflowError, PyExc_RuntimeWarning, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {ERRNO} from '../../runtime/host/errno';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PySys_AuditFormat, audited} from '../../objects/sysattr';

export const DEFAULT_DIR_FD = -100;
const SURROGATE = /[\ud800-\udfff]/;

/** A file name as the host takes it, of a str; null with a UnicodeEncodeError. */
export function hostText(op: PyObject): string | null {
  const text = PyUnicode_AsJSString(op);
  if (!SURROGATE.test(text)) return text;
  // a byte that was escaped, a character beyond the BMP, or a surrogate that no file name can have: the codec knows
  const bytes = PyUnicode_EncodeFSDefault(op);
  if (bytes === NULL) return null;
  const result = hostTextOfBytes(bytes);
  Py_DECREF(bytes);
  return result;
}
/** A file name as the host takes it, of a bytes object. */
export function hostTextOfBytes(op: PyObject): string {
  const data = PyBytes_AsUint8Array(op);
  let ascii = true;
  for (let i = 0; ascii && i < data.length; i++) ascii = data[i] < 128;
  if (ascii) return String.fromCharCode.apply(null, data as unknown as number[]);
  const text = PyUnicode_DecodeFSDefault(data);
  if (text === NULL) throw new Error('file names decode always');
  const result = PyUnicode_AsJSString(text);
  Py_DECREF(text);
  return result;
}
/** A name that the host gave, as str or as bytes. @raises MemoryError */
export function fromHostText(text: string, asBytes: boolean): New | NULL {
  const str = PyUnicode_FromString(text);
  if (!asBytes || str === NULL) return str;
  const bytes = PyUnicode_EncodeFSDefault(str);
  Py_DECREF(str);
  return bytes;
}

/** What a path parameter allows besides str, bytes and os.PathLike. */
export interface PathOptions { readonly argument?: string; readonly nullable?: boolean; readonly allowFd?: boolean; readonly nonstrict?: boolean; readonly suppressValueError?: boolean }
const PLAIN: PathOptions = {};

/** A path argument. CPython: path_t */
export class path_t {
  /** The name for the host; null for a descriptor, None, or a suppressed ValueError. */
  narrow: string | null = null;
  fd = -1;
  valueError = false;
  /** What was given, after os.fspath(); owned. */
  object: PyObject | NULL = NULL;
  /** Whether names that belong to this path are bytes. */
  get isBytes(): boolean {
    return this.object !== NULL && PyBytes_Check(this.object);
  }
  /** Must be called once the path is used up. */
  cleanup(): void {
    const op = this.object;
    this.object = NULL;
    Py_XDECREF(op);
  }
}
/** Converts a path argument; null with an exception. The caller calls cleanup(). escapes. CPython: path_converter() */
export function path_converter(fname: string, op: PyObject | NULL, options: PathOptions = PLAIN): path_t | null {
  const path = new path_t(), argument = options.argument ?? 'path';
  if (op === NULL || (op === _Py_NoneStruct && options.nullable === true)) {
    path.object = op === NULL ? NULL : Py_NewRef(op);
    return path;
  }
  let object = Py_NewRef(op);
  if (options.allowFd === true && PyIndex_Check(op)) {
    const fd = _fd_converter(op);
    if (fd === null) {
      Py_DECREF(object);
      return null;
    }
    path.fd = fd;
    path.object = object;
    return path;
  }
  if (!PyUnicode_Check(object) && !PyBytes_Check(object)) {
    const func = _PyObject_LookupSpecial(op, ID___fspath__);
    if (func === NULL || func === _Py_NoneStruct) {
      const expected = options.allowFd === true ? (options.nullable === true ? 'string, bytes, os.PathLike, integer or None' : 'string, bytes, os.PathLike or integer')
        : options.nullable === true ? 'string, bytes, os.PathLike or None' : 'string, bytes or os.PathLike';
      Py_XDECREF(func);
      if (PyErr_Occurred() !== NULL) PyErr_Clear();
      PyErr_Format(PyExc_TypeError, `${fname}: ${argument} should be ${expected}, not ${typeName(op)}`);
      Py_DECREF(object);
      return null;
    }
    const result = PyObject_CallNoArgs(func);
    Py_DECREF(func);
    if (result !== NULL && !PyUnicode_Check(result) && !PyBytes_Check(result)) {
      PyErr_Format(PyExc_TypeError, `expected ${typeName(op)}.__fspath__() to return str or bytes, not ${typeName(result)}`);
      Py_DECREF(result);
      Py_DECREF(object);
      return null;
    }
    Py_DECREF(object);
    if (result === NULL) return null;
    object = result;
  }
  const narrow = PyUnicode_Check(object) ? hostText(object) : hostTextOfBytes(object);
  if (narrow !== null && (options.nonstrict === true || narrow.indexOf('\0') < 0)) {
    path.narrow = narrow;
    path.object = object;
    return path;
  }
  if (narrow !== null) PyErr_Format(PyExc_ValueError, `${fname}: embedded null character in ${argument}`);
  Py_DECREF(object);
  if (options.suppressValueError !== true || !PyErr_ExceptionMatches(PyExc_ValueError)) return null;
  PyErr_Clear();
  path.valueError = true;
  return path;
}

/** A descriptor; null with an exception. escapes. CPython: _fd_converter() */
export function _fd_converter(op: PyObject): number | null {
  if (Py_TYPE(op) === PyBool_Type && PyErr_WarnEx(PyExc_RuntimeWarning, 'bool is used as a file descriptor', 1) !== 0) return null;
  const index = _PyNumber_Index(op);
  if (index === NULL) return null;
  const {value, overflow} = PyLong_AsLongAndOverflow(index);
  Py_DECREF(index);
  if (overflow > 0 || value > 2147483647) PyErr_SetString(PyExc_OverflowError, 'fd is greater than maximum');
  else if (overflow < 0 || value < -2147483648) PyErr_SetString(PyExc_OverflowError, 'fd is less than minimum');
  else return value;
  return null;
}
/** A dir_fd parameter; null with an exception. CPython: dir_fd_converter() */
export function dir_fd_converter(op: PyObject | NULL): number | null {
  if (op === NULL || op === _Py_NoneStruct) return DEFAULT_DIR_FD;
  if (PyIndex_Check(op)) return _fd_converter(op);
  PyErr_Format(PyExc_TypeError, `argument should be integer or None, not ${typeName(op)}`);
  return null;
}
/** A descriptor of an int or an object with fileno(); -1 with an exception. escapes. CPython: Objects/fileobject.c PyObject_AsFileDescriptor() */
export function PyObject_AsFileDescriptor(o: PyObject): number {
  let fd: number;
  if (PyLong_Check(o)) {
    if (Py_TYPE(o) === PyBool_Type && PyErr_WarnEx(PyExc_RuntimeWarning, 'bool is used as a file descriptor', 1) !== 0) return -1;
    fd = PyLong_AsInt(o);
  } else {
    const meth = PyObject_GetOptionalAttrString(o, 'fileno');
    if (meth === NULL) {
      if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_TypeError, 'argument must be an int, or have a fileno() method.');
      return -1;
    }
    const fno = PyObject_CallNoArgs(meth);
    Py_DECREF(meth);
    if (fno === NULL) return -1;
    if (!PyLong_Check(fno)) {
      Py_DECREF(fno);
      PyErr_SetString(PyExc_TypeError, 'fileno() returned a non-integer');
      return -1;
    }
    fd = PyLong_AsInt(fno);
    Py_DECREF(fno);
  }
  if (fd === -1 && PyErr_Occurred() !== NULL) return -1;
  if (fd < 0) {
    PyErr_Format(PyExc_ValueError, `file descriptor cannot be a negative integer (${fd})`);
    return -1;
  }
  return fd;
}

/** An int parameter; null with an exception, `fallback` when it was left out. escapes */
export function intArgument(op: PyObject | NULL, fallback = 0): number | null {
  if (op === NULL) return fallback;
  const value = PyLong_AsInt(op);
  return value === -1 && PyErr_Occurred() !== NULL ? null : value;
}
/** A Py_off_t parameter; null with an exception. escapes. CPython: Py_off_t_converter() */
export function offArgument(op: PyObject | NULL, fallback = 0): number | null {
  if (op === NULL) return fallback;
  const value = PyLong_AsLongLong(op);
  return value === -1 && PyErr_Occurred() !== NULL ? null : value;
}
/** A bool parameter; null with an exception. escapes */
export function boolArgument(op: PyObject | NULL, fallback: boolean): boolean | null {
  if (op === NULL) return fallback;
  const truth = PyObject_IsTrue(op);
  return truth < 0 ? null : truth !== 0;
}
/** A user or group id, -1 for "leave it"; null with an exception. escapes. CPython: _Py_Uid_Converter(), _Py_Gid_Converter() */
export function idArgument(op: PyObject, what: 'uid' | 'gid'): number | null {
  const index = PyIndex_Check(op) ? _PyNumber_Index(op) : PyErr_Format(PyExc_TypeError, `${what} should be integer, not ${typeName(op)}`);
  if (index === NULL) return null;
  const {value, overflow} = PyLong_AsLongAndOverflow(index);
  Py_DECREF(index);
  // what fits a C long but not the id is "less than minimum" either way
  if (overflow > 0) PyErr_Format(PyExc_OverflowError, `${what} is greater than maximum`);
  else if (overflow < 0 || value < -1 || value > 4294967295) PyErr_Format(PyExc_OverflowError, `${what} is less than minimum`);
  else return value;
  return null;
}
/** An id of the system as int: the highest one means -1. CPython: _PyLong_FromUid() */
export function idObject(id: number): New | NULL {
  return PyLong_FromNumber(id === 4294967295 ? -1 : id);
}

// ---- errors ----

/** OSError of a negated errno. CPython: posix_error() */
export function posix_error(result: number): NULL {
  return PyErr_SetFromErrno(PyExc_OSError, -result);
}
/** OSError of a negated errno with a path. CPython: path_error() */
export function path_error(path: path_t, result: number): NULL {
  return PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, -result, path.object);
}
/** OSError of a negated errno with two paths. CPython: path_error2() */
export function path_error2(path: path_t, path2: path_t, result: number): NULL {
  return PyErr_SetFromErrnoWithFilenameObjects(PyExc_OSError, -result, path.object, path2.object);
}
/** NULL for a negated errno, else None. */
export function noneOrError(result: number): New | NULL {
  return result < 0 ? posix_error(result) : Py_NewRef(_Py_NoneStruct);
}
/** None, or OSError with the path; the path is used up. */
export function noneOrPathError(path: path_t, result: number): New | NULL {
  if (result < 0) path_error(path, result);
  path.cleanup();
  return result < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** True when a call is to be made again since a signal came between; false when not, or when a handler raised (its exception is set). escapes. PEP 475 */
export function interrupted(result: number): boolean {
  return result === -ERRNO.EINTR && hooks._PyErr_CheckSignals() === 0;
}
/** posix_error() unless a signal handler has raised. */
export function errorUnlessRaised(result: number): NULL {
  return result === -ERRNO.EINTR && PyErr_Occurred() !== NULL ? NULL : posix_error(result);
}
/** CPython: path_and_dir_fd_invalid() */
export function path_and_dir_fd_invalid(fname: string, path: path_t, dir_fd: number): boolean {
  if (path.narrow !== null || dir_fd === DEFAULT_DIR_FD) return false;
  PyErr_Format(PyExc_ValueError, `${fname}: can't specify dir_fd without matching path`);
  return true;
}
/** CPython: dir_fd_and_fd_invalid() */
export function dir_fd_and_fd_invalid(fname: string, dir_fd: number, fd: number): boolean {
  if (dir_fd === DEFAULT_DIR_FD || fd === -1) return false;
  PyErr_Format(PyExc_ValueError, `${fname}: can't specify both dir_fd and fd`);
  return true;
}
/** CPython: fd_and_follow_symlinks_invalid() */
export function fd_and_follow_symlinks_invalid(fname: string, fd: number, follow: boolean): boolean {
  if (fd <= 0 || follow) return false;
  PyErr_Format(PyExc_ValueError, `${fname}: cannot use fd and follow_symlinks together`);
  return true;
}
/** The name for the host of a path relative to a descriptor, or a negated errno. */
export function atPath(path: path_t, dir_fd: number): string | number {
  // -1 as a descriptor is as if there were neither path nor descriptor
  if (path.narrow === null && path.object !== NULL && path.object !== _Py_NoneStruct) return -ERRNO.EFAULT;
  const name = path.narrow ?? '.';
  if (dir_fd === DEFAULT_DIR_FD || name.startsWith('/')) return name;
  // the host reaches it by a path, which would hide what is wrong with the descriptor
  const info = _PyRuntime.host.fstat(dir_fd);
  if (typeof info === 'number') return info;
  if ((info.mode & 0o170000) !== 0o040000) return -ERRNO.ENOTDIR;
  return name === '' ? -ERRNO.ENOENT : _PyRuntime.host.at(dir_fd, name);
}

/** Tells the audit hooks of an event whose arguments are objects (borrowed, NULL stands for None) and numbers; -1 with an exception. escapes */
export function auditValues(event: string, objects: readonly (PyObject | NULL)[], numbers: readonly number[] = []): number {
  return audited() ? PySys_AuditFormat(event, 'O'.repeat(objects.length) + 'i'.repeat(numbers.length), ...objects, ...numbers) : 0;
}
/** True or False. */
export const boolResult = (value: boolean): New => PyBool_FromLong(value ? 1 : 0);
/** A Py_ssize_t parameter, by __index__; null with an exception. escapes */
export function ssizeArgument(op: PyObject): number | null {
  const n = PyNumber_AsSsize_t(op, PyExc_OverflowError);
  return n === -1 && PyErr_Occurred() !== NULL ? null : n;
}
