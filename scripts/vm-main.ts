/** The VM's entry, bundled as build/vm.js: from a host and a command line to an exit status. */
import * as path from 'path';
import {extensionOfError} from '../import/importdl';
import {pymain_run_python} from '../import/pymain';
import {PyErr_GetRaisedException} from '../objects/errors';
import {PyErr_DisplayException} from '../objects/traceback-display';
import {_PyRuntime, leaveRuntime, tstate} from '../runtime/current';
import {exc_traceback} from '../runtime/generated/accessors';
import {Py_DECREF} from '../runtime/object';
import {NULL} from '../runtime/types';
import {PyConfig, type ConfigStatus} from '../runtime/config';
import {environmentOf} from '../runtime/host/environment';
import {TRACEBACK_VARIABLE, internalErrorText} from '../runtime/host/internal-error';
import type {Installation} from '../runtime/getpath';
import type {Host} from '../runtime/host/host';
import {readConfig} from '../runtime/initconfig';
import {Py_FinalizeEx} from '../runtime/pylifecycle-fini';
import {Py_InitializeFromConfig} from '../runtime/pylifecycle';
import {prepareImage, startFromImage, type ImageRoots} from '../runtime/pylifecycle-image';
import '../objects/all-types';
import {debugMain} from './debug/main';
import {EmbeddedRuntime} from './embedding/embedded-runtime';
import {imageToolsFor, type ImageTools} from './image-tools';

const SIGINT = 2;

/** Options of ours, before Python's: which build of CPython this is to be. */
interface BuildOptions { pydebug: boolean; gilDisabled: boolean }

/** Takes our options off the front of the arguments. */
function takeBuildOptions(argv: string[]): BuildOptions {
  const options = {pydebug: false, gilDisabled: false};
  while (argv.length > 1 && (argv[1] === '--with-pydebug' || argv[1] === '--disable-gil')) {
    if (argv.splice(1, 1)[0] === '--with-pydebug') options.pydebug = true;
    else options.gilDisabled = true;
  }
  return options;
}

const LOCALES = '/usr/lib/locale';
/** Whether the C library has a locale: built in, a folder, or, not looked into, the archive. */
function localeExists(host: Host, name: string): boolean {
  if (/^(?:C|POSIX)(?:\.|$)/.test(name)) return /^(?:C|POSIX)$|^C\.utf-?8$/i.test(name);
  const dot = name.indexOf('.'), folder = dot < 0 ? name : name.slice(0, dot + 1) + name.slice(dot + 1).toLowerCase().replaceAll('-', '');
  return [name, folder, 'locale-archive'].some(file => typeof host.stat(`${LOCALES}/${file}`) !== 'number');
}

/** Writes a text to a descriptor before there is a runtime. */
function writeOut(host: Host, fd: number, text: string): void {
  const bytes = new TextEncoder().encode(text);
  host.write(fd, bytes, 0, bytes.length);
}

/** Where things are below the project's folder. */
function installationAt(root: string): Installation {
  return {executable: path.join(root, 'scripts', 'vivarium'), prefix: path.join(root, 'build')};
}
/** For scripts/embedding/embedding-worker.ts. */
export {EmbeddedRuntime};
/** For scripts/image-writer.ts. */
export const imageTools = (root: string): ImageTools => imageToolsFor(installationAt(root));

/** Exit status after an internal error. */
const INTERNAL_ERROR = 120;

/** Prepares for being kept in V8's start-up snapshot: runs a program, so that what a start needs is compiled, and makes the image's runtime. */
export function prepareForSnapshot(host: Host, argv: string[], root: string, image: ImageRoots): void {
  const installation = installationAt(root);
  // twice: the first time as later starts go on
  for (let last = false; prepareImage(host, installation, image); last = true) {
    if (last) return;
    run(host, argv, root, image);
    leaveRuntime();
  }
}

/** Runs the command with its arguments and returns the exit status. argv[0] is the command's name, `root` the project's folder. */
export function main(host: Host, argv: string[], root: string, image?: ImageRoots): number {
  try {
    return run(host, argv, root, image);
  } catch (error) {
    return internalError(host, error);
  }
}
/** Tells of a bug: of an extension, when its code is on the stack, or of ours. */
function internalError(host: Host, error: unknown): number {
  const file = extensionOfError(error), text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error && error.stack !== undefined ? error.stack.split('\n').slice(1).join('\n') : '';
  const name = file === null ? '' : path.basename(file).split('.')[0];
  if (file === null) writeOut(host, 2, `${internalErrorText(text)}\n`);
  else writeOut(host, 2, `Fatal internal error: in the extension '${name}' (${file}): ${text}\nExtensions report errors with PyErr_SetString() and the like. ${TRACEBACK_VARIABLE}=1 shows the stack.\n`);
  if (environmentOf(host)[TRACEBACK_VARIABLE] !== undefined) writeOut(host, 2, `${stack}\n`);
  return INTERNAL_ERROR;
}
/** Whether a command reads its program line by line from a terminal: then it wants a host with a line editor. */
export function isInteractive(host: Host, argv: readonly string[], root: string): boolean {
  if (host.isatty(0) !== 1 || host.isatty(1) !== 1) return false;
  const config = new PyConfig(), rest = [...argv], silent = (): void => undefined;
  takeBuildOptions(rest);
  const read = readConfig(config, {
    argv: [installationAt(root).executable, ...rest.slice(1)], environ: environmentOf(host), gilDisabled: false, localeExists: name => localeExists(host, name), coerceLocale: silent, stdout: silent, stderr: silent,
  });
  return read.kind === 'ok' && (config.inspect !== 0 || config.interactive !== 0 || (config.run_command === null && config.run_module === null && config.run_filename === null));
}
function run(host: Host, argv: string[], root: string, image: ImageRoots | undefined): number {
  const build = takeBuildOptions(argv), installation = installationAt(root);
  if (argv[0] === 'vivarium-debug') return debugMain(host, argv, installation);
  const config = new PyConfig(), {executable} = installation;
  const read = readConfig(config, {
    argv: [executable, ...argv.slice(1)], environ: environmentOf(host), gilDisabled: build.gilDisabled, localeExists: name => localeExists(host, name), coerceLocale: name => host.coerceLocale(name),
    stdout: text => writeOut(host, 1, text), stderr: text => writeOut(host, 2, text),
  });
  if (read.kind === 'exit') return read.code;
  if (read.kind === 'error') return fatal(host, read, read.func?.startsWith('preconfig') === true ? 'preinitializing' : 'preinitialized');
  const options = {installation, ...build}, {status} = startFromImage(host, config, options, image) ?? Py_InitializeFromConfig(host, config, options);
  if (status.kind !== 'ok') return notStarted(host, status);
  let code = pymain_run_python();
  const interrupted = _PyRuntime.unhandledKeyboardInterrupt;
  // 120 is what CPython answers when the output of a successful run was lost
  if (Py_FinalizeEx(true) < 0) code = 120;
  if (interrupted) host.exitBySignal(SIGINT);
  return code;
}
/** The runtime could not be started: says why, with the exception that is set. CPython: Py_ExitStatusException(), fatal_error() */
function notStarted(host: Host, status: Exclude<ConfigStatus, {kind: 'ok'}>): number {
  if (status.kind === 'exit') return status.code;
  const code = fatal(host, status, _PyRuntime.initialized !== 0 ? 'initialized' : _PyRuntime.core_initialized !== 0 ? 'core initialized' : 'preinitialized', false);
  const raised = PyErr_GetRaisedException(), hasTraceback = raised !== NULL && exc_traceback(raised) !== NULL;
  if (raised !== NULL) {
    PyErr_DisplayException(raised);
    Py_DECREF(raised);
  }
  if (!hasTraceback) writeOut(host, 2, `\nCurrent thread 0x${tstate.thread_id.toString(16).padStart(16, '0')} (most recent call first):\n  <no Python frame>\n`);
  return code;
}
/** Writes the head of a fatal error; 1. */
function fatal(host: Host, status: {message: string; func?: string}, state: string, last = true): number {
  writeOut(host, 2, `Fatal Python error: ${status.func === undefined ? '' : `${status.func}: `}${status.message}\nPython runtime state: ${state}\n${last ? '\n' : ''}`);
  return 1;
}
