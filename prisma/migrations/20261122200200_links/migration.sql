-- Web addresses in texts go out under short addresses of the hub's own.
CREATE TABLE "ShortLink" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "bulkId" UUID,
    "code" TEXT,
    "target" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "clicks" INTEGER NOT NULL DEFAULT 0,
    "scans" INTEGER NOT NULL DEFAULT 0,
    "firstClickAt" TIMESTAMPTZ(3),

    CONSTRAINT "ShortLink_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "LinkClick" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "linkId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sign" TEXT,
    "agent" TEXT NOT NULL,
    "addressHash" TEXT NOT NULL,

    CONSTRAINT "LinkClick_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "ShortLink_code_key" ON "ShortLink"("code");
CREATE UNIQUE INDEX "ShortLink_clinicId_id_key" ON "ShortLink"("clinicId", "id");
CREATE INDEX "ShortLink_clinicId_messageId_idx" ON "ShortLink"("clinicId", "messageId");
CREATE INDEX "ShortLink_clicked" ON "ShortLink"("clinicId", "bulkId") WHERE ("firstClickAt" IS NOT NULL);
CREATE INDEX "ShortLink_kept" ON "ShortLink"("clinicId", "expiresAt") WHERE (code IS NOT NULL);
CREATE INDEX "LinkClick_clinicId_messageId_at_id_idx" ON "LinkClick"("clinicId", "messageId", "at", "id");
CREATE INDEX "LinkClick_clinicId_linkId_idx" ON "LinkClick"("clinicId", "linkId");
ALTER TABLE "ShortLink" ADD CONSTRAINT "ShortLink_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ShortLink" ADD CONSTRAINT "ShortLink_clinicId_bulkId_fkey" FOREIGN KEY ("clinicId", "bulkId") REFERENCES "Bulk"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "LinkClick" ADD CONSTRAINT "LinkClick_clinicId_linkId_fkey" FOREIGN KEY ("clinicId", "linkId") REFERENCES "ShortLink"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ShortLink"
  ADD CONSTRAINT short_link_code CHECK (code ~ '^[0-9A-Za-z]{11}$'),
  ADD CONSTRAINT short_link_target CHECK (target ~* '^https?://'),
  ADD CONSTRAINT short_link_expires_later CHECK ("expiresAt" > "createdAt"),
  ADD CONSTRAINT short_link_counts CHECK (clicks >= 0 AND scans >= 0 AND (clicks > 0) = ("firstClickAt" IS NOT NULL));
ALTER TABLE "LinkClick"
  ADD CONSTRAINT link_click_sign CHECK (sign IN ('head', 'prefetch', 'checker', 'no_page')),
  ADD CONSTRAINT link_click_agent CHECK (agent IN ('phone', 'computer', 'machine', 'other')),
  ADD CONSTRAINT link_click_hashed CHECK ("addressHash" ~ '^[0-9a-f]{32}$');

-- What was clicked is only ever added to, and forgotten as a whole with its link.
REVOKE UPDATE ON "LinkClick" FROM hub_app;

ALTER TABLE "ShortLink" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "LinkClick" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "ShortLink" USING ("clinicId" = current_clinic());
CREATE POLICY own_clinic ON "LinkClick" USING ("clinicId" = current_clinic());
-- A short address is looked up before anybody knows whose it is.
CREATE POLICY at_installation ON "ShortLink" FOR SELECT USING (at_installation());
