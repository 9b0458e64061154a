/** Prints the hot instructions: each a case of the loop, accessors and reference counts inlined. */
import ts from 'typescript';
import {below, kept, words} from './regen-cases-cold';
import {CONSTANTS, fail, type Accessor, type Instruction} from './regen-cases-read';

const K = ts.SyntaxKind;

/** Helpers that run no Python code and look at no frame: no need to store the instruction pointer before them. */
const QUIET: ReadonlySet<string> = new Set([
  'PyLong_FromNumber', '_PyLong_Add', '_PyLong_Subtract', '_PyLong_Multiply', '_PyLong_MultiplyCompact', '_PyFloat_ReuseInputs', 'PyUnicode_Concat', 'append_in_place', '_PyUnicode_Equal', 'latin1_character_at',
  '_PyList_AppendTakeRef', '_PyTuple_FromArraySteal', '_PyList_FromArraySteal', 'add_to_insertion_order', 'load_attr_hint', 'PyObject_DictPointerAt', 'cached_len', 'cached_isinstance', 'cached_list_append', 'expand_method',
]);
// words of the runtime and of a frame, as in runtime/static-objects.ts and runtime/layout/code.ts
const word = (name: string): number => CONSTANTS.get(name)!;
const REFTOTAL = word('REFTOTAL'), EVAL_BREAKER = word('EVAL_BREAKER'), TICKS = word('TICKS'), CURRENT_FRAME = word('CURRENT_FRAME'), DATASTACK_TOP = word('DATASTACK_TOP'),
  DATASTACK_BASE = word('DATASTACK_LIMIT') + 1, PY_RECURSION_REMAINING = word('PY_RECURSION_REMAINING'), EXC_INFO = word('EXC_INFO');
export const LOCALS = 18;

/** Loads what the loop keeps of a frame, whose code object is given: from the payload, or in a compiled loop from the heap (co_code_adaptive, co_consts). */
export function reload(co: string, mode: HotMode): string {
  return mode.wasm ? `{ const co_ = ${co}; code = H[co_ + 48]; constp = H[co_ + 6] + 6; }` : `{ const data = P[H[${co} + 3]]; code = data.code; constp = data.constp; }`;
}

/** The loop to print: with hooks, with an exact instruction pointer, as the source of the compiled one. */
export interface HotMode { readonly watched: boolean; readonly traced: boolean; readonly wasm: boolean }
type Env = ReadonlyMap<string, string>;
const EMPTY: Env = new Map();

/** Prints cases; `used` collects the helpers they call. */
export class HotPrinter {
  readonly used = new Set<string>();
  private out: string[] = [];
  private temporaries = 0;
  private instruction!: Instruction;
  private polls = false;
  private stored = false;

  constructor(private readonly accessors: ReadonlyMap<string, Accessor>, private readonly numberOf: (name: string) => number, private readonly imported: (name: string) => boolean, private readonly mode: HotMode) {}

  /** The text of one case. */
  print(instruction: Instruction): string {
    this.instruction = instruction;
    this.out = [];
    this.temporaries = 0;
    this.polls = this.stored = false;
    const {body, ins, caches} = instruction, bodyText = body.body.getText();
    if (/CHECK_EVAL_BREAKER/.test(bodyText)) this.emit('const at = pc - 1;');
    for (const cache of caches) {
      if (cache.name === 'unused') continue;
      this.emit(`const ${cache.name} = ${cache.size === 1 ? `code[pc + ${cache.at}]` : `(code[pc + ${cache.at}] | code[pc + ${cache.at + 1}] << 16)`};`);
    }
    ins.forEach((item, i) => {
      const name = item.name === 'null' ? 'self_or_null' : item.name;
      if (name === 'unused' || !new RegExp(`\\b${name}\\b`).test(bodyText)) return;
      const place = below('sp', words(ins.slice(i)));
      this.emit(item.size !== null ? `const ${name} = ${place};` : `const ${name} = H[${place}];`);
    });
    const statements = (body.body as ts.Block).statements;
    let ended = false;
    statements.forEach((statement, i) => { ended = this.statement(statement, i === statements.length - 1); });
    if (!ended) this.finish(null);
    return `case ${instruction.id}: { // ${instruction.name}\n      ${this.out.filter(line => line !== '').join('\n      ')}\n    }`;
  }

  private emit(text: string): void { this.out.push(text); }
  private temporary(): string { return `t${this.temporaries++}`; }
  private bind(text: string): string {
    if (/^[\w$]+$/.test(text)) return text;
    const name = this.temporary();
    this.emit(`const ${name} = ${text};`);
    return name;
  }
  private incref(x: string): string {
    const c = this.temporary();
    return `{ const ${c} = H[${x}] + 1; if (${c} !== 0${this.mode.watched ? ` && watch.incref(${x})` : ''}) { H[${x}] = ${c}; H[${REFTOTAL}]++; } }`;
  }
  private decref(x: string, release = `dealloc(${x}, fp, pc - 1)`): string {
    const c = this.temporary();
    return `{ const ${c} = H[${x}]; if (${c} >= 0${this.mode.watched ? ` && watch.decref(${x})` : ''}) { H[${REFTOTAL}]--; if (${c} === 1) ${release}; else H[${x}] = ${c} - 1; } }`;
  }

  private expression(node: ts.Expression, env: Env): string {
    switch (node.kind) {
      case K.ParenthesizedExpression: return `(${this.expression((node as ts.ParenthesizedExpression).expression, env)})`;
      case K.AsExpression: return this.expression((node as ts.AsExpression).expression, env);
      case K.NumericLiteral: return node.getText();
      case K.Identifier: {
        const name = node.getText(), bound = env.get(name);
        if (bound !== undefined) return bound;
        const constant = CONSTANTS.get(name);
        if (constant !== undefined) return String(constant);
        if (name === 'frame') return 'fp';
        if (name === 'null') return 'self_or_null';
        if (this.imported(name)) this.used.add(name);
        return name;
      }
      case K.PrefixUnaryExpression: {
        const unary = node as ts.PrefixUnaryExpression, operator = ts.tokenToString(unary.operator)!;
        if (operator === '++' || operator === '--') fail(node, 'no ++ or -- inside an expression');
        return `${operator}(${this.expression(unary.operand, env)})`;
      }
      case K.BinaryExpression: {
        const binary = node as ts.BinaryExpression, operator = binary.operatorToken.getText();
        if (operator === '=') return `${this.expression(binary.left, env)} = ${this.expression(binary.right, env)}`;
        const side = (x: ts.Expression): string => {
          const text = this.expression(x, env);
          return /^[\w$]+$/.test(text) ? text : `(${text})`;
        };
        // the right side of && and || may not be evaluated early
        const left = side(binary.left), before = this.out.length, right = side(binary.right);
        if ((operator === '&&' || operator === '||') && this.out.length !== before) fail(node, 'no statement inside && or ||');
        return `${left} ${operator} ${right}`;
      }
      case K.ConditionalExpression: {
        const conditional = node as ts.ConditionalExpression;
        return `(${this.expression(conditional.condition, env)} ? ${this.expression(conditional.whenTrue, env)} : ${this.expression(conditional.whenFalse, env)})`;
      }
      case K.ElementAccessExpression: {
        const access = node as ts.ElementAccessExpression;
        return `${access.expression.getText()}[${this.expression(access.argumentExpression, env)}]`;
      }
      case K.CallExpression: return this.call(node as ts.CallExpression, env);
    }
    return fail(node, 'not in the subset');
  }

  private call(node: ts.CallExpression, env: Env): string {
    const name = node.expression.getText(), args = node.arguments, arg = (i: number): string => this.expression(args[i], env);
    switch (name) {
      case 'GETLOCAL': return `H[fp + ${LOCALS} + ((${arg(0)}) << 1)]`;
      case 'GETCONST': return `H[constp + ((${arg(0)}) << 1)]`;
      case 'GETNAME': return `H[H[H[fp] + 8] + 6 + ((${arg(0)}) << 1)]`;
      case 'STACK_ITEM': return `H[${arg(0)} + ((${arg(1)}) << 1)]`;
      case 'NEXT_OPARG': return `(code[pc + ${this.instruction.ncaches}] >> 8)`;
      case 'NEWREF': {
        const x = this.bind(arg(0));
        this.emit(this.incref(x));
        return x;
      }
    }
    const accessor = this.accessors.get(name);
    if (accessor !== undefined) {
      const values = args.map((_, i) => arg(i));
      const bound = new Map(accessor.params.map((param, i): [string, string] => [param, /^[\w$]+$/.test(values[i]) ? values[i] : this.usesOnce(accessor, param) ? `(${values[i]})` : this.bind(values[i])]));
      return `(${this.expression(accessor.body, bound)})`;
    }
    this.used.add(name);
    if (!QUIET.has(name) && !this.stored) {
      this.emit(`H[fp + 14] = pc - 1;`);
      this.stored = true;
    }
    return `${name}(${args.map((_, i) => arg(i)).join(', ')})`;
  }
  private usesOnce(accessor: Accessor, param: string): boolean {
    return (accessor.body.getText().match(new RegExp(`\\b${param}\\b`, 'g')) ?? []).length === 1;
  }

  private advance(): string {
    const {ncaches} = this.instruction;
    const poll = this.polls ? `if (--H[${TICKS}] < 0 || (H[${EVAL_BREAKER}] & 255) !== 0) { H[fp + 14] = at; r = poll(fp, sp, pc); if (r !== 0) break sw; } ` : '';
    return `${ncaches !== 0 ? `pc += ${ncaches}; ` : ''}${poll}continue next;`;
  }
  /** Pops the inputs, pushes the results, goes on. */
  private finish(values: readonly string[] | null): void {
    const {ins, outs} = this.instruction, n = kept(this.instruction, values);
    let named = 0;
    for (let i = 0; i < n; i++) if (ins[i].name !== 'unused') named++;
    const popped = words(ins.slice(n)), rest = outs.slice(n);
    const constant = /^\d+$/.test(popped) && rest.every(item => item.size === null);
    if (constant) {
      // written relative to the old stack pointer, which moves once
      let offset = -Number(popped);
      const at = (k: number): string => (k === 0 ? 'sp' : k < 0 ? `sp - ${-k}` : `sp + ${k}`);
      let conditional: string | null = null;
      for (const item of rest) {
        if (item.condition !== null) { conditional = `if (${item.condition}) { H[sp] = ${values![named++]}; sp += 2; }`; continue; }
        if (item.name !== 'unused') this.emit(`H[${at(offset)}] = ${values![named++]};`);
        offset += 2;
      }
      if (offset !== 0) this.emit(`sp ${offset < 0 ? `-= ${-offset}` : `+= ${offset}`};`);
      if (conditional !== null) this.emit(conditional);
    } else if (words(rest) === popped) {
      // same shape: write in place
      rest.forEach((item, i) => { if (item.name !== 'unused' && item.size === null) this.emit(`H[${below('sp', words(rest.slice(i)))}] = ${values![named++]};`); });
    } else {
      this.emit(`sp -= ${popped};`);
      for (const item of rest) {
        if (item.size !== null) { this.emit(`sp += (${item.size}) << 1;`); continue; }
        if (item.name !== 'unused') this.emit(`H[sp] = ${values![named++]};`);
        this.emit('sp += 2;');
      }
    }
    this.emit(this.advance());
  }

  /** Prints a statement; true when control does not go on behind it. */
  private statement(node: ts.Statement, last: boolean): boolean {
    if (ts.isVariableStatement(node)) {
      for (const declaration of node.declarationList.declarations) {
        const value = this.expression(declaration.initializer!, EMPTY);
        this.emit(`const ${declaration.name.getText()} = ${value};`);
      }
      return false;
    }
    if (ts.isBlock(node)) {
      let ended = false;
      for (const inner of node.statements) ended = this.statement(inner, false);
      return ended;
    }
    if (ts.isIfStatement(node)) {
      this.emit(`if (${this.expression(node.expression, EMPTY)}) {`);
      const stored = this.stored;
      this.statement(node.thenStatement, false);
      this.emit('}');
      if (node.elseStatement !== undefined) {
        this.stored = stored;
        this.emit('else {');
        this.statement(node.elseStatement, false);
        this.emit('}');
      }
      this.stored = stored;
      return false;
    }
    if (ts.isForStatement(node)) {
      const declaration = (node.initializer as ts.VariableDeclarationList).declarations[0];
      this.emit(`for (let ${declaration.getText()}; ${this.expression(node.condition!, EMPTY)}; ${node.incrementor!.getText()}) {`);
      this.statement(node.statement, false);
      this.emit('}');
      return false;
    }
    if (ts.isReturnStatement(node)) {
      if (!last) fail(node, 'return must be the last statement');
      const e = node.expression!, values = ts.isArrayLiteralExpression(e) ? e.elements.map(x => this.bind(this.expression(x, EMPTY))) : [this.bind(this.expression(e, EMPTY))];
      this.finish(values);
      return true;
    }
    if (!ts.isExpressionStatement(node) || !ts.isCallExpression(node.expression)) return fail(node, 'statement not in the subset');
    return this.effect(node.expression);
  }

  private effect(node: ts.CallExpression): boolean {
    const name = node.expression.getText(), arg = (i: number): string => this.expression(node.arguments[i], EMPTY);
    const {family, ins, ncaches} = this.instruction;
    switch (name) {
      case 'DEOPT_IF': this.emit(`if (${arg(0)}) { opcode = ${this.numberOf(family ?? fail(node, 'no family'))}; continue sw; }`); return false;
      case 'ERROR_IF': {
        const taken = words(ins.slice(kept(this.instruction, null)));
        this.emit(`if (${arg(0)}) { H[fp + 14] = pc - 1; ${taken !== '0' ? `sp -= ${taken}; ` : ''}r = -1; break sw; }`);
        return false;
      }
      case 'DECREF': this.emit(this.decref(this.bind(arg(0)))); return false;
      case 'DECREF_INT': { const x = this.bind(arg(0)); this.emit(this.decref(x, `PyObject_Del(${x})`)); return false; }
      case 'DECREF_IMMORTAL': return false;
      case 'XDECREF': { const x = this.bind(arg(0)); this.emit(`if (${x} !== 0) ${this.decref(x)}`); return false; }
      case 'SETLOCAL': {
        const place = this.temporary(), old = this.temporary();
        this.emit(`const ${place} = fp + ${LOCALS} + ((${arg(0)}) << 1), ${old} = H[${place}]; H[${place}] = ${arg(1)}; if (${old} !== 0) ${this.decref(old)}`);
        return false;
      }
      case 'STORELOCAL': this.emit(`H[fp + ${LOCALS} + ((${arg(0)}) << 1)] = ${arg(1)};`); return false;
      case 'JUMPBY': this.emit(`pc += ${arg(0)};`); return false;
      case 'SKIP_NEXT': this.emit('pc++;'); return false;
      case 'CHECK_EVAL_BREAKER': this.polls = true; return false;
      case 'GO_TO_INSTRUCTION': this.emit(`opcode = ${this.numberOf((node.arguments[0] as ts.StringLiteral).text)}; continue sw;`); return true;
      case 'RETURN_TO_CALLER': { const value = arg(0); this.emit(`H[sp] = ${value}; sp += 2; opcode = ${this.numberOf('RETURN_VALUE')}; continue sw;`); return true; }
      case 'END_ITER': this.emit(`${this.decref(arg(0))} sp -= 2; pc += oparg + ${ncaches + 2}; continue next;`); return true;
      case 'PUSH_PY_FRAME': this.emit(this.pushFrame(arg(0), arg(1), arg(2))); return true;
      case 'LEAVE_FRAME': this.emit(this.leaveFrame(arg(0))); return true;
      case 'YIELD_FROM_FRAME': this.emit(this.yieldFrom(arg(0))); return true;
      case 'ENTER_GENERATOR': this.emit(this.enterGenerator(arg(0), arg(1), arg(2))); return true;
    }
    const value = this.expression(node, EMPTY);
    this.emit(`${value};`);
    return false;
  }

  // The frame's words: see _PyInterpreterFrame in runtime/layout/code.ts. f_executable 0, owner 1, previous 2, f_funcobj 4, f_globals 6, f_builtins 8, f_locals 10,
  // frame_obj 12, instr_ptr 14, stacktop 16, return_offset 17, localsplus 18.
  private pushFrame(callable: string, self: string, args: string): string {
    return `const co = H[${callable} + 12], nfp = H[${DATASTACK_TOP}];
      H[${DATASTACK_TOP}] = nfp + (H[co + 19] << 1); H[${PY_RECURSION_REMAINING}]--;
      ${this.incref('co')}
      H[fp + 14] = pc - 1; H[fp + 16] = ${args} - 4; H[fp + 17] = ${this.instruction.ncaches + 1};
      H[nfp] = co; H[nfp + 1] = 0; H[nfp + 2] = fp; H[nfp + 4] = ${callable}; H[nfp + 6] = H[${callable} + 4]; H[nfp + 8] = H[${callable} + 6]; H[nfp + 10] = 0; H[nfp + 12] = 0; H[nfp + 14] = 0; H[nfp + 17] = 0;
      let k = nfp + ${LOCALS};
      if (${self} !== 0) { H[k] = ${self}; k += 2; }
      for (let i = 0; i < oparg; i++) { H[k] = H[${args} + (i << 1)]; k += 2; }
      const end = nfp + ${LOCALS} + (H[co + 18] << 1);
      H[nfp + 16] = end;
      while (k < end) { H[k] = 0; k += 2; }
      fp = nfp; sp = end; H[${CURRENT_FRAME}] = fp; ${reload('co', this.mode)} pc = 0; continue next;`;
  }
  private leaveFrame(value: string): string {
    return `const prev = H[fp + 2];
      H[${PY_RECURSION_REMAINING}]++; H[${CURRENT_FRAME}] = prev;
      if ((H[fp + 12] | H[fp + 10] | H[fp + 1]) !== 0 || fp === H[${DATASTACK_BASE}]) { H[fp + 16] = sp - 2; H[fp + 14] = pc - 1; _PyEval_FrameClearAndPop(fp); }
      else {
        const co = H[fp], end = fp + ${LOCALS} + (H[co + 18] << 1);
        for (let p = fp + ${LOCALS}; p < end; p += 2) { const x = H[p]; if (x !== 0) ${this.decref('x', '_Py_Dealloc(x)')} }
        const fn = H[fp + 4]; ${this.decref('fn', '_Py_Dealloc(fn)')} ${this.decref('co', '_Py_Dealloc(co)')}
        H[${DATASTACK_TOP}] = fp;
      }
      if (H[prev + 1] === 3) {
        ${this.mode.wasm ? this.leaveInit(value) : ''}
        r = returnToNative(prev, ${value}); break sw;
      }
      fp = prev; sp = H[fp + 16]; pc = H[fp + 14] + H[fp + 17]; ${reload('H[fp]', this.mode)}
      H[sp] = ${value}; sp += 2; continue next;`;
  }
  /** The record under an __init__ that returned None gives the instance to the caller: what its step does (STEP_EXIT_INIT), here when nothing is unusual. */
  private leaveInit(value: string): string {
    return `const below = H[prev + 2];
        if (H[prev + 15] === 1 && ${value} === ${word('_Py_NoneStruct')} && prev !== H[${DATASTACK_BASE}] && H[below + 1] !== 3) {
          const self = H[prev + 18];
          H[${PY_RECURSION_REMAINING}]++; H[${DATASTACK_TOP}] = prev; H[${CURRENT_FRAME}] = below;
          fp = below; sp = H[fp + 16]; pc = H[fp + 14] + H[fp + 17]; ${reload('H[fp]', this.mode)}
          H[sp] = self; sp += 2; continue next;
        }`;
  }
  private yieldFrom(value: string): string {
    return `const gen = fp - 18, prev = H[fp + 2];
      H[gen + 13] = oparg - 2; H[fp + 14] = pc; H[fp + 16] = sp - 2;
      H[${EXC_INFO}] = H[gen + 12]; H[gen + 12] = 0; H[${PY_RECURSION_REMAINING}]++; H[${CURRENT_FRAME}] = prev; H[fp + 2] = 0;
      if (H[prev + 1] === 3) { r = returnToNative(prev, ${value}); break sw; }
      fp = prev; sp = H[fp + 16]; pc = H[fp + 14] + 2; ${reload('H[fp]', this.mode)}
      H[sp] = ${value}; sp += 2; continue next;`;
  }
  private enterGenerator(gen: string, value: string, returnOffset: string): string {
    const popped = this.instruction.name === 'SEND_GEN' ? 2 : 0;
    return `const gf = ${gen} + 18, s = H[gf + 16];
      H[fp + 14] = pc - 1; H[fp + 16] = ${popped === 0 ? 'sp' : 'sp - 2'}; H[fp + 17] = ${returnOffset};
      H[s] = ${value}; H[${gen} + 13] = 0; H[${gen} + 12] = H[${EXC_INFO}]; H[${EXC_INFO}] = ${gen} + 10;
      H[gf + 2] = fp; fp = gf; H[${CURRENT_FRAME}] = fp; sp = s + 2; pc = H[fp + 14]; ${reload('H[fp]', this.mode)}
      if (H[${PY_RECURSION_REMAINING}]-- <= 0) { H[fp + 16] = sp; r = checkRecursion(); if (r !== 0) break sw; }
      continue next;`;
  }
}
