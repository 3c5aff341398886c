/** What of next-auth's own routes is open. Everything else it offers is closed. */
export type AuthGate =
  | { kind: 'open' }
  | { kind: 'confirm_first'; url: URL }
  | { kind: 'closed'; status: 403 | 404 };

const OPEN_GET = /^\/api\/auth\/(csrf|session|providers|error|callback\/(google|apple))$/;
const OPEN_POST = /^\/api\/auth\/(signout|signin\/(google|apple)|callback\/email)$/;

/**
 * Decides for one request to `/api/auth/…`. An e-mail link is only ever confirmed by a POST from our own page: a mail
 * scanner that follows it lands on that page and spends nothing. Links are requested through `requestSignIn` alone,
 * where the limits are. Apple answers from its own origin.
 */
export function gateAuth(
  request: { method: string; url: string; headers: Headers },
  appUrl: string,
): AuthGate {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method === 'GET') {
    if (pathname === '/api/auth/callback/email')
      return { kind: 'confirm_first', url: toConfirmPage(searchParams, appUrl) };
    return OPEN_GET.test(pathname) ? { kind: 'open' } : { kind: 'closed', status: 404 };
  }
  if (pathname === '/api/auth/callback/apple') return { kind: 'open' };
  if (!OPEN_POST.test(pathname)) return { kind: 'closed', status: 404 };
  return request.headers.get('origin') === new URL(appUrl).origin
    ? { kind: 'open' }
    : { kind: 'closed', status: 403 };
}

function toConfirmPage(query: URLSearchParams, appUrl: string): URL {
  const url = new URL(`/${localeOfCallback(query)}/sign-in/confirm`, appUrl);
  for (const name of ['token', 'email']) url.searchParams.set(name, query.get(name) ?? '');
  return url;
}

/** The language a sign-in goes on in: that of the page it returns to. */
export function localeOfCallback(query: URLSearchParams): string {
  return /^\/([a-z]{2})(\/|$)/.exec(pathOf(query.get('callbackUrl') ?? ''))?.[1] ?? 'en';
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
