-- A batch whose failed rows were run again ends again, and that is told too. What can happen more than once about the same thing
-- names the occasion; said twice of one occasion it is still there once.
ALTER TABLE notices ADD COLUMN occasion timestamptz NOT NULL DEFAULT to_timestamp(0);
DROP INDEX notices_once_key;
CREATE UNIQUE INDEX notices_once_key ON notices (user_id, about, kind, occasion) WHERE kind <> 'batch_paused';
