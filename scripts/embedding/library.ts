/** The library's entry, bundled as build/library.js: runtimes in threads of their own, for programs that embed Python. */
import * as path from 'path';
import {Worker} from 'worker_threads';
import {ERRNO} from '../../runtime/host/errno';
import {internalErrorText} from '../../runtime/host/internal-error';
import {SIGNAL_WORDS, WORD_DISPOSITION, WORD_REPLIED, WORD_REPLY, tripSignal} from '../../runtime/host/signals';
import type {KernelRequest} from '../../runtime/host/node/kernel-link';
import type {Answer, Failure, Request} from './embedded-runtime';
import type {EmbeddingData, EmbeddingMessage} from './embedding-worker';
import type * as declared from './types';
import type {Input, Interpreter, InterpreterConfig, Runtime, RuntimeOptions, Totals, Value} from './types';

/** Stack of a runtime's thread. Reserved, not used, until deep recursion needs it. */
const STACK_SIZE_MB = 240;
const SIGINT = 2;

/** An exception of Python that nobody caught, or a request that could not be served. */
export class PythonError extends Error implements declared.PythonError {
  override readonly name = 'PythonError';
  /** The name of the exception's type; null when the library refused. */
  readonly type: string | null;
  /** The exception as Python displays it. */
  readonly traceback: string;
  constructor({type, message, traceback}: Failure) {
    super(type === null ? message : message === '' ? type : `${type}: ${message}`);
    this.type = type;
    this.traceback = traceback;
  }
}

interface Waiting { resolve: (value: unknown) => void; reject: (error: Error) => void }

/** The owner's side of a runtime's thread: requests out, answers and output in. */
class Connection {
  private readonly words = new Int32Array(new SharedArrayBuffer(SIGNAL_WORDS * 4));
  private readonly worker: Worker;
  private readonly waiting: Waiting[] = [];
  private ended: Error | null = null;

  constructor(private readonly options: RuntimeOptions) {
    const input = options.stdin, workerData: EmbeddingData = {
      words: this.words,
      options: {args: options.args ?? [''], isolated: options.isolated ?? true, path: options.path ?? [], pydebug: options.pydebug ?? false, hashSeed: options.hashSeed ?? null},
      env: options.env ?? null, stdin: input === undefined ? null : typeof input === 'string' ? Buffer.from(input) : input,
      heard: [false, options.stdout !== undefined, options.stderr !== undefined],
    };
    this.worker = new Worker(path.join(__dirname, 'embedding-worker.js'), {workerData, execArgv: [], resourceLimits: {stackSizeMb: STACK_SIZE_MB, maxYoungGenerationSizeMb: 64, maxOldGenerationSizeMb: 4096}});
    this.worker.on('message', (message: EmbeddingMessage | KernelRequest) => this.receive(message));
    this.worker.on('error', error => this.end(new Error(internalErrorText(`${error.name}: ${error.message}`))));
    this.worker.on('exit', () => this.end(new Error('the runtime has ended')));
  }

  /** The answer to what the thread does without being asked: its start. */
  started(): Promise<unknown> {
    return new Promise((resolve, reject) => this.waiting.push({resolve, reject}));
  }
  ask(request: Request): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.ended !== null) {
        reject(this.ended);
        return;
      }
      this.worker.postMessage(request);
      this.waiting.push({resolve, reject});
    });
  }
  interrupt(): void {
    tripSignal(this.words, SIGINT);
  }
  async terminate(): Promise<void> {
    await this.worker.terminate();
  }

  private receive(message: EmbeddingMessage | KernelRequest): void {
    if (!('kind' in message)) this.reply(this.serve(message));
    else if (message.kind === 'output') (message.fd === 1 ? this.options.stdout : this.options.stderr)?.(message.bytes);
    else this.settle(message.answer);
  }
  private settle(answer: Answer): void {
    const waiting = this.waiting.shift();
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(new PythonError(answer.failure));
  }
  private end(error: Error): void {
    this.ended ??= error;
    for (const {reject} of this.waiting.splice(0)) reject(this.ended);
  }
  /** What the VM wants of the process. Its signals and its terminal are the embedder's. */
  private serve(request: KernelRequest): number {
    switch (request.op) {
      case 'umask': return process.umask(request.mask);
      case 'exit':
      case 'die': {
        this.end(new Error(request.op === 'exit' ? `the program ended the runtime with os._exit(${request.status})` : `the program ended the runtime with signal ${request.signal}`));
        void this.worker.terminate();
        return 0;
      }
      // none arrives but interrupt()'s, and that one as the program wants it
      case 'signal': {
        Atomics.store(this.words, WORD_DISPOSITION + request.signal, request.disposition);
        return 0;
      }
      // the embedder has timers of its own
      case 'watchdog':
      case 'editor': return -ERRNO.ENOSYS;
    }
  }
  private reply(reply: number): void {
    Atomics.store(this.words, WORD_REPLY, reply);
    Atomics.store(this.words, WORD_REPLIED, 1);
    Atomics.notify(this.words, WORD_REPLIED);
  }
}

class ConnectedInterpreter implements Interpreter {
  constructor(protected readonly connection: Connection, readonly id: number) {}
  async run(source: string, filename = '<string>'): Promise<void> {
    await this.connection.ask({op: 'run', id: this.id, source, filename});
  }
  async eval(expression: string): Promise<Value> {
    return (await this.connection.ask({op: 'eval', id: this.id, expression})) as Value;
  }
  async set(name: string, value: Input): Promise<void> {
    await this.connection.ask({op: 'set', id: this.id, name, value});
  }
  async destroy(): Promise<void> {
    await this.connection.ask({op: 'destroy', id: this.id});
  }
}
class ConnectedRuntime extends ConnectedInterpreter implements Runtime {
  async createInterpreter(config: 'legacy' | 'isolated' | InterpreterConfig = 'isolated'): Promise<Interpreter> {
    return new ConnectedInterpreter(this.connection, (await this.connection.ask({op: 'create', config})) as number);
  }
  async totals(): Promise<Totals> {
    return (await this.connection.ask({op: 'totals'})) as Totals;
  }
  interrupt(): void {
    this.connection.interrupt();
  }
  async finish(): Promise<{readonly references: number; readonly blocks: number}> {
    const left = (await this.connection.ask({op: 'finish'})) as {references: number; blocks: number};
    await this.connection.terminate();
    return left;
  }
  terminate(): Promise<void> {
    return this.connection.terminate();
  }
}

/** Starts a runtime. Rejects with a PythonError when it cannot be started. */
export async function createRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  const connection = new Connection(options);
  try {
    return new ConnectedRuntime(connection, (await connection.started()) as number);
  } catch (error) {
    await connection.terminate();
    throw error;
  }
}
