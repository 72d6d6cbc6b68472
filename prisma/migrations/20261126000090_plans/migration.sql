-- What the rules of a plan look at, and the caps that their lines share.
SET ROLE fairlead_owner;

-- CreateIndex
CREATE INDEX "commissions_plan_version_id_kind_idx" ON "commissions"("plan_version_id", "kind");

-- The facts of domain/commission/conditions.ts, as they were on the day of receipt; the quality as the qualifier gave it.
CREATE FUNCTION rule_facts(p_referral referrals) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('productLine', p_referral.product_line, 'country', p_referral.company_country,
    'region', p_referral.company_region, 'partnerId', p_referral.partner_id, 'tier', p_referral.partner_tier,
    'receivedAt', iso_ms(p_referral.submitted_at), 'quality', p_referral.quality)
$$;

-- What a line has taken of the caps that it shares: what came out of the last of them, and of a line of a split its own part of that.
CREATE FUNCTION taken_of_caps(p_explanation jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT (s.step->'amount'->>'amount')::bigint FROM jsonb_array_elements(p_explanation->'steps') WITH ORDINALITY AS s(step, place)
  WHERE s.step->>'step' IN ('cap_per_partner', 'budget', 'share') ORDER BY s.place DESC LIMIT 1
$$;

-- What of the yearly volume above this limit a bonus was taken of: its part ends where the volume had come to with its deal, and may begin
-- below the limit, where that of its own version of the plan is a lower one.
CREATE FUNCTION above_volume(p_explanation jsonb, p_limit bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT least((s->'amount'->>'amount')::bigint, greatest((s->'reached'->>'amount')::bigint - p_limit, 0))
  FROM jsonb_array_elements(p_explanation->'steps') AS s WHERE s->>'step' = 'volume'
$$;

-- What the lines of both partners of a split have in common who are owed parts of the same whole: all that their keys say but whose they are.
CREATE FUNCTION key_of_whole(p_line commissions) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT array_to_string(array_remove(string_to_array(p_line.accrual_key, ':'), 'share'), ':')
$$;

-- Holds what the lines of a deal share with others, until the transaction ends, and gives what others come to: the lines of
-- the kind, under any version of the plan, that a cap of this sort has bounded; for `volume`, by what they are a percentage
-- of. What finance has rejected gives its part back, and what stands of it counts. Nothing is stored beside the lines, so nothing can drift from them. One lock per
-- plan, sort and kind (and partner), whatever the period: rules of one kind may cap by month and by year. Taken before the
-- lock of the referral. A split changes who is paid and not how much: its lines count for who referred the company, the base once, as long as
-- a part of it stands.
-- p: {planVersionId, partnerId, accrualKeys: of the lines that are made, counters: [{name, kind, sort, currency, from, to, above?}]} → {name: amount as text}
CREATE FUNCTION hold_counters(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_plan text;
BEGIN
  PERFORM set_config('lock_timeout', '8s', true);
  SELECT plan_id INTO STRICT v_plan FROM plan_versions WHERE id = p->>'planVersionId';
  PERFORM lock_name(wanted.name) FROM (
    SELECT DISTINCT concat_ws(':', v_plan, c->>'sort', c->>'kind', CASE WHEN c->>'sort' <> 'budget' THEN p->>'partnerId' END) AS name
    FROM jsonb_array_elements(p->'counters') AS c ORDER BY 1) AS wanted;
  RETURN (SELECT jsonb_object_agg(c->>'name', coalesce((
      SELECT round(sum(one.minor)) FROM (SELECT max(counted_fraction(l) * CASE c->>'sort'
        WHEN 'volume' THEN (x.proof->'steps'->0->'amount'->>'amount')::bigint
        WHEN 'above_volume' THEN above_volume(x.proof, (c->>'above')::bigint) ELSE taken_of_caps(x.proof) END) AS minor
      FROM commissions l JOIN plan_versions v ON v.id = l.plan_version_id JOIN referrals f ON f.id = l.referral_id
      CROSS JOIN LATERAL (SELECT coalesce(l.corrected, l.explanation) AS proof,
        -- A bonus that a correction has added later is of the year whose volume it counts.
        CASE c->>'sort' WHEN 'above_volume' THEN (jsonb_path_query_first(l.explanation, '$.steps[*] ? (@.step == "volume").from') #>> '{}')::timestamptz
          ELSE l.accrued_at END AS counted_at) AS x
      WHERE v.plan_id = v_plan AND l.kind = c->>'kind' AND (l.state <> 'rejected' OR l.corrected IS NOT NULL) AND awaited_trigger(l) IS NULL
        AND NOT p->'accrualKeys' ? l.accrual_key
        AND (c->>'sort' = 'budget' OR f.partner_id = p->>'partnerId')
        AND (c->>'from' IS NULL OR x.counted_at >= (c->>'from')::timestamptz)
        AND (c->>'to' IS NULL OR x.counted_at < (c->>'to')::timestamptz)
        AND CASE WHEN c->>'sort' IN ('volume', 'above_volume') THEN x.proof->'steps'->0->'amount'->>'currency' = c->>'currency'
          ELSE x.proof->'steps' @> jsonb_build_array(jsonb_build_object('step', c->>'sort',
            'limit', jsonb_build_object('currency', c->>'currency'))) END
      GROUP BY CASE WHEN c->>'sort' IN ('volume', 'above_volume') THEN key_of_whole(l) ELSE l.id END) AS one), 0)::text)
    FROM jsonb_array_elements(p->'counters') AS c);
END
$$;

RESET ROLE;
