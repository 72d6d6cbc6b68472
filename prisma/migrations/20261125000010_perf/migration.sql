-- What lists look up by, and what is swept away.
SET ROLE fairlead_owner;

-- Work in the order in which it is due.
CREATE INDEX "referrals_due" ON "referrals"((coalesce("due_at", 'infinity')), "id");
-- What a person has handed in, or what was done on their behalf.
CREATE INDEX "referrals_submitter" ON "referrals"(("submitted_by"->>'id'));
CREATE INDEX "referrals_on_behalf" ON "referrals"(("submitted_by"->>'onBehalfOf')) WHERE ("submitted_by"->>'onBehalfOf') IS NOT NULL;
-- The list of stuck work.
CREATE INDEX "queue_entries_regained" ON "queue_entries"("referral_id") WHERE "regained";
CREATE INDEX "referrals_unassigned" ON "referrals"("updated_at") WHERE "unassigned";
CREATE INDEX "outbox_dead" ON "outbox"("dead_at") WHERE "dead_at" IS NOT NULL;

GRANT DELETE ON "idempotency_records", "outbox" TO fairlead_worker;

-- Answers that nobody may ask for any more, and work that was done long ago, a limited number at a time. The oldest rows of
-- the outbox stand first, so no index is kept for this. Returns how many rows went.
CREATE FUNCTION sweep_records(p_limit int) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_keys int;
  v_rows int;
BEGIN
  DELETE FROM idempotency_records WHERE (caller, key) IN (
    SELECT caller, key FROM idempotency_records WHERE created_at < now() - interval '7 days'
    ORDER BY created_at LIMIT p_limit);
  GET DIAGNOSTICS v_keys = ROW_COUNT;
  DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT p_limit * 5)
      AND done_at < now() - interval '30 days'
    ORDER BY id LIMIT p_limit FOR UPDATE SKIP LOCKED);
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  RETURN v_keys + v_rows;
END
$$;

-- Work that fails again and again for a reason nobody foresaw is shown with the stuck work while it goes on being tried.
CREATE FUNCTION note_failing(p_group text, p_referral text, p_error text, p_attempts int) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM lock_name('failing:' || p_group);
  UPDATE outbox SET attempts = p_attempts, last_error = p_error WHERE group_key = p_group AND kind = 'story_failing' AND dead_at IS NOT NULL;
  IF NOT FOUND THEN
    INSERT INTO outbox(kind, group_key, payload, attempts, last_error, dead_at)
    VALUES ('story_failing', p_group, jsonb_build_object('referralId', p_referral), p_attempts, p_error, clock_timestamp());
  END IF;
END
$$;

CREATE FUNCTION settle_failing(p_group text) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE outbox SET dead_at = NULL, done_at = clock_timestamp()
  WHERE group_key = p_group AND kind = 'story_failing' AND dead_at IS NOT NULL
$$;

RESET ROLE;
