/** Writes all generated files anew, in the order in which they need each other: `npm run regen`. */
import {execFileSync} from 'child_process';
import * as path from 'path';

const GENERATORS = ['regen-accessors', 'regen-ast', 'regen-grammar', 'regen-cases', 'regen-rehash', 'regen-extension-api'];

for (const name of GENERATORS) {
  execFileSync(process.execPath, ['-r', 'ts-node/register/transpile-only', path.join(__dirname, `${name}.ts`)], {stdio: 'inherit', cwd: path.join(__dirname, '..')});
}
