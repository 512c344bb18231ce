-- Two looks of each run less.

-- Whoever may join a run under way looks once, with the wallet locked, for a kept answer and for such a run together. The look before
-- it found the same, but nothing for nearly every run; a repeat now waits for the beginnings and endings of its user's other runs.
DO $$
DECLARE v_before text := pg_get_functiondef('run_begin'::regproc); v_after text;
BEGIN
  v_after := replace(v_before, '  IF p_cache_since IS NOT NULL THEN
    SELECT id INTO v_found', '  IF p_cache_since IS NOT NULL AND NOT p_join THEN
    SELECT id INTO v_found');
  IF v_after = v_before THEN RAISE EXCEPTION 'run_begin is not the one this change is for'; END IF;
  EXECUTE v_after;
END $$;

-- Whether somebody waits for the run is asked by the statement that ends it: the wallet is locked, so nobody joins meanwhile.
DO $$
DECLARE v_before text := pg_get_functiondef('run_finish'::regproc); v_after text;
BEGIN
  v_after := replace(v_before, 'v_user uuid; v_cache_key text;', 'v_is_followed boolean;');
  v_after := replace(v_after, 'RETURNING user_id, cache_key INTO v_user, v_cache_key;',
    'RETURNING EXISTS (SELECT 1 FROM runs f WHERE f.user_id = runs.user_id AND f.cache_key = runs.cache_key
      AND f.status = ''running'' AND f.leader_id = p_run) INTO v_is_followed;');
  v_after := replace(v_after,
    'IF EXISTS (SELECT 1 FROM runs WHERE user_id = v_user AND cache_key = v_cache_key AND status = ''running'' AND leader_id = p_run) THEN',
    'IF v_is_followed THEN');
  IF position('v_user' IN v_after) > 0 OR position('IF v_is_followed' IN v_after) = 0 OR position('INTO v_is_followed' IN v_after) = 0 THEN
    RAISE EXCEPTION 'run_finish is not the one this change is for';
  END IF;
  EXECUTE v_after;
END $$;
