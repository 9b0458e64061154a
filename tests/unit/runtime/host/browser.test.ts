import * as path from 'path';
import {buildSync} from 'esbuild';
import {BrowserHost, HostExit} from '../../../../runtime/host/browser';
import {ERRNO} from '../../../../runtime/host/errno';
import type {BrokenDownTime, StatResult} from '../../../../runtime/host/host';
import {takeSignal} from '../../../../runtime/host/signals';

const O_RDWR_CREAT = 0o2 | 0o100;

function text(value: Uint8Array | number): string {
  return typeof value === 'number' ? String(value) : Buffer.from(value).toString();
}

test('it needs nothing from Node', () => {
  const result = buildSync({
    entryPoints: [path.resolve(__dirname, '../../../../runtime/host/browser.ts')],
    bundle: true,
    platform: 'browser',
    write: false,
  });
  expect(result.outputFiles[0].text).not.toMatch(/require\(/);
});

test('files', () => {
  const host = new BrowserHost({files: {'/lib/a.py': 'print(1)\n'}});
  expect(text(host.readFile('/lib/a.py'))).toBe('print(1)\n');
  expect(host.mkdir('/d', 0o777)).toBe(0);
  expect(host.chdir('d')).toBe(0);
  const fd = host.open('x', O_RDWR_CREAT, 0o666);
  expect(host.write(fd, Buffer.from('hello'), 0, 5)).toBe(5);
  expect(host.lseek(fd, 10, 0)).toBe(10);
  expect(host.write(fd, Buffer.from('!'), 0, 1)).toBe(1);
  expect((host.fstat(fd) as StatResult).size).toBe(11);
  expect(host.ftruncate(fd, 2)).toBe(0);
  expect(host.ftruncate(fd, 4)).toBe(0);
  expect(text(host.readFile('/d/x'))).toBe('he\0\0');
  expect((host.stat('x') as StatResult).mode).toBe(0o100644);
  expect(host.open('x', O_RDWR_CREAT | 0o200, 0o666)).toBe(-ERRNO.EEXIST);
  expect(host.close(fd)).toBe(0);
  expect(host.close(fd)).toBe(-ERRNO.EBADF);
  expect(host.rmdir('/d')).toBe(-ERRNO.ENOTEMPTY);
});

test('links and renames', () => {
  const host = new BrowserHost({files: {'/a/b/c': 'c'}});
  expect(host.symlink('b', '/a/link')).toBe(0);
  expect(text(host.readFile('/a/link/c'))).toBe('c');
  expect(text(host.readFile('/a/link/../b/./c'))).toBe('c');
  expect(host.symlink('loop', '/a/loop')).toBe(0);
  expect(host.stat('/a/loop')).toBe(-ERRNO.ELOOP);
  expect(host.readlink('/a/link')).toBe('b');
  expect(host.stat('/a/b/c/')).toBe(-ERRNO.ENOTDIR);
  expect(host.stat('/a/b/c/d')).toBe(-ERRNO.ENOTDIR);
  expect(host.rename('/a', '/a/b/d')).toBe(-ERRNO.EINVAL);
  expect(host.link('/a/b/c', '/c')).toBe(0);
  expect((host.stat('/c') as StatResult).nlink).toBe(2);
  expect(host.rename('/c', '/e')).toBe(0);
  expect(host.unlink('/a/b/c')).toBe(0);
  expect((host.stat('/e') as StatResult).nlink).toBe(1);
  expect(host.listdir('/a')).toEqual(['b', 'link', 'loop']);
});

test('streams, signals and the end', () => {
  const shown: string[] = [];
  const host = new BrowserHost({output: (fd, bytes) => shown.push(fd + text(bytes))});
  expect(host.write(1, Buffer.from('abc'), 1, 1)).toBe(1);
  expect(shown).toEqual(['1b']);
  expect(host.read(0, Buffer.alloc(1), 0, 1)).toBe(0);
  expect(host.lseek(1, 0, 1)).toBe(-ERRNO.ESPIPE);
  expect(() => host.exit(3)).toThrow(HostExit);
  host.setSignal(2, 'catch');
  host.kill(1, 2);
  expect(host.sleep(1_000_000n)).toBe(-ERRNO.EINTR);
  expect(takeSignal(host.signals)).toBe(2);
  expect(host.sleep(1_000_000n)).toBe(0);
});

test('time goes through broken-down time and back', () => {
  const host = new BrowserHost();
  for (const seconds of [0, -1, 1_750_000_000, -59_000_000_000]) {
    expect(host.mktime(host.localtime(seconds) as BrokenDownTime)).toBe(seconds);
  }
});
