-- The days on which one actor acts toward another.
SELECT actor_id, recipient_id, day, MAX(provokes) AS provokes, MAX(responds) AS responds
FROM deeds
GROUP BY actor_id, recipient_id, day
