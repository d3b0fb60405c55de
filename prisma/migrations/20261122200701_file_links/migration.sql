-- A link that guards files alone: the words beside it went as they are.
ALTER TABLE "SecureMessage" ADD COLUMN "filesOnly" BOOLEAN NOT NULL DEFAULT false;
