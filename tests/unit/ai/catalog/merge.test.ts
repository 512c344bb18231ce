import { createCatalog } from '@/lib/ai/catalog/catalog';
import type { CatalogOverrides, CatalogSource, ListedModel, Listing } from '@/lib/ai/catalog/entry';
import { isForeign, mergeSource, offersOf } from '@/lib/ai/catalog/merge';
import type { Model } from '@/lib/ai/types';

const model = (name: string, more: Partial<Model> = {}): Model => ({
  id: `alpha/${name}`,
  provider: 'alpha',
  name,
  label: name.toUpperCase(),
  kind: 'text',
  tier: 'standard',
  contextTokens: 8_000,
  cost: { inputPerMillionTokens: 100, outputPerMillionTokens: 200 },
  ...more,
});
const SOURCE: CatalogSource = {
  provider: { id: 'alpha', label: 'Alpha', demo: false },
  models: [model('one'), model('two'), model('paint', { kind: 'image', cost: { perImage: 5 } })],
  makes: ['text', 'image'],
  listsAllOf: ['text'],
  showsListed: false,
};
const DEMO: CatalogSource = {
  provider: { id: 'demo', label: 'Demo', demo: true },
  models: [
    { ...model('text'), id: 'demo/text', provider: 'demo' },
    { ...model('image', { kind: 'image' }), id: 'demo/image', provider: 'demo' },
  ],
  makes: ['text', 'image'],
  listsAllOf: [],
  showsListed: false,
};
const list = (...models: ListedModel[]): Listing => ({ atMs: 1, models, isWhole: true });
const states = (listing?: Listing, overrides: CatalogOverrides = {}) =>
  Object.fromEntries(mergeSource(SOURCE, listing, overrides).map((entry) => [entry.model.name, entry.state]));
const entryOf = (name: string, listing?: Listing, overrides: CatalogOverrides = {}) =>
  mergeSource(SOURCE, listing, overrides).find((entry) => entry.model.name === name);

describe('what a provider’s list changes', () => {
  it('leaves a model out that is listed no more, of the tasks the list tells all of', () => {
    expect(states(list({ name: 'one' }))).toEqual({ one: 'shown', two: 'unlisted', paint: 'shown' });
  });

  it.each([
    ['no list', undefined],
    ['an empty list', list()],
    ['a list with names of its own', list({ name: 'theirs' }, { name: 'others' })],
    ['the first page of several', { ...list({ name: 'one' }), isWhole: false }],
  ])('takes nothing away: %s', (_what, listing) => {
    expect(states(listing)).toEqual({ one: 'shown', two: 'shown', paint: 'shown' });
  });

  it('says that a list has names of its own', () => {
    expect(isForeign(SOURCE, list({ name: 'theirs' }))).toBe(true);
    expect(isForeign(SOURCE, list({ name: 'one' }))).toBe(false);
    expect(isForeign(SOURCE, undefined)).toBe(false);
  });

  it.each([
    ['nobody', undefined, {}, true],
    ['the list', list({ name: 'one', cost: { inputPerMillionTokens: 7, outputPerMillionTokens: 8 } }), {}, undefined],
    ['a list that says nothing of cost', list({ name: 'one', contextTokens: 9 }), {}, true],
    ['the operator', undefined, { 'alpha/one': { cost: { outputPerMillionTokens: 8 } } }, undefined],
  ])('calls a cost an estimate until somebody states it: %s', (_who, listing, overrides, estimated) => {
    const source = { ...SOURCE, models: [model('one', { isCostEstimated: true })] };
    expect(mergeSource(source, listing, overrides)[0]?.model.isCostEstimated).toBe(estimated);
  });

  it('takes context and cost from it, and keeps our label', () => {
    const listed = {
      name: 'one',
      label: 'Their Name',
      contextTokens: 32_000,
      cost: { inputPerMillionTokens: 70, outputPerMillionTokens: 140 },
    };
    expect(entryOf('one', list(listed))).toMatchObject({
      model: { label: 'ONE', contextTokens: 32_000, cost: { inputPerMillionTokens: 70, outputPerMillionTokens: 140 } },
      origin: 'built-in',
      sources: { label: 'built-in', contextTokens: 'listed', cost: 'listed', kind: 'built-in' },
    });
  });

  it('offers what the catalog lacks and the adapter can ask for', () => {
    const listing = list(
      { name: 'one' },
      { name: 'new', tasks: ['text'] },
      { name: 'film', tasks: ['video'] },
      { name: 'silent' },
    );
    expect(offersOf(SOURCE, listing, mergeSource(SOURCE, listing, {})).map(({ id }) => id)).toEqual([
      'alpha/new',
      'alpha/silent',
    ]);
  });

  it('shows everything of a server whose models nobody has named: text, at no cost', () => {
    const open = { ...SOURCE, models: [], showsListed: true };
    const [first] = mergeSource(open, list({ name: 'org/llama', contextTokens: 4_096 }), {});
    expect(first).toMatchObject({
      model: {
        id: 'alpha/org/llama',
        name: 'org/llama',
        kind: 'text',
        tier: 'standard',
        contextTokens: 4_096,
        cost: { inputPerMillionTokens: 0, outputPerMillionTokens: 0 },
      },
      state: 'shown',
      origin: 'listed',
    });
  });
});

describe('what the operator changes', () => {
  it('hides, renames, judges and reprices, over what the provider says', () => {
    const listed = list({ name: 'one', cost: { inputPerMillionTokens: 70, outputPerMillionTokens: 140 } });
    const overrides: CatalogOverrides = {
      'alpha/one': { hidden: true, label: 'Ours', tier: 'economy', quality: 80, cost: { inputPerMillionTokens: 9 } },
    };
    expect(entryOf('one', listed, overrides)).toMatchObject({
      model: {
        label: 'Ours',
        tier: 'economy',
        quality: 80,
        cost: { inputPerMillionTokens: 9, outputPerMillionTokens: 140 },
      },
      state: 'hidden',
      sources: { label: 'operator', tier: 'operator', quality: 'operator', cost: 'operator', kind: 'built-in' },
    });
  });

  it('keeps a model that the list leaves out, when told so', () => {
    expect(states(list({ name: 'one' }), { 'alpha/two': { hidden: false } }).two).toBe('shown');
  });

  it('adds a model by its kind, with what the list knows of it', () => {
    const listed = list(
      { name: 'one' },
      { name: 'new/er', label: 'Newer', contextTokens: 64_000, capabilities: ['vision'] },
    );
    expect(entryOf('new/er', listed, { 'alpha/new/er': { kind: 'text', quality: 70 } })).toMatchObject({
      model: {
        id: 'alpha/new/er',
        provider: 'alpha',
        label: 'Newer',
        kind: 'text',
        tier: 'standard',
        quality: 70,
        contextTokens: 64_000,
        capabilities: ['vision'],
        cost: {},
      },
      origin: 'operator',
      state: 'shown',
      sources: { label: 'listed', contextTokens: 'listed', kind: 'operator', quality: 'operator' },
    });
  });

  it('adds nothing without a kind, and nothing of another provider', () => {
    const overrides: CatalogOverrides = { 'alpha/gone': { hidden: true }, 'beta/other': { kind: 'text' } };
    expect(mergeSource(SOURCE, undefined, overrides)).toHaveLength(3);
  });
});

describe('the catalog', () => {
  const world: { overrides: CatalogOverrides; listing: Listing | undefined } = {
    overrides: {},
    listing: undefined,
  };
  const open = () =>
    createCatalog({
      sources: [SOURCE, DEMO],
      overrides: () => world.overrides,
      listing: (id) => (id === 'alpha' ? world.listing : undefined),
    });
  beforeEach(() => Object.assign(world, { overrides: {}, listing: undefined }));

  it('gives the same array of the same objects until something changes', () => {
    const catalog = open();
    const before = catalog.models();
    expect(catalog.models()).toBe(before);
    world.overrides = {};
    world.listing = list({ name: 'one' }, { name: 'two' });
    expect(catalog.models()).toBe(before);
    world.overrides = { 'alpha/two': { quality: 3 } };
    const after = catalog.models();
    expect(after).not.toBe(before);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toMatchObject({ id: 'alpha/two', quality: 3 });
    expect(before[1]?.quality).toBeUndefined();
  });

  it('says what it would be with other changes, and stays as it is', () => {
    const catalog = open();
    const before = catalog.models();
    expect(catalog.modelsWith({ 'alpha/one': { hidden: true } }).map(({ id }) => id)).toEqual([
      'alpha/two',
      'alpha/paint',
    ]);
    expect(catalog.models()).toBe(before);
  });

  it('lets the demo engine stand only for what nobody else is configured for, not for what is hidden', () => {
    const ids = () =>
      open()
        .models()
        .map(({ id }) => id);
    expect(ids()).toEqual(['alpha/one', 'alpha/two', 'alpha/paint']);
    world.overrides = { 'alpha/paint': { hidden: true } };
    expect(ids()).toEqual(['alpha/one', 'alpha/two']);
    const demoAlone = createCatalog({ sources: [DEMO], overrides: () => ({}), listing: () => undefined });
    expect(demoAlone.models().map(({ id }) => id)).toEqual(['demo/text', 'demo/image']);
  });
});
