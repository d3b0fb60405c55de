ALTER TABLE "Message" ADD COLUMN "quoted" TEXT;

ALTER TABLE "Attachment" ADD COLUMN "refused" TEXT;
ALTER TABLE "Attachment"
  ADD CONSTRAINT attachment_refused_says_why CHECK ("refused" IN ('program', 'too_large', 'too_many')),
  ADD CONSTRAINT attachment_refused_is_empty CHECK ("refused" IS NULL OR (content IS NULL AND size = 0));
