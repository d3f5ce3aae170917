-- How long locks are held, by class, how they wait and mode: times, the middle one, 99 of 100, the longest with its witness. Only locks whose taking and giving back the trace shows count
-- for the times; the others stand in not_paired. The clock is the trace's, so a task that was put off the CPU holds its lock for as long as that took.
SELECT
    trace, class, type, mode, count(*) AS times,
    count(*) FILTER (WHERE held_ns IS NULL) AS not_paired,
    quantile_disc(held_ns, 0.5) AS median_ns, quantile_disc(held_ns, 0.99) AS p99_ns, max(held_ns) AS longest_ns,
    sum(held_ns) AS total_ns,
    arg_max(acquired, held_ns) AS longest_at, arg_max(line, held_ns) AS longest_line
FROM locks
GROUP BY trace, class, type, mode
ORDER BY trace, total_ns DESC NULLS LAST, times DESC, class, type, mode
