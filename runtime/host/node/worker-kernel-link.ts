import {parentPort, receiveMessageOnPort} from 'worker_threads';
import {WORD_BLOCKED, WORD_REPLIED, WORD_REPLY, type SignalWords} from '../signals';
import {waitForEpoch, type KernelLink, type KernelRequest} from './kernel-link';
import type {EditorEvent, EditorRequest} from './line-editor';

/** The link of a VM that runs in a Worker of the kernel's process: messages, and words that both share. */
export class WorkerKernelLink implements KernelLink {
  readonly endsCalls = true;

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

  poll(): void {
    // the kernel's thread raises the flags
  }

  /** Lets the kernel know that it has to interrupt a system call when a signal comes. */
  enterBlocking(): boolean {
    Atomics.add(this.words, WORD_BLOCKED, 1);
    return false;
  }

  leaveBlocking(): void {
    Atomics.add(this.words, WORD_BLOCKED, 1);
  }

  wait(epoch: number, timeoutMs: number): boolean {
    return waitForEpoch(this.words, epoch, timeoutMs);
  }
}
