/** The module _io: open() and the types. CPython: Modules/_io/_iomodule.c; PyFile_OpenCodeObject() is of Objects/fileobject.c */
import {PyNumber_Check} from '../../objects/abstract-number';
import {PyObject_Call, PyObject_CallFunctionObjArgs, PyObject_CallMethodNoArgs} from '../../objects/call';
import {PyDict_New} from '../../objects/dictobject';
import {PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, _PyErr_ChainExceptions1} from '../../objects/errors';
import {PyLong_AsInt, PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec,
  Py_mod_gil, Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {PyObject_GetAttr, PyObject_IsTrue, PyObject_SetAttr} from '../../objects/object';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject';
import {_PyUnicode_AsUTF8NoNUL} from '../../objects/unicode-encoded';
import {PyOS_FSPath, PyUnicode_FromString} from '../../objects/unicodeobject';
import {interp} from '../../runtime/current';
import {PyUnicode_Check, Py_BOOL} from '../../runtime/generated/accessors';
import {ID__blksize, ID_close, ID_isatty, ID_locale, ID_mode, STR_utf_8} from '../../runtime/generated/ids';
import {PyExc_BlockingIOError, PyExc_EncodingWarning, PyExc_OSError, PyExc_RuntimeWarning, PyExc_ValueError, PyType_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {bufferediobase_spec, bufferedrandom_spec, bufferedreader_spec, bufferedrwpair_spec, bufferedwriter_spec} from './_io-bufferedio';
import {bytesio_spec, bytesiobuf_spec} from './_io-bytesio';
import {fileio_spec, isRegularFile} from './_io-fileio';
import {iobase_spec, rawiobase_spec} from './_io-iobase';
import {nldecoder_spec} from './_io-newline';
import {DEFAULT_BUFFER_SIZE, _PyIO_State, intArgument} from './_io-state';
import {stringio_spec} from './_io-stringio';
import {textiobase_spec, textiowrapper_spec} from './_io-textio';

// ---- open ----

/** What a mode asks for; null with a ValueError. */
interface Mode { raw: string; binary: boolean; updating: boolean; reading: boolean; writing: boolean }
function parseMode(mode: string, hasEncoding: boolean, hasErrors: boolean, hasNewline: boolean): Mode | null {
  for (let i = 0; i < mode.length; i++) {
    if ('xrwa+tb'.includes(mode[i]) && !mode.includes(mode[i], i + 1)) continue;
    PyErr_Format(PyExc_ValueError, `invalid mode: '${mode}'`);
    return null;
  }
  const has = (c: string): boolean => mode.includes(c), binary = has('b');
  let error: string | null = null;
  const kinds = [...'xrwa'].filter(has);
  if (has('t') && binary) error = "can't have text and binary mode at once";
  else if (kinds.length > 1) error = 'must have exactly one of create/read/write/append mode';
  else if (binary && hasEncoding) error = "binary mode doesn't take an encoding argument";
  else if (binary && hasErrors) error = "binary mode doesn't take an errors argument";
  else if (binary && hasNewline) error = "binary mode doesn't take a newline argument";
  if (error === null) return {raw: [...'xrwa+'].filter(has).join(''), binary, updating: has('+'), reading: has('r'), writing: has('x') || has('w') || has('a')};
  PyErr_SetString(PyExc_ValueError, error);
  return null;
}
/** Closes what was opened when the rest fails. @steals stream. escapes */
function abandon(stream: New): NULL {
  const exc = PyErr_GetRaisedException(), res = PyObject_CallMethodNoArgs(stream, ID_close);
  _PyErr_ChainExceptions1(exc);
  Py_XDECREF(res);
  Py_DECREF(stream);
  return NULL;
}
function openRaw(state: _PyIO_State, path: PyObject, mode: string, closefd: boolean, opener: PyObject): New | NULL {
  const modeObject = PyUnicode_FromString(mode);
  if (modeObject === NULL) return NULL;
  const raw = PyObject_CallFunctionObjArgs(state.PyFileIO_Type as PyObject, path, modeObject, Py_BOOL(closefd), opener);
  Py_DECREF(modeObject);
  return raw;
}
/** The size of a raw stream's buffer and whether lines are flushed; null with an exception. escapes */
function chooseBuffering(raw: PyObject, buffering: number): {size: number; lines: boolean} | null {
  let isatty = 0;
  // asking whether it is a terminal is dear
  if (buffering < 0 && !isRegularFile(raw)) {
    const res = PyObject_CallMethodNoArgs(raw, ID_isatty);
    if (res === NULL) return null;
    isatty = PyObject_IsTrue(res);
    Py_DECREF(res);
    if (isatty < 0) return null;
  }
  const lines = buffering === 1 || isatty > 0;
  if (!lines && buffering >= 0) return {size: buffering, lines};
  const blksize = PyObject_GetAttr(raw, ID__blksize);
  if (blksize === NULL) return null;
  const size = PyLong_AsLong(blksize);
  Py_DECREF(blksize);
  if (size === -1 && PyErr_Occurred() !== NULL) return null;
  if (size >= 0) return {size, lines};
  PyErr_SetString(PyExc_ValueError, 'invalid buffering size');
  return null;
}
/** io.open() with arguments that are checked; str arguments or None. escapes. CPython: _io_open_impl() */
function openFile(state: _PyIO_State, file: PyObject, modeText: string, buffering: number, encoding: PyObject, errors: PyObject, newline: PyObject, closefd: boolean, opener: PyObject): New | NULL {
  const path = PyNumber_Check(file) ? Py_NewRef(file) : PyOS_FSPath(file);
  if (path === NULL) return NULL;
  const mode = parseMode(modeText, encoding !== _Py_NoneStruct, errors !== _Py_NoneStruct, newline !== _Py_NoneStruct);
  const warned = mode !== null && mode.binary && buffering === 1
    && PyErr_WarnEx(PyExc_RuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used", 1) < 0;
  const raw = mode === null || warned ? NULL : openRaw(state, path, mode.raw, closefd, opener);
  Py_DECREF(path);
  if (raw === NULL || mode === null) return NULL;
  const chosen = chooseBuffering(raw, buffering);
  if (chosen === null) return abandon(raw);
  if (chosen.size === 0) {
    if (mode.binary) return raw;
    PyErr_SetString(PyExc_ValueError, "can't have unbuffered text I/O");
    return abandon(raw);
  }
  const type = mode.updating ? state.PyBufferedRandom_Type : mode.writing ? state.PyBufferedWriter_Type : mode.reading ? state.PyBufferedReader_Type : NULL;
  if (type === NULL) {
    PyErr_Format(PyExc_ValueError, `unknown mode: '${modeText}'`);
    return abandon(raw);
  }
  const size = PyLong_FromNumber(chosen.size), buffer = size === NULL ? NULL : PyObject_CallFunctionObjArgs(type, raw, size);
  Py_XDECREF(size);
  if (buffer === NULL) return abandon(raw);
  Py_DECREF(raw);
  if (mode.binary) return buffer;
  const wrapper = PyObject_CallFunctionObjArgs(state.PyTextIOWrapper_Type as PyObject, buffer, encoding, errors, newline, Py_BOOL(chosen.lines));
  if (wrapper === NULL) return abandon(buffer);
  Py_DECREF(buffer);
  const modeObject = PyUnicode_FromString(modeText), status = modeObject === NULL ? -1 : PyObject_SetAttr(wrapper, ID_mode, modeObject);
  Py_XDECREF(modeObject);
  return status < 0 ? abandon(wrapper) : wrapper;
}
/** Whether an argument is None, left out or a str without NUL. */
function isTextOrNone(name: string, arg: PyObject | NULL): boolean {
  if (arg === NULL || arg === _Py_NoneStruct) return true;
  if (PyUnicode_Check(arg)) return _PyUnicode_AsUTF8NoNUL(arg) !== undefined;
  _PyArg_BadArgument('open', `argument '${name}'`, 'str or None', arg);
  return false;
}
function io_open(
  module: PyObject, file: PyObject, modeArg: PyObject | NULL, bufferingArg: PyObject | NULL, encoding: PyObject | NULL, errors: PyObject | NULL, newline: PyObject | NULL, closefdArg: PyObject | NULL,
  opener: PyObject | NULL,
): New | NULL {
  let mode: string | undefined = 'r';
  if (modeArg !== NULL) {
    if (!PyUnicode_Check(modeArg)) return _PyArg_BadArgument('open', "argument 'mode'", 'str', modeArg);
    mode = _PyUnicode_AsUTF8NoNUL(modeArg);
    if (mode === undefined) return NULL;
  }
  const buffering = intArgument(bufferingArg, -1);
  if (buffering !== buffering || !isTextOrNone('encoding', encoding) || !isTextOrNone('errors', errors) || !isTextOrNone('newline', newline)) return NULL;
  const closefd = closefdArg === NULL ? 1 : PyObject_IsTrue(closefdArg), given = (arg: PyObject | NULL): PyObject => (arg === NULL ? _Py_NoneStruct : arg);
  if (closefd < 0) return NULL;
  return openFile(PyModule_GetState<_PyIO_State>(module) as _PyIO_State, file, mode, buffering, given(encoding), given(errors), given(newline), closefd !== 0, given(opener));
}
function io_text_encoding(_module: PyObject, encoding: PyObject | NULL, stacklevelArg: PyObject | NULL): New | NULL {
  const stacklevel = stacklevelArg === NULL ? 2 : PyLong_AsInt(stacklevelArg);
  if (stacklevel === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (encoding !== NULL && encoding !== _Py_NoneStruct) return Py_NewRef(encoding);
  if (interp.config.warn_default_encoding !== 0 && PyErr_WarnEx(PyExc_EncodingWarning, "'encoding' argument not specified", stacklevel) < 0) return NULL;
  return Py_NewRef(interp.config.utf8_mode !== 0 ? STR_utf_8 : ID_locale);
}
function io_open_code(module: PyObject, path: PyObject): New | NULL {
  if (!PyUnicode_Check(path)) return _PyArg_BadArgument('open_code', "argument 'path'", 'str', path);
  const state = PyModule_GetState<_PyIO_State>(module) as _PyIO_State;
  return openFile(state, path, 'rb', -1, _Py_NoneStruct, _Py_NoneStruct, _Py_NoneStruct, true, _Py_NoneStruct);
}

// ---- the module ----

/** Makes a type and adds it to the module; NULL with an exception. */
function addType(module: PyObject, spec: TypeSpec, base: PyObject | NULL): New | NULL {
  const type = PyType_FromModuleAndSpec(module, spec, base);
  if (type === NULL || PyModule_AddType(module, type) === 0) return type;
  Py_DECREF(type);
  return NULL;
}
/** The types with their declarations and bases, in the order in which they are made. */
const TYPES: readonly (readonly [keyof _PyIO_State, TypeSpec, keyof _PyIO_State | null])[] = [
  ['PyIncrementalNewlineDecoder_Type', nldecoder_spec, null], ['PyBytesIOBuffer_Type', bytesiobuf_spec, null], ['PyIOBase_Type', iobase_spec, null], ['PyTextIOBase_Type', textiobase_spec, 'PyIOBase_Type'],
  ['PyBufferedIOBase_Type', bufferediobase_spec, 'PyIOBase_Type'], ['PyRawIOBase_Type', rawiobase_spec, 'PyIOBase_Type'], ['PyBytesIO_Type', bytesio_spec, 'PyBufferedIOBase_Type'],
  ['PyBufferedWriter_Type', bufferedwriter_spec, 'PyBufferedIOBase_Type'], ['PyBufferedReader_Type', bufferedreader_spec, 'PyBufferedIOBase_Type'],
  ['PyBufferedRWPair_Type', bufferedrwpair_spec, 'PyBufferedIOBase_Type'], ['PyBufferedRandom_Type', bufferedrandom_spec, 'PyBufferedIOBase_Type'], ['PyFileIO_Type', fileio_spec, 'PyRawIOBase_Type'],
  ['PyStringIO_Type', stringio_spec, 'PyTextIOBase_Type'], ['PyTextIOWrapper_Type', textiowrapper_spec, 'PyTextIOBase_Type'],
];
/** class UnsupportedOperation(OSError, ValueError) */
function newUnsupportedOperation(): New | NULL {
  const name = PyUnicode_FromString('UnsupportedOperation'), bases = PyTuple_Pack(PyExc_OSError, PyExc_ValueError), dict = PyDict_New();
  const args = name === NULL || bases === NULL || dict === NULL ? NULL : PyTuple_Pack(name, bases, dict);
  const type = args === NULL ? NULL : PyObject_Call(PyType_Type, args, NULL);
  for (const op of [name, bases, dict, args]) Py_XDECREF(op);
  return type;
}
function iomodule_exec(module: PyObject): number {
  const state = PyModule_GetState<_PyIO_State>(module) as _PyIO_State;
  if (PyModule_AddIntConstant(module, 'DEFAULT_BUFFER_SIZE', DEFAULT_BUFFER_SIZE) < 0) return -1;
  state.unsupported_operation = newUnsupportedOperation();
  if (state.unsupported_operation === NULL || PyModule_AddObjectRef(module, 'UnsupportedOperation', state.unsupported_operation) < 0) return -1;
  if (PyModule_AddObjectRef(module, 'BlockingIOError', PyExc_BlockingIOError) < 0) return -1;
  for (const [field, spec, base] of TYPES) {
    const type = addType(module, spec, base === null ? NULL : state[base]);
    if (type === NULL) return -1;
    state[field] = type;
  }
  return 0;
}
function references(state: _PyIO_State): (keyof _PyIO_State)[] {
  return Object.keys(state) as (keyof _PyIO_State)[];
}
function iomodule_clear(module: PyObject): number {
  const state = PyModule_GetState<_PyIO_State>(module);
  if (state === null) return 0;
  for (const field of references(state)) {
    const held = state[field];
    state[field] = NULL;
    Py_XDECREF(held);
  }
  return 0;
}
const _PyIO_Module = new PyModuleDef('_io', {
  m_doc: 'Streams: raw ones of bytes over files (FileIO), buffered ones over those, text over buffered ones, and streams in memory.\n\nThe built-in function open() is of this module.',
  m_size: 120, newState: () => new _PyIO_State(),
  m_methods: [
    method(
      'open', "($module, /, file, mode='r', buffering=-1, encoding=None,\n     errors=None, newline=None, closefd=True, opener=None)",
      (module, file, mode, buffering, encoding, errors, newline, closefd, opener) => io_open(module, file as PyObject, mode as PyObject, buffering as PyObject, encoding as PyObject, errors as PyObject, newline as PyObject, closefd as PyObject, opener as PyObject),
      "Opens a file and returns a stream.\n\nfile is a path or a descriptor. mode has one of r (read), w (write from the start, emptying the file), x (create, fail\nif it exists) and a (append), and may have + (both directions), b (bytes) and t (text, as without it). buffering is 0\nfor none (bytes only), 1 for lines (text only), or the size of a buffer. encoding, errors and newline are those of\nTextIOWrapper. closefd=False leaves a descriptor open. opener(file, flags) opens the file in the system's place.",
    ),
    method('text_encoding', '($module, encoding, stacklevel=2, /)', io_text_encoding, "The encoding to be used: the argument, or 'locale' ('utf-8' in UTF-8 mode) for None, which may be warned of."),
    method('open_code', '($module, /, path)', (module, path) => io_open_code(module, path as PyObject), 'Opens a file whose contents are going to be run as code, as bytes.'),
  ],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<_PyIO_State>(module);
    let status = 0;
    if (state !== null) for (const field of references(state)) if (status === 0 && state[field] !== NULL) status = visit(state[field] as PyObject);
    return status;
  },
  m_clear: iomodule_clear,
  m_free: module => void iomodule_clear(module),
  m_slots: [[Py_mod_exec, iomodule_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit__io(): PyModuleDef {
  return PyModuleDef_Init(_PyIO_Module);
}
