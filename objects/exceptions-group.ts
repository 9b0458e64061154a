/** BaseExceptionGroup, and what except* needs. CPython: Objects/exceptions.c */
import {PyExceptionInstance_Check, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, PyUnicode_Check, Py_TYPE, exc_cause, exc_context, exc_notes, exc_traceback, excgroup_excs, excgroup_msg, set_excgroup_excs, set_excgroup_msg} from '../runtime/generated/accessors';
import {ID___notes__, STR_empty} from '../runtime/generated/ids';
import {PyExc_BaseException, PyExc_BaseExceptionGroup, PyExc_Exception, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {METH_CLASS, method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyObject_IsInstance, PyObject_IsSubclass} from './abstract-object';
import {PySequence_Check, PySequence_List, PySequence_Tuple} from './abstract-sequence';
import {PyObject_CallFunctionObjArgs, PyObject_CallMethodOneArg, PyObject_CallOneArg, _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall} from './call';
import {PyErr_Format, PyErr_GivenExceptionMatches, PyErr_Occurred, PyErr_SetString, PyExceptionClass_Check, strText} from './errors';
import {BaseException_init, BaseException_new, PyExc_ExceptionGroup, PyException_SetCause, PyException_SetContext, PyException_SetTraceback, defineException, fieldSlots, type RefField} from './exceptions';
import {Py_GenericAlias} from './genericaliasobject';
import {PyList_Append, PyList_New} from './listobject';
import {PyCallable_Check, PyObject_GetOptionalAttr, PyObject_IsTrue, PyObject_SetAttr} from './object';
import {_PyArg_BadArgument} from './text-args';
import {PyTuple_Pack} from './tupleobject';
import {PyType_IsSubtype} from './typeobject';
import {PyUnicode_FromString} from './unicodeobject';

const MSG: RefField = {get: excgroup_msg, set: set_excgroup_msg};
const EXCS: RefField = {get: excgroup_excs, set: set_excgroup_excs};

/** True for an instance of BaseExceptionGroup. CPython: _PyBaseExceptionGroup_Check() */
export function _PyBaseExceptionGroup_Check(op: PyObject): boolean {
  return PyExceptionInstance_Check(op) && PyType_IsSubtype(Py_TYPE(op), PyExc_BaseExceptionGroup);
}

/** Which class a group is made of; NULL with an exception. CPython: BaseExceptionGroup_new() */
function groupClass(type: PyTypeObject, nestedBase: boolean): PyTypeObject | NULL {
  const plain = PyExc_ExceptionGroup();
  if (type === plain) {
    if (nestedBase) return PyErr_SetString(PyExc_TypeError, 'Cannot nest BaseExceptions in an ExceptionGroup');
  } else if (type === PyExc_BaseExceptionGroup) {
    // gone while the interpreter ends
    if (!nestedBase && plain !== NULL) return plain;
  } else if (nestedBase) {
    const isException = PyObject_IsSubclass(type, PyExc_Exception);
    if (isException < 0) return NULL;
    if (isException !== 0) return PyErr_Format(PyExc_TypeError, `Cannot nest BaseExceptions in '${slots(type).tp_name}'`);
  }
  return type;
}
function BaseExceptionGroup_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const n = PyTuple_GET_SIZE(args);
  if (n !== 2) return PyErr_SetString(PyExc_TypeError, `BaseExceptionGroup.__new__() takes exactly 2 arguments (${n} given)`);
  const message = PyTuple_GET_ITEM(args, 0), sequence = PyTuple_GET_ITEM(args, 1);
  if (!PyUnicode_Check(message)) {
    return _PyArg_BadArgument('BaseExceptionGroup.__new__', 'argument 1', 'str', message);
  }
  if (!PySequence_Check(sequence)) return PyErr_SetString(PyExc_TypeError, 'second argument (exceptions) must be a sequence');
  const exceptions = PySequence_Tuple(sequence);
  if (exceptions === NULL) return NULL;
  const self = checkedGroup(type, args, kwds, exceptions);
  if (self === NULL) {
    Py_DECREF(exceptions);
    return NULL;
  }
  set_excgroup_msg(self, Py_NewRef(message));
  set_excgroup_excs(self, exceptions);
  return self;
}
function checkedGroup(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL, exceptions: PyObject): New | NULL {
  const n = PyTuple_GET_SIZE(exceptions);
  if (n === 0) return PyErr_SetString(PyExc_ValueError, 'second argument (exceptions) must be a non-empty sequence');
  let nestedBase = false;
  for (let i = 0; i < n; i++) {
    const exc = PyTuple_GET_ITEM(exceptions, i);
    if (!PyExceptionInstance_Check(exc)) return PyErr_Format(PyExc_ValueError, `Item ${i} of second argument (exceptions) is not an exception`);
    const isException = PyObject_IsInstance(exc, PyExc_Exception);
    if (isException < 0) return NULL;
    if (isException === 0) nestedBase = true;
  }
  const cls = groupClass(type, nestedBase);
  return cls === NULL ? NULL : BaseException_new(cls, args, kwds);
}
/** BaseExceptionGroup(message, excs). escapes. CPython: _PyExc_CreateExceptionGroup() */
export function _PyExc_CreateExceptionGroup(message: string, excs: PyObject): New | NULL {
  const text = message === '' ? Py_NewRef(STR_empty) : PyUnicode_FromString(message);
  if (text === NULL) return NULL;
  const result = PyObject_CallFunctionObjArgs(PyExc_BaseExceptionGroup, text, excs);
  Py_DECREF(text);
  return result;
}
function BaseExceptionGroup_str(self: PyObject): New | NULL {
  const n = PyTuple_GET_SIZE(excgroup_excs(self)), message = strText(excgroup_msg(self));
  return message === null ? NULL : PyUnicode_FromString(`${message} (${n} sub-exception${n > 1 ? 's' : ''})`);
}
function BaseExceptionGroup_derive(self: PyObject, excs: PyObject): New | NULL {
  return PyObject_CallFunctionObjArgs(PyExc_BaseExceptionGroup, excgroup_msg(self), excs);
}

// ---- splitting ----

/** Gives a part of a group what describes the whole: traceback, context, cause, notes. escapes */
function copyMetadata(part: PyObject, orig: PyObject): boolean {
  const tb = exc_traceback(orig);
  if (tb !== NULL && PyException_SetTraceback(part, tb) < 0) return false;
  PyException_SetContext(part, Py_XNewRef(exc_context(orig)));
  PyException_SetCause(part, Py_XNewRef(exc_cause(orig)));
  const notes = PyObject_GetOptionalAttr(orig, ID___notes__);
  if (notes === NULL) return PyErr_Occurred() === NULL;
  if (!PySequence_Check(notes)) {
    // somebody else's mistake, and not the place to complain about it
    Py_DECREF(notes);
    return true;
  }
  const copy = PySequence_List(notes);
  Py_DECREF(notes);
  if (copy === NULL) return false;
  const status = PyObject_SetAttr(part, ID___notes__, copy);
  Py_DECREF(copy);
  return status >= 0;
}
/** A group of some of the exceptions of another, None when there are none, NULL with an exception. CPython: exceptiongroup_subset() */
function exceptiongroup_subset(orig: PyObject, excs: PyObject): New | NULL {
  if (PyList_GET_SIZE(excs) === 0) return Py_NewRef(_Py_NoneStruct);
  const name = PyUnicode_FromString('derive');
  if (name === NULL) return NULL;
  const eg = PyObject_CallMethodOneArg(orig, name, excs);
  Py_DECREF(name);
  if (eg === NULL) return NULL;
  let ok = true;
  if (!_PyBaseExceptionGroup_Check(eg)) {
    PyErr_SetString(PyExc_TypeError, 'derive must return an instance of BaseExceptionGroup');
    ok = false;
  }
  if (ok && copyMetadata(eg, orig)) return eg;
  Py_DECREF(eg);
  return NULL;
}
/** What selects exceptions: classes, a function, or (for the interpreter) a set of leaves. */
type Matcher = {readonly kind: 'type' | 'predicate'; readonly value: PyObject} | {readonly kind: 'instances'; readonly leaves: ReadonlySet<PyObject>};

function getMatcher(value: PyObject): Matcher | null {
  if (PyCallable_Check(value) && !PyType_Check(value)) return {kind: 'predicate', value};
  let isType = PyExceptionClass_Check(value);
  if (!isType && PyTuple_CheckExact(value)) {
    isType = true;
    for (let i = 0; i < PyTuple_GET_SIZE(value); i++) if (!PyExceptionClass_Check(PyTuple_GET_ITEM(value, i))) isType = false;
  }
  if (isType) return {kind: 'type', value};
  PyErr_SetString(PyExc_TypeError, 'expected an exception type, a tuple of exception types, or a callable (other than a class)');
  return null;
}
/** 1, 0, or -1 with an exception. escapes. CPython: exceptiongroup_split_check_match() */
function checkMatch(exc: PyObject, matcher: Matcher): number {
  if (matcher.kind === 'type') return PyErr_GivenExceptionMatches(exc, matcher.value) ? 1 : 0;
  if (matcher.kind === 'instances') return !_PyBaseExceptionGroup_Check(exc) && matcher.leaves.has(exc) ? 1 : 0;
  const verdict = PyObject_CallOneArg(matcher.value, exc);
  if (verdict === NULL) return -1;
  const isTrue = PyObject_IsTrue(verdict);
  Py_DECREF(verdict);
  return isTrue;
}
/** Both parts of a split, owned; None for an empty one. */
interface Split { match: New; rest: New }
const none = (): New => Py_NewRef(_Py_NoneStruct);

/** Splits an exception or a group; null with an exception. escapes. CPython: exceptiongroup_split_recursive() */
function split(exc: PyObject, matcher: Matcher, wantRest: boolean): Split | null {
  const isMatch = checkMatch(exc, matcher);
  if (isMatch < 0) return null;
  if (isMatch > 0) return {match: Py_NewRef(exc), rest: none()};
  if (!_PyBaseExceptionGroup_Check(exc)) return {match: none(), rest: wantRest ? Py_NewRef(exc) : none()};
  const matches = PyList_New(0);
  if (matches === NULL) return null;
  const rests = PyList_New(0);
  const result = rests === NULL ? null : splitMembers(exc, matcher, wantRest, matches, rests);
  Py_DECREF(matches);
  Py_XDECREF(rests);
  return result;
}
function appendUnlessNone(list: PyObject, item: New): boolean {
  const status = item === _Py_NoneStruct ? 0 : PyList_Append(list, item);
  Py_DECREF(item);
  return status >= 0;
}
function splitMembers(eg: PyObject, matcher: Matcher, wantRest: boolean, matches: PyObject, rests: PyObject): Split | null {
  const excs = excgroup_excs(eg), n = PyTuple_GET_SIZE(excs);
  for (let i = 0; i < n; i++) {
    if (_Py_EnterRecursiveCall(' in exceptiongroup_split_recursive')) return null;
    const part = split(PyTuple_GET_ITEM(excs, i), matcher, wantRest);
    _Py_LeaveRecursiveCall();
    if (part === null) return null;
    const ok = appendUnlessNone(matches, part.match);
    if (!appendUnlessNone(rests, part.rest) || !ok) return null;
  }
  const match = exceptiongroup_subset(eg, matches);
  if (match === NULL) return null;
  const rest = wantRest ? exceptiongroup_subset(eg, rests) : none();
  if (rest === NULL) {
    Py_DECREF(match);
    return null;
  }
  return {match, rest};
}
function BaseExceptionGroup_split(self: PyObject, value: PyObject): New | NULL {
  const matcher = getMatcher(value), parts = matcher === null ? null : split(self, matcher, true);
  if (parts === null) return NULL;
  const result = PyTuple_Pack(parts.match, parts.rest);
  Py_DECREF(parts.match);
  Py_DECREF(parts.rest);
  return result;
}
function BaseExceptionGroup_subgroup(self: PyObject, value: PyObject): New | NULL {
  const matcher = getMatcher(value), parts = matcher === null ? null : split(self, matcher, false);
  if (parts === null) return NULL;
  Py_DECREF(parts.rest);
  return parts.match;
}

// ---- except* ----

/** Collects the exceptions of a group that are no groups. CPython: collect_exception_group_leaf_ids() */
function collectLeaves(exc: PyObject, leaves: Set<PyObject>): boolean {
  if (exc === _Py_NoneStruct) return true;
  if (!_PyBaseExceptionGroup_Check(exc)) {
    leaves.add(exc);
    return true;
  }
  const excs = excgroup_excs(exc);
  for (let i = 0; i < PyTuple_GET_SIZE(excs); i++) {
    if (_Py_EnterRecursiveCall(' in collect_exception_group_leaf_ids')) return false;
    const ok = collectLeaves(PyTuple_GET_ITEM(excs, i), leaves);
    _Py_LeaveRecursiveCall();
    if (!ok) return false;
  }
  return true;
}
/** The part of a group whose leaves are in the exceptions of a list. escapes. CPython: exception_group_projection() */
function exception_group_projection(eg: PyObject, keep: PyObject): New | NULL {
  const leaves = new Set<PyObject>();
  for (let i = 0; i < PyList_GET_SIZE(keep); i++) if (!collectLeaves(PyList_GET_ITEM(keep, i), leaves)) return NULL;
  const parts = split(eg, {kind: 'instances', leaves}, false);
  if (parts === null) return NULL;
  Py_DECREF(parts.rest);
  return parts.match;
}
function sameMetadata(a: PyObject, b: PyObject): boolean {
  return exc_notes(a) === exc_notes(b) && exc_traceback(a) === exc_traceback(b) && exc_cause(a) === exc_cause(b) && exc_context(a) === exc_context(b);
}
/**
 * What a try-except* raises at its end: exceptions that were raised anew, beside the part of the original group that was raised again.
 * None when there is nothing. escapes. CPython: _PyExc_PrepReraiseStar()
 */
export function _PyExc_PrepReraiseStar(orig: PyObject, excs: PyObject): New | NULL {
  const n = PyList_GET_SIZE(excs);
  if (n === 0) return none();
  // a naked exception: only one clause can have run
  if (!_PyBaseExceptionGroup_Check(orig)) return Py_NewRef(PyList_GET_ITEM(excs, 0));
  const raised = PyList_New(0);
  if (raised === NULL) return NULL;
  const reraised = PyList_New(0);
  const result = reraised === NULL ? NULL : prepare(orig, excs, raised, reraised);
  Py_DECREF(raised);
  Py_XDECREF(reraised);
  return result;
}
function prepare(orig: PyObject, excs: PyObject, raised: PyObject, reraised: PyObject): New | NULL {
  for (let i = 0; i < PyList_GET_SIZE(excs); i++) {
    const e = PyList_GET_ITEM(excs, i);
    if (e !== _Py_NoneStruct && PyList_Append(sameMetadata(e, orig) ? reraised : raised, e) < 0) return NULL;
  }
  const again = exception_group_projection(orig, reraised);
  if (again === NULL || PyList_GET_SIZE(raised) === 0) return again;
  if (!appendUnlessNone(raised, again)) return NULL;
  return PyList_GET_SIZE(raised) > 1 ? _PyExc_CreateExceptionGroup('', raised) : Py_NewRef(PyList_GET_ITEM(raised, 0));
}
/** The same with its arguments checked. CPython: PyUnstable_Exc_PrepReraiseStar() */
export function PyUnstable_Exc_PrepReraiseStar(orig: PyObject, excs: PyObject): New | NULL {
  if (!PyExceptionInstance_Check(orig)) return PyErr_SetString(PyExc_TypeError, 'orig must be an exception instance');
  if (!PyList_Check(excs)) return PyErr_SetString(PyExc_TypeError, 'excs must be a list of exception instances');
  for (let i = 0; i < PyList_GET_SIZE(excs); i++) {
    const exc = PyList_GET_ITEM(excs, i);
    if (exc !== _Py_NoneStruct && !PyExceptionInstance_Check(exc)) return PyErr_Format(PyExc_TypeError, `item ${i} of excs is not an exception`);
  }
  if (exc_traceback(orig) === NULL) return PyErr_SetString(PyExc_ValueError, 'orig must be a raised exception');
  return _PyExc_PrepReraiseStar(orig, excs);
}

defineException(PyExc_BaseExceptionGroup, PyExc_BaseException, 'BaseExceptionGroup', 'Several exceptions that have nothing to do with each other.', {
  basicsize: 88, slots: {...fieldSlots([MSG, EXCS]), tp_init: BaseException_init, tp_new: BaseExceptionGroup_new, tp_str: BaseExceptionGroup_str},
  methods: [
    method('__class_getitem__', '($type, object, /)', Py_GenericAlias as never, 'See PEP 585', METH_CLASS),
    method('derive', '($self, object, /)', BaseExceptionGroup_derive as never), method('split', '($self, object, /)', BaseExceptionGroup_split as never),
    method('subgroup', '($self, object, /)', BaseExceptionGroup_subgroup as never),
  ],
  members: [
    {name: 'message', type: 'object', offset: 72, flags: 1, doc: 'exception message'}, {name: 'exceptions', type: 'object', offset: 80, flags: 1, doc: 'nested exceptions'},
  ],
});
