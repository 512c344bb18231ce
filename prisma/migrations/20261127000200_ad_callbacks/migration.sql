-- What people are told of the rewards of ads: a claim that waited was paid or not, and what was taken back.
ALTER TABLE notices
  DROP CONSTRAINT notices_kind_check,
  ADD CONSTRAINT notices_kind_check CHECK (kind IN (
    'run_done', 'run_failed', 'batch_done', 'batch_paused', 'problem_refunded', 'problem_declined',
    'ad_paid', 'ad_refused', 'ad_reversed'));

-- The operator reads them newest first.
CREATE INDEX ad_callbacks_received_idx ON ad_callbacks (received_at DESC, id DESC);
-- What offers have paid one user today, for the cap.
CREATE INDEX ad_callbacks_paid_idx ON ad_callbacks (user_id, network, received_at) WHERE amount_micro > 0 AND event = 'credit';
-- Only what was paid can be taken, and only once: a reversed session has lost all of it, others nothing.
ALTER TABLE ad_sessions
  ADD CONSTRAINT ad_sessions_reversed_check CHECK ((state = 'reversed') = (taken_micro > 0));
