import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { ToolCall, ToolDefinition } from '../definition';
import { findTerm, judge, type Judgement, type Material } from './judge';
import { noteRefusal, type RefusedCall } from './note-refusal';
import { pause } from './pause';

export interface InputCheck extends Omit<RefusedCall, 'toolId'> {
  definition: ToolDefinition;
  call: ToolCall;
}

/** The fields that hold a person's own words, and what a document says, by the path a form knows. */
function typed(ctx: Ctx, { definition, call }: InputCheck): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { id, type = 'text' } of definition.fields(ctx.settings.current().runs)) {
    const text = type === 'text' ? call.input[id] : call.files[id]?.text;
    if (text) texts.set(`input.${id}`, text);
  }
  return texts;
}

function unchecked(): AppError {
  return new AppError('provider_unavailable', 'This request could not be checked just now. Nothing was charged.');
}

function refusal(ctx: Ctx, texts: ReadonlyMap<string, string>): AppError {
  const settings = ctx.settings.current();
  const paths = [...texts].filter(([, text]) => findTerm(settings, [text]) !== null).map(([path]) => path);
  return new AppError(
    'moderated',
    'This request was refused under the rules for content of this hub. Nothing was charged.',
    { fields: paths.map((path) => ({ path, message: 'goes against the rules for content here' })) },
  );
}

async function refuse(ctx: Ctx, check: InputCheck, judgement: Judgement, texts: ReadonlyMap<string, string>) {
  if (judgement === 'clean') return;
  if (judgement === 'unknown') throw unchecked();
  const { userId, scope, key, definition } = check;
  const noted = await noteRefusal(ctx, { userId, scope, key, toolId: definition.id });
  if (noted.outcome === 'known') return;
  if (noted.outcome === 'limit') throw pause(noted.retryAt, ctx.clock.now());
  ctx.log.info({ requestId: ctx.requestId, toolId: definition.id }, 'a request was refused for its content');
  throw refusal(ctx, texts);
}

/**
 * Looks at what the user typed and uploaded, before anything is held. Nothing at all where there is nothing to look for.
 * @throws AppError moderated, with the fields the list names; cap_reached with retryAt at the day's limit;
 *   provider_unavailable where nobody could judge and the operator wants no run then.
 */
export function checkInput(ctx: Ctx, check: InputCheck): Promise<void> | undefined {
  const { before, terms } = ctx.settings.current().moderation;
  if (before === 'off' || (before === 'list' && terms.length === 0)) return undefined;
  const texts = typed(ctx, check);
  const images = Object.values(check.call.files).filter(({ kind }) => kind === 'image');
  const material: Material = { texts: [...texts.values()], images };
  return judge(ctx, before, material).then((judgement) => refuse(ctx, check, judgement, texts));
}
