-- For wrk: asks for the addresses of a file, TARGETS, one a line, over and
-- over from its top, and says in a line what that cost:
--	requests  median  99 of 100  longest (ms)  requests a second  errors
local target = {}

for line in io.lines(os.getenv("TARGETS")) do
	target[#target + 1] = line
end
local at = 0

function request()
	at = at % #target + 1
	return wrk.format("GET", target[at])
end

function done(summary, latency)
	local e = summary.errors

	io.write(string.format("== %d %.3f %.3f %.3f %.1f %d\n",
	    summary.requests, latency:percentile(50) / 1000,
	    latency:percentile(99) / 1000, latency.max / 1000,
	    summary.requests / summary.duration * 1e6,
	    e.connect + e.read + e.write + e.status + e.timeout))
end
