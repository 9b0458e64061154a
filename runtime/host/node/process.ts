/** What both kinds of kernel know about the process they run in. */
export const SIGINT = 2;
export const SIGKILL = 9;
export const SIGUSR1 = 10;
export const SIGPIPE = 13;
export const SIGSTOP = 19;
export const SIGXFSZ = 25;

/** Ends the process without taking the VM's thread apart first, which process.exit() would wait for. */
export function exitAtOnce(status: number): never {
  const {reallyExit} = process as NodeJS.Process & {reallyExit?: (status: number) => never};
  return reallyExit === undefined ? process.exit(status) : reallyExit.call(process, status);
}
