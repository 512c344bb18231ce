import { render, type RenderResult } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactElement } from 'react';
import { messages } from '@/lib/i18n';

/** With the words people read; a missing one fails the test through the strict console. */
export const inWords = (element: ReactElement): ReactElement => (
  <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
    {element}
  </NextIntlClientProvider>
);

export const renderWords = (element: ReactElement): RenderResult => render(inWords(element));
