-- Which locks were held where a function stored an entry, called the notifier, flushed or invalidated: each set, how often, and one witness. With --function of that function alone.
-- A claim such as "this always runs under the page-table lock" is refuted by one row, and the row names the event. The locks are those that the trace shows: a lock that has no probe
-- is in no set. The notifier's own rows are its calls, before they return.
SELECT trace, function, caller, kind, held, count(*) AS times, min(sequence) AS witness, min_by(line, sequence) AS witness_line
FROM events
WHERE function IS NOT NULL
    AND kind IN ('PteChanged', 'RangeStartEntered', 'RangeEndEntered', 'RangeInvalidated', 'PageInvalidated', 'PteChangeNotified', 'AgeingNotified', 'TlbFlushed', 'TableDetached', 'TableFreed')
    AND ($function = '' OR function = $function OR caller = $function)
GROUP BY trace, function, caller, kind, held
ORDER BY trace, function, caller, kind, times DESC, held
