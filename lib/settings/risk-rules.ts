import { z } from 'zod';

const points = (standard: number) => z.number().int().min(0).max(100).default(standard);
const threshold = (standard: number) => z.number().int().min(1).max(1_000).default(standard);

/** How suspicion is counted, and from how many points on what is done. Points beyond every threshold switch a step off. */
export const riskSettings = z
  .strictObject({
    enabled: z.boolean().default(true),
    challengeAt: threshold(40),
    delayAt: threshold(60),
    refuseAt: threshold(95),
    /** After which a delayed claim is paid, unless an operator refuses it. */
    delayHours: z.number().int().min(1).max(720).default(24),
    /** How long an operator's word that somebody is honest stands. */
    trustDays: z.number().int().min(0).max(3_650).default(30),
    /** The most points of each signal. No single one but what many accounts of one device do, or time that nobody has, reaches a delay. */
    weights: z
      .strictObject({
        rhythm: points(45),
        hidden: points(10),
        device: points(60),
        address: points(10),
        parallel: points(70),
        awake: points(45),
        rate: points(10),
        sequence: points(20),
        past: points(30),
        disposable: points(15),
        twin: points(20),
        registration: points(20),
        deviceSignups: points(45),
        addressSignups: points(15),
        payout: points(35),
        offerBurst: points(40),
        offerTwins: points(60),
        offerPast: points(45),
      })
      .prefault({}),
    /** Domains of throw-away mail beside the built-in ones. */
    disposableDomains: z
      .array(
        z
          .string()
          .trim()
          .toLowerCase()
          .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain, such as example.org'),
      )
      .max(5_000)
      .default([]),
  })
  .refine(({ challengeAt, delayAt, refuseAt }) => challengeAt <= delayAt && delayAt <= refuseAt, {
    path: ['delayAt'],
    message: 'must lie between challengeAt and refuseAt',
  });
