import { route } from "@/lib/http/route";
import { listQuestions } from "@/lib/revocations/open/queries";
import { ListQuestions, QuestionPage } from "@/lib/revocations/open/schema";

export const GET = route(
  {
    permission: "patient.write",
    summary: "Patients' words that a person has yet to decide about, the one due first on top",
    query: ListQuestions,
    returns: QuestionPage,
  },
  (ctx, { query }) => listQuestions(ctx, query),
);
