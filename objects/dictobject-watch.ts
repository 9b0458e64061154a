/** Dict watchers: callbacks that hear of every change of the dicts they watch. CPython: Objects/dictobject.c PyDict_AddWatcher() and on */
import {interp} from '../runtime/current';
import {PyDict_Check, _ma_version, _ma_watcher_tag, set__ma_version, set__ma_watcher_tag} from '../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {RARE_EVENT_INTERP_INC} from '../runtime/pystate';
import {type NULL, type PyObject} from '../runtime/types';
import {PyErr_FormatUnraisable, PyErr_SetString} from './errors';

/** The watcher of the builtins, which every interpreter has and which only counts. CPython: Python/pylifecycle.c builtins_dict_watcher() */
export const BUILTINS_WATCHER = 0;
const DICT_MAX_WATCHERS = 8;
const EVENT_NAMES = ['ADDED', 'MODIFIED', 'DELETED', 'CLONED', 'CLEARED', 'DEALLOCATED'];

function validate_watcher_id(watcher_id: number): boolean {
  if (watcher_id < 0 || watcher_id >= DICT_MAX_WATCHERS) {
    PyErr_SetString(PyExc_ValueError, `Invalid dict watcher ID ${watcher_id}`);
    return false;
  }
  if (watcher_id !== BUILTINS_WATCHER && interp.dict_state.watchers[watcher_id] === null) {
    PyErr_SetString(PyExc_ValueError, `No dict watcher set for ID ${watcher_id}`);
    return false;
  }
  return true;
}
/** Bit of the watcher tag: somebody has asked for the version. */
const VERSION_HOLDS = 0x100;

/** Has a watcher hear of a dict's changes; -1 with ValueError. CPython: PyDict_Watch() */
export function PyDict_Watch(watcher_id: number, dict: PyObject): number {
  if (!PyDict_Check(dict)) {
    PyErr_SetString(PyExc_ValueError, 'Cannot watch non-dictionary');
    return -1;
  }
  if (!validate_watcher_id(watcher_id)) return -1;
  set__ma_watcher_tag(dict, _ma_watcher_tag(dict) | (1 << watcher_id));
  return 0;
}
/** CPython: PyDict_Unwatch() */
export function PyDict_Unwatch(watcher_id: number, dict: PyObject): number {
  if (!PyDict_Check(dict)) {
    PyErr_SetString(PyExc_ValueError, 'Cannot watch non-dictionary');
    return -1;
  }
  if (!validate_watcher_id(watcher_id)) return -1;
  set__ma_watcher_tag(dict, _ma_watcher_tag(dict) & ~(1 << watcher_id));
  return 0;
}
/** Registers a callback; its id, or -1 with RuntimeError. Ids 0 and 1 are the optimizer's. CPython: PyDict_AddWatcher() */
export function PyDict_AddWatcher(callback: (event: number, dict: PyObject, key: PyObject | NULL, value: PyObject | NULL) => number): number {
  const watchers = interp.dict_state.watchers;
  for (let i = 2; i < DICT_MAX_WATCHERS; i++) {
    if (watchers[i] === null) {
      watchers[i] = callback;
      return i;
    }
  }
  PyErr_SetString(PyExc_RuntimeError, 'no more dict watcher IDs available');
  return -1;
}
/** CPython: PyDict_ClearWatcher() */
export function PyDict_ClearWatcher(watcher_id: number): number {
  if (!validate_watcher_id(watcher_id)) return -1;
  interp.dict_state.watchers[watcher_id] = null;
  return 0;
}
/**
 * A number that no other dict has, and this one until it changes. It is made up when it is asked for: bit 8 of the watcher tag says that it holds,
 * and the next change drops it. CPython: PyDictObject.ma_version_tag
 */
export function _PyDict_VersionTag(mp: PyObject): number {
  const tag = _ma_watcher_tag(mp);
  if ((tag & VERSION_HOLDS) === 0) {
    set__ma_version(mp, ++interp.dict_state.global_version);
    set__ma_watcher_tag(mp, tag | VERSION_HOLDS);
  }
  return _ma_version(mp) * 256 + (tag & 0xff);
}
/** Calls the watchers whose bits are set; what they raise is unraisable. escapes. CPython: _PyDict_SendEvent() */
export function _PyDict_SendEvent(watcher_bits: number, event: number, mp: PyObject, key: PyObject | NULL, value: PyObject | NULL): void {
  if ((watcher_bits & (1 << BUILTINS_WATCHER)) !== 0) RARE_EVENT_INTERP_INC(interp, 'builtin_dict');
  for (let i = 1; i < DICT_MAX_WATCHERS; i++) {
    if (((watcher_bits >> i) & 1) === 0) continue;
    const callback = interp.dict_state.watchers[i];
    if (callback !== null && callback(event, mp, key, value) < 0) PyErr_FormatUnraisable(`Exception ignored in PyDict_EVENT_${EVENT_NAMES[event]} watcher callback for <dict at 0x${(mp * 4).toString(16)}>`);
  }
}
