-- wrk: delivers sessions of practice that nobody delivered before, to all pupils in turn and ever
-- further back, as bench/ingest.cpp does.
-- usage: wrk … -s bench/ingest.lua URL -- SIZE START PUPILS   (PUPILS: a file of pseudonyms)
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer bench-token"
  size = tonumber(arguments[1])
  start = tonumber(arguments[2])
  pupils = {}
  for pupil in io.lines(arguments[3]) do table.insert(pupils, pupil) end
  math.randomseed(os.time())
  sent, accepted, wrong = 0, 0, 0
  whole = string.format('{"accepted":%d,', size)
end

local function item()
  local pupil = pupils[sent % #pupils + 1]
  local at = start - math.floor(sent / #pupils) * 7200
  sent = sent + 1
  return string.format(
    '{"id":"%08x%08x%08x%08x","kind":"practice","pupil":"%s","product":"bouw","at":%d,"duration_seconds":300,"lesson":7,"address":"145.1.2.3"}',
    math.random(0, 0x7fffffff), math.random(0, 0x7fffffff), math.random(0, 0x7fffffff),
    math.random(0, 0x7fffffff), pupil, at)
end

function request()
  local items = {}
  for index = 1, size do items[index] = item() end
  return wrk.format(nil, nil, nil, '{"items":[' .. table.concat(items, ",") .. ']}')
end

function response(status, headers, body)
  if status == 200 and body:sub(1, #whole) == whole then accepted = accepted + size else wrong = wrong + 1 end
end

function done(summary)
  local sum, faults = 0, 0
  for _, thread in ipairs(threads) do
    sum = sum + thread:get("accepted")
    faults = faults + thread:get("wrong")
  end
  io.write(string.format("sent %d accepted %d wrong %d rate %.1f\n", threads[1]:get("sent"), sum, faults,
    sum / summary.duration * 1e6))
end
