/** Runs each program of tests/import and compares what it prints, and its exit status, with what CPython 3.13.5 printed (the .py.exp beside it). */
import {execFile} from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const root = path.resolve(__dirname, '../../..'), folder = path.join(root, 'tests/import');
/** Some make dozens of interpreters. */
const TIMEOUT_MS = 300_000;

/** What a program printed and its status, in the form the goldens have. */
function run(program: string): Promise<string> {
  return new Promise(resolve => {
    const env = {PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, HOME: '/tmp', LANG: 'C.UTF-8', PYTHONHASHSEED: '0'};
    execFile(path.join(root, 'scripts/vivarium'), [program], {cwd: folder, env, maxBuffer: 1 << 24}, (error, stdout, stderr) => {
      resolve(`${stdout}${stderr === '' ? '' : `--- stderr\n${stderr}`}--- exit ${error === null ? 0 : Number(error.code)}\n`);
    });
  });
}

const programs = fs.readdirSync(folder).filter(name => fs.existsSync(path.join(folder, `${name}.exp`))).sort();

test.each(programs)('%s', async program => {
  expect(await run(program)).toBe(fs.readFileSync(path.join(folder, `${program}.exp`), 'utf8'));
}, TIMEOUT_MS);
test('there are programs', () => expect(programs.length).toBeGreaterThan(5));
