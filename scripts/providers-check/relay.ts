import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** One exchange as the wholesaler answered it; `status` 0 = it was not reached, for `reason`. */
export type Observed = { path: string; status: number; text: string; reason?: string };

type RelayOptions = {
  /** Where calls go; the path of a call is put behind it. */
  target: string;
  /** What may pass: "GET /esims". Anything else is answered 405 and never leaves this machine. */
  mayPass: (line: string) => boolean;
  observe: (exchange: Observed) => void;
};
type Relay = { url: string; close: () => Promise<void> };

const KEPT_FROM_US = ['accept', 'authorization', 'content-type', 'x-app-identifier'];
const KEPT_FROM_THEM = ['content-type', 'retry-after', 'x-request-id'];

/** Stands on loopback between an adapter and its wholesaler: sees the raw answers, lets nothing but reads through. */
export function startReadOnlyRelay(options: RelayOptions): Promise<Relay> {
  const server = createServer((incoming, response) => {
    void relay(options, incoming, response);
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const close = () =>
        new Promise<void>((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${port}`, close });
    });
  });
}

async function relay(options: RelayOptions, incoming: IncomingMessage, response: ServerResponse) {
  const { method = 'GET', url = '/' } = incoming;
  const path = url.split('?')[0] ?? url;
  if (!options.mayPass(`${method} ${path}`)) {
    response.writeHead(405, { 'content-type': 'application/json' }).end('{"error":"not a read"}');
    return;
  }
  try {
    const answer = await forward(options.target, { method, url }, incoming);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const text = /json|text/.test(answer.headers.get('content-type') ?? '') ? bytes.toString() : '';
    options.observe({ path, status: answer.status, text });
    const headers = KEPT_FROM_THEM.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    response.writeHead(answer.status, Object.fromEntries(headers));
    response.end(bytes);
  } catch (thrown) {
    options.observe({ path, status: 0, text: '', reason: toReason(thrown) });
    incoming.socket.destroy();
  }
}

async function forward(
  target: string,
  { method, url }: { method: string; url: string },
  incoming: IncomingMessage,
): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = new Headers();
  for (const name of KEPT_FROM_US) {
    const value = incoming.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const address = target.replace(/\/+$/, '') + (url === '/' ? '' : url);
  const body = method === 'POST' ? { body: Buffer.concat(chunks) } : {};
  return fetch(address, { method, headers, redirect: 'manual', ...body });
}

/** `fetch` says only that it failed; what failed is its cause. */
function toReason(thrown: unknown): string {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
  if (!(cause instanceof Error)) return 'unknown';
  return 'code' in cause ? String(cause.code) : cause.name;
}
