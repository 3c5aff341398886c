/** The raw body as text; `undefined` when it is longer than `maxBytes`, which is noticed while reading. */
export async function readCappedText(request: Request, maxBytes: number): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return undefined;
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** No event of ours is larger. */
export const MAX_WEBHOOK_BYTES = 1024 * 1024;
