/** The module xxsubtype: subtypes of list and dict as C code makes them, for tests. CPython: Modules/xxsubtype.c */
import {H, _PyRuntime} from '../../runtime/current';
import {PyDict_Type, PyList_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, METH_STATIC, hiddenMethod, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_READONLY, type TypeSpec} from '../../runtime/typeslots';
import {_PyStack_AsDict} from '../../objects/call';
import {PyErr_Occurred} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddType, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttr} from '../../objects/object';
import {_PyTuple_FromArray, packSteal} from '../../objects/tupleobject';
import {PyType_FromSpecWithBases} from '../../objects/typeobject-spec';

/** Words of the state, behind the list or dict. */
const LIST_STATE = 10, DICT_STATE = 12;

const stateMethods = (at: number): PyMethodDef[] => [
  hiddenMethod('getstate', '()', self => PyLong_FromNumber(H[self + at]), 'getstate() -> state'),
  hiddenMethod('setstate', '(state, /)', (self, value) => {
    const state = PyLong_AsInt(value as PyObject);
    if (state === -1 && PyErr_Occurred() !== NULL) return NULL;
    H[self + at] = state;
    return Py_NewRef(_Py_NoneStruct);
  }, 'setstate(state)'),
];
/** tp_init of the base, and a state of 0. escapes */
const initOf = (base: PyTypeObject, at: number) => (self: PyObject, args: PyObject, kwds: PyObject | NULL): number => {
  if (slots(base).tp_init!(self, args, kwds) < 0) return -1;
  H[self + at] = 0;
  return 0;
};
/** What it was called with: (self, args, kwargs). */
function spamlist_specialmeth(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const tuple = _PyTuple_FromArray(args, nargs), kwargs = tuple === NULL ? NULL : kwnames === NULL ? Py_NewRef(_Py_NoneStruct) : _PyStack_AsDict((args + 2 * nargs) as Args, kwnames);
  return packSteal(Py_NewRef(self === (NULL as number) ? _Py_NoneStruct : self), tuple, kwargs);
}
const FLAGS = Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE;
const STATE_DOC = 'a number that belongs to the example';
const spamlist_type: TypeSpec = {
  tp_name: 'xxsubtype.spamlist', tp_basicsize: 48, tp_flags: FLAGS, slots: {tp_init: initOf(PyList_Type, LIST_STATE)},
  methods: [
    ...stateMethods(LIST_STATE), rawMethod('classmeth', null, spamlist_specialmeth, 'classmeth(*args, **kw)', METH_CLASS),
    rawMethod('staticmeth', null, spamlist_specialmeth, 'staticmeth(*args, **kw)', METH_STATIC),
  ],
  getset: [{name: 'state', get: self => PyLong_FromNumber(H[self + LIST_STATE]), doc: STATE_DOC}],
};
const spamdict_type: TypeSpec = {
  tp_name: 'xxsubtype.spamdict', tp_basicsize: 56, tp_flags: FLAGS, slots: {tp_init: initOf(PyDict_Type, DICT_STATE)},
  methods: stateMethods(DICT_STATE), members: [{name: 'state', type: 'int', offset: 4 * DICT_STATE, flags: Py_READONLY, doc: STATE_DOC}],
};
const CLOCK_PROCESS_CPUTIME_ID = 2;
/** Seconds that looking an attribute up n times takes. escapes */
function spam_bench(_module: PyObject, obj: PyObject, name: PyObject, count: PyObject | NULL): New | NULL {
  const n = count === NULL ? 1000 : PyLong_AsInt(count);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  const begin = _PyRuntime.host.clockGettime(CLOCK_PROCESS_CPUTIME_ID);
  for (let i = 0; i < n; i++) {
    const res = PyObject_GetAttr(obj, name);
    if (res === NULL) return NULL;
    Py_DECREF(res);
  }
  const end = _PyRuntime.host.clockGettime(CLOCK_PROCESS_CPUTIME_ID);
  return PyFloat_FromDouble(typeof begin === 'bigint' && typeof end === 'bigint' ? Number(end - begin) / 1e9 : 0);
}
function xxsubtype_exec(module: PyObject): number {
  for (const [spec, base] of [[spamlist_type, PyList_Type], [spamdict_type, PyDict_Type]] as const) {
    const type = PyType_FromSpecWithBases(spec, base);
    if (type === NULL) return -1;
    const status = PyModule_AddType(module, type);
    Py_DECREF(type);
    if (status < 0) return -1;
  }
  return 0;
}
const def = new PyModuleDef('xxsubtype', {
  m_doc: 'Types of the runtime itself that derive from list and dict.', m_size: 0,
  m_methods: [hiddenMethod('bench', '(obj, name, n=1000, /)', spam_bench)],
  m_slots: [[Py_mod_exec, xxsubtype_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_xxsubtype() */
export function PyInit_xxsubtype(): PyModuleDef {
  return PyModuleDef_Init(def);
}
