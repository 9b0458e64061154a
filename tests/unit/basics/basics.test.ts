/** Runs each program of tests/basics and tests/threads, and compares what it prints, and its exit status, with what CPython 3.13.5 printed (the .py.exp beside it). */
import {execFile} from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const root = path.resolve(__dirname, '../../..');
function programsIn(folder: string): string[] {
  return fs.readdirSync(folder).filter(name => name.endsWith('.py')).sort();
}

/** What a program printed and its status, in the form the goldens have. */
function run(folder: string, program: string): Promise<string> {
  return new Promise(resolve => {
    const env = {PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, HOME: '/tmp', LANG: 'C.UTF-8', PYTHONHASHSEED: '0'};
    execFile(path.join(root, 'scripts/vivarium'), ['-S', program], {cwd: folder, env}, (error, stdout, stderr) => {
      const errors = stderr.replaceAll(`${folder}/`, '');
      resolve(`${stdout}${errors === '' ? '' : `--- stderr\n${errors}`}--- exit ${error === null ? 0 : Number(error.code)}\n`);
    });
  });
}

describe.each(['tests/basics', 'tests/threads'])('%s', name => {
  const folder = path.join(root, name), programs = programsIn(folder);
  test.each(programs)('%s', async program => {
    expect(await run(folder, program)).toBe(fs.readFileSync(path.join(folder, `${program}.exp`), 'utf8'));
  });
  test('there are programs', () => expect(programs.length).toBeGreaterThan(0));
});
