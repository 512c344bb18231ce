import { requireAdmin, type Verb } from '@/lib/context';
import { notFound } from '@/lib/errors';
import type { ModelView } from '../types';
import { allModels } from './model-view';

export interface ListModelsInput {
  kind?: ModelView['kind'] | undefined;
  provider?: string | undefined;
  state?: ModelView['state'] | undefined;
  /** Part of the id or of the label. */
  q?: string | undefined;
  /** The id of the last model of the page before. */
  cursor?: string | undefined;
  limit?: number | undefined;
}

export interface ModelPage {
  items: ModelView[];
  nextCursor: string | null;
}

const USUAL_PAGE = 100;

/**
 * The catalog with where each value comes from, then what providers list beyond it; the state `offered` is in the list only
 * when it is asked for, or when something is looked for.
 * @throws AppError unauthenticated, forbidden.
 */
export const listModels: Verb<ListModelsInput, ModelPage> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const { kind, provider, state, cursor, limit = USUAL_PAGE } = input;
  const part = input.q?.trim().toLowerCase();
  const found = allModels(ctx).filter(
    (model) =>
      (!kind || model.kind === kind) &&
      (!provider || model.provider === provider) &&
      (state ? model.state === state : Boolean(part) || model.state !== 'offered') &&
      (!part || model.id.toLowerCase().includes(part) || model.label.toLowerCase().includes(part)),
  );
  const from = cursor ? found.findIndex(({ id }) => id === cursor) + 1 : 0;
  const items = found.slice(from, from + limit);
  const isMore = from + limit < found.length;
  return { items, nextCursor: isMore ? (items.at(-1)?.id ?? null) : null };
};

/** A model of the catalog or one that is offered; null for any other. @throws AppError unauthenticated, forbidden. */
export const findModel: Verb<{ id: string }, ModelView | null> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  return allModels(ctx).find(({ id }) => id === input.id) ?? null;
};

/** @throws AppError unauthenticated, forbidden, not_found. */
export const getModel: Verb<{ id: string }, ModelView> = async ({ ctx, input }) => {
  const model = await findModel({ ctx, input });
  if (!model) throw notFound('model');
  return model;
};
