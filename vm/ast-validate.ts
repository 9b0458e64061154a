/** Checks that a tree made by a program has the form the grammar would have given it. CPython: Python/ast.c _PyAST_Validate() */
import {PyErr_Format, PyErr_SetString} from '../objects/errors';
import {PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import type {mod_ty} from './generated/ast-nodes';

type Node = Record<string, unknown> & {_type: string};
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && '_type' in value;

/** Fields that must not be empty, by class. */
const NONEMPTY: Readonly<Record<string, readonly (readonly [field: string, owner: string])[]>> = {
  FunctionDef: [['body', 'FunctionDef']], AsyncFunctionDef: [['body', 'AsyncFunctionDef']], ClassDef: [['body', 'ClassDef']], Delete: [['targets', 'Delete']], Assign: [['targets', 'Assign']],
  For: [['body', 'For']], AsyncFor: [['body', 'AsyncFor']], While: [['body', 'While']], If: [['body', 'If']], With: [['items', 'With'], ['body', 'With']], AsyncWith: [['items', 'AsyncWith'], ['body', 'AsyncWith']],
  Match: [['cases', 'Match']], match_case: [['body', 'match_case']], Try: [['body', 'Try']], TryStar: [['body', 'TryStar']], ExceptHandler: [['body', 'ExceptHandler']], Import: [['names', 'Import']],
  ImportFrom: [['names', 'ImportFrom']], Global: [['names', 'Global']], Nonlocal: [['names', 'Nonlocal']],
};
const NAMES = ['None', 'True', 'False'];
/** Contexts the fields of a statement are in when it is not Load. */
const STORE: Readonly<Record<string, readonly string[]>> = {Assign: ['targets'], AugAssign: ['target'], AnnAssign: ['target'], For: ['target'], AsyncFor: ['target'], withitem: ['optional_vars'], comprehension: ['target'], NamedExpr: ['target'], TypeAlias: ['name']};

/** False with an exception set when the tree is not one the compiler can take. */
export function _PyAST_Validate(mod: mod_ty): boolean {
  const pending: {node: Node; ctx: string}[] = [{node: mod as unknown as Node, ctx: 'Load'}];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!validateNode(next.node, next.ctx)) return false;
    const {node} = next, stores = STORE[node._type] ?? [];
    for (const [field, value] of Object.entries(node)) {
      let ctx = stores.includes(field) ? 'Store' : node._type === 'Delete' && field === 'targets' ? 'Del' : 'Load';
      // the parts of a target are targets themselves
      if ((node._type === 'Tuple' || node._type === 'List') && field === 'elts') ctx = next.ctx;
      if (node._type === 'Starred' && field === 'value') ctx = next.ctx;
      if (Array.isArray(value)) {
        for (let i = value.length - 1; i >= 0; i--) if (isNode(value[i])) pending.push({node: value[i] as Node, ctx});
      } else if (isNode(value)) pending.push({node: value, ctx});
    }
  }
  return true;
}
function invalid(text: string): boolean {
  PyErr_SetString(PyExc_ValueError, text);
  return false;
}
function validateNode(node: Node, ctx: string): boolean {
  for (const [field, owner] of NONEMPTY[node._type] ?? []) if ((node[field] as unknown[]).length === 0) return invalid(`empty ${field} on ${owner}`);
  if ('lineno' in node && node._type !== 'TypeIgnore') {
    const {lineno, col_offset, end_lineno, end_col_offset} = node as unknown as Record<string, number>;
    if (lineno > end_lineno) return invalid(`AST node line range (${lineno}, ${end_lineno}) is not valid`);
    if ((lineno < 0 && end_lineno !== lineno) || (col_offset < 0 && col_offset !== end_col_offset)) return invalid(`AST node column range (${col_offset}, ${end_col_offset}) for line range (${lineno}, ${end_lineno}) is not valid`);
    if (lineno === end_lineno && col_offset > end_col_offset) return invalid(`line ${lineno}, column ${col_offset}-${end_col_offset} is not a valid range`);
  }
  if ('ctx' in node && node.ctx !== ctx) return invalid(`expression must have ${ctx} context but has ${String(node.ctx)} instead`);
  if (!('ctx' in node) && ctx !== 'Load' && EXPRESSIONS.has(node._type)) return invalid(`expression which can't be ${ctx === 'Store' ? 'assigned to' : 'deleted'} in ${ctx} context`);
  switch (node._type) {
    case 'Name': return NAMES.includes(node.id as string) ? invalid(`identifier field can't represent '${String(node.id)}' constant`) : true;
    case 'BoolOp': return (node.values as unknown[]).length < 2 ? invalid('BoolOp with less than 2 values') : true;
    case 'Dict': return (node.keys as unknown[]).length !== (node.values as unknown[]).length ? invalid("Dict doesn't have the same number of keys as values") : true;
    case 'Compare':
      if ((node.comparators as unknown[]).length === 0) return invalid('Compare with no comparators');
      return (node.comparators as unknown[]).length !== (node.ops as unknown[]).length ? invalid('Compare has a different number of comparators and operands') : true;
    case 'ListComp': case 'SetComp': case 'GeneratorExp': case 'DictComp': return (node.generators as unknown[]).length === 0 ? invalid('comprehension with no generators') : true;
    case 'AnnAssign': return (node.target as Node)._type !== 'Name' && node.simple !== 0 ? typeError('AnnAssign with simple non-Name target') : true;
    case 'NamedExpr': return (node.target as Node)._type !== 'Name' ? typeError('NamedExpr target must be a Name') : true;
    case 'TypeAlias': return (node.name as Node)._type !== 'Name' ? typeError('TypeAlias with non-Name name') : true;
    case 'Try': case 'TryStar': return validateTry(node);
    case 'Raise': return node.exc === null && node.cause !== null ? invalid('Raise with cause but no exception') : true;
    case 'ImportFrom': return (node.level as number | null) !== null && (node.level as number) < 0 ? invalid('Negative ImportFrom level') : true;
    case 'arguments': return validateArguments(node);
    default: return true;
  }
}
const EXPRESSIONS: ReadonlySet<string> = new Set(['BoolOp', 'NamedExpr', 'BinOp', 'UnaryOp', 'Lambda', 'IfExp', 'Dict', 'Set', 'ListComp', 'SetComp', 'DictComp', 'GeneratorExp', 'Await', 'Yield', 'YieldFrom', 'Compare', 'Call', 'FormattedValue', 'JoinedStr', 'Constant']);
function typeError(text: string): boolean {
  PyErr_Format(PyExc_TypeError, text);
  return false;
}
function validateTry(node: Node): boolean {
  const handlers = (node.handlers as unknown[]).length, last = (node.finalbody as unknown[]).length, other = (node.orelse as unknown[]).length;
  if (handlers === 0 && last === 0) return invalid(`${node._type} has neither handlers nor finalbody`);
  return handlers === 0 && other > 0 ? invalid(`${node._type} has orelse but no except handlers`) : true;
}
function validateArguments(node: Node): boolean {
  const length = (field: string): number => (node[field] as unknown[]).length;
  if (length('defaults') > length('posonlyargs') + length('args')) return invalid('more positional defaults than args on arguments');
  return length('kw_defaults') !== length('kwonlyargs') ? invalid('length of kwonlyargs is not the same as kw_defaults on arguments') : true;
}
