/** Extension libraries that are part of this program, by name; files in lib-dynload refer to them. */
import type {LibraryFactory} from './importdl';

export const EXTENSION_LIBRARIES: Readonly<Record<string, LibraryFactory>> = {
};
