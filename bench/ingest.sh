# shellcheck shell=bash
# Sessions of practice that programs deliver, acknowledged and on disk, over what the bare database
# takes of the same rows, a transaction each batch.
# Run by script/bench, which gives the functions and addresses used here.

turns=3

# By turns: whoever else uses this machine takes from both alike. Each turn goes on two months further
# back than the one before it can come.
compare_ingest() { # ENGINE BARE_DATABASE URL SIZE BAR
  local now start ours=() bare=()
  now=$(date +%s)
  for ((turn = 1; turn <= turns; ++turn)); do
    start=$((now / 7200 * 7200 - (turn + ($4 > 1 ? turns : 0)) * 60 * 24 * 3600))
    wrk -t1 -c8 -d${seconds}s -s bench/ingest.lua "$3/api/programs/results" \
      -- "$4" $start "$folder/pupils.$1" >"$folder/wrk"
    if ! grep -q ' wrong 0 ' "$folder/wrk"; then
      cat "$folder/wrk"
      echo "script/bench: deliveries that were not accepted whole"
      exit 1
    fi
    ours+=("$(awk '/^sent/ {print $8}' "$folder/wrk")")
    bare+=("$(build/bench/lexipoort_bench ingest "$2" $seconds "$4" $start | rate)")
  done
  echo "ingest: $1 in batches of $4: ${ours[*]} sessions/s; the bare database ${bare[*]}"
  verdict "ingest-$1-$4" "$(mean "${ours[@]}")" "$(mean "${bare[@]}")" "$5"
}

mean() { printf '%s\n' "$@" | awk '{sum += $1} END {print sum / NR}'; }

# Both sides begin with the same data.
compare_sizes() { # ENGINE BARE_DATABASE URL
  compare_ingest "$@" 1 0.60
  compare_ingest "$@" 100 0.50
}

bench_ingest() {
  build/bench/lexipoort_bench prepare-ingest "$folder/bench.db" bench-token >"$folder/pupils.sqlite"
  sqlite3 "$folder/bench.db" ".backup $folder/bare.db"
  compare_sizes sqlite "$folder/bare.db" "$url"

  local cluster ours bare
  # shellcheck disable=SC2016 # it is the other shell that fills it in
  coproc postgres { LEXIPOORT_POSTGRES_FSYNC=on exec script/postgres sh -c 'echo "$LEXIPOORT_TEST_POSTGRES"; cat'; }
  processes+=("$postgres_PID")
  read -r cluster <&"${postgres[0]}"
  ours=${cluster/\/postgres\?//ours?}
  bare=${cluster/\/postgres\?//bare?}
  psql -qX "$cluster" -c 'create database ours'
  build/server/lexipoort demo --database "$ours" >/dev/null
  build/bench/lexipoort_bench fill "$ours" $pupils
  build/bench/lexipoort_bench prepare-ingest "$ours" bench-token >"$folder/pupils.postgresql"
  psql -qX "$cluster" -c 'create database bare template ours'
  build/server/lexipoort serve --database "$ours" --secret-file "$folder/secret" \
    --mail "dir:$folder/mail" --port $((port + 2)) --web-root "$folder" --log warn >"$folder/log.postgresql" &
  processes+=($!)
  until grep -q listening "$folder/log.postgresql"; do kill -0 "${processes[-1]}"; done
  compare_sizes postgresql "$bare" "http://127.0.0.1:$((port + 2))"
}
