/** Layouts of the types of _collections, itertools, _functools, _abc, _contextvars and of OrderedDict. */
import {field, struct, type Field, type Kind, type Struct} from './layout';

/** A field of the struct whose accessors begin with `prefix`. */
const of = (prefix: string) => (name: string, kind: Kind, offset: number): Field => field(name, kind, offset, `${prefix}_${name}`, `set_${prefix}_${name}`);
/** References one after the other from byte 16 on. */
function references(prefix: string, ...names: readonly string[]): Field[] {
  const f = of(prefix);
  return names.map((name, i) => f(name, 'ref', 16 + 8 * i));
}
const dq = of('deque'), dqi = of('dequeiter'), abc = of('abc'), tgt = of('tuplegetter'), teed = of('teedata'), tee = of('tee'), grp = of('groupby'), cyc = of('cycle'), isl = of('islice');
const prod = of('product'), comb = of('combinations'), perm = of('permutations'), cnt = of('count'), rep = of('repeat'), zl = of('ziplongest'), lru = of('lru'), elem = of('lruelem'), part = of('partial');
const ctx = of('ctx'), cvar = of('var'), tok = of('tok'), od = of('od'), odi = of('odictiter'), fut = of('fut'), task = of('task');

export const CONTAINER_MODULE_STRUCTS: readonly Struct[] = [
  struct('dequeobject', 216, [
    dq('leftblock', 'ptr', 24), dq('rightblock', 'ptr', 32), dq('leftindex', 'ssize', 40), dq('rightindex', 'ssize', 48), dq('state', 'int', 56),
    dq('maxlen', 'f64', 64), // -1 for none; Py_ssize_t in CPython
    dq('numfreeblocks', 'ssize', 72), dq('weakreflist', 'borrowed', 208), // 16 free blocks from byte 80 on
  ]),
  struct('dequeiterobject', 56, [dqi('b', 'ptr', 16), dqi('index', 'ssize', 24), dqi('deque', 'ref', 32), dqi('state', 'int', 40), dqi('counter', 'ssize', 48)]),
  struct('defdictobject', 56, [field('default_factory', 'ref', 48, 'defdict_factory', 'set_defdict_factory')]),
  struct('_tuplegetterobject', 32, [tgt('index', 'ssize', 16), tgt('doc', 'ref', 24)]),
  struct('_abc_data', 48, [abc('registry', 'ref', 16), abc('cache', 'ref', 24), abc('negative_cache', 'ref', 32), abc('negative_cache_version', 'int', 40)]),
  struct('teedataobject', 496, [teed('it', 'ref', 16), teed('numread', 'int', 24), teed('running', 'int', 28), teed('nextlink', 'ref', 32)]), // 57 values from byte 40 on
  struct('teeobject', 48, [tee('dataobj', 'ref', 16), tee('index', 'int', 24), tee('weakreflist', 'borrowed', 32)]),
  struct('batchedobject', 40, [...references('batched', 'it'), of('batched')('batch_size', 'f64', 24), of('batched')('strict', 'int', 32)]),
  struct('pairwiseobject', 40, references('pairwise', 'it', 'old', 'result')),
  struct('groupbyobject', 72, [...references('groupby', 'it', 'keyfunc', 'tgtkey', 'currkey', 'currvalue'), grp('currgrouper', 'borrowed', 56)]),
  struct('_grouperobject', 32, references('grouper', 'parent', 'tgtkey')),
  struct('cycleobject', 48, [...references('cycle', 'it', 'saved'), cyc('index', 'ssize', 32), cyc('firstpass', 'int', 40)]),
  struct('dropwhileobject', 40, [...references('dropwhile', 'func', 'it'), of('dropwhile')('start', 'int', 32)]),
  struct('takewhileobject', 40, [...references('takewhile', 'func', 'it'), of('takewhile')('stop', 'int', 32)]),
  struct('starmapobject', 32, references('starmap', 'func', 'it')),
  struct('isliceobject', 56, [...references('islice', 'it'), isl('next', 'f64', 24), isl('stop', 'f64', 32), isl('step', 'f64', 40), isl('cnt', 'f64', 48)]),
  struct('chainobject', 32, references('chain', 'source', 'active')),
  struct('productobject', 48, [prod('pools', 'ref', 16), prod('indices', 'ptr', 24), prod('result', 'ref', 32), prod('stopped', 'int', 40)]),
  struct('combinationsobject', 56, [comb('pool', 'ref', 16), comb('indices', 'ptr', 24), comb('result', 'ref', 32), comb('r', 'ssize', 40), comb('stopped', 'int', 48)]),
  struct('permutationsobject', 64, [perm('pool', 'ref', 16), perm('indices', 'ptr', 24), perm('cycles', 'ptr', 32), perm('result', 'ref', 40), perm('r', 'ssize', 48), perm('stopped', 'int', 56)]),
  struct('accumulateobject', 56, references('accumulate', 'total', 'it', 'binop', 'initial')),
  struct('compressobject', 32, references('compress', 'data', 'selectors')),
  struct('filterfalseobject', 32, references('filterfalse', 'func', 'it')),
  struct('countobject', 40, [cnt('cnt', 'f64', 16), cnt('long_cnt', 'ref', 24), cnt('long_step', 'ref', 32)]), // cnt counts while long_cnt is NULL
  struct('repeatobject', 32, [rep('element', 'ref', 16), rep('cnt', 'f64', 24)]),
  struct('ziplongestobject', 56, [zl('tuplesize', 'ssize', 16), zl('numactive', 'ssize', 24), zl('ittuple', 'ref', 32), zl('result', 'ref', 40), zl('fillvalue', 'ref', 48)]),
  struct('partialobject', 64, [part('fn', 'ref', 16), part('args', 'ref', 24), part('kw', 'ref', 32), part('dict', 'ref', 40), part('weakreflist', 'borrowed', 48)]),
  struct('keyobject', 32, references('keywrapper', 'cmp', 'object')),
  struct('lru_list_elem', 56, [elem('prev', 'borrowed', 16), elem('next', 'borrowed', 24), elem('hash', 'hash', 32), elem('key', 'ref', 40), elem('result', 'ref', 48)]),
  // begins as an lru_list_elem: the root of the ring of entries
  struct('lru_cache_object', 152, [
    lru('typed', 'int', 64), lru('cache', 'ref', 72), lru('hits', 'ssize', 80), lru('func', 'ref', 88), lru('maxsize', 'f64', 96), lru('misses', 'ssize', 104), lru('kwd_mark', 'ref', 112),
    lru('elem_type', 'ref', 120), lru('cache_info_type', 'ref', 128), lru('dict', 'ref', 136), lru('weakreflist', 'borrowed', 144),
  ]),
  struct('PyContext', 48, [ctx('prev', 'ref', 16), ctx('vars', 'ref', 24), ctx('weakreflist', 'borrowed', 32), ctx('entered', 'int', 40)]),
  struct('PyContextVar', 64, [
    cvar('name', 'ref', 16), cvar('default', 'ref', 24), cvar('cached', 'borrowed', 32), cvar('cached_tsid', 'int', 40), cvar('cached_tsver', 'int', 48), cvar('hash', 'hash', 56),
  ]),
  struct('PyContextToken', 48, [tok('ctx', 'ref', 16), tok('var', 'ref', 24), tok('oldval', 'ref', 32), tok('used', 'int', 40)]),
  struct('PyODictObject', 112, [
    od('fast_nodes', 'ptr', 48), od('fast_nodes_size', 'ssize', 56), od('resize_sentinel', 'ptr', 64), od('state', 'int', 72), od('first', 'ptr', 80), od('last', 'ptr', 88),
    od('inst_dict', 'ref', 96), od('weakreflist', 'borrowed', 104),
  ]),
  struct('odictiterobject', 64, [odi('kind', 'int', 16), odi('odict', 'ref', 24), odi('size', 'ssize', 32), odi('state', 'int', 40), odi('result', 'ref', 48), odi('current', 'ref', 56)]),
  struct('PyHamtObject', 40, [field('h_root', 'ref', 16), field('h_weakreflist', 'borrowed', 24), field('h_count', 'ssize', 32)]),
  // log_tb 1, blocking 2, must_cancel 4, log_destroy_pending 8 (the last two of tasks)
  struct('FutureObj', 104, [
    ...references('fut', 'loop', 'callback0', 'context0', 'callbacks', 'exception', 'exception_tb', 'result', 'source_tb', 'cancel_msg', 'cancelled_exc'), fut('state', 'int', 96), fut('flags', 'int', 100),
  ]),
  struct('TaskObj', 144, [task('num_cancels_requested', 'int', 104), task('fut_waiter', 'ref', 112), task('coro', 'ref', 120), task('name', 'ref', 128), task('context', 'ref', 136)]),
  struct('futureiterobject', 24, references('futureiter', 'future')),
  struct('TaskStepMethWrapper', 32, references('sw', 'task', 'arg')),
];
