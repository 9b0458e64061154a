/**
 * The words that the kernel (main thread) and the VM (worker thread) share. The kernel raises flags when signals arrive,
 * the VM takes them at its eval breaker; both wake each other through Atomics.
 */

/** Numbers below this are signals; CPython: Py_NSIG on Linux. */
export const NSIG = 65;

/** No signal: its flag says that the watchdog's time is over (Host.setWatchdog()). */
export const WATCHDOG_SIGNAL = 0;

/** Counts everything that should wake a sleeping VM; the word it waits on. */
export const WORD_EPOCH = 0;
/** 1 while any signal is pending; the eval breaker needs to read only this one. */
export const WORD_TRIPPED = 1;
/** Odd while the VM is inside a call that may wait in the kernel of the operating system. Changes with every such call. */
export const WORD_BLOCKED = 2;
/** The operating system's id of the VM's thread. */
export const WORD_THREAD_ID = 3;
/** The answer to the VM's last request, and whether it is there. */
export const WORD_REPLY = 4;
export const WORD_REPLIED = 5;
/** Set by the VM once it is done; the exit status is in the next word. */
export const WORD_EXITED = 6;
export const WORD_STATUS = 7;
/** One pending counter for each signal number. */
export const WORD_PENDING = 8;
/** What each signal does now: a Disposition. */
export const WORD_DISPOSITION = WORD_PENDING + NSIG;
export const SIGNAL_WORDS = WORD_DISPOSITION + NSIG;

/** What a signal does. The numbers are what the disposition words hold. */
export const DISPOSITION_DEFAULT = 0;
export const DISPOSITION_IGNORE = 1;
export const DISPOSITION_CATCH = 2;

/** The shared words. Over a SharedArrayBuffer where there is a kernel, over plain memory otherwise. */
export type SignalWords = Int32Array;

/** Makes words that no kernel serves, for hosts without signals and for tests. */
export function createSignalWords(): SignalWords {
  return new Int32Array(SIGNAL_WORDS);
}

/** Raises a signal's flag and wakes the VM. Either side may call it. CPython: Modules/signalmodule.c trip_signal() */
export function tripSignal(words: SignalWords, signal: number): void {
  Atomics.store(words, WORD_PENDING + signal, 1);
  Atomics.store(words, WORD_TRIPPED, 1);
  Atomics.add(words, WORD_EPOCH, 1);
  if (typeof SharedArrayBuffer !== 'undefined' && words.buffer instanceof SharedArrayBuffer) {
    Atomics.notify(words, WORD_EPOCH);
  }
}

/**
 * Takes one pending signal, lowest number first; 0 when there is none. The tripped word stays up while there are more. It is
 * cleared before looking, so that a signal that arrives meanwhile is seen by the next poll at the latest.
 */
export function takeSignal(words: SignalWords): number {
  Atomics.store(words, WORD_TRIPPED, 0);
  let taken = 0;
  for (let signal = 1; signal < NSIG; signal++) {
    if (Atomics.load(words, WORD_PENDING + signal) === 0) {
      continue;
    }
    if (taken !== 0) {
      Atomics.store(words, WORD_TRIPPED, 1);
      break;
    }
    Atomics.store(words, WORD_PENDING + signal, 0);
    taken = signal;
  }
  return taken;
}
