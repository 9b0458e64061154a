/**
 * The machine as a browser page offers it: files in memory, output handed to the page, no processes and no sockets. Needs
 * nothing but what every JavaScript host has, so it serves tests and embedders as well.
 */
import {ERRNO} from './errno';
import {BrowserFiles, type BrowserOptions} from './browser-files';
import type {BrokenDownTime, CallArgument, DeflateState, GroupEntry, Host, HostNetwork, PasswdEntry, SpawnRequest, TimeZone, UnameResult, WaitResult} from './host';
import {
  DISPOSITION_CATCH,
  DISPOSITION_DEFAULT,
  DISPOSITION_IGNORE,
  NSIG,
  WORD_DISPOSITION,
  WORD_EPOCH,
  WORD_TRIPPED,
  createSignalWords,
  tripSignal,
  type SignalWords,
} from './signals';

const EAI_NONAME = -2;
const HOST_NOT_FOUND = 1;
const NS_PER_MS = 1_000_000;
const PID = 1;
/** getRandomValues() refuses more at once. */
const RANDOM_QUOTA = 65536;

/** Thrown to leave the VM when it asks to end the process: a page has no process to end. */
export class HostExit extends Error {
  constructor(readonly status: number) {
    super('exit ' + status);
  }
}

/** Keeps nothing between calls. */
const ASCII = new TextDecoder('latin1');

/** A host without a machine: the files of BrowserFiles, clocks, random bytes; the rest answers that it is not there. */
export class BrowserHost extends BrowserFiles implements Host {
  readonly platform = 'browser';
  readonly fibers = null;
  readonly signals: SignalWords;

  constructor(options: BrowserOptions = {}) {
    super(options);
    this.signals = options.signals ?? createSignalWords();
  }

  // The process: there is none.

  getpid(): number {
    return PID;
  }

  getppid(): number {
    return 0;
  }

  getuid(): number {
    return 0;
  }

  geteuid(): number {
    return 0;
  }

  getgid(): number {
    return 0;
  }

  getegid(): number {
    return 0;
  }

  getgroups(): number[] | number {
    return [];
  }

  kill(pid: number, signal: number): number {
    if (pid !== PID) {
      return -ERRNO.ESRCH;
    }
    if (signal < 0 || signal >= NSIG) {
      return -ERRNO.EINVAL;
    }
    const disposition = this.signals[WORD_DISPOSITION + signal];
    if (signal !== 0 && disposition === DISPOSITION_CATCH) {
      tripSignal(this.signals, signal);
    } else if (signal !== 0 && disposition === DISPOSITION_DEFAULT) {
      this.exitBySignal(signal);
    }
    return 0;
  }

  waitpid(_pid: number, _options: number): WaitResult | number {
    return -ERRNO.ECHILD;
  }

  forkExec(_request: SpawnRequest): number {
    return -ERRNO.ENOSYS;
  }

  execve(_path: string, _argv: string[], _env: string[]): number {
    return -ERRNO.ENOSYS;
  }

  environ(): Uint8Array[] {
    return Object.entries(this.options.env ?? {}).map(([name, value]) => this.encoder.encode(name + '=' + value));
  }

  coerceLocale(_name: string): void {
    // text is UTF-8 here whatever the locale
  }

  putenv(_name: string, _value: string | null): number {
    return 0; // os.environ itself is the VM's; there is nobody else to see it
  }

  uname(): UnameResult {
    return {sysname: 'Linux', nodename: 'localhost', release: '0', version: 'browser', machine: 'wasm32'};
  }

  cpuCount(): number {
    return (globalThis as {navigator?: {hardwareConcurrency?: number}}).navigator?.hardwareConcurrency ?? 1;
  }

  getpwall(): PasswdEntry[] {
    return [{name: 'root', passwd: 'x', uid: 0, gid: 0, gecos: '', dir: '/', shell: '/bin/sh'}];
  }

  getgrall(): GroupEntry[] {
    return [{name: 'root', passwd: 'x', gid: 0, members: []}];
  }

  getTerminalSize(_fd: number): [number, number] | number {
    return -ERRNO.ENOTTY;
  }

  sysconf(_name: number): number {
    return -ERRNO.EINVAL;
  }

  /** Throws HostExit, the one thing that passes the door as an exception: there is no other way not to return. */
  exit(status: number): never {
    throw new HostExit(status);
  }

  exitBySignal(signal: number): never {
    throw new HostExit(128 + signal);
  }

  // Signals.

  keepCold(): void {
    // a page cannot tell the engine
  }

  asciiText(data: Uint8Array, start: number, end: number): string {
    return ASCII.decode(data.subarray(start, end));
  }

  pollSignals(): void {
    // the page's thread raises the flags
  }

  setSignal(signal: number, disposition: 'default' | 'ignore' | 'catch'): number {
    if (signal < 1 || signal >= NSIG) {
      return -ERRNO.EINVAL;
    }
    this.signals[WORD_DISPOSITION + signal] =
      disposition === 'default' ? DISPOSITION_DEFAULT : disposition === 'ignore' ? DISPOSITION_IGNORE : DISPOSITION_CATCH;
    return 0;
  }

  sleep(ns: bigint): number {
    const {signals} = this;
    const until = performance.now() + Number(ns) / NS_PER_MS;
    const shared = typeof SharedArrayBuffer !== 'undefined' && signals.buffer instanceof SharedArrayBuffer;
    while (ns < 0n || performance.now() < until) {
      if (Atomics.load(signals, WORD_TRIPPED) !== 0) {
        return -ERRNO.EINTR;
      }
      if (shared) {
        try {
          Atomics.wait(signals, WORD_EPOCH, Atomics.load(signals, WORD_EPOCH), ns < 0n ? Infinity : until - performance.now());
        } catch {
          // The page's own thread may not wait; it can only spin.
        }
      } else if (ns < 0n) {
        return -ERRNO.EDEADLK; // nobody could ever wake us
      }
    }
    return 0;
  }

  setWatchdog(): void {
    // nobody raises flags here
  }

  setitimer(_which: number, _valueUs: number, _intervalUs: number): [number, number] | number {
    return -ERRNO.ENOSYS;
  }

  getitimer(_which: number): [number, number] | number {
    return -ERRNO.ENOSYS;
  }

  // Clocks.

  protected realtime(): bigint {
    return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n;
  }

  clockGettime(clock: number): bigint | number {
    // Real time by number 0; one clock serves as the monotonic one and for the CPU times.
    return clock === 0 ? this.realtime() : clock <= 3 ? BigInt(Math.round(performance.now() * NS_PER_MS)) : -ERRNO.EINVAL;
  }

  clockGetres(clock: number): bigint | number {
    return clock <= 3 ? 1000n : -ERRNO.EINVAL;
  }

  localtime(seconds: number): BrokenDownTime | number {
    const date = new Date(Math.floor(seconds) * 1000);
    const year = date.getFullYear();
    if (Number.isNaN(year)) {
      return -ERRNO.EOVERFLOW;
    }
    const zone = this.tzset();
    const gmtoff = -date.getTimezoneOffset() * 60;
    const isdst = zone.daylight !== 0 && gmtoff === -zone.altzone ? 1 : 0;
    return {
      sec: date.getSeconds(),
      min: date.getMinutes(),
      hour: date.getHours(),
      mday: date.getDate(),
      mon: date.getMonth(),
      year: year - 1900,
      wday: date.getDay(),
      yday: Math.round((Date.UTC(year, date.getMonth(), date.getDate()) - Date.UTC(year, 0, 1)) / 86_400_000),
      isdst,
      gmtoff,
      zone: zone.names[isdst],
    };
  }

  mktime(time: BrokenDownTime): number | null {
    // Field by field: the constructor would take years below 100 for the twentieth century's.
    const date = new Date(2000, 0, 1);
    date.setFullYear(time.year + 1900, time.mon, time.mday);
    date.setHours(time.hour, time.min, time.sec, 0);
    const milliseconds = date.getTime();
    return Number.isNaN(milliseconds) ? null : milliseconds / 1000;
  }

  tzset(): TimeZone {
    const year = new Date().getFullYear();
    const january = new Date(year, 0, 1).getTimezoneOffset() * 60;
    const july = new Date(year, 6, 1).getTimezoneOffset() * 60;
    const timezone = Math.max(january, july);
    const altzone = Math.min(january, july);
    const nameOf = (offset: number): string => {
      if (offset === 0) {
        return 'UTC';
      }
      const minutes = Math.abs(offset) / 60;
      const pad = (n: number): string => String(n).padStart(2, '0');
      return (offset > 0 ? '-' : '+') + pad(Math.floor(minutes / 60)) + (minutes % 60 === 0 ? '' : pad(minutes % 60));
    };
    return {timezone, altzone, daylight: january === july ? 0 : 1, names: [nameOf(timezone), nameOf(altzone)]};
  }

  createHash(): number {
    return -ERRNO.ENOSYS;
  }

  urandom(buffer: Uint8Array): number {
    for (let start = 0; start < buffer.length; start += RANDOM_QUOTA) {
      globalThis.crypto.getRandomValues(buffer.subarray(start, start + RANDOM_QUOTA));
    }
    return 0;
  }

  /** Pages cannot compress without waiting. */
  createDeflate(): DeflateState | number {
    return -ERRNO.ENOSYS;
  }

  // The network and the long tail.

  /** A page reaches no network but by URL: nothing resolves, nothing is sent. */
  readonly network: HostNetwork = {
    getaddrinfo: () => EAI_NONAME,
    getnameinfo: () => EAI_NONAME,
    hostByName: () => HOST_NOT_FOUND,
    hostByAddress: () => HOST_NOT_FOUND,
    errorText: kind => (kind === 'gai' ? 'Name or service not known' : 'Unknown host'),
    serviceByName: () => -1,
    serviceByPort: () => null,
    protocolByName: () => -1,
    interfaces: () => [],
    interfaceName: () => -ERRNO.ENXIO,
    sendmsg: () => -ERRNO.ENOSYS,
    recvmsg: () => -ERRNO.ENOSYS,
  };

  call(_name: string, ..._args: CallArgument[]): number {
    return -ERRNO.ENOSYS;
  }
}
