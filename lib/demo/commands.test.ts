import { v7 as uuid } from "uuid";
import { expect, it } from "vitest";
import { asColleague } from "@/lib/auth/colleague";
import { playColleague } from "@/lib/demo/commands";
import { getDevices, getGuide } from "@/lib/demo/queries";
import { env } from "@/lib/env";
import { suite } from "@/lib/testing/ctx";

it("does not exist outside the demo: no guide, no phone, no playing somebody else", async () => {
  expect(env().demo).toBe(false);
  const { ctx, staff } = await suite();
  const refusal = { code: "not_found" };
  await expect(getGuide(ctx())).rejects.toMatchObject(refusal);
  await expect(getDevices(ctx(), uuid())).rejects.toMatchObject(refusal);
  const act = { conversationId: uuid(), act: "answer" } as const;
  await expect(playColleague(ctx(), act)).rejects.toMatchObject(refusal);
  await expect(asColleague(ctx(), staff.admin)).rejects.toMatchObject(refusal);
});
