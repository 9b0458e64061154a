/** Functions, generators and types as C code reads them, in _testcapi. CPython: Modules/_testcapimodule.c function_get_code() and on, get_type_name() and its kin */
import * as func from '../../objects/funcobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetNone, PyErr_SetString, PyErr_WarnEx} from '../../objects/errors';
import {PyErr_SetFromErrno, PyErr_SetFromErrnoWithFilenameObject} from '../../objects/errors-errno';
import {PyUnicode_DecodeFSDefault} from '../../objects/unicode-encoded';
import {borrowed, cBytes, none, object} from './_testlimitedcapi-table';
import {PyObject_GetItem} from '../../objects/abstract-object';
import {PyDict_GetItemString} from '../../objects/dictobject';
import {gen_getcode} from '../../objects/genobject';
import {PyBuffer_FillInfo} from '../../objects/abstract-buffer';
import {PyMemoryView_FromBuffer} from '../../objects/memoryobject';
import {PyObject_Bytes, PyObject_Repr, PyObject_SetAttrString, PyObject_Str} from '../../objects/object';
import {PyObject_ClearManagedDict} from '../../objects/dictobject-values';
import {PyType_GetFullyQualifiedName, PyType_GetName, PyType_GetQualName, type_module} from '../../objects/typeobject-attributes';
import {PyType_GetDict} from '../../objects/typeobject-cache';
import {PyType_GetSlot, Py_bf_releasebuffer, Py_mp_length, Py_nb_add, Py_tp_call, Py_tp_new, Py_tp_repr} from '../../objects/typeobject-getslot';
import {PyType_FromSpec} from '../../objects/typeobject-spec';
import {PyCoro_CheckExact, PyGen_CheckExact} from '../../runtime/generated/accessors';
import {PyExc_AssertionError, PyExc_RuntimeWarning, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, PyLong_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, slots} from '../../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';

const None = (): New => Py_NewRef(_Py_NoneStruct);
const HeapTypeNameType: TypeSpec = {tp_name: '_testcapi.HeapTypeNameType', tp_basicsize: 16, slots: {}};
const failed = (message: string): NULL => PyErr_SetString(PyExc_AssertionError, message);

/** The dict of a type has what was declared, and what was set on a type made at run time. */
function test_get_type_dict(): New | NULL {
  const longDict = PyType_GetDict(PyLong_Type), known = PyDict_GetItemString(longDict, 'to_bytes');
  Py_DECREF(longDict);
  if (known === NULL) return failed('int has no to_bytes');
  const type = PyType_FromSpec(HeapTypeNameType);
  if (type === NULL) return NULL;
  let found = false;
  if (PyObject_SetAttrString(type, 'new_attr', _Py_NoneStruct) === 0) {
    const dict = PyType_GetDict(type);
    found = PyDict_GetItemString(dict, 'new_attr') !== NULL;
    Py_DECREF(dict);
  }
  Py_DECREF(type);
  return found ? None() : PyErr_Occurred() !== NULL ? NULL : failed('the attribute is not in the dict');
}
/** The slots of int by their numbers. */
function test_get_statictype_slots(): New | NULL {
  const own = slots(PyLong_Type);
  const right = PyType_GetSlot(PyLong_Type, Py_tp_new) === own.tp_new && PyType_GetSlot(PyLong_Type, Py_tp_repr) === own.tp_repr && PyType_GetSlot(PyLong_Type, Py_tp_call) === null
    && PyType_GetSlot(PyLong_Type, Py_nb_add) === own.nb_add && PyType_GetSlot(PyLong_Type, Py_mp_length) === null && PyType_GetSlot(PyLong_Type, Py_bf_releasebuffer + 1000) === null;
  if (!right) return PyErr_Occurred() !== NULL ? NULL : failed('mismatch: slots of int');
  if (PyType_GetSlot(PyLong_Type, 0) !== null) return failed('mismatch: slot 0 of int');
  if (!PyErr_ExceptionMatches(PyExc_SystemError)) return NULL;
  PyErr_Clear();
  return None();
}
/** A view of no memory is refused. */
function make_memoryview_from_NULL_pointer(): New | NULL {
  const view = new Py_buffer();
  return PyBuffer_FillInfo(view, NULL, 0, 1, true, 0x11c) < 0 ? NULL : PyMemoryView_FromBuffer(view);
}
function getitem_with_error(map: PyObject, key: PyObject): New | NULL {
  PyErr_SetString(PyExc_ValueError, 'bug');
  return PyObject_GetItem(map, key);
}
/** The OSError of an error number and a file name as bytes. */
function setFromErrno(errno: number, exc: PyObject, name: Uint8Array | null): NULL {
  if (name === null) return PyErr_SetFromErrno(exc, errno);
  const filename = PyUnicode_DecodeFSDefault(cBytes(name));
  if (filename === NULL) return NULL;
  PyErr_SetFromErrnoWithFilenameObject(exc, errno, filename);
  Py_DECREF(filename);
  return NULL;
}
const ofType = (name: string, call: (type: PyTypeObject) => New | NULL): PyMethodDef => object(name, 'o', op => call(op as PyTypeObject));
const set = (name: string, call: (op: PyObject, value: PyObject) => number): PyMethodDef => none(name, 'oo', (op, value) => void call(op, value));

/** The functions. */
export const FUNCTION_METHODS: readonly PyMethodDef[] = [
  borrowed('function_get_code', 'o', func.PyFunction_GetCode), borrowed('function_get_globals', 'o', func.PyFunction_GetGlobals), borrowed('function_get_module', 'o', func.PyFunction_GetModule),
  borrowed('function_get_defaults', 'o', func.PyFunction_GetDefaults, _Py_NoneStruct), set('function_set_defaults', func.PyFunction_SetDefaults), borrowed('function_get_kw_defaults', 'o', func.PyFunction_GetKwDefaults, _Py_NoneStruct),
  set('function_set_kw_defaults', func.PyFunction_SetKwDefaults), borrowed('function_get_closure', 'o', func.PyFunction_GetClosure, _Py_NoneStruct), set('function_set_closure', func.PyFunction_SetClosure),
  object('gen_get_code', 'o', gen => PyGen_CheckExact(gen) || PyCoro_CheckExact(gen) ? gen_getcode(gen) : PyErr_SetString(PyExc_TypeError, 'argument must be a generator object')),
  none('clear_managed_dict', 'o', PyObject_ClearManagedDict), hiddenMethod('function_set_warning', '()', () => PyErr_WarnEx(PyExc_RuntimeWarning, 'Testing PyErr_WarnEx', 2) < 0 ? NULL : None()),
  object('get_heaptype_for_name', '', () => PyType_FromSpec(HeapTypeNameType)), ofType('get_type_name', PyType_GetName), ofType('get_type_qualname', PyType_GetQualName), ofType('get_type_fullyqualname', PyType_GetFullyQualifiedName),
  ofType('get_type_module_name', type_module), hiddenMethod('test_get_type_dict', '()', test_get_type_dict), hiddenMethod('test_get_statictype_slots', '()', test_get_statictype_slots),
  object('err_setfromerrnowithfilename', 'ioy', setFromErrno),
  object('pyobject_repr_from_null', '', () => PyObject_Repr(NULL)), object('pyobject_str_from_null', '', () => PyObject_Str(NULL)), object('pyobject_bytes_from_null', '', () => PyObject_Bytes(NULL)),
  object('make_memoryview_from_NULL_pointer', '', make_memoryview_from_NULL_pointer), object('getitem_with_error', 'oo', getitem_with_error),
  rawMethod('return_null_without_error', null, () => {
    PyErr_Clear();
    return NULL;
  }),
  rawMethod('return_result_with_error', null, () => {
    PyErr_SetNone(PyExc_ValueError);
    return None();
  }),
];
