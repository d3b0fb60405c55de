import { readFileSync } from "node:fs";
import { request } from "@playwright/test";

interface Demo {
  url: string;
  simulatorUrl: string;
  databaseUrl: string;
  apiKey: string;
  staff: { role: string; email: string; password: string }[];
}

const dataDirs = (process.env.HUB_DATA_DIR ?? ".data").split(",");
const dataDir = dataDirs[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];

/** What `npm start` wrote for scripts: addresses, API key, sign-ins. Each worker has a hub of its own. */
export const demo: Demo = JSON.parse(readFileSync(`${dataDir}/demo.json`, "utf8"));

/** The clinic's own number and mailbox in the demo seed. */
export const clinicPhone = "+13035550100";
export const clinicMail = "desk@cedarlane.example";

async function call<T>(base: string, method: string, path: string, data: unknown, headers = {}): Promise<T> {
  const context = await request.newContext({ baseURL: base, extraHTTPHeaders: headers, timeout: 90_000 });
  try {
    const answer = await context.fetch(path, { method, ...(data === undefined ? {} : { data }) });
    const body = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${body}`);
    return (body === "" ? undefined : JSON.parse(body)) as T;
  } finally {
    await context.dispose();
  }
}

/** The hub's own API with Cedar Lane's key. */
export function hub<T>(method: "GET" | "POST" | "PATCH" | "PUT", path: string, data?: unknown): Promise<T> {
  return call<T>(demo.url, method, `/api${path}`, data, { Authorization: `Bearer ${demo.apiKey}` });
}

/** The simulator's control API. */
export function simulator<T>(method: "GET" | "POST" | "DELETE", path: string, data?: unknown): Promise<T> {
  return call<T>(demo.simulatorUrl, method, `/_sim${path}`, data);
}

export const textFrom = (from: string, body: string) =>
  simulator("POST", "/inbound/sms", { from, to: clinicPhone, body });

export const mailFrom = (from: string, mail: { subject: string; text: string; html?: string }) =>
  simulator("POST", "/inbound/email", { from, to: clinicMail, ...mail });

/** How often the simulator took a message for this number or address. */
export async function handOffs(to: string): Promise<{ body: string }[]> {
  const { items } = await simulator<{ items: { accepted: boolean; body: string }[] }>(
    "GET",
    `/messages?to=${encodeURIComponent(to)}`,
  );
  return items.filter((item) => item.accepted);
}
