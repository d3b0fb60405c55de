-- When a job looks at a bulk again: at once while it expands, seldom while it rests, never when nothing can change.
DROP INDEX "Bulk_underway";
ALTER TABLE "Bulk" DROP COLUMN "foldedAt", ADD COLUMN "lookAt" TIMESTAMPTZ(3);
CREATE INDEX "Bulk_looks" ON "Bulk"("lookAt") WHERE ("lookAt" IS NOT NULL);
