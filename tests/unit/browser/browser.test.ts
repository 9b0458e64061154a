/** The VM in a page of a headless Chromium, if there is one on this machine. */
import {type ChildProcess, spawn, spawnSync} from 'child_process';
import * as fs from 'fs';
import * as http from 'http';
import type {AddressInfo} from 'net';
import * as os from 'os';
import * as path from 'path';

const root = path.resolve(__dirname, '../../..');
const TIMEOUT_MS = 240_000;
const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(name => spawnSync(name, ['--version'], {stdio: 'ignore'}).status === 0);
const OPTIONS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];

/** A page that runs requests one after the other and sends home what they wrote. */
const page = (requests: readonly unknown[]): string => `<!doctype html><meta charset="utf-8"><script>
(async () => {
  const results = [];
  for (const request of ${JSON.stringify(requests)}) {
    results.push(await new Promise(resolve => {
      const worker = new Worker('vivarium.js'), decoder = new TextDecoder();
      let out = '', err = '';
      worker.onmessage = ({data}) => {
        if (data.kind === 'exit') resolve({out, err, status: data.status});
        else if (data.fd === 1) out += decoder.decode(data.bytes);
        else err += decoder.decode(data.bytes);
      };
      worker.onerror = event => resolve({out, err: err + event.message, status: -1});
      worker.postMessage(request);
    }));
  }
  await fetch('/result', {method: 'POST', body: JSON.stringify(results)});
})();
</script>`;

interface Result { out: string; err: string; status: number }
/** Opens a page with the requests and waits for the results. */
async function runInPage(requests: readonly unknown[]): Promise<Result[]> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'vivarium-browser-'));
  let browser: ChildProcess | null = null;
  const server = http.createServer();
  try {
    return await new Promise<Result[]>((resolve, reject) => {
      server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
        if (request.method === 'POST') {
          let body = '';
          request.setEncoding('utf8').on('data', (text: string) => (body += text)).on('end', () => {
            response.end();
            resolve(JSON.parse(body) as Result[]);
          });
          return;
        }
        const file = path.join(root, 'build/browser', path.basename(request.url ?? ''));
        if (request.url === '/') response.setHeader('Content-Type', 'text/html').end(page(requests));
        else if (fs.existsSync(file)) response.setHeader('Content-Type', file.endsWith('.js') ? 'text/javascript' : 'application/octet-stream').end(fs.readFileSync(file));
        else response.writeHead(404).end();
      });
      server.listen(0, '127.0.0.1', () => {
        const {port} = server.address() as AddressInfo;
        browser = spawn(chromium as string, [...OPTIONS, `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/`], {stdio: 'ignore'});
        browser.on('error', reject);
        browser.on('exit', code => reject(new Error(`the browser ended with ${code}`)));
      });
    });
  } finally {
    if (browser !== null) await stop(browser);
    server.closeAllConnections();
    server.close();
    try {
      fs.rmSync(profile, {recursive: true, force: true, maxRetries: 10, retryDelay: 200});
    } catch {
      // a process of the browser still writes there
    }
  }
}
function stop(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    child.removeAllListeners('exit');
    child.on('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

if (chromium === undefined) test.skip('there is no Chromium here to open a page with', () => undefined);
(chromium === undefined ? describe.skip : describe)('in a page', () => {
  test('programs run, fail, read and write', async () => {
    const built = spawnSync(process.execPath, [path.join(root, 'scripts/build-browser.js')], {cwd: root, encoding: 'utf8'});
    expect(built.stderr).toBe('');
    const results = await runInPage([
      {args: ['-c', 'print(sum(range(10)))']},
      {args: ['-c', 'import json, sys\nprint(json.dumps({"platform": sys.platform, "é": [1, 2.5, None]}), input("? "))\nopen("/tmp/a", "w").write("x")\nprint(open("/tmp/a").read())'], input: 'typed\n'},
      {args: ['-c', 'def f(n): return f(n + 1)\ntry:\n  f(0)\nexcept RecursionError as e:\n  print(e)\nimport re, collections, dataclasses\nprint(re.sub("a+", "b", "caat"))\n1/0']},
      {args: ['/program.py', 'argument'], files: {'/program.py': 'import sys\nprint(sys.argv, __file__)\nsys.exit(3)\n'}},
      {args: ['-c', 'x = [\n']},
    ]);
    expect(results[0]).toEqual({out: '45\n', err: '', status: 0});
    expect(results[1]).toEqual({out: '? {"platform": "linux", "\\u00e9": [1, 2.5, null]} typed\nx\n', err: '', status: 0});
    expect(results[2].out).toBe('maximum recursion depth exceeded\ncbt\n');
    expect(results[2].err).toMatch(/^Traceback \(most recent call last\):\n[^]*ZeroDivisionError: division by zero\n$/);
    expect(results[2].status).toBe(1);
    expect(results[3]).toEqual({out: "['/program.py', 'argument'] /program.py\n", err: '', status: 3});
    expect(results[4].err).toContain("SyntaxError: '[' was never closed");
  }, TIMEOUT_MS);
});
