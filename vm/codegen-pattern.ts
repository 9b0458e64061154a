/**
 * The match statement. Each routine consumes the subject on top of the stack and jumps to a fail_pop label if it does not match; captured values
 * stay on the stack, below what the pattern still needs, until the whole pattern has matched. CPython: Python/compile.c, "PEP 634"
 */
import type {Match, MatchAs, MatchClass, MatchMapping, MatchOr, MatchSequence, MatchStar, pattern_ty} from './generated/ast-nodes';
import {CONST_NONE, constInt, equalityKey} from './ast-opt-arith';
import {ADDOP, ADDOP_I, ADDOP_JUMP, ADDOP_LOAD_CONST, type Compiler, type Label, NEW_LABEL, USE_LABEL, compiler_error, compiler_nameop, forbidden_name} from './codegen';
import {ADDOP_COMPARE, compiler_jump_if, compiler_visit_expr} from './codegen-expr';
import {visitBody} from './codegen-stmt';
import {LOC, NO_LOCATION, type SourceLocation} from './compile-errors';
import {constOfName, reprConst, reprText, textOfName} from './compile-text';
import {textPoints} from '../runtime/text';
import type {PyText} from './constants';
import {BINARY_OP, BINARY_SUBSCR, BUILD_MAP, BUILD_TUPLE, COPY, DELETE_SUBSCR, DICT_UPDATE, GET_LEN, IS_OP, JUMP, MATCH_CLASS, MATCH_KEYS, MATCH_MAPPING, MATCH_SEQUENCE, NOP, POP_JUMP_IF_FALSE, POP_TOP, SWAP, TO_BOOL, UNPACK_EX, UNPACK_SEQUENCE} from './opcode-ids';

/** CPython: pattern_context */
interface PatternContext {
  /** Names captured so far, in the order of their values on the stack. */
  stores: string[];
  allow_irrefutable: boolean;
  /** fail_pop[n] pops n values and goes on with the next case. */
  fail_pop: Label[];
  /** Values on top of the stack that have to stay there. */
  on_top: number;
}

/** The argument of BINARY_OP for subtraction. */
const NB_SUBTRACT = 10;

const isWildcard = (p: pattern_ty): boolean => p._type === 'MatchAs' && p.name === null;
const isWildcardStar = (p: pattern_ty): boolean => p._type === 'MatchStar' && p.name === null;
/** A text as it stands in a message. */
const shown = (text: PyText): string => (typeof text === 'string' ? text : String.fromCodePoint(...textPoints(text)));

function ensure_fail_pop(c: Compiler, pc: PatternContext, n: number): void {
  while (pc.fail_pop.length <= n) pc.fail_pop.push(NEW_LABEL(c));
}

function jump_to_fail_pop(c: Compiler, loc: SourceLocation, pc: PatternContext, opcode: number): void {
  const pops = pc.on_top + pc.stores.length;
  ensure_fail_pop(c, pc, pops);
  ADDOP_JUMP(c, loc, opcode, pc.fail_pop[pops]);
}

function emit_and_reset_fail_pop(c: Compiler, loc: SourceLocation, pc: PatternContext): void {
  for (let i = pc.fail_pop.length - 1; i >= 0; i--) {
    USE_LABEL(c, pc.fail_pop[i]);
    if (i > 0) ADDOP(c, loc, POP_TOP);
  }
  pc.fail_pop = [];
}

const duplicateStore = (c: Compiler, loc: SourceLocation, name: string): void =>
  compiler_error(c, loc, `multiple assignments to name ${shown(reprText(textOfName(name)))} in pattern`);

/** Moves the top value below `count - 1` others. */
function pattern_helper_rotate(c: Compiler, loc: SourceLocation, count: number): void {
  for (let i = count; i > 1; i--) ADDOP_I(c, loc, SWAP, i);
}

function pattern_helper_store_name(c: Compiler, loc: SourceLocation, name: string | null, pc: PatternContext): void {
  if (name === null) return ADDOP(c, loc, POP_TOP);
  if (forbidden_name(c, loc, name, 'Store')) return;
  if (pc.stores.includes(name)) return duplicateStore(c, loc, name);
  pattern_helper_rotate(c, loc, pc.on_top + pc.stores.length + 1);
  pc.stores.push(name);
}

function pattern_unpack_helper(c: Compiler, loc: SourceLocation, elts: readonly pattern_ty[]): void {
  let seen_star = false;
  for (let i = 0; i < elts.length; i++) {
    if (elts[i]._type !== 'MatchStar') continue;
    if (seen_star) return compiler_error(c, loc, 'multiple starred expressions in sequence pattern');
    const after = elts.length - i - 1;
    if (i >= 1 << 8 || after >= 0x7fffffff >> 8) return compiler_error(c, loc, 'too many expressions in star-unpacking sequence pattern');
    ADDOP_I(c, loc, UNPACK_EX, i + (after << 8));
    seen_star = true;
  }
  if (!seen_star) ADDOP_I(c, loc, UNPACK_SEQUENCE, elts.length);
}

function pattern_helper_sequence_unpack(c: Compiler, loc: SourceLocation, patterns: readonly pattern_ty[], pc: PatternContext): void {
  pattern_unpack_helper(c, loc, patterns);
  pc.on_top += patterns.length;
  for (const pattern of patterns) {
    pc.on_top--;
    compiler_pattern_subpattern(c, pattern, pc);
  }
}

/** With a starred wildcard, only the items that matter are fetched, by index. CPython: pattern_helper_sequence_subscr() */
function pattern_helper_sequence_subscr(c: Compiler, loc: SourceLocation, patterns: readonly pattern_ty[], star: number, pc: PatternContext): void {
  pc.on_top++;
  for (let i = 0; i < patterns.length; i++) {
    if (isWildcard(patterns[i]) || i === star) continue;
    ADDOP_I(c, loc, COPY, 1);
    if (i < star) {
      ADDOP_LOAD_CONST(c, loc, constInt(i));
    } else {
      // The subject need not support negative indices.
      ADDOP(c, loc, GET_LEN);
      ADDOP_LOAD_CONST(c, loc, constInt(patterns.length - i));
      ADDOP_I(c, loc, BINARY_OP, NB_SUBTRACT);
    }
    ADDOP(c, loc, BINARY_SUBSCR);
    compiler_pattern_subpattern(c, patterns[i], pc);
  }
  pc.on_top--;
  ADDOP(c, loc, POP_TOP);
}

function compiler_pattern_subpattern(c: Compiler, p: pattern_ty, pc: PatternContext): void {
  const allow_irrefutable = pc.allow_irrefutable;
  pc.allow_irrefutable = true;
  compiler_pattern(c, p, pc);
  pc.allow_irrefutable = allow_irrefutable;
}

function compiler_pattern_as(c: Compiler, p: MatchAs, pc: PatternContext): void {
  const loc = LOC(p);
  if (p.pattern === null) {
    if (pc.allow_irrefutable) return pattern_helper_store_name(c, loc, p.name, pc);
    if (p.name === null) return compiler_error(c, loc, 'wildcard makes remaining patterns unreachable');
    return compiler_error(c, loc, `name capture ${shown(reprText(textOfName(p.name)))} makes remaining patterns unreachable`);
  }
  pc.on_top++;
  ADDOP_I(c, loc, COPY, 1);
  compiler_pattern(c, p.pattern, pc);
  pc.on_top--;
  pattern_helper_store_name(c, loc, p.name, pc);
}

const compiler_pattern_star = (c: Compiler, p: MatchStar, pc: PatternContext): void => pattern_helper_store_name(c, LOC(p), p.name, pc);

function validate_kwd_attrs(c: Compiler, attrs: readonly string[], patterns: readonly pattern_ty[]): void {
  for (let i = 0; i < attrs.length; i++) {
    if (forbidden_name(c, LOC(patterns[i]), attrs[i], 'Store')) return;
    const again = attrs.indexOf(attrs[i], i + 1);
    if (again >= 0) return compiler_error(c, LOC(patterns[again]), `attribute name repeated in class pattern: ${attrs[i]}`);
  }
}

/** Fails the match unless the value on top is not None. */
function jumpIfNone(c: Compiler, loc: SourceLocation, pc: PatternContext, kept: number): void {
  ADDOP_I(c, loc, COPY, 1);
  ADDOP_LOAD_CONST(c, loc, CONST_NONE);
  ADDOP_I(c, loc, IS_OP, 1);
  pc.on_top += kept;
  jump_to_fail_pop(c, loc, pc, POP_JUMP_IF_FALSE);
}

function compiler_pattern_class(c: Compiler, p: MatchClass, pc: PatternContext): void {
  const loc = LOC(p);
  const nargs = p.patterns.length;
  const nattrs = p.kwd_attrs.length;
  if (nattrs !== p.kwd_patterns.length) {
    return compiler_error(c, loc, `kwd_attrs (${nattrs}) / kwd_patterns (${p.kwd_patterns.length}) length mismatch in class pattern`);
  }
  validate_kwd_attrs(c, p.kwd_attrs, p.kwd_patterns);
  compiler_visit_expr(c, p.cls);
  ADDOP_LOAD_CONST(c, loc, {kind: 'tuple', items: p.kwd_attrs.map(constOfName)});
  ADDOP_I(c, loc, MATCH_CLASS, nargs);
  jumpIfNone(c, loc, pc, 1);
  ADDOP_I(c, loc, UNPACK_SEQUENCE, nargs + nattrs);
  pc.on_top += nargs + nattrs - 1;
  for (let i = 0; i < nargs + nattrs; i++) {
    pc.on_top--;
    const pattern = i < nargs ? p.patterns[i] : p.kwd_patterns[i - nargs];
    if (isWildcard(pattern)) ADDOP(c, loc, POP_TOP);
    else compiler_pattern_subpattern(c, pattern, pc);
  }
}

function visitMappingKeys(c: Compiler, p: MatchMapping, loc: SourceLocation): void {
  const seen = new Set<string>();
  for (let i = 0; i < p.keys.length; i++) {
    const key = p.keys[i];
    if (key === null) return compiler_error(c, LOC(p.patterns[i]), "can't use NULL keys in MatchMapping (set 'rest' parameter instead)");
    if (key._type === 'Constant') {
      const identity = equalityKey(key.value);
      if (seen.has(identity)) return compiler_error(c, loc, `mapping pattern checks duplicate key (${shown(reprConst(key.value))})`);
      seen.add(identity);
    } else if (key._type !== 'Attribute') {
      return compiler_error(c, loc, 'mapping pattern keys may only match literals and attribute lookups');
    }
    compiler_visit_expr(c, key);
  }
}

function compiler_pattern_mapping(c: Compiler, p: MatchMapping, pc: PatternContext): void {
  const loc = LOC(p);
  const size = p.keys.length;
  if (size !== p.patterns.length) return compiler_error(c, loc, `keys (${size}) / patterns (${p.patterns.length}) length mismatch in mapping pattern`);
  pc.on_top++;
  ADDOP(c, loc, MATCH_MAPPING);
  jump_to_fail_pop(c, loc, pc, POP_JUMP_IF_FALSE);
  if (size === 0 && p.rest === null) {
    pc.on_top--;
    return ADDOP(c, loc, POP_TOP);
  }
  if (size > 0) {
    ADDOP(c, loc, GET_LEN);
    ADDOP_LOAD_CONST(c, loc, constInt(size));
    ADDOP_COMPARE(c, loc, 'GtE');
    jump_to_fail_pop(c, loc, pc, POP_JUMP_IF_FALSE);
  }
  visitMappingKeys(c, p, loc);
  ADDOP_I(c, loc, BUILD_TUPLE, size);
  ADDOP(c, loc, MATCH_KEYS);
  jumpIfNone(c, loc, pc, 2);
  ADDOP_I(c, loc, UNPACK_SEQUENCE, size);
  pc.on_top += size - 1;
  for (const pattern of p.patterns) {
    pc.on_top--;
    compiler_pattern_subpattern(c, pattern, pc);
  }
  pc.on_top -= 2;
  if (p.rest === null) {
    ADDOP(c, loc, POP_TOP);
    return ADDOP(c, loc, POP_TOP);
  }
  // rest = dict(subject); for key in keys: del rest[key]
  ADDOP_I(c, loc, BUILD_MAP, 0);
  ADDOP_I(c, loc, SWAP, 3);
  ADDOP_I(c, loc, DICT_UPDATE, 2);
  ADDOP_I(c, loc, UNPACK_SEQUENCE, size);
  for (let left = size; left > 0; left--) {
    ADDOP_I(c, loc, COPY, 1 + left);
    ADDOP_I(c, loc, SWAP, 2);
    ADDOP(c, loc, DELETE_SUBSCR);
  }
  pattern_helper_store_name(c, loc, p.rest, pc);
}

/** Brings the captures of a later alternative into the order of the first one; false if the names differ. */
function reorderStores(c: Compiler, loc: SourceLocation, pc: PatternContext, control: readonly string[]): boolean {
  if (pc.stores.length !== control.length) return false;
  for (let icontrol = control.length - 1; icontrol >= 0; icontrol--) {
    const istores = pc.stores.indexOf(control[icontrol]);
    if (istores < 0) return false;
    if (icontrol === istores) continue;
    const rotated = pc.stores.splice(0, istores + 1);
    pc.stores.splice(icontrol - istores, 0, ...rotated);
    for (let rotations = istores + 1; rotations > 0; rotations--) pattern_helper_rotate(c, loc, icontrol + 1);
  }
  return true;
}

function compiler_pattern_or(c: Compiler, p: MatchOr, pc: PatternContext): void {
  const loc = LOC(p);
  const end = NEW_LABEL(c);
  const {stores, allow_irrefutable, fail_pop, on_top} = pc;
  let control: string[] = [];
  for (let i = 0; i < p.patterns.length; i++) {
    const alternative = p.patterns[i];
    const altLoc = LOC(alternative);
    pc.stores = [];
    pc.allow_irrefutable = i === p.patterns.length - 1 && allow_irrefutable;
    pc.fail_pop = [];
    pc.on_top = 0;
    ADDOP_I(c, altLoc, COPY, 1);
    compiler_pattern(c, alternative, pc);
    if (c.report.failed) return;
    if (i === 0) control = pc.stores.slice();
    else if (!reorderStores(c, altLoc, pc, control)) return compiler_error(c, loc, 'alternative patterns bind different names');
    ADDOP_JUMP(c, altLoc, JUMP, end);
    emit_and_reset_fail_pop(c, altLoc, pc);
  }
  pc.stores = stores;
  pc.allow_irrefutable = allow_irrefutable;
  pc.fail_pop = fail_pop;
  pc.on_top = on_top;
  ADDOP(c, loc, POP_TOP);
  jump_to_fail_pop(c, loc, pc, JUMP);
  USE_LABEL(c, end);
  // The captures lie above the copy of the subject, what has to stay on top, and earlier captures.
  const rotations = control.length + 1 + pc.on_top + pc.stores.length;
  for (const name of control) {
    pattern_helper_rotate(c, loc, rotations);
    if (pc.stores.includes(name)) return duplicateStore(c, loc, name);
    pc.stores.push(name);
  }
  ADDOP(c, loc, POP_TOP);
}

function compiler_pattern_sequence(c: Compiler, p: MatchSequence, pc: PatternContext): void {
  const loc = LOC(p);
  const size = p.patterns.length;
  let star = -1;
  let only_wildcard = true;
  let star_wildcard = false;
  for (let i = 0; i < size; i++) {
    const pattern = p.patterns[i];
    if (pattern._type === 'MatchStar') {
      if (star >= 0) return compiler_error(c, loc, 'multiple starred names in sequence pattern');
      star_wildcard = isWildcardStar(pattern);
      only_wildcard &&= star_wildcard;
      star = i;
    } else {
      only_wildcard &&= isWildcard(pattern);
    }
  }
  pc.on_top++;
  ADDOP(c, loc, MATCH_SEQUENCE);
  jump_to_fail_pop(c, loc, pc, POP_JUMP_IF_FALSE);
  if (star < 0 || size > 1) {
    ADDOP(c, loc, GET_LEN);
    ADDOP_LOAD_CONST(c, loc, constInt(star < 0 ? size : size - 1));
    ADDOP_COMPARE(c, loc, star < 0 ? 'Eq' : 'GtE');
    jump_to_fail_pop(c, loc, pc, POP_JUMP_IF_FALSE);
  }
  pc.on_top--;
  if (only_wildcard) ADDOP(c, loc, POP_TOP);
  else if (star_wildcard) pattern_helper_sequence_subscr(c, loc, p.patterns, star, pc);
  else pattern_helper_sequence_unpack(c, loc, p.patterns, pc);
}

function compiler_pattern(c: Compiler, p: pattern_ty, pc: PatternContext): void {
  if (c.report.failed) return;
  switch (p._type) {
    case 'MatchValue':
      if (p.value._type !== 'Constant' && p.value._type !== 'Attribute') {
        return compiler_error(c, LOC(p), 'patterns may only match literals and attribute lookups');
      }
      compiler_visit_expr(c, p.value);
      ADDOP_COMPARE(c, LOC(p), 'Eq');
      ADDOP(c, LOC(p), TO_BOOL);
      return jump_to_fail_pop(c, LOC(p), pc, POP_JUMP_IF_FALSE);
    case 'MatchSingleton':
      ADDOP_LOAD_CONST(c, LOC(p), p.value);
      ADDOP_COMPARE(c, LOC(p), 'Is');
      return jump_to_fail_pop(c, LOC(p), pc, POP_JUMP_IF_FALSE);
    case 'MatchSequence': return compiler_pattern_sequence(c, p, pc);
    case 'MatchMapping': return compiler_pattern_mapping(c, p, pc);
    case 'MatchClass': return compiler_pattern_class(c, p, pc);
    case 'MatchStar': return compiler_pattern_star(c, p, pc);
    case 'MatchAs': return compiler_pattern_as(c, p, pc);
    case 'MatchOr': return compiler_pattern_or(c, p, pc);
  }
}

/** The match statement. CPython: compiler_match() */
export function compiler_match(c: Compiler, s: Match): void {
  compiler_visit_expr(c, s.subject);
  const end = NEW_LABEL(c);
  const cases = s.cases.length;
  const has_default = isWildcard(s.cases[cases - 1].pattern) && cases > 1;
  const tested = has_default ? cases - 1 : cases;
  for (let i = 0; i < tested; i++) {
    const m = s.cases[i];
    const loc = LOC(m.pattern);
    // The last case may consume the subject.
    if (i !== tested - 1) ADDOP_I(c, loc, COPY, 1);
    const pc: PatternContext = {stores: [], allow_irrefutable: m.guard !== null || i === cases - 1, fail_pop: [], on_top: 0};
    compiler_pattern(c, m.pattern, pc);
    if (c.report.failed) return;
    for (const name of pc.stores) compiler_nameop(c, loc, name, 'Store');
    if (m.guard !== null) {
      ensure_fail_pop(c, pc, 0);
      compiler_jump_if(c, loc, m.guard, pc.fail_pop[0], false);
    }
    if (i !== tested - 1) ADDOP(c, loc, POP_TOP);
    visitBody(c, m.body);
    ADDOP_JUMP(c, NO_LOCATION, JUMP, end);
    emit_and_reset_fail_pop(c, loc, pc);
  }
  if (has_default) {
    const m = s.cases[cases - 1];
    ADDOP(c, LOC(m.pattern), NOP);
    if (m.guard !== null) compiler_jump_if(c, LOC(m.pattern), m.guard, end, false);
    visitBody(c, m.body);
  }
  USE_LABEL(c, end);
}
