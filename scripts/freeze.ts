/** Freezes the modules of import/frozen.ts: compiles their sources and writes the marshalled code to build/frozen.bin. Run by the build. */
import * as fs from 'fs';
import * as path from 'path';
import {FROZEN_NAMES, frozenSource} from '../import/frozen';
import {FROZEN_FILE, packFrozen} from '../import/frozen-load';
import {PyMarshal_WriteObjectToBytes} from '../import/marshal';
import {compileSource} from '../import/pythonrun';
import {PyBytes_FromUint8Array} from '../objects/bytesobject';
import {PyErr_Print} from '../objects/errors';
import {PyUnicode_FromString} from '../objects/unicodeobject';
import {PyConfig} from '../runtime/config';
import {DirectKernelLink} from '../runtime/host/node/kernel-link';
import {createSignalWords} from '../runtime/host/signals';
import {NodeHost} from '../runtime/host/node/nodehost';
import {Py_DECREF} from '../runtime/object';
import {Py_InitializeFromConfig} from '../runtime/pylifecycle';
import {NULL} from '../runtime/types';
import '../objects/all-types';

const build = path.resolve(__dirname);
const lib = path.join(build, 'lib', 'python3.13');

/** Sources of frozen modules that no file of the library has. */
const OWN_SOURCES: Readonly<Record<string, string>> = {'__phello__.ham': '', '__phello__.ham.__init__': '', '__phello__.ham.eggs': '', __hello_only__: "initialized = True\nprint('Hello world!')\n"};

/** Marshalled code of one frozen module; null when the library lacks its source. */
function freeze(name: string): Uint8Array | null {
  const file = frozenSource(name), source = path.join(lib, file);
  const own: string | undefined = OWN_SOURCES[name];
  if (own === undefined && !fs.existsSync(source)) return null;
  // a frozen module's code says which one it is
  const shown = name.startsWith('_frozen_importlib') ? file.replace(/\.py$/, '').replace(/\//g, '.') : name === '__hello_only__' ? 'frozen_only' : name;
  const bytes = PyBytes_FromUint8Array(own === undefined ? fs.readFileSync(source) : new TextEncoder().encode(own)), filename = PyUnicode_FromString(`<frozen ${shown}>`);
  if (bytes === NULL || filename === NULL) throw new Error('out of memory');
  const code = compileSource(bytes, filename, 'exec', 0, 0, -1, 'compile');
  Py_DECREF(bytes);
  Py_DECREF(filename);
  if (code === NULL) {
    PyErr_Print();
    throw new Error(`cannot compile ${source}`);
  }
  const marshalled = PyMarshal_WriteObjectToBytes(code, 4);
  Py_DECREF(code);
  if (marshalled === null) throw new Error(`cannot marshal ${name}`);
  return marshalled.slice();
}

const config = new PyConfig();
config._install_importlib = 0;
const {status} = Py_InitializeFromConfig(new NodeHost(new DirectKernelLink(createSignalWords())), config, {installation: {executable: '', prefix: build}});
if (status.kind !== 'ok') throw new Error(status.kind === 'error' ? status.message : 'cannot start');
const entries: [string, Uint8Array][] = [];
for (const name of FROZEN_NAMES) {
  const code = freeze(name);
  if (code !== null) entries.push([name, code]);
}
fs.writeFileSync(path.join(build, FROZEN_FILE), packFrozen(entries));
console.log(`frozen: ${entries.length} modules`);
