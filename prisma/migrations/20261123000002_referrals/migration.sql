-- The transactions of a referral, one function each, called once. VOLATILE PL/pgSQL takes a new snapshot per statement,
-- so what is read after a lock is what the lock's last holder wrote (a single multi-CTE statement would not see it).
SET ROLE fairlead_owner;

-- ── Small things ───────────────────────────────────────────────────────────────────────────────────────────────

-- A prefixed UUIDv7 in lower-case Crockford base32; the same form as domain/ids.ts.
CREATE FUNCTION new_id(p_prefix text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_bits bit(130) := B'00' || ('x' || replace(uuidv7()::text, '-', ''))::bit(128);
  v_text text := '';
BEGIN
  FOR v_group IN 0..25 LOOP
    v_text := v_text || substr('0123456789abcdefghjkmnpqrstvwxyz', substring(v_bits FROM v_group * 5 + 1 FOR 5)::bit(5)::int + 1, 1);
  END LOOP;
  RETURN p_prefix || '_' || v_text;
END
$$;

-- The number people read out (R-7K2M-94): a bijection of the intake number on 30 bits, so numbers do not tell volume.
CREATE FUNCTION referral_number(p_intake_no bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_value bigint := (p_intake_no * 618970019 + 271828183) & 1073741823;
  v_text text := '';
BEGIN
  FOR v_group IN 1..6 LOOP
    v_text := substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (v_value & 31)::int + 1, 1) || v_text;
    v_value := v_value >> 5;
  END LOOP;
  RETURN 'R-' || left(v_text, 4) || '-' || right(v_text, 2);
END
$$;

CREATE FUNCTION iso_ms(p_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

CREATE FUNCTION after_duration(p_at timestamptz, p_duration text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT p_at + make_interval(secs => extract(epoch FROM p_duration::interval)::double precision)
$$;

-- When a promise of ours is due: in the working time of the program's calendar, or by the almanac.
CREATE FUNCTION promise_due(p_policy jsonb, p_at timestamptz, p_duration text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF p_policy->>'clock' = 'business' THEN
    RETURN after_working_duration(p_policy->>'calendarId', p_at, p_duration);
  END IF;
  RETURN after_duration(p_at, p_duration);
END
$$;

CREATE FUNCTION sha256_hex(p_text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(p_text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION lock_name(p_name text) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(hashtextextended(p_name, 0))
$$;

-- What of a company a claim is about, by the scope of the program: all of it (`*`), a product line, or a project, which is
-- marked with capitals, as no product line is written. What is not named stands for all. Both come as keys that are equal for
-- all that reads the same (domain/readsAs.ts): p: {productLine, project}
CREATE FUNCTION claim_line(p_policy jsonb, p_keys jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(CASE p_policy->>'claimScope' WHEN 'company_product' THEN nullif(p_keys->>'productLine', '')
    WHEN 'company_project' THEN 'PROJECT ' || nullif(p_keys->>'project', '') END, '*')
$$;

-- A product line and a project say nothing about each other, so they are held to overlap.
CREATE FUNCTION lines_overlap(p_one text, p_other text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_one = '*' OR p_other = '*' OR p_one = p_other OR (p_one LIKE 'PROJECT %') <> (p_other LIKE 'PROJECT %')
$$;

CREATE FUNCTION enqueue(p_kind text, p_group text, p_payload jsonb, p_available timestamptz DEFAULT now())
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO outbox(kind, group_key, payload, available_at) VALUES (p_kind, p_group, p_payload, p_available);
  IF p_available <= clock_timestamp() THEN
    PERFORM pg_notify('outbox', CASE WHEN p_kind = 'mail' THEN 'mail' ELSE 'temporal' END);
  END IF;
END
$$;

-- One outbox row per mail and receiver, in the transaction of what it tells of.
CREATE FUNCTION enqueue_mail_to(p_event text, p_referral text, p_mail jsonb, p_receiver jsonb, p_stands_in_for text)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM enqueue('mail',
    'mail:' || p_event || ':' || coalesce(p_receiver->>'userId', p_receiver->>'kind') || ':' || (p_mail->>'text'),
    jsonb_build_object('eventId', p_event, 'referralId', p_referral, 'text', p_mail->'text',
      'receiver', p_receiver, 'facts', coalesce(p_mail->'facts', '{}'))
    || CASE WHEN p_stands_in_for IS NULL THEN '{}' ELSE jsonb_build_object('standsInFor', p_stands_in_for) END);
END
$$;

-- `managers` stands for every active sales manager at this moment; `partner_manager` for the partner's own one, and for the
-- sales managers where it has none on duty; `approvers` for every finance approver, or for those who may still approve a line. Who stands in for somebody who is away gets what that person gets, and reads on
-- whose behalf; whoever is meant anyway gets it once, as themselves.
CREATE FUNCTION enqueue_mail(p_event text, p_referral text, p_mail jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_reader record;
  v_receiver jsonb := p_mail->'receiver';
  v_kind text := v_receiver->>'kind';
BEGIN
  IF v_kind IN ('submitter', 'partner') THEN
    PERFORM enqueue_mail_to(p_event, p_referral, p_mail, v_receiver, NULL);
    RETURN;
  END IF;
  FOR v_reader IN
    WITH own AS (
      SELECT u.id FROM referrals r JOIN partners p ON p.id = r.partner_id JOIN users u ON u.id = p.manager_id
      WHERE v_kind = 'partner_manager' AND r.id = p_referral AND u.active),
    meant AS (
      SELECT v_receiver->>'userId' AS id WHERE v_kind = 'user'
      UNION SELECT id FROM own
      UNION SELECT u.id FROM users u WHERE u.active AND 'sales_manager' = ANY(u.roles) AND (v_kind = 'managers'
        OR v_kind = 'partner_manager' AND NOT EXISTS (SELECT 1 FROM own WHERE NOT is_absent(own.id, now())))
      UNION SELECT u.id FROM users u WHERE v_kind = 'approvers' AND u.active AND 'finance_approver' = ANY(u.roles)
        AND (v_receiver->>'commissionId' IS NULL OR may_still_approve(u.id, v_receiver->>'commissionId'))),
    told AS (
      SELECT id, NULL::text AS stands_in_for FROM meant
      UNION ALL SELECT deputy.id, meant.id FROM meant, unnest(deputies_of(meant.id, now())) AS deputy(id))
    SELECT DISTINCT ON (id) id, stands_in_for FROM told ORDER BY id, stands_in_for NULLS FIRST
  LOOP
    PERFORM enqueue_mail_to(p_event, p_referral, p_mail, jsonb_build_object('kind', 'user', 'userId', v_reader.id),
      v_reader.stands_in_for);
  END LOOP;
END
$$;

-- ── Events: the one place where the chain grows ────────────────────────────────────────────────────────────────

-- hash = H(prev, seq, at, actor, type, H(public), H(salt, private)), line by line over the text that is stored. The
-- stages, the reason and the source are part of the public text, so they are covered. Returns {seq, id}.
CREATE FUNCTION append_event_row(p_referral text, p_event jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_seq int;
  v_prev text;
  v_id text := coalesce(p_event->>'id', new_id('evt'));
  v_at timestamptz := date_trunc('milliseconds', (p_event->>'at')::timestamptz);
  v_public text := (coalesce(p_event->'public', '{}') || jsonb_build_object('from', p_event->'from', 'to', p_event->'to',
    'reasonCode', p_event->'reasonCode', 'source', p_event->'source'))::text;
  v_private text := nullif(nullif(p_event->'private', 'null'), '{}')::text;
  v_salt text := CASE WHEN v_private IS NULL THEN NULL ELSE replace(gen_random_uuid()::text, '-', '') END;
  v_public_digest text := sha256_hex(v_public);
  v_private_digest text := CASE WHEN v_private IS NULL THEN NULL ELSE sha256_hex(v_salt || v_private) END;
  v_hash text;
BEGIN
  SELECT last_seq + 1, head_hash INTO STRICT v_seq, v_prev FROM referrals WHERE id = p_referral FOR UPDATE;
  v_hash := sha256_hex(concat_ws(E'\n', v_prev, v_seq::text, iso_ms(v_at),
    (p_event->'actor'->>'kind') || ':' || (p_event->'actor'->>'id'), p_event->>'type', v_public_digest, coalesce(v_private_digest, '')));
  INSERT INTO events(id, referral_id, seq, at, type, actor_kind, actor_id, source, from_stage, to_stage, reason_code,
    public_text, private_text, salt, public_digest, private_digest, prev_hash, hash)
  VALUES (v_id, p_referral, v_seq, v_at, p_event->>'type', p_event->'actor'->>'kind', p_event->'actor'->>'id',
    coalesce(p_event->>'source', 'story'), p_event->>'from', p_event->>'to', p_event->>'reasonCode',
    v_public, v_private, v_salt, v_public_digest, v_private_digest, v_prev, v_hash);
  -- The first event belongs to the row's own making: its time stays, so that no index is written again.
  UPDATE referrals SET last_seq = v_seq, head_hash = v_hash, version = version + 1,
    updated_at = CASE WHEN v_seq = 1 THEN updated_at ELSE clock_timestamp() END
  WHERE id = p_referral;
  RETURN jsonb_build_object('seq', v_seq, 'id', v_id);
END
$$;

CREATE FUNCTION append_event(p_referral text, p_event jsonb) RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT (append_event_row(p_referral, p_event)->>'seq')::int
$$;

-- ── Commands ───────────────────────────────────────────────────────────────────────────────────────────────────

-- Takes the idempotency key or says what the first request with it became:
-- NULL (taken), {outcome: 'replayed', …} or {outcome: 'refused', code}.
CREATE FUNCTION take_idempotency_key(p_caller text, p_key text, p_hash text) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_first idempotency_records;
BEGIN
  DELETE FROM idempotency_records WHERE caller = p_caller AND key = p_key AND created_at < now() - interval '7 days';
  INSERT INTO idempotency_records(caller, key, request_hash) VALUES (p_caller, p_key, p_hash)
  ON CONFLICT (caller, key) DO NOTHING;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO v_first FROM idempotency_records WHERE caller = p_caller AND key = p_key;
  IF v_first.request_hash <> p_hash THEN
    RETURN jsonb_build_object('outcome', 'refused', 'code', 'idempotency_key_reused');
  END IF;
  RETURN jsonb_build_object('outcome', 'replayed', 'resourceId', v_first.resource_id, 'status', v_first.status,
    'response', v_first.response);
END
$$;

-- p: {id, workflowId, referralId, runId, name, actor, source, payload, texts, caller, key, requestHash, graceMs}
CREATE FUNCTION record_command(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_first jsonb;
BEGIN
  IF p->>'key' IS NOT NULL THEN
    v_first := take_idempotency_key(p->>'caller', p->>'key', p->>'requestHash');
    IF v_first IS NOT NULL THEN
      RETURN v_first;
    END IF;
    UPDATE idempotency_records SET resource_id = p->>'id' WHERE caller = p->>'caller' AND key = p->>'key';
  END IF;
  INSERT INTO commands(id, workflow_id, referral_id, run_id, name, actor, payload, source)
  VALUES (p->>'id', p->>'workflowId', p->>'referralId', p->>'runId', p->>'name', p->'actor',
    jsonb_build_object('message', p->'payload', 'texts', coalesce(p->'texts', '{}')), p->>'source');
  PERFORM enqueue('deliver_command', p->>'workflowId', jsonb_build_object('commandId', p->>'id'),
    clock_timestamp() + make_interval(secs => (p->>'graceMs')::double precision / 1000));
  RETURN jsonb_build_object('outcome', 'recorded');
END
$$;

-- The first answer stays: a command that is answered already is left as it is. Its delivery stays open: that the record knows
-- the answer does not mean that Temporal has kept it.
CREATE FUNCTION answer_command(p_command text, p_state text, p_code text, p_facts jsonb, p_at timestamptz)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE commands SET state = p_state, code = p_code, detail = p_facts, answered_at = p_at
  WHERE id = p_command AND state IN ('pending', 'awaiting_second_person') AND state <> p_state;
END
$$;

-- Temporal has the command in its history, with its answer: the relay need not bring it.
CREATE FUNCTION note_delivered(p_command text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE outbox SET done_at = clock_timestamp()
  WHERE kind = 'deliver_command' AND done_at IS NULL AND payload->>'commandId' = p_command;
END
$$;

-- What waits for its workflow is delivered once more, the oldest first: the message may have been lost on the way.
CREATE FUNCTION redeliver_commands(p_workflow text) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_command text;
  v_count int := 0;
BEGIN
  FOR v_command IN SELECT c.id FROM commands c WHERE c.workflow_id = p_workflow AND c.state = 'pending'
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'deliver_command' AND o.done_at IS NULL AND o.dead_at IS NULL
      AND o.group_key = p_workflow AND o.payload->>'commandId' = c.id)
    ORDER BY c.created_at, c.id LOOP
    PERFORM enqueue('deliver_command', p_workflow, jsonb_build_object('commandId', v_command));
    v_count := v_count + 1;
  END LOOP;
  RETURN v_count;
END
$$;

-- ── Receiving ──────────────────────────────────────────────────────────────────────────────────────────────────

-- The company that a record stands for: itself, or the one it was found to be.
CREATE FUNCTION company_of(p_company text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_company text := p_company;
  v_into text;
BEGIN
  LOOP
    SELECT merged_into_id INTO v_into FROM companies WHERE id = v_company;
    IF v_into IS NULL THEN
      RETURN v_company;
    END IF;
    v_company := v_into;
  END LOOP;
END
$$;

-- A company with every record that was found to be it.
CREATE FUNCTION company_records(p_company text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  WITH RECURSIVE family(id) AS (
    SELECT p_company UNION ALL SELECT c.id FROM family JOIN companies c ON c.merged_into_id = family.id)
  SELECT id FROM family
$$;

-- Locks the company that a record stands for; again when it was merged or taken apart meanwhile.
CREATE FUNCTION lock_company(p_record text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_company text;
BEGIN
  LOOP
    v_company := company_of(p_record);
    BEGIN
      PERFORM lock_name('company:' || v_company);
      IF company_of(p_record) = v_company THEN
        RETURN v_company;
      END IF;
      RAISE SQLSTATE 'FL003';
    EXCEPTION WHEN SQLSTATE 'FL003' THEN -- gives the lock back: whoever kept it here would wait against the order of a merge
    END;
  END LOOP;
END
$$;

-- The record that a submission belongs to by what it proves; NULL when there is none. Volatile, since it has to see what was
-- committed while its caller waited for the locks.
CREATE FUNCTION known_company(p jsonb) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_company text;
BEGIN
  SELECT k.company_id INTO v_company
  FROM jsonb_array_elements(p->'keys') WITH ORDINALITY AS wanted(key, place)
  JOIN company_keys k ON k.kind = 'domain' AND wanted.key->>'kind' = 'domain' AND k.value = wanted.key->>'value'
  ORDER BY wanted.place, k.company_id LIMIT 1;
  IF v_company IS NULL THEN
    -- The same person proves the same company, and so does a name that a person has said to be its; unless the submission
    -- names another domain than the known one. A private address may be that of an adviser to several: its name has to be alike.
    SELECT k.company_id INTO v_company
    FROM jsonb_array_elements(p->'keys') AS wanted(key)
    JOIN company_keys k ON k.value = wanted.key->>'value'
      AND k.kind = CASE wanted.key->>'kind' WHEN 'email' THEN 'email' WHEN 'name' THEN 'alias' END
    WHERE (NOT EXISTS (SELECT 1 FROM jsonb_array_elements(p->'keys') AS d(key) WHERE d.key->>'kind' = 'domain')
       OR NOT EXISTS (SELECT 1 FROM company_keys d WHERE d.company_id = k.company_id AND d.kind = 'domain'))
      AND (k.kind = 'alias' OR EXISTS (SELECT 1 FROM company_keys named, jsonb_array_elements(p->'keys') AS ours(key)
        WHERE named.company_id = k.company_id AND named.kind IN ('name', 'alias') AND ours.key->>'kind' = 'name'
          AND similarity(named.value, ours.key->>'value') >= 0.3))
    ORDER BY k.kind DESC, k.company_id LIMIT 1;
  END IF;
  RETURN v_company;
END
$$;

-- What this submission names the company by is kept; a company that nobody knows is made. Returns its record.
CREATE FUNCTION note_company(p jsonb, p_known text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_company text := coalesce(p_known, p->'ids'->>'company');
BEGIN
  IF p_known IS NULL THEN
    INSERT INTO companies(id, name, domain, country)
    VALUES (v_company, p->'company'->>'name', p->'company'->>'registrableDomain', p->'company'->>'country');
  END IF;
  INSERT INTO company_keys(kind, value, company_id)
  SELECT wanted.key->>'kind', wanted.key->>'value', v_company FROM jsonb_array_elements(p->'keys') AS wanted(key)
  ON CONFLICT DO NOTHING;
  RETURN v_company;
END
$$;

-- The record that a submission belongs to, made when there is none.
CREATE FUNCTION resolve_company(p jsonb) RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT note_company(p, known_company(p))
$$;

-- One more person of an open referral, unless they are one already. p: {id, name, email, emailKey, phone, title}
CREATE FUNCTION add_contact(p_referral referrals, p jsonb, p_by jsonb, p_source text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF (lower(p_referral.prospect_email) IS NOT DISTINCT FROM p->>'emailKey'
      AND (p->>'emailKey' IS NOT NULL OR p_referral.prospect_phone IS NOT DISTINCT FROM p->>'phone'))
    OR EXISTS (SELECT 1 FROM referral_contacts c WHERE c.referral_id = p_referral.id
      AND lower(c.email) IS NOT DISTINCT FROM p->>'emailKey'
      AND (c.email IS NOT NULL OR c.phone IS NOT DISTINCT FROM p->>'phone')) THEN
    RETURN false;
  END IF;
  INSERT INTO referral_contacts(id, referral_id, name, email, phone, title, added_at)
  VALUES (p->>'id', p_referral.id, p->>'name', p->>'email', p->>'phone', p->>'title', clock_timestamp());
  PERFORM append_event(p_referral.id, jsonb_build_object('at', iso_ms(clock_timestamp()), 'type', 'contact.added',
    'actor', p_by, 'source', p_source, 'public', jsonb_build_object('contactId', p->>'id')));
  RETURN true;
END
$$;

-- Whoever sent a second one reads the first as their own. p_by: who submitted, {kind, id, onBehalfOf?}
CREATE FUNCTION add_submitter(p_referral referrals, p_by jsonb) RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO joint_submitters(referral_id, user_id, joined_at)
  SELECT p_referral.id, sender.id, clock_timestamp()
  FROM (VALUES (p_by->>'onBehalfOf'), (CASE p_by->>'kind' WHEN 'user' THEN p_by->>'id' END)) AS sender(id)
  WHERE sender.id IS NOT NULL
    AND sender.id NOT IN (p_referral.submitted_by->>'id', coalesce(p_referral.submitted_by->>'onBehalfOf', ''))
  ON CONFLICT DO NOTHING
$$;

-- The same partner, company and scope, still open: the prospect joins the first referral, and whoever sent it reads that one
-- as their own. NULL when there is none.
CREATE FUNCTION join_own_referral(p jsonb, p_partner text, p_company text, p_line text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_referral referrals;
BEGIN
  SELECT r.* INTO v_referral FROM referrals r JOIN queue_entries q ON q.referral_id = r.id
  WHERE q.company_id = p_company AND q.state <> 'released' AND r.partner_id = p_partner
    AND r.stage <> 'won' AND lines_overlap(q.product_line, p_line)
  ORDER BY r.intake_no LIMIT 1 FOR UPDATE OF r;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM add_submitter(v_referral, p->'submittedBy');
  RETURN jsonb_build_object('outcome', 'same_partner', 'referralId', v_referral.id,
    'added', CASE WHEN add_contact(v_referral, p->'prospect' || jsonb_build_object('id', p->'ids'->>'contact'), p->'submittedBy', p->>'channel')
      THEN '["contact"]'::jsonb ELSE '[]'::jsonb END);
END
$$;

-- Which active enrolment this submission belongs to: {programId} or {outcome: 'refused', code}.
CREATE FUNCTION choose_program(p_partner text, p_program text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_programs text[];
  v_enrolled boolean;
BEGIN
  SELECT array_agg(e.program_id) FILTER (WHERE e.state = 'active' AND t.state = 'active' AND g.state = 'active'), count(*) > 0
  INTO v_programs, v_enrolled
  FROM enrolments e JOIN partners t ON t.id = e.partner_id JOIN programs g ON g.id = e.program_id
  WHERE e.partner_id = p_partner AND (p_program IS NULL OR e.program_id = p_program);
  RETURN CASE
    WHEN NOT v_enrolled AND p_program IS NOT NULL THEN jsonb_build_object('outcome', 'refused', 'code', 'not_found')
    WHEN coalesce(cardinality(v_programs), 0) = 0 THEN jsonb_build_object('outcome', 'refused', 'code', 'partner_not_active')
    WHEN cardinality(v_programs) > 1 THEN jsonb_build_object('outcome', 'refused', 'code', 'program_required')
    ELSE jsonb_build_object('programId', v_programs[1]) END;
END
$$;

-- Whether the partner has as many open referrals as the program allows (renewals and further deals are none), with those that have their place again and whose story
-- has not told so yet. The lock is held until the end of the transaction, so two at the same moment are counted one after the
-- other; it is the last lock that is taken where a referral is received or comes back, and nothing else takes it.
CREATE FUNCTION is_open_cap_reached(p_partner text, p_program text, p_cap int) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM lock_name('open-cap:' || p_partner || ':' || p_program);
  RETURN p_cap <= (SELECT count(*) FROM (SELECT 1 FROM referrals r WHERE r.partner_id = p_partner AND r.program_id = p_program
    AND r.origin_id IS NULL AND is_open_stage(r.stage) LIMIT p_cap) AS open)
    + (SELECT count(*) FROM queue_entries q JOIN referrals r ON r.id = q.referral_id WHERE q.regained
      AND r.partner_id = p_partner AND r.program_id = p_program AND r.stage <> 'won' AND NOT is_open_stage(r.stage));
END
$$;

CREATE FUNCTION insert_referral(p jsonb, p_rules jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_id text := p->'ids'->>'referral';
  v_intake bigint := nextval('intake_no_seq');
  v_at timestamptz := date_trunc('milliseconds', clock_timestamp());
  v_policy jsonb := p_rules->'policy';
  v_due timestamptz := promise_due(v_policy, v_at, v_policy->>'acknowledge');
  v_contact timestamptz := promise_due(v_policy, v_at, v_policy->>'firstContact');
  v_expires timestamptz := after_duration(v_at, v_policy->>'expiry');
  v_event jsonb;
  v_previous text;
BEGIN
  SELECT r.id INTO v_previous FROM queue_entries q JOIN referrals r ON r.id = q.referral_id
  WHERE q.company_id = p_rules->>'companyId' AND r.partner_id = p->>'partnerId' AND lines_overlap(q.product_line, p_rules->>'line')
  ORDER BY r.intake_no DESC LIMIT 1;
  INSERT INTO referrals(id, previous_referral_id, number, intake_no, program_id, partner_id, partner_tier, submitted_by, channel, submitted_at, policy_version_id,
    plan_version_id, terms, prospect_name, prospect_email, prospect_phone, prospect_title, company_id, company_name,
    company_domain, company_country, company_region, need, estimated_amount, estimated_currency, product_line, project,
    consent_basis, consent_at, external_ref, stage, expires_at, due_at, clocks, next)
  VALUES (v_id, v_previous, referral_number(v_intake), v_intake, p_rules->>'programId', p->>'partnerId',
    (SELECT tier FROM partners WHERE id = p->>'partnerId'), p->'submittedBy', p->>'channel', v_at,
    p_rules->>'policyVersionId', p_rules->>'planVersionId', p_rules->>'terms', p->'prospect'->>'name', p->'prospect'->>'email',
    p->'prospect'->>'phone', p->'prospect'->>'title', p_rules->>'recordId', p->'company'->>'name', p->'company'->>'domain',
    p->'company'->>'country', p->'company'->>'region', p->>'need', (p->'estimatedValue'->>'amount')::bigint,
    p->'estimatedValue'->>'currency', p->>'productLine', p->>'project', p->'consent'->>'basis', (p->'consent'->>'at')::timestamptz,
    p->>'externalRef', 'submitted', v_expires, v_due,
    jsonb_build_array(
      jsonb_build_object('kind', 'acknowledge', 'startedAt', iso_ms(v_at), 'dueAt', iso_ms(v_due), 'state', 'running'),
      jsonb_build_object('kind', 'first_contact', 'startedAt', iso_ms(v_at), 'dueAt', iso_ms(v_contact), 'state', 'running'),
      jsonb_build_object('kind', 'expiry', 'startedAt', iso_ms(v_at), 'dueAt', iso_ms(v_expires), 'state', 'running')),
    jsonb_build_object('situation', 'submitted', 'action', 'duplicate_check', 'who', 'system', 'dueAt', iso_ms(v_due),
      'facts', jsonb_build_object('submittedAt', iso_ms(v_at), 'acknowledgeDueAt', iso_ms(v_due))));
  INSERT INTO queue_entries(referral_id, intake_no, company_id, product_line, state)
  VALUES (v_id, v_intake, p_rules->>'companyId', p_rules->>'line', 'pending');
  v_event := append_event_row(v_id, jsonb_build_object('at', iso_ms(v_at), 'type', 'referral.submitted', 'actor', p->'submittedBy',
    'source', p->>'channel', 'from', NULL, 'to', 'submitted', 'public', jsonb_build_object('intakeNo', v_intake)));
  PERFORM enqueue('start_story', 'referral:' || v_id, jsonb_build_object('input', jsonb_build_object('referralId', v_id,
    'programId', p_rules->>'programId', 'partnerId', p->>'partnerId', 'intakeNo', v_intake, 'submittedAt', iso_ms(v_at),
    'policy', v_policy, 'planVersion', p_rules->'planVersionId')));
  PERFORM enqueue_mail(v_event->>'id', v_id, jsonb_build_object('text', 'received', 'receiver', jsonb_build_object('kind', 'submitter'),
    'facts', jsonb_build_object('submittedAt', iso_ms(v_at), 'acknowledgeDueAt', iso_ms(v_due))));
  RETURN jsonb_build_object('referralId', v_id, 'previousReferralId', v_previous, 'number', referral_number(v_intake), 'intakeNo', v_intake, 'submittedAt', iso_ms(v_at),
    'programId', p_rules->>'programId', 'planVersion', p_rules->'planVersionId', 'terms', p_rules->>'terms',
    'acknowledgeDueAt', iso_ms(v_due), 'firstContactDueAt', iso_ms(v_contact), 'expiresAt', iso_ms(v_expires));
END
$$;

-- The receiving transaction (docs/decisions: received = committed). Lock order: idempotency key, company keys (sorted),
-- company, the partner's open referrals, then the intake number: rank is decided here and nowhere else. What is refused leaves
-- nothing behind, also no company.
CREATE FUNCTION receive_referral(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_first jsonb;
  v_program jsonb;
  v_rules jsonb;
  v_record text;
  v_company text;
  v_line text;
  v_cap int;
  v_result jsonb;
BEGIN
  PERFORM set_config('lock_timeout', '8s', true);
  IF p->>'key' IS NOT NULL THEN
    v_first := take_idempotency_key(p->>'caller', p->>'key', p->>'requestHash');
    IF v_first IS NOT NULL THEN
      RETURN CASE WHEN v_first->>'outcome' = 'replayed' THEN v_first->'response' || jsonb_build_object('replayed', true) ELSE v_first END;
    END IF;
  END IF;
  v_program := choose_program(p->>'partnerId', p->>'programId');
  IF v_program->>'outcome' IS NOT NULL THEN
    DELETE FROM idempotency_records WHERE caller = p->>'caller' AND key = p->>'key';
    RETURN v_program;
  END IF;
  SELECT jsonb_build_object('programId', v.program_id, 'policyVersionId', v.id, 'policy', v.body) INTO STRICT v_rules
  FROM policy_versions v WHERE v.program_id = v_program->>'programId' AND v.published_at IS NOT NULL ORDER BY v.version DESC LIMIT 1;
  SELECT v_rules || jsonb_build_object('planVersionId', v.id, 'terms', coalesce(v.partner_terms->>(p->>'partnerId'), v.terms)) INTO v_result
  FROM plan_versions v WHERE v.program_id = v_program->>'programId' AND v.published_at IS NOT NULL AND v.effective_from <= now()
  ORDER BY greatest(v.effective_from, v.published_at) DESC, v.version DESC LIMIT 1;
  v_rules := coalesce(v_result, v_rules || jsonb_build_object('planVersionId', NULL, 'terms', 'No commission plan is in force yet.'));
  v_line := claim_line(v_rules->'policy', p->'claimKeys');

  PERFORM lock_name('company-key:' || (wanted.key->>'kind') || ':' || (wanted.key->>'value'))
  FROM (SELECT key FROM jsonb_array_elements(p->'keys') AS k(key) WHERE key->>'kind' IN ('domain', 'email') ORDER BY key->>'kind', key->>'value') AS wanted;
  v_record := known_company(p);
  IF v_record IS NOT NULL THEN
    v_company := lock_company(v_record);
    v_result := join_own_referral(p, p->>'partnerId', v_company, v_line);
  ELSE
    v_result := NULL; -- a company that nobody knows has no referral to join
  END IF;
  v_cap := (v_rules->'policy'->>'openReferralCap')::int;
  IF v_result IS NULL AND is_open_cap_reached(p->>'partnerId', v_program->>'programId', v_cap) THEN
    DELETE FROM idempotency_records WHERE caller = p->>'caller' AND key = p->>'key';
    RETURN jsonb_build_object('outcome', 'refused', 'code', 'open_cap_reached', 'facts', jsonb_build_object('cap', v_cap));
  END IF;
  v_record := note_company(p, v_record);
  IF v_result IS NULL THEN
    v_result := jsonb_build_object('outcome', 'created', 'receipt',
      insert_referral(p, v_rules || jsonb_build_object('recordId', v_record, 'companyId', coalesce(v_company, v_record), 'line', v_line)));
  END IF;
  UPDATE idempotency_records SET resource_id = coalesce(v_result->>'referralId', v_result->'receipt'->>'referralId'), response = v_result
  WHERE caller = p->>'caller' AND key = p->>'key';
  RETURN v_result;
END
$$;

-- ── Claims ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- Whether somebody stands before this entry: a holder, or an earlier intake that is not decided yet, waits itself, or keeps
-- its place while its end is contested.
CREATE FUNCTION is_blocked(p_entry queue_entries) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM queue_entries other
    WHERE other.company_id = p_entry.company_id AND other.referral_id <> p_entry.referral_id
      AND lines_overlap(other.product_line, p_entry.product_line)
      AND (other.state = 'held' OR (other.intake_no < p_entry.intake_no
        AND (other.state IN ('pending', 'waiting') OR other.reserved_by IS NOT NULL))))
$$;

-- 1 = next: how many wait before it, and itself.
CREATE FUNCTION queue_position(p_referral text) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT 1 + count(other.referral_id)::int FROM queue_entries mine LEFT JOIN queue_entries other
    ON other.company_id = mine.company_id AND other.intake_no < mine.intake_no
   AND (other.state IN ('pending', 'waiting') OR other.reserved_by IS NOT NULL)
   AND lines_overlap(other.product_line, mine.product_line)
  WHERE mine.referral_id = p_referral
$$;

-- Who has a part in a referral's place in line.
CREATE FUNCTION place_of(p_referral referrals, p_manager text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('referralId', p_referral.id, 'stage', p_referral.stage, 'ownerId', p_referral.owner_id,
    'unassigned', p_referral.unassigned, 'managerId', p_manager, 'submittedBy', p_referral.submitted_by->>'id')
$$;

-- What stands against a referral: the open places of other partners in the line of its company, and in those of the companies
-- that it was compared with, or is about to be (`p_beside`); `p_won`: also the one that the company was won with.
CREATE FUNCTION rivals_of(p_referral text, p_beside text[] DEFAULT '{}', p_won boolean DEFAULT false) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(place_of(theirs, p.manager_id) ORDER BY other.intake_no), '[]')
  FROM referrals r JOIN queue_entries mine ON mine.referral_id = r.id
  JOIN queue_entries other ON lines_overlap(other.product_line, mine.product_line) AND other.company_id = ANY (
     ARRAY(SELECT company_of(compared.id) FROM unnest(p_beside) AS compared(id)
       UNION SELECT company_of(candidate->>'companyId') FROM jsonb_array_elements(coalesce(r.verdict->'candidates', '[]')) AS candidate
       WHERE candidate->>'companyId' IS NOT NULL)
     || mine.company_id)
  JOIN referrals theirs ON theirs.id = other.referral_id AND theirs.partner_id <> r.partner_id
  JOIN partners p ON p.id = theirs.partner_id
  WHERE r.id = p_referral AND (other.state <> 'released' OR (p_won AND theirs.stage = 'won'))
$$;

-- Locks the company an entry belongs to; again when the entry moved to another company meanwhile. NULL for a renewal or further deal,
-- which has no place in any line.
CREATE FUNCTION lock_company_of(p_referral text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_company text;
BEGIN
  LOOP
    SELECT company_id INTO v_company FROM queue_entries WHERE referral_id = p_referral;
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
    BEGIN
      PERFORM lock_name('company:' || v_company);
      IF EXISTS (SELECT 1 FROM queue_entries WHERE referral_id = p_referral AND company_id = v_company) THEN
        RETURN v_company;
      END IF;
      RAISE SQLSTATE 'FL003';
    EXCEPTION WHEN SQLSTATE 'FL003' THEN -- gives the lock back, see lock_company
    END;
  END LOOP;
END
$$;

-- Until when this submission comes too early: an end of the same partner's own referral of the company has its date of a new
-- try; and where the company itself said no, that date holds for everybody, as those who waited were told it.
CREATE FUNCTION cooling_until(p_entry queue_entries, p_at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT max((ended.outcome->>'againFrom')::timestamptz)
  FROM queue_entries other JOIN referrals ended ON ended.id = other.referral_id JOIN referrals mine ON mine.id = p_entry.referral_id
  WHERE other.company_id = p_entry.company_id AND other.referral_id <> p_entry.referral_id AND other.state = 'released'
    AND lines_overlap(other.product_line, p_entry.product_line) AND (ended.outcome->>'againFrom')::timestamptz > p_at
    AND (ended.partner_id = mine.partner_id OR (other.held_at IS NOT NULL AND NOT other.passes_on))
$$;

-- The same for a referral, before a person is asked about it: NULL, or the date of a new try.
CREATE FUNCTION comes_too_early(p_referral text, p_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT iso_ms(cooling_until(q, p_at)) FROM queue_entries q WHERE q.referral_id = p_referral AND q.state = 'pending'
$$;

-- Nobody has spoken to the company for this referral yet, so that it may still stand behind another without harm.
CREATE FUNCTION is_unworked(p_referral text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT stage IN ('submitted', 'in_review', 'waitlisted', 'accepted') FROM referrals WHERE id = p_referral
$$;

-- Behind an earlier intake that was found late: the place in line is kept, and the story is told.
CREATE FUNCTION give_way(p_referral text, p_cause text, p_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE queue_entries SET state = 'waiting', held_at = NULL, waiting_since = p_at, told_position = NULL, until_decided = false WHERE referral_id = p_referral;
  PERFORM enqueue('signal', 'referral:' || p_referral, jsonb_build_object('workflowId', 'referral:' || p_referral,
    'signal', 'claimYielded', 'args', jsonb_build_object('eventId', 'yielded:' || p_cause || ':' || p_referral)));
END
$$;

-- An earlier intake whose company was found late: later ones that hold the claim give way, if nobody has spoken to the company
-- for any of them yet. Else nothing changes here: it waits as the next.
CREATE FUNCTION yield_to(p_entry queue_entries, p_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_holders text[] := ARRAY(SELECT other.referral_id FROM queue_entries other WHERE other.company_id = p_entry.company_id
    AND other.referral_id <> p_entry.referral_id AND other.state = 'held' AND lines_overlap(other.product_line, p_entry.product_line));
BEGIN
  PERFORM 1 FROM referrals WHERE id = ANY(v_holders) ORDER BY id FOR UPDATE;
  IF NOT EXISTS (SELECT 1 FROM queue_entries other WHERE other.company_id = p_entry.company_id AND other.intake_no < p_entry.intake_no
      AND lines_overlap(other.product_line, p_entry.product_line)
      AND (other.state IN ('pending', 'waiting', 'held') OR other.reserved_by IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM unnest(v_holders) AS holder WHERE NOT is_unworked(holder)) THEN
    PERFORM give_way(holder, p_entry.referral_id, p_at) FROM unnest(v_holders) AS holder;
  END IF;
END
$$;

-- By the rules of the day of receipt.
CREATE FUNCTION keeps_no_line(p_referral text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT v.body->'duplicates'->>'activeClaim' = 'decline' FROM referrals r JOIN policy_versions v ON v.id = r.policy_version_id
  WHERE r.id = p_referral
$$;

-- Whether somebody holds what this entry waits for.
CREATE FUNCTION is_taken(p_entry queue_entries) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM queue_entries other WHERE other.company_id = p_entry.company_id AND other.state = 'held'
    AND other.referral_id <> p_entry.referral_id AND lines_overlap(other.product_line, p_entry.product_line))
$$;

-- Somebody holds the claim: those who waited only for that to be decided are told that the company is not available.
CREATE FUNCTION close_decided(p_company text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_other text;
BEGIN
  FOR v_other IN UPDATE queue_entries q SET state = 'closing' WHERE q.company_id = p_company AND q.state = 'waiting'
    AND q.until_decided AND is_taken(q) RETURNING q.referral_id LOOP
    PERFORM enqueue('signal', 'referral:' || v_other, jsonb_build_object('workflowId', 'referral:' || v_other,
      'signal', 'claimClosed', 'args', jsonb_build_object('eventId', 'taken:' || v_other)));
  END LOOP;
END
$$;

-- The claim when nobody is before, else a place in line. Safe to repeat. Returns {state, position}, or, for one that comes
-- too early after an end (and not back from its own), {state: 'cooling', againFrom}. Where the program keeps no line it waits
-- behind an undecided one only until that is decided, and behind a holder not at all ({state: 'taken'}), unless it comes back
-- from an end or a person has put it there (`p_in_line`).
CREATE FUNCTION take_claim(p_referral text, p_at timestamptz, p_back boolean DEFAULT false, p_in_line boolean DEFAULT false)
RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_entry queue_entries;
  v_waits boolean;
  v_position int;
  v_cooling timestamptz;
BEGIN
  PERFORM lock_company_of(p_referral);
  SELECT * INTO STRICT v_entry FROM queue_entries WHERE referral_id = p_referral;
  IF v_entry.state = 'pending' AND NOT p_back THEN
    v_cooling := cooling_until(v_entry, p_at);
    IF v_cooling IS NOT NULL THEN
      RETURN jsonb_build_object('state', 'cooling', 'position', NULL, 'againFrom', iso_ms(v_cooling));
    END IF;
  END IF;
  IF v_entry.state = 'pending' AND v_entry.found_late THEN
    PERFORM yield_to(v_entry, p_at);
  END IF;
  IF v_entry.state = 'pending' THEN
    v_waits := is_blocked(v_entry);
    UPDATE queue_entries SET state = CASE WHEN v_waits THEN 'waiting' ELSE 'held' END,
      waiting_since = CASE WHEN v_waits THEN p_at END, held_at = CASE WHEN NOT v_waits THEN p_at END,
      until_decided = v_waits AND NOT p_back AND NOT p_in_line AND keeps_no_line(p_referral)
    WHERE referral_id = p_referral RETURNING * INTO v_entry;
    IF v_entry.state = 'held' THEN
      PERFORM close_decided(v_entry.company_id);
    END IF;
  END IF;
  IF v_entry.state <> 'waiting' THEN
    RETURN jsonb_build_object('state', v_entry.state, 'position', NULL);
  END IF;
  IF v_entry.until_decided AND is_taken(v_entry) THEN
    RETURN jsonb_build_object('state', 'taken', 'position', NULL);
  END IF;
  UPDATE queue_entries SET told_position = queue_position(p_referral) WHERE referral_id = p_referral
  RETURNING told_position INTO v_position;
  RETURN jsonb_build_object('state', v_entry.state, 'position', v_position);
END
$$;

-- Everybody whose place has changed learns the new one: an entry of the timeline, and nothing of who moved.
CREATE FUNCTION tell_positions(p_company text, p_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_moved record;
  v_event text;
BEGIN
  FOR v_moved IN SELECT q.referral_id, q.told_position AS before, queue_position(q.referral_id) AS now FROM queue_entries q
    WHERE q.company_id = p_company AND q.state = 'waiting' ORDER BY q.intake_no LOOP
    CONTINUE WHEN v_moved.before = v_moved.now;
    UPDATE queue_entries SET told_position = v_moved.now WHERE referral_id = v_moved.referral_id;
    IF v_moved.before IS NOT NULL THEN
      v_event := append_event_row(v_moved.referral_id, jsonb_build_object('at', iso_ms(p_at), 'type', 'queue.moved',
        'actor', jsonb_build_object('kind', 'system', 'id', 'queue'), 'source', 'story',
        'public', jsonb_build_object('position', v_moved.now)))->>'id';
      PERFORM enqueue_mail(v_event, v_moved.referral_id, jsonb_build_object('text', 'moved_up',
        'receiver', jsonb_build_object('kind', 'submitter'), 'facts', jsonb_build_object('position', v_moved.now)));
    END IF;
  END LOOP;
END
$$;

-- An entry that was given back is taken into the queue again: at its end, or at its intake place (a decision that was
-- wrong). `undecided`: the check or the review follows. {state: 'own'} when the partner has referred the company again
-- since and that referral stands. Safe to repeat.
CREATE FUNCTION regain_claim(p_referral text, p_place text, p_undecided boolean, p_at timestamptz, p_cap int DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_company text := lock_company_of(p_referral);
  v_mine referrals;
  v_entry queue_entries;
  v_result jsonb;
BEGIN
  IF v_company IS NULL THEN -- a renewal or further deal, before which nobody stands
    RETURN jsonb_build_object('state', 'held', 'position', NULL);
  END IF;
  SELECT * INTO STRICT v_entry FROM queue_entries WHERE referral_id = p_referral;
  IF v_entry.state = 'released' THEN
    SELECT * INTO STRICT v_mine FROM referrals WHERE id = p_referral;
    IF EXISTS (SELECT 1 FROM queue_entries q JOIN referrals r ON r.id = q.referral_id
      WHERE q.company_id = v_company AND q.state IN ('pending', 'waiting', 'held') AND r.partner_id = v_mine.partner_id
        AND r.id <> p_referral AND lines_overlap(q.product_line, v_entry.product_line)) THEN
      IF p_place = 'intake' THEN -- what came later in the partner's own name stands in for it
        UPDATE queue_entries SET reserved_by = NULL WHERE referral_id = p_referral;
        PERFORM promote_eligible(v_company, p_referral, p_at);
      END IF;
      RETURN jsonb_build_object('state', 'own', 'position', NULL);
    END IF;
    IF p_cap IS NOT NULL AND is_open_cap_reached(v_mine.partner_id, v_mine.program_id, p_cap) THEN
      RETURN jsonb_build_object('state', 'full', 'position', NULL);
    END IF;
    UPDATE queue_entries SET state = 'pending', regained = true, released_at = NULL, release_reason = NULL, passes_on = NULL,
      waiting_since = NULL, held_at = NULL, told_position = NULL, reserved_by = NULL, found_late = false, until_decided = false,
      intake_no = CASE p_place WHEN 'end' THEN nextval('intake_no_seq') ELSE v_mine.intake_no END
    WHERE referral_id = p_referral;
  END IF;
  IF p_undecided THEN
    RETURN jsonb_build_object('state', 'pending', 'position', NULL);
  END IF;
  v_result := take_claim(p_referral, p_at, true);
  PERFORM tell_positions(v_company, p_at);
  RETURN v_result;
END
$$;

-- Everybody who waits and has nobody before them any more holds the claim; their stories are told.
CREATE FUNCTION promote_eligible(p_company text, p_cause text, p_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_entry queue_entries;
BEGIN
  FOR v_entry IN SELECT * FROM queue_entries WHERE company_id = p_company AND state = 'waiting' ORDER BY intake_no LOOP
    IF NOT is_blocked(v_entry) THEN
      UPDATE queue_entries SET state = 'held', held_at = p_at WHERE referral_id = v_entry.referral_id;
      PERFORM enqueue('signal', 'referral:' || v_entry.referral_id, jsonb_build_object('workflowId', 'referral:' || v_entry.referral_id,
        'signal', 'claimPromoted', 'args', jsonb_build_object('eventId', 'promoted:' || p_cause || ':' || v_entry.referral_id)));
    END IF;
  END LOOP;
  PERFORM close_decided(p_company);
  PERFORM tell_positions(p_company, p_at);
END
$$;

-- Gives the place or the claim back, in the terminal transaction. A claim that does not pass on closes the line: those
-- waiting are told and no longer stand before anybody.
CREATE FUNCTION release_claim(p_referral text, p_reason text, p_passes_on boolean, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_company text := lock_company_of(p_referral);
  v_entry queue_entries;
  v_other text;
BEGIN
  SELECT * INTO v_entry FROM queue_entries WHERE referral_id = p_referral;
  IF v_company IS NULL OR v_entry.state = 'released' THEN
    RETURN;
  END IF;
  UPDATE queue_entries SET state = 'released', regained = false, released_at = p_at, release_reason = p_reason, passes_on = p_passes_on
  WHERE referral_id = p_referral;
  IF v_entry.state = 'held' AND NOT p_passes_on THEN
    FOR v_other IN UPDATE queue_entries SET state = 'closing' WHERE company_id = v_company AND state = 'waiting'
      AND lines_overlap(product_line, v_entry.product_line) RETURNING referral_id LOOP
      PERFORM enqueue('signal', 'referral:' || v_other, jsonb_build_object('workflowId', 'referral:' || v_other,
        'signal', 'claimClosed', 'args', jsonb_build_object('eventId', 'closed:' || p_referral || ':' || v_other)));
    END LOOP;
  END IF;
  PERFORM promote_eligible(v_company, p_referral, p_at);
END
$$;

-- A reviewer found that this is the company of another record: the entry takes its intake place in that queue, and
-- whoever waited behind it in the old one moves up.
CREATE FUNCTION move_to_company(p_referral text, p_company text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_from text;
  v_to text;
BEGIN
  LOOP -- either may be merged meanwhile
    SELECT company_id INTO STRICT v_from FROM queue_entries WHERE referral_id = p_referral;
    v_to := company_of(p_company);
    IF v_from = v_to THEN
      RETURN;
    END IF;
    BEGIN
      PERFORM lock_name('company:' || company) FROM unnest(ARRAY[v_from, v_to]) AS company ORDER BY company;
      IF company_of(p_company) = v_to AND EXISTS (SELECT 1 FROM queue_entries WHERE referral_id = p_referral AND company_id = v_from) THEN
        EXIT;
      END IF;
      RAISE SQLSTATE 'FL003';
    EXCEPTION WHEN SQLSTATE 'FL003' THEN -- gives the locks back, see lock_company
    END;
  END LOOP;
  UPDATE queue_entries SET company_id = v_to, found_late = true WHERE referral_id = p_referral;
  UPDATE referrals SET company_id = p_company WHERE id = p_referral;
  PERFORM promote_eligible(v_from, p_referral, clock_timestamp());
  PERFORM tell_positions(v_to, clock_timestamp());
END
$$;

-- ── The story's writes ─────────────────────────────────────────────────────────────────────────────────────────

-- Compare-and-set of who tells this story; the same run asking again is success. `p_from_record`: a run after one that ended
-- or was lost; it takes the story from whoever told it, who is refused from then on, and gets the state that was kept with
-- the latest step. That no other run is open is what Temporal guarantees for one workflow id.
-- Returns {taken, state: null unless taken from the record}.
CREATE FUNCTION take_story(p_referral text, p_run text, p_previous text, p_from_record boolean) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE referrals SET story_run_id = p_run
  WHERE id = p_referral
    AND (story_run_id IS NULL OR story_run_id = p_run OR story_run_id = p_previous OR p_from_record);
  RETURN jsonb_build_object('taken', FOUND, 'state', CASE WHEN FOUND AND p_from_record THEN
    (SELECT state FROM transitions WHERE referral_id = p_referral ORDER BY transition_no DESC LIMIT 1) END);
END
$$;

-- Whether nothing follows by itself any more: no line is left to decide or to pay, and of a won referral what it earns is calculated
-- and the window for clawbacks has closed.
CREATE FUNCTION is_story_over(p_referral text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT 1 FROM commissions c WHERE c.referral_id = r.id AND c.state NOT IN ('paid', 'rejected', 'clawed_back'))
    AND (r.stage IN ('lost', 'disqualified', 'declined', 'expired', 'withdrawn') OR r.stage = 'won' AND coalesce((SELECT (t.state->>'accrued')::boolean
        AND coalesce((t.state->>'clawbackUntil')::numeric, 0) <= extract(epoch FROM clock_timestamp()) * 1000
      FROM transitions t WHERE t.referral_id = r.id ORDER BY t.transition_no DESC LIMIT 1), false))
  FROM referrals r WHERE r.id = p_referral
$$;

-- The CRM record that carries our number, once, with what was written on it.
CREATE FUNCTION link_crm_record(p_referral text, p_record text, p_fields jsonb, p_event jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM 1 FROM referrals WHERE id = p_referral FOR UPDATE;
  UPDATE referrals SET crm_record_id = p_record WHERE id = p_referral AND crm_record_id IS NULL;
  IF FOUND THEN
    INSERT INTO crm_links(referral_id, record_id, written) VALUES (p_referral, p_record, p_fields);
    PERFORM append_event(p_referral, p_event);
  END IF;
END
$$;

-- A deal on a company whose registration lapsed a short while ago: the partner who introduced it is not forgotten. For each
-- referral of another partner that held the claim and is in its tail, a case is to be opened, once per deal.
CREATE FUNCTION open_tail_cases(p_referral text, p_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_expired text;
BEGIN
  FOR v_expired IN
    SELECT r.id FROM queue_entries mine
    JOIN queue_entries other ON other.company_id = mine.company_id AND other.referral_id <> mine.referral_id
      AND other.state = 'released' AND other.held_at IS NOT NULL AND lines_overlap(other.product_line, mine.product_line)
    JOIN referrals r ON r.id = other.referral_id AND r.stage = 'expired'
    JOIN referrals deal ON deal.id = mine.referral_id AND deal.partner_id <> r.partner_id
    WHERE mine.referral_id = p_referral AND (r.outcome->>'tailUntil')::timestamptz >= p_at
      AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'open_case' AND o.group_key = 'referral:' || r.id
        AND o.payload->>'dealReferralId' = p_referral)
    ORDER BY r.id
  LOOP
    PERFORM enqueue('open_case', 'referral:' || v_expired, jsonb_build_object('referralId', v_expired, 'kind', 'missing_credit',
      'dealReferralId', p_referral, 'at', iso_ms(p_at)));
  END LOOP;
END
$$;

-- The name of a deal as it is compared: how it was typed makes no second deal of it. Case, width and spaces do not count, nor
-- do signs that nobody sees, whatever dash, and letters of another alphabet that look like ours (as in domain/readsAs.ts).
CREATE FUNCTION deal_key(p_deal text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT translate(lower(regexp_replace(normalize(p_deal, NFKC),
    '[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000E0000-\U000E0FFF]',
    '', 'g')),
    'авекмнорстухіјѕԁԛԝһαβεζηικμνορτυχАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ‐‒–—―−',
    'abekmhopctyxijsdqwhabezhikmnoptyxabekmhopctyxijsabezhikmnoptyx------')
$$;

-- One deal is won by one referral, whatever the code above believes.
CREATE UNIQUE INDEX referrals_one_deal ON referrals(deal_key(deal->>'dealId')) WHERE stage = 'won';

-- Whom a deal is credited to besides this referral, by number: who was won with it, or is under way and was found to be what it
-- came from. NULL: nobody.
CREATE FUNCTION deal_credited_to(p_deal text, p_referral text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT r.number FROM referrals r WHERE r.stage = 'won' AND deal_key(r.deal->>'dealId') = deal_key(p_deal) AND r.id <> p_referral
    UNION ALL
    SELECT r.number FROM parallel_deals d JOIN cases k ON k.id = d.case_id JOIN referrals r ON r.id = d.referral_id
    WHERE deal_key(d.deal_id) = deal_key(p_deal) AND d.referral_id <> p_referral AND k.state = 'closed' AND k.story->>'effect' = 'link'
      AND is_open_stage(r.stage) LIMIT 1);
END
$$;

-- The same, and nobody else is credited with it until the end of the transaction. This lock comes after company and referral.
CREATE FUNCTION keep_deal(p_deal text, p_referral text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM lock_name('deal:' || deal_key(p_deal));
  RETURN deal_credited_to(p_deal, p_referral);
END
$$;

-- One step of a story: events, projection, claim, command outcome, mails, all or nothing. `transitionNo` makes a repeat
-- harmless. A worker that dies within a workflow task has written steps that Temporal knows nothing of; the next one comes
-- with other content under the same number (another moment, another owner, a message more). The first one stands: it gets
-- back the state that was kept with the latest step, and goes on from there. Another run than the one that took the story
-- is a fault that a person has to see.
-- p: {referralId, runId, transitionNo, at, state, claim: {kind: 'release', reason, passesOn}?, events: [{…, textsOf?}], projection: {…},
--     attempt: {…}?, question: {…}?, command: {id, state, code, facts}?, confirmedRow?, supersededRow?, mails: [{text, receiver, facts}],
--     redeliver?, clockResults: [{kind, startedAt, dueAt, decidedAt, kept, keptWithoutPauses, ownerId}]?}
-- Returns {repeated, state: null unless another step stands under this number}; {creditedTo: number}, with nothing written, for a
-- win of a deal that another referral is credited with.
CREATE FUNCTION record_transition(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_id text := p->>'referralId';
  v_at timestamptz := (p->>'at')::timestamptz;
  v_hash text := sha256_hex((p - 'state')::text);
  v_known text;
  v_run text;
  v_stage text;
  v_texts jsonb := '{}';
  v_event jsonb;
  v_event_id text;
  v_mail jsonb;
  v_projection jsonb := coalesce(p->'projection', '{}');
  v_credited text;
BEGIN
  IF p->'claim' IS NOT NULL THEN
    PERFORM lock_company_of(v_id);
  END IF;
  SELECT story_run_id, stage INTO v_run, v_stage FROM referrals WHERE id = v_id FOR UPDATE;
  IF v_run IS DISTINCT FROM p->>'runId' THEN
    RAISE EXCEPTION 'the story of % is told by another run', v_id USING ERRCODE = 'FL001';
  END IF;
  SELECT payload_hash INTO v_known FROM transitions WHERE referral_id = v_id AND transition_no = (p->>'transitionNo')::int;
  IF v_known IS NOT NULL THEN
    RETURN jsonb_build_object('repeated', true, 'state', CASE WHEN v_known <> v_hash THEN
      (SELECT state FROM transitions WHERE referral_id = v_id ORDER BY transition_no DESC LIMIT 1) END);
  END IF;
  IF v_projection->>'stage' = 'won' AND v_stage <> 'won' THEN
    v_credited := keep_deal(v_projection->'deal'->>'dealId', v_id);
    IF v_credited IS NOT NULL THEN
      RETURN jsonb_build_object('repeated', false, 'state', NULL, 'creditedTo', v_credited);
    END IF;
  END IF;
  UPDATE transitions SET state = NULL WHERE referral_id = v_id AND transition_no = (p->>'transitionNo')::int - 1;
  INSERT INTO transitions(referral_id, transition_no, payload_hash, state)
  VALUES (v_id, (p->>'transitionNo')::int, v_hash, p->'state');

  IF p->'command'->>'id' IS NOT NULL THEN
    SELECT coalesce(payload->'texts', '{}') INTO v_texts FROM commands WHERE id = p->'command'->>'id';
    v_texts := coalesce(v_texts, '{}');
  END IF;
  FOR v_event IN SELECT * FROM jsonb_array_elements(p->'events') LOOP
    IF (v_event->>'withTexts')::boolean THEN
      v_event := v_event || jsonb_build_object('public', coalesce(v_event->'public', '{}') || (v_texts - 'note'),
        'private', coalesce(nullif(v_event->'private', 'null'), '{}')
          || CASE WHEN v_texts ? 'note' THEN jsonb_build_object('note', v_texts->'note') ELSE '{}' END);
    END IF;
    v_event := append_event_row(v_id, v_event);
    v_event_id := coalesce(v_event_id, v_event->>'id');
  END LOOP;
  IF p->'question' IS NOT NULL THEN
    PERFORM note_question(v_id, p->'question', v_texts);
  END IF;
  IF p->'attempt' IS NOT NULL THEN
    INSERT INTO contact_attempts(id, referral_id, at, channel, outcome, message, note, by_user_id)
    VALUES (p->'attempt'->>'id', v_id, (p->'attempt'->>'at')::timestamptz, p->'attempt'->>'channel', p->'attempt'->>'outcome',
      v_texts->>'message', v_texts->>'note', p->'attempt'->>'byUserId') ON CONFLICT DO NOTHING;
  END IF;
  UPDATE referrals SET
    stage = coalesce(v_projection->>'stage', stage),
    owner_id = CASE WHEN v_projection ? 'ownerId' THEN v_projection->>'ownerId' ELSE owner_id END,
    unassigned = coalesce((v_projection->>'unassigned')::boolean, unassigned),
    pool_reason = CASE WHEN v_projection ? 'poolReason' THEN v_projection->>'poolReason' ELSE pool_reason END,
    clocks = coalesce(v_projection->'clocks', clocks),
    next = coalesce(v_projection->'next', next),
    expires_at = CASE WHEN v_projection ? 'expiresAt' THEN (v_projection->>'expiresAt')::timestamptz ELSE expires_at END,
    due_at = CASE WHEN v_projection ? 'dueAt' THEN (v_projection->>'dueAt')::timestamptz ELSE due_at END,
    outcome = CASE WHEN v_projection ? 'outcome' THEN nullif(v_projection->'outcome', 'null') ELSE outcome END,
    verdict = CASE WHEN v_projection ? 'verdict' THEN coalesce(verdict, '{}') || (v_projection->'verdict') ELSE verdict END,
    deal = coalesce(v_projection->'deal', deal),
    quality = coalesce((v_projection->>'quality')::int, quality),
    extension = coalesce(v_projection->'extension', extension),
    feedback = coalesce(v_texts->>'feedback', feedback),
    transition_no = (p->>'transitionNo')::int,
    updated_at = clock_timestamp()
  WHERE id = v_id;
  IF p->'command' IS NOT NULL AND p->'command'->>'id' IS NOT NULL THEN
    PERFORM answer_command(p->'command'->>'id', p->'command'->>'state', p->'command'->>'code', p->'command'->'facts', v_at);
  END IF;
  IF p->>'confirmedRow' IS NOT NULL THEN
    PERFORM answer_command(p->>'confirmedRow', 'done', NULL, '{}', v_at);
  END IF;
  IF p->>'supersededRow' IS NOT NULL THEN
    PERFORM answer_command(p->>'supersededRow', 'refused', 'content_changed', '{}', v_at);
  END IF;
  FOR v_mail IN SELECT * FROM jsonb_array_elements(coalesce(p->'mails', '[]')) LOOP
    PERFORM enqueue_mail(coalesce(v_event_id, v_id || '.' || (p->>'transitionNo')), v_id, v_mail);
  END LOOP;
  IF (p->>'redeliver')::boolean THEN
    PERFORM redeliver_commands('referral:' || v_id);
  END IF;
  PERFORM reassign_from_leaver(v_id);
  IF p->'clockResults' IS NOT NULL THEN
    PERFORM note_clock_results(v_id, p->'clockResults');
  END IF;
  IF p->'claim'->>'kind' = 'release' THEN
    PERFORM release_claim(v_id, p->'claim'->>'reason', (p->'claim'->>'passesOn')::boolean, v_at);
  END IF;
  IF v_projection->>'stage' <> v_stage AND v_projection->>'stage' IN ('opportunity', 'proposal', 'negotiation', 'won') THEN
    PERFORM open_tail_cases(v_id, v_at);
  END IF;
  RETURN jsonb_build_object('repeated', false, 'state', NULL);
END
$$;

RESET ROLE;
