/** Files for descriptors. CPython: Objects/fileobject.c PyFile_FromFd() */
import {PyObject_CallObject} from '../objects/call';
import {packSteal} from '../objects/tupleobject';
import {PyBool_FromLong} from '../objects/boolobject';
import {PyLong_FromNumber} from '../objects/longobject';
import {PyUnicode_FromString} from '../objects/unicodeobject';
import {_Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New} from '../runtime/types';
import {PyImport_GetModuleAttr} from './import';

/** A file object as open() makes it; the name of the file is not used. NULL with an exception. escapes. CPython: PyFile_FromFd() */
export function PyFile_FromFd(fd: number, _name: string | null, mode: string | null, buffering: number, encoding: string | null, errors: string | null, newline: string | null, closefd: boolean): New | NULL {
  const text = (value: string | null): New | NULL => value === null ? Py_NewRef(_Py_NoneStruct) : PyUnicode_FromString(value);
  const open = PyImport_GetModuleAttr('_io', 'open');
  if (open === NULL) return NULL;
  const args = packSteal(PyLong_FromNumber(fd), text(mode ?? 'r'), PyLong_FromNumber(buffering), text(encoding), text(errors), text(newline), PyBool_FromLong(closefd));
  const file = args === NULL ? NULL : PyObject_CallObject(open, args);
  Py_XDECREF(args);
  Py_XDECREF(open);
  return file;
}
