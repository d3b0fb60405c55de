import { visitor } from "@/lib/http/visitor";
import { sawMessages } from "@/lib/in-app/commands";
import { SawMessages, SeenMessages } from "@/lib/in-app/schema";

export const POST = visitor({ body: SawMessages, returns: SeenMessages }, ({ ctx, patientId }, body) =>
  sawMessages(ctx, patientId, body),
);
