import { expect, it } from '@jest/globals';
import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { plainSession } from '@/app/(hub)/earn/watch/plain-progress';
import { PlainWatch, type PlainWatchProps } from '@/app/(hub)/earn/watch/plain-watch';
import { messages } from '@/lib/i18n/messages';
import { sessionOf, viewOf } from '../../support/scripted-ads';

/** Its words, and what its buttons send. */
function show(props: Partial<PlainWatchProps>) {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <PlainWatch
        kind="text"
        draft="d1"
        reward={5}
        progress={null}
        view={null}
        missing={null}
        refused={false}
        {...props}
      />
    </NextIntlClientProvider>,
  );
  const inside = (pattern: RegExp) =>
    [...html.matchAll(pattern)].map(([, words = '']) => words.replace(/<[^>]+>/g, ''));
  return { html, buttons: inside(/<button[^>]*>(.*?)<\/button>/gs), drafts: inside(/name="draft" value="([^"]*)"/g) };
}

it('begins an ad by one press, and takes along what waits for it', () => {
  const { buttons, drafts } = show({});
  expect(buttons).toHaveLength(1);
  expect(drafts).toEqual(['d1']);
});

it('says what is counted over all parts, and claims with what the answer adds', () => {
  const question = { text: 'Tea or coffee?', choices: ['Tea', 'Coffee'], reward: 1, answer: null };
  const views = [
    viewOf({ id: 'v1', seconds: 30, watchedSeconds: 30.4, complete: true }),
    viewOf({ id: 'v2', seconds: 30, watchedSeconds: 12.9, question }),
  ];
  const asked = show(plainSession(sessionOf(views)));
  expect(asked.html).toContain('42 of 60 seconds');
  expect(asked.buttons).toEqual(['Tea', 'Coffee', expect.any(String), expect.stringContaining('5')]);
  expect(asked.drafts).toEqual(['d1', 'd1', 'd1']);
  const answered = show(plainSession(sessionOf([views[0]!, { ...views[1]!, question: { ...question, answer: 1 } }])));
  expect(answered.html).toContain('Coffee');
  expect(answered.buttons).toEqual([expect.any(String), expect.stringContaining('6')]);
});

it('says how many seconds a claim was short of', () => {
  expect(show({ missing: 7 }).html).toContain('7 seconds are still missing.');
});
