/** Layouts of iterators, views and the structs of the container modules. */
import {CONTAINER_MODULE_STRUCTS} from './container-modules';
import {field, macro, struct, type Macro, type Struct} from './layout';

const pair = (name: string, prefix: string, first: string, second: string): Struct => struct(name, 32, [field(first, 'ref', 16, `${prefix}_${first}`, `set_${prefix}_${first}`), field(second, 'ref', 24, `${prefix}_${second}`, `set_${prefix}_${second}`)]);

export const CONTAINER_STRUCTS: readonly Struct[] = [
  struct('dictiterobject', 56, [field('di_dict', 'ref', 16), field('di_used', 'ssize', 24), field('di_pos', 'ssize', 32), field('di_result', 'ref', 40), field('len', 'ssize', 48, 'di_len', 'set_di_len')]),
  struct('_PyDictViewObject', 24, [field('dv_dict', 'ref', 16)]),
  struct('setiterobject', 48, [field('si_set', 'ref', 16), field('si_used', 'ssize', 24), field('si_pos', 'ssize', 32), field('len', 'ssize', 40, 'si_len', 'set_si_len')]),
  struct('seqiterobject', 32, [field('it_index', 'int', 16, 'seqiter_index_low', 'set_seqiter_index_low'), field('it_index_high', 'int', 20, 'seqiter_index_high', 'set_seqiter_index_high'), field('it_seq', 'ref', 24, 'seqiter_seq', 'set_seqiter_seq')]),
  struct('calliterobject', 32, [field('it_callable', 'ref', 16), field('it_sentinel', 'ref', 24)]),
  pair('anextawaitableobject', 'anextawaitable', 'wrapped', 'default_value'),
  // en_index is a C long: exact up to 2**53; from then on en_longindex counts
  struct('enumobject', 56, [field('en_index', 'f64', 16), field('en_sit', 'ref', 24), field('en_result', 'ref', 32), field('en_longindex', 'ref', 40), field('one', 'ref', 48, 'en_one', 'set_en_one')]),
  struct('reversedobject', 32, [field('index', 'ssize', 16, 'reversed_index', 'set_reversed_index'), field('seq', 'ref', 24, 'reversed_seq', 'set_reversed_seq')]),
  struct('filterobject', 32, [field('func', 'ref', 16, 'filter_func', 'set_filter_func'), field('it', 'ref', 24, 'filter_it', 'set_filter_it')]),
  struct('mapobject', 32, [field('iters', 'ref', 16, 'map_iters', 'set_map_iters'), field('func', 'ref', 24, 'map_func', 'set_map_func')]),
  struct('zipobject', 48, [field('tuplesize', 'ssize', 16, 'zip_tuplesize', 'set_zip_tuplesize'), field('ittuple', 'ref', 24, 'zip_ittuple', 'set_zip_ittuple'), field('result', 'ref', 32, 'zip_result', 'set_zip_result'), field('strict', 'int', 40, 'zip_strict', 'set_zip_strict')]),
  struct('gaobject', 64, [
    field('origin', 'ref', 16, 'ga_origin', 'set_ga_origin'), field('args', 'ref', 24, 'ga_args', 'set_ga_args'), field('parameters', 'ref', 32, 'ga_parameters', 'set_ga_parameters'),
    field('weakreflist', 'borrowed', 40, 'ga_weakreflist', 'set_ga_weakreflist'), field('starred', 'int', 48, 'ga_starred', 'set_ga_starred'),
  ]),
  struct('gaiterobject', 24, [field('obj', 'ref', 16, 'gaiter_obj', 'set_gaiter_obj')]),
  struct('unionobject', 32, [field('args', 'ref', 16, 'union_args', 'set_union_args'), field('parameters', 'ref', 24, 'union_parameters', 'set_union_parameters')]),
  struct('typevarobject', 80, [
    field('name', 'ref', 16, 'typevar_name', 'set_typevar_name'), field('bound', 'ref', 24, 'typevar_bound', 'set_typevar_bound'), field('evaluate_bound', 'ref', 32, 'typevar_evaluate_bound', 'set_typevar_evaluate_bound'),
    field('constraints', 'ref', 40, 'typevar_constraints', 'set_typevar_constraints'), field('evaluate_constraints', 'ref', 48, 'typevar_evaluate_constraints', 'set_typevar_evaluate_constraints'),
    field('default_value', 'ref', 56, 'typevar_default_value', 'set_typevar_default_value'), field('evaluate_default', 'ref', 64, 'typevar_evaluate_default', 'set_typevar_evaluate_default'),
    // covariant 1, contravariant 2, infer_variance 4
    field('variance', 'int', 72, 'typevar_variance', 'set_typevar_variance'),
  ]),
  struct('paramspecobject', 56, [
    field('name', 'ref', 16, 'paramspec_name', 'set_paramspec_name'), field('bound', 'ref', 24, 'paramspec_bound', 'set_paramspec_bound'), field('default_value', 'ref', 32, 'paramspec_default_value', 'set_paramspec_default_value'),
    field('evaluate_default', 'ref', 40, 'paramspec_evaluate_default', 'set_paramspec_evaluate_default'), field('variance', 'int', 48, 'paramspec_variance', 'set_paramspec_variance'),
  ]),
  struct('typevartupleobject', 40, [field('name', 'ref', 16, 'typevartuple_name', 'set_typevartuple_name'), field('default_value', 'ref', 24, 'typevartuple_default_value', 'set_typevartuple_default_value'), field('evaluate_default', 'ref', 32, 'typevartuple_evaluate_default', 'set_typevartuple_evaluate_default')]),
  struct('paramspecattrobject', 24, [field('__origin__', 'ref', 16, 'paramspecattr_origin', 'set_paramspecattr_origin')]),
  struct('typealiasobject', 56, [
    field('name', 'ref', 16, 'typealias_name', 'set_typealias_name'), field('type_params', 'ref', 24, 'typealias_type_params', 'set_typealias_type_params'),
    field('compute_value', 'ref', 32, 'typealias_compute_value', 'set_typealias_compute_value'), field('value', 'ref', 40, 'typealias_value', 'set_typealias_value'), field('module', 'ref', 48, 'typealias_module', 'set_typealias_module'),
  ]),
  ...CONTAINER_MODULE_STRUCTS,
];

/** What C code reads from the result of PySequence_Fast(): a list or a tuple. */
export const CONTAINER_MACROS: readonly Macro[] = [
  macro('PySequence_Fast_GET_SIZE', 'op: PyObject', 'number', 'H[op + 4]'),
  macro('PySequence_Fast_ITEMS', 'op: PyObject', 'number', '(H[H[op + 2] + 42] & 33554432) !== 0 ? H[op + 6] : op + 6'),
  macro('PySequence_Fast_GET_ITEM', 'op: PyObject, i: number', 'PyObject', 'H[((H[H[op + 2] + 42] & 33554432) !== 0 ? H[op + 6] : op + 6) + (i << 1)] as PyObject'),
];
