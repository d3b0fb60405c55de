-- AlterTable
ALTER TABLE "Clinic" ADD COLUMN     "stoppedBy" TEXT;

-- CreateTable
CREATE TABLE "Installation" (
    "id" INTEGER NOT NULL,
    "stoppedAt" TIMESTAMPTZ(3),
    "stoppedReason" TEXT,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- One row. The hub reads it with every claim; only the machine's owner writes it, because it holds for every clinic.
INSERT INTO "Installation" (id) VALUES (1);
ALTER TABLE "Installation"
  ADD CONSTRAINT installation_one_row CHECK (id = 1),
  ADD CONSTRAINT installation_stop_has_reason CHECK (("stoppedAt" IS NULL) = ("stoppedReason" IS NULL));
REVOKE INSERT, UPDATE, DELETE ON "Installation" FROM hub_app;
