-- Everybody who acts or is acted on, with the state as the source gives it.
SELECT DISTINCT party, state
FROM (
  SELECT actor AS party, actor_state AS state FROM source
  UNION ALL
  SELECT recipient AS party, recipient_state AS state FROM source
) everybody
