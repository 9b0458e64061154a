import * as fs from 'fs';
import {ERRNO} from '../errno';
import {
  DISPOSITION_CATCH,
  DISPOSITION_DEFAULT,
  DISPOSITION_IGNORE,
  NSIG,
  WATCHDOG_SIGNAL,
  WORD_DISPOSITION,
  WORD_EPOCH,
  WORD_TRIPPED,
  createSignalWords,
  tripSignal,
} from '../signals';
import type {KernelLink, KernelRequest} from './kernel-link';
import {Libc} from './libc';
import type {EditorEvent} from './line-editor';
import {SIGINT, SIGKILL, SIGPIPE, SIGSTOP, SIGUSR1, SIGXFSZ, exitAtOnce} from './process';
import {SIG_DFL, SIG_IGN, WAKE_SIGNAL, handleWakeSignal, setAction} from './signal-actions';
import {SignalLoop} from './signal-loop';

/** A program that ends sooner, or has polled less often, never needs to catch Ctrl-C, and is spared the loading of koffi. */
const ARM_AFTER_MS = 200;
const ARM_AFTER_POLLS = 40;
/** How often a program that does not wait for anything is asked to look at signals. */
const POLL_INTERVAL_MS = 10;
/** How often a thread that stays in its system call is prodded again: the first signal may have come too early. */
const PROD_INTERVAL_MS = 5;

/** struct sigevent: value, signal, kind. */
const SIGEVENT_SIZE = 64;
const CLOCK_MONOTONIC = 1;

/**
 * The link of a VM that runs on the process's main thread, where Node's event loop never gets a turn: signals come through a loop of their
 * own (SignalLoop), which the VM looks into between two slices and wherever it waits.
 *
 * That loop is made when it is first needed. Until then a signal has its default action, Ctrl-C included: at that time a program has run
 * for a few milliseconds.
 */
export class MainKernelLink implements KernelLink {
  readonly words = createSignalWords();
  private readonly libc = new Libc();
  private readonly born = monotonicMs();
  private loop: SignalLoop | null = null;
  private tried = false;
  private nextPoll = 0;
  private polls = 0;
  /** The epoch whose signals have kept a call from beginning: they do so once, since the thread that calls may not be the one to handle them. */
  private interruptedAt = 0;
  /** When the watchdog barks (monotonicMs()), and how often. */
  private barkAt = Infinity;
  private barkInterval = Infinity;
  private timer: bigint | null = null;

  constructor() {
    // What Node has set at its own start.
    this.words[WORD_DISPOSITION + SIGPIPE] = DISPOSITION_IGNORE;
    this.words[WORD_DISPOSITION + SIGXFSZ] = DISPOSITION_IGNORE;
  }

  get endsCalls(): boolean {
    return this.loop !== null;
  }

  request(request: KernelRequest): number {
    switch (request.op) {
      case 'signal':
        return this.setSignal(request.signal, request.disposition);
      case 'umask':
        return process.umask(request.mask);
      case 'watchdog':
        return this.setWatchdog(request.milliseconds, request.repeat);
      case 'exit':
        return exitAtOnce(request.status);
      case 'die':
        return this.die(request.signal);
      case 'editor':
        return -ERRNO.ENOSYS;
    }
  }

  /** The terminal's own line discipline serves programs; the REPL runs in a Worker, beside a kernel with an editor. */
  edit(): EditorEvent {
    return {kind: 'unusable'};
  }

  poll(): void {
    if (!this.tried && ++this.polls >= ARM_AFTER_POLLS) {
      this.arm();
    }
    const now = monotonicMs();
    if (now < this.nextPoll) {
      return;
    }
    this.nextPoll = now + POLL_INTERVAL_MS;
    if (this.isArmed(now)) {
      this.take(now);
    }
  }

  enterBlocking(fd?: number, waits = true): boolean {
    if (!waits) {
      return false;
    }
    if (!this.tried && !this.isArmed(monotonicMs()) && fd !== undefined && mayWait(fd)) {
      this.arm();
    }
    if (this.loop === null) {
      return false;
    }
    this.loop.run();
    const epoch = this.words[WORD_EPOCH];
    if (this.words[WORD_TRIPPED] === 0 || epoch === this.interruptedAt) {
      return false;
    }
    this.interruptedAt = epoch;
    return true;
  }

  leaveBlocking(result: number): void {
    if (result === -ERRNO.EINTR) {
      this.take(monotonicMs());
    }
  }

  wait(epoch: number, timeoutMs: number): boolean {
    this.arm();
    const end = monotonicMs() + timeoutMs;
    for (;;) {
      const now = monotonicMs();
      this.take(now);
      if (this.words[WORD_EPOCH] !== epoch) {
        return true;
      }
      if (now >= end) {
        return false;
      }
      const until = Math.min(end, this.barkAt) - now;
      if (this.loop !== null) {
        this.loop.wait(until);
      } else {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, until);
      }
    }
  }

  /** Catches signals from now on; called before anything that may wait, and by itself once a program has run for a while. */
  arm(): void {
    if (this.tried) {
      return;
    }
    this.tried = true;
    this.loop = SignalLoop.create(this.libc, (signal) => tripSignal(this.words, signal));
    if (this.loop === null) {
      return;
    }
    // Node would start its debugger on it.
    setAction(this.libc, SIGUSR1, SIG_DFL);
    if (this.words[WORD_DISPOSITION + SIGINT] === DISPOSITION_CATCH) {
      this.loop.catch(SIGINT);
    }
  }

  private isArmed(now: number): boolean {
    if (!this.tried && now - this.born > ARM_AFTER_MS) {
      this.arm();
    }
    return this.tried;
  }

  /** Raises the flags of what has come. */
  private take(now: number): void {
    this.loop?.run();
    if (now < this.barkAt) {
      return;
    }
    tripSignal(this.words, WATCHDOG_SIGNAL);
    this.barkAt = this.barkInterval === Infinity ? Infinity : now + this.barkInterval;
    this.setTimer();
  }

  private setSignal(signal: number, disposition: number): number {
    if (signal < 1 || signal >= NSIG || signal === SIGKILL || signal === SIGSTOP) {
      return -ERRNO.EINVAL;
    }
    const old = this.words[WORD_DISPOSITION + signal];
    if (old === disposition) {
      return 0;
    }
    let result = 0;
    if (signal !== SIGINT || disposition !== DISPOSITION_CATCH || this.tried) {
      this.arm();
      // without koffi nothing but Node's own defaults is to be had
      result = this.loop === null ? (signal === SIGINT ? 0 : -ERRNO.ENOSYS) : this.act(this.loop, signal, disposition);
    }
    if (result >= 0) {
      this.words[WORD_DISPOSITION + signal] = disposition;
    }
    return result;
  }

  private act(loop: SignalLoop, signal: number, disposition: number): number {
    if (disposition === DISPOSITION_CATCH) {
      return loop.catch(signal);
    }
    const released = loop.release(signal);
    return released < 0 || disposition === DISPOSITION_DEFAULT ? released : setAction(this.libc, signal, SIG_IGN);
  }

  /** Ends by a signal, as a shell and a parent's waitpid must see it. */
  private die(signal: number): number {
    if (this.loop !== null || this.words[WORD_DISPOSITION + signal] === DISPOSITION_IGNORE) {
      this.arm();
      this.loop?.release(signal);
    }
    process.kill(process.pid, signal);
    return 0;
  }

  private setWatchdog(milliseconds: number, repeat: boolean): number {
    this.arm();
    const isOn = milliseconds > 0;
    this.barkAt = isOn ? monotonicMs() + milliseconds : Infinity;
    this.barkInterval = isOn && repeat ? milliseconds : Infinity;
    return this.setTimer();
  }

  /** Has the thread prodded out of system calls from the time on at which the watchdog barks, until take() has noticed. */
  private setTimer(): number {
    const {libc} = this;
    if (this.timer === null) {
      if (this.barkAt === Infinity) {
        return 0;
      }
      const event = Buffer.alloc(SIGEVENT_SIZE);
      event.writeInt32LE(WAKE_SIGNAL, 8);
      const id = Buffer.alloc(8);
      const result = handleWakeSignal(libc) < 0 ? -1 : libc.call('timer_create', CLOCK_MONOTONIC, event, id);
      if (result < 0) {
        return result;
      }
      this.timer = id.readBigInt64LE(0);
    }
    const times = new BigInt64Array(4);
    if (this.barkAt !== Infinity) {
      const ms = Math.max(1, this.barkAt - monotonicMs());
      times.set([0n, BigInt(PROD_INTERVAL_MS * 1e6), BigInt(Math.floor(ms / 1e3)), BigInt(Math.floor((ms % 1e3) * 1e6))]);
    }
    return libc.call('timer_settime', this.timer, 0, new Uint8Array(times.buffer), null);
  }
}

/** Whether reading from a descriptor can wait: from anything but a file. */
function mayWait(fd: number): boolean {
  try {
    return !fs.fstatSync(fd).isFile();
  } catch {
    return false;
  }
}

/** A clock that is there from the start: `performance` is compiled when it is first asked for. */
function monotonicMs(): number {
  const [seconds, ns] = process.hrtime();
  return seconds * 1e3 + ns / 1e6;
}
