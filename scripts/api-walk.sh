#!/usr/bin/env bash
# The way of a user with nothing but curl: register, sign in, run, run out of credits, watch an ad, claim, run again.
# Usage: scripts/api-walk.sh http://localhost:3000   (with ads.text.watchSeconds at 2, it takes five seconds)
set -euo pipefail
hub="${1:-http://localhost:3000}"
jar="$(mktemp)"
trap 'rm -f "$jar"' EXIT
email="walker-$RANDOM$RANDOM@example.test"
password='a few words in a row'

# A program without a browser says where it belongs by Origin; the cookie jar is its session.
call() { curl -sS -b "$jar" -c "$jar" -H "Origin: $hub" "$@"; }
post() { call -X POST -H 'Content-Type: application/json' "$hub$1" -d "$2" "${@:3}"; }
status() { post "$@" -o /dev/null -w '%{http_code}'; }
field() { node -pe 'const v = process.argv[1].split(".").reduce((at, name) => at?.[name], JSON.parse(require("fs").readFileSync(0, "utf8"))); typeof v === "object" ? JSON.stringify(v) : v' "$1"; }
expect() { if [ "$2" = "$3" ]; then echo "ok    $1: $2"; else echo "FAIL  $1: $2 instead of $3"; exit 1; fi; }

expect 'register' "$(status /api/auth/register "{\"email\":\"$email\",\"password\":\"$password\"}")" 201
token="$(call "$hub/api/auth/csrf" | field csrfToken)"
call -o /dev/null "$hub/api/auth/callback/credentials" \
  --data-urlencode "csrfToken=$token" --data-urlencode "email=$email" --data-urlencode "password=$password" --data-urlencode json=true
expect 'signed in as' "$(call "$hub/api/me" | field user.email)" "$email"
expect 'welcome credits' "$(call "$hub/api/credits" | field available)" 5

run='{"toolId":"text-generation","input":{"prompt":"Two sentences about tide and time."}}'
again='{"toolId":"text-generation","input":{"prompt":"Two sentences about salt and bread."}}'
first="$(post /api/process-request "$run" -H "Idempotency-Key: walk-1-$email")"
expect 'first run' "$(field run.status <<<"$first")" succeeded
expect 'it cost' "$(field run.credits.charged <<<"$first")" 5
repeat="$(post /api/process-request "$run" -H "Idempotency-Key: walk-1-$email")"
expect 'same key, same run' "$(field run.id <<<"$repeat")" "$(field run.id <<<"$first")"
expect 'same key, another body' "$(status /api/process-request "$again" -H "Idempotency-Key: walk-1-$email")" 409

refused="$(post /api/process-request "$again")"
expect 'without credits' "$(field code <<<"$refused")" insufficient_credits
seconds="$(field ad.watchSeconds <<<"$refused")"
echo "      an ad of $seconds s would pay for it"

session="$(post /api/ads/start '{"kind":"text"}')"
id="$(field session.id <<<"$session")"
secret="$(field session.token <<<"$session")"
views="$(field session.views <<<"$session")"
expect 'claimed too early' "$(status /api/ads/claim "{\"sessionId\":\"$id\",\"token\":\"$secret\"}")" 409
count="$(node -pe 'JSON.parse(process.argv[1]).length' "$views")"
for ((index = 0; index < count; index++)); do
  view="$(node -pe 'JSON.parse(process.argv[1])[process.argv[2]].id' "$views" "$index")"
  length="$(node -pe 'Math.ceil(JSON.parse(process.argv[1])[process.argv[2]].seconds)' "$views" "$index")"
  for ((second = 0; second <= length; second++)); do
    post /api/ads/progress "{\"sessionId\":\"$id\",\"token\":\"$secret\",\"viewId\":\"$view\",\"positionSeconds\":$second,\"visible\":true}" -o /dev/null
    sleep 1
  done
done
claim="{\"sessionId\":\"$id\",\"token\":\"$secret\"}"
expect 'claimed' "$(post /api/ads/claim "$claim" | field reward)" 5
expect 'claimed twice, paid once' "$(post /api/ads/claim "$claim" | field repeated)" true
expect 'a forged claim' "$(status /api/ads/claim "{\"sessionId\":\"$id\",\"token\":\"forged\"}" | sed 's/40[0-9]/refused/')" refused

second="$(post /api/process-request "$again")"
expect 'second run' "$(field run.status <<<"$second")" succeeded
expect 'nothing left' "$(call "$hub/api/credits" | field available)" 0
cached="$(post /api/process-request "$again")"
expect 'the same from the cache, free' "$(field run.cached <<<"$cached") $(field run.credits.charged <<<"$cached")" 'true 0'
expect 'another site' "$(curl -sS -o /dev/null -w '%{http_code}' -b "$jar" -X POST -H 'Origin: https://evil.example' -H 'Content-Type: application/json' "$hub/api/process-request" -d "$again")" 403
echo 'The whole way worked.'
