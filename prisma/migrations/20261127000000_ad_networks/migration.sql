-- Ads of several networks. A session keeps the tier of trust it was made under and what answering its question pays; what
-- has really been paid stands beside the promise, because a claim may be held for review, refused or taken back.
ALTER TABLE ad_sessions
  ADD COLUMN tier         text NOT NULL DEFAULT 'house',
  ADD COLUMN place        text NOT NULL DEFAULT 'inline',
  ADD COLUMN country      text,
  -- the session that this one adds to, once
  ADD COLUMN bonus_of     uuid,
  -- the rule row that a bonus session pays by, and what an answered question adds to the reward
  ADD COLUMN rule_id      text,
  ADD COLUMN answer_micro bigint NOT NULL DEFAULT 0,
  ADD COLUMN paid_micro   bigint,
  ADD COLUMN taken_micro  bigint NOT NULL DEFAULT 0,
  -- of a claim that waits: when it is paid unless somebody refuses
  ADD COLUMN release_at   timestamptz,
  ADD COLUMN case_id      uuid,
  -- what the rhythm of its beats was, for the judgement of risk
  ADD COLUMN beats        jsonb;
UPDATE ad_sessions SET paid_micro = reward_micro WHERE state = 'claimed';
ALTER TABLE ad_sessions
  DROP CONSTRAINT ad_sessions_state_check,
  DROP CONSTRAINT ad_sessions_claimed_check,
  ADD CONSTRAINT ad_sessions_state_check
    CHECK (state IN ('active', 'claimed', 'delayed', 'refused', 'reversed', 'expired', 'cancelled')),
  ADD CONSTRAINT ad_sessions_claimed_check
    CHECK ((state IN ('claimed', 'delayed', 'refused', 'reversed')) = (claimed_at IS NOT NULL)),
  ADD CONSTRAINT ad_sessions_paid_check CHECK ((state IN ('claimed', 'reversed')) = (paid_micro IS NOT NULL)),
  ADD CONSTRAINT ad_sessions_paid_sum_check CHECK (paid_micro BETWEEN reward_micro AND reward_micro + answer_micro),
  ADD CONSTRAINT ad_sessions_taken_check CHECK (taken_micro BETWEEN 0 AND coalesce(paid_micro, 0)),
  ADD CONSTRAINT ad_sessions_answer_check CHECK (answer_micro >= 0),
  ADD CONSTRAINT ad_sessions_release_check CHECK ((state = 'delayed') <= (release_at IS NOT NULL)),
  ADD CONSTRAINT ad_sessions_tier_check CHECK (tier IN ('house', 'browser', 'signed')),
  ADD CONSTRAINT ad_sessions_place_check CHECK (place IN ('inline', 'page', 'app')),
  ADD CONSTRAINT ad_sessions_bonus_check CHECK ((bonus_of IS NULL) OR (rule_id IS NOT NULL AND bonus_of <> id)),
  ADD CONSTRAINT ad_sessions_bonus_fk FOREIGN KEY (bonus_of) REFERENCES ad_sessions (id) ON DELETE SET NULL;
-- One session is added to once; a bonus that ran out unwatched gives its place back.
CREATE UNIQUE INDEX ad_sessions_bonus_key ON ad_sessions (bonus_of) WHERE bonus_of IS NOT NULL AND state NOT IN ('expired', 'cancelled');
-- What was claimed counts for the caps of its day whatever became of it.
DROP INDEX ad_sessions_claimed_idx;
DROP INDEX ad_sessions_device_idx;
DROP INDEX ad_sessions_address_idx;
CREATE INDEX ad_sessions_claimed_idx ON ad_sessions (user_id, claimed_at DESC) WHERE claimed_at IS NOT NULL;
CREATE INDEX ad_sessions_device_idx ON ad_sessions (device, claimed_at) WHERE claimed_at IS NOT NULL;
CREATE INDEX ad_sessions_address_idx ON ad_sessions (address, claimed_at) WHERE claimed_at IS NOT NULL;
CREATE INDEX ad_sessions_delayed_idx ON ad_sessions (release_at) WHERE state = 'delayed';
CREATE INDEX ad_sessions_created_idx ON ad_sessions (created_at);

ALTER TABLE ad_views
  ADD COLUMN network      text NOT NULL DEFAULT 'house',
  -- the network's own id of what was shown, where it vouches for it
  ADD COLUMN external_id  text,
  -- said by the browser alone: never enough to pay
  ADD COLUMN granted_at   timestamptz,
  ADD COLUMN closed_at    timestamptz,
  -- said by the network's signature
  ADD COLUMN completed_at timestamptz,
  ADD COLUMN campaign_id  uuid,
  -- {text, choices}, as it was asked
  ADD COLUMN question     jsonb,
  ADD COLUMN answer       smallint,
  ADD COLUMN answered_at  timestamptz,
  ADD COLUMN clicked_at   timestamptz,
  ADD CONSTRAINT ad_views_answer_check CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL OR question IS NOT NULL)),
  ADD CONSTRAINT ad_views_network_key UNIQUE (network, external_id);
CREATE INDEX ad_views_campaign_idx ON ad_views (campaign_id, started_at) WHERE campaign_id IS NOT NULL;

-- What networks told us by their signature, once each. A reversal may come before what it reverses.
CREATE TABLE ad_callbacks (
  id           uuid PRIMARY KEY,
  network      text NOT NULL,
  event        text NOT NULL,
  external_id  text NOT NULL,
  session_id   uuid,
  user_id      uuid,
  outcome      text NOT NULL,
  amount_micro bigint NOT NULL DEFAULT 0,
  data         jsonb NOT NULL DEFAULT '{}',
  received_at  timestamptz NOT NULL,
  CONSTRAINT ad_callbacks_event_check CHECK (event IN ('view', 'credit', 'reversal')),
  CONSTRAINT ad_callbacks_amount_check CHECK (amount_micro >= 0),
  CONSTRAINT ad_callbacks_once_key UNIQUE (network, event, external_id)
);
CREATE INDEX ad_callbacks_user_idx ON ad_callbacks (user_id, received_at DESC) WHERE user_id IS NOT NULL;

-- A network that had nothing to show, was blocked, failed or was left: insert only, summed by day.
CREATE TABLE ad_fallbacks (
  id         uuid PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES ad_sessions (id) ON DELETE CASCADE,
  network    text NOT NULL,
  reason     text NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT ad_fallbacks_reason_check CHECK (reason IN ('no_fill', 'blocked', 'error', 'closed', 'consent')),
  CONSTRAINT ad_fallbacks_once_key UNIQUE (session_id, network)
);
CREATE INDEX ad_fallbacks_created_idx ON ad_fallbacks (created_at);

-- House ads that an operator makes.
CREATE TABLE ad_campaigns (
  id               uuid PRIMARY KEY,
  name             text NOT NULL,
  state            text NOT NULL DEFAULT 'draft',
  starts_at        timestamptz,
  ends_at          timestamptz,
  weight           integer NOT NULL DEFAULT 1,
  -- how often one person sees it in a UTC day; null for no cap
  cap_per_user_day integer,
  -- {kinds, countries, languages, plans}; an empty list means all
  target           jsonb NOT NULL DEFAULT '{}',
  -- {headline, body, action, url, mediaFileId, mediaType, alt}
  creative         jsonb NOT NULL,
  -- {text, choices} or null
  question         jsonb,
  created_by       uuid NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  CONSTRAINT ad_campaigns_state_check CHECK (state IN ('draft', 'live', 'paused', 'ended')),
  CONSTRAINT ad_campaigns_weight_check CHECK (weight BETWEEN 1 AND 1000),
  CONSTRAINT ad_campaigns_cap_check CHECK (cap_per_user_day >= 1),
  CONSTRAINT ad_campaigns_times_check CHECK (ends_at > starts_at),
  CONSTRAINT ad_campaigns_name_check CHECK (length(name) BETWEEN 1 AND 120)
);
CREATE INDEX ad_campaigns_state_idx ON ad_campaigns (state, starts_at);

-- What networks say they owe us, or what an import said; one row per day, network, country and kind.
CREATE TABLE ad_yield (
  day               date NOT NULL,
  network           text NOT NULL,
  country           text NOT NULL DEFAULT '',
  kind              text NOT NULL DEFAULT '',
  impressions       bigint NOT NULL,
  revenue_micro_usd bigint NOT NULL,
  source            text NOT NULL,
  updated_at        timestamptz NOT NULL,
  CONSTRAINT ad_yield_pkey PRIMARY KEY (day, network, country, kind),
  CONSTRAINT ad_yield_numbers_check CHECK (impressions >= 0 AND revenue_micro_usd >= 0),
  CONSTRAINT ad_yield_source_check CHECK (source IN ('import', 'api'))
);

-- One day of a network as it went with us, rolled up from the sessions: again and again until the day is over.
CREATE TABLE ad_days (
  day           date NOT NULL,
  network       text NOT NULL,
  country       text NOT NULL DEFAULT '',
  kind          text NOT NULL,
  sessions      bigint NOT NULL,
  views         bigint NOT NULL,
  completed     bigint NOT NULL,
  claimed       bigint NOT NULL,
  paid_micro    bigint NOT NULL,
  taken_micro   bigint NOT NULL,
  no_fill       bigint NOT NULL,
  blocked       bigint NOT NULL,
  failed        bigint NOT NULL,
  updated_at    timestamptz NOT NULL,
  CONSTRAINT ad_days_pkey PRIMARY KEY (day, network, country, kind),
  CONSTRAINT ad_days_kind_check CHECK (kind IN ('text', 'image', 'video'))
);

-- One heartbeat, as before, and what the network's script says of the view: its word is kept, and pays nothing by itself.
-- A view of another network is complete when its time was counted and the network's word has come.
DROP FUNCTION ad_progress(uuid, uuid, uuid, integer, boolean, timestamptz);
CREATE FUNCTION ad_progress(
  p_session uuid, p_user uuid, p_view uuid, p_position_ms integer, p_visible boolean, p_event text, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_session ad_sessions; v_view ad_views; v_last timestamptz; v_gain integer := 0; v_watched bigint;
BEGIN
  SELECT * INTO v_session FROM ad_sessions WHERE id = p_session AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'unknown'); END IF;
  SELECT * INTO v_view FROM ad_views WHERE id = p_view AND session_id = p_session;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'unknown'); END IF;
  IF v_session.state = 'active' AND v_session.expires_at <= p_now THEN RETURN jsonb_build_object('outcome', 'expired'); END IF;
  IF v_session.state <> 'active' THEN
    RETURN jsonb_build_object('outcome', CASE v_session.state WHEN 'expired' THEN 'expired' ELSE 'ended' END);
  END IF;
  -- Signed networks vouch for their views by callback alone.
  IF v_session.tier = 'signed' THEN RETURN jsonb_build_object('outcome', 'signed'); END IF;

  -- A clock that was set back must not keep an old window open.
  IF v_session.beat_window_at IS NULL OR p_now < v_session.beat_window_at
     OR p_now - v_session.beat_window_at >= interval '1 second' THEN
    v_session.beat_window_at := p_now;
    v_session.beat_count := 0;
  END IF;
  -- Refused beats leave the count where it is: it cannot overflow, and the window still ends.
  IF v_session.beat_count >= 4 THEN RETURN jsonb_build_object('outcome', 'too_fast'); END IF;
  UPDATE ad_sessions SET beat_window_at = v_session.beat_window_at, beat_count = v_session.beat_count + 1 WHERE id = p_session;

  -- Time is the session's, not the view's: two views at once share one clock.
  SELECT max(last_beat_at) INTO v_last FROM ad_views WHERE session_id = p_session;
  IF v_view.started_at IS NOT NULL AND p_visible AND v_view.last_visible THEN
    v_gain := greatest(0, least(extract(epoch FROM p_now - v_last) * 1000, p_position_ms - v_view.position_ms, 10000))::integer;
  END IF;
  UPDATE ad_views SET
      watched_ms = least(watched_ms + v_gain, seconds * 1000),
      position_ms = greatest(position_ms, p_position_ms),
      last_visible = p_visible,
      -- The network's word about a view that never began is worth nothing.
      granted_at = CASE WHEN p_event = 'granted' AND started_at IS NOT NULL THEN coalesce(granted_at, p_now) ELSE granted_at END,
      closed_at = CASE WHEN p_event = 'closed' AND started_at IS NOT NULL THEN coalesce(closed_at, p_now) ELSE closed_at END,
      started_at = coalesce(started_at, p_now),
      last_beat_at = greatest(last_beat_at, p_now)
    WHERE id = p_view RETURNING * INTO v_view;
  SELECT sum(watched_ms) INTO v_watched FROM ad_views WHERE session_id = p_session;
  RETURN jsonb_build_object('outcome', 'counted', 'watchedMs', v_watched, 'requiredSeconds', v_session.watch_seconds,
    'viewMs', v_view.watched_ms, 'viewComplete',
    v_view.watched_ms >= v_view.seconds * 1000 AND (v_view.network = 'house' OR v_view.granted_at IS NOT NULL));
END $$;
