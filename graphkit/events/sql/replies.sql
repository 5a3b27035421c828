-- The days on which the responder acts toward the provoker.
SELECT a.recipient_id AS provoker, a.actor_id AS responder, a.day
FROM acts a
WHERE a.responds = 1
