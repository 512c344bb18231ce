import type { Ctx } from '@/lib/context';
import { AppError, invalidField } from '@/lib/errors';
import { getTool, priceRun, runRequestSchema, type RunRequest } from '@/lib/tools';
import type { ComparisonRequest } from '../schema';

/** One model's part of a comparison. */
export interface Part {
  request: RunRequest;
  model: { id: string; label: string };
  priceMicro: bigint;
}

export interface Planned {
  parts: Part[];
  priceMicro: bigint;
  adKind: 'text' | 'image' | 'video';
}

/** What can stand side by side: texts and pictures. */
const KINDS: readonly string[] = ['text', 'image'];

async function partOf(ctx: Ctx, { toolId, input, options, fresh }: ComparisonRequest, model: string, index: number) {
  const request = runRequestSchema.parse({ toolId, input, options, fresh, model });
  try {
    const price = await priceRun({ ctx, input: request });
    return { ...price, request };
  } catch (error) {
    // One of several models is wrong: which one is said.
    if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error;
    const fields = error.fields.map(({ path, message }) => ({
      path: path === 'model' ? `models.${index}` : path,
      message,
    }));
    throw new AppError('invalid_input', error.detail, { fields });
  }
}

/**
 * The runs of a comparison with their prices; nothing is begun.
 * @throws AppError invalid_input naming `toolId`, `models` or a field of the tool; provider_unavailable.
 */
export async function planComparison(ctx: Ctx, input: ComparisonRequest): Promise<Planned> {
  const tool = await getTool({ ctx, input }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found')
      throw invalidField('toolId', `there is no tool called "${input.toolId}"`);
    throw error;
  });
  if (!KINDS.includes(tool.kind)) throw invalidField('toolId', 'texts and pictures alone can be compared');
  const planned: Planned = { parts: [], priceMicro: 0n, adKind: tool.kind === 'image' ? 'image' : 'text' };
  for (const [index, name] of input.models.entries()) {
    const { request, priceMicro, model } = await partOf(ctx, input, name, index);
    if (!model) throw invalidField(`models.${index}`, `"${name}" is not a model of this tool`);
    planned.parts.push({ request, priceMicro, model: { id: model.id, label: model.label } });
    planned.priceMicro += priceMicro;
  }
  const ids = new Set(planned.parts.map(({ model }) => model.id));
  if (ids.size < planned.parts.length) throw invalidField('models', 'must name each model once');
  return planned;
}
