import { writeConsent } from "@/lib/consents/ledger/commands";
import { getConsents } from "@/lib/consents/ledger/queries";
import { ConsentsQuery, ConsentsSchema, RecordConsent } from "@/lib/consents/ledger/schema";
import { route } from "@/lib/http/route";
import { PatientId } from "@/lib/patients/schema";

export const GET = route(
  {
    permission: "patient.read",
    summary: "What a patient agreed to and took back, now or as of a day",
    params: PatientId,
    query: ConsentsQuery,
    returns: ConsentsSchema,
  },
  (ctx, { params, query }) => getConsents(ctx, params.id, query),
);

export const POST = route(
  {
    permission: "patient.write",
    summary: "Write down a consent or its revocation",
    params: PatientId,
    body: RecordConsent,
    returns: ConsentsSchema,
    status: 201,
    idempotent: true,
  },
  async (ctx, { params, body }) => {
    await writeConsent(ctx, params.id, body);
    return getConsents(ctx, params.id, ConsentsQuery.parse({}));
  },
);
