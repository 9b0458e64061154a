/**
 * Opening extension files. Ours are text: a first line `//!vivarium-extension` and then either `builtin NAME` (a library that is part
 * of this program, such as the test modules) or CommonJS code that gets the C API with require('vivarium') and exports its
 * `PyInit_<name>` functions. Anything else is what dlopen would call it. CPython: Python/importdl.c, Python/dynload_shlib.c
 */
import {NULL} from '../runtime/types';
import {PyUnicode_FromString} from '../objects/unicodeobject';
import {Py_XDECREF} from '../runtime/object';
import {PyErr_SetImportError} from '../objects/errors';
import {_PyRuntime} from '../runtime/current';
import type {InitFunction} from './inittab';
import {extensionApi} from './generated/extension-api';
import {EXTENSION_LIBRARIES} from './extension-libraries';

/** File suffixes of extensions, the most specific first. CPython: _PyImport_DynLoadFiletab */
export const EXTENSION_SUFFIXES: readonly string[] = ['.cpython-313-x86_64-linux-gnu.so', '.abi3.so', '.so'];
export const EXTENSION_MAGIC = '//!vivarium-extension';

/** A loaded library: its exported symbols. One for each file and runtime, since its variables are the C statics of that library. */
export type Library = Readonly<Record<string, unknown>>;
/** A library that is part of the program: called once for each runtime that loads it, its closure holds the statics. */
export type LibraryFactory = () => Library;

/** The last part of a module's name as symbols of C have it, in ASCII. CPython: get_encoded_name() */
function get_encoded_name(name: string): {encoded: string; hook_prefix: 'PyInit' | 'PyInitU'} {
  const last = name.slice(name.lastIndexOf('.') + 1), ascii = /^[\x00-\x7f]*$/.test(last);
  return {encoded: (ascii ? last : punycode(last)).replace(/-/g, '_'), hook_prefix: ascii ? 'PyInit' : 'PyInitU'};
}

/** The init function of a module in a file; null with an ImportError that has name and path. CPython: _PyImport_GetModInitFunc() */
export function _PyImport_GetModInitFunc(name: string, path: string): InitFunction | null {
  // the system would look elsewhere for a name without a folder
  const {encoded, hook_prefix} = get_encoded_name(name), file = path.includes('/') ? path : `./${path}`, library = openLibrary(file);
  if (typeof library === 'string') {
    raiseImportError(library, encoded, file);
    return null;
  }
  const symbol = `${hook_prefix}_${encoded}`, init = library[symbol];
  if (typeof init !== 'function') {
    raiseImportError(`dynamic module does not define module export function (${symbol})`, name, path);
    return null;
  }
  return init as InitFunction;
}

/** Sets an ImportError with name and path. */
function raiseImportError(text: string, name: string, path: string): void {
  const message = PyUnicode_FromString(text), nameText = PyUnicode_FromString(name), pathText = PyUnicode_FromString(path);
  if (message !== NULL && nameText !== NULL && pathText !== NULL) PyErr_SetImportError(message, nameText, pathText);
  Py_XDECREF(message);
  Py_XDECREF(nameText);
  Py_XDECREF(pathText);
}

/** A library, opened once; or what dlopen says of the file. */
function openLibrary(path: string): Library | string {
  const open = _PyRuntime.libraries.get(path) as Library | undefined;
  if (open !== undefined) return open;
  const bytes = _PyRuntime.host.readFile(path);
  if (typeof bytes === 'number') return `${path}: cannot open shared object file: No such file or directory`;
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, EXTENSION_MAGIC.length));
  if (text !== EXTENSION_MAGIC) {
    const isElf = bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
    if (bytes.length < 64 && !isElf) return `${path}: file too short`;
    return isElf ? `${path}: cannot load a binary built for another interpreter` : `${path}: invalid ELF header`;
  }
  const library = load(new TextDecoder().decode(bytes), path);
  if (typeof library === 'string') return library;
  _PyRuntime.libraries.set(path, library);
  return library;
}
function load(source: string, path: string): Library | string {
  const builtin = /^\/\/!vivarium-extension builtin (\S+)/.exec(source);
  if (builtin !== null) {
    const factory = EXTENSION_LIBRARIES[builtin[1]];
    return factory === undefined ? `${path}: undefined symbol: ${builtin[1]}` : factory();
  }
  return evaluate(source, path);
}
/** Runs a library's CommonJS code, which gets the C API with require('vivarium'). A failure is told as dlopen would. */
function evaluate(source: string, path: string): Library | string {
  const module = {exports: {} as Library};
  const requireApi = (name: string): unknown => {
    if (name === 'vivarium') return (_PyRuntime.extensionApi ??= extensionApi());
    throw new Error(`cannot open shared object file: ${name}`);
  };
  // enough of the stack to find the extension in, should it fail; see extensionOfError()
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, 40);
  try {
    // an extension is code of the user's, loaded on his order; the function's own scope is the library's
    const run = new Function('require', 'module', 'exports', `${source}\n//# sourceURL=${encodeURI(path)}`) as (r: typeof requireApi, m: typeof module, e: Library) => void;
    run(requireApi, module, module.exports);
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
  return module.exports;
}

/** The extension file in whose code, or in what it called, an exception of JS came up; null for none. Such an exception is a bug, not Python's. */
export function extensionOfError(error: unknown): string | null {
  const stack = error instanceof Error ? error.stack ?? '' : '';
  for (const path of _PyRuntime?.libraries.keys() ?? []) if (path.endsWith('.so') && stack.includes(encodeURI(path))) return path;
  return null;
}

/** RFC 3492 encoding of a name, as Python's punycode codec gives it. */
function punycode(text: string): string {
  const input = Array.from(text, c => c.codePointAt(0)!), basic = input.filter(c => c < 128);
  let output = String.fromCharCode(...basic) + (basic.length > 0 ? '-' : '');
  let n = 128, delta = 0, bias = 72, done = basic.length;
  const adapt = (d: number, count: number, first: boolean): number => {
    let k = 0, value = first ? Math.floor(d / 700) : d >> 1;
    value += Math.floor(value / count);
    for (; value > 455; k += 36) value = Math.floor(value / 35);
    return k + Math.floor((36 * value) / (value + 38));
  };
  while (done < input.length) {
    const next = Math.min(...input.filter(c => c >= n));
    delta += (next - n) * (done + 1);
    n = next;
    for (const c of input) {
      if (c < n) delta++;
      if (c !== n) continue;
      let q = delta;
      for (let k = 36; ; k += 36) {
        const t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
        if (q < t) break;
        const digit = t + ((q - t) % (36 - t));
        output += String.fromCharCode(digit < 26 ? 97 + digit : 22 + digit);
        q = Math.floor((q - t) / (36 - t));
      }
      output += String.fromCharCode(q < 26 ? 97 + q : 22 + q);
      bias = adapt(delta, done + 1, done === basic.length);
      delta = 0;
      done++;
    }
    delta++;
    n++;
  }
  return output;
}
