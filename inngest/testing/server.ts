import { randomUUID } from "node:crypto";
import {
  delayOf,
  fieldOf,
  matches,
  type Op,
  type Registered,
  type ServerEvent,
  sign,
} from "@/inngest/testing/wire";
import type { FakeClock } from "@/lib/testing/clock";

type Method = "POST" | "PUT";
/** The app's route. */
export type App = (request: Request) => Promise<Response>;
/** When an event arrives, in ms after it was sent: none = lost, two = doubled. */
export type Faults = (event: ServerEvent, index: number) => number[];

interface Run {
  id: string;
  fn: Registered;
  key: unknown;
  events: ServerEvent[];
  began: ServerEvent;
  steps: Record<string, unknown>;
  attempt: number;
  state: "running" | "done" | "failed" | "cancelled";
  waits: { step: string; event: string; if: string | undefined }[];
}

/** An hour's backoff is the server's longest but one; a test need not tell them apart. */
const BACKOFF_MS = [15_000, 30_000, 60_000, 120_000, 300_000];

const APP = "http://hub.test/api/inngest";

/**
 * Inngest's server as the app meets it (facts of v1.43): registers its functions, takes its events, starts, calls,
 * retries, wakes and cancels runs by their options, all with signed requests to the real handlers, on a clock that
 * jumps to whatever comes next.
 */
export class InngestServer {
  readonly runs: Run[] = [];
  readonly sent: ServerEvent[] = [];
  #functions: Registered[] = [];
  #agenda: { at: number; turn: number; act: () => Promise<void> | void }[] = [];
  #batches = new Map<string, ServerEvent[]>();
  #turn = 0;

  constructor(
    private readonly time: FakeClock,
    private readonly faults: Faults = () => [0],
    /** Ends when everything the app does by the way (its wakes) is done. */
    private readonly settled: () => Promise<unknown> = async () => undefined,
  ) {}

  /** What the SDK's `fetch` is replaced by: the event API. */
  readonly fetch: typeof globalThis.fetch = async (_url, init) => {
    const events = (JSON.parse(String(init?.body)) as ServerEvent[]).map((event) => ({
      ...event,
      id: randomUUID(),
    }));
    for (const event of events) {
      for (const delay of this.faults(event, this.sent.length)) this.#later(delay, () => this.#arrive(event));
      this.sent.push(event);
    }
    return Response.json({ ids: events.map(({ id }) => id), status: 200 });
  };

  /** Reads the app's functions, as a server does before it calls any. */
  async register(app: App): Promise<Registered[]> {
    const response = await this.#request(app, "PUT", APP, { url: APP }, { "x-inngest-sync-kind": "in_band" });
    const body = (await response.json()) as { functions: Registered[] };
    this.#functions = body.functions;
    this.#app = app;
    return body.functions;
  }
  #app: App | undefined;

  /** Lets time pass until then. Functions with a cron start each `everyMs`. */
  async play(until: Date, { everyMs = 60_000 }: { everyMs?: number } = {}): Promise<void> {
    for (let at = everyMs; this.#now() + at <= until.getTime(); at += everyMs) {
      for (const fn of this.#functions.filter(({ triggers }) => triggers.some(({ cron }) => cron)))
        this.#later(at, () =>
          this.#start(fn, [{ id: randomUUID(), name: "inngest/scheduled.timer", data: {} }]),
        );
    }
    for (;;) {
      await this.settled();
      this.#agenda.sort((a, b) => a.at - b.at || a.turn - b.turn);
      const next = this.#agenda[0];
      if (!next || next.at > until.getTime()) break;
      this.#agenda.shift();
      if (next.at > this.#now()) this.time.set(new Date(next.at));
      await next.act();
    }
    this.time.set(until);
  }

  /** One signed call to a function, outside any run. `signature` may be another's. */
  call(fnId: string, event: unknown, signature?: string): Promise<Response> {
    const body = bodyOf({ id: "run", events: [event as ServerEvent], steps: {}, attempt: 0 }, 3);
    return this.#request(this.#mustHave(), "POST", `${APP}?fnId=messaging-hub-${fnId}&stepId=step`, body, {
      ...(signature ? { "x-inngest-signature": signature } : {}),
    });
  }

  #now = () => this.time.clock().getTime();

  #mustHave(): App {
    if (!this.#app) throw new Error("No app is registered.");
    return this.#app;
  }

  #later(delay: number, act: () => Promise<void> | void): void {
    this.#agenda.push({ at: this.#now() + delay, turn: this.#turn++, act });
  }

  #arrive(event: ServerEvent): void {
    for (const run of this.runs.filter(({ state }) => state === "running")) {
      if (run.fn.cancel?.some((on) => on.event === event.name && matches(on.if, run.began, event)))
        run.state = "cancelled";
      const met = run.waits.filter((wait) => wait.event === event.name && matches(wait.if, run.began, event));
      for (const wait of met) this.#wake(run, wait.step, event);
    }
    for (const fn of this.#functions)
      if (fn.triggers.some((trigger) => trigger.event === event.name)) this.#trigger(fn, event);
  }

  #trigger(fn: Registered, event: ServerEvent): void {
    const batch = this.#batches.get(fn.id);
    if (!fn.batchEvents) this.#start(fn, [event]);
    else if (batch) batch.push(event);
    else {
      this.#batches.set(fn.id, [event]);
      this.#later(delayOf(fn.batchEvents.timeout, this.time.clock()), () => {
        const events = this.#batches.get(fn.id) ?? [];
        this.#batches.delete(fn.id);
        this.#start(fn, events);
      });
    }
  }

  #start(fn: Registered, events: ServerEvent[]): void {
    const [began] = events;
    if (!began) return;
    const key = fn.singleton?.key ? fieldOf(fn.singleton.key, began) : fn.id;
    const isTaken = this.runs.some((run) => run.fn === fn && run.key === key && run.state === "running");
    if (fn.singleton && isTaken) return;
    const run: Run = {
      id: randomUUID(),
      fn,
      key,
      events,
      began,
      steps: {},
      attempt: 0,
      state: "running",
      waits: [],
    };
    this.runs.push(run);
    this.#later(0, () => this.#step(run));
  }

  #wake(run: Run, step: string, result: ServerEvent | null): void {
    if (!run.waits.some((wait) => wait.step === step)) return;
    run.waits = run.waits.filter((wait) => wait.step !== step);
    run.steps[step] = result;
    this.#later(0, () => this.#step(run));
  }

  async #step(run: Run): Promise<void> {
    if (run.state !== "running") return;
    const most = (run.fn.steps.step.retries?.attempts ?? 4) + 1;
    const { url } = run.fn.steps.step.runtime;
    const response = await this.#request(this.#mustHave(), "POST", url, bodyOf(run, most), {
      "x-run-id": run.id,
      "x-inngest-req-version": "2",
    });
    const answer: unknown = await response.json();
    if (response.status === 200) run.state = "done";
    else if (response.status === 206) this.#take(run, answer as Op[], most);
    else if (response.headers.get("x-inngest-no-retry") === "true") run.state = "failed";
    else this.#again(run, most);
  }

  #again(run: Run, most: number): void {
    run.attempt += 1;
    if (run.attempt >= most) run.state = "failed";
    else this.#later(BACKOFF_MS[run.attempt - 1] ?? 600_000, () => this.#step(run));
  }

  #take(run: Run, ops: Op[], most: number): void {
    for (const { id, op, name, data, error, opts } of ops) {
      if (op !== "StepError") run.attempt = 0;
      if (op === "StepError") this.#again(run, most);
      else if (op === "WaitForEvent" && name && opts?.timeout) {
        run.waits.push({ step: id, event: name, if: opts.if });
        this.#later(delayOf(opts.timeout, this.time.clock()), () => this.#wake(run, id, null));
      } else if (op === "Sleep" && name) {
        run.waits.push({ step: id, event: "", if: undefined });
        this.#later(delayOf(name, this.time.clock()), () => this.#wake(run, id, null));
      } else if (op === "StepRun" || op === "StepFailed") {
        run.steps[id] = op === "StepRun" ? { data: data ?? null } : { error };
        this.#later(0, () => this.#step(run));
      } else throw new Error(`The test's server does not know the operation ${op}.`);
    }
  }

  async #request(
    app: App,
    method: Method,
    url: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Response> {
    const signed = { "content-type": "application/json", "x-inngest-signature": sign(body), ...headers };
    return app(new Request(url, { method, headers: signed, body: JSON.stringify(body) }));
  }
}

function bodyOf(run: Pick<Run, "id" | "events" | "steps" | "attempt">, most: number) {
  const stack = Object.keys(run.steps);
  const ctx = {
    run_id: run.id,
    attempt: run.attempt,
    max_attempts: most,
    disable_immediate_execution: false,
    use_api: false,
    stack: { stack, current: stack.length },
  };
  return { event: run.events[0], events: run.events, steps: run.steps, ctx, version: 2, use_api: false };
}
