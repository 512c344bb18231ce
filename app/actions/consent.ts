'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cookieNames, cookieOptions } from '@/lib/auth';
import { CONSENT_COOKIE, CONSENT_SECONDS, writeConsent } from '@/lib/format';
import { defineAction } from '@/lib/http';
import { answerConsentSpec } from './_specs/consent';

/** Back to the page the form stands on, as the middleware has it. */
function pageBehind(head: Headers): string {
  const page = head.get('x-page') ?? '/';
  return /^\/(?!\/)/.test(page) ? page : '/';
}

const answer = defineAction(answerConsentSpec, async ({ services, fields: { choice } }) => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const value = writeConsent({ ads: choice === 'accept' ? 'granted' : 'denied', underAge: choice === 'under_age' });
  // A consent platform's answer is written by script into the same cookie.
  const options = { ...cookieOptions(cookieNames(services.env).secure), httpOnly: false, maxAge: CONSENT_SECONDS };
  jar.set(CONSENT_COOKIE, value, options);
  redirect(pageBehind(head));
});

export async function answerConsent(form: FormData): Promise<void> {
  await answer(form);
}
