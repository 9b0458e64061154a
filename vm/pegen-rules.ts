/**
 * The second reading's view of the language: rules in the notation of PEP 617, tried in order, because which error is found
 * first is part of Python's behaviour. This is no second grammar to parse with: it only runs on a statement that the tables
 * have refused, to find out how far CPython would have read and which of its `invalid_*` rules speaks.
 *
 * `=> Kind` names the expression an alternative makes, `=> @name` an action of vm/pegen-invalid.ts. `(memo)` marks rules whose
 * result is kept in both passes, `(left)` those that begin with themselves. Parameters of def and lambda come from one template.
 */

const STATEMENTS = `
file: statements? ENDMARKER
interactive: statement_newline
eval: expressions NEWLINE* ENDMARKER
func_type: '(' type_expressions? ')' '->' expression NEWLINE* ENDMARKER
statements: statement+
statement: compound_stmt | simple_stmts
statement_newline: compound_stmt NEWLINE | simple_stmts | NEWLINE | ENDMARKER => @exit
simple_stmts: simple_stmt !';' NEWLINE | ';'.simple_stmt+ ';'? NEWLINE
simple_stmt (memo): assignment | &"type" type_alias | star_expressions | &'return' return_stmt | &('import' | 'from') import_stmt | &'raise' raise_stmt | 'pass' | &'del' del_stmt
  | &'yield' yield_expr | &'assert' assert_stmt | 'break' | 'continue' | &'global' global_stmt | &'nonlocal' nonlocal_stmt
compound_stmt: &('def' | '@' | 'async') function_def | &'if' if_stmt | &('class' | '@') class_def | &('with' | 'async') with_stmt | &('for' | 'async') for_stmt | &'try' try_stmt
  | &'while' while_stmt | match_stmt
assignment: NAME ':' expression ('=' annotated_rhs)? => @ann6 | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ('=' annotated_rhs)? => @anns6
  | (star_targets '=')+ (yield_expr | star_expressions) !'=' TYPE_COMMENT? | single_target augassign ~ (yield_expr | star_expressions) | invalid_assignment
annotated_rhs: yield_expr | star_expressions
augassign: '+=' | '-=' | '*=' | '@=' => @matmul5 | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='
return_stmt: 'return' star_expressions?
raise_stmt: 'raise' expression ('from' expression)? | 'raise'
global_stmt: 'global' ','.NAME+
nonlocal_stmt: 'nonlocal' ','.NAME+
del_stmt: 'del' del_targets &(';' | NEWLINE) | invalid_del_stmt
assert_stmt: 'assert' expression (',' expression)?
import_stmt: invalid_import | 'import' ','.dotted_as_name+ | import_from
import_from: 'from' ('.' | '...')* dotted_name 'import' import_from_targets => @future | 'from' ('.' | '...')+ 'import' import_from_targets
import_from_targets: '(' import_from_as_names ','? ')' | import_from_as_names !',' | '*' | invalid_import_from_targets
import_from_as_names: ','.import_from_as_name+
import_from_as_name: NAME ('as' NAME)?
dotted_as_name: dotted_name ('as' NAME)?
dotted_name (left): dotted_name '.' NAME | NAME
block (memo): NEWLINE INDENT statements DEDENT | simple_stmts | invalid_block
decorators: ('@' named_expression NEWLINE)+
class_def: decorators class_def_raw | class_def_raw
class_def_raw: invalid_class_def_raw | 'class' NAME type_params? ('(' arguments? ')')? ':' block
function_def: decorators function_def_raw | function_def_raw
function_def_raw: invalid_def_raw | 'def' NAME type_params? '(' params? ')' ('->' expression)? ':' func_type_comment? block
  | 'async' 'def' NAME type_params? '(' params? ')' ('->' expression)? ':' func_type_comment? block => @asyncdef5
params: invalid_parameters | parameters
if_stmt: invalid_if_stmt | 'if' named_expression ':' block elif_stmt | 'if' named_expression ':' block else_block?
elif_stmt: invalid_elif_stmt | 'elif' named_expression ':' block elif_stmt | 'elif' named_expression ':' block else_block?
else_block: invalid_else_stmt | 'else' &&':' block
while_stmt: invalid_while_stmt | 'while' named_expression ':' block else_block?
for_stmt: invalid_for_stmt | 'for' star_targets 'in' ~ star_expressions ':' TYPE_COMMENT? block else_block?
  | 'async' 'for' star_targets 'in' ~ star_expressions ':' TYPE_COMMENT? block else_block? => @asyncfor5 | invalid_for_target
with_stmt: invalid_with_stmt_indent | 'with' '(' ','.with_item+ ','? ')' ':' TYPE_COMMENT? block | 'with' ','.with_item+ ':' TYPE_COMMENT? block
  | 'async' 'with' '(' ','.with_item+ ','? ')' ':' block => @asyncwith5 | 'async' 'with' ','.with_item+ ':' TYPE_COMMENT? block => @asyncwith5 | invalid_with_stmt
with_item: expression 'as' star_target &(',' | ')' | ':') | invalid_with_item | expression
try_stmt: invalid_try_stmt | 'try' &&':' block finally_block | 'try' &&':' block except_block+ else_block? finally_block?
  | 'try' &&':' block except_star_block+ else_block? finally_block? => @trystar11
except_block: invalid_except_stmt_indent | 'except' expression ('as' NAME)? ':' block | 'except' ':' block | invalid_except_stmt
except_star_block: invalid_except_star_stmt_indent | 'except' '*' expression ('as' NAME)? ':' block | invalid_except_stmt
finally_block: invalid_finally_stmt | 'finally' &&':' block
match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT => @match10 | invalid_match_stmt
subject_expr: star_named_expression ',' star_named_expressions? | named_expression
case_block: invalid_case_block | "case" patterns guard? ':' block
guard: 'if' named_expression
type_alias: "type" NAME type_params? '=' expression => @type12
type_params: invalid_type_params | '[' type_param_seq ']' => @tparams12
type_param_seq: ','.type_param+ ','?
type_param (memo): NAME (':' expression)? type_param_default? | '*' NAME ':' expression => @tuplebound | '*' NAME type_param_starred_default?
  | '**' NAME ':' expression => @specbound | '**' NAME type_param_default?
type_param_default: '=' expression => @default13
type_param_starred_default: '=' star_expression => @default13
func_type_comment: NEWLINE TYPE_COMMENT &(NEWLINE INDENT) | invalid_double_type_comments | TYPE_COMMENT
type_expressions: ','.expression+ ',' '*' expression ',' '**' expression | ','.expression+ ',' '*' expression | ','.expression+ ',' '**' expression
  | '*' expression ',' '**' expression | '*' expression | '**' expression | ','.expression+
`;

const PATTERNS = `
patterns: open_sequence_pattern | pattern
pattern: as_pattern | or_pattern
as_pattern: or_pattern 'as' pattern_capture_target => Pattern | invalid_as_pattern
or_pattern: '|'.closed_pattern+ => Pattern
closed_pattern (memo): literal_pattern => Pattern | pattern_capture_target => Pattern | "_" => Pattern | attr !('.' | '(' | '=') => Pattern | '(' pattern ')' => @second | sequence_pattern => Pattern
  | mapping_pattern => Pattern | class_pattern => Pattern
literal_pattern: signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False'
complex_number: signed_real_number '+' imaginary_number | signed_real_number '-' imaginary_number
signed_number: NUMBER | '-' NUMBER
signed_real_number: real_number | '-' real_number
real_number: NUMBER => @real
imaginary_number: NUMBER => @imaginary
pattern_capture_target: !"_" NAME !('.' | '(' | '=') => @second
attr (left): name_or_attr '.' NAME => Attribute
name_or_attr: attr | NAME
sequence_pattern: '[' maybe_sequence_pattern? ']' | '(' open_sequence_pattern? ')'
open_sequence_pattern: maybe_star_pattern ',' maybe_sequence_pattern?
maybe_sequence_pattern: ','.maybe_star_pattern+ ','?
maybe_star_pattern: star_pattern | pattern
star_pattern (memo): '*' pattern_capture_target => Pattern | '*' "_" => Pattern
mapping_pattern: '{' '}' | '{' double_star_pattern ','? '}' | '{' ','.key_value_pattern+ ',' double_star_pattern ','? '}' | '{' ','.key_value_pattern+ ','? '}'
key_value_pattern: (literal_pattern | attr) ':' pattern
double_star_pattern: '**' pattern_capture_target
class_pattern: name_or_attr '(' ')' | name_or_attr '(' positional_patterns ','? ')' | name_or_attr '(' keyword_patterns ','? ')'
  | name_or_attr '(' positional_patterns ',' keyword_patterns ','? ')' | invalid_class_pattern
positional_patterns: ','.pattern+
keyword_patterns: ','.keyword_pattern+
keyword_pattern: NAME '=' pattern
`;

const EXPRESSIONS = `
expressions: expression (',' expression)+ ','? => Tuple | expression ',' => Tuple | expression
expression (memo): invalid_expression | invalid_legacy_expression | disjunction 'if' disjunction 'else' expression => IfExp | disjunction | lambdef
yield_expr: 'yield' 'from' expression => Yield | 'yield' star_expressions? => Yield
star_expressions: star_expression (',' star_expression)+ ','? => @tuple | star_expression ',' => @tuple | star_expression
star_expression (memo): '*' bitwise_or => Starred | expression
star_named_expressions: ','.star_named_expression+ ','? => @first
star_named_expression: '*' bitwise_or => Starred | named_expression
assignment_expression: NAME ':=' ~ expression => @walrus8
named_expression: assignment_expression | invalid_named_expression | expression !':=' => @first
disjunction (memo): conjunction ('or' conjunction)+ => BoolOp | conjunction
conjunction (memo): inversion ('and' inversion)+ => BoolOp | inversion
inversion (memo): 'not' inversion => UnaryOp | comparison
comparison: bitwise_or compare_op_bitwise_or_pair+ => @compare | bitwise_or
compare_op_bitwise_or_pair: '==' bitwise_or | flufl bitwise_or | '<=' bitwise_or | '<' bitwise_or | '>=' bitwise_or | '>' bitwise_or | 'not' 'in' bitwise_or | 'in' bitwise_or
  | 'is' 'not' bitwise_or | 'is' bitwise_or
flufl: '!=' => @flufl
bitwise_or (left): bitwise_or '|' bitwise_xor => BinOp | bitwise_xor
bitwise_xor (left): bitwise_xor '^' bitwise_and => BinOp | bitwise_and
bitwise_and (left): bitwise_and '&' shift_expr => BinOp | shift_expr
shift_expr (left): shift_expr '<<' sum => BinOp | shift_expr '>>' sum => BinOp | invalid_arithmetic | sum
sum (left): sum '+' term => BinOp | sum '-' term => BinOp | term
term (left): term '*' factor => BinOp | term '/' factor => BinOp | term '//' factor => BinOp | term '%' factor => BinOp | term '@' factor => @matmul5 | invalid_factor | factor
factor (memo): '+' factor => UnaryOp | '-' factor => UnaryOp | '~' factor => UnaryOp | power
power: await_primary '**' factor => BinOp | await_primary
await_primary (memo): 'await' primary => @await5 | primary
primary (left): primary '.' NAME => Attribute | primary genexp => Call | primary '(' arguments? ')' => Call | primary '[' slices ']' => Subscript | atom
slices: slice !',' => @first | ','.(slice | starred_expression)+ ','? => Tuple
slice: expression? ':' expression? (':' expression?)? => Slice | named_expression
atom: NAME | 'True' => True | 'False' => False | 'None' => None | &(STRING | FSTRING_START) strings => @second | NUMBER => @number | &'(' (tuple | group | genexp) => @second
  | &'[' (list | listcomp) => @second | &'{' (dict | set | dictcomp | setcomp) => @second | '...' => Ellipsis
group: '(' (yield_expr | named_expression) ')' => @second | invalid_group
lambdef: 'lambda' lambda_params? ':' expression => Lambda
lambda_params: invalid_lambda_parameters | lambda_parameters
fstring_middle: fstring_replacement_field | FSTRING_MIDDLE
fstring_replacement_field: '{' annotated_rhs '='? fstring_conversion? fstring_full_format_spec? '}' => @field | invalid_replacement_field
fstring_conversion: '!' NAME => @conversion
fstring_full_format_spec: ':' fstring_format_spec*
fstring_format_spec: FSTRING_MIDDLE => @specmiddle | fstring_replacement_field
fstring: FSTRING_START fstring_middle* FSTRING_END => @fstring
string: STRING => @string
strings (memo): (fstring | string)+ => @strings
list: '[' star_named_expressions? ']' => @list
tuple: '(' (star_named_expression ',' star_named_expressions?)? ')' => @parentuple
set: '{' star_named_expressions '}' => Set
dict: '{' double_starred_kvpairs? '}' => Dict | '{' invalid_double_starred_kvpairs '}'
double_starred_kvpairs: ','.double_starred_kvpair+ ','?
double_starred_kvpair: '**' bitwise_or | kvpair
kvpair: expression ':' expression
for_if_clauses: for_if_clause+
for_if_clause: 'async' 'for' star_targets 'in' ~ disjunction ('if' disjunction)* => @asynccomp6 | 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
  | 'async'? 'for' (bitwise_or (',' bitwise_or)* ','?) !'in' => @noin | invalid_for_target
listcomp: '[' named_expression for_if_clauses ']' => ListComp | invalid_comprehension
setcomp: '{' named_expression for_if_clauses '}' => SetComp | invalid_comprehension
genexp: '(' (assignment_expression | expression_not_walrus) for_if_clauses ')' => GeneratorExp | invalid_comprehension
dictcomp: '{' kvpair for_if_clauses '}' => DictComp | invalid_dict_comprehension
arguments (memo): args ','? &')' => @first | invalid_arguments
args: ','.(starred_expression | positional_argument)+ (',' kwargs)? => @args | kwargs => @kwargs
positional_argument: (assignment_expression | expression_not_walrus) !'=' => @first
expression_not_walrus: expression !':=' => @first
kwargs: ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+ => @joined | ','.kwarg_or_starred+ | ','.kwarg_or_double_starred+
starred_expression: invalid_starred_expression | '*' expression => Starred | '*' => @star
kwarg_or_starred: invalid_kwarg | NAME '=' expression => Keyword | starred_expression
kwarg_or_double_starred: invalid_kwarg | NAME '=' expression => Keyword | '**' expression => Unpack
star_targets: star_target !',' => @first | star_target (',' star_target)* ','? => Tuple
star_targets_list_seq: ','.star_target+ ','?
star_targets_tuple_seq: star_target (',' star_target)+ ','? | star_target ','
star_target (memo): '*' (!'*' star_target) => Starred | target_with_star_atom
target_with_star_atom (memo): t_primary '.' NAME !t_lookahead => Attribute | t_primary '[' slices ']' !t_lookahead => Subscript | star_atom
star_atom: NAME | '(' target_with_star_atom ')' => @second | '(' star_targets_tuple_seq? ')' => Tuple | '[' star_targets_list_seq? ']' => List
single_target: single_subscript_attribute_target | NAME | '(' single_target ')' => @second
single_subscript_attribute_target: t_primary '.' NAME !t_lookahead => Attribute | t_primary '[' slices ']' !t_lookahead => Subscript
t_primary (left): t_primary '.' NAME &t_lookahead => Attribute | t_primary '[' slices ']' &t_lookahead => Subscript | t_primary genexp &t_lookahead => Call
  | t_primary '(' arguments? ')' &t_lookahead => Call | atom &t_lookahead => @first
t_lookahead: '(' | '[' | '.'
del_targets: ','.del_target+ ','?
del_target (memo): t_primary '.' NAME !t_lookahead => Attribute | t_primary '[' slices ']' !t_lookahead => Subscript | del_t_atom
del_t_atom: NAME | '(' del_target ')' => @second | '(' del_targets? ')' => Tuple | '[' del_targets? ']' => List
expression_without_invalid: disjunction 'if' disjunction 'else' expression => IfExp | disjunction | lambdef
`;

/** Where Python knows better than "invalid syntax". The actions raise, or give nothing when they have nothing to say. */
const INVALID = `
invalid_arguments: ((','.(starred_expression | positional_argument)+ ',' kwargs) | kwargs) ',' ','.(starred_expression !'=')+ => @unpack_order
  | expression for_if_clauses ',' (args | expression for_if_clauses)? => @genexp_paren | NAME '=' expression for_if_clauses => @maybe_equals
  | (args ',')? NAME '=' &(',' | ')') => @no_value | args for_if_clauses => @genexp_call | args ',' expression for_if_clauses => @genexp_paren_last | args ',' args => @argument_order
invalid_kwarg: ('True' | 'False' | 'None') '=' => @assign_constant | NAME '=' expression for_if_clauses => @maybe_equals | !(NAME '=') expression '=' => @keyword_expression
  | '**' expression '=' expression => @keyword_unpacking
invalid_legacy_expression: NAME !'(' star_expressions => @legacy
invalid_expression: !(NAME STRING | SOFT_KEYWORD) disjunction expression_without_invalid => @comma | disjunction 'if' disjunction !('else' | ':') => @no_else
  | 'lambda' lambda_params? ':' &FSTRING_MIDDLE => @lambda_fstring
invalid_named_expression (memo): expression ':=' expression => @walrus_target | NAME '=' bitwise_or !('=' | ':=') => @walrus_name
  | !(list | tuple | genexp | 'True' | 'None' | 'False') bitwise_or '=' bitwise_or !('=' | ':=') => @walrus_here
invalid_assignment: invalid_ann_assign_target ':' expression => @ann_single | star_named_expression ',' star_named_expressions* ':' expression => @ann_tuple | expression ':' expression => @ann_illegal
  | (star_targets '=')* star_expressions '=' => @star_target_invalid | (star_targets '=')* yield_expr '=' => @assign_yield | star_expressions augassign annotated_rhs => @aug_illegal
invalid_ann_assign_target: list | tuple | '(' invalid_ann_assign_target ')' => @second
invalid_del_stmt: 'del' star_expressions => @del_invalid
invalid_block: NEWLINE !INDENT => @block
invalid_comprehension: ('[' | '(' | '{') starred_expression for_if_clauses => @comp_unpack | ('[' | '{') star_named_expression ',' star_named_expressions for_if_clauses => @comp_target
  | ('[' | '{') star_named_expression ',' for_if_clauses => @comp_target_comma
invalid_dict_comprehension: '{' '**' bitwise_or for_if_clauses '}' => @dict_unpack
invalid_double_type_comments: TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT => @two_comments
invalid_with_item: expression 'as' expression &(',' | ')' | ':') => @with_target
invalid_for_target: 'async'? 'for' star_expressions => @for_target
invalid_group: '(' starred_expression ')' => @group_star | '(' '**' expression ')' => @group_double_star
invalid_import: 'import' ','.dotted_name+ 'from' dotted_name => @import_from_order | 'import' NEWLINE => @import_nothing
invalid_import_from_targets: import_from_as_names ',' NEWLINE => @import_comma | NEWLINE => @import_nothing_first
invalid_with_stmt: 'async'? 'with' ','.(expression ('as' star_target)?)+ NEWLINE => @colon | 'async'? 'with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' NEWLINE => @colon
invalid_with_stmt_indent: 'async'? 'with' ','.(expression ('as' star_target)?)+ ':' NEWLINE !INDENT => @indent_with | 'async'? 'with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' ':' NEWLINE !INDENT => @indent_with
invalid_try_stmt: 'try' ':' NEWLINE !INDENT => @indent_try | 'try' ':' block !('except' | 'finally') => @no_except | 'try' ':' block* except_block+ 'except' '*' expression ('as' NAME)? ':' => @both_star
  | 'try' ':' block* except_star_block+ 'except' (expression ('as' NAME)?)? ':' => @both_plain
invalid_except_stmt: 'except' '*'? expression ',' expressions ('as' NAME)? ':' => @except_paren | 'except' '*'? expression ('as' NAME)? NEWLINE => @colon | 'except' NEWLINE => @colon
  | 'except' '*' (NEWLINE | ':') => @except_types
invalid_finally_stmt: 'finally' ':' NEWLINE !INDENT => @indent_finally
invalid_except_stmt_indent: 'except' expression ('as' NAME)? ':' NEWLINE !INDENT => @indent_except | 'except' ':' NEWLINE !INDENT => @indent_except
invalid_except_star_stmt_indent: 'except' '*' expression ('as' NAME)? ':' NEWLINE !INDENT => @indent_except_star
invalid_match_stmt: "match" subject_expr NEWLINE => @match_colon | "match" subject_expr ':' NEWLINE !INDENT => @indent_match
invalid_case_block: "case" patterns guard? NEWLINE => @colon | "case" patterns guard? ':' NEWLINE !INDENT => @indent_case
invalid_as_pattern: or_pattern 'as' "_" => @as_wildcard | or_pattern 'as' !NAME expression => @as_target
invalid_class_pattern: name_or_attr '(' invalid_class_argument_pattern => @class_order
invalid_class_argument_pattern: (positional_patterns ',')? keyword_patterns ',' positional_patterns => @fourth
invalid_if_stmt: 'if' named_expression NEWLINE => @colon | 'if' named_expression ':' NEWLINE !INDENT => @indent_if
invalid_elif_stmt: 'elif' named_expression NEWLINE => @colon | 'elif' named_expression ':' NEWLINE !INDENT => @indent_elif
invalid_else_stmt: 'else' ':' NEWLINE !INDENT => @indent_else
invalid_while_stmt: 'while' named_expression NEWLINE => @colon | 'while' named_expression ':' NEWLINE !INDENT => @indent_while
invalid_for_stmt: 'async'? 'for' star_targets 'in' star_expressions NEWLINE => @colon | 'async'? 'for' star_targets 'in' star_expressions ':' NEWLINE !INDENT => @indent_for
invalid_def_raw: 'async'? 'def' NAME type_params? '(' params? ')' ('->' expression)? ':' NEWLINE !INDENT => @indent_def
  | 'async'? 'def' NAME type_params? &&'(' params? ')' ('->' expression)? &&':' func_type_comment? block
invalid_class_def_raw: 'class' NAME type_params? ('(' arguments? ')')? NEWLINE => @colon | 'class' NAME type_params? ('(' arguments? ')')? ':' NEWLINE !INDENT => @indent_class
invalid_double_starred_kvpairs: ','.double_starred_kvpair+ ',' invalid_kvpair | expression ':' '*' bitwise_or => @dict_star_value | expression ':' &('}' | ',') => @dict_no_value
invalid_kvpair: expression !':' => @dict_no_colon | expression ':' '*' bitwise_or => @dict_star_value | expression ':' &('}' | ',') => @dict_no_value
invalid_starred_expression: '*' expression '=' expression => @star_assign
invalid_replacement_field: '{' '=' => @field_before | '{' '!' => @field_before | '{' ':' => @field_before | '{' '}' => @field_before | '{' !annotated_rhs => @field_expression
  | '{' annotated_rhs !('=' | '!' | ':' | '}') => @field_after | '{' annotated_rhs '=' !('!' | ':' | '}') => @field_after_debug | '{' annotated_rhs '='? invalid_conversion_character
  | '{' annotated_rhs '='? ('!' NAME)? !(':' | '}') => @field_colon_or_end | '{' annotated_rhs '='? ('!' NAME)? ':' fstring_format_spec* !'}' => @field_spec_end
  | '{' annotated_rhs '='? ('!' NAME)? !'}' => @field_end
invalid_conversion_character: '!' &(':' | '}') => @conversion_missing | '!' !NAME => @conversion_invalid
invalid_arithmetic: sum ('+' | '-' | '*' | '/' | '%' | '//' | '@') 'not' inversion => @not_operator
invalid_factor: ('+' | '-' | '~') 'not' factor => @not_sign
invalid_type_params: '[' ']' => @no_type_params
`;

/** Parameters: `P` is the prefix of the rule names, `END` what closes the list, `TC` a type comment where one may stand. */
const PARAMETERS = `
Pparameters: Pslash_no_default Pparam_no_default* Pparam_with_default* Pstar_etc? => @slash8 | Pslash_with_default Pparam_with_default* Pstar_etc? => @slash8
  | Pparam_no_default+ Pparam_with_default* Pstar_etc? | Pparam_with_default+ Pstar_etc? | Pstar_etc
Pslash_no_default: Pparam_no_default+ '/' ',' | Pparam_no_default+ '/' &END
Pslash_with_default: Pparam_no_default* Pparam_with_default+ '/' ',' | Pparam_no_default* Pparam_with_default+ '/' &END
Pkwds: Pinvalid_kwds | '**' Pparam_no_default
Pparam_no_default: Pparam ',' TC => @param | Pparam TC &END => @param
Pparam_with_default: Pparam default ',' TC | Pparam default TC &END
Pparam_maybe_default: Pparam default? ',' TC | Pparam default? TC &END
`;
const DEF_PARAMETERS = `
star_etc: invalid_star_etc | '*' param_no_default param_maybe_default* kwds? | '*' param_no_default_star_annotation param_maybe_default* kwds? | '*' ',' param_maybe_default+ kwds? | kwds
param_no_default_star_annotation: param_star_annotation ',' TYPE_COMMENT? | param_star_annotation TYPE_COMMENT? &')'
param: NAME annotation? => Arg
param_star_annotation: NAME ':' star_expression
annotation: ':' expression
default: '=' expression | invalid_default
invalid_default: '=' &(')' | ',') => @default_missing
invalid_parameters: "/" ',' => @slash_first | (slash_no_default | slash_with_default) param_maybe_default* '/' => @slash_twice | slash_no_default? param_no_default* invalid_parameters_helper param_no_default => @default_order
  | param_no_default* '(' param_no_default+ ','? ')' => @def_paren | (slash_no_default | slash_with_default)? param_maybe_default* '*' (',' | param_no_default) param_maybe_default* '/' => @slash_after_star
  | param_maybe_default+ '/' '*' => @slash_star
invalid_parameters_helper: slash_with_default | param_with_default+
invalid_star_etc: '*' (')' | ',' (')' | '**')) => @bare_star | '*' ',' TYPE_COMMENT => @bare_star_comment | '*' param '=' => @vararg_default
  | '*' (param_no_default | ',') param_maybe_default* '*' (param_no_default | ',') => @star_twice
invalid_kwds: '**' param '=' => @kwarg_default | '**' param ',' param => @after_kwarg | '**' param ',' ('*' | '**' | '/') => @after_kwarg
`;
const LAMBDA_PARAMETERS = `
lambda_star_etc: invalid_lambda_star_etc | '*' lambda_param_no_default lambda_param_maybe_default* lambda_kwds? | '*' ',' lambda_param_maybe_default+ lambda_kwds? | lambda_kwds
lambda_param: NAME => Arg
invalid_lambda_parameters: "/" ',' => @slash_first | (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* '/' => @slash_twice
  | lambda_slash_no_default? lambda_param_no_default* invalid_lambda_parameters_helper lambda_param_no_default => @default_order | lambda_param_no_default* '(' ','.lambda_param+ ','? ')' => @lambda_paren
  | (lambda_slash_no_default | lambda_slash_with_default)? lambda_param_maybe_default* '*' (',' | lambda_param_no_default) lambda_param_maybe_default* '/' => @slash_after_star
  | lambda_param_maybe_default+ '/' '*' => @slash_star
invalid_lambda_parameters_helper: lambda_slash_with_default | lambda_param_with_default+
invalid_lambda_star_etc: '*' (':' | ',' (':' | '**')) => @bare_star_lambda | '*' lambda_param '=' => @vararg_default
  | '*' (lambda_param_no_default | ',') lambda_param_maybe_default* '*' (lambda_param_no_default | ',') => @star_twice
invalid_lambda_kwds: '**' lambda_param '=' => @kwarg_default | '**' lambda_param ',' lambda_param => @after_kwarg | '**' lambda_param ',' ('*' | '**' | '/') => @after_kwarg
`;

function parameters(prefix: string, end: string, comment: string): string {
  return PARAMETERS.replace(/\bPinvalid_/g, `invalid_${prefix}`).replace(/\bP(?=[a-z])/g, prefix).replace(/\bEND\b/g, end).replace(/ TC\b/g, comment);
}

/** All rules as text. */
export function ruleText(): string {
  return STATEMENTS + PATTERNS + EXPRESSIONS + INVALID + parameters('', "')'", ' TYPE_COMMENT?') + DEF_PARAMETERS + parameters('lambda_', "':'", '') + LAMBDA_PARAMETERS;
}
