import { clinicPhone, handOffs, hub, textFrom } from "@/e2e/world/hub";
import { newPatient } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

test("an admin sees what a vendor told us and what it did, looks inside, and replays it", async ({
  page,
}) => {
  const patient = await newPatient("Received");
  await hub("POST", "/v1/messages", { patientId: patient.id, plan: ["SMS"], body: "Your visit is at 9." });
  await expect.poll(async () => (await handOffs(patient.phone)).length, { timeout: 90_000 }).toBe(1);
  await textFrom(patient.phone, "My knee hurts, can I come at 10?");
  await signIn(page, "Ruth Kessler");
  await page.goto("/settings");
  await page.getByRole("link", { name: /^Webhooks/ }).click();
  const events = page.getByRole("list", { name: "Events" });
  const delivered = events.getByRole("button", { name: /Twilio · Receipt: delivered/ }).first();
  await expect(async () => {
    await page.getByRole("button", { name: "Look again" }).click();
    await expect(delivered).toContainText("Applied to its message: delivered.", { timeout: 2_000 });
  }).toPass({ timeout: 90_000 });
  await expect(events.getByText("Filed in the patient's thread.").first()).toBeVisible();
  await expect(page.getByText("My knee hurts")).toHaveCount(0);
  await look(page, "webhooks");

  await delivered.click();
  const event = page.getByRole("dialog", { name: "Event" });
  await expect(event.getByText("Signature right")).toBeVisible();
  const body = event.getByRole("region", { name: "Body" });
  await expect(body).toContainText('"MessageStatus": "delivered"');
  await expect(body).not.toContainText(clinicPhone);
  await look(page, "webhooks-event");
  await event.getByRole("button", { name: "Show all of it" }).click();
  await expect(body).toContainText(clinicPhone);
  await event.getByRole("button", { name: "Replay" }).click();
  await expect(event.getByText("Done again. What had been applied already did not change.")).toBeVisible();
  await expect(event.getByText("Applied to its message: delivered.")).toBeVisible();
  expect(await handOffs(patient.phone)).toHaveLength(1);
});

test("a request in a vendor's name without its signature is refused, counted and not kept", async ({
  page,
}) => {
  await signIn(page, "Ruth Kessler");
  const answer = await page.request.post("/api/v1/messages/webhook/twilio", {
    form: { MessageSid: "SM1", From: "+13035550142", Body: "forged" },
  });
  expect(answer.status()).toBe(403);
  await expect(async () => {
    await page.goto("/settings/webhooks");
    await expect(page.getByText(/in the name of Twilio had no valid signature/)).toBeVisible({
      timeout: 5_000,
    });
  }).toPass({ timeout: 90_000 });
  await expect(page.getByText("forged")).toHaveCount(0);
});
