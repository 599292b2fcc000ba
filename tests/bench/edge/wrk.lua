-- wrk runs this for every request and every answer. Arguments: the status that an answer must have; patterns that its
-- Cache-Status must and must not fit, one without that header counting as empty; from and step of what "%d" counts; headers
-- as name=value. "%d" may stand in the path and in a header's value.

local status, expect, refuse, step, name
local changing = {}

function setup(thread)
  only = thread
end

function init(args)
  right, other, count = 0, "", tonumber(args[4])
  status, expect, refuse, step = tonumber(args[1]), args[2], args[3], tonumber(args[5])
  for i = 6, #args do
    local key, value = args[i]:match("^(.-)=(.*)$")
    if value:find("%d", 1, true) then changing[key] = value else wrk.headers[key] = value end
  end
  -- Without these, wrk sends the same bytes each time, which costs it nothing.
  if next(changing) or wrk.path:find("%d", 1, true) then request = changed end
end

function changed()
  count = count + step
  for key, value in pairs(changing) do wrk.headers[key] = value:gsub("%%d", count) end
  return wrk.format(nil, (wrk.path:gsub("%%d", count)))
end

local function find(headers)
  for key in pairs(headers) do
    if key:lower() == "cache-status" then return key end
  end
end

function response(got, headers)
  name = name or find(headers)
  local kind = name and headers[name] or ""
  if got == status and kind:find(expect) and not kind:find(refuse) then
    right = right + 1
  elseif other == "" then
    other = got .. ", " .. (kind == "" and "no Cache-Status" or "Cache-Status: " .. kind)
  end
end

-- Microseconds, as wrk has them
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "\nresult %d %d %d %d %d %d %d %s\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.timeout, only:get("right"), only:get("count"), only:get("other")
  ))
end
