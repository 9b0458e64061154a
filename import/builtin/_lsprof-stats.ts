/** What the profiler counts: functions, calls of one by the other, and the calls that run. CPython: Modules/_lsprof.c, sections on entries and contexts */
import type {New, PyObject} from '../../runtime/types';

/** Counts and times of a function, or of its calls from one caller. Times are in units of the timer. CPython: ProfilerEntry, ProfilerSubEntry */
export class ProfilerCounts {
  /** With and without the functions it called. */
  tt = 0;
  it = 0;
  callcount = 0;
  recursivecallcount = 0;
  recursionLevel = 0;

  /** A call has ended. */
  add(tt: number, it: number): void {
    if (--this.recursionLevel === 0) this.tt += tt;
    else this.recursivecallcount++;
    this.it += it;
    this.callcount++;
  }
}
/** A function, and whom it called. */
export class ProfilerEntry extends ProfilerCounts {
  readonly calls = new Map<ProfilerEntry, ProfilerCounts>();
  /** What describes the function: its code, or a text. Owned. */
  readonly userObj: PyObject;
  /** Takes over the reference. */
  constructor(userObj: New) {
    super();
    this.userObj = userObj;
  }
}
/** A call that runs. CPython: ProfilerContext */
interface ProfilerContext { readonly t0: number; subt: number; readonly previous: ProfilerContext | null; readonly ctxEntry: ProfilerEntry }

/** The data of one profiler. Functions are known by their code objects or their definitions. */
export class ProfilerStats {
  readonly entries = new Map<unknown, ProfilerEntry>();
  private current: ProfilerContext | null = null;

  /** A function begins. CPython: initContext() */
  enter(entry: ProfilerEntry, subcalls: boolean, timer: () => number): void {
    const previous = this.current;
    entry.recursionLevel++;
    if (subcalls && previous !== null) {
      const {calls} = previous.ctxEntry;
      let counts = calls.get(entry);
      if (counts === undefined) calls.set(entry, (counts = new ProfilerCounts()));
      counts.recursionLevel++;
    }
    this.current = {t0: timer(), subt: 0, previous, ctxEntry: entry};
  }
  /** The function of a key ends; one that began before the profiler did is only forgotten. CPython: ptrace_leave_call() */
  leave(key: unknown, subcalls: boolean, timer: () => number): void {
    if (this.current === null) return;
    const entry = this.entries.get(key);
    if (entry === undefined) this.current = this.current.previous;
    else this.stop(this.current, entry, subcalls, timer);
  }
  /** Ends what has not ended. CPython: flush_unmatched() */
  flush(subcalls: boolean, timer: () => number): void {
    while (this.current !== null) this.stop(this.current, this.current.ctxEntry, subcalls, timer);
  }
  /** Forgets all; the caller releases what the entries hold. CPython: clearEntries() */
  clear(): ProfilerEntry[] {
    const all = [...this.entries.values()];
    this.entries.clear();
    this.current = null;
    return all;
  }
  /** CPython: Stop() */
  private stop(context: ProfilerContext, entry: ProfilerEntry, subcalls: boolean, timer: () => number): void {
    const tt = timer() - context.t0, it = tt - context.subt, {previous} = context;
    this.current = previous;
    if (previous !== null) previous.subt += tt;
    entry.add(tt, it);
    if (subcalls && previous !== null) previous.ctxEntry.calls.get(entry)?.add(tt, it);
  }
}
