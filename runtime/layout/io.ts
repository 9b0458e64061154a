/** Layouts of the objects of the _io module. CPython: Modules/_io/*.c */
import {field, struct, type Field, type Kind, type Struct} from './layout';

/** A field whose accessors carry the name of its struct in front. */
const of = (prefix: string) => (name: string, kind: Kind, offset: number): Field => field(name, kind, offset, `${prefix}_${name}`, `set_${prefix}_${name}`);
const iobase = of('iobase'), fileio = of('fileio'), bytesio = of('bytesio'), buffered = of('buffered'), rwpair = of('rwpair'), nldecoder = of('nldecoder'), stringio = of('stringio'), textio = of('textio');

// Offsets in files are doubles that hold integers. C's chars and bit fields have a word each where there is room, so that T_BOOL members find them in its lowest byte.
export const IO_STRUCTS: readonly Struct[] = [
  struct('iobase', 32, [iobase('dict', 'ref', 16), iobase('weakreflist', 'borrowed', 24)]),
  struct('fileio', 48, [
    fileio('fd', 'int', 16),
    fileio('mode', 'int', 20), // bits 0 created, 1 readable, 2 writable, 3 appending, 4 closefd, 5 not seekable, 6 seekable (neither: unknown), 7 a regular file
    fileio('finalizing', 'int', 24),
    fileio('blksize', 'int', 28),
    fileio('weakreflist', 'borrowed', 32),
    fileio('dict', 'ref', 40),
  ]),
  struct('bytesio', 64, [
    bytesio('buf', 'ref', 16),
    bytesio('pos', 'f64', 24),
    bytesio('string_size', 'ssize', 32),
    bytesio('dict', 'ref', 40),
    bytesio('weakreflist', 'borrowed', 48),
    bytesio('exports', 'ssize', 56),
  ]),
  struct('bytesiobuf', 24, [field('source', 'ref', 16, 'bytesiobuf_source', 'set_bytesiobuf_source')]),
  struct('buffered', 152, [
    buffered('raw', 'ref', 16),
    buffered('ok', 'int', 24),
    buffered('detached', 'int', 28),
    buffered('readable', 'int', 32),
    buffered('writable', 'int', 36),
    buffered('finalizing', 'int', 40),
    buffered('fast_closed_checks', 'int', 44),
    buffered('abs_pos', 'f64', 48),
    buffered('buffer', 'ptr', 56),
    buffered('pos', 'ssize', 64),
    buffered('raw_pos', 'ssize', 72),
    buffered('read_end', 'ssize', 80),
    buffered('write_pos', 'ssize', 88),
    buffered('write_end', 'ssize', 96),
    buffered('owner', 'f64', 112), // identifier of the thread that is inside, 0 for none
    buffered('buffer_size', 'ssize', 120),
    buffered('dict', 'ref', 136),
    buffered('weakreflist', 'borrowed', 144),
  ]),
  struct('rwpair', 48, [rwpair('reader', 'ref', 16), rwpair('writer', 'ref', 24), rwpair('dict', 'ref', 32), rwpair('weakreflist', 'borrowed', 40)]),
  struct('nldecoder_object', 40, [
    nldecoder('decoder', 'ref', 16),
    nldecoder('errors', 'ref', 24),
    nldecoder('state', 'int', 32), // bits 0-2 line ends seen (CR 1, LF 2, CRLF 4), 3 a CR is held back
    nldecoder('translate', 'int', 36),
  ]),
  // The text is the payload's (class StringBuffer).
  struct('stringio', 168, [
    stringio('pos', 'f64', 24),
    stringio('ok', 'int', 112),
    stringio('closed', 'int', 116),
    stringio('decoder', 'ref', 120),
    stringio('readnl', 'ref', 128),
    stringio('writenl', 'ref', 136),
    stringio('dict', 'ref', 144),
    stringio('weakreflist', 'borrowed', 152),
  ]),
  // Pending and decoded text and what is only switched on and off are the payload's (class TextState).
  struct('textio', 200, [
    textio('ok', 'int', 16),
    textio('detached', 'int', 20),
    textio('chunk_size', 'f64', 24),
    textio('buffer', 'ref', 32),
    textio('encoding', 'ref', 40),
    textio('encoder', 'ref', 48),
    textio('decoder', 'ref', 56),
    textio('readnl', 'ref', 64),
    textio('errors', 'ref', 72),
    textio('line_buffering', 'int', 88),
    textio('write_through', 'int', 92),
    textio('finalizing', 'int', 96),
    textio('initialized', 'int', 100), // the payload exists
    textio('snapshot', 'ref', 152),
    textio('raw', 'ref', 168),
    textio('weakreflist', 'borrowed', 176),
    textio('dict', 'ref', 184),
  ]),
];
