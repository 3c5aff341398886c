/**
 * An e-mail address as it is stored and compared: NFKC, trimmed, lower case, ASCII only, exactly one `@`, a domain with
 * a dot, at most 254 characters. `undefined` for lists, quotes, control characters and look-alike letters.
 */
export function parseEmail(text: string): string | undefined {
  const email = text.normalize('NFKC').trim().toLowerCase();
  return email.length <= 254 && ADDRESS.test(email) ? email : undefined;
}

const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
