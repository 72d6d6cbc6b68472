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
ALTER TABLE "files" ADD CONSTRAINT "files_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

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

RESET ROLE;
