# shellcheck shell=bash
# Sessions of practice delivered, over what the bare database takes of the same rows.
# Run by script/bench, which gives the functions and addresses used here.

# By turns: whoever else uses this machine takes from both alike.
compare_ingest() { # ENGINE DATABASE BARE_DATABASE PORT SIZE BAR
  local start rate ours=0 bare=0
  start=$(($(date +%s) - 600))
  for round in 0 1 2; do
    # Each turn goes on where the one before it may have come: 100 days further back.
    local from=$((start - (round + ($5 == 1 ? 3 : 0)) * 60 * 24 * 3600))
    rate=$(wrk -t1 -c8 -d${seconds}s -s bench/ingest.lua "http://127.0.0.1:$4/api/programs/results" \
      -- "$5" $from "$folder/pupils.$1" | awk '/^sent/ {if ($6 > 0 || $4 == 0) exit 1; print $8}')
    ours=$(echo "$ours $rate" | awk '{print $1 + $2 / 3}')
    rate=$(build/bench/lexipoort_bench ingest "$3" $seconds "$5" $from | rate)
    bare=$(echo "$bare $rate" | awk '{print $1 + $2 / 3}')
    echo "round $round ours $ours bare $bare"
  done
  echo "ingest: $1 takes $ours sessions/s in batches of $5; bare $bare/s"
  verdict "ingest-$1-$5" "$ours" "$bare" "$6"
}
bench_ingest() { :; }
