/** The _stat module: st_mode decoded. CPython: Modules/_stat.c */
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyLong_AsUnsignedLongLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyBool_FromLong} from '../../objects/boolobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyExc_OverflowError} from '../../runtime/generated/static-addresses';
import {type PyMethodDef, method} from '../../runtime/methoddef';
import {NULL, type New, type PyObject} from '../../runtime/types';

const CONSTANTS: Readonly<Record<string, number>> = {
  S_IFDIR: 0o040000, S_IFCHR: 0o020000, S_IFBLK: 0o060000, S_IFREG: 0o100000, S_IFIFO: 0o010000, S_IFLNK: 0o120000, S_IFSOCK: 0o140000, S_IFDOOR: 0, S_IFPORT: 0, S_IFWHT: 0,
  S_ISUID: 0o4000, S_ISGID: 0o2000, S_ISVTX: 0o1000, S_ENFMT: 0o2000, S_IREAD: 0o400, S_IWRITE: 0o200, S_IEXEC: 0o100, S_IRWXU: 0o700, S_IRUSR: 0o400, S_IWUSR: 0o200, S_IXUSR: 0o100,
  S_IRWXG: 0o070, S_IRGRP: 0o040, S_IWGRP: 0o020, S_IXGRP: 0o010, S_IRWXO: 0o007, S_IROTH: 0o004, S_IWOTH: 0o002, S_IXOTH: 0o001,
  UF_NODUMP: 1, UF_IMMUTABLE: 2, UF_APPEND: 4, UF_OPAQUE: 8, UF_NOUNLINK: 16, UF_COMPRESSED: 32, UF_HIDDEN: 32768, UF_SETTABLE: 0xffff, UF_TRACKED: 64, UF_DATAVAULT: 128,
  SF_ARCHIVED: 65536, SF_IMMUTABLE: 131072, SF_APPEND: 262144, SF_NOUNLINK: 1048576, SF_SNAPSHOT: 2097152, SF_FIRMLINK: 8388608, SF_DATALESS: 1073741824, SF_SETTABLE: 0xffff0000,
  ST_MODE: 0, ST_INO: 1, ST_DEV: 2, ST_NLINK: 3, ST_UID: 4, ST_GID: 5, ST_SIZE: 6, ST_ATIME: 7, ST_MTIME: 8, ST_CTIME: 9,
};

/** A mode_t, or -1 with an exception. CPython: _PyLong_AsMode_t() */
function modeOf(op: PyObject): number {
  const value = PyLong_AsUnsignedLongLong(op);
  if (value === null) return -1;
  if (value <= 0xffffffffn) return Number(value);
  PyErr_SetString(PyExc_OverflowError, 'mode out of range');
  return -1;
}
const typeTest = (name: string, type: number, what: string): PyMethodDef => method(name, '($self, object, /)', (_module, mode) => {
  const value = modeOf(mode as PyObject);
  return value < 0 && PyErr_Occurred() !== NULL ? NULL : PyBool_FromLong(type !== 0 && (value & 0o170000) === type ? 1 : 0);
}, `Whether the mode is that of ${what}.`);

const KINDS: readonly (readonly [number, string])[] = [[0o100000, '-'], [0o040000, 'd'], [0o120000, 'l'], [0o060000, 'b'], [0o020000, 'c'], [0o010000, 'p'], [0o140000, 's']];
/** A mode as ls shows it. */
function stat_filemode(_module: PyObject, object: PyObject | NULL): New | NULL {
  const mode = modeOf(object as PyObject);
  if (mode < 0 && PyErr_Occurred() !== NULL) return NULL;
  let text = KINDS.find(([kind]) => (mode & 0o170000) === kind)?.[1] ?? '?';
  const triple = (shift: number, special: number, on: string, off: string): void => {
    text += (mode >> shift) & 4 ? 'r' : '-';
    text += (mode >> shift) & 2 ? 'w' : '-';
    const execute = ((mode >> shift) & 1) !== 0;
    text += mode & special ? (execute ? on : off) : execute ? 'x' : '-';
  };
  triple(6, 0o4000, 's', 'S');
  triple(3, 0o2000, 's', 'S');
  triple(0, 0o1000, 't', 'T');
  return PyUnicode_FromString(text);
}
const part = (name: string, mask: number, doc: string): PyMethodDef => method(name, '($self, object, /)', (_module, object) => {
  const mode = modeOf(object as PyObject);
  return mode < 0 && PyErr_Occurred() !== NULL ? NULL : PyLong_FromNumber(mode & mask);
}, doc);

const statmodule = new PyModuleDef('_stat', {
  m_doc: 'File modes taken apart.', m_size: 0,
  m_methods: [
    typeTest('S_ISDIR', 0o040000, 'a directory'), typeTest('S_ISCHR', 0o020000, 'a character device'), typeTest('S_ISBLK', 0o060000, 'a block device'), typeTest('S_ISREG', 0o100000, 'a regular file'),
    typeTest('S_ISFIFO', 0o010000, 'a FIFO'), typeTest('S_ISLNK', 0o120000, 'a symbolic link'), typeTest('S_ISSOCK', 0o140000, 'a socket'), typeTest('S_ISDOOR', 0, 'a door'),
    typeTest('S_ISPORT', 0, 'an event port'), typeTest('S_ISWHT', 0, 'a whiteout'), part('S_IMODE', 0o7777, 'The permission bits of a mode.'), part('S_IFMT', 0o170000, 'The file type bits of a mode.'),
    method('filemode', '($self, object, /)', stat_filemode, 'A mode as a string like -rwxr-xr-x.'),
  ],
  m_slots: [[Py_mod_exec, (module: PyObject) => {
    for (const [name, value] of Object.entries(CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
    return 0;
  }], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit__stat(): PyModuleDef {
  return PyModuleDef_Init(statmodule);
}
