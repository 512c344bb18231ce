/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MissingProviders } from '@/components/admin/catalog/missing-providers';
import { ModelForm } from '@/components/admin/catalog/model-form';
import { ModelList } from '@/components/admin/catalog/model-list';
import { ProviderCard } from '@/components/admin/catalog/provider-card';
import type { FormState } from '@/components/ui/form-state';
import type { ModelView, ProviderView } from '@/lib/admin/types';
import { renderWords } from '../../support/render-words';

const PROVIDER: ProviderView = {
  ...{ id: 'openai', label: 'OpenAI', demo: false, configured: true, enabled: true, host: 'api.openai.com' },
  ...{ keyVariable: 'OPENAI_API_KEY', baseUrlVariable: 'OPENAI_BASE_URL', makes: ['text', 'image'] },
  models: { shown: 3, waiting: 0, hidden: 1, unlisted: 0, offered: 12 },
  listing: { at: '2026-11-21T09:00:00.000Z', models: 40, failure: null, foreign: false },
  health: [],
  spend: { todayUsd: 0.4213, capUsd: null },
};
const MODEL: ModelView = {
  ...{ id: 'openai/one', provider: 'openai', providerLabel: 'OpenAI', name: 'one', label: 'One', kind: 'text' },
  ...{ task: 'text', tier: 'standard', quality: 70, contextTokens: 400_000, maxOutputTokens: null },
  cost: { inputPerMillionTokens: 750_000, outputPerMillionTokens: 4_500_000 },
  ...{ state: 'shown', origin: 'built-in', sources: { cost: 'listed' }, changed: false },
  costEstimated: false,
};
const stay = async (state: FormState) => state;
const actions = { switchProvider: stay, refreshListing: stay };

describe('a provider’s card', () => {
  it('says how its models do, which of them rest, and what it has charged against its cap', () => {
    const health = {
      ...{ model: 'openai/one', label: 'One', samples: 20, medianMs: 312.4, p95Ms: 900, failureShare: 0.25 },
      ...{ breaker: 'open' as const, pausedUntil: null },
    };
    renderWords(
      <ProviderCard
        provider={{ ...PROVIDER, health: [health], spend: { todayUsd: 5, capUsd: 5 } }}
        actions={actions}
      />,
    );
    const card = screen.getByRole('article', { name: /OpenAI/ });
    // Nothing is asked of it at all: that comes before what rests.
    expect(within(card).getByText('cap used up')).toBeInTheDocument();
    const row = within(card).getByRole('row', { name: /One/ });
    expect(row).toHaveTextContent('312 ms');
    expect(row).toHaveTextContent('25% of 20');
    expect(row).toHaveTextContent('resting');
    expect(within(card).getByRole('progressbar')).toHaveAttribute('aria-valuetext', '$5.00 of $5.00');
    expect(within(card).getByText(/Used up/)).toBeInTheDocument();
    expect(within(card).getByText('3 in use, 1 hidden, 12 more to add')).toBeInTheDocument();
  });

  it('sends whom to switch and which way', async () => {
    const sent: FormData[] = [];
    const switchProvider = async (state: FormState, form: FormData) => {
      sent.push(form);
      return { ...state, ok: true, message: 'Off for new runs.' };
    };
    renderWords(<ProviderCard provider={PROVIDER} actions={{ ...actions, switchProvider }} />);
    expect(screen.getByText('No calls in the last minutes.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Switch OpenAI off' }));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Off for new runs.'));
    expect(Object.fromEntries(sent[0] ?? [])).toEqual({ id: 'openai', enabled: 'false' });
  });

  it.each([
    [{ failure: 'unauthorized' }, 'The last attempt failed: the key was refused.'],
    [{ foreign: true }, 'It has none of the models we know, so nothing was left out.'],
    [{ at: null }, 'Not read yet.'],
  ] as const)('says what is the matter with its list: %j', (change, words) => {
    const listing = { at: null, models: 0, failure: null, foreign: false, ...change };
    renderWords(<ProviderCard provider={{ ...PROVIDER, listing }} actions={actions} />);
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  const sick = { model: 'openai/one', label: 'One', samples: 3, medianMs: null, p95Ms: null, failureShare: 1 };
  const list = { at: null, models: 0, failure: null, foreign: false };
  const none = { hidden: 0, unlisted: 0, offered: 0 };
  it.each<[Partial<ProviderView>, string, string]>([
    [{}, 'on', '3 in use, 1 hidden, 12 more to add'],
    [
      { enabled: false, models: { ...none, shown: 0, waiting: 3 } },
      'switched off',
      'None in use, 3 back with the switch',
    ],
    [{ enabled: false, models: { ...none, shown: 0, waiting: 0 } }, 'switched off', 'None in use'],
    [{ models: { ...none, shown: 0, waiting: 0, hidden: 4 } }, 'no models in use', 'None in use, 4 hidden'],
    [{ demo: true, models: { ...none, shown: 0, waiting: 2 } }, 'standing back', '2 standing back'],
    [{ demo: true, models: { ...none, shown: 1, waiting: 1 } }, 'on', '1 in use, 1 standing back'],
    [{ spend: { todayUsd: 5, capUsd: 5 } }, 'cap used up', '3 in use, 1 hidden, 12 more to add'],
    [{ health: [{ ...sick, breaker: 'open', pausedUntil: null }] }, '1 model resting', ''],
    [{ health: [{ ...sick, breaker: 'half_open', pausedUntil: null }] }, '1 model being tried', ''],
    [{ health: [{ ...sick, breaker: 'closed', pausedUntil: '2026-11-21T09:00:00.000Z' }] }, 'asked us to wait', ''],
    [{ listing: { ...list, failure: 'unauthorized' } }, 'key refused', ''],
    [{ listing: { ...list, failure: 'timeout' } }, 'on', ''],
  ])('says what is true of it: %j', (change, state, models) => {
    renderWords(<ProviderCard provider={{ ...PROVIDER, ...change }} actions={actions} />);
    expect(screen.getByRole('heading')).toHaveTextContent(`OpenAI${state}`);
    if (models) expect(screen.getByText(models)).toBeInTheDocument();
  });

  it('says of a provider without a key that it is switched off as well, and nothing of what is set up', () => {
    const { unmount } = renderWords(
      <MissingProviders providers={[{ ...PROVIDER, configured: false, enabled: false }]} ownServer />,
    );
    expect(screen.getByText('switched off, too')).toBeInTheDocument();
    expect(screen.queryByText('A server of your own')).toBeNull();
    unmount();
    renderWords(<MissingProviders providers={[]} ownServer />);
    expect(screen.queryByText('Not set up')).toBeNull();
  });

  it('names the variable of a provider without a key', () => {
    renderWords(<MissingProviders providers={[{ ...PROVIDER, configured: false }]} />);
    expect(screen.getByText('OPENAI_API_KEY').tagName).toBe('CODE');
    expect(screen.getByText('OPENAI_COMPATIBLE_BASE_URL')).toBeInTheDocument();
  });
});

describe('models', () => {
  it('stand under what they make, each with its state, its facts and what can be done', () => {
    const hidden = { ...MODEL, id: 'openai/two', label: 'Two', state: 'hidden', changed: true } as const;
    const offer = { ...MODEL, id: 'x/new', label: 'New', kind: null, task: null, cost: {}, state: 'offered' } as const;
    renderWords(<ModelList models={[MODEL, hidden, offer]} hide={stay} />);
    expect(screen.getByRole('region', { name: /Text/ })).toHaveTextContent('2 models');
    expect(screen.getAllByText(/\$0\.75 in · \$4\.50 out per million tokens/)).toHaveLength(2);
    expect(screen.getByRole('button', { name: 'Hide One' })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Show Two' })).toBeInTheDocument();
    expect(screen.getByText('changed by you')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Add New' })).toHaveAttribute('href', '/admin/models/add?id=x%2Fnew');
    expect(screen.getByText(/cost not known/)).toBeInTheDocument();
  });

  it('say where a cost is an estimate of ours', () => {
    renderWords(<ModelList models={[{ ...MODEL, costEstimated: true }]} hide={stay} />);
    expect(screen.getByText(/per million tokens \(our estimate\)/)).toBeInTheDocument();
  });

  it('keep what was typed beside what is wrong with it', async () => {
    const action = async (_state: FormState, form: FormData): Promise<FormState> => ({
      values: Object.fromEntries([...form].map(([name, value]) => [name, typeof value === 'string' ? value : ''])),
      errors: { quality: 'Enter a number.' },
      message: 'Nothing was saved.',
      ok: false,
    });
    const values = { label: 'One', tier: 'standard', quality: '70', 'cost.inputPerMillionTokens': '0.75' };
    renderWords(
      <ModelForm action={action} id="openai/one" task="text" isNew={false} values={values} sources={MODEL.sources} />,
    );
    const quality = screen.getByLabelText('Quality, 1 to 100');
    await userEvent.clear(quality);
    await userEvent.type(quality, 'many');
    await userEvent.selectOptions(screen.getByLabelText('Price tier'), 'economy');
    await userEvent.click(screen.getByRole('button', { name: 'Save model' }));
    await waitFor(() => expect(screen.getByText('Enter a number.')).toBeInTheDocument());
    expect(screen.getByLabelText('Quality, 1 to 100')).toHaveValue('many');
    expect(screen.getByLabelText('Price tier')).toHaveValue('economy');
  });
});
