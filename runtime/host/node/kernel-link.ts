import {parentPort, receiveMessageOnPort} from 'worker_threads';
import {ERRNO} from '../errno';
import {WORD_BLOCKED, WORD_EPOCH, WORD_REPLIED, WORD_REPLY, type SignalWords} from '../signals';
import type {EditorEvent, EditorRequest} from './line-editor';

/** What the VM's thread asks of the main thread. */
export type KernelRequest =
  | {op: 'signal'; signal: number; disposition: number}
  | {op: 'exit'; status: number}
  | {op: 'die'; signal: number}
  | {op: 'umask'; mask: number}
  | {op: 'watchdog'; milliseconds: number; repeat: boolean}
  | {op: 'editor'; request: EditorRequest};

/** How the VM reaches the kernel: by message and shared words from a Worker, by a direct call where there is one thread. */
export interface KernelLink {
  readonly words: SignalWords;
  /** Sends a request and waits for the answer: a number >= 0 or -errno. */
  request(request: KernelRequest): number;
  /** Asks the line editor of the terminal and waits for what happens there. */
  edit(request: EditorRequest): EditorEvent;
}

/** The link of a VM that runs in a Worker of the kernel's process. */
export class WorkerKernelLink implements KernelLink {
  constructor(readonly words: SignalWords) {}

  request(request: KernelRequest): number {
    const {words} = this;
    Atomics.store(words, WORD_REPLIED, 0);
    parentPort!.postMessage(request);
    while (Atomics.load(words, WORD_REPLIED) === 0) {
      Atomics.wait(words, WORD_REPLIED, 0);
    }
    return Atomics.load(words, WORD_REPLY);
  }

  edit(request: EditorRequest): EditorEvent {
    // The event is sent before the reply is, so that it has arrived.
    this.request({op: 'editor', request});
    return (receiveMessageOnPort(parentPort!) as {message: EditorEvent}).message;
  }
}

/** The link of a VM that runs on the main thread, as unit tests do: signals cannot be caught, the rest works. */
export class DirectKernelLink implements KernelLink {
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
}

/**
 * Marks the time in which the VM may be stuck in a system call, so that the kernel knows to interrupt it when a signal
 * comes. Every enter is followed by a leave.
 */
export function enterBlocking(words: SignalWords): void {
  Atomics.add(words, WORD_BLOCKED, 1);
}

export function leaveBlocking(words: SignalWords): void {
  Atomics.add(words, WORD_BLOCKED, 1);
}

/** Waits until the epoch moves or the time is over; true when it moved. */
export function waitForEpoch(words: SignalWords, epoch: number, timeoutMs: number): boolean {
  return Atomics.wait(words, WORD_EPOCH, epoch, timeoutMs) !== 'timed-out';
}
