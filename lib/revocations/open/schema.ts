import { z } from "zod";
import { PageQuery, pageSchema } from "@/lib/http/instant";
import { QuestionSchema } from "@/lib/revocations/schema";

/** `late=true`: only those past due. */
export const ListQuestions = PageQuery.extend({ late: z.stringbool().default(false) });

/** A question that nobody has decided, with the thread it was heard in and whom it concerns. */
export const OpenQuestion = QuestionSchema.extend({ conversationId: z.uuid(), name: z.string() });
export type OpenQuestion = z.output<typeof OpenQuestion>;
export const QuestionPage = pageSchema(OpenQuestion);
export type QuestionPage = z.output<typeof QuestionPage>;
