import { lockHeld, payDelayed, payHeldOffer, refuseDelayed, refuseHeldOffer, reverseAdSessions } from '@/lib/ads';
import { audit } from '@/lib/audit';
import { requireAdmin, withCtx, type Ctx } from '@/lib/context';
import { AppError, invalidField } from '@/lib/errors';
import { closeCase, getCase, listCases, type CaseDecision, type RiskCase } from '@/lib/risk';
import { storable } from '@/lib/runs';

export interface DecideCaseInput {
  id: string;
  decision: CaseDecision;
  /** Kept with the case, and told to the user with a refusal or what is taken back; at most 500 characters. */
  note?: string | undefined;
}

const decidedAlready = () => new AppError('conflict', 'This case has been decided already.');

function sessionOf({ session }: RiskCase): string {
  if (!session) throw new AppError('conflict', 'There is nothing to pay or to refuse in this case.');
  return session.id;
}

const waits = ({ session, offer }: RiskCase) => session?.state === 'delayed' || offer?.state === 'waiting';

async function pay(ctx: Ctx, found: RiskCase): Promise<void> {
  if (found.offer) return payHeldOffer({ ctx, input: { id: found.offer.id } });
  await payDelayed({ ctx, input: { sessionId: sessionOf(found) } });
}

async function refuse(ctx: Ctx, found: RiskCase, note: string | undefined): Promise<void> {
  if (found.offer) return refuseHeldOffer({ ctx, input: { id: found.offer.id, note } });
  await refuseDelayed({ ctx, input: { sessionId: sessionOf(found), note } });
}

/** Closes a case that moves nothing. What waits is paid or refused instead. */
async function close(
  ctx: Ctx,
  found: RiskCase,
  state: 'cleared' | 'confirmed',
  note: string | undefined,
): Promise<void> {
  if (waits(found)) throw new AppError('conflict', 'What this case is about waits: pay or refuse it.');
  const { flow, subjectId } = found;
  if (!(await closeCase({ ctx, input: { flow, subjectId, state, note } }))) throw decidedAlready();
}

async function reverse(ctx: Ctx, found: RiskCase, note: string | undefined): Promise<void> {
  if (note === undefined) throw invalidField('note', 'say why, in a sentence');
  const sessionId = sessionOf(found);
  const input = { userId: found.user.id, sessionIds: [sessionId], reason: note };
  const { reversed } = await reverseAdSessions({ ctx, input });
  if (reversed.length === 0) throw new AppError('conflict', 'Nothing of this claim is paid.');
  await closeCase({ ctx, input: { flow: 'ad', subjectId: sessionId, state: 'confirmed', note, again: true } });
}

const MOST_OPEN = 100;

/** Pays what waits and closes what is open of one person: their word stands for `risk.trustDays`. */
async function clearUser(ctx: Ctx, { user }: RiskCase, note: string | undefined): Promise<void> {
  const { items } = await listCases({ ctx, input: { state: 'open', userId: user.id, limit: MOST_OPEN } });
  const sessionIds = items.flatMap(({ session }) => (session ? [session.id] : []));
  const offerIds = items.flatMap(({ offer }) => (offer ? [offer.id] : []));
  await lockHeld({ ctx, input: { sessionIds, offerIds } });
  // What pays first: a wallet is always locked before a case.
  for (const open of items.toSorted((a, b) => Number(waits(b)) - Number(waits(a)))) {
    if (waits(open)) await pay(ctx, open);
    else await closeCase({ ctx, input: { flow: open.flow, subjectId: open.subjectId, state: 'cleared', note } });
  }
}

async function act(ctx: Ctx, found: RiskCase, { decision, note }: DecideCaseInput): Promise<void> {
  switch (decision) {
    case 'pay':
      return pay(ctx, found);
    case 'refuse':
      return refuse(ctx, found, note);
    case 'reverse':
      return reverse(ctx, found, note);
    case 'clear':
      return close(ctx, found, 'cleared', note);
    case 'confirm':
      return close(ctx, found, 'confirmed', note);
    case 'clear_user':
      return clearUser(ctx, found, note);
  }
}

/**
 * An operator's decision about a case: money, case, notice and audit row in one transaction. Of two at once one wins.
 * @throws AppError not_found; conflict where it is decided already or the decision does not fit; invalid_input for a
 * reversal without words; unauthenticated, forbidden.
 */
export async function decideCase({ ctx, input }: { ctx: Ctx; input: DecideCaseInput }): Promise<RiskCase> {
  requireAdmin(ctx.actor);
  const note =
    storable(input.note ?? '')
      .trim()
      .slice(0, 500) || undefined;
  return ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    const found = await getCase({ ctx: tx, input: { id: input.id } });
    await act(tx, found, { ...input, note });
    await audit(tx, {
      action: `fraud.${input.decision}`,
      subjectType: 'risk_case',
      subjectId: found.id,
      data: {
        userId: found.user.id,
        score: found.score,
        sessionId: found.session?.id ?? null,
        offerId: found.offer?.id ?? null,
        note: note ?? null,
      },
    });
    return getCase({ ctx: tx, input: { id: found.id } });
  });
}
