import 'server-only';
import type { ReactElement } from 'react';
import { readEnv } from '#lib/config/env';
import { SHOP } from '#lib/config/shop';
import { privateHeaders } from '@/response-headers';

/**
 * Operators' pages are routes: with Cache Components a page has sent status 200 before it can ask who is looking,
 * and a stranger must get the 404 of an address that does not exist.
 */
export async function answerPage(page: ReactElement): Promise<Response> {
  // Next forbids the static import, which would ship a renderer to pages that have their own.
  const { renderToStaticMarkup } = await import('react-dom/server');
  return toHtml(`<!doctype html>${renderToStaticMarkup(page)}`, 200);
}

/** The shop's own answer to an unknown address. */
export async function answerUnknown(): Promise<Response> {
  const { PORT, APP_URL } = readEnv();
  const origin = PORT ? `http://127.0.0.1:${PORT}` : APP_URL;
  const unknown = await fetch(`${origin}/${SHOP.defaultLocale}/not-found`, { redirect: 'manual' });
  return toHtml(await unknown.text(), 404);
}

function toHtml(body: string, status: number): Response {
  const headers = new Headers({ 'Content-Type': 'text/html; charset=utf-8' });
  for (const { key, value } of privateHeaders()) headers.set(key, value);
  return new Response(body, { status, headers });
}
