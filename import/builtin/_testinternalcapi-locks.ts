/** _testinternalcapi: locks, critical sections, tables. CPython: Modules/_testinternalcapi/test_lock.c, test_critical_sections.c; _testinternalcapi.c test_hashtable() */
import {PyErr_Format} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {tstate} from '../../runtime/current';
import {PyCriticalSection2_Begin, PyCriticalSection2_End, PyCriticalSection_Begin, PyCriticalSection_End, type PyCriticalSection, type PyCriticalSection2} from '../../runtime/critical_section';
import {PyExc_AssertionError, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {_Py_hashtable_clear, _Py_hashtable_compare_direct, _Py_hashtable_destroy, _Py_hashtable_foreach, _Py_hashtable_get, _Py_hashtable_get_entry, _Py_hashtable_new, _Py_hashtable_set, _Py_hashtable_steal} from '../../runtime/hashtable';
import {PyEvent_Wait, PyMutex, PyMutex_IsLocked, PyMutex_Lock, PyMutex_Unlock, _PyEvent_Notify, _PyOnceFlag_CallOnce, _PyRWMutex, _PyRWMutex_Lock, _PyRWMutex_RLock, _PyRWMutex_RUnlock, _PyRWMutex_Unlock, _PyRecursiveMutex, _PyRecursiveMutex_IsLockedByCurrentThread, _PyRecursiveMutex_Lock, _PyRecursiveMutex_Unlock, type PyEvent} from '../../runtime/lock';
import {hiddenMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {monotonic, waitOnStack} from '../../runtime/scheduler';
import {PyThread_acquire_lock, PyThread_allocate_lock, PyThread_release_lock, PyThread_start_new_thread} from '../../runtime/thread';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {object} from './_testlimitedcapi-table';

/** A test that says what is wrong, or '' when all is well. */
export const claim = (name: string, run: () => string): PyMethodDef => hiddenMethod(name, '()', () => {
  const failed = run();
  return failed === '' ? Py_NewRef(_Py_NoneStruct) : PyErr_Format(PyExc_AssertionError, `${name}: ${failed}`);
});
/** The first of some statements that is false. */
export function wrong(statements: readonly (readonly [what: string, holds: boolean])[]): string {
  for (const [what, holds] of statements) if (!holds) return what;
  return '';
}
const sleep = (ms: number): void => void waitOnStack(() => false, monotonic() + ms, false);
const newEvent = (): PyEvent => ({v: 0});

function test_lock_basic(): string {
  const m = new PyMutex();
  PyMutex_Lock(m);
  const held = m._bits;
  PyMutex_Unlock(m);
  return wrong([['a lock that is taken', held === 1], ['one that is given back', m._bits === 0]]);
}
function test_lock_two_threads(): string {
  const m = new PyMutex(), done = newEvent(), seen: number[] = [];
  PyMutex_Lock(m);
  PyThread_start_new_thread(() => {
    PyMutex_Lock(m);
    seen.push(m._bits);
    PyMutex_Unlock(m);
    seen.push(m._bits);
    _PyEvent_Notify(done);
  }, null);
  for (let i = 0; i < 200 && m._bits !== 3; i++) sleep(10);
  const waited = m._bits === 3;
  PyMutex_Unlock(m);
  PyEvent_Wait(done);
  return wrong([['somebody waits', waited], ['the other thread has it', seen[0] === 1 && seen[1] === 0], ['nobody has it', m._bits === 0]]);
}
/** Threads that count under a lock. */
function counted(iterations: number, pause: (i: number) => void): string {
  const threads = 5, m = new PyMutex(), events = Array.from({length: threads}, newEvent), data = {counter: 0};
  for (const done of events) {
    PyThread_start_new_thread(() => {
      for (let i = 0; i < iterations; i++) {
        PyMutex_Lock(m);
        const {counter} = data;
        pause(i);
        data.counter = counter + 1;
        PyMutex_Unlock(m);
      }
      _PyEvent_Notify(done);
    }, null);
  }
  for (const done of events) PyEvent_Wait(done);
  return data.counter === threads * iterations ? '' : `counted ${data.counter}`;
}
function test_lock_once(): string {
  const once = {v: 0, running: false}, data = {counter: 0}, results: number[] = [];
  for (let i = 0; i < 10; i++) results.push(_PyOnceFlag_CallOnce(once, arg => (++arg.counter < 5 ? -1 : 0), data));
  return wrong([['fails four times', results.slice(0, 4).every(res => res === -1)], ['succeeds from then on', results.slice(4).every(res => res === 0)], ['is called no more', data.counter === 5]]);
}
function test_lock_recursive(): string {
  const m = new _PyRecursiveMutex(), free = !_PyRecursiveMutex_IsLockedByCurrentThread(m);
  _PyRecursiveMutex_Lock(m);
  const first = m.thread === tstate.thread_id && PyMutex_IsLocked(m.mutex) && m.level === 0;
  _PyRecursiveMutex_Lock(m);
  const second = m.level === 1;
  _PyRecursiveMutex_Unlock(m);
  _PyRecursiveMutex_Unlock(m);
  return wrong([['free at first', free], ['taken', first], ['taken twice', second], ['free at last', m.thread === 0 && !PyMutex_IsLocked(m.mutex) && m.level === 0]]);
}
function test_lock_rwlock(): string {
  const rw = new _PyRWMutex(), step1 = newEvent(), step2 = newEvent(), step3 = newEvent(), done = newEvent(), data = {threads: 3};
  const ended = (): void => {
    if (--data.threads === 0) _PyEvent_Notify(done);
  };
  const reader = (): void => {
    for (const step of [step1, step3]) {
      _PyRWMutex_RLock(rw);
      PyEvent_Wait(step);
      _PyRWMutex_RUnlock(rw);
    }
    ended();
  };
  const becomes = (bits: number): boolean => {
    for (let i = 0; i < 200 && rw.bits !== bits; i++) sleep(10);
    return rw.bits === bits;
  };
  const statements: [string, boolean][] = [];
  _PyRWMutex_Lock(rw);
  statements.push(['a writer', rw.bits === 1]);
  _PyRWMutex_Unlock(rw);
  PyThread_start_new_thread(reader, null);
  PyThread_start_new_thread(reader, null);
  statements.push(['two readers', becomes(8)]);
  PyThread_start_new_thread(() => {
    _PyRWMutex_Lock(rw);
    PyEvent_Wait(step2);
    _PyRWMutex_Unlock(rw);
    ended();
  }, null);
  statements.push(['a writer waits', becomes(10)]);
  _PyEvent_Notify(step1);
  statements.push(['the writer has it', becomes(3)]);
  _PyEvent_Notify(step2);
  statements.push(['the readers have it', becomes(8)]);
  _PyEvent_Notify(step3);
  statements.push(['nobody has it', becomes(0)]);
  PyEvent_Wait(done);
  return wrong(statements);
}
/** (locks taken a second, how often each thread took it). */
function benchmark_locks(threads: number, useMutex: number, length: number, time: number): New | NULL {
  const m = new PyMutex(), lock = PyThread_allocate_lock(), data = {stop: false, value: 0}, runs = Array.from({length: threads}, () => ({iters: 0, done: newEvent()})), start = monotonic();
  for (const run of runs) {
    PyThread_start_new_thread(() => {
      while (!data.stop) {
        if (useMutex !== 0) PyMutex_Lock(m);
        else PyThread_acquire_lock(lock, 1);
        for (let i = 0; i < length; i++) data.value += 1;
        if (useMutex !== 0) PyMutex_Unlock(m);
        else PyThread_release_lock(lock);
        // threads of C code are green: they make room themselves
        if (++run.iters % 1000 === 0) sleep(0);
        if (monotonic() >= start + time) data.stop = true;
      }
      _PyEvent_Notify(run.done);
    }, null);
  }
  for (const run of runs) PyEvent_Wait(run.done);
  const rate = PyFloat_FromDouble(runs.reduce((sum, run) => sum + run.iters, 0) * 1000 / (monotonic() - start)), iters = PyList_New(0);
  let ok = rate !== NULL && iters !== NULL;
  for (const run of runs) {
    const n = PyLong_FromNumber(run.iters);
    ok = ok && n !== NULL && PyList_Append(iters as PyObject, n) === 0;
    Py_XDECREF(n);
  }
  const result = ok ? PyTuple_Pack(rate as PyObject, iters as PyObject) : NULL;
  Py_XDECREF(rate);
  Py_XDECREF(iters);
  return result;
}

/** Sections begin and end in every order and lock nothing, since there is a GIL. */
function sections(): string {
  const op: PyObject = _Py_TrueStruct, other: PyObject = _Py_NoneStruct, outer: PyCriticalSection = {}, inner: PyCriticalSection = {}, two: PyCriticalSection2 = {};
  PyCriticalSection_Begin(outer, op);
  PyCriticalSection_Begin(inner, op);
  PyCriticalSection2_Begin(two, op, other);
  PyCriticalSection2_End(two);
  PyCriticalSection_End(inner);
  PyCriticalSection_End(outer);
  PyCriticalSection2_Begin(two, op, op);
  PyCriticalSection2_End(two);
  return '';
}
function sectionsInThreads(): string {
  const events = Array.from({length: 4}, newEvent), data = {counter: 0};
  for (const done of events) {
    PyThread_start_new_thread(() => {
      for (let i = 0; i < 100; i++) {
        sections();
        data.counter++;
      }
      _PyEvent_Notify(done);
    }, null);
  }
  for (const done of events) PyEvent_Wait(done);
  return data.counter === 400 ? '' : `counted ${data.counter}`;
}

function test_hashtable(): string {
  const table = _Py_hashtable_new<string, number>(key => key.charCodeAt(0), _Py_hashtable_compare_direct), keys = [...'abcdefghijklmnopqrstuvwxyz'], value = (key: string): number => 1 + key.charCodeAt(0) - 97;
  const statements: [string, boolean][] = [['a new table is empty', table.nentries === 0 && table.nbuckets > 0 && _Py_hashtable_get(table, 'x') === null]];
  for (const key of keys) _Py_hashtable_set(table, key, value(key));
  statements.push(['it grows', table.nentries === 26 && table.nbuckets > 26]);
  statements.push(['entries', keys.every(key => _Py_hashtable_get_entry(table, key)?.key === key && _Py_hashtable_get_entry(table, key)?.value === value(key))]);
  statements.push(['values', keys.every(key => _Py_hashtable_get(table, key) === value(key))]);
  statements.push(['a stolen value', _Py_hashtable_steal(table, 'p') === value('p') && table.nentries === 25 && _Py_hashtable_get_entry(table, 'p') === null]);
  const data = {count: 0}, res = _Py_hashtable_foreach(table, (_ht, key, found, counter) => {
    counter.count++;
    return found === value(key) ? 0 : 1;
  }, data);
  statements.push(['every entry', res === 0 && data.count === 25]);
  _Py_hashtable_clear(table);
  statements.push(['a table that was cleared', table.nentries === 0 && table.nbuckets > 0 && _Py_hashtable_get(table, 'x') === null]);
  _Py_hashtable_destroy(table);
  return wrong(statements);
}

/** The functions. */
export const LOCK_METHODS: readonly PyMethodDef[] = [
  claim('test_lock_basic', test_lock_basic), claim('test_lock_two_threads', test_lock_two_threads), claim('test_lock_counter', () => counted(10000, () => {})),
  claim('test_lock_counter_slow', () => counted(100, i => {
    if (i % 7 === 0) sleep(2);
  })),
  claim('test_lock_once', test_lock_once), claim('test_lock_recursive', test_lock_recursive), claim('test_lock_rwlock', test_lock_rwlock),
  object('benchmark_locks', 'n|pii', (threads, useMutex = 1, length = 1, time = 1000) => benchmark_locks(threads, useMutex, length, time)),
  hiddenMethod('test_lock_benchmark', '()', () => {
    const res = benchmark_locks(1, 1, 1, 100);
    if (res === NULL) return NULL;
    Py_DECREF(res);
    return Py_NewRef(_Py_NoneStruct);
  }),
  claim('test_critical_sections', sections), claim('test_critical_sections_nest', sections), claim('test_critical_sections_suspend', sections), claim('test_critical_sections_gc', sectionsInThreads), claim('test_critical_sections_threads', sectionsInThreads),
  claim('test_hashtable', test_hashtable),
];
