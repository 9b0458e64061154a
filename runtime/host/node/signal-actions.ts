import type {Libc} from './libc';

/** struct sigaction on 64-bit Linux: handler, mask, flags, restorer. */
const SIGACTION_SIZE = 152;
const FLAGS_OFFSET = 136;
const SA_RESTART = 0x10000000;

export const SIG_DFL = 0n;
export const SIG_IGN = 1n;

/**
 * Sent to the VM's thread to get it out of a system call. A real-time signal that programs hardly use.
 * DIVERGES: a Python handler for this one number does not run.
 */
export const WAKE_SIGNAL = 63;

/** sigaction() with a handler at an address; system calls are not restarted after it. 0 or -errno. */
export function setAction(libc: Libc, signal: number, handler: bigint): number {
  const action = Buffer.alloc(SIGACTION_SIZE);
  action.writeBigUInt64LE(handler, 0);
  return libc.call('sigaction', signal, action, null);
}

/** Lets a signal end system calls whose handler was set by others, who want them restarted. */
export function interruptCalls(libc: Libc, signal: number): number {
  const action = Buffer.alloc(SIGACTION_SIZE);
  const result = libc.call('sigaction', signal, null, action);
  if (result < 0) {
    return result;
  }
  action.writeInt32LE(action.readInt32LE(FLAGS_OFFSET) & ~SA_RESTART, FLAGS_OFFSET);
  return libc.call('sigaction', signal, action, null);
}

/** Gives the wake signal a handler that does nothing: C's abs(), which takes one int and has no effect. */
export function handleWakeSignal(libc: Libc): number {
  return setAction(libc, WAKE_SIGNAL, libc.symbol('abs'));
}
