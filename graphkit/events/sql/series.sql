-- What two sides did to each other, by day: side 1 acts on side 2, or side 2 on side 1.
SELECT
  a.side AS actor_side,
  e.day,
  e.end_day,
  COUNT(*) AS events,
  SUM(e.reports) AS reports,
  SUM(e.points) AS points,
  COUNT(e.points) AS scored
FROM source e
JOIN actors a ON a.party = e.actor AND a.state = e.actor_state
JOIN actors r ON r.party = e.recipient AND r.state = e.recipient_state
JOIN kinds k ON k.type_name = e.type_name AND k.quad_name = e.quad_name
CROSS JOIN settings s
WHERE e.day >= s.since_day AND e.day <= s.until_day AND a.side + r.side = 3 AND a.side > 0 AND r.side > 0
GROUP BY a.side, e.day, e.end_day
