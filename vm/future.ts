/** CPython: Python/future.c: which features the `from __future__` statements at the head of a module switch on. */
import {type CompileReport, LOC, NO_LOCATION, type SourceLocation} from './compile-errors';
import type {ImportFrom, mod_ty, stmt_ty} from './generated/ast-nodes';

export const CO_FUTURE_DIVISION = 0x20000;
export const CO_FUTURE_ABSOLUTE_IMPORT = 0x40000;
export const CO_FUTURE_WITH_STATEMENT = 0x80000;
export const CO_FUTURE_PRINT_FUNCTION = 0x100000;
export const CO_FUTURE_UNICODE_LITERALS = 0x200000;
export const CO_FUTURE_BARRY_AS_BDFL = 0x400000;
export const CO_FUTURE_GENERATOR_STOP = 0x800000;
export const CO_FUTURE_ANNOTATIONS = 0x1000000;

/** Flag of each feature; 0 for those that are always on. */
const FEATURES: ReadonlyMap<string, number> = new Map([
  ['nested_scopes', 0], ['generators', 0], ['division', 0], ['absolute_import', 0], ['with_statement', 0], ['print_function', 0],
  ['unicode_literals', 0], ['barry_as_FLUFL', CO_FUTURE_BARRY_AS_BDFL], ['generator_stop', 0], ['annotations', CO_FUTURE_ANNOTATIONS],
]);

/** CPython: _PyFutureFeatures: the flags, and where the last future statement stands. */
export interface FutureFeatures { ff_features: number; ff_location: SourceLocation }

/** Whether a body begins with a docstring. CPython: Python/ast.c _PyAST_GetDocString() */
export function hasDocString(body: readonly stmt_ty[]): boolean {
  if (body.length === 0) return false;
  const first = body[0];
  return first._type === 'Expr' && first.value._type === 'Constant' && first.value.value.kind === 'str';
}

function future_check_features(features: FutureFeatures, statement: ImportFrom, report: CompileReport): void {
  for (const alias of statement.names) {
    const flag = FEATURES.get(alias.name);
    if (flag !== undefined) features.ff_features |= flag;
    else if (alias.name === 'braces') return report.syntaxError('not a chance', alias);
    else return report.syntaxError(`future feature ${alias.name.slice(0, 100)} is not defined`, alias);
  }
}

/** The features a module asks for; an unknown one is a SyntaxError in `report`. CPython: _PyFuture_FromAST() */
export function _PyFuture_FromAST(mod: mod_ty, report: CompileReport): FutureFeatures {
  const features: FutureFeatures = {ff_features: 0, ff_location: NO_LOCATION};
  if (mod._type !== 'Module' && mod._type !== 'Interactive') return features;
  for (let i = hasDocString(mod.body) ? 1 : 0; i < mod.body.length; i++) {
    const statement = mod.body[i];
    if (statement._type !== 'ImportFrom' || (statement.level ?? 0) !== 0 || statement.module !== '__future__') break;
    future_check_features(features, statement, report);
    if (report.failed) break;
    features.ff_location = LOC(statement);
  }
  return features;
}
