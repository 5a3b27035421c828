-- The events that count as provocation, as response, or as both; by name only where they are to be listed.
-- Rows whose day is not known, or that were added long after it, or that have no direction, say nothing of order.
SELECT
  a.id AS actor_id,
  r.id AS recipient_id,
  e.day,
  CASE WHEN s.listed = 1 THEN e.event_id ELSE '' END AS event_id,
  CASE WHEN s.listed = 1 THEN e.code ELSE '' END AS code,
  k.provokes,
  k.responds
FROM source e
JOIN actors a ON a.party = e.actor AND a.state = e.actor_state
JOIN actors r ON r.party = e.recipient AND r.state = e.recipient_state
JOIN kinds k ON k.type_name = e.type_name AND k.quad_name = e.quad_name
CROSS JOIN settings s
WHERE
  e.day >= s.first_day AND e.day <= s.final_day
  AND e.day = e.end_day AND e.directed = 1
  AND e.added_day - e.day <= s.lateness AND e.day - e.added_day <= s.lateness
  AND a.id <> r.id
  AND a.wanted + r.wanted > 0
  AND k.provokes + k.responds > 0
