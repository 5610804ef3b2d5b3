# shellcheck shell=bash
# The supervisor's overview: made, over stepping through the same rows with SQLite's own interface;
# unchanged since the last look, over nginx with a file of the same bytes; and in the browser.
# Run by script/bench, which gives the functions and addresses used here.

look_at() { # DATABASE PUPILS ADDRESS
  local cookie path=$3/api/schools/1/results/1/pupils etag made bare file
  cookie=$(url=$3 sign_in begeleider)
  curl -sf -H "Cookie: $cookie" -D "$folder/headers" -o "$folder/answer" "$path"
  etag=$(tr -d '\r' <"$folder/headers" | awk 'tolower($1) == "etag:" {print $2}')
  load -H "Cookie: $cookie" "$path"
  require_success
  made=$(of_report Requests/sec:)
  echo "overview: $2 pupils, $made requests/s, p50 $(of_report 50%), p99 $(of_report 99%), $(stat -c %s "$folder/answer") bytes"
  bare=$(build/bench/lexipoort_bench overview "$1" $seconds "$2" | rate)
  echo "overview: the bare loop $bare/s"
  verdict "overview-$2" "$made" "$bare" 0.70

  [ "$(curl -s -H "Cookie: $cookie" -H "If-None-Match: $etag" -o /dev/null -w '%{http_code}' "$path")" = 304 ]
  load -H "Cookie: $cookie" -H "If-None-Match: $etag" "$path"
  require_success
  made=$(of_report Requests/sec:)
  cp "$folder/answer" "$folder/www/$2"
  load "$files/$2"
  file=$(of_report Requests/sec:)
  echo "overview: unchanged $made requests/s; nginx with a file of the same bytes $file requests/s"
  verdict "unchanged-$2" "$made" "$file" 0.25
}

bench_overview() {
  local files=http://127.0.0.1:$((port + 1)) small=$((port + 2)) large=$((port + 3)) few many
  script/build web >/dev/null
  echo ready >"$folder/ready"
  start_nginx "$folder/ready"
  look_at "$folder/bench.db" $pupils "$url"
  start_portal large 3000 $large web/dist
  look_at "$folder/large.db" 3000 "http://127.0.0.1:$large"

  start_portal small 30 $small web/dist
  read -r few many < <(node bench/first_row.mjs "http://127.0.0.1:$small" "http://127.0.0.1:$large")
  echo "overview: the first row is there in $few ms of 30 pupils, in $many ms of 3000"
  verdict first-row "$few" "$many" 0.77
}
