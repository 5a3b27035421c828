-- Per ordered pair and lag: how many opportunities were answered.
SELECT provoker, responder, lag_days, COUNT(*) AS answers
FROM answers
GROUP BY provoker, responder, lag_days
