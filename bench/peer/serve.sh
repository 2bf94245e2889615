#!/bin/sh
# One web process of ours as it is run in service, on a seeded database: sh bench/peer/serve.sh postgres://…/amity_1m 3200
set -eu
cd "$(dirname "$0")/../.."
export DATABASE_URL="$1" PORT="$2" AMITY_DATA="${AMITY_DATA:-/tmp/amity-peer-$2}" AMITY_BASE_URL="http://localhost:$2" AMITY_LOG=warn NODE_ENV=production
# Kept beside the data, so that it is the same at the next start and stands in no file of ours.
mkdir -p "$AMITY_DATA"
[ -f "$AMITY_DATA/bench-secret" ] || node -p "crypto.randomBytes(32).toString('base64url')" > "$AMITY_DATA/bench-secret"
AMITY_SECRET=$(cat "$AMITY_DATA/bench-secret"); export AMITY_SECRET
exec node --max-semi-space-size=8 --max-old-space-size=1000 scripts/start.mjs serve
