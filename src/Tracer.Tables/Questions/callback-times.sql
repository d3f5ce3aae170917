-- How long the callbacks of each driver take: how often each was called, the middle time, 99 of 100, the longest with its witness, and all together. A callback whose return the trace
-- does not show counts in not_paired and in no time. Failed are those that returned something else than 0, as a range_start that may not block.
SELECT
    trace, driver, kind, count(*) AS calls,
    count(*) FILTER (WHERE duration_ns IS NULL) AS not_paired,
    count(*) FILTER (WHERE kind = 'range-start' AND result <> 0) AS failed,
    quantile_disc(duration_ns, 0.5) AS median_ns, quantile_disc(duration_ns, 0.99) AS p99_ns, max(duration_ns) AS longest_ns, sum(duration_ns) AS total_ns,
    arg_max(callback, duration_ns) AS longest_at, arg_max(line, duration_ns) AS longest_line
FROM callbacks
WHERE callback IS NOT NULL
GROUP BY trace, driver, kind
ORDER BY trace, total_ns DESC NULLS LAST, calls DESC, driver, kind
