/**
 * Interpreter frames: their life, what they own, and the frame objects made of them. CPython: Python/frame.c, Include/internal/pycore_frame.h
 *
 * A frame is words on the thread's frame stack, or inside a generator or a frame object: see _PyInterpreterFrame in
 * runtime/layout/code.ts. `stacktop` is the address one past the top of the value stack. A native frame (FRAME_OWNED_BY_CSTACK) stands
 * for a native function that waits for a result; it has no code and is never seen by Python.
 */
import {PyCode_Addr2Line} from './codeobject-lines';
import {PyErr_Clear, PyErr_GetRaisedException, PyErr_SetRaisedException} from './errors';
import {_PyFrame_New_NoTrack, frameObjectData} from './frameobject';
import {H} from '../runtime/current';
import {moveWords} from '../runtime/heap';
import {PyObject_GC_Track} from '../runtime/gc';
import {_PyFrame_GENERATOR, _co_firsttraceable, co_nlocalsplus, f_executable, f_frame_obj, f_funcobj, f_instr_ptr, f_locals, f_owner, f_previous, f_stacktop, set_f_back, set_f_frame, set_f_frame_obj, set_f_instr_ptr, set_f_locals, set_f_owner, set_f_previous, set_f_stacktop} from '../runtime/generated/accessors';
import {CURRENT_FRAME} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_REFCNT, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import type {visitproc} from '../runtime/typeslots';

export const FRAME_OWNED_BY_THREAD = 0, FRAME_OWNED_BY_GENERATOR = 1, FRAME_OWNED_BY_FRAME_OBJECT = 2, FRAME_OWNED_BY_CSTACK = 3;
/** Words in front of the locals, and the same in pointers. */
export const FRAME_WORDS = 18, FRAME_SPECIALS_SIZE = 9;

/** Address of the n-th local. */
export function localAddress(frame: Ptr, i: number): Ptr {
  return frame + FRAME_WORDS + 2 * i;
}
/** Address of the first value on a frame's stack. CPython: _PyFrame_Stackbase() */
export function _PyFrame_Stackbase(frame: Ptr): Ptr {
  return frame + FRAME_WORDS + 2 * co_nlocalsplus(f_executable(frame));
}
/** Index of the code unit a frame is at. CPython: _PyInterpreterFrame_LASTI() */
export function _PyInterpreterFrame_LASTI(frame: Ptr): number {
  return f_instr_ptr(frame);
}
/** Pushes an owned value on the stack of a frame that does not run. */
export function _PyFrame_StackPush(frame: Ptr, value: New): void {
  const top = f_stacktop(frame);
  H[top] = value;
  set_f_stacktop(frame, top + 2);
}
/** The value on top of the stack of a frame that does not run, borrowed. */
export function _PyFrame_StackPeek(frame: Ptr): PyObject {
  return H[f_stacktop(frame) - 2] as PyObject;
}
/** True for a native frame, and for one that has not come to its first RESUME: Python does not see it. CPython: _PyFrame_IsIncomplete() */
export function _PyFrame_IsIncomplete(frame: Ptr): boolean {
  const owner = f_owner(frame);
  if (owner === FRAME_OWNED_BY_CSTACK) return true;
  return owner !== FRAME_OWNED_BY_GENERATOR && f_instr_ptr(frame) < _co_firsttraceable(f_executable(frame));
}
/** The frame, or the nearest one that called it, that Python may see; 0 when there is none. CPython: _PyFrame_GetFirstComplete() */
export function _PyFrame_GetFirstComplete(frame: Ptr): Ptr {
  while (frame !== 0 && _PyFrame_IsIncomplete(frame)) frame = f_previous(frame);
  return frame;
}
/** The innermost frame of the current thread that Python may see; 0 when there is none. CPython: _PyThreadState_GetFrame() */
export function _PyThreadState_GetFrame(): Ptr {
  return _PyFrame_GetFirstComplete(H[CURRENT_FRAME]);
}
/** The generator whose frame this is. CPython: _PyFrame_GetGenerator() */
export function _PyFrame_GetGenerator(frame: Ptr): PyObject {
  return _PyFrame_GENERATOR(frame);
}

/** Visits what a frame holds; its stack only while it does not run. CPython: Python/frame.c _PyFrame_Traverse() */
export function _PyFrame_Traverse(frame: Ptr, visit: visitproc, running = false): number {
  for (const op of [f_frame_obj(frame), f_locals(frame), f_funcobj(frame), f_executable(frame)]) {
    if (op === NULL) continue;
    const stop = visit(op);
    if (stop !== 0) return stop;
  }
  if (running) return 0;
  for (let p = frame + FRAME_WORDS, top = f_stacktop(frame); p < top; p += 2) {
    const op = H[p];
    if (op === NULL) continue;
    const stop = visit(op as PyObject);
    if (stop !== 0) return stop;
  }
  return 0;
}

/** Makes the frame object of a frame that has none; borrowed from the frame. NULL without memory. CPython: Python/frame.c _PyFrame_MakeAndSetFrameObject() */
export function _PyFrame_MakeAndSetFrameObject(frame: Ptr): PyObject | NULL {
  const exc = PyErr_GetRaisedException();
  const f = _PyFrame_New_NoTrack(f_executable(frame));
  if (f === NULL) {
    Py_XDECREF(exc);
    return NULL;
  }
  PyErr_SetRaisedException(exc);
  set_f_frame(f, frame);
  set_f_frame_obj(frame, f);
  return f;
}
/** The frame object of a frame, made when needed; borrowed. CPython: _PyFrame_GetFrameObject() */
export function _PyFrame_GetFrameObject(frame: Ptr): PyObject | NULL {
  const f = f_frame_obj(frame);
  return f !== NULL ? f : _PyFrame_MakeAndSetFrameObject(frame);
}

/** Moves the words of a frame to another place; the stack pointer moves along. CPython: _PyFrame_Copy() */
export function _PyFrame_Copy(from: Ptr, to: Ptr): void {
  moveWords(to, from, f_stacktop(from));
  set_f_stacktop(to, to + (f_stacktop(from) - from));
}

/** The frame ends, but its frame object lives on: the words move into it. CPython: Python/frame.c take_ownership() */
function take_ownership(f: PyObject, frame: Ptr): void {
  Py_INCREF(f_executable(frame));
  const own = frameObjectData(f);
  _PyFrame_Copy(frame, own);
  set_f_frame(f, own);
  set_f_owner(own, FRAME_OWNED_BY_FRAME_OBJECT);
  // a generator that never started: say it did
  if (_PyFrame_IsIncomplete(own)) set_f_instr_ptr(own, _co_firsttraceable(f_executable(own)) + 1);
  const previous = _PyFrame_GetFirstComplete(f_previous(own));
  set_f_previous(own, 0);
  if (previous !== 0) {
    const back = _PyFrame_GetFrameObject(previous);
    if (back === NULL) PyErr_Clear();
    else set_f_back(f, Py_NewRef(back));
  }
  PyObject_GC_Track(f);
}

/** Releases locals, stack and namespace of a frame. escapes. CPython: Python/frame.c _PyFrame_ClearLocals() */
export function _PyFrame_ClearLocals(frame: Ptr): void {
  const top = f_stacktop(frame), start = frame + FRAME_WORDS;
  set_f_stacktop(frame, start);
  for (let p = start; p < top; p += 2) {
    const op = H[p];
    if (op !== NULL) Py_DECREF(op as PyObject);
  }
  const locals = f_locals(frame);
  if (locals !== NULL) {
    set_f_locals(frame, NULL);
    Py_DECREF(locals);
  }
}

/**
 * Ends a frame, which must be unlinked: its references are released, or go over to its frame object when somebody holds that. The code
 * object stays with the caller. escapes. CPython: Python/frame.c _PyFrame_ClearExceptCode()
 */
export function _PyFrame_ClearExceptCode(frame: Ptr): void {
  const f = f_frame_obj(frame);
  if (f !== NULL) {
    set_f_frame_obj(frame, NULL);
    if (Py_REFCNT(f) > 1) {
      take_ownership(f, frame);
      Py_DECREF(f);
      return;
    }
    Py_DECREF(f);
  }
  _PyFrame_ClearLocals(frame);
  Py_DECREF(f_funcobj(frame));
}

/** Line a frame is at. CPython: PyUnstable_InterpreterFrame_GetLine() */
export function PyUnstable_InterpreterFrame_GetLine(frame: Ptr): number {
  return PyCode_Addr2Line(f_executable(frame), f_instr_ptr(frame) * 2);
}
