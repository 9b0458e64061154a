import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {ERRNO} from '../../../../runtime/host/errno';
import type {SpawnRequest, StatResult} from '../../../../runtime/host/host';
import {DirectKernelLink} from '../../../../runtime/host/node/kernel-link';
import {NodeHost} from '../../../../runtime/host/node/nodehost';
import {createSignalWords} from '../../../../runtime/host/signals';

const host = new NodeHost(new DirectKernelLink(createSignalWords()));
const O_RDWR_CREAT = 0o2 | 0o100;
let dir: string;

beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vivarium-host-'));
});

afterAll(() => {
  fs.rmSync(dir, {recursive: true});
});

function pair(result: [number, number] | number): [number, number] {
  if (typeof result === 'number') {
    throw new Error('errno ' + -result);
  }
  return result;
}

function readAll(fd: number): string {
  const buffer = Buffer.alloc(4096);
  let text = '';
  for (let n = host.read(fd, buffer, 0, 4096); n > 0; n = host.read(fd, buffer, 0, 4096)) {
    text += buffer.toString('latin1', 0, n);
  }
  return text;
}

describe('descriptors', () => {
  test('write, seek, read, truncate', () => {
    const file = path.join(dir, 'file');
    const fd = host.open(file, O_RDWR_CREAT, 0o644);
    expect(fd).toBeGreaterThan(2);
    expect(host.write(fd, Buffer.from('hello'), 0, 5)).toBe(5);
    expect(host.lseek(fd, 0, 1)).toBe(5);
    expect(host.lseek(fd, 1, 0)).toBe(1);
    expect(readAll(fd)).toBe('ello');
    expect(host.pwrite(fd, Buffer.from('J'), 0, 1, 0)).toBe(1);
    expect(host.ftruncate(fd, 3)).toBe(0);
    expect((host.fstat(fd) as StatResult).size).toBe(3);
    expect(Buffer.from(host.readFile(file) as Uint8Array).toString()).toBe('Jel');
    expect(host.getInheritable(fd)).toBe(0);
    expect(host.isatty(fd)).toBe(-ERRNO.ENOTTY);
    expect(host.close(fd)).toBe(0);
    expect(host.close(fd)).toBe(-ERRNO.EBADF);
    expect(host.read(fd, Buffer.alloc(1), 0, 1)).toBe(-ERRNO.EBADF);
    expect(host.read(-1, Buffer.alloc(1), 0, 1)).toBe(-ERRNO.EBADF);
  });

  test('the position of a pipe is an error before and after koffi is loaded', () => {
    const fresh = new NodeHost(new DirectKernelLink(createSignalWords()));
    const [read, write] = pair(host.pipe2(0o2000000));
    expect(fresh.lseek(read, 0, 1)).toBe(-ERRNO.ESPIPE);
    expect(host.lseek(read, 0, 1)).toBe(-ERRNO.ESPIPE);
    host.close(read);
    expect(host.write(write, Buffer.from('x'), 0, 1)).toBe(-ERRNO.EPIPE);
    host.close(write);
  });

  test('a full non-blocking pipe says EAGAIN', () => {
    const O_NONBLOCK = 0o4000;
    const [read, write] = pair(host.pipe2(O_NONBLOCK));
    const block = Buffer.alloc(65536);
    expect(host.write(write, block, 0, 65536)).toBe(65536);
    expect(host.write(write, block, 0, 1)).toBe(-ERRNO.EAGAIN);
    const fds = Int32Array.of(read, 1, 0, write, 4, 0);
    expect(host.poll(fds, 0)).toBe(1);
    expect(Array.from(fds)).toEqual([read, 1, 1, write, 4, 0]);
    host.close(read);
    host.close(write);
  });

  test('dup and dup2', () => {
    const [read, write] = pair(host.pipe2(0));
    expect(host.getInheritable(read)).toBe(1);
    const copy = host.dup(write);
    expect(host.getInheritable(copy)).toBe(0);
    expect(host.dup2(write, copy, true)).toBe(copy);
    expect(host.getInheritable(copy)).toBe(1);
    expect(host.setInheritable(copy, false)).toBe(0);
    expect(host.dup2(9999, copy, true)).toBe(-ERRNO.EBADF);
    for (const fd of [read, write, copy]) {
      host.close(fd);
    }
  });
});

describe('paths', () => {
  test('errors are errno values', () => {
    expect(host.stat(path.join(dir, 'absent'))).toBe(-ERRNO.ENOENT);
    fs.writeFileSync(path.join(dir, 'plain'), '');
    expect(host.stat(path.join(dir, 'plain/x'))).toBe(-ERRNO.ENOTDIR);
    expect(host.open(dir, 1, 0)).toBe(-ERRNO.EISDIR);
    expect(host.rmdir(path.join(dir, 'plain'))).toBe(-ERRNO.ENOTDIR);
    expect(host.listdir(path.join(dir, 'plain'))).toBe(-ERRNO.ENOTDIR);
  });

  test('names that are not UTF-8 come back as they were', () => {
    const sub = path.join(dir, 'names');
    expect(host.mkdir(sub, 0o777)).toBe(0);
    const names = ['caf\u00e9', 'bad\udcff\udc80', '\u{1f600}'];
    for (const name of names) {
      host.close(host.open(sub + '/' + name, O_RDWR_CREAT, 0o600));
    }
    expect((host.listdir(sub) as string[]).sort()).toEqual([...names].sort());
    expect(host.symlink(sub + '/' + names[1], sub + '/link')).toBe(0);
    expect(host.readlink(sub + '/link')).toBe(sub + '/' + names[1]);
    for (const name of [...names, 'link']) {
      expect(host.unlink(sub + '/' + name)).toBe(0);
    }
    expect(host.rmdir(sub)).toBe(0);
  });

  test('times keep their nanoseconds', () => {
    const file = path.join(dir, 'times');
    fs.writeFileSync(file, '');
    expect(host.utime(file, -1n, 1_234_567_890_123_456_789n, true)).toBe(0);
    const stats = host.stat(file) as StatResult;
    expect([stats.atimeNs, stats.mtimeNs]).toEqual([-1n, 1_234_567_890_123_456_789n]);
  });

  test('relative to an open directory', () => {
    const fd = host.open(dir, 0o200000, 0);
    expect(host.mkdir(host.at(fd, 'inner'), 0o777)).toBe(0);
    expect(fs.existsSync(path.join(dir, 'inner'))).toBe(true);
    host.close(fd);
  });
});

describe('children', () => {
  /** A request with the three standard pipes left alone and the error pipe open. */
  function request(argv: string[], changes: Partial<SpawnRequest>): {spawn: SpawnRequest; errors: () => string} {
    const [errpipeRead, errpipeWrite] = pair(host.pipe2(0o2000000));
    const spawn: SpawnRequest = {
      argv,
      executables: ['/nonexistent/' + argv[0], '/bin/' + argv[0], '/usr/bin/' + argv[0]],
      closeFds: true,
      fdsToKeep: [errpipeWrite],
      cwd: null,
      env: null,
      p2cread: -1,
      p2cwrite: -1,
      c2pread: -1,
      c2pwrite: -1,
      errread: -1,
      errwrite: -1,
      errpipeRead,
      errpipeWrite,
      restoreSignals: true,
      startNewSession: false,
      processGroup: -1,
      groups: null,
      uid: -1,
      gid: -1,
      umask: -1,
      ...changes,
    };
    const errors = (): string => {
      host.close(errpipeWrite);
      const text = readAll(errpipeRead);
      host.close(errpipeRead);
      return text;
    };
    return {spawn, errors};
  }

  /** Runs a shell command to its end and returns what it printed and its wait status. */
  function shell(command: string, changes: Partial<SpawnRequest> = {}): {output: string; status: number; errors: string} {
    const [c2pread, c2pwrite] = pair(host.pipe2(0o2000000));
    const {spawn, errors} = request(['sh', '-c', command], {c2pread, c2pwrite, ...changes});
    const pid = host.forkExec(spawn);
    expect(pid).toBeGreaterThan(0);
    host.close(c2pwrite);
    const failure = errors();
    const output = readAll(c2pread);
    host.close(c2pread);
    const result = host.waitpid(pid, 0);
    if (typeof result === 'number') {
      throw new Error('waitpid: ' + result);
    }
    expect(result.pid).toBe(pid);
    return {output, status: result.status, errors: failure};
  }

  test('output, exit status and death by a signal', () => {
    expect(shell('echo hello; exit 3')).toEqual({output: 'hello\n', status: 3 << 8, errors: ''});
    expect(shell('kill -9 $$').status).toBe(9);
  });

  test('environment, directory, session, umask', () => {
    expect(shell('echo $A; pwd; umask', {env: ['A=\udcff1'], cwd: '/usr', umask: 0o27}).output).toBe('\xff1\n/usr\n0027\n');
    const [sid, pid] = shell('cut -d" " -f6 /proc/self/stat; echo $$', {startNewSession: true}).output.trim().split('\n');
    expect(sid).toBe(pid);
  });

  test('only the kept descriptors are inherited', () => {
    const [read, write] = pair(host.pipe2(0));
    const listing = 'ls /proc/self/fd | tr "\\n" " "';
    const kept = shell(listing, {fdsToKeep: [write]})
      .output.trim()
      .split(' ')
      .map(Number);
    expect(kept).toContain(write);
    expect(kept).not.toContain(read);
    host.close(read);
    host.close(write);
  });

  test('what keeps a program from starting is told through the error pipe', () => {
    for (const [changes, message] of [
      [{executables: ['/nonexistent/a']}, 'OSError:2:'],
      [{executables: ['/etc/passwd']}, 'OSError:d:'],
      [{executables: ['/nonexistent/a', '/etc/passwd', '/nonexistent/b']}, 'OSError:d:'],
      [{cwd: '/nonexistent'}, 'OSError:2:noexec:chdir'],
    ] as [Partial<SpawnRequest>, string][]) {
      const {spawn, errors} = request(['x'], changes);
      const pid = host.forkExec(spawn);
      expect(errors()).toBe(message);
      expect(host.waitpid(pid, 0)).toEqual({pid, status: 255 << 8});
      expect(host.waitpid(pid, 0)).toBe(-ERRNO.ECHILD);
    }
  });

  test('waiting without hanging', () => {
    const {spawn, errors} = request(['sleep', '5'], {});
    const pid = host.forkExec(spawn);
    expect(errors()).toBe('');
    expect(host.waitpid(pid, 1)).toEqual({pid: 0, status: 0});
    expect(host.kill(pid, 15)).toBe(0);
    expect(host.waitpid(pid, 0)).toEqual({pid, status: 15});
    expect(host.kill(pid, 0)).toBe(-ERRNO.ESRCH);
  });

  const asRoot = process.getuid!() === 0 ? test : test.skip;
  asRoot('another user', () => {
    const changes = {uid: 65534, gid: 65534, groups: [65534]};
    expect(shell('id -u; id -g; id -G; grep -E "^(Uid|Gid)" /proc/self/status | tr -s "\\t" " "', changes).output).toBe(
      '65534\n65534\n65534\nUid: 65534 65534 65534 65534\nGid: 65534 65534 65534 65534\n',
    );
    expect(fs.readFileSync('/proc/thread-self/status', 'latin1')).toMatch(/Uid:\t0\t0\t0\t0\n/);
  });
});

describe('clocks and the rest', () => {
  test('real time agrees with Date before and after koffi is loaded', () => {
    const fresh = new NodeHost(new DirectKernelLink(createSignalWords()));
    for (const each of [fresh, host]) {
      expect(Math.abs(Number(each.clockGettime(0) as bigint) / 1e6 - Date.now())).toBeLessThan(50);
    }
    const before = host.clockGettime(1) as bigint;
    expect((host.clockGettime(1) as bigint) - before).toBeGreaterThan(0n);
    expect(host.clockGettime(2)).toBeGreaterThan(0n);
    expect(host.clockGettime(3)).toBeGreaterThan(0n);
    expect(host.clockGettime(99)).toBe(-ERRNO.EINVAL);
  });

  test('zones', () => {
    const old = process.env.TZ;
    expect(host.putenv('TZ', 'Europe/Berlin')).toBe(0);
    const zone = host.tzset();
    if (fs.existsSync('/usr/share/zoneinfo/Europe/Berlin')) {
      expect(zone).toEqual({timezone: -3600, altzone: -7200, daylight: 1, names: ['CET', 'CEST']});
      expect(host.localtime(1750000000)).toMatchObject({year: 125, mon: 5, mday: 15, hour: 17, isdst: 1, gmtoff: 7200, zone: 'CEST'});
    }
    host.putenv('TZ', 'EST5EDT,M3.2.0,M11.1.0');
    expect(host.tzset()).toEqual({timezone: 18000, altzone: 14400, daylight: 1, names: ['EST', 'EDT']});
    host.putenv('TZ', 'UTC0');
    host.tzset();
    const tm = host.localtime(-1);
    expect(tm).toMatchObject({year: 69, sec: 59, zone: 'UTC'});
    expect(host.mktime(tm as Exclude<typeof tm, number>)).toBe(-1);
    host.putenv('TZ', old ?? null);
    host.tzset();
  });

  test('sockets through call', () => {
    const pairOfSockets = new Int32Array(2);
    expect(host.call('socketpair', 1, 1, 0, new Uint8Array(pairOfSockets.buffer))).toBe(0);
    const [a, b] = pairOfSockets;
    expect(host.call('send', a, Buffer.from('ping'), 4, 0)).toBe(4);
    const buffer = Buffer.alloc(8);
    expect(host.call('recv', b, buffer, 8, 0)).toBe(4);
    expect(buffer.toString('latin1', 0, 4)).toBe('ping');
    host.close(a);
    host.close(b);
    expect(host.call('no_such_function')).toBe(-ERRNO.ENOSYS);
    expect(host.call('getpriority', 0, 0)).toBeGreaterThan(0);
  });

  test('names', () => {
    const answers = host.network.getaddrinfo('127.0.0.1', '80', 2, 1, 0, 0);
    expect(answers).toEqual([
      {family: 2, type: 1, protocol: 6, canonname: '', address: Uint8Array.of(2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)},
    ]);
    expect(host.getpwall().find((user) => user.uid === 0)!.name).toBe('root');
    expect(host.uname().sysname).toBe('Linux');
    expect(host.cpuCount()).toBeGreaterThan(0);
    const bytes = new Uint8Array(64);
    expect(host.urandom(bytes)).toBe(0);
    expect(bytes.some((byte) => byte !== 0)).toBe(true);
  });
});

test('each call that enters leaves, whether it waits or not: the kernel takes an odd count for a blocked VM', () => {
  let entered = 0;
  class CountingLink extends DirectKernelLink {
    override enterBlocking(): boolean {
      entered++;
      return false;
    }
    override leaveBlocking(): void {
      entered--;
    }
  }
  const counted = new NodeHost(new CountingLink(createSignalWords())), fd = counted.open('/dev/null', 2, 0), bytes = new Uint8Array(1);
  const counts = [() => counted.read(fd, bytes, 0, 1), () => counted.write(fd, bytes, 0, 1), () => counted.pread(fd, bytes, 0, 1, 0), () => counted.call('getpgrp'), () => counted.call('poll', new Uint8Array(8), 0, 0)].map(call => {
    call();
    return entered;
  });
  counted.close(fd);
  expect(counts).toEqual([0, 0, 0, 0, 0]);
});
