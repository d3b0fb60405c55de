-- What a number or address may be used for, and how it stands with the carriers. Words of the rules: lib/senders/rules.ts.
ALTER TABLE "Sender" ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'everything';
ALTER TABLE "Sender" ADD CONSTRAINT "Sender_purpose_check" CHECK ("purpose" IN ('everything', 'care', 'marketing'));
ALTER TABLE "Sender" ADD CONSTRAINT "Sender_registration_check"
  CHECK ("registration" IN ('registered', 'pending', 'unregistered', 'unverified', 'suspended'));
ALTER TABLE "Sender" ADD CONSTRAINT "Sender_rate_check" CHECK ("rate" > 0 AND "rate" <= 100000);
