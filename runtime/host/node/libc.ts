import type {CallArgument} from '../host';
import {ERRNO} from '../errno';
import {cString} from './bytes';

/** What this file uses of koffi; the package's own types would pull the whole of it into the type check. */
interface Koffi {
  load(path: string | null): KoffiLibrary;
  errno(value?: number): number;
  address(value: Uint8Array): bigint;
  view(pointer: bigint, length: number): ArrayBuffer;
  proto(declaration: string): object;
  pointer(type: object): object;
  register(callback: (...args: never[]) => void, type: object): bigint;
}

interface KoffiLibrary {
  func(name: string, result: string, parameters: string[]): ForeignFunction;
  symbol(name: string): bigint;
}

export type ForeignValue = number | bigint | Uint8Array | null;
export type ForeignFunction = (...args: ForeignValue[]) => number | bigint;

/** One letter for each C type that appears in SIGNATURES. */
const LETTERS: Readonly<Record<string, string>> = {i: 'int', u: 'uint32_t', l: 'int64_t', p: 'void *', v: 'void'};

/**
 * The C functions that can be called, as result:parameters. A name before `@` is ours where one C function is declared
 * twice. All 64-bit Linux ABIs pass integers the same way to variadic functions, so those need no form of their own.
 */
const SIGNATURES = `
  read i:ipl  write l:ipl  pread l:ipll  pwrite l:ipll  lseek l:ili  dup i:i  dup3 i:iii  pipe2 i:pi  isatty i:i  fcntl i:iil  fcntlBuffer@fcntl i:iip
  ioctl i:ill  ioctlBuffer@ioctl i:ilp  poll i:pli  ppoll i:plpp  close i:i  open i:piu  openat i:ipiu  flock i:ii  lockf i:iil  sync v:  fdatasync i:i
  syncfs i:i  posix_fallocate i:ill  posix_fadvise i:illi  sendfile l:iipl  copy_file_range l:ipiplu  splice l:ipiplu  readv l:ipi  writev l:ipi
  truncate i:pl  mkfifo i:pu  mkfifoat i:ipu  mknod i:pul  mknodat i:ipul  statvfs i:pp  fstatvfs i:ip  utimensat i:ippi  futimens i:ip  faccessat i:ipii
  linkat i:ipipi  renameat i:ipip  getxattr l:pppl  lgetxattr l:pppl  fgetxattr l:ippl  setxattr i:pppli  lsetxattr i:pppli  fsetxattr i:ippli
  removexattr i:pp  lremovexattr i:pp  fremovexattr i:ip  listxattr l:ppl  llistxattr l:ppl  flistxattr l:ipl  pathconf l:pi  fpathconf l:ii
  chdir i:p  fchdir i:i  chroot i:p  umask u:u  getcwd l:pl  lchmod i:pu  fchmodat i:ipui  fchownat i:ipuui  unlinkat i:ipi  mkdirat i:ipu  symlinkat i:pip
  read l:ipl  memfd_create i:pu  eventfd i:ui  timerfd_create i:ii  timerfd_settime i:iipp  timerfd_gettime i:ip
  kill i:ii  killpg i:ii  waitpid i:ipi  wait4 i:ipip  waitid i:iupi  getpgid i:i  setpgid i:ii  getsid i:i  setsid i:  getpgrp i:  getpriority i:iu  setpriority i:iui
  nice i:i  getrusage i:ip  getrlimit i:ip  setrlimit i:ip  prlimit i:iipp  getresuid i:ppp  getresgid i:ppp  setuid i:u  setgid i:u  seteuid i:u  setegid i:u
  setreuid i:uu  setregid i:uu  setresuid i:uuu  setresgid i:uuu  setgroups i:lp  getgroups i:ip  initgroups i:pu  getgrouplist i:pupp  getlogin_r i:pl
  sched_yield i:  sched_getaffinity i:ilp  sched_setaffinity i:ilp  sched_getscheduler i:i  sched_get_priority_max i:i  sched_get_priority_min i:i
  sched_getparam i:ip  sched_setscheduler i:iip  sched_setparam i:ip  sched_rr_get_interval i:ip  times l:p  getloadavg i:pi  sysconf l:i  confstr l:ipl
  execve i:ppp  posix_spawn i:pppppp  posix_spawn_file_actions_init i:p  posix_spawn_file_actions_destroy i:p  posix_spawn_file_actions_addclose i:pi
  posix_spawn_file_actions_adddup2 i:pii  posix_spawn_file_actions_addopen i:pipiu  posix_spawn_file_actions_addchdir_np i:pp
  posix_spawn_file_actions_addclosefrom_np i:pi  posix_spawnattr_init i:p  posix_spawnattr_destroy i:p  posix_spawnattr_setflags i:pi
  posix_spawnattr_setpgroup i:pi  posix_spawnattr_setsigdefault i:pp  posix_spawnattr_setsigmask i:pp
  setenv i:ppi  unsetenv i:p  tzset v:  localtime_r l:pp  mktime l:p  clock_gettime i:ip  clock_settime i:ip  clock_getres i:ip
  setitimer i:ipp  timer_create i:ipp  timer_settime i:lipp  getitimer i:ip  alarm u:u  sigaction i:ipp  sigemptyset i:p  syscall l:llllll  getrandom l:plu
  tcgetattr i:ip  tcsetattr i:iip  tcsendbreak i:ii  tcdrain i:i  tcflush i:ii  tcflow i:ii  tcgetpgrp i:i  tcsetpgrp i:ii  tcgetsid i:i  ttyname_r i:ipl
  posix_openpt i:i  grantpt i:i  unlockpt i:i  ptsname_r i:ipl  ctermid l:p
  socket i:iii  socketpair i:iiip  bind i:ipu  listen i:ii  accept4 i:ippi  connect i:ipu  getsockname i:ipp  getpeername i:ipp  setsockopt i:iiipu  getsockopt i:iiipp
  shutdown i:ii  send l:ipli  recv l:ipli  sendto l:iplipu  recvfrom l:iplipp  sendmsg l:ipi  recvmsg l:ipi  getaddrinfo i:pppp  freeaddrinfo v:l
  getnameinfo i:pupupui  gethostname i:pl  sethostname i:pl  if_nametoindex u:p  if_indextoname l:up  if_nameindex l:  if_freenameindex v:l  inet_aton i:pp  inet_pton i:ipp  inet_ntop l:ippu
  getservbyname l:pp  getservbyport l:ip  getprotobyname l:p  gethostbyname l:p  gethostbyaddr l:pui  __h_errno_location l:  hstrerror l:i  gai_strerror l:i  strlen l:l
  epoll_create1 i:i  epoll_ctl i:iiip  epoll_wait i:ipii  unshare i:i  setns i:ii  login_tty i:i  shm_open i:piu  shm_unlink i:p
  sem_open l:piuu  sem_close i:l  sem_unlink i:p  sem_wait i:l  sem_timedwait i:lp  sem_trywait i:l  sem_post i:l  sem_getvalue i:lp
`;

/** Functions for which -1 is also a good result: only errno tells. */
const MINUS_ONE_IS_GOOD = /^(getpriority|sysconf|pathconf|fpathconf|mktime)$/;

/** Functions whose result is a code of their own, -1 included. */
const RETURNS_CODE = /^(getaddrinfo|getnameinfo)$/;

/** Functions whose result is an error number rather than -1 with errno. */
const RETURNS_ERRNO = /^(posix_spawn|posix_fallocate|posix_fadvise|ttyname_r|ptsname_r|getlogin_r)/;

function parseSignatures(): Map<string, [symbol: string, result: string, parameters: string]> {
  const table = new Map<string, [string, string, string]>();
  for (const match of SIGNATURES.matchAll(/([\w@]+) ([a-z]):([a-z]*)/g)) {
    const [name, symbol] = match[1].split('@');
    table.set(name, [symbol ?? name, match[2], match[3]]);
  }
  return table;
}

/**
 * The C library through koffi, which is loaded at the first use: most programs never need it, and it costs 5 ms. Where
 * koffi has no binary for the platform every call answers -ENOSYS.
 */
export class Libc {
  private koffi: Koffi | null = null;
  private library: KoffiLibrary | null = null;
  private tried = false;
  private signatures: Map<string, [string, string, string]> | null = null;
  private readonly functions = new Map<string, ForeignFunction | null>();

  /** `inheritsStandard`: children shall inherit descriptors 0 to 2, as those of a program in C do. */
  constructor(private readonly inheritsStandard = false) {}

  /** Whether it has been loaded already, so that using it costs nothing more. */
  get isLoaded(): boolean {
    return this.library !== null;
  }

  /** Loads koffi unless that has been tried; says whether there is one. */
  load(): boolean {
    if (!this.tried) {
      this.tried = true;
      try {
        this.koffi = require('koffi') as Koffi;
        this.library = this.koffi.load(null);
        if (this.inheritsStandard) {
          this.keepStandardDescriptors();
        }
      } catch {
        this.library = null;
      }
    }
    return this.library !== null;
  }

  /** Node has marked all descriptors it was started with as close-on-exec; children of programs inherit the standard ones. */
  private keepStandardDescriptors(): void {
    const F_GETFD = 1;
    const F_SETFD = 2;
    const FD_CLOEXEC = 1;
    for (let fd = 0; fd <= 2; fd++) {
      const flags = this.call('fcntl', fd, F_GETFD, 0);
      if (flags > 0) {
        this.call('fcntl', fd, F_SETFD, flags & ~FD_CLOEXEC);
      }
    }
  }

  private find(name: string): ForeignFunction | null {
    const known = this.functions.get(name);
    if (known !== undefined) {
      return known;
    }
    let found: ForeignFunction | null = null;
    if (this.load()) {
      this.signatures ??= parseSignatures();
      const signature = this.signatures.get(name);
      if (signature !== undefined) {
        try {
          found = this.library!.func(
            signature[0],
            LETTERS[signature[1]],
            Array.from(signature[2], (letter) => LETTERS[letter]),
          );
        } catch {
          found = null; // a C library without this function
        }
      }
    }
    this.functions.set(name, found);
    return found;
  }

  /**
   * Calls with ready-made C values. Returns the result, or -errno where C reports an error. sysconf and its kin return
   * plain -1 for "no limit"; getpriority returns 20 minus the nice value, as the system call itself does.
   */
  call(name: string, ...args: ForeignValue[]): number {
    const callee = this.functions.get(name) ?? this.find(name);
    if (callee === null) {
      return -ERRNO.ENOSYS;
    }
    const ambiguous = MINUS_ONE_IS_GOOD.test(name);
    if (ambiguous) {
      this.koffi!.errno(0);
    }
    const result = Number(callee(...args));
    if (result === 0 && name === 'sem_open') {
      return -this.koffi!.errno();
    }
    if (result === -1 && !RETURNS_CODE.test(name)) {
      const errno = this.koffi!.errno();
      if (!ambiguous || errno !== 0) {
        return -errno;
      }
    }
    if (ambiguous && name === 'getpriority') {
      return 20 - result;
    }
    return result > 0 && RETURNS_ERRNO.test(name) ? -result : result;
  }

  /** Calls with the host's values: strings become C strings. */
  callWith(name: string, args: readonly CallArgument[]): number {
    const values: ForeignValue[] = [];
    for (const arg of args) {
      values.push(typeof arg === 'string' ? cString(arg) : arg);
    }
    return this.call(name, ...values);
  }

  /** A function of the process by its declaration, such as those of libuv that Node exports; null when there is none. */
  declare(name: string, result: string, parameters: (string | object)[]): ForeignFunction | null {
    try {
      return this.load() ? this.library!.func(name, result, parameters as string[]) : null;
    } catch {
      return null;
    }
  }

  /** A C function pointer, of a type that declare() takes as well, that calls a function of JS while C is being called. It stays for ever. */
  callback(declaration: string, callback: (...args: never[]) => void): {type: object; pointer: bigint} {
    const type = this.koffi!.pointer(this.koffi!.proto(declaration));
    return {type, pointer: this.koffi!.register(callback, type)};
  }

  /** The address of a symbol of the C library. */
  symbol(name: string): bigint {
    return this.library!.symbol(name);
  }

  /** The address of a buffer's bytes. The caller keeps the buffer alive and must not let it be resized. */
  address(buffer: Uint8Array): bigint {
    return this.koffi!.address(buffer);
  }

  /** A copy of C memory. */
  copyMemory(pointer: bigint, length: number): Uint8Array {
    return new Uint8Array(this.koffi!.view(pointer, length)).slice();
  }

  /** A copy of a C string. */
  copyString(pointer: bigint): Uint8Array {
    return pointer === 0n ? new Uint8Array(0) : this.copyMemory(pointer, this.call('strlen', pointer));
  }

  /** An array of pointers to C strings that ends with NULL, and what must be kept alive while C uses it. */
  stringArray(texts: readonly string[]): {pointers: Uint8Array; keep: Buffer} {
    const strings = texts.map(cString);
    const keep = Buffer.concat(strings.length === 0 ? [Buffer.alloc(1)] : strings);
    const pointers = new BigUint64Array(texts.length + 1);
    let address = this.address(keep);
    for (let i = 0; i < strings.length; i++) {
      pointers[i] = address;
      address += BigInt(strings[i].length);
    }
    return {pointers: new Uint8Array(pointers.buffer), keep};
  }
}
