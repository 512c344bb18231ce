import { requireAdmin, type Verb } from '@/lib/context';
import { getCredits, type CreditsView } from '@/lib/credits';
import { pickUser, type UserChoice } from './pick-user';

export interface FoundUser {
  user: {
    id: string;
    email: string;
    name: string | null;
    role: string;
    plan: string;
    createdAt: string;
    suspendedAt: string | null;
  };
  credits: CreditsView;
}

/**
 * One user and what they have, for the operator's page.
 * @throws AppError forbidden; not_found with the field that found nobody.
 */
export const findUser: Verb<UserChoice, FoundUser> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const user = await pickUser(ctx, input);
  return {
    user: {
      ...user,
      createdAt: user.createdAt.toISOString(),
      suspendedAt: user.suspendedAt?.toISOString() ?? null,
    },
    credits: await getCredits({ ctx, input: { userId: user.id } }),
  };
};
