/**
 * The machine as a browser page offers it: files in memory, output handed to the page, no processes and no sockets. Needs
 * nothing but what every JavaScript host has, so it serves tests and embedders as well.
 */
import {ERRNO} from './errno';
import type {
  DeflateState,
  HostNetwork,
  BrokenDownTime,
  CallArgument,
  DirectoryEntries,
  GroupEntry,
  Host,
  PasswdEntry,
  SpawnRequest,
  StatResult,
  TimeZone,
  UnameResult,
  WaitResult,
} from './host';
import {MemoryFiles, S_IFCHR, S_IFDIR, S_IFLNK, S_IFMT, type Inode} from './memory-files';
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
const O_ACCMODE = 3;
const O_RDONLY = 0;
const O_WRONLY = 1;
const O_CREAT = 0o100;
const O_EXCL = 0o200;
const O_TRUNC = 0o1000;
const O_APPEND = 0o2000;
const O_DIRECTORY = 0o200000;
const NS_PER_MS = 1_000_000;
const PID = 1;
/** getRandomValues() refuses more at once. */
const RANDOM_QUOTA = 65536;

/** What the page provides; everything has a default. */
export interface BrowserOptions {
  /** Takes what is written to standard output (1) and standard error (2). Default: whole lines go to the console. */
  output?: (fd: number, bytes: Uint8Array) => void;
  /** Fills the buffer with input and returns how much, 0 at the end. Default: no input. */
  input?: (buffer: Uint8Array) => number;
  env?: Readonly<Record<string, string>>;
  /** Files to begin with, by absolute path. */
  files?: Readonly<Record<string, Uint8Array | string>>;
  /** Shared words when the page runs the VM in a worker and wants to interrupt it. */
  signals?: SignalWords;
}

/** Thrown to leave the VM when it asks to end the process: a page has no process to end. */
export class HostExit extends Error {
  constructor(readonly status: number) {
    super('exit ' + status);
  }
}

/** An open file. The standard streams have no inode. */
interface OpenFile {
  node: Inode | null;
  stream: number;
  path: string;
  flags: number;
  position: number;
}

export class BrowserHost implements Host {
  readonly platform = 'browser';
  readonly fibers = null;
  readonly signals: SignalWords;
  readonly files: MemoryFiles;
  private readonly openFiles: (OpenFile | null)[] = [];
  private readonly encoder = new TextEncoder();
  private readonly pendingLines = ['', '', ''];
  private cwd = '/';
  private mask = 0o022;

  constructor(private readonly options: BrowserOptions = {}) {
    this.signals = options.signals ?? createSignalWords();
    this.files = new MemoryFiles(() => this.realtime());
    for (const stream of [0, 1, 2]) {
      this.openFiles.push({node: null, stream, path: '', flags: stream === 0 ? O_RDONLY : O_WRONLY, position: 0});
    }
    this.files.mkdir('/tmp', 0o1777);
    for (const [path, content] of Object.entries(options.files ?? {})) {
      this.addFile(path, typeof content === 'string' ? this.encoder.encode(content) : content);
    }
  }

  /** Puts a file into the file system, with the directories it needs. */
  addFile(path: string, content: Uint8Array): void {
    for (let slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      this.files.mkdir(path.slice(0, slash), 0o755);
    }
    const node = this.files.openFile(path, true, false, 0o644);
    if (typeof node === 'number') {
      throw new Error('cannot add ' + path);
    }
    this.files.truncate(node, 0);
    this.files.write(node, content, 0, content.length, 0);
  }

  private resolve(path: string): string {
    return path === '' || path.startsWith('/') ? path : this.cwd + '/' + path;
  }

  private openFile(fd: number): OpenFile | null {
    return this.openFiles[fd] ?? null;
  }

  private newDescriptor(file: OpenFile): number {
    const free = this.openFiles.indexOf(null);
    if (free >= 0) {
      this.openFiles[free] = file;
      return free;
    }
    return this.openFiles.push(file) - 1;
  }

  // Descriptors.

  open(path: string, flags: number, mode: number): number {
    const full = this.resolve(path);
    const node = this.files.openFile(full, (flags & O_CREAT) !== 0, (flags & O_EXCL) !== 0, mode & ~this.mask);
    if (typeof node === 'number') {
      return node;
    }
    const writes = (flags & O_ACCMODE) !== O_RDONLY;
    if (node.entries !== null ? writes || (flags & O_CREAT) !== 0 : (flags & O_DIRECTORY) !== 0) {
      return node.entries !== null ? -ERRNO.EISDIR : -ERRNO.ENOTDIR;
    }
    if (writes && (flags & O_TRUNC) !== 0) {
      this.files.truncate(node, 0);
    }
    return this.newDescriptor({node, stream: -1, path: full, flags, position: 0});
  }

  close(fd: number): number {
    if (this.openFile(fd) === null) {
      return -ERRNO.EBADF;
    }
    this.openFiles[fd] = null;
    return 0;
  }

  read(fd: number, buffer: Uint8Array, offset: number, length: number): number {
    const file = this.openFile(fd);
    if (file === null || (file.flags & O_ACCMODE) === O_WRONLY) {
      return -ERRNO.EBADF;
    }
    if (file.node === null) {
      return this.options.input === undefined ? 0 : this.options.input(buffer.subarray(offset, offset + length));
    }
    if (file.node.entries !== null) {
      return -ERRNO.EISDIR;
    }
    const count = this.files.read(file.node, buffer, offset, length, file.position);
    file.position += count;
    return count;
  }

  write(fd: number, buffer: Uint8Array, offset: number, length: number): number {
    const file = this.openFile(fd);
    if (file === null || (file.flags & O_ACCMODE) === O_RDONLY) {
      return -ERRNO.EBADF;
    }
    if (file.node === null) {
      this.show(file.stream, buffer.slice(offset, offset + length));
      return length;
    }
    if ((file.flags & O_APPEND) !== 0) {
      file.position = file.node.size;
    }
    const count = this.files.write(file.node, buffer, offset, length, file.position);
    file.position += count;
    return count;
  }

  private show(stream: number, bytes: Uint8Array): void {
    if (this.options.output !== undefined) {
      this.options.output(stream, bytes);
      return;
    }
    const lines = (this.pendingLines[stream] + new TextDecoder().decode(bytes)).split('\n');
    this.pendingLines[stream] = lines.pop()!;
    for (const line of lines) {
      (stream === 2 ? console.error : console.log)(line);
    }
  }

  pread(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number {
    const file = this.openFile(fd);
    if (file === null || (file.flags & O_ACCMODE) === O_WRONLY) {
      return -ERRNO.EBADF;
    }
    return file.node === null ? -ERRNO.ESPIPE : position < 0 ? -ERRNO.EINVAL : this.files.read(file.node, buffer, offset, length, position);
  }

  pwrite(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number {
    const file = this.openFile(fd);
    if (file === null || (file.flags & O_ACCMODE) === O_RDONLY) {
      return -ERRNO.EBADF;
    }
    return file.node === null
      ? -ERRNO.ESPIPE
      : position < 0
        ? -ERRNO.EINVAL
        : this.files.write(file.node, buffer, offset, length, position);
  }

  lseek(fd: number, offset: number, whence: number): number {
    const file = this.openFile(fd);
    if (file === null) {
      return -ERRNO.EBADF;
    }
    if (file.node === null) {
      return -ERRNO.ESPIPE;
    }
    const position = offset + (whence === 1 ? file.position : whence === 2 ? file.node.size : 0);
    if (position < 0 || whence < 0 || whence > 2) {
      return -ERRNO.EINVAL;
    }
    file.position = position;
    return position;
  }

  fstat(fd: number): StatResult | number {
    const file = this.openFile(fd);
    return file === null ? -ERRNO.EBADF : statOf(file.node);
  }

  ftruncate(fd: number, length: number): number {
    const file = this.openFile(fd);
    if (file === null) {
      return -ERRNO.EBADF;
    }
    if (file.node === null || length < 0 || (file.flags & O_ACCMODE) === O_RDONLY) {
      return -ERRNO.EINVAL;
    }
    this.files.truncate(file.node, length);
    return 0;
  }

  fsync(fd: number): number {
    return this.openFile(fd) === null ? -ERRNO.EBADF : 0;
  }

  dup(fd: number): number {
    const file = this.openFile(fd);
    return file === null ? -ERRNO.EBADF : this.newDescriptor(file);
  }

  dup2(fd: number, to: number, _inheritable: boolean): number {
    const file = this.openFile(fd);
    if (file === null || to < 0) {
      return -ERRNO.EBADF;
    }
    while (this.openFiles.length <= to) {
      this.openFiles.push(null);
    }
    this.openFiles[to] = file;
    return to;
  }

  pipe2(_flags: number): number {
    return -ERRNO.ENOSYS;
  }

  isatty(fd: number): number {
    return this.openFile(fd) === null ? -ERRNO.EBADF : -ERRNO.ENOTTY;
  }

  fcntl(_fd: number, _command: number, _argument: number): number {
    return -ERRNO.ENOSYS;
  }

  fcntlBuffer(_fd: number, _command: number, _argument: Uint8Array): number {
    return -ERRNO.ENOSYS;
  }

  ioctl(_fd: number, _request: number, _argument: number | Uint8Array): number {
    return -ERRNO.ENOTTY;
  }

  getInheritable(fd: number): number {
    return this.openFile(fd) === null ? -ERRNO.EBADF : 0;
  }

  setInheritable(fd: number, _inheritable: boolean): number {
    return this.openFile(fd) === null ? -ERRNO.EBADF : 0;
  }

  poll(fds: Int32Array, _timeoutMs: number): number {
    const POLLIN_OR_OUT = 1 | 4;
    const POLLNVAL = 32;
    let ready = 0;
    for (let i = 0; i < fds.length; i += 3) {
      // Nothing here ever waits.
      fds[i + 2] = fds[i] < 0 ? 0 : this.openFile(fds[i]) === null ? POLLNVAL : fds[i + 1] & POLLIN_OR_OUT;
      ready += fds[i + 2] === 0 ? 0 : 1;
    }
    return ready;
  }

  readLine(): number {
    return -ERRNO.ENOTTY;
  }

  // Paths.

  private statPath(path: string, follow: boolean): StatResult | number {
    const node = this.files.lookup(this.resolve(path), follow);
    return typeof node === 'number' ? node : statOf(node);
  }

  stat(path: string): StatResult | number {
    return this.statPath(path, true);
  }

  lstat(path: string): StatResult | number {
    return this.statPath(path, false);
  }

  at(dirFd: number, path: string): string {
    return path.startsWith('/') ? path : (this.openFile(dirFd)?.path ?? this.cwd) + '/' + path;
  }

  access(path: string, _mode: number): number {
    const node = this.files.lookup(this.resolve(path), true);
    return typeof node === 'number' ? node : 0;
  }

  mkdir(path: string, mode: number): number {
    return this.files.mkdir(this.resolve(path), mode & ~this.mask);
  }

  rmdir(path: string): number {
    return this.files.rmdir(this.resolve(path));
  }

  unlink(path: string): number {
    return this.files.unlink(this.resolve(path));
  }

  rename(from: string, to: string): number {
    return this.files.rename(this.resolve(from), this.resolve(to));
  }

  link(from: string, to: string): number {
    return this.files.link(this.resolve(from), this.resolve(to));
  }

  symlink(target: string, path: string): number {
    return this.files.symlink(target, this.resolve(path));
  }

  readlink(path: string): string | number {
    const node = this.files.lookup(this.resolve(path), false);
    return typeof node === 'number' ? node : (node.mode & S_IFMT) === S_IFLNK ? node.target : -ERRNO.EINVAL;
  }

  private change(node: Inode | number | null | undefined, apply: (node: Inode) => void): number {
    if (typeof node === 'number') {
      return node;
    }
    if (node === null || node === undefined) {
      return -ERRNO.EBADF;
    }
    apply(node);
    node.ctimeNs = this.realtime();
    return 0;
  }

  private inodeAt(path: string, follow: boolean): Inode | number {
    return this.files.lookup(this.resolve(path), follow);
  }

  chmod(path: string, mode: number): number {
    return this.change(this.inodeAt(path, true), setMode(mode));
  }

  fchmod(fd: number, mode: number): number {
    return this.change(this.openFile(fd)?.node, setMode(mode));
  }

  chown(path: string, uid: number, gid: number): number {
    return this.change(this.inodeAt(path, true), setOwner(uid, gid));
  }

  lchown(path: string, uid: number, gid: number): number {
    return this.change(this.inodeAt(path, false), setOwner(uid, gid));
  }

  fchown(fd: number, uid: number, gid: number): number {
    return this.change(this.openFile(fd)?.node, setOwner(uid, gid));
  }

  utime(path: string, atimeNs: bigint, mtimeNs: bigint, followSymlinks: boolean): number {
    return this.change(this.inodeAt(path, followSymlinks), setTimes(atimeNs, mtimeNs));
  }

  futime(fd: number, atimeNs: bigint, mtimeNs: bigint): number {
    return this.change(this.openFile(fd)?.node, setTimes(atimeNs, mtimeNs));
  }

  listdir(path: string): string[] | number {
    const node = this.inodeAt(path, true);
    return typeof node === 'number' ? node : node.entries === null ? -ERRNO.ENOTDIR : [...node.entries.keys()];
  }

  scandir(path: string): DirectoryEntries | number {
    const node = this.inodeAt(path, true);
    if (typeof node === 'number') {
      return node;
    }
    if (node.entries === null) {
      return -ERRNO.ENOTDIR;
    }
    // A DT_* number is the mode's type, shifted.
    return {names: [...node.entries.keys()], types: Uint8Array.from(node.entries.values(), (entry) => (entry.mode & S_IFMT) >> 12)};
  }

  getcwd(): string | number {
    return this.cwd;
  }

  chdir(path: string): number {
    const full = this.resolve(path);
    const node = this.files.lookup(full, true);
    if (typeof node === 'number') {
      return node;
    }
    if (node.entries === null) {
      return -ERRNO.ENOTDIR;
    }
    const parts: string[] = [];
    for (const part of full.split('/')) {
      if (part === '..') {
        parts.pop();
      } else if (part !== '' && part !== '.') {
        parts.push(part);
      }
    }
    this.cwd = '/' + parts.join('/');
    return 0;
  }

  umask(mask: number): number {
    const old = this.mask;
    this.mask = mask & 0o777;
    return old;
  }

  readFile(path: string): Uint8Array | number {
    const node = this.inodeAt(path, true);
    return typeof node === 'number' ? node : node.entries !== null ? -ERRNO.EISDIR : node.data.slice(0, node.size);
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

  private realtime(): bigint {
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

function statOf(node: Inode | null): StatResult {
  return {
    mode: node?.mode ?? S_IFCHR | 0o600,
    ino: BigInt(node?.ino ?? 0),
    dev: 1,
    nlink: node?.nlink ?? 1,
    uid: node?.uid ?? 0,
    gid: node?.gid ?? 0,
    size: node === null || (node.mode & S_IFMT) === S_IFDIR ? 0 : node.size,
    blksize: 4096,
    blocks: node === null ? 0 : Math.ceil(node.size / 512),
    rdev: 0,
    atimeNs: node?.atimeNs ?? 0n,
    mtimeNs: node?.mtimeNs ?? 0n,
    ctimeNs: node?.ctimeNs ?? 0n,
  };
}

function setMode(mode: number): (node: Inode) => void {
  return (node) => {
    node.mode = (node.mode & S_IFMT) | (mode & 0o7777);
  };
}

function setOwner(uid: number, gid: number): (node: Inode) => void {
  return (node) => {
    // -1, as a number of any width, leaves an id alone.
    node.uid = uid >>> 0 === 0xffffffff ? node.uid : uid;
    node.gid = gid >>> 0 === 0xffffffff ? node.gid : gid;
  };
}

function setTimes(atimeNs: bigint, mtimeNs: bigint): (node: Inode) => void {
  return (node) => {
    node.atimeNs = atimeNs;
    node.mtimeNs = mtimeNs;
  };
}
