-- Per ordered pair and quad class: how much, when, and the sum of the scores in thousandths.
SELECT
  a.id AS actor_id,
  r.id AS recipient_id,
  k.quad_id,
  COUNT(*) AS events,
  SUM(e.reports) AS reports,
  COUNT(DISTINCT e.day) AS days,
  MIN(e.day) AS first_at,
  MAX(e.end_day) AS last_at,
  SUM(e.points) AS points,
  COUNT(e.points) AS scored
FROM source e
JOIN actors a ON a.party = e.actor AND a.state = e.actor_state
JOIN actors r ON r.party = e.recipient AND r.state = e.recipient_state
JOIN kinds k ON k.type_name = e.type_name AND k.quad_name = e.quad_name
CROSS JOIN settings s
WHERE e.day >= s.since_day AND e.day <= s.until_day
GROUP BY a.id, r.id, k.quad_id
