import { afterAll, beforeAll, expect, it } from "vitest";
import { CLINIC, raiseStage, type Stage, until } from "@/simulator/testing/stand-in";

const PATIENT = "+13035550142";

let stage: Stage;
beforeAll(async () => {
  stage = await raiseStage();
});
afterAll(() => stage.stop());

const open = async (path: string) => {
  const response = await fetch(stage.simulator.url + path);
  return { text: await response.text(), policy: response.headers.get("content-security-policy") ?? "" };
};

it("shows words as words and only web addresses as links, and may be framed by the hub alone", async () => {
  const body = `<script>alert(1)</script> see https://cedarlane.example/l/abc. javascript:alert(2)`;
  await stage.control("POST", "/_sim/inbound/sms", { from: PATIENT, to: CLINIC, body });
  const { text, policy } = await open(`/phone/${PATIENT}`);
  expect(text).not.toContain("<script>alert");
  expect(text).toContain('href="https://cedarlane.example/l/abc"');
  expect(text).not.toContain('href="javascript');
  expect(policy).toContain("frame-ancestors 'self' http://localhost:*");
  expect(policy).toContain(stage.hub.url);
});

it("finds a phone by any spelling and a mailbox by its address", async () => {
  const where = async (who: string) => {
    const response = await fetch(`${stage.simulator.url}/open?who=${encodeURIComponent(who)}`, {
      redirect: "manual",
    });
    return response.headers.get("location");
  };
  expect(await where("(303) 555-0142")).toBe(`/phone/${PATIENT}`);
  expect(await where("Maria@Example.com")).toBe("/mail/maria%40example.com");
});

it("tells an open phone at once that something came", async () => {
  const abort = new AbortController();
  const response = await fetch(`${stage.simulator.url}/_sim/live?address=${encodeURIComponent(PATIENT)}`, {
    signal: abort.signal,
  });
  const reader = response.body?.getReader();
  let heard = "";
  const listen = async () => {
    for (;;) {
      const chunk = await reader?.read().catch(() => undefined);
      if (!chunk || chunk.done) return;
      heard += Buffer.from(chunk.value).toString();
    }
  };
  void listen();
  await until(() => heard.includes("retry"), "an open stream");
  await stage.control("POST", "/_sim/inbound/sms", { from: PATIENT, to: CLINIC, body: "Hello" });
  await until(() => heard.includes("data: look"), "news on the stream");
  abort.abort();
});

it("keeps a mail's own HTML in a sandbox without scripts", async () => {
  await fetch(`${stage.simulator.url}/v3/mail/send`, {
    method: "POST",
    headers: { authorization: "Bearer SG.a-key", "content-type": "application/json" },
    body: JSON.stringify({
      personalizations: [{ to: [{ email: "maria@example.com" }] }],
      from: { email: "front@cedarlane.example" },
      subject: "Hi",
      content: [{ type: "text/html", value: "<script>alert(1)</script><p>Hello</p>" }],
    }),
  });
  await until(() => stage.hub.events().length === 2, "delivery");
  const list = (await open("/mail/maria@example.com")).text;
  const id = /open=([\w-]{22})/.exec(list)?.[1];
  expect((await open(`/mail/maria@example.com?open=${id}`)).text).toContain(`src="/mail-body/${id}"`);
  const { policy } = await open(`/mail-body/${id}`);
  expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/);
});
