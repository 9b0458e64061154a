'use strict';

/**
 * Builds build/browser/: vivarium.js (the VM, for a Worker), library.bin (the library and the frozen modules) and index.html, a page that
 * runs what is typed into it. `npm run build:browser`; needs what `npm ci` has built.
 */
const fs = require('fs');
const path = require('path');
const esbuild = require('esbuild');

const root = path.resolve(__dirname, '..');
const target = path.join(root, 'build/browser');
const lib = path.join(root, 'build/lib/python3.13');
/** Of no use in a page, or only for work on Python itself. */
const LEFT_OUT = new Set(['__pycache__', 'test', 'lib-dynload', 'site-packages', 'ensurepip', 'idlelib', 'tkinter', 'turtledemo', 'lib2to3', 'pydoc_data', 'distutils', 'curses', 'dbm', 'venv', 'sqlite3']);

/** The bytes of files by name: for each the lengths of name and content, and both. */
function pack(files) {
  const parts = [];
  for (const [name, content] of files) {
    const text = Buffer.from(name), head = Buffer.alloc(8);
    head.writeUInt32LE(text.length, 0);
    head.writeUInt32LE(content.length, 4);
    parts.push(head, text, content);
  }
  return Buffer.concat(parts);
}
/** Adds the Python files of a folder to a list. */
function collect(folder, name, files) {
  for (const entry of fs.readdirSync(folder, {withFileTypes: true})) {
    if (LEFT_OUT.has(entry.name)) continue;
    const file = path.join(folder, entry.name), inner = `${name}/${entry.name}`;
    if (entry.isDirectory()) collect(file, inner, files);
    else if (entry.name.endsWith('.py')) files.push([inner, fs.readFileSync(file)]);
  }
}

fs.mkdirSync(target, {recursive: true});
esbuild.buildSync({
  entryPoints: [path.join(root, 'scripts/browser-main.ts')],
  outfile: path.join(target, 'vivarium.js'),
  bundle: true,
  platform: 'browser',
  define: {VIVARIUM_WATCHED: 'false'},
  format: 'iife',
  target: 'chrome110',
  minify: process.argv.includes('--minify'),
  legalComments: 'none',
  external: ['typescript'],
  logLevel: 'warning',
});
const files = [['frozen.bin', fs.readFileSync(path.join(root, 'build/frozen.bin'))]];
collect(lib, 'lib/python3.13', files);
fs.writeFileSync(path.join(target, 'library.bin'), pack(files));
fs.copyFileSync(path.join(__dirname, 'browser.html'), path.join(target, 'index.html'));
console.log(`browser: ${files.length} files, ${fs.statSync(path.join(target, 'vivarium.js')).size} bytes of code, ${fs.statSync(path.join(target, 'library.bin')).size} of library`);
