/**
 * Green threads (design 8): which thread runs, when another one does, and what a thread that has to wait does.
 *
 * A thread of Python code is a thread state and its frames. When only the loop that started it is on the host's stack, it is parked by
 * leaving that loop: its frames stay in the heap, and entering the loop again goes on. A thread that must wait while native code lies
 * between its loops cannot be left: the scheduler then runs the others on top of it, until what it waits for has come.
 *
 * Everything follows from the seed and from the number of polls: the clock of the scheduler is the eval breaker's count.
 */
import {H, _PyRuntime, tstate} from './current';
import {EVAL_BREAKER} from './generated/static-addresses';
import {swapThread, type PyThreadState} from './pystate';

/** A thread that exists, as the scheduler knows it. */
export class GreenThread {
  /** True while the thread could go on; what a waiting thread waits for is asked then. */
  ready: (() => boolean) | null = null;
  /** Time (host clock, milliseconds) when a wait ends by itself; Infinity without a limit. */
  deadline = Infinity;
  /** Set once a loop of this thread lies below another one: only returning to it lets it go on. */
  buried = false;
  started = false;
  done = false;
  /** `run` starts the thread or goes on with it, until it parks (false) or ends (true). */
  constructor(readonly tstate: PyThreadState, readonly run: () => boolean) {}
  /** Whether it can go on now. */
  canRun(now: number): boolean {
    return !this.done && (this.ready === null || this.ready() || now >= this.deadline);
  }
}

/** The scheduler of one runtime. */
export class Scheduler {
  readonly threads: GreenThread[] = [];
  private state: number;
  /** Turn of the thread that ran last, for a fair choice. */
  private turn = 0;
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
  /** A thread that is not buried and could run, in turn; null when there is none. */
  pick(now: number): GreenThread | null {
    const n = this.threads.length;
    for (let i = 1; i <= n; i++) {
      const at = (this.turn + i) % n, thread = this.threads[at];
      if (!thread.buried && thread.canRun(now)) {
        this.turn = at;
        return thread;
      }
    }
    return null;
  }
  remove(thread: GreenThread): void {
    const at = this.threads.indexOf(thread);
    if (at >= 0) this.threads.splice(at, 1);
    if (this.turn >= at && this.turn > 0) this.turn--;
  }
}

/** Polls between two looks at the other threads: at least, and how many more by chance. */
const SLICE = 1000, SLICE_SPREAD = 1000;

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
/** Whether another thread could run now. */
export function othersAreReady(): boolean {
  const all = _PyRuntime.scheduler as Scheduler | null;
  if (all === null || all.threads.length === 0) return false;
  const now = monotonic();
  return all.threads.some(thread => thread.tstate !== tstate && !thread.buried && thread.canRun(now));
}
/** Whether the current thread may leave its loop: nothing of it is on the host's stack but the loop that the scheduler entered. */
export function canPark(): boolean {
  return tstate.parkEntry !== 0 && tstate.evalDepth === 1;
}

/** Adds a thread; it runs when the scheduler comes to it. */
export function addThread(ts: PyThreadState, run: () => boolean): GreenThread {
  const thread = new GreenThread(ts, run);
  scheduler().threads.push(thread);
  return thread;
}
/** Lets one other thread run for a slice, on top of the current one. False when none could. */
export function runAnother(): boolean {
  const all = scheduler(), thread = all.pick(monotonic());
  if (thread === null) return false;
  const below = tstate, own = all.threads.find(other => other.tstate === below);
  if (own !== undefined) own.buried = true;
  swapThread(thread.tstate);
  thread.started = true;
  const done = thread.run();
  if (done) {
    thread.done = true;
    all.remove(thread);
  }
  swapThread(below);
  if (own !== undefined) own.buried = false;
  return true;
}
/** The current thread makes room though it cannot be left: others run on top of it, once each at most. */
export function yieldToOthers(): void {
  for (let i = scheduler().threads.length; i > 0 && runAnother(); i--);
}
/**
 * Waits, on the host's stack, until `ready` holds or the time is over; other threads run meanwhile. Returns true when `ready` holds,
 * false when the time is over, null when a signal has to be handled first. `interruptible` says whether signals end the wait.
 */
export function waitOnStack(ready: () => boolean, deadline: number, interruptible: boolean): boolean | null {
  const {host} = _PyRuntime;
  for (;;) {
    if (ready()) return true;
    const now = monotonic();
    if (now >= deadline) return false;
    if (interruptible && host.signals[1] !== 0) return null;
    if (runAnother()) continue;
    // nobody can run: sleep until the next deadline of anyone, or a signal
    let until = deadline;
    for (const thread of scheduler().threads) if (!thread.buried && !thread.done) until = Math.min(until, thread.deadline);
    const slept = host.sleep(until === Infinity ? -1n : BigInt(Math.ceil(Math.max(0, until - now) * 1e6)));
    if (slept < 0 && interruptible) return null;
  }
}
/** Asks the current thread to make room at its next poll. */
export function requestSwitch(): void {
  H[EVAL_BREAKER] |= 1;
}
