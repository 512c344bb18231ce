import type { Clock } from '@/lib/clock';
import type { Env } from '@/lib/env';
import type { Kv } from '@/lib/redis';
import type { Adapter } from './adapters/adapter';
import { createHuggingFaceAdapter } from './adapters/huggingface';
import { createCompatibleAdapter } from './adapters/openai-compatible';
import { createOpenAiAdapter } from './adapters/openai';
import { createOpenRouterAdapter } from './adapters/openrouter';
import { compatibleModels, compatibleProvider, compatibleServers, type CompatibleEnv } from './catalog/compatible';
import { DEMO, DEMO_MODELS } from './catalog/demo';
import { HUGGINGFACE, HUGGINGFACE_MODELS } from './catalog/huggingface';
import { OPENAI, OPENAI_MODELS } from './catalog/openai';
import { OPENROUTER, OPENROUTER_MODELS } from './catalog/openrouter';
import { createBreakers } from './chain/breaker';
import { runChain } from './chain/run-chain';
import { createDemoAdapter } from './demo/demo-adapter';
import { createHealth } from './health/health';
import type { Ai, Model, Provider } from './types';

type Access<Name extends string> = `${Name}_API_KEY` | `${Name}_BASE_URL`;

export type AiEnv = CompatibleEnv &
  Pick<Env, Access<'OPENAI' | 'HUGGINGFACE' | 'OPENROUTER'>> &
  Partial<Pick<Env, 'APP_URL' | 'APP_NAME'>>;

export interface AiLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface AiParts {
  env: AiEnv;
  kv: Kv;
  clock: Clock;
  log: AiLog;
  /** Milliseconds between two chunks of the demo engine; 0 in tests. */
  demoPaceMs?: number;
}

/**
 * The models this process can reach. What is configured decides the catalog; the demo engine is always there, last.
 * Nothing is connected or loaded before the first call.
 * @throws Error when the configuration names one provider twice.
 */
export function createAi({ env, kv, clock, log, demoPaceMs }: AiParts): Ai {
  const providers: Provider[] = [];
  const models: Model[] = [];
  const adapters = new Map<string, Adapter>();
  const add = (provider: Provider, its: readonly Model[], adapter: Adapter) => {
    providers.push(provider);
    models.push(...its);
    adapters.set(provider.id, adapter);
  };
  if (env.OPENAI_API_KEY) {
    add(OPENAI, OPENAI_MODELS, createOpenAiAdapter({ apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL }));
  }
  if (env.HUGGINGFACE_API_KEY) {
    const access = { apiKey: env.HUGGINGFACE_API_KEY, baseUrl: env.HUGGINGFACE_BASE_URL };
    add(HUGGINGFACE, HUGGINGFACE_MODELS, createHuggingFaceAdapter(access));
  }
  if (env.OPENROUTER_API_KEY) {
    const { OPENROUTER_API_KEY: apiKey, OPENROUTER_BASE_URL: baseUrl, APP_URL: appUrl, APP_NAME: appName } = env;
    add(OPENROUTER, OPENROUTER_MODELS, createOpenRouterAdapter({ apiKey, baseUrl, appUrl, appName }));
  }
  for (const server of compatibleServers(env)) {
    add(compatibleProvider(server), compatibleModels(server), createCompatibleAdapter(server));
  }
  add(DEMO, DEMO_MODELS, createDemoAdapter({ paceMs: demoPaceMs }));
  const breakers = createBreakers({ kv, clock, log });
  const health = createHealth({ clock, breakers });
  return {
    providers: () => providers,
    models: () => models,
    health: () => health.all(),
    runChain: (input, sink) => runChain({ adapters, breakers, health, log }, input, sink),
  };
}
