import { z } from "zod";
import { pageSchema } from "@/lib/http/instant";

/** A person of the clinic as colleagues see them: `roleName` is the role in words. */
export const ColleagueSchema = z.object({ id: z.uuid(), name: z.string(), roleName: z.string() });
export const ColleagueList = pageSchema(ColleagueSchema).extend({
  teams: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
