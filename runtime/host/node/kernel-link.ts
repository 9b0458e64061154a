import {ERRNO} from '../errno';
import {WORD_EPOCH, type SignalWords} from '../signals';
import type {EditorEvent, EditorRequest} from './line-editor';

/** What the VM's thread asks of the one that owns the process. */
export type KernelRequest =
  | {op: 'signal'; signal: number; disposition: number}
  | {op: 'exit'; status: number}
  | {op: 'die'; signal: number}
  | {op: 'umask'; mask: number}
  | {op: 'watchdog'; milliseconds: number; repeat: boolean}
  | {op: 'editor'; request: EditorRequest};

/** How the VM reaches the process: through the kernel's thread from a Worker, by itself on the main thread. */
export interface KernelLink {
  readonly words: SignalWords;
  /** Whether signals are caught and end the system call that they come in. */
  readonly endsCalls: boolean;
  /** Sends a request and waits for the answer: a number >= 0 or -errno. */
  request(request: KernelRequest): number;
  /** Asks the line editor of the terminal and waits for what happens there. */
  edit(request: EditorRequest): EditorEvent;
  /** Raises the flags of signals that have come, where no other thread does. Called often: must cost next to nothing. */
  poll(): void;
  /**
   * Marks the time in which the VM may be stuck in a system call, on a descriptor if one is given. True when a signal waits to be handled: the call
   * should then not begin, as if the signal had ended it. Every other enter is followed by a leave. A call that does not wait (`waits` false) gets no
   * true, and leaves it to the next one that does.
   */
  enterBlocking(fd?: number, waits?: boolean): boolean;
  /** `result` is what the call gave: -EINTR when a signal ended it. */
  leaveBlocking(result: number): void;
  /** Waits until the epoch is not this one any more, or the time is over; true when it moved. */
  wait(epoch: number, timeoutMs: number): boolean;
}

/** The link of a VM that nobody serves, as in the build and in unit tests: signals cannot be caught, the rest works. */
export class DirectKernelLink implements KernelLink {
  readonly endsCalls = false;

  constructor(readonly words: SignalWords) {}

  request(request: KernelRequest): number {
    switch (request.op) {
      case 'signal':
        return -ERRNO.ENOSYS;
      case 'exit':
        return process.exit(request.status);
      case 'die':
        process.kill(process.pid, request.signal);
        return 0;
      case 'umask':
        return process.umask(request.mask);
      case 'watchdog':
      case 'editor':
        return -ERRNO.ENOSYS;
    }
  }

  edit(): EditorEvent {
    return {kind: 'unusable'};
  }

  poll(): void {
    // no signal ever comes
  }

  enterBlocking(): boolean {
    return false; // no signal ever comes
  }

  leaveBlocking(): void {
    // nothing was marked
  }

  wait(epoch: number, timeoutMs: number): boolean {
    return waitForEpoch(this.words, epoch, timeoutMs);
  }
}

/** Waits until the epoch moves or the time is over; true when it moved. */
export function waitForEpoch(words: SignalWords, epoch: number, timeoutMs: number): boolean {
  return Atomics.wait(words, WORD_EPOCH, epoch, timeoutMs) !== 'timed-out';
}
