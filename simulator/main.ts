import { startSimulator } from "@/simulator/server";
import { parseSettings } from "@/simulator/settings";

/** A port that is taken, in a sentence. */
function sayWhy(error: unknown): string {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE")
    return `The simulator's port ${port} is taken. Set SIMULATOR_PORT (and SIMULATOR_SMTP_PORT) to a free one.`;
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
  const simulator = await startSimulator(parseSettings(process.env));
  process.stdout.write("simulator ready\n");
  const stop = () => {
    simulator.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${sayWhy(error)}\n`);
  process.exit(1);
});
