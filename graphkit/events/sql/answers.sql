-- The first reply to each opportunity within the window, which is unrolled into its lags.
SELECT o.provoker, o.responder, o.day, MIN(l.lag_days) AS lag_days
FROM opportunities o
CROSS JOIN lags l
JOIN replies r ON r.provoker = o.provoker AND r.responder = o.responder AND r.day = o.day + l.lag_days
GROUP BY o.provoker, o.responder, o.day
