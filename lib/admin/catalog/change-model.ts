import { requireAdmin, type Ctx, type Verb } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { updateSettings, type ModelOverride, type Settings } from '@/lib/settings';
import type { ModelView } from '../types';
import { getModel } from './list-models';
import { allModels } from './model-view';

type Patch = { [name: string]: unknown };

/** Errors of the settings tree at the members of this one model; the model's own place is its `id`. */
async function saveModel(ctx: Ctx, id: string, toPatch: (current: Settings) => Patch | null): Promise<void> {
  const place = `models.${id}`;
  try {
    await updateSettings({ ctx, input: (current) => ({ models: { [id]: toPatch(current) } }) });
  } catch (error) {
    if (!(error instanceof AppError) || error.fields.length === 0) throw error;
    const fields = error.fields.map(({ path, message }) => {
      if (path === place) return { path: 'id', message };
      return { path: path.startsWith(`${place}.`) ? path.slice(place.length + 1) : path, message };
    });
    throw new AppError(error.code, error.detail, { fields });
  }
}

/**
 * Puts a model into the catalog that it lacks: one the provider lists, or any other it knows by that name.
 * @throws AppError forbidden; invalid_input naming the member; conflict for a model the catalog has.
 */
export const addModel: Verb<{ id: string } & ModelOverride, ModelView> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const { id, ...own } = input;
  const known = allModels(ctx).find((model) => model.id === id);
  if (known && known.state !== 'offered')
    throw new AppError('conflict', 'The catalog has this model. Change it instead.');
  await saveModel(ctx, id, () => own);
  return getModel({ ctx, input: { id } });
};

/**
 * Changes what the operator says of a model by a merge patch (RFC 7396): null takes a member back to what the provider's
 * list or the built-in catalog says.
 * @throws AppError forbidden; invalid_input naming the member; not_found for a model the catalog does not have.
 */
export const changeModel: Verb<{ id: string; patch: Patch }, ModelView> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const { id, patch } = input;
  const known = allModels(ctx).find((model) => model.id === id);
  if (!known || known.state === 'offered') throw notFound('model');
  await saveModel(ctx, id, () => patch);
  return getModel({ ctx, input: { id } });
};

/**
 * Takes back everything the operator has said of a model: a built-in one is again as it was, an added one is gone.
 * @throws AppError forbidden; not_found where nothing was said.
 */
export const resetModel: Verb<{ id: string }, void> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  await saveModel(ctx, input.id, ({ models }) => {
    if (!Object.hasOwn(models, input.id)) throw notFound('model');
    return null;
  });
};
