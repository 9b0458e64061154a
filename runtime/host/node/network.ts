import type {AddressInfo} from '../host';
import {ERRNO} from '../errno';
import {cString, decodeBytes} from './bytes';
import type {Libc} from './libc';

/** Size of struct addrinfo on 64-bit Linux. */
const ADDRINFO_SIZE = 48;

const EAI_SYSTEM = -11;

/**
 * Resolves names. Returns the answers, or C's EAI_* number, which is negative too; EAI_SYSTEM does not tell its errno.
 * CPython: Modules/socketmodule.c socket_getaddrinfo()
 */
export function getaddrinfo(
  libc: Libc,
  node: string | null,
  service: string | null,
  family: number,
  type: number,
  protocol: number,
  flags: number,
): AddressInfo[] | number {
  const hints = Buffer.alloc(ADDRINFO_SIZE);
  hints.writeInt32LE(flags, 0);
  hints.writeInt32LE(family, 4);
  hints.writeInt32LE(type, 8);
  hints.writeInt32LE(protocol, 12);
  const head = Buffer.alloc(8);
  const result = libc.call('getaddrinfo', node === null ? null : cString(node), service === null ? null : cString(service), hints, head);
  if (result !== 0) {
    return result === -ERRNO.ENOSYS ? EAI_SYSTEM : result;
  }
  const first = head.readBigUInt64LE(0);
  const answers: AddressInfo[] = [];
  for (let pointer = first; pointer !== 0n;) {
    const info = Buffer.from(libc.copyMemory(pointer, ADDRINFO_SIZE));
    answers.push({
      family: info.readInt32LE(4),
      type: info.readInt32LE(8),
      protocol: info.readInt32LE(12),
      canonname: decodeBytes(libc.copyString(info.readBigUInt64LE(32))),
      address: libc.copyMemory(info.readBigUInt64LE(24), info.readUInt32LE(16)),
    });
    pointer = info.readBigUInt64LE(40);
  }
  libc.call('freeaddrinfo', first);
  return answers;
}
