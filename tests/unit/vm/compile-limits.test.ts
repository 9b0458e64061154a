import {buildSymtable, _PyAST_Compile} from '../../../vm/compile';
import type {CodeSpec, PyConst} from '../../../vm/constants';
import type {expr_ty, mod_ty, stmt_ty} from '../../../vm/generated/ast-nodes';
import {_PyPegen_run_parser_from_string} from '../../../vm/pegen';
import {FREE, _PyST_GetScope} from '../../../vm/symtable';

const AT = {lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 1};
const name = (id: string): expr_ty => ({_type: 'Name', id, ctx: 'Load', ...AT});
const attribute = (value: expr_ty): expr_ty => ({_type: 'Attribute', value, attr: 'b', ctx: 'Load', ...AT});
const call = (func: expr_ty): expr_ty => ({_type: 'Call', func, args: [], keywords: [], ...AT});
const add = (left: expr_ty): expr_ty => ({_type: 'BinOp', left, op: 'Add', right: name('c'), ...AT});
const negate = (operand: expr_ty): expr_ty => ({_type: 'UnaryOp', op: 'USub', operand, ...AT});

function nested(count: number, wrap: (inner: expr_ty) => expr_ty): mod_ty {
  let e = name('a');
  for (let i = 0; i < count; i++) e = wrap(e);
  return {_type: 'Expression', body: e};
}

function compileText(source: string): CodeSpec {
  const {mod} = _PyPegen_run_parser_from_string(source, '<test>', 'exec', {});
  const {code} = _PyAST_Compile(mod!, '<test>', 0, 0);
  return code!;
}
const codeNamed = (code: CodeSpec, wanted: string): CodeSpec =>
  (code.co_consts.find(value => value.kind === 'code' && value.value.co_name === wanted) as Extract<PyConst, {kind: 'code'}>).value;

test('long chains compile', () => {
  for (const mod of [nested(4000, inner => call(attribute(inner))), nested(9000, add), nested(9000, attribute), nested(9000, call)]) {
    expect(_PyAST_Compile(mod, '<test>', 0, 0).code).not.toBeNull();
  }
});

test('many elifs compile', () => {
  let body: stmt_ty[] = [];
  for (let i = 0; i < 5000; i++) body = [{_type: 'If', test: name('a'), body: [{_type: 'Pass', ...AT}], orelse: body, ...AT}];
  expect(_PyAST_Compile({_type: 'Module', body, type_ignores: []}, '<test>', 0, 0).code).not.toBeNull();
});

test('recursion is limited', () => {
  const error = {type: 'RecursionError', msg: 'maximum recursion depth exceeded during compilation'};
  expect(_PyAST_Compile(nested(10001, add), '<test>', 0, 0).exception).toEqual(error);
  expect(_PyAST_Compile(nested(5000, negate), '<test>', 0, 0).exception).toEqual(error);
  expect(_PyAST_Compile(nested(600, negate), '<test>', 0, 0).exception).toBeNull();
});

test('equal constants of a module are one object', () => {
  const code = compileText('def f(): return (1, "a b", 2.5)\ndef g(): return (1, "a b", 2.5), "a b", 2.5, 2, 0.0, -0.0\n');
  const f = codeNamed(code, 'f');
  const g = codeNamed(code, 'g');
  const tuple = f.co_consts.find(value => value.kind === 'tuple') as Extract<PyConst, {kind: 'tuple'}>;
  const whole = g.co_consts.find(value => value.kind === 'tuple') as Extract<PyConst, {kind: 'tuple'}>;
  expect(whole.items[0]).toBe(tuple);
  expect(whole.items[1]).toBe(tuple.items[1]);
  expect(whole.items[2]).toBe(tuple.items[2]);
  expect(whole.items[4]).not.toBe(whole.items[5]);
});

test('the finally body is compiled twice but gives one code object', () => {
  const code = compileText('try: a\nfinally: f(lambda: 1)\n');
  expect(code.co_consts.filter(value => value.kind === 'code')).toHaveLength(1);
});

test('a warning sink can make a warning an error', () => {
  const {mod} = _PyPegen_run_parser_from_string('x is 1\n', '<test>', 'exec', {});
  const {error} = _PyAST_Compile(mod!, '<test>', 0, 0, {warn: () => 1});
  expect(error).toMatchObject({type: 'SyntaxError', msg: '"is" with \'int\' literal. Did you mean "=="?', lineno: 1, offset: 1});
});

test('the symbol table knows scopes', () => {
  const {mod} = _PyPegen_run_parser_from_string('def f(a):\n  def g(): return a\n', '<test>', 'exec', {});
  const {table} = buildSymtable(mod!, 0);
  const g = table!.st_top.ste_children[0].ste_children[0];
  expect(g.ste_name).toBe('g');
  expect(g.ste_nested).toBe(true);
  expect(_PyST_GetScope(g, 'a')).toBe(FREE);
});
