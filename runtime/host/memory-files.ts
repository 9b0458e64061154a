/**
 * A file system in memory, for hosts that have none: directories, regular files, symbolic links. Errors are negated errno
 * values as everywhere below the host's door.
 */
import {ERRNO} from './errno';

export const S_IFMT = 0o170000;
export const S_IFDIR = 0o040000;
export const S_IFREG = 0o100000;
export const S_IFLNK = 0o120000;
export const S_IFCHR = 0o020000;

/** How many links a path may go through; Linux's MAXSYMLINKS. */
const MAX_LINKS = 40;

export interface Inode {
  ino: number;
  mode: number;
  nlink: number;
  uid: number;
  gid: number;
  atimeNs: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
  /** A file's bytes; only the first `size` count. */
  data: Uint8Array;
  size: number;
  /** A directory's entries. */
  entries: Map<string, Inode> | null;
  /** A link's target. */
  target: string;
}

/** Where a path leads: the directory that holds its last name, that name, and what it names, if anything. */
interface Place {
  parent: Inode;
  name: string;
  node: Inode | null;
}

export class MemoryFiles {
  readonly root: Inode;
  private nextIno = 1;

  constructor(private readonly now: () => bigint) {
    this.root = this.create(S_IFDIR | 0o755);
    this.root.nlink = 2;
  }

  private create(mode: number): Inode {
    const time = this.now();
    const isDirectory = (mode & S_IFMT) === S_IFDIR;
    return {
      ino: this.nextIno++,
      mode,
      nlink: 1,
      uid: 0,
      gid: 0,
      atimeNs: time,
      mtimeNs: time,
      ctimeNs: time,
      data: new Uint8Array(0),
      size: 0,
      entries: isDirectory ? new Map() : null,
      target: '',
    };
  }

  /** Walks an absolute path. The last name may be absent; every one before it must be a directory. */
  private walk(path: string, follow: boolean): Place | number {
    if (path === '') {
      return -ERRNO.ENOENT;
    }
    const trail: Inode[] = [this.root];
    let rest = path.split('/').filter((part) => part !== '' && part !== '.');
    const mustBeDirectory = /\/\.?$/.test(path);
    let links = 0;
    let place: Place = {parent: this.root, name: '', node: this.root};
    while (rest.length > 0) {
      const name = rest[0];
      rest = rest.slice(1);
      const parent: Inode = trail[trail.length - 1];
      if (parent.entries === null) {
        return -ERRNO.ENOTDIR;
      }
      if (name === '..') {
        if (trail.length > 1) {
          trail.pop();
        }
        place = {parent, name, node: trail[trail.length - 1]};
        continue;
      }
      const node = parent.entries.get(name) ?? null;
      if (node === null && rest.length > 0) {
        return -ERRNO.ENOENT;
      }
      if (node !== null && (node.mode & S_IFMT) === S_IFLNK && (rest.length > 0 || follow || mustBeDirectory)) {
        if (++links > MAX_LINKS) {
          return -ERRNO.ELOOP;
        }
        if (node.target.startsWith('/')) {
          trail.length = 1;
        }
        rest = node.target
          .split('/')
          .filter((part) => part !== '' && part !== '.')
          .concat(rest);
        place = {parent: trail[trail.length - 1], name: '', node: trail[trail.length - 1]};
        continue;
      }
      place = {parent, name, node};
      if (node !== null) {
        trail.push(node);
      }
    }
    if (mustBeDirectory && place.node !== null && place.node.entries === null) {
      return -ERRNO.ENOTDIR;
    }
    return place;
  }

  /** What a path names. */
  lookup(path: string, follow: boolean): Inode | number {
    const place = this.walk(path, follow);
    return typeof place === 'number' ? place : (place.node ?? -ERRNO.ENOENT);
  }

  /** The place for a new name; EEXIST when it is taken. */
  private vacant(path: string): Place | number {
    const place = this.walk(path, false);
    return typeof place !== 'number' && place.node !== null ? -ERRNO.EEXIST : place;
  }

  private enter(place: Place, node: Inode): void {
    place.parent.entries!.set(place.name, node);
    place.parent.mtimeNs = place.parent.ctimeNs = this.now();
  }

  private leave(place: Place): void {
    place.parent.entries!.delete(place.name);
    place.parent.mtimeNs = place.parent.ctimeNs = this.now();
    place.node!.nlink--;
  }

  /** Finds or makes a regular file, as open's O_CREAT and O_EXCL ask. */
  openFile(path: string, create: boolean, exclusive: boolean, mode: number): Inode | number {
    const place = this.walk(path, !(create && exclusive));
    if (typeof place === 'number') {
      return place;
    }
    if (place.node !== null) {
      return create && exclusive ? -ERRNO.EEXIST : place.node;
    }
    if (!create) {
      return -ERRNO.ENOENT;
    }
    const node = this.create(S_IFREG | (mode & 0o7777));
    this.enter(place, node);
    return node;
  }

  mkdir(path: string, mode: number): number {
    const place = this.vacant(path);
    if (typeof place === 'number') {
      return place;
    }
    const node = this.create(S_IFDIR | (mode & 0o7777));
    node.nlink = 2;
    place.parent.nlink++;
    this.enter(place, node);
    return 0;
  }

  rmdir(path: string): number {
    const place = this.walk(path, false);
    if (typeof place === 'number') {
      return place;
    }
    if (place.node === null) {
      return -ERRNO.ENOENT;
    }
    if (place.node.entries === null) {
      return -ERRNO.ENOTDIR;
    }
    if (place.name === '' || place.node.entries.size > 0) {
      return place.name === '' ? -ERRNO.EBUSY : -ERRNO.ENOTEMPTY;
    }
    this.leave(place);
    place.parent.nlink--;
    return 0;
  }

  unlink(path: string): number {
    const place = this.walk(path, false);
    if (typeof place === 'number') {
      return place;
    }
    if (place.node === null) {
      return -ERRNO.ENOENT;
    }
    if (place.node.entries !== null) {
      return -ERRNO.EISDIR;
    }
    this.leave(place);
    return 0;
  }

  rename(from: string, to: string): number {
    const source = this.walk(from, false);
    const target = this.walk(to, false);
    if (typeof source === 'number') {
      return source;
    }
    if (typeof target === 'number') {
      return target;
    }
    if (source.node === null) {
      return -ERRNO.ENOENT;
    }
    if (source.node === target.node) {
      return 0;
    }
    if (source.node.entries !== null && contains(source.node, target.parent)) {
      return -ERRNO.EINVAL;
    }
    if (target.node !== null) {
      if (source.node.entries === null && target.node.entries !== null) {
        return -ERRNO.EISDIR;
      }
      if (source.node.entries !== null && target.node.entries === null) {
        return -ERRNO.ENOTDIR;
      }
      if (target.node.entries !== null && target.node.entries.size > 0) {
        return -ERRNO.ENOTEMPTY;
      }
      this.leave(target);
    }
    const {node} = source;
    this.leave(source);
    node.nlink++;
    this.enter(target, node);
    return 0;
  }

  link(from: string, to: string): number {
    const node = this.lookup(from, false);
    if (typeof node === 'number') {
      return node;
    }
    const place = this.vacant(to);
    if (typeof place === 'number') {
      return place;
    }
    if (node.entries !== null) {
      return -ERRNO.EPERM;
    }
    node.nlink++;
    this.enter(place, node);
    return 0;
  }

  symlink(target: string, path: string): number {
    const place = this.vacant(path);
    if (typeof place === 'number') {
      return place;
    }
    const node = this.create(S_IFLNK | 0o777);
    node.target = target;
    node.size = target.length;
    this.enter(place, node);
    return 0;
  }

  read(node: Inode, buffer: Uint8Array, offset: number, length: number, position: number): number {
    const count = Math.max(Math.min(length, node.size - position), 0);
    buffer.set(node.data.subarray(position, position + count), offset);
    return count;
  }

  write(node: Inode, buffer: Uint8Array, offset: number, length: number, position: number): number {
    if (position + length > node.size) {
      this.truncate(node, position + length);
    }
    node.data.set(buffer.subarray(offset, offset + length), position);
    node.mtimeNs = node.ctimeNs = this.now();
    return length;
  }

  truncate(node: Inode, size: number): void {
    if (size > node.data.length) {
      const grown = new Uint8Array(Math.max(size, node.data.length * 2, 64));
      grown.set(node.data.subarray(0, node.size));
      node.data = grown;
    } else if (size < node.size) {
      node.data.fill(0, size, node.size);
    }
    node.size = size;
    node.mtimeNs = node.ctimeNs = this.now();
  }
}

function contains(folder: Inode, node: Inode): boolean {
  if (folder === node) {
    return true;
  }
  for (const entry of folder.entries!.values()) {
    if (entry.entries !== null && contains(entry, node)) {
      return true;
    }
  }
  return false;
}
