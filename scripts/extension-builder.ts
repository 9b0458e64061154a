/**
 * Builds an extension module from TypeScript: `scripts/build-extension FILE.ts [FOLDER]` writes
 * FOLDER/NAME.cpython-313-x86_64-linux-gnu.so (beside FILE.ts by default), which `import NAME` loads. The file imports the C API from
 * 'vivarium' and exports its PyInit_<name> functions.
 */
import * as fs from 'fs';
import * as path from 'path';
import {buildSync, type BuildOptions} from 'esbuild';

const SUFFIX = '.cpython-313-x86_64-linux-gnu.so';

/** What is wrong with a source file, in words for its author. */
export class ExtensionError extends Error {}

/** Names that an extension may import, from the file that lists them. */
function apiNames(): Set<string> {
  const text = fs.readFileSync(path.join(projectRoot(), 'import', 'generated', 'extension-api.ts'), 'utf8'), names = new Set<string>();
  for (const [, list] of text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)) for (const item of list.split(',')) names.add(item.trim().replace(/^.* as /, ''));
  return names;
}
/** The folder above this file, or above build/ when this is the bundle. */
function projectRoot(): string {
  return path.resolve(__dirname, '..');
}

/** Builds one file; returns the path of the extension. */
export function buildExtension(source: string, folder = path.dirname(source)): string {
  if (!fs.existsSync(source)) throw new ExtensionError(`${source}: no such file`);
  const name = path.basename(source, path.extname(source)), outfile = path.join(folder, name + SUFFIX);
  const options: BuildOptions = {entryPoints: [source], bundle: true, platform: 'node', target: 'node20', external: ['vivarium'], logLevel: 'silent', metafile: true};
  let found: {exports: string[]; code: string};
  try {
    const built = buildSync({...options, format: 'esm', write: false, outfile});
    found = {exports: Object.values(built.metafile!.outputs)[0].exports, code: built.outputFiles![0].text};
  } catch (error) {
    const {errors} = error as {errors?: {text: string; location: {file: string; line: number; column: number} | null}[]};
    if (errors === undefined) throw error;
    throw new ExtensionError(errors.map(e => (e.location === null ? e.text : `${e.location.file}:${e.location.line}:${e.location.column + 1}: ${e.text}`)).join('\n'));
  }
  if (!found.exports.some(e => e.startsWith('PyInit'))) throw new ExtensionError(`${source}: exports no init function: there must be an 'export function PyInit_${name}()'`);
  const known = apiNames();
  for (const [, list] of found.code.matchAll(/import\s*\{([^}]*)\}\s*from\s*"vivarium"/g)) {
    for (const item of list.split(',').map(i => i.trim().replace(/ as .*$/, '')).filter(i => i !== '')) if (!known.has(item)) throw new ExtensionError(`${source}: 'vivarium' has no ${item}`);
  }
  // by the first line the loader knows the file
  buildSync({...options, format: 'cjs', outfile, banner: {js: '//!vivarium-extension'}});
  return outfile;
}

/** The command; its exit status. */
export function main(argv: readonly string[]): number {
  const [file, folder] = argv;
  if (file === undefined || file.startsWith('-') || argv.length > 2) {
    console.error('usage: build-extension FILE.ts [FOLDER]');
    return 2;
  }
  try {
    console.log(path.relative(process.cwd(), buildExtension(path.resolve(file), folder === undefined ? undefined : path.resolve(folder))));
    return 0;
  } catch (error) {
    if (!(error instanceof ExtensionError)) throw error;
    console.error(`build-extension: ${error.message}`);
    return 1;
  }
}
