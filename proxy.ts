import { type NextRequest, NextResponse } from 'next/server';
import { readEnv } from '#lib/config/env';
import { preferredLocale } from '@/i18n/preferred-locale';

/** Two small things that a page cannot do; never authorisation. Browsing pages do not pass here at all. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  return request.nextUrl.pathname === '/' ? chooseLanguage(request) : withOrderStatus(request);
}

export const config = {
  matcher: [
    '/',
    '/:locale/orders/:orderId([a-z0-9]{20,32})',
    '/:locale/orders/:orderId([a-z0-9]{20,32})/receipts/:number',
  ],
};

/** Once, at the bare address. Every other address carries its language. */
function chooseLanguage(request: NextRequest): NextResponse {
  const locale = preferredLocale(request.headers.get('accept-language') ?? '');
  const response = NextResponse.redirect(new URL(`/${locale}`, request.url));
  response.headers.set('Vary', 'Accept-Language');
  return response;
}

const PASSED = 'x-order-status-passed';

/**
 * A visitor without any key sees the same page for every order, existing or not, and its status is 404. The page itself
 * decides that; but Next has sent the status of a dynamic page before the page is asked, so it is set here.
 */
async function withOrderStatus(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const isDocument = request.method === 'GET' && !request.headers.has('rsc') && !request.headers.has(PASSED);
  if (!isDocument || hasKey(request, pathname)) return NextResponse.next();
  const { PORT, APP_URL } = readEnv();
  const page = await fetch(`${PORT ? `http://127.0.0.1:${PORT}` : APP_URL}${pathname}${search}`, {
    headers: { [PASSED]: '1', 'user-agent': request.headers.get('user-agent') ?? '' },
    redirect: 'manual',
  });
  if (page.status !== 200) return NextResponse.next();
  const headers = new Headers(page.headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'])
    headers.delete(name);
  return new NextResponse(page.body, { status: 404, headers });
}

/** Something that may open the order; whether it does is decided in the data layer. */
function hasKey(request: NextRequest, pathname: string): boolean {
  const orderId = pathname.split('/')[3];
  return request.cookies
    .getAll()
    .some(({ name }) => name === `order_${orderId}` || name.endsWith('session-token'));
}
