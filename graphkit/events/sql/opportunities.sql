-- The days on which an act of the provoker could be answered in time.
SELECT a.actor_id AS provoker, a.recipient_id AS responder, a.day
FROM acts a
CROSS JOIN settings s
WHERE a.provokes = 1 AND a.day <= s.final_day - s.within_days
