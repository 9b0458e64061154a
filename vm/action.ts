/** The actions in the order of the generated tables. Immutable. */
import * as expr from './action-expr';
import * as operators from './action-operators';
import * as params from './action-params';
import * as patterns from './action-patterns';
import * as stmt from './action-stmt';
import * as strings from './action-strings';
import {ACTIONS} from './generated/grammar-tables';
import type {Action} from './pegen-lalr';

/** Gathers the actions by name; the grammar naming one that nobody wrote is a bug found at once. */
export function loadActions(): readonly Action<never>[] {
  const all = {...expr, ...operators, ...params, ...patterns, ...stmt, ...strings} as unknown as Readonly<Record<string, Action<never>>>;
  return ACTIONS.map(name => {
    const action = all[name];
    if (action === undefined) throw new Error(`the grammar names the action ${name}, which does not exist`);
    return action;
  });
}
