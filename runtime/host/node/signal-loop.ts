import type {ForeignFunction, Libc} from './libc';
import {SIG_DFL, interruptCalls, setAction} from './signal-actions';

/** libuv's numbers. */
const UV_SIGNAL = 16;
const UV_RUN_NOWAIT = 2;

const POLLIN = 1;

interface Uv {
  run: ForeignFunction;
  signalInit: ForeignFunction;
  signalStart: ForeignFunction;
  signalStop: ForeignFunction;
}

/**
 * Catching signals on a thread that runs Python and so never gives Node's event loop its turn: a loop of libuv's own beside that of Node,
 * with nothing but signals in it. libuv's handler, in whatever thread it runs, writes to the loop's pipe; run() reads it when the VM has
 * time, and the loop's descriptor tells a poll() that there is something to read.
 */
export class SignalLoop {
  private readonly handles = new Map<number, number | bigint>();

  private constructor(
    private readonly libc: Libc,
    private readonly uv: Uv,
    private readonly loop: number | bigint,
    private readonly handleSize: number,
    private readonly callback: bigint,
    /** Readable when a signal has come. */
    readonly descriptor: number,
  ) {}

  /** A loop whose run() hands each signal that came to `trip`; null where koffi or libuv's functions are missing. */
  static create(libc: Libc, trip: (signal: number) => void): SignalLoop | null {
    if (!libc.load()) {
      return null;
    }
    const {type, pointer} = libc.callback('void VivariumSignalCallback(void *handle, int signal)', (_handle: unknown, signal: number) => trip(signal));
    const loopSize = libc.declare('uv_loop_size', 'size_t', []);
    const handleSize = libc.declare('uv_handle_size', 'size_t', ['int']);
    const init = libc.declare('uv_loop_init', 'int', ['void *']);
    const run = libc.declare('uv_run', 'int', ['void *', 'int']);
    const backend = libc.declare('uv_backend_fd', 'int', ['void *']);
    const signalInit = libc.declare('uv_signal_init', 'int', ['void *', 'void *']);
    const signalStart = libc.declare('uv_signal_start', 'int', ['void *', type, 'int']);
    const signalStop = libc.declare('uv_signal_stop', 'int', ['void *']);
    const calloc = libc.declare('calloc', 'void *', ['size_t', 'size_t']);
    if (!loopSize || !handleSize || !init || !run || !backend || !signalInit || !signalStart || !signalStop || !calloc) {
      return null;
    }
    const loop = calloc(1, Number(loopSize()));
    if (Number(init(loop)) < 0) {
      return null;
    }
    return new SignalLoop(libc, {run, signalInit, signalStart, signalStop}, loop, Number(handleSize(UV_SIGNAL)), pointer, Number(backend(loop)));
  }

  /** Catches a signal from now on; it ends system calls. 0 or -errno. */
  catch(signal: number): number {
    let handle = this.handles.get(signal);
    if (handle === undefined) {
      handle = this.libc.declare('calloc', 'void *', ['size_t', 'size_t'])!(1, this.handleSize);
      this.uv.signalInit(this.loop, handle);
      this.handles.set(signal, handle);
    }
    const result = Number(this.uv.signalStart(handle, this.callback, signal));
    if (result < 0) {
      return result;
    }
    // the loop watches its pipe only after it has run once
    this.run();
    return interruptCalls(this.libc, signal);
  }

  /** Does not catch a signal any more: it has its default action. 0 or -errno. */
  release(signal: number): number {
    const handle = this.handles.get(signal);
    if (handle !== undefined) {
      this.uv.signalStop(handle);
    }
    return setAction(this.libc, signal, SIG_DFL);
  }

  /** Hands on the signals that have come. Takes less than a microsecond when there are none. */
  run(): void {
    this.uv.run(this.loop, UV_RUN_NOWAIT);
  }

  /** Waits for a signal, at most so many milliseconds. */
  wait(timeoutMs: number): void {
    const fds = Buffer.alloc(8);
    fds.writeInt32LE(this.descriptor, 0);
    fds.writeInt16LE(POLLIN, 4);
    if (timeoutMs === Infinity) {
      this.libc.call('ppoll', fds, 1, null, null);
      return;
    }
    const ns = Math.max(0, Math.ceil(timeoutMs * 1e6));
    const timeout = Buffer.alloc(16);
    timeout.writeBigInt64LE(BigInt(Math.floor(ns / 1e9)), 0);
    timeout.writeBigInt64LE(BigInt(ns % 1e9), 8);
    this.libc.call('ppoll', fds, 1, timeout, null);
  }
}
