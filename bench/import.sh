# shellcheck shell=bash
# A class list read, checked and stored, over a bare pass of its XML and over hashing alone.
# Run by script/bench, which gives the functions and addresses used here.

listed=5000

# A class list as a school makes it.
make_spreadsheet() {
  build/bench/lexipoort_bench print-pupils $listed >"$folder/list.csv"
  soffice --headless "-env:UserInstallation=file://$folder/office" \
    '--infilter=Text - txt - csv (StarCalc):44,34,76,1' --convert-to xlsx --outdir "$folder" \
    "$folder/list.csv" >/dev/null 2>&1
}

upload_list() { # COOKIE
  curl -sf -H "Cookie: $1" -H "Origin: $url" -H 'Content-Type: application/octet-stream' \
    --data-binary "@$folder/list.xlsx" "$imports?kind=pupils&file_name=list.xlsx" |
    sed -E 's/^\{"id":"([0-9]+)".*/\1/'
}

# Saves a list, in turn with bare hashing while the portal stands still: whoever else uses this
# machine's cores takes from both alike. Prints the seconds that the portal ran and the bare rate.
save_list() { # COOKIE DRAFT
  local list=$imports/$2 state=saving started
  started=$(date +%s.%N)
  curl -sf -H "Cookie: $1" -H "Origin: $url" -o /dev/null -X POST "$list/save"
  while [ "$state" = saving ]; do
    for _ in 1 2 3; do # as often as the page asks
      sleep 0.7
      state=$(curl -sf -H "Cookie: $1" "$list" | grep -o '"state":"[a-z]*"' | cut -d'"' -f4)
      [ "$state" = saving ] || break
    done
    echo "ran $started $(date +%s.%N)"
    kill -STOP "${processes[0]}"
    build/bench/lexipoort_bench hash 2
    kill -CONT "${processes[0]}"
    started=$(date +%s.%N)
  done | awk '/^ran/ {ran += $3 - $2} /^rate/ {rate += $2; ++rates} END {print ran, rate / rates}'
}

bench_import() {
  local cookie took bare
  imports=$url/api/schools/2/imports
  cookie=$(sign_in juf.anna)
  make_spreadsheet
  build/bench/lexipoort_bench read-import "$folder/bench.db" "$folder/list.xlsx" >"$folder/read"
  awk -v rows=$listed '
    { p50[$1] = $2; p99[$1] = $3 }
    function times(name) { return "p50 " p50[name] " ms, p99 " p99[name] " ms" }
    END { printf "import: %d rows read and checked in %s; the bare pass of Expat takes %s\n",
          rows, times("ours"), times("bare") }' "$folder/read"
  verdict import-read "$(awk '$1 == "bare" {print $2}' "$folder/read")" \
    "$(awk '$1 == "ours" {print $2}' "$folder/read")" 0.50

  read -r took bare < <(save_list "$cookie" "$(upload_list "$cookie")")
  echo "import: $listed pupils stored in $took s; the cores alone hash $bare/s"
  verdict import-store "$(echo "$listed $took" | awk '{print $1 / $2}')" "$bare" 0.85
  verdict import-memory 300 "$(awk '/VmHWM/ {print $2 / 1024}' "/proc/${processes[0]}/status")" 1.00
}
