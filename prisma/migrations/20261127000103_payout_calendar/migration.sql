-- When a program pays, as a part of its policy. What was pinned before says nothing of it and has the default of today.
UPDATE "policy_versions" SET "body" = jsonb_set("body", '{payoutCalendar}', '{"cutOffDay": "last", "payDay": 15, "zone": "UTC"}')
WHERE NOT "body" ? 'payoutCalendar';

SET ROLE fairlead_owner;

-- By which a partner is told a pay day; NULL while a gate of the policy holds, since nothing is promised then.
CREATE FUNCTION calendar_unless_held(p_policy jsonb, p_partner text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_gates jsonb := coalesce(p_policy->'gates', '[]');
BEGIN
  RETURN CASE WHEN v_gates <@ '["payee", "tax_form"]' AND (NOT v_gates ? 'payee' OR payee_problem(p_partner, now()) IS NULL)
    AND (NOT v_gates ? 'tax_form' OR tax_problem(p_partner, now()) IS NULL) THEN p_policy->'payoutCalendar' END;
END
$$;

RESET ROLE;
