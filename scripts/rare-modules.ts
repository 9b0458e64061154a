/**
 * Takes the modules that few programs import out of the bundle's scope: each group of files that only the tables of modules refer to
 * becomes a function of its own inside that scope, which runs when the first of its modules is asked for. To V8 a group is then one
 * function that has not been compiled, instead of thousands of closures, names and tables, and the start-up snapshot is the smaller for it.
 */

/** What a build of esbuild says of each file that went into a bundle. */
export interface BundleInputs { readonly [file: string]: {readonly imports: readonly {readonly path: string; readonly external?: boolean}[]} }

/** The tables, and what they alone may refer to. */
const TABLES: readonly string[] = ['import/builtin-modules.ts', 'import/extension-libraries.ts'], MODULES = /^import\/(?:builtin|extensions)\//;
/** Where a file begins in a bundle. */
const FILE_MARK = /^(?=\/\/ [\w./-]+\.[jt]s$)/m;

interface Section { readonly file: string; text: string }

/** The files that must be there from the start: the entry, what it needs, what a runtime holds that was made beforehand. */
function filesOfStart(entry: string, inputs: BundleInputs, held: readonly string[]): Set<string> {
  const found = new Set<string>(), left = [entry, ...held];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const {path, external} of inputs[file].imports) if (external !== true && !(TABLES.includes(file) && MODULES.test(path))) left.push(path);
  }
  return found;
}
/** Files that refer to each other, one way or the other, are one group; a row of groups. */
function groupsOf(files: readonly string[], inputs: BundleInputs): string[][] {
  const group = new Map(files.map(file => [file, [file]]));
  for (const file of files) {
    for (const {path} of inputs[file].imports) {
      const ours = group.get(file)!, other = group.get(path);
      if (other === undefined || other === ours) continue;
      ours.push(...other);
      for (const moved of other) group.set(moved, ours);
    }
  }
  return [...new Set(group.values())];
}
/** Functions that a part of a bundle declares at its top level. */
const functionsOf = (text: string): string[] => Array.from(text.matchAll(/^function ([\w$]+)/gm), match => match[1]);
/** Words that may be names it declares there. */
function declaredIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/^(?:(?:async )?function\*? |class |var |let |const ).*$/gm), line => line[0].match(/[\w$]+/g) ?? []).flat());
}

/** The bundle with its rare modules set apart. `entry` and the keys of `inputs` are paths from the project's folder; `heldText` names what must be there from the start. */
export function setRareModulesApart(bundle: string, entry: string, inputs: BundleInputs, heldText: string): string {
  const [head, ...parts] = bundle.split(FILE_MARK), sections: Section[] = parts.map(text => ({file: /^\/\/ (\S+)/.exec(text)![1], text}));
  const heldNames = new Set(heldText.match(/[\w$]+/g));
  const held = sections.filter(({file, text}) => MODULES.test(file) && [...declaredIn(text)].some(name => heldNames.has(name))).map(({file}) => file);
  const start = filesOfStart(entry, inputs, held), files = sections.map(({file}) => file), groups = groupsOf(files.filter(file => !start.has(file)), inputs);
  // files have their order in the bundle: what one makes at once may need what another made before it
  const scopes: string[] = [], scopeOf = new Map<string, string>();
  groups.forEach((group, i) => {
    const text = sections.filter(({file}) => group.includes(file)).map(section => section.text).join(''), names = functionsOf(text), scope = `rareModules${i}`;
    for (const name of names) scopeOf.set(name, scope);
    scopes.push(`var ${scope}Made;\nfunction ${scope}() {\nreturn ${scope}Made ??= (() => {\n${text}\nreturn {NAMES};\n})();\n}\n`);
  });
  const used = new Set<string>();
  const reached = (name: string): string => {
    used.add(name);
    return `${scopeOf.get(name)!}().${name}`;
  };
  const kept = sections.filter(({file}) => start.has(file)).map(({file, text}) => {
    if (!TABLES.includes(file)) return text;
    return text.replace(/(initfunc: |\{ |)\b([A-Za-z_$][\w$]*)\b(?!:)/g, (whole, before: string, name: string) => {
      if (!scopeOf.has(name)) return whole;
      return before === 'initfunc: ' ? `initfunc: () => ${reached(name)}()` : before === '{ ' ? `{ ${name}: ${reached(name)}` : `${before}${reached(name)}`;
    });
  });
  return head + kept.join('') + scopes.map((text, i) => text.replace('{NAMES}', () => `{${[...used].filter(name => scopeOf.get(name) === `rareModules${i}`).join(', ')}}`)).join('');
}
