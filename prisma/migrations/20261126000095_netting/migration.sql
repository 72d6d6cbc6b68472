-- What a partner owes after a refund of what was paid is netted with what is paid next, in the release of the run.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "nettings" (
    "item_id" TEXT NOT NULL,
    "commission_id" TEXT NOT NULL,
    "debt_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "nettings_pkey" PRIMARY KEY ("item_id","commission_id","debt_id")
);

-- CreateIndex
CREATE INDEX "nettings_commission_id_idx" ON "nettings"("commission_id");

-- CreateIndex
CREATE INDEX "nettings_debt_id_idx" ON "nettings"("debt_id");

ALTER TABLE nettings ADD CONSTRAINT nettings_amount CHECK (amount_minor > 0);
ALTER TABLE nettings ADD CONSTRAINT nettings_line FOREIGN KEY (item_id, commission_id) REFERENCES payout_item_lines(item_id, commission_id);
ALTER TABLE nettings ADD CONSTRAINT nettings_debt FOREIGN KEY (debt_id) REFERENCES commissions(id);
CREATE TRIGGER nettings_append_only BEFORE UPDATE OR DELETE ON nettings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER nettings_no_truncate BEFORE TRUNCATE ON nettings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE INDEX commissions_owed_back ON commissions(partner_id, currency) WHERE clawed_after_minor > 0;

GRANT SELECT ON "nettings" TO fairlead_api, fairlead_worker, fairlead_partner;
GRANT INSERT ON "nettings" TO fairlead_worker;

-- How much of what is owed for a line is settled by what the partner owed of others.
CREATE FUNCTION netted_of(p_commission text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(amount_minor), 0)::bigint FROM nettings WHERE commission_id = p_commission
$$;

-- The same by one item.
CREATE FUNCTION netted_in(p_item text, p_commission text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(amount_minor), 0)::bigint FROM nettings WHERE item_id = p_item AND commission_id = p_commission
$$;

-- How much of what the partner owes of a line is repaid by what was owed for others.
CREATE FUNCTION repaid_of(p_commission text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(amount_minor), 0)::bigint FROM nettings WHERE debt_id = p_commission
$$;

-- What the partner still owes of a line. While its payment is on the way, or has come back and its story has not looked yet, nobody
-- knows: nothing is netted then.
CREATE FUNCTION owed_back(p_line commissions) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_line.state IN ('paid', 'clawed_back')
      OR (p_line.state <> 'in_run' AND p_line.clawed_after_minor <= greatest(netted_of(p_line.id), repaid_of(p_line.id)))
    THEN p_line.clawed_after_minor - repaid_of(p_line.id) ELSE 0 END
$$;

-- What a partner owes in a currency, oldest first.
CREATE FUNCTION debts_of(p_partner text, p_currency text) RETURNS TABLE (id text, partner_id text, owed bigint, place bigint)
LANGUAGE sql STABLE AS $$
  SELECT c.id, c.partner_id, owed_back(c), row_number() OVER (ORDER BY c.accrued_at, r.number, c.id) FROM commissions c
    JOIN referrals r ON r.id = c.referral_id
  WHERE c.partner_id = p_partner AND c.currency = p_currency AND c.clawed_after_minor > 0 AND owed_back(c) > 0
$$;

-- Of one partner and currency, while the run waits for its release, never more than is owed and never more than is paid. The caller
-- holds the locks of both lines.
CREATE FUNCTION guard_netting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM payout_items i JOIN payout_runs r ON r.id = i.run_id JOIN payout_item_lines l ON l.item_id = i.id
     JOIN commissions d ON d.id = NEW.debt_id
     WHERE i.id = NEW.item_id AND r.state = 'prepared' AND l.commission_id = NEW.commission_id AND l.open
       AND (d.partner_id, d.currency) = (i.partner_id, i.currency) AND NEW.amount_minor <= owed_back(d)
       AND NEW.amount_minor + netted_in(NEW.item_id, NEW.commission_id) <= l.amount_minor) THEN
    RAISE EXCEPTION 'item % cannot net so much of %', NEW.item_id, NEW.debt_id USING ERRCODE = 'FL014';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER nettings_guard BEFORE INSERT ON nettings FOR EACH ROW EXECUTE FUNCTION guard_netting();

-- What an item nets, by debt: what was netted, or what would be if it were released now.
CREATE FUNCTION nettings_of_item(p_item payout_items) RETURNS TABLE (debt_id text, amount_minor bigint) LANGUAGE sql STABLE AS $$
  SELECT n.debt_id, sum(n.amount_minor)::bigint FROM nettings n WHERE n.item_id = p_item.id GROUP BY n.debt_id
  UNION ALL
  SELECT d.id, least(d.owed, p_item.amount_minor - d.before)::bigint FROM (
    SELECT *, coalesce(sum(owed) OVER (ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
    FROM debts_of(p_item.partner_id, p_item.currency)) AS d
  WHERE p_item.state = 'prepared' AND d.before < p_item.amount_minor
$$;

RESET ROLE;
