/** The collector from C code: switching it, and walking what it knows. CPython: Python/gc.c PyGC_Enable() and on */
import {interp} from './current';
import {trackedObjects} from './gc';
import type {PyObject} from './types';

/** Switches automatic collection on; whether it was. CPython: PyGC_Enable() */
export function PyGC_Enable(): boolean {
  const was = interp.gc.enabled !== 0;
  interp.gc.enabled = 1;
  return was;
}
/** Switches automatic collection off; whether it was on. CPython: PyGC_Disable() */
export function PyGC_Disable(): boolean {
  const was = interp.gc.enabled !== 0;
  interp.gc.enabled = 0;
  return was;
}
/** CPython: PyGC_IsEnabled() */
export function PyGC_IsEnabled(): boolean {
  return interp.gc.enabled !== 0;
}
/** Shows every object that the collector tracks to a function, until that returns false; nothing is collected meanwhile. CPython: PyUnstable_GC_VisitObjects() */
export function PyUnstable_GC_VisitObjects(callback: (obj: PyObject) => boolean): void {
  const was = PyGC_Disable();
  for (const obj of trackedObjects(null)) if (!callback(obj)) break;
  if (was) PyGC_Enable();
}
