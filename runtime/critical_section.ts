/**
 * Critical sections of objects. Where there is a GIL, which is what runs here (the free-threaded build included: only its import rules
 * are shown), they lock nothing, as in CPython's build with a GIL; code that keeps to them runs unchanged. CPython: Python/critical_section.c
 */
import type {PyObject} from './types';

/** CPython: PyCriticalSection */
export interface PyCriticalSection { _cs_prev?: PyCriticalSection }
/** CPython: PyCriticalSection2 */
export interface PyCriticalSection2 { _cs_base?: PyCriticalSection }

/** CPython: PyCriticalSection_Begin() */
export function PyCriticalSection_Begin(_c: PyCriticalSection, _op: PyObject): void {}
/** CPython: PyCriticalSection_End() */
export function PyCriticalSection_End(_c: PyCriticalSection): void {}
/** The same for two objects at once. CPython: PyCriticalSection2_Begin() */
export function PyCriticalSection2_Begin(_c: PyCriticalSection2, _a: PyObject, _b: PyObject): void {}
/** CPython: PyCriticalSection2_End() */
export function PyCriticalSection2_End(_c: PyCriticalSection2): void {}
