interface ModelLot {
  source: string;
  bought: boolean;
  remaining: bigint;
  /** With the days of grace. */
  endsAt: number;
  expiresAt: number;
  order: number;
}

/** What was taken from a lot. */
export interface LotPart {
  lot: ModelLot;
  amount: bigint;
}

const GRACE_MS = 7 * 86_400_000;
const least = (one: bigint, other: bigint) => (one < other ? one : other);
const most = (one: bigint, other: bigint) => (one > other ? one : other);

/** One person's lots, debt and holds' sum. */
export class WalletModel {
  held = 0n;
  debt = 0n;
  private lots: ModelLot[] = [];

  /** Of what has expired nothing is left: whoever reads this has called `expire`. */
  get available(): bigint {
    return this.lots.reduce((sum, lot) => sum + lot.remaining, 0n);
  }

  expire(now: number): void {
    for (const lot of this.lots) if (lot.endsAt <= now) lot.remaining = 0n;
  }

  /** `first` names the source that burns before all others. */
  private burning(first?: string): ModelLot[] {
    return this.lots
      .filter((lot) => lot.remaining > 0n)
      .sort(
        (a, b) =>
          Number(b.source === first) - Number(a.source === first) ||
          Number(a.bought) - Number(b.bought) ||
          (a.endsAt === b.endsAt ? a.order - b.order : a.endsAt - b.endsAt),
      );
  }

  spend(amount: bigint, first?: string): LotPart[] {
    const parts: LotPart[] = [];
    for (const lot of this.burning(first)) {
      if (amount === 0n) break;
      const take = least(lot.remaining, amount);
      lot.remaining -= take;
      amount -= take;
      parts.push({ lot, amount: take });
    }
    return parts;
  }

  /** Takes what is there; the rest is owed. */
  owe(amount: bigint, first?: string): void {
    const taken = least(this.available, amount);
    this.spend(taken, first);
    this.debt += amount - taken;
  }

  /** Debt is paid first; the rest joins the lot of its source and end. */
  earn(source: string, amount: bigint, expiresAt: number): void {
    const paid = least(amount, this.debt);
    this.debt -= paid;
    const rest = amount - paid;
    if (rest === 0n) return;
    const lot = this.lots.find((candidate) => candidate.source === source && candidate.expiresAt === expiresAt);
    if (lot) lot.remaining += rest;
    else {
      const bought = source === 'purchase';
      this.lots.push({ source, bought, remaining: rest, endsAt: expiresAt, expiresAt, order: this.lots.length });
    }
  }

  /** What was taken between `from` and `to`, counted in the order of taking, returns to where it was; the expired lives on. */
  giveBack(parts: readonly LotPart[], from: bigint, to: bigint, now: number): void {
    let begins = 0n;
    for (const { lot, amount } of parts) {
      const give = least(begins + amount, to) - most(begins, from);
      begins += amount;
      if (give <= 0n) continue;
      if (lot.endsAt <= now) lot.endsAt = now + GRACE_MS;
      lot.remaining += give;
    }
  }

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
