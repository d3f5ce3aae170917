-- What each kind of operation pays for telling CPUs and devices of its changes. A flush or an invalidation is redundant if its task has changed nothing in its range in this operation
-- that has not been told already, wider if its range holds more bytes than were changed, and empty if its range holds none; unknown if the trace does not show what the task did before.
-- Flushes of one CPU, and those that are only marked for a batch, stand in deferred_or_local and count nowhere else. Outside of operations, and in interrupts, the name is null.
WITH told AS (
    SELECT trace, operation, 'flush' AS what, bytes, fresh_bytes, deferred OR scope = 'local' AS aside FROM flushes
    UNION ALL
    SELECT trace, operation, 'secondary', bytes, fresh_bytes, false FROM invalidations
    UNION ALL
    SELECT trace, operation, 'callback', NULL, NULL, false FROM callbacks WHERE callback IS NOT NULL
),
begun AS (SELECT trace, operation, name FROM operations WHERE name IS NOT NULL),
paid AS (
    SELECT begun.name, told.* FROM told LEFT JOIN begun ON told.trace = begun.trace AND told.operation = begun.operation
)
SELECT
    trace, name,
    (SELECT count(*) FROM begun WHERE begun.trace = paid.trace AND begun.name = paid.name) AS operations,
    count(*) FILTER (WHERE what = 'flush' AND NOT aside) AS flushes,
    count(*) FILTER (WHERE aside) AS deferred_or_local,
    count(*) FILTER (WHERE what = 'secondary') AS secondary_flushes,
    count(*) FILTER (WHERE what = 'callback') AS callbacks,
    count(*) FILTER (WHERE NOT aside AND bytes > 0 AND fresh_bytes = 0) AS redundant,
    count(*) FILTER (WHERE NOT aside AND fresh_bytes > 0 AND bytes > fresh_bytes) AS wider,
    count(*) FILTER (WHERE NOT aside AND bytes = 0) AS empty,
    count(*) FILTER (WHERE what <> 'callback' AND NOT aside AND bytes > 0 AND fresh_bytes IS NULL) AS unknown
FROM paid
GROUP BY trace, name
ORDER BY trace, flushes + secondary_flushes + callbacks DESC, name
