import { endOfDay } from './ledger-world';

interface ModelLot {
  source: string;
  bought: boolean;
  remaining: bigint;
  endsAt: number;
  expiresAt: number;
  order: number;
}

interface ModelHold {
  amount: bigint;
  open: boolean;
  parts: { lot: ModelLot; amount: bigint }[];
}

const GRACE_MS = 7 * 86_400_000;

/** The rules of the ledger once more, as plainly as they can be said: one user, no database. */
export class LedgerModel {
  available = 0n;
  held = 0n;
  debt = 0n;
  lots: ModelLot[] = [];
  holds = new Map<string, ModelHold>();

  private expire(now: number): void {
    for (const lot of this.lots) {
      if (lot.endsAt > now) continue;
      this.available -= lot.remaining;
      lot.remaining = 0n;
    }
  }

  private burning(): ModelLot[] {
    return this.lots
      .filter((lot) => lot.remaining > 0n)
      .sort(
        (a, b) =>
          Number(a.bought) - Number(b.bought) || (a.endsAt === b.endsAt ? a.order - b.order : a.endsAt - b.endsAt),
      );
  }

  private burn(amount: bigint): ModelHold['parts'] {
    const parts: ModelHold['parts'] = [];
    for (const lot of this.burning()) {
      if (amount === 0n) break;
      const take = lot.remaining < amount ? lot.remaining : amount;
      lot.remaining -= take;
      amount -= take;
      parts.push({ lot, amount: take });
    }
    return parts;
  }

  grant(source: string, amount: bigint, expiresAt: number): void {
    const paid = amount < this.debt ? amount : this.debt;
    this.debt -= paid;
    const rest = amount - paid;
    this.available += rest;
    if (rest === 0n) return;
    const ends = endOfDay(expiresAt);
    const lot = this.lots.find((candidate) => candidate.source === source && candidate.expiresAt === ends);
    if (lot) lot.remaining += rest;
    else
      this.lots.push({
        source,
        bought: source === 'purchase',
        remaining: rest,
        endsAt: ends,
        expiresAt: ends,
        order: this.lots.length,
      });
  }

  reserve(id: string, amount: bigint, now: number): boolean {
    this.expire(now);
    if (this.available < amount) return false;
    this.available -= amount;
    this.held += amount;
    this.holds.set(id, { amount, open: true, parts: this.burn(amount) });
    return true;
  }

  /** Whether this ended the hold. */
  end(id: string, capture: bigint, now: number): boolean {
    const hold = this.holds.get(id);
    if (!hold?.open) return false;
    hold.open = false;
    this.held -= hold.amount;
    let back = hold.amount - capture;
    if (back > 0n) this.expire(now);
    this.available += back;
    for (const { lot, amount } of hold.parts.toReversed()) {
      if (back === 0n) break;
      const give = amount < back ? amount : back;
      if (lot.endsAt <= now) lot.endsAt = now + GRACE_MS;
      lot.remaining += give;
      back -= give;
    }
    return true;
  }

  take(amount: bigint, allowDebt: boolean, now: number): boolean {
    this.expire(now);
    const taken = this.available < amount ? this.available : amount;
    if (taken < amount && !allowDebt) return false;
    this.burn(taken);
    this.available -= taken;
    this.debt += amount - taken;
    return true;
  }

  /** What a person would be shown. */
  view(now: number) {
    const living = this.burning().filter((lot) => lot.endsAt > now);
    return {
      available: Number(living.reduce((sum, lot) => sum + lot.remaining, 0n)) / 1e6,
      held: Number(this.held) / 1e6,
      debt: Number(this.debt) / 1e6,
      lots: living.map((lot) => ({
        source: lot.source,
        remaining: Number(lot.remaining) / 1e6,
        expiresAt: Number.isFinite(lot.endsAt) ? new Date(lot.endsAt).toISOString() : null,
      })),
    };
  }
}
