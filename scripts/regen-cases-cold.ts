/** Prints the cold instructions: each a function of frame, stack pointer, next unit and argument that answers the new stack pointer or a status. */
import ts from 'typescript';
import {fail, type Instruction, type StackItem} from './regen-cases-read';

/** Words a row of items takes, as text over oparg; constants are folded. */
export function words(items: readonly StackItem[]): string {
  let fixed = 0;
  const parts: string[] = [];
  for (const item of items) {
    if (item.condition !== null) parts.push(`((${item.condition}) ? 2 : 0)`);
    else if (item.size === null) fixed += 2;
    else parts.push(`((${item.size}) << 1)`);
  }
  if (fixed !== 0 || parts.length === 0) parts.push(String(fixed));
  return parts.join(' + ');
}
/** `sp` moved by some words. */
export function below(base: string, amount: string): string {
  return amount === '0' ? base : `${base} - (${amount})`.replace(/\((\d+)\)$/, '$1');
}
/** How many leading inputs stay where they are and as they are. */
export function kept(instruction: Instruction, values: readonly string[] | null): number {
  const {ins, outs} = instruction;
  let n = 0, named = 0;
  while (n < ins.length && n < outs.length && ins[n].name === outs[n].name && ins[n].size === outs[n].size && ins[n].condition === null && outs[n].condition === null) {
    if (ins[n].name !== 'unused') {
      if (values !== null && values[named] !== ins[n].name) break;
      named++;
    }
    n++;
  }
  return n;
}

/** The function of one cold instruction. */
export function printCold(instruction: Instruction): string {
  const {name, ins, outs, caches, ncaches, family, body} = instruction;
  const file = body.getSourceFile(), bodyText = body.body.getText();
  const out: string[] = [];
  let polls = false;
  for (const cache of caches) {
    if (cache.name === 'unused' || !new RegExp(`\\b${cache.name}\\b`).test(bodyText)) continue;
    const at = (n: number): string => `units[pc + ${cache.at + n}]`;
    out.push(`const ${cache.name} = ${cache.size === 1 ? at(0) : `(${at(0)} | ${at(1)} << 16)`};`);
  }
  if (out.length > 0) out.unshift('const units = (P[H[H[fp] + 3]] as CodeData).code;');
  ins.forEach((item, i) => {
    // parameters of the body may have another name than the effect's
    const alias = item.name === 'null' ? 'self_or_null' : item.name;
    if (item.name === 'unused' || !new RegExp(`\\b${alias}\\b`).test(bodyText)) return;
    const place = below('sp', words(ins.slice(i)));
    if (item.size !== null) out.push(`const ${alias} = ${place};`);
    else if (item.condition !== null) out.push(`const ${alias} = (${item.condition}) ? H[${place}] : 0;`);
    else out.push(`const ${alias} = H[${place}];`);
  });
  const finish = (values: readonly string[] | null): string => {
    const n = kept(instruction, values), rest = ins.slice(n), written: string[] = [];
    let named = 0;
    for (let i = 0; i < n; i++) if (ins[i].name !== 'unused') named++;
    const restWords = words(rest);
    let base = below('sp', restWords);
    outs.slice(n).forEach((item, i) => {
      const place = [base, ...(i === 0 ? [] : [words(outs.slice(n, n + i))])].join(' + ');
      if (item.name !== 'unused' && item.size === null) {
        const value = values?.[named++];
        if (value === undefined) fail(body, `${name}: too few results`);
        written.push(item.condition !== null ? `if (${item.condition}) H[${place}] = ${value};` : `H[${place}] = ${value};`);
      }
    });
    base = [base, words(outs.slice(n))].filter(part => part !== '0').join(' + ');
    return `{ ${written.join(' ')} return ${polls ? `check_periodic(fp, ${base}, pc + ${ncaches})` : base}; }`;
  };
  const rewrite = (node: ts.Node): string => {
    if (ts.isReturnStatement(node)) {
      const e = node.expression;
      if (e === undefined) return finish(null);
      if (ts.isArrayLiteralExpression(e)) {
        // results are computed before anything is written: a write may hit an input
        const values = e.elements.map(element => rewrite(element)), simple = values.map((value, i) => (/^\w+$/.test(value) ? value : `v${i}_`));
        const lets = values.map((value, i) => (simple[i] === value ? '' : `const v${i}_ = ${value}; `)).join('');
        return `{ ${lets}${finish(simple)} }`;
      }
      return `{ const v0_ = ${rewrite(e)}; ${finish(['v0_'])} }`;
    }
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      const call = node.expression, callee = call.expression.getText(), arg = (i: number): string => rewrite(call.arguments[i]);
      switch (callee) {
        case 'DEOPT_IF': return `if (${arg(0)}) return ${family ?? fail(node, 'no family')}(fp, sp, pc, oparg);`;
        // what stays on the stack anyway is for the handler to release
        case 'ERROR_IF': return `if (${arg(0)}) { H[fp + 16] = ${below('sp', words(ins.slice(kept(instruction, null))))}; return STATUS_ERROR; }`;
        case 'ERROR_NO_POP': return 'return STATUS_ERROR;';
        case 'STATUS': return `return ${arg(0)};`;
        case 'CHECK_EVAL_BREAKER': polls = true; return '';
        case 'SPECIALIZE': return `const code = (P[H[H[fp] + 3]] as CodeData).code; { const counter = code[pc]; if (counter >>> 4 === 0) { ${arg(0)}; return STATUS_SAME; } code[pc] = counter - 16; }`;
        case 'SETLOCAL': return `{ const place = fp + 18 + ((${arg(0)}) << 1), old = H[place]; H[place] = ${arg(1)}; if (old !== 0) Py_DECREF(old); }`;
        case 'STORELOCAL': return `H[fp + 18 + ((${arg(0)}) << 1)] = ${arg(1)};`;
        case 'STORE_ITEM': return `H[(${arg(0)}) + ((${arg(1)}) << 1)] = ${arg(2)};`;
        case 'JUMPBY': case 'GO_TO_INSTRUCTION': case 'PUSH_PY_FRAME': case 'LEAVE_FRAME': return fail(node, 'not in a cold body');
      }
    }
    if (ts.isCallExpression(node)) {
      const callee = node.expression.getText(), arg = (i: number): string => rewrite(node.arguments[i]);
      switch (callee) {
        case 'GETLOCAL': return `H[fp + 18 + ((${arg(0)}) << 1)]`;
        case 'GETCONST': return `H[(P[H[H[fp] + 3]] as CodeData).constp + ((${arg(0)}) << 1)]`;
        case 'GETNAME': return `H[H[H[fp] + 8] + 6 + ((${arg(0)}) << 1)]`;
        case 'STACK_ITEM': return `H[${arg(0)} + ((${arg(1)}) << 1)]`;
        case 'NEWREF': return `Py_NewRef(${arg(0)})`;
      }
    }
    if (ts.isIdentifier(node)) {
      if (node.text === 'frame') return 'fp';
      if (node.text === 'stack_pointer') return 'sp';
      if (node.text === 'next_instr') return ncaches === 0 ? 'pc' : `(pc + ${ncaches})`;
    }
    if (ts.isAsExpression(node)) return rewrite(node.expression);
    const text = file.text;
    let result = '', at = node.getStart();
    node.forEachChild(child => {
      result += text.slice(at, child.getStart()) + rewrite(child);
      at = child.getEnd();
    });
    return result + text.slice(at, node.getEnd());
  };
  if (!ts.isBlock(body.body)) fail(body, 'the body must be a block');
  for (const statement of body.body.statements) out.push(rewrite(statement));
  const last = body.body.statements[body.body.statements.length - 1] as ts.Statement | undefined;
  const ends = last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last) || (ts.isExpressionStatement(last) && /^(STATUS|ERROR_NO_POP)\(/.test(last.getText())));
  if (!ends) out.push(finish(null));
  return `export function ${name}(fp: number, sp: number, pc: number, oparg: number): number {\n  ${out.filter(line => line !== '').join('\n  ')}\n}`;
}
