-- How people are spoken to: what waits for the mail of the week, and quiet hours.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "digest_items" (
    "user_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "referral_id" TEXT,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "digest_week" TEXT,

    CONSTRAINT "digest_items_pkey" PRIMARY KEY ("user_id","event_id","text")
);

-- CreateTable
CREATE TABLE "digests" (
    "user_id" TEXT NOT NULL,
    "week" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digests_pkey" PRIMARY KEY ("user_id","week")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "side" TEXT NOT NULL,
    "author_kind" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "internal" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "files" (
    "id" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "message_id" TEXT,
    "uploaded_by" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_contents" (
    "file_id" TEXT NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "file_contents_pkey" PRIMARY KEY ("file_id")
);

-- CreateIndex
CREATE INDEX "messages_referral_id_id_idx" ON "messages"("referral_id", "id");

-- CreateIndex
CREATE INDEX "files_message_id_idx" ON "files"("message_id");

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_items" ADD CONSTRAINT "digest_items_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digests" ADD CONSTRAINT "digests_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT ON "digest_items", "digests" TO fairlead_api, fairlead_worker;
GRANT INSERT, UPDATE ON "digest_items", "digests" TO fairlead_worker;

GRANT SELECT ON "messages", "files", "file_contents" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "messages", "files", "file_contents" TO fairlead_api;
GRANT UPDATE ("message_id") ON "files" TO fairlead_api;
GRANT SELECT ON "messages", "files" TO fairlead_partner;

-- When the quiet hours that hold at this moment are over, as the person's own clock shows it; NULL when none hold.
CREATE FUNCTION quiet_until(p_zone text, p_from text, p_to text, p_at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN quiet.until > p_at THEN quiet.until END
  FROM (SELECT p_at AT TIME ZONE p_zone AS clock) AS here, LATERAL (SELECT CASE
    WHEN p_from IS NULL OR p_to IS NULL THEN NULL
    WHEN p_from < p_to AND clock::time >= p_from::time AND clock::time < p_to::time THEN (clock::date + p_to::time) AT TIME ZONE p_zone
    WHEN p_from > p_to AND clock::time >= p_from::time THEN (clock::date + 1 + p_to::time) AT TIME ZONE p_zone
    WHEN p_from > p_to AND clock::time < p_to::time THEN (clock::date + p_to::time) AT TIME ZONE p_zone
  END AS until) AS quiet
$$;

-- A mail to one of its receivers is settled: it is kept for the mail of the week, all in one statement, so that a crash
-- between two of them cannot lose or double it.
CREATE FUNCTION settle_mail(p_row bigint, p_user text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE outbox SET payload = jsonb_set(payload, '{sentTo}', coalesce(payload->'sentTo', '[]') || to_jsonb(p_user))
  WHERE id = p_row AND NOT coalesce(payload->'sentTo', '[]') ? p_user;
  RETURN FOUND;
END
$$;

CREATE FUNCTION keep_for_digest(p_row bigint, p_user text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF settle_mail(p_row, p_user) THEN
    INSERT INTO digest_items(user_id, event_id, text, referral_id, facts, at)
    SELECT p_user, payload->>'eventId', payload->>'text', payload->>'referralId', payload->'facts', created_at
    FROM outbox WHERE id = p_row ON CONFLICT DO NOTHING;
  END IF;
END
$$;

-- A row of its own for this receiver, from when the quiet hours are over. The message id stays the same, for it is made
-- of event, text and person.
CREATE FUNCTION postpone_mail(p_row bigint, p_user text, p_until timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF settle_mail(p_row, p_user) THEN
    INSERT INTO outbox(kind, group_key, payload, created_at, available_at)
    SELECT kind, group_key || ':' || p_user || ':later', payload - 'sentTo' || jsonb_build_object('receiver', jsonb_build_object('kind', 'user', 'userId', p_user)),
      created_at, p_until
    FROM outbox WHERE id = p_row;
  END IF;
END
$$;

-- The Monday whose mail is the latest one due, by the person's own clock: due from seven o'clock on that day.
CREATE FUNCTION digest_week(p_zone text, p_at timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT date_trunc('week', (p_at AT TIME ZONE p_zone) - interval '7 hours')::date
$$;

-- What a person of a partner follows: the company's for its administrators, else the own, and what they have sent once more.
CREATE FUNCTION open_referrals_of(p_user text) RETURNS SETOF referrals LANGUAGE sql STABLE AS $$
  SELECT r.* FROM users u JOIN referrals r ON r.partner_id = u.partner_id
  WHERE u.id = p_user AND r.stage NOT IN ('won', 'lost', 'disqualified', 'declined', 'expired', 'withdrawn')
    AND ('partner_admin' = ANY (u.roles) OR r.submitted_by->>'id' = p_user OR r.submitted_by->>'onBehalfOf' = p_user
      OR r.id IN (SELECT j.referral_id FROM joint_submitters j WHERE j.user_id = p_user))
$$;

-- One mail of the week for each of the next `p_limit` people it is due for, after the id `p_after`: what waited for it is
-- marked, the mail goes to the outbox. The row of the week makes it once, whoever repeats it; after three days of outage it is
-- too late for this week. Who has come since that Monday
-- waits for the next one; who has nothing to read gets no mail. Returns {made, next}: the id to go on after, or null.
CREATE FUNCTION make_digests(p_at timestamptz, p_after text, p_limit int) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_user record;
  v_week text;
  v_seen int := 0;
  v_made int := 0;
  v_last text;
BEGIN
  FOR v_user IN SELECT u.id, u.zone, u.roles, u.partner_id FROM users u
    WHERE u.id > p_after AND u.active AND u.partner_id IS NOT NULL AND u.notifications->>'weekly_digest' IS DISTINCT FROM 'off'
      AND u.created_at < (digest_week(u.zone, p_at) + interval '7 hours') AT TIME ZONE u.zone
      AND p_at < (digest_week(u.zone, p_at) + interval '3 days 7 hours') AT TIME ZONE u.zone
      AND NOT EXISTS (SELECT 1 FROM digests d WHERE d.user_id = u.id AND d.week = digest_week(u.zone, p_at)::text)
    ORDER BY u.id LIMIT p_limit LOOP
    v_seen := v_seen + 1;
    v_last := v_user.id;
    v_week := digest_week(v_user.zone, p_at)::text;
    INSERT INTO digests(user_id, week, made_at) VALUES (v_user.id, v_week, p_at) ON CONFLICT DO NOTHING;
    CONTINUE WHEN NOT FOUND;
    UPDATE digest_items SET digest_week = v_week WHERE user_id = v_user.id AND digest_week IS NULL;
    CONTINUE WHEN NOT FOUND AND NOT EXISTS (SELECT 1 FROM open_referrals_of(v_user.id));
    PERFORM enqueue_mail('digest_' || v_week, NULL, jsonb_build_object('text', 'weekly_digest',
      'receiver', jsonb_build_object('kind', 'user', 'userId', v_user.id), 'facts', jsonb_build_object('week', v_week)));
    v_made := v_made + 1;
  END LOOP;
  RETURN jsonb_build_object('made', v_made, 'next', CASE WHEN v_seen = p_limit THEN v_last END);
END
$$;

RESET ROLE;
