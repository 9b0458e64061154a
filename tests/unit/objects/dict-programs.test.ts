/** Programs about dicts, sets, lists, tuples, ranges, slices and iterators print what CPython 3.13.5 printed for them. */
import {readFileSync} from 'fs';
import {join} from 'path';
import {runProgram, startRuntime} from './type-runtime';

beforeAll(startRuntime);

for (const name of ['dict', 'set', 'list', 'tuple']) {
  test(name, () => {
    const read = (suffix: string): string => readFileSync(join(__dirname, `${name}-behaviour${suffix}`), 'utf8');
    expect(runProgram(read('.py'))).toBe(read('.exp'));
  });
}
