/**
 * Setting f_lineno in a trace function: which jumps are safe, and the stack they need. The kinds of values on the stack are followed
 * through the code as strings of digits, the bottom first. CPython: Objects/frameobject.c frame_setlineno()
 */
import {linesOfUnits} from '../objects/codeobject-lines';
import {PyErr_SetString, PyErr_WarnFormat} from '../objects/errors';
import {FRAME_OWNED_BY_GENERATOR} from '../objects/frame';
import {isSuspended} from '../objects/genobject';
import {PyLong_AsBigInt} from '../objects/longobject';
import {type CodeData} from '../runtime/codedata';
import {H, tstate} from '../runtime/current';
import {PyLong_CheckExact, _PyFrame_GENERATOR, co_firstlineno, co_nlocalsplus, f_executable, f_frame, f_instr_ptr, f_localsplus, f_owner, f_stacktop, set_f_instr_ptr, set_f_localsplus, set_f_stacktop, set_frame_lineno} from '../runtime/generated/accessors';
import {PyExc_AttributeError, PyExc_RuntimeWarning, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {setHooks} from '../runtime/hooks';
import {Py_NewRef, Py_XDECREF, payload} from '../runtime/object';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {pop_except} from './ceval-flow';
import {PY_MONITORING_EVENT_BRANCH, PY_MONITORING_EVENT_CALL, PY_MONITORING_EVENT_C_RETURN, PY_MONITORING_EVENT_JUMP, PY_MONITORING_EVENT_LINE, PY_MONITORING_EVENT_PY_RESUME, PY_MONITORING_EVENT_PY_START, PY_MONITORING_EVENT_PY_YIELD, _Py_GetBaseOpcode, exceptionTable} from './instrumentation';
import {COPY, END_ASYNC_FOR, EXTENDED_ARG, FOR_ITER, GET_AITER, GET_ITER, JUMP_BACKWARD, JUMP_BACKWARD_NO_INTERRUPT, JUMP_FORWARD, LOAD_ATTR, LOAD_GLOBAL, POP_EXCEPT, POP_JUMP_IF_FALSE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE, POP_JUMP_IF_TRUE, PUSH_EXC_INFO, PUSH_NULL, RAISE_VARARGS, RERAISE, RETURN_CONST, RETURN_VALUE, SEND, SWAP} from './opcode-ids';
import {PyCompile_OpcodeStackEffectWithJump, _PyOpcode_Caches} from './opcode-metadata';

const ITERATOR = '1', EXCEPT = '2', OBJECT = '3', NULL_KIND = '4', LASTI = '5';
const MAX_STACK_ENTRIES = 21;
/** A stack that is not known, and one that is too deep to follow. */
const UNINITIALIZED = null, OVERFLOWED = undefined;
type Stack = string | null | undefined;

function push(stack: Stack, kind: string): Stack {
  return typeof stack !== 'string' || stack.length >= MAX_STACK_ENTRIES ? OVERFLOWED : stack + kind;
}
function pop(stack: Stack, n = 1): Stack {
  return typeof stack !== 'string' ? stack : stack.slice(0, Math.max(0, stack.length - n));
}
/** Values of an order in which more on the stack counts more, as CPython's packed integers compare. */
function isGreater(a: string, b: string): boolean {
  return a.length !== b.length ? a.length > b.length : a > b;
}

/** The stack in front of every code unit. CPython: mark_stacks() */
function mark_stacks(code: PyObject, data: CodeData): Stack[] {
  const n = data.code.length, stacks: Stack[] = new Array<Stack>(n + 1).fill(UNINITIALIZED);
  stacks[0] = '';
  for (let again = true; again;) {
    again = false;
    for (let i = 0; i < n;) {
      let next = stacks[i], opcode = _Py_GetBaseOpcode(data, i), oparg = 0;
      while (opcode === EXTENDED_ARG) {
        oparg = oparg << 8 | data.code[i] >> 8;
        i++;
        opcode = _Py_GetBaseOpcode(data, i);
        stacks[i] = next;
      }
      const after = i + 1 + _PyOpcode_Caches[opcode];
      if (next === UNINITIALIZED) {
        i = after;
        continue;
      }
      oparg = oparg << 8 | data.code[i] >> 8;
      let falls = true;
      switch (opcode) {
        case POP_JUMP_IF_FALSE: case POP_JUMP_IF_TRUE: case POP_JUMP_IF_NONE: case POP_JUMP_IF_NOT_NONE:
          next = pop(next);
          stacks[after + oparg] = next;
          break;
        case SEND: stacks[oparg + i + 2] = next; break;
        case JUMP_FORWARD:
          stacks[oparg + i + 1] = next;
          falls = false;
          break;
        case JUMP_BACKWARD: case JUMP_BACKWARD_NO_INTERRUPT:
          if (stacks[after - oparg] === UNINITIALIZED && after - oparg < i) again = true;
          stacks[after - oparg] = next;
          falls = false;
          break;
        case GET_ITER: case GET_AITER: next = push(pop(next), ITERATOR); break;
        case FOR_ITER:
          next = push(next, OBJECT);
          stacks[oparg + 2 + i] = next;
          break;
        case END_ASYNC_FOR: next = pop(next, 2); break;
        case PUSH_EXC_INFO: next = push(next, EXCEPT); break;
        case POP_EXCEPT: next = pop(next); break;
        case RETURN_VALUE: case RETURN_CONST: case RAISE_VARARGS: case RERAISE: falls = false; break;
        case PUSH_NULL: next = push(next, NULL_KIND); break;
        case LOAD_GLOBAL:
          next = push(next, OBJECT);
          if ((oparg & 1) !== 0) next = push(next, NULL_KIND);
          break;
        case LOAD_ATTR: if ((oparg & 1) !== 0) next = push(push(pop(next), OBJECT), NULL_KIND); break;
        case SWAP: next = swapped(next, oparg); break;
        case COPY: next = typeof next === 'string' ? push(next, next[next.length - oparg]) : next; break;
        default: {
          const delta = PyCompile_OpcodeStackEffectWithJump(opcode, oparg, 0);
          if (delta < 0) next = pop(next, -delta);
          for (let k = 0; k < delta; k++) next = push(next, OBJECT);
        }
      }
      if (falls) stacks[after] = next;
      i = after;
    }
    for (const {start, handler, level, lasti} of exceptionTable(code)) {
      const from = stacks[start];
      if (from === UNINITIALIZED || stacks[handler] !== UNINITIALIZED) continue;
      again = true;
      let target: Stack = typeof from === 'string' ? from.slice(0, level) : from;
      if (lasti) target = push(target, LASTI);
      stacks[handler] = push(target, EXCEPT);
    }
  }
  return stacks;
}
function swapped(stack: Stack, n: number): Stack {
  if (typeof stack !== 'string') return stack;
  const all = [...stack], top = all.length - 1, other = all.length - n;
  [all[top], all[other]] = [all[other], all[top]];
  return all.join('');
}
/** Whether popping values may turn one stack into the other. CPython: compatible_stack() */
function compatible_stack(from: Stack, to: Stack): boolean {
  if (typeof from !== 'string' || typeof to !== 'string') return false;
  let left = from;
  while (isGreater(left, to) && left.length > 0) left = left.slice(0, -1);
  if (left.length !== to.length) return false;
  for (let i = 0; i < left.length; i++) {
    const a = left[i], b = to[i];
    if (b === OBJECT ? a === NULL_KIND : b !== NULL_KIND && a !== b) return false;
  }
  return true;
}
function explain_incompatible_stack(to: Stack): string {
  if (to === OVERFLOWED) return 'stack is too deep to analyze';
  if (to === UNINITIALIZED) return "can't jump into an exception handler, or code may be unreachable";
  switch (to[to.length - 1]) {
    case EXCEPT: return "can't jump into an 'except' block as there's no exception";
    case LASTI: return "can't jump into a re-raising block as there's no location";
    case ITERATOR: return "can't jump into the body of a for loop";
    default: return 'incompatible stacks';
  }
}
/** The line that starts at each code unit, -1 where none does. CPython: marklines() */
function marklines(code: PyObject, n: number): Int32Array {
  const starts = new Int32Array(n).fill(-1), lines = linesOfUnits(code, n);
  let last = -1;
  for (let i = 0; i < n; i++) {
    const line = lines[i];
    if (line !== last && line !== -1) starts[i] = last = line;
  }
  return starts;
}
/** Why a jump is not allowed in the event that is traced; null when it is. */
function forbidden(event: number): string | null {
  switch (event) {
    case PY_MONITORING_EVENT_PY_RESUME: case PY_MONITORING_EVENT_JUMP: case PY_MONITORING_EVENT_BRANCH: case PY_MONITORING_EVENT_LINE: case PY_MONITORING_EVENT_PY_YIELD: return null;
    case PY_MONITORING_EVENT_PY_START: return "can't jump from the 'call' trace event of a new frame";
    case PY_MONITORING_EVENT_CALL: case PY_MONITORING_EVENT_C_RETURN: return "can't jump during a call";
    default: return event < 0 ? 'f_lineno can only be set in a trace function' : "can only jump from a 'line' trace event";
  }
}

/** Sets f_lineno: moves the frame to another line; -1 with an exception. escapes. CPython: frame_setlineno() */
export function frame_setlineno(f: PyObject, value: PyObject | NULL): number {
  const fail = (message: string): number => {
    PyErr_SetString(PyExc_ValueError, message);
    return -1;
  };
  if (value === NULL) {
    PyErr_SetString(PyExc_AttributeError, 'cannot delete attribute');
    return -1;
  }
  if (!PyLong_CheckExact(value)) return fail('lineno must be an integer');
  const reason = forbidden(tstate.what_event);
  if (reason !== null) return fail(reason);
  const asked = Number(PyLong_AsBigInt(value));
  if (asked > 0x7fffffff || asked < -0x80000000) return fail('lineno out of range');
  const frame = f_frame(f), code = f_executable(frame), data = payload<CodeData>(code), n = data.code.length;
  if (asked < co_firstlineno(code)) return fail(`line ${asked} comes before the current code block`);
  const lines = marklines(code, n);
  let line = Infinity;
  for (const start of lines) if (start >= asked && start < line) line = start;
  if (line === Infinity) return fail(`line ${asked} comes after the current code block`);
  const stacks = mark_stacks(code, data);
  let start = stacks[f_instr_ptr(frame)], best: string | null = null, address = -1, message = 'cannot find bytecode for specified line', explained = false;
  for (let i = 0; i < n; i++) {
    if (lines[i] !== line) continue;
    const target = stacks[i];
    if (compatible_stack(start, target)) {
      if (best === null || isGreater(target as string, best)) {
        best = target as string;
        address = i;
      }
    } else if (best === null && !explained) {
      if (start === OVERFLOWED) message = 'stack to deep to analyze';
      else if (start === UNINITIALIZED) message = "can't jump from unreachable code";
      else {
        message = explain_incompatible_stack(target);
        explained = true;
      }
    }
  }
  if (best === null) return fail(message);
  if (bindUnbound(frame, code) !== 0) return -1;
  const suspended = f_owner(frame) === FRAME_OWNED_BY_GENERATOR && isSuspended(_PyFrame_GENERATOR(frame));
  // the value of a yield is gone already
  if (suspended) start = pop(start);
  while (typeof start === 'string' && isGreater(start, best)) {
    const top = f_stacktop(frame) - 2, op = H[top] as PyObject | NULL;
    set_f_stacktop(frame, top);
    if (start[start.length - 1] === EXCEPT) pop_except(op as New);
    else Py_XDECREF(op);
    start = start.slice(0, -1);
  }
  set_frame_lineno(f, 0);
  set_f_instr_ptr(frame, address);
  return 0;
}
/** The compiler may have proven variables bound that are not where the frame jumps to: they become None. */
function bindUnbound(frame: Ptr, code: PyObject): number {
  const n = co_nlocalsplus(code);
  let unbound = 0;
  for (let i = 0; i < n; i++) if (f_localsplus(frame, i) === NULL) unbound++;
  if (unbound === 0) return 0;
  if (PyErr_WarnFormat(PyExc_RuntimeWarning, 0, `assigning None to ${unbound} unbound local${unbound === 1 ? '' : 's'}`) < 0) return -1;
  for (let i = 0; i < n; i++) if (f_localsplus(frame, i) === NULL) set_f_localsplus(frame, i, Py_NewRef(_Py_NoneStruct));
  return 0;
}
setHooks({frame_setlineno});
