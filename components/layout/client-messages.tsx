import { NextIntlClientProvider, type Messages } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';

/** Gives the client components within it these namespaces and no more: words are bytes on a phone. */
export async function ClientMessages({
  namespaces,
  children,
}: {
  namespaces: (keyof Messages)[];
  children: ReactNode;
}) {
  const all = await getMessages();
  const wanted = new Set<string>(['ui', ...namespaces]);
  const picked = Object.fromEntries(Object.entries(all).filter(([name]) => wanted.has(name)));
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>;
}
