/** The part of _testcapi about buffers, limits of doubles and errno. CPython: Modules/_testcapi/buffer.c, _testcapi/float.c, _testcapimodule.c */
import {PyBuffer_FillInfo, PyBuffer_SizeFromFormat, PyObject_CheckBuffer, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyBytes_FromString} from '../../objects/bytesobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyMemoryView_FromBuffer} from '../../objects/memoryobject';
import {PyModule_Add, PyModule_AddObjectRef} from '../../objects/moduleobject';
import {PyType_FromSpec} from '../../objects/typeobject-spec';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_BufferError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, setPayload, slots} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';
import {cString} from './_testcapi';

/** An exporter that counts its views: the bytes it lends and their number. */
class TestBuf {
  references = 0;
  readonly obj: PyObject;
  /** Takes over the reference. */
  constructor(obj: New) {
    this.obj = obj;
  }
}
const testBufType: TypeSpec = {
  tp_name: '_testcapi.testBuf', tp_basicsize: 32,
  slots: {
    tp_new(type) {
      const obj = PyBytes_FromString('test');
      if (obj === NULL) return NULL;
      const self = slots(type).tp_alloc!(type, 0);
      if (self === NULL) Py_DECREF(obj);
      else setPayload(self, new TestBuf(obj));
      return self;
    },
    tp_dealloc(self) {
      const type = Py_TYPE(self);
      Py_DECREF(payload<TestBuf>(self).obj);
      slots(type).tp_free!(self);
      Py_DECREF(type);
    },
    bf_getbuffer(self, view, flags) {
      const buf = payload<TestBuf>(self), status = PyObject_GetBuffer(buf.obj, view, flags);
      if (status === 0) {
        Py_DECREF(view.obj as PyObject);
        view.obj = Py_NewRef(self);
        buf.references++;
      }
      return status;
    },
    bf_releasebuffer(self) {
      payload<TestBuf>(self).references--;
    },
  },
  getset: [{name: 'references', get: self => PyLong_FromNumber(payload<TestBuf>(self).references)}],
};

/** A memoryview of the bytes, whatever the flags say about writing. */
function buffer_fill_info(_module: PyObject, data: PyObject, readonlyArg: PyObject, flagsArg: PyObject): New | NULL {
  if (!PyBytes_Check(data)) return PyErr_SetString(PyExc_TypeError, `buffer_fill_info() argument 1 must be bytes, not ${typeName(data)}`);
  const readonly = PyLong_AsInt(readonlyArg);
  if (readonly === -1 && PyErr_Occurred() !== NULL) return NULL;
  const flags = PyLong_AsInt(flagsArg);
  if (flags === -1 && PyErr_Occurred() !== NULL) return NULL;
  const view = new Py_buffer();
  return PyBuffer_FillInfo(view, NULL, PyBytes_AS_STRING(data), PyBytes_GET_SIZE(data), readonly !== 0, flags) < 0 ? NULL : PyMemoryView_FromBuffer(view);
}
/** Asking for a buffer without a view, which was a way to lock an exporter once, is an error of every exporter. */
function getbuffer_with_null_view(_module: PyObject, obj: PyObject): New | NULL {
  if (!PyObject_CheckBuffer(obj)) return PyErr_Format(PyExc_TypeError, `a bytes-like object is required, not '${typeName(obj)}'`);
  return PyErr_Format(PyExc_BufferError, `${typeName(obj)}_getbuffer: view==NULL argument is obsolete`);
}
function sizeFromFormat(_module: PyObject, format: PyObject): New | NULL {
  const text = cString('PyBuffer_SizeFromFormat', 1, format);
  if (text === null) return NULL;
  const size = PyBuffer_SizeFromFormat(text);
  return size === -1 ? NULL : PyLong_FromNumber(size);
}

/** Functions on buffers and errno. */
export function bufferMethods(): PyMethodDef[] {
  // nothing here reads errno but these two
  let errno = 0;
  return [
    hiddenMethod('buffer_fill_info', '(data, readonly, flags, /)', buffer_fill_info),
    hiddenMethod('getbuffer_with_null_view', '(obj, /)', getbuffer_with_null_view),
    hiddenMethod('PyBuffer_SizeFromFormat', '(format, /)', sizeFromFormat),
    hiddenMethod('get_errno', '()', () => PyLong_FromNumber(errno)),
    hiddenMethod('set_errno', '(value, /)', (_module, value) => {
      const number = PyLong_AsInt(value as PyObject);
      if (number === -1 && PyErr_Occurred() !== NULL) return NULL;
      errno = number;
      return Py_NewRef(_Py_NoneStruct);
    }),
  ];
}
/** The type and the limits; -1 with an exception. */
export function addBuffers(module: PyObject): number {
  const type = PyType_FromSpec(testBufType);
  if (type === NULL) return -1;
  const status = PyModule_AddObjectRef(module, 'testBuf', type);
  Py_DECREF(type);
  if (status < 0) return -1;
  const limits: Readonly<Record<string, number>> = {FLT_MAX: 3.4028234663852886e38, FLT_MIN: 1.1754943508222875e-38, DBL_MAX: Number.MAX_VALUE, DBL_MIN: 2.2250738585072014e-308};
  for (const [name, value] of Object.entries(limits)) if (PyModule_Add(module, name, PyFloat_FromDouble(value)) < 0) return -1;
  return 0;
}
