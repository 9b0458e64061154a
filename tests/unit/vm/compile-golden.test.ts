import {readFileSync} from 'fs';
import {join} from 'path';
import {compareCode, type Difference, type RecordedCode} from '../../../scripts/code-comparison';
import {_PyAST_Compile} from '../../../vm/compile';
import {_PyPegen_run_parser_from_string} from '../../../vm/pegen';

/** One line of tests/dis/snippets.jsonl, which tests/dis/record.py writes with real CPython. */
interface Snippet {
  source: string;
  mode: 'exec' | 'eval' | 'single';
  optimize: number;
  flags: number;
  code?: RecordedCode;
  error?: Record<string, unknown>;
  warnings?: [category: string, msg: string, lineno: number][];
}

const snippets = readFileSync(join(__dirname, '../../dis/snippets.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Snippet);

describe('code objects are those of CPython', () => {
  snippets.forEach((snippet, index) => {
    const title = snippet.source.trim().split('\n')[0].slice(0, 60);
    test(`${index}: ${title} (${snippet.mode}, optimize=${snippet.optimize}, flags=${snippet.flags})`, () => {
      const parsed = _PyPegen_run_parser_from_string(snippet.source, '<snippet>', snippet.mode, {});
      expect(parsed.error).toBeNull();
      const result = _PyAST_Compile(parsed.mod!, '<snippet>', snippet.flags, snippet.optimize);
      if (snippet.error !== undefined) {
        const {error, exception} = result;
        if (error === null) expect({type: exception?.type, msg: exception?.msg}).toEqual(snippet.error);
        else expect({type: error.type, msg: error.msg, lineno: error.lineno, offset: error.offset, end_lineno: error.end_lineno, end_offset: error.end_offset}).toEqual(snippet.error);
        expect(result.code).toBeNull();
        return;
      }
      expect(result.error ?? result.exception).toBeNull();
      const found: Difference[] = [];
      compareCode(result.code!, snippet.code!, 'module', (_path, differences) => found.push(...differences));
      expect(found).toEqual([]);
      // Where a DeprecationWarning stands depends on the caller, so only its text is compared.
      const place = (category: string, lineno: number): number => (category === 'DeprecationWarning' ? 0 : lineno);
      const expected = (snippet.warnings ?? []).map(([category, msg, lineno]) => [category, msg, place(category, lineno)]);
      expect(result.warnings.map(warning => [warning.category, warning.msg, place(warning.category, warning.lineno)])).toEqual(expected);
    });
  });
});
