/** Writes a tree with every field and position, in the notation of record_pegen.py. */
import {ASDL} from '../../../vm/asdl';
import type {PyConst, PyText} from '../../../vm/constants';

interface Field { name: string; type: string; many: boolean }
const FIELDS = new Map<string, Field[]>(), PLACED = new Set<string>();
for (const type of ASDL) {
  for (const {name, fields} of type.constructors ?? [{name: type.name, fields: type.fields ?? []}]) {
    FIELDS.set(name, fields.map(field => {
      const [kind, fieldName] = field.split(' ');
      return {name: fieldName, type: kind.replace(/[*?]$/, ''), many: kind.endsWith('*')};
    }));
    if (type.positions !== 'none') PLACED.add(name);
  }
}

function text(value: PyText): string {
  const units = typeof value === 'string' ? value : Array.from(value, point => String.fromCodePoint(point)).join('');
  return JSON.stringify(units).replace(/[\u007f-\uffff]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}
function double(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return Buffer.from(view.buffer).toString('hex');
}
function constant(value: PyConst): string {
  switch (value.kind) {
    case 'str': return 's' + text(value.value);
    case 'bytes': return 'b' + Buffer.from(value.value).toString('hex');
    case 'int': return 'i0x' + value.value.toString(16);
    case 'float': return 'f' + double(value.value);
    case 'complex': return 'c' + double(value.real) + double(value.imag);
    default: return value.kind;
  }
}
function value(v: unknown, type: string): string {
  if (v === null) return 'None';
  if (type === 'constant') return constant(v as PyConst);
  if (type === 'identifier' || type === 'string') return text(v as PyText);
  if (typeof v === 'number' || typeof v === 'string') return String(v);
  return dump(v as {_type: string});
}
/** The dump of a tree. */
export function dump(node: {_type: string}): string {
  const fields = FIELDS.get(node._type) as Field[], n = node as unknown as Record<string, unknown>;
  const parts = fields.map(f => f.many ? '[' + (n[f.name] as unknown[]).map(item => value(item, f.type) + ';').join('') + ']' : value(n[f.name], f.type));
  return `${node._type}(${parts.join(',')})` + (PLACED.has(node._type) ? `@${n.lineno},${n.col_offset},${n.end_lineno},${n.end_col_offset}` : '');
}
