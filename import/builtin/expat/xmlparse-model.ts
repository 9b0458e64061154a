/** The content model of an element as it is declared. CPython: Modules/expat/xmlparse.c nextScaffoldPart(), build_model() */
import {type ContentModel, type Dtd, XML_CQUANT_NONE, XML_CTYPE_NAME, XML_CTYPE_SEQ} from './xmlparse-state';

function addPart(dtd: Dtd, part: ContentModel): void {
  const group = dtd.groups.at(-1);
  if (group === undefined) dtd.model = part;
  else group.children.push(part);
}
/** Opens a group within the one that is open. */
export function openGroup(dtd: Dtd): void {
  const group: ContentModel = {type: XML_CTYPE_SEQ, quant: XML_CQUANT_NONE, name: null, children: []};
  addPart(dtd, group);
  dtd.groups.push(group);
}
/** Puts an element into the group that is open. */
export function addElement(dtd: Dtd, name: string, quant: number): void {
  addPart(dtd, {type: XML_CTYPE_NAME, quant, name, children: []});
}
/** Closes a group; the whole model after the last one, null before. */
export function closeGroup(dtd: Dtd, quant: number): ContentModel | null {
  const group = dtd.groups.pop();
  if (group !== undefined) group.quant = quant;
  return dtd.groups.length === 0 ? dtd.model : null;
}
