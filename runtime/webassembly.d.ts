/** What we use of the WebAssembly API, which the ES2022 library lacks. */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: {initial: number; maximum: number});
    readonly buffer: ArrayBuffer;
  }
}
