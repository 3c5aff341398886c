import { type NextRequest, NextResponse } from 'next/server';
import NextAuth from 'next-auth';
import { gateAuth, localeOfCallback } from '#lib/account/auth-gate';
import { appUrl, authOptions } from '#lib/wiring';

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const gate = gateAuth(request, appUrl());
  if (gate.kind === 'closed') return new NextResponse(null, { status: gate.status });
  if (gate.kind === 'confirm_first') return NextResponse.redirect(gate.url, 303);
  const answer: Response = await NextAuth(authOptions())(request, context);
  return inLanguage(answer, localeOfCallback(request.nextUrl.searchParams));
}

/** next-auth knows one error page; the visitor stays in the language of the link. */
function inLanguage(answer: Response, locale: string): Response {
  const location = answer.headers.get('location');
  if (!location?.includes('/en/sign-in')) return answer;
  const headers = new Headers(answer.headers);
  headers.set(
    'location',
    location.replace('/en/sign-in', () => `/${locale}/sign-in`),
  );
  return new Response(answer.body, { status: answer.status === 302 ? 303 : answer.status, headers });
}

export { handle as GET, handle as POST };
