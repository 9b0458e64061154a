# The grammar of Python 3.13, once. scripts/regen-grammar.ts compiles it with nearley and builds from nearley's rules the
# tables that parse at run time (vm/generated/grammar-tables.ts); a test holds nearley's own parser against them.
#
# One parse reads one simple statement or the header of a compound one; blocks are put together in vm/pegen.ts, which also
# settles the soft keywords. Operators stay a flat list here (`opx`): precedence is climbed when the list is complete.
# Where a rule takes more than Python does, the action refuses (targets, order of arguments and parameters, `not` after
# an operator); every refusal then gets its message from the second reading in vm/pegen-invalid.ts.
# No rule is empty, lists recurse to the left, and each rule's postprocessor only names the action that vm/action-*.ts holds.
@{%
import {grammarLexer, kindClass} from "../grammar/terminals";
const act = (action: string) => Object.assign((d: unknown[]) => ({action, d}), {action});
const lexer = grammarLexer;
const ATOM = kindClass('ATOM'), BINOP = kindClass('BINOP'), PREFIX = kindClass('PREFIX'), AUGASSIGN = kindClass('AUGASSIGN');
%}
@preprocessor typescript
@lexer lexer

# ---- headers of compound statements ----
decorator -> "@" named_expression {% act('second') %}
if_head -> "if" named_expression ":" {% act('second') %}
  | "elif" named_expression ":" {% act('second') %}
while_head -> "while" named_expression ":" {% act('second') %}
plain_head -> "else" ":" {% act('nothing') %}
  | "try" ":" {% act('nothing') %}
  | "finally" ":" {% act('nothing') %}
for_head -> "for" for_targets "in" star_expressions ":" {% act('for_head') %}
with_head -> "with" with_items ":" {% act('second') %}
with_paren_head -> "with" "(" with_items ")" ":" {% act('third') %}
  | "with" "(" with_items "," ")" ":" {% act('third') %}
with_items -> with_item {% act('list') %}
  | with_items "," with_item {% act('append') %}
with_item -> expression {% act('with_item') %}
  | expression "as" star_target {% act('with_item_as') %}
def_head -> def_params ":" {% act('def_head') %}
  | def_params "->" expression ":" {% act('def_head') %}
def_params -> def_name "(" ")" {% act('def_params') %}
  | def_name "(" params ")" {% act('def_params') %}
def_name -> "def" %NAME {% act('def_name') %}
  | "def" %NAME type_params {% act('def_name') %}
class_head -> class_name ":" {% act('class_head') %}
  | class_name "(" ")" ":" {% act('class_head') %}
  | class_name "(" arguments ")" ":" {% act('class_head') %}
class_name -> "class" %NAME {% act('def_name') %}
  | "class" %NAME type_params {% act('def_name') %}
except_head -> "except" ":" {% act('except_head') %}
  | "except" expression ":" {% act('except_head') %}
  | "except" expression "as" %NAME ":" {% act('except_head') %}
  | "except" "*" expression ":" {% act('except_star_head') %}
  | "except" "*" expression "as" %NAME ":" {% act('except_star_head') %}
match_head -> %SOFT_MATCH subject_list ":" {% act('match_head') %}
  | %SOFT_MATCH subject_list "," ":" {% act('match_head_tuple') %}
subject_list -> subject_item {% act('list') %}
  | subject_list "," subject_item {% act('append') %}
subject_item -> named_expression {% id %}
  | "*" opx {% act('starred_bitwise') %}
case_head -> %SOFT_CASE patterns ":" {% act('case_head') %}
  | %SOFT_CASE patterns "if" named_expression ":" {% act('case_head') %}

# ---- parameters ----
params -> param_list {% act('make_arguments') %}
  | param_list "," {% act('make_arguments') %}
  | param_list "," %TYPE_COMMENT {% act('make_arguments_comment') %}
  | param_list %TYPE_COMMENT {% act('make_arguments_comment') %}
param_list -> param {% act('list') %}
  | param_list "," param {% act('append') %}
  | param_list "," %TYPE_COMMENT param {% act('append_param_comment') %}
param -> %NAME {% act('param') %}
  | %NAME ":" expression {% act('param_annotation') %}
  | %NAME "=" expression {% act('param_default') %}
  | %NAME ":" expression "=" expression {% act('param_annotation_default') %}
  | "/" {% act('param_slash') %}
  | "*" {% act('param_star') %}
  | "*" %NAME {% act('param_vararg') %}
  | "*" %NAME ":" star_expression {% act('param_vararg') %}
  | "**" %NAME {% act('param_kwarg') %}
  | "**" %NAME ":" expression {% act('param_kwarg') %}
lambda_params -> lambda_param_list {% act('make_arguments') %}
  | lambda_param_list "," {% act('make_arguments') %}
lambda_param_list -> lambda_param {% act('list') %}
  | lambda_param_list "," lambda_param {% act('append') %}
lambda_param -> %NAME {% act('param') %}
  | %NAME "=" expression {% act('param_default') %}
  | "/" {% act('param_slash') %}
  | "*" {% act('param_star') %}
  | "*" %NAME {% act('param_vararg') %}
  | "**" %NAME {% act('param_kwarg') %}
type_params -> "[" type_param_seq "]" {% act('type_params') %}
  | "[" type_param_seq "," "]" {% act('type_params') %}
type_param_seq -> type_param {% act('list') %}
  | type_param_seq "," type_param {% act('append') %}
type_param -> type_param_name {% id %}
  | type_param_name "=" star_expression {% act('type_param_default') %}
type_param_name -> %NAME {% act('type_var') %}
  | %NAME ":" expression {% act('type_var') %}
  | "*" %NAME {% act('type_var_tuple') %}
  | "**" %NAME {% act('param_spec') %}

# ---- simple statements ----
simple_stmt -> star_expressions {% act('expr_stmt') %}
  | assignment {% act('assign_stmt') %}
  | assignment %TYPE_COMMENT {% act('assign_stmt') %}
  | star_expressions %AUGASSIGN annotated_rhs {% act('aug_assign') %}
  | primary ":" expression {% act('ann_assign') %}
  | primary ":" expression "=" annotated_rhs {% act('ann_assign') %}
  | yield_expr {% act('expr_stmt') %}
  | "return" {% act('return_stmt') %}
  | "return" star_expressions {% act('return_stmt') %}
  | "raise" {% act('raise_stmt') %}
  | "raise" expression {% act('raise_stmt') %}
  | "raise" expression "from" expression {% act('raise_stmt') %}
  | "pass" {% act('pass_stmt') %}
  | "break" {% act('break_stmt') %}
  | "continue" {% act('continue_stmt') %}
  | "global" names {% act('global_stmt') %}
  | "nonlocal" names {% act('nonlocal_stmt') %}
  | "del" expression_list {% act('del_stmt') %}
  | "del" expression_list "," {% act('del_stmt') %}
  | "assert" expression {% act('assert_stmt') %}
  | "assert" expression "," expression {% act('assert_stmt') %}
  | "import" dotted_as_names {% act('import_stmt') %}
  | import_from "import" "*" {% act('import_star') %}
  | import_from "import" import_as_names {% act('import_from_stmt') %}
  | import_from "import" "(" import_as_names ")" {% act('import_from_stmt_paren') %}
  | import_from "import" "(" import_as_names "," ")" {% act('import_from_stmt_paren') %}
  | %SOFT_TYPE %NAME "=" expression {% act('type_alias') %}
  | %SOFT_TYPE %NAME type_params "=" expression {% act('type_alias') %}
assignment -> star_expressions "=" annotated_rhs {% act('assignment') %}
  | assignment "=" annotated_rhs {% act('assignment_more') %}
annotated_rhs -> star_expressions {% id %}
  | yield_expr {% id %}
names -> %NAME {% act('names') %}
  | names "," %NAME {% act('names_more') %}
dotted_name -> %NAME {% act('dotted_name') %}
  | dotted_name "." %NAME {% act('dotted_name_more') %}
dotted_as_name -> dotted_name {% act('alias') %}
  | dotted_name "as" %NAME {% act('alias') %}
dotted_as_names -> dotted_as_name {% act('list') %}
  | dotted_as_names "," dotted_as_name {% act('append') %}
dots -> "." {% act('dots') %}
  | "..." {% act('dots') %}
  | dots "." {% act('dots_more') %}
  | dots "..." {% act('dots_more') %}
import_from -> "from" dotted_name {% act('import_from_name') %}
  | "from" dots {% act('import_from_dots') %}
  | "from" dots dotted_name {% act('import_from_dots') %}
import_as_name -> %NAME {% act('alias_name') %}
  | %NAME "as" %NAME {% act('alias_name') %}
import_as_names -> import_as_name {% act('list') %}
  | import_as_names "," import_as_name {% act('append') %}

# ---- patterns ----
patterns -> pattern {% id %}
  | sequence_items {% act('open_sequence') %}
  | sequence_items "," {% act('open_sequence') %}
  | sequence_item "," {% act('open_sequence_one') %}
sequence_items -> sequence_item "," sequence_item {% act('pair') %}
  | sequence_items "," sequence_item {% act('append') %}
sequence_item -> pattern {% id %}
  | "*" %NAME {% act('match_star') %}
pattern -> or_pattern {% act('or_pattern') %}
  | or_pattern "as" %NAME {% act('as_pattern') %}
or_pattern -> closed_pattern {% id %}
  | or_pattern "|" closed_pattern {% act('or_more') %}
signed_number -> %NUMBER {% act('number') %}
  | "-" %NUMBER {% act('negative_number') %}
name_or_attr -> %NAME {% act('name') %}
  | name_or_attr "." %NAME {% act('attribute') %}
literal -> signed_number {% id %}
  | signed_number "+" %NUMBER {% act('complex_number') %}
  | signed_number "-" %NUMBER {% act('complex_number') %}
  | strings {% act('strings') %}
closed_pattern -> literal {% act('match_value') %}
  | "None" {% act('match_singleton') %}
  | "True" {% act('match_singleton') %}
  | "False" {% act('match_singleton') %}
  | name_or_attr {% act('capture_or_value') %}
  | name_or_attr "(" ")" {% act('class_pattern') %}
  | name_or_attr "(" class_items ")" {% act('class_pattern') %}
  | name_or_attr "(" class_items "," ")" {% act('class_pattern') %}
  | "(" ")" {% act('sequence_empty') %}
  | "(" pattern ")" {% act('second') %}
  | "(" sequence_item "," ")" {% act('sequence_one') %}
  | "(" sequence_items ")" {% act('sequence_pattern') %}
  | "(" sequence_items "," ")" {% act('sequence_pattern') %}
  | "[" "]" {% act('sequence_empty') %}
  | "[" sequence_item "]" {% act('sequence_one') %}
  | "[" sequence_item "," "]" {% act('sequence_one') %}
  | "[" sequence_items "]" {% act('sequence_pattern') %}
  | "[" sequence_items "," "]" {% act('sequence_pattern') %}
  | "{" "}" {% act('mapping_pattern') %}
  | "{" mapping_items "}" {% act('mapping_pattern') %}
  | "{" mapping_items "," "}" {% act('mapping_pattern') %}
class_items -> class_item {% act('list') %}
  | class_items "," class_item {% act('append') %}
class_item -> pattern {% id %}
  | %NAME "=" pattern {% act('keyword_pattern') %}
mapping_items -> mapping_item {% act('list') %}
  | mapping_items "," mapping_item {% act('append') %}
mapping_item -> mapping_key ":" pattern {% act('key_value_pattern') %}
  | "**" %NAME {% act('double_star_pattern') %}
mapping_key -> literal {% id %}
  | "None" {% act('constant_key') %}
  | "True" {% act('constant_key') %}
  | "False" {% act('constant_key') %}
  | name_or_attr "." %NAME {% act('attribute') %}

# ---- expressions ----
expression -> disjunction {% id %}
  | disjunction "if" disjunction "else" expression {% act('if_exp') %}
  | "lambda" ":" expression {% act('lambda_plain') %}
  | "lambda" lambda_params ":" expression {% act('lambda') %}
disjunction -> opx {% act('climb') %}
opx -> operand {% id %}
  | opx %BINOP operand {% act('binary') %}
  | opx %IS_OF_IS_NOT %NOT_OF_IS_NOT operand {% act('binary_pair') %}
  | opx %NOT_OF_NOT_IN "in" operand {% act('binary_pair') %}
operand -> primary {% id %}
  | %PREFIX operand {% act('prefix') %}
expression_list -> expression {% act('list') %}
  | expression_list "," expression {% act('append') %}
star_expressions -> star_expression {% id %}
  | star_expression "," {% act('tuple_one') %}
  | star_expression_list {% act('tuple_open') %}
  | star_expression_list "," {% act('tuple_open') %}
star_expression_list -> star_expression "," star_expression {% act('pair') %}
  | star_expression_list "," star_expression {% act('append') %}
star_expression -> expression {% id %}
  | "*" opx {% act('starred_bitwise') %}
named_expression -> expression {% id %}
  | %NAME ":=" expression {% act('named_expr') %}
star_named -> named_expression {% id %}
  | "*" opx {% act('starred_bitwise') %}
star_named_list -> star_named {% act('list') %}
  | star_named_list "," star_named {% act('append') %}
yield_expr -> "yield" {% act('yield_expr') %}
  | "yield" star_expressions {% act('yield_expr') %}
  | "yield" "from" expression {% act('yield_from') %}
star_target -> primary {% act('store_target') %}
  | "*" primary {% act('starred_target') %}
for_targets -> star_target {% id %}
  | star_target "," {% act('tuple_one_store') %}
  | for_list {% act('tuple_open_store') %}
  | for_list "," {% act('tuple_open_store') %}
for_list -> star_target "," star_target {% act('pair') %}
  | for_list "," star_target {% act('append') %}
comprehension -> "for" for_targets "in" disjunction {% act('comprehension') %}
  | "async" "for" for_targets "in" disjunction {% act('comprehension_async') %}
  | comprehension "if" disjunction {% act('comprehension_if') %}
for_if_clauses -> comprehension {% act('list') %}
  | for_if_clauses comprehension {% act('append_clause') %}
arguments -> argument_list {% id %}
  | argument_list "," {% act('first') %}
argument_list -> argument {% act('list') %}
  | argument_list "," argument {% act('append') %}
argument -> named_expression {% id %}
  | %NAME "=" expression {% act('keyword') %}
  | "*" expression {% act('starred') %}
  | "**" expression {% act('keyword_unpack') %}
slices -> slice_item {% act('slices_one') %}
  | slice_item "," {% act('tuple_one') %}
  | slice_list {% act('tuple_open') %}
  | slice_list "," {% act('tuple_open') %}
slice_list -> slice_item "," slice_item {% act('pair') %}
  | slice_list "," slice_item {% act('append') %}
slice_item -> named_expression {% id %}
  | "*" expression {% act('starred') %}
  | slice_bounds {% act('slice') %}
  | slice_bounds ":" {% act('slice') %}
  | slice_bounds ":" expression {% act('slice') %}
slice_bounds -> ":" {% act('bounds') %}
  | expression ":" {% act('bounds_lower') %}
  | ":" expression {% act('bounds_upper') %}
  | expression ":" expression {% act('bounds_both') %}
strings -> string {% act('list') %}
  | strings string {% act('append_string') %}
string -> %STRING {% act('string') %}
  | %FSTRING_START %FSTRING_END {% act('fstring_empty') %}
  | %FSTRING_START fstring_parts %FSTRING_END {% act('fstring') %}
fstring_parts -> fstring_part {% act('list') %}
  | fstring_parts fstring_part {% act('append_string') %}
fstring_part -> %FSTRING_MIDDLE {% act('fstring_middle') %}
  | field_open %F_CLOSE {% act('field') %}
  | field_open %F_COLON %F_CLOSE {% act('field_spec_empty') %}
  | field_open %F_COLON fstring_parts %F_CLOSE {% act('field_spec') %}
field_open -> field_expression {% id %}
  | field_expression "!" %NAME {% act('field_conversion') %}
field_expression -> %F_OPEN annotated_rhs {% act('field_expression') %}
  | %F_OPEN annotated_rhs "=" {% act('field_debug') %}
group -> "(" ")" {% act('tuple_empty') %}
  | "(" star_named ")" {% act('group') %}
  | "(" star_named "," ")" {% act('tuple_paren_one') %}
  | "(" tuple_items ")" {% act('tuple_paren') %}
  | "(" tuple_items "," ")" {% act('tuple_paren') %}
  | "(" named_expression for_if_clauses ")" {% act('genexp') %}
  | "(" yield_expr ")" {% act('second') %}
  | "[" "]" {% act('list_display') %}
  | "[" star_named_list "]" {% act('list_display') %}
  | "[" star_named_list "," "]" {% act('list_display') %}
  | "[" named_expression for_if_clauses "]" {% act('listcomp') %}
  | "{" "}" {% act('dict_empty') %}
  | "{" star_named_list "}" {% act('set_display') %}
  | "{" star_named_list "," "}" {% act('set_display') %}
  | "{" named_expression for_if_clauses "}" {% act('setcomp') %}
  | "{" dict_items "}" {% act('dict_display') %}
  | "{" dict_items "," "}" {% act('dict_display') %}
  | "{" expression ":" expression for_if_clauses "}" {% act('dictcomp') %}
tuple_items -> star_named "," star_named {% act('pair') %}
  | tuple_items "," star_named {% act('append') %}
dict_items -> dict_item {% act('dict_first') %}
  | dict_items "," dict_item {% act('dict_more') %}
dict_item -> expression ":" expression {% act('kvpair') %}
  | "**" opx {% act('double_starred') %}
atom -> %NAME {% act('name') %}
  | %ATOM {% act('constant') %}
  | %NUMBER {% act('number') %}
  | strings {% act('strings') %}
  | group {% id %}
primary -> atom {% id %}
  | primary "." %NAME {% act('attribute') %}
  | primary "(" ")" {% act('call_empty') %}
  | primary "(" arguments ")" {% act('call') %}
  | primary "(" named_expression for_if_clauses ")" {% act('call_genexp') %}
  | primary "[" slices "]" {% act('subscript') %}

# ---- whole inputs that are no statements ----
eval_input -> expression {% id %}
  | expression "," {% act('tuple_one') %}
  | eval_list {% act('tuple_open') %}
  | eval_list "," {% act('tuple_open') %}
eval_list -> expression "," expression {% act('pair') %}
  | eval_list "," expression {% act('append') %}
func_type_input -> "(" ")" "->" expression {% act('func_type') %}
  | "(" type_expressions ")" "->" expression {% act('func_type') %}
type_expressions -> expression_list {% id %}
  | expression_list "," "*" expression {% act('type_expressions_one') %}
  | expression_list "," "**" expression {% act('type_expressions_one') %}
  | expression_list "," "*" expression "," "**" expression {% act('type_expressions_two') %}
  | "*" expression {% act('type_expressions_star') %}
  | "**" expression {% act('type_expressions_star') %}
  | "*" expression "," "**" expression {% act('type_expressions_both') %}
