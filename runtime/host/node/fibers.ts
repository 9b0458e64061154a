/**
 * Fibers on Node 20: stacks that V8 keeps for WebAssembly's promise integration (JSPI).
 *
 * An export of a WebAssembly module that is wrapped as "promising" runs on a stack of its own, and an import wrapped as "suspending"
 * leaves that stack as it is and returns from the export. V8 11.3 suspends whatever lies between the two, frames of JS included: that makes
 * a coroutine of any code. Later versions of V8 refuse to suspend frames of JS, so only this version is asked for it.
 *
 * - The flag must be on before the isolate is made (scripts/kernel.ts): V8 then knows which of its stacks is the first. WebAssembly.Suspender
 *   is there in exactly these isolates.
 * - Resuming is a reaction of a promise. The module lives in a context with a queue of microtasks of its own, which runs dry whenever a
 *   script ends in that context: so resuming is one synchronous call.
 * - C++ frames must not be suspended, since their handle scopes are undone in order. Nothing that runs Python code may be called by C++.
 * - When V8 invalidates optimised code it marks the frames of the running stacks only. A fiber that goes on makes up for it: discarding
 *   one optimised function looks through its frames for whatever was invalidated meanwhile.
 */
import type * as vm from 'vm';
import type {Fiber, Fibers} from '../host';

/** The version whose promise integration suspends frames of JS. */
const V8_VERSION = '11.3.';
/**
 * Size of a fiber's stack: four times what 10,000 nested native calls were seen to need. It is reserved, not used, but V8 counts all of it as
 * memory that the objects of JS hold, and collects garbage when many are made.
 */
const STACK_SIZE_MB = 64;
/** Flags of the isolate in which fibers are to work, set before it is made and not changed afterwards, since V8's code caches depend on them. */
export function fiberFlags(): string[] {
  if (!process.versions.v8.startsWith(V8_VERSION)) return [];
  return ['--allow-natives-syntax', '--experimental-wasm-stack-switching', '--experimental-wasm-type-reflection', `--wasm-stack-switching-stack-size=${STACK_SIZE_MB * 1024}`];
}

/** Most stacks that are kept for the next fiber. */
const MAX_IDLE = 256;

/** A stack, and what is to resume it. It runs one body after the other. */
interface Stack { suspender: unknown; body: (() => void) | null; error: unknown; failed: boolean; wake: (() => void) | null }
interface Switcher { run: (stack: Stack) => void; suspend: (suspender: unknown) => void }

/** Bytes of a WebAssembly module with the exports run(suspender), which calls the import body(suspender), and suspend(suspender), which calls the import wait. */
function moduleBytes(): Uint8Array {
  const EXTERNREF = 0x6f, text = (s: string): number[] => [s.length, ...Buffer.from(s)], section = (id: number, content: number[]): number[] => [id, content.length, ...content];
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [2, 0x60, 1, EXTERNREF, 0, 0x60, 1, EXTERNREF, 1, EXTERNREF]),
    ...section(2, [2, ...text('m'), ...text('body'), 0, 0, ...text('m'), ...text('wait'), 0, 1]),
    ...section(3, [2, 0, 1]),
    ...section(7, [2, ...text('run'), 0, 2, ...text('suspend'), 0, 3]),
    ...section(10, [2, 6, 0, 0x20, 0, 0x10, 0, 0x0b, 6, 0, 0x20, 0, 0x10, 1, 0x0b]),
  ]);
}
/** Runs in the context of the fibers: everything a promise of theirs touches belongs to it. */
const SWITCHER_SOURCE = `(function (bytes, body, suspended) {
  'use strict';
  const type = {parameters: ['externref'], results: ['externref']};
  const wait = new WebAssembly.Function(type, () => new Promise(suspended), {suspending: 'first'});
  const {exports} = new WebAssembly.Instance(new WebAssembly.Module(bytes), {m: {body, wait}});
  const run = new WebAssembly.Function({parameters: [], results: ['externref']}, exports.run, {promising: 'first'});
  return {run, suspend: exports.suspend};
})`;

/** See the head of this file. */
class NodeFibers implements Fibers {
  private readonly context: vm.Context;
  private readonly drain: vm.Script;
  private readonly switcher: Switcher;
  private readonly idle: Stack[] = [];
  /** The stack that runs; null on the first one. */
  private running: Stack | null = null;
  private readonly barrier = new DeoptBarrier();

  constructor() {
    // not in a start-up snapshot
    const vm = require('vm') as typeof import('vm');
    this.context = vm.createContext({}, {microtaskMode: 'afterEvaluate'});
    this.drain = new vm.Script('0');
    const make = vm.runInContext(SWITCHER_SOURCE, this.context) as (bytes: Uint8Array, body: (suspender: unknown) => void, suspended: (resolve: () => void) => void) => Switcher;
    this.switcher = make(moduleBytes(), suspender => this.serve(suspender), resolve => {
      this.running!.wake = resolve;
    });
  }
  create(body: () => void): Fiber {
    return new NodeFiber(this, body);
  }
  suspend(): void {
    const stack = this.running!;
    this.switcher.suspend(stack.suspender);
    this.running = stack;
    this.barrier.pass();
  }
  /** A stack that waits for a body. */
  takeStack(): Stack {
    return this.idle.pop() ?? {suspender: null, body: null, error: undefined, failed: false, wake: null};
  }
  /** Runs a stack until it suspends. True when its body has ended. */
  enter(stack: Stack): boolean {
    this.running = stack;
    const {wake} = stack;
    if (wake === null) this.switcher.run(stack);
    else {
      stack.wake = null;
      wake();
      this.drain.runInContext(this.context);
    }
    this.running = null;
    return stack.body === null;
  }
  /** What a stack does: bodies, and in between it is idle. */
  private serve(suspender: unknown): void {
    const stack = this.running!;
    stack.suspender = suspender;
    for (;;) {
      try {
        stack.body!();
      } catch (error) {
        stack.error = error;
        stack.failed = true;
      }
      stack.body = null;
      if (stack.failed || this.idle.length >= MAX_IDLE) return;
      this.idle.push(stack);
      this.suspend();
    }
  }
}

class NodeFiber implements Fiber {
  done = false;
  private stack: Stack | null = null;
  constructor(private readonly owner: NodeFibers, private readonly body: () => void) {}
  resume(): void {
    if (this.stack === null) {
      this.stack = this.owner.takeStack();
      this.stack.body = this.body;
    }
    const {stack} = this;
    if (!this.owner.enter(stack)) return;
    this.done = true;
    this.stack = null;
    if (stack.failed) throw stack.error;
  }
}

/** Makes V8 look through the frames of the running stack for code that was invalidated. */
class DeoptBarrier {
  /** Optimises a function, and tells whether it is optimised now. */
  private readonly arm: (f: () => number) => boolean;
  /** Discards the optimised code. */
  private readonly discard: (f: () => number) => void;
  private sacrifice = newSacrifice();
  constructor() {
    this.arm = new Function('f', '%PrepareFunctionForOptimization(f); f(); %OptimizeFunctionOnNextCall(f); f(); return (%GetOptimizationStatus(f) & 16) !== 0') as typeof this.arm;
    this.discard = new Function('f', '%DeoptimizeFunction(f)') as typeof this.discard;
  }
  pass(): void {
    // V8 gives up on a function that was discarded too often
    while (!this.arm(this.sacrifice)) this.sacrifice = newSacrifice();
    this.discard(this.sacrifice);
  }
}
function newSacrifice(): () => number {
  return new Function('return 1') as () => number;
}

/** The fibers of this isolate; null when V8 has none that suspend frames of JS. */
export function createFibers(): Fibers | null {
  const {Suspender} = WebAssembly as {Suspender?: unknown};
  return Suspender !== undefined && process.versions.v8.startsWith(V8_VERSION) ? new NodeFibers() : null;
}
