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
 * Lets others run until a descriptor can be read (or written) without waiting; without others, or for one that never waits, returns at once.
 * 0, or -EINTR when a signal has to be handled first. Errors of the descriptor are left to the call that follows.
 */
export function waitForDescriptor(fd: number, events: number): number {
  if (!hasOtherThreads() || fd < 0) return 0;
  const {host} = _PyRuntime, fds = Int32Array.of(fd, events, 0);
  if (host.poll(fds, 0) !== 0 || (host.fcntl(fd, F_GETFL, 0) & O_NONBLOCK) !== 0) return 0;
  const result = pollDescriptors(fds, Infinity);
  return result === -ERRNO.EINTR ? result : 0;
}
const F_GETFL = 3, F_SETFL = 4, O_NONBLOCK = 0o4000;
/** So much can be written to whatever is ready for it. */
const SURE_TO_FIT = 4096;

/**
 * Writes `length` bytes to a descriptor while other threads run: `write` gets how many have been written and says how many more it wrote, or a
 * negated errno. What it may only write bit by bit, because the reader is one of the others, is written so. The count; the negated errno if
 * nothing could be written, -EINTR when a signal has to be handled first. `once`: the first part is enough. escapes
 */
export function writeToDescriptor(fd: number, length: number, write: (done: number) => number, once = false): number {
  if (!hasOtherThreads() || fd < 0) return write(0);
  const {host} = _PyRuntime, flags = host.fcntl(fd, F_GETFL, 0);
  if (flags < 0 || (flags & O_NONBLOCK) !== 0) return write(0);
  if (length <= SURE_TO_FIT && !once) {
    const result = pollDescriptors(Int32Array.of(fd, POLLOUT, 0), Infinity);
    return result === -ERRNO.EINTR ? result : write(0);
  }
  let done = 0;
  while (done < length) {
    const ready = pollDescriptors(Int32Array.of(fd, POLLOUT, 0), Infinity);
    if (ready === -ERRNO.EINTR) return done > 0 ? done : ready;
    host.fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    const result = write(done);
    host.fcntl(fd, F_SETFL, flags);
    if (result >= 0) done += result;
    else if (result !== -ERRNO.EAGAIN) return done > 0 ? done : result;
    if (result === 0 || (once && result > 0)) break;
  }
  return done;
}
