/** Names of the extension libraries that are part of this program, sorted. The build makes a file in lib-dynload for each; import/extension-libraries.ts has their code. */
export const EXTENSION_NAMES = ['_interpchannels', '_interpqueues', '_interpreters', '_multiprocessing', '_posixshmem', '_testbuffer', '_testcapi', '_testinternalcapi', '_testlimitedcapi', '_testmultiphase', '_testsinglephase'] as const;
export type ExtensionName = (typeof EXTENSION_NAMES)[number];
/** Of these the ones that lie beside the library's own files: they are for the library that knows that a process cannot be copied here. Another one, which would try, does not find them. */
export const LIBRARY_EXTENSION_NAMES: readonly ExtensionName[] = ['_multiprocessing', '_posixshmem'];
