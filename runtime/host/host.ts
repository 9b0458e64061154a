/**
 * The only door between the virtual machine and the machine below it. Platform-neutral: runtime/host/node/ implements it
 * on Node, runtime/host/browser.ts in a page.
 *
 * Every function is synchronous and none throws. A count or a descriptor is returned as a number >= 0, a failure as the
 * negated errno (runtime/host/errno.ts). Functions with more to say return an object, or the negated errno in its place:
 * `typeof result === 'number'` tells them apart.
 *
 * Paths and names are JS strings; a byte that is not UTF-8 is a lone surrogate U+DC80..U+DCFF, as Python's surrogateescape
 * has it. The caller has already refused embedded NULs. Times are nanoseconds as bigint.
 *
 * Calls that wait return -EINTR when a signal arrives; the caller runs its handlers and calls again, as PEP 475 asks.
 */
import type {SignalWords} from './signals';

/** What stat says; the field names are those of struct stat without their prefix. */
export interface StatResult {
  mode: number;
  ino: bigint;
  dev: number;
  nlink: number;
  uid: number;
  gid: number;
  /** Up to 2^53 bytes. */
  size: number;
  blksize: number;
  blocks: number;
  rdev: number;
  atimeNs: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
}

/** One entry of a directory; `type` is a DT_* number, 0 when the file system does not tell. */
export interface DirectoryEntries {
  names: string[];
  types: Uint8Array;
}

/** A line of the user database. */
export interface PasswdEntry {
  name: string;
  passwd: string;
  uid: number;
  gid: number;
  gecos: string;
  dir: string;
  shell: string;
}

/** A line of the group database. */
export interface GroupEntry {
  name: string;
  passwd: string;
  gid: number;
  members: string[];
}

/** Broken-down time as struct tm has it: year since 1900, month from 0, week day from Sunday. */
export interface BrokenDownTime {
  sec: number;
  min: number;
  hour: number;
  mday: number;
  mon: number;
  year: number;
  wday: number;
  yday: number;
  isdst: number;
  gmtoff: number;
  zone: string;
}

/** What tzset leaves behind: seconds west of Greenwich without and with summer time, whether there is any, both names. */
export interface TimeZone {
  timezone: number;
  altzone: number;
  daylight: number;
  names: [string, string];
}

export interface UnameResult {
  sysname: string;
  nodename: string;
  release: string;
  version: string;
  machine: string;
}

/** A child that changed state: the raw wait status. `pid` is 0 when WNOHANG found none. */
export interface WaitResult {
  pid: number;
  status: number;
}

/**
 * What _posixsubprocess.fork_exec is asked for. Descriptors are -1 when absent; uid, gid and umask are -1 when unchanged.
 * CPython: Modules/_posixsubprocess.c subprocess_fork_exec_impl()
 */
export interface SpawnRequest {
  argv: string[];
  /** Candidates for the executable, tried in order. */
  executables: string[];
  closeFds: boolean;
  fdsToKeep: number[];
  cwd: string | null;
  /** `NAME=value` entries; null inherits this process's environment. */
  env: string[] | null;
  p2cread: number;
  p2cwrite: number;
  c2pread: number;
  c2pwrite: number;
  errread: number;
  errwrite: number;
  errpipeRead: number;
  errpipeWrite: number;
  restoreSignals: boolean;
  startNewSession: boolean;
  processGroup: number;
  groups: number[] | null;
  uid: number;
  gid: number;
  umask: number;
  /** Exit status of a child whose program cannot be run; 255 if left out. */
  failedStatus?: number;
}

/** One answer of getaddrinfo; `address` is the raw struct sockaddr. */
export interface AddressInfo {
  family: number;
  type: number;
  protocol: number;
  canonname: string;
  address: Uint8Array;
}

/** One answer about a host. */
export interface HostEntry {
  name: string;
  aliases: string[];
  family: number;
  /** Raw addresses, 4 or 16 bytes each. */
  addresses: Uint8Array[];
}

/** What recvmsg got. */
export interface ReceivedMessage {
  length: number;
  /** Raw control messages. */
  control: Uint8Array;
  flags: number;
  /** The raw struct sockaddr of the sender, empty when it is not told. */
  address: Uint8Array;
}

/** Names of the network, and the calls of sockets that take structs with pointers. */
export interface HostNetwork {
  /** The answers, or a negative EAI_* number. */
  getaddrinfo(
    node: string | null,
    service: string | null,
    family: number,
    type: number,
    protocol: number,
    flags: number,
  ): AddressInfo[] | number;
  /** Host and service of a raw struct sockaddr, or a negative EAI_* number. */
  getnameinfo(address: Uint8Array, flags: number): [string, string] | number;
  /** A host by its name, or the number that h_errno has. */
  hostByName(name: string): HostEntry | number;
  /** A host by its raw address, or the number that h_errno has. */
  hostByAddress(address: Uint8Array, family: number): HostEntry | number;
  /** What C says about an error number of getaddrinfo ('gai') or of h_errno ('h'). */
  errorText(kind: 'gai' | 'h', error: number): string;
  /** The port of a service, -1 when it is unknown; protocol null for any. */
  serviceByName(name: string, protocol: string | null): number;
  serviceByPort(port: number, protocol: string | null): string | null;
  /** The number of a protocol, -1 when it is unknown. */
  protocolByName(name: string): number;
  /** Numbers and names of the network interfaces. */
  interfaces(): [number, string][] | number;
  /** The name of an interface by its number. */
  interfaceName(index: number): string | number;
  /** Sends what the parts hold as one message, to `address` unless null. */
  sendmsg(fd: number, parts: readonly Uint8Array[], control: Uint8Array | null, address: Uint8Array | null, flags: number): number;
  /** Receives a message into buffers; at most so many bytes of control messages and of the address. */
  recvmsg(fd: number, buffers: readonly Uint8Array[], controlLength: number, addressLength: number, flags: number): ReceivedMessage | number;
}

/** A compressor of zlib's. */
export interface DeflateState {
  /** Compresses data; `flush` is a Z_* number of zlib. */
  write(data: Uint8Array, flush: number): Uint8Array;
  /** A compressor in the same state; null when so much has been written that it cannot be had again. */
  copy(): DeflateState | null;
}

/** What the reader of a line does for the editor while it waits. Both may run Python code. */
export interface LineReader {
  /** The names that a word may become, for Tab; null when there is no completion. */
  readonly complete: ((word: string) => string[]) | null;
  /** Runs the handlers of signals that came; -1 when one of them raised, which ends the line. */
  checkSignals(): number;
}

/** Values that Host.call passes through to C. A Uint8Array is a pointer to its bytes, a string a NUL-terminated path or name. */
export type CallArgument = number | bigint | string | Uint8Array | null;

/** A hash that is being computed. */
export interface HashState {
  update(data: Uint8Array): void;
  /** The hash of what came so far; it may go on. `length` is that of SHAKE, whose hashes are as long as asked. */
  digest(length: number): Uint8Array;
  copy(): HashState;
}

/** Code with a stack of its own, which can stop in the middle of whatever it does and go on later. */
export interface Fiber {
  /** Whether its body has ended. */
  readonly done: boolean;
  /** Runs it until it suspends or ends; throws what its body threw. Not to be called by another fiber. */
  resume(): void;
}
/** Stacks besides the first one. */
export interface Fibers {
  create(body: () => void): Fiber;
  /** Stops the fiber that runs: its resume() returns. */
  suspend(): void;
}

export interface Host {
  /** `node` or `browser`. */
  readonly platform: string;
  /** Null where code has one stack only. */
  readonly fibers: Fibers | null;
  /** Flags the kernel raises when signals arrive; the eval breaker polls them. */
  readonly signals: SignalWords;

  // Descriptors.
  open(path: string, flags: number, mode: number): number;
  close(fd: number): number;
  /** Reads at most `length` bytes into `buffer` at `offset`; 0 is the end. */
  read(fd: number, buffer: Uint8Array, offset: number, length: number): number;
  write(fd: number, buffer: Uint8Array, offset: number, length: number): number;
  pread(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number;
  pwrite(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number;
  lseek(fd: number, offset: number, whence: number): number;
  fstat(fd: number): StatResult | number;
  ftruncate(fd: number, length: number): number;
  fsync(fd: number): number;
  dup(fd: number): number;
  dup2(fd: number, to: number, inheritable: boolean): number;
  /** Both ends are close-on-exec unless `flags` says otherwise. */
  pipe2(flags: number): [number, number] | number;
  /** 1 for a terminal, 0 or -errno otherwise. */
  isatty(fd: number): number;
  fcntl(fd: number, command: number, argument: number): number;
  /** fcntl with a struct behind the argument; the buffer is changed in place. */
  fcntlBuffer(fd: number, command: number, argument: Uint8Array): number;
  ioctl(fd: number, request: number, argument: number | Uint8Array): number;
  getInheritable(fd: number): number;
  setInheritable(fd: number, inheritable: boolean): number;
  /**
   * Waits for descriptors. `fds` holds triples of descriptor, asked events and answered events (POLLIN 1, POLLPRI 2,
   * POLLOUT 4, POLLERR 8, POLLHUP 16, POLLNVAL 32). timeoutMs < 0 waits for ever. Returns how many answered.
   */
  poll(fds: Int32Array, timeoutMs: number): number;
  /**
   * Reads a line from the terminal of descriptors 0 and 1 with an editor, after a prompt. `historyFile` is where lines are kept, null
   * for none. The text without its newline; null at the end of input; -EINTR on Ctrl-C (SIGINT is then pending) or when checkSignals
   * failed; -ENOTTY where there is no terminal to edit on.
   */
  readLine(prompt: string, historyFile: string | null, reader: LineReader): string | null | number;

  // Paths.
  stat(path: string): StatResult | number;
  lstat(path: string): StatResult | number;
  /** A path that names `path` relative to an open directory, for dir_fd parameters. */
  at(dirFd: number, path: string): string;
  access(path: string, mode: number): number;
  mkdir(path: string, mode: number): number;
  rmdir(path: string): number;
  unlink(path: string): number;
  rename(from: string, to: string): number;
  link(from: string, to: string): number;
  symlink(target: string, path: string): number;
  readlink(path: string): string | number;
  chmod(path: string, mode: number): number;
  fchmod(fd: number, mode: number): number;
  chown(path: string, uid: number, gid: number): number;
  lchown(path: string, uid: number, gid: number): number;
  fchown(fd: number, uid: number, gid: number): number;
  utime(path: string, atimeNs: bigint, mtimeNs: bigint, followSymlinks: boolean): number;
  futime(fd: number, atimeNs: bigint, mtimeNs: bigint): number;
  /** The names in a directory, in the file system's order, without `.` and `..`. */
  listdir(path: string): string[] | number;
  scandir(path: string): DirectoryEntries | number;
  getcwd(): string | number;
  chdir(path: string): number;
  umask(mask: number): number;
  /** All of a file; a short cut for open, fstat, read and close. */
  readFile(path: string): Uint8Array | number;

  // The process.
  getpid(): number;
  getppid(): number;
  getuid(): number;
  geteuid(): number;
  getgid(): number;
  getegid(): number;
  getgroups(): number[] | number;
  kill(pid: number, signal: number): number;
  waitpid(pid: number, options: number): WaitResult | number;
  /**
   * Starts a child and returns its pid. When the program cannot be started the reason is written to errpipeWrite in
   * CPython's form, and the pid is that of a child which has already exited with status 255, as a fork's would.
   */
  forkExec(request: SpawnRequest): number;
  /** Replaces this process's program; returns only on failure. `env` holds `NAME=value` entries. */
  execve(path: string, argv: string[], env: string[]): number;
  /** The environment at start as raw `NAME=value` byte strings, in order. */
  environ(): Uint8Array[];
  /** Sets LC_CTYPE in the environment at start, and in that of children. */
  coerceLocale(name: string): void;
  /** Changes the C environment, which tzset and children that inherit it see; null removes. */
  putenv(name: string, value: string | null): number;
  uname(): UnameResult;
  cpuCount(): number;
  getpwall(): PasswdEntry[];
  getgrall(): GroupEntry[];
  /** Columns and lines of the terminal behind a descriptor. */
  getTerminalSize(fd: number): [number, number] | number;
  sysconf(name: number): number;
  /** Ends the process at once, without flushing anything of ours. Does not return. */
  exit(status: number): never;
  /** Ends the process by a signal with its default action, so that the parent sees it. Does not return. */
  exitBySignal(signal: number): never;

  // Signals.
  /** Raises the flags of signals that have come, where no other thread does. The eval breaker calls it once a slice. */
  pollSignals(): void;
  /**
   * Says what a signal does from now on. 'catch' raises the flag in `signals`. Returns 0 or -errno. Blocks until it holds.
   */
  setSignal(signal: number, disposition: 'default' | 'ignore' | 'catch'): number;
  /** Sleeps; -EINTR when a signal came first. A negative duration waits for a signal for ever. */
  sleep(ns: bigint): number;
  /** setitimer: which (0 real, 1 virtual, 2 prof), first and interval in microseconds; returns what was left, or -errno. */
  setitimer(which: number, valueUs: number, intervalUs: number): [number, number] | number;
  getitimer(which: number): [number, number] | number;
  /** Raises the flag of signal 0 after some milliseconds, again and again with `repeat`; 0 milliseconds: never. */
  setWatchdog(milliseconds: number, repeat: boolean): void;

  // Clocks: CLOCK_* numbers as on Linux.
  clockGettime(clock: number): bigint | number;
  clockGetres(clock: number): bigint | number;
  localtime(seconds: number): BrokenDownTime | number;
  mktime(time: BrokenDownTime): number | null;
  tzset(): TimeZone;
  urandom(buffer: Uint8Array): number;
  /** Begins a hash: md5, sha1, sha224, sha256, sha384, sha512, sha3-224, sha3-256, sha3-384, sha3-512, shake128 or shake256. */
  createHash(algorithm: string): HashState | number;

  /** Begins to compress, with the parameters of zlib's deflateInit2(): -EINVAL for wrong ones. */
  createDeflate(level: number, windowBits: number, memoryLevel: number, strategy: number, dictionary: Uint8Array | null): DeflateState | number;

  /** The text of bytes [start, end), which are all ASCII. */
  asciiText(data: Uint8Array, start: number, end: number): string;

  /** Tells the engine not to spend time on optimising a function that another one will soon replace. */
  keepCold(fn: (...args: never[]) => unknown): void;

  // The network and the long tail.
  readonly network: HostNetwork;
  /**
   * Calls a C function of the long tail by name (socket, bind, tcgetattr, flock, setxattr, epoll_ctl, getpriority, ...).
   * Returns its result, or -errno where C returns -1. -ENOSYS for a function the host does not have.
   */
  call(name: string, ...args: CallArgument[]): number;
}
