-- CreateTable
CREATE TABLE "ProviderRoute" (
    "clinicId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "channel" "Channel" NOT NULL,
    "weight" INTEGER NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 100,
    "relapses" INTEGER NOT NULL DEFAULT 0,
    "changedAt" TIMESTAMPTZ(3),
    "trippedUntil" TIMESTAMPTZ(3),
    "pausedAt" TIMESTAMPTZ(3),
    "pausedReason" TEXT,
    "pausedBy" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProviderRoute_pkey" PRIMARY KEY ("clinicId","provider"),
    CONSTRAINT "ProviderRoute_weight" CHECK ("weight" BETWEEN 0 AND 100),
    CONSTRAINT "ProviderRoute_level" CHECK ("level" BETWEEN 0 AND 100),
    CONSTRAINT "ProviderRoute_paused" CHECK (("pausedAt" IS NULL) = ("pausedReason" IS NULL))
);

-- CreateTable
CREATE TABLE "ProviderChange" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "to" INTEGER NOT NULL,
    "evidence" JSONB NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProviderChange_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ProviderChange_kind" CHECK ("kind" IN ('demoted', 'raised', 'restored', 'tripped', 'healed', 'paused', 'resumed', 'weighted'))
);

-- CreateTable
CREATE TABLE "ProviderDelta" (
    "id" BIGSERIAL NOT NULL,
    "clinicId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "handed" INTEGER NOT NULL DEFAULT 0,
    "errors" INTEGER NOT NULL DEFAULT 0,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "answered" INTEGER NOT NULL DEFAULT 0,
    "prompt" INTEGER NOT NULL DEFAULT 0,
    "delayMs" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "ProviderDelta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProviderMinute" (
    "clinicId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "handed" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "answered" INTEGER NOT NULL,
    "prompt" INTEGER NOT NULL,
    "delayMs" BIGINT NOT NULL,

    CONSTRAINT "ProviderMinute_pkey" PRIMARY KEY ("clinicId","provider","minute")
);

-- CreateIndex
CREATE INDEX "ProviderChange_clinicId_provider_at_id_idx" ON "ProviderChange"("clinicId", "provider", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ProviderDelta_clinicId_id_idx" ON "ProviderDelta"("clinicId", "id");

-- CreateIndex
CREATE INDEX "ProviderMinute_minute_idx" ON "ProviderMinute"("minute");

-- AddForeignKey
ALTER TABLE "ProviderRoute" ADD CONSTRAINT "ProviderRoute_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A change of a vendor's share is a record: nobody rewrites it.
REVOKE UPDATE, DELETE ON "ProviderChange" FROM hub_app;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ProviderRoute', 'ProviderChange', 'ProviderDelta', 'ProviderMinute'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_clinic ON %I USING ("clinicId" = current_clinic())', name);
  END LOOP;
  -- The fold must find whose vendors have something new before it knows the clinic.
  FOREACH name IN ARRAY ARRAY['ProviderRoute', 'ProviderDelta'] LOOP
    EXECUTE format('CREATE POLICY at_installation ON %I FOR SELECT USING (at_installation())', name);
  END LOOP;
END $$;
