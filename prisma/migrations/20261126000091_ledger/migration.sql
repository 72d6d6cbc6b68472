-- The months of the books and the exchange rates: each entered by one person of finance and confirmed by another.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "ledger_periods" (
    "period" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "balances" JSONB,

    CONSTRAINT "ledger_periods_pkey" PRIMARY KEY ("period")
);

-- CreateTable
CREATE TABLE "ledger_account_numbers" (
    "id" BIGSERIAL NOT NULL,
    "account" TEXT NOT NULL,
    "currency" TEXT,
    "number" TEXT,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_account_numbers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rates" (
    "id" TEXT NOT NULL,
    "from_currency" TEXT NOT NULL,
    "to_currency" TEXT NOT NULL,
    "rate" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "rates_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "rates_to_currency_from_currency_day_idx" ON "rates"("to_currency", "from_currency", "day");

GRANT SELECT, INSERT ON "ledger_account_numbers" TO fairlead_api;
GRANT USAGE ON SEQUENCE "ledger_account_numbers_id_seq" TO fairlead_api;
GRANT SELECT, INSERT, UPDATE ON "ledger_periods", "rates" TO fairlead_api;
GRANT SELECT ON "ledger_periods", "rates" TO fairlead_worker;

-- ── Months: proposed for closing by one, closed by another, never opened again ─────────────────────────────────

ALTER TABLE ledger_periods ADD CONSTRAINT ledger_periods_month CHECK (period ~ '^\d{4}-(0[1-9]|1[0-2])$');

CREATE FUNCTION is_finance(p_user text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM users WHERE id = p_user AND active AND roles && ARRAY['finance_preparer', 'finance_approver'])
$$;

-- Every account with its sums up to the end of a month: [{account, partnerId, currency, debits, credits}], amounts as text.
CREATE FUNCTION ledger_balances(p_period text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('account', kind, 'partnerId', partner_id, 'currency', currency,
    'debits', debits::text, 'credits', credits::text) ORDER BY kind, currency, partner_id NULLS FIRST), '[]')
  FROM (SELECT a.kind, a.partner_id, a.currency, coalesce(sum(e.amount_minor) FILTER (WHERE e.side = 'debit'), 0) AS debits,
      coalesce(sum(e.amount_minor) FILTER (WHERE e.side = 'credit'), 0) AS credits
    FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id JOIN ledger_journals j ON j.id = e.journal_id
    WHERE j.period <= p_period GROUP BY a.id) AS sums
$$;

-- The rules of domain/ledger/periods.ts. Whoever closes waits for every transaction that is booking; the balances are what
-- the books say then, not what somebody claims.
CREATE FUNCTION guard_period() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_next text;
BEGIN
  PERFORM lock_name('ledger-periods');
  SELECT to_char(to_date(max(period) || '-01', 'YYYY-MM-DD') + interval '1 month', 'YYYY-MM') INTO v_next FROM ledger_periods WHERE closed_at IS NOT NULL;
  IF TG_OP = 'INSERT' THEN
    IF (NEW.closed_by, NEW.closed_at, NEW.balances) IS DISTINCT FROM (NULL, NULL, NULL) OR NOT is_finance(NEW.proposed_by)
       OR NEW.period >= to_char(NEW.proposed_at AT TIME ZONE 'UTC', 'YYYY-MM')
       OR NEW.period <> v_next THEN
      RAISE EXCEPTION 'closing % cannot be proposed', NEW.period USING ERRCODE = 'FL015';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.closed_at IS NOT NULL OR (NEW.period, NEW.proposed_by, NEW.proposed_at) IS DISTINCT FROM (OLD.period, OLD.proposed_by, OLD.proposed_at)
     OR NEW.closed_at IS NULL THEN
    RAISE EXCEPTION 'month % is what it is', OLD.period USING ERRCODE = 'FL015';
  END IF;
  IF NEW.closed_by IS NULL OR NEW.closed_by = OLD.proposed_by OR NOT is_finance(NEW.closed_by) THEN
    RAISE EXCEPTION '% may not close month %', NEW.closed_by, OLD.period USING ERRCODE = 'FL002';
  END IF;
  IF NEW.period <> coalesce(v_next, (SELECT min(period) FROM ledger_periods)) THEN
    RAISE EXCEPTION 'month % is not the next', NEW.period USING ERRCODE = 'FL015';
  END IF;
  NEW.balances := ledger_balances(NEW.period);
  RETURN NEW;
END
$$;
CREATE TRIGGER ledger_periods_guard BEFORE INSERT OR UPDATE ON ledger_periods FOR EACH ROW EXECUTE FUNCTION guard_period();
CREATE TRIGGER ledger_periods_kept BEFORE DELETE ON ledger_periods FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_periods_no_truncate BEFORE TRUNCATE ON ledger_periods FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The numbers of the vendor's own books: the last word counts, what was said before stays.
CREATE TRIGGER ledger_account_numbers_append_only BEFORE UPDATE OR DELETE ON ledger_account_numbers
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_account_numbers_no_truncate BEFORE TRUNCATE ON ledger_account_numbers
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- ── Rates: how many units of one currency are paid for one of another on a day; kept as they were written ───────

ALTER TABLE rates ADD CONSTRAINT rates_currencies CHECK (from_currency ~ '^[A-Z]{3}$' AND to_currency ~ '^[A-Z]{3}$' AND from_currency <> to_currency);
ALTER TABLE rates ADD CONSTRAINT rates_rate CHECK (rate ~ '^\d{1,9}(\.\d{1,12})?$' AND rate ~ '[1-9]');
ALTER TABLE rates ADD CONSTRAINT rates_state CHECK (state IN ('proposed', 'confirmed', 'refused'));
-- Of a pair and a day there is one that stands, or may come to stand.
CREATE UNIQUE INDEX rates_once ON rates(from_currency, to_currency, day) WHERE state <> 'refused';

-- The rule of domain/ledger/rates.ts. Lines that wait for this pair are told in the same transaction.
CREATE FUNCTION guard_rate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'proposed' OR NEW.decided_by IS NOT NULL OR NEW.decided_at IS NOT NULL OR NOT is_finance(NEW.proposed_by) THEN
      RAISE EXCEPTION 'rate % is not proposed by finance', NEW.id USING ERRCODE = 'FL016';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'proposed' OR NEW.state = 'proposed' OR NEW.decided_at IS NULL
     OR (NEW.id, NEW.from_currency, NEW.to_currency, NEW.rate, NEW.day, NEW.source, NEW.proposed_by, NEW.proposed_at) IS DISTINCT FROM
        (OLD.id, OLD.from_currency, OLD.to_currency, OLD.rate, OLD.day, OLD.source, OLD.proposed_by, OLD.proposed_at) THEN
    RAISE EXCEPTION 'rate % is what it is', OLD.id USING ERRCODE = 'FL016';
  END IF;
  IF NEW.decided_by IS NULL OR NOT is_finance(NEW.decided_by) OR (NEW.state = 'confirmed' AND NEW.decided_by = OLD.proposed_by) THEN
    RAISE EXCEPTION '% may not decide about rate %', NEW.decided_by, OLD.id USING ERRCODE = 'FL002';
  END IF;
  IF NEW.state = 'confirmed' THEN
    PERFORM lock_name('rates');
    PERFORM tell_of_rate(referral_id) FROM commissions
    WHERE (state = 'waiting_trigger' AND currency = NEW.from_currency AND payout_currency = NEW.to_currency)
      OR (corrected_awaits = NEW.from_currency AND currency = NEW.to_currency) GROUP BY referral_id;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER rates_guard BEFORE INSERT OR UPDATE ON rates FOR EACH ROW EXECUTE FUNCTION guard_rate();
CREATE TRIGGER rates_kept BEFORE DELETE ON rates FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rates_no_truncate BEFORE TRUNCATE ON rates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION tell_of_rate(p_referral text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM enqueue('signal', 'referral:' || p_referral, jsonb_build_object('workflowId', 'referral:' || p_referral,
    'signal', 'rateConfirmed', 'args', jsonb_build_object('eventId', new_id('evt'))));
END
$$;

-- What may be used at a time (domain/commission/conversion.ts), as ConfirmedRate.
CREATE FUNCTION usable_rates(p_to text, p_at timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'from', from_currency, 'to', to_currency, 'rate', rate, 'day', day, 'source', source)), '[]')
  FROM rates WHERE state = 'confirmed' AND to_currency = p_to AND day BETWEEN (p_at - interval '7 days')::date AND p_at
$$;

-- A line waits from now on. Whoever confirms a rate waits for this transaction or was before it, and then the story is told at once.
CREATE FUNCTION await_rate(p_referral text, p_from text, p_to text, p_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('rates', 0));
  IF EXISTS (SELECT 1 FROM rates WHERE from_currency = p_from AND to_currency = p_to AND state = 'confirmed'
     AND day <= p_at AND day >= p_at - interval '7 days') THEN
    PERFORM tell_of_rate(p_referral);
  END IF;
END
$$;

-- Finance looks for the lines that wait.
CREATE INDEX commissions_awaiting_rate ON commissions(currency, payout_currency) WHERE state = 'waiting_trigger';

RESET ROLE;
