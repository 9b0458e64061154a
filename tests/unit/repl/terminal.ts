/** A program on a terminal of its own: util-linux's `script` makes the terminal, the test types and reads. */
import {type ChildProcess, spawn, spawnSync} from 'child_process';

/** How long an answer may take on a busy machine. */
const PATIENCE_MS = 60_000;

/** Whether this machine has a `script` that runs a command (BSD's is another). */
export const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null'], {stdio: ['pipe', 'ignore', 'ignore']}).status === 0;

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
/** What a terminal would not show: colours, moves of the cursor, modes. */
const ESCAPES = /\x1b(?:\[[0-9;?]*[A-Za-z]|[=>])/g;

export class Terminal {
  private readonly child: ChildProcess;
  /** Everything that was written so far. */
  raw = '';
  private seen = 0;
  private wake: (() => void) | null = null;
  private status: number | null = null;

  constructor(command: readonly string[], env: Readonly<Record<string, string>>, cwd: string) {
    this.child = spawn('script', ['-qefc', `exec ${command.map(quote).join(' ')}`, '/dev/null'], {cwd, env: {PATH: process.env.PATH, LANG: 'C.UTF-8', TERM: 'xterm', SHELL: '/bin/sh', ...env}});
    this.child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.raw += text;
      this.wake?.();
    });
    this.child.on('close', code => {
      this.status = code ?? -1;
      this.wake?.();
    });
  }

  /** The text since the last match, without escapes and carriage returns. */
  private text(): string {
    return this.raw.slice(this.seen).replace(ESCAPES, '').replaceAll('\r', '');
  }
  type(keys: string): void {
    this.child.stdin!.write(keys);
  }
  private async until<T>(test: () => T | null, what: string): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const result = test();
      if (result !== null) return result;
      if (Date.now() > end) throw new Error(`waited in vain for ${what} in ${JSON.stringify(this.text())}`);
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, 500);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
  /** Waits for a text; returns everything up to it and takes that as read. */
  expect(pattern: RegExp): Promise<string> {
    return this.until(() => {
      const text = this.text(), match = pattern.exec(text);
      if (match === null) return null;
      this.seen = this.raw.length;
      return text;
    }, String(pattern));
  }
  /** Types a line and waits for the next prompt. */
  line(text: string, prompt = />>> $/): Promise<string> {
    this.type(`${text}\r`);
    return this.expect(prompt);
  }
  /** The exit status. */
  ended(): Promise<number> {
    return this.until(() => this.status, 'the end');
  }
  kill(): void {
    this.child.kill('SIGKILL');
  }
}
