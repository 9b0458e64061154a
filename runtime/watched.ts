/**
 * Ledger mode: a second bundle of the VM, build/vm-watched.js, that tells a ledger of every reference taken and given back. In the usual
 * bundle VIVARIUM_WATCHED is a constant false, and nothing of this is left. design: watching costs nothing when nobody watches.
 */
import {_PyRuntime} from './current';
import type {PyObject} from './types';

declare global {
  /** Whether this is the bundle that watches. A constant that the build puts in (scripts/prepare.js), and jest's configuration. */
  const VIVARIUM_WATCHED: boolean;
}

/** Who is told, while it is the runtime's `ledger`. Told before the count changes, except for births. None of them may count anything. */
export interface RefLedger {
  /** A block of memory has a new owner: no object that died in it is counted any more. */
  allocated(block: number): void;
  /** A block and the object in it moved. */
  moved(from: number, to: number): void;
  /** An object begins with one reference. */
  born(op: PyObject): void;
  /** False when the object is dead: the count must be left alone, since the memory is no longer its own. */
  incref(op: PyObject): boolean;
  decref(op: PyObject): boolean;
  /** Its last reference was given back; its tp_dealloc begins. */
  dying(op: PyObject): void;
  /** Its finalizer has brought it back to life. */
  revived(op: PyObject): void;
  /** Its tp_dealloc is over. */
  dead(op: PyObject): void;
}

/** The runtime's ledger, if there is one; callable before there is a runtime. */
export const watch = {
  allocated(block: number): void {
    _PyRuntime?.ledger?.allocated(block);
  },
  moved(from: number, to: number): void {
    _PyRuntime?.ledger?.moved(from, to);
  },
  born(op: PyObject): void {
    _PyRuntime?.ledger?.born(op);
  },
  incref(op: PyObject): boolean {
    return _PyRuntime?.ledger?.incref(op) ?? true;
  },
  decref(op: PyObject): boolean {
    return _PyRuntime?.ledger?.decref(op) ?? true;
  },
  revived(op: PyObject): void {
    _PyRuntime?.ledger?.revived(op);
  },
  /** Runs a tp_dealloc between the two reports. */
  dealloc(op: PyObject, tp_dealloc: (op: PyObject) => void): void {
    const ledger = _PyRuntime?.ledger ?? null;
    ledger?.dying(op);
    tp_dealloc(op);
    ledger?.dead(op);
  },
};
