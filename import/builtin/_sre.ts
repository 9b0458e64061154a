/** The _sre module: compiled regular expressions. The matcher is _sre-match.ts, match objects are _sre-match-object.ts. CPython: Modules/_sre/sre.c */
import {H, U8} from '../../runtime/current';
import {PyObject_GC_Track, PyObject_GC_UnTrack} from '../../runtime/gc';
import {
  PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyDict_Check, PyDict_GET_SIZE, PyTuple_Check, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check, Py_BOOL, Py_SET_SIZE, Py_SIZE, Py_TYPE, match_pattern, pattern_flags, pattern_groupindex,
  pattern_groups, pattern_indexgroup, pattern_isbytes, pattern_pattern, pattern_weakreflist, scanner_executing, scanner_pattern, scanner_string, set_pattern_flags, set_pattern_groupindex, set_pattern_groups,
  set_pattern_indexgroup, set_pattern_isbytes, set_pattern_pattern, set_pattern_weakreflist, set_scanner_executing, set_scanner_pattern, set_scanner_string, template_literal,
} from '../../runtime/generated/accessors';
import {HASH_HI, PyExc_OverflowError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _PyBytes_Empty, _Py_NoneStruct, _Py_NotImplementedStruct} from '../../runtime/generated/static-addresses';
import {STR_empty} from '../../runtime/generated/ids';
import {hooks} from '../../runtime/hooks';
import {METH_CLASS, METH_METHOD, type PyMethodDef, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {PyObject_Free, PyObject_Malloc} from '../../runtime/obmalloc';
import {Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject} from '../../runtime/types';
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {bytes_join} from '../../objects/bytes-methods';
import {PyObject_CallFunctionObjArgs, PyObject_CallOneArg} from '../../objects/call';
import {PyErr_Clear, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {Py_GenericAlias} from '../../objects/genericaliasobject';
import {PyCallIter_New} from '../../objects/iterobject';
import {PyList_New, _PyList_AppendTakeRef} from '../../objects/listobject';
import {PyLong_AsUnsignedLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddStringConstant, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyCallable_Check, PyObject_GetAttrString, PyObject_Hash, PyObject_RichCompareBool} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {_PyArg_BadArgument, intArg, ssizeArg} from '../../objects/text-args';
import {PyDictProxy_New} from '../../objects/descrobject';
import {PyDict_New} from '../../objects/dictobject';
import {PyTuple_New, PyTuple_Pack} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec, PyType_GetModuleState} from '../../objects/typeobject-spec';
import {PyUnicode_FromString, PyUnicode_Join, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {sre_lower_ascii, sre_lower_unicode, sre_upper_unicode} from './_sre-chars';
import {SreState} from './_sre-search';
import type {Subject} from './_sre-subject';
import {expand_template, getslice, matchSpec, newTemplate, pattern_new_match, template_spec} from './_sre-match-object';

/** State of the module. CPython: _sremodulestate */
export class SreModuleState {
  Pattern_Type: PyObject | NULL = NULL;
  Match_Type: PyObject | NULL = NULL;
  Scanner_Type: PyObject | NULL = NULL;
  Template_Type: PyObject | NULL = NULL;
  /** re._compile_template, imported when it is first needed. */
  compile_template: PyObject | NULL = NULL;
}
const stateOf = (pattern: PyObject): SreModuleState => PyType_GetModuleState<SreModuleState>(Py_TYPE(pattern))!;
const FLAGS = Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE;
const MAXREPEAT = 4294967295, MAXGROUPS = 1073741823;

// Subjects

/** Text or memory of what is searched, and the view to release; null with TypeError. CPython: getstring() */
function getstring(string: PyObject): {subject: Subject; view: Py_buffer | null} | null {
  if (PyUnicode_Check(string)) return {subject: _PyUnicode_TEXT(string), view: null};
  const view = new Py_buffer();
  if (!PyObject_CheckBuffer(string) || PyObject_GetBuffer(string, view, PyBUF_SIMPLE) < 0) {
    PyErr_SetString(PyExc_TypeError, `expected string or bytes-like object, got '${typeName(string)}'`);
    return null;
  }
  return {subject: U8.subarray(view.buf, view.buf + view.len), view};
}
/** One search of a pattern in a subject, with the memory held. */
class Search {
  /** The block that a scanner keeps, or 0. */
  marks = 0;
  constructor(readonly state: SreState, readonly view: Py_buffer | null, readonly pos: number) {}
  end(): void {
    if (this.marks !== 0) PyObject_Free(this.marks);
    if (this.view !== null) PyBuffer_Release(this.view);
  }
}
/** CPython: state_init(); null with TypeError */
function state_init(pattern: PyObject, string: PyObject, start: number, end: number): Search | null {
  const got = getstring(string);
  if (got === null) return null;
  const isbytes = got.view !== null, wants = pattern_isbytes(pattern);
  if (isbytes ? wants === 0 : wants > 0) {
    PyErr_SetString(PyExc_TypeError, isbytes ? 'cannot use a string pattern on a bytes-like object' : 'cannot use a bytes pattern on a string-like object');
    if (got.view !== null) PyBuffer_Release(got.view);
    return null;
  }
  const length = got.subject.length, from = Math.min(Math.max(start, 0), length), to = Math.min(Math.max(end, 0), length);
  return new Search(new SreState(payload<Int32Array>(pattern), pattern_groups(pattern), got.subject, from, to), got.view, from);
}
/** CPython: pattern_error() */
function pattern_error(): NULL {
  return PyErr_SetString(PyExc_RuntimeError, 'internal error in regular expression engine');
}

// Pattern methods

type Optional = PyObject | NULL;
/** How a single search runs: at the beginning, all of the subject, or anywhere. */
const MATCH = 0, FULLMATCH = 1, SEARCH = 2;
function once(self: PyObject, string: PyObject, pos: Optional, endpos: Optional, how: number): New | NULL {
  const start = ssizeArg(pos, 0);
  if (start === -1 && PyErr_Occurred() !== NULL) return NULL;
  const end = ssizeArg(endpos, PY_SSIZE_T_MAX);
  if (end === -1 && PyErr_Occurred() !== NULL) return NULL;
  const search = state_init(self, string, start, end);
  if (search === null) return NULL;
  const state = search.state;
  state.ptr = state.start;
  state.match_all = how === FULLMATCH;
  const status = state.start > state.end ? 0 : how === SEARCH ? state.search(0) : state.match(0, true);
  const result = status < 0 ? pattern_error() : pattern_new_match(stateOf(self), self, string, state, status, search.pos);
  search.end();
  return result;
}
const pattern_match = (self: PyObject, string: PyObject, pos: Optional, endpos: Optional): New | NULL => once(self, string, pos, endpos, MATCH);
const pattern_fullmatch = (self: PyObject, string: PyObject, pos: Optional, endpos: Optional): New | NULL => once(self, string, pos, endpos, FULLMATCH);
const pattern_search = (self: PyObject, string: PyObject, pos: Optional, endpos: Optional): New | NULL => once(self, string, pos, endpos, SEARCH);

/** Text of a group of the state, empty or None when it did not take part. CPython: state_getslice() */
function state_getslice(state: SreState, index: number, string: PyObject, empty: boolean): New | NULL {
  const i = (index - 1) * 2;
  if (i >= state.lastmark || state.marks[i] < 0 || state.marks[i + 1] < 0 || state.marks[i + 1] < state.marks[i]) return empty ? getslice(string, 0, 0) : (_Py_NoneStruct as New);
  return getslice(string, state.marks[i], state.marks[i + 1]);
}
/** Adds to a list and drops the item; false with an exception. @steals item */
function append(list: PyObject, item: New | NULL): boolean {
  return item !== NULL && _PyList_AppendTakeRef(list, item) === 0;
}
function pattern_findall(self: PyObject, string: PyObject, pos: Optional, endpos: Optional): New | NULL {
  const start = ssizeArg(pos, 0);
  if (start === -1 && PyErr_Occurred() !== NULL) return NULL;
  const end = ssizeArg(endpos, PY_SSIZE_T_MAX);
  if (end === -1 && PyErr_Occurred() !== NULL) return NULL;
  const search = state_init(self, string, start, end);
  if (search === null) return NULL;
  const state = search.state, groups = pattern_groups(self), list = PyList_New(0);
  let ok = list !== NULL;
  while (ok && state.start <= state.end) {
    state.reset();
    state.ptr = state.start;
    const status = state.search(0);
    if (status <= 0) {
      if (status < 0) {
        pattern_error();
        ok = false;
      }
      break;
    }
    let item: New | NULL;
    if (groups === 0) item = getslice(string, state.start, state.ptr);
    else if (groups === 1) item = state_getslice(state, 1, string, true);
    else {
      item = PyTuple_New(groups);
      for (let i = 0; item !== NULL && i < groups; i++) {
        const part = state_getslice(state, i + 1, string, true);
        if (part === NULL) {
          Py_DECREF(item);
          item = NULL;
        } else PyTuple_SET_ITEM(item, i, part);
      }
    }
    ok = append(list as New, item);
    state.must_advance = state.ptr === state.start;
    state.start = state.ptr;
  }
  search.end();
  if (ok) return list;
  Py_XDECREF(list);
  return NULL;
}
function pattern_split(self: PyObject, string: PyObject, maxsplit: Optional): New | NULL {
  const max = ssizeArg(maxsplit, 0);
  if (max === -1 && PyErr_Occurred() !== NULL) return NULL;
  const search = state_init(self, string, 0, PY_SSIZE_T_MAX);
  if (search === null) return NULL;
  const state = search.state, list = PyList_New(0);
  let ok = list !== NULL, last = state.start;
  for (let n = 0; ok && (max === 0 || n < max); n++) {
    state.reset();
    state.ptr = state.start;
    const status = state.search(0);
    if (status <= 0) {
      if (status < 0) {
        pattern_error();
        ok = false;
      }
      break;
    }
    ok = append(list as New, getslice(string, last, state.start));
    for (let i = 0; ok && i < pattern_groups(self); i++) ok = append(list as New, state_getslice(state, i + 1, string, false));
    state.must_advance = state.ptr === state.start;
    last = state.start = state.ptr;
  }
  if (ok) ok = append(list as New, getslice(string, last, state.end));
  search.end();
  if (ok) return list;
  Py_XDECREF(list);
  return NULL;
}

/** The template that a replacement text is compiled to. escapes. CPython: compile_template() */
function compile_template(module: SreModuleState, pattern: PyObject, template: PyObject): New | NULL {
  if (module.compile_template === NULL) {
    const re = hooks.PyImport_ImportModule('re');
    if (re === NULL) return NULL;
    const func = PyObject_GetAttrString(re, '_compile_template');
    Py_DECREF(re);
    if (func === NULL) return NULL;
    module.compile_template = func;
  }
  const result = PyObject_CallFunctionObjArgs(module.compile_template, pattern, template);
  if (result === NULL || Py_TYPE(result) === module.Template_Type) return result;
  const name = typeName(result);
  Py_DECREF(result);
  return PyErr_SetString(PyExc_RuntimeError, `the result of compiling a replacement string is ${name}`);
}
/** Whether a replacement has no backslash and so stands for itself. */
function isLiteral(template: PyObject): boolean {
  const got = getstring(template);
  if (got === null) {
    PyErr_Clear();
    return false;
  }
  const literal = typeof got.subject === 'string' ? !got.subject.includes('\\') : got.subject.indexOf(92) < 0;
  if (got.view !== null) PyBuffer_Release(got.view);
  return literal;
}
/** CPython: pattern_subx() */
function pattern_subx(self: PyObject, template: PyObject, string: PyObject, count: Optional, subn: boolean): New | NULL {
  const max = ssizeArg(count, 0);
  if (max === -1 && PyErr_Occurred() !== NULL) return NULL;
  const module = stateOf(self), callable = PyCallable_Check(template);
  let literal = !callable && isLiteral(template);
  let filter: New | NULL = callable || literal ? Py_NewRef(template) : compile_template(module, self, template);
  if (filter === NULL) return NULL;
  if (!callable && !literal && Py_SIZE(filter) === 0) {
    const text = Py_NewRef(template_literal(filter));
    Py_DECREF(filter);
    filter = text;
    literal = true;
  }
  const search = state_init(self, string, 0, PY_SSIZE_T_MAX);
  if (search === null) {
    Py_DECREF(filter);
    return NULL;
  }
  const state = search.state, list = PyList_New(0);
  let ok = list !== NULL, n = 0, i = 0;
  while (ok && (max === 0 || n < max)) {
    state.reset();
    state.ptr = state.start;
    const status = state.search(0);
    if (status <= 0) {
      if (status < 0) {
        pattern_error();
        ok = false;
      }
      break;
    }
    const b = state.start, e = state.ptr;
    if (i < b) ok = append(list as New, getslice(string, i, b));
    if (!ok) break;
    let item: New | NULL;
    if (literal) item = Py_NewRef(filter);
    else {
      const match = pattern_new_match(module, self, string, state, 1, search.pos);
      item = match === NULL ? NULL : callable ? PyObject_CallOneArg(filter, match) : expand_template(filter, match);
      if (match !== NULL) Py_DECREF(match);
    }
    if (item !== _Py_NoneStruct) ok = append(list as New, item);
    i = e;
    n++;
    state.must_advance = state.ptr === state.start;
    state.start = state.ptr;
  }
  if (ok && i < state.end) ok = append(list as New, getslice(string, i, state.end));
  search.end();
  Py_DECREF(filter);
  let result: New | NULL = NULL;
  if (ok) {
    const joiner = getslice(string, 0, 0);
    if (joiner !== NULL && PyList_GET_SIZE(list as New) === 0) result = joiner;
    else if (joiner !== NULL) {
      result = PyUnicode_Check(string) ? PyUnicode_Join(STR_empty, list as New) : bytes_join(_PyBytes_Empty, list as New);
      Py_DECREF(joiner);
    }
  }
  Py_XDECREF(list);
  if (result === NULL || !subn) return result;
  const number = PyLong_FromNumber(n), tuple = number === NULL ? NULL : PyTuple_Pack(result, number);
  Py_XDECREF(number);
  Py_DECREF(result);
  return tuple;
}
const pattern_sub = (self: PyObject, repl: PyObject, string: PyObject, count: Optional): New | NULL => pattern_subx(self, repl, string, count, false);
const pattern_subn = (self: PyObject, repl: PyObject, string: PyObject, count: Optional): New | NULL => pattern_subx(self, repl, string, count, true);

// Scanners

function pattern_scanner(self: PyObject, string: PyObject, pos: Optional, endpos: Optional): New | NULL {
  const start = ssizeArg(pos, 0);
  if (start === -1 && PyErr_Occurred() !== NULL) return NULL;
  const end = ssizeArg(endpos, PY_SSIZE_T_MAX);
  if (end === -1 && PyErr_Occurred() !== NULL) return NULL;
  const search = state_init(self, string, start, end);
  if (search === null) return NULL;
  const scanner = _PyObject_GC_New(stateOf(self).Scanner_Type as PyObject, 264);
  if (scanner === NULL) {
    search.end();
    return PyErr_NoMemory();
  }
  // CPython keeps the marks of groups in a block
  search.marks = PyObject_Malloc(16 * pattern_groups(self));
  setPayload(scanner, search);
  set_scanner_executing(scanner, 0);
  set_scanner_pattern(scanner, Py_NewRef(self));
  set_scanner_string(scanner, Py_NewRef(string));
  PyObject_GC_Track(scanner);
  return scanner;
}
function scan(self: PyObject, searches: boolean): New | NULL {
  if (scanner_executing(self) !== 0) return PyErr_SetString(PyExc_ValueError, 'regular expression scanner already executing');
  const search = payload<Search>(self), state = search.state, pattern = scanner_pattern(self);
  // -1 once nothing more was found
  if (state.start < 0 || state.start > state.end) return _Py_NoneStruct as New;
  set_scanner_executing(self, 1);
  state.reset();
  state.ptr = state.start;
  const status = searches ? state.search(0) : state.match(0, true);
  const match = status < 0 ? pattern_error() : pattern_new_match(stateOf(pattern), pattern, scanner_string(self), state, status, search.pos);
  if (status === 0) state.start = -1;
  else {
    state.must_advance = state.ptr === state.start;
    state.start = state.ptr;
  }
  set_scanner_executing(self, 0);
  return match;
}
const scanner_match = (self: PyObject): New | NULL => scan(self, false);
const scanner_search = (self: PyObject): New | NULL => scan(self, true);
function scanner_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  payload<Search>(self).end();
  clearPayload(self);
  Py_DECREF(scanner_string(self));
  Py_DECREF(scanner_pattern(self));
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function pattern_finditer(self: PyObject, string: PyObject, pos: Optional, endpos: Optional): New | NULL {
  const scanner = pattern_scanner(self, string, pos, endpos);
  if (scanner === NULL) return NULL;
  const search = PyObject_GetAttrString(scanner, 'search');
  Py_DECREF(scanner);
  if (search === NULL) return NULL;
  const iterator = PyCallIter_New(search, _Py_NoneStruct);
  Py_DECREF(search);
  return iterator;
}
const scanner_spec: TypeSpec = {
  tp_name: '_sre.SRE_Scanner', tp_basicsize: 264, tp_flags: FLAGS,
  slots: {tp_dealloc: scanner_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseHeapFields(4, 6)},
  methods: [method('match', '($self, /)', scanner_match, null, METH_METHOD), method('search', '($self, /)', scanner_search, null, METH_METHOD)],
  members: [{name: 'pattern', type: 'object', offset: 16, flags: 1}],
};

// Pattern objects

const FLAG_NAMES: readonly (readonly [string, number])[] = [
  ['re.IGNORECASE', 2], ['re.LOCALE', 4], ['re.MULTILINE', 8], ['re.DOTALL', 16], ['re.UNICODE', 32], ['re.VERBOSE', 64], ['re.DEBUG', 128], ['re.ASCII', 256],
];
function pattern_repr(self: PyObject): New | NULL {
  let flags = pattern_flags(self);
  const names: string[] = [];
  if (pattern_isbytes(self) === 0 && (flags & (4 | 32 | 256)) === 32) flags &= ~32;
  for (const [name, bit] of FLAG_NAMES) {
    if ((flags & bit) === 0) continue;
    names.push(name);
    flags &= ~bit;
  }
  if (flags !== 0) names.push(`0x${(flags >>> 0).toString(16)}`);
  const text = reprText(pattern_pattern(self));
  return text === null ? NULL : PyUnicode_FromString(`re.compile(${[...text].slice(0, 200).join('')}${names.length > 0 ? ', ' + names.join('|') : ''})`);
}
function pattern_hash(self: PyObject): number {
  const lo = PyObject_Hash(pattern_pattern(self));
  if (lo === -1 && H[HASH_HI] === -1) return -1;
  let hash = lo ^ pattern_flags(self) ^ pattern_isbytes(self);
  for (const word of payload<Int32Array>(self)) hash = Math.imul(hash ^ word, 0x01000193);
  if (hash === -1 && H[HASH_HI] === -1) hash = -2;
  return hash;
}
function pattern_richcompare(a: PyObject, b: PyObject, op: number): New | NULL {
  if ((op !== 2 && op !== 3) || Py_TYPE(a) !== Py_TYPE(b)) return _Py_NotImplementedStruct as New;
  let equal = a === b ? 1 : 0;
  if (a !== b && pattern_flags(a) === pattern_flags(b) && pattern_isbytes(a) === pattern_isbytes(b)) {
    const x = payload<Int32Array>(a), y = payload<Int32Array>(b);
    let same = x.length === y.length;
    for (let i = 0; same && i < x.length; i++) same = x[i] === y[i];
    if (same) equal = PyObject_RichCompareBool(pattern_pattern(a), pattern_pattern(b), 2);
    if (equal < 0) return NULL;
  }
  return Py_BOOL((equal === 1) === (op === 2)) as New;
}
function pattern_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  if ((pattern_weakreflist(self) as number) !== NULL) PyObject_ClearWeakRefs(self);
  Py_XDECREF(pattern_pattern(self));
  Py_XDECREF(pattern_groupindex(self));
  Py_XDECREF(pattern_indexgroup(self));
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
const SPAN = 'string, pos=0, endpos=sys.maxsize';
const pattern_spec: TypeSpec = {
  tp_name: 're.Pattern', tp_basicsize: 96, tp_itemsize: 4, tp_weaklistoffset: 64, tp_flags: FLAGS, tp_doc: 'A compiled regular expression.',
  slots: {
    tp_dealloc: pattern_dealloc, tp_repr: pattern_repr, tp_hash: pattern_hash, tp_richcompare: pattern_richcompare, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseHeapFields(8, 10, 12),
    tp_clear: clearFields(8, 10, 12),
  },
  methods: [
    method('match', `($self, /, ${SPAN})`, pattern_match, 'Return the match at the beginning of string, None when there is none.', METH_METHOD),
    method('fullmatch', `($self, /, ${SPAN})`, pattern_fullmatch, 'Return the match of all of string, None when there is none.', METH_METHOD),
    method('search', `($self, /, ${SPAN})`, pattern_search, 'Return the first match in string, None when there is none.', METH_METHOD),
    method('sub', '($self, /, repl, string, count=0)', pattern_sub, 'Return string with matches replaced by repl, a text or a function of the match.', METH_METHOD),
    method('subn', '($self, /, repl, string, count=0)', pattern_subn, 'As sub(), with the number of replacements.', METH_METHOD),
    method('findall', `($self, /, ${SPAN})`, pattern_findall, 'Return a list of all matches, or of their groups.'),
    method('split', '($self, /, string, maxsplit=0)', pattern_split, 'Return the list of parts of string between matches.'),
    method('finditer', `($self, /, ${SPAN})`, pattern_finditer, 'Return an iterator over all matches.', METH_METHOD),
    method('scanner', `($self, /, ${SPAN})`, pattern_scanner, null, METH_METHOD),
    method('__copy__', '($self, /)', (self: PyObject) => Py_NewRef(self)),
    method('__deepcopy__', '($self, memo, /)', (self: PyObject) => Py_NewRef(self)),
    method('__class_getitem__', '($type, object, /)', Py_GenericAlias as never, 'See PEP 585', METH_CLASS),
  ],
  members: [
    {name: 'pattern', type: 'object', offset: 48, flags: 1, doc: 'The text that was compiled.'},
    {name: 'flags', type: 'uint', offset: 56, flags: 1, doc: 'The flags.'},
    {name: 'groups', type: 'ssize', offset: 24, flags: 1, doc: 'Number of groups.'},
  ],
  getset: [{name: 'groupindex', get: pattern_groupindex_get, doc: 'A mapping of the names of groups to their numbers.'}],
};

/** CPython: pattern_groupindex() */
function pattern_groupindex_get(self: PyObject): New | NULL {
  const index: PyObject | NULL = pattern_groupindex(self);
  return index === NULL ? PyDict_New() : PyDictProxy_New(index);
}

// Functions

function sre_compile(module: PyObject, pattern: PyObject, flags: PyObject, code: PyObject, groups: PyObject, groupindex: PyObject, indexgroup: PyObject): New | NULL {
  const flagBits = intArg(flags);
  if (flagBits === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (!PyList_Check(code)) return _PyArg_BadArgument('compile', "argument 'code'", 'list', code);
  const groupCount = ssizeArg(groups);
  if (groupCount === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (!PyDict_Check(groupindex)) return _PyArg_BadArgument('compile', "argument 'groupindex'", 'dict', groupindex);
  if (!PyTuple_Check(indexgroup)) return _PyArg_BadArgument('compile', "argument 'indexgroup'", 'tuple', indexgroup);
  const n = PyList_GET_SIZE(code), words = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const value = PyLong_AsUnsignedLong(PyList_GET_ITEM(code, i));
    if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
    if (value > MAXREPEAT) return PyErr_SetString(PyExc_OverflowError, 'regular expression code size limit exceeded');
    words[i] = value | 0;
  }
  let isbytes = -1;
  if (pattern !== _Py_NoneStruct) {
    const got = getstring(pattern);
    if (got === null) return NULL;
    isbytes = got.view !== null ? 1 : 0;
    if (got.view !== null) PyBuffer_Release(got.view);
  }
  if (n === 0 || words[n - 1] !== 1) return PyErr_SetString(PyExc_RuntimeError, 'invalid SRE code');
  const self = _PyObject_GC_New(PyModule_GetState<SreModuleState>(module)!.Pattern_Type as PyObject, 96 + 4 * n);
  if (self === NULL) return PyErr_NoMemory();
  Py_SET_SIZE(self, n);
  setPayload(self, words);
  set_pattern_weakreflist(self, NULL);
  set_pattern_isbytes(self, isbytes);
  set_pattern_flags(self, flagBits);
  set_pattern_groups(self, groupCount);
  set_pattern_pattern(self, Py_NewRef(pattern));
  // without names there is nothing to look up
  const named = PyDict_GET_SIZE(groupindex) > 0;
  set_pattern_groupindex(self, named ? Py_NewRef(groupindex) : NULL);
  set_pattern_indexgroup(self, named && PyTuple_GET_SIZE(indexgroup) > 0 ? Py_NewRef(indexgroup) : NULL);
  PyObject_GC_Track(self);
  return self;
}
function sre_template(module: PyObject, _pattern: PyObject, template: PyObject): New | NULL {
  if (!PyList_Check(template)) return _PyArg_BadArgument('template', 'argument 2', 'list', template);
  const parts: PyObject[] = [];
  for (let i = 0; i < PyList_GET_SIZE(template); i++) parts.push(PyList_GET_ITEM(template, i));
  return newTemplate(PyModule_GetState<SreModuleState>(module)!, parts);
}
/** A function of one character number. */
function ofCharacter(name: string, fn: (ch: number) => New | NULL): PyMethodDef {
  return method(name, '($module, character, /)', (_module: PyObject, character: PyObject) => {
    const ch = intArg(character);
    return ch === -1 && PyErr_Occurred() !== NULL ? NULL : fn(ch);
  });
}
const isAlpha = (ch: number): boolean => (ch >= 65 && ch <= 90) || (ch >= 97 && ch <= 122);
/** match.expand(template). CPython: _sre_SRE_Match_expand_impl() */
function match_expand(self: PyObject, template: PyObject): New | NULL {
  const module = stateOf(match_pattern(self)), filter = compile_template(module, match_pattern(self), template);
  if (filter === NULL) return NULL;
  const result = expand_template(filter, self);
  Py_DECREF(filter);
  return result;
}
const sre_methods: readonly PyMethodDef[] = [
  method('compile', '($module, /, pattern, flags, code, groups, groupindex,\n        indexgroup)', sre_compile),
  method('template', '($module, pattern, template, /)', sre_template, 'template is a list of literals and group numbers in turn.'),
  method('getcodesize', '($module, /)', () => PyLong_FromNumber(4)),
  ofCharacter('ascii_iscased', ch => Py_BOOL(isAlpha(ch)) as New),
  ofCharacter('unicode_iscased', ch => Py_BOOL(sre_lower_unicode(ch) !== ch || sre_upper_unicode(ch) !== ch) as New),
  ofCharacter('ascii_tolower', ch => PyLong_FromNumber(sre_lower_ascii(ch))),
  ofCharacter('unicode_tolower', ch => PyLong_FromNumber(sre_lower_unicode(ch))),
];
function sre_exec(module: PyObject): number {
  const state = PyModule_GetState<SreModuleState>(module)!;
  state.Pattern_Type = PyType_FromModuleAndSpec(module, pattern_spec);
  state.Match_Type = PyType_FromModuleAndSpec(module, matchSpec(match_expand));
  state.Scanner_Type = PyType_FromModuleAndSpec(module, scanner_spec);
  state.Template_Type = PyType_FromModuleAndSpec(module, template_spec);
  if (state.Pattern_Type === NULL || state.Match_Type === NULL || state.Scanner_Type === NULL || state.Template_Type === NULL) return -1;
  if (PyModule_AddIntConstant(module, 'MAGIC', 20230612) < 0 || PyModule_AddIntConstant(module, 'CODESIZE', 4) < 0) return -1;
  if (PyModule_AddIntConstant(module, 'MAXREPEAT', MAXREPEAT) < 0 || PyModule_AddIntConstant(module, 'MAXGROUPS', MAXGROUPS) < 0) return -1;
  return PyModule_AddStringConstant(module, 'copyright', ' SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ');
}
const eachType = (module: PyObject): (PyObject | NULL)[] => {
  const state = PyModule_GetState<SreModuleState>(module);
  return state === null ? [] : [state.Pattern_Type, state.Match_Type, state.Scanner_Type, state.Template_Type, state.compile_template];
};
const sremodule = new PyModuleDef('_sre', {
  m_size: 40, m_methods: sre_methods, newState: () => new SreModuleState(),
  m_slots: [[Py_mod_exec, sre_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  m_traverse: (module, visit) => {
    for (const object of eachType(module)) {
      const status = object === NULL ? 0 : visit(object);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: module => {
    const held = eachType(module), state = PyModule_GetState<SreModuleState>(module);
    if (state !== null) state.Pattern_Type = state.Match_Type = state.Scanner_Type = state.Template_Type = state.compile_template = NULL;
    for (const object of held) Py_XDECREF(object);
    return 0;
  },
});
export function PyInit__sre(): PyModuleDef {
  return PyModuleDef_Init(sremodule);
}
