import * as fs from 'fs';
import {decodeBytes} from './bytes';

/** The arguments with their bytes kept: Node has put U+FFFD where one is not UTF-8, the process's command line still has it. */
export function exactArguments(argv: string[]): string[] {
  if (!argv.some(argument => argument.includes('\ufffd'))) return argv;
  const line = fs.readFileSync('/proc/self/cmdline'), all: string[] = [];
  for (let start = 0, end = line.indexOf(0); end >= 0; start = end + 1, end = line.indexOf(0, start)) all.push(decodeBytes(line.subarray(start, end)));
  return all.slice(all.length - argv.length);
}
