/**
 * Reading lines from a terminal with Node's own editor, on the main thread. The VM asks for a line and waits; while it waits it may
 * be sent back to run signal handlers or to name completions, and then goes on with the same line.
 */
import * as fs from 'fs';
import * as readline from 'readline';
import {PassThrough} from 'stream';
import {StringDecoder} from 'string_decoder';
import * as tty from 'tty';

/** What happened at the prompt. Only `complete`, `signal` leave the line open. */
export type EditorEvent =
  | {kind: 'line'; text: string}
  | {kind: 'eof'}
  | {kind: 'interrupt'}
  | {kind: 'signal'}
  | {kind: 'complete'; word: string}
  | {kind: 'unusable'};

/** What the VM asks of the editor. */
export type EditorRequest =
  | {action: 'read'; prompt: string; history: string | null; completes: boolean}
  | {action: 'resume'}
  | {action: 'completions'; names: string[]}
  | {action: 'cancel'};

/** Lines of history that are kept in memory and, roughly, in the file. */
const HISTORY_SIZE = 1000;
/** What ends a word to be completed, as readline has it in Python. */
const WORD = /[^ \t\n`~!@#$%^&*()\-=+[{\]}\\|;:'",<>/?]*$/;
const INDENT = '    ';

/** A terminal's keys as a stream that hands on only as much as the line being read wants: the rest is for the next one. */
class KeyStream extends PassThrough {
  readonly isTTY = true;
  setRawMode(mode: boolean): this {
    process.stdin.setRawMode(mode);
    return this;
  }
}

/** The editor of the process's terminal. One line is read at a time. */
export class LineEditor {
  private current: {rl: readline.Interface; keys: KeyStream; prompt: string; history: string | null} | null = null;
  /** Who waits for an event. */
  private waiting: ((event: EditorEvent) => void) | null = null;
  private complete: ((names: string[]) => void) | null = null;
  /** Keys that were typed ahead. */
  private pending = '';
  private feeding = false;
  private ended = false;
  private attached = false;
  private readonly decoder = new StringDecoder('utf8');
  /** Newest first, as Node wants it. */
  private lines: string[] = [];
  private historyFile: string | null = null;

  /** Serves a request; the event comes when it happens, which may be at once. */
  request(request: EditorRequest, done: (event: EditorEvent) => void): void {
    switch (request.action) {
      case 'read':
        this.waiting = done;
        this.begin(request.prompt, request.history, request.completes);
        return;
      case 'resume':
        this.waiting = done;
        this.feed();
        return;
      case 'completions': {
        const {complete} = this;
        this.waiting = done;
        this.complete = null;
        complete?.(request.names);
        this.feed();
        return;
      }
      case 'cancel':
        this.close();
        process.stdout.write('\n');
        done({kind: 'interrupt'});
    }
  }

  /** Whether the VM waits at the prompt. */
  get isReading(): boolean {
    return this.waiting !== null;
  }

  /** Sends the VM away from the prompt to look at signals. It resumes or cancels. */
  wake(): void {
    if (this.waiting !== null) {
      this.give({kind: 'signal'});
    }
  }

  private give(event: EditorEvent): void {
    const {waiting} = this;
    this.waiting = null;
    waiting?.(event);
  }

  private begin(prompt: string, history: string | null, completes: boolean): void {
    if (!tty.isatty(0) || !tty.isatty(1)) {
      this.give({kind: 'unusable'});
      return;
    }
    try {
      this.attach();
      if (history !== null && history !== this.historyFile) {
        this.loadHistory(history);
      }
      const keys = new KeyStream();
      const rl = readline.createInterface({
        input: keys,
        output: process.stdout,
        terminal: true,
        prompt,
        history: history === null ? [] : [...this.lines],
        historySize: history === null ? 0 : HISTORY_SIZE,
        completer: completes ? (line: string, answer: CompleterAnswer): void => this.completer(line, answer) : undefined,
      });
      this.current = {rl, keys, prompt, history};
      rl.on('line', (text) => this.accept(text));
      rl.on('SIGINT', () => this.interrupt());
      rl.on('close', () => this.closed());
      process.stdin.resume();
      rl.prompt();
      this.feed();
    } catch {
      this.close();
      this.give({kind: 'unusable'});
    }
  }

  private attach(): void {
    if (this.attached) {
      return;
    }
    this.attached = true;
    process.stdin.on('data', (chunk: Buffer) => {
      this.pending += this.decoder.write(chunk);
      this.feed();
    });
    const end = (): void => {
      this.ended = true;
      this.feed();
    };
    process.stdin.on('end', end);
    process.stdin.on('error', end);
  }

  /**
   * Hands typed keys to the open line, piece by piece up to a key that may end it. Node's decoder takes each piece at once, so
   * that after each the line may be closed, or be waiting for completions.
   */
  private feed(): void {
    if (this.feeding) {
      return;
    }
    this.feeding = true;
    while (this.current !== null && this.waiting !== null && this.complete === null && this.pending !== '') {
      const stop = /[\r\n\t\x03\x04]/.exec(this.pending);
      const end = stop === null ? this.pending.length : stop.index === 0 ? 1 : stop.index;
      const piece = this.pending.slice(0, end);
      this.pending = this.pending.slice(end);
      this.current.keys.emit('data', piece);
    }
    this.feeding = false;
    if (this.ended && this.current !== null && this.waiting !== null && this.pending === '') {
      this.close();
      this.give({kind: 'eof'});
    }
  }

  private accept(text: string): void {
    const history = this.current?.history ?? null;
    this.close();
    if (history !== null) {
      this.remember(text);
    }
    this.give({kind: 'line', text});
  }

  private interrupt(): void {
    this.close();
    process.stdout.write('\n');
    this.give({kind: 'interrupt'});
  }

  /** Node closes the line by itself on Ctrl-D. */
  private closed(): void {
    if (this.current !== null) {
      this.close();
      this.give({kind: 'eof'});
    }
  }

  /** Leaves the line: the terminal is the program's again, and Ctrl-C a signal. */
  private close(): void {
    const {current} = this;
    this.current = null;
    this.complete = null;
    if (current !== null) {
      current.rl.close();
      process.stdin.pause();
    }
  }

  private completer(line: string, answer: CompleterAnswer): void {
    if (/^\s*$/.test(line)) {
      answer(null, [[INDENT], '']);
      return;
    }
    const word = WORD.exec(line)![0];
    this.complete = (names) => answer(null, [names, word]);
    this.give({kind: 'complete', word});
  }

  private loadHistory(file: string): void {
    this.historyFile = file;
    let lines: string[] = [];
    try {
      lines = fs.readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
    } catch {
      // no history yet
    }
    if (lines.length > 2 * HISTORY_SIZE) {
      lines = lines.slice(-HISTORY_SIZE);
      try {
        fs.writeFileSync(file, lines.join('\n') + '\n');
      } catch {
        // a history that cannot be written is read only
      }
    }
    this.lines = lines.slice(-HISTORY_SIZE).reverse();
  }

  private remember(text: string): void {
    if (text.trim() === '' || text === this.lines[0]) {
      return;
    }
    this.lines.unshift(text);
    if (this.lines.length > HISTORY_SIZE) {
      this.lines.pop();
    }
    try {
      fs.appendFileSync(this.historyFile!, text + '\n', {mode: 0o600});
    } catch {
      // kept for this session only
    }
  }
}

type CompleterAnswer = (error: Error | null, result: [string[], string]) => void;
