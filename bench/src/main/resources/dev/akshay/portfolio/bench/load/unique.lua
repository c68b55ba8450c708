-- Every request with a query of its own, so that no cache has its answer.
local threads = 0

function setup(thread)
	thread:set("id", threads)
	threads = threads + 1
end

function init(args)
	wrk.init(args)
	run = args[1]
	count = 0
end

function request()
	count = count + 1
	return wrk.format(nil, wrk.path .. "?unique=" .. run .. "-" .. id .. "-" .. count)
end

function done(summary, latency, requests)
	local errors = summary.errors
	io.write(string.format(
		'\nbench {"requests":%d,"micros":%d,"bytes":%d,"socketErrors":%d,"statusErrors":%d,"timeouts":%d,"p50":%d,"p99":%d,"p999":%d,"max":%d}\n',
		summary.requests, summary.duration, summary.bytes, errors.connect + errors.read + errors.write, errors.status,
		errors.timeout, latency:percentile(50), latency:percentile(99), latency:percentile(99.9), latency.max))
end
