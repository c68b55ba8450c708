-- The same request again and again. Defining no request() keeps wrk on its fast path.
function done(summary, latency, requests)
	local errors = summary.errors
	io.write(string.format(
		'\nbench {"requests":%d,"micros":%d,"bytes":%d,"socketErrors":%d,"statusErrors":%d,"timeouts":%d,"p50":%d,"p99":%d,"p999":%d,"max":%d}\n',
		summary.requests, summary.duration, summary.bytes, errors.connect + errors.read + errors.write, errors.status,
		errors.timeout, latency:percentile(50), latency:percentile(99), latency:percentile(99.9), latency.max))
end
