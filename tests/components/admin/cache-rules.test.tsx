/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RulesForm } from '@/components/admin/cache/rules-form';
import { readCacheRules } from '@/components/admin/cache/rules-patch';
import type { CacheRuleRow } from '@/components/admin/cache/types';
import type { FormState } from '@/components/ui/form-state';
import { renderWords } from '../../support/render-words';

const RULES: CacheRuleRow[] = [
  { toolId: 'summarize', name: 'Summarize', ownHours: 12, shareable: true, shares: false },
  { toolId: 'rewrite', name: 'Rewrite', ownHours: null, shareable: true, shares: true },
  { toolId: 'image-generation', name: 'Draw', ownHours: null, shareable: false, shares: false },
];
const AS_SHOWN = { 'cache.hours.summarize': '12', 'cache.shared.rewrite': 'true' };

describe('what is read from the form of rules', () => {
  it('is nothing where nothing was changed', () => {
    expect(readCacheRules(AS_SHOWN, RULES)).toEqual({ patch: null, wrong: [] });
  });

  it.each([
    [{ 'cache.hours.summarize': '24' }, { hours: { summarize: 24 } }],
    [{ 'cache.hours.summarize': '0' }, { hours: { summarize: 0 } }],
    [{ 'cache.hours.summarize': ' 1,5 ' }, { hours: { summarize: 1.5 } }],
    [{ 'cache.hours.summarize': '' }, { hours: { summarize: null } }],
    [{ 'cache.hours.image-generation': '8760' }, { hours: { 'image-generation': 8_760 } }],
    [{ 'cache.shared.summarize': 'true' }, { shared: ['summarize', 'rewrite'] }],
    [{ 'cache.shared.rewrite': '' }, { shared: [] }],
  ])('is a patch of what was changed alone: %j', (change, cache) => {
    expect(readCacheRules({ ...AS_SHOWN, ...change }, RULES)).toEqual({ patch: { cache }, wrong: [] });
  });

  it.each(['-1', 'a day', '8761', '1e3', 'NaN', '1.2.3'])('refuses %s hours, naming the tool’s field', (hours) => {
    expect(readCacheRules({ ...AS_SHOWN, 'cache.hours.rewrite': hours }, RULES).wrong).toEqual(['cache.hours.rewrite']);
  });
});

describe('the form of rules', () => {
  const show = (action: (state: FormState, form: FormData) => Promise<FormState>) =>
    renderWords(<RulesForm action={action} rules={RULES} allHours={168} sharedPrice={1} />);
  const tool = (name: string) => within(screen.getByRole('group', { name }));

  it('shows each tool’s own hours, those of all tools where it has none, and no box where nothing can be shared', () => {
    show(async (state) => state);
    expect(tool('Summarize').getByLabelText('Keep for')).toHaveValue('12');
    expect(tool('Rewrite').getByLabelText('Keep for')).toHaveValue('');
    expect(tool('Rewrite').getByPlaceholderText('168, as all tools')).toBeVisible();
    expect(tool('Rewrite').getByRole('checkbox', { name: 'Serve others, too' })).toBeChecked();
    expect(tool('Summarize').getByRole('checkbox')).not.toBeChecked();
    expect(tool('Draw').queryByRole('checkbox')).toBeNull();
  });

  it('says what sharing does to what people write, and what it costs them', () => {
    show(async (state) => state);
    expect(screen.getByText(/An answer may repeat what somebody wrote/)).toBeVisible();
    expect(screen.getByText(/They pay 1 credit for it/)).toBeVisible();
  });

  it('keeps what was typed beside what is wrong with it, and goes there', async () => {
    const sent: Record<string, string>[] = [];
    show(async (_state, form) => {
      const values = Object.fromEntries(
        [...form.entries()].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
      );
      sent.push(values);
      return { values, errors: { 'cache.hours.rewrite': 'Enter hours.' }, message: 'Nothing was saved.', ok: false };
    });
    await userEvent.type(tool('Rewrite').getByRole('textbox'), 'soon');
    await userEvent.click(tool('Summarize').getByRole('checkbox'));
    await userEvent.click(screen.getByRole('button', { name: 'Save rules' }));
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('Nothing was saved.'));
    expect(sent).toEqual([
      {
        'cache.hours.summarize': '12',
        'cache.shared.summarize': 'true',
        'cache.hours.rewrite': 'soon',
        'cache.shared.rewrite': 'true',
        'cache.hours.image-generation': '',
      },
    ]);
    const field = tool('Rewrite').getByRole('textbox');
    expect(field).toHaveValue('soon');
    expect(field).toHaveFocus();
    expect(field).toHaveAccessibleDescription('Enter hours.');
    expect(tool('Summarize').getByRole('checkbox')).toBeChecked();
  });
});
