import { createServer } from 'node:net';

const taken = new Set();

/** The preferred port, or the next free one of the following hundred, or any; never the same one twice. */
export async function findPort(preferred) {
  for (let port = preferred; port < preferred + 100 && port < 65_536; port += 1) {
    if (!taken.has(port) && (await isFree(port))) return reserve(port);
  }
  return findAnyPort();
}

export async function findAnyPort() {
  for (;;) {
    const port = await listenOnce(0, '127.0.0.1');
    if (port !== undefined && !taken.has(port)) return reserve(port);
  }
}

function reserve(port) {
  taken.add(port);
  return port;
}

async function isFree(port) {
  return (await listenOnce(port, '127.0.0.1')) !== undefined && (await listenOnce(port)) !== undefined;
}

function listenOnce(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if (['EADDRINUSE', 'EACCES'].includes(error.code)) resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const { port: given } = server.address();
      server.close(() => resolve(given));
    });
  });
}
