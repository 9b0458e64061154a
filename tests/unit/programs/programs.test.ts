/** Runs the programs of tests/badinput and tests/commands and compares what they print, and their exit status, with what CPython 3.13.5 printed (the .py.exp beside each). */
import {execFile} from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const root = path.resolve(__dirname, '../../..');
/** Some start many interpreters, one after the other. */
const TIMEOUT_MS = 300_000;

/** What a program printed and its status, in the form the goldens have. */
function run(folder: string, program: string): Promise<string> {
  return new Promise(resolve => {
    const env = {PATH: process.env.PATH, HOME: '/tmp', LANG: 'C.UTF-8', PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1'};
    execFile(path.join(root, 'scripts/vivarium'), ['-S', program], {cwd: folder, env, maxBuffer: 1 << 26}, (error, stdout, stderr) => {
      const out = stdout.replaceAll(`${folder}/`, ''), errors = stderr.replaceAll(`${folder}/`, '');
      resolve(`${out}${errors === '' ? '' : `--- stderr\n${errors}`}--- exit ${error === null ? 0 : Number(error.code)}\n`);
    });
  });
}

describe.each(['badinput', 'commands'])('tests/%s', name => {
  const folder = path.join(root, 'tests', name);
  const programs = fs.readdirSync(folder).filter(file => fs.existsSync(path.join(folder, `${file}.exp`))).sort();
  test.each(programs)('%s', async program => {
    expect(await run(folder, program)).toBe(fs.readFileSync(path.join(folder, `${program}.exp`), 'utf8'));
  }, TIMEOUT_MS);
  test('there are programs', () => expect(programs.length).toBeGreaterThan(0));
});
