import { hub, simulator } from "@/e2e/world/hub";
import { newPatient } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

/** Who carried what to this number, as the vendors saw it. */
async function carriers(to: string): Promise<string[]> {
  const path = `/messages?to=${encodeURIComponent(to)}`;
  const { items } = await simulator<{ items: { provider: string; accepted: boolean }[] }>("GET", path);
  return items.filter((item) => item.accepted).map((item) => item.provider);
}

test("an admin pauses Twilio, texts go by Telnyx and are answered there, and it is resumed", async ({
  page,
  browser,
}) => {
  const patient = await newPatient("Carried");
  const write = (body: string) => hub("POST", "/v1/messages", { patientId: patient.id, plan: ["SMS"], body });
  await signIn(page, "Ruth Kessler");
  await page.goto("/settings/providers");
  const twilio = page.getByRole("article", { name: "Twilio" });
  const telnyx = page.getByRole("article", { name: "Telnyx" });
  await expect(twilio.getByText("Works")).toBeVisible();
  await expect(telnyx.getByText("Stands by", { exact: true }).first()).toBeVisible();
  await look(page, "providers");

  await twilio.getByRole("button", { name: "Pause Twilio…" }).click();
  const ask = page.getByRole("dialog", { name: "Pause Twilio?" });
  await ask.getByRole("button", { name: "Pause Twilio" }).click();
  await expect(ask.getByText("Say why, in a few words.")).toBeVisible();
  await ask.getByLabel("Why?").fill("Their status page says maintenance");
  await ask.getByRole("button", { name: "Pause Twilio" }).click();
  try {
    await expect(twilio.getByText("Paused", { exact: true })).toBeVisible();
    await expect(
      twilio.getByText("Ruth Kessler paused it: Their status page says maintenance"),
    ).toBeVisible();
    await look(page, "providers-paused");
    await write("Please call us back.");
    await expect.poll(() => carriers(patient.phone), { timeout: 90_000 }).toEqual(["telnyx"]);
    await simulator("POST", "/inbound/sms", {
      from: patient.phone,
      to: "+13035550111",
      body: "I will call at noon",
      provider: "telnyx",
    });
    const desk = await (await browser.newContext()).newPage();
    await signIn(desk);
    await desk.goto("/settings/providers");
    await expect(
      desk.getByRole("article", { name: "Twilio" }).getByText("Paused", { exact: true }),
    ).toBeVisible();
    await expect(desk.getByRole("button", { name: /^(Pause|Resume)/ })).toHaveCount(0);
  } finally {
    await twilio.getByRole("button", { name: "Resume Twilio" }).click();
  }
  await expect(twilio.getByText("Works")).toBeVisible();
  // The patient keeps the number that she answered.
  await write("Noon is fine.");
  await expect.poll(() => carriers(patient.phone), { timeout: 90_000 }).toEqual(["telnyx", "telnyx"]);
});

test("an admin connects the clinic's own Twilio account, its texts go by that one, and removes it again", async ({
  page,
}) => {
  const accountSid = `AC${"c".repeat(32)}`;
  const authToken = "cedar-lane-own-token-7f3a";
  await simulator("POST", "/accounts", { vendor: "twilio", name: "Cedar Lane", accountSid, authToken });
  const patient = await newPatient("Accounted");
  await signIn(page, "Ruth Kessler");
  await page.goto("/settings/providers");
  const account = page.getByRole("article", { name: "Twilio account" });
  await expect(account.getByText("The hub's account")).toBeVisible();
  await account.getByRole("button", { name: "Connect Twilio…" }).click();
  const ask = page.getByRole("dialog", { name: "Connect a Twilio account" });
  await ask.getByLabel("Account SID").fill(accountSid);
  await ask.getByLabel("Auth token").fill("the token of somebody else");
  await ask.getByRole("button", { name: "Test", exact: true }).click();
  await expect(ask.getByText("Twilio does not accept this SID and token together.")).toBeVisible();
  await look(page, "account-refused");

  await ask.getByLabel("Auth token").fill(authToken);
  await ask.getByRole("button", { name: "Test and save" }).click();
  try {
    await expect(account.getByText("The clinic's own")).toBeVisible();
    await expect(account.getByText("Ends in 7f3a")).toBeVisible();
    await expect(account.getByText(/^Saved by Ruth Kessler/)).toBeVisible();
    await account.getByText("What to enter at Twilio").click();
    await expect(account.getByText(/webhook\/twilio\?account=/).first()).toBeVisible();
    await look(page, "account");
    // The process that sends looks every three seconds, on a busy machine a little later.
    await page.waitForTimeout(8_000);
    const { id } = await hub<{ id: string }>("POST", "/v1/messages", {
      patientId: patient.id,
      plan: ["SMS"],
      body: "See you at noon.",
    });
    const status = async () => (await hub<{ status: string }>("GET", `/v1/messages/${id}`)).status;
    await expect.poll(status, { timeout: 90_000 }).toBe("DELIVERED");
    const sent = await simulator<{ items: { path: string }[] }>(
      "GET",
      `/messages?to=${encodeURIComponent(patient.phone)}`,
    );
    expect(sent.items.map(({ path }) => path)).toEqual([expect.stringContaining(accountSid)]);
  } finally {
    await account.getByRole("button", { name: "Remove…" }).click();
    const sure = page.getByRole("alertdialog", { name: "Remove the clinic's Twilio account?" });
    await expect(sure.getByText(/go by the hub's own Twilio account from now on/)).toBeVisible();
    await sure.getByRole("button", { name: "Remove the Twilio account" }).click();
  }
  await expect(account.getByText("The hub's account")).toBeVisible();
});
