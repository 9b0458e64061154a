/**
 * The VM for a page, bundled as build/browser/vivarium.js, a script for a Worker: a page's own thread must not be held up by a program that
 * runs, and its stack is small. The page sends a program, and hears what that writes and how it ends (see BrowserMessage).
 */
import {pymain_run_python} from '../import/pymain';
import '../objects/all-types';
import {PyConfig} from '../runtime/config';
import {BrowserHost, HostExit} from '../runtime/host/browser';
import {readConfig} from '../runtime/initconfig';
import {Py_InitializeFromConfig} from '../runtime/pylifecycle';
import {Py_FinalizeEx} from '../runtime/pylifecycle-fini';

/** Where the library is put in the files of the page. */
const PREFIX = '/vivarium';
/** The library's archive beside the script; scripts/build-browser.ts writes it. */
const LIBRARY_FILE = 'library.bin';

/** What the page sends: the arguments after the program's name, files by absolute path, the text of standard input. */
export interface BrowserRequest { args: string[]; files?: Record<string, string | Uint8Array>; input?: string; env?: Record<string, string> }
/** What the page hears: bytes that were written, then the exit status. */
export type BrowserMessage = {kind: 'output'; fd: number; bytes: Uint8Array} | {kind: 'exit'; status: number};

/** The files of the library: for each the lengths of name and content, and both. */
function unpack(archive: Uint8Array): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {}, view = new DataView(archive.buffer, archive.byteOffset, archive.length), decoder = new TextDecoder();
  for (let at = 0; at < archive.length;) {
    const nameLength = view.getUint32(at, true), length = view.getUint32(at + 4, true);
    at += 8;
    files[`${PREFIX}/${decoder.decode(archive.subarray(at, at + nameLength))}`] = archive.subarray(at + nameLength, at + nameLength + length);
    at += nameLength + length;
  }
  return files;
}

/** Runs a command line with the files of the library; the exit status. */
export function run(request: BrowserRequest, library: Readonly<Record<string, Uint8Array>>, output: (fd: number, bytes: Uint8Array) => void): number {
  let input = new TextEncoder().encode(request.input ?? '');
  const host = new BrowserHost({
    output, env: request.env ?? {}, files: {...library, ...request.files},
    input: buffer => {
      const n = Math.min(buffer.length, input.length);
      buffer.set(input.subarray(0, n));
      input = input.subarray(n);
      return n;
    },
  });
  const write = (fd: number, text: string): void => output(fd, new TextEncoder().encode(text));
  const config = new PyConfig(), executable = `${PREFIX}/bin/vivarium`;
  const read = readConfig(config, {argv: [executable, ...request.args], environ: request.env ?? {}, stdout: text => write(1, text), stderr: text => write(2, text)});
  if (read.kind === 'exit') return read.code;
  if (read.kind === 'error') return fatal(write, read.message);
  try {
    const {status} = Py_InitializeFromConfig(host, config, {installation: {executable, prefix: PREFIX}});
    if (status.kind !== 'ok') return status.kind === 'exit' ? status.code : fatal(write, status.message);
    const code = pymain_run_python();
    return Py_FinalizeEx(true) < 0 ? 120 : code;
  } catch (error) {
    if (error instanceof HostExit) return error.status;
    throw error;
  }
}
function fatal(write: (fd: number, text: string) => void, message: string): number {
  write(2, `Fatal Python error: ${message}\n`);
  return 1;
}

/** The part of a worker's global object that is used here. */
interface WorkerScope { onmessage: ((event: {data: BrowserRequest}) => void) | null; postMessage(message: BrowserMessage): void; readonly location: {readonly href: string} }

/** Answers the page's one request. */
async function serve(scope: WorkerScope, request: BrowserRequest): Promise<void> {
  const answer = await fetch(new URL(LIBRARY_FILE, scope.location.href));
  const library = unpack(new Uint8Array(await answer.arrayBuffer()));
  const status = run(request, library, (fd, bytes) => scope.postMessage({kind: 'output', fd, bytes}));
  scope.postMessage({kind: 'exit', status});
}

const scope = globalThis as unknown as WorkerScope & {readonly WorkerGlobalScope?: unknown};
if (scope.WorkerGlobalScope !== undefined) scope.onmessage = event => void serve(scope, event.data);
