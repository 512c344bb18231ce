import { render, type RenderResult } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactElement } from 'react';
import { messages } from '@/lib/i18n';

/** Renders with the words people read; a missing one fails the test through the strict console. */
export function renderWords(element: ReactElement): RenderResult {
  return render(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      {element}
    </NextIntlClientProvider>,
  );
}
