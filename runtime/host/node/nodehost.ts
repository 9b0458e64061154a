import type * as crypto from 'crypto';
import * as fs from 'fs';
import {ERRNO} from '../errno';
import type {
  BrokenDownTime,
  CallArgument,
  DeflateState,
  DirectoryEntries,
  Fibers,
  GroupEntry,
  HashState,
  Host,
  HostNetwork,
  LineReader,
  PasswdEntry,
  SpawnRequest,
  StatResult,
  TimeZone,
  UnameResult,
  WaitResult,
} from '../host';
import {
  DISPOSITION_CATCH,
  DISPOSITION_DEFAULT,
  DISPOSITION_IGNORE,
  NSIG,
  WORD_DISPOSITION,
  WORD_EPOCH,
  WORD_TRIPPED,
  tripSignal,
  type SignalWords,
} from '../signals';
import {readGroups, readPasswd} from './accounts';
import {decodeBytes, decodeLatin1, nodePath} from './bytes';
import {Clock} from './clock';
import {createDeflate} from './deflate';
import {environmentAtStart} from './environ';
import {createFibers} from './fibers';
import type {KernelLink} from './kernel-link';
import {Libc} from './libc';
import type {EditorEvent} from './line-editor';
import {NodeNetwork} from './network';
import {Spawner} from './spawn';

const F_GETFD = 1;
const F_SETFD = 2;
const FD_CLOEXEC = 1;
const O_CLOEXEC = 0o2000000;
const TIOCGWINSZ = 0x5413;
const AT_FDCWD = -100;
const AT_SYMLINK_NOFOLLOW = 0x100;
const S_IFMT = 0o170000;
const S_IFCHR = 0o020000;
const S_IFREG = 0o100000;
const S_IFDIR = 0o040000;
const S_IFBLK = 0o060000;
const SEEK_CUR = 1;
const POLLOUT = 4;
const NS_PER_SEC = 1_000_000_000n;
const SC_NPROCESSORS_ONLN = 84;

/** Device numbers of terminals: ttys, consoles and pseudo terminals; and those of memory devices, which never are. */
const TTY_MAJORS = [4, 5, 136, 137, 138, 139, 140, 141, 142, 143];
const MEMORY_MAJOR = 1;

/** Calls that wait for something to happen: they are repeated after a signal. */
const MAY_WAIT: ReadonlySet<string> = new Set([
  'waitpid', 'wait4', 'waitid', 'poll', 'ppoll', 'epoll_wait', 'flock', 'lockf', 'connect', 'accept4', 'recv', 'recvfrom', 'send', 'sendto', 'readv', 'writev',
  'sem_wait', 'sem_timedwait',
]);

/** fs.Dirent's answers as DT_* numbers. */
function direntType(entry: fs.Dirent): number {
  return entry.isFile()
    ? 8
    : entry.isDirectory()
      ? 4
      : entry.isSymbolicLink()
        ? 10
        : entry.isFIFO()
          ? 1
          : entry.isSocket()
            ? 12
            : entry.isCharacterDevice()
              ? 2
              : entry.isBlockDevice()
                ? 6
                : 0;
}

/** The negated errno of what Node threw. Anything but a failed system call is a bug of ours. */
function errorNumber(error: unknown): number {
  const {errno, code} = error as NodeJS.ErrnoException;
  if (typeof errno === 'number' && errno < 0) {
    return errno;
  }
  if (code === 'ERR_OUT_OF_RANGE' || code === 'ERR_INVALID_ARG_VALUE' || code === 'ERR_INVALID_ARG_TYPE') {
    return -ERRNO.EINVAL;
  }
  throw error;
}

function convertStat(stats: fs.BigIntStats): StatResult {
  return {
    mode: Number(stats.mode),
    ino: stats.ino,
    dev: Number(stats.dev),
    nlink: Number(stats.nlink),
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    size: Number(stats.size),
    blksize: Number(stats.blksize),
    blocks: Number(stats.blocks),
    rdev: Number(stats.rdev),
    atimeNs: stats.atimeNs,
    mtimeNs: stats.mtimeNs,
    ctimeNs: stats.ctimeNs,
  };
}

const BIGINT = {bigint: true} as const;

/** A hash of Node's. Its digest() ends it, so a copy is asked. */
class NodeHash implements HashState {
  constructor(private readonly hash: crypto.Hash) {}

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  digest(length: number): Uint8Array {
    return this.hash.copy({outputLength: length}).digest();
  }

  copy(): HashState {
    return new NodeHash(this.hash.copy());
  }
}

/**
 * The machine through Node: its fs where that has the call, C through koffi where it has not. What needs koffi answers
 * -ENOSYS where koffi has no binary.
 */
export class NodeHost implements Host {
  readonly platform = 'node';
  private coercedLocale: string | null = null;
  /** Read once: the process cannot change it. */
  private environment: Buffer[] | null = null;
  readonly signals: SignalWords;
  readonly network: HostNetwork;
  private readonly libc = new Libc(true);
  private readonly clock = new Clock(this.libc);
  private readonly spawner: Spawner;
  private madeFibers: Fibers | null | undefined;

  /** `childStackLimit`: see Spawner. `startedByShell`: a shell script has started this process, and may have added to its environment. */
  constructor(
    private readonly kernelLink: KernelLink,
    childStackLimit: number | null = null,
    private readonly startedByShell = false,
  ) {
    this.signals = kernelLink.words;
    this.spawner = new Spawner(this.libc, childStackLimit);
    this.network = new NodeNetwork(this.libc, kernelLink);
  }

  get fibers(): Fibers | null {
    if (this.madeFibers === undefined) {
      this.madeFibers = createFibers();
    }
    return this.madeFibers;
  }

  // Descriptors.

  open(path: string, flags: number, mode: number): number {
    // Opening a FIFO waits for the other end.
    if (this.kernelLink.enterBlocking()) {
      return -ERRNO.EINTR;
    }
    let result: number;
    try {
      result = fs.openSync(nodePath(path), flags, mode);
    } catch (error) {
      result = errorNumber(error);
    }
    this.kernelLink.leaveBlocking(result);
    return result;
  }

  close(fd: number): number {
    if (fd < 0) {
      return -ERRNO.EBADF;
    }
    try {
      fs.closeSync(fd);
      return 0;
    } catch (error) {
      return errorNumber(error);
    }
  }

  read(fd: number, buffer: Uint8Array, offset: number, length: number): number {
    return this.transfer(fs.readSync, fd, buffer, offset, length, null, fd);
  }

  write(fd: number, buffer: Uint8Array, offset: number, length: number): number {
    const link = this.kernelLink;
    // Node begins a write again that a signal has ended
    if (fd < 0 || !link.endsCalls || !this.libc.load()) {
      return this.transfer(fs.writeSync, fd, buffer, offset, length, null);
    }
    if (link.enterBlocking() && this.poll(Int32Array.of(fd, POLLOUT, 0), 0) === 0) {
      return -ERRNO.EINTR; // it would wait, and the signal has come already
    }
    const result = this.libc.call('write', fd, buffer.subarray(offset, offset + length), length);
    link.leaveBlocking(result >= 0 && result < length ? -ERRNO.EINTR : result);
    return result;
  }

  pread(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number {
    return position < 0 ? -ERRNO.EINVAL : this.transfer(fs.readSync, fd, buffer, offset, length, position);
  }

  pwrite(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number {
    return position < 0 ? -ERRNO.EINVAL : this.transfer(fs.writeSync, fd, buffer, offset, length, position);
  }

  private transfer(
    move: (fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null) => number,
    fd: number,
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
    waitsFor?: number,
  ): number {
    if (fd < 0) {
      return -ERRNO.EBADF;
    }
    if (this.kernelLink.enterBlocking(waitsFor, waitsFor !== undefined)) {
      return -ERRNO.EINTR;
    }
    let result: number;
    try {
      result = move(fd, buffer, offset, length, position);
    } catch (error) {
      result = errorNumber(error);
    }
    this.kernelLink.leaveBlocking(result);
    return result;
  }

  lseek(fd: number, offset: number, whence: number): number {
    if (!this.libc.isLoaded && whence === SEEK_CUR && offset === 0) {
      // Every file object asks for its position once: not worth loading koffi for.
      const position = this.tell(fd);
      if (position !== null) {
        return position;
      }
    }
    return this.libc.call('lseek', fd, offset, whence);
  }

  /** The position of a descriptor as /proc tells it; null where that does not decide. */
  private tell(fd: number): number | null {
    const stats = this.fstat(fd);
    if (typeof stats === 'number') {
      return stats;
    }
    const type = stats.mode & S_IFMT;
    // null and zero have a position, which is always 0; other devices may have none
    if (type === S_IFREG || (type === S_IFCHR && major(stats.rdev) === MEMORY_MAJOR)) {
      try {
        const match = /^pos:\s*(\d+)/.exec(fs.readFileSync('/proc/self/fdinfo/' + fd, 'latin1'));
        return match === null ? null : Number(match[1]);
      } catch {
        return null;
      }
    }
    return type === S_IFDIR || type === S_IFBLK || (type === S_IFCHR && !isTerminalDevice(stats.rdev)) ? null : -ERRNO.ESPIPE;
  }

  fstat(fd: number): StatResult | number {
    if (fd < 0) {
      return -ERRNO.EBADF;
    }
    try {
      return convertStat(fs.fstatSync(fd, BIGINT));
    } catch (error) {
      return errorNumber(error);
    }
  }

  ftruncate(fd: number, length: number): number {
    if (fd < 0) {
      return -ERRNO.EBADF;
    }
    if (length < 0) {
      return -ERRNO.EINVAL; // Node would take it for 0
    }
    return attempt(fs.ftruncateSync, fd, length);
  }

  fsync(fd: number): number {
    return fd < 0 ? -ERRNO.EBADF : attempt(fs.fsyncSync, fd);
  }

  dup(fd: number): number {
    const F_DUPFD_CLOEXEC = 1030;
    return this.libc.call('fcntl', fd, F_DUPFD_CLOEXEC, 0);
  }

  dup2(fd: number, to: number, inheritable: boolean): number {
    if (fd === to) {
      const flags = this.libc.call('fcntl', fd, F_GETFD, 0);
      return flags < 0 ? flags : to; // dup3 refuses equal descriptors
    }
    return this.libc.call('dup3', fd, to, inheritable ? 0 : O_CLOEXEC);
  }

  pipe2(flags: number): [number, number] | number {
    const ends = new Int32Array(2);
    const result = this.libc.call('pipe2', new Uint8Array(ends.buffer), flags);
    return result < 0 ? result : [ends[0], ends[1]];
  }

  isatty(fd: number): number {
    const stats = this.fstat(fd);
    if (typeof stats === 'number') {
      return stats;
    }
    if ((stats.mode & S_IFMT) !== S_IFCHR) {
      return -ERRNO.ENOTTY;
    }
    if (isTerminalDevice(stats.rdev)) {
      return 1;
    }
    return major(stats.rdev) === MEMORY_MAJOR ? -ERRNO.ENOTTY : this.libc.call('isatty', fd);
  }

  fcntl(fd: number, command: number, argument: number): number {
    return this.call('fcntl', fd, command, argument);
  }

  fcntlBuffer(fd: number, command: number, argument: Uint8Array): number {
    return this.call('fcntlBuffer', fd, command, argument);
  }

  ioctl(fd: number, request: number, argument: number | Uint8Array): number {
    return typeof argument === 'number' ? this.call('ioctl', fd, request, argument) : this.call('ioctlBuffer', fd, request, argument);
  }

  getInheritable(fd: number): number {
    const flags = this.libc.call('fcntl', fd, F_GETFD, 0);
    return flags < 0 ? flags : flags & FD_CLOEXEC ? 0 : 1;
  }

  setInheritable(fd: number, inheritable: boolean): number {
    const flags = this.libc.call('fcntl', fd, F_GETFD, 0);
    return flags < 0 ? flags : this.libc.call('fcntl', fd, F_SETFD, inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC);
  }

  poll(fds: Int32Array, timeoutMs: number): number {
    const count = fds.length / 3;
    const raw = Buffer.alloc(Math.max(count, 1) * 8);
    for (let i = 0; i < count; i++) {
      raw.writeInt32LE(fds[i * 3], i * 8);
      raw.writeInt16LE(fds[i * 3 + 1], i * 8 + 4);
    }
    const result = this.call('poll', raw, count, Math.min(timeoutMs, 0x7fffffff));
    for (let i = 0; i < count; i++) {
      fds[i * 3 + 2] = result > 0 ? raw.readInt16LE(i * 8 + 6) : 0;
    }
    return result;
  }

  readLine(prompt: string, historyFile: string | null, reader: LineReader): string | null | number {
    const link = this.kernelLink;
    let event: EditorEvent = link.edit({action: 'read', prompt, history: historyFile, completes: reader.complete !== null});
    for (;;) {
      switch (event.kind) {
        case 'line':
          return event.text;
        case 'eof':
          return null;
        case 'interrupt':
          return -ERRNO.EINTR;
        case 'unusable':
          return -ERRNO.ENOTTY;
        case 'signal':
          event = link.edit({action: reader.checkSignals() < 0 ? 'cancel' : 'resume'});
          break;
        case 'complete':
          event = link.edit({action: 'completions', names: reader.complete!(event.word)});
          break;
      }
    }
  }

  // Paths.

  stat(path: string): StatResult | number {
    try {
      return convertStat(fs.statSync(nodePath(path), BIGINT));
    } catch (error) {
      return errorNumber(error);
    }
  }

  lstat(path: string): StatResult | number {
    try {
      return convertStat(fs.lstatSync(nodePath(path), BIGINT));
    } catch (error) {
      return errorNumber(error);
    }
  }

  at(dirFd: number, path: string): string {
    return dirFd === AT_FDCWD || path.startsWith('/') ? path : '/proc/self/fd/' + dirFd + '/' + path;
  }

  access(path: string, mode: number): number {
    return attempt(fs.accessSync, nodePath(path), mode);
  }

  mkdir(path: string, mode: number): number {
    return attempt(fs.mkdirSync as (path: fs.PathLike, mode: number) => void, nodePath(path), mode);
  }

  rmdir(path: string): number {
    return attempt(fs.rmdirSync as (path: fs.PathLike) => void, nodePath(path));
  }

  unlink(path: string): number {
    return attempt(fs.unlinkSync, nodePath(path));
  }

  rename(from: string, to: string): number {
    return attempt(fs.renameSync, nodePath(from), nodePath(to));
  }

  link(from: string, to: string): number {
    return attempt(fs.linkSync, nodePath(from), nodePath(to));
  }

  symlink(target: string, path: string): number {
    return attempt(fs.symlinkSync as (target: fs.PathLike, path: fs.PathLike) => void, nodePath(target), nodePath(path));
  }

  readlink(path: string): string | number {
    try {
      return decodeLatin1(fs.readlinkSync(nodePath(path), 'latin1'));
    } catch (error) {
      return errorNumber(error);
    }
  }

  chmod(path: string, mode: number): number {
    return attempt(fs.chmodSync, nodePath(path), mode);
  }

  fchmod(fd: number, mode: number): number {
    return fd < 0 ? -ERRNO.EBADF : attempt(fs.fchmodSync, fd, mode);
  }

  chown(path: string, uid: number, gid: number): number {
    return attempt(fs.chownSync, nodePath(path), uid, gid);
  }

  lchown(path: string, uid: number, gid: number): number {
    return attempt(fs.lchownSync, nodePath(path), uid, gid);
  }

  fchown(fd: number, uid: number, gid: number): number {
    return fd < 0 ? -ERRNO.EBADF : attempt(fs.fchownSync, fd, uid, gid);
  }

  utime(path: string, atimeNs: bigint, mtimeNs: bigint, followSymlinks: boolean): number {
    return this.call('utimensat', AT_FDCWD, path, timespecs(atimeNs, mtimeNs), followSymlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  }

  futime(fd: number, atimeNs: bigint, mtimeNs: bigint): number {
    return this.call('futimens', fd, timespecs(atimeNs, mtimeNs));
  }

  listdir(path: string): string[] | number {
    const entries = this.scandir(path);
    return typeof entries === 'number' ? entries : entries.names;
  }

  scandir(path: string): DirectoryEntries | number {
    // readdir() would sort; opendir() keeps the file system's order, which CPython shows.
    try {
      const dir = fs.opendirSync(nodePath(path) as string, {bufferSize: 256, encoding: 'latin1' as BufferEncoding});
      const names: string[] = [];
      const types: number[] = [];
      try {
        for (let entry = dir.readSync(); entry !== null; entry = dir.readSync()) {
          names.push(decodeLatin1(entry.name));
          types.push(direntType(entry));
        }
      } finally {
        dir.closeSync();
      }
      return {names, types: Uint8Array.from(types)};
    } catch (error) {
      return errorNumber(error);
    }
  }

  getcwd(): string | number {
    if (!this.libc.isLoaded) {
      try {
        const cwd = process.cwd();
        if (!cwd.includes('\ufffd')) {
          return cwd;
        }
      } catch (error) {
        return errorNumber(error);
      }
    }
    const buffer = Buffer.alloc(4097);
    const result = this.libc.call('getcwd', buffer, buffer.length);
    return result < 0 ? result : result === 0 ? -ERRNO.ENOENT : decodeBytes(buffer.subarray(0, buffer.indexOf(0)));
  }

  chdir(path: string): number {
    return this.call('chdir', path); // Node refuses in a Worker
  }

  umask(mask: number): number {
    return this.kernelLink.request({op: 'umask', mask});
  }

  readFile(path: string): Uint8Array | number {
    try {
      return fs.readFileSync(nodePath(path));
    } catch (error) {
      return errorNumber(error);
    }
  }

  // The process.

  getpid(): number {
    return process.pid;
  }

  getppid(): number {
    return process.ppid;
  }

  getuid(): number {
    return process.getuid!();
  }

  geteuid(): number {
    return process.geteuid!();
  }

  getgid(): number {
    return process.getgid!();
  }

  getegid(): number {
    return process.getegid!();
  }

  getgroups(): number[] | number {
    try {
      return process.getgroups!();
    } catch (error) {
      return errorNumber(error);
    }
  }

  kill(pid: number, signal: number): number {
    if (pid === process.pid && signal > 0 && signal < NSIG) {
      // A signal to oneself is there when kill() returns; the way through the main thread would take a while.
      const disposition = Atomics.load(this.signals, WORD_DISPOSITION + signal);
      if (disposition === DISPOSITION_CATCH) {
        tripSignal(this.signals, signal);
        return 0;
      }
      if (disposition === DISPOSITION_IGNORE) {
        return 0;
      }
    }
    return attempt(process.kill as (pid: number, signal: number) => void, pid, signal);
  }

  waitpid(pid: number, options: number): WaitResult | number {
    const phantom = this.spawner.takePhantom(pid);
    if (phantom !== null) {
      return phantom;
    }
    const status = new Int32Array(1);
    const result = this.call('waitpid', pid, new Uint8Array(status.buffer), options);
    return result < 0 ? result : {pid: result, status: status[0]};
  }

  forkExec(request: SpawnRequest): number {
    return this.spawner.forkExec(request);
  }

  execve(path: string, argv: string[], env: string[]): number {
    return this.spawner.execve(path, argv, env);
  }

  environ(): Uint8Array[] {
    const entries = (this.environment ??= environmentAtStart(this.startedByShell)).slice();
    if (this.coercedLocale !== null) {
      const entry = Buffer.from(`LC_CTYPE=${this.coercedLocale}`);
      const old = entries.findIndex((bytes) => decodeBytes(bytes).startsWith('LC_CTYPE='));
      entries.splice(old < 0 ? entries.length : old, 1, entry);
    }
    return entries;
  }

  coerceLocale(name: string): void {
    process.env.LC_CTYPE = name;
    this.coercedLocale = name;
  }

  putenv(name: string, value: string | null): number {
    if (name === 'TZ') {
      // Node's own idea of the zone follows its environment.
      if (value === null) {
        delete process.env.TZ;
      } else {
        process.env.TZ = value;
      }
    }
    return value === null ? this.call('unsetenv', name) : this.call('setenv', name, value, 1);
  }

  uname(): UnameResult {
    const read = (name: string): string => decodeBytes(fs.readFileSync('/proc/sys/kernel/' + name)).trimEnd();
    const machines: Record<string, string> = {x64: 'x86_64', arm64: 'aarch64', ia32: 'i686', arm: 'armv7l', ppc64: 'ppc64le'};
    return {
      sysname: read('ostype'),
      nodename: read('hostname'),
      release: read('osrelease'),
      version: read('version'),
      machine: machines[process.arch] ?? process.arch,
    };
  }

  cpuCount(): number {
    return Math.max(this.libc.call('sysconf', SC_NPROCESSORS_ONLN), 1);
  }

  getpwall(): PasswdEntry[] {
    return readPasswd();
  }

  getgrall(): GroupEntry[] {
    return readGroups();
  }

  getTerminalSize(fd: number): [number, number] | number {
    const size = new Uint16Array(4);
    const result = this.libc.call('ioctlBuffer', fd, TIOCGWINSZ, new Uint8Array(size.buffer));
    return result < 0 ? result : [size[1], size[0]];
  }

  sysconf(name: number): number {
    return this.libc.call('sysconf', name);
  }

  exit(status: number): never {
    this.kernelLink.request({op: 'exit', status});
    throw new Error('the kernel did not end the process');
  }

  exitBySignal(signal: number): never {
    this.kernelLink.request({op: 'die', signal});
    throw new Error('the kernel did not end the process');
  }

  // Signals.

  pollSignals(): void {
    this.kernelLink.poll();
  }

  setSignal(signal: number, disposition: 'default' | 'ignore' | 'catch'): number {
    const number = disposition === 'default' ? DISPOSITION_DEFAULT : disposition === 'ignore' ? DISPOSITION_IGNORE : DISPOSITION_CATCH;
    // asking the kernel is a round trip between threads
    if (signal > 0 && signal < NSIG && Atomics.load(this.signals, WORD_DISPOSITION + signal) === number) return 0;
    return this.kernelLink.request({op: 'signal', signal, disposition: number});
  }

  sleep(ns: bigint): number {
    const {signals} = this;
    const epoch = Atomics.load(signals, WORD_EPOCH);
    if (Atomics.load(signals, WORD_TRIPPED) !== 0) {
      return -ERRNO.EINTR;
    }
    const timeoutMs = ns < 0n ? Infinity : Number(ns) / 1e6;
    return this.kernelLink.wait(epoch, timeoutMs) ? -ERRNO.EINTR : 0;
  }

  setitimer(which: number, valueUs: number, intervalUs: number): [number, number] | number {
    const next = timevals(intervalUs, valueUs);
    const previous = Buffer.alloc(32);
    const result = this.libc.call('setitimer', which, next, previous);
    return result < 0 ? result : readTimevals(previous);
  }

  setWatchdog(milliseconds: number, repeat: boolean): void {
    this.kernelLink.request({op: 'watchdog', milliseconds, repeat});
  }

  getitimer(which: number): [number, number] | number {
    const current = Buffer.alloc(32);
    const result = this.libc.call('getitimer', which, current);
    return result < 0 ? result : readTimevals(current);
  }

  // Clocks.

  clockGettime(clock: number): bigint | number {
    return this.clock.gettime(clock);
  }

  clockGetres(clock: number): bigint | number {
    return this.clock.getres(clock);
  }

  localtime(seconds: number): BrokenDownTime | number {
    return this.clock.localtime(seconds);
  }

  mktime(time: BrokenDownTime): number | null {
    return this.clock.mktime(time);
  }

  tzset(): TimeZone {
    return this.clock.tzset(process.env.TZ);
  }

  createHash(algorithm: string): HashState | number {
    // loaded when it is first needed: it costs a tenth of a start
    const crypto = require('crypto') as typeof import('crypto');
    return crypto.getHashes().includes(algorithm) ? new NodeHash(crypto.createHash(algorithm)) : -ERRNO.ENOSYS;
  }

  urandom(buffer: Uint8Array): number {
    try {
      const fd = fs.openSync('/dev/urandom', 'r');
      try {
        for (let done = 0; done < buffer.length;) {
          done += fs.readSync(fd, buffer, done, buffer.length - done, null);
        }
      } finally {
        fs.closeSync(fd);
      }
      return 0;
    } catch (error) {
      return errorNumber(error);
    }
  }

  createDeflate(level: number, windowBits: number, memoryLevel: number, strategy: number, dictionary: Uint8Array | null): DeflateState | number {
    return createDeflate(level, windowBits, memoryLevel, strategy, dictionary);
  }

  keepCold(fn: (...args: never[]) => unknown): void {
    try {
      (new Function('f', '%NeverOptimizeFunction(f)') as (f: unknown) => void)(fn);
    } catch {
      // V8 was not started with --allow-natives-syntax: it optimises as it likes
    }
  }

  asciiText(data: Uint8Array, start: number, end: number): string {
    return Buffer.from(data.buffer, data.byteOffset + start, end - start).toString('latin1');
  }

  // The long tail.

  call(name: string, ...args: CallArgument[]): number {
    // what does not wait must not take the news of a signal from what does
    if (this.kernelLink.enterBlocking(undefined, MAY_WAIT.has(name))) {
      return -ERRNO.EINTR;
    }
    const result = this.libc.callWith(name, args);
    this.kernelLink.leaveBlocking(result);
    return result;
  }
}

function attempt<A extends unknown[]>(call: (...args: A) => void, ...args: A): number {
  try {
    call(...args);
    return 0;
  } catch (error) {
    return errorNumber(error);
  }
}

function major(rdev: number): number {
  return (rdev >> 8) & 0xfff;
}

function isTerminalDevice(rdev: number): boolean {
  return TTY_MAJORS.includes(major(rdev));
}

function timespecs(first: bigint, second: bigint): Buffer {
  const buffer = Buffer.alloc(32);
  [first, second].forEach((ns, i) => {
    const rest = ((ns % NS_PER_SEC) + NS_PER_SEC) % NS_PER_SEC; // nanoseconds are never negative
    buffer.writeBigInt64LE((ns - rest) / NS_PER_SEC, i * 16);
    buffer.writeBigInt64LE(rest, i * 16 + 8);
  });
  return buffer;
}

function timevals(first: number, second: number): Buffer {
  const buffer = Buffer.alloc(32);
  [first, second].forEach((us, i) => {
    buffer.writeBigInt64LE(BigInt(Math.floor(us / 1e6)), i * 16);
    buffer.writeBigInt64LE(BigInt(Math.round(us % 1e6)), i * 16 + 8);
  });
  return buffer;
}

/** Value and interval of a struct itimerval, in microseconds. */
function readTimevals(buffer: Buffer): [number, number] {
  const read = (at: number): number => Number(buffer.readBigInt64LE(at)) * 1e6 + Number(buffer.readBigInt64LE(at + 8));
  return [read(16), read(0)];
}
