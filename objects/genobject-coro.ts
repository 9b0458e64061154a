/** Coroutines. CPython: Objects/genobject.c */
import {PyIter_Check} from './abstract-iter';
import {PyObject_CallOneArg} from './call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_NoMemory, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, PyErr_WarnFormat, PyErr_WriteUnraisable, reprText, strText, typeName} from './errors';
import {PyUnstable_InterpreterFrame_GetLine, _PyFrame_GetFirstComplete} from './frame';
import {Py_GenericAlias} from './genericaliasobject';
import {PyGen_am_send, _PyGen_Finalize, _PyGen_GetCode, gen_close, gen_dealloc, gen_getcode, gen_getframe, gen_getrunning, gen_getsuspended, gen_getyieldfrom, gen_iternext, gen_send, gen_sizeof, gen_throw, gen_traverse, nameGetset} from './genobject';
import {PyLong_FromNumber} from './longobject';
import {PyObject_GetOptionalAttrString, PyObject_SelfIter, addressText} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyTuple_New, PyTuple_Pack} from './tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {PyCoro_CheckExact, PyGen_CheckExact, PyTuple_SET_ITEM, Py_TYPE, co_filename, co_flags, co_name, cw_coroutine, f_executable, f_previous, gi_qualname, set_cw_coroutine} from '../runtime/generated/accessors';
import {PyCoro_Type, PyExc_RuntimeWarning, PyExc_TypeError, _PyCoroWrapper_Type} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {METH_CLASS, hiddenMethod, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {Py_READONLY, type visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';

const CO_ITERABLE_COROUTINE = 0x100;

/** A generator that types.coroutine() made awaitable. CPython: gen_is_coroutine() */
function gen_is_coroutine(o: PyObject): boolean {
  return PyGen_CheckExact(o) && (co_flags(_PyGen_GetCode(o)) & CO_ITERABLE_COROUTINE) !== 0;
}
/** The iterator that `await o` runs; TypeError. escapes. CPython: _PyCoro_GetAwaitableIter() */
export function _PyCoro_GetAwaitableIter(o: PyObject): New | NULL {
  if (PyCoro_CheckExact(o) || gen_is_coroutine(o)) return Py_NewRef(o);
  const getter = slots(Py_TYPE(o)).am_await;
  if (getter === null) return PyErr_SetString(PyExc_TypeError, `object ${typeName(o)} can't be used in 'await' expression`);
  const res = getter(o);
  if (res === NULL) return NULL;
  if (PyCoro_CheckExact(res) || gen_is_coroutine(res)) PyErr_SetString(PyExc_TypeError, '__await__() returned a coroutine');
  else if (!PyIter_Check(res)) PyErr_SetString(PyExc_TypeError, `__await__() returned non-iterator of type '${typeName(res)}'`);
  else return res;
  Py_DECREF(res);
  return NULL;
}
function coro_repr(coro: PyObject): New | NULL {
  return PyUnicode_FromString(`<coroutine object ${PyUnicode_AsJSString(gi_qualname(coro))} at ${addressText(coro)}>`);
}
/** What `coro.__await__()` returns. CPython: coro_await() */
function coro_await(coro: PyObject): New | NULL {
  const cw = _PyObject_GC_New(_PyCoroWrapper_Type, 24);
  if (cw === NULL) return PyErr_NoMemory();
  set_cw_coroutine(cw, Py_NewRef(coro));
  _PyObject_GC_TRACK(cw);
  return cw;
}
/** Where a coroutine was made: a tuple of (file, line, function). CPython: compute_cr_origin() */
export function compute_cr_origin(depth: number, current: Ptr): New | NULL {
  let n = 0;
  for (let frame = current; frame !== 0 && n < depth; frame = _PyFrame_GetFirstComplete(f_previous(frame))) n++;
  const origin = PyTuple_New(n);
  if (origin === NULL) return NULL;
  let frame = current;
  for (let i = 0; i < n; i++) {
    const code = f_executable(frame), line = PyLong_FromNumber(PyUnstable_InterpreterFrame_GetLine(frame));
    const info = line === NULL ? NULL : PyTuple_Pack(co_filename(code), line, co_name(code));
    Py_XDECREF(line);
    if (info === NULL) {
      Py_DECREF(origin);
      return NULL;
    }
    PyTuple_SET_ITEM(origin, i, info);
    frame = _PyFrame_GetFirstComplete(f_previous(frame));
  }
  return origin;
}

/** Warns about a coroutine that is dropped before it ran. escapes. CPython: Python/_warnings.c _PyErr_WarnUnawaitedCoroutine() */
export function _PyErr_WarnUnawaitedCoroutine(coro: PyObject): void {
  const module = hooks.PyImport_ImportModule('warnings');
  let warned = false;
  if (module !== NULL) {
    const fn = PyObject_GetOptionalAttrString(module, '_warn_unawaited_coroutine'), res = fn === NULL ? NULL : PyObject_CallOneArg(fn, coro);
    warned = res !== NULL || PyErr_ExceptionMatches(PyExc_RuntimeWarning);
    Py_XDECREF(fn);
    Py_XDECREF(res);
    Py_DECREF(module);
  } else PyErr_Clear();
  if (PyErr_Occurred() !== NULL) PyErr_WriteUnraisable(coro);
  if (!warned && PyErr_WarnFormat(PyExc_RuntimeWarning, 1, `coroutine '${strText(gi_qualname(coro))}' was never awaited`) < 0) PyErr_WriteUnraisable(coro);
}
/** Warns about an awaitable of an asynchronous generator that is dropped before it ran. CPython: Python/_warnings.c _PyErr_WarnUnawaitedAgenMethod() */
export function _PyErr_WarnUnawaitedAgenMethod(agen: PyObject, method: PyObject): void {
  const exc = PyErr_GetRaisedException();
  if (PyErr_WarnFormat(PyExc_RuntimeWarning, 1, `coroutine method ${reprText(method)} of ${reprText(gi_qualname(agen))} was never awaited`) < 0) PyErr_WriteUnraisable(agen);
  PyErr_SetRaisedException(exc);
}

const SEND_DOC = 'send(arg) -> sends a value into coroutine, which goes on; what it waits for next, or StopIteration.';
const THROW_DOC = 'throw(value)\nthrow(type[,value[,traceback]])\n\nRaises an exception in coroutine; what it waits for next, or StopIteration. The second form is deprecated.';
const CLOSE_DOC = 'close() -> raises GeneratorExit inside coroutine.';

defineType(PyCoro_Type, {
  tp_name: 'coroutine', tp_basicsize: 144, tp_itemsize: 8, tp_flags: Py_TPFLAGS_HAVE_GC, tp_weaklistoffset: 16, tp_doc: null,
  slots: {
    tp_dealloc: gen_dealloc, am_await: coro_await, am_send: PyGen_am_send, tp_repr: coro_repr, tp_getattro: PyObject_GenericGetAttr, tp_traverse: gen_traverse, tp_finalize: _PyGen_Finalize,
  },
  methods: [
    hiddenMethod('send', '($self, arg, /)', gen_send, SEND_DOC), rawMethod('throw', null, gen_throw, THROW_DOC), hiddenMethod('close', '($self, /)', gen_close, CLOSE_DOC),
    hiddenMethod('__sizeof__', '($self, /)', gen_sizeof, 'gen.__sizeof__() -> size in memory, in bytes'),
    hiddenMethod('__class_getitem__', '($self, item, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
  members: [{name: 'cr_origin', type: 'object', offset: 56, flags: Py_READONLY}],
  getset: [
    ...nameGetset('coroutine'),
    {name: 'cr_await', get: gen_getyieldfrom, doc: 'What the coroutine waits for, or None.'}, {name: 'cr_running', get: gen_getrunning}, {name: 'cr_frame', get: gen_getframe},
    {name: 'cr_code', get: gen_getcode}, {name: 'cr_suspended', get: gen_getsuspended},
  ],
});

function coro_wrapper_dealloc(cw: PyObject): void {
  _PyObject_GC_UNTRACK(cw);
  Py_DECREF(cw_coroutine(cw));
  PyObject_GC_Del(cw);
}
function coro_wrapper_traverse(cw: PyObject, visit: visitproc): number {
  return visit(cw_coroutine(cw));
}
defineType(_PyCoroWrapper_Type, {
  tp_name: 'coroutine_wrapper', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC, tp_doc: 'What __await__ of a coroutine returns.',
  slots: {tp_dealloc: coro_wrapper_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: coro_wrapper_traverse, tp_iter: PyObject_SelfIter, tp_iternext: cw => gen_iternext(cw_coroutine(cw))},
  methods: [
    hiddenMethod('send', '($self, arg, /)', (cw: PyObject, arg: PyObject) => gen_send(cw_coroutine(cw), arg), SEND_DOC),
    rawMethod('throw', null, (cw, args, nargs) => gen_throw(cw_coroutine(cw), args, nargs), THROW_DOC),
    hiddenMethod('close', '($self, /)', cw => gen_close(cw_coroutine(cw)), CLOSE_DOC),
  ],
});
