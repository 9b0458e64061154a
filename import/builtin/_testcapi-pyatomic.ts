/** Tests of the atomic operations in _testcapi. CPython: Modules/_testcapi/pyatomic.c */
import {PyMem_RawFree, PyMem_RawMalloc} from '../../runtime/obmalloc';
import {_Py_atomic, _Py_atomic_fence_seq_cst, type AtomicOperations} from '../../runtime/pyatomic';
import {hiddenMethod, type PyMethodDef} from '../../runtime/methoddef';
import {type NULL, type New} from '../../runtime/types';
import {PyErr_Format} from '../../objects/errors';
import {PyExc_AssertionError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_NewRef} from '../../runtime/object';

type Suffix = keyof typeof _Py_atomic;
const BITWISE: readonly Suffix[] = ['uint8', 'uint16', 'uint32', 'uint64', 'uintptr'];
const ARITHMETIC: readonly Suffix[] = [...BITWISE, 'int', 'uint', 'int8', 'int16', 'int32', 'int64', 'intptr', 'ssize'];
const ALL: readonly Suffix[] = [...ARITHMETIC, 'ptr'];

/** Variables in memory and the checks on them; `failed` names the first that did not hold. */
class Checks<Value> {
  failed = '';
  private readonly block = PyMem_RawMalloc(24);
  readonly x = this.block * 4;
  readonly y = this.x + 8;
  constructor(readonly op: AtomicOperations<Value>, readonly of: (n: number) => Value) {
    for (const at of [this.x, this.y]) op.store(at, of(0));
  }
  /** A result and then what x holds. */
  that(what: string, got: Value | boolean, want: number | boolean, x: number): void {
    const wanted = typeof want === 'boolean' ? want : this.of(want);
    if (this.failed === '' && (got !== wanted || this.op.load(this.x) !== this.of(x))) this.failed = what;
  }
  end(): void {
    PyMem_RawFree(this.block);
  }
}
const PROBES: Readonly<Record<string, <Value>(c: Checks<Value>) => void>> = {
  add: c => {
    for (const [step, before, after] of [[1, 0, 1], [2, 1, 3], [-2, 3, 1], [-1, 1, 0], [-1, 0, -1], [-2, -1, -3], [2, -3, -1]]) c.that(`add ${step}`, c.op.add(c.x, c.of(step)), before, after);
  },
  compare_exchange: c => {
    c.op.store(c.y, c.of(1));
    for (const [stored, x, y] of [[false, 0, 0], [true, 2, 0], [false, 2, 2]] as const) {
      c.that('compare_exchange', c.op.compare_exchange(c.x, c.y, c.of(2)), stored, x);
      c.that('expected', c.op.load(c.y), y, x);
    }
  },
  exchange: c => {
    for (const [value, before] of [[1, 0], [2, 1], [1, 2]]) c.that(`exchange ${value}`, c.op.exchange(c.x, c.of(value)), before, value);
  },
  load_store: c => {
    for (const value of [0, 1, 2]) {
      c.op.store(c.x, c.of(value));
      c.that(`load ${value}`, c.op.load(c.x), value, value);
    }
  },
  and_or: c => {
    c.that('or', c.op.or(c.x, c.of(3)), 0, 3);
    c.that('and', c.op.and(c.x, c.of(1)), 3, 1);
  },
};
/** A value of a C type from a number, as a cast makes it. */
function cast(suffix: Suffix, n: number): number | bigint {
  const {size} = _Py_atomic[suffix], unsigned = suffix.startsWith('u');
  const value = unsigned ? BigInt.asUintN(size * 8, BigInt(n)) : BigInt.asIntN(size * 8, BigInt(n));
  return size === 8 ? value : Number(value);
}
function run(name: string, suffix: Suffix, probe: string): New | NULL {
  const checks = new Checks<number | bigint>(_Py_atomic[suffix] as AtomicOperations<number | bigint>, n => cast(suffix, n));
  PROBES[probe](checks);
  checks.end();
  return checks.failed === '' ? Py_NewRef(_Py_NoneStruct) : PyErr_Format(PyExc_AssertionError, `${name}: ${checks.failed}`);
}
const test = (probe: string, suffix: Suffix, name = `test_atomic_${probe}_${suffix}`): PyMethodDef => hiddenMethod(name, '()', () => run(name, suffix, probe));
function test_atomic_fences(): New {
  _Py_atomic_fence_seq_cst();
  return Py_NewRef(_Py_NoneStruct);
}

/** The functions. */
export const PYATOMIC_METHODS: readonly PyMethodDef[] = [
  ...ARITHMETIC.map(suffix => test('add', suffix)), ...ALL.flatMap(suffix => [test('compare_exchange', suffix), test('exchange', suffix), test('load_store', suffix)]), ...BITWISE.map(suffix => test('and_or', suffix)),
  hiddenMethod('test_atomic_fences', '()', test_atomic_fences), test('load_store', 'ptr', 'test_atomic_release_acquire'), test('load_store', 'int', 'test_atomic_load_store_int_release_acquire'),
];
