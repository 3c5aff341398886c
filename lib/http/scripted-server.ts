import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ScriptedRequest = {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
};
/** `cut` breaks the connection after the request was read; `hang` never answers. */
export type ScriptedAnswer =
  | { status?: number; body?: string | Uint8Array; headers?: Record<string, string> }
  | 'cut'
  | 'hang';

export type ScriptedServer = {
  url: string;
  requests: readonly ScriptedRequest[];
  close: () => Promise<void>;
};

/** A partner on loopback that answers as a test tells it. */
export async function startScriptedServer(
  answer: (request: ScriptedRequest, number: number) => ScriptedAnswer,
): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    };
    requests.push(request);
    const reply = answer(request, requests.length);
    if (reply === 'hang') return;
    if (reply === 'cut') return incoming.socket.destroy();
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(reply.body ?? '{}');
  });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(toPort(server.address()))),
  );
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toPort(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
  return address.port;
}
