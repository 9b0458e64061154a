/**
 * Waiting for descriptors while other green threads run. A call that blocks in the system holds the whole VM, so code that may block asks here
 * first; with no other thread it returns at once and the call itself waits.
 */
import {_PyRuntime} from './current';
import {ERRNO} from './host/errno';
import {hasOtherThreads, monotonic, waitForAny} from './scheduler';

export {hasOtherThreads};
export const POLLIN = 1, POLLPRI = 2, POLLOUT = 4, POLLERR = 8, POLLHUP = 16, POLLNVAL = 32;

/**
 * As Host.poll(), until `deadline` (host clock in milliseconds, Infinity for none): others run meanwhile. Returns how many descriptors
 * answered, 0 at the deadline, or a negated errno; -EINTR when a signal has to be handled first.
 */
export function pollDescriptors(fds: Int32Array, deadline: number): number {
  const {host} = _PyRuntime;
  for (;;) {
    const left = deadline === Infinity ? -1 : Math.max(0, Math.ceil(deadline - monotonic()));
    if (!hasOtherThreads()) return host.poll(fds, left);
    const ready = host.poll(fds, 0);
    if (ready !== 0 || left === 0) return ready;
    if (waitForAny(never, fds, deadline, true) === null) return -ERRNO.EINTR;
  }
}
function never(): boolean {
  return false;
}
/**
 * Lets others run until a descriptor can be read (or written) without waiting; without others returns at once. 0, or -EINTR when a signal has
 * to be handled first. Errors of the descriptor are left to the call that follows.
 */
export function waitForDescriptor(fd: number, events: number): number {
  if (!hasOtherThreads() || fd < 0) return 0;
  const result = pollDescriptors(Int32Array.of(fd, events, 0), Infinity);
  return result === -ERRNO.EINTR ? result : 0;
}
