/** Layouts of exceptions and of the objects of the module _operator. CPython: Include/cpython/pyerrors.h, Modules/_operator.c */
import {field, struct, type Struct} from './layout';

export const EXCEPTION_STRUCTS: readonly Struct[] = [
  struct('PyBaseExceptionObject', 72, [
    field('dict', 'ref', 16, 'exc_dict', 'set_exc_dict'),
    field('args', 'ref', 24, 'exc_args', 'set_exc_args'),
    field('notes', 'ref', 32, 'exc_notes', 'set_exc_notes'),
    field('traceback', 'ref', 40, 'exc_traceback', 'set_exc_traceback'),
    field('context', 'ref', 48, 'exc_context', 'set_exc_context'),
    field('cause', 'ref', 56, 'exc_cause', 'set_exc_cause'),
    field('suppress_context', 'int', 64, 'exc_suppress_context', 'set_exc_suppress_context'),
  ]),
  struct('PyBaseExceptionGroupObject', 88, [field('msg', 'ref', 72, 'excgroup_msg', 'set_excgroup_msg'), field('excs', 'ref', 80, 'excgroup_excs', 'set_excgroup_excs')]),
  struct('PySyntaxErrorObject', 136, [
    field('msg', 'ref', 72, 'syntaxerror_msg', 'set_syntaxerror_msg'),
    field('filename', 'ref', 80, 'syntaxerror_filename', 'set_syntaxerror_filename'),
    field('lineno', 'ref', 88, 'syntaxerror_lineno', 'set_syntaxerror_lineno'),
    field('offset', 'ref', 96, 'syntaxerror_offset', 'set_syntaxerror_offset'),
    field('end_lineno', 'ref', 104, 'syntaxerror_end_lineno', 'set_syntaxerror_end_lineno'),
    field('end_offset', 'ref', 112, 'syntaxerror_end_offset', 'set_syntaxerror_end_offset'),
    field('text', 'ref', 120, 'syntaxerror_text', 'set_syntaxerror_text'),
    field('print_file_and_line', 'ref', 128, 'syntaxerror_print_file_and_line', 'set_syntaxerror_print_file_and_line'),
  ]),
  struct('PyImportErrorObject', 104, [
    field('msg', 'ref', 72, 'importerror_msg', 'set_importerror_msg'),
    field('name', 'ref', 80, 'importerror_name', 'set_importerror_name'),
    field('path', 'ref', 88, 'importerror_path', 'set_importerror_path'),
    field('name_from', 'ref', 96, 'importerror_name_from', 'set_importerror_name_from'),
  ]),
  // start and end are Py_ssize_t of any size; doubles hold them, saturated at 2**63 - 1
  struct('PyUnicodeErrorObject', 112, [
    field('encoding', 'ref', 72, 'unicodeerror_encoding', 'set_unicodeerror_encoding'),
    field('object', 'ref', 80, 'unicodeerror_object', 'set_unicodeerror_object'),
    field('start', 'f64', 88, 'unicodeerror_start', 'set_unicodeerror_start'),
    field('end', 'f64', 96, 'unicodeerror_end', 'set_unicodeerror_end'),
    field('reason', 'ref', 104, 'unicodeerror_reason', 'set_unicodeerror_reason'),
  ]),
  struct('PySystemExitObject', 80, [field('code', 'ref', 72, 'systemexit_code', 'set_systemexit_code')]),
  struct('PyOSErrorObject', 112, [
    field('myerrno', 'ref', 72, 'oserror_myerrno', 'set_oserror_myerrno'),
    field('strerror', 'ref', 80, 'oserror_strerror', 'set_oserror_strerror'),
    field('filename', 'ref', 88, 'oserror_filename', 'set_oserror_filename'),
    field('filename2', 'ref', 96, 'oserror_filename2', 'set_oserror_filename2'),
    field('written', 'f64', 104, 'oserror_written', 'set_oserror_written'),
  ]),
  struct('PyStopIterationObject', 80, [field('value', 'ref', 72, 'stopiteration_value', 'set_stopiteration_value')]),
  struct('PyNameErrorObject', 80, [field('name', 'ref', 72, 'nameerror_name', 'set_nameerror_name')]),
  struct('PyAttributeErrorObject', 88, [field('obj', 'ref', 72, 'attributeerror_obj', 'set_attributeerror_obj'), field('name', 'ref', 80, 'attributeerror_name', 'set_attributeerror_name')]),
  struct('itemgetterobject', 48, [field('nitems', 'ssize', 16, 'ig_nitems', 'set_ig_nitems'), field('item', 'ref', 24, 'ig_item', 'set_ig_item'), field('index', 'int', 32, 'ig_index', 'set_ig_index')]),
  struct('attrgetterobject', 40, [field('nattrs', 'ssize', 16, 'ag_nattrs', 'set_ag_nattrs'), field('attr', 'ref', 24, 'ag_attr', 'set_ag_attr')]),
  struct('methodcallerobject', 64, [field('name', 'ref', 16, 'mc_name', 'set_mc_name'), field('xargs', 'ref', 24, 'mc_xargs', 'set_mc_xargs'), field('kwds', 'ref', 32, 'mc_kwds', 'set_mc_kwds')]),
  // codes and size are P's (class StructData)
  struct('PyStructObject', 56, [field('s_codes', 'ptr', 32), field('s_format', 'ref', 40), field('weakreflist', 'borrowed', 48, 's_weakreflist', 'set_s_weakreflist')]),
  struct('unpackiterobject', 128, [field('so', 'ref', 16, 'unpackiter_so', 'set_unpackiter_so')]), // the view and the index are P's
];
