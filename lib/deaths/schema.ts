import { z } from "zod";
import { InstantIn } from "@/lib/http/instant";

const Words = z.string().trim().min(3, "Say it in a few words.").max(200);

/** `POST /api/v1/patients/:id/deceased`: a death with who told us, or that it was recorded by mistake and why. */
export const RecordDeath = z.discriminatedUnion("deceased", [
  z.object({
    deceased: z.literal(true),
    /** Who told us: "his daughter, by phone", "obituary", "practice system". */
    source: Words,
    /** Default: now. */
    at: InstantIn.optional(),
  }),
  z.object({ deceased: z.literal(false), reason: Words }),
]);
export type RecordDeath = z.output<typeof RecordDeath>;
