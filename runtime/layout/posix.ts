/** Layouts of the objects of posix, _thread, select and _socket. CPython: Modules/posixmodule.c, Modules/_threadmodule.c */
import {field, struct, type Field, type Kind, type Struct} from './layout';

/** A field whose accessors carry the name of its struct in front. */
const of = (prefix: string) => (name: string, kind: Kind, offset: number): Field => field(name, kind, offset, `${prefix}_${name}`, `set_${prefix}_${name}`);
const entry = of('DirEntry'), rlock = of('rlock'), local = of('local');

export const POSIX_STRUCTS: readonly Struct[] = [
  struct('DirEntry', 72, [
    entry('name', 'ref', 16), entry('path', 'ref', 24), entry('stat', 'ref', 32), entry('lstat', 'ref', 40), entry('d_type', 'int', 48), entry('dir_fd', 'int', 64),
  ]),
  // path and open directory are P's
  struct('ScandirIterator', 120, []),
  // state is P's (class LockData)
  struct('lockobject', 24, []),
  struct('rlockobject', 48, [rlock('weakreflist', 'borrowed', 40)]),
  struct('PyThreadHandleObject', 24, []),
  struct('localobject', 56, [local('args', 'ref', 16), local('kw', 'ref', 24), local('weakreflist', 'borrowed', 32), local('localdicts', 'ref', 40), local('thread_watchdogs', 'ref', 48)]),
];
