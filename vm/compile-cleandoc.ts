/** Docstrings lose the indentation of the source. CPython: Python/compile.c _PyCompile_CleanDoc() */
import type {PyText} from './constants';
import {textAt, textOfPoints} from '../runtime/text';

const SPACE = 0x20;
const NEWLINE = 0x0a;

/** str.expandtabs() with its default of 8. CPython: Objects/unicodeobject.c unicode_expandtabs_impl() */
function expandTabs(text: PyText): PyText {
  if (typeof text === 'string' ? !text.includes('\t') : !text.includes(9)) return text;
  const points: number[] = [];
  let column = 0;
  for (let i = 0; i < text.length; i++) {
    const point = textAt(text, i);
    if (point === 9) {
      const width = 8 - (column % 8);
      for (let j = 0; j < width; j++) points.push(SPACE);
      column += width;
    } else {
      points.push(point);
      column = point === NEWLINE || point === 0x0d ? 0 : column + 1;
    }
  }
  return textOfPoints(points);
}

/** Lone surrogates in a docstring, which CPython cannot encode as UTF-8 in order to clean it. */
export interface Unencodable { object: PyText; surrogatesAt: number; surrogatesEnd: number }

const isSurrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;
function findSurrogates(text: PyText): Unencodable | null {
  for (let i = 0; i < text.length; i++) {
    if (!isSurrogate(textAt(text, i))) continue;
    let end = i + 1;
    while (end < text.length && isSurrogate(textAt(text, end))) end++;
    return {object: text, surrogatesAt: i, surrogatesEnd: end};
  }
  return null;
}

/** As inspect.cleandoc(), but blank lines at both ends stay. */
export function _PyCompile_CleanDoc(doc: PyText): PyText | Unencodable {
  const text = expandTabs(doc);
  const surrogates = findSurrogates(text);
  if (surrogates !== null) return surrogates;
  const end = text.length;
  let at = 0;
  while (at < end && textAt(text, at++) !== NEWLINE);
  let margin = Infinity;
  while (at < end) {
    const start = at;
    while (at < end && textAt(text, at) === SPACE) at++;
    if (at < end && textAt(text, at) !== NEWLINE) margin = Math.min(margin, at - start);
    while (at < end && textAt(text, at++) !== NEWLINE);
  }
  if (margin === Infinity) margin = 0;
  at = 0;
  while (at < end && textAt(text, at) === SPACE) at++;
  if (at === 0 && margin === 0) return text;
  const points: number[] = [];
  let toSkip = 0;
  while (at < end) {
    for (let i = 0; i < toSkip && at < end && textAt(text, at) === SPACE; i++) at++;
    while (at < end) {
      const point = textAt(text, at++);
      points.push(point);
      if (point === NEWLINE) break;
    }
    toSkip = margin;
  }
  return textOfPoints(points);
}
