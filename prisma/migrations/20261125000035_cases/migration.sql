-- Cases: what a partner contests, who decides, and what came of it. The history of a case is part of the hash-chained
-- timeline of its referral; here is how it stands now.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "cases" (
    "id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "opened_by" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "contested_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "state" TEXT NOT NULL,
    "decider_id" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "reason" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "deal" JSONB,
    "adjustment" JSONB,
    "story" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "cases_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "cases_number_key" ON "cases"("number");

-- CreateIndex
CREATE INDEX "cases_referral_id_idx" ON "cases"("referral_id");

-- CreateIndex
CREATE INDEX "cases_partner_id_state_idx" ON "cases"("partner_id", "state");

-- CreateIndex
CREATE INDEX "cases_decider_id_state_idx" ON "cases"("decider_id", "state");

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One open case for a referral and kind, whatever the code believes.
-- Of deals beside it there may be several.
CREATE UNIQUE INDEX "cases_one_open" ON "cases"("referral_id", "kind")
  WHERE "state" NOT IN ('closed', 'withdrawn') AND "kind" <> 'parallel_deal';
ALTER TABLE "cases" ADD CONSTRAINT "cases_kind" CHECK ("kind" IN
  ('declined', 'disqualified', 'expired', 'missing_credit', 'commission', 'late_payment', 'parallel_deal'));
ALTER TABLE "cases" ADD CONSTRAINT "cases_decision" CHECK (("decided_by" IS NULL) = ("decided_at" IS NULL));
CREATE SEQUENCE "case_no_seq";

-- What was contested stays what it was, and an end is an end.
CREATE FUNCTION guard_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.referral_id, NEW.partner_id, NEW.kind, NEW.opened_by, NEW.opened_at, NEW.contested_at)
     IS DISTINCT FROM (OLD.referral_id, OLD.partner_id, OLD.kind, OLD.opened_by, OLD.opened_at, OLD.contested_at) THEN
    RAISE EXCEPTION 'case % is about what it was opened for', OLD.id USING ERRCODE = 'FL010';
  END IF;
  IF NEW.state <> OLD.state AND NEW.state <> ALL (CASE OLD.state
    WHEN 'open' THEN ARRAY['answered', 'decided', 'closed', 'withdrawn']
    WHEN 'answered' THEN ARRAY['decided', 'closed', 'withdrawn']
    WHEN 'decided' THEN ARRAY['second_look', 'closed']
    WHEN 'second_look' THEN ARRAY['closed', 'withdrawn']
    ELSE ARRAY[]::text[] END) THEN
    RAISE EXCEPTION 'case % cannot go from % to %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'FL010';
  END IF;
  -- Nobody decides about a case twice: the second look is by another person.
  IF OLD.decided_by = NEW.decided_by AND NEW.decided_at <> OLD.decided_at THEN
    RAISE EXCEPTION '% has decided case % before', NEW.decided_by, OLD.id USING ERRCODE = 'FL002';
  END IF;
  RETURN NEW;
END
$$;
-- Cases about an amount that somebody has to decide: for as long as there is one, its lines stand still.
-- The rule of domain/cases/kinds.ts and caseState.ts.
CREATE FUNCTION cases_that_stop(p_referral text) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM cases
  WHERE referral_id = p_referral AND kind = 'commission' AND state IN ('open', 'answered', 'second_look')
$$;
CREATE TRIGGER cases_guard BEFORE UPDATE ON "cases" FOR EACH ROW EXECUTE FUNCTION guard_case();
CREATE TRIGGER cases_stay BEFORE DELETE ON "cases" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cases_no_truncate BEFORE TRUNCATE ON "cases" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT ON "cases" TO fairlead_api, fairlead_worker, fairlead_partner;
GRANT INSERT ON "cases" TO fairlead_api, fairlead_worker;
GRANT UPDATE ON "cases" TO fairlead_worker;
GRANT USAGE ON SEQUENCE "case_no_seq" TO fairlead_api, fairlead_worker;

-- What one step of a case says: its entries in the timeline of the referral, and the mails, which belong to the first entry.
CREATE FUNCTION tell_of_case(p_referral text, p_events jsonb, p_mails jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_item jsonb;
  v_id text;
  v_first text;
BEGIN
  FOR v_item IN SELECT * FROM jsonb_array_elements(p_events) LOOP
    v_id := append_event_row(p_referral, v_item)->>'id';
    v_first := coalesce(v_first, v_id);
  END LOOP;
  FOR v_item IN SELECT * FROM jsonb_array_elements(p_mails) LOOP
    PERFORM enqueue_mail(v_first, p_referral, v_item);
  END LOOP;
END
$$;

-- A new case, with its place in line kept where an end is contested, and its workflow to come. The caller holds the lock of
-- the company and of the referral and has looked under them.
-- p: {id, referralId, programId, partnerId, kind, openedBy, at, contestedAt, note, deciderId, dueAt, story, events, mails, reserve,
--     besideId: the deal that it is about, or null}
CREATE FUNCTION open_case(p jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO cases(id, number, referral_id, program_id, partner_id, kind, opened_by, opened_at, contested_at, note, state,
    decider_id, due_at, story)
  VALUES (p->>'id', 'C-' || substr(referral_number(nextval('case_no_seq')), 3), p->>'referralId', p->>'programId', p->>'partnerId',
    p->>'kind', p->'openedBy', (p->>'at')::timestamptz, (p->>'contestedAt')::timestamptz, p->>'note', p->'story'->>'state',
    p->>'deciderId', (p->>'dueAt')::timestamptz, p->'story');
  IF p->>'besideId' IS NOT NULL THEN
    UPDATE parallel_deals SET case_id = p->>'id' WHERE id = p->>'besideId';
  END IF;
  IF (p->>'reserve')::boolean THEN
    UPDATE queue_entries SET reserved_by = p->>'id' WHERE referral_id = p->>'referralId' AND state = 'released';
  END IF;
  PERFORM tell_of_case(p->>'referralId', p->'events', p->'mails');
  PERFORM enqueue('start_case', 'case:' || (p->>'id'), jsonb_build_object('input', jsonb_build_object('caseId', p->>'id')));
  RETURN true;
END
$$;

-- One step of a case, all or nothing: how it stands, what is told, the place in line, the referral that has to look, and the
-- answer to the command. The caller holds the locks of company, referral and case.
-- p: {caseId, referralId, at, deciderId, dueAt, story, answer?, decided: {by, reason, deal, adjustment}?, events, mails,
--     place: 'reserve' | 'free' | null, signal: boolean, dealAnswer: {says, reason, by}?, command?}
CREATE FUNCTION write_case(p jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_at timestamptz := (p->>'at')::timestamptz;
  v_company text;
BEGIN
  UPDATE cases SET state = p->'story'->>'state', story = p->'story', decider_id = p->>'deciderId', due_at = (p->>'dueAt')::timestamptz,
    answer = coalesce(p->>'answer', answer),
    decided_by = coalesce(p->'decided'->>'by', decided_by),
    decided_at = CASE WHEN p->'decided'->>'by' IS NULL THEN decided_at ELSE v_at END,
    reason = CASE WHEN p->'decided'->>'by' IS NULL THEN reason ELSE p->'decided'->>'reason' END,
    adjustment = CASE WHEN p->'decided'->>'by' IS NULL THEN adjustment ELSE nullif(p->'decided'->'adjustment', 'null') END,
    deal = CASE WHEN p->'decided'->>'by' IS NULL THEN deal ELSE nullif(p->'decided'->'deal', 'null') END,
    version = version + 1
  WHERE id = p->>'caseId';
  IF p->'dealAnswer'->>'says' IS NOT NULL THEN
    UPDATE parallel_deals SET answer = p->'dealAnswer'->>'says', reason = p->'dealAnswer'->>'reason',
      answered_by = p->'dealAnswer'->>'by', answered_at = v_at
    WHERE case_id = p->>'caseId';
  END IF;
  PERFORM tell_of_case(p->>'referralId', p->'events', p->'mails');
  IF p->>'place' = 'reserve' THEN
    UPDATE queue_entries SET reserved_by = p->>'caseId' WHERE referral_id = p->>'referralId' AND state = 'released';
  ELSIF p->>'place' = 'free' THEN
    UPDATE queue_entries SET reserved_by = NULL WHERE referral_id = p->>'referralId' AND reserved_by = p->>'caseId'
    RETURNING company_id INTO v_company;
    IF v_company IS NOT NULL THEN
      PERFORM promote_eligible(v_company, p->>'caseId', v_at);
    END IF;
  END IF;
  IF (p->>'signal')::boolean THEN
    PERFORM enqueue('signal', 'referral:' || (p->>'referralId'), jsonb_build_object('workflowId', 'referral:' || (p->>'referralId'),
      'signal', 'caseDecided', 'args', jsonb_build_object('caseId', p->>'caseId')));
  END IF;
  PERFORM answer_any_command(p->'command', v_at);
  RETURN true;
END
$$;

RESET ROLE;
