-- Of chosen pairs: how much a day, by quad class.
SELECT e.actor_id, e.recipient_id, e.quad_id, e.day, COUNT(*) AS events, SUM(e.reports) AS reports
FROM coded e
GROUP BY e.actor_id, e.recipient_id, e.quad_id, e.day
