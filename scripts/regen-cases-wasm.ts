/**
 * Compiles the plain loop and the functions of vm/loop-*.ts to a WebAssembly module: vm/generated/loop_wasm.ts. The loop is the text that scripts/regen-cases.ts prints for this target, so both forms of the loop come from the same declarations.
 */
import ts from 'typescript';
import {readFileSync} from 'fs';
import {join, relative} from 'path';
import {CONSTANTS, fail} from './regen-cases-read';
import {FunctionCompiler, type Surroundings} from './wasm-function';
import {TypeTable, moduleBytes, type Signature, type ValueType, type WasmFunction, type WasmImport} from './wasm-writer';

const ROOT = join(__dirname, '..');
const INLINE = ['vm/loop-inline.ts', 'vm/loop-short.ts', 'vm/loop-calls.ts', 'vm/loop-containers.ts'];
/** Pages of 64 KiB in the heap: runtime/heap.ts. */
export const HEAP_PAGES = 1 << 14;

/** What the loop calls by the name of the general function. */
const SHORT_WAYS: ReadonlyMap<string, string> = new Map([
  ['_PyLong_MultiplyCompact', 'longMultiply'], ['PyObject_Del', 'longRelease'], ['_PyFloat_ReuseInputs', 'floatReuse'], ['_PyTuple_FromArraySteal', 'tupleSteal'], ['_PyList_FromArraySteal', 'listSteal'],
  ['_PyList_AppendTakeRef', 'listAppend'], ['load_attr_hint', 'loadHint'], ['add_to_insertion_order', 'insertionOrder'], ['_PyUnicode_Equal', 'strEqual'], ['lengthObject', 'lengthOf'],
  ['PyObject_IsInstance', 'isInstance'], ['PyObject_DictPointerAt', 'dictPointer'],
]);
/** Imported functions without a result, and those that answer a boolean, which is made a number. */
const NO_RESULT: ReadonlySet<string> = new Set(['_Py_Dealloc', 'PyObject_Del', 'PyObject_Free', '_PyEval_FrameClearAndPop', 'add_to_insertion_order', 'expand_method']);
const BOOLEAN: ReadonlySet<string> = new Set(['_PyUnicode_Equal']);
/** Imported functions that take a double. */
const DOUBLES: Readonly<Record<string, readonly ValueType[]>> = {PyLong_FromNumber: ['d'], PyFloat_FromDouble: ['d']};

/** A number that the module a name comes from exports. */
function otherConstant(name: string, importOf: (name: string) => string): number | undefined {
  if (!/^[A-Z][A-Z_]*$/.test(name)) return undefined;
  const match = new RegExp(`\\b${name} = (-?\\d+)[,;]`).exec(readFileSync(join(ROOT, `${importOf(name)}.ts`), 'utf8'));
  return match === null ? undefined : Number(match[1]);
}
const parameterType = (parameter: ts.ParameterDeclaration): ValueType => (parameter.type?.getText() === 'Double' ? 'd' : 'i');

/** Goes on in the frame `made`, above this one, whose stack ends at `base`. */
const enter = (base: string, offset: number): string => `if (made !== 0) { H[fp + 14] = pc - 1; H[fp + 16] = ${base}; H[fp + 17] = ${offset}; fp = made; sp = H[fp + 16]; H[CURRENT_FRAME] = fp; const co_ = H[fp]; code = H[co_ + 48]; constp = H[co_ + 6] + 6; pc = 0; continue next; }`;
/** The row of arguments of a call, with self when there is one. */
const ROW = 'const self = H[args - 2] !== 0 ? 1 : 0, callable = H[args - 4];';
/** A list or tuple of a given length over the stack. */
const spreading = (type: string): string => `const seq = H[sp - 2]; if (spread(seq, ${type}, oparg, sp - 2) !== 0) { decref(seq, fp, pc - 1); sp += (oparg - 1) << 1; pc += 1; continue next; }`;
/** The answer of `in`, found by a function; then the operands are released. */
const containing = (found: string, condition: string): string => `const key = H[sp - 4], holder = H[sp - 2];
      ${condition} { const found = ${found}(holder, key); if (found >= 0) { BEFORE decref(key, fp, pc - 1); decref(holder, fp, pc - 1); H[sp - 4] = found !== oparg ? _Py_TrueStruct : _Py_FalseStruct; sp -= 2; pc += 1; continue next; } }`;

/**
 * What the loop tries first at instructions that stand outside it, by name: text like that of a printed case. `continue next` when it is done, on to the
 * instruction's function otherwise.
 */
export const SHORT_CASES: Readonly<Record<string, string>> = {
  BINARY_OP: `if (code[pc] >= 16) { const res = binaryOperation(H[sp - 4], H[sp - 2], oparg); if (res !== 0) { code[pc] = code[pc] - 16; H[sp - 4] = res; sp -= 2; pc += 1; continue next; } }`,
  BINARY_SUBSCR_DICT: `const dict = H[sp - 4], key = H[sp - 2];
      if (H[dict + 2] === PyDict_Type) { const at = dictFind(dict, key); if (at > 0) { const value = H[at]; if (H[value] >= 0) { H[value]++; H[REFTOTAL]++; } decref(dict, fp, pc - 1); decref(key, fp, pc - 1); H[sp - 4] = value; sp -= 2; pc += 1; continue next; } }`,
  STORE_SUBSCR_DICT: `const dict = H[sp - 4];
      if (H[dict + 2] === PyDict_Type && dictStore(dict, H[sp - 2], H[sp - 6], fp, pc - 1) !== 0) { decref(dict, fp, pc - 1); sp -= 6; pc += 1; continue next; }`,
  MAP_ADD: `if (dictStore(H[sp - (((oparg - 1) << 1) + 6)], H[sp - 4], H[sp - 2], fp, pc - 1) !== 0) { sp -= 4; continue next; }`,
  CALL_ALLOC_AND_ENTER_INIT: `const args = sp - (oparg << 1);
      if (H[args - 2] === 0) { const made = enterInit(fp, H[args - 4], code[pc + 1] | code[pc + 2] << 16, args, oparg); ${enter('args - 4', 4)} }`,
  CONTAINS_OP_DICT: `const dict = H[sp - 2], key = H[sp - 4];
      if (H[dict + 2] === PyDict_Type) { const at = dictFind(dict, key); if (at >= 0) { decref(key, fp, pc - 1); decref(dict, fp, pc - 1); H[sp - 4] = ((at > 0) !== (oparg !== 0)) ? _Py_TrueStruct : _Py_FalseStruct; sp -= 2; pc += 1; continue next; } }`,
  CONTAINS_OP_SET: containing('setFind', '').replace('BEFORE', ''),
  CONTAINS_OP: containing('sequenceFind', 'if (code[pc] >= 16)').replace('BEFORE', 'code[pc] = code[pc] - 16;'),
  COPY_FREE_VARS: `copyCells(H[H[fp + 4] + 18], fp + 18 + ((H[H[fp] + 18] - oparg) << 1), oparg); continue next;`,
  STORE_DEREF: `const cell = H[fp + 18 + (oparg << 1)], previous = H[cell + 4]; H[cell + 4] = H[sp - 2]; sp -= 2; if (previous !== 0) decref(previous, fp, pc - 1); continue next;`,
  UNPACK_SEQUENCE_TUPLE: spreading('PyTuple_Type'),
  UNPACK_SEQUENCE_LIST: spreading('PyList_Type'),
  BINARY_SUBSCR: `if (code[pc] >= 16) { const holder = H[sp - 4], sub = H[sp - 2], item = itemAt(holder, sub); if (item !== 0) { code[pc] = code[pc] - 16; if (H[item] >= 0) { H[item]++; H[REFTOTAL]++; } decref(holder, fp, pc - 1); decref(sub, fp, pc - 1); H[sp - 4] = item; sp -= 2; pc += 1; continue next; } }`,
  FOR_ITER: `if (code[pc] >= 16) { const item = nextOf(H[sp - 2], fp, pc - 1); if (item !== 0) { code[pc] = code[pc] - 16; H[sp] = item; sp += 2; pc += 1; continue next; } }`,
  CALL: `if (code[pc] >= 16) { const args = sp - (oparg << 1); ${ROW} const made = enterGeneral(fp, callable, args - (self << 1), oparg + self, 0); if (made !== 0) code[pc] = code[pc] - 16; ${enter('args - 4', 4)} }`,
  CALL_PY_GENERAL: `const args = sp - (oparg << 1); ${ROW}
      if (H[callable + 34] === (code[pc + 1] | code[pc + 2] << 16)) { const made = enterGeneral(fp, callable, args - (self << 1), oparg + self, 0); ${enter('args - 4', 4)} }`,
  CALL_KW: `const args = sp - 2 - (oparg << 1), kwnames = H[sp - 2]; ${ROW} const made = enterGeneral(fp, callable, args - (self << 1), oparg + self - H[kwnames + 4], kwnames); if (made !== 0) decref(kwnames, fp, pc - 1); ${enter('args - 4', 1)}`,
  LOAD_ATTR_PROPERTY: `const owner = H[sp - 2];
      if (H[H[owner + 2] + 96] === (code[pc + 1] | code[pc + 2] << 16)) { const made = enterFound(fp, code[pc + 5] | code[pc + 6] << 16, code[pc + 3] | code[pc + 4] << 16, sp - 2, 1); ${enter('sp - 2', 10)} }`,
  BINARY_SUBSCR_GETITEM: `const type = H[H[sp - 4] + 2];
      if ((H[type + 42] & 512) !== 0) { const made = enterFound(fp, H[type + 226], H[type + 228], sp - 4, 2); ${enter('sp - 4', 2)} }`,
};

/** The module for a loop; `cold` lists the function of each opcode outside the loop, `importOf` says where a function of the project stands. */
export function compileLoop(loopText: string, cold: readonly (string | null)[], importOf: (name: string) => string): string {
  const inlineStatements = INLINE.flatMap(file => [...ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2022, true).statements]);
  const loopFile = ts.createSourceFile('loop.js', loopText, ts.ScriptTarget.ES2022, true);
  const declarations = [...inlineStatements, ...loopFile.statements].filter((s): s is ts.FunctionDeclaration => ts.isFunctionDeclaration(s) && s.body !== undefined);
  const modules = new Map<string, string>();
  for (const statement of inlineStatements) {
    if (!ts.isImportDeclaration(statement) || statement.importClause?.namedBindings === undefined || !ts.isNamedImports(statement.importClause.namedBindings)) continue;
    for (const element of statement.importClause.namedBindings.elements) modules.set(element.name.text, join('vm', (statement.moduleSpecifier as ts.StringLiteral).text));
  }
  const numbers = new Map<string, number>();
  for (const statement of inlineStatements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const {name, initializer} of statement.declarationList.declarations) if (initializer !== undefined && ts.isNumericLiteral(initializer)) numbers.set(name.getText(), Number(initializer.text));
  }
  const types = new TypeTable(), imports: WasmImport[] = [], importIndex = new Map<string, number>();
  const own = new Map<string, {position: number; signature: Signature}>();
  declarations.forEach((fn, position) => own.set(fn.name!.text, {position, signature: {params: fn.parameters.map(parameterType), result: fn.type?.getText() === 'void' ? 'v' : 'i'}}));

  const addImport = (name: string, signature: Signature): number => {
    let index = importIndex.get(name);
    if (index === undefined) {
      index = imports.length;
      importIndex.set(name, index);
      imports.push({name, signature});
    }
    return index;
  };
  // imports come before functions in the index space: they are counted in a first pass
  const compile = (): WasmFunction[] => declarations.map(fn => {
    const name = fn.name!.text, {signature} = own.get(name)!, inLoop = fn.getSourceFile() === loopFile;
    const around: Surroundings = {
      accessors: new Map(),
      constant: constant => CONSTANTS.get(constant) ?? numbers.get(constant) ?? otherConstant(constant, importOf),
      callee: (called, args, node) => {
        let target = called;
        if (inLoop) target = called === 'PyLong_FromNumber' ? (args[0] === 'd' ? 'longFromDouble' : 'longFromInt') : (SHORT_WAYS.get(called) ?? called);
        const mine = own.get(target);
        if (mine !== undefined) return {index: importCount + mine.position, signature: mine.signature};
        if (!/^[\w$]+$/.test(target)) fail(node, 'cannot be called');
        const result: Signature = {params: DOUBLES[target] ?? args.map(() => 'i' as const), result: NO_RESULT.has(target) ? 'v' : 'i'};
        return {index: addImport(target, result), signature: result};
      },
      signatureType: s => types.index(s),
    };
    const compiler = new FunctionCompiler(around, signature, fn.parameters.map(p => p.name.getText()), name === '_PyEval_WasmLoop');
    compiler.body(fn.body!);
    return {name, signature, locals: compiler.locals, code: compiler.code, exported: name === '_PyEval_WasmLoop'};
  });
  let importCount = 0;
  const coldSignature: Signature = {params: ['i', 'i', 'i', 'i'], result: 'i'};
  const table = cold.map(name => addImport(name ?? 'unknown_opcode', coldSignature));
  compile();
  importCount = imports.length;
  const functions = compile();
  const bytes = moduleBytes(types, imports, functions, HEAP_PAGES, table);

  const byModule = new Map<string, string[]>();
  for (const {name} of imports) {
    const module = cold.includes(name) ? 'vm/generated/cold' : (modules.get(name) ?? importOf(name));
    byModule.set(module, [...(byModule.get(module) ?? []), name]);
  }
  byModule.set(join('runtime', 'wasm-module'), ['instantiateOver']);
  const lines = [...byModule].sort(([a], [b]) => (a < b ? -1 : 1)).map(([module, names]) => {
    const path = relative('vm/generated', module);
    return `import {${names.sort().join(', ')}} from '${path.startsWith('.') ? path : `./${path}`}';`;
  });
  const size = functions.find(fn => fn.exported)!.code.length;
  return `// @ts-nocheck
${lines.join('\n')}

/** What the module calls. */
const FUNCTIONS = {${imports.map(({name}) => (BOOLEAN.has(name) ? `${name}: (a, b) => (${name}(a, b) ? 1 : 0)` : name)).join(', ')}};
/** Bytes of code in the loop's function. */
export const LOOP_CODE_SIZE = ${size};
/** The module, in base64. */
export const LOOP_MODULE = '${Buffer.from(bytes).toString('base64')}';
/** The loop over one heap; null where there is no WebAssembly. */
export function instantiateLoop(memory) {
  if (memory === null) return null;
  return instantiateOver(memory, LOOP_MODULE, FUNCTIONS)._PyEval_WasmLoop;
}
`;
}
