import { spendWriting } from "@/lib/http/limits/commands";
import { visitor, visitorLook } from "@/lib/http/visitor";
import { writeToClinic } from "@/lib/in-app/commands";
import { listInApp } from "@/lib/in-app/queries";
import { InAppPage, ListInApp, WriteToClinic, Written } from "@/lib/in-app/schema";

export const GET = visitorLook({ query: ListInApp, returns: InAppPage }, ({ ctx, patientId }, { cursor }) =>
  listInApp(ctx, patientId, cursor),
);

export const POST = visitor(
  {
    body: WriteToClinic,
    returns: Written,
    spend: ({ ctx, patientId }) => spendWriting(ctx, patientId),
  },
  ({ ctx, patientId }, body) => writeToClinic(ctx, patientId, body),
);
