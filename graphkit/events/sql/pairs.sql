-- Per ordered pair: opportunities, and those of them that met a reply on the same day.
SELECT
  o.provoker,
  o.responder,
  COUNT(*) AS opportunities,
  SUM(CASE WHEN r.day IS NULL THEN 0 ELSE 1 END) AS same_day
FROM opportunities o
LEFT JOIN replies r ON r.provoker = o.provoker AND r.responder = o.responder AND r.day = o.day
GROUP BY o.provoker, o.responder
