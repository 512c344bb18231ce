import { endOfDay } from './ledger-world';
import { WalletModel, type LotPart } from './wallet-model';

interface ModelHold {
  owner: string;
  amount: bigint;
  state: 'open' | 'captured' | 'released';
  captured: bigint;
  refunded: bigint;
  parts: LotPart[];
}

interface ModelAccrual {
  hold: string;
  author: string;
  prompt: string;
  ratePpm: bigint;
  amount: bigint;
  collected: boolean;
  expiresAt: number;
  createdAt: number;
}

export interface ModelRoyalty {
  author: string;
  prompt: string;
  ratePpm: number;
  expiresAt: number;
}

const share = (amount: bigint, ratePpm: bigint) => (amount * ratePpm) / 1_000_000n;

/** The rules of the ledger once more, as plainly as they can be said: people, holds and royalties, no database. */
export class LedgerModel {
  private readonly wallets = new Map<string, WalletModel>();
  private readonly holds = new Map<string, ModelHold>();
  private accruals: ModelAccrual[] = [];

  private wallet(user: string): WalletModel {
    const found = this.wallets.get(user) ?? new WalletModel();
    this.wallets.set(user, found);
    return found;
  }

  /** What has been earned comes in, one prompt and one expiry after the other; debt is paid first. */
  collect(user: string): void {
    const due = this.accruals.filter((accrual) => accrual.author === user && !accrual.collected && accrual.amount > 0n);
    const groups = Map.groupBy(due, ({ prompt, expiresAt }) => `${prompt} ${expiresAt}`);
    const first = (group: ModelAccrual[]) => Math.min(...group.map(({ createdAt }) => createdAt));
    const inTurn = [...groups].sort(([a, one], [b, two]) => first(one) - first(two) || (a < b ? -1 : 1));
    for (const [, group] of inTurn) {
      const sum = group.reduce((total, { amount }) => total + amount, 0n);
      this.wallet(user).earn('royalty', sum, group[0]!.expiresAt);
      for (const accrual of group) accrual.collected = true;
    }
  }

  /** Whoever moves credits brings the wallet up to date first. */
  private upToDate(user: string, now: number): WalletModel {
    this.collect(user);
    const wallet = this.wallet(user);
    wallet.expire(now);
    return wallet;
  }

  grant(user: string, source: string, amount: bigint, expiresAt: number, now: number): void {
    this.upToDate(user, now).earn(source, amount, endOfDay(expiresAt));
  }

  reserve(owner: string, id: string, amount: bigint, now: number): boolean {
    const wallet = this.upToDate(owner, now);
    if (wallet.available < amount) return false;
    wallet.held += amount;
    const parts = wallet.spend(amount);
    this.holds.set(id, { owner, amount, state: 'open', captured: 0n, refunded: 0n, parts });
    return true;
  }

  amountOf(id: string): bigint {
    return this.holds.get(id)?.amount ?? 0n;
  }

  capturedOf(id: string): bigint {
    return this.holds.get(id)?.captured ?? 0n;
  }

  /** Whether this ended the hold. */
  end(id: string, capture: bigint, now: number, royalty?: ModelRoyalty): boolean {
    const hold = this.holds.get(id);
    if (hold?.state !== 'open') return false;
    const wallet = this.wallet(hold.owner);
    hold.state = capture > 0n ? 'captured' : 'released';
    hold.captured = capture;
    wallet.held -= hold.amount;
    if (hold.amount > capture) {
      wallet.expire(now);
      wallet.giveBack(hold.parts, capture, hold.amount, now);
    }
    if (royalty && royalty.author !== hold.owner) this.accrue(id, capture, royalty, now);
    return true;
  }

  private accrue(hold: string, capture: bigint, royalty: ModelRoyalty, createdAt: number): void {
    const ratePpm = BigInt(royalty.ratePpm);
    const { author, prompt } = royalty;
    const expiresAt = endOfDay(royalty.expiresAt);
    const amount = share(capture, ratePpm);
    this.accruals.push({ hold, author, prompt, ratePpm, amount, expiresAt, createdAt, collected: false });
  }

  /** How it went, as the verb says it. */
  refund(id: string, amount: bigint, now: number): 'refunded' | 'conflict' {
    const hold = this.holds.get(id);
    if (!hold) return 'conflict';
    const wallet = this.upToDate(hold.owner, now);
    const kept = hold.captured - hold.refunded;
    if (hold.state !== 'captured' || amount > kept) return 'conflict';
    hold.refunded += amount;
    wallet.giveBack(hold.parts, kept - amount, kept, now);
    this.takeRoyaltyBack(id, kept - amount, now);
    return 'refunded';
  }

  /** The author keeps the rate of what stays captured. */
  private takeRoyaltyBack(hold: string, kept: bigint, now: number): void {
    const accrual = this.accruals.find((candidate) => candidate.hold === hold);
    if (!accrual) return;
    const back = accrual.amount - share(kept, accrual.ratePpm);
    if (back === 0n) return;
    accrual.amount -= back;
    if (accrual.collected) this.upToDate(accrual.author, now).owe(back, 'royalty');
  }

  /** Takes credits, or all there are and the rest as debt; of one source first. Whether it could. */
  take(user: string, amount: bigint, allowDebt: boolean, now: number, first?: string): boolean {
    const wallet = this.upToDate(user, now);
    if (wallet.available < amount && !allowDebt) return false;
    wallet.owe(amount, first);
    return true;
  }

  /** Earned and not collected, in microcredits. */
  payable(user: string): bigint {
    return this.accruals
      .filter((accrual) => accrual.author === user && !accrual.collected)
      .reduce((sum, { amount }) => sum + amount, 0n);
  }

  /** What a person would be shown. */
  view(user: string, now: number) {
    return this.wallet(user).view(now);
  }
}
