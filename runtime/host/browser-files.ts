/** Files and directories in memory, and the descriptors that are open on them. */
import {ERRNO} from './errno';
import type {DirectoryEntries, StatResult} from './host';
import type {SignalWords} from './signals';
import {MemoryFiles, S_IFCHR, S_IFDIR, S_IFLNK, S_IFMT, type Inode} from './memory-files';

const O_ACCMODE = 3;
const O_RDONLY = 0;
const O_WRONLY = 1;
const O_CREAT = 0o100;
const O_EXCL = 0o200;
const O_TRUNC = 0o1000;
const O_APPEND = 0o2000;
const O_DIRECTORY = 0o200000;

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

/** An open file. The standard streams have no inode. */
interface OpenFile {
  node: Inode | null;
  stream: number;
  path: string;
  flags: number;
  position: number;
}

/** The part of a page's host that is about files: paths, descriptors, and the standard streams, which the page gives. */
export abstract class BrowserFiles {
  readonly files: MemoryFiles;
  private readonly openFiles: (OpenFile | null)[] = [];
  protected readonly encoder = new TextEncoder();
  private readonly pendingLines = ['', '', ''];
  private cwd = '/';
  private mask = 0o022;

  constructor(protected readonly options: BrowserOptions) {
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

  /** Nanoseconds since 1970. */
  protected abstract realtime(): bigint;

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
