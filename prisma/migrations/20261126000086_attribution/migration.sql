-- Whom a deal is credited to, as the CRM's record says: what we have written on it, what others change on it, and what was
-- put back.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "crm_changes" (
    "id" BIGSERIAL NOT NULL,
    "record_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "crm_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crm_links" (
    "referral_id" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "written" JSONB NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "crm_links_pkey" PRIMARY KEY ("referral_id")
);

-- CreateTable
CREATE TABLE "crm_events" (
    "id" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "crm_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crm_restores" (
    "referral_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "fields" TEXT[],
    "changed_by" TEXT,

    CONSTRAINT "crm_restores_pkey" PRIMARY KEY ("referral_id","version")
);

-- CreateIndex
CREATE UNIQUE INDEX "crm_links_record_id_key" ON "crm_links"("record_id");

-- CreateIndex
CREATE INDEX "crm_events_at_idx" ON "crm_events"("at");

GRANT SELECT ON "crm_changes", "crm_links", "crm_events", "crm_restores" TO fairlead_api, fairlead_worker;
GRANT INSERT, UPDATE ON "crm_links" TO fairlead_worker;
GRANT INSERT, DELETE ON "crm_changes", "crm_events" TO fairlead_worker;
GRANT INSERT ON "crm_restores" TO fairlead_worker;
GRANT USAGE ON SEQUENCE "crm_changes_id_seq" TO fairlead_worker;

-- ── The built-in CRM ───────────────────────────────────────────────────────────────────────────────────────────

-- A CRM says who has edited a record, and tells of what others than we have edited. `crm.editor` is who edits; where nobody
-- says so, the login. We are `fairlead-integration`, as no login is called.
CREATE FUNCTION note_crm_edit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_editor text := coalesce(nullif(current_setting('crm.editor', true), ''), session_user);
BEGIN
  IF v_editor <> 'fairlead-integration' THEN
    INSERT INTO crm_changes(record_id) VALUES (OLD.id);
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  NEW.version := OLD.version + 1;
  NEW.changed_by := v_editor;
  RETURN NEW;
END
$$;

CREATE TRIGGER crm_records_edited BEFORE UPDATE ON "crm_records" FOR EACH ROW
  WHEN (ROW(OLD.referral_number, OLD.partner_id, OLD.partner_name, OLD.credit, OLD.claim_expires_at, OLD.link, OLD.owner_email)
    IS DISTINCT FROM ROW(NEW.referral_number, NEW.partner_id, NEW.partner_name, NEW.credit, NEW.claim_expires_at, NEW.link, NEW.owner_email))
  EXECUTE FUNCTION note_crm_edit();
CREATE TRIGGER crm_records_deleted BEFORE DELETE ON "crm_records" FOR EACH ROW EXECUTE FUNCTION note_crm_edit();

-- Our own edit: only the fields that are named.
CREATE FUNCTION write_crm_record(p_record text, p_fields jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('crm.editor', 'fairlead-integration', true);
  UPDATE crm_records SET
    referral_number = CASE WHEN p_fields ? 'referralNumber' THEN p_fields->>'referralNumber' ELSE referral_number END,
    partner_id = CASE WHEN p_fields ? 'partnerId' THEN p_fields->>'partnerId' ELSE partner_id END,
    partner_name = CASE WHEN p_fields ? 'partnerName' THEN p_fields->>'partnerName' ELSE partner_name END,
    credit = CASE WHEN p_fields ? 'credit' THEN p_fields->>'credit' ELSE credit END,
    claim_expires_at = CASE WHEN p_fields ? 'claimExpiresAt' THEN (p_fields->>'claimExpiresAt')::timestamptz ELSE claim_expires_at END,
    link = CASE WHEN p_fields ? 'link' THEN p_fields->>'link' ELSE link END,
    owner_email = CASE WHEN p_fields ? 'ownerEmail' THEN p_fields->>'ownerEmail' ELSE owner_email END
  WHERE id = p_record;
  PERFORM set_config('crm.editor', '', true);
END
$$;

-- ── What we know of the record ─────────────────────────────────────────────────────────────────────────────────

-- Of each referral of p (`ids`): what its record should say, and what is known of the record. `restored`: how often something was put back
-- within the day before `p_at`; `over`: its story is told, nobody listens any more.
CREATE FUNCTION crm_subjects(p jsonb, p_at timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('referralId', r.id, 'stage', r.stage, 'ownerId', r.owner_id, 'over', is_story_over(r.id),
      'company', jsonb_build_object('name', c.name, 'domain', c.domain),
      'fields', jsonb_build_object('referralNumber', r.number, 'partnerId', t.id, 'partnerName', t.name,
        'claimExpiresAt', iso_ms(r.expires_at), 'ownerEmail', lower(o.email)),
      'record', CASE WHEN l.record_id IS NOT NULL THEN jsonb_build_object('id', l.record_id, 'written', l.written,
        'restored', (SELECT count(*) FROM crm_restores s WHERE s.referral_id = r.id AND s.at > p_at - interval '1 day')) END)
    ORDER BY r.id), '[]')
  FROM referrals r JOIN partners t ON t.id = r.partner_id JOIN companies c ON c.id = r.company_id
  LEFT JOIN users o ON o.id = r.owner_id LEFT JOIN crm_links l ON l.referral_id = r.id
  WHERE r.id IN (SELECT jsonb_array_elements_text(p->'ids'))
$$;

CREATE FUNCTION note_crm_written(p_referral text, p_fields jsonb) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE crm_links SET written = written || p_fields, written_at = clock_timestamp() WHERE referral_id = p_referral
$$;

-- The story is told to look at its record: now, or after a while. One such word is enough while it waits; one that is being
-- said already may come too early.
CREATE FUNCTION tell_crm_changed(p_referral text, p_event text, p_after_seconds int) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_at timestamptz := clock_timestamp() + make_interval(secs => p_after_seconds);
BEGIN
  UPDATE outbox SET available_at = least(available_at, v_at) WHERE group_key = 'crm:' || p_referral AND done_at IS NULL
    AND dead_at IS NULL AND (lease_until IS NULL OR lease_until < clock_timestamp());
  IF NOT FOUND THEN
    PERFORM enqueue('signal', 'crm:' || p_referral, jsonb_build_object('workflowId', 'referral:' || p_referral,
      'signal', 'crmChanged', 'args', jsonb_build_object('eventId', p_event)), v_at);
  ELSIF p_after_seconds = 0 THEN
    PERFORM pg_notify('outbox', 'temporal');
  END IF;
END
$$;

-- What others have changed in the CRM: each change once, whoever brings it and how often. p: {changes: [{eventId, recordId}]}
CREATE FUNCTION note_crm_changes(p jsonb) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_change record;
  v_told int := 0;
BEGIN
  DELETE FROM crm_events WHERE at < clock_timestamp() - interval '30 days';
  FOR v_change IN SELECT change->>'eventId' AS event_id, l.referral_id
    FROM jsonb_array_elements(p->'changes') AS change JOIN crm_links l ON l.record_id = change->>'recordId' ORDER BY 2, 1
  LOOP
    INSERT INTO crm_events(id, referral_id) VALUES (v_change.event_id, v_change.referral_id) ON CONFLICT DO NOTHING;
    IF FOUND THEN
      PERFORM tell_crm_changed(v_change.referral_id, v_change.event_id, 0);
      v_told := v_told + 1;
    END IF;
  END LOOP;
  RETURN v_told;
END
$$;

-- What was changed on this version of the record is put back; told once for each version. p: {referralId, version, at, fields, by}
CREATE FUNCTION note_crm_restored(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM 1 FROM referrals WHERE id = p->>'referralId' FOR UPDATE;
  INSERT INTO crm_restores(referral_id, version, at, fields, changed_by) VALUES (p->>'referralId', p->>'version',
    (p->>'at')::timestamptz, ARRAY(SELECT jsonb_array_elements_text(p->'fields')), p->>'by') ON CONFLICT DO NOTHING;
  IF FOUND THEN
    PERFORM append_event(p->>'referralId', jsonb_build_object('at', p->>'at', 'type', 'crm.restored',
      'actor', jsonb_build_object('kind', 'system', 'id', 'attribution'), 'source', 'crm', 'public', '{}'::jsonb,
      'private', jsonb_build_object('taken', jsonb_build_object('fields', p->'fields', 'by', p->'by'))));
  END IF;
END
$$;

-- It was put back as often as it may be within a day, and is changed again: a person has to see to it. Told once a day.
CREATE FUNCTION note_crm_contested(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_event text;
BEGIN
  PERFORM 1 FROM referrals WHERE id = p->>'referralId' FOR UPDATE;
  IF EXISTS (SELECT 1 FROM events e WHERE e.referral_id = p->>'referralId' AND e.type = 'crm.contested'
    AND e.at > (p->>'at')::timestamptz - interval '1 day') THEN
    RETURN;
  END IF;
  v_event := append_event_row(p->>'referralId', jsonb_build_object('at', p->>'at', 'type', 'crm.contested',
    'actor', jsonb_build_object('kind', 'system', 'id', 'attribution'), 'source', 'crm', 'public', '{}'::jsonb,
    'private', jsonb_build_object('taken', jsonb_build_object('fields', p->'fields', 'by', p->'by'))))->>'id';
  PERFORM enqueue_mail(v_event, p->>'referralId', jsonb_build_object('text', 'crm_contested',
    'receiver', jsonb_build_object('kind', 'partner_manager'), 'facts', jsonb_build_object('times', p->'times')));
END
$$;

-- Referrals whose record is looked over by the sweep: those that go on, a won one until its story is over, and what has ended
-- lately. Returns their ids in order.
CREATE FUNCTION crm_linked_after(p_after text, p_limit int) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(page.referral_id ORDER BY page.referral_id), '[]') FROM (
    SELECT l.referral_id FROM crm_links l JOIN referrals r ON r.id = l.referral_id
    WHERE l.referral_id > p_after AND (is_open_stage(r.stage) OR r.updated_at > now() - interval '30 days' OR NOT is_story_over(r.id))
    ORDER BY l.referral_id LIMIT p_limit) AS page
$$;

RESET ROLE;
