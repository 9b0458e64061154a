/** The _testcapi module, as far as the tests of the language use it. Single-phase, as in CPython. CPython: Modules/_testcapimodule.c */
import {PyErr_Format, typeName} from '../../objects/errors';
import {PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModule_Add, PyModule_AddObjectRef, PyModule_Create} from '../../objects/moduleobject';
import {_PyRuntime} from '../../runtime/current';
import {PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_TypeError, PyInstanceMethod_Type, _Py_FalseStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {Py_NewInterpreter, endVisitedInterpreter} from '../../runtime/pylifecycle-interpreters';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {Library} from '../importdl';
import {addBuffers, bufferMethods} from './_testcapi-buffer';
import {ALLOCATOR_METHODS} from './_testcapi-allocators';
import {DATETIME_METHODS, PyInit__testcapi_datetime} from './_testcapi-datetime';
import {GILSTATE_METHODS} from './_testcapi-gilstate';
import {EXCEPTION_METHODS, addExceptions} from './_testcapi-exceptions';
import {MEM_METHODS} from './_testcapi-mem';
import {MONITORING_METHODS, addMonitoring} from './_testcapi-monitoring';
import {OBJECT_METHODS, addObjects} from './_testcapi-objects';
import {VECTORCALL_METHODS, addVectorcall} from './_testcapi-vectorcall';
import {CONTAINERS} from './_testcapi-containers';
import {WIDE} from './_testlimitedcapi-unicode';
import {NUMBERS, addNumbers} from './_testcapi-numbers';
import {PYATOMIC_METHODS} from './_testcapi-pyatomic';
import {addWatchers, watcherMethods} from './_testcapi-watchers';
import {PY_VERSION_HEX} from '../../runtime/version';
import {PyRun_SimpleString, Py_eval_input, Py_file_input, Py_single_input} from '../pythonrun-string';
import {HEAPTYPE_METHODS, addHeapTypes} from './_testcapi-heaptype';
import {addStructMembers} from './_testcapi-structmember';
import {BASIC_METHODS} from './_testcapi-basics';
import {FUNCTION_METHODS} from './_testcapi-functions';
import {GETARGS_METHODS} from './_testcapi-getargs';
import {runMethods} from './_testcapi-run';
import {THREAD_METHODS} from './_testcapi-threads';
import {_PyUnicode_AsUTF8NoNUL} from '../../objects/unicode-encoded';

/** The text of an `s` of a C format; null with an exception. */
export function cString(fname: string, position: number, arg: PyObject): string | null {
  if (!PyUnicode_Check(arg)) {
    PyErr_Format(PyExc_TypeError, `${fname}() argument ${position} must be str, not ${typeName(arg)}`);
    return null;
  }
  return _PyUnicode_AsUTF8NoNUL(arg) ?? null;
}
/** Runs text in the __main__ of a new legacy interpreter: 0, or -1 after a printed exception. */
function run_in_subinterp(_module: PyObject, code: PyObject | NULL): New | NULL {
  const text = cString('run_in_subinterp', 1, code as PyObject);
  if (text === null) return NULL;
  const {visit} = Py_NewInterpreter(), status = PyRun_SimpleString(text);
  endVisitedInterpreter(visit);
  return PyLong_FromNumber(status);
}

/** Limits of C types on 64-bit Linux. */
const LIMITS: Readonly<Record<string, number | bigint>> = {
  CHAR_MAX: 127, CHAR_MIN: -128, UCHAR_MAX: 255, SHRT_MAX: 32767, SHRT_MIN: -32768, USHRT_MAX: 65535, INT_MAX: 2147483647, INT_MIN: -2147483648, UINT_MAX: 4294967295,
  LONG_MAX: 0x7fffffffffffffffn, LONG_MIN: -0x8000000000000000n, ULONG_MAX: 0xffffffffffffffffn, LLONG_MAX: 0x7fffffffffffffffn, LLONG_MIN: -0x8000000000000000n, ULLONG_MAX: 0xffffffffffffffffn,
  PY_SSIZE_T_MAX: 0x7fffffffffffffffn, PY_SSIZE_T_MIN: -0x8000000000000000n, SIZEOF_WCHAR_T: 4, SIZEOF_VOID_P: 8, SIZEOF_TIME_T: 8, SIZEOF_PID_T: 4, SIZEOF_LONG: 8, SIZE_MAX: 0xffffffffffffffffn,
  Py_single_input, Py_file_input, Py_eval_input, Py_Version: PY_VERSION_HEX, the_number_three: 3,
};

/** The library. */
export function _testcapi(): Library {
  const def = new PyModuleDef('_testcapi', {m_size: -1, m_methods: [hiddenMethod('run_in_subinterp', '(code, /)', run_in_subinterp), ...EXCEPTION_METHODS, ...DATETIME_METHODS, ...ALLOCATOR_METHODS, ...GILSTATE_METHODS, ...MEM_METHODS, ...MONITORING_METHODS, ...THREAD_METHODS, ...VECTORCALL_METHODS, ...OBJECT_METHODS, ...bufferMethods(), ...watcherMethods(), ...runMethods(), ...PYATOMIC_METHODS, ...GETARGS_METHODS, ...BASIC_METHODS, ...HEAPTYPE_METHODS, ...FUNCTION_METHODS, ...CONTAINERS, ...WIDE, ...NUMBERS]});
  return {
    PyInit__testcapi_datetime,
    PyInit__testcapi: (): New | NULL => {
      const module = PyModule_Create(def);
      if (module === NULL) return NULL;
      let ok = true;
      const limits = {...LIMITS, Py_C_RECURSION_LIMIT: _PyRuntime.build.pydebug ? 500 : 10000};
      for (const [name, value] of Object.entries(limits)) ok = ok && PyModule_Add(module, name, typeof value === 'bigint' ? PyLong_FromBigInt(value) : PyLong_FromNumber(value)) === 0;
      ok = ok && PyModule_AddObjectRef(module, 'instancemethod', PyInstanceMethod_Type) === 0 && PyModule_AddObjectRef(module, 'WITH_PYMALLOC', _Py_TrueStruct) === 0 && PyModule_AddObjectRef(module, 'WITH_MIMALLOC', _Py_TrueStruct) === 0;
      ok = ok && addExceptions(module) === 0 && addMonitoring(module) === 0 && addVectorcall(module) === 0 && addObjects(module) === 0 && addBuffers(module) === 0 && addWatchers(module) === 0 && addHeapTypes(module) === 0 && addStructMembers(module) === 0 && addNumbers(module) === 0;
      if (ok) return module;
      Py_DECREF(module);
      return NULL;
    },
  };
}
