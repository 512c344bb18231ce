import type { Env } from '@/lib/env';
import type { Adapter } from './adapters/adapter';
import { createDeepSeekAdapter } from './adapters/deepseek';
import { createHuggingFaceAdapter } from './adapters/huggingface';
import { createMistralAdapter } from './adapters/mistral';
import { createOpenAiAdapter } from './adapters/openai';
import { createCompatibleAdapter } from './adapters/openai-compatible';
import { createOpenRouterAdapter } from './adapters/openrouter';
import type { BatchClient } from './batch/batch-client';
import { createMistralBatches } from './batch/mistral-batch';
import { createOpenAiBatches } from './batch/openai-batch';
import { compatibleModels, compatibleProvider, compatibleServers, type CompatibleEnv } from './catalog/compatible';
import { DEEPSEEK, DEEPSEEK_MODELS } from './catalog/deepseek';
import { DEMO } from './catalog/demo';
import type { CatalogSource } from './catalog/entry';
import { HUGGINGFACE, HUGGINGFACE_MODELS } from './catalog/huggingface';
import type { ListAccess } from './catalog/listing/fetch-list';
import { huggingFaceList } from './catalog/listing/huggingface-list';
import type { ListingReader } from './catalog/listing/listing-reader';
import { mistralList } from './catalog/listing/mistral-list';
import { openAiList } from './catalog/listing/openai-list';
import { openRouterList } from './catalog/listing/openrouter-list';
import { MISTRAL, MISTRAL_MODELS } from './catalog/mistral';
import { OPENAI, OPENAI_MODELS } from './catalog/openai';
import { OPENROUTER, OPENROUTER_MODELS } from './catalog/openrouter';
import { createMistralModerator } from './moderation/mistral-moderator';
import type { Moderator } from './moderation/moderator';
import { createOpenAiModerator } from './moderation/openai-moderator';
import type { ProviderAccount } from './types';

type Name = 'OPENAI' | 'HUGGINGFACE' | 'DEEPSEEK' | 'OPENROUTER' | 'MISTRAL';
type Access<One extends string> = `${One}_API_KEY` | `${One}_BASE_URL`;

export type AiEnv = CompatibleEnv & Pick<Env, Access<Name>> & Partial<Pick<Env, 'APP_URL' | 'APP_NAME'>>;

interface AdapterAccess {
  apiKey: string;
  baseUrl?: string | undefined;
  appUrl?: string | undefined;
  appName?: string | undefined;
}

/** One provider the hub knows: what it is called, which variables set it up, what it can do, how it is spoken to. */
interface KnownProvider extends Omit<CatalogSource, 'showsListed'> {
  /** What its variables begin with. */
  variables: Name;
  /** Where its list is read while no base URL is configured. */
  ownUrl: string;
  reader: ListingReader;
  createAdapter(access: AdapterAccess): Adapter;
  createModerator?(access: { apiKey: string; baseUrl: string }): Moderator;
  createBatches?(access: { apiKey: string; baseUrl: string }): BatchClient;
}

/** In the order they are shown in; nothing else lists providers. */
export const KNOWN_PROVIDERS: readonly KnownProvider[] = [
  {
    provider: OPENAI,
    models: OPENAI_MODELS,
    variables: 'OPENAI',
    ownUrl: 'https://api.openai.com/v1',
    makes: ['text', 'image', 'speech', 'transcription'],
    listsAllOf: ['text', 'image', 'speech', 'transcription'],
    reader: openAiList(),
    createAdapter: createOpenAiAdapter,
    createModerator: createOpenAiModerator,
    createBatches: createOpenAiBatches,
  },
  {
    provider: HUGGINGFACE,
    models: HUGGINGFACE_MODELS,
    variables: 'HUGGINGFACE',
    ownUrl: 'https://router.huggingface.co/v1',
    makes: ['text', 'image', 'speech', 'transcription', 'video'],
    listsAllOf: ['text'],
    reader: huggingFaceList,
    createAdapter: createHuggingFaceAdapter,
  },
  {
    provider: DEEPSEEK,
    models: DEEPSEEK_MODELS,
    variables: 'DEEPSEEK',
    ownUrl: 'https://api.deepseek.com',
    makes: ['text'],
    listsAllOf: ['text'],
    reader: openAiList(['text']),
    createAdapter: createDeepSeekAdapter,
  },
  {
    provider: OPENROUTER,
    models: OPENROUTER_MODELS,
    variables: 'OPENROUTER',
    ownUrl: 'https://openrouter.ai/api/v1',
    makes: ['text', 'image', 'speech', 'transcription', 'video'],
    listsAllOf: ['text'],
    reader: openRouterList,
    createAdapter: createOpenRouterAdapter,
  },
  {
    provider: MISTRAL,
    models: MISTRAL_MODELS,
    variables: 'MISTRAL',
    ownUrl: 'https://api.mistral.ai/v1',
    makes: ['text', 'speech', 'transcription'],
    listsAllOf: ['text', 'transcription'],
    reader: mistralList,
    createAdapter: createMistralAdapter,
    createModerator: createMistralModerator,
    createBatches: createMistralBatches,
  },
];

/** A provider that is set up. */
export interface SetUpProvider {
  source: CatalogSource;
  adapter: Adapter;
  /** Where its list is; absent for the demo engine. */
  list?: ListAccess;
  moderator?: Moderator;
  batches?: BatchClient;
}

function setUpKnown(known: KnownProvider, env: AiEnv): SetUpProvider[] {
  const { variables, ownUrl, reader, createAdapter, createModerator, createBatches, ...source } = known;
  const [apiKey, baseUrl] = [env[`${variables}_API_KEY`], env[`${variables}_BASE_URL`]];
  if (!apiKey) return [];
  const access = { apiKey, baseUrl: baseUrl ?? ownUrl };
  return [
    {
      source: { ...source, showsListed: false },
      adapter: createAdapter({ apiKey, baseUrl, appUrl: env.APP_URL, appName: env.APP_NAME }),
      list: { ...access, reader },
      ...(createModerator ? { moderator: createModerator(access) } : {}),
      ...(createBatches ? { batches: createBatches(access) } : {}),
    },
  ];
}

/** Ids that no compatible server may take, whether their provider is set up or not. */
export const TAKEN_IDS: readonly string[] = [...KNOWN_PROVIDERS.map(({ provider }) => provider.id), DEMO.id];

/**
 * What the configuration sets up, the demo engine apart.
 * @throws Error when it names one provider twice.
 */
export function setUpProviders(env: AiEnv): SetUpProvider[] {
  const servers = compatibleServers(env, TAKEN_IDS).map((server): SetUpProvider => {
    const { baseUrl, apiKey } = server;
    const models = compatibleModels(server);
    const source: CatalogSource = {
      ...{ provider: compatibleProvider(server), models, makes: ['text', 'image'], listsAllOf: [] },
      // Named ones stay the operator's choice; without names everything the server has is offered.
      showsListed: models.length === 0,
    };
    return { source, adapter: createCompatibleAdapter(server), list: { baseUrl, apiKey, reader: openAiList() } };
  });
  return [...KNOWN_PROVIDERS.flatMap((known) => setUpKnown(known, env)), ...servers];
}

/** Without key, path or query: what an operator may see of an address. */
const hostOf = (url: string) => new URL(url).host;

/** All providers an operator can have, set up or not, with the variables that do it. */
export function listAccounts(env: AiEnv): ProviderAccount[] {
  const known = KNOWN_PROVIDERS.map(({ provider, variables, ownUrl, makes }): ProviderAccount => {
    const key = env[`${variables}_API_KEY`];
    const host = hostOf(env[`${variables}_BASE_URL`] ?? ownUrl);
    const names = { keyVariable: `${variables}_API_KEY`, baseUrlVariable: `${variables}_BASE_URL` };
    return { ...provider, configured: Boolean(key), host, makes, ...names };
  });
  const servers = compatibleServers(env, TAKEN_IDS).map((server): ProviderAccount => {
    const single = server.id === 'compatible';
    return {
      ...compatibleProvider(server),
      configured: true,
      host: hostOf(server.baseUrl),
      makes: ['text', 'image'],
      keyVariable: single ? 'OPENAI_COMPATIBLE_API_KEY' : 'OPENAI_COMPATIBLE_SERVERS',
      baseUrlVariable: single ? 'OPENAI_COMPATIBLE_BASE_URL' : 'OPENAI_COMPATIBLE_SERVERS',
    };
  });
  return [...known, ...servers];
}
