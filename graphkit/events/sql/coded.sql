-- The events of chosen pairs, by number; kept, so that what follows joins few whole numbers.
SELECT a.id AS actor_id, r.id AS recipient_id, k.quad_id, e.day, e.event_id, e.code, e.outlet, e.reports
FROM source e
JOIN actors a ON a.party = e.actor AND a.state = e.actor_state
JOIN actors r ON r.party = e.recipient AND r.state = e.recipient_state
JOIN chosen c ON c.actor_id = a.id AND c.recipient_id = r.id
JOIN kinds k ON k.type_name = e.type_name AND k.quad_name = e.quad_name
CROSS JOIN settings s
WHERE e.day >= s.since_day AND e.day <= s.until_day AND a.wanted = 1 AND r.wanted = 1
