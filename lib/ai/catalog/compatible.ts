import type { Env } from '@/lib/env';
import type { Model, Provider } from '../types';

/** One server that speaks OpenAI's chat completions: Ollama, vLLM, LM Studio and their like. */
export interface CompatibleServer {
  id: string;
  label: string;
  /** With `/v1` where the server has it. */
  baseUrl: string;
  apiKey?: string | undefined;
  /** None: what the server itself lists is offered. */
  models: readonly string[];
}

export type CompatibleEnv = Pick<
  Env,
  'OPENAI_COMPATIBLE_BASE_URL' | 'OPENAI_COMPATIBLE_API_KEY' | 'OPENAI_COMPATIBLE_MODELS' | 'OPENAI_COMPATIBLE_SERVERS'
>;

/**
 * The compatible servers of a configuration, the single one (`compatible`) first.
 * @param takenIds ids of providers the hub knows by itself
 * @throws Error when two providers share an id.
 */
export function compatibleServers(env: CompatibleEnv, takenIds: readonly string[]): CompatibleServer[] {
  const single: CompatibleServer[] = env.OPENAI_COMPATIBLE_BASE_URL
    ? [
        {
          id: 'compatible',
          label: 'Compatible server',
          baseUrl: env.OPENAI_COMPATIBLE_BASE_URL,
          apiKey: env.OPENAI_COMPATIBLE_API_KEY,
          models: env.OPENAI_COMPATIBLE_MODELS ?? [],
        },
      ]
    : [];
  const more = (env.OPENAI_COMPATIBLE_SERVERS ?? []).map((server) => ({ ...server, models: server.models ?? [] }));
  const servers = [...single, ...more];
  const taken = new Set(takenIds);
  for (const { id } of servers) {
    if (taken.has(id)) throw new Error(`OPENAI_COMPATIBLE_SERVERS: the id "${id}" is taken`);
    taken.add(id);
  }
  return servers;
}

export function compatibleProvider(server: CompatibleServer): Provider {
  return { id: server.id, label: server.label, demo: false };
}

/** Text, standard price, cost 0 until the operator says otherwise. */
export function compatibleModels(server: CompatibleServer): Model[] {
  return [...new Set(server.models)].map((name) => ({
    id: `${server.id}/${name}`,
    provider: server.id,
    name,
    label: name,
    kind: 'text',
    tier: 'standard',
    cost: { inputPerMillionTokens: 0, outputPerMillionTokens: 0 },
  }));
}
