import type {AddressInfo, HostEntry, HostNetwork, ReceivedMessage} from '../host';
import {ERRNO} from '../errno';
import {cString, decodeBytes} from './bytes';
import type {KernelLink} from './kernel-link';
import type {Libc} from './libc';

/** Size of struct addrinfo on 64-bit Linux. */
const ADDRINFO_SIZE = 48;
/** Sizes of struct msghdr, iovec and hostent on 64-bit Linux. */
const MSGHDR_SIZE = 56;
const IOVEC_SIZE = 16;
const HOSTENT_SIZE = 32;
const SERVENT_SIZE = 32;
const PROTOENT_SIZE = 24;

const NI_MAXHOST = 1025;
const NI_MAXSERV = 32;
const IF_NAMESIZE = 16;

const EAI_SYSTEM = -11;
/** h_errno: a failure without a better name. */
const NO_RECOVERY = 3;

/** Names of the network, and the calls of sockets that take structs with pointers, through C. */
export class NodeNetwork implements HostNetwork {
  constructor(
    private readonly libc: Libc,
    private readonly kernelLink: KernelLink,
  ) {}

  /** EAI_SYSTEM does not tell its errno. CPython: Modules/socketmodule.c socket_getaddrinfo() */
  getaddrinfo(
    node: string | null,
    service: string | null,
    family: number,
    type: number,
    protocol: number,
    flags: number,
  ): AddressInfo[] | number {
    const {libc} = this;
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
      const info = this.struct(pointer, ADDRINFO_SIZE);
      answers.push({
        family: info.readInt32LE(4),
        type: info.readInt32LE(8),
        protocol: info.readInt32LE(12),
        canonname: this.text(info.readBigUInt64LE(32)),
        address: libc.copyMemory(info.readBigUInt64LE(24), info.readUInt32LE(16)),
      });
      pointer = info.readBigUInt64LE(40);
    }
    libc.call('freeaddrinfo', first);
    return answers;
  }

  getnameinfo(address: Uint8Array, flags: number): [string, string] | number {
    const host = Buffer.alloc(NI_MAXHOST);
    const service = Buffer.alloc(NI_MAXSERV);
    const result = this.libc.call('getnameinfo', address, address.length, host, host.length, service, service.length, flags);
    return result === 0 ? [untilNul(host), untilNul(service)] : result === -ERRNO.ENOSYS ? EAI_SYSTEM : result;
  }

  hostByName(name: string): HostEntry | number {
    return this.hostEntry(this.libc.call('gethostbyname', cString(name)));
  }

  hostByAddress(address: Uint8Array, family: number): HostEntry | number {
    return this.hostEntry(this.libc.call('gethostbyaddr', address, address.length, family));
  }

  private hostEntry(pointer: number): HostEntry | number {
    if (pointer <= 0) {
      const place = this.libc.call('__h_errno_location');
      return place <= 0 ? NO_RECOVERY : this.struct(BigInt(place), 4).readInt32LE(0);
    }
    const entry = this.struct(BigInt(pointer), HOSTENT_SIZE);
    const length = entry.readInt32LE(20);
    return {
      name: this.text(entry.readBigUInt64LE(0)),
      aliases: this.pointers(entry.readBigUInt64LE(8)).map((alias) => this.text(alias)),
      family: entry.readInt32LE(16),
      addresses: this.pointers(entry.readBigUInt64LE(24)).map((address) => this.libc.copyMemory(address, length)),
    };
  }

  errorText(kind: 'gai' | 'h', error: number): string {
    const pointer = this.libc.call(kind === 'gai' ? 'gai_strerror' : 'hstrerror', error);
    return pointer <= 0 ? 'Unknown error' : this.text(BigInt(pointer));
  }

  serviceByName(name: string, protocol: string | null): number {
    const pointer = this.libc.call('getservbyname', cString(name), protocol === null ? null : cString(protocol));
    return pointer <= 0 ? -1 : this.struct(BigInt(pointer), SERVENT_SIZE).readUInt16BE(16);
  }

  serviceByPort(port: number, protocol: string | null): string | null {
    const swapped = ((port & 0xff) << 8) | (port >> 8);
    const pointer = this.libc.call('getservbyport', swapped, protocol === null ? null : cString(protocol));
    return pointer <= 0 ? null : this.text(this.struct(BigInt(pointer), SERVENT_SIZE).readBigUInt64LE(0));
  }

  protocolByName(name: string): number {
    const pointer = this.libc.call('getprotobyname', cString(name));
    return pointer <= 0 ? -1 : this.struct(BigInt(pointer), PROTOENT_SIZE).readInt32LE(16);
  }

  interfaces(): [number, string][] | number {
    const pointer = this.libc.call('if_nameindex');
    if (pointer <= 0) {
      return pointer === 0 ? -ERRNO.ENOBUFS : pointer;
    }
    const found: [number, string][] = [];
    for (let at = BigInt(pointer); ; at += 16n) {
      const entry = this.struct(at, 16);
      const index = entry.readUInt32LE(0);
      if (index === 0) {
        break;
      }
      found.push([index, this.text(entry.readBigUInt64LE(8))]);
    }
    this.libc.call('if_freenameindex', BigInt(pointer));
    return found;
  }

  interfaceName(index: number): string | number {
    const name = Buffer.alloc(IF_NAMESIZE + 1);
    const pointer = this.libc.call('if_indextoname', index, name);
    return pointer > 0 ? untilNul(name) : -ERRNO.ENXIO;
  }

  sendmsg(fd: number, parts: readonly Uint8Array[], control: Uint8Array | null, address: Uint8Array | null, flags: number): number {
    if (!this.libc.load()) {
      return -ERRNO.ENOSYS;
    }
    const vector = this.vector(parts);
    const header = this.header(vector, parts.length, address, control);
    if (this.kernelLink.enterBlocking()) {
      return -ERRNO.EINTR;
    }
    const result = this.libc.call('sendmsg', fd, header, flags);
    this.kernelLink.leaveBlocking(result);
    return result;
  }

  recvmsg(fd: number, buffers: readonly Uint8Array[], controlLength: number, addressLength: number, flags: number): ReceivedMessage | number {
    if (!this.libc.load()) {
      return -ERRNO.ENOSYS;
    }
    const vector = this.vector(buffers);
    const control = Buffer.alloc(controlLength);
    const address = Buffer.alloc(addressLength);
    const header = this.header(vector, buffers.length, address, control);
    if (this.kernelLink.enterBlocking()) {
      return -ERRNO.EINTR;
    }
    const length = this.libc.call('recvmsg', fd, header, flags);
    this.kernelLink.leaveBlocking(length);
    if (length < 0) {
      return length;
    }
    return {
      length,
      control: control.subarray(0, Math.min(controlLength, Number(header.readBigUInt64LE(40)))),
      flags: header.readInt32LE(48),
      address: address.subarray(0, Math.min(addressLength, header.readUInt32LE(8))),
    };
  }

  /** A row of struct iovec. */
  private vector(buffers: readonly Uint8Array[]): Buffer {
    const vector = Buffer.alloc(Math.max(1, buffers.length) * IOVEC_SIZE);
    buffers.forEach((buffer, i) => {
      vector.writeBigUInt64LE(buffer.length === 0 ? 0n : this.libc.address(buffer), i * IOVEC_SIZE);
      vector.writeBigUInt64LE(BigInt(buffer.length), i * IOVEC_SIZE + 8);
    });
    return vector;
  }

  /** A struct msghdr over buffers that the caller keeps alive. */
  private header(vector: Buffer, count: number, address: Uint8Array | null, control: Uint8Array | null): Buffer {
    const header = Buffer.alloc(MSGHDR_SIZE);
    if (address !== null && address.length > 0) {
      header.writeBigUInt64LE(this.libc.address(address), 0);
      header.writeUInt32LE(address.length, 8);
    }
    header.writeBigUInt64LE(this.libc.address(vector), 16);
    header.writeBigUInt64LE(BigInt(count), 24);
    if (control !== null && control.length > 0) {
      header.writeBigUInt64LE(this.libc.address(control), 32);
      header.writeBigUInt64LE(BigInt(control.length), 40);
    }
    return header;
  }

  private struct(pointer: bigint, size: number): Buffer {
    const bytes = this.libc.copyMemory(pointer, size);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  private text(pointer: bigint): string {
    return decodeBytes(this.libc.copyString(pointer));
  }

  /** The pointers of an array that ends with NULL. */
  private pointers(array: bigint): bigint[] {
    const found: bigint[] = [];
    for (let at = array; at !== 0n; at += 8n) {
      const pointer = this.struct(at, 8).readBigUInt64LE(0);
      if (pointer === 0n) {
        break;
      }
      found.push(pointer);
    }
    return found;
  }
}

function untilNul(buffer: Buffer): string {
  return decodeBytes(buffer.subarray(0, buffer.indexOf(0)));
}
