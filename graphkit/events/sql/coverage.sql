-- How many rows there are, and how many a question must leave out, and why.
SELECT
  MIN(e.day) AS first_at,
  MAX(e.day) AS last_at,
  MIN(CASE WHEN e.day = e.end_day AND e.added_day - e.day <= s.lateness AND e.day - e.added_day <= s.lateness
    THEN e.day END) AS first_usable,
  MAX(CASE WHEN e.day = e.end_day AND e.added_day - e.day <= s.lateness AND e.day - e.added_day <= s.lateness
    THEN e.day END) AS last_usable,
  COUNT(*) AS events,
  SUM(e.reports) AS reports,
  COUNT(DISTINCT e.day) AS days,
  SUM(CASE WHEN e.actor = '' OR e.recipient = '' THEN 1 ELSE 0 END) AS nameless,
  SUM(CASE WHEN e.day <> e.end_day THEN 1 ELSE 0 END) AS inexact,
  SUM(CASE WHEN e.added_day - e.day > s.lateness OR e.day - e.added_day > s.lateness THEN 1 ELSE 0 END) AS late,
  SUM(CASE WHEN e.directed = 0 THEN 1 ELSE 0 END) AS undirected,
  SUM(CASE WHEN e.type_name = '' THEN 1 ELSE 0 END) AS untyped,
  SUM(CASE WHEN e.actor_state = '' AND e.actor <> '' THEN 1 ELSE 0 END) AS stateless
FROM source e
CROSS JOIN settings s
WHERE e.day >= s.since_day AND e.day <= s.until_day
