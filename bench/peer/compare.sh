#!/bin/sh
# Ours beside Directus in one command, from nothing to the table: sh bench/peer/compare.sh CASES ["list, page 2" …]; then: sh bench/peer/compare.sh stop
# What is there already is kept: the install, both databases, a half-done seed. PEER is the folder that sets Directus up (setup.sh, load.sql).
set -eu
cd "$(dirname "$0")/../.."
CASES=${1:?how many cases}; shift
PEER=${PEER:-/work/shared/peer-directus}
BASE=${WORK:-/tmp/directus}; WORK=$BASE; export WORK
PGBIN=${PGBIN:-/usr/lib/postgresql/15/bin}; RUNAS=${RUNAS:-postgres}; export PGBIN RUNAS
OURS_PORT=3200; OURS_PGPORT=5546; PGPORT=5544; PORT=8055; export PGPORT PORT
AMITY=$BASE/amity
if [ "$(id -u)" = 0 ]; then AS="setpriv --reuid=$RUNAS --regid=$(id -gn "$RUNAS") --clear-groups"; else AS=; fi
# As docs/operating.md asks of a PostgreSQL of one's own (decision 0294); theirs likewise when it is started from here.
KEEPS="env MALLOC_TRIM_THRESHOLD_=8388608 MALLOC_MMAP_THRESHOLD_=2097152 MALLOC_TOP_PAD_=262144"
ends() { [ ! -f "$1" ] || { kill -INT "$(cat "$1")" 2>/dev/null || true; rm -f "$1"; }; }
runs() { [ -f "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }
if [ "$CASES" = stop ]; then ends "$AMITY/web.pid"; sleep 2; ends "$AMITY/pg.pid"; sh "$PEER/setup.sh" stop; exit 0; fi

[ -d "$BASE/directus-11.17.4/node_modules/directus" ] || sh "$PEER/setup.sh" install
if [ -f "$BASE/cases" ] && [ "$(cat "$BASE/cases")" != "$CASES" ]; then echo "$BASE holds $(cat "$BASE/cases") cases: stop it, and delete $BASE/pg, $BASE/amity and $BASE/cases first"; exit 1; fi

# Ours: PostgreSQL as the peer's setup sets its own, then the seed, then the service.
if ! runs "$AMITY/pg.pid"; then
  mkdir -p "$AMITY/run"; [ -z "$AS" ] || chown "$RUNAS" "$AMITY" "$AMITY/run"
  if [ ! -d "$AMITY/data" ]; then
    (cd / && $AS "$PGBIN/initdb" -D "$AMITY/data" -U amity --auth=trust --no-locale -E UTF8 > /dev/null)
    printf '%s\n' "listen_addresses = '127.0.0.1'" "port = $OURS_PGPORT" "unix_socket_directories = '$AMITY/run'" 'shared_buffers = 2GB' 'effective_cache_size = 12GB' 'work_mem = 32MB' 'maintenance_work_mem = 1GB' \
      'max_wal_size = 8GB' 'checkpoint_timeout = 15min' 'random_page_cost = 1.1' 'max_connections = 100' 'jit = off' >> "$AMITY/data/postgresql.conf"
  fi
  (cd / && exec $KEEPS $AS "$PGBIN/postgres" -D "$AMITY/data" > "$BASE/amity-pg.log" 2>&1) & echo $! > "$AMITY/pg.pid"
fi
ours() { "$PGBIN/psql" -X -q -h 127.0.0.1 -p $OURS_PGPORT -U amity "$@"; }
until ours -d postgres -c 'select 1' > /dev/null 2>&1; do sleep 0.2; done
[ "$(ours -d postgres -Atc "select count(*) from pg_database where datname = 'amity_bench'")" = 1 ] || ours -d postgres -c 'create database amity_bench'
DATABASE_URL=postgres://amity@127.0.0.1:$OURS_PGPORT/amity_bench; export DATABASE_URL
echo "$CASES" > "$BASE/cases"
[ -f "$AMITY/seeded" ] || { node scripts/run.mjs bench seed --cases "$CASES"; touch "$AMITY/seeded"; }

# Theirs. Loaded once; its rows are as many.
if ! runs "$BASE/pg.pid"; then
  if [ -d "$BASE/pg/data" ]; then (cd / && exec $KEEPS $AS "$PGBIN/postgres" -D "$BASE/pg/data" > "$BASE/pg.log" 2>&1) & echo $! > "$BASE/pg.pid"
  else NCASES=$CASES sh "$PEER/setup.sh" database; fi
  until "$PGBIN/psql" -X -q -h 127.0.0.1 -p $PGPORT -U peer -d peer -c 'select 1' > /dev/null 2>&1; do sleep 0.2; done
fi
runs "$BASE/directus.pid" || sh "$PEER/setup.sh" start
[ -f "$BASE/pg/permitted" ] || { (cd "$PEER" && node permissions.mjs); touch "$BASE/pg/permitted"; }

if ! runs "$AMITY/web.pid"; then
  sh bench/peer/serve.sh "$DATABASE_URL" $OURS_PORT > "$BASE/amity-web.log" 2>&1 & echo $! > "$AMITY/web.pid"
  until curl -fsS -o /dev/null "http://127.0.0.1:$OURS_PORT/health/ready" 2>/dev/null; do runs "$AMITY/web.pid" || { tail "$BASE/amity-web.log"; exit 1; }; sleep 0.2; done
fi
DEEP=${DEEP:-$([ "$CASES" -ge 500000 ] && echo 500 || echo 5)} CASES=$CASES PEER_WORK=$BASE OUT=$BASE/compared.json \
OURS=http://127.0.0.1:$OURS_PORT THEIRS=http://127.0.0.1:$PORT OURS_PID=$(cat "$AMITY/web.pid") OURS_PG=$(cat "$AMITY/pg.pid") THEIRS_PID=$(cat "$BASE/directus.pid") THEIRS_PG=$(cat "$BASE/pg.pid") \
  node bench/run.mjs peer "$@"
