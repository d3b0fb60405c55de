-- The index by clinic, time and id answers everything that this one did; each change of a message wrote both.
DROP INDEX "Message_clinicId_createdAt_idx";
