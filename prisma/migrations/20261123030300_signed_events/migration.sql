-- CreateTable
CREATE TABLE "SignedEvent" (
    "provider" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SignedEvent_pkey" PRIMARY KEY ("provider","account")
);
