/** The declarations of all static types, by address: what every new runtime makes its type objects from. */
import type {TypeSpec} from './typeslots';
import type {PyTypeObject} from './types';

/** Filled while the modules of objects/ load, read-only afterwards. */
const declared = new Map<PyTypeObject, TypeSpec>();

/** Declares what the static type at an address of runtime/static-objects.ts is. Called once for each, at the end of its file. */
export function defineType(type: PyTypeObject, spec: TypeSpec): PyTypeObject {
  if (declared.has(type)) throw new Error(`type ${spec.tp_name} is declared twice`);
  declared.set(type, spec);
  return type;
}
/** All declarations; objects/typeobject-static.ts makes types of them. */
export function staticTypeSpecs(): ReadonlyMap<PyTypeObject, TypeSpec> {
  return declared;
}
