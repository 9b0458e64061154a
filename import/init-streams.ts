/** sys.stdin, stdout and stderr. CPython: Python/pylifecycle.c init_sys_streams(), create_stdio(); Objects/fileobject.c PyFile_NewStdPrinter() */
import {PyObject_Call, PyObject_CallMethodNoArgs} from '../objects/call';
import {PyDict_New, PyDict_SetItemString} from '../objects/dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches} from '../objects/errors';
import {PyFile_NewStdPrinter} from '../objects/stdprinter';
import {PyLong_FromNumber} from '../objects/longobject';
import {PyObject_GetAttr, PyObject_IsTrue, PyObject_SetAttr} from '../objects/object';
import {PyTuple_Pack} from '../objects/tupleobject';
import {_PyCodec_Lookup} from '../objects/codecs';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../objects/unicodeobject';
import {_PyRuntime, interp} from '../runtime/current';
import {ID_isatty, ID_mode, ID_name, ID_open, ID_raw} from '../runtime/generated/ids';
import {PyExc_OSError, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {PyUnicode_Check, Py_BOOL} from '../runtime/generated/accessors';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyImport_ImportModule} from './import';
import {PySys_SetObject} from './builtin/sys';

const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;

/** A stderr that writes and nothing else, for the time before io exists. */
export function preliminaryStderr(): New | NULL {
  return PyFile_NewStdPrinter(2);
}

/** Sets the three streams and their __std*__ copies; null, or what went wrong. */
export function initSysStreams(): string | null {
  const stdin = _PyRuntime.host.fstat(0);
  if (typeof stdin !== 'number' && (stdin.mode & S_IFMT) === S_IFDIR) return '<stdin> is a directory, cannot continue';
  const config = interp.config, io = PyImport_ImportModule('io');
  if (io === NULL) return "can't initialize sys standard streams";
  const encoding = codecName(config.stdio_encoding);
  if (encoding === null) {
    Py_DECREF(io);
    return "can't initialize sys standard streams";
  }
  config.stdio_encoding = encoding;
  const streams = [
    {fd: 0, write: false, name: 'stdin', file: '<stdin>', errors: config.stdio_errors},
    {fd: 1, write: true, name: 'stdout', file: '<stdout>', errors: config.stdio_errors},
    {fd: 2, write: true, name: 'stderr', file: '<stderr>', errors: 'backslashreplace'},
  ];
  let ok = true;
  for (const stream of streams) {
    if (!ok) break;
    const file = create_stdio(io, stream.fd, stream.write, stream.file, config.stdio_encoding, stream.errors);
    ok = file !== NULL && PySys_SetObject(`__${stream.name}__`, file) === 0 && PySys_SetObject(stream.name, file) === 0;
    Py_XDECREF(file);
  }
  Py_DECREF(io);
  return ok ? null : "can't initialize sys standard streams";
}

/** How the codec of an encoding calls itself; null with an exception when there is none. CPython: config_get_codec_name() */
function codecName(encoding: string): string | null {
  if (encoding === 'utf-8') return encoding;
  const codec = _PyCodec_Lookup(encoding), name = codec === NULL ? NULL : PyObject_GetAttr(codec, ID_name);
  Py_XDECREF(codec);
  if (name === NULL) return null;
  const text = PyUnicode_Check(name) ? PyUnicode_AsJSString(name) : encoding;
  Py_DECREF(name);
  return text;
}
/** One text stream on a descriptor; None when it is not open. */
function create_stdio(io: PyObject, fd: number, write: boolean, name: string, encoding: string, errors: string): New | NULL {
  if (typeof _PyRuntime.host.fstat(fd) === 'number') return Py_NewRef(_Py_NoneStruct);
  const buffered = interp.config.buffered_stdio !== 0 || !write;
  const buf = openDescriptor(io, fd, write ? 'wb' : 'rb', buffered ? -1 : 0);
  if (buf === NULL) return notOpen(fd);
  const raw = buffered ? PyObject_GetAttr(buf, ID_raw) : Py_NewRef(buf);
  const text = PyUnicode_FromString(name);
  let stream: New | NULL = NULL;
  if (raw !== NULL && text !== NULL && PyObject_SetAttr(raw, ID_name, text) === 0) {
    const tty = PyObject_CallMethodNoArgs(raw, ID_isatty), isatty = tty === NULL ? -1 : PyObject_IsTrue(tty);
    Py_XDECREF(tty);
    if (isatty >= 0) stream = wrapText(io, buf, encoding, errors, interp.config.buffered_stdio !== 0 && (isatty > 0 || fd === 2), interp.config.buffered_stdio === 0);
  }
  Py_XDECREF(raw);
  Py_XDECREF(text);
  Py_DECREF(buf);
  if (stream === NULL) return notOpen(fd);
  const mode = PyUnicode_FromString(write ? 'w' : 'r');
  if (mode === NULL || PyObject_SetAttr(stream, ID_mode, mode) < 0) {
    Py_XDECREF(mode);
    Py_DECREF(stream);
    return NULL;
  }
  Py_DECREF(mode);
  return stream;
}
/** The descriptor was closed meanwhile: no stream; any other failure stays. */
function notOpen(fd: number): New | NULL {
  if (!PyErr_ExceptionMatches(PyExc_OSError) || typeof _PyRuntime.host.fstat(fd) !== 'number') return NULL;
  PyErr_Clear();
  return Py_NewRef(_Py_NoneStruct);
}
/** io.open(fd, mode, buffering, closefd=False) */
function openDescriptor(io: PyObject, fd: number, mode: string, buffering: number): New | NULL {
  const open = PyObject_GetAttr(io, ID_open), kwargs = PyDict_New();
  const number = PyLong_FromNumber(fd), modeText = PyUnicode_FromString(mode), size = PyLong_FromNumber(buffering);
  const made = open !== NULL && kwargs !== NULL && number !== NULL && modeText !== NULL && size !== NULL, args = made ? PyTuple_Pack(number, modeText, size) : NULL;
  const result = made && args !== NULL && PyDict_SetItemString(kwargs, 'closefd', _Py_FalseStruct) === 0 ? PyObject_Call(open, args, kwargs) : NULL;
  Py_XDECREF(open);
  Py_XDECREF(kwargs);
  Py_XDECREF(number);
  Py_XDECREF(modeText);
  Py_XDECREF(size);
  Py_XDECREF(args);
  return result;
}
/** io.TextIOWrapper(buffer, encoding, errors, '\n', line_buffering, write_through) */
function wrapText(io: PyObject, buffer: PyObject, encoding: string, errors: string, lineBuffering: boolean, writeThrough: boolean): New | NULL {
  const name = PyUnicode_FromString('TextIOWrapper');
  if (name === NULL) return NULL;
  const type = PyObject_GetAttr(io, name);
  Py_DECREF(name);
  const encodingText = PyUnicode_FromString(encoding), errorsText = PyUnicode_FromString(errors), newline = PyUnicode_FromString('\n');
  const made = type !== NULL && encodingText !== NULL && errorsText !== NULL && newline !== NULL;
  const args = !made ? NULL : PyTuple_Pack(buffer, encodingText, errorsText, newline, Py_BOOL(lineBuffering), writeThrough ? _Py_TrueStruct : _Py_FalseStruct);
  const result = !made || args === NULL ? NULL : PyObject_Call(type, args, NULL);
  Py_XDECREF(type);
  Py_XDECREF(encodingText);
  Py_XDECREF(errorsText);
  Py_XDECREF(newline);
  Py_XDECREF(args);
  return result;
}
