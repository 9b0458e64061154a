import * as fs from 'fs';
import {ERRNO} from '../errno';
import type {SpawnRequest, WaitResult} from '../host';
import {cString, nodePath} from './bytes';
import type {Libc} from './libc';

// Sizes of glibc's and musl's opaque structures on 64-bit Linux, with room to spare.
const FILE_ACTIONS_SIZE = 256;
const ATTRIBUTES_SIZE = 512;
const SIGSET_SIZE = 128;

const POSIX_SPAWN_SETPGROUP = 0x02;
const POSIX_SPAWN_SETSIGDEF = 0x04;
const POSIX_SPAWN_SETSIGMASK = 0x08;
const POSIX_SPAWN_SETSID = 0x80;

const F_DUPFD_CLOEXEC = 1030;
const SIGPIPE = 13;
const SIGXFSZ = 25;

/** One above the greatest pid that Linux gives out: from here on pids name children that never came to be. */
const FIRST_PHANTOM = 0x400001;

/** Exit status of a child whose exec failed. */
const EXEC_FAILED = 255;

/** Numbers of the raw system calls that change one thread's identity: glibc's functions would change all threads'. */
const IDENTITY_CALLS: Readonly<Record<string, {setresuid: number; setresgid: number; setgroups: number; getgroups: number}>> = {
  x64: {setresuid: 117, setresgid: 119, setgroups: 116, getgroups: 115},
  arm64: {setresuid: 147, setresgid: 149, setgroups: 159, getgroups: 158},
};

const KEEP = 0xffffffffn;

const RLIMIT_STACK = 3;

/**
 * Starts children with posix_spawn: fork() would copy one thread out of a process that needs all of its threads.
 *
 * The order of what happens in the child is that of CPython: Modules/_posixsubprocess.c child_exec(). What posix_spawn
 * cannot do in the child (umask, users and groups) is set on this thread for the moment of the spawn.
 */
export class Spawner {
  /** Their wait statuses. */
  private readonly phantoms = new Map<number, number>();
  private nextPhantom = FIRST_PHANTOM;

  /** `stackLimit`: the soft limit of the stack that children get, in KB, where the launcher has raised that of this process; null to let them inherit. */
  constructor(
    private readonly libc: Libc,
    private readonly stackLimit: number | null,
  ) {}

  /** The result of waiting for a child that could not be started; null for every other pid. */
  takePhantom(pid: number): WaitResult | null {
    if (this.phantoms.size === 0) {
      return null;
    }
    if (pid === -1) {
      pid = this.phantoms.keys().next().value!;
    }
    const status = this.phantoms.get(pid);
    this.phantoms.delete(pid);
    return status === undefined ? null : {pid, status};
  }

  /** Calls with the stack limit that this process would have without the launcher, which children inherit. */
  private withoutRaisedLimit(call: () => number): number {
    const {libc, stackLimit} = this;
    const raised = Buffer.alloc(16);
    if (stackLimit === null || libc.call('getrlimit', RLIMIT_STACK, raised) < 0) {
      return call();
    }
    const limits = Buffer.from(raised);
    limits.writeBigUInt64LE(BigInt(stackLimit) * 1024n, 0);
    libc.call('setrlimit', RLIMIT_STACK, limits);
    const result = call();
    libc.call('setrlimit', RLIMIT_STACK, raised);
    return result;
  }

  /** Replaces this process's program. Returns only on failure. */
  execve(path: string, argv: readonly string[], env: readonly string[]): number {
    if (!this.libc.load()) {
      return -ERRNO.ENOSYS;
    }
    const args = this.libc.stringArray(argv);
    const variables = this.libc.stringArray(env);
    const result = this.withoutRaisedLimit(() => this.libc.call('execve', cString(path), args.pointers, variables.pointers));
    return keepAlive(result, args.keep, variables.keep);
  }

  /**
   * CPython: Modules/_posixsubprocess.c subprocess_fork_exec_impl(). Returns a pid; what went wrong in the child, were
   * there one, is written to errpipe_write in CPython's form "OSError:<errno in hex>:<noexec when before exec>".
   */
  forkExec(request: SpawnRequest): number {
    const {libc} = this;
    if (!libc.load()) {
      return -ERRNO.ENOSYS;
    }
    const extras: number[] = [];
    const actions = Buffer.alloc(FILE_ACTIONS_SIZE);
    const attributes = Buffer.alloc(ATTRIBUTES_SIZE);
    libc.call('posix_spawn_file_actions_init', actions);
    libc.call('posix_spawnattr_init', attributes);
    try {
      const failed = this.addFileActions(actions, request, extras);
      if (failed < 0) {
        return failed;
      }
      this.setAttributes(attributes, request);
      const undo = this.borrowIdentity(request);
      if (typeof undo === 'number') {
        return this.reportFailure(request, -undo, 'noexec');
      }
      try {
        return this.spawn(request, actions, attributes);
      } finally {
        undo();
      }
    } finally {
      libc.call('posix_spawn_file_actions_destroy', actions);
      libc.call('posix_spawnattr_destroy', attributes);
      for (const fd of extras) {
        fs.closeSync(fd);
      }
    }
  }

  private spawn(request: SpawnRequest, actions: Buffer, attributes: Buffer): number {
    const {libc} = this;
    const args = libc.stringArray(request.argv);
    const variables = libc.stringArray(request.env ?? this.currentEnvironment());
    const pid = new Int32Array(1);
    const pidBytes = new Uint8Array(pid.buffer);
    let errno: number = ERRNO.ENOENT;
    for (const executable of request.executables) {
      const result = this.withoutRaisedLimit(() => libc.call('posix_spawn', pidBytes, cString(executable), actions, attributes, args.pointers, variables.pointers));
      if (result === 0) {
        return keepAlive(pid[0], args.keep, variables.keep);
      }
      if (result === -ERRNO.EAGAIN || result === -ERRNO.ENOMEM) {
        return result; // not even a fork would have worked
      }
      if (result !== -ERRNO.ENOENT && result !== -ERRNO.ENOTDIR) {
        errno = -result;
      } else if (errno === ERRNO.ENOENT || errno === ERRNO.ENOTDIR) {
        errno = -result;
      }
    }
    const cwdError = this.checkCwd(request);
    return cwdError === 0 ? this.reportFailure(request, errno, '') : this.reportFailure(request, cwdError, 'noexec:chdir');
  }

  private currentEnvironment(): string[] {
    return Object.entries(process.env).map(([name, value]) => name + '=' + value);
  }

  /** posix_spawn does not say which step failed: find out whether it was the change of directory. */
  private checkCwd(request: SpawnRequest): number {
    if (request.cwd === null) {
      return 0;
    }
    try {
      const stats = fs.statSync(nodePath(request.cwd));
      if (!stats.isDirectory()) {
        return ERRNO.ENOTDIR;
      }
      fs.accessSync(nodePath(request.cwd), fs.constants.X_OK);
      return 0;
    } catch (error) {
      return -(error as NodeJS.ErrnoException).errno!;
    }
  }

  private reportFailure(request: SpawnRequest, errno: number, stage: string): number {
    fs.writeSync(request.errpipeWrite, 'OSError:' + errno.toString(16) + ':' + stage);
    const pid = this.nextPhantom++;
    this.phantoms.set(pid, (request.failedStatus ?? EXEC_FAILED) << 8);
    return pid;
  }

  /** Fills the file actions. Descriptors that had to be moved out of the way are appended to `extras`. */
  private addFileActions(actions: Buffer, request: SpawnRequest, extras: number[]): number {
    const {libc} = this;
    const add = (name: string, ...args: (number | Buffer)[]): void => {
      libc.call('posix_spawn_file_actions_' + name, actions, ...args);
    };
    // A pipe end that sits on another standard descriptor would be overwritten before its turn.
    const moveAway = (fd: number, isInTheWay: boolean): number => {
      if (fd < 0 || !isInTheWay) {
        return fd;
      }
      const moved = libc.call('fcntl', fd, F_DUPFD_CLOEXEC, 3);
      if (moved >= 0) {
        extras.push(moved);
      }
      return moved;
    };
    const {p2cread} = request;
    const c2pwrite = moveAway(request.c2pwrite, request.c2pwrite === 0);
    const errwrite = moveAway(request.errwrite, request.errwrite === 0 || request.errwrite === 1);
    if ((request.c2pwrite >= 0 && c2pwrite < 0) || (request.errwrite >= 0 && errwrite < 0)) {
      return -ERRNO.EMFILE;
    }
    for (const fd of [request.p2cwrite, request.c2pread, request.errread]) {
      if (fd > 2) {
        add('addclose', fd);
      }
    }
    // Onto itself this clears close-on-exec, here and below.
    [p2cread, c2pwrite, errwrite].forEach((fd, standard) => {
      if (fd >= 0) {
        add('adddup2', fd, standard);
      }
    });
    if (request.cwd !== null) {
      add('addchdir_np', cString(request.cwd));
    }
    const keep = new Set(request.fdsToKeep);
    keep.delete(request.errpipeWrite); // the spawn itself reports failures
    if (request.closeFds) {
      for (const name of fs.readdirSync('/proc/self/fd')) {
        const fd = Number(name);
        if (fd > 2 && !keep.has(fd)) {
          add('addclose', fd);
        }
      }
    }
    for (const fd of keep) {
      if (fd >= 0) {
        add('adddup2', fd, fd);
      }
    }
    return 0;
  }

  private setAttributes(attributes: Buffer, request: SpawnRequest): void {
    const {libc} = this;
    let flags = POSIX_SPAWN_SETSIGMASK;
    libc.call('posix_spawnattr_setsigmask', attributes, Buffer.alloc(SIGSET_SIZE));
    if (request.restoreSignals) {
      const defaults = Buffer.alloc(SIGSET_SIZE);
      for (const signal of [SIGPIPE, SIGXFSZ]) {
        defaults[(signal - 1) >> 3] |= 1 << ((signal - 1) & 7);
      }
      libc.call('posix_spawnattr_setsigdefault', attributes, defaults);
      flags |= POSIX_SPAWN_SETSIGDEF;
    }
    if (request.startNewSession) {
      flags |= POSIX_SPAWN_SETSID;
    }
    if (request.processGroup >= 0) {
      libc.call('posix_spawnattr_setpgroup', attributes, request.processGroup);
      flags |= POSIX_SPAWN_SETPGROUP;
    }
    libc.call('posix_spawnattr_setflags', attributes, flags);
  }

  /**
   * Gives this thread the umask, groups and ids that the child is to inherit, and returns what puts them back. The saved
   * id stays as it was, so that there is a way back; the exec sets the child's saved ids from the effective ones.
   */
  private borrowIdentity(request: SpawnRequest): (() => void) | number {
    const {libc} = this;
    const undo: (() => void)[] = [];
    const undoAll = (): void => {
      while (undo.length > 0) {
        undo.pop()!();
      }
    };
    const numbers = IDENTITY_CALLS[process.arch];
    const syscall = (number: number, ...args: bigint[]): number => {
      const padded = [...args, 0n, 0n, 0n, 0n].slice(0, 5);
      return libc.call('syscall', number, ...padded);
    };
    if (request.umask >= 0) {
      const old = libc.call('umask', request.umask);
      undo.push(() => libc.call('umask', old));
    }
    if (request.groups !== null || request.gid >= 0 || request.uid >= 0) {
      if (numbers === undefined) {
        undoAll();
        return -ERRNO.ENOSYS;
      }
    }
    let result = 0;
    if (request.groups !== null) {
      const old = Uint32Array.from(process.getgroups!());
      const next = Uint32Array.from(request.groups.length === 0 ? [0] : request.groups);
      result = syscall(numbers.setgroups, BigInt(request.groups.length), libc.address(new Uint8Array(next.buffer)));
      if (result >= 0) {
        undo.push(() => syscall(numbers.setgroups, BigInt(old.length), libc.address(new Uint8Array(old.buffer))));
      }
    }
    if (result >= 0 && request.gid >= 0) {
      const real = BigInt(process.getgid!());
      const effective = BigInt(process.getegid!());
      result = syscall(numbers.setresgid, BigInt(request.gid), BigInt(request.gid), KEEP);
      if (result >= 0) {
        undo.push(() => syscall(numbers.setresgid, real, effective, KEEP));
      }
    }
    if (result >= 0 && request.uid >= 0) {
      const real = BigInt(process.getuid!());
      const effective = BigInt(process.geteuid!());
      result = syscall(numbers.setresuid, BigInt(request.uid), BigInt(request.uid), KEEP);
      if (result >= 0) {
        undo.push(() => syscall(numbers.setresuid, real, effective, KEEP));
      }
    }
    if (result < 0) {
      undoAll();
      return result;
    }
    return undoAll;
  }
}

/** Returns its first argument; the others cannot be collected before this call. */
function keepAlive(result: number, ..._kept: Uint8Array[]): number {
  return result;
}
