import {constants} from 'os';
import {Worker, type WorkerOptions} from 'worker_threads';
import {ERRNO} from '../errno';
import {TRACEBACK_VARIABLE, internalErrorText} from '../internal-error';
import {
  DISPOSITION_CATCH,
  DISPOSITION_DEFAULT,
  DISPOSITION_IGNORE,
  NSIG,
  SIGNAL_WORDS,
  WORD_BLOCKED,
  WORD_DISPOSITION,
  WORD_EXITED,
  WORD_REPLIED,
  WORD_REPLY,
  WORD_STATUS,
  WORD_THREAD_ID,
  WORD_TRIPPED,
  tripSignal,
  WATCHDOG_SIGNAL,
  type SignalWords,
} from '../signals';
import type {KernelRequest} from './kernel-link';
import {Libc} from './libc';
import {LineEditor} from './line-editor';
import {SIGINT, SIGKILL, SIGPIPE, SIGSTOP, SIGXFSZ, exitAtOnce} from './process';
import {SIG_DFL, SIG_IGN, WAKE_SIGNAL, handleWakeSignal, setAction} from './signal-actions';

/** Longest time that a timer of Node takes. */
const MAX_TIMER_MS = 0x7fffffff;

/** How often a thread that stays in its system call is prodded again: the first signal may have come too early. */
const PROD_INTERVAL_MS = 5;

const SIGNAL_NAMES: ReadonlyMap<number, NodeJS.Signals> = new Map(
  Object.entries(constants.signals).map(([name, number]) => [number, name as NodeJS.Signals]),
);

/** What the kernel hands to the VM's thread. */
export interface VmData {
  argv: string[];
  words: SignalWords;
}

/**
 * The main thread: it starts the VM in a Worker with a large stack, turns signals into flags, and ends the process the
 * way the VM asks. It never runs Python code, so its event loop is always free.
 */
export class Kernel {
  private readonly words: SignalWords = new Int32Array(new SharedArrayBuffer(SIGNAL_WORDS * 4));
  private readonly libc = new Libc();
  private readonly listeners = new Map<number, () => void>();
  private readonly editor = new LineEditor();
  private prodder: NodeJS.Timeout | null = null;
  private watchdog: NodeJS.Timeout | undefined;
  private canProd = false;

  /** Starts the VM from a script that takes VmData as its workerData. */
  start(script: string, argv: string[], options: WorkerOptions): Worker {
    // What Node has set at its own start.
    Atomics.store(this.words, WORD_DISPOSITION + SIGPIPE, DISPOSITION_IGNORE);
    Atomics.store(this.words, WORD_DISPOSITION + SIGXFSZ, DISPOSITION_IGNORE);
    // Node would start its debugger on SIGUSR1. Listening and leaving again puts the default action in place.
    process.on('SIGUSR1', ignoreSignal).removeListener('SIGUSR1', ignoreSignal);
    // From here on, so that a Ctrl-C while the VM starts becomes a KeyboardInterrupt.
    this.setSignal(SIGINT, DISPOSITION_CATCH);
    const workerData: VmData = {argv, words: this.words};
    const worker = new Worker(script, {...options, workerData});
    worker.on('message', (request: KernelRequest) => this.serve(request, worker));
    worker.on('error', (error) => {
      console.error(process.env[TRACEBACK_VARIABLE] === undefined ? internalErrorText(`${error.name}: ${error.message}`) : error);
      process.exit(120);
    });
    worker.on('exit', (code) => {
      process.exit(Atomics.load(this.words, WORD_EXITED) !== 0 ? Atomics.load(this.words, WORD_STATUS) : code);
    });
    return worker;
  }

  private serve(request: KernelRequest, worker: Worker): void {
    if (request.op !== 'editor') {
      this.reply(this.answer(request));
      return;
    }
    this.editor.request(request.request, (event) => {
      if (event.kind === 'interrupt' && request.request.action !== 'cancel') {
        this.interruptedAtPrompt();
      }
      worker.postMessage(event);
      this.reply(0);
    });
  }

  /** The terminal does not send Ctrl-C as a signal while a line is edited: does what the signal would have. */
  private interruptedAtPrompt(): void {
    const disposition = Atomics.load(this.words, WORD_DISPOSITION + SIGINT);
    if (disposition === DISPOSITION_CATCH) {
      tripSignal(this.words, SIGINT);
    } else if (disposition === DISPOSITION_DEFAULT) {
      this.die(SIGINT);
    }
  }

  private reply(reply: number): void {
    Atomics.store(this.words, WORD_REPLY, reply);
    Atomics.store(this.words, WORD_REPLIED, 1);
    Atomics.notify(this.words, WORD_REPLIED);
  }

  private answer(request: Exclude<KernelRequest, {op: 'editor'}>): number {
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
    }
  }

  private setWatchdog(milliseconds: number, repeat: boolean): number {
    clearInterval(this.watchdog);
    // what the timers of Node cannot wait for will not be lived to see
    if (milliseconds <= 0 || milliseconds > MAX_TIMER_MS) {
      return 0;
    }
    const bark = (): void => {
      this.trip(WATCHDOG_SIGNAL);
      if (!repeat) {
        clearInterval(this.watchdog);
      }
    };
    this.watchdog = setInterval(bark, milliseconds).unref();
    return 0;
  }

  /** Ends by a signal, as a shell and a parent's waitpid must see it. */
  private die(signal: number): number {
    const listener = this.listeners.get(signal);
    if (listener !== undefined) {
      process.removeListener(SIGNAL_NAMES.get(signal)!, listener);
    } else {
      this.sigaction(signal, SIG_DFL);
    }
    process.kill(process.pid, signal);
    return 0;
  }

  private setSignal(signal: number, disposition: number): number {
    if (signal < 1 || signal >= NSIG || signal === SIGKILL || signal === SIGSTOP) {
      return -ERRNO.EINVAL;
    }
    const old = Atomics.load(this.words, WORD_DISPOSITION + signal);
    if (old === disposition) {
      return 0;
    }
    const name = SIGNAL_NAMES.get(signal);
    const listener = this.listeners.get(signal);
    if (listener !== undefined) {
      process.removeListener(name!, listener);
      this.listeners.delete(signal);
    }
    let result = 0;
    if (disposition === DISPOSITION_CATCH) {
      // DIVERGES: Node cannot listen to real-time signals; only those the program sends itself arrive.
      if (name !== undefined) {
        const trip = (): void => this.trip(signal);
        this.listeners.set(signal, trip);
        process.on(name, trip);
      }
    } else if (disposition === DISPOSITION_IGNORE) {
      result = this.sigaction(signal, SIG_IGN);
    } else if (old === DISPOSITION_IGNORE) {
      result = this.sigaction(signal, SIG_DFL);
    }
    if (result >= 0) {
      Atomics.store(this.words, WORD_DISPOSITION + signal, disposition);
    }
    return result;
  }

  private sigaction(signal: number, handler: bigint): number {
    return this.libc.load() ? setAction(this.libc, signal, handler) : -ERRNO.ENOSYS;
  }

  /** A signal has come: raise its flag, wake the VM, and keep prodding until it has taken notice. */
  private trip(signal: number): void {
    tripSignal(this.words, signal);
    this.editor.wake();
    this.prod();
  }

  private prod(): void {
    if (this.prodder !== null) {
      return;
    }
    if (Atomics.load(this.words, WORD_TRIPPED) === 0) {
      return;
    }
    if (Atomics.load(this.words, WORD_BLOCKED) % 2 !== 0) {
      this.interruptSystemCall();
    }
    this.prodder = setTimeout(() => {
      this.prodder = null;
      this.prod();
    }, PROD_INTERVAL_MS);
  }

  /** Sends the VM's thread a signal whose handler does nothing: its system call returns EINTR. */
  private interruptSystemCall(): void {
    if (!this.canProd) {
      if (!this.libc.load() || handleWakeSignal(this.libc) < 0) {
        return;
      }
      this.canProd = true;
    }
    const TGKILL = process.arch === 'arm64' ? 131 : 234;
    this.libc.call('syscall', TGKILL, process.pid, Atomics.load(this.words, WORD_THREAD_ID), WAKE_SIGNAL, 0, 0);
  }
}

function ignoreSignal(): void {
  // never stays installed
}
