// Serves the built pages with their real headers over a made-up maker, for working on the pages only:
// `npm run build && npm run mock`.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { File, Maker, STREAM, TOKEN } from './maker.mjs';
import { PAGE_HEADERS } from './policy.mjs';
import { cookie, SessionAnswer } from './session.mjs';

const BUILT = fileURLToPath(new URL('../../../../target/classes/io/remoteaudit/spring/ui/', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const unescape = (part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');

/** Starts the mock on a free port of this machine, or the one given. */
export async function serve(port = 0) {
  const maker = new Maker();
  const server = createServer((request, response) => {
    answer(maker, request, response).catch((failure) => {
      const fallback = { type: 'urn:remote-audit:problem:mock', title: 'Mock', status: 500, code: 'RA-0700' };
      const document = failure.document ?? { ...fallback, detail: String(failure.stack) };
      response.writeHead(document.status, { 'Content-Type': 'application/problem+json' });
      response.end(JSON.stringify(document));
    });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { server, baseUrl: `http://127.0.0.1:${server.address().port}`, token: TOKEN };
}

async function answer(maker, request, response) {
  const address = new URL(request.url, 'http://localhost');
  const [, door, ...rest] = address.pathname.split('/');
  if ((door === 'audit' && rest[0] === 'ui') || (door === 'audit-desk' && rest[0] !== 'api')) {
    await page(response, door === 'audit' ? 'auditor' : 'desk', door === 'audit' ? rest.slice(1) : rest);
    return;
  }
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const call = {
    method: request.method,
    target: request.url,
    path: rest.slice(1).map(unescape),
    parameters: address.searchParams,
    headers: request.headers,
    body: content(Buffer.concat(chunks), request.headers['content-type']),
  };
  const value = door === '.well-known' ? maker.describe() : door === 'audit' ? maker.audit(call) : maker.desk(call);
  if (value === STREAM) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': open\n\n');
    maker.streams.add(response);
    response.on('close', () => maker.streams.delete(response));
  } else if (value instanceof SessionAnswer) {
    response.writeHead(value.status, { 'Content-Type': 'application/json', ...cookie(value) });
    response.end(value.status === 204 ? undefined : JSON.stringify(value.json));
  } else if (value instanceof File) {
    response.writeHead(200, { 'Content-Type': value.type, 'Content-Length': value.bytes.length, ETag: '"1"' });
    response.end(value.bytes);
  } else {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(value));
  }
}

/** What was sent: JSON, or a file as it is. */
function content(bytes, type = '') {
  if (!type.startsWith('application/json')) {
    return bytes.length > 0 ? bytes : {};
  }
  return JSON.parse(bytes.toString());
}

async function page(response, folder, rest) {
  const path = normalize(`/${rest.join('/') || 'index.html'}`);
  const bytes = await readFile(`${BUILT}${folder}${path}`).catch(() => null);
  if (!bytes) {
    response.writeHead(404).end();
    return;
  }
  const keep = path === '/index.html' ? 'no-store' : 'public, max-age=31536000, immutable';
  response.writeHead(200, { ...PAGE_HEADERS, 'Content-Type': TYPES[extname(path)], 'Cache-Control': keep });
  response.end(bytes);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { baseUrl, token } = await serve(8899);
  console.log(`Auditor: ${baseUrl}/audit/ui/   token ${token}\nStaff:   ${baseUrl}/audit-desk/`);
}
