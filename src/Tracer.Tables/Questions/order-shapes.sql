-- In which orders each kind of operation started, locked, cleared, flushed, invalidated, set, unlocked and ended, and how often. Of one trace all orders; of several only those that are
-- not in every one of them, with the traces that have each: what two kernels do differently. Repetitions are folded, so a loop of three and one of four differ in their count alone.
WITH shapes AS (
    SELECT trace, name, steps, count(*) AS times, min(operation) AS witness FROM operations WHERE steps IS NOT NULL AND name IS NOT NULL GROUP BY trace, name, steps
),
spread AS (
    SELECT *, count(*) OVER (PARTITION BY name, steps) AS in_traces, (SELECT count(DISTINCT trace) FROM traces) AS all_traces FROM shapes
)
SELECT name, trace, times, witness, steps FROM spread WHERE all_traces = 1 OR in_traces < all_traces
ORDER BY name, times DESC, trace, steps
