/**
 * Proves, path by path, that a local of type New<...> (an owned reference) is returned, stolen or released exactly once.
 *
 * Stolen: passed to a parameter declared New<...>, or named by @steals. Released: Py_DECREF and its kin. A reference that is
 * stored anywhere (a field, the heap, an array, another variable) has left this function's hands and is not followed. Told
 * are: references that are still owned where a path ends, references given away twice, results that are dropped, and owned
 * temporaries passed where they are only borrowed.
 *
 * Where paths meet, knowledge is joined; what is owned on one of them and not on the other is not told, unless --strict is given.
 */
import * as path from 'path';
import * as ts from 'typescript';
import {ROOT, listSources, report} from './source-files';
import {Ownership} from './ownership-types';
import {FunctionFlow} from './ownership-flow';

/** Opcode bodies have ownership rules of their own, checked by their generator. */
const EXEMPT = /^vm\/bytecodes|\/generated\/(?!cold)/;

function main(): void {
  const strict = process.argv.includes('--strict');
  const configFile = path.join(ROOT, 'tsconfig.json');
  const config = ts.parseJsonConfigFileContent(ts.readConfigFile(configFile, ts.sys.readFile).config, ts.sys, ROOT);
  const names = ['runtime', 'objects', 'vm', 'import'].flatMap(listSources).filter((name) => !EXEMPT.test(name));
  const program = ts.createProgram(
    names.map((name) => path.join(ROOT, name)),
    {...config.options, incremental: false, tsBuildInfoFile: undefined},
  );
  const ownership = new Ownership(program.getTypeChecker());
  const findings = new Set<string>();
  for (const name of names) {
    const source = program.getSourceFile(path.join(ROOT, name));
    if (source === undefined) {
      continue;
    }
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
        new FunctionFlow(ownership, node as ts.FunctionLikeDeclaration, strict, (at, message) => {
          const line = source.getLineAndCharacterOfPosition(at.getStart(source)).line + 1;
          findings.add(name + ':' + line + ': ' + message);
        }).check();
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  report('ownership', [...findings]);
}

main();
