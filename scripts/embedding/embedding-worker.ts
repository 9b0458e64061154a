/** The thread of one embedded runtime, bundled as build/embedding-worker.js: starts it, and answers what its owner asks. */
import * as path from 'path';
import {parentPort, workerData} from 'worker_threads';
import {WorkerKernelLink} from '../../runtime/host/node/worker-kernel-link';
import {NodeHost} from '../../runtime/host/node/nodehost';
import type {SignalWords} from '../../runtime/host/signals';
import {loadVm} from '../load-vm';
import type {Answer, Request, StartOptions} from './embedded-runtime';

/** What the thread is started with. Streams that the owner hears or feeds are not the process's. */
export interface EmbeddingData { readonly words: SignalWords; readonly options: StartOptions; readonly env: Readonly<Record<string, string>> | null; readonly stdin: Uint8Array | null; readonly heard: readonly boolean[] }
/** What it sends. Answers come in the order of the requests, the first one for the start. */
export type EmbeddingMessage = {readonly kind: 'answer'; readonly answer: Answer} | {readonly kind: 'output'; readonly fd: number; readonly bytes: Uint8Array};

/** A host whose standard streams may be the owner's. */
class EmbeddedHost extends NodeHost {
  private input: Uint8Array | null;
  constructor(private readonly data: EmbeddingData) {
    super(new WorkerKernelLink(data.words));
    this.input = data.stdin;
  }
  override read(fd: number, buffer: Uint8Array, offset: number, length: number): number {
    if (fd !== 0 || this.input === null) return super.read(fd, buffer, offset, length);
    const part = this.input.subarray(0, length);
    buffer.set(part, offset);
    this.input = this.input.subarray(part.length);
    return part.length;
  }
  override write(fd: number, buffer: Uint8Array, offset: number, length: number): number {
    if (!this.isHeard(fd)) return super.write(fd, buffer, offset, length);
    send({kind: 'output', fd, bytes: buffer.slice(offset, offset + length)});
    return length;
  }
  override isatty(fd: number): number {
    return this.isHeard(fd) || (fd === 0 && this.data.stdin !== null) ? 0 : super.isatty(fd);
  }
  override environ(): Uint8Array[] {
    return this.data.env === null ? super.environ() : Object.entries(this.data.env).map(([name, value]) => Buffer.from(`${name}=${value}`));
  }
  private isHeard(fd: number): boolean {
    return (fd === 1 || fd === 2) && this.data.heard[fd];
  }
}
function send(message: EmbeddingMessage): void {
  parentPort!.postMessage(message);
}

function serve(): void {
  const data = workerData as EmbeddingData, host = new EmbeddedHost(data), {exports} = loadVm('vm'), runtime = new exports.EmbeddedRuntime();
  const root = path.resolve(__dirname, '..');
  send({kind: 'answer', answer: runtime.start(host, data.options, {executable: path.join(root, 'scripts', 'vivarium'), prefix: path.join(root, 'build')}, exports.image)});
  parentPort!.on('message', (request: Request) => send({kind: 'answer', answer: runtime.answer(request)}));
}

serve();
