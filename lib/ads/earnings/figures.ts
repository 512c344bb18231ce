import type { AdFigures } from '../types';
import type { AdSums } from './sum-days';

const whole = (micro: number) => Math.round(micro) / 1_000_000;

/** Sums as people read them. */
export function figuresOf(sums: AdSums): AdFigures {
  const { sessions, noFill, blocked, failed, views, completed, claimed, paidMicro, takenMicro, impressions } = sums;
  const asked = sessions + noFill + blocked + failed;
  const revenueMicroUsd = sums.reportedMicroUsd + sums.assumedMicroUsd;
  const stayedMicro = paidMicro - takenMicro;
  return {
    ...{ asked, sessions, noFill, blocked, failed, views, completed, claimed, impressions },
    fill: asked === 0 ? null : sessions / asked,
    paid: whole(paidMicro),
    takenBack: whole(takenMicro),
    reportedUsd: whole(sums.reportedMicroUsd),
    assumedUsd: whole(sums.assumedMicroUsd),
    revenueUsd: whole(revenueMicroUsd),
    usdPerCredit: stayedMicro > 0 ? revenueMicroUsd / stayedMicro : null,
  };
}
