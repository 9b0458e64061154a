/** Small tests of the C API's objects, counts, memory and threads in _testcapi. CPython: Modules/_testcapimodule.c, _testcapi/gc.c, mem.c, immortal.c */
import * as capsule from '../../objects/capsule';
import {PyObject_CallFunctionObjArgs, PyObject_CallNoArgs} from '../../objects/call';
import {PyCode_GetCellvars, PyCode_GetCode, PyCode_GetFreevars, PyCode_GetVarnames, PyCode_NewEmpty} from '../../objects/codeobject';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_New, PyDict_Next, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred} from '../../objects/errors';
import {PyGC_Disable, PyGC_Enable, PyGC_IsEnabled, PyUnstable_GC_VisitObjects} from '../../runtime/gc-control';
import {PyList_New, PyList_Reverse} from '../../objects/listobject';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_New, PyObject_NewVar} from '../../objects/object';
import {PyThreadState_Get, PyThreadState_GetUnchecked} from '../../runtime/pystate-gilstate';
import {PyThreadState_EnterTracing, PyThreadState_GetDict, PyThreadState_GetID, PyThreadState_GetInterpreter, PyThreadState_LeaveTracing, PyUnstable_AtExit} from '../../objects/pystate-capi';
import {PyOS_string_to_double} from '../../objects/pystrtod-capi';
import {PyStructSequence_NewType} from '../../objects/structseq';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyWeakref_Check, PyWeakref_CheckRef, PyWeakref_GetObject, PyWeakref_GetRef, PyWeakref_NewRef} from '../../objects/weakrefobject';
import {interp, tstate} from '../../runtime/current';
import {PyBytes_CheckExact, PyBytes_GET_SIZE, PyDict_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_SET_ITEM, PyTuple_CheckExact, PyTuple_GET_SIZE, PyType_Check, Py_TYPE, _Py_IsImmortal} from '../../runtime/generated/accessors';
import {PyBaseObject_Type, PyBytes_Type, PyExc_AssertionError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, PyList_Type, PyType_Type, _PyTuple_Empty, _Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_REFCNT, Py_XDECREF, Py_XINCREF, Py_XNewRef} from '../../runtime/object';
import {PyMem_RawFree, PyMem_RawMalloc, PyObject_Free, PyObject_Malloc} from '../../runtime/obmalloc';
import {_Py_atomic} from '../../runtime/pyatomic';
import {Py_NewInterpreter, endVisitedInterpreter} from '../../runtime/pylifecycle-interpreters';
import {PyThread_tss_alloc, PyThread_tss_create, PyThread_tss_delete, PyThread_tss_get, PyThread_tss_is_created, PyThread_tss_set} from '../../runtime/thread-tss';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyImport_ImportModule} from '../import';

/** A test that says what does not hold, or '' when all does; null with an exception. */
const test = (name: string, run: () => string | null): PyMethodDef => hiddenMethod(name, '()', () => {
  const failed = run();
  if (failed === '' && PyErr_Occurred() === NULL) return Py_NewRef(_Py_NoneStruct);
  return PyErr_Occurred() !== NULL ? NULL : PyErr_Format(PyExc_AssertionError, `${name}: ${failed}`);
});
/** The first of some claims that is false. */
function firstFalse(claims: Readonly<Record<string, boolean>>): string {
  for (const claim of Object.keys(claims)) if (!claims[claim]) return claim;
  return '';
}
const intAt = (op: PyObject): number => PyLong_AsLong(op);

// ---- lists, dicts, counts ----

function test_list_api(): string | null {
  const n = 30, list = PyList_New(n);
  if (list === NULL) return null;
  for (let i = 0; i < n; i++) PyList_SET_ITEM(list, i, PyLong_FromNumber(i));
  let failed = PyList_Reverse(list) === 0 ? '' : 'PyList_Reverse() failed';
  for (let i = 0; i < n; i++) if (intAt(PyList_GET_ITEM(list, i)) !== n - 1 - i) failed = 'reverse screwed up';
  Py_DECREF(list);
  return failed;
}
/** Sets values of a dict of `count` ints while walking it. */
function dictInner(count: number): string | null {
  const dict = PyDict_New();
  if (dict === NULL) return null;
  let ok = true, iterations = 0;
  for (let i = 0; ok && i < count; i++) {
    const v = PyLong_FromNumber(i);
    ok = v !== NULL && PyDict_SetItem(dict, v, v) === 0;
    Py_XDECREF(v);
  }
  for (let at = PyDict_Next(dict, 0); ok && at !== 0; at = PyDict_Next(dict, at)) {
    iterations++;
    const next = PyLong_FromNumber(intAt(PyDict_EntryValue(dict, at)) + 1);
    ok = next !== NULL && PyDict_SetItem(dict, PyDict_EntryKey(dict, at), next) === 0;
    Py_XDECREF(next);
  }
  Py_DECREF(dict);
  return !ok ? null : iterations === count ? '' : 'dict iteration went wrong';
}
function test_dict_iteration(): string | null {
  for (let i = 0; i < 200; i++) {
    const failed = dictInner(i);
    if (failed !== '') return failed;
  }
  return '';
}
function refcounts(): string | null {
  const obj = PyList_New(0);
  if (obj === NULL) return null;
  const before = Py_REFCNT(obj), ref = Py_NewRef(obj), during = Py_REFCNT(obj);
  Py_DECREF(ref);
  const xref = Py_XNewRef(obj), again = Py_REFCNT(obj);
  Py_XDECREF(xref);
  const failed = firstFalse({'a new list has one reference': before === 1, 'Py_NewRef() adds one': during === 2, 'Py_XNewRef() adds one': again === 2, 'Py_XNewRef(NULL) is NULL': Py_XNewRef(NULL) === NULL});
  Py_DECREF(obj);
  return failed;
}
/** References to 0 that are taken and given back. */
const balanced = (name: string, take: (obj: PyObject) => void): PyMethodDef => test(name, () => {
  const obj = PyLong_FromNumber(0);
  if (obj === NULL) return null;
  const before = Py_REFCNT(obj);
  take(obj);
  const after = Py_REFCNT(obj);
  Py_DECREF(obj);
  return before === after ? '' : 'a reference is left over';
});
function identities(): string | null {
  const obj = PyList_New(0);
  if (obj === NULL) return null;
  const op: PyObject = obj, none: PyObject = _Py_NoneStruct, yes: PyObject = _Py_TrueStruct, no: PyObject = _Py_FalseStruct;
  const failed = firstFalse({'an object is itself': op === obj, 'it is not None': op !== none, 'nor True': op !== yes, 'nor False': op !== no, 'False is not True': no !== yes});
  Py_DECREF(obj);
  return failed;
}
function test_set_type_size(): string | null {
  const obj = PyList_New(0);
  if (obj === NULL) return null;
  const failed = firstFalse({'Py_TYPE()': Py_TYPE(obj) === PyList_Type, 'Py_SIZE()': PyList_GET_SIZE(obj) === 0});
  Py_DECREF(obj);
  return failed;
}
/** Releases of immortal objects change nothing. */
function immortal(op: PyObject): boolean {
  if (!_Py_IsImmortal(op)) return false;
  const before = Py_REFCNT(op);
  for (let i = 0; i < 10000; i++) Py_DECREF(op as New);
  return Py_REFCNT(op) === before;
}
function test_immortal_small_ints(): string | null {
  for (let i = -5; i <= 256; i++) {
    const op = PyLong_FromNumber(i);
    if (op === NULL) return null;
    const kept = immortal(op);
    Py_DECREF(op);
    if (!kept) return `${i} is not immortal`;
  }
  return '';
}

// ---- memory, collector ----

function test_pymem_alloc0(): string {
  const raw = PyMem_RawMalloc(0), block = PyObject_Malloc(0);
  PyMem_RawFree(raw);
  PyObject_Free(block);
  return raw === 0 || block === 0 ? 'a block of no bytes is none' : '';
}
function test_pyobject_new(): string | null {
  for (const obj of [PyObject_New(PyBaseObject_Type), PyObject_NewVar(PyBytes_Type, 3)]) {
    if (obj === NULL) return null;
    Py_DECREF(obj);
  }
  return '';
}
function test_gc_control(): string {
  const was = PyGC_IsEnabled();
  const states = [PyGC_Enable() === was, PyGC_IsEnabled(), PyGC_Disable(), !PyGC_IsEnabled(), !PyGC_Enable(), PyGC_IsEnabled()];
  if (!was) PyGC_Disable();
  const wrong = states.indexOf(false);
  return wrong < 0 ? '' : `GC control failed in step ${wrong}`;
}
function test_gc_visit_objects_basic(): string | null {
  const obj = PyList_New(0);
  if (obj === NULL) return null;
  let found = false;
  PyUnstable_GC_VisitObjects(op => {
    found = op === obj;
    return !found;
  });
  Py_DECREF(obj);
  return found ? '' : "Didn't find live list";
}
function test_gc_visit_objects_exit_early(): string {
  let visited = 0;
  PyUnstable_GC_VisitObjects(() => ++visited < 2);
  return visited === 2 ? '' : 'did not exit when expected';
}

// ---- capsules, texts, struct sequences, weak references, code ----

function test_capsule(): string | null {
  const state = {calls: 0, wrong: ''};
  const pointer = {}, context = {}, name = 'capsule name';
  const destructor = (op: PyObject): void => {
    state.calls++;
    state.wrong ||= firstFalse({'context in destructor': capsule.PyCapsule_GetContext(op) === context, 'name in destructor': capsule.PyCapsule_GetName(op) === name, 'pointer in destructor': capsule.PyCapsule_GetPointer(op, name) === pointer});
  };
  const made = capsule.PyCapsule_New(pointer, name, destructor);
  if (made === NULL) return null;
  capsule.PyCapsule_SetContext(made, context);
  Py_DECREF(made);
  const first = state.calls;
  const other = capsule.PyCapsule_New(context, 'ignored', null);
  if (other === NULL) return null;
  capsule.PyCapsule_SetPointer(other, pointer);
  capsule.PyCapsule_SetName(other, name);
  capsule.PyCapsule_SetDestructor(other, destructor);
  capsule.PyCapsule_SetContext(other, context);
  const wrongName = capsule.PyCapsule_GetPointer(other, 'the wrong name'), refused = PyErr_Occurred() !== NULL;
  PyErr_Clear();
  capsule.PyCapsule_SetDestructor(other, null);
  Py_DECREF(other);
  for (const known of ['_socket.CAPI', 'datetime.datetime_CAPI']) {
    const module = PyImport_ImportModule(known.split('.')[0]);
    if (module === NULL) {
      PyErr_Clear();
      continue;
    }
    Py_DECREF(module);
    if (capsule.PyCapsule_Import(known) === null) return null;
  }
  return state.wrong || firstFalse({'destructor called once': first === 1 && state.calls === 1, 'a wrong name is refused': refused && wrongName === null});
}
function test_string_to_double(): string | null {
  for (const [text, expected] of [['0.1', 0.1], ['1.234', 1.234], ['-1.35', -1.35], ['.1e01', 1], ['2.e-2', 0.02]] as const) {
    const value = PyOS_string_to_double(text);
    if (value === -1 && PyErr_Occurred() !== NULL) return null;
    if (value !== expected) return `conversion of ${text} to float failed`;
  }
  for (const text of [' 0.1', '\t\n-3', '.123 ', '3\n', '123abc']) {
    if (PyOS_string_to_double(text) !== -1 || PyErr_Occurred() === NULL) return `conversion of ${text} didn't raise ValueError`;
    if (!PyErr_ExceptionMatches(PyExc_ValueError)) return null;
    PyErr_Clear();
  }
  return '';
}
const structseq = (name: string, doc: string | null, fields: readonly (readonly [string, string | null])[], n: number): PyMethodDef => test(name, () => {
  const type = PyStructSequence_NewType({name: '_testcapi.test_descr', doc, fields, n_in_sequence: n});
  if (type === NULL) return null;
  const right = PyType_Check(type);
  Py_DECREF(type);
  return right ? '' : 'no type';
});
/** An instance of a new class. */
function newInstance(): New | NULL {
  const name = PyUnicode_FromString('TypeName'), dict = PyDict_New();
  const type = name === NULL || dict === NULL ? NULL : PyObject_CallFunctionObjArgs(PyType_Type, name, _PyTuple_Empty, dict), obj = type === NULL ? NULL : PyObject_CallNoArgs(type);
  Py_XDECREF(name);
  Py_XDECREF(dict);
  Py_XDECREF(type);
  return obj;
}
/** Whether the exception that is set is of a class; clears it. */
function raised(exc: PyObject): boolean {
  const matches = PyErr_Occurred() !== NULL && PyErr_ExceptionMatches(exc);
  PyErr_Clear();
  return matches;
}
function test_weakref_capi(): string | null {
  const obj = newInstance();
  if (obj === NULL) return null;
  const count = Py_REFCNT(obj), weakref = PyWeakref_NewRef(obj, NULL);
  if (weakref === NULL) {
    Py_DECREF(obj);
    return null;
  }
  const address: PyObject = obj, uncounted = Py_REFCNT(obj) === count, ref = PyWeakref_GetRef(weakref), counted = Py_REFCNT(obj) === count + 1, alive = (ref as number) === address;
  Py_XDECREF(ref);
  const seen = (PyWeakref_GetObject(weakref) as number) === address;
  Py_DECREF(obj);
  const dead = PyWeakref_GetRef(weakref), gone = dead === NULL && PyErr_Occurred() === NULL;
  Py_XDECREF(dead);
  const none = PyWeakref_GetRef(_Py_NoneStruct), typeError = none === NULL && raised(PyExc_TypeError);
  Py_XDECREF(none);
  const systemError = PyWeakref_GetObject(_Py_NoneStruct) === NULL && raised(PyExc_SystemError);
  const failed = firstFalse({'is a weak reference': PyWeakref_Check(weakref) && PyWeakref_CheckRef(weakref), 'None is none': !PyWeakref_Check(_Py_NoneStruct), 'is not counted': uncounted, 'PyWeakref_GetRef() counts': counted && alive, 'PyWeakref_GetObject()': seen, 'is dead with its object': gone, 'PyWeakref_GetRef(None)': typeError, 'PyWeakref_GetObject(None)': systemError});
  Py_DECREF(weakref);
  return failed;
}
function test_code_api(): string | null {
  const co = PyCode_NewEmpty('_testcapi', 'dummy', 1);
  if (co === NULL) return null;
  const code = PyCode_GetCode(co), parts = [PyCode_GetVarnames(co), PyCode_GetCellvars(co), PyCode_GetFreevars(co)];
  const failed = firstFalse({'co_code is bytes': code !== NULL && PyBytes_CheckExact(code) && PyBytes_GET_SIZE(code) > 0, 'names are empty tuples': parts.every(part => part !== NULL && PyTuple_CheckExact(part) && PyTuple_GET_SIZE(part) === 0)});
  Py_XDECREF(code);
  for (const part of parts) Py_XDECREF(part);
  Py_DECREF(co);
  return failed;
}

// ---- threads and interpreters ----

function test_tstate_capi(): string {
  const current = PyThreadState_Get(), dict = PyThreadState_GetDict();
  PyThreadState_EnterTracing(current);
  PyThreadState_LeaveTracing(current);
  return firstFalse({'the thread is current': current === tstate && PyThreadState_GetUnchecked() === current, 'it has a dict': dict !== NULL && PyDict_Check(dict), 'and an interpreter': PyThreadState_GetInterpreter(current) === interp, 'and an id': PyThreadState_GetID(current) >= 1});
}
function test_current_tstate_matches(): string {
  const before = PyThreadState_Get(), {interp: made, visit} = Py_NewInterpreter(), right = PyThreadState_Get() !== before && PyThreadState_GetInterpreter(PyThreadState_Get()) === made;
  endVisitedInterpreter(visit);
  return right && PyThreadState_Get() === before ? '' : 'subinterpreter thread state not current';
}
function test_atexit(): string {
  const {interp: made, visit} = Py_NewInterpreter(), data = {called: 0, right: true};
  for (let i = 0; i < 10; i++) {
    PyUnstable_AtExit(made, of => {
      data.called++;
      data.right &&= of === data && interp === made;
    }, data);
  }
  endVisitedInterpreter(visit);
  return data.called === 10 && data.right ? '' : 'atexit callback not called';
}
function test_pythread_tss_key_state(): string {
  const key = PyThread_tss_alloc(), fresh = !PyThread_tss_is_created(key), made = PyThread_tss_create(key) === 0 && PyThread_tss_is_created(key), twice = PyThread_tss_create(key) === 0;
  const kept = PyThread_tss_set(key, key) === 0 && PyThread_tss_get(key) === key && PyThread_tss_is_created(key);
  PyThread_tss_delete(key);
  return firstFalse({'a key is made uncreated': fresh, 'PyThread_tss_create()': made && twice, 'a value is kept': kept, 'PyThread_tss_delete()': !PyThread_tss_is_created(key)});
}
const sizes = (): string => firstFalse({short: _Py_atomic.int16.size === 2, int: _Py_atomic.int.size === 4, long: _Py_atomic.int64.size === 8, 'void *': _Py_atomic.uintptr.size === 8, Py_ssize_t: _Py_atomic.ssize.size === 8});

/** The functions. */
export const BASIC_METHODS: readonly PyMethodDef[] = [
  test('test_list_api', test_list_api), test('test_dict_iteration', test_dict_iteration), test('test_refcount_macros', refcounts), test('test_refcount_funcs', refcounts),
  balanced('test_xincref_doesnt_leak', obj => {
    Py_XINCREF(obj);
    Py_DECREF(obj as New);
  }),
  balanced('test_incref_doesnt_leak', obj => {
    Py_INCREF(obj);
    Py_DECREF(obj as New);
  }),
  balanced('test_xdecref_doesnt_leak', () => Py_XDECREF(PyLong_FromNumber(0))), balanced('test_decref_doesnt_leak', () => Py_XDECREF(PyLong_FromNumber(0))),
  balanced('test_incref_decref_API', obj => {
    Py_INCREF(obj);
    Py_DECREF(obj as New);
  }),
  test('test_py_is_macros', identities), test('test_py_is_funcs', identities), test('test_set_type_size', test_set_type_size),
  test('test_immortal_builtins', () => [_Py_TrueStruct, _Py_FalseStruct, _Py_NoneStruct, _Py_EllipsisObject].every(immortal) ? '' : 'a builtin is not immortal'), test('test_immortal_small_ints', test_immortal_small_ints),
  test('test_pymem_alloc0', test_pymem_alloc0), test('test_pyobject_new', test_pyobject_new), test('test_gc_control', test_gc_control), test('test_gc_visit_objects_basic', test_gc_visit_objects_basic), test('test_gc_visit_objects_exit_early', test_gc_visit_objects_exit_early),
  test('test_capsule', test_capsule), test('test_string_to_double', test_string_to_double),
  structseq('test_structseq_newtype_doesnt_leak', 'This is used to test for memory leaks in NewType', [['foo', 'foo value'], ['unnamed field', 'some hidden value']], 1), structseq('test_structseq_newtype_null_descr_doc', null, [], 0),
  test('test_weakref_capi', test_weakref_capi), test('test_code_api', test_code_api), test('test_tstate_capi', test_tstate_capi), test('test_current_tstate_matches', test_current_tstate_matches), test('test_atexit', test_atexit), test('test_pythread_tss_key_state', test_pythread_tss_key_state),
  test('test_config', sizes), test('test_sizeof_c_types', sizes),
];
