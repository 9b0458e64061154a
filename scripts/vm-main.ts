/** The VM's entry, bundled as build/vm.js: from a host and a command line to an exit status. */
import * as path from 'path';
import {pymain_exit_err_print, pymain_run_python} from '../import/pymain';
import {PyErr_Occurred} from '../objects/errors';
import {PyConfig} from '../runtime/config';
import {environmentOf} from '../runtime/host/environment';
import type {Installation} from '../runtime/getpath';
import type {Host} from '../runtime/host/host';
import {readConfig} from '../runtime/initconfig';
import {Py_FinalizeEx} from '../runtime/pylifecycle-fini';
import {Py_InitializeFromConfig} from '../runtime/pylifecycle';
import {startFromImage, type ImageRoots} from '../runtime/pylifecycle-image';
import '../objects/all-types';
import {debugMain} from './debug/main';
import {imageToolsFor} from './image-tools';

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

/** Writes a text to a descriptor before there is a runtime. */
function writeOut(host: Host, fd: number, text: string): void {
  const bytes = new TextEncoder().encode(text);
  host.write(fd, bytes, 0, bytes.length);
}

/** Where things are below the project's folder. */
function installationAt(root: string): Installation {
  return {executable: path.join(root, 'scripts', 'vivarium'), prefix: path.join(root, 'build')};
}
/** For scripts/image-writer.ts. */
export const imageTools = imageToolsFor(installationAt(path.resolve(__dirname, '..')));

/** Runs the command with its arguments and returns the exit status. argv[0] is the command's name. */
export function main(host: Host, argv: string[], image?: ImageRoots): number {
  const build = takeBuildOptions(argv), root = path.resolve(__dirname, '..');
  const installation = installationAt(root);
  if (argv[0] === 'vivarium-debug') return debugMain(host, argv, installation);
  const config = new PyConfig(), {executable} = installation;
  const read = readConfig(config, {
    argv: [executable, ...argv.slice(1)], environ: environmentOf(host), stdout: text => writeOut(host, 1, text), stderr: text => writeOut(host, 2, text),
  });
  if (read.kind === 'exit') return read.code;
  if (read.kind === 'error') return fatal(host, read.message);
  const options = {installation, ...build}, {status} = startFromImage(host, config, options, image) ?? Py_InitializeFromConfig(host, config, options);
  if (status.kind !== 'ok') {
    if (PyErr_Occurred()) pymain_exit_err_print();
    return fatal(host, status.kind === 'error' ? status.message : 'cannot start');
  }
  let code = pymain_run_python();
  // 120 is what CPython answers when the output of a successful run was lost
  if (Py_FinalizeEx(true) < 0) code = 120;
  return code;
}
function fatal(host: Host, message: string): number {
  writeOut(host, 2, `Fatal Python error: ${message}\nPython runtime state: preinitialized\n`);
  return 1;
}
