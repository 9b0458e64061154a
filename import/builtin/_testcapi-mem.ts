/** _testcapi: memory that fails, versions of dicts, a signal on the way into a generator. CPython: Modules/_testcapi/mem.c, Modules/_testcapimodule.c */
import {PyObject_CallMethodObjArgs} from '../../objects/call';
import {_PyDict_VersionTag} from '../../objects/dictobject-watch';
import {PyErr_Format, PyErr_Occurred, typeName} from '../../objects/errors';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {tripSignal} from '../../runtime/host/signals';
import {_PyRuntime} from '../../runtime/current';
import {PyDict_Check, PyGen_CheckExact} from '../../runtime/generated/accessors';
import {ID_send} from '../../runtime/generated/ids';
import {PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {type PyMethodDef, hiddenMethod, method} from '../../runtime/methoddef';
import {Py_NewRef} from '../../runtime/object';
import {setAllocatorHook} from '../../runtime/obmalloc';
import {noticeSignals} from '../../runtime/scheduler';
import {NULL, type New, type PyObject} from '../../runtime/types';

const SIGINT = 2;

/** From request `start` on memory is out, until request `stop` unless that is 0. CPython: set_nomemory(), fm_nomemory() */
function set_nomemory(_module: PyObject, startArg: PyObject | NULL, stopArg: PyObject | NULL): New | NULL {
  const start = PyLong_AsInt(startArg as PyObject), stop = stopArg === NULL ? 0 : PyLong_AsInt(stopArg);
  if ((start === -1 || stop === -1) && PyErr_Occurred() !== NULL) return NULL;
  let count = 0;
  setAllocatorHook(() => {
    count++;
    return count > start && (stop <= 0 || count <= stop);
  });
  return Py_NewRef(_Py_NoneStruct);
}
/** CPython: remove_mem_hooks() */
function remove_mem_hooks(): New {
  setAllocatorHook(null);
  return Py_NewRef(_Py_NoneStruct);
}
/** CPython: dict_get_version() */
function dict_get_version(_module: PyObject, dict: PyObject | NULL): New | NULL {
  if (PyDict_Check(dict as PyObject)) return PyLong_FromNumber(_PyDict_VersionTag(dict as PyObject));
  return PyErr_Format(PyExc_TypeError, `argument 1 must be dict, not ${typeName(dict as PyObject)}`);
}
/** The signal is there when the generator's frame is entered, and its handler has not run. escapes. CPython: raise_SIGINT_then_send_None() */
function raise_SIGINT_then_send_None(_module: PyObject, gen: PyObject | NULL): New | NULL {
  if (!PyGen_CheckExact(gen as PyObject)) return PyErr_Format(PyExc_TypeError, `argument 1 must be generator, not ${typeName(gen as PyObject)}`);
  tripSignal(_PyRuntime.host.signals, SIGINT);
  noticeSignals();
  return PyObject_CallMethodObjArgs(gen as PyObject, ID_send, _Py_NoneStruct);
}

export const MEM_METHODS: readonly PyMethodDef[] = [
  hiddenMethod('set_nomemory', '($module, start, stop=0, /)', set_nomemory, 'Has memory requests fail, from one on and up to another.'),
  method('remove_mem_hooks', '($module, /)', remove_mem_hooks, 'Has memory requests succeed again.'),
  hiddenMethod('dict_get_version', '($module, dict, /)', dict_get_version, null),
  hiddenMethod('raise_SIGINT_then_send_None', '($module, gen, /)', raise_SIGINT_then_send_None, null),
];
