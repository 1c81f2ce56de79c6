-- For wrk: sends each prepared request once, and ends when all are answered.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } moment;
  int clock_gettime(int clock, moment *now);
  int getpid(void);
  int kill(int process, int signal);
]]
local MONOTONIC, OWN_CPU, INTERRUPT = 1, 2, 2

local function clock(which)
   local now = ffi.new("moment")
   ffi.C.clock_gettime(which, now)
   return tonumber(now.seconds) + tonumber(now.nanoseconds) / 1e9
end

local requests, sent, trying = {}, 0, true
answered, not_200, seconds, cpu = 0, 0, 0, 0
local began, cpu_before

function init(args)
   local file = assert(io.open(args[1], "rb"))
   for length in file:lines() do
      requests[#requests + 1] = file:read(tonumber(length))
   end
   file:close()
   collectgarbage()
end

function request()
   if trying then -- wrk looks at one before it begins, without sending it
      trying = false
      return requests[1]
   end
   if sent == 0 then
      began, cpu_before = clock(MONOTONIC), clock(OWN_CPU)
   end
   sent = sent + 1
   return requests[sent] or "" -- nothing: the connection stays, and is silent
end

function response(status)
   answered = answered + 1
   if status ~= 200 then not_200 = not_200 + 1 end
   if answered == #requests then
      seconds, cpu = clock(MONOTONIC) - began, clock(OWN_CPU) - cpu_before
      ffi.C.kill(ffi.C.getpid(), INTERRUPT) -- wrk ends by time or by this
   end
end

local sender
function setup(thread) sender = thread end

function done(summary, latency)
   io.write(string.format(
      '\n{"answered": %d, "not_200": %d, "seconds": %f, "cpu": %f, "p50": %f, "p99": %f}\n',
      sender:get("answered"), sender:get("not_200"), sender:get("seconds"), sender:get("cpu"),
      latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
