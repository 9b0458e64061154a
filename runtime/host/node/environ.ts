/**
 * The environment at start, without what scripts/vivarium changed in it: the shell's own names where there were none before, pages of 2 MB
 * for what the C library allocates (the start-up snapshot, above all), and no certificates, which Node would read at each start.
 */
import * as fs from 'fs';

const TUNABLES = 'GLIBC_TUNABLES', LARGE_PAGES = 'glibc.malloc.hugetlb=01';
/** The launcher's name of a variable that it hides from Node, and its own. */
const HIDDEN = 'VIVARIUM_NODE_EXTRA_CA_CERTS', GIVEN = 'NODE_EXTRA_CA_CERTS';
/** What a shell adds to an empty environment. */
const SHELLS = /^(?:PWD|OLDPWD|SHLVL|_)=/;

/** Puts the environment of the process, which children inherit, right. */
export function undoLauncherChanges(): void {
  const {env} = process, hidden = env[HIDDEN];
  if (env[TUNABLES] === LARGE_PAGES) delete env[TUNABLES];
  if (hidden !== undefined) {
    env[GIVEN] = hidden;
    delete env[HIDDEN];
  }
}

/** The entries `NAME=value` that the process was started with, in order. `byShell`: a shell script has started it. */
export function environmentAtStart(byShell: boolean): Buffer[] {
  const entries: Buffer[] = [], block = fs.readFileSync('/proc/self/environ');
  let start = 0;
  for (let end = block.indexOf(0); end >= 0; end = block.indexOf(0, start)) {
    const text = block.toString('latin1', start, end);
    if (text.startsWith(`${HIDDEN}=`)) entries.push(Buffer.from(GIVEN + text.slice(HIDDEN.length), 'latin1'));
    else if (end > start && text !== `${TUNABLES}=${LARGE_PAGES}`) entries.push(block.subarray(start, end));
    start = end + 1;
  }
  return byShell && entries.every(entry => SHELLS.test(entry.toString('latin1'))) ? [] : entries;
}
