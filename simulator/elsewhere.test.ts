import twilio from "twilio";
import { expect, it } from "vitest";
import { startSimulator } from "@/simulator/server";
import { ACCOUNT, CLINIC, raiseStage, TOKEN, until } from "@/simulator/testing/stand-in";

const DAY_MS = 86_400_000;

it("signs the public address while it connects to the local one, and lives at the hub's time", async () => {
  const stage = await raiseStage();
  const settings = stage.settingsFor({
    PUBLIC_URL: "https://hub.example",
    HUB_LOCAL_URL: stage.hub.url,
    HUB_CLOCK_OFFSET_MS: String(30 * DAY_MS),
    DATA_DIR: `${stage.simulator.world.settings.dataDir}/elsewhere`,
  });
  const simulator = await startSimulator(settings);
  const client = twilio(ACCOUNT, TOKEN);
  client.api.baseUrl = simulator.url;
  const statusCallback = "https://hub.example/api/v1/messages/webhook/twilio?m=1#rc=5&rp=all";
  const created = await client.messages.create({
    to: "+13035550142",
    from: CLINIC,
    body: "Hi",
    statusCallback,
  });
  expect(created.dateCreated.getTime()).toBeGreaterThan(Date.now() + 29 * DAY_MS);

  await until(() => stage.hub.posts.length === 2, "two callbacks");
  const [post] = stage.hub.posts;
  const signature = String(post?.headers["x-twilio-signature"]);
  const url = "https://hub.example/api/v1/messages/webhook/twilio?m=1";
  expect(post?.headers.host).toBe("hub.example");
  expect(twilio.validateRequest(TOKEN, signature, url, stage.hub.forms()[0] ?? {})).toBe(true);
  const { items } = await (await fetch(`${simulator.url}/_sim/messages`)).json();
  expect(Date.parse(items[0].at)).toBeGreaterThan(Date.now() + 29 * DAY_MS);

  await simulator.close();
  await stage.stop();
});
