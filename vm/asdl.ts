/**
 * The abstract grammar of Python 3.13, declared once. CPython: Parser/Python.asdl
 *
 * A field is 'TYPE NAME', TYPE followed by * for a sequence and ? for an optional one. From this table come the
 * TypeScript node types (vm/generated/ast-nodes.ts), the classes of the `_ast` module and the conversions between both.
 */
export interface Constructor { readonly name: string; readonly fields: readonly string[] }
/** A sum type has constructors, a product type has fields of its own; `positions` tells how complete its location is. */
export interface AsdlType {
  readonly name: string;
  readonly constructors: readonly Constructor[] | null;
  readonly fields: readonly string[] | null;
  readonly positions: 'none' | 'end optional' | 'end required';
}
const sum = (name: string, positions: AsdlType['positions'], constructors: Record<string, readonly string[]>): AsdlType => ({
  name, positions, fields: null, constructors: Object.entries(constructors).map(([ctor, fields]) => ({name: ctor, fields})),
});
const product = (name: string, positions: AsdlType['positions'], fields: readonly string[]): AsdlType => ({name, positions, fields, constructors: null});

export const ASDL: readonly AsdlType[] = [
  sum('mod', 'none', {
    Module: ['stmt* body', 'type_ignore* type_ignores'],
    Interactive: ['stmt* body'],
    Expression: ['expr body'],
    FunctionType: ['expr* argtypes', 'expr returns'],
  }),
  sum('stmt', 'end optional', {
    FunctionDef: ['identifier name', 'arguments args', 'stmt* body', 'expr* decorator_list', 'expr? returns', 'string? type_comment', 'type_param* type_params'],
    AsyncFunctionDef: ['identifier name', 'arguments args', 'stmt* body', 'expr* decorator_list', 'expr? returns', 'string? type_comment', 'type_param* type_params'],
    ClassDef: ['identifier name', 'expr* bases', 'keyword* keywords', 'stmt* body', 'expr* decorator_list', 'type_param* type_params'],
    Return: ['expr? value'],
    Delete: ['expr* targets'],
    Assign: ['expr* targets', 'expr value', 'string? type_comment'],
    TypeAlias: ['expr name', 'type_param* type_params', 'expr value'],
    AugAssign: ['expr target', 'operator op', 'expr value'],
    AnnAssign: ['expr target', 'expr annotation', 'expr? value', 'int simple'],
    For: ['expr target', 'expr iter', 'stmt* body', 'stmt* orelse', 'string? type_comment'],
    AsyncFor: ['expr target', 'expr iter', 'stmt* body', 'stmt* orelse', 'string? type_comment'],
    While: ['expr test', 'stmt* body', 'stmt* orelse'],
    If: ['expr test', 'stmt* body', 'stmt* orelse'],
    With: ['withitem* items', 'stmt* body', 'string? type_comment'],
    AsyncWith: ['withitem* items', 'stmt* body', 'string? type_comment'],
    Match: ['expr subject', 'match_case* cases'],
    Raise: ['expr? exc', 'expr? cause'],
    Try: ['stmt* body', 'excepthandler* handlers', 'stmt* orelse', 'stmt* finalbody'],
    TryStar: ['stmt* body', 'excepthandler* handlers', 'stmt* orelse', 'stmt* finalbody'],
    Assert: ['expr test', 'expr? msg'],
    Import: ['alias* names'],
    ImportFrom: ['identifier? module', 'alias* names', 'int? level'],
    Global: ['identifier* names'],
    Nonlocal: ['identifier* names'],
    Expr: ['expr value'],
    Pass: [],
    Break: [],
    Continue: [],
  }),
  sum('expr', 'end optional', {
    BoolOp: ['boolop op', 'expr* values'],
    NamedExpr: ['expr target', 'expr value'],
    BinOp: ['expr left', 'operator op', 'expr right'],
    UnaryOp: ['unaryop op', 'expr operand'],
    Lambda: ['arguments args', 'expr body'],
    IfExp: ['expr test', 'expr body', 'expr orelse'],
    Dict: ['expr* keys', 'expr* values'],
    Set: ['expr* elts'],
    ListComp: ['expr elt', 'comprehension* generators'],
    SetComp: ['expr elt', 'comprehension* generators'],
    DictComp: ['expr key', 'expr value', 'comprehension* generators'],
    GeneratorExp: ['expr elt', 'comprehension* generators'],
    Await: ['expr value'],
    Yield: ['expr? value'],
    YieldFrom: ['expr value'],
    Compare: ['expr left', 'cmpop* ops', 'expr* comparators'],
    Call: ['expr func', 'expr* args', 'keyword* keywords'],
    FormattedValue: ['expr value', 'int conversion', 'expr? format_spec'],
    JoinedStr: ['expr* values'],
    Constant: ['constant value', 'string? kind'],
    Attribute: ['expr value', 'identifier attr', 'expr_context ctx'],
    Subscript: ['expr value', 'expr slice', 'expr_context ctx'],
    Starred: ['expr value', 'expr_context ctx'],
    Name: ['identifier id', 'expr_context ctx'],
    List: ['expr* elts', 'expr_context ctx'],
    Tuple: ['expr* elts', 'expr_context ctx'],
    Slice: ['expr? lower', 'expr? upper', 'expr? step'],
  }),
  sum('expr_context', 'none', {
    Load: [],
    Store: [],
    Del: [],
  }),
  sum('boolop', 'none', {
    And: [],
    Or: [],
  }),
  sum('operator', 'none', {
    Add: [],
    Sub: [],
    Mult: [],
    MatMult: [],
    Div: [],
    Mod: [],
    Pow: [],
    LShift: [],
    RShift: [],
    BitOr: [],
    BitXor: [],
    BitAnd: [],
    FloorDiv: [],
  }),
  sum('unaryop', 'none', {
    Invert: [],
    Not: [],
    UAdd: [],
    USub: [],
  }),
  sum('cmpop', 'none', {
    Eq: [],
    NotEq: [],
    Lt: [],
    LtE: [],
    Gt: [],
    GtE: [],
    Is: [],
    IsNot: [],
    In: [],
    NotIn: [],
  }),
  product('comprehension', 'none', ['expr target', 'expr iter', 'expr* ifs', 'int is_async']),
  sum('excepthandler', 'end optional', {
    ExceptHandler: ['expr? type', 'identifier? name', 'stmt* body'],
  }),
  product('arguments', 'none', ['arg* posonlyargs', 'arg* args', 'arg? vararg', 'arg* kwonlyargs', 'expr* kw_defaults', 'arg? kwarg', 'expr* defaults']),
  product('arg', 'end optional', ['identifier arg', 'expr? annotation', 'string? type_comment']),
  product('keyword', 'end optional', ['identifier? arg', 'expr value']),
  product('alias', 'end optional', ['identifier name', 'identifier? asname']),
  product('withitem', 'none', ['expr context_expr', 'expr? optional_vars']),
  product('match_case', 'none', ['pattern pattern', 'expr? guard', 'stmt* body']),
  sum('pattern', 'end required', {
    MatchValue: ['expr value'],
    MatchSingleton: ['constant value'],
    MatchSequence: ['pattern* patterns'],
    MatchMapping: ['expr* keys', 'pattern* patterns', 'identifier? rest'],
    MatchClass: ['expr cls', 'pattern* patterns', 'identifier* kwd_attrs', 'pattern* kwd_patterns'],
    MatchStar: ['identifier? name'],
    MatchAs: ['pattern? pattern', 'identifier? name'],
    MatchOr: ['pattern* patterns'],
  }),
  sum('type_ignore', 'none', {
    TypeIgnore: ['int lineno', 'string tag'],
  }),
  sum('type_param', 'end required', {
    TypeVar: ['identifier name', 'expr? bound', 'expr? default_value'],
    ParamSpec: ['identifier name', 'expr? default_value'],
    TypeVarTuple: ['identifier name', 'expr? default_value'],
  }),
];
