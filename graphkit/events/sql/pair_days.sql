-- Of chosen pairs: how much a day, by quad class.
SELECT a.id AS actor_id, r.id AS recipient_id, k.quad_id, e.day, COUNT(*) AS events, SUM(e.reports) AS reports
FROM source e
JOIN actors a ON a.party = e.actor AND a.state = e.actor_state
JOIN actors r ON r.party = e.recipient AND r.state = e.recipient_state
JOIN chosen c ON c.actor_id = a.id AND c.recipient_id = r.id
JOIN kinds k ON k.type_name = e.type_name AND k.quad_name = e.quad_name
CROSS JOIN settings s
WHERE e.day >= s.since_day AND e.day <= s.until_day
GROUP BY a.id, r.id, k.quad_id, e.day
