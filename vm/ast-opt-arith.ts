/**
 * What Python's operators make of constants, for constant folding. Null means an exception: then the expression stays as it is and raises at run time.
 * CPython: the number and sequence slots of int, bool, float, complex, str, bytes and tuple
 */
import type {PyConst} from './constants';
import type {operator_ty, unaryop_ty} from './generated/ast-nodes';
import {bitLength, ldexpRounded, pow} from './ast-opt-pow';
import {textAt, textConcat, textOfPoints, textRepeat} from '../runtime/text';
import {textKey} from './compile-text';

export const CONST_NONE: PyConst = {kind: 'None'};
export const CONST_TRUE: PyConst = {kind: 'True'};
export const CONST_FALSE: PyConst = {kind: 'False'};
export const constBool = (value: boolean): PyConst => (value ? CONST_TRUE : CONST_FALSE);
export const constInt = (value: bigint | number): PyConst => ({kind: 'int', value: BigInt(value)});
const constFloat = (value: number): PyConst => ({kind: 'float', value});
const constComplex = (real: number, imag: number): PyConst => ({kind: 'complex', real, imag});

const PY_SSIZE_T_MAX = (1n << 63n) - 1n;
const MAX_INT_SIZE = 128;
const MAX_COLLECTION_SIZE = 256;
const MAX_STR_SIZE = 4096;
const MAX_TOTAL_ITEMS = 1024;

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** The integer of an int or bool, null for other constants. */
export function asInt(constant: PyConst): bigint | null {
  switch (constant.kind) {
    case 'int': return constant.value;
    case 'True': return 1n;
    case 'False': return 0n;
    default: return null;
  }
}

/** The double nearest to an int; null when too great. CPython: PyLong_AsDouble() */
function intToDouble(value: bigint): number | null {
  const result = Number(value);
  return Number.isFinite(result) ? result : null;
}

function asDouble(constant: PyConst): number | null {
  if (constant.kind === 'float') return constant.value;
  const value = asInt(constant);
  return value === null ? null : intToDouble(value);
}

/** Truth of a constant. CPython: PyObject_IsTrue() */
export function isTrue(constant: PyConst): boolean {
  switch (constant.kind) {
    case 'None': case 'False': return false;
    case 'int': return constant.value !== 0n;
    case 'float': return constant.value !== 0;
    case 'complex': return constant.real !== 0 || constant.imag !== 0;
    case 'str': case 'bytes': return constant.value.length > 0;
    case 'tuple': case 'frozenset': return constant.items.length > 0;
    default: return true;
  }
}

/** A string that is the same for constants that compare equal in Python (1, True and 1.0), as members of a set do. */
export function equalityKey(constant: PyConst): string {
  switch (constant.kind) {
    case 'True': return 'n1';
    case 'False': return 'n0';
    case 'int': return `n${constant.value}`;
    case 'float': return floatEqualityKey(constant.value);
    case 'complex': return constant.imag === 0 ? floatEqualityKey(constant.real) : `c${floatEqualityKey(constant.real)}/${floatEqualityKey(constant.imag)}`;
    case 'str': return `s${textKey(constant.value)}`;
    case 'bytes': return `b${Array.from(constant.value).join(',')}`;
    case 'tuple': return `t${JSON.stringify(constant.items.map(equalityKey))}`;
    case 'frozenset': return `z${JSON.stringify(constant.items.map(equalityKey).sort())}`;
    default: return constant.kind;
  }
}
const floatEqualityKey = (value: number): string => (Number.isInteger(value) ? `n${BigInt(value)}` : `f${value}`);

/** The frozenset of constants: the first of equal ones stays. CPython: PyFrozenSet_New() */
export function constFrozenset(items: readonly PyConst[]): PyConst {
  const seen = new Set<string>();
  const members: PyConst[] = [];
  for (const item of items) {
    const key = equalityKey(item);
    if (seen.has(key) && !key.includes('NaN')) continue;
    seen.add(key);
    members.push(item);
  }
  return {kind: 'frozenset', items: members};
}

/** The result of a unary operator, null if it raises. */
export function foldUnary(op: unaryop_ty, operand: PyConst): PyConst | null {
  if (op === 'Not') return constBool(!isTrue(operand));
  const value = asInt(operand);
  if (value !== null) {
    if (op === 'Invert') return constInt(~value);
    return constInt(op === 'USub' ? -value : value);
  }
  if (op === 'Invert') return null;
  if (operand.kind === 'float') return op === 'USub' ? constFloat(-operand.value) : operand;
  if (operand.kind === 'complex') return op === 'USub' ? constComplex(-operand.real, -operand.imag) : operand;
  return null;
}

/** The result of a binary operator within the size limits of folding, null if it raises or would be too great. CPython: fold_binop() */
export function foldBinary(op: operator_ty, left: PyConst, right: PyConst): PyConst | null {
  switch (op) {
    case 'Add': return add(left, right);
    case 'Mult': return safe_multiply(left, right);
    case 'Sub': case 'Div': case 'FloorDiv': return arithmetic(op, left, right);
    case 'Mod': return left.kind === 'str' || left.kind === 'bytes' ? null : arithmetic(op, left, right);
    case 'Pow': return safe_power(left, right);
    case 'LShift': return safe_lshift(left, right);
    case 'RShift': {
      const value = asInt(left);
      const count = asInt(right);
      return value === null || count === null || count < 0n ? null : constInt(count > PY_SSIZE_T_MAX ? (value < 0n ? -1n : 0n) : value >> count);
    }
    case 'BitOr': case 'BitXor': case 'BitAnd': return bitwise(op, left, right);
    case 'MatMult': return null;
  }
}

const isBool = (constant: PyConst): boolean => constant.kind === 'True' || constant.kind === 'False';

function bitwise(op: 'BitOr' | 'BitXor' | 'BitAnd', left: PyConst, right: PyConst): PyConst | null {
  const a = asInt(left);
  const b = asInt(right);
  if (a === null || b === null) return null;
  const result = op === 'BitOr' ? a | b : op === 'BitXor' ? a ^ b : a & b;
  return isBool(left) && isBool(right) ? constBool(result !== 0n) : constInt(result);
}

function add(left: PyConst, right: PyConst): PyConst | null {
  if (left.kind === 'str') return right.kind === 'str' ? {kind: 'str', value: textConcat(left.value, right.value)} : null;
  if (left.kind === 'tuple') return right.kind === 'tuple' ? {kind: 'tuple', items: left.items.concat(right.items)} : null;
  if (left.kind === 'bytes') {
    if (right.kind !== 'bytes') return null;
    const value = new Uint8Array(left.value.length + right.value.length);
    value.set(left.value, 0);
    value.set(right.value, left.value.length);
    return {kind: 'bytes', value};
  }
  return arithmetic('Add', left, right);
}

/** What is left of the allowance after the items of nested tuples, negative if they are too many. CPython: check_complexity() */
function check_complexity(constant: PyConst, limit: number): number {
  if (constant.kind !== 'tuple') return limit;
  let left = limit - constant.items.length;
  for (let i = 0; left >= 0 && i < constant.items.length; i++) left = check_complexity(constant.items[i], left);
  return left;
}

function safe_multiply(left: PyConst, right: PyConst): PyConst | null {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== null && b !== null) {
    if (a !== 0n && b !== 0n && bitLength(abs(a)) + bitLength(abs(b)) > MAX_INT_SIZE) return null;
    return constInt(a * b);
  }
  if (a !== null && (right.kind === 'tuple' || right.kind === 'str' || right.kind === 'bytes')) return repeat(right, a);
  if (b !== null && (left.kind === 'tuple' || left.kind === 'str' || left.kind === 'bytes')) return repeat(left, b);
  return arithmetic('Mult', left, right);
}

function repeat(sequence: Extract<PyConst, {kind: 'tuple' | 'str' | 'bytes'}>, times: bigint): PyConst | null {
  const size = sequence.kind === 'tuple' ? sequence.items.length : sequence.value.length;
  if (size === 0) return abs(times) > PY_SSIZE_T_MAX ? null : sequence;
  const limit = Math.floor((sequence.kind === 'tuple' ? MAX_COLLECTION_SIZE : MAX_STR_SIZE) / size);
  if (times < 0n || times > BigInt(limit)) return null;
  const count = Number(times);
  switch (sequence.kind) {
    case 'str': return {kind: 'str', value: textRepeat(sequence.value, count)};
    case 'bytes': {
      const value = new Uint8Array(size * count);
      for (let i = 0; i < count; i++) value.set(sequence.value, i * size);
      return {kind: 'bytes', value};
    }
    case 'tuple': {
      if (count > 0 && check_complexity(sequence, Math.floor(MAX_TOTAL_ITEMS / count)) < 0) return null;
      const items: PyConst[] = [];
      for (let i = 0; i < count; i++) for (const item of sequence.items) items.push(item);
      return {kind: 'tuple', items};
    }
  }
}

function safe_power(left: PyConst, right: PyConst): PyConst | null {
  const a = asInt(left);
  const b = asInt(right);
  if (a === null || b === null) return arithmetic('Pow', left, right);
  if (a !== 0n && b > 0n && (b > BigInt(MAX_INT_SIZE) || bitLength(abs(a)) > Math.floor(MAX_INT_SIZE / Number(b)))) return null;
  if (b >= 0n) return constInt(b === 0n ? 1n : a ** b);
  const base = intToDouble(a);
  const exponent = intToDouble(b);
  return base === null || exponent === null ? null : float_pow(base, exponent);
}

function safe_lshift(left: PyConst, right: PyConst): PyConst | null {
  const a = asInt(left);
  const b = asInt(right);
  if (a === null || b === null || b < 0n) return null;
  if (a === 0n) return constInt(0n);
  if (b > BigInt(MAX_INT_SIZE) || bitLength(abs(a)) > MAX_INT_SIZE - Number(b)) return null;
  return constInt(a << b);
}

type Arithmetic = 'Add' | 'Sub' | 'Mult' | 'Div' | 'FloorDiv' | 'Mod' | 'Pow';

/** An arithmetic operator on numbers of any kinds. */
function arithmetic(op: Arithmetic, left: PyConst, right: PyConst): PyConst | null {
  if (left.kind === 'complex' || right.kind === 'complex') return complexArithmetic(op, left, right);
  const a = asInt(left);
  const b = asInt(right);
  if (a !== null && b !== null) return intArithmetic(op, a, b);
  const x = asDouble(left);
  const y = asDouble(right);
  return x === null || y === null ? null : floatArithmetic(op, x, y);
}

function intArithmetic(op: Arithmetic, a: bigint, b: bigint): PyConst | null {
  switch (op) {
    case 'Add': return constInt(a + b);
    case 'Sub': return constInt(a - b);
    case 'Mult': return constInt(a * b);
    case 'Pow': return safe_power(constInt(a), constInt(b));
    case 'Div': {
      const quotient = b === 0n ? null : trueDivide(a, b);
      return quotient === null ? null : constFloat(quotient);
    }
    case 'FloorDiv': {
      if (b === 0n) return null;
      const quotient = a / b;
      return constInt(a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient);
    }
    case 'Mod': {
      if (b === 0n) return null;
      const rest = a % b;
      return constInt(rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest);
    }
  }
}

/** a / b rounded once, null if too great. CPython: Objects/longobject.c long_true_divide() */
function trueDivide(a: bigint, b: bigint): number | null {
  const isNegative = a < 0n !== b < 0n;
  const numerator = abs(a);
  const denominator = abs(b);
  if (numerator === 0n) return isNegative ? -0 : 0;
  // 66 bits of quotient leave the rounding to the bits below the mantissa and to what remains.
  const shift = 66 - (bitLength(numerator) - bitLength(denominator));
  const scaled = shift >= 0 ? numerator << BigInt(shift) : numerator;
  const divisor = shift >= 0 ? denominator : denominator << BigInt(-shift);
  const result = ldexpRounded(scaled / divisor, -shift, scaled % divisor !== 0n);
  if (!Number.isFinite(result)) return null;
  return isNegative ? -result : result;
}

const copySign = (magnitude: number, sign: number): number => (sign < 0 || Object.is(sign, -0) ? -Math.abs(magnitude) : Math.abs(magnitude));

function floatArithmetic(op: Arithmetic, x: number, y: number): PyConst | null {
  switch (op) {
    case 'Add': return constFloat(x + y);
    case 'Sub': return constFloat(x - y);
    case 'Mult': return constFloat(x * y);
    case 'Div': return y === 0 ? null : constFloat(x / y);
    case 'Pow': return float_pow(x, y);
    case 'Mod': return y === 0 ? null : constFloat(floatModulo(x, y));
    case 'FloorDiv': {
      if (y === 0) return null;
      let rest = x % y;
      let quotient = (x - rest) / y;
      if (rest !== 0 && y < 0 !== rest < 0) {
        rest += y;
        quotient -= 1;
      }
      if (quotient === 0) return constFloat(copySign(0, x / y));
      let whole = Math.floor(quotient);
      if (quotient - whole > 0.5) whole += 1;
      return constFloat(whole);
    }
  }
}

function floatModulo(x: number, y: number): number {
  const rest = x % y;
  if (rest === 0) return copySign(0, y);
  return y < 0 !== rest < 0 ? rest + y : rest;
}

const isOddInteger = (value: number): boolean => Math.abs(value % 2) === 1;

/** CPython: Objects/floatobject.c float_pow() */
function float_pow(base: number, exponent: number): PyConst | null {
  if (exponent === 0) return constFloat(1);
  if (Number.isNaN(base)) return constFloat(base);
  if (Number.isNaN(exponent)) return constFloat(base === 1 ? 1 : exponent);
  const isOdd = isOddInteger(exponent);
  if (!Number.isFinite(exponent)) {
    const size = Math.abs(base);
    if (size === 1) return constFloat(1);
    return constFloat(exponent > 0 === size > 1 ? Infinity : 0);
  }
  if (!Number.isFinite(base)) {
    if (exponent > 0) return constFloat(isOdd ? base : Infinity);
    return constFloat(isOdd ? copySign(0, base) : 0);
  }
  if (base === 0) return exponent < 0 ? null : constFloat(isOdd ? base : 0);
  if (base < 0 && exponent !== Math.floor(exponent)) return complexPower(base, 0, exponent, 0);
  const isNegative = base < 0 && isOdd;
  const size = Math.abs(base);
  const result = size === 1 ? 1 : pow(size, exponent);
  if (!Number.isFinite(result)) return null;
  return constFloat(isNegative ? -result : result);
}

function complexArithmetic(op: Arithmetic, left: PyConst, right: PyConst): PyConst | null {
  const ar = left.kind === 'complex' ? left.real : asDouble(left);
  const br = right.kind === 'complex' ? right.real : asDouble(right);
  if (ar === null || br === null) return null;
  const ai = left.kind === 'complex' ? left.imag : 0;
  const bi = right.kind === 'complex' ? right.imag : 0;
  switch (op) {
    case 'Add': return constComplex(ar + br, ai + bi);
    case 'Sub': return constComplex(ar - br, ai - bi);
    case 'Mult': return constComplex(ar * br - ai * bi, ar * bi + ai * br);
    case 'Div': return complexQuotient(ar, ai, br, bi);
    case 'Pow': return complexPower(ar, ai, br, bi);
    case 'FloorDiv': case 'Mod': return null;
  }
}

/** CPython: Objects/complexobject.c _Py_c_quot() */
function complexQuotient(ar: number, ai: number, br: number, bi: number): PyConst | null {
  const sizeReal = Math.abs(br);
  const sizeImag = Math.abs(bi);
  if (sizeReal >= sizeImag) {
    if (sizeReal === 0) return null;
    const ratio = bi / br;
    const denominator = br + bi * ratio;
    return constComplex((ar + ai * ratio) / denominator, (ai - ar * ratio) / denominator);
  }
  if (sizeImag >= sizeReal) {
    const ratio = br / bi;
    const denominator = br * ratio + bi;
    return constComplex((ar * ratio + ai) / denominator, (ai * ratio - ar) / denominator);
  }
  return constComplex(NaN, NaN);
}

/** CPython: Objects/complexobject.c complex_pow() */
function complexPower(ar: number, ai: number, br: number, bi: number): PyConst | null {
  const result = bi === 0 && br === Math.floor(br) && Math.abs(br) <= 100 ? complexIntPower(ar, ai, br) : complexGeneralPower(ar, ai, br, bi);
  if (result === null || result.kind !== 'complex') return result;
  return Math.abs(result.real) === Infinity || Math.abs(result.imag) === Infinity ? null : result;
}

function complexIntPower(ar: number, ai: number, exponent: number): PyConst | null {
  let real = 1;
  let imag = 0;
  let powerReal = ar;
  let powerImag = ai;
  const count = Math.abs(exponent);
  for (let mask = 1; count >= mask; mask *= 2) {
    if (count & mask) {
      const product = real * powerReal - imag * powerImag;
      imag = real * powerImag + imag * powerReal;
      real = product;
    }
    const square = powerReal * powerReal - powerImag * powerImag;
    powerImag = powerReal * powerImag + powerImag * powerReal;
    powerReal = square;
  }
  return exponent > 0 ? constComplex(real, imag) : complexQuotient(1, 0, real, imag);
}

function complexGeneralPower(ar: number, ai: number, br: number, bi: number): PyConst | null {
  if (br === 0 && bi === 0) return constComplex(1, 0);
  if (ar === 0 && ai === 0) return bi !== 0 || br < 0 ? null : constComplex(0, 0);
  const size = ai === 0 ? Math.abs(ar) : ar === 0 ? Math.abs(ai) : Math.hypot(ar, ai);
  let length = Number.isFinite(size) && Number.isFinite(br) && size > 0 ? pow(size, br) : Math.pow(size, br);
  const angle = Math.atan2(ai, ar);
  let phase = angle * br;
  if (bi !== 0) {
    length *= Math.exp(-angle * bi);
    phase += bi * Math.log(size);
  }
  if (Math.abs(phase) === Infinity) return null; // The C library's cos() calls this a domain error.
  return constComplex(length * Math.cos(phase), length * Math.sin(phase));
}

/** constant[index], null if that raises. CPython: fold_subscr() */
export function foldSubscript(value: PyConst, index: PyConst): PyConst | null {
  const position = asInt(index);
  if (position === null || (value.kind !== 'str' && value.kind !== 'bytes' && value.kind !== 'tuple')) return null;
  const length = value.kind === 'tuple' ? value.items.length : value.value.length;
  const at = position < 0n ? position + BigInt(length) : position;
  if (at < 0n || at >= BigInt(length)) return null;
  switch (value.kind) {
    case 'tuple': return value.items[Number(at)];
    case 'bytes': return constInt(value.value[Number(at)]);
    case 'str': return {kind: 'str', value: textOfPoints([textAt(value.value, Number(at))])};
  }
}
