import { type ActivationCode, parseActivationCode } from '#lib/domain/esim';
import { err, ok, type Result } from '#lib/domain/result';
import type { Log } from '#lib/observability/log';
import type { ReadError } from '#lib/providers/port';
import type { ZenditConfirmationWire } from '#lib/providers/zendit/wire';

type MatchingField = 'activationCode' | 'externalReferenceId';

/** The text in Zendit's own QR image; `undefined` when there is no image or nothing readable in it. */
export type ReadQrText = (key: string) => Promise<Result<string | undefined, ReadError>>;

export type ActivationSettler = (
  key: string,
  confirmation: ZenditConfirmationWire,
) => Promise<Result<ActivationCode | undefined, ReadError>>;

/**
 * Zendit does not say which of two fields is the matching ID. A whole LPA text in either wins; else Zendit's own QR
 * image decides, and what it decided is remembered for this process, so that the image is fetched only until then.
 */
export function createActivationSettler(readQrText: ReadQrText, log: Log): ActivationSettler {
  let settled: MatchingField | undefined;

  return async (key, confirmation) => {
    const candidates = toCandidates(confirmation);
    const whole = candidates.map(({ text }) => parseActivationCode(text)).find((code) => code !== undefined);
    if (whole) return ok(whole);
    const first = candidates[0];
    const distinct = new Set(candidates.map(({ text }) => text));
    if (!first || distinct.size === 1) return ok(build(confirmation, first?.text));
    if (settled) return ok(build(confirmation, candidates.find(({ field }) => field === settled)?.text));

    const qrText = await readQrText(key);
    // A wrong code cannot be installed, so an image that may come later is waited for.
    if (!qrText.ok) return err(qrText.error);
    const drawn = parseActivationCode(qrText.value ?? '');
    if (!drawn) return ok(build(confirmation, first.text));
    settled = candidates.find(({ text }) => text === drawn.matchingId)?.field;
    log.info('matching ID settled by QR image', { provider: 'zendit', kind: settled ?? 'neither field' });
    return ok(drawn);
  };
}

/** The likelier field first. */
function toCandidates(confirmation: ZenditConfirmationWire): { field: MatchingField; text: string }[] {
  const fields = ['activationCode', 'externalReferenceId'] as const;
  return fields.flatMap((field) => {
    const text = confirmation[field]?.trim();
    return text ? [{ field, text }] : [];
  });
}

function build(
  { smdpAddress }: ZenditConfirmationWire,
  matchingId: string | undefined,
): ActivationCode | undefined {
  const address = smdpAddress?.trim();
  if (!address || !matchingId) return undefined;
  const code = parseActivationCode(['LPA:1', address, matchingId].join('$'));
  // A `$` inside the ID would be read as the end of it.
  return code?.matchingId === matchingId ? code : undefined;
}
