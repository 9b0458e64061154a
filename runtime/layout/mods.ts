/** Layouts of the types of array, select, zlib, _json and _csv. CPython: Modules/arraymodule.c, selectmodule.c, zlibmodule.c, _json.c, _csv.c */
import {field, struct, type Field, type Kind, type Struct} from './layout';

/** A field whose accessors carry the name of its struct in front. */
const of = (prefix: string) => (name: string, kind: Kind, offset: number): Field => field(name, kind, offset, `${prefix}_${name}`, `set_${prefix}_${name}`);
const array = of('array'), arrayiter = of('arrayiter'), comp = of('comp'), decomp = of('ZlibDecompressor'), scanner = of('scanner'), encoder = of('encoder');
const dialect = of('dialect'), reader = of('csvreader'), writer = of('csvwriter');

export const MODS_STRUCTS: readonly Struct[] = [
  struct('pollObject', 48, [field('dict', 'ref', 16, 'poll_dict', 'set_poll_dict'), field('ufds', 'ptr', 32, 'poll_ufds', 'set_poll_ufds'), field('poll_running', 'int', 40, 'poll_running', 'set_poll_running')]),
  struct('arrayobject', 64, [
    array('ob_item', 'ptr', 24), array('allocated', 'ssize', 32),
    array('descr', 'int', 40), // index in the table of type codes; a pointer in CPython
    array('weakreflist', 'borrowed', 48), array('ob_exports', 'ssize', 56),
  ]),
  struct('arrayiterobject', 40, [arrayiter('index', 'ssize', 16), arrayiter('ao', 'ref', 24)]),
  // the z_stream is P's
  struct('compobject', 176, [comp('unused_data', 'ref', 128), comp('unconsumed_tail', 'ref', 136), comp('eof', 'int', 144), comp('zdict', 'ref', 152)]),
  struct('ZlibDecompressor', 184, [decomp('unused_data', 'ref', 136), decomp('zdict', 'ref', 144), decomp('eof', 'int', 152), decomp('needs_input', 'int', 168)]),
  struct('PyScannerObject', 64, [
    scanner('strict', 'int', 16), scanner('object_hook', 'ref', 24), scanner('object_pairs_hook', 'ref', 32), scanner('parse_float', 'ref', 40), scanner('parse_int', 'ref', 48),
    scanner('parse_constant', 'ref', 56),
  ]),
  struct('PyEncoderObject', 80, [
    encoder('markers', 'ref', 16), encoder('defaultfn', 'ref', 24), encoder('encoder', 'ref', 32), encoder('indent', 'ref', 40), encoder('key_separator', 'ref', 48),
    encoder('item_separator', 'ref', 56),
    encoder('sort_keys', 'int', 64), encoder('skipkeys', 'int', 68),
    encoder('allow_nan', 'int', 72), encoder('fast_encode', 'int', 76), // 0 none, 1 all of Unicode, 2 ASCII
  ]),
  // the three flags are bytes of one word; characters are -1 for none
  struct('DialectObj', 48, [dialect('flags', 'int', 16), dialect('quoting', 'int', 20), dialect('delimiter', 'int', 24), dialect('quotechar', 'int', 28), dialect('escapechar', 'int', 32), dialect('lineterminator', 'ref', 40)]),
  struct('ReaderObj', 88, [
    reader('input_iter', 'ref', 16), reader('dialect', 'ref', 24), reader('fields', 'ref', 32), reader('state', 'int', 40), reader('unquoted_field', 'int', 72), reader('line_num', 'ssize', 80),
  ]),
  struct('WriterObj', 72, [writer('write', 'ref', 16), writer('dialect', 'ref', 24), writer('error_obj', 'ref', 64)]),
];
