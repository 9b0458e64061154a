/** The VM's entry, bundled as build/vm.js. */
import type {Host} from '../runtime/host/host';

/**
 * Runs the command with its arguments and returns the exit status. argv[0] is the command's name.
 */
export function main(host: Host, argv: string[]): number {
  const text = new TextEncoder().encode('vivarium: no Python start-up yet: ' + argv.join(' ') + '\n');
  host.write(2, text, 0, text.length);
  return 1;
}
