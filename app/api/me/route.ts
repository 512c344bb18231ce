import { deleteMeSpec, getMeSpec, updateMeSpec } from '@/app/api/_specs/accounts';
import { deleteMe } from '@/lib/account';
import { getMe, updateMe } from '@/lib/auth';
import { getCredits } from '@/lib/credits';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(getMeSpec, async ({ ctx }) => {
  const [user, credits] = await Promise.all([getMe({ ctx }), getCredits({ ctx, input: {} })]);
  return { body: { user, credits } };
});

export const PATCH = defineRoute(updateMeSpec, async ({ ctx, body }) => ({
  body: { user: await updateMe({ ctx, input: body }) },
}));

export const DELETE = defineRoute(deleteMeSpec, async ({ ctx, services, body }) => {
  await deleteMe({ ctx, limiter: services.limiter, input: body });
  return { status: 204 };
});
