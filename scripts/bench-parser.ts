/** npm run bench -- --parser: the tokenizer and the parser alone, on modules of the library, in this process. */
import Benchmark from 'benchmark';
import {buildSync} from 'esbuild';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type {_PyPegen_run_parser_from_string, tokenizeText} from '../vm/pegen';

interface Frontend { readonly _PyPegen_run_parser_from_string: typeof _PyPegen_run_parser_from_string; readonly tokenizeText: typeof tokenizeText }

/** Modules of many functions, of many short lines, of long texts and tables. */
const SOURCES = ['argparse.py', 'opcode.py', 'typing.py', 'html/entities.py'];

/** The tokenizer and the parser as one script, as the build bundles them: loaded file by file they would be slower. */
function bundled(root: string): Frontend {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-')), outfile = path.join(folder, 'parser.js');
  buildSync({
    stdin: {contents: "export {_PyPegen_run_parser_from_string, tokenizeText} from './vm/pegen';", resolveDir: root, loader: 'ts'},
    bundle: true, platform: 'node', format: 'cjs', target: 'node20', define: {VIVARIUM_WATCHED: 'false'}, tsconfigRaw: {compilerOptions: {useDefineForClassFields: false}}, outfile,
  });
  const frontend = require(outfile) as Frontend;
  fs.rmSync(folder, {recursive: true});
  return frontend;
}
/** Kilobytes a second of both on each source, by benchmark.js: it repeats until the margin of error is small. */
export function parser(root: string): void {
  const {_PyPegen_run_parser_from_string: parse, tokenizeText: tokenize} = bundled(root), suite = new Benchmark.Suite();
  const sizes = new Map<string, number>();
  for (const name of SOURCES) {
    const text = fs.readFileSync(path.join(root, 'build/lib/python3.13', name), 'utf8');
    sizes.set(`tokenize ${name}`, text.length);
    sizes.set(`parse ${name}`, text.length);
    suite.add(`tokenize ${name}`, () => tokenize(text, false, {}));
    suite.add(`parse ${name}`, () => {
      if (parse(text, name, 'exec', {}).mod === null) throw new Error(`${name} does not parse`);
    });
  }
  suite.on('cycle', (event: Benchmark.Event) => {
    const {name, hz, stats, error} = event.target as unknown as {name: string; hz: number; stats: Benchmark.Stats; error?: Error};
    if (error !== undefined) throw error;
    console.log(`${name.padEnd(28)} ${((hz * sizes.get(name)!) / 1000).toFixed(0).padStart(6)} KB/s   ±${stats.rme.toFixed(1)} % of ${stats.sample.length} runs`);
  });
  suite.run();
}
