/** A failure that a person can act on: its message is one sentence and is printed without a stack. */
export class Failure extends Error {}

/**
 * Prints what stopped us: the sentence of a {@link Failure}, the whole stack of anything else (that is a bug).
 * @param {unknown} error
 */
export function explain(error) {
  const text =
    error instanceof Failure ? error.message : String((error instanceof Error && error.stack) || error);
  process.stderr.write(`${text}\n`);
}

/**
 * Runs the body of a command-line script; a failure is explained and sets the exit code.
 * @param {() => Promise<unknown>} body
 */
export async function runScript(body) {
  try {
    await body();
  } catch (error) {
    explain(error);
    process.exitCode = 1;
  }
}
