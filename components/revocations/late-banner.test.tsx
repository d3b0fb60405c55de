import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { lateQuestionsQuery } from "@/components/revocations/api";
import { LateBanner } from "@/components/revocations/late-banner";
import { MeProvider } from "@/components/staff/me";
import type { Permission } from "@/lib/auth/permissions";
import type { OpenQuestion, QuestionPage } from "@/lib/revocations/open/schema";
import type { Me } from "@/lib/staff/schema";

const question = (n: number) => ({ id: `q${n}`, name: "Ana Alvarez" }) as OpenQuestion;

/** What stands on the screen of somebody with this permission, as far as one hears. */
function shown(late: QuestionPage, ...permissions: Permission[]): string {
  const client = new QueryClient();
  client.setQueryData(lateQuestionsQuery.queryKey, late);
  const markup = renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <MeProvider me={{ permissions } as Me}>
        <LateBanner />
      </MeProvider>
    </QueryClientProvider>,
  );
  client.clear();
  return markup;
}

test("past due decisions stand on every screen of who may decide, as an alert with the way there and without a name", () => {
  const one = shown({ items: [question(1)], nextCursor: null }, "patient.write");
  expect(one).toContain('role="alert"');
  expect(one).toContain("1 decision about a patient&#x27;s words is past due.");
  expect(one).toMatch(/<a[^>]*href="\/questions"[^>]*>Decide<\/a>/);
  expect(one).not.toContain("Ana");
  const many = shown({ items: [question(1), question(2)], nextCursor: "more" }, "patient.write");
  expect(many).toContain("2+ decisions about patients&#x27; words are past due.");
});

test("nothing stands there when nothing is late, or for who may not decide", () => {
  expect(shown({ items: [], nextCursor: null }, "patient.write")).toBe("");
  expect(shown({ items: [question(1)], nextCursor: null }, "inbox.read")).toBe("");
});
