/**
 * Builds an extension module from TypeScript: `ts-node -T scripts/build-extension.ts FILE.ts [FOLDER]` writes
 * FOLDER/NAME.cpython-313-x86_64-linux-gnu.so (beside FILE.ts by default), which `import NAME` loads. The file imports the C API from
 * 'vivarium' and exports its PyInit_<name> functions.
 */
import * as path from 'path';
import {buildSync} from 'esbuild';

/** Builds one file; returns the path of the extension. */
export function buildExtension(source: string, folder = path.dirname(source)): string {
  const outfile = path.join(folder, `${path.basename(source, path.extname(source))}.cpython-313-x86_64-linux-gnu.so`);
  buildSync({
    entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: ['vivarium'],
    // by this line the loader knows the file
    banner: {js: '//!vivarium-extension'}, logLevel: 'warning',
  });
  return outfile;
}

if (require.main === module) {
  const [file, folder] = process.argv.slice(2);
  if (file === undefined) {
    console.error('usage: build-extension FILE.ts [FOLDER]');
    process.exit(2);
  }
  console.log(buildExtension(path.resolve(file), folder === undefined ? undefined : path.resolve(folder)));
}
