/** The _string module: how str.format() reads format strings, for string.Formatter. CPython: Objects/unicodeobject.c _string_methods */
import {PyUnicode_Check, Py_BOOL, Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {STR_empty} from '../../runtime/generated/ids';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_XDECREF, clearPayload, payload, setPayload, slots, _PyObject_GC_New} from '../../runtime/object';
import {PyObject_GC_Track, PyObject_GC_UnTrack} from '../../runtime/gc';
import {Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import type {TypeSpec} from '../../runtime/typeslots';
import {textOfChar, type PyText} from '../../runtime/text';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyErr_NoMemory, PyErr_SetString, typeName} from '../../objects/errors';
import {traverseHeapFields} from '../../objects/field-slots';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_SelfIter} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {MarkupIterator, nextFieldStep, splitFieldName} from '../../objects/unicode-markup';
import {PyUnicode_FromText, _PyUnicode_TEXT} from '../../objects/unicodeobject';

/** The iterator types. DIVERGES: CPython's are static types that no name leads to. */
class StringModuleState {
  formatteriterator: PyObject | NULL = NULL;
  fieldnameiterator: PyObject | NULL = NULL;
}
/** A tuple of objects that it takes over; NULL when one is NULL. @steals items */
function tupleOf(...items: (New | NULL)[]): New | NULL {
  const [a, b, c, d] = items, whole = items.every(item => item !== NULL);
  const result = !whole ? NULL : items.length === 2 ? PyTuple_Pack(a as New, b as New) : PyTuple_Pack(a as New, b as New, c as New, d as New);
  for (const item of items) Py_XDECREF(item);
  return result;
}
/** (literal, field name, format spec, conversion). CPython: formatteriter_next() */
function formatteriter_next(it: PyObject): New | NULL {
  const step = payload<MarkupIterator>(it).next();
  if (step === null || step === -1) return NULL;
  const literal = PyUnicode_FromText(step.literal);
  if (!step.hasField) return tupleOf(literal, _Py_NoneStruct as New, _Py_NoneStruct as New, _Py_NoneStruct as New);
  return tupleOf(literal, PyUnicode_FromText(step.fieldName), step.formatSpec.length === 0 ? (STR_empty as New) : PyUnicode_FromText(step.formatSpec), step.conversion === 0 ? (_Py_NoneStruct as New) : PyUnicode_FromText(textOfChar(step.conversion)));
}
/** Where the walk through a field name is. */
class FieldWalk {
  constructor(readonly text: PyText, public at: number) {}
}
/** (is attribute, name or index). CPython: fieldnameiter_next() */
function fieldnameiter_next(it: PyObject): New | NULL {
  const walk = payload<FieldWalk>(it), step = nextFieldStep(walk.text, walk.at);
  if (step === null || step === -1) return NULL;
  walk.at = step.end;
  return tupleOf(Py_BOOL(step.isAttribute) as New, step.index >= 0 && !step.isAttribute ? PyLong_FromNumber(step.index) : PyUnicode_FromText(step.name));
}
function iterator_dealloc(it: PyObject): void {
  const type = Py_TYPE(it);
  PyObject_GC_UnTrack(it);
  clearPayload(it);
  slots(type).tp_free!(it);
  Py_DECREF(type);
}
const iteratorSpec = (tp_name: string, tp_iternext: (it: PyObject) => New | NULL): TypeSpec => ({
  tp_name, tp_basicsize: 40, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {tp_dealloc: iterator_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_traverse: traverseHeapFields(), tp_iternext},
});
function newIterator(type: PyObject | NULL, state: unknown): New | NULL {
  const it = _PyObject_GC_New(type as PyObject, 40);
  if (it === NULL) return PyErr_NoMemory();
  setPayload(it, state);
  PyObject_GC_Track(it);
  return it;
}
function expectedStr(object: PyObject): NULL {
  return PyErr_SetString(PyExc_TypeError, `expected str, got ${typeName(object)}`);
}
function formatter_parser(module: PyObject, object: PyObject): New | NULL {
  if (!PyUnicode_Check(object)) return expectedStr(object);
  return newIterator(PyModule_GetState<StringModuleState>(module)!.formatteriterator, new MarkupIterator(_PyUnicode_TEXT(object)));
}
function formatter_field_name_split(module: PyObject, object: PyObject): New | NULL {
  if (!PyUnicode_Check(object)) return expectedStr(object);
  const text = _PyUnicode_TEXT(object), part = splitFieldName(text);
  if (part.index === -2) return NULL;
  return tupleOf(part.index >= 0 ? PyLong_FromNumber(part.index) : PyUnicode_FromText(part.first), newIterator(PyModule_GetState<StringModuleState>(module)!.fieldnameiterator, new FieldWalk(text, part.end)));
}
function string_exec(module: PyObject): number {
  const state = PyModule_GetState<StringModuleState>(module)!;
  state.formatteriterator = PyType_FromModuleAndSpec(module, iteratorSpec('formatteriterator', formatteriter_next));
  state.fieldnameiterator = PyType_FromModuleAndSpec(module, iteratorSpec('fieldnameiterator', fieldnameiter_next));
  return state.formatteriterator === NULL || state.fieldnameiterator === NULL ? -1 : 0;
}
const _string_module = new PyModuleDef('_string', {
  m_doc: 'Help for the string module.', m_size: 16, newState: () => new StringModuleState(),
  m_methods: [
    method('formatter_field_name_split', '($self, object, /)', formatter_field_name_split, 'Take a field name apart.'),
    method('formatter_parser', '($self, object, /)', formatter_parser, 'Take a format string apart.'),
  ],
  m_slots: [[Py_mod_exec, string_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<StringModuleState>(module);
    let status = state === null || state.formatteriterator === NULL ? 0 : visit(state.formatteriterator);
    if (status === 0 && state !== null && state.fieldnameiterator !== NULL) status = visit(state.fieldnameiterator);
    return status;
  },
  m_clear: module => {
    const state = PyModule_GetState<StringModuleState>(module);
    if (state === null) return 0;
    const {formatteriterator, fieldnameiterator} = state;
    state.formatteriterator = state.fieldnameiterator = NULL;
    Py_XDECREF(formatteriterator);
    Py_XDECREF(fieldnameiterator);
    return 0;
  },
});
export function PyInit__string(): PyModuleDef {
  return PyModuleDef_Init(_string_module);
}
