/** Runs each program of tests/basics and compares what it prints, and its exit status, with what CPython 3.13.5 printed (the .py.exp beside it). */
import {execFile} from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const root = path.resolve(__dirname, '../../..');
const folder = path.join(root, 'tests/basics');
const programs = fs.existsSync(folder) ? fs.readdirSync(folder).filter(name => name.endsWith('.py')).sort() : [];

/** What a program printed and its status, in the form the goldens have. */
function run(program: string): Promise<string> {
  return new Promise(resolve => {
    const env = {PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, HOME: '/tmp', LANG: 'C.UTF-8', PYTHONHASHSEED: '0'};
    execFile(path.join(root, 'scripts/vivarium'), ['-S', program], {cwd: folder, env}, (error, stdout, stderr) => {
      const errors = stderr.replaceAll(`${folder}/`, '');
      resolve(`${stdout}${errors === '' ? '' : `--- stderr\n${errors}`}--- exit ${error === null ? 0 : Number(error.code)}\n`);
    });
  });
}

describe('tests/basics', () => {
  test.each(programs)('%s', async program => {
    expect(await run(program)).toBe(fs.readFileSync(path.join(folder, `${program}.exp`), 'utf8'));
  });
  test('there are programs', () => expect(programs.length).toBeGreaterThan(0));
});
