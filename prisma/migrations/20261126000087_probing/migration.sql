-- A partner whose submissions are too often of companies that are known already may be finding out what we know. Whoever looks
-- after the partner is told; the partner is not, so nothing of it stands in a timeline.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "probing_alerts" (
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided" INTEGER NOT NULL,
    "known" INTEGER NOT NULL,

    CONSTRAINT "probing_alerts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "probing_alerts_partner_id_at_idx" ON "probing_alerts"("partner_id", "at");

GRANT SELECT ON "probing_alerts" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "probing_alerts" TO fairlead_worker;

-- Of what the partner of this referral has submitted since: how many the check has decided, and how many of these were known
-- already: declined for a reason of that kind, or behind another one in line. p: {referralId, since, reasons}
CREATE FUNCTION count_known_companies(p jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('decided', count(*), 'known', count(*) FILTER (WHERE q.waiting_since IS NOT NULL
    OR r.stage = 'declined' AND r.outcome->>'reasonCode' IN (SELECT jsonb_array_elements_text(p->'reasons'))))
  FROM referrals mine JOIN referrals r ON r.partner_id = mine.partner_id JOIN queue_entries q ON q.referral_id = r.id
  WHERE mine.id = p->>'referralId' AND r.submitted_at >= (p->>'since')::timestamptz AND r.stage NOT IN ('submitted', 'in_review')
$$;

-- Once in `quietDays`. p: {referralId, at, decided, known, days, quietDays}
CREATE FUNCTION raise_probing_alert(p jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_at timestamptz := (p->>'at')::timestamptz;
  v_partner text := (SELECT partner_id FROM referrals WHERE id = p->>'referralId');
  v_id text := new_id('alt');
BEGIN
  PERFORM lock_name('probing:' || v_partner);
  IF EXISTS (SELECT 1 FROM probing_alerts a WHERE a.partner_id = v_partner
    AND a.at > v_at - make_interval(days => (p->>'quietDays')::int)) THEN
    RETURN false;
  END IF;
  INSERT INTO probing_alerts(id, partner_id, referral_id, at, decided, known)
  VALUES (v_id, v_partner, p->>'referralId', v_at, (p->>'decided')::int, (p->>'known')::int);
  PERFORM enqueue_mail(v_id, p->>'referralId', jsonb_build_object('text', 'probing_suspected',
    'receiver', jsonb_build_object('kind', 'partner_manager'),
    'facts', jsonb_build_object('decided', p->'decided', 'known', p->'known', 'days', p->'days')));
  RETURN true;
END
$$;

RESET ROLE;
