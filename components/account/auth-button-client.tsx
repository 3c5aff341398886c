'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';

type AuthButtonProps = {
  /** `/api/auth/signin/google`, `/api/auth/signout`: routes that want a POST with a token of their own. */
  action: `/api/auth/${string}`;
  /** Where to go afterwards; inside the shop. */
  returnTo: string;
  failed: string;
  children: ReactNode;
};

/** Sends one of the sign-in library's forms, with the token that it hands out for this browser. */
export function AuthButton({ action, returnTo, failed, children }: AuthButtonProps) {
  const [state, setState] = useState<'rest' | 'busy' | 'failed'>('rest');

  async function send() {
    setState('busy');
    try {
      window.location.assign(await postAuthForm(action, returnTo));
    } catch (error) {
      setState('failed');
      reportError(error);
    }
  }

  return (
    <div>
      <Button variant="quiet" block busy={state === 'busy'} onClick={send}>
        {children}
      </Button>
      <p role="status" className="mt-1 text-danger text-small">
        {state === 'failed' ? failed : ''}
      </p>
    </div>
  );
}

/** Answers with the address to go to: another site's for a provider, ours after signing out. */
async function postAuthForm(action: string, callbackUrl: string): Promise<string> {
  const csrfToken = await readText('/api/auth/csrf', 'csrfToken');
  return readText(action, 'url', new URLSearchParams({ csrfToken, callbackUrl, json: 'true' }));
}

async function readText(url: string, name: string, form?: URLSearchParams): Promise<string> {
  const response = await fetch(url, form ? { method: 'POST', body: form } : {});
  const answer: unknown = await response.json();
  const value = typeof answer === 'object' && answer !== null ? Reflect.get(answer, name) : undefined;
  if (!response.ok || typeof value !== 'string') throw new Error(`${url} answered ${response.status}`);
  return value;
}
