import type { Invariant } from './invariant';

/** Runs that joined an identical one under way, with whom they joined and what they were charged by. */
const FOLLOWERS = `
  SELECT r.id, r.user_id, r.cache_key, r.cached, r.status, r.quoted_micro, r.charged_micro, r.refunded_micro, r.finished_at,
         l.id AS leader, l.user_id AS leader_user, l.cache_key AS leader_key, l.status AS leader_status,
         l.leader_id AS leaders_leader, l.finished_at AS leader_finished,
         h.state AS hold, h.captured_micro, h.amount_micro
  FROM runs r LEFT JOIN runs l ON l.id = r.leader_id LEFT JOIN credit_holds h ON h.ref_type = 'run' AND h.id = r.id
  WHERE r.leader_id IS NOT NULL`;

/** Single-flight: who waits for another's answer, and what that costs. */
export const FOLLOWERS_OF_RUNS: Invariant[] = [
  {
    name: 'followers-join-their-own',
    rule: 'a run joins an identical one of the same user, which has joined none itself',
    differences: `
      SELECT 'run ' || id AS subject, 'a leader of ' || user_id || ' for ' || cache_key AS expected,
             CASE WHEN leader IS NULL THEN 'none' ELSE leader_user || ' for ' || leader_key END
               || CASE WHEN leaders_leader IS NULL THEN '' ELSE ', a follower itself' END AS actual
      FROM (${FOLLOWERS}) f
      WHERE leader IS NULL OR leader_user <> user_id OR leader_key <> cache_key OR leaders_leader IS NOT NULL`,
  },
  {
    name: 'followers-end-with-leader',
    rule: 'no run waits for one that has ended, and none succeeds by one that did not',
    differences: `
      SELECT 'run ' || id || ' ' || status AS subject,
             CASE status WHEN 'running' THEN 'a leader that runs' ELSE 'a leader that succeeded' END AS expected,
             coalesce(leader_status, 'none') AS actual
      FROM (${FOLLOWERS}) f
      WHERE (status = 'running' AND leader_status IS DISTINCT FROM 'running')
         OR (status = 'succeeded' AND leader_status IS DISTINCT FROM 'succeeded')`,
  },
  {
    name: 'followers-hold-nothing',
    rule: 'a run that joined another has no hold but the captured price of an answer it got',
    differences: `
      SELECT 'run ' || id || ' ' || status AS subject,
             CASE WHEN status = 'succeeded' AND quoted_micro > 0 THEN 'captured ' || quoted_micro ELSE 'no hold' END AS expected,
             coalesce(hold || ' ' || captured_micro || ' of ' || amount_micro, 'no hold') AS actual
      FROM (${FOLLOWERS}) f
      WHERE (status = 'succeeded' AND quoted_micro > 0) <> (hold IS NOT NULL)
         OR hold <> 'captured' OR captured_micro <> quoted_micro OR amount_micro <> quoted_micro
         OR charged_micro + refunded_micro <> CASE WHEN status = 'succeeded' THEN quoted_micro ELSE 0 END`,
  },
  {
    name: 'one-leader',
    rule: 'of identical runs of one user that others may join, one is under way',
    differences: `
      SELECT user_id || ' ' || cache_key AS subject, '1' AS expected, count(*)::text AS actual
      FROM runs WHERE joinable AND status = 'running' GROUP BY user_id, cache_key HAVING count(*) > 1`,
  },
  {
    name: 'kept-answers-stay-with-their-user',
    rule: 'an answer that names its source has it from the same user and for the same request',
    differences: `
      SELECT 'run ' || r.id AS subject, r.user_id || ' for ' || r.cache_key AS expected, s.user_id || ' for ' || s.cache_key AS actual
      FROM runs r JOIN runs s ON s.id = r.cached_from
      WHERE r.user_id <> s.user_id OR r.cache_key <> s.cache_key OR s.cached`,
  },
];
