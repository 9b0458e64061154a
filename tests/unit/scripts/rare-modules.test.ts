/** Setting rare modules apart in a bundle: what is called later gives the same as before, and what is needed from the start stays. */
import {runInNewContext} from 'vm';
import {setRareModulesApart} from '../../../scripts/rare-modules';

const BUNDLE = `var log = [];
// import/builtin/core.ts
log.push("core");
function PyInit_core() {
  return base() + 1;
}
// objects/base.ts
function base() {
  return 40;
}
// import/builtin/shared.ts
log.push("shared");
var SHARED = base();
// import/builtin/one.ts
var ONE = SHARED + 1;
function PyInit_one() {
  return ONE;
}
// import/builtin/two.ts
function PyInit_two() {
  return SHARED + 2;
}
// import/extensions/lib.ts
log.push("lib");
function PyInit_lib() {
  return base();
}
// import/builtin-modules.ts
var TABLE = [{ name: "core", initfunc: PyInit_core }, { name: "one", initfunc: PyInit_one }, { name: "two", initfunc: PyInit_two }];
// import/extension-libraries.ts
var LIBRARIES = { lib: () => ({ PyInit_lib }) };
// entry.ts
`;
const INPUTS = {
  'entry.ts': {imports: [{path: 'import/builtin-modules.ts'}, {path: 'import/extension-libraries.ts'}, {path: 'node:fs', external: true}]},
  'import/builtin-modules.ts': {imports: ['core', 'one', 'two'].map(name => ({path: `import/builtin/${name}.ts`}))},
  'import/extension-libraries.ts': {imports: [{path: 'import/extensions/lib.ts'}]},
  'import/builtin/core.ts': {imports: [{path: 'objects/base.ts'}]},
  'import/builtin/shared.ts': {imports: [{path: 'objects/base.ts'}]},
  'import/builtin/one.ts': {imports: [{path: 'import/builtin/shared.ts'}]},
  'import/builtin/two.ts': {imports: [{path: 'import/builtin/shared.ts'}]},
  'import/extensions/lib.ts': {imports: [{path: 'objects/base.ts'}]},
  'objects/base.ts': {imports: []},
};

interface Result { TABLE: {initfunc: () => number}[]; LIBRARIES: {lib: () => {PyInit_lib: () => number}}; log: string[] }
const evaluate = (text: string): Result => runInNewContext(`${text}; ({TABLE, LIBRARIES, log})`) as Result;

test('each group is made once, when the first of its modules is asked for', () => {
  const {TABLE, LIBRARIES, log} = evaluate(setRareModulesApart(BUNDLE, 'entry.ts', INPUTS, 'roots: () => [PyInit_core]'));
  expect(log).toEqual(['core']);
  expect(TABLE.map(entry => entry.initfunc())).toEqual([41, 41, 42]);
  expect(log).toEqual(['core', 'shared']);
  expect(LIBRARIES.lib().PyInit_lib()).toBe(40);
  expect(log).toEqual(['core', 'shared', 'lib']);
});
test('what is held from the start stays in the scope of the bundle, with all it needs', () => {
  const text = setRareModulesApart(BUNDLE, 'entry.ts', INPUTS, 'roots: () => [ONE]');
  expect(evaluate(text).log).toEqual(['shared']);
  expect(text).toMatch(/^var ONE/m);
});
