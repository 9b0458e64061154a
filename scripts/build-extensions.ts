/** Writes a file for each extension library of this program into build/lib/python3.13/lib-dynload, or beside the library's own files, where importlib finds it. */
import * as fs from 'fs';
import * as path from 'path';
import {EXTENSION_NAMES, LIBRARY_EXTENSION_NAMES} from '../import/extension-names';

const library = path.resolve(__dirname, '..', 'build', 'lib', 'python3.13');
const folder = path.join(library, 'lib-dynload');
const suffix = '.cpython-313-x86_64-linux-gnu.so';
fs.mkdirSync(folder, {recursive: true});
for (const name of EXTENSION_NAMES) fs.writeFileSync(path.join(LIBRARY_EXTENSION_NAMES.includes(name) ? library : folder, name + suffix), `//!vivarium-extension builtin ${name}\n`);
