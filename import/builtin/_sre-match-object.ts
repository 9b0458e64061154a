/** Match objects and templates for their expansion. CPython: Modules/_sre/sre.c */
import {H} from '../../runtime/current';
import {PyObject_GC_Track, PyObject_GC_UnTrack} from '../../runtime/gc';
import {
  PyBytes_AS_STRING, PyBytes_Check, PyBytes_CheckExact, PyBytes_GET_SIZE, PyLong_Check, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_SET_SIZE, Py_SIZE, Py_TYPE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM,
  match_groups, match_lastindex, match_mark, match_pattern, match_regs, match_string, pattern_groupindex, pattern_groups, pattern_indexgroup, set_match_endpos, set_match_groups, set_match_lastindex,
  set_match_mark, set_match_pattern, set_match_pos, set_match_regs, set_match_string, set_template_chunks, set_template_literal, template_literal,
} from '../../runtime/generated/accessors';
import {PyExc_IndexError, PyExc_SystemError, PyExc_TypeError, _PyBytes_Empty, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {STR_empty} from '../../runtime/generated/ids';
import {METH_CLASS, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XINCREF, _PyObject_GC_New, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyIndex_Check, PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {bytes_join} from '../../objects/bytes-methods';
import {PyBytes_FromStringAndSize} from '../../objects/bytesobject';
import {PyDict_EntryKey, PyDict_GetItemWithError, PyDict_New, PyDict_Next, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Occurred, PyErr_NoMemory, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {Py_GenericAlias} from '../../objects/genericaliasobject';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {PyTuple_New, PyTuple_Pack} from '../../objects/tupleobject';
import {PyUnicode_FromString, PyUnicode_Join, PyUnicode_Substring} from '../../objects/unicodeobject';
import type {SreModuleState} from './_sre';
import type {SreState} from './_sre-search';

/** A part of a str or of bytes-like memory. CPython: getslice() */
export function getslice(string: PyObject, start: number, end: number): New | NULL {
  if (PyUnicode_Check(string)) return PyUnicode_Substring(string, start, end);
  if (PyBytes_CheckExact(string)) {
    if (start === 0 && end === PyBytes_GET_SIZE(string)) return Py_NewRef(string);
    return PyBytes_FromStringAndSize(PyBytes_AS_STRING(string) + start, end - start);
  }
  const view = new Py_buffer();
  if (PyObject_GetBuffer(string, view, PyBUF_SIMPLE) < 0) return NULL;
  // the memory may have become shorter since
  const from = Math.min(start, view.len), to = Math.min(end, view.len), result = PyBytes_FromStringAndSize(view.buf + from, to - from);
  PyBuffer_Release(view);
  return result;
}
/** A match object of a search that succeeded, None of one that did not (status 0). CPython: pattern_new_match() */
export function pattern_new_match(module: SreModuleState, pattern: PyObject, string: PyObject, state: SreState, status: number, pos: number): New | NULL {
  if (status === 0) return _Py_NoneStruct as New;
  const groups = pattern_groups(pattern) + 1, match = _PyObject_GC_New(module.Match_Type as PyObject, 88 + 16 * groups);
  if (match === NULL) return PyErr_NoMemory();
  Py_SET_SIZE(match, 2 * groups);
  set_match_string(match, Py_NewRef(string));
  set_match_regs(match, NULL);
  set_match_pattern(match, Py_NewRef(pattern));
  set_match_pos(match, pos);
  set_match_endpos(match, state.end);
  set_match_lastindex(match, state.lastindex);
  set_match_groups(match, groups);
  set_match_mark(match, 0, state.start);
  set_match_mark(match, 1, state.ptr);
  for (let i = 1; i < groups; i++) {
    const j = 2 * i - 2, known = j + 1 <= state.lastmark && state.marks[j] >= 0 && state.marks[j + 1] >= 0;
    set_match_mark(match, 2 * i, known ? state.marks[j] : -1);
    set_match_mark(match, 2 * i + 1, known ? state.marks[j + 1] : -1);
    if (known && state.marks[j] > state.marks[j + 1]) {
      Py_DECREF(match);
      return PyErr_SetString(PyExc_SystemError, 'The span of capturing group is wrong, please report a bug for the re module.');
    }
  }
  PyObject_GC_Track(match);
  return match;
}
/** Text of a group, `fallback` when it did not take part. CPython: match_getslice_by_index() */
export function match_getslice_by_index(self: PyObject, index: number, fallback: PyObject): New | NULL {
  const start = match_mark(self, 2 * index), end = match_mark(self, 2 * index + 1);
  return match_string(self) === _Py_NoneStruct || start < 0 ? Py_NewRef(fallback) : getslice(match_string(self), start, end);
}
/** Number of the group that an argument names; -1 with IndexError. CPython: match_getindex() */
function match_getindex(self: PyObject, index: PyObject | NULL): number {
  if (index === NULL) return 0;
  let i = -1;
  if (PyIndex_Check(index)) i = PyNumber_AsSsize_t(index, NULL);
  else {
    const names: PyObject | NULL = pattern_groupindex(match_pattern(self)), number = names === NULL ? NULL : PyDict_GetItemWithError(names, index);
    if (number !== NULL && PyLong_Check(number)) i = PyLong_AsSsize_t(number);
  }
  if (i >= 0 && i < match_groups(self)) return i;
  if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_IndexError, 'no such group');
  return -1;
}
function match_getslice(self: PyObject, index: PyObject, fallback: PyObject): New | NULL {
  const i = match_getindex(self, index);
  return i < 0 ? NULL : match_getslice_by_index(self, i, fallback);
}
function match_group(self: PyObject, args: Args, nargs: number): New | NULL {
  if (nargs === 0) return match_getslice_by_index(self, 0, _Py_NoneStruct);
  if (nargs === 1) return match_getslice(self, H[args] as PyObject, _Py_NoneStruct);
  const result = PyTuple_New(nargs);
  for (let i = 0; result !== NULL && i < nargs; i++) {
    const item = match_getslice(self, H[args + 2 * i] as PyObject, _Py_NoneStruct);
    if (item === NULL) {
      Py_DECREF(result);
      return NULL;
    }
    PyTuple_SET_ITEM(result, i, item);
  }
  return result;
}
const match_getitem = (self: PyObject, key: PyObject): New | NULL => match_getslice(self, key, _Py_NoneStruct);
function match_groups_method(self: PyObject, fallback: PyObject | NULL): New | NULL {
  const n = match_groups(self), result = PyTuple_New(n - 1);
  for (let i = 1; result !== NULL && i < n; i++) {
    const item = match_getslice_by_index(self, i, fallback === NULL ? _Py_NoneStruct : fallback);
    if (item === NULL) {
      Py_DECREF(result);
      return NULL;
    }
    PyTuple_SET_ITEM(result, i - 1, item);
  }
  return result;
}
function match_groupdict(self: PyObject, fallback: PyObject | NULL): New | NULL {
  const result = PyDict_New(), index: PyObject | NULL = pattern_groupindex(match_pattern(self));
  if (result === NULL || index === NULL) return result;
  for (let pos = PyDict_Next(index, 0); pos !== 0; pos = PyDict_Next(index, pos)) {
    const key = Py_NewRef(PyDict_EntryKey(index, pos)), value = match_getslice(self, key, fallback === NULL ? _Py_NoneStruct : fallback);
    const status = value === NULL ? -1 : PyDict_SetItem(result, key, value);
    Py_DECREF(key);
    if (value !== NULL) Py_DECREF(value);
    if (status < 0) {
      Py_DECREF(result);
      return NULL;
    }
  }
  return result;
}
function match_start(self: PyObject, group: PyObject | NULL): New | NULL {
  const i = match_getindex(self, group);
  return i < 0 ? NULL : PyLong_FromNumber(match_mark(self, 2 * i));
}
function match_end(self: PyObject, group: PyObject | NULL): New | NULL {
  const i = match_getindex(self, group);
  return i < 0 ? NULL : PyLong_FromNumber(match_mark(self, 2 * i + 1));
}
function pair(a: number, b: number): New | NULL {
  const first = PyLong_FromNumber(a), second = PyLong_FromNumber(b), result = first === NULL || second === NULL ? NULL : PyTuple_Pack(first, second);
  if (first !== NULL) Py_DECREF(first);
  if (second !== NULL) Py_DECREF(second);
  return result;
}
function match_span(self: PyObject, group: PyObject | NULL): New | NULL {
  const i = match_getindex(self, group);
  return i < 0 ? NULL : pair(match_mark(self, 2 * i), match_mark(self, 2 * i + 1));
}
function match_regs_get(self: PyObject): New | NULL {
  const known = match_regs(self);
  if ((known as number) !== NULL) return Py_NewRef(known);
  const n = match_groups(self), regs = PyTuple_New(n);
  for (let i = 0; regs !== NULL && i < n; i++) {
    const item = pair(match_mark(self, 2 * i), match_mark(self, 2 * i + 1));
    if (item === NULL) {
      Py_DECREF(regs);
      return NULL;
    }
    PyTuple_SET_ITEM(regs, i, item);
  }
  if (regs === NULL) return NULL;
  set_match_regs(self, regs);
  return Py_NewRef(regs);
}
function match_lastgroup_get(self: PyObject): New | NULL {
  const names = pattern_indexgroup(match_pattern(self)), i = match_lastindex(self);
  return (names as number) !== NULL && i >= 0 && i < PyTuple_GET_SIZE(names) ? Py_NewRef(PyTuple_GET_ITEM(names, i)) : (_Py_NoneStruct as New);
}
function match_repr(self: PyObject): New | NULL {
  const group = match_getslice_by_index(self, 0, _Py_NoneStruct);
  if (group === NULL) return NULL;
  const text = reprText(group);
  Py_DECREF(group);
  return text === null ? NULL : PyUnicode_FromString(`<${typeName(self)} object; span=(${match_mark(self, 0)}, ${match_mark(self, 1)}), match=${[...text].slice(0, 50).join('')}>`);
}

// Templates

/** Groups and the literals behind them of a template: owned references. */
interface TemplateItem { readonly index: number; readonly literal: PyObject | NULL }
/** A template of a list of literals and group numbers in turn. CPython: _sre_template_impl() */
export function newTemplate(module: SreModuleState, parts: readonly PyObject[]): New | NULL {
  const bad = (): NULL => PyErr_SetString(PyExc_TypeError, 'invalid template');
  if ((parts.length & 1) === 0) return bad();
  const n = parts.length >> 1, values: TemplateItem[] = [];
  let chunks = 1 + 2 * n;
  for (let i = 0; i < n; i++) {
    const index = PyLong_AsSsize_t(parts[2 * i + 1]);
    if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
    if (index < 0) return bad();
    const literal = parts[2 * i + 2], empty = (PyUnicode_Check(literal) && PyUnicode_GET_LENGTH(literal) === 0) || (PyBytes_Check(literal) && PyBytes_GET_SIZE(literal) === 0);
    if (empty) chunks--;
    values.push({index, literal: empty ? NULL : literal});
  }
  const self = _PyObject_GC_New(module.Template_Type as PyObject, 40 + 16 * n);
  if (self === NULL) return PyErr_NoMemory();
  for (const value of values) Py_XINCREF(value.literal);
  Py_SET_SIZE(self, n);
  setPayload(self, values);
  set_template_chunks(self, chunks);
  set_template_literal(self, Py_NewRef(parts[0]));
  PyObject_GC_Track(self);
  return self;
}
/** The text of a template for a match. CPython: expand_template() */
export function expand_template(self: PyObject, match: PyObject): New | NULL {
  const literal = template_literal(self);
  if (Py_SIZE(self) === 0) return Py_NewRef(literal);
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  let ok = PyList_Append(list, literal) === 0;
  for (const part of payload<TemplateItem[]>(self)) {
    if (!ok) break;
    if (part.index >= match_groups(match)) {
      PyErr_SetString(PyExc_IndexError, 'no such group');
      ok = false;
      break;
    }
    const item = match_getslice_by_index(match, part.index, _Py_NoneStruct);
    if (item === NULL || (item !== _Py_NoneStruct && PyList_Append(list, item) < 0)) ok = false;
    if (item !== NULL) Py_DECREF(item);
    if (ok && part.literal !== NULL) ok = PyList_Append(list, part.literal) === 0;
  }
  const result = !ok ? NULL : PyUnicode_Check(literal) ? PyUnicode_Join(STR_empty, list) : bytes_join(_PyBytes_Empty, list);
  Py_DECREF(list);
  return result;
}
function template_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Py_XDECREF(template_literal(self));
  for (const part of payload<TemplateItem[]>(self)) Py_XDECREF(part.literal);
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}

const FLAGS = Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE;
export const template_spec: TypeSpec = {
  tp_name: '_sre.SRE_Template', tp_basicsize: 40, tp_itemsize: 16, tp_flags: FLAGS,
  slots: {
    tp_dealloc: template_dealloc,
    tp_traverse: (self, visit) => {
      let status = visit(Py_TYPE(self));
      if (status === 0) status = visit(template_literal(self));
      for (const part of payload<TemplateItem[]>(self)) if (status === 0 && part.literal !== NULL) status = visit(part.literal);
      return status;
    },
  },
};

function match_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Py_XDECREF(match_regs(self));
  Py_DECREF(match_string(self));
  Py_DECREF(match_pattern(self));
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
/** The type of match objects; `expand` comes from the module, since it needs the compiler of templates. */
export function matchSpec(expand: (self: PyObject, template: PyObject) => New | NULL): TypeSpec {
  return {
    tp_name: 're.Match', tp_basicsize: 88, tp_itemsize: 8, tp_flags: FLAGS,
    tp_doc: 'What match() and search() found.\nIt is always true.',
    slots: {tp_dealloc: match_dealloc, tp_repr: match_repr, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseHeapFields(6, 8, 10), tp_clear: clearFields(8), mp_subscript: match_getitem},
    methods: [
      rawMethod('group', null, match_group, 'group([group1, ...]) -> str or tuple.\nThe text of groups given by number or name; all that matched without one.'),
      method('start', '($self, group=0, /)', match_start, 'Return where the text of a group begins.'),
      method('end', '($self, group=0, /)', match_end, 'Return where the text of a group ends.'),
      method('span', '($self, group=0, /)', match_span, 'Return (start, end) of a group.'),
      method('groups', '($self, /, default=None)', match_groups_method, 'Return a tuple of the texts of all groups, default for those without one.'),
      method('groupdict', '($self, /, default=None)', match_groupdict, 'Return a dict of the texts of all named groups, default for those without one.'),
      method('expand', '($self, /, template)', expand as never, 'Return template with its references to groups replaced by their texts.'),
      method('__copy__', '($self, /)', (self: PyObject) => Py_NewRef(self)),
      method('__deepcopy__', '($self, memo, /)', (self: PyObject) => Py_NewRef(self)),
      method('__class_getitem__', '($type, object, /)', Py_GenericAlias as never, 'See PEP 585', METH_CLASS),
    ],
    members: [
      {name: 'string', type: 'object', offset: 24, flags: 1, doc: 'What was searched.'},
      {name: 're', type: 'object', offset: 40, flags: 1, doc: 'The regular expression.'},
      {name: 'pos', type: 'ssize', offset: 48, flags: 1, doc: 'Where the search began.'},
      {name: 'endpos', type: 'ssize', offset: 56, flags: 1, doc: 'Where the search would have ended.'},
    ],
    getset: [
      {name: 'lastindex', get: self => (match_lastindex(self) >= 0 ? PyLong_FromNumber(match_lastindex(self)) : (_Py_NoneStruct as New)), doc: 'Number of the last group that matched.'},
      {name: 'lastgroup', get: match_lastgroup_get, doc: 'Name of the last group that matched.'},
      {name: 'regs', get: match_regs_get},
    ],
  };
}
