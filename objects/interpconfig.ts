/** Configurations of interpreters as dicts. CPython: Python/interpconfig.c, Python/config_common.h */
import {PyDict_Check, PyDict_GET_SIZE, PyUnicode_Check} from '../runtime/generated/accessors';
import {PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, _Py_FalseStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import type {PyInterpreterConfig} from '../runtime/pystate';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyDict_GetItemStringRef, PyDict_New, PyDict_PopString, PyDict_SetItemString} from './dictobject';
import {PyDict_Update} from './dictobject-merge';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, reprText} from './errors';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';

const FLAGS = ['use_main_obmalloc', 'allow_fork', 'allow_exec', 'allow_threads', 'allow_daemon_threads', 'check_multi_interp_extensions'] as const;
const GIL_NAMES: readonly string[] = ['default', 'shared', 'own'];

/** A dict of the fields: flags as bools, `gil` by name. New reference, NULL with an exception. CPython: _PyInterpreterConfig_AsDict() */
export function _PyInterpreterConfig_AsDict(config: PyInterpreterConfig): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  const gil = GIL_NAMES[config.gil];
  if (gil === undefined) PyErr_SetString(PyExc_SystemError, "invalid interpreter config 'gil' value");
  let ok = gil !== undefined;
  for (const name of FLAGS) if (ok) ok = PyDict_SetItemString(dict, name, config[name] !== 0 ? _Py_TrueStruct : _Py_FalseStruct) === 0;
  if (ok) {
    const text = PyUnicode_FromString(gil);
    ok = text !== NULL && PyDict_SetItemString(dict, 'gil', text) === 0;
    if (text !== NULL) Py_DECREF(text);
  }
  if (ok) return dict;
  Py_DECREF(dict);
  return NULL;
}

/** An item: NULL when it may be missing and is, null with an exception. */
function item(dict: PyObject, name: string, missingAllowed: boolean): New | NULL | null {
  const value = PyDict_GetItemStringRef(dict, name);
  if (value !== NULL) return value;
  if (PyErr_Occurred() !== NULL) return null;
  if (missingAllowed) return NULL;
  PyErr_Format(PyExc_ValueError, `missing config key: ${name}`);
  return null;
}
function invalidType(name: string): number {
  PyErr_Format(PyExc_TypeError, `invalid config type: ${name}`);
  return -1;
}
/** Takes the fields out of a copy of the dict; -1 with an exception. CPython: interp_config_from_dict() */
function readFields(dict: PyObject, config: PyInterpreterConfig, missingAllowed: boolean): number {
  for (const name of FLAGS) {
    const value = item(dict, name, missingAllowed);
    if (value === null) return -1;
    if (value === NULL) continue;
    const isTrue = value === _Py_TrueStruct, isBool = isTrue || value === _Py_FalseStruct;
    Py_DECREF(value);
    if (!isBool) return invalidType(name);
    config[name] = isTrue ? 1 : 0;
    dropItem(dict, name);
  }
  const gil = item(dict, 'gil', missingAllowed);
  if (gil === null) return -1;
  if (gil !== NULL) {
    const text = PyUnicode_Check(gil) ? PyUnicode_AsJSString(gil) : null;
    Py_DECREF(gil);
    if (text === null) return invalidType('gil');
    // the C buffer holds 19 characters
    const short = text.slice(0, 19), value = GIL_NAMES.indexOf(short);
    if (value < 0) {
      PyErr_Format(PyExc_ValueError, `unsupported interpreter config .gil value '${short}'`);
      return -1;
    }
    config.gil = value;
    dropItem(dict, 'gil');
  }
  const unused = PyDict_GET_SIZE(dict);
  if (unused === 0) return 0;
  const text = reprText(dict);
  if (text !== null) PyErr_Format(PyExc_ValueError, `config dict has ${unused} extra item${unused === 1 ? '' : 's'} (${text})`);
  return -1;
}
function dropItem(dict: PyObject, name: string): void {
  const value = PyDict_PopString(dict, name);
  if (value !== NULL) Py_DECREF(value);
}
function fromDict(config: PyInterpreterConfig, dict: PyObject, missingAllowed: boolean): number {
  if (!PyDict_Check(dict)) {
    PyErr_SetString(PyExc_TypeError, 'dict expected');
    return -1;
  }
  const copy = PyDict_New();
  if (copy === NULL) return -1;
  const status = PyDict_Update(copy, dict) < 0 ? -1 : readFields(copy, config, missingAllowed);
  Py_DECREF(copy);
  return status;
}
/** Reads all fields from a dict; -1 with an exception. CPython: _PyInterpreterConfig_InitFromDict() */
export function _PyInterpreterConfig_InitFromDict(config: PyInterpreterConfig, dict: PyObject): number {
  return fromDict(config, dict, false);
}
/** Reads the fields that a dict has; -1 with an exception. CPython: _PyInterpreterConfig_UpdateFromDict() */
export function _PyInterpreterConfig_UpdateFromDict(config: PyInterpreterConfig, dict: PyObject): number {
  return fromDict(config, dict, true);
}
