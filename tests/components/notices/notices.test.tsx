/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { Bell } from '@/components/notices/bell';
import { NoticeList, noticeHref } from '@/components/notices/notice-list';
import type { NoticeOf, NoticeView } from '@/lib/notices/types';
import { renderWords } from '../../support/render-words';

const RUN = '0198a000-0000-7000-8000-000000000001';
const BATCH = '0198a000-0000-7000-8000-000000000002';
const run = { runId: RUN, toolId: 'video-generation', kind: 'video' as const };
const batch = { batchId: BATCH, toolId: 'summarize', rows: 10 };
const about = { problemId: BATCH, runId: RUN, toolId: 'summarize' };

const adClaim = { sessionId: RUN, kind: 'text' as const, amount: 5 };
const taken = { id: RUN, network: 'offerwall', amount: 5 };
const offer = { id: RUN, offer: 'Tower & Co', amount: 100 };

const ALL: [NoticeOf, string, string, string][] = [
  [{ kind: 'run_done', data: { ...run, title: 'Waves' } }, 'Film: done', 'Waves', `/runs/${RUN}`],
  [{ kind: 'run_failed', data: run }, 'Film: it did not work', 'Nothing was charged', `/runs/${RUN}`],
  [
    { kind: 'batch_done', data: { ...batch, succeeded: 10, failed: 0 } },
    'summarize: the batch is done',
    'All 10 rows',
    `/batches/${BATCH}`,
  ],
  [
    { kind: 'batch_done', data: { ...batch, succeeded: 7, failed: 3 } },
    'summarize: the batch is done',
    '7 of 10 rows have an answer, 3 failed',
    `/batches/${BATCH}`,
  ],
  [
    { kind: 'batch_paused', data: { ...batch, done: 4 } },
    'summarize: the batch waits for you',
    '4 of 10 rows are done',
    `/batches/${BATCH}`,
  ],
  [
    { kind: 'problem_refunded', data: { ...about, amount: 5, answer: 'Sorry.' } },
    'Your report was right',
    'Sorry.',
    `/runs/${RUN}#problem`,
  ],
  [
    { kind: 'problem_declined', data: { ...about, answer: 'It fits.' } },
    'Your report was answered',
    'It fits.',
    `/runs/${RUN}#problem`,
  ],
  [{ kind: 'ad_paid', data: adClaim }, 'Your ad was looked at', 'checked the claim first', '/credits'],
  [{ kind: 'ad_refused', data: adClaim }, 'was not paid', 'not watched in a way', '/credits'],
  [
    { kind: 'ad_refused', data: { ...adClaim, reason: 'A script beat.' } },
    'was not paid',
    'A script beat.',
    '/credits',
  ],
  [{ kind: 'offer_paid', data: offer }, 'Your offer was looked at', 'Tower & Co · We had checked it', '/credits'],
  [
    { kind: 'offer_refused', data: { ...offer, withdrawn: false } },
    'An offer was not paid',
    'something one person has completed',
    '/credits',
  ],
  [
    { kind: 'offer_refused', data: { ...offer, withdrawn: true } },
    'An offer was not paid',
    'Tower & Co · The advertiser withdrew it',
    '/credits',
  ],
  [
    { kind: 'offer_refused', data: { id: RUN, amount: 5, withdrawn: false, reason: 'A farm.' } },
    'An offer was not paid',
    'A farm.',
    '/credits',
  ],
  [
    { kind: 'ad_reversed', data: { ...taken, source: 'ad', debt: 0, reason: 'Two tabs at once.' } },
    'for an ad were taken back',
    'Two tabs at once.',
    '/credits',
  ],
  [
    { kind: 'ad_reversed', data: { ...taken, source: 'offer', debt: 2.5 } },
    'for an offer were taken back',
    'The advertiser withdrew what it had confirmed. 2.5 credits are still owed',
    '/credits',
  ],
];
const view = (notice: NoticeOf, readAt: string | null = null): NoticeView => ({
  ...notice,
  id: BATCH,
  createdAt: '2026-01-01T10:00:00.000Z',
  readAt,
});

describe('a notice', () => {
  it.each(ALL)('of %j says what happened and leads there', (notice, said, detail, href) => {
    renderWords(<NoticeList items={[view(notice)]} toolNames={{ 'video-generation': 'Film' }} />);
    const line = screen.getByRole('listitem');
    expect(line).toHaveTextContent(said);
    expect(line).toHaveTextContent(detail);
    expect(screen.getByRole('link')).toHaveAttribute('href', href);
    expect(noticeHref(view(notice))).toBe(href);
    expect(screen.getByText('New')).toBeInTheDocument();
  });

  it('that was seen is not called new', () => {
    renderWords(<NoticeList items={[view(ALL[0]![0], '2026-01-01T11:00:00.000Z')]} toolNames={{}} />);
    expect(screen.queryByText('New')).toBeNull();
  });
});

describe('the bell', () => {
  const words = { none: 'Notices', some: 'Notices, # unread' };

  it.each([
    [0, 'Notices'],
    [3, 'Notices, 3 unread'],
    [100, 'Notices, 99+ unread'],
  ])('with %d unread is called “%s”', (unread, name) => {
    renderWords(<Bell unread={unread} words={words} />);
    expect(screen.getByRole('link', { name })).toHaveAttribute('href', '/notices');
  });
});
