/** Programs about types, descriptors, functions, modules and weak references print what CPython 3.13.5 printed for them. */
import {readFileSync} from 'fs';
import {join} from 'path';
import {runProgram, startRuntime} from './type-runtime';

beforeAll(startRuntime);

for (const name of ['type-errors', 'type-changes', 'descr-shapes', 'weakref-cycles']) {
  test(name, () => {
    const read = (suffix: string): string => readFileSync(join(__dirname, name + suffix), 'utf8');
    expect(runProgram(read('.py'))).toBe(read('.exp'));
  });
}
