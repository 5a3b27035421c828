-- The events of chosen pairs on chosen days.
SELECT a.id AS actor_id, r.id AS recipient_id, k.quad_id, e.day, e.event_id, e.code, e.outlet, e.reports
FROM source e
JOIN actors a ON a.party = e.actor AND a.state = e.actor_state
JOIN actors r ON r.party = e.recipient AND r.state = e.recipient_state
JOIN kinds k ON k.type_name = e.type_name AND k.quad_name = e.quad_name
JOIN shown c ON c.actor_id = a.id AND c.recipient_id = r.id AND c.quad_id = k.quad_id AND c.day = e.day
