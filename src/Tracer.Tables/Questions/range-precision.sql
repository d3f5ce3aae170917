-- How much of what brackets announce is changed in them, by the function that announces and why. A bracket without a change announced for nothing, as where entries were gone already;
-- one that announces much more than lies between its lowest and its highest change makes devices drop what is still true. Percent is changed bytes of notified bytes, over brackets
-- that reach no further than the address space: a bracket to the very end counts in whole_space alone. Brackets that have not ended are left out.
WITH closed AS (
    SELECT *, end_address = 18446744073709551615 AS is_whole FROM brackets WHERE bracket IS NOT NULL AND ended = 'paired'
)
SELECT
    trace, function, event, count(*) AS brackets,
    count(*) FILTER (WHERE changed_entries = 0) AS without_change,
    count(*) FILTER (WHERE is_whole) AS whole_space,
    sum(notified_bytes::HUGEINT) FILTER (WHERE NOT is_whole) AS notified_bytes,
    sum(changed_bytes::HUGEINT) FILTER (WHERE NOT is_whole) AS changed_bytes,
    sum((changed_end - changed_start)::HUGEINT) FILTER (WHERE NOT is_whole) AS bytes_between_changes,
    round(100.0 * coalesce(sum(changed_bytes::DOUBLE) FILTER (WHERE NOT is_whole), 0) / nullif(sum(notified_bytes::DOUBLE) FILTER (WHERE NOT is_whole), 0), 1) AS percent,
    arg_max(bracket, notified_bytes - least(changed_bytes, notified_bytes)) AS least_precise
FROM closed
GROUP BY trace, function, event
ORDER BY trace, brackets DESC, function, event
