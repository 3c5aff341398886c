import { createServer } from 'node:net';
import { createMessageFramer } from './message-framer.mjs';
import { createTurnstile } from './turnstile.mjs';

const TRANSACTION_IDLE_MS = 30_000;
const ROLLBACK = simpleQuery('ROLLBACK');
const REFUSE_ENCRYPTION = Buffer.from('N');

/**
 * Serves one PGlite over the PostgreSQL protocol on the loopback interface, to several connections.
 * Answers `{ port, close }`.
 *
 * `@electric-sql/pglite-socket` is not used: it passes messages one by one, so that two clients whose requests
 * need more than one packet get each other's parameters (seen with 400 kB parameters on four connections).
 */
export async function servePglite(db, { port = 0 } = {}) {
  const sockets = new Set();
  const turnstile = createTurnstile((socket, bytes) => runUnit(db, socket, bytes));
  const server = createServer((socket) => {
    sockets.add(socket);
    attend(socket, turnstile).finally(() => sockets.delete(socket));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: server.address().port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function attend(socket, turnstile) {
  const framer = createMessageFramer();
  const idle = watchIdleTransaction(socket, turnstile);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  try {
    for await (const bytes of socket) {
      for (const unit of framer.push(bytes)) {
        if (unit.kind === 'end') return;
        if (unit.kind === 'refuse-encryption') socket.write(REFUSE_ENCRYPTION);
        else await turnstile.pass(socket, unit.bytes);
        idle.restart();
      }
    }
  } catch (error) {
    if (!isClientGone(error)) console.error(error);
  } finally {
    idle.stop();
    if (turnstile.leave(socket)) await turnstile.pass(socket, ROLLBACK);
    socket.end();
  }
}

/** A client that opens a transaction and falls silent would stop everyone: it is disconnected. */
function watchIdleTransaction(socket, turnstile) {
  let timer;
  const stop = () => clearTimeout(timer);
  return {
    stop,
    restart() {
      stop();
      if (!turnstile.holds(socket)) return;
      timer = setTimeout(() => {
        socket.end(fatal('25P03', 'terminating connection due to idle-in-transaction timeout'));
        socket.destroySoon();
      }, TRANSACTION_IDLE_MS);
    },
  };
}

async function runUnit(db, socket, bytes) {
  let tail = Buffer.alloc(0);
  await db.runExclusive(() =>
    db.execProtocolRawStream(new Uint8Array(bytes), {
      onRawData(view) {
        // The view points into the engine's memory and is overwritten by the next answer.
        const data = Buffer.from(view);
        tail = Buffer.concat([tail, data]).subarray(-6);
        if (socket.writable) socket.write(data);
      },
    }),
  );
  return isReadyAndIdle(tail) ? 'idle' : 'busy';
}

/** `ReadyForQuery` is `Z`, its length 5, and `I` when no transaction is open. */
function isReadyAndIdle(tail) {
  return tail.length === 6 && tail[0] === 0x5a && tail.readInt32BE(1) === 5 && tail[5] === 0x49;
}

const isClientGone = (error) => ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'].includes(error.code);

function simpleQuery(sql) {
  return message('Q', Buffer.from(`${sql}\0`));
}

function fatal(code, text) {
  return message('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${text}\0\0`));
}

function message(type, body) {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
