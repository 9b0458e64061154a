/** What an unpickler reads from: memory, or a file by its methods. CPython: Modules/_pickle.c */
import {PyBUF_CONTIG_RO, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {latin1OfBytes} from '../../objects/bytesobject';
import {PyObject_CallNoArgs, PyObject_CallOneArg} from '../../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString, reprText} from '../../objects/errors';
import {PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyMemoryView_FromMemory} from '../../objects/memoryobject';
import {U8} from '../../runtime/current';
import {moveBytes} from '../../runtime/heap';
import {
  PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, Py_TYPE, set_unpickler_peek, unpickler_peek, unpickler_read, unpickler_readinto, unpickler_readline,
} from '../../runtime/generated/accessors';
import {PyExc_NotImplementedError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF, payload} from '../../runtime/object';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject} from '../../runtime/types';
import {Py_buffer} from '../../runtime/typeslots';
import type {PickleState} from './_pickle-state';

const READ_WHOLE_LINE = -1, PREFETCH = 8192 * 16, MEMO_SIZE = 32, NEWLINE = 10;

/** The part of an unpickler that is not in the heap. CPython: UnpicklerObject */
export class UnpicklerData {
  /** Objects in the making, owned; null before __init__() and after tp_clear. CPython: Pdata */
  stack: PyObject[] | null = [];
  mark_set = false;
  /** The place of the topmost mark, 0 without one: nothing below is to be popped. */
  fence = 0;
  /** Objects by number, owned, NULL where there is none. */
  memo: (PyObject | NULL)[] | null = [];
  memo_size = MEMO_SIZE;
  memo_len = 0;
  marks: number[] = [];
  marks_size = 0;
  /** The object that is read from; `base` is where its bytes begin. */
  readonly buffer = new Py_buffer();
  base = 0;
  input_len = 0;
  next_read_idx = 0;
  /** From where on the input was only looked at. */
  prefetched_idx = 0;
  input_line: string | null = null;
  encoding: string | null = null;
  errors: string | null = null;
  proto = 0;
  fix_imports = false;

  /** As after __init__(). */
  renew(): void {
    this.stack = [];
    this.memo = [];
    this.memo_size = MEMO_SIZE;
    this.proto = 0;
  }
  /** Keeps an object by its number. CPython: _Unpickler_MemoPut() */
  memoPut(idx: number, value: New): void {
    const memo = this.memo!;
    if (idx >= this.memo_size) this.memo_size = Math.max(idx * 2, idx + 1);
    while (memo.length <= idx) memo.push(NULL);
    const old = memo[idx];
    memo[idx] = value;
    if (old === NULL) this.memo_len++;
    else Py_DECREF(old as New);
  }
  /** Releases the memo. escapes. CPython: _Unpickler_MemoCleanup() */
  dropMemo(): void {
    const memo = this.memo;
    this.memo = null;
    if (memo !== null) for (const op of memo) if (op !== NULL) Py_DECREF(op as New);
  }
  /** Releases what lies on the stack from a place on. escapes. CPython: Pdata_clear() */
  dropStack(to: number): void {
    const stack = this.stack!;
    while (stack.length > to) Py_DECREF(stack.pop() as New);
  }
}
/** The data of an unpickler. */
export function unpicklerData(self: PyObject): UnpicklerData {
  return payload<UnpicklerData>(self);
}
/** Reads from an object's memory from now on; its size, or -1 with an exception. escapes. CPython: _Unpickler_SetStringInput() */
export function _Unpickler_SetStringInput(u: UnpicklerData, input: PyObject): number {
  PyBuffer_Release(u.buffer);
  if (PyObject_GetBuffer(input, u.buffer, PyBUF_CONTIG_RO) < 0) {
    u.buffer.obj = NULL;
    return -1;
  }
  u.base = u.buffer.buf;
  u.input_len = u.buffer.len;
  u.next_read_idx = 0;
  u.prefetched_idx = u.input_len;
  return u.input_len;
}

/** Reading for one unpickler. */
export class Input {
  readonly u: UnpicklerData;
  constructor(readonly st: PickleState, readonly self: PyObject) {
    this.u = unpicklerData(self);
  }
  /** CPython: bad_readline() */
  truncated(): -1 {
    PyErr_SetString(this.st.UnpicklingError, 'pickle data was truncated');
    return -1;
  }
  /** Where the next `n` bytes are, for now; -1 with an exception. escapes. CPython: _Unpickler_Read() */
  read(n: number): number {
    const u = this.u, at = u.next_read_idx;
    if (n <= u.input_len - at) {
      u.next_read_idx = at + n;
      return u.base + at;
    }
    return this.readMore(n);
  }
  /** CPython: _Unpickler_ReadImpl() */
  private readMore(n: number): number {
    const u = this.u;
    if (u.next_read_idx > PY_SSIZE_T_MAX - n) {
      PyErr_SetString(this.st.UnpicklingError, 'read would overflow (invalid bytecode)');
      return -1;
    }
    if ((unpickler_read(this.self) as number) === NULL) return this.truncated();
    const got = this.readFromFile(n);
    if (got < 0) return -1;
    if (got < n) return this.truncated();
    u.next_read_idx = n;
    return u.base;
  }
  /** Takes from the file what was only looked at and used; -1 with an exception. escapes. CPython: _Unpickler_SkipConsumed() */
  skipConsumed(): number {
    const u = this.u, consumed = u.next_read_idx - u.prefetched_idx;
    if (consumed <= 0) return 0;
    const skipped = this.callWithNumber(unpickler_read(this.self), consumed);
    if (skipped === NULL) return -1;
    Py_DECREF(skipped);
    u.prefetched_idx = u.next_read_idx;
    return 0;
  }
  private callWithNumber(func: PyObject, n: number): New | NULL {
    const number = PyLong_FromNumber(n);
    if (number === NULL) return NULL;
    const result = PyObject_CallOneArg(func, number);
    Py_DECREF(number);
    return result;
  }
  /** Fetches `n` bytes or a line from the file: how many there are, or -1 with an exception. escapes. CPython: _Unpickler_ReadFromFile() */
  private readFromFile(n: number): number {
    const {self, u} = this;
    if (this.skipConsumed() < 0) return -1;
    const peek: PyObject | NULL = unpickler_peek(self);
    let data: New | NULL;
    if (n !== READ_WHOLE_LINE && peek !== NULL && n < PREFETCH) {
      data = this.callWithNumber(peek, PREFETCH);
      if (data !== NULL) {
        const size = _Unpickler_SetStringInput(u, data);
        Py_DECREF(data);
        if (size < 0) return -1;
        u.prefetched_idx = 0;
        if (n <= size) return n;
      } else {
        if (!PyErr_ExceptionMatches(PyExc_NotImplementedError)) return -1;
        PyErr_Clear();
        set_unpickler_peek(self, NULL);
        Py_XDECREF(peek);
      }
    }
    data = n === READ_WHOLE_LINE ? PyObject_CallNoArgs(unpickler_readline(self)) : this.callWithNumber(unpickler_read(self), n);
    if (data === NULL) return -1;
    const size = _Unpickler_SetStringInput(u, data);
    Py_DECREF(data);
    return size;
  }
  /** Whether `n` bytes can't be there, since there is no file to go on with. */
  isBeyondMemory(n: number): boolean {
    return n > this.u.input_len - this.u.next_read_idx && (unpickler_read(this.self) as number) === NULL;
  }
  /** Copies the next `n` bytes to a byte address; -1 with an exception. escapes. CPython: _Unpickler_ReadInto() */
  readInto(to: number, n: number): number {
    const {self, u} = this, inBuffer = u.input_len - u.next_read_idx;
    if (inBuffer > 0) {
      const taken = inBuffer < n ? inBuffer : n, from = u.base + u.next_read_idx;
      moveBytes(to, from, from + taken);
      u.next_read_idx += taken;
      to += taken;
      n -= taken;
      if (n === 0) return 0;
    }
    if ((unpickler_read(self) as number) === NULL) return this.truncated();
    if (this.skipConsumed() < 0) return -1;
    if ((unpickler_readinto(self) as number) === NULL) return this.readAndCopy(to, n);
    const view = PyMemoryView_FromMemory(to, n, false);
    if (view === NULL) return -1;
    const answer = PyObject_CallOneArg(unpickler_readinto(self), view);
    Py_DECREF(view);
    if (answer === NULL) return -1;
    const got = PyLong_AsSsize_t(answer);
    Py_DECREF(answer);
    if (got < 0) {
      if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ValueError, 'readinto() returned negative size');
      return -1;
    }
    return got < n ? this.truncated() : 0;
  }
  private readAndCopy(to: number, n: number): number {
    const data = this.callWithNumber(unpickler_read(this.self), n);
    if (data === NULL) return -1;
    let status = -1;
    if (!PyBytes_Check(data)) {
      const shown = reprText(Py_TYPE(data));
      if (shown !== null) PyErr_Format(PyExc_ValueError, `read() returned non-bytes object (${shown})`);
    } else if (PyBytes_GET_SIZE(data) < n) this.truncated();
    else {
      const from = PyBytes_AS_STRING(data);
      moveBytes(to, from, from + n);
      status = 0;
    }
    Py_DECREF(data);
    return status;
  }
  /** The next line with its end, one character a byte; null with an exception. escapes. CPython: _Unpickler_Readline() */
  readLine(): string | null {
    const u = this.u, end = u.base + u.input_len;
    for (let i = u.base + u.next_read_idx; i < end; i++) {
      if (U8[i] !== NEWLINE) continue;
      const from = u.base + u.next_read_idx;
      u.next_read_idx = i + 1 - u.base;
      return u.input_line = latin1OfBytes(from, i + 1 - from);
    }
    if ((unpickler_read(this.self) as number) !== NULL) {
      const got = this.readFromFile(READ_WHOLE_LINE);
      if (got < 0) return null;
      if (got !== 0 && U8[u.base + got - 1] === NEWLINE) {
        u.next_read_idx = got;
        return u.input_line = latin1OfBytes(u.base, got);
      }
    }
    this.truncated();
    return null;
  }
}
