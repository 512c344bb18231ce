-- Runs that belong together: turns of a conversation, models side by side, rows of a batch.

ALTER TABLE runs
  -- The run this one goes on from, and the first one of all of them.
  ADD COLUMN continues_id uuid REFERENCES runs (id),
  ADD COLUMN conversation_id uuid REFERENCES runs (id),
  ADD COLUMN comparison_id uuid,
  ADD COLUMN batch_id uuid,
  -- It waits at a provider, whatever becomes of the process that began it: only its deadline ends it.
  ADD COLUMN detached boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT runs_conversation_check CHECK ((continues_id IS NULL) = (conversation_id IS NULL)),
  ADD CONSTRAINT runs_continues_check CHECK (continues_id <> id);

CREATE INDEX runs_continues_idx ON runs (continues_id) WHERE continues_id IS NOT NULL;
CREATE INDEX runs_conversation_idx ON runs (conversation_id, created_at) WHERE conversation_id IS NOT NULL;
CREATE INDEX runs_comparison_idx ON runs (comparison_id) WHERE comparison_id IS NOT NULL;
CREATE INDEX runs_batch_idx ON runs (batch_id, created_at) WHERE batch_id IS NOT NULL;

-- What was asked may name them under `links`; they move into their columns.
DO $$
DECLARE v_before text := pg_get_functiondef('run_begin'::regproc); v_after text; v_columns text; v_values text;
BEGIN
  v_columns := ', continues_id, conversation_id, comparison_id, batch_id, detached)';
  v_values := ', (v_links ->> ''continues'')::uuid, (v_links ->> ''conversation'')::uuid, (v_links ->> ''comparison'')::uuid,
        (v_links ->> ''batch'')::uuid, coalesce((v_links ->> ''detached'')::boolean, false));';
  v_after := replace(v_before, 'v_joinable boolean := nullif(p_join, false);',
    'v_joinable boolean := nullif(p_join, false); v_links jsonb := p_requested -> ''links'';');
  v_after := replace(v_after, 'p_requested := p_requested || jsonb_build_object(',
    'p_requested := (p_requested - ''links'') || jsonb_build_object(');
  v_after := replace(v_after, 'owner, deadline_at, created_at)', 'owner, deadline_at, created_at' || v_columns);
  v_after := replace(v_after, 'owner, deadline_at, created_at, finished_at)', 'owner, deadline_at, created_at, finished_at' || v_columns);
  v_after := replace(v_after, 'v_source.owner, v_source.deadline_at, p_now);', 'v_source.owner, v_source.deadline_at, p_now' || v_values);
  v_after := replace(v_after, 'p_owner, p_deadline, p_now, p_now);', 'p_owner, p_deadline, p_now, p_now' || v_values);
  v_after := replace(v_after, 'p_quote, p_pricing, p_owner, p_deadline, p_now);', 'p_quote, p_pricing, p_owner, p_deadline, p_now' || v_values);
  IF (length(v_after) - length(replace(v_after, v_columns, ''))) <> 3 * length(v_columns)
    OR (length(v_after) - length(replace(v_after, v_values, ''))) <> 3 * length(v_values)
    OR position('v_links jsonb' IN v_after) = 0 OR position('(p_requested - ' IN v_after) = 0 THEN
    RAISE EXCEPTION 'run_begin is not the one this change is for';
  END IF;
  EXECUTE v_after;
END $$;
