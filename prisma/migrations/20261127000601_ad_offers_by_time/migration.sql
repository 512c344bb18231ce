-- What offer walls paid in a span of days, without walking through every signed view.
CREATE INDEX ad_callbacks_offers_idx ON ad_callbacks (received_at) WHERE event <> 'view';
