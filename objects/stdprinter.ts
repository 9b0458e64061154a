/** PyStdPrinter: a stream that only writes to a descriptor, for messages before io exists. CPython: Objects/fileobject.c */
import {PyBytes_AsUint8Array} from './bytesobject';
import {_PyUnicode_AsUTF8String} from './unicode-codecs';
import {PyBytes_GET_SIZE, PyUnicode_Check, set_stdprinter_fd, stdprinter_fd} from '../runtime/generated/accessors';
import {PyObject_Del, Py_DECREF, Py_NewRef, _PyObject_New} from '../runtime/object';
import {_PyRuntime} from '../runtime/current';
import {PyStdPrinter_Type, _Py_FalseStruct, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {writeText} from '../runtime/host/write-text';
import {method} from '../runtime/methoddef';
import {NULL, type New, type PyObject} from '../runtime/types';
import {defineType} from '../runtime/typespec';
import {PyErr_NoMemory} from './errors';
import {PyBool_FromLong} from './boolobject';
import {PyLong_FromNumber} from './longobject';
import {_PyArg_BadArgument} from './text-args';
import {PyUnicode_FromString} from './unicodeobject';

/** A printer on a descriptor, new reference. CPython: PyFile_NewStdPrinter() */
export function PyFile_NewStdPrinter(fd: number): New | NULL {
  const op = _PyObject_New(PyStdPrinter_Type, 24);
  if (op === NULL) return PyErr_NoMemory();
  set_stdprinter_fd(op, fd);
  return op;
}
function stdprinter_write(self: PyObject, text: PyObject | NULL): New | NULL {
  const op = text as PyObject;
  if (!PyUnicode_Check(op)) return _PyArg_BadArgument('write', 'argument 1', 'str', op);
  const bytes = _PyUnicode_AsUTF8String(op, 'backslashreplace');
  if (bytes === NULL) return NULL;
  const size = PyBytes_GET_SIZE(bytes), written = new TextDecoder().decode(PyBytes_AsUint8Array(bytes).slice());
  Py_DECREF(bytes);
  writeText(stdprinter_fd(self), written);
  return PyLong_FromNumber(size);
}
function stdprinter_repr(self: PyObject): New | NULL {
  return PyUnicode_FromString(`<stdprinter(fd=${stdprinter_fd(self)}) object at 0x${((self as number) * 4).toString(16)}>`);
}

defineType(PyStdPrinter_Type, {
  tp_name: 'stderrprinter', tp_basicsize: 24, tp_flags: 1 << 7,
  slots: {tp_repr: stdprinter_repr, tp_dealloc: op => PyObject_Del(op)},
  methods: [
    method('close', '($self, /)', () => Py_NewRef(_Py_NoneStruct), 'Does nothing.'),
    method('fileno', '($self, /)', self => PyLong_FromNumber(stdprinter_fd(self)), 'The descriptor.'),
    method('flush', '($self, /)', () => Py_NewRef(_Py_NoneStruct), 'Does nothing.'),
    method('isatty', '($self, /)', self => PyBool_FromLong(_PyRuntime.host.isatty(stdprinter_fd(self)) > 0 ? 1 : 0), 'Whether the descriptor is a terminal.'),
    method('write', '($self, text, /)', stdprinter_write, 'Writes text.'),
  ],
  getset: [
    {name: 'closed', get: () => Py_NewRef(_Py_FalseStruct), doc: 'Always False.'},
    {name: 'encoding', get: () => Py_NewRef(_Py_NoneStruct), doc: 'Always None.'},
    {name: 'mode', get: () => PyUnicode_FromString('w'), doc: "Always 'w'."},
  ],
});
