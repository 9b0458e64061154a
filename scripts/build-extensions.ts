/** Writes a file for each extension library of this program into build/lib/python3.13/lib-dynload, where importlib finds it. */
import * as fs from 'fs';
import * as path from 'path';
import {EXTENSION_NAMES} from '../import/extension-names';

const folder = path.resolve(__dirname, '..', 'build', 'lib', 'python3.13', 'lib-dynload');
const suffix = '.cpython-313-x86_64-linux-gnu.so';
fs.mkdirSync(folder, {recursive: true});
for (const name of EXTENSION_NAMES) fs.writeFileSync(path.join(folder, name + suffix), `//!vivarium-extension builtin ${name}\n`);
