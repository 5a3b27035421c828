-- The events of chosen pairs on chosen days.
SELECT e.actor_id, e.recipient_id, e.quad_id, e.day, e.event_id, e.code, e.outlet, e.reports
FROM coded e
JOIN shown c
  ON c.actor_id = e.actor_id AND c.recipient_id = e.recipient_id AND c.quad_id = e.quad_id AND c.day = e.day
