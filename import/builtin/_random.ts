/** The module _random: the Mersenne Twister. CPython: Modules/_randommodule.c */
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {_PyArg_CheckPositional, _PyArg_NoKeywords} from '../../objects/getargs';
import {MAX_BIGINT_BITS, PyLong_AsBigInt, PyLong_AsInt, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_AddType, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {PyObject_Hash} from '../../objects/object';
import {PyTuple_New} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {H, _PyRuntime} from '../../runtime/current';
import {PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_TYPE} from '../../runtime/generated/accessors';
import {HASH_HI, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';

const N = 624, M = 397;

/** The generator: 624 words and where in them it stands. */
class Twister {
  index = N;
  readonly state = new Uint32Array(N);

  /** The next 32 bits. CPython: genrand_uint32() */
  next(): number {
    const mt = this.state;
    if (this.index >= N) this.refill();
    let y = mt[this.index++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }
  private refill(): void {
    const mt = this.state;
    for (let i = 0; i < N; i++) {
      const y = (mt[i] & 0x80000000) | (mt[i + 1 < N ? i + 1 : 0] & 0x7fffffff);
      mt[i] = mt[i + M < N ? i + M : i + M - N] ^ (y >>> 1) ^ ((y & 1) !== 0 ? 0x9908b0df : 0);
    }
    this.index = 0;
  }
  /** Starts from one word. CPython: init_genrand() */
  private init(seed: number): void {
    const mt = this.state;
    mt[0] = seed;
    for (let i = 1; i < N; i++) mt[i] = Math.imul(1812433253, mt[i - 1] ^ (mt[i - 1] >>> 30)) + i;
    this.index = N;
  }
  /** Starts from a row of words. CPython: init_by_array() */
  initByArray(key: Uint32Array): void {
    const mt = this.state;
    this.init(19650218);
    let i = 1, j = 0;
    for (let k = Math.max(N, key.length); k > 0; k--) {
      mt[i] = (mt[i] ^ Math.imul(mt[i - 1] ^ (mt[i - 1] >>> 30), 1664525)) + key[j] + j;
      i++;
      j++;
      if (i >= N) {
        mt[0] = mt[N - 1];
        i = 1;
      }
      if (j >= key.length) j = 0;
    }
    for (let k = N - 1; k > 0; k--) {
      mt[i] = (mt[i] ^ Math.imul(mt[i - 1] ^ (mt[i - 1] >>> 30), 1566083941)) - i;
      i++;
      if (i >= N) {
        mt[0] = mt[N - 1];
        i = 1;
      }
    }
    mt[0] = 0x80000000;
  }
}
function twister(self: PyObject): Twister {
  return payload<Twister>(self);
}
/** The words of an absolute value, least significant first; at least one. */
function keyOf(value: bigint): Uint32Array {
  const text = (value < 0n ? -value : value).toString(16), n = Math.max(1, Math.ceil(text.length / 8)), key = new Uint32Array(n);
  for (let i = 0; i < n; i++) key[i] = parseInt(text.slice(Math.max(0, text.length - 8 * (i + 1)), text.length - 8 * i), 16);
  return key;
}
/** Seeds a generator; -1 with an exception. escapes. CPython: random_seed() */
function random_seed(self: PyObject, arg: PyObject | NULL): number {
  const generator = twister(self);
  if (arg === NULL || arg === _Py_NoneStruct) {
    const bytes = new Uint8Array(N * 4);
    _PyRuntime.host.urandom(bytes);
    generator.initByArray(new Uint32Array(bytes.buffer));
    return 0;
  }
  let value: bigint;
  if (PyLong_Check(arg)) value = PyLong_AsBigInt(arg);
  else {
    const lo = PyObject_Hash(arg), hi = H[HASH_HI];
    if (lo === -1 && hi === -1) return -1;
    value = (BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0);
  }
  generator.initByArray(keyOf(value));
  return 0;
}
function none(status: number): New | NULL {
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function random_getstate(self: PyObject): New | NULL {
  const generator = twister(self), state = PyTuple_New(N + 1);
  if (state === NULL) return NULL;
  for (let i = 0; i <= N; i++) {
    const word = PyLong_FromNumber(i < N ? generator.state[i] : generator.index);
    if (word === NULL) {
      Py_DECREF(state);
      return NULL;
    }
    PyTuple_SET_ITEM(state, i, word);
  }
  return state;
}
function random_setstate(self: PyObject, state: PyObject | NULL): New | NULL {
  const tuple = state as PyObject, words = new Uint32Array(N);
  if (!PyTuple_Check(tuple)) return PyErr_SetString(PyExc_TypeError, 'state vector must be a tuple');
  if (PyTuple_GET_SIZE(tuple) !== N + 1) return PyErr_SetString(PyExc_ValueError, 'state vector is the wrong size');
  for (let i = 0; i < N; i++) {
    const item = PyTuple_GET_ITEM(tuple, i);
    if (!PyLong_Check(item)) return PyErr_SetString(PyExc_TypeError, 'an integer is required');
    const value = PyLong_AsBigInt(item);
    if (value < 0n) return PyErr_SetString(PyExc_OverflowError, "can't convert negative value to unsigned int");
    if (value >> 64n !== 0n) return PyErr_SetString(PyExc_OverflowError, 'Python int too large to convert to C unsigned long');
    words[i] = Number(value & 0xffffffffn);
  }
  const last = PyTuple_GET_ITEM(tuple, N);
  const index = PyLong_AsInt(last);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (index < 0 || index > N) return PyErr_SetString(PyExc_ValueError, 'invalid state');
  const generator = twister(self);
  generator.index = index;
  generator.state.set(words);
  return Py_NewRef(_Py_NoneStruct);
}
function random_getrandbits(self: PyObject, arg: PyObject | NULL): New | NULL {
  const k = PyLong_AsInt(arg as PyObject), generator = twister(self);
  if (k === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (k < 0) return PyErr_SetString(PyExc_ValueError, 'number of bits must be non-negative');
  if (k === 0) return PyLong_FromNumber(0);
  if (k <= 32) return PyLong_FromNumber(generator.next() >>> (32 - k));
  if (k > MAX_BIGINT_BITS) return PyErr_NoMemory();
  let text = '';
  for (let left = k; left > 0; left -= 32) {
    let word = generator.next();
    if (left < 32) word >>>= 32 - left;
    text = word.toString(16).padStart(8, '0') + text;
  }
  return PyLong_FromBigInt(BigInt(`0x${text}`));
}
function random_random(self: PyObject): New | NULL {
  const generator = twister(self), a = generator.next() >>> 5, b = generator.next() >>> 6;
  return PyFloat_FromDouble((a * 67108864 + b) / 9007199254740992);
}
function random_new(type: PyTypeObject, _args: PyObject, _kwds: PyObject | NULL): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, new Twister());
  return self;
}
function random_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (kwds !== NULL && slots(Py_TYPE(self)).tp_init === random_init && !_PyArg_NoKeywords('Random', kwds)) return -1;
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional('Random', n, 0, 1)) return -1;
  return random_seed(self, n === 0 ? NULL : PyTuple_GET_ITEM(args, 0));
}

const randommodule = new PyModuleDef('_random', {
  m_doc: 'The generator behind the module random.', m_size: 0,
  m_slots: [[Py_mod_exec, (module: PyObject) => {
    const type = PyType_FromModuleAndSpec(module, {
      tp_name: '_random.Random', tp_basicsize: 2520, tp_flags: Py_TPFLAGS_BASETYPE, tp_doc: 'Random() -> a Mersenne Twister with a state of its own.',
      slots: {
        tp_new: random_new, tp_init: random_init,
        tp_dealloc(self) {
          const own = Py_TYPE(self);
          slots(own).tp_free!(self);
          Py_DECREF(own);
        },
      },
      methods: [
        method('random', '($self, /)', random_random, 'random() -> x in the interval [0, 1).'),
        method('seed', '($self, n=None, /)', (self, n) => none(random_seed(self, n)), 'Starts from an integer, from the hash of another object, or from randomness of the system.'),
        method('getstate', '($self, /)', random_getstate, 'The state, for setstate().'), method('setstate', '($self, state, /)', random_setstate, 'Goes back to a state of getstate().'),
        method('getrandbits', '($self, k, /)', random_getrandbits, 'An integer of k random bits.'),
      ],
    }, NULL);
    if (type === NULL) return -1;
    const status = PyModule_AddType(module, type);
    Py_DECREF(type);
    return status;
  }], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit__random(): PyModuleDef {
  return PyModuleDef_Init(randommodule);
}
