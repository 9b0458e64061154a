/** `vivarium-debug refs`: what a script did to the reference totals, and what it left behind. */
import {H, _PyRuntime} from '../../runtime/current';
import {IMMORTAL_WORD, slots} from '../../runtime/object';
import {Py_TYPE} from '../../runtime/generated/accessors';
import type {CachedExtension} from '../../import/import-extensions';
import {NULL, type PyObject} from '../../runtime/types';
import {reprText} from '../../objects/errors';
import {PyBytes_Type, PyFloat_Type, PyLong_Type, PyUnicode_Type} from '../../runtime/generated/static-addresses';
import {References, allocatorOf, danglingReferences, describe, endedAllocators, identityOf, interpreters, liveObjects, missingReferences, modulesOf, namedEntries, referents, roots} from './heap-walk';
import type {Account, Count, Crossing, Ledger, Misuse, Place} from './ledger';
import {takeSnapshot, type RuntimeSnapshot} from './snapshot';

/** Where a new object belongs. `user`: nobody but the script can have made it stay. */
export type Bucket = 'interned' | 'static' | 'module' | 'interpreter' | 'ended' | 'runtime' | 'user';
export const BUCKETS: readonly Bucket[] = ['interned', 'static', 'module', 'interpreter', 'ended', 'runtime', 'user'];
const BUCKET_TEXT: Readonly<Record<Bucket, string>> = {
  interned: 'interned strings', static: 'static and immortal objects', module: 'modules and import caches', interpreter: 'other interpreters', ended: 'in the memory of ended ones', runtime: 'in older objects', user: 'held by nobody known',
};

/** A moment of a run: totals, and the objects that live. */
export interface Moment { readonly totals: RuntimeSnapshot; readonly objects: ReadonlySet<PyObject>; readonly identities: ReadonlyMap<PyObject, string> }
export function takeMoment(): Moment {
  const totals = takeSnapshot(), objects = liveObjects();
  return {totals, objects, identities: new Map([...objects].map(op => [op, identityOf(op)]))};
}

/** Objects of one type that stayed. */
export interface LeftBehind {
  readonly bucket: Bucket;
  readonly what: string;
  readonly objects: number;
  readonly references: number;
  /** References to them that no object and no part of the runtime accounts for: taken and not given back in the code of an extension. */
  readonly unaccounted: number;
  /** False when only other new objects hold them: they go with those. */
  readonly first: boolean;
  /** Some of them as repr() shows them, when that is short. */
  readonly examples: readonly string[];
  readonly holders: readonly string[];
  /** With --ledger: where they were made, and where references to them were taken and given back. */
  readonly ledger?: Account;
}
/** Objects of one kind, and how many references something is wrong with. */
export interface Dangling { readonly what: string; objects: number; references: number }
/** Objects that are counted too low: how many references are missing, and who has the others. */
export interface Missing extends Dangling { holders: readonly string[]; ledger?: Account }
export interface RefsReport {
  readonly before: RuntimeSnapshot;
  /** While __main__ still has its names. */
  readonly running: RuntimeSnapshot;
  /** After its names are gone. */
  readonly after: RuntimeSnapshot;
  readonly buckets: Readonly<Record<Bucket, {objects: number; references: number}>>;
  readonly leftBehind: readonly LeftBehind[];
  readonly modules: readonly string[];
  /** Objects that refer to memory which has been given back, and how often. */
  readonly dangling: readonly Dangling[];
  /** Objects with fewer references than lead to them. */
  readonly missing: readonly Missing[];
  /** Whether an extension that is not part of the program was loaded. */
  readonly foreign: boolean;
  /** With --ledger: counts of objects that were dead. */
  readonly misuses?: readonly Misuse[];
  /** With --ledger: objects that interpreters counted to which they do not belong. */
  readonly crossings?: readonly Crossing[];
}

const referenceCount = (op: PyObject): number => (H[op] === IMMORTAL_WORD ? 0 : H[op]);

/** Marks all new objects that can be reached from some objects with a bucket, unless they have one. */
function spread(from: Iterable<PyObject>, bucket: Bucket, isNew: (op: PyObject) => boolean, found: Map<PyObject, Bucket>): void {
  const waiting: PyObject[] = [];
  const mark = (op: PyObject): void => {
    if (!isNew(op) || found.has(op)) return;
    found.set(op, bucket);
    waiting.push(op);
  };
  for (const op of from) mark(op);
  for (let op = waiting.pop(); op !== undefined; op = waiting.pop()) for (const next of referents(op)) mark(next);
}
/** The bucket of each object that is new since a moment. */
function sortIntoBuckets(before: Moment, after: Moment): Map<PyObject, Bucket> {
  const isOld = (op: PyObject): boolean => before.objects.has(op) && before.identities.get(op) === after.identities.get(op);
  const found = new Map<PyObject, Bucket>(), isNew = (op: PyObject): boolean => after.objects.has(op) && !isOld(op);
  const all = interpreters(), main = all[0];
  for (const i of all) for (const op of i.interned.values()) if (op as number !== NULL && isNew(op)) found.set(op, 'interned');
  for (const op of after.objects) if (isNew(op) && H[op] === IMMORTAL_WORD && !found.has(op)) found.set(op, 'static');
  const ended = endedAllocators();
  for (const op of after.objects) if (isNew(op) && !found.has(op) && ended.has(allocatorOf(op))) found.set(op, 'ended');
  const modules: PyObject[] = [];
  for (const module of modulesOf(main).values()) if (isNew(module)) modules.push(module);
  for (const value of (_PyRuntime.imports.extensions as Map<string, CachedExtension | null>).values()) if (value !== null && value.m_dict !== null) modules.push(value.m_dict.copied);
  // what the importer and the codecs keep for the next time
  const caches = namedEntries(main.sysdict).filter(([name]) => name === 'path_importer_cache').map(([, op]) => op);
  modules.push(...roots().filter(root => root.interpreter === 0 && root.what.startsWith('interp.state of ')).map(root => root.op));
  for (const cache of [...caches, main.codec.search_cache, main.imports.modules]) if (cache !== NULL) modules.push(...referents(cache));
  spread(modules, 'module', isNew, found);
  const others = all.slice(1), own = main.obmalloc.id;
  const foreign = [...after.objects].filter(op => isNew(op) && allocatorOf(op) !== own && allocatorOf(op) !== 0);
  spread(foreign, 'interpreter', isNew, found);
  spread(roots().filter(root => root.interpreter !== null && root.interpreter !== 0).map(root => root.op), 'interpreter', isNew, found);
  spread(others.flatMap(i => i.imports.modules === 0 ? [] : [i.imports.modules]), 'interpreter', isNew, found);
  const old: PyObject[] = roots().filter(root => root.interpreter === 0 || root.interpreter === null).map(root => root.op);
  for (const op of after.objects) if (isOld(op)) old.push(...referents(op).filter(isNew));
  spread(old, 'runtime', isNew, found);
  for (const op of after.objects) if (isNew(op) && !found.has(op)) found.set(op, 'user');
  return found;
}

/** What a script did: its totals before, while __main__ has its names, and after; and what stayed. */
export function refsReport(before: Moment, running: RuntimeSnapshot, after: Moment, ledger: Ledger | null = null): RefsReport {
  // only then may references be missing in objects that came with an import
  const foreign = [..._PyRuntime.libraries.keys()].some(file => file.endsWith('.so') && !file.includes('lib-dynload'));
  const sorted = sortIntoBuckets(before, after), references = new References(after.objects);
  const buckets = Object.fromEntries(BUCKETS.map(name => [name, {objects: 0, references: 0}])) as Record<Bucket, {objects: number; references: number}>;
  const groups = new Map<string, {bucket: Bucket; what: string; objects: number; references: number; unaccounted: number; first: boolean; examples: string[]; holders: Set<string>; members: PyObject[]}>();
  for (const [op, bucket] of sorted) {
    buckets[bucket].objects++;
    buckets[bucket].references += referenceCount(op);
    const unaccounted = Math.max(0, referenceCount(op) - references.known(op));
    const suspicious = bucket === 'user' || bucket === 'ended' || (bucket === 'runtime' && unaccounted === 0) || (foreign && bucket !== 'interned' && bucket !== 'static' && bucket !== 'interpreter' && unaccounted > 0 && isPlain(op));
    if (!suspicious || references.isBookkeeping(op)) continue;
    const what = kindOf(op), key = `${bucket} ${what}`;
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = {bucket, what, objects: 0, references: 0, unaccounted: 0, first: false, examples: [], holders: new Set(), members: []}));
    group.objects++;
    group.members.push(op);
    group.references += referenceCount(op);
    group.unaccounted += unaccounted;
    if (group.examples.length < 3 && isShown(op)) group.examples.push(shortRepr(op));
    if (unaccounted > 0 || references.isRoot(op) || references.holdersOf(op).some(holder => holdsFromOutside(sorted.get(holder), bucket))) group.first = true;
    for (const holder of references.describeHolders(op)) group.holders.add(holder);
  }
  const known = new Set(before.totals.interpreters.flatMap(i => i.modules.map(name => `${i.id}:${name}`)));
  const leftBehind = [...groups.values()].map(({members, ...group}): LeftBehind => {
    const account = ledger?.account(members) ?? null;
    return {...group, holders: [...group.holders].sort(), ...(account === null ? {} : {ledger: account})};
  });
  leftBehind.sort((a, b) => Number(b.first) - Number(a.first) || b.unaccounted - a.unaccounted || BUCKETS.indexOf(b.bucket) - BUCKETS.indexOf(a.bucket) || b.references - a.references || (a.what < b.what ? -1 : 1));
  return {
    before: before.totals, running, after: after.totals, buckets, leftBehind,
    dangling: groupsOf(danglingReferences(after.objects)), missing: missingGroups(after.objects, references, ledger), foreign,
    modules: after.totals.interpreters[0].modules.filter(name => !known.has(`0:${name}`)),
    ...(ledger === null ? {} : {misuses: ledger.misuses, crossings: ledger.crossings()}),
  };
}
/** The objects that are counted too low, with what is known of each kind. */
function missingGroups(objects: ReadonlySet<PyObject>, references: References, ledger: Ledger | null): Missing[] {
  const counts = missingReferences(objects);
  return groupsOf(counts).map(group => {
    const members = [...counts.keys()].filter(op => kindOf(op) === group.what), account = ledger?.account(members) ?? null;
    return {...group, holders: [...new Set(members.flatMap(op => references.describeHolders(op)))].sort(), ...(account === null ? {} : {ledger: account})};
  });
}
/** What objects are counted together under. */
const kindOf = (op: PyObject): string => (isNamed(op) ? describe(op) : slots(Py_TYPE(op)).tp_name);
function groupsOf(counts: ReadonlyMap<PyObject, number>): Dangling[] {
  const groups = new Map<string, Dangling>();
  for (const [op, count] of counts) {
    const what = kindOf(op), group = groups.get(what);
    if (group === undefined) groups.set(what, {what, objects: 1, references: count});
    else {
      group.objects++;
      group.references += count;
    }
  }
  return [...groups.values()].sort((a, b) => b.references - a.references);
}
/** Whether an object of one bucket is no mere part of what keeps one of another alive. */
function holdsFromOutside(holder: Bucket | undefined, held: Bucket): boolean {
  return holder === undefined || ((held === 'user' || held === 'ended') && holder !== 'user' && holder !== 'ended');
}
/** The lines for what the ledger knows of one kind of objects. */
function accountLines({born, taken, given}: Account): string[] {
  const lines: string[] = [];
  const part = (head: string, counts: readonly Count[]): void => {
    counts.slice(0, 4).forEach(({count, at}, i) => lines.push(`      ${i === 0 ? head : ' '.repeat(head.length)} ${count} x ${placesText(at)}`));
    if (counts.length > 4) lines.push(`      ${' '.repeat(head.length)} and ${counts.slice(4).reduce((sum, c) => sum + c.count, 0)} x at ${counts.length - 4} more places`);
  };
  part('made:      ', born);
  part('taken:     ', taken);
  part('given back:', given);
  return lines;
}
/** The innermost places, each called by the next. */
function placesText(places: readonly Place[]): string {
  if (places.length === 0) return 'outside any function';
  return places.slice(0, 3).map(({file, line, func}) => `${file.slice(file.lastIndexOf('/') + 1)}:${line} ${func}`).join(' < ');
}
/** Classes, functions and modules are shown by their names. */
function isNamed(op: PyObject): boolean {
  return !/^(a|an) /.test(describe(op));
}
/** Whether repr() of an object runs no code of the script and is worth a look. */
function isShown(op: PyObject): boolean {
  const type = Py_TYPE(op);
  return type === PyUnicode_Type || type === PyLong_Type || type === PyBytes_Type || type === PyFloat_Type;
}
function shortRepr(op: PyObject): string {
  const text = reprText(op) ?? '?';
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
/** Whether all references to an object are to be found in other objects: C structs hold what types and modules are made of, too. */
function isPlain(op: PyObject): boolean {
  return !isNamed(op) && !/descriptor|weakref|method|code|frame|cell|dict|module|_lru_list_elem/.test(slots(Py_TYPE(op)).tp_name);
}

const signed = (n: number): string => (n > 0 ? `+${n}` : String(n));
/** A table with right-aligned numbers under a heading. */
function table(rows: readonly (readonly [string, ...(number | string)[]])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => String(row[column]).length)));
  return rows.map(row => row.map((cell, column) => (column === 0 ? String(cell).padEnd(widths[0]) : String(cell).padStart(widths[column] + 2))).join('').trimEnd());
}
export function refsText(report: RefsReport): string {
  const {before, running, after} = report, lines: string[] = [];
  const rows: [string, ...(number | string)[]][] = [['', 'before', 'running', 'after', 'change']];
  const row = (name: string, of: (s: RuntimeSnapshot) => number | null): void => {
    const [a, b, c] = [of(before), of(running), of(after)];
    rows.push([name, a ?? '-', b ?? '-', c ?? '-', signed((c ?? 0) - (a ?? 0))]);
  };
  row('references', s => s.references);
  for (const {id} of after.interpreters) row(`  interpreter ${id}`, s => s.interpreters.find(i => i.id === id)?.references ?? null);
  row('  left by ended ones', s => s.endedReferences);
  row('blocks', s => s.blocks);
  for (const i of after.interpreters) if (i.ownAllocator) row(`  interpreter ${i.id}`, s => s.interpreters.find(other => other.id === i.id)?.blocks ?? null);
  row('interned strings', s => s.interned);
  lines.push(...table(rows), '', ...table([['new and still there', 'objects', 'references'], ...BUCKETS.map(name => [`  ${BUCKET_TEXT[name]}`, report.buckets[name].objects, report.buckets[name].references] as [string, number, number])]));
  if (report.modules.length > 0) lines.push('', `modules imported: ${report.modules.join(', ')}`);
  const left = report.leftBehind.filter(entry => entry.first), behind = report.leftBehind.filter(entry => !entry.first);
  if (report.leftBehind.length === 0) lines.push('', 'nothing of the script itself was left behind');
  else {
    lines.push('', 'left behind:');
    for (const entry of left.slice(0, 40)) {
      lines.push(`  ${entry.objects} x ${entry.what}, ${entry.references} reference${entry.references === 1 ? '' : 's'}${entry.examples.length > 0 ? `: ${entry.examples.join(', ')}${entry.objects > entry.examples.length ? ', ...' : ''}` : ''}`);
      if (entry.bucket === 'ended') lines.push('      in the memory of an interpreter that has ended: no other one may use it');
      if (entry.unaccounted > 0) lines.push(`      ${entry.unaccounted} of them in no object and no part of the runtime: ${report.foreign ? "taken in an extension's code, and never given back or kept in a static variable" : 'held in a way this report does not know'}`);
      const holders = entry.holders;
      if (holders.length > 0) lines.push(`      held by ${holders.slice(0, 4).join('; ')}${holders.length > 4 ? `; and ${holders.length - 4} more` : ''}`);
      if (entry.ledger !== undefined) lines.push(...accountLines(entry.ledger));
    }
    if (left.length > 40) lines.push(`  and ${left.length - 40} more kinds (--json shows all)`);
    if (behind.length > 0) lines.push(`  ${left.length > 0 ? 'and what only these hold' : 'held by nothing that is known'}: ${behind.slice(0, 12).map(entry => `${entry.objects} x ${entry.what}`).join(', ')}${behind.length > 12 ? ` and ${behind.length - 12} more kinds` : ''}`);
  }
  if (report.dangling.length > 0) lines.push('', 'dangling, into memory that has been given back:');
  for (const {what, objects, references} of report.dangling.slice(0, 10)) lines.push(`  ${references} reference${references === 1 ? '' : 's'} of ${objects} x ${what}`);
  if (report.dangling.length > 10) lines.push(`  and those of ${report.dangling.length - 10} more kinds (--json shows all)`);
  if (report.missing.length > 0) lines.push('', 'counted too low, so that the next to give one back frees them under their holders:');
  for (const {what, objects, references, holders, ledger} of report.missing.slice(0, 10)) {
    lines.push(`  ${objects} x ${what}, ${references} reference${references === 1 ? '' : 's'} missing`);
    if (holders.length > 0) lines.push(`      held by ${holders.slice(0, 4).join('; ')}${holders.length > 4 ? `; and ${holders.length - 4} more` : ''}`);
    if (ledger !== undefined) lines.push(...accountLines(ledger));
  }
  if (report.missing.length > 10) lines.push(`  and ${report.missing.length - 10} more kinds (--json shows all)`);
  for (const {what, born, died, used} of report.misuses ?? []) lines.push('', `a dead ${what} was counted: ${placesText(used)}`, `      made: ${placesText(born)}`, `      died: ${placesText(died)}`);
  lines.push(...crossingLines(report.crossings ?? []));
  return `${lines.join('\n')}\n`;
}
/** The lines for what interpreters counted that was another one's. */
function crossingLines(crossings: readonly Crossing[]): string[] {
  const lines: string[] = [], heads = new Set(crossings.map(({from, into}) => `interpreter ${into} counted objects of interpreter ${from}`));
  for (const head of heads) {
    const own = crossings.filter(({from, into}) => head === `interpreter ${into} counted objects of interpreter ${from}`);
    lines.push('', `crossed: ${head}, which has another allocator:`);
    for (const {what, times, born, used} of own.slice(0, 6)) lines.push(`      ${times} x ${what}: ${placesText(used)}`, `          made: ${placesText(born)}`);
    if (own.length > 6) lines.push(`      and at ${own.length - 6} more places`);
  }
  return lines;
}
