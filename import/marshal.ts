/** Marshal: what .pyc files and frozen modules hold. CPython: Python/marshal.c, "public functions" */
import {PyBytes_FromUint8Array} from '../objects/bytesobject';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from '../objects/errors';
import {PySys_Audit} from '../objects/sysattr';
import {_PyRuntime, interp} from '../runtime/current';
import {PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
export {Py_MARSHAL_VERSION} from './marshal-format';
import {MarshalReader, type MarshalInput} from './marshal-read';
import {MarshalWriter, auditDumps} from './marshal-write';

const REASONABLE_FILE_LIMIT = 1 << 18;

function audited(): boolean {
  return _PyRuntime.audit_hooks.length !== 0 || interp.audit_hooks !== NULL;
}
/** The marshalled bytes of an object; null with an exception. escapes. CPython: _PyMarshal_WriteObjectToString() */
export function PyMarshal_WriteObjectToBytes(op: PyObject, version: number, allowCode = true): Uint8Array | null {
  if (auditDumps(op, version) < 0) return null;
  const writer = new MarshalWriter(version, allowCode);
  writer.object(op);
  switch (writer.error) {
    case 'ok': return writer.result();
    case 'nested too deep': PyErr_SetString(PyExc_ValueError, 'object too deeply nested to marshal'); return null;
    case 'code not allowed': PyErr_SetString(PyExc_ValueError, 'marshalling code objects is disallowed'); return null;
    case 'unmarshallable': PyErr_SetString(PyExc_ValueError, 'unmarshallable object'); return null;
    case 'raised':
      if (PyErr_Occurred() === NULL) PyErr_NoMemory();
      return null;
  }
}
function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    const count = _PyRuntime.host.write(fd, bytes, at, bytes.length - at);
    if (count <= 0) return;
    at += count;
  }
}
/** Writes a 32-bit number to a descriptor. CPython: PyMarshal_WriteLongToFile() */
export function PyMarshal_WriteLongToFile(x: number, fd: number, version: number): void {
  const writer = new MarshalWriter(version, true);
  writer.long(x);
  writeAll(fd, writer.result());
}
/** Writes an object to a descriptor, as far as it goes; only an audit hook sets an exception. escapes. CPython: PyMarshal_WriteObjectToFile() */
export function PyMarshal_WriteObjectToFile(op: PyObject, fd: number, version: number): void {
  if (auditDumps(op, version) < 0) return;
  const writer = new MarshalWriter(version, true);
  writer.object(op);
  writeAll(fd, writer.result());
}

/** Reads the next object and says how many bytes it took. escapes. CPython: read_object() */
export function readObject(bytes: Uint8Array, allowCode: boolean, input: MarshalInput | null = null): {object: New | NULL; consumed: number} {
  if (audited()) {
    const data = input === null ? PyBytes_FromUint8Array(bytes) : NULL;
    const status = input !== null ? PySys_Audit('marshal.load') : data === NULL ? -1 : PySys_Audit('marshal.loads', data);
    Py_XDECREF(data);
    if (status < 0) return {object: NULL, consumed: 0};
  }
  const reader = new MarshalReader(bytes, allowCode, input);
  let object = reader.object();
  if (object === NULL && PyErr_Occurred() === NULL) object = PyErr_SetString(PyExc_TypeError, 'NULL object in marshal data for object');
  reader.finish();
  return {object, consumed: reader.at};
}
/** The object that bytes hold, new reference; NULL with an exception. CPython: PyMarshal_ReadObjectFromString() */
export function PyMarshal_ReadObjectFromBytes(bytes: Uint8Array, allowCode = true): New | NULL {
  return readObject(bytes, allowCode).object;
}
/** The next 16-bit number of a descriptor; -1 with EOFError. CPython: PyMarshal_ReadShortFromFile() */
export function PyMarshal_ReadShortFromFile(fd: number): number {
  const value = new MarshalReader(new Uint8Array(0), true, {fd}).checkedShort();
  return Number.isNaN(value) ? -1 : value;
}
/** The next 32-bit number of a descriptor; -1 with EOFError. CPython: PyMarshal_ReadLongFromFile() */
export function PyMarshal_ReadLongFromFile(fd: number): number {
  const value = new MarshalReader(new Uint8Array(0), true, {fd}).checkedLong();
  return Number.isNaN(value) ? -1 : value;
}
/** The next object of a descriptor, which is left right behind it. CPython: PyMarshal_ReadObjectFromFile() */
export function PyMarshal_ReadObjectFromFile(fd: number): New | NULL {
  return readObject(new Uint8Array(0), true, {fd}).object;
}
/** The same for the last object of a file: a small file is read to its end at once. CPython: PyMarshal_ReadLastObjectFromFile() */
export function PyMarshal_ReadLastObjectFromFile(fd: number): New | NULL {
  const {host} = _PyRuntime, stat = host.fstat(fd), size = typeof stat === 'number' ? 0 : Number(stat.size);
  if (size <= 0 || size > REASONABLE_FILE_LIMIT) return PyMarshal_ReadObjectFromFile(fd);
  const bytes = new Uint8Array(size);
  let n = 0;
  for (let count = 1; n < size && count > 0; n += Math.max(count, 0)) count = host.read(fd, bytes, n, size - n);
  return PyMarshal_ReadObjectFromBytes(bytes.subarray(0, n));
}
