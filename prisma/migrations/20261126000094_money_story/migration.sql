-- What becomes of the money of a deal after it was won: what went back to the customer, what is invoiced and what is paid.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "deal_refunds" (
    "id" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "deal_key" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "refunded_on" DATE NOT NULL,
    "reason_code" TEXT,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "place" INTEGER NOT NULL,

    CONSTRAINT "deal_refunds_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "deal_refunds_deal_key_external_id_key" ON "deal_refunds"("deal_key", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "deal_refunds_deal_key_place_key" ON "deal_refunds"("deal_key", "place");

ALTER TABLE "deal_refunds" ADD CONSTRAINT "deal_refunds_amount" CHECK ("amount_minor" > 0);
CREATE TRIGGER deal_refunds_append_only BEFORE UPDATE OR DELETE ON "deal_refunds" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deal_refunds_no_truncate BEFORE TRUNCATE ON "deal_refunds" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Never more is refunded than a deal was worth, whoever is asked. The referrals of the deal are locked, so two at once are one
-- after the other.
CREATE FUNCTION guard_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.deal_key := deal_key(NEW.deal_id);
  PERFORM 1 FROM referrals WHERE stage = 'won' AND deal_key(deal->>'dealId') = deal_key(NEW.deal_id) ORDER BY id FOR UPDATE;
  NEW.place := 1 + (SELECT count(*) FROM deal_refunds WHERE deal_key = NEW.deal_key);
  IF NOT EXISTS (SELECT 1 FROM referrals WHERE stage = 'won' AND deal_key(deal->>'dealId') = deal_key(NEW.deal_id)) OR EXISTS (
    SELECT 1 FROM referrals r WHERE stage = 'won' AND deal_key(deal->>'dealId') = deal_key(NEW.deal_id) AND (
      deal->'amount'->>'currency' <> NEW.currency OR (known_deal(r)->'amount'->>'amount')::numeric
        < NEW.amount_minor + coalesce((SELECT sum(amount_minor) FROM deal_refunds WHERE deal_key = NEW.deal_key), 0))) THEN
    RAISE EXCEPTION 'deal % cannot be refunded by so much', NEW.deal_id USING ERRCODE = 'FL013';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER deal_refunds_guard BEFORE INSERT ON "deal_refunds" FOR EACH ROW EXECUTE FUNCTION guard_refund();

GRANT SELECT ON "deal_refunds" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "deal_refunds" TO fairlead_api;

-- One refund, its entry in the timeline of every referral of the deal, and for the story of each that it still concerns the word
-- to look. The caller holds the locks of the referrals and has looked under them.
-- p: {id, dealId, externalId, amountMinor, currency, refundedOn, reasonCode, by, at, referrals: [{id, event, tell}]}
CREATE FUNCTION record_refund(p jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_item jsonb;
BEGIN
  INSERT INTO deal_refunds(id, deal_id, external_id, amount_minor, currency, refunded_on, reason_code, recorded_by, recorded_at)
  VALUES (p->>'id', p->>'dealId', p->>'externalId', (p->>'amountMinor')::bigint, p->>'currency', (p->>'refundedOn')::date,
    p->>'reasonCode', p->>'by', (p->>'at')::timestamptz);
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'referrals') LOOP
    PERFORM append_event(v_item->>'id', v_item->'event');
    IF (v_item->>'tell')::boolean THEN
      PERFORM enqueue('signal', 'referral:' || (v_item->>'id'), jsonb_build_object('workflowId', 'referral:' || (v_item->>'id'),
        'signal', 'dealRefund', 'args', jsonb_build_object('eventId', p->>'id')));
    END IF;
  END LOOP;
  RETURN true;
END
$$;

-- ── What is invoiced for a deal, and what its customer pays ────────────────────────────────────────────────────

-- CreateTable
CREATE TABLE "deal_payments" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "deal_key" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "moved_on" DATE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "place" INTEGER NOT NULL,
    "refunded_minor" BIGINT NOT NULL,

    CONSTRAINT "deal_payments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "deal_payments_deal_key_kind_external_id_key" ON "deal_payments"("deal_key", "kind", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "deal_payments_deal_key_kind_place_key" ON "deal_payments"("deal_key", "kind", "place");

ALTER TABLE "deal_payments" ADD CONSTRAINT "deal_payments_amount" CHECK ("amount_minor" > 0);
ALTER TABLE "deal_payments" ADD CONSTRAINT "deal_payments_kind" CHECK ("kind" IN ('invoiced', 'paid'));
CREATE TRIGGER deal_payments_append_only BEFORE UPDATE OR DELETE ON "deal_payments" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deal_payments_no_truncate BEFORE TRUNCATE ON "deal_payments" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Never more is invoiced or paid than a deal is worth and was refunded, whoever is asked; under the locks of guard_refund.
CREATE FUNCTION guard_payment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_all numeric;
BEGIN
  NEW.deal_key := deal_key(NEW.deal_id);
  PERFORM 1 FROM referrals WHERE stage = 'won' AND deal_key(deal->>'dealId') = NEW.deal_key ORDER BY id FOR UPDATE;
  NEW.place := 1 + (SELECT count(*) FROM deal_payments WHERE deal_key = NEW.deal_key AND kind = NEW.kind);
  NEW.refunded_minor := coalesce((SELECT sum(amount_minor) FROM deal_refunds WHERE deal_key = NEW.deal_key), 0);
  v_all := NEW.amount_minor - NEW.refunded_minor
    + coalesce((SELECT sum(amount_minor) FROM deal_payments WHERE deal_key = NEW.deal_key AND kind = NEW.kind), 0);
  IF NOT EXISTS (SELECT 1 FROM referrals WHERE stage = 'won' AND deal_key(deal->>'dealId') = NEW.deal_key) OR EXISTS (
    SELECT 1 FROM referrals r WHERE stage = 'won' AND deal_key(deal->>'dealId') = NEW.deal_key AND (
      deal->'amount'->>'currency' <> NEW.currency OR (known_deal(r)->'amount'->>'amount')::numeric < v_all)) THEN
    RAISE EXCEPTION 'deal % cannot be % by so much', NEW.deal_id, NEW.kind USING ERRCODE = 'FL013';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER deal_payments_guard BEFORE INSERT ON "deal_payments" FOR EACH ROW EXECUTE FUNCTION guard_payment();

GRANT SELECT ON "deal_payments" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "deal_payments" TO fairlead_api;

-- One invoice or payment, its entry in the timeline of every referral of the deal, and the word to each story to look. The caller
-- holds the locks of the referrals and has looked under them.
-- p: {id, kind, dealId, externalId, amountMinor, currency, movedOn, by, at, referrals: [{id, event}]}
CREATE FUNCTION record_payment(p jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_item jsonb;
BEGIN
  INSERT INTO deal_payments(id, kind, deal_id, external_id, amount_minor, currency, moved_on, recorded_by, recorded_at)
  VALUES (p->>'id', p->>'kind', p->>'dealId', p->>'externalId', (p->>'amountMinor')::bigint, p->>'currency', (p->>'movedOn')::date,
    p->>'by', (p->>'at')::timestamptz);
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'referrals') LOOP
    PERFORM append_event(v_item->>'id', v_item->'event');
    PERFORM enqueue('signal', 'referral:' || (v_item->>'id'), jsonb_build_object('workflowId', 'referral:' || (v_item->>'id'),
      'signal', 'dealPayment', 'args', jsonb_build_object('eventId', p->>'id')));
  END LOOP;
  RETURN true;
END
$$;

-- What of a deal was invoiced and paid in all (domain/commission/triggers.ts), as texts.
CREATE FUNCTION deal_progress(p_deal text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('invoiced', coalesce(sum(amount_minor) FILTER (WHERE kind = 'invoiced'), 0)::text,
    'paid', coalesce(sum(amount_minor) FILTER (WHERE kind = 'paid'), 0)::text)
  FROM deal_payments WHERE deal_key = deal_key(p_deal)
$$;

RESET ROLE;
