/** Layouts of pickle.PickleBuffer and of the types of _pickle. CPython: Objects/picklebufobject.c, Modules/_pickle.c */
import {field, struct, type Field, type Kind, type Struct} from './layout';

/** A field whose accessors carry the name of its struct in front. */
const of = (prefix: string) => (name: string, kind: Kind, offset: number): Field => field(name, kind, offset, `${prefix}_${name}`, `set_${prefix}_${name}`);
const pickler = of('pickler'), unpickler = of('unpickler');

export const PICKLE_STRUCTS: readonly Struct[] = [
  struct('PyPickleBufferObject', 104, [field('weakreflist', 'borrowed', 96, 'picklebuf_weakreflist', 'set_picklebuf_weakreflist')]),
  // memo and output are in the payload
  struct('PicklerObject', 152, [
    pickler('persistent_id', 'ref', 24), pickler('persistent_id_attr', 'ref', 32), pickler('dispatch_table', 'ref', 40), pickler('reducer_override', 'ref', 48), pickler('write', 'ref', 56),
    pickler('bin', 'int', 92), pickler('fast', 'int', 120), pickler('fast_memo', 'ref', 136), pickler('buffer_callback', 'ref', 144),
  ]),
  // stack, memo, marks and input are in the payload
  struct('UnpicklerObject', 272, [
    unpickler('persistent_load', 'ref', 48), unpickler('persistent_load_attr', 'ref', 56), unpickler('read', 'ref', 184), unpickler('readinto', 'ref', 192), unpickler('readline', 'ref', 200),
    unpickler('peek', 'ref', 208), unpickler('buffers', 'ref', 216),
  ]),
  struct('PicklerMemoProxyObject', 24, [field('pickler', 'ref', 16, 'memoproxy_owner', 'set_memoproxy_owner')]),
];
