/**
 * Green threads (design 8): which thread runs, when another one does, and what a thread that has to wait does.
 *
 * The thread that a runtime was entered with runs on the host's stack. Every other one has a stack of its own, a fiber, where the host has
 * them: to wait, or to make room, it suspends its fiber whatever lies on it, and the host's stack, which resumed it, chooses who goes on.
 * When the host's own thread has to wait it resumes the others until what it waits for has come.
 *
 * A host without fibers has one stack: there a thread that waits runs the others on top of itself. One that could go on but lies below
 * others is buried; when nobody else can go on either that is a limit of this host, reported as such, and no deadlock of the program.
 *
 * Everything but timeouts and descriptors follows from the seed and from the number of polls: the scheduler's clock is the eval breaker's count.
 */
import {H, _PyRuntime, interp, tstate} from './current';
import {EVAL_BREAKER} from './generated/static-addresses';
import type {Fiber} from './host/host';
import {WORD_TRIPPED} from './host/signals';
import {swapThread, type PyThreadState} from './pystate';

/** A thread that exists, as the scheduler knows it. */
export class GreenThread {
  /** What it waits for; null when it could go on. */
  ready: (() => boolean) | null = null;
  /** Time (host clock, milliseconds) when the wait ends by itself; Infinity without a limit. */
  deadline = Infinity;
  /** Descriptors it waits for, as Host.poll() takes them; one of them has answered. */
  descriptors: Int32Array | null = null;
  answered = false;
  /** It lies below another one on the host's stack: only returning to it lets it go on. */
  buried = false;
  fiber: Fiber | null = null;
  /** `tstate` is the thread state to go on with, that of another interpreter during a visit there. */
  constructor(public tstate: PyThreadState | null, readonly body: () => void) {}
  /** Whether it can go on now. */
  canRun(now: number): boolean {
    return this.ready === null || this.answered || this.ready() || now >= this.deadline;
  }
}

/** The scheduler of one runtime. */
export class Scheduler {
  /** All threads but the host's own. */
  readonly threads: GreenThread[] = [];
  /** The thread on the host's stack. */
  readonly host = new GreenThread(null, () => undefined);
  running = this.host;
  /** Slices that the running thread has had since it was resumed. */
  slices = 0;
  private state: number;
  /** Where the search for the next thread begins, for a fair choice. */
  private turn = 0;
  private asked = 0;
  constructor(seed: number) {
    this.state = seed >>> 0 || 0x9e3779b9;
  }
  /** A number from 0 to n - 1 that follows from the seed (xorshift32). */
  random(n: number): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state % n;
  }
  /** Whether a thread may be resumed at all: after the end of its interpreter has begun it may not. CPython: Python/pystate.c _PyThreadState_MustExit() */
  private allowed(thread: GreenThread): boolean {
    return !thread.buried && _PyRuntime._finalizing === null && thread.tstate!.interp._finalizing === null;
  }
  /** A thread besides the running one that could go on, in turn; null when there is none. */
  pick(now: number): GreenThread | null {
    this.askDescriptors(now);
    const n = this.threads.length;
    for (let i = 0; i < n; i++) {
      const at = (this.turn + i) % n, thread = this.threads[at];
      if (thread !== this.running && this.allowed(thread) && thread.canRun(now)) {
        this.turn = at + 1;
        return thread;
      }
    }
    return null;
  }
  /** Whether another thread could go on. */
  othersAreReady(now: number): boolean {
    this.askDescriptors(now);
    // the host's thread handles signals, too
    if (this.running.fiber !== null && (this.host.canRun(now) || _PyRuntime.host.signals[WORD_TRIPPED] !== 0)) return true;
    for (const thread of this.threads) if (thread !== this.running && this.allowed(thread) && thread.canRun(now)) return true;
    return false;
  }
  remove(thread: GreenThread): void {
    const at = this.threads.indexOf(thread);
    this.threads.splice(at, 1);
    if (this.turn > at) this.turn--;
  }
  /** Asks, at most every millisecond, whether descriptors have answered that threads wait for. */
  private askDescriptors(now: number): void {
    if (now - this.asked < 1) return;
    const waiting = this.threads.filter(thread => thread.descriptors !== null);
    if (this.host.descriptors !== null) waiting.push(this.host);
    if (waiting.length === 0) return;
    this.asked = now;
    this.pollFor(waiting, 0);
  }
  /** Host.poll() for the descriptors of several threads. */
  private pollFor(waiting: GreenThread[], timeoutMs: number): number {
    const all = new Int32Array(waiting.reduce((n, thread) => n + thread.descriptors!.length, 0));
    let at = 0;
    for (const thread of waiting) {
      all.set(thread.descriptors!, at);
      at += thread.descriptors!.length;
    }
    const n = _PyRuntime.host.poll(all, timeoutMs);
    if (n === 0 || (n < 0 && signalsArePending())) return n;
    at = 0;
    for (const thread of waiting) {
      const end = at + thread.descriptors!.length;
      // a failure of poll itself is for those who asked
      for (let i = at + 2; i < end; i += 3) if (n < 0 || all[i] !== 0) thread.answered = true;
      at = end;
    }
    return n;
  }
  /** Nobody can go on: sleeps until the first deadline of anyone, a descriptor that answers, or a signal (then negative). */
  sleep(now: number): number {
    const {host} = _PyRuntime;
    let until = this.running.deadline;
    const waiting: GreenThread[] = this.running.descriptors === null ? [] : [this.running];
    for (const thread of this.threads) {
      if (thread === this.running || !this.allowed(thread)) continue;
      until = Math.min(until, thread.deadline);
      if (thread.descriptors !== null) waiting.push(thread);
    }
    if (until === Infinity && waiting.length === 0 && this.threads.concat(this.host).some(thread => thread.buried && thread.canRun(now))) {
      throw new Error('a thread that could go on lies below others on the stack of a host without fibers');
    }
    const left = until === Infinity ? -1 : Math.max(0, until - now);
    if (waiting.length > 0) return this.pollFor(waiting, Math.ceil(left));
    return host.sleep(BigInt(left < 0 ? -1 : Math.ceil(left * 1e6)));
  }
}

/** Polls between two looks at signals and at the other threads: at least, and how many more by chance. */
const SLICE = 1000, SLICE_SPREAD = 1000;
/** Slices after which a thread makes room, at the default switch interval. Without fibers it does so rarely, since it gets buried. */
const SLICES_PER_TURN = 20, SLICES_PER_BURIAL = 500, DEFAULT_INTERVAL = 5000;

/** A bit of the eval breaker. CPython: Include/internal/pycore_ceval.h */
const _PY_SIGNALS_PENDING_BIT = 2;

/** Time of the host's monotonic clock in milliseconds. */
export function monotonic(): number {
  return Number(_PyRuntime.host.clockGettime(1)) / 1e6;
}
/** The scheduler of the current runtime. */
export function scheduler(): Scheduler {
  return (_PyRuntime.scheduler ??= new Scheduler(1)) as Scheduler;
}
/** Polls until the clock runs down again. */
export function nextSlice(): number {
  return SLICE + scheduler().random(SLICE_SPREAD);
}
/** Whether there are other threads at all. */
export function hasOtherThreads(): boolean {
  const all = _PyRuntime.scheduler as Scheduler | null;
  return all !== null && all.threads.length > 0;
}
/** A slice has ended: whether the running thread has had its turn and another one could run now. CPython: what drop_request says */
export function turnIsOver(): boolean {
  if (!hasOtherThreads()) return false;
  const all = scheduler(), interval = interp.ceval.gil === null ? DEFAULT_INTERVAL : interp.ceval.gil.interval;
  const turn = _PyRuntime.host.fibers === null ? SLICES_PER_BURIAL : SLICES_PER_TURN * Math.min(1, interval / DEFAULT_INTERVAL);
  return ++all.slices >= turn && all.othersAreReady(monotonic());
}
/** Whether signals wait for the current thread: that of the host, in the main interpreter, runs their handlers. */
function signalsArePending(): boolean {
  return _PyRuntime.host.signals[WORD_TRIPPED] !== 0 && interp === _PyRuntime.interpreters.main && tstate.thread_id === _PyRuntime.main_thread;
}

/** Lets the current thread run the handlers of signals at its next poll, when it is the one to do so. */
export function noticeSignals(): void {
  if (signalsArePending()) H[EVAL_BREAKER] |= _PY_SIGNALS_PENDING_BIT;
}

/** Adds a thread; it runs when the scheduler comes to it. `body` is all it does. */
export function addThread(ts: PyThreadState, body: () => void): void {
  const {fibers} = _PyRuntime.host, thread = new GreenThread(ts, body);
  if (fibers !== null) thread.fiber = fibers.create(body);
  scheduler().threads.push(thread);
}
/** Lets a thread run, on its stack or on top of this one, until it makes room or ends. */
function run(all: Scheduler, thread: GreenThread): void {
  const below = tstate, before = all.running;
  swapThread(thread.tstate!);
  all.running = thread;
  all.slices = 0;
  before.buried = thread.fiber === null;
  if (thread.fiber !== null) thread.fiber.resume();
  else thread.body();
  before.buried = false;
  all.running = before;
  all.slices = 0;
  if (thread.fiber === null || thread.fiber.done) all.remove(thread);
  else thread.tstate = tstate;
  swapThread(below);
  noticeSignals();
}
/** The running thread is on the host's stack or on top of it: lets one other thread run. False when none could. */
function runAnother(all: Scheduler): boolean {
  const thread = all.pick(monotonic());
  if (thread === null) return false;
  run(all, thread);
  return true;
}
/** The current thread makes room: others that can run do so, once each at most. */
export function yieldToOthers(): void {
  if (!hasOtherThreads()) return;
  const all = scheduler();
  if (all.running.fiber !== null) _PyRuntime.host.fibers!.suspend();
  else for (let i = all.threads.length; i > 0 && runAnother(all); i--);
}
/**
 * Waits until `ready` holds or the time is over; other threads run meanwhile. Returns true when `ready` holds, false when the time is over,
 * null when a signal has to be handled first. `interruptible` says whether signals end the wait.
 */
export function waitOnStack(ready: () => boolean, deadline: number, interruptible: boolean): boolean | null {
  return waitForAny(ready, null, deadline, interruptible);
}
/** waitOnStack() that also ends (true) when one of the descriptors may have answered; they are triples as Host.poll() takes them. */
export function waitForAny(ready: () => boolean, descriptors: Int32Array | null, deadline: number, interruptible: boolean): boolean | null {
  const all = scheduler(), me = all.running;
  for (;;) {
    if (ready()) return true;
    const now = monotonic();
    if (now >= deadline) return false;
    if (interruptible && signalsArePending()) return null;
    me.ready = ready;
    me.deadline = deadline;
    me.descriptors = descriptors;
    me.answered = false;
    if (me.fiber !== null) _PyRuntime.host.fibers!.suspend();
    else if (!runAnother(all)) all.sleep(now);
    const {answered} = me;
    me.ready = me.descriptors = null;
    me.deadline = Infinity;
    me.answered = false;
    if (answered) return true;
  }
}
