-- Corrections of won deals: what a deal is worth, put right after it was won. The latest counts; nothing that was approved or paid
-- before is computed anew in its place.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "deal_corrections" (
    "id" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "deal_key" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "referral_id" TEXT NOT NULL,
    "win" INTEGER NOT NULL,
    "from_amount_minor" BIGINT NOT NULL,
    "from_first_year_minor" BIGINT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "first_year_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deal_corrections_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "deal_corrections_deal_key_external_id_key" ON "deal_corrections"("deal_key", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "deal_corrections_deal_key_place_key" ON "deal_corrections"("deal_key", "place");

-- CreateIndex
CREATE INDEX "deal_corrections_referral_id_win_idx" ON "deal_corrections"("referral_id", "win");

-- AddForeignKey
ALTER TABLE "commissions" ADD CONSTRAINT "commissions_correction_id_fkey" FOREIGN KEY ("correction_id") REFERENCES "deal_corrections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "deal_corrections" ADD CONSTRAINT "deal_corrections_amount" CHECK ("amount_minor" > 0 AND "first_year_minor" >= 0 AND "first_year_minor" <= "amount_minor");
ALTER TABLE "commissions" ADD CONSTRAINT "commissions_by_correction" CHECK ((correction_id IS NULL OR (adjusts IS NOT NULL AND NOT reduces))
  AND (corrected IS NULL) = (corrected_minor IS NULL) AND (corrected IS NULL OR (adjusts IS NULL AND corrected_minor >= 0))
  AND (corrected_awaits IS NULL OR adjusts IS NULL));
CREATE INDEX commissions_correction_awaits ON commissions(corrected_awaits, currency) WHERE corrected_awaits IS NOT NULL;
CREATE TRIGGER deal_corrections_append_only BEFORE UPDATE OR DELETE ON "deal_corrections" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deal_corrections_no_truncate BEFORE TRUNCATE ON "deal_corrections" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How often a referral was won: a correction is of one win, and one that was reopened and won anew begins with its own figures.
CREATE FUNCTION wins_of(p_referral text) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT count(*)::int FROM events WHERE referral_id = p_referral AND type = 'referral.won'
$$;

-- The correction of a won deal that counts.
CREATE FUNCTION correction_of(p_referral text) RETURNS deal_corrections LANGUAGE sql STABLE AS $$
  SELECT * FROM deal_corrections WHERE referral_id = p_referral AND win = wins_of(p_referral) ORDER BY place DESC LIMIT 1
$$;

-- A won deal as it is known by now, also where its story has not heard of the correction yet.
CREATE FUNCTION known_deal(p_referral referrals) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT p_referral.deal || CASE WHEN c.id IS NULL THEN '{}'::jsonb ELSE jsonb_build_object(
    'amount', jsonb_build_object('amount', c.amount_minor, 'currency', c.currency),
    'firstYearNet', jsonb_build_object('amount', c.first_year_minor, 'currency', c.currency)) END
  FROM correction_of(p_referral.id) AS c
$$;

-- A deal that was won, in its currency, from what it was known as; never less than was refunded of it. Under the locks of guard_refund.
CREATE FUNCTION guard_correction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_won referrals;
  v_deal jsonb;
BEGIN
  NEW.deal_key := deal_key(NEW.deal_id);
  SELECT * INTO v_won FROM referrals WHERE id = NEW.referral_id AND stage = 'won' AND deal_key(deal->>'dealId') = NEW.deal_key FOR UPDATE;
  v_deal := known_deal(v_won);
  NEW.win := wins_of(NEW.referral_id);
  NEW.place := 1 + (SELECT count(*) FROM deal_corrections WHERE deal_key = NEW.deal_key);
  IF v_deal IS NULL OR v_deal->'amount'->>'currency' <> NEW.currency
     OR ((v_deal->'amount'->>'amount')::bigint, (v_deal->'firstYearNet'->>'amount')::bigint) <> (NEW.from_amount_minor, NEW.from_first_year_minor)
     OR NEW.amount_minor < (SELECT coalesce(sum(amount_minor), 0) FROM deal_refunds WHERE deal_key = NEW.deal_key) THEN
    RAISE EXCEPTION 'deal % cannot be corrected so', NEW.deal_id USING ERRCODE = 'FL013';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER deal_corrections_guard BEFORE INSERT ON "deal_corrections" FOR EACH ROW EXECUTE FUNCTION guard_correction();

GRANT SELECT ON "deal_corrections" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "deal_corrections" TO fairlead_api;
GRANT SELECT ("id", "reason") ON "deal_corrections" TO fairlead_partner;

-- One correction, its entry in the timeline, and the word to the story to look. The caller holds the lock of the referral and has
-- looked under it. p: {id, dealId, externalId, referralId, from: {amount, firstYearNet}, to: {…}, reason, by, at, event}
CREATE FUNCTION record_correction(p jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO deal_corrections(id, deal_id, external_id, place, referral_id, win, from_amount_minor, from_first_year_minor, amount_minor,
    first_year_minor, currency, reason, recorded_by, recorded_at)
  VALUES (p->>'id', p->>'dealId', p->>'externalId', 0, p->>'referralId', 0, (p->'from'->'amount'->>'amount')::bigint,
    (p->'from'->'firstYearNet'->>'amount')::bigint, (p->'to'->'amount'->>'amount')::bigint, (p->'to'->'firstYearNet'->>'amount')::bigint,
    p->'to'->'amount'->>'currency', p->>'reason', p->>'by', (p->>'at')::timestamptz);
  PERFORM append_event(p->>'referralId', p->'event');
  PERFORM enqueue('signal', 'referral:' || (p->>'referralId'), jsonb_build_object('workflowId', 'referral:' || (p->>'referralId'),
    'signal', 'dealCorrected', 'args', jsonb_build_object('eventId', p->>'id')));
  RETURN true;
END
$$;

-- What the rule of a line earns of the deal as it was corrected has to lead to its amount, and to name a correction of that deal.
CREATE FUNCTION check_corrected(p_new commissions) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_new.state = 'waiting_trigger' OR received_part(p_new) IS NOT NULL
     OR (p_new.corrected->'steps'->-1->'amount'->>'amount')::bigint IS DISTINCT FROM p_new.corrected_minor
     OR p_new.corrected->'steps'->-1->'amount'->>'currency' IS DISTINCT FROM p_new.currency OR NOT EXISTS (
       SELECT 1 FROM deal_corrections WHERE id = p_new.corrected->'correction'->>'correctionId' AND deal_key = deal_key(p_new.deal_id)) THEN
    RAISE EXCEPTION 'line % is not corrected by its deal', p_new.id USING ERRCODE = 'FL013';
  END IF;
END
$$;

-- What corrections have added to a line, and what is owed of its rule before refunds (domain/commission/correction.ts): what finance has
-- rejected of the last correction is not. Of what was added counts what it was before refunds.
CREATE FUNCTION owed_by_rule(p_head commissions) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_head.state = 'rejected' THEN coalesce(sum(gross) FILTER (WHERE state <> 'rejected'), 0)
    ELSE coalesce(p_head.corrected_minor, p_head.amount_minor)
      - coalesce(sum(gross) FILTER (WHERE state = 'rejected' AND correction_id = p_head.corrected->'correction'->>'correctionId'), 0)
    END::bigint
  FROM (SELECT state, correction_id, coalesce((explanation->'gross'->>'amount')::bigint, amount_minor) AS gross FROM commissions
    WHERE adjusts = p_head.id AND correction_id IS NOT NULL) AS added
$$;

-- What of an earning counts where it shares something with others: without what finance has rejected of it.
CREATE FUNCTION counted_fraction(p_head commissions) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_head.corrected IS NULL THEN (p_head.state <> 'rejected')::int
    WHEN p_head.corrected_minor = 0 THEN 0
    ELSE least(greatest(owed_by_rule(p_head), 0)::numeric / p_head.corrected_minor, 1) END
$$;

-- The worth of its deal that a line is earned by, where that is not what the deal is known as: what a correction adds waits for its trigger or
-- for a rate, and until then refunds have their share of what the line was earned by. NULL: the deal as it is known.
CREATE FUNCTION earned_by_worth(p_line commissions) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT nullif(least(w.known, coalesce(
    -- What it is a percentage of tells which; a fixed amount is of the worth that it was corrected by, or that was known when it accrued.
    (SELECT f.amount FROM deal_corrections d CROSS JOIN LATERAL (VALUES (0, d.from_amount_minor, d.from_first_year_minor),
        (1, d.amount_minor, d.first_year_minor)) AS f(turn, amount, first_year)
      WHERE d.referral_id = r.id AND d.win = wins_of(r.id) AND (w.base->'amount'->>'amount')::bigint
        = CASE w.base->>'base' WHEN 'total_contract_net' THEN f.amount WHEN 'first_year_net' THEN f.first_year END ORDER BY d.place DESC, f.turn DESC LIMIT 1),
    CASE WHEN p_line.corrected->'moreWaits' IS NULL THEN (p_line.corrected->'correction'->'to'->'amount'->>'amount')::bigint END,
    (SELECT d.from_amount_minor FROM deal_corrections d WHERE d.referral_id = r.id AND d.win = wins_of(r.id) AND d.recorded_at > p_line.accrued_at
      ORDER BY d.place LIMIT 1))), w.known)
  FROM referrals r CROSS JOIN LATERAL (SELECT (r.deal->'amount'->>'amount')::bigint AS known,
    coalesce(p_line.corrected, p_line.explanation)->'steps'->0 AS base) AS w
  WHERE r.id = p_line.referral_id AND p_line.state <> 'rejected' AND r.deal->'corrected'->>'correctionId' IS NOT NULL
    AND (p_line.corrected->'correction'->>'correctionId' IS DISTINCT FROM r.deal->'corrected'->>'correctionId' OR p_line.corrected ? 'moreWaits')
$$;

-- Beyond what one line may lose: what it and those that corrections added to it, the line itself left out, were earned with and have lost.
CREATE FUNCTION beside_in_earning(p_line commissions, p_head commissions) RETURNS TABLE (earned bigint, lost bigint) LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(amount_minor), 0)::bigint, coalesce(sum(clawed_before_minor + clawed_after_minor), 0)::bigint FROM commissions
  WHERE (id = p_head.id OR (adjusts = p_head.id AND correction_id IS NOT NULL)) AND id <> p_line.id AND state <> 'rejected'
$$;

-- What a correction adds is never more than its rule earns by now and is not owed yet; for each correction once.
CREATE FUNCTION check_addition(p_new commissions, p_of commissions) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_of.corrected->'correction'->>'correctionId' IS DISTINCT FROM p_new.correction_id OR p_new.amount_minor > owed_by_rule(p_of)
     - (SELECT earned - lost FROM beside_in_earning(p_new, p_of)) THEN
    RAISE EXCEPTION 'correction % does not add so much to line %', p_new.correction_id, p_of.id USING ERRCODE = 'FL013';
  END IF;
END
$$;

-- No confirmed rate says yet what is owed of a line, or what a correction makes of it.
CREATE FUNCTION awaits_rate(p_line commissions) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE p_line.state WHEN 'rejected' THEN false WHEN 'waiting_trigger' THEN awaited_trigger(p_line) IS NULL ELSE p_line.corrected_awaits IS NOT NULL END
$$;

-- People who recorded what is known of a deal: what it is worth, what was invoiced or paid of it, and what its customer got back.
CREATE FUNCTION deal_exclusions(p_deal text) RETURNS TABLE (user_id text, reason text) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT d.recorded_by, 'recorded_payment' FROM deal_payments d JOIN users u ON u.id = d.recorded_by WHERE d.deal_key = deal_key(p_deal)
  UNION ALL
  SELECT DISTINCT d.recorded_by, 'recorded_correction' FROM deal_corrections d WHERE d.deal_key = deal_key(p_deal)
  UNION ALL
  SELECT DISTINCT d.recorded_by, 'recorded_refund' FROM deal_refunds d JOIN users u ON u.id = d.recorded_by WHERE d.deal_key = deal_key(p_deal)
$$;

-- Who recorded a refund does not approve what it has left of a line, nor who recorded anything of a deal what is added to its lines. Who recorded a correction approves nothing that it touches: what it adds, nor the payment by which that is due; the line that earns more or less
-- by it, with what was added to that before; what is left of either. An approval that was given before stays while what was approved does.
CREATE FUNCTION exclude_recorders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO commission_exclusions(commission_id, user_id, reason)
  SELECT c.id, e.user_id, e.reason FROM commissions c, deal_exclusions(NEW.deal_id) AS e
  WHERE (c.id = NEW.id OR (c.adjusts = NEW.id AND c.correction_id IS NOT NULL)) AND (TG_OP = 'INSERT' OR CASE e.reason
      WHEN 'recorded_correction' THEN NEW.corrected IS NOT NULL OR NEW.correction_id IS NOT NULL
      WHEN 'recorded_refund' THEN c.id = NEW.id AND NEW.content_hash <> OLD.content_hash
        AND NEW.clawed_before_minor + NEW.clawed_after_minor > deducted_of(NEW.id) END)
    AND NOT EXISTS (SELECT 1 FROM commission_approvals a WHERE a.commission_id = c.id AND a.user_id = e.user_id AND a.content_hash = c.content_hash)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER commissions_added AFTER INSERT ON commissions FOR EACH ROW WHEN (NEW.adjusts IS NOT NULL AND NOT NEW.reduces) EXECUTE FUNCTION exclude_recorders();
CREATE TRIGGER commissions_corrected AFTER UPDATE ON commissions FOR EACH ROW WHEN (NEW.corrected IS DISTINCT FROM OLD.corrected
  OR NEW.content_hash <> OLD.content_hash) EXECUTE FUNCTION exclude_recorders();

-- The deal and what the rules of its lines earn of it, as it was corrected; of a rule in another currency than the line, a rate is awaited
-- first. The same once more changes nothing, and neither does a correction of which a later one is recorded: false.
-- p: {referralId, at, deal, lines: [{id, correctedMinor, corrected} or {id, awaitsRate}], mail?}; the mail is about the correction of the lines
CREATE FUNCTION correct_lines(p jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_line jsonb;
  v_currency text;
  v_event_id text;
BEGIN
  PERFORM 1 FROM referrals WHERE id = p->>'referralId' FOR UPDATE;
  IF (correction_of(p->>'referralId')).id IS DISTINCT FROM p->'deal'->'corrected'->>'correctionId' THEN
    RETURN false;
  END IF;
  UPDATE referrals SET deal = p->'deal' WHERE id = p->>'referralId';
  FOR v_line IN SELECT * FROM jsonb_array_elements(p->'lines') AS l ORDER BY l->>'id' LOOP
    IF v_line->>'awaitsRate' IS NOT NULL THEN
      UPDATE commissions SET corrected_awaits = v_line->>'awaitsRate', version = version + 1
      WHERE id = v_line->>'id' AND corrected_awaits IS DISTINCT FROM v_line->>'awaitsRate' RETURNING currency INTO v_currency;
      IF FOUND THEN
        PERFORM await_rate(p->>'referralId', v_line->>'awaitsRate', v_currency, (p->>'at')::timestamptz);
      END IF;
      CONTINUE;
    END IF;
    UPDATE commissions SET corrected_minor = (v_line->>'correctedMinor')::bigint, corrected = v_line->'corrected', corrected_awaits = NULL,
      version = version + 1
    WHERE id = v_line->>'id' AND (corrected->'correction'->>'correctionId', CASE WHEN corrected ? 'moreWaits' THEN corrected_minor END)
      IS DISTINCT FROM (v_line->'corrected'->'correction'->>'correctionId', CASE WHEN v_line->'corrected' ? 'moreWaits' THEN (v_line->>'correctedMinor')::bigint END);
    CONTINUE WHEN NOT FOUND;
    SELECT id INTO STRICT v_event_id FROM events WHERE referral_id = p->>'referralId' AND type = 'deal.corrected'
      AND public_text::jsonb->>'correctionId' = v_line->'corrected'->'correction'->>'correctionId';
  END LOOP;
  IF v_event_id IS NOT NULL AND p->'mail'->>'text' IS NOT NULL THEN
    PERFORM enqueue_mail(v_event_id, p->>'referralId', p->'mail');
  END IF;
  RETURN true;
END
$$;

RESET ROLE;
