-- Milliseconds since 1970, UTC; NULL for a token that does not end by itself.
ALTER TABLE person_token ADD COLUMN until INTEGER;
