/** posix: listdir, scandir and what it yields. CPython: Modules/posixmodule.c DirEntry, ScandirIterator */
import {DirEntry_d_type, DirEntry_dir_fd, DirEntry_lstat, DirEntry_name, DirEntry_path, DirEntry_stat, PyBytes_Check, PyTuple_GET_ITEM, Py_TYPE, set_DirEntry_d_type, set_DirEntry_dir_fd, set_DirEntry_lstat, set_DirEntry_name, set_DirEntry_path, set_DirEntry_stat} from '../../runtime/generated/accessors';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_ResourceWarning, PyErr_SetRaisedException, PyErr_WriteUnraisable, reprText} from '../../objects/errors';
import {PyErr_SetFromErrnoWithFilenameObject} from '../../objects/errors-errno';
import {Py_GenericAlias} from '../../objects/genericaliasobject';
import {PyList_New, _PyList_AppendTakeRef} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_FromBigInt} from '../../objects/longobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyObject_CallFinalizerFromDealloc, PyObject_New, PyObject_SelfIter} from '../../objects/object';
import {PyType_GetModule} from '../../objects/typeobject-spec';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {_PyRuntime} from '../../runtime/current';
import {PyExc_FileNotFoundError, PyExc_OSError, PyExc_ResourceWarning, PyExc_Warning, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO} from '../../runtime/host/errno';
import type {DirectoryEntries, StatResult} from '../../runtime/host/host';
import {METH_CLASS, method, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {PyObject_Del, Py_DECREF, Py_NewRef, Py_XDECREF, payload, setPayload} from '../../runtime/object';
import {Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_FINALIZE} from '../../runtime/typeflags';
import {Py_READONLY, type TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {DEFAULT_DIR_FD, auditValues, boolArgument, boolResult, fromHostText, hostText, hostTextOfBytes, path_converter, path_error, type path_t, posix_error} from './posix-args';
import type {posixstate} from './posix-state';
import {_pystat_fromstructstat} from './posix-stat';

const DT_UNKNOWN = 0, DT_DIR = 4, DT_REG = 8, DT_LNK = 10;
const S_IFMT = 0o170000, S_IFDIR = 0o040000, S_IFREG = 0o100000, S_IFLNK = 0o120000;

// ---- DirEntry ----

function DirEntry_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  Py_XDECREF(DirEntry_name(self));
  Py_XDECREF(DirEntry_path(self));
  Py_XDECREF(DirEntry_stat(self));
  Py_XDECREF(DirEntry_lstat(self));
  PyObject_Del(self);
  Py_DECREF(type);
}
/** What the host says about an entry. */
function entryStatus(self: PyObject, follow: boolean): StatResult | number | null {
  const path = DirEntry_path(self), {host} = _PyRuntime;
  const text = PyBytes_Check(path) ? hostTextOfBytes(path) : hostText(path);
  if (text === null) return null;
  const name = DirEntry_dir_fd(self) === DEFAULT_DIR_FD ? text : host.at(DirEntry_dir_fd(self), text);
  return follow ? host.stat(name) : host.lstat(name);
}
/** CPython: DirEntry_fetch_stat() */
function DirEntry_fetch_stat(self: PyObject, follow: boolean): New | NULL {
  const st = entryStatus(self, follow);
  if (st === null) return NULL;
  return typeof st === 'number' ? PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, -st, DirEntry_path(self)) : _pystat_fromstructstat(PyType_GetModule(Py_TYPE(self)) as PyObject, st);
}
function DirEntry_get_lstat(self: PyObject): New | NULL {
  if (DirEntry_lstat(self) === NULL) set_DirEntry_lstat(self, DirEntry_fetch_stat(self, false));
  const result: PyObject | NULL = DirEntry_lstat(self);
  return result === NULL ? NULL : Py_NewRef(result);
}
/** The cached stat_result; owned. CPython: os_DirEntry_stat_impl() */
function fetchStat(self: PyObject, follow: boolean): New | NULL {
  if (!follow) return DirEntry_get_lstat(self);
  if (DirEntry_stat(self) === NULL) {
    const link = isSymlink(self);
    if (link < 0) return NULL;
    set_DirEntry_stat(self, link !== 0 ? DirEntry_fetch_stat(self, true) : DirEntry_get_lstat(self));
  }
  const result: PyObject | NULL = DirEntry_stat(self);
  return result === NULL ? NULL : Py_NewRef(result);
}
/** 1, 0, or -1 with an exception. */
function isSymlink(self: PyObject): number {
  const type = DirEntry_d_type(self);
  return type === DT_UNKNOWN ? testMode(self, false, S_IFLNK) : type === DT_LNK ? 1 : 0;
}
/** Whether an entry is of a kind: 1, 0, or -1 with an exception. CPython: DirEntry_test_mode() */
function testMode(self: PyObject, follow: boolean, bits: number): number {
  const type = DirEntry_d_type(self), link = type === DT_LNK;
  if (type !== DT_UNKNOWN && !(follow && link)) return link ? 0 : bits === S_IFDIR ? Number(type === DT_DIR) : Number(type === DT_REG);
  // the result is cached; the mode is read from the host once more, since a stat_result is slower to look into
  const stat = fetchStat(self, follow);
  if (stat === NULL) {
    if (!PyErr_ExceptionMatches(PyExc_FileNotFoundError)) return -1;
    PyErr_Clear();
    return 0;
  }
  const mode = modeOf(stat);
  Py_DECREF(stat);
  return Number((mode & S_IFMT) === bits);
}
/** st_mode, the first item of a stat_result. */
function modeOf(stat: PyObject): number {
  return PyLong_AsInt(PyTuple_GET_ITEM(stat, 0));
}
function boolOrError(value: number): New | NULL {
  return value < 0 ? NULL : boolResult(value !== 0);
}
function os_DirEntry_is_dir(self: PyObject, followSymlinks: PyObject | NULL): New | NULL {
  const follow = boolArgument(followSymlinks, true);
  return follow === null ? NULL : boolOrError(testMode(self, follow, S_IFDIR));
}
function os_DirEntry_is_file(self: PyObject, followSymlinks: PyObject | NULL): New | NULL {
  const follow = boolArgument(followSymlinks, true);
  return follow === null ? NULL : boolOrError(testMode(self, follow, S_IFREG));
}
function os_DirEntry_is_symlink(self: PyObject): New | NULL {
  return boolOrError(isSymlink(self));
}
function os_DirEntry_is_junction(): New {
  return boolResult(false);
}
function os_DirEntry_stat(self: PyObject, followSymlinks: PyObject | NULL): New | NULL {
  const follow = boolArgument(followSymlinks, true);
  return follow === null ? NULL : fetchStat(self, follow);
}
/** DIVERGES: the host does not tell inode numbers with the names, so this looks at the file. */
function os_DirEntry_inode(self: PyObject): New | NULL {
  const st = entryStatus(self, false);
  if (st === null) return NULL;
  return typeof st === 'number' ? PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, -st, DirEntry_path(self)) : PyLong_FromBigInt(st.ino);
}
function DirEntry_repr(self: PyObject): New | NULL {
  const text = reprText(DirEntry_name(self));
  return text === null ? NULL : PyUnicode_FromString(`<DirEntry ${text}>`);
}
function os_DirEntry___fspath__(self: PyObject): New {
  return Py_NewRef(DirEntry_path(self));
}
export const DirEntryType_spec: TypeSpec = {
  tp_name: 'posix.DirEntry', tp_basicsize: 72, tp_flags: Py_TPFLAGS_DISALLOW_INSTANTIATION,
  slots: {tp_dealloc: DirEntry_dealloc, tp_repr: DirEntry_repr},
  members: [
    {name: 'name', type: 'object_ex', offset: 16, flags: Py_READONLY, doc: 'the name of the entry in its directory'},
    {name: 'path', type: 'object_ex', offset: 24, flags: Py_READONLY, doc: 'the path given to scandir() joined with the name'},
  ],
  methods: [
    method('is_dir', '($self, /, *, follow_symlinks=True)', os_DirEntry_is_dir, 'Whether the entry is a directory; remembered.'),
    method('is_file', '($self, /, *, follow_symlinks=True)', os_DirEntry_is_file, 'Whether the entry is a regular file; remembered.'),
    method('is_symlink', '($self, /)', os_DirEntry_is_symlink, 'Whether the entry is a symbolic link; remembered.'),
    method('is_junction', '($self, /)', os_DirEntry_is_junction, 'Whether the entry is a junction; never here.'),
    method('stat', '($self, /, *, follow_symlinks=True)', os_DirEntry_stat, 'The stat_result of the entry; remembered.'),
    method('inode', '($self, /)', os_DirEntry_inode, 'The inode number of the entry.'),
    method('__fspath__', '($self, /)', os_DirEntry___fspath__, 'The path of the entry.'),
    method('__class_getitem__', '($type, object, /)', Py_GenericAlias as (self: PyObject, object: PyObject | NULL) => New | NULL, 'See PEP 585', METH_CLASS),
  ],
};
/** CPython: DirEntry_from_posix_info() */
function newEntry(module: PyObject, path: path_t, name: string, type: number): New | NULL {
  const entry = PyObject_New(PyModule_GetState<posixstate>(module)!.DirEntryType as PyObject);
  if (entry === NULL) return NULL;
  const asBytes = path.isBytes && path.fd === -1;
  set_DirEntry_stat(entry, NULL);
  set_DirEntry_lstat(entry, NULL);
  set_DirEntry_d_type(entry, type);
  set_DirEntry_dir_fd(entry, path.fd === -1 ? DEFAULT_DIR_FD : path.fd);
  const folder = path.narrow ?? '.', joined = path.fd !== -1 ? name : folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`;
  set_DirEntry_name(entry, fromHostText(name, asBytes));
  set_DirEntry_path(entry, DirEntry_name(entry) === NULL ? NULL : fromHostText(joined, asBytes));
  if (DirEntry_path(entry) !== NULL) return entry;
  Py_DECREF(entry);
  return NULL;
}

// ---- ScandirIterator ----

/** An open directory: its entries, read at once, and how far they were handed out. */
class ScandirData {
  next = 0;
  constructor(readonly path: path_t, public entries: DirectoryEntries | null) {}
}
function ScandirIterator_iternext(self: PyObject): New | NULL {
  const data = payload<ScandirData>(self), {entries} = data;
  if (entries === null) return NULL;
  if (data.next < entries.names.length) {
    const i = data.next++, entry = newEntry(PyType_GetModule(Py_TYPE(self)) as PyObject, data.path, entries.names[i], entries.types[i]);
    if (entry !== NULL) return entry;
  }
  data.entries = null;
  return NULL;
}
function ScandirIterator_close(self: PyObject): New {
  payload<ScandirData>(self).entries = null;
  return Py_NewRef(_Py_NoneStruct);
}
function ScandirIterator_finalize(self: PyObject): void {
  const data = payload<ScandirData>(self), saved = PyErr_GetRaisedException();
  if (data.entries !== null) {
    data.entries = null;
    const text = reprText(self);
    if (PyErr_ResourceWarning(self, 1, `unclosed scandir iterator ${text ?? ''}`, PyExc_ResourceWarning) < 0 && PyErr_ExceptionMatches(PyExc_Warning)) PyErr_WriteUnraisable(self);
  }
  data.path.cleanup();
  PyErr_SetRaisedException(saved);
}
function ScandirIterator_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  if (PyObject_CallFinalizerFromDealloc(self) < 0) return;
  PyObject_Del(self);
  Py_DECREF(type);
}
export const ScandirIteratorType_spec: TypeSpec = {
  tp_name: 'posix.ScandirIterator', tp_basicsize: 120, tp_flags: Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_HAVE_FINALIZE,
  slots: {tp_dealloc: ScandirIterator_dealloc, tp_finalize: ScandirIterator_finalize, tp_iter: PyObject_SelfIter, tp_iternext: ScandirIterator_iternext},
  methods: [
    method('__enter__', '($self, /)', self => Py_NewRef(self)),
    rawMethod('__exit__', null, self => ScandirIterator_close(self)),
    method('close', '($self, /)', ScandirIterator_close),
  ],
};
/** The entries of a directory, named or open. */
function readDirectory(path: path_t): DirectoryEntries | number {
  const {host} = _PyRuntime;
  if (path.fd === -1) return host.scandir(path.narrow ?? '.');
  const info = host.fstat(path.fd);
  return typeof info === 'number' ? info : host.scandir(host.at(path.fd, '.'));
}
/** CPython duplicates a descriptor first, and an error of that names no file. */
function directoryError(path: path_t, errno: number): NULL {
  return path.fd !== -1 && errno === -ERRNO.EBADF ? posix_error(errno) : path_error(path, errno);
}
function os_scandir(module: PyObject, pathArg: PyObject | NULL): New | NULL {
  const path = path_converter('scandir', pathArg, {nullable: true, allowFd: true});
  if (path === null) return NULL;
  if (auditValues('os.scandir', [path.object]) < 0) {
    path.cleanup();
    return NULL;
  }
  const entries = readDirectory(path);
  if (typeof entries === 'number') {
    directoryError(path, entries);
    path.cleanup();
    return NULL;
  }
  const iterator = PyObject_New(PyModule_GetState<posixstate>(module)!.ScandirIteratorType as PyObject);
  if (iterator === NULL) path.cleanup();
  else setPayload(iterator, new ScandirData(path, entries));
  return iterator;
}
function os_listdir(_module: PyObject, pathArg: PyObject | NULL): New | NULL {
  const path = path_converter('listdir', pathArg, {nullable: true, allowFd: true});
  if (path === null) return NULL;
  const result = auditValues('os.listdir', [path.object]) < 0 ? NULL : listdir(path);
  path.cleanup();
  return result;
}
function listdir(path: path_t): New | NULL {
  const entries = readDirectory(path);
  if (typeof entries === 'number') return directoryError(path, entries);
  const list = PyList_New(0), asBytes = path.isBytes;
  if (list === NULL) return NULL;
  for (const name of entries.names) {
    const text = fromHostText(name, asBytes);
    if (text === NULL || _PyList_AppendTakeRef(list, text) < 0) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}
export const scandirMethods: readonly PyMethodDef[] = [
  method('listdir', '($module, /, path=None)', os_listdir, 'The names in a directory, in no order, without . and ..'),
  method('scandir', '($module, /, path=None)', os_scandir, 'An iterator over the entries of a directory.'),
];
