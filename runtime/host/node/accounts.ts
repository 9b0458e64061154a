import * as fs from 'fs';
import type {GroupEntry, PasswdEntry} from '../host';
import {decodeBytes} from './bytes';

/**
 * The lines of a colon-separated database with at least `fields` fields; empty when there is no such file.
 * DIVERGES: reads the files; other sources of nsswitch.conf (LDAP and the like) are not asked.
 */
function readDatabase(path: string, fields: number): string[][] {
  let text: string;
  try {
    text = decodeBytes(fs.readFileSync(path));
  } catch {
    return [];
  }
  const lines: string[][] = [];
  for (const line of text.split('\n')) {
    const parts = line.split(':');
    if (parts.length >= fields && !line.startsWith('#')) {
      lines.push(parts);
    }
  }
  return lines;
}

/** All users. CPython: Modules/pwdmodule.c pwd_getpwall_impl() */
export function readPasswd(): PasswdEntry[] {
  return readDatabase('/etc/passwd', 7).map(([name, passwd, uid, gid, gecos, dir, shell]) => ({
    name,
    passwd,
    uid: Number(uid),
    gid: Number(gid),
    gecos,
    dir,
    shell,
  }));
}

/** All groups. CPython: Modules/grpmodule.c grp_getgrall_impl() */
export function readGroups(): GroupEntry[] {
  return readDatabase('/etc/group', 4).map(([name, passwd, gid, members]) => ({
    name,
    passwd,
    gid: Number(gid),
    members: members === '' ? [] : members.split(','),
  }));
}
