/** Names of the extension libraries that are part of this program, sorted. The build makes a file in lib-dynload for each; import/extension-libraries.ts has their code. */
export const EXTENSION_NAMES = ['_interpchannels', '_interpqueues', '_interpreters', '_testbuffer', '_testcapi', '_testinternalcapi', '_testlimitedcapi', '_testmultiphase', '_testsinglephase'] as const;
export type ExtensionName = (typeof EXTENSION_NAMES)[number];
