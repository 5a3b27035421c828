-- The kinds of act that occur.
SELECT DISTINCT type_name, quad_name FROM source
