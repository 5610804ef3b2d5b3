# shellcheck shell=bash
# The supervisor's overview, over stepping through the same rows with SQLite's own interface.
# Run by script/bench, which gives the functions and addresses used here.

bench_overview() {
  local cookie path ours bare
  cookie=$(sign_in begeleider)
  path=/api/schools/1/results/1/pupils
  curl -sf -H "Cookie: $cookie" -o "$folder/answer" "$url$path"
  load -H "Cookie: $cookie" "$url$path"
  require_success
  ours=$(of_report Requests/sec:)
  echo "overview: $ours requests/s, p50 $(of_report 50%), p99 $(of_report 99%), $(stat -c %s "$folder/answer") bytes, $pupils pupils"
  bare=$(build/bench/lexipoort_bench overview "$folder/bench.db" $seconds $pupils | rate)
  start_nginx "$folder/answer"
  load "http://127.0.0.1:$((port + 1))/file"
  echo "overview: the bare loop $bare/s; nginx with a file of the same bytes $(of_report Requests/sec:) requests/s"
  verdict overview "$ours" "$bare" 0.40
}
