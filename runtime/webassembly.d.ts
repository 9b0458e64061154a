/** What we use of the WebAssembly API, which the ES2022 library lacks. */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: {initial: number; maximum: number; shared: boolean});
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance<F extends object> {
    constructor(module: Module, imports: {env: object});
    readonly exports: F;
  }
}
