import * as ts from 'typescript';
import {FunctionFlow} from '../../../scripts/ownership-flow';
import {Ownership} from '../../../scripts/ownership-types';

const PRELUDE = `
declare const kRef: unique symbol;
type PyObject = number & {readonly object: true};
type New<T extends PyObject = PyObject> = T & {readonly [kRef]: 'new'};
type NULL = 0;
declare const NULL: NULL;
declare const _Py_NoneStruct: PyObject;
declare const H: number[];
declare function make(): New | NULL;
declare function sure(): New;
declare function look(op: PyObject | NULL): number;
declare function steal(op: New | NULL): void;
declare function Py_DECREF(op: PyObject): void;
declare function Py_XDECREF(op: PyObject | NULL): void;
`;

/** The messages about function f with the given body. */
function findings(body: string, parameters = ''): string[] {
  const text = PRELUDE + 'function f(' + parameters + '): New | NULL {\n' + body + '\n}\n';
  const options: ts.CompilerOptions = {strict: true, target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'], types: []};
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => (name === 'f.ts' ? ts.createSourceFile(name, text, version, true) : readFile(name, version));
  const program = ts.createProgram(['f.ts'], options, host);
  const source = program.getSourceFile('f.ts')!;
  const told: string[] = [];
  const f = source.statements.find((node) => ts.isFunctionDeclaration(node) && node.body !== undefined) as ts.FunctionDeclaration;
  new FunctionFlow(new Ownership(program.getTypeChecker()), f, false, (_, message) => told.push(message)).check();
  return [...new Set(told)];
}

test.each([
  ['return', 'return make();'],
  ['a tested local', 'const a = make(); if (a === NULL) return NULL; return a;'],
  ['released on the error path', 'const a = make(); if (a === NULL) return NULL; if (look(a) < 0) { Py_DECREF(a); return NULL; } return a;'],
  ['stolen', 'const a = make(); steal(a); return NULL;'],
  ['stored', 'const a = sure(); H[1] = a; return NULL;'],
  ['both branches', 'const a = sure(); return look(a) ? a : (steal(a), NULL);'],
  ['loop', 'for (;;) { const a = make(); if (a === NULL) break; Py_DECREF(a); } return NULL;'],
  ['accumulator', 'let r = sure(); while (look(r)) { const n = make(); Py_DECREF(r); if (n === NULL) return NULL; r = n; } return r;'],
  ['labelled block', 'const a = sure(); error: { if (look(a)) break error; return a; } Py_DECREF(a); return NULL;'],
  ['test in the condition', 'let a: New | NULL; if ((a = make()) === NULL) return NULL; return a;'],
  ['either NULL', 'const a = make(), b = make(); if (a === NULL || b === NULL) { Py_XDECREF(a); Py_XDECREF(b); return NULL; } Py_DECREF(b); return a;'],
  ['None', 'const a = sure(); if (a === _Py_NoneStruct) return NULL; return a;'],
  ['switch', 'const a = sure(); switch (look(a)) { case 1: return a; default: Py_DECREF(a); } return NULL;'],
  ['put into a Map', 'const m = new Map<string, New>(), a = sure(); m.set("a", a); return NULL;'],
  ['a parameter that is a property', 'class C { constructor(readonly a: New) {} } look(new C(sure()).a); return NULL;'],
  ['finally', 'const a = sure(); try { if (look(a)) return NULL; } finally { Py_DECREF(a); } return NULL;'],
])('right: %s', (_, body) => {
  expect(findings(body)).toEqual([]);
});

test.each([
  ['error path', 'const a = make(); if (a === NULL) return NULL; if (look(a) < 0) return NULL; return a;', 'a is still owned here'],
  ['end of a loop body', 'for (let i = 0; i < 3; i++) { const a = sure(); look(a); } return NULL;', 'a is still owned here'],
  ['continue', 'for (;;) { const a = make(); if (a === NULL) break; if (look(a)) continue; Py_DECREF(a); } return NULL;', 'a is still owned here'],
  ['twice', 'const a = sure(); steal(a); Py_DECREF(a); return NULL;', 'a is given away twice'],
  ['put into a Map that borrows', 'const m = new Map<string, PyObject>(), a = sure(); m.set("a", a); return NULL;', 'a is still owned here'],
  ['overwritten', 'let a: New | NULL = sure(); a = make(); return a;', 'a is overwritten while owned'],
  ['dropped', 'make(); return NULL;', 'an owned result is dropped: make'],
  ['temporary', 'look(make()); return NULL;', 'an owned result is passed where it is only borrowed: make'],
])('wrong: %s', (_, body, message) => {
  expect(findings(body)).toEqual([message]);
});

test('a parameter that is stolen must be given away', () => {
  expect(findings('return NULL;', 'item: New')).toEqual(['item is still owned here']);
  expect(findings('Py_DECREF(item); return NULL;', 'item: New')).toEqual([]);
});
