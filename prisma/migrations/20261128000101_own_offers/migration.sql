-- The last offers of one person, however many views their networks have told of.
CREATE INDEX ad_callbacks_own_offers_idx ON ad_callbacks (user_id, received_at DESC, id DESC) WHERE event = 'credit';
