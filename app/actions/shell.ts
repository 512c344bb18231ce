'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { THEME_COOKIE } from '@/components/layout/theme';
import { cookieNames, cookieOptions, signOut as endSession, tokenInCookie } from '@/lib/auth';
import { defineAction } from '@/lib/http';
import { setThemeSpec, signOutSpec } from './_specs/shell';

const YEAR_SECONDS = 31_536_000;

const keepTheme = defineAction(setThemeSpec, async ({ services, fields }) => {
  const jar = await cookies();
  if (fields.theme === 'system') jar.delete(THEME_COOKIE);
  else
    jar.set(THEME_COOKIE, fields.theme, { ...cookieOptions(cookieNames(services.env).secure), maxAge: YEAR_SECONDS });
});

const leave = defineAction(signOutSpec, async ({ ctx, services }) => {
  const jar = await cookies();
  const { session } = cookieNames(services.env);
  const value = jar.get(session)?.value;
  const token = value ? await tokenInCookie(value, services.secret) : null;
  if (token) await endSession({ ctx, input: { token } });
  jar.delete(session);
  redirect('/');
});

export async function setTheme(form: FormData): Promise<void> {
  await keepTheme(form);
}

export async function signOut(form: FormData): Promise<void> {
  await leave(form);
}
