/** The part of _testcapi about frames, code, types, functions and tracing. CPython: Modules/_testcapimodule.c, _testcapi/docstring.c */
import {H, tstate} from '../../runtime/current';
import {PyCode_Check, PyList_Check, PyList_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, Py_TYPE, f_builtins, f_frame, f_globals, set_tp_flags, set_tp_version_tag, set_tp_versions_used, tp_bases, tp_flags, tp_mro, tp_version_tag, tp_versions_used} from '../../runtime/generated/accessors';
import {PyExc_Exception, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, METH_COEXIST, METH_STATIC, hiddenMethod, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {PyObject_Del, Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_READONLY, type TypeSpec} from '../../runtime/typeslots';
import {PyObject_CallNoArgs, PyObject_CallOneArg} from '../../objects/call';
import {PyCode_NewEmpty} from '../../objects/codeobject';
import {PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable, reprText} from '../../objects/errors';
import {PyFrame_Check, PyFrame_GetGenerator, PyFrame_GetLasti, PyFrame_GetLineNumber, PyFrame_GetLocals, PyFrame_GetVar, PyFrame_New} from '../../objects/frameobject';
import {_PyArg_CheckPositional, parseTupleAndKeywords} from '../../objects/getargs';
import {PyList_Append} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyCFunction_NewEx} from '../../objects/methodobject';
import {PyModule_AddIntConstant, PyModule_AddObjectRef} from '../../objects/moduleobject';
import {PyObject_GenericGetDict} from '../../objects/dictobject-values';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {PyObject_Repr} from '../../objects/object';
import {PyObject_GenericGetAttr, PyObject_GenericSetDict} from '../../objects/object-generic';
import {packSteal} from '../../objects/tupleobject';
import {PyType_GenericNew} from '../../objects/typeobject';
import {PyType_Modified, _PyType_Lookup, assign_version_tag} from '../../objects/typeobject-cache';
import {PyType_FromSpec} from '../../objects/typeobject-spec';
import {PyUnicode_FromString, PyUnicode_InternFromString} from '../../objects/unicodeobject';
import {PyBytes_AsUint8Array} from '../../objects/bytesobject';
import {_PyEval_SetTrace} from '../../vm/legacy-tracing';
import {cString} from './_testcapi';

const None = (): New => Py_NewRef(_Py_NoneStruct);

// ---- frames and code ----

/** A function of a frame. */
const ofFrame = (name: string, answer: (frame: PyObject) => New | NULL): PyMethodDef => hiddenMethod(name, '(frame, /)', (_module, frame) => (PyFrame_Check(frame as PyObject) ? answer(frame as PyObject) : PyErr_SetString(PyExc_TypeError, 'argument must be a frame')));
function frame_getlasti(frame: PyObject): New | NULL {
  const lasti = PyFrame_GetLasti(frame);
  return lasti < 0 ? None() : PyLong_FromNumber(lasti);
}
function frame_new(_module: PyObject, code: PyObject, globals: PyObject, locals: PyObject): New | NULL {
  return PyCode_Check(code) ? PyFrame_New(code, globals, locals) : PyErr_SetString(PyExc_TypeError, 'argument must be a code object');
}
function frame_getvar(_module: PyObject, frame: PyObject, name: PyObject): New | NULL {
  return PyFrame_Check(frame) ? PyFrame_GetVar(frame, name) : PyErr_SetString(PyExc_TypeError, 'argument must be a frame');
}
function frame_getvarstring(_module: PyObject, frame: PyObject, bytes: PyObject): New | NULL {
  const name = PyUnicode_FromString(new TextDecoder().decode(PyBytes_AsUint8Array(bytes)));
  if (name === NULL) return NULL;
  const result = frame_getvar(_module, frame, name);
  Py_DECREF(name);
  return result;
}
function code_newempty(_module: PyObject, filenameArg: PyObject, funcnameArg: PyObject, lineArg: PyObject): New | NULL {
  const filename = cString('code_newempty', 1, filenameArg), funcname = filename === null ? null : cString('code_newempty', 2, funcnameArg);
  if (filename === null || funcname === null) return NULL;
  const line = PyLong_AsInt(lineArg);
  return line === -1 && PyErr_Occurred() !== NULL ? NULL : PyCode_NewEmpty(filename, funcname, line);
}

// ---- types ----

/** A function of a type. */
const ofType = (name: string, answer: (type: PyTypeObject) => New | NULL): PyMethodDef => hiddenMethod(name, '(type, /)', (_module, type) => (PyType_Check(type as PyObject) ? answer(type as PyTypeObject) : PyErr_SetString(PyExc_TypeError, 'argument must be a type')));
function type_modified(type: PyTypeObject): New {
  PyType_Modified(type);
  return None();
}
function type_assign_specific_version_unsafe(_module: PyObject, type: PyObject, versionArg: PyObject): New | NULL {
  const version = PyLong_AsInt(versionArg);
  if (version === -1 && PyErr_Occurred() !== NULL) return NULL;
  set_tp_version_tag(type, version);
  set_tp_versions_used(type, tp_versions_used(type) + 1);
  return None();
}
/** Runs __tp_del__ as tp_del of C types runs. CPython: slot_tp_del() */
function slot_tp_del(self: PyObject): void {
  H[self] = 1;
  const exc = PyErr_GetRaisedException(), name = PyUnicode_InternFromString('__tp_del__');
  if (name === NULL) PyErr_WriteUnraisable(NULL);
  else {
    const del = Py_XNewRef(_PyType_Lookup(Py_TYPE(self), name));
    Py_DECREF(name);
    if (del !== NULL) {
      const result = PyObject_CallOneArg(del, self);
      if (result === NULL) PyErr_WriteUnraisable(del);
      else Py_DECREF(result);
      Py_DECREF(del);
    }
  }
  PyErr_SetRaisedException(exc as New);
  H[self]--;
}
/** Has the collector no longer know the instances of a type. CPython: Modules/_testcapi/gc.c without_gc() */
function without_gc(_module: PyObject, cls: PyObject): New | NULL {
  if (!PyType_Check(cls) || (tp_flags(cls) & Py_TPFLAGS_HEAPTYPE) === 0) return PyErr_Format(PyExc_TypeError, `heap type expected, got ${reprText(cls)}`);
  if ((tp_flags(cls) & Py_TPFLAGS_HAVE_GC) !== 0) {
    const own = slots(cls);
    set_tp_flags(cls, tp_flags(cls) & ~Py_TPFLAGS_HAVE_GC);
    own.tp_free = PyObject_Del;
    own.tp_traverse = own.tp_clear = null;
  }
  return Py_NewRef(cls);
}
function with_tp_del(_module: PyObject, cls: PyObject): New | NULL {
  if (!PyType_Check(cls) || (tp_flags(cls) & Py_TPFLAGS_HEAPTYPE) === 0) return PyErr_SetString(PyExc_TypeError, 'heap type expected');
  slots(cls).tp_del = slot_tp_del;
  return Py_NewRef(cls);
}

const awaitType: TypeSpec = {
  tp_name: 'awaitType', tp_basicsize: 24, tp_flags: Py_TPFLAGS_IMMUTABLETYPE,
  slots: {
    tp_new: (type, args) => {
      if (!_PyArg_CheckPositional('awaitObject', PyTuple_GET_SIZE(args), 1, 1)) return NULL;
      const self = slots(type).tp_alloc!(type, 0);
      if (self !== NULL) H[self + 4] = Py_NewRef(PyTuple_GET_ITEM(args, 0));
      return self;
    },
    tp_dealloc: dealloc, tp_getattro: PyObject_GenericGetAttr, am_await: self => Py_NewRef(H[self + 4] as PyObject),
  },
};
/** For an object with one reference that the collector does not know. */
function dealloc(self: PyObject): void {
  const type = Py_TYPE(self), value = H[self + 4] as PyObject | NULL;
  H[self + 4] = NULL;
  Py_XDECREF(value);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
const ContainerNoGC: TypeSpec = {
  tp_name: '_testcapi.ContainerNoGC', tp_basicsize: 24, tp_flags: Py_TPFLAGS_BASETYPE,
  slots: {
    tp_new: (type, args, kwds) => {
      const values = parseTupleAndKeywords('function', '(value)', args, kwds);
      if (values === null) return NULL;
      const self = slots(type).tp_alloc!(type, 0);
      if (self !== NULL) H[self + 4] = Py_NewRef(values[0] as PyObject);
      return self;
    },
    tp_dealloc: dealloc,
  },
  members: [{name: 'value', type: 'object', offset: 16, flags: Py_READONLY, doc: 'what it contains'}],
};

const HeapCTypeWithDict: TypeSpec = {
  tp_name: '_testcapi.HeapCTypeWithDict', tp_basicsize: 24, tp_flags: Py_TPFLAGS_BASETYPE, tp_dictoffset: 16, slots: {tp_dealloc: dealloc},
  members: [{name: 'dictobj', type: 'object', offset: 16}], getset: [{name: '__dict__', get: PyObject_GenericGetDict, set: PyObject_GenericSetDict}],
};
const HeapCTypeWithWeakref: TypeSpec = {
  tp_name: '_testcapi.HeapCTypeWithWeakref', tp_basicsize: 24, tp_flags: Py_TPFLAGS_BASETYPE, tp_weaklistoffset: 16,
  slots: {
    tp_dealloc: self => {
      const type = Py_TYPE(self);
      if (H[self + 4] !== NULL) PyObject_ClearWeakRefs(self);
      slots(type).tp_free!(self);
      Py_DECREF(type);
    },
  },
  members: [{name: 'weakreflist', type: 'object', offset: 16, flags: Py_READONLY}],
};

// ---- functions ----

/** repr(self), after a call of the class. */
function bad_get(_module: PyObject, self: PyObject, _obj: PyObject, cls: PyObject): New | NULL {
  const res = PyObject_CallNoArgs(cls);
  if (res === NULL) return NULL;
  Py_DECREF(res);
  return PyObject_Repr(self);
}
/** A new function that makes new functions. */
function create_cfunction(self: PyObject): New | NULL {
  return PyCFunction_NewEx(createCFunctionDef, self, NULL);
}
const createCFunctionDef = hiddenMethod('create_cfunction', '()', create_cfunction);

// ---- tracing ----

function record_func(obj: PyObject, frame: PyObject, what: number, arg: PyObject | NULL): number {
  const item = packSteal(PyLong_FromNumber(what), PyLong_FromNumber(PyFrame_GetLineNumber(frame)), Py_NewRef(arg === NULL ? _Py_NoneStruct : arg));
  if (item === NULL) return -1;
  const status = PyList_Append(obj, item);
  Py_DECREF(item);
  return status;
}
/** Raises once: while the list is empty. */
function error_func(obj: PyObject): number {
  if (PyList_GET_SIZE(obj) > 0) return 0;
  if (PyList_Append(obj, _Py_NoneStruct) < 0) return -1;
  PyErr_SetString(PyExc_Exception, 'an exception');
  return -1;
}
const settrace = (name: string, func: typeof record_func): PyMethodDef => hiddenMethod(name, '(list, /)', (_module, list) => {
  if (!PyList_Check(list as PyObject)) return PyErr_SetString(PyExc_TypeError, 'argument must be a list');
  return _PyEval_SetTrace(tstate, (obj, frame, what, arg) => func(obj as PyObject, frame, what, arg), list as PyObject) < 0 ? NULL : None();
});

// ---- docstrings ----

const NO_SIGNATURE = 'This docstring has no signature.';
const anything = (name: string, doc: string | null): PyMethodDef => rawMethod(name, null, None, doc);
/** The conventions of one argument and none, each with the docstring. */
function docMethods(doc: string, prefix: string): PyMethodDef[] {
  const variants: readonly (readonly [suffix: string, flags: number])[] = [['', 0], ['_class', METH_CLASS], ['_static', METH_STATIC], ['_coexist', METH_COEXIST]];
  return variants.flatMap(([suffix, flags]) => [hiddenMethod(`${prefix}noargs${suffix}`, '()', None, doc, flags), hiddenMethod(`${prefix}o${suffix}`, '(obj, /)', None, doc, flags)]);
}
const withSignature = (name: string, signature: string, doc: string): PyMethodDef => rawMethod(name, null, None, `${name}${signature}\n--\n\n${doc}`);
const UNREPRESENTABLE = 'This docstring has a signature with unrepresentable default.';
const DOC_TYPES: readonly TypeSpec[] = [
  {tp_name: '_testcapi.DocStringNoSignatureTest', tp_basicsize: 16, slots: {tp_new: PyType_GenericNew}, methods: docMethods(NO_SIGNATURE, 'meth_')},
  {
    tp_name: '_testcapi.DocStringUnrepresentableSignatureTest', tp_basicsize: 16, slots: {tp_new: PyType_GenericNew},
    methods: [
      withSignature('meth', '($self, /, a, b=<x>)', UNREPRESENTABLE),
      rawMethod('classmeth', null, None, `classmeth($type, /, a, b=<x>)\n--\n\n${UNREPRESENTABLE}`, METH_CLASS), rawMethod('staticmeth', null, None, `staticmeth(a, b=<x>)\n--\n\n${UNREPRESENTABLE}`, METH_STATIC),
      withSignature('with_default', '($self, /, x=ONE)', 'This instance method has a default parameter value from the module scope.'),
    ],
  },
];

export const OBJECT_METHODS: readonly PyMethodDef[] = [
  ofFrame('frame_getlocals', PyFrame_GetLocals), ofFrame('frame_getglobals', frame => Py_NewRef(f_globals(f_frame(frame)))),
  ofFrame('frame_getbuiltins', frame => Py_NewRef(f_builtins(f_frame(frame)))), ofFrame('frame_getgenerator', PyFrame_GetGenerator), ofFrame('frame_getlasti', frame_getlasti),
  hiddenMethod('frame_new', '(code, globals, locals, /)', frame_new), hiddenMethod('frame_getvar', '(frame, name, /)', frame_getvar), hiddenMethod('frame_getvarstring', '(frame, name, /)', frame_getvarstring),
  hiddenMethod('code_newempty', '(filename, funcname, firstlineno, /)', code_newempty),
  ofType('type_get_version', type => PyLong_FromNumber(tp_version_tag(type))), ofType('type_modified', type_modified), ofType('type_assign_version', type => PyLong_FromNumber(assign_version_tag(type) ? 1 : 0)),
  ofType('type_get_tp_bases', type => Py_NewRef(tp_bases(type))), ofType('type_get_tp_mro', type => Py_NewRef(tp_mro(type))),
  hiddenMethod('type_assign_specific_version_unsafe', '(type, version, /)', type_assign_specific_version_unsafe), hiddenMethod('with_tp_del', '(cls, /)', with_tp_del), hiddenMethod('without_gc', '(cls, /)', without_gc),
  hiddenMethod('bad_get', '(self, obj, cls, /)', bad_get), createCFunctionDef, settrace('settrace_to_record', record_func), settrace('settrace_to_error', error_func),
  anything('docstring_empty', ''), anything('docstring_no_signature', NO_SIGNATURE), hiddenMethod('docstring_no_signature_noargs', '()', None, NO_SIGNATURE), hiddenMethod('docstring_no_signature_o', '(obj, /)', None, NO_SIGNATURE),
  anything('docstring_with_invalid_signature', 'docstring_with_invalid_signature($module, /, boo)\n\nThis docstring has an invalid signature.'),
  anything('docstring_with_invalid_signature2', 'docstring_with_invalid_signature2($module, /, boo)\n\n--\n\nThis docstring also has an invalid signature.'),
  withSignature('docstring_with_signature', '($module, /, sig)', 'This docstring has a valid signature.'), withSignature('docstring_with_signature_but_no_doc', '($module, /, sig)', ''),
  withSignature('docstring_with_signature_and_extra_newlines', '($module, /, parameter)', '\nThis docstring has a valid signature and some extra newlines.'),
  withSignature('docstring_with_signature_with_defaults', "(module, s='avocado',\n        b=b'bytes', d=3.14, i=35, n=None, t=True, f=False,\n        local=the_number_three, sys=sys.maxsize,\n        exp=sys.maxsize - 1)", '\n\nThis docstring has a valid signature with parameters,\nand the parameters take defaults of varying types.'),
  anything('no_docstring', null), anything('test_with_docstring', 'This is a pretty normal docstring.'),
  withSignature('func_with_unrepresentable_signature', '($module, /, a, b=<x>)', UNREPRESENTABLE),
];
/** The types of this part. */
export function addObjects(module: PyObject): number {
  const again = (spec: TypeSpec, name: string): TypeSpec => ({...spec, tp_name: `_testcapi.${name}`});
  // the offset counts from the end of the object, where it is below zero
  const HeapCTypeWithNegativeDict = {...again(HeapCTypeWithDict, 'HeapCTypeWithNegativeDict'), tp_dictoffset: -8};
  for (const spec of [awaitType, ContainerNoGC, HeapCTypeWithDict, again(HeapCTypeWithDict, 'HeapCTypeWithDict2'), HeapCTypeWithNegativeDict, HeapCTypeWithWeakref, again(HeapCTypeWithWeakref, 'HeapCTypeWithWeakref2'), ...DOC_TYPES]) {
    const type = PyType_FromSpec(spec);
    if (type === NULL) return -1;
    const status = PyModule_AddObjectRef(module, spec.tp_name.slice(spec.tp_name.lastIndexOf('.') + 1), type);
    Py_DECREF(type);
    if (status < 0) return -1;
  }
  return PyModule_AddIntConstant(module, 'ONE', 1);
}
