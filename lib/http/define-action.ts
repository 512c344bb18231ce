import { cookies, headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { getServices, type Services } from '@/lib/server';
import { admit, assertAuth } from './admit';
import { validate } from './body';
import { requestIdOf } from './caller';
import { assertSameOrigin } from './origin';
import { toAppError, toProblem, type Problem } from './problem';
import type { ActionSpec } from './spec';

export interface ActionArgs<Fields extends z.ZodType> {
  ctx: Ctx;
  services: Services;
  fields: z.output<Fields>;
}

export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; error: Problem };

/**
 * Text fields of a form; an empty one counts as absent, a repeated one as a list. Files are not for actions.
 * @throws AppError malformed_json for what is no form: an action can be called with anything.
 */
export function formFields(form: FormData): Record<string, string | string[]> {
  if (!(form instanceof FormData)) throw new AppError('malformed_json', 'This is not a form.');
  const fields = new Map<string, string | string[]>();
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue;
    const values = form.getAll(name).filter((value): value is string => typeof value === 'string' && value !== '');
    if (values.length === 1) fields.set(name, values[0] ?? '');
    if (values.length > 1) fields.set(name, values);
  }
  return Object.fromEntries(fields);
}

/**
 * The other door to the verbs: a form's server action, with the same checks as a route. Server actions accept requests
 * that carry no Origin, so it is checked here. Redirects pass through.
 */
export function defineAction<Fields extends z.ZodType, Data>(
  spec: ActionSpec<Fields>,
  handler: (args: ActionArgs<Fields>) => Promise<Data>,
): (form: FormData) => Promise<ActionResult<Data>> {
  return async (form) => {
    const [services, head, jar] = await Promise.all([getServices(), headers(), cookies()]);
    const requestId = requestIdOf(head);
    try {
      const ctx = await admit({ services, headers: head, cookies: jar, requestId, ...spec });
      assertSameOrigin(head, jar, services.env);
      assertAuth(spec.auth, ctx.actor);
      const fields = validate(spec.fields, formFields(form));
      return { ok: true, data: await handler({ ctx, services, fields }) };
    } catch (thrown) {
      unstable_rethrow(thrown);
      return { ok: false, error: toProblem(toAppError(thrown, services.log, requestId), requestId) };
    }
  };
}
