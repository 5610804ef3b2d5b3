# shellcheck shell=bash
# Signing in, over hashing passwords and nothing else.
# Run by script/bench, which gives the functions and addresses used here.

bench_signin() {
  local ours bare
  load -s bench/sign_in.lua "$url/api/session"
  require_success
  ours=$(of_report Requests/sec:)
  echo "signin: $ours sign-ins/s, p50 $(of_report 50%), p99 $(of_report 99%)"
  bare=$(build/bench/lexipoort_bench hash $seconds | rate)
  echo "signin: the cores alone hash $bare/s"
  verdict signin "$ours" "$bare" 0.85
}
