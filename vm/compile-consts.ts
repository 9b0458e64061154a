/**
 * The constants of a compilation: equal ones become one. CPython keeps a dict from a key, in which 1, True and 1.0 differ, to the constant;
 * here the key is a JS string. CPython: Objects/codeobject.c _PyCode_ConstantKey(), Python/compile.c merge_consts_recursive()
 */
import type {CodeSpec, PyConst} from './constants';
import {textKey} from './compile-text';

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}
function sameNames(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}
function hashBytes(bytes: Uint8Array): number {
  let hash = bytes.length;
  for (let i = 0; i < bytes.length; i++) hash = (Math.imul(hash, 31) + bytes[i]) | 0;
  return hash;
}

/** The constants seen so far in one compilation. CPython: the dict `c_const_cache` */
export class ConstCache {
  private readonly merged = new Map<string, PyConst>();
  private readonly bytes = new Map<number, Uint8Array[]>();
  private readonly names = new Map<string, string[]>();
  private readonly codes = new Map<string, CodeSpec[]>();
  private readonly canonical = new Map<CodeSpec, CodeSpec>();
  private readonly identities = new Map<object, number>();
  private readonly floatView = new Float64Array(1);
  private readonly floatWords = new Uint32Array(this.floatView.buffer);

  private floatKey(value: number): string {
    this.floatView[0] = value;
    return `${this.floatWords[1].toString(36)}.${this.floatWords[0].toString(36)}`;
  }

  /** The key under which a constant is merged. A NaN equals only itself. CPython: _PyCode_ConstantKey() */
  keyOf(constant: PyConst): string {
    switch (constant.kind) {
      case 'None': return 'N';
      case 'True': return 'T';
      case 'False': return 'F';
      case 'Ellipsis': return 'E';
      case 'int': return `i${constant.value.toString(36)}`;
      case 'float': return Number.isNaN(constant.value) ? `n${this.identityOf(constant)}` : `f${this.floatKey(constant.value)}`;
      case 'complex':
        if (Number.isNaN(constant.real) || Number.isNaN(constant.imag)) return `n${this.identityOf(constant)}`;
        return `c${this.floatKey(constant.real)}/${this.floatKey(constant.imag)}`;
      case 'str': return `s${textKey(constant.value)}`;
      case 'bytes': return `b${this.identityOf(this.mergeBytes(constant.value))}`;
      case 'tuple': {
        let key = `t${constant.items.length}:`;
        for (let i = 0; i < constant.items.length; i++) {
          const item = this.keyOf(constant.items[i]);
          key += `${item.length}:${item}`;
        }
        return key;
      }
      case 'frozenset': {
        const keys = constant.items.map(item => this.keyOf(item)).sort();
        let key = `z${keys.length}:`;
        for (const item of keys) key += `${item.length}:${item}`;
        return key;
      }
      case 'slice': return `x${[constant.start, constant.stop, constant.step].map(part => this.keyOf(part)).join('|')}`;
      case 'object': return `p${constant.object}`;
      case 'code': return `o${this.identityOf(this.canonicalCode(constant.value))}`;
    }
  }

  /**
   * The constant of this compilation that equals `constant`, and its key; items of tuples and frozensets are merged too (in place).
   * CPython: merge_consts_recursive()
   */
  mergeRecursive(constant: PyConst): {key: string; constant: PyConst} {
    const key = this.keyOf(constant);
    const known = this.merged.get(key);
    if (known !== undefined) return {key, constant: known};
    this.merged.set(key, constant);
    if (constant.kind === 'tuple' || constant.kind === 'frozenset') {
      const items = constant.items;
      for (let i = 0; i < items.length; i++) items[i] = this.mergeRecursive(items[i]).constant;
    }
    return {key, constant};
  }

  /** As mergeRecursive(), but leaves items alone. CPython: _PyCompile_ConstCacheMergeOne() */
  mergeOne(constant: PyConst): PyConst {
    const key = this.keyOf(constant);
    const known = this.merged.get(key);
    if (known !== undefined) return known;
    this.merged.set(key, constant);
    return constant;
  }

  /** One array for equal bytes. */
  mergeBytes(bytes: Uint8Array): Uint8Array {
    const hash = hashBytes(bytes);
    const bucket = this.bytes.get(hash);
    if (bucket === undefined) {
      this.bytes.set(hash, [bytes]);
      return bytes;
    }
    for (const known of bucket) if (sameBytes(known, bytes)) return known;
    bucket.push(bytes);
    return bytes;
  }

  /** One array for equal lists of names. */
  mergeNames(names: string[]): string[] {
    const key = names.join('\n');
    const known = this.names.get(key);
    if (known !== undefined && sameNames(known, names)) return known;
    this.names.set(key, names);
    return names;
  }

  /** The items of the merged tuple that equals the co_consts of a code object, or these themselves. */
  mergeItems(items: PyConst[]): PyConst[] {
    const merged = this.mergeOne({kind: 'tuple', items});
    return merged.kind === 'tuple' ? merged.items : items;
  }

  /** The first code object of this compilation that equals this one. CPython: code_richcompare() */
  private canonicalCode(code: CodeSpec): CodeSpec {
    let found = this.canonical.get(code);
    if (found !== undefined) return found;
    const key = `${code.co_firstlineno}/${code.co_code.length}/${code.co_linetable.length}/${code.co_name}`;
    let bucket = this.codes.get(key);
    if (bucket === undefined) {
      bucket = [];
      this.codes.set(key, bucket);
    }
    for (let i = 0; i < bucket.length && found === undefined; i++) if (this.sameCode(bucket[i], code)) found = bucket[i];
    if (found === undefined) {
      bucket.push(code);
      found = code;
    }
    this.canonical.set(code, found);
    return found;
  }

  private sameCode(left: CodeSpec, right: CodeSpec): boolean {
    if (left.co_name !== right.co_name || left.co_argcount !== right.co_argcount || left.co_posonlyargcount !== right.co_posonlyargcount) return false;
    if (left.co_kwonlyargcount !== right.co_kwonlyargcount || left.co_flags !== right.co_flags || left.co_firstlineno !== right.co_firstlineno) return false;
    if (!sameBytes(left.co_code, right.co_code) || left.co_consts.length !== right.co_consts.length) return false;
    for (let i = 0; i < left.co_consts.length; i++) if (this.keyOf(left.co_consts[i]) !== this.keyOf(right.co_consts[i])) return false;
    return sameNames(left.co_names, right.co_names) && sameNames(left.co_localsplusnames, right.co_localsplusnames) &&
      sameBytes(left.co_linetable, right.co_linetable) && sameBytes(left.co_exceptiontable, right.co_exceptiontable);
  }

  private identityOf(value: object): number {
    let identity = this.identities.get(value);
    if (identity === undefined) {
      identity = this.identities.size;
      this.identities.set(value, identity);
    }
    return identity;
  }
}
