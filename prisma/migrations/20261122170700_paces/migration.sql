-- Numbers of one campaign share its rate.
ALTER TABLE "Sender" ADD COLUMN "campaign" TEXT;

-- Allowances of API keys and addresses. Unlogged: after a crash of the server everyone starts with a full one.
CREATE UNLOGGED TABLE "Allowance" (
    "id" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "refilledAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Allowance_pkey" PRIMARY KEY ("id")
);
