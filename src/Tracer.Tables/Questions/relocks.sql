-- Where an operation drops a page-table lock and takes the same one again, and what it stores then without having read it again. Between the two anybody may have changed the entries:
-- others counts the sections of other tasks under that lock in between. Not_read_again are the entries that the second section stores and has not read before; it is null where the
-- trace shows no reads, and an entry that is read and cleared in one step (store clear or modify-start) has been read. Gap_ns is how long the lock was free.
WITH ordered AS (
    SELECT *, lead(section) OVER same AS again, lead(line) OVER same AS again_line, lead(time_ns) OVER same AS again_ns
    FROM sections WHERE operation IS NOT NULL
    WINDOW same AS (PARTITION BY trace, operation, task, lock ORDER BY section)
),
relocked AS (SELECT * FROM ordered WHERE again IS NOT NULL),
reading AS (SELECT trace, count(*) AS reads FROM reads GROUP BY trace),
stored AS (
    SELECT trace, section, page_table, index, min(sequence) AS first, min_by(store, sequence) AS store
    FROM changes WHERE section IS NOT NULL GROUP BY trace, section, page_table, index
),
unread AS (
    SELECT stored.trace, stored.section, count(*) AS entries
    FROM stored LEFT JOIN reads
        ON reads.trace = stored.trace AND reads.section = stored.section AND reads.page_table = stored.page_table AND reads.index = stored.index AND reads.sequence < stored.first
    WHERE reads.sequence IS NULL AND stored.store NOT IN ('clear', 'modify-start')
    GROUP BY stored.trace, stored.section
),
between_them AS (
    SELECT relocked.trace, relocked.section, count(*) AS others
    FROM relocked JOIN sections AS other
        ON other.trace = relocked.trace AND other.lock = relocked.lock AND other.task <> relocked.task AND other.section > relocked.released AND other.section < relocked.again
    GROUP BY relocked.trace, relocked.section
)
SELECT
    relocked.trace, operations.name, relocked.task, relocked.lock, relocked.section AS first, relocked.again, relocked.again_line,
    relocked.again_ns - relocked.time_ns - relocked.held_ns AS gap_ns,
    coalesce(between_them.others, 0) AS others,
    relocked.changed_entries AS changed_before,
    CASE WHEN reading.reads > 0 THEN coalesce(unread.entries, 0) END AS not_read_again
FROM relocked
LEFT JOIN operations ON operations.trace = relocked.trace AND operations.operation = relocked.operation
LEFT JOIN between_them ON between_them.trace = relocked.trace AND between_them.section = relocked.section
LEFT JOIN unread ON unread.trace = relocked.trace AND unread.section = relocked.again
LEFT JOIN reading ON reading.trace = relocked.trace
ORDER BY relocked.trace, others DESC, relocked.section
