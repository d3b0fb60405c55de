import { afterAll, beforeAll, expect, it } from "vitest";
import { journey, RIGHT } from "@/inngest/testing/journey";
import { realStage } from "@/inngest/testing/real-server";

let stage: Awaited<ReturnType<typeof realStage>>;
beforeAll(async () => {
  stage = await realStage(process.env.JOURNEY_ORIGIN ?? "http://localhost:3988");
});
afterAll(() => stage?.close());

it("a message's journey by a real Inngest server ends as it does in the tests", async () => {
  expect(await journey(stage)).toEqual(RIGHT);
});
