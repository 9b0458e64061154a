/** Imports, files, sys and case-blind comparison in _testlimitedcapi. CPython: Modules/_testlimitedcapi/import.c, file.c, sys.c, pyos.c */
import * as imports from '../import';
import * as exec from '../import-exec';
import {PyErr_BadInternalCall, PyErr_Format, PyErr_SetString} from '../../objects/errors';
import {PyFile_GetLine, PyFile_WriteObject, PyFile_WriteString} from '../../objects/fileobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyOS_mystricmp, PyOS_mystrnicmp} from '../../objects/pystrcmp';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyExc_AssertionError, PyExc_KeyError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyFile_FromFd} from '../fileobject';
import {PyImport_ImportFrozenModuleObject} from './_imp';
import {PyObject_AsFileDescriptor} from './posix-args';
import {PySys_GetXOptions} from './sys';
import {borrowed, cBytes, cText, int, null_error, object, optional} from './_testlimitedcapi-table';

/** A function of a name that C takes as bytes, up to their zero. */
const named = (name: string, call: (text: string) => New | NULL): PyMethodDef => object(name, 's', call);
/** Runs code as a module whose name is bytes. */
function execCode(name: Uint8Array | null, code: PyObject, pathname: Uint8Array | null, cpathname: Uint8Array | null): New | NULL {
  const text = name === null ? null : cText(name), op = text === null ? NULL : PyUnicode_FromString(text);
  if (op === NULL) return NULL;
  const module = exec.PyImport_ExecCodeModuleWithPathnames(op, code, pathname === null ? null : cBytes(pathname), cpathname === null ? null : cBytes(cpathname));
  Py_XDECREF(op);
  return module;
}
function importFrozen(name: string): number {
  const op = PyUnicode_FromString(name);
  if (op === NULL) return -1;
  const status = PyImport_ImportFrozenModuleObject(op);
  Py_XDECREF(op);
  return status;
}
function writeObject(op: PyObject | NULL, file: PyObject | NULL, flags: number): number {
  if (file !== NULL) return PyFile_WriteObject(op, file, flags);
  PyErr_SetString(PyExc_TypeError, 'writeobject with NULL file');
  return -1;
}
function fromFd(fd: number, name: Uint8Array | null, mode: string | null, buffering: number, encoding: string | null, errors: string | null, newline: string | null, closefd: number): New | NULL {
  return PyFile_FromFd(fd, name === null ? null : cText(name), mode, buffering, encoding, errors, newline, closefd !== 0);
}

/** Pairs of C strings and what comparing them gives. */
const COMPARED: readonly (readonly [s1: string, s2: string, n: number, result: number])[] = [
  ['', '', 0, 0], ['', '', 1, 0], ['insert', 'ins', 3, 0], ['ins', 'insert', 3, 0], ['insect', 'insert', 3, 0], ['insert', 'insert', 6, 0], ['Insert', 'insert', 6, 0], ['INSERT', 'insert', 6, 0], ['insert', 'insert', 10, 0],
  ['invert', 'insert', 6, 3], ['insert', 'invert', 6, -3], ['insert', 'ins\0rt', 6, 101], ['insert\0a', 'insert\0b', 8, 0],
  ['', '', Infinity, 0], ['insert', 'insert', Infinity, 0], ['Insert', 'insert', Infinity, 0], ['INSERT', 'insert', Infinity, 0], ['insert', 'ins', Infinity, 101], ['ins', 'insert', Infinity, -101], ['insert', 'ins\0rt', Infinity, 101], ['invert', 'insert', Infinity, 3],
];
const compared = (name: string, limited: boolean): PyMethodDef => hiddenMethod(name, '()', () => {
  for (const [s1, s2, n, result] of COMPARED) {
    if (limited !== (n !== Infinity)) continue;
    const got = limited ? PyOS_mystrnicmp(s1, s2, n) : PyOS_mystricmp(s1, s2);
    if (got !== result) return PyErr_Format(PyExc_AssertionError, `${name}: '${s1}' and '${s2}' give ${got}, not ${result}`);
  }
  return Py_NewRef(_Py_NoneStruct);
});

/** The rows. */
export const IMPORTS: readonly PyMethodDef[] = [
  object('PyImport_GetMagicNumber', '', () => PyLong_FromNumber(exec.PyImport_GetMagicNumber())), object('PyImport_GetMagicTag', '', () => PyUnicode_FromString(exec.PyImport_GetMagicTag())),
  borrowed('PyImport_GetModuleDict', '', imports.PyImport_GetModuleDict), optional('PyImport_GetModule', 'o', imports.PyImport_GetModule, PyExc_KeyError),
  borrowed('PyImport_AddModuleObject', 'o', exec.PyImport_AddModuleObject), named('PyImport_AddModule', imports.PyImport_AddModuleRef), named('PyImport_AddModuleRef', imports.PyImport_AddModuleRef),
  object('PyImport_Import', 'N', name => name === NULL ? null_error() : imports.PyImport_Import(name)), named('PyImport_ImportModule', imports.PyImport_ImportModule), named('PyImport_ImportModuleNoBlock', exec.PyImport_ImportModuleNoBlock),
  object('PyImport_ImportModuleEx', 'sNNN', (name, globals, locals, fromlist) => exec.PyImport_ImportModuleLevel(name, globals, locals, fromlist, 0)), object('PyImport_ImportModuleLevel', 'sNNNi', exec.PyImport_ImportModuleLevel),
  object('PyImport_ImportModuleLevelObject', 'NNNNi', (name, globals, locals, fromlist, level) => imports.PyImport_ImportModuleLevelObject(name as PyObject, globals, locals, fromlist, level)),
  int('PyImport_ImportFrozenModule', 's', importFrozen), int('PyImport_ImportFrozenModuleObject', 'N', name => name === NULL ? 0 : PyImport_ImportFrozenModuleObject(name)),
  object('PyImport_ExecCodeModule', 'yo', (name, code) => execCode(name, code, null, null)), object('PyImport_ExecCodeModuleEx', 'yoy', (name, code, pathname) => execCode(name, code, pathname, null)), object('PyImport_ExecCodeModuleWithPathnames', 'yoyy', execCode),
  object('PyImport_ExecCodeModuleObject', 'ooNN', exec.PyImport_ExecCodeModuleObject),

  object('pyfile_fromfd', 'iyzizzzi', fromFd), object('pyfile_getline', 'Ni', (file, n) => file === NULL ? PyErr_BadInternalCall('Objects/fileobject.c:57') : PyFile_GetLine(file, n)),
  int('pyfile_writeobject', 'NNi', writeObject), int('pyfile_writestring', 'sN', PyFile_WriteString), int('pyobject_asfiledescriptor', 'N', op => PyObject_AsFileDescriptor(op as PyObject)),

  borrowed('sys_getxoptions', '', PySys_GetXOptions), compared('test_PyOS_mystricmp', false), compared('test_PyOS_mystrnicmp', true),
];
