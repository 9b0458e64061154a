/** Code watchers, and data that users attach to code objects. CPython: Objects/codeobject.c PyCode_AddWatcher(), PyUnstable_Code_SetExtra() and their kin */
import type {CodeData} from '../runtime/codedata';
import {interp} from '../runtime/current';
import {PyCode_Check} from '../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {payload} from '../runtime/object';
import type {PyObject} from '../runtime/types';
import {PyErr_BadInternalCall, PyErr_Format, PyErr_FormatUnraisable, PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString, reprText} from './errors';

export const PY_CODE_EVENT_CREATE = 0, PY_CODE_EVENT_DESTROY = 1;
const EVENT_NAMES: readonly string[] = ['PY_CODE_EVENT_CREATE', 'PY_CODE_EVENT_DESTROY'];
export const CODE_MAX_WATCHERS = 8;
const MAX_CO_EXTRA_USERS = 255;
/** Hears that a code object was made or goes; -1 with an exception that is reported. */
export type PyCode_WatchCallback = (event: number, co: PyObject) => number;

/** Calls the watchers; what they raise is unraisable. escapes. CPython: notify_code_watchers() */
export function notify_code_watchers(event: number, co: PyObject): void {
  const watchers = interp.code_watchers;
  for (let i = 0, bits = interp.active_code_watchers; bits !== 0; i++, bits >>= 1) {
    if ((bits & 1) === 0 || watchers[i]!(event, co) >= 0) continue;
    const exc = PyErr_GetRaisedException(), text = reprText(co);
    PyErr_SetRaisedException(exc);
    PyErr_FormatUnraisable(`Exception ignored in ${EVENT_NAMES[event]} watcher callback for ${text ?? '<unprintable code>'}`);
  }
}
/** Registers a callback; its id, or -1 with RuntimeError. CPython: PyCode_AddWatcher() */
export function PyCode_AddWatcher(callback: PyCode_WatchCallback): number {
  const watchers = interp.code_watchers;
  for (let i = 0; i < CODE_MAX_WATCHERS; i++) {
    if ((interp.active_code_watchers & (1 << i)) !== 0) continue;
    watchers[i] = callback;
    interp.active_code_watchers |= 1 << i;
    return i;
  }
  PyErr_SetString(PyExc_RuntimeError, 'no more code watcher IDs available');
  return -1;
}
/** Takes a callback away; -1 with ValueError. CPython: PyCode_ClearWatcher() */
export function PyCode_ClearWatcher(watcher_id: number): number {
  const valid = watcher_id >= 0 && watcher_id < CODE_MAX_WATCHERS;
  if (!valid || (interp.active_code_watchers & (1 << watcher_id)) === 0) {
    PyErr_Format(PyExc_ValueError, valid ? `No code watcher set for ID ${watcher_id}` : `Invalid code watcher ID ${watcher_id}`);
    return -1;
  }
  interp.code_watchers[watcher_id] = null;
  interp.active_code_watchers &= ~(1 << watcher_id);
  return 0;
}

/** An index for data on code objects of this interpreter; -1 when all are taken. CPython: Python/ceval.c PyUnstable_Eval_RequestCodeExtraIndex() */
export function PyUnstable_Eval_RequestCodeExtraIndex(free: ((extra: unknown) => void) | null): number {
  if (interp.co_extra_freefuncs.length >= MAX_CO_EXTRA_USERS - 1) return -1;
  return interp.co_extra_freefuncs.push(free) - 1;
}
/** The data at an index, null when there is none; undefined with SystemError. CPython: PyUnstable_Code_GetExtra() */
export function PyUnstable_Code_GetExtra(code: PyObject, index: number): unknown {
  if (PyCode_Check(code)) return payload<CodeData>(code).extra?.[index] ?? null;
  PyErr_BadInternalCall('Objects/codeobject.c:1524');
  return undefined;
}
/** Attaches data in place of what was there; -1 with SystemError. CPython: PyUnstable_Code_SetExtra() */
export function PyUnstable_Code_SetExtra(code: PyObject, index: number, extra: unknown): number {
  if (!PyCode_Check(code) || index < 0 || index >= interp.co_extra_freefuncs.length) {
    PyErr_BadInternalCall('Objects/codeobject.c:1548');
    return -1;
  }
  const data = payload<CodeData>(code), free = interp.co_extra_freefuncs[index];
  const extras = data.extra ??= [], before = extras[index] ?? null;
  if (before !== null && free !== null) free(before);
  extras[index] = extra;
  return 0;
}
/** Releases the data of a code object that goes. */
export function clearCodeExtra(co: PyObject): void {
  const {extra} = payload<CodeData>(co);
  if (extra === null) return;
  for (let i = 0; i < extra.length; i++) {
    const free = interp.co_extra_freefuncs[i] ?? null;
    if (free !== null && (extra[i] ?? null) !== null) free(extra[i]);
  }
}
