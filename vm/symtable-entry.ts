/** What Python sees of a block's symbol table. CPython: Python/symtable.c PySTEntry_Type */
import {PyDict_New, PyDict_SetItem} from '../objects/dictobject';
import {PyErr_NoMemory, reprText} from '../objects/errors';
import {clearFields} from '../objects/field-slots';
import {PyList_New} from '../objects/listobject';
import {PyLong_FromNumber} from '../objects/longobject';
import {PyObject_New} from '../objects/object';
import {PyObject_GenericGetAttr} from '../objects/object-generic';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../objects/unicodeobject';
import {PyUnicode_InternFromString} from '../objects/unicode-intern';
import {PyList_SET_ITEM, set_ste_children, set_ste_id, set_ste_lineno, set_ste_name, set_ste_nested, set_ste_symbols, set_ste_type, set_ste_varnames, ste_id, ste_lineno, ste_name} from '../runtime/generated/accessors';
import {PySTEntry_Type} from '../runtime/generated/static-addresses';
import {PyObject_Del, Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {Py_READONLY, type PyMemberDef} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import type {PySTEntryObject} from './symtable';

/** Names and flags as a dict; NULL with an exception. */
function symbolsDict(symbols: ReadonlyMap<string, number>): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  for (const [name, flags] of symbols) {
    const key = PyUnicode_InternFromString(name), value = PyLong_FromNumber(flags);
    const status = key === NULL || value === NULL ? -1 : PyDict_SetItem(dict, key, value);
    Py_XDECREF(key);
    Py_XDECREF(value);
    if (status < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  return dict;
}
/** A list of new objects, one for each item; NULL with an exception. */
function listFrom<T>(items: readonly T[], make: (item: T) => New | NULL): New | NULL {
  const list = PyList_New(items.length);
  if (list === NULL) return NULL;
  for (let i = 0; i < items.length; i++) {
    const item = make(items[i]);
    if (item === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SET_ITEM(list, i, item);
  }
  return list;
}

/**
 * Makes the object for a table and those of its children. Its id is a number that no other entry has while this one lives.
 * New reference, NULL with an exception. CPython: the entries that ste_new() makes while the table is built
 */
export function PySTEntry_FromTable(table: PySTEntryObject): New | NULL {
  const self = PyObject_New(PySTEntry_Type);
  if (self === NULL) return PyErr_NoMemory();
  set_ste_id(self, NULL);
  set_ste_symbols(self, NULL);
  set_ste_name(self, NULL);
  set_ste_varnames(self, NULL);
  set_ste_children(self, NULL);
  set_ste_type(self, table.ste_type);
  set_ste_nested(self, table.ste_nested ? 1 : 0);
  set_ste_lineno(self, table.ste_lineno);
  const id = PyLong_FromNumber(self * 4), name = id === NULL ? NULL : PyUnicode_InternFromString(table.ste_name);
  if (id !== NULL) set_ste_id(self, id);
  if (name !== NULL) set_ste_name(self, name);
  const symbols = name === NULL ? NULL : symbolsDict(table.ste_symbols);
  if (symbols !== NULL) set_ste_symbols(self, symbols);
  const varnames = symbols === NULL ? NULL : listFrom(table.ste_varnames, PyUnicode_InternFromString);
  if (varnames !== NULL) set_ste_varnames(self, varnames);
  const children = varnames === NULL ? NULL : listFrom(table.ste_children, PySTEntry_FromTable);
  if (children !== NULL) {
    set_ste_children(self, children);
    return self;
  }
  Py_DECREF(self);
  return NULL;
}

const clear = clearFields(4, 6, 8, 10, 12);
function ste_dealloc(self: PyObject): void {
  clear(self);
  PyObject_Del(self);
}
function ste_repr(self: PyObject): New | NULL {
  const id = reprText(ste_id(self));
  return id === null ? NULL : PyUnicode_FromString(`<symtable entry ${PyUnicode_AsJSString(ste_name(self))}(${id}), line ${ste_lineno(self)}>`);
}
const member = (name: string, type: 'object' | 'int', offset: number): PyMemberDef => ({name, type, offset, flags: Py_READONLY});

defineType(PySTEntry_Type, {
  tp_name: 'symtable entry', tp_basicsize: 144,
  slots: {tp_dealloc: ste_dealloc, tp_repr: ste_repr, tp_getattro: PyObject_GenericGetAttr},
  members: [
    member('id', 'object', 16), member('name', 'object', 32), member('symbols', 'object', 24), member('varnames', 'object', 40), member('children', 'object', 48),
    member('nested', 'int', 76), member('type', 'int', 72), member('lineno', 'int', 108),
  ],
});
