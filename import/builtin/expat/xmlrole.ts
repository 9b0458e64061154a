/** What tokens of a prolog mean: a table of states. CPython: Modules/expat/xmlrole.c */
import {Tok} from './xmltok';

export const enum Role {
  ERROR = -1, NONE, XML_DECL, INSTANCE_START, DOCTYPE_NONE, DOCTYPE_NAME, DOCTYPE_SYSTEM_ID, DOCTYPE_PUBLIC_ID, DOCTYPE_INTERNAL_SUBSET, DOCTYPE_CLOSE, GENERAL_ENTITY_NAME, PARAM_ENTITY_NAME, ENTITY_NONE, ENTITY_VALUE,
  ENTITY_SYSTEM_ID, ENTITY_PUBLIC_ID, ENTITY_COMPLETE, ENTITY_NOTATION_NAME, NOTATION_NONE, NOTATION_NAME, NOTATION_SYSTEM_ID, NOTATION_NO_SYSTEM_ID, NOTATION_PUBLIC_ID, ATTRIBUTE_NAME, ATTRIBUTE_TYPE_CDATA, ATTRIBUTE_TYPE_ID,
  ATTRIBUTE_TYPE_IDREF, ATTRIBUTE_TYPE_IDREFS, ATTRIBUTE_TYPE_ENTITY, ATTRIBUTE_TYPE_ENTITIES, ATTRIBUTE_TYPE_NMTOKEN, ATTRIBUTE_TYPE_NMTOKENS, ATTRIBUTE_ENUM_VALUE, ATTRIBUTE_NOTATION_VALUE, ATTLIST_NONE, ATTLIST_ELEMENT_NAME,
  IMPLIED_ATTRIBUTE_VALUE, REQUIRED_ATTRIBUTE_VALUE, DEFAULT_ATTRIBUTE_VALUE, FIXED_ATTRIBUTE_VALUE, ELEMENT_NONE, ELEMENT_NAME, CONTENT_ANY, CONTENT_EMPTY, CONTENT_PCDATA, GROUP_OPEN, GROUP_CLOSE, GROUP_CLOSE_REP, GROUP_CLOSE_OPT,
  GROUP_CLOSE_PLUS, GROUP_CHOICE, GROUP_SEQUENCE, CONTENT_ELEMENT, CONTENT_ELEMENT_REP, CONTENT_ELEMENT_OPT, CONTENT_ELEMENT_PLUS, PI, COMMENT, TEXT_DECL, IGNORE_SECT, INNER_PARAM_ENTITY_REF, PARAM_ENTITY_REF,
}
type State =
  | 'prolog0' | 'prolog1' | 'prolog2' | 'doctype0' | 'doctype1' | 'doctype2' | 'doctype3' | 'doctype4' | 'doctype5' | 'internalSubset' | 'externalSubset0' | 'externalSubset1'
  | 'entity0' | 'entity1' | 'entity2' | 'entity3' | 'entity4' | 'entity5' | 'entity6' | 'entity7' | 'entity8' | 'entity9' | 'entity10' | 'notation0' | 'notation1' | 'notation2' | 'notation3' | 'notation4'
  | 'attlist0' | 'attlist1' | 'attlist2' | 'attlist3' | 'attlist4' | 'attlist5' | 'attlist6' | 'attlist7' | 'attlist8' | 'attlist9'
  | 'element0' | 'element1' | 'element2' | 'element3' | 'element4' | 'element5' | 'element6' | 'element7' | 'condSect0' | 'condSect1' | 'condSect2' | 'error';
/** Where a rule leads: a state, 'top' for the level of declarations, 'close' for what closes a declaration and is otherwise nothing. */
type Target = State | 'top' | 'close' | null;
/** A token, the word it must be (null for any), its role, and the state after it (null to stay). */
type Rule = readonly [tok: Tok, word: string | null, role: Role, target: Target];
/** What white space means in a state, and its rules. */
type StateRules = readonly [space: Role, ...rules: Rule[]];

const DOCTYPE_OPEN: Rule = [Tok.DECL_OPEN, 'DOCTYPE', Role.DOCTYPE_NONE, 'doctype0'];
const INSTANCE: Rule = [Tok.INSTANCE_START, null, Role.INSTANCE_START, 'error'];
const SUBSET: readonly Rule[] = [
  [Tok.DECL_OPEN, 'ENTITY', Role.ENTITY_NONE, 'entity0'], [Tok.DECL_OPEN, 'ATTLIST', Role.ATTLIST_NONE, 'attlist0'], [Tok.DECL_OPEN, 'ELEMENT', Role.ELEMENT_NONE, 'element0'], [Tok.DECL_OPEN, 'NOTATION', Role.NOTATION_NONE, 'notation0'],
  [Tok.PI, null, Role.PI, null], [Tok.COMMENT, null, Role.COMMENT, null], [Tok.PARAM_ENTITY_REF, null, Role.PARAM_ENTITY_REF, null],
];
const SUBSET_OPEN: Rule = [Tok.OPEN_BRACKET, null, Role.DOCTYPE_INTERNAL_SUBSET, 'internalSubset'];
const DOCTYPE_CLOSE: Rule = [Tok.DECL_CLOSE, null, Role.DOCTYPE_CLOSE, 'prolog2'];
const ENTITY_VALUE: Rule = [Tok.LITERAL, null, Role.ENTITY_VALUE, 'close'];
const ENTITY_COMPLETE: Rule = [Tok.DECL_CLOSE, null, Role.ENTITY_COMPLETE, 'top'];
const NOTATION_SYSTEM: Rule = [Tok.LITERAL, null, Role.NOTATION_SYSTEM_ID, 'close'];
function keywords(role: Role, system: State, publicId: State): readonly Rule[] {
  return [[Tok.NAME, 'SYSTEM', role, system], [Tok.NAME, 'PUBLIC', role, publicId]];
}
/** Rules for the names of elements in a content model. */
function contentElements(target: State): readonly Rule[] {
  return [
    [Tok.NAME, null, Role.CONTENT_ELEMENT, target], [Tok.PREFIXED_NAME, null, Role.CONTENT_ELEMENT, target], [Tok.NAME_QUESTION, null, Role.CONTENT_ELEMENT_OPT, target], [Tok.NAME_ASTERISK, null, Role.CONTENT_ELEMENT_REP, target],
    [Tok.NAME_PLUS, null, Role.CONTENT_ELEMENT_PLUS, target],
  ];
}
const ATTRIBUTE_TYPES = ['CDATA', 'ID', 'IDREF', 'IDREFS', 'ENTITY', 'ENTITIES', 'NMTOKEN', 'NMTOKENS'];

const STATES: {readonly [state in State]: StateRules} = {
  prolog0: [Role.NONE, [Tok.PROLOG_S, null, Role.NONE, 'prolog1'], [Tok.XML_DECL, null, Role.XML_DECL, 'prolog1'], [Tok.PI, null, Role.PI, 'prolog1'], [Tok.COMMENT, null, Role.COMMENT, 'prolog1'], [Tok.BOM, null, Role.NONE, null], DOCTYPE_OPEN, INSTANCE],
  prolog1: [Role.NONE, [Tok.PI, null, Role.PI, null], [Tok.COMMENT, null, Role.COMMENT, null], DOCTYPE_OPEN, INSTANCE],
  prolog2: [Role.NONE, [Tok.PI, null, Role.PI, null], [Tok.COMMENT, null, Role.COMMENT, null], INSTANCE],
  doctype0: [Role.DOCTYPE_NONE, [Tok.NAME, null, Role.DOCTYPE_NAME, 'doctype1'], [Tok.PREFIXED_NAME, null, Role.DOCTYPE_NAME, 'doctype1']],
  doctype1: [Role.DOCTYPE_NONE, SUBSET_OPEN, DOCTYPE_CLOSE, ...keywords(Role.DOCTYPE_NONE, 'doctype3', 'doctype2')],
  doctype2: [Role.DOCTYPE_NONE, [Tok.LITERAL, null, Role.DOCTYPE_PUBLIC_ID, 'doctype3']],
  doctype3: [Role.DOCTYPE_NONE, [Tok.LITERAL, null, Role.DOCTYPE_SYSTEM_ID, 'doctype4']],
  doctype4: [Role.DOCTYPE_NONE, SUBSET_OPEN, DOCTYPE_CLOSE],
  doctype5: [Role.DOCTYPE_NONE, DOCTYPE_CLOSE],
  internalSubset: [Role.NONE, ...SUBSET, [Tok.CLOSE_BRACKET, null, Role.DOCTYPE_NONE, 'doctype5'], [Tok.NONE, null, Role.NONE, null]],
  externalSubset0: [Role.NONE, [Tok.XML_DECL, null, Role.TEXT_DECL, 'externalSubset1']],
  externalSubset1: [Role.NONE, ...SUBSET, [Tok.COND_SECT_OPEN, null, Role.NONE, 'condSect0']],
  entity0: [Role.ENTITY_NONE, [Tok.PERCENT, null, Role.ENTITY_NONE, 'entity1'], [Tok.NAME, null, Role.GENERAL_ENTITY_NAME, 'entity2']],
  entity1: [Role.ENTITY_NONE, [Tok.NAME, null, Role.PARAM_ENTITY_NAME, 'entity7']],
  entity2: [Role.ENTITY_NONE, ...keywords(Role.ENTITY_NONE, 'entity4', 'entity3'), ENTITY_VALUE],
  entity3: [Role.ENTITY_NONE, [Tok.LITERAL, null, Role.ENTITY_PUBLIC_ID, 'entity4']],
  entity4: [Role.ENTITY_NONE, [Tok.LITERAL, null, Role.ENTITY_SYSTEM_ID, 'entity5']],
  entity5: [Role.ENTITY_NONE, ENTITY_COMPLETE, [Tok.NAME, 'NDATA', Role.ENTITY_NONE, 'entity6']],
  entity6: [Role.ENTITY_NONE, [Tok.NAME, null, Role.ENTITY_NOTATION_NAME, 'close']],
  entity7: [Role.ENTITY_NONE, ...keywords(Role.ENTITY_NONE, 'entity9', 'entity8'), ENTITY_VALUE],
  entity8: [Role.ENTITY_NONE, [Tok.LITERAL, null, Role.ENTITY_PUBLIC_ID, 'entity9']],
  entity9: [Role.ENTITY_NONE, [Tok.LITERAL, null, Role.ENTITY_SYSTEM_ID, 'entity10']],
  entity10: [Role.ENTITY_NONE, ENTITY_COMPLETE],
  notation0: [Role.NOTATION_NONE, [Tok.NAME, null, Role.NOTATION_NAME, 'notation1']],
  notation1: [Role.NOTATION_NONE, ...keywords(Role.NOTATION_NONE, 'notation3', 'notation2')],
  notation2: [Role.NOTATION_NONE, [Tok.LITERAL, null, Role.NOTATION_PUBLIC_ID, 'notation4']],
  notation3: [Role.NOTATION_NONE, NOTATION_SYSTEM],
  notation4: [Role.NOTATION_NONE, NOTATION_SYSTEM, [Tok.DECL_CLOSE, null, Role.NOTATION_NO_SYSTEM_ID, 'top']],
  attlist0: [Role.ATTLIST_NONE, [Tok.NAME, null, Role.ATTLIST_ELEMENT_NAME, 'attlist1'], [Tok.PREFIXED_NAME, null, Role.ATTLIST_ELEMENT_NAME, 'attlist1']],
  attlist1: [Role.ATTLIST_NONE, [Tok.DECL_CLOSE, null, Role.ATTLIST_NONE, 'top'], [Tok.NAME, null, Role.ATTRIBUTE_NAME, 'attlist2'], [Tok.PREFIXED_NAME, null, Role.ATTRIBUTE_NAME, 'attlist2']],
  attlist2: [
    Role.ATTLIST_NONE, ...ATTRIBUTE_TYPES.map((word, i): Rule => [Tok.NAME, word, (Role.ATTRIBUTE_TYPE_CDATA + i) as Role, 'attlist8']), [Tok.NAME, 'NOTATION', Role.ATTLIST_NONE, 'attlist5'],
    [Tok.OPEN_PAREN, null, Role.ATTLIST_NONE, 'attlist3'],
  ],
  attlist3: [Role.ATTLIST_NONE, [Tok.NMTOKEN, null, Role.ATTRIBUTE_ENUM_VALUE, 'attlist4'], [Tok.NAME, null, Role.ATTRIBUTE_ENUM_VALUE, 'attlist4'], [Tok.PREFIXED_NAME, null, Role.ATTRIBUTE_ENUM_VALUE, 'attlist4']],
  attlist4: [Role.ATTLIST_NONE, [Tok.CLOSE_PAREN, null, Role.ATTLIST_NONE, 'attlist8'], [Tok.OR, null, Role.ATTLIST_NONE, 'attlist3']],
  attlist5: [Role.ATTLIST_NONE, [Tok.OPEN_PAREN, null, Role.ATTLIST_NONE, 'attlist6']],
  attlist6: [Role.ATTLIST_NONE, [Tok.NAME, null, Role.ATTRIBUTE_NOTATION_VALUE, 'attlist7']],
  attlist7: [Role.ATTLIST_NONE, [Tok.CLOSE_PAREN, null, Role.ATTLIST_NONE, 'attlist8'], [Tok.OR, null, Role.ATTLIST_NONE, 'attlist6']],
  attlist8: [
    Role.ATTLIST_NONE, [Tok.POUND_NAME, '#IMPLIED', Role.IMPLIED_ATTRIBUTE_VALUE, 'attlist1'], [Tok.POUND_NAME, '#REQUIRED', Role.REQUIRED_ATTRIBUTE_VALUE, 'attlist1'], [Tok.POUND_NAME, '#FIXED', Role.ATTLIST_NONE, 'attlist9'],
    [Tok.LITERAL, null, Role.DEFAULT_ATTRIBUTE_VALUE, 'attlist1'],
  ],
  attlist9: [Role.ATTLIST_NONE, [Tok.LITERAL, null, Role.FIXED_ATTRIBUTE_VALUE, 'attlist1']],
  element0: [Role.ELEMENT_NONE, [Tok.NAME, null, Role.ELEMENT_NAME, 'element1'], [Tok.PREFIXED_NAME, null, Role.ELEMENT_NAME, 'element1']],
  element1: [Role.ELEMENT_NONE, [Tok.NAME, 'EMPTY', Role.CONTENT_EMPTY, 'close'], [Tok.NAME, 'ANY', Role.CONTENT_ANY, 'close'], [Tok.OPEN_PAREN, null, Role.GROUP_OPEN, 'element2']],
  element2: [Role.ELEMENT_NONE, [Tok.POUND_NAME, '#PCDATA', Role.CONTENT_PCDATA, 'element3'], [Tok.OPEN_PAREN, null, Role.GROUP_OPEN, 'element6'], ...contentElements('element7')],
  element3: [Role.ELEMENT_NONE, [Tok.CLOSE_PAREN, null, Role.GROUP_CLOSE, 'close'], [Tok.CLOSE_PAREN_ASTERISK, null, Role.GROUP_CLOSE_REP, 'close'], [Tok.OR, null, Role.ELEMENT_NONE, 'element4']],
  element4: [Role.ELEMENT_NONE, [Tok.NAME, null, Role.CONTENT_ELEMENT, 'element5'], [Tok.PREFIXED_NAME, null, Role.CONTENT_ELEMENT, 'element5']],
  element5: [Role.ELEMENT_NONE, [Tok.CLOSE_PAREN_ASTERISK, null, Role.GROUP_CLOSE_REP, 'close'], [Tok.OR, null, Role.ELEMENT_NONE, 'element4']],
  element6: [Role.ELEMENT_NONE, [Tok.OPEN_PAREN, null, Role.GROUP_OPEN, null], ...contentElements('element7')],
  element7: [
    Role.ELEMENT_NONE, [Tok.CLOSE_PAREN, null, Role.GROUP_CLOSE, null], [Tok.CLOSE_PAREN_ASTERISK, null, Role.GROUP_CLOSE_REP, null], [Tok.CLOSE_PAREN_QUESTION, null, Role.GROUP_CLOSE_OPT, null],
    [Tok.CLOSE_PAREN_PLUS, null, Role.GROUP_CLOSE_PLUS, null], [Tok.COMMA, null, Role.GROUP_SEQUENCE, 'element6'], [Tok.OR, null, Role.GROUP_CHOICE, 'element6'],
  ],
  condSect0: [Role.NONE, [Tok.NAME, 'INCLUDE', Role.NONE, 'condSect1'], [Tok.NAME, 'IGNORE', Role.NONE, 'condSect2']],
  condSect1: [Role.NONE, [Tok.OPEN_BRACKET, null, Role.NONE, 'externalSubset1']],
  condSect2: [Role.NONE, [Tok.OPEN_BRACKET, null, Role.IGNORE_SECT, 'externalSubset1']],
  error: [Role.NONE],
};

/** Where a prolog has got to. CPython: PROLOG_STATE */
export class PrologState {
  private state: State = 'prolog0';
  /** What a declaration is called that only has to be closed; null while there is none. */
  private closing: Role | null = null;
  /** How deep the groups of a content model are. */
  level = 0;
  includeLevel = 0;
  inEntityValue = false;
  documentEntity = true;

  /** For an external entity that holds declarations. CPython: XmlPrologStateInitExternalEntity() */
  beginExternalEntity(): void {
    this.state = 'externalSubset0';
    this.documentEntity = false;
    this.includeLevel = 0;
  }
  /** The role of a token; `word` is its text, for `<!X` the text behind the mark. CPython: XmlTokenRole() */
  tokenRole(tok: Tok, word: string): Role {
    if (this.closing !== null) return this.closeDeclaration(tok, this.closing);
    if (this.state === 'error') return Role.NONE;
    if (this.state === 'externalSubset0' && tok !== Tok.XML_DECL) this.state = 'externalSubset1';
    if (this.state === 'externalSubset1') {
      if (tok === Tok.COND_SECT_CLOSE && this.includeLevel > 0) {
        this.includeLevel--;
        return Role.NONE;
      }
      if (tok === Tok.NONE && this.includeLevel === 0) return Role.NONE;
    }
    const rules = STATES[this.state];
    for (let i = 1; i < rules.length; i++) {
      const rule = rules[i] as Rule;
      if (rule[0] === tok && (rule[1] === null || rule[1] === word)) return this.follow(rule, rules[0]);
    }
    return tok === Tok.PROLOG_S ? rules[0] : this.common(tok);
  }
  private follow(rule: Rule, none: Role): Role {
    const role = rule[2], from = this.state;
    switch (rule[3]) {
      case null: break;
      case 'top': this.setTopLevel(); break;
      case 'close': this.closing = none; break;
      default: this.state = rule[3];
    }
    if (from === 'condSect1') this.includeLevel++;
    else if (role === Role.GROUP_OPEN) this.level = from === 'element1' ? 1 : from === 'element2' ? 2 : this.level + 1;
    else if (from === 'element7' && role >= Role.GROUP_CLOSE && role <= Role.GROUP_CLOSE_PLUS && --this.level === 0) this.closing = none;
    return role;
  }
  private closeDeclaration(tok: Tok, none: Role): Role {
    if (tok === Tok.PROLOG_S) return none;
    this.closing = null;
    if (tok === Tok.DECL_CLOSE) {
      this.setTopLevel();
      return none;
    }
    const role = this.common(tok);
    if (role !== Role.ERROR) this.closing = none;
    return role;
  }
  private setTopLevel(): void {
    this.state = this.documentEntity ? 'internalSubset' : 'externalSubset1';
  }
  private common(tok: Tok): Role {
    if (!this.documentEntity && tok === Tok.PARAM_ENTITY_REF) return Role.INNER_PARAM_ENTITY_REF;
    this.state = 'error';
    return Role.ERROR;
  }
}
