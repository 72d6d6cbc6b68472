-- What a reviewer says of two records, besides that they are two: the same company, or the same introduction.
SET ROLE fairlead_owner;

GRANT UPDATE ("merged_into_id") ON "companies" TO fairlead_worker;
GRANT INSERT ON "company_merges", "joint_submitters" TO fairlead_worker;

-- The open places in the line of a company, as far as they say who has a part in one.
CREATE FUNCTION places_in_line(p_company text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(place_of(r, p.manager_id) ORDER BY q.intake_no), '[]')
  FROM queue_entries q JOIN referrals r ON r.id = q.referral_id JOIN partners p ON p.id = r.partner_id
  WHERE q.company_id = company_of(p_company) AND q.state <> 'released'
$$;

-- The people of a referral become contacts, and who sent it a reader, of another open one of the same partner: of `candidateId`, or of whichever stands in
-- the line of its own company. Returns {referralId, number}, or null where there is none. Safe to repeat: who is a contact there
-- already is none a second time. p: {referralId, candidateId?, by: actor}
CREATE FUNCTION join_found_referral(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_mine referrals;
  v_line queue_entries;
  v_into referrals;
BEGIN
  PERFORM lock_name('company:' || line.company_id) FROM (SELECT DISTINCT company_id FROM queue_entries
    WHERE referral_id IN (p->>'referralId', p->>'candidateId') ORDER BY 1) AS line;
  SELECT * INTO STRICT v_line FROM queue_entries WHERE referral_id = p->>'referralId';
  SELECT * INTO STRICT v_mine FROM referrals WHERE id = p->>'referralId';
  SELECT r.* INTO v_into FROM referrals r JOIN queue_entries q ON q.referral_id = r.id
  WHERE r.partner_id = v_mine.partner_id AND r.id <> v_mine.id AND q.state <> 'released' AND r.stage <> 'won'
    AND CASE WHEN p->>'candidateId' IS NOT NULL THEN r.id = p->>'candidateId'
      ELSE q.company_id = v_line.company_id AND lines_overlap(q.product_line, v_line.product_line) END
  ORDER BY r.intake_no LIMIT 1 FOR UPDATE OF r;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM add_contact(v_into, jsonb_build_object('id', person.id, 'name', person.name, 'email', person.email,
      'emailKey', lower(person.email), 'phone', person.phone, 'title', person.title), p->'by', 'story')
  FROM (SELECT 'cnt_' || split_part(v_mine.id, '_', 2) AS id, v_mine.prospect_name AS name, v_mine.prospect_email AS email,
      v_mine.prospect_phone AS phone, v_mine.prospect_title AS title
    UNION ALL SELECT 'cnt_' || left(md5(c.id || v_into.id), 26), c.name, c.email, c.phone, c.title
      FROM referral_contacts c WHERE c.referral_id = v_mine.id) AS person;
  PERFORM add_submitter(v_into, v_mine.submitted_by);
  RETURN jsonb_build_object('referralId', v_into.id, 'number', v_into.number);
END
$$;

RESET ROLE;
