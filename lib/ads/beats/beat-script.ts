/**
 * The rules of apply-beat.ts where instances share a count. KEYS: the count. ARGV: user, view, position, visible (1 or 0),
 * event or '', now, the oldest epoch that is worth anything. Answers {outcome, count, due}; 'absent' where nothing stands.
 */
export const BEAT_SCRIPT = `
local function beat()
  local text = redis.call('GET', KEYS[1])
  if not text then return {'absent'} end
  local count = cjson.decode(text)
  local now = tonumber(ARGV[6])
  local position = tonumber(ARGV[3])
  local visible = ARGV[4] == '1'
  if type(count.ended) ~= 'string' or count.epoch < tonumber(ARGV[7]) then return {'absent'} end
  local view = count.views[ARGV[2]]
  if count.userId ~= ARGV[1] or not view then return {'unknown'} end
  if count.ended ~= '' then return {count.ended} end
  if count.expiresAt <= now then return {'expired'} end
  if now < count.windowAt or now - count.windowAt >= 1000 then
    count.windowAt = now
    count.windowCount = 0
  end
  if count.windowCount >= 4 then return {'too_fast'} end
  count.windowCount = count.windowCount + 1

  local last = 0
  local side = false
  for id, other in pairs(count.views) do
    if other.lastBeatAt > last then last = other.lastBeatAt end
    if id ~= ARGV[2] and other.lastBeatAt > 0 and now - other.lastBeatAt < 2000 and other.watchedMs < other.lengthMs then
      side = true
    end
  end
  local gap = math.max(0, now - last)
  local gained = position - view.positionMs
  local began = view.startedAt > 0

  local rhythm = count.rhythm
  rhythm.beats = rhythm.beats + 1
  if not visible then rhythm.hidden = rhythm.hidden + 1 end
  if side then rhythm.parallel = rhythm.parallel + 1 end
  if last > 0 then
    local short = math.min(gap, 60000)
    rhythm.gaps = rhythm.gaps + 1
    rhythm.gapSumMs = rhythm.gapSumMs + short
    rhythm.gapSquares = rhythm.gapSquares + short * short
    rhythm.longestMs = math.max(rhythm.longestMs, gap)
    if began and gained > gap + 1000 then rhythm.ahead = rhythm.ahead + 1 end
  end

  local gain = 0
  if began and visible and view.visible then gain = math.max(0, math.min(gap, gained, 10000)) end
  local granted = began and ARGV[5] == 'granted' and view.grantedAt == 0
  local closed = began and ARGV[5] == 'closed' and view.closedAt == 0
  local before = view.watchedMs
  view.watchedMs = math.min(before + gain, view.lengthMs)
  view.positionMs = math.max(view.positionMs, position)
  view.visible = visible
  if granted then view.grantedAt = now end
  if closed then view.closedAt = now end
  if not began then view.startedAt = now end
  view.lastBeatAt = math.max(view.lastBeatAt, now)
  count.seq = count.seq + 1

  local due = not began or granted or closed or (before < view.lengthMs and view.watchedMs >= view.lengthMs)
  local answer = cjson.encode(count)
  redis.call('SET', KEYS[1], answer, 'PX', math.max(1, count.expiresAt - now) + 60000)
  return {'counted', answer, due and 1 or 0}
end
-- What cannot be read is as good as nothing: the database counts, and a new count takes its place.
local ok, answer = pcall(beat)
if ok then return answer end
return {'absent'}
`;

/** Puts a count there unless a later one stands, or the session has ended. ARGV: count, its epoch, milliseconds to live. */
export const LOAD_SCRIPT = `
local ok, old = pcall(cjson.decode, redis.call('GET', KEYS[1]) or '')
if ok and type(old) == 'table' and type(old.epoch) == 'number' and type(old.ended) == 'string' then
  if old.ended ~= '' or old.epoch >= tonumber(ARGV[2]) then return 0 end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
return 1
`;

/** Takes a count away unless a later one than ARGV[1] stands. */
export const DROP_SCRIPT = `
local ok, old = pcall(cjson.decode, redis.call('GET', KEYS[1]) or '')
if ok and type(old) == 'table' and type(old.epoch) == 'number' and old.epoch > tonumber(ARGV[1]) then return 0 end
redis.call('DEL', KEYS[1])
return 0
`;

/** Leaves word that the session takes no more beats. ARGV: milliseconds to live. */
export const END_SCRIPT = `
local ok, count = pcall(cjson.decode, redis.call('GET', KEYS[1]) or '')
if ok and type(count) == 'table' then
  count.ended = 'ended'
  redis.call('SET', KEYS[1], cjson.encode(count), 'PX', ARGV[1])
end
return 0
`;
