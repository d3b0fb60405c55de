import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import QuestionBar from "@/components/revocations/question-bar";
import { MeProvider } from "@/components/staff/me";
import type { QuestionView } from "@/lib/revocations/schema";
import type { Me } from "@/lib/staff/schema";

const question = (word: string, channel = "SMS") =>
  ({
    id: "q1",
    kind: "stop",
    word,
    channel,
    visitAt: null,
    dueAt: "2026-06-17T18:00:00.000Z",
    wallAt: "2026-07-01T18:00:00.000Z",
  }) as QuestionView;

const shown = (asked: QuestionView) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <MeProvider me={{ permissions: ["patient.write"] } as Me}>
        <QuestionBar questions={[asked]} name="Harold Boyd" />
      </MeProvider>
    </QueryClientProvider>,
  );

test.each([
  ["too_many", "SMS", "Harold Boyd may have asked us to stop our texts.", "They want to stop"],
  ["not_them", "SMS", "This may be a wrong number", "It is somebody else’s"],
  ["equivocado", "EMAIL", "This may be a wrong address", "It is somebody else’s"],
  ["wrong_number", "IN_APP", "may have asked us to stop our texts or emails", "They want to stop"],
])("%s by %s is asked as what it is", (word, channel, title, yes) => {
  const words = shown(question(word, channel));
  expect(words).toContain(title);
  expect(words).toContain(yes);
});
