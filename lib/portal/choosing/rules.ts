import { AppError } from "@/lib/errors";
import { isEasyPin, signInName } from "@/lib/portal/rules";

/**
 * What somebody will sign in with, as it is stored. Throws `invalid` (`bad_name`, `easy_pin`) with the field, before
 * anything is looked up.
 */
export function chosenName(given: { name: string; pin: string; dateOfBirth: string }): string {
  const name = signInName(given.name);
  if (!name) throw refused("name", "This is neither a phone number nor an email address.", "bad_name");
  if (isEasyPin(given.pin, { dateOfBirth: given.dateOfBirth, name })) {
    throw refused("pin", "This PIN is too easy to guess: choose another one.", "easy_pin");
  }
  return name;
}

function refused(field: string, problem: string, reason: string): AppError {
  return new AppError("invalid", problem, reason, { fields: [{ field, problem }] });
}
