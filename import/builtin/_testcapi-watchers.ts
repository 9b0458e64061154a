/** Tests of the watchers of dicts, types, code and functions in _testcapi. CPython: Modules/_testcapi/watchers.c */
import {PyObject_CallFunctionObjArgs} from '../../objects/call';
import {CODE_MAX_WATCHERS, PY_CODE_EVENT_CREATE, PyCode_AddWatcher, PyCode_ClearWatcher, type PyCode_WatchCallback} from '../../objects/codeobject-extra';
import {PyDict_AddWatcher, PyDict_ClearWatcher, PyDict_Unwatch, PyDict_Watch} from '../../objects/dictobject';
import {PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable, strText} from '../../objects/errors';
import {PyFunction_AddWatcher, PyFunction_ClearWatcher, PyFunction_EVENT_DESTROY, PyFunction_SetDefaults, PyFunction_SetKwDefaults, type PyFunction_WatchCallback} from '../../objects/funcobject';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyModule_AddIntConstant} from '../../objects/moduleobject';
import {builtinId} from '../../objects/object';
import {PyType_AddWatcher, PyType_ClearWatcher, PyType_Unwatch, PyType_Watch} from '../../objects/typeobject-cache';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyFunction_Check} from '../../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {type PyMethodDef, hiddenMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {int, none, object} from './_testlimitedcapi-table';

const boom = (): -1 => {
  PyErr_SetString(PyExc_RuntimeError, 'boom!');
  return -1;
};
/** A list of what watchers of one kind heard, while any is installed. */
class Events {
  private list: PyObject | NULL = NULL;
  private installed = 0;
  /** Counts a watcher in; NULL for a failed one, else its id. */
  added(id: number): New | NULL {
    if (id < 0) return NULL;
    if (this.installed++ === 0) {
      const list = PyList_New(0);
      if (list === NULL) return NULL;
      this.list = list;
    }
    return PyLong_FromNumber(id);
  }
  /** Counts a watcher out. */
  cleared(status: number): New | NULL {
    if (status < 0) return NULL;
    if (--this.installed === 0) {
      const list = this.list;
      this.list = NULL;
      Py_XDECREF(list);
    }
    return Py_NewRef(_Py_NoneStruct);
  }
  get(): New | NULL {
    return this.list === NULL ? PyErr_SetString(PyExc_RuntimeError, 'no watchers active') : Py_NewRef(this.list);
  }
  /** Takes over a reference; -1 for NULL. */
  append(item: New | NULL): number {
    if (item === NULL) return -1;
    const status = this.list === NULL ? 0 : PyList_Append(this.list, item);
    Py_DECREF(item);
    return status;
  }
}

// ---- dicts ----

const DICT_EVENTS: readonly string[] = ['new', 'mod', 'del', 'clone', 'clear', 'dealloc'];
/** `event`, with the texts of key and value where there are. */
function dictEventText(event: number, key: PyObject | NULL, value: PyObject | NULL): New | NULL {
  let text = DICT_EVENTS[event];
  for (const part of event <= 1 ? [key, value] : event === 2 ? [key] : []) {
    const of = strText(part as PyObject);
    if (of === null) return NULL;
    text += `:${of}`;
  }
  return PyUnicode_FromString(text);
}
function dictWatchers(): PyMethodDef[] {
  const events = new Events();
  const callbacks = [(event: number, _dict: PyObject, key: PyObject | NULL, value: PyObject | NULL) => events.append(dictEventText(event, key, value)), boom, () => events.append(PyUnicode_FromString('second'))];
  return [
    object('add_dict_watcher', 'i', kind => events.added(PyDict_AddWatcher(callbacks[kind] ?? callbacks[0]))), object('clear_dict_watcher', 'i', id => events.cleared(PyDict_ClearWatcher(id))),
    none('watch_dict', 'io', (id, dict) => void PyDict_Watch(id, dict)), none('unwatch_dict', 'io', (id, dict) => void PyDict_Unwatch(id, dict)),
    object('get_dict_watcher_events', '', () => events.get()),
  ];
}

// ---- types ----

function typeWatchers(): PyMethodDef[] {
  const events = new Events();
  const wrapped = (type: PyObject): number => {
    const list = PyList_New(0);
    if (list === NULL) return -1;
    if (PyList_Append(list, type) === 0) return events.append(list);
    Py_DECREF(list);
    return -1;
  };
  const callbacks = [(type: PyObject) => events.append(Py_NewRef(type)), boom, wrapped];
  return [
    object('add_type_watcher', 'i', kind => events.added(PyType_AddWatcher(callbacks[kind] ?? callbacks[0]))), object('clear_type_watcher', 'i', id => events.cleared(PyType_ClearWatcher(id))),
    none('watch_type', 'io', (id, type) => void PyType_Watch(id, type)), none('unwatch_type', 'io', (id, type) => void PyType_Unwatch(id, type)),
    object('get_type_modified_events', '', () => events.get()),
  ];
}

// ---- code ----

/** Adds watchers until it fails, takes them all away, and raises what the last one raised. */
function tooMany(limit: number, add: () => number, clear: (id: number) => number): New | NULL {
  const ids: number[] = [];
  for (let i = 0; i <= limit; i++) {
    const id = add();
    if (id < 0) break;
    ids.push(id);
  }
  const exc = PyErr_GetRaisedException();
  for (const id of ids) {
    if (clear(id) < 0) {
      PyErr_WriteUnraisable(_Py_NoneStruct);
      break;
    }
  }
  if (exc === NULL) return Py_NewRef(_Py_NoneStruct);
  PyErr_SetRaisedException(exc);
  return NULL;
}
function codeWatchers(): PyMethodDef[] {
  const counts = [{id: -1, created: 0, destroyed: 0}, {id: -1, created: 0, destroyed: 0}];
  const counting = (which: number): PyCode_WatchCallback => event => {
    if (event === PY_CODE_EVENT_CREATE) counts[which].created++;
    else counts[which].destroyed++;
    return 0;
  };
  const callbacks = [counting(0), counting(1), boom];
  const add_code_watcher = (which: number): New | NULL => {
    if (!(which in callbacks)) return PyErr_Format(PyExc_ValueError, `invalid watcher ${which}`);
    const id = PyCode_AddWatcher(callbacks[which]);
    if (which < 2) counts[which] = {id, created: 0, destroyed: 0};
    return id < 0 ? NULL : PyLong_FromNumber(id);
  };
  const clear_code_watcher = (id: number): void => {
    if (PyCode_ClearWatcher(id) < 0) return;
    for (let i = 0; i < 2; i++) if (counts[i].id === id) counts[i] = {id: -1, created: 0, destroyed: 0};
  };
  return [
    object('add_code_watcher', 'i', add_code_watcher), none('clear_code_watcher', 'i', clear_code_watcher),
    int('get_code_watcher_num_created_events', 'i', id => counts[id].created), int('get_code_watcher_num_destroyed_events', 'i', id => counts[id].destroyed),
    object('allocate_too_many_code_watchers', '', () => tooMany(CODE_MAX_WATCHERS, () => PyCode_AddWatcher(() => 0), PyCode_ClearWatcher)),
  ];
}

// ---- functions ----

const FUNC_MAX_WATCHERS = 8;
/** Calls the Python watcher: (event, the function or the id of one that goes, the new value). escapes */
function call_pyfunc_watcher(watcher: PyObject, event: number, func: PyObject, value: PyObject | NULL): number {
  const eventObj = PyLong_FromNumber(event), which = event === PyFunction_EVENT_DESTROY ? builtinId(func) : Py_NewRef(func);
  const res = eventObj === NULL || which === NULL ? NULL : PyObject_CallFunctionObjArgs(watcher, eventObj, which, value === NULL ? _Py_NoneStruct : value);
  Py_XDECREF(eventObj);
  Py_XDECREF(which);
  if (res === NULL) return -1;
  Py_DECREF(res);
  return 0;
}
function funcWatchers(): PyMethodDef[] {
  const places: {id: number; watcher: PyObject | NULL}[] = [{id: -1, watcher: NULL}, {id: -1, watcher: NULL}];
  const callback = (place: {watcher: PyObject | NULL}): PyFunction_WatchCallback => (event, func, value) => call_pyfunc_watcher(place.watcher as PyObject, event, func, value);
  const add_func_watcher = (func: PyObject): New | NULL => {
    if (!PyFunction_Check(func)) return PyErr_SetString(PyExc_TypeError, "'func' must be a function");
    const place = places.find(p => p.id === -1);
    if (place === undefined) return PyErr_SetString(PyExc_RuntimeError, 'no free test watchers');
    place.id = PyFunction_AddWatcher(callback(place));
    if (place.id < 0) return NULL;
    place.watcher = Py_NewRef(func);
    return PyLong_FromNumber(place.id);
  };
  const clear_func_watcher = (_module: PyObject, idobj: PyObject | NULL): New | NULL => {
    const id = PyLong_AsLong(idobj as PyObject);
    if (id === -1 && PyErr_Occurred() !== NULL) return NULL;
    if (id !== (id | 0)) return PyErr_SetString(PyExc_ValueError, 'invalid watcher ID');
    if (PyFunction_ClearWatcher(id) < 0) return NULL;
    const place = places.find(p => p.id === id);
    if (place !== undefined) {
      const watcher = place.watcher;
      place.id = -1;
      place.watcher = NULL;
      Py_XDECREF(watcher);
    }
    return Py_NewRef(_Py_NoneStruct);
  };
  return [
    object('add_func_watcher', 'o', add_func_watcher), hiddenMethod('clear_func_watcher', '(watcher_id, /)', clear_func_watcher),
    none('set_func_defaults_via_capi', 'oo', (func, defaults) => void PyFunction_SetDefaults(func, defaults)), none('set_func_kwdefaults_via_capi', 'oo', (func, defaults) => void PyFunction_SetKwDefaults(func, defaults)),
    object('allocate_too_many_func_watchers', '', () => tooMany(FUNC_MAX_WATCHERS, () => PyFunction_AddWatcher(() => 0), PyFunction_ClearWatcher)),
  ];
}

/** The functions, with variables of their own for each runtime. */
export function watcherMethods(): PyMethodDef[] {
  return [...dictWatchers(), ...typeWatchers(), ...codeWatchers(), ...funcWatchers()];
}
/** The numbers of a function's events. */
export function addWatchers(module: PyObject): number {
  const events = ['CREATE', 'DESTROY', 'MODIFY_CODE', 'MODIFY_DEFAULTS', 'MODIFY_KWDEFAULTS'];
  for (let i = 0; i < events.length; i++) if (PyModule_AddIntConstant(module, `PYFUNC_EVENT_${events[i]}`, i) < 0) return -1;
  return 0;
}
